//! Shows where sets differ in the open article: place by place, what each has there; and settles it.

mod bar;
mod entry;

use std::collections::BTreeMap;

use egui::{ScrollArea, Sense, Ui, vec2};

use crate::app::{AppState, DifferenceIntent, DifferenceQuery, Extent, Intent};
use crate::compare::Differences;
use crate::compare::differences::{Version, versions};
use crate::model::{AnnotationId, ArticleId, SetId};
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::theme::TARGET;
use crate::ui::widgets::{failed, name, quiet};
use crate::{say, words};

use entry::Entry;

/// Height of a line, in points.
const LINE: f32 = TARGET + 6.0;

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// What differs at the place of this number.
    Place(usize),
    /// One version of it, counted from 0; behind the last one, who has nothing there.
    Version(usize, usize),
    /// An annotation that was taken from others of which none is left.
    LeftBehind(AnnotationId),
}

/// The lines, and what sets have at the places that are listed, by the numbers of those.
#[derive(Default)]
struct Laid {
    lines: Vec<Line>,
    versions: BTreeMap<usize, Vec<Version>>,
}

/// What is listed, made of which state of the differences, of which article, and of which query; and whether names are
/// hidden, for versions stand in the order of the sets.
type Listed = Memo<(u64, Option<ArticleId>, DifferenceQuery, bool), Laid>;

/// What the list remembers.
#[derive(Default)]
pub(super) struct Differing {
    lines: Listed,
    filters: Memo<(u64, Option<ArticleId>, bool), bar::Filters>,
    counts: Memo<(u64, Option<ArticleId>), (usize, usize)>,
    /// The place that was last brought into view.
    shown: Option<usize>,
    /// How far the list is scrolled, in points.
    offset: f32,
    wants_focus: bool,
}

impl Differing {
    /// Gives the keyboard to the list when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Says how many differences there are, or how many are left: beside the tabs.
    pub(super) fn bar(&mut self, ui: &mut Ui, state: &AppState) {
        let Some(found) = state.differences() else { return };
        let key = (state.differing().version(), state.article());
        let (differing, places) =
            *self.counts.get(key, || (found.places.iter().filter(|place| !place.agrees()).count(), found.places.len()));
        match state.left(Extent::Article).zip(state.left(Extent::Project)) {
            Some((here, all)) => quiet(ui, &say!("adjudication-left-here", count = here.open, all = all.open)),
            None => quiet(ui, &say!("differences-count", count = differing, places = places)),
        };
    }

    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let Some(found) = compared(ui, state, intents) else {
            ui.allocate_space(ui.available_size());
            return;
        };
        let query = state.differing().query();
        let (version, article, hidden) = (state.differing().version(), state.article(), state.hides_names());
        let filters = self.filters.get((version, article, hidden), || bar::Filters::of(found, state));
        bar::show(ui, filters, state, intents);
        ui.add_space(4.0);
        let laid = self.lines.get((version, article, query.clone(), hidden), || lay_out(found, state));
        let lines = &laid.lines;
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
            let of_chosen = |line: &Line| matches!(line, Line::Place(at) | Line::Version(at, _) if Some(*at) == chosen);
            if let Some(first) = lines.iter().position(of_chosen) {
                let count = lines[first..].iter().take_while(|line| of_chosen(line)).count();
                let (top, bottom) = (first as f32 * LINE, (first + count) as f32 * LINE);
                let height = ui.available_height();
                if top < self.offset || bottom > self.offset + height {
                    // Whole lines, so that none is cut at the top.
                    let above = ((height / 3.0).min(height - (bottom - top)) / LINE).floor().max(0.0);
                    area = area.vertical_scroll_offset((top - above * LINE).max(0.0));
                }
            }
        }
        let shown = area.show_rows(ui, LINE, lines.len(), |ui, range| {
            for line in &lines[range] {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
                let entry = |at: usize| {
                    let place = found.places.get(at)?;
                    Some(Entry { at, place, versions: laid.versions.get(&at)?, chosen: chosen == Some(at), state })
                };
                match line {
                    Line::Place(at) => {
                        let focus = std::mem::take(&mut focus);
                        entry(*at).into_iter().for_each(|entry| entry.show(ui, rect, focus, intents));
                    }
                    Line::Version(at, number) => {
                        entry(*at).into_iter().for_each(|entry| entry.version(ui, rect, *number, intents));
                    }
                    Line::LeftBehind(id) => entry::left_behind(ui, rect, *id, state, intents),
                }
            }
        });
        self.offset = shown.state.clamped_offset().y;
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
    if found.places.is_empty() && state.left_behind().is_empty() {
        quiet(ui, say!("differences-nothing-marked"));
        waiting(ui, found, state);
        return None;
    }
    Some(found)
}

/// Names the sets that are not done with the article.
fn waiting(ui: &mut Ui, found: &Differences, state: &AppState) {
    if let Some(text) = waiting_told(found, state) {
        quiet(ui, &text);
    }
}

fn waiting_told(found: &Differences, state: &AppState) -> Option<String> {
    let waiting = &found.grouping.waiting;
    (!waiting.is_empty()).then(|| say!("differences-waiting", names = names(state, waiting.iter().copied())))
}

fn names(state: &AppState, sets: impl Iterator<Item = SetId>) -> String {
    let sets: Vec<SetId> = sets.collect();
    let all = state.project().sets().into_iter().map(|(id, _)| *id).filter(|id| sets.contains(id));
    words::list(&all.map(|set| state.project().set_name(set)).collect::<Vec<_>>())
}

/// Lists the lines of what is listed. A place where all agree is one line; what is at no place stands behind them.
fn lay_out(found: &Differences, state: &AppState) -> Laid {
    let mut laid = Laid::default();
    for at in state.listed_places() {
        let Some(place) = found.places.get(at) else { continue };
        laid.lines.push(Line::Place(at));
        let versions = versions(state.project(), place);
        if !place.agrees() {
            let count = versions.len() + usize::from(!place.lacking.is_empty());
            laid.lines.extend((0..count).map(|number| Line::Version(at, number)));
        }
        laid.versions.insert(at, versions);
    }
    laid.lines.extend(state.left_behind().into_iter().map(Line::LeftBehind));
    laid
}
