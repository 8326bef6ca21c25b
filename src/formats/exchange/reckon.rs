//! Finds out how a program counted in all texts of a project, where it does not say and the names that stand beside
//! the offsets may be the marked words or anything else.
//!
//! Each way to count is judged by how many names are the words that it leads to, and by how many stretches begin and
//! end with a word. The way that the format names is taken unless another is better.

use std::ops::Range;

use crate::model::{Anchor, Span, Text};
use crate::say;

use super::place::{Scale, Source, Unit, Way};

/// A marked stretch as another program has it.
#[derive(Clone, Debug)]
pub struct Clue {
    /// Half-open offsets.
    pub range: Range<usize>,
    /// What it is called: its words, the first of them with an ellipsis, or something else.
    pub name: String,
}

impl Clue {
    /// Tells whether it is called as the words that it leads to are, or has no name.
    pub fn is_of(&self, quote: &str) -> bool {
        self.name.trim().is_empty() || named(quote, &self.name) != Named::Otherwise
    }

    /// Returns by what it can be found when its offsets lead nowhere.
    pub fn anchor(&self) -> Option<Anchor> {
        let whole = !self.name.trim().is_empty() && cut(&self.name).is_none();
        whole.then(|| Anchor { exact: self.name.clone(), prefix: String::new(), suffix: String::new() })
    }
}

/// How a program counted.
#[derive(Clone, Debug, Default)]
pub struct Reckoned {
    /// For each text where its stretches are, `None` for those that are nowhere.
    pub spans: Vec<Vec<Option<Span>>>,
    /// How it counted, in the user's words, where it is not as the format says.
    pub told: Option<String>,
}

/// A way to count, and whether offsets of ends are those of the last character, not behind it.
type Reading = (Way, bool);

/// Finds out how a program counted in some texts. `unit` is what the format names; by it, ends are exclusive. Nothing
/// else is tried where it is known that the program counts so.
pub fn reckon(unit: Unit, texts: &[(Source, Vec<Clue>)], known: bool) -> Reckoned {
    let marked = || texts.iter().filter(|(_, clues)| !clues.is_empty());
    let Some((first, _)) = marked().next() else {
        return Reckoned { spans: vec![Vec::new(); texts.len()], told: None };
    };
    let judged =
        |(way, within): Reading| marked().map(|(source, clues)| judge(source, clues, way, within)).sum::<u32>();
    let declared = (first.declared(unit), false);
    let sure = known
        || marked().all(|(source, clues)| {
            let scale = Scale::of(source, declared.0);
            clues.iter().all(|clue| {
                let span = scale.span(source.text(), &clue.range);
                span.is_some_and(|span| named(source.text().quote(span), &clue.name) == Named::Whole)
            })
        });
    let mut best = (declared, 0);
    if !sure {
        best.1 = judged(declared);
        let mut ways = vec![declared.0];
        for way in marked().flat_map(|(source, _)| source.ways()) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        for reading in ways.iter().flat_map(|way| [(*way, false), (*way, true)]) {
            let worth = judged(reading);
            if worth > best.1 {
                best = (reading, worth);
            }
        }
    }
    let (way, within) = best.0;
    let place = |(source, clues): &(Source, Vec<Clue>)| {
        let scale = Scale::of(source, way);
        clues.iter().map(|clue| scale.span(source.text(), &ending(&clue.range, within))).collect()
    };
    let parts = [way.told(declared.0, 0), if within { say!("exchange-end-within") } else { "" }.to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let told = (best.0 != declared).then(|| parts.join(say!("list-comma")));
    Reckoned { spans: texts.iter().map(place).collect(), told }
}

fn ending(range: &Range<usize>, within: bool) -> Range<usize> {
    range.start..range.end.saturating_add(usize::from(within))
}

/// Says how well a way of counting fits a text: a name that is the words weighs more than the edges of words.
fn judge(source: &Source, clues: &[Clue], way: Way, within: bool) -> u32 {
    let scale = Scale::of(source, way);
    let text = source.text();
    let each = clues.iter().filter_map(|clue| {
        let span = scale.span(text, &ending(&clue.range, within))?;
        let fits = match named(text.quote(span), &clue.name) {
            Named::Whole => 4,
            Named::Beginning => 3,
            Named::Otherwise => 0,
        };
        Some(1 + fits + edges(text, span))
    });
    each.sum()
}

/// What a name says of the words it stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// It is the words.
    Whole,
    /// It is the first of them.
    Beginning,
    /// It is something else, or there is none.
    Otherwise,
}

fn named(quote: &str, whole: &str) -> Named {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (words, name) = (plain(quote), plain(whole));
    match cut(&name) {
        _ if name.is_empty() => Named::Otherwise,
        _ if quote == whole => Named::Whole,
        // White space at an end is in the name where it was marked.
        _ if words == name && quote.trim().len() == quote.len() => Named::Whole,
        Some(cut) if !cut.is_empty() && words.starts_with(cut) && !quote.starts_with(char::is_whitespace) => {
            Named::Beginning
        }
        _ => Named::Otherwise,
    }
}

/// Returns the words before an ellipsis.
fn cut(name: &str) -> Option<&str> {
    ["…", "..."].into_iter().find_map(|dots| name.trim_end().strip_suffix(dots)).map(str::trim_end)
}

/// Counts the ends of a stretch at which a word begins or ends.
fn edges(text: &Text, span: Span) -> u32 {
    let (before, behind) = (&text.as_str()[..span.start()], &text.as_str()[span.end()..]);
    let quote = text.quote(span);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let edge = |outer: Option<char>, inner: Option<char>| !(space(inner) || letter(outer) && letter(inner));
    u32::from(edge(before.chars().next_back(), quote.chars().next()))
        + u32::from(edge(behind.chars().next(), quote.chars().next_back()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `one [two]`: the offsets of brackets are those that `count` gives the text before them.
    fn check(
        raw: &str,
        marked: bool,
        names: bool,
        count: impl Fn(&str) -> usize,
        within: bool,
    ) -> (Vec<String>, Option<String>) {
        let (mut plain, mut ranges, mut start) = (String::new(), Vec::new(), 0);
        for c in raw.chars() {
            match c {
                '[' => start = plain.len(),
                ']' => ranges.push(start..plain.len()),
                c => plain.push(c),
            }
        }
        let clue = |range: &Range<usize>| {
            let name = if names { plain[range.clone()].to_owned() } else { String::new() };
            let end = count(&plain[..range.end]) - usize::from(within);
            Clue { range: count(&plain[..range.start])..end, name }
        };
        let clues = ranges.iter().map(clue).collect();
        let source = Source::new(plain, marked);
        let text = source.text().clone();
        let reckoned = reckon(Unit::CodePoints, &[(source, clues)], false);
        let quote = |span: &Option<Span>| span.map_or_else(String::new, |span| text.quote(span).to_owned());
        (reckoned.spans[0].iter().map(quote).collect(), reckoned.told)
    }

    const TEXT: &str = "😊 [Dam] holds\r\n𝒳 said [the mayor], or 😊 so\r\n[Nobody] denied [it].";

    #[test]
    fn words_and_their_edges_tell_how_offsets_are_counted() {
        let words = ["Dam", "the mayor", "Nobody", "it"];
        let points = |text: &str| text.chars().count();
        let units = |text: &str| text.encode_utf16().count();
        let as_one = |text: &str| text.replace('\r', "").encode_utf16().count();
        for names in [true, false] {
            assert_eq!(check(TEXT, false, names, points, false), (words.map(str::to_owned).to_vec(), None));
            for (count, within, told) in [
                (&units as &dyn Fn(&str) -> usize, false, "UTF-16 code units"),
                (&units, true, "UTF-16 code units, the last character as part of it"),
                (&points, true, "the last character as part of it"),
                (&as_one, false, "UTF-16 code units, line ends of two characters as one"),
                (&|text: &str| units(text) + 1, false, "UTF-16 code units, with the byte order mark"),
            ] {
                let (found, said) = check(TEXT, told.ends_with("mark"), names, count, within);
                assert_eq!((found, said.as_deref()), (words.map(str::to_owned).to_vec(), Some(told)), "{names}");
            }
        }
        let (found, said) =
            check(&TEXT.replace('\r', ""), false, true, |text| points(&text.replace('\n', "\r\n")), false);
        assert_eq!(
            (found, said.as_deref()),
            (words.map(str::to_owned).to_vec(), Some("each line end as two characters"))
        );
    }

    #[test]
    fn what_the_format_says_is_taken_where_nothing_tells() {
        let points = |text: &str| text.chars().count();
        assert_eq!(check("😊[该部周]一表示", false, false, points, false), (vec!["该部周".to_owned()], None));
        // Whoever marked parts of words named them.
        assert_eq!(check("he sa[id s]o", false, true, points, false), (vec!["id s".to_owned()], None));
    }
}
