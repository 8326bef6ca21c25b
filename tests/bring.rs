//! Holds bringing in other people's sets to its promises, on random projects.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot get ready is a failed one")]

mod common;

use std::collections::BTreeMap;

use common::{Deed, begin, commit, deeds};
use gainsay::compare::agreement::Source;
use gainsay::compare::bring::{Choices, Plan, Survey, There, What};
use gainsay::model::*;
use gainsay::store;
use proptest::prelude::*;

fn after(project: &Project, deeds: &[Deed], number: u64) -> Project {
    let (mut project, mut stamp) = (project.clone(), Stamp::of_number(number));
    for deed in deeds {
        commit(&mut project, deed, &mut stamp);
    }
    project
}

/// What is here, and others' projects: copies of it that were worked on apart, or projects of their own with articles
/// of the same few texts.
fn projects() -> impl Strategy<Value = (Project, Vec<Source>)> {
    let others = prop::collection::vec((any::<bool>(), deeds(40)), 1..=2);
    (deeds(30), deeds(12), others).prop_map(|(common, ours, others)| {
        let base = after(&begin(&mut Stamp::of_number(7)), &common, 8);
        let made = |(number, (copy, theirs)): (u64, (bool, Vec<Deed>))| {
            let from = if copy { base.clone() } else { begin(&mut Stamp::of_number(20 + number)) };
            Source { name: format!("{number}.ron"), project: after(&from, &theirs, 30 + number) }
        };
        (after(&base, &ours, 9), (0..).zip(others).map(made).collect())
    })
}

/// What an annotation says, wherever it is.
fn said(project: &Project, row: &Annotation) -> String {
    let place = row.fragments().map(|fragments| fragments.spans().to_vec());
    let text = project.revision(&row.revision).map(|row| row.text.hash());
    format!("{} {place:?} {} {text:?} {:?} {} {}", row.label, project.quote(row), row.note, row.unsure, row.time)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_fits_comes_the_rest_is_counted_and_undo_gives_an_equal_project(
        (here, others) in projects(),
        all in any::<bool>(),
        accept in any::<bool>(),
    ) {
        let survey = Survey::of(&here, &others, &|| false, &mut |_| {}).unwrap();
        let mut choices = Choices::default();
        if all {
            choices.sets.extend(survey.sets.iter().map(|coming| ((coming.source, coming.set), true)));
        }
        if accept {
            choices.texts.extend(survey.near.iter().map(|near| (near.source, near.text)));
        }
        let plan = Plan::of(&here, &others, &survey, &choices, Stamp::of_number(99), &|| false).unwrap();
        let mut with = here.clone();
        with.apply(&plan.transaction).unwrap();
        prop_assert!(with.index_is_right());
        // What comes of it can be written and read, and holds together to the letter.
        let read = store::read(store::write(&with).as_bytes()).unwrap();
        prop_assert!(read.project == with && read.warnings.is_empty(), "{:?}", read.warnings);
        let mut back = with.clone();
        back.apply(&plan.transaction.inverse()).unwrap();
        prop_assert!(back == here);

        let left = |what: &[What]| plan.left.iter().filter(|left| what.contains(&left.what)).map(|left| left.count).sum::<usize>();
        let comes = survey.taken(&choices);
        let taken: Vec<_> = survey.sets.iter().filter(|coming| comes.takes(coming)).collect();
        let of = |source: usize, set: &SetId| taken.iter().any(|coming| coming.source == source && coming.set == *set);
        prop_assert_eq!(plan.sets.len(), taken.len());
        let marks = taken.iter().map(|coming| coming.marks).sum::<usize>();
        prop_assert_eq!(plan.annotations + left(&[What::Article, What::Text, What::Carried, What::Label]), marks);
        prop_assert_eq!(plan.annotations, with.annotation_count() - here.annotation_count());
        // What counts as done without marks where it was has them here.
        prop_assert!(plan.done + left(&[What::Done]) >= taken.iter().map(|coming| coming.done).sum::<usize>());
        prop_assert_eq!(plan.done, plan.sets.iter().map(|(set, _)| with.count_done(*set)).sum::<usize>());
        let of_sets = |(source, other): (usize, &Source)| {
            other.project.relations().filter(|(_, row)| of(source, &row.set)).count()
        };
        let relations = others.iter().enumerate().map(of_sets).sum::<usize>();
        prop_assert_eq!(plan.relations + left(&[What::Kind, What::Joins, What::End]), relations);
        prop_assert_eq!(plan.relations, with.relation_count() - here.relation_count());
        let one_scheme = others.iter().all(|other| other.project.scheme() == here.scheme());
        if one_scheme {
            prop_assert_eq!(left(&[What::Label, What::Value, What::Kind, What::Joins]), 0);
        }

        // Each set says on equal texts what it said there, no more and no less.
        for (coming, (set, name)) in taken.iter().zip(&plan.sets) {
            let other = &others[coming.source].project;
            prop_assert_eq!(&with.set_name(*set), name);
            let rows = |project: &Project, set: &SetId| {
                let mut counts: BTreeMap<String, usize> = BTreeMap::new();
                let own = project.annotations().filter(|(_, row)| row.set == *set);
                own.for_each(|(_, row)| *counts.entry(said(project, row)).or_default() += 1);
                counts
            };
            let (there, came) = (rows(other, &coming.set), rows(&with, set));
            if !accept {
                prop_assert!(came.iter().all(|(said, count)| there.get(said).is_some_and(|there| there >= count)));
            }
            // All that stands on a text which both projects have from a common copy.
            let on = |project: &Project, text: &RevisionId, set: &SetId| {
                project.annotations().filter(|(_, row)| row.set == *set && row.revision == *text).count()
            };
            for (text, row) in here.revisions().filter(|(text, _)| other.revision(text).is_some()) {
                let there = on(other, text, &coming.set);
                // A nearly equal text may add to it; what has a label that is not here is counted and does not come.
                let came = on(&with, text, set);
                prop_assert!(came == there || (accept && came > there) || (!one_scheme && came < there), "{came} of {there} in {}", row.number);
            }
            prop_assert!(coming.there != There::Same);
        }
    }
}
