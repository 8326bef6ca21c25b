//! Writes a text with words to be marked as H5P has it: a package of H5P Mark the Words 1.11, without its library.
//!
//! The package is a zip archive of `h5p.json` and `content/content.json` (h5p.org, "H5P specification"; what is taken
//! is in `h5p.classes.php` of H5P's PHP library, what each field is in `semantics.json` of the content type). It names
//! its own library alone: a platform refuses a package that names one which it has not in the very version, and what
//! the library itself needs came with it.
//!
//! H5P marks single words: what stands between white space, without the punctuation around it. So each word of a phrase
//! is a right answer, for whatever a learner picks within the phrase is right, and nothing outside of it. All else that
//! the exercise says and H5P has no place for is listed.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde_json::{Value, json};

use crate::classroom::{AskedLabel, Handout, Key};
use crate::documents::archive;
use crate::formats::blocks::html;
use crate::formats::exchange::Refused;
use crate::formats::page::Page;
use crate::model::{Block, BlockKind, LabelKey, segment};
use crate::say;

use super::quiz::one_line;

/// What the content is, and in which version.
const LIBRARY: (&str, u32, u32) = ("H5P.MarkTheWords", 1, 11);

/// Bytes of a title at most.
const TITLE: usize = 255;

/// Signs that H5P takes for no part of the word behind them.
const BEFORE: [char; 9] = ['[', '(', '{', '⟨', '¿', '¡', '“', '"', '«'];
/// The last of them, which stands before words in some languages and behind them in none.
const LOW: char = '„';
/// Signs that H5P takes for no part of the word before them.
const BEHIND: [char; 14] = ['"', ',', '…', '.', ':', ';', '?', '!', ']', ')', '}', '⟩', '»', '”'];

/// Words between two spaces from which on they are likely to be several.
const UNSPACED: usize = 6;

/// What H5P has no place for, or makes something else of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Phrases of another label; the name is the label's.
    Label,
    /// Phrases of several words, each of which counts by itself.
    Phrase,
    /// Phrases that share words with another: those count once.
    Overlap,
    /// Phrases that begin or end within a word.
    WithinWords,
    /// Examples, which are to be found like all others.
    Example,
    /// Relations; the name is their kind's.
    Relation,
    /// What is said of single phrases.
    Feedback,
    /// Points of phrases, and what is taken off.
    Points,
    /// How long learners have.
    Minutes,
    /// Words with a literal asterisk, which is doubled.
    Asterisk,
    /// Words with an asterisk that H5P would take for its own sign.
    OtherAsterisk,
    /// Words without spaces between them.
    Unspaced,
    /// Characters that HTML has no place for.
    Characters,
}

/// What is to be known of the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Of what sort.
    pub lost: Lost,
    /// What it is called; empty where the sort says all.
    pub name: String,
    /// How many.
    pub count: usize,
    /// The first of them.
    pub spots: Vec<String>,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, count) = (self.name.as_str(), self.count);
        f.write_str(&match self.lost {
            Lost::Label => say!("h5p-label", name = name, count = count),
            Lost::Phrase => say!("h5p-phrase", count = count),
            Lost::Overlap => say!("h5p-overlap", count = count),
            Lost::WithinWords => say!("h5p-within-words", count = count),
            Lost::Example => say!("h5p-example", count = count),
            Lost::Relation => say!("h5p-relation", name = name, count = count),
            Lost::Feedback => say!("h5p-feedback", count = count),
            Lost::Points => say!("h5p-points").to_owned(),
            Lost::Minutes => say!("h5p-minutes", count = count),
            Lost::Asterisk => say!("h5p-asterisk", count = count),
            Lost::OtherAsterisk => say!("h5p-other-asterisk", count = count),
            Lost::Unspaced => say!("h5p-unspaced", count = count),
            Lost::Characters => say!("quiz-characters", count = count),
        })
    }
}

/// A package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The archive.
    pub bytes: Vec<u8>,
    /// The label whose words are to be marked.
    pub label: LabelKey,
    /// What is to be known of it.
    pub remarks: Vec<Remark>,
}

/// Places that are kept of each remark.
const SPOTS: usize = 20;

/// Writes the package of a label; where none is chosen, of the one whose phrases have the fewest words, for single
/// words are what H5P is made for.
///
/// # Errors
/// When the label is not asked for, or nothing in the key has it.
pub fn h5p(handout: &Handout, key: &Key, label: Option<&LabelKey>) -> Result<Package, Refused> {
    let label = match label {
        Some(label) => label,
        None => fewest_words(handout, key).ok_or_else(|| Refused::all(say!("h5p-nothing")))?,
    };
    let row = handout.labels.iter().find(|row| row.key == *label);
    let row = row.ok_or_else(|| Refused::all(say!("h5p-no-label", label = label.as_str())))?;
    let mut writing = Writing { handout, key, row, remarks: Vec::new(), out: Page::default() };
    if writing.phrases().is_empty() {
        return Err(Refused::all(say!("h5p-no-marks", label = row.name.as_str())));
    }
    let text = writing.text();
    writing.left_out();
    let content = writing.content(&text).to_string();
    let package = writing.package().to_string();
    let files = [("h5p.json", package.as_bytes()), ("content/content.json", content.as_bytes())];
    let bytes = archive::pack(files).map_err(|error| Refused::all(error.to_string()))?;
    writing.remarks.sort_by_key(|remark| remark.lost);
    Ok(Package { bytes, label: row.key.clone(), remarks: writing.remarks })
}

/// Returns the label whose phrases have the fewest words, the first of several.
fn fewest_words<'h>(handout: &'h Handout, key: &Key) -> Option<&'h LabelKey> {
    let words = |label: &LabelKey| {
        let marks = key.marks.iter().filter(|mark| mark.label == *label);
        let counts: Vec<usize> = marks.map(|mark| mark.place.quote(&key.text).split_whitespace().count()).collect();
        // In hundredths of a word, to be compared as whole numbers.
        (!counts.is_empty()).then(|| counts.iter().sum::<usize>() * 100 / counts.len())
    };
    let all = handout.labels.iter().filter_map(|row| Some((words(&row.key)?, &row.key)));
    all.min_by_key(|(words, _)| *words).map(|(_, label)| label)
}

struct Writing<'h> {
    handout: &'h Handout,
    key: &'h Key,
    row: &'h AskedLabel,
    remarks: Vec<Remark>,
    out: Page,
}

impl Writing<'_> {
    /// Returns the bytes of the phrases, by mark.
    fn phrases(&self) -> Vec<(usize, Vec<Range<usize>>)> {
        let marks = self.key.marks.iter().enumerate().filter(|(_, mark)| mark.label == self.row.key);
        marks.map(|(at, mark)| (at, mark.place.spans().iter().map(|span| span.range()).collect())).collect()
    }

    fn remark(&mut self, lost: Lost, name: &str, spot: &str) {
        let spot = one_line(spot);
        let known = self.remarks.iter_mut().find(|remark| remark.lost == lost && remark.name == name);
        let remark = match known {
            Some(remark) => remark,
            None => {
                self.remarks.push(Remark { lost, name: name.to_owned(), count: 0, spots: Vec::new() });
                let last = self.remarks.len() - 1;
                &mut self.remarks[last]
            }
        };
        remark.count += 1;
        if remark.spots.len() < SPOTS && !spot.is_empty() {
            remark.spots.push(spot);
        }
    }

    /// Writes the text as HTML, right words between asterisks.
    fn text(&mut self) -> String {
        let text = self.key.text.clone();
        let phrases = self.phrases();
        let (mut line, mut blocks) = (0, self.handout.blocks.iter().peekable());
        while line < text.line_count() {
            let block: Option<&Block> = blocks.next_if(|block| block.lines.start <= line);
            let end = block.map_or(line + 1, |block| block.lines.end.max(line + 1).min(text.line_count()));
            let bytes = text.line(line).start..text.line(end - 1).end;
            line = end;
            let head = matches!(block.map(|block| block.kind), Some(BlockKind::Headline | BlockKind::Heading));
            let words = words(text.as_str(), bytes);
            if words.is_empty() {
                continue;
            }
            let leftward = html::direction(&self.handout.details.language) == "rtl";
            self.out.raw(if leftward { "<p dir=\"rtl\">" } else { "<p>" });
            self.out.raw(if head { "<strong>" } else { "" });
            for (at, word) in words.into_iter().enumerate() {
                self.out.raw(if at > 0 { " " } else { "" });
                self.word(&text.as_str()[word.clone()], word.start, &phrases);
            }
            self.out.raw(if head { "</strong>" } else { "" });
            self.out.raw("</p>\n");
        }
        let written = self.out.taken();
        let signs = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
        for _ in signs(text.as_str())..signs(&written) {
            self.remark(Lost::Characters, "", "");
        }
        written
    }

    /// Writes what stands between two spaces, from this byte of the text on.
    fn word(&mut self, word: &str, start: usize, phrases: &[(usize, Vec<Range<usize>>)]) {
        let core = core(word);
        let inner = &word[core.clone()];
        if segment::words(&crate::model::Text::new(inner)).take(UNSPACED).count() == UNSPACED
            && !inner.contains(['/', '-', '.', '@'])
        {
            self.remark(Lost::Unspaced, "", inner);
        }
        let mut letters =
            inner.char_indices().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| start + core.start + at);
        let all = letters.clone().count();
        let marked =
            letters.by_ref().filter(|at| phrases.iter().any(|(_, parts)| parts.iter().any(|p| p.contains(at))));
        // Of a word that is marked in part, the larger part counts.
        let marked = marked.count();
        let right = marked > 0 && marked * 2 >= all;
        let (written, other) = starred(inner, right);
        if other {
            self.remark(Lost::OtherAsterisk, "", word);
        } else if inner.contains('*') {
            self.remark(Lost::Asterisk, "", word);
        }
        self.out.text(&word[..core.start]);
        self.out.text(&written);
        self.out.text(&word[core.end..]);
    }

    /// Lists what H5P has no place for.
    fn left_out(&mut self) {
        let (key, handout) = (self.key, self.handout);
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for mark in &key.marks {
            let quote = mark.place.quote(&key.text);
            if mark.label != self.row.key {
                let name = handout.labels.iter().find(|row| row.key == mark.label);
                let name = name.map_or(mark.label.as_str(), |row| row.name.as_str());
                self.remark(Lost::Label, name, &quote);
                continue;
            }
            if quote.split_whitespace().count() > 1 {
                self.remark(Lost::Phrase, "", &quote);
            }
            let shares = mark.place.spans().iter().flat_map(|span| span.range()).any(|byte| taken.contains(&byte));
            if shares {
                self.remark(Lost::Overlap, "", &quote);
            }
            taken.extend(mark.place.spans().iter().flat_map(|span| span.range()));
            let body = key.text.as_str();
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let cuts = |byte: usize| {
                body.get(..byte).is_some_and(|before| letter(before.chars().next_back()))
                    && body.get(byte..).is_some_and(|behind| letter(behind.chars().next()))
            };
            if mark.place.spans().iter().any(|span| cuts(span.start()) || cuts(span.end())) {
                self.remark(Lost::WithinWords, "", &quote);
            }
            if mark.given {
                self.remark(Lost::Example, "", &quote);
            }
            if !mark.feedback.trim().is_empty() {
                self.remark(Lost::Feedback, "", &quote);
            }
        }
        for link in &key.links {
            let name = handout.kinds.iter().find(|row| row.key == link.kind);
            let name = name.map_or(link.kind.as_str(), |row| row.name.as_str());
            let from = key.marks.get(link.from).map_or(String::new(), |mark| mark.place.quote(&key.text));
            self.remark(Lost::Relation, name, &from);
        }
        if let Some(minutes) = handout.minutes {
            let count = usize::from(minutes);
            self.remarks.push(Remark { lost: Lost::Minutes, name: String::new(), count, spots: Vec::new() });
        }
        self.remark(Lost::Points, "", "");
    }

    /// Returns what is in `content/content.json`.
    fn content(&self, text: &str) -> Value {
        let mut task = Page::default();
        for line in self.handout.instructions.lines().filter(|line| !line.trim().is_empty()) {
            paragraph(&mut task, line);
        }
        task.raw("<p><strong>");
        task.text(&say!("h5p-task", label = one_line(&self.row.name)));
        task.raw("</strong></p>\n");
        for said in [&self.row.definition, &self.row.hint] {
            said.lines().filter(|line| !line.trim().is_empty()).for_each(|line| paragraph(&mut task, line));
        }
        let feedback = self.key.labels.get(&self.row.key).map_or("", |task| task.feedback.trim());
        let mut range = json!({ "from": 0, "to": 100 });
        if !feedback.is_empty() {
            let mut said = Page::default();
            said.text(&one_line(feedback));
            range["feedback"] = Value::String(said.taken());
        }
        json!({
            "media": { "disableImageZooming": false },
            "taskDescription": task.taken(),
            "textField": text,
            "overallFeedback": [range],
            "checkAnswerButton": say!("h5p-check"),
            "submitAnswerButton": say!("h5p-submit"),
            "tryAgainButton": say!("h5p-retry"),
            "showSolutionButton": say!("h5p-solution"),
            "behaviour": {
                "enableRetry": true,
                "enableSolutionsButton": true,
                "enableCheckButton": true,
                "showScorePoints": true,
            },
            "correctAnswer": say!("h5p-correct"),
            "incorrectAnswer": say!("h5p-incorrect"),
            "missedAnswer": say!("h5p-missed"),
            "displaySolutionDescription": say!("h5p-solution-shown"),
            // The player puts numbers for these signs.
            "scoreBarLabel": say!("h5p-score", found = ":num", of = ":total"),
            "a11yFullTextLabel": say!("h5p-whole-text"),
            "a11yClickableTextLabel": say!("h5p-text-to-mark"),
            "a11ySolutionModeHeader": say!("h5p-solution-head"),
            "a11yCheckingHeader": say!("h5p-check-head"),
            "a11yCheck": say!("h5p-check-tip"),
            "a11yShowSolution": say!("h5p-solution-tip"),
            "a11yRetry": say!("h5p-retry-tip"),
        })
    }

    /// Returns what is in `h5p.json`.
    fn package(&self) -> Value {
        let (name, major, minor) = LIBRARY;
        let library = json!({ "machineName": name, "majorVersion": major, "minorVersion": minor });
        json!({
            "title": title(&self.handout.title),
            "language": language(&self.handout.details.language),
            "mainLibrary": name,
            "embedTypes": ["iframe"],
            // Nothing is known of who may use the article.
            "license": "U",
            "preloadedDependencies": [library],
        })
    }
}

fn paragraph(out: &mut Page, line: &str) {
    out.raw("<p>");
    out.text(line.trim());
    out.raw("</p>\n");
}

/// Returns a title in one line of no more bytes than platforms take.
fn title(title: &str) -> String {
    let mut title = one_line(title);
    if title.is_empty() {
        title.push_str(LIBRARY.0);
    }
    let end = (0..=TITLE.min(title.len())).rev().find(|end| title.is_char_boundary(*end)).unwrap_or(0);
    title.truncate(end);
    title
}

/// Returns a language as platforms of any age take it: two or three small letters; `und` for what is not known.
fn language(tag: &str) -> String {
    let main = tag.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let sound = (2..=3).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_lowercase());
    if sound { main } else { "und".to_owned() }
}

/// Tells whether the player parts words by a character: what JavaScript's `\s` matches.
fn parts(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}

/// Cuts some bytes of a text into what stands between white space.
fn words(text: &str, bytes: Range<usize>) -> Vec<Range<usize>> {
    let body = &text[bytes.clone()];
    let (mut all, mut start) = (Vec::new(), None);
    for (at, c) in body.char_indices().chain([(body.len(), ' ')]) {
        match (parts(c), start) {
            (true, Some(from)) => {
                all.push(bytes.start + from..bytes.start + at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    all
}

/// Returns the part of a word that the player lets people mark: without the punctuation around it.
fn core(word: &str) -> Range<usize> {
    let rest = word.trim_start_matches(|c| BEFORE.contains(&c) || c == LOW);
    let start = word.len() - rest.len();
    // Signs that were taken at the front are no more at the end.
    start..start + rest.trim_end_matches(BEHIND).len()
}

/// Writes a word with its asterisks doubled, between two where it is right. Where the player would take it for what it
/// is not, another sign stands for the asterisks; tells whether that is so.
fn starred(word: &str, right: bool) -> (String, bool) {
    let between = |word: String| if right { format!("*{word}*") } else { word };
    let written = between(word.replace('*', "**"));
    let as_meant = match shown(&written) {
        Some(shown) => right && shown == word,
        None => !right,
    };
    if as_meant { (written, false) } else { (between(word.replace('*', "\u{2217}")), true) }
}

/// Returns what the player shows of a word that it takes for a right one; `None` for any other.
///
/// It looks at a word without the last pair of asterisks in it, whatever stands before: so `***` between doubled ones
/// is one to it (`scripts/word.js`, `checkForAnswer`).
fn shown(written: &str) -> Option<String> {
    let chars: Vec<char> = written.chars().collect();
    let pair = chars.windows(2).rposition(|two| two == ['*', '*']);
    let mut seen = chars.clone();
    if let Some(at) = pair {
        seen.drain(at..at + 2);
    }
    let [first, .., last] = seen[..] else { return None };
    if first != '*' || seen.len() < 3 {
        return None;
    }
    let cut = match seen[seen.len() - 2] {
        _ if last == '*' => 1,
        '*' => 2,
        _ => return None,
    };
    let mut inner: Vec<char> = chars.get(1..chars.len().saturating_sub(cut))?.to_vec();
    // Of each pair the first goes; a single one goes as well.
    let mut at = 0;
    while let Some(next) = inner.iter().skip(at).position(|c| *c == '*') {
        inner.remove(at + next);
        at += next + 1;
    }
    Some(inner.into_iter().collect())
}

#[cfg(test)]
#[path = "h5p_tests.rs"]
mod tests;
