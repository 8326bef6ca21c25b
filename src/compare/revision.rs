//! Compares two texts of an article word by word, in a way that can be read, and carries annotations over.
//!
//! The words are compared with the histogram algorithm (`imara-diff`). What comes out is cleaned up as Fraser's
//! "Diff Strategies" (2006) has it: an edit that could stand in several places stands where a sentence or paragraph
//! begins, and a few same words between two larger edits are part of one edit. What went at one place and came at
//! another is found as passages are between articles ([`super::passages`]), and is shown as moved.

mod carry;
mod fold;
mod plan;
mod suggest;

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{Text, segment};

use super::passages;
use super::words::{self, Pair, Words};

pub use carry::{Fate, carry};
pub(in crate::compare) use fold::folded;
pub use plan::{Counts, Plan};
pub use suggest::{Candidate, suggest};

/// What became of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It is in both.
    Same,
    /// It is in the old text only.
    Removed,
    /// It is in the new text only.
    Added,
    /// It stood here in the old text, and stands elsewhere in the new one: which of the moves.
    MovedAway(usize),
    /// It stands here in the new text, and stood elsewhere in the old one: which of the moves.
    MovedHere(usize),
}

/// A part of two texts. Parts follow each other without gaps, in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What became of it.
    pub sort: Sort,
    /// Its bytes in the old text; none for what came.
    pub old: Range<usize>,
    /// Its bytes in the new text; none for what went.
    pub new: Range<usize>,
}

/// What stood at one place and stands at another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Its bytes in the old text.
    pub old: Range<usize>,
    /// Its bytes in the new text.
    pub new: Range<usize>,
    /// What changed inside it; one part when nothing did.
    pub inside: Vec<Part>,
}

/// Two texts of an article, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// All of both texts, in the order of the new one; what went stands before what came in its place.
    pub parts: Vec<Part>,
    /// What was moved, in the order of the new text.
    pub moves: Vec<Move>,
}

/// Where two texts differ, in tokens.
type Hunk = [Range<usize>; 2];

impl Comparison {
    /// Compares two texts. Nothing but sameness when nobody waits for it any longer.
    pub fn of(old: &Text, new: &Text, stop: &dyn Fn() -> bool) -> Comparison {
        let mut numbers = HashMap::new();
        let texts = [old, new].map(|text| Tokens::of(text, &mut numbers));
        let sides = [texts[0].numbers(&numbers), texts[1].numbers(&numbers)];
        let mut hunks = words::differences([&sides[0], &sides[1]], numbers.len());
        if stop() {
            hunks.clear();
        }
        for at in 0..hunks.len() {
            let [start, end] = [at.checked_sub(1), Some(at + 1)].map(|beside| beside.and_then(|at| hunks.get(at)));
            let room = [
                hunks[at][0].start - start.map_or(0, |before| before[0].end),
                end.map_or(sides[0].len(), |next| next[0].start) - hunks[at][0].end,
            ];
            settle(&mut hunks[at], room, &texts, &sides);
        }
        let hunks = tidy(hunks, &texts);
        let moves = moves(&hunks, &texts, &sides, stop);
        let parts = parts(0..texts[0].len(), 0..texts[1].len(), &hunks, &moves, &texts);
        let inside = |[old, new]: &Hunk| {
            let inner = words::differences([&sides[0][old.clone()], &sides[1][new.clone()]], numbers.len());
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            let inner = inner.into_iter().map(|[a, b]| [shift(a, old.start), shift(b, new.start)]).collect();
            Move {
                old: texts[0].bytes(old.clone()),
                new: texts[1].bytes(new.clone()),
                inside: self::parts(old.clone(), new.clone(), &tidy(inner, &texts), &[], &texts),
            }
        };
        Comparison { parts, moves: moves.iter().map(inside).collect() }
    }

    /// Counts the edits: stretches where something went or came, and moves with something changed in them.
    pub fn edits(&self) -> usize {
        let differs = |part: &&Part| matches!(part.sort, Sort::Removed | Sort::Added);
        let runs = self.parts.chunk_by(|a, b| differs(&a) && differs(&b)).filter(|run| differs(&&run[0])).count();
        runs + self.moves.iter().filter(|moved| moved.inside.iter().any(|part| differs(&part))).count()
    }

    /// Tells whether a new text says something that the old one did not: whether words came.
    pub fn adds_words(&self, new: &Text) -> bool {
        let inner = self.moves.iter().flat_map(|moved| &moved.inside);
        let came = self.parts.iter().chain(inner).filter(|part| part.sort == Sort::Added);
        let mut came = came.filter_map(|part| new.as_str().get(part.new.clone()));
        came.any(|words| words.chars().any(char::is_alphanumeric))
    }
}

/// The words of a text and the signs between them, but white space; each goes on to where the next one begins.
struct Tokens<'t> {
    text: &'t Text,
    /// The bytes of each, without the white space behind it.
    all: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text into words and signs, and gives a number to each that has none. The end of a line is a sign.
    fn of(text: &'t Text, numbers: &mut HashMap<&'t str, u32>) -> Tokens<'t> {
        let body = text.as_str();
        let (mut all, mut at) = (Vec::new(), 0);
        let between = |range: Range<usize>, all: &mut Vec<Range<usize>>| {
            let signs = body[range.clone()].char_indices().filter(|(_, c)| *c == '\n' || !c.is_whitespace());
            all.extend(signs.map(|(i, c)| range.start + i..range.start + i + c.len_utf8()));
        };
        for word in segment::words(text) {
            between(at..word.start(), &mut all);
            all.push(word.range());
            at = word.end();
        }
        between(at..body.len(), &mut all);
        for token in &all {
            let next = numbers.len() as u32;
            numbers.entry(&body[token.clone()]).or_insert(next);
        }
        Tokens { text, all }
    }

    fn numbers(&self, numbers: &HashMap<&str, u32>) -> Vec<u32> {
        self.all.iter().map(|token| numbers.get(self.str(token)).copied().unwrap_or(0)).collect()
    }

    fn str(&self, token: &Range<usize>) -> &'t str {
        self.text.as_str().get(token.clone()).unwrap_or("")
    }

    fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns where a token begins; white space at the start of the text is the first token's.
    fn start(&self, token: usize) -> usize {
        if token == 0 { 0 } else { self.all.get(token).map_or(self.text.len(), |token| token.start) }
    }

    /// Returns the bytes of some tokens, with the white space behind them.
    fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        self.start(tokens.start)..self.start(tokens.end)
    }

    /// Tells how well an edit may begin at a token: where a line does, a sentence, a clause, or elsewhere.
    fn opening(&self, token: usize) -> u8 {
        let Some(before) = token.checked_sub(1).and_then(|before| self.all.get(before)) else { return 3 };
        match self.str(before) {
            "\n" => 3,
            "." | "!" | "?" | "。" | "！" | "？" | "؟" | "۔" | "।" => 2,
            before if !before.chars().any(char::is_alphanumeric) => 1,
            _ => 0,
        }
    }
}

/// Puts an edit that only takes away or only adds where it reads best, when it could stand in several places; `room` is
/// how many tokens are the same before it and behind it.
fn settle(hunk: &mut Hunk, room: [usize; 2], texts: &[Tokens<'_>; 2], sides: &[Vec<u32>; 2]) {
    const FAR: usize = 64;
    let side = match (hunk[0].is_empty(), hunk[1].is_empty()) {
        (false, true) => 0,
        (true, false) => 1,
        _ => return,
    };
    let (words, range, from) = (&sides[side], hunk[side].clone(), hunk[side].start);
    let up = (1..=FAR.min(room[0])).take_while(|by| words[range.start - by] == words[range.end - by]).count();
    let down = (0..FAR.min(room[1])).take_while(|by| words[range.start + by] == words[range.end + by]).count();
    let starts = range.start - up..=range.start + down;
    let best = starts.max_by_key(|start| (texts[side].opening(*start), std::cmp::Reverse(start.abs_diff(range.start))));
    let best = best.unwrap_or(range.start);
    for range in hunk {
        *range = (range.start + best) - from..(range.end + best) - from;
    }
}

/// Joins edits with few words between them that are the same: those tell less than the edits on both sides.
fn tidy(hunks: Vec<Hunk>, texts: &[Tokens<'_>; 2]) -> Vec<Hunk> {
    /// The most words that are given up.
    const MOST: usize = 4;
    let length = |side: usize, range: &Range<usize>| {
        texts[side].all.get(range.clone()).unwrap_or(&[]).iter().map(|token| token.len()).sum::<usize>()
    };
    let size = |hunk: &Hunk| length(0, &hunk[0]).max(length(1, &hunk[1]));
    let mut tidied: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for mut hunk in hunks {
        while let Some(before) = tidied.last() {
            let between = before[0].end..hunk[0].start;
            let line = texts[0].all[between.clone()].iter().any(|token| texts[0].str(token) == "\n");
            let lesser = size(before).min(size(&hunk));
            let small = length(0, &between) * if between.len() == 1 { 1 } else { 2 } <= lesser;
            if line || between.len() > MOST || !small {
                break;
            }
            hunk = [before[0].start..hunk[0].end, before[1].start..hunk[1].end];
            tidied.pop();
        }
        tidied.push(hunk);
    }
    tidied
}

/// Finds what went in one edit and came in another: passages that tell enough, widened to the signs around them.
fn moves(hunks: &[Hunk], texts: &[Tokens<'_>; 2], sides: &[Vec<u32>; 2], stop: &dyn Fn() -> bool) -> Vec<Hunk> {
    let edited = [0, 1].map(|side| {
        let tokens = &texts[side];
        let stretches = hunks.iter().filter(|hunk| !hunk[side].is_empty()).map(|hunk| tokens.bytes(hunk[side].clone()));
        Words::parts_of(tokens.text, stretches)
    });
    let pair = Pair::of(&edited[0], &edited[1]);
    let mut found = passages::between(&pair, [&edited[0], &edited[1]], stop);
    found.sort_by_key(|passage| std::cmp::Reverse(passage.bits));
    let mut moves: Vec<Hunk> = Vec::new();
    for passage in found {
        let tokens = [0, 1].map(|side| {
            let at = |byte: usize| texts[side].all.partition_point(|token| token.start < byte);
            at(passage.spans[side].start())..at(passage.spans[side].end())
        });
        for (piece, [from, to]) in pieces(&tokens, hunks, sides) {
            let within = [hunks[from][0].clone(), hunks[to][1].clone()];
            let moved = widened(piece, &within, texts, sides);
            let apart = |other: &Hunk| {
                (0..2).all(|side| other[side].end <= moved[side].start || moved[side].end <= other[side].start)
            };
            // What went and came in one and the same edit did not move.
            if from != to && moves.iter().all(apart) {
                moves.push(moved);
            }
        }
    }
    moves.sort_by_key(|moved| moved[1].start);
    moves
}

/// Cuts what is the same in two places, but for small edits, where the edits around it begin and end: in each piece it
/// lies in one edit of the old text and in one of the new one, which are told by their numbers. Of several paragraphs
/// that stand where several others stood each is an edit by itself.
fn pieces(tokens: &Hunk, hunks: &[Hunk], sides: &[Vec<u32>; 2]) -> Vec<(Hunk, [usize; 2])> {
    /// The least tokens of a piece of several that is worth telling.
    const LEAST: usize = 8;
    let [old, new] = tokens;
    let words = [&sides[0][old.clone()], &sides[1][new.clone()]];
    let most = words.iter().flat_map(|words| words.iter()).max().map_or(0, |most| *most as usize + 1);
    let mut differing = words::differences(words, most);
    differing.push([old.len()..old.len(), new.len()..new.len()]);
    let home = |side: usize, token: usize| {
        let at = hunks.partition_point(|hunk| hunk[side].end <= token);
        hunks.get(at).filter(|hunk| hunk[side].start <= token).map(|_| at)
    };
    let mut pieces: Vec<(Hunk, [usize; 2])> = Vec::new();
    let (mut one, mut other) = (0, 0);
    for [gone, come] in differing {
        let (mut at, mut new_at) = (old.start + one, new.start + other);
        while at < old.start + gone.start {
            let (Some(from), Some(to)) = (home(0, at), home(1, new_at)) else {
                (at, new_at) = (at + 1, new_at + 1);
                continue;
            };
            let ends = [old.start + gone.start, hunks[from][0].end, at + hunks[to][1].end - new_at];
            let length = ends.into_iter().min().unwrap_or(at) - at;
            match pieces.last_mut() {
                Some((last, homes)) if *homes == [from, to] => {
                    *last = [last[0].start..at + length, last[1].start..new_at + length];
                }
                _ => pieces.push(([at..at + length, new_at..new_at + length], [from, to])),
            }
            (at, new_at) = (at + length, new_at + length);
        }
        (one, other) = (gone.end, come.end);
    }
    let several = pieces.len() > 1;
    pieces.retain(|(piece, _)| !several || piece[0].len() >= LEAST);
    pieces
}

/// Widens a move by the signs and line ends on both sides of it that are the same.
fn widened([mut old, mut new]: Hunk, within: &Hunk, texts: &[Tokens<'_>; 2], sides: &[Vec<u32>; 2]) -> Hunk {
    let sign = |one: usize, other: usize| {
        let word = texts[0].str(&texts[0].all[one]).chars().any(char::is_alphanumeric);
        !word && sides[0][one] == sides[1][other]
    };
    while old.end < within[0].end && new.end < within[1].end && sign(old.end, new.end) {
        (old.end, new.end) = (old.end + 1, new.end + 1);
    }
    let line = |one: usize| texts[0].str(&texts[0].all[one]) == "\n";
    while old.start > within[0].start
        && new.start > within[1].start
        && sign(old.start - 1, new.start - 1)
        && !line(old.start - 1)
    {
        (old.start, new.start) = (old.start - 1, new.start - 1);
    }
    [old, new]
}

/// Lays out some tokens of both texts part by part.
fn parts(old: Range<usize>, new: Range<usize>, hunks: &[Hunk], moves: &[Hunk], texts: &[Tokens<'_>; 2]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |sort: Sort, old: Range<usize>, new: Range<usize>| {
        if !old.is_empty() || !new.is_empty() {
            parts.push(Part { sort, old: texts[0].bytes(old), new: texts[1].bytes(new) });
        }
    };
    let mut away: Vec<(usize, &Range<usize>)> = moves.iter().enumerate().map(|(i, moved)| (i, &moved[0])).collect();
    away.sort_by_key(|(_, range)| range.start);
    let (mut at, mut new_at, mut away_at, mut here_at) = (old.start, new.start, 0, 0);
    for [gone, come] in hunks {
        push(Sort::Same, at..gone.start, new_at..come.start);
        (at, new_at) = (gone.start, come.start);
        while let Some((number, range)) = away.get(away_at).filter(|(_, range)| range.end <= gone.end) {
            push(Sort::Removed, at..range.start, new_at..new_at);
            push(Sort::MovedAway(*number), (*range).clone(), new_at..new_at);
            (at, away_at) = (range.end, away_at + 1);
        }
        push(Sort::Removed, at..gone.end, new_at..new_at);
        at = gone.end;
        while let Some(range) = moves.get(here_at).map(|moved| &moved[1]).filter(|range| range.end <= come.end) {
            push(Sort::Added, at..at, new_at..range.start);
            push(Sort::MovedHere(here_at), at..at, range.clone());
            (new_at, here_at) = (range.end, here_at + 1);
        }
        push(Sort::Added, at..at, new_at..come.end);
        new_at = come.end;
    }
    push(Sort::Same, at..old.end, new_at..new.end);
    parts
}

#[cfg(test)]
#[path = "revision_tests.rs"]
mod tests;
