//! Tries tying and untying: across the texts of an article, and with what is lost named.

use super::super::revisions::tests::Desk;
use super::*;
use crate::model::id::ChoiceKey;

const FIRST: &str = "Report\nAnkara asked for help. It was urgent. Ada Low said so.";
const SECOND: &str = "Report\nAnkara asked for help. It was urgent. Ada Low said so again.";

impl Desk {
    fn tied(&mut self, claims: &[AnnotationId]) -> (String, PropositionId) {
        let (step, id) = tie_claims(&self.project, claims, &mut self.stamp).unwrap();
        self.apply(step.clone());
        (step.name, id)
    }

    fn named(&mut self, names: &[AnnotationId]) -> (String, EntityId) {
        let (step, id) = tie_entities(&self.project, names, &mut self.stamp).unwrap();
        self.apply(step.clone());
        (step.name, id)
    }

    fn does(&mut self, made: Made) -> String {
        let step = made.unwrap();
        self.apply(step.clone());
        step.name
    }

    fn members(&self, id: PropositionId) -> BTreeSet<AnnotationId> {
        self.project.proposition(&id).map(|row| row.members.clone()).unwrap_or_default()
    }

    fn verdict(&mut self, id: PropositionId, choice: &str) {
        let value = Some(Value::Choice(ChoiceKey::slug(choice)));
        let made = set_attribute(&self.project, Subject::Proposition(id), &AttributeKey::slug("verdict"), value);
        self.does(made);
    }
}

/// Makes a proposition of three claims in an article with two later texts. Returns the claims as they stand in the last.
fn carried() -> (Desk, PropositionId, ArticleId, [AnnotationId; 3]) {
    let mut desk = Desk::new();
    let report = desk.article(FIRST);
    let claims = ["Ankara asked for help", "It was urgent", "Ada Low said so"].map(|w| desk.mark(report, "claim", w));
    let (name, id) = desk.tied(&claims);
    assert!(name.starts_with("Tie 3 claims"), "{name}");
    desk.revise(report, SECOND, &claims, true);
    let claims = claims.map(|old| desk.from(report, old).0);
    desk.revise(report, FIRST, &claims, false);
    let claims = claims.map(|old| desk.from(report, old).0);
    assert_eq!(desk.members(id).len(), 9);
    (desk, id, report, claims)
}

#[test]
fn a_claim_is_untied_on_every_text() {
    let (mut desk, id, _, [asked, urgent, said]) = carried();
    let made = untie_claim(&desk.project, asked);
    assert_eq!(desk.does(made), "Untie the claim");
    let left = desk.members(id);
    assert!(left.len() == 6 && left.contains(&urgent) && left.contains(&said));
    assert!(left.iter().all(|id| desk.project.first_made(*id) != desk.project.first_made(asked)));
    // From an earlier text, too.
    let early = desk.project.first_made(urgent);
    let made = untie_claim(&desk.project, early);
    desk.does(made);
    assert_eq!(desk.members(id).len(), 3);
    let made = untie_claim(&desk.project, said);
    assert_eq!(desk.does(made), "Untie the claim, with the proposition");
    assert!(desk.project.proposition(&id).is_none());
}

#[test]
fn claims_are_parted_on_every_text() {
    let (mut desk, id, _, claims) = carried();
    let before = desk.project.clone();
    let all = split_proposition(&desk.project, id, &claims, &mut desk.stamp);
    assert_eq!(all.unwrap_err().0, say!("refuse-split-all"), "what is left would stand on earlier texts only");
    let (step, fresh) = split_proposition(&desk.project, id, &claims[1..], &mut desk.stamp).unwrap();
    assert!(step.name.starts_with("Part 2 claims"), "{}", step.name);
    desk.apply(step.clone());
    assert_eq!((desk.members(id).len(), desk.members(fresh).len()), (3, 6));
    desk.project.apply(&step.transaction.inverse()).unwrap();
    assert!(desk.project == before && desk.project.index_is_right());
}

#[test]
fn a_claim_of_several_texts_is_one_to_tie() {
    let mut desk = Desk::new();
    let report = desk.article(FIRST);
    let asked = desk.mark(report, "claim", "Ankara asked for help");
    desk.revise(report, SECOND, &[asked], true);
    let now = desk.from(report, asked).0;
    let refused = tie_claims(&desk.project, &[asked, now], &mut desk.stamp);
    assert_eq!(refused.unwrap_err().0, say!("refuse-two-claims"));
    let urgent = desk.mark(report, "claim", "It was urgent");
    let (step, _) = tie_claims(&desk.project, &[asked, now, urgent], &mut desk.stamp).unwrap();
    assert!(step.name.starts_with("Tie 2 claims"), "{}", step.name);
}

#[test]
fn a_claim_that_is_deleted_stays_where_it_stood_on_earlier_texts() {
    let (mut desk, id, _, [asked, ..]) = carried();
    let made = delete_annotations(&desk.project, &[asked]);
    desk.does(made);
    let still = desk
        .members(id)
        .into_iter()
        .filter(|id| desk.project.quote(desk.project.annotation(id).unwrap()).starts_with("Ankara"));
    assert_eq!(still.count(), 2, "so that the ledger can say that the words stood there");
}

#[test]
fn what_two_propositions_cannot_both_keep_is_named() {
    let mut desk = Desk::new();
    let report = desk.article(FIRST);
    let other = desk.article("Other\nNothing was asked.");
    let claims = ["Ankara asked for help", "It was urgent", "Ada Low said so"].map(|w| desk.mark(report, "claim", w));
    let [old, young, bare] = claims.map(|claim| {
        desk.stamp.time.0 += 60;
        let (step, id) = propose(&desk.project, claim, &mut desk.stamp).unwrap();
        desk.apply(step);
        id
    });
    desk.verdict(old, "true");
    desk.verdict(young, "false");
    for made in [
        |desk: &Desk, id| set_wording(&desk.project, id, "They hurried"),
        |desk: &Desk, id| set_note(&desk.project, Subject::Proposition(id), "Ask again"),
    ] {
        let made = made(&desk, young);
        desk.does(made);
    }
    let made = mark_absent(&desk.project, young, other, desk.set, true, &desk.stamp);
    desk.does(made);
    // A bare one has nothing to lose: its wording is a quote.
    let (name, kept) = desk.tied(&[claims[0], claims[2]]);
    assert_eq!((name.as_str(), kept), ("Tie 2 claims as one: “Ankara asked for help”, with 1 proposition joined", old));
    assert!(desk.project.proposition(&bare).is_none());
    let before = desk.project.clone();
    let (step, kept) = tie_claims(&desk.project, &claims[..2], &mut desk.stamp).unwrap();
    desk.apply(step.clone());
    assert_eq!(
        step.name,
        "Tie 3 claims as one: “Ankara asked for help”, with 1 proposition joined, dropping wording “They hurried”, \
         attribute verdict, 1 mark “read for it, not there”"
    );
    // The older had no note: nothing is lost of that.
    assert_eq!(desk.project.proposition(&kept).unwrap().note, "Ask again");
    desk.project.apply(&step.transaction.inverse()).unwrap();
    assert_eq!(desk.project, before);
}

#[test]
fn a_verdict_is_taken_over_where_there_is_none() {
    let mut desk = Desk::new();
    let report = desk.article(FIRST);
    let claims = ["Ankara asked for help", "It was urgent"].map(|w| desk.mark(report, "claim", w));
    let [old, young] = claims.map(|claim| {
        desk.stamp.time.0 += 60;
        let (step, id) = propose(&desk.project, claim, &mut desk.stamp).unwrap();
        desk.apply(step);
        id
    });
    desk.verdict(young, "false");
    let verdict = desk.project.proposition(&young).unwrap().attributes.clone();
    assert!(!desk.tied(&claims).0.contains("dropping"));
    assert_eq!(desk.project.proposition(&old).unwrap().attributes, verdict);
}

#[test]
fn names_are_tied_and_untied_on_every_text_and_what_goes_is_named() {
    let mut desk = Desk::new();
    let report = desk.article("Report\nAda Low, Ms Low, the mayor and her office.");
    let names = ["Ada Low", "Ms Low", "the mayor", "her office"].map(|words| desk.mark(report, "actor", words));
    let (_, kept) = desk.named(&names[..2]);
    desk.stamp.time.0 += 60;
    let (_, gone) = desk.named(&names[2..]);
    let made = rename_entity(&desk.project, gone, "City Hall");
    desk.does(made);
    let (name, id) = desk.named(&names);
    assert_eq!((name.as_str(), id), ("Tie as one: “Ada Low”, dropping name “City Hall”", kept));
    desk.revise(report, "Report\nAda Low, Ms Low, the mayor and her office. So.", &names, true);
    let now = desk.from(report, names[0]).0;
    let made = untie_entity(&desk.project, now);
    desk.does(made);
    assert_eq!(desk.project.entity(&id).unwrap().members.len(), 6);
    assert!(desk.project.entity_of(names[0]).is_none());
}
