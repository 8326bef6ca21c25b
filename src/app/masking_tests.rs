use proptest::prelude::*;

use super::super::*;
use super::*;
use crate::formats::dossier::Form;
use crate::model::{AnnotationId, Details, Hash, LabelKey, SetId, Stamp};

const BODY: &str = "Ministry denies report\nIt did not ask, the ministry said on Friday.\n";

/// A desk that knows what the window must not show.
struct Pass {
    state: AppState,
    clock: u64,
    effects: Vec<Effect>,
}

impl Pass {
    /// Anna and Ben marked two articles of the Agency; Anna is annotating.
    fn new() -> Pass {
        let state = AppState::new("anna", &mut Stamp::of_number(0));
        let mut pass = Pass { state, clock: 0, effects: Vec::new() };
        for _ in 0..2 {
            let details = Details { outlet: "The Agency".into(), author: "A. Writer".into(), ..Details::default() };
            pass.send(Intent::AddArticle(details, BODY.into()));
            pass.mark("claim", 23, 37);
            pass.mark("denial", 26, 37);
            pass.send(Intent::MarkDone(true));
        }
        pass.send(Intent::AddAnnotator("ben".into()));
        pass.mark("claim", 23, 40);
        let anna = pass.own("anna");
        pass.send(Intent::ChooseSet(anna));
        pass
    }

    fn send(&mut self, intent: Intent) {
        self.clock += 1;
        self.effects = self.state.update(intent, &mut Stamp::of_number(self.clock));
        self.check();
    }

    /// What is seen is what it would be if it were made anew.
    fn check(&self) {
        let whole = self.state.whole_project();
        let articles = self.state.set().map(|set| whole.masked_articles(set)).unwrap_or_default();
        assert_eq!(self.state.is_masking(), !articles.is_empty());
        let seen = self.state.set().filter(|_| !articles.is_empty()).map(|set| whole.masked(set, &articles));
        assert!(*self.state.project() == seen.unwrap_or_else(|| whole.clone()));
        for selection in self.state.columns() {
            assert!(selection.annotation.is_none_or(|id| self.state.project().annotation(&id).is_some()));
        }
    }

    fn mark(&mut self, label: &str, from: usize, to: usize) -> AnnotationId {
        self.send(Intent::Select { anchor: from, head: to, finished: true });
        self.send(Intent::Label(LabelKey::slug(label)));
        self.state.selected().unwrap().0
    }

    fn run(&mut self, command: &Command) {
        let intent = command.resolve(&self.state).unwrap_or_else(|| panic!("{command:?}"));
        self.send(intent);
    }

    fn own(&self, name: &str) -> SetId {
        let project = self.state.whole_project();
        *project.sets().iter().find(|(id, _)| project.set_name(**id) == name).unwrap().0
    }
}

#[test]
fn a_masked_pass_begins_with_nothing_seen_and_ends_with_everything() {
    let mut pass = Pass::new();
    let whole = pass.state.project().annotation_count();
    assert_eq!(whole, 5);
    pass.run(&Command::AddMaskedSet);
    assert_eq!(pass.state.project().annotation_count(), 0);
    assert!(pass.state.project().articles_by_id().all(|(_, row)| row.details.outlet.is_empty()));
    assert!(pass.state.selected().is_none(), "what was selected is hidden");
    let mine = pass.mark("claim", 23, 37);
    assert_eq!(pass.state.project().annotation_count(), 1);
    // Tab goes from one's own marks to no other.
    pass.send(Intent::NextAnnotation);
    assert_eq!(pass.state.selection().annotation, Some(mine));
    pass.send(Intent::MarkDone(true));
    assert_eq!(
        pass.state.notice().map(|notice| notice.text.as_str()),
        Some("Done: what was masked of this article is shown again.")
    );
    // The second article, which is open, is as it was; the first is still hidden.
    assert_eq!(pass.state.project().annotation_count(), 4);
    pass.send(Intent::StepArticle(-1));
    assert!(pass.state.is_masked(pass.state.article().unwrap()));
    pass.run(&Command::Unmask);
    assert_eq!(pass.state.project().annotation_count(), whole + 1);
    assert!(Command::Unmask.resolve(&pass.state).is_none());
    // That was looked at is a step like any other.
    pass.send(Intent::Undo);
    assert!(pass.state.is_masking());
    pass.send(Intent::Redo);
    assert!(!pass.state.is_masking());
}

#[test]
fn another_set_shows_what_it_may_and_the_file_holds_everything() {
    let mut pass = Pass::new();
    let before = pass.state.project().clone();
    pass.run(&Command::AddMaskedSet);
    let masked = pass.state.set().unwrap();
    let anna = pass.own("anna");
    pass.send(Intent::ChooseSet(anna));
    assert_eq!(pass.state.project().annotation_count(), before.annotation_count());
    pass.send(Intent::ChooseSet(masked));
    pass.send(Intent::SaveTo("/tmp/p.ron".into(), false));
    let written = pass.effects.iter().find_map(|effect| match effect {
        Effect::Write { project, .. } => Some(project),
        _ => None,
    });
    assert!(written == Some(pass.state.whole_project()), "{:?}", pass.effects);
    assert_eq!(written.map(|project| project.annotation_count()), Some(before.annotation_count()));
}

#[test]
fn what_would_tell_or_lose_what_is_hidden_is_refused() {
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let article = pass.state.article().unwrap();
    let details = pass.state.whole_project().article(&article).unwrap().details.clone();
    for command in [
        Command::Details,
        Command::RemoveArticle,
        Command::NewText,
        Command::NewTextFile,
        Command::Page(Page::Earlier),
        Command::Page(Page::Texts),
        Command::Page(Page::Others),
        Command::Dossier(Form::Html),
    ] {
        assert!(command.resolve(&pass.state).is_none(), "{command:?}");
    }
    pass.send(Intent::Export(DialogPurpose::Dossier(Form::Html), "/tmp/d.html".into(), false));
    assert!(!pass.effects.iter().any(|effect| matches!(effect, Effect::Work(_))), "{:?}", pass.effects);
    assert!(pass.state.notice().is_some_and(|notice| notice.error));
    let seen = pass.state.project().article(&article).unwrap().details.clone();
    for intent in [
        Intent::SetDetails(article, seen),
        Intent::RemoveArticle(article),
        Intent::AddText(article, "Another text.".into()),
    ] {
        pass.send(intent);
        assert!(pass.state.notice().is_some_and(|notice| notice.error));
    }
    for page in [Page::Earlier, Page::Texts, Page::Others] {
        pass.send(Intent::ShowPage(page));
        assert_eq!(pass.state.page(), Page::Article, "{page:?}");
        assert!(pass.state.notice().is_some_and(|notice| notice.error));
    }
    assert_eq!(pass.state.whole_project().article(&article).map(|row| &row.details), Some(&details));
    pass.run(&Command::Unmask);
    assert!(Command::Details.resolve(&pass.state).is_some());
}

/// Lists the articles that a set remembers it showed.
fn remembered(pass: &Pass, set: SetId) -> Vec<ArticleId> {
    pass.state.whole_project().set(&set).unwrap().unmasked.iter().map(|(article, _)| *article).collect()
}

#[test]
fn what_was_seen_when_an_article_was_done_stays_seen() {
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let (article, masked) = (pass.state.article().unwrap(), pass.state.set().unwrap());
    pass.send(Intent::MarkDone(true));
    assert_eq!(remembered(&pass, masked), []);
    for _ in 0..2 {
        pass.send(Intent::MarkDone(false));
        assert!(!pass.state.is_masked(article));
        assert_eq!(remembered(&pass, masked), [article], "once");
        pass.send(Intent::MarkDone(true));
    }
    // What is not masked has nothing to remember.
    let anna = pass.own("anna");
    pass.send(Intent::ChooseSet(anna));
    pass.send(Intent::MarkDone(false));
    assert_eq!(remembered(&pass, anna), []);
}

#[test]
fn who_adds_an_article_sees_it() {
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let (before, masked) = (pass.state.article().unwrap(), pass.state.set().unwrap());
    let details = Details { outlet: "The Courier".into(), ..Details::default() };
    pass.send(Intent::AddArticle(details, BODY.into()));
    let article = pass.state.article().unwrap();
    assert_eq!((pass.state.is_masked(article), pass.state.is_masked(before)), (false, true));
    assert_eq!(pass.state.project().article(&article).unwrap().details.outlet, "The Courier");
    assert!(Command::Details.resolve(&pass.state).is_some());
    assert_eq!(remembered(&pass, masked), [article]);
    pass.send(Intent::Undo);
    assert_eq!(remembered(&pass, masked), []);
    let anna = pass.own("anna");
    pass.send(Intent::ChooseSet(anna));
    pass.send(Intent::AddArticle(Details::default(), BODY.into()));
    assert_eq!(remembered(&pass, anna), []);
}

#[test]
fn no_step_changes_what_is_hidden() {
    use crate::model::actions::{Part, Recoding};
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let masked = pass.state.set().unwrap();
    let before = pass.state.whole_project().clone();
    // Nobody sees a denial, so the scheme's page would not ask.
    pass.send(Intent::Recode(Box::new(Recoding::Remove(Part::Label(LabelKey::slug("denial")))), false));
    assert!(*pass.state.whole_project() == before);
    assert!(pass.state.notice().unwrap().text.starts_with("That would change marks which are hidden"));

    // The last step is in another pass: it is neither named nor taken back unseen.
    let anna = pass.own("anna");
    pass.send(Intent::ChooseSet(anna));
    pass.mark("actor", 40, 52);
    pass.send(Intent::ChooseSet(masked));
    let before = pass.state.whole_project().clone();
    assert_eq!(pass.state.undo_name(), None);
    assert!(Command::Undo.resolve(&pass.state).is_none());
    pass.send(Intent::Undo);
    assert!(*pass.state.whole_project() == before && pass.state.notice().unwrap().error);
    pass.send(Intent::ChooseSet(anna));
    assert_eq!(pass.state.undo_name(), Some("Mark actor “he ministry”"));
    pass.send(Intent::Undo);
    pass.send(Intent::ChooseSet(masked));
    assert_eq!(pass.state.redo_name(), None);
}

#[test]
fn what_is_hidden_keeps_its_ties_when_others_join_them() {
    let mut pass = Pass::new();
    let there = pass.mark("actor", 40, 52);
    pass.send(Intent::StepArticle(-1));
    let hidden = pass.mark("actor", 40, 52);
    pass.send(Intent::Link(LinkKind::SameEntity, hidden, there));
    pass.send(Intent::StepArticle(1));
    pass.run(&Command::AddMaskedSet);
    let mine = pass.mark("actor", 40, 52);
    // Done with this article, and not with the other.
    pass.send(Intent::MarkDone(true));
    assert!(pass.state.project().annotation(&there).is_some() && pass.state.project().annotation(&hidden).is_none());
    pass.send(Intent::Link(LinkKind::SameEntity, mine, there));
    let whole = pass.state.whole_project();
    let entity = whole.entity(&whole.entity_of(mine).unwrap()).unwrap();
    assert_eq!(entity.members.len(), 3, "{:?}", pass.state.notice());
    assert!(entity.members.contains(&hidden));
}

#[test]
fn the_passes_of_one_person_are_compared_and_nobody_elses() {
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let (anna, masked) = (pass.own("anna"), pass.state.set().unwrap());
    pass.mark("claim", 23, 37);
    pass.send(Intent::MarkDone(true));
    let ben = pass.own("ben");
    assert_eq!(pass.state.compared_sets(), [anna, ben, masked]);
    pass.send(Intent::Agreement(AgreementIntent::Compare(anna, false)));
    pass.run(&Command::CompareWithSelf);
    for _ in 0..2 {
        assert_eq!((pass.state.page(), pass.state.compared_sets()), (Page::Agreement, vec![anna, masked]));
        assert!(Command::CompareWithSelf.resolve(&pass.state).is_none(), "it would do nothing");
        pass.send(Intent::CompareWithSelf);
    }
    pass.send(Intent::ShowPage(Page::Article));
    assert_eq!(pass.state.compared_sets(), [ben, masked], "what was chosen before is chosen again");
    pass.send(Intent::ChooseSet(ben));
    assert!(Command::CompareWithSelf.resolve(&pass.state).is_none(), "Ben has one pass");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]
    /// Whatever is done, what is seen is what it would be if it were made anew; [`Pass::send`] checks that.
    #[test]
    fn what_is_seen_follows_every_step(deeds in prop::collection::vec((0u8..12, 0usize..60, 1usize..20), 1..40)) {
        let mut pass = Pass::new();
        pass.run(&Command::AddMaskedSet);
        for (what, from, length) in deeds {
            let to = (from + length).min(BODY.trim_end().len());
            let sets: Vec<SetId> = pass.state.whole_project().sets().iter().map(|(id, _)| **id).collect();
            pass.send(match what {
                0..=2 => Intent::Select { anchor: from.min(to), head: to, finished: true },
                3 => Intent::Label(LabelKey::slug("claim")),
                4 => Intent::Label(LabelKey::slug("denial")),
                5 => Intent::Undo,
                6 => Intent::Redo,
                7 => Intent::StepArticle(if from % 2 == 0 { 1 } else { -1 }),
                8 => Intent::MarkDone(from % 2 == 0),
                9 => Intent::ChooseSet(sets[from % sets.len()]),
                10 if from % 4 == 0 => Intent::Unmask,
                10 => Intent::NextAnnotation,
                _ => Intent::Delete,
            });
        }
    }
}

#[test]
fn a_project_that_is_read_shows_nothing_that_is_hidden_in_it() {
    let mut pass = Pass::new();
    pass.run(&Command::AddMaskedSet);
    let anna = pass.own("anna");
    let (masked, project) = (pass.state.set().unwrap(), pass.state.whole_project().clone());
    let loaded = LoadedProject {
        project,
        warnings: Vec::new(),
        intact: true,
        hash: Hash::of(b"file"),
        lock: Lock::Ours,
        read_only: None,
    };
    pass.send(Intent::Loaded("/tmp/p.ron".into(), Box::new(Ok(loaded))));
    pass.send(Intent::GoOn);
    assert_eq!(pass.state.set(), Some(masked), "it is not over");
    assert_eq!(pass.state.project().annotation_count(), 0);
    // Who last annotated in another set goes on there.
    let mut resume = |set| {
        let (path, columns, texts) = ("/tmp/p.ron".into(), Vec::new(), Vec::new());
        pass.send(Intent::Resume { path, article: None, columns, set, texts });
        (pass.state.set(), pass.state.is_masking())
    };
    assert_eq!(resume(None), (Some(masked), true));
    assert_eq!(resume(Some(SetId(1))), (Some(masked), true), "it is gone");
    assert_eq!(resume(Some(anna)), (Some(anna), false));
    assert_eq!(resume(Some(masked)), (Some(masked), true));
}
