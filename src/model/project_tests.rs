//! Tests what a project finds through its index.

use proptest::prelude::*;

use super::*;
use crate::model::edit::Builder;
use crate::model::text::Block;
use crate::model::{Fragments, Text, Transaction, actions};

const BODY: &str = "The port\nis open.\n\nNobody said so, wrote the paper.\nNot\nthe minister, not the mayor, and not the port itself.";

/// Makes a project with annotations, each of some stretches: where it begins and how long it is, in bytes.
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
    for stretches in marks {
        let span = |(start, length): &(usize, usize)| text.span(*start, (start + length).min(BODY.len())).unwrap();
        let mut spans = stretches.iter().map(span);
        let first = Fragments::one(spans.next().unwrap());
        let fragments = spans.fold(first, |all, span| all.with(span));
        let row = Annotation::new(set, revision, LabelKey::slug("claim"), fragments, stamp.time);
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
