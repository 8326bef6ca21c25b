//! Says in words what a cell and a row come down to: for the screen, for readers of it, and for files.

use crate::model::ArticleId;
use crate::model::actions::shorten;
use crate::model::id::ChoiceKey;
use crate::model::scheme::AttributeType;
use crate::{say, words};

use super::Ledger;
use super::people::Who;
use super::row::{Cell, Extent, Former, Row, Since, Stance, Turn, Uttered, Voice};

/// How many names are said before the rest is counted.
const NAMES: usize = 3;

/// One thing that an article does with a proposition, or doesn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub deed: Deed,
    /// In words, with whose word it is.
    pub text: String,
}

/// What an article does, for a sign beside the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It asserts it in its own voice.
    Asserts,
    /// It attributes it.
    Attributes,
    /// It denies it, so far.
    Denies(Extent),
    /// It was read for it: it is not there.
    NotThere,
    /// Nobody has looked.
    NotChecked,
    /// A later text of it did something.
    Changed(Turn),
}

impl Since {
    /// Says what a later text did, and which.
    pub fn told(&self) -> String {
        let text = self.text;
        match (self.uttered, self.turn) {
            (Uttered::Claim, Turn::Added) => say!("cell-added", text = text),
            (Uttered::Claim, Turn::Dropped) => say!("cell-dropped", text = text),
            (Uttered::Claim, Turn::Unplaced) => say!("cell-unplaced", text = text),
            (Uttered::Denial, Turn::Added) => say!("cell-denial-added", text = text),
            (Uttered::Denial, Turn::Dropped) => say!("cell-denial-dropped", text = text),
            (Uttered::Denial, Turn::Unplaced) => say!("cell-denial-unplaced", text = text),
        }
    }
}

impl Extent {
    /// Says how far a denial goes; `name` gives what a scope of the user's own is called.
    pub fn told(&self, name: impl FnOnce(&ChoiceKey) -> String) -> String {
        match self {
            Extent::Full => say!("extent-full").to_owned(),
            Extent::Partial => say!("extent-partial").to_owned(),
            Extent::NonDenial => say!("extent-non-denial").to_owned(),
            Extent::NoComment => say!("extent-no-comment").to_owned(),
            Extent::Unsaid => say!("extent-unsaid").to_owned(),
            Extent::Other(key) => say!("extent-other", scope = name(key)),
        }
    }
}

impl Ledger {
    /// Says how far a denial goes, with the scope's name in the scheme.
    pub fn extent(&self, extent: &Extent) -> String {
        extent.told(|key| {
            let name = match self.project().attribute(&self.base.roles.scope).map(|row| &row.takes) {
                Some(AttributeType::Choice(all)) => all.iter().find(|c| c.key == *key).map(|c| c.name.clone()),
                _ => None,
            };
            name.unwrap_or_else(|| key.to_string())
        })
    }

    /// Lists names: the first few, and how many more there are.
    pub fn names<'w>(&self, whos: impl IntoIterator<Item = &'w Who>) -> String {
        let all: Vec<&Who> = whos.into_iter().collect();
        let named = |who: &&Who| shorten(&self.name(who));
        if all.len() > NAMES {
            let first: Vec<String> = all[..NAMES - 1].iter().map(named).collect();
            let more = all.len() + 1 - NAMES;
            return say!("names-more", names = first.join(say!("list-comma")), count = more);
        }
        words::list(&all.iter().map(named).collect::<Vec<_>>())
    }

    /// Lists all names, whole.
    pub fn all_names<'w>(&self, whos: impl IntoIterator<Item = &'w Who>) -> String {
        words::list(&whos.into_iter().map(|who| self.name(who)).collect::<Vec<_>>())
    }

    /// Says what a cell comes down to, the most weighty first: one entry a deed.
    pub fn told(&self, cell: Option<&Cell>) -> Vec<Told> {
        let mut told = Vec::new();
        let mut tell = |deed, text: String| told.push(Told { deed, text });
        let Some(cell) = cell else {
            return vec![Told { deed: Deed::NotChecked, text: say!("cell-not-checked").to_owned() }];
        };
        let has = |voice| cell.claims.iter().any(|said| said.voice == voice);
        if has(Voice::Own) {
            tell(Deed::Asserts, say!("cell-asserts").to_owned());
        }
        if has(Voice::Attributed) {
            tell(Deed::Attributes, say!("cell-attributes", who = self.names(cell.attributed_to())));
        }
        for (extent, by) in cell.denied_by() {
            let how = self.extent(extent);
            let text = if by.is_empty() { how } else { say!("cell-denies", how = how, who = self.names(by)) };
            tell(Deed::Denies(extent.clone()), text);
        }
        match cell.stance() {
            Stance::NotThere => tell(Deed::NotThere, say!("cell-not-there").to_owned()),
            // A claim that a denial quotes, with nothing else to it, is not said here and not denied either.
            Stance::NotChecked if cell.since.is_empty() => {
                tell(Deed::NotChecked, say!("cell-not-checked").to_owned());
            }
            _ => {}
        }
        for since in &cell.since {
            tell(Deed::Changed(since.turn), since.told());
        }
        told
    }

    /// Says what became of an annotation that has no counterpart on the latest text.
    pub fn former(&self, former: &Former) -> Option<String> {
        if let Some((turn, text)) = former.fate {
            return Some(Since { turn, uttered: former.uttered, text }.told());
        }
        let row = self.project().annotation(&former.id)?;
        Some(say!("ledger-former", text = self.project().revision(&row.revision)?.number))
    }

    /// Says what is to be known of a row as a whole, in a few words each.
    pub fn facts(&self, row: &Row) -> Vec<String> {
        let mut facts = Vec::new();
        if row.contested {
            facts.push(say!("fact-contested").to_owned());
        }
        if row.only_anonymous {
            facts.push(say!("fact-only-anonymous").to_owned());
        }
        if let Some(shared) = row.shared().max_by_key(|bottom| bottom.articles.len()) {
            facts.push(say!("fact-shared", count = shared.articles.len()));
        }
        if row.in_one_article() && self.columns().len() > 1 {
            facts.push(say!("fact-one-article").to_owned());
        }
        facts
    }

    /// Says on whom a row rests in the end; `None` where on nobody but the articles.
    pub fn rests_on(&self, row: &Row) -> Option<String> {
        let who = self.names(row.bottoms.iter().map(|bottom| &bottom.who));
        (!row.bottoms.is_empty()).then(|| say!("row-rests-on", count = row.bottoms.len(), who = who))
    }

    /// Returns what an article is called: its outlet, else its title.
    pub fn outlet(&self, article: ArticleId) -> String {
        let details = self.project().article(&article).map(|row| &row.details);
        let name =
            details.map(|details| if details.outlet.trim().is_empty() { &details.title } else { &details.outlet });
        name.map_or_else(String::new, |name| name.trim().to_owned())
    }
}
