use egui::Color32;

use super::*;
use crate::ui::text::engine::TextEngine;
use crate::ui::text::layout::{Direction, Face};

const FACE: Face = Face { size: 17.0, weight: 400, italic: false, serif: true, line_height: 42.0, under: 14.0 };
const TEXT: &str = "Two officials said that it had asked for help last month.";

fn look(of: usize) -> HeatLook {
    let (paper, ink, colour) = (Color32::WHITE, Color32::BLACK, Color32::from_rgb(0, 0x72, 0xB2));
    HeatLook { paper, ink, colour, scale: Scale { of }, text_size: 17.0 }
}

/// Numbers that are always the same.
struct Fixed(Vec<Stretch>);

impl HeatSource for Fixed {
    fn stretches(&self, bytes: Range<usize>) -> Vec<Stretch> {
        self.0.iter().filter(|one| one.bytes.start < bytes.end && bytes.start < one.bytes.end).cloned().collect()
    }

    fn said(&self, stretch: &Stretch) -> String {
        format!("{} marked it", stretch.count)
    }
}

fn bars(fixed: &Fixed, of: usize) -> (Shaped, HeatBars) {
    let shaped = TextEngine::bundled().lock().shape(TEXT, FACE, Some(2000.0), Direction::Own);
    let look = look(of);
    let heat = PaneHeat { source: fixed, version: 1, colour: look.colour, scale: look.scale };
    let mut bars = None;
    HeatBars::refresh(&mut bars, Some((heat, look)), &shaped, 0);
    (shaped, bars.unwrap())
}

/// Returns the height of each bar, and its bottom.
fn heights(bars: &HeatBars) -> Vec<(f32, f32)> {
    let corners = bars.bars.mesh.vertices.chunks_exact(4);
    corners.map(|quad| (quad[3].pos.y - quad[0].pos.y, quad[3].pos.y)).collect()
}

#[test]
fn bars_are_as_high_as_the_number_and_stand_on_one_line() {
    let fixed = Fixed((1..=10).map(|count| Stretch { bytes: count * 4..count * 4 + 4, count }).collect());
    let (shaped, drawn) = bars(&fixed, 10);
    let found = heights(&drawn);
    assert_eq!(found.len(), 10);
    assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 == pair[1].1), "{found:?}");
    assert!((found[9].0 / found[4].0 - 2.0).abs() < 0.01, "{found:?}");
    // They keep clear of the letters above, and inside the line.
    let letters = shaped.letters(0, 0.0, 1.0).bottom();
    assert!(found.iter().all(|(high, bottom)| bottom - high > letters && *bottom <= shaped.height()), "{found:?}");
}

#[test]
fn steps_differ_in_their_tints_and_text_stands_out_on_all() {
    for (paper, ink) in [(Color32::WHITE, Color32::BLACK), (Color32::from_gray(28), Color32::from_gray(228))] {
        for colour in [Color32::from_rgb(0, 0x72, 0xB2), Color32::from_rgb(0xF0, 0x89, 0x4A), Color32::YELLOW] {
            let scale = Scale { of: 30 };
            let grounds: Vec<Color32> = (0..=5).map(|step| step_colours(paper, ink, colour, scale, step)[0]).collect();
            assert_eq!(grounds[0], paper);
            let far = |pair: &[Color32]| {
                let apart = |at: usize| (i32::from(pair[0][at]) - i32::from(pair[1][at])).abs();
                apart(0) + apart(1) + apart(2)
            };
            assert!(grounds.windows(2).all(|pair| far(pair) > 8), "{grounds:?}");
            assert!(grounds.iter().all(|ground| super::super::tint::contrast(*ground, ink) >= 7.0), "{grounds:?}");
        }
    }
}

#[test]
fn the_exact_numbers_are_told_with_their_words() {
    let fixed = Fixed(vec![Stretch { bytes: 4..13, count: 7 }, Stretch { bytes: 19..26, count: 2 }]);
    let (shaped, mut drawn) = bars(&fixed, 10);
    let heat = PaneHeat { source: &fixed, version: 1, colour: Color32::BLUE, scale: Scale { of: 10 } };
    let nodes = drawn.nodes(heat, &shaped, 0, TEXT);
    let names: Vec<&str> = nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["7 marked it: officials", "2 marked it: that it"]);
    assert!(nodes[0].rect.right() <= nodes[1].rect.left() && nodes[0].rect.width() > 20.0);
    assert_eq!(drawn.at(12).map(|one| one.count), Some(7));
    assert_eq!(drawn.at(13), None);
}

#[test]
fn what_stays_is_not_drawn_anew() {
    let fixed = Fixed(vec![Stretch { bytes: 4..13, count: 7 }]);
    let (shaped, drawn) = bars(&fixed, 10);
    let mut drawn = Some(drawn);
    let refresh = |drawn: &mut Option<HeatBars>, source: &Fixed, version: u64, look: HeatLook| {
        let heat = PaneHeat { source, version, colour: look.colour, scale: look.scale };
        HeatBars::refresh(drawn, Some((heat, look)), &shaped, 0);
    };
    // The same version: nobody is asked.
    refresh(&mut drawn, &Fixed(Vec::new()), 1, look(10));
    assert_eq!(drawn.as_ref().map(|bars| bars.stretches.len()), Some(1));
    // Another version with other numbers, and other sets.
    refresh(&mut drawn, &Fixed(vec![Stretch { bytes: 4..13, count: 8 }]), 2, look(10));
    let eight = drawn.as_ref().map(heights).unwrap();
    refresh(&mut drawn, &Fixed(vec![Stretch { bytes: 4..13, count: 8 }]), 2, look(20));
    let half = drawn.as_ref().map(heights).unwrap();
    assert!((eight[0].0 / half[0].0 - 2.0).abs() < 0.01, "{eight:?} {half:?}");
    HeatBars::refresh(&mut drawn, None, &shaped, 0);
    assert!(drawn.is_none());
}
