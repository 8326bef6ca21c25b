//! Shows the table of annotations: filters, heads, and the rows that are in view.

mod cells;
mod chosen;
mod columns;
mod filters;
mod many;

use egui::accesskit::Role;
use egui::{
    Event, EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
};
use egui::{pos2, vec2};

use super::super::keys;
use crate::app::{AppState, Command, Intent, Listed, Scope, TableQuery};
use crate::model::AnnotationId;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::theme::Palette;
use crate::ui::widgets::{failed, quiet, take_up, words_atom};
use cells::{ROW, Ready};
use chosen::Chosen;
use columns::{Places, Shares};
use many::Counted;

/// What has the keyboard while it is with the rows.
pub(in crate::ui) fn rows() -> Id {
    Id::unique("annotation-table")
}

/// Where the rows are scrolled to.
#[derive(Clone, Copy, Debug)]
enum Reveal {
    /// As little as brings the row into view.
    Nearest(usize),
    /// The row to a third of the height, unless it is in view.
    Third(usize),
}

/// What in the table gets the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The rows; the filter where there are none.
    Rows,
    /// The field that filters by words.
    Filter,
}

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Table {
    shares: Shares,
    chosen: Chosen,
    counted: Counted,
    ready: Ready,
    /// What was listed when the chosen rows were last looked through.
    listed: Option<(u64, u64, bool, TableQuery)>,
    /// The annotation that was selected in the article when it was last looked at.
    followed: Option<AnnotationId>,
    reveal: Option<Reveal>,
    /// Where the keyboard goes as soon as it is known whether there are rows.
    goal: Option<Goal>,
    /// How far the rows are scrolled, and how high they are, in points.
    scrolled: (f32, f32),
}

impl Table {
    /// Shows how many rows there are, or what can be done to the chosen ones: beside the tabs, where it moves nothing.
    pub(super) fn bar(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        if let Some(table) = state.table() {
            let counts = many::count(&mut self.counted, &self.chosen, state);
            many::bar(ui, table, &mut self.chosen, counts, state, intents);
        }
    }

    /// Gives the keyboard to the rows or the filter.
    pub(super) fn focus(&mut self, goal: Goal) {
        self.goal = Some(goal);
    }

    /// Shows the tab. Returns what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let table = state.table()?;
        let query = table.query();
        self.look(table, state, intents);
        let goal = self.goal.take();
        if goal == Some(Goal::Filter) || (goal.is_some() && table.is_empty() && !table.is_reading()) {
            take_up(ui.ctx(), filters::field(), &query.filter.text);
        }
        let asked = filters::show(ui, state, query, intents);
        ui.add_space(2.0);
        if table.is_empty() {
            self.goal = goal.filter(|goal| *goal == Goal::Rows && table.is_reading());
            empty(ui, table, state, intents);
            // The panel keeps its height.
            ui.allocate_space(ui.available_size());
            return Some(filters::field());
        }
        let places = self.shares.places(ui.available_width() - 10.0, query.scope);
        columns::show(ui, &mut self.shares, &places, query, intents);
        let body = self.body(ui, table);
        if goal == Some(Goal::Rows) {
            body.request_focus();
        }
        if asked.rows {
            body.request_focus();
            self.begin(table, state, intents);
        }
        if body.has_focus() {
            self.keys(ui, table, state, intents);
        }
        self.rows(ui, &body, table, &places, state, intents);
        Some(body.id)
    }

    /// Follows what changed since the last frame: the rows that are listed, and what is selected in the article.
    fn look(&mut self, table: Listed<'_>, state: &AppState, intents: &mut Intents) {
        let query = table.query();
        let now = (state.ticks(), table.version(), table.is_reading());
        let same = self
            .listed
            .as_ref()
            .is_some_and(|(ticks, version, reading, listed)| (*ticks, *version, *reading) == now && listed == query);
        if !same {
            let known = filters::known(&query.filter, state.project());
            if known != query.filter {
                intents.send(Intent::SetTable(Box::new(TableQuery { filter: known, ..query.clone() })));
            }
            let other = self.listed.as_ref().is_some_and(|(.., listed)| listed != query);
            self.listed = Some((now.0, now.1, now.2, query.clone()));
            self.chosen.keep(table);
            if other {
                self.reveal = Some(Reveal::Third(self.chosen.at().unwrap_or(0)));
            }
        }
        let selected = state.selected().map(|(id, _)| id);
        if selected != self.followed {
            self.followed = selected;
            match selected.and_then(|id| Some((id, table.position(id)?))) {
                Some((id, _)) if self.chosen.cursor() == Some(id) && self.chosen.contains(id) => {}
                Some((id, at)) => {
                    self.chosen.only(id, at);
                    self.reveal = Some(Reveal::Third(at));
                }
                None if self.chosen.len() < 2 => self.chosen.clear(),
                None => {}
            }
        }
    }

    /// Takes the room of the rows, which has the keyboard for all of them.
    fn body(&mut self, ui: &mut Ui, table: Listed<'_>) -> Response {
        let rect = ui.available_rect_before_wrap();
        let response = ui.interact(rect, rows(), Sense::CLICK | Sense::FOCUSABLE);
        let first = (self.scrolled.0 / ROW) as usize;
        let last = first + (rect.height() / ROW) as usize + 1;
        let cursor = self.chosen.cursor().zip(self.chosen.at()).filter(|(_, at)| (first..=last).contains(at));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::ListBox);
            node.set_label(say!("table-name"));
            node.set_multiselectable();
            node.set_size_of_set(table.len());
            if let Some((id, _)) = cursor {
                node.set_active_descendant(row_id(id).accesskit_id());
            }
        });
        if response.has_focus() {
            let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if response.clicked() {
            response.request_focus();
        }
        response
    }

    /// Puts the keyboard onto a row when it comes to the rows and is on none.
    fn begin(&mut self, table: Listed<'_>, state: &AppState, intents: &mut Intents) {
        if self.chosen.len() == 0 {
            self.go(self.chosen.at().unwrap_or(0), table, state, intents);
        }
    }

    /// Chooses a row alone, and shows it in the article.
    fn go(&mut self, at: usize, table: Listed<'_>, state: &AppState, intents: &mut Intents) {
        let Some(id) = table.row(at) else { return };
        self.chosen.only(id, at);
        self.reveal = Some(Reveal::Nearest(at));
        if state.selected().map(|(id, _)| id) != Some(id) {
            intents.send(Intent::Look(id));
        }
    }

    fn keys(&mut self, ui: &Ui, table: Listed<'_>, state: &AppState, intents: &mut Intents) {
        let last = table.len().saturating_sub(1);
        let page = ((self.scrolled.1 / ROW) as usize).saturating_sub(1).max(1);
        let from = self.chosen.at();
        for (key, to) in keys::moves(from, page) {
            let to = to.min(last);
            if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key)) {
                self.chosen.extend(table, to);
                self.reveal = Some(Reveal::Nearest(to));
            } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                // Where the row went away, the keyboard is where it was.
                let to = if self.chosen.len() == 0 { from.unwrap_or(to) } else { to };
                let to = if matches!(key, Key::Home) {
                    0
                } else if matches!(key, Key::End) {
                    last
                } else {
                    to
                };
                self.go(to, table, state, intents);
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
            self.chosen.all(table);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
            && let Some(id) = self.chosen.cursor()
        {
            intents.send(Intent::Show(id));
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            match (self.chosen.cursor(), from) {
                (Some(id), Some(at)) if self.chosen.len() > 1 => self.chosen.only(id, at),
                _ => ui.memory_mut(|memory| memory.surrender_focus(rows())),
            }
        }
        if copies(ui) {
            // Several quotes without where they stand could not be told apart.
            if self.chosen.len() > 1 {
                intents.send(Intent::CopyCited(self.chosen.listed(table)));
            } else {
                intents.run(&Command::Copy, state);
            }
        }
        let counts = many::count(&mut self.counted, &self.chosen, state);
        let of_rows =
            |command: &Command| *command == Command::CopyCitation || many::of_command(command, counts).is_some();
        for command in keys::of_rows(ui.ctx(), state, of_rows) {
            match many::of_command(&command, counts) {
                None => intents.send(Intent::CopyCited(self.chosen.listed(table))),
                // With one alone, the other is asked for.
                _ if self.chosen.len() == 1 && matches!(command, Command::SameClaim | Command::SameEntity) => {
                    intents.run(&command, state);
                }
                Some(bulk) if self.chosen.len() > 0 && state.file().read_only.is_none() => {
                    intents.send(Intent::ChangeMany(self.chosen.ids(), bulk));
                }
                _ => {}
            }
        }
    }

    /// Shows the rows that are in view.
    fn rows(
        &mut self,
        ui: &mut Ui,
        body: &Response,
        table: Listed<'_>,
        places: &Places,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let palette = Palette::of(ui.ctx());
        let room = body.rect.height();
        let mut area = ScrollArea::vertical().id_salt("annotation-rows").auto_shrink(false);
        if let Some(offset) = self.reveal.take().and_then(|reveal| self.offset(reveal, room)) {
            area = area.vertical_scroll_offset(offset);
        }
        let mut hit = None;
        let output = area.show_viewport(ui, |ui, view| {
            ui.set_min_height(table.len() as f32 * ROW);
            let room = body.rect;
            let first = (view.top() / ROW).max(0.0) as usize;
            // Measured from the window and not from the first row, where so many points are no longer told apart.
            let top = room.top() - (view.top() - first as f32 * ROW);
            let count = ((view.height() / ROW).ceil() as usize + 1).min(table.len().saturating_sub(first));
            let builder = UiBuilder::new().id_salt("rows").max_rect(room).accessibility_parent(body.id);
            ui.scope_builder(builder, |ui| {
                for (line, at) in (first..first + count).enumerate() {
                    let Some(id) = table.row(at) else { continue };
                    let Some(cells) = self.ready.get(id, state) else { continue };
                    let min = pos2(room.left(), (top + line as f32 * ROW).round());
                    let rect = Rect::from_min_size(min, vec2(room.width() - 10.0, ROW));
                    let response = cells.show(ui, rect, row_id(id), self.chosen.contains(id), places);
                    ui.ctx().accesskit_node_builder(response.id, |node| node.set_position_in_set(at + 1));
                    if body.has_focus() && self.chosen.cursor() == Some(id) {
                        ui.painter().rect_stroke(rect, 4.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
                    }
                    if response.clicked() || response.secondary_clicked() {
                        hit = Some((id, at, response.double_clicked(), response.secondary_clicked()));
                    }
                    let counts = &mut self.counted;
                    let chosen = &self.chosen;
                    response.context_menu(|ui| {
                        let counts = many::count(counts, chosen, state);
                        many::menu(ui, id, table, chosen, counts, state, intents);
                    });
                }
            });
        });
        self.scrolled = (output.state.clamped_offset().y, output.inner_rect.height());
        if body.has_focus() && self.chosen.cursor().is_none() {
            ui.painter().rect_stroke(body.rect, 4.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
        }
        if let Some((id, at, twice, secondary)) = hit {
            body.request_focus();
            let held = ui.input(|input| input.modifiers);
            if twice {
                intents.send(Intent::Show(id));
            } else if secondary && self.chosen.contains(id) {
                // The menu is for all that are chosen.
            } else if held.command && !secondary {
                self.chosen.toggle(id, at);
            } else if held.shift && !secondary {
                self.chosen.extend(table, at);
            } else {
                self.go(at, table, state, intents);
            }
        }
    }

    /// Returns how far the rows have to be scrolled; `None` when the row is in view.
    fn offset(&self, reveal: Reveal, room: f32) -> Option<f32> {
        let (Reveal::Nearest(at) | Reveal::Third(at)) = reveal;
        let (kept, top) = (self.scrolled.0, at as f32 * ROW);
        if top >= kept && top + ROW <= kept + room {
            return None;
        }
        Some(match reveal {
            Reveal::Third(_) => (top - room / 3.0).max(0.0),
            Reveal::Nearest(_) if top < kept => top,
            Reveal::Nearest(_) => (top + ROW - room).max(0.0),
        })
    }
}

/// Tells whether the rows are to be copied, and takes what asks for it away from everything else.
fn copies(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let events = input.events.len();
        input.events.retain(|event| !matches!(event, Event::Copy));
        input.events.len() < events
    })
}

fn row_id(id: AnnotationId) -> Id {
    rows().with(id)
}

/// Says why there is no row, and offers what gives some.
fn empty(ui: &mut Ui, table: Listed<'_>, state: &AppState, intents: &mut Intents) {
    ui.add_space(12.0);
    let query = table.query();
    if let Some(why) = state.annotations_failure() {
        failed(ui, why, state, intents);
    } else if table.is_reading() {
        quiet(ui, say!("table-reading"));
    } else if query.filter != crate::app::Filter::default() {
        quiet(ui, say!("table-unfit"));
        let words = words_atom(ui, say!("filter-clear"), Default::default(), 300.0);
        let clear = ui.button(words);
        crate::ui::widgets::name(ui, &clear, say!("filter-clear"));
        if clear.clicked() {
            let query = TableQuery { filter: Default::default(), ..query.clone() };
            intents.send(Intent::SetTable(Box::new(query)));
        }
    } else if query.scope == Scope::Article && table.total() > 0 {
        quiet(ui, say!("table-empty-article"));
        let all = ui.button(say!("table-whole"));
        if all.clicked() {
            intents.send(Intent::SetTable(Box::new(TableQuery { scope: Scope::Project, ..query.clone() })));
        }
    } else {
        quiet(ui, say!("table-empty"));
    }
}
