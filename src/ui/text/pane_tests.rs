//! Drives the article pane by simulated events, without a window and with the fonts that the program brings along.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};

use super::super::engine::TextEngine;
use super::super::hits::HitSource;
use super::super::marks::{Look, Mark, Pattern};
use super::*;
use crate::model::text::Fragments;

#[path = "access_tests.rs"]
mod access;
#[path = "keys_tests.rs"]
mod keys;

const SIZE: egui::Vec2 = vec2(900.0, 700.0);

/// Hits, and the ranges that were asked for.
struct Found {
    hits: Vec<Span>,
    current: Option<Span>,
    asked: std::cell::RefCell<Vec<Range<usize>>>,
}

impl HitSource for Found {
    fn touching(&self, bytes: Range<usize>) -> &[Span] {
        self.asked.borrow_mut().push(bytes.clone());
        let start = self.hits.partition_point(|hit| hit.end() <= bytes.start);
        &self.hits[start..self.hits.partition_point(|hit| hit.start() < bytes.end)]
    }

    fn current(&self) -> Option<Span> {
        self.current
    }
}

/// A pane in a context of its own, and all that happened in it.
struct Desk {
    ctx: egui::Context,
    pane: ArticlePane,
    text: Text,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
    hits: Option<Found>,
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

/// The drawing of each part's marks, told apart by what came with it.
fn drawings(desk: &Desk) -> Vec<(usize, Arc<Vec<Node>>)> {
    let drawing = |shown: &Shown| {
        let decorated = desk.pane.cache[&shown.part].decor.as_ref().unwrap();
        (shown.part, decorated.nodes.clone().unwrap())
    };
    desk.pane.shown.iter().map(drawing).collect()
}

#[test]
fn a_change_draws_only_the_marks_of_the_parts_it_touches() {
    let mut desk = Desk::new(BODY);
    desk.mark(1, &["asked MI6 last month"]);
    desk.mark(2, &["Second paragraph"]);
    desk.frame(vec![]);
    let mut before = drawings(&desk);
    assert!(before.len() > 2);
    let mut redrawn = |desk: &Desk| {
        let after = drawings(desk);
        let pairs = before.iter().zip(&after).filter(|(a, b)| a.0 != b.0 || !Arc::ptr_eq(&a.1, &b.1));
        let parts: Vec<usize> = pairs.map(|(_, b)| b.0).collect();
        before = after;
        parts
    };
    let of = |desk: &Desk, quote: &str| desk.pane.part_of(desk.find(quote));
    desk.frame(vec![]);
    assert_eq!(redrawn(&desk), [0; 0]);
    desk.mark(3, &["paragraph"]);
    desk.frame(vec![]);
    assert_eq!(redrawn(&desk), [of(&desk, "paragraph")]);
    desk.marks[0].selected = true;
    desk.version += 1;
    desk.frame(vec![]);
    assert_eq!(redrawn(&desk), [of(&desk, "asked MI6")]);
    desk.marks.truncate(2);
    desk.version += 1;
    desk.frame(vec![]);
    assert_eq!(redrawn(&desk), [of(&desk, "paragraph")]);
    desk.style = PaneStyle::dark();
    desk.frame(vec![]);
    assert_eq!(redrawn(&desk).len(), desk.pane.shown.len(), "the paper is another one");
}

#[test]
fn draws_a_crowd_of_marks_without_drawing_each() {
    let mut desk = Desk::new(BODY);
    for id in 0..3000 {
        desk.mark(id, &["asked MI6 last month"]);
    }
    desk.marks[2999].selected = true;
    desk.frame(vec![]);
    let decor = desk.pane.shown.iter().filter_map(|shown| desk.pane.decor(shown.part)).find(|d| !d.badges.is_empty());
    let decor = decor.expect("marks are drawn");
    assert!(decor.badges.len() <= 9, "{}", decor.badges.len());
    assert_eq!(decor.handles.len(), 2, "the selected one always is");
    let update = desk.access.clone().unwrap();
    let told = update.nodes.iter().filter(|(_, node)| node.role() == egui::accesskit::Role::Mark).count();
    assert_eq!(told, 257, "and screen readers are told of it");
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

#[test]
fn lays_out_only_what_is_in_view_of_ten_megabytes() {
    let paragraph = "Words of a paragraph that is about as long as those in the news. ".repeat(4);
    let body = format!("Headline\n\n{}", format!("{paragraph}\n").repeat(10_000_000 / paragraph.len()));
    let mut desk = Desk::new(&body);
    let engine = TextEngine::of(&desk.ctx);
    let bound = 60;
    assert!(engine.layouts_made() < bound, "{}", engine.layouts_made());
    for part in [0.9, 0.1, 0.5, 0.9999] {
        let before = engine.layouts_made();
        let byte = crate::model::segment::floor(&desk.text, (body.len() as f64 * part) as usize);
        desk.pane.scroll_to(byte, 0.33);
        desk.frame(vec![]);
        assert!(engine.layouts_made() - before < bound, "a jump lays out a screen or two");
        let visible = desk.output.clone().unwrap().1;
        assert!(visible.start <= byte && byte <= visible.end);
    }
    let before = engine.layouts_made();
    desk.frame(vec![]);
    assert_eq!(engine.layouts_made(), before, "nothing is laid out twice");
    for _ in 0..100 {
        let scroll = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 300.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        desk.move_to(pos2(400.0, 300.0));
        let before = engine.layouts_made();
        desk.frame(vec![scroll]);
        assert!(engine.layouts_made() - before < bound);
    }
    assert!(desk.pane.laid_out() <= 400, "old layouts are let go");
}

#[test]
fn shows_a_line_of_a_megabyte_a_piece_at_a_time() {
    let body = "one sentence of no great length. ".repeat(32_000);
    let mut desk = Desk::new(&body);
    let engine = TextEngine::of(&desk.ctx);
    assert!(engine.layouts_made() < 20);
    desk.pane.scroll_to(body.len() / 2, 0.5);
    desk.frame(vec![]);
    assert!(engine.layouts_made() < 30);
}

#[test]
fn scrolling_never_makes_the_text_in_view_jump() {
    // Wide and narrow letters, so that the estimates are wrong in both directions.
    let bodies = [format!("{}\n\n", "WWWW MMMM ".repeat(40)), format!("{}\n\n", "iii lll ".repeat(60))];
    let body: String = (0..60).map(|i| bodies[i % 2].as_str()).collect();
    let mut desk = Desk::new(&body);
    desk.pane.scroll_to(body.len() / 2, 0.0);
    desk.frame(vec![]);
    desk.move_to(pos2(400.0, 300.0));
    for _ in 0..60 {
        let before: Vec<(usize, Pos2)> = desk.pane.shown.iter().map(|shown| (shown.part, shown.origin)).collect();
        let scroll = Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, 40.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        desk.frame(vec![scroll]);
        let moved: Vec<f32> = desk
            .pane
            .shown
            .iter()
            .filter_map(|shown| before.iter().find(|(part, _)| *part == shown.part).map(|(_, o)| shown.origin.y - o.y))
            .collect();
        assert!(!moved.is_empty());
        assert!(moved.iter().all(|by| (by - moved[0]).abs() < 1.01 && *by >= -0.01 && *by <= 60.0), "{moved:?}");
    }
}

#[test]
fn keeps_the_first_line_in_view_when_the_text_gets_larger() {
    let body = "Some sentence of the article that goes on for a while and then ends.\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    desk.pane.scroll_to(body.len() / 2, 0.0);
    desk.frame(vec![]);
    let first = desk.output.clone().unwrap().1.start;
    desk.style.text_size = 24.0;
    desk.frame(vec![]);
    let after = desk.output.clone().unwrap().1.start;
    assert!(after.abs_diff(first) < 150, "{first} {after}");
}

#[test]
fn comes_back_to_the_place_in_a_text_that_was_left() {
    let body = "Some sentence of the article that goes on for a while and then ends.\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    desk.pane.scroll_to(body.len() / 2, 0.0);
    desk.frame(vec![]);
    let origins = |desk: &Desk| desk.pane.shown.iter().map(|shown| (shown.part, shown.origin)).collect::<Vec<_>>();
    let before = origins(&desk);
    let text = std::mem::replace(&mut desk.text, Text::new("another"));
    let blocks = std::mem::take(&mut desk.blocks);
    desk.revision = 2;
    desk.frame(vec![]);
    assert_eq!(desk.output.clone().unwrap().1, 0..7);
    (desk.text, desk.blocks, desk.revision) = (text, blocks, 1);
    desk.frame(vec![]);
    let after = origins(&desk);
    let same = before.iter().filter(|(part, at)| after.iter().any(|(p, a)| p == part && (a.y - at.y).abs() < 1.01));
    assert!(same.count() > 5, "{before:?} {after:?}");
}

#[test]
fn a_drag_beyond_the_edge_scrolls() {
    let body = "Some sentence of the article that goes on for a while and then ends.\n\n".repeat(300);
    let mut desk = Desk::new(&body);
    let from = desk.at(desk.find("sentence"));
    let before = desk.output.clone().unwrap().1.end;
    desk.move_to(from);
    desk.button(from, true);
    for _ in 0..30 {
        desk.move_to(pos2(400.0, SIZE.y + 60.0));
    }
    assert!(desk.selection.unwrap().head > before, "it selects what was out of view");
    desk.button(pos2(400.0, SIZE.y + 60.0), false);

    // Upwards too.
    desk.pane.scroll_to(body.len() / 2, 0.0);
    desk.frame(vec![]);
    let visible = desk.output.clone().unwrap().1;
    let before = visible.start;
    let from = desk.at(visible.start + body[visible.start..].find("article").unwrap());
    desk.time += 1.0;
    desk.move_to(from);
    desk.button(from, true);
    for _ in 0..30 {
        desk.move_to(pos2(400.0, -60.0));
    }
    let PaneSelection { anchor, head } = desk.selection.unwrap();
    assert!(head < before && anchor > before, "{head} {before} {anchor}");
    assert!(desk.output.clone().unwrap().1.start <= head, "and shows it");
    desk.button(pos2(400.0, -60.0), false);
}

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

#[test]
fn badges_are_large_where_the_underlines_above_leave_room() {
    let words: Vec<String> = (10..50).map(|number| format!("word{number}")).collect();
    let mut desk = Desk::new(&format!("Heading\n\n{}", words.join(" ")));
    desk.style.line_height = 1.65;
    desk.mark(1, &[&words.join(" ")]);
    desk.mark(2, &["word11 word12 word13 word14 word15 word16 word17 word18"]);
    desk.mark(3, &["word24"]);
    desk.mark(4, &["word38"]);
    desk.frame(vec![]);
    let badge = |id: u128| {
        desk.pane.shown.iter().find_map(|shown| {
            let badges = &desk.pane.decor(shown.part)?.badges;
            badges.iter().find(|badge| badge.id == id).map(|badge| badge.rect)
        })
    };
    let [first, crowded, free] = [1, 3, 4].map(|id| badge(id).unwrap());
    assert!(first.top() < crowded.top() && crowded.top() < free.top(), "on three lines");
    assert_eq!((first.height(), free.height()), (10.0, 10.0));
    assert!(crowded.height() < free.height() && crowded.height() >= 8.0, "{crowded:?}");
}

#[test]
fn a_text_is_shown_from_where_it_was_left_by_another_pane() {
    let body: String = (0..200).map(|n| format!("Paragraph {n} says a little.\n")).collect();
    let mut desk = Desk::new(&body);
    let there = body.find("Paragraph 120 ").unwrap();
    desk.pane.scroll_to(there, 0.0);
    desk.frame(vec![]);
    let places = desk.pane.places();
    assert_eq!(places, [(1, there)]);
    let mut again = Desk::new("Something else.");
    again.pane.resume([(9, there)]);
    (again.text, again.revision) = (Text::new(&body), 9);
    again.blocks = Block::guess(&again.text);
    again.frame(vec![]);
    assert_eq!(again.pane.places(), [(9, there)]);
    again.revision = 2;
    again.frame(vec![]);
    assert_eq!(again.pane.places(), [(9, there)], "a text at its start needs no place");
}

#[test]
fn boxes_are_drawn_around_the_hits_in_view_alone_and_kept() {
    let mut desk = Desk::new(&"One word and another word here.\n".repeat(4000));
    let hits: Vec<Span> =
        desk.text.as_str().match_indices("word").map(|(at, _)| desk.text.span(at, at + 4).unwrap()).collect();
    desk.hits = Some(Found { current: hits.get(1).copied(), hits, asked: std::cell::RefCell::default() });
    desk.version += 1;
    desk.frame(vec![]);
    let shown: Vec<usize> = desk.pane.shown.iter().map(|shown| shown.part).collect();
    let drawn = |desk: &Desk| -> Vec<usize> {
        let all = desk.pane.cache.iter().filter_map(|(part, entry)| Some((*part, entry.hits.as_ref()?.count())));
        let mut parts: Vec<usize> = all.map(|(part, count)| (assert_eq!(count, 2), part).1).collect();
        parts.sort_unstable();
        parts
    };
    assert!(shown.len() > 5 && shown.len() < 60);
    assert_eq!(drawn(&desk), shown);
    let asked = |desk: &Desk| desk.hits.as_ref().unwrap().asked.borrow().len();
    assert_eq!(asked(&desk), shown.len());
    // Nobody asks again while nothing changes, nor draws again what stays the same.
    desk.frame(vec![]);
    assert_eq!(asked(&desk), shown.len());
    let second = desk.hits.as_ref().unwrap().hits[1];
    let boxes = |desk: &Desk| desk.pane.cache[&shown[0]].hits.as_ref().map(|boxes| boxes.current());
    assert_eq!(boxes(&desk), Some(Some(second)));
    desk.hits.as_mut().unwrap().current = None;
    desk.version += 1;
    desk.frame(vec![]);
    assert_eq!(boxes(&desk), Some(None));
    desk.hits = None;
    desk.frame(vec![]);
    assert_eq!(drawn(&desk), Vec::<usize>::new());
}
