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

use egui::{Color32, CornerRadius, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::model::segment::Edge;
use crate::model::text::{Block, BlockKind, Span, Text};

use super::access;
use super::decor::{Decor, Paper};
use super::engine::{Inner, TextEngine, snapped};
use super::geometry::Caret;
use super::gesture::{Clicks, Gesture};
use super::glyphs::GlyphMesh;
use super::label::{TextStyle, Wrap};
use super::layout::Shaped;
use super::marks::{Mark, MarkSource};
use super::parts::{Heights, Measures, Part, parts};

/// Empty space above the first part and at least on either side of the column, in points.
const MARGIN: f32 = 48.0;
/// Width of the scroll bar's lane in points.
const BAR: f32 = 12.0;
/// Laid out parts kept when they are out of sight.
const KEPT: usize = 384;

/// A selection: bytes on grapheme boundaries. Equal ends are a caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PaneSelection {
    /// Where it began.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl PaneSelection {
    /// Returns the bytes in order.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }
}

/// Sizes and colours of the pane.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneStyle {
    /// Size of running text in points; 17 at first.
    pub text_size: f32,
    /// Line height as a multiple of the size; 1.6 at first.
    pub line_height: f32,
    /// Characters in a line at most, from 62 to 72.
    pub column: f32,
    /// Whether the article is set with serifs.
    pub serif: bool,
    /// Background.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Selection, caret and links.
    pub accent: Color32,
    /// Byline.
    pub quiet: Color32,
    /// Scroll bar.
    pub hairline: Color32,
    /// Whether the theme is dark.
    pub dark: bool,
}

impl PaneStyle {
    /// Returns the light theme's style.
    pub fn light() -> PaneStyle {
        PaneStyle {
            text_size: 17.0,
            line_height: 1.6,
            column: 68.0,
            serif: true,
            paper: Color32::from_rgb(0xFC, 0xFB, 0xF8),
            ink: Color32::from_rgb(0x1F, 0x23, 0x28),
            accent: Color32::from_rgb(0x2F, 0x5D, 0x8A),
            quiet: Color32::from_rgb(0x5E, 0x62, 0x69),
            hairline: Color32::from_rgb(0xDD, 0xD9, 0xD0),
            dark: false,
        }
    }

    /// Returns the dark theme's style.
    pub fn dark() -> PaneStyle {
        PaneStyle {
            paper: Color32::from_rgb(0x1B, 0x1D, 0x21),
            ink: Color32::from_rgb(0xE6, 0xE3, 0xDC),
            accent: Color32::from_rgb(0x8A, 0xB4, 0xE0),
            quiet: Color32::from_rgb(0xA3, 0xA7, 0xAE),
            hairline: Color32::from_rgb(0x34, 0x38, 0x40),
            dark: true,
            ..PaneStyle::light()
        }
    }
}

/// The label that the next finished selection gets at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Armed {
    /// Its badge's letters.
    pub letter: String,
    /// Its colour.
    pub colour: Color32,
}

/// What the pane shows.
#[derive(Clone, Copy)]
pub struct PaneInput<'a> {
    /// The revision's id: what is laid out is kept for it.
    pub revision: u128,
    /// The article's title, for those who listen.
    pub title: &'a str,
    /// Outlet and date, set quietly under the headline; may be empty.
    pub byline: &'a str,
    /// The text.
    pub text: &'a Text,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Where marks come from.
    pub marks: &'a dyn MarkSource,
    /// Changes whenever any mark, its look or the selected one changes.
    pub marks_version: u64,
    /// The selection or the caret.
    pub selection: Option<PaneSelection>,
    /// Fragments selected so far, when several are being collected.
    pub pending: &'a [Span],
    /// Sizes and colours.
    pub style: &'a PaneStyle,
    /// Whether a drag selects whole words.
    pub word_snap: bool,
    /// The armed label.
    pub armed: Option<&'a Armed>,
    /// Whether nothing may be changed: no handles, no links.
    pub read_only: bool,
}

/// What the user did.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneEvent {
    /// Selected text, or placed the caret when the ends are equal.
    Select {
        /// Where it began.
        anchor: usize,
        /// The end that moves.
        head: usize,
        /// False while the mouse is still down.
        finished: bool,
    },
    /// Wants nothing selected (Escape).
    ClearSelection,
    /// Clicked a mark.
    PickMark {
        /// Which.
        id: u128,
        /// The byte that was clicked.
        at: usize,
    },
    /// Selected another stretch with Ctrl or Command held.
    AddFragment {
        /// First byte.
        start: usize,
        /// Byte behind the last.
        end: usize,
    },
    /// Let go of an end of the selected mark at another place.
    MoveEnd {
        /// Which mark.
        id: u128,
        /// Which of its fragments.
        fragment: usize,
        /// Which end.
        edge: Edge,
        /// Where to, in bytes.
        to: usize,
    },
    /// Drags from a mark's badge towards another.
    LinkDrag {
        /// The mark it began at.
        from: u128,
        /// The mark under the pointer.
        over: Option<u128>,
    },
    /// Let go over another mark.
    LinkDrop {
        /// The mark it began at.
        from: u128,
        /// The mark it ended on.
        to: u128,
    },
    /// The mark under the pointer changed.
    Hover(Option<u128>),
    /// Pressed the other mouse button, or the menu key.
    SecondaryClick {
        /// The byte under the pointer.
        at: usize,
    },
    /// Wants the keyboard to leave the pane (F6).
    Leave {
        /// Whether backwards (Shift).
        back: bool,
    },
}

/// What came of showing the pane.
pub struct PaneOutput {
    /// The pane's own response; it has the keyboard focus or not.
    pub response: Response,
    /// What the user did, in order.
    pub events: Vec<PaneEvent>,
    /// Where the selection ends, in screen points, when that is in view.
    pub selection_end: Option<Rect>,
    /// Where the selected text lies, in screen points, as far as it is in view.
    pub selection_bounds: Option<Rect>,
    /// The bytes in view.
    pub visible: Range<usize>,
    /// The mark under the pointer.
    pub hovered: Option<u128>,
}

pub(super) struct Entry {
    pub(super) shaped: Arc<Shaped>,
    glyphs: GlyphMesh,
    decor: Option<(DecorKey, Decor)>,
    used: u64,
}

#[derive(Clone, PartialEq)]
struct DecorKey {
    version: u64,
    preview: Option<(u128, usize, Range<usize>)>,
    paper: Color32,
    scale: u32,
    read_only: bool,
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
    revision: Option<u128>,
    pub(super) parts: Vec<Part>,
    heights: Heights,
    measures: Option<Measures>,
    pub(super) cache: HashMap<usize, Entry>,
    pub(super) top: (usize, f32),
    goal: Option<(usize, f32)>,
    byline: Option<usize>,
    byline_height: f32,
    frame: u64,
    pub(super) view: Rect,
    pub(super) shown: Vec<Shown>,
    pub(super) gesture: Gesture,
    pub(super) caret: (usize, Caret),
    pub(super) goal_x: Option<f32>,
    pub(super) hovered: Option<u128>,
    pub(super) clicks: Clicks,
    bar_grab: Option<f32>,
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

    /// Returns where a range of bytes lies, in screen points, as far as it was in view when last shown.
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut out = Vec::new();
        for shown in &self.shown {
            let (start, end) = (shown.start, shown.start + shown.shaped.len);
            if range.start < end && start < range.end {
                let local = range.start.max(start) - start..range.end.min(end) - start;
                out.extend(shown.shaped.rects(local).into_iter().map(|rect| rect.translate(shown.origin.to_vec2())));
            }
        }
        out
    }

    /// Returns the byte at a point of the screen, the nearest one; `None` when nothing is shown.
    pub fn byte_at(&self, at: egui::Pos2) -> Option<usize> {
        self.place_at(at).map(|(shown, caret)| shown.start + caret.byte)
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
        let entry = Entry { shaped: shaped.clone(), glyphs: GlyphMesh::default(), decor: None, used: frame };
        self.cache.insert(part, entry);
        shaped
    }

    /// Returns the room for the byline under a part.
    fn below(&self, part: usize) -> f32 {
        if self.byline == Some(part) { self.byline_height } else { 0.0 }
    }

    fn height(&mut self, inner: &mut Inner, text: &Text, part: usize) -> f32 {
        self.shaped(inner, text, part);
        self.heights.get(part)
    }

    /// Takes over a text, a width and a style, and keeps the line at the top where it is when only those change.
    fn prepare(&mut self, inner: &mut Inner, input: &PaneInput<'_>, view: Rect) {
        let style = input.style;
        let room = view.width() - BAR - 2.0 * MARGIN.min(view.width() * 0.06);
        // A character of running text is a little less than half its size wide.
        let width = (style.column * style.text_size * 0.47).min(room).max(style.text_size * 8.0).round();
        let measures = Measures {
            text_size: style.text_size.clamp(8.0, 64.0),
            line_height: style.line_height.clamp(1.2, 3.0),
            width,
            serif: style.serif,
        };
        let other_text = self.revision != Some(input.revision);
        if !other_text && self.measures == Some(measures) {
            return;
        }
        let at_top = (!other_text).then(|| self.first_byte_in_view(inner, input.text));
        if other_text {
            self.revision = Some(input.revision);
            self.parts = parts(input.text, input.blocks);
            self.gesture = Gesture::Idle;
            self.top = (0, -MARGIN);
            self.goal_x = None;
            self.hovered = None;
            let headline = self.parts.iter().take_while(|part| part.kind == BlockKind::Headline).count();
            self.byline = (headline > 0 && !input.byline.is_empty()).then(|| headline - 1);
        }
        self.measures = Some(measures);
        self.byline_height = if input.byline.is_empty() { 0.0 } else { (measures.text_size * 1.9).round() };
        self.cache.clear();
        let body = input.text.as_str();
        let heights = self.parts.iter().enumerate();
        self.heights = Heights::new(heights.map(|(i, part)| measures.estimate(part, body) + self.below(i)).collect());
        if let Some(Some((byte, offset))) = at_top {
            self.place(inner, input.text, byte, offset);
        }
    }

    /// Returns the first byte of the first whole line in view and its distance from the top.
    fn first_byte_in_view(&mut self, inner: &mut Inner, text: &Text) -> Option<(usize, f32)> {
        let (part, offset) = self.top;
        let above = self.measures?.above(self.parts.get(part)?);
        let shaped = self.shaped(inner, text, part);
        let line = shaped.line_at(offset - above + shaped.line_height * 0.5);
        let start = shaped.lines.get(line)?;
        Some((self.parts[part].bytes.start + start.bytes.start, above + start.top - offset))
    }

    /// Scrolls so that the line of `byte` is `offset` points below the top of the view.
    fn place(&mut self, inner: &mut Inner, text: &Text, byte: usize, offset: f32) {
        let part = self.part_of(byte);
        let (Some(this), Some(measures)) = (self.parts.get(part).cloned(), self.measures) else { return };
        let shaped = self.shaped(inner, text, part);
        let local = byte.clamp(this.bytes.start, this.bytes.end) - this.bytes.start;
        let line = shaped.line_of(Caret { byte: local, upstream: false });
        let top = shaped.lines.get(line).map_or(0.0, |line| line.top);
        self.top = (part, measures.above(&this) + top - offset);
        self.settle(inner, text);
    }

    /// Makes the scroll position name the part at the top of the view, inside the article.
    fn settle(&mut self, inner: &mut Inner, text: &Text) {
        if self.parts.is_empty() {
            self.top = (0, 0.0);
            return;
        }
        let (mut part, mut offset) = (self.top.0.min(self.parts.len() - 1), self.top.1);
        // A jump of many screens goes by the estimates, so that not everything between is laid out.
        if offset.abs() > 12.0 * self.view.height().max(400.0) {
            let (near, rest) = self.heights.at(self.heights.before(part) + f64::from(offset));
            (part, offset) = (near, rest as f32);
        }
        while offset < 0.0 && part > 0 {
            part -= 1;
            offset += self.height(inner, text, part);
        }
        loop {
            let height = self.height(inner, text, part);
            if offset < height || part + 1 >= self.parts.len() {
                break;
            }
            offset -= height;
            part += 1;
        }
        let head = if part == 0 { self.head_room() } else { 0.0 };
        if part == 0 && offset < -head {
            offset = -head;
        }
        // The last line may come up to the middle, so that there is room to read and mark it.
        let room = self.view.height() * 0.6;
        let (mut next, mut bottom) = (part, -offset);
        while next < self.parts.len() && bottom < room {
            bottom += self.height(inner, text, next);
            next += 1;
        }
        if next == self.parts.len() && bottom < room {
            offset -= room - bottom;
            while offset < 0.0 && part > 0 {
                part -= 1;
                offset += self.height(inner, text, part);
            }
            if part == 0 {
                offset = offset.max(-self.head_room());
            }
        }
        self.top = (part, offset);
    }

    /// Returns the empty space above the first part, with the byline when there is no headline.
    fn head_room(&self) -> f32 {
        if self.byline.is_none() { MARGIN * 0.75 + self.byline_height } else { MARGIN * 0.75 }
    }

    pub(super) fn scroll_by(&mut self, inner: &mut Inner, text: &Text, points: f32) {
        self.top.1 += points;
        self.settle(inner, text);
    }

    /// Brings a byte into view with a line to spare, moving as little as possible.
    pub(super) fn reveal(&mut self, inner: &mut Inner, text: &Text, byte: usize) {
        let Some(measures) = self.measures else { return };
        let spare = measures.text_size * measures.line_height;
        let part = self.part_of(byte);
        let Some(shown) = self.shown.iter().find(|shown| shown.part == part) else {
            return self.place(inner, text, byte, self.view.height() / 3.0);
        };
        let local = Caret { byte: byte.saturating_sub(shown.start).min(shown.shaped.len), upstream: false };
        let (line, _) = shown.shaped.caret(local);
        let top = shown.origin.y + shown.shaped.lines.get(line).map_or(0.0, |line| line.top);
        let bottom = top + shown.shaped.line_height;
        if top < self.view.top() + spare * 0.5 {
            self.scroll_by(inner, text, top - self.view.top() - spare);
        } else if bottom > self.view.bottom() - spare * 0.5 {
            self.scroll_by(inner, text, bottom - self.view.bottom() + spare);
        }
    }

    /// Shows the pane in all the room that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, input: &PaneInput<'_>) -> PaneOutput {
        let view = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(view, Sense::click_and_drag());
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
                PaneEvent::Select { anchor, head, .. } => {
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

    fn paint(
        &mut self,
        ui: &Ui,
        inner: &mut Inner,
        input: &PaneInput<'_>,
        selection: Option<PaneSelection>,
        response: &Response,
    ) {
        let painter = ui.painter_at(self.view);
        let style = input.style;
        let Some(measures) = self.measures else { return };
        painter.rect_filled(self.view, CornerRadius::ZERO, style.paper);
        let preview = self.gesture.preview();
        let key = DecorKey {
            version: input.marks_version,
            preview: preview.clone().map(|(id, fragment, span)| (id, fragment, span.range())),
            paper: style.paper,
            scale: ui.ctx().pixels_per_point().to_bits(),
            read_only: input.read_only,
        };
        let paper = Paper {
            paper: style.paper,
            scale: ui.ctx().pixels_per_point(),
            read_only: input.read_only,
            pass: ui.ctx().cumulative_pass_nr(),
        };
        let range = selection.map(PaneSelection::range).unwrap_or(0..0);
        let mut found: Vec<Mark> = Vec::new();
        let shown = std::mem::take(&mut self.shown);
        // Building one part's glyphs may clear the textures that another's are on; the second round mends that.
        for _ in 0..2 {
            let before = inner.atlas.generation();
            for shown in &shown {
                let Some(entry) = self.cache.get_mut(&shown.part) else { continue };
                inner.atlas.refresh(&mut entry.glyphs, ui.ctx(), &inner.fonts, &shown.shaped, style.ink);
            }
            if inner.atlas.generation() == before {
                break;
            }
        }
        for shown in &shown {
            let Some(entry) = self.cache.get_mut(&shown.part) else { continue };
            let end = shown.start + shown.shaped.len;
            if entry.decor.as_ref().is_none_or(|(old, _)| *old != key) {
                found.clear();
                input.marks.touching(shown.start..end, &mut found);
                if let Some((id, fragment, span)) = &preview {
                    apply_preview(&mut found, *id, *fragment, *span);
                }
                let face = measures.face(self.parts[shown.part].kind);
                let body = input.text.as_str();
                let decor = Decor::build(inner, &shown.shaped, face, body, shown.start, &found, paper);
                entry.decor = Some((key.clone(), decor));
            }
            let Some((_, decor)) = &entry.decor else { continue };
            decor.paint_under(&painter, shown.origin);
            let paint_range = |range: &Range<usize>, strength: f32| {
                if range.start < end && shown.start < range.end {
                    let local = range.start.max(shown.start) - shown.start..range.end.min(end) - shown.start;
                    for rect in shown.shaped.rects(local) {
                        let rect = rect.translate(shown.origin.to_vec2());
                        painter.rect_filled(rect, 0, style.accent.gamma_multiply(strength));
                    }
                }
            };
            paint_range(&range, if style.dark { 0.38 } else { 0.24 });
            input.pending.iter().for_each(|span| paint_range(&span.range(), if style.dark { 0.3 } else { 0.18 }));
            if let Some(span) = self.gesture.pending() {
                paint_range(&span.range(), if style.dark { 0.3 } else { 0.18 });
            }
            entry.glyphs.paint(&painter, shown.origin);
            decor.paint_over(inner, &painter, shown.origin);
            if self.byline == Some(shown.part) {
                let at = shown.origin + vec2(0.0, shown.shaped.height() + measures.text_size * 0.3);
                let ends = shown.shaped.rtl.then_some(measures.width);
                byline(inner, &painter, input, measures, at, ends);
            }
            if self.byline.is_none() && shown.part == 0 && !input.byline.is_empty() {
                let at = shown.origin - vec2(0.0, self.byline_height);
                byline(inner, &painter, input, measures, at, None);
            }
        }
        self.shown = shown;
        let caret = selection.filter(|selection| selection.anchor == selection.head && response.has_focus());
        if let Some(rect) = caret.and_then(|caret| self.caret_rect(caret.head)) {
            painter.rect_filled(rect, 0, style.accent);
        }
        self.gesture.paint(&painter, style);
        if let (Some(armed), Some(at)) = (input.armed, response.hover_pos()) {
            armed_chip(inner, &painter, armed, style, at, paper.pass);
        }
        if response.has_focus() {
            let inside = self.view.shrink(1.0);
            painter.rect_stroke(inside, 2, Stroke::new(1.0, style.accent.gamma_multiply(0.7)), StrokeKind::Inside);
        }
        self.paint_bar(&painter, style, response);
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

    pub(super) fn decor(&self, part: usize) -> Option<&Decor> {
        self.cache.get(&part)?.decor.as_ref().map(|(_, decor)| decor)
    }

    /// Returns the scroll bar's lane and its thumb.
    fn bar(&self) -> Option<(Rect, Rect)> {
        let total = self.heights.total() + f64::from(self.view.height() * 0.4);
        let view = f64::from(self.view.height());
        if total <= view * 0.9 || self.parts.is_empty() {
            return None;
        }
        let lane = Rect::from_min_max(pos2(self.view.right() - BAR, self.view.top()), self.view.max);
        let length = ((view / total) * view).clamp(28.0, view) as f32;
        let reach = (total - view).max(1.0);
        let at = ((self.heights.before(self.top.0) + f64::from(self.top.1)) / reach).clamp(0.0, 1.0) as f32;
        let top = lane.top() + at * (lane.height() - length);
        Some((lane, Rect::from_min_size(pos2(lane.left() + 3.0, top), vec2(BAR - 6.0, length))))
    }

    fn measure_bar(&mut self, ui: &Ui, inner: &mut Inner, input: &PaneInput<'_>) {
        let Some((lane, thumb)) = self.bar() else { return };
        let response = ui.interact(lane, bar_id(ui), Sense::click_and_drag());
        let Some(at) = response.interact_pointer_pos() else {
            self.bar_grab = None;
            return;
        };
        if ui.input(|input| input.pointer.primary_pressed()) {
            if (thumb.top()..=thumb.bottom()).contains(&at.y) {
                self.bar_grab = Some(at.y - thumb.top());
            } else {
                self.bar_grab = None;
                let page = (self.view.height() - 60.0).max(40.0);
                self.scroll_by(inner, input.text, if at.y < thumb.top() { -page } else { page });
            }
        } else if let Some(grab) = self.bar_grab {
            let reach = (lane.height() - thumb.height()).max(1.0);
            let fraction = f64::from(((at.y - grab - lane.top()) / reach).clamp(0.0, 1.0));
            let total = self.heights.total() + f64::from(self.view.height() * 0.4) - f64::from(self.view.height());
            let (part, offset) = self.heights.at(fraction * total.max(0.0));
            self.top = (part, offset as f32);
            self.settle(inner, input.text);
        }
    }

    fn paint_bar(&self, painter: &egui::Painter, style: &PaneStyle, response: &Response) {
        let Some((lane, thumb)) = self.bar() else { return };
        let near = response.ctx.pointer_hover_pos().is_some_and(|at| lane.contains(at)) || self.bar_grab.is_some();
        let colour = if near { style.quiet } else { style.hairline };
        painter.rect_filled(if near { thumb } else { thumb.shrink2(vec2(1.0, 0.0)) }, 3, colour);
    }
}

pub(super) fn bar_id(ui: &Ui) -> Id {
    ui.scope_id().with("article scroll bar")
}

fn apply_preview(marks: &mut [Mark], id: u128, fragment: usize, span: Span) {
    for mark in marks.iter_mut().filter(|mark| mark.id == id) {
        let mut spans = mark.fragments.spans().to_vec();
        if let Some(old) = spans.get_mut(fragment) {
            *old = span;
        }
        if let Some(fragments) = crate::model::text::Fragments::new(spans) {
            mark.fragments = fragments;
        }
    }
}

fn byline(
    inner: &mut Inner,
    painter: &egui::Painter,
    input: &PaneInput<'_>,
    measures: Measures,
    at: egui::Pos2,
    right: Option<f32>,
) {
    let style = TextStyle { size: measures.text_size * 13.0 / 17.0, wrap: Wrap::One, ..TextStyle::default() };
    let face = style.face();
    let key = inner.label(painter.ctx().cumulative_pass_nr(), input.byline, face, 1, measures.width);
    let shift = right.map_or(0.0, |right| right - inner.label_size(&key).x);
    inner.paint_label(painter, &key, at + vec2(shift, 0.0), input.style.quiet);
}

/// Shows beside the pointer which label the next selection gets.
fn armed_chip(inner: &mut Inner, painter: &egui::Painter, armed: &Armed, style: &PaneStyle, at: egui::Pos2, pass: u64) {
    let face = TextStyle { size: 10.5, weight: 700, ..TextStyle::default() }.face();
    let key = inner.label(pass, &armed.letter, face, 1, f32::INFINITY);
    let size = inner.label_size(&key);
    let chip = Rect::from_min_size(at + vec2(10.0, 12.0), vec2((size.x + 8.0).max(size.y), size.y));
    painter.rect_filled(chip, 3, armed.colour);
    inner.paint_label(painter, &key, chip.center() - size / 2.0, style.paper);
}

#[cfg(test)]
#[path = "pane_tests.rs"]
mod tests;
