//! Lays out what is said of annotations.

use foldhash::HashMap;

use crate::formats::blocks::{Block, Line, Piece, Sign, Stands, joined, named, ours, theirs};
use crate::formats::exchange::{Document, Handout, Row};
use crate::model::*;
use crate::say;

/// What goes out, with the numbers of its parts.
pub(super) struct Report<'h, 'p> {
    pub(super) handout: &'h Handout<'p>,
    /// The labels, in their order.
    pub(super) labels: Vec<(&'p LabelKey, &'p Label)>,
    label_numbers: HashMap<&'p LabelKey, usize>,
    numbers: HashMap<AnnotationId, usize>,
    leaving: HashMap<AnnotationId, Vec<&'p Relation>>,
    /// Whether it must be said whose an annotation is.
    several: bool,
}

impl<'h, 'p> Report<'h, 'p> {
    /// Numbers all annotations, article by article, in the order of the text.
    pub(super) fn of(handout: &'h Handout<'p>) -> Report<'h, 'p> {
        let all = || handout.documents.iter().flat_map(Document::annotations);
        let used: std::collections::HashSet<&LabelKey> = all().map(|row| &row.row.label).collect();
        let labels: Vec<_> = handout.project.labels().into_iter().filter(|(key, _)| used.contains(key)).collect();
        let mut leaving: HashMap<AnnotationId, Vec<&Relation>> = HashMap::default();
        for (_, row) in handout.relations() {
            leaving.entry(row.from).or_default().push(row);
        }
        Report {
            handout,
            label_numbers: labels.iter().enumerate().map(|(at, (key, _))| (*key, at)).collect(),
            labels,
            numbers: all().zip(1..).map(|(row, number)| (row.id, number)).collect(),
            leaving,
            several: handout.sets.len() > 1,
        }
    }

    /// Lays out what stands above all articles.
    pub(super) fn title(&self) -> Vec<Block> {
        let info = self.handout.project.info();
        let title = if info.title.trim().is_empty() { say!("reading-title").to_owned() } else { info.title };
        let counted = say!(
            "reading-counted",
            annotations = self.numbers.len(),
            articles = self.handout.documents.len(),
            annotators = self.handout.sets.len()
        );
        let mut blocks = vec![Block::Title(vec![theirs(&title)]), Block::Facts(vec![ours(counted)])];
        blocks.extend((!info.note.trim().is_empty()).then(|| Block::Note(vec![theirs(info.note.trim())])));
        blocks
    }

    /// Lays out what is known of an article.
    pub(super) fn head(&self, document: &Document<'p>) -> Vec<Block> {
        let details = &document.article.details;
        let title = Some(details.title.trim()).filter(|title| !title.is_empty());
        let title = title.unwrap_or(say!("articles-untitled"));
        let facts = [&details.outlet, &details.author, &details.date].into_iter().filter(|fact| !fact.is_empty());
        let facts = facts.map(|fact| vec![theirs(fact)]);
        let address = Some(vec![Piece::Address(details.address.clone())]).filter(|_| !details.address.is_empty());
        let facts = joined(facts.chain(address), say!("dossier-dot"));
        let mut blocks = vec![Block::Heading(2, vec![Piece::Theirs(title.to_owned(), details.language.clone())])];
        blocks.extend((!facts.is_empty()).then_some(Block::Facts(facts)));
        blocks.extend((!details.note.trim().is_empty()).then(|| Block::Note(vec![theirs(details.note.trim())])));
        blocks
    }

    /// Lays out the annotations of an article.
    pub(super) fn list(&self, document: &Document<'p>) -> Vec<Block> {
        if document.annotations().is_empty() {
            return vec![Block::Facts(vec![ours(say!("reading-none"))])];
        }
        let mut head = vec![say!("reading-sign"), say!("reading-words"), say!("reading-said")];
        head.extend(self.several.then_some(say!("reading-annotator")));
        let rows = document.annotations().iter().map(|row| {
            let quoted = Piece::Quoted(self.number(row.id), self.words(*row, document), language(document));
            let words = match row.row.fragments() {
                Some(_) => vec![quoted],
                None => vec![theirs(&self.words(*row, document))],
            };
            let mut cells = vec![vec![self.sign(row.id, Stands::Listed)], words, self.said(*row)];
            cells.extend(self.several.then(|| vec![theirs(&self.handout.project.set_name(row.set))]));
            cells
        });
        vec![Block::Table(head.into_iter().map(|name| vec![ours(name)]).collect(), rows.collect())]
    }

    /// Returns the words of an annotation; of one that lost its place those that it had.
    fn words(&self, row: Row<'_>, document: &Document<'_>) -> String {
        let parts: Vec<&str> = match &row.row.place {
            Place::At(fragments) => fragments.spans().iter().map(|span| document.text().quote(*span)).collect(),
            Place::Detached(anchors) => anchors.iter().map(|anchor| anchor.exact.as_str()).collect(),
        };
        parts.join(" … ")
    }

    /// Says all that is said of an annotation.
    fn said(&self, row: Row<'_>) -> Line {
        let mut parts: Vec<Line> = vec![vec![theirs(row.label)]];
        parts.extend(self.values(&row.row.attributes));
        parts.extend(row.row.unsure.then(|| vec![ours(say!("dossier-unsure"))]));
        parts.extend(row.row.fragments().is_none().then(|| vec![ours(say!("dossier-no-place"))]));
        let mut lines = vec![joined(parts, say!("dossier-semicolon"))];
        lines.extend(note(&row.row.note));
        for relation in self.leaving.get(&row.id).into_iter().flatten() {
            let kind = self.handout.project.kind(&relation.kind);
            let kind = kind.map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone());
            let mut line = vec![theirs(&kind), ours(" "), self.sign(relation.to, Stands::Elsewhere)];
            let values: Vec<Line> = self.values(&relation.attributes).chain(note(&relation.note)).collect();
            if !values.is_empty() {
                line.push(ours(say!("dossier-colon")));
                line.extend(joined(values, say!("dossier-semicolon")));
            }
            lines.push(line);
        }
        let mut all = Vec::new();
        for line in lines {
            if !all.is_empty() {
                all.push(Piece::Break);
            }
            all.extend(line);
        }
        all
    }

    fn values(&self, attributes: &'p Attributes) -> impl Iterator<Item = Line> {
        attributes.iter().map(|(key, value)| {
            let attribute = self.handout.project.attribute(key);
            let name = attribute.map_or(key.as_str(), |row| &row.name);
            let said = value.told(attribute.map(|row| &row.takes));
            named(name, vec![theirs(said)])
        })
    }

    fn number(&self, id: AnnotationId) -> usize {
        self.numbers.get(&id).copied().unwrap_or_default()
    }

    /// Returns the sign of an annotation.
    pub(super) fn sign(&self, id: AnnotationId, stands: Stands) -> Piece {
        let row = self.handout.project.annotation(&id);
        let label = row.and_then(|row| self.label_numbers.get(&row.label)).copied().unwrap_or_default();
        let letter = self.labels.get(label).map_or("", |(_, label)| label.letter.as_str());
        let number = self.number(id);
        let placeless = stands == Stands::Listed && row.is_some_and(|row| row.fragments().is_none());
        let stands = if placeless { Stands::Placeless } else { stands };
        Piece::Sign(Sign { name: format!("{letter}{number}"), number, label, stands })
    }

    /// Returns the number of an annotation's label.
    pub(super) fn label(&self, row: &Annotation) -> usize {
        self.label_numbers.get(&row.label).copied().unwrap_or_default()
    }
}

fn note(note: &str) -> Option<Line> {
    Some(vec![theirs(note.trim())]).filter(|_| !note.trim().is_empty())
}

/// Returns the language of an article's words.
pub(super) fn language(document: &Document<'_>) -> String {
    document.article.details.language.clone()
}
