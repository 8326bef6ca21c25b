//! Makes the transaction that leads from one project to another.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::ordmap::DiffItem;

use super::edit::{Change, Edit, Row, Transaction};
use super::id::AnnotationId;
use super::{Entity, Project, Proposition};

impl Transaction {
    /// Returns the transaction that makes `after` out of `before`: every row that differs, once, but those that hand
    /// over a member to another row twice.
    ///
    /// The edits are in an order in which they can be made: texts come before the annotations on them and go behind
    /// them, and a claim leaves one proposition before another takes it. A text that has the id of another one is a
    /// change that [`Project::apply`] refuses.
    ///
    /// Linear in the rows; parts of tables that both projects share are passed over.
    pub fn between(before: &Project, after: &Project) -> Transaction {
        let mut edits = Vec::new();
        changes(before, after, &mut |change| edits.push(Edit::Info(change)));
        changes(before, after, &mut |change| edits.push(Edit::Label(change)));
        changes(before, after, &mut |change| edits.push(Edit::Attribute(change)));
        changes(before, after, &mut |change| edits.push(Edit::Kind(change)));
        changes(before, after, &mut |change| edits.push(Edit::Article(change)));
        changes(before, after, &mut |change| edits.push(Edit::Annotator(change)));
        changes(before, after, &mut |change| edits.push(Edit::Set(change)));
        changes(before, after, &mut |change| edits.push(Edit::Done(change)));
        changes(before, after, &mut |change| edits.push(Edit::Absence(change)));
        changes(before, after, &mut |change| edits.push(Edit::Dismissal(change)));
        changes(before, after, &mut |change| edits.push(Edit::Decision(change)));
        changes(before, after, &mut |change| edits.push(Edit::Exercise(change)));
        changes(before, after, &mut |change| edits.push(Edit::Conflict(change)));
        let mut going = Vec::new();
        changes(before, after, &mut |change| {
            let list = if change.after.is_some() { &mut edits } else { &mut going };
            list.push(Edit::Revision(change));
        });
        changes(before, after, &mut |change| edits.push(Edit::Relation(change)));
        let mut joining = Vec::new();
        changes(before, after, &mut |change: Change<_, Proposition>| {
            let few = |row: &Proposition, members| Proposition { members, ..row.clone() };
            hand_over(change, |row| &row.members, few, &mut edits, &mut joining);
        });
        changes(before, after, &mut |change: Change<_, Entity>| {
            let few = |row: &Entity, members| Entity { members, ..row.clone() };
            hand_over(change, |row| &row.members, few, &mut edits, &mut joining);
        });
        changes(before, after, &mut |change| edits.push(Edit::Annotation(change)));
        edits.extend(joining);
        edits.extend(going);
        Transaction { edits }
    }
}

fn changes<T: Row>(before: &Project, after: &Project, each: &mut impl FnMut(Change<T::Key, T>)) {
    for item in T::table(before).diff(T::table(after)) {
        each(match item {
            DiffItem::Add(key, row) => Change { key: key.clone(), before: None, after: Some(row.clone()) },
            DiffItem::Remove(key, row) => Change { key: key.clone(), before: Some(row.clone()), after: None },
            DiffItem::Update { old: (key, old), new: (_, new) } => {
                Change { key: key.clone(), before: Some(old.clone()), after: Some(new.clone()) }
            }
        });
    }
}

/// Parts a change of a row with members in two where it loses some: first they leave, later others join.
fn hand_over<T: Row>(
    change: Change<T::Key, T>,
    members: impl Fn(&T) -> &BTreeSet<AnnotationId>,
    with: impl Fn(&T, BTreeSet<AnnotationId>) -> T,
    leaving: &mut Vec<Edit>,
    joining: &mut Vec<Edit>,
) {
    match (&change.before, &change.after) {
        (Some(_), None) => leaving.push(T::edit(change)),
        (Some(old), Some(new)) if !members(old).is_subset(members(new)) => {
            let both = members(old).intersection(members(new)).copied().collect();
            let between = Some(Arc::new(with(old, both)));
            leaving.push(T::edit(Change {
                key: change.key.clone(),
                before: change.before.clone(),
                after: between.clone(),
            }));
            joining.push(T::edit(Change { before: between, ..change }));
        }
        _ => joining.push(T::edit(change)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::actions::{self, Subject};
    use super::super::scheme::{Scheme, Value};
    use super::super::{
        AttributeKey, Block, Details, Fragments, KindKey, LabelKey, RevisionId, SetId, Stamp, Step, Text,
    };
    use super::*;

    const WORDS: [&str; 4] = ["The dam holds", "the mayor said", "It leaks", "two neighbours said"];

    fn text_of(number: usize) -> String {
        format!("Article {number}\n{}, {}. {}, {}.\n", WORDS[0], WORDS[1], WORDS[2], WORDS[3])
    }

    /// Does one of many things to a project; what can't be done is left.
    fn one(project: &Project, what: u8, which: usize, stamp: &mut Stamp) -> Option<Step> {
        let set: SetId = *project.sets().first()?.0;
        let marks: Vec<AnnotationId> = project.annotations().map(|(id, _)| *id).collect();
        let mark = |at: usize| marks.get(at.checked_rem(marks.len())?).copied();
        let articles = project.articles();
        let article = || articles.get(which.checked_rem(articles.len())?).map(|(id, _)| **id);
        match what % 16 {
            0 => {
                let text = Text::new(text_of(which));
                let blocks = Block::guess(&text);
                let details = Details { title: format!("Article {which}"), ..Details::default() };
                actions::add_article(project, details, text, blocks, "here", stamp).ok().map(|(step, _)| step)
            }
            1..=5 => {
                let (revision, row): (RevisionId, _) = project.latest(article()?)?;
                let words = WORDS[which % WORDS.len()];
                let start = row.text.as_str().find(words)?;
                let span = row.text.span(start, start + words.len()).ok()?;
                let label = LabelKey::slug(["claim", "denial", "source", "actor"][(which / 4) % 4]);
                actions::annotate(project, set, revision, &label, Fragments::one(span), stamp)
                    .ok()
                    .map(|(step, _)| step)
            }
            6 => actions::remove_article(project, article()?).ok(),
            7 => actions::delete_annotations(project, &[mark(which)?]).ok(),
            8 => actions::tie_claims(project, &[mark(which)?, mark(which + 1)?], stamp).ok().map(|(step, _)| step),
            9 => actions::tie_entities(project, &[mark(which)?, mark(which + 1)?], stamp).ok().map(|(step, _)| step),
            10 => actions::untie_claim(project, mark(which)?).ok(),
            11 => actions::relate(project, set, &KindKey::slug("denies"), mark(which)?, mark(which / 3)?, stamp)
                .ok()
                .map(|(step, _)| step),
            12 => actions::set_note(project, Subject::Annotation(mark(which)?), "odd").ok(),
            13 => {
                let key = AttributeKey::slug("checkable");
                let value = Some(Value::Flag(which.is_multiple_of(2)));
                actions::set_attribute(project, Subject::Annotation(mark(which)?), &key, value).ok()
            }
            14 => actions::move_article(project, article()?, which.is_multiple_of(2)).ok(),
            _ => actions::mark_done(project, set, article()?, true, stamp).ok(),
        }
    }

    /// Does many things to a project, one after the other.
    fn after(project: &Project, deeds: &[(u8, usize)], stamp: &mut Stamp) -> Project {
        let mut project = project.clone();
        for (what, which) in deeds {
            if let Some(step) = one(&project, *what, *which, stamp) {
                project.apply(&step.transaction).unwrap();
            }
        }
        project
    }

    fn deeds() -> impl Strategy<Value = Vec<(u8, usize)>> {
        proptest::collection::vec((any::<u8>(), 0..64_usize), 0..40)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn leads_from_any_project_to_any_other_and_back(first in deeds(), one in deeds(), other in deeds()) {
            let mut stamp = Stamp::of_number(3);
            let begun = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
            let common = after(&begun, &first, &mut stamp);
            let (here, there) = (after(&common, &one, &mut stamp), after(&common, &other, &mut stamp));
            let transaction = Transaction::between(&here, &there);
            let mut project = here.clone();
            project.apply(&transaction).unwrap();
            prop_assert!(project == there && project.index_is_right());
            project.apply(&transaction.inverse()).unwrap();
            prop_assert!(project == here && project.index_is_right());
            prop_assert_eq!(Transaction::between(&here, &here.clone()), Transaction::default());
            prop_assert_eq!(transaction.edits.is_empty(), here == there);
        }
    }

    #[test]
    fn claims_change_places_between_propositions() {
        let mut stamp = Stamp::of_number(1);
        let begun = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let marked = after(&begun, &[(0, 0), (1, 0), (1, 1), (1, 2), (1, 3)], &mut stamp);
        let ids: Vec<AnnotationId> = marked.annotations().map(|(id, _)| *id).collect();
        let tie = |project: &Project, pairs: [(usize, usize); 2], stamp: &mut Stamp| {
            let mut project = project.clone();
            for (a, b) in pairs {
                let (step, _) = actions::tie_claims(&project, &[ids[a], ids[b]], stamp).unwrap();
                project.apply(&step.transaction).unwrap();
            }
            project
        };
        let here = tie(&marked, [(0, 1), (2, 3)], &mut Stamp::of_number(9));
        // The same two propositions, with other claims in them.
        let there = tie(&marked, [(0, 2), (1, 3)], &mut Stamp::of_number(9));
        assert!(here.propositions().map(|(id, _)| *id).eq(there.propositions().map(|(id, _)| *id)));
        let mut project = here.clone();
        project.apply(&Transaction::between(&here, &there)).unwrap();
        assert!(project == there && project.index_is_right());
    }
}
