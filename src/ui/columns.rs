//! Shows the open article, or up to four side by side: the columns, their headings, and what is drawn across them.

use std::ops::Range;

use egui::{Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::annotators::{self, Known};
use super::article::{Column, Standing, empty};
use super::banners;
use super::hints;
use super::intents::Intents;
use super::relations;
use super::text::{PaneOutput, TextStyle, Wrap, label};
use super::theme::{Palette, SMALL, TEXT};
use super::widgets::{Sign, day, paint_focus, sign_button};
use crate::app::{AppState, Intent};
use crate::model::{AnnotationId, ArticleId, RevisionId};
use crate::say;

/// Height of the heading over each of several columns, in points.
const HEADING: f32 = 32.0;
/// The least width of a column, in points: with less, lines have too few words to be read.
const LEAST: f32 = 312.0;
/// Width of what stands for a column that there is no room for, in points.
const SPINE: f32 = 30.0;

/// What the articles' part of the window remembers.
pub(super) struct Columns {
    /// From the left; never empty.
    columns: Vec<Column>,
    active: usize,
    /// The first of those that there is room for.
    first: usize,
    wants_focus: bool,
    /// Who annotated the open text.
    known: Known,
    /// Where the keyboard shall go when it leaves the text: on, or back.
    pub(super) leave: Option<bool>,
    /// The bytes in view of the open article.
    pub(super) visible: Range<usize>,
    /// An annotation whose badge was let go outside all texts, and where.
    pub(super) carried: Option<(AnnotationId, Pos2)>,
}

impl Default for Columns {
    fn default() -> Columns {
        Columns {
            columns: vec![Column::default()],
            active: 0,
            first: 0,
            wants_focus: false,
            known: Known::default(),
            leave: None,
            visible: 0..0,
            carried: None,
        }
    }
}

impl Columns {
    /// Returns the id of the widget that is the open text.
    pub(super) fn id(&self) -> Option<Id> {
        self.columns.get(self.active)?.id
    }

    /// Tells whether a widget is one of the texts.
    pub(super) fn is_text(&self, id: Id) -> bool {
        self.columns.iter().any(|column| column.id == Some(id))
    }

    /// Returns the widgets that are texts, from the left, and where they are.
    pub(super) fn texts(&self) -> Vec<(Id, Rect)> {
        self.columns.iter().filter_map(|column| Some((column.id?, column.rect?))).collect()
    }

    /// Gives the keyboard to the open text when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Forgets the widgets that are texts: something else takes their place.
    pub(super) fn away(&mut self) {
        self.columns.iter_mut().for_each(Column::away);
        (self.leave, self.carried) = (None, None);
        self.visible = 0..0;
    }

    /// Returns the first byte in view of each text shown so far; the open one first.
    pub(super) fn places(&mut self) -> Vec<(RevisionId, usize)> {
        let mut all: Vec<(RevisionId, usize)> = Vec::new();
        let active = self.active;
        let (before, rest) = self.columns.split_at_mut(active);
        for column in rest.iter_mut().chain(before) {
            for (id, byte) in column.pane.places() {
                if all.iter().all(|(known, _)| known.0 != id) {
                    all.push((RevisionId(id), byte));
                }
            }
        }
        all
    }

    /// Shows texts from these bytes on when they are next shown.
    pub(super) fn resume(&mut self, places: Vec<(RevisionId, usize)>) {
        for column in &mut self.columns {
            column.pane.resume(places.iter().map(|(id, byte)| (id.0, *byte)));
        }
    }

    /// Brings a byte of a text to a third of the height when it is next shown. Tells whether that text is open.
    pub(super) fn reveal(&mut self, revision: RevisionId, byte: usize, state: &AppState) -> bool {
        self.arrange(state);
        let latest = |column: &&mut Column| {
            let latest = column.article.and_then(|article| state.project().latest(article));
            latest.is_some_and(|(id, _)| id == revision)
        };
        let column = self.columns.iter_mut().find(latest);
        column.map(|column| column.pane.scroll_to(byte, 0.33)).is_some()
    }

    /// Returns the annotation whose badge is being dragged outside its text.
    pub(super) fn carries(&self) -> Option<AnnotationId> {
        self.columns.iter().find_map(|column| column.pane.carried()).map(AnnotationId)
    }

    /// Gives each article of the state the column that shows it already, so that its place is kept.
    fn arrange(&mut self, state: &AppState) {
        self.active = state.active_column();
        let wanted: Vec<Option<ArticleId>> = state.columns().iter().map(|column| column.article).collect();
        if self.columns.iter().map(|column| column.article).eq(wanted.iter().copied()) {
            return;
        }
        let mut old: Vec<Option<Column>> = std::mem::take(&mut self.columns).into_iter().map(Some).collect();
        let mut take = |at: &dyn Fn(usize, &Column) -> bool| {
            let found = old.iter().enumerate().position(|(i, slot)| slot.as_ref().is_some_and(|column| at(i, column)));
            found.and_then(|found| old[found].take())
        };
        let mut new: Vec<Option<Column>> =
            wanted.iter().map(|article| take(&|_, column| article.is_some() && column.article == *article)).collect();
        // Another article in the same place takes over what is there; a new place begins anew.
        for (at, slot) in new.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
            *slot = take(&|i, _| i == at);
        }
        let left: Vec<(u128, usize)> = old.into_iter().flatten().flat_map(|mut column| column.pane.places()).collect();
        self.columns = new.into_iter().map(Option::unwrap_or_default).collect();
        for (column, article) in self.columns.iter_mut().zip(wanted) {
            column.article = article;
            column.pane.resume(left.iter().copied());
        }
    }

    /// Shows banners, the texts, and what stands over them.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        banners::show(ui, state, intents);
        // A learner has an exercise before them, and no other sets than the examples.
        if state.learns().is_none() {
            hints::show(ui, state, intents);
            annotators::strip(ui, &mut self.known, state, intents);
        }
        self.arrange(state);
        (self.leave, self.carried) = (None, None);
        let selections = state.columns();
        let several = selections.len() > 1;
        if !several && state.open_revision().is_none() {
            self.away();
            empty(ui, state, intents);
            return;
        }
        let palette = Palette::of(ui.ctx());
        let room = ui.available_rect_before_wrap();
        let fit = in_view(room.width(), selections.len(), self.active, self.first);
        self.first = fit.start;
        let spines = SPINE * (selections.len() - fit.len()) as f32;
        let width = (room.width() - spines) / fit.len() as f32;
        let mut shown: Vec<Option<(RevisionId, PaneOutput)>> = Vec::new();
        let mut right = room.left();
        for (at, (column, selection)) in self.columns.iter_mut().zip(&selections).enumerate() {
            let left = right;
            let fits = fit.contains(&at);
            right = (left + if fits { width } else { SPINE }).round();
            let mut rect = Rect::from_x_y_ranges(left..=right, room.y_range());
            let latest = selection.article.and_then(|article| state.project().latest(article));
            let Some((revision, _)) = latest else {
                shown.push(None);
                continue;
            };
            let standing = Standing { at, active: at == self.active, revision, selection };
            if !fits {
                column.away();
                spine(ui, rect, standing, state, intents);
                shown.push(None);
                if at > 0 {
                    ui.painter().vline(left, room.y_range(), Stroke::new(1.0, palette.hairline));
                }
                continue;
            }
            if several {
                let above = rect.with_max_y(rect.top() + HEADING);
                heading(ui, above, standing, state, intents);
                rect.min.y += HEADING;
            }
            let builder = UiBuilder::new().max_rect(rect).id_salt(("column", at));
            let output = ui.scope_builder(builder, |ui| column.show(ui, standing, state, intents)).inner;
            shown.push(output.map(|output| (revision, output)));
            if at > 0 {
                ui.painter().vline(left, room.y_range(), Stroke::new(1.0, palette.hairline));
            }
        }
        ui.advance_cursor_after_rect(room);
        self.keyboard(ui, &shown, intents);
        self.carry(ui, room, state, intents);
        let seen: Vec<relations::Seen<'_>> = self
            .columns
            .iter()
            .zip(&shown)
            .filter_map(|(column, shown)| {
                let (revision, output) = shown.as_ref()?;
                Some(relations::Seen {
                    pane: &column.pane,
                    output,
                    revision: *revision,
                    room: column.room.unwrap_or(output.response.rect),
                })
            })
            .collect();
        let hovered = self.columns.iter().find_map(|column| column.hovered);
        let open = shown.iter().take(self.active).flatten().count();
        relations::show(ui, room, &seen, open, hovered, state, intents);
        self.visible = 0..0;
        for (at, (column, shown)) in self.columns.iter_mut().zip(&shown).enumerate() {
            let Some((_, output)) = shown else { continue };
            let active = at == self.active;
            if active {
                self.visible = output.visible.clone();
            }
            column.over(ui, output, active, state, intents);
        }
    }

    /// Sees that the column that has the keyboard is the one that the state says.
    fn keyboard(&mut self, ui: &Ui, shown: &[Option<(RevisionId, PaneOutput)>], intents: &mut Intents) {
        let response = |at: usize| shown.get(at).and_then(Option::as_ref).map(|(_, output)| &output.response);
        let focused = (0..shown.len()).find(|at| response(*at).is_some_and(|response| response.has_focus()));
        if std::mem::take(&mut self.wants_focus) {
            if let Some(response) = response(self.active) {
                response.request_focus();
            }
        } else if let Some(at) = focused.filter(|at| *at != self.active) {
            if response(at).is_some_and(|response| response.gained_focus()) {
                intents.send(Intent::FocusColumn(at));
            } else if let Some(response) = response(self.active).filter(|_| !ui.input(|input| input.pointer.any_down()))
            {
                response.request_focus();
            }
        }
        self.leave = self.columns.iter_mut().find_map(|column| column.leave.take());
    }

    /// Takes an annotation from one column to another, and shows where it would go.
    fn carry(&mut self, ui: &Ui, room: Rect, state: &AppState, intents: &mut Intents) {
        if let Some(line) = self.columns.iter().find_map(|column| column.pane.carried_line()) {
            let palette = Palette::of(ui.ctx());
            let painter = ui.painter_at(room);
            let over = self.mark_at(ui, line[1], state);
            if let Some((column, id)) = over
                && let Some(row) = state.project().annotation(&id)
            {
                for span in row.fragments().map_or(&[][..], |fragments| fragments.spans()) {
                    for rect in column.pane.rects(span.range()) {
                        let stroke = Stroke::new(2.0, palette.accent);
                        painter.rect_stroke(rect.expand2(vec2(2.0, 0.0)), 3.0, stroke, StrokeKind::Outside);
                    }
                }
            }
            let stroke = Stroke::new(if over.is_some() { 2.0 } else { 1.25 }, palette.accent);
            painter.line_segment(line, stroke);
            painter.circle_filled(line[1], 3.5, palette.accent);
        }
        let Some((from, at)) = self.columns.iter_mut().find_map(|column| column.carried.take()) else { return };
        match self.mark_at(ui, at, state) {
            Some((_, to)) => intents.send(Intent::DropLink(from, to)),
            None if room.contains(at) => {}
            None => self.carried = Some((from, at)),
        }
    }

    fn mark_at(&mut self, ui: &Ui, at: Pos2, state: &AppState) -> Option<(&Column, AnnotationId)> {
        self.columns.iter_mut().find_map(|column| column.mark_at(ui, at, state).map(|id| (&*column, id)))
    }
}

/// Returns which of some columns there is room for: as many as can be read, with the active one among them, from the
/// one that was the first before as far as that goes.
fn in_view(width: f32, count: usize, active: usize, first: usize) -> Range<usize> {
    let fits = |number: &usize| *number as f32 * LEAST + (count - number) as f32 * SPINE <= width;
    let number = (1..=count).rev().find(fits).unwrap_or(1);
    let first = first.clamp((active + 1).saturating_sub(number), active).min(count - number);
    first..first + number
}

/// Says what an article is called, and where and when it was published.
fn named(standing: Standing<'_>, state: &AppState) -> Option<(String, String)> {
    let details = &state.project().article(&standing.selection.article?)?.details;
    let title = if details.title.trim().is_empty() { say!("articles-untitled") } else { details.title.trim() };
    let second = [details.outlet.trim().to_owned(), day(details.date.trim())];
    let second = second.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Some((title.to_owned(), second))
}

/// Makes a place over which a column is given the keyboard.
fn tab(ui: &Ui, rect: Rect, standing: Standing<'_>, names: [&str; 2], intents: &mut Intents) -> egui::Response {
    let response = ui.interact(rect, ui.scope_id().with(("column-heading", standing.at)), Sense::click());
    response.widget_info(|| {
        let name = names.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        WidgetInfo::selected(Role::Tab, true, standing.active, name.join(say!("list-comma")))
    });
    if response.clicked() {
        intents.send(Intent::FocusColumn(standing.at));
    }
    response
}

/// Stands for a column that there is no room for: a click, or the keyboard going there, brings it into view.
fn spine(ui: &mut Ui, rect: Rect, standing: Standing<'_>, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let Some((title, second)) = named(standing, state) else { return };
    let response = tab(ui, rect, standing, [&title, &second], intents);
    let fill = if response.hovered() { palette.hover() } else { palette.panel };
    ui.painter().rect_filled(rect, 0.0, fill);
    let number = (standing.at + 1).to_string();
    let font = egui::FontId::proportional(TEXT);
    let middle = pos2(rect.center().x, rect.top() + HEADING / 2.0);
    ui.painter().text(middle, egui::Align2::CENTER_CENTER, number, font, palette.quiet);
    paint_focus(ui, &response, rect, palette);
    let all = [title, second].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    response.on_hover_text(say!("column-spine", title = all.join(say!("list-comma"))));
}

/// Says over a column what stands in it.
fn heading(ui: &mut Ui, rect: Rect, standing: Standing<'_>, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let Some((title, second)) = named(standing, state) else { return };
    let (title, second) = (title.as_str(), second.as_str());
    let fill = if standing.active { palette.paper } else { palette.panel };
    ui.painter().rect_filled(rect, 0.0, fill);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
    if standing.active {
        let line = Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + 2.0));
        ui.painter().rect_filled(line, 0.0, palette.accent);
    }
    let response = tab(ui, rect, standing, [title, second], intents);
    paint_focus(ui, &response, rect, palette);
    let inside = rect.shrink2(vec2(12.0, 4.0));
    let builder = UiBuilder::new().max_rect(inside).id_salt(("column-heading-inside", standing.at));
    ui.scope_builder(builder, |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            if sign_button(ui, Sign::Remove, say!("column-close")).clicked() {
                intents.send(Intent::CloseColumn(standing.at));
            }
            let room = ui.available_width();
            if !second.is_empty() && room > 300.0 {
                label(ui, TextStyle::size(SMALL).colour(palette.quiet).wrap(Wrap::One), second);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let style = TextStyle::size(TEXT).wrap(Wrap::One).colour(palette.ink);
                label(ui, if standing.active { style.strong() } else { style }, title);
            });
        });
    });
    response.on_hover_text(say!("column-tip"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_columns_are_in_view_as_can_be_read() {
        assert_eq!(in_view(1280.0, 4, 0, 0), 0..4);
        assert_eq!(in_view(720.0, 2, 1, 0), 0..2);
        // The keyboard's column is always among them, and the others stay where they are as long as that goes.
        assert_eq!(in_view(720.0, 4, 0, 0), 0..2);
        assert_eq!(in_view(720.0, 4, 1, 0), 0..2);
        assert_eq!(in_view(720.0, 4, 3, 0), 2..4);
        assert_eq!(in_view(720.0, 4, 2, 2), 2..4);
        assert_eq!(in_view(720.0, 4, 1, 2), 1..3);
        // One that was closed leaves no hole; one fits whatever the width.
        assert_eq!(in_view(720.0, 3, 2, 3), 1..3);
        assert_eq!(in_view(10.0, 3, 1, 0), 1..2);
        assert_eq!(in_view(10.0, 1, 0, 0), 0..1);
    }
}
