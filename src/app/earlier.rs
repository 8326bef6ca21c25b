//! Looks at earlier versions of the project's file, and brings one back; steps back to before any step that is not
//! saved.

use std::path::PathBuf;

use crate::compare::Difference;
use crate::model::{Edit, Hash, Project, Refusal, Step, Time, Transaction};
use crate::say;

use super::effect::Effect;
use super::file::FileState;
use super::state::{AppState, Page};

/// One kept earlier version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its place in the order of what was kept; a later one is higher.
    pub number: u64,
    /// The SHA-256 of its bytes.
    pub hash: Hash,
    /// When it was kept, where the disk tells.
    pub time: Option<Time>,
    /// Its length in bytes.
    pub bytes: u64,
}

/// What is kept of a file, and by which rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptList {
    /// The versions, the newest first.
    pub all: Vec<Kept>,
    /// Where they are kept; `None` where the program has no folder.
    pub folder: Option<PathBuf>,
    /// How many of a file are kept at most.
    pub most: usize,
    /// How many bytes they may take together, but for the newest two.
    pub bytes: u64,
}

/// An earlier version that was read.
#[derive(Clone, Debug)]
pub struct EarlierRead {
    /// What it holds.
    pub project: Project,
    /// What was done since, up to the project as it was when this was asked for.
    pub since: Difference,
    /// What was done between the version before it and this one; `None` for the oldest one, an error in words where
    /// that one can't be read.
    pub step: Option<Result<Difference, String>>,
}

/// The version that is looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Which one.
    pub number: u64,
    /// The state of the project that it was last asked to be compared with.
    asked: u64,
    /// It, or why it can't be read; `None` while it is being read for the first time.
    pub read: Option<Result<Box<EarlierRead>, String>>,
}

/// What the page of earlier versions shows. It is there while the page is open.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The file, and what it held when its versions were listed.
    of: (PathBuf, Option<Hash>),
    /// What is kept; `None` while that is looked for.
    pub kept: Option<KeptList>,
    /// The version that is looked at.
    pub looked: Option<Looked>,
}

/// A step that is not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnsavedStep<'a> {
    /// What was done.
    pub name: &'a str,
    /// When.
    pub time: Time,
    /// The version of the project before it, for [`Intent::TakeBackTo`](super::Intent::TakeBackTo).
    pub before: u64,
}

impl AppState {
    /// Returns what the page of earlier versions shows, while it is open and the project has a file.
    pub fn earlier(&self) -> Option<&Earlier> {
        self.earlier.as_ref()
    }

    /// Lists the steps that are not in the file, the last one first. Those that were saved and then undone are not
    /// among them, nor is what was not saved when the project was opened.
    pub fn unsaved_steps(&self) -> impl Iterator<Item = UnsavedStep<'_>> {
        let steps = self.history.steps().rev();
        steps
            .take_while(|(_, _, after)| Some(after.version) != self.file.saved)
            .map(|(name, before, after)| UnsavedStep { name, time: after.time, before: before.version })
    }

    /// Keeps the page of earlier versions in step with the file and the project. Asks for what it lacks.
    pub(super) fn follow_earlier(&mut self, effects: &mut Vec<Effect>) {
        let path = self.file.path.clone().filter(|_| self.page == Page::Earlier);
        let Some(path) = path else {
            if self.earlier.take().is_some() {
                effects.push(Effect::LeaveEarlier);
            }
            return;
        };
        let of = (path, self.file.hash);
        match &mut self.earlier {
            Some(earlier) if earlier.of == of => {}
            Some(earlier) if earlier.of.0 == of.0 => {
                effects.push(Effect::ListEarlier(of.0.clone()));
                earlier.of = of;
            }
            other => {
                effects.push(Effect::ListEarlier(of.0.clone()));
                *other = Some(Earlier { of, kept: None, looked: None });
            }
        }
        let (now, project) = (self.ticks, &self.project);
        if let Some(Earlier { of, looked: Some(looked), .. }) = &mut self.earlier
            && looked.asked != now
        {
            looked.asked = now;
            let (path, number) = (of.0.clone(), looked.number);
            effects.push(Effect::ReadEarlier { path, number, present: project.clone(), ticks: now });
        }
    }

    pub(super) fn earlier_listed(&mut self, path: PathBuf, kept: KeptList) {
        let Some(earlier) = self.earlier.as_mut().filter(|earlier| earlier.of.0 == path) else { return };
        earlier.looked.take_if(|looked| kept.all.iter().all(|one| one.number != looked.number));
        earlier.kept = Some(kept);
    }

    /// Looks at a version; at none when it is looked at already.
    pub(super) fn look_earlier(&mut self, number: u64) {
        let Some(earlier) = &mut self.earlier else { return };
        earlier.looked = match &earlier.looked {
            Some(looked) if looked.number == number => None,
            // A number that the project never has, so that it is asked for.
            _ => Some(Looked { number, asked: u64::MAX, read: None }),
        };
    }

    pub(super) fn earlier_read(&mut self, path: PathBuf, number: u64, ticks: u64, read: Result<EarlierRead, String>) {
        let earlier = self.earlier.as_mut().filter(|earlier| earlier.of.0 == path);
        let Some(looked) = earlier.and_then(|earlier| earlier.looked.as_mut()) else { return };
        if looked.number == number && looked.asked == ticks {
            looked.read = Some(read.map(Box::new));
        }
    }

    /// Returns the version that is looked at, once it is read, and when it was kept.
    fn looked_at(&self) -> Option<(Project, Option<Time>)> {
        let earlier = self.earlier.as_ref()?;
        let looked = earlier.looked.as_ref()?;
        let kept = earlier.kept.as_ref()?.all.iter().find(|kept| kept.number == looked.number)?;
        match &looked.read {
            Some(Ok(read)) => Some((read.project.clone(), kept.time)),
            _ => None,
        }
    }

    /// Makes the project what it was in the version that is looked at, as one step.
    pub(super) fn restore_earlier(&mut self, effects: &mut Vec<Effect>) {
        let Some((earlier, _)) = self.looked_at() else { return };
        let transaction = Transaction::between(&self.project, &earlier);
        let rewritten = |edit: &Edit| matches!(edit, Edit::Revision(c) if c.before.is_some() && c.after.is_some());
        let made = if transaction.is_empty() {
            Err(Refusal::nothing())
        } else if transaction.edits.iter().any(rewritten) {
            Err(Refusal(say!("earlier-other-text").to_owned()))
        } else {
            Ok(Step { name: say!("step-restore").to_owned(), transaction })
        };
        self.history.seal();
        self.linking = None;
        self.commit(made, effects);
    }

    /// Opens the version that is looked at as a project in no file.
    pub(super) fn copy_earlier(&mut self, effects: &mut Vec<Effect>) {
        let Some((project, _)) = self.looked_at() else { return };
        let name = self.file.path.as_deref().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy());
        let name = say!("earlier-copy-name", name = name.unwrap_or_default());
        self.replace(project, FileState { untitled: name, ..FileState::default() });
        self.page = Page::Article;
        self.say(say!("earlier-copied"), false);
        effects.push(Effect::BeginJournal { path: None, base: None, project: self.project.clone() });
        effects.push(Effect::FocusArticle);
    }

    /// Takes back all steps down to the one before which the project had this version.
    pub(super) fn take_back_to(&mut self, version: u64, effects: &mut Vec<Effect>) {
        if !self.history.steps().any(|(_, before, _)| before.version == version) {
            return self.say(say!("refuse-no-undo"), false);
        }
        let mut taken = 0;
        while self.version != version {
            let left = self.history.len();
            self.travel(true, effects);
            if self.history.len() == left {
                // It could not be taken back, and that was said.
                return;
            }
            taken += 1;
        }
        self.say(say!("earlier-taken-back", count = taken), false);
    }
}

#[cfg(test)]
#[path = "earlier_tests.rs"]
mod tests;
