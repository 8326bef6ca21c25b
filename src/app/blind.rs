//! Hides who annotated what while places are settled: everywhere in the window, sets and annotators have letters for
//! names.
//!
//! Panels read a project of which nothing is otherwise than in the real one but those names ([`AppState::project`]), so
//! that no panel can forget to ask. The letters are dealt by a shuffle that the adjudicated set's id fixes: they stay
//! the same from day to day, and say nothing of the order of the sets.

use std::collections::BTreeMap;

use crate::model::edit::Builder;
use crate::model::{Annotator, AnnotatorId, Field, Hash, Held, Project, RowName, Set, SetId, SetKind};
use crate::say;

use super::effect::Effect;
use super::state::{AppState, Page};

/// What is shown in place of names.
#[derive(Clone, Debug)]
pub(super) struct Veil {
    /// The state of the project that it was made of, and the set that is adjudicated in.
    of: (u64, SetId),
    /// The project with letters for names.
    project: Project,
    /// The names that are hidden, the longest first, with what stands for each.
    names: Vec<(String, String)>,
    undo: Option<String>,
    redo: Option<String>,
}

/// Tells whether a page shows names that are not of the project as it is: of its earlier states, or of other files.
pub(super) fn tells_names(page: Page) -> bool {
    matches!(page, Page::Earlier | Page::Others | Page::Import)
}

/// Returns the letter of a number: `A` to `Z`, then `AA`, as the columns of a sheet are named.
fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (number % 26) as u8));
        match (number / 26).checked_sub(1) {
            Some(rest) => number = rest,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

/// Deals letters to all sets but adjudicated ones, with the place of each in the lists.
fn deal(project: &Project, seed: SetId) -> BTreeMap<SetId, (u32, String)> {
    let sets = project.sets_by_id().filter(|(_, row)| row.kind != SetKind::Adjudicated).map(|(id, _)| *id);
    let mut dealt: Vec<(Hash, SetId)> = sets.map(|set| (Hash::of(format!("{seed} {set}").as_bytes()), set)).collect();
    dealt.sort_unstable();
    (0..).zip(dealt).map(|(rank, (_, set))| (set, (rank, letter(rank as usize)))).collect()
}

impl Veil {
    fn of(project: &Project, ticks: u64, seed: SetId) -> Option<Veil> {
        let letters = deal(project, seed);
        let mut of_annotator: BTreeMap<AnnotatorId, Vec<(u32, &str)>> = BTreeMap::new();
        let mut names = Vec::new();
        let mut builder = Builder::new(project);
        for (id, (rank, letter)) in &letters {
            let Some(row) = project.set(id) else { continue };
            if let Some(annotator) = row.annotator {
                of_annotator.entry(annotator).or_default().push((*rank, letter));
            }
            names.push((project.set_name(*id), letter.clone()));
            names.push((row.name.clone(), letter.clone()));
            let (rank, name) = (*rank, letter.clone());
            builder.put(*id, Some(Set { rank, name, annotator: None, ..row.clone() }));
        }
        let mut called = BTreeMap::new();
        for (id, row) in project.annotators_by_id() {
            let mut own = of_annotator.remove(id).unwrap_or_default();
            own.sort_unstable();
            let rank = own.first().map_or(u32::MAX, |(rank, _)| *rank);
            let own: Vec<&str> = own.into_iter().map(|(_, letter)| letter).collect();
            let name = if own.is_empty() { say!("blind-nobody").to_owned() } else { own.join(say!("list-comma")) };
            names.push((row.name.clone(), name.clone()));
            called.insert(*id, name.clone());
            builder.put(*id, Some(Annotator { rank, name }));
        }
        for (key, conflict) in project.conflicts().filter(|(key, _)| key.field == Field::Name) {
            let letter = match &key.row {
                RowName::Set(id) => letters.get(id).map(|(_, letter)| letter.clone()),
                RowName::Annotator(id) => called.get(id).cloned(),
                _ => None,
            };
            let versions = conflict.versions.iter().filter_map(|held| match held {
                Held::Text(name) => Some((name.clone(), letter.clone()?)),
                _ => None,
            });
            names.extend(versions);
        }
        names.retain(|(name, _)| !name.trim().is_empty());
        names.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        let mut veiled = project.clone();
        veiled.apply(&builder.finish()).ok()?;
        Some(Veil { of: (ticks, seed), project: veiled, names, undo: None, redo: None })
    }

    /// Returns the project with letters for names.
    pub(super) fn project(&self) -> &Project {
        &self.project
    }

    /// Returns a text with letters in place of names, where those are words of their own.
    fn over(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, letter) in &self.names {
            let mut from = 0;
            while let Some(at) = text[from..].find(name.as_str()).map(|at| from + at) {
                let end = at + name.len();
                let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                if inside(text[..at].chars().next_back()) || inside(text[end..].chars().next()) {
                    from = end;
                } else {
                    text.replace_range(at..end, letter);
                    from = at + letter.len();
                }
            }
        }
        text
    }
}

impl AppState {
    /// Tells whether annotators' names are hidden while places are settled.
    pub fn is_blind(&self) -> bool {
        self.view.blind
    }

    /// Tells whether names are hidden now.
    pub fn hides_names(&self) -> bool {
        self.veil_seed().is_some()
    }

    /// Returns what letters for names are dealt by, while names are hidden: of annotators while places are settled, of
    /// learners while a class is shown.
    fn veil_seed(&self) -> Option<SetId> {
        self.adjudicating().filter(|_| self.view.blind).or_else(|| self.learners_veil())
    }

    /// Hides annotators' names while places are settled, or shows them.
    pub(super) fn set_blind(&mut self, blind: bool, effects: &mut Vec<Effect>) {
        self.change_view(|view| view.blind = blind, effects);
        self.naming = None;
        self.ticks += 1;
        self.say(if blind { say!("blind-on") } else { say!("blind-off") }, false);
    }

    /// Leaves a page that tells who did what, once names are hidden.
    pub(super) fn leave_what_names(&mut self) {
        if self.hides_names() && tells_names(self.page) {
            self.page = Page::Article;
        }
    }

    /// Keeps what is shown in place of names right.
    pub(super) fn keep_veil(&mut self) {
        let Some(seed) = self.veil_seed() else {
            self.veil = None;
            return;
        };
        if self.veil.as_ref().is_none_or(|veil| veil.of != (self.ticks, seed)) {
            self.veil = Veil::of(&self.project, self.ticks, seed);
        }
        let Some(mut veil) = self.veil.take() else { return };
        if let Some(notice) = &mut self.notice {
            notice.text = veil.over(&notice.text);
        }
        veil.undo = self.history.undo_name().map(|name| veil.over(name));
        veil.redo = self.history.redo_name().map(|name| veil.over(name));
        self.veil = Some(veil);
    }

    /// Returns a text with letters in place of annotators' names, while those are hidden.
    pub fn without_names(&self, text: String) -> String {
        match &self.veil {
            Some(veil) => veil.over(&text),
            None => text,
        }
    }

    /// Returns the name of the step that undo takes back.
    pub fn undo_name(&self) -> Option<&str> {
        if self.masks_step(true) {
            return None;
        }
        self.veil.as_ref().map_or_else(|| self.history.undo_name(), |veil| veil.undo.as_deref())
    }

    /// Returns the name of the step that redo makes again.
    pub fn redo_name(&self) -> Option<&str> {
        if self.masks_step(false) {
            return None;
        }
        self.veil.as_ref().map_or_else(|| self.history.redo_name(), |veil| veil.redo.as_deref())
    }
}

#[cfg(test)]
#[path = "blind_tests.rs"]
mod tests;
