//! Follows a claim down to those on whose word it is said in the end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::id::ChoiceKey;
use crate::model::{AnnotationId, Value};

use super::people::Who;
use super::sight::Sight;

/// Most rungs that a ladder has: no article has a longer one, and a file made to be slow can't be.
pub(super) const MOST: usize = 200;

/// A source on the way down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The source.
    pub source: AnnotationId,
    /// Other annotations that name the same source, one attributed to the next: the headline's "sources" and the
    /// "five people" of the text.
    pub also: Vec<AnnotationId>,
    /// Who that is.
    pub who: Who,
    /// What sort of source it is.
    pub kind: Option<ChoiceKey>,
    /// How the article describes it.
    pub descriptor: String,
    /// How far down: 1 for whom the claim is attributed to.
    pub depth: usize,
    /// Whether it cites nobody.
    pub bottom: bool,
    /// Whether it leads back up: a circle.
    pub circle: bool,
    /// For whom it speaks.
    pub speaks_for: Vec<Who>,
}

/// The sources of a claim, a denial or a source: each once, where it is reached first, those it cites behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// The sources.
    pub rungs: Vec<Rung>,
    /// The way from the first rung down to another annotation of the same source, when it comes back there.
    pub(super) back: Option<Vec<AnnotationId>>,
    anonymous: Option<ChoiceKey>,
}

/// What is still to be done: a source under a rung, or the end of a rung.
enum Task {
    Enter(AnnotationId, Option<usize>),
    Leave,
}

impl Ladder {
    /// Follows what a claim or denial is attributed to.
    pub(super) fn of(sight: &Sight<'_>, id: AnnotationId) -> Ladder {
        Ladder::climb(sight, sight.sources(id).map(|source| Task::Enter(source, None)).collect())
    }

    /// Follows a source, which is the first rung itself.
    pub(super) fn of_source(sight: &Sight<'_>, id: AnnotationId) -> Ladder {
        Ladder::climb(sight, vec![Task::Enter(id, None)])
    }

    fn climb(sight: &Sight<'_>, mut tasks: Vec<Task>) -> Ladder {
        tasks.reverse();
        let mut ladder = Ladder { anonymous: Some(sight.base.roles.anonymous.clone()), ..Ladder::default() };
        let mut rung_of: HashMap<AnnotationId, usize> = HashMap::new();
        // The rungs between the first and where we are.
        let mut open: Vec<usize> = Vec::new();
        while let Some(task) = tasks.pop() {
            let (source, above) = match task {
                Task::Enter(source, above) => (source, above),
                Task::Leave => {
                    open.pop();
                    continue;
                }
            };
            let Some(fact) = sight.base.people.fact(source) else { continue };
            if let Some(at) = rung_of.get(&source) {
                let circle = open.contains(at);
                if let Some(above) = above.filter(|above| circle || above != at) {
                    ladder.rungs[above].bottom = false;
                    ladder.rungs[above].circle |= circle;
                }
                continue;
            }
            if ladder.rungs.len() >= MOST {
                break;
            }
            let same = above.filter(|above| ladder.rungs[*above].who == fact.who);
            let rung = match same {
                Some(rung) => {
                    let above = &mut ladder.rungs[rung];
                    above.also.push(source);
                    above.kind = above.kind.take().or_else(|| fact.kind.clone());
                    // Of the same source's descriptions the longest tells most.
                    let descriptor = sight.descriptor(source);
                    if descriptor.chars().count() > above.descriptor.chars().count() {
                        above.descriptor = descriptor;
                    }
                    rung
                }
                None => {
                    let depth = above.map_or(1, |above| ladder.rungs[above].depth + 1);
                    if let Some(above) = above {
                        ladder.rungs[above].bottom = false;
                    }
                    let back = open.iter().copied().find(|at| ladder.rungs[*at].who == fact.who);
                    let speaks_for = sight.made_by(source);
                    let (who, kind) = (fact.who.clone(), fact.kind.clone());
                    let descriptor = sight.descriptor(source);
                    let (bottom, circle) = (back.is_none(), back.is_some());
                    let also = Vec::new();
                    let rung = Rung { source, also, who, kind, descriptor, depth, bottom, circle, speaks_for };
                    ladder.rungs.push(rung);
                    let rung = ladder.rungs.len() - 1;
                    if let Some(back) = back {
                        rung_of.insert(source, rung);
                        if back == 0 && ladder.back.is_none() {
                            let way = open.iter().map(|at| ladder.rungs[*at].source);
                            ladder.back = Some(way.chain([source]).collect());
                        }
                        continue;
                    }
                    open.push(rung);
                    tasks.push(Task::Leave);
                    rung
                }
            };
            rung_of.insert(source, rung);
            let cited: Vec<AnnotationId> = sight.sources(source).collect();
            tasks.extend(cited.into_iter().rev().map(|source| Task::Enter(source, Some(rung))));
        }
        ladder
    }

    /// Returns how far down it goes; 0 when there is no source.
    pub fn depth(&self) -> usize {
        self.rungs.iter().map(|rung| rung.depth).max().unwrap_or(0)
    }

    /// Lists those at the bottom, each once, with whether they have no name.
    pub fn bottoms(&self) -> Vec<(Who, bool)> {
        let mut all: BTreeMap<&Who, BTreeSet<bool>> = BTreeMap::new();
        for rung in self.rungs.iter().filter(|rung| rung.bottom) {
            let nameless = rung.kind.as_ref().map(|kind| Some(kind) == self.anonymous.as_ref());
            all.entry(&rung.who).or_default().extend(nameless);
        }
        all.into_iter().map(|(who, nameless)| (who.clone(), nameless == BTreeSet::from([true]))).collect()
    }

    /// Tells whether all at the bottom are without a name; not where there is nobody.
    pub fn all_anonymous(&self) -> bool {
        let bottoms = self.bottoms();
        !bottoms.is_empty() && bottoms.iter().all(|(_, anonymous)| *anonymous)
    }

    /// Lists everybody on it: sources, and those they speak for.
    pub(super) fn everybody(&self) -> impl Iterator<Item = &Who> {
        self.rungs.iter().flat_map(|rung| std::iter::once(&rung.who).chain(&rung.speaks_for))
    }
}

/// Reads a text of an annotation's attribute.
pub(super) fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    }
}
