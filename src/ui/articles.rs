//! Draws the list of articles at the left.

use egui::{Id, Key, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::memo::Memo;
use super::menu::row;
use super::text::engine::TextEngine;
use super::text::label::{TextStyle, Wrap};
use super::theme::{Palette, SMALL, TEXT};
use super::widgets::{Sign, choose, day, heading, landmark, paint_focus, paint_tick, quiet, sign_button};
use crate::app::{AppState, Command, Intent, Modal};
use crate::model::{ArticleId, SetId};
use crate::say;

/// Height of a row: a title of two lines, outlet and date, counts.
const ROW: f32 = 86.0;

/// Side of a badge beside a count, in points.
const SMALL_BADGE: f32 = 14.0;

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Articles {
    rows: Memo<u64, Vec<ArticleId>>,
    shown: Option<ArticleId>,
    area: Option<Id>,
    /// The articles in view, and where they are.
    cards: Vec<(ArticleId, Rect)>,
}

impl Articles {
    /// Returns the article at a place on the screen.
    pub(super) fn at(&self, at: egui::Pos2) -> Option<ArticleId> {
        self.cards.iter().find(|(_, rect)| rect.contains(at)).map(|(id, _)| *id)
    }

    /// Shows the panel. Returns the id of what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        ui.horizontal(|ui| {
            heading(ui, say!("articles-heading"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = sign_button(ui, Sign::Add, say!("articles-add"));
                first = Some(button.id);
                egui::Popup::menu(&button).show(|ui| {
                    ui.set_min_width(220.0);
                    command(ui, &Command::AddFiles, state, intents);
                    command(ui, &Command::Paste, state, intents);
                });
            });
        });
        ui.add_space(4.0);
        let rows = self.rows.get(state.ticks(), || state.project().articles().iter().map(|(id, _)| **id).collect());
        if rows.is_empty() {
            empty(ui, state, intents);
            return first;
        }
        let open = state.article();
        let mut area = ScrollArea::vertical().auto_shrink(false);
        // Brings the open article into view when another one is opened.
        if self.shown != open {
            self.shown = open;
            if let Some(at) = rows.iter().position(|id| Some(*id) == open) {
                let top = at as f32 * (ROW + ui.spacing().item_spacing.y);
                let view = ui.available_height();
                let kept = self.area.and_then(|id| egui::scroll_area::State::load(ui.ctx(), id));
                let kept = kept.map_or(0.0, |state| state.clamped_offset().y);
                if top < kept || top + ROW > kept + view {
                    area = area.vertical_scroll_offset((top - view / 3.0).max(0.0));
                }
            }
        }
        let mut cards = Vec::new();
        let output = area.id_salt("articles").show_rows(ui, ROW, rows.len(), |ui, range| {
            landmark(ui, egui::accesskit::Role::ListBox, say!("area-articles-list"));
            for id in &rows[range] {
                let response = article_row(ui, *id, state);
                if Some(*id) == open {
                    first = Some(response.id);
                }
                cards.push((*id, response.rect.intersect(ui.clip_rect())));
                act(ui, *id, &response, state, intents);
            }
        });
        self.cards = cards;
        self.area = Some(output.id);
        first
    }
}

fn command(ui: &mut Ui, command: &Command, state: &AppState, intents: &mut Intents) {
    let shortcut = command.shortcut(state).map(|s| s.to_string()).unwrap_or_default();
    let response = row(ui, &command.text(state), &shortcut, None, command.resolve(state).is_some());
    if response.on_hover_text(command.tooltip(state)).clicked() {
        intents.run(command, state);
        ui.close();
    }
}

fn empty(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    quiet(ui, say!("articles-empty"));
    ui.add_space(8.0);
    for command in [Command::AddFiles, Command::Paste] {
        if ui.button(command.text(state)).on_hover_text(command.tooltip(state)).clicked() {
            intents.run(&command, state);
        }
    }
    ui.add_space(8.0);
    quiet(ui, say!("articles-drop"));
}

fn act(ui: &Ui, id: ArticleId, response: &Response, state: &AppState, intents: &mut Intents) {
    if response.clicked() && state.article() != Some(id) {
        intents.send(Intent::OpenArticle(id));
    }
    if response.double_clicked() {
        details(id, state, intents);
    }
    if response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)) {
        details(id, state, intents);
    }
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let at = state.project().articles().iter().position(|(other, _)| **other == id);
        let last = state.project().articles().len().saturating_sub(1);
        if row(ui, say!("articles-open"), "", None, state.article() != Some(id)).clicked() {
            intents.send(Intent::OpenArticle(id));
            ui.close();
        }
        if row(ui, say!("articles-edit"), "", None, true).clicked() {
            details(id, state, intents);
            ui.close();
        }
        ui.separator();
        let up = (false, say!("articles-up"), at.is_some_and(|at| at > 0));
        let down = (true, say!("articles-down"), at.is_some_and(|at| at < last));
        for (down, text, can) in [up, down] {
            if row(ui, text, "", None, can).clicked() {
                intents.send(Intent::MoveArticle(id, down));
                ui.close();
            }
        }
        ui.separator();
        if row(ui, say!("articles-remove"), "", None, true).clicked() {
            intents.send(Intent::RemoveArticle(id));
            ui.close();
        }
    });
}

fn details(id: ArticleId, state: &AppState, intents: &mut Intents) {
    if let Some(row) = state.project().article(&id) {
        intents.open(Modal::Details { article: id, details: row.details.clone() });
    }
}

/// Counts the annotations of an article by label, in the sets that are shown: letter, colour, name, number.
pub(super) fn counts(state: &AppState, id: ArticleId) -> Vec<(String, u8, String, usize)> {
    let project = state.project();
    let Some((revision, _)) = project.latest(id) else { return Vec::new() };
    let sets: Vec<SetId> = project.sets_by_id().map(|(set, _)| *set).filter(|set| state.shows(*set)).collect();
    let mut counts = Vec::new();
    for (key, label) in project.labels() {
        let number: usize = sets.iter().map(|set| project.count(revision, *set, key)).sum();
        if number > 0 {
            counts.push((label.letter.clone(), label.colour, label.name.clone(), number));
        }
    }
    counts
}

fn article_row(ui: &mut Ui, id: ArticleId, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some(article) = state.project().article(&id) else { return response };
    let details = &article.details;
    let title = if details.title.trim().is_empty() { say!("articles-untitled") } else { details.title.trim() };
    let second = [details.outlet.trim().to_owned(), day(details.date.trim())];
    let second: Vec<String> = second.into_iter().filter(|part| !part.is_empty()).collect();
    let open = state.article() == Some(id);
    let done = state.set().is_some_and(|set| state.project().done(&(set, id)).is_some());
    let counts = counts(state, id);
    response.widget_info(|| {
        let mut name = vec![title.to_owned()];
        name.extend(second.iter().cloned());
        let counted =
            |(_, _, label, number): &(_, _, String, usize)| say!("article-label-count", label = label, count = *number);
        name.extend(counts.iter().map(counted));
        name.extend(counts.is_empty().then(|| say!("articles-unmarked").to_owned()));
        name.extend(done.then(|| say!("articles-done").to_owned()));
        WidgetInfo::selected(Role::ListBoxOption, true, open, name.join(say!("list-comma")))
    });
    choose(ui, &response, open);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if open {
        ui.painter().rect_filled(rect, 4.0, palette.chosen());
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    paint_focus(ui, &response, rect, palette);
    let inner = rect.shrink2(vec2(8.0, 6.0));
    let engine = TextEngine::of(ui.ctx());
    let line = |style: TextStyle, text: &str, y: f32, width: f32, colour| {
        let laid = engine.lay_out(ui.ctx(), &style, width, text);
        // Wrapped lines that run right to left stand at the right edge already.
        let shift = laid.rtl && style.wrap == Wrap::One;
        let x = if shift { inner.left() + width - laid.size.x } else { inner.left() };
        laid.paint(ui.painter(), pos2(x, y), colour);
        (laid.size.y, laid.elided)
    };
    let title_style = TextStyle::size(TEXT).wrap(Wrap::Lines(2));
    let title_style = if open { title_style.strong() } else { title_style };
    let mark = if done { 20.0 } else { 0.0 };
    let (height, elided) = line(title_style, title, inner.top(), inner.width() - mark, palette.ink);
    let below = inner.top() + height + 1.0;
    let second = second.join(" · ");
    if !second.is_empty() {
        line(TextStyle::size(SMALL), &second, below, inner.width(), palette.quiet);
    }
    let below = if second.is_empty() { below } else { below + 17.0 };
    if done {
        let tick = Rect::from_center_size(pos2(inner.right() - 6.0, inner.top() + 8.0), vec2(12.0, 12.0));
        paint_tick(ui.painter(), tick, palette.label(2));
    }
    paint_counts(ui, palette, &counts, pos2(inner.left(), below + 1.0), inner.right());
    let response = if done { response.on_hover_text(say!("articles-done.tip")) } else { response };
    if !elided {
        return response;
    }
    response.on_hover_ui(|ui| drop(super::text::label(ui, TextStyle::size(TEXT).wrap(Wrap::All), title)))
}

/// Paints letter and number for each label, from a point to the right.
fn paint_counts(ui: &Ui, palette: &Palette, counts: &[(String, u8, String, usize)], at: egui::Pos2, right: f32) {
    let mut x = at.x;
    if counts.is_empty() {
        let font = egui::FontId::proportional(SMALL);
        ui.painter().text(at, egui::Align2::LEFT_TOP, say!("articles-unmarked"), font, palette.quiet);
    }
    for (letter, colour, _, number) in counts {
        let number = ui.painter().layout_no_wrap(number.to_string(), egui::FontId::proportional(SMALL), palette.quiet);
        let next = number.size();
        if x + SMALL_BADGE + 4.0 + next.x > right {
            break;
        }
        let badge = Rect::from_min_size(pos2(x, at.y + (next.y - SMALL_BADGE) / 2.0), vec2(SMALL_BADGE, SMALL_BADGE));
        ui.painter().rect_filled(badge, 3.0, palette.label(*colour));
        let font = egui::FontId::proportional(10.0);
        ui.painter().text(badge.center(), egui::Align2::CENTER_CENTER, letter, font, palette.paper);
        ui.painter().galley(pos2(badge.right() + 4.0, at.y), number, palette.quiet);
        x += SMALL_BADGE + 4.0 + next.x + 10.0;
    }
}
