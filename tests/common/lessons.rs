//! Makes exercises for tests of what goes out on paper and to learning platforms, with their keys.
#![allow(dead_code, reason = "shared by tests, each of which uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::BTreeMap;

use gainsay::classroom::{AskedKind, AskedLabel, End, Handout, Key, KeyLink, KeyMark, Link, Mark};
use gainsay::model::exercise::{Costs, Fit, Task};
use gainsay::model::*;

/// A mark of a key to be made: its label, its words (fragments parted by ` … `), and whether it is an example.
pub(crate) type Said<'a> = (&'a str, &'a str, bool);

/// Makes an exercise of a text with the labels and kinds that new projects begin with. Relations join marks by their
/// words. All that is not an example has feedback.
pub(crate) fn exercise(
    title: &str,
    language: &str,
    body: &str,
    marks: &[Said<'_>],
    links: &[(&str, &str, &str)],
) -> (Handout, Key) {
    let (text, scheme) = (Text::import(body), Scheme::claims_and_denials());
    let place = |words: &str| {
        let spans = words.split(" … ").map(|part| {
            let start = text.as_str().find(part).unwrap_or_else(|| panic!("{part} is in the text"));
            text.span(start, start + part.len()).unwrap()
        });
        Fragments::new(spans.collect()).unwrap()
    };
    let mut rows: Vec<(Fragments, &str, bool, &str)> =
        marks.iter().map(|(label, words, given)| (place(words), *label, *given, *words)).collect();
    rows.sort();
    let key_marks: Vec<KeyMark> = (1..)
        .zip(&rows)
        .map(|(number, (place, label, given, words))| KeyMark {
            id: AnnotationId(number),
            label: LabelKey::slug(label),
            place: place.clone(),
            given: *given,
            optional: false,
            hint: String::new(),
            feedback: if *given { String::new() } else { format!("Remark on {words}.") },
        })
        .collect();
    let at = |words: &str| rows.iter().position(|row| row.3 == words).unwrap_or_else(|| panic!("{words} is marked"));
    let key_links: Vec<KeyLink> = (1..)
        .zip(links)
        .map(|(number, (from, kind, to))| {
            let (from, to) = (at(from), at(to));
            let given = rows[from].2 && rows[to].2;
            KeyLink { id: RelationId(number), kind: KindKey::slug(kind), from, to, given }
        })
        .collect();
    let count = |label: &LabelKey| key_marks.iter().filter(|mark| mark.label == *label && !mark.given).count() as u32;
    let labels = scheme.labels.iter().filter(|(key, _)| key_marks.iter().any(|mark| mark.label == *key));
    let asked: Vec<AskedLabel> = labels
        .map(|(key, row)| AskedLabel {
            key: key.clone(),
            name: row.name.clone(),
            letter: row.letter.clone(),
            shortcut: row.shortcut,
            colour: row.colour,
            pattern: row.pattern,
            definition: row.definition.clone(),
            hint: format!("Ask yourself who is the {}.", row.name),
            count: Some(count(key)),
        })
        .collect();
    let kinds = scheme.kinds.iter().filter(|(key, _)| key_links.iter().any(|link| link.kind == *key));
    let kinds: Vec<AskedKind> = kinds
        .map(|(key, row)| AskedKind {
            key: key.clone(),
            name: row.name.clone(),
            shortcut: row.shortcut,
            from: row.from.clone(),
            to: row.to.clone(),
            definition: row.definition.clone(),
            hint: String::new(),
            count: Some(key_links.iter().filter(|link| link.kind == *key && !link.given).count() as u32),
        })
        .collect();
    let given: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].2).collect();
    let end = |at: usize| End::Given(given.iter().position(|other| *other == at).unwrap());
    let task = |feedback: &str| Task { feedback: feedback.to_owned(), ..Task::default() };
    let tasks: BTreeMap<LabelKey, Task> =
        asked.iter().map(|row| (row.key.clone(), task(&format!("Look again at what a {} is.", row.name)))).collect();
    let kind_tasks: BTreeMap<KindKey, Task> =
        kinds.iter().map(|row| (row.key.clone(), task(&format!("Look again at {}.", row.name)))).collect();
    let handout = Handout {
        exercise: ExerciseId(7),
        title: title.to_owned(),
        instructions: "Find what is claimed, and who denies it.".to_owned(),
        details: Details {
            title: text.as_str().lines().next().unwrap_or_default().to_owned(),
            outlet: "Valley Post".to_owned(),
            date: "2026-03-07".to_owned(),
            language: language.to_owned(),
            ..Details::default()
        },
        text: text.clone(),
        blocks: Block::guess(&text),
        labels: asked,
        kinds,
        hints: vec![(key_marks[0].label.clone(), "The first one stands in the headline.".to_owned())],
        given: given
            .iter()
            .map(|at| Mark { label: key_marks[*at].label.clone(), place: key_marks[*at].place.clone() })
            .collect(),
        given_links: key_links
            .iter()
            .filter(|link| link.given)
            .map(|link| Link { kind: link.kind.clone(), from: end(link.from), to: end(link.to) })
            .collect(),
        minutes: Some(20),
        sealed: None,
    };
    let key = Key {
        exercise: handout.exercise,
        asked: handout.asked(),
        text,
        marks: key_marks,
        links: key_links,
        labels: tasks,
        kinds: kind_tasks,
        fit: Fit::default(),
        costs: Costs::default(),
    };
    (handout, key)
}

/// An article with all that goes wrong in files: signs that formats take for their own.
pub(crate) const DAM: &str = "Mayor says dam is safe
Residents of Lower Mill fear that the dam above their village will not last the spring.
“The dam is cracked,” engineer Rosa Lind told the Valley Post on Monday. A report of the water office, \
seen by this newspaper, says that the cracks have grown since March.
Mayor Tom Beck rejected that. “Nothing at the dam has cracked,” he said. He did not say whether he had read \
the report*.
“Tom never answers <b>anybody</b> & [html] 100% of us {all} want: a = b, #1 ~ C:\\new\\dam // yes,” a neighbour said.
* The report is 5*3 pages long, and ]]> says **nothing** of us. ***
";

/// An exercise on that article: claims C1 (an example) to C4, denials, sources, an actor, and what joins them.
pub(crate) fn dam() -> (Handout, Key) {
    let (c1, s1) = ("the dam above their village will not last the spring", "Residents of Lower Mill");
    let (c2, c3, c4) = ("dam is safe", "The dam is cracked", "the cracks have grown since March");
    let (s2, s3) = ("engineer Rosa Lind", "A report of the water office, seen by this newspaper");
    let (a1, d1, d2) = ("Mayor Tom Beck", "rejected that", "Nothing at the dam has cracked");
    let marks = [
        ("claim", c2, false),
        ("source", s1, true),
        ("claim", c1, true),
        ("claim", c3, false),
        ("source", s2, false),
        ("source", s3, false),
        ("claim", c4, false),
        ("actor", a1, false),
        ("denial", d1, false),
        ("denial", d2, false),
    ];
    let links = [
        (c1, "attributed to", s1),
        (d1, "denies", c3),
        (d2, "denies", c3),
        (c3, "attributed to", s2),
        (c4, "attributed to", s3),
        (d2, "made by", a1),
        (c2, "made by", a1),
    ];
    exercise("The dam", "en", DAM, &marks, &links)
}

/// An exercise on the Arabic sample, which has Latin letters in it.
pub(crate) fn arabic() -> (Handout, Key) {
    let (claim, denial) = ("مياه الصنابير صالحة للشرب", "نفت أن تكون الفحوص قد شملت المدينة كلها");
    let (source, lab) = ("المتحدثة باسم الهيئة، سلمى الخطيب", "مختبر LimpidLab المعتمد وفق معيار ISO/IEC 17025");
    let marks = [("claim", claim, true), ("denial", denial, false), ("source", source, false), ("actor", lab, false)];
    exercise("هل الماء سليم؟", "ar", include_str!("../../samples/arabic.txt"), &marks, &[(denial, "denies", claim)])
}

/// A long exercise, with overlaps and a mark in two parts.
pub(crate) fn mi6() -> (Handout, Key) {
    let (c1, c2) = (
        "Turkey asked Britain's MI6 to take larger role in protecting Syria's president",
        "asked it to take a larger role in protecting Syrian President Ahmed al-Sharaa after recent plots to kill him",
    );
    let c3 = "the request had followed a high-risk plot";
    let c4 = "It was the return of Islamic State that prompted the request";
    let (d1, d2) =
        ("did not respond to requests for comment", "No decision had been taken … on whether to send British staff");
    let marks = [
        ("claim", c1, true),
        ("claim", c2, false),
        ("claim", c3, false),
        ("claim", c4, false),
        ("denial", d1, false),
        ("denial", d2, false),
        ("source", "five people familiar with the request", false),
        ("source", "A senior Syrian security source", false),
        ("source", "a U.S. diplomat briefed on it", false),
        ("actor", "Syrian President Ahmed al-Sharaa", false),
        ("actor", "Turkey's intelligence service", false),
        ("actor", "Turkey's foreign ministry", false),
        ("actor", "MIT, Turkey's foreign ministry", false),
    ];
    let links = [
        (d1, "denies", c2),
        (d2, "denies", c2),
        (c2, "attributed to", "five people familiar with the request"),
        (c3, "attributed to", "A senior Syrian security source"),
        (c4, "attributed to", "a U.S. diplomat briefed on it"),
        (c2, "about", "Syrian President Ahmed al-Sharaa"),
    ];
    exercise("Who asked whom?", "en", include_str!("../../samples/agency-report.txt"), &marks, &links)
}
