//! Paints underlines with pictures of their patterns: a long wave is then a few corners, not a thousand.
//!
//! A strip is a picture of a whole number of a pattern's periods, each a whole number of pixels long. So stretches cut
//! from it join without a seam, and what is seen at a place depends on the place alone.

use egui::{Color32, Context, Mesh, Rect, Shape, pos2, vec2};
use swash::zeno::{Command, Mask, PathBuilder, Stroke, Style, Transform};

use super::super::marks::Pattern;
use super::{Atlas, Drawn, PAGE, Picture, SUBPIXELS, meshes_at};

/// Length of a strip in pixels, at the most, unless a single period is longer.
const LENGTH: f32 = 256.0;

/// A stretch of an underline. Positions are points relative to the part.
pub(in super::super) struct Underline {
    pub(in super::super) pattern: Pattern,
    pub(in super::super) left: f32,
    pub(in super::super) right: f32,
    /// Its middle.
    pub(in super::super) y: f32,
    /// The height that it may take.
    pub(in super::super) room: f32,
    pub(in super::super) colour: Color32,
}

/// What a strip shows; its middle lies some quarters of a pixel below the top of a row.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pattern: Pattern,
    room: u32,
    scale: u32,
    subpixel: u8,
}

impl Atlas {
    /// Returns the meshes of underlines, one for each page that their strips are on.
    pub(in super::super) fn underlines(&mut self, ctx: &Context, lines: &[Underline]) -> Vec<Mesh> {
        let scale = ctx.pixels_per_point();
        let texel = 1.0 / PAGE as f32;
        let mut meshes: Vec<Option<Mesh>> = Vec::new();
        for line in lines {
            let middle = (line.y * scale * SUBPIXELS).round() / SUBPIXELS;
            let whole = middle.floor();
            let subpixel = ((middle - whole) * SUBPIXELS) as u8;
            let room = Pattern::room(line.room).to_bits();
            let key = Key { pattern: line.pattern, room, scale: scale.to_bits(), subpixel };
            let Some(strip) = self.strip(ctx, key) else { continue };
            let mesh = meshes_at(&mut meshes, strip.page, || self.page_id(ctx, strip.page));
            let [length, height] = strip.size.map(|size| size as f32);
            let (mut x, right) = ((line.left * scale).round(), (line.right * scale).round());
            while x < right {
                let phase = x.rem_euclid(length);
                let size = vec2((length - phase).min(right - x), height);
                let corner = pos2(x, whole - strip.top as f32);
                let at = vec2(strip.at[0] as f32 + phase, strip.at[1] as f32) * texel;
                let uv = Rect::from_min_size(at.to_pos2(), size * texel);
                mesh.add_rect_with_uv(Rect::from_min_size(corner / scale, size / scale), uv, line.colour);
                x += size.x;
            }
        }
        meshes.into_iter().flatten().collect()
    }

    fn strip(&mut self, ctx: &Context, key: Key) -> Option<Picture> {
        if let Some(known) = self.strips.get(&key) {
            return *known;
        }
        let strip = self.keep(ctx, key.draw());
        self.strips.insert(key, strip);
        strip
    }
}

impl Key {
    /// Draws the strip, white as letters are.
    fn draw(self) -> Drawn {
        let (room, scale) = (f32::from_bits(self.room), f32::from_bits(self.scale));
        let period = self.pattern.period();
        let pixels = (period * scale).round().max(1.0);
        let count = (LENGTH / pixels).floor().max(1.0);
        // No pattern reaches farther than a point out of its room.
        let above = ((room / 2.0 + 1.0) * scale).ceil();
        let size = [(count * pixels) as usize, 2 * above as usize + 1];
        let mut shapes = Vec::new();
        // A period more on either side, so that nothing ends with the strip.
        self.pattern.draw(-period, (count + 1.0) * period, 0.0, room, Color32::WHITE, &mut shapes);
        let middle = above + f32::from(self.subpixel) / SUBPIXELS;
        let place = Transform::scale(pixels / period, scale).then_translate(0.0, middle);
        let mut cover = vec![0; size[0] * size[1]];
        let (filled, drawn) = outlines(&shapes);
        let mask = |path: &[Command], style: Style<'_>, cover: &mut [u8]| {
            let [width, height] = size.map(|size| size as u32);
            let mut mask = Mask::new(path);
            mask.style(style).size(width, height).transform(Some(place));
            mask.render_into(cover, None);
        };
        if let Some((path, width)) = drawn {
            mask(&path, Stroke::new(width).into(), &mut cover);
        } else {
            mask(&filled, Style::default(), &mut cover);
        }
        let pixels = cover.into_iter().map(|a| Color32::from_rgba_premultiplied(a, a, a, a)).collect();
        Drawn { size, left: 0, top: above as i32, coloured: false, pixels }
    }
}

/// Returns the outline of what a pattern fills, or else the line that it follows, with its width.
fn outlines(shapes: &[Shape]) -> (Vec<Command>, Option<(Vec<Command>, f32)>) {
    let mut filled: Vec<Command> = Vec::new();
    let mut drawn = None;
    for shape in shapes {
        match shape {
            Shape::LineSegment { points: [a, b], stroke } => {
                let across = (*b - *a).normalized().rot90() * (stroke.width / 2.0);
                polygon(&[*a - across, *b - across, *b + across, *a + across], &mut filled);
                filled.close();
            }
            Shape::Circle(circle) => {
                filled.add_circle([circle.center.x, circle.center.y], circle.radius);
            }
            Shape::Rect(rect) => {
                let corner = rect.rect.min;
                filled.add_rect([corner.x, corner.y], rect.rect.width(), rect.rect.height());
            }
            Shape::Path(path) => {
                let mut line = Vec::new();
                polygon(&path.points, &mut line);
                drawn = Some((line, path.stroke.width));
            }
            _ => {}
        }
    }
    (filled, drawn)
}

fn polygon(points: &[egui::Pos2], path: &mut Vec<Command>) {
    for (at, point) in points.iter().enumerate() {
        let point = [point.x, point.y];
        if at == 0 {
            path.move_to(point)
        } else {
            path.line_to(point)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(pattern: Pattern, room: f32, scale: f32, subpixel: u8) -> Key {
        Key { pattern, room: room.to_bits(), scale: scale.to_bits(), subpixel }
    }

    #[test]
    fn a_strip_repeats_without_a_seam_and_is_nowhere_cut_off() {
        for pattern in Pattern::ALL {
            for (room, scale, subpixel) in [(1.0, 1.0, 0), (3.4, 1.0, 3), (1.7, 1.25, 2), (3.4, 2.0, 1), (2.0, 3.0, 0)]
            {
                let what = format!("{pattern:?} {room} {scale} {subpixel}");
                let strip = key(pattern, room, scale, subpixel).draw();
                let [width, height] = strip.size;
                let period = (pattern.period() * scale).round() as usize;
                assert!(width % period == 0 && width <= 256, "{what}");
                let alpha = |x: usize, y: usize| i32::from(strip.pixels[y * width + x % width].a());
                for y in 0..height {
                    for x in 0..width {
                        assert!((alpha(x, y) - alpha(x + period, y)).abs() <= 4, "{what} at {x} {y}");
                    }
                }
                assert!((0..width).all(|x| alpha(x, 0) == 0 && alpha(x, height - 1) == 0), "{what}");
                let ink: i32 = strip.pixels.iter().map(|pixel| i32::from(pixel.a())).sum();
                assert!(ink as f32 / 255.0 > width as f32 * 0.2 * scale, "{what}");
            }
        }
    }

    #[test]
    fn no_two_strips_look_alike() {
        for (room, scale) in [(1.0, 1.0), (3.0, 1.0), (2.0, 2.0)] {
            let strips = Pattern::ALL.map(|pattern| key(pattern, room, scale, 0).draw());
            for (at, one) in strips.iter().enumerate() {
                let same = |other: &Drawn| other.size == one.size && other.pixels == one.pixels;
                assert_eq!(strips.iter().position(same), Some(at), "{:?} at {room}, {scale}", Pattern::ALL[at]);
            }
        }
    }

    #[test]
    fn a_long_underline_is_a_few_quads_that_join_wherever_it_is_cut() {
        let ctx = Context::default();
        let mut atlas = Atlas::default();
        let line = |left: f32, right: f32| Underline {
            pattern: Pattern::Wave,
            left,
            right,
            y: 20.0,
            room: 3.0,
            colour: Color32::RED,
        };
        // Where each pixel column of a line is taken from.
        let mut columns = |lines: &[Underline]| {
            let meshes = atlas.underlines(&ctx, lines);
            let mut out = Vec::new();
            for corners in meshes.iter().flat_map(|mesh| mesh.vertices.chunks_exact(4)) {
                let (from, to) = (corners[0], corners[3]);
                assert_eq!(from.color, Color32::RED);
                for step in 0..(to.pos.x - from.pos.x) as usize {
                    out.push((from.pos.x as usize + step, (from.uv.x * PAGE as f32).round() as usize + step));
                }
            }
            out
        };
        let whole = columns(&[line(10.0, 610.0)]);
        assert_eq!(whole.iter().map(|(x, _)| *x).collect::<Vec<_>>(), (10..610).collect::<Vec<_>>());
        assert_eq!(columns(&[line(10.0, 100.3), line(100.3, 610.0)]), whole);
        assert!(columns(&[line(10.0, 10.0)]).is_empty());
        let corners =
            atlas.underlines(&ctx, &[line(10.0, 610.0)]).iter().map(|mesh| mesh.vertices.len()).sum::<usize>();
        assert!(corners <= 16, "{corners}");
    }
}
