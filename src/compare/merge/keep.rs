//! Keeps what one copy took out and the other one uses, with what belongs to it.

use std::sync::Arc;

use crate::model::conflict::Named;
use crate::model::edit::Row;
use crate::model::*;

use super::Work;

impl<'a> Work<'a> {
    /// Tells whether a row is there so far.
    pub(super) fn has(&self, name: &RowName) -> bool {
        let draft = &self.draft;
        match name {
            RowName::Info(key) => draft.get::<Info>(key).is_some(),
            RowName::Label(key) => draft.get::<Label>(key).is_some(),
            RowName::Attribute(key) => draft.get::<Attribute>(key).is_some(),
            RowName::Kind(key) => draft.get::<Kind>(key).is_some(),
            RowName::Article(key) => draft.get::<Article>(key).is_some(),
            RowName::Revision(key) => draft.get::<Revision>(key).is_some(),
            RowName::Annotator(key) => draft.get::<Annotator>(key).is_some(),
            RowName::Set(key) => draft.get::<Set>(key).is_some(),
            RowName::Done(key) => draft.get::<Done>(key).is_some(),
            RowName::Annotation(key) => draft.get::<Annotation>(key).is_some(),
            RowName::Relation(key) => draft.get::<Relation>(key).is_some(),
            RowName::Proposition(key) => draft.get::<Proposition>(key).is_some(),
            RowName::Entity(key) => draft.get::<Entity>(key).is_some(),
            RowName::Absence(key) => draft.get::<Absence>(key).is_some(),
            RowName::Dismissal(key) => draft.get::<Dismissal>(key).is_some(),
            RowName::Exercise(key) => draft.get::<Exercise>(key).is_some(),
        }
    }

    /// Notes that a row stays although one copy took it out.
    pub(super) fn keep(&mut self, name: RowName) {
        self.clash(name.clone(), Field::Row, []);
        self.kept.push(name);
    }

    /// Puts a row back that one copy took out, if it is not there. Tells whether it was not.
    fn bring_back(&mut self, name: &RowName) -> bool {
        if self.has(name) {
            return false;
        }
        match name {
            RowName::Info(key) => self.copy::<Info>(key),
            RowName::Label(key) => self.copy::<Label>(key),
            RowName::Attribute(key) => self.copy::<Attribute>(key),
            RowName::Kind(key) => self.copy::<Kind>(key),
            RowName::Article(key) => self.copy::<Article>(key),
            RowName::Revision(key) => self.copy::<Revision>(key),
            RowName::Annotator(key) => self.copy::<Annotator>(key),
            RowName::Set(key) => self.copy::<Set>(key),
            RowName::Done(key) => self.copy::<Done>(key),
            RowName::Annotation(key) => self.copy::<Annotation>(key),
            RowName::Relation(key) => self.copy::<Relation>(key),
            RowName::Proposition(key) => self.copy::<Proposition>(key),
            RowName::Entity(key) => self.copy::<Entity>(key),
            RowName::Absence(key) => self.copy::<Absence>(key),
            RowName::Dismissal(key) => self.copy::<Dismissal>(key),
            RowName::Exercise(key) => self.copy::<Exercise>(key),
        }
        self.touched.insert(name.clone());
        true
    }

    fn copy<T: Row>(&mut self, key: &T::Key) {
        let row = self.sides.iter().find_map(|side| T::table(side).get(key)).cloned();
        self.draft.put::<T>(key.clone(), row);
    }

    /// Brings back all that rows refer to, and what belongs to what came back, until nothing more is missing; ties
    /// claims and names meanwhile, for those need their claims.
    pub(super) fn keep_what_is_used(&mut self) {
        let mut look_at: Vec<RowName> = self.touched.iter().cloned().collect();
        let versions = self.clashes.values().flat_map(|versions| versions.iter().flat_map(needed_by_version));
        let mut missing: Vec<RowName> = versions.filter(|name| !self.has(name)).collect();
        loop {
            missing.extend(look_at.drain(..).flat_map(|name| self.needs(&name)).filter(|name| !self.has(name)));
            for name in std::mem::take(&mut missing) {
                if self.bring_back(&name) {
                    self.keep(name.clone());
                    look_at.push(name);
                }
            }
            for name in std::mem::take(&mut self.kept) {
                for owned in self.belongings(&name) {
                    if self.bring_back(&owned) {
                        self.kept.push(owned.clone());
                        look_at.push(owned);
                    }
                }
            }
            if look_at.is_empty() && self.kept.is_empty() {
                missing = self.tie();
                if missing.is_empty() {
                    break;
                }
            }
        }
        self.forget_parts();
    }

    /// Lists what a row refers to.
    fn needs(&self, name: &RowName) -> Vec<RowName> {
        let values = |values: &Attributes| values.keys().cloned().map(RowName::Attribute).collect::<Vec<_>>();
        let mut out = Vec::new();
        match name {
            RowName::Attribute(key) => {
                let owners = self.draft.get::<Attribute>(key).map_or(&[][..], |row| &row.on);
                out.extend(owners.iter().filter_map(owner));
            }
            RowName::Kind(key) => {
                if let Some(row) = self.draft.get::<Kind>(key) {
                    out.extend(row.from.iter().chain(&row.to).cloned().map(RowName::Label));
                }
            }
            RowName::Revision(key) => {
                out.extend(self.draft.get::<Revision>(key).map(|row| RowName::Article(row.article)));
            }
            RowName::Set(key) => {
                let annotator = self.draft.get::<Set>(key).and_then(|row| row.annotator);
                out.extend(annotator.map(RowName::Annotator));
            }
            RowName::Done(key) if self.has(name) => out.extend([RowName::Set(key.0), RowName::Article(key.1)]),
            RowName::Annotation(key) => {
                if let Some(row) = self.draft.get::<Annotation>(key) {
                    out = values(&row.attributes);
                    let label = RowName::Label(row.label.clone());
                    out.extend([label, RowName::Set(row.set), RowName::Revision(row.revision)]);
                }
            }
            RowName::Relation(key) => {
                if let Some(row) = self.draft.get::<Relation>(key) {
                    out = values(&row.attributes);
                    let ends = [row.from, row.to].map(RowName::Annotation);
                    out.extend([RowName::Kind(row.kind.clone()), RowName::Set(row.set)].into_iter().chain(ends));
                }
            }
            RowName::Proposition(key) => {
                out.extend(self.draft.get::<Proposition>(key).into_iter().flat_map(|row| values(&row.attributes)));
            }
            RowName::Exercise(key) => {
                if let Some(row) = self.draft.get::<Exercise>(key) {
                    out.extend([RowName::Set(row.set), RowName::Revision(row.revision)]);
                    out.extend(row.labels.keys().cloned().map(RowName::Label));
                    out.extend(row.kinds.keys().cloned().map(RowName::Kind));
                }
            }
            RowName::Absence(key) if self.has(name) => {
                out.extend([RowName::Proposition(key.0), RowName::Article(key.1), RowName::Set(key.2)]);
            }
            _ => {}
        }
        out
    }

    /// Lists what a copy took out together with a row, and the other one still has.
    fn belongings(&self, name: &RowName) -> Vec<RowName> {
        let Some(side) = self.sides.into_iter().find(|side| name.is_in(side)) else { return Vec::new() };
        let mut out = Vec::new();
        match name {
            RowName::Article(id) => {
                out.extend(side.revisions_of(*id).map(RowName::Revision));
                out.extend(side.done_marks().map(|(key, _)| *key).filter(|(_, of)| of == id).map(RowName::Done));
                let marks = side.absences().map(|(key, _)| *key).filter(|(_, of, _)| of == id);
                out.extend(marks.map(RowName::Absence).filter(|mark| self.ends_are_there(mark)));
            }
            RowName::Revision(id) => {
                out.extend(side.in_order(*id).chain(side.detached(*id)).map(RowName::Annotation));
                out.extend(side.exercises_on(*id).map(|(id, _)| RowName::Exercise(id)));
            }
            RowName::Annotation(id) => {
                let relations = side.relations_of(*id);
                let whole =
                    |row: &Relation| [row.from, row.to].iter().all(|end| self.draft.get::<Annotation>(end).is_some());
                out.extend(relations.filter(|(_, row)| whole(row)).map(|(id, _)| RowName::Relation(id)));
            }
            RowName::Proposition(id) => {
                out.extend(side.absences_of(*id).map(RowName::Absence).filter(|mark| self.ends_are_there(mark)));
            }
            _ => {}
        }
        // A copy that never had it did not take it out.
        out.retain(|owned| owned.is_in(self.base));
        out
    }

    fn ends_are_there(&self, mark: &RowName) -> bool {
        let RowName::Absence((proposition, article, set)) = mark else { return true };
        let ends = [RowName::Proposition(*proposition), RowName::Article(*article), RowName::Set(*set)];
        ends.iter().all(|end| self.has(end))
    }

    /// Leaves out conflicts about rows that are part of another one that is in conflict: with an article go its texts.
    fn forget_parts(&mut self) {
        let whole = |name: &RowName| ConflictKey { row: name.clone(), field: Field::Row };
        let keys: Vec<ConflictKey> = self.clashes.keys().filter(|key| key.field == Field::Row).cloned().collect();
        let parts = keys.iter().filter(|key| {
            let mut owners = self.owners(&key.row);
            while let Some(owner) = owners.pop() {
                if keys.binary_search(&whole(&owner)).is_ok() {
                    return true;
                }
                owners.extend(self.owners(&owner));
            }
            false
        });
        for part in parts.cloned().collect::<Vec<_>>() {
            self.clashes.remove(&part);
        }
    }

    /// Lists what a row goes with.
    fn owners(&self, name: &RowName) -> Vec<RowName> {
        match name {
            RowName::Revision(id) => {
                self.draft.get::<Revision>(id).map(|row| Article::row_name(&row.article)).into_iter().collect()
            }
            RowName::Annotation(id) => {
                self.draft.get::<Annotation>(id).map(|row| Revision::row_name(&row.revision)).into_iter().collect()
            }
            RowName::Relation(id) => {
                let row: Option<&Arc<Relation>> = self.draft.get(id);
                row.map_or_else(Vec::new, |row| [row.from, row.to].map(RowName::Annotation).to_vec())
            }
            RowName::Exercise(id) => {
                self.draft.get::<Exercise>(id).map(|row| Revision::row_name(&row.revision)).into_iter().collect()
            }
            RowName::Done((_, article)) => vec![RowName::Article(*article)],
            RowName::Absence((proposition, article, _)) => {
                vec![RowName::Proposition(*proposition), RowName::Article(*article)]
            }
            _ => Vec::new(),
        }
    }
}

fn owner(owner: &Owner) -> Option<RowName> {
    match owner {
        Owner::Label(key) => Some(RowName::Label(key.clone())),
        Owner::Kind(key) => Some(RowName::Kind(key.clone())),
        Owner::Propositions => None,
    }
}

/// Lists what a version refers to, so that it can be taken.
fn needed_by_version(held: &Held) -> Vec<RowName> {
    match held {
        Held::Label(key) => vec![RowName::Label(key.clone())],
        Held::Kind(key) => vec![RowName::Kind(key.clone())],
        Held::Annotator(id) => vec![RowName::Annotator(*id)],
        Held::Set(id) => vec![RowName::Set(*id)],
        Held::Annotation(id) => vec![RowName::Annotation(*id)],
        Held::Place(revision, _) | Held::Revision(revision) => vec![RowName::Revision(*revision)],
        Held::Labels(labels) => labels.iter().cloned().map(RowName::Label).collect(),
        Held::Owners(owners) => owners.iter().filter_map(owner).collect(),
        _ => Vec::new(),
    }
}
