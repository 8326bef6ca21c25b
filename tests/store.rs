//! Whatever is done to a project: it comes back from its file and from its journal, undone and redone, as it was.

mod common;

use std::collections::BTreeSet;

use common::{DEEDS, Deed, begin, commit, deeds};
use gainsay::model::*;
use gainsay::store;
use proptest::prelude::*;

fn reads_back(project: &Project) -> String {
    let written = store::write(project);
    let loaded = store::read(written.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(loaded.warnings, [], "{written}");
    assert!(loaded.intact);
    assert_eq!(loaded.hash, Hash::of(written.as_bytes()));
    assert!(loaded.project == *project, "{project:?}\n{:?}\n{written}", loaded.project);
    assert!(loaded.project.index_is_right());
    assert_eq!(store::write(&loaded.project), written);
    // With a wrong checksum it is read another way, from the first row to the last, to the same project.
    let damaged =
        store::read(written.replacen("checksum: \"", "checksum: \"0", 1).as_bytes()).expect("it is still a project");
    assert!(!damaged.intact);
    assert_eq!(damaged.warnings, [], "{written}");
    assert!(damaged.project == loaded.project, "{:?}\n{:?}\n{written}", damaged.project, loaded.project);
    assert!(damaged.project.index_is_right());
    written
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_deed_is_undone_redone_saved_and_journaled(deeds in deeds(60)) {
        let mut stamp = Stamp::of_number(7);
        let first = begin(&mut stamp);
        let mut project = first.clone();
        let mut states = vec![first];
        let mut steps = Vec::new();
        for deed in &deeds {
            let before = project.clone();
            let Some(step) = commit(&mut project, deed, &mut stamp) else { continue };
            prop_assert!(project.index_is_right(), "{}", step.name);
            let record = store::encode(&before, &step.transaction);
            prop_assert_eq!(&record, &store::encode(&project, &step.transaction));
            for side in [&before, &project] {
                match store::decode(side, &record) {
                    Ok(back) => prop_assert_eq!(&back, &step.transaction),
                    Err(error) => prop_assert!(false, "{}: {}\n{}", step.name, error, String::from_utf8_lossy(&record)),
                }
            }
            let undo = step.transaction.inverse();
            let back = store::decode(&project, &store::encode(&project, &undo));
            prop_assert_eq!(back.as_ref(), Ok(&undo));
            let mut undone = project.clone();
            undone.apply(&undo).unwrap();
            prop_assert!(undone == before, "{}", step.name);
            prop_assert!(undone.index_is_right(), "{}", step.name);
            steps.push(step);
            states.push(project.clone());
        }
        reads_back(&project);
        for (step, before) in steps.iter().zip(&states).rev() {
            project.apply(&step.transaction.inverse()).unwrap();
            prop_assert!(project == *before, "undo {}", step.name);
        }
        prop_assert!(project.index_is_right());
        for (step, after) in steps.iter().zip(&states[1..]) {
            project.apply(&step.transaction).unwrap();
            prop_assert!(project == *after, "redo {}", step.name);
        }
        prop_assert!(project.index_is_right());
    }
}

/// The deeds above do reach everything that can be done, and what all of them leave comes back.
#[test]
fn every_deed_is_done() {
    let mut stamp = Stamp::of_number(9);
    let mut done = BTreeSet::new();
    let mut dice = 1u64;
    let mut roll = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as u16
    };
    // Several projects: schemes that were changed often let less and less be done.
    for _ in 0..12 {
        let mut project = begin(&mut stamp);
        for _ in 0..600 {
            let deed = Deed { what: (roll() % u16::from(DEEDS)) as u8, picks: [roll(), roll(), roll(), roll()] };
            if let Some(step) = commit(&mut project, &deed, &mut stamp) {
                assert!(!step.name.is_empty());
                done.insert(deed.what);
            }
        }
        assert!(project.index_is_right());
        reads_back(&project);
    }
    assert_eq!(done, (0..DEEDS).collect());
}

#[test]
fn a_masked_pass_remembers_what_it_showed_and_other_sets_say_nothing_of_it() {
    let mut stamp = Stamp::of_number(7);
    let mut project = begin(&mut stamp);
    assert!(!reads_back(&project).contains("unmasked"), "files are as they were before there were masked passes");
    let (own, article) = (*project.sets()[0].0, *project.articles()[0].0);
    let (step, set) = actions::add_set(&project, own, true, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let step = actions::unmask(&project, set, article, &stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let written = reads_back(&project);
    let line = written.lines().find(|line| line.contains("masked-pass")).unwrap();
    assert!(line.contains(&format!("unmasked: [(article: \"{article}\", time: \"{}\")]", stamp.time)), "{line}");
}

#[test]
fn empty_and_large_projects_come_back() {
    reads_back(&Project::empty());
    reads_back(&begin(&mut Stamp::of_number(1)));
    reads_back(&common::big(100_000, 1_000));
}
