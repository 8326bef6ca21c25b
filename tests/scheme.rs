//! Changes schemes: what goes along is named, everything comes back by undo, and keys stay apart.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use common::recoded;
use gainsay::app::{AppState, Command, DialogPurpose, Effect, Intent, Modal, Page, SaveFailure};
use gainsay::model::actions::{Entry, Part, PartType, Recoded, Recoding, recode};
use gainsay::model::*;
use gainsay::store::{self, templates};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_of_the_scheme_come_back_and_leave_a_whole_project(
        deeds in common::deeds(60),
        picks in prop::collection::vec(any::<[u16; 4]>(), 1..16),
    ) {
        let mut project = common::project_of(&deeds);
        let first = project.clone();
        let mut done = Vec::new();
        for picks in picks {
            let Some(recoding) = recoded::recoding(&project, picks) else { continue };
            let Ok(made) = recode(&project, &recoding) else { continue };
            let before = project.clone();
            project.apply(&made.step.transaction).unwrap_or_else(|error| panic!("{recoding:?}: {error}"));
            prop_assert!(project.index_is_right());
            prop_assert_eq!(project.scheme().fault(), None, "{:?}", recoding);
            let bytes = store::encode(&before, &made.step.transaction);
            prop_assert_eq!(store::decode(&before, &bytes).unwrap(), made.step.transaction.clone());
            // Nothing goes unsaid.
            let fewer = project.annotation_count() < before.annotation_count()
                || project.relation_count() < before.relation_count()
                || project.propositions().count() < before.propositions().count()
                || project.entities().count() < before.entities().count();
            prop_assert!(!fewer || !made.losses.is_empty(), "{}", made.step.name);
            if matches!(recoding, Recoding::Load(..)) {
                prop_assert!(!fewer && project.annotations().eq(before.annotations()));
            }
            // What an attribute does not take, no row has.
            for (_, row) in project.annotations() {
                let fits = |(key, value): (&AttributeKey, &Value)| project.attribute(key).is_some_and(|a| a.accepts(value));
                prop_assert!(row.attributes.iter().all(fits), "{}", made.step.name);
            }
            done.push(made.step.transaction);
        }
        let loaded = store::read(store::write(&project).as_bytes()).unwrap();
        prop_assert_eq!(&loaded.project, &project);
        for transaction in done.iter().rev() {
            project.apply(&transaction.inverse()).unwrap();
        }
        prop_assert_eq!(project, first);
    }
}

struct Work {
    project: Project,
    stamp: Stamp,
    set: SetId,
    revision: RevisionId,
}

impl Work {
    fn new(text: &str) -> Work {
        let mut stamp = Stamp::of_number(5);
        let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", &mut stamp);
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let (step, article) =
            actions::add_article(&project, Details::default(), text, blocks, "t", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let (revision, set) = (project.latest(article).unwrap().0, *project.sets()[0].0);
        Work { project, stamp, set, revision }
    }

    fn mark(&mut self, label: &str, words: &str) -> AnnotationId {
        let text = self.project.revision(&self.revision).unwrap().text.clone();
        let start = text.as_str().find(words).unwrap();
        let span = Fragments::one(text.span(start, start + words.len()).unwrap());
        let label = LabelKey::slug(label);
        let made = actions::annotate(&self.project, self.set, self.revision, &label, span, &mut self.stamp).unwrap();
        self.project.apply(&made.0.transaction).unwrap();
        made.1
    }

    fn relate(&mut self, kind: &str, from: AnnotationId, to: AnnotationId) {
        let kind = KindKey::slug(kind);
        let made = actions::relate(&self.project, self.set, &kind, from, to, &mut self.stamp).unwrap();
        self.project.apply(&made.0.transaction).unwrap();
    }

    fn set(&mut self, id: AnnotationId, attribute: &str, value: Value) {
        let (subject, key) = (actions::Subject::Annotation(id), AttributeKey::slug(attribute));
        let step = actions::set_attribute(&self.project, subject, &key, Some(value)).unwrap();
        self.project.apply(&step.transaction).unwrap();
    }

    fn recode(&mut self, recoding: Recoding) -> Recoded {
        let made = recode(&self.project, &recoding).unwrap_or_else(|why| panic!("{recoding:?}: {why}"));
        self.project.apply(&made.step.transaction).unwrap();
        made
    }
}

fn label(key: &str) -> Part {
    Part::Label(LabelKey::slug(key))
}

fn attribute(key: &str) -> Part {
    Part::Attribute(AttributeKey::slug(key))
}

fn kind(key: &str) -> Part {
    Part::Kind(KindKey::slug(key))
}

#[test]
fn removing_and_merging_name_what_goes() {
    let mut work = Work::new("One two three four five six");
    let (claim, denial, source) = (work.mark("claim", "One"), work.mark("denial", "two"), work.mark("source", "three"));
    work.relate("denies", denial, claim);
    work.relate("attributed to", claim, source);
    work.set(claim, "checkable", Value::Flag(true));
    let whole = work.project.clone();

    let removed = work.recode(Recoding::Remove(label("claim")));
    assert_eq!(removed.losses, ["1 annotation", "2 relations"]);
    assert_eq!(removed.step.name, "Remove label claim, with 1 annotation, 2 relations");
    assert_eq!((work.project.annotation_count(), work.project.relation_count()), (2, 0));
    let denies = work.project.kind(&KindKey::slug("denies")).unwrap();
    assert!(denies.to.is_empty(), "nothing refers to it any more");

    work.project = whole.clone();
    let merged = work.recode(Recoding::Merge(label("claim"), label("denial")));
    assert_eq!(merged.losses, ["1 relation", "attribute checkable"], "a denial is attributed too, and not denied");
    assert_eq!(merged.step.name, "Merge label claim into denial, dropping 1 relation, attribute checkable");
    assert_eq!(work.project.count_label(&LabelKey::slug("denial")), 2);

    work.project = whole.clone();
    assert_eq!(work.recode(Recoding::Remove(attribute("checkable"))).losses, ["checkable of 1 annotation"]);
    assert_eq!(work.recode(Recoding::Remove(kind("denies"))).losses, ["1 relation"]);
    // The other way round the words carry both labels, and one mark is enough.
    work.project = whole;
    work.mark("denial", "six");
    work.mark("claim", "six");
    let merged = work.recode(Recoding::Merge(label("denial"), label("claim")));
    assert!(merged.losses.iter().any(|loss| loss.contains("carry the other label")), "{:?}", merged.losses);
    let six = work.project.annotations().filter(|(_, row)| work.project.quote(row) == "six").count();
    assert_eq!(six, 1);
}

#[test]
fn values_are_said_in_the_terms_of_another_type_where_they_can_be() {
    let mut work = Work::new("One two three");
    let [one, two] = ["One", "two"].map(|words| work.mark("source", words));
    work.set(one, "descriptor", Value::Text("Document ".into()));
    work.set(two, "descriptor", Value::Text("a friend".into()));
    let merged = work.recode(Recoding::Merge(attribute("descriptor"), attribute("kind")));
    assert_eq!(merged.losses, ["descriptor of 1 annotation"]);
    let value = |work: &Work, id| work.project.annotation(&id).unwrap().attributes.values().next().cloned();
    assert_eq!(value(&work, one), Some(Value::Choice(id::ChoiceKey::slug("document"))));
    assert_eq!(value(&work, two), None);
    let mut row = work.project.attribute(&AttributeKey::slug("kind")).unwrap().clone();
    row.takes = AttributeType::Text;
    let changed = work.recode(Recoding::Put(Box::new(Entry::Attribute(AttributeKey::slug("kind"), row.clone()))));
    assert!(changed.losses.is_empty(), "a choice can be said in words");
    assert_eq!(value(&work, one), Some(Value::Text("document".into())));
    row.takes = AttributeType::Flag;
    let changed = work.recode(Recoding::Put(Box::new(Entry::Attribute(AttributeKey::slug("kind"), row))));
    assert_eq!(changed.losses, ["kind of 1 annotation"]);
}

#[test]
fn keys_stay_and_new_labels_look_like_no_other() {
    let mut work = Work::new("One two three");
    work.mark("claim", "One");
    let mut row = work.project.label(&LabelKey::slug("claim")).unwrap().clone();
    row.name = "assertion".into();
    let step = work.recode(Recoding::Put(Box::new(Entry::Label(LabelKey::slug("claim"), row)))).step;
    assert_eq!(step.name, "Rename label claim to assertion");
    assert_eq!(work.project.count_label(&LabelKey::slug("claim")), 1);
    for number in 0..8 {
        work.recode(Recoding::Add(PartType::Label, format!("claim {number}"), None));
    }
    let made = work.recode(Recoding::Remove(label("claim-3")));
    assert!(made.losses.is_empty());
    work.recode(Recoding::Add(PartType::Label, "claim".into(), None));
    assert!(work.project.label(&LabelKey::slug("claim 2")).is_some(), "the name was free, the key was not");
    let labels: Vec<Label> = work.project.labels_by_key().map(|(_, row)| row.clone()).collect();
    assert_eq!(labels.len(), 12);
    assert_eq!(labels.iter().map(|row| row.colour).collect::<BTreeSet<_>>().len(), 12);
    assert_eq!(labels.iter().map(|row| row.pattern).collect::<BTreeSet<_>>().len(), 12);
    let refused = recode(&work.project, &Recoding::Add(PartType::Label, " assertion ".into(), None)).unwrap_err();
    assert_eq!(refused.to_string(), "There is a label assertion already.");
}

#[test]
fn a_label_of_ten_thousand_marks_goes_in_one_step() {
    let project = common::big(1_000_000, 20_000);
    for recoding in [Recoding::Remove(label("claim")), Recoding::Merge(label("claim"), label("source"))] {
        let made = recode(&project, &recoding).unwrap();
        let mut next = project.clone();
        next.apply(&made.step.transaction).unwrap();
        assert_eq!(next.count_label(&LabelKey::slug("claim")), 0);
        // What the step holds follows what it touches: marks, their relations, the scheme's own rows.
        assert!(made.step.transaction.edits.len() <= 10_000 + project.relation_count() + 20);
        next.apply(&made.step.transaction.inverse()).unwrap();
        assert_eq!(next, project);
    }
}

#[test]
fn loading_a_scheme_keeps_what_is_in_use() {
    let mut work = Work::new("One two three");
    let (claim, source) = (work.mark("claim", "One"), work.mark("source", "two"));
    work.relate("attributed to", claim, source);
    work.set(source, "kind", Value::Choice(id::ChoiceKey::slug("anonymous")));
    let other = &templates()[1];
    let before = work.project.clone();
    let made = work.recode(Recoding::Load(Box::new(other.scheme.clone()), other.name.clone()));
    assert!(work.project.annotations().eq(before.annotations()) && work.project.relations().eq(before.relations()));
    assert_eq!(made.stays, ["label claim", "relation attributed to"]);
    assert_eq!(made.losses[..2], ["labels denial and actor", "relations denies, made by and about"]);
    let kept = work.project.attribute(&AttributeKey::slug("kind")).unwrap();
    assert!(kept.accepts(&Value::Choice(id::ChoiceKey::slug("anonymous"))), "a choice in use stays");
    assert!(kept.accepts(&Value::Choice(id::ChoiceKey::slug("unnamed"))), "and the new ones are there");
    work.project.apply(&made.step.transaction.inverse()).unwrap();
    assert_eq!(work.project, before);
    // With nothing marked the project's scheme is the template's.
    let mut bare = Work::new("One");
    bare.recode(Recoding::Load(Box::new(other.scheme.clone()), other.name.clone()));
    assert_eq!(bare.project.scheme(), other.scheme);
}

#[test]
fn what_stays_of_the_old_scheme_gets_out_of_the_way_of_the_new() {
    let (mut work, key) = (Work::new("One two"), LabelKey::slug("claim"));
    work.mark("claim", "One");
    let row = Label { shortcut: Some('Q'), name: "Statement ".into(), ..work.project.label(&key).unwrap().clone() };
    work.recode(Recoding::Put(Box::new(Entry::Label(key.clone(), row))));
    let label = Label { shortcut: Some('q'), name: "Statement".into(), ..work.project.label(&key).unwrap().clone() };
    let scheme = Scheme { labels: vec![(LabelKey::slug("other"), label)], attributes: vec![], kinds: vec![] };
    work.recode(Recoding::Load(Box::new(scheme), "other".into()));
    let kept = work.project.label(&key).unwrap();
    assert_eq!((kept.name.as_str(), kept.shortcut), ("Statement 2", None));
    assert_eq!(work.project.scheme().fault(), None);
}

struct Desk {
    state: AppState,
    stamp: Stamp,
}

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(9);
        let mut desk = Desk { state: AppState::new("Ada", &mut stamp), stamp };
        desk.send(Intent::AddArticle(Details::default(), "One two three".into()));
        desk
    }

    fn send(&mut self, intent: Intent) -> Vec<Effect> {
        self.state.update(intent, &mut self.stamp)
    }

    fn recode(&mut self, recoding: Recoding) {
        self.send(Intent::Recode(Box::new(recoding), false));
    }

    fn said(&self) -> &str {
        self.state.notice().map_or("", |notice| &notice.text)
    }
}

#[test]
fn no_scheme_of_the_program_has_a_key_that_does_two_things() {
    for template in templates() {
        let mut desk = Desk::new();
        desk.recode(Recoding::Load(Box::new(template.scheme.clone()), template.name.clone()));
        let mut seen = BTreeMap::new();
        for command in Command::all(desk.state.project()) {
            let Some(shortcut) = command.shortcut(&desk.state) else { continue };
            let other = seen.insert(shortcut.clone(), command.clone());
            assert!(other.is_none(), "{}: {shortcut}: {other:?} and {command:?}", template.name);
        }
    }
}

#[test]
fn a_new_part_gets_a_key_that_is_free_and_takes_no_others() {
    let mut desk = Desk::new();
    desk.recode(Recoding::Add(PartType::Label, "doubt".into(), None));
    let doubt = LabelKey::slug("doubt");
    assert_eq!(desk.state.label_shortcut(&doubt), Some('o'), "d is the denial's");
    assert_eq!(desk.state.scheming().part, Some(Part::Label(doubt.clone())));
    let give = |desk: &mut Desk, key: char| {
        let row = Label { shortcut: Some(key), ..desk.state.project().label(&doubt).unwrap().clone() };
        desk.recode(Recoding::Put(Box::new(Entry::Label(doubt.clone(), row))));
    };
    give(&mut desk, 'c');
    assert!(desk.said().contains("Mark as claim"), "{}", desk.said());
    give(&mut desk, 'u');
    assert!(desk.said().contains("already"), "Shift+U unties: {}", desk.said());
    give(&mut desk, '1');
    assert!(desk.said().contains("already"), "a relation has it: {}", desk.said());
    give(&mut desk, 'ن');
    assert_eq!(desk.state.label_shortcut(&doubt), Some('ن'));
    desk.recode(Recoding::Add(PartType::Kind, "echoes".into(), None));
    assert_eq!(desk.state.project().kind(&KindKey::slug("echoes")).unwrap().shortcut, Some('5'));
}

#[test]
fn typing_is_one_step_and_undo_takes_the_page_along() {
    let mut desk = Desk::new();
    let claim = LabelKey::slug("claim");
    for definition in ["W", "Wh", "Wha", "What"] {
        let row = Label { definition: definition.into(), ..desk.state.project().label(&claim).unwrap().clone() };
        desk.send(Intent::Recode(Box::new(Recoding::Put(Box::new(Entry::Label(claim.clone(), row)))), true));
    }
    assert_eq!(desk.state.undo_name(), Some("Change label claim"));
    desk.send(Intent::Undo);
    assert!(desk.state.project().label(&claim).unwrap().definition.starts_with("What somebody"));
    desk.recode(Recoding::Add(PartType::Label, "doubt".into(), None));
    assert!(desk.state.scheming().part.is_some());
    desk.send(Intent::Undo);
    assert_eq!(desk.state.scheming().part, None, "it is no longer there");
    // A label that is armed and goes is armed no longer.
    desk.send(Intent::Arm(Some(claim.clone())));
    desk.recode(Recoding::Remove(Part::Label(claim)));
    assert_eq!(desk.state.armed(), None);
}

#[test]
fn templates_and_the_codebook_go_to_files_and_ask_before_they_replace() {
    let mut desk = Desk::new();
    for (purpose, path, start) in [
        (DialogPurpose::SaveScheme, "/tmp/mine", "(\n    format: 1,\n    scheme: \"mine\","),
        (DialogPurpose::Codebook, "/tmp/mine", "<!DOCTYPE html>"),
    ] {
        let asked = desk.send(Intent::AskFile(purpose));
        assert!(matches!(&asked[..], [Effect::Ask { .. }]));
        let effects = desk.send(Intent::Export(purpose, path.into(), false));
        let [Effect::Export { path, bytes, .. }] = &effects[..] else { panic!("{effects:?}") };
        assert!(path.extension().is_some());
        assert!(String::from_utf8_lossy(bytes).starts_with(start));
        assert!(desk.state.modal().is_none());
        desk.send(Intent::Exported(purpose, path.clone(), Err(SaveFailure::Exists)));
        assert!(matches!(desk.state.modal(), Some(Modal::Replace { purpose: asked, .. }) if *asked == purpose));
        desk.send(Intent::Export(purpose, path.clone(), true));
        desk.send(Intent::Exported(purpose, path.clone(), Ok(())));
        assert!(desk.said().contains("mine"), "{}", desk.said());
    }
    let read = store::read_template(b"()").map_err(|error| error.to_string());
    desk.send(Intent::SchemeRead(PathBuf::from("/tmp/x.ron"), read));
    assert!(desk.said().contains("/tmp/x.ron") && desk.said().contains("no scheme"), "{}", desk.said());
    desk.send(Intent::SchemeRead(PathBuf::from("/tmp/y.ron"), Ok(templates()[2].clone())));
    assert_eq!(desk.state.page(), Page::Scheme);
    assert_eq!(desk.state.scheming().offered.as_deref(), Some(&templates()[2]));
    desk.send(Intent::Escape);
    assert!(desk.state.scheming().offered.is_none() && desk.state.page() == Page::Scheme);
}
