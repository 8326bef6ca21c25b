//! Holds what the ledger says: rows, cells, and what an article does in one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::ChoiceKey;
use crate::model::{AnnotationId, ArticleId, PropositionId, RelationId, SetId};

use super::people::Who;

/// What names a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A proposition.
    Proposition(PropositionId),
    /// A claim that is in no proposition, and so counts as one by itself.
    Claim(AnnotationId),
}

/// A proposition, and what each article does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub key: RowKey,
    /// What it says: its wording; the longest quote of its claims where it has none.
    pub wording: String,
    /// What checking found; `None` where nothing is said.
    pub verdict: Option<ChoiceKey>,
    /// Whether nobody has checked it: there is no verdict, or it says so.
    pub unchecked: bool,
    /// What the articles do that do something with it, or were read for it. The others were not.
    pub cells: BTreeMap<ArticleId, Cell>,
    /// Who all of its claims rest on in the end.
    pub bottoms: Vec<Bottom>,
    /// Whether all of its claims rest on sources without a name, and on nobody else.
    pub only_anonymous: bool,
    /// Whether somebody rejects it, or a part of it. Answers that reject nothing do not count.
    pub contested: bool,
    /// Who says it, denies it, or is spoken of in it.
    pub people: BTreeSet<(Who, Part)>,
}

/// Who claims rest on in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bottom {
    /// Who.
    pub who: Who,
    /// Whether they have no name.
    pub anonymous: bool,
    /// In which articles a claim rests on them.
    pub articles: BTreeSet<ArticleId>,
}

/// What somebody has to do with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// It is said on their word, or they say it.
    Says,
    /// They deny it, or answer it.
    Denies,
    /// It is said, or denied, about them.
    About,
}

/// What an article does with a proposition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its claims, in the order of the text.
    pub claims: Vec<Said>,
    /// What it denies of it, in the order of the text: one for each relation.
    pub denials: Vec<Denied>,
    /// The sets in which it was read for it and it was not there.
    pub absent: Vec<SetId>,
    /// Claims and denials that stood on an earlier text and have no counterpart on the latest. They count as history
    /// only.
    pub former: Vec<Former>,
    /// What later texts of the article did to it: to its claims, then to its denials.
    pub since: Vec<Since>,
    /// Where its first annotation starts, in bytes of the article's text.
    pub(super) start: usize,
}

/// What a later text of an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Since {
    /// What it did.
    pub turn: Turn,
    /// To the article's claims, or to its denials.
    pub uttered: Uttered,
    /// The number of the text that did it first.
    pub text: u32,
}

/// What became of something between the texts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It came, in words that no earlier text has.
    Added,
    /// It went: its words are gone, or somebody looked for them and left them out.
    Dropped,
    /// Its words were not found, and nobody has said yet that they are gone.
    Unplaced,
}

/// What an annotation of a cell does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Uttered {
    /// It claims.
    Claim,
    /// It denies.
    Denial,
}

/// An annotation of an earlier text, without a counterpart on the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// The annotation: the last one of those that it was carried over to.
    pub id: AnnotationId,
    /// What it does.
    pub uttered: Uttered,
    /// What became of it, and by which text; `None` where its words still stand and only the mark is missing.
    pub fate: Option<(Turn, u32)>,
}

/// A claim in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The annotation.
    pub id: AnnotationId,
    /// In whose voice.
    pub voice: Voice,
    /// On whose word the article says it: the first rung of each ladder.
    pub sources: Vec<Who>,
    /// Who makes it.
    pub makers: Vec<Who>,
    /// Whom it is about.
    pub about: Vec<Who>,
    /// Whether it rests on sources without a name, and on nobody else.
    pub anonymous: bool,
}

/// In whose voice an article makes a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// In its own.
    Own,
    /// On the word of a source, or as something that somebody says.
    Attributed,
    /// In nobody's: it stands inside a denial that denies it.
    Denied,
}

/// A denial in a cell, of one of the row's claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// The annotation.
    pub id: AnnotationId,
    /// The relation that says so.
    pub relation: RelationId,
    /// Which claim, in whichever article.
    pub claim: AnnotationId,
    /// How far.
    pub extent: Extent,
    /// Who denies: whoever makes the denial, or its sources speak for; else its sources.
    pub by: Vec<Who>,
    /// On whose word the article says so.
    pub sources: Vec<Who>,
    /// Whom it is about.
    pub about: Vec<Who>,
}

/// How far a denial goes. The order is that of strength.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// It rejects the claim.
    Full,
    /// It rejects a part of it.
    Partial,
    /// The user's own scope.
    Other(ChoiceKey),
    /// It isn't said how far.
    Unsaid,
    /// It answers without rejecting.
    NonDenial,
    /// It refuses to answer.
    NoComment,
}

impl Extent {
    /// Returns how far a denial of a scope goes.
    pub fn of(scope: Option<&ChoiceKey>) -> Extent {
        match scope.map(|key| (key, key.as_str())) {
            None => Extent::Unsaid,
            Some((_, "full")) => Extent::Full,
            Some((_, "partial")) => Extent::Partial,
            Some((_, "non-denial")) => Extent::NonDenial,
            Some((_, "no-comment")) => Extent::NoComment,
            Some((key, _)) => Extent::Other(key.clone()),
        }
    }

    /// Tells whether something of the claim is rejected.
    pub fn rejects(&self) -> bool {
        !matches!(self, Extent::NonDenial | Extent::NoComment)
    }
}

/// What a cell comes down to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stance {
    /// The article asserts it in its own voice, and nothing else.
    Asserts,
    /// It attributes it to somebody.
    Attributes,
    /// It denies it: how far at most.
    Denies(Extent),
    /// It both says it, in this voice, and denies it.
    Both(Voice, Extent),
    /// It was read for it: it is not there.
    NotThere,
    /// Nobody has looked.
    NotChecked,
}

impl Cell {
    /// Returns what it comes down to. Being there goes before having been read for; the article's own voice before
    /// another's.
    pub fn stance(&self) -> Stance {
        let voice = self.voice();
        let extent = self.denials.iter().map(|denied| &denied.extent).min();
        match (voice, extent) {
            (Some(Voice::Own), None) => Stance::Asserts,
            (Some(_), None) => Stance::Attributes,
            (None, Some(extent)) => Stance::Denies(extent.clone()),
            (Some(voice), Some(extent)) => Stance::Both(voice, extent.clone()),
            (None, None) if !self.absent.is_empty() => Stance::NotThere,
            (None, None) => Stance::NotChecked,
        }
    }

    /// Returns the voice in which the article says it; `None` when it doesn't.
    pub fn voice(&self) -> Option<Voice> {
        self.claims.iter().map(|said| said.voice).filter(|voice| *voice != Voice::Denied).min()
    }

    /// Tells whether the article does something with it.
    pub fn speaks(&self) -> bool {
        !self.claims.is_empty() || !self.denials.is_empty()
    }

    /// Lists those on whose word, or as whose saying, the article says it; each once.
    pub fn attributed_to(&self) -> Vec<&Who> {
        let mut all = Vec::new();
        for said in &self.claims {
            let whos = if said.sources.is_empty() { &said.makers } else { &said.sources };
            for who in whos {
                if !all.contains(&who) {
                    all.push(who);
                }
            }
        }
        all
    }

    /// Lists how far who denies it, the strongest first; each pair once.
    pub fn denied_by(&self) -> Vec<(&Extent, Vec<&Who>)> {
        let mut all: BTreeMap<&Extent, Vec<&Who>> = BTreeMap::new();
        for denied in &self.denials {
            let whos = all.entry(&denied.extent).or_default();
            for who in &denied.by {
                if !whos.contains(&who) {
                    whos.push(who);
                }
            }
        }
        all.into_iter().collect()
    }

    /// Lists its annotations in the order of the text, each once: claims, then denials.
    pub fn annotations(&self) -> Vec<AnnotationId> {
        let mut ids: Vec<AnnotationId> = self.claims.iter().map(|said| said.id).collect();
        for denied in &self.denials {
            if !ids.contains(&denied.id) {
                ids.push(denied.id);
            }
        }
        ids
    }
}

impl Row {
    /// Returns what an article does with it.
    pub fn cell(&self, article: ArticleId) -> Option<&Cell> {
        self.cells.get(&article)
    }

    /// Returns what an article does with it, in one word.
    pub fn stance(&self, article: ArticleId) -> Stance {
        self.cell(article).map_or(Stance::NotChecked, Cell::stance)
    }

    /// Counts the articles that do something with it.
    pub fn articles(&self) -> usize {
        self.cells.values().filter(|cell| cell.speaks()).count()
    }

    /// Tells whether one article does something with it, and no other.
    pub fn in_one_article(&self) -> bool {
        self.articles() == 1
    }

    /// Lists those on whom claims of several articles rest.
    pub fn shared(&self) -> impl Iterator<Item = &Bottom> {
        self.bottoms.iter().filter(|bottom| bottom.articles.len() > 1)
    }

    /// Lists the claims of all articles, in the order of the articles' ids and of the texts.
    pub fn claims(&self) -> impl Iterator<Item = (ArticleId, &Said)> {
        self.cells.iter().flat_map(|(article, cell)| cell.claims.iter().map(|said| (*article, said)))
    }

    /// Lists the denials of all articles, in the order of the articles' ids and of the texts.
    pub fn denials(&self) -> impl Iterator<Item = (ArticleId, &Denied)> {
        self.cells.iter().flat_map(|(article, cell)| cell.denials.iter().map(|denied| (*article, denied)))
    }
}
