//! Tells assistive software what the article pane shows: a document, its lines in view and some around
//! them, and every mark in view.

use std::ops::Range;

use egui::accesskit::{self, ActionData, Node, NodeId, Role, TextDirection, TextPosition, TextSelection};
use egui::{Event, Rect, Response, Sense, Ui, UiBuilder};
use unicode_segmentation::UnicodeSegmentation;

use super::contract::{PaneEvent, PaneInput, PaneSelection};
use super::pane::{ArticlePane, Shown};

/// Characters in a text run at most: AccessKit counts them in a byte.
const RUN: usize = 255;

/// Bytes of text before and after what is in view that are told as well: most articles whole, and of a long one enough
/// to go on reading, for the selection brings its place into view. Never more, for it is told anew in each frame.
const AROUND: usize = 16 * 1024;

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
pub(super) fn requests(ui: &Ui, response: &Response, pane: &mut ArticlePane, events: &mut Vec<PaneEvent>) {
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
                pane.reveal_byte(head);
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
    pane.mark_nodes.clear();
    let active = ui.ctx().accesskit_node_builder(document, |node| {
        node.set_role(Role::Document);
        node.set_label(input.title);
        node.set_description(input.byline);
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
    let mut telling = Telling { child: ui.new_child(builder), document, runs: Vec::new() };
    let body = input.text.as_str();
    let shown = std::mem::take(&mut pane.shown);
    let in_view: Vec<(&Shown, Range<usize>)> =
        shown.iter().flat_map(|shown| lines_in_view(shown, pane.view, body).map(move |line| (shown, line))).collect();
    let from = in_view.first().map_or(0, |(_, line)| line.start);
    // How far the text is told; between paragraphs are empty lines that are not laid out.
    let mut told = body.floor_char_boundary(from.saturating_sub(AROUND));
    let mut in_view = in_view.into_iter().peekable();
    for shown in &shown {
        while let Some((_, line)) = in_view.next_if(|(of, _)| of.part == shown.part) {
            telling.around(body, told..line.start);
            told = line.end;
            telling.line(body, line, shown);
        }
        for mark in pane.nodes(shown, input.text).iter() {
            let id = document.with(("mark", shown.part, mark.id));
            let rect = mark.rect.translate(shown.origin.to_vec2());
            if !rect.intersects(pane.view) {
                continue;
            }
            telling.child.interact(rect, id, Sense::hover());
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_role(Role::Mark);
                node.set_label(mark.name.as_str());
                node.set_bounds(bounds(rect));
                node.set_selected(mark.selected);
                node.add_action(accesskit::Action::Click);
            });
            pane.mark_nodes.insert(id.accesskit_id(), (mark.id, shown.start));
        }
        for stretch in pane.heat_nodes(shown, input).iter() {
            let id = document.with(("heat", stretch.start));
            let rect = stretch.rect.translate(shown.origin.to_vec2());
            if !rect.intersects(pane.view) {
                continue;
            }
            telling.child.interact(rect, id, Sense::hover());
            ui.ctx().accesskit_node_builder(id, |node| {
                node.set_role(Role::Mark);
                node.set_label(stretch.name.as_str());
                node.set_bounds(bounds(rect));
            });
        }
    }
    telling.around(body, told..body.floor_char_boundary(told + AROUND));
    pane.runs = telling.runs;
    pane.shown = shown;
    let told = pane.runs.first().zip(pane.runs.last()).map(|(first, last)| first.start..last.start + last.len());
    if let (Some(selection), Some(told)) = (selection, told)
        && selection.range().start <= told.end
        && told.start <= selection.range().end
    {
        // Of a selection that reaches beyond what is told, the part that is told.
        let find = |byte: usize| {
            let byte = byte.clamp(told.start, told.end);
            let holds = |run: &&Run| run.start <= byte && byte <= run.start + run.len();
            pane.runs.iter().rfind(holds).map(|run| run.position(byte))
        };
        if let (Some(anchor), Some(focus)) = (find(selection.anchor), find(selection.head)) {
            ui.ctx().accesskit_node_builder(document, |node| node.set_text_selection(TextSelection { anchor, focus }));
        }
    }
}

/// Finds the bytes of each line of a paragraph that is in view.
fn lines_in_view(shown: &Shown, view: Rect, body: &str) -> impl Iterator<Item = Range<usize>> {
    let last = shown.shaped.lines.len().saturating_sub(1);
    shown.shaped.lines.iter().enumerate().filter_map(move |(number, line)| {
        let top = shown.origin.y + line.top;
        if top > view.bottom() || top + shown.shaped.line_height < view.top() {
            return None;
        }
        let mut bytes = shown.start + line.bytes.start..shown.start + line.bytes.end;
        // A paragraph ends where a run ends with a line feed; without it two would be read as one.
        if number == last && body.get(bytes.end..).is_some_and(|rest| rest.starts_with('\n')) {
            bytes.end += 1;
        }
        Some(bytes)
    })
}

/// Tells the text, run by run.
struct Telling {
    child: Ui,
    document: egui::Id,
    runs: Vec<Run>,
}

impl Telling {
    /// Tells a line in view, with the place of each character.
    fn line(&mut self, body: &str, bytes: Range<usize>, shown: &Shown) {
        for (start, run) in runs(body, bytes) {
            let length: usize = run.iter().map(|character| character.len()).sum();
            let local = start - shown.start..start + length - shown.start;
            let rect = shown.shaped.rects(local.clone()).into_iter().reduce(Rect::union);
            let rect = rect.unwrap_or(Rect::ZERO).translate(shown.origin.to_vec2());
            self.run(start, &run, rect, |node| places(node, shown, rect, &run, local));
        }
    }

    /// Tells what is not in view, and has no place.
    fn around(&mut self, body: &str, bytes: Range<usize>) {
        let Some(text) = body.get(bytes.clone()) else { return };
        let mut start = bytes.start;
        for line in text.split_inclusive('\n') {
            for (start, run) in runs(body, start..start + line.len()) {
                self.run(start, &run, Rect::ZERO, |_| ());
            }
            start += line.len();
        }
    }

    fn run(&mut self, start: usize, run: &[&str], rect: Rect, more: impl FnOnce(&mut Node)) {
        let id = self.document.with(("run", start));
        self.child.interact(rect, id, Sense::hover());
        let lengths: Vec<u8> = run.iter().map(|character| u8::try_from(character.len()).unwrap_or(u8::MAX)).collect();
        let node = self.child.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::TextRun);
            node.set_value(run.concat());
            node.set_character_lengths(lengths.clone());
            node.set_word_starts(word_starts(run));
            more(node);
        });
        if node.is_some() {
            self.runs.push(Run { node: id.accesskit_id(), start, lengths });
        }
    }
}

/// Cuts a stretch of a line into runs: the byte each begins at, and its characters.
fn runs(body: &str, bytes: Range<usize>) -> Vec<(usize, Vec<&str>)> {
    let mut start = bytes.start;
    let characters: Vec<&str> = body.get(bytes).unwrap_or_default().graphemes(true).flat_map(characters).collect();
    let run = |run: &[&'_ str]| {
        let begins = start;
        start += run.iter().map(|character| character.len()).sum::<usize>();
        begins
    };
    let starts: Vec<usize> = characters.chunks(RUN).map(run).collect();
    starts.into_iter().zip(characters.chunks(RUN).map(<[&str]>::to_vec)).collect()
}

/// Takes apart a grapheme whose bytes can't be counted in a byte.
fn characters(grapheme: &str) -> Vec<&str> {
    match u8::try_from(grapheme.len()) {
        Ok(_) => vec![grapheme],
        Err(_) => grapheme.split_inclusive(|_: char| true).collect(),
    }
}

fn word_starts(run: &[&str]) -> Vec<u8> {
    let mut in_word = false;
    let starts = run.iter().enumerate().filter(|(_, character)| {
        let letter = character.chars().any(char::is_alphanumeric);
        let begins = letter && !in_word;
        in_word = letter;
        begins
    });
    starts.map(|(at, _)| u8::try_from(at).unwrap_or(u8::MAX)).collect()
}

/// Adds where a run and each of its characters stand.
fn places(node: &mut Node, shown: &Shown, rect: Rect, run: &[&str], local: Range<usize>) {
    let mut widths = Vec::with_capacity(run.len());
    let mut places = Vec::with_capacity(run.len());
    let mut at = local.start;
    let rtl = shown.shaped.rtl;
    let edge = if rtl { rect.right() } else { rect.left() } - shown.origin.x;
    let mut end = edge;
    let mut by_start: Vec<_> =
        shown.shaped.cells.iter().filter(|cell| local.contains(&(cell.start as usize))).collect();
    by_start.sort_unstable_by_key(|cell| cell.start);
    for character in run {
        let cell = by_start.binary_search_by_key(&at, |cell| cell.start as usize).ok().map(|i| by_start[i]);
        // What has no place of its own, as a line feed has none, stands where the one before it ends.
        let (left, right) = cell.map_or((end, end), |cell| (cell.left, cell.right));
        end = if rtl { left } else { right };
        widths.push(right - left);
        places.push(if rtl { edge - right } else { left - edge });
        at += character.len();
    }
    node.set_text_direction(if rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
    node.set_bounds(bounds(rect));
    node.set_character_positions(places);
    node.set_character_widths(widths);
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}
