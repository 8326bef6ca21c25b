//! The part of a project that goes out, as far as a format can hold it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io;

use crate::model::*;
use crate::say;

use super::Watch;
use super::names::Names;
use super::remark::{Remarks, Spot, What};

/// What goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The articles; all where it is `None`.
    pub articles: Option<BTreeSet<ArticleId>>,
    /// The sets; all where it is `None`.
    pub sets: Option<BTreeSet<SetId>>,
}

/// What a format can hold of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// Several annotators in one file.
    pub annotators: bool,
    /// Annotations that overlap or nest.
    pub overlap: bool,
    /// Annotations in several fragments.
    pub fragments: bool,
    /// Annotations that lost their place.
    pub detached: bool,
    /// Values of attributes of annotations.
    pub attributes: bool,
    /// Relations.
    pub relations: bool,
    /// Relations between articles.
    pub across: bool,
    /// Relations that join annotations of another annotator.
    pub others: bool,
    /// Values of attributes of relations.
    pub relation_attributes: bool,
    /// Notes of annotations.
    pub notes: bool,
    /// Notes of relations.
    pub relation_notes: bool,
    /// Whether somebody was not sure.
    pub unsure: bool,
    /// When an annotation was made.
    pub times: bool,
    /// What an annotation was derived from.
    pub derived: bool,
    /// Whether an article is done.
    pub done: bool,
    /// What is known of articles beside their title.
    pub details: bool,
    /// What the parts of a text are.
    pub blocks: bool,
    /// Definitions and examples of the scheme.
    pub definitions: bool,
    /// Propositions, and what is in them.
    pub propositions: bool,
    /// Entities, and what names them.
    pub entities: bool,
}

impl Holds {
    /// A format that holds spans with labels, one annotator's a file, and nothing else.
    pub const SPANS: Holds = Holds {
        annotators: false,
        overlap: true,
        fragments: false,
        detached: false,
        attributes: false,
        relations: false,
        across: false,
        others: false,
        relation_attributes: false,
        notes: false,
        relation_notes: false,
        unsure: false,
        times: false,
        derived: false,
        done: false,
        details: false,
        blocks: false,
        definitions: false,
        propositions: false,
        entities: false,
    };
}

/// An annotation that goes out.
#[derive(Clone, Copy, Debug)]
pub struct Row<'p> {
    /// Its id.
    pub id: AnnotationId,
    /// The annotation.
    pub row: &'p Annotation,
}

/// An article that goes out, with its last text.
#[derive(Clone, Debug)]
pub struct Document<'p> {
    /// Its id.
    pub id: ArticleId,
    /// The article.
    pub article: &'p Article,
    /// The id of its last text.
    pub revision_id: RevisionId,
    /// Its last text.
    pub revision: &'p Revision,
    /// A name for its files, without an ending, that no other document has.
    pub name: String,
    annotations: Vec<Row<'p>>,
}

impl<'p> Document<'p> {
    /// Returns its text.
    pub fn text(&self) -> &'p Text {
        &self.revision.text
    }

    /// Lists its annotations in the order of the text, those without a place last.
    pub fn annotations(&self) -> &[Row<'p>] {
        &self.annotations
    }

    /// Lists those of one set.
    pub fn of_set(&self, set: SetId) -> impl Iterator<Item = Row<'p>> {
        self.annotations.iter().copied().filter(move |row| row.row.set == set)
    }

    /// Says where an annotation of it stands.
    pub fn spot(&self, row: &Annotation) -> Spot {
        spot(self.article, self.revision, row)
    }
}

/// What went out before, where all goes out in pieces: names and numbers go on.
#[derive(Debug, Default)]
pub struct SoFar {
    names: Names,
    /// How many documents.
    pub documents: usize,
    /// How many annotations and relations of each set have a number.
    pub numbers: HashMap<SetId, (usize, usize)>,
    /// Whether relations go out with any piece.
    pub related: bool,
}

impl SoFar {
    /// Begins with nothing, and tells whether relations go out with any piece.
    pub fn begin(related: bool) -> SoFar {
        SoFar { related, ..SoFar::default() }
    }
}

/// A project's part that goes out.
pub struct Handout<'p> {
    /// The project.
    pub project: &'p Project,
    /// The articles, in their order.
    pub documents: Vec<Document<'p>>,
    /// The sets, in their order, with a name for files that no other has.
    pub sets: Vec<(SetId, &'p Set, String)>,
    /// What went out before.
    pub so_far: RefCell<SoFar>,
    relations: Vec<(RelationId, &'p Relation)>,
    of_document: HashMap<RevisionId, Vec<usize>>,
    outgoing: HashMap<AnnotationId, usize>,
}

impl<'p> Handout<'p> {
    /// Goes through the articles and tells how many are done.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] instead of an article when nobody waits any longer.
    pub fn each<'w>(&'w self, watch: &'w mut Watch<'_>) -> impl Iterator<Item = io::Result<&'w Document<'p>>> {
        let step = |(at, document)| {
            watch.step(at, self.documents.len()).map_err(|_| io::ErrorKind::Interrupted)?;
            Ok(document)
        };
        self.documents.iter().enumerate().map(step)
    }

    /// Takes of a project what was chosen and a format holds, and lists the rest. What is nobody's to see is not there.
    pub fn of(project: &'p Project, choice: &Choice, holds: Holds, remarks: &mut Remarks) -> Handout<'p> {
        Handout::piece(project, choice, holds, remarks, SoFar::default())
    }

    /// Takes what [`Handout::of`] does of a project that is a piece of what goes out.
    pub fn piece(
        project: &'p Project,
        choice: &Choice,
        holds: Holds,
        remarks: &mut Remarks,
        mut so_far: SoFar,
    ) -> Handout<'p> {
        let takes_set = |set: &SetId| choice.sets.as_ref().is_none_or(|sets| sets.contains(set));
        let takes_article = |id: &ArticleId| choice.articles.as_ref().is_none_or(|articles| articles.contains(id));
        let mut set_names = Names::default();
        let mut documents = Vec::new();
        let mut outgoing = HashMap::new();
        for (id, article) in project.articles() {
            let Some((revision_id, revision)) = project.latest(*id).filter(|_| takes_article(id)) else { continue };
            for earlier in project.revisions_of(*id).filter(|earlier| *earlier != revision_id) {
                let all = project.in_order(earlier).chain(project.detached(earlier));
                let all = all.filter_map(|id| project.annotation(&id)).filter(|row| takes_set(&row.set));
                remarks.add_some(What::EarlierText, "", all.count(), || Spot::of(title(article)));
            }
            let mut annotations = Vec::new();
            for id in project.in_order(revision_id).chain(project.detached(revision_id)) {
                let Some(row) = project.annotation(&id).filter(|row| takes_set(&row.set)) else { continue };
                let place = || spot(article, revision, row);
                let fragments = row.fragments().map(|fragments| fragments.spans().len());
                if fragments.is_none() && !holds.detached {
                    remarks.add(What::NoText, "", place());
                } else if fragments.is_some_and(|count| count > 1) && !holds.fragments {
                    remarks.add(What::Fragments, "", place());
                } else {
                    leave_parts(project, row, holds, remarks, &place);
                    annotations.push(Row { id, row });
                }
            }
            if !holds.overlap {
                keep_longest(&mut annotations, |row| remarks.add(What::Overlap, "", spot(article, revision, row)));
            }
            outgoing.extend(annotations.iter().map(|row| (row.id, documents.len())));
            let name = so_far.names.file(&id.to_string(), &short(&title(article))).to_owned();
            documents.push(Document { id: *id, article, revision_id, revision, name, annotations });
        }
        let sets = project.sets().into_iter().filter(|(id, _)| takes_set(id));
        let sets: Vec<_> = sets
            .map(|(id, set)| {
                let name = short(&project.set_name(*id));
                (*id, set, set_names.file(&id.to_string(), &name).to_owned())
            })
            .collect();
        let (so_far, relations, of_document) = (RefCell::new(so_far), Vec::new(), HashMap::new());
        let mut handout = Handout { project, documents, sets, so_far, relations, of_document, outgoing };
        handout.take_relations(holds, remarks);
        handout.leave_rest(holds, remarks);
        handout
    }

    /// Takes the relations both of whose ends go out.
    fn take_relations(&mut self, holds: Holds, remarks: &mut Remarks) {
        let chosen: HashSet<SetId> = self.sets.iter().map(|(id, ..)| *id).collect();
        let documents: HashSet<RevisionId> = self.documents.iter().map(|document| document.revision_id).collect();
        for (id, row) in self.project.relations().filter(|(_, row)| chosen.contains(&row.set)) {
            let from = self.project.annotation(&row.from);
            // What starts in an article that stays, stays with it.
            let Some(from) = from.filter(|from| documents.contains(&from.revision)) else { continue };
            let name = self.project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
            let place = || {
                self.project.revision(&from.revision).map_or_else(
                    || Spot::of(""),
                    |revision| {
                        self.project
                            .article(&revision.article)
                            .map_or_else(|| Spot::of(""), |article| spot(article, revision, from))
                    },
                )
            };
            let ends = self.outgoing.get(&row.from).copied().zip(self.outgoing.get(&row.to).copied());
            match ends {
                _ if !holds.relations => remarks.add(What::Relation, name, place()),
                None => remarks.add(What::LostEnd, name, place()),
                Some(_) if !holds.others && !self.is_own(row) => remarks.add(What::OthersRelation, name, place()),
                Some((start, end)) if start != end && !holds.across => remarks.add(What::AcrossArticles, name, place()),
                Some((start, _)) => {
                    if !holds.relation_notes && !row.note.is_empty() {
                        remarks.add(What::RelationNote, "", place());
                    }
                    if !holds.relation_attributes {
                        for key in row.attributes.keys() {
                            remarks.add(What::RelationAttribute, attribute_name(self.project, key), place());
                        }
                    }
                    let revision = self.documents[start].revision_id;
                    self.of_document.entry(revision).or_default().push(self.relations.len());
                    self.relations.push((*id, row));
                }
            }
        }
    }

    /// Lists the sets that are done with a document and have nothing in it: somebody read it and found nothing.
    pub fn nothing_found(&self, document: &Document<'_>) -> impl Iterator<Item = SetId> {
        let done = self.sets.iter().filter(|(set, ..)| self.project.done(&(*set, document.id)).is_some());
        done.filter(|(set, ..)| document.of_set(*set).next().is_none()).map(|(set, ..)| *set)
    }

    /// Lists as a loss what [`Handout::nothing_found`] knows, for formats that have a record of an annotator only where
    /// there are annotations. What is done in sets that were not imported is listed for all such formats.
    pub fn leave_nothing_found(&self, remarks: &mut Remarks) {
        for document in &self.documents {
            let imported = |set: &SetId| self.project.set(set).is_some_and(|row| row.kind == SetKind::Imported);
            let count = self.nothing_found(document).filter(imported).count();
            remarks.add_some(What::Done, "", count, || Spot::of(title(document.article)));
        }
    }

    /// Tells whether both ends of a relation are in its set.
    fn is_own(&self, row: &Relation) -> bool {
        [row.from, row.to].iter().all(|end| self.project.annotation(end).is_some_and(|end| end.set == row.set))
    }

    /// Lists what belongs to no annotation alone.
    fn leave_rest(&self, holds: Holds, remarks: &mut Remarks) {
        let project = self.project;
        let goes = |id: &AnnotationId| self.outgoing.contains_key(id);
        let nowhere = || Spot::of(project.info().title);
        for document in &self.documents {
            let details = &document.article.details;
            let more =
                [&details.outlet, &details.author, &details.address, &details.date, &details.language, &details.note];
            let place = || Spot::of(title(document.article));
            if !holds.details {
                remarks.add_some(What::Details, "", usize::from(more.iter().any(|text| !text.is_empty())), place);
            }
            if !holds.blocks {
                let guessed = Block::guess(&document.revision.text) == document.revision.blocks;
                remarks.add_some(What::Blocks, "", usize::from(!guessed), place);
            }
            if !holds.done {
                // What was imported is done because it was.
                let own = self.sets.iter().filter(|(_, row, _)| row.kind != SetKind::Imported);
                let done = own.filter(|(set, ..)| project.done(&(*set, document.id)).is_some()).count();
                remarks.add_some(What::Done, "", done, place);
            }
        }
        if !holds.definitions {
            let told =
                |definition: &str, examples: &[String]| usize::from(!definition.is_empty() || !examples.is_empty());
            let labels = project.labels_by_key().map(|(_, row)| told(&row.definition, &row.examples));
            let attributes = project.attributes_by_key().map(|(_, row)| told(&row.definition, &row.examples));
            let kinds = project.kinds_by_key().map(|(_, row)| told(&row.definition, &row.examples));
            remarks.add_some(What::Definitions, "", labels.chain(attributes).chain(kinds).sum(), nowhere);
        }
        if !holds.propositions {
            let tied = project.propositions().map(|(_, row)| row.members.iter().filter(|id| goes(id)).count());
            remarks.add_some(What::Propositions, "", tied.sum(), nowhere);
        }
        if !holds.entities {
            let tied = project.entities().map(|(_, row)| row.members.iter().filter(|id| goes(id)).count());
            remarks.add_some(What::Entities, "", tied.sum(), nowhere);
        }
        let chosen = |set: &SetId| self.sets.iter().any(|(id, ..)| id == set);
        let absences = project.absences().filter(|((_, _, set), _)| chosen(set)).count();
        remarks.add_some(What::Absences, "", absences, nowhere);
        remarks.add_some(What::Dismissals, "", project.dismissals().count(), nowhere);
        let decisions = project.decisions().filter(|((_, set), _)| chosen(set)).count();
        remarks.add_some(What::Decisions, "", decisions, nowhere);
        remarks.add_some(What::Conflicts, "", project.conflicts().count(), nowhere);
    }

    /// Lists the relations that start in a document, by their ids.
    pub fn relations_of(&self, document: &Document<'_>) -> impl Iterator<Item = (RelationId, &'p Relation)> {
        let of = self.of_document.get(&document.revision_id);
        of.into_iter().flatten().filter_map(|at| self.relations.get(*at).copied())
    }

    /// Lists all relations that go out, by their ids.
    pub fn relations(&self) -> &[(RelationId, &'p Relation)] {
        &self.relations
    }

    /// Returns the document that an annotation which goes out is in.
    pub fn document_of(&self, id: AnnotationId) -> Option<&Document<'p>> {
        self.outgoing.get(&id).and_then(|at| self.documents.get(*at))
    }
}

/// Lists what an annotation says that a format has no place for.
fn leave_parts(project: &Project, row: &Annotation, holds: Holds, remarks: &mut Remarks, place: &dyn Fn() -> Spot) {
    if !holds.attributes {
        for key in row.attributes.keys() {
            remarks.add(What::Attribute, attribute_name(project, key), place());
        }
    }
    if !holds.notes && !row.note.is_empty() {
        remarks.add(What::Note, "", place());
    }
    if !holds.unsure && row.unsure {
        remarks.add(What::Unsure, "", place());
    }
    if !holds.times {
        remarks.add(What::Times, "", place());
    }
    if !holds.derived && !row.derived_from.is_empty() {
        remarks.add(What::Derived, "", place());
    }
}

/// Keeps, set by set, of annotations that overlap the longest, of several the first; hands over the others.
fn keep_longest(rows: &mut Vec<Row<'_>>, mut leave: impl FnMut(&Annotation)) {
    let length = |row: &Row<'_>| row.row.fragments().map_or(0, Fragments::len);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(length(&rows[*at])), *at));
    let mut taken: HashMap<SetId, BTreeMap<usize, usize>> = HashMap::new();
    let mut kept = vec![false; rows.len()];
    for at in order {
        let Some(fragments) = rows[at].row.fragments() else { continue };
        let cover = fragments.cover();
        let own = taken.entry(rows[at].row.set).or_default();
        let before = own.range(..cover.end()).next_back();
        if before.is_none_or(|(_, end)| *end <= cover.start()) {
            own.insert(cover.start(), cover.end());
            kept[at] = true;
        }
    }
    let mut at = 0;
    rows.retain(|row| {
        at += 1;
        if !kept[at - 1] {
            leave(row.row);
        }
        kept[at - 1]
    });
}

fn attribute_name(project: &Project, key: &AttributeKey) -> String {
    project.attribute(key).map_or_else(|| key.to_string(), |row| row.name.clone())
}

fn title(article: &Article) -> String {
    let title = article.details.title.trim();
    if title.is_empty() { say!("articles-untitled").to_owned() } else { title.to_owned() }
}

/// Cuts a title to what is a good name of a file.
fn short(title: &str) -> String {
    title.chars().take(60).collect::<String>().trim().trim_end_matches('.').to_owned()
}

fn spot(article: &Article, revision: &Revision, row: &Annotation) -> Spot {
    match row.fragments() {
        Some(fragments) => Spot::line(title(article), revision.text.line_at(fragments.start()) + 1),
        None => Spot::of(title(article)),
    }
}
