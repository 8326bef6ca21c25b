//! Reads the annotations that go out, and counts what they say that a format has no place for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::HashMap;

use super::handout::{Holds, attribute_name};
use super::remark::{Remarks, Spot, Tally, What};
use crate::model::{Annotation, AnnotationId, AttributeKey, Fragments, LabelKey, Project, RevisionId, SetId, Span};

/// An annotation that goes out. What is read of most of them stands here, side by side: they themselves lie apart in
/// memory, and to reach each takes longer than to write it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'p> {
    /// Its id.
    pub id: AnnotationId,
    /// Its set.
    pub set: SetId,
    /// From where to where it reaches, in bytes; `None` without a place.
    pub cover: Option<Span>,
    /// The name of its label; its key where the label is not declared.
    pub label: &'p str,
    /// The place of its set among those that go out.
    pub(super) pass: usize,
    /// Whether it has several fragments.
    pub(super) parted: bool,
    /// What else it says.
    has: Has,
    /// The annotation.
    pub row: &'p Annotation,
}

/// What an annotation says beside its label and place.
#[derive(Clone, Copy, Debug)]
struct Has {
    attributes: bool,
    note: bool,
    unsure: bool,
    derived: bool,
}

/// Lists the annotations of sets with a place on each of some texts, in the order of the text, those without a place
/// last. They are read in the order in which they lie in memory, where one is near the next; in that of their ids,
/// which are random, reading would take longer than all the rest.
pub(super) fn in_order<'p>(
    project: &'p Project,
    texts: impl Iterator<Item = RevisionId>,
    sets: &HashMap<SetId, usize>,
) -> Vec<Vec<Row<'p>>> {
    let place: HashMap<RevisionId, usize> = texts.enumerate().map(|(at, text)| (text, at)).collect();
    let names: HashMap<&LabelKey, &str> = project.labels_by_key().map(|(key, row)| (key, row.name.as_str())).collect();
    let mut lying: Vec<(AnnotationId, &Annotation)> = project.annotations().map(|(id, row)| (*id, row)).collect();
    lying.sort_unstable_by_key(|(_, row)| std::ptr::from_ref(*row).addr());
    let mut all = vec![Vec::new(); place.len()];
    for (id, row) in lying {
        let Some((at, pass)) = place.get(&row.revision).zip(sets.get(&row.set)) else { continue };
        let fragments = row.fragments();
        let has = Has {
            attributes: !row.attributes.is_empty(),
            note: !row.note.is_empty(),
            unsure: row.unsure,
            derived: !row.derived_from.is_empty(),
        };
        all[*at].push(Row {
            id,
            set: row.set,
            cover: fragments.map(Fragments::cover),
            label: names.get(&row.label).copied().unwrap_or(row.label.as_str()),
            pass: *pass,
            parted: fragments.is_some_and(|fragments| fragments.spans().len() > 1),
            has,
            row,
        });
    }
    for rows in &mut all {
        rows.sort_unstable_by_key(|row| {
            let place = row.cover.map(|cover| (cover.start(), Reverse(cover.end())));
            (place.is_none(), place, row.id)
        });
    }
    all
}

/// Counts what annotations say that a format has no place for.
#[derive(Default)]
pub(super) struct Left<'p> {
    attributes: BTreeMap<&'p AttributeKey, Tally>,
    others: BTreeMap<What, Tally>,
}

impl<'p> Left<'p> {
    /// Counts what there is of an annotation.
    pub(super) fn leave_parts(&mut self, row: &Row<'p>, holds: Holds, place: &dyn Fn() -> Spot) {
        if !holds.attributes && row.has.attributes {
            for key in row.row.attributes.keys() {
                self.attributes.entry(key).or_default().add(1, place);
            }
        }
        for (what, left) in [
            (What::Note, !holds.notes && row.has.note),
            (What::Unsure, !holds.unsure && row.has.unsure),
            (What::Times, !holds.times),
            (What::Derived, !holds.derived && row.has.derived),
        ] {
            if left {
                self.leave(what, place);
            }
        }
    }

    /// Counts one of a sort.
    pub(super) fn leave(&mut self, what: What, place: &dyn Fn() -> Spot) {
        self.others.entry(what).or_default().add(1, place);
    }

    /// Says it.
    pub(super) fn tell(self, project: &Project, remarks: &mut Remarks) {
        for (key, tally) in self.attributes {
            remarks.add_tally(What::Attribute, &attribute_name(project, key), tally);
        }
        for (what, tally) in self.others {
            remarks.add_tally(what, "", tally);
        }
    }
}

/// Keeps, set by set, of annotations that overlap the longest, of several the first; hands over the others.
pub(super) fn keep_longest(rows: &mut Vec<Row<'_>>, mut leave: impl FnMut(&Annotation)) {
    let length = |row: &Row<'_>| row.row.fragments().map_or(0, Fragments::len);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| (Reverse(length(&rows[*at])), *at));
    let mut taken: HashMap<SetId, BTreeMap<usize, usize>> = HashMap::default();
    let mut kept = vec![false; rows.len()];
    for at in order {
        let Some(cover) = rows[at].cover else { continue };
        let own = taken.entry(rows[at].set).or_default();
        let before = own.range(..cover.end()).next_back();
        if before.is_none_or(|(_, end)| *end <= cover.start()) {
            own.insert(cover.start(), cover.end());
            kept[at] = true;
        }
    }
    let mut at = 0;
    rows.retain(|row| {
        at += 1;
        if !kept[at - 1] {
            leave(row.row);
        }
        kept[at - 1]
    });
}
