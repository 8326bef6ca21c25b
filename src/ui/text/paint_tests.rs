//! Draws marks and hits, and no more often than is needed.

use super::*;

/// Hits, and the ranges that were asked for.
pub(super) struct Found {
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
