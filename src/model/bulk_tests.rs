//! Tests what changes many annotations at once. Each step is also taken back.

use super::*;
use crate::model::scheme::Scheme;
use crate::model::{Block, Details, KindKey, Text};

struct Bench {
    project: Project,
    stamp: Stamp,
    set: SetId,
    revision: RevisionId,
}

impl Bench {
    fn new(text: &str) -> Bench {
        let mut stamp = Stamp::of_number(1);
        let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let (step, article) =
            actions::add_article(&project, Details::default(), text, blocks, "test", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let set = *project.sets()[0].0;
        let revision = project.latest(article).unwrap().0;
        Bench { project, stamp, set, revision }
    }

    /// Applies a step, and sees to it that taking it back gives the same project.
    fn take(&mut self, made: Result<Step, Refusal>) -> String {
        let step = made.unwrap();
        let before = self.project.clone();
        self.project.apply(&step.transaction).unwrap();
        let mut back = self.project.clone();
        back.apply(&step.transaction.inverse()).unwrap();
        assert!(back == before && back.index_is_right() && self.project.index_is_right(), "{}", step.name);
        step.name
    }

    fn spans(&self, ranges: &[(usize, usize)]) -> Vec<(RevisionId, Span)> {
        let text = &self.project.revision(&self.revision).unwrap().text;
        ranges.iter().map(|(start, end)| (self.revision, text.span(*start, *end).unwrap())).collect()
    }

    fn label(&mut self, label: &str, ranges: &[(usize, usize)]) -> Result<Step, Refusal> {
        let spans = self.spans(ranges);
        label_spans(&self.project, self.set, &LabelKey::slug(label), &spans, &mut self.stamp, &mut |_| true)
    }

    fn quotes(&self) -> Vec<String> {
        let rows = self.project.in_order(self.revision).filter_map(|id| self.project.annotation(&id));
        rows.map(|row| format!("{} {}", row.label, self.project.quote(row))).collect()
    }

    fn ids(&self) -> Vec<AnnotationId> {
        self.project.in_order(self.revision).collect()
    }

    fn many(&mut self, set: Option<SetId>, ids: &[AnnotationId], what: &Bulk) -> Result<Step, Refusal> {
        change_many(&self.project, set, ids, what, &mut self.stamp)
    }
}

#[test]
fn labels_all_but_what_is_labelled_so() {
    let mut bench = Bench::new("He denied it. She denied it. They denied it.");
    let made = bench.label("denial", &[(3, 9)]);
    assert_eq!(bench.take(made), "Mark 1 hit as denial");
    let made = bench.label("denial", &[(3, 9), (18, 24), (34, 40), (34, 40)]);
    assert_eq!(bench.take(made), "Mark 2 hits as denial (2 were already)");
    let made = bench.label("claim", &[(3, 9)]);
    assert_eq!(bench.take(made), "Mark 1 hit as claim");
    assert_eq!(bench.project.annotation_count(), 4);
    let refused = |made: Result<Step, Refusal>| made.unwrap_err().0;
    assert_eq!(refused(bench.label("denial", &[(3, 9), (18, 24)])), "All of them are marked as denial already.");
    assert_eq!(refused(bench.label("denial", &[])), "No hit is ticked.");
    assert_eq!(refused(bench.label("rumour", &[(3, 9)])), "The scheme has no label rumour.");
}

#[test]
fn grows_hits_to_whole_graphemes() {
    // An e with an accent of its own; a family of four in one picture.
    let mut bench = Bench::new("cafe\u{301} 👨‍👩‍👧‍👦 end");
    let made = bench.label("actor", &[(0, 4), (3, 4), (4, 6), (11, 14)]);
    assert_eq!(bench.take(made), "Mark 3 hits as actor (1 were already)");
    assert_eq!(bench.quotes(), ["actor cafe\u{301}", "actor e\u{301}", "actor 👨‍👩‍👧‍👦"]);
}

#[test]
fn changes_many_in_one_step() {
    let mut bench = Bench::new("one two three four five");
    let made = bench.label("claim", &[(0, 3), (4, 7), (8, 13)]);
    bench.take(made);
    let made = bench.label("denial", &[(4, 7), (14, 18)]);
    bench.take(made);
    let (set, ids) = (Some(bench.set), bench.ids());
    let denies = KindKey::slug("denies");
    let (denial, claim) = (*ids.last().unwrap(), ids[0]);
    let step = actions::relate(&bench.project, bench.set, &denies, denial, claim, &mut bench.stamp).unwrap().0;
    bench.take(Ok(step));

    let made = bench.many(set, &ids, &Bulk::Unsure(true));
    assert_eq!(bench.take(made), "Flag 5 annotations as not sure");
    let made = bench.many(set, &ids[..1], &Bulk::Unsure(false));
    assert_eq!(bench.take(made), "Unflag 1 annotation");
    let claims: Vec<_> =
        ids.iter().copied().filter(|id| bench.project.annotation(id).unwrap().label.as_str() == "claim").collect();
    let made = bench.many(set, &claims, &Bulk::SameClaim);
    assert_eq!(bench.take(made), "Tie 3 claims as one: “three”");
    assert!(bench.many(set, &ids, &Bulk::SameEntity).is_err(), "claims name nobody");

    // “two” is a denial already, so that its claim stays one; the relation between two denials goes.
    let made = bench.many(set, &claims, &Bulk::Relabel(LabelKey::slug("denial")));
    assert_eq!(
        bench.take(made),
        "Relabel 2 annotations as denial, dropping 1 relation (but not 1 whose words have that label already)"
    );
    let made = bench.many(set, &ids, &Bulk::Delete);
    assert_eq!(bench.take(made), "Delete 5 annotations, with 1 proposition");
    assert_eq!(bench.many(set, &ids, &Bulk::Delete).unwrap_err().0, "None of them is there any longer.");
}

#[test]
fn relabels_only_one_of_two_on_the_same_words() {
    let mut bench = Bench::new("one two");
    for label in ["claim", "denial"] {
        let made = bench.label(label, &[(0, 3)]);
        bench.take(made);
    }
    let (set, ids) = (Some(bench.set), bench.ids());
    let source = Bulk::Relabel(LabelKey::slug("source"));
    let made = bench.many(set, &ids, &source);
    assert_eq!(bench.take(made), "Relabel as source (but not 1 whose words have that label already)");
    assert_eq!(bench.quotes().iter().filter(|quote| *quote == "source one").count(), 1);
    let left: Vec<_> =
        ids.iter().copied().filter(|id| bench.project.annotation(id).unwrap().label.as_str() != "source").collect();
    assert_eq!(bench.many(set, &left, &source).unwrap_err().0, "All of their words have that label already.");
}

#[test]
fn leaves_what_is_others() {
    let mut bench = Bench::new("one two three");
    let made = bench.label("claim", &[(0, 3)]);
    bench.take(made);
    let (step, other) = actions::add_annotator(&bench.project, "bob", &mut bench.stamp).unwrap();
    bench.take(Ok(step));
    let spans = bench.spans(&[(4, 7), (8, 13)]);
    let made = label_spans(&bench.project, other, &LabelKey::slug("claim"), &spans, &mut bench.stamp, &mut |_| true);
    bench.take(made);
    let (set, ids) = (Some(bench.set), bench.ids());
    let made = bench.many(set, &ids, &Bulk::Delete);
    assert_eq!(bench.take(made), "Delete claim “one” (but not 2 of other annotators)");
    let refused = bench.many(set, &ids, &Bulk::Delete).unwrap_err();
    assert_eq!(refused.0, "They are another annotator's, and can't be changed here.");
}
