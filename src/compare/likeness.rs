//! Says how alike two quotes are by the words that they have in common, so that the likeliest counterparts of a claim
//! can be offered first.
//!
//! A word weighs the more the fewer quotes it is in (inverse document frequency: Spärck Jones, "A statistical
//! interpretation of term specificity", 1972); numbers, and words that are written like names, weigh twice as much. Of
//! two quotes, what they share is set against what they hold (the weighted coefficient of Dice, 1945). Scripts that
//! write no spaces are compared by pairs of characters.

use std::collections::{HashMap, HashSet};

/// The least likeness, from 0 to 1, at which a quote is offered as a counterpart.
pub const LIKELY: f32 = 0.18;

/// The words of a quote that count, each once, and whether it weighs more.
#[derive(Clone, Debug, Default)]
pub struct Terms(Vec<(String, bool)>);

impl Terms {
    /// Takes the words of a quote.
    pub fn of(quote: &str) -> Terms {
        let mut terms: Vec<(String, bool)> = Vec::new();
        let mut first = true;
        for word in quote.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let number = word.chars().any(char::is_numeric);
            // The first word of a sentence is written with a capital whatever it is.
            let name = !first && word.starts_with(char::is_uppercase);
            first = false;
            let mut run: Vec<char> = Vec::new();
            let mut spaced = String::new();
            for c in word.chars() {
                if is_unspaced(c) {
                    run.push(c);
                } else {
                    spaced.extend(c.to_lowercase());
                }
            }
            terms.extend(run.windows(2).map(|pair| (pair.iter().collect(), false)));
            if run.len() == 1 {
                terms.push((run.iter().collect(), false));
            }
            if !spaced.is_empty() {
                terms.push((stem(spaced), number || name));
            }
        }
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        terms.dedup_by(|a, b| a.0 == b.0);
        Terms(terms)
    }
}

/// Takes the mark of a plural or of possession off a word of more than three letters.
fn stem(mut word: String) -> String {
    if word.len() > 3 && word.is_ascii() && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

/// Tells whether a character is of a script that writes words without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Knows in how many quotes each word is.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    quotes: u32,
    held: HashMap<String, u32>,
}

impl Rarity {
    /// Takes note of the words of one more quote.
    pub fn learn(&mut self, terms: &Terms) {
        self.quotes += 1;
        for (word, _) in &terms.0 {
            match self.held.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(self.held.insert(word.clone(), 1)),
            }
        }
    }

    fn weight(&self, word: &str, strong: bool) -> f32 {
        let held = self.held.get(word).copied().unwrap_or(0).max(1) as f32;
        let rare = (self.quotes.max(1) as f32 / held).ln() + 0.05;
        rare * if strong { 2.0 } else { 1.0 }
    }

    /// Returns how alike two quotes are: from 0, nothing in common, to 1, the same words.
    pub fn likeness(&self, one: &Terms, other: &Terms) -> f32 {
        let whole = |terms: &Terms| terms.0.iter().map(|(word, strong)| self.weight(word, *strong)).sum::<f32>();
        let (a, b) = (whole(one), whole(other));
        let held: HashSet<&str> = other.0.iter().map(|(word, _)| word.as_str()).collect();
        let both = one.0.iter().filter(|(word, _)| held.contains(word.as_str()));
        let mut shared = 0.0;
        for (word, strong) in both {
            let strong_there = other.0.iter().any(|(there, strong)| there == word && *strong);
            shared += self.weight(word, *strong) + self.weight(word, strong_there);
        }
        if a + b > 0.0 { shared / (a + b) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ranks quotes by their likeness to one of them.
    fn rank<'q>(to: &str, quotes: &[&'q str]) -> Vec<&'q str> {
        let terms: Vec<Terms> = quotes.iter().map(|quote| Terms::of(quote)).collect();
        let mut rarity = Rarity::default();
        terms.iter().for_each(|terms| rarity.learn(terms));
        let to = Terms::of(to);
        let mut ranked: Vec<(f32, &str)> =
            terms.iter().zip(quotes).map(|(terms, quote)| (rarity.likeness(&to, terms), *quote)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.into_iter().filter(|(likeness, _)| *likeness >= LIKELY).map(|(_, quote)| quote).collect()
    }

    #[test]
    fn numbers_names_and_rare_words_weigh_most() {
        let quotes = [
            "The ministry said that the talks in the capital would go on",
            "Some 400 people left Aleppo that night",
            "the ministry said that it would go on with the talks",
            "About 400 inhabitants of Aleppo are said to have gone",
            "the police would not say how many people there were",
        ];
        assert_eq!(rank("by night 400 had left Aleppo", &quotes)[..2], [quotes[1], quotes[3]]);
        assert_eq!(rank("nothing of all that", &quotes[..1]), [""; 0]);
    }

    #[test]
    fn words_that_stand_everywhere_make_nothing_alike() {
        let quotes = [
            "the minister spoke of the budget",
            "the minister spoke of the bridge",
            "the minister spoke of the weather",
        ];
        assert_eq!(rank("the minister spoke of the bridge", &quotes), [quotes[1]]);
    }

    #[test]
    fn scripts_without_spaces_are_compared_too() {
        let quotes = ["外交部否认要求英国情报部门保护总统", "今天天气很好", "กระทรวงปฏิเสธรายงานข่าว", "วันนี้อากาศดี"];
        assert_eq!(rank("要求英国情报部门", &quotes), [quotes[0]]);
        assert_eq!(rank("ปฏิเสธรายงาน", &quotes), [quotes[2]]);
        let arabic = ["نفت الوزارة طلب المساعدة", "الطقس جميل اليوم"];
        assert_eq!(rank("طلب المساعدة", &arabic), [arabic[0]]);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_between_none_and_whole(quotes in prop::collection::vec("[a-cA-C0-2 ]{0,20}", 2..6)) {
            let terms: Vec<Terms> = quotes.iter().map(|quote| Terms::of(quote)).collect();
            let mut rarity = Rarity::default();
            terms.iter().for_each(|terms| rarity.learn(terms));
            let (there, back) = (rarity.likeness(&terms[0], &terms[1]), rarity.likeness(&terms[1], &terms[0]));
            prop_assert!((there - back).abs() < 1e-4, "{there} {back}");
            prop_assert!((0.0..=1.0001).contains(&there), "{there}");
            let same = rarity.likeness(&terms[0], &terms[0]);
            prop_assert!(terms[0].0.is_empty() || (same - 1.0).abs() < 1e-4, "{same}");
        }
    }
}
