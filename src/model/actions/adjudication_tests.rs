//! Settles places and looks at what is there then; each step is taken back and made again.

use super::super::super::Time;
use super::super::super::id::ChoiceKey;
use super::super::revisions::tests::Desk;
use super::*;

const TEXT: &str = "The dam holds, the ministry said. The mayor denied it and said that the dam leaks badly.\n";

/// Two annotators and an adjudicated set.
struct Table {
    desk: Desk,
    article: ArticleId,
    sets: [SetId; 2],
    gold: SetId,
}

impl Table {
    fn new() -> Table {
        let mut desk = Desk::new();
        let article = desk.article(TEXT);
        let (step, other) = add_annotator(&desk.project, "ben", &mut desk.stamp).unwrap();
        desk.apply(step);
        let (step, gold) = begin_adjudication(&desk.project, &mut desk.stamp).unwrap();
        desk.apply(step);
        Table { sets: [desk.set, other], desk, article, gold }
    }

    fn mark(&mut self, set: usize, label: &str, words: &str) -> AnnotationId {
        self.desk.set = self.sets[set];
        self.desk.mark(self.article, label, words)
    }

    fn both(&mut self, label: &str, words: &str) -> [AnnotationId; 2] {
        [0, 1].map(|set| self.mark(set, label, words))
    }

    fn relate(&mut self, set: usize, kind: &str, from: AnnotationId, to: AnnotationId) -> RelationId {
        let kind = KindKey::slug(kind);
        let set = if set == 2 { self.gold } else { self.sets[set] };
        let (step, id) = relate(&self.desk.project, set, &kind, from, to, &mut self.desk.stamp).unwrap();
        self.desk.apply(step);
        id
    }

    fn settle(&mut self, places: &[(&[AnnotationId], &[AnnotationId])]) -> String {
        let deciding = |(members, taken): &(&[AnnotationId], &[AnnotationId])| Deciding {
            members: members.to_vec(),
            taken: taken.to_vec(),
        };
        let places: Vec<Deciding> = places.iter().map(deciding).collect();
        let before = self.desk.project.clone();
        self.desk.stamp.time.0 += 60;
        let step = decide(&before, self.gold, &places, &mut self.desk.stamp).unwrap();
        let name = step.name.clone();
        let back = step.transaction.inverse();
        self.desk.apply(step);
        let mut undone = self.desk.project.clone();
        undone.apply(&back).unwrap();
        assert!(undone == before && undone.index_is_right());
        name
    }

    fn row(&self, id: AnnotationId) -> &Annotation {
        self.desk.project.annotation(&id).unwrap()
    }

    /// Shows what is in the adjudicated set: label, words, and how many it was derived from.
    fn gold(&self) -> Vec<String> {
        let project = &self.desk.project;
        let own = project.in_order(project.latest(self.article).unwrap().0).map(|id| (id, self.row(id)));
        let own = own.filter(|(_, row)| row.set == self.gold);
        own.map(|(_, row)| format!("{} {} {}", row.label, project.quote(row), row.derived_from.len())).collect()
    }

    fn gold_of(&self, source: AnnotationId) -> AnnotationId {
        let own = |(_, row): &(&AnnotationId, &Annotation)| row.set == self.gold && row.derived_from.contains(&source);
        *self.desk.project.annotations().find(own).unwrap().0
    }

    /// Shows the relations of the adjudicated set: the words at both ends, and the scope.
    fn ties(&self) -> Vec<String> {
        let project = &self.desk.project;
        let words = |id: AnnotationId| project.quote(self.row(id));
        let scope = |row: &Relation| match row.attributes.get(&AttributeKey::slug("scope")) {
            Some(Value::Choice(choice)) => format!(" {choice}"),
            _ => String::new(),
        };
        let own = project.relations().filter(|(_, row)| row.set == self.gold);
        let mut all: Vec<String> =
            own.map(|(_, row)| format!("{} > {}{}", words(row.from), words(row.to), scope(row))).collect();
        all.sort_unstable();
        all
    }
}

fn scope(table: &mut Table, relation: RelationId, choice: &str) {
    let value = Some(Value::Choice(ChoiceKey::slug(choice)));
    let step =
        set_attribute(&table.desk.project, Subject::Relation(relation), &AttributeKey::slug("scope"), value).unwrap();
    table.desk.apply(step);
}

#[test]
fn what_is_taken_is_copied_with_where_it_came_from() {
    let mut table = Table::new();
    let one = table.mark(0, "claim", "the dam leaks");
    let other = table.mark(1, "claim", "the dam leaks badly");
    for step in [
        set_unsure(&table.desk.project, &[other], true).unwrap(),
        set_note(&table.desk.project, Subject::Annotation(one), "hm").unwrap(),
    ] {
        table.desk.apply(step);
    }
    let value = Some(Value::Flag(true));
    let made = set_attribute(&table.desk.project, Subject::Annotation(other), &AttributeKey::slug("checkable"), value);
    table.desk.apply(made.unwrap());

    assert_eq!(table.settle(&[(&[one, other], &[other])]), "Settle “the dam leaks badly”");
    assert_eq!(table.gold(), ["claim the dam leaks badly 2"]);
    let copy = table.row(table.gold_of(one)).clone();
    assert_eq!(copy.derived_from, [other, one]);
    assert!(copy.unsure && copy.note.is_empty() && copy.attributes == table.row(other).attributes);

    // Settled otherwise: nothing of the first version is left.
    table.settle(&[(&[one, other], &[one])]);
    assert_eq!(table.gold(), ["claim the dam leaks 2"]);
    table.settle(&[(&[one, other], &[one, other])]);
    assert_eq!(table.gold(), ["claim the dam leaks badly 1", "claim the dam leaks 1"]);
    assert_eq!(table.settle(&[(&[one, other], &[])]), "Settle “the dam leaks”: nothing");
    assert_eq!(table.gold(), [""; 0]);
    assert_eq!(table.desk.project.decisions().count(), 1, "a place with nothing is settled, too");
}

#[test]
fn all_that_agree_are_one_step_and_what_is_marked_already_is_not_marked_twice() {
    let mut table = Table::new();
    let [holds, leaks] = ["The dam holds", "the dam leaks"].map(|words| table.both("claim", words));
    let name = table.settle(&[(&holds, &holds[..1]), (&leaks, &leaks[..1])]);
    assert_eq!(name, "Accept 2 places where all agree");
    assert_eq!(table.gold(), ["claim The dam holds 2", "claim the dam leaks 2"]);
    assert_eq!(table.desk.project.decisions().count(), 2);
    // Two places on the same words stand in one annotation, until one of them is settled otherwise.
    let again = table.desk.project.annotation(&holds[0]).unwrap().clone();
    let twins = table.sets.map(|set| {
        let id = AnnotationId(table.desk.stamp.fresh());
        let mut builder = Builder::new(&table.desk.project);
        builder.put(id, Some(Annotation { set, ..again.clone() }));
        let transaction = builder.finish();
        table.desk.project.apply(&transaction).unwrap();
        id
    });
    table.settle(&[(&twins, &twins[..1])]);
    assert_eq!(table.gold()[0], "claim The dam holds 4");
    table.settle(&[(&holds, &[])]);
    assert_eq!(table.gold(), ["claim The dam holds 2", "claim the dam leaks 2"]);
}

#[test]
fn what_was_made_by_hand_stands_for_a_place_and_is_never_removed() {
    let mut table = Table::new();
    let claims = table.both("claim", "The dam holds");
    let denials = [table.mark(0, "denial", "The mayor denied it"), table.mark(1, "denial", "mayor denied it")];
    table.relate(0, "denies", denials[0], claims[0]);
    table.desk.set = table.gold;
    let own = table.desk.mark(table.article, "claim", "The dam holds");
    let key = AttributeKey::slug("checkable");
    for (id, value) in [(own, true), (claims[0], false)] {
        let value = Some(Value::Flag(value));
        let step = set_attribute(&table.desk.project, Subject::Annotation(id), &key, value).unwrap();
        table.desk.apply(step);
    }
    let note = set_note(&table.desk.project, Subject::Annotation(own), "mine").unwrap();
    table.desk.apply(note);
    // What it says otherwise is named; it is not marked twice.
    let name = table.settle(&[(&claims, &claims[..1])]);
    assert_eq!(name, "Settle “The dam holds”, with 1 annotation that was made otherwise here");
    assert_eq!(table.gold(), ["claim The dam holds 0"]);
    let row = table.row(own);
    assert_eq!((row.attributes.get(&key), row.note.as_str()), (Some(&Value::Flag(false)), "mine"));
    // Relations come to it as they come to a copy.
    table.settle(&[(&denials, &denials[..1])]);
    assert_eq!(table.ties(), ["The mayor denied it > The dam holds"]);
    let name = table.settle(&[(&claims, &[])]);
    assert_eq!(name, "Settle “The dam holds”: nothing, leaving 1 annotation that was made by hand");
    assert_eq!(table.gold()[0], "claim The dam holds 0");
    assert_eq!(table.settle(&[(&claims, &claims[1..])]).matches("otherwise").count(), 1);
    assert!(table.row(own).attributes.is_empty());
}

#[test]
fn a_copy_joins_what_all_are_in_that_it_was_taken_from() {
    let mut table = Table::new();
    let [holds, leaks] = ["The dam holds", "the dam leaks"].map(|words| table.both("claim", words));
    let actors = table.both("actor", "The mayor");
    let tie = |table: &mut Table, ids: &[AnnotationId]| {
        let (step, id) = tie_claims(&table.desk.project, ids, &mut table.desk.stamp).unwrap();
        table.desk.apply(step);
        id
    };
    // Both annotators' claims are in one proposition; of the other place each has its own.
    let one = tie(&mut table, &[holds[0], holds[1]]);
    let [first, second] = [0, 1].map(|set| {
        let more = table.mark(set, "claim", ["it", "badly"][set]);
        tie(&mut table, &[leaks[set], more])
    });
    let (step, mayor) = tie_entities(&table.desk.project, &actors, &mut table.desk.stamp).unwrap();
    table.desk.apply(step);
    table.settle(&[(&holds, &holds), (&leaks, &leaks), (&actors, &actors[..1])]);
    let gold = |table: &Table| [holds, leaks].map(|both| table.desk.project.proposition_of(table.gold_of(both[0])));
    assert_eq!(gold(&table), [Some(one), None]);
    assert_eq!(table.desk.project.entity_of(table.gold_of(actors[0])), Some(mayor));
    table.settle(&[(&leaks, &leaks[..1])]);
    assert_eq!(gold(&table), [Some(one), Some(first)]);
    // It goes with what is taken.
    table.settle(&[(&leaks, &leaks[1..])]);
    assert_eq!(gold(&table), [Some(one), Some(second)]);
    assert_eq!(table.desk.project.proposition(&first).unwrap().members.len(), 2);
    // Where the adjudicator put it elsewhere, it stays there.
    let copy = table.gold_of(holds[0]);
    let step = untie_claim(&table.desk.project, copy).unwrap();
    table.desk.apply(step);
    let own = table.gold_of(leaks[0]);
    let step = untie_claim(&table.desk.project, own).unwrap();
    table.desk.apply(step);
    let third = tie(&mut table, &[copy, own]);
    table.settle(&[(&leaks, &leaks[..1])]);
    assert_eq!(gold(&table), [Some(third); 2]);
    table.settle(&[(&leaks, &[])]);
    assert_eq!(table.desk.project.proposition(&third).unwrap().members.len(), 1);
}

#[test]
fn what_two_copies_settled_apart_is_settled_as_one() {
    let mut table = Table::new();
    let both = table.both("claim", "The dam holds");
    table.settle(&[(&both, &both[..1])]);
    // The other copy's annotation, as merging leaves it: derived from the same.
    let copy = table.row(table.gold_of(both[0])).clone();
    let add = |table: &mut Table| {
        let mut builder = Builder::new(&table.desk.project);
        builder.put(AnnotationId(table.desk.stamp.fresh()), Some(copy.clone()));
        let transaction = builder.finish();
        table.desk.project.apply(&transaction).unwrap();
    };
    add(&mut table);
    assert_eq!(table.gold().len(), 2);
    table.settle(&[(&both, &both[..1])]);
    assert_eq!(table.gold(), ["claim The dam holds 2"]);
    add(&mut table);
    table.settle(&[(&both, &[])]);
    assert_eq!(table.gold(), [""; 0]);
}

#[test]
fn a_new_text_keeps_what_was_settled_and_it_can_be_settled_otherwise() {
    let mut table = Table::new();
    let holds = table.both("claim", "The dam holds");
    let leaks = [table.mark(0, "claim", "the dam leaks"), table.mark(1, "claim", "the dam leaks badly")];
    let denied = table.both("denial", "The mayor denied it");
    let ministry = table.both("source", "the ministry");
    table.settle(&[(&holds, &holds[1..])]);
    table.settle(&[(&leaks, &leaks)]);
    table.settle(&[(&denied, &[])]);
    table.settle(&[(&ministry, &ministry[..1])]);
    let last = table.desk.project.latest(table.article).unwrap().0;
    let all: Vec<AnnotationId> = table.desk.project.in_order(last).collect();
    let kept: Vec<AnnotationId> = all.into_iter().filter(|id| table.row(*id).label.as_str() != "source").collect();
    table.desk.revise(table.article, &format!("Update. {}", TEXT.replace("the ministry", "a minister")), &kept, false);
    let last = table.desk.project.latest(table.article).unwrap().0;
    let new = |table: &Table, old: &[AnnotationId]| -> Vec<AnnotationId> {
        let project = &table.desk.project;
        let all: Vec<AnnotationId> = project.in_order(last).chain(project.detached(last)).collect();
        let from =
            |old: &AnnotationId| *all.iter().find(|id| table.row(**id).derived_from.first() == Some(old)).unwrap();
        old.iter().map(from).collect()
    };
    let settled = |table: &Table, old: &[AnnotationId]| {
        let (project, members) = (&table.desk.project, new(table, old));
        let decision = project.decision(&(*members.iter().min().unwrap(), table.gold));
        decision.map(|decision| decision.state == project.state_of(members))
    };
    for place in [&holds, &leaks, &denied] {
        assert_eq!(settled(&table, place), Some(true));
    }
    assert_eq!(settled(&table, &ministry), Some(false), "its words are gone");
    // What was carried over gives way to what is settled now.
    let members = new(&table, &holds);
    let copy = table.gold_of(members[0]);
    assert_eq!(table.desk.project.taken_from(table.row(copy)), Some(members[1]));
    table.settle(&[(&members, &[])]);
    assert!(table.desk.project.annotation(&copy).is_none());
    let members = new(&table, &leaks);
    table.settle(&[(&members, &members[..1])]);
    let gold: Vec<String> = table.gold().iter().map(|told| told[..told.len() - 2].to_owned()).collect();
    assert_eq!(gold, ["claim the dam leaks"]);
}

#[test]
fn of_two_decisions_about_one_place_the_later_comes_along_to_a_new_text() {
    let mut table = Table::new();
    let holds = table.both("claim", "The dam holds");
    table.settle(&[(&holds, &[])]);
    // A copy that was merged settled the same by its other annotation.
    let project = &table.desk.project;
    let (first, _) = project.decisions().next().unwrap();
    let other = *holds.iter().find(|id| **id != first.0).unwrap();
    let later = Decision { state: project.state_of(holds.iter().copied()), time: Time(i64::from(u32::MAX)) };
    let mut builder = Builder::new(project);
    builder.put((other, table.gold), Some(later.clone()));
    let step = step("Merge", builder).unwrap();
    table.desk.apply(step);
    table.desk.revise(table.article, &format!("Update. {TEXT}"), &holds, false);
    let project = &table.desk.project;
    let (last, _) = project.latest(table.article).unwrap();
    let new = project.decisions().filter(|(key, _)| project.annotation(&key.0).unwrap().revision == last);
    assert_eq!(new.map(|(_, row)| row.time).collect::<Vec<_>>(), [later.time]);
}

#[test]
fn relations_come_along_once_both_ends_are_settled() {
    let mut table = Table::new();
    let [claims, denials] =
        [("claim", "The dam holds"), ("denial", "The mayor denied it")].map(|(label, words)| table.both(label, words));
    let [full, partial] = [0, 1].map(|set| table.relate(set, "denies", denials[set], claims[set]));
    scope(&mut table, full, "full");
    scope(&mut table, partial, "partial");
    let source = table.mark(1, "source", "the ministry");
    table.relate(1, "attributed-to", claims[1], source);

    table.settle(&[(&denials, &denials[..1])]);
    assert_eq!(table.ties(), [""; 0], "one end is open");
    table.settle(&[(&claims, &claims[..1])]);
    assert_eq!(table.ties(), ["The mayor denied it > The dam holds full"]);
    // Whose claim was taken has no source there, so that the other one's relation comes along.
    table.settle(&[(&[source], &[source])]);
    assert_eq!(table.ties(), ["The dam holds > the ministry", "The mayor denied it > The dam holds full"]);
    // Another version brings its own values, in the same relation.
    table.settle(&[(&denials, &denials[1..])]);
    assert_eq!(table.ties()[1], "The mayor denied it > The dam holds partial");
    assert_eq!(table.desk.project.relations().filter(|(_, row)| row.set == table.gold).count(), 2);
    // What goes takes its relations along, and says so.
    let name = table.settle(&[(&claims, &[])]);
    assert!(name.contains("2 relations"), "{name}");
    assert_eq!(table.ties(), [""; 0]);
}

#[test]
fn another_version_brings_its_own_relations_and_leaves_the_adjudicators() {
    let mut table = Table::new();
    let [claims, denials, others] =
        [("claim", "The dam holds"), ("denial", "The mayor denied it"), ("claim", "the dam leaks")]
            .map(|(label, words)| table.both(label, words));
    table.relate(0, "denies", denials[0], claims[0]);
    table.relate(1, "denies", denials[1], others[1]);
    table.settle(&[(&claims, &claims[..1]), (&denials, &denials[..1]), (&others, &others[..1])]);
    assert_eq!(table.ties(), ["The mayor denied it > The dam holds"]);
    let (denial, sources) = (table.gold_of(denials[0]), table.both("source", "the ministry"));
    table.settle(&[(&sources, &sources[..1])]);
    table.relate(2, "attributed-to", denial, table.gold_of(sources[0]));
    table.settle(&[(&denials, &denials[1..])]);
    assert_eq!(table.ties(), ["The mayor denied it > the dam leaks", "The mayor denied it > the ministry"]);
}

#[test]
fn a_decision_is_about_what_was_there_and_goes_with_its_first_annotation() {
    let mut table = Table::new();
    let both = table.both("claim", "The dam holds");
    table.settle(&[(&both, &both[..1])]);
    let key = (*both.iter().min().unwrap(), table.gold);
    let project = &table.desk.project;
    let state = project.decision(&key).unwrap().state;
    assert_eq!(state, project.state_of(both));
    // Files hold it.
    let fixed = "33412fead18c12cda515569577da9e43";
    assert_eq!(&state.to_string()[..32], fixed);
    let after = |step: Step| {
        let mut project = project.clone();
        project.apply(&step.transaction).unwrap();
        project.state_of(both)
    };
    let [first, second] = both;
    assert_eq!(after(set_note(project, Subject::Annotation(first), "hm").unwrap()), state);
    assert_eq!(after(set_unsure(project, &[second], true).unwrap()), state);
    assert_ne!(after(relabel(project, &[second], &LabelKey::slug("denial")).unwrap()), state);
    let value = Some(Value::Flag(true));
    let valued = set_attribute(project, Subject::Annotation(first), &AttributeKey::slug("checkable"), value).unwrap();
    assert_ne!(after(valued), state);
    assert_ne!(after(delete_annotations(project, &[second]).unwrap()), state);
    let removed = remove_article(project, table.article).unwrap();
    assert!(removed.name.ends_with("how 1 place was settled"), "{}", removed.name);
    let last = *both.iter().max().unwrap();
    assert!(!delete_annotations(project, &[last]).unwrap().name.contains("settled"));
    let step = delete_annotations(project, &[key.0]).unwrap();
    assert_eq!(step.name, "Delete claim “The dam holds”, with how 1 place was settled");
    table.desk.apply(step);
    assert_eq!(table.desk.project.decisions().count(), 0);
    // In a set that is an annotator's own nothing is settled.
    let place = Deciding { members: vec![second], taken: vec![second] };
    assert!(decide(&table.desk.project, table.sets[0], &[place], &mut table.desk.stamp).is_err());
}
