//! Sorts what came in: which hand-ins can be marked, and why others can't. Each file is in one of the two lists.

use std::collections::{BTreeMap, HashMap};

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::model::{Hash, is_unseen};
use crate::say;

use super::HandIn;

/// Why a file could not be read as a hand-in for an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The file system did not give it, in its words.
    Unreadable(String),
    /// It is larger than any hand-in.
    TooLarge,
    /// It is no hand-in; what was met instead.
    NotOne(String),
    /// A later version of the program made it, of this format.
    Newer(u64),
    /// It is not as it was written; what does not fit.
    Damaged(String),
    /// It is for another exercise.
    OtherExercise,
    /// It is on another text.
    OtherArticle,
    /// What was asked has changed since.
    Older,
}

impl Refused {
    /// Says so.
    pub fn told(&self) -> String {
        match self {
            Refused::Unreadable(why) => why.clone(),
            Refused::TooLarge => say!("marks-too-large").to_owned(),
            Refused::NotOne(why) => say!("marks-not-one", why = why.as_str()),
            Refused::Newer(format) => say!("marks-newer", format = *format),
            Refused::Damaged(why) => say!("marks-damaged", why = why.as_str()),
            Refused::OtherExercise => say!("marks-other-exercise").to_owned(),
            Refused::OtherArticle => say!("marks-other-article").to_owned(),
            Refused::Older => say!("marks-older").to_owned(),
        }
    }

    /// Says so without what stands in the file, or where it stands.
    fn in_short(&self) -> String {
        match self {
            Refused::Unreadable(_) => say!("marks-unreadable").to_owned(),
            Refused::NotOne(_) => say!("marks-not-one-bare").to_owned(),
            Refused::Damaged(_) => say!("marks-damaged-bare").to_owned(),
            Refused::TooLarge | Refused::Newer(_) | Refused::OtherExercise | Refused::OtherArticle | Refused::Older => {
                self.told()
            }
        }
    }

    /// Returns the word by which programs know it.
    pub fn key(&self) -> &'static str {
        match self {
            Refused::Unreadable(_) => "unreadable",
            Refused::TooLarge => "too-large",
            Refused::NotOne(_) => "no-hand-in",
            Refused::Newer(_) => "newer",
            Refused::Damaged(_) => "damaged",
            Refused::OtherExercise => "other-exercise",
            Refused::OtherArticle => "other-article",
            Refused::Older => "older",
        }
    }
}

/// Why a file is set aside. The names are those of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It could not be read for this exercise.
    Refused(Refused),
    /// It says no name.
    NoName,
    /// It is the same, byte for byte, as this other one.
    Same(String),
    /// The learner of this name handed in again, in this other file, and that counts.
    Again(String, String),
}

impl Why {
    /// Says so.
    pub fn told(&self) -> String {
        match self {
            Why::Refused(refused) => refused.told(),
            Why::NoName => say!("marks-no-name").to_owned(),
            Why::Same(other) => say!("marks-same-file", other = other.as_str()),
            Why::Again(learner, other) => say!("marks-again", learner = learner.as_str(), other = other.as_str()),
        }
    }

    /// Says so without names of learners and files.
    pub fn without_names(&self) -> String {
        match self {
            Why::Refused(refused) => refused.in_short(),
            Why::NoName => self.told(),
            Why::Same(_) => say!("marks-same-file-bare").to_owned(),
            Why::Again(..) => say!("marks-again-bare").to_owned(),
        }
    }

    /// Returns the word by which programs know it.
    pub fn key(&self) -> &'static str {
        match self {
            Why::Refused(refused) => refused.key(),
            Why::NoName => "no-name",
            Why::Same(_) => "same-file",
            Why::Again(..) => "again",
        }
    }
}

/// A file that was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its name, as people are to read it.
    pub name: String,
    /// The digest of its bytes; of one that was not read, any.
    pub file: Hash,
    /// What it holds.
    pub read: Result<HandIn, Refused>,
}

/// A hand-in that can be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable {
    /// The name of its file.
    pub name: String,
    /// The digest of the file.
    pub file: Hash,
    /// What it holds.
    pub hand_in: HandIn,
}

/// A file that counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// What came in, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// What can be marked, one a learner, by the learners' names.
    pub usable: Vec<Usable>,
    /// What is set aside, by the files' names.
    pub aside: Vec<Aside>,
}

/// Sorts files. Of several from one learner the one that was handed in last counts; where two were handed in within the
/// same second, the later by the files' names.
pub fn gather(brought: Vec<Brought>) -> Gathered {
    let mut brought = brought;
    brought.sort_by(|one, other| one.name.cmp(&other.name));
    let mut out = Gathered::default();
    let mut files: HashMap<Hash, String> = HashMap::new();
    let mut learners: BTreeMap<String, Usable> = BTreeMap::new();
    for Brought { name, file, read } in brought {
        let hand_in = match read {
            Ok(hand_in) => hand_in,
            Err(refused) => {
                out.aside.push(Aside { name, why: Why::Refused(refused) });
                continue;
            }
        };
        if let Some(other) = files.get(&file) {
            out.aside.push(Aside { name, why: Why::Same(other.clone()) });
            continue;
        }
        files.insert(file, name.clone());
        let who = folded(&hand_in.learner);
        if who.is_empty() {
            out.aside.push(Aside { name, why: Why::NoName });
            continue;
        }
        let new = Usable { name, file, hand_in };
        let Some(known) = learners.remove(&who) else {
            learners.insert(who, new);
            continue;
        };
        let (counts, earlier) = if new.hand_in.handed >= known.hand_in.handed { (new, known) } else { (known, new) };
        let why = Why::Again(counts.hand_in.learner.clone(), counts.name.clone());
        out.aside.push(Aside { name: earlier.name, why });
        learners.insert(who, counts);
    }
    out.usable = learners.into_values().collect();
    // Of three from one learner, the first is said to be followed by the one that counts, not by the second.
    let last: HashMap<String, String> =
        out.usable.iter().map(|of| (folded(&of.hand_in.learner), of.name.clone())).collect();
    for aside in &mut out.aside {
        if let Why::Again(learner, other) = &mut aside.why
            && let Some(name) = last.get(&folded(learner))
        {
            name.clone_into(other);
        }
    }
    out.aside.sort_by(|one, other| one.name.cmp(&other.name));
    out
}

/// Returns a name in the form in which names are compared: composed, without capitals, with one space where there are
/// several, and without what nobody can see. Nothing is left of a name that is none.
pub fn folded(name: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(name.trim()).into_owned();
    // Through capitals, for ß and ς have two small forms.
    let small = composed.to_uppercase().to_lowercase();
    let seen = |word: &str| word.chars().filter(|c| !is_unseen(*c)).collect::<String>();
    let words: Vec<String> = small.split_whitespace().map(seen).filter(|word| !word.is_empty()).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&words.join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Time;
    use crate::model::id::ExerciseId;

    fn brought(name: &str, learner: &str, handed: i64) -> Brought {
        let zero = Hash([0; 32]);
        let hand_in = HandIn {
            exercise: ExerciseId(1),
            asked: zero,
            text: zero,
            learner: learner.to_owned(),
            begun: None,
            handed: Time(handed),
            marks: Vec::new(),
            links: Vec::new(),
        };
        Brought { name: name.to_owned(), file: Hash::of(format!("{learner} {handed}").as_bytes()), read: Ok(hand_in) }
    }

    fn sorted(brought: Vec<Brought>) -> (Vec<String>, Vec<(String, Why)>) {
        let out = gather(brought);
        (
            out.usable.into_iter().map(|of| of.name).collect(),
            out.aside.into_iter().map(|of| (of.name, of.why)).collect(),
        )
    }

    #[test]
    fn the_last_of_one_learner_counts() {
        let again = |name: &str| Why::Again("ada  K\u{f6}nig".into(), name.to_owned());
        let all = vec![
            brought("a", "Ada K\u{f6}nig", 5),
            brought("b", " ada  Ko\u{308}nig ", 4),
            brought("c", "ada  K\u{f6}nig", 9),
            brought("d", "Ben", 7),
        ];
        let aside =
            vec![("a".to_owned(), again("c")), ("b".to_owned(), Why::Again("Ada K\u{f6}nig".into(), "c".into()))];
        assert_eq!(sorted(all.clone()), (vec!["c".into(), "d".into()], aside.clone()));
        let mut turned = all;
        turned.reverse();
        assert_eq!(sorted(turned), (vec!["c".into(), "d".into()], aside), "in whatever order they come");
    }

    #[test]
    fn within_a_second_the_later_name_counts() {
        let mut other = brought("b", "Ada", 5);
        other.file = Hash::of(b"other");
        let aside = vec![("a".to_owned(), Why::Again("Ada".into(), "b".into()))];
        assert_eq!(sorted(vec![other, brought("a", "Ada", 5)]), (vec!["b".into()], aside));
    }

    #[test]
    fn the_same_file_is_named_as_that_and_no_name_too() {
        let refused = Brought { name: "e".into(), file: Hash([0; 32]), read: Err(Refused::Older) };
        let all = vec![brought("a", "Ada", 5), brought("a (1)", "Ada", 5), brought("c", " \u{a0}", 5), refused];
        let aside = vec![
            ("a (1)".to_owned(), Why::Same("a".into())),
            ("c".to_owned(), Why::NoName),
            ("e".to_owned(), Why::Refused(Refused::Older)),
        ];
        assert_eq!(sorted(all), (vec!["a".into()], aside));
    }

    #[test]
    fn names_are_compared_without_what_people_write_differently() {
        for (one, other) in
            [("STRAßE", "strasse"), ("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"), ("Ada  K", "ada \u{200b} k"), ("\u{e9}", "E\u{301}")]
        {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("Ada"), folded("Ade"));
        assert_eq!(folded("\u{200b}\u{feff} \u{2060}"), "");
    }
}
