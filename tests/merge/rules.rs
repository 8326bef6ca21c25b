//! Holds each rule of merging by itself.

use gainsay::compare::merge::{MergeError, Merged, merge};
use gainsay::model::actions::{self, NewText, Settlement, Step, Subject, settle};
use gainsay::model::edit::Builder;
use gainsay::model::exercise::{Points, Saying, Task};
use gainsay::model::*;
use gainsay::store;

/// Four claims and a denial in one article, by one annotator.
struct Desk {
    base: Project,
    marks: Vec<AnnotationId>,
    set: SetId,
    article: ArticleId,
}

const WORDS: [&str; 5] = ["The dam holds", "it is safe", "it was built well", "nobody worries", "It leaks"];

fn desk() -> Desk {
    let mut stamp = Stamp::of_number(1);
    let mut base = Project::begin(scheme::Scheme::claims_and_denials(), "Ada", &mut stamp);
    let text = Text::new(format!("Dam\n\n{}.\n", WORDS.join(". ")));
    let details = Details { title: "Dam".to_owned(), ..Details::default() };
    let (step, article) =
        actions::add_article(&base, details, text.clone(), Vec::new(), "dam.txt", &mut stamp).unwrap();
    base.apply(&step.transaction).unwrap();
    let set = *base.sets()[0].0;
    let (revision, _) = base.latest(article).unwrap();
    let mut marks = Vec::new();
    for (number, words) in WORDS.iter().enumerate() {
        let start = text.as_str().find(words).unwrap();
        let at = Fragments::one(text.span(start, start + words.len()).unwrap());
        let label = LabelKey::slug(if number == 4 { "denial" } else { "claim" });
        let (step, id) = actions::annotate(&base, set, revision, &label, at, &mut stamp).unwrap();
        base.apply(&step.transaction).unwrap();
        marks.push(id);
    }
    Desk { base, marks, set, article }
}

fn with(project: &Project, step: Step) -> Project {
    let mut project = project.clone();
    project.apply(&step.transaction).unwrap();
    project
}

fn put<T: edit::Row>(project: &Project, key: T::Key, row: Option<T>) -> Project {
    let mut builder = Builder::new(project);
    builder.put(key, row);
    let mut project = project.clone();
    project.apply(&builder.finish()).unwrap();
    project
}

/// Merges both ways, which must come to the same, be read back, and be one step from either copy.
fn both(base: Option<&Project>, one: &Project, other: &Project) -> Merged {
    let merged = merge(base, one, other).unwrap();
    let file = store::write(&merged.project);
    assert_eq!(file, store::write(&merge(base, other, one).unwrap().project));
    let loaded = store::read(file.as_bytes()).unwrap();
    assert_eq!(loaded.warnings, []);
    assert!(loaded.project == merged.project);
    with(one, Step { name: String::new(), transaction: Transaction::between(one, &merged.project) });
    merged
}

fn of_mark(id: AnnotationId, field: Field) -> ConflictKey {
    ConflictKey { row: RowName::Annotation(id), field }
}

fn text(words: &str) -> Held {
    Held::Text(words.to_owned())
}

fn note(project: &Project, id: AnnotationId, note: &str) -> Project {
    with(project, actions::set_note(project, Subject::Annotation(id), note).unwrap())
}

#[test]
fn fields_of_one_annotation_are_merged_each_by_itself() {
    let Desk { base, marks, .. } = desk();
    let one = note(&base, marks[0], "odd");
    let other = with(&base, actions::set_unsure(&base, &marks[..1], true).unwrap());
    let merged = both(Some(&base), &one, &other);
    let row = merged.project.annotation(&marks[0]).unwrap();
    assert_eq!((row.note.as_str(), row.unsure), ("odd", true));
    assert_eq!(merged.conflicts, []);
}

#[test]
fn one_field_changed_in_both_keeps_both_and_can_be_settled_every_way() {
    let Desk { base, marks, .. } = desk();
    let merged = both(Some(&base), &note(&base, marks[0], "high"), &note(&base, marks[0], "low"));
    let key = of_mark(marks[0], Field::Note);
    assert_eq!(merged.conflicts, std::slice::from_ref(&key));
    let project = merged.project;
    assert_eq!(project.conflict(&key), Some(&Conflict::of([text("high"), text("low")])));
    assert_eq!(project.annotation(&marks[0]).unwrap().note, "low", "the greater one meanwhile");
    let settled = |how| {
        let step = settle(&project, &key, how, ("note", "it"), &mut Stamp::of_number(2)).unwrap();
        let next = with(&project, step.clone());
        let mut back = next.clone();
        back.apply(&step.transaction.inverse()).unwrap();
        assert!(back == project);
        assert_eq!(next.conflicts().count(), 0);
        next.annotation(&marks[0]).unwrap().note.clone()
    };
    assert_eq!(settled(Settlement::Version(0)), "low");
    assert_eq!(settled(Settlement::Version(1)), "high");
    assert_eq!(settled(Settlement::Both), "low\nhigh");
    assert_eq!(settled(Settlement::Keep), "low");
}

#[test]
fn both_labels_of_an_annotation_can_be_kept() {
    let Desk { base, marks, .. } = desk();
    let relabelled = |label| with(&base, actions::relabel(&base, &marks[..1], &LabelKey::slug(label)).unwrap());
    let project = both(Some(&base), &relabelled("denial"), &relabelled("source")).project;
    let key = of_mark(marks[0], Field::Label);
    let step = settle(&project, &key, Settlement::Both, ("label", ""), &mut Stamp::of_number(2)).unwrap();
    let next = with(&project, step);
    let twin = next.annotations().find(|(_, row)| row.derived_from == [marks[0]]).unwrap().1;
    assert_eq!((twin.label.as_str(), next.annotation(&marks[0]).unwrap().label.as_str()), ("denial", "source"));
    let denial = settle(&project, &key, Settlement::Version(1), ("label", ""), &mut Stamp::of_number(2)).unwrap();
    assert_eq!(with(&project, denial).annotation(&marks[0]).unwrap().label.as_str(), "denial");
}

#[test]
fn what_one_copy_deletes_and_the_other_one_changes_stays_with_its_relations() {
    let Desk { base, marks, set, .. } = desk();
    let denies = KindKey::slug("denies");
    let (step, relation) = actions::relate(&base, set, &denies, marks[4], marks[0], &mut Stamp::of_number(5)).unwrap();
    let base = with(&base, step);
    let gone = with(&base, actions::delete_annotations(&base, &marks[..1]).unwrap());
    let merged = both(Some(&base), &gone, &note(&base, marks[0], "look"));
    let key = of_mark(marks[0], Field::Row);
    assert_eq!(merged.conflicts, std::slice::from_ref(&key));
    let project = merged.project;
    assert!(project.relation(&relation).is_some());
    assert_eq!(project.annotation(&marks[0]).unwrap().note, "look");
    let kept = settle(&project, &key, Settlement::Keep, ("claim", ""), &mut Stamp::of_number(2)).unwrap();
    assert_eq!(with(&project, kept).annotation_count(), 5);
    let out = settle(&project, &key, Settlement::TakeOut, ("claim", ""), &mut Stamp::of_number(2)).unwrap();
    assert!(with(&project, out) == gone);
    // Deleted here and left alone there, it is deleted.
    assert!(both(Some(&base), &gone, &note(&base, marks[1], "look")).project.annotation(&marks[0]).is_none());
}

#[test]
fn a_label_taken_out_here_and_used_there_comes_back() {
    let Desk { base, marks, .. } = desk();
    let source = LabelKey::slug("source");
    let recoding = actions::Recoding::Remove(actions::Part::Label(source.clone()));
    let without = with(&base, actions::recode(&base, &recoding).unwrap().step);
    let with_it = with(&base, actions::relabel(&base, &marks[..1], &source).unwrap());
    let merged = both(Some(&base), &without, &with_it);
    assert!(merged.project.label(&source).is_some());
    assert!(merged.conflicts.contains(&ConflictKey { row: RowName::Label(source.clone()), field: Field::Row }));
    let key = ConflictKey { row: RowName::Label(source), field: Field::Row };
    let out = settle(&merged.project, &key, Settlement::TakeOut, ("label", ""), &mut Stamp::of_number(2)).unwrap();
    assert!(with(&merged.project, out).annotation(&marks[0]).is_none(), "with what was made by it");
}

#[test]
fn an_article_removed_here_and_annotated_there_comes_back_whole() {
    let Desk { base, marks, article, .. } = desk();
    let without = with(&base, actions::remove_article(&base, article).unwrap());
    let merged = both(Some(&base), &without, &note(&base, marks[3], "mine"));
    assert_eq!(merged.conflicts, [ConflictKey { row: RowName::Article(article), field: Field::Row }]);
    assert_eq!(merged.project.annotation_count(), 5);
}

#[test]
fn a_claim_that_the_copies_tie_into_two_propositions_is_in_one_and_in_conflict() {
    let Desk { base, marks, .. } = desk();
    let tied = |ids: &[AnnotationId], number| {
        with(&base, actions::tie_claims(&base, ids, &mut Stamp::of_number(number)).unwrap().0)
    };
    let merged = both(Some(&base), &tied(&[marks[0], marks[1]], 5), &tied(&[marks[1], marks[2]], 6));
    let key = of_mark(marks[1], Field::Proposition);
    assert_eq!(merged.conflicts, std::slice::from_ref(&key));
    let [one, other] = merged.project.conflict(&key).unwrap().versions.clone().try_into().unwrap();
    assert_eq!(key.held(&merged.project), Some(one));
    let step = settle(&merged.project, &key, Settlement::Version(1), ("", ""), &mut Stamp::of_number(2)).unwrap();
    assert_eq!(key.held(&with(&merged.project, step)), Some(other));
}

#[test]
fn members_that_join_and_leave_one_proposition_apart_all_count() {
    let Desk { base, marks, .. } = desk();
    let base = with(&base, actions::tie_claims(&base, &marks[..2], &mut Stamp::of_number(5)).unwrap().0);
    let tie = |more| with(&base, actions::tie_claims(&base, &[marks[0], more], &mut Stamp::of_number(6)).unwrap().0);
    let left = with(&tie(marks[2]), actions::untie_claim(&tie(marks[2]), marks[1]).unwrap());
    let merged = both(Some(&base), &left, &tie(marks[3]));
    let members: Vec<_> = merged.project.propositions().map(|(_, row)| row.members.clone()).collect();
    assert_eq!(members, [[marks[0], marks[2], marks[3]].into()]);
    assert_eq!(merged.conflicts, []);
}

#[test]
fn a_relation_made_in_both_is_one() {
    let Desk { base, marks, set, .. } = desk();
    let scope = AttributeKey::slug("scope");
    let related = |number, choice: Option<&str>| {
        let denies = KindKey::slug("denies");
        let (step, id) =
            actions::relate(&base, set, &denies, marks[4], marks[0], &mut Stamp::of_number(number)).unwrap();
        let project = with(&base, step);
        let value = choice.map(|choice| Value::Choice(id::ChoiceKey::slug(choice)));
        let step = actions::set_attribute(&project, Subject::Relation(id), &scope, value);
        (step.map_or(project.clone(), |step| with(&project, step)), id)
    };
    let ((one, first), (other, second)) = (related(5, Some("full")), related(6, None));
    let merged = both(Some(&base), &one, &other).project;
    let rows: Vec<_> = merged.relations().map(|(id, row)| (*id, row.attributes.len())).collect();
    assert_eq!(rows, [(first.min(second), 1)]);
    let (other, _) = related(6, Some("partial"));
    let field = Field::Value(scope);
    assert_eq!(
        both(Some(&base), &one, &other).conflicts,
        [ConflictKey { row: RowName::Relation(first.min(second)), field }]
    );
}

#[test]
fn second_texts_added_in_both_are_numbered_by_when_they_were_added() {
    let Desk { base, article, .. } = desk();
    let added = |number, words: &str| {
        let new = NewText { text: Text::new(words), blocks: Vec::new(), origin: "here".to_owned(), adds_words: true };
        let carried = std::collections::BTreeMap::new();
        with(&base, actions::add_revision(&base, article, new, &carried, &mut Stamp::of_number(number)).unwrap().0)
    };
    let project = both(Some(&base), &added(6, "later"), &added(5, "sooner")).project;
    let texts: Vec<_> = project.revisions_of(article).filter_map(|id| project.revision(&id)).collect();
    let told: Vec<_> = texts.iter().map(|row| (row.number, row.text.as_str())).collect();
    assert_eq!(told[1..], [(2, "sooner"), (3, "later")]);
}

#[test]
fn a_text_that_was_changed_by_hand_is_refused() {
    let Desk { base, article, .. } = desk();
    let (id, row) = base.latest(article).unwrap();
    let begun = Project::empty();
    let other = put(&begun, article, Some(Article { rank: 0, details: Details::default() }));
    let other = put(&other, id, Some(Revision { text: Text::new("other"), ..row.clone() }));
    let error = merge(None, &base, &other).unwrap_err();
    assert_eq!(error, MergeError::TwoTexts { title: "Dam".to_owned(), number: 1 });
}

#[test]
fn an_annotation_relabelled_here_and_related_there_keeps_the_label_that_this_needs() {
    let Desk { base, marks, set, .. } = desk();
    let relabelled = with(&base, actions::relabel(&base, &marks[..1], &LabelKey::slug("actor")).unwrap());
    let denies = KindKey::slug("denies");
    let related =
        with(&base, actions::relate(&base, set, &denies, marks[4], marks[0], &mut Stamp::of_number(5)).unwrap().0);
    let merged = both(Some(&base), &relabelled, &related);
    assert_eq!(merged.conflicts, [of_mark(marks[0], Field::Label)]);
    assert_eq!(merged.project.annotation(&marks[0]).unwrap().label.as_str(), "claim");
    let versions = ["claim", "actor"].map(|label| Held::Label(LabelKey::slug(label)));
    assert_eq!(merged.project.conflict(&merged.conflicts[0]), Some(&Conflict::of(versions)));
}

#[test]
fn a_kind_narrowed_here_and_used_there_stays_wide() {
    let Desk { base, marks, set, .. } = desk();
    let key = KindKey::slug("denies");
    let kind = base.kind(&key).unwrap();
    let narrow = put(&base, key.clone(), Some(Kind { to: vec![LabelKey::slug("actor")], ..kind.clone() }));
    let related =
        with(&base, actions::relate(&base, set, &key, marks[4], marks[0], &mut Stamp::of_number(5)).unwrap().0);
    let merged = both(Some(&base), &narrow, &related);
    assert_eq!(merged.conflicts, [ConflictKey { row: RowName::Kind(key.clone()), field: Field::To }]);
    assert!(merged.project.kind(&key).unwrap().to.contains(&LabelKey::slug("claim")));
}

#[test]
fn a_value_given_there_under_a_label_that_was_changed_here_is_a_version() {
    let Desk { base, marks, .. } = desk();
    let relabelled = with(&base, actions::relabel(&base, &marks[..1], &LabelKey::slug("actor")).unwrap());
    let key = AttributeKey::slug("checkable");
    let value = Value::Flag(true);
    let given =
        with(&base, actions::set_attribute(&base, Subject::Annotation(marks[0]), &key, Some(value.clone())).unwrap());
    let merged = both(Some(&base), &relabelled, &given);
    let conflict = of_mark(marks[0], Field::Value(key));
    assert_eq!(merged.conflicts, std::slice::from_ref(&conflict));
    assert_eq!(merged.project.conflict(&conflict), Some(&Conflict::of([Held::Nothing, Held::Value(value)])));
    assert!(merged.project.annotation(&marks[0]).unwrap().attributes.is_empty());
}

#[test]
fn a_choice_taken_out_here_and_chosen_there_comes_back() {
    let Desk { base, marks, .. } = desk();
    let (step, proposition) = actions::propose(&base, marks[0], &mut Stamp::of_number(5)).unwrap();
    let base = with(&base, step);
    let key = AttributeKey::slug("verdict");
    let verdict = base.attribute(&key).unwrap();
    let AttributeType::Choice(choices) = &verdict.takes else { panic!("a choice") };
    let value = Value::Choice(choices[1].key.clone());
    let fewer = AttributeType::Choice(choices.iter().filter(|choice| choice.key != choices[1].key).cloned().collect());
    let narrow = put(&base, key.clone(), Some(Attribute { takes: fewer, ..verdict.clone() }));
    let subject = Subject::Proposition(proposition);
    let chosen = with(&base, actions::set_attribute(&base, subject, &key, Some(value.clone())).unwrap());
    let merged = both(Some(&base), &narrow, &chosen);
    assert_eq!(merged.conflicts, [ConflictKey { row: RowName::Attribute(key.clone()), field: Field::Takes }]);
    assert!(merged.project.attribute(&key).unwrap().accepts(&value));
}

#[test]
fn lists_of_the_scheme_are_merged_item_by_item() {
    let Desk { base, .. } = desk();
    let key = KindKey::slug("about");
    let kind = base.kind(&key).unwrap();
    let more = |to: &str, example: &str| {
        let mut row = kind.clone();
        row.to.push(LabelKey::slug(to));
        row.examples.push(example.to_owned());
        put(&base, key.clone(), Some(row))
    };
    let merged = both(Some(&base), &more("source", "one"), &more("claim", "two"));
    let row = merged.project.kind(&key).unwrap();
    assert_eq!(row.to.iter().map(LabelKey::as_str).collect::<Vec<_>>(), ["actor", "claim", "source"]);
    assert_eq!(row.examples, ["one", "two"]);
    assert_eq!(merged.conflicts, []);
}

#[test]
fn one_key_given_to_two_labels_apart_stays_with_the_first() {
    let Desk { base, .. } = desk();
    let keyed = |label: &str| {
        let key = LabelKey::slug(label);
        put(&base, key.clone(), Some(Label { shortcut: Some('x'), ..base.label(&key).unwrap().clone() }))
    };
    let merged = both(Some(&base), &keyed("actor"), &keyed("claim"));
    let claim = LabelKey::slug("claim");
    assert_eq!(merged.conflicts, [ConflictKey { row: RowName::Label(claim.clone()), field: Field::Shortcut }]);
    assert_eq!(merged.project.label(&claim).unwrap().shortcut, None);
    assert_eq!(merged.project.label(&LabelKey::slug("actor")).unwrap().shortcut, Some('x'));
}

#[test]
fn ranks_and_times_are_never_in_conflict() {
    let Desk { base, set, article, .. } = desk();
    let done = |number| with(&base, actions::mark_done(&base, set, article, true, &Stamp::of_number(number)).unwrap());
    let merged = both(Some(&base), &done(9), &done(8));
    assert_eq!(merged.project.done(&(set, article)).unwrap().time, Stamp::of_number(8).time);
    let ranked = |rank| put(&base, article, Some(Article { rank, ..base.article(&article).unwrap().clone() }));
    let moved = both(Some(&base), &ranked(7), &ranked(3));
    assert_eq!(moved.project.article(&article).unwrap().rank, 3);
    assert_eq!((merged.conflicts, moved.conflicts), (vec![], vec![]));
}

#[test]
fn conflicts_are_merged_too() {
    let Desk { base, marks, .. } = desk();
    let key = of_mark(marks[0], Field::Note);
    let first = both(Some(&base), &note(&base, marks[0], "a"), &note(&base, marks[0], "b")).project;
    // A third copy says something else again.
    let third = both(Some(&base), &first, &note(&base, marks[0], "c"));
    assert_eq!(third.project.conflict(&key), Some(&Conflict::of(["a", "b", "c"].map(text))));
    let settled = |how| with(&first, settle(&first, &key, how, ("", ""), &mut Stamp::of_number(2)).unwrap());
    // Settled in one copy, it is settled.
    let one = both(Some(&first), &settled(Settlement::Version(1)), &note(&first, marks[1], "other"));
    assert_eq!((one.project.conflicts().count(), one.project.annotation(&marks[0]).unwrap().note.as_str()), (0, "a"));
    // Settled in both, but not alike, it is a conflict again.
    let again = both(Some(&first), &settled(Settlement::Version(0)), &settled(Settlement::Version(1)));
    assert_eq!(again.project.conflict(&key), Some(&Conflict::of(["a", "b"].map(text))));
}

#[test]
fn without_a_base_what_either_copy_has_is_kept() {
    let Desk { base, marks, .. } = desk();
    let gone = with(&base, actions::delete_annotations(&base, &marks[..1]).unwrap());
    let merged = both(None, &gone, &note(&base, marks[1], "mine"));
    assert_eq!(merged.project.annotation_count(), 5);
    assert_eq!(merged.project.annotation(&marks[1]).unwrap().note, "mine", "an empty field gives way");
    assert_eq!(merged.conflicts, []);
    let differing = both(None, &note(&base, marks[1], "one"), &note(&base, marks[1], "two"));
    assert_eq!(differing.conflicts, [of_mark(marks[1], Field::Note)]);
}

#[test]
fn what_both_settled_otherwise_is_open_and_what_one_settled_is_settled() {
    let Desk { base, marks, set, .. } = desk();
    let decision = |said: &[u8]| Some(Decision { state: Hash::of(said), time: Time(5) });
    let settled = |project: &Project, mark: usize, said: &[u8]| put(project, (marks[mark], set), decision(said));
    let base = settled(&base, 3, b"before");
    let one = settled(&settled(&base, 0, b"one"), 1, b"same");
    let other = settled(&settled(&settled(&base, 0, b"other"), 1, b"same"), 2, b"alone");
    let project = both(Some(&base), &one, &other).project;
    let there: Vec<bool> = marks.iter().map(|mark| project.decision(&(*mark, set)).is_some()).collect();
    assert_eq!(there, [false, true, true, true, false]);
    // Both settle it on the same versions: as nothing it is settled since the earlier time, as annotations of their own
    // it is open, for the set has it twice.
    let later = |project: &Project| {
        let decision = Decision { state: Hash::of(b"alike"), time: Time(9) };
        put(project, (marks[4], set), Some(decision))
    };
    let (early, late) = (settled(&base, 4, b"alike"), later(&base));
    for (one, other) in [(&early, &late), (&late, &early)] {
        let merged = both(Some(&base), one, other).project;
        assert_eq!(merged.decision(&(marks[4], set)).map(|row| row.time), Some(Time(5)));
    }
    let kind = SetKind::Adjudicated;
    let base_of_own = put(&base, set, Some(Set { kind, ..base.set(&set).unwrap().clone() }));
    let copied = |project: &Project, id: u128| {
        let row = Annotation { derived_from: vec![marks[4]], ..base.annotation(&marks[4]).unwrap().clone() };
        put(project, AnnotationId(id), Some(row))
    };
    let [one, other] = [(5, settled(&base_of_own, 4, b"alike")), (6, later(&base_of_own))]
        .map(|(id, project)| copied(&project, 0x5eed + id));
    let merged = both(Some(&base_of_own), &one, &other).project;
    assert!(merged.decision(&(marks[4], set)).is_none());
    // One opens it again, the other settles it anew; and what it is about goes.
    let open = put::<Decision>(&base, (marks[3], set), None);
    assert_eq!(both(Some(&base), &open, &settled(&base, 3, b"anew")).project.decisions().count(), 0);
    let gone = with(&base, actions::delete_annotations(&base, &[marks[3]]).unwrap());
    assert_eq!(both(Some(&base), &gone, &base).project.decisions().count(), 0);
}

/// Adds an exercise on all that the desk has.
fn asking(desk: &Desk) -> (Project, ExerciseId, Exercise) {
    let revision = desk.base.latest(desk.article).unwrap().0;
    let draft = actions::draft_exercise(&desk.base, revision, desk.set).unwrap();
    let (step, id) = actions::add_exercise(&desk.base, draft, &mut Stamp::of_number(8)).unwrap();
    let base = with(&desk.base, step);
    let row = base.exercise(&id).unwrap().clone();
    (base, id, row)
}

#[test]
fn an_exercise_is_merged_field_by_field_and_what_it_says_of_each_by_itself() {
    let desk = desk();
    let (base, id, row) = asking(&desk);
    let (claim, denial) = (LabelKey::slug("claim"), LabelKey::slug("denial"));
    let said = |label: &LabelKey, points: i32, feedback: &str, row: &Exercise| {
        let mut next = row.clone();
        let task = next.labels.entry(label.clone()).or_default();
        (task.points, task.feedback) = (Points(points), feedback.to_owned());
        next
    };
    let saying =
        |feedback: &str| Saying { hint: String::new(), feedback: feedback.to_owned(), optional: feedback == "there" };
    let mut one = said(&claim, 300, "A claim says so.", &row);
    (one.told, one.minutes) = (false, Some(20));
    one.examples.insert(desk.marks[0]);
    one.sayings.insert(desk.marks[1], saying("here"));
    let mut other = said(&denial, 50, "No.", &said(&claim, 200, "Who claims?", &row));
    (other.title, other.minutes) = ("Dams".to_owned(), Some(30));
    other.examples.insert(desk.marks[1]);
    other.sayings.insert(desk.marks[2], saying("there"));
    let merged = both(Some(&base), &put(&base, id, Some(one.clone())), &put(&base, id, Some(other)));
    let minutes = ConflictKey { row: RowName::Exercise(id), field: Field::Minutes };
    assert_eq!(merged.conflicts, std::slice::from_ref(&minutes));
    let is = merged.project.exercise(&id).unwrap();
    assert_eq!((is.title.as_str(), is.told, is.minutes), ("Dams", false, Some(30)));
    assert_eq!(is.labels[&claim].points, Points(200), "the smaller one");
    assert_eq!(is.labels[&claim].feedback, "A claim says so.\nWho claims?");
    assert_eq!((is.labels[&denial].points, is.labels[&denial].feedback.as_str()), (Points(50), "No."));
    assert_eq!((is.examples.len(), is.sayings.len()), (2, 2));
    assert_eq!((is.sayings[&desk.marks[1]].optional, is.sayings[&desk.marks[2]].optional), (false, true));
    let settled = settle(&merged.project, &minutes, Settlement::Version(1), ("", "20"), &mut Stamp::of_number(2));
    assert_eq!(with(&merged.project, settled.unwrap()).exercise(&id).unwrap().minutes, Some(20));
    // What one takes out and the other leaves goes; what the other changed stays.
    let mut fewer = row.clone();
    fewer.labels.remove(&claim);
    fewer.kinds.clear();
    let left = both(Some(&base), &put(&base, id, Some(fewer.clone())), &base).project;
    assert_eq!(left.exercise(&id), Some(&fewer));
    let left = both(Some(&base), &put(&base, id, Some(fewer)), &put(&base, id, Some(one))).project;
    assert!(left.exercise(&id).unwrap().labels.contains_key(&claim));
}

#[test]
fn what_an_exercise_needs_stays_where_the_other_copy_takes_it_out() {
    let desk = desk();
    let (base, id, row) = asking(&desk);
    let named = Exercise { title: "Dams".to_owned(), ..row.clone() };
    // The article goes in one copy, the exercise on it is changed in the other.
    let gone = with(&base, actions::remove_article(&base, desk.article).unwrap());
    assert!(gone.exercise(&id).is_none());
    let merged = both(Some(&base), &gone, &put(&base, id, Some(named.clone())));
    let article = ConflictKey { row: RowName::Article(desk.article), field: Field::Row };
    assert_eq!(merged.conflicts, [article]);
    assert_eq!(merged.project.exercise(&id), Some(&named));
    // The exercise comes back with the article for which another change stands up.
    let noted = note(&base, desk.marks[0], "odd");
    assert_eq!(both(Some(&base), &gone, &noted).project.exercise(&id), Some(&row));
    // A label that is asked for now goes in the other copy.
    let source = LabelKey::slug("source");
    let mut more = row.clone();
    more.labels.insert(source.clone(), Task::default());
    let removed = actions::Recoding::Remove(actions::Part::Label(source.clone()));
    let without = with(&base, actions::recode(&base, &removed).unwrap().step);
    let merged = both(Some(&base), &put(&base, id, Some(more.clone())), &without);
    assert!(merged.conflicts.contains(&ConflictKey { row: RowName::Label(source), field: Field::Row }));
    assert_eq!(merged.project.exercise(&id), Some(&more));
    // One takes the exercise out, the other changes it.
    let out = put::<Exercise>(&base, id, None);
    let merged = both(Some(&base), &out, &put(&base, id, Some(named)));
    assert_eq!(merged.conflicts, [ConflictKey { row: RowName::Exercise(id), field: Field::Row }]);
    let key = &merged.conflicts[0];
    let step = settle(&merged.project, key, Settlement::TakeOut, ("", ""), &mut Stamp::of_number(2)).unwrap();
    assert_eq!(with(&merged.project, step).exercises().len(), 0);
}
