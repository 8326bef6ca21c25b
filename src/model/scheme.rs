//! Declares what can be marked: labels, attributes and relation kinds, each with a definition and examples.

use std::collections::BTreeSet;

use crate::{say, words};

use super::id::{AttributeKey, ChoiceKey, KindKey, LabelKey};

/// The line drawn under an annotation, so that colour never stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// One line.
    Solid,
    /// A wave.
    Wave,
    /// Dots.
    Dots,
    /// Two lines.
    Double,
    /// Dashes.
    Dash,
    /// A dash, a dot.
    DashDot,
    /// One thick line.
    Thick,
    /// A zigzag.
    Zigzag,
    /// Long dashes.
    LongDash,
    /// A line of small ticks.
    Ticks,
    /// A dash, two dots.
    DashDotDot,
    /// Small squares.
    Squares,
}

impl Pattern {
    /// All patterns, in the order in which new labels get them.
    pub const ALL: [Pattern; 12] = [
        Pattern::Solid,
        Pattern::Wave,
        Pattern::Dots,
        Pattern::Double,
        Pattern::Dash,
        Pattern::DashDot,
        Pattern::Thick,
        Pattern::Zigzag,
        Pattern::LongDash,
        Pattern::Ticks,
        Pattern::DashDotDot,
        Pattern::Squares,
    ];

    /// Returns the line that goes with a colour of the palette.
    pub fn of_slot(slot: u8) -> Pattern {
        Pattern::ALL[usize::from(slot) % Pattern::ALL.len()]
    }
}

/// What several annotations of a label can be tied into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ties {
    /// Nothing.
    Nothing,
    /// A proposition: they say the same.
    Proposition,
    /// An entity: they name the same.
    Entity,
}

/// A label: what an annotation says of its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Its place among the labels.
    pub rank: u32,
    /// The name people see.
    pub name: String,
    /// The key that gives it; `None` when it has none.
    pub shortcut: Option<char>,
    /// The letter on its badge.
    pub letter: String,
    /// Its colour: a slot of the palette, 0 to 11.
    pub colour: u8,
    /// Its line.
    pub pattern: Pattern,
    /// What its annotations can be tied into.
    pub ties: Ties,
    /// When to give it.
    pub definition: String,
    /// Examples for the codebook.
    pub examples: Vec<String>,
}

impl Label {
    /// Says when to give it, with examples.
    pub fn told(&self) -> String {
        told(&self.definition, &self.examples)
    }
}

/// Slots of the palette.
pub const COLOURS: u8 = 12;

/// The key of the relation kind that leads from what is said to who says it.
pub const MADE_BY: &str = "made-by";
/// The key of the relation kind that leads from what is said to the source on whose word it is.
pub const ATTRIBUTED_TO: &str = "attributed-to";

/// The colours of the slots on paper, as 0xRRGGBB: on the screen's light theme and in print.
pub const INKS: [u32; COLOURS as usize] = [
    0x0072B2, 0xC04A00, 0x00795A, 0x9B3F75, 0x5040AA, 0x654E46, 0x24433E, 0x6F2568, 0x2C0E7B, 0x982303, 0x611703,
    0x382448,
];

/// Tells whether a key of the keyboard can be a shortcut: it writes something that can be seen.
pub fn may_be_shortcut(key: char) -> bool {
    !key.is_whitespace() && !key.is_control()
}

fn told(definition: &str, examples: &[String]) -> String {
    let examples = examples.iter().map(|example| say!("codebook-example", example = example));
    let definition = Some(definition.to_owned()).filter(|definition| !definition.trim().is_empty());
    definition.into_iter().chain(examples).collect::<Vec<_>>().join("\n")
}

/// What an attribute can be given to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// Annotations of a label.
    Label(LabelKey),
    /// Relations of a kind.
    Kind(KindKey),
    /// Propositions.
    Propositions,
}

/// One choice of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice {
    /// What files hold.
    pub key: ChoiceKey,
    /// The name people see.
    pub name: String,
}

/// What values an attribute takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeType {
    /// One of several.
    Choice(Vec<Choice>),
    /// Yes or no.
    Flag,
    /// Free text.
    Text,
}

impl AttributeType {
    /// Returns the name of a choice; its key where there is no such choice.
    pub fn name_of<'v>(&'v self, choice: &'v ChoiceKey) -> &'v str {
        match self {
            AttributeType::Choice(all) => {
                all.iter().find(|known| known.key == *choice).map_or(choice.as_str(), |known| &known.name)
            }
            AttributeType::Flag | AttributeType::Text => choice.as_str(),
        }
    }
}

/// A typed property that the scheme declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// Its place among the attributes.
    pub rank: u32,
    /// The name people see.
    pub name: String,
    /// What can have it.
    pub on: Vec<Owner>,
    /// What values it takes.
    pub takes: AttributeType,
    /// What it means.
    pub definition: String,
    /// Examples for the codebook.
    pub examples: Vec<String>,
}

impl Attribute {
    /// Says what it means, with examples.
    pub fn told(&self) -> String {
        told(&self.definition, &self.examples)
    }

    /// Tells whether a value is one that this attribute takes.
    pub fn accepts(&self, value: &Value) -> bool {
        match (&self.takes, value) {
            (AttributeType::Choice(choices), Value::Choice(key)) => choices.iter().any(|choice| choice.key == *key),
            (AttributeType::Flag, Value::Flag(_)) | (AttributeType::Text, Value::Text(_)) => true,
            _ => false,
        }
    }
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The key of a choice.
    Choice(ChoiceKey),
    /// Yes or no.
    Flag(bool),
    /// Free text.
    Text(String),
}

impl Value {
    /// Returns it in words; `takes` is what its attribute takes, where the scheme has that.
    pub fn told<'v>(&'v self, takes: Option<&'v AttributeType>) -> &'v str {
        match self {
            Value::Choice(choice) => takes.map_or(choice.as_str(), |takes| takes.name_of(choice)),
            Value::Flag(flag) => words::yes_or_no(*flag),
            Value::Text(text) => text,
        }
    }
}

/// A kind of relation, and which labels it may join.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// Its place among the kinds.
    pub rank: u32,
    /// The name people see, read from the start to the end of a relation: "denies".
    pub name: String,
    /// The name read from the end to the start: "denied by".
    pub inverse: String,
    /// The key that begins one from the selected annotation; `None` when it has none.
    pub shortcut: Option<char>,
    /// Labels it may start from.
    pub from: Vec<LabelKey>,
    /// Labels it may lead to.
    pub to: Vec<LabelKey>,
    /// When to make one.
    pub definition: String,
    /// Examples for the codebook.
    pub examples: Vec<String>,
}

impl Kind {
    /// Says when to make one, with examples.
    pub fn told(&self) -> String {
        told(&self.definition, &self.examples)
    }

    /// Returns what it is called from its start or, where it is not `forward`, from its end. What came from other
    /// programs mostly has no name of that side.
    pub fn called(&self, forward: bool) -> String {
        match (forward, self.inverse.trim()) {
            (true, _) => self.name.clone(),
            (false, "") => say!("relation-backward", kind = &self.name),
            (false, inverse) => inverse.to_owned(),
        }
    }

    /// Tells whether a relation of this kind may lead from one label to another.
    pub fn joins(&self, from: &LabelKey, to: &LabelKey) -> bool {
        self.from.contains(from) && self.to.contains(to)
    }
}

/// The parts of a scheme, each under its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// The labels.
    pub labels: Vec<(LabelKey, Label)>,
    /// The attributes.
    pub attributes: Vec<(AttributeKey, Attribute)>,
    /// The relation kinds.
    pub kinds: Vec<(KindKey, Kind)>,
}

impl Scheme {
    /// Returns a label.
    pub fn label(&self, key: &LabelKey) -> Option<&Label> {
        self.labels.iter().find(|(other, _)| other == key).map(|(_, row)| row)
    }

    /// Returns an attribute.
    pub fn attribute(&self, key: &AttributeKey) -> Option<&Attribute> {
        self.attributes.iter().find(|(other, _)| other == key).map(|(_, row)| row)
    }

    /// Returns a relation kind.
    pub fn kind(&self, key: &KindKey) -> Option<&Kind> {
        self.kinds.iter().find(|(other, _)| other == key).map(|(_, row)| row)
    }

    /// Lists the keys of the keyboard that its labels and kinds take.
    pub fn shortcuts(&self) -> impl Iterator<Item = char> {
        let labels = self.labels.iter().filter_map(|(_, row)| row.shortcut);
        labels.chain(self.kinds.iter().filter_map(|(_, row)| row.shortcut))
    }

    /// Says what keeps it from being a project's scheme, when something does: two parts of one key or name, a part
    /// without a name, something that refers to what is not there, a key of the keyboard that does two things.
    pub fn fault(&self) -> Option<String> {
        let labels = self.labels.iter().map(|(key, row)| (key.as_str(), row.name.as_str()));
        let attributes = self.attributes.iter().map(|(key, row)| (key.as_str(), row.name.as_str()));
        let kinds = self.kinds.iter().map(|(key, row)| (key.as_str(), row.name.as_str()));
        let apart = fault_of("label", labels).or_else(|| fault_of("attribute", attributes));
        if let Some(fault) = apart.or_else(|| fault_of("kind", kinds)) {
            return Some(fault);
        }
        for (key, row) in &self.attributes {
            let there = |owner: &Owner| match owner {
                Owner::Label(label) => self.label(label).is_some(),
                Owner::Kind(kind) => self.kind(kind).is_some(),
                Owner::Propositions => true,
            };
            if !row.on.iter().all(there) {
                return Some(say!("scheme-fault-owner", attribute = key.as_str()));
            }
            if let AttributeType::Choice(choices) = &row.takes
                && let Some(fault) = fault_of("choice", choices.iter().map(|c| (c.key.as_str(), c.name.as_str())))
            {
                return Some(fault);
            }
        }
        for (key, row) in &self.kinds {
            if let Some(label) = row.from.iter().chain(&row.to).find(|label| self.label(label).is_none()) {
                return Some(say!("scheme-fault-joins", kind = key.as_str(), label = label.as_str()));
            }
        }
        let mut taken = BTreeSet::new();
        let twice = self.shortcuts().find(|key| !taken.insert(key.to_lowercase().collect::<String>()));
        twice.map(|key| say!("scheme-fault-shortcut", key = key.to_string()))
    }

    /// Returns the scheme that new projects begin with: claims and denials.
    pub fn claims_and_denials() -> Scheme {
        let strings = |examples: &[&str]| examples.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let label = |rank: u32, key: &str, pattern, ties, definition: &str, examples: &[&str]| {
            let letter = key.chars().next();
            let label = Label {
                rank,
                name: key.to_owned(),
                shortcut: letter,
                letter: letter.into_iter().flat_map(char::to_uppercase).collect(),
                colour: rank as u8,
                pattern,
                ties,
                definition: definition.to_owned(),
                examples: strings(examples),
            };
            (LabelKey::slug(key), label)
        };
        let labels = vec![
            label(
                0,
                "claim",
                Pattern::Solid,
                Ties::Proposition,
                "What somebody, or the article itself, says is so. Mark the words that say it, without the words that say \
                 who says it.",
                &["the service asked MI6 to help guard the president", "the dam has never been safer"],
            ),
            label(
                1,
                "denial",
                Pattern::Wave,
                Ties::Nothing,
                "Words that reject a claim, answer it without rejecting it, or refuse to answer it. The relation says \
                 which claim, its scope how far.",
                &["the reports are not true", "the ministry declined to comment"],
            ),
            label(
                2,
                "source",
                Pattern::Dots,
                Ties::Entity,
                "The words that name on whose word something is said: a person, an office, a document, or somebody \
                 unnamed. Mark the whole description.",
                &["five people familiar with the matter", "according to the annual report"],
            ),
            label(
                3,
                "actor",
                Pattern::Double,
                Ties::Entity,
                "A person, organisation or state that a claim or denial is about, or that makes it.",
                &["Turkey's National Intelligence Organization", "the mayor"],
            ),
        ];
        let choices = |names: &[&str]| {
            AttributeType::Choice(
                names.iter().map(|name| Choice { key: ChoiceKey::slug(name), name: (*name).to_owned() }).collect(),
            )
        };
        let attribute = |rank: u32, key: &str, on: Owner, takes, definition: &str| {
            let attribute = Attribute {
                rank,
                name: key.to_owned(),
                on: vec![on],
                takes,
                definition: definition.to_owned(),
                examples: Vec::new(),
            };
            (AttributeKey::slug(key), attribute)
        };
        let on = |label: &str| Owner::Label(LabelKey::slug(label));
        let attributes = vec![
            attribute(
                0,
                "checkable",
                on("claim"),
                AttributeType::Flag,
                "Somebody could find out whether it is so: it speaks of facts, not of taste or the future.",
            ),
            attribute(
                1,
                "kind",
                on("source"),
                choices(&["named official", "named person", "document", "organisation", "anonymous"]),
                "What sort of source it is.",
            ),
            attribute(
                2,
                "descriptor",
                on("source"),
                AttributeType::Text,
                "How the article describes the source, in its own words or yours.",
            ),
            attribute(
                3,
                "scope",
                Owner::Kind(KindKey::slug("denies")),
                choices(&["full", "partial", "non-denial", "no comment"]),
                "How much of the claim the denial rejects. A non-denial answers without rejecting; no comment refuses to \
                 answer.",
            ),
            attribute(
                4,
                "verdict",
                Owner::Propositions,
                choices(&["unchecked", "true", "mostly true", "misleading", "false", "unverifiable"]),
                "What checking found.",
            ),
        ];
        let kind =
            |rank: u32, name: &str, inverse: &str, shortcut: char, from: &[&str], to: &[&str], definition: &str| {
                let keys = |names: &[&str]| names.iter().map(|name| LabelKey::slug(name)).collect();
                let kind = Kind {
                    rank,
                    name: name.to_owned(),
                    inverse: inverse.to_owned(),
                    shortcut: Some(shortcut),
                    from: keys(from),
                    to: keys(to),
                    definition: definition.to_owned(),
                    examples: Vec::new(),
                };
                (KindKey::slug(name), kind)
            };
        let kinds = vec![
            kind(
                0,
                "denies",
                "denied by",
                '1',
                &["denial"],
                &["claim"],
                "The denial answers this claim, here or in another article. One denial may deny several claims, each to \
                 another extent.",
            ),
            kind(
                1,
                "attributed to",
                "source of",
                '2',
                &["claim", "denial", "source"],
                &["source"],
                "It is said on the word of this source. A source that itself cites a source makes a chain.",
            ),
            kind(
                2,
                "made by",
                "makes",
                '3',
                &["claim", "denial", "source"],
                &["actor"],
                "The actor is the one who claims, denies or speaks.",
            ),
            kind(3, "about", "spoken of in", '4', &["claim", "denial"], &["actor"], "It says something of this actor."),
        ];
        Scheme { labels, attributes, kinds }
    }
}

fn fault_of<'a>(sort: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
    let (mut keys, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (key, name) in rows {
        if name.trim().is_empty() {
            return Some(say!("scheme-fault-nameless", sort = sort, key = key));
        }
        if !keys.insert(key) || !names.insert(name.trim()) {
            return Some(say!("scheme-fault-twice", sort = sort, name = name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_scheme_is_whole() {
        let scheme = Scheme::claims_and_denials();
        let labels: Vec<_> = scheme.labels.iter().map(|(key, label)| (key.as_str(), label.shortcut)).collect();
        assert_eq!(labels, [("claim", Some('c')), ("denial", Some('d')), ("source", Some('s')), ("actor", Some('a'))]);
        for (_, kind) in &scheme.kinds {
            for key in kind.from.iter().chain(&kind.to) {
                assert!(scheme.labels.iter().any(|(label, _)| label == key), "{key} of {}", kind.name);
            }
        }
        let verdict = &scheme.attributes.iter().find(|(key, _)| key.as_str() == "verdict").unwrap().1;
        assert!(verdict.accepts(&Value::Choice(ChoiceKey::slug("mostly true"))));
        assert!(!verdict.accepts(&Value::Choice(ChoiceKey::slug("perhaps"))));
        assert!(!verdict.accepts(&Value::Flag(true)));
    }

    #[test]
    fn values_are_told_by_the_names_of_their_choices() {
        let scheme = Scheme::claims_and_denials();
        let verdict = &scheme.attributes.iter().find(|(key, _)| key.as_str() == "verdict").unwrap().1;
        let known = Value::Choice(ChoiceKey::slug("mostly true"));
        let unknown = Value::Choice(ChoiceKey::slug("perhaps"));
        let told = |value: &Value, takes| value.told(takes).to_owned();
        assert_eq!(told(&known, Some(&verdict.takes)), "mostly true");
        assert_eq!(told(&known, None), "mostly-true");
        assert_eq!(told(&unknown, Some(&verdict.takes)), "perhaps");
        assert_eq!(told(&unknown, Some(&AttributeType::Flag)), "perhaps");
        assert_eq!([true, false].map(|flag| told(&Value::Flag(flag), None)), ["yes", "no"]);
        assert_eq!(told(&Value::Text(" as it is".into()), Some(&AttributeType::Text)), " as it is");
    }
}
