//! Holds merging to its promises on random projects that two people changed in random ways.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot get ready is a failed one")]

mod common;
#[path = "merge/rules.rs"]
mod rules;

use std::collections::BTreeSet;

use common::{Deed, begin, commit, deeds};
use gainsay::compare::merge::merge;
use gainsay::model::conflict::Fields;
use gainsay::model::*;
use gainsay::store;
use proptest::prelude::*;

/// What two people made of a project.
#[derive(Debug)]
struct Apart {
    base: Project,
    one: Project,
    other: Project,
}

fn after(project: &Project, deeds: &[Deed], number: u64) -> Project {
    let (mut project, mut stamp) = (project.clone(), Stamp::of_number(number));
    for deed in deeds {
        commit(&mut project, deed, &mut stamp);
    }
    project
}

fn apart() -> impl Strategy<Value = Apart> {
    (deeds(40), deeds(14), deeds(14)).prop_map(|(common, ours, theirs)| {
        let base = after(&begin(&mut Stamp::of_number(7)), &common, 8);
        Apart { one: after(&base, &ours, 9), other: after(&base, &theirs, 10), base }
    })
}

fn merged(base: Option<&Project>, one: &Project, other: &Project) -> Project {
    merge(base, one, other).unwrap_or_else(|error| panic!("{error}")).project
}

/// Tells whether something of a row is in conflict, or of a row that it is a part of or that it ties.
fn disputed(project: &Project, row: &RowName, field: &Field) -> bool {
    let about = |row: &RowName, field: &Field| {
        let either = [Field::Row, field.clone()];
        either.into_iter().any(|field| project.conflict(&ConflictKey { row: row.clone(), field }).is_some())
    };
    let annotation = |id: &AnnotationId| about(&RowName::Annotation(*id), field);
    if about(row, field) {
        return true;
    }
    match row {
        RowName::Annotation(id) => project.annotation(id).is_some_and(|row| {
            let Some(text) = project.revision(&row.revision) else { return false };
            disputed(project, &RowName::Revision(row.revision), field)
                || disputed(project, &RowName::Article(text.article), field)
        }),
        RowName::Relation(id) => project.relation(id).is_some_and(|row| {
            [row.from, row.to].iter().any(|end| annotation(end) || disputed(project, &RowName::Annotation(*end), field))
        }),
        RowName::Revision(id) => project.revision(id).is_some_and(|row| about(&RowName::Article(row.article), field)),
        RowName::Done((_, article)) => about(&RowName::Article(*article), field),
        RowName::Absence((proposition, article, _)) => {
            about(&RowName::Article(*article), field) || about(&RowName::Proposition(*proposition), field)
        }
        // One that nobody is in goes; that of a claim in conflict may stay.
        RowName::Proposition(id) => project.proposition(id).is_some_and(|row| {
            row.members.iter().any(|id| disputed(project, &RowName::Annotation(*id), &Field::Proposition))
        }),
        RowName::Entity(id) => project.entity(id).is_some_and(|row| {
            row.members.iter().any(|id| disputed(project, &RowName::Annotation(*id), &Field::Entity))
        }),
        _ => false,
    }
}

/// Returns what a merge of three values must be; `None` where it is a conflict.
fn three_way<T: PartialEq + Clone>(base: &T, one: &T, other: &T) -> Option<T> {
    if one == other || other == base {
        Some(one.clone())
    } else if one == base {
        Some(other.clone())
    } else {
        None
    }
}

/// Checks a table row by row and field by field.
fn kept<T: Fields>(apart: &Apart, project: &Project) -> Result<(), TestCaseError>
where
    T::Key: std::fmt::Debug,
{
    let Apart { base, one, other } = apart;
    let keys: BTreeSet<&T::Key> = [base, one, other].iter().flat_map(|side| T::table(side).keys()).collect();
    for key in keys {
        let name = T::row_name(key);
        let [was, x, y] = [base, one, other].map(|side| T::table(side).get(key));
        let there = three_way(&was.is_some(), &x.is_some(), &y.is_some());
        let is = T::table(project).get(key);
        let folded = matches!(name, RowName::Relation(_)) && was.is_none();
        if !disputed(project, &name, &Field::Row) && !folded {
            prop_assert_eq!(Some(is.is_some()), there, "{:?}", name);
        }
        let (Some(_), Some(x), Some(y), Some(was)) = (is, x, y, was) else {
            // What one copy made is there as that copy made it.
            if let (Some(is), None, Some(made), None) = (is, was, x.or(y), x.and(y)) {
                for field in T::FIELDS.iter().filter(|field| !disputed(project, &name, field)) {
                    prop_assert_eq!(is.get(field), made.get(field), "{:?} {:?}", name, field);
                }
            }
            continue;
        };
        let values = [was, x, y].into_iter().filter_map(|row| row.values()).flat_map(|values| values.keys());
        let values: BTreeSet<Field> = values.cloned().map(Field::Value).collect();
        let ties = [Field::Proposition, Field::Entity];
        for field in T::FIELDS.iter().chain(&values).chain(&ties) {
            if disputed(project, &name, field) {
                continue;
            }
            let [was, x, y, is] = [base, one, other, project].map(|side| name.held(side, field));
            // What one copy emptied and the other one filled stays, with all that were in it.
            let emptied = match was {
                Some(Held::Proposition(id)) => disputed(project, &RowName::Proposition(id), &Field::Row),
                Some(Held::Entity(id)) => disputed(project, &RowName::Entity(id), &Field::Row),
                _ => false,
            };
            if emptied {
                continue;
            }
            prop_assert_eq!(Some(is), three_way(&was, &x, &y), "{:?} {:?}", name, field);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn it_is_the_same_whichever_copy_comes_first(apart in apart()) {
        let Apart { base, one, other } = &apart;
        for base in [Some(base), None] {
            let forth = store::write(&merged(base, one, other));
            prop_assert_eq!(&forth, &store::write(&merged(base, other, one)));
        }
    }

    #[test]
    fn an_unchanged_copy_gives_the_other(apart in apart()) {
        let Apart { base, one, .. } = &apart;
        for project in [merged(Some(base), base, one), merged(Some(base), one, base), merged(Some(base), one, one), merged(None, one, one)] {
            prop_assert_eq!(store::write(&project), store::write(one));
            prop_assert!(project.index_is_right());
        }
    }

    #[test]
    fn every_change_that_conflicts_with_nothing_is_in_the_result(apart in apart()) {
        let project = merged(Some(&apart.base), &apart.one, &apart.other);
        kept::<Info>(&apart, &project)?;
        kept::<Label>(&apart, &project)?;
        kept::<Article>(&apart, &project)?;
        kept::<Revision>(&apart, &project)?;
        kept::<Annotator>(&apart, &project)?;
        kept::<Set>(&apart, &project)?;
        kept::<Done>(&apart, &project)?;
        kept::<Annotation>(&apart, &project)?;
        kept::<Relation>(&apart, &project)?;
        kept::<Proposition>(&apart, &project)?;
        kept::<Entity>(&apart, &project)?;
        kept::<Absence>(&apart, &project)?;
        kept::<Dismissal>(&apart, &project)?;
    }

    #[test]
    fn what_comes_out_is_read_without_a_warning_and_written_to_the_same_bytes(apart in apart()) {
        let Apart { base, one, other } = &apart;
        for base in [Some(base), None] {
            let project = merged(base, one, other);
            prop_assert!(project.index_is_right());
            let file = store::write(&project);
            let loaded = store::read(file.as_bytes()).unwrap();
            prop_assert!(loaded.intact);
            prop_assert_eq!(loaded.warnings, vec![]);
            prop_assert!(loaded.project == project);
            prop_assert_eq!(store::write(&loaded.project), file);
            let step = Transaction::between(one, &project);
            let mut here = one.clone();
            here.apply(&step).unwrap();
            prop_assert!(here == project);
            let record = store::encode(one, &step);
            prop_assert_eq!(store::decode(one, &record).unwrap(), step);
        }
    }
}
