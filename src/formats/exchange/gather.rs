//! Makes a project of what another program has: its texts, its annotators, and a scheme of the names it uses.

mod pieces;
mod scheme;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::documents::encoding::{Encoding, Raw, Taken};
use crate::model::*;
use crate::say;

pub use pieces::Outline;

use super::files::File;
use super::keys::{Declared, Keys, Look, nearest_slot};
use super::place::{Placed, Source, Target, Unit};
use super::remark::{Remark, Remarks, Spot, What};

/// What was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The project. Its sets are imported ones, one for each annotator.
    pub project: Project,
    /// What is to be known of it.
    pub remarks: Vec<Remark>,
}

/// A value as another program has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Yes or no.
    Flag(bool),
    /// One of the choices that the program declares.
    Choice(String),
    /// Any text.
    Text(String),
}

impl Said {
    /// Says it in words.
    fn told(&self) -> String {
        match self {
            Said::Flag(flag) => flag.to_string(),
            Said::Choice(words) | Said::Text(words) => words.clone(),
        }
    }
}

/// An annotation as another program has it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its label's name there.
    pub label: String,
    /// Where it is.
    pub target: Target,
    /// Values of attributes, by their names there.
    pub values: Vec<(String, Said)>,
    /// A note.
    pub note: String,
    /// Whether it was not certain.
    pub unsure: bool,
    /// When it was made, where that is known.
    pub time: Option<Time>,
    /// Its id, where it is one of ours.
    pub id: Option<AnnotationId>,
    /// What it was derived from.
    pub derived_from: Vec<AnnotationId>,
    /// Whether it had lost its place already.
    pub lost: bool,
    /// Where it was read, for remarks about it.
    pub spot: Spot,
}

/// A relation as another program has it.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Whose it is.
    pub set: SetId,
    /// Its kind's name there.
    pub kind: String,
    /// Where it starts and where it leads.
    pub ends: (AnnotationId, AnnotationId),
    /// Values of attributes, by their names there.
    pub values: Vec<(String, Said)>,
    /// A note.
    pub note: String,
    /// When it was made, where that is known.
    pub time: Option<Time>,
    /// Its id, where it is one of ours.
    pub id: Option<RelationId>,
    /// Where it was read, for remarks about it.
    pub spot: Spot,
}

impl Tie {
    /// Makes one that says no more than what it ties, and how.
    pub fn new(set: SetId, kind: impl Into<String>, ends: (AnnotationId, AnnotationId), spot: Spot) -> Tie {
        let (values, note) = (Vec::new(), String::new());
        Tie { set, kind: kind.into(), ends, values, note, time: None, id: None, spot }
    }
}

impl Mark {
    /// Makes one that says no more than what is marked, with which label.
    pub fn new(label: impl Into<String>, target: Target, spot: Spot) -> Mark {
        let (values, note) = (Vec::new(), String::new());
        let (id, derived_from) = (None, Vec::new());
        Mark {
            label: label.into(),
            target,
            values,
            note,
            unsure: false,
            time: None,
            id,
            derived_from,
            lost: false,
            spot,
        }
    }
}

/// A project in the making.
///
/// Names become keys as [`LabelKey::slug`] makes them, with a number where two would be one. A relation kind joins the
/// labels that it was seen to join, and those that the program says it may.
#[derive(Debug)]
pub struct Gather {
    stamp: Stamp,
    /// Whose that is of which nobody is named, and what its set is called where that is empty.
    annotator: String,
    format: String,
    remarks: Remarks,
    labels: Keys<LabelKey>,
    /// What is said of labels, by their keys.
    looks: HashMap<LabelKey, Look>,
    kinds: Keys<KindKey>,
    attributes: Keys<AttributeKey>,
    ties: HashMap<KindKey, (BTreeSet<LabelKey>, BTreeSet<LabelKey>)>,
    declared: HashMap<AttributeKey, Declared>,
    articles: Vec<(ArticleId, Article)>,
    revisions: Vec<(RevisionId, Revision)>,
    texts: HashMap<(String, Hash), RevisionId>,
    /// Ids of ours that came with what was read.
    ids: HashSet<u128>,
    sets: Vec<(AnnotatorId, String, SetId, Set)>,
    done: BTreeMap<(SetId, ArticleId), Time>,
    tells_done: bool,
    annotations: Vec<(AnnotationId, Annotation)>,
    label_of: HashMap<AnnotationId, (LabelKey, RevisionId)>,
    /// Which annotations a set has on a text.
    on_text: HashMap<(SetId, RevisionId), Vec<usize>>,
    /// Annotations that were there several times.
    again: HashSet<AnnotationId>,
    relations: Vec<(RelationId, Relation)>,
    related: BTreeSet<(SetId, KindKey, AnnotationId, AnnotationId)>,
    /// What is known of the pieces before, where what is read goes in pieces.
    before: Option<pieces::Before>,
}

impl Gather {
    /// Begins with nothing. The stamp gives the ids, and the time of what has none. What is nobody's there is
    /// `annotator`'s here, or where that is empty in a set that is called as the format is.
    pub fn new(format: &str, annotator: &str, stamp: Stamp) -> Gather {
        Gather {
            stamp,
            annotator: annotator.trim().to_owned(),
            format: format.to_owned(),
            remarks: Remarks::default(),
            labels: Keys::default(),
            looks: HashMap::default(),
            kinds: Keys::default(),
            attributes: Keys::default(),
            ties: HashMap::default(),
            declared: HashMap::default(),
            articles: Vec::new(),
            revisions: Vec::new(),
            texts: HashMap::default(),
            ids: HashSet::default(),
            sets: Vec::new(),
            done: BTreeMap::new(),
            tells_done: false,
            annotations: Vec::new(),
            label_of: HashMap::default(),
            on_text: HashMap::default(),
            again: HashSet::default(),
            relations: Vec::new(),
            related: BTreeSet::new(),
            before: None,
        }
    }

    /// Notes something.
    pub fn remark(&mut self, what: What, name: impl AsRef<str>, spot: Spot) {
        self.remarks.add(what, name, spot);
    }

    /// Returns a file's text as it stands there, and notes where it had to be decoded.
    pub fn decode(&mut self, file: &File) -> Raw {
        let (raw, taken) = file.text();
        self.decoded(file, raw, taken)
    }

    /// Returns the text of a file as [`Gather::decode`] does. Where its encoding is not certain it is that of another
    /// file, which it belongs to.
    pub fn decode_beside(&mut self, file: &File, other: &File) -> Raw {
        let (raw, taken) = file.text_beside(other);
        self.decoded(file, raw, taken)
    }

    fn decoded(&mut self, file: &File, raw: Raw, taken: Taken) -> Raw {
        let spot = || Spot::of(file.path.as_str());
        if taken.encoding != Encoding::UTF_8 {
            self.remarks.add(What::Decoded, taken.encoding.code(), spot());
        }
        self.remarks.add_some(What::Undecoded, "", raw.lost.map_or(0, |(count, _)| count), spot);
        raw
    }

    /// Returns the key of a label, which is declared where it is new.
    pub fn label(&mut self, name: &str) -> LabelKey {
        self.labels.of(name)
    }

    /// Declares a label, with what it means and its colour as 0xRRGGBB, of which the nearest here is taken.
    pub fn describe(&mut self, label: &str, definition: String, colour: Option<u32>) {
        let key = self.label(label);
        self.looks.insert(key, Look { definition, colour: colour.map(nearest_slot) });
    }

    /// Returns the key of a relation kind, which is declared where it is new.
    pub fn kind(&mut self, name: &str) -> KindKey {
        let key = self.kinds.of(name);
        if !self.ties.contains_key(&key) {
            self.ties.insert(key.clone(), Default::default());
        }
        key
    }

    /// Declares what a relation kind may join.
    pub fn joins(&mut self, kind: &str, from: &[LabelKey], to: &[LabelKey]) {
        let key = self.kind(kind);
        let (starts, ends) = self.ties.entry(key).or_default();
        starts.extend(from.iter().cloned());
        ends.extend(to.iter().cloned());
    }

    /// Declares an attribute, what has it, and its choices where it has some; returns its key.
    pub fn attribute(&mut self, name: &str, on: impl IntoIterator<Item = Owner>, choices: &[&str]) -> AttributeKey {
        let key = self.attributes.of(name);
        let declared = self.declared.entry(key.clone()).or_default();
        declared.on.extend(on);
        for choice in choices {
            declared.choice(choice);
        }
        declared.met[1] |= !choices.is_empty();
        key
    }

    /// Returns the set of an annotator, which is added where it is new. The name is empty where nobody is named.
    pub fn set(&mut self, annotator: &str) -> SetId {
        let name = if annotator.trim().is_empty() { self.annotator.clone() } else { annotator.trim().to_owned() };
        if let Some((.., set, _)) = self.sets.iter().find(|(_, known, ..)| *known == name) {
            return *set;
        }
        let (id, set) = (AnnotatorId(self.stamp.fresh()), SetId(self.stamp.fresh()));
        let row = Set {
            rank: self.sets.len() as u32,
            name: if name.is_empty() { self.format.clone() } else { String::new() },
            annotator: (!name.is_empty()).then_some(id),
            kind: SetKind::Imported,
            begun: self.stamp.time,
            unmasked: Vec::new(),
            handed: None,
        };
        self.sets.push((id, name, set, row));
        set
    }

    /// Adds an article with a text, unless one of this name with this text is there: several annotators may have it.
    /// `name` is what it is called among the files. The blocks are guessed where none are given.
    pub fn text(
        &mut self,
        name: &str,
        text: &Text,
        details: Details,
        blocks: Option<Vec<Block>>,
        origin: String,
    ) -> RevisionId {
        self.text_as(None, name, text, details, blocks, origin)
    }

    /// Adds an article with a text as [`Gather::text`] does, under ids of ours where they are not taken yet.
    pub fn text_as(
        &mut self,
        ids: Option<(ArticleId, RevisionId)>,
        name: &str,
        text: &Text,
        details: Details,
        blocks: Option<Vec<Block>>,
        origin: String,
    ) -> RevisionId {
        let known = (name.to_owned(), text.hash());
        if let Some(revision) = self.texts.get(&known) {
            return *revision;
        }
        if let Some(before) = &mut self.before {
            before.look_for(&known);
        }
        let free = ids.filter(|(article, revision)| self.ids.insert(article.0) & self.ids.insert(revision.0));
        let fresh = || (ArticleId(self.stamp.fresh()), RevisionId(self.stamp.fresh()));
        let (article, revision) = free.unwrap_or_else(fresh);
        let title = if details.title.trim().is_empty() { name.to_owned() } else { details.title.clone() };
        let rank = self.articles.len() as u32;
        self.articles.push((article, Article { rank, details: Details { title, ..details } }));
        let blocks = blocks.filter(|blocks| Block::fault(blocks, text).is_none());
        let blocks = blocks.unwrap_or_else(|| Block::guess(text));
        let row = Revision { article, number: 1, text: text.clone(), blocks, added: self.stamp.time, origin };
        self.revisions.push((revision, row));
        self.texts.insert(known, revision);
        revision
    }

    /// Takes it from the format alone what is done: otherwise a set is done with what it has annotations on.
    pub fn tells_done(&mut self) {
        self.tells_done = true;
    }

    /// Notes that a set is done with the article of a text, and since when, where that is known.
    pub fn done(&mut self, set: SetId, revision: RevisionId, time: Option<Time>) {
        if let Some((_, row)) = self.revisions.iter().rev().find(|(id, _)| *id == revision) {
            self.done.insert((set, row.article), time.unwrap_or(self.stamp.time));
        }
    }

    /// Says that a set is not done with an article, of which it has annotations.
    pub fn undone(&mut self, set: SetId, revision: RevisionId) {
        if let Some((_, row)) = self.revisions.iter().rev().find(|(id, _)| *id == revision) {
            self.done.remove(&(set, row.article));
        }
    }

    /// Places annotations on a text, and returns what each became, in their order; `None` for those on no words.
    /// `unit` is what the format counts in. Where there are some the set is done with the article: what comes in is
    /// what there is. A record without any says so by [`Gather::done`] where its program makes it for those alone who
    /// did their work; many programs make one for each text. What came in before, equal in all, for the same set and
    /// text is there already, for files are copied; it is noted.
    pub fn marks(
        &mut self,
        set: SetId,
        revision: RevisionId,
        source: &Source,
        unit: Unit,
        mut marks: Vec<Mark>,
    ) -> Vec<Option<AnnotationId>> {
        if !self.tells_done && !marks.is_empty() {
            self.done(set, revision, None);
        }
        let targets: Vec<Target> = marks.iter_mut().map(|mark| std::mem::take(&mut mark.target)).collect();
        let (placed, counted) = source.place(unit, &targets);
        if let (Some(counted), Some(first)) = (counted, marks.first()) {
            let what = if counted.proven { What::Counted } else { What::Guessed };
            self.remarks.add(what, counted.way, Spot::of(first.spot.name.clone()));
        }
        let mut known: HashMap<(LabelKey, usize), Vec<usize>> = HashMap::default();
        for at in self.on_text.get(&(set, revision)).into_iter().flatten() {
            if let Some((_, row)) = self.annotations.get(*at) {
                known.entry((row.label.clone(), start(&row.place))).or_default().push(*at);
            }
        }
        let first = self.annotations.len();
        self.annotations.reserve(marks.len());
        let mut made = Vec::with_capacity(marks.len());
        for ((mark, placed), target) in marks.iter_mut().zip(placed).zip(&targets) {
            let spot = || mark.spot.clone();
            let fragments = target.ranges.len();
            let place = match placed {
                _ if mark.lost && !target.anchors().is_empty() => Some(Place::Detached(target.anchors())),
                Placed::Empty => {
                    self.remarks.add(What::Empty, mark.label.as_str(), spot());
                    None
                }
                Placed::Nowhere => {
                    self.remarks.add(What::Nowhere, "", spot());
                    None
                }
                Placed::At(found) => {
                    if found.spans().len() < fragments {
                        self.remarks.add(What::Joined, "", spot());
                    }
                    Some(Place::At(found))
                }
                Placed::Found(found) => {
                    self.remarks.add(What::Found, "", spot());
                    Some(Place::At(found))
                }
                Placed::Lost(anchors) => {
                    self.remarks.add(What::Detached, "", spot());
                    Some(Place::Detached(anchors))
                }
            };
            made.push(place.map(|place| self.annotation(set, revision, place, mark, &mut known)));
        }
        self.on_text.entry((set, revision)).or_default().extend(first..self.annotations.len());
        made
    }

    fn annotation(
        &mut self,
        set: SetId,
        revision: RevisionId,
        place: Place,
        mark: &mut Mark,
        known: &mut HashMap<(LabelKey, usize), Vec<usize>>,
    ) -> AnnotationId {
        let label = self.named(&mark.label, &mark.spot);
        let label = self.label(&label);
        let values = std::mem::take(&mut mark.values);
        let attributes = self.values(&Owner::Label(label.clone()), values, &mark.spot);
        let (note, unsure) = (std::mem::take(&mut mark.note), mark.unsure);
        let derived_from = std::mem::take(&mut mark.derived_from);
        if let Some(known) = known.get_mut(&(label.clone(), start(&place))) {
            let equal = |row: &Annotation| {
                (&row.place, &row.attributes, &row.note, row.unsure) == (&place, &attributes, &note, unsure)
            };
            // Each of those that stand there is found once.
            let at = known.iter().position(|at| self.annotations.get(*at).is_some_and(|(_, row)| equal(row)));
            if let Some((id, _)) = at.and_then(|at| self.annotations.get(known.remove(at))) {
                self.remarks.add(What::Again, "", mark.spot.clone());
                self.again.insert(*id);
                return *id;
            }
        }
        let free = mark.id.filter(|id| self.ids.insert(id.0));
        let id = free.unwrap_or_else(|| AnnotationId(self.stamp.rising()));
        self.label_of.insert(id, (label.clone(), revision));
        let time = mark.time.unwrap_or(self.stamp.time);
        let row = Annotation { set, revision, label, place, attributes, note, unsure, time, derived_from };
        self.annotations.push((id, row));
        id
    }

    /// Returns the name of a label or kind, and one for what has none, which is noted.
    fn named(&mut self, name: &str, spot: &Spot) -> String {
        if !name.is_empty() {
            return name.to_owned();
        }
        self.remarks.add(What::Unlabelled, say!("exchange-unlabelled"), spot.clone());
        say!("exchange-unlabelled").to_owned()
    }

    /// Values are kept as texts until all is read: what an attribute takes follows from all of them. Several different
    /// ones of one attribute are lines of a text, which is noted.
    fn values(&mut self, owner: &Owner, values: Vec<(String, Said)>, spot: &Spot) -> Attributes {
        let mut kept = Attributes::new();
        let mut once: Vec<(String, Said)> = Vec::with_capacity(values.len());
        for (name, said) in values {
            match once.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) if *known == said || known.told().split('\n').any(|line| line == said.told()) => {}
                Some((_, known)) => {
                    *known = Said::Text(format!("{}\n{}", known.told(), said.told()));
                    self.remarks.add(What::AsAttribute, say!("exchange-several", name = name.as_str()), spot.clone());
                }
                None => once.push((name, said)),
            }
        }
        for (name, said) in once {
            let key = self.attribute(&name, [owner.clone()], &[]);
            let declared = self.declared.entry(key.clone()).or_default();
            let value = match said {
                Said::Flag(flag) => {
                    declared.met[0] = true;
                    Value::Flag(flag)
                }
                Said::Choice(choice) => {
                    declared.met[1] = true;
                    Value::Choice(declared.choice(&choice))
                }
                Said::Text(text) => {
                    declared.met[2] = true;
                    Value::Text(text)
                }
            };
            kept.insert(key, value);
        }
        kept
    }

    /// Ties two annotations; nothing where they are one, or are tied so already, which is noted. Returns whether it
    /// is there now for the first time.
    pub fn relate(
        &mut self,
        set: SetId,
        kind: &str,
        ends: (AnnotationId, AnnotationId),
        values: Vec<(String, Said)>,
        note: String,
        spot: Spot,
    ) -> bool {
        self.tie(Tie { values, note, ..Tie::new(set, kind, ends, spot) })
    }

    /// Ties two annotations as [`Gather::relate`] does.
    pub fn tie(&mut self, tie: Tie) -> bool {
        let Tie { set, kind, ends: (from, to), values, note, time, id, spot } = tie;
        let (Some((start, _)), Some((end, _))) = (self.label_of.get(&from), self.label_of.get(&to)) else {
            self.remarks.add(What::End, "", spot);
            return false;
        };
        let (start, end) = (start.clone(), end.clone());
        if from == to {
            self.remarks.add(What::SelfRelation, "", spot);
            return false;
        }
        let kind = self.named(&kind, &spot);
        self.joins(&kind, &[start], &[end]);
        let kind = self.kind(&kind);
        if !self.related.insert((set, kind.clone(), from, to)) {
            let again = self.again.contains(&from) && self.again.contains(&to);
            self.remarks.add(if again { What::Again } else { What::TwiceRelated }, "", spot);
            return false;
        }
        let attributes = self.values(&Owner::Kind(kind.clone()), values, &spot);
        let time = time.unwrap_or(self.stamp.time);
        let free = id.filter(|id| self.ids.insert(id.0));
        let id = free.unwrap_or_else(|| RelationId(self.stamp.rising()));
        self.relations.push((id, Relation { set, kind, from, to, attributes, note, time }));
        true
    }

    /// Makes the project.
    ///
    /// # Errors
    /// Says what is wrong where a rule of projects would be broken, which is a fault of the format's reader.
    pub fn finish(mut self) -> Result<Read, String> {
        let shared = self.shared();
        let project = self.build(&shared)?;
        Ok(Read { project, remarks: self.remarks.finish() })
    }
}

/// Returns where a place begins, in bytes; that of what has none is the end of all.
fn start(place: &Place) -> usize {
    match place {
        Place::At(fragments) => fragments.start(),
        Place::Detached(_) => usize::MAX,
    }
}
