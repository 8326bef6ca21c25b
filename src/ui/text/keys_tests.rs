//! Drives the keyboard.

use super::*;

const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
/// What Command alone is on a Mac; elsewhere no key says so.
const COMMAND: Modifiers = Modifiers::COMMAND;

/// The caret's byte and where it stands, in points from the left of the window.
fn caret(desk: &Desk) -> (usize, f32) {
    let head = desk.selection.unwrap().head;
    (head, desk.pane.caret_rect(head).unwrap().left())
}

/// Where the letters of some words begin and end on the screen, in points.
fn edges(desk: &Desk, words: &str) -> (f32, f32) {
    let at = desk.find(words);
    let rects = desk.pane.rects(at..at + words.len());
    let left = rects.iter().map(|rect| rect.left()).fold(f32::MAX, f32::min);
    (left, rects.iter().map(|rect| rect.right()).fold(f32::MIN, f32::max))
}

#[test]
fn words_and_line_ends_are_where_they_are_seen_in_text_that_runs_right_to_left() {
    let line = "קודם abc סוף שני";
    let mut desk = Desk::new(&format!("Head\n\n{line}\n\nlast"));
    let first = desk.find(line);
    desk.selection = Some(PaneSelection { anchor: first, head: first });
    desk.pane.focus();
    desk.frame(vec![]);
    let (left, right) = edges(&desk, line);

    // On is to the left: behind each word in turn, and back to its start.
    let mut stops = Vec::new();
    for _ in 0..4 {
        desk.key(Key::ArrowLeft, CTRL);
        stops.push(caret(&desk).0 - first);
    }
    let ends: Vec<usize> = line
        .split(' ')
        .scan(0, |at, word| {
            let end = *at + word.len();
            *at = end + 1;
            Some(end)
        })
        .collect();
    assert_eq!(stops, ends);
    desk.key(Key::ArrowRight, CTRL);
    assert_eq!(caret(&desk).0, desk.find("שני"));

    // A line begins at the right and ends at the left.
    for (key, modifiers) in [(Key::Home, Modifiers::NONE), (Key::ArrowRight, COMMAND)] {
        desk.key(Key::ArrowLeft, CTRL);
        desk.key(key, modifiers);
        let (byte, x) = caret(&desk);
        assert_eq!(byte, first, "{key:?}");
        assert!((x - right).abs() < 2.0, "{key:?}: {x} {right}");
    }
    for (key, modifiers) in [(Key::End, Modifiers::NONE), (Key::ArrowLeft, COMMAND)] {
        desk.key(Key::Home, Modifiers::NONE);
        desk.key(key, modifiers);
        let (byte, x) = caret(&desk);
        assert_eq!(byte, first + line.len(), "{key:?}");
        assert!((x - left).abs() < 2.0, "{key:?}: {x} {left}");
    }

    // The same with Shift selects what lies between.
    desk.key(Key::Home, Modifiers::SHIFT);
    assert_eq!(desk.selected(), line);
    desk.key(Key::Home, Modifiers::NONE);
    desk.key(Key::ArrowLeft, CTRL | Modifiers::SHIFT);
    assert_eq!(desk.selected(), "קודם");
    desk.key(Key::ArrowLeft, CTRL | Modifiers::SHIFT);
    assert_eq!(desk.selected(), "קודם abc");
    desk.key(Key::ArrowRight, CTRL | Modifiers::SHIFT);
    assert_eq!(desk.selected(), "קודם ");
    desk.key(Key::ArrowDown, Modifiers::SHIFT);
    assert!(desk.selected().starts_with(line), "{}", desk.selected());
    desk.key(Key::ArrowUp, Modifiers::SHIFT);
    assert_eq!(desk.selected(), "קודם ", "and back to the column it came from");
}

#[test]
fn pages_go_there_and_back_and_select_with_shift() {
    for sentence in [
        "Some sentence of the article that goes on for a while and then ends.",
        "משפט אחד של הכתבה שנמשך עוד זמן מה ואחר כך נגמר.",
    ] {
        let body = format!("{sentence}\n\n").repeat(300);
        let mut desk = Desk::new(&body);
        // Behind the headline, whose lines are higher.
        let start = 3 * (sentence.len() + 2) + sentence.find(' ').unwrap();
        desk.selection = Some(PaneSelection { anchor: start, head: start });
        desk.pane.focus();
        desk.frame(vec![]);
        let (_, x) = caret(&desk);
        let mut heads = vec![start];
        for _ in 0..5 {
            desk.key(Key::PageDown, Modifiers::NONE);
            heads.push(caret(&desk).0);
            assert!((caret(&desk).1 - x).abs() < 12.0, "in the same column");
            let visible = desk.output.clone().unwrap().1;
            assert!(visible.contains(heads.last().unwrap()), "in view");
        }
        assert!(heads.windows(2).all(|pair| pair[1] > pair[0] + 5 * sentence.len()), "a screen at a time: {heads:?}");
        for head in heads.iter().rev().skip(1) {
            desk.key(Key::PageUp, Modifiers::NONE);
            assert_eq!(caret(&desk).0, *head);
        }
        desk.key(Key::PageDown, Modifiers::SHIFT);
        assert_eq!(desk.selected(), &body[heads[0]..heads[1]]);
        desk.key(Key::PageUp, Modifiers::SHIFT);
        assert_eq!(desk.selected(), "");
    }
}

#[test]
fn moves_the_caret_by_keys_and_keeps_the_column() {
    let long = "one two three four five six seven eight nine ten ".repeat(6);
    let mut desk = Desk::new(&format!("Head\n\n{long}\nab\n{long}"));
    let start = desk.find("three");
    desk.slow_click(desk.at(start));
    desk.key(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(desk.selection.unwrap().head, start + 1);
    desk.key(Key::ArrowRight, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(desk.selection.unwrap().head, start + 5);
    desk.key(Key::ArrowLeft, Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT);
    assert_eq!(desk.selected(), "three");
    desk.key(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(desk.selection.unwrap(), PaneSelection { anchor: start, head: start }, "an arrow goes to the edge");
    let x = desk.pane.caret_rect(start).unwrap().left();
    for _ in 0..8 {
        desk.key(Key::ArrowDown, Modifiers::NONE);
    }
    let head = desk.selection.unwrap().head;
    assert!(head > desk.find("\nab\n"), "past the short line");
    let now = desk.pane.caret_rect(head).unwrap().left();
    assert!((now - x).abs() < 12.0, "in the same column: {x} {now}");
    desk.key(Key::End, Modifiers::NONE);
    let end = desk.selection.unwrap().head;
    assert!(end > head);
    desk.key(Key::Home, Modifiers::SHIFT);
    assert!(desk.selected().len() > 30);
    desk.key(Key::End, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(desk.selection.unwrap().head, desk.text.len());
    desk.key(Key::Home, Modifiers::CTRL | Modifiers::COMMAND);
    assert_eq!(desk.selection.unwrap().head, 0);
    desk.key(Key::Escape, Modifiers::NONE);
    assert_eq!(desk.selection, None);
    desk.take();
    desk.key(Key::F6, Modifiers::SHIFT);
    assert_eq!(desk.take(), [PaneEvent::Leave { back: true }]);
}

#[test]
fn walks_a_whole_article_of_both_directions_by_arrow_keys() {
    let mut desk = Desk::new("Head\n\nabc אבג def\n\nקודם abc סוף\nlast");
    desk.slow_click(desk.at(0));
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..80 {
        seen.insert(desk.selection.unwrap().head);
        let part = desk.pane.part_of(desk.selection.unwrap().head);
        let rtl = desk.pane.shown.iter().find(|shown| shown.part == part).unwrap().shaped.rtl;
        desk.key(if rtl { Key::ArrowLeft } else { Key::ArrowRight }, Modifiers::NONE);
    }
    assert_eq!(desk.selection.unwrap().head, desk.text.len());
    use unicode_segmentation::UnicodeSegmentation;
    let body = desk.text.as_str();
    let all = body.grapheme_indices(true).map(|(at, _)| at).filter(|at| body.as_bytes()[*at] != b'\n');
    let missing: Vec<usize> = all.filter(|at| !seen.contains(at)).collect();
    // Where directions meet, two bytes share one place on the screen; the caret stops there once.
    assert_eq!(missing, [body.find(" def").unwrap(), body.find(" סוף").unwrap()]);
}
