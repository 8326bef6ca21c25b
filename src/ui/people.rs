//! Draws who annotates: the sets of the project, which of them are shown, and how far each one is.

use egui::{Frame, Id, Key, Margin, Rect, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::text::label::{TextStyle, label};
use super::text::{TextEngine, Wrap};
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{name, paint_focus, paint_row, paint_tick, take_up};
use crate::app::{AppState, Command, Intent, others_shown};
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

/// What the menu of the sets remembers.
#[derive(Default)]
pub(super) struct Naming {
    /// The set that is being named, for which the menu was opened.
    set: Option<SetId>,
    /// Its name, as it is typed.
    name: String,
    /// Whether its field has yet to get the keyboard.
    begins: bool,
}

impl Naming {
    /// Follows which set is being named, once the keyboard is free for its field.
    pub(super) fn follow(&mut self, state: &AppState, free: bool) {
        let begins = state.naming().filter(|set| free && self.set != Some(*set));
        self.set = if free { state.naming() } else { self.set.filter(|set| state.naming() == Some(*set)) };
        self.begins = self.set.is_some() && (self.begins || begins.is_some());
        if let Some(row) = begins.and_then(|set| state.project().set(&set)) {
            self.name.clone_from(&row.name);
        }
    }

    /// Tells whether the field has yet to be shown.
    pub(super) fn begins(&self) -> bool {
        self.begins
    }

    /// Tells whether a set is being named.
    pub(super) fn is_under_way(&self) -> bool {
        self.set.is_some()
    }

    /// Shows the field over a set's name.
    fn field(&mut self, ui: &mut Ui, rect: Rect, set: SetId, intents: &mut Intents) {
        let field = Id::unique("set-name");
        // The pass that only measures the menu gives the keyboard to nothing.
        if self.begins && !ui.is_sizing_pass() {
            self.begins = false;
            take_up(ui.ctx(), field, &self.name);
        }
        let hint = RichText::new(say!("set-rename.hint")).color(Palette::of(ui.ctx()).quiet);
        let edit = TextEdit::singleline(&mut self.name).id(field).hint_text(hint).margin(vec2(8.0, 4.0));
        let response = ui.put(rect, edit.desired_width(rect.width()).min_size(vec2(0.0, TARGET)));
        name(ui, &response, say!("set-rename"));
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                intents.send(Intent::RenameSet(set, self.name.clone()));
                // Where the name is refused, another one can be typed.
                response.request_focus();
            } else {
                intents.send(Intent::NameSet(None));
            }
        }
        response.on_hover_text(say!("set-rename.text"));
    }
}

/// Lists the sets: a tick for each that is shown, and which one is annotated in.
pub(super) fn sets(ui: &mut Ui, naming: &mut Naming, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let all = project.article_count();
    let sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
    let gap = ui.spacing().item_spacing.y;
    let mut list = ScrollArea::vertical().id_salt("sets").max_height(SETS * (ROW + gap));
    if let Some(at) = sets.iter().position(|id| naming.begins && naming.set == Some(*id)) {
        list = list.vertical_scroll_offset((at as f32 - SETS / 2.0).max(0.0) * (ROW + gap));
    }
    list.show_rows(ui, ROW, sets.len(), |ui, range| {
        for id in &sets[range] {
            let row = Row { id: *id, done: project.count_done(*id), marks: project.count_marks(*id), all };
            row.show(ui, naming, state, intents);
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
    fn show(&self, ui: &mut Ui, naming: &mut Naming, state: &AppState, intents: &mut Intents) {
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
        if naming.set == Some(self.id) {
            return naming.field(ui, right.shrink2(vec2(0.0, 8.0)), self.id, intents);
        }
        let response = ui.interact(right, ui.scope_id().with((self.id, "choose")), Sense::click());
        let text = choose.text(state);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, own, &text));
        paint_row(ui, &response, right, own);
        self.words(ui, right.shrink2(vec2(8.0, 5.0)), own, state);
        if response.on_hover_text(choose.tooltip(state)).clicked() {
            intents.run(&choose, state);
            ui.close();
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
