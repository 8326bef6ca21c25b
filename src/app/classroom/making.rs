//! Makes exercises of articles, and changes them.

use crate::model::actions;
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, Exercise, Refusal, RevisionId, SetId, SetKind, Stamp, Step};
use crate::say;

use crate::app::effect::Effect;
use crate::app::state::{AppState, Page};
use crate::app::steps::Commit;

/// Returns an exercise in which an annotation of the key is an example, or is none.
pub fn example_of(row: &Exercise, id: AnnotationId, given: bool) -> Exercise {
    let mut row = row.clone();
    if given {
        row.examples.insert(id)
    } else {
        row.examples.remove(&id)
    };
    row
}

impl AppState {
    /// Returns the text and the set that an exercise of the open article is made of: something is marked there in the
    /// set that is annotated in.
    fn makings(&self) -> Option<(RevisionId, SetId)> {
        let (set, article) = (self.set?, self.article()?);
        let reading = self.project.set(&set).is_some_and(|row| row.kind != SetKind::HandIn);
        let revision = actions::text_to_ask(&self.project, article, set).filter(|_| reading)?;
        let mut labels = self.project.labels_by_key();
        labels.any(|(label, _)| self.project.count(revision, set, label) > 0).then_some((revision, set))
    }

    /// Tells whether an exercise can be made of the open article.
    pub(in crate::app) fn can_make_exercise(&self) -> bool {
        self.why_no_exercise().is_none()
    }

    /// Says why no exercise can be made of the open article; nothing where one can.
    pub fn why_no_exercise(&self) -> Option<&'static str> {
        let handed_in = |set| self.project.set(&set).is_some_and(|row| row.kind == SetKind::HandIn);
        match self.set {
            _ if self.is_masking() || self.hides_names() => Some(say!("making-hidden")),
            _ if self.article().is_none() => Some(say!("making-closed")),
            None => Some(say!("making-nobody")),
            Some(set) if handed_in(set) => Some(say!("making-handed-in")),
            Some(_) => self.makings().is_none().then(|| say!("making-nothing")),
        }
    }

    /// Makes an exercise of the open article and shows it.
    pub(super) fn make_exercise(&mut self, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let Some((revision, set)) = self.makings() else { return self.say(say!("making-nothing"), true) };
        let made = actions::draft_exercise(&self.project, revision, set);
        match made.and_then(|row| actions::add_exercise(&self.project, row, stamp)) {
            Ok((step, id)) => {
                if self.commit(Ok::<Step, Refusal>(step), effects) {
                    self.classroom.exercise = Some(id);
                    self.page = Page::Exercise;
                }
            }
            Err(Refusal(why)) => self.say(why, true),
        }
    }

    /// Changes an exercise; while one thing is typed, all of it is one step.
    pub(super) fn change_exercise(
        &mut self,
        id: ExerciseId,
        row: Exercise,
        typed: Option<&'static str>,
        effects: &mut Vec<Effect>,
    ) {
        let made = actions::change_exercise(&self.project, id, row);
        // What is typed may for a moment be what it was.
        if made.as_ref().is_err_and(|refusal| *refusal == Refusal::nothing()) {
            return;
        }
        let joins = typed.map(|what| format!("{what}-{id}"));
        self.commit(made.map(|step| Commit { joins, ..Commit::from(step) }), effects);
    }

    /// Removes an exercise; the key stays, for it is what was marked.
    pub(super) fn remove_exercise(&mut self, id: ExerciseId, effects: &mut Vec<Effect>) {
        self.commit(actions::remove_exercise(&self.project, id), effects);
    }
}
