//! What goes out into a folder comes back from it, in every format that goes both ways.

use std::collections::BTreeSet;
use std::fs;

use gainsay::formats::{ALL, Format};
use gainsay::model::{ArticleId, Project};
use serde_json::{Value as Json, json};

use super::Folder;

const ADA: &str = "Ada@example.org";
const BEN: &str = "O’Brien, =नमस्ते";

/// Titles that files can't be called, one of them twice, in no order.
const TITLES: [&str; 5] = ["What holds? A “dam”: 5/7", ".NET is dead", "Growth 3.5 pct", "Same", "Same"];

const TEXTS: [&str; 5] =
    ["The dam holds.", "It broke.", "Nobody came.", "Nobody was asked at all.", "Nobody has read this."];

/// What an annotator marked of a text: the code points, and the label.
type Marked<'a> = (&'a str, &'a [(usize, usize, &'a str)]);

/// Makes the project of what annotators handed in, by article.
fn project(folder: &Folder, name: &str, handed_in: [&[Marked<'_>]; 5]) {
    let task = |((title, text), all): ((&str, &str), &[Marked<'_>])| {
        let of = |(annotator, marks): &Marked<'_>| {
            let region = |(at, (start, end, label)): (usize, &(usize, usize, &str))| {
                json!({"id": at.to_string(), "type": "labels",
                       "value": {"start": start, "end": end, "text": &text[*start..*end], "labels": [label]}})
            };
            json!({"annotator": annotator, "result": marks.iter().enumerate().map(region).collect::<Vec<_>>()})
        };
        json!({"data": {"text": text, "title": title}, "annotations": all.iter().map(of).collect::<Vec<_>>()})
    };
    let tasks: Vec<Json> = TITLES.into_iter().zip(TEXTS).zip(handed_in).map(task).collect();
    folder.write("tasks.json", json!(tasks).to_string());
    let (code, _, err) = folder.run(&["import", "label-studio", "tasks.json", "-o", name]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
}

fn loaded(folder: &Folder, name: &str) -> Project {
    gainsay::store::read(&fs::read(folder.0.join(name)).unwrap()).unwrap().project
}

fn json_of(folder: &Folder, args: &[&str]) -> Json {
    let (code, out, err) = folder.run(args);
    assert!(code.is_some_and(|code| code < 2), "{args:?}: {err}");
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{args:?}: {error}: {out}"))
}

/// Lists the measures of how far a project's annotators agree, as far as a format can keep them. Those of one against
/// the other are left out where their order is said to be another one; those of characters where texts are but words.
fn numbers(folder: &Folder, project: &str, format: &Format, in_order: bool) -> Vec<Json> {
    let mut compared = json_of(folder, &["compare", project, "--json"]);
    let one_way =
        |measure: &Json| ["precision", "recall"].iter().any(|way| measure["measure"].as_str().unwrap().ends_with(way));
    let counts_spans = |measure: &Json| measure["measure"].as_str().unwrap().starts_with("spans");
    let kept = |measure: &Json| (in_order || !one_way(measure)) && (format.id != "conll" || counts_spans(measure));
    compared["measures"].as_array_mut().unwrap().retain(kept);
    let of = |measure: &Json| json!([measure["measure"], measure["overall"], measure["labels"], measure["kinds"]]);
    compared["measures"].as_array().unwrap().iter().map(of).collect()
}

/// Writes a project in a format to a folder and reads it from there; returns the name of what came back and the places
/// of all that was listed on the way out.
fn there_and_back(folder: &Folder, format: &Format, name: &str) -> (String, Vec<(String, Vec<String>)>) {
    let (out, back) = (format!("{name}-{}", format.id), format!("{name}-{}.ron", format.id));
    fs::create_dir(folder.0.join(&out)).unwrap();
    let report = json_of(folder, &["export", name, "--to", format.id, "-o", &out, "--json"]);
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let places = |remark: &Json| remark["places"].as_array().unwrap().iter().map(|at| text(&at["name"])).collect();
    let listed = report["remarks"].as_array().unwrap().iter().map(|remark| (text(&remark["what"]), places(remark)));
    let listed = listed.collect();
    json_of(folder, &["import", format.id, &out, "-o", &back, "--json"]);
    (back, listed)
}

fn both_ways() -> impl Iterator<Item = &'static Format> {
    ALL.iter().copied().filter(|format| format.read.is_some() && format.write.is_some())
}

fn annotators(project: &Project) -> BTreeSet<String> {
    project.sets().into_iter().map(|(set, _)| project.set_name(*set)).collect()
}

fn titles(project: &Project) -> Vec<String> {
    project.articles().into_iter().map(|(_, row)| row.details.title.clone()).collect()
}

/// Both agree on the first article; each has annotated another one alone, and nobody the last two.
const APART: [&[Marked<'_>]; 5] = [
    &[(ADA, &[(0, 7, "claim"), (8, 13, "denial")]), (BEN, &[(0, 7, "claim")])],
    &[(ADA, &[(0, 2, "claim")])],
    &[(BEN, &[(0, 6, "claim")])],
    &[],
    &[],
];

#[test]
fn whoever_has_not_opened_an_article_has_no_say_on_it_when_it_comes_back() {
    let folder = Folder::new("back-apart");
    project(&folder, "p.ron", APART);
    let expected = numbers(&folder, "p.ron", ALL[0], true);
    assert!(expected.iter().any(|measure| measure[1]["n"] == 3.0), "{expected:?}");
    for format in both_ways() {
        let (back, listed) = there_and_back(&folder, format, "p.ron");
        let in_order = !listed.iter().any(|(what, _)| what.starts_with("The order of the annotators"));
        let expected = numbers(&folder, "p.ron", format, in_order);
        assert_eq!(numbers(&folder, &back, format, in_order), expected, "{}", format.id);
        assert_eq!(loaded(&folder, &back).annotation_count(), 5, "{}", format.id);
    }
}

#[test]
fn who_found_nothing_comes_back_or_is_listed() {
    let folder = Folder::new("back-nothing");
    let mut handed_in = APART;
    handed_in[1] = &[(ADA, &[(0, 2, "claim")]), (BEN, &[])];
    project(&folder, "p.ron", handed_in);
    let mut kept = Vec::new();
    for format in both_ways() {
        let (back, listed) = there_and_back(&folder, format, "p.ron");
        let told = listed.iter().find(|(what, _)| what.contains("is done in one set"));
        if numbers(&folder, &back, format, false) == numbers(&folder, "p.ron", format, false) {
            kept.push(format.id);
            assert_eq!(told, None, "{}", format.id);
        } else {
            assert_eq!(told.map(|(_, places)| places.as_slice()), Some(&[TITLES[1].to_owned()][..]), "{}", format.id);
        }
    }
    // Where a program makes a record for those alone who did their work.
    let records = ["conll", "gainsay-jsonl", "label-studio", "prodigy", "uima-cas-json", "uima-cas-xmi", "webanno-tsv"];
    kept.sort_unstable();
    assert_eq!(kept, records);
}

#[test]
fn names_come_back_as_they_are_or_are_listed() {
    let folder = Folder::new("back-names");
    project(&folder, "p.ron", APART);
    let first = loaded(&folder, "p.ron");
    assert_eq!(
        (annotators(&first), titles(&first)),
        ([ADA, BEN].map(str::to_owned).into(), TITLES.map(str::to_owned).into())
    );
    for format in both_ways() {
        let (back, listed) = there_and_back(&folder, format, "p.ron");
        let back = loaded(&folder, &back);
        let is_listed = |name: &str| listed.iter().any(|(_, places)| places.iter().any(|place| place == name));
        let lost = annotators(&first).difference(&annotators(&back)).cloned().collect::<Vec<_>>();
        assert_eq!(annotators(&back).len(), 2, "{}: {:?}", format.id, annotators(&back));
        assert!(lost.iter().all(|name| is_listed(name)), "{}: {lost:?}, {listed:?}", format.id);
        assert!(lost.is_empty() || !format.holds.names, "{}: {lost:?}", format.id);
        let there = titles(&back);
        let lost: Vec<&str> = TITLES.into_iter().filter(|title| !there.iter().any(|own| own == title)).collect();
        assert!(lost.iter().all(|title| is_listed(title)), "{}: {lost:?}, {listed:?}", format.id);
        // What is in another order is said to be.
        let kept = |titles: &[String]| titles.iter().filter(|title| there.contains(title)).cloned().collect::<Vec<_>>();
        let moved = kept(&titles(&first)) != there;
        let told = listed.iter().any(|(what, _)| what.starts_with("The order") || what.contains("titles are left out"));
        assert!(!moved || told, "{}: {there:?}, {listed:?}", format.id);
    }
}

#[test]
fn who_works_alone_and_numbers_of_articles_come_back_or_are_listed() {
    let folder = Folder::new("back-alone");
    let task = |title: &str| {
        let region = json!({"id": "1", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["claim"]}});
        json!({"data": {"text": format!("The text called {title}."), "title": title},
               "annotations": [{"annotator": "Ada", "result": [region]}]})
    };
    for (name, titles_of, in_order) in [
        ("p.ron", ["Text", "Text 2", "Text 9", "Text 10"], true),
        ("q.ron", ["Text 10", "Text 2", "Text 9", "Text"], false),
    ] {
        folder.write("tasks.json", json!(titles_of.map(task)).to_string());
        assert_eq!(folder.run(&["import", "label-studio", "tasks.json", "-o", name]).0, Some(0));
        for format in both_ways() {
            let (back, listed) = there_and_back(&folder, format, name);
            let back = loaded(&folder, &back);
            let is_told = |words: &str| listed.iter().any(|(what, _)| what.contains(words));
            let texts = |project: &Project| -> Vec<String> {
                let latest = |(id, _): (&ArticleId, _)| project.latest(*id).unwrap().1.text.as_str().to_owned();
                project.articles().into_iter().map(latest).collect()
            };
            // Where texts are but words, they are no longer what they were.
            if format.id != "conll" {
                let same = texts(&back) == titles_of.map(|title| format!("The text called {title}."));
                assert!(same || !in_order, "{}: {:?}", format.id, texts(&back));
                assert_eq!(is_told("The order"), !same, "{}: {listed:?}", format.id);
            }
            let kept = annotators(&back) == ["Ada".to_owned()].into();
            assert_eq!(is_told("Who annotated"), !kept, "{}: {:?}, {listed:?}", format.id, annotators(&back));
        }
    }
}
