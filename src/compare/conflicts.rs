//! Says in words what is in conflict after a merge: what it is about, and what each version says.

use crate::model::actions::shorten;
use crate::model::scheme::AttributeType;
use crate::model::*;
use crate::{say, words};

/// A conflict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is about: "note of claim “the dam is safe”".
    pub about: String,
    /// What each version says, in the order of the conflict's.
    pub versions: Vec<String>,
    /// Which of them the project holds meanwhile; `None` when it was changed since, or the row itself is in conflict.
    pub held: Option<usize>,
    /// The article that it is in, for what is in one.
    pub article: Option<ArticleId>,
}

/// Puts a conflict into words.
pub fn told(project: &Project, key: &ConflictKey, conflict: &Conflict) -> Told {
    let held = key.held(project);
    Told {
        about: about(project, key),
        versions: conflict.versions.iter().map(|version| version_told(project, key, version)).collect(),
        held: conflict.versions.iter().position(|version| Some(version) == held.as_ref()),
        article: article_of(project, &key.row),
    }
}

/// Returns the article that a row is in.
fn article_of(project: &Project, row: &RowName) -> Option<ArticleId> {
    let of_annotation = |id: &AnnotationId| {
        let row = project.annotation(id)?;
        project.revision(&row.revision).map(|revision| revision.article)
    };
    match row {
        RowName::Article(id) | RowName::Done((_, id)) | RowName::Absence((_, id, _)) => Some(*id),
        RowName::Revision(id) => project.revision(id).map(|row| row.article),
        RowName::Annotation(id) => of_annotation(id),
        RowName::Relation(id) => project.relation(id).and_then(|row| of_annotation(&row.from)),
        RowName::Exercise(id) => {
            let text = project.exercise(id).and_then(|row| project.revision(&row.revision));
            text.map(|row| row.article)
        }
        _ => None,
    }
}

/// Says what a conflict is about.
pub(super) fn about(project: &Project, key: &ConflictKey) -> String {
    let row = row_told(project, &key.row);
    match &key.field {
        Field::Row => row,
        Field::Value(attribute) => say!("conflict-field-of", field = attribute_name(project, attribute), row = row),
        field => say!("conflict-field-of", field = say!("conflict-field", field = field.name()), row = row),
    }
}

fn attribute_name(project: &Project, key: &AttributeKey) -> String {
    project.attribute(key).map_or_else(|| key.to_string(), |row| row.name.clone())
}

fn label_name(project: &Project, key: &LabelKey) -> String {
    project.label(key).map_or_else(|| key.to_string(), |row| row.name.clone())
}

fn kind_name(project: &Project, key: &KindKey) -> String {
    project.kind(key).map_or_else(|| key.to_string(), |row| row.name.clone())
}

fn annotation_told(project: &Project, id: AnnotationId) -> String {
    let Some(row) = project.annotation(&id) else { return say!("conflict-gone").to_owned() };
    say!("differs-annotation", label = label_name(project, &row.label), words = shorten(&project.quote(row)))
}

fn article_title(project: &Project, id: ArticleId) -> String {
    let title = project.article(&id).map_or("", |row| row.details.title.trim());
    if title.is_empty() { say!("differs-untitled").to_owned() } else { shorten(title) }
}

fn wording(project: &Project, id: PropositionId) -> String {
    project.proposition(&id).map_or_else(|| say!("conflict-gone").to_owned(), |row| shorten(&row.wording))
}

/// Names a text of an article.
fn text_told(project: &Project, id: RevisionId) -> String {
    let (number, article) = project.revision(&id).map_or((0, ArticleId(0)), |row| (row.number, row.article));
    say!("conflict-text", number = number, title = article_title(project, article))
}

/// Names a row.
fn row_told(project: &Project, row: &RowName) -> String {
    let named = |sort: &str, name: &str| say!("conflict-row", sort = sort, name = name);
    match row {
        RowName::Info(()) => say!("conflict-project").to_owned(),
        RowName::Label(key) => named("label", &label_name(project, key)),
        RowName::Attribute(key) => named("attribute", &attribute_name(project, key)),
        RowName::Kind(key) => named("kind", &kind_name(project, key)),
        RowName::Article(id) => named("article", &article_title(project, *id)),
        RowName::Revision(id) => text_told(project, *id),
        RowName::Annotator(id) => named("annotator", project.annotator(id).map_or("", |row| &row.name)),
        RowName::Set(id) => named("set", &project.set_name(*id)),
        RowName::Done((set, article)) => {
            say!("conflict-done", who = project.set_name(*set), title = article_title(project, *article))
        }
        RowName::Annotation(id) => annotation_told(project, *id),
        RowName::Relation(id) => {
            let Some(row) = project.relation(id) else { return say!("conflict-gone").to_owned() };
            let (start, end) = (annotation_told(project, row.from), annotation_told(project, row.to));
            say!("differs-relation", kind = kind_name(project, &row.kind), start = start, end = end)
        }
        RowName::Proposition(id) => named("proposition", &wording(project, *id)),
        RowName::Entity(id) => named("entity", project.entity(id).map_or("", |row| &row.name)),
        RowName::Absence((proposition, article, set)) => {
            let (what, title) = (wording(project, *proposition), article_title(project, *article));
            say!("conflict-absence", who = project.set_name(*set), what = what, title = title)
        }
        RowName::Dismissal(key) => named("dismissal", key.as_str()),
        RowName::Exercise(id) => {
            named("exercise", &project.exercise(id).map_or_else(String::new, |row| shorten(&row.title)))
        }
    }
}

/// Says what a version says.
fn version_told(project: &Project, key: &ConflictKey, held: &Held) -> String {
    let labels = |keys: &[LabelKey]| words::list(&keys.iter().map(|key| label_name(project, key)).collect::<Vec<_>>());
    let told = match held {
        Held::Nothing => say!("conflict-nothing").to_owned(),
        Held::Text(text) => text.clone(),
        Held::Flag(flag) => words::yes_or_no(*flag).to_owned(),
        Held::Value(value) => {
            let attribute = if let Field::Value(attribute) = &key.field { project.attribute(attribute) } else { None };
            value.told(attribute.map(|row| &row.takes)).to_owned()
        }
        Held::Colour(colour) => say!("conflict-colour", number = u32::from(*colour) + 1),
        Held::Shortcut(c) => c.to_string(),
        Held::Pattern(pattern) => say!("conflict-pattern", number = place_of(*pattern)),
        Held::Ties(Ties::Nothing) => say!("scheme-ties-nothing").to_owned(),
        Held::Ties(Ties::Proposition) => say!("scheme-ties-proposition").to_owned(),
        Held::Ties(Ties::Entity) => say!("scheme-ties-entity").to_owned(),
        Held::SetKind(kind) => say!("conflict-set-kind", kind = set_kind(*kind)),
        Held::Label(label) => label_name(project, label),
        Held::Kind(kind) => kind_name(project, kind),
        Held::Annotator(id) => project.annotator(id).map_or_else(String::new, |row| row.name.clone()),
        Held::Set(id) => project.set_name(*id),
        Held::Annotation(id) => annotation_told(project, *id),
        Held::Proposition(id) => say!("differs-quoted", words = wording(project, *id)),
        Held::Entity(id) => project.entity(id).map_or_else(String::new, |row| row.name.clone()),
        Held::Takes(AttributeType::Flag) => say!("conflict-takes-flag").to_owned(),
        Held::Takes(AttributeType::Text) => say!("conflict-takes-text").to_owned(),
        Held::Takes(AttributeType::Choice(all)) => {
            words::list(&all.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>())
        }
        Held::Labels(keys) => labels(keys),
        Held::Owners(owners) => {
            let name = |owner: &Owner| match owner {
                Owner::Label(key) => label_name(project, key),
                Owner::Kind(key) => kind_name(project, key),
                Owner::Propositions => say!("conflict-propositions").to_owned(),
            };
            words::list(&owners.iter().map(name).collect::<Vec<_>>())
        }
        Held::Place(revision, Place::At(fragments)) => {
            let text = project.revision(revision).map(|row| &row.text);
            let quote = text.map_or_else(String::new, |text| fragments.quote(text));
            say!("differs-quoted", words = quote)
        }
        Held::Place(_, Place::Detached(_)) => say!("conflict-detached").to_owned(),
        Held::Revision(id) => text_told(project, *id),
        Held::Number(number) => number.to_string(),
        Held::Points(points) => points.to_string(),
    };
    if told.trim().is_empty() { say!("conflict-empty").to_owned() } else { told }
}

fn place_of(pattern: Pattern) -> usize {
    Pattern::ALL.iter().position(|known| *known == pattern).map_or(0, |at| at + 1)
}

/// Returns the name by which the words' files choose.
fn set_kind(kind: SetKind) -> &'static str {
    match kind {
        SetKind::Own => "own",
        SetKind::SecondPass => "second-pass",
        SetKind::MaskedPass => "masked-pass",
        SetKind::Adjudicated => "adjudicated",
        SetKind::Imported => "imported",
        SetKind::AnswerKey => "answer-key",
        SetKind::HandIn => "hand-in",
    }
}
