//! Uses the article with mouse and keys through the whole window: each thing that can be done there, once.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Effect, Intent};
use gainsay::model::LabelKey;

use super::desk::Desk;
use super::relating::place;

const FIRST: &str = "Reporters asked ministers about tunnels. Engineers answered without hesitation.";
const SECOND: &str = "Nobody mentioned bridges afterwards.";
const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.article(&format!("Heading\n\n{FIRST}\n\n{SECOND}"));
    desk.send(Intent::Escape);
    desk
}

/// The middle of some words on the screen, by the places of the letters that screen readers are told.
fn on(desk: &Desk, words: &str) -> Pos2 {
    let runs = desk.harness.query_all_by_role(Role::TextRun);
    let mut found = runs.into_iter().filter_map(|node| {
        let of_run = node.accesskit_node();
        let value = of_run.value()?;
        let at = value[..value.find(words)?].chars().count() + words.chars().count() / 2;
        let left = of_run.data().character_positions()?.get(at).copied()?;
        Some(pos2(node.rect().left() + left + 1.0, node.rect().center().y))
    });
    found.next().unwrap_or_else(|| panic!("no line has {words}"))
}

fn step(desk: &mut Desk, event: Event) {
    desk.harness.event(event);
    desk.harness.step();
}

fn button(desk: &mut Desk, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    step(desk, Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
}

/// Clicks so many times in quick succession, after a while.
fn clicks(desk: &mut Desk, at: Pos2, count: usize, modifiers: Modifiers) {
    (0..12).for_each(|_| desk.harness.step());
    step(desk, Event::PointerMoved(at));
    for _ in 0..count {
        button(desk, at, true, modifiers);
        button(desk, at, false, modifiers);
    }
    desk.settle();
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2, modifiers: Modifiers) {
    (0..12).for_each(|_| desk.harness.step());
    step(desk, Event::PointerMoved(from));
    button(desk, from, true, modifiers);
    step(desk, Event::PointerMoved(from + (to - from) * 0.5));
    step(desk, Event::PointerMoved(to));
    button(desk, to, false, modifiers);
    desk.settle();
}

/// The words of each stretch of the selected annotation.
fn parts(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let (Some((_, row)), Some((_, revision))) = (state.selected(), state.open_revision()) else { return Vec::new() };
    let text = revision.text.as_str();
    row.fragments().unwrap().spans().iter().map(|span| text[span.range()].to_owned()).collect()
}

fn head(desk: &Desk) -> usize {
    desk.state().selection().head
}

#[test]
fn clicks_select_a_word_a_sentence_a_paragraph_and_shift_extends() {
    let mut desk = desk();
    let at = on(&desk, "asked");
    for (count, words) in [
        (2, "asked"),
        (3, "Reporters asked ministers about tunnels"),
        (4, "Reporters asked ministers about tunnels. Engineers answered without hesitation"),
    ] {
        clicks(&mut desk, at, count, Modifiers::NONE);
        assert_eq!(desk.selected_words(), words);
    }
    clicks(&mut desk, at, 2, Modifiers::NONE);
    let to = on(&desk, "about");
    clicks(&mut desk, to, 1, Modifiers::SHIFT);
    assert_eq!(desk.selected_words(), "asked ministers about");
    desk.key(Key::Escape);
    assert_eq!(desk.selected_words(), "");
    assert!(desk.state().selected_fragments().is_none());
}

#[test]
fn an_armed_label_is_given_once_however_often_is_clicked() {
    for (count, words) in [
        (2, "asked"),
        (3, "Reporters asked ministers about tunnels"),
        (4, "Reporters asked ministers about tunnels. Engineers answered without hesitation"),
    ] {
        let mut desk = desk();
        let at = on(&desk, "asked");
        clicks(&mut desk, at, 1, Modifiers::NONE);
        // As a keyboard does it: the key with Shift, and the letter.
        let modifiers = Modifiers::SHIFT;
        desk.harness.event(Event::Key { key: Key::C, physical_key: None, pressed: true, repeat: false, modifiers });
        desk.event(Event::Text("C".into()));
        assert_eq!(desk.state().armed(), Some(&LabelKey::slug("claim")));
        clicks(&mut desk, at, count, Modifiers::NONE);
        assert_eq!(desk.marked(), [("claim".to_owned(), words.to_owned())]);
        desk.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(desk.marked(), [], "{count} clicks are one step");
        // A drag is a selection, too.
        let to = on(&desk, "bridges");
        drag(&mut desk, to, to + egui::vec2(6.0, 0.0), Modifiers::NONE);
        assert_eq!(desk.marked(), [("claim".to_owned(), "bridges".to_owned())]);
    }
}

#[test]
fn the_caret_goes_by_words_lines_and_pages_and_selects_with_shift() {
    let mut desk = desk();
    let at = on(&desk, "asked");
    clicks(&mut desk, at, 1, Modifiers::NONE);
    let start = "Heading\n\n".len();
    let ends = |words: &str| start + FIRST.find(words).unwrap() + words.len();
    desk.keys(CTRL, Key::ArrowRight);
    assert_eq!(head(&desk), ends("asked"));
    desk.keys(CTRL | Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(desk.selected_words().trim(), "ministers");
    desk.keys(CTRL | Modifiers::SHIFT, Key::ArrowLeft);
    desk.keys(CTRL | Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(desk.selected_words(), "asked");
    desk.key(Key::Home);
    assert_eq!(head(&desk), start);
    desk.keys(Modifiers::SHIFT, Key::End);
    assert!(FIRST.starts_with(desk.selected_words().trim()) && desk.selected_words().len() > 40);
    desk.keys(CTRL, Key::Home);
    assert_eq!(head(&desk), 0);
    desk.keys(CTRL | Modifiers::SHIFT, Key::End);
    assert!(desk.selected_words().starts_with("Heading") && desk.selected_words().ends_with(SECOND));
    desk.key(Key::Escape);
    assert_eq!(desk.selected_words(), "");

    let paragraph = format!("{SECOND}\n\n");
    desk.article(&paragraph.repeat(100));
    desk.keys(CTRL, Key::Home);
    desk.key(Key::PageDown);
    let down = head(&desk);
    assert!(down > 5 * paragraph.len() && down < 50 * paragraph.len(), "{down}");
    desk.keys(Modifiers::SHIFT, Key::PageDown);
    let selected = desk.state().selection().clone();
    assert!(selected.anchor == down && selected.head > down + 5 * paragraph.len(), "{selected:?}");
    desk.keys(Modifiers::SHIFT, Key::PageUp);
    assert_eq!(desk.selected_words(), "");
}

#[test]
fn a_drag_beyond_the_edge_goes_on_and_escape_ends_it() {
    let mut desk = Desk::new();
    desk.article(&format!("{SECOND}\n\n").repeat(200));
    let document = desk.harness.query_all_by_role(Role::Document).next().unwrap().rect();
    let from = on(&desk, "bridges");
    step(&mut desk, Event::PointerMoved(from));
    button(&mut desk, from, true, Modifiers::NONE);
    let mut heads = Vec::new();
    for below in 0..12 {
        step(&mut desk, Event::PointerMoved(pos2(from.x, document.bottom() + 20.0 + below as f32)));
        heads.push(head(&desk));
    }
    assert!(heads.windows(2).all(|pair| pair[1] >= pair[0]), "{heads:?}");
    assert!(heads[11] > heads[0] + 2 * SECOND.len(), "it scrolls while the mouse is out there: {heads:?}");
    button(&mut desk, pos2(from.x, document.bottom() + 31.0), false, Modifiers::NONE);
    desk.settle();
    assert!(desk.selected_words().len() > 5 * SECOND.len());
    desk.key(Key::Escape);
    assert_eq!(desk.selected_words(), "");
}

#[test]
fn slow_clicks_go_through_what_lies_on_each_other() {
    let mut desk = desk();
    let ids = ["ministers", "ministers about", "asked ministers about"].map(|words| desk.mark("claim", words));
    desk.send(Intent::Pick(None));
    let middle = on(&desk, "ministers");
    // On the words, and low down at their start, where the handle of the selected one is.
    let low = pos2(place(&desk, "claim: ministers about").left() + 1.0, middle.y + 9.0);
    for at in [middle, low] {
        let picked = [(); 4].map(|()| {
            clicks(&mut desk, at, 1, Modifiers::NONE);
            desk.state().selection().annotation
        });
        if at == middle {
            assert_eq!(picked, [0, 1, 2, 0].map(|at| Some(ids[at])));
        } else {
            assert!(picked[0] != picked[1] && picked[1] != picked[2], "{picked:?}");
        }
    }
}

#[test]
fn either_end_of_either_part_is_dragged_and_ctrl_adds_a_part() {
    let mut desk = desk();
    desk.mark("claim", "asked ministers");
    let (from, to) = (on(&desk, "Nobody"), on(&desk, "mentioned"));
    drag(&mut desk, from, to, CTRL);
    assert_eq!(parts(&desk), ["asked ministers", "Nobody mentioned"]);
    // The handles hang below both ends of each part, a little outside.
    let handle = |desk: &Desk, part: usize, end: bool| {
        let mut marks: Vec<_> = desk.harness.query_all_by_role(Role::Mark).map(|node| node.rect()).collect();
        marks.sort_by(|a, b| a.top().total_cmp(&b.top()));
        let rect = marks[part];
        if end { rect.right_bottom() + egui::vec2(2.0, 2.0) } else { rect.left_bottom() + egui::vec2(-2.0, 2.0) }
    };
    let mut move_end = |part: usize, end: bool, words: &str| {
        let (from, to) = (handle(&desk, part, end), on(&desk, words));
        drag(&mut desk, from, to, Modifiers::NONE);
        parts(&desk)
    };
    assert_eq!(move_end(0, false, "Reporters"), ["Reporters asked ministers", "Nobody mentioned"]);
    assert_eq!(move_end(0, true, "about"), ["Reporters asked ministers about", "Nobody mentioned"]);
    assert_eq!(move_end(1, true, "bridges"), ["Reporters asked ministers about", "Nobody mentioned bridges"]);
    assert_eq!(move_end(1, false, "mentioned"), ["Reporters asked ministers about", "mentioned bridges"]);
    assert_eq!(desk.marked().len(), 1);
}

#[test]
fn all_eight_keys_move_their_end_their_way() {
    let mut desk = desk();
    let shift = CTRL | Modifiers::SHIFT;
    for (sign, (held, key), word, letter) in [
        // White space is passed over.
        ("[", (CTRL, Key::OpenBracket), "asked ministers about", "d ministers about"),
        ("]", (CTRL, Key::CloseBracket), "about", "inisters about"),
        ("{", (shift, Key::OpenCurlyBracket), "ministers", "ministers abou"),
        ("}", (shift, Key::CloseCurlyBracket), "ministers about tunnels", "ministers about t"),
    ] {
        desk.mark("claim", "ministers about");
        desk.event(Event::Text(sign.into()));
        assert_eq!(parts(&desk), [word], "{sign}");
        desk.key(Key::Delete);
        desk.mark("claim", "ministers about");
        desk.keys(held, key);
        assert_eq!(parts(&desk), [letter], "Ctrl+{sign}");
        desk.key(Key::Delete);
    }
}

#[test]
fn projects_are_begun_and_saved_by_keys() {
    let mut desk = desk();
    desk.keys(Modifiers::COMMAND, Key::S);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("/tmp/never-written.ron");
    desk.key(Key::Enter);
    let written = |desk: &Desk| {
        let path = |effect: &Effect| match effect {
            Effect::Write { path, version, .. } => Some((path.clone(), *version)),
            _ => None,
        };
        desk.effects().iter().filter_map(path).collect::<Vec<_>>()
    };
    let (path, version) = written(&desk).pop().unwrap();
    assert!(path.ends_with("never-written.ron"), "{path:?}");
    desk.send(Intent::Saved(path, version, Ok(gainsay::model::Hash::of(b"file"))));
    desk.mark("claim", "bridges");
    desk.keys(Modifiers::COMMAND, Key::S);
    assert_eq!(written(&desk).len(), 2, "it has a name now");
    let (path, version) = written(&desk).pop().unwrap();
    desk.send(Intent::Saved(path, version, Ok(gainsay::model::Hash::of(b"more"))));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("/tmp/never-written-2.ron");
    desk.key(Key::Enter);
    let (path, version) = written(&desk).pop().unwrap();
    assert!(path.ends_with("never-written-2.ron"), "{path:?}");
    desk.send(Intent::Saved(path, version, Ok(gainsay::model::Hash::of(b"more"))));
    desk.keys(Modifiers::COMMAND, Key::N);
    assert!(desk.state().project().articles().is_empty() && desk.state().file().path.is_none());
}
