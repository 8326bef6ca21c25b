//! Adds and names annotators and their sets, chooses the one that is annotated in, and which are shown.

use crate::model::actions;
use crate::model::{AnnotatorId, Refusal, SetId, Stamp};
use crate::say;

use super::effect::Effect;
use super::intent::Intent;
use super::state::AppState;

/// Who or what is being given a name, in the list of the sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A set.
    Set(SetId),
    /// An annotator.
    Annotator(AnnotatorId),
    /// An annotator who is not there yet.
    NewAnnotator,
}

impl AppState {
    /// Returns who or what is being given a name.
    pub fn naming(&self) -> Option<Named> {
        self.naming
    }

    /// Does what has to do with annotators and sets.
    pub(super) fn run_people(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::MarkDone(done) => {
                if let (Some(set), Some(article)) = (self.set, self.selection.article) {
                    let was_masked = self.project.masks(set, article);
                    let made = actions::mark_done(&self.project, set, article, done, stamp);
                    if self.commit(made, effects) && was_masked {
                        self.say(say!("status-unmasked"), false);
                    }
                }
            }
            Intent::AddAnnotator(name) => match actions::add_annotator(&self.project, &name, stamp) {
                Ok((step, set)) => {
                    if self.commit(Ok::<_, Refusal>(step), effects) {
                        self.set = Some(set);
                        self.naming = None;
                    }
                }
                Err(Refusal(why)) => self.say(why, true),
            },
            Intent::RenameAnnotator(id, name) => {
                let made = actions::rename_annotator(&self.project, id, &name);
                let same = self.project.annotator(&id).is_some_and(|row| row.name == name.trim());
                if same || self.commit(made, effects) {
                    self.naming = None;
                }
            }
            Intent::ChooseSet(id) if self.project.set(&id).is_some() => {
                self.set = Some(id);
                self.ticks += 1;
                self.say(say!("status-annotating", name = self.project.set_name(id)), false);
            }
            Intent::ShowSet(id, show) => {
                if show {
                    self.hidden.remove(&id)
                } else {
                    self.hidden.insert(id)
                };
                self.ticks += 1;
            }
            Intent::AddSet(masked) => {
                let made = match self.set {
                    Some(set) => actions::add_set(&self.project, set, masked, stamp),
                    None => Err(Refusal(say!("refuse-nobody").into())),
                };
                match made {
                    Ok((step, set)) => {
                        if self.commit(Ok::<_, Refusal>(step), effects) {
                            self.set = Some(set);
                            // It has a name that is a number: a better one can be typed at once.
                            self.naming = (!masked).then_some(Named::Set(set));
                        }
                    }
                    Err(Refusal(why)) => self.say(why, true),
                }
            }
            Intent::RenameSet(id, name) => {
                let made = actions::rename_set(&self.project, id, &name);
                let same = self.project.set(&id).is_some_and(|row| row.name == name.trim());
                if same || self.commit(made, effects) {
                    self.naming = None;
                }
            }
            Intent::Unmask => {
                if let (Some(set), Some(article)) = (self.set, self.selection.article) {
                    self.commit(actions::unmask(&self.project, set, article, stamp), effects);
                }
            }
            Intent::CompareWithSelf => self.compare_with_self(),
            Intent::Name(named) => self.naming = named,
            Intent::ShowOthers(show) => {
                self.hidden.clear();
                if !show {
                    let others = self.project.sets_by_id().map(|(id, _)| *id).filter(|id| Some(*id) != self.set);
                    self.hidden.extend(others);
                }
                self.ticks += 1;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
