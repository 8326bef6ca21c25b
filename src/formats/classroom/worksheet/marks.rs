//! Draws the text in numbered lines, with marks as lines under their words and their signs above.
//!
//! A sign stands over the first words of its mark and takes no room among them: so the lines of the worksheet and of
//! its answers are the same, and no sign is parted from its words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::classroom::Handout;
use crate::formats::blocks::html;
use crate::formats::page::Page;
use crate::model::{BlockKind, Fragments, LabelKey, Text};

use super::lines::{self, Line};

/// Heights that lines under words stand at; with more marks above each other some share one.
pub(super) const LANES: usize = 6;

/// Every how many lines the number is printed.
const NUMBERED: usize = 5;

/// How wide a letter of a sign is, in hundredths of the text's em.
const SIGN: usize = 46;

/// A mark as the page shows it.
#[derive(Clone, Debug)]
pub(super) struct Shown<'h> {
    /// The number of its label in the handout.
    pub(super) label: Option<usize>,
    /// Its words.
    pub(super) place: &'h Fragments,
    /// What it is called: the letter of its label and a number.
    pub(super) name: String,
}

/// Names marks, those that are given before the others, so that examples are called the same on each sheet.
pub(super) fn shown<'h>(
    handout: &Handout,
    marks: impl Iterator<Item = (&'h LabelKey, &'h Fragments, bool)>,
) -> Vec<Shown<'h>> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let marks: Vec<_> = marks.collect();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|at| !marks[*at].2);
    let mut names = vec![String::new(); marks.len()];
    for at in order {
        let letter =
            handout.labels.iter().find(|row| row.key == *marks[at].0).map(|row| letter(&row.letter, &row.name));
        let letter = letter.unwrap_or_else(|| letter_of(marks[at].0.as_str()));
        let count = counts.entry(letter.clone()).or_default();
        *count += 1;
        names[at] = format!("{letter}{count}");
    }
    let label = |key: &LabelKey| handout.labels.iter().position(|row| row.key == *key);
    let marks = marks.iter().zip(names);
    marks.map(|((key, place, _), name)| Shown { label: label(key), place, name }).collect()
}

/// Returns the letter of a label; where it has none, the first of its name.
pub(super) fn letter(letter: &str, name: &str) -> String {
    if letter.trim().is_empty() { letter_of(name) } else { letter.trim().to_owned() }
}

fn letter_of(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect())
}

/// A text in lines.
pub(super) struct Sheet<'h> {
    text: &'h Text,
    language: &'h str,
    leftward: bool,
    lines: Vec<Line>,
}

impl<'h> Sheet<'h> {
    /// Breaks the text of a handout.
    pub(super) fn of(handout: &'h Handout) -> Sheet<'h> {
        let (text, language) = (&handout.text, handout.details.language.as_str());
        let told = html::direction(language) == "rtl";
        let lines = lines::lines(text, &handout.blocks, told);
        let leftward = told || lines.iter().filter(|line| line.leftward).count() * 2 > lines.len();
        Sheet { text, language, leftward, lines }
    }

    /// Returns the numbers of the first and the last line that a mark stands in, from 1; `None` for one on white space.
    pub(super) fn rows(&self, place: &Fragments) -> Option<(usize, usize)> {
        let first = self.lines.iter().position(|line| line.bytes.end > place.start())?;
        let last = self.lines.iter().rposition(|line| line.bytes.start < place.end())?;
        (first <= last).then_some((first + 1, last + 1))
    }

    /// Draws the lines with these marks.
    pub(super) fn draw(&self, out: &mut Page, marks: &[Shown<'_>]) {
        let lanes = lanes(marks);
        out.raw("<div class=\"text\"");
        out.raw(if self.leftward { " dir=\"rtl\"" } else { " dir=\"ltr\"" });
        html::lang(out, self.language);
        out.raw(">\n");
        for (at, line) in self.lines.iter().enumerate() {
            let number = at + 1;
            let begins = if line.first { " first" } else { "" };
            out.raw(&format!("<div class=\"line {}{begins}\"><span class=\"n\">", class(line.kind)));
            if number % NUMBERED == 0 {
                out.raw(&number.to_string());
            }
            out.raw(if line.leftward {
                "</span><span class=\"t\" dir=\"rtl\">"
            } else {
                "</span><span class=\"t\" dir=\"ltr\">"
            });
            self.line(out, line, marks, &lanes);
            out.raw("</span></div>\n");
        }
        out.raw("</div>\n");
    }

    /// Draws a line, from edge to edge of its marks.
    fn line(&self, out: &mut Page, line: &Line, marks: &[Shown<'_>], lanes: &[usize]) {
        let (start, end) = (line.bytes.start, line.bytes.end);
        let behind = self.behind(line);
        // The marks here, lowest line first, with the bytes of each fragment, and with its sign where it begins.
        let mut here: Vec<(usize, usize, usize)> = Vec::new();
        let mut signs: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut cuts = vec![start, end];
        for (at, mark) in marks.iter().enumerate() {
            for (piece, span) in mark.place.spans().iter().enumerate() {
                let (from, to) = (span.start().max(start), span.end().min(end));
                if from >= to {
                    continue;
                }
                here.push((at, from, to));
                cuts.extend([from, to]);
                // What begins in the white space before a line begins with the line.
                if span.start() >= behind {
                    let name = if piece == 0 { mark.name.clone() } else { format!("…{}", mark.name) };
                    signs.entry(from).or_default().push(name);
                }
            }
        }
        here.sort_by_key(|(at, ..)| std::cmp::Reverse(lanes[*at]));
        cuts.sort_unstable();
        cuts.dedup();
        // How far the sign before reaches, so that none is printed over another.
        let mut reached = 0;
        for pair in cuts.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let covers = || here.iter().filter(|(_, start, end)| *start <= from && to <= *end);
            for (at, ..) in covers() {
                let label = marks[*at].label.map_or_else(String::new, |label| format!(" k{label}"));
                out.raw(&format!("<span class=\"u n{}{label}\">", lanes[*at] % LANES));
            }
            if let Some(names) = signs.get(&from) {
                let name = names.join(" ");
                let stands = lines::width(self.part(start, from));
                let shift = usize::saturating_sub(reached, stands);
                reached = stands + shift + name.chars().count() * SIGN + SIGN / 2;
                out.raw(&format!(
                    "<b class=\"sign\" style=\"margin-inline-start:{}.{:02}em\">",
                    shift / 60,
                    shift % 60
                ));
                out.text(&name);
                out.raw("</b>");
            }
            out.isolated(&self.part(from, to).replace('\n', " "));
            covers().for_each(|_| out.raw("</span>"));
        }
    }

    /// Returns where the line before this one ends.
    fn behind(&self, line: &Line) -> usize {
        let at = self.lines.partition_point(|other| other.bytes.start < line.bytes.start);
        at.checked_sub(1).map_or(0, |before| self.lines[before].bytes.end)
    }

    fn part(&self, from: usize, to: usize) -> &'h str {
        self.text.as_str().get(from..to).unwrap_or_default()
    }
}

/// Returns the class of a block's lines.
fn class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Standfirst | BlockKind::Heading => "heading",
        BlockKind::Quote | BlockKind::ListItem => "inner",
        BlockKind::Paragraph | BlockKind::Caption => "running",
    }
}

/// Gives each mark the first height that is free all along, the longer of two that begin together first.
fn lanes(marks: &[Shown<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|at| (marks[*at].place.start(), std::cmp::Reverse(marks[*at].place.end()), *at));
    let (mut lanes, mut free_from): (Vec<usize>, Vec<usize>) = (vec![0; marks.len()], Vec::new());
    for at in order {
        let place = marks[at].place;
        let lane = free_from.iter().position(|end| *end <= place.start()).unwrap_or(free_from.len());
        if lane == free_from.len() {
            free_from.push(0);
        }
        free_from[lane] = place.end();
        lanes[at] = lane;
    }
    lanes
}

/// Returns the rules of a style that hold lines under words apart.
pub(super) fn styles() -> String {
    let mut css = String::new();
    for lane in 0..LANES {
        let _ = writeln!(css, ".u.n{lane} {{ padding-bottom: {}pt; }}", 1.5 + 3.6 * lane as f32);
    }
    css
}
