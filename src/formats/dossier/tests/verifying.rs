//! Holds dossiers against projects that are no longer what they were.

use super::*;
use crate::model::edit::Builder;

#[test]
fn what_stands_otherwise_is_named() {
    let (project, dossier) = sample();
    let claim = AnnotationId::parse(&dossier.rows[0].cells[0].claims[0].quote).unwrap();
    let apply = |step: Step| {
        let mut project = project.clone();
        project.apply(&step.transaction).unwrap();
        project
    };
    let only = |project: &Project, dossier: &Dossier| {
        let report = verify(dossier, project);
        let [difference] = &report.differences[..] else { panic!("{report:?}") };
        assert_eq!(difference.quote, claim.to_string());
        (difference.what.clone(), difference.told())
    };
    let (_, row) = project.annotations().find(|(id, _)| **id == claim).unwrap();
    let text = &project.revision(&row.revision).unwrap().text;
    // Moved.
    let start = row.fragments().unwrap().start();
    let elsewhere = Fragments::one(text.span(start, start + 6).unwrap());
    let (what, told) = only(&apply(actions::reshape(&project, claim, elsewhere).unwrap()), &dossier);
    assert_eq!(what, What::Moved(std::iter::once(0..6).collect(), false), "{told}");
    assert!(told.contains("0–78, “Turkey asked") && told.contains("0–6 now"), "{told}");
    // Another label.
    let source = LabelKey::slug("source");
    let (what, _) = only(&apply(actions::relabel(&project, &[claim], &source).unwrap()), &dossier);
    assert_eq!(what, What::Relabelled("source".into()));
    // Gone.
    let (what, _) = only(&apply(actions::delete_annotations(&project, &[claim]).unwrap()), &dossier);
    assert_eq!(what, What::NoAnnotation);
    // The dossier says other words, of the same length.
    let mut forged = dossier.clone();
    let quote = forged.quotes.iter_mut().find(|quote| quote.id == claim.to_string()).unwrap();
    quote.fragments[0].words = quote.fragments[0].words.replacen("asked", "urged", 1);
    let (what, told) = only(&project, &forged);
    assert!(matches!(&what, What::OtherWords(words) if words.starts_with("Turkey asked")), "{told}");
    // It says other words to whoever reads the quote as a whole, or other words around it.
    let forge = |change: &dyn Fn(&mut Quote)| {
        let mut forged = dossier.clone();
        change(forged.quotes.iter_mut().find(|quote| quote.id == claim.to_string()).unwrap());
        only(&project, &forged).0
    };
    let words = forge(&|quote| quote.words = quote.words.replacen("asked", "urged", 1));
    assert!(matches!(&words, What::OtherWords(words) if words.starts_with("Turkey asked")), "{words:?}");
    assert_eq!(forge(&|quote| quote.fragments[0].before = "It is not so that ".into()), What::OtherAround);
    assert_eq!(forge(&|quote| quote.fragments[0].after.push_str(" (denied)")), What::OtherAround);
    // Without a place, and with one that the dossier knows nothing of.
    let place = |project: &Project, place: Place, on: Option<RevisionId>| {
        let mut builder = Builder::new(project);
        let revision = on.unwrap_or(row.revision);
        builder.put(claim, Some(Annotation { place, revision, ..row.clone() }));
        let mut project = project.clone();
        project.apply(&builder.finish()).unwrap();
        project
    };
    let (what, _) = only(&place(&project, Place::Detached(Vec::new()), None), &dossier);
    assert_eq!(what, What::Detached(true));
    let nowhere = forge(&|quote| quote.fragments.clear());
    assert_eq!(nowhere, What::Detached(false));
    // On a later text, where its words stand elsewhere.
    let article = ArticleId::parse(&dossier.articles[0].id).unwrap();
    let later = with_text(&project, article, true, |text| format!("A: {text}"));
    let span = later.revision(&RevisionId(7)).unwrap().text.span(start + 3, start + 3 + 78).unwrap();
    let (what, told) = only(&place(&later, Place::At(Fragments::one(span)), Some(RevisionId(7))), &dossier);
    assert_eq!(what, What::Moved(std::iter::once(3..81).collect(), true), "{told}");
    // Also at the same place, when that is not the text that the dossier speaks of.
    let later = with_text(&project, article, true, |text| format!("{text}\nA later line."));
    let there = Place::At(row.fragments().unwrap().clone());
    let (what, _) = only(&place(&later, there, Some(RevisionId(7))), &dossier);
    assert!(matches!(what, What::Moved(_, true)), "{what:?}");
    // An article gone takes its quotes along.
    let report = verify(&dossier, &apply(actions::remove_article(&project, article).unwrap()));
    let of_article = dossier.quotes.iter().filter(|quote| quote.article == dossier.articles[0].id).count();
    assert_eq!(report.differences.len(), of_article);
    assert!(report.differences.iter().all(|difference| difference.what == What::NoArticle));
}

/// Puts another text in the place of an article's.
fn with_text(project: &Project, article: ArticleId, later: bool, change: impl Fn(&str) -> String) -> Project {
    let (id, row) = project.latest(article).unwrap();
    let text = Text::new(change(row.text.as_str()));
    let row = Revision { number: row.number + u32::from(later), blocks: Block::guess(&text), text, ..row.clone() };
    let mut project = project.clone();
    let mut builder = Builder::new(&project);
    builder.put(if later { RevisionId(7) } else { id }, Some(row));
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    project
}

#[test]
fn a_changed_text_is_told_from_a_later_one() {
    let (project, dossier) = sample();
    let article = ArticleId::parse(&dossier.articles[0].id).unwrap();
    let later = with_text(&project, article, true, |text| text.replacen("asked", "urged", 1));
    let report = verify(&dossier, &later);
    assert_eq!((report.differences.len(), &report.revised), (0, &vec![dossier.articles[0].title.clone()]));
    // The same as a page that was opened although its text was changed by hand.
    let damaged = SAMPLES[0].replacen("Request followed plots", "Request came after plots", 1);
    let damaged = store::read(damaged.as_bytes()).unwrap().project;
    let report = verify(&dossier, &damaged);
    let of_article = dossier.quotes.iter().filter(|quote| quote.article == dossier.articles[0].id).count();
    assert_eq!(report.differences.len(), of_article, "their text is not there any more");
    assert_eq!(report.revised, [""; 0]);
    let first = &report.differences[0];
    assert_eq!(first.what, What::TextChanged(Some(0..78)), "{}", first.told());
    let reworded = report.differences.iter().find(|one| one.words.starts_with("Request followed")).unwrap();
    assert_eq!(reworded.what, What::TextChanged(None), "{}", reworded.told());
    let behind = report.differences.iter().find(|one| one.words.starts_with("Turkey's intelligence service")).unwrap();
    let moved = behind.places[0].start + 2..behind.places[0].end + 2;
    assert_eq!(behind.what, What::TextChanged(Some(moved)), "{}", behind.told());
    // Where the words stand twice, no place is said to be theirs.
    let twice = with_text(&project, article, true, |text| format!("{text}\n{text}"));
    let mut unknown = dossier.clone();
    unknown.quotes.retain(|quote| quote.article == dossier.articles[0].id);
    unknown.quotes.iter_mut().for_each(|quote| quote.sha256 = Hash::of(b"no text of it").to_string());
    let report = verify(&unknown, &twice);
    assert_eq!(report.differences.len(), of_article);
    assert!(report.differences.iter().all(|difference| difference.what == What::TextChanged(None)));
}
