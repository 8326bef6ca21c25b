//! Places what another program marked: its offsets are in its own unit, of a text with its own line ends.
//!
//! Programs do not always count as their formats say. Where the offsets lead to other words than those that stand
//! beside them, the other ways to count are tried for the whole text, and the one that fits most of the words is
//! taken: code points, UTF-16 code units, bytes; line ends of two characters counted as two or as one, and those of one
//! as two; a byte order mark counted or not; the text composed (NFC) or decomposed (NFD, UAX #15); and all offsets too
//! large or too small by one number. What fits nowhere is looked for by its words, and has no place where these do not
//! stand once only.
//!
//! Where no words stand beside offsets, the text decides: another way is taken only where some offsets can be none of
//! this text, that way has a place for all of them, and nearly all begin and end with a word by it, as they do by no
//! other and do not by the format's own. One wrong offset beside right ones moves nothing: it alone has no place.

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::HashMap;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::needles::Budget;
use crate::model::{Anchor, Fragments, Span, Text};
use crate::say;

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// UTF-8 bytes.
    Bytes,
}

impl Unit {
    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            Unit::CodePoints => say!("exchange-code-points"),
            Unit::Utf16 => say!("exchange-utf-16"),
            Unit::Bytes => say!("exchange-bytes"),
        }
    }

    fn of(self, c: char) -> usize {
        match self {
            Unit::CodePoints => 1,
            Unit::Utf16 => c.len_utf16(),
            Unit::Bytes => c.len_utf8(),
        }
    }
}

/// In which form a text is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As it is here: every line end a LF.
    Here,
    /// As it was in its file: CRLF is two characters.
    File,
    /// Composed.
    Nfc,
    /// Decomposed.
    Nfd,
    /// Each line end as two characters, though it is one in the file.
    Pairs,
}

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    unit: Unit,
    form: Form,
    /// Whether a byte order mark before the text counts.
    mark: bool,
}

/// The words that stand beside offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// None.
    #[default]
    None,
    /// The words of all fragments, joined by one space, line ends as spaces.
    Joined(String),
    /// The words of each fragment, and what stands around them as far as it is known.
    Each(Vec<Anchor>),
}

/// What was marked, as another program says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Half-open offsets of each fragment. Empty where only words are known.
    pub ranges: Vec<Range<usize>>,
    /// Its words.
    pub words: Words,
}

/// Where it stands here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// Where its offsets say.
    At(Fragments),
    /// Where its words stand: they are not where the offsets say.
    Found(Fragments),
    /// Nowhere for certain; these are its words.
    Lost(Vec<Anchor>),
    /// On no words at all: it begins where it ends.
    Empty,
    /// Nowhere, and no words are known by which it could be found again.
    Nowhere,
}

/// A byte order mark.
const MARK: char = '\u{feff}';

/// How offsets were counted, where that is not as the format says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// In which way, in the user's words.
    pub way: String,
    /// Whether words that stand beside the offsets show it; otherwise only where words begin and end.
    pub proven: bool,
}

/// A text as another program has it, and what it becomes here.
#[derive(Debug)]
pub struct Source {
    file: String,
    marked: bool,
    /// Whether the byte order mark is one of the characters that the format counts.
    counts: bool,
    text: Text,
}

impl Source {
    /// Takes a text with any line ends, and whether its file began with a byte order mark, which is not in it any more.
    /// One that is in it is one of its characters, which the format counts though it is none of the text here.
    pub fn new(raw: impl Into<String>, marked: bool) -> Source {
        let mut file = raw.into();
        let text = Text::import(&file);
        let counts = file.starts_with(MARK);
        if counts {
            file.remove(0);
        }
        Source { file, marked: marked || counts, counts, text }
    }

    /// Takes a text that is a value within a file: nothing was taken off it.
    pub fn of_value(raw: String) -> Source {
        Source::new(raw, false)
    }

    /// Returns the text here.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the text as it was in its file, without a byte order mark.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Places what was marked, in the order in which it is given. `unit` is the one that the format names. Says which
    /// way of counting was taken where it is not that one.
    pub fn place(&self, unit: Unit, targets: &[Target]) -> (Vec<Placed>, Option<Counted>) {
        let declared = self.declared(unit);
        let scale = Scale::of(self, declared);
        // Where offsets alone are known and all are some of this text, they are what the format says they are.
        if targets.iter().all(|target| target.words == Words::None) {
            let placed: Vec<Placed> = targets.iter().map(|target| self.place_one(&scale, target, None)).collect();
            if !placed.contains(&Placed::Nowhere) {
                return (placed, None);
            }
        }
        let known: Vec<&Target> =
            targets.iter().filter(|target| target.words != Words::None && !target.ranges.is_empty()).collect();
        let (way, scale) = if known.is_empty() {
            self.by_edges(declared, scale, targets)
        } else {
            self.by_words(declared, scale, &known)
        };
        let mut found = self.found(&scale, targets);
        let one = |(at, target): (usize, &Target)| self.place_one(&scale, target, found.remove(&at).flatten());
        let placed = targets.iter().enumerate().map(one).collect();
        let counted = || Counted { way: way.told(declared, scale.shift), proven: !known.is_empty() };
        (placed, (way != declared || scale.shift != 0).then(counted))
    }

    /// Looks for the words of all targets that are not where their offsets say.
    fn found(&self, scale: &Scale, targets: &[Target]) -> HashMap<usize, Option<Vec<Span>>> {
        let worded = targets.iter().enumerate().filter(|(_, target)| target.words != Words::None);
        let astray = worded.filter(|(_, target)| !self.fits(scale, target));
        let (places, astray): (Vec<usize>, Vec<&Target>) = astray.unzip();
        places.into_iter().zip(self.look_for(&astray)).collect()
    }

    /// Looks for the words of targets in the text; `None` where they do not stand in it once only.
    fn look_for(&self, targets: &[&Target]) -> Vec<Option<Vec<Span>>> {
        let anchors: Vec<Vec<Anchor>> = targets.iter().map(|target| target.anchors()).collect();
        let all: Vec<&Anchor> = anchors.iter().flatten().collect();
        let mut spans = Anchor::find_all(&self.text, &all, &mut Budget::default()).into_iter();
        anchors.iter().map(|own| spans.by_ref().take(own.len()).collect::<Vec<_>>().into_iter().collect()).collect()
    }

    /// Finds the way to count that leads most to the words that stand beside offsets: of several the one that the
    /// format names, then those that take the offsets as they are, then those by which all are one number too large or
    /// too small.
    fn by_words(&self, declared: Way, scale: Scale, known: &[&Target]) -> (Way, Scale) {
        let fitting = |scale: &Scale| known.iter().filter(|target| self.fits(scale, target)).count();
        let mut best = (fitting(&scale), declared, scale);
        if best.0 < known.len() {
            for way in self.ways().filter(|way| *way != declared) {
                let scale = Scale::of(self, way);
                let count = fitting(&scale);
                if count > best.0 {
                    best = (count, way, scale);
                }
            }
        }
        if best.0 < known.len() {
            let found = self.look_for(known);
            let others = self.ways().filter(|way| *way != declared);
            for way in std::iter::once(declared).chain(others) {
                let mut scale = Scale::of(self, way);
                scale.shift = shift(&scale, known, &found);
                let count = if scale.shift == 0 { 0 } else { fitting(&scale) };
                if count > best.0 {
                    best = (count, way, scale);
                }
            }
        }
        (best.1, best.2)
    }

    /// Finds the way to count that the text itself shows, where nothing stands beside offsets. What could be counted in
    /// two ways that lead to different places is counted as the format says.
    fn by_edges(&self, declared: Way, scale: Scale, targets: &[Target]) -> (Way, Scale) {
        let all: usize = targets.iter().map(|target| target.ranges.len() * 2).sum();
        let sound = |scale: &Scale| targets.iter().map(|target| self.edges(scale, target)).sum::<usize>();
        let clear = |sound: usize| sound * EDGES.1 >= all * EDGES.0;
        let possible = |scale: &Scale| targets.iter().all(|target| scale.holds(&self.text, target));
        if possible(&scale) || clear(sound(&scale)) {
            return (declared, scale);
        }
        let others = self.ways().filter(|way| *way != declared).map(|way| (way, Scale::of(self, way)));
        let mut others = others.filter(|(_, scale)| possible(scale) && clear(sound(scale)));
        let places =
            |scale: &Scale| -> Vec<_> { targets.iter().map(|target| scale.spans(&self.text, target)).collect() };
        match others.next() {
            Some((way, other)) if others.all(|(_, more)| places(&more) == places(&other)) => (way, other),
            _ => (declared, scale),
        }
    }

    /// Counts the ends of a target's fragments that lie where a word begins or ends.
    fn edges(&self, scale: &Scale, target: &Target) -> usize {
        let body = self.text.as_str();
        let spans = scale.spans(&self.text, target).unwrap_or_default();
        let within = |byte: usize| {
            let (before, behind) = body.split_at(byte);
            let beside = [before.chars().next_back(), behind.chars().next()];
            beside.iter().all(|c| c.is_some_and(char::is_alphanumeric))
        };
        let begins = |span: &Span| !within(span.start()) && !body[span.start()..].starts_with(char::is_whitespace);
        let ends = |span: &Span| !within(span.end()) && !body[..span.end()].ends_with(char::is_whitespace);
        spans.iter().map(|span| usize::from(begins(span)) + usize::from(ends(span))).sum()
    }

    /// Returns the way to count that a format names.
    pub(super) fn declared(&self, unit: Unit) -> Way {
        Way { unit, form: Form::File, mark: self.counts }
    }

    /// Lists the ways to count that make a difference in this text, the commonest first.
    pub(super) fn ways(&self) -> impl Iterator<Item = Way> {
        let units = [Unit::CodePoints, Unit::Utf16, Unit::Bytes];
        let forms = [Form::File, Form::Here, Form::Nfc, Form::Nfd, Form::Pairs];
        let ascii = self.file.is_ascii();
        let returns = self.file.contains('\r');
        let lines = self.file.contains('\n');
        let all = forms.into_iter().flat_map(move |form| {
            let marks = [false, true].into_iter();
            marks.flat_map(move |mark| units.into_iter().map(move |unit| Way { unit, form, mark }))
        });
        let marked = self.marked;
        all.filter(move |way| match way.form {
            Form::File => true,
            Form::Here => returns,
            Form::Nfc | Form::Nfd => !ascii,
            Form::Pairs => lines && !returns,
        })
        .filter(move |way| (!way.mark || marked) && (!ascii || way.unit == Unit::CodePoints))
    }

    /// Places a target; `found` is where its words stand, if that is known for certain.
    fn place_one(&self, scale: &Scale, target: &Target, found: Option<Vec<Span>>) -> Placed {
        if !target.ranges.is_empty() && target.ranges.iter().all(|range| scale.is_empty(range)) {
            return Placed::Empty;
        }
        let fragments = scale.fragments(&self.text, target);
        if let Some(fragments) = fragments.filter(|_| target.words == Words::None || self.fits(scale, target)) {
            return Placed::At(fragments);
        }
        let anchors = target.anchors();
        match found.filter(|found| !found.is_empty()).and_then(Fragments::new) {
            Some(found) => Placed::Found(found),
            None if anchors.is_empty() => Placed::Nowhere,
            None => Placed::Lost(anchors),
        }
    }

    /// Tells whether the words stand where the offsets say.
    fn fits(&self, scale: &Scale, target: &Target) -> bool {
        let Some(spans) = scale.spans(&self.text, target) else { return false };
        let quotes = spans.iter().map(|span| self.text.quote(*span));
        match &target.words {
            Words::None => true,
            Words::Joined(words) => same(&quotes.collect::<Vec<_>>().join(" "), words),
            Words::Each(anchors) => {
                anchors.len() == spans.len() && quotes.zip(anchors).all(|(quote, anchor)| same(quote, &anchor.exact))
            }
        }
    }
}

/// Returns by how much offsets lead before the words that they stand beside, where that is the same for most of some
/// targets; 0 otherwise. `found` is where the words of each stand.
fn shift(scale: &Scale, targets: &[&Target], found: &[Option<Vec<Span>>]) -> isize {
    let mut votes: BTreeMap<isize, usize> = BTreeMap::new();
    for (target, spans) in targets.iter().zip(found) {
        let start = target.ranges.first().map(|range| range.start);
        let there = spans.iter().flatten().next().map(|span| scale.offset(span.start()));
        if let Some(by) = there.zip(start).and_then(|(there, start)| there.checked_signed_diff(start)) {
            *votes.entry(by).or_default() += 1;
        }
    }
    let most = votes.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count >= FEW && count * 2 > targets.len()).map_or(0, |(by, _)| by)
}

impl Target {
    /// Marks one stretch; nothing is where it would end before it begins.
    pub fn at(range: Range<usize>, words: Words) -> Target {
        Target { ranges: Some(range).filter(|range| range.start <= range.end).into_iter().collect(), words }
    }

    /// Says by what its fragments can be found.
    pub(super) fn anchors(&self) -> Vec<Anchor> {
        match &self.words {
            Words::Each(anchors) => anchors.clone(),
            // What joined the words of several fragments is not known: they are found only as one.
            Words::Joined(words) if !words.is_empty() => {
                vec![Anchor { exact: words.clone(), prefix: String::new(), suffix: String::new() }]
            }
            Words::Joined(_) | Words::None => Vec::new(),
        }
    }
}

impl Way {
    /// Says in what it is another than the declared one, with offsets that are too small by `shift`.
    pub(super) fn told(self, declared: Way, shift: isize) -> String {
        let form = match self.form {
            Form::File => None,
            Form::Here => Some(say!("exchange-ends-as-one")),
            Form::Nfc => Some(say!("exchange-composed")),
            Form::Nfd => Some(say!("exchange-decomposed")),
            Form::Pairs => Some(say!("exchange-ends-as-two")),
        };
        let unit = (self.unit != declared.unit).then(|| self.unit.name());
        let mark = match (self.mark, declared.mark) {
            (true, false) => Some(say!("exchange-mark-counts")),
            (false, true) => Some(say!("exchange-mark-counts-not")),
            _ => None,
        };
        let shift = match shift {
            0 => None,
            by if by > 0 => Some(say!("exchange-too-small", by = by.unsigned_abs())),
            by => Some(say!("exchange-too-large", by = by.unsigned_abs())),
        };
        let [unit, form, mark] = [unit, form, mark].map(|part| part.map(str::to_owned));
        [unit, form, mark, shift].into_iter().flatten().collect::<Vec<_>>().join(say!("list-comma"))
    }
}

/// Tells whether words are the same but for their line ends, the form of their letters and a byte order mark before
/// them.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let spaced: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
        ComposingNormalizerBorrowed::new_nfc().normalize(&spaced).into_owned()
    };
    one == other || plain(one) == plain(other)
}

/// Targets that must be too far by the same, for all to be so.
const FEW: usize = 3;

/// As many ends of fragments lie at edges of words by a way that shows itself: nine of ten, for people do mark parts of
/// words.
const EDGES: (usize, usize) = (9, 10);

/// Bytes between two recorded counts.
const STRIDE: usize = 128;

/// Counts at some bytes of a text.
fn stops(text: &str, unit: Unit) -> Vec<Stop> {
    let (mut stops, mut offset, mut next) = (Vec::with_capacity(text.len() / STRIDE + 1), 0, 0);
    for (byte, c) in text.char_indices() {
        if byte >= next {
            stops.push(Stop { offset, byte });
            next = byte + STRIDE;
        }
        offset += unit.of(c);
    }
    stops
}

/// Turns offsets into bytes of a text.
pub(super) struct Scale {
    /// Of the text that is counted: its offset at some bytes, in order.
    stops: Vec<Stop>,
    /// What is counted.
    body: String,
    unit: Unit,
    /// What comes before the text.
    before: usize,
    /// How much is missing from each offset.
    shift: isize,
    /// Bytes of what is counted and of the text here between which both run alike, or are one letter or line end; in
    /// order, empty where the two are the same.
    level: Vec<(usize, usize)>,
}

/// An offset and the byte it stands at.
#[derive(Debug)]
struct Stop {
    offset: usize,
    byte: usize,
}

impl Scale {
    /// Counts a text.
    pub(super) fn of(source: &Source, way: Way) -> Scale {
        let (body, level) = match way.form {
            Form::Here => (source.text.as_str().to_owned(), Vec::new()),
            Form::File if !source.file.contains('\r') => (source.file.clone(), Vec::new()),
            Form::File => (source.file.clone(), level_lines(&source.file)),
            Form::Nfc => {
                let nfc = ComposingNormalizerBorrowed::new_nfc();
                level_letters(source.text.as_str(), &|part| nfc.normalize(part).into_owned())
            }
            Form::Pairs => {
                let paired = source.file.replace('\n', "\r\n");
                let level = level_lines(&paired);
                (paired, level)
            }
            Form::Nfd => {
                let nfd = DecomposingNormalizerBorrowed::new_nfd();
                level_letters(source.text.as_str(), &|part| nfd.normalize(part).into_owned())
            }
        };
        let before = if way.mark { way.unit.of(MARK) } else { 0 };
        Scale { stops: stops(&body, way.unit), body, unit: way.unit, before, shift: 0, level }
    }

    /// Returns the byte of the text here; `None` outside of it and inside a character. What begins before a byte order
    /// mark begins with the text.
    fn byte(&self, offset: usize) -> Option<usize> {
        let offset = offset.checked_add_signed(self.shift)?;
        let offset = if offset == 0 { 0 } else { offset.checked_sub(self.before)? };
        let stop = self.stops.partition_point(|stop| stop.offset <= offset).checked_sub(1);
        let (mut at, mut byte) = stop.and_then(|i| self.stops.get(i)).map_or((0, 0), |stop| (stop.offset, stop.byte));
        let next = stop.map_or(0, |i| i + 1);
        // Where up to the next stop each letter is one byte and counts for one, none needs to be looked at.
        let even = self.stops.get(next).is_some_and(|next| next.offset - at == next.byte - byte);
        if even && self.body.is_char_boundary(byte + offset - at) {
            byte += offset - at;
            at = offset;
        }
        for c in self.body[byte..].chars() {
            if at >= offset {
                break;
            }
            at += self.unit.of(c);
            byte += c.len_utf8();
        }
        if at != offset {
            return None;
        }
        if self.level.is_empty() {
            return Some(byte);
        }
        let next = self.level.partition_point(|(from, _)| *from <= byte);
        let (from, to) = next.checked_sub(1).and_then(|i| self.level.get(i)).copied().unwrap_or((0, 0));
        let end = self.level.get(next).copied();
        if byte == from || end.is_none_or(|end| end.0 - from == end.1 - to) {
            return Some(to + (byte - from));
        }
        // Inside a letter that is written otherwise here is nothing; between a CR and its LF is before the line end.
        self.body[from..].starts_with('\r').then_some(to)
    }

    /// Returns the offset that leads to a byte of the text here, without what is missing from each.
    fn offset(&self, byte: usize) -> usize {
        let next = self.level.partition_point(|(_, to)| *to <= byte);
        let (from, to) = next.checked_sub(1).and_then(|i| self.level.get(i)).copied().unwrap_or((0, 0));
        let byte = self.body.floor_char_boundary(from + (byte - to));
        let stop = self.stops.partition_point(|stop| stop.byte <= byte).checked_sub(1);
        let (at, from) = stop.and_then(|i| self.stops.get(i)).map_or((0, 0), |stop| (stop.offset, stop.byte));
        self.before + at + self.body[from..byte].chars().map(|c| self.unit.of(c)).sum::<usize>()
    }

    /// Returns what lies between two offsets; `None` where that is nothing.
    pub(super) fn span(&self, text: &Text, range: &Range<usize>) -> Option<Span> {
        text.span(self.byte(range.start)?, self.byte(range.end)?).ok()
    }

    fn spans(&self, text: &Text, target: &Target) -> Option<Vec<Span>> {
        let ranges = target.ranges.iter().filter(|range| !self.is_empty(range));
        let spans: Option<Vec<Span>> = ranges.map(|range| self.span(text, range)).collect();
        spans.filter(|spans| !spans.is_empty())
    }

    fn fragments(&self, text: &Text, target: &Target) -> Option<Fragments> {
        let spans = self.spans(text, target)?;
        // Fragments that touch or overlap are one.
        let (first, more) = spans.split_first()?;
        if more.is_empty() {
            return Some(Fragments::one(*first));
        }
        Fragments::new(spans.clone())
            .or_else(|| Some(more.iter().fold(Fragments::one(*first), |all, span| all.with(*span))))
    }

    /// Tells whether the offsets can be some of this text.
    fn holds(&self, text: &Text, target: &Target) -> bool {
        target.ranges.iter().all(|range| self.is_empty(range)) || self.spans(text, target).is_some()
    }

    /// Tells whether there is nothing of the text between two offsets, though a byte order mark may be.
    fn is_empty(&self, range: &Range<usize>) -> bool {
        range.start == range.end || range.start == 0 && range.end == self.before
    }
}

/// Says where a text with line ends of two characters is level with the one whose line ends are LF.
fn level_lines(file: &str) -> Vec<(usize, usize)> {
    let mut level = vec![(0, 0)];
    for (gone, (at, _)) in file.match_indices("\r\n").enumerate() {
        level.push((at, at - gone));
        level.push((at + 2, at + 1 - gone));
    }
    level
}

/// Writes a text in another form, and says where the two are level: around each grapheme cluster that changes.
fn level_letters(text: &str, form: &dyn Fn(&str) -> String) -> (String, Vec<(usize, usize)>) {
    let (mut body, mut level) = (String::with_capacity(text.len()), vec![(0, 0)]);
    for (at, cluster) in text.grapheme_indices(true) {
        if cluster.is_ascii() {
            body.push_str(cluster);
            continue;
        }
        let formed = form(cluster);
        if formed != cluster {
            level.push((body.len(), at));
            level.push((body.len() + formed.len(), at + cluster.len()));
        }
        body.push_str(&formed);
    }
    (body, level)
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
