//! Finds the footnotes of pages: what stands in smaller letters below all other text of its column and begins with a
//! number or a star. The numbers in the text that refer to them are none of its words.

use std::collections::HashSet;

use super::lines::Line;
use super::paragraphs::Paragraph;
use crate::documents::raised;

/// How large, in times of the text, a footnote is at most.
const SMALL: f32 = 0.93;
/// Lines of a page that is no text.
const MANY: usize = 2_000;
/// Units, of which a raised number is a power.
const UNITS: [&str; 8] = ["m", "km", "cm", "mm", "dm", "s", "ft", "in"];

/// What footnotes there are.
pub(super) struct Notes {
    /// Of each paragraph, whether it is one.
    pub(super) are: Vec<bool>,
    /// Their numbers, by the page that they stand on.
    numbers: HashSet<(usize, String)>,
}

impl Notes {
    /// Finds them. `body` is the size of the text, in points.
    pub(super) fn of(paragraphs: &[Paragraph], body: f32) -> Notes {
        let text = paragraphs.iter().filter(|paragraph| paragraph.is_text()).flat_map(|paragraph| &paragraph.lines);
        let large: Vec<&Line> = text.filter(|line| line.size > SMALL * body).collect();
        let pages = large.iter().map(|line| line.page + 1).max().unwrap_or(0);
        let mut of_page: Vec<Vec<&Line>> = vec![Vec::new(); pages];
        large.into_iter().for_each(|line| of_page[line.page].push(line));
        of_page.iter_mut().filter(|lines| lines.len() > MANY).for_each(Vec::clear);
        let lowest = |note: &Line| {
            let beside = |line: &&&Line| line.left < note.right && note.left < line.right;
            let bases = of_page.get(note.page).into_iter().flatten().filter(beside).map(|line| line.base);
            bases.fold(None, |lowest: Option<f32>, base| Some(lowest.map_or(base, |lowest| lowest.max(base))))
        };
        let mut notes = Notes { are: Vec::with_capacity(paragraphs.len()), numbers: HashSet::new() };
        let mut before: Option<(usize, f32)> = None;
        for paragraph in paragraphs {
            let first = &paragraph.lines[0];
            let number = number(&first.text);
            let small = paragraph.is_text() && first.size <= SMALL * body;
            let goes_on = before.is_some_and(|(page, size)| page == first.page && (size - first.size).abs() < 0.3);
            let is_note = small && (number.is_some() || goes_on) && lowest(first).is_some_and(|base| base < first.base);
            if is_note {
                notes.numbers.extend(number.map(|number| (first.page, number)));
                before = Some((first.page, first.size));
            } else if paragraph.is_text() {
                before = None;
            }
            notes.are.push(is_note);
        }
        notes
    }

    /// Takes the numbers out of a paragraph's words that refer to footnotes of its pages. Raised numbers behind a digit
    /// stay such, all others are written as any.
    pub(super) fn unreferred(&self, text: &str, pages: std::ops::RangeInclusive<usize>) -> String {
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_raised) {
            let (before, from) = rest.split_at(start);
            plain.push_str(before);
            let (run, behind) = from.split_at(from.find(|c| !is_raised(c)).unwrap_or(from.len()));
            rest = behind;
            let digits: String = run.chars().filter_map(raised::digit).collect();
            let word = plain.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let known = pages.clone().any(|page| self.numbers.contains(&(page, digits.clone())));
            if plain.ends_with(|c: char| c.is_ascii_digit()) {
                plain.push_str(run);
            } else if !known || UNITS.contains(&word) {
                plain.push_str(&digits);
            }
        }
        plain.push_str(rest);
        plain
    }
}

fn is_raised(c: char) -> bool {
    raised::digit(c).is_some()
}

/// Reads the number or the sign that a footnote begins with.
fn number(text: &str) -> Option<String> {
    let plain: String = text.chars().take(4).map(|c| raised::digit(c).unwrap_or(c)).collect();
    let digits: String = plain.chars().take_while(char::is_ascii_digit).collect();
    if (1..=3).contains(&digits.len())
        && text.chars().nth(digits.len()).is_some_and(|c| " .)".contains(c) || c.is_alphabetic())
    {
        return Some(digits);
    }
    text.starts_with(['*', '†', '‡', '§']).then(String::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_refer_to_a_note_go() {
        let notes = Notes { are: Vec::new(), numbers: HashSet::from([(3, "1".to_owned()), (3, "12".to_owned())]) };
        for (text, wanted) in [
            ("It held.¹ So¹² far", "It held. So far"),
            ("10¹ m¹ x¹ y²", "10¹ m1 x y2"),
            ("no note³", "no note3"),
            ("", ""),
        ] {
            assert_eq!(notes.unreferred(text, 2..=3), wanted);
        }
        assert_eq!(notes.unreferred("It held.¹", 1..=2), "It held.1");
    }

    #[test]
    fn a_note_begins_with_a_number_or_a_sign() {
        for (text, wanted) in [
            ("1 See there", Some("1")),
            ("¹²See", Some("12")),
            ("7. See", Some("7")),
            ("* So", Some("")),
            ("2026 was", None),
            ("So it", None),
            ("3", None),
        ] {
            assert_eq!(number(text).as_deref(), wanted, "{text}");
        }
    }
}
