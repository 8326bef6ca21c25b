//! Lends the font without serifs to the rest of the interface, so that titles and buttons go together.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use super::engine::TextEngine;
use super::layout::{Direction, Face};

impl TextEngine {
    /// Returns egui's fonts with the font of the labels before them.
    pub fn interface_fonts(&self) -> FontDefinitions {
        let mut fonts = FontDefinitions::default();
        let mut inner = self.lock();
        let face = Face { size: 13.5, weight: 400, italic: false, serif: false, line_height: 19.0, under: 0.0 };
        let shaped = inner.shape("Ag", face, None, Direction::Own);
        let font = shaped.glyphs.first().filter(|glyph| glyph.id != 0).and_then(|glyph| inner.fonts.font(glyph.slot));
        if let Some(font) = font {
            let mut data = FontData::from_owned(font.font.data.data().to_vec());
            data.index = font.font.index;
            fonts.font_data.insert("interface".into(), Arc::new(data));
            fonts.families.entry(FontFamily::Proportional).or_default().insert(0, "interface".into());
        }
        fonts
    }
}
