//! Writes the ledger of the shown sets as a dossier, on a thread of the host.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::compare::Ledger;
use crate::formats::dossier::{Dossier, Form, Making};
use crate::model::{Project, SetId, Time};

use super::effect::{Effect, Replaces};
use super::intent::Intent;
use super::state::AppState;
use super::work::Work;

/// Work for a thread: making a dossier and writing it down.
#[derive(Clone, Debug)]
pub struct DossierJob {
    project: Project,
    sets: BTreeSet<SetId>,
    form: Form,
    name: String,
    time: Time,
    path: PathBuf,
    replaces: Replaces,
}

impl DossierJob {
    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let ledger = Ledger::of(&self.project, &self.sets);
        let making = Making { name: &self.name, time: self.time, version: env!("CARGO_PKG_VERSION") };
        let bytes = self.form.write(&Dossier::of(&ledger, making)).into_bytes();
        answer(Intent::DossierWritten { form: self.form, path: self.path, bytes, replaces: self.replaces });
    }
}

impl AppState {
    /// Has a dossier written; [`Intent::DossierWritten`] brings it.
    pub(super) fn make_dossier(
        &self,
        form: Form,
        path: PathBuf,
        replaces: Replaces,
        time: Time,
        effects: &mut Vec<Effect>,
    ) {
        let (project, sets, name) = (self.project.clone(), self.shown_sets(), self.project_title());
        let job = DossierJob { project, sets, form, name, time, path, replaces };
        effects.push(Effect::Work(Work::Dossier(Box::new(job))));
    }
}

#[cfg(test)]
#[path = "dossier_tests.rs"]
mod tests;
