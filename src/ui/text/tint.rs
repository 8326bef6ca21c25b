//! Lays tints over paper so that text stays readable on them.

use egui::Color32;

/// Contrast that text keeps on any tint, as WCAG counts it.
const CONTRAST: f32 = 7.0;

/// Lays tints over the paper, thinner ones where the text would otherwise no longer stand out by [`CONTRAST`].
pub(super) fn stacked(paper: Color32, ink: Color32, tints: &[(Color32, f32)]) -> Color32 {
    let mut share = 1.0f32;
    loop {
        let ground = tints
            .iter()
            .fold(paper, |ground, (colour, strength)| ground.lerp_to_gamma(*colour, strength.clamp(0.0, 1.0) * share));
        if share < 0.1 || contrast(ground, ink) >= CONTRAST {
            return ground;
        }
        share *= 0.92;
    }
}

pub(super) fn contrast(a: Color32, b: Color32) -> f32 {
    let light = |colour: Color32| {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b()) + 0.05
    };
    let (a, b) = (light(a), light(b));
    if a > b { a / b } else { b / a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_out_on_two_tints_of_any_label() {
        let rgb = |hex: u32| Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8);
        let light = (0xFCFBF8, 0x1F2328, [0x0072B2, 0xC04A00, 0x00795A, 0x9B3F75]);
        let dark = (0x1B1D21, 0xE6E3DC, [0x56B4E9, 0xF0894A, 0x2CC295, 0xDE93BD]);
        for (paper, ink, colours) in [light, dark] {
            for below in colours {
                for above in colours {
                    let tints = [(rgb(below), 0.22), (rgb(above), 0.22)];
                    let ground = stacked(rgb(paper), rgb(ink), &tints);
                    assert!(contrast(ground, rgb(ink)) >= CONTRAST, "{below:x} {above:x}");
                    let one = stacked(rgb(paper), rgb(ink), &tints[..1]);
                    assert_ne!(one, rgb(paper));
                    assert_ne!(ground, one, "the second still shows");
                }
            }
        }
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }
}
