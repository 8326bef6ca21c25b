//! What a learner hands in.

use crate::model::id::ExerciseId;
use crate::model::{Fragments, Hash, KindKey, LabelKey, Time};

/// A phrase with a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Which label.
    pub label: LabelKey,
    /// On which words.
    pub place: Fragments,
}

/// An end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The learner's mark with this number, from 0.
    Mark(usize),
    /// The example with this number, from 0, in the order of the handout.
    Given(usize),
}

/// A relation between two marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Which kind.
    pub kind: KindKey,
    /// Where it starts.
    pub from: End,
    /// Where it leads.
    pub to: End,
}

/// How long a learner took where time is limited, in minutes that were begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Took {
    /// In all.
    pub minutes: i64,
    /// Beyond the limit; 0 within it.
    pub over: i64,
}

/// One learner's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What was asked, in the hash of its handout: see [`Handout::asked`](super::Handout::asked).
    pub asked: Hash,
    /// The SHA-256 of the text.
    pub text: Hash,
    /// The name or code that the learner gave.
    pub learner: String,
    /// When the learner began, where that is known.
    pub begun: Option<Time>,
    /// When it was handed in.
    pub handed: Time,
    /// The marks, in the order of the text; examples are not among them.
    pub marks: Vec<Mark>,
    /// The relations.
    pub links: Vec<Link>,
}

impl HandIn {
    /// Returns how long it took, where time is limited to so many minutes. `None` where the file does not say when it
    /// was begun, or a time before that.
    pub fn took(&self, limit: Option<u16>) -> Option<Took> {
        let (limit, begun) = limit.zip(self.begun)?;
        let seconds = self.handed.0.checked_sub(begun.0).filter(|seconds| *seconds > 0)?;
        let minutes = seconds / 60 + i64::from(seconds % 60 > 0);
        Some(Took { minutes, over: (minutes - i64::from(limit)).max(0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_that_is_begun_counts() {
        let took = |begun: Option<i64>, handed: i64, limit: Option<u16>| {
            let nothing = Hash([0; 32]);
            let (exercise, learner, marks, links) = (ExerciseId(1), String::new(), Vec::new(), Vec::new());
            let (begun, handed) = (begun.map(Time), Time(handed));
            HandIn { exercise, asked: nothing, text: nothing, learner, begun, handed, marks, links }.took(limit)
        };
        assert_eq!(took(Some(100), 100 + 20 * 60, Some(20)), Some(Took { minutes: 20, over: 0 }));
        assert_eq!(took(Some(100), 101 + 20 * 60, Some(20)), Some(Took { minutes: 21, over: 1 }));
        assert_eq!(took(Some(0), 31 * 60 - 1, Some(20)), Some(Took { minutes: 31, over: 11 }));
        for unknown in [took(Some(0), 60, None), took(None, 60, Some(20)), took(Some(60), 60, Some(20))] {
            assert_eq!(unknown, None);
        }
        assert_eq!(took(Some(i64::MIN), i64::MAX, Some(1)), None, "what no clock says");
    }
}
