//! Shows where sets differ in the open article: place by place, what each has there.

use egui::{Align, Key, Layout, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::{AppState, DifferenceIntent, DifferenceQuery, Intent, Sifted};
use crate::compare::Differences;
use crate::compare::differences::{Kind, Place, Version, versions};
use crate::model::{ArticleId, LabelKey, SetId};
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{
    failed, name, one_line, option, paint_badge, paint_focus, paint_row, quiet, unfolding, words_atom,
};
use crate::{say, words};

/// Height of a line, in points.
const LINE: f32 = TARGET + 6.0;
/// How far versions stand in, in points.
const INDENT: f32 = 20.0;
/// Side of a badge, in points.
const BADGE: f32 = 16.0;

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// What differs at the place of this number.
    Place(usize),
    /// One version of it, counted from 0; behind the last one, who has nothing there.
    Version(usize, usize),
}

/// What is listed, made of which state of the differences, of which article, and of which query.
type Listed = Memo<(u64, Option<ArticleId>, DifferenceQuery), Vec<Line>>;

/// What the list remembers.
#[derive(Default)]
pub(super) struct Differing {
    lines: Listed,
    counts: Memo<(u64, Option<ArticleId>), (usize, usize)>,
    /// The place that was last brought into view.
    shown: Option<usize>,
    wants_focus: bool,
}

impl Differing {
    /// Gives the keyboard to the list when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Says how many differences there are: beside the tabs.
    pub(super) fn bar(&mut self, ui: &mut Ui, state: &AppState) {
        let Some(found) = state.differences() else { return };
        let key = (state.differing().version(), state.article());
        let (differing, places) =
            *self.counts.get(key, || (found.places.iter().filter(|place| !place.agrees()).count(), found.places.len()));
        quiet(ui, &say!("differences-count", count = differing, places = places));
    }

    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let Some(found) = compared(ui, state, intents) else {
            ui.allocate_space(ui.available_size());
            return;
        };
        filters(ui, found, state, intents);
        ui.add_space(4.0);
        let query = state.differing().query();
        let key = (state.differing().version(), state.article(), query.clone());
        let lines = self.lines.get(key, || lay_out(found, state));
        if lines.is_empty() {
            if *query == DifferenceQuery::default() {
                quiet(ui, say!("differences-none"));
            } else {
                quiet(ui, say!("differences-none-such"));
                let all = ui.button(say!("differences-show-all"));
                name(ui, &all, say!("differences-show-all"));
                if all.clicked() {
                    intents.send(Intent::Difference(DifferenceIntent::Query(Box::default())));
                }
            }
            ui.allocate_space(ui.available_size());
            return;
        }
        let mut focus = std::mem::take(&mut self.wants_focus);
        let chosen = state.place();
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("differences").auto_shrink(false);
        if chosen != self.shown {
            self.shown = chosen;
            let at = lines.iter().position(|line| chosen.map(Line::Place) == Some(*line));
            if let Some(at) = at {
                let room = (ui.available_height() / LINE - 1.0).max(0.0) / 3.0;
                area = area.vertical_scroll_offset(((at as f32 - room) * LINE).max(0.0));
            }
        }
        area.show_rows(ui, LINE, lines.len(), |ui, range| {
            for line in &lines[range] {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
                let (Line::Place(at) | Line::Version(at, _)) = *line;
                let Some(place) = found.places.get(at) else { continue };
                let entry = Entry { at, place, chosen: chosen == Some(at), state };
                match line {
                    Line::Place(_) => entry.show(ui, rect, std::mem::take(&mut focus), intents),
                    Line::Version(_, number) => entry.version(ui, rect, *number, intents),
                }
            }
        });
    }
}

/// Returns what differs in the open article; says why nothing is listed where that is so.
fn compared<'s>(ui: &mut Ui, state: &'s AppState, intents: &mut Intents) -> Option<&'s Differences> {
    if let Some(why) = state.differing().failure() {
        failed(ui, why, state, intents);
        return None;
    }
    if state.article().is_none() {
        quiet(ui, say!("differences-no-article"));
        return None;
    }
    let Some(found) = state.differences() else {
        quiet(ui, say!("differences-comparing"));
        return None;
    };
    if found.grouping.sets.len() < 2 {
        quiet(ui, say!("differences-too-few"));
        waiting(ui, found, state);
        return None;
    }
    if found.places.is_empty() {
        quiet(ui, say!("differences-nothing-marked"));
        waiting(ui, found, state);
        return None;
    }
    Some(found)
}

/// Names the sets that are not done with the article.
fn waiting(ui: &mut Ui, found: &Differences, state: &AppState) {
    if !found.grouping.waiting.is_empty() {
        quiet(ui, &say!("differences-waiting", names = names(state, found.grouping.waiting.iter().copied())));
    }
}

fn names(state: &AppState, sets: impl Iterator<Item = SetId>) -> String {
    words::list(&sets.map(|set| state.project().set_name(set)).collect::<Vec<_>>())
}

fn kind_told(kind: Kind) -> &'static str {
    match kind {
        Kind::Lacking => say!("differences-lacking"),
        Kind::Boundary => say!("differences-boundary"),
        Kind::Label => say!("differences-label"),
        Kind::Attribute => say!("differences-attribute"),
        Kind::Relation => say!("differences-relation-kind"),
    }
}

/// Lists the lines of what is listed. A place where all agree is one line.
fn lay_out(found: &Differences, state: &AppState) -> Vec<Line> {
    let mut lines = Vec::new();
    for at in state.listed_places() {
        lines.push(Line::Place(at));
        let Some(place) = found.places.get(at).filter(|place| !place.agrees()) else { continue };
        let count = versions(state.project(), place).len() + usize::from(!place.lacking.is_empty());
        lines.extend((0..count).map(|number| Line::Version(at, number)));
    }
    lines
}

/// Shows what the list is filtered by.
fn filters(ui: &mut Ui, found: &Differences, state: &AppState, intents: &mut Intents) {
    let query = state.differing().query();
    let mut wanted = query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let kinds = Kind::ALL.map(|kind| (Sifted::Only(kind), kind_told(kind)));
        let all = [(Sifted::Differing, say!("differences-sift-differing"))].into_iter().chain(kinds);
        let all = all.chain([
            (Sifted::Agreeing, say!("differences-sift-agreeing")),
            (Sifted::All, say!("differences-sift-all")),
        ]);
        let all = all.map(|(sifted, text)| (sifted, text.to_owned())).collect();
        choice(ui, say!("differences-sift"), all, &mut wanted.sifted);
        let labels = state.project().labels().into_iter().map(|(key, row)| (Some(key.clone()), row.name.clone()));
        let any: (Option<LabelKey>, String) = (None, say!("differences-any-label").to_owned());
        choice(ui, say!("differences-of-label"), [any].into_iter().chain(labels).collect(), &mut wanted.label);
        let sets = found.grouping.sets.iter().map(|set| (Some(*set), state.project().set_name(*set)));
        let any: (Option<SetId>, String) = (None, say!("differences-any-set").to_owned());
        choice(ui, say!("differences-of-set"), [any].into_iter().chain(sets).collect(), &mut wanted.set);
        waiting(ui, found, state);
    });
    if wanted != *query {
        intents.send(Intent::Difference(DifferenceIntent::Query(Box::new(wanted))));
    }
}

/// Adds a list of which one is chosen.
fn choice<T: PartialEq + Clone>(ui: &mut Ui, title: &str, all: Vec<(T, String)>, chosen: &mut T) {
    let shown = all.iter().find(|(value, _)| value == chosen).map_or("", |(_, text)| text);
    let words = words_atom(ui, shown, TextStyle::size(SMALL), 130.0);
    let response = unfolding(title, words).width(120.0).show_ui(ui, |ui| {
        for (value, text) in &all {
            if option(ui, text, value == chosen).clicked() {
                *chosen = value.clone();
            }
        }
    });
    let named = say!("filter-is", name = title, value = shown);
    name(ui, &response.response, &named);
    response.response.on_hover_text(named);
}

/// A place, as it is listed.
struct Entry<'a> {
    at: usize,
    place: &'a Place,
    chosen: bool,
    state: &'a AppState,
}

impl Entry<'_> {
    /// Returns the words that stand for the place: those of its first annotation.
    fn words(&self) -> String {
        let project = self.state.project();
        let first = self.place.group.ids().find_map(|id| project.annotation(&id));
        first.map_or_else(String::new, |row| one_line(&project.quote(row)))
    }

    fn kinds(&self) -> String {
        if self.place.agrees() {
            return say!("differences-agree").to_owned();
        }
        words::list(&self.place.kinds().map(kind_told).collect::<Vec<_>>())
    }

    /// Shows the place itself; a click selects it.
    fn show(&self, ui: &mut Ui, rect: Rect, focus: bool, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.hairline));
        let response = ui.interact(rect, ui.scope_id().with(("place", self.at)), Sense::click());
        let (told, kinds) = (self.words(), self.kinds());
        response.widget_info(|| {
            let named = say!("differences-entry", words = &told, kinds = &kinds);
            WidgetInfo::selected(Role::ListItem, true, self.chosen, named)
        });
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
        let builder =
            UiBuilder::new().id_salt(("kinds", self.at)).max_rect(inner).layout(Layout::right_to_left(Align::Center));
        let mut right = ui.new_child(builder);
        let colour = if self.place.agrees() { palette.quiet } else { palette.accent };
        label(&mut right, TextStyle::size(SMALL).colour(colour), &kinds);
        let left = Rect::from_min_max(inner.min, egui::pos2(right.min_rect().left() - 12.0, inner.max.y));
        let builder =
            UiBuilder::new().id_salt(("words", self.at)).max_rect(left).layout(Layout::left_to_right(Align::Center));
        let mut left_ui = ui.new_child(builder);
        left_ui.set_clip_rect(left.intersect(ui.clip_rect()));
        if self.place.agrees() {
            self.badge(&mut left_ui, versions(self.state.project(), self.place).first());
        }
        label(&mut left_ui, TextStyle::size(TEXT).strong().colour(palette.ink), &told);
    }

    fn badge(&self, ui: &mut Ui, version: Option<&Version>) {
        let project = self.state.project();
        let Some(row) = version.and_then(|version| version.annotation(project)) else { return };
        let Some(label) = project.label(&row.1.label) else { return };
        let (rect, _) = ui.allocate_exact_size(vec2(BADGE, BADGE), Sense::hover());
        paint_badge(ui.painter(), rect, Palette::of(ui.ctx()), label);
        ui.add_space(4.0);
    }

    /// Shows what some sets have there; a click selects the first one's annotation.
    fn version(&self, ui: &mut Ui, rect: Rect, number: usize, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let project = self.state.project();
        let all = versions(project, self.place);
        let inner = Rect::from_min_max(rect.min + vec2(INDENT, 3.0), rect.max - vec2(8.0, 3.0));
        let builder = UiBuilder::new()
            .id_salt(("version", self.at, number))
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center));
        let response = ui.interact(rect, ui.scope_id().with(("version", self.at, number)), Sense::click());
        let mut ui = ui.new_child(builder);
        ui.set_clip_rect(inner.intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing.x = 8.0;
        let Some((version, (id, row))) =
            all.get(number).and_then(|version| Some((version, version.annotation(project)?)))
        else {
            let who = names(self.state, self.place.lacking.iter().copied());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::ListItem, true, say!("differences-version-nothing", names = &who))
            });
            label(&mut ui, TextStyle::size(TEXT).colour(palette.quiet), &who);
            label(&mut ui, TextStyle::size(TEXT).colour(palette.quiet), say!("differences-nothing"));
            return;
        };
        let who = names(self.state, version.members.iter().map(|(set, _)| *set));
        let quote = one_line(&project.quote(row));
        let parts = version.told(project, self.place).join(say!("list-comma"));
        response.widget_info(|| {
            let label = project.label(&row.label).map_or("", |label| &label.name);
            let named = if parts.is_empty() {
                say!("differences-version", names = &who, label = label, words = &quote)
            } else {
                say!("differences-version-more", names = &who, label = label, words = &quote, parts = &parts)
            };
            WidgetInfo::labeled(Role::ListItem, true, named)
        });
        if response.clicked() {
            intents.send(Intent::Look(id));
        }
        label(&mut ui, TextStyle::size(TEXT).colour(palette.quiet), &who);
        self.badge(&mut ui, Some(version));
        if !parts.is_empty() {
            label(&mut ui, TextStyle::size(SMALL).colour(palette.quiet), &parts);
        }
        label(&mut ui, TextStyle::size(TEXT).colour(palette.ink), &quote);
    }
}
