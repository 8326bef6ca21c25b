//! Shows scripts with the system's own fonts: real glyphs with ink. What the system has no font for is named.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::HashMap;
use std::process::Command;

use egui::epaint::ImageDelta;
use egui::{Color32, Context, ImageData, Mesh, Rect, TextureId, pos2};
use gainsay::ui::text::fonts::Fonts;
use gainsay::ui::text::glyphs::{Atlas, GlyphMesh};
use gainsay::ui::text::layout::{Direction, Face, Shaped};

#[path = "common/left_out.rs"]
mod left_out;

use left_out::left_out;

/// Name, the system's word for it, and words in it.
const SCRIPTS: [(&str, &str, &str); 9] = [
    ("Devanagari", "hi", "दिल्ली में बाँध सुरक्षित"),
    ("Thai", "th", "กระทรวงแถลงว่า"),
    ("Chinese", "zh-cn", "水坝安全部方称"),
    ("Japanese", "ja", "ダムは安全だと省は言う"),
    ("Korean", "ko", "댐은 안전하다"),
    ("Hebrew", "he", "הסכר בטוח"),
    ("Arabic", "ar", "السد آمن، تقول الوزارة"),
    ("emoji", "und-zsye", "😀👍🇹🇷👩‍👩‍👧"),
    ("English", "en", "The dam is safe"),
];

const FACE: Face = Face { size: 20.0, weight: 400, italic: false, serif: true, line_height: 32.0, under: 0.0 };

/// Lays words out and draws them. Returns the layout, its meshes, and the pictures on the textures they use.
fn draw(fonts: &mut Fonts, words: &str) -> (Shaped, Vec<Mesh>, HashMap<TextureId, Texture>) {
    let ctx = Context::default();
    let shaped = fonts.shape(words, FACE, None, Direction::Own);
    let mut mesh = GlyphMesh::default();
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        Atlas::default().refresh(&mut mesh, ui.ctx(), fonts, &shaped, Color32::BLACK);
    });
    let mut textures: HashMap<TextureId, Texture> = HashMap::new();
    let deltas = std::mem::take(&mut output.textures_delta.set);
    output.textures_delta.clear();
    for (id, ImageDelta { image: ImageData::Color(image), pos, .. }) in
        deltas.into_iter().flat_map(|(id, all)| all.into_iter().map(move |one| (id, one)))
    {
        let texture = textures.entry(id).or_default();
        let [left, top] = pos.unwrap_or_default();
        if pos.is_none() {
            *texture = Texture { width: image.size[0], pixels: vec![0; image.size[0] * image.size[1]] };
        }
        for (at, pixel) in image.pixels.iter().enumerate() {
            let (x, y) = (left + at % image.size[0], top + at / image.size[0]);
            texture.pixels[y * texture.width + x] = pixel.a();
        }
    }
    (shaped, mesh.meshes, textures)
}

/// How much each pixel covers.
#[derive(Default)]
struct Texture {
    width: usize,
    pixels: Vec<u8>,
}

impl Texture {
    /// Tells whether anything is drawn in a part of it, given as shares of its sides.
    fn has_ink(&self, part: Rect) -> bool {
        let height = self.pixels.len() / self.width;
        let (x, y) = (|share: f32| (share * self.width as f32) as usize, |share: f32| (share * height as f32) as usize);
        let rows = y(part.top())..y(part.bottom()).max(y(part.top()) + 1);
        rows.flat_map(|row| (x(part.left())..x(part.right())).map(move |column| (row, column)))
            .any(|(row, column)| self.pixels[row * self.width + column] > 60)
    }
}

/// The quads of a mesh: where they are, and which part of the texture they show.
fn quads(mesh: &Mesh) -> impl Iterator<Item = (Rect, Rect)> {
    mesh.vertices.chunks_exact(4).map(|corners| {
        let around = |places: [egui::Pos2; 4]| Rect::from_points(&places);
        let [a, b, c, d] = [corners[0], corners[1], corners[2], corners[3]];
        (around([a.pos, b.pos, c.pos, d.pos]), around([a.uv, b.uv, c.uv, d.uv]))
    })
}

#[test]
fn each_script_that_the_system_has_a_font_for_is_shown_with_real_glyphs() {
    let listed = |language: &str| {
        let out = Command::new("fc-list").arg(format!(":lang={language}")).output().ok()?;
        Some(out.stdout.iter().any(|byte| !byte.is_ascii_whitespace()))
    };
    let mut fonts = Fonts::system();
    for (name, language, words) in SCRIPTS {
        let (shaped, meshes, textures) = draw(&mut fonts, words);
        let missing = shaped.glyphs.iter().filter(|glyph| glyph.id == 0).count();
        match listed(language) {
            Some(true) => {}
            Some(false) => {
                left_out(name, "the system has no font for it");
                continue;
            }
            None if missing > 0 => {
                left_out(name, "fc-list can't say whether there is a font for it");
                continue;
            }
            None => {}
        }
        assert_eq!(missing, 0, "{name}: {:?}", shaped.glyphs);
        assert!(!shaped.glyphs.is_empty(), "{name}");
        let drawn: Vec<_> = meshes.iter().flat_map(|mesh| quads(mesh).map(|quad| (mesh.texture_id, quad))).collect();
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        assert!(drawn.len() * 3 > letters, "{name}: {} pictures for {letters} letters", drawn.len());
        for (texture, (place, part)) in drawn {
            assert!(textures[&texture].has_ink(part), "{name}: nothing is drawn at {place:?}");
            assert!(place.left() > -FACE.size && place.right() < shaped.width + FACE.size, "{name}: {place:?}");
        }
    }
}

#[test]
fn what_no_font_has_is_a_box_at_the_right_place() {
    // Only the program's own fonts, which have none of these.
    let mut fonts = Fonts::bundled();
    for words in ["水坝安全", "a水b坝c", "ไทย", "क्षि x", "水 אבג 坝"] {
        let (shaped, meshes, textures) = draw(&mut fonts, words);
        let missing: Vec<_> = shaped.glyphs.iter().filter(|glyph| glyph.id == 0).collect();
        assert!(!missing.is_empty(), "{words}");
        let sides: Vec<(Rect, Rect)> = meshes
            .iter()
            .flat_map(|mesh| {
                let texture = &textures[&mesh.texture_id];
                quads(mesh).filter(|(_, part)| part.area() == 0.0).inspect(|(_, part)| {
                    let dot = pos2(part.left() * texture.width as f32, part.top() * texture.width as f32);
                    assert_eq!(texture.pixels[dot.y as usize * texture.width + dot.x as usize], 255, "it is white");
                })
            })
            .collect();
        assert_eq!(sides.len(), missing.len() * 4, "{words}: four sides each");
        for (glyph, sides) in missing.iter().zip(sides.chunks_exact(4)) {
            let outline = sides.iter().map(|(place, _)| *place).reduce(Rect::union).unwrap();
            assert!(outline.height() > FACE.size * 0.5 && outline.width() >= 3.0, "{words}: {outline:?}");
            assert!(sides.iter().all(|(place, _)| place.area() > 0.0), "{words}: each side is seen");
            let room = glyph.x - 0.5..=glyph.x + glyph.advance.max(4.0) + 0.5;
            assert!(room.contains(&outline.left()) && room.contains(&outline.right()), "{words}: {outline:?}");
        }
        // Each letter keeps its bytes and its room, in the order of the text.
        let mut cells: Vec<_> = shaped.cells.iter().map(|cell| (cell.start as usize, cell.end as usize)).collect();
        cells.sort_unstable();
        let tiled = cells.first().is_some_and(|first| first.0 == 0)
            && cells.last().is_some_and(|last| last.1 == words.len())
            && cells.windows(2).all(|pair| pair[0].1 == pair[1].0);
        assert!(tiled, "{words}: {cells:?}");
        assert!(cells.iter().all(|cell| words.is_char_boundary(cell.0)), "{words}: {cells:?}");
        for cell in &shaped.cells {
            let glyphs = shaped.glyphs.iter().filter(|g| cell.left - 0.01 <= g.x && g.x < cell.right - 0.01);
            assert!(cell.right > cell.left && glyphs.count() > 0, "{words}: {cell:?}");
        }
    }
}
