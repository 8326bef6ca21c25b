//! Shows, beside the article's scroll bar, where in the article the annotations and the hits of a search lie.
//!
//! An annotation is counted in the cell of the text that it starts in and in the one that it ends in. There are as many
//! cells in a text of 10 MB as in one of 1 kB, so drawing costs the same with any number of annotations. Those of a
//! text are counted once, a slice a frame; after that each edit counts again only the rows that it changed, which the
//! persistent tables tell apart without looking at the others.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Mesh, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::memo::Memo;
use super::text::{ArticlePane, BAR};
use super::theme::Palette;
use super::widgets::{full_width, quiet};
use crate::app::AppState;
use crate::model::Annotation;
use crate::model::{AnnotationId, LabelKey, Project, RevisionId, SetId};
use crate::say;

/// Width of the strip, in points.
const WIDTH: f32 = 14.0;
/// Room that it and the scroll bar take at the right edge of the article.
pub(super) const ROOM: f32 = BAR + WIDTH + 4.0;
/// Width of what shows the hits, at its left, in points.
const HITS: f32 = 4.0;
/// Columns of labels side by side.
const COLUMNS: usize = 5;
/// Height of the least that is drawn, in points.
const ROW: f32 = 2.0;
/// Into how many cells a text is cut.
const CELLS: usize = 1024;
/// Annotations counted in one frame.
const SLICE: usize = 2000;

/// The strip and what it knows.
#[derive(Default)]
pub(super) struct Map {
    counted: Option<Counted>,
    drawn: Memo<DrawnFrom, Arc<Mesh>>,
}

/// What a drawing was made from.
#[derive(PartialEq)]
struct DrawnFrom {
    revision: RevisionId,
    ticks: u64,
    counts: u64,
    hits: Option<(u64, usize, usize, bool)>,
    strip: Rect,
    whole: u64,
    dark: bool,
}

/// The annotations of a text, counted by cells.
struct Counted {
    revision: RevisionId,
    bytes: usize,
    /// The sets whose annotations count.
    sets: Vec<SetId>,
    /// The state that was counted.
    project: Project,
    ticks: u64,
    /// The first byte from which on annotations are still to be counted.
    next: Option<usize>,
    /// Rows to be counted again, and the state that they are in now.
    waiting: VecDeque<AnnotationId>,
    towards: Option<Project>,
    /// Whether a row was counted since sums were made.
    changed: bool,
    tallies: BTreeMap<LabelKey, Tally>,
    /// How often sums were made.
    version: u64,
    sums: Vec<Sums>,
}

/// How many annotations of a label start, and end, in each cell.
struct Tally {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// For each cell of a label: how many annotations start in it or before, and how many end before it.
struct Sums {
    label: LabelKey,
    started: Vec<u32>,
    ended: Vec<u32>,
}

impl Sums {
    fn of(label: &LabelKey, tally: &Tally) -> Sums {
        let mut sums = Sums { label: label.clone(), started: Vec::new(), ended: Vec::new() };
        let (mut started, mut ended) = (0, 0);
        for (starts, ends) in tally.starts.iter().zip(&tally.ends) {
            started += starts;
            sums.started.push(started);
            sums.ended.push(ended);
            ended += ends;
        }
        sums
    }

    /// Counts the annotations with a part in these cells.
    fn touching(&self, cells: &Range<usize>) -> u32 {
        let started = self.started.get(cells.end.saturating_sub(1)).copied().unwrap_or(0);
        started - self.ended.get(cells.start).copied().unwrap_or(0).min(started)
    }
}

impl Counted {
    fn begin(state: &AppState, revision: RevisionId, bytes: usize, sets: Vec<SetId>) -> Counted {
        Counted {
            revision,
            bytes,
            sets,
            project: state.project().clone(),
            ticks: state.ticks(),
            next: Some(0),
            waiting: VecDeque::new(),
            towards: None,
            changed: false,
            tallies: BTreeMap::new(),
            version: 0,
            sums: Vec::new(),
        }
    }

    /// Counts on, at most a slice. Annotations that start at one byte are counted together. Returns whether there is
    /// more to count.
    fn step(&mut self, state: &AppState) -> bool {
        if let Some(next) = self.next.take() {
            let project = self.project.clone();
            let mut last = next;
            for (number, id) in project.starting_at(self.revision, next).enumerate() {
                let Some(row) = project.annotation(&id) else { continue };
                let start = row.fragments().map_or(last, |fragments| fragments.start());
                if number >= SLICE && start != last {
                    self.next = Some(start);
                    return true;
                }
                last = start;
                self.count(row, true);
            }
            self.sum();
        }
        if self.towards.is_none() && self.ticks != state.ticks() {
            self.ticks = state.ticks();
            self.waiting = state.project().annotations_changed_since(&self.project).into_iter().collect();
            self.towards = Some(state.project().clone());
        }
        if let Some(towards) = self.towards.take() {
            let before = std::mem::replace(&mut self.project, towards.clone());
            let slice = self.waiting.len().min(SLICE);
            for id in self.waiting.drain(..slice).collect::<Vec<_>>() {
                for (project, comes) in [(&before, false), (&towards, true)] {
                    if let Some(row) = project.annotation(&id) {
                        self.changed |= self.count(row, comes);
                    }
                }
            }
            if !self.waiting.is_empty() {
                (self.project, self.towards) = (before, Some(towards));
                return true;
            }
            if std::mem::take(&mut self.changed) {
                self.sum();
            }
        }
        false
    }

    /// Counts a row that comes or goes. Returns whether it counts here.
    fn count(&mut self, row: &Annotation, comes: bool) -> bool {
        let (Some(fragments), true) = (row.fragments(), row.revision == self.revision) else { return false };
        if !self.sets.contains(&row.set) {
            return false;
        }
        let (start, end) = (self.cell(fragments.start()), self.cell(fragments.end().saturating_sub(1)));
        let new = || Tally { starts: vec![0; CELLS], ends: vec![0; CELLS] };
        let tally = self.tallies.entry(row.label.clone()).or_insert_with(new);
        for number in [&mut tally.starts[start], &mut tally.ends[end]] {
            *number = if comes { *number + 1 } else { number.saturating_sub(1) };
        }
        true
    }

    fn cell(&self, byte: usize) -> usize {
        ((byte as u128 * CELLS as u128 / self.bytes.max(1) as u128) as usize).min(CELLS - 1)
    }

    fn sum(&mut self) {
        self.version += 1;
        self.sums = self.tallies.iter().map(|(label, tally)| Sums::of(label, tally)).collect();
        self.sums.retain(|sums| sums.started.last().is_some_and(|all| *all > 0));
    }

    /// Lists the labels that are there and how many annotations of each touch these cells, in the scheme's order.
    fn here(&self, project: &Project, cells: &Range<usize>) -> Vec<(String, u32)> {
        let sums = |key: &LabelKey| self.sums.iter().find(|sums| sums.label == *key);
        let here = |(key, label): (&LabelKey, &crate::model::scheme::Label)| {
            let count = sums(key)?.touching(cells);
            (count > 0).then(|| (label.name.clone(), count))
        };
        project.labels().into_iter().filter_map(here).collect()
    }
}

impl Map {
    /// Shows the strip over the right margin of the article's pane, left of the scroll bar. Returns the room that is
    /// left of the pane beside both.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        pane: &mut ArticlePane,
        revision: RevisionId,
        view: Rect,
        state: &AppState,
    ) -> Rect {
        let mut room = view.with_max_x(view.right() - BAR);
        let Some(row) = state.project().revision(&revision) else { return room };
        let sets: Vec<SetId> = state.project().sets_by_id().map(|(id, _)| *id).filter(|id| state.shows(*id)).collect();
        let bytes = row.text.len();
        // What was counted before is shown until all is counted anew.
        let same = self.counted.as_ref().is_some_and(|old| old.revision == revision && old.sets == sets);
        if !same {
            let mut new = Counted::begin(state, revision, bytes, sets);
            if let Some(old) = self.counted.take().filter(|old| old.revision == revision) {
                (new.sums, new.version) = (old.sums, old.version);
            }
            self.counted = Some(new);
        }
        let Some(counted) = &mut self.counted else { return room };
        if counted.step(state) {
            ui.ctx().request_repaint();
        }
        let hits = state.finding().map(|finding| finding.version());
        let found = |bytes: Range<usize>| state.finding().map_or(0, |finding| finding.hits_in(revision, bytes).len());
        if counted.sums.is_empty() && found(0..bytes) == 0 {
            return room;
        }
        let strip = Rect::from_min_max(
            pos2(view.right() - BAR - WIDTH, view.top() + 2.0),
            pos2(view.right() - BAR, view.bottom() - 2.0),
        );
        room.max.x = strip.left();
        let palette = Palette::of(ui.ctx());
        let from = DrawnFrom {
            revision,
            ticks: state.ticks(),
            counts: counted.version,
            hits,
            strip,
            whole: pane.whole().to_bits(),
            dark: palette.dark,
        };
        let ground = Ground { counted, pane, strip };
        let mesh = Arc::clone(self.drawn.get(from, || Arc::new(ground.draw(state, palette, &found))));
        let painter = ui.painter_at(strip);
        let place = |fraction: f64| strip.top() + fraction as f32 * strip.height();
        let seen = pane.in_view();
        let seen =
            Rect::from_x_y_ranges(strip.x_range(), place(seen.start)..=place(seen.end).max(place(seen.start) + 4.0));
        painter.rect_filled(seen, 2, palette.ink.gamma_multiply(0.07));
        painter.add(Shape::mesh(mesh));
        painter.rect_stroke(seen, 2, Stroke::new(1.0, palette.quiet.gamma_multiply(0.6)), StrokeKind::Inside);
        // The keyboard goes from annotation to annotation by itself; the strip is for the mouse.
        let response = ui.interact(strip, ui.scope_id().with("article-map"), Sense::CLICK | Sense::DRAG);
        let all = counted.here(state.project(), &(0..CELLS));
        let name = say!("map-name", what = listed(&all));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if let Some(at) = response.interact_pointer_pos() {
            // The article was painted already; a button that is held still asks for nothing more.
            if ui.input(|input| input.pointer.any_pressed() || input.pointer.delta() != egui::Vec2::ZERO) {
                pane.centre(f64::from(((at.y - strip.top()) / strip.height()).clamp(0.0, 1.0)));
                ui.ctx().request_repaint();
            }
        } else if let Some(at) = response.hover_pos() {
            let ground = Ground { counted, pane, strip };
            let bytes = ground.bytes(at.y - 2.0 * ROW, at.y + 2.0 * ROW);
            let here = counted.here(state.project(), &ground.cells(&bytes));
            hover(&response, &here, found(bytes));
        }
        room
    }
}

/// Says what is under the pointer.
fn hover(response: &Response, here: &[(String, u32)], hits: usize) {
    if here.is_empty() && hits == 0 {
        return;
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        full_width(ui);
        for (label, count) in here {
            quiet(ui, &say!("map-count", count = *count, label = label));
        }
        if hits > 0 {
            quiet(ui, &say!("map-hits", count = hits));
        }
    });
}

fn listed(all: &[(String, u32)]) -> String {
    let each: Vec<String> = all.iter().map(|(label, count)| say!("map-count", count = *count, label = label)).collect();
    each.join(", ")
}

/// What places on the strip stand for.
struct Ground<'a> {
    counted: &'a Counted,
    pane: &'a ArticlePane,
    strip: Rect,
}

impl Ground<'_> {
    /// Returns the bytes between two heights on the screen.
    fn bytes(&self, top: f32, bottom: f32) -> Range<usize> {
        let byte = |y: f32| {
            let fraction = f64::from((y - self.strip.top()) / self.strip.height().max(1.0)).clamp(0.0, 1.0);
            self.pane.byte_at_fraction(fraction)
        };
        let start = byte(top);
        start..byte(bottom).max(start + 1)
    }

    fn cells(&self, bytes: &Range<usize>) -> Range<usize> {
        self.counted.cell(bytes.start)..self.counted.cell(bytes.end.saturating_sub(1)) + 1
    }

    /// Draws a column for each label, and the hits at their left: at most one piece a row and column.
    fn draw(&self, state: &AppState, palette: &Palette, found: &dyn Fn(Range<usize>) -> usize) -> Mesh {
        let mut mesh = Mesh::default();
        let sums = &self.counted.sums;
        let labels = state.project().labels();
        let present: Vec<(Color32, &Sums)> = labels
            .iter()
            .filter_map(|(key, label)| {
                Some((palette.label(label.colour), sums.iter().find(|sums| sums.label == **key)?))
            })
            .collect();
        let columns = present.len().clamp(1, COLUMNS);
        let width = (WIDTH - HITS) / columns as f32;
        let rows = (self.strip.height() / ROW) as usize;
        // Where the piece of a column began, and its colour.
        let mut open: Vec<Option<(usize, Color32)>> = vec![None; columns + 1];
        for row in 0..=rows {
            let mut now = vec![None; columns + 1];
            if row < rows {
                let top = self.strip.top() + row as f32 * ROW;
                let bytes = self.bytes(top, top + ROW);
                let cells = self.cells(&bytes);
                for (at, (colour, sums)) in present.iter().enumerate() {
                    let column: &mut Option<Color32> = &mut now[1 + at % columns];
                    if column.is_none() && sums.touching(&cells) > 0 {
                        *column = Some(*colour);
                    }
                }
                now[0] = (found(bytes) > 0).then_some(palette.ink);
            }
            for (column, (open, now)) in open.iter_mut().zip(now).enumerate() {
                if let Some((from, colour)) = open.filter(|(_, colour)| Some(*colour) != now) {
                    let left = if column == 0 { 0.0 } else { HITS + (column - 1) as f32 * width };
                    let wide = if column == 0 { HITS - 1.0 } else { width - 0.5 };
                    let min = self.strip.min + vec2(left, from as f32 * ROW);
                    let size = vec2(wide, (row - from) as f32 * ROW);
                    mesh.add_colored_rect(Rect::from_min_size(min, size), colour);
                    *open = None;
                }
                if let (None, Some(colour)) = (&open, now) {
                    *open = Some((row, colour));
                }
            }
        }
        mesh
    }
}

#[cfg(test)]
#[path = "map_tests.rs"]
mod tests;
