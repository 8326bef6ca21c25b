//! Brings in what other programs wrote: has files read, finds their format, shows what would come and what its names
//! are here, and takes it as one step. Reading is done by the host, all else on a thread of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compare::adopt::{Becomes, Comer, Likeness, Mapping, Part};
use crate::compare::bring::Left;
use crate::formats::exchange::{File, Read, Remark, is_archive_name};
use crate::formats::{ALL, Format};
use crate::model::actions::PartType;
use crate::model::{ArticleId, Refusal, SetId, Stamp, Step, Transaction};
use crate::say;

use super::asking::is_text;
use super::effect::Effect;
use super::state::{AppState, Page};
use super::work::{Cancel, Work};

mod job;

pub use job::ImportJob;

/// How many names that were given by hand are remembered.
const REMEMBERED: usize = 1_000;

/// What is asked of the page on which files of other programs come in.
#[derive(Clone, Debug)]
pub enum ImportIntent {
    /// Reads these files, and those of these folders.
    Read(Vec<PathBuf>),
    /// Takes how much of an asking's reading, or of a job, is done, from 0 to 1.
    Progress(u64, f64),
    /// Takes the files that were read, or why they were not.
    FilesRead(u64, Result<Foreign, String>),
    /// Reads the files as those of a format.
    Format(&'static Format),
    /// Says what a part of the other program's scheme is here; nothing is the guess.
    Becomes(Part, Option<Becomes>),
    /// Takes people of the same name as people here for others, or for the same.
    Apart(bool),
    /// Says whose a set of the other program is; nothing is as it stands there.
    Whose(SetId, Option<Whose>),
    /// Takes what would come in, or why nothing can.
    Foreseen(u64, Result<Arc<Foreseen>, String>),
    /// Takes what was given by hand before.
    Recall(Vec<Recalled>),
    /// Brings it in.
    Take,
    /// Leaves all as it is.
    Leave,
}

/// Whose annotations of another program are, as the user says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The user's own: they go on with the set that is annotated in.
    Mine,
    /// Somebody's of this name, where the files name nobody.
    Of(String),
}

/// What was said of whose they are, by the sets there.
type Owners = BTreeMap<SetId, Whose>;

/// Files of another program.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// The files.
    pub files: Arc<[File]>,
    /// What was passed over on the way.
    pub passed: Vec<Remark>,
}

impl FromIterator<File> for Foreign {
    fn from_iter<I: IntoIterator<Item = File>>(files: I) -> Foreign {
        Foreign { files: files.into_iter().collect(), passed: Vec::new() }
    }
}

/// What a name of another program was given to by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The format, by what it is called on a command line.
    pub format: String,
    /// Of what sort the part is.
    pub sort: PartType,
    /// What it is called there.
    pub name: String,
    /// What it was here.
    pub becomes: Becomes,
}

fn sort_of(part: &Part) -> PartType {
    match part {
        Part::Label(_) => PartType::Label,
        Part::Kind(_) => PartType::Kind,
        Part::Attribute(_) => PartType::Attribute,
    }
}

/// What would come in.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// In which format it is.
    pub format: &'static Format,
    /// The other program's scheme, each part with what it most likely is here: what it was given to before counts more
    /// than its name.
    pub parts: Vec<Likeness>,
    /// The articles that are added.
    pub added: Vec<ArticleId>,
    /// How many articles are here already.
    pub known: usize,
    /// What the sets are called, one for each annotator.
    pub sets: Vec<String>,
    /// The same sets as they are there.
    pub comers: Vec<Comer>,
    /// How many annotations come.
    pub annotations: usize,
    /// How many of them have no place in their text.
    pub detached: usize,
    /// How many relations come.
    pub relations: usize,
    /// Annotators who are taken for those of the same name here.
    pub people: Vec<String>,
    /// How many annotations and relations are here already.
    pub again: (usize, usize),
    /// What is to be known of it.
    pub remarks: Vec<Remark>,
    /// What has no place here.
    pub left: Vec<Left>,
    transaction: Transaction,
    read: Arc<Read>,
}

/// What a preview is made of.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The state of the project.
    ticks: u64,
    format: Option<&'static str>,
    mapping: Mapping,
    apart: bool,
    whose: Owners,
    /// The set that is annotated in.
    own: Option<SetId>,
}

/// Files of another program that are looked at.
#[derive(Clone, Debug)]
pub struct Importing {
    number: u64,
    paths: Vec<PathBuf>,
    /// Ends the reading; how much of it is done.
    reading: Option<(Cancel, f64)>,
    files: Option<Result<Foreign, String>>,
    /// The format that was chosen by hand.
    format: Option<&'static Format>,
    /// What was given by hand.
    mapping: Mapping,
    /// Whether people of the same name as people here are others.
    apart: bool,
    whose: Owners,
    /// Give the ids: to what is read, to what is added, to what can't keep its own.
    stamps: [Stamp; 3],
    running: Option<(u64, Asked, Cancel, f64)>,
    foreseen: Option<(u64, Asked, Result<Arc<Foreseen>, String>)>,
    /// Why it could not be looked through, where that is a fault of the program.
    failure: Option<String>,
}

impl Importing {
    /// Lists what was asked for.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Returns what would come, and a number that is another whenever that is.
    pub fn foreseen(&self) -> Option<(u64, &Foreseen)> {
        match &self.foreseen {
            Some((number, _, Ok(foreseen))) => Some((*number, foreseen)),
            _ => None,
        }
    }

    /// Says why nothing can come of these files.
    pub fn refusal(&self) -> Option<&str> {
        match (&self.files, &self.foreseen) {
            (Some(Err(why)), _) | (_, Some((_, _, Err(why)))) => Some(why),
            _ => None,
        }
    }

    /// Says why they could not be looked through, where that is a fault of the program.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns the format as which they are read, once that is known.
    pub fn format(&self) -> Option<&'static Format> {
        self.format.or_else(|| self.foreseen().map(|(_, foreseen)| foreseen.format))
    }

    /// Tells whether files are there to be read as another format.
    pub fn has_files(&self) -> bool {
        matches!(self.files, Some(Ok(_)))
    }

    /// Returns what a part becomes as it was chosen, else as it is guessed.
    pub fn becomes<'a>(&'a self, likeness: &'a Likeness) -> &'a Becomes {
        self.mapping.get(&likeness.part).unwrap_or(&likeness.guess)
    }

    /// Tells whether people of the same name as people here are taken for others.
    pub fn is_apart(&self) -> bool {
        self.apart
    }

    /// Says whose a set of the other program is, where that was said.
    pub fn whose(&self, set: SetId) -> Option<&Whose> {
        self.whose.get(&set)
    }

    /// Returns how much of what is under way is done, from 0 to 1.
    pub fn progress(&self) -> Option<f64> {
        let reading = self.reading.as_ref().map(|(_, done)| *done);
        reading.or_else(|| self.running.as_ref().map(|(.., done)| *done))
    }

    fn cancel(&mut self) {
        if let Some((_, _, cancel, _)) = self.running.take() {
            cancel.cancel();
        }
    }
}

/// Files of other programs, for whoever has asked for some.
#[derive(Clone, Debug, Default)]
pub(super) struct Imports {
    /// Counts what was asked, to tell answers to the last asking from earlier ones.
    asked: u64,
    importing: Option<Importing>,
    /// What was given by hand, the last first.
    recalled: Vec<Recalled>,
}

/// Tells whether a file is named as one of another program or an archive of them, and not as an article can be.
pub fn is_foreign(path: &Path) -> bool {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else { return false };
    let is = |other: &&str| other.eq_ignore_ascii_case(ending);
    let known = ALL.iter().filter(|format| format.read.is_some()).any(|format| format.endings.iter().any(is));
    (known && !is_text(path)) || is_archive_name(&path.to_string_lossy())
}

impl AppState {
    /// Returns the files of another program that are looked at, while some are.
    pub fn importing(&self) -> Option<&Importing> {
        self.imports.importing.as_ref()
    }

    /// Tells whether something comes in when it is asked for now.
    pub(super) fn can_import(&self) -> bool {
        let ready = self.importing().filter(|importing| importing.progress().is_none());
        let current = ready.and_then(Importing::foreseen);
        self.page == Page::Import && current.is_some_and(|(_, foreseen)| !foreseen.transaction.is_empty())
    }

    /// Does what is asked of the page.
    pub(super) fn run_import(&mut self, intent: ImportIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match (intent, self.imports.importing.as_mut()) {
            (ImportIntent::Read(paths), _) => self.read_foreign(paths, stamp, effects),
            (ImportIntent::Recall(recalled), _) => self.imports.recalled = recalled,
            (ImportIntent::Take, _) => self.import(effects),
            (ImportIntent::Leave, _) => {
                self.leave_import();
                effects.push(Effect::FocusArticle);
            }
            (ImportIntent::Progress(number, done), Some(importing)) => {
                if let Some((_, share)) = importing.reading.as_mut().filter(|_| importing.number == number) {
                    *share = done;
                } else if let Some((.., share)) = importing.running.as_mut().filter(|(job, ..)| *job == number) {
                    *share = done;
                }
            }
            (ImportIntent::FilesRead(number, read), Some(importing)) if importing.number == number => {
                importing.reading = None;
                importing.files = Some(read);
            }
            (ImportIntent::Format(format), Some(importing)) => {
                importing.format = Some(format);
                // The names were those of another format.
                importing.mapping.clear();
                importing.whose.clear();
            }
            (ImportIntent::Becomes(part, becomes), Some(importing)) => match becomes {
                Some(becomes) => drop(importing.mapping.insert(part, becomes)),
                None => drop(importing.mapping.remove(&part)),
            },
            (ImportIntent::Apart(apart), Some(importing)) => importing.apart = apart,
            (ImportIntent::Whose(set, whose), Some(importing)) => {
                if whose == Some(Whose::Mine) {
                    // One pass is one set here.
                    importing.whose.retain(|_, whose| *whose != Whose::Mine);
                }
                match whose {
                    Some(whose) => drop(importing.whose.insert(set, whose)),
                    None => drop(importing.whose.remove(&set)),
                }
            }
            (ImportIntent::Foreseen(number, foreseen), Some(importing)) => {
                if let Some((_, asked, ..)) = importing.running.take_if(|(job, ..)| *job == number) {
                    importing.foreseen = Some((number, asked, foreseen));
                }
            }
            // An answer to what nobody waits for any longer.
            _ => {}
        }
    }

    fn read_foreign(&mut self, paths: Vec<PathBuf>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        if self.refuses_changes() {
            return;
        }
        if self.is_masking() || self.hides_names() {
            return self.say(say!("refuse-masked-page"), true);
        }
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| self.full_path(path)).collect();
        self.leave_import();
        self.imports.asked += 1;
        let (number, cancel) = (self.imports.asked, Cancel::default());
        self.imports.importing = Some(Importing {
            number,
            paths: paths.clone(),
            reading: Some((cancel.clone(), 0.0)),
            files: None,
            format: None,
            mapping: Mapping::new(),
            apart: false,
            whose: Owners::new(),
            stamps: [stamp.fork(), stamp.fork(), stamp.fork()],
            running: None,
            foreseen: None,
            failure: None,
        });
        self.page = Page::Import;
        effects.push(Effect::ReadForeign { number, paths, cancel });
    }

    /// Has the files looked through that were not yet as it stands, once they are read.
    pub(super) fn keep_import(&mut self, effects: &mut Vec<Effect>) {
        if self.page == Page::Import && self.imports.importing.is_none() {
            self.page = Page::Article;
        }
        let Some(importing) = &mut self.imports.importing else { return };
        if self.page != Page::Import {
            return importing.cancel();
        }
        let Some(Ok(files)) = &importing.files else { return };
        if importing.failure.is_some() {
            return;
        }
        let format = importing.format.map(|format| format.id);
        let (mapping, whose) = (importing.mapping.clone(), importing.whose.clone());
        let asked = Asked { ticks: self.ticks, format, mapping, apart: importing.apart, whose, own: self.set };
        if importing.running.as_ref().is_some_and(|(_, running, ..)| *running == asked) {
            return;
        }
        let files = files.clone();
        importing.cancel();
        if importing.foreseen.as_ref().is_some_and(|(_, foreseen, _)| *foreseen == asked) {
            return;
        }
        let known = match &importing.foreseen {
            Some((_, before, Ok(foreseen))) if before.format == asked.format => {
                Some((foreseen.format, Arc::clone(&foreseen.read)))
            }
            _ => None,
        };
        self.imports.asked += 1;
        let (number, cancel) = (self.imports.asked, Cancel::default());
        let job = ImportJob {
            number,
            here: self.project.clone(),
            files,
            format: importing.format,
            known,
            asked: asked.clone(),
            recalled: self.imports.recalled.clone(),
            stamps: importing.stamps.clone(),
            cancel: cancel.clone(),
        };
        importing.running = Some((number, asked, cancel, 0.0));
        effects.push(Effect::Work(Work::Import(Box::new(job))));
    }

    /// Brings in what was looked through, as one step, opens the first article that came, and remembers what was given
    /// by hand.
    fn import(&mut self, effects: &mut Vec<Effect>) {
        let ready = self.can_import();
        let Some((_, foreseen)) = self.importing().and_then(Importing::foreseen).filter(|_| ready) else {
            return self.say(say!("import-nothing"), true);
        };
        let (format, annotations) = (foreseen.format, foreseen.annotations);
        let annotations_told = say!("annotations-counted", count = annotations);
        let articles = say!("articles-counted", count = foreseen.added.len() + foreseen.known);
        let name = say!("step-import", format = format.name, annotations = &annotations_told);
        let told = say!("import-done", articles = articles, annotations = annotations_told);
        let (added, step) = (foreseen.added.first().copied(), Step { name, transaction: foreseen.transaction.clone() });
        let recalled = self.by_hand(format);
        if self.commit(Ok::<_, Refusal>(step), effects) {
            self.leave_import();
            if let Some(article) = added {
                self.open(article);
            }
            effects.push(Effect::FocusArticle);
            self.say(told, false);
            if !recalled.is_empty() {
                let same = |one: &Recalled, other: &Recalled| {
                    (&one.format, one.sort, &one.name) == (&other.format, other.sort, &other.name)
                };
                self.imports.recalled.retain(|old| !recalled.iter().any(|new| same(old, new)));
                self.imports.recalled.splice(0..0, recalled);
                self.imports.recalled.truncate(REMEMBERED);
                effects.push(Effect::KeepRecalled(self.imports.recalled.clone()));
            }
        }
    }

    /// Lists what was given by hand of a format's names.
    fn by_hand(&self, format: &Format) -> Vec<Recalled> {
        let Some(importing) = self.importing() else { return Vec::new() };
        let Some((_, foreseen)) = importing.foreseen() else { return Vec::new() };
        let one = |likeness: &Likeness| {
            let becomes = importing.mapping.get(&likeness.part)?.clone();
            let (format, sort, name) = (format.id.to_owned(), sort_of(&likeness.part), likeness.name.clone());
            Some(Recalled { format, sort, name, becomes })
        };
        foreseen.parts.iter().filter_map(one).collect()
    }

    /// Lets go of the files that are looked at.
    pub(super) fn leave_import(&mut self) {
        if let Some(mut importing) = self.imports.importing.take() {
            importing.cancel();
            if let Some((cancel, _)) = importing.reading {
                cancel.cancel();
            }
        }
        if self.page == Page::Import {
            self.page = Page::Article;
        }
    }

    /// Notes that the files could not be looked through. Tells whether that is still waited for.
    pub(super) fn import_failed(&mut self, number: u64, why: &str) -> bool {
        let Some(importing) = &mut self.imports.importing else { return false };
        let waited = importing.running.take_if(|(job, ..)| *job == number).is_some();
        if waited {
            importing.failure = Some(why.to_owned());
        }
        waited
    }

    /// Forgets that the files could not be looked through, so that they are again.
    pub(super) fn forget_import_failure(&mut self) {
        if let Some(importing) = &mut self.imports.importing {
            importing.failure = None;
        }
    }
}

#[cfg(test)]
#[path = "importing_tests.rs"]
mod tests;
