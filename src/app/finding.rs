//! Finds in the open article or in all of them: what is looked for, what was found, which hits are ticked.
//!
//! A [`FindJob`] does the searching on threads. It looks at what is in view first, then at the open article, then at
//! the others; hits come back a megabyte at a time, in order. They depend on texts alone, which never change, so
//! no edit makes them stale; another text or article begins the search again.

mod job;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::search::{BadPattern, Query};
use crate::model::{ArticleId, LabelKey, RevisionId, Span, Stamp, Text};
use crate::say;

use super::effect::Effect;
use super::many::Many;
use super::selection::Selection;
use super::state::{AppState, Page};
use super::work::{Cancel, Work};

use job::News;
pub use job::{FindJob, FindNews};

/// How many hits are kept at the most.
pub const MOST: usize = 1_000_000;
/// The longest selection that is taken up as what to look for, in code points.
const LONGEST: usize = 80;

/// Where to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In the open article.
    #[default]
    Article,
    /// In all articles.
    Project,
}

/// One of the switches of what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Switch {
    /// Capital letters and small ones are the same.
    IgnoreCase,
    /// Only whole words are found.
    WholeWords,
    /// The pattern is a regular expression.
    Regex,
}

impl Switch {
    /// All switches, in their order.
    pub const ALL: [Switch; 3] = [Switch::IgnoreCase, Switch::WholeWords, Switch::Regex];

    /// Tells whether it is on.
    pub fn is_on(self, query: &Query) -> bool {
        match self {
            Switch::IgnoreCase => query.ignore_case,
            Switch::WholeWords => query.whole_words,
            Switch::Regex => query.regex,
        }
    }

    /// Returns a query with it the other way.
    pub fn switched(self, query: &Query) -> Query {
        let (on, query) = (!self.is_on(query), query.clone());
        match self {
            Switch::IgnoreCase => Query { ignore_case: on, ..query },
            Switch::WholeWords => Query { whole_words: on, ..query },
            Switch::Regex => Query { regex: on, ..query },
        }
    }
}

/// What was found in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whose text it is.
    pub article: ArticleId,
    /// The text: its article's latest.
    pub revision: RevisionId,
    /// The hits so far, in order.
    pub hits: Vec<Span>,
    /// Up to which byte it was searched.
    pub searched: usize,
    /// How many bytes it has.
    pub bytes: usize,
}

/// A hit among all of them: which text, and which of its hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HitAt {
    /// Which of [`Finding::found`].
    pub text: usize,
    /// Which of its hits.
    pub hit: usize,
}

/// How a search stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing to look for yet.
    Idle,
    /// The pattern is no good.
    Bad(BadPattern),
    /// It goes on.
    Searching,
    /// Everything was searched.
    Done,
    /// There are [`MOST`] hits or more; the rest was not searched.
    TooMany,
    /// It could not go on, for a reason in the user's words.
    Failed(String),
}

/// A search and what came of it.
#[derive(Clone, Debug)]
pub struct Finding {
    query: Query,
    scope: Scope,
    standing: Standing,
    /// Tells the answers to this search from those to earlier ones.
    number: u64,
    cancel: Cancel,
    found: Vec<Found>,
    /// Hits around what was in view when the search began, until its text is searched.
    in_view: Option<(RevisionId, Vec<Span>)>,
    count: usize,
    current: Option<HitAt>,
    /// From where the first hit is looked for, in bytes of the text that was open.
    origin: usize,
    /// Whether the first hit is brought into view: not when somebody only moved to another article.
    reveals: bool,
    /// Whether hits are ticked that nobody ticked or unticked.
    ticked: bool,
    /// The hits that are not as `ticked` says, by text and start.
    other: BTreeSet<(RevisionId, usize)>,
}

impl Finding {
    /// Returns what changes whenever the hits known in any text do: which search, how many hits, how far it came,
    /// whether those in view are known before the rest.
    pub fn version(&self) -> (u64, usize, usize, bool) {
        (self.number, self.count, self.progress().0, self.in_view.is_some())
    }

    /// Returns what is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns where.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Returns how the search stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Returns how many of how many bytes were searched.
    pub fn progress(&self) -> (usize, usize) {
        let sum = |of: fn(&Found) -> usize| self.found.iter().map(of).sum();
        (sum(|found| found.searched), sum(|found| found.bytes))
    }

    /// Lists the texts in the order of the articles, with their hits so far.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// Counts the hits so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns the hit that was last gone to.
    pub fn current(&self) -> Option<HitAt> {
        self.current
    }

    /// Returns the words of a hit: in which article, in which text, where.
    pub fn hit(&self, at: HitAt) -> Option<(ArticleId, RevisionId, Span)> {
        let found = self.found.get(at.text)?;
        Some((found.article, found.revision, *found.hits.get(at.hit)?))
    }

    /// Returns the number of a hit among all, from 1.
    pub fn number_of(&self, at: HitAt) -> usize {
        self.found.iter().take(at.text).map(|found| found.hits.len()).sum::<usize>() + at.hit + 1
    }

    /// Returns the hit of a number from 0, for a list that shows only what is in view.
    pub fn nth(&self, mut number: usize) -> Option<HitAt> {
        for (text, found) in self.found.iter().enumerate() {
            if number < found.hits.len() {
                return Some(HitAt { text, hit: number });
            }
            number -= found.hits.len();
        }
        None
    }

    /// Returns the hits that are known in a range of bytes of a text.
    pub fn hits_in(&self, revision: RevisionId, bytes: Range<usize>) -> &[Span] {
        let within = |hits: &[Span]| {
            let start = hits.partition_point(|hit| hit.end() <= bytes.start);
            start..hits.partition_point(|hit| hit.start() < bytes.end).max(start)
        };
        let found = self.found.iter().find(|found| found.revision == revision);
        match (found, &self.in_view) {
            (Some(found), Some((viewed, hits))) if *viewed == revision && found.searched < bytes.end => {
                &hits[within(hits)]
            }
            (Some(found), _) => &found.hits[within(&found.hits)],
            (None, _) => &[],
        }
    }

    /// Tells whether a hit is ticked.
    pub fn is_ticked(&self, at: HitAt) -> bool {
        let other = self.hit(at).is_some_and(|(_, revision, span)| self.other.contains(&(revision, span.start())));
        self.ticked != other
    }

    /// Counts the ticked hits.
    pub fn count_ticked(&self) -> usize {
        // While a search goes on, hits that were unticked in the one before may not be known again.
        if self.ticked { self.count.saturating_sub(self.other.len()) } else { self.other.len() }
    }

    fn ticked(&self) -> Vec<(RevisionId, Span)> {
        let all = self.found.iter().flat_map(|found| found.hits.iter().map(|hit| (found.revision, *hit)));
        all.filter(|(revision, hit)| self.ticked != self.other.contains(&(*revision, hit.start()))).collect()
    }

    /// Returns the first hit from the origin on, once it is known, for a search that has gone to none yet.
    fn first(&self, open: Option<ArticleId>) -> Option<HitAt> {
        let ends = !matches!(self.standing, Standing::Searching);
        let text = self.found.iter().position(|found| Some(found.article) == open)?;
        let found = &self.found[text];
        let hit = found.hits.partition_point(|hit| hit.start() < self.origin);
        if hit < found.hits.len() {
            return Some(HitAt { text, hit });
        }
        // Behind the origin there is none: the next article's first, or round at the end.
        if !ends {
            return None;
        }
        let texts = (text + 1..self.found.len()).chain(0..=text);
        texts.into_iter().find(|text| !self.found[*text].hits.is_empty()).map(|text| HitAt { text, hit: 0 })
    }

    /// Returns the hit after or before another, and whether it was gone round an end.
    fn beside(&self, at: HitAt, forward: bool) -> Option<(HitAt, bool)> {
        let count = self.count;
        let number = self.number_of(at) - 1;
        let (next, round) = match forward {
            true if number + 1 < count => (number + 1, false),
            true => (0, true),
            false if number > 0 => (number - 1, false),
            false => (count.checked_sub(1)?, true),
        };
        Some((self.nth(next)?, round))
    }
}

impl AppState {
    /// Returns the search, while there is one.
    pub fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    /// Begins to find: the selected words, where they are few, or what was looked for last. A search for that which is
    /// under way goes on, with what is ticked.
    pub(super) fn open_find(&mut self, effects: &mut Vec<Effect>) {
        let mut query = self.last_query.clone();
        if let Some(words) = self.words_to_find() {
            query = Query { pattern: words, regex: false, ..query };
        }
        if self.finding.as_ref().is_some_and(|finding| *finding.query() == query) {
            return;
        }
        let scope = self.finding.as_ref().map_or(Scope::Article, |finding| finding.scope);
        self.set_find(query, scope, None, effects);
    }

    /// Returns the selected words, where they are few and no hit that was gone to.
    fn words_to_find(&self) -> Option<String> {
        let (revision, row) = self.open_revision()?;
        let span = self.selected_fragments()?.spans().first().copied()?;
        let gone_to = self.finding.as_ref().and_then(|finding| finding.hit(finding.current()?));
        if gone_to.is_some_and(|(_, text, hit)| (text, hit) == (revision, span)) {
            return None;
        }
        let words = row.text.quote(span);
        (words.chars().count() <= LONGEST && !words.contains('\n')).then(|| words.to_owned())
    }

    /// Looks for something else, or elsewhere; `view` is what the window shows of the open text, in bytes.
    pub(super) fn set_find(
        &mut self,
        query: Query,
        scope: Scope,
        view: Option<Range<usize>>,
        effects: &mut Vec<Effect>,
    ) {
        self.search(query, scope, view, true, effects);
    }

    fn search(
        &mut self,
        query: Query,
        scope: Scope,
        view: Option<Range<usize>>,
        reveals: bool,
        effects: &mut Vec<Effect>,
    ) {
        let old = self.finding.take();
        if let Some(old) = &old {
            old.cancel.cancel();
        }
        let here = self.selection.anchor.min(self.selection.head);
        // What was gone to last is where the search goes on from.
        let gone_to = old.as_ref().and_then(|old| old.hit(old.current?)).filter(|hit| Some(hit.0) == self.article());
        let origin = gone_to.map_or(here, |(_, _, span)| span.start());
        self.finds += 1;
        self.last_query = query.clone();
        let found: Vec<Found> = self
            .texts_in(scope)
            .into_iter()
            .filter_map(|(article, revision)| {
                let bytes = self.project.revision(&revision)?.text.len();
                Some(Found { article, revision, hits: Vec::new(), searched: 0, bytes })
            })
            .collect();
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|at| Some(found[*at].article) != self.selection.article);
        let text = |at: usize| Some((at, self.project.revision(&found[at].revision)?.text.clone()));
        let texts: Vec<(usize, Text)> = order.into_iter().filter_map(text).collect();
        let cancel = Cancel::default();
        let idle = query.pattern.is_empty() || texts.is_empty();
        if !idle {
            let job = FindJob::new(query.clone(), self.finds, cancel.clone(), texts, view);
            effects.push(Effect::Work(Work::Find(job)));
        }
        let (mut ticked, mut other) = (true, BTreeSet::new());
        if let Some(old) = old.filter(|old| old.query == query) {
            (ticked, other) = (old.ticked, old.other);
            other.retain(|(revision, _)| found.iter().any(|found| found.revision == *revision));
        }
        self.finding = Some(Finding {
            query,
            scope,
            standing: if idle { Standing::Idle } else { Standing::Searching },
            number: self.finds,
            cancel,
            found,
            in_view: None,
            count: 0,
            current: None,
            origin,
            reveals,
            ticked,
            other,
        });
    }

    /// Lists the texts that are searched, in the order of their articles.
    fn texts_in(&self, scope: Scope) -> Vec<(ArticleId, RevisionId)> {
        let latest = |article: ArticleId| Some((article, self.project.latest(article)?.0));
        match scope {
            Scope::Article => self.article().and_then(latest).into_iter().collect(),
            Scope::Project => self.project.articles().into_iter().filter_map(|(id, _)| latest(*id)).collect(),
        }
    }

    /// Begins the search again when other texts are to be searched than were.
    pub(super) fn keep_finding(&mut self, effects: &mut Vec<Effect>) {
        let Some(finding) = &self.finding else { return };
        let texts = self.texts_in(finding.scope);
        let same = finding.found.iter().map(|found| (found.article, found.revision)).eq(texts);
        if !same {
            let (query, scope) = (finding.query.clone(), finding.scope);
            self.search(query, scope, None, false, effects);
        }
    }

    /// Notes that a search failed. Tells whether its answer is still waited for.
    pub(super) fn find_failed(&mut self, number: u64, why: &str) -> bool {
        let Some(finding) = self.finding.as_mut().filter(|finding| finding.number == number) else { return false };
        finding.standing = Standing::Failed(why.to_owned());
        finding.in_view = None;
        true
    }

    /// Begins the search again when it failed.
    pub(super) fn find_again(&mut self, effects: &mut Vec<Effect>) {
        let failed = self.finding.as_ref().filter(|finding| matches!(finding.standing, Standing::Failed(_)));
        if let Some((query, scope)) = failed.map(|finding| (finding.query.clone(), finding.scope)) {
            self.search(query, scope, None, false, effects);
        }
    }

    /// Takes what a search found.
    pub(super) fn take_found(&mut self, news: FindNews, effects: &mut Vec<Effect>) {
        let open = self.article();
        let Some(finding) = self.finding.as_mut().filter(|finding| finding.number == news.number) else { return };
        match news.what {
            News::Bad(bad) => finding.standing = Standing::Bad(bad),
            News::View(at, hits) => {
                finding.in_view = finding.found.get(at).map(|found| (found.revision, hits));
            }
            News::Hits(batch) => {
                for (at, hits, searched) in batch {
                    if let Some(found) = finding.found.get_mut(at) {
                        finding.count += hits.len();
                        found.hits.extend(hits);
                        found.searched = searched;
                    }
                }
            }
            News::End { too_many } => {
                finding.standing = if too_many { Standing::TooMany } else { Standing::Done };
                finding.in_view = None;
            }
        }
        // The first hit is shown as soon as it is known; nothing is selected while somebody types.
        if finding.current.is_none() {
            finding.current = finding.first(open);
            let shown = finding.current.filter(|_| finding.reveals).and_then(|at| finding.hit(at));
            if let Some((_, revision, span)) = shown.filter(|(article, ..)| Some(*article) == open) {
                effects.push(Effect::Reveal(revision, span.start()));
            }
        }
    }

    /// Goes to the next hit, or the one before, and selects it.
    pub(super) fn step_hit(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let Some(finding) = &self.finding else { return };
        let Some(current) = finding.current else {
            let why = match &finding.standing {
                Standing::Idle => say!("find-idle").to_owned(),
                Standing::Bad(bad) => bad.why.clone(),
                Standing::Failed(why) => why.clone(),
                Standing::Searching => say!("find-none-yet").to_owned(),
                Standing::Done | Standing::TooMany => say!("find-none", words = &finding.query.pattern),
            };
            return self.say(why, true);
        };
        let chosen = finding.hit(current).map(|(article, _, span)| (Some(article), span.start(), span.end()));
        let (start, end) =
            (self.selection.anchor.min(self.selection.head), self.selection.anchor.max(self.selection.head));
        // The hit that was shown while somebody typed is gone to first.
        let next = if chosen == Some((self.selection.article, start, end)) {
            finding.beside(current, forward)
        } else {
            Some((current, false))
        };
        let Some((next, round)) = next else { return };
        let searching = finding.standing == Standing::Searching;
        if round && searching {
            return self.say(say!("find-not-that-far"), false);
        }
        self.show_hit(next, effects);
        if round {
            let why = if forward { say!("from-beginning") } else { say!("from-end") };
            self.say(why, false);
        }
    }

    /// Goes to a hit and selects its words.
    pub(super) fn show_hit(&mut self, at: HitAt, effects: &mut Vec<Effect>) {
        let Some(finding) = &mut self.finding else { return };
        let Some((article, revision, span)) = finding.hit(at) else { return };
        finding.current = Some(at);
        self.page = Page::Article;
        self.make_room(article);
        let selection = Selection { article: Some(article), ..Selection::default() };
        self.selection = Selection { anchor: span.start(), head: span.end(), ..selection };
        effects.push(Effect::Reveal(revision, span.start()));
    }

    /// Ticks a hit or unticks it; all of them when there is none.
    pub(super) fn tick_hit(&mut self, at: Option<HitAt>, ticked: bool) {
        let Some(finding) = &mut self.finding else { return };
        match at.and_then(|at| finding.hit(at)) {
            Some((_, revision, span)) if finding.ticked == ticked => {
                finding.other.remove(&(revision, span.start()));
            }
            Some((_, revision, span)) => {
                finding.other.insert((revision, span.start()));
            }
            None if at.is_some() => {}
            None => {
                finding.ticked = ticked;
                finding.other.clear();
            }
        }
    }

    /// Marks all ticked hits with a label, in one step.
    pub(super) fn label_hits(&mut self, key: &LabelKey, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match (&self.finding, self.set) {
            (None, _) => self.say(say!("find-first"), true),
            (Some(finding), _) if finding.standing == Standing::Searching => self.say(say!("find-goes-on"), true),
            (_, None) => self.say(say!("refuse-nobody"), true),
            (Some(finding), Some(set)) => {
                let spans = finding.ticked().into();
                self.change(Many::Label(set, key.clone(), spans), stamp, effects);
            }
        }
    }

    /// Ends finding; the hit that was gone to last stays selected.
    pub(super) fn end_find(&mut self) {
        if let Some(finding) = self.finding.take() {
            finding.cancel.cancel();
        }
    }
}

#[cfg(test)]
#[path = "finding_tests.rs"]
mod tests;
