//! Answers where a byte is and what is at a point, in a laid out stretch.
//!
//! A caret is a byte and a side: at the end of a wrapped line, and where directions meet, one byte has two places.
//! `upstream` means the place behind the grapheme that ends at the byte; otherwise it is the place before the one
//! that starts there.

use std::ops::Range;

use egui::{Rect, pos2};

use super::layout::{Cell, Line, Shaped};

/// A place of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Caret {
    /// Byte of the stretch.
    pub byte: usize,
    /// Whether it belongs to the grapheme before the byte.
    pub upstream: bool,
}

/// Where a caret goes that moves beyond a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It stays inside.
    To(Caret),
    /// It leaves towards the text before.
    Before,
    /// It leaves towards the text behind.
    Behind,
}

impl Shaped {
    fn cells_of(&self, line: &Line) -> &[Cell] {
        &self.cells[line.cells.clone()]
    }

    /// Returns the number of the line on which a caret stands.
    pub fn line_of(&self, caret: Caret) -> usize {
        let line = self.lines.partition_point(|line| line.bytes.start <= caret.byte).saturating_sub(1);
        let wraps = caret.upstream && line > 0 && self.lines[line].bytes.start == caret.byte;
        if wraps { line - 1 } else { line }
    }

    /// Returns the number of the line at a height, the nearest one outside.
    pub fn line_at(&self, y: f32) -> usize {
        let line = (y / self.line_height).floor().max(0.0) as usize;
        line.min(self.lines.len().saturating_sub(1))
    }

    /// Returns the line of a caret and its distance from the left edge, in points.
    pub fn caret(&self, caret: Caret) -> (usize, f32) {
        let number = self.line_of(caret);
        let Some(line) = self.lines.get(number) else { return (0, 0.0) };
        let cells = self.cells_of(line);
        let (byte, upstream) = (caret.byte.clamp(line.bytes.start, line.bytes.end) as u32, caret.upstream);
        let before = || cells.iter().find(|cell| cell.end == byte && cell.start != byte);
        let behind = || cells.iter().find(|cell| cell.start <= byte && byte < cell.end);
        let trailing = |cell: &Cell| if cell.rtl { cell.left } else { cell.right };
        let leading = |cell: &Cell| if cell.rtl { cell.right } else { cell.left };
        let x = if upstream {
            before().map(trailing).or_else(|| behind().map(leading))
        } else {
            behind().map(leading).or_else(|| before().map(trailing))
        };
        (number, x.unwrap_or_else(|| self.empty_line_x()))
    }

    fn empty_line_x(&self) -> f32 {
        self.cells.iter().map(|cell| if self.rtl { cell.right } else { cell.left }).next().unwrap_or(0.0)
    }

    /// Returns the caret place nearest to a point. Points outside count as on the nearest line.
    pub fn hit(&self, x: f32, y: f32) -> Caret {
        self.hit_line(self.line_at(y), x)
    }

    /// Returns the caret place on a line nearest to a distance from the left edge.
    pub fn hit_line(&self, number: usize, x: f32) -> Caret {
        let Some(line) = self.lines.get(number.min(self.lines.len().saturating_sub(1))) else {
            return Caret::default();
        };
        let cells = self.cells_of(line);
        let visible = || cells.iter().filter(|cell| cell.right > cell.left);
        let Some(cell) = visible().find(|cell| x < cell.right).or_else(|| visible().next_back()) else {
            return Caret { byte: line.bytes.start, upstream: false };
        };
        let left_half = x < (cell.left + cell.right) / 2.0;
        if left_half != cell.rtl {
            Caret { byte: cell.start as usize, upstream: false }
        } else {
            Caret { byte: cell.end as usize, upstream: true }
        }
    }

    /// Returns the bytes of the grapheme under a point; `None` beside the text.
    pub fn cell_at(&self, x: f32, y: f32) -> Option<Range<usize>> {
        if y < 0.0 || y >= self.height() {
            return None;
        }
        let line = self.lines.get(self.line_at(y))?;
        let cell = self.cells_of(line).iter().find(|cell| cell.left <= x && x < cell.right)?;
        Some(cell.start as usize..cell.end as usize)
    }

    /// Calls `f` with line number, left and right edge of each piece of a range of bytes, a line at a time.
    pub fn pieces(&self, range: Range<usize>, mut f: impl FnMut(usize, f32, f32)) {
        let first = self.lines.partition_point(|line| line.bytes.end <= range.start);
        for (number, line) in self.lines.iter().enumerate().skip(first) {
            if line.bytes.start >= range.end {
                break;
            }
            let mut open: Option<(f32, f32)> = None;
            for cell in self.cells_of(line) {
                let inside = (cell.start as usize) < range.end && range.start < cell.end as usize;
                if inside && cell.right > cell.left {
                    open = match open {
                        Some((left, right)) if cell.left <= right + 0.01 => Some((left, right.max(cell.right))),
                        Some((left, right)) => {
                            f(number, left, right);
                            Some((cell.left, cell.right))
                        }
                        None => Some((cell.left, cell.right)),
                    };
                } else if !inside && let Some((left, right)) = open.take() {
                    f(number, left, right);
                }
            }
            if let Some((left, right)) = open {
                f(number, left, right);
            }
        }
    }

    /// Returns the rectangles of a range of bytes, one or more a line, as high as the line without what is kept free
    /// below.
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut out = Vec::new();
        self.pieces(range, |line, left, right| {
            let top = self.lines[line].top;
            out.push(Rect::from_min_max(pos2(left, top), pos2(right, top + self.line_height - self.under)));
        });
        out
    }

    /// Returns the rectangle of a piece of a line, as high as its letters.
    pub fn letters(&self, line: usize, left: f32, right: f32) -> Rect {
        let baseline = self.lines[line].baseline;
        Rect::from_min_max(pos2(left, baseline - self.size * 0.86), pos2(right, baseline + self.size * 0.3))
    }

    /// Returns the caret at the start of a line.
    pub fn line_start(&self, number: usize) -> Caret {
        Caret { byte: self.lines.get(number).map_or(0, |line| line.bytes.start), upstream: false }
    }

    /// Returns the caret at the end of a line, before the white space that hangs over.
    pub fn line_end(&self, number: usize) -> Caret {
        let Some(line) = self.lines.get(number) else { return Caret { byte: self.len, upstream: true } };
        let hanging = self.cells_of(line).iter().filter(|cell| cell.left == cell.right);
        let mut end = line.bytes.end as u32;
        if number + 1 < self.lines.len() {
            let mut ends: Vec<(u32, u32)> = hanging.map(|cell| (cell.end, cell.start)).collect();
            ends.sort_unstable();
            while let Some((cell_end, start)) = ends.pop() {
                if cell_end != end || start as usize == line.bytes.start {
                    break;
                }
                end = start;
            }
        }
        Caret { byte: end as usize, upstream: true }
    }

    /// Moves a caret by one grapheme to the left or right as seen on the screen.
    pub fn step(&self, caret: Caret, right: bool) -> Step {
        let number = self.line_of(caret);
        let Some(line) = self.lines.get(number) else { return Step::To(caret) };
        let cells = self.cells_of(line);
        let slot = self.visual_slot(cells, caret);
        let crossed = if right { cells.get(slot) } else { slot.checked_sub(1).and_then(|i| cells.get(i)) };
        // In text that runs to the right, right is onward.
        let onward = right != self.rtl;
        if let Some(cell) = crossed {
            let at_edge = if right { slot + 1 == cells.len() } else { slot == 1 };
            let caret = cross(cell, right);
            return Step::To(if onward && at_edge { self.settled(caret, number) } else { caret });
        }
        let next = if onward { number + 1 } else { number.wrapping_sub(1) };
        let Some(line) = self.lines.get(next) else { return if onward { Step::Behind } else { Step::Before } };
        let cells = self.cells_of(line);
        let crossed = if right { cells.first() } else { cells.last() };
        match crossed {
            Some(cell) => Step::To(cross(cell, right)),
            None => Step::To(self.line_start(next)),
        }
    }

    /// Counts the cells to the left of a caret.
    fn visual_slot(&self, cells: &[Cell], caret: Caret) -> usize {
        let byte = caret.byte as u32;
        let before = || cells.iter().position(|cell| cell.end == byte && cell.start != byte);
        let behind = || cells.iter().position(|cell| cell.start <= byte && byte < cell.end);
        let after_before = |i: usize| if cells[i].rtl { i } else { i + 1 };
        let before_behind = |i: usize| if cells[i].rtl { i + 1 } else { i };
        let slot = if caret.upstream {
            before().map(after_before).or_else(|| behind().map(before_behind))
        } else {
            behind().map(before_behind).or_else(|| before().map(after_before))
        };
        slot.unwrap_or(if self.rtl { 0 } else { cells.len() })
    }

    /// Lets a caret that reached the end of a wrapped line show at the start of the next.
    fn settled(&self, caret: Caret, line: usize) -> Caret {
        let wrapped = line + 1 < self.lines.len() && self.lines[line].bytes.end == caret.byte;
        if wrapped { Caret { upstream: false, ..caret } } else { caret }
    }
}

/// Returns where a caret is after it moved across a cell.
fn cross(cell: &Cell, right: bool) -> Caret {
    if right == cell.rtl {
        Caret { byte: cell.start as usize, upstream: false }
    } else {
        Caret { byte: cell.end as usize, upstream: true }
    }
}

#[cfg(test)]
#[path = "geometry_tests.rs"]
mod tests;
