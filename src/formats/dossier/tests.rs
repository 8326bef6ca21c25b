//! Reads what dossiers say: of the samples, and of a project in which every word tries to be markup.

use std::collections::BTreeSet;

use super::{
    Dossier, Making, Quote, Report, Unreadable, What, html, markdown, page, read, shape, summary, telling, text,
    verify, write,
};
use crate::compare::Ledger;
use crate::compare::revision::Plan;
use crate::model::Dismissal;
use crate::model::actions::{self, NewText, Subject};
use crate::model::edit::Builder;
use crate::model::id::ChoiceKey;
use crate::model::scheme::{Scheme, Value};
use crate::model::*;
use crate::store;

mod json_tests;
mod markdown_tests;
mod page_tests;
mod verifying;

use page_tests::seen;

const SAMPLES: [&str; 3] = [
    include_str!("../../../samples/mi6.ron"),
    include_str!("../../../samples/arabic.ron"),
    include_str!("../../../samples/german.ron"),
];

fn project(sample: &str) -> Project {
    store::read(sample.as_bytes()).unwrap().project
}

fn dossier(project: &Project) -> Dossier {
    let sets: BTreeSet<SetId> = project.sets_by_id().map(|(id, _)| *id).collect();
    let making = Making { name: "a name", time: Time(1_772_841_600), version: "1.2.3" };
    Dossier::of(&Ledger::of(project, &sets), making)
}

fn sample() -> (Project, Dossier) {
    let project = project(SAMPLES[0]);
    let dossier = dossier(&project);
    (project, dossier)
}

#[test]
fn the_front_answers_what_is_asked() {
    let (_, dossier) = sample();
    let page = page(&dossier);
    let front = &page[..page.find("The table").unwrap()];
    let section = |heading: &str| {
        let rest = front.split_once(heading).unwrap_or_else(|| panic!("{heading}")).1;
        seen(rest.split_once("<h3>").map_or(rest, |(section, _)| section))
    };
    // Which claims does the government deny, and in full or in part?
    let full = section("Denied in full (");
    assert!(full.contains("MIT asked MI6 to protect the Syrian president — denied in full: Turkey (B)"), "{full}");
    assert!(full.contains("denied in full: Turkey (B); denied in part: Turkey (B)"), "the strongest first: {full}");
    assert!(!full.contains("no comment"), "{full}");
    assert!(section("Denied in part, nowhere in full (0)").contains("None."));
    assert!(section("Answered without being denied (1)").contains("answered, not denied: Turkey (B)"));
    // Which of the report's claims does the denial never mention?
    let silent = section("<strong>B</strong> <bdi>Elbwarte English</bdi>");
    assert!(silent.contains("Read for it, not there ("), "{silent}");
    assert!(silent.contains("The request followed a high-risk plot"), "{silent}");
    // Which claims rest only on unnamed people?
    let unnamed = section("Resting on unnamed people only (");
    assert!(unnamed.contains("MIT identified a team of three preparing remote bombs — Turkish security sources (A)"));
    assert!(seen(front).contains("made 7 Mar 2026, 00:00 UTC") || seen(front).contains("Made 7 Mar 2026, 00:00 UTC"));
    assert!(front.contains("gainsay 1.2.3"));
    for article in &dossier.articles {
        assert!(front.contains(&article.texts[0].sha256) && front.contains(&article.address), "{}", article.title);
    }
}

#[test]
fn the_two_silences_are_never_mixed_up() {
    let (mut project, before) = sample();
    let report = before.articles[1].title.clone();
    let count = |dossier: &Dossier| {
        let silence = &summary::Summary::of(dossier).silent[1];
        (silence.not_there.len(), silence.not_checked.len())
    };
    let (not_there, not_checked) = count(&before);
    assert!(not_there > 3, "{report}");
    // The reader takes one of them back.
    let absences = project.propositions().flat_map(|(id, _)| project.absences_of(*id)).collect::<Vec<_>>();
    let on_denial = absences.into_iter().find(|(_, article, _)| article.to_string() == before.articles[1].id);
    let (proposition, article, set) = on_denial.unwrap();
    let step = actions::mark_absent(&project, proposition, article, set, false, &Stamp::of_number(1)).unwrap();
    project.apply(&step.transaction).unwrap();
    let after = dossier(&project);
    assert_eq!(count(&after), (not_there - 1, not_checked + 1));
    let row = after.rows.iter().find(|row| row.id == proposition.to_string()).unwrap();
    assert!(row.cells.iter().all(|cell| cell.article != article.to_string()), "no cell: nobody looked");
    for text in [page(&after), text(&after)] {
        let section = text.split_once("In short").unwrap().1;
        let section = section.split_once("Elbwarte English").unwrap().1.split_once("Resting on").unwrap().0;
        let (there, checked) = section.split_once(&format!("Not checked ({})", not_checked + 1)).unwrap();
        assert!(there.contains(&format!("Read for it, not there ({})", not_there - 1)), "{section}");
        let wording = row.wording.split('\'').next().unwrap();
        assert!(checked.contains(wording) && !there.contains(wording), "{section}");
    }
}

/// Makes a project in which all that people wrote is these words, and the first article's text.
fn hostile(words: &str) -> Project {
    let mut scheme = Scheme::claims_and_denials();
    for (_, row) in &mut scheme.labels {
        row.name = words.to_owned();
    }
    for (_, row) in &mut scheme.kinds {
        row.name = words.to_owned();
    }
    for (_, row) in &mut scheme.attributes {
        row.name = words.to_owned();
        if let scheme::AttributeType::Choice(choices) = &mut row.takes {
            choices.iter_mut().for_each(|choice| choice.name = words.to_owned());
        }
    }
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(scheme, words, &mut stamp);
    let set = *project.sets()[0].0;
    let apply = |project: &mut Project, step: Step| project.apply(&step.transaction).unwrap();
    let info = Info { title: words.to_owned(), note: words.to_owned() };
    let step = actions::edit_info(&project, info).unwrap();
    apply(&mut project, step);
    let text = Text::new(format!("{words}\n{words} said {words}.\nNobody: {words}"));
    let details = Details {
        title: words.to_owned(),
        outlet: words.to_owned(),
        author: words.to_owned(),
        date: words.to_owned(),
        address: words.to_owned(),
        note: words.to_owned(),
        language: "en\" onload=\"x()".to_owned(),
    };
    let blocks = Block::guess(&text);
    let (step, article) =
        actions::add_article(&project, details.clone(), text.clone(), blocks.clone(), words, &mut stamp).unwrap();
    apply(&mut project, step);
    let (step, _) = actions::add_article(&project, details, text.clone(), blocks, words, &mut stamp).unwrap();
    apply(&mut project, step);
    let (revision, _) = project.latest(article).unwrap();
    let lines: Vec<std::ops::Range<usize>> = (0..3).map(|line| text.line(line)).collect();
    let spans = [
        ("claim", vec![(lines[0].start, lines[0].end)]),
        ("claim", vec![(lines[1].start, lines[1].start + words.len()), (lines[2].start, lines[2].end)]),
        ("source", vec![(lines[1].end - 1 - words.len(), lines[1].end - 1)]),
        ("denial", vec![(lines[2].start, lines[2].end)]),
        ("actor", vec![(lines[2].start + 8, lines[2].end)]),
    ];
    let mut ids = Vec::new();
    for (label, ranges) in spans {
        let spans = ranges.into_iter().map(|(start, end)| text.span(start, end).unwrap()).collect();
        let (label, fragments) = (LabelKey::slug(label), Fragments::new(spans).unwrap());
        let (step, id) = actions::annotate(&project, set, revision, &label, fragments, &mut stamp).unwrap();
        apply(&mut project, step);
        let step = actions::set_note(&project, Subject::Annotation(id), words).unwrap();
        apply(&mut project, step);
        ids.push(id);
    }
    let anonymous = Some(Value::Choice(ChoiceKey::slug("anonymous")));
    let step =
        actions::set_attribute(&project, Subject::Annotation(ids[2]), &AttributeKey::slug("kind"), anonymous).unwrap();
    apply(&mut project, step);
    let descriptor = Some(Value::Text(words.to_owned()));
    let key = AttributeKey::slug("descriptor");
    let step = actions::set_attribute(&project, Subject::Annotation(ids[2]), &key, descriptor).unwrap();
    apply(&mut project, step);
    for (from, kind, to) in [(0, "attributed to", 2), (3, "denies", 0), (3, "made by", 4), (3, "denies", 1)] {
        let kind = KindKey::slug(kind);
        let (step, id) = actions::relate(&project, set, &kind, ids[from], ids[to], &mut stamp).unwrap();
        apply(&mut project, step);
        let step = actions::set_note(&project, Subject::Relation(id), words).unwrap();
        apply(&mut project, step);
    }
    let mut builder = Builder::new(&project);
    let (attributes, members, time) = (Attributes::default(), BTreeSet::from([ids[0]]), stamp.time);
    let row = Proposition { wording: words.to_owned(), attributes, members, note: words.to_owned(), time };
    builder.put(PropositionId(stamp.fresh()), Some(row));
    let sets = BTreeSet::from([set]);
    let first = Ledger::of(&project, &sets).findings().next().unwrap().key.clone();
    builder.put(first, Some(Dismissal { reason: words.to_owned(), time: stamp.time }));
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    project
}

const EVIL: &str =
    "</td></style>\"' onload=\"x()\"><script>alert(1)</script><!-- | ** _a_ `b` \\ &lt; [x](y) $z$ ~~u~~ \u{202e}";

/// Adds a text to an article without the words, as the program does, and leaves what lost its place.
fn without(project: &Project, article: ArticleId, words: &str) -> Project {
    let mut stamp = Stamp::of_number(77);
    let text = Text::new(project.latest(article).unwrap().1.text.as_str().replace(words, "so"));
    let plan = Plan::of(project, article, &text, &|| false).unwrap();
    let new = NewText { blocks: Block::guess(&text), text, origin: String::new(), adds_words: plan.adds_words };
    let (step, latest) = actions::add_revision(project, article, new, &plan.carried(), &mut stamp).unwrap();
    let mut project = project.clone();
    project.apply(&step.transaction).unwrap();
    let lost: Vec<AnnotationId> = project.detached(latest).collect();
    let step = actions::leave_detached(&project, &lost, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    project
}

#[test]
fn what_an_article_dropped_is_in_every_form() {
    let (project, whole) = sample();
    let (id, claim) = project
        .in_order(project.latest(*project.articles()[0].0).unwrap().0)
        .filter_map(|id| Some((id, project.annotation(&id)?)))
        .find(|(id, row)| row.label.as_str() == "claim" && project.proposition_of(*id).is_none())
        .or_else(|| project.annotations().map(|(id, row)| (*id, row)).find(|(_, row)| row.label.as_str() == "claim"))
        .unwrap();
    let words = project.quote(claim);
    let article = project.revision(&claim.revision).unwrap().article;
    let later = without(&project, article, &words);
    let dossier = dossier(&later);
    let cells = || dossier.rows.iter().flat_map(|row| &row.cells);
    let quote = |id: &str| dossier.quotes.iter().find(|quote| quote.id == id).unwrap();
    let former: Vec<&shape::Former> = cells().flat_map(|cell| &cell.former).collect();
    let dropped = former.iter().filter(|former| {
        former.since.as_ref().is_some_and(|since| since.turn == shape::Turn::Dropped && since.text == 2)
    });
    assert!(dropped.clone().any(|former| quote(&former.quote).words == words), "{id}: {former:?}");
    assert!(cells().flat_map(|cell| &cell.since).any(|since| since.turn == shape::Turn::Dropped), "a whole cell went");
    let (page, markdown) = (page(&dossier), text(&dossier));
    for told in [seen(&page), markdown] {
        assert!(told.contains("× dropped in text 2") && told.contains("are not in it any more"), "{told}");
    }
    assert!(!seen(&super::page(&whole)).contains("dropped in text"), "nothing was dropped where there is one text");
    let written = write(&dossier);
    assert_eq!(read(written.as_bytes()).unwrap(), dossier);
    assert!(verify(&dossier, &later).differences.is_empty());
    // What stands on an earlier text only is not said to have nothing to do with any claim.
    assert_eq!(dossier.left_out, whole.left_out);
}

#[test]
fn a_quote_stands_in_its_line() {
    let long = "word ".repeat(100);
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
    let set = *project.sets()[0].0;
    let text = Text::new(format!("Title\n{long}here {long}there{long}\nand more"));
    let made = actions::add_article(&project, Details::default(), text.clone(), Vec::new(), "", &mut stamp).unwrap();
    project.apply(&made.0.transaction).unwrap();
    let (revision, _) = project.latest(made.1).unwrap();
    let span = |words: &str| {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    };
    let fragments = Fragments::new(vec![span("here "), span("there"), span("more")]).unwrap();
    let label = LabelKey::slug("claim");
    let (step, _) = actions::annotate(&project, set, revision, &label, fragments, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let dossier = dossier(&project);
    let quote = &dossier.quotes[0];
    let [here, there, more] = &quote.fragments[..] else { panic!("{quote:?}") };
    for (text, most) in [(&here.before, 121), (&here.after, 61), (&there.before, 61), (&there.after, 121)] {
        assert!(text.chars().count() <= most && text.chars().count() > most - 8, "{text}");
        assert!(text.starts_with('…') != text.ends_with('…'), "cut on one side: {text}");
    }
    assert_eq!((more.before.as_str(), more.after.as_str()), ("and ", ""), "not over the end of a line");
    let shown: String = telling::in_context(quote).into_iter().map(|(_, text)| text).collect();
    assert!(shown.contains("word … word") && !shown.contains("……") && !shown.contains("… …"), "{shown}");
    assert!(shown.ends_with("…and more"), "{shown}");
    assert!(dossier.rows[0].id == quote.id && !dossier.rows[0].proposition);
    assert_eq!(dossier.title, "a name", "the project has none");
}

#[test]
fn numbers_and_letters() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(telling::letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    assert_eq!(telling::ranges(&[0, 1, 2, 6, 8, 9]), "1–3, 7, 9–10");
    assert_eq!(telling::ranges(&[]), "");
}
