//! Marks the hand-ins of `samples/hand-ins`, and holds what comes out to what was worked out by hand.

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::classroom::alike::alike;
use gainsay::classroom::gather::{Brought, Gathered, Why, gather};
use gainsay::classroom::{Class, Handout, Key};
use gainsay::formats::classroom::hand_in;
use gainsay::formats::classroom::report::Report;
use gainsay::formats::classroom::{class, feedback};
use gainsay::model::Hash;
use gainsay::store;

/// What each learner did, and what becomes of it: found, wrong, missed, surplus, set aside, and points in hundredths.
/// There are 20 marks to find at a point each, 10 attributions at one, and 6 denials at two; a surplus one costs a
/// quarter.
const LEARNERS: [(&str, [usize; 5], i32); 10] = [
    // Four rare marks that 7b-17 made too; one relation.
    ("7b-09", [6, 0, 30, 4, 0], 600),
    // The five people as a claim, and a denial of another claim than it denies.
    ("7b-17", [5, 1, 30, 5, 0], 475),
    // All of it, word for word.
    ("Amina Diallo", [36, 0, 0, 0, 0], 4200),
    // All denials; words here too short and there too long, twice by more than is allowed; no attributions.
    ("Ben Okafor", [24, 0, 12, 2, 0], 2950),
    // Takes all five denials for claims, and so finds none of what they deny, nor on whose word two of them are.
    ("Chiara Rossi", [23, 5, 8, 0, 0], 2300),
    // Single words: only Damascus is one. Half a point below nothing is nothing.
    ("Deniz Kaya", [1, 0, 35, 7, 0], 0),
    // Whole sentences: five are no more than twice as long.
    ("Elif Yılmaz", [7, 0, 29, 2, 0], 850),
    // Everything that looks important, ten of it beside, and a denial of what it does not deny.
    ("Farid Haddad", [15, 0, 21, 11, 0], 1325),
    // Four labels wrong, and a relation to one of these; an example marked again, to which a relation leads all the
    // same.
    ("Greta Lindqvist", [7, 4, 25, 1, 1], 775),
    // The claims, and nothing else.
    ("حسن العلي", [10, 0, 26, 0, 0], 1000),
];

fn top(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn exercise() -> (Key, Handout) {
    let project = store::read(&fs::read(top("samples/exercise.ron")).unwrap()).unwrap().project;
    let id = *project.exercises()[0].0;
    (Key::of(&project, id).unwrap(), Handout::of(&project, id).unwrap())
}

fn gathered(key: &Key, folders: &[&str]) -> Gathered {
    let files = folders.iter().flat_map(|folder| fs::read_dir(top(folder)).unwrap().map(|entry| entry.unwrap().path()));
    let brought = files.map(|path| {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Brought { name, file: Hash::of(&bytes), read: hand_in::read(&bytes, key) }
    });
    gather(brought.collect())
}

#[test]
fn the_samples_come_to_what_they_were_made_for() {
    let (key, handout) = exercise();
    let gathered = gathered(&key, &["samples/hand-ins"]);
    assert_eq!(gathered.aside, []);
    // Two are renamed, for names of files in plain letters go everywhere.
    for usable in gathered.usable.iter().filter(|usable| usable.hand_in.learner.is_ascii()) {
        assert_eq!(usable.name, hand_in::file_name(&handout.title, &usable.hand_in.learner));
    }
    let class = Class::of(key, gathered.usable.into_iter().map(|usable| usable.hand_in).collect());
    let found: Vec<(&str, [usize; 5], i32)> = class
        .learners
        .iter()
        .map(|learner| {
            let tally = learner.tally;
            let [found, wrong, missed, surplus] =
                [tally.found, tally.wrong, tally.missed, tally.surplus].map(|count| count as usize);
            let counts = [found, wrong, missed, surplus, learner.marked.aside()];
            (learner.hand_in.learner.as_str(), counts, learner.score.points.0)
        })
        .collect();
    assert_eq!(found, LEARNERS);
    assert!(class.learners.iter().all(|learner| learner.score.of.0 == 4200));
    // The two who share what nobody else marked, and nobody else.
    let pairs: Vec<_> = alike(&class).into_iter().map(|alike| (alike.learners, alike.marks.len(), alike.of)).collect();
    assert_eq!(pairs, [((0, 1), 4, 4)]);
    assert_eq!(class.surplus.iter().filter(|surplus| surplus.many).count(), 4);
    // Who found what, of some: the claim that all is about; the claim whose source Chiara and Greta … found too.
    let met = |words: &str| {
        let is = |mark: &&gainsay::classroom::KeyMark| mark.place.quote(&class.key.text).starts_with(words);
        let at = class.key.marks.iter().position(|mark| is(&mark)).unwrap();
        (class.marks[at].found, class.marks[at].taken_for.values().sum::<u32>(), class.marks[at].missed)
    };
    assert_eq!(met("MIT allegedly asked MI6"), (9, 0, 1), "all but Deniz");
    assert_eq!(met("It has called Sharaa"), (4, 0, 6), "Amina, Ben, Chiara, Hassan");
    assert_eq!(met("five people it describes"), (5, 1, 4));
    // Each page says so too.
    let report = Report::of(&handout, &class, &[], false);
    assert!(class::page(&report).contains("10 learners. Points: from 0 to 42 of 42, 8.5 in the middle."));
    assert!(feedback::page(&report, 7).contains("13.25 of 42 points"));
}

#[test]
fn what_is_odd_is_set_aside_and_changes_nothing() {
    let (key, _) = exercise();
    let gathered = gathered(&key, &["samples/hand-ins", "tests/fixtures/hand-ins"]);
    let why: Vec<(&str, &str)> = gathered.aside.iter().map(|aside| (aside.name.as_str(), aside.why.key())).collect();
    assert_eq!(
        why,
        [
            ("damaged.handin.json", "damaged"),
            ("older.handin.json", "older"),
            ("other-article.handin.json", "other-article"),
            ("twice.handin.json", "again"),
        ]
    );
    let twice = Why::Again("Deniz Kaya".into(), "Who says what, and who denies it - Deniz Kaya.handin.json".into());
    assert_eq!(gathered.aside[3].why, twice);
    let names: Vec<&str> = gathered.usable.iter().map(|usable| usable.hand_in.learner.as_str()).collect();
    assert_eq!(names, LEARNERS.map(|(name, ..)| name));
}
