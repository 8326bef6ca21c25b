//! Finds what of another project goes on with what is here already, so that what comes a second time comes once.
//!
//! The same person is who has the same name, where one person alone has it on each side. Where that tells nobody, a set
//! goes on only with one that holds the very same in all texts that both have. Otherwise most of
//! what both hold there must be the same: files are exported again after more work. What differs in most is a pass of
//! its own.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash as _, Hasher as _};

use crate::model::*;

use super::{Survey, fits, on_text};

/// Who and what goes on: another project's annotators and sets, and what they are here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Its annotators who are annotators here.
    pub people: BTreeMap<AnnotatorId, AnnotatorId>,
    /// Its sets that go on with a set here; no two with the same.
    pub sets: BTreeMap<SetId, SetId>,
}

/// An annotation of another project on a text that is here.
type Coming<'p> = (AnnotationId, &'p Annotation, RevisionId);

impl Again {
    /// Looks through another project, in which labels and attributes have the keys that they have here. `source` is its
    /// number. The cost follows what both hold.
    pub fn of(here: &Project, source: usize, other: &Project, survey: &Survey) -> Again {
        let mut coming: HashMap<SetId, Vec<Coming<'_>>> = HashMap::new();
        // Sets here that hold annotations under ids which the other project has, too.
        let mut copied: HashSet<SetId> = HashSet::new();
        for (id, row) in other.annotations() {
            if let Some((_, home)) = survey.homes.get(&(source, row.revision)) {
                coming.entry(row.set).or_default().push((*id, row, *home));
                copied.extend(here.annotation(id).map(|row| row.set));
            }
        }
        let people = same_people(here, other);
        let mut held: HashMap<SetId, Held> = HashMap::new();
        let mut again = Again::default();
        let mut taken: HashSet<SetId> = HashSet::new();
        for (set, row) in other.sets() {
            let known = here.sets().into_iter().filter(|(id, known)| {
                let same = match row.annotator.zip(known.annotator) {
                    Some((one, two)) => name(other, one) == name(here, two),
                    None => row.annotator == known.annotator && row.name == known.name,
                };
                (same || copied.contains(*id)) && !taken.contains(*id)
            });
            let known: Vec<(SetId, &Set)> = known.map(|(id, known)| (*id, known)).collect();
            let marks = coming.get(set).map_or(&[][..], Vec::as_slice);
            let imported = known.iter().filter(|(_, known)| known.kind == SetKind::Imported).count();
            let mut best: Option<((usize, usize), SetId)> = None;
            for (id, known) in known {
                let held = held.entry(id).or_insert_with(|| Held::of(here, id));
                let common = held.common(here, id, marks);
                let told = row
                    .annotator
                    .is_some_and(|id| tells(name(other, id)) && people.get(&id).copied() == known.annotator);
                let equal = common.equal > 0 && common.equal == common.coming;
                let goes_on = match known.kind {
                    _ if common.ids > 0 => true,
                    SetKind::Imported if told && common.coming == 0 => imported == 1,
                    SetKind::Imported if told => 2 * common.equal >= common.coming,
                    SetKind::Imported => equal && common.equal == common.there,
                    // What somebody made here is added to by nobody else.
                    _ => told && equal && common.equal == other.count_marks(*set),
                };
                let score = (common.ids, common.equal);
                if goes_on && best.is_none_or(|(best, _)| best < score) {
                    best = Some((score, id));
                }
            }
            if let Some((_, id)) = best {
                taken.insert(id);
                again.sets.insert(*set, id);
                again.people.extend(row.annotator.zip(here.set(&id).and_then(|known| known.annotator)));
            }
        }
        for (id, known) in people {
            if tells(name(other, id)) {
                again.people.entry(id).or_insert(known);
            }
        }
        again
    }
}

fn name(project: &Project, id: AnnotatorId) -> &str {
    project.annotator(&id).map_or("", |row| row.name.trim())
}

/// Tells whether a name says who somebody is: a program's number does not.
fn tells(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// Finds the annotators of another project whose name one has here, and no other on either side.
fn same_people(here: &Project, other: &Project) -> BTreeMap<AnnotatorId, AnnotatorId> {
    let named = |project: &Project| {
        let mut named: HashMap<String, Vec<AnnotatorId>> = HashMap::new();
        for (id, row) in project.annotators_by_id() {
            named.entry(row.name.trim().to_owned()).or_default().push(*id);
        }
        named
    };
    let here = named(here);
    let both = named(other).into_iter().filter_map(|(name, ids)| match (&ids[..], &here.get(&name)?[..]) {
        ([one], [two]) => Some((*one, *two)),
        _ => None,
    });
    both.collect()
}

/// What a set here has in common with one of another project.
#[derive(Clone, Copy, Debug, Default)]
struct Common {
    /// Annotations of the other one that are in this one under their ids.
    ids: usize,
    /// Annotations of the other one in texts where both have some.
    coming: usize,
    /// Annotations of this one there.
    there: usize,
    /// How many of these say the same.
    equal: usize,
}

/// How often a set here says what.
#[derive(Debug, Default)]
struct Held {
    said: HashMap<u64, usize>,
    texts: HashMap<RevisionId, usize>,
}

impl Held {
    fn of(here: &Project, set: SetId) -> Held {
        let mut held = Held::default();
        for (_, row) in here.annotations().filter(|(_, row)| row.set == set) {
            *held.said.entry(said(here, row.revision, &row.label, row)).or_default() += 1;
            *held.texts.entry(row.revision).or_default() += 1;
        }
        held
    }

    fn common(&self, here: &Project, set: SetId, marks: &[Coming<'_>]) -> Common {
        let mut common = Common::default();
        let (mut used, mut shared): (HashMap<u64, usize>, HashSet<RevisionId>) = Default::default();
        for (id, row, home) in marks.iter().filter(|(_, _, home)| self.texts.contains_key(home)) {
            common.coming += 1;
            shared.insert(*home);
            common.ids += usize::from(here.annotation(id).is_some_and(|known| known.set == set));
            let said = said(here, *home, &row.label, row);
            let used = used.entry(said).or_default();
            *used += 1;
            common.equal += usize::from(self.said.get(&said).is_some_and(|there| *used <= *there));
        }
        common.there = shared.iter().filter_map(|text| self.texts.get(text)).sum();
        common
    }
}

/// Returns a number for what an annotation says on a text here with a label here, as far as the scheme has a place for
/// it. Nearly all that say something else have another one.
fn said(here: &Project, home: RevisionId, label: &LabelKey, row: &Annotation) -> u64 {
    let mut hasher = DefaultHasher::new();
    (home, label, &row.note, row.unsure).hash(&mut hasher);
    match &row.place {
        Place::At(fragments) => fragments.hash(&mut hasher),
        Place::Detached(anchors) => {
            anchors.iter().for_each(|anchor| (&anchor.exact, &anchor.prefix, &anchor.suffix).hash(&mut hasher));
        }
    }
    let owner = Owner::Label(label.clone());
    for (key, value) in row.attributes.iter().filter(|(key, value)| fits(here, key, value, &owner)) {
        key.hash(&mut hasher);
        match value {
            Value::Flag(flag) => flag.hash(&mut hasher),
            Value::Choice(choice) => choice.hash(&mut hasher),
            Value::Text(text) => text.hash(&mut hasher),
        }
    }
    hasher.finish()
}

/// The annotations here on one text in sets that another project's go on with, each to be found once.
#[derive(Debug)]
pub(super) struct There<'p> {
    here: &'p Project,
    text: RevisionId,
    said: HashMap<(SetId, u64), Vec<(AnnotationId, &'p Annotation)>>,
}

impl<'p> There<'p> {
    /// Lists them without those whose ids the other project has, for these are known by them.
    pub(super) fn of(here: &'p Project, text: RevisionId, other: &Project, again: &Again) -> There<'p> {
        let sets: HashSet<SetId> = again.sets.values().copied().collect();
        let mut there = There { here, text, said: HashMap::new() };
        if sets.is_empty() {
            return there;
        }
        for id in on_text(here, text).filter(|id| other.annotation(id).is_none()) {
            if let Some(row) = here.annotation(&id).filter(|row| sets.contains(&row.set)) {
                there.said.entry((row.set, said(here, text, &row.label, row))).or_default().push((id, row));
            }
        }
        there
    }

    /// Finds what an annotation of another project is in a set here, and tells whether it says the same.
    pub(super) fn take(
        &mut self,
        id: AnnotationId,
        row: &Annotation,
        set: SetId,
        label: &LabelKey,
    ) -> Option<(AnnotationId, &'p Annotation, bool)> {
        let number = said(self.here, self.text, label, row);
        let known = self.here.annotation(&id).filter(|known| known.set == set && known.revision == self.text);
        if let Some(known) = known {
            return Some((id, known, said(self.here, self.text, &known.label, known) == number));
        }
        let all = self.said.get_mut(&(set, number))?;
        let same = |known: &Annotation| known.label == *label && known.place == row.place && known.note == row.note;
        let at = all.iter().position(|(_, known)| same(known))?;
        let (id, known) = all.remove(at);
        Some((id, known, true))
    }
}
