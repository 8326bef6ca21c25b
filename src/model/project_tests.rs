//! Tests what a project finds through its index.

use proptest::prelude::*;

use super::*;
use crate::model::edit::Builder;
use crate::model::text::Block;
use crate::model::{Details, Fragments, Text, Transaction, actions};

const BODY: &str = "The port\nis open.\n\nNobody said so, wrote the paper.\nNot\nthe minister, not the mayor, and not the port itself.";

/// Makes a project with annotations, by turns a claim, a denial and a source; each of some stretches: where it begins
/// and how long it is, in bytes.
fn project(marks: &[Vec<(usize, usize)>]) -> (Project, RevisionId) {
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
    let text = Text::new(BODY);
    let blocks = Block::guess(&text);
    let added = actions::add_article(&project, Details::default(), text.clone(), blocks, "test", &mut stamp);
    let (step, article) = added.unwrap();
    project.apply(&step.transaction).unwrap();
    let (set, revision) = (*project.sets()[0].0, project.latest(article).unwrap().0);
    let mut builder = Builder::new(&project);
    for (at, stretches) in marks.iter().enumerate() {
        let label = LabelKey::slug(["claim", "denial", "source"][at % 3]);
        let span = |(start, length): &(usize, usize)| text.span(*start, (start + length).min(BODY.len())).unwrap();
        let mut spans = stretches.iter().map(span);
        let first = Fragments::one(spans.next().unwrap());
        let fragments = spans.fold(first, |all, span| all.with(span));
        let row = Annotation::new(set, revision, label, fragments, stamp.time);
        builder.put(AnnotationId(stamp.fresh()), Some(row));
    }
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    (project, revision)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn finds_all_that_touches_a_range_whatever_lines_it_is_on(
        marks in prop::collection::vec(prop::collection::vec((0..BODY.len(), 1usize..60), 1..4), 0..20),
        ranges in prop::collection::vec((0..BODY.len() + 5, 0usize..40), 1..8),
    ) {
        let (project, revision) = project(&marks);
        for (start, length) in ranges {
            let end = start + length;
            let touches = |row: &Annotation| {
                let fragments = row.fragments().unwrap();
                fragments.spans().iter().any(|span| span.start() < end && start < span.end())
            };
            let expected: Vec<_> = project.annotations().filter(|(_, row)| touches(row)).map(|(id, _)| *id).collect();
            let found: Vec<_> = project.touching(revision, start..end).into_iter().map(|(id, _)| id).collect();
            prop_assert_eq!(found, expected, "{}..{}", start, end);
        }
    }

    #[test]
    fn finds_the_relations_of_a_kind_at_either_end(
        ties in prop::collection::vec((0usize..9, 0usize..9, prop::bool::ANY), 0..60),
    ) {
        let (mut project, _) = project(&vec![vec![(0, 8)]; 9]);
        let (set, mut stamp) = (*project.sets()[0].0, Stamp::of_number(2));
        let ids: Vec<AnnotationId> = project.annotations().map(|(id, _)| *id).collect();
        let kinds = ["attributed-to", "denies"].map(KindKey::slug);
        for (from, to, denies) in ties {
            // What the scheme or an earlier one forbids is left out.
            let made = actions::relate(&project, set, &kinds[usize::from(denies)], ids[from], ids[to], &mut stamp);
            let Ok((step, _)) = made else { continue };
            project.apply(&step.transaction).unwrap();
        }
        prop_assert!(project.index_is_right());
        let where_ = |fits: &dyn Fn(&Relation) -> bool| -> BTreeSet<RelationId> {
            project.relations().filter(|(_, row)| fits(row)).map(|(id, _)| *id).collect()
        };
        for one in &ids {
            let all: Vec<_> = project.relations_of(*one).map(|(id, _)| id).collect();
            prop_assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len());
            prop_assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), where_(&|row| [row.from, row.to].contains(one)));
            for kind in &kinds {
                let from: BTreeSet<_> = project.relations_from(*one, kind).map(|(id, _)| id).collect();
                prop_assert_eq!(from, where_(&|row| row.from == *one && row.kind == *kind));
                let to: BTreeSet<_> = project.relations_to(*one, kind).map(|(id, _)| id).collect();
                prop_assert_eq!(to, where_(&|row| row.to == *one && row.kind == *kind));
                for other in &ids {
                    let related = !where_(&|row| row.from == *one && row.kind == *kind && row.to == *other).is_empty();
                    prop_assert_eq!(project.relates(set, *one, kind, *other), related);
                    prop_assert!(!project.relates(SetId(0), *one, kind, *other));
                }
            }
        }
    }
}

/// A text or a set stays as long as anything refers to it: an annotation with a place or without one, or a relation.
#[test]
fn what_is_in_use_cannot_go() {
    let (project, revision) = project(&[vec![(0, 8)]]);
    let set = *project.sets()[0].0;
    let id = *project.annotations().next().unwrap().0;
    let mut lost = Builder::new(&project);
    lost.put(id, project.annotation(&id).map(|row| Annotation { place: Place::Detached(Vec::new()), ..row.clone() }));
    let mut detached = project.clone();
    detached.apply(&lost.finish()).unwrap();
    for project in [&project, &detached] {
        let goes = |transaction: Transaction| project.clone().apply(&transaction);
        let mut text = Builder::new(project);
        text.put::<Revision>(revision, None);
        assert!(goes(text.finish()).is_err());
        let mut sets = Builder::new(project);
        sets.put::<Set>(set, None);
        assert!(goes(sets.finish()).is_err());
        let mut all = Builder::new(project);
        all.put::<Annotation>(id, None);
        all.put::<Revision>(revision, None);
        all.put::<Set>(set, None);
        assert_eq!(goes(all.finish()), Ok(()));
    }
}
