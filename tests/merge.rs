//! Holds merging to its promises on random projects that two people changed in random ways.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot get ready is a failed one")]

mod common;
#[path = "merge/rules.rs"]
mod rules;

use std::collections::BTreeSet;

use common::recoded::recoding;
use common::{Deed, begin, commit, deeds};
use gainsay::compare::merge::merge;
use gainsay::model::conflict::Fields;
use gainsay::model::scheme::AttributeType;
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

/// Changes the scheme in ways that numbers draw: parts come, go, get other names and places, or become one.
fn recode(project: &mut Project, changes: &[[u16; 4]]) {
    for picks in changes {
        let Some(recoding) = recoding(project, *picks) else { continue };
        if let Ok(made) = actions::recode(project, &recoding) {
            project.apply(&made.step.transaction).unwrap();
        }
    }
}

/// What two people made of a project who changed its scheme, too: before they went on, so that they use what is new.
fn recoded_apart() -> impl Strategy<Value = Apart> {
    let changes = || prop::collection::vec(any::<[u16; 4]>(), 0..4);
    (deeds(30), changes(), deeds(12), changes(), deeds(12)).prop_map(|(common, ours, one, theirs, other)| {
        let base = after(&begin(&mut Stamp::of_number(7)), &common, 8);
        let of = |changes: &[[u16; 4]], deeds: &[Deed], number| {
            let mut project = base.clone();
            recode(&mut project, changes);
            after(&project, deeds, number)
        };
        Apart { one: of(&ours, &one, 9), other: of(&theirs, &other, 10), base: base.clone() }
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
        RowName::Exercise(id) => {
            project.exercise(id).is_some_and(|row| disputed(project, &RowName::Revision(row.revision), field))
        }
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

/// Lists what a list holds, by the keys: the labels that a kind may join, what an attribute is of, its choices.
fn members(held: &Option<Held>) -> Option<Vec<String>> {
    match held {
        Some(Held::Labels(all)) => Some(all.iter().map(|key| format!("{key:?}")).collect()),
        Some(Held::Owners(all)) => Some(all.iter().map(|owner| format!("{owner:?}")).collect()),
        Some(Held::Takes(AttributeType::Choice(all))) => Some(all.iter().map(|one| format!("{:?}", one.key)).collect()),
        _ => None,
    }
}

/// Tells whether both copies have a relation of the same kind between the same two in one set, each its own.
fn folds(apart: &Apart, name: &RowName) -> bool {
    let RowName::Relation(id) = name else { return false };
    let copies = [&apart.one, &apart.other];
    let Some(made) = copies.iter().find_map(|copy| copy.relation(id)) else { return false };
    let same = |row: &Relation| (row.set, row.from, row.to) == (made.set, made.from, made.to) && row.kind == made.kind;
    copies.iter().any(|copy| copy.relations().any(|(other, row)| other != id && same(row)))
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
            // What one copy made is there as that copy made it, unless it became one with what the other made.
            if let (Some(is), None, Some(made), None, false) = (is, was, x.or(y), x.and(y), folds(apart, &name)) {
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
            // Lists are merged one by one, and get what is in use.
            if let [was, Some(x), Some(y), Some(is)] = [&was, &x, &y, &is].map(members) {
                let was = was.unwrap_or_default();
                prop_assert!(
                    was.iter().all(|one| !x.contains(one) || !y.contains(one) || is.contains(one)),
                    "{name:?}"
                );
                prop_assert!(is.iter().all(|one| x.contains(one) || y.contains(one)), "{name:?} {field:?}");
                continue;
            }
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

/// Checks what was settled in adjudicated sets.
fn settled(apart: &Apart, project: &Project) -> Result<(), TestCaseError> {
    let Apart { base, one, other } = apart;
    let keys: BTreeSet<_> = [base, one, other].iter().flat_map(|side| side.decisions()).map(|(key, _)| *key).collect();
    let as_what = |side: &Project, (from, set): &(AnnotationId, SetId)| -> BTreeSet<AnnotationId> {
        let made = side.annotations().filter(|(_, row)| row.set == *set && row.derived_from.contains(from));
        made.map(|(id, _)| *id).collect()
    };
    for key in &keys {
        let [was, x, y] = [base, one, other].map(|side| side.decision(key));
        let there = project.annotation(&key.0).is_some() && project.set(&key.1).is_some();
        let expected = match (x, y) {
            _ if !there => None,
            // Both settled it.
            (Some(x), Some(y)) if Some(x) != was && Some(y) != was => {
                let alike = x.state == y.state && as_what(one, key) == as_what(other, key);
                alike.then_some(if x.time <= y.time { x } else { y })
            }
            _ => three_way(&was, &x, &y).flatten(),
        };
        prop_assert_eq!(project.decision(key), expected, "{:?}", key);
    }
    Ok(())
}

/// Checks what was in conflict before: what neither settled stays, what one settled is settled unless it is in conflict
/// anew.
fn in_conflict(apart: &Apart, project: &Project) -> Result<(), TestCaseError> {
    let Apart { base, one, other } = apart;
    let keys: BTreeSet<_> = [base, one, other].iter().flat_map(|side| side.conflicts()).map(|(key, _)| key).collect();
    for key in keys {
        let [was, x, y] = [base, one, other].map(|side| side.conflict(key));
        let is = project.conflict(key);
        let held = |side: &Project| (key.row.is_in(side), key.held(side));
        match three_way(&was, &x, &y) {
            Some(None) => prop_assert!(is.is_none() || held(one) != held(other), "{key:?} is settled"),
            Some(Some(row)) if key.row.is_in(project) => {
                let versions = is.map(|is| &is.versions[..]).unwrap_or_default();
                prop_assert!(is.is_some() && row.versions.iter().all(|version| versions.contains(version)), "{key:?}");
            }
            _ => {}
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
        kept::<Attribute>(&apart, &project)?;
        kept::<Kind>(&apart, &project)?;
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
        kept::<Exercise>(&apart, &project)?;
        settled(&apart, &project)?;
        in_conflict(&apart, &project)?;
    }

    #[test]
    fn schemes_that_were_changed_apart_become_one(apart in recoded_apart()) {
        let Apart { base, one, other } = &apart;
        for known in [Some(base), None] {
            let project = merged(known, one, other);
            prop_assert!(project.index_is_right());
            let file = store::write(&project);
            prop_assert_eq!(&file, &store::write(&merged(known, other, one)));
            let loaded = store::read(file.as_bytes()).unwrap();
            prop_assert_eq!(loaded.warnings, vec![]);
            prop_assert!(loaded.project == project);
        }
        let project = merged(Some(base), one, other);
        kept::<Attribute>(&apart, &project)?;
        kept::<Kind>(&apart, &project)?;
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
