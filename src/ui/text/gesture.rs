//! What the mouse does to the article: selecting, picking, moving ends, linking.

use std::ops::Range;

use egui::{CursorIcon, Event, PointerButton, Pos2, Response, Shape, Stroke, Ui, pos2};

use crate::model::segment::{self, Edge};
use crate::model::text::{Span, Text};

use super::contract::{PaneEvent, PaneInput};
use super::engine::Inner;
use super::geometry::Caret;
use super::marks::{MarkSource, cycle, marks_at};
use super::pane::ArticlePane;
use super::style::PaneStyle;

/// Points that the mouse moves before a press is a drag.
const SLACK: f32 = 4.0;
/// Seconds within which presses count as one double click.
const QUICK: f64 = 0.5;
/// Points from a handle's middle within which it is taken.
const GRIP: f32 = 9.0;

/// Remembers earlier presses.
#[derive(Default)]
pub(super) struct Clicks {
    last: Option<(f64, Pos2)>,
    count: u8,
    picked: Option<(Pos2, u128)>,
}

impl Clicks {
    /// Counts a press: 1, 2, 3 or 4 in quick succession on the same place.
    fn press(&mut self, time: f64, at: Pos2) -> u8 {
        let quick = self.last.is_some_and(|(then, there)| time - then <= QUICK && there.distance(at) < 6.0);
        self.count = if quick { self.count % 4 + 1 } else { 1 };
        self.last = Some((time, at));
        self.count
    }
}

/// What the mouse is in the middle of.
#[derive(Default)]
pub(super) enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// Selecting text.
    Select(Selecting),
    /// Dragging an end of the selected mark.
    Move(Moving),
    /// Dragging from a mark's badge.
    Link { from: u128, press: Pos2, at: Pos2, over: Option<u128>, moved: bool },
}

pub(super) struct Selecting {
    press: Pos2,
    /// What the press itself took: a place, a word, a sentence, a paragraph.
    origin: Range<usize>,
    count: u8,
    /// Began with Shift: the other end stays.
    extend: bool,
    /// Began with Ctrl or Command: makes a fragment.
    add: bool,
    moved: bool,
    now: Option<(Span, bool)>,
}

pub(super) struct Moving {
    id: u128,
    fragment: usize,
    edge: Edge,
    press: Pos2,
    was: Span,
    now: Span,
    /// Bytes that the other fragments leave.
    limits: Range<usize>,
    moved: bool,
}

impl Gesture {
    /// Returns the mark, fragment and place that an end is being dragged to.
    pub(super) fn preview(&self) -> Option<(u128, usize, Span)> {
        match self {
            Gesture::Move(moving) if moving.moved => Some((moving.id, moving.fragment, moving.now)),
            _ => None,
        }
    }

    /// Returns the fragment that is being selected.
    pub(super) fn pending(&self) -> Option<Span> {
        match self {
            Gesture::Select(select) if select.add => select.now.map(|(span, _)| span),
            _ => None,
        }
    }

    /// Paints the line from a badge to the pointer.
    pub(super) fn paint(&self, painter: &egui::Painter, style: &PaneStyle) {
        if let Gesture::Link { press, at, over, moved: true, .. } = self {
            let stroke = Stroke::new(if over.is_some() { 2.0 } else { 1.25 }, style.accent);
            painter.add(Shape::line_segment([*press, *at], stroke));
            painter.circle_filled(*at, 3.5, style.accent);
        }
    }
}

impl ArticlePane {
    pub(super) fn pointer(
        &mut self,
        ui: &Ui,
        inner: &mut Inner,
        input: &PaneInput<'_>,
        response: &Response,
        events: &mut Vec<PaneEvent>,
    ) {
        let (raw, time, latest, modifiers) = ui.input(|input| {
            let buttons = input.events.iter().filter(|event| matches!(event, Event::PointerButton { .. }));
            (buttons.cloned().collect::<Vec<_>>(), input.time, input.pointer.latest_pos(), input.modifiers)
        });
        for event in raw {
            let Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers } = event else {
                continue;
            };
            let ours = response.hovered() || response.is_pointer_button_down_on() || response.clicked();
            if pressed && ours && self.text_area().contains(pos) {
                response.request_focus();
                let count = self.clicks.press(time, pos);
                self.press(input, pos, count, modifiers, events);
            } else if !pressed {
                self.drag(input, pos, modifiers, events);
                self.release(input, pos, modifiers, events);
            }
        }
        if let Some(at) = latest.filter(|_| !matches!(self.gesture, Gesture::Idle)) {
            self.drag(input, at, modifiers, events);
            self.scroll_at_edges(ui, inner, input, at);
        }
        if ui.input(|input| !input.pointer.any_down()) {
            self.gesture = Gesture::Idle;
        }
        if response.secondary_clicked()
            && let Some(at) = latest.and_then(|at| self.byte_at(at))
        {
            events.push(PaneEvent::SecondaryClick { at });
        }
        self.hover(ui, input, response, latest, events);
    }

    /// Returns the pane without its scroll bar.
    fn text_area(&self) -> egui::Rect {
        let mut area = self.view;
        area.max.x -= 12.0;
        area
    }

    fn press(
        &mut self,
        input: &PaneInput<'_>,
        at: Pos2,
        count: u8,
        modifiers: egui::Modifiers,
        events: &mut Vec<PaneEvent>,
    ) {
        self.goal_x = None;
        if count == 1
            && let Some(gesture) = self.grip(input, at)
        {
            self.gesture = gesture;
            return;
        }
        let Some(mut select) = self.begin(input, at, count, modifiers) else { return };
        if count > 1
            && let Ok(span) = input.text.span(select.origin.start, select.origin.end)
        {
            select.now = Some((span, true));
            if !select.add {
                events.push(PaneEvent::Select { anchor: span.start(), head: span.end(), finished: false });
            }
        }
        self.gesture = Gesture::Select(select);
    }

    /// Puts the caret where the mouse was pressed, and begins a selection there.
    fn begin(&mut self, input: &PaneInput<'_>, at: Pos2, count: u8, modifiers: egui::Modifiers) -> Option<Selecting> {
        let (byte, caret) = self.place_at(at).map(|(shown, caret)| (shown.start + caret.byte, caret))?;
        self.caret = (byte, caret);
        let extend = modifiers.shift && count == 1;
        let add = modifiers.command && !extend;
        let origin = match input.selection {
            Some(selection) if extend => selection.anchor..selection.anchor,
            _ => self.unit(input, at, byte, count, !input.word_snap),
        };
        Some(Selecting { press: at, origin, count, extend, add, moved: false, now: None })
    }

    /// Returns what a number of presses takes: a place, a word, a sentence, a paragraph.
    fn unit(&self, input: &PaneInput<'_>, at: Pos2, byte: usize, count: u8, whole: bool) -> Range<usize> {
        let text = input.text;
        let on = self.grapheme_at(at).unwrap_or(byte);
        let trimmed = |span: Span| {
            let kept = if whole { None } else { segment::trim(text, span.start(), span.end()) };
            kept.unwrap_or(span).range()
        };
        let part = self.parts.get(self.part_of(on)).map(|part| part.bytes.clone());
        let span = match count {
            1 => None,
            2 => segment::word_at(text, on).map(Span::range),
            3 => part.and_then(|part| segment::sentence_at(text, on, part)).map(trimmed),
            _ => part.and_then(|part| text.span(part.start, part.end).ok()).map(trimmed),
        };
        span.unwrap_or(byte..byte)
    }

    /// Finds what can be gripped at a point: a handle of the selected mark, or a badge.
    fn grip(&self, input: &PaneInput<'_>, at: Pos2) -> Option<Gesture> {
        let mut best: Option<(f32, Gesture)> = None;
        for shown in &self.shown {
            let Some(decor) = self.decor(shown.part) else { continue };
            let local = (at - shown.origin).to_pos2();
            for handle in &decor.handles {
                let distance = handle.at.distance(local);
                if distance > GRIP || best.as_ref().is_some_and(|(nearest, _)| *nearest <= distance) {
                    continue;
                }
                let mut marks = Vec::new();
                input.marks.touching(shown.start..shown.start + shown.shaped.len, &mut marks);
                let Some(mark) = marks.into_iter().find(|mark| mark.id == handle.id) else { continue };
                let spans = mark.fragments.spans();
                let Some(was) = spans.get(handle.fragment).copied() else { continue };
                let before = handle.fragment.checked_sub(1).and_then(|i| spans.get(i)).map_or(0, |span| span.end());
                let behind = spans.get(handle.fragment + 1).map_or(input.text.len(), |span| span.start());
                let moving = Moving {
                    id: handle.id,
                    fragment: handle.fragment,
                    edge: handle.edge,
                    press: at,
                    was,
                    now: was,
                    limits: before..behind,
                    moved: false,
                };
                best = Some((distance, Gesture::Move(moving)));
            }
        }
        if let Some((_, gesture)) = best {
            return Some(gesture);
        }
        let from = self.badge_at(at)?;
        Some(Gesture::Link { from, press: at, at, over: None, moved: false })
    }

    /// Returns the mark whose badge is being dragged outside the text.
    pub fn carried(&self) -> Option<u128> {
        match self.gesture {
            Gesture::Link { from, at, moved: true, .. } if !self.view.contains(at) => Some(from),
            _ => None,
        }
    }

    fn badge_at(&self, at: Pos2) -> Option<u128> {
        self.shown.iter().find_map(|shown| {
            let local = (at - shown.origin).to_pos2();
            self.decor(shown.part)?.badges.iter().find(|badge| badge.rect.expand(2.0).contains(local)).map(|b| b.id)
        })
    }

    /// Returns the marks at a point of the screen: the one whose lane is there, else those of the words.
    fn marks_under(&self, marks: &dyn MarkSource, at: Pos2) -> Vec<u128> {
        let bar = self.shown.iter().find_map(|shown| {
            let local = (at - shown.origin).to_pos2();
            self.decor(shown.part)?.bars.iter().rfind(|bar| bar.rect.contains(local)).map(|bar| bar.id)
        });
        if let Some(id) = bar {
            return vec![id];
        }
        let under = self.grapheme_at(at).map(|byte| marks_at(marks, byte));
        under.into_iter().flatten().map(|mark| mark.id).collect()
    }

    fn drag(&mut self, input: &PaneInput<'_>, at: Pos2, modifiers: egui::Modifiers, events: &mut Vec<PaneEvent>) {
        let inside = pos2(at.x, at.y.clamp(self.view.top() + 1.0, self.view.bottom() - 1.0));
        let Some((byte, caret)) = self.place_at(inside).map(|(shown, caret)| (shown.start + caret.byte, caret)) else {
            return;
        };
        let gesture = std::mem::take(&mut self.gesture);
        self.gesture = match gesture {
            Gesture::Select(mut select) => {
                select.moved |= select.press.distance(at) >= SLACK;
                if select.moved {
                    self.caret = (byte, caret);
                    self.select_to(input, &mut select, inside, byte, modifiers.shift, events);
                }
                Gesture::Select(select)
            }
            Gesture::Move(mut moving) => {
                moving.moved |= moving.press.distance(at) >= SLACK;
                if moving.moved {
                    let exact = modifiers.shift || !input.word_snap;
                    moving.now = moved_end(input.text, &moving, byte, exact).unwrap_or(moving.now);
                }
                Gesture::Move(moving)
            }
            Gesture::Link { from, press, over, moved, .. } => {
                let moved = moved || press.distance(at) >= SLACK;
                let now = if moved { self.mark_but(input.marks, at, Some(from)) } else { None };
                if moved && !input.read_only && now != over {
                    events.push(PaneEvent::LinkDrag { from, over: now });
                }
                Gesture::Link { from, press, at, over: now, moved }
            }
            Gesture::Idle => Gesture::Idle,
        };
    }

    fn select_to(
        &self,
        input: &PaneInput<'_>,
        select: &mut Selecting,
        at: Pos2,
        byte: usize,
        shift: bool,
        events: &mut Vec<PaneEvent>,
    ) {
        let text = input.text;
        let exact = !input.word_snap || (shift && !select.extend);
        let forward = byte >= select.origin.start;
        let span = if select.count > 1 {
            let on = self.grapheme_at(at).unwrap_or(byte);
            let between = select.count == 2 && text.as_str()[on..].starts_with(char::is_whitespace);
            let unit = if between { byte..byte } else { self.unit(input, at, byte, select.count, !input.word_snap) };
            let both = text.span(select.origin.start.min(unit.start), select.origin.end.max(unit.end)).ok();
            // Between two words, what stands there is taken in as far as the pointer.
            let trimmed = both.filter(|_| input.word_snap).and_then(|all| segment::trim(text, all.start(), all.end()));
            trimmed.or(both)
        } else {
            let (low, high) = (select.origin.start.min(byte), select.origin.start.max(byte));
            if exact { text.span(low, high).ok() } else { segment::snap_outward(text, low, high) }
        };
        let now = span.map(|span| (span, forward));
        if now == select.now {
            return;
        }
        select.now = now;
        if !select.add {
            let place = (select.origin.start, select.origin.start);
            let (anchor, head) = now.map_or(place, ends);
            events.push(PaneEvent::Select { anchor, head, finished: false });
        }
    }

    /// Returns the mark at a point of the screen: that of the badge there, else the shortest under the point.
    pub fn mark_at(&self, marks: &dyn MarkSource, at: Pos2) -> Option<u128> {
        self.mark_but(marks, at, None)
    }

    fn mark_but(&self, marks: &dyn MarkSource, at: Pos2, from: Option<u128>) -> Option<u128> {
        let badge = self.badge_at(at).filter(|id| Some(*id) != from);
        badge.or_else(|| self.marks_under(marks, at).into_iter().find(|id| Some(*id) != from))
    }

    /// Returns from where to where a mark is being dragged outside the text.
    pub fn carried_line(&self) -> Option<[Pos2; 2]> {
        match self.gesture {
            Gesture::Link { press, at, moved: true, .. } if !self.view.contains(at) => Some([press, at]),
            _ => None,
        }
    }

    fn release(&mut self, input: &PaneInput<'_>, at: Pos2, modifiers: egui::Modifiers, events: &mut Vec<PaneEvent>) {
        match std::mem::take(&mut self.gesture) {
            Gesture::Select(select) if select.count > 1 || select.moved => match select.now {
                Some((span, _)) if select.add => {
                    events.push(PaneEvent::AddFragment { start: span.start(), end: span.end() });
                }
                Some(now) => {
                    let (anchor, head) = ends(now);
                    events.push(if select.count > 2 {
                        PaneEvent::Widen { anchor, head }
                    } else {
                        PaneEvent::Select { anchor, head, finished: true }
                    });
                }
                None => {}
            },
            Gesture::Select(select) => self.click(input, &select, at, modifiers, events),
            // A handle that was not dragged is in nobody's way.
            Gesture::Move(moving) if !moving.moved => {
                if let Some(select) = self.begin(input, moving.press, 1, modifiers) {
                    self.click(input, &select, at, modifiers, events);
                }
            }
            Gesture::Move(moving) if moving.moved && moving.now != moving.was => {
                let to = if moving.edge == Edge::Start { moving.now.start() } else { moving.now.end() };
                let Moving { id, fragment, edge, .. } = moving;
                events.push(PaneEvent::MoveEnd { id, fragment, edge, to });
            }
            Gesture::Link { from, over: Some(to), moved: true, .. } if !input.read_only => {
                events.push(PaneEvent::LinkDrop { from, to });
            }
            Gesture::Link { from, over: None, moved: true, .. } if !input.read_only && !self.view.contains(at) => {
                events.push(PaneEvent::LinkOut { from, at });
            }
            Gesture::Link { from, moved: false, .. } => {
                let byte = self.byte_at(at).unwrap_or(0);
                self.clicks.picked = Some((at, from));
                events.push(PaneEvent::PickMark { id: from, at: byte });
            }
            _ => {}
        }
    }

    /// A single click: extends the selection, picks a mark or places the caret.
    fn click(
        &mut self,
        input: &PaneInput<'_>,
        select: &Selecting,
        at: Pos2,
        modifiers: egui::Modifiers,
        events: &mut Vec<PaneEvent>,
    ) {
        let Some(byte) = self.byte_at(at) else { return };
        if select.add || modifiers.command {
            // It may become a double click that adds a word to the selected mark, so that must stay selected.
            return;
        }
        if select.extend {
            let (low, high) = (select.origin.start.min(byte), select.origin.start.max(byte));
            let span = if input.word_snap {
                segment::snap_outward(input.text, low, high)
            } else {
                input.text.span(low, high).ok()
            };
            let (anchor, head) = span.map_or((byte, byte), |span| ends((span, byte >= select.origin.start)));
            events.push(PaneEvent::Select { anchor, head, finished: true });
            return;
        }
        let under = self.marks_under(input.marks, at);
        let last = self.clicks.picked.filter(|(there, _)| there.distance(at) < 6.0).map(|(_, id)| id);
        match cycle(&under, last) {
            Some(id) => {
                self.clicks.picked = Some((at, id));
                events.push(PaneEvent::PickMark { id, at: byte });
            }
            None => {
                self.clicks.picked = None;
                events.push(PaneEvent::Select { anchor: byte, head: byte, finished: true });
            }
        }
    }

    /// Scrolls while a drag is at or beyond the upper or lower edge, the faster the farther.
    fn scroll_at_edges(&mut self, ui: &Ui, inner: &mut Inner, input: &PaneInput<'_>, at: Pos2) {
        let moved = match &self.gesture {
            Gesture::Select(select) => select.moved,
            Gesture::Move(moving) => moving.moved,
            Gesture::Link { moved, .. } => *moved,
            Gesture::Idle => false,
        };
        let beyond = (at.y - self.view.bottom() + 8.0).max(0.0) - (self.view.top() + 8.0 - at.y).max(0.0);
        if moved && beyond != 0.0 {
            let dt = ui.input(|input| input.stable_dt).min(0.05);
            let speed = (beyond.abs() * 14.0).clamp(60.0, 2400.0) * beyond.signum();
            self.scroll_by(inner, input.text, speed * dt);
            ui.ctx().request_repaint();
        }
    }

    fn hover(
        &mut self,
        ui: &Ui,
        input: &PaneInput<'_>,
        response: &Response,
        latest: Option<Pos2>,
        events: &mut Vec<PaneEvent>,
    ) {
        let at = latest.filter(|at| response.contains_pointer() && self.text_area().contains(*at));
        let grip = at.and_then(|at| self.grip(input, at));
        let icon = match (&self.gesture, &grip) {
            (Gesture::Move(_), _) | (Gesture::Idle, Some(Gesture::Move(_))) => Some(CursorIcon::ResizeHorizontal),
            (Gesture::Link { moved: true, .. }, _) => Some(CursorIcon::Alias),
            (Gesture::Idle, Some(_)) => Some(CursorIcon::PointingHand),
            _ if at.is_some() && input.armed.is_some() => Some(CursorIcon::Crosshair),
            _ => at.map(|_| CursorIcon::Text),
        };
        if let Some(icon) = icon {
            ui.ctx().set_cursor_icon(icon);
        }
        if !matches!(self.gesture, Gesture::Idle) {
            return;
        }
        let hovered =
            at.and_then(|at| self.badge_at(at).or_else(|| self.marks_under(input.marks, at).first().copied()));
        if hovered != self.hovered {
            self.hovered = hovered;
            events.push(PaneEvent::Hover(hovered));
        }
    }

    /// Remembers on which side of a byte the caret stands.
    pub(super) fn remember_caret(&mut self, byte: usize, caret: Caret) {
        self.caret = (byte, caret);
    }
}

fn ends((span, forward): (Span, bool)) -> (usize, usize) {
    if forward { (span.start(), span.end()) } else { (span.end(), span.start()) }
}

/// Returns the fragment with one end dragged to `byte`; it never passes the other end or another fragment.
fn moved_end(text: &Text, moving: &Moving, byte: usize, exact: bool) -> Option<Span> {
    let byte = byte.clamp(moving.limits.start, moving.limits.end);
    let was = moving.was;
    match moving.edge {
        Edge::Start => {
            let snapped = || segment::snap_outward(text, byte, was.end()).map(Span::start);
            let start = if exact { byte } else { snapped()? };
            text.span(start.max(moving.limits.start), was.end()).ok()
        }
        Edge::End => {
            if byte <= was.start() {
                return None;
            }
            let snapped = || segment::snap_outward(text, was.start(), byte).map(Span::end);
            let end = if exact { byte } else { snapped()? };
            text.span(was.start(), end.min(moving.limits.end)).ok()
        }
    }
}
