//! Finds which annotations of different sets answer each other.
//!
//! Annotations of one label on the same words come together first, one of each set. Such groups then join where they
//! have words in common and no set in both: those first that have the largest share in common of the words that either
//! has, a group of the same label being worth half of all words more. Under another label less than half in common is
//! no answer, for labels nest. Whatever is in a group overlaps with all else in it by its outer bounds. Where that
//! leaves a choice, the order of the text decides, and behind it the annotations' ids: never the order of the sets.
//!
//! The cost follows n log n for n annotations, times how many of them lie over each other.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::compare::agreement::{Mark, is_done};
use crate::model::{AnnotationId, LabelKey, Project, RevisionId, SetId, SetKind};

/// The least share that annotations of different labels have in common where they answer each other.
const SAME_WORDS: f64 = 0.5;
/// What a common label is worth, in shares.
const SAME_LABEL: f64 = 0.5;

/// Annotations of different sets that answer each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The set and id of each, in the order of the sets in the project; one of each set at most.
    pub members: Vec<(SetId, AnnotationId)>,
    /// The first byte that one of them has.
    pub start: usize,
    /// The byte behind the last that one of them has.
    pub end: usize,
}

impl Group {
    /// Lists the sets that have something there.
    pub fn sets(&self) -> impl Iterator<Item = SetId> {
        self.members.iter().map(|(set, _)| *set)
    }

    /// Lists the annotations.
    pub fn ids(&self) -> impl Iterator<Item = AnnotationId> {
        self.members.iter().map(|(_, id)| *id)
    }

    /// Returns the annotation of a set.
    pub fn of_set(&self, set: SetId) -> Option<AnnotationId> {
        self.members.iter().find(|(other, _)| *other == set).map(|(_, id)| *id)
    }
}

/// Which annotations of some sets answer each other on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// Which text.
    pub revision: RevisionId,
    /// The sets that are compared, in their order in the project. With fewer than two there are no groups.
    pub sets: Vec<SetId>,
    /// The sets that are not done with the article, and so are not compared.
    pub waiting: Vec<SetId>,
    /// The groups, in the order of the text.
    pub groups: Vec<Group>,
    of: HashMap<AnnotationId, usize>,
}

/// Groups that were made anew: their numbers before and now.
#[derive(Clone, Debug)]
pub(super) struct Regrouped {
    pub(super) old: Range<usize>,
    pub(super) now: Range<usize>,
}

/// Annotations that are taken together so far.
struct Cluster {
    /// Numbers of the sets that have one in it, sorted, with the number of the mark.
    members: Vec<(usize, usize)>,
    /// The code points that all of them reach over, by their outer bounds.
    core: (u32, u32),
}

impl Cluster {
    fn may_join(&self, other: &Cluster) -> bool {
        let apart = |(side, _): &(usize, usize)| self.members.binary_search_by_key(side, |(own, _)| *own).is_err();
        self.core.0.max(other.core.0) < self.core.1.min(other.core.1) && other.members.iter().all(apart)
    }
}

impl Grouping {
    /// Groups what some sets have on a text.
    pub fn of(project: &Project, revision: RevisionId, sets: &[SetId]) -> Grouping {
        let (sets, waiting) = choose(project, revision, sets);
        let mut made = Grouping { revision, sets, waiting, groups: Vec::new(), of: HashMap::new() };
        made.hold(group(project, revision, &made.sets, 0..usize::MAX));
        made
    }

    /// Returns what it becomes where annotations were made, changed or removed that lie, or lay, between two bytes of
    /// the text; and the groups that were made anew, by their numbers before and now. The sets must be the same.
    ///
    /// Annotations join where they have words in common. So groups between which there is a gap have nothing to do with
    /// each other: of such stretches only those are grouped anew that the edit touches.
    pub(super) fn after(&self, project: &Project, edited: Range<usize>) -> (Grouping, Regrouped) {
        let mut bounds = edited.clone();
        let behind = self.groups.partition_point(|group| group.start < edited.start);
        let mut old = behind..behind;
        let mut at = 0;
        while at < self.groups.len() {
            let (first, start, mut end) = (at, self.groups[at].start, self.groups[at].end);
            while let Some(group) = self.groups.get(at).filter(|group| at == first || group.start < end) {
                end = end.max(group.end);
                at += 1;
            }
            if start < edited.end && end > edited.start {
                bounds = bounds.start.min(start)..bounds.end.max(end);
                old = old.start.min(first)..old.end.max(at);
            }
        }
        let new = group(project, self.revision, &self.sets, bounds);
        let now = old.start..old.start + new.len();
        let (sets, waiting) = (self.sets.clone(), self.waiting.clone());
        let mut made = Grouping { revision: self.revision, sets, waiting, groups: Vec::new(), of: HashMap::new() };
        let (before, behind) = (&self.groups[..old.start], &self.groups[old.end..]);
        made.hold(before.iter().cloned().chain(new).chain(behind.iter().cloned()).collect());
        (made, Regrouped { old, now })
    }

    fn hold(&mut self, groups: Vec<Group>) {
        self.of = groups.iter().enumerate().flat_map(|(at, group)| group.ids().map(move |id| (id, at))).collect();
        self.groups = groups;
    }

    /// Returns the number of the group that an annotation is in; `None` where it is not compared.
    pub fn group_of(&self, annotation: AnnotationId) -> Option<usize> {
        self.of.get(&annotation).copied()
    }
}

/// Groups what some sets have between two bytes of a text, in the order of the text. Nothing may reach over them.
fn group(project: &Project, revision: RevisionId, sets: &[SetId], between: Range<usize>) -> Vec<Group> {
    if sets.len() < 2 {
        return Vec::new();
    }
    let marks = marks(project, revision, sets, between);
    let group = |cluster: Cluster| {
        let rows = || cluster.members.iter().map(|(_, mark)| project.annotation(&marks[*mark].1.id));
        let fragments = || rows().flatten().filter_map(|row| row.fragments());
        Group {
            members: cluster.members.iter().map(|(side, mark)| (sets[*side], marks[*mark].1.id)).collect(),
            start: fragments().map(|fragments| fragments.start()).min().unwrap_or_default(),
            end: fragments().map(|fragments| fragments.end()).max().unwrap_or_default(),
        }
    };
    let mut groups: Vec<Group> = join(&marks).into_iter().map(group).collect();
    groups.sort_by_key(|group| (group.start, Reverse(group.end), group.ids().min()));
    groups
}

/// Returns the sets that are compared on a text, in their order in the project, and those that are not done with it.
fn choose(project: &Project, revision: RevisionId, sets: &[SetId]) -> (Vec<SetId>, Vec<SetId>) {
    let asked: BTreeSet<SetId> = sets.iter().copied().collect();
    let Some(article) = project.revision(&revision).map(|row| row.article) else { return Default::default() };
    let compared = project.sets().into_iter().filter(|(id, row)| {
        // An adjudicated set is made out of the others.
        asked.contains(id) && row.kind != SetKind::Adjudicated
    });
    compared.map(|(id, _)| *id).partition(|set| is_done(project, *set, article))
}

/// Lists what sets marked that begins between two bytes, in the order of the text and behind that of the labels and
/// ids, with the number of the set.
fn marks(project: &Project, revision: RevisionId, sets: &[SetId], between: Range<usize>) -> Vec<(usize, Mark)> {
    let Some(text) = project.revision(&revision).map(|row| &row.text) else { return Vec::new() };
    let sides: HashMap<SetId, usize> = sets.iter().enumerate().map(|(side, set)| (*set, side)).collect();
    let labels: HashMap<&LabelKey, usize> =
        project.labels_by_key().enumerate().map(|(number, (key, _))| (key, number)).collect();
    let chars = |byte: usize| text.char_of(byte) as u32;
    let mark = |id: AnnotationId| {
        let row = project.annotation(&id)?;
        let side = *sides.get(&row.set)?;
        let spans = row.fragments()?.spans().iter();
        let fragments = spans.map(|span| (chars(span.start()), chars(span.end()))).collect();
        Some((side, Mark { id, label: *labels.get(&row.label)?, fragments }))
    };
    let begins = |id: &AnnotationId| Some(project.annotation(id)?.fragments()?.start());
    let here = project.starting_at(revision, between.start);
    let here = here.take_while(|id| begins(id).is_some_and(|start| start < between.end));
    let mut all: Vec<(usize, Mark)> = here.filter_map(mark).collect();
    all.sort_by(|(_, one), (_, other)| {
        let order = |mark: &Mark| (mark.start(), Reverse(mark.end()));
        let behind = || one.fragments.cmp(&other.fragments).then(one.label.cmp(&other.label));
        order(one).cmp(&order(other)).then_with(behind).then(one.id.cmp(&other.id))
    });
    all
}

/// Joins marks to groups.
fn join(marks: &[(usize, Mark)]) -> Vec<Cluster> {
    let mut clusters = twins(marks);
    let mut pairs = answers(marks, &clusters);
    pairs.sort_by(|one, other| other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1))));
    // Where what was joined to another one is now.
    let mut now: Vec<usize> = (0..clusters.len()).collect();
    let find = |now: &[usize], mut at: usize| {
        while now[at] != at {
            at = now[at];
        }
        at
    };
    for (one, other, _) in pairs {
        let (one, other) = (find(&now, one), find(&now, other));
        if one == other || !clusters[one].may_join(&clusters[other]) {
            continue;
        }
        // The smaller joins the larger, so that no way to find one is long.
        let (large, small) =
            if clusters[one].members.len() < clusters[other].members.len() { (other, one) } else { (one, other) };
        now[small] = large;
        let (members, core) = (std::mem::take(&mut clusters[small].members), clusters[small].core);
        let joined = &mut clusters[large];
        joined.members.extend(members);
        joined.members.sort_unstable();
        joined.core = (joined.core.0.max(core.0), joined.core.1.min(core.1));
    }
    clusters.retain(|cluster| !cluster.members.is_empty());
    clusters
}

/// Groups the marks of one label on the same words: where a set has several such, the first of each set, then the
/// second.
fn twins(marks: &[(usize, Mark)]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let alike = |one: &(usize, Mark), other: &(usize, Mark)| {
        one.1.label == other.1.label && one.1.fragments == other.1.fragments
    };
    let mut at = 0;
    for same in marks.chunk_by(alike) {
        let first = clusters.len();
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for (side, mark) in same {
            let count = counts.entry(*side).or_default();
            if first + *count == clusters.len() {
                clusters.push(Cluster { members: Vec::new(), core: (mark.start(), mark.end()) });
            }
            clusters[first + *count].members.push((*side, at));
            *count += 1;
            at += 1;
        }
    }
    clusters.iter_mut().for_each(|cluster| cluster.members.sort_unstable());
    clusters
}

/// Lists the groups that answer each other, with what it is worth to join them.
fn answers(marks: &[(usize, Mark)], clusters: &[Cluster]) -> Vec<(usize, usize, f64)> {
    let mark = |cluster: usize| clusters[cluster].members.first().map(|(_, mark)| &marks[*mark].1);
    let mut all = Vec::new();
    // Groups stand in the order of the text; these reach to where the next one begins.
    let mut open: Vec<usize> = Vec::new();
    for at in 0..clusters.len() {
        let Some(own) = mark(at) else { continue };
        open.retain(|other| clusters[*other].core.1 > own.start());
        for before in open.iter().copied().filter(|before| clusters[*before].may_join(&clusters[at])) {
            let Some(other) = mark(before) else { continue };
            let (share, same) = (own.share(other), own.label == other.label);
            if share >= SAME_WORDS || same && share > 0.0 {
                all.push((before, at, if same { share + SAME_LABEL } else { share }));
            }
        }
        open.push(at);
    }
    all
}
