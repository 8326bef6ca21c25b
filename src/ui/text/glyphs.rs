//! Rasterises glyphs into textures and builds meshes from them.
//!
//! Glyphs are drawn unhinted at the real pixels per point, at one of four horizontal sub-pixel positions, and stand
//! on whole pixels vertically. Textures are pages; when all are full everything is drawn anew.

use std::collections::HashMap;

use egui::epaint::Vertex;
use egui::{Color32, ColorImage, Context, Mesh, Pos2, Rect, TextureHandle, TextureOptions, pos2, vec2};
use swash::scale::image::Content;
use swash::scale::{Render, ScaleContext, Source, StrikeWith};
use swash::zeno::{Angle, Format, Transform, Vector};
use swash::{FontRef, TableProvider};

use super::fonts::{Fonts, Slot, SlotFont};
use super::layout::Shaped;

mod strips;

pub(super) use strips::Underline;

/// Width and height of a page in pixels.
const PAGE: usize = 1024;
/// Pages kept before everything is drawn anew.
const MAX_PAGES: usize = 8;
/// Horizontal positions within a pixel.
const SUBPIXELS: f32 = 4.0;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    slot: Slot,
    glyph: u32,
    scale: u32,
    subpixel: u8,
}

/// A glyph's picture on a page, in pixels relative to its origin.
#[derive(Clone, Copy)]
struct Picture {
    page: usize,
    at: [usize; 2],
    size: [usize; 2],
    left: i32,
    top: i32,
    coloured: bool,
}

struct Page {
    texture: TextureHandle,
    /// Next free place on the current shelf, and that shelf's top and height.
    x: usize,
    y: usize,
    shelf: usize,
}

/// A picture before it has a place on a page.
struct Drawn {
    size: [usize; 2],
    left: i32,
    top: i32,
    coloured: bool,
    pixels: Vec<Color32>,
}

/// The textures that hold glyph pictures.
#[derive(Default)]
pub struct Atlas {
    pages: Vec<Page>,
    pictures: HashMap<Key, Option<Picture>>,
    strips: HashMap<strips::Key, Option<Picture>>,
    scaler: ScaleContext,
    generation: u64,
}

/// Meshes of a laid out stretch, one for each page its glyphs are on.
#[derive(Clone, Default)]
pub struct GlyphMesh {
    /// The meshes; positions are points relative to the stretch's top left corner.
    pub meshes: Vec<Mesh>,
    stamp: Option<(u64, u32, Color32)>,
}

impl GlyphMesh {
    /// Adds the meshes to `painter` with the stretch's corner at `origin`, which should lie on a whole pixel.
    pub fn paint(&self, painter: &egui::Painter, origin: Pos2) {
        for mesh in &self.meshes {
            let mut mesh = mesh.clone();
            mesh.translate(origin.to_vec2());
            painter.add(mesh);
        }
    }
}

impl Atlas {
    /// Builds the meshes of a stretch unless `mesh` already holds them for this ink and scale.
    pub fn refresh(&mut self, mesh: &mut GlyphMesh, ctx: &Context, fonts: &Fonts, shaped: &Shaped, ink: Color32) {
        let scale = ctx.pixels_per_point();
        if mesh.stamp == Some((self.generation, scale.to_bits(), ink)) {
            return;
        }
        // Running out of pages clears them all, so the stretch starts over, once: it alone fits.
        for _ in 0..2 {
            let generation = self.generation;
            mesh.meshes = self.build(ctx, fonts, shaped, ink, scale);
            mesh.stamp = Some((self.generation, scale.to_bits(), ink));
            if generation == self.generation {
                break;
            }
        }
    }

    /// Tells whether `mesh` still shows what the textures hold.
    pub fn is_current(&self, mesh: &GlyphMesh) -> bool {
        mesh.stamp.is_some_and(|(generation, ..)| generation == self.generation)
    }

    /// Changes whenever pictures moved, which makes older meshes wrong.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    fn build(&mut self, ctx: &Context, fonts: &Fonts, shaped: &Shaped, ink: Color32, scale: f32) -> Vec<Mesh> {
        let mut meshes: Vec<Option<Mesh>> = Vec::new();
        for glyph in &shaped.glyphs {
            let Some(font) = fonts.font(glyph.slot) else { continue };
            if glyph.id == 0 {
                let mesh = meshes_at(&mut meshes, 0, || self.page_id(ctx, 0));
                missing_box(mesh, glyph.x, glyph.y, glyph.advance, font.size, scale, ink);
                continue;
            }
            let place = (glyph.x * scale * SUBPIXELS).round() / SUBPIXELS;
            let whole = place.floor();
            let subpixel = ((place - whole) * SUBPIXELS) as u8;
            let key = Key { slot: glyph.slot, glyph: glyph.id, scale: scale.to_bits(), subpixel };
            let Some(picture) = self.picture(ctx, key, font, scale) else { continue };
            let page = picture.page;
            let mesh = meshes_at(&mut meshes, page, || self.page_id(ctx, page));
            let corner = vec2(whole + picture.left as f32, (glyph.y * scale).round() - picture.top as f32);
            let size = vec2(picture.size[0] as f32, picture.size[1] as f32);
            let rect = Rect::from_min_size((corner / scale).to_pos2(), size / scale);
            let texel = 1.0 / PAGE as f32;
            let uv =
                Rect::from_min_size(pos2(picture.at[0] as f32 * texel, picture.at[1] as f32 * texel), size * texel);
            mesh.add_rect_with_uv(rect, uv, if picture.coloured { Color32::WHITE } else { ink });
        }
        meshes.into_iter().flatten().collect()
    }

    fn page_id(&mut self, ctx: &Context, page: usize) -> egui::TextureId {
        while self.pages.len() <= page {
            self.add_page(ctx);
        }
        self.pages[page].texture.id()
    }

    fn add_page(&mut self, ctx: &Context) {
        let mut image = ColorImage::filled([PAGE, PAGE], Color32::TRANSPARENT);
        // The corner stays white, for lines and boxes drawn with the same mesh.
        for y in 0..3 {
            image.pixels[y * PAGE..y * PAGE + 3].fill(Color32::WHITE);
        }
        let texture = ctx.load_texture("glyphs", image, TextureOptions::LINEAR);
        self.pages.push(Page { texture, x: 4, y: 0, shelf: 4 });
    }

    fn picture(&mut self, ctx: &Context, key: Key, font: &SlotFont, scale: f32) -> Option<Picture> {
        if let Some(known) = self.pictures.get(&key) {
            return *known;
        }
        let picture = self.draw(ctx, key, font, scale);
        self.pictures.insert(key, picture);
        picture
    }

    fn draw(&mut self, ctx: &Context, key: Key, font: &SlotFont, scale: f32) -> Option<Picture> {
        let drawn = self.rasterise(key, font, scale).or_else(|| rasterise_colours(key.glyph, font, scale))?;
        self.keep(ctx, drawn)
    }

    /// Puts a picture on a page; `None` when there is nothing to see, or too much for a page.
    fn keep(&mut self, ctx: &Context, drawn: Drawn) -> Option<Picture> {
        let [width, height] = drawn.size;
        if width == 0 || height == 0 || width + 2 > PAGE || height + 2 > PAGE || drawn.pixels.len() != width * height {
            return None;
        }
        let (page, at) = self.place(ctx, width, height);
        self.pages[page].texture.set_partial(
            at,
            ColorImage::new([width, height], drawn.pixels),
            TextureOptions::LINEAR,
        );
        Some(Picture { page, at, size: drawn.size, left: drawn.left, top: drawn.top, coloured: drawn.coloured })
    }

    fn rasterise(&mut self, key: Key, font: &SlotFont, scale: f32) -> Option<Drawn> {
        let glyph = u16::try_from(key.glyph).ok()?;
        let reference = FontRef::from_index(font.font.data.data(), font.font.index as usize)?;
        let size = font.size * scale;
        let id = [font.font.data.id(), u64::from(font.font.index)];
        let mut scaler = self
            .scaler
            .builder_with_id(reference, id)
            .size(size)
            .hint(false)
            .normalized_coords(font.coords.iter())
            .build();
        let sources = [Source::ColorOutline(0), Source::ColorBitmap(StrikeWith::BestFit), Source::Outline];
        let mut render = Render::new(&sources);
        render.format(Format::Alpha).offset(Vector::new(f32::from(key.subpixel) / SUBPIXELS, 0.0));
        if font.embolden {
            render.embolden(size / 48.0);
        }
        render.transform(font.skew.map(|skew| Transform::skew(Angle::from_degrees(skew), Angle::ZERO)));
        let image = render.render(&mut scaler, glyph)?;
        let placement = image.placement;
        let coloured = image.content == Content::Color;
        let pixels: Vec<Color32> = if coloured {
            image.data.chunks_exact(4).map(|p| Color32::from_rgba_unmultiplied(p[0], p[1], p[2], p[3])).collect()
        } else {
            image.data.iter().map(|a| Color32::from_rgba_premultiplied(*a, *a, *a, *a)).collect()
        };
        let size = [placement.width as usize, placement.height as usize];
        let empty = size[0] == 0 || size[1] == 0;
        (!empty).then_some(Drawn { size, left: placement.left, top: placement.top, coloured, pixels })
    }

    /// Finds room for a picture with a pixel of space around it.
    fn place(&mut self, ctx: &Context, width: usize, height: usize) -> (usize, [usize; 2]) {
        if self.pages.is_empty() {
            self.add_page(ctx);
        }
        loop {
            let page = self.pages.len() - 1;
            let last = &mut self.pages[page];
            if last.x + width + 1 > PAGE {
                last.x = 0;
                last.y += last.shelf;
                last.shelf = 0;
            }
            if last.y + height < PAGE {
                let at = [last.x, last.y];
                last.x += width + 1;
                last.shelf = last.shelf.max(height + 1);
                return (page, at);
            }
            if self.pages.len() >= MAX_PAGES {
                self.pages.clear();
                self.pictures.clear();
                self.strips.clear();
                self.generation += 1;
            }
            self.add_page(ctx);
        }
    }
}

/// Draws a glyph that has gradients (COLRv1), which swash does not know; `None` when there is nothing to see.
fn rasterise_colours(glyph: u32, font: &SlotFont, scale: f32) -> Option<Drawn> {
    let reference = FontRef::from_index(font.font.data.data(), font.font.index as usize)?;
    let size = font.size * scale;
    if reference.table_by_tag(swash::tag_from_bytes(b"COLR")).is_none() || !(1.0..=200.0).contains(&size) {
        return None;
    }
    // The bounds are not known before, so there is an em of room on each side, cut off afterwards.
    let side = (3.0 * size).ceil() as u16;
    let (left, baseline) = (size.round(), (2.0 * size).round());
    let mut context = vello_cpu::RenderContext::new(side, side);
    let mut resources = vello_cpu::Resources::new();
    context.set_paint(vello_cpu::color::palette::css::BLACK);
    let glyph = vello_cpu::Glyph { id: glyph, x: left, y: baseline };
    context
        .glyph_run(&mut resources, &font.font)
        .font_size(size)
        .hint(false)
        .normalized_coords(&font.coords)
        .fill_glyphs([glyph].into_iter());
    let mut pixmap = vello_cpu::Pixmap::new(side, side);
    context.flush();
    context.render(&mut pixmap, &mut resources);
    let side = usize::from(side);
    let pixels: Vec<Color32> = pixmap
        .data_as_u8_slice()
        .chunks_exact(4)
        .map(|p| Color32::from_rgba_premultiplied(p[0], p[1], p[2], p[3]))
        .collect();
    let painted = pixels.iter().enumerate().filter(|(_, p)| p.a() > 0).map(|(i, _)| (i % side, i / side));
    let (mut low, mut high) = ((side, side), (0, 0));
    for (x, y) in painted {
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x + 1), high.1.max(y + 1));
    }
    if low.0 >= high.0 {
        return None;
    }
    let rows = pixels.chunks_exact(side).take(high.1).skip(low.1);
    let cut: Vec<Color32> = rows.flat_map(|row| row[low.0..high.0].iter().copied()).collect();
    Some(Drawn {
        size: [high.0 - low.0, high.1 - low.1],
        left: low.0 as i32 - left as i32,
        top: baseline as i32 - low.1 as i32,
        coloured: true,
        pixels: cut,
    })
}

fn meshes_at(meshes: &mut Vec<Option<Mesh>>, page: usize, id: impl FnOnce() -> egui::TextureId) -> &mut Mesh {
    if meshes.len() <= page {
        meshes.resize_with(page + 1, || None);
    }
    meshes[page].get_or_insert_with(|| Mesh::with_texture(id()))
}

/// Draws the box that stands for a character that no font has.
fn missing_box(mesh: &mut Mesh, x: f32, y: f32, advance: f32, size: f32, scale: f32, ink: Color32) {
    let snap = |v: f32| (v * scale).round() / scale;
    let line = (scale.round() / scale).max(1.0 / scale);
    let outer = Rect::from_min_max(
        pos2(snap(x + advance * 0.1), snap(y - size * 0.7)),
        pos2(snap(x + advance * 0.9).max(snap(x + advance * 0.1) + 3.0 * line), snap(y)),
    );
    let inner = outer.shrink(line);
    let white = pos2(1.5 / PAGE as f32, 1.5 / PAGE as f32);
    let sides = [
        Rect::from_min_max(outer.min, pos2(outer.max.x, inner.min.y)),
        Rect::from_min_max(pos2(outer.min.x, inner.max.y), outer.max),
        Rect::from_min_max(pos2(outer.min.x, inner.min.y), pos2(inner.min.x, inner.max.y)),
        Rect::from_min_max(pos2(inner.max.x, inner.min.y), pos2(outer.max.x, inner.max.y)),
    ];
    for side in sides {
        let first = mesh.vertices.len() as u32;
        for pos in [side.left_top(), side.right_top(), side.left_bottom(), side.right_bottom()] {
            mesh.vertices.push(Vertex { pos, uv: white, color: ink });
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 2, first + 1, first + 3);
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::{Direction, Face};
    use super::*;

    #[test]
    fn draws_emoji_with_gradients() {
        let mut fonts = Fonts::bundled();
        fonts.set_pictures(include_bytes!("testdata/colr1.ttf").to_vec());
        let face = Face { size: 20.0, weight: 400, italic: false, serif: true, line_height: 30.0, under: 0.0 };
        let layout = fonts.shape("\u{1f9ff}", face, None, Direction::Own);
        let glyph = layout.glyphs[0];
        assert_ne!(glyph.id, 0, "the font has it");
        let font = fonts.font(glyph.slot).unwrap();
        let drawn = rasterise_colours(glyph.id, font, 1.0).expect("a picture");
        assert_eq!((drawn.size, drawn.left, drawn.top), ([16, 16], 0, 16), "a square of 0.8 em on the baseline");
        let (left, right) = (drawn.pixels[0], drawn.pixels[15]);
        assert!(left.r() > 200 && left.b() < 60 && right.b() > 200 && right.r() < 60, "{left:?} {right:?}");
        assert!(Atlas::default().rasterise(key(glyph.slot, glyph.id), font, 1.0).is_none(), "swash can't");
    }

    #[test]
    fn draws_each_glyph_once_a_position_and_starts_over_when_full() {
        let ctx = Context::default();
        let mut fonts = Fonts::bundled();
        let mut atlas = Atlas::default();
        let mut mesh = GlyphMesh::default();
        let face = Face { size: 17.0, weight: 400, italic: false, serif: true, line_height: 27.0, under: 0.0 };
        let shaped = fonts.shape("aaaa bbbb aaaa", face, None, Direction::Own);
        atlas.refresh(&mut mesh, &ctx, &fonts, &shaped, Color32::BLACK);
        let pictures = atlas.pictures.len();
        assert!(pictures <= 3 * SUBPIXELS as usize, "{pictures}");
        assert_eq!(mesh.meshes.iter().map(|mesh| mesh.vertices.len()).sum::<usize>(), 12 * 4, "a quad a letter");
        assert!(atlas.is_current(&mesh));
        let generation = atlas.generation();
        for size in 40..400 {
            let face = Face { size: size as f32 / 4.0, ..face };
            let shaped = fonts.shape("The quick brown fox jumps over it", face, None, Direction::Own);
            let mut other = GlyphMesh::default();
            atlas.refresh(&mut other, &ctx, &fonts, &shaped, Color32::BLACK);
            assert!(atlas.is_current(&other));
            assert!(atlas.pages.len() <= MAX_PAGES);
        }
        assert!(atlas.generation() > generation, "it was full once");
        assert!(!atlas.is_current(&mesh), "and what was drawn before is drawn anew");
    }

    fn key(slot: Slot, glyph: u32) -> Key {
        Key { slot, glyph, scale: 1f32.to_bits(), subpixel: 0 }
    }
}
