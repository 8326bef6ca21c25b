//! Points out hand-ins that are alike in what the key has not. Two learners who read a text alike mark alike what is
//! right; the same unusual marks beside that are seldom chance. Why they are the same, it can't tell.

use std::collections::BTreeMap;

use crate::model::LabelKey;

use super::Class;
use super::letters::Letters;
use super::mark::Verdict;

/// Shared surplus marks below this many are taken for chance.
const FEWEST: usize = 3;

/// Two hand-ins that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The two learners, by their numbers in the class.
    pub learners: (usize, usize),
    /// The numbers of the marks that are the same, of the first and of the second.
    pub marks: Vec<(usize, usize)>,
    /// How many marks there are that one of them made or both; those of `marks` are counted once.
    pub of: usize,
}

/// Lists pairs of hand-ins whose surplus marks are the same (label and letters) in at least three places, and in at
/// least half of all that the two have. What more than two learners and a fifth of the class marked does not count: it
/// lies near. The most alike first.
pub fn alike(class: &Class) -> Vec<Alike> {
    let mut places: BTreeMap<(&LabelKey, &Letters), Vec<(usize, usize)>> = BTreeMap::new();
    for (number, learner) in class.learners.iter().enumerate() {
        let verdicts = learner.marked.marks.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::Surplus);
        for (at, _) in verdicts {
            if let Some(letters) = class.letters(number, at) {
                places.entry((&learner.hand_in.marks[at].label, letters)).or_default().push((number, at));
            }
        }
    }
    let usual = (class.learners.len() / 5).max(2);
    let places: Vec<Vec<(usize, usize)>> = places.into_values().filter(|of| of.len() <= usual).collect();
    let mut of_learner: Vec<Vec<usize>> = vec![Vec::new(); class.learners.len()];
    for (at, place) in places.iter().enumerate() {
        place.iter().for_each(|(learner, _)| of_learner[*learner].push(at));
    }
    let mut out = Vec::new();
    let mut shared: Vec<usize> = vec![0; class.learners.len()];
    for (one, own) in of_learner.iter().enumerate() {
        let later = |at: &usize| places[*at].iter().map(|(other, _)| *other).filter(|other| *other > one);
        let mut met: Vec<usize> = Vec::new();
        for other in own.iter().flat_map(later) {
            if shared[other] == 0 {
                met.push(other);
            }
            shared[other] += 1;
        }
        met.sort_unstable();
        for other in met {
            let same = std::mem::take(&mut shared[other]);
            let of = own.len() + of_learner[other].len() - same;
            if same >= FEWEST && 2 * same >= of {
                let number = |at: usize, who: usize| places[at].iter().find(|(learner, _)| *learner == who);
                let pair = |at: &usize| Some((number(*at, one)?.1, number(*at, other)?.1));
                let marks = own.iter().filter_map(pair).collect();
                out.push(Alike { learners: (one, other), marks, of });
            }
        }
    }
    // By share, then by number; shares compared without a division.
    out.sort_by(|a, b| {
        let (x, y) = (a.marks.len() * b.of, b.marks.len() * a.of);
        y.cmp(&x).then(b.marks.len().cmp(&a.marks.len())).then(a.learners.cmp(&b.learners))
    });
    out
}
