//! Compares texts without a window: what articles have in common, and what a new text of an article changes.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use crate::compare::revision::{Fate, Plan};
use crate::compare::{Change, Common, Reading};
use crate::documents::{Draft, Encoding};
use crate::model::actions::{self, NewText};
use crate::model::*;
use crate::store;

// `say` is the function that prints a line, and the macro that words it.
use super::{WARNED, beside, draft, of_file, read, remark, save, say, tell, warnings};

/// Prints what each two articles of a project have in common. Returns the exit code.
pub(super) fn shared(path: &Path, json: bool, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let loaded = read(path)?;
    let warnings = warnings(&loaded);
    tell(path, &warnings, err);
    let project = &loaded.project;
    let ids: Vec<ArticleId> = project.articles().into_iter().map(|(id, _)| *id).collect();
    let readings: Vec<Reading> = ids.into_iter().filter_map(|id| Reading::of(project, id)).collect();
    let pairs =
        readings.iter().enumerate().flat_map(|(at, one)| readings[at + 1..].iter().map(move |other| (one, other)));
    let found = pairs.map(|(one, other)| Common::of(one, other, &|| false)).filter(|common| !common.is_empty());
    if json {
        let pairs: Vec<Value> = found.map(|common| pair(project, &common)).collect();
        say(out, &format!("{:#}", Value::Array(pairs)));
    } else {
        let mut none = true;
        for common in found {
            print_pair(project, &common, out);
            none = false;
        }
        if none {
            say(out, say!("terminal-shared-none"));
        }
    }
    Ok(if warnings.is_empty() { 0 } else { WARNED })
}

fn title(project: &Project, id: ArticleId) -> &str {
    project.article(&id).map_or("", |row| row.details.title.as_str())
}

fn text(project: &Project, id: RevisionId) -> Option<&Text> {
    project.revision(&id).map(|row| &row.text)
}

fn print_pair(project: &Project, common: &Common, out: &mut impl Write) {
    let [one, other] = common.articles.map(|id| title(project, id));
    let (passages, drifts) = (common.passages.len(), common.drifts.len());
    say(out, &say!("terminal-shared-pair", one = one, other = other, passages = passages, quotations = drifts));
    let passages = common.passages.iter().map(|passage| (passage.spans, &passage.changes));
    let drifts = common.drifts.iter().map(|drift| (drift.quotes, &drift.changes));
    for (heading, rows) in [
        (say!("terminal-shared-passages"), passages.collect::<Vec<_>>()),
        (say!("terminal-shared-quotations"), drifts.collect::<Vec<_>>()),
    ] {
        if !rows.is_empty() {
            say(out, &format!("  {heading}"));
        }
        for (number, (spans, changes)) in rows.into_iter().enumerate() {
            for side in [0, 1] {
                let Some(text) = text(project, common.revisions[side]) else { continue };
                let row = text.line_at(spans[side].start()) + 1;
                let number = if side == 0 { format!("{:>5}.", number + 1) } else { " ".repeat(6) };
                let words = marked(text, spans[side], changes.iter().map(|change| &change.sides[side]));
                say(out, &format!("{number} {}", say!("terminal-shared-line", line = row, words = words)));
            }
        }
    }
}

/// Writes words in one line, those that differ between brackets.
fn marked<'a>(text: &Text, span: Span, differing: impl Iterator<Item = &'a Range<usize>>) -> String {
    let body = text.as_str();
    let (mut words, mut at) = (String::new(), span.start());
    for range in differing.filter(|range| !range.is_empty()) {
        words.push_str(body.get(at..range.start).unwrap_or(""));
        words.push_str(&format!("[{}]", body.get(range.clone()).unwrap_or("")));
        at = range.end;
    }
    words.push_str(body.get(at..span.end()).unwrap_or(""));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes an object of what two articles have in common; offsets are code points.
fn pair(project: &Project, common: &Common) -> Value {
    let words = |side: usize, range: Range<usize>| {
        let text = text(project, common.revisions[side]);
        let quote = text.and_then(|text| text.as_str().get(range.clone())).unwrap_or("");
        let at = |byte: usize| text.map_or(0, |text| text.char_of(byte));
        json!({ "start": at(range.start), "end": at(range.end), "quote": quote })
    };
    let sides = |ranges: [Range<usize>; 2]| {
        let [one, other] = ranges;
        json!([words(0, one), words(1, other)])
    };
    let changes = |changes: &[Change]| changes.iter().map(|change| sides(change.sides.clone())).collect::<Vec<Value>>();
    let article = |side: usize| {
        let hash = text(project, common.revisions[side]).map(|text| text.hash().to_string());
        let id = common.articles[side];
        json!({ "id": id.to_string(), "title": title(project, id), "text_sha256": hash })
    };
    let passage = |row: &crate::compare::Passage| json!({ "sides": sides(row.spans.map(Span::range)), "differences": changes(&row.changes), "bits": row.bits });
    let drift = |row: &crate::compare::Drift| json!({ "sides": sides(row.quotes.map(Span::range)), "differences": changes(&row.changes), "piece": row.piece });
    json!({
        "articles": [article(0), article(1)],
        "passages": common.passages.iter().map(passage).collect::<Vec<_>>(),
        "quotations": common.drifts.iter().map(drift).collect::<Vec<_>>(),
    })
}

/// Finds an article by its number in the list, its id or the start of that, its title, or a part of the title that no
/// other has.
pub(super) fn article(project: &Project, name: &str) -> Result<ArticleId, String> {
    let all = project.articles();
    if let Some((id, _)) = name.parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?)) {
        return Ok(**id);
    }
    let titled = |title: &str| title.to_lowercase();
    let wanted = titled(name.trim());
    let by_title = |fits: &dyn Fn(&str) -> bool| {
        let found = all.iter().filter(|(_, row)| fits(&titled(&row.details.title)));
        found.map(|(id, _)| **id).collect::<Vec<ArticleId>>()
    };
    let by_id: Vec<ArticleId> = all.iter().map(|(id, _)| **id).filter(|id| id.to_string().starts_with(name)).collect();
    let found = [by_title(&|title| title.trim() == wanted), by_title(&|title| title.contains(&wanted)), by_id];
    match found.iter().find(|found| !found.is_empty()).map(Vec::as_slice) {
        Some([one]) if !wanted.is_empty() => Ok(*one),
        found => {
            let list = all.iter().zip(1..).map(|((_, row), number)| format!("\n  {number}. {}", row.details.title));
            let list: String = list.collect();
            Err(match found {
                Some([_, _, ..]) => say!("terminal-revise-several", name = name, articles = list),
                _ => say!("terminal-revise-no-article", name = name, articles = list),
            })
        }
    }
}

/// What `revise` is to do.
pub(super) struct Revision<'a> {
    pub(super) project: &'a Path,
    pub(super) article: &'a str,
    pub(super) file: &'a Path,
    pub(super) out: &'a Path,
    pub(super) encoding: Option<Encoding>,
    pub(super) force: bool,
    pub(super) json: bool,
}

/// Adds a new text to an article with its annotations carried over, saves the project as another file, and prints what
/// became of them. Returns the exit code.
pub(super) fn revise(task: &Revision<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    beside(task.out, [task.file])?;
    let loaded = read(task.project)?;
    // What the project lacks, the one that is saved lacks too, and does not tell any more.
    let warnings = warnings(&loaded);
    tell(task.project, &warnings, err);
    let mut project = loaded.project.clone();
    let id = article(&project, task.article)?;
    let (draft, remarks) = draft(task.file, task.encoding)?;
    let ((text, blocks), Draft { origin, .. }) = (draft.written(), draft);
    remark(&remarks, err);
    let unfit = |why: String| of_file(task.file, &why);
    let plan = Plan::of(&project, id, &text, &|| false).ok_or_else(|| say!("refuse-article-gone").to_owned())?;
    let new = NewText { text, blocks, origin, adds_words: plan.adds_words };
    let before = project.clone();
    let (step, revision) = actions::add_revision(&project, id, new, &plan.carried(), &mut crate::disk::stamp())
        .map_err(|why| unfit(why.0))?;
    project.apply(&step.transaction).map_err(|why| unfit(why.to_string()))?;
    save(task.out, store::write(&project).as_bytes(), task.force)?;
    let number = project.revision(&revision).map_or(0, |row| row.number);
    if task.json {
        say(out, &format!("{:#}", report(&before, id, number, &plan)));
    } else {
        print_plan(&before, id, number, &plan, out);
    }
    let odd = plan.counts().lost > 0 || !warnings.is_empty();
    Ok(if odd { WARNED } else { 0 })
}

/// Names an annotation of the text before: its label and its words.
fn named(project: &Project, id: AnnotationId) -> [String; 2] {
    let Some(row) = project.annotation(&id) else { return [String::new(), String::new()] };
    let label = project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
    let words = project.quote(row).split_whitespace().collect::<Vec<_>>().join(" ");
    [label, words]
}

fn print_plan(project: &Project, article: ArticleId, number: u32, plan: &Plan, out: &mut impl Write) {
    let counts = plan.counts();
    let (title, moves, edits) = (title(project, article), plan.comparison.moves.len(), plan.comparison.edits());
    say(out, &say!("terminal-revise-text", title = title, number = number, edits = edits, moves = moves));
    say(out, &say!("terminal-revise-counts", exact = counts.exact, moved = counts.moved, lost = counts.lost));
    for (id, fate) in &plan.fates {
        let [label, words] = named(project, *id);
        match fate {
            Fate::Exact(_) => {}
            Fate::Moved(_) => say(out, &say!("terminal-revise-moved", label = label, words = words)),
            Fate::Lost => say(out, &say!("terminal-revise-lost", label = label, words = words)),
        }
    }
}

fn report(project: &Project, article: ArticleId, number: u32, plan: &Plan) -> Value {
    let counts = plan.counts();
    let which = |wanted: fn(&Fate) -> bool| {
        let fates = plan.fates.iter().filter(|(_, fate)| wanted(fate));
        let row = |(id, _): &(AnnotationId, Fate)| {
            let [label, quote] = named(project, *id);
            json!({ "id": id.to_string(), "label": label, "quote": quote })
        };
        fates.map(row).collect::<Vec<Value>>()
    };
    json!({
        "article": { "id": article.to_string(), "title": title(project, article) },
        "revision": number,
        "edits": plan.comparison.edits(),
        "moved_passages": plan.comparison.moves.len(),
        "exact": counts.exact,
        "moved": which(|fate| matches!(fate, Fate::Moved(_))),
        "detached": which(|fate| matches!(fate, Fate::Lost)),
    })
}
