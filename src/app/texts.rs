//! Adds a later text to an article, shows what it changed, settles the annotations that lost their place, and finds
//! what the open article shares with the others. All that takes long is done on threads; answers to what nobody waits
//! for are dropped.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::compare::revision::{Candidate, Plan, suggest};
use crate::compare::{Common, Comparison, Reading};
use crate::documents::Draft;
use crate::model::actions::{self, NewText, Subject};
use crate::model::{Annotation, AnnotationId, ArticleId, Block, Fragments, Project, RevisionId, Span, Stamp, Text};
use crate::say;

use super::adding::FileRead;
use super::docking::Dock;
use super::effect::Effect;
use super::intent::Intent;
use super::modal::Modal;
use super::selection::Selection;
use super::state::{AppState, Page};
use super::work::{Cancel, Work};

/// As many texts as an article can have; a file made by hand may go round in a circle.
const MOST_TEXTS: usize = 64;

/// What is under way with the texts of articles, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// Counts the questions, to tell answers to the last ones from earlier ones.
    asked: u64,
    adding: Option<Asked<ArticleId>>,
    /// The batch in which a file is read, and for which article.
    file: Option<(u64, ArticleId)>,
    /// Which two texts the page compares, where somebody chose them.
    chosen: Option<[RevisionId; 2]>,
    looked: Option<Looked>,
    sought: Option<Sought>,
    shared: Option<Shared>,
}

/// A question that a thread works on.
#[derive(Clone, Debug)]
struct Asked<T> {
    number: u64,
    cancel: Cancel,
    about: T,
}

/// Two texts of an article that are compared.
#[derive(Clone, Debug)]
struct Looked {
    asked: Asked<[RevisionId; 2]>,
    found: Option<Comparison>,
    /// Why they could not be compared.
    failure: Option<String>,
}

/// Where annotations may stand that lost their place, the likeliest place first.
pub type Candidates = BTreeMap<AnnotationId, Vec<Candidate>>;

/// Places on an article's last text that are looked for.
#[derive(Clone, Debug)]
struct Sought {
    asked: Asked<RevisionId>,
    /// For which annotations.
    lost: Vec<AnnotationId>,
    found: Option<Candidates>,
    /// Why they could not be looked for.
    failure: Option<String>,
}

/// What is shared with other articles.
#[derive(Clone, Debug)]
struct Shared {
    /// The open article's text and the other articles' texts.
    asked: Asked<Vec<RevisionId>>,
    found: Option<Vec<Common>>,
    /// Why it could not be found out.
    failure: Option<String>,
}

/// A new text that is to be compared with the article's last one, for a thread.
#[derive(Clone, Debug)]
pub struct AddJob {
    number: u64,
    cancel: Cancel,
    project: Project,
    article: ArticleId,
    new: NewText,
}

/// Two texts that are to be compared, for a thread.
#[derive(Clone, Debug)]
pub struct CompareJob {
    number: u64,
    cancel: Cancel,
    texts: [Text; 2],
}

/// Annotations that lost their place on an article's last text, for a thread to look for.
#[derive(Clone, Debug)]
pub struct SeekJob {
    number: u64,
    cancel: Cancel,
    text: Text,
    wanted: Vec<AnnotationId>,
    /// Them, by the text that they last stood on.
    lost: Vec<(Text, Vec<(AnnotationId, Fragments)>)>,
}

/// Articles that are to be compared with the first, for a thread.
#[derive(Clone, Debug)]
pub struct ShareJob {
    number: u64,
    cancel: Cancel,
    project: Project,
    articles: Vec<ArticleId>,
}

/// What a thread says of texts.
#[derive(Clone, Debug)]
pub struct TextNews {
    number: u64,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Planned { project: Box<Project>, plan: Box<Plan>, new: Box<NewText> },
    Compared(Box<Comparison>),
    Sought(Candidates),
    Shared(Vec<Common>),
}

impl AddJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(TextNews)) {
        let stop = || self.cancel.is_cancelled();
        if let Some(plan) = Plan::of(&self.project, self.article, &self.new.text, &stop) {
            let (project, new) = (Box::new(self.project), Box::new(self.new));
            answer(TextNews { number: self.number, what: What::Planned { project, plan: Box::new(plan), new } });
        }
    }
}

impl CompareJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(TextNews)) {
        let stop = || self.cancel.is_cancelled();
        let [old, new] = &self.texts;
        let comparison = Comparison::of(old, new, &stop);
        if !stop() {
            answer(TextNews { number: self.number, what: What::Compared(Box::new(comparison)) });
        }
    }
}

impl SeekJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(TextNews)) {
        let stop = || self.cancel.is_cancelled();
        let mut candidates: Candidates = self.wanted.into_iter().map(|id| (id, Vec::new())).collect();
        for (before, lost) in self.lost {
            let (ids, places): (Vec<AnnotationId>, Vec<Fragments>) = lost.into_iter().unzip();
            let comparison = Comparison::of(&before, &self.text, &stop);
            if stop() {
                return;
            }
            candidates.extend(ids.into_iter().zip(suggest(&comparison, &before, &self.text, &places)));
        }
        answer(TextNews { number: self.number, what: What::Sought(candidates) });
    }
}

impl ShareJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(TextNews)) {
        let stop = || self.cancel.is_cancelled();
        let mut readings = self.articles.iter().filter_map(|id| Reading::of(&self.project, *id));
        let Some(open) = readings.next() else { return };
        let mut found = Vec::new();
        for other in readings {
            found.push(Common::of(&open, &other, &stop));
            if stop() {
                return;
            }
        }
        found.retain(|common| !common.is_empty());
        answer(TextNews { number: self.number, what: What::Shared(found) });
    }
}

impl Texts {
    /// Lets go of the texts of a project that is left. The count of the questions goes on, so that late answers are
    /// known for what they are.
    pub(super) fn leave(&mut self) {
        let Texts { asked, adding, looked, sought, shared, .. } = std::mem::take(self);
        self.asked = asked;
        let cancels = [
            adding.map(|asked| asked.cancel),
            looked.map(|looked| looked.asked.cancel),
            sought.map(|sought| sought.asked.cancel),
            shared.map(|shared| shared.asked.cancel),
        ];
        cancels.into_iter().flatten().for_each(|cancel| cancel.cancel());
    }

    /// Notes that what was asked under this number could not be compared. Tells whether that is still waited for.
    pub(super) fn fail(&mut self, number: u64, why: &str) -> bool {
        if self.adding.take_if(|asked| asked.number == number).is_some() {
            return true;
        }
        let looked = self.looked.as_mut().map(|looked| (looked.asked.number, &mut looked.failure));
        let shared = self.shared.as_mut().map(|shared| (shared.asked.number, &mut shared.failure));
        let sought = self.sought.as_mut().map(|sought| (sought.asked.number, &mut sought.failure));
        let failure = [looked, sought, shared].into_iter().flatten().find(|(asked, _)| *asked == number);
        failure.map(|(_, failure)| *failure = Some(why.to_owned())).is_some()
    }

    /// Lets go of what could not be compared, so that it is compared again where it is still looked at.
    pub(super) fn forget_failures(&mut self) {
        self.looked.take_if(|looked| looked.failure.is_some());
        self.sought.take_if(|sought| sought.failure.is_some());
        self.shared.take_if(|shared| shared.failure.is_some());
    }

    fn ask<T>(&mut self, about: T) -> Asked<T> {
        self.asked += 1;
        Asked { number: self.asked, cancel: Cancel::default(), about }
    }
}

impl AppState {
    /// Tells to which article a new text is being added.
    pub fn text_is_added(&self) -> Option<ArticleId> {
        self.texts.adding.as_ref().map(|asked| asked.about)
    }

    /// Returns the two texts of the open article that the page compares: those that were chosen, or the last two.
    pub fn compared_texts(&self) -> Option<[RevisionId; 2]> {
        let revisions: Vec<RevisionId> = self.project.revisions_of(self.article()?).collect();
        let there = |pair: &[RevisionId; 2]| pair.iter().all(|id| revisions.contains(id));
        let last = || Some([*revisions.get(revisions.len().checked_sub(2)?)?, *revisions.last()?]);
        self.texts.chosen.filter(there).or_else(last)
    }

    /// Returns what came of comparing them, once it is known.
    pub fn compared(&self) -> Option<&Comparison> {
        self.texts.looked.as_ref()?.found.as_ref()
    }

    /// Returns where the annotations may stand that lost their place on the open article's last text, once that is
    /// known.
    pub fn places_for_lost(&self) -> Option<&Candidates> {
        self.texts.sought.as_ref()?.found.as_ref()
    }

    /// Returns why their places could not be looked for, in the user's words.
    pub fn places_failure(&self) -> Option<&str> {
        self.texts.sought.as_ref()?.failure.as_deref()
    }

    /// Returns why they could not be compared, in the user's words.
    pub fn compared_failure(&self) -> Option<&str> {
        self.texts.looked.as_ref()?.failure.as_deref()
    }

    /// Lists the annotations on the open article's last text that lost their place and wait for somebody to find it, in
    /// the order in which they stood. The cost follows those that lost theirs.
    pub fn waiting_annotations(&self) -> Vec<AnnotationId> {
        let Some((revision, _)) = self.open_revision() else { return Vec::new() };
        let mut waiting: Vec<(usize, AnnotationId)> = self
            .project
            .detached(revision)
            .filter(|id| actions::is_waiting(&self.project, *id))
            .map(|id| (self.last_place(id).map_or(usize::MAX, |(_, place)| place.start()), id))
            .collect();
        waiting.sort_unstable();
        waiting.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the text and the place on which an annotation that lost its place last stood, where those are still
    /// there.
    pub fn last_place(&self, id: AnnotationId) -> Option<(RevisionId, &Fragments)> {
        let mut row = self.project.annotation(&id)?;
        for _ in 0..MOST_TEXTS {
            if let Some(fragments) = row.fragments() {
                return Some((row.revision, fragments));
            }
            row = row.derived_from.iter().find_map(|from| self.project.annotation(from))?;
        }
        None
    }

    /// Returns what became of an annotation of an earlier text on a later one. It looks at all annotations there.
    pub(super) fn carried_to(&self, revision: RevisionId, id: AnnotationId) -> Option<(AnnotationId, &Annotation)> {
        let project = &self.project;
        let all = project.in_order(revision).chain(project.detached(revision));
        let mut rows = all.filter_map(|other| Some((other, project.annotation(&other)?)));
        rows.find(|(_, row)| self.comes_from(row, id))
    }

    /// Tells whether an annotation was carried over from another, over whichever texts.
    fn comes_from<'a>(&'a self, mut row: &'a Annotation, id: AnnotationId) -> bool {
        for _ in 0..MOST_TEXTS {
            if row.derived_from.contains(&id) {
                return true;
            }
            match row.derived_from.iter().find_map(|from| self.project.annotation(from)) {
                Some(before) => row = before,
                None => return false,
            }
        }
        false
    }

    /// Returns what the open article shares with the others, once it is known.
    pub fn shared_passages(&self) -> Option<&[Common]> {
        self.texts.shared.as_ref()?.found.as_deref()
    }

    /// Returns why that could not be found out, in the user's words.
    pub fn shared_failure(&self) -> Option<&str> {
        self.texts.shared.as_ref()?.failure.as_deref()
    }

    /// Does what has to do with the texts of articles.
    pub(super) fn run_texts(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::AddText(article, body) => self.add_text(article, &body, effects),
            Intent::TextNews(news) => self.text_news(*news, stamp, effects),
            Intent::CompareTexts(pair) => self.texts.chosen = Some(pair),
            Intent::PlaceLost(id, span) => {
                let may = self.may_change(Subject::Annotation(id));
                let made = may.and_then(|()| actions::reshape(&self.project, id, Fragments::one(span)));
                self.commit(made, effects);
            }
            Intent::LeaveLost(id) => {
                let may = self.may_change(Subject::Annotation(id));
                self.commit(may.and_then(|()| actions::leave_detached(&self.project, &[id], stamp)), effects);
            }
            Intent::ShowWords(article, span) => {
                self.open(article);
                self.selection = Selection { article: Some(article), ..Selection::default() };
                (self.selection.anchor, self.selection.head) = (span.start(), span.end());
                self.mend();
                self.reveal_words(effects);
            }
            _ => {}
        }
    }

    fn reveal_words(&self, effects: &mut Vec<Effect>) {
        if let Some((revision, _)) = self.open_revision() {
            effects.push(Effect::Reveal(revision, self.selection.anchor));
        }
    }

    /// Reads a file that is to be a later text of the open article.
    pub(super) fn read_text(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        let Some(article) = self.article() else { return };
        match self.begin_reading(vec![path], effects) {
            Some(batch) => self.texts.file = Some((batch, article)),
            None => self.say(say!("texts-wait"), true),
        }
    }

    /// Returns the article that a batch of files is a later text of.
    pub(super) fn text_of_batch(&mut self, batch: u64) -> Option<ArticleId> {
        self.texts.file.take_if(|(wanted, _)| *wanted == batch).map(|(_, article)| article)
    }

    /// Takes a file that was read for a later text. Where its encoding is not certain, it waits until somebody has
    /// looked at it.
    pub(super) fn text_read(&mut self, article: ArticleId, files: Vec<FileRead>, effects: &mut Vec<Effect>) {
        let Some(file) = files.into_iter().next() else { return };
        match file {
            FileRead::Ready { source, draft } => {
                self.adding.remark(source.name(), &draft);
                self.add_draft_of_text(article, *draft, effects);
            }
            FileRead::Unsure { source, draft } => {
                self.close_modal();
                self.adding.wait_for_look(Some(article), source, draft);
            }
            FileRead::Failed { name, why } => self.say(say!("file-not-added", file = name, why = why), true),
        }
    }

    /// Adds a draft as a later text of an article.
    pub(super) fn add_draft_of_text(&mut self, article: ArticleId, draft: Draft, effects: &mut Vec<Effect>) {
        let (text, blocks) = draft.written();
        let origin = draft.origin;
        self.add_new_text(article, NewText { text, blocks, origin, adds_words: false }, effects);
    }

    fn add_text(&mut self, article: ArticleId, body: &str, effects: &mut Vec<Effect>) {
        let text = Text::import(body);
        let (blocks, origin) = (Block::guess(&text), say!("origin-typed").to_owned());
        self.add_new_text(article, NewText { text, blocks, origin, adds_words: false }, effects);
    }

    fn add_new_text(&mut self, article: ArticleId, new: NewText, effects: &mut Vec<Effect>) {
        if self.refuses_changes() {
            return;
        }
        let last = self.project.latest(article);
        if last.is_some_and(|(_, row)| row.text == new.text) {
            return self.say(say!("refuse-same-text"), true);
        }
        self.plan_text(article, new, effects);
        if matches!(&self.modal, Some(Modal::NewText { article: typed, .. }) if *typed == article) {
            self.close_modal();
        }
        self.say(say!("texts-comparing"), false);
    }

    fn plan_text(&mut self, article: ArticleId, new: NewText, effects: &mut Vec<Effect>) {
        let asked = self.texts.ask(article);
        let (number, cancel) = (asked.number, asked.cancel.clone());
        if let Some(before) = self.texts.adding.replace(asked) {
            before.cancel.cancel();
        }
        let job = AddJob { number, cancel, project: self.project.clone(), article, new };
        effects.push(Effect::Work(Work::AddText(Box::new(job))));
    }

    fn text_news(&mut self, news: TextNews, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let TextNews { number, what } = news;
        match what {
            What::Planned { project, plan, mut new } => {
                let Some(asked) = self.texts.adding.take_if(|asked| asked.number == number) else { return };
                if !project.annotations_changed_since(&self.project).is_empty()
                    || self.project.latest(asked.about).map(|(id, _)| id) != Some(plan.before)
                {
                    // The project went on meanwhile.
                    return self.plan_text(asked.about, *new, effects);
                }
                new.adds_words = plan.adds_words;
                let made = actions::add_revision(&self.project, asked.about, *new, &plan.carried(), stamp);
                let counts = plan.counts();
                if self.commit(made.map(|(step, _)| step), effects) {
                    self.open(asked.about);
                    self.page = Page::Texts;
                    self.texts.chosen = None;
                    let (exact, moved, lost) = (counts.exact, counts.moved, counts.lost);
                    self.say(say!("texts-added", exact = exact, moved = moved, lost = lost), false);
                }
            }
            What::Compared(compared) => {
                if let Some(looked) = self.texts.looked.as_mut().filter(|looked| looked.asked.number == number) {
                    looked.found = Some(*compared);
                }
            }
            What::Sought(found) => {
                if let Some(sought) = self.texts.sought.as_mut().filter(|sought| sought.asked.number == number) {
                    sought.found = Some(found);
                }
            }
            What::Shared(found) => {
                if let Some(shared) = self.texts.shared.as_mut().filter(|shared| shared.asked.number == number) {
                    shared.found = Some(found);
                }
            }
        }
    }

    /// Compares what the page and the panel show, when it is not what was compared last. What is no longer shown is let
    /// go.
    pub(super) fn follow_texts(&mut self, effects: &mut Vec<Effect>) {
        if self.texts.adding.as_ref().is_some_and(|asked| self.project.article(&asked.about).is_none())
            && let Some(asked) = self.texts.adding.take()
        {
            asked.cancel.cancel();
        }
        self.follow_page_of_texts(effects);
        self.follow_lost(effects);
        self.follow_shared(effects);
    }

    fn follow_page_of_texts(&mut self, effects: &mut Vec<Effect>) {
        let pair = self.compared_texts().filter(|_| self.page == Page::Texts);
        let Some(pair) = pair else {
            if let Some(looked) = self.texts.looked.take() {
                looked.asked.cancel.cancel();
            }
            return;
        };
        if self.texts.looked.as_ref().is_some_and(|looked| looked.asked.about == pair) {
            return;
        }
        let text = |id: RevisionId| self.project.revision(&id).map(|row| row.text.clone());
        let (Some(old), Some(new)) = (text(pair[0]), text(pair[1])) else { return };
        let asked = self.texts.ask(pair);
        let (number, cancel) = (asked.number, asked.cancel.clone());
        if let Some(before) = self.texts.looked.replace(Looked { asked, found: None, failure: None }) {
            before.asked.cancel.cancel();
        }
        effects.push(Effect::Work(Work::CompareTexts(Box::new(CompareJob { number, cancel, texts: [old, new] }))));
    }

    /// Looks for places on the open article's last text, whichever two texts are compared.
    fn follow_lost(&mut self, effects: &mut Vec<Effect>) {
        let open = self.open_revision().filter(|_| self.page == Page::Texts);
        let open = open.map(|(id, row)| (id, row.text.clone()));
        let Some((last, text)) = open.filter(|(id, _)| self.project.detached(*id).next().is_some()) else {
            if let Some(sought) = self.texts.sought.take() {
                sought.asked.cancel.cancel();
            }
            return;
        };
        let lost: Vec<AnnotationId> = self.project.detached(last).collect();
        let known = |sought: &Sought| sought.asked.about == last && lost.iter().all(|id| sought.lost.contains(id));
        if self.texts.sought.as_ref().is_some_and(known) {
            return;
        }
        let mut by_text: BTreeMap<RevisionId, Vec<(AnnotationId, Fragments)>> = BTreeMap::new();
        for id in &lost {
            if let Some((revision, fragments)) = self.last_place(*id) {
                by_text.entry(revision).or_default().push((*id, fragments.clone()));
            }
        }
        let text_of = |id: RevisionId| self.project.revision(&id).map(|row| row.text.clone());
        let by_text = by_text.into_iter().filter_map(|(id, lost)| Some((text_of(id)?, lost))).collect();
        let asked = self.texts.ask(last);
        let (number, cancel) = (asked.number, asked.cancel.clone());
        // What was found stays in view while places for more annotations are looked for.
        let before = self.texts.sought.take();
        let found = before.as_ref().filter(|before| before.asked.about == last).and_then(|before| before.found.clone());
        if let Some(before) = before {
            before.asked.cancel.cancel();
        }
        let job = SeekJob { number, cancel, text, wanted: lost.clone(), lost: by_text };
        self.texts.sought = Some(Sought { asked, lost, found, failure: None });
        effects.push(Effect::Work(Work::SeekLost(Box::new(job))));
    }

    fn follow_shared(&mut self, effects: &mut Vec<Effect>) {
        let open = self.article().filter(|_| self.view.dock == Some(Dock::Shared));
        let Some(open) = open else {
            if let Some(shared) = self.texts.shared.take() {
                shared.asked.cancel.cancel();
            }
            return;
        };
        let mut articles: Vec<ArticleId> = self.project.articles().into_iter().map(|(id, _)| *id).collect();
        articles.sort_by_key(|id| *id != open);
        let texts: Vec<RevisionId> =
            articles.iter().filter_map(|id| self.project.latest(*id)).map(|(id, _)| id).collect();
        if self.texts.shared.as_ref().is_some_and(|shared| shared.asked.about == texts) {
            return;
        }
        let asked = self.texts.ask(texts);
        let (number, cancel) = (asked.number, asked.cancel.clone());
        if let Some(before) = self.texts.shared.replace(Shared { asked, found: None, failure: None }) {
            before.asked.cancel.cancel();
        }
        let job = ShareJob { number, cancel, project: self.project.clone(), articles };
        effects.push(Effect::Work(Work::Share(Box::new(job))));
    }

    /// Returns the annotation of the review that is dealt with next, if it may be changed, and its likeliest place.
    pub(super) fn next_lost(&self) -> Option<(AnnotationId, Option<Span>)> {
        let id = self.waiting_annotations().into_iter().find(|id| self.may_change(Subject::Annotation(*id)).is_ok())?;
        let best = self.places_for_lost().and_then(|found| found.get(&id)?.first()).map(|best| best.span);
        Some((id, best))
    }
}

#[cfg(test)]
#[path = "texts_tests.rs"]
mod tests;
