//! Measures the colours: contrast as in WCAG 2.2, colour blindness as in Machado, Oliveira and Fernandes 2009.

use super::*;

fn linear(colour: Color32) -> [f32; 3] {
    [colour.r(), colour.g(), colour.b()].map(|byte| {
        let share = f32::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

fn contrast(a: Color32, b: Color32) -> f32 {
    let light = |colour| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

/// Returns a point in Björn Ottosson's Oklab, where a distance of 0.02 is just seen.
fn oklab([r, g, b]: [f32; 3]) -> [f32; 3] {
    let l = (0.412_221_46 * r + 0.536_332_54 * g + 0.051_445_995 * b).max(0.0).cbrt();
    let m = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).max(0.0).cbrt();
    let s = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).max(0.0).cbrt();
    [
        0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_047 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
        0.025_904_037 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

/// Colours as they are, then as they look with no red, green or blue cones: the paper's matrices at severity 1.
const EYES: [(&str, [[f32; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]),
];

fn seen(matrix: &[[f32; 3]; 3], colour: Color32) -> [f32; 3] {
    let cones = linear(colour);
    oklab(matrix.map(|row| (0..3).map(|at| row[at] * cones[at]).sum::<f32>().clamp(0.0, 1.0)))
}

/// The colours that were decided on, first in the light, then in the dark.
#[test]
fn colours_and_sizes_are_those_that_were_decided_on() {
    let of = |p: &Palette| [p.paper, p.ink, p.panel, p.hairline, p.quiet, p.accent].map(|colour| colour.to_hex());
    assert_eq!(of(&LIGHT), ["#fcfbf8ff", "#1f2328ff", "#f3f2eeff", "#ddd9d0ff", "#5e6269ff", "#2f5d8aff"]);
    assert_eq!(of(&DARK), ["#1b1d21ff", "#e6e3dcff", "#22252aff", "#343840ff", "#a3a7aeff", "#8ab4e0ff"]);
    let labels = |p: &Palette| [0, 1, 2, 3].map(|slot| p.label(slot).to_hex());
    assert_eq!(labels(&LIGHT), ["#0072b2ff", "#c04a00ff", "#00795aff", "#9b3f75ff"]);
    assert_eq!(labels(&DARK), ["#56b4e9ff", "#f0894aff", "#2cc295ff", "#de93bdff"]);

    assert_eq!((TARGET, TEXT, SMALL), (24.0, 13.5, 12.0));
    let view = crate::app::View::default();
    assert_eq!((view.left_width, view.right_width, view.text_size), (240.0, 320.0, 17.0));
    assert!((1.55..=1.65).contains(&view.line_height) && (62.0..=72.0).contains(&view.column));
    for p in [LIGHT, DARK] {
        assert!((0.16..=0.22).contains(&p.tint_share()));
    }
}

#[test]
fn text_can_be_read() {
    for p in [LIGHT, DARK] {
        for (name, text) in [("ink", p.ink), ("quiet", p.quiet), ("accent", p.accent), ("error", p.error)] {
            for (behind, ground) in
                [("paper", p.paper), ("panel", p.panel), ("hover", p.hover()), ("chosen", p.chosen())]
            {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{name} on {behind}, dark {}: {found:.2}", p.dark);
            }
        }
        // What is switched on is written in the accent.
        let found = contrast(p.accent, p.selection()).min(contrast(p.ink, p.selection()));
        assert!(found >= 4.5, "accent on the selection, dark {}: {found:.2}", p.dark);
        // Badges: the paper's colour on the label's.
        for (slot, colour) in p.labels.into_iter().enumerate() {
            let found = contrast(p.paper, colour);
            assert!(found >= 4.5, "slot {slot}, dark {}: {found:.2}", p.dark);
            // Lines on the panels.
            let found = contrast(p.panel, colour);
            assert!(found >= 3.0, "slot {slot} on the panel, dark {}: {found:.2}", p.dark);
        }
    }
}

#[test]
fn text_on_two_tints_can_be_read() {
    for p in [LIGHT, DARK] {
        for (at, a) in p.labels.into_iter().enumerate() {
            for (other, b) in p.labels.into_iter().enumerate() {
                let share = p.tint_share();
                let ground = Palette::mix(Palette::mix(p.paper, a, share), b, share);
                let found = contrast(p.ink, ground);
                // The four that every project begins with do better.
                let least = if at < 4 && other < 4 { 7.0 } else { 4.5 };
                assert!(found >= least, "dark {}: {found:.2} on slots {at} and {other}", p.dark);
            }
        }
    }
}

#[test]
fn labels_differ_for_all_eyes() {
    for p in [LIGHT, DARK] {
        for (eyes, matrix) in EYES {
            for (at, a) in p.labels.into_iter().enumerate() {
                for (before, b) in p.labels[..at].iter().enumerate() {
                    let (a, b) = (seen(&matrix, a), seen(&matrix, *b));
                    let apart = (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum::<f32>().sqrt();
                    let least = if eyes == "all cones" { 0.08 } else { 0.025 };
                    assert!(apart >= least, "{eyes}, dark {}: slots {before} and {at} are {apart:.3} apart", p.dark);
                }
            }
        }
    }
}
