//! What a marked class is handed over as: lines for a terminal, JSON, a gradebook, and pages.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::classroom::alike::{Alike, alike};
use crate::classroom::gather::Aside;
use crate::classroom::{Class, End, Handout, Learner, Outcome, Score, Took, Verdict};
use crate::model::exercise::Points;
use crate::model::{Fragments, Hash, KindKey, LabelKey};
use crate::say;

/// How many characters of a quote a table shows.
const QUOTE: usize = 60;

/// A marked class, with what is said of it.
#[derive(Debug)]
pub struct Report<'a> {
    /// What was asked, with the names of labels and kinds.
    pub handout: &'a Handout,
    /// The class.
    pub class: &'a Class,
    /// The files that count for nothing.
    pub aside: &'a [Aside],
    /// Hand-ins that are alike.
    pub alike: Vec<Alike>,
    /// What each learner is called here.
    pub names: Vec<String>,
    /// Whether these are not the learners' own names.
    pub hidden: bool,
}

impl<'a> Report<'a> {
    /// Makes a report. Where names are hidden, learners are numbered in an order that says nothing of their names, and
    /// files are not named.
    pub fn of(handout: &'a Handout, class: &'a Class, aside: &'a [Aside], hidden: bool) -> Report<'a> {
        let names = match hidden {
            false => class.learners.iter().map(|learner| learner.hand_in.learner.clone()).collect(),
            true => numbered(class),
        };
        Report { handout, class, aside, alike: alike(class), names, hidden }
    }

    /// Returns what a learner is called.
    pub fn name(&self, learner: usize) -> &str {
        self.names.get(learner).map_or("", String::as_str)
    }

    /// Returns how long a learner took, where time is limited and the file says it.
    pub fn took(&self, learner: usize) -> Option<Took> {
        self.class.learners.get(learner)?.hand_in.took(self.handout.minutes)
    }

    /// Returns what a label is called.
    pub(super) fn label(&self, key: &'a LabelKey) -> &'a str {
        self.handout.labels.iter().find(|label| label.key == *key).map_or(key.as_str(), |label| &label.name)
    }

    /// Returns what a relation kind is called.
    pub(super) fn kind(&self, key: &'a KindKey) -> &'a str {
        self.handout.kinds.iter().find(|kind| kind.key == *key).map_or(key.as_str(), |kind| &kind.name)
    }

    /// Returns the number of a label among those asked, and its letter.
    pub(super) fn badge(&self, key: &LabelKey) -> (usize, &'a str) {
        let found = self.handout.labels.iter().enumerate().find(|(_, label)| label.key == *key);
        found.map_or((self.handout.labels.len(), "?"), |(at, label)| (at, &label.letter))
    }

    /// Returns the words of a place.
    pub(super) fn quote(&self, place: &Fragments) -> String {
        place.quote(&self.class.key.text)
    }

    /// Returns the words of an end of a learner's relation.
    pub(super) fn end(&self, learner: &Learner, end: End) -> String {
        let place = match end {
            End::Mark(mark) => learner.hand_in.marks.get(mark).map(|mark| &mark.place),
            End::Given(given) => {
                self.class.key.marks.iter().filter(|mark| mark.given).nth(given).map(|mark| &mark.place)
            }
        };
        place.map(|place| self.quote(place)).unwrap_or_default()
    }
}

/// Numbers learners in the order of digests of their names.
fn numbered(class: &Class) -> Vec<String> {
    let salt = class.key.exercise.to_string();
    let digest = |learner: &Learner| Hash::of(format!("{salt} {}", learner.hand_in.learner).as_bytes());
    let mut order: Vec<usize> = (0..class.learners.len()).collect();
    order.sort_by_key(|at| digest(&class.learners[*at]));
    let mut names = vec![String::new(); order.len()];
    for (number, at) in (1..).zip(order) {
        names[at] = say!("marks-learner", number = number);
    }
    names
}

/// Returns the share of points in percent, with a digit behind the point; nothing where there are none to be had.
pub(super) fn percent(score: &Score) -> Option<String> {
    let (points, of) = (i64::from(score.points.0), i64::from(score.of.0));
    // Rounded to the nearest, halves up.
    (of > 0)
        .then(|| (points * 2000 + of) / (2 * of))
        .map(|thousandths| format!("{}.{}", thousandths / 10, thousandths % 10))
}

/// Cuts a quote to so many characters, in one line.
fn short(quote: &str, room: usize) -> String {
    let words = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(room) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// Writes a report for a terminal.
pub fn text(report: &Report<'_>) -> String {
    let class = report.class;
    let mut out = format!("{}\n", report.handout.title);
    let _ = writeln!(out, "{}", say!("marks-counted", learners = class.learners.len(), aside = report.aside.len()));
    let mut rows = vec![vec![
        say!("marks-head-learner").to_owned(),
        say!("marks-head-points").to_owned(),
        say!("marks-head-of").to_owned(),
        say!("marks-head-percent").to_owned(),
        say!("marks-head-found").to_owned(),
        say!("marks-head-wrong").to_owned(),
        say!("marks-head-missed").to_owned(),
        say!("marks-head-surplus").to_owned(),
    ]];
    let limited = report.handout.minutes.is_some();
    let times = [say!("marks-head-minutes"), say!("marks-head-over")].map(str::to_owned);
    rows[0].extend(times.into_iter().filter(|_| limited));
    for (at, learner) in class.learners.iter().enumerate() {
        let tally = learner.tally;
        let counts = [tally.found, tally.wrong, tally.missed, tally.surplus].map(|count| count.to_string());
        let mut row = vec![report.name(at).to_owned(), learner.score.points.to_string(), learner.score.of.to_string()];
        row.push(percent(&learner.score).unwrap_or_default());
        row.extend(counts);
        let took = report.took(at).map(|took| [took.minutes, took.over].map(|count| count.to_string()));
        row.extend(took.unwrap_or_default().into_iter().filter(|_| limited));
        rows.push(row);
    }
    table(&mut out, None, &rows);
    let mut rows = vec![vec![
        say!("marks-head-key").to_owned(),
        say!("marks-head-label").to_owned(),
        say!("marks-head-found").to_owned(),
        say!("marks-head-wrong").to_owned(),
        say!("marks-head-missed").to_owned(),
    ]];
    for (mark, met) in class.key.marks.iter().zip(&class.marks).filter(|(_, met)| met.counts) {
        let wrong: u32 = met.taken_for.values().sum();
        let mut row = vec![short(&report.quote(&mark.place), QUOTE), report.label(&mark.label).to_owned()];
        row.extend([met.found, wrong, met.missed].map(|count| count.to_string()));
        rows.push(row);
    }
    for (link, met) in class.key.links.iter().zip(&class.links).filter(|(_, met)| met.counts) {
        let wrong: u32 = met.taken_for.values().sum();
        let quote = |at: usize| class.key.marks.get(at).map(|mark| report.quote(&mark.place)).unwrap_or_default();
        let end = |at: usize| short(&quote(at), QUOTE / 2 - 2);
        let ends = say!("marks-ends", from = end(link.from), to = end(link.to));
        let mut row = vec![ends, report.kind(&link.kind).to_owned()];
        row.extend([met.found, wrong, met.missed].map(|count| count.to_string()));
        rows.push(row);
    }
    table(&mut out, Some(say!("marks-key")), &rows);
    let many = class.surplus.iter().filter(|surplus| surplus.many);
    let many = many.map(|surplus| {
        let (label, words) = (report.label(&surplus.label), short(&report.quote(&surplus.place), QUOTE));
        say!("marks-many-line", label = label, words = words, count = surplus.marks.len())
    });
    list(&mut out, say!("marks-many"), many);
    list(&mut out, say!("marks-alike"), report.alike.iter().map(|alike| told(report, alike)));
    list(&mut out, say!("marks-aside"), set_aside(report));
    out
}

/// Says that two hand-ins are alike.
pub(super) fn told(report: &Report<'_>, alike: &Alike) -> String {
    let (one, other) = alike.learners;
    let (one, other) = (report.name(one), report.name(other));
    say!("marks-alike-line", one = one, other = other, same = alike.marks.len(), of = alike.of)
}

/// Says of each file that counts for nothing why that is. Names of files mostly hold the learner's: where names are
/// hidden, so are they.
pub fn set_aside<'r>(report: &'r Report<'_>) -> impl Iterator<Item = String> + 'r {
    report.aside.iter().map(|aside| match report.hidden {
        true => say!("marks-aside-hidden", why = aside.why.key()),
        false => say!("terminal-file", path = aside.name.as_str(), what = aside.why.told()),
    })
}

fn list(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = write!(out, "\n{heading}\n");
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
}

/// Writes rows under each other: columns of numbers set right.
fn table(out: &mut String, heading: Option<&str>, rows: &[Vec<String>]) {
    let _ = match heading {
        Some(heading) => writeln!(out, "\n{heading}"),
        None => writeln!(out),
    };
    let columns = rows.first().map_or(0, Vec::len);
    let wide = |cell: &String| cell.chars().count();
    let widths: Vec<usize> =
        (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at)).map(wide).max().unwrap_or(0)).collect();
    for row in rows {
        let mut line = String::from("  ");
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width - wide(cell));
            let number = at > 0 && rows.get(1).is_some_and(|row| row[at].starts_with(|c: char| c.is_ascii_digit()));
            let _ = if number { write!(line, "{space}{cell}  ") } else { write!(line, "{cell}{space}  ") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Writes a report for programs. The keys stay as they are:
///
/// - `format` (1), `exercise` (`id`, `title`, `minutes` or null: the limit), `hidden` (whether names are hidden)
/// - `learners`: `learner`, `points`, `of`, `percent` (or null), `found`, `wrong`, `missed`, `surplus`, `aside`,
///   `handed`, `minutes` and `over` (the minutes that were begun, and those of them beyond the limit; null where there
///   is none or the file does not say), `labels` and `kinds` (by key: `points`, `of`, `found`, `wrong`, `missed`,
///   `surplus`), `marks` (`label`, `at`, `quote`, `is`, `key`) and `links` (`kind`, `from`, `to`, `is`, `key`)
/// - `key`: `label`, `at`, `quote`, `given`, `optional` (right and not required), `found`, `taken_for`, `missed`,
///   `near`; `key_links`: `kind`, `from`, `to` (numbers in `key`), `given`, `found`, `taken_for`, `missed`
/// - `confusion`: `key` (or null), `learner` (or null), `count`
/// - `surplus`: `label`, `at`, `quote`, `learners`, `many`; `alike`: `learners`, `same`, `of`
/// - `aside`: `file` (null where names are hidden), `why`, `told`
///
/// Places are code points, half-open. `is` is `found`, `wrong`, `optional`, `surplus`, `example`, `double`, `not-asked`
/// or `blank`; `key` the number of what it is then, in the key, or of a double's first.
pub fn json(report: &Report<'_>) -> String {
    let class = report.class;
    let at = |place: &Fragments| -> Vec<[usize; 2]> {
        let char = |byte: usize| class.key.text.char_of(byte);
        place.spans().iter().map(|span| [char(span.start()), char(span.end())]).collect()
    };
    let learner = |(number, of): (usize, &Learner)| {
        let marks = of.hand_in.marks.iter().zip(&of.marked.marks).map(|(mark, verdict)| {
            let (is, key) = verdict_key(*verdict);
            json!({ "label": mark.label.as_str(), "at": at(&mark.place), "quote": report.quote(&mark.place), "is": is, "key": key })
        });
        let links = of.hand_in.links.iter().zip(&of.marked.links).map(|(link, verdict)| {
            let (is, key) = verdict_key(*verdict);
            json!({ "kind": link.kind.as_str(), "from": end(link.from), "to": end(link.to), "is": is, "key": key })
        });
        let tally = of.tally;
        let part = |points: &(Points, Points), tally: crate::classroom::Tally| {
            json!({
                "points": decimal(points.0), "of": decimal(points.1), "found": tally.found, "wrong": tally.wrong,
                "missed": tally.missed, "surplus": tally.surplus,
            })
        };
        let labels = of.score.labels.iter().map(|(label, points)| {
            (label.to_string(), part(points, of.marked.labels.get(label).copied().unwrap_or_default()))
        });
        let kinds = of.score.kinds.iter().map(|(kind, points)| {
            (kind.to_string(), part(points, of.marked.kinds.get(kind).copied().unwrap_or_default()))
        });
        json!({
            "learner": report.name(number), "points": decimal(of.score.points), "of": decimal(of.score.of),
            "percent": percent(&of.score).and_then(|percent| percent.parse::<f64>().ok()),
            "found": tally.found, "wrong": tally.wrong, "missed": tally.missed, "surplus": tally.surplus,
            "aside": of.marked.aside(), "handed": of.hand_in.handed.to_string(),
            "minutes": report.took(number).map(|took| took.minutes),
            "over": report.took(number).map(|took| took.over),
            "labels": labels.collect::<serde_json::Map<_, _>>(), "kinds": kinds.collect::<serde_json::Map<_, _>>(),
            "marks": marks.collect::<Vec<_>>(), "links": links.collect::<Vec<_>>(),
        })
    };
    let counts = |taken: Vec<(String, u32)>| -> Value {
        taken.into_iter().map(|(key, count)| (key, json!(count))).collect::<serde_json::Map<_, _>>().into()
    };
    let key = class.key.marks.iter().zip(&class.marks).map(|(mark, met)| {
        json!({
            "label": mark.label.as_str(), "at": at(&mark.place), "quote": report.quote(&mark.place),
            "given": !met.counts, "optional": mark.optional, "found": met.found, "missed": met.missed, "near": met.near,
            "taken_for": counts(met.taken_for.iter().map(|(label, count)| (label.to_string(), *count)).collect()),
        })
    });
    let key_links = class.key.links.iter().zip(&class.links).map(|(link, met)| {
        json!({
            "kind": link.kind.as_str(), "from": link.from, "to": link.to, "given": !met.counts, "found": met.found,
            "missed": met.missed,
            "taken_for": counts(met.taken_for.iter().map(|(kind, count)| (kind.to_string(), *count)).collect()),
        })
    });
    let confusion = class.confusion.iter().map(|((key, made), count)| {
        let name = |label: &Option<LabelKey>| label.as_ref().map(ToString::to_string);
        json!({ "key": name(key), "learner": name(made), "count": count })
    });
    let surplus = class.surplus.iter().map(|of| {
        let learners: Vec<&str> = of.marks.iter().map(|(learner, _)| report.name(*learner)).collect();
        json!({
            "label": of.label.as_str(), "at": at(&of.place), "quote": report.quote(&of.place), "learners": learners,
            "many": of.many,
        })
    });
    let alike = report.alike.iter().map(|of| {
        let learners = [report.name(of.learners.0), report.name(of.learners.1)];
        json!({ "learners": learners, "same": of.marks.len(), "of": of.of })
    });
    let aside = report.aside.iter().map(|of| {
        let shown = !report.hidden;
        json!({ "file": shown.then_some(&of.name), "why": of.why.key(), "told": shown.then(|| of.why.told()) })
    });
    let all = json!({
        "format": 1,
        "exercise": { "id": class.key.exercise.to_string(), "title": report.handout.title, "minutes": report.handout.minutes },
        "hidden": report.hidden,
        "learners": class.learners.iter().enumerate().map(learner).collect::<Vec<_>>(),
        "key": key.collect::<Vec<_>>(),
        "key_links": key_links.collect::<Vec<_>>(),
        "confusion": confusion.collect::<Vec<_>>(),
        "surplus": surplus.collect::<Vec<_>>(),
        "alike": alike.collect::<Vec<_>>(),
        "aside": aside.collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

fn decimal(points: Points) -> f64 {
    f64::from(points.0) / 100.0
}

fn end(end: End) -> Value {
    match end {
        End::Mark(number) => json!({ "mark": number }),
        End::Given(number) => json!({ "given": number }),
    }
}

fn verdict_key(verdict: Verdict) -> (&'static str, Option<usize>) {
    match verdict {
        Verdict::Found(at) => ("found", Some(at)),
        Verdict::Wrong(at) => ("wrong", Some(at)),
        Verdict::Optional(at) => ("optional", Some(at)),
        Verdict::Surplus => ("surplus", None),
        Verdict::Example(at) => ("example", Some(at)),
        Verdict::Double(at) => ("double", Some(at)),
        Verdict::NotAsked => ("not-asked", None),
        Verdict::Blank => ("blank", None),
    }
}

/// Returns the marks of the key that a learner missed, each with the near mark if there is one.
pub(super) fn missed(learner: &Learner) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
    learner.marked.key.iter().enumerate().filter_map(|(at, outcome)| match outcome {
        Outcome::Missed(near) => Some((at, *near)),
        _ => None,
    })
}
