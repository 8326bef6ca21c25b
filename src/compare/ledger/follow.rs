//! Makes a ledger, and brings it after the project: one way for both, so that they can't differ.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::actions::detached_in;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Edit, EntityId, Project, Relation, SetId, Transaction,
};

use super::check::Finding;
use super::columns::{Column, columns};
use super::people::{People, fold};
use super::roles::Roles;
use super::row::{Row, RowKey};
use super::sight::{Base, is_latest};
use super::{First, Ledger, Owner};

/// What has to be looked at again.
#[derive(Default)]
struct Dirty {
    rows: BTreeSet<RowKey>,
    /// Annotations that may be at fault, or no longer.
    checks: BTreeSet<AnnotationId>,
    /// Sources and actors that may be somebody else now.
    names: BTreeSet<AnnotationId>,
    /// Entities that may have other names now.
    entities: BTreeSet<EntityId>,
    /// Annotations that rest on something else now, and with them all that rest on them.
    up: Vec<AnnotationId>,
    /// Articles of which an annotation on an earlier text is another one now: what became of it since has to be said
    /// anew.
    history: BTreeSet<ArticleId>,
    /// Whether the articles' order may be another one.
    columns: bool,
}

impl Ledger {
    /// Makes a ledger from nothing.
    pub fn of(project: &Project, sets: &BTreeSet<SetId>) -> Ledger {
        let (roles, people, folds) = (Roles::of(project), People::default(), Default::default());
        let base = Base { sets: sets.clone(), roles, people, folds };
        let mut ledger = Ledger {
            project: project.clone(),
            base,
            columns: columns(project),
            rows: HashMap::new(),
            order: BTreeSet::new(),
            firsts: HashMap::new(),
            rows_of: Default::default(),
            findings: Default::default(),
            found: HashMap::new(),
        };
        let mut dirty = Dirty { entities: project.entities().map(|(id, _)| *id).collect(), ..Dirty::default() };
        dirty.rows = project.propositions().map(|(id, _)| RowKey::Proposition(*id)).collect();
        for (id, row) in project.annotations() {
            let roles = &ledger.base.roles;
            if roles.is_claim(&row.label) && project.proposition_of(*id).is_none() {
                dirty.rows.insert(RowKey::Claim(*id));
            }
            if roles.is_name(&row.label) {
                dirty.names.insert(*id);
            }
            dirty.checks.insert(*id);
        }
        ledger.know_names(&mut dirty);
        ledger.make(dirty);
        ledger
    }

    /// Brings it after the project it was made of. The cost follows what an edit touches.
    pub fn follow(&mut self, project: &Project) {
        let change = Transaction::between(&self.project, project);
        let before = std::mem::replace(&mut self.project, project.clone());
        let mut dirty = Dirty::default();
        for edit in &change.edits {
            if matches!(edit, Edit::Label(_) | Edit::Attribute(_) | Edit::Kind(_))
                && Roles::of(project) != self.base.roles
            {
                *self = Ledger::of(project, &self.base.sets);
                return;
            }
            Sides { base: &self.base, before: &before, after: project }.touch(edit, &mut dirty);
        }
        for article in std::mem::take(&mut dirty.history) {
            Sides { base: &self.base, before: &before, after: project }.texts(article, &mut dirty);
        }
        let moved = self.know_names(&mut dirty);
        dirty.up.extend(moved);
        self.climb(&mut dirty);
        if dirty.columns {
            self.arrange();
        }
        self.make(dirty);
    }

    /// Brings up to date who is who. Returns the annotations that are somebody else now.
    fn know_names(&mut self, dirty: &mut Dirty) -> Vec<AnnotationId> {
        let (project, Base { sets: _, roles, .. }) = (&self.project, &self.base);
        let roles = roles.clone();
        let mut speakers: Option<BTreeSet<Arc<str>>> = None;
        for id in &dirty.names {
            let counts = project.annotation(id).is_some_and(|row| self.base.counts(project, row));
            self.base.people.name_annotation(project, &roles, *id, counts);
        }
        for id in std::mem::take(&mut dirty.entities) {
            let names = self.base.people.name_entity(project, &roles, id);
            for name in &names {
                dirty.names.extend(self.base.people.untied(name));
            }
            // A claim is told apart by whether its maker published the article.
            let speakers = speakers.get_or_insert_with(|| {
                let details = project.articles_by_id().map(|(_, row)| &row.details);
                details.flat_map(|details| [fold(&details.outlet), fold(&details.author)]).collect()
            });
            if names.iter().any(|name| speakers.contains(name)) {
                dirty.up.extend(project.entity(&id).into_iter().flat_map(|row| row.members.iter().copied()));
            }
        }
        let mut moved = Vec::new();
        for id in &dirty.names {
            let counts = project.annotation(id).is_some_and(|row| self.base.counts(project, row));
            if self.base.people.settle(project, &roles, *id, counts) {
                moved.push(*id);
            }
        }
        moved
    }

    /// Goes up from what rests on something else now to the rows that rest on it.
    fn climb(&self, dirty: &mut Dirty) {
        let (project, roles) = (&self.project, &self.base.roles);
        let sides = Sides { base: &self.base, before: project, after: project };
        let mut seen = BTreeSet::new();
        while let Some(id) = dirty.up.pop() {
            let Some(row) = project.annotation(&id).filter(|_| seen.insert(id)) else { continue };
            dirty.checks.insert(id);
            if roles.is_claim(&row.label) {
                sides.claim(id, dirty);
            }
            project.relations_from(id, &roles.denies).for_each(|(_, denies)| sides.claim(denies.to, dirty));
            for kind in [&roles.attributed, &roles.made, &roles.about] {
                dirty.up.extend(project.relations_to(id, kind).map(|(_, rests)| rests.from));
            }
        }
    }

    /// Puts the columns, and with them the rows, in order.
    fn arrange(&mut self) {
        self.columns = columns(&self.project);
        self.order.clear();
        let places: HashMap<ArticleId, Column> = self.columns.iter().map(|column| (column.article, *column)).collect();
        for (key, row) in &self.rows {
            let first = first(row, |article| places.get(&article).copied());
            self.order.insert((first, *key));
            self.firsts.insert(*key, first);
        }
    }

    /// Makes what is dirty anew.
    fn make(&mut self, dirty: Dirty) {
        for key in dirty.rows {
            let row = self.sight().row(key);
            self.put(key, row);
        }
        for id in dirty.checks {
            let findings = self.sight().check_annotation(id);
            self.find(Owner::Annotation(id), findings);
        }
    }

    fn put(&mut self, key: RowKey, row: Option<Row>) {
        let findings = row.as_ref().map_or_else(Vec::new, |row| self.sight().check_row(row));
        self.find(Owner::Row(key), findings);
        if let Some(old) = self.rows.remove(&key) {
            for (who, _) in &old.people {
                if let Some(rows) = self.rows_of.get_mut(who) {
                    rows.remove(&key);
                    if rows.is_empty() {
                        self.rows_of.remove(who);
                    }
                }
            }
        }
        if let Some(first) = self.firsts.remove(&key) {
            self.order.remove(&(first, key));
        }
        let Some(row) = row else { return };
        for (who, _) in &row.people {
            self.rows_of.entry(who.clone()).or_default().insert(key);
        }
        let column = |id: ArticleId| self.project.article(&id).map(|article| Column::of(id, article));
        let first = first(&row, column);
        self.order.insert((first, key));
        self.firsts.insert(key, first);
        self.rows.insert(key, Arc::new(row));
    }

    /// Replaces what was found about an annotation or a row.
    fn find(&mut self, owner: Owner, findings: Vec<Finding>) {
        for key in self.found.remove(&owner).into_iter().flatten() {
            self.findings.remove(&key);
        }
        if !findings.is_empty() {
            self.found.insert(owner, findings.iter().map(|finding| finding.key.clone()).collect());
            self.findings.extend(findings.into_iter().map(|finding| (finding.key.clone(), finding)));
        }
    }
}

fn first(row: &Row, column: impl Fn(ArticleId) -> Option<Column>) -> First {
    let speaking = row.cells.iter().filter(|(_, cell)| cell.speaks());
    let places = speaking.filter_map(|(article, cell)| Some(First::In(column(*article)?, cell.start)));
    places.min().unwrap_or(First::Nowhere)
}

/// A project before and after an edit.
struct Sides<'a> {
    base: &'a Base,
    before: &'a Project,
    after: &'a Project,
}

impl Sides<'_> {
    fn both(&self) -> [&Project; 2] {
        [self.before, self.after]
    }

    /// Notes what an edit touches.
    fn touch(&self, edit: &Edit, dirty: &mut Dirty) {
        match edit {
            Edit::Annotation(change) => {
                for row in [&change.before, &change.after].into_iter().flatten() {
                    let article = self.after.revision(&row.revision).map(|revision| revision.article);
                    dirty.history.extend(article.filter(|_| !is_latest(self.after, row)));
                }
                self.annotation(change.key, dirty);
            }
            Edit::Relation(change) => {
                for row in [&change.before, &change.after].into_iter().flatten() {
                    self.relation(row, dirty);
                }
            }
            Edit::Proposition(change) => {
                dirty.rows.insert(RowKey::Proposition(change.key));
                let members = |row: Option<&Arc<_>>| {
                    row.map_or_else(BTreeSet::new, |row: &Arc<crate::model::Proposition>| row.members.clone())
                };
                let (old, new) = (members(change.before.as_ref()), members(change.after.as_ref()));
                for member in old.symmetric_difference(&new) {
                    self.claim(*member, dirty);
                    dirty.checks.extend(self.deniers(*member));
                }
            }
            Edit::Entity(change) => {
                dirty.entities.insert(change.key);
                for row in [&change.before, &change.after].into_iter().flatten() {
                    dirty.names.extend(&row.members);
                    dirty.checks.extend(&row.members);
                }
            }
            Edit::Absence(change) => drop(dirty.rows.insert(RowKey::Proposition(change.key.0))),
            Edit::Article(change) => self.article(change.key, change.before.as_deref(), change.after.as_deref(), dirty),
            Edit::Revision(change) => {
                dirty.history.extend([&change.before, &change.after].into_iter().flatten().map(|row| row.article));
            }
            Edit::Label(_) | Edit::Attribute(_) | Edit::Kind(_) => {}
            Edit::Dismissal(change) => {
                // An annotation that lost its place was dropped once somebody says so.
                if let Some(id) = detached_in(&change.key) {
                    self.annotation(id, dirty);
                }
            }
            Edit::Info(_) | Edit::Annotator(_) | Edit::Set(_) | Edit::Done(_) | Edit::Conflict(_) => {}
            Edit::Decision(_) | Edit::Exercise(_) => {}
        }
    }

    /// Notes all that stands on the texts of an article, or stood there.
    fn texts(&self, article: ArticleId, dirty: &mut Dirty) {
        for project in self.both() {
            for text in project.revisions_of(article) {
                project.in_order(text).chain(project.detached(text)).for_each(|id| self.annotation(id, dirty));
            }
        }
    }

    /// Notes that a claim's row has to be made anew: before and after.
    fn claim(&self, id: AnnotationId, dirty: &mut Dirty) {
        dirty.rows.insert(RowKey::Claim(id));
        let propositions = self.both().into_iter().filter_map(|project| project.proposition_of(id));
        dirty.rows.extend(propositions.map(RowKey::Proposition));
    }

    /// Lists what denies a claim.
    fn deniers(&self, claim: AnnotationId) -> impl Iterator<Item = AnnotationId> {
        self.after.relations_to(claim, &self.base.roles.denies).map(|(_, row)| row.from)
    }

    fn annotation(&self, id: AnnotationId, dirty: &mut Dirty) {
        let roles = &self.base.roles;
        let rows = self.both().map(|project| project.annotation(&id));
        let any = |is: &dyn Fn(&Annotation) -> bool| rows.iter().flatten().any(|row| is(row));
        dirty.checks.insert(id);
        if any(&|row| roles.is_claim(&row.label)) {
            self.claim(id, dirty);
        }
        if any(&|row| roles.is_name(&row.label)) {
            dirty.names.insert(id);
            dirty.entities.extend(self.both().into_iter().filter_map(|project| project.entity_of(id)));
        }
        let stands = |project: &Project, row: Option<&Annotation>| {
            row.filter(|row| self.base.counts(project, row)).map(|row| row.label.clone())
        };
        let same = stands(self.before, rows[0]) == stands(self.after, rows[1]);
        for project in self.both() {
            // A name that no other one of its entity counts beside is joined to nothing.
            let entity = project.entity_of(id).and_then(|entity| project.entity(&entity));
            dirty.checks.extend(entity.filter(|_| !same).into_iter().flat_map(|entity| entity.members.iter().copied()));
            project.relations_from(id, &roles.denies).for_each(|(_, denies)| self.claim(denies.to, dirty));
            let related = project.relations_of(id).filter(|_| !same);
            dirty.checks.extend(related.flat_map(|(_, relation)| [relation.from, relation.to]));
        }
    }

    fn relation(&self, row: &Relation, dirty: &mut Dirty) {
        dirty.checks.extend([row.from, row.to]);
        if row.kind == self.base.roles.denies {
            self.claim(row.to, dirty);
        } else {
            dirty.up.push(row.from);
        }
    }

    fn article(&self, id: ArticleId, before: Option<&Article>, after: Option<&Article>, dirty: &mut Dirty) {
        let column = |row: Option<&Article>| row.map(|row| Column::of(id, row));
        dirty.columns |= column(before) != column(after);
        let speakers = |row: Option<&Article>| row.map(|row| (row.details.outlet.clone(), row.details.author.clone()));
        if speakers(before) == speakers(after) {
            return;
        }
        let Some((latest, _)) = self.after.latest(id) else { return };
        for claim in self.after.in_order(latest) {
            if self.after.annotation(&claim).is_some_and(|row| self.base.roles.is_claim(&row.label)) {
                self.claim(claim, dirty);
                dirty.checks.insert(claim);
            }
        }
    }
}
