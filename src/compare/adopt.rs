//! Makes room in a project for another one that comes from elsewhere: its articles, and the parts of its scheme that
//! have no likeness here. After that it can be brought in ([`super::bring`]) as any other project can.
//!
//! A [`Likeness`] says what each part of its scheme most likely is here; [`Mapping`] what the user makes of that. An
//! [`Adoption`] is what comes of both: the step that makes room, and the other project with the names that are used
//! here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

mod whose;
mod widen;

use super::bring::{Again, Choices, Left, Survey, What};
use crate::model::edit::Builder;
use crate::model::id::ChoiceKey;
use crate::model::scheme::COLOURS;
use crate::model::*;

pub use whose::{Comer, Mine, comers, signed};

/// A part of a scheme, by its key there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A label.
    Label(LabelKey),
    /// A relation kind.
    Kind(KindKey),
    /// An attribute.
    Attribute(AttributeKey),
}

impl Part {
    /// Returns its key.
    pub fn key(&self) -> &str {
        match self {
            Part::Label(key) => key.as_str(),
            Part::Kind(key) => key.as_str(),
            Part::Attribute(key) => key.as_str(),
        }
    }

    /// Returns the part of the same sort that a name suggests.
    pub fn named(&self, name: &str) -> Part {
        match self {
            Part::Label(_) => Part::Label(LabelKey::slug(name)),
            Part::Kind(_) => Part::Kind(KindKey::slug(name)),
            Part::Attribute(_) => Part::Attribute(AttributeKey::slug(name)),
        }
    }

    /// Tells whether it is of the same sort as another.
    pub fn is_like(&self, other: &Part) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What a part of another scheme becomes here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// This one.
    Known(Part),
    /// A part of its own, of this name.
    New(String),
    /// Nothing: what has it stays away.
    Left,
}

/// A part of another scheme, and what it most likely is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// The part there.
    pub part: Part,
    /// What it is called there.
    pub name: String,
    /// How many annotations, relations or values have it; none has what was declared and not used yet.
    pub uses: usize,
    /// That of its key or name here, else the only one with about its name unless another part is more like it, else a
    /// new one.
    pub guess: Becomes,
}

/// What parts were given by hand.
pub type Mapping = BTreeMap<Part, Becomes>;

/// Lists the parts of another project's scheme: labels, kinds, attributes, each in their order. What nothing has is
/// among them, for a scheme says what is to be marked, and not only what was.
pub fn likenesses(here: &Project, other: &Project) -> Vec<Likeness> {
    let labels =
        other.labels().into_iter().map(|(key, row)| (Part::Label(key.clone()), &row.name, other.count_label(key)));
    let kinds = other.kinds().into_iter().map(|(key, row)| (Part::Kind(key.clone()), &row.name, other.count_kind(key)));
    let attributes = other.attributes().into_iter();
    let attributes = attributes.map(|(key, row)| (Part::Attribute(key.clone()), &row.name, other.count_attribute(key)));
    let all: Vec<(Part, &String, usize)> = labels.chain(kinds).chain(attributes).collect();
    let known = Known::of(here);
    // Two that are only about the same as one here may well be two things: neither is taken for it then. What nothing
    // has is nothing yet.
    let mut wooed: BTreeMap<Part, (usize, usize)> = BTreeMap::new();
    for (part, name, _) in all.iter().filter(|(.., uses)| *uses > 0) {
        if let Some((known, same)) = known.like(part, name) {
            let (sure, about) = wooed.entry(known).or_default();
            *(if same { sure } else { about }) += 1;
        }
    }
    let guess = |part: &Part, name: &String, uses: usize| match known.like(part, name) {
        Some((known, same)) if same || wooed.get(&known) == Some(&(0, 1)) => Becomes::Known(known),
        // A part of its own would only double what is here.
        Some((known, _)) if uses == 0 => Becomes::Known(known),
        Some(_) | None => Becomes::New(name.clone()),
    };
    all.into_iter()
        .map(|(part, name, uses)| Likeness { name: name.clone(), uses, guess: guess(&part, name, uses), part })
        .collect()
}

/// Lists the parts of a project's scheme of one sort, with their names, in their order.
pub fn parts_like(project: &Project, part: &Part) -> Vec<(Part, String)> {
    match part {
        Part::Label(_) => {
            project.labels().into_iter().map(|(key, row)| (Part::Label(key.clone()), row.name.clone())).collect()
        }
        Part::Kind(_) => {
            project.kinds().into_iter().map(|(key, row)| (Part::Kind(key.clone()), row.name.clone())).collect()
        }
        Part::Attribute(_) => {
            let all = project.attributes().into_iter();
            all.map(|(key, row)| (Part::Attribute(key.clone()), row.name.clone())).collect()
        }
    }
}

/// Returns the part of a project's scheme that a part of another most likely is: that of its name or its key, else the
/// only one with about its name.
pub fn like(here: &Project, part: &Part, name: &str) -> Option<Part> {
    Known::of(here).like(part, name).map(|(known, _)| known)
}

/// The parts of a project's scheme, by what they are called.
struct Known {
    names: HashMap<Part, String>,
    /// By name.
    named: HashMap<(Sort, String), Part>,
    /// By about their name, or about their key.
    about: HashMap<(Sort, String), BTreeSet<Part>>,
}

type Sort = std::mem::Discriminant<Part>;

impl Known {
    fn of(project: &Project) -> Known {
        let labels = project.labels_by_key().map(|(key, row)| (Part::Label(key.clone()), &row.name));
        let kinds = project.kinds_by_key().map(|(key, row)| (Part::Kind(key.clone()), &row.name));
        let attributes = project.attributes_by_key().map(|(key, row)| (Part::Attribute(key.clone()), &row.name));
        let mut known = Known { names: HashMap::new(), named: HashMap::new(), about: HashMap::new() };
        for (part, name) in labels.chain(kinds).chain(attributes) {
            let sort = std::mem::discriminant(&part);
            known.named.entry((sort, name.clone())).or_insert_with(|| part.clone());
            for about in [plain(name), plain(part.key())] {
                known.about.entry((sort, about)).or_default().insert(part.clone());
            }
            known.names.insert(part, name.clone());
        }
        known
    }

    /// Returns the part that is most likely meant, and whether it has the same name or the key that this name makes.
    fn like(&self, part: &Part, name: &str) -> Option<(Part, bool)> {
        let sort = std::mem::discriminant(part);
        if let Some(same) = self.named.get(&(sort, name.to_owned())) {
            return Some((same.clone(), true));
        }
        if self.names.get(part).is_some_and(|known| alike(known, name)) {
            return Some((part.clone(), true));
        }
        let about = self.about.get(&(sort, plain(name))).filter(|_| !plain(name).is_empty())?;
        about.first().filter(|_| about.len() == 1).map(|only| (only.clone(), false))
    }
}

/// Tells whether a project's scheme has a part.
fn is_there(project: &Project, part: &Part) -> bool {
    match part {
        Part::Label(key) => project.label(key).is_some(),
        Part::Kind(key) => project.kind(key).is_some(),
        Part::Attribute(key) => project.attribute(key).is_some(),
    }
}

/// Tells whether two names differ in little: “Claims” is most likely “claim”. Signs count: “C” is not “C++”.
fn alike(one: &str, other: &str) -> bool {
    let one = plain(one);
    !one.is_empty() && one == plain(other)
}

/// Writes a name without capitals, what parts words, and the ending of the plural.
fn plain(name: &str) -> String {
    let parts = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | ':' | '/' | '\'' | '’');
    let name: String = name.chars().filter(parts).flat_map(char::to_lowercase).collect();
    name.strip_suffix('s').filter(|rest| rest.chars().count() > 2).map_or_else(|| name.clone(), str::to_owned)
}

/// Room for another project, and the project with the names that are used here.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// The step that adds its articles and the new parts of the scheme.
    pub transaction: Transaction,
    /// The project here after it.
    pub here: Project,
    /// The other project: its parts have the keys that they have here, those left out the ones they had.
    pub other: Project,
    /// The articles that are added.
    pub articles: Vec<ArticleId>,
    /// The parts that are added, with their names.
    pub parts: Vec<(Part, String)>,
    /// What parts that became others have no place for: values, and relations that are then there twice.
    pub lost: Vec<Left>,
    /// The labels that were left out, as the other project has them now.
    left: Vec<LabelKey>,
}

impl Adoption {
    /// Makes room. The stamp gives ids to what can't keep its own.
    ///
    /// # Errors
    /// Says what is wrong where a rule of projects would be broken, which is a fault of the program.
    pub fn of(here: &Project, other: &Project, mapping: &Mapping, stamp: &mut Stamp) -> Result<Adoption, String> {
        Adoption::into(here, other, mapping, false, stamp)
    }

    /// Makes room in a project that is only begun, whose scheme nobody has settled on yet: its relation kinds join what
    /// those of the other join that become them, and its attributes are had by what has those.
    ///
    /// # Errors
    /// Those of [`Adoption::of`].
    pub fn of_first(here: &Project, other: &Project, mapping: &Mapping, stamp: &mut Stamp) -> Result<Adoption, String> {
        Adoption::into(here, other, mapping, true, stamp)
    }

    fn into(
        here: &Project,
        other: &Project,
        mapping: &Mapping,
        first: bool,
        stamp: &mut Stamp,
    ) -> Result<Adoption, String> {
        let mut room = Room::new(here, other, mapping);
        room.choose_parts();
        let mut builder = Builder::new(here);
        room.add_parts(&mut builder);
        if first {
            room.widen(&mut builder);
        }
        let articles = add_articles(here, other, &mut builder, stamp);
        let transaction = builder.finish();
        let mut after = here.clone();
        after.apply(&transaction).map_err(|error| error.to_string())?;
        let mut lost = BTreeMap::new();
        let (other, left) = room.renamed(&after, &mut lost)?;
        let lost = lost.into_iter().map(|((what, name), count)| Left { source: 0, what, name, count }).collect();
        Ok(Adoption { transaction, here: after, other, articles, parts: room.added, lost, left })
    }

    /// Says what of the other project is to come in: all that was not left out, and unless it is told `apart`, what
    /// goes on with what is here. `source` is its number, and what is said of it in the survey.
    pub fn choices(&self, source: usize, survey: &Survey, apart: bool, mine: Option<Mine>) -> Choices {
        let labels = self.left.iter().map(|label| ((source, label.clone()), None)).collect();
        let mut again = if apart { Again::default() } else { Again::of(&self.here, source, &self.other, survey) };
        if let Some(mine) = mine {
            mine.take(&mut again, &self.here, &self.other);
        }
        Choices { labels, again: BTreeMap::from([(source, again)]), ..Choices::default() }
    }
}

/// What becomes of each part.
struct Room<'p> {
    here: &'p Project,
    other: &'p Project,
    mapping: &'p Mapping,
    /// What parts are here then; those left out are not in it.
    becomes: BTreeMap<Part, Part>,
    added: Vec<(Part, String)>,
}

impl<'p> Room<'p> {
    fn new(here: &'p Project, other: &'p Project, mapping: &'p Mapping) -> Room<'p> {
        Room { here, other, mapping, becomes: BTreeMap::new(), added: Vec::new() }
    }

    fn choose_parts(&mut self) {
        let mut named: HashMap<(Sort, String), Part> = HashMap::new();
        let mut taken = HashSet::new();
        for Likeness { part, guess, .. } in likenesses(self.here, self.other) {
            match self.mapping.get(&part).cloned().unwrap_or(guess) {
                Becomes::Known(known) if known.is_like(&part) && is_there(self.here, &known) => {
                    self.becomes.insert(part, known);
                }
                // What it was given to is gone since.
                Becomes::Known(_) | Becomes::Left => {}
                Becomes::New(name) => {
                    let sort = std::mem::discriminant(&part);
                    // Two that are given one new name are one.
                    let new = named.entry((sort, name.trim().to_owned())).or_insert_with(|| {
                        let new = self.free(&part, &name, &mut taken);
                        self.added.push((new.clone(), name.clone()));
                        new
                    });
                    self.becomes.insert(part, new.clone());
                }
            }
        }
    }

    /// Returns the part of a name with a key that is free, and takes it.
    fn free(&self, part: &Part, name: &str, taken: &mut HashSet<Part>) -> Part {
        let base = if alike(name, part.key()) { part.key().to_owned() } else { LabelKey::slug(name).to_string() };
        let keyed = |key: &str| match part {
            Part::Label(old) => Part::Label(LabelKey::parse(key).unwrap_or_else(|| old.clone())),
            Part::Kind(old) => Part::Kind(KindKey::parse(key).unwrap_or_else(|| old.clone())),
            Part::Attribute(old) => Part::Attribute(AttributeKey::parse(key).unwrap_or_else(|| old.clone())),
        };
        let (mut new, mut number) = (keyed(&base), 2);
        while is_there(self.here, &new) || !taken.insert(new.clone()) {
            new = keyed(&format!("{base}-{number}"));
            number += 1;
        }
        new
    }

    fn label(&self, key: &LabelKey) -> Option<LabelKey> {
        match self.becomes.get(&Part::Label(key.clone()))? {
            Part::Label(key) => Some(key.clone()),
            _ => None,
        }
    }

    /// Lists the labels that those of the other project are here.
    fn labels(&self) -> Vec<LabelKey> {
        let all: BTreeSet<LabelKey> = self.other.labels_by_key().filter_map(|(key, _)| self.label(key)).collect();
        all.into_iter().collect()
    }

    fn kind(&self, key: &KindKey) -> Option<KindKey> {
        match self.becomes.get(&Part::Kind(key.clone()))? {
            Part::Kind(key) => Some(key.clone()),
            _ => None,
        }
    }

    fn attribute(&self, key: &AttributeKey) -> Option<AttributeKey> {
        match self.becomes.get(&Part::Attribute(key.clone()))? {
            Part::Attribute(key) => Some(key.clone()),
            _ => None,
        }
    }

    fn owner(&self, owner: &Owner) -> Option<Owner> {
        match owner {
            Owner::Label(key) => self.label(key).map(Owner::Label),
            Owner::Kind(key) => self.kind(key).map(Owner::Kind),
            Owner::Propositions => Some(Owner::Propositions),
        }
    }

    /// Adds the new parts. A new part that several become has what all of them have.
    fn add_parts(&self, builder: &mut Builder<'_>) {
        let (here, other) = (self.here, self.other);
        let rank = |ranks: Vec<u32>| ranks.into_iter().max().map_or(0, |last| last + 1);
        let mut label_rank = rank(here.labels_by_key().map(|(_, row)| row.rank).collect());
        let mut kind_rank = rank(here.kinds_by_key().map(|(_, row)| row.rank).collect());
        let mut attribute_rank = rank(here.attributes_by_key().map(|(_, row)| row.rank).collect());
        let mut keys: HashSet<char> = here.scheme().shortcuts().flat_map(char::to_lowercase).collect();
        let mut sources: HashMap<&Part, Vec<&Part>> = HashMap::new();
        for (old, new) in &self.becomes {
            sources.entry(new).or_default().push(old);
        }
        for (part, name) in &self.added {
            let from = sources.get(part).into_iter().flatten().copied();
            match part {
                Part::Label(key) => {
                    let mut old =
                        from.filter_map(|old| if let Part::Label(key) = old { other.label(key) } else { None });
                    let Some(row) = old.next() else { continue };
                    let colour = (label_rank % u32::from(COLOURS)) as u8;
                    let letters = name.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric());
                    let shortcut = letters.clone().find(|c| !keys.contains(c));
                    keys.extend(shortcut);
                    let letter: String = letters.take(1).flat_map(char::to_uppercase).collect();
                    let row = Label {
                        rank: label_rank,
                        name: name.clone(),
                        shortcut,
                        letter: if letter.is_empty() { row.letter.clone() } else { letter },
                        colour,
                        pattern: Pattern::of_slot(colour),
                        ..row.clone()
                    };
                    builder.put(key.clone(), Some(row));
                    label_rank += 1;
                }
                Part::Kind(key) => {
                    let old: Vec<&Kind> =
                        from.filter_map(|old| if let Part::Kind(key) = old { other.kind(key) } else { None }).collect();
                    let Some(first) = old.first() else { continue };
                    let ends = |ends: fn(&Kind) -> &Vec<LabelKey>| {
                        let all = old.iter().flat_map(|row| ends(row)).filter_map(|label| self.label(label));
                        all.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
                    };
                    let (mut from, mut to) = (ends(|row| &row.from), ends(|row| &row.to));
                    if from.is_empty() && to.is_empty() {
                        // Some programs declare kinds without saying what they join: all there is.
                        from = self.labels();
                        to = self.labels();
                    }
                    let row =
                        Kind { rank: kind_rank, name: name.clone(), shortcut: None, from, to, ..(*first).clone() };
                    builder.put(key.clone(), Some(row));
                    kind_rank += 1;
                }
                Part::Attribute(key) => {
                    let old =
                        from.filter_map(|old| if let Part::Attribute(key) = old { other.attribute(key) } else { None });
                    let old: Vec<&Attribute> = old.collect();
                    let Some(first) = old.first() else { continue };
                    let on: BTreeSet<Owner> =
                        old.iter().flat_map(|row| &row.on).filter_map(|owner| self.owner(owner)).collect();
                    let on = on.into_iter().collect();
                    let row = Attribute { rank: attribute_rank, name: name.clone(), on, ..(*first).clone() };
                    builder.put(key.clone(), Some(row));
                    attribute_rank += 1;
                }
            }
        }
    }

    /// Returns the other project with the parts that are used here, and its own for those that are left out, and lists
    /// the labels among these. Counts the values that the attributes here do not take.
    fn renamed(
        &self,
        after: &Project,
        lost: &mut BTreeMap<(What, String), usize>,
    ) -> Result<(Project, Vec<LabelKey>), String> {
        let other = self.other;
        let empty = Project::empty();
        let mut builder = Builder::new(&empty);
        let scheme = after.scheme();
        let mut known = [HashSet::new(), HashSet::new(), HashSet::new()];
        for (key, row) in scheme.labels {
            known[0].insert(key.to_string());
            builder.put(key, Some(row));
        }
        // What is left out keeps its name; a key that means something else here gets another.
        let away = |key: &str, known: &mut HashSet<String>| {
            let mut key = format!("{key}-left-out");
            while !known.insert(key.clone()) {
                key.push('-');
            }
            key
        };
        let mut left_labels = BTreeMap::new();
        for (key, row) in other.labels_by_key().filter(|(key, _)| self.label(key).is_none()) {
            let new = LabelKey::parse(&away(key.as_str(), &mut known[0])).unwrap_or_else(|| key.clone());
            builder.put(new.clone(), Some(Label { shortcut: None, ..row.clone() }));
            left_labels.insert(key.clone(), new);
        }
        let label = |key: &LabelKey| self.label(key).or_else(|| left_labels.get(key).cloned());
        // Kinds join what they join there, so that all of it is a project; what has a place here is for `bring` to say.
        let mut kinds: BTreeMap<KindKey, Kind> = scheme.kinds.into_iter().collect();
        let mut left_kinds = BTreeMap::new();
        for (key, row) in other.kinds_by_key() {
            let new = self.kind(key).unwrap_or_else(|| {
                known[1].extend(kinds.keys().map(ToString::to_string));
                KindKey::parse(&away(key.as_str(), &mut known[1])).unwrap_or_else(|| key.clone())
            });
            let ends = |ends: &[LabelKey]| ends.iter().filter_map(label).collect::<BTreeSet<_>>();
            let joined = kinds.entry(new.clone()).or_insert_with(|| Kind {
                shortcut: None,
                from: Vec::new(),
                to: Vec::new(),
                ..row.clone()
            });
            for (own, more) in [(&mut joined.from, ends(&row.from)), (&mut joined.to, ends(&row.to))] {
                own.extend(more.into_iter().filter(|label| !own.contains(label)).collect::<Vec<_>>());
            }
            left_kinds.insert(key.clone(), new);
        }
        let kind = |key: &KindKey| left_kinds.get(key).cloned();
        kinds.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
        let mut attributes: BTreeMap<AttributeKey, Attribute> = scheme.attributes.into_iter().collect();
        let mut left_attributes = BTreeMap::new();
        for (key, row) in other.attributes_by_key() {
            let on = row.on.iter().filter_map(|owner| match owner {
                Owner::Label(key) => label(key).map(Owner::Label),
                Owner::Kind(key) => kind(key).map(Owner::Kind),
                Owner::Propositions => Some(Owner::Propositions),
            });
            let on: Vec<Owner> = on.collect();
            let new = self.attribute(key).unwrap_or_else(|| {
                known[2].extend(attributes.keys().map(ToString::to_string));
                AttributeKey::parse(&away(key.as_str(), &mut known[2])).unwrap_or_else(|| key.clone())
            });
            let own = attributes.entry(new.clone()).or_insert_with(|| Attribute { on: Vec::new(), ..row.clone() });
            own.on.extend(on.into_iter().filter(|owner| !own.on.contains(owner)).collect::<Vec<_>>());
            left_attributes.insert(key.clone(), new);
        }
        let mut values = |values: &Attributes| {
            let mut kept = Attributes::new();
            for (key, value) in values {
                let (Some(new), Some(old)) = (left_attributes.get(key), other.attribute(key)) else { continue };
                let taken = attributes.get(new).and_then(|row| converted(value, &old.takes, &row.takes));
                match taken.filter(|value| kept.get(new).is_none_or(|other| other == value)) {
                    Some(value) => drop(kept.insert(new.clone(), value)),
                    None => *lost.entry((What::Value, old.name.clone())).or_default() += 1,
                }
            }
            kept
        };
        for (key, row) in &attributes {
            builder.put(key.clone(), Some(row.clone()));
        }
        other.annotators_by_id().for_each(|(id, row)| builder.put(*id, Some(row.clone())));
        other.sets_by_id().for_each(|(id, row)| builder.put(*id, Some(row.clone())));
        other.articles_by_id().for_each(|(id, row)| builder.put(*id, Some(row.clone())));
        other.revisions().for_each(|(id, row)| builder.put(*id, Some(row.clone())));
        for (key, row) in other.done_marks() {
            builder.put(*key, Some(row.clone()));
        }
        for (id, row) in other.annotations() {
            let Some(label) = label(&row.label) else { continue };
            builder.put(*id, Some(Annotation { label, attributes: values(&row.attributes), ..row.clone() }));
        }
        let (mut joined, mut twice) = (HashSet::new(), BTreeMap::new());
        for (id, row) in other.relations() {
            let Some(kind) = kind(&row.kind) else { continue };
            if !joined.insert((row.from, row.to, kind.clone())) {
                let name = other.kind(&row.kind).map(|kind| kind.name.clone()).unwrap_or_default();
                *twice.entry((What::Twice, name)).or_insert(0) += 1;
                continue;
            }
            builder.put(*id, Some(Relation { kind, attributes: values(&row.attributes), ..row.clone() }));
        }
        lost.extend(twice);
        let transaction = builder.finish();
        let mut renamed = empty.clone();
        renamed.apply(&transaction).map_err(|error| error.to_string())?;
        Ok((renamed, left_labels.into_values().collect()))
    }
}

/// Says a value as another attribute takes it; `None` where it does not.
fn converted(value: &Value, from: &AttributeType, to: &AttributeType) -> Option<Value> {
    let told = value.told(Some(from));
    Some(match (to, value) {
        (AttributeType::Flag, Value::Flag(flag)) => Value::Flag(*flag),
        (AttributeType::Flag, _) => match plain(told).as_str() {
            "true" | "1" => Value::Flag(true),
            "false" | "0" => Value::Flag(false),
            _ => return None,
        },
        (AttributeType::Text, Value::Text(text)) => Value::Text(text.clone()),
        (AttributeType::Text, Value::Flag(flag)) => Value::Text(flag.to_string()),
        (AttributeType::Text, Value::Choice(_)) => Value::Text(told.to_owned()),
        (AttributeType::Choice(choices), _) => {
            let key = if let Value::Choice(key) = value { key.clone() } else { ChoiceKey::slug(told) };
            let named = |choice: &&Choice| plain(&choice.name) == plain(told);
            let same = choices.iter().find(|choice| choice.key == key).or_else(|| choices.iter().find(named));
            Value::Choice(same?.key.clone())
        }
    })
}

/// Adds the articles of which no text is here, after those that are. Returns them.
fn add_articles(here: &Project, other: &Project, builder: &mut Builder<'_>, stamp: &mut Stamp) -> Vec<ArticleId> {
    let known: HashSet<Hash> = here.revisions().map(|(_, row)| row.text.hash()).collect();
    let mut rank = here.articles_by_id().map(|(_, row)| row.rank).max().map_or(0, |last| last + 1);
    let mut added = Vec::new();
    for (id, article) in other.articles() {
        let texts: Vec<(RevisionId, &Revision)> =
            other.revisions_of(*id).filter_map(|text| Some((text, other.revision(&text)?))).collect();
        if texts.is_empty() || texts.iter().any(|(_, row)| known.contains(&row.text.hash())) {
            continue;
        }
        let new = if here.article(id).is_none() { *id } else { ArticleId(stamp.fresh()) };
        builder.put(new, Some(Article { rank, ..article.clone() }));
        for (text, row) in texts {
            let text = if here.revision(&text).is_none() { text } else { RevisionId(stamp.fresh()) };
            builder.put(text, Some(Revision { article: new, ..row.clone() }));
        }
        added.push(new);
        rank += 1;
    }
    added
}

#[cfg(test)]
#[path = "adopt_tests.rs"]
mod tests;
