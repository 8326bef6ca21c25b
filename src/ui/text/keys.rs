//! What the keyboard does in the article: moving the caret and selecting.
//!
//! Tab and keys with Alt are left to whoever shows the pane; Tab only never leaves the pane by itself.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

use crate::model::segment;
use crate::model::text::Text;

use super::contract::{PaneEvent, PaneInput, PaneSelection};
use super::engine::Inner;
use super::geometry::{Caret, Step};
use super::gesture::Gesture;
use super::pane::ArticlePane;

/// Where a key takes the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Go {
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    PageUp,
    PageDown,
    LineStart,
    LineEnd,
    /// To the end of the line that is at the left: which one it is depends on the direction.
    LineLeft,
    LineRight,
    PartBack,
    PartOn,
    TextStart,
    TextEnd,
}

impl ArticlePane {
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        inner: &mut Inner,
        input: &PaneInput<'_>,
        response: &Response,
        events: &mut Vec<PaneEvent>,
    ) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let mut taken: Vec<(Key, Modifiers)> = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
                let ours = go(*key, *modifiers).is_some()
                    || matches!((*key, modifiers.alt), (Key::Escape | Key::F6, false))
                    || (*key == Key::A && modifiers.command && !modifiers.shift && !modifiers.alt);
                if ours {
                    taken.push((*key, *modifiers));
                }
                !ours
            });
        });
        let mut selection = input.selection;
        for (key, modifiers) in taken {
            match key {
                Key::F6 => events.push(PaneEvent::Leave { back: modifiers.shift }),
                Key::Escape if !matches!(self.gesture, Gesture::Idle) => self.gesture = Gesture::Idle,
                Key::Escape => {
                    selection = None;
                    events.push(PaneEvent::ClearSelection);
                }
                Key::A if modifiers.command => {
                    let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else { continue };
                    let (anchor, head) = (first.bytes.start, last.bytes.end);
                    selection = Some(PaneSelection { anchor, head });
                    events.push(PaneEvent::Select { anchor, head, finished: false });
                }
                _ => {
                    let Some(go) = go(key, modifiers) else { continue };
                    let Some(next) = self.go(inner, input, selection, go, modifiers.shift) else { continue };
                    selection = Some(next);
                    self.reveal(inner, input.text, next.head);
                    let PaneSelection { anchor, head } = next;
                    // More may follow: an armed label waits for a selection by mouse, a label's key ends this one.
                    events.push(PaneEvent::Select { anchor, head, finished: false });
                }
            }
        }
    }

    fn go(
        &mut self,
        inner: &mut Inner,
        input: &PaneInput<'_>,
        selection: Option<PaneSelection>,
        go: Go,
        extend: bool,
    ) -> Option<PaneSelection> {
        let text = input.text;
        let Some(old) = selection else {
            // Without a caret the first key puts one where the eye is.
            let byte = self.shown.iter().find(|shown| shown.origin.y >= self.view.top()).or(self.shown.first())?.start;
            return Some(PaneSelection { anchor: byte, head: byte });
        };
        let part = self.part_of(old.head);
        let rtl = self.shaped(inner, text, part).rtl;
        let go = match go {
            Go::LineLeft | Go::LineRight if (go == Go::LineLeft) != rtl => Go::LineStart,
            Go::LineLeft | Go::LineRight => Go::LineEnd,
            go => go,
        };
        if !extend && old.anchor != old.head && matches!(go, Go::Left | Go::Right) {
            let range = old.range();
            let byte = if (go == Go::Right) != rtl { range.end } else { range.start };
            self.goal_x = None;
            return Some(PaneSelection { anchor: byte, head: byte });
        }
        if !matches!(go, Go::Up | Go::Down | Go::PageUp | Go::PageDown) {
            self.goal_x = None;
        }
        let upstream = self.caret.0 == old.head && self.caret.1.upstream;
        let at = Place { part, caret: Caret { byte: self.local(part, old.head), upstream } };
        let to = match go {
            Go::Left => self.sideways(inner, text, at, false),
            Go::Right => self.sideways(inner, text, at, true),
            Go::WordLeft | Go::WordRight => {
                let onward = (go == Go::WordRight) != rtl;
                let byte = if onward {
                    segment::next_word_end(text, old.head)
                } else {
                    segment::prev_word_start(text, old.head)
                };
                self.at_byte(byte)
            }
            Go::Up => self.vertical(inner, text, at, false),
            Go::Down => self.vertical(inner, text, at, true),
            Go::PageUp | Go::PageDown => self.page(inner, text, at, go == Go::PageDown),
            Go::LineStart | Go::LineEnd | Go::LineLeft | Go::LineRight => {
                let shaped = self.shaped(inner, text, part);
                let line = shaped.line_of(at.caret);
                let caret = if go == Go::LineStart { shaped.line_start(line) } else { shaped.line_end(line) };
                Place { part, caret }
            }
            Go::PartBack if at.caret.byte > 0 => Place { part, caret: Caret::default() },
            Go::PartBack => Place { part: part.saturating_sub(1), caret: Caret::default() },
            Go::PartOn if part + 1 < self.parts.len() => Place { part: part + 1, caret: Caret::default() },
            Go::TextStart => Place { part: 0, caret: Caret::default() },
            Go::PartOn | Go::TextEnd => self.at_byte(self.parts.last()?.bytes.end),
        };
        let byte = self.parts.get(to.part)?.bytes.start + to.caret.byte;
        self.remember_caret(byte, to.caret);
        Some(PaneSelection { anchor: if extend { old.anchor } else { byte }, head: byte })
    }

    fn local(&self, part: usize, byte: usize) -> usize {
        self.parts.get(part).map_or(0, |part| byte.clamp(part.bytes.start, part.bytes.end) - part.bytes.start)
    }

    /// Returns the place of a byte; one between two parts counts as the start of the later.
    fn at_byte(&self, byte: usize) -> Place {
        let mut part = self.part_of(byte);
        let beyond = self.parts.get(part).is_some_and(|this| byte > this.bytes.end);
        if beyond && part + 1 < self.parts.len() {
            part += 1;
        }
        Place { part, caret: Caret { byte: self.local(part, byte), upstream: false } }
    }

    fn sideways(&mut self, inner: &mut Inner, text: &Text, at: Place, right: bool) -> Place {
        let shaped = self.shaped(inner, text, at.part);
        match shaped.step(at.caret, right) {
            Step::To(caret) => Place { part: at.part, caret },
            Step::Before if at.part > 0 => {
                let part = at.part - 1;
                let joins = self.parts[at.part].continues;
                let end = Place { part, caret: Caret { byte: self.local(part, usize::MAX), upstream: true } };
                if joins { self.sideways_within(inner, text, end, right) } else { end }
            }
            Step::Behind if at.part + 1 < self.parts.len() => {
                let part = at.part + 1;
                let start = Place { part, caret: Caret::default() };
                if self.parts[part].continues { self.sideways_within(inner, text, start, right) } else { start }
            }
            _ => at,
        }
    }

    fn sideways_within(&mut self, inner: &mut Inner, text: &Text, at: Place, right: bool) -> Place {
        match self.shaped(inner, text, at.part).step(at.caret, right) {
            Step::To(caret) => Place { part: at.part, caret },
            _ => at,
        }
    }

    fn vertical(&mut self, inner: &mut Inner, text: &Text, at: Place, down: bool) -> Place {
        let shaped = self.shaped(inner, text, at.part);
        let (line, x) = shaped.caret(at.caret);
        let column = x + self.inset(at.part);
        let goal = *self.goal_x.get_or_insert(column);
        let (part, line) = match (down, line) {
            (true, line) if line + 1 < shaped.lines.len() => (at.part, line + 1),
            (true, _) if at.part + 1 < self.parts.len() => (at.part + 1, 0),
            (false, line) if line > 0 => (at.part, line - 1),
            (false, _) if at.part > 0 => (at.part - 1, usize::MAX),
            (true, _) => return Place { caret: Caret { byte: shaped.len, upstream: true }, ..at },
            (false, _) => return Place { caret: Caret::default(), ..at },
        };
        let shaped = self.shaped(inner, text, part);
        let caret = shaped.hit_line(line, goal - self.inset(part));
        Place { part, caret }
    }

    fn inset(&self, part: usize) -> f32 {
        match (self.measures(), self.parts.get(part)) {
            (Some(measures), Some(part)) => measures.inset(part.kind),
            _ => 0.0,
        }
    }

    /// Moves by about a screen, line by line, so that it works where nothing is laid out yet.
    fn page(&mut self, inner: &mut Inner, text: &Text, at: Place, down: bool) -> Place {
        let Some(measures) = self.measures() else { return at };
        let line = (measures.text_size * measures.line_height + measures.under).max(1.0);
        let mut left = self.view.height() - 2.0 * line;
        let mut place = at;
        while left > 0.0 {
            let next = self.vertical(inner, text, place, down);
            if next == place {
                break;
            }
            if next.part != place.part {
                left -= line * 0.7;
            }
            left -= line;
            place = next;
        }
        let page = self.view.height() - 2.0 * line;
        self.scroll_by(inner, text, if down { page } else { -page });
        place
    }
}

/// A caret in a part.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    part: usize,
    caret: Caret,
}

fn go(key: Key, modifiers: Modifiers) -> Option<Go> {
    let mac = cfg!(target_os = "macos");
    let word = if mac { modifiers.alt } else { modifiers.ctrl };
    if modifiers.alt && !mac {
        return None;
    }
    let far = modifiers.command;
    Some(match key {
        Key::ArrowLeft if word => Go::WordLeft,
        Key::ArrowRight if word => Go::WordRight,
        Key::ArrowLeft if far => Go::LineLeft,
        Key::ArrowRight if far => Go::LineRight,
        Key::ArrowLeft => Go::Left,
        Key::ArrowRight => Go::Right,
        Key::ArrowUp if far => Go::PartBack,
        Key::ArrowDown if far => Go::PartOn,
        Key::ArrowUp => Go::Up,
        Key::ArrowDown => Go::Down,
        Key::PageUp if !modifiers.ctrl => Go::PageUp,
        Key::PageDown if !modifiers.ctrl => Go::PageDown,
        Key::Home if far => Go::TextStart,
        Key::End if far => Go::TextEnd,
        Key::Home => Go::LineStart,
        Key::End => Go::LineEnd,
        _ => return None,
    })
}
