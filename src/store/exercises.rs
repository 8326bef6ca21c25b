//! Writes exercises as rows of a file, and makes exercises of such rows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use crate::model::base64;
use crate::model::exercise::{Costs, Fit, LearnersCopy, Points, Saying, Sealed, Task};
use crate::model::*;
use crate::say;

use super::convert::{Key, id, key, time};
use super::notes::{Notes, Spot, clip};
use super::pen::{Layout, Pen, Row};
use super::v1;

/// Writes a list on the row's line where the row is one line, else an item a line.
fn items<T>(
    out: &mut Row<'_>,
    layout: Layout,
    name: &str,
    items: impl IntoIterator<Item = T>,
    write: impl FnMut(&mut Pen, T),
) {
    let mut items = items.into_iter().peekable();
    if items.peek().is_none() {
        return;
    }
    let pen = out.field(name);
    match layout {
        Layout::Line => pen.list(items, write),
        Layout::Fields(level) => pen.lines(level + 1, items, write),
    }
}

fn task(pen: &mut Pen, (key, row): (impl fmt::Display, &Task)) {
    let mut out = pen.row(Layout::Line);
    out.field("key").quoted(key);
    out.field("points").plain(row.points);
    out.string("hint", &row.hint);
    out.string("feedback", &row.feedback);
    out.close();
}

pub(super) fn exercise(pen: &mut Pen, layout: Layout, id: ExerciseId, row: &Exercise) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.field("rank").plain(row.rank);
    out.string("title", &row.title);
    out.string("instructions", &row.instructions);
    out.field("set").quoted(row.set);
    out.field("revision").quoted(row.revision);
    items(&mut out, layout, "labels", &row.labels, task);
    items(&mut out, layout, "kinds", &row.kinds, task);
    if row.told {
        out.field("told").plain(true);
    }
    out.field("covers").plain(row.fit.covers);
    out.field("adds").plain(row.fit.adds);
    for (name, points) in [("wrong", row.costs.wrong), ("missed", row.costs.missed), ("surplus", row.costs.surplus)] {
        if points != Points(0) {
            out.field(name).plain(points);
        }
    }
    if let Some(minutes) = row.minutes {
        out.field("minutes").plain(minutes);
    }
    out.names("examples", &row.examples);
    items(&mut out, layout, "sayings", &row.sayings, |pen, (of, saying): (&AnnotationId, &Saying)| {
        let mut out = pen.row(Layout::Line);
        out.field("annotation").quoted(of);
        out.string("hint", &saying.hint);
        out.string("feedback", &saying.feedback);
        if saying.optional {
            out.field("optional").plain(true);
        }
        out.close();
    });
    out.string("word", &row.word);
    if let Some(copy) = &row.copy {
        let layout = match layout {
            Layout::Line => Layout::Line,
            Layout::Fields(level) => Layout::Fields(level + 1),
        };
        learners_copy(out.field("copy"), layout, copy);
    }
    out.close();
}

fn learners_copy(pen: &mut Pen, layout: Layout, copy: &LearnersCopy) {
    fn count(pen: &mut Pen, (key, count): (impl fmt::Display, &u32)) {
        pen.plain(format_args!("(\"{key}\", {count})"));
    }
    let mut out = pen.row(layout);
    items(&mut out, Layout::Line, "labels", &copy.labels, count);
    items(&mut out, Layout::Line, "kinds", &copy.kinds, count);
    items(&mut out, layout, "hints", &copy.hints, |pen, (label, hint)| {
        pen.plain(format_args!("(\"{label}\", "));
        pen.string(hint);
        pen.raw(")");
    });
    if let Some(asked) = copy.asked {
        out.field("asked").quoted(asked);
    }
    if let Some(sealed) = &copy.sealed {
        let mut row = out.field("sealed").row(Layout::Line);
        row.field("rounds").plain(sealed.rounds);
        row.field("salt").quoted(base64::encode(&sealed.salt));
        row.field("nonce").quoted(base64::encode(&sealed.nonce));
        row.field("data").quoted(base64::encode(&sealed.data));
        row.close();
    }
    out.close();
}

/// Converts points; those that can't be are noted and are none.
pub(super) fn points(number: f64, fits: fn(Points) -> bool, spot: Spot<'_>, notes: &mut Notes<'_>) -> Points {
    let hundredths = (number * 100.0).round();
    // Binary fractions come near to hundredths, and no nearer.
    let exact = hundredths.abs() <= f64::from(Points::MOST.0) && (hundredths - number * 100.0).abs() < 1e-6;
    let points = exact.then_some(Points(hundredths as i32)).filter(|points| fits(*points));
    points.unwrap_or_else(|| {
        notes.odd(spot, say!("warning-points", number = number.to_string()));
        Points(0)
    })
}

/// Converts a number that has bounds; one beyond them becomes the nearest within, which is noted.
pub(super) fn within(number: u32, (least, most): (u16, u16), spot: Spot<'_>, notes: &mut Notes<'_>) -> u16 {
    let near = u16::try_from(number).unwrap_or(u16::MAX).clamp(least, most);
    if u32::from(near) != number {
        notes.odd(spot, say!("warning-number-out", number = number, near = u32::from(near)));
    }
    near
}

/// Puts what is read into a map; what is there already is noted with what it said.
fn enter<K: Ord + fmt::Display, V>(
    map: &mut BTreeMap<K, V>,
    (key, value): (K, V),
    said: &[&str],
    spot: Spot<'_>,
    notes: &mut Notes<'_>,
) {
    match map.entry(key) {
        Entry::Vacant(free) => drop(free.insert(value)),
        Entry::Occupied(there) => {
            let said: Vec<&str> = said.iter().copied().filter(|said| !said.is_empty()).collect();
            let name = there.key().to_string();
            notes.odd(spot, say!("warning-asked-twice", name = name, said = said.join(say!("left-out-between"))));
        }
    }
}

fn tasks<K: Key + fmt::Display>(rows: &[v1::Task<'_>], spot: Spot<'_>, notes: &mut Notes<'_>) -> BTreeMap<K, Task> {
    let mut tasks = BTreeMap::new();
    for row in rows {
        let points = points(row.points, Points::is_worth, spot, notes);
        let task = Task { points, hint: row.hint.own(), feedback: row.feedback.own() };
        enter(&mut tasks, (key(&row.key, spot, notes), task), &[&row.hint, &row.feedback], spot, notes);
    }
    tasks
}

/// Converts an exercise, of which nothing else needs to be known.
pub(super) fn read(row: &v1::Exercise<'_>, notes: &mut Notes<'_>) -> (ExerciseId, Exercise) {
    let spot = Spot::new("exercise", &row.id).of_words(&row.title);
    let cost = |number, notes: &mut Notes<'_>| points(number, Points::is_cost, spot, notes);
    let mut sayings = BTreeMap::new();
    for saying in &row.sayings {
        let said = Saying { hint: saying.hint.own(), feedback: saying.feedback.own(), optional: saying.optional };
        let pair = (id(&saying.annotation, spot, notes), said);
        enter(&mut sayings, pair, &[&saying.hint, &saying.feedback], spot, notes);
    }
    let covers = within(row.covers, (1, 100), spot, notes);
    let exercise = Exercise {
        rank: row.rank,
        title: row.title.own(),
        instructions: row.instructions.own(),
        set: id(&row.set, spot, notes),
        revision: id(&row.revision, spot, notes),
        labels: tasks(&row.labels, spot, notes),
        kinds: tasks(&row.kinds, spot, notes),
        told: row.told,
        fit: Fit {
            covers: u8::try_from(covers).unwrap_or(Fit::EXACT.covers),
            adds: within(row.adds, (0, u16::MAX), spot, notes),
        },
        costs: Costs {
            wrong: cost(row.wrong, notes),
            missed: cost(row.missed, notes),
            surplus: cost(row.surplus, notes),
        },
        minutes: (row.minutes > 0).then(|| within(row.minutes, (1, u16::MAX), spot, notes)),
        examples: row.examples.iter().map(|of| id(of, spot, notes)).collect(),
        sayings,
        word: row.word.own(),
        copy: row.copy.as_ref().map(|copy| read_copy(copy, spot, notes)),
    };
    (id(&row.id, spot, notes), exercise)
}

fn read_copy(row: &v1::LearnersCopy<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> LearnersCopy {
    let mut copy = LearnersCopy::default();
    for (label, count) in &row.labels {
        let said = count.to_string();
        enter(&mut copy.labels, (key(label, spot, notes), *count), &[&said], spot, notes);
    }
    for (kind, count) in &row.kinds {
        let said = count.to_string();
        enter(&mut copy.kinds, (key(kind, spot, notes), *count), &[&said], spot, notes);
    }
    copy.hints = row.hints.iter().map(|(label, hint)| (key(label, spot, notes), hint.own())).collect();
    if !row.asked.is_empty() {
        copy.asked = hash(&row.asked, spot, notes);
    }
    if let Some(row) = &row.sealed {
        copy.sealed = read_sealed(row);
        if copy.sealed.is_none() {
            notes.odd(spot, say!("warning-sealed"));
        }
    }
    copy
}

fn read_sealed(row: &v1::Sealed<'_>) -> Option<Sealed> {
    let salt = base64::decode(&row.salt)?.try_into().ok()?;
    let nonce = base64::decode(&row.nonce)?.try_into().ok()?;
    Some(Sealed { rounds: row.rounds, salt, nonce, data: base64::decode(&row.data)? })
}

/// Converts a digest; what is none is noted.
fn hash(text: &str, spot: Spot<'_>, notes: &mut Notes<'_>) -> Option<Hash> {
    let hash = Hash::parse(text);
    if hash.is_none() {
        notes.odd(spot, say!("warning-no-hash", text = clip(text)));
    }
    hash
}

/// Writes of which hand-in a set is.
pub(super) fn handed(pen: &mut Pen, row: &Handed) {
    let Handed { exercise, asked, time, file } = row;
    pen.plain(format_args!("(exercise: \"{exercise}\", asked: \"{asked}\", time: \"{time}\", file: \"{file}\")"));
}

/// Converts of which hand-in a set is. A digest that is none is that of nothing.
pub(super) fn read_handed(row: &v1::Handed<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> Handed {
    let nothing = || Hash::of(&[]);
    Handed {
        exercise: id(&row.exercise, spot, notes),
        asked: hash(&row.asked, spot, notes).unwrap_or_else(nothing),
        time: time(&row.time, spot, notes),
        file: hash(&row.file, spot, notes).unwrap_or_else(nothing),
    }
}
