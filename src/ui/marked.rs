//! Shows text with marks for what went, came or differs: a line through it, a line below it, and a tint, so that no
//! mark is told by its colour alone; a screen reader hears them in words.

use std::ops::Range;

use egui::{Color32, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::text::{LaidText, TextEngine, TextStyle, Wrap};
use super::theme::Palette;
use crate::say;

/// How some words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// They went: struck through.
    Gone,
    /// They came: underlined.
    Come,
    /// They stand elsewhere: between dotted lines.
    Moved,
    /// They differ: underlined twice.
    Other,
    /// They are annotated: underlined, in the colour of this one of the labels.
    Label(usize),
}

/// A text with marks, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) marks: Vec<(Range<usize>, Mark)>,
    /// The labels that marks speak of: their names, and their places in the palette.
    pub(super) labels: Vec<(String, u8)>,
}

impl Marked {
    /// Adds words.
    pub(super) fn push(&mut self, words: &str, mark: Option<Mark>) {
        let start = self.text.len();
        self.text.push_str(words);
        if let Some(mark) = mark.filter(|_| !words.trim().is_empty()) {
            let end = start + words.trim_end().len();
            self.marks.push((start + (words.len() - words.trim_start().len())..end, mark));
        }
    }

    /// Tells whether the last words have a mark.
    pub(super) fn ends_in(&self, mark: Mark) -> bool {
        self.marks.last().is_some_and(|(range, last)| *last == mark && range.end == self.text.len())
    }

    /// Cuts it at white space, else between characters, into pieces of at most so many bytes and a word.
    pub(super) fn pieces(self, most: usize) -> Vec<Marked> {
        let mut ends = Vec::new();
        let mut at = 0;
        while self.text.len() - at > most {
            let from = self.text.ceil_char_boundary(at + most);
            let space = self.text[from..].char_indices().take(most).find(|(_, c)| c.is_whitespace());
            at = space.map_or(from, |(by, c)| from + by + c.len_utf8());
            ends.push(at);
        }
        if ends.is_empty() {
            return vec![self];
        }
        ends.push(self.text.len());
        let mut start = 0;
        let piece = |end: usize| {
            let bytes = std::mem::replace(&mut start, end)..end;
            let inside = |(range, mark): &(Range<usize>, Mark)| {
                let (from, to) = (range.start.max(bytes.start), range.end.min(bytes.end));
                (from < to).then(|| (from - bytes.start..to - bytes.start, *mark))
            };
            let marks = self.marks.iter().filter_map(inside).collect();
            Marked { text: self.text[bytes.clone()].to_owned(), marks, labels: self.labels.clone() }
        };
        ends.into_iter().filter(|end| *end > 0).map(piece).collect()
    }

    /// Returns how high it stands in a width, in points.
    pub(super) fn height(&self, ui: &Ui, size: f32, width: f32) -> f32 {
        self.lay_out(ui, size, width).size.y
    }

    fn lay_out(&self, ui: &Ui, size: f32, width: f32) -> LaidText {
        let engine = TextEngine::of(ui.ctx());
        engine.lay_out(ui.ctx(), &TextStyle::size(size).wrap(Wrap::All), width, &self.text)
    }

    /// Says it with the marks in words.
    pub(super) fn spoken(&self) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for (range, mark) in &self.marks {
            let words = self.text.get(range.clone()).unwrap_or("");
            out.push_str(self.text.get(at..range.start).unwrap_or(""));
            out.push_str(&match mark {
                Mark::Gone => say!("marked-gone", words = words),
                Mark::Come => say!("marked-come", words = words),
                Mark::Moved => say!("marked-moved", words = words),
                Mark::Other => say!("marked-other", words = words),
                Mark::Label(at) => {
                    let name = self.labels.get(*at).map_or("", |(name, _)| name.as_str());
                    say!("marked-label", label = name, words = words)
                }
            });
            at = range.end;
        }
        out.push_str(self.text.get(at..).unwrap_or(""));
        out
    }

    /// Shows it over as many lines as it needs, in all the width there is.
    pub(super) fn show(&self, ui: &mut Ui, size: f32, sense: Sense) -> Response {
        let palette = Palette::of(ui.ctx());
        let width = ui.available_width();
        let laid = self.lay_out(ui, size, width);
        let (rect, response) = ui.allocate_exact_size(vec2(width, laid.size.y), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), self.spoken()));
        if ui.is_rect_visible(rect) {
            let corner: Pos2 = rect.min;
            for (range, mark) in &self.marks {
                for place in laid.rects(range.clone()) {
                    paint(ui, place.translate(corner.to_vec2()), *mark, self.colour(*mark, palette), palette);
                }
            }
            laid.paint(ui.painter(), corner, palette.ink);
            for (range, mark) in self.marks.iter().filter(|(_, mark)| *mark == Mark::Gone) {
                for place in laid.rects(range.clone()) {
                    let place = place.translate(corner.to_vec2());
                    let line = [place.left_center(), place.right_center()];
                    ui.painter().line_segment(line, Stroke::new(1.5, self.colour(*mark, palette)));
                }
            }
        }
        response
    }

    fn colour(&self, mark: Mark, palette: &Palette) -> Color32 {
        match mark {
            Mark::Gone => palette.label(1),
            Mark::Come => palette.label(2),
            Mark::Moved => palette.label(3),
            Mark::Other => palette.accent,
            Mark::Label(at) => self.labels.get(at).map_or(palette.quiet, |(_, slot)| palette.label(*slot)),
        }
    }
}

fn paint(ui: &Ui, place: Rect, mark: Mark, colour: Color32, palette: &Palette) {
    let painter = ui.painter();
    painter.rect_filled(
        place.expand2(vec2(0.0, 1.0)),
        0,
        Palette::mix(palette.paper, colour, palette.tint_share() * 0.7),
    );
    let line = |y: f32| [egui::pos2(place.left(), y), egui::pos2(place.right(), y)];
    let below = place.bottom() + 1.0;
    match mark {
        Mark::Gone => {}
        Mark::Come | Mark::Label(_) => drop(painter.line_segment(line(below), Stroke::new(1.5, colour))),
        Mark::Other => {
            painter.line_segment(line(below), Stroke::new(1.0, colour));
            painter.line_segment(line(below + 2.0), Stroke::new(1.0, colour));
        }
        Mark::Moved => {
            for y in [place.top() - 1.0, below] {
                let dots = egui::Shape::dotted_line(&line(y), colour, 4.0, 0.8);
                painter.extend(dots);
            }
        }
    }
}
