//! Joins the lines of a paragraph, and words that were parted at the end of a line.

use std::collections::HashSet;

use super::lines::Line;

/// How many words were put together, and how many hyphens at the ends of lines were kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hyphens {
    pub(super) joined: usize,
    pub(super) kept: usize,
}

/// The words of a document that stand within its lines, so that none of them is a part of one.
pub(super) struct Known(HashSet<String>);

impl Known {
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Known {
        let mut words = HashSet::new();
        for line in lines {
            let within = line.text.split_whitespace().collect::<Vec<_>>();
            for word in within.iter().take(within.len().saturating_sub(1)).skip(1) {
                words.insert(bare(word));
            }
            // The first word may be the end of another, the last the beginning, which ends in a hyphen.
            words.extend(within.last().filter(|last| !is_hyphen(last.chars().last())).map(|last| bare(last)));
        }
        Known(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&bare(word))
    }
}

/// Returns a word without the signs around it, in small letters.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_hyphen(c: Option<char>) -> bool {
    matches!(c, Some('-' | '\u{AD}' | '\u{2010}'))
}

/// Joins lines to one. A soft hyphen at the end of a line goes. A hard one goes where the word stands without it
/// elsewhere, or with it nowhere and the rest of the word begins small.
pub(super) fn join<'a>(lines: impl Iterator<Item = &'a str>, known: &Known, count: &mut Hyphens) -> String {
    let mut whole = String::new();
    for line in lines {
        // Some programs write both: what is seen, and what it stands for.
        let bare = whole.trim_end_matches(|c| is_hyphen(Some(c)));
        let hyphens = &whole[bare.len()..];
        let soft = hyphens.contains('\u{AD}');
        let hyphen = hyphens.chars().next().filter(|_| soft || hyphens.chars().count() == 1);
        let (before, length) = (bare.chars().next_back(), bare.len());
        let next = line.chars().next();
        let both = |is: fn(char) -> bool| before.is_some_and(is) && next.is_some_and(is);
        match hyphen {
            Some('-' | '\u{2010}') if both(char::is_numeric) => {}
            Some(_) if before.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphanumeric) => {
                let start = whole.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let (first, rest) = (&whole[start..], line.split_whitespace().next().unwrap_or_default());
                let first = first.trim_end_matches(|c| is_hyphen(Some(c)));
                let (one, two) = (format!("{first}{rest}"), format!("{first}-{rest}"));
                let small = next.is_some_and(char::is_lowercase);
                if soft || known.has(&one) || small && !known.has(&two) {
                    whole.truncate(length);
                    count.joined += 1;
                } else {
                    count.kept += 1;
                }
            }
            _ if whole.is_empty() || has_no_spaces(whole.chars().last()) && has_no_spaces(next) => {}
            _ => whole.push(' '),
        }
        whole.push_str(line);
    }
    // A soft hyphen inside a line parts no word.
    whole.replace('\u{AD}', "")
}

/// Tells whether a letter is of a script that writes no spaces between words.
fn has_no_spaces(c: Option<char>) -> bool {
    matches!(
        c,
        Some(
            '\u{2E80}'..='\u{A4CF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}'
            | '\u{E00}'..='\u{EFF}',
        )
    )
}

#[cfg(test)]
#[path = "hyphens_tests.rs"]
mod tests;
