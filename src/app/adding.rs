//! Adds articles of files: what is being read, what waits for an encoding, what is to be said.
//!
//! Texts in a certain encoding are added at once, in one step, and so are documents of which all is the article. The
//! others wait here with a draft until the user has looked at them: in the encoding that was guessed, with the parts
//! that were left out. They are shown one after the other, whenever nothing else stands before the article.

use std::path::PathBuf;

use crate::documents::{Body, Draft, Encoding, Part, Source, Taken, Unfit, Watch};
use crate::model::actions::{self, NewArticle};
use crate::model::{ArticleId, Block, BlockKind, Details, Stamp, Text};
use crate::{say, words};

use super::classroom::{ClassroomIntent, is_hand_in};
use super::effect::Effect;
use super::importing::{ImportIntent, is_foreign};
use super::intent::Intent;
use super::modal::Modal;
use super::selection::Selection;
use super::state::AppState;
use super::steps::Commit;

/// What became of a file that was read.
#[derive(Clone, Debug)]
pub enum FileRead {
    /// A text that can be added as it is.
    Ready {
        /// The file.
        source: Source,
        /// What is to be added.
        draft: Box<Draft>,
    },
    /// One that somebody should look at before it is added: its encoding was guessed, or parts of it were left out.
    Unsure {
        /// The file.
        source: Source,
        /// What is to be added if the guess is right.
        draft: Box<Draft>,
    },
    /// Nothing that can be added.
    Failed {
        /// The file's name.
        name: String,
        /// Why, and what to do.
        why: String,
    },
}

impl FileRead {
    /// Makes of a file's bytes, or of why there are none, what can be made of them.
    pub fn of(name: &str, bytes: Result<Vec<u8>, String>) -> FileRead {
        Watch::unwatched(|watch| FileRead::watched(name, bytes, watch))
    }

    /// Does the same, watched; what nobody waits for any longer has failed.
    pub fn watched(name: &str, bytes: Result<Vec<u8>, String>, watch: &mut Watch<'_>) -> FileRead {
        let read = bytes.and_then(|bytes| {
            let source = Source::new(name, bytes).map_err(|unfit| unfit.to_string())?;
            let draft = source.draft_watched(watch).map_err(|unfit| unfit.to_string())?;
            Ok((source, Box::new(draft)))
        });
        match read {
            Ok((source, draft)) if draft.is_certain() => FileRead::Ready { source, draft },
            Ok((source, draft)) => FileRead::Unsure { source, draft },
            Err(why) => FileRead::Failed { name: name.to_owned(), why },
        }
    }
}

/// Files that are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    batch: u64,
    /// How many were read.
    pub done: usize,
    /// How much of the one that is being read was, in hundredths; 0 where that can't be told.
    pub percent: u8,
    /// How many there are.
    pub total: usize,
}

/// What the user changes of a draft before it is added.
#[derive(Clone, Debug)]
pub enum DraftEdit {
    /// Its details.
    Details(Box<Details>),
    /// Keeps a part, by its number, or leaves it out.
    Keep(usize, bool),
    /// Other words for a part.
    Reword(usize, String),
    /// Something else that a part is.
    Kind(usize, BlockKind),
}

/// A file that waits until the user has looked at it.
#[derive(Clone, Debug)]
pub struct Unsure {
    /// Its number, by which intents name it.
    pub key: u64,
    /// The article that it is a later text of; `None` where it is to be an article of its own.
    pub text_of: Option<ArticleId>,
    /// The file, with the encoding that was guessed.
    pub source: Source,
    /// The encoding that it is shown in.
    pub taken: Option<Taken>,
    /// What is to be added, in that encoding; `None` while it is being read.
    pub draft: Option<Result<Box<Draft>, Unfit>>,
}

/// Something that is to be known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The file's name.
    pub file: String,
    /// What.
    pub what: String,
    /// Whether it was not added.
    pub failed: bool,
}

/// Files on their way into the project.
#[derive(Clone, Debug, Default)]
pub struct Adding {
    /// Counts batches, and files that wait.
    counter: u64,
    reading: Option<Reading>,
    /// Files that were asked for while others are being read.
    queued: Vec<PathBuf>,
    unsure: Vec<Unsure>,
    /// How many were looked at since there was last none.
    looked_at: usize,
    remarks: Vec<Remark>,
    /// How many files were asked for since there was last nothing to do.
    asked: usize,
}

impl Adding {
    /// Returns how far the reading is, while files are read.
    pub fn reading(&self) -> Option<Reading> {
        self.reading
    }

    /// Lists the files that wait for their encoding, in the order in which they were asked for.
    pub fn unsure(&self) -> &[Unsure] {
        &self.unsure
    }

    /// Returns how many files were looked at before those that wait, and how many these are together.
    pub fn looked_at(&self) -> (usize, usize) {
        (self.looked_at, self.looked_at + self.unsure.len())
    }

    /// Counts a file that waits no longer.
    fn count_look(&mut self, before: usize) {
        let left = self.unsure.len();
        self.looked_at = if left == 0 { 0 } else { self.looked_at + before.saturating_sub(left) };
    }

    fn fresh(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// Keeps a file until somebody has looked at it.
    pub(super) fn wait_for_look(&mut self, text_of: Option<ArticleId>, source: Source, draft: Box<Draft>) {
        let (key, taken) = (self.fresh(), source.taken());
        self.unsure.push(Unsure { key, text_of, source, taken, draft: Some(Ok(draft)) });
    }

    /// Notes what a draft does not show; of one of several, the parts that were left out, too.
    pub(super) fn remark(&mut self, name: &str, draft: &Draft) {
        let mut notes: Vec<String> = draft.notes.iter().map(ToString::to_string).collect();
        let count = draft.left_out().count();
        if count > 0 && self.asked > 1 {
            let parts: Vec<String> = draft.left_out().take(NAMED).map(named).collect();
            notes.push(say!("adding-parts-left", count = count, parts = parts.join("; ")));
        }
        if !notes.is_empty() {
            self.remarks.push(Remark { file: name.to_owned(), what: notes.join("; "), failed: false });
        }
    }
}

/// Parts that are named of those that were left out, and characters of the words by which one is.
const NAMED: usize = 8;
const WORDS: usize = 40;

/// Names a part that was left out by its first words, and says why it was.
fn named(part: &Part) -> String {
    let line = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut words: String = line.chars().take(WORDS).collect();
    if words.len() < line.len() {
        words.push('…');
    }
    match part.why {
        Some(why) => say!("adding-part-left", words = words, why = why.to_string()),
        None => say!("adding-part-left.plain", words = words),
    }
}

fn article(draft: Draft) -> NewArticle {
    let (text, blocks) = draft.written();
    let origin = draft.whence();
    NewArticle { details: draft.details.titled_by(&text), text, blocks, origin }
}

impl AppState {
    /// Reads files that are to be added. A project among them is opened instead.
    pub(super) fn add_files(&mut self, paths: Vec<PathBuf>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| self.full_path(path)).collect();
        let is_project = |path: &PathBuf| path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("ron"));
        if let Some(project) = paths.iter().find(|path| is_project(path)) {
            self.run(Intent::Open(project.clone()), stamp, effects);
            if paths.len() > 1 {
                self.say(say!("adding-others-left", count = paths.len() - 1), true);
            }
            return;
        }
        if let Some(why) = &self.file.read_only {
            return self.say(say!("refuse-read-only", why = why), true);
        }
        if paths.iter().any(|path| is_hand_in(path)) {
            return self.run(ClassroomIntent::Read(paths).into(), stamp, effects);
        }
        // Texts beside them are theirs.
        if paths.iter().any(|path| is_foreign(path)) {
            return self.run(Intent::Import(ImportIntent::Read(paths)), stamp, effects);
        }
        self.adding.asked += paths.len();
        self.adding.queued.extend(paths);
        self.read_queued(effects);
    }

    /// Begins to read files that are no articles of their own. Returns the number of their batch; `None` while others
    /// are being read.
    pub(super) fn begin_reading(&mut self, paths: Vec<PathBuf>, effects: &mut Vec<Effect>) -> Option<u64> {
        if self.adding.reading.is_some() {
            return None;
        }
        let batch = self.adding.fresh();
        self.adding.reading = Some(Reading { batch, done: 0, percent: 0, total: paths.len() });
        effects.push(Effect::ReadArticles { batch, paths });
        Some(batch)
    }

    /// Ends the reading of a batch that turned out to be something else. Tells whether it was read.
    pub(super) fn take_batch(&mut self, batch: u64) -> bool {
        let taken = self.adding.reading.take_if(|reading| reading.batch == batch).is_some();
        if taken {
            self.adding.asked = self.adding.queued.len();
        }
        taken
    }

    pub(super) fn read_queued(&mut self, effects: &mut Vec<Effect>) {
        if self.adding.reading.is_none() && !self.adding.queued.is_empty() {
            let paths = std::mem::take(&mut self.adding.queued);
            self.begin_reading(paths, effects);
        }
    }

    pub(super) fn reading_goes_on(&mut self, batch: u64, done: usize, total: usize, percent: u8) {
        if let Some(reading) = self.adding.reading.as_mut().filter(|reading| reading.batch == batch) {
            (reading.done, reading.total, reading.percent) = (done.min(total), total, percent);
        }
    }

    /// Looks at folders as at the work of another program, which stands in them.
    pub(super) fn found_foreign(
        &mut self,
        batch: u64,
        paths: Vec<PathBuf>,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        if self.adding.reading.take_if(|reading| reading.batch == batch).is_none() {
            return;
        }
        self.adding.asked = self.adding.queued.len();
        if self.text_of_batch(batch).is_some() {
            self.say(say!("adding-no-text"), true);
        } else {
            self.run(Intent::Import(ImportIntent::Read(paths)), stamp, effects);
        }
        self.read_queued(effects);
    }

    /// Stops reading files. None of those that were read already is added, so that they can be added again together.
    pub(super) fn stop_reading(&mut self, effects: &mut Vec<Effect>) {
        if let Some(reading) = self.adding.reading.take() {
            let queued = std::mem::take(&mut self.adding.queued).len();
            self.say(say!("adding-stopped", count = reading.total + queued), false);
            effects.push(Effect::StopReading);
        }
    }

    pub(super) fn articles_read(
        &mut self,
        batch: u64,
        files: Vec<FileRead>,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        // A batch that was stopped, or was for another project.
        if self.adding.reading.is_none_or(|reading| reading.batch != batch) {
            return;
        }
        self.adding.reading = None;
        // Those of a folder were not counted when it was asked for.
        self.adding.asked = self.adding.asked.max(files.len());
        if let Some(article) = self.text_of_batch(batch) {
            self.text_read(article, files, effects);
            return self.read_queued(effects);
        }
        let mut ready = Vec::new();
        let alone = files.len() == 1 && self.adding.queued.is_empty();
        for file in files {
            match file {
                // Of one alone, where something is to choose, there is time to look at it.
                FileRead::Ready { source, draft } if alone && !draft.parts().is_empty() => {
                    self.adding.wait_for_look(None, source, draft);
                }
                FileRead::Ready { source, draft } => {
                    self.adding.remark(source.name(), &draft);
                    ready.push(*draft);
                }
                FileRead::Unsure { source, draft } => {
                    self.adding.wait_for_look(None, source, draft);
                }
                FileRead::Failed { name, why } => {
                    self.adding.remarks.push(Remark { file: name, what: why, failed: true });
                }
            }
        }
        let added = self.add_drafts(ready, stamp, effects);
        let pages = self.adding.unsure.iter().filter(|unsure| {
            unsure.text_of.is_none() && matches!(&unsure.draft, Some(Ok(draft)) if !draft.parts().is_empty())
        });
        let names: Vec<&str> = pages.map(|unsure| unsure.source.name()).collect();
        if !alone && !names.is_empty() {
            let done = self.notice.as_ref().filter(|_| added).map(|notice| notice.text.clone()).unwrap_or_default();
            let (count, files) = (names.len(), words::list(&names));
            let said = if added {
                say!("adding-look-more", done = done, count = count, files = files)
            } else {
                say!("adding-look", count = count, files = files)
            };
            self.say(said, false);
        }
        self.read_queued(effects);
    }

    /// Adds drafts as articles, in one step, and opens the first.
    fn add_drafts(&mut self, drafts: Vec<Draft>, stamp: &mut Stamp, effects: &mut Vec<Effect>) -> bool {
        if drafts.is_empty() {
            return false;
        }
        let made = actions::add_articles_in(&self.project, self.set, drafts.into_iter().map(article).collect(), stamp);
        let made = made.map(|(step, ids)| {
            let selection = Selection { article: ids.first().copied(), ..Selection::default() };
            Commit::and_select(step, selection)
        });
        self.linking = None;
        self.commit(made, effects)
    }

    /// Reads one waiting file, or all, in another encoding. The host does it, for a file may be large.
    pub(super) fn choose_encoding(&mut self, key: Option<u64>, encoding: Encoding, effects: &mut Vec<Effect>) {
        let mut files = Vec::new();
        for unsure in self.adding.unsure.iter_mut().filter(|unsure| key.is_none_or(|key| unsure.key == key)) {
            unsure.taken = unsure.source.taken_in(encoding);
            unsure.draft = None;
            files.push((unsure.key, unsure.source.clone()));
        }
        if !files.is_empty() {
            effects.push(Effect::Decode { files, encoding });
        }
    }

    /// Takes files that were read in an encoding; but for those that another one was chosen for since.
    pub(super) fn decoded(&mut self, encoding: Encoding, files: Vec<(u64, Result<Box<Draft>, Unfit>)>) {
        for (key, draft) in files {
            let waits = |unsure: &&mut Unsure| {
                unsure.key == key && unsure.taken.is_some_and(|taken| taken.encoding == encoding)
            };
            if let Some(unsure) = self.adding.unsure.iter_mut().find(waits) {
                unsure.draft = Some(draft);
            }
        }
    }

    /// Changes a draft that waits. Another encoding makes a new one.
    pub(super) fn edit_draft(&mut self, key: u64, edit: DraftEdit) {
        let unsure = self.adding.unsure.iter_mut().find(|unsure| unsure.key == key);
        let Some(Ok(draft)) = unsure.and_then(|unsure| unsure.draft.as_mut()) else { return };
        match (edit, &mut draft.body) {
            (DraftEdit::Details(details), _) => draft.details = *details,
            (DraftEdit::Keep(at, kept), Body::Parts(parts)) => {
                if let Some(part) = parts.get_mut(at) {
                    part.kept = kept;
                }
            }
            (DraftEdit::Reword(at, text), Body::Parts(parts)) => {
                if let Some(part) = parts.get_mut(at) {
                    part.text = text;
                }
            }
            (DraftEdit::Kind(at, kind), Body::Parts(parts)) => {
                if let Some(part) = parts.get_mut(at) {
                    part.kind = kind;
                }
            }
            (_, Body::Whole { .. }) => {}
        }
    }

    /// Adds one waiting file, or all, in one step. Those stay that can't be in the encoding they are shown in, of which
    /// nothing is kept, or that are still being read.
    pub(super) fn add_unsure(&mut self, key: Option<u64>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let waiting = std::mem::take(&mut self.adding.unsure);
        let before = waiting.len();
        let wanted = |unsure: &Unsure| key.is_none_or(|key| unsure.key == key);
        let drafts: Vec<Draft> = waiting
            .iter()
            .filter(|unsure| wanted(unsure) && unsure.text_of.is_none())
            .filter_map(|unsure| unsure.draft.as_ref()?.as_deref().ok().filter(|draft| draft.has_text()).cloned())
            .collect();
        if !drafts.is_empty() && !self.add_drafts(drafts, stamp, effects) {
            self.adding.unsure = waiting;
            return;
        }
        let mut texts = Vec::new();
        for unsure in waiting {
            match &unsure.draft {
                Some(Ok(draft)) if wanted(&unsure) && draft.has_text() => {
                    self.adding.remark(unsure.source.name(), draft);
                    texts.extend(unsure.text_of.map(|article| (article, draft.clone())));
                }
                Some(Err(unfit)) if wanted(&unsure) => {
                    self.say(say!("file-not-added", file = unsure.source.name(), why = unfit.to_string()), true);
                    self.adding.unsure.push(unsure);
                }
                _ => self.adding.unsure.push(unsure),
            }
        }
        self.adding.count_look(before);
        self.close_encodings();
        for (article, draft) in texts {
            self.add_draft_of_text(article, *draft, effects);
        }
    }

    pub(super) fn skip_unsure(&mut self, key: u64) {
        if let Some(at) = self.adding.unsure.iter().position(|unsure| unsure.key == key) {
            let unsure = self.adding.unsure.remove(at);
            self.adding.count_look(self.adding.unsure.len() + 1);
            self.say(say!("adding-skipped", file = unsure.source.name()), false);
        }
        self.close_encodings();
    }

    /// Leaves out all files that wait, and names them.
    pub(super) fn skip_all_unsure(&mut self) {
        let left = std::mem::take(&mut self.adding.unsure);
        self.adding.looked_at = 0;
        if left.is_empty() {
            return;
        }
        let names: Vec<&str> = left.iter().map(|unsure| unsure.source.name()).collect();
        self.say(say!("adding-skipped-all", count = names.len(), files = words::list(&names)), false);
    }

    fn close_encodings(&mut self) {
        if self.adding.unsure.is_empty() && matches!(self.modal, Some(Modal::Encodings)) {
            self.modal = None;
        }
    }

    /// Leaves out all files that are on their way, for they were meant for the project that goes.
    pub(super) fn leave_files(&mut self) {
        let adding = &mut self.adding;
        let reading = adding.reading.take().map_or(0, |reading| reading.total);
        let left = reading + adding.queued.len() + adding.unsure.len();
        adding.queued.clear();
        adding.unsure.clear();
        adding.looked_at = 0;
        if left > 0 {
            let (file, what) = (say!("files-counted", count = left), say!("adding-other-project").to_owned());
            adding.remarks.push(Remark { file, what, failed: true });
            adding.asked = left;
        }
    }

    /// Shows files that wait for the user, or what is to be known of those that were added. What there is to say of a
    /// single file stands in the status line.
    pub(super) fn show_files_that_wait(&mut self) {
        let adding = &mut self.adding;
        if !adding.unsure.is_empty() {
            self.modal = Some(Modal::Encodings);
            return;
        }
        if adding.reading.is_some() {
            return;
        }
        let single = std::mem::take(&mut adding.asked) <= 1;
        let mut remarks = std::mem::take(&mut adding.remarks);
        match remarks.pop() {
            Some(Remark { file, what, failed: true }) if single => {
                self.say(say!("file-not-added", file = file, why = what), true)
            }
            Some(Remark { what, .. }) if single => {
                let done = self.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
                self.say(say!("adding-remark", done = done, what = what), false);
            }
            Some(last) => {
                remarks.push(last);
                self.modal = Some(Modal::Added { remarks });
            }
            None => {}
        }
    }

    pub(super) fn add_article(
        &mut self,
        details: Details,
        text: Text,
        origin: &str,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let details = details.titled_by(&text);
        let blocks = Block::guess(&text);
        let article = NewArticle { details, text, blocks, origin: origin.to_owned() };
        let made = actions::add_articles_in(&self.project, self.set, vec![article], stamp).map(|(step, ids)| {
            Commit::and_select(step, Selection { article: ids.first().copied(), ..Selection::default() })
        });
        self.linking = None;
        self.commit(made, effects)
    }
}

#[cfg(test)]
#[path = "adding_tests.rs"]
mod tests;
