//! Tests carets, pointing and rectangles in lines of one and of mixed direction. None depends on installed fonts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::super::fonts::Fonts;
use super::super::layout::{Direction, Face};
use super::*;

const FACE: Face = Face { size: 17.0, weight: 400, italic: false, serif: true, line_height: 27.0, under: 0.0 };

fn shape(text: &str, width: Option<f32>) -> Shaped {
    Fonts::bundled().shape(text, FACE, width, Direction::Own)
}

/// The graphemes of a line as they are seen from left to right.
fn seen(text: &str) -> String {
    let shaped = shape(text, None);
    shaped.cells.iter().map(|cell| &text[cell.start as usize..cell.end as usize]).collect()
}

#[test]
fn puts_words_in_the_right_order_in_mixed_lines() {
    assert_eq!(seen("abc אבג def"), "abc גבא def");
    assert_eq!(seen("אבג abc דהו"), "והד abc גבא");
    assert_eq!(seen("قال MI6 إنه 12 لا"), "ال 12 هنإ MI6 لاق");
    assert!(shape("אבג abc", None).rtl && !shape("abc אבג", None).rtl);
}

#[test]
fn aligns_text_that_runs_to_the_left_at_the_right_edge() {
    let shaped = shape("אבג דהו", Some(300.0));
    let right = shaped.cells.iter().map(|cell| cell.right).fold(0.0, f32::max);
    assert!((right - 300.0).abs() < 0.5, "{right}");
    assert_eq!(shaped.caret(Caret { byte: 0, upstream: false }).1, right, "it begins at the right");
}

#[test]
fn gives_a_selection_in_a_mixed_line_two_rectangles_where_it_looks_broken() {
    // Seen as: a b c ג ב א. Bytes 2..5 are "c" and "א", which stand apart.
    let text = "abcאבג";
    let shaped = shape(text, None);
    let rects = shaped.rects(2..5);
    assert_eq!(rects.len(), 2);
    let cell = |byte: u32| *shaped.cells.iter().find(|cell| cell.start == byte).unwrap();
    assert_eq!((rects[0].left(), rects[0].right()), (cell(2).left, cell(2).right));
    assert_eq!((rects[1].left(), rects[1].right()), (cell(3).left, cell(3).right));
    assert_eq!(shaped.rects(0..text.len()).len(), 1, "the whole line is one piece");
}

#[test]
fn moves_the_caret_as_the_eye_sees_it() {
    let text = "ab אבג cd";
    let shaped = shape(text, None);
    let mut caret = Caret::default();
    let mut places = vec![shaped.caret(caret).1];
    while let Step::To(next) = shaped.step(caret, true) {
        caret = next;
        places.push(shaped.caret(caret).1);
    }
    assert_eq!(caret.byte, text.len());
    assert_eq!(places.len(), text.graphemes(true).count() + 1);
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "each step goes right: {places:?}");
    for expected in places.iter().rev().skip(1) {
        let Step::To(next) = shaped.step(caret, false) else { panic!("stuck") };
        caret = next;
        assert!((shaped.caret(caret).1 - expected).abs() < 0.01, "and back the same way");
    }
}

#[test]
fn leaves_a_stretch_in_the_direction_it_runs() {
    let rtl = shape("אב", None);
    assert_eq!(rtl.step(Caret { byte: 4, upstream: true }, false), Step::Behind);
    assert_eq!(rtl.step(Caret::default(), true), Step::Before);
    let ltr = shape("ab", None);
    assert_eq!(ltr.step(Caret { byte: 2, upstream: true }, true), Step::Behind);
    assert_eq!(ltr.step(Caret::default(), false), Step::Before);
}

#[test]
fn walks_over_wrapped_lines_without_a_stop_and_visits_every_grapheme() {
    for text in [
        "one two three four five six seven eight",
        "אחת שתיים שלוש ארבע חמש שש",
        "世界世界世界世界世界世界世界世界世界世界世界世界世界",
    ] {
        let shaped = shape(text, Some(90.0));
        assert!(shaped.lines.len() > 2, "{text}");
        let onward = !shaped.rtl;
        let mut caret = Caret::default();
        let mut visited = BTreeSet::from([0]);
        let mut steps = 0;
        while let Step::To(next) = shaped.step(caret, onward) {
            assert_ne!(next.byte, caret.byte, "every key press moves the caret in {text}");
            caret = next;
            visited.insert(caret.byte);
            steps += 1;
            assert!(steps < 500);
        }
        let all: BTreeSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        assert_eq!(visited, all, "{text}");
    }
}

#[test]
fn ends_a_line_before_the_space_that_hangs_over() {
    let shaped = shape("one two three four five six seven", Some(90.0));
    for number in 0..shaped.lines.len() {
        let end = shaped.line_end(number);
        assert_eq!(shaped.line_of(end), number);
        assert!(shaped.caret(end).1 <= 90.5);
        assert_eq!(shaped.line_of(shaped.line_start(number)), number);
    }
}

#[test]
fn marks_no_space_that_hangs_over_the_column() {
    for text in ["one two      three four      five six seven", "אחת      שתיים      שלוש      ארבע      חמש"]
    {
        let shaped = shape(text, Some(60.0));
        assert!(shaped.lines.len() > 2);
        let rects = shaped.rects(0..text.len());
        assert!(rects.iter().all(|rect| rect.left() >= -0.5 && rect.right() <= 60.5), "{text}: {rects:?}");
    }
}

#[test]
fn keeps_graphemes_whole() {
    for text in ["क्षि", "e\u{301}e\u{301}", "👩‍👩‍👧👩‍👩‍👧", "กำ", "🇹🇷🇩🇪"]
    {
        let shaped = shape(text, None);
        let cells: Vec<_> = shaped.cells.iter().map(|cell| (cell.start as usize, cell.end as usize)).collect();
        let graphemes: Vec<_> = text.grapheme_indices(true).map(|(at, g)| (at, at + g.len())).collect();
        assert_eq!(cells, graphemes, "{text}");
    }
}

#[test]
fn shows_what_no_font_has_as_a_box_with_a_width() {
    let shaped = shape("\u{10330}\u{10331}", None);
    assert!(shaped.glyphs.iter().all(|glyph| glyph.id == 0) && shaped.glyphs.len() == 2);
    assert!(shaped.cells.iter().all(|cell| cell.right > cell.left));
}

#[test]
fn takes_what_breaks_shapers() {
    let zalgo = format!("a{}b", "\u{301}".repeat(400));
    let flags = "🇹".repeat(301);
    for text in
        ["", "\n", "\r\n\t\u{0}\u{2028}\u{85}", &zalgo, &flags, "\u{202e}abc\u{202c}", "\u{feff}\u{200d}\u{fe0f}"]
    {
        check(text, Some(60.0));
        check(text, None);
    }
    assert_eq!(shape(&zalgo, None).cells.len(), 2);
    assert!(shape(&zalgo, None).glyphs.len() > 2, "the part that can be shown is shown");
}

/// Checks what must hold of any layout.
fn check(text: &str, width: Option<f32>) {
    let shaped = shape(text, width);
    assert_eq!(shaped.lines.first().map(|line| line.bytes.start), Some(0));
    assert_eq!(shaped.lines.last().map(|line| line.bytes.end), Some(text.len()));
    assert!(shaped.lines.windows(2).all(|pair| pair[0].bytes.end == pair[1].bytes.start), "lines tile the text");
    let mut covered: Vec<_> = shaped.cells.iter().map(|cell| (cell.start as usize, cell.end as usize)).collect();
    covered.sort_unstable();
    let graphemes: Vec<_> = text.grapheme_indices(true).map(|(at, g)| (at, at + g.len())).collect();
    let ends: BTreeSet<usize> = graphemes.iter().flat_map(|(a, b)| [*a, *b]).collect();
    for line in &shaped.lines {
        let cells = &shaped.cells[line.cells.clone()];
        assert!(cells.windows(2).all(|pair| pair[0].left <= pair[1].left + 0.01), "cells go from left to right");
        assert_eq!(cells.iter().map(|cell| (cell.end - cell.start) as usize).sum::<usize>(), line.bytes.len());
    }
    for (start, end) in &covered {
        let split = shaped.lines.iter().any(|line| line.bytes.start == *start || line.bytes.end == *end);
        assert!((ends.contains(start) && ends.contains(end)) || split, "{start}..{end} in {text:?}");
    }
    for cell in shaped.cells.iter().filter(|cell| cell.right > cell.left) {
        let line = shaped.line_of(Caret { byte: cell.start as usize, upstream: false });
        let y = shaped.lines[line].top + 1.0;
        let quarter = (cell.right - cell.left) / 4.0;
        let (at_start, at_end) = if cell.rtl {
            (cell.right - quarter, cell.left + quarter)
        } else {
            (cell.left + quarter, cell.right - quarter)
        };
        let alone = shaped.cells[shaped.lines[line].cells.clone()]
            .iter()
            .filter(|other| other.left < cell.right && cell.left < other.right)
            .count()
            == 1;
        if alone {
            assert_eq!(shaped.hit(at_start, y).byte, cell.start as usize, "the leading half is its start");
            assert_eq!(shaped.hit(at_end, y).byte, cell.end as usize, "the trailing half is its end");
            assert_eq!(shaped.cell_at(at_start, y), Some(cell.start as usize..cell.end as usize));
        }
        let rects = shaped.rects(cell.start as usize..cell.end as usize);
        assert!(rects.iter().any(|rect| (rect.left() - cell.left).abs() < 0.01));
    }
}

fn soup() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        Just("word"),
        Just(" "),
        Just("אבג"),
        Just("شفى"),
        Just("12"),
        Just("("),
        Just(")"),
        Just("e\u{301}"),
        Just("👩‍👩‍👧"),
        Just("🇹🇷"),
        Just("ไทย"),
        Just("世界"),
        Just("क्षि"),
        Just("\u{200f}"),
        Just("\u{202b}"),
        Just("\u{2067}"),
        Just("\u{2069}"),
        Just("-"),
        Just("\t"),
        Just("\u{ad}"),
        Just("."),
    ];
    prop_oneof![prop::collection::vec(bit, 0..30).prop_map(|bits| bits.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_has_a_place_for_every_grapheme(body in soup(), narrow in any::<bool>()) {
        check(&body, narrow.then_some(80.0));
    }

    #[test]
    fn the_caret_gets_through_any_text(body in soup()) {
        let shaped = shape(&body, Some(120.0));
        for right in [true, false] {
            let mut caret = Caret { byte: if right == shaped.rtl { body.len() } else { 0 }, upstream: right == shaped.rtl };
            let mut steps = 0;
            while let Step::To(next) = shaped.step(caret, right) {
                caret = next;
                steps += 1;
                prop_assert!(steps <= 4 * body.len() + 8, "it goes round in circles");
            }
        }
    }
}
