//! Writes standoff files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use foldhash::HashMap;

use crate::formats::exchange::{Document, Handout, Names, Out, Remarks, Spot, Watch, What};
use crate::model::*;

use super::{EVENT, NOTE, REFERENCE, UNSURE, fits};

/// Writes a text and its annotations for each article and set, and the configuration.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let mut types = Types::of(handout.project, remarks);
    let mut so_far = handout.so_far.borrow_mut();
    for document in handout.each(watch) {
        let document = document?;
        let several = handout.sets.len() > 1;
        let lines = handout.sets.iter().enumerate().map(|(place, pass)| {
            handout.hands_out(place, document).then(|| standoff(handout, document, pass.id, &mut types, remarks))
        });
        let lines: Vec<Option<String>> = lines.collect();
        // Annotators are told from folders by a text that all of them have: the first that anybody annotated.
        let annotated = lines.iter().flatten().any(|lines| !lines.is_empty());
        let shared = annotated && !std::mem::replace(&mut so_far.shared, true);
        for (pass, lines) in handout.sets.iter().zip(lines).filter(|(_, lines)| lines.is_some() || shared) {
            let base = if several { format!("{}/{}", pass.file, document.file) } else { document.file.clone() };
            out.begin(&format!("{base}.txt"))?;
            out.write(document.text().as_str().as_bytes())?;
            if let Some(lines) = lines {
                out.begin(&format!("{base}.ann"))?;
                out.write(lines.as_bytes())?;
            }
        }
    }
    out.begin("annotation.conf")?;
    out.write(types.configuration(handout.project).as_bytes())?;
    if let Some(visual) = types.visual() {
        out.begin("visual.conf")?;
        out.write(visual.as_bytes())?;
    }
    Ok(())
}

/// What the parts of a scheme are called.
struct Types {
    names: Names,
    /// What people see where it is another name.
    shown: Vec<(String, String)>,
    unsure: bool,
    /// Types of events, with their roles and the types of what has each.
    events: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// Types of what is no event.
    entities: BTreeSet<String>,
}

impl Types {
    fn of(project: &Project, remarks: &mut Remarks) -> Types {
        let mut types = Types {
            names: Names::default(),
            shown: Vec::new(),
            unsure: false,
            events: BTreeMap::new(),
            entities: BTreeSet::new(),
        };
        // What these names mean is known; a part of the scheme that is called so gets a number.
        for reserved in [NOTE, UNSURE, REFERENCE] {
            types.names.give(&format!("reserved {reserved}"), reserved, fits);
        }
        let labels = project.labels().into_iter().map(|(key, row)| (label_key(key), row.name.as_str()));
        let kinds = project.kinds().into_iter().map(|(key, row)| (kind_key(key), row.name.as_str()));
        let attributes = project.attributes().into_iter().filter(|(_, row)| row.name != EVENT);
        let attributes = attributes.map(|(key, row)| (attribute_key(key), row.name.as_str()));
        let takes = project.attributes().into_iter().map(|(_, row)| &row.takes);
        let choices = takes.flat_map(|takes| if let AttributeType::Choice(all) = takes { all.as_slice() } else { &[] });
        let choices = choices.map(|choice| (choice_key(&choice.name), choice.name.as_str()));
        let all: BTreeMap<String, &str> = choices.collect();
        let all: Vec<(String, &str)> = labels.chain(kinds).chain(attributes).chain(all).collect();
        for (key, name) in all {
            let given = types.names.give(&key, name, fits).to_owned();
            if given != name {
                types.shown.push((given.clone(), name.to_owned()));
                if name.contains(['|', '\n', '\t']) || name.trim() != name {
                    remarks.add(What::Renamed, given, Spot::of(name));
                }
            }
        }
        types
    }

    fn label(&mut self, key: &LabelKey) -> String {
        self.names.give(&label_key(key), key.as_str(), fits).to_owned()
    }

    fn kind(&mut self, key: &KindKey) -> String {
        self.names.give(&kind_key(key), key.as_str(), fits).to_owned()
    }

    fn attribute(&mut self, key: &AttributeKey) -> String {
        self.names.give(&attribute_key(key), key.as_str(), fits).to_owned()
    }

    fn choice(&mut self, name: &str) -> String {
        self.names.give(&choice_key(name), name, fits).to_owned()
    }

    fn configuration(&mut self, project: &Project) -> String {
        let mut conf = String::from("[entities]\n\n");
        let labels: Vec<LabelKey> = project.labels().into_iter().map(|(key, _)| key.clone()).collect();
        for label in &labels {
            let name = self.label(label);
            if self.entities.contains(&name) || !self.events.contains_key(&name) {
                let _ = writeln!(conf, "{name}");
            }
        }
        conf.push_str("\n[relations]\n\n");
        for (key, row) in project.kinds() {
            let name = self.kind(key);
            let from = self.either(&row.from);
            let to = self.either(&row.to);
            if !from.is_empty() && !to.is_empty() {
                let _ = writeln!(conf, "{name}\tArg1:{from}, Arg2:{to}");
            }
        }
        conf.push_str("\n[events]\n\n");
        for (name, roles) in &self.events {
            let of = |types: &BTreeSet<String>| types.iter().map(String::as_str).collect::<Vec<_>>().join("|");
            let roles: Vec<String> = roles.iter().map(|(role, types)| format!("{role}*:{}", of(types))).collect();
            let _ = writeln!(conf, "{name}\t{}", roles.join(", "));
        }
        conf.push_str("\n[attributes]\n\n");
        for (key, row) in project.attributes().into_iter().filter(|(_, row)| row.name != EVENT) {
            let on = row
                .on
                .iter()
                .filter_map(|owner| if let Owner::Label(label) = owner { Some(label.clone()) } else { None });
            let on: Vec<LabelKey> = on.collect();
            let (name, on) = (self.attribute(key), self.either(&on));
            match &row.takes {
                _ if on.is_empty() => {}
                AttributeType::Choice(choices) => {
                    let values: Vec<String> = choices.iter().map(|choice| self.choice(&choice.name)).collect();
                    let _ = writeln!(conf, "{name}\tArg:{on}, Value:{}", values.join("|"));
                }
                AttributeType::Flag => {
                    let _ = writeln!(conf, "{name}\tArg:{on}");
                }
                // A text stands in comments, which are not declared.
                AttributeType::Text => {}
            }
        }
        if self.unsure {
            let _ = writeln!(conf, "{UNSURE}\tArg:<ANY>");
        }
        conf
    }

    fn either(&mut self, labels: &[LabelKey]) -> String {
        labels.iter().map(|label| self.label(label)).collect::<Vec<_>>().join("|")
    }

    fn visual(&self) -> Option<String> {
        if self.shown.is_empty() {
            return None;
        }
        let mut conf = String::from("[labels]\n\n");
        for (given, name) in &self.shown {
            let name: String =
                name.chars().map(|c| if matches!(c, '|' | '\n' | '\r' | '\t') { ' ' } else { c }).collect();
            let _ = writeln!(conf, "{given} | {name}");
        }
        Some(conf)
    }
}

// A label, a kind, an attribute and a choice may have one key. Choices of one name are written alike.

fn label_key(key: &LabelKey) -> String {
    format!("label {key}")
}

fn kind_key(key: &KindKey) -> String {
    format!("kind {key}")
}

fn attribute_key(key: &AttributeKey) -> String {
    format!("attribute {key}")
}

fn choice_key(name: &str) -> String {
    format!("choice {name}")
}

/// Parts the lines of a text that are references to other databases, `DATABASE:ID` with words behind it; `None` where
/// one is not.
fn references(said: &str) -> Option<Vec<(&str, &str)>> {
    let each = said.split('\n').map(|line| {
        let (reference, words) = line.split_once(' ').unwrap_or((line, ""));
        let (database, id) = reference.split_once(':')?;
        let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control());
        (plain(database) && plain(id) && !words.contains(['\t', '\r'])).then_some((reference, words))
    });
    each.collect()
}

fn standoff(
    handout: &Handout<'_>,
    document: &Document<'_>,
    set: SetId,
    types: &mut Types,
    remarks: &mut Remarks,
) -> String {
    let (text, mut lines) = (document.text(), String::new());
    let (mut known, mut values, mut comments, mut referred) = (HashMap::default(), 0, 0, 0);
    let mut events: BTreeMap<usize, Event> = BTreeMap::new();
    let attributes: BTreeMap<&AttributeKey, &Attribute> = handout.project.attributes_by_key().collect();
    for row in document.of_set(set) {
        let Some(fragments) = row.row.fragments() else { continue };
        let pieces: Vec<Span> = fragments.spans().iter().flat_map(|span| by_line(text, *span)).collect();
        // Only line ends: nothing is there for brat.
        if pieces.is_empty() {
            remarks.add(What::NoText, "", document.spot(row.row));
            continue;
        }
        let parts = u8::from(pieces.len() > fragments.spans().len());
        remarks.add_some(What::Lines, "", parts.into(), || document.spot(row.row));
        let number = known.len() + 1;
        let is_event = |(key, _): &(&AttributeKey, &Value)| attributes.get(key).is_some_and(|of| of.name == EVENT);
        let event = row.row.attributes.iter().find(is_event).map(|(_, value)| value);
        let label = types.label(&row.row.label);
        // What is said of an event is said of its line.
        let id = match event {
            Some(Value::Text(said)) => {
                let place = events.len() + 1;
                let own = said.split(' ').skip(1).map(str::to_owned).collect();
                types.events.entry(label.clone()).or_default();
                events.insert(place, Event { label: label.clone(), trigger: number, own, roles: Vec::new() });
                format!("E{place}")
            }
            _ => {
                types.entities.insert(label.clone());
                format!("T{number}")
            }
        };
        known.insert(row.id, Known { number, id: id.clone(), label: label.clone() });
        let offsets = pieces.iter().map(|span| format!("{} {}", text.char_of(span.start()), text.char_of(span.end())));
        let offsets = offsets.collect::<Vec<_>>().join(";");
        let words = pieces.iter().map(|span| text.quote(*span)).collect::<Vec<_>>().join(" ");
        let _ = writeln!(lines, "T{number}\t{label} {offsets}\t{words}");
        for (key, value) in &row.row.attributes {
            let Some(attribute) = attributes.get(key).filter(|attribute| attribute.name != EVENT) else { continue };
            let name = types.attribute(key);
            match value {
                Value::Flag(false) => {
                    values += 1;
                    let _ = writeln!(lines, "A{values}\t{name} {id} false");
                }
                Value::Flag(true) => {
                    values += 1;
                    let _ = writeln!(lines, "A{values}\t{name} {id}");
                }
                Value::Choice(choice) => {
                    values += 1;
                    let choice = types.choice(attribute.takes.name_of(choice));
                    let _ = writeln!(lines, "A{values}\t{name} {id} {choice}");
                }
                Value::Text(said) => match references(said).filter(|_| attribute.name == REFERENCE) {
                    Some(all) => {
                        for (reference, words) in all {
                            referred += 1;
                            let _ = write!(lines, "N{referred}\t{REFERENCE} {id} {reference}");
                            lines.push_str(if words.is_empty() { "" } else { "\t" });
                            let _ = writeln!(lines, "{words}");
                        }
                    }
                    None => comment(&mut lines, &mut comments, &name, &id, said),
                },
            }
        }
        if row.row.unsure {
            types.unsure = true;
            values += 1;
            let _ = writeln!(lines, "A{values}\t{UNSURE} {id}");
        }
        if !row.row.note.is_empty() {
            comment(&mut lines, &mut comments, NOTE, &id, &row.row.note);
        }
    }
    let mut relations: Vec<(&Known, &Known, &Relation)> = Vec::new();
    for (_, row) in handout.relations_of(document).filter(|(_, row)| row.set == set) {
        let Some((from, to)) = known.get(&row.from).zip(known.get(&row.to)) else { continue };
        relations.push((from, to, row));
    }
    relations.sort_by_key(|(from, to, row)| (from.number, to.number, &row.kind));
    let mut number = 0;
    for (Known { id: from, .. }, Known { id: to, label, .. }, row) in relations {
        let kind = types.kind(&row.kind);
        let event = from.strip_prefix('E').and_then(|place| events.get_mut(&place.parse().ok()?));
        match event.filter(|event| event.own.contains(&kind)) {
            Some(event) => {
                let roles = types.events.entry(event.label.clone()).or_default();
                roles.entry(kind.clone()).or_default().insert(label.clone());
                event.roles.push((kind, to.clone()));
                // A role has no name by which a comment could be of it.
                let noted = usize::from(!row.note.is_empty());
                remarks.add_some(What::RelationNote, "", noted, || document.titled());
            }
            None => {
                number += 1;
                let _ = writeln!(lines, "R{number}\t{kind} Arg1:{from} Arg2:{to}");
                if !row.note.is_empty() {
                    comment(&mut lines, &mut comments, NOTE, &format!("R{number}"), &row.note);
                }
            }
        }
    }
    for (place, Event { label, trigger, own, mut roles }) in events {
        roles.sort_by_key(|(role, _)| own.iter().position(|known| known == role));
        let _ = write!(lines, "E{place}\t{label}:T{trigger}");
        let mut met: BTreeMap<&str, usize> = BTreeMap::new();
        for (role, to) in &roles {
            let count = met.entry(role).and_modify(|count| *count += 1).or_insert(1);
            let number = if *count > 1 { count.to_string() } else { String::new() };
            let _ = write!(lines, " {role}{number}:{to}");
        }
        lines.push('\n');
    }
    lines
}

/// Writes the lines of a text as comments on something.
fn comment(lines: &mut String, comments: &mut usize, kind: &str, of: &str, text: &str) {
    for line in text.split('\n') {
        *comments += 1;
        let _ = writeln!(lines, "#{comments}\t{kind} {of}\t{}", line.replace('\r', " "));
    }
}

/// An annotation in its file: its number, what others name it by, and its type.
struct Known {
    number: usize,
    id: String,
    label: String,
}

/// An event in the making.
struct Event {
    label: String,
    /// The number of its trigger.
    trigger: usize,
    /// The kinds of relations that are roles of it.
    own: Vec<String>,
    /// Its roles, and what has them.
    roles: Vec<(String, String)>,
}

/// Parts a span where lines end, without the line ends.
fn by_line(text: &Text, span: Span) -> Vec<Span> {
    let (first, last) = (text.line_at(span.start()), text.line_at(span.end().saturating_sub(1)));
    let lines = (first..=last).map(|line| text.line(line));
    lines.filter_map(|line| text.span(line.start.max(span.start()), line.end.min(span.end())).ok()).collect()
}
