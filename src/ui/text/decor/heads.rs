//! Draws what stands over and beside the words: the badges of marks, and at the margin whose band is whose.

use egui::{Color32, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::{Badge, Caret, Decor, Draw, Face, Inner, Letter, Mark, Shaped};

/// Height of badges in sizes of the text: where the line above is crowded, and where there is room.
const LEAST: f32 = 0.5;
const MOST: f32 = 0.62;
/// Underlines of a line above which they are not told apart by their place.
const MANY: usize = 64;
/// Badges that find room next to one another.
const MAX_BADGES: usize = 6;
/// From the words to what stands at the margin, and from one column there to the next, in sizes of its letters.
const MARGIN: f32 = 0.8;
const COLUMN: f32 = 2.1;

impl Draw<'_> {
    /// Says at the margin of each line with marks whose each band is.
    pub(super) fn titles(&mut self, inner: &mut Inner, decor: &mut Decor) {
        let Some(bands) = self.bands else { return };
        let size = bands.letters;
        let face = Face { size, weight: 600, italic: false, serif: false, line_height: size * 1.2, under: 0.0 };
        for (line, place) in self.shaped.lines.iter().enumerate() {
            if self.lows[line].is_empty() {
                continue;
            }
            for (band, title) in self.paper.bands.iter().enumerate().take(bands.count()) {
                let key = inner.label(self.paper.pass, title, face, 1, f32::INFINITY);
                let Some(shaped) = inner.label_shaped(&key) else { continue };
                let wide = inner.label_size(&key).x;
                let away = size * (MARGIN + COLUMN * bands.column(band) as f32);
                let left = if self.shaped.rtl {
                    self.paper.width + self.paper.inset + away
                } else {
                    -self.paper.inset - away - wide
                };
                let middle = place.baseline + bands.middle(band);
                let at = pos2(left, middle - face.line_height / 2.0);
                decor.letters.push(Letter { shaped, at, ink: self.paper.quiet });
                decor.titles.push((band, Rect::from_min_size(at, vec2(wide, face.line_height))));
            }
        }
    }

    /// Draws the badges, and what marks the start of later fragments.
    pub(super) fn heads(&mut self, inner: &mut Inner, marks: &[Mark], decor: &mut Decor) {
        for (at, first, byte) in std::mem::take(&mut self.heads) {
            match marks.get(at) {
                Some(mark) if first => self.badge(inner, mark, byte, decor),
                Some(mark) => self.continuation(byte, mark.look.colour),
                None => {}
            }
        }
    }

    /// Returns how high a badge may be at a place above a line, so that the underlines of the line before stay seen.
    fn headroom(&self, line: usize, left: f32, right: f32) -> f32 {
        let size = self.face.size.min(20.0);
        let (least, most) = (size * LEAST, size * MOST);
        let Some(above) = line.checked_sub(1) else { return most.floor() };
        // Letters reach below their line, too.
        let letters = self.face.size * 0.24;
        let lines = &self.lows[above];
        let near = |(a, b, _): &&(f32, f32, f32)| lines.len() > MANY || (*a < right && left < *b);
        let low = lines.iter().filter(near).map(|(_, _, low)| *low).fold(letters, f32::max);
        let room = badge_bottom(self.face, self.shaped, line) - self.shaped.lines[above].baseline - low;
        room.clamp(least, most).floor().max(1.0)
    }

    /// Finds room for a badge in the gap above a line, at the place where a mark begins.
    fn badge_room(&mut self, byte: usize, width: f32, height: f32) -> Option<Rect> {
        let caret = Caret { byte, upstream: false };
        let (line, x) = self.shaped.caret(caret);
        let rtl = self.rtl_at(byte);
        let bottom = badge_bottom(self.face, self.shaped, line);
        let mut left = if rtl { x - width + 1.0 } else { x - 1.0 };
        for _ in 0..MAX_BADGES {
            let clash = self.taken[line].iter().find(|(a, b)| left < *b && *a < left + width).copied();
            match clash {
                Some((a, _)) if rtl => left = a - width - 1.0,
                Some((_, b)) => left = b + 1.0,
                None => {
                    self.taken[line].push((left, left + width));
                    return Some(Rect::from_min_size(pos2(left, bottom - height), vec2(width, height)));
                }
            }
        }
        None
    }

    fn badge(&mut self, inner: &mut Inner, mark: &Mark, byte: usize, decor: &mut Decor) {
        let (line, x) = self.shaped.caret(Caret { byte, upstream: false });
        let about = self.face.size.min(20.0) * MOST * 1.2;
        let height = self.headroom(line, x - about, x + about);
        // Capitals fill seven tenths of their size.
        let face =
            Face { size: height * 1.05, weight: 700, italic: false, serif: false, line_height: height, under: 0.0 };
        let mut letters: String = mark.look.letter.chars().take(3).collect();
        if mark.unsure || mark.missed {
            letters.push('?');
        }
        let key = inner.label(self.paper.pass, &letters, face, 1, f32::INFINITY);
        let wide = inner.label_size(&key).x;
        let width = (wide + 4.5).max(height);
        let Some(rect) = self.badge_room(byte, width, height) else { return };
        let colour = mark.look.colour;
        let hollow = mark.foreign;
        let fill = if hollow { self.paper.paper } else { colour };
        // A rim of paper at its sides sets it off; none towards the lines above and the letters below.
        let rim = Rect::from_min_max(rect.min - vec2(1.0, 0.0), rect.max + vec2(1.0, 0.0));
        self.top.push(Shape::rect_filled(rim, 3, self.paper.paper));
        self.top.push(Shape::rect_filled(rect, 2, fill));
        if hollow {
            self.top.push(Shape::rect_stroke(rect, 2, Stroke::new(1.0, colour), StrokeKind::Inside));
        }
        let at = pos2(rect.center().x - wide / 2.0, rect.center().y - face.line_height / 2.0 + face.size * 0.07);
        let ink = if hollow { colour } else { self.paper.paper };
        decor.letters.extend(inner.label_shaped(&key).map(|shaped| Letter { shaped, at, ink }));
        decor.badges.push(Badge { id: mark.id, rect });
    }

    /// Marks the start of a later fragment.
    fn continuation(&mut self, byte: usize, colour: Color32) {
        if let Some(rect) = self.badge_room(byte, 5.0, 5.0) {
            let at = pos2(rect.center().x, rect.bottom() - 2.0);
            self.top.push(Shape::circle_filled(at, 2.0, colour));
        }
    }
}

/// Returns where badges above a line end: just over its tallest letters.
fn badge_bottom(face: Face, shaped: &Shaped, line: usize) -> f32 {
    shaped.lines[line].baseline - face.size * 0.76 - 0.5
}
