//! Says in words what differs between two versions of a project.
//!
//! The cost is that of [`Transaction::between`] and of sorting what differs; sentences are made for no more than
//! [`LISTED`] entries, whatever their number, unless all are asked for.

use std::collections::BTreeMap;

use crate::compare::conflicts;
use crate::model::actions::shorten;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Attributes, Change, Details, Edit, Place, Project, Relation,
    Revision, RevisionId, SetId, Transaction, Value,
};
use crate::{say, words};

/// How many entries are put into words.
pub const LISTED: usize = 200;

/// What differs between two versions of a project: by article, in their order, then the project as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What differs, by where.
    pub groups: Vec<Group>,
    /// How many entries there are, those that are not listed too.
    pub total: usize,
}

/// What differs in one article, or in the project as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The article's title; `None` for the project as a whole.
    pub title: Option<String>,
    /// What differs, counted: "3 annotations added", "1 relation removed".
    pub counts: Vec<String>,
    /// The first entries, a sentence each.
    pub entries: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl Difference {
    /// Says what was done between two versions, the earlier one first.
    pub fn of(before: &Project, after: &Project) -> Difference {
        Difference::by(before, after, &Transaction::between(before, after))
    }

    /// Says what a transaction did, which led from the one project to the other.
    pub fn by(before: &Project, after: &Project, transaction: &Transaction) -> Difference {
        Difference::up_to(LISTED, before, after, transaction)
    }

    /// Says all that was done between two versions, however much it is.
    pub fn whole(before: &Project, after: &Project) -> Difference {
        Difference::up_to(usize::MAX, before, after, &Transaction::between(before, after))
    }

    fn up_to(mut left: usize, before: &Project, after: &Project, transaction: &Transaction) -> Difference {
        let sides = Sides { before, after };
        let mut places: BTreeMap<Spot, Vec<&Edit>> = BTreeMap::new();
        for edit in transaction.edits.iter().filter(|edit| !edit.is_nothing()) {
            places.entry(sides.spot(edit)).or_default().push(edit);
        }
        let mut difference = Difference::default();
        for (spot, edits) in places {
            let group = sides.group(spot, edits, &mut left);
            difference.total += group.entries.len() + group.more;
            if !group.entries.is_empty() || group.more > 0 {
                difference.groups.push(group);
            }
        }
        difference
    }

    /// Tells whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// Says it in one line: the only entry, or what there is of each sort.
    pub fn summary(&self) -> String {
        match &self.groups[..] {
            [] => say!("differs-nothing").to_owned(),
            [group] if group.entries.len() == 1 && group.more == 0 => group.entries[0].clone(),
            [Group { title: Some(title), counts, .. }] => {
                say!("differs-in", what = words::list(counts), title = shorten(title))
            }
            [group] => words::list(&group.counts),
            groups => {
                let shown: Vec<String> = groups.iter().map(Group::line).collect();
                shown.join(say!("differs-between"))
            }
        }
    }
}

impl Group {
    fn line(&self) -> String {
        match &self.title {
            Some(title) => say!("differs-in", what = words::list(&self.counts), title = shorten(title)),
            None => words::list(&self.counts),
        }
    }
}

/// Where an edit is told: articles by their rank, the project behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Article(u32, ArticleId),
    Project,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Added,
    Changed,
    Removed,
}

impl Way {
    fn of<K, T>(change: &Change<K, T>) -> Way {
        match (&change.before, &change.after) {
            (None, _) => Way::Added,
            (Some(_), Some(_)) => Way::Changed,
            (Some(_), None) => Way::Removed,
        }
    }

    /// Returns the name by which the words' files choose.
    fn name(self) -> &'static str {
        match self {
            Way::Added => "added",
            Way::Changed => "changed",
            Way::Removed => "removed",
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Article,
    Annotation,
    Relation,
    Proposition,
    Entity,
    Other,
}

/// Both versions.
#[derive(Clone, Copy)]
struct Sides<'a> {
    before: &'a Project,
    after: &'a Project,
}

impl<'a> Sides<'a> {
    fn article(self, id: ArticleId) -> Option<&'a Article> {
        self.after.article(&id).or_else(|| self.before.article(&id))
    }

    fn revision(self, id: RevisionId) -> Option<&'a Revision> {
        self.after.revision(&id).or_else(|| self.before.revision(&id))
    }

    /// Returns the version that has an annotation as it is told: the later one where it is in both.
    fn annotation(self, id: AnnotationId) -> Option<(&'a Project, &'a Annotation)> {
        let in_after = self.after.annotation(&id).map(|row| (self.after, row));
        in_after.or_else(|| self.before.annotation(&id).map(|row| (self.before, row)))
    }

    fn article_of(self, id: AnnotationId) -> Option<ArticleId> {
        let (project, row) = self.annotation(id)?;
        project.revision(&row.revision).map(|revision| revision.article)
    }

    fn spot(self, edit: &Edit) -> Spot {
        let article = match edit {
            // Where an article stands in the list is the list's matter.
            Edit::Article(c) => match (&c.before, &c.after) {
                (Some(a), Some(b)) if a.details == b.details => None,
                _ => Some(c.key),
            },
            Edit::Revision(c) => c.after.as_ref().or(c.before.as_ref()).map(|row| row.article),
            Edit::Annotation(c) => self.article_of(c.key),
            Edit::Relation(c) => c.after.as_ref().or(c.before.as_ref()).and_then(|row| self.article_of(row.from)),
            Edit::Done(c) => Some(c.key.1),
            Edit::Absence(c) => Some(c.key.1),
            Edit::Decision(c) => self.article_of(c.key.0),
            Edit::Exercise(c) => {
                let row = c.after.as_ref().or(c.before.as_ref());
                row.and_then(|row| self.revision(row.revision)).map(|text| text.article)
            }
            _ => None,
        };
        match article.and_then(|id| Some((id, self.article(id)?))) {
            Some((id, row)) => Spot::Article(row.rank, id),
            None => Spot::Project,
        }
    }

    fn group(self, spot: Spot, mut edits: Vec<&Edit>, left: &mut usize) -> Group {
        let id = if let Spot::Article(_, id) = spot { Some(id) } else { None };
        let title = id.map(|id| self.title(id));
        // All that an article has comes and goes with it, and is told with it.
        let whole = id.filter(|id| self.before.article(id).is_some() != self.after.article(id).is_some());
        if let Some(id) = whole {
            let annotations = edits.iter().filter(|edit| matches!(edit, Edit::Annotation(_))).count();
            let way = if self.after.article(&id).is_some() { Way::Added } else { Way::Removed };
            let entry = say!("differs-article", way = way.name(), title = self.title(id), count = annotations);
            let counts = vec![counted(Sort::Article, way, 1)];
            let listed = take(left, 1);
            return Group { title, counts, entries: vec![entry; listed], more: 1 - listed };
        }
        edits.sort_by_key(|edit| self.place(edit));
        let mut tally: BTreeMap<(Sort, Way), usize> = BTreeMap::new();
        let (mut moved, mut total) = (false, 0);
        let mut shown: Vec<&Edit> = Vec::new();
        for edit in edits {
            let Some((sort, way)) = sort(edit) else {
                moved = true;
                continue;
            };
            // A row that is changed in two edits is one that changed.
            if shown.last().is_some_and(|last| same_row(last, edit)) {
                continue;
            }
            *tally.entry((sort, way)).or_default() += 1;
            total += 1;
            shown.push(edit);
        }
        let listed = take(left, total);
        let mut entries: Vec<String> = shown.into_iter().take(listed).map(|edit| self.entry(edit)).collect();
        if moved {
            *tally.entry((Sort::Other, Way::Changed)).or_default() += 1;
            entries.insert(0, say!("differs-order").to_owned());
        }
        let counts = tally.into_iter().map(|((sort, way), count)| counted(sort, way, count)).collect();
        Group { title, counts, entries, more: total - listed }
    }

    /// Returns where an entry stands among those of its group: details and texts, then annotations in the order of the
    /// text, then the rest.
    fn place(self, edit: &Edit) -> (u8, usize, u128) {
        match edit {
            Edit::Info(_) => (0, 0, 0),
            Edit::Article(_) => (1, 0, 0),
            Edit::Revision(c) => (2, 0, c.key.0),
            Edit::Done(c) => (3, 0, c.key.0.0),
            Edit::Annotation(c) => {
                let start = self.annotation(c.key).and_then(|(_, row)| row.fragments()).map_or(0, |at| at.start());
                (4, start, c.key.0)
            }
            Edit::Relation(c) => (5, 0, c.key.0),
            Edit::Absence(c) => (6, 0, c.key.0.0),
            Edit::Label(_) => (7, 0, 0),
            Edit::Attribute(_) => (8, 0, 0),
            Edit::Kind(_) => (9, 0, 0),
            Edit::Annotator(c) => (10, 0, c.key.0),
            Edit::Set(c) => (11, 0, c.key.0),
            Edit::Proposition(c) => (12, 0, c.key.0),
            Edit::Entity(c) => (13, 0, c.key.0),
            Edit::Dismissal(_) => (14, 0, 0),
            Edit::Conflict(_) => (15, 0, 0),
            Edit::Decision(c) => (16, 0, c.key.0.0),
            Edit::Exercise(c) => (17, 0, c.key.0),
        }
    }

    fn title(self, id: ArticleId) -> String {
        self.article(id).map_or_else(String::new, |row| match row.details.title.trim() {
            "" => say!("differs-untitled").to_owned(),
            title => title.to_owned(),
        })
    }

    /// Names an annotation by its label and words, as they are in a project.
    fn named(self, project: &Project, row: &Annotation) -> String {
        let label = project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
        say!("differs-annotation", label = label, words = shorten(&project.quote(row)))
    }

    fn end(self, id: AnnotationId) -> String {
        self.annotation(id).map_or_else(String::new, |(project, row)| self.named(project, row))
    }

    fn set_name(self, id: SetId) -> String {
        let project = if self.after.set(&id).is_some() { self.after } else { self.before };
        project.set_name(id)
    }

    /// Puts an edit into a sentence.
    fn entry(self, edit: &Edit) -> String {
        let plain = |what: &str, name: &str, way: Way| {
            say!("differs-row", what = what, name = name, way = way.name()).trim().to_owned()
        };
        match edit {
            Edit::Info(_) => say!("differs-info").to_owned(),
            Edit::Article(c) => {
                let none = Details::default();
                let details = |side: &Option<std::sync::Arc<Article>>| side.as_ref().map(|row| row.details.clone());
                let (was, is) = (details(&c.before).unwrap_or_default(), details(&c.after).unwrap_or(none));
                say!("differs-details", fields = words::list(&changed_details(&was, &is)))
            }
            Edit::Revision(c) => {
                let number = c.after.as_ref().or(c.before.as_ref()).map_or(0, |row| row.number);
                say!("differs-text", number = number, way = Way::of(c).name())
            }
            Edit::Done(c) => say!("differs-done", who = self.set_name(c.key.0), way = Way::of(c).name()),
            Edit::Annotation(c) => match (&c.before, &c.after) {
                (Some(was), Some(is)) => self.changed_annotation(was, is),
                (Some(row), None) => plain("", &self.named(self.before, row), Way::Removed),
                (_, row) => {
                    let name = row.as_ref().map_or_else(String::new, |row| self.named(self.after, row));
                    plain("", &name, Way::Added)
                }
            },
            Edit::Relation(c) => self.relation(c),
            Edit::Absence(c) => {
                let (project, id) = (if c.after.is_some() { self.after } else { self.before }, c.key.0);
                let wording = project.proposition(&id).map_or_else(String::new, |row| shorten(&row.wording));
                say!("differs-absence", wording = wording, way = Way::of(c).name())
            }
            Edit::Label(c) => {
                let name = c.after.as_ref().or(c.before.as_ref()).map_or("", |row| row.name.as_str());
                match (&c.before, &c.after) {
                    (Some(was), Some(is)) if was.name != is.name => renamed(say!("differs-label"), &was.name, &is.name),
                    _ => plain(say!("differs-label"), name, Way::of(c)),
                }
            }
            Edit::Attribute(c) => {
                let name = c.after.as_ref().or(c.before.as_ref()).map_or("", |row| row.name.as_str());
                match (&c.before, &c.after) {
                    (Some(was), Some(is)) if was.name != is.name => {
                        renamed(say!("differs-attribute"), &was.name, &is.name)
                    }
                    _ => plain(say!("differs-attribute"), name, Way::of(c)),
                }
            }
            Edit::Kind(c) => {
                let name = c.after.as_ref().or(c.before.as_ref()).map_or("", |row| row.name.as_str());
                match (&c.before, &c.after) {
                    (Some(was), Some(is)) if was.name != is.name => renamed(say!("differs-kind"), &was.name, &is.name),
                    _ => plain(say!("differs-kind"), name, Way::of(c)),
                }
            }
            Edit::Annotator(c) => match (&c.before, &c.after) {
                (Some(was), Some(is)) if was.name != is.name => renamed(say!("differs-annotator"), &was.name, &is.name),
                (row, other) => {
                    let name = other.as_ref().or(row.as_ref()).map_or("", |row| row.name.as_str());
                    plain(say!("differs-annotator"), name, Way::of(c))
                }
            },
            Edit::Set(c) => plain(say!("differs-set"), &self.set_name(c.key), Way::of(c)),
            Edit::Proposition(c) => {
                let (was, is) = (self.before.proposition(&c.key), self.after.proposition(&c.key));
                match (was, is) {
                    (Some(was), Some(is)) => {
                        let mut parts = Vec::new();
                        if was.wording != is.wording {
                            parts.push(say!("differs-worded", words = shorten(&is.wording)));
                        }
                        self.values(&was.attributes, &is.attributes, &mut parts);
                        parts.extend(members(was.members.difference(&is.members).count(), Way::Removed));
                        parts.extend(members(is.members.difference(&was.members).count(), Way::Added));
                        note(&was.note, &is.note, &mut parts);
                        otherwise(&mut parts);
                        say!("differs-proposition", wording = shorten(&was.wording), parts = words::list(&parts))
                    }
                    (Some(row), None) => plain(say!("differs-a-proposition"), &quoted(&row.wording), Way::Removed),
                    (_, row) => {
                        let wording = row.map_or_else(String::new, |row| quoted(&row.wording));
                        plain(say!("differs-a-proposition"), &wording, Way::Added)
                    }
                }
            }
            Edit::Entity(c) => {
                let (was, is) = (self.before.entity(&c.key), self.after.entity(&c.key));
                match (was, is) {
                    (Some(was), Some(is)) => {
                        let mut parts = Vec::new();
                        if was.name != is.name {
                            parts.push(say!("differs-named", name = shorten(&is.name)));
                        }
                        parts.extend(members(was.members.difference(&is.members).count(), Way::Removed));
                        parts.extend(members(is.members.difference(&was.members).count(), Way::Added));
                        note(&was.note, &is.note, &mut parts);
                        otherwise(&mut parts);
                        say!("differs-entity", name = shorten(&was.name), parts = words::list(&parts))
                    }
                    (Some(row), None) => plain(say!("differs-an-entity"), &shorten(&row.name), Way::Removed),
                    (_, row) => {
                        let name = row.map_or_else(String::new, |row| shorten(&row.name));
                        plain(say!("differs-an-entity"), &name, Way::Added)
                    }
                }
            }
            Edit::Dismissal(c) => say!("differs-dismissal", way = Way::of(c).name()),
            Edit::Decision(c) => {
                let words = self.annotation(c.key.0).map_or_else(String::new, |(project, row)| project.quote(row));
                let words = shorten(&words);
                say!("differs-decision", who = self.set_name(c.key.1), words = words, way = Way::of(c).name())
            }
            Edit::Exercise(c) => {
                let row = c.after.as_ref().or(c.before.as_ref());
                let title = row.map_or_else(String::new, |row| shorten(&row.title));
                say!("differs-exercise", title = title, way = Way::of(c).name())
            }
            Edit::Conflict(c) => {
                let project = if c.after.is_some() { self.after } else { self.before };
                say!("differs-conflict", what = conflicts::about(project, &c.key), way = Way::of(c).name())
            }
        }
    }

    fn changed_annotation(self, was: &Annotation, is: &Annotation) -> String {
        let mut parts = Vec::new();
        if was.label != is.label {
            let name = self.after.label(&is.label).map_or_else(|| is.label.to_string(), |label| label.name.clone());
            parts.push(say!("differs-became", label = name));
        }
        match (&was.place, &is.place) {
            _ if was.place == is.place && was.revision == is.revision => {}
            (_, Place::Detached(_)) => parts.push(say!("differs-detached").to_owned()),
            _ => parts.push(say!("differs-stands", words = shorten(&self.after.quote(is)))),
        }
        if was.unsure != is.unsure {
            parts.push(if is.unsure { say!("differs-unsure") } else { say!("differs-sure") }.to_owned());
        }
        self.values(&was.attributes, &is.attributes, &mut parts);
        note(&was.note, &is.note, &mut parts);
        if was.set != is.set {
            parts.push(say!("differs-of-set", who = self.set_name(is.set)));
        }
        otherwise(&mut parts);
        say!("differs-row-parts", name = self.named(self.before, was), parts = words::list(&parts))
    }

    fn relation(self, change: &Change<crate::model::RelationId, Relation>) -> String {
        let Some(row) = change.after.as_ref().or(change.before.as_ref()) else { return String::new() };
        let kind = self.after.kind(&row.kind).or_else(|| self.before.kind(&row.kind));
        let kind = kind.map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
        let (start, end) = (self.end(row.from), self.end(row.to));
        let name = say!("differs-relation", kind = kind, start = start, end = end);
        match (&change.before, &change.after) {
            (Some(was), Some(is)) => {
                let mut parts = Vec::new();
                self.values(&was.attributes, &is.attributes, &mut parts);
                note(&was.note, &is.note, &mut parts);
                otherwise(&mut parts);
                say!("differs-row-parts", name = name, parts = words::list(&parts))
            }
            _ => say!("differs-row", what = "", name = name, way = Way::of(change).name()).trim().to_owned(),
        }
    }

    /// Says which attributes have another value.
    fn values(self, was: &Attributes, is: &Attributes, parts: &mut Vec<String>) {
        let mut keys: Vec<_> = was.keys().chain(is.keys().filter(|key| !was.contains_key(*key))).collect();
        keys.sort_unstable();
        for key in keys.into_iter().filter(|key| was.get(*key) != is.get(*key)) {
            let attribute = self.after.attribute(key).or_else(|| self.before.attribute(key));
            let name = attribute.map_or_else(|| key.to_string(), |attribute| attribute.name.clone());
            let value = match is.get(key) {
                None => say!("differs-no-value").to_owned(),
                Some(Value::Text(text)) => shorten(text),
                Some(value) => value.told(attribute.map(|attribute| &attribute.takes)).to_owned(),
            };
            parts.push(say!("differs-value", name = name, value = value));
        }
    }
}

/// Returns what an edit is counted as; `None` for an article that only moved in the list.
fn sort(edit: &Edit) -> Option<(Sort, Way)> {
    Some(match edit {
        Edit::Article(c) => match (&c.before, &c.after) {
            (Some(was), Some(is)) if was.details == is.details => return None,
            _ => (Sort::Other, Way::Changed),
        },
        Edit::Annotation(c) => (Sort::Annotation, Way::of(c)),
        Edit::Relation(c) => (Sort::Relation, Way::of(c)),
        Edit::Proposition(c) => (Sort::Proposition, Way::of(c)),
        Edit::Entity(c) => (Sort::Entity, Way::of(c)),
        _ => (Sort::Other, Way::Changed),
    })
}

fn same_row(one: &Edit, other: &Edit) -> bool {
    match (one, other) {
        (Edit::Proposition(a), Edit::Proposition(b)) => a.key == b.key,
        (Edit::Entity(a), Edit::Entity(b)) => a.key == b.key,
        _ => false,
    }
}

fn take(left: &mut usize, wanted: usize) -> usize {
    let taken = wanted.min(*left);
    *left -= taken;
    taken
}

fn counted(sort: Sort, way: Way, count: usize) -> String {
    let way = way.name();
    match sort {
        Sort::Article => say!("differs-articles", count = count, way = way),
        Sort::Annotation => say!("differs-annotations", count = count, way = way),
        Sort::Relation => say!("differs-relations", count = count, way = way),
        Sort::Proposition => say!("differs-propositions", count = count, way = way),
        Sort::Entity => say!("differs-entities", count = count, way = way),
        Sort::Other => say!("differs-others", count = count),
    }
}

fn quoted(words: &str) -> String {
    say!("differs-quoted", words = shorten(words))
}

fn renamed(what: &str, was: &str, is: &str) -> String {
    say!("differs-renamed", what = what, was = was, now = is)
}

fn members(count: usize, way: Way) -> Option<String> {
    (count > 0).then(|| say!("differs-members", count = count, way = way.name()))
}

fn note(was: &str, is: &str, parts: &mut Vec<String>) {
    if was != is {
        parts.push(if is.is_empty() { say!("differs-no-note") } else { say!("differs-note") }.to_owned());
    }
}

/// Says that something else differs where nothing was named: a time, or what it was derived from.
fn otherwise(parts: &mut Vec<String>) {
    if parts.is_empty() {
        parts.push(say!("differs-otherwise").to_owned());
    }
}

/// Lists by name the details that differ.
fn changed_details(was: &Details, is: &Details) -> Vec<&'static str> {
    let fields = [
        (say!("differs-title"), was.title != is.title),
        (say!("differs-outlet"), was.outlet != is.outlet),
        (say!("differs-author"), was.author != is.author),
        (say!("differs-address"), was.address != is.address),
        (say!("differs-date"), was.date != is.date),
        (say!("differs-language"), was.language != is.language),
        (say!("differs-its-note"), was.note != is.note),
    ];
    fields.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
}
