//! Writes rows of the model in the shapes of [`super::v1`], for the file and the journal alike.

use crate::model::edit::{AbsenceKey, DecisionKey};
use crate::model::id::FindingKey;
use crate::model::*;

use super::exercises;
use super::pen::{Layout, Pen, Row};

/// Quotes shorter than this many code points carry what stands around them: longer ones are hardly ever there twice.
const SHORT: usize = 32;
/// Code points of it on either side.
const AROUND: usize = 16;

/// The word in a file for each value of a small enumeration.
pub(super) trait Word: Sized + Copy + PartialEq + 'static {
    /// All of them.
    const WORDS: &'static [(Self, &'static str)];

    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

impl Word for SetKind {
    const WORDS: &'static [(SetKind, &'static str)] = &[
        (SetKind::Own, "own"),
        (SetKind::SecondPass, "second-pass"),
        (SetKind::MaskedPass, "masked-pass"),
        (SetKind::Adjudicated, "adjudicated"),
        (SetKind::Imported, "imported"),
        (SetKind::AnswerKey, "answer-key"),
        (SetKind::HandIn, "hand-in"),
    ];
}

impl Word for BlockKind {
    const WORDS: &'static [(BlockKind, &'static str)] = &BlockKind::NAMES;
}

impl Word for Pattern {
    const WORDS: &'static [(Pattern, &'static str)] = &[
        (Pattern::Solid, "solid"),
        (Pattern::Wave, "wave"),
        (Pattern::Dots, "dots"),
        (Pattern::Double, "double"),
        (Pattern::Dash, "dash"),
        (Pattern::DashDot, "dash-dot"),
        (Pattern::Thick, "thick"),
        (Pattern::Zigzag, "zigzag"),
        (Pattern::LongDash, "long-dash"),
        (Pattern::Ticks, "ticks"),
        (Pattern::DashDotDot, "dash-dot-dot"),
        (Pattern::Squares, "squares"),
    ];
}

impl Word for Ties {
    const WORDS: &'static [(Ties, &'static str)] =
        &[(Ties::Nothing, "nothing"), (Ties::Proposition, "proposition"), (Ties::Entity, "entity")];
}

pub(super) fn info(pen: &mut Pen, layout: Layout, row: &Info) {
    let mut out = pen.row(layout);
    out.string("title", &row.title);
    out.string("note", &row.note);
    out.close();
}

fn shortcut(out: &mut Row<'_>, shortcut: Option<char>) {
    if let Some(c) = shortcut {
        out.string("shortcut", c.encode_utf8(&mut [0; 4]));
    }
}

pub(super) fn label(pen: &mut Pen, layout: Layout, key: &LabelKey, row: &Label) {
    let mut out = pen.row(layout);
    out.field("key").quoted(key);
    out.field("rank").plain(row.rank);
    out.field("name").string(&row.name);
    shortcut(&mut out, row.shortcut);
    out.string("letter", &row.letter);
    out.field("colour").plain(row.colour);
    out.field("pattern").quoted(row.pattern.word());
    if row.ties != Ties::Nothing {
        out.field("ties").quoted(row.ties.word());
    }
    out.string("definition", &row.definition);
    out.strings("examples", &row.examples);
    out.close();
}

pub(super) fn attribute(pen: &mut Pen, layout: Layout, key: &AttributeKey, row: &Attribute) {
    let mut out = pen.row(layout);
    out.field("key").quoted(key);
    out.field("rank").plain(row.rank);
    out.field("name").string(&row.name);
    if !row.on.is_empty() {
        out.field("on").list(&row.on, owner);
    }
    takes(out.field("takes"), &row.takes);
    out.string("definition", &row.definition);
    out.strings("examples", &row.examples);
    out.close();
}

fn owner(pen: &mut Pen, owner: &Owner) {
    match owner {
        Owner::Label(key) => pen.plain(format_args!("Label(\"{key}\")")),
        Owner::Kind(key) => pen.plain(format_args!("Kind(\"{key}\")")),
        Owner::Propositions => pen.raw("Propositions"),
    }
}

fn takes(pen: &mut Pen, takes: &AttributeType) {
    match takes {
        AttributeType::Flag => pen.raw("Flag"),
        AttributeType::Text => pen.raw("Text"),
        AttributeType::Choice(choices) => {
            pen.raw("Choice(");
            pen.list(choices, |pen, choice| {
                pen.plain(format_args!("(\"{}\", ", choice.key));
                pen.string(&choice.name);
                pen.raw(")");
            });
            pen.raw(")");
        }
    }
}

fn value(pen: &mut Pen, value: &Value) {
    match value {
        Value::Choice(choice) => pen.plain(format_args!("Choice(\"{choice}\")")),
        Value::Flag(flag) => pen.plain(format_args!("Flag({flag})")),
        Value::Text(text) => {
            pen.raw("Text(");
            pen.string(text);
            pen.raw(")");
        }
    }
}

pub(super) fn kind(pen: &mut Pen, layout: Layout, key: &KindKey, row: &Kind) {
    let mut out = pen.row(layout);
    out.field("key").quoted(key);
    out.field("rank").plain(row.rank);
    out.field("name").string(&row.name);
    out.string("inverse", &row.inverse);
    shortcut(&mut out, row.shortcut);
    out.names("from", &row.from);
    out.names("to", &row.to);
    out.string("definition", &row.definition);
    out.strings("examples", &row.examples);
    out.close();
}

pub(super) fn annotator(pen: &mut Pen, layout: Layout, id: AnnotatorId, row: &Annotator) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.field("rank").plain(row.rank);
    out.field("name").string(&row.name);
    out.close();
}

pub(super) fn set(pen: &mut Pen, layout: Layout, id: SetId, row: &Set) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.field("rank").plain(row.rank);
    out.string("name", &row.name);
    if let Some(annotator) = row.annotator {
        out.field("annotator").quoted(annotator);
    }
    out.field("kind").quoted(row.kind.word());
    out.field("begun").quoted(row.begun);
    if !row.unmasked.is_empty() {
        let shown = |pen: &mut Pen, (article, time): &(ArticleId, Time)| {
            pen.plain(format_args!("(article: \"{article}\", time: \"{time}\")"));
        };
        out.field("unmasked").list(&row.unmasked, shown);
    }
    if let Some(row) = &row.handed {
        exercises::handed(out.field("handed"), row);
    }
    out.close();
}

pub(super) fn article(pen: &mut Pen, layout: Layout, id: ArticleId, row: &Article) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.field("rank").plain(row.rank);
    let details = &row.details;
    out.string("title", &details.title);
    out.string("outlet", &details.outlet);
    out.string("author", &details.author);
    out.string("address", &details.address);
    out.string("date", &details.date);
    out.string("language", &details.language);
    out.string("note", &details.note);
    out.close();
}

pub(super) fn revision(pen: &mut Pen, layout: Layout, id: RevisionId, row: &Revision) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.field("article").quoted(row.article);
    out.field("number").plain(row.number);
    out.field("added").quoted(row.added);
    out.string("origin", &row.origin);
    out.field("sha256").quoted(row.text.hash());
    if !row.blocks.is_empty() {
        out.field("blocks").list(&row.blocks, |pen, block| {
            pen.plain(format_args!("(\"{}\", {}, {})", block.kind.word(), block.lines.start + 1, block.lines.end));
        });
    }
    let text = &row.text;
    let lines = (0..text.line_count()).map(|line| &text.as_str()[text.line(line)]);
    let pen = out.field("text");
    match layout {
        Layout::Line => pen.list(lines, |pen, line| pen.string(line)),
        Layout::Fields(level) => pen.lines(level + 1, lines, |pen, line| pen.string(line)),
    }
    out.close();
}

fn values(out: &mut Row<'_>, attributes: &Attributes) {
    if attributes.is_empty() {
        return;
    }
    let pen = out.field("attributes");
    pen.raw("{");
    for (i, (key, value)) in attributes.iter().enumerate() {
        if i > 0 {
            pen.raw(", ");
        }
        pen.quoted(key);
        pen.raw(": ");
        self::value(pen, value);
    }
    pen.raw("}");
}

/// Writes what names a group of annotations, up to its rows.
pub(super) fn annotations(out: &mut Row<'_>, set: SetId, revision: RevisionId) {
    out.field("set").quoted(set);
    out.field("revision").quoted(revision);
}

/// Writes what names a group of relations, up to its rows.
pub(super) fn relations(out: &mut Row<'_>, set: SetId) {
    out.field("set").quoted(set);
}

/// Writes an annotation without its set and its text, which its group names. Without its text, which no valid project
/// leaves it without, its words are written empty, so that reading it says so.
pub(super) fn annotation(pen: &mut Pen, id: AnnotationId, row: &Annotation, text: Option<&Text>, around: bool) {
    let mut out = pen.row(Layout::Line);
    out.field("id").quoted(id);
    out.field("label").quoted(&row.label);
    match &row.place {
        Place::At(fragments) => {
            out.field("at").list(fragments.spans(), |pen, span| fragment(pen, *span, text, around));
        }
        Place::Detached(anchors) if anchors.is_empty() => {}
        Place::Detached(anchors) => out.field("lost").list(anchors, lost),
    }
    values(&mut out, &row.attributes);
    out.string("note", &row.note);
    if row.unsure {
        out.field("unsure").plain(true);
    }
    out.field("time").quoted(row.time);
    out.names("derived_from", &row.derived_from);
    out.close();
}

fn lost(pen: &mut Pen, anchor: &Anchor) {
    let mut out = pen.row(Layout::Line);
    out.field("quote").string(&anchor.exact);
    out.string("before", &anchor.prefix);
    out.string("after", &anchor.suffix);
    out.close();
}

fn fragment(pen: &mut Pen, span: Span, text: Option<&Text>, around: bool) {
    let (quote, start) = text.map_or(("", span.start()), |text| (text.quote(span), text.char_of(span.start())));
    let count = quote.chars().count();
    let mut out = pen.row(Layout::Line);
    out.field("start").plain(start);
    out.field("end").plain(start + count);
    out.field("quote").string(quote);
    if around
        && count < SHORT
        && let Some(text) = text
    {
        let body = text.as_str();
        let (before, after) = (&body[..span.start()], &body[span.end()..]);
        let from = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        out.string("before", &before[from..]);
        out.string("after", &after[..to]);
    }
    out.close();
}

/// Writes a relation without its set, which its group names.
pub(super) fn relation(pen: &mut Pen, id: RelationId, row: &Relation) {
    let mut out = pen.row(Layout::Line);
    out.field("id").quoted(id);
    out.field("kind").quoted(&row.kind);
    out.field("from").quoted(row.from);
    out.field("to").quoted(row.to);
    values(&mut out, &row.attributes);
    out.string("note", &row.note);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn proposition(pen: &mut Pen, layout: Layout, id: PropositionId, row: &Proposition) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.string("wording", &row.wording);
    values(&mut out, &row.attributes);
    out.names("members", &row.members);
    out.string("note", &row.note);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn entity(pen: &mut Pen, layout: Layout, id: EntityId, row: &Entity) {
    let mut out = pen.row(layout);
    out.field("id").quoted(id);
    out.string("name", &row.name);
    out.names("members", &row.members);
    out.string("note", &row.note);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn done(pen: &mut Pen, layout: Layout, key: (SetId, ArticleId), row: &Done) {
    let mut out = pen.row(layout);
    out.field("set").quoted(key.0);
    out.field("article").quoted(key.1);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn absence(pen: &mut Pen, layout: Layout, key: AbsenceKey, row: &Absence) {
    let mut out = pen.row(layout);
    out.field("proposition").quoted(key.0);
    out.field("article").quoted(key.1);
    out.field("set").quoted(key.2);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn dismissal(pen: &mut Pen, layout: Layout, key: &FindingKey, row: &Dismissal) {
    let mut out = pen.row(layout);
    out.field("finding").quoted(key);
    out.string("reason", &row.reason);
    out.field("time").quoted(row.time);
    out.close();
}

pub(super) fn decision(pen: &mut Pen, layout: Layout, key: DecisionKey, row: &Decision) {
    let mut out = pen.row(layout);
    out.field("set").quoted(key.1);
    out.field("first").quoted(key.0);
    out.field("sha256").quoted(row.state);
    out.field("time").quoted(row.time);
    out.close();
}

/// Writes a conflict; `text` lends the texts that versions have words in.
pub(super) fn conflict<'t>(
    pen: &mut Pen,
    layout: Layout,
    key: &ConflictKey,
    row: &Conflict,
    text: impl Fn(RevisionId) -> Option<&'t Text>,
) {
    let mut out = pen.row(layout);
    named(out.field("row"), &key.row);
    let field = if matches!(key.field, Field::Value(_)) { "attribute" } else { "field" };
    out.field(field).quoted(key.field.name());
    if !row.versions.is_empty() {
        let pen = out.field("versions");
        match layout {
            Layout::Line => pen.list(&row.versions, |pen, version| held(pen, version, &text)),
            Layout::Fields(level) => pen.lines(level + 1, &row.versions, |pen, version| held(pen, version, &text)),
        }
    }
    out.close();
}

fn named(pen: &mut Pen, row: &RowName) {
    match row {
        RowName::Info(()) => pen.raw("Info"),
        RowName::Label(key) => pen.plain(format_args!("Label(\"{key}\")")),
        RowName::Attribute(key) => pen.plain(format_args!("Attribute(\"{key}\")")),
        RowName::Kind(key) => pen.plain(format_args!("Kind(\"{key}\")")),
        RowName::Article(id) => pen.plain(format_args!("Article(\"{id}\")")),
        RowName::Revision(id) => pen.plain(format_args!("Revision(\"{id}\")")),
        RowName::Annotator(id) => pen.plain(format_args!("Annotator(\"{id}\")")),
        RowName::Set(id) => pen.plain(format_args!("Set(\"{id}\")")),
        RowName::Done((set, article)) => pen.plain(format_args!("Done(\"{set}\", \"{article}\")")),
        RowName::Annotation(id) => pen.plain(format_args!("Annotation(\"{id}\")")),
        RowName::Relation(id) => pen.plain(format_args!("Relation(\"{id}\")")),
        RowName::Proposition(id) => pen.plain(format_args!("Proposition(\"{id}\")")),
        RowName::Entity(id) => pen.plain(format_args!("Entity(\"{id}\")")),
        RowName::Absence((proposition, article, set)) => {
            pen.plain(format_args!("Absence(\"{proposition}\", \"{article}\", \"{set}\")"));
        }
        RowName::Dismissal(key) => pen.plain(format_args!("Dismissal(\"{key}\")")),
        RowName::Exercise(id) => pen.plain(format_args!("Exercise(\"{id}\")")),
    }
}

fn held<'t>(pen: &mut Pen, held: &Held, text: impl Fn(RevisionId) -> Option<&'t Text>) {
    match held {
        Held::Nothing => pen.raw("Nothing"),
        Held::Text(words) => {
            pen.raw("Text(");
            pen.string(words);
            pen.raw(")");
        }
        Held::Flag(flag) => pen.plain(format_args!("Flag({flag})")),
        Held::Colour(colour) => pen.plain(format_args!("Colour({colour})")),
        Held::Shortcut(c) => {
            pen.raw("Shortcut(");
            pen.string(c.encode_utf8(&mut [0; 4]));
            pen.raw(")");
        }
        Held::Pattern(pattern) => pen.plain(format_args!("Pattern(\"{}\")", pattern.word())),
        Held::Ties(ties) => pen.plain(format_args!("Ties(\"{}\")", ties.word())),
        Held::SetKind(kind) => pen.plain(format_args!("SetKind(\"{}\")", kind.word())),
        Held::Label(key) => pen.plain(format_args!("Label(\"{key}\")")),
        Held::Kind(key) => pen.plain(format_args!("Kind(\"{key}\")")),
        Held::Annotator(id) => pen.plain(format_args!("Annotator(\"{id}\")")),
        Held::Set(id) => pen.plain(format_args!("Set(\"{id}\")")),
        Held::Annotation(id) => pen.plain(format_args!("Annotation(\"{id}\")")),
        Held::Proposition(id) => pen.plain(format_args!("Proposition(\"{id}\")")),
        Held::Entity(id) => pen.plain(format_args!("Entity(\"{id}\")")),
        Held::Value(of) => {
            pen.raw("Value(");
            value(pen, of);
            pen.raw(")");
        }
        Held::Takes(of) => {
            pen.raw("Takes(");
            takes(pen, of);
            pen.raw(")");
        }
        Held::Labels(labels) => {
            pen.raw("Labels(");
            pen.list(labels, |pen, key| pen.quoted(key));
            pen.raw(")");
        }
        Held::Owners(owners) => {
            pen.raw("Owners(");
            pen.list(owners, owner);
            pen.raw(")");
        }
        Held::Revision(id) => pen.plain(format_args!("Revision(\"{id}\")")),
        Held::Number(number) => pen.plain(format_args!("Number({number})")),
        Held::Points(points) => pen.plain(format_args!("Points({points})")),
        Held::Place(revision, Place::At(fragments)) => {
            pen.plain(format_args!("At(\"{revision}\", "));
            pen.list(fragments.spans(), |pen, span| fragment(pen, *span, text(*revision), true));
            pen.raw(")");
        }
        Held::Place(revision, Place::Detached(anchors)) => {
            pen.plain(format_args!("Lost(\"{revision}\", "));
            pen.list(anchors, lost);
            pen.raw(")");
        }
    }
}
