//! Reads `annotation.conf`, which declares types, and the names in `visual.conf`.

use foldhash::HashMap;

use crate::formats::exchange::{File, Gather, Names, Spot, What};
use crate::model::{LabelKey, Owner};
use crate::say;

use super::fits;

/// A role, and the types or values that can have it.
type Argument = (String, Vec<String>);

/// What brat's configuration says.
#[derive(Debug, Default)]
pub(super) struct Conf {
    /// What the scheme calls a type or value that is written in another way.
    names: HashMap<String, String>,
    entities: Vec<String>,
    relations: Vec<(String, Vec<Argument>)>,
    events: Vec<(String, Vec<Argument>)>,
    attributes: Vec<(String, Vec<Argument>)>,
    /// What stands below a type, or below what only groups types, at any depth.
    below: HashMap<String, Vec<String>>,
}

impl Conf {
    /// Reads the configuration among some files.
    pub(super) fn of(files: &[File], gather: &mut Gather) -> Conf {
        let mut conf = Conf::default();
        let named = |name: &'static str| files.iter().filter(move |file| file.name() == name);
        for file in named("visual.conf") {
            for shown in conf.read_names(&gather.decode(file).text) {
                gather.remark(What::NoPlace, say!("brat-shown"), Spot::of(format!("{}: {shown}", file.path)));
            }
        }
        for file in named("annotation.conf") {
            for (line, name) in conf.read_types(&gather.decode(file).text) {
                gather.remark(What::NoPlace, name, Spot::line(file.path.as_str(), line));
            }
        }
        conf
    }

    /// Returns what the scheme calls a type or value.
    pub(super) fn name<'n>(&'n self, of: &'n str) -> &'n str {
        self.names.get(of).map_or(of, String::as_str)
    }

    /// Tells whether an attribute has choices.
    pub(super) fn has_choices(&self, attribute: &str) -> bool {
        let mut all = self.attributes.iter().filter(|(name, _)| name == attribute);
        all.any(|(_, arguments)| arguments.iter().any(|(role, _)| role == "Value"))
    }

    /// Takes the names that types are written from. Returns those that types are only shown as.
    fn read_names(&mut self, text: &str) -> Vec<String> {
        let mut shown = Vec::new();
        for (_, _, line) in lines(text).filter(|(_, section, _)| *section == "labels") {
            let line = line.trim();
            let mut parts = line.split('|').map(str::trim);
            let (Some(of), Some(name)) = (parts.next(), parts.next().filter(|name| !name.is_empty())) else { continue };
            if is_written(of, name) {
                self.names.insert(of.to_owned(), name.to_owned());
            } else if of != name {
                shown.push(name.to_owned());
            }
        }
        shown
    }

    /// Reads what can be marked. Returns the lines of what has no place here, with what it is.
    fn read_types(&mut self, text: &str) -> Vec<(usize, &'static str)> {
        let mut left = Vec::new();
        let mut macros: HashMap<String, String> = HashMap::default();
        // The types that one further in is below, each with how far in it stands.
        let mut above: (&str, Vec<(usize, String)>) = ("", Vec::new());
        for (number, section, line) in lines(text) {
            let depth = line.len() - line.trim_start().len();
            let line = line.trim();
            if line.chars().all(|c| c == '-') {
                continue;
            }
            if let Some((name, means)) = line.split_once('=').filter(|(name, _)| is_macro(name.trim())) {
                macros.insert(name.trim().to_owned(), means.trim().to_owned());
                continue;
            }
            let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            if matches!(section, "entities" | "spans" | "events") {
                if above.0 != section {
                    above = (section, Vec::new());
                }
                above.1.retain(|(other, _)| *other < depth);
                for (_, one) in &above.1 {
                    self.below.entry(one.clone()).or_default().push(name.to_owned());
                }
                above.1.push((depth, name.to_owned()));
                if depth > 0 && above.1.len() > 1 {
                    left.push((number, say!("brat-hierarchy")));
                }
            }
            // What only groups other types can't be given; which marks may overlap is no type.
            if name.starts_with('!') || name.is_empty() {
                continue;
            }
            if is_macro(name) {
                left.push((number, say!("brat-overlap")));
                continue;
            }
            let arguments = || {
                let rest = macros.iter().fold(rest.to_owned(), |rest, (name, means)| rest.replace(name, means));
                rest.split(',').filter_map(argument).collect::<Vec<_>>()
            };
            if section == "relations" && arguments().iter().any(|(role, _)| role == "<REL-TYPE>") {
                left.push((number, say!("brat-relation-type")));
            }
            match section {
                "entities" | "spans" => self.entities.push(name.to_owned()),
                "relations" => self.relations.push((name.to_owned(), arguments())),
                "events" => self.events.push((name.to_owned(), arguments())),
                "attributes" => self.attributes.push((name.to_owned(), arguments())),
                _ => {}
            }
        }
        left
    }

    /// Declares all types.
    pub(super) fn declare(&self, gather: &mut Gather) {
        let entities: Vec<LabelKey> = self.entities.iter().map(|of| gather.label(self.name(of))).collect();
        let events: Vec<LabelKey> = self.events.iter().map(|(of, _)| gather.label(self.name(of))).collect();
        let all: Vec<LabelKey> = entities.iter().chain(&events).cloned().collect();
        let stands_for = |gather: &mut Gather, types: &[String]| -> Vec<LabelKey> {
            let each = types.iter().flat_map(|of| match of.as_str() {
                "<ENTITY>" => entities.clone(),
                "<EVENT>" => events.clone(),
                "<ANY>" => all.clone(),
                _ if is_macro(of) => Vec::new(),
                // A type stands for those below it.
                _ => {
                    let below = self.below.get(of).into_iter().flatten();
                    let given = std::iter::once(of).chain(below).filter(|of| !of.starts_with('!'));
                    given.map(|of| gather.label(self.name(of))).collect()
                }
            });
            each.collect()
        };
        for (of, arguments) in &self.relations {
            let end = |at: usize| arguments.iter().filter(|(role, _)| !role.starts_with('<')).nth(at);
            let from = end(0).map_or_else(Vec::new, |(_, types)| stands_for(gather, types));
            let to = end(1).map_or_else(Vec::new, |(_, types)| stands_for(gather, types));
            gather.joins(self.name(of), &from, &to);
        }
        for ((_, arguments), trigger) in self.events.iter().zip(&events) {
            for (role, types) in arguments.iter().filter(|(role, _)| !role.starts_with('<')) {
                let to = stands_for(gather, types);
                gather.joins(self.name(role), std::slice::from_ref(trigger), &to);
            }
        }
        for (of, arguments) in &self.attributes {
            let on: Vec<String> = of_role(arguments, "Arg").cloned().collect();
            let on = stands_for(gather, &on).into_iter().map(Owner::Label);
            let choices: Vec<&str> = of_role(arguments, "Value").map(|value| self.name(value)).collect();
            if of != super::UNSURE {
                gather.attribute(self.name(of), on, &choices);
            }
        }
    }
}

/// Tells whether a type is how a name is written, with or without a number behind it.
fn is_written(of: &str, name: &str) -> bool {
    let mut names = Names::default();
    let rest = of.strip_prefix(names.give("", name, fits));
    let numbered = |rest: &str| rest.strip_prefix('-').is_some_and(|number| number.parse::<usize>().is_ok());
    rest.is_some_and(|rest| rest.is_empty() || numbered(rest))
}

/// Lists the lines that say something, each with its number, from 1, and the section it is in.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let mut section = "";
    text.lines().enumerate().filter_map(move |(at, whole)| {
        let line = whole.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((at + 1, section, whole))
    })
}

fn of_role<'a>(arguments: &'a [Argument], wanted: &'static str) -> impl Iterator<Item = &'a String> {
    arguments.iter().filter(move |(role, _)| role == wanted).flat_map(|(_, all)| all)
}

fn is_macro(name: &str) -> bool {
    name.starts_with('<') && name.ends_with('>')
}

/// Reads `Role:Type|Type`, without the signs that say how often a role may come: `?`, `*`, `+`, `{2}`.
fn argument(text: &str) -> Option<Argument> {
    let (role, types) = text.trim().split_once(':')?;
    let role = role.split('{').next().unwrap_or(role).trim_end_matches(['?', '*', '+']);
    let types = types.split('|').map(str::trim).filter(|of| !of.is_empty()).map(str::to_owned).collect();
    Some((role.to_owned(), types))
}
