//! Tells assistive software what the article pane shows: a document, its visible lines, and every visible mark.

use egui::accesskit::{self, ActionData, Node, NodeId, Role, TextDirection, TextPosition, TextSelection};
use egui::{Event, Rect, Response, Sense, Ui, UiBuilder};
use unicode_segmentation::UnicodeSegmentation;

use super::pane::{ArticlePane, PaneEvent, PaneInput, PaneSelection};

/// Characters in a text run at most: AccessKit counts them in a byte.
const RUN: usize = 255;

/// A text run as it was last reported.
pub(super) struct Run {
    node: NodeId,
    start: usize,
    /// Bytes of each character.
    lengths: Vec<u8>,
}

impl Run {
    fn len(&self) -> usize {
        self.lengths.iter().map(|length| usize::from(*length)).sum()
    }

    fn position(&self, byte: usize) -> TextPosition {
        let mut at = self.start;
        let mut index = 0;
        while index < self.lengths.len() && at < byte {
            at += usize::from(self.lengths[index]);
            index += 1;
        }
        TextPosition { node: self.node, character_index: index }
    }

    fn byte(&self, index: usize) -> usize {
        self.start + self.lengths.iter().take(index).map(|length| usize::from(*length)).sum::<usize>()
    }
}

/// Turns a request to select text into an event.
pub(super) fn requests(ui: &Ui, response: &Response, pane: &ArticlePane, events: &mut Vec<PaneEvent>) {
    let requests: Vec<accesskit::ActionRequest> = ui.input(|input| {
        let of_us = |event: &Event| match event {
            Event::AccessKitActionRequest(request) => Some(request.clone()),
            _ => None,
        };
        input.events.iter().filter_map(of_us).collect()
    });
    for request in requests {
        if let Some(ActionData::SetTextSelection(selection)) = &request.data
            && request.target_node == response.id.accesskit_id()
        {
            let byte = |position: &TextPosition| {
                pane.runs.iter().find(|run| run.node == position.node).map(|run| run.byte(position.character_index))
            };
            if let (Some(anchor), Some(head)) = (byte(&selection.anchor), byte(&selection.focus)) {
                events.push(PaneEvent::Select { anchor, head, finished: true });
            }
        }
        if request.action == accesskit::Action::Click
            && let Some((id, at)) = pane.mark_nodes.get(&request.target_node).copied()
        {
            events.push(PaneEvent::PickMark { id, at });
        }
    }
}

/// Reports the document, its lines and marks.
pub(super) fn report(
    ui: &mut Ui,
    response: &Response,
    pane: &mut ArticlePane,
    input: &PaneInput<'_>,
    selection: Option<PaneSelection>,
) {
    let document = response.id;
    pane.runs.clear();
    pane.mark_nodes.clear();
    let active = ui.ctx().accesskit_node_builder(document, |node| {
        node.set_role(Role::Document);
        node.set_label(input.title);
        node.set_bounds(bounds(response.rect));
        node.add_action(accesskit::Action::SetTextSelection);
        node.add_action(accesskit::Action::Focus);
        if input.read_only {
            node.set_read_only();
        }
    });
    if active.is_none() {
        return;
    }
    let builder = UiBuilder::new().id_salt("lines").max_rect(pane.view).accessibility_parent(document);
    let child = ui.new_child(builder);
    let body = input.text.as_str();
    let shown = std::mem::take(&mut pane.shown);
    for shown in &shown {
        for line in &shown.shaped.lines {
            let top = shown.origin.y + line.top;
            if top > pane.view.bottom() || top + shown.shaped.line_height < pane.view.top() {
                continue;
            }
            let bytes = shown.start + line.bytes.start..shown.start + line.bytes.end;
            let words = body.get(bytes.clone()).unwrap_or("");
            let graphemes: Vec<&str> = words.graphemes(true).collect();
            let mut start = bytes.start;
            for run in graphemes.chunks(RUN) {
                let id = document.with(("run", start));
                let length: usize = run.iter().map(|grapheme| grapheme.len()).sum();
                let local = start - shown.start..start + length - shown.start;
                let rect = shown.shaped.rects(local.clone()).into_iter().reduce(Rect::union);
                let rect = rect.unwrap_or(Rect::ZERO).translate(shown.origin.to_vec2());
                child.interact(rect, id, Sense::hover());
                let node = ui.ctx().accesskit_node_builder(id, |node| text_run(node, shown, rect, run, local));
                if node.is_some() {
                    let lengths = run.iter().map(|grapheme| u8::try_from(grapheme.len()).unwrap_or(u8::MAX)).collect();
                    pane.runs.push(Run { node: id.accesskit_id(), start, lengths });
                }
                start += length;
            }
        }
        for mark in pane.nodes(shown, input.text).iter() {
            let id = document.with(("mark", shown.part, mark.id));
            let rect = mark.rect.translate(shown.origin.to_vec2());
            if !rect.intersects(pane.view) {
                continue;
            }
            child.interact(rect, id, Sense::hover());
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_role(Role::Mark);
                node.set_label(mark.name.as_str());
                node.set_bounds(bounds(rect));
                node.set_selected(mark.selected);
                node.add_action(accesskit::Action::Click);
            });
            pane.mark_nodes.insert(id.accesskit_id(), (mark.id, shown.start));
        }
    }
    pane.shown = shown;
    if let Some(selection) = selection {
        let find = |byte: usize| {
            let holds = |run: &&Run| run.start <= byte && byte <= run.start + run.len();
            pane.runs.iter().rfind(holds).map(|run| run.position(byte))
        };
        if let (Some(anchor), Some(focus)) = (find(selection.anchor), find(selection.head)) {
            ui.ctx().accesskit_node_builder(document, |node| node.set_text_selection(TextSelection { anchor, focus }));
        }
    }
}

fn text_run(node: &mut Node, shown: &super::pane::Shown, rect: Rect, run: &[&str], local: std::ops::Range<usize>) {
    let cells = &shown.shaped.cells;
    let mut widths = Vec::with_capacity(run.len());
    let mut places = Vec::with_capacity(run.len());
    let mut starts = Vec::new();
    let mut at = local.start;
    let mut in_word = false;
    let rtl = shown.shaped.rtl;
    let edge = if rtl { rect.right() } else { rect.left() } - shown.origin.x;
    let mut by_start: Vec<_> = cells.iter().filter(|cell| local.contains(&(cell.start as usize))).collect();
    by_start.sort_unstable_by_key(|cell| cell.start);
    for (i, grapheme) in run.iter().enumerate() {
        let cell = by_start.binary_search_by_key(&at, |cell| cell.start as usize).ok().map(|i| by_start[i]);
        let (left, right) = cell.map_or((edge, edge), |cell| (cell.left, cell.right));
        widths.push(right - left);
        places.push(if rtl { edge - right } else { left - edge });
        let letter = grapheme.chars().any(char::is_alphanumeric);
        if letter && !in_word {
            starts.push(u8::try_from(i).unwrap_or(u8::MAX));
        }
        in_word = letter;
        at += grapheme.len();
    }
    node.set_role(Role::TextRun);
    node.set_text_direction(if rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
    node.set_bounds(bounds(rect));
    node.set_value(run.concat().replace('\n', " "));
    node.set_character_lengths(
        run.iter().map(|grapheme| u8::try_from(grapheme.len()).unwrap_or(u8::MAX)).collect::<Vec<_>>(),
    );
    node.set_character_positions(places);
    node.set_character_widths(widths);
    node.set_word_starts(starts);
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}
