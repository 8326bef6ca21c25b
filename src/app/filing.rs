//! Changes the state: projects and their files.

use std::path::PathBuf;

use crate::formats::Format;
use crate::model::scheme::Scheme;
use crate::model::{Hash, Project, Stamp};
use crate::say;

use super::asking::DialogPurpose;
use super::bringing::BringIntent;
use super::classroom::{ClassFile, ClassroomIntent};
use super::effect::{Effect, Replaces};
use super::file::FileState;
use super::importing::ImportIntent;
use super::intent::{Intent, LoadFailure, LoadedProject, Lock, OutsideChange, SaveFailure};
use super::modal::Modal;
use super::state::AppState;

impl AppState {
    pub(super) fn run_file(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::New => self.unless_unsaved(Intent::New, effects, |state, effects| {
                let first = state.project.annotators().first().map(|(_, row)| row.name.clone());
                let name = first.unwrap_or_else(|| say!("annotator-me").to_owned());
                let project = Project::begin(Scheme::claims_and_denials(), &name, stamp);
                state.adopt(project, say!("file-untitled").into(), true, effects);
            }),
            Intent::AskOpen => self.ask(DialogPurpose::OpenProject, effects),
            Intent::Open(path) => self.unless_unsaved(Intent::Open(path.clone()), effects, |state, effects| {
                let path = state.full_path(path);
                state.modal = None;
                state.opening = Some((path.clone(), state.version));
                state.say(say!("file-opening", path = path.display().to_string()), false);
                effects.push(Effect::ReadProject(path));
            }),
            Intent::Resume { path, article, columns, set, texts } if self.file.path.as_ref() == Some(&path) => {
                if let Some(set) = set.filter(|id| self.project.set(id).is_some() && Some(*id) != self.set) {
                    self.set = Some(set);
                    self.ticks += 1;
                }
                if let Some(article) = article.filter(|id| self.project.article(id).is_some()) {
                    self.lay_beside(article, &columns);
                }
                effects.push(Effect::Resume(texts));
            }
            // Another project was opened meanwhile.
            Intent::Resume { .. } => {}
            // What is being typed belongs to the project that is open: that one is left only when it is done.
            intent @ Intent::Loaded(..) if self.modal.as_ref().is_some_and(Modal::is_draft) => {
                self.waits.push_back(intent);
            }
            Intent::Loaded(path, result) => match (self.opening.take(), *result) {
                // Another project was asked for while this one was read.
                (Some((other, version)), _) if other != path => self.opening = Some((other, version)),
                // Something was done while the file was read: ask again.
                (Some((_, version)), Ok(_)) if version != self.version && self.is_unsaved() => {
                    self.show_when_free(Modal::Unsaved { then: Box::new(Intent::Open(path)) });
                }
                (_, Ok(loaded)) => self.loaded(path, loaded, effects),
                (_, Err(LoadFailure(why))) => {
                    self.withdraw_offer();
                    self.say(say!("file-not-opened", path = path.display().to_string()), true);
                    self.show_when_free(Modal::LoadFailed { path, why });
                }
            },
            Intent::Adopt(project, name) => self.adopt(*project, name, false, effects),
            Intent::AskFile(purpose) => self.ask(purpose, effects),
            Intent::Export(DialogPurpose::Classroom(file), path, overwrite) => {
                self.export_class_file(file, path, overwrite, stamp, effects);
            }
            Intent::Export(purpose, path, overwrite) => self.export(purpose, path, overwrite, stamp.time, effects),
            Intent::DossierWritten { form, path, bytes, replaces } => {
                effects.push(Effect::Export { purpose: DialogPurpose::Dossier(form), path, bytes, replaces });
            }
            Intent::Exported(purpose, path, result) => self.exported(purpose, path, result),
            Intent::Save => self.save(effects),
            Intent::AskSaveAs => self.ask(DialogPurpose::SaveProject, effects),
            Intent::SaveTo(path, overwrite) => self.save_to(path, overwrite, effects),
            // A project that was left while it was written: what is open now has another file, or none.
            Intent::Saved(path, version, result) if self.file.saving != Some(version) => match result {
                Ok(_) => {
                    self.say(say!("file-saved", file = path.display().to_string()), false);
                    effects.push(Effect::Remember(path));
                }
                Err(failure) => {
                    let (path, why) = (path.display().to_string(), String::from(failure));
                    self.say(say!("file-not-saved", path = path, why = why), true);
                }
            },
            Intent::Saved(path, version, Ok(hash)) => self.saved(path, version, hash, stamp, effects),
            Intent::Saved(path, _, Err(failure)) => {
                self.file.saving = None;
                self.say(say!("file-save-failed", why = String::from(failure.clone())), true);
                if let Some((other, replaces)) = self.next_save.take().filter(|(other, _)| *other != path) {
                    return self.write(other, replaces, effects);
                }
                self.show_when_free(match failure {
                    SaveFailure::ChangedOutside => Modal::Outside { gone: false },
                    SaveFailure::Gone => Modal::Outside { gone: true },
                    SaveFailure::Exists => Modal::Replace { path, purpose: DialogPurpose::SaveProject },
                    SaveFailure::Other(why) => Modal::SaveFailed { path, why },
                });
            }
            Intent::Chosen(purpose, paths) => self.chosen(purpose, paths, stamp, effects),
            Intent::NoDialog(purpose) => {
                let asked = matches!(self.modal, Some(Modal::Path { purpose: asked, .. }) if asked == purpose);
                self.no_dialog |= asked;
            }
            Intent::GoOn => {
                if let Some(then) = self.answered() {
                    self.give_up = true;
                    self.run(*then, stamp, effects);
                    self.give_up = false;
                }
            }
            Intent::SaveAndGoOn => match self.answered() {
                Some(then) if self.is_unsaved() => {
                    self.save(effects);
                    self.after_save = Some(then);
                }
                Some(then) => self.run(*then, stamp, effects),
                None => {}
            },
            Intent::Quit => self.unless_unsaved(Intent::Quit, effects, |_, effects| effects.push(Effect::Close)),
            Intent::Rescued(rescued) => {
                self.rescued = rescued;
                if !self.rescued.is_empty() && !matches!(self.modal, Some(Modal::Rescue)) {
                    self.show_when_free(Modal::Rescue);
                }
            }
            Intent::TakeRescued(key) => {
                self.unless_unsaved(Intent::TakeRescued(key), effects, |state, effects| {
                    state.take_rescued(key, effects)
                });
            }
            Intent::CopyEarlier => {
                self.unless_unsaved(Intent::CopyEarlier, effects, |state, effects| state.copy_earlier(effects));
            }
            Intent::DiscardRescued(key) => {
                self.rescued.retain(|rescued| rescued.key != key);
                if self.rescued.is_empty() && matches!(self.modal, Some(Modal::Rescue)) {
                    self.modal = None;
                }
                self.say(say!("rescue-thrown-away"), false);
                effects.push(Effect::DiscardRescued(key));
            }
            _ => {}
        }
    }

    /// Takes the question about unsaved work away, and returns what it was asked for.
    fn answered(&mut self) -> Option<Box<Intent>> {
        let question = self.modal.take_if(|modal| matches!(modal, Modal::Unsaved { .. }));
        match question {
            Some(Modal::Unsaved { then }) => Some(then),
            _ => None,
        }
    }

    /// Does something that leaves this project. Asks first when work is unsaved, and waits for a save that is under
    /// way and has everything; whoever asks a second time does not want to wait.
    fn unless_unsaved(
        &mut self,
        then: Intent,
        effects: &mut Vec<Effect>,
        go: impl FnOnce(&mut AppState, &mut Vec<Effect>),
    ) {
        let saving = self.file.saving;
        if self.give_up {
            go(self, effects);
        } else if saving.is_some() && (saving == Some(self.version) || !self.is_unsaved()) && self.after_save.is_none()
        {
            self.say(say!("file-saving-first"), false);
            self.after_save = Some(Box::new(then));
        } else if self.is_unsaved() {
            self.modal = Some(Modal::Unsaved { then: Box::new(then) });
        } else {
            go(self, effects);
        }
    }

    /// Returns the path that a dialog and the path field begin with.
    fn suggested(&self, purpose: DialogPurpose) -> String {
        match purpose {
            DialogPurpose::SaveProject => match &self.file.path {
                Some(path) => path.display().to_string(),
                None => self.folder.join(format!("{}.ron", self.file.untitled)).display().to_string(),
            },
            DialogPurpose::SaveScheme => self.folder.join(say!("file-scheme")).display().to_string(),
            DialogPurpose::Codebook => self.folder.join(say!("file-codebook")).display().to_string(),
            DialogPurpose::Dossier(form) => {
                self.folder.join(say!("file-dossier")).with_extension(form.extension()).display().to_string()
            }
            DialogPurpose::Agreement(form) => {
                self.folder.join(say!("file-agreement")).with_extension(form.extension()).display().to_string()
            }
            DialogPurpose::Handout { format, folder: false } => {
                let ending =
                    Format::named(format).and_then(|format| format.endings.first()).copied().unwrap_or_default();
                self.folder.join(self.project_title()).with_extension(ending).display().to_string()
            }
            DialogPurpose::Classroom(file) => self.suggested_class_file(file),
            DialogPurpose::Import
            | DialogPurpose::ImportFolder
            | DialogPurpose::Handout { folder: true, .. }
            | DialogPurpose::OpenProject
            | DialogPurpose::AddArticles
            | DialogPurpose::MergeWith
            | DialogPurpose::CompareWith
            | DialogPurpose::NewText
            | DialogPurpose::LoadScheme => self.folder.join("").display().to_string(),
        }
    }

    /// Tells whether the system could not show the dialog that was asked for last.
    pub fn has_no_dialog(&self) -> bool {
        self.no_dialog
    }

    pub(super) fn ask(&mut self, purpose: DialogPurpose, effects: &mut Vec<Effect>) {
        let suggested = self.suggested(purpose);
        self.modal = Some(Modal::Path { purpose, typed: suggested.clone() });
        self.no_dialog = false;
        effects.push(Effect::Ask { purpose, suggested });
    }

    fn chosen(&mut self, purpose: DialogPurpose, paths: Vec<PathBuf>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let typed = match &self.modal {
            Some(Modal::Path { purpose: asked, typed }) if *asked == purpose => typed,
            _ => return,
        };
        // A portal may take seconds to find out that it has nothing to show: what is typed by then is the answer.
        if paths.is_empty() && *typed != self.suggested(purpose) {
            return;
        }
        let after_save = self.after_save.take();
        self.modal = None;
        match (purpose, paths.into_iter().collect::<Vec<_>>()) {
            (_, paths) if paths.is_empty() => self.say(say!("file-none-chosen"), false),
            (DialogPurpose::OpenProject, mut paths) => self.run(Intent::Open(paths.swap_remove(0)), stamp, effects),
            (DialogPurpose::SaveProject, mut paths) => {
                // The system's dialog has asked before it names a file that is there.
                self.after_save = after_save;
                self.save_to(paths.swap_remove(0), true, effects);
            }
            (DialogPurpose::LoadScheme, mut paths) => {
                let path = self.full_path(paths.swap_remove(0));
                effects.push(Effect::ReadScheme(path));
            }
            (
                DialogPurpose::SaveScheme
                | DialogPurpose::Codebook
                | DialogPurpose::Dossier(_)
                | DialogPurpose::Agreement(_),
                mut paths,
            ) => self.export(purpose, paths.swap_remove(0), true, stamp.time, effects),
            (DialogPurpose::MergeWith, mut paths) => {
                let path = self.full_path(paths.swap_remove(0));
                self.merge_with(path, effects);
            }
            (DialogPurpose::CompareWith, paths) => {
                self.run(Intent::Bring(BringIntent::Read(paths)), stamp, effects);
            }
            (DialogPurpose::NewText, mut paths) => {
                let path = self.full_path(paths.swap_remove(0));
                self.read_text(path, effects);
            }
            (DialogPurpose::Import | DialogPurpose::ImportFolder, paths) => {
                self.run(Intent::Import(ImportIntent::Read(paths)), stamp, effects);
            }
            (DialogPurpose::Classroom(file), paths) if !file.is_written() => {
                self.run(ClassroomIntent::Read(paths).into(), stamp, effects);
            }
            (DialogPurpose::Classroom(file), mut paths) => {
                self.export_class_file(file, paths.swap_remove(0), file != ClassFile::Feedback, stamp, effects);
            }
            // What is in a folder already was not agreed to be lost.
            (DialogPurpose::Handout { folder, .. }, mut paths) => {
                self.export(purpose, paths.swap_remove(0), !folder, stamp.time, effects);
            }
            (DialogPurpose::AddArticles, paths) => self.run(Intent::AddFiles(paths), stamp, effects),
        }
    }

    fn adopt(&mut self, project: Project, name: String, saved: bool, effects: &mut Vec<Effect>) {
        self.replace(project, FileState { untitled: name, ..FileState::default() });
        // An empty project, or the sample, is nothing that could be lost.
        self.file.saved = Some(self.version);
        if saved {
            self.say(say!("file-new"), false);
        }
        effects.push(Effect::BeginJournal { path: None, base: None, project: self.project.clone() });
    }

    fn loaded(&mut self, path: PathBuf, loaded: LoadedProject, effects: &mut Vec<Effect>) {
        let LoadedProject { project, mut warnings, intact, hash, lock, read_only } = loaded;
        let read_only = match lock {
            Lock::Other(who) => Some(say!("file-open-elsewhere", who = who)),
            Lock::Ours => read_only,
            Lock::Unsupported(why) => {
                warnings.push(say!("file-unlocked", why = why));
                read_only
            }
        };
        let fits = intact && warnings.is_empty();
        let file = FileState {
            path: Some(path.clone()),
            hash: Some(hash),
            read_only: read_only.clone(),
            damaged: !intact,
            warnings,
            ..FileState::default()
        };
        self.replace(project, file);
        self.work_beside(&path);
        if fits || read_only.is_some() {
            self.file.saved = Some(self.version);
        }
        let summary = say!(
            "file-opened",
            file = self.file_name(),
            articles = say!("articles-counted", count = self.project.articles_by_id().count()),
            annotations = say!("annotations-counted", count = self.project.annotation_count()),
        );
        match &self.file.read_only {
            Some(why) => self.say(say!("file-opened-read-only", opened = summary, why = why), true),
            None => self.say(summary, false),
        }
        if !self.file.warnings.is_empty() {
            self.modal = Some(Modal::Warnings);
        }
        self.offer_others();
        let base = intact.then_some(hash);
        effects.push(Effect::BeginJournal { path: Some(path.clone()), base, project: self.project.clone() });
        effects.push(Effect::Remember(path));
    }

    fn work_beside(&mut self, path: &std::path::Path) {
        if let Some(folder) = path.parent() {
            self.folder = folder.to_owned();
        }
    }

    fn save(&mut self, effects: &mut Vec<Effect>) {
        self.history.seal();
        match (&self.file.path, self.file.hash) {
            _ if self.file.read_only.is_some() => self.ask(DialogPurpose::SaveProject, effects),
            (Some(_), _) if !self.is_unsaved() => self.say(say!("file-saved-already"), false),
            (None, _) => self.ask(DialogPurpose::SaveProject, effects),
            _ if self.file.damaged => self.modal = Some(Modal::ReplaceDamaged),
            (Some(path), hash) => {
                let replaces = hash.map_or(Replaces::Nothing, Replaces::Known);
                self.write(path.clone(), replaces, effects);
            }
        }
    }

    fn save_to(&mut self, path: PathBuf, overwrite: bool, effects: &mut Vec<Effect>) {
        if matches!(
            self.modal,
            Some(
                Modal::Path { .. }
                    | Modal::Replace { .. }
                    | Modal::SaveFailed { .. }
                    | Modal::Outside { .. }
                    | Modal::ReplaceDamaged
            )
        ) {
            self.modal = None;
        }
        let path = self.full_path(path);
        // No dialog adds the extension by itself; with it, it is another file than the one agreed to.
        let (path, overwrite) =
            if path.extension().is_none() { (path.with_extension("ron"), false) } else { (path, overwrite) };
        let same = self.file.path.as_ref() == Some(&path);
        let replaces = match (overwrite, same, self.file.hash) {
            (true, _, _) => Replaces::Anything,
            (false, true, Some(hash)) => Replaces::Known(hash),
            (false, _, _) => Replaces::Nothing,
        };
        if same && self.file.read_only.is_some() {
            return self.say(say!("file-read-only-here"), true);
        }
        self.history.seal();
        self.write(path, replaces, effects);
    }

    fn write(&mut self, path: PathBuf, replaces: Replaces, effects: &mut Vec<Effect>) {
        if self.file.saving.is_some() {
            self.next_save = Some((path, replaces));
            return;
        }
        self.file.saving = Some(self.version);
        effects.push(Effect::Write { path, project: self.project.clone(), version: self.version, replaces });
    }

    fn saved(&mut self, path: PathBuf, version: u64, hash: Hash, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let warnings = std::mem::take(&mut self.file.warnings);
        let untitled = std::mem::take(&mut self.file.untitled);
        self.file = FileState {
            path: Some(path.clone()),
            untitled,
            saved: Some(version),
            hash: Some(hash),
            warnings,
            ..FileState::default()
        };
        self.work_beside(&path);
        self.waits.retain(|intent| !tells_of_a_failed_save(intent));
        self.say(say!("file-saved", file = self.file_name()), false);
        effects.push(Effect::Remember(path));
        let same = |path: &PathBuf| self.file.path.as_ref() == Some(path);
        let next = self.next_save.take().filter(|(path, _)| self.is_unsaved() || !same(path));
        if let Some((path, replaces)) = next {
            // What was just written is what the next write may replace.
            let replaces = if same(&path) && replaces != Replaces::Anything { Replaces::Known(hash) } else { replaces };
            self.write(path, replaces, effects);
        } else if let Some(then) = self.after_save.take() {
            self.run(*then, stamp, effects);
        } else if !self.is_unsaved()
            && let Some(then) = self.answered()
        {
            // The question was about what is saved now.
            self.run(*then, stamp, effects);
        }
    }

    fn take_rescued(&mut self, key: u64, effects: &mut Vec<Effect>) {
        let Some(at) = self.rescued.iter().position(|rescued| rescued.key == key) else { return };
        let rescued = self.rescued.remove(at);
        let project = match rescued.project {
            Ok(project) => project,
            Err(why) => {
                self.rescued.insert(at, super::intent::Rescued { project: Err(why.clone()), ..rescued });
                return self.say(say!("rescue-broken", why = why), true);
            }
        };
        let untitled = if rescued.path.is_none() { say!("file-rescued").to_owned() } else { String::new() };
        let file = FileState { path: rescued.path.clone(), untitled, hash: rescued.base, ..FileState::default() };
        self.replace(project, file);
        self.say(say!("rescue-taken"), false);
        effects.push(Effect::ResumeJournal { key, path: rescued.path, project: self.project.clone() });
    }

    pub(super) fn outside(&mut self, change: OutsideChange) {
        match change {
            OutsideChange::Back => self.file.outside = None,
            OutsideChange::Changed => {
                self.file.outside = Some(change);
                self.say(say!("file-changed-outside"), true);
            }
            OutsideChange::Gone => {
                self.file.outside = Some(change);
                self.say(say!("file-gone-outside"), true);
            }
        }
    }
}

/// Tells whether an intent shows that a save failed.
fn tells_of_a_failed_save(intent: &Intent) -> bool {
    use DialogPurpose::SaveProject;
    let Intent::OpenModal(modal) = intent else { return false };
    matches!(**modal, Modal::SaveFailed { .. } | Modal::Outside { .. } | Modal::Replace { purpose: SaveProject, .. })
}

#[cfg(test)]
#[path = "filing_tests.rs"]
pub(super) mod tests;
