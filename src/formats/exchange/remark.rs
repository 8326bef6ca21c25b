//! Lists what could not be kept on the way in or out, with counts and places.

use std::collections::BTreeMap;
use std::fmt;

use crate::say;

/// What is to be known of something that came in or goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    // On the way in.
    /// A file that is not UTF-8 was decoded; the name is that of the encoding.
    Decoded,
    /// Characters that could not be decoded.
    Undecoded,
    /// Offsets were counted otherwise than the format says; the name says how.
    Counted,
    /// The same, where nothing but the edges of words shows it.
    Guessed,
    /// Texts that are not those that were annotated.
    Changed,
    /// Annotations that were found by their words, not by their offsets.
    Found,
    /// Annotations that have no place for certain: they come in detached.
    Detached,
    /// Annotations on no words; the name is their label.
    Empty,
    /// Annotations whose offsets lie outside the text, without words to look for.
    Nowhere,
    /// Relations from something to itself.
    SelfRelation,
    /// Relations that are there already.
    TwiceRelated,
    /// Relations with an end that is not there.
    End,
    /// Fragments of one annotation that overlap or touch became one.
    Joined,
    /// Annotations or relations without a label; the name is the one that they get.
    Unlabelled,
    /// Ids that several annotations have, so that relations may lead to another one than was meant; the name is the id.
    SameId,
    /// Annotations and relations that are there several times, equal each time: in a file and in a copy of it.
    Again,
    /// What the format has and the model has no place for; the name says what.
    NoPlace,
    /// What the format has, kept as an attribute; the name says what.
    AsAttribute,
    /// What the format has, kept as a note; the name says what.
    AsNote,
    /// What the format has, kept as an annotation with relations; the name says what.
    AsRelations,
    /// Lines or records that could not be read; the name says why.
    Unread,
    /// Files that were not read; the name says why.
    UnreadFile,
    /// Files and folders that hold nobody's annotations or were read already; the name says why.
    Passed,

    // On the way out.
    /// Annotations with a label that the format has no place for; the name is the label's.
    Label,
    /// Annotations in several fragments.
    Fragments,
    /// Annotations that have no place in the text.
    NoText,
    /// Annotations that overlap another.
    Overlap,
    /// Annotations that overlap another, which programs take on a condition; the name says which.
    Overlapping,
    /// Annotations that do not begin and end with a word.
    WithinWords,
    /// Annotations that begin or end with white space.
    Trimmed,
    /// Annotations that go on behind a line end, which go out as a fragment for each line.
    Lines,
    /// Texts whose words alone go out, so that they come in again as other texts.
    Spaces,
    /// Annotations on earlier texts of an article.
    EarlierText,
    /// Values of attributes of annotations; the name is the attribute's.
    Attribute,
    /// Relations; the name is their kind's.
    Relation,
    /// Relations from one article to another; the name is their kind's.
    AcrossArticles,
    /// Relations between annotations that go out in several layers; the name is their kind's.
    AcrossLayers,
    /// Relations that join annotations of another annotator; the name is their kind's.
    OthersRelation,
    /// Relations with an end that does not go out; the name is their kind's.
    LostEnd,
    /// Values of attributes of relations; the name is the attribute's.
    RelationAttribute,
    /// Notes of annotations.
    Note,
    /// Notes of relations.
    RelationNote,
    /// Annotations that somebody was not sure of.
    Unsure,
    /// When annotations were made.
    Times,
    /// What annotations were derived from.
    Derived,
    /// Articles that are done in a set.
    Done,
    /// Articles in which a set has annotations and with which it is not done.
    Undone,
    /// Articles of which nobody says anything.
    Untouched,
    /// Titles of articles where there are but names of files.
    Title,
    /// Whose annotations they are, where one annotator's go out; the name is theirs.
    Nameless,
    /// The order of articles or annotators; the name says of which.
    Order,
    /// What is known of articles: outlet, author and the like.
    Details,
    /// What the parts of texts are: headlines, quotes.
    Blocks,
    /// Definitions and examples of the scheme.
    Definitions,
    /// Claims tied into a proposition.
    Propositions,
    /// Annotations tied into an entity.
    Entities,
    /// Marks that an article was read for a proposition which is not there.
    Absences,
    /// Findings that were dismissed.
    Dismissals,
    /// Settled places.
    Decisions,
    /// Exercises.
    Exercises,
    /// Conflicts that wait to be settled.
    Conflicts,
    /// Names that the format can't hold were changed; the name is the new one.
    Renamed,
    /// Characters that the format can't hold.
    Characters,
    /// What must be filled in before others can use it; the name says what.
    Missing,
}

impl What {
    /// Tells whether something of what people did is not on the other side, or is there as something else.
    pub fn is_loss(self) -> bool {
        use What::{
            Again, AsRelations, Changed, Counted, Decoded, Found, Missing, Nameless, Order, Overlapping, Passed, Times,
            Undone,
        };
        let told = [
            Again,
            Decoded,
            Counted,
            Changed,
            Found,
            AsRelations,
            Overlapping,
            Passed,
            Undone,
            Order,
            Nameless,
            Times,
            Missing,
        ];
        !told.contains(&self)
    }
}

/// Where something is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// A file's path or an article's title.
    pub name: String,
    /// A line there, from 1.
    pub line: Option<usize>,
}

impl Spot {
    /// Names a file or an article.
    pub fn of(name: impl Into<String>) -> Spot {
        Spot { name: name.into(), line: None }
    }

    /// Names a line of it, from 1.
    pub fn line(name: impl Into<String>, line: usize) -> Spot {
        Spot { name: name.into(), line: Some(line) }
    }
}

impl fmt::Display for Spot {
    /// Says it, with a title that is long cut short in its middle.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONG: usize = 120;
        let end = |skipped: usize| self.name.char_indices().nth(skipped).map_or(self.name.len(), |(at, _)| at);
        let count = self.name.chars().count();
        let short = (count > LONG).then(|| format!("{}…{}", &self.name[..end(80)], &self.name[end(count - 30)..]));
        let name = short.as_deref().unwrap_or(&self.name);
        match self.line {
            Some(line) => f.write_str(&say!("exchange-spot", name = name, line = line)),
            None => f.write_str(name),
        }
    }
}

/// Something that is to be known, with how many there are and where the first of them stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Of what sort.
    pub what: What,
    /// What it is called; empty where the sort says all.
    pub name: String,
    /// How many.
    pub count: usize,
    /// The first places.
    pub spots: Vec<Spot>,
}

impl Remark {
    /// Places that are kept of each.
    pub const SPOTS: usize = 20;
}

impl fmt::Display for Remark {
    /// Says it in a sentence without its places.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, count) = (self.name.as_str(), self.count);
        f.write_str(&match self.what {
            What::Decoded => say!("remark-decoded", name = name, count = count),
            What::Undecoded => say!("remark-undecoded", count = count),
            What::Counted => say!("remark-counted", name = name, count = count),
            What::Guessed => say!("remark-guessed", name = name, count = count),
            What::Changed => say!("remark-changed", count = count),
            What::Found => say!("remark-found", count = count),
            What::Detached => say!("remark-detached", count = count),
            What::Empty => say!("remark-empty", name = name, count = count),
            What::Nowhere => say!("remark-nowhere", count = count),
            What::SelfRelation => say!("remark-self-relation", count = count),
            What::TwiceRelated => say!("remark-twice-related", count = count),
            What::End => say!("remark-end", count = count),
            What::Joined => say!("remark-joined", count = count),
            What::Unlabelled => say!("remark-unlabelled", name = name, count = count),
            What::SameId => say!("remark-same-id", name = name, count = count),
            What::Again => say!("remark-again", count = count),
            What::NoPlace => say!("remark-no-place", name = name, count = count),
            What::AsAttribute => say!("remark-as-attribute", name = name, count = count),
            What::AsNote => say!("remark-as-note", name = name, count = count),
            What::AsRelations => say!("remark-as-relations", name = name, count = count),
            What::Unread => say!("remark-unread", name = name, count = count),
            What::UnreadFile => say!("remark-unread-file", name = name, count = count),
            What::Label => say!("remark-label", name = name, count = count),
            What::Passed => say!("remark-passed", name = name, count = count),
            What::Fragments => say!("remark-fragments", count = count),
            What::NoText => say!("remark-no-text", count = count),
            What::Overlap => say!("remark-overlap", count = count),
            What::Overlapping => say!("remark-overlapping", name = name, count = count),
            What::WithinWords => say!("remark-within-words", count = count),
            What::Trimmed => say!("remark-trimmed", count = count),
            What::Lines => say!("remark-lines", count = count),
            What::Spaces => say!("remark-spaces", count = count),
            What::EarlierText => say!("remark-earlier-text", count = count),
            What::Attribute => say!("remark-attribute", name = name, count = count),
            What::Relation => say!("remark-relation", name = name, count = count),
            What::AcrossArticles => say!("remark-across-articles", name = name, count = count),
            What::AcrossLayers => say!("remark-across-layers", name = name, count = count),
            What::OthersRelation => say!("remark-others-relation", name = name, count = count),
            What::LostEnd => say!("remark-lost-end", name = name, count = count),
            What::RelationAttribute => say!("remark-relation-attribute", name = name, count = count),
            What::Note => say!("remark-note", count = count),
            What::RelationNote => say!("remark-relation-note", count = count),
            What::Unsure => say!("remark-unsure", count = count),
            What::Times => say!("remark-times", count = count),
            What::Derived => say!("remark-derived", count = count),
            What::Done => say!("remark-done", count = count),
            What::Undone => say!("remark-undone", count = count),
            What::Untouched => say!("remark-untouched", count = count),
            What::Title => say!("remark-title", count = count),
            What::Nameless => say!("remark-nameless", name = name),
            What::Order => say!("remark-order", name = name, count = count),
            What::Details => say!("remark-details", count = count),
            What::Blocks => say!("remark-blocks", count = count),
            What::Definitions => say!("remark-definitions", count = count),
            What::Propositions => say!("remark-propositions", count = count),
            What::Entities => say!("remark-entities", count = count),
            What::Absences => say!("remark-absences", count = count),
            What::Dismissals => say!("remark-dismissals", count = count),
            What::Decisions => say!("remark-decisions", count = count),
            What::Exercises => say!("remark-exercises", count = count),
            What::Conflicts => say!("remark-conflicts", count = count),
            What::Renamed => say!("remark-renamed", name = name, count = count),
            What::Characters => say!("remark-characters", count = count),
            What::Missing => say!("remark-missing", name = name, count = count),
        })
    }
}

/// Collects what is to be known.
#[derive(Clone, Debug, Default)]
pub struct Remarks(BTreeMap<What, BTreeMap<String, Tally>>);

/// How many there are of one sort, and where the first of them stand.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    count: usize,
    spots: Vec<Spot>,
}

impl Tally {
    /// Adds some that stand at one place, which is asked for only where it is kept. A place without a name is none.
    pub fn add(&mut self, count: usize, spot: impl FnOnce() -> Spot) {
        self.count += count;
        if count > 0 && self.spots.len() < Remark::SPOTS {
            let spot = spot();
            if !spot.name.is_empty() && self.spots.last() != Some(&spot) {
                self.spots.push(spot);
            }
        }
    }
}

impl Remarks {
    /// Adds one of a sort.
    pub fn add(&mut self, what: What, name: impl AsRef<str>, spot: Spot) {
        self.add_some(what, name, 1, || spot);
    }

    /// Adds some of a sort that stand at one place, which is asked for only where it is kept.
    pub fn add_some(&mut self, what: What, name: impl AsRef<str>, count: usize, spot: impl FnOnce() -> Spot) {
        if count > 0 {
            self.change(what, name.as_ref(), |tally| tally.add(count, spot));
        }
    }

    /// Adds what was counted apart.
    pub fn add_tally(&mut self, what: What, name: &str, more: Tally) {
        if more.count > 0 {
            self.change(what, name, |tally| {
                tally.count += more.count;
                let room = Remark::SPOTS.saturating_sub(tally.spots.len());
                tally.spots.extend(more.spots.into_iter().take(room));
            });
        }
    }

    fn change(&mut self, what: What, name: &str, change: impl FnOnce(&mut Tally)) {
        let of = self.0.entry(what).or_default();
        // Most are added to those that are there.
        match of.get_mut(name) {
            Some(known) => change(known),
            None => change(of.entry(name.to_owned()).or_default()),
        }
    }

    /// Tells whether there is one of a sort.
    pub fn has(&self, what: What) -> bool {
        self.0.contains_key(&what)
    }

    /// Adds those of a piece, of which `known` are said of all pieces alike.
    pub fn join(&mut self, piece: Remarks, known: &Remarks) {
        for (what, of) in piece.0 {
            for (name, Tally { count, spots }) in of {
                let said = known.0.get(&what).and_then(|of| of.get(&name));
                let (gone, said) = said.map_or((0, &[][..]), |said| (said.count, said.spots.as_slice()));
                if count <= gone {
                    continue;
                }
                let spots = spots.iter().filter(|spot| !said.contains(spot)).cloned().collect();
                self.add_tally(what, &name, Tally { count: count - gone, spots });
            }
        }
    }

    /// Adds what was passed over while files were looked for: names, each with why and whether it is a loss.
    pub fn passed<'a>(&mut self, all: impl IntoIterator<Item = (&'a str, &'a str, bool)>) {
        for (name, why, loss) in all {
            self.add(if loss { What::UnreadFile } else { What::Passed }, why, Spot::of(name));
        }
    }

    /// Returns them by sort and name.
    pub fn finish(self) -> Vec<Remark> {
        let named = |what: What| move |(name, Tally { count, spots })| Remark { what, name, count, spots };
        self.0.into_iter().flat_map(|(what, of)| of.into_iter().map(named(what))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_all_and_keeps_the_first_places() {
        let mut remarks = Remarks::default();
        for line in 1..=50 {
            remarks.add(What::Empty, "claim", Spot::line("a.ann", line));
        }
        remarks.add(What::Empty, "denial", Spot::of("b.ann"));
        remarks.add_some(What::Note, "", 0, || unreachable!("none"));
        let all = remarks.finish();
        assert_eq!(all.iter().map(|r| (r.name.as_str(), r.count)).collect::<Vec<_>>(), [("claim", 50), ("denial", 1)]);
        assert_eq!((all[0].spots.len(), all[0].spots[19].to_string()), (Remark::SPOTS, "a.ann, line 20".to_owned()));
    }

    #[test]
    fn a_place_without_a_name_is_none() {
        let mut remarks = Remarks::default();
        remarks.add_some(What::Order, "articles", 3, || Spot::of(""));
        remarks.add(What::Order, "articles", Spot::of("A request"));
        let all = remarks.finish();
        assert_eq!((all[0].count, &all[0].spots[..]), (4, &[Spot::of("A request")][..]));
    }

    #[test]
    fn long_titles_are_cut_in_their_middle() {
        let (whole, long) = ("é".repeat(120), format!("{}{}", "é".repeat(120), "file.txt"));
        assert_eq!(Spot::of(&*whole).to_string(), whole);
        assert_eq!(Spot::of(&*long).to_string(), format!("{}…{}file.txt", "é".repeat(80), "é".repeat(22)));
    }
}
