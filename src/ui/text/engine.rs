//! Holds what all text on the screen shares: fonts, textures, and labels already laid out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::{Color32, Context, Id, Mesh, Painter, Pos2, Vec2};

use super::decor::Letter;
use super::fonts::Fonts;
use super::glyphs::{Atlas, GlyphMesh};
use super::layout::{Direction, Face, Shaped};

/// Labels kept laid out.
const MAX_LABELS: usize = 4096;
/// Characters of a label that are laid out at most.
const MAX_CHARS: usize = 20_000;

/// The engine that lays out and paints the user's text. Cloning shares it; one belongs to each egui context.
#[derive(Clone)]
pub struct TextEngine(Arc<Mutex<Inner>>);

pub(super) struct Inner {
    pub(super) fonts: Fonts,
    pub(super) atlas: Atlas,
    pub(super) labels: HashMap<LabelKey, Label>,
    /// Stretches laid out since the start, for tests of laziness.
    pub(super) shaped: usize,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct LabelKey {
    pub(super) text: String,
    pub(super) size: u32,
    pub(super) weight: u16,
    pub(super) italic: bool,
    pub(super) serif: bool,
    pub(super) lines: usize,
    pub(super) width: u32,
}

pub(super) struct Label {
    pub(super) shaped: Arc<Shaped>,
    pub(super) mesh: GlyphMesh,
    pub(super) elided: bool,
    pub(super) pass: u64,
}

impl TextEngine {
    /// Makes an engine that uses the system's fonts. Takes up to a tenth of a second.
    pub fn new() -> TextEngine {
        TextEngine::with_fonts(Fonts::system())
    }

    /// Makes an engine that uses only the fonts that the program brings along.
    pub fn bundled() -> TextEngine {
        TextEngine::with_fonts(Fonts::bundled())
    }

    fn with_fonts(fonts: Fonts) -> TextEngine {
        let inner = Inner { fonts, atlas: Atlas::default(), labels: HashMap::new(), shaped: 0 };
        TextEngine(Arc::new(Mutex::new(inner)))
    }

    /// Returns the engine of a context, and makes it the first time.
    pub fn of(ctx: &Context) -> TextEngine {
        if let Some(engine) = ctx.data(|data| data.get_temp::<TextEngine>(Id::NULL)) {
            return engine;
        }
        TextEngine::new().install(ctx)
    }

    /// Makes this the engine of a context, for instance one that was made on another thread.
    pub fn install(self, ctx: &Context) -> TextEngine {
        ctx.data_mut(|data| data.insert_temp(Id::NULL, self.clone()));
        self
    }

    /// Counts the stretches laid out since the engine was made.
    pub fn layouts_made(&self) -> usize {
        self.lock().shaped
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for TextEngine {
    fn default() -> TextEngine {
        TextEngine::new()
    }
}

impl Inner {
    pub(super) fn shape(&mut self, text: &str, face: Face, width: Option<f32>, direction: Direction) -> Shaped {
        self.shaped += 1;
        self.fonts.shape(text, face, width, direction)
    }

    /// Lays out a short text on at most `lines` lines, the last ending in "…" when something is left out.
    pub(super) fn label(&mut self, pass: u64, text: &str, face: Face, lines: usize, width: f32) -> LabelKey {
        let key = LabelKey {
            text: text.to_owned(),
            size: face.size.to_bits(),
            weight: face.weight,
            italic: face.italic,
            serif: face.serif,
            lines,
            width: width.to_bits(),
        };
        if let Some(label) = self.labels.get_mut(&key) {
            label.pass = pass;
            return key;
        }
        if self.labels.len() >= MAX_LABELS {
            let newest = self.labels.values().map(|label| label.pass).max().unwrap_or(0);
            self.labels.retain(|_, label| label.pass + 2 > newest);
        }
        let (shaped, elided) = self.fitted(text, face, lines.max(1), width);
        self.labels.insert(key.clone(), Label { shaped: Arc::new(shaped), mesh: GlyphMesh::default(), elided, pass });
        key
    }

    fn fitted(&mut self, text: &str, face: Face, lines: usize, width: f32) -> (Shaped, bool) {
        // More than fits on the lines need not be laid out to know that it doesn't fit.
        let per_line = (width.clamp(1.0, 1e5) / (face.size * 0.15).max(0.1)) as usize;
        let most = per_line.saturating_add(8).saturating_mul(lines).min(MAX_CHARS);
        let cut = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
        let wrap = (lines > 1).then_some(width);
        let whole = self.shape(&text[..cut], face, wrap, Direction::Own);
        let fits = cut == text.len() && if lines > 1 { whole.lines.len() <= lines } else { whole.width <= width + 0.5 };
        if fits || !width.is_finite() {
            return (whole, false);
        }
        let room = width - face.size * 0.9;
        let mut keep = if lines > 1 {
            whole.lines.get(lines - 1).map_or(cut, |line| line.bytes.end).min(cut)
        } else {
            let mut cells: Vec<_> = whole.cells.iter().collect();
            cells.sort_unstable_by_key(|cell| cell.start);
            let mut used = 0.0;
            let fitting = cells.iter().take_while(|cell| {
                used += cell.right - cell.left;
                used <= room
            });
            fitting.last().map_or(0, |cell| cell.end as usize)
        };
        let direction = if whole.rtl { Direction::Rtl } else { Direction::Ltr };
        // The dots themselves may not fit; a few steps always do.
        for _ in 0..12 {
            let short = format!("{}…", text[..keep].trim_end());
            let shaped = self.shape(&short, face, wrap, direction);
            let fits = if lines > 1 { shaped.lines.len() <= lines } else { shaped.width <= width + 0.5 };
            if fits || keep == 0 {
                return (shaped, true);
            }
            let target = keep.saturating_sub(4.max(keep / 16));
            keep = text[..keep].char_indices().rev().map(|(at, _)| at).find(|at| *at <= target).unwrap_or(0);
        }
        (self.shape("…", face, None, direction), true)
    }

    /// Paints a label with its top left corner at `at`.
    pub(super) fn paint_label(&mut self, painter: &Painter, key: &LabelKey, at: Pos2, ink: Color32) {
        let Some(label) = self.labels.get_mut(key) else { return };
        self.atlas.refresh(&mut label.mesh, painter.ctx(), &self.fonts, &label.shaped, ink);
        label.mesh.paint(painter, snapped(painter.ctx(), at));
    }

    /// Returns the meshes of the letters of badges, one for each texture.
    pub(super) fn lettering(&mut self, ctx: &Context, letters: &[Letter]) -> Vec<Mesh> {
        let mut meshes: Vec<Mesh> = Vec::new();
        for letter in letters {
            let mut glyphs = GlyphMesh::default();
            self.atlas.refresh(&mut glyphs, ctx, &self.fonts, &letter.shaped, letter.ink);
            for mut mesh in glyphs.meshes {
                mesh.translate(snapped(ctx, letter.at).to_vec2());
                match meshes.iter_mut().find(|other| other.texture_id == mesh.texture_id) {
                    Some(other) => other.append(mesh),
                    None => meshes.push(mesh),
                }
            }
        }
        meshes
    }

    pub(super) fn label_shaped(&self, key: &LabelKey) -> Option<Arc<Shaped>> {
        self.labels.get(key).map(|label| Arc::clone(&label.shaped))
    }

    pub(super) fn label_size(&self, key: &LabelKey) -> Vec2 {
        self.labels.get(key).map_or(Vec2::ZERO, |label| Vec2::new(label.shaped.width, label.shaped.height()))
    }
}

/// Returns the point on the nearest whole pixel.
pub(super) fn snapped(ctx: &Context, at: Pos2) -> Pos2 {
    let scale = ctx.pixels_per_point();
    Pos2::new((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}
