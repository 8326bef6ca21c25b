//! Reads the article pane as a screen reader does.

use std::collections::HashMap;

use egui::accesskit::{Action, ActionData, ActionRequest, Node, NodeId, Role, TextPosition, TextSelection, TreeId};

use super::*;

/// Returns the document and what it holds, in order.
fn document(desk: &Desk) -> ((NodeId, Node), Vec<(NodeId, Node)>) {
    let nodes: HashMap<NodeId, Node> = desk.access.clone().unwrap().nodes.into_iter().collect();
    let id = *nodes.iter().find(|(_, node)| node.role() == Role::Document).unwrap().0;
    let mut held = Vec::new();
    let mut next = vec![id];
    while let Some(id) = next.pop() {
        held.push((id, nodes[&id].clone()));
        next.extend(nodes[&id].children().iter().rev());
    }
    (held.remove(0), held)
}

fn values(nodes: &[(NodeId, Node)]) -> Vec<&str> {
    nodes.iter().filter(|(_, node)| node.role() == Role::TextRun).filter_map(|(_, node)| node.value()).collect()
}

#[test]
fn tells_lines_marks_and_the_selection() {
    let mut desk = Desk::new(BODY);
    desk.mark(9, &["asked MI6 last month"]);
    desk.slow_click(desk.at(desk.find("MI6")));
    desk.key(Key::ArrowRight, Modifiers::SHIFT);
    let (document, nodes) = document(&desk);
    assert_eq!(document.1.label(), Some("A title"));
    assert_eq!(document.1.description(), Some("Outlet, 6 March 2026"));
    let lines = values(&nodes);
    assert_eq!(lines.concat(), BODY, "paragraphs end, and nothing is left out or told twice: {lines:?}");
    let node = |role: Role| nodes.iter().filter(move |(_, node)| node.role() == role);
    let marks: Vec<&str> = node(Role::Mark).filter_map(|(_, node)| node.label()).collect();
    assert_eq!(marks, ["claim: asked MI6 last month"]);
    assert!(document.1.text_selection().is_some());
}

#[test]
fn tells_what_stands_around_the_view_and_follows_there() {
    let line = "Ada Low said no. ".repeat(40);
    let body = (100..160).map(|number| format!("{line}{number}")).collect::<Vec<_>>().join("\n");
    let mut desk = Desk::new(&body);
    desk.pane.scroll_to(body.len() / 2, 0.5);
    desk.frame(vec![]);
    desk.frame(vec![]);
    let (document, held) = document(&desk);
    let runs: Vec<_> = held.iter().filter(|(_, node)| node.role() == Role::TextRun).collect();
    let told = values(&held).concat();
    assert!(body.contains(&told) && told.len() > 32 * 1024, "one stretch: {} bytes", told.len());
    assert!(told.len() < body.len(), "and not all of it");
    assert!(runs.iter().all(|(_, node)| node.value().unwrap().len() == node.character_lengths().len()));
    let first_of_line =
        runs.iter().find(|(_, node)| node.value().unwrap().starts_with("Ada Low said no. Ada")).unwrap();
    assert_eq!(first_of_line.1.word_starts()[..5], [0, 4, 8, 13, 17]);

    let last = runs.last().unwrap();
    let position = |character_index| TextPosition { node: last.0, character_index };
    let selection = TextSelection { anchor: position(0), focus: position(2) };
    desk.frame(vec![Event::AccessKitActionRequest(ActionRequest {
        action: Action::SetTextSelection,
        target_tree: TreeId::ROOT,
        target_node: document.0,
        data: Some(ActionData::SetTextSelection(selection)),
    })]);
    desk.frame(vec![]);
    let end = body.find(&told).unwrap() + told.len() - last.1.value().unwrap().len();
    let selected = desk.selection.unwrap();
    assert_eq!((selected.anchor, selected.head), (end, end + 2));
    let shown = desk.pane.shown.iter().map(|shown| (shown.start, shown.start + shown.shaped.len));
    assert!(shown.clone().any(|(from, to)| (from..=to).contains(&end)), "{end} is not in view");
}

#[test]
fn what_is_told_goes_along_with_the_caret() {
    let line = "Ada Low said no. ".repeat(40);
    let body = (100..400).map(|number| format!("{line}{number}")).collect::<Vec<_>>().join("\n");
    let mut desk = Desk::new(&body);
    let told = |desk: &Desk| {
        let (document, held) = document(desk);
        let focus = document.1.text_selection().map(|selection| selection.focus);
        let caret = focus.map(|at| held.iter().any(|(id, node)| *id == at.node && node.role() == Role::TextRun));
        (values(&held).concat(), document.1.text_selection().cloned(), caret == Some(true))
    };
    desk.slow_click(desk.at(20));
    let (first, _, caret) = told(&desk);
    assert!(caret && body.starts_with(&first) && first.len() < body.len() / 4, "{} bytes", first.len());
    // Page by page beyond what was told at first.
    while desk.selection.unwrap().head < first.len() + 1000 {
        desk.key(Key::PageDown, Modifiers::NONE);
        desk.frame(vec![]);
        assert!(told(&desk).2, "the caret at {} is told", desk.selection.unwrap().head);
    }
    desk.key(Key::End, Modifiers::COMMAND);
    desk.frame(vec![]);
    let (last, _, caret) = told(&desk);
    assert!(caret && body.ends_with(&last) && !last.contains(&first[..1000]), "the end is told");
    // Of all that is selected, what is told.
    desk.key(Key::Home, Modifiers::COMMAND);
    desk.key(Key::End, Modifiers::COMMAND | Modifiers::SHIFT);
    desk.frame(vec![]);
    assert_eq!(desk.selection.unwrap().range(), 0..body.len());
    let (last, selection, _) = told(&desk);
    let selection = selection.unwrap();
    let (_, held) = document(&desk);
    let start = held.iter().find(|(_, node)| node.role() == Role::TextRun).unwrap();
    assert!(body.ends_with(&last));
    assert_eq!((selection.anchor.node, selection.anchor.character_index), (start.0, 0));
    assert_ne!(selection.anchor, selection.focus);
}
