//! Shows one article: its pane, and what stands over it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use egui::{Id, Pos2, Rect, RichText, Ui};

use super::annotators::{Annotators, Heat, Known};
use super::intents::Intents;
use super::map::Map;
use super::menu::command_row;
use super::tagbar::TagBar;
use super::text::{
    Armed, ArticlePane, HitSource, Look, Mark, MarkSource, PaneEvent, PaneHits, PaneInput, PaneOutput, PaneSelection,
    PaneStyle, Weight,
};
use super::theme::Palette;
use super::widgets::{day, full_width, joined, quiet, start_of};
use crate::app::{AppState, Command, End, Finding, Intent, Selection, Showing};
use crate::compare::Differences;
use crate::compare::differences::Place;
use crate::model::actions::Recoding;
use crate::model::segment::Edge;
use crate::model::{self, AnnotationId, ArticleId, LabelKey, RevisionId, Span};
use crate::say;
use crate::store::templates;

/// One article in the window: its pane, and what stands over it.
#[derive(Default)]
pub(super) struct Column {
    /// Which article.
    pub(super) article: Option<ArticleId>,
    pub(super) pane: ArticlePane,
    /// The widget that is the text.
    pub(super) id: Option<Id>,
    /// Where that is on the screen.
    pub(super) rect: Option<Rect>,
    bar: TagBar,
    pub(super) hovered: Option<AnnotationId>,
    map: Map,
    /// Whose lanes are whose.
    known: Known,
    /// What of the pane nothing stands over at the right.
    pub(super) room: Option<Rect>,
    /// Where the keyboard shall go when it leaves the text: on, or back.
    pub(super) leave: Option<bool>,
    /// An annotation whose badge was let go outside the text, and where.
    pub(super) carried: Option<(AnnotationId, Pos2)>,
}

/// What a column is told of where it stands.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    /// Its place, counted from 0 at the left.
    pub(super) at: usize,
    /// Whether it has the keyboard, so that the state's selection is its own.
    pub(super) active: bool,
    /// Its text.
    pub(super) revision: RevisionId,
    /// What is selected in it.
    pub(super) selection: &'a Selection,
}

impl Column {
    /// Forgets the widget that is the text: something else takes its place.
    pub(super) fn away(&mut self) {
        (self.id, self.hovered, self.leave, self.carried) = (None, None, None, None);
    }

    /// Shows the text, and what stands beside it.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        standing: Standing<'_>,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<PaneOutput> {
        let revision = state.project().revision(&standing.revision)?;
        let palette = Palette::of(ui.ctx());
        let details = state.project().article(&revision.article).map(|row| row.details.clone()).unwrap_or_default();
        let when = day(details.date.trim());
        let byline = joined(&[details.outlet.trim(), details.author.trim(), &when]);
        let annotators = self.known.of(state, standing.revision);
        let mut style = style(palette, state);
        style.under = annotators.under(state, style.text_size);
        let heat = Heat::of(state, standing.revision, annotators);
        let looks = looks(state, palette);
        let differences = differences(state, revision.article);
        let marks = Marks { state, revision: standing.revision, looks, annotators, differences };
        let armed = state
            .armed()
            .and_then(|key| state.project().label(key))
            .map(|label| Armed { letter: label.letter.clone(), colour: palette.label(label.colour) });
        let selection = standing.selection;
        let hits = state.finding().map(|finding| Hits { finding, revision: standing.revision });
        let input = PaneInput {
            revision: standing.revision.0,
            title: &details.title,
            byline: &byline,
            text: &revision.text,
            blocks: &revision.blocks,
            marks: &marks,
            marks_version: version(state, palette),
            bands: &annotators.titles,
            heat: heat.as_ref().map(|heat| heat.pane(palette)),
            hits: hits.as_ref().map(|hits| PaneHits { source: hits, version: hits.version() }),
            selection: Some(PaneSelection { anchor: selection.anchor, head: selection.head }),
            pending: &selection.extra,
            style: &style,
            word_snap: state.view().snap,
            armed: armed.as_ref(),
            read_only: state.set().is_none() || state.file().read_only.is_some(),
        };
        let output = self.pane.show(ui, &input);
        self.room = Some(self.map.show(ui, &mut self.pane, standing.revision, output.response.rect, state));
        (self.id, self.rect) = (Some(output.response.id), Some(output.response.rect));
        self.hovered = output.hovered.map(AnnotationId);
        self.events(ui, &output, standing, state, intents);
        Some(output)
    }

    /// Shows what stands over the text, and over what was drawn across all columns.
    pub(super) fn over(&mut self, ui: &Ui, output: &PaneOutput, active: bool, state: &AppState, intents: &mut Intents) {
        if active {
            self.bar.show(ui, output, state, intents);
        }
        let hovered = self.hovered.filter(|_| !output.response.is_pointer_button_down_on());
        let response = output.response.clone();
        response.context_menu(|ui| context_menu(ui, state, intents));
        let revision = self.article.and_then(|article| state.project().latest(article)).map(|(id, _)| id);
        let (Some(revision), at) = (revision, response.hover_pos()) else { return };
        let annotators = self.known.of(state, revision);
        if let Some(id) = hovered {
            response.on_hover_ui_at_pointer(|ui| tooltip(ui, id, state));
        } else if let Some(stretch) = at.and_then(|at| self.pane.heat_at(at)) {
            if let Some(heat) = Heat::of(state, revision, annotators) {
                response.on_hover_ui_at_pointer(|ui| heat.tell(ui, stretch));
            }
        } else if let Some(lane) = at.and_then(|at| self.pane.band_at(at)) {
            response.on_hover_ui_at_pointer(|ui| annotators.tell_lane(ui, lane));
        }
    }

    /// Returns the annotation of this column at a point of the screen.
    pub(super) fn mark_at(&mut self, ui: &Ui, at: Pos2, state: &AppState) -> Option<AnnotationId> {
        let (revision, _) = state.project().latest(self.article?)?;
        let looks = looks(state, Palette::of(ui.ctx()));
        let annotators = self.known.of(state, revision);
        let marks = Marks { state, revision, looks, annotators, differences: None };
        self.pane.mark_at(&marks, at).map(AnnotationId)
    }

    fn events(
        &mut self,
        ui: &Ui,
        output: &PaneOutput,
        standing: Standing<'_>,
        state: &AppState,
        intents: &mut Intents,
    ) {
        (self.leave, self.carried) = (None, None);
        let mut here = standing.active;
        for event in &output.events {
            let intent = match event {
                PaneEvent::Select { anchor, head, finished } => {
                    self.bar.selected(ui, *anchor, *head, *finished);
                    Intent::Select { anchor: *anchor, head: *head, finished: *finished }
                }
                PaneEvent::Widen { anchor, head } => {
                    self.bar.selected(ui, *anchor, *head, true);
                    Intent::Widen { anchor: *anchor, head: *head }
                }
                PaneEvent::ClearSelection => Intent::Escape,
                PaneEvent::PickMark { id, .. } if state.linking().is_some() => {
                    Intent::LinkPick(Some(AnnotationId(*id)))
                }
                PaneEvent::PickMark { id, .. } => Intent::Pick(Some(AnnotationId(*id))),
                PaneEvent::AddFragment { start, end } => Intent::AddFragment(*start, *end),
                PaneEvent::MoveEnd { id, fragment, edge, to } => Intent::MoveEnd {
                    id: AnnotationId(*id),
                    fragment: *fragment,
                    end: if *edge == Edge::Start { End::Start } else { End::End },
                    to: *to,
                },
                PaneEvent::LinkDrop { from, to } => Intent::DropLink(AnnotationId(*from), AnnotationId(*to)),
                PaneEvent::SecondaryClick { .. } => match self.hovered {
                    Some(id) if !standing.active || state.selected_fragments().is_none() => Intent::Pick(Some(id)),
                    _ => {
                        // What the menu does is done in this text.
                        if !here {
                            intents.send(Intent::FocusColumn(standing.at));
                            here = true;
                        }
                        continue;
                    }
                },
                PaneEvent::LinkOut { from, at } => {
                    self.carried = Some((AnnotationId(*from), *at));
                    continue;
                }
                PaneEvent::Leave { back } => {
                    self.leave = Some(*back);
                    continue;
                }
                PaneEvent::LinkDrag { .. } | PaneEvent::Hover(_) => continue,
            };
            // The other end of a link is picked without leaving the annotation that it starts at.
            if !here && !matches!(intent, Intent::LinkPick(_) | Intent::DropLink(..)) {
                intents.send(Intent::FocusColumn(standing.at));
                here = true;
            }
            intents.send(intent);
        }
    }
}

pub(super) fn style(palette: &Palette, state: &AppState) -> PaneStyle {
    let view = state.view();
    PaneStyle {
        text_size: view.text_size,
        line_height: view.line_height,
        column: view.column,
        serif: view.serif,
        under: 0.0,
        paper: palette.paper,
        ink: palette.ink,
        accent: palette.accent,
        quiet: palette.quiet,
        hairline: palette.hairline,
        dark: palette.dark,
    }
}

/// Returns where sets differ in an article, where that is shown on its text.
fn differences(state: &AppState, article: ArticleId) -> Option<&Differences> {
    state.differing().article(article).filter(|_| state.showing() == Showing::Lanes)
}

/// Returns a number that changes whenever a mark may look otherwise.
fn version(state: &AppState, palette: &Palette) -> u64 {
    let mut hasher = DefaultHasher::new();
    (state.ticks(), state.selection().annotation, state.set(), palette.dark).hash(&mut hasher);
    (state.showing(), state.differing().version()).hash(&mut hasher);
    hasher.finish()
}

pub(super) fn looks(state: &AppState, palette: &Palette) -> HashMap<LabelKey, Look> {
    let look = |label: &crate::model::scheme::Label| Look {
        name: label.name.as_str().into(),
        letter: label.letter.as_str().into(),
        colour: palette.label(label.colour),
        tint: palette.tint_share(),
        pattern: label.pattern,
    };
    state.project().labels_by_key().map(|(key, label)| (key.clone(), look(label))).collect()
}

struct Marks<'a> {
    state: &'a AppState,
    revision: RevisionId,
    looks: HashMap<LabelKey, Look>,
    annotators: &'a Annotators,
    /// What others say of the same words, where that is shown.
    differences: Option<&'a Differences>,
}

impl Marks<'_> {
    fn weight(&self, id: AnnotationId) -> Weight {
        if let Some(right) = self.state.is_right(id) {
            return if right { Weight::Agreed } else { Weight::Differs };
        }
        let place = self.differences.and_then(|found| found.places.get(found.place_of(id)?));
        match place.map(Place::agrees) {
            None => Weight::Plain,
            Some(true) => Weight::Agreed,
            Some(false) => Weight::Differs,
        }
    }
}

impl MarkSource for Marks<'_> {
    fn touching(&self, bytes: Range<usize>, out: &mut Vec<Mark>) {
        let selected = self.state.selection().annotation;
        for (id, row) in self.state.project().touching(self.revision, bytes.clone()) {
            let (Some(fragments), Some(look)) = (row.fragments(), self.looks.get(&row.label)) else { continue };
            let lane = self.annotators.lane(row.set);
            let selected = selected == Some(id);
            // Where sets have lanes, what found none is not shown among those that did.
            let placed = lane.is_some() || self.state.showing() != Showing::Lanes || selected;
            if placed && self.state.draws(id, row) {
                out.push(Mark {
                    selected,
                    foreign: !self.state.is_ours(row),
                    unsure: row.unsure,
                    band: lane.map(|(at, _)| at),
                    by: lane.map(|(_, name)| Arc::clone(name)),
                    weight: self.weight(id),
                    ..Mark::new(id.0, fragments.clone(), look.clone())
                });
            }
        }
        // What a learner missed of the key, once that is shown.
        for mark in self.state.missed_in(self.revision, &bytes) {
            if let Some(look) = self.looks.get(&mark.label) {
                let (foreign, missed) = (true, true);
                out.push(Mark { foreign, missed, ..Mark::new(mark.id.0, mark.place.clone(), look.clone()) });
            }
        }
    }
}

/// What was found in the open text.
struct Hits<'a> {
    finding: &'a Finding,
    revision: RevisionId,
}

impl Hits<'_> {
    /// Returns a number that changes whenever a hit or the current one changes.
    fn version(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.finding.version(), self.finding.current()).hash(&mut hasher);
        hasher.finish()
    }
}

impl HitSource for Hits<'_> {
    fn touching(&self, bytes: Range<usize>) -> &[Span] {
        self.finding.hits_in(self.revision, bytes)
    }

    fn current(&self) -> Option<Span> {
        let (_, revision, span) = self.finding.hit(self.finding.current()?)?;
        (revision == self.revision).then_some(span)
    }
}

/// Says what is known of the mark under the pointer.
fn tooltip(ui: &mut Ui, id: AnnotationId, state: &AppState) {
    let project = state.project();
    let Some(row) = project.annotation(&id) else { return };
    full_width(ui);
    let palette = Palette::of(ui.ctx());
    let label = project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
    let label = if row.unsure { say!("mark-unsure", label = label) } else { label };
    let style = super::text::TextStyle::size(super::theme::TEXT).colour(palette.ink);
    super::text::label(ui, style, &label);
    let small = |ui: &mut Ui, text: String| super::widgets::quiet(ui, &text);
    for (key, value) in &row.attributes {
        let Some(attribute) = project.attribute(key) else { continue };
        small(ui, say!("value-named", name = &attribute.name, value = value.told(Some(&attribute.takes))));
    }
    if let Some(row) = project.proposition_of(id).and_then(|id| project.proposition(&id)) {
        super::text::label(ui, super::text::TextStyle::size(12.0).wrap(super::text::Wrap::Lines(3)), &row.wording);
    }
    if !row.note.is_empty() {
        let style = super::text::TextStyle::size(12.0).wrap(super::text::Wrap::Lines(6)).colour(palette.ink);
        super::text::label(ui, style, &row.note);
    }
    if !state.is_ours(row) {
        small(ui, say!("mark-by", who = project.set_name(row.set)));
    }
    if matches!(row.place, model::Place::Detached(_)) {
        small(ui, say!("mark-detached").to_owned());
    }
}

fn context_menu(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.set_min_width(220.0);
    let mut commands: Vec<Command> = state.label_keys().into_iter().map(Command::Label).collect();
    let labels = commands.len();
    commands.extend([Command::Copy, Command::Unsure, Command::Delete]);
    for (at, command) in commands.iter().enumerate() {
        if at == labels {
            ui.separator();
        }
        command_row(ui, command, state, intents);
    }
}

/// Says what to do while no article is open.
pub(super) fn empty(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let room = ui.available_rect_before_wrap();
    let middle = Rect::from_center_size(room.center(), egui::vec2(380.0, 400.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(middle), |ui| {
        ui.vertical_centered(|ui| {
            let none = state.project().articles_by_id().next().is_none();
            let (title, text) = if none {
                let text =
                    if state.takes_drops() { say!("article-begin.text") } else { say!("article-begin.no-drops") };
                (say!("article-begin"), text)
            } else {
                (say!("article-closed"), say!("article-closed.text"))
            };
            ui.label(RichText::new(title).size(20.0).color(palette.ink));
            ui.add_space(8.0);
            ui.label(RichText::new(text).color(palette.quiet));
            ui.add_space(16.0);
            if none {
                for command in [Command::AddFiles, Command::Paste, Command::Import, Command::Open] {
                    let shortcut = command.shortcut(state).map(|s| s.to_string()).unwrap_or_default();
                    let button = egui::Button::new(command.text(state))
                        .shortcut_text(RichText::new(shortcut).small().color(palette.quiet))
                        .min_size(egui::vec2(OFFER, 32.0));
                    if ui.add(button).on_hover_text(command.tooltip(state)).clicked() {
                        intents.run(&command, state);
                    }
                    ui.add_space(4.0);
                }
                schemes(ui, state, intents);
            }
        });
    });
}

/// Width of what an empty project is begun with, in points.
const OFFER: f32 = 360.0;

/// Offers what an empty project can be for.
fn schemes(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.add_space(12.0);
    quiet(ui, say!("article-scheme"));
    ui.add_space(4.0);
    let palette = Palette::of(ui.ctx());
    for template in templates() {
        let on = state.has_labels_of(&template.scheme);
        let labels: Vec<&str> = template.scheme.labels.iter().map(|(_, row)| row.name.as_str()).collect();
        let labels = labels.join(say!("list-comma"));
        let shown = RichText::new(start_of(&labels, 34)).small().color(palette.quiet);
        let button = egui::Button::new(template.name.as_str())
            .shortcut_text(shown)
            .selected(on)
            .min_size(egui::vec2(OFFER, 32.0));
        let response = ui.add(button);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_label(template.name.as_str());
            node.set_description(labels.as_str());
            node.set_toggled(on.into());
        });
        if response.on_hover_text(&labels).clicked() && !on {
            let load = Recoding::Load(Box::new(template.scheme.clone()), template.name.clone());
            intents.send(Intent::Recode(Box::new(load), false));
        }
        ui.add_space(4.0);
    }
}
