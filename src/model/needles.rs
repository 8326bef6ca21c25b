//! Looks for many strings in one text at once (Rabin and Karp, 1987).
//!
//! Looking for each by itself would take time that grows with the square of the text, for a longer text has more to
//! look for.

use std::collections::HashMap;

/// Bytes at the start of a needle that are hashed. Shorter needles are not looked for.
pub const WINDOW: usize = 16;
/// The base of the rolling hash: any odd number that mixes well.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Steps left for comparing, in bytes of text, more or less. A second's worth at first.
#[derive(Debug)]
pub struct Budget(pub u64);

impl Default for Budget {
    fn default() -> Budget {
        Budget(1 << 30)
    }
}

impl Budget {
    /// Takes some steps; tells whether there were as many.
    pub fn take(&mut self, steps: u64) -> bool {
        match self.0.checked_sub(steps) {
            Some(left) => {
                self.0 = left;
                true
            }
            None => false,
        }
    }
}

/// Where a needle stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Where it begins, in bytes, from the first place on; no more than were asked for.
    pub starts: Vec<usize>,
    /// Whether there are more places, or may be because the budget was spent.
    pub more: bool,
}

impl Places {
    /// Returns the only place.
    pub fn only(&self) -> Option<usize> {
        match self.starts[..] {
            [start] if !self.more => Some(start),
            _ => None,
        }
    }

    /// Tells whether there is none.
    pub fn is_none(&self) -> bool {
        self.starts.is_empty() && !self.more
    }
}

/// Finds up to `most` places of each needle in a text.
pub fn places(text: &[u8], needles: &[&[u8]], most: usize, budget: &mut Budget) -> Vec<Places> {
    let mut found = vec![Places::default(); needles.len()];
    let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
    for (i, needle) in needles.iter().enumerate() {
        if let Some(window) = needle.get(..WINDOW) {
            by_hash.entry(hash(window)).or_default().push(i);
        }
    }
    let (Some(first), false) = (text.get(..WINDOW), by_hash.is_empty()) else { return found };
    // One bit for each value of the hash's upper bits saves nearly all look-ups.
    let mut seen = vec![false; 1 << 16];
    for hash in by_hash.keys() {
        seen[(hash >> 48) as usize] = true;
    }
    let lead = BASE.wrapping_pow(WINDOW as u32 - 1);
    let mut rolling = hash(first);
    for start in 0..=text.len() - WINDOW {
        if start > 0 {
            let out = u64::from(text[start - 1]) + 1;
            let into = u64::from(text[start + WINDOW - 1]) + 1;
            rolling = rolling.wrapping_sub(out.wrapping_mul(lead)).wrapping_mul(BASE).wrapping_add(into);
        }
        if !seen[(rolling >> 48) as usize] {
            continue;
        }
        let Some(candidates) = by_hash.get_mut(&rolling) else { continue };
        candidates.retain(|i| {
            let (needle, places) = (needles[*i], &mut found[*i]);
            if !budget.take(needle.len() as u64) {
                places.more = true;
            } else if text[start..].starts_with(needle) {
                if places.starts.len() < most {
                    places.starts.push(start);
                } else {
                    places.more = true;
                }
            }
            !places.more
        });
    }
    found
}

fn hash(window: &[u8]) -> u64 {
    window.iter().fold(0, |hash: u64, byte| hash.wrapping_mul(BASE).wrapping_add(u64::from(*byte) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_needle_wherever_it_stands() {
        let text = "the mayor said no to the plan; the mayor said no to the plan; the mayor said yes to it";
        let needles =
            ["the mayor said no to", "the mayor said yes", "nobody said anything", "too short", "r said yes to it"];
        let needles: Vec<&[u8]> = needles.iter().map(|needle| needle.as_bytes()).collect();
        let found = places(text.as_bytes(), &needles, 2, &mut Budget::default());
        assert_eq!(found[0], Places { starts: vec![0, 31], more: false });
        assert_eq!(found[1].only(), Some(62));
        assert!(found[2].is_none() && found[3].is_none());
        assert_eq!(found[4].only(), Some(70));
        let one = places(text.as_bytes(), &needles, 1, &mut Budget::default());
        assert_eq!((one[0].starts.as_slice(), one[0].more, one[0].only()), (&[0][..], true, None));
    }

    #[test]
    fn what_is_not_known_to_stand_in_one_place_is_not_known_at_all() {
        let text = "a".repeat(100_000);
        let needles = vec![&text.as_bytes()[..100]; 10_000];
        let mut budget = Budget(1 << 20);
        let found = places(text.as_bytes(), &needles, 3, &mut budget);
        assert!(found.iter().all(|places| places.more && places.only().is_none()));
        assert!(budget.0 < 100);
    }
}
