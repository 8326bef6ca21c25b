//! The part of a project that goes out, as far as a format can hold it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;

use foldhash::{HashMap, HashSet};

use crate::compare::agreement::is_done;
use crate::formats::ALL;
use crate::model::*;
use crate::say;

use super::Watch;
use super::names::Names;
use super::remark::{Remarks, Spot, Tally, What};
use super::rows::{Left, Row, in_order, keep_longest};
use super::so_far::{SoFar, hands_out};

/// What goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The articles; all where it is `None`.
    pub articles: Option<BTreeSet<ArticleId>>,
    /// The sets; all where it is `None`.
    pub sets: Option<BTreeSet<SetId>>,
}

/// What a format has of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// They are as they are.
    Kept,
    /// Files are called so, as far as files can be.
    Files,
    /// There are none: when it comes in again the text's first line is one.
    First,
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
    /// That somebody is done with an article and found nothing in it.
    pub nothing: bool,
    /// Titles of articles.
    pub titles: Titles,
    /// The name of an annotator who is the only one.
    pub alone: bool,
    /// Names of annotators as they are, not only what files can be called.
    pub names: bool,
    /// The order of articles, not only that of the names of files.
    pub order: bool,
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
        nothing: false,
        titles: Titles::Files,
        alone: false,
        names: false,
        order: false,
        details: false,
        blocks: false,
        definitions: false,
        propositions: false,
        entities: false,
    };
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
    pub file: String,
    annotations: Vec<Row<'p>>,
    /// Places of those sets that are done with it or have annotations in it.
    sets: Vec<usize>,
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
        self.annotations.iter().copied().filter(move |row| row.set == set)
    }

    /// Says which article it is.
    pub fn titled(&self) -> Spot {
        Spot::of(title(self.article))
    }

    /// Says where an annotation of it stands.
    pub fn spot(&self, row: &Annotation) -> Spot {
        spot(self.article, self.revision, row)
    }
}

/// A set that goes out.
#[derive(Clone, Debug)]
pub struct Pass<'p> {
    /// Its id.
    pub id: SetId,
    /// The set.
    pub set: &'p Set,
    /// What it is called. No other is called so.
    pub name: String,
    /// A name for its files, without an ending, that no other set has.
    pub file: String,
}

/// A project's part that goes out.
pub struct Handout<'p> {
    /// The project.
    pub project: &'p Project,
    /// The articles, in their order.
    pub documents: Vec<Document<'p>>,
    /// The sets, in their order.
    pub sets: Vec<Pass<'p>>,
    /// What went out before; once it is written, with this.
    pub so_far: RefCell<SoFar>,
    relations: Vec<(RelationId, &'p Relation)>,
    of_document: HashMap<RevisionId, Vec<usize>>,
    /// Empty in a project that ties nothing to anything.
    outgoing: HashMap<AnnotationId, Gone>,
}

/// Where an annotation that goes out is.
#[derive(Clone, Copy)]
struct Gone {
    /// The place of its document.
    document: usize,
    /// Its set.
    set: SetId,
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
        let (mut set_files, mut set_names) = (Names::default(), Names::default());
        let sets = project.sets().into_iter().filter(|(id, _)| takes_set(id));
        let sets: Vec<Pass<'p>> = sets
            .map(|(id, set)| {
                let (key, name) = (id.to_string(), project.set_name(*id));
                let file = set_files.file(&key, &short(&name)).to_owned();
                let name = if name.trim().is_empty() { &file } else { name.trim() };
                Pass { id: *id, set, name: set_names.exact(&key, name).to_owned(), file }
            })
            .collect();
        let place_of: HashMap<SetId, usize> = sets.iter().enumerate().map(|(at, pass)| (pass.id, at)).collect();
        let mut done: HashMap<ArticleId, Vec<usize>> = HashMap::default();
        for ((set, article), _) in project.done_marks() {
            done.entry(*article).or_default().extend(place_of.get(set));
        }
        let chosen = project.articles().into_iter().filter(|(id, _)| takes_article(id));
        let chosen: Vec<_> = chosen.filter_map(|(id, article)| Some((id, article, project.latest(*id)?))).collect();
        let mut rows_of = in_order(project, chosen.iter().map(|(.., (revision, _))| *revision), &place_of);
        let mut documents = Vec::with_capacity(chosen.len());
        let mut left = Left::default();
        let tied = project.relation_count() > 0;
        let tied = tied || project.propositions().next().is_some() || project.entities().next().is_some();
        let mut outgoing = HashMap::default();
        outgoing.reserve(if tied { rows_of.iter().map(Vec::len).sum() } else { 0 });
        for (id, article, (revision_id, revision)) in chosen {
            for earlier in project.revisions_of(*id).filter(|earlier| *earlier != revision_id) {
                let all = project.in_order(earlier).chain(project.detached(earlier));
                let all = all.filter_map(|id| project.annotation(&id)).filter(|row| takes_set(&row.set));
                remarks.add_some(What::EarlierText, "", all.count(), || Spot::of(title(article)));
            }
            let rows = std::mem::take(&mut rows_of[documents.len()]);
            let marked: BTreeSet<usize> = rows.chunk_by(|a, b| a.pass == b.pass).map(|rows| rows[0].pass).collect();
            let mut annotations = Vec::with_capacity(rows.len());
            for row in rows {
                let place = || spot(article, revision, row.row);
                if row.cover.is_none() && !holds.detached {
                    left.leave(What::NoText, &place);
                } else if row.parted && !holds.fragments {
                    left.leave(What::Fragments, &place);
                } else {
                    left.leave_parts(&row, holds, &place);
                    annotations.push(row);
                }
            }
            if !holds.overlap {
                keep_longest(&mut annotations, |row| remarks.add(What::Overlap, "", spot(article, revision, row)));
            }
            let document = documents.len();
            if tied {
                outgoing.extend(annotations.iter().map(|row| (row.id, Gone { document, set: row.set })));
            }
            let file = so_far.names.file(&id.to_string(), &short(&title(article))).to_owned();
            let own = annotations.chunk_by(|a, b| a.pass == b.pass).map(|rows| rows[0].pass);
            let sets: BTreeSet<usize> = own.chain(done.remove(id).unwrap_or_default()).collect();
            so_far.nothing_found |= sets.iter().any(|at| !marked.contains(at));
            let sets = sets.into_iter().collect();
            documents.push(Document { id: *id, article, revision_id, revision, file, annotations, sets });
        }
        left.tell(project, remarks);
        let (so_far, relations, of_document) = (RefCell::new(so_far), Vec::new(), HashMap::default());
        let mut handout = Handout { project, documents, sets, so_far, relations, of_document, outgoing };
        handout.take_relations(holds, remarks);
        handout.leave_rest(holds, remarks);
        handout
    }

    /// Takes the relations both of whose ends go out.
    fn take_relations(&mut self, holds: Holds, remarks: &mut Remarks) {
        let project = self.project;
        let chosen: HashSet<SetId> = self.sets.iter().map(|pass| pass.id).collect();
        let documents: HashSet<RevisionId> = self.documents.iter().map(|document| document.revision_id).collect();
        for (id, row) in project.relations().filter(|(_, row)| chosen.contains(&row.set)) {
            let (from, to) = (self.outgoing.get(&row.from), self.outgoing.get(&row.to));
            // What starts in an article that stays, stays with it.
            let begins = || project.annotation(&row.from).filter(|from| documents.contains(&from.revision));
            if from.is_none() && begins().is_none() {
                continue;
            }
            let name = || project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
            let place = || relation_spot(project, row).unwrap_or_else(|| Spot::of(""));
            match from.zip(to) {
                _ if !holds.relations => remarks.add_some(What::Relation, name(), 1, place),
                None => remarks.add_some(What::LostEnd, name(), 1, place),
                Some((from, to)) if !holds.others && [from, to].iter().any(|end| end.set != row.set) => {
                    remarks.add_some(What::OthersRelation, name(), 1, place);
                }
                Some((from, to)) if from.document != to.document && !holds.across => {
                    remarks.add_some(What::AcrossArticles, name(), 1, place);
                }
                Some((from, _)) => {
                    if !holds.relation_notes && !row.note.is_empty() {
                        remarks.add_some(What::RelationNote, "", 1, place);
                    }
                    if !holds.relation_attributes {
                        for key in row.attributes.keys() {
                            remarks.add_some(What::RelationAttribute, attribute_name(project, key), 1, place);
                        }
                    }
                    let revision = self.documents[from.document].revision_id;
                    self.of_document.entry(revision).or_default().push(self.relations.len());
                    self.relations.push((*id, row));
                }
            }
        }
    }

    /// Lists the sets that say something of a document: they have annotations there that go out, or are done with it.
    pub fn sets_of(&self, document: &Document<'_>) -> impl Iterator<Item = &Pass<'p>> {
        document.sets.iter().filter_map(|at| self.sets.get(*at))
    }

    /// Tells whether a set, by its place among all, says something of a document.
    pub fn has_read(&self, set: usize, document: &Document<'_>) -> bool {
        document.sets.binary_search(&set).is_ok()
    }

    /// Tells whether a set hands out a text, by its place among all: where nobody says anything of one the first does.
    pub fn hands_out(&self, set: usize, document: &Document<'_>) -> bool {
        hands_out(set, &document.sets)
    }

    /// Returns what went out with this.
    pub fn gone(self) -> SoFar {
        let mut so_far = self.so_far.into_inner();
        so_far.met.extend(self.documents.into_iter().map(|document| (document.file, document.sets)));
        so_far.sets = self.sets.into_iter().map(|pass| (pass.name, pass.file)).collect();
        so_far
    }

    /// Lists the files of a document as INCEpTION has them, without their endings, each with its set: of several sets,
    /// and where it tells that somebody found nothing, in a folder for each document, with a file for each annotator
    /// who has opened it. A text of which nobody says anything is a file without a set.
    pub fn inception(&self, document: &Document<'_>) -> Vec<(String, Option<SetId>)> {
        if self.sets.len() < 2 && !self.so_far.borrow().nothing_found || document.sets.is_empty() {
            return vec![(document.file.clone(), self.sets_of(document).next().map(|pass| pass.id))];
        }
        let file = |pass: &Pass<'_>| (format!("annotation/{}.txt/{}", document.file, pass.file), Some(pass.id));
        self.sets_of(document).map(file).collect()
    }

    /// Lists the articles of which nobody says anything, for formats that have nothing else.
    pub fn leave_untouched(&self, remarks: &mut Remarks) {
        for document in self.documents.iter().filter(|document| document.sets.is_empty()) {
            remarks.add(What::Untouched, "", document.titled());
        }
    }

    /// Lists what is done with what as far as a format that does not tell would have it otherwise. What comes in again
    /// is done where it has annotations, and where somebody found nothing only if the format holds that.
    pub fn leave_done(&self, holds: Holds, comes_in: bool, remarks: &mut Remarks) {
        if holds.done {
            return;
        }
        for document in &self.documents {
            let place = || document.titled();
            let lost = self.sets_of(document).filter(|pass| {
                let nothing = document.of_set(pass.id).next().is_none();
                let own = pass.set.kind != SetKind::Imported && self.project.done(&(pass.id, document.id)).is_some();
                if nothing { !holds.nothing } else { own && !comes_in }
            });
            remarks.add_some(What::Done, "", lost.count(), place);
            let begun = self.sets_of(document).filter(|pass| document.of_set(pass.id).next().is_some());
            let begun = begun.filter(|pass| comes_in && !is_done(self.project, pass.id, document.id));
            remarks.add_some(What::Undone, "", begun.count(), place);
        }
    }

    /// Lists annotations that overlap another of their set, for programs that take them on a condition, which `what`
    /// says.
    pub fn tell_overlaps(&self, what: &str, remarks: &mut Remarks) {
        let mut tally = Tally::default();
        for document in &self.documents {
            let mut reach: Vec<(SetId, usize)> = Vec::new();
            for row in &document.annotations {
                let Some(cover) = row.cover else { continue };
                let at = reach.iter().position(|(set, _)| *set == row.set).unwrap_or_else(|| {
                    reach.push((row.set, 0));
                    reach.len() - 1
                });
                let end = &mut reach[at].1;
                if cover.start() < *end {
                    tally.add(1, || document.spot(row.row));
                }
                *end = cover.end().max(*end);
            }
        }
        remarks.add_tally(What::Overlapping, what, tally);
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
            let place = || document.titled();
            if !holds.details {
                remarks.add_some(What::Details, "", usize::from(more.iter().any(|text| !text.is_empty())), place);
            }
            if !holds.blocks {
                let guessed = Block::guess(&document.revision.text) == document.revision.blocks;
                remarks.add_some(What::Blocks, "", usize::from(!guessed), place);
            }
            let own = details.title.trim();
            let changed = match holds.titles {
                Titles::Kept => false,
                Titles::Files => own != document.file,
                Titles::First => own != Details::default().titled_by(document.text()).title,
            };
            remarks.add_some(What::Title, "", usize::from(changed && !own.is_empty()), place);
        }
        if let [pass] = &self.sets[..]
            && !holds.alone
        {
            // What came from a file without a name is called after its format.
            let name = project.set_name(pass.id);
            let named = !name.trim().is_empty() && !ALL.iter().any(|format| format.name == name);
            remarks.add_some(What::Nameless, name.trim(), usize::from(named), nowhere);
        }
        for pass in &self.sets {
            let (given, name) =
                if holds.names { (&pass.name, project.set_name(pass.id)) } else { (&pass.file, pass.name.clone()) };
            let changed = !name.trim().is_empty() && name.trim() != given;
            remarks.add_some(What::Renamed, given.as_str(), usize::from(changed), || Spot::of(name.as_str()));
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
        let chosen = |set: &SetId| self.sets.iter().any(|pass| pass.id == *set);
        let absences = project.absences().filter(|((_, _, set), _)| chosen(set)).count();
        remarks.add_some(What::Absences, "", absences, nowhere);
        remarks.add_some(What::Dismissals, "", project.dismissals().count(), nowhere);
        let decisions = project.decisions().filter(|((_, set), _)| chosen(set)).count();
        remarks.add_some(What::Decisions, "", decisions, nowhere);
        let asked = project.exercises_by_id().filter(|(_, row)| chosen(&row.set)).count();
        remarks.add_some(What::Exercises, "", asked, nowhere);
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

    /// Returns the document that an annotation is in which goes out and is tied to another: by a relation, a
    /// proposition or an entity.
    pub fn document_of(&self, id: AnnotationId) -> Option<&Document<'p>> {
        self.outgoing.get(&id).and_then(|gone| self.documents.get(gone.document))
    }
}

pub(super) fn attribute_name(project: &Project, key: &AttributeKey) -> String {
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

/// Says where a relation starts.
fn relation_spot(project: &Project, row: &Relation) -> Option<Spot> {
    let from = project.annotation(&row.from)?;
    let revision = project.revision(&from.revision)?;
    Some(spot(project.article(&revision.article)?, revision, from))
}

fn spot(article: &Article, revision: &Revision, row: &Annotation) -> Spot {
    match row.fragments() {
        Some(fragments) => Spot::line(title(article), revision.text.line_at(fragments.start()) + 1),
        None => Spot::of(title(article)),
    }
}
