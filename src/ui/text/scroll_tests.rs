//! Holds the place in view while a text is scrolled, left, drawn larger.

use super::*;

/// The wheel, turned by some points.
fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
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
        desk.move_to(pos2(400.0, 300.0));
        let before = engine.layouts_made();
        desk.frame(vec![wheel(300.0)]);
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
        desk.frame(vec![wheel(40.0)]);
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
