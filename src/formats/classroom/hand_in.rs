//! Reads and writes hand-ins: one JSON file a learner, the same from the program and from the page in a browser.
//!
//! ```text
//! {"gainsay":"hand-in","format":1,"sha256":"<of the UTF-8 bytes of work>","work":"<JSON>"}
//! ```
//!
//! The work inside is text in a text, so that its digest is of the very bytes, whatever wrote them:
//!
//! ```text
//! {"exercise":"<id>","asked":"<hash>","text":"<hash>","learner":"Ada","begun":"<time>","handed":"<time>",
//!  "with":"browser","marks":[{"label":"claim","at":[{"start":12,"end":30,"quote":"…"}]}],
//!  "links":[{"kind":"denies","from":{"mark":3},"to":{"given":0}}]}
//! ```
//!
//! Places are code points, half-open, beside the words themselves. `begun` and `with` may be missing. The digest tells
//! damage; it is no signature, for whoever can write a file can write its digest.

use serde::{Deserialize, Serialize};

use crate::classroom::gather::Refused;
use crate::classroom::{End, HandIn, Key, Link, Mark};
use crate::model::id::ExerciseId;
use crate::model::{Fragments, Hash, KindKey, LabelKey, Span, Text, Time};
use crate::say;

use super::super::exchange::{file_part, fit_for_file};
use super::super::json::told;

/// The one shape that there is so far.
const FORMAT: u64 = 1;
/// What the file says that it is.
const SORT: &str = "hand-in";
/// The ending of the files' names.
pub const ENDING: &str = "handin.json";
/// How large a file may be, in bytes.
pub const LARGEST: usize = 8 << 20;
/// How many marks, pieces of marks and relations one may hold. Nobody marks as many; a file could.
const MOST: usize = 5_000;
/// How long a name may be, in code points.
pub const LONGEST_NAME: usize = 200;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileShape {
    gainsay: String,
    format: u64,
    sha256: String,
    work: String,
}

/// What is read first, so that a newer file is called so whatever else is in it.
#[derive(Deserialize)]
struct Head {
    gainsay: String,
    format: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkShape {
    exercise: String,
    asked: String,
    text: String,
    learner: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<String>,
    handed: String,
    #[serde(default)]
    with: String,
    marks: Vec<MarkShape>,
    links: Vec<LinkShape>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkShape {
    label: String,
    at: Vec<PieceShape>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PieceShape {
    start: usize,
    end: usize,
    quote: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkShape {
    kind: String,
    from: EndShape,
    to: EndShape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EndShape {
    Mark(usize),
    Given(usize),
}

/// Writes a hand-in on a text, as the program does.
pub fn write(hand_in: &HandIn, text: &Text) -> String {
    let piece = |span: &Span| PieceShape {
        start: text.char_of(span.start()),
        end: text.char_of(span.end()),
        quote: text.quote(*span).to_owned(),
    };
    let mark =
        |mark: &Mark| MarkShape { label: mark.label.to_string(), at: mark.place.spans().iter().map(piece).collect() };
    let end = |end: End| match end {
        End::Mark(number) => EndShape::Mark(number),
        End::Given(number) => EndShape::Given(number),
    };
    let link = |link: &Link| LinkShape { kind: link.kind.to_string(), from: end(link.from), to: end(link.to) };
    let work = WorkShape {
        exercise: hand_in.exercise.to_string(),
        asked: hand_in.asked.to_string(),
        text: hand_in.text.to_string(),
        learner: hand_in.learner.clone(),
        begun: hand_in.begun.map(|time| time.to_string()),
        handed: hand_in.handed.to_string(),
        with: "program".to_owned(),
        marks: hand_in.marks.iter().map(mark).collect(),
        links: hand_in.links.iter().map(link).collect(),
    };
    // Nothing in them can fail: all names are text.
    let work = serde_json::to_string(&work).unwrap_or_default();
    let sha256 = Hash::of(work.as_bytes()).to_string();
    let file = FileShape { gainsay: SORT.to_owned(), format: FORMAT, sha256, work };
    serde_json::to_string(&file).unwrap_or_default() + "\n"
}

/// Returns the name that a learner's file gets: `TITLE - LEARNER.handin.json`, without what names of files cannot hold
/// somewhere.
pub fn file_name(title: &str, learner: &str) -> String {
    let parts: Vec<String> = [title, learner].map(file_part).into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ENDING}", if parts.is_empty() { SORT.to_owned() } else { fit_for_file(&parts.join(" - ")) })
}

/// Tells whether bytes say that they are a hand-in, whatever their condition.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.len() <= LARGEST && serde_json::from_slice::<Head>(plain(bytes)).is_ok_and(|head| head.gainsay == SORT)
}

/// A hand-in as its file says it, not yet held against an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed(WorkShape);

impl Parsed {
    /// Tells whether it says that it is for this exercise.
    pub fn is_for(&self, exercise: ExerciseId) -> bool {
        ExerciseId::parse(&self.0.exercise) == Some(exercise)
    }

    /// Holds it against the exercise of a key. Of the key, only what its handout shows matters.
    ///
    /// # Errors
    /// Says why it is none that can be marked; then nothing of it counts.
    pub fn held(&self, key: &Key) -> Result<HandIn, Refused> {
        of_work(&self.0, key)
    }
}

/// Reads a file, whichever exercise it is for.
///
/// # Errors
/// Says why it is no hand-in, or is not as it was written.
pub fn parse(bytes: &[u8]) -> Result<Parsed, Refused> {
    if bytes.len() > LARGEST {
        return Err(Refused::TooLarge);
    }
    let bytes = plain(bytes);
    let broken = |error: serde_json::Error| Refused::Damaged(told(&error));
    let head: Head = serde_json::from_slice(bytes).map_err(|error| match begins_as_one(bytes) {
        true => broken(error),
        false => Refused::NotOne(told(&error)),
    })?;
    if head.gainsay != SORT {
        return Err(Refused::NotOne(say!("marks-no-hand-in").to_owned()));
    }
    if head.format > FORMAT {
        return Err(Refused::Newer(head.format));
    }
    if head.format < FORMAT {
        return Err(Refused::Damaged(say!("marks-unread", name = "format")));
    }
    let file: FileShape = serde_json::from_slice(bytes).map_err(broken)?;
    if Hash::parse(&file.sha256) != Some(Hash::of(file.work.as_bytes())) {
        return Err(Refused::Damaged(say!("marks-digest").to_owned()));
    }
    serde_json::from_str(&file.work).map(Parsed).map_err(broken)
}

/// Tells whether bytes begin as the files do that are written here, whatever is behind it.
fn begins_as_one(bytes: &[u8]) -> bool {
    let begin = format!("{{\"gainsay\":\"{SORT}\"");
    let mut black = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    begin.bytes().all(|byte| black.next() == Some(byte))
}

/// Reads a hand-in for the exercise of a key. Of the key, only what its handout shows matters.
///
/// # Errors
/// Says why it is none that can be marked; then nothing of it counts.
pub fn read(bytes: &[u8], key: &Key) -> Result<HandIn, Refused> {
    parse(bytes)?.held(key)
}

/// Reads the work alone, as it stands in a file.
///
/// # Errors
/// As those of [`read`].
pub fn read_work(work: &str, key: &Key) -> Result<HandIn, Refused> {
    let work: WorkShape = serde_json::from_str(work).map_err(|error| Refused::Damaged(told(&error)))?;
    of_work(&work, key)
}

/// Passes over a byte order mark, which some editors and mail programs put before a text.
fn plain(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn of_work(work: &WorkShape, key: &Key) -> Result<HandIn, Refused> {
    let unfit = |what: String| Refused::Damaged(what);
    let named = |name: &'static str| unfit(say!("marks-unread", name = name));
    let exercise = ExerciseId::parse(&work.exercise).ok_or_else(|| named("exercise"))?;
    let asked = Hash::parse(&work.asked).ok_or_else(|| named("asked"))?;
    let text = Hash::parse(&work.text).ok_or_else(|| named("text"))?;
    if exercise != key.exercise {
        return Err(Refused::OtherExercise);
    }
    if text != key.text.hash() {
        return Err(Refused::OtherArticle);
    }
    if asked != key.asked {
        return Err(Refused::Older);
    }
    let pieces: usize = work.marks.iter().map(|mark| mark.at.len()).sum();
    let most = work.marks.len().max(pieces).max(work.links.len());
    if most > MOST {
        return Err(unfit(say!("marks-too-many", count = most, most = MOST)));
    }
    if work.learner.chars().count() > LONGEST_NAME {
        return Err(unfit(say!("marks-long-name", most = LONGEST_NAME)));
    }
    let mut marks = Vec::with_capacity(work.marks.len());
    for (number, mark) in (1..).zip(&work.marks) {
        let spans = mark.at.iter().map(|piece| {
            let span = key.text.span_of_chars(piece.start, piece.end).ok()?;
            (key.text.quote(span) == piece.quote).then_some(span)
        });
        let place = spans.collect::<Option<_>>().and_then(Fragments::new);
        let place = place.ok_or_else(|| unfit(say!("marks-elsewhere", number = number)))?;
        let label = LabelKey::parse(&mark.label).ok_or_else(|| named("label"))?;
        marks.push(Mark { label, place });
    }
    let given = key.marks.iter().filter(|mark| mark.given).count();
    let mut links = Vec::with_capacity(work.links.len());
    for (number, link) in (1..).zip(&work.links) {
        let end = |end: &EndShape| match *end {
            EndShape::Mark(mark) if mark < marks.len() => Some(End::Mark(mark)),
            EndShape::Given(example) if example < given => Some(End::Given(example)),
            _ => None,
        };
        let (Some(from), Some(to)) = (end(&link.from), end(&link.to)) else {
            return Err(unfit(say!("marks-no-end", number = number)));
        };
        if from == to {
            return Err(unfit(say!("marks-one-end", number = number)));
        }
        links.push(Link { kind: KindKey::parse(&link.kind).ok_or_else(|| named("kind"))?, from, to });
    }
    let time = |text: &str| Time::parse(text);
    Ok(HandIn {
        exercise,
        asked,
        text,
        learner: work.learner.trim().to_owned(),
        begun: work.begun.as_deref().map(|begun| time(begun).ok_or_else(|| named("begun"))).transpose()?,
        handed: time(&work.handed).ok_or_else(|| named("handed"))?,
        marks,
        links,
    })
}
