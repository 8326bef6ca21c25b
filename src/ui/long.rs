//! Shows rows of unequal height one below the other, however many there are, and lays out only those in view.
//!
//! Heights are estimated until a row is in view. Where the one at the top turns out to be of another height, what is
//! below it stays where it is, and the scroll position gives way.

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::text::parts::{Heights, width_of_a_byte};

/// Estimates how high a text of a size stands in a width, in points.
pub(super) fn guess(text: &str, size: f32, width: f32) -> f32 {
    let lines = text.len() as f32 * size * width_of_a_byte(text) / width.max(size);
    lines.ceil().max(1.0) * (size * 1.35).ceil()
}

/// Where a vertical scroll area stands that rows, or keys, move further.
#[derive(Default)]
pub(super) struct Scroll {
    /// How far it is scrolled, and how much further it is to be, in points.
    at: f32,
    further: f32,
    /// Whether it goes to the end, which what comes into view there may move.
    to_end: bool,
}

impl Scroll {
    /// Shows a scroll area; `add` returns by how many points it has to be scrolled further, as [`Rows::show`] does.
    pub(super) fn show(&mut self, ui: &mut Ui, area: ScrollArea, add: impl FnOnce(&mut Ui) -> f32) -> Rect {
        let further = std::mem::take(&mut self.further);
        let area = if further == 0.0 { area } else { area.vertical_scroll_offset((self.at + further).max(0.0)) };
        let shown = area.show(ui, add);
        (self.at, self.further) = (shown.state.clamped_offset().y, shown.inner);
        let left = shown.content_size.y - shown.inner_rect.height() - self.at;
        self.to_end &= left > 0.5;
        if self.to_end {
            self.further += left;
            ui.ctx().request_repaint();
        }
        shown.inner_rect
    }

    /// Takes the keys that scroll, in a view of a height in points.
    pub(super) fn keys(&mut self, ui: &Ui, room: f32) {
        // A line or two of what was in view stay there.
        let page = (room - 48.0).max(48.0);
        for (key, by) in [(Key::PageDown, page), (Key::PageUp, -page), (Key::Home, -self.at), (Key::End, 0.0)] {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.further += by;
                self.to_end = key == Key::End;
                ui.ctx().request_repaint();
            }
        }
    }
}

/// What a list of rows remembers; `K` is what the rows are made from.
pub(super) struct Rows<K> {
    /// What they were made from, and how wide they were, in points.
    of: Option<(K, f32)>,
    heights: Heights,
    /// The row at the top of the view, and how far it is scrolled off, in points.
    top: (usize, f64),
}

impl<K> Default for Rows<K> {
    fn default() -> Rows<K> {
        Rows { of: None, heights: Heights::default(), top: (0, 0.0) }
    }
}

impl<K: PartialEq> Rows<K> {
    /// Shows the rows that are in view, inside a vertical scroll area. `guess` estimates the heights of all of them in
    /// a width, `measure` gives that of one as it is, and `row` shows it. Returns by how many points the area has to
    /// be scrolled further before it is shown again.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        of: K,
        guess: impl FnOnce(f32) -> Vec<f32>,
        mut measure: impl FnMut(&Ui, usize) -> f32,
        mut row: impl FnMut(&mut Ui, usize),
    ) -> f32 {
        let (place, width) = (ui.cursor().min, ui.available_width());
        let seen = ui.clip_rect();
        let (mut from, mut to) = (f64::from(seen.top() - place.y), f64::from(seen.bottom() - place.y));
        let scrolled = from;
        if self.of.as_ref().is_none_or(|(old, wide)| *old != of || *wide != width) {
            let same = self.of.as_ref().is_some_and(|(old, _)| *old == of);
            self.heights = Heights::new(guess(width));
            if same && from > 0.0 {
                let (row, off) = self.top;
                from = self.heights.before(row) + off.min(f64::from(self.heights.get(row)));
                to += from - scrolled;
            }
            self.of = Some((of, width));
        }
        let (first, _) = self.heights.at(from);
        let mut y = self.heights.before(first);
        let mut draw = |ui: &mut Ui, at: usize, from: f64, y: f64, height: f32| {
            let top = place.y + (y - from + scrolled) as f32;
            let room = Rect::from_min_size(pos2(place.x, top), vec2(width, height));
            // Its ids are its own, however many rows are shown before it: what has the keyboard keeps it.
            let own = UiBuilder::new().scope_id(ui.scope_id().with(("row", at)));
            row(&mut ui.new_child(own.max_rect(room)), at);
        };
        for at in first..self.heights.count() {
            // One row more on either side is there for the keyboard to go on to.
            if y - f64::from(at.checked_sub(1).map_or(0.0, |before| self.heights.get(before))) >= to {
                break;
            }
            let height = measure(ui, at);
            if at == first {
                if y < from {
                    let more = f64::from(height - self.heights.get(at));
                    (from, to) = (from + more, to + more);
                }
                if let Some(before) = at.checked_sub(1) {
                    let above = measure(ui, before);
                    draw(ui, before, from, y - f64::from(above), above);
                }
            }
            self.heights.set(at, height);
            draw(ui, at, from, y, height);
            y += f64::from(height);
        }
        self.top = (first, (from - self.heights.before(first)).max(0.0));
        ui.allocate_space(vec2(width, self.heights.total() as f32));
        (from - scrolled) as f32
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, RawInput, ScrollArea, Sense, Vec2};

    use super::*;

    /// Rows of which every seventh is far higher than it is thought to be, and every fifth lower.
    fn true_height(at: usize) -> f32 {
        if at.is_multiple_of(7) {
            95.0
        } else if at.is_multiple_of(5) {
            8.0
        } else {
            20.0
        }
    }

    struct List {
        rows: Rows<u8>,
        scrolled: f32,
        further: f32,
        width: f32,
        /// The rows that were shown, with their distance from the top of the view.
        shown: Vec<(usize, f32)>,
    }

    impl List {
        fn new() -> List {
            List { rows: Rows::default(), scrolled: 0.0, further: 0.0, width: 300.0, shown: Vec::new() }
        }

        /// Shows a frame, scrolled by so much from where the list stood.
        fn frame(&mut self, ctx: &Context, by: f32) {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(self.width, 400.0))),
                ..RawInput::default()
            };
            let mut output = ctx.run_ui(input, |ui| {
                let area = ScrollArea::vertical().auto_shrink(false);
                let area = area.vertical_scroll_offset(self.scrolled + self.further + by);
                let top = ui.cursor().top();
                self.shown.clear();
                let output = area.show(ui, |ui| {
                    let guess = |_| vec![20.0; 2000];
                    self.rows.show(
                        ui,
                        0,
                        guess,
                        |_, at| true_height(at),
                        |ui, at| {
                            self.shown.push((at, ui.max_rect().top() - top));
                            ui.allocate_exact_size(Vec2::new(10.0, true_height(at)), Sense::hover());
                        },
                    )
                });
                (self.scrolled, self.further) = (output.state.clamped_offset().y, output.inner);
            });
            output.textures_delta.clear();
        }

        fn place(&self, row: usize) -> Option<f32> {
            self.shown.iter().find(|(at, _)| *at == row).map(|(_, top)| *top)
        }
    }

    #[test]
    fn only_rows_in_view_are_shown_and_none_of_them_jumps() {
        let (ctx, mut list) = (Context::default(), List::new());
        list.frame(&ctx, 0.0);
        assert!(list.shown.len() < 30, "{}", list.shown.len());
        assert_eq!(list.shown[..3], [(0, 0.0), (1, 95.0), (2, 115.0)]);
        // Into the middle, which was never in view, and from there upwards.
        list.frame(&ctx, 20_000.0);
        list.frame(&ctx, 0.0);
        for step in 0..60 {
            let before = list.shown.clone();
            list.frame(&ctx, -17.0);
            assert!(list.shown.len() < 30);
            for (row, top) in before {
                let Some(now) = list.place(row) else { continue };
                assert!((now - top - 17.0).abs() < 0.1, "step {step}, row {row}: from {top} to {now}");
            }
        }
    }

    #[test]
    fn the_row_at_the_top_stays_there_when_the_width_changes() {
        let (ctx, mut list) = (Context::default(), List::new());
        list.frame(&ctx, 0.0);
        // All that is above was in view, and is of other heights than were thought.
        (0..40).for_each(|_| list.frame(&ctx, 300.0));
        let first = list.shown[0];
        list.width = 260.0;
        list.frame(&ctx, 0.0);
        assert_eq!(list.shown[0].0, first.0);
        list.frame(&ctx, 0.0);
        assert_eq!(list.shown[0].0, first.0);
    }
}
