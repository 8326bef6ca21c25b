//! Reads in the ledger what later texts of an article dropped and added.

use super::*;

const FIRST: &str = "Dam\nThe old dam of the valley holds, the town council said on Monday. It leaks at the foot, an engineer of the \
                     county wrote. The road below it was closed in March.\n";
const SECOND: &str = "Dam\nThe old dam of the valley holds, the town council said on Monday. The road below it was closed in \
                      March. It burst at noon, a farmer said.\n";

#[test]
fn what_a_later_text_dropped_is_said_once_it_is_certain() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    let (holds, leaks) = (
        desk.mark(report, "claim", "The old dam of the valley holds"),
        desk.mark(report, "claim", "It leaks at the foot"),
    );
    assert_eq!(desk.since(RowKey::Claim(leaks), report), (vec!["asserted".to_owned()], vec![]));
    desk.revise(report, SECOND);
    let (holds, leaks) = (RowKey::Claim(desk.now(holds)), desk.now(leaks));
    assert_eq!(desk.since(holds, report).0, ["asserted"], "it was carried over");
    // It lost its place: a claim that nobody has looked for again is not dropped yet, and keeps its row.
    let unplaced = "It leaks at the foot: not placed yet in text 2".to_owned();
    assert_eq!(desk.since(RowKey::Claim(leaks), report), (vec!["not placed yet in text 2".to_owned()], vec![unplaced]));
    assert_eq!(desk.ledger().row(RowKey::Claim(leaks)).unwrap().wording, "It leaks at the foot");
    let step = actions::leave_detached(&desk.project, &[leaks], &mut desk.stamp).unwrap();
    desk.apply(&step);
    let dropped = "It leaks at the foot: dropped in text 2".to_owned();
    assert_eq!(desk.since(RowKey::Claim(leaks), report), (vec!["dropped in text 2".to_owned()], vec![dropped]));
    // It stays so in the texts that follow, and nobody is asked again.
    desk.revise(report, &SECOND.replace("at noon", "before noon"));
    let leaks = desk.now(leaks);
    assert!(!actions::is_waiting(&desk.project, leaks));
    assert_eq!(desk.since(RowKey::Claim(leaks), report).0, ["dropped in text 2"]);
    // A text in which it stands again takes that back.
    desk.revise(report, FIRST);
    assert_eq!(desk.since(RowKey::Claim(desk.now(leaks)), report).0, ["asserted"]);
}

#[test]
fn a_dropped_denial_is_said_where_it_stood() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", "It leaks\n");
    let answer = desk.article("Post", "", FIRST);
    let leaks = desk.mark(report, "claim", "It leaks");
    let no = desk.mark(answer, "denial", "It leaks at the foot, an engineer of the county wrote");
    desk.deny(no, leaks, "full");
    let key = RowKey::Claim(leaks);
    desk.revise(answer, SECOND);
    assert_eq!(desk.since(key, answer).0, ["denial not placed yet in text 2"]);
    let step = actions::leave_detached(&desk.project, &[desk.now(no)], &mut desk.stamp).unwrap();
    desk.apply(&step);
    assert_eq!(desk.since(key, answer).0, ["denial dropped in text 2"]);
    assert!(!desk.ledger().row(key).unwrap().contested, "nobody denies it any more");
    // Another one in its place: the article denies it as before, in other words.
    let burst = desk.mark(answer, "denial", "It burst at noon");
    desk.deny(burst, leaks, "partial");
    let (told, former) = desk.since(key, answer);
    assert_eq!(told, ["denied in part"]);
    assert_eq!(former, ["It leaks at the foot, an engineer of the county wrote: denial dropped in text 2"]);
    // One that only the new text has.
    let step = actions::delete_annotations(&desk.project, &[no, desk.now(no)]).unwrap();
    desk.apply(&step);
    assert_eq!(desk.since(key, answer).0, ["denied in part", "denial added in text 2"]);
}

#[test]
fn what_a_later_text_added_is_told_from_what_was_only_marked_later() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    desk.revise(report, &SECOND.replace("holds, the", "holds –  “so” the"));
    let burst = desk.mark(report, "claim", "It burst at noon");
    let road = desk.mark(report, "claim", "The road below it was closed in March");
    assert_eq!(desk.since(RowKey::Claim(burst), report).0, ["asserted", "added in text 2"]);
    assert_eq!(desk.since(RowKey::Claim(road), report).0, ["asserted"], "its words were there before");
    // By hand, a claim was put onto other words: it is the same one still.
    desk.revise(report, &SECOND.replace("noon", "night"));
    let place = {
        let text = &desk.project.latest(report).unwrap().1.text;
        let start = text.as_str().find("The road").unwrap();
        Fragments::one(text.span(start, start + 8).unwrap())
    };
    let step = actions::reshape(&desk.project, desk.now(road), place).unwrap();
    desk.apply(&step);
    assert_eq!(desk.since(RowKey::Claim(desk.now(road)), report).0, ["asserted"]);
    // In a text after that, it is still said which one added it.
    let third = "It burst at noon, a farmer said.";
    desk.revise(report, &format!("{SECOND}Later the mayor came. {third}"));
    let again = desk.mark(report, "claim", "Later the mayor came");
    assert_eq!(desk.since(RowKey::Claim(again), report).0, ["asserted", "added in text 4"]);
    let key = desk.tie(&[again, desk.now(road)]);
    assert_eq!(desk.since(key, report).0, ["asserted"], "one of its claims is an old one");
}

#[test]
fn typesetting_adds_and_drops_nothing() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", "It \"leaks\" - so they say.\n");
    desk.revise(report, "It “leaks” – so  they say.\n");
    let claim = desk.mark(report, "claim", "It “leaks” – so  they say");
    assert_eq!(desk.since(RowKey::Claim(claim), report).0, ["asserted"]);
}

#[test]
fn a_mark_that_is_missing_is_not_a_claim_that_was_dropped() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    let (holds, leaks) = (
        desk.mark(report, "claim", "The old dam of the valley holds"),
        desk.mark(report, "claim", "It leaks at the foot"),
    );
    let key = desk.tie(&[holds, leaks]);
    desk.revise(report, SECOND);
    let step = actions::delete_annotations(&desk.project, &[desk.now(holds), desk.now(leaks)]).unwrap();
    desk.apply(&step);
    let (told, former) = desk.since(key, report);
    assert_eq!(told, ["not checked"], "the words of one of them still stand");
    assert_eq!(
        former,
        [
            "The old dam of the valley holds: on text 1 only; its words still stand in the latest",
            "It leaks at the foot: dropped in text 2",
        ]
    );
    let step = actions::untie_claim(&desk.project, holds).unwrap();
    desk.apply(&step);
    assert_eq!(desk.since(key, report).0, ["dropped in text 2"], "all of them went");
}

#[test]
fn a_denial_counts_once_whatever_texts_the_claim_had() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    let answer = desk.article("Post", "", DENIAL);
    let claims = ["The old dam of the valley holds", "The road below it was closed"]
        .map(|words| desk.mark(report, "claim", words));
    let key = desk.tie(&claims);
    let no = desk.mark(answer, "denial", "The mayor denies");
    let mayor = desk.mark(answer, "actor", "The mayor");
    desk.relate(no, "made by", mayor);
    desk.deny(no, claims[0], "full");
    desk.revise(report, SECOND);
    let now = desk.now(claims[0]);
    let relation = desk.project.relations_of(now).find(|(_, row)| row.from == no).unwrap().0;
    desk.choose(Subject::Relation(relation), "scope", "partial");
    let ledger = desk.ledger();
    assert_eq!(ledger.row(key).unwrap().stance(answer), Stance::Denies(Extent::Partial));
    assert_eq!(ledger.row(key).unwrap().denials().count(), 1);
    assert_eq!(desk.faults(), [""; 0], "no denial of opposite scope");
    // Nor is the relation to the claim's old text asked for a scope.
    let step = actions::set_attribute(&desk.project, Subject::Relation(relation), &AttributeKey::slug("scope"), None);
    desk.apply(&step.unwrap());
    assert_eq!(desk.faults(), ["no-scope"]);
}

#[test]
fn what_lost_its_place_is_one_finding_wherever_it_is_settled() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    let leaks = desk.mark(report, "claim", "It leaks at the foot");
    desk.revise(report, SECOND);
    let leaks = desk.now(leaks);
    assert_eq!(desk.faults(), ["detached"]);
    let left = actions::leave_detached(&desk.project, &[leaks], &mut desk.stamp).unwrap();
    let open = desk.project.clone();
    desk.apply(&left);
    let ledger = desk.ledger();
    let finding = ledger.findings().next().unwrap();
    assert!(!ledger.dismissal(finding).unwrap().reason.is_empty(), "left in the review: dismissed in the check list");
    desk.project = open;
    let dismissed = actions::dismiss(&desk.project, &finding.key, "It went", &desk.stamp).unwrap();
    desk.apply(&dismissed);
    assert!(!actions::is_waiting(&desk.project, leaks), "dismissed in the check list: left in the review");
}

#[test]
fn what_was_agreed_on_the_same_text_is_no_later_text_of_it() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", FIRST);
    let answer = desk.article("Post", "", DENIAL);
    let leaks = desk.mark(report, "claim", "It leaks at the foot");
    // An agreed claim, made from it in another set.
    let (step, agreed_set) = actions::add_set(&desk.project, desk.set, false, &mut desk.stamp).unwrap();
    desk.apply(&step);
    let agreed = AnnotationId(desk.stamp.fresh());
    let row = desk.project.annotation(&leaks).unwrap().clone();
    let mut builder = Builder::new(&desk.project);
    builder.put(agreed, Some(Annotation { set: agreed_set, derived_from: vec![leaks], ..row }));
    let transaction = builder.finish();
    desk.project.apply(&transaction).unwrap();
    let key = desk.tie(&[leaks, agreed]);
    let no = desk.mark(answer, "denial", "The mayor denies");
    desk.relate(no, "denies", leaks);
    desk.deny(no, agreed, "full");
    let ledger = Ledger::of(&desk.project, &BTreeSet::from([desk.set, agreed_set]));
    let row = ledger.row(key).unwrap();
    let denied: BTreeSet<AnnotationId> = row.denials().map(|(_, denied)| denied.claim).collect();
    assert_eq!(denied, BTreeSet::from([leaks, agreed]), "each of the two is denied");
    assert!(row.cell(report).unwrap().former.is_empty());
    let open = ledger.findings().filter(|finding| matches!(finding.fault, Fault::NoScope { .. })).count();
    assert_eq!(open, 1, "how far it denies the first claim is not said yet");
    // Both lose their place: neither stands for the other.
    desk.revise(report, SECOND);
    let ledger = Ledger::of(&desk.project, &BTreeSet::from([desk.set, agreed_set]));
    assert_eq!(ledger.row(key).unwrap().cell(report).unwrap().former.len(), 2);
}
