//! Measures finding, labelling many, the table and the palette.

use std::time::Duration;

use gainsay::app::{AppState, Column, Dock, Effect, Filter, Intent, Modal, Scope, Sort, Standing, TableQuery, Work};
use gainsay::model::bulk::Bulk;
use gainsay::model::search::Query;
use gainsay::model::{LabelKey, Project, Stamp};

use crate::clock::{Moment, Spread, ms};
use crate::corpus::{self, Size};
use crate::table::{Table, number};

/// A program without a window, whose work is done at once.
struct Program {
    state: AppState,
    stamp: Stamp,
}

impl Program {
    fn open(project: Project) -> Program {
        let mut stamp = Stamp::of_number(1);
        let state = AppState::new("Ada Low", &mut stamp);
        let mut program = Program { state, stamp };
        program.ask(Intent::Adopt(Box::new(project), "made".to_owned()));
        program
    }

    /// Does something, and returns how long that took with the work that is left.
    fn ask(&mut self, intent: Intent) -> (Duration, Vec<Work>) {
        let moment = Moment::now();
        let effects = self.state.update(intent, &mut self.stamp);
        let spent = moment.passed().thread;
        let work = |effect| if let Effect::Work(work) = effect { Some(work) } else { None };
        (spent, effects.into_iter().filter_map(work).collect())
    }

    /// Does something with all the work for threads that it asks for.
    fn whole(&mut self, intent: Intent) -> Duration {
        let (mut spent, work) = self.ask(intent);
        for one in work {
            let moment = Moment::now();
            let mut answers = Vec::new();
            one.run(&mut |intent| answers.push(intent));
            spent += moment.passed().thread;
            spent += answers.into_iter().map(|intent| self.ask(intent).0).sum::<Duration>();
        }
        spent
    }
}

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let megabytes: &[usize] = if quick { &[1] } else { &[1, 10] };
    let mut found = Table::new(&["find", "hits", "key", "first hits", "all hits", "ms/MB", "processor"]);
    for bytes in megabytes {
        let size = Size { articles: 1, bytes: bytes * 1_000_000, annotations: 0 };
        let mut program = Program::open(corpus::project(size, 1));
        for (name, query) in queries() {
            let figures = find(&mut program, &query);
            let name = format!("{name}, {bytes} MB");
            let per = figures.whole / *bytes as f64;
            let cells = [figures.key, figures.first, figures.whole, per, figures.processor].map(number);
            found.row([vec![name, figures.hits.to_string()], cells.to_vec()].concat());
        }
    }
    found.print(
        "Finding: the key until its frame goes on, then until hits in view, until all; on the wall, and of all threads",
    );

    let mut labelled = Table::new(&["label all hits at once", "hits", "label", "undo", "redo"]);
    for bytes in megabytes {
        let row = label(*bytes);
        labelled.row(row);
    }
    labelled.print("Many at once, on the window's thread");

    let sizes: &[usize] = if quick { &[1_000, 10_000] } else { &[1_000, 10_000, 100_000] };
    let mut table = Table::new(&[
        "annotations",
        "read (thread)",
        "letter",
        "p99",
        "switch",
        "sort",
        "sort, worst",
        "edit",
        "palette letter",
        "p99",
    ]);
    for annotations in sizes {
        table.row(listed(*annotations));
    }
    table.print(
        "The table and the palette; letters, switches and sorts on the wall; an edit is a flag with the table open",
    );
}

fn queries() -> Vec<(&'static str, Query)> {
    let query = |pattern: &str, regex, whole_words, ignore_case| Query {
        pattern: pattern.to_owned(),
        regex,
        whole_words,
        ignore_case,
    };
    vec![
        ("literal", query("secret agreement", false, false, false)),
        ("literal, one letter", query("e", false, false, false)),
        ("ignoring case", query("SECRET AGREEMENT", false, false, true)),
        ("ignoring case, one letter", query("E", false, false, true)),
        ("ignoring case, Arabic", query("وزارة", false, false, true)),
        ("whole word", query("the", false, true, true)),
        ("whole word, Chinese", query("报道", false, true, true)),
        ("regular expression", query("den(y|ied)\\b.*report", true, false, true)),
        ("regular expression, words", query("\\w+tion", true, false, true)),
        ("regular expression, everything", query(".", true, false, false)),
        ("regular expression, long way for nothing", query("(\\w+\\s+)*\\w+!", true, false, true)),
    ]
}

struct Found {
    hits: usize,
    key: f64,
    first: f64,
    whole: f64,
    processor: f64,
}

fn find(program: &mut Program, query: &Query) -> Found {
    let (mut keys, mut firsts, mut wholes, mut processors) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let view = Some(20_000..24_000);
        let asked = Intent::SetFind { query: query.clone(), scope: Scope::Article, view };
        let (key, work) = program.ask(asked);
        keys.push(key);
        let mut answers = Vec::new();
        let moment = Moment::now();
        for one in work {
            one.run(&mut |intent| {
                if answers.is_empty() {
                    firsts.push(moment.passed().wall);
                }
                answers.push(intent);
            });
        }
        let taken: Duration = answers.into_iter().map(|intent| program.ask(intent).0).sum();
        let passed = moment.passed();
        wholes.push(passed.wall.max(taken));
        processors.push(passed.process);
    }
    let finding = program.state.finding().expect("a search is open");
    assert!(!matches!(finding.standing(), Standing::Searching | Standing::Bad(_)), "{:?}", finding.standing());
    let [key, first, whole, processor] = [keys, firsts, wholes, processors].map(|times| Spread::of(&times).median);
    Found { hits: finding.count(), key, first, whole, processor }
}

/// Labels about ten thousand hits, takes that back and does it again.
fn label(megabytes: usize) -> Vec<String> {
    let size = Size { articles: 1, bytes: megabytes * 1_000_000, annotations: 10_000 };
    let mut program = Program::open(corpus::project(size, 1));
    let pattern = if megabytes == 1 { "re" } else { "intelligence" };
    let query = Query { pattern: pattern.to_owned(), ..Query::default() };
    program.whole(Intent::SetFind { query, scope: Scope::Article, view: None });
    let hits = program.state.finding().map_or(0, |finding| finding.count());
    let mut keep = |ticked: usize| {
        program.ask(Intent::TickHit(None, false));
        for at in 0..ticked {
            let hit = program.state.finding().and_then(|finding| finding.nth(at));
            program.ask(Intent::TickHit(hit, true));
        }
    };
    keep(hits.min(10_000));
    let before = program.state.project().annotation_count();
    let (mut labels, mut undos, mut redos) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        labels.push(program.whole(Intent::LabelHits(LabelKey::slug("claim"))));
        assert!(program.state.project().annotation_count() > before, "{:?}", program.state.notice());
        undos.push(program.ask(Intent::Undo).0);
        assert_eq!(program.state.project().annotation_count(), before);
        redos.push(program.ask(Intent::Redo).0);
        program.ask(Intent::Undo);
    }
    let times = [labels, undos, redos].map(|times| number(Spread::of(&times).median));
    [vec![size.name(), hits.min(10_000).to_string()], times.to_vec()].concat()
}

fn listed(annotations: usize) -> Vec<String> {
    let size = Size { articles: 20, bytes: annotations * 100, annotations };
    let mut program = Program::open(corpus::project(size, 1));
    let query = TableQuery { scope: Scope::Project, ..TableQuery::default() };
    let read = program.whole(Intent::ShowDock(Dock::Annotations));
    program.whole(Intent::SetTable(Box::new(query.clone())));
    // Threads share the rows: what is waited for is the time on the wall.
    let set = |program: &mut Program, query: &TableQuery| {
        let intent = Intent::SetTable(Box::new(query.clone()));
        let moment = Moment::now();
        program.ask(intent);
        moment.passed().wall
    };

    let mut letters = Vec::new();
    for word in ["intelligence service", "zzz", "وزارة الخارجية", "the", "a b c d e"] {
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()).chain([0]) {
            let filter = Filter { text: word[..end].to_owned(), ..Filter::default() };
            letters.push(set(&mut program, &TableQuery { filter, ..query.clone() }));
        }
    }
    let mut switches = Vec::new();
    for unsure in [Some(true), Some(false), None] {
        let labels = [LabelKey::slug("claim"), LabelKey::slug("actor")].into();
        let filter = Filter { unsure, related: unsure, labels, ..Filter::default() };
        switches.push(set(&mut program, &TableQuery { filter, ..query.clone() }));
        switches.push(set(&mut program, &query));
    }
    let mut sorts = Vec::new();
    for column in [
        Column::Label,
        Column::Quote,
        Column::Article,
        Column::Relations,
        Column::Set,
        Column::Note,
        Column::Unsure,
        Column::Time,
        Column::Text,
    ] {
        for descending in [true, false] {
            let sort = Sort { column, descending };
            sorts.push(set(&mut program, &TableQuery { sort, ..query.clone() }));
        }
    }
    let mut edits = Vec::new();
    let ids = program.state.table().map(|table| table.rows()).unwrap_or_default();
    for id in ids.iter().step_by(ids.len() / 50) {
        let unsure = program.state.project().annotation(id).is_some_and(|row| row.unsure);
        edits.push(program.ask(Intent::ChangeMany(vec![*id], Bulk::Unsure(!unsure))).0);
    }
    program.ask(Intent::CloseDock);
    program.whole(Intent::OpenModal(Box::new(Modal::Palette { query: String::new() })));
    let mut palette = Vec::new();
    for word in ["intelligence", "zzz", "وزارة"] {
        for end in word.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let moment = Moment::now();
            let found = program.state.annotations_with(&[word[..end].to_owned()], 60);
            palette.push(moment.passed().thread);
            assert!(found.is_some(), "the annotations are known");
        }
    }
    let [letter, switch, sort, edit, palette] =
        [letters, switches, sorts.clone(), edits, palette].map(|times| Spread::of(&times));
    let worst = sorts.into_iter().map(ms).fold(0.0, f64::max);
    let times = [ms(read), letter.median, letter.p99, switch.median, sort.median, worst, edit.median];
    let cells = times.into_iter().chain([palette.median, palette.p99]).map(number);
    [vec![annotations.to_string()], cells.collect()].concat()
}
