//! Tests of the forms of a report.

use super::*;
use crate::compare::agreement::{Comparison, LabelMap, Settings, Source, Watch};
use crate::model::scheme::Scheme;
use crate::model::*;

/// Two people mark the same sentence: both the first claim, each another second one.
fn report() -> Report {
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada <b>", &mut stamp);
    let one = *project.sets()[0].0;
    let text = Text::new("The dam holds.\nNobody \"knows\" why.\n");
    let details = Details { title: "Dam, \"holding\"".to_owned(), ..Details::default() };
    let blocks = Block::guess(&text);
    let (step, article) = actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (revision, _) = project.latest(article).unwrap();
    let mut builder = edit::Builder::new(&project);
    let (annotator, other) = (AnnotatorId(stamp.fresh()), SetId(stamp.fresh()));
    builder.put(annotator, Some(Annotator { rank: 1, name: "Ben".to_owned() }));
    let (kind, begun) = (SetKind::Own, stamp.time);
    builder.put(
        other,
        Some(Set { rank: 1, name: String::new(), annotator: Some(annotator), kind, begun, unmasked: Vec::new() }),
    );
    for set in [one, other] {
        builder.put((set, article), Some(Done { time: stamp.time }));
    }
    let begun = builder.finish();
    project.apply(&begun).unwrap();
    for (set, start, end) in [(one, 0, 13), (other, 0, 13), (one, 15, 21), (other, 22, 29)] {
        let fragments = Fragments::one(text.span(start, end).unwrap());
        let label = LabelKey::slug("claim");
        let (step, _) = actions::annotate(&project, set, revision, &label, fragments, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
    }
    let sources = vec![Source { name: "dam.ron".to_owned(), project }];
    let sets = Comparison::all_sets(&sources);
    let comparison = Comparison::of(sources, &sets, &LabelMap::new());
    Report::of(&comparison, Settings::default(), Watch::ALONE).unwrap()
}

#[test]
fn json_has_its_keys() {
    let json: serde_json::Value = serde_json::from_str(&json(&report())).unwrap();
    assert_eq!(json["format"], 1);
    assert_eq!(json["sets"][0]["name"], "Ada <b>");
    assert_eq!(json["articles"][0]["sha256"].as_str().unwrap().len(), 64);
    let measure = |key: &str| {
        json["measures"].as_array().unwrap().iter().find(|measure| measure["measure"] == key).unwrap().clone()
    };
    let strict = measure("spans strict f1");
    assert_eq!(strict["overall"]["value"], 0.5);
    assert_eq!((&strict["overall"]["n"], &strict["unit"]), (&4.0.into(), &"annotations".into()));
    assert_eq!(strict["labels"]["claim"]["value"], 0.5);
    assert_eq!(strict["labels"]["denial"]["value"], serde_json::Value::Null);
    assert_eq!(strict["labels"]["denial"]["undefined"], "nothing marked");
    assert_eq!(strict["pairs"][0]["sets"], serde_json::json!(["Ada <b>", "Ben"]));
    // Six tokens: both marked three, each one more. Observed 4/6; chance (4/6)² + (2/6)² = 5/9.
    let kappa = measure("cohen kappa")["overall"]["value"].as_f64().unwrap();
    assert!((kappa - (4.0 / 6.0 - 5.0 / 9.0) / (4.0 / 9.0)).abs() < 1e-12, "{kappa}");
    assert_eq!(measure("gamma")["gamma"]["exact"], true);
    assert_eq!(measure("relations labelled f1")["overall"]["undefined"], "nothing marked");
}

#[test]
fn csv_has_a_row_for_each_value() {
    let csv = csv(&report());
    let mut rows = ::csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().take(4).collect::<Vec<_>>(), ["measure", "attribute", "of", "name"]);
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    let found = rows.iter().filter(|row| &row[0] == "spans strict f1" && &row[2] == "article").collect::<Vec<_>>();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0][3], &found[0][5]), ("Dam, \"holding\"", "0.5"));
}

#[test]
fn people_read_the_same_numbers() {
    let report = report();
    let (text, page) = (text(&report), page(&report));
    assert!(text.contains("Ada <b>, Ben, in one article"), "{text}");
    let line = text.lines().find(|line| line.contains("F1, label and words ")).unwrap();
    assert!(line.contains("0.5000") && line.ends_with("4 annotations"), "{line}");
    assert!(text.contains("undefined: nobody marked any"), "{text}");
    assert!(page.contains("Ada &lt;b&gt;") && !page.contains("Ada <b>"), "what is text stays text");
    assert!(page.contains("<td dir=\"auto\">0.5000</td>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src="));
}
