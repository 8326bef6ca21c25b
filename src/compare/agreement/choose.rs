//! Says what is compared: which sets of which projects, in which articles, with which labels; and what is left out, and
//! why.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::compare::revision;
use crate::model::{AnnotationId, ArticleId, LabelKey, Project, RevisionId, Set, SetId, SetKind, Text, segment};

use super::texts::{match_texts, near};

/// A project that takes part.
#[derive(Clone, Debug)]
pub struct Source {
    /// What it is called, mostly its file.
    pub name: String,
    /// The project.
    pub project: Project,
}

/// A set that takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Whose it is: the number of its project among the sources.
    pub source: usize,
    /// The set.
    pub set: SetId,
    /// What it is called, told apart from the others.
    pub name: String,
}

/// Which labels count as which: what is not named counts as itself, what is named with `None` does not count.
pub type LabelMap = BTreeMap<LabelKey, Option<LabelKey>>;

/// An annotation as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which one it is.
    pub id: AnnotationId,
    /// Its label: a number among [`Comparison::labels`].
    pub label: usize,
    /// Its fragments, as half-open ranges of code points.
    pub fragments: Vec<(u32, u32)>,
}

impl Mark {
    /// Returns its first code point.
    pub fn start(&self) -> u32 {
        self.fragments.first().map_or(0, |fragment| fragment.0)
    }

    /// Returns the code point behind its last.
    pub fn end(&self) -> u32 {
        self.fragments.last().map_or(0, |fragment| fragment.1)
    }

    /// Counts its code points.
    pub fn len(&self) -> u32 {
        self.fragments.iter().map(|(start, end)| end - start).sum()
    }

    /// Tells whether it has none; no annotation of a project is so.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counts the code points that two have in common.
    pub fn common(&self, other: &Mark) -> u32 {
        let (mut one, mut two, mut sum) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.fragments.get(one), other.fragments.get(two)) {
            sum += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 <= b.1 { one += 1 } else { two += 1 }
        }
        sum
    }

    /// Returns the code points that two have in common as a share of those that either has.
    pub fn share(&self, other: &Mark) -> f64 {
        let common = self.common(other);
        let either = self.len() + other.len() - common;
        if either == 0 { 0.0 } else { f64::from(common) / f64::from(either) }
    }
}

/// A text that is compared.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The title of its article.
    pub title: String,
    /// The text that all have.
    pub text: Text,
    /// Which article and revision it is in each source that has it.
    pub places: Vec<Option<(ArticleId, RevisionId)>>,
    /// What each side marked, in the order of the text; `None` for a side that is not done with it.
    pub marks: Vec<Option<Vec<Mark>>>,
    /// Its tokens, as half-open ranges of code points.
    pub(super) tokens: Vec<(u32, u32)>,
    /// The code points at which the parts begin that are resampled where it is the only article; the first is 0.
    pub(super) parts: Vec<u32>,
}

impl Piece {
    /// Returns the part that a code point is in.
    pub(super) fn part(&self, at: u32) -> usize {
        self.parts.partition_point(|start| *start <= at).saturating_sub(1)
    }
}

/// Something that is not compared, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// An article that no other source has the text of.
    Alone {
        /// The number of its project.
        source: usize,
        /// The article.
        article: ArticleId,
    },
    /// An adjudicated set that nobody asked for.
    Adjudicated {
        /// The number of its project.
        source: usize,
        /// The set.
        set: SetId,
    },
    /// An article that a set is not done with.
    NotDone {
        /// The set's number among the sides.
        side: usize,
        /// The article.
        article: ArticleId,
    },
    /// An article of which a set is done with another text than the one that is compared.
    OtherDone {
        /// The set's number among the sides.
        side: usize,
        /// The article.
        article: ArticleId,
        /// The text that is compared.
        compared: RevisionId,
    },
    /// Annotations on other texts of an article than the one that is compared. What one there was carried over from or
    /// to is not among them.
    OtherText {
        /// Whose they are: the set's number among the sides.
        side: usize,
        /// The article.
        article: ArticleId,
        /// The text that is compared.
        compared: RevisionId,
        /// How many there are.
        count: usize,
    },
    /// An article that fewer than two sets are done with.
    TooFew {
        /// The number of a project that has it.
        source: usize,
        /// The article.
        article: ArticleId,
    },
    /// An annotation that lost its place in the text.
    Detached {
        /// Whose it is.
        side: usize,
        /// Which one it is.
        annotation: AnnotationId,
    },
    /// An annotation whose label does not count.
    Label {
        /// Whose it is.
        side: usize,
        /// Which one it is.
        annotation: AnnotationId,
    },
}

/// Two articles of different sources whose texts are nearly equal. They are not compared.
#[derive(Clone, Debug)]
pub struct Near {
    /// The projects' numbers, the articles and their last revisions.
    pub places: [(usize, ArticleId, RevisionId); 2],
    /// The share of the words that both have, from 0 to 1.
    pub alike: f64,
    /// What differs.
    pub difference: revision::Comparison,
}

/// The most parts that an article is resampled in.
const PARTS: usize = 200;

/// What is compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The projects.
    pub sources: Vec<Source>,
    /// The sets, in the order in which they were chosen.
    pub sides: Vec<Side>,
    /// The labels that are used or declared, in the order of the first project that has them.
    pub labels: Vec<LabelKey>,
    /// The texts.
    pub pieces: Vec<Piece>,
    /// What is not compared.
    pub left_out: Vec<LeftOut>,
    /// Articles whose texts are nearly equal.
    pub near: Vec<Near>,
}

impl Comparison {
    /// Chooses all sets that take part unless somebody says otherwise ([`takes_part`]).
    pub fn all_sets(sources: &[Source]) -> Vec<(usize, SetId)> {
        let of_source = |(number, source): (usize, &Source)| {
            let project = &source.project;
            let sets = project.sets().into_iter().map(|(set, _)| *set).filter(|set| takes_part(project, *set));
            sets.map(|set| (number, set)).collect::<Vec<_>>()
        };
        sources.iter().enumerate().flat_map(of_source).collect()
    }

    /// Sets some sets (the number of the source, and the set) beside each other.
    pub fn of(sources: Vec<Source>, sets: &[(usize, SetId)], map: &LabelMap) -> Comparison {
        let sides = name_sides(&sources, sets);
        let mut made = Comparison {
            sources,
            sides,
            labels: Vec::new(),
            pieces: Vec::new(),
            left_out: Vec::new(),
            near: Vec::new(),
        };
        made.left_out = made.adjudicated();
        let counts_as = |label: &LabelKey| map.get(label).map_or_else(|| Some(label.clone()), Clone::clone);
        let used: BTreeSet<usize> = made.sides.iter().map(|side| side.source).collect();
        for source in &used {
            for (label, _) in made.sources[*source].project.labels() {
                if let Some(label) = counts_as(label).filter(|label| !made.labels.contains(label)) {
                    made.labels.push(label);
                }
            }
        }
        let numbers: HashMap<LabelKey, usize> =
            made.labels.iter().enumerate().map(|(at, label)| (label.clone(), at)).collect();
        let (mut alone, mut met) = (Vec::new(), Vec::new());
        for places in match_texts(&made.sources, &used) {
            let Some((source, (article, revision))) =
                places.iter().enumerate().find_map(|(source, place)| Some((source, (*place)?)))
            else {
                continue;
            };
            if used.len() > 1 && places.iter().flatten().count() < 2 {
                // Sets of one source can still be compared in it.
                if made.sides.iter().filter(|side| side.source == source).count() < 2 {
                    made.left_out.push(LeftOut::Alone { source, article });
                }
                alone.push((source, article, revision));
            } else if used.len() > 1 {
                met.push(places.clone());
            }
            made.add_piece(&places, source, article, revision, &|label| numbers.get(&counts_as(label)?).copied());
        }
        made.near = near(&made.sources, &alone, &met);
        made
    }

    /// Lists the adjudicated sets that are not compared, of the projects that are.
    fn adjudicated(&self) -> Vec<LeftOut> {
        let used: BTreeSet<usize> = self.sides.iter().map(|side| side.source).collect();
        let of_source = |source: usize| {
            let project = &self.sources[source].project;
            let chosen = move |set: SetId| self.sides.iter().any(|side| side.source == source && side.set == set);
            let rows = project.sets().into_iter().filter(|(_, row)| row.kind == SetKind::Adjudicated);
            let ids = rows.map(|(set, _)| *set).filter(|set| project.count_marks(*set) > 0);
            ids.filter(move |set| !chosen(*set))
                .map(move |set| LeftOut::Adjudicated { source, set })
                .collect::<Vec<_>>()
        };
        used.into_iter().flat_map(of_source).collect()
    }

    fn add_piece(
        &mut self,
        places: &[Option<(ArticleId, RevisionId)>],
        source: usize,
        article: ArticleId,
        revision: RevisionId,
        number: &dyn Fn(&LabelKey) -> Option<usize>,
    ) {
        let project = &self.sources[source].project;
        let Some(held) = project.revision(&revision) else { return };
        let text = held.text.clone();
        let title = project.article(&article).map_or_else(String::new, |article| article.details.title.clone());
        let mut marks: Vec<Option<Vec<Mark>>> = vec![None; self.sides.len()];
        let mut out = Vec::new();
        for (at, side) in self.sides.iter().enumerate() {
            let Some((article, compared)) = places[side.source] else { continue };
            let project = &self.sources[side.source].project;
            if is_done_with(project, side.set, article, compared) {
                marks[at] = Some(Vec::new());
            } else if is_done(project, side.set, article) {
                out.push(LeftOut::OtherDone { side: at, article, compared });
            } else {
                out.push(LeftOut::NotDone { side: at, article });
            }
        }
        if marks.iter().flatten().count() < 2 {
            if places.iter().flatten().count() > 1 || self.sides.iter().filter(|side| side.source == source).count() > 1
            {
                out.push(LeftOut::TooFew { source, article });
            }
            self.left_out.extend(out);
            return;
        }
        for (source, place) in places.iter().enumerate() {
            let Some((_, revision)) = place else { continue };
            let project = &self.sources[source].project;
            let sides: HashMap<SetId, usize> = self
                .sides
                .iter()
                .enumerate()
                .filter(|(at, side)| side.source == source && marks[*at].is_some())
                .map(|(at, side)| (side.set, at))
                .collect();
            for id in project.in_order(*revision).chain(project.detached(*revision)) {
                let Some(row) = project.annotation(&id) else { continue };
                let Some(side) = sides.get(&row.set).copied() else { continue };
                let (Some(fragments), Some(label)) = (row.fragments(), number(&row.label)) else {
                    out.push(match row.fragments() {
                        Some(_) => LeftOut::Label { side, annotation: id },
                        None => LeftOut::Detached { side, annotation: id },
                    });
                    continue;
                };
                let chars = |byte: usize| text.char_of(byte) as u32;
                let fragments = fragments.spans().iter().map(|span| (chars(span.start()), chars(span.end()))).collect();
                if let Some(marks) = &mut marks[side] {
                    marks.push(Mark { id, label, fragments });
                }
            }
        }
        for (at, side) in self.sides.iter().enumerate().filter(|(at, _)| marks[*at].is_some()) {
            let Some((article, compared)) = places[side.source] else { continue };
            let count = elsewhere(&self.sources[side.source].project, side.set, article, compared);
            if count > 0 {
                out.push(LeftOut::OtherText { side: at, article, compared, count });
            }
        }
        let tokens = tokens(&text);
        let parts = parts(&text);
        self.left_out.extend(out);
        self.pieces.push(Piece { title, text, places: places.to_vec(), marks, tokens, parts });
    }

    /// Counts the blocks that are resampled: the articles, or the parts of the one article.
    pub(super) fn blocks(&self) -> usize {
        match self.pieces.as_slice() {
            [piece] => piece.parts.len(),
            pieces => pieces.len(),
        }
    }

    /// Lists the blocks in an order that does not hang on that of the sources: articles by their texts.
    pub(super) fn blocks_in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.blocks()).collect();
        if self.pieces.len() > 1 {
            order.sort_by_key(|piece| self.pieces[*piece].text.hash());
        }
        order
    }

    /// Returns the block that a code point of a piece is in.
    pub(super) fn block(&self, piece: usize, at: u32) -> usize {
        match self.pieces.as_slice() {
            [only] => only.part(at),
            _ => piece,
        }
    }

    /// Returns the article that two sides have in common, where that is one of several.
    pub(super) fn alone(&self, (one, other): (usize, usize)) -> Option<usize> {
        let both = |piece: &&Piece| piece.marks[one].is_some() && piece.marks[other].is_some();
        let mut common = self.pieces.iter().enumerate().filter(|(_, piece)| both(piece)).map(|(at, _)| at);
        let only = common.next().filter(|_| common.next().is_none());
        only.filter(|_| self.pieces.len() > 1)
    }

    /// Returns the same of one article and two sides: what is resampled of it is its paragraphs.
    pub(super) fn only(&self, piece: usize, pair: (usize, usize)) -> Comparison {
        let Piece { title, text, places, marks, tokens, parts } = &self.pieces[piece];
        let of_pair = |(side, own): (usize, &Option<Vec<Mark>>)| {
            own.as_ref().filter(|_| side == pair.0 || side == pair.1).cloned()
        };
        let marks = marks.iter().enumerate().map(of_pair).collect();
        let (title, text, places) = (title.clone(), text.clone(), places.clone());
        let piece = Piece { title, text, places, marks, tokens: tokens.clone(), parts: parts.clone() };
        Comparison {
            sources: self.sources.clone(),
            sides: self.sides.clone(),
            labels: self.labels.clone(),
            pieces: vec![piece],
            left_out: Vec::new(),
            near: Vec::new(),
        }
    }

    /// Lists the pairs of sides.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        (0..self.sides.len()).flat_map(|one| (one + 1..self.sides.len()).map(move |other| (one, other))).collect()
    }

    /// Lists the annotations of one side that have words in common with an earlier one of the same side and label, with
    /// that one. Tokens and continua take both as one; spans and gamma count both.
    pub fn doubled(&self) -> Vec<(usize, AnnotationId, AnnotationId)> {
        let mut all = Vec::new();
        for piece in &self.pieces {
            for (side, marks) in piece.marks.iter().enumerate() {
                let mut reach: HashMap<usize, (u32, AnnotationId)> = HashMap::new();
                let mut fragments: Vec<(u32, u32, &Mark)> = Vec::new();
                for mark in marks.iter().flatten() {
                    fragments.extend(mark.fragments.iter().map(|(start, end)| (*start, *end, mark)));
                }
                fragments.sort_unstable_by_key(|(start, end, _)| (*start, *end));
                for (start, end, mark) in fragments {
                    let last = reach.entry(mark.label).or_insert((end, mark.id));
                    if start < last.0 && last.1 != mark.id {
                        all.push((side, last.1, mark.id));
                    }
                    if end > last.0 {
                        *last = (end, mark.id);
                    }
                }
            }
        }
        all.dedup();
        all
    }
}

/// Tells whether a set is compared unless somebody says otherwise: it holds annotations or done marks, and was not
/// adjudicated: that was made of the others, and would say how far they agree with themselves.
pub fn takes_part(project: &Project, set: SetId) -> bool {
    let adjudicated = project.set(&set).is_some_and(|row| row.kind == SetKind::Adjudicated);
    !adjudicated && (project.count_marks(set) > 0 || project.count_done(set) > 0)
}

/// Tells whether a set is finished with an article. As long as one that was imported or adjudicated has no done mark,
/// it is with each article on whose last text it has an annotation: what else it was made for nobody can tell.
pub fn is_done(project: &Project, set: SetId, article: ArticleId) -> bool {
    project.latest(article).is_some_and(|(last, _)| is_done_with(project, set, article, last))
}

/// Tells the same of one text of the article. A done mark says it of the last: a text that is added removes those of
/// the texts before.
fn is_done_with(project: &Project, set: SetId, article: ArticleId, text: RevisionId) -> bool {
    let whole = |row: &Set| matches!(row.kind, SetKind::Imported | SetKind::Adjudicated);
    let unsaid = || project.count_done(set) == 0 && project.set(&set).is_some_and(whole);
    let annotates = || project.labels_by_key().any(|(label, _)| project.count(text, set, label) > 0);
    let last = || project.latest(article).is_some_and(|(last, _)| last == text);
    project.done(&(set, article)).is_some() && last() || unsaid() && annotates()
}

/// Counts a set's annotations on other texts of an article that none on this one was carried over from, nor to.
fn elsewhere(project: &Project, set: SetId, article: ArticleId, text: RevisionId) -> usize {
    let (mut others, mut open) = (BTreeSet::new(), Vec::new());
    let mut tied: HashMap<AnnotationId, Vec<AnnotationId>> = HashMap::new();
    for revision in project.revisions_of(article) {
        for id in project.in_order(revision).chain(project.detached(revision)) {
            let Some(row) = project.annotation(&id).filter(|row| row.set == set) else { continue };
            for from in &row.derived_from {
                tied.entry(id).or_default().push(*from);
                tied.entry(*from).or_default().push(id);
            }
            if revision == text {
                open.push(id);
            } else {
                others.insert(id);
            }
        }
    }
    while let Some(id) = open.pop().filter(|_| !others.is_empty()) {
        open.extend(tied.get(&id).into_iter().flatten().filter(|id| others.remove(id)));
    }
    others.len()
}

/// Names the sides: the set's name, with the source's where that is not enough, and a number where that is not either.
fn name_sides(sources: &[Source], sets: &[(usize, SetId)]) -> Vec<Side> {
    let known: Vec<(usize, SetId)> = sets
        .iter()
        .copied()
        .filter(|(source, set)| sources.get(*source).is_some_and(|source| source.project.set(set).is_some()))
        .collect();
    let plain: Vec<String> = known.iter().map(|(source, set)| sources[*source].project.set_name(*set)).collect();
    let mut names: Vec<String> = Vec::new();
    for (at, (source, _)) in known.iter().enumerate() {
        let alone = plain.iter().filter(|name| **name == plain[at]).count() == 1;
        let name = if alone { plain[at].clone() } else { format!("{} ({})", plain[at], sources[*source].name) };
        let again = names.iter().filter(|other| **other == name || other.starts_with(&format!("{name} #"))).count();
        names.push(if again == 0 { name } else { format!("{name} #{}", again + 1) });
    }
    known.into_iter().zip(names).map(|((source, set), name)| Side { source, set, name }).collect()
}

/// Lists the tokens of a text, as ranges of code points. Counts as it goes, so that it is linear in any text.
fn tokens(text: &Text) -> Vec<(u32, u32)> {
    let (mut byte, mut char) = (0, 0);
    let mut chars = |to: usize| {
        char += text.as_str()[byte..to].chars().count() as u32;
        byte = to;
        char
    };
    segment::tokens(text).map(|span| (chars(span.start()), chars(span.end()))).collect()
}

/// Lists where the parts of a text begin that are resampled: its paragraphs, several together in a long text.
fn parts(text: &Text) -> Vec<u32> {
    let lines = (0..text.line_count()).map(|line| text.line(line));
    let starts: Vec<usize> =
        lines.filter(|line| !text.as_str()[line.clone()].trim().is_empty()).map(|line| line.start).collect();
    let together = starts.len().div_ceil(PARTS).max(1);
    let mut parts: Vec<u32> = starts.iter().step_by(together).map(|start| text.char_of(*start) as u32).collect();
    match parts.first_mut() {
        Some(first) => *first = 0,
        None => parts.push(0),
    }
    parts
}
