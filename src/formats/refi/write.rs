//! Hands a project out.

use std::io;

use crate::documents::archive;
use crate::formats::exchange::{Document, Handout, Offsets, Out, Remarks, Row, Spot, Watch, What, details};
use crate::formats::xml::Xml;
use crate::model::scheme::INKS;
use crate::model::*;
use crate::say;

use super::guid::Guid;
use super::{ORIGIN, SPACE, UNIT, UNSURE, WITHIN};

/// Code points of a quote that are the name of a selection.
const NAME: usize = 100;

/// Writes the archive.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let mut writing = Writing { handout, xml: Xml::new(), notes: Vec::new(), links: Vec::new() };
    let texts = writing.project(watch)?;
    let (project, lost) = writing.xml.finish();
    remarks.add_some(What::Characters, "", lost, || Spot::of("project.qde"));
    remarks.add_some(What::Definitions, "", untold(handout.project), || Spot::of("project.qde"));
    let texts = texts.iter().map(|(path, text)| (path.as_str(), text.as_str().as_bytes()));
    out.begin("project.qdpx")?;
    out.write(&archive::pack([("project.qde", project.as_bytes())].into_iter().chain(texts))?)
}

/// A note that is written when all that has notes is.
struct Note {
    guid: Guid,
    name: String,
    text: String,
}

struct Writing<'h, 'p> {
    handout: &'h Handout<'p>,
    xml: Xml,
    notes: Vec<Note>,
    /// Fragments that belong together: the ids of the first and of the next.
    links: Vec<(String, String)>,
}

impl Writing<'_, '_> {
    /// Writes what is in the project; returns the texts with their paths.
    fn project(&mut self, watch: &mut Watch<'_>) -> io::Result<Vec<(String, Text)>> {
        let handout = self.handout;
        let title = handout.project.info().title;
        let name = if title.trim().is_empty() { ORIGIN } else { &title };
        self.xml.begin("Project", &[("xmlns", SPACE), ("name", name), ("origin", ORIGIN)]);
        if !handout.sets.is_empty() {
            self.xml.begin("Users", &[]);
            for pass in &handout.sets {
                self.xml.empty("User", &[("guid", &Guid(pass.id.0).to_string()), ("name", &pass.name)]);
            }
            self.xml.end();
        }
        self.codes();
        self.variables();
        let mut texts = Vec::new();
        if !handout.documents.is_empty() {
            self.xml.begin("Sources", &[]);
            for document in handout.each(watch) {
                let document = document?;
                let file = Guid(document.revision_id.0).to_string();
                self.source(document, &file);
                texts.push((format!("sources/{file}.txt"), document.text().clone()));
            }
            self.xml.end();
        }
        self.relations_and_notes();
        self.xml.end();
        Ok(texts)
    }

    fn codes(&mut self) {
        let project = self.handout.project;
        let mut labels: Vec<(Vec<&str>, &LabelKey, &Label)> = Vec::new();
        for (key, row) in project.labels() {
            labels.push((path(&row.name), key, row));
        }
        let attributes = project.attributes();
        let coded: Vec<_> = attributes.iter().filter(|(_, row)| is_coded(row)).collect();
        let unsure = self.handout.documents.iter().flat_map(Document::annotations).any(|row| row.row.unsure);
        if labels.is_empty() && coded.is_empty() && !unsure {
            return;
        }
        self.xml.begin("CodeBook", &[]);
        self.xml.begin("Codes", &[]);
        self.labels(&labels, 0);
        for (_, row) in coded {
            let (sort, choices): (_, Vec<&str>) = match &row.takes {
                AttributeType::Choice(choices) => ("choice", choices.iter().map(|choice| &*choice.name).collect()),
                AttributeType::Flag | AttributeType::Text => ("flag", vec!["true", "false"]),
            };
            let guid = Guid::made(&[sort, &row.name]).to_string();
            self.xml.begin("Code", &[("guid", &guid), ("name", &row.name), ("isCodable", "false")]);
            self.described(&row.definition, &row.examples);
            for choice in choices {
                let guid = value(&row.name, choice).to_string();
                self.xml.empty("Code", &[("guid", &guid), ("name", choice), ("isCodable", "true")]);
            }
            self.xml.end();
        }
        if unsure {
            let guid = Guid::made(&["unsure"]).to_string();
            self.xml.empty("Code", &[("guid", &guid), ("name", UNSURE), ("isCodable", "true")]);
        }
        self.xml.end();
        self.xml.end();
    }

    /// Writes labels as codes; those that are named as within another stand within it. All begin with the same
    /// `depth` names.
    fn labels(&mut self, labels: &[(Vec<&str>, &LabelKey, &Label)], depth: usize) {
        let mut names: Vec<&str> = Vec::new();
        for (path, ..) in labels {
            if let Some(name) = path.get(depth).filter(|name| !names.contains(name)) {
                names.push(name);
            }
        }
        for name in names {
            let own = labels.iter().filter(|(path, ..)| path.get(depth) == Some(&name)).cloned();
            let (here, within): (Vec<_>, Vec<_>) = own.partition(|(path, ..)| path.len() == depth + 1);
            match here.first() {
                Some((_, key, row)) => {
                    let colour = format!("#{:06X}", INKS[usize::from(row.colour) % INKS.len()]);
                    let guid = label(key).to_string();
                    let codable = [("guid", &*guid), ("name", name), ("isCodable", "true"), ("color", &*colour)];
                    self.xml.begin("Code", &codable);
                    self.described(&row.definition, &row.examples);
                }
                None => {
                    let path = within.first().map_or(String::new(), |(path, ..)| path[..=depth].join(WITHIN));
                    let guid = Guid::made(&["group", &path]).to_string();
                    self.xml.begin("Code", &[("guid", &guid), ("name", name), ("isCodable", "false")]);
                }
            }
            self.labels(&within, depth + 1);
            self.xml.end();
        }
    }

    fn described(&mut self, definition: &str, examples: &[String]) {
        let examples = examples.iter().map(|example| say!("codebook-example", example = example.as_str()));
        let parts: Vec<String> = std::iter::once(definition.to_owned()).chain(examples).collect();
        let told = parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n");
        if !told.is_empty() {
            self.xml.text("Description", &[], &told);
        }
    }

    fn variables(&mut self) {
        let all = self.handout.documents.iter().flat_map(variables_of);
        let mut names: Vec<&str> = all.map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return;
        }
        self.xml.begin("Variables", &[]);
        for name in names {
            let guid = Guid::made(&["variable", name]).to_string();
            self.xml.empty("Variable", &[("guid", &guid), ("name", name), ("typeOfVariable", "Text")]);
        }
        self.xml.end();
    }

    fn source(&mut self, document: &Document<'_>, file: &str) {
        let details = &document.article.details;
        let title = Some(details.title.as_str()).filter(|title| !title.trim().is_empty()).unwrap_or(&document.file);
        let guid = Guid(document.id.0).to_string();
        let path = format!("internal://{file}.txt");
        self.xml.begin("TextSource", &[("guid", &guid), ("name", title), ("plainTextPath", &path)]);
        if !details.note.is_empty() {
            self.xml.text("Description", &[], &details.note);
        }
        let offsets = Offsets::of(document.text(), UNIT);
        for row in document.annotations() {
            self.annotation(*row, document, &offsets);
        }
        for (name, value) in variables_of(document) {
            self.xml.begin("VariableValue", &[]);
            self.xml.empty("VariableRef", &[("targetGUID", &Guid::made(&["variable", name]).to_string())]);
            self.xml.text("TextValue", &[], value);
            self.xml.end();
        }
        self.xml.end();
    }

    /// Writes an annotation: a selection for each of its fragments, the first with all that is said of it.
    fn annotation(&mut self, Row { id, row, .. }: Row<'_>, document: &Document<'_>, offsets: &Offsets<'_>) {
        let project = self.handout.project;
        let own = Guid(id.0).to_string();
        let user = Guid(row.set.0).to_string();
        let time = row.time.to_string();
        let mut before: Option<String> = None;
        for (nth, span) in row.fragments().map_or(&[][..], Fragments::spans).iter().enumerate() {
            let guid = if nth == 0 { own.clone() } else { Guid::made(&["piece", &own, &nth.to_string()]).to_string() };
            let [start, end] = [span.start(), span.end()].map(|byte| offsets.at(byte).to_string());
            let name = shortened(document.text().quote(*span));
            let made = [("creatingUser", &*user), ("creationDateTime", &*time)];
            let place = [("guid", &*guid), ("name", &*name), ("startPosition", &*start), ("endPosition", &*end)];
            self.xml.begin("PlainTextSelection", &[&place[..], &made[..]].concat());
            let mut codes = vec![label(&row.label)];
            let mut notes = Vec::new();
            if nth == 0 {
                codes.extend(row.unsure.then(|| Guid::made(&["unsure"])));
                for (key, said) in &row.attributes {
                    let Some(attribute) = project.attribute(key) else { continue };
                    match (said, &attribute.takes) {
                        (Value::Text(text), _) => notes.push(value_note(&own, &attribute.name, text)),
                        (said, takes) => codes.push(value(&attribute.name, written(said, takes))),
                    }
                }
                notes.extend(plain_note(&own, &row.note));
            }
            for code in codes {
                let code = code.to_string();
                let coding = Guid::made(&["coding", &guid, &code]).to_string();
                self.xml.begin("Coding", &[&[("guid", &*coding)], &made[..]].concat());
                self.xml.empty("CodeRef", &[("targetGUID", &code)]);
                self.xml.end();
            }
            self.note_refs(notes);
            self.xml.end();
            self.links.extend(before.map(|before| (before, guid.clone())));
            before = Some(guid);
        }
    }

    fn note_refs(&mut self, notes: Vec<Note>) {
        for note in notes {
            self.xml.empty("NoteRef", &[("targetGUID", &note.guid.to_string())]);
            self.notes.push(note);
        }
    }

    /// Writes the notes, and the links: some have notes.
    fn relations_and_notes(&mut self) {
        let handout = self.handout;
        let mut ties = Vec::new();
        for (id, row) in handout.relations() {
            let own = Guid(id.0).to_string();
            let values = row.attributes.iter().filter_map(|(key, said)| {
                let attribute = handout.project.attribute(key)?;
                Some(value_note(&own, &attribute.name, written(said, &attribute.takes)))
            });
            let notes: Vec<Note> = values.chain(plain_note(&own, &row.note)).collect();
            let name = handout.project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
            let refs: Vec<Guid> = notes.iter().map(|note| note.guid).collect();
            self.notes.extend(notes);
            ties.push((own, name, Guid(row.from.0).to_string(), Guid(row.to.0).to_string(), refs));
        }
        for (from, to) in std::mem::take(&mut self.links) {
            let guid = Guid::made(&["continues", &from, &to]).to_string();
            ties.push((guid, say!("refi-continued").to_owned(), from, to, Vec::new()));
        }
        if !self.notes.is_empty() {
            self.xml.begin("Notes", &[]);
            for note in std::mem::take(&mut self.notes) {
                self.xml.begin("Note", &[("guid", &note.guid.to_string()), ("name", &note.name)]);
                self.xml.text("PlainTextContent", &[], &note.text);
                self.xml.end();
            }
            self.xml.end();
        }
        if ties.is_empty() {
            return;
        }
        self.xml.begin("Links", &[]);
        for (guid, name, from, to, notes) in ties {
            let ends = [("originGUID", &*from), ("targetGUID", &*to)];
            self.xml
                .begin("Link", &[&[("guid", &*guid), ("name", &*name), ("direction", "OneWay")], &ends[..]].concat());
            for note in notes {
                self.xml.empty("NoteRef", &[("targetGUID", &note.to_string())]);
            }
            self.xml.end();
        }
        self.xml.end();
    }
}

/// Counts definitions that have no place: those of what is no code.
fn untold(project: &Project) -> usize {
    let told = |definition: &str, examples: &[String]| !definition.is_empty() || !examples.is_empty();
    let kinds = project.kinds().into_iter().filter(|(_, row)| told(&row.definition, &row.examples));
    let attributes = project.attributes().into_iter().filter(|(_, row)| !is_coded(row));
    kinds.count() + attributes.filter(|(_, row)| told(&row.definition, &row.examples)).count()
}

/// Tells whether the values of an attribute are codes.
fn is_coded(attribute: &Attribute) -> bool {
    attribute.takes != AttributeType::Text && attribute.on.iter().any(|owner| *owner != Owner::Propositions)
}

/// Returns a value in the words that stand for it in files.
fn written<'v>(value: &'v Value, takes: &'v AttributeType) -> &'v str {
    match value {
        Value::Flag(flag) => {
            if *flag {
                "true"
            } else {
                "false"
            }
        }
        Value::Choice(choice) => takes.name_of(choice),
        Value::Text(text) => text,
    }
}

/// Returns the code of a label.
fn label(key: &LabelKey) -> Guid {
    Guid::made(&["label", key.as_str()])
}

/// Returns the code of a value of an attribute.
fn value(attribute: &str, value: &str) -> Guid {
    Guid::made(&["is", attribute, value])
}

fn value_note(owner: &str, attribute: &str, text: &str) -> Note {
    Note { guid: Guid::made(&["value", owner, attribute]), name: attribute.to_owned(), text: text.to_owned() }
}

fn plain_note(owner: &str, text: &str) -> Option<Note> {
    let name = say!("refi-note").to_owned();
    (!text.is_empty()).then(|| Note { guid: Guid::made(&["note", owner]), name, text: text.to_owned() })
}

/// Lists what is known of an article that is no property of a source.
fn variables_of<'d>(document: &Document<'d>) -> impl Iterator<Item = (&'static str, &'d str)> + use<'d> {
    details(&document.article.details).filter(|(name, _)| !matches!(*name, "title" | "note"))
}

/// Returns the names of the codes that a label is within, and its own.
fn path(name: &str) -> Vec<&str> {
    let parts: Vec<&str> = name.split(WITHIN).collect();
    if parts.iter().all(|part| !part.trim().is_empty()) { parts } else { vec![name] }
}

/// Returns the first words of a quote.
fn shortened(quote: &str) -> String {
    match quote.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", quote[..end].trim_end()),
        None => quote.to_owned(),
    }
}
