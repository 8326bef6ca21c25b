//! Drives the article pane by simulated events, without a window and with the fonts that the program brings along.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};

use super::super::engine::TextEngine;
use super::super::hits::{HitSource, PaneHits};
use super::super::marks::{Look, Mark, Pattern};
use super::super::style::PaneStyle;
use super::*;
use crate::model::segment::Edge;
use crate::model::text::{Block, Fragments, Span};

#[path = "access_tests.rs"]
mod access;
#[path = "gesture_tests.rs"]
mod gestures;
#[path = "keys_tests.rs"]
mod keys;
#[path = "paint_tests.rs"]
mod painting;
#[path = "scroll_tests.rs"]
mod scrolling;

const SIZE: egui::Vec2 = vec2(900.0, 700.0);

/// A pane in a context of its own, and all that happened in it.
struct Desk {
    ctx: egui::Context,
    pane: ArticlePane,
    text: Text,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    hits: Option<painting::Found>,
    version: u64,
    revision: u128,
    selection: Option<PaneSelection>,
    style: PaneStyle,
    word_snap: bool,
    time: f64,
    events: Vec<PaneEvent>,
    output: Option<(Option<Rect>, Range<usize>)>,
    repaint: std::time::Duration,
    access: Option<egui::accesskit::TreeUpdate>,
    modifiers: Modifiers,
}

impl Desk {
    fn new(body: &str) -> Desk {
        let ctx = egui::Context::default();
        TextEngine::bundled().install(&ctx);
        ctx.enable_accesskit();
        let text = Text::new(body);
        let blocks = Block::guess(&text);
        let mut desk = Desk {
            ctx,
            pane: ArticlePane::new(),
            text,
            blocks,
            marks: Vec::new(),
            hits: None,
            version: 0,
            revision: 1,
            selection: None,
            style: PaneStyle::light(),
            word_snap: true,
            time: 0.0,
            events: Vec::new(),
            output: None,
            repaint: std::time::Duration::MAX,
            access: None,
            modifiers: Modifiers::NONE,
        };
        desk.frame(vec![]);
        desk.frame(vec![]);
        desk
    }

    fn frame(&mut self, mut events: Vec<Event>) {
        self.time += 0.02;
        if !events.is_empty() {
            events.insert(0, Event::ModifiersChanged(self.modifiers));
        }
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            egui::CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
                let input = PaneInput {
                    bands: &[],
                    heat: None,
                    revision: self.revision,
                    title: "A title",
                    byline: "Outlet, 6 March 2026",
                    text: &self.text,
                    blocks: &self.blocks,
                    marks: &self.marks,
                    marks_version: self.version,
                    hits: self.hits.as_ref().map(|hits| PaneHits { source: hits, version: self.version }),
                    selection: self.selection,
                    pending: &[],
                    style: &self.style,
                    word_snap: self.word_snap,
                    armed: None,
                    read_only: false,
                };
                let output = self.pane.show(ui, &input);
                self.output = Some((output.selection_end, output.visible));
                for event in &output.events {
                    match event {
                        PaneEvent::Select { anchor, head, .. } | PaneEvent::Widen { anchor, head } => {
                            self.selection = Some(PaneSelection { anchor: *anchor, head: *head });
                        }
                        PaneEvent::ClearSelection => self.selection = None,
                        _ => {}
                    }
                }
                self.events.extend(output.events);
            });
        });
        output.textures_delta.clear();
        self.repaint = output.viewport_output.values().map(|v| v.repaint_delay).min().unwrap_or_default();
        self.access = output.platform_output.accesskit_update;
    }

    fn mark(&mut self, id: u128, quotes: &[&str]) -> &mut Mark {
        let spans = quotes.iter().map(|quote| {
            let at = self.text.as_str().find(quote).unwrap();
            self.text.span(at, at + quote.len()).unwrap()
        });
        let look = Look {
            name: "claim".into(),
            letter: "C".into(),
            colour: Color32::from_rgb(0, 0x72, 0xB2),
            tint: 0.18,
            pattern: Pattern::Solid,
        };
        let fragments = Fragments::new(spans.collect()).unwrap();
        self.marks.push(Mark::new(id, fragments, look));
        self.version += 1;
        self.marks.last_mut().unwrap()
    }

    fn find(&self, quote: &str) -> usize {
        self.text.as_str().find(quote).unwrap()
    }

    /// The point just inside the grapheme at a byte, on its leading side.
    fn at(&self, byte: usize) -> Pos2 {
        let next = crate::model::segment::next_grapheme(&self.text, byte);
        let rect = self.pane.rects(byte..next)[0];
        pos2(rect.left() + rect.width() * 0.2, rect.center().y)
    }

    fn move_to(&mut self, at: Pos2) {
        self.frame(vec![Event::PointerMoved(at)]);
    }

    fn button(&mut self, at: Pos2, pressed: bool) {
        let modifiers = self.modifiers;
        self.frame(vec![Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers }]);
    }

    fn click(&mut self, at: Pos2) {
        self.move_to(at);
        self.button(at, true);
        self.button(at, false);
    }

    fn slow_click(&mut self, at: Pos2) {
        self.time += 1.0;
        self.click(at);
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.time += 1.0;
        self.move_to(from);
        self.button(from, true);
        self.move_to(from + (to - from) * 0.5);
        self.move_to(to);
        self.button(to, false);
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.modifiers = modifiers;
        self.frame(vec![Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }]);
        self.modifiers = Modifiers::NONE;
    }

    fn selected(&self) -> &str {
        self.selection.map_or("", |selection| &self.text.as_str()[selection.range()])
    }

    fn take(&mut self) -> Vec<PaneEvent> {
        let hover = |event: &PaneEvent| matches!(event, PaneEvent::Hover(_));
        std::mem::take(&mut self.events).into_iter().filter(|event| !hover(event)).collect()
    }
}

const BODY: &str =
    "A headline of the article\n\nHe asked MI6 last month, they say. It is not true.\nSecond paragraph here.";

#[test]
fn is_idle_when_nothing_happens() {
    let mut desk = Desk::new(BODY);
    desk.mark(1, &["asked MI6"]).selected = true;
    desk.slow_click(desk.at(desk.find("Second")));
    for _ in 0..5 {
        desk.time += 1.0;
        desk.frame(vec![]);
    }
    assert!(desk.repaint > std::time::Duration::from_secs(60), "{:?}", desk.repaint);
}

#[test]
fn shows_any_text_in_any_size() {
    for body in ["", "\n\n", "x", "\u{202e}abc\u{202c}\n\r\t", "אבג"] {
        let mut desk = Desk::new(body);
        for size in [4.0, 17.0, 200.0] {
            desk.style.text_size = size;
            desk.frame(vec![]);
            desk.slow_click(pos2(300.0, 100.0));
            desk.key(Key::ArrowDown, Modifiers::NONE);
            desk.key(Key::PageUp, Modifiers::NONE);
            desk.key(Key::End, Modifiers::CTRL | Modifiers::COMMAND);
            desk.key(Key::A, Modifiers::CTRL | Modifiers::COMMAND);
        }
    }
}
