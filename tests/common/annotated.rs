//! Makes projects in which several annotators marked the same texts.
#![allow(dead_code, reason = "shared by tests, each of which uses a part of it")]

use gainsay::model::edit::Builder;
use gainsay::model::*;

/// What one annotator marked in one text: ranges of code points, and their labels.
pub(crate) type Marks<'a> = Vec<(usize, usize, &'a str)>;

/// Makes a project of texts, in each of which every annotator marked something, in sets that count as done.
pub(crate) fn project(texts: &[String], annotators: &[(&str, Vec<Marks<'_>>)]) -> Project {
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::empty();
    let mut builder = Builder::new(&project);
    let mut revisions = Vec::new();
    for (rank, text) in texts.iter().enumerate() {
        let text = Text::new(text.as_str());
        let details = Details { title: format!("Text {rank}"), ..Details::default() };
        let (article, revision) = (ArticleId(stamp.fresh()), RevisionId(stamp.fresh()));
        builder.put(article, Some(Article { rank: rank as u32, details }));
        let (blocks, added) = (Block::guess(&text), stamp.time);
        let row = Revision { article, number: 1, text: text.clone(), blocks, added, origin: String::new() };
        builder.put(revision, Some(row));
        revisions.push((article, revision, text));
    }
    let mut names: Vec<&str> =
        annotators.iter().flat_map(|(_, texts)| texts.iter().flatten().map(|(.., label)| *label)).collect();
    names.sort_unstable();
    names.dedup();
    for (rank, name) in names.iter().enumerate() {
        let label = Label {
            rank: rank as u32,
            name: (*name).to_owned(),
            shortcut: None,
            letter: "x".to_owned(),
            colour: 0,
            pattern: Pattern::Solid,
            ties: Ties::Nothing,
            definition: String::new(),
            examples: Vec::new(),
        };
        builder.put(LabelKey::slug(name), Some(label));
    }
    let mut sets = Vec::new();
    for (rank, (name, _)) in annotators.iter().enumerate() {
        let annotator = AnnotatorId(stamp.fresh());
        builder.put(annotator, Some(Annotator { rank: rank as u32, name: (*name).to_owned() }));
        let set = SetId(stamp.fresh());
        let row = Set {
            rank: rank as u32,
            name: String::new(),
            annotator: Some(annotator),
            kind: SetKind::Imported,
            begun: stamp.time,
            unmasked: Vec::new(),
            handed: None,
        };
        builder.put(set, Some(row));
        sets.push(set);
    }
    let begun = builder.finish();
    project.apply(&begun).unwrap();
    let mut builder = Builder::new(&project);
    for (set, (_, texts)) in sets.iter().zip(annotators) {
        for (article, ..) in &revisions {
            builder.put((*set, *article), Some(Done { time: stamp.time }));
        }
        for ((_, revision, text), marks) in revisions.iter().zip(texts) {
            for (start, end, label) in marks {
                let span = text.span_of_chars(*start, *end).unwrap();
                let place = Fragments::one(span);
                let row = Annotation::new(*set, *revision, LabelKey::slug(label), place, stamp.time);
                builder.put(AnnotationId(stamp.fresh()), Some(row));
            }
        }
    }
    let marked = builder.finish();
    project.apply(&marked).unwrap();
    project
}
