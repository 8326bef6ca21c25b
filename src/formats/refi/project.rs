//! What a project says beside its texts: codes, notes, users, variables, links, cases, sets.

use foldhash::HashMap;

use crate::documents::xml::Element;
use crate::formats::exchange::{Gather, Said, Spot, What, read_colour};
use crate::say;

use super::guid::Guid;
use super::package::Package;
use super::{UNSURE, WITHIN};

/// What a code says of what it is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// It is a label, of this name.
    Label(String),
    /// It is the value of an attribute.
    Value(String, Said),
    /// Somebody was not sure.
    Unsure,
}

/// A note.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) guid: Guid,
    pub(super) name: String,
    pub(super) text: String,
    line: usize,
}

/// What is known of a project.
#[derive(Debug, Default)]
pub(super) struct Known {
    codes: HashMap<Guid, Means>,
    notes: HashMap<Guid, Note>,
    users: HashMap<Guid, String>,
    /// Their places in the list.
    order: HashMap<String, usize>,
    variables: HashMap<Guid, String>,
    /// Attributes of ours, with whether they are flags.
    attributes: HashMap<String, bool>,
    /// Names with values of sources: the cases and sets they are in.
    of_sources: HashMap<Guid, Vec<(String, String)>>,
    /// Notes that links tie to something.
    tied: HashMap<Guid, Vec<Guid>>,
}

/// Returns the id of an element.
pub(super) fn guid(of: &Element) -> Option<Guid> {
    Guid::parse(of.attribute("guid")?)
}

/// Lists what references of a name in an element lead to.
pub(super) fn targets<'e>(of: &'e Element, name: &'e str) -> impl Iterator<Item = Guid> + 'e {
    of.all(name).filter_map(|reference| Guid::parse(reference.attribute("targetGUID")?))
}

/// Returns the text of an element in another, without white space around it.
pub(super) fn told<'e>(of: &'e Element, name: &str) -> &'e str {
    of.first(name).map_or("", |inner| inner.text.trim())
}

impl Known {
    /// Takes what a project says, and declares its codes.
    pub(super) fn of(package: &Package<'_>, gather: &mut Gather) -> Known {
        let mut known = Known::default();
        let root = &package.root;
        let all = |name: &'static str, inner: &'static str| root.all(name).flat_map(move |outer| outer.all(inner));
        for user in all("Users", "User") {
            let name =
                ["name", "id", "guid"].iter().find_map(|name| user.attribute(name).filter(|own| !own.is_empty()));
            known.users.extend(guid(user).zip(name.map(str::to_owned)));
            let place = known.order.len();
            name.into_iter().for_each(|name| _ = known.order.entry(name.to_owned()).or_insert(place));
        }
        for variable in all("Variables", "Variable") {
            known.variables.extend(guid(variable).zip(variable.attribute("name").map(str::to_owned)));
        }
        for note in all("Notes", "Note") {
            known.take_note(note, package);
        }
        for codes in all("CodeBook", "Codes") {
            codes.all("Code").for_each(|code| known.take_code(code, "", gather));
        }
        known.take_groups(root, package, gather);
        let spot = |line: usize| Spot::line(package.file.path.as_str(), line);
        for graph in all("Graphs", "Graph") {
            gather.remark(What::NoPlace, say!("refi-graphs"), spot(graph.line));
        }
        if !told(root, "Description").is_empty() {
            gather.remark(What::NoPlace, say!("refi-description"), spot(root.line));
        }
        known
    }

    fn take_note(&mut self, note: &Element, package: &Package<'_>) {
        let parts = [told(note, "Description").to_owned(), text_of(note, package).unwrap_or_default()];
        let text = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n");
        let name = note.attribute("name").unwrap_or_default().to_owned();
        self.notes.extend(guid(note).map(|guid| (guid, Note { guid, name, text, line: note.line })));
    }

    /// Takes a code and those within it. What ours mean, their ids say.
    fn take_code(&mut self, code: &Element, path: &str, gather: &mut Gather) {
        let name = code.attribute("name").unwrap_or_default();
        let own = guid(code);
        let is = |parts: &[&str]| own == Some(Guid::made(parts));
        if is(&["unsure"]) && name == UNSURE {
            self.codes.extend(own.map(|own| (own, Means::Unsure)));
            return;
        }
        for (sort, flag) in [("flag", true), ("choice", false)] {
            if is(&[sort, name]) {
                self.attributes.insert(name.to_owned(), flag);
                for value in code.all("Code") {
                    let choice = value.attribute("name").unwrap_or_default();
                    let said = if flag { Said::Flag(choice == "true") } else { Said::Choice(choice.to_owned()) };
                    self.codes.extend(guid(value).map(|guid| (guid, Means::Value(name.to_owned(), said))));
                }
                return;
            }
        }
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}{WITHIN}{name}") };
        let codable = code.attribute("isCodable").is_none_or(|codable| matches!(codable, "true" | "1"));
        if codable {
            let notes: Vec<String> = self.notes_on(code).iter().map(Note::told).collect();
            let parts = std::iter::once(told(code, "Description").to_owned()).chain(notes);
            let definition = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            gather.describe(&path, definition, code.attribute("color").and_then(read_colour));
        }
        self.codes.extend(own.map(|own| (own, Means::Label(path.clone()))));
        code.all("Code").for_each(|inner| self.take_code(inner, &path, gather));
    }

    /// Takes cases and sets, and the notes that links tie to something.
    fn take_groups(&mut self, root: &Element, package: &Package<'_>, gather: &mut Gather) {
        let all = |name: &'static str, inner: &'static str| root.all(name).flat_map(move |outer| outer.all(inner));
        let spot = |line: usize| Spot::line(package.file.path.as_str(), line);
        for case in all("Cases", "Case") {
            let name = case.attribute("name").unwrap_or_default();
            let mut own = vec![(say!("refi-case").to_owned(), name.to_owned())];
            let description = told(case, "Description");
            own.extend((!description.is_empty()).then(|| (name.to_owned(), description.to_owned())));
            own.extend(self.values(case));
            let codes = targets(case, "CodeRef").filter_map(|code| self.label(code));
            own.extend(codes.map(|code| (say!("refi-code").to_owned(), code.to_owned())).collect::<Vec<_>>());
            for source in targets(case, "SourceRef") {
                self.of_sources.entry(source).or_default().extend(own.iter().cloned());
            }
            if case.first("SourceRef").is_none() || case.first("SelectionRef").is_some() {
                gather.remark(What::NoPlace, say!("refi-cases"), spot(case.line));
            }
        }
        for set in all("Sets", "Set") {
            let own = (say!("refi-set").to_owned(), set.attribute("name").unwrap_or_default().to_owned());
            for source in targets(set, "MemberSource") {
                self.of_sources.entry(source).or_default().push(own.clone());
            }
            if set.first("MemberCode").is_some() || set.first("MemberNote").is_some() {
                gather.remark(What::NoPlace, say!("refi-sets"), spot(set.line));
            }
        }
        for link in all("Links", "Link") {
            if let Some([from, to]) = ends(link) {
                for (note, other) in [(from, to), (to, from)] {
                    if self.notes.contains_key(&note) && !self.notes.contains_key(&other) {
                        self.tied.entry(other).or_default().push(note);
                    }
                }
            }
        }
    }

    /// Tells whether something is a note.
    pub(super) fn is_note(&self, guid: Guid) -> bool {
        self.notes.contains_key(&guid)
    }

    /// Returns what a code means.
    pub(super) fn means(&self, code: Guid) -> Option<&Means> {
        self.codes.get(&code)
    }

    /// Returns a value of an attribute as that takes it.
    pub(super) fn said(&self, attribute: &str, value: &str) -> Said {
        match self.attributes.get(attribute) {
            Some(true) => Said::Flag(value == "true"),
            Some(false) => Said::Choice(value.to_owned()),
            None => Said::Text(value.to_owned()),
        }
    }

    /// Returns the label that a code is.
    pub(super) fn label(&self, code: Guid) -> Option<&str> {
        match self.codes.get(&code)? {
            Means::Label(name) => Some(name),
            Means::Value(..) | Means::Unsure => None,
        }
    }

    /// Returns the place of a user among all, by their name.
    pub(super) fn place(&self, user: &str) -> usize {
        self.order.get(user).copied().unwrap_or(usize::MAX)
    }

    /// Returns who made something, by the name of its attribute; empty where nobody is named.
    pub(super) fn user(&self, of: &Element, name: &str) -> &str {
        let user = of.attribute(name).and_then(Guid::parse).and_then(|guid| self.users.get(&guid));
        user.map_or("", String::as_str)
    }

    /// Lists the notes on something; they have a place then.
    pub(super) fn notes_on(&mut self, of: &Element) -> Vec<Note> {
        let own = guid(of);
        let mut all: Vec<Guid> = targets(of, "NoteRef").collect();
        all.extend(own.and_then(|own| self.tied.remove(&own)).into_iter().flatten());
        all.dedup();
        let mut notes = Vec::new();
        for note in all {
            notes.extend(self.notes.get_mut(&note).map(Note::take));
        }
        notes.retain(|note| !note.text.is_empty() || !note.name.is_empty());
        notes
    }

    /// Lists the variables of something with their values, and for a source the cases and sets that it is in.
    pub(super) fn values(&self, of: &Element) -> Vec<(String, String)> {
        let one = |value: &Element| {
            let name = targets(value, "VariableRef").find_map(|variable| self.variables.get(&variable))?;
            let value = value.elements.iter().find(|inner| inner.name.ends_with("Value"))?;
            Some((name.clone(), value.text.trim().to_owned()))
        };
        let own = of.all("VariableValue").filter_map(one);
        let groups = guid(of).and_then(|own| self.of_sources.get(&own)).into_iter().flatten().cloned();
        own.chain(groups).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Lists the lines where notes stand that nothing here has.
    pub(super) fn notes_left(&self) -> Vec<usize> {
        let mut lines: Vec<usize> = self.notes.values().filter(|note| note.line > 0).map(|note| note.line).collect();
        lines.sort_unstable();
        lines
    }
}

impl Note {
    /// Returns what it says, its name before it where that is not its first words.
    pub(super) fn told(&self) -> String {
        let name = self.name.trim().trim_end_matches(['…', '.']);
        if name.is_empty() || self.text.starts_with(name) {
            self.text.clone()
        } else if self.text.is_empty() {
            name.to_owned()
        } else {
            say!("refi-named", name = name, value = self.text.as_str())
        }
    }

    /// Takes it to a place; what has no line is taken.
    fn take(&mut self) -> Note {
        self.line = 0;
        self.clone()
    }
}

/// Returns what a link joins.
pub(super) fn ends(link: &Element) -> Option<[Guid; 2]> {
    let end = |name: &str| link.attribute(name).and_then(Guid::parse);
    Some([end("originGUID")?, end("targetGUID")?])
}

/// Returns the text that stands in an element or in the file that it names.
pub(super) fn text_of(of: &Element, package: &Package<'_>) -> Option<String> {
    match of.first("PlainTextContent") {
        Some(content) => Some(content.text.clone()),
        None => Some(package.find(of.attribute("plainTextPath")?)?.text().0.text),
    }
}
