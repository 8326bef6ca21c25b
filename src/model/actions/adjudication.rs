//! Builds the steps of adjudication: what several sets have at a place is settled in an adjudicated set, by taking
//! annotations over or none.
//!
//! An annotation that is taken over is copied: its label, words, values, and whether its annotator was sure; a note is
//! its writer's own. The copy says what it was derived from: the annotation that was taken first, and behind it the
//! others of the place that it stands for. What the adjudicated set has marked so already is not marked twice.
//!
//! What was made by hand in the adjudicated set is derived from nothing, and stays so. It stands for a place where it
//! has the label and the words of what is taken there; its values are then those that were taken. However a place is
//! settled, it is never removed.
//!
//! A copy joins the proposition, and the entity, that all annotations have which it was taken from.
//!
//! Relations come along where both ends are settled, whichever was settled first: those that start at the annotation
//! that was taken, and those of another set that the set of the one taken could not draw, for it has nothing at the
//! other end. Taking another set's version takes that one's relations in their place; what the adjudicator drew stays.

use super::super::{Attributes, Decision};
use super::*;

/// How a place shall be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// The annotations that answer each other there.
    pub members: Vec<AnnotationId>,
    /// Those of them that are taken over; none where nothing shall be marked there.
    pub taken: Vec<AnnotationId>,
}

/// Begins an adjudicated set, which is nobody's.
pub fn begin_adjudication(project: &Project, stamp: &mut Stamp) -> Result<(Step, SetId), Refusal> {
    let id = SetId(stamp.fresh());
    let rank = next_rank(project.sets_by_id().map(|(_, row)| row.rank));
    let (name, kind) = (say!("set-adjudicated").to_owned(), SetKind::Adjudicated);
    let mut builder = Builder::new(project);
    let unmasked = Vec::new();
    builder.put(id, Some(Set { rank, name, annotator: None, kind, begun: stamp.time, unmasked, handed: None }));
    Ok((step(say!("step-begin-adjudication"), builder)?, id))
}

/// Settles places in an adjudicated set, in one step. One that was settled before is settled anew.
///
/// # Errors
/// When the set is not an adjudicated one, or an annotation is gone.
pub fn decide(project: &Project, set: SetId, places: &[Deciding], stamp: &mut Stamp) -> Made {
    if project.set(&set).is_none_or(|row| row.kind != SetKind::Adjudicated) {
        return refuse(say!("refuse-not-adjudicating"));
    }
    let mut settling = Settling::new(project, set);
    for place in places {
        settling.place(place, stamp)?;
    }
    let relations = settling.relations(places);
    let staying = settling.staying.len();
    let (builder, losses) = settling.write(relations, stamp);
    let name = match places {
        [place] => {
            let first = place.taken.first().or(place.members.first()).and_then(|id| project.annotation(id));
            let words = first.map_or_else(String::new, |row| shorten(&project.quote(row)));
            if place.taken.is_empty() {
                say!("step-decide-none", words = words)
            } else {
                say!("step-decide", words = words)
            }
        }
        places => say!("step-accept", count = places.len()),
    };
    let name = with_losses(name, &losses);
    step(if staying > 0 { say!("step-leaving", step = name, count = staying) } else { name }, builder)
}

/// A relation as it shall be in the adjudicated set.
type Wanted = (KindKey, AnnotationId, AnnotationId);

/// What becomes of the relations of an adjudicated set.
#[derive(Default)]
struct Relations {
    wanted: BTreeMap<Wanted, Attributes>,
    /// Relations that were another version's.
    unwanted: BTreeSet<RelationId>,
    /// Relations that are there, with other values.
    changed: BTreeMap<RelationId, Relation>,
}

/// What is settled so far.
struct Settling<'p> {
    project: &'p Project,
    set: SetId,
    /// What the adjudicated annotations become; `None` for those that go.
    rows: BTreeMap<AnnotationId, Option<Annotation>>,
    decisions: BTreeMap<(AnnotationId, SetId), Option<Decision>>,
    /// On which annotations of the adjudicated set each one was settled, by their texts: several where two copies of
    /// the project settled a place apart and were merged.
    settled: BTreeMap<RevisionId, BTreeSet<(AnnotationId, AnnotationId)>>,
    /// Which annotations were made or changed so far, by what they say.
    made: BTreeMap<(RevisionId, LabelKey, Place), AnnotationId>,
    /// What each annotation was taken from now.
    taken: BTreeMap<AnnotationId, Vec<AnnotationId>>,
    /// What was made by hand where something else is settled.
    staying: BTreeSet<AnnotationId>,
}

/// Annotations that join a proposition or an entity, and which one each leaves for it.
type Joining<K> = BTreeMap<K, BTreeMap<AnnotationId, Option<K>>>;

impl<'p> Settling<'p> {
    fn new(project: &'p Project, set: SetId) -> Settling<'p> {
        let (rows, decisions, settled, made, taken, staying) = Default::default();
        Settling { project, set, rows, decisions, settled, made, taken, staying }
    }

    /// Returns on which annotations those of a text were settled.
    fn settled_on(&mut self, revision: RevisionId) -> &mut BTreeSet<(AnnotationId, AnnotationId)> {
        let (project, set) = (self.project, self.set);
        self.settled.entry(revision).or_insert_with(|| {
            let all = project.in_order(revision).chain(project.detached(revision));
            let own = all.filter_map(|id| Some((id, project.annotation(&id)?))).filter(|(_, row)| row.set == set);
            own.flat_map(|(id, row)| row.derived_from.iter().map(move |from| (*from, id))).collect()
        })
    }

    /// Lists the annotations that one was settled on.
    fn all_settled(&mut self, id: AnnotationId) -> Vec<AnnotationId> {
        let Some(row) = self.project.annotation(&id) else { return Vec::new() };
        let all = self.settled_on(row.revision).range((id, AnnotationId(0))..=(id, AnnotationId(u128::MAX)));
        all.map(|(_, made)| *made).collect()
    }

    /// Returns the annotation that one was settled on: what was taken from it, before what stands for it, too.
    fn settled(&mut self, id: AnnotationId) -> Option<AnnotationId> {
        let all = self.all_settled(id);
        let taken = |made: &&AnnotationId| self.row(**made).is_some_and(|row| self.project.taken_from(row) == Some(id));
        let by_hand = || self.project.made_by_hand(self.set, self.project.annotation(&id)?);
        all.iter().find(taken).or(all.first()).copied().or_else(by_hand)
    }

    /// Lists what an annotation of the adjudicated set was taken from, or says like it, the one first that it is.
    fn origins(&self, id: AnnotationId, row: &Annotation) -> Vec<AnnotationId> {
        if !self.project.is_made_by_hand(id) {
            return self.project.taken_from(row).into_iter().chain(row.derived_from.iter().copied()).collect();
        }
        let taken = self.taken.get(&id).into_iter().flatten().copied();
        let alike = self.project.marked_alike(row).filter_map(|id| Some((id, self.project.annotation(&id)?)));
        let mut others: Vec<_> = alike.filter(|(_, other)| other.set != self.set).collect();
        others.sort_by_key(|(_, other)| says(other) != says(row));
        taken.chain(others.into_iter().map(|(id, _)| id)).collect()
    }

    /// Has an annotation stand for some others no longer, for now.
    fn forget(&mut self, revision: RevisionId, id: AnnotationId, members: &[AnnotationId]) {
        let settled = self.settled_on(revision);
        for from in members {
            settled.remove(&(*from, id));
        }
    }

    /// Returns a row of the adjudicated set as it will be.
    fn row(&self, id: AnnotationId) -> Option<&Annotation> {
        match self.rows.get(&id) {
            Some(row) => row.as_ref(),
            None => self.project.annotation(&id),
        }
    }

    fn place(&mut self, place: &Deciding, stamp: &mut Stamp) -> Result<(), Refusal> {
        let project = self.project;
        let mut there: Vec<AnnotationId> = Vec::new();
        for id in &place.members {
            annotation(project, *id)?;
            for made in self.all_settled(*id) {
                if !there.contains(&made) {
                    there.push(made);
                }
            }
        }
        let mut left: BTreeSet<AnnotationId> = there.iter().copied().collect();
        for (number, (source, derived_from)) in copies(project, place)?.into_iter().enumerate() {
            let row = annotation(project, source)?;
            let same = |id: &AnnotationId| {
                self.row(*id).is_some_and(|other| (&other.label, &other.place) == (&row.label, &row.place))
            };
            // The first stands for what was not taken, too.
            let others = place.members.iter().filter(|id| number == 0 && !place.taken.contains(id));
            let mut from = derived_from.clone();
            let more: Vec<AnnotationId> = others.copied().filter(|id| !from.contains(id)).collect();
            from.extend(more);
            let found = there.iter().copied().find(same).or_else(|| self.marked(row));
            let id = found.unwrap_or_else(|| AnnotationId(stamp.fresh()));
            left.remove(&id);
            self.taken.insert(id, derived_from);
            self.staying.remove(&id);
            if let Some(old) = self.row(id).filter(|_| project.is_made_by_hand(id)) {
                let made = Annotation { attributes: row.attributes.clone(), ..old.clone() };
                self.rows.insert(id, Some(made));
                continue;
            }
            let made = match self.row(id) {
                // What else it stands for, or was carried over from, stays.
                Some(old) => {
                    let more = old.derived_from.iter().filter(|id| !place.members.contains(id) && !from.contains(id));
                    let more: Vec<AnnotationId> = more.copied().collect();
                    from.extend(more);
                    old.clone()
                }
                None => Annotation { set: self.set, note: String::new(), time: stamp.time, ..row.clone() },
            };
            self.forget(row.revision, id, &place.members);
            self.settled_on(row.revision).extend(from.iter().map(|from| (*from, id)));
            self.made.insert((row.revision, row.label.clone(), row.place.clone()), id);
            let attributes = row.attributes.clone();
            let made = Annotation { attributes, unsure: row.unsure, derived_from: from, ..made };
            self.rows.insert(id, Some(made));
        }
        for id in left {
            self.leave(id, &place.members);
        }
        let members = place.members.iter().filter_map(|id| project.annotation(id));
        let by_hand = members.filter_map(|row| project.made_by_hand(self.set, row));
        self.staying.extend(by_hand.filter(|id| !self.taken.contains_key(id)));
        self.note(place, stamp);
        Ok(())
    }

    /// Has an annotation stand for some others no longer; it goes when that leaves it none.
    fn leave(&mut self, id: AnnotationId, members: &[AnnotationId]) {
        let Some(mut row) = self.row(id).cloned() else { return };
        row.derived_from.retain(|from| !members.contains(from));
        let here = |from: &AnnotationId| self.project.annotation(from).is_some_and(|a| a.revision == row.revision);
        let stays = row.derived_from.iter().any(here);
        self.forget(row.revision, id, members);
        self.rows.insert(id, stays.then_some(row));
    }

    /// Remembers that a place is settled, and as what.
    fn note(&mut self, place: &Deciding, stamp: &Stamp) {
        let Some(first) = place.members.iter().min() else { return };
        for id in &place.members {
            if self.project.decision(&(*id, self.set)).is_some() {
                self.decisions.insert((*id, self.set), None);
            }
        }
        let state = self.project.state_of(place.members.iter().copied());
        self.decisions.insert((*first, self.set), Some(Decision { state, time: stamp.time }));
    }

    /// Finds what the adjudicated set has marked just so.
    fn marked(&self, row: &Annotation) -> Option<AnnotationId> {
        let project = self.project;
        if let Some(id) = self.made.get(&(row.revision, row.label.clone(), row.place.clone())) {
            return Some(*id);
        }
        let own = |id: &AnnotationId| project.annotation(id).is_some_and(|other| other.set == self.set);
        project.marked_alike(row).find(|id| own(id) && !self.rows.contains_key(id))
    }

    /// Finds which relations come along, and which do no longer.
    fn relations(&mut self, places: &[Deciding]) -> Relations {
        let project = self.project;
        let members: BTreeSet<AnnotationId> = places.iter().flat_map(|place| place.members.iter().copied()).collect();
        let mut relations = Relations::default();
        let mut refused: BTreeSet<Wanted> = BTreeSet::new();
        let drawn: BTreeSet<RelationId> =
            members.iter().flat_map(|id| project.relations_of(*id)).map(|(relation, _)| relation).collect();
        for row in drawn.into_iter().filter_map(|id| project.relation(&id)) {
            let own = project.annotation(&row.from).is_some_and(|from| from.set == row.set);
            let Some((from, to)) = self.settled(row.from).zip(self.settled(row.to)).filter(|_| own) else { continue };
            let (Some(start), Some(end)) = (self.row(from), self.row(to)) else { continue };
            let joins = project.kind(&row.kind).is_some_and(|kind| kind.joins(&start.label, &end.label));
            let taken = self.origins(from, start).first().copied();
            let taken_set = taken.and_then(|id| project.annotation(&id)).map(|row| row.set);
            let could = |id: &AnnotationId| project.annotation(id).map(|row| row.set) == taken_set;
            let wanted = (row.kind.clone(), from, to);
            if from == to || !joins {
                continue;
            }
            if taken == Some(row.from) {
                relations.wanted.insert(wanted, row.attributes.clone());
            } else if !self.origins(to, end).iter().any(could) {
                relations.wanted.entry(wanted).or_insert_with(|| row.attributes.clone());
            } else {
                refused.insert(wanted);
            }
        }
        refused.retain(|key| !relations.wanted.contains_key(key));
        // Those that are there already, of places that are settled now.
        let starts: BTreeSet<AnnotationId> = members.iter().filter_map(|id| self.settled(*id)).collect();
        let there: BTreeMap<RelationId, &Relation> = starts.iter().flat_map(|id| project.relations_of(*id)).collect();
        for (id, row) in there.into_iter().filter(|(_, row)| row.set == self.set) {
            let key = (row.kind.clone(), row.from, row.to);
            match relations.wanted.remove(&key) {
                Some(attributes) if starts.contains(&row.from) && attributes != row.attributes => {
                    relations.changed.insert(id, Relation { attributes, ..row.clone() });
                }
                Some(_) => {}
                None if starts.contains(&row.from) && refused.contains(&key) => {
                    relations.unwanted.insert(id);
                }
                None => {}
            }
        }
        relations
    }

    /// Tells whether something goes that the adjudicator made of an annotation: a note, or what none of those that it
    /// was derived from says.
    fn replaces(&self, id: AnnotationId, after: Option<&Annotation>) -> bool {
        let Some(before) = self.project.annotation(&id) else { return false };
        let taken = before.derived_from.iter().filter_map(|from| self.project.annotation(from));
        let kept = after.is_some_and(|after| says(after) == says(before));
        let noted = !before.note.is_empty() && after.is_none();
        noted || (!kept && !taken.into_iter().any(|row| says(row) == says(before)))
    }

    /// Finds what joins the propositions, or the entities, of what it was taken from. What is in another one leaves
    /// that where it came into it by what was taken before: where the adjudicator tied it, it stays.
    fn joining<K: Ord + Copy>(&self, of: impl Fn(AnnotationId) -> Option<K>) -> Joining<K> {
        let mut joining: Joining<K> = BTreeMap::new();
        for (id, taken) in &self.taken {
            let Some(into) = taken.first().and_then(|first| of(*first)) else { continue };
            let now = of(*id);
            let before = self.project.annotation(id).and_then(|row| self.project.taken_from(row)).and_then(&of);
            if now != Some(into) && (now.is_none() || now == before) && taken.iter().all(|id| of(*id) == Some(into)) {
                joining.entry(into).or_default().insert(*id, now);
            }
        }
        // One row is written once: what others join is not left in the same step.
        let joined: BTreeSet<K> = joining.keys().copied().collect();
        joining.values_mut().for_each(|all| all.retain(|_, now| now.is_none_or(|now| !joined.contains(&now))));
        joining
    }

    /// Makes the edits, and names what is lost.
    fn write(self, relations: Relations, stamp: &mut Stamp) -> (Builder<'p>, Vec<String>) {
        let project = self.project;
        let mut builder = Builder::new(project);
        let mut losses = Losses { relations: relations.unwanted, ..Losses::default() };
        for (id, _) in self.rows.iter().filter(|(_, row)| row.is_none()) {
            losses.delete(project, *id);
        }
        let propositions = self.joining(|id| project.proposition_of(id));
        let entities = self.joining(|id| project.entity_of(id));
        let propositions = hand_over(&mut losses.leaving_propositions, propositions);
        let entities = hand_over(&mut losses.leaving_entities, entities);
        let mut names = losses.write(&mut builder);
        let replaced = self.rows.iter().filter(|(id, row)| self.replaces(**id, row.as_ref())).count();
        if replaced > 0 {
            names.insert(0, say!("own-marks-counted", count = replaced));
        }
        for (id, row) in self.rows {
            builder.put(id, row);
        }
        for (id, change) in propositions {
            if let Some(row) = project.proposition(&id) {
                builder.put(id, Some(Proposition { members: change.of(&row.members), ..row.clone() }));
            }
        }
        for (id, change) in entities {
            if let Some(row) = project.entity(&id) {
                builder.put(id, Some(Entity { members: change.of(&row.members), ..row.clone() }));
            }
        }
        for (key, row) in self.decisions {
            builder.put(key, row);
        }
        for (id, row) in relations.changed {
            builder.put(id, Some(row));
        }
        for ((kind, from, to), attributes) in relations.wanted {
            let (set, time, note) = (self.set, stamp.time, String::new());
            builder.put(RelationId(stamp.fresh()), Some(Relation { set, kind, from, to, attributes, note, time }));
        }
        (builder, names)
    }
}

/// How the members of a proposition or an entity change.
struct Members {
    leaving: BTreeSet<AnnotationId>,
    joining: BTreeSet<AnnotationId>,
}

impl Members {
    fn of(self, before: &BTreeSet<AnnotationId>) -> BTreeSet<AnnotationId> {
        let mut joining = self.joining;
        joining.extend(before.difference(&self.leaving));
        joining
    }
}

/// Parts what joins something from what only leaves.
fn hand_over<K: Ord + Copy>(
    leaving: &mut BTreeMap<K, BTreeSet<AnnotationId>>,
    joining: Joining<K>,
) -> BTreeMap<K, Members> {
    let joining: Vec<_> = joining.into_iter().filter(|(_, all)| !all.is_empty()).collect();
    for (id, now) in joining.iter().flat_map(|(_, all)| all) {
        if let Some(now) = now {
            leaving.entry(*now).or_default().insert(*id);
        }
    }
    let change = |(into, all): (K, BTreeMap<_, _>)| {
        (into, Members { leaving: leaving.remove(&into).unwrap_or_default(), joining: all.into_keys().collect() })
    };
    joining.into_iter().map(change).collect()
}

/// Returns what an annotation says: its label, words and values.
fn says(row: &Annotation) -> (&LabelKey, &Place, &Attributes) {
    (&row.label, &row.place, &row.attributes)
}

/// Lists what is copied: the annotations that say something of their own, each with itself and those that say the same.
fn copies(project: &Project, place: &Deciding) -> Result<Vec<(AnnotationId, Vec<AnnotationId>)>, Refusal> {
    let mut all: Vec<(AnnotationId, Vec<AnnotationId>)> = Vec::new();
    for id in &place.taken {
        let row = annotation(project, *id)?;
        let says_it = |(first, _): &&mut (AnnotationId, Vec<AnnotationId>)| {
            project.annotation(first).is_some_and(|other| (&other.label, &other.place) == (&row.label, &row.place))
        };
        match all.iter_mut().find(says_it) {
            Some((_, from)) => from.push(*id),
            None => all.push((*id, vec![*id])),
        }
    }
    Ok(all)
}

#[cfg(test)]
#[path = "adjudication_tests.rs"]
mod tests;
