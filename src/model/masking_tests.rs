use super::*;
use crate::model::scheme::Scheme;
use crate::model::*;

/// Two annotators and a masked pass of the first, on two articles.
struct Desk {
    project: Project,
    stamp: Stamp,
    articles: [ArticleId; 2],
    own: SetId,
    other: SetId,
    masked: SetId,
}

const BODY: &str = "Ministry denies report\n\nIt did not ask, the ministry said.\n";

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(1);
        let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let articles = [0, 1].map(|_| {
            let text = Text::new(BODY);
            let details = Details {
                title: "Agency: denied".into(),
                outlet: "The Agency".into(),
                author: "A. Writer".into(),
                address: "https://agency.example/1".into(),
                date: "2026-03-07".into(),
                language: "en".into(),
                note: "from the Agency".into(),
            };
            let made =
                actions::add_article(&project, details, text.clone(), Block::guess(&text), "agency.txt", &mut stamp);
            let (step, id) = made.unwrap();
            project.apply(&step.transaction).unwrap();
            id
        });
        let own = *project.sets()[0].0;
        let (step, other) = actions::add_annotator(&project, "ben", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let (step, masked) = actions::add_set(&project, own, true, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        Desk { project, stamp, articles, own, other, masked }
    }

    fn apply(&mut self, made: Result<Step, Refusal>) {
        self.project.apply(&made.unwrap().transaction).unwrap();
    }

    fn mark(&mut self, set: SetId, article: usize, label: &str, words: &str) -> AnnotationId {
        let (revision, row) = self.project.latest(self.articles[article]).unwrap();
        let at = row.text.as_str().find(words).unwrap();
        let fragments = Fragments::one(row.text.span(at, at + words.len()).unwrap());
        let id = AnnotationId(self.stamp.fresh());
        let row = Annotation::new(set, revision, LabelKey::slug(label), fragments, self.stamp.time);
        let mut builder = Builder::new(&self.project);
        builder.put(id, Some(row));
        let made = builder.finish();
        self.project.apply(&made).unwrap();
        id
    }

    fn seen(&self) -> Project {
        let seen = self.project.masked(self.masked, &self.project.masked_articles(self.masked));
        assert!(seen.index_is_right());
        seen
    }
}

#[test]
fn a_masked_pass_hides_articles_until_it_is_done_with_them_or_shows_them() {
    let mut desk = Desk::new();
    let [one, two] = desk.articles;
    assert_eq!(desk.project.set(&desk.masked).map(|row| row.kind), Some(SetKind::MaskedPass));
    assert_eq!(desk.project.masked_articles(desk.masked), [one, two].into());
    assert!(desk.project.masked_articles(desk.own).is_empty() && !desk.project.masks(desk.other, one));
    let made = actions::mark_done(&desk.project, desk.masked, one, true, &desk.stamp);
    desk.apply(made);
    assert_eq!(desk.project.masked_articles(desk.masked), [two].into());
    let made = actions::unmask(&desk.project, desk.masked, two, &desk.stamp);
    desk.apply(made);
    assert!(desk.project.masked_articles(desk.masked).is_empty());
    // It is remembered, and can't be done twice.
    assert_eq!(desk.project.set(&desk.masked).unwrap().unmasked, [(two, desk.stamp.time)]);
    assert!(actions::unmask(&desk.project, desk.masked, two, &desk.stamp).is_err());
    assert!(actions::unmask(&desk.project, desk.own, two, &desk.stamp).is_err());
    // What is no longer done has been seen, and that is remembered too.
    let made = actions::mark_done(&desk.project, desk.masked, one, false, &desk.stamp);
    desk.apply(made);
    assert!(desk.project.masked_articles(desk.masked).is_empty());
    assert_eq!(desk.project.set(&desk.masked).unwrap().unmasked, [two, one].map(|id| (id, desk.stamp.time)));
}

#[test]
fn nothing_is_seen_of_a_masked_article_but_its_text_date_and_the_pass_itself() {
    let mut desk = Desk::new();
    let [one, two] = desk.articles;
    let (own, other, masked) = (desk.own, desk.other, desk.masked);
    let claim = desk.mark(own, 0, "claim", "It did not ask");
    let denial = desk.mark(own, 0, "denial", "did not ask");
    let foreign = desk.mark(other, 0, "claim", "the ministry");
    let mine = desk.mark(masked, 0, "claim", "Ministry denies");
    let far = desk.mark(own, 1, "claim", "It did not ask");
    let made = actions::mark_done(&desk.project, own, one, true, &desk.stamp);
    desk.apply(made);
    let made = actions::mark_done(&desk.project, masked, two, true, &desk.stamp);
    desk.apply(made);
    // A relation there, one that leads there from elsewhere, and propositions with members there.
    let kind = KindKey::slug("denies");
    for (from, to) in [(denial, claim), (denial, far)] {
        let (step, _) = actions::relate(&desk.project, own, &kind, from, to, &mut desk.stamp).unwrap();
        desk.project.apply(&step.transaction).unwrap();
    }
    let (step, _) = actions::tie_claims(&desk.project, &[claim, far], &mut desk.stamp).unwrap();
    desk.project.apply(&step.transaction).unwrap();
    let (step, alone) = actions::propose(&desk.project, foreign, &mut desk.stamp).unwrap();
    desk.project.apply(&step.transaction).unwrap();

    // Exercises on both, of which that on the article that is hidden would tell what is marked in it.
    let asked = [one, two].map(|article| {
        let text = actions::text_to_ask(&desk.project, article, own).unwrap();
        let draft = actions::draft_exercise(&desk.project, text, own).unwrap();
        let (step, id) = actions::add_exercise(&desk.project, draft, &mut desk.stamp).unwrap();
        desk.project.apply(&step.transaction).unwrap();
        id
    });

    let seen = desk.seen();
    assert!(seen.exercise(&asked[0]).is_none() && seen.exercise(&asked[1]).is_some());
    let ids: BTreeSet<AnnotationId> = seen.annotations().map(|(id, _)| *id).collect();
    assert_eq!(ids, [mine, far].into(), "what is done is seen, with what others marked in it");
    assert_eq!(seen.relation_count(), 0);
    let members: Vec<_> = seen.propositions().map(|(_, row)| row.members.clone()).collect();
    assert_eq!(members, [[far].into()]);
    assert!(seen.proposition(&alone).is_none());
    assert!(seen.done(&(own, one)).is_none() && seen.done(&(masked, two)).is_some());
    let details = &seen.article(&one).unwrap().details;
    let (date, language) = ("2026-03-07".into(), "en".into());
    let title = "Ministry denies report".to_owned();
    assert_eq!(*details, Details { title, date, language, ..Details::default() });
    assert_eq!(seen.latest(one).map(|(_, row)| (row.text.as_str(), row.origin.as_str())), Some((BODY, "")));
    assert_eq!(seen.article(&two), desk.project.article(&two));
    // The whole is as it was.
    assert_eq!((desk.project.annotation_count(), desk.project.relation_count()), (5, 2));
    // Once it is done, everything is seen.
    let made = actions::mark_done(&desk.project, masked, one, true, &desk.stamp);
    desk.apply(made);
    assert!(desk.seen() == desk.project);
}

#[test]
fn steps_within_the_pass_do_the_same_to_what_is_seen() {
    let mut desk = Desk::new();
    let (own, masked) = (desk.own, desk.masked);
    desk.mark(own, 0, "claim", "It did not ask");
    let mine = desk.mark(masked, 0, "claim", "Ministry denies");
    let mut seen = desk.seen();
    let within = actions::set_unsure(&desk.project, &[mine], true).unwrap().transaction;
    assert!(desk.project.is_within(&within, masked) && !desk.project.is_within(&within, own));
    seen.apply(&within).unwrap();
    desk.project.apply(&within).unwrap();
    assert!(seen == desk.seen());
    let done = actions::mark_done(&desk.project, masked, desk.articles[0], true, &desk.stamp).unwrap();
    assert!(!desk.project.is_within(&done.transaction, masked), "that shows the article");
}
