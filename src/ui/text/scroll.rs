//! Keeps the place in the article: which part is at the top of the view, and how far it is scrolled off.
//!
//! Nothing in view moves when the height of something out of sight turns out to be other than estimated, because no
//! position is counted from the start of the text. Only the scroll bar goes by the sum of all heights.

use std::ops::Range;

use egui::{Rect, Response, Sense, Ui, pos2, vec2};

use crate::model::text::{BlockKind, Text};

use super::contract::PaneInput;
use super::engine::Inner;
use super::geometry::Caret;
use super::gesture::Gesture;
use super::pane::{ArticlePane, BAR, MARGIN};
use super::parts::{Heights, Measures, parts};
use super::style::PaneStyle;

/// The least room on either side of the column of text, in points.
const NARROW: f32 = 30.0;

impl ArticlePane {
    /// Returns the room for the byline under a part.
    pub(super) fn below(&self, part: usize) -> f32 {
        if self.byline == Some(part) { self.byline_height } else { 0.0 }
    }

    pub(super) fn height(&mut self, inner: &mut Inner, text: &Text, part: usize) -> f32 {
        self.shaped(inner, text, part);
        self.heights.get(part)
    }

    /// Takes over a text, a width and a style, and keeps the line at the top where it is when only those change.
    pub(super) fn prepare(&mut self, inner: &mut Inner, input: &PaneInput<'_>, view: Rect) {
        let style = input.style;
        // Beside the text there is room for the strip and for curves, in a narrow pane too.
        let room = view.width() - BAR - 2.0 * MARGIN.min((view.width() * 0.06).max(NARROW));
        // A character of running text is a little less than half its size wide.
        let width = (style.column * style.text_size * 0.47).min(room).max(style.text_size * 8.0).round();
        let measures = Measures {
            text_size: style.text_size.clamp(8.0, 64.0),
            line_height: style.line_height.clamp(1.2, 3.0),
            width,
            serif: style.serif,
            under: style.under.clamp(0.0, 400.0),
        };
        let other_text = self.revision != Some(input.revision);
        let byline_height = if input.byline.is_empty() { 0.0 } else { (measures.text_size * 1.9).round() };
        if !other_text && self.measures == Some(measures) && self.byline_height == byline_height {
            return;
        }
        let stay = if other_text {
            self.keep_place();
            self.places.get(&input.revision).copied()
        } else {
            self.first_byte_in_view(inner, input.text)
        };
        if other_text {
            self.revision = Some(input.revision);
            self.parts = parts(input.text, input.blocks);
            self.gesture = Gesture::Idle;
            // Farther up than there is anything; settling finds the top.
            self.top = (0, -1000.0);
            self.goal_x = None;
            self.hovered = None;
        }
        let headline = self.parts.iter().take_while(|part| part.kind == BlockKind::Headline).count();
        self.byline = (headline > 0 && byline_height > 0.0).then(|| headline - 1);
        self.byline_height = byline_height;
        self.measures = Some(measures);
        self.cache.clear();
        let mut heights = measures.estimates(&self.parts, input.text.as_str());
        heights.iter_mut().enumerate().for_each(|(part, height)| *height += self.below(part));
        self.heights = Heights::new(heights);
        if let Some((byte, offset)) = stay {
            self.place(inner, input.text, byte, offset);
        }
    }

    /// Returns the first byte of the first whole line in view and its distance from the top.
    pub(super) fn first_byte_in_view(&mut self, inner: &mut Inner, text: &Text) -> Option<(usize, f32)> {
        let (part, offset) = self.top;
        let above = self.measures?.above(self.parts.get(part)?);
        let shaped = self.shaped(inner, text, part);
        let line = shaped.line_at(offset - above + shaped.line_height * 0.5);
        let start = shaped.lines.get(line)?;
        Some((self.parts[part].bytes.start + start.bytes.start, above + start.top - offset))
    }

    /// Scrolls so that the line of `byte` is `offset` points below the top of the view.
    pub(super) fn place(&mut self, inner: &mut Inner, text: &Text, byte: usize, offset: f32) {
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
    pub(super) fn settle(&mut self, inner: &mut Inner, text: &Text) {
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
    pub(super) fn head_room(&self) -> f32 {
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

    /// Returns the height of everything, with the empty space above and below, as far as it is known.
    fn full_height(&self) -> f64 {
        self.heights.total() + f64::from(self.head_room() + self.view.height() * 0.4)
    }

    /// Returns the height of everything, at least the view's, in points, as far as it is known.
    pub fn whole(&self) -> f64 {
        self.full_height().max(f64::from(self.view.height())).max(1.0)
    }

    /// Returns what part of the whole height is in view, from 0 to 1.
    pub fn in_view(&self) -> Range<f64> {
        let above = self.heights.before(self.top.0) + f64::from(self.top.1 + self.head_room());
        let (whole, view) = (self.whole(), f64::from(self.view.height()));
        (above / whole).clamp(0.0, 1.0)..((above + view) / whole).clamp(0.0, 1.0)
    }

    /// Returns about which byte is at a fraction of the whole height, from 0 to 1; not always a character's first.
    pub fn byte_at_fraction(&self, fraction: f64) -> usize {
        let (part, offset) = self.heights.at(fraction * self.whole() - f64::from(self.head_room()));
        let Some(this) = self.parts.get(part) else { return 0 };
        let share = (offset / f64::from(self.heights.get(part)).max(1.0)).clamp(0.0, 1.0);
        this.bytes.start + (share * this.bytes.len() as f64) as usize
    }

    /// Brings a fraction of the whole height, from 0 to 1, to the middle of the view when it is next shown.
    pub fn centre(&mut self, fraction: f64) {
        let y = fraction * self.whole() - f64::from(self.head_room()) - f64::from(self.view.height()) / 2.0;
        let (part, offset) = if y < 0.0 { (0, y) } else { self.heights.at(y) };
        self.top = (part, offset as f32);
    }

    /// Returns the scroll bar's lane and its thumb.
    fn bar(&self) -> Option<(Rect, Rect)> {
        let (total, view) = (self.full_height(), f64::from(self.view.height()));
        if total <= view * 1.4 || self.parts.is_empty() {
            return None;
        }
        let lane = Rect::from_min_max(pos2(self.view.right() - BAR, self.view.top()), self.view.max);
        let length = ((view / total) * view).max(28.0).min(view) as f32;
        let reach = (total - view).max(1.0);
        let above = self.heights.before(self.top.0) + f64::from(self.top.1 + self.head_room());
        let at = (above / reach).clamp(0.0, 1.0) as f32;
        let top = lane.top() + at * (lane.height() - length);
        Some((lane, Rect::from_min_size(pos2(lane.left() + 3.0, top), vec2(BAR - 6.0, length))))
    }

    pub(super) fn measure_bar(&mut self, ui: &Ui, inner: &mut Inner, input: &PaneInput<'_>) {
        let Some((lane, thumb)) = self.bar() else { return };
        let response = ui.interact(lane, ui.scope_id().with("article-scroll-bar"), Sense::click_and_drag());
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
            let y = fraction * (self.full_height() - f64::from(self.view.height())).max(0.0);
            let y = y - f64::from(self.head_room());
            let (part, offset) = if y < 0.0 { (0, y) } else { self.heights.at(y) };
            self.top = (part, offset as f32);
            self.settle(inner, input.text);
        }
    }

    pub(super) fn paint_bar(&self, painter: &egui::Painter, style: &PaneStyle, response: &Response) {
        let Some((lane, thumb)) = self.bar() else { return };
        let near = response.ctx.pointer_hover_pos().is_some_and(|at| lane.contains(at)) || self.bar_grab.is_some();
        let colour = if near { style.quiet } else { style.hairline };
        painter.rect_filled(if near { thumb } else { thumb.shrink2(vec2(1.0, 0.0)) }, 3, colour);
    }
}
