//! Finds fonts: the system's first, then the few that the program brings along, so that there is always one.

use std::collections::HashMap;

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::layout::Run;
use parley::{FontContext, FontData, LayoutContext};

/// A font as glyphs refer to it: file, variation and what is to be imitated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u16);

/// What a [`Slot`] stands for.
#[derive(Clone, Debug)]
pub struct SlotFont {
    /// The font file and the face in it.
    pub font: FontData,
    /// Normalised variation coordinates.
    pub coords: Vec<i16>,
    /// Whether a bolder weight is imitated.
    pub embolden: bool,
    /// The slant to imitate, in degrees.
    pub skew: Option<f32>,
    /// Size in points.
    pub size: f32,
}

type SlotKey = (u64, u32, Vec<i16>, bool, u32, u32);

/// The fonts and the scratch space of the layout engine. Made once.
pub struct Fonts {
    pub(super) context: FontContext,
    pub(super) layouts: LayoutContext<()>,
    slots: Vec<SlotFont>,
    known: HashMap<SlotKey, Slot>,
}

impl Fonts {
    /// Finds the system's fonts. Takes up to a tenth of a second.
    pub fn system() -> Fonts {
        Fonts::new(true)
    }

    /// Uses only the fonts that the program brings along, so that tests see the same everywhere.
    pub fn bundled() -> Fonts {
        Fonts::new(false)
    }

    fn new(system_fonts: bool) -> Fonts {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts });
        for (name, data) in egui::FontDefinitions::default().font_data {
            let family = format!("Gainsay {name}");
            let info = FontInfoOverride { family_name: Some(&family), ..FontInfoOverride::default() };
            collection.register_fonts(Blob::new(data.font.clone()), Some(info));
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        Fonts { context, layouts: LayoutContext::new(), slots: Vec::new(), known: HashMap::new() }
    }

    /// Makes a font the one that pictures come from.
    #[cfg(test)]
    pub(super) fn set_pictures(&mut self, data: Vec<u8>) {
        let info = FontInfoOverride { family_name: Some("Pictures"), ..FontInfoOverride::default() };
        let added = self.context.collection.register_fonts(data.into(), Some(info));
        let families = added.into_iter().map(|(family, _)| family);
        self.context.collection.set_generic_families(parley::GenericFamily::Emoji, families);
    }

    /// Throws the scratch space away, after a fault in the shaper.
    pub(super) fn reset(&mut self) {
        self.layouts = LayoutContext::new();
    }

    /// Returns the number under which glyphs of a run name their font.
    pub(super) fn slot(&mut self, run: &Run<'_, ()>) -> Slot {
        let (font, synthesis) = (run.font(), run.synthesis());
        let skew = synthesis.skew();
        let key = (
            font.data.id(),
            font.index,
            run.normalized_coords().to_vec(),
            synthesis.embolden(),
            skew.unwrap_or(0.0).to_bits(),
            run.font_size().to_bits(),
        );
        if let Some(slot) = self.known.get(&key) {
            return *slot;
        }
        // 65,535 fonts and sizes are never in use at once; beyond that the last one stands in.
        let slot = Slot(u16::try_from(self.slots.len()).unwrap_or(u16::MAX));
        if usize::from(slot.0) == self.slots.len() {
            let (coords, embolden) = (key.2.clone(), key.3);
            self.slots.push(SlotFont { font: font.clone(), coords, embolden, skew, size: run.font_size() });
        }
        self.known.insert(key, slot);
        slot
    }

    /// Returns what a slot stands for.
    pub fn font(&self, slot: Slot) -> Option<&SlotFont> {
        self.slots.get(usize::from(slot.0))
    }
}
