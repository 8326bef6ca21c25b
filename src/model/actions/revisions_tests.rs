//! Tries adding a text to an article: what goes along, what goes, and that undo brings all of it back.

use super::*;
use crate::model::scheme::Scheme;
use crate::model::{KindKey, LabelKey};

pub(in crate::model::actions) struct Desk {
    pub(in crate::model::actions) project: Project,
    pub(in crate::model::actions) stamp: Stamp,
    pub(in crate::model::actions) set: SetId,
}

impl Desk {
    pub(in crate::model::actions) fn new() -> Desk {
        let mut stamp = Stamp::of_number(5);
        let project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let set = *project.sets()[0].0;
        Desk { project, stamp, set }
    }

    pub(in crate::model::actions) fn apply(&mut self, step: Step) {
        self.project.apply(&step.transaction).unwrap();
        assert!(self.project.index_is_right());
    }

    pub(in crate::model::actions) fn article(&mut self, body: &str) -> ArticleId {
        let text = Text::new(body);
        let blocks = Block::guess(&text);
        let made = add_article(&self.project, Details::default(), text, blocks, "here", &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(step);
        id
    }

    pub(in crate::model::actions) fn mark(&mut self, article: ArticleId, label: &str, words: &str) -> AnnotationId {
        let (revision, row) = self.project.latest(article).unwrap();
        let start = row.text.as_str().find(words).unwrap();
        let span = row.text.span(start, start + words.len()).unwrap();
        let label = LabelKey::slug(label);
        let made = annotate(&self.project, self.set, revision, &label, Fragments::one(span), &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(step);
        id
    }

    pub(in crate::model::actions) fn relate(&mut self, kind: &str, from: AnnotationId, to: AnnotationId) {
        let made = relate(&self.project, self.set, &KindKey::slug(kind), from, to, &mut self.stamp);
        self.apply(made.unwrap().0);
    }

    /// Adds a text with the words of these annotations carried over to where they stand in it.
    pub(in crate::model::actions) fn revise(
        &mut self,
        article: ArticleId,
        body: &str,
        carried: &[AnnotationId],
        adds_words: bool,
    ) -> Step {
        let text = Text::new(body);
        let place = |id: &AnnotationId| {
            let words = self.project.quote(self.project.annotation(id).unwrap());
            let start = body.find(&words).unwrap();
            (*id, Fragments::one(text.span(start, start + words.len()).unwrap()))
        };
        let carried = carried.iter().map(place).collect();
        let blocks = Block::guess(&text);
        let new = NewText { text: text.clone(), blocks, origin: "there".into(), adds_words };
        let (step, _) = add_revision(&self.project, article, new, &carried, &mut self.stamp).unwrap();
        let before = self.project.clone();
        self.apply(step.clone());
        let mut undone = self.project.clone();
        undone.apply(&step.transaction.inverse()).unwrap();
        assert!(undone == before && undone.index_is_right());
        step
    }

    /// Returns the annotation on an article's last text that came from another.
    pub(in crate::model::actions) fn from(&self, article: ArticleId, old: AnnotationId) -> (AnnotationId, &Annotation) {
        let (last, _) = self.project.latest(article).unwrap();
        let ids: Vec<AnnotationId> = self.project.in_order(last).chain(self.project.detached(last)).collect();
        let rows = ids.into_iter().filter_map(|id| Some((id, self.project.annotation(&id)?)));
        let mut of_it = rows.filter(|(_, row)| row.derived_from == [old]);
        let found = of_it.next().unwrap();
        assert!(of_it.next().is_none());
        found
    }
}

#[test]
fn a_new_text_takes_annotations_relations_and_memberships_along() {
    let mut desk = Desk::new();
    let report = desk.article("Report\nAnkara asked for help, officials said. It was urgent.");
    let denial = desk.article("Denial\nWe did not ask.");
    let (claim, source) =
        (desk.mark(report, "claim", "Ankara asked for help"), desk.mark(report, "source", "officials"));
    let urgent = desk.mark(report, "claim", "It was urgent");
    let denies = desk.mark(denial, "denial", "We did not ask");
    desk.relate("attributed-to", claim, source);
    desk.relate("denies", denies, claim);
    let (step, proposition) = tie_claims(&desk.project, &[claim, urgent], &mut desk.stamp).unwrap();
    desk.apply(step);
    let note = set_note(&desk.project, Subject::Annotation(claim), "odd").unwrap();
    desk.apply(note);

    desk.revise(report, "Report\nAnkara asked for help, officials said.", &[claim, source], false);
    let (new_claim, row) = desk.from(report, claim);
    assert_eq!((row.note.as_str(), row.label.as_str(), row.set), ("odd", "claim", desk.set));
    assert_eq!(desk.project.quote(row), "Ankara asked for help");
    let (new_source, _) = desk.from(report, source);
    let ends: BTreeSet<(AnnotationId, AnnotationId)> =
        desk.project.relations_of(new_claim).map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(ends, BTreeSet::from([(new_claim, new_source), (denies, new_claim)]));
    // What is nowhere in the new text is kept, with the words it stood on.
    let (lost, row) = desk.from(report, urgent);
    assert!(matches!(&row.place, Place::Detached(anchors) if anchors[0].exact == "It was urgent"));
    let members = &desk.project.proposition(&proposition).unwrap().members;
    assert_eq!(*members, BTreeSet::from([claim, urgent, new_claim, lost]));

    // A text of the other article: relations go on to the last texts only, not to those before them.
    desk.revise(denial, "Denial\nWe did not ask. So it is.", &[denies], true);
    let (new_denies, _) = desk.from(denial, denies);
    let ends: Vec<AnnotationId> = desk.project.relations_of(new_denies).map(|(_, row)| row.to).collect();
    assert_eq!(ends, [new_claim]);
}

#[test]
fn nobody_has_read_words_that_came() {
    let mut desk = Desk::new();
    let report = desk.article("Report\nAnkara asked for help. It was urgent.");
    let other = desk.article("Other\nNothing was asked.");
    let claim = desk.mark(other, "claim", "Nothing was asked");
    let (step, proposition) = propose(&desk.project, claim, &mut desk.stamp).unwrap();
    desk.apply(step);
    for step in [
        mark_done(&desk.project, desk.set, report, true, &desk.stamp),
        mark_absent(&desk.project, proposition, report, desk.set, true, &desk.stamp),
        mark_done(&desk.project, desk.set, other, true, &desk.stamp),
    ] {
        desk.apply(step.unwrap());
    }
    let shorter = desk.revise(report, "Report\nAnkara asked for help.", &[], false);
    assert!(desk.project.done(&(desk.set, report)).is_some() && desk.project.absences().count() == 1);
    assert!(!shorter.name.contains("mark"), "{}", shorter.name);
    let longer = desk.revise(report, "Report\nAnkara asked for help. At once.", &[], true);
    assert!(desk.project.done(&(desk.set, report)).is_none() && desk.project.absences().count() == 0);
    assert!(desk.project.done(&(desk.set, other)).is_some());
    assert!(longer.name.contains("1 done mark, 1 mark “read for it"), "{}", longer.name);
}

#[test]
fn what_lost_its_place_waits_until_it_is_placed_or_left() {
    let mut desk = Desk::new();
    let report = desk.article("Report\nAnkara asked for help. It was urgent.");
    let (claim, urgent) =
        (desk.mark(report, "claim", "Ankara asked for help"), desk.mark(report, "claim", "It was urgent"));
    desk.revise(report, "Report\nAnkara had asked for help. It is urgent.", &[], true);
    let (claim, urgent) = (desk.from(report, claim).0, desk.from(report, urgent).0);
    assert!(is_waiting(&desk.project, claim) && is_waiting(&desk.project, urgent));
    let text = &desk.project.latest(report).unwrap().1.text;
    let place = reshape(&desk.project, claim, Fragments::one(text.span(7, 32).unwrap())).unwrap();
    desk.apply(place);
    let leave = leave_detached(&desk.project, &[urgent], &mut desk.stamp).unwrap();
    assert!(leave.name.contains("It was urgent"), "{}", leave.name);
    desk.apply(leave.clone());
    assert!(!is_waiting(&desk.project, claim) && !is_waiting(&desk.project, urgent));
    assert_eq!(leave_detached(&desk.project, &[urgent], &mut desk.stamp), Err(Refusal::nothing()));
    desk.project.apply(&leave.transaction.inverse()).unwrap();
    assert!(is_waiting(&desk.project, urgent));
}

#[test]
fn the_same_text_is_no_new_one() {
    let mut desk = Desk::new();
    let report = desk.article("Report\nAnkara asked.");
    let text = Text::new("Report\nAnkara asked.");
    let new = NewText { blocks: Block::guess(&text), text, origin: String::new(), adds_words: false };
    assert!(add_revision(&desk.project, report, new, &BTreeMap::new(), &mut desk.stamp).is_err());
}
