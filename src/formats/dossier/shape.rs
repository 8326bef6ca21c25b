//! The shape of a dossier, as its JSON has it.
//!
//! All fields are always there; a field that is not known is an error. Ids are those of the project. Places are Unicode
//! code points, the first inside and the last outside.

use serde::{Deserialize, Serialize};

/// The number of the format that is written, and the only one that is read.
pub const FORMAT: u32 = 1;
/// What the field `kind` of each dossier says.
pub const KIND: &str = "gainsay dossier";

/// A claim ledger with everything behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dossier {
    /// Always [`KIND`].
    pub kind: String,
    /// Always [`FORMAT`].
    pub format: u32,
    /// Says in words how the rest is to be read.
    pub about: String,
    /// Its title: the project's.
    pub title: String,
    /// The project's note.
    pub note: String,
    /// When it was made, RFC 3339.
    pub made: String,
    /// The program that made it, with its version.
    pub program: String,
    /// The language of the program's words, BCP 47.
    pub language: String,
    /// The sets of annotations that were taken into account.
    pub sets: Vec<Set>,
    /// The articles, in the order of their publication.
    pub articles: Vec<Article>,
    /// Who says, denies or is spoken of.
    pub people: Vec<Person>,
    /// The annotations, in the order of articles and texts.
    pub quotes: Vec<Quote>,
    /// What joins them.
    pub relations: Vec<Relation>,
    /// The propositions, and claims that are in none, in the order in which they are first spoken of.
    pub rows: Vec<Row>,
    /// The check list: what an editor would send back.
    pub findings: Vec<Finding>,
    /// How many annotations of the sets are in no row, and so not in the dossier.
    pub left_out: usize,
}

/// A part of the scheme, or a choice of one: what it is known by, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// A set of annotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// The day of its publication, as the project has it.
    pub date: String,
    /// Where it stands.
    pub address: String,
    /// Its language, BCP 47.
    pub language: String,
    /// The project's note on it.
    pub note: String,
    /// Its texts that quotes stand in, and the latest, which comes last and is the one that rows speak of.
    pub texts: Vec<Text>,
}

/// A text of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The revision's id.
    pub id: String,
    /// 1 for the first text, 2 for the next.
    pub number: u32,
    /// When it was added, RFC 3339.
    pub added: String,
    /// Where it came from.
    pub origin: String,
    /// The SHA-256 of its UTF-8 bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its length in code points.
    pub length: usize,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What other parts of the dossier name them by.
    pub id: String,
    /// Their name, or the words that name them.
    pub name: String,
    /// Whether they have no name.
    pub unnamed: bool,
    /// The quotes that name them, in rows or not: ids of annotations.
    pub quotes: Vec<String>,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Its id.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The revision's id.
    pub text: String,
    /// The SHA-256 of that text.
    pub sha256: String,
    /// The set's id.
    pub set: String,
    /// Its label.
    pub label: Named,
    /// Its words, those of several fragments joined by ` … `.
    pub words: String,
    /// Where it stands, in order; nothing when it lost its place.
    pub fragments: Vec<Fragment>,
    /// Its attributes.
    pub attributes: Vec<Valued>,
    /// Its note.
    pub note: String,
    /// Whether the annotator was not sure.
    pub unsure: bool,
    /// When it was made, RFC 3339.
    pub time: String,
}

/// One stretch of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fragment {
    /// The first code point.
    pub start: usize,
    /// The code point behind the last.
    pub end: usize,
    /// The words there.
    pub words: String,
    /// What stands before, in the same line; `…` at its start where more does.
    pub before: String,
    /// What stands behind, in the same line; `…` at its end where more does.
    pub after: String,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Valued {
    /// The attribute's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The value: a choice's name, a text, or yes or no.
    pub value: String,
}

/// A relation between two quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Named,
    /// The quote where it starts.
    pub from: String,
    /// The quote where it leads.
    pub to: String,
    /// Its attributes.
    pub attributes: Vec<Valued>,
    /// Its note.
    pub note: String,
}

/// A proposition, or a claim that is in none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The proposition's id, or the claim's.
    pub id: String,
    /// Whether it is a proposition.
    pub proposition: bool,
    /// What it says.
    pub wording: String,
    /// What checking found.
    pub verdict: Option<Named>,
    /// The proposition's note.
    pub note: String,
    /// Whether somebody rejects it, or a part of it.
    pub contested: bool,
    /// Whether all of its claims rest on sources without a name, and on nobody else.
    pub only_unnamed: bool,
    /// What the articles do that do something with it, or were read for it. The others were not checked.
    pub cells: Vec<Cell>,
    /// Who its claims rest on in the end.
    pub rests_on: Vec<Bottom>,
}

/// What an article does with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The article's id.
    pub article: String,
    /// What it comes down to.
    pub stance: Stance,
    /// How far its strongest denial goes; nothing where it isn't said, or where it denies nothing.
    pub scope: Option<Named>,
    /// What later texts of the article did to it.
    pub since: Vec<Since>,
    /// Its claims.
    pub claims: Vec<Claim>,
    /// Its denials, one for each claim that they deny.
    pub denials: Vec<Denial>,
    /// In which sets it was read for it, and it was not there.
    pub absent: Vec<Absent>,
    /// What stood on an earlier text of the article and has no counterpart on the latest.
    pub former: Vec<Former>,
}

/// What a cell comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The article says it in its own voice.
    Asserts,
    /// It says it on somebody's word.
    Attributes,
    /// It carries a denial.
    Denies,
    /// It says it in its own voice, and carries a denial.
    AssertsAndDenies,
    /// It says it on somebody's word, and carries a denial.
    AttributesAndDenies,
    /// It was read for it: it is not there.
    NotThere,
    /// Nobody has looked.
    NotChecked,
}

/// What a later text of an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// What it did.
    pub turn: Turn,
    /// To the article's claims, or to its denials.
    pub of: Uttered,
    /// The number of the text that did it first.
    pub text: u32,
}

/// What became of something between the texts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It came, in words that no earlier text has.
    Added,
    /// It went: its words are gone, or somebody looked for them and left them out.
    Dropped,
    /// Its words were not found, and nobody has said yet that they are gone.
    NotPlaced,
}

/// What an annotation of a cell does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uttered {
    /// It claims.
    Claim,
    /// It denies.
    Denial,
}

/// An annotation of an earlier text, without a counterpart on the latest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// The quote's id.
    pub quote: String,
    /// What became of it; nothing where its words still stand and only the mark is missing.
    pub since: Option<Since>,
}

/// A claim in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The quote's id.
    pub quote: String,
    /// In whose voice.
    pub voice: Voice,
    /// On whose word: ids of people.
    pub sources: Vec<String>,
    /// Who makes it.
    pub made_by: Vec<String>,
    /// Whom it is about.
    pub about: Vec<String>,
    /// Whether it rests on sources without a name, and on nobody else.
    pub only_unnamed: bool,
    /// On whose word it is said, as far down as the article tells.
    pub ladder: Vec<Rung>,
}

/// In whose voice an article makes a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// In its own.
    Own,
    /// On somebody's word.
    Attributed,
    /// In nobody's: it stands inside a denial that denies it.
    Denied,
}

/// A denial of one of the row's claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denial {
    /// The quote's id.
    pub quote: String,
    /// The relation's id.
    pub relation: String,
    /// The quote that is denied, in whichever article.
    pub denies: String,
    /// How far; nothing where it isn't said.
    pub scope: Option<Named>,
    /// Who denies: ids of people.
    pub by: Vec<String>,
    /// On whose word the article says so.
    pub sources: Vec<String>,
    /// Whom it is about.
    pub about: Vec<String>,
    /// On whose word, as far down as the article tells.
    pub ladder: Vec<Rung>,
}

/// A source on the way down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// The quote's id.
    pub quote: String,
    /// Other quotes that name the same source.
    pub also: Vec<String>,
    /// Who that is.
    pub person: String,
    /// What sort of source it is.
    pub kind: Option<Named>,
    /// How the article describes it.
    pub descriptor: String,
    /// How far down: 1 for whom the claim is attributed to.
    pub depth: usize,
    /// Whether it cites nobody.
    pub bottom: bool,
    /// Whether it leads back up.
    pub circle: bool,
    /// For whom it speaks: ids of people.
    pub speaks_for: Vec<String>,
}

/// Says that an article was read for a row, and that it is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The set's id.
    pub set: String,
    /// When it was read, RFC 3339.
    pub time: String,
}

/// Who claims rest on in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bottom {
    /// Who.
    pub person: String,
    /// Whether they have no name.
    pub unnamed: bool,
    /// In which articles a claim rests on them.
    pub articles: Vec<String>,
}

/// An entry of the check list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What names it.
    pub key: String,
    /// What is wrong, in words.
    pub what: String,
    /// What mends it, in words.
    pub remedy: String,
    /// The quote where it is mended.
    pub quote: Option<String>,
    /// The row where it is mended.
    pub row: Option<String>,
    /// Why it may stand, when somebody said so.
    pub dismissed: Option<Dismissed>,
}

/// Why a finding may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dismissed {
    /// Why.
    pub reason: String,
    /// Since when, RFC 3339.
    pub time: String,
}

impl Cell {
    /// Tells whether the article does something with the row.
    pub fn speaks(&self) -> bool {
        !self.claims.is_empty() || !self.denials.is_empty()
    }
}
