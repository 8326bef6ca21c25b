//! Takes in what a class handed in: files of whatever names, and those in archives. Each is read once; which exercise
//! it is for is known only then.

use crate::classroom::gather::{Brought, Gathered, Refused, gather};
use crate::classroom::{End, HandIn, Handout, Key};
use crate::model::Hash;
use crate::model::id::ExerciseId;
use crate::say;

use super::super::exchange::{File, Watch};
use super::hand_in::{self, Parsed};

/// How many files are held against a key before that is told.
const STEP: usize = 64;

#[derive(Clone, Debug)]
struct Came {
    name: String,
    digest: Hash,
    read: Result<Parsed, Refused>,
}

/// Files that came in, each read once.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    files: Vec<Came>,
    passed: Vec<(String, String)>,
}

impl Incoming {
    /// Reads a file.
    pub fn take(&mut self, file: &File) {
        let read = hand_in::parse(&file.bytes);
        self.files.push(Came { name: file.path.clone(), digest: Hash::of(&file.bytes), read });
    }

    /// Notes that a file could not be read, and why.
    pub fn refuse(&mut self, name: &str, why: Refused) {
        self.files.push(Came { name: name.to_owned(), digest: Hash::of(&[]), read: Err(why) });
    }

    /// Notes that something was passed over that somebody's work may be in, and why, in the user's words.
    pub fn pass(&mut self, name: &str, why: &str) {
        self.passed.push((name.to_owned(), why.to_owned()));
    }

    /// Lists what was passed over: names, and why.
    pub fn passed(&self) -> &[(String, String)] {
        &self.passed
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Tells whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns how many say that they are for an exercise.
    pub fn count_for(&self, exercise: ExerciseId) -> usize {
        self.files.iter().filter(|file| file.read.as_ref().is_ok_and(|parsed| parsed.is_for(exercise))).count()
    }

    /// Lists what could not be read, whatever it is for.
    pub fn refused(&self) -> impl Iterator<Item = (&str, &Refused)> {
        self.files.iter().filter_map(|file| Some((file.name.as_str(), file.read.as_ref().err()?)))
    }

    /// Sorts the files by what they are for an exercise. Those that are `here` already are not among them but listed
    /// apart: names and digests. `None` where nobody waits for it any longer.
    pub fn gather(
        &self,
        key: &Key,
        handout: &Handout,
        here: &dyn Fn(&Hash) -> bool,
        watch: &mut Watch<'_>,
    ) -> Option<(Gathered, Vec<(String, Hash)>)> {
        let (mut brought, mut known) = (Vec::with_capacity(self.files.len()), Vec::new());
        for (at, Came { name, digest, read }) in self.files.iter().enumerate() {
            if at % STEP == 0 {
                watch.step(at, self.files.len()).ok()?;
            }
            let read = match read {
                Ok(parsed) => parsed.held(key).and_then(|hand_in| offered(handout, hand_in)),
                Err(refused) => Err(refused.clone()),
            };
            if read.is_ok() && here(digest) {
                known.push((name.clone(), *digest));
            } else {
                brought.push(Brought { name: name.clone(), file: *digest, read });
            }
        }
        Some((gather(brought), known))
    }
}

impl FromIterator<File> for Incoming {
    fn from_iter<I: IntoIterator<Item = File>>(files: I) -> Incoming {
        let mut incoming = Incoming::default();
        files.into_iter().for_each(|file| incoming.take(&file));
        incoming
    }
}

/// Refuses a hand-in with a relation of a kind that is asked for, but between labels that this kind does not join. What
/// was asked is the same, and nothing that learners have draws such a one: the file was changed.
fn offered(handout: &Handout, hand_in: HandIn) -> Result<HandIn, Refused> {
    let label = |end: End| match end {
        End::Mark(at) => hand_in.marks.get(at).map(|mark| &mark.label),
        End::Given(at) => handout.given.get(at).map(|mark| &mark.label),
    };
    for (number, link) in (1..).zip(&hand_in.links) {
        let Some(kind) = handout.kinds.iter().find(|kind| kind.key == link.kind) else { continue };
        let joins = [(&kind.from, link.from), (&kind.to, link.to)]
            .into_iter()
            .all(|(labels, end)| labels.is_empty() || label(end).is_some_and(|label| labels.contains(label)));
        if !joins {
            return Err(Refused::Damaged(say!("marks-not-joined", number = number, kind = kind.name.as_str())));
        }
    }
    Ok(hand_in)
}
