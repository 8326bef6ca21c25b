//! Writes the key of an exercise as JSON, and reads it again. It is what a copy for self-checking holds, closed with a
//! word, and what `mark.js` marks by in the learner's page.
//!
//! ```text
//! {"asked":"<hash>","costs":{"missed":0,"surplus":50,"wrong":0},"exercise":"<id>","fit":{"adds":100,"covers":50},
//!  "format":1,"kinds":{"denies":{"feedback":"","points":100}},"labels":{…},
//!  "links":[{"from":1,"given":false,"id":"…","kind":"denies","to":0}],
//!  "marks":[{"at":[[12,30]],"feedback":"","given":false,"id":"…","label":"claim"}],"text":"<hash>"}
//! ```
//!
//! A mark that is right and not required has `"optional":true`. Places are code points, half-open; points and costs
//! hundredths. The same key is always the same bytes. Hints are not in it, for the handout has them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::classroom::{Key, KeyLink, KeyMark, secret};
use crate::model::exercise::{Costs, Fit, Points, Sealed, Task};
use crate::model::id::{ExerciseId, RelationId};
use crate::model::{AnnotationId, Fragments, Hash, KindKey, LabelKey, Stamp, Text};
use crate::say;

use super::super::json::told;

/// The one shape that there is so far.
const FORMAT: u64 = 1;

// The fields are in the order of their names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyShape {
    asked: String,
    costs: CostsShape,
    exercise: String,
    fit: FitShape,
    format: u64,
    kinds: BTreeMap<String, TaskShape>,
    labels: BTreeMap<String, TaskShape>,
    links: Vec<LinkShape>,
    marks: Vec<MarkShape>,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CostsShape {
    missed: i32,
    surplus: i32,
    wrong: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FitShape {
    adds: u16,
    covers: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskShape {
    feedback: String,
    points: i32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkShape {
    from: usize,
    given: bool,
    id: String,
    kind: String,
    to: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkShape {
    at: Vec<(usize, usize)>,
    feedback: String,
    given: bool,
    id: String,
    label: String,
    /// Whether it is right and not required.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    optional: bool,
}

/// Returns a key closed with a word, to be handed out with its exercise; `None` where there is no word.
pub fn sealed(key: &Key, word: &str, stamp: &mut Stamp) -> Option<Sealed> {
    let word = word.trim();
    (!word.is_empty()).then(|| secret::seal(write(key).as_bytes(), word, key.asked, stamp))
}

/// Writes a key.
pub fn write(key: &Key) -> String {
    let task = |task: &Task| TaskShape { feedback: task.feedback.clone(), points: task.points.0 };
    let chars = |place: &Fragments| {
        place.spans().iter().map(|span| (key.text.char_of(span.start()), key.text.char_of(span.end()))).collect()
    };
    let mark = |mark: &KeyMark| MarkShape {
        at: chars(&mark.place),
        feedback: mark.feedback.clone(),
        given: mark.given,
        id: mark.id.to_string(),
        label: mark.label.to_string(),
        optional: mark.optional,
    };
    let link = |link: &KeyLink| LinkShape {
        from: link.from,
        given: link.given,
        id: link.id.to_string(),
        kind: link.kind.to_string(),
        to: link.to,
    };
    let shape = KeyShape {
        asked: key.asked.to_string(),
        costs: CostsShape { missed: key.costs.missed.0, surplus: key.costs.surplus.0, wrong: key.costs.wrong.0 },
        exercise: key.exercise.to_string(),
        fit: FitShape { adds: key.fit.adds, covers: key.fit.covers },
        format: FORMAT,
        kinds: key.kinds.iter().map(|(kind, of)| (kind.to_string(), task(of))).collect(),
        labels: key.labels.iter().map(|(label, of)| (label.to_string(), task(of))).collect(),
        links: key.links.iter().map(link).collect(),
        marks: key.marks.iter().map(mark).collect(),
        text: key.text.hash().to_string(),
    };
    // Nothing in it can fail: all names are text.
    serde_json::to_string(&shape).unwrap_or_default()
}

/// Reads a key to a text.
///
/// # Errors
/// Says what is wrong with it: it is no key, a newer one, of another text, or something in it does not fit.
pub fn read(json: &str, text: &Text) -> Result<Key, String> {
    #[derive(Deserialize)]
    struct Head {
        format: u64,
    }
    let head: Head = serde_json::from_str(json).map_err(|error| told(&error))?;
    if head.format > FORMAT {
        return Err(say!("marks-newer", format = head.format));
    }
    if head.format < FORMAT {
        return Err(say!("marks-key-unfit", what = "format"));
    }
    let shape: KeyShape = serde_json::from_str(json).map_err(|error| told(&error))?;
    if Hash::parse(&shape.text) != Some(text.hash()) {
        return Err(say!("marks-other-article").to_owned());
    }
    let unfit = |what: &str| say!("marks-key-unfit", what = what);
    let mut marks = Vec::with_capacity(shape.marks.len());
    for mark in shape.marks {
        let spans = mark.at.iter().map(|(start, end)| text.span_of_chars(*start, *end).ok()).collect::<Option<_>>();
        marks.push(KeyMark {
            place: spans.and_then(Fragments::new).ok_or_else(|| unfit(&mark.id))?,
            id: AnnotationId::parse(&mark.id).ok_or_else(|| unfit(&mark.id))?,
            label: LabelKey::parse(&mark.label).ok_or_else(|| unfit(&mark.label))?,
            given: mark.given,
            optional: mark.optional,
            hint: String::new(),
            feedback: mark.feedback,
        });
    }
    let mut links = Vec::with_capacity(shape.links.len());
    for link in shape.links {
        if link.from.max(link.to) >= marks.len() {
            return Err(unfit(&link.id));
        }
        links.push(KeyLink {
            id: RelationId::parse(&link.id).ok_or_else(|| unfit(&link.id))?,
            kind: KindKey::parse(&link.kind).ok_or_else(|| unfit(&link.kind))?,
            from: link.from,
            to: link.to,
            given: link.given,
        });
    }
    let task = |of: TaskShape| Task { points: Points(of.points), hint: String::new(), feedback: of.feedback };
    let mut labels = BTreeMap::new();
    for (label, of) in shape.labels {
        labels.insert(LabelKey::parse(&label).ok_or_else(|| unfit(&label))?, task(of));
    }
    let mut kinds = BTreeMap::new();
    for (kind, of) in shape.kinds {
        kinds.insert(KindKey::parse(&kind).ok_or_else(|| unfit(&kind))?, task(of));
    }
    let costs = shape.costs;
    Ok(Key {
        exercise: ExerciseId::parse(&shape.exercise).ok_or_else(|| unfit(&shape.exercise))?,
        asked: Hash::parse(&shape.asked).ok_or_else(|| unfit(&shape.asked))?,
        text: text.clone(),
        marks,
        links,
        labels,
        kinds,
        fit: Fit { covers: shape.fit.covers, adds: shape.fit.adds },
        costs: Costs { wrong: Points(costs.wrong), missed: Points(costs.missed), surplus: Points(costs.surplus) },
    })
}
