//! Lays the articles side by side: keeps the ledger right while it is looked at, and takes the steps that are taken
//! there.
//!
//! A ledger is made from nothing on a thread of the host. From then on each edit brings in what it touched.

mod query;

use std::collections::{BTreeSet, HashMap};

pub use query::{LedgerQuery, RowFilter, RowOrder};

use crate::compare::Ledger;
use crate::compare::ledger::{RowKey, Spot};
use crate::model::actions::{self, Subject};
use crate::model::id::{ChoiceKey, FindingKey};
use crate::model::{AnnotationId, ArticleId, Project, PropositionId, Refusal, SetId, Stamp, Step, Value};
use crate::say;

use super::docking::Dock;
use super::effect::Effect;
use super::following::{Followed, Kept};
use super::intent::Intent;
use super::masking::Mask;
use super::state::{AppState, Page};
use super::steps::refuse;
use super::work::Work;

/// What a list on the ledger's page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LedgerTab {
    /// Propositions and what the articles do with them.
    #[default]
    Rows,
    /// Actors and sources.
    People,
}

/// What is asked of the ledger.
#[derive(Clone, Debug)]
pub enum LedgerIntent {
    /// Takes a ledger that was made.
    Ready(Box<Ledger>),
    /// Shows other rows, or in another order.
    Query(Box<LedgerQuery>),
    /// Shows the rows, or the actors and sources.
    Tab(LedgerTab),
    /// Puts the keyboard onto a row's wording, or its cell of an article.
    Go(RowKey, Option<ArticleId>),
    /// Chooses these rows, and no others.
    Choose(BTreeSet<RowKey>),
    /// Unfolds a row, or folds it.
    Unfold(RowKey),
    /// Chooses a claim of an unfolded row to be parted from it, or leaves it.
    ChooseClaim(AnnotationId),
    /// Begins to word a row; `None` leaves that.
    BeginWording(Option<RowKey>),
    /// Words a row.
    Word(RowKey, String),
    /// Gives a row a verdict; `None` takes it away.
    Judge(RowKey, Option<ChoiceKey>),
    /// Says that an article was read for a row, which is not there, or takes that back.
    NotThere(RowKey, ArticleId),
    /// Makes the chosen rows one.
    Tie,
    /// Parts the chosen claims from their proposition.
    Part,
    /// Lets a finding stand, for a reason.
    Dismiss(FindingKey, String),
    /// Puts a finding back on the check list.
    Undismiss(FindingKey),
    /// Goes to where a finding is mended.
    ShowFinding(FindingKey),
}

/// What is shown of the ledger, and what is chosen in it.
#[derive(Clone, Debug, Default)]
pub struct Comparing {
    ledger: Followed<Ledger>,
    query: LedgerQuery,
    rows: Vec<RowKey>,
    /// The number of each row shown.
    numbers: HashMap<RowKey, usize>,
    tab: LedgerTab,
    cursor: Option<(RowKey, Option<ArticleId>)>,
    /// Which row the cursor was on, counted from 0: where it stays when the row goes.
    at: usize,
    chosen: BTreeSet<RowKey>,
    open: BTreeSet<RowKey>,
    claims: BTreeSet<AnnotationId>,
    wording: Option<RowKey>,
}

impl Comparing {
    /// Returns the ledger, once it is made.
    pub fn ledger(&self) -> Option<&Ledger> {
        self.ledger.get()
    }

    /// Returns why no ledger could be made of the project as it is, in the user's words.
    pub fn failure(&self) -> Option<&str> {
        self.ledger.failure()
    }

    /// Notes that the ledger that is being made could not be made. Tells whether one was.
    pub(super) fn fail(&mut self, why: &str) -> bool {
        self.ledger.fail(why)
    }

    pub(super) fn forget_failure(&mut self) {
        self.ledger.forget_failure();
    }

    /// Returns a number that changes whenever the ledger may say something else. What is derived from it is memoised on
    /// this.
    pub fn version(&self) -> u64 {
        self.ledger.version()
    }

    /// Returns which rows are shown, and in which order.
    pub fn query(&self) -> &LedgerQuery {
        &self.query
    }

    /// Lists the rows shown.
    pub fn rows(&self) -> &[RowKey] {
        &self.rows
    }

    /// Returns the number of a row shown, counted from 0.
    pub fn position(&self, key: RowKey) -> Option<usize> {
        self.numbers.get(&key).copied()
    }

    /// Returns what the page shows.
    pub fn tab(&self) -> LedgerTab {
        self.tab
    }

    /// Returns where the keyboard is: a row, and its cell of an article or else its wording.
    pub fn cursor(&self) -> Option<(RowKey, Option<ArticleId>)> {
        self.cursor
    }

    /// Returns the number of the row that the keyboard is on.
    pub fn at(&self) -> Option<usize> {
        self.cursor.map(|_| self.at)
    }

    /// Lists the rows chosen.
    pub fn chosen(&self) -> &BTreeSet<RowKey> {
        &self.chosen
    }

    /// Tells whether a row is unfolded.
    pub fn is_open(&self, key: RowKey) -> bool {
        self.open.contains(&key)
    }

    /// Lists the rows that are unfolded.
    pub fn open(&self) -> &BTreeSet<RowKey> {
        &self.open
    }

    /// Lists the claims chosen to be parted from their row.
    pub fn claims(&self) -> &BTreeSet<AnnotationId> {
        &self.claims
    }

    /// Returns the row that is being worded.
    pub fn wording(&self) -> Option<RowKey> {
        self.wording
    }

    /// Returns the proposition that the chosen claims can be parted from: all are of one, which keeps some.
    fn parting(&self, project: &Project) -> Option<PropositionId> {
        let mut all = self.claims.iter().map(|id| project.proposition_of(*id));
        let first = all.next()??;
        let members = &project.proposition(&first)?.members;
        (all.all(|other| other == Some(first)) && actions::leaves_some(project, members, &self.claims)).then_some(first)
    }

    /// Makes the list of rows anew, and brings what is chosen back into what there is.
    fn sift(&mut self) {
        let Some(ledger) = self.ledger.get() else { return };
        let known = &mut self.query.filter.who;
        if known.as_ref().is_some_and(|(who, _)| !ledger.people().contains_key(who)) {
            *known = None;
        }
        self.rows = self.query.rows(ledger);
        self.numbers = self.rows.iter().copied().zip(0..).collect();
        // A claim that got a proposition of its own is still the same row.
        let renew = |key: RowKey| match key {
            _ if ledger.row(key).is_some() => Some(key),
            RowKey::Claim(id) => ledger.row_of(id),
            RowKey::Proposition(_) => None,
        };
        for keys in [&mut self.chosen, &mut self.open] {
            *keys = keys.iter().copied().filter_map(renew).collect();
        }
        self.wording = self.wording.and_then(renew);
        if let Some((key, article)) = self.cursor {
            let article = article.filter(|id| ledger.project().article(id).is_some());
            let at = renew(key).and_then(|key| self.numbers.get(&key).copied());
            self.at = at.unwrap_or_else(|| self.at.min(self.rows.len().saturating_sub(1)));
            self.cursor = self.rows.get(self.at).map(|key| (*key, article));
        }
        self.leave_unseen();
    }

    /// Leaves out of what is chosen the rows that are not listed and the claims of those that are not unfolded, so that
    /// nothing is done to what nobody sees.
    fn leave_unseen(&mut self) {
        let Some(ledger) = self.ledger.get() else { return };
        let (numbers, open) = (&self.numbers, &self.open);
        self.chosen.retain(|key| numbers.contains_key(key));
        let seen = |key: RowKey| open.contains(&key) && numbers.contains_key(&key);
        self.claims.retain(|id| ledger.row_of(*id).is_some_and(seen));
    }
}

/// Work of the ledger, for a thread: making it from nothing.
#[derive(Clone, Debug)]
pub struct LedgerJob {
    project: Project,
    sets: BTreeSet<SetId>,
}

impl LedgerJob {
    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let ledger = Ledger::of(&self.project, &self.sets);
        answer(Intent::Ledger(LedgerIntent::Ready(Box::new(ledger))));
    }
}

impl AppState {
    /// Returns what is shown of the ledger.
    pub fn comparing(&self) -> &Comparing {
        &self.comparing
    }

    /// Lists the sets that are shown; the ledger takes them into account.
    pub(super) fn shown_sets(&self) -> BTreeSet<SetId> {
        self.project().sets_by_id().map(|(id, _)| *id).filter(|id| self.shows(*id)).collect()
    }

    /// Tells whether the ledger is looked at.
    fn looks_at_ledger(&self) -> bool {
        self.page == Page::Ledger || self.view.dock == Some(Dock::Checklist)
    }

    /// Brings the ledger after the project while it is looked at, or has it made.
    pub(super) fn keep_ledger(&mut self, effects: &mut Vec<Effect>) {
        if !self.looks_at_ledger() {
            return;
        }
        let sets = self.shown_sets();
        let project = Mask::seen(&self.mask, &self.project);
        let ledger = &mut self.comparing.ledger;
        match ledger.keep(self.ticks, |ledger| *ledger.sets() == sets, |ledger| ledger.follow(project)) {
            Kept::Same => {}
            Kept::Followed => self.comparing.sift(),
            Kept::Wanted => {
                let job = LedgerJob { project: project.clone(), sets };
                effects.push(Effect::Work(Work::Ledger(Box::new(job))));
            }
        }
    }

    /// Forgets the ledger of a project that is no longer open.
    pub(super) fn leave_ledger(&mut self) {
        let mut ledger = std::mem::take(&mut self.comparing.ledger);
        ledger.leave();
        self.comparing = Comparing { ledger, ..Comparing::default() };
    }

    /// Does what is asked of the ledger.
    pub(super) fn run_ledger(&mut self, intent: LedgerIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            LedgerIntent::Ready(ledger) => self.comparing.ledger.take(*ledger, self.ticks),
            LedgerIntent::Query(query) => {
                self.comparing.query = *query;
                self.comparing.sift();
            }
            LedgerIntent::Tab(tab) => self.comparing.tab = tab,
            LedgerIntent::Go(key, article) => self.go(key, article),
            LedgerIntent::Choose(rows) => self.comparing.chosen = rows,
            LedgerIntent::Unfold(key) => {
                if !self.comparing.open.remove(&key) {
                    self.comparing.open.insert(key);
                }
                self.comparing.leave_unseen();
            }
            LedgerIntent::ChooseClaim(id) => {
                if !self.comparing.claims.remove(&id) {
                    self.comparing.claims.insert(id);
                }
            }
            LedgerIntent::BeginWording(row) => self.comparing.wording = row,
            LedgerIntent::Word(row, wording) => {
                self.comparing.wording = None;
                let made = match wording.trim() {
                    "" => refuse(say!("refuse-wordless")),
                    wording => self.on_row(row, stamp, |project, id| actions::set_wording(project, id, wording)),
                };
                self.commit_unless_same(made, effects);
            }
            LedgerIntent::Judge(row, verdict) => {
                let made = self.judged(row, verdict, stamp);
                self.commit_unless_same(made, effects);
            }
            LedgerIntent::NotThere(row, article) => {
                let made = self.not_there(row, article, stamp);
                self.commit(made, effects);
            }
            LedgerIntent::Tie => {
                let claims = self.comparing.chosen.iter().filter_map(|key| match key {
                    RowKey::Claim(id) => Some(*id),
                    RowKey::Proposition(id) => self.project().proposition(id)?.members.first().copied(),
                });
                let claims: Vec<AnnotationId> = claims.collect();
                let made = actions::tie_claims(&self.project, &claims, stamp);
                if self.commit(made.map(|(step, _)| step), effects) {
                    self.comparing.chosen.clear();
                }
            }
            LedgerIntent::Part => {
                let claims: Vec<AnnotationId> = self.comparing.claims.iter().copied().collect();
                let made = match self.comparing.parting(&self.project) {
                    Some(id) => actions::split_proposition(&self.project, id, &claims, stamp).map(|(step, _)| step),
                    None => refuse(say!("refuse-split-others")),
                };
                if self.commit(made, effects) {
                    self.comparing.claims.clear();
                }
            }
            LedgerIntent::Dismiss(key, reason) => {
                self.commit(actions::dismiss(&self.project, &key, &reason, stamp), effects);
            }
            LedgerIntent::Undismiss(key) => drop(self.commit(actions::undismiss(&self.project, &key), effects)),
            LedgerIntent::ShowFinding(key) => {
                let finding = self.comparing.ledger.get().and_then(|ledger| ledger.finding(&key));
                match finding.and_then(|finding| finding.fault.spot()) {
                    Some(Spot::Annotation(id)) => self.run(Intent::Show(id), stamp, effects),
                    Some(Spot::Row(row)) => self.show_row(row),
                    None => self.say(say!("refuse-gone"), true),
                }
            }
        }
    }

    /// Commits a step; one that changes nothing is no error.
    fn commit_unless_same(&mut self, made: Result<Step, Refusal>, effects: &mut Vec<Effect>) {
        if !made.as_ref().is_err_and(|refusal| *refusal == Refusal::nothing()) {
            self.commit(made, effects);
        }
    }

    fn go(&mut self, key: RowKey, article: Option<ArticleId>) {
        if let Some(at) = self.comparing.position(key) {
            self.comparing.at = at;
            self.comparing.cursor = Some((key, article));
        }
    }

    /// Shows a row on the ledger's page, unfolded, whatever the filter.
    fn show_row(&mut self, key: RowKey) {
        self.page = Page::Ledger;
        self.comparing.tab = LedgerTab::Rows;
        if self.comparing.position(key).is_none() {
            self.comparing.query.filter = RowFilter::default();
            self.comparing.sift();
        }
        self.comparing.open.insert(key);
        self.go(key, None);
    }

    /// Makes a step on a row's proposition; a claim in none gets one in the same step.
    fn on_row(
        &self,
        row: RowKey,
        stamp: &mut Stamp,
        then: impl FnOnce(&Project, PropositionId) -> Result<Step, Refusal>,
    ) -> Result<Step, Refusal> {
        match row {
            RowKey::Proposition(id) => then(&self.project, id),
            RowKey::Claim(id) => actions::propose_and(&self.project, id, stamp, then).map(|(step, _)| step),
        }
    }

    fn judged(&self, row: RowKey, verdict: Option<ChoiceKey>, stamp: &mut Stamp) -> Result<Step, Refusal> {
        let key = self.comparing.ledger.get().and_then(|ledger| ledger.verdict()).map(|(key, _)| key.clone());
        let Some(key) = key else { return refuse(say!("refuse-no-verdicts")) };
        let value = verdict.map(Value::Choice);
        self.on_row(row, stamp, |project, id| actions::set_attribute(project, Subject::Proposition(id), &key, value))
    }

    fn not_there(&self, row: RowKey, article: ArticleId, stamp: &mut Stamp) -> Result<Step, Refusal> {
        let Some(set) = self.set else { return refuse(say!("refuse-no-set")) };
        let Some(ledger) = self.comparing.ledger.get() else { return Err(Refusal::nothing()) };
        if ledger.row(row).and_then(|row| row.cell(article)).is_some_and(|cell| cell.speaks()) {
            return refuse(say!("refuse-is-there"));
        }
        let is_marked = |id: PropositionId| self.project.absence(&(id, article, set)).is_some();
        let at = stamp.clone();
        self.on_row(row, stamp, |project, id| actions::mark_absent(project, id, article, set, !is_marked(id), &at))
    }

    /// Tells whether two rows or more are chosen, to be made one.
    pub(super) fn can_tie_rows(&self) -> bool {
        self.page == Page::Ledger && self.comparing.chosen.len() > 1
    }

    /// Tells whether claims are chosen that can be parted from their row.
    pub(super) fn can_part_claims(&self) -> bool {
        self.page == Page::Ledger && self.comparing.parting(&self.project).is_some()
    }

    /// Returns the cell under the keyboard that can be marked "read, not there", or no longer.
    pub(super) fn silent_cell(&self) -> Option<(RowKey, ArticleId)> {
        let (key, article) = self.comparing.cursor.filter(|_| self.page == Page::Ledger)?;
        let article = article.filter(|_| self.set.is_some())?;
        let row = self.comparing.ledger.get()?.row(key)?;
        (!row.cell(article).is_some_and(|cell| cell.speaks())).then_some((key, article))
    }
}

#[cfg(test)]
mod tests;
