//! Names things: 128 random bits for what people make, short readable keys for what a scheme declares.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The digits of Crockford's base 32, in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of an id in a file.
pub const ID_LENGTH: usize = 26;

fn write_base32(bits: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = [b'0'; ID_LENGTH];
    let mut rest = bits;
    for digit in out.iter_mut().rev() {
        *digit = DIGITS[(rest & 31) as usize];
        rest >>= 5;
    }
    f.write_str(std::str::from_utf8(&out).unwrap_or_default())
}

fn read_base32(text: &str) -> Option<u128> {
    let text = text.as_bytes();
    if text.len() != ID_LENGTH || text[0] > b'7' {
        return None;
    }
    text.iter().try_fold(0u128, |bits, c| {
        let digit = VALUES[usize::from(*c)];
        (digit < 32).then(|| bits << 5 | u128::from(digit))
    })
}

/// The value of each digit; 32 for what is none.
const VALUES: [u8; 256] = {
    let mut values = [32; 256];
    let mut i = 0;
    while i < DIGITS.len() {
        values[DIGITS[i] as usize] = i as u8;
        i += 1;
    }
    values
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl $name {
            /// Reads the 26 digits of base 32 that a file holds.
            pub fn parse(text: &str) -> Option<Self> {
                read_base32(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_base32(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )*};
}

ids! {
    /// Names an article.
    ArticleId,
    /// Names one text of an article.
    RevisionId,
    /// Names a person who annotates.
    AnnotatorId,
    /// Names one pass of one annotator.
    SetId,
    /// Names an annotation.
    AnnotationId,
    /// Names a relation.
    RelationId,
    /// Names a proposition.
    PropositionId,
    /// Names an entity.
    EntityId,
    /// Names an exercise.
    ExerciseId,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a key of letters, digits, `-`, `_` and `.`; `None` for anything else.
            pub fn parse(key: &str) -> Option<Self> {
                valid_key(key).then(|| Self(key.into()))
            }

            /// Makes the key that a name suggests: lower case, hyphens for what a key can't hold.
            pub fn slug(name: &str) -> Self {
                Self(slug(name).into())
            }

            /// Returns the key's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    )*};
}

keys! {
    /// Names a label within a scheme, for good: renaming a label keeps its key.
    LabelKey,
    /// Names an attribute within a scheme.
    AttributeKey,
    /// Names a relation kind within a scheme.
    KindKey,
    /// Names one choice of an attribute.
    ChoiceKey,
    /// Names a finding of the check list.
    FindingKey,
}

fn valid_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 200 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if out.len() > 60 {
            break;
        }
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    if out.is_empty() { "x".to_owned() } else { out }
}

/// A moment, in seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Time(pub i64);

impl fmt::Display for Time {
    /// Writes RFC 3339 in UTC; a moment outside the years -9999 to 9999 is written as its seconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl Time {
    /// Reads what [`Time`]'s `Display` writes, and any other RFC 3339 time; fractions of a second are dropped.
    pub fn parse(text: &str) -> Option<Time> {
        if let Ok(seconds) = text.parse() {
            return Some(Time(seconds));
        }
        text.parse::<jiff::Timestamp>().ok().map(|time| Time(time.as_second()))
    }
}

/// The moment of an intent and the random bits it may use. Tests seed it; the desktop draws it.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// When it was.
    pub time: Time,
    seed: [u8; 32],
    drawn: u64,
    /// What rose last; 0 before the first.
    risen: u128,
}

impl Stamp {
    /// Makes a stamp from a moment and 32 random bytes.
    pub fn new(time: Time, seed: [u8; 32]) -> Stamp {
        Stamp { time, seed, drawn: 0, risen: 0 }
    }

    /// Makes a stamp that tests can repeat.
    pub fn of_number(number: u64) -> Stamp {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        Stamp::new(Time(1_767_225_600 + number as i64), seed)
    }

    /// Returns a stamp of the same moment for work on a thread: what it draws, this one never does.
    pub fn fork(&mut self) -> Stamp {
        Stamp::new(self.time, self.draw())
    }

    /// Draws 128 bits, never the same twice: the start of SHA-256 over the seed and a counter.
    pub fn fresh(&mut self) -> u128 {
        self.draw().iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }

    /// Draws bits as [`Stamp::fresh`] does, each larger than the one before, for what comes in together: where ids rise
    /// in the order in which rows are made, tables are built and read several times as fast, and rows of one text stand
    /// together in a file. The first is any 127 bits, each further one larger by any 64 (as in RFC 9562, 6.2, method
    /// 2).
    pub fn rising(&mut self) -> u128 {
        let fresh = self.fresh();
        self.risen = match self.risen {
            0 => fresh >> 1,
            // Never reached: from half of all numbers, 2^63 steps lead to the end.
            last => last.saturating_add((fresh as u64).max(1).into()),
        };
        self.risen
    }

    fn draw(&mut self) -> [u8; 32] {
        self.drawn += 1;
        Sha256::new().chain_update(self.seed).chain_update(self.drawn.to_le_bytes()).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_ids() {
        for bits in [0, 1, 31, 32, u128::MAX, 0x1234_5678_9abc_def0_1122_3344_5566_7788] {
            let id = AnnotationId(bits);
            assert_eq!(id.to_string().len(), ID_LENGTH);
            assert_eq!(AnnotationId::parse(&id.to_string()), Some(id));
        }
        assert_eq!(AnnotationId::parse("8zzzzzzzzzzzzzzzzzzzzzzzzz"), None, "129 bits");
        assert_eq!(AnnotationId::parse("l0000000000000000000000000"), None, "not a digit");
        assert_eq!(AnnotationId::parse("00"), None);
    }

    #[test]
    fn makes_keys_of_names() {
        assert_eq!(LabelKey::slug("Non-denial denial!").as_str(), "non-denial-denial");
        assert_eq!(LabelKey::slug("ادعاء").as_str(), "ادعاء");
        assert_eq!(LabelKey::slug("?").as_str(), "x");
        assert_eq!(LabelKey::parse("a b"), None);
        assert_eq!(LabelKey::parse(""), None);
    }

    #[test]
    fn writes_and_reads_times() {
        assert_eq!(Time(1_772_841_600).to_string(), "2026-03-07T00:00:00Z");
        for seconds in [0, -1, 1_772_841_600, i64::MAX] {
            assert_eq!(Time::parse(&Time(seconds).to_string()), Some(Time(seconds)));
        }
        assert_eq!(Time::parse("yesterday"), None);
    }

    #[test]
    fn draws_each_id_once() {
        let mut stamp = Stamp::of_number(1);
        let ids: std::collections::BTreeSet<u128> = (0..1000).map(|_| stamp.fresh()).collect();
        assert_eq!(ids.len(), 1000);
        assert_eq!(Stamp::of_number(1).fresh(), Stamp::of_number(1).fresh());
    }

    #[test]
    fn ids_of_what_comes_in_together_rise() {
        let draw = |number| {
            let mut stamp = Stamp::of_number(number);
            (0..1000).map(|_| stamp.rising()).collect::<Vec<u128>>()
        };
        let (one, other) = (draw(1), draw(2));
        assert!(one.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= u128::from(u64::MAX)));
        assert!(one.windows(2).any(|pair| pair[1] - pair[0] > 1 << 60), "a step is not to be guessed");
        assert_eq!(one, draw(1));
        assert!(one[0].abs_diff(other[0]) > 1 << 100, "two that come in are far from each other");
        let mut fork = Stamp::of_number(1);
        fork.rising();
        assert!(fork.fork().rising().abs_diff(one[0]) > 1 << 100);
    }
}
