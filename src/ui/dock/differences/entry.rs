//! Shows a place where sets differ, what each has there, and what settles it.

use egui::{
    Align, AsIdSalt, Button, Key, Layout, Rect, Response, RichText, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::app::{AppState, Command, DifferenceIntent, Intent, Taking};
use crate::compare::differences::{Kind, Place, Standing, Version};
use crate::model::{Annotation, AnnotationId, SetId};
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{choose, name, one_line, paint_badge, paint_focus, paint_row, paint_tick, told_command};
use crate::{say, words};

/// How far versions stand in, in points.
const INDENT: f32 = 20.0;
/// Side of a badge, in points.
const BADGE: f32 = 16.0;
/// Width of the button that takes a version, in points.
const TAKE: f32 = 52.0;

/// Says in what sets differ.
pub(super) fn kind_told(kind: Kind) -> &'static str {
    match kind {
        Kind::Lacking => say!("differences-lacking"),
        Kind::Boundary => say!("differences-boundary"),
        Kind::Label => say!("differences-label"),
        Kind::Attribute => say!("differences-attribute"),
        Kind::Relation => say!("differences-relation-kind"),
    }
}

/// A place, as it is listed.
pub(super) struct Entry<'a> {
    pub(super) at: usize,
    pub(super) place: &'a Place,
    /// What sets have there.
    pub(super) versions: &'a [Version],
    pub(super) chosen: bool,
    pub(super) state: &'a AppState,
}

/// Adds a button, in whichever direction its layout goes.
fn button(ui: &mut Ui, text: &str, named: &str, on: bool, width: f32) -> Response {
    let button = Button::selectable(on, RichText::new(text).size(SMALL)).frame_when_inactive(true);
    let response = ui.add(button.min_size(vec2(width, TARGET)));
    name(ui, &response, named);
    response
}

/// Makes room for a part of a line; what does not fit there is cut off.
fn part(ui: &mut Ui, salt: impl AsIdSalt, rect: Rect, layout: Layout) -> Ui {
    let mut part = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(layout));
    part.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    part.spacing_mut().item_spacing.x = 8.0;
    part
}

fn badge(ui: &mut Ui, state: &AppState, row: &Annotation) {
    let Some(label) = state.project().label(&row.label) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(BADGE, BADGE), Sense::hover());
    paint_badge(ui.painter(), rect, Palette::of(ui.ctx()), label);
}

impl Entry<'_> {
    /// Returns the words that stand for the place: those of its first annotation.
    fn words(&self) -> String {
        let project = self.state.project();
        let members = self.state.members_of(self.place);
        let first = members.iter().find_map(|(_, id)| project.annotation(id));
        first.map_or_else(String::new, |row| one_line(&project.quote(row)))
    }

    fn kinds(&self) -> String {
        if self.place.agrees() {
            return say!("differences-agree").to_owned();
        }
        words::list(&self.place.kinds().map(kind_told).collect::<Vec<_>>())
    }

    /// Says how it stands, while differences are settled.
    fn standing(&self) -> Option<&'static str> {
        Some(match self.state.standing(self.place)? {
            Standing::Open => say!("adjudication-open"),
            Standing::Changed => say!("adjudication-changed"),
            Standing::Settled if self.state.settled_as(self.place).is_empty() => {
                say!("adjudication-settled-as-nothing")
            }
            Standing::Settled => say!("adjudication-settled"),
        })
    }

    /// Tells whether the place is settled by taking one of these annotations.
    fn is_taken(&self, members: &[(SetId, AnnotationId)]) -> bool {
        self.is_settled() && self.state.taken_from(self.place, members).is_some()
    }

    fn is_settled(&self) -> bool {
        self.state.standing(self.place) == Some(Standing::Settled)
    }

    /// Tells whether it can be settled here.
    fn can_settle(&self) -> bool {
        self.state.adjudicating().is_some() && self.state.may_edit()
    }

    fn take(&self, taking: Taking) -> Intent {
        Intent::Difference(DifferenceIntent::Take(self.at, taking))
    }

    /// Shows the place itself; a click selects it.
    pub(super) fn show(&self, ui: &mut Ui, rect: Rect, focus: bool, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.hairline));
        let response = ui.interact(rect, ui.scope_id().with(("place", self.at)), Sense::click());
        let (told, kinds) = (self.words(), self.kinds());
        response.widget_info(|| {
            let mut named = say!("differences-entry", words = &told, kinds = &kinds);
            if let Some(standing) = self.standing() {
                named = say!("adjudication-entry", entry = named, standing = standing);
            }
            WidgetInfo::selected(Role::ListItem, true, self.chosen, named)
        });
        choose(ui, &response, self.chosen);
        paint_row(ui, &response, rect.shrink2(vec2(0.0, 1.0)), self.chosen);
        paint_focus(ui, &response, rect.shrink(2.0), palette);
        if focus {
            response.request_focus();
        }
        let entered = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if response.clicked() || entered {
            intents.send(Intent::Difference(DifferenceIntent::Show(self.at)));
        }
        let inner = rect.shrink2(vec2(8.0, 3.0));
        let mut right = self.part(ui, ("right", 0), inner, Layout::right_to_left(Align::Center));
        self.settle(&mut right, &told, intents);
        let colour = if self.place.agrees() || self.is_settled() { palette.quiet } else { palette.accent };
        if let Some(standing) = self.standing().filter(|_| self.state.standing(self.place) != Some(Standing::Open)) {
            label(&mut right, TextStyle::size(SMALL).colour(palette.quiet), standing);
        }
        label(&mut right, TextStyle::size(SMALL).colour(colour), &kinds);
        let left = Rect::from_min_max(inner.min, pos2(right.min_rect().left() - 12.0, inner.max.y));
        let mut left_ui = self.part(ui, ("left", 0), left, Layout::left_to_right(Align::Center));
        if self.is_settled() {
            let (tick, _) = left_ui.allocate_exact_size(vec2(BADGE, BADGE), Sense::hover());
            paint_tick(left_ui.painter(), tick.shrink(2.0), palette.accent);
        }
        if self.place.agrees() {
            self.badge(&mut left_ui, self.versions.first());
        }
        let ink = if self.is_settled() { palette.quiet } else { palette.ink };
        label(&mut left_ui, TextStyle::size(TEXT).strong().colour(ink), &told);
    }

    fn part(&self, ui: &mut Ui, salt: (&str, usize), rect: Rect, layout: Layout) -> Ui {
        part(ui, (salt, self.at), rect, layout)
    }

    /// Shows what settles the place that is not one version of it.
    fn settle(&self, ui: &mut Ui, told: &str, intents: &mut Intents) {
        if !self.can_settle() {
            return;
        }
        let nothing = self.is_settled() && self.state.settled_as(self.place).is_empty();
        let named = say!("adjudication-nothing-named", words = told);
        let response = button(ui, say!("adjudication-nothing"), &named, nothing, 0.0);
        if told_command(response, &Command::TakeNothing, self.state).clicked() {
            intents.send(self.take(Taking::Nothing));
        }
        let (text, taken) = if self.place.agrees() {
            (say!("adjudication-take"), self.is_taken(&self.place.group.members))
        } else {
            (say!("adjudication-all"), false)
        };
        let named = say!("adjudication-all-named", words = told);
        if self.place.group.members.len() > 1 {
            let response = button(ui, text, &named, taken, 0.0);
            if told_command(response, &Command::TakeAll, self.state).clicked() {
                intents.send(self.take(Taking::All));
            }
        }
    }

    fn badge(&self, ui: &mut Ui, version: Option<&Version>) {
        if let Some((_, row)) = version.and_then(|version| version.annotation(self.state.project())) {
            badge(ui, self.state, row);
        }
    }

    /// Shows what some sets have there; a click selects the first one's annotation. Behind the last version stands who
    /// has nothing.
    pub(super) fn version(&self, ui: &mut Ui, rect: Rect, number: usize, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let project = self.state.project();
        let inner = Rect::from_min_max(rect.min + vec2(INDENT, 3.0), rect.max - vec2(8.0, 3.0));
        let response = ui.interact(rect, ui.scope_id().with(("version", self.at, number)), Sense::click());
        let found = self.versions.get(number).and_then(|version| Some((version, version.annotation(project)?)));
        let Some((version, (id, row))) = found else {
            let who = super::names(self.state, self.place.lacking.iter().copied());
            let named = say!("differences-version-nothing", names = &who);
            response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &named));
            let mut line = self.part(ui, ("version", number), inner, Layout::left_to_right(Align::Center));
            if self.can_settle() {
                line.add_space(TAKE + 8.0);
            }
            label(&mut line, TextStyle::size(TEXT).colour(palette.quiet), &who);
            label(&mut line, TextStyle::size(TEXT).colour(palette.quiet), say!("differences-nothing"));
            return;
        };
        let who = super::names(self.state, version.members.iter().map(|(set, _)| *set));
        let quote = one_line(&project.quote(row));
        let label_name = project.label(&row.label).map_or("", |label| label.name.as_str());
        let parts = version.told(project, self.place).join(say!("list-comma"));
        response.widget_info(|| {
            let named = if parts.is_empty() {
                say!("differences-version", names = &who, label = label_name, words = &quote)
            } else {
                say!("differences-version-more", names = &who, label = label_name, words = &quote, parts = &parts)
            };
            WidgetInfo::labeled(Role::ListItem, true, named)
        });
        if response.clicked() {
            intents.send(Intent::Look(id));
        }
        let mut end = inner;
        if let Some((set, _)) = version.members.first().copied().filter(|_| self.can_settle()) {
            let mut right = self.part(ui, ("edit", number), inner, Layout::right_to_left(Align::Center));
            let named = say!("adjudication-edit-named", label = label_name, words = &quote, names = &who);
            let response = button(&mut right, say!("adjudication-edit"), &named, false, 0.0);
            if told_command(response, &Command::TakeAndEdit, self.state).clicked() {
                intents.send(Intent::Difference(DifferenceIntent::Edit(self.at, set)));
            }
            end.max.x = right.min_rect().left() - 8.0;
        }
        let mut line = self.part(ui, ("version", number), end, Layout::left_to_right(Align::Center));
        if let Some((set, _)) = version.members.first().copied().filter(|_| self.can_settle()) {
            let named = say!("adjudication-take-named", label = label_name, words = &quote, names = &who);
            let taken = self.is_taken(&version.members);
            let response = button(&mut line, say!("adjudication-take"), &named, taken, TAKE);
            let number = self.state.compared_here().iter().position(|other| *other == set).unwrap_or_default();
            if told_command(response, &Command::TakeOf(number), self.state).clicked() {
                intents.send(self.take(Taking::Of(set)));
            }
        }
        label(&mut line, TextStyle::size(TEXT).colour(palette.quiet), &who);
        self.badge(&mut line, Some(version));
        if !parts.is_empty() {
            label(&mut line, TextStyle::size(SMALL).colour(palette.quiet), &parts);
        }
        label(&mut line, TextStyle::size(TEXT).colour(palette.ink), &quote);
    }
}

/// Shows an annotation of the adjudicated set that was taken from others of which none is left; a click selects it.
pub(super) fn left_behind(ui: &mut Ui, rect: Rect, id: AnnotationId, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let project = state.project();
    let Some(row) = project.annotation(&id) else { return };
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.hairline));
    let response = ui.interact(rect, ui.scope_id().with(("left-behind", id)), Sense::click());
    let chosen = state.selection().annotation == Some(id);
    let quote = one_line(&project.quote(row));
    let why = say!("adjudication-left-behind");
    response.widget_info(|| {
        let named = say!("differences-entry", words = &quote, kinds = why);
        WidgetInfo::selected(Role::ListItem, true, chosen, named)
    });
    choose(ui, &response, chosen);
    paint_row(ui, &response, rect.shrink2(vec2(0.0, 1.0)), chosen);
    paint_focus(ui, &response, rect.shrink(2.0), palette);
    let entered = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.clicked() || entered {
        intents.send(Intent::Look(id));
    }
    let inner = rect.shrink2(vec2(8.0, 3.0));
    let mut right = part(ui, ("left-behind-right", id), inner, Layout::right_to_left(Align::Center));
    label(&mut right, TextStyle::size(SMALL).colour(palette.accent), why);
    let left = Rect::from_min_max(inner.min, pos2(right.min_rect().left() - 12.0, inner.max.y));
    let mut left = part(ui, ("left-behind-left", id), left, Layout::left_to_right(Align::Center));
    badge(&mut left, state, row);
    label(&mut left, TextStyle::size(TEXT).strong().colour(palette.ink), &quote);
}
