//! Turns rows of [`super::v1`] into rows of the model, noting what does not fit.
//!
//! A row is never given up for one odd value: the value is noted and something is put in its place that says so.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use sha2::{Digest, Sha256};

use crate::model::edit::{AbsenceKey, DecisionKey};
use crate::model::exercise::Points;
use crate::model::id::{ChoiceKey, FindingKey};
use crate::model::scheme::COLOURS;
use crate::model::*;
use crate::say;

use super::exercises;
use super::left_out;
use super::notes::{Notes, Spot, clip};
use super::rows::Word;
use super::v1;

/// An id of any table.
pub(super) trait Id: Copy + Ord {
    fn read(text: &str) -> Option<Self>;
    fn of_bits(bits: u128) -> Self;
}

/// A key of any part of the scheme.
pub(super) trait Key: Clone + Ord {
    fn read(text: &str) -> Option<Self>;
    fn made_of(text: &str) -> Self;
}

macro_rules! impl_ids {
    ($($name:ident)*) => {$(
        impl Id for $name {
            fn read(text: &str) -> Option<$name> {
                $name::parse(text)
            }

            fn of_bits(bits: u128) -> $name {
                $name(bits)
            }
        }
    )*};
}

macro_rules! impl_keys {
    ($($name:ident)*) => {$(
        impl Key for $name {
            fn read(text: &str) -> Option<$name> {
                $name::parse(text)
            }

            fn made_of(text: &str) -> $name {
                $name::slug(text)
            }
        }
    )*};
}

impl_ids!(ArticleId RevisionId AnnotatorId SetId AnnotationId RelationId PropositionId EntityId ExerciseId);
impl_keys!(LabelKey AttributeKey KindKey ChoiceKey FindingKey);

/// Makes an id out of any text, for the same text always the same.
pub(super) fn id_out_of<I: Id>(text: &str) -> I {
    let digest = Sha256::digest(text.as_bytes());
    I::of_bits(digest.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte)))
}

pub(super) fn id<I: Id>(text: &str, spot: Spot<'_>, notes: &mut Notes<'_>) -> I {
    I::read(text).unwrap_or_else(|| {
        notes.odd(spot, say!("warning-no-id", text = text));
        id_out_of(text)
    })
}

pub(super) fn key<K: Key>(text: &str, spot: Spot<'_>, notes: &mut Notes<'_>) -> K {
    K::read(text).unwrap_or_else(|| {
        notes.odd(spot, say!("warning-no-key", text = text));
        K::made_of(text)
    })
}

pub(super) fn time(text: &str, spot: Spot<'_>, notes: &mut Notes<'_>) -> Time {
    Time::parse(text).unwrap_or_else(|| {
        notes.odd(spot, say!("warning-no-time", text = text, instead = Time::default().to_string()));
        Time::default()
    })
}

fn word<W: Word>(text: &str, instead: W, spot: Spot<'_>, notes: &mut Notes<'_>) -> W {
    W::of_word(text).unwrap_or_else(|| {
        let known = W::WORDS.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(say!("list-comma"));
        notes.odd(spot, say!("warning-no-word", text = text, known = known, instead = instead.word()));
        instead
    })
}

fn shortcut(text: &str, spot: Spot<'_>, notes: &mut Notes<'_>) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next();
    if chars.next().is_some() {
        notes.odd(spot, say!("warning-shortcut", text = text));
        return None;
    }
    first
}

fn strings(texts: &[v1::Str<'_>]) -> Vec<String> {
    texts.iter().map(v1::Str::own).collect()
}

pub(super) fn info(row: &v1::Info<'_>) -> Info {
    Info { title: row.title.own(), note: row.note.own() }
}

pub(super) fn label(row: &v1::Label<'_>, notes: &mut Notes<'_>) -> (LabelKey, Label) {
    let spot = Spot::new("label", &row.key);
    if row.colour >= COLOURS {
        notes.odd(spot, say!("warning-colour", colour = row.colour, last = COLOURS - 1));
    }
    let ties = if row.ties.is_empty() { Ties::Nothing } else { word(&row.ties, Ties::Nothing, spot, notes) };
    let label = Label {
        rank: row.rank,
        name: row.name.own(),
        shortcut: shortcut(&row.shortcut, spot, notes),
        letter: row.letter.own(),
        colour: row.colour % COLOURS,
        pattern: word(&row.pattern, Pattern::Solid, spot, notes),
        ties,
        definition: row.definition.own(),
        examples: strings(&row.examples),
    };
    (key(&row.key, spot, notes), label)
}

pub(super) fn attribute(row: &v1::Attribute<'_>, notes: &mut Notes<'_>) -> (AttributeKey, Attribute) {
    let spot = Spot::new("attribute", &row.key);
    let mut on = Vec::with_capacity(row.on.len());
    for owner in &row.on {
        on.push(self::owner(owner, spot, notes));
    }
    let takes = takes(&row.takes, spot, notes);
    let attribute = Attribute {
        rank: row.rank,
        name: row.name.own(),
        on,
        takes,
        definition: row.definition.own(),
        examples: strings(&row.examples),
    };
    (key(&row.key, spot, notes), attribute)
}

fn owner(owner: &v1::Owner<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> Owner {
    match owner {
        v1::Owner::Label(label) => Owner::Label(key(label, spot, notes)),
        v1::Owner::Kind(kind) => Owner::Kind(key(kind, spot, notes)),
        v1::Owner::Propositions => Owner::Propositions,
    }
}

fn takes(takes: &v1::Takes<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> AttributeType {
    match takes {
        v1::Takes::Flag => AttributeType::Flag,
        v1::Takes::Text => AttributeType::Text,
        v1::Takes::Choice(choices) => {
            let choice = |(choice, name): &(v1::Str<'_>, v1::Str<'_>)| Choice {
                key: key(choice, spot, notes),
                name: name.own(),
            };
            AttributeType::Choice(choices.iter().map(choice).collect())
        }
    }
}

fn value(value: &v1::Value<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> Value {
    match value {
        v1::Value::Choice(choice) => Value::Choice(key(choice, spot, notes)),
        v1::Value::Flag(flag) => Value::Flag(*flag),
        v1::Value::Text(text) => Value::Text(text.own()),
    }
}

pub(super) fn kind(row: &v1::Kind<'_>, notes: &mut Notes<'_>) -> (KindKey, Kind) {
    let spot = Spot::new("relation-kind", &row.key);
    let kind = Kind {
        rank: row.rank,
        name: row.name.own(),
        inverse: row.inverse.own(),
        shortcut: shortcut(&row.shortcut, spot, notes),
        from: row.from.iter().map(|label| key(label, spot, notes)).collect(),
        to: row.to.iter().map(|label| key(label, spot, notes)).collect(),
        definition: row.definition.own(),
        examples: strings(&row.examples),
    };
    (key(&row.key, spot, notes), kind)
}

pub(super) fn annotator(row: &v1::Annotator<'_>, notes: &mut Notes<'_>) -> (AnnotatorId, Annotator) {
    let spot = Spot::new("annotator", &row.id).of_words(&row.name);
    (id(&row.id, spot, notes), Annotator { rank: row.rank, name: row.name.own() })
}

pub(super) fn set(row: &v1::Set<'_>, notes: &mut Notes<'_>) -> (SetId, Set) {
    let spot = Spot::new("set", &row.id).of_words(&row.name);
    let set = Set {
        rank: row.rank,
        name: row.name.own(),
        annotator: (!row.annotator.is_empty()).then(|| id(&row.annotator, spot, notes)),
        kind: word(&row.kind, SetKind::Imported, spot, notes),
        begun: time(&row.begun, spot, notes),
        unmasked: row
            .unmasked
            .iter()
            .map(|one| (id(&one.article, spot, notes), time(&one.time, spot, notes)))
            .collect(),
        handed: row.handed.as_ref().map(|row| exercises::read_handed(row, spot, notes)),
    };
    (id(&row.id, spot, notes), set)
}

pub(super) fn article(row: &v1::Article<'_>, notes: &mut Notes<'_>) -> (ArticleId, Article) {
    let details = Details {
        title: row.title.own(),
        outlet: row.outlet.own(),
        author: row.author.own(),
        address: row.address.own(),
        date: row.date.own(),
        language: row.language.own(),
        note: row.note.own(),
    };
    (id(&row.id, Spot::new("article", &row.id).of_words(&row.title), notes), Article { rank: row.rank, details })
}

/// Converts a text of the article with this title, which names it where something is odd.
pub(super) fn revision(row: &v1::Revision<'_>, title: &str, notes: &mut Notes<'_>) -> (RevisionId, Revision) {
    let spot = Spot::new("revision", &row.id).of_article(title);
    let mut body = String::with_capacity(row.text.iter().map(|line| line.len() + 1).sum());
    for (i, line) in row.text.iter().enumerate() {
        if i > 0 {
            body.push('\n');
        }
        body.push_str(line);
    }
    let text = Text::new(body);
    if text.hash().to_string() != row.sha256.0 {
        notes.odd(spot, say!("warning-text-changed"));
    }
    let mut blocks = Vec::with_capacity(row.blocks.len());
    for (name, first, last) in &row.blocks {
        let kind = word(name, BlockKind::Paragraph, spot, notes);
        // Line 0 is no line: 0..0 is a fault, as it should be.
        blocks.push(Block { kind, lines: first.saturating_sub(1)..if *first == 0 { 0 } else { *last } });
    }
    if let Some(fault) = Block::fault(&blocks, &text) {
        notes.odd(spot, say!("warning-blocks", why = fault, blocks = left_out::blocks_said(&row.blocks)));
        blocks = Block::guess(&text);
    }
    let revision = Revision {
        article: id(&row.article, spot, notes),
        number: row.number,
        text,
        blocks,
        added: time(&row.added, spot, notes),
        origin: row.origin.own(),
    };
    (id(&row.id, spot, notes), revision)
}

fn values(row: &v1::Values<'_>, spot: Spot<'_>, notes: &mut Notes<'_>) -> Attributes {
    let mut out = Attributes::new();
    for (name, value) in &row.0 {
        let attribute = key(name, spot, notes);
        let read = self::value(value, spot, notes);
        if let Entry::Vacant(free) = out.entry(attribute) {
            free.insert(read);
        } else {
            notes.odd(spot, say!("warning-value-twice", attribute = clip(name), value = left_out::value_said(value)));
        }
    }
    out
}

/// Returns the span of a fragment whose words stand where it says.
pub(super) fn span(fragment: &v1::Fragment<'_>, text: &Text) -> Option<Span> {
    let start = text.byte_of(fragment.start)?;
    let end = start.checked_add(fragment.quote.len())?;
    let there = text.as_str().get(start..end)? == &*fragment.quote;
    let long = fragment.start.checked_add(fragment.quote.chars().count()) == Some(fragment.end);
    if there && long { text.span(start, end).ok() } else { None }
}

/// Returns the place of an annotation, where nothing about it is odd.
pub(super) fn place(row: &v1::Annotation<'_>, text: &Text) -> Option<Place> {
    match (row.at.is_empty(), row.lost.is_empty()) {
        (false, true) => {
            let spans: Option<Vec<Span>> = row.at.iter().map(|fragment| span(fragment, text)).collect();
            Fragments::new(spans?).map(Place::At)
        }
        (true, false) => Some(Place::Detached(lost(&row.lost))),
        _ => None,
    }
}

/// Joins the spans of an annotation. Those that overlap become one, which is noted.
pub(super) fn fragments(spans: Vec<Span>, spot: Spot<'_>, notes: &mut Notes<'_>) -> Option<Fragments> {
    let first = *spans.first()?;
    Fragments::new(spans.clone()).or_else(|| {
        notes.odd(spot, say!("warning-overlap"));
        Some(spans.iter().fold(Fragments::one(first), |all, span| all.with(*span)))
    })
}

/// Converts an annotation, of which its set, text and place are known.
pub(super) fn annotation(
    row: &v1::Annotation<'_>,
    set: SetId,
    revision: RevisionId,
    place: Place,
    spot: Spot<'_>,
    notes: &mut Notes<'_>,
) -> (AnnotationId, Annotation) {
    let annotation = Annotation {
        set,
        revision,
        label: key(&row.label, spot, notes),
        place,
        attributes: values(&row.attributes, spot, notes),
        note: row.note.own(),
        unsure: row.unsure,
        time: time(&row.time, spot, notes),
        derived_from: row.derived_from.iter().map(|from| id(from, spot, notes)).collect(),
    };
    (id(&row.id, spot, notes), annotation)
}

pub(super) fn anchor(quote: &str, before: &str, after: &str) -> Anchor {
    Anchor { exact: quote.to_owned(), prefix: before.to_owned(), suffix: after.to_owned() }
}

pub(super) fn lost(rows: &[v1::Lost<'_>]) -> Vec<Anchor> {
    rows.iter().map(|row| anchor(&row.quote, &row.before, &row.after)).collect()
}

/// Converts a relation of a set.
pub(super) fn relation(row: &v1::Relation<'_>, set: SetId, notes: &mut Notes<'_>) -> (RelationId, Relation) {
    let spot = Spot::new("relation", &row.id);
    let relation = Relation {
        set,
        kind: key(&row.kind, spot, notes),
        from: id(&row.from, spot, notes),
        to: id(&row.to, spot, notes),
        attributes: values(&row.attributes, spot, notes),
        note: row.note.own(),
        time: time(&row.time, spot, notes),
    };
    (id(&row.id, spot, notes), relation)
}

fn members(row: &[v1::Str<'_>], spot: Spot<'_>, notes: &mut Notes<'_>) -> BTreeSet<AnnotationId> {
    row.iter().map(|member| id(member, spot, notes)).collect()
}

pub(super) fn proposition(row: &v1::Proposition<'_>, notes: &mut Notes<'_>) -> (PropositionId, Proposition) {
    let spot = Spot::new("proposition", &row.id).of_words(&row.wording);
    let proposition = Proposition {
        wording: row.wording.own(),
        attributes: values(&row.attributes, spot, notes),
        members: members(&row.members, spot, notes),
        note: row.note.own(),
        time: time(&row.time, spot, notes),
    };
    (id(&row.id, spot, notes), proposition)
}

pub(super) fn entity(row: &v1::Entity<'_>, notes: &mut Notes<'_>) -> (EntityId, Entity) {
    let spot = Spot::new("entity", &row.id).of_words(&row.name);
    let entity = Entity {
        name: row.name.own(),
        members: members(&row.members, spot, notes),
        note: row.note.own(),
        time: time(&row.time, spot, notes),
    };
    (id(&row.id, spot, notes), entity)
}

pub(super) fn done(row: &v1::Done<'_>, notes: &mut Notes<'_>) -> ((SetId, ArticleId), Done) {
    let spot = Spot::new("done", &row.set);
    let key = (id(&row.set, spot, notes), id(&row.article, spot, notes));
    (key, Done { time: time(&row.time, spot, notes) })
}

pub(super) fn absence(row: &v1::Absence<'_>, notes: &mut Notes<'_>) -> (AbsenceKey, Absence) {
    let spot = Spot::new("absence", &row.proposition);
    let key = (id(&row.proposition, spot, notes), id(&row.article, spot, notes), id(&row.set, spot, notes));
    (key, Absence { time: time(&row.time, spot, notes) })
}

pub(super) fn dismissal(row: &v1::Dismissal<'_>, notes: &mut Notes<'_>) -> (FindingKey, Dismissal) {
    let spot = Spot::new("dismissal", &row.finding);
    let dismissal = Dismissal { reason: row.reason.own(), time: time(&row.time, spot, notes) };
    (key(&row.finding, spot, notes), dismissal)
}

pub(super) fn decision(row: &v1::Decision<'_>, notes: &mut Notes<'_>) -> (DecisionKey, Decision) {
    let spot = Spot::new("decision", &row.first);
    let state = Hash::parse(&row.sha256).unwrap_or_else(|| {
        notes.odd(spot, say!("warning-no-state", text = clip(&row.sha256)));
        // That of nothing: the place is open again.
        Hash::of(&[])
    });
    let key = (id(&row.first, spot, notes), id(&row.set, spot, notes));
    (key, Decision { state, time: time(&row.time, spot, notes) })
}

/// Names the field that a conflict is about.
pub(super) fn conflict_spot<'s>(row: &'s v1::Conflict<'_>) -> Spot<'s> {
    Spot::new("conflict", if row.field.is_empty() { &row.attribute } else { &row.field })
}

/// Converts a conflict; `text` lends the texts that versions may have words in.
///
/// # Errors
/// Returns why it can be none.
pub(super) fn conflict<'t>(
    row: &v1::Conflict<'_>,
    text: impl Fn(RevisionId) -> Option<&'t Text>,
    notes: &mut Notes<'_>,
) -> Result<(ConflictKey, Conflict), &'static str> {
    let spot = conflict_spot(row);
    let field = match (row.field.is_empty(), row.attribute.is_empty()) {
        (false, true) => Field::named(&row.field),
        (true, false) => Some(Field::Value(key(&row.attribute, spot, notes))),
        _ => None,
    };
    let field = field.ok_or_else(|| say!("warning-conflict-field"))?;
    let name = match &row.row {
        v1::Named::Info => RowName::Info(()),
        v1::Named::Label(of) => RowName::Label(key(of, spot, notes)),
        v1::Named::Attribute(of) => RowName::Attribute(key(of, spot, notes)),
        v1::Named::Kind(of) => RowName::Kind(key(of, spot, notes)),
        v1::Named::Article(of) => RowName::Article(id(of, spot, notes)),
        v1::Named::Revision(of) => RowName::Revision(id(of, spot, notes)),
        v1::Named::Annotator(of) => RowName::Annotator(id(of, spot, notes)),
        v1::Named::Set(of) => RowName::Set(id(of, spot, notes)),
        v1::Named::Done(set, article) => RowName::Done((id(set, spot, notes), id(article, spot, notes))),
        v1::Named::Annotation(of) => RowName::Annotation(id(of, spot, notes)),
        v1::Named::Relation(of) => RowName::Relation(id(of, spot, notes)),
        v1::Named::Proposition(of) => RowName::Proposition(id(of, spot, notes)),
        v1::Named::Entity(of) => RowName::Entity(id(of, spot, notes)),
        v1::Named::Absence(proposition, article, set) => {
            RowName::Absence((id(proposition, spot, notes), id(article, spot, notes), id(set, spot, notes)))
        }
        v1::Named::Dismissal(of) => RowName::Dismissal(key(of, spot, notes)),
        v1::Named::Exercise(of) => RowName::Exercise(id(of, spot, notes)),
    };
    let mut versions = Vec::with_capacity(row.versions.len());
    for version in &row.versions {
        versions.push(held(version, &text, spot, notes)?);
    }
    let (key, conflict) = (ConflictKey { row: name, field }, Conflict::of(versions));
    if key.fits(&conflict) { Ok((key, conflict)) } else { Err(say!("warning-conflict-field")) }
}

fn held<'t>(
    version: &v1::Held<'_>,
    text: impl Fn(RevisionId) -> Option<&'t Text>,
    spot: Spot<'_>,
    notes: &mut Notes<'_>,
) -> Result<Held, &'static str> {
    let no_text = || say!("warning-conflict-text");
    Ok(match version {
        v1::Held::Nothing => Held::Nothing,
        v1::Held::Text(words) => Held::Text(words.own()),
        v1::Held::Flag(flag) => Held::Flag(*flag),
        v1::Held::Colour(colour) => Held::Colour(colour % COLOURS),
        v1::Held::Shortcut(c) => shortcut(c, spot, notes).map_or(Held::Nothing, Held::Shortcut),
        v1::Held::Pattern(name) => Held::Pattern(word(name, Pattern::Solid, spot, notes)),
        v1::Held::Ties(name) => Held::Ties(word(name, Ties::Nothing, spot, notes)),
        v1::Held::SetKind(name) => Held::SetKind(word(name, SetKind::Imported, spot, notes)),
        v1::Held::Label(label) => Held::Label(key(label, spot, notes)),
        v1::Held::Kind(kind) => Held::Kind(key(kind, spot, notes)),
        v1::Held::Annotator(of) => Held::Annotator(id(of, spot, notes)),
        v1::Held::Set(of) => Held::Set(id(of, spot, notes)),
        v1::Held::Annotation(of) => Held::Annotation(id(of, spot, notes)),
        v1::Held::Proposition(of) => Held::Proposition(id(of, spot, notes)),
        v1::Held::Entity(of) => Held::Entity(id(of, spot, notes)),
        v1::Held::Value(of) => Held::Value(value(of, spot, notes)),
        v1::Held::Takes(of) => Held::Takes(takes(of, spot, notes)),
        v1::Held::Labels(labels) => Held::Labels(labels.iter().map(|label| key(label, spot, notes)).collect()),
        v1::Held::Owners(owners) => Held::Owners(owners.iter().map(|of| owner(of, spot, notes)).collect()),
        v1::Held::Revision(of) => Held::Revision(id(of, spot, notes)),
        v1::Held::Number(number) => Held::Number(exercises::within(*number, (0, u16::MAX), spot, notes)),
        v1::Held::Points(number) => Held::Points(exercises::points(*number, Points::is_worth, spot, notes)),
        v1::Held::At(revision, rows) => {
            let revision = id(revision, spot, notes);
            let body = text(revision).ok_or_else(no_text)?;
            let spans: Option<Vec<Span>> = rows.iter().map(|row| span(row, body)).collect();
            let place = spans.and_then(Fragments::new).map(Place::At).unwrap_or_else(|| {
                let anchors: Vec<Anchor> = rows.iter().map(|row| anchor(&row.quote, &row.before, &row.after)).collect();
                let words = anchors.iter().map(|anchor| anchor.exact.as_str()).collect::<Vec<_>>().join(" … ");
                notes.odd(spot, say!("warning-conflict-astray", words = clip(&words)));
                Place::Detached(anchors)
            });
            Held::Place(revision, place)
        }
        v1::Held::Lost(revision, rows) => {
            let revision = id(revision, spot, notes);
            text(revision).ok_or_else(no_text)?;
            Held::Place(revision, Place::Detached(lost(rows)))
        }
    })
}
