//! Lets what is read go a piece at a time, so that a project of all of it is never there.
//!
//! It is read twice. The first time each piece is forgotten, and what all pieces share is kept: the scheme and the
//! sets, an [`Outline`]. The second time each piece becomes a project with all of that and articles of its own. Both
//! times the same ids are drawn.

use foldhash::{HashMap, HashSet};

use crate::formats::exchange::{Remarks, What};
use crate::model::edit::Builder;
use crate::model::*;

use super::Gather;

/// What all pieces share.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The scheme of all of them.
    pub scheme: Scheme,
    pub(super) sets: Vec<(AnnotatorId, String, SetId, Set)>,
    /// Whether there are relations between annotations of one set on one text, each with a place of its own in one
    /// piece: the only ones that some formats hold.
    pub plain_relations: bool,
    /// Whether some set is done with an article and has nothing there: somebody read it and found nothing.
    pub nothing_found: bool,
}

/// What is known of the pieces before.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Whether lines on one text are of one article, whatever they are called.
    by_text: bool,
    names: HashSet<(String, Hash)>,
    texts: HashSet<Hash>,
    /// How many records and lines of each file were read.
    read: HashMap<String, (usize, usize)>,
    /// Whether something belongs to an article of an earlier piece.
    torn: bool,
    plain_relations: bool,
    nothing_found: bool,
}

impl Before {
    /// Notes where an article was in an earlier piece.
    pub(super) fn look_for(&mut self, known: &(String, Hash)) {
        self.torn |= self.names.contains(known) || self.by_text && self.texts.contains(&known.1);
    }
}

impl Gather {
    /// Takes pieces. Where it is `by_text`, lines on one text are of one article, whatever they are called.
    pub fn in_pieces(mut self, by_text: bool) -> Gather {
        self.before = Some(Before { by_text, ..Before::default() });
        self
    }

    /// Returns how many records and lines of a file stood in earlier pieces.
    pub fn read_before(&self, path: &str) -> (usize, usize) {
        self.before.as_ref().and_then(|before| before.read.get(path)).copied().unwrap_or_default()
    }

    /// Notes how many records and lines of a file have been read with those of a piece.
    pub fn note_read(&mut self, path: &str, read: (usize, usize)) {
        if let Some(before) = &mut self.before {
            before.read.insert(path.to_owned(), read);
        }
    }

    /// Tells whether something belongs to an article of an earlier piece, so that pieces do not do.
    pub fn is_torn(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.torn)
    }

    /// Forgets the articles of a piece with all that stands on them.
    pub fn forget(&mut self) {
        let names = std::mem::take(&mut self.texts).into_keys();
        let (plain_relations, nothing_found) = (self.has_plain_relations(), self.finds_nothing());
        if let Some(before) = &mut self.before {
            (before.plain_relations, before.nothing_found) = (plain_relations, nothing_found);
            for (name, text) in names {
                if before.by_text {
                    before.texts.insert(text);
                }
                before.names.insert((name, text));
            }
        }
        self.articles.clear();
        self.revisions.clear();
        self.done.clear();
        self.annotations.clear();
        self.label_of.clear();
        self.on_text.clear();
        self.again.clear();
        self.relations.clear();
        self.related.clear();
    }

    /// Returns what all pieces share, once all were read.
    pub fn outline(&mut self) -> Outline {
        let (plain_relations, nothing_found) = (self.has_plain_relations(), self.finds_nothing());
        Outline { plain_relations, nothing_found, ..self.shared() }
    }

    /// Returns the scheme and the sets. What else is in an outline is for those alone who take pieces.
    pub(super) fn shared(&mut self) -> Outline {
        // Texts without any annotations are to be annotated by somebody.
        if self.sets.is_empty() && self.has_texts() {
            self.set("");
        }
        Outline { scheme: self.scheme(), sets: self.sets.clone(), plain_relations: false, nothing_found: false }
    }

    fn finds_nothing(&self) -> bool {
        if self.before.as_ref().is_some_and(|before| before.nothing_found) {
            return true;
        }
        let article_of: HashMap<RevisionId, ArticleId> =
            self.revisions.iter().map(|(id, row)| (*id, row.article)).collect();
        let marked = |(_, row): &(AnnotationId, Annotation)| Some((row.set, *article_of.get(&row.revision)?));
        let marked: HashSet<(SetId, ArticleId)> = self.annotations.iter().filter_map(marked).collect();
        self.done.iter().any(|(key, _)| !marked.contains(key))
    }

    fn has_plain_relations(&self) -> bool {
        if self.before.as_ref().is_some_and(|before| before.plain_relations) {
            return true;
        }
        if self.relations.is_empty() {
            return false;
        }
        let place = |(id, row): &(AnnotationId, Annotation)| {
            let plain = row.fragments().is_some_and(|fragments| fragments.spans().len() == 1);
            plain.then_some((*id, (row.set, row.revision)))
        };
        let places: HashMap<AnnotationId, (SetId, RevisionId)> = self.annotations.iter().filter_map(place).collect();
        self.relations.iter().any(|(_, row)| {
            let ends = places.get(&row.from).zip(places.get(&row.to));
            ends.is_some_and(|(from, to)| from == to && from.0 == row.set)
        })
    }

    /// Makes a project of a piece, and forgets the piece.
    ///
    /// # Errors
    /// Says what is wrong where a rule of projects would be broken, which is a fault of the format's reader.
    pub fn piece(&mut self, outline: &Outline) -> Result<Project, String> {
        let project = self.build(outline);
        self.forget();
        project
    }

    /// Makes a project of what is there, which is taken out.
    pub(super) fn build(&mut self, outline: &Outline) -> Result<Project, String> {
        let takes: HashMap<&AttributeKey, &AttributeType> =
            outline.scheme.attributes.iter().map(|(key, row)| (key, &row.takes)).collect();
        let fit = |values: &mut Attributes| {
            for (key, value) in values {
                *value = match (takes.get(key), &*value) {
                    (Some(AttributeType::Text), Value::Flag(flag)) => Value::Text(flag.to_string()),
                    (Some(AttributeType::Text), Value::Choice(choice)) => {
                        let name = self.declared.get(key).and_then(|known| known.name(choice));
                        Value::Text(name.unwrap_or_else(|| choice.to_string()))
                    }
                    (_, value) => value.clone(),
                };
            }
        };
        let mut annotations = std::mem::take(&mut self.annotations);
        annotations.iter_mut().for_each(|(_, row)| fit(&mut row.attributes));
        let mut relations = std::mem::take(&mut self.relations);
        relations.iter_mut().for_each(|(_, row)| fit(&mut row.attributes));
        // All at once, into nothing: that is several times as fast as what is added to a project.
        let nothing = Project::empty();
        let mut builder = Builder::new(&nothing);
        outline.put(&mut builder);
        self.articles.drain(..).for_each(|(id, row)| builder.put(id, Some(row)));
        self.revisions.drain(..).for_each(|(id, row)| builder.put(id, Some(row)));
        let done = std::mem::take(&mut self.done);
        done.into_iter().for_each(|(key, time)| builder.put(key, Some(Done { time })));
        annotations.into_iter().for_each(|(id, row)| builder.put(id, Some(row)));
        relations.into_iter().for_each(|(id, row)| builder.put(id, Some(row)));
        made(builder)
    }

    /// Tells whether it takes pieces.
    pub fn is_in_pieces(&self) -> bool {
        self.before.is_some()
    }

    /// Tells whether any piece had an article.
    pub fn has_texts(&self) -> bool {
        !self.texts.is_empty() || self.before.as_ref().is_some_and(|before| !before.names.is_empty())
    }

    /// Tells whether something of a sort is to be known.
    pub fn has_remark(&self, what: What) -> bool {
        self.remarks.has(what)
    }

    /// Returns what is to be known.
    pub fn into_remarks(self) -> Remarks {
        self.remarks
    }
}

/// Makes a project of what a builder collected for an empty one.
fn made(builder: Builder<'_>) -> Result<Project, String> {
    let mut project = builder.project().clone();
    project.apply(&builder.finish()).map_err(|error| error.to_string())?;
    Ok(project)
}

impl Outline {
    /// Makes a project that has nothing but this.
    ///
    /// # Errors
    /// As [`Gather::piece`].
    pub fn project(&self) -> Result<Project, String> {
        let nothing = Project::empty();
        let mut builder = Builder::new(&nothing);
        self.put(&mut builder);
        made(builder)
    }

    /// Puts it into an empty project.
    fn put(&self, builder: &mut Builder<'_>) {
        for (key, row) in &self.scheme.labels {
            builder.put(key.clone(), Some(row.clone()));
        }
        for (key, row) in &self.scheme.kinds {
            builder.put(key.clone(), Some(row.clone()));
        }
        for (key, row) in &self.scheme.attributes {
            builder.put(key.clone(), Some(row.clone()));
        }
        for (id, name, set, row) in &self.sets {
            if row.annotator.is_some() {
                builder.put(*id, Some(Annotator { rank: row.rank, name: name.clone() }));
            }
            builder.put(*set, Some(row.clone()));
        }
    }
}
