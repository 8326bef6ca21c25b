//! Lists hits in context. Only the rows in view are laid out; the place is a number of rows, so that a million of them
//! scroll as smoothly as ten.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{EventFilter, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{AppState, Finding, HitAt, Intent, Scope};
use crate::model::{Span, Text};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextEngine, TextStyle};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{paint_focus, paint_tick};

/// Height of a row in points.
const ROW: f32 = 26.0;
/// Width of the scroll bar's lane in points.
const BAR: f32 = 10.0;
/// Width of an article's title in points.
const TITLE: f32 = 150.0;
/// Words after a hit, in code points: more than fit beside it.
const AFTER: usize = 160;
/// The longest hit that is shown whole, in code points.
const LONGEST: usize = 200;

/// Where the list is.
#[derive(Default)]
pub(super) struct List {
    /// The first row in view, and how much of it is above the view.
    top: f64,
    /// The hit that was current when the list was last shown.
    current: Option<HitAt>,
    /// Where in the thumb the mouse holds it, in points.
    grab: Option<f32>,
}

impl List {
    /// Shows the list in all the room that there is.
    pub(super) fn show(&mut self, ui: &mut Ui, finding: &Finding, state: &AppState, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let room = ui.available_rect_before_wrap();
        let rows = room.height() / ROW;
        let count = finding.count();
        let list = ui.interact(room, ui.scope_id().with("hits"), Sense::click());
        ui.ctx().accesskit_node_builder(list.id, |node| {
            node.set_role(Role::List);
            node.set_label(say!("find-list"));
        });
        self.keys(ui, &list, rows, finding, intents);
        if ui.rect_contains_pointer(room) {
            self.top -= f64::from(ui.input(|input| input.smooth_scroll_delta().y) / ROW);
        }
        if self.current != finding.current() {
            self.current = finding.current();
            if let Some(at) = self.current {
                let row = (finding.number_of(at) - 1) as f64;
                if row < self.top || row + 1.0 > self.top + f64::from(rows) {
                    self.top = row - f64::from(rows / 3.0).floor();
                }
            }
        }
        self.bar(ui, room, rows, count);
        self.top = self.top.clamp(0.0, (count as f64 - f64::from(rows)).max(0.0));
        let inside = Rect::from_min_max(room.min, pos2(room.right() - BAR, room.bottom()));
        ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(inside));
            let first = self.top as usize;
            let last = (first + rows as usize + 2).min(count);
            for number in first..last {
                let y = inside.top() + (number as f64 - self.top) as f32 * ROW;
                let rect = Rect::from_min_size(pos2(inside.left(), y), vec2(inside.width(), ROW));
                if let Some(at) = finding.nth(number) {
                    row(ui, rect, number, at, finding, state, intents);
                }
            }
        });
        paint_focus(ui, &list, room, palette);
        ui.advance_cursor_after_rect(room);
    }

    /// Goes through the hits with the keyboard.
    fn keys(&self, ui: &Ui, list: &Response, rows: f32, finding: &Finding, intents: &mut Intents) {
        if !list.has_focus() {
            return;
        }
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let now = finding.current().map_or(0, |at| finding.number_of(at) - 1);
        let page = (rows as usize).max(1);
        let steps = [
            (Key::ArrowDown, now.saturating_add(1)),
            (Key::ArrowUp, now.saturating_sub(1)),
            (Key::PageDown, now.saturating_add(page)),
            (Key::PageUp, now.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, usize::MAX),
            (Key::Enter, now),
        ];
        for (_, to) in steps.into_iter().filter(|(key, _)| pressed(*key)) {
            if let Some(at) = finding.nth(to.min(finding.count().saturating_sub(1))) {
                intents.send(Intent::ShowHit(at));
            }
        }
        if pressed(Key::Space)
            && let Some(at) = finding.current()
        {
            intents.send(Intent::TickHit(Some(at), !finding.is_ticked(at)));
        }
    }

    fn bar(&mut self, ui: &Ui, room: Rect, rows: f32, count: usize) {
        let reach = count as f64 - f64::from(rows);
        if reach <= 0.0 {
            return;
        }
        let palette = Palette::of(ui.ctx());
        let lane = Rect::from_min_max(pos2(room.right() - BAR, room.top()), room.max);
        let length = (room.height() * rows / count as f32).clamp(24.0, room.height());
        let way = (room.height() - length).max(1.0);
        let response = ui.interact(lane, ui.scope_id().with("hits-bar"), Sense::CLICK | Sense::DRAG);
        let thumb_top = |top: f64| lane.top() + (top / reach).clamp(0.0, 1.0) as f32 * way;
        match response.interact_pointer_pos() {
            Some(at) => {
                let top = thumb_top(self.top);
                let over = (top..=top + length).contains(&at.y);
                let grab = *self.grab.get_or_insert(if over { at.y - top } else { length / 2.0 });
                self.top = f64::from(((at.y - grab - lane.top()) / way).clamp(0.0, 1.0)) * reach;
            }
            None => self.grab = None,
        }
        let thumb = Rect::from_min_size(pos2(lane.left() + 3.0, thumb_top(self.top)), vec2(BAR - 4.0, length));
        let near = response.hovered() || self.grab.is_some();
        ui.painter().rect_filled(thumb, 3, if near { palette.quiet } else { palette.hairline });
    }
}

/// Shows a hit: its tick, its article where all are searched, its words.
fn row(ui: &Ui, rect: Rect, number: usize, at: HitAt, finding: &Finding, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let Some((article, revision, span)) = finding.hit(at) else { return };
    let Some(text) = state.project().revision(&revision).map(|row| &row.text) else { return };
    let id = ui.scope_id().with(("hit", number));
    let go = ui.interact(rect, id, Sense::CLICK);
    let tick_rect = Rect::from_min_size(rect.min, vec2(TARGET, ROW));
    let tick = ui.interact(tick_rect, id.with("tick"), Sense::CLICK);
    let painter = ui.painter();
    if finding.current() == Some(at) {
        painter.rect_filled(rect, 4, palette.chosen());
    } else if go.hovered() || tick.hovered() {
        painter.rect_filled(rect, 4, palette.hover());
    }
    let ticked = finding.is_ticked(at);
    let square = Rect::from_center_size(tick_rect.center(), vec2(14.0, 14.0));
    painter.rect_stroke(square, 2, Stroke::new(1.0, palette.quiet), StrokeKind::Inside);
    if ticked {
        paint_tick(painter, square, palette.ink);
    }
    tick.widget_info(|| {
        WidgetInfo::selected(egui::Role::CheckBox, ui.is_enabled(), ticked, say!("find-tick", number = number + 1))
    });
    let engine = TextEngine::of(ui.ctx());
    let mut left = tick_rect.right() + 4.0;
    if finding.scope() == Scope::Project {
        let title = state.project().article(&article).map_or("", |row| row.details.title.as_str());
        let style = TextStyle::size(SMALL);
        let width = TITLE.min(rect.width() * 0.3);
        let laid = engine.lay_out(ui.ctx(), &style, width, title);
        laid.paint(painter, pos2(left, rect.center().y - laid.size.y / 2.0), palette.quiet);
        left += width + 8.0;
    }
    let right = rect.right() - 6.0;
    // A third of the room for the words before: so the hit itself is always there.
    let before = ((right - left) / (TEXT * 0.55) / 3.0).max(4.0) as usize;
    let (words, hit) = context(text, span, before);
    let laid = engine.lay_out(ui.ctx(), &TextStyle::size(TEXT), right - left, &words);
    let x = if laid.rtl { right - laid.size.x } else { left };
    let corner = Pos2::new(x, rect.center().y - laid.size.y / 2.0);
    for place in laid.rects(hit) {
        let place = place.translate(corner.to_vec2()).expand2(vec2(1.0, 1.0));
        painter.rect_filled(place, 0, palette.selection());
        painter.rect_stroke(place, 0, Stroke::new(1.0, palette.ink.gamma_multiply(0.55)), StrokeKind::Inside);
    }
    laid.paint(painter, corner, palette.ink);
    go.widget_info(|| {
        let name = say!("find-row", number = number + 1, words = &words);
        WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), finding.current() == Some(at), name)
    });
    if tick.clicked() {
        intents.send(Intent::TickHit(Some(at), !ticked));
    } else if go.clicked() {
        intents.send(Intent::ShowHit(at));
    }
}

/// Returns the words around a hit, on its line, and which bytes of them are the hit; at most so many code points stand
/// before it.
fn context(text: &Text, hit: Span, before: usize) -> (String, Range<usize>) {
    let body = text.as_str();
    let first = text.line(text.line_at(hit.start())).start;
    let last = text.line(text.line_at(hit.end())).end;
    let lead = body.get(first..hit.start()).unwrap_or("");
    let mut from = lead.char_indices().rev().nth(before.saturating_sub(1)).map_or(0, |(at, _)| at);
    let cut = from > 0;
    if cut {
        // From the start of a word on, where there is one.
        from += lead[from..].find(' ').map_or(0, |at| at + 1);
    }
    let upto = |text: &str, most: usize| text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let found = body.get(hit.range()).unwrap_or("");
    let found = &found[..upto(found, LONGEST)];
    let rest = body.get(hit.end()..last.max(hit.end())).unwrap_or("");
    let mut words = String::from(if cut { "…" } else { "" });
    words.push_str(lead[from..].trim_start());
    let start = words.len();
    words.push_str(found);
    let end = words.len();
    words.push_str(&rest[..upto(rest, AFTER)]);
    (words, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str, hit: &str, before: usize) -> (String, String) {
        let text = Text::new(body);
        let at = body.find(hit).unwrap();
        let (words, range) = context(&text, text.span(at, at + hit.len()).unwrap(), before);
        (words.clone(), words[range].to_owned())
    }

    #[test]
    fn a_hit_is_shown_with_the_words_around_it_on_its_line() {
        let body = "Not this.\nThe ministry of the interior denied it at once.\nNor this.";
        let (words, hit) = shown(body, "denied", 200);
        assert_eq!((words.as_str(), hit.as_str()), ("The ministry of the interior denied it at once.", "denied"));
        let (words, hit) = shown(body, "denied", 12);
        assert_eq!((words.as_str(), hit.as_str()), ("…interior denied it at once.", "denied"));
        let (words, hit) = shown("نفت الوزارة الخبر", "الوزارة", 2);
        assert_eq!((words.as_str(), hit.as_str()), ("…الوزارة الخبر", "الوزارة"));
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let body = format!("{}x{}", "a ".repeat(100_000), "é".repeat(100_000));
        let (words, hit) = shown(&body, "x", 20);
        assert_eq!(hit, "x");
        assert!(words.chars().count() <= 20 + 2 + AFTER, "{}", words.chars().count());
        let (_, hit) = shown(&body, &body.clone(), 20);
        assert_eq!(hit.chars().count(), LONGEST);
    }
}
