//! Holds the quotes of a dossier against a project: which of them still stand where it says.

use std::ops::Range;

use foldhash::HashMap;

use crate::model::actions::shorten;
use crate::model::{AnnotationId, ArticleId, Fragments, Hash, Project, RevisionId, Text as Body};
use crate::say;

use super::gather::fragments;
use super::shape::{Dossier, Quote};

/// What holding a dossier against a project showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many quotes there are.
    pub quotes: usize,
    /// Those that do not stand where the dossier says.
    pub differences: Vec<Difference>,
    /// Articles that have a later text than the dossier speaks of: their titles. The quotes still stand in the earlier
    /// one.
    pub revised: Vec<String>,
}

/// A quote that does not stand where the dossier says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The quote: an annotation's id.
    pub quote: String,
    /// The article's title, in the dossier.
    pub article: String,
    /// The words, in the dossier.
    pub words: String,
    /// The places, in the dossier: half-open, in code points.
    pub places: Vec<Range<usize>>,
    /// What is otherwise.
    pub what: What,
}

/// What is otherwise about a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The project has no such article.
    NoArticle,
    /// The article has no text with that SHA-256: it was changed. Where the words stand in the latest, if in one place.
    TextChanged(Option<Range<usize>>),
    /// The text is as it was, and other words stand there: the dossier was changed.
    OtherWords(String),
    /// The words stand there, and other words around them: the dossier was changed.
    OtherAround,
    /// The annotation is gone.
    NoAnnotation,
    /// The annotation stands elsewhere: its places, and whether on another text.
    Moved(Vec<Range<usize>>, bool),
    /// The annotation lost its place, or the dossier's had none and it has.
    Detached(bool),
    /// The annotation has another label now.
    Relabelled(String),
}

impl What {
    /// Returns the word that programs know it by.
    pub fn key(&self) -> &'static str {
        match self {
            What::NoArticle => "no-article",
            What::TextChanged(_) => "text-changed",
            What::OtherWords(_) => "other-words",
            What::OtherAround => "other-around",
            What::NoAnnotation => "no-annotation",
            What::Moved(..) => "moved",
            What::Detached(_) => "detached",
            What::Relabelled(_) => "relabelled",
        }
    }

    /// Says it in words.
    pub fn told(&self) -> String {
        match self {
            What::NoArticle => say!("verify-no-article").to_owned(),
            What::TextChanged(None) => say!("verify-text-changed").to_owned(),
            What::TextChanged(Some(place)) => say!("verify-text-moved", place = told(place)),
            What::OtherWords(words) => say!("verify-other-words", words = shorten(words)),
            What::OtherAround => say!("verify-other-around").to_owned(),
            What::NoAnnotation => say!("verify-no-annotation").to_owned(),
            What::Moved(places, false) => say!("verify-moved", places = told_all(places)),
            What::Moved(places, true) => say!("verify-moved-text", places = told_all(places)),
            What::Detached(true) => say!("verify-detached").to_owned(),
            What::Detached(false) => say!("verify-attached").to_owned(),
            What::Relabelled(label) => say!("verify-relabelled", label = label),
        }
    }
}

/// Writes a place as people read it: the first code point and the one behind the last.
fn told(place: &Range<usize>) -> String {
    format!("{}–{}", place.start, place.end)
}

/// Writes places as people read them.
pub(super) fn told_all(places: &[Range<usize>]) -> String {
    places.iter().map(told).collect::<Vec<_>>().join(say!("list-comma"))
}

impl Difference {
    /// Says which quote, where, and what is otherwise.
    pub fn told(&self) -> String {
        say!(
            "verify-difference",
            article = shorten(&self.article),
            places = told_all(&self.places),
            words = shorten(&self.words),
            what = self.what.told(),
        )
    }
}

/// Holds a dossier against a project.
pub fn verify(dossier: &Dossier, project: &Project) -> Report {
    let titles: HashMap<&str, &str> =
        dossier.articles.iter().map(|row| (row.id.as_str(), row.title.as_str())).collect();
    let differences = dossier.quotes.iter().filter_map(|quote| {
        Some(Difference {
            what: difference(project, quote)?,
            quote: quote.id.clone(),
            article: titles.get(quote.article.as_str()).copied().unwrap_or_default().to_owned(),
            words: quote.words.clone(),
            places: quote.fragments.iter().map(|fragment| fragment.start..fragment.end).collect(),
        })
    });
    let revised = dossier.articles.iter().filter(|article| {
        let latest = ArticleId::parse(&article.id).and_then(|id| project.latest(id));
        let hash = article.texts.last().and_then(|text| Hash::parse(&text.sha256));
        // A text that is not there any more is told with its quotes.
        let there = texts(project, &article.id).any(|(_, text)| Some(text.hash()) == hash);
        there && latest.is_some_and(|(_, revision)| Some(revision.text.hash()) != hash)
    });
    Report {
        quotes: dossier.quotes.len(),
        differences: differences.collect(),
        revised: revised.map(|article| article.title.clone()).collect(),
    }
}

fn texts<'p>(project: &'p Project, article: &str) -> impl DoubleEndedIterator<Item = (RevisionId, &'p Body)> {
    let revisions = ArticleId::parse(article).map(|id| project.revisions_of(id)).into_iter().flatten();
    revisions.filter_map(|id| Some((id, &project.revision(&id)?.text)))
}

fn difference(project: &Project, quote: &Quote) -> Option<What> {
    if ArticleId::parse(&quote.article).and_then(|id| project.article(&id)).is_none() {
        return Some(What::NoArticle);
    }
    let hash = Hash::parse(&quote.sha256);
    let Some((_, text)) = texts(project, &quote.article).find(|(_, text)| Some(text.hash()) == hash) else {
        let latest = texts(project, &quote.article).next_back().map(|(_, text)| text);
        return Some(What::TextChanged(latest.and_then(|text| only_place(text, quote))));
    };
    let there = |range: Range<usize>| text.span_of_chars(range.start, range.end).map(|span| text.quote(span)).ok();
    for fragment in &quote.fragments {
        let words = there(fragment.start..fragment.end).unwrap_or_default();
        if words != fragment.words {
            return Some(What::OtherWords(words.to_owned()));
        }
    }
    let Some(row) = AnnotationId::parse(&quote.id).and_then(|id| project.annotation(&id)) else {
        return Some(What::NoAnnotation);
    };
    let on = project.revision(&row.revision).map(|revision| &revision.text);
    let elsewhere = on.map(|text| text.hash()) != hash;
    let places = match (row.fragments(), on) {
        (Some(fragments), Some(text)) => places(fragments, text),
        _ => Vec::new(),
    };
    let same = quote.fragments.iter().map(|fragment| fragment.start..fragment.end).eq(places.iter().cloned());
    if places.is_empty() != quote.fragments.is_empty() {
        return Some(What::Detached(places.is_empty()));
    }
    if elsewhere || !same {
        return Some(What::Moved(places, elsewhere));
    }
    // What a reader of the dossier sees beside the stretches: the words as a whole, and what stands around them.
    let words = project.quote(row);
    if words != quote.words {
        return Some(What::OtherWords(words));
    }
    if on.is_some_and(|text| fragments(row, text) != quote.fragments) {
        return Some(What::OtherAround);
    }
    let label = || project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
    (row.label.as_str() != quote.label.key).then(|| What::Relabelled(label()))
}

/// Returns where an annotation stands, in code points.
fn places(fragments: &Fragments, text: &Body) -> Vec<Range<usize>> {
    fragments.spans().iter().map(|span| text.char_of(span.start())..text.char_of(span.end())).collect()
}

/// Returns the one place in a text where the words of a quote of one fragment stand.
fn only_place(text: &Body, quote: &Quote) -> Option<Range<usize>> {
    let [fragment] = &quote.fragments[..] else { return None };
    let mut places = text.as_str().match_indices(&fragment.words);
    let (start, words) = places.next().filter(|_| !fragment.words.is_empty())?;
    if places.next().is_some() {
        return None;
    }
    Some(text.char_of(start)..text.char_of(start + words.len()))
}
