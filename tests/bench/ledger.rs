//! Measures the ledger: from nothing, after one edit, and on the screen.

use std::collections::BTreeSet;
use std::time::Duration;

use egui::{Event, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};
use gainsay::app::{Intent, Page};
use gainsay::compare::Ledger;
use gainsay::formats::dossier::{Dossier, Form, Making};
use gainsay::model::actions::{self, Subject};
use gainsay::model::edit::Builder;
use gainsay::model::id::{ChoiceKey, Time};
use gainsay::model::scheme::Scheme;
use gainsay::model::*;

use crate::clock::{Moment, Spread, repeat};
use crate::corpus::Numbers;
use crate::desk::Desk;
use crate::table::{Table, number};

/// Articles and propositions, each ten times the one before.
const SIZES: [(usize, usize); 3] = [(2, 20), (20, 200), (200, 2_000)];

/// Claims that rest on one source, and as many that one denial denies; each ten times the one before.
const AT_HUBS: [usize; 3] = [100, 1_000, 10_000];

/// Words that a claim, a source and a denial are marked on; each line of an article has all three.
const LINE: &str = "The ministry asked for help, five officials said; it did not ask, the minister said.";

/// A project in which each proposition is claimed in up to eight articles, on somebody's word, and every third denied.
fn project(articles: usize, propositions: usize) -> Project {
    let (mut stamp, mut numbers) = (Stamp::of_number(1), Numbers::new(articles as u64));
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada Low", &mut stamp);
    let set = project.sets().first().map(|(id, _)| **id).expect("a new project has a set");
    let per_article = propositions * 8 / articles.max(8) + propositions / articles + 2;
    let mut texts = Vec::new();
    let mut builder = Builder::new(&project);
    for rank in 0..articles {
        let text = Text::new(format!("Article {rank}\n{}\n", [LINE].repeat(per_article * 2).join("\n")));
        let details = Details {
            title: format!("Article {rank}"),
            outlet: format!("Outlet {}", rank % 40),
            date: format!("2026-{:02}-{:02}", 1 + rank / 28 % 12, 1 + rank % 28),
            ..Details::default()
        };
        let (article, revision) = (ArticleId(stamp.fresh()), RevisionId(stamp.fresh()));
        builder.put(article, Some(Article { rank: rank as u32, details }));
        let (blocks, origin) = (Block::guess(&text), String::new());
        builder.put(
            revision,
            Some(Revision { article, number: 1, text: text.clone(), blocks, added: stamp.time, origin }),
        );
        texts.push((revision, text, 0));
    }
    let transaction = builder.finish();
    project.apply(&transaction).expect("articles fit");

    let mut builder = Builder::new(&project);
    let mut relations = Vec::new();
    let mut officials = Vec::new();
    let value =
        |key: &str, choice: &str| Attributes::from([(AttributeKey::slug(key), Value::Choice(ChoiceKey::slug(choice)))]);
    let mut marked = Vec::new();
    for at in 0..propositions {
        let mut members = BTreeSet::new();
        let mut last = None;
        let in_articles = 1 + numbers.below(articles.min(8));
        let mut mark = |label: &str, words: &str, which: usize, next: bool, attributes, stamp: &mut Stamp| {
            let (revision, text, line) = &mut texts[which];
            *line += usize::from(next);
            let range = text.line(*line);
            let from = range.start + LINE.find(words).expect("the words are in the line");
            let span = text.span(from, from + words.len()).expect("a line has them");
            let id = AnnotationId(stamp.fresh());
            let row = Annotation {
                set,
                revision: *revision,
                label: LabelKey::slug(label),
                place: Place::At(Fragments::one(span)),
                attributes,
                note: String::new(),
                unsure: false,
                time: stamp.time,
                derived_from: Vec::new(),
            };
            marked.push((id, row));
            id
        };
        for step in 0..in_articles {
            let which = (at + step * 7) % articles;
            let claim = mark("claim", "The ministry asked for help", which, true, Default::default(), &mut stamp);
            let source = mark("source", "five officials", which, false, value("kind", "anonymous"), &mut stamp);
            relations.push(("attributed-to", claim, source, Attributes::new()));
            if numbers.below(4) == 0 {
                officials.push(source);
            }
            members.insert(claim);
            last = Some((claim, which));
        }
        if let Some((claim, which)) = last.filter(|_| at % 3 == 0) {
            let which = (which + 1) % articles;
            let denial = mark("denial", "it did not ask", which, true, Default::default(), &mut stamp);
            let actor = mark("actor", "the minister", which, false, Default::default(), &mut stamp);
            let scope = value("scope", ["full", "partial", "non-denial", "no-comment"][numbers.below(4)]);
            relations.push(("denies", denial, claim, scope));
            relations.push(("made-by", denial, actor, Attributes::new()));
        }
        let proposition = Proposition {
            wording: format!("The ministry asked for help the {at}th time"),
            attributes: value("verdict", "unchecked"),
            members,
            note: String::new(),
            time: stamp.time,
        };
        builder.put(PropositionId(stamp.fresh()), Some(proposition));
    }
    // Annotations are there before what refers to them.
    let mut first = Builder::new(&project);
    marked.into_iter().for_each(|(id, row)| first.put(id, Some(row)));
    for members in officials.chunks(4).filter(|members| members.len() > 1) {
        let members = members.iter().copied().collect();
        let row = Entity { name: "five officials".to_owned(), members, note: String::new(), time: stamp.time };
        builder.put(EntityId(stamp.fresh()), Some(row));
    }
    for (kind, from, to, attributes) in relations {
        let (kind, note) = (KindKey::slug(kind), String::new());
        builder
            .put(RelationId(stamp.fresh()), Some(Relation { set, kind, from, to, attributes, note, time: stamp.time }));
    }
    let (marks, ties) = (first.finish(), builder.finish());
    project.apply(&marks).expect("annotations fit");
    project.apply(&ties).expect("ties fit");
    project
}

/// Makes a project in which so many claims rest on one and the same source, and one denial denies all of them.
fn hub(claims: usize) -> Project {
    let mut stamp = Stamp::of_number(2);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada Low", &mut stamp);
    let set = project.sets().first().map(|(id, _)| **id).expect("a new project has a set");
    let text = Text::new([LINE].repeat(claims).join("\n"));
    let blocks = Block::guess(&text);
    let (step, article) =
        actions::add_article(&project, Details::default(), text.clone(), blocks, "bench", &mut stamp).expect("it fits");
    project.apply(&step.transaction).expect("an article fits");
    let revision = project.latest(article).expect("it has a text").0;
    let (mut marks, mut ties) = (Builder::new(&project), Vec::new());
    let mut mark = |label: &str, words: &str, line: usize, stamp: &mut Stamp| {
        let from = text.line(line).start + LINE.find(words).expect("the words are in the line");
        let span = text.span(from, from + words.len()).expect("a line has them");
        let id = AnnotationId(stamp.fresh());
        marks.put(id, Some(Annotation::new(set, revision, LabelKey::slug(label), Fragments::one(span), stamp.time)));
        id
    };
    let source = mark("source", "five officials", 0, &mut stamp);
    let denial = mark("denial", "it did not ask", 0, &mut stamp);
    for line in 0..claims {
        let claim = mark("claim", "The ministry asked for help", line, &mut stamp);
        ties.extend([("attributed-to", claim, source), ("denies", denial, claim)]);
    }
    project.apply(&marks.finish()).expect("annotations fit");
    let mut builder = Builder::new(&project);
    for (kind, from, to) in ties {
        let (kind, note) = (KindKey::slug(kind), String::new());
        let scope =
            (kind.as_str() == "denies").then(|| (AttributeKey::slug("scope"), Value::Choice(ChoiceKey::slug("full"))));
        let attributes = scope.into_iter().collect();
        let row = Relation { set, kind, from, to, attributes, note, time: stamp.time };
        builder.put(RelationId(stamp.fresh()), Some(row));
    }
    project.apply(&builder.finish()).expect("ties fit");
    project
}

/// Measures where many claims meet: the ledger from nothing, and after a claim went, in ms.
fn at_hub(claims: usize, quick: bool) -> [f64; 2] {
    let mut project = hub(claims);
    let sets: BTreeSet<SetId> = project.sets_by_id().map(|(id, _)| *id).collect();
    let made = repeat(|| Ledger::of(&project, &sets));
    let mut ledger = Ledger::of(&project, &sets);
    let all = project.of_label(&LabelKey::slug("claim"));
    let mut times = Vec::new();
    for claim in all.iter().take(if quick { 30 } else { 90 }) {
        let step = actions::delete_annotations(&project, &[*claim]).expect("it is there");
        project.apply(&step.transaction).expect("an action's step can be applied");
        let moment = Moment::now();
        ledger.follow(&project);
        times.push(moment.passed().thread);
    }
    [made, Spread::of(&times).median]
}

/// Makes one edit of a sort, each time another.
fn edit(project: &Project, sort: usize, numbers: &mut Numbers, stamp: &mut Stamp) -> Option<Transaction> {
    let of_label = |label: &str, numbers: &mut Numbers| {
        let all = project.of_label(&LabelKey::slug(label));
        all.get(numbers.below(all.len())).copied()
    };
    let choose = |subject, key: &str, choice: &str| {
        let value = Some(Value::Choice(ChoiceKey::slug(choice)));
        actions::set_attribute(project, subject, &AttributeKey::slug(key), value).ok()
    };
    let step = match sort {
        0 => {
            let denial = of_label("denial", numbers)?;
            let relation = project.relations_of(denial).find(|(_, row)| row.kind.as_str() == "denies")?.0;
            choose(Subject::Relation(relation), "scope", ["full", "partial", "non-denial"][numbers.below(3)])
        }
        1 => choose(
            Subject::Annotation(of_label("source", numbers)?),
            "kind",
            ["anonymous", "document"][numbers.below(2)],
        ),
        2 => actions::delete_annotations(project, &[of_label("claim", numbers)?]).ok(),
        3 => actions::tie_claims(project, &[of_label("claim", numbers)?, of_label("claim", numbers)?], stamp)
            .ok()
            .map(|(step, _)| step),
        4 => {
            let proposition = project.proposition_of(of_label("claim", numbers)?)?;
            choose(Subject::Proposition(proposition), "verdict", ["true", "false"][numbers.below(2)])
        }
        _ => {
            let ids = [of_label("source", numbers)?, of_label("source", numbers)?];
            actions::tie_entities(project, &ids, stamp).ok().map(|(step, _)| step)
        }
    };
    step.map(|step| step.transaction)
}

const SORTS: [&str; 6] = ["scope", "source's kind", "claim deleted", "rows tied", "verdict", "names tied"];

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let sizes = if quick { &SIZES[..2] } else { &SIZES[..] };
    let (mut whole, mut edits) = (Vec::new(), Vec::new());
    for (articles, propositions) in sizes {
        eprintln!("measuring the ledger of {articles} articles …");
        let project = project(*articles, *propositions);
        let sets: BTreeSet<SetId> = project.sets_by_id().map(|(id, _)| *id).collect();
        let made = repeat(|| Ledger::of(&project, &sets));
        let (mut numbers, mut stamp) = (Numbers::new(9), Stamp::of_number(9));
        let mut ledger = Ledger::of(&project, &sets);
        let (rows, annotations) = (ledger.len(), project.annotation_count());
        let mut now = project.clone();
        let mut spreads = Vec::new();
        for sort in 0..SORTS.len() {
            let mut times = Vec::new();
            for _ in 0..if quick { 30 } else { 100 } {
                let Some(made) = edit(&now, sort, &mut numbers, &mut stamp) else { continue };
                now.apply(&made).expect("an action's step can be applied");
                let moment = Moment::now();
                ledger.follow(&now);
                times.push(moment.passed().thread);
            }
            spreads.push(Spread::of(&times));
        }
        let screen = on_screen(project, quick);
        let sets: BTreeSet<SetId> = now.sets_by_id().map(|(id, _)| *id).collect();
        let handed_over = dossier(&Ledger::of(&now, &sets));
        whole.push((articles, propositions, annotations, rows, made, handed_over, screen));
        edits.push(spreads);
    }
    let mut table = Table::new(&[
        "articles × propositions",
        "annotations",
        "rows",
        "from nothing",
        "growth",
        "dossier",
        "of it HTML",
        "MB",
        "frame, scrolling",
        "p99",
        "edit with frame",
        "p99",
    ]);
    for (at, (articles, propositions, annotations, rows, made, handed_over, screen)) in whole.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| whole.get(at));
        let growth = before.map_or(String::new(), |(.., before, _, _)| format!("×{}", number(made / before)));
        table.row(vec![
            format!("{articles} × {propositions}"),
            annotations.to_string(),
            rows.to_string(),
            number(*made),
            growth,
            number(handed_over[0]),
            number(handed_over[1]),
            number(handed_over[2]),
            number(screen[0].median),
            number(screen[0].p99),
            number(screen[1].median),
            number(screen[1].p99),
        ]);
    }
    table.print("The ledger, ms (ten times the articles and propositions a step)");
    let mut table = Table::new(&[&["articles × propositions"], &SORTS[..], &["worst p99", "growth"]].concat());
    for (at, spreads) in edits.iter().enumerate() {
        let mean = |spreads: &[Spread]| spreads.iter().map(|spread| spread.median).sum::<f64>() / spreads.len() as f64;
        let growth =
            at.checked_sub(1).map_or(String::new(), |at| format!("×{}", number(mean(spreads) / mean(&edits[at]))));
        let worst = spreads.iter().map(|spread| spread.p99).fold(0.0, f64::max);
        let cells = spreads.iter().map(|spread| format!("{:.3}", spread.median));
        let name = format!("{} × {}", whole[at].0, whole[at].1);
        table.row([name].into_iter().chain(cells).chain([format!("{worst:.3}"), growth]).collect());
    }
    table.print("The ledger right again after one edit, ms (median by sort of edit)");
    let mut table = Table::new(&["claims", "from nothing", "growth", "a claim deleted", "growth"]);
    let mut last: Option<[f64; 2]> = None;
    for claims in &AT_HUBS[..if quick { 2 } else { 3 }] {
        eprintln!("measuring {claims} claims on one source …");
        let measured = at_hub(*claims, quick);
        let growth = |at: usize| last.map_or(String::new(), |last| format!("×{}", number(measured[at] / last[at])));
        let cells = [claims.to_string(), number(measured[0]), growth(0), format!("{:.3}", measured[1]), growth(1)];
        table.row(cells.into());
        last = Some(measured);
    }
    table.print("The ledger of claims that rest on one source and are denied by one denial, ms (ten times a step)");
}

/// Measures a dossier: gathering and writing all three forms, writing HTML alone, in ms; and the size of the HTML in
/// MB.
fn dossier(ledger: &Ledger) -> [f64; 3] {
    let since = |moment: Moment| moment.passed().thread.as_secs_f64() * 1e3;
    let moment = Moment::now();
    let dossier = Dossier::of(ledger, Making { name: "bench", time: Time(0), version: "0" });
    let mut all = since(moment);
    let (mut html, mut size) = (0.0, 0);
    for form in Form::ALL {
        let moment = Moment::now();
        let written = form.write(&dossier);
        let taken = since(moment);
        all += taken;
        if form == Form::Html {
            (html, size) = (taken, written.len());
        }
    }
    [all, html, size as f64 / 1e6]
}

/// Measures frames of the page while it is scrolled both ways, and edits with the frame that shows them.
fn on_screen(project: Project, quick: bool) -> [Spread; 2] {
    let folder = tempfile::tempdir().expect("a folder for files");
    let mut desk = Desk::open(folder.path());
    desk.take_up(&folder.path().join("ledger.ron"), project, Hash::of(b""));
    desk.settle();
    desk.ask(Intent::ShowPage(Page::Ledger));
    while desk.state.comparing().ledger().is_none() {
        std::thread::sleep(Duration::from_millis(5));
        desk.frame();
    }
    desk.settle();
    desk.push(Event::PointerMoved(pos2(800.0, 500.0)));
    let frames = if quick { 60 } else { 300 };
    let mut scroll = Vec::new();
    for at in 0..frames {
        let (across, down) = if at % 5 == 4 { (-60.0, 0.0) } else { (0.0, -90.0) };
        desk.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(across, down),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        scroll.push(desk.frame().thread);
    }
    let mut judged = Vec::new();
    let verdicts = ["true", "false"];
    for at in 0..if quick { 10 } else { 40 } {
        let key = desk.state.comparing().rows()[at % 15];
        let verdict = Some(ChoiceKey::slug(verdicts[at / 15 % 2]));
        let moment = Moment::now();
        desk.ask(Intent::Ledger(gainsay::app::LedgerIntent::Judge(key, verdict)));
        judged.push(moment.passed().thread + desk.frame().thread);
    }
    [Spread::of(&scroll), Spread::of(&judged)]
}
