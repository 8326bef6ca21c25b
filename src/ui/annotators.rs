//! Shows what several annotators marked in an article: whose lanes are whose, and how many marked what.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use egui::{Align, Button, Color32, Frame, Layout, Margin, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::memo::Memo;
use super::text::heat::step_colours;
use super::text::{Bands, HeatSource, PaneHeat, TextStyle, Wrap, label};
use super::theme::{Palette, SMALL, TARGET};
use super::widgets::{full_width, name, quiet, told_command, words_atom};
use crate::app::{AppState, Command, Counted, Intent, Showing, initials, others_shown};
use crate::compare::heat::{Scale, Stretch, stretches};
use crate::model::{RevisionId, SetId, SetKind};
use crate::{say, words};

/// Names that are listed under the pointer; of more their number is said.
const NAMES: usize = 8;
/// Size of a step in the legend of the heat map, in points.
const STEP: egui::Vec2 = vec2(42.0, TARGET);

/// A set whose annotations stand in lanes.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    set: SetId,
    name: Arc<str>,
}

/// Whose lanes are whose on one text, and which sets a heat map of it counts.
#[derive(Debug, Default)]
pub(super) struct Annotators {
    lanes: Vec<Lane>,
    /// What stands at the margin for each lane.
    pub(super) titles: Vec<Arc<str>>,
    /// How many sets there would be lanes for if there were room.
    of: usize,
    counted: Counted,
}

/// What is known of the annotators of a text, until something changes.
#[derive(Default)]
pub(super) struct Known(Memo<(u64, RevisionId, Showing), Annotators>);

impl Known {
    /// Returns whose lanes are whose on a text, and which sets its heat map counts.
    pub(super) fn of(&mut self, state: &AppState, revision: RevisionId) -> &Annotators {
        self.0.get((state.ticks(), revision, state.showing()), || match state.showing() {
            Showing::Together => Annotators::default(),
            Showing::Lanes => Annotators::in_lanes(state, revision),
            Showing::Heat => {
                let article = state.project().revision(&revision).map(|row| row.article);
                let counted = article.map(|article| state.heat_sets(article)).unwrap_or_default();
                Annotators { counted, ..Annotators::default() }
            }
        })
    }
}

impl Annotators {
    fn in_lanes(state: &AppState, revision: RevisionId) -> Annotators {
        let project = state.project();
        // Short names are the same on all texts, whoever has lanes there.
        let all: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
        let names: Vec<String> = all.iter().map(|set| project.set_name(*set)).collect();
        let short = initials(&names);
        let lanes = state.lanes(revision);
        let place = |set: &SetId| all.iter().position(|other| other == set);
        let (titles, lanes_there) = lanes
            .sets
            .iter()
            .filter_map(|set| {
                let at = place(set)?;
                Some((Arc::from(short[at].as_str()), Lane { set: *set, name: Arc::from(names[at].as_str()) }))
            })
            .unzip();
        Annotators { lanes: lanes_there, titles, of: lanes.of, counted: Counted::default() }
    }

    /// Returns the lane of a set, from the words on, and the set's name.
    pub(super) fn lane(&self, set: SetId) -> Option<(usize, &Arc<str>)> {
        let at = self.lanes.iter().position(|lane| lane.set == set)?;
        Some((at, &self.lanes[at].name))
    }

    /// Returns the room that is kept free below each line of text of a size, in points.
    pub(super) fn under(&self, state: &AppState, size: f32) -> f32 {
        match state.showing() {
            Showing::Together => 0.0,
            Showing::Lanes => Bands::new(self.titles.len(), size).map_or(0.0, |bands| bands.under()),
            Showing::Heat => PaneHeat::under(size),
        }
    }

    /// Says whose lane is under the pointer.
    pub(super) fn tell_lane(&self, ui: &mut Ui, lane: usize) {
        if let Some(lane) = self.lanes.get(lane) {
            full_width(ui);
            label(ui, TextStyle::size(SMALL), &lane.name);
        }
    }
}

/// The numbers of a heat map of one text.
pub(super) struct Heat<'a> {
    state: &'a AppState,
    revision: RevisionId,
    counted: &'a Counted,
}

impl<'a> Heat<'a> {
    /// Returns the numbers of a text, where a heat map is shown.
    pub(super) fn of(state: &'a AppState, revision: RevisionId, annotators: &'a Annotators) -> Option<Heat<'a>> {
        let shown = state.showing() == Showing::Heat;
        shown.then_some(Heat { state, revision, counted: &annotators.counted })
    }

    /// Returns what the pane is told.
    pub(super) fn pane(&self, palette: &Palette) -> PaneHeat<'_> {
        let mut hasher = DefaultHasher::new();
        (self.state.ticks(), self.state.heat_label()).hash(&mut hasher);
        let scale = Scale { of: self.counted.sets.len() };
        PaneHeat { source: self, version: hasher.finish(), colour: colour(self.state, palette), scale }
    }

    /// Lists the marks that count, each with its set.
    fn marks(&self, bytes: Range<usize>) -> impl Iterator<Item = (SetId, Range<usize>)> {
        let rows = self.state.project().touching(self.revision, bytes).into_iter().map(|(_, row)| row);
        let rows = rows.filter(|row| self.counted.sets.contains(&row.set) && self.state.is_hot(row));
        rows.flat_map(|row| {
            let spans = row.fragments().map(|fragments| fragments.spans()).unwrap_or_default();
            spans.iter().map(|span| (row.set, span.range()))
        })
    }

    /// Says how many marked a stretch, and who.
    pub(super) fn tell(&self, ui: &mut Ui, stretch: &Stretch) {
        full_width(ui);
        label(ui, TextStyle::size(super::theme::TEXT), &self.said(stretch));
        let at = stretch.bytes.start;
        let mut sets: Vec<SetId> =
            self.marks(at..at + 1).filter(|(_, bytes)| bytes.contains(&at)).map(|(set, _)| set).collect();
        sets.sort_unstable();
        sets.dedup();
        let project = self.state.project();
        let named = project.sets().into_iter().map(|(id, _)| *id).filter(|id| sets.contains(id));
        let mut names: Vec<String> = named.take(NAMES).map(|id| project.set_name(id)).collect();
        if sets.len() > names.len() {
            names.push(say!("heat-more", count = sets.len() - names.len()));
        }
        quiet(ui, &words::list(&names));
    }
}

impl HeatSource for Heat<'_> {
    fn stretches(&self, bytes: Range<usize>) -> Vec<Stretch> {
        stretches(self.marks(bytes.clone()), &bytes)
    }

    fn said(&self, stretch: &Stretch) -> String {
        let (count, of) = (stretch.count, self.counted.sets.len());
        let key = self.state.heat_label();
        match key.and_then(|key| self.state.project().label(key)) {
            Some(label) => say!("heat-said", count = count, of = of, label = &label.name),
            None => say!("heat-said-any", count = count, of = of),
        }
    }
}

/// Returns the colour of the label that the heat map is of.
fn colour(state: &AppState, palette: &Palette) -> Color32 {
    let label = state.heat_label().and_then(|key| state.project().label(key));
    label.map_or(palette.accent, |label| palette.label(label.colour))
}

/// Says above the article whose annotations are shown, and how.
pub(super) fn strip(ui: &mut Ui, known: &mut Known, state: &AppState, intents: &mut Intents) {
    mask(ui, state, intents);
    let showing = state.showing();
    // Of a masked article nothing of theirs is shown.
    let nothing = others_shown(state).is_empty() || state.article().is_some_and(|article| state.is_masked(article));
    if showing == Showing::Together && nothing {
        return;
    }
    let Some((revision, _)) = state.open_revision() else { return };
    let annotators = known.of(state, revision);
    let palette = Palette::of(ui.ctx());
    framed(ui, |ui| {
        let text = match showing {
            Showing::Together => {
                let names: Vec<String> = others_shown(state).iter().map(|id| state.project().set_name(*id)).collect();
                say!("sets-shown", count = names.len(), names = words::list(&names))
            }
            Showing::Lanes if annotators.lanes.len() < annotators.of => {
                say!("lanes-some", count = annotators.lanes.len(), of = annotators.of)
            }
            Showing::Lanes => say!("lanes-all", count = annotators.of),
            Showing::Heat => {
                let Counted { sets, left_out } = &annotators.counted;
                match (sets.len(), left_out) {
                    (0, _) => say!("heat-nobody").to_owned(),
                    (count, 0) => say!("heat-counted", count = count),
                    (count, left_out) => say!("heat-counted-some", count = count, left = *left_out),
                }
            }
        };
        let style = TextStyle::size(SMALL).wrap(Wrap::One).colour(palette.quiet);
        row(ui, &mut |ui| switches(ui, state, intents), &mut |ui| drop(label(ui, style, &text)));
        if showing == Showing::Lanes {
            let each = |(title, lane): (&Arc<str>, &Lane)| say!("lanes-one", short = &**title, name = &*lane.name);
            let each: Vec<String> = annotators.titles.iter().zip(&annotators.lanes).map(each).collect();
            label(ui, style.wrap(Wrap::Lines(2)), &each.join(say!("list-comma")));
        }
        if showing == Showing::Heat {
            let scale = Scale { of: annotators.counted.sets.len() };
            row(ui, &mut |ui| legend(ui, scale, state), &mut |ui| labels(ui, state, intents));
        }
    });
}

/// Says above the article what is hidden of it in a masked pass, and offers what comes after that.
fn mask(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let (Some(article), Some(set)) = (state.article(), state.set()) else { return };
    let masked = state.is_masked(article);
    let pass = state.project().set(&set).is_some_and(|row| row.kind == SetKind::MaskedPass);
    let over = pass && !masked && state.project().done(&(set, article)).is_some();
    let (text, command) = match (masked, over) {
        (true, _) => (say!("mask-hidden"), Command::Unmask),
        (false, true) => (say!("mask-over"), Command::CompareWithSelf),
        (false, false) => return,
    };
    let palette = Palette::of(ui.ctx());
    framed(ui, |ui| {
        let style = TextStyle::size(SMALL).wrap(Wrap::One).colour(palette.ink);
        let mut offer = |ui: &mut Ui| {
            let button = ui.button(RichText::new(command.text(state)).size(SMALL));
            if told_command(button, &command, state).clicked() {
                intents.run(&command, state);
            }
        };
        row(ui, &mut offer, &mut |ui| drop(label(ui, style, text)));
    });
}

/// Adds a strip over the whole width.
fn framed(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(Palette::of(ui.ctx()).panel).inner_margin(Margin::symmetric(16, 3));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        add(ui);
    });
}

/// Adds a row of a strip, with something at its right end and something at its left.
fn row(ui: &mut Ui, right: &mut dyn FnMut(&mut Ui), left: &mut dyn FnMut(&mut Ui)) {
    // A layout from the right takes all the height it is given.
    let size = vec2(ui.available_width(), TARGET);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| left(ui));
    });
}

/// Offers the ways to show several annotators, from the right; and to show one's own annotations alone.
fn switches(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    if !others_shown(state).is_empty() {
        let hide = ui.button(RichText::new(say!("sets-hide")).size(SMALL));
        name(ui, &hide, say!("sets-hide.name"));
        if hide.on_hover_text(Command::OnlyOwn.tooltip(state)).clicked() {
            intents.send(Intent::ShowOthers(false));
            if state.showing() != Showing::Together {
                intents.send(Intent::ShowAs(Showing::Together));
            }
        }
    }
    for (showing, text) in [
        (Showing::Heat, say!("switch-heat")),
        (Showing::Lanes, say!("switch-lanes")),
        (Showing::Together, say!("switch-together")),
    ] {
        let on = state.showing() == showing;
        let button = ui.add(Button::new(RichText::new(text).size(SMALL)).selected(on).min_size(vec2(0.0, TARGET)));
        let command = Command::ShowAs(showing);
        ui.ctx().accesskit_node_builder(button.id, |node| {
            node.set_label(command.text(state));
            node.set_toggled(on.into());
        });
        if told_command(button, &command, state).clicked() && !on {
            intents.send(Intent::ShowAs(showing));
        }
    }
}

/// Offers the labels that the heat map can be of.
fn labels(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let style = TextStyle::size(SMALL);
    let mut offer = |ui: &mut Ui, command: Command, text: &str| {
        let on = command.is_on(state) == Some(true);
        let words = words_atom(ui, text, style, 120.0);
        let button = ui.add(Button::new(words).selected(on).min_size(vec2(0.0, TARGET)));
        ui.ctx().accesskit_node_builder(button.id, |node| {
            node.set_label(command.text(state));
            node.set_toggled(on.into());
        });
        if told_command(button, &command, state).clicked() {
            intents.run(&command, state);
        }
    };
    offer(ui, Command::HeatOf(None), say!("command-heat-of"));
    for (key, row) in state.project().labels() {
        offer(ui, Command::HeatOf(Some(key.clone())), &row.name);
    }
}

/// Says what the steps of the heat map mean: how many annotators, a tint, and a bar. Laid out from the right.
fn legend(ui: &mut Ui, scale: Scale, state: &AppState) {
    let palette = Palette::of(ui.ctx());
    for step in (1..=scale.steps()).rev() {
        let counts = scale.counts(step);
        let (low, high) = (*counts.start(), *counts.end());
        let text = if low == high { low.to_string() } else { format!("{low}–{high}") };
        let (rect, response) = ui.allocate_exact_size(STEP, Sense::hover());
        let said = say!("heat-step", counts = &text, of = scale.of);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
        let [ground, strong] = step_colours(palette.paper, palette.ink, colour(state, palette), scale, step);
        let room = rect.shrink2(vec2(0.0, 1.0));
        let high = 6.0 * step as f32 / scale.steps() as f32;
        ui.painter().rect_filled(room, 2, palette.paper);
        ui.painter().rect_filled(room.with_max_y(room.bottom() - 7.0), 2, ground);
        let bar = Rect::from_min_max(pos2(room.left(), room.bottom() - high), room.max);
        ui.painter().rect_filled(bar, 0, strong);
        let font = egui::FontId::proportional(SMALL);
        let middle = pos2(room.center().x, room.top() + (room.height() - 7.0) / 2.0);
        ui.painter().text(middle, egui::Align2::CENTER_CENTER, text, font, palette.ink);
        response.on_hover_text(said);
    }
}
