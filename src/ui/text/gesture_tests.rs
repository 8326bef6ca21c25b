//! Drives the mouse.

use super::*;

#[test]
fn a_drag_selects_whole_words_and_shows_them_before_the_mouse_is_up() {
    let mut desk = Desk::new(BODY);
    let (from, to) = (desk.at(desk.find("sked")), desk.at(desk.find("onth") + 2));
    desk.move_to(from);
    desk.button(from, true);
    desk.move_to(to);
    assert_eq!(desk.selected(), "asked MI6 last month");
    assert!(matches!(desk.take()[..], [PaneEvent::Select { finished: false, .. }]));
    desk.button(to, false);
    assert!(matches!(desk.take()[..], [PaneEvent::Select { finished: true, .. }]));
    assert!(desk.output.as_ref().unwrap().0.is_some(), "the tag bar knows where");
    let comma = desk.at(desk.find(" they"));
    desk.drag(from, comma);
    assert_eq!(desk.selected(), "asked MI6 last month", "without the comma and the space");
    desk.drag(to, from);
    let PaneSelection { anchor, head } = desk.selection.unwrap();
    assert!(anchor > head, "backwards the head is in front");

    // No more of what stands around the words comes along where the drag began with a double click.
    let mut twice_and_drag = |from: &str, to: &str| {
        let (from, to) = (desk.at(desk.find(from)), desk.at(desk.find(to)));
        desk.slow_click(from);
        desk.button(from, true);
        desk.move_to(to);
        let selected = desk.selected().to_owned();
        desk.button(to, false);
        assert_eq!(desk.selected(), selected);
        selected
    };
    assert_eq!(twice_and_drag("asked", " they"), "asked MI6 last month");
    assert_eq!(twice_and_drag("month", " last"), "last month");
}

#[test]
fn shift_during_a_drag_and_the_switch_give_exact_graphemes() {
    let mut desk = Desk::new(BODY);
    let (from, to) = (desk.at(desk.find("sked")), desk.at(desk.find("onth")));
    desk.move_to(from);
    desk.button(from, true);
    desk.modifiers = Modifiers::SHIFT;
    desk.move_to(to);
    desk.button(to, false);
    assert_eq!(desk.selected(), "sked MI6 last m");
    desk.modifiers = Modifiers::NONE;
    desk.word_snap = false;
    desk.drag(to, from);
    assert_eq!(desk.selected(), "sked MI6 last m");
}

#[test]
fn counts_clicks_to_word_sentence_and_paragraph_even_inside_a_mark() {
    let mut desk = Desk::new(BODY);
    desk.mark(7, &["asked MI6 last month"]);
    let at = desk.at(desk.find("MI6") + 1);
    desk.slow_click(at);
    assert_eq!(desk.take(), [PaneEvent::PickMark { id: 7, at: desk.find("MI6") + 1 }]);
    desk.click(at);
    assert_eq!(desk.selected(), "MI6");
    assert!(matches!(desk.take()[..], [.., PaneEvent::Select { finished: true, .. }]));
    desk.click(at);
    assert_eq!(desk.selected(), "He asked MI6 last month, they say");
    assert!(matches!(desk.take()[..], [.., PaneEvent::Widen { .. }]), "in place of the word");
    desk.click(at);
    assert_eq!(desk.selected(), "He asked MI6 last month, they say. It is not true");
    assert!(matches!(desk.take()[..], [.., PaneEvent::Widen { .. }]));
}

#[test]
fn slow_clicks_on_the_same_place_go_through_the_marks_there() {
    let mut desk = Desk::new(BODY);
    desk.mark(1, &["He asked MI6 last month, they say"]);
    desk.mark(2, &["MI6"]);
    desk.mark(3, &["asked MI6 last"]);
    let at = desk.at(desk.find("MI6") + 1);
    let picked: Vec<u128> = (0..4)
        .flat_map(|_| {
            desk.slow_click(at);
            desk.take()
        })
        .filter_map(|event| if let PaneEvent::PickMark { id, .. } = event { Some(id) } else { None })
        .collect();
    assert_eq!(picked, [2, 3, 1, 2]);
}

#[test]
fn a_click_on_a_handle_that_is_not_dragged_is_a_click() {
    let mut desk = Desk::new(BODY);
    desk.mark(1, &["MI6 last month, they say"]);
    desk.mark(2, &["MI6"]);
    desk.mark(3, &["MI6 last"]);
    let start = desk.find("MI6");
    let shown = desk.pane.shown.iter().find(|shown| shown.part == desk.pane.part_of(start)).unwrap();
    let (line, x) = shown.shaped.caret(Caret { byte: start - shown.start, upstream: false });
    // Where the handle is that begins each of them.
    let at = shown.origin + vec2(x + 1.0, shown.shaped.lines[line].baseline + 5.0);
    let mut picked = Vec::new();
    for _ in 0..4 {
        desk.slow_click(at);
        for event in desk.take() {
            let PaneEvent::PickMark { id, .. } = event else { panic!("{event:?}") };
            desk.marks.iter_mut().for_each(|mark| mark.selected = mark.id == id);
            desk.version += 1;
            desk.frame(vec![]);
            picked.push(id);
        }
    }
    assert_eq!(picked, [2, 3, 1, 2]);
    // With Shift it extends the selection, as a click beside it does.
    let he = desk.find("He");
    desk.selection = Some(PaneSelection { anchor: he, head: he });
    desk.modifiers = Modifiers::SHIFT;
    desk.slow_click(at);
    assert_eq!(desk.selected(), "He asked");
}

#[test]
fn shift_and_click_extends_and_ctrl_and_drag_adds_a_fragment() {
    let mut desk = Desk::new(BODY);
    let (a, b) = (desk.at(desk.find("asked")), desk.at(desk.find("last") + 2));
    desk.slow_click(a);
    assert_eq!(desk.selection, Some(PaneSelection { anchor: desk.find("asked"), head: desk.find("asked") }));
    desk.modifiers = Modifiers::SHIFT;
    desk.slow_click(b);
    assert_eq!(desk.selected(), "asked MI6 last");
    desk.modifiers = Modifiers::COMMAND | Modifiers::CTRL;
    desk.take();
    let (c, d) = (desk.at(desk.find("Second")), desk.at(desk.find("paragraph") + 3));
    desk.drag(c, d);
    let start = desk.find("Second");
    assert_eq!(desk.take(), [PaneEvent::AddFragment { start, end: start + "Second paragraph".len() }]);
    assert_eq!(desk.selected(), "asked MI6 last", "the selection stays");
    desk.mark(1, &["headline"]);
    let word = desk.at(desk.find("headline") + 2);
    desk.slow_click(word);
    assert_eq!(desk.take(), [], "the first of two clicks picks nothing");
    desk.click(word);
    let start = desk.find("headline");
    assert_eq!(desk.take(), [PaneEvent::AddFragment { start, end: start + 8 }]);
}

#[test]
fn handles_drag_either_end_and_never_past_the_other() {
    let mut desk = Desk::new(BODY);
    desk.mark(5, &["MI6 last"]).selected = true;
    desk.frame(vec![]);
    let handle = |desk: &Desk, edge: Edge| {
        let shown = desk.pane.shown.iter().find(|shown| !desk.pane.decor(shown.part).unwrap().handles.is_empty());
        let shown = shown.unwrap();
        let handles = &desk.pane.decor(shown.part).unwrap().handles;
        handles.iter().find(|handle| handle.edge == edge).unwrap().at + shown.origin.to_vec2()
    };
    let end = handle(&desk, Edge::End);
    let to = desk.at(desk.find("they") + 2);
    desk.drag(end, to);
    let byte = desk.find("they") + 4;
    assert_eq!(desk.take(), [PaneEvent::MoveEnd { id: 5, fragment: 0, edge: Edge::End, to: byte }]);
    let start = handle(&desk, Edge::Start);
    let to = desk.at(desk.find("He") + 1);
    desk.drag(start, to);
    assert_eq!(desk.take(), [PaneEvent::MoveEnd { id: 5, fragment: 0, edge: Edge::Start, to: desk.find("He") }]);
    let to = desk.at(desk.find("true"));
    desk.drag(handle(&desk, Edge::Start), to);
    for event in desk.take() {
        let PaneEvent::MoveEnd { to, .. } = event else { panic!("{event:?}") };
        assert!(to < desk.find("MI6 last") + 8);
    }
}

#[test]
fn a_dragged_end_stops_at_the_next_fragment() {
    let mut desk = Desk::new(BODY);
    // Made exactly, in the middle of a word, so that snapping alone would run over it.
    desk.mark(5, &["He asked", "hey say"]).selected = true;
    desk.frame(vec![]);
    let handle = |desk: &Desk, fragment: usize, edge: Edge| {
        desk.pane.shown.iter().find_map(|shown| {
            let handles = &desk.pane.decor(shown.part)?.handles;
            let found = handles.iter().find(|handle| handle.edge == edge && handle.fragment == fragment)?;
            Some(found.at + shown.origin.to_vec2())
        })
    };
    let to = desk.at(desk.find("true"));
    desk.drag(handle(&desk, 0, Edge::End).unwrap(), to);
    let limit = desk.find("hey say");
    assert_eq!(desk.take(), [PaneEvent::MoveEnd { id: 5, fragment: 0, edge: Edge::End, to: limit }]);
}

#[test]
fn dragging_a_badge_onto_another_mark_links_them() {
    let mut desk = Desk::new(BODY);
    desk.mark(1, &["asked MI6"]);
    desk.mark(2, &["Second paragraph"]);
    desk.frame(vec![]);
    let badge = |desk: &Desk, id: u128| {
        desk.pane.shown.iter().find_map(|shown| {
            let badges = &desk.pane.decor(shown.part)?.badges;
            badges.iter().find(|badge| badge.id == id).map(|badge| badge.rect.center() + shown.origin.to_vec2())
        })
    };
    let from = badge(&desk, 1).unwrap();
    let to = desk.at(desk.find("Second") + 2);
    desk.drag(from, to);
    let events = desk.take();
    assert!(events.contains(&PaneEvent::LinkDrag { from: 1, over: Some(2) }), "{events:?}");
    assert_eq!(events.last(), Some(&PaneEvent::LinkDrop { from: 1, to: 2 }));
    desk.drag(from, pos2(850.0, 600.0));
    assert!(!desk.take().iter().any(|event| matches!(event, PaneEvent::LinkDrop { .. })));
    let outside = pos2(-40.0, 100.0);
    desk.drag(from, outside);
    assert_eq!(desk.take().last(), Some(&PaneEvent::LinkOut { from: 1, at: outside }));
    desk.slow_click(from);
    assert!(matches!(desk.take()[..], [PaneEvent::PickMark { id: 1, .. }]));
}
