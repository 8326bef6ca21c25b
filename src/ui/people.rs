//! Draws who annotates: the sets of the project, which of them are shown, and how far each one is.

use std::collections::BTreeMap;

use egui::{Frame, Margin, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::memo::Memo;
use super::text::label::{TextStyle, label};
use super::text::{TextEngine, Wrap};
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{name, paint_focus, paint_tick};
use crate::app::{AppState, Command, others_shown};
use crate::model::SetId;
use crate::{say, words};

/// Height of a set's row, in points: its name, and below it how far it is.
const ROW: f32 = 46.0;
/// Width of the place where a set's tick is.
const TICK: f32 = 30.0;
/// Height of a bar that says how far a set is.
const BAR: f32 = 3.0;
/// Most sets that are shown without scrolling.
const SETS: f32 = 8.0;

/// How far each set is, kept until the project changes.
#[derive(Default)]
pub(super) struct Progress {
    done: Memo<u64, BTreeMap<SetId, usize>>,
    marks: Memo<u64, BTreeMap<SetId, usize>>,
}

impl Progress {
    /// Counts the articles that are done in a set.
    pub(super) fn done(&mut self, state: &AppState, set: SetId) -> usize {
        let marks = || state.project().done_marks().map(|((set, _), _)| *set);
        self.done.get(state.ticks(), || counted(marks())).get(&set).copied().unwrap_or(0)
    }

    /// Counts the annotations of a set.
    fn marks(&mut self, state: &AppState, set: SetId) -> usize {
        let marks = || state.project().annotations().map(|(_, row)| row.set);
        self.marks.get(state.ticks(), || counted(marks())).get(&set).copied().unwrap_or(0)
    }
}

fn counted(sets: impl Iterator<Item = SetId>) -> BTreeMap<SetId, usize> {
    let mut counts = BTreeMap::new();
    for set in sets {
        *counts.entry(set).or_insert(0) += 1;
    }
    counts
}

/// Paints how much of something is done, as a thin bar.
pub(super) fn paint_bar(ui: &Ui, rect: Rect, done: usize, all: usize) {
    let palette = Palette::of(ui.ctx());
    ui.painter().rect_filled(rect, BAR / 2.0, palette.hairline);
    if done > 0 {
        let share = (done as f32 / all.max(1) as f32).min(1.0);
        let full = Rect::from_min_size(rect.min, vec2((rect.width() * share).max(BAR), rect.height()));
        ui.painter().rect_filled(full, BAR / 2.0, palette.label(2));
    }
}

/// Adds a thin bar over the whole width that says how many articles are done.
pub(super) fn bar(ui: &mut Ui, done: usize, all: usize) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR + 4.0), Sense::hover());
    let text = say!("progress-done", done = done, count = all);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &text));
    paint_bar(ui, Rect::from_center_size(rect.center(), vec2(rect.width(), BAR)), done, all);
    response.on_hover_text(text);
}

/// Lists the sets: a tick for each that is shown, and which one is annotated in.
pub(super) fn sets(ui: &mut Ui, progress: &mut Progress, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let all = project.articles_by_id().count();
    let sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
    let gap = ui.spacing().item_spacing.y;
    let list = ScrollArea::vertical().id_salt("sets").max_height(SETS * (ROW + gap));
    list.show_rows(ui, ROW, sets.len(), |ui, range| {
        for id in &sets[range] {
            let row = Row { id: *id, done: progress.done(state, *id), marks: progress.marks(state, *id), all };
            row.show(ui, state, intents);
        }
    });
}

/// A set, and how far it is.
struct Row {
    id: SetId,
    done: usize,
    marks: usize,
    all: usize,
}

impl Row {
    fn show(&self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let shown = state.shows(self.id);
        let own = state.set() == Some(self.id);

        let tick = Rect::from_min_size(rect.min, vec2(TICK, ROW));
        let show = Command::ShowSet(self.id);
        let response = ui.interact(tick, ui.scope_id().with((self.id, "show")), Sense::click());
        let text = show.text(state);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, !own, shown, &text));
        let square = Rect::from_center_size(tick.center(), vec2(16.0, 16.0));
        let edge = if response.hovered() && !own { palette.ink } else { palette.quiet };
        let faint = if own { palette.hairline } else { edge };
        ui.painter().rect_stroke(square, 3.0, egui::Stroke::new(1.0, faint), egui::StrokeKind::Inside);
        if shown {
            paint_tick(ui.painter(), square.shrink(2.0), if own { palette.quiet } else { palette.accent });
        }
        paint_focus(ui, &response, square.expand(3.0), palette);
        let tip = if own { say!("sets-own-shown").to_owned() } else { show.tooltip(state) };
        if response.on_hover_text(tip).clicked() {
            intents.run(&show, state);
        }

        let choose = Command::AnnotateAs(self.id);
        let right = Rect::from_min_max(pos2(tick.right(), rect.top()), rect.max);
        let response = ui.interact(right, ui.scope_id().with((self.id, "choose")), Sense::click());
        let text = choose.text(state);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, own, &text));
        if own {
            ui.painter().rect_filled(right, 4.0, palette.chosen());
        } else if response.hovered() {
            ui.painter().rect_filled(right, 4.0, palette.hover());
        }
        paint_focus(ui, &response, right, palette);
        self.words(ui, right.shrink2(vec2(8.0, 5.0)), own, state);
        if response.on_hover_text(choose.tooltip(state)).clicked() {
            intents.run(&choose, state);
        }
    }

    /// Paints the set's name, what it holds, and how many of the articles are done in it.
    fn words(&self, ui: &Ui, inside: Rect, own: bool, state: &AppState) {
        let palette = Palette::of(ui.ctx());
        let engine = TextEngine::of(ui.ctx());
        let style = TextStyle::size(TEXT);
        let style = if own { style.strong() } else { style };
        let small = TextStyle::size(SMALL);
        let count = engine.lay_out(ui.ctx(), &small, inside.width(), &say!("annotations-counted", count = self.marks));
        let place = pos2(inside.right() - count.size.x, inside.top() + 1.0);
        count.paint(ui.painter(), place, palette.quiet);
        let width = (place.x - 12.0 - inside.left()).max(40.0);
        let name = engine.lay_out(ui.ctx(), &style, width, &state.project().set_name(self.id));
        name.paint(ui.painter(), inside.min, palette.ink);
        let text = say!("progress-done", done = self.done, count = self.all);
        let done = engine.lay_out(ui.ctx(), &small, inside.width(), &text);
        let low = pos2(inside.right() - done.size.x, inside.bottom() - done.size.y);
        done.paint(ui.painter(), low, palette.quiet);
        let line = low.y + done.size.y / 2.0;
        let bar = Rect::from_min_max(
            pos2(inside.left(), line - BAR / 2.0),
            pos2((low.x - 12.0).max(inside.left() + 20.0), line + BAR / 2.0),
        );
        paint_bar(ui, bar, self.done, self.all);
    }
}

/// Says above the article whose annotations are shown beside one's own, and hides them.
pub(super) fn strip(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let others = others_shown(state);
    if others.is_empty() {
        return;
    }
    let palette = Palette::of(ui.ctx());
    let names: Vec<String> = others.iter().map(|id| state.project().set_name(*id)).collect();
    let text = say!("sets-shown", count = names.len(), names = words::list(&names));
    Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(16, 3)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        // A layout from the right takes all the height it is given.
        let row = egui::vec2(ui.available_width(), TARGET);
        ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let hide = ui.button(egui::RichText::new(say!("sets-hide")).size(SMALL));
            name(ui, &hide, say!("sets-hide.name"));
            if hide.on_hover_text(Command::OnlyOwn.tooltip(state)).clicked() {
                intents.run(&Command::OnlyOwn, state);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label(ui, TextStyle::size(SMALL).wrap(Wrap::One).colour(palette.quiet), &text);
            });
        });
    });
}
