//! The article pane: shows one text with its marks, and says what the user does to it.
//!
//! Only what is in view is laid out. The scroll position is a part and a distance from its top, so nothing on the
//! screen moves when the height of something out of sight turns out to be other than estimated.
//!
//! With the mouse: a drag selects whole words; Shift pressed during a drag that began without it selects exact
//! graphemes; Shift held at the press extends the selection; Ctrl (Command on a Mac) adds a fragment. A click picks
//! the mark under the pointer, another one on the same place the next. Two clicks take the word, three the sentence,
//! four the paragraph.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Sense, Ui, pos2, vec2};

use crate::compare::heat::Stretch;
use crate::model::text::Text;

use super::access;
use super::contract::{PaneEvent, PaneInput, PaneOutput, PaneSelection};
use super::decor::{self, Decor, Node};
use super::engine::{Inner, TextEngine, snapped};
use super::geometry::Caret;
use super::gesture::{Clicks, Gesture};
use super::glyphs::GlyphMesh;
use super::heat::{HeatBars, HeatNode};
use super::hits::HitBoxes;
use super::layout::Shaped;
use super::marks::Mark;
use super::parts::{Heights, Measures, Part};

/// Empty space above the first part and at least on either side of the column, in points.
pub(super) const MARGIN: f32 = 48.0;
/// Width of the scroll bar's lane in points.
pub const BAR: f32 = 12.0;
/// Laid out parts kept when they are out of sight.
const KEPT: usize = 384;

/// A part that is laid out, and what was drawn of it.
pub(super) struct Entry {
    pub(super) shaped: Arc<Shaped>,
    pub(super) glyphs: GlyphMesh,
    pub(super) decor: Option<Decorated>,
    pub(super) hits: Option<HitBoxes>,
    pub(super) heat: Option<HeatBars>,
    used: u64,
}

/// The drawn marks of a part, and what they were drawn from.
pub(super) struct Decorated {
    /// The marks and the end being dragged that were last looked at: while these are the same, nobody asks for marks.
    pub(super) seen: DecorVersion,
    pub(super) ground: DecorGround,
    /// The marks drawn. A change elsewhere in the text leaves them as they are, and the drawing too.
    pub(super) marks: Vec<Mark>,
    pub(super) decor: Decor,
    /// What a screen reader is told, once there is one.
    pub(super) nodes: Option<Arc<Vec<Node>>>,
}

#[derive(Clone, PartialEq)]
pub(super) struct DecorVersion {
    pub(super) marks: u64,
    pub(super) preview: Option<(u128, usize, Range<usize>)>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct DecorGround {
    pub(super) paper: Color32,
    pub(super) scale: u32,
    pub(super) read_only: bool,
    /// Another number for other bands.
    pub(super) bands: u64,
}

/// A part in view.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) part: usize,
    pub(super) start: usize,
    /// Top left corner of its text, in screen points.
    pub(super) origin: egui::Pos2,
    pub(super) shaped: Arc<Shaped>,
}

/// The article pane's own memory: scroll position, layouts, what the mouse is in the middle of.
pub struct ArticlePane {
    pub(super) revision: Option<u128>,
    pub(super) parts: Vec<Part>,
    pub(super) heights: Heights,
    pub(super) measures: Option<Measures>,
    pub(super) cache: HashMap<usize, Entry>,
    pub(super) top: (usize, f32),
    pub(super) goal: Option<(usize, f32)>,
    /// The first line in view and its distance from the top.
    at: (usize, f32),
    /// The same for texts shown before.
    pub(super) places: HashMap<u128, (usize, f32)>,
    reveal_goal: Option<usize>,
    focus_goal: bool,
    pub(super) byline: Option<usize>,
    pub(super) byline_height: f32,
    frame: u64,
    pub(super) view: Rect,
    pub(super) shown: Vec<Shown>,
    pub(super) gesture: Gesture,
    pub(super) caret: (usize, Caret),
    pub(super) goal_x: Option<f32>,
    pub(super) hovered: Option<u128>,
    pub(super) clicks: Clicks,
    pub(super) bar_grab: Option<f32>,
    pub(super) runs: Vec<access::Run>,
    pub(super) mark_nodes: HashMap<egui::accesskit::NodeId, (u128, usize)>,
}

impl Default for ArticlePane {
    fn default() -> ArticlePane {
        ArticlePane::new()
    }
}

impl ArticlePane {
    /// Makes a pane that shows nothing yet.
    pub fn new() -> ArticlePane {
        ArticlePane {
            revision: None,
            parts: Vec::new(),
            heights: Heights::default(),
            measures: None,
            cache: HashMap::new(),
            top: (0, 0.0),
            goal: None,
            at: (0, 0.0),
            places: HashMap::new(),
            reveal_goal: None,
            focus_goal: false,
            byline: None,
            byline_height: 0.0,
            frame: 0,
            view: Rect::NOTHING,
            shown: Vec::new(),
            gesture: Gesture::Idle,
            caret: (0, Caret::default()),
            goal_x: None,
            hovered: None,
            clicks: Clicks::default(),
            bar_grab: None,
            runs: Vec::new(),
            mark_nodes: HashMap::new(),
        }
    }

    /// Brings a byte to a fraction of the pane's height (0 top, 1 bottom) when it is next shown.
    pub fn scroll_to(&mut self, byte: usize, fraction: f32) {
        self.goal = Some((byte, fraction.clamp(0.0, 1.0)));
    }

    /// Takes the keyboard focus when it is next shown.
    pub fn focus(&mut self) {
        self.focus_goal = true;
    }

    /// Brings a byte into view when the pane is next shown, moving as little as possible.
    pub fn reveal_byte(&mut self, byte: usize) {
        self.reveal_goal = Some(byte);
    }

    /// Returns where a range of bytes lies, in screen points, as far as it was in view when last shown.
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut out = Vec::new();
        for (shown, local) in self.shown_of(range) {
            out.extend(shown.shaped.rects(local).into_iter().map(|rect| rect.translate(shown.origin.to_vec2())));
        }
        out
    }

    /// Returns the same, as high as the letters, so that what stands above a line stays clear of it.
    pub fn letters(&self, range: Range<usize>) -> Vec<Rect> {
        let mut out = Vec::new();
        for (shown, local) in self.shown_of(range) {
            let by = shown.origin.to_vec2();
            let shaped = &shown.shaped;
            shaped.pieces(local, |line, left, right| out.push(shaped.letters(line, left, right).translate(by)));
        }
        out
    }

    /// Returns the parts in view that a range of bytes touches, each with the bytes of it, counted from its start.
    fn shown_of(&self, range: Range<usize>) -> impl Iterator<Item = (&Shown, Range<usize>)> {
        self.shown.iter().filter_map(move |shown| {
            let (start, end) = (shown.start, shown.start + shown.shaped.len);
            let touched = range.start < end && start < range.end;
            touched.then(|| (shown, range.start.max(start) - start..range.end.min(end) - start))
        })
    }

    /// Returns the byte at a point of the screen, the nearest one; `None` when nothing is shown.
    pub fn byte_at(&self, at: egui::Pos2) -> Option<usize> {
        self.place_at(at).map(|(shown, caret)| shown.start + caret.byte)
    }

    /// Remembers the place in the text shown now, for when it comes back.
    pub(super) fn keep_place(&mut self) {
        if let Some(revision) = self.revision {
            self.places.insert(revision, self.at);
        }
    }

    /// Returns the first byte in view of each text shown so far that is not at its start; the one shown now first.
    pub fn places(&mut self) -> Vec<(u128, usize)> {
        self.keep_place();
        let mut all: Vec<(u128, usize)> =
            self.places.iter().map(|(id, (byte, _))| (*id, *byte)).filter(|(_, byte)| *byte > 0).collect();
        all.sort_unstable_by_key(|(id, _)| (Some(*id) != self.revision, *id));
        all
    }

    /// Shows texts from these bytes on when they are next shown for the first time.
    pub fn resume(&mut self, places: impl IntoIterator<Item = (u128, usize)>) {
        self.places.extend(places.into_iter().map(|(id, byte)| (id, (byte, 0.0))));
    }

    /// Counts the parts that are laid out now.
    pub fn laid_out(&self) -> usize {
        self.cache.len()
    }

    pub(super) fn measures(&self) -> Option<Measures> {
        self.measures
    }

    pub(super) fn place_at(&self, at: egui::Pos2) -> Option<(&Shown, Caret)> {
        let below = self.shown.iter().take_while(|shown| shown.origin.y <= at.y).last();
        let mut shown = below.or(self.shown.first())?;
        // In the gap between two parts the nearer one counts.
        if let Some(next) = self.shown.iter().find(|other| other.part == shown.part + 1) {
            let bottom = shown.origin.y + shown.shaped.height();
            if at.y > bottom && at.y - bottom > next.origin.y - at.y {
                shown = next;
            }
        }
        Some((shown, shown.shaped.hit(at.x - shown.origin.x, at.y - shown.origin.y)))
    }

    /// Returns the byte of the grapheme exactly under a point.
    pub(super) fn grapheme_at(&self, at: egui::Pos2) -> Option<usize> {
        self.shown.iter().find_map(|shown| {
            let local = at - shown.origin;
            shown.shaped.cell_at(local.x, local.y).map(|cell| shown.start + cell.start)
        })
    }

    /// Finds the part that holds a byte; a byte between two belongs to the one before.
    pub(super) fn part_of(&self, byte: usize) -> usize {
        self.parts.partition_point(|part| part.bytes.start <= byte).saturating_sub(1)
    }

    /// Lays a part out unless it is.
    pub(super) fn shaped(&mut self, inner: &mut Inner, text: &Text, part: usize) -> Arc<Shaped> {
        let (frame, Some(measures)) = (self.frame, self.measures) else { return Arc::default() };
        if let Some(entry) = self.cache.get_mut(&part) {
            entry.used = frame;
            return entry.shaped.clone();
        }
        let Some(this) = self.parts.get(part) else { return Arc::default() };
        let face = measures.face(this.kind);
        let width = measures.width - 2.0 * measures.inset(this.kind);
        let body = text.as_str().get(this.bytes.clone()).unwrap_or("");
        let shaped = Arc::new(inner.shape(body, face, Some(width.max(face.size)), this.direction));
        let height = measures.above(this) + shaped.height() + self.below(part);
        self.heights.set(part, height);
        let entry = Entry {
            shaped: shaped.clone(),
            glyphs: GlyphMesh::default(),
            decor: None,
            hits: None,
            heat: None,
            used: frame,
        };
        self.cache.insert(part, entry);
        shaped
    }

    /// Shows the pane in all the room that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, input: &PaneInput<'_>) -> PaneOutput {
        let view = ui.available_rect_before_wrap();
        // An id that does not depend on what else is in the panel, so that the focus stays.
        let response = ui.interact(view, ui.scope_id().with("article"), Sense::click_and_drag());
        ui.advance_cursor_after_rect(view);
        if std::mem::take(&mut self.focus_goal) {
            response.request_focus();
        }
        let engine = TextEngine::of(ui.ctx());
        let mut guard = engine.lock();
        let inner = &mut *guard;
        self.frame += 1;
        self.view = view;
        self.prepare(inner, input, view);
        self.measure_bar(ui, inner, input);
        if let Some((byte, fraction)) = self.goal.take() {
            self.place(inner, input.text, byte, view.height() * fraction);
        }
        if let Some(byte) = self.reveal_goal.take() {
            self.collect(ui, inner, input);
            self.reveal(inner, input.text, byte);
        }
        let mut events = Vec::new();
        if response.contains_pointer() {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                self.top.1 -= wheel;
            }
        }
        self.settle(inner, input.text);
        self.collect(ui, inner, input);
        access::requests(ui, &response, self, &mut events);
        self.keys(ui, inner, input, &response, &mut events);
        self.pointer(ui, inner, input, &response, &mut events);
        // Keys and the mouse may have scrolled.
        self.collect(ui, inner, input);
        // The selection as it will be is painted now, not a frame later.
        let mut selection = input.selection;
        for event in &events {
            match event {
                PaneEvent::Select { anchor, head, .. } | PaneEvent::Widen { anchor, head } => {
                    selection = Some(PaneSelection { anchor: *anchor, head: *head });
                }
                PaneEvent::ClearSelection => selection = None,
                _ => {}
            }
        }
        if ui.is_rect_visible(view) {
            self.paint(ui, inner, input, selection, &response);
        }
        drop(guard);
        access::report(ui, &response, self, input, selection);
        self.trim_cache();
        let range = selection.map(PaneSelection::range).filter(|range| !range.is_empty());
        let rects = range.map(|range| self.rects(range)).unwrap_or_default();
        let visible = match (self.shown.first(), self.shown.last()) {
            (Some(first), Some(last)) => first.start..last.start + last.shaped.len,
            _ => 0..0,
        };
        PaneOutput {
            events,
            selection_end: rects.last().copied(),
            selection_bounds: rects.into_iter().reduce(Rect::union),
            visible,
            hovered: self.hovered,
            response,
        }
    }

    /// Finds the parts in view and where they stand.
    fn collect(&mut self, ui: &Ui, inner: &mut Inner, input: &PaneInput<'_>) {
        self.shown.clear();
        let Some(measures) = self.measures else { return };
        let left = self.view.left() + ((self.view.width() - BAR - measures.width) / 2.0).max(4.0);
        let (mut part, offset) = self.top;
        let mut y = self.view.top() - offset;
        while part < self.parts.len() && y < self.view.bottom() {
            let shaped = self.shaped(inner, input.text, part);
            let this = &self.parts[part];
            let origin = pos2(left + measures.inset(this.kind), y + measures.above(this));
            let origin = snapped(ui.ctx(), origin);
            self.shown.push(Shown { part, start: this.bytes.start, origin, shaped });
            y += self.heights.get(part);
            part += 1;
        }
        let top = self.view.top();
        let lines = self.shown.iter().flat_map(|shown| shown.shaped.lines.iter().map(move |line| (shown, line)));
        let mut first = lines.map(|(shown, line)| (shown.start + line.bytes.start, shown.origin.y + line.top - top));
        if let Some(first) = first.find(|(_, y)| *y >= 0.0) {
            self.at = first;
        }
    }

    fn trim_cache(&mut self) {
        if self.cache.len() > KEPT {
            let frame = self.frame;
            let mut ages: Vec<u64> = self.cache.values().map(|entry| entry.used).collect();
            ages.sort_unstable();
            let limit = ages[ages.len() - KEPT / 2].min(frame);
            self.cache.retain(|_, entry| entry.used >= limit);
        }
    }

    /// Returns where the caret stands, in screen points.
    pub fn caret_rect(&self, byte: usize) -> Option<Rect> {
        let part = self.part_of(byte);
        let shown = self.shown.iter().find(|shown| shown.part == part)?;
        let local = byte.saturating_sub(shown.start).min(shown.shaped.len);
        let upstream = self.caret.0 == byte && self.caret.1.upstream;
        let (line, x) = shown.shaped.caret(Caret { byte: local, upstream });
        let baseline = shown.shaped.lines.get(line)?.baseline;
        let top = shown.origin + vec2(x - 1.0, baseline - shown.shaped.size * 0.92);
        Some(Rect::from_min_size(top, vec2(2.0, shown.shaped.size * 1.22)))
    }

    /// Returns what a screen reader is told of a part's marks.
    pub(super) fn nodes(&mut self, shown: &Shown, text: &Text) -> Arc<Vec<Node>> {
        let decorated = self.cache.get_mut(&shown.part).and_then(|entry| entry.decor.as_mut());
        let Some(Decorated { marks, nodes, .. }) = decorated else { return Arc::default() };
        let make = || Arc::new(decor::nodes(&shown.shaped, text.as_str(), shown.start, marks));
        Arc::clone(nodes.get_or_insert_with(make))
    }

    /// Returns what a screen reader is told of how many marked what in a part.
    pub(super) fn heat_nodes(&mut self, shown: &Shown, input: &PaneInput<'_>) -> Arc<Vec<HeatNode>> {
        let bars = self.cache.get_mut(&shown.part).and_then(|entry| entry.heat.as_mut());
        let (Some(bars), Some(heat)) = (bars, input.heat) else { return Arc::default() };
        bars.nodes(heat, &shown.shaped, shown.start, input.text.as_str())
    }

    /// Returns the stretch of the heat map under a point of the screen.
    pub fn heat_at(&self, at: Pos2) -> Option<&Stretch> {
        let byte = self.grapheme_at(at)?;
        self.cache.get(&self.part_of(byte))?.heat.as_ref()?.at(byte)
    }

    /// Returns the band whose name stands at a point of the screen.
    pub fn band_at(&self, at: Pos2) -> Option<usize> {
        self.shown.iter().find_map(|shown| {
            let local = (at - shown.origin).to_pos2();
            let titles = &self.decor(shown.part)?.titles;
            titles.iter().find(|(_, rect)| rect.expand2(vec2(3.0, 0.0)).contains(local)).map(|(band, _)| *band)
        })
    }

    pub(super) fn decor(&self, part: usize) -> Option<&Decor> {
        self.cache.get(&part)?.decor.as_ref().map(|decorated| &decorated.decor)
    }
}

#[cfg(test)]
#[path = "pane_tests.rs"]
mod tests;
