//! Changes the state: the scheme, its templates and its page to print.

use std::path::{Path, PathBuf};

use crate::formats::Format;
use crate::formats::codebook;
use crate::model::actions::{self, Entry, Part, PartType, Recoding};
use crate::model::{Refusal, Scheme, Time};
use crate::store::{self, Template};
use crate::{say, words};

use super::asking::DialogPurpose;
use super::command::Command;
use super::effect::{Effect, Replaces};
use super::intent::SaveFailure;
use super::modal::Modal;
use super::state::{AppState, Page};
use super::steps::Commit;

/// What is going on on the scheme's page.
#[derive(Clone, Debug, Default)]
pub struct Scheming {
    /// The part that is shown.
    pub part: Option<Part>,
    /// The sort of a new part, while its name is typed.
    pub adding: Option<PartType>,
    /// Another scheme, while it is said what it would change.
    pub offered: Option<Box<Template>>,
}

impl Scheming {
    /// Leaves what is begun and not done. Tells whether there was something.
    pub(super) fn leave(&mut self) -> bool {
        let adding = self.adding.take().is_some();
        self.offered.take().is_some() || adding
    }
}

impl AppState {
    pub(super) fn recode(&mut self, recoding: Recoding, typed: bool, effects: &mut Vec<Effect>) {
        let recoding = match recoding {
            // The page sends what its fields say, changed or not.
            Recoding::Put(entry) if entry.is_in(&self.project) => return,
            Recoding::Put(entry) => {
                if let Some(why) = self.key_fault(&entry) {
                    return self.say(why, true);
                }
                Recoding::Put(entry)
            }
            Recoding::Add(sort, name, None) => {
                let key = self.free_key(sort, &name);
                Recoding::Add(sort, name, key)
            }
            other => other,
        };
        let made = match actions::recode(&self.project, &recoding) {
            Err(refusal) if typed && refusal == Refusal::nothing() => return,
            Err(Refusal(why)) => return self.say(why, true),
            Ok(made) => made,
        };
        let part = made.part;
        let mark = part.as_ref().filter(|_| typed).map(|part| format!("scheme {part:?}"));
        let commit = Commit { step: made.step, selection: None, joins: mark };
        if self.commit(Ok::<_, Refusal>(commit), effects) {
            self.scheming.part = part.or_else(|| self.scheming.part.take());
            match recoding {
                Recoding::Add(..) => self.scheming.adding = None,
                Recoding::Load(..) => self.scheming.offered = None,
                _ => {}
            }
        }
    }

    /// Says what else a part's new key of the keyboard does already, when it does something.
    fn key_fault(&self, entry: &Entry) -> Option<String> {
        let key = entry.shortcut()?;
        let (old, own): (_, [Command; 2]) = match entry {
            Entry::Label(label, _) => {
                let old = self.project.label(label)?.shortcut;
                (old, [Command::Label(label.clone()), Command::Arm(label.clone())])
            }
            Entry::Kind(kind, _) => {
                let old = self.project.kind(kind)?.shortcut;
                (old, [Command::Link(kind.clone(), true), Command::Link(kind.clone(), false)])
            }
            Entry::Attribute(..) => return None,
        };
        if old == Some(key) {
            return None;
        }
        let other = Command::with_key(key, self).filter(|other| !own.contains(other))?;
        let command = other.text(self);
        Some(say!("settings-key-taken", key = key.to_string(), command = command.trim_end_matches(" …")))
    }

    /// Finds a key of the keyboard for a new part: for a label a letter of its name, for a relation a digit.
    fn free_key(&self, sort: PartType, name: &str) -> Option<char> {
        let letters = name.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
        let free = |key: &char| {
            let scheme = self.project.scheme();
            Command::with_key(*key, self).is_none() && scheme.shortcuts().all(|other| other != *key)
        };
        match sort {
            PartType::Label => letters.chain('a'..='z').find(free),
            PartType::Kind => ('1'..='9').find(free),
            PartType::Attribute => None,
        }
    }

    pub(super) fn show_part(&mut self, part: Part) {
        if part.name(&self.project).is_some() {
            self.page = Page::Scheme;
            self.scheming.part = Some(part);
            self.scheming.adding = None;
            self.history.seal();
        }
    }

    pub(super) fn begin_part(&mut self, sort: Option<PartType>) {
        if sort.is_some() {
            self.page = Page::Scheme;
        }
        self.scheming.adding = sort;
    }

    pub(super) fn offer_scheme(&mut self, template: Option<Box<Template>>) {
        if template.is_some() {
            self.page = Page::Scheme;
        }
        self.scheming.offered = template;
    }

    pub(super) fn scheme_read(&mut self, path: &Path, read: Result<Template, String>) {
        match read {
            Ok(template) => self.offer_scheme(Some(Box::new(template))),
            Err(why) => self.say(say!("scheme-not-read", path = path.display().to_string(), why = why), true),
        }
    }

    /// Writes the scheme, as a template or as a page to print, or the ledger as a dossier of this moment.
    pub(super) fn export(
        &mut self,
        purpose: DialogPurpose,
        path: PathBuf,
        overwrite: bool,
        time: Time,
        effects: &mut Vec<Effect>,
    ) {
        if matches!(self.modal, Some(Modal::Path { .. } | Modal::Replace { .. })) {
            self.modal = None;
        }
        let path = self.full_path(path);
        if let DialogPurpose::Handout { folder: true, .. } = purpose {
            return self.hand_out(purpose, path, overwrite, effects);
        }
        let extension = match purpose {
            DialogPurpose::Handout { format, .. } => {
                Format::named(format).and_then(|format| format.endings.first()).copied().unwrap_or_default()
            }
            DialogPurpose::Codebook => "html",
            DialogPurpose::Dossier(form) => form.extension(),
            DialogPurpose::Agreement(form) => form.extension(),
            _ => "ron",
        };
        // No dialog adds the extension by itself; with it, it is another file than the one agreed to.
        let (path, overwrite) =
            if path.extension().is_none() { (path.with_extension(extension), false) } else { (path, overwrite) };
        if self.file.path.as_ref() == Some(&path) {
            return self.say(say!("export-over-project"), true);
        }
        let replaces = if overwrite { Replaces::Anything } else { Replaces::Nothing };
        let scheme = self.project.scheme();
        let bytes = match purpose {
            DialogPurpose::Handout { .. } => return self.hand_out(purpose, path, overwrite, effects),
            DialogPurpose::SaveScheme => {
                let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                store::write_template(&Template { name, scheme }).into_bytes()
            }
            DialogPurpose::Codebook => codebook::page(&scheme, &self.project_title(), words::tag()).into_bytes(),
            DialogPurpose::Dossier(_) if self.is_masking() => return self.say(say!("refuse-masked-dossier"), true),
            DialogPurpose::Dossier(form) => return self.make_dossier(form, path, replaces, time, effects),
            DialogPurpose::Agreement(form) => return self.write_agreement(form, path, replaces, effects),
            _ => return,
        };
        effects.push(Effect::Export { purpose, path, bytes, replaces });
    }

    /// Returns what the project is called: its title, else its file.
    pub(super) fn project_title(&self) -> String {
        let title = self.project.info().title;
        let file = || {
            let file = self.file_name();
            Path::new(&file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or(file)
        };
        if title.trim().is_empty() { file() } else { title }
    }

    pub(super) fn exported(&mut self, purpose: DialogPurpose, path: PathBuf, result: Result<(), SaveFailure>) {
        match result {
            Ok(()) => self.say(say!("file-saved", file = path.display().to_string()), false),
            Err(SaveFailure::Exists) => self.show_when_free(Modal::Replace { path, purpose }),
            Err(failure) => {
                let (path, why) = (path.display().to_string(), String::from(failure));
                self.say(say!("file-not-saved", path = path, why = why), true);
            }
        }
    }

    /// Tells whether the project has the labels of a scheme, and no others.
    pub fn has_labels_of(&self, scheme: &Scheme) -> bool {
        self.project.labels_by_key().count() == scheme.labels.len()
            && scheme.labels.iter().all(|(key, _)| self.project.label(key).is_some())
    }
}
