//! Draws who annotates: the sets of the project, which of them are shown, and how far each one is.

use egui::{Context, Id, Key, Popup, Rect, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::text::TextEngine;
use super::text::label::TextStyle;
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{beside_field, name, paint_focus, paint_row, paint_tick, take_up};
use crate::app::{AppState, Command, Intent, Named};
use crate::model::SetId;
use crate::say;

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
    /// Who or what is being named, for which the menu was opened.
    named: Option<Named>,
    /// The name, as it is typed.
    name: String,
    /// Whether its field has yet to get the keyboard.
    begins: bool,
    /// Whether the menu is open for the field, and so closes with it.
    opened: bool,
}

impl Naming {
    /// Follows who or what is being named, once the keyboard is free for the field.
    pub(super) fn follow(&mut self, state: &AppState, free: bool) {
        let begins = state.naming().filter(|named| free && self.named != Some(*named));
        self.named = if free { state.naming() } else { self.named.filter(|named| state.naming() == Some(*named)) };
        self.begins = self.named.is_some() && (self.begins || begins.is_some());
        if let Some(named) = begins {
            let project = state.project();
            let name = match named {
                Named::Set(set) => project.set(&set).map(|row| row.name.clone()),
                Named::Annotator(annotator) => project.annotator(&annotator).map(|row| row.name.clone()),
                Named::NewAnnotator => None,
            };
            self.name = name.unwrap_or_default();
        }
    }

    /// Opens the menu with the field, and closes it again when that was what it was opened for.
    pub(super) fn open(&mut self, ctx: &Context, menu: Id) {
        if self.begins {
            Popup::open_id(ctx, menu);
            self.opened = true;
        } else if self.opened && self.named.is_none() {
            Popup::close_id(ctx, menu);
            self.opened = false;
        }
    }

    /// Leaves the name as it was when the menu was closed over it.
    pub(super) fn leave(&mut self, ctx: &Context, menu: Id, intents: &mut Intents) {
        if !Popup::is_id_open(ctx, menu) {
            self.opened = false;
            if self.named.is_some() {
                intents.send(Intent::Name(None));
            }
        }
    }

    /// Returns the set in whose row the field stands.
    fn row(&self, state: &AppState) -> Option<SetId> {
        let project = state.project();
        match self.named? {
            Named::Set(set) => Some(set),
            Named::Annotator(annotator) => {
                let theirs = |set: &SetId| project.set(set).is_some_and(|row| row.annotator == Some(annotator));
                let first = || project.sets().into_iter().map(|(id, _)| *id).find(theirs);
                state.set().filter(theirs).or_else(first)
            }
            Named::NewAnnotator => None,
        }
    }

    /// Shows the field where the name stands, or will stand.
    fn field(&mut self, ui: &mut Ui, rect: Rect, named: Named, intents: &mut Intents) {
        let (caption, hint, tip) = match named {
            Named::Set(_) => (say!("set-rename"), say!("set-rename.hint"), say!("set-rename.text")),
            Named::Annotator(_) => (say!("annotator-rename"), say!("annotator-name"), say!("annotator-rename.text")),
            Named::NewAnnotator => (say!("annotator-add"), say!("annotator-name"), say!("annotator-add.text")),
        };
        let field = Id::unique("set-name");
        // The pass that only measures the menu gives the keyboard to nothing.
        if self.begins && !ui.is_sizing_pass() {
            self.begins = false;
            take_up(ui.ctx(), field, &self.name);
        }
        let hint = RichText::new(hint).color(Palette::of(ui.ctx()).quiet);
        let edit = TextEdit::singleline(&mut self.name).id(field).hint_text(hint).margin(vec2(8.0, 4.0));
        let response = ui.put(rect, edit.desired_width(rect.width()).min_size(vec2(0.0, TARGET)));
        name(ui, &response, caption);
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                let name = self.name.clone();
                intents.send(match named {
                    Named::Set(set) => Intent::RenameSet(set, name),
                    Named::Annotator(annotator) => Intent::RenameAnnotator(annotator, name),
                    Named::NewAnnotator => Intent::AddAnnotator(name),
                });
                // Where the name is refused, another one can be typed.
                response.request_focus();
            } else {
                intents.send(Intent::Name(None));
            }
        }
        response.on_hover_text(tip);
    }
}

/// Lists the sets: a tick for each that is shown, and which one is annotated in.
pub(super) fn sets(ui: &mut Ui, naming: &mut Naming, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let all = project.article_count();
    let sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
    let gap = ui.spacing().item_spacing.y;
    let mut list = ScrollArea::vertical().id_salt("sets").max_height(SETS * (ROW + gap));
    if let Some(at) = sets.iter().position(|id| naming.begins && naming.row(state) == Some(*id)) {
        list = list.vertical_scroll_offset((at as f32 - SETS / 2.0).max(0.0) * (ROW + gap));
    }
    list.show_rows(ui, ROW, sets.len(), |ui, range| {
        for id in &sets[range] {
            let row = Row { id: *id, done: project.count_done(*id), marks: project.count_marks(*id), all };
            row.show(ui, naming, state, intents);
        }
    });
    if naming.named == Some(Named::NewAnnotator) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let right = Rect::from_min_max(pos2(rect.left() + TICK, rect.top()), rect.max);
        naming.field(ui, right.shrink2(vec2(0.0, 8.0)), Named::NewAnnotator, intents);
    }
    if naming.named.is_some() {
        beside_field(ui, &naming.name);
    }
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
        if let Some(named) = naming.named.filter(|_| naming.row(state) == Some(self.id)) {
            return naming.field(ui, right.shrink2(vec2(0.0, 8.0)), named, intents);
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
