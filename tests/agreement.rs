//! Holds the measures of agreement to published values, found by the environment variable `GAINSAY_REAL_DATA`. Without
//! it these tests say that they are left out; the project's own small cases, worked out by hand, cover the same ground.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "agreement/always.rs"]
mod always;
#[path = "common/annotated.rs"]
mod annotated;
#[path = "agreement/own.rs"]
mod own;
#[path = "agreement/tables.rs"]
mod tables;

use std::borrow::Borrow;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use annotated::{Marks, project};
use gainsay::compare::agreement::gamma::{self, Span, Weights};
use gainsay::compare::agreement::*;
use gainsay::model::Project;
use serde_json::Value as Json;

/// Sets all annotators of a project beside each other.
fn compare(project: Project) -> Comparison {
    let sources = vec![Source { name: "test".to_owned(), project }];
    let sets = Comparison::all_sets(&sources);
    Comparison::of(sources, &sets, &LabelMap::new())
}

fn data(what: &str) -> Option<PathBuf> {
    match std::env::var_os("GAINSAY_REAL_DATA") {
        Some(folder) => Some(PathBuf::from(folder).join(what)),
        None => {
            // Past the harness, which keeps what a passing test prints to itself.
            let _ = writeln!(std::io::stderr(), "left out: {what}, for GAINSAY_REAL_DATA is not set");
            None
        }
    }
}

fn read(what: &str) -> Option<Json> {
    Some(serde_json::from_str(&fs::read_to_string(data(what)?).unwrap()).unwrap())
}

fn published(part: &str) -> Option<Vec<Json>> {
    Some(read("measures.json")?[part].as_array().unwrap().clone())
}

/// Holds a value to a printed one: as many digits behind the point as are printed must be the same.
#[track_caller]
fn same(found: f64, printed: &Json) {
    let digits = printed.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    let off = (found - printed.as_f64().unwrap()).abs();
    assert!(off <= 0.5 * 10f64.powi(-(digits as i32)) + 1e-9, "{found} is not {printed}");
}

fn numbers(json: &Json) -> Vec<Vec<f64>> {
    let row = |row: &Json| row.as_array().unwrap().iter().map(|cell| cell.as_f64().unwrap()).collect();
    json.as_array().unwrap().iter().map(row).collect()
}

fn table(comparison: &Comparison, measure: impl Borrow<Measure>) -> Table {
    Measuring::new(comparison, Settings::default()).table(measure.borrow().clone(), Watch::ALONE).unwrap()
}

#[test]
fn cohen_and_scott() {
    let Some(cases) = published("cohen") else { return };
    for case in cases {
        let rows = numbers(&case["matrix"]);
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let cross = Cross::of(&rows);
        let (observed, expected) = cross.agreement().unwrap();
        same(observed, &case["po"]);
        same(expected, &case["pe"]);
        same(cross.kappa().unwrap(), &case["kappa"]);
        if !case["scott_pi"].is_null() {
            same(cross.pi().unwrap(), &case["scott_pi"]);
        }
    }
}

#[test]
fn fleiss() {
    let Some(cases) = published("fleiss") else { return };
    let case = &cases[0];
    let mut ratings = Ratings::new(5);
    for item in case["items"].as_str().unwrap().split(' ') {
        ratings.add(item.bytes().map(|digit| usize::from(digit - b'1')));
    }
    let (observed, expected) = ratings.fleiss_agreement().unwrap();
    same(observed, &case["pbar"]);
    // The paper squares shares that it rounded to three digits.
    assert!((expected - case["pe"].as_f64().unwrap()).abs() < 2e-4, "{expected}");
    same(ratings.fleiss().unwrap(), &case["kappa"]);
    for (value, printed) in case["per_category_tol0.005"].as_object().unwrap() {
        let found = ratings.fleiss_of(value.parse::<usize>().unwrap() - 1).unwrap();
        assert!((found - printed.as_f64().unwrap()).abs() < 0.005, "{value}: {found} is not {printed}");
    }
}

#[test]
fn alpha_of_every_metric() {
    let Some(cases) = published("alpha_nominal") else { return };
    let mut ratings = Ratings::new(2);
    for unit in numbers(&cases[0]["units"]) {
        ratings.add(unit.iter().map(|value| *value as usize));
    }
    let (observed, expected) = ratings.disagreement(Metric::Nominal, &[]).unwrap();
    same(observed, &cases[0]["Do"]);
    same(expected, &cases[0]["De"]);
    same(ratings.alpha(Metric::Nominal, &[]).unwrap(), &cases[0]["alpha"]);

    let mut ratings = Ratings::new(3);
    for unit in cases[1]["units"].as_str().unwrap().split(' ') {
        ratings.add(unit.bytes().map(|letter| usize::from(letter - b'a')));
    }
    same(ratings.alpha(Metric::Nominal, &[]).unwrap(), &cases[1]["alpha"]);

    let observers: Vec<Vec<&str>> = cases[2]["observers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.as_str().unwrap().split(' ').collect())
        .collect();
    let mut ratings = Ratings::new(5);
    for unit in 0..12 {
        ratings.add(observers.iter().filter_map(|row| row[unit].parse::<usize>().ok()).map(|value| value - 1));
    }
    let numbers = [1.0, 2.0, 3.0, 4.0, 5.0];
    for (metric, key) in [
        (Metric::Nominal, "alpha_nominal"),
        (Metric::Ordinal, "alpha_ordinal"),
        (Metric::Interval, "alpha_interval"),
        (Metric::Ratio, "alpha_ratio"),
    ] {
        same(ratings.alpha(metric, &numbers).unwrap(), &cases[2][key]);
    }
}

#[test]
fn gwet() {
    let Some(folder) = data("fixtures/agreement/dkpro-gwet") else { return };
    let mut cases = 0;
    for file in fs::read_dir(folder).unwrap() {
        let case: Json = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        let rows = numbers(&case["table"]);
        let mut ratings = Ratings::new(rows.len());
        for (one, row) in rows.iter().enumerate() {
            for (other, times) in row.iter().enumerate() {
                (0..*times as usize).for_each(|_| ratings.add([one, other]));
            }
        }
        for case in case["cases"].as_array().unwrap() {
            let ordered = case["measure"] == "AC2";
            let (observed, expected) = ratings.gwet_agreement(ordered).unwrap();
            same(observed, &case["pa"]);
            same(expected, &case["pe"]);
            same(ratings.gwet(ordered).unwrap(), &case["coefficient"]);
            cases += 1;
        }
    }
    assert_eq!(cases, 10);
}

#[test]
fn artstein_and_poesio_label_by_label() {
    let Some(file) = data("fixtures/agreement/artstein_poesio_example.txt") else { return };
    let file = fs::read_to_string(file).unwrap();
    let values = ["stat", "ireq", "chck"];
    let mut given: Vec<Vec<usize>> = vec![Vec::new(); 2];
    for line in file.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        given[usize::from(cells[0] == "b")].push(values.iter().position(|value| *value == cells[2]).unwrap());
    }
    let (mut cross, mut ratings) = (Cross::new(3), Ratings::new(3));
    for (a, b) in given[0].iter().zip(&given[1]) {
        cross.add(*a, *b, 1.0);
        ratings.add([*a, *b]);
    }
    // Artstein and Poesio 2008, table 6: kappa 0.8143 by 0.88 observed and 0.3538 expected; pi from 0.3541.
    assert!((cross.agreement().unwrap().0 - 0.88).abs() < 1e-9);
    assert!((cross.kappa().unwrap() - (0.88 - 0.396) / (1.0 - 0.396)).abs() < 1e-9, "{:?}", cross.kappa());
    assert!(cross.pi().unwrap() <= cross.kappa().unwrap());
    assert!(
        (ratings.fleiss().unwrap() - cross.pi().unwrap()).abs() < 1e-9,
        "two annotators: Fleiss' kappa is Scott's pi"
    );
}

#[test]
fn kappa_on_tokens() {
    let Some(cases) = published("token_kappa_on_spans") else { return };
    let case = &cases[0];
    // A token of one letter for each place of the continuum.
    let text = ["a"; 24].join(" ");
    let marks = |rater: &str| -> Marks<'_> {
        numbers(&case[rater]).iter().map(|span| (2 * span[0] as usize, 2 * span[1] as usize - 1, "x")).collect()
    };
    let comparison = compare(project(&[text], &[("r0", vec![marks("rater0")]), ("r1", vec![marks("rater1")])]));
    for (measure, key) in
        [(Measure::CohenKappa, "cohen"), (Measure::FleissKappa, "scott_pi"), (Measure::TokenAlpha, "alpha_nominal")]
    {
        let table = table(&comparison, measure);
        same(table.overall.value.unwrap(), &case[key]);
        same(table.labels[0].value.unwrap(), &case[key]);
        assert_eq!(table.overall.counted, 24.0);
    }
}

#[test]
fn alpha_u() {
    let Some(cases) = published("alpha_U_1995_2004") else { return };
    let case = &cases[0];
    let rater = |rater: &str| -> Marks<'static> {
        ["c", "k"]
            .into_iter()
            .flat_map(|label| {
                let spans = numbers(&case[label][rater]);
                spans.into_iter().map(move |span| (span[0] as usize - 150, (span[0] + span[1]) as usize - 150, label))
            })
            .collect()
    };
    let comparison =
        compare(project(&["a".repeat(300)], &[("r0", vec![rater("rater0")]), ("r1", vec![rater("rater1")])]));
    let table = table(&comparison, Measure::AlphaU);
    same(table.labels[0].value.unwrap(), &case["c"]["alpha"]);
    same(table.labels[1].value.unwrap(), &case["k"]["alpha"]);
    same(table.overall.value.unwrap(), &case["overall_exact"]);
    assert!((table.overall.value.unwrap() - case["overall_published"].as_f64().unwrap()).abs() < 5e-4);
}

#[test]
fn the_u_alpha_family() {
    let Some(cases) = published("alpha_u_family_2016_2019") else { return };
    let case = &cases[0];
    let marks = |name: &str| -> Marks<'_> {
        let spans = case[name].as_array().unwrap().iter();
        spans
            .map(|span| {
                (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize, span[2].as_str().unwrap())
            })
            .collect()
    };
    let annotators: Vec<_> = ["alex", "paul", "suzan"].into_iter().map(|name| (name, vec![marks(name)])).collect();
    let comparison = compare(project(&["a".repeat(60)], &annotators));
    for (measure, key, more) in [
        (Measure::UAlpha, "u_alpha_nominal", "u"),
        (Measure::BinaryUAlpha, "u_alpha_binary", "binary"),
        (Measure::CuAlpha, "cu_alpha_nominal", "cu_with_mean_pairable_length_correction"),
    ] {
        let found = table(&comparison, measure).overall.value.unwrap();
        assert!((found - case[key].as_f64().unwrap()).abs() < 1e-3, "{key}: {found}");
        same(found, &case["recomputed"][more]);
    }
    let by_label = table(&comparison, Measure::CuAlpha).labels;
    for (label, printed) in case["per_value"].as_object().unwrap() {
        let at = comparison.labels.iter().position(|key| key.as_str() == label).unwrap();
        same(by_label[at].value.unwrap(), printed);
    }
    let seven = comparison.labels.iter().position(|key| key.as_str() == "7").unwrap();
    assert_eq!(by_label[seven].value, Err(Undefined::NothingCounted), "nobody else has a unit where there is a 7");
    // The control: places as tokens, which know nothing of units.
    let spread = |name: &str| marks(name).into_iter().map(|(a, b, label)| (2 * a, 2 * b - 1, label)).collect();
    let annotators: Vec<_> = ["alex", "paul", "suzan"].into_iter().map(|name| (name, vec![spread(name)])).collect();
    let comparison = compare(project(&[["a"; 60].join(" ")], &annotators));
    same(table(&comparison, Measure::TokenAlpha).overall.value.unwrap(), &case["control_char_level_nominal_alpha"]);
}

fn spans_of(units: &Json) -> Vec<Vec<Span>> {
    let mut sides: Vec<(String, Vec<Span>)> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for unit in units.as_array().unwrap() {
        let text = |key: &str| unit[key].as_str().unwrap().to_owned();
        let label = match labels.iter().position(|label| *label == text("category")) {
            Some(at) => at,
            None => {
                labels.push(text("category"));
                labels.len() - 1
            }
        };
        let span =
            Span { start: unit["start"].as_f64().unwrap(), end: unit["end"].as_f64().unwrap(), label: label as u32 };
        match sides.iter_mut().find(|(name, _)| *name == text("annotator")) {
            Some((_, own)) => own.push(span),
            None => sides.push((text("annotator"), vec![span])),
        }
    }
    sides.sort_by(|a, b| a.0.cmp(&b.0));
    sides.into_iter().map(|(_, own)| own).collect()
}

/// Returns the disorder of the best alignment over the mean number of units of a side.
fn best_disorder(units: &[Vec<Span>], weights: Weights) -> f64 {
    let found = gamma::align(units, weights, &|| false).unwrap();
    assert!(found.exact);
    found.disorder / (units.iter().map(Vec::len).sum::<usize>() as f64 / units.len() as f64)
}

#[test]
fn best_alignments() {
    let Some(cases) = published("gamma_best_alignment_disorder_deterministic") else { return };
    for case in cases {
        let letters = |label: &Json| u32::from(label.as_str().unwrap().as_bytes()[0]);
        let span = |unit: &Json| Span {
            start: unit[0].as_f64().unwrap(),
            end: unit[1].as_f64().unwrap(),
            label: letters(&unit[2]),
        };
        let of_side = |units: &Json| units.as_array().unwrap().iter().map(span).collect();
        let units: Vec<Vec<Span>> = case["units"].as_object().unwrap().values().map(of_side).collect();
        same(best_disorder(&units, Weights::default()), &case["disorder"]);
    }
}

#[test]
fn gamma_of_other_programs_cases() {
    let Some(folder) = data("fixtures/agreement/dkpro-pygamma") else { return };
    let mut samples = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let case: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let weight = |key: &str| case["params"][key].as_f64().unwrap();
        let weights = Weights { place: weight("alpha"), label: weight("beta") };
        let units = spans_of(&case["continuum"]);
        // The other program computes in single precision.
        let near = |found: f64, printed: &Json| {
            assert!((found - printed.as_f64().unwrap()).abs() < 2e-6, "{}: {found} is not {printed}", path.display());
        };
        let tier = &case["tier1"];
        near(best_disorder(&units, weights), &tier["bestAlignmentDisorder"]);
        let side = |name: &Json| usize::from(name.as_str().unwrap().as_bytes()[3] - b'1');
        for pair in tier["pairDissimilarities"].as_array().unwrap() {
            let one = units[side(&pair["annotatorA"])][pair["unitIndexA"].as_u64().unwrap() as usize];
            let other = units[side(&pair["annotatorB"])][pair["unitIndexB"].as_u64().unwrap() as usize];
            let combined = pair["combined"].as_f64().unwrap();
            assert!((weights.distance(&one, &other) - combined).abs() <= 1e-6 * combined.max(1.0), "{pair}");
            let place = pair["positional"].as_f64().unwrap() * weights.place;
            assert!((weights.apart(&one, &other) - place).abs() <= 1e-6 * place.max(1.0), "{pair}");
        }
        for sample in case["tier2"]["sampledContinua"].as_array().unwrap() {
            let mut sampled = spans_of(&sample["units"]);
            sampled.resize(units.len(), Vec::new());
            near(best_disorder(&sampled, weights), &sample["bestAlignmentDisorder"]);
            near(
                best_disorder(
                    &{
                        let mut scaled = spans_of(&sample["scaled"]["units"]);
                        scaled.resize(units.len(), Vec::new());
                        scaled
                    },
                    weights,
                ),
                &sample["scaled"]["bestAlignmentDisorder"],
            );
            samples += 1;
        }
        // Theirs is a mean of thirty samples, ours of as many as two percent need: they may be as far apart as five
        // standard errors of the smaller sample.
        let settings = gamma::Settings { weights, samples: 300, ..gamma::Settings::default() };
        let chance = gamma::chance(&[units], &settings, Watch::ALONE).unwrap();
        let theirs = case["tier3"]["expectedDisorder"].as_f64().unwrap();
        let error = chance.deviation / 30f64.sqrt();
        assert!((chance.disorder - theirs).abs() < 5.0 * error, "{}: {chance:?}, {theirs}", path.display());
    }
    assert_eq!(samples, 60);
}

#[test]
fn semeval() {
    let Some(cases) = published("semeval13") else { return };
    let case = &cases[0];
    // The six scenarios: only one has it, twice; other label; other bounds; both; all the same, twice.
    let gold: Marks<'_> = vec![
        (0, 5, "drug"),
        (20, 25, "brand"),
        (30, 35, "drug"),
        (40, 45, "group"),
        (50, 55, "drug"),
        (60, 65, "group"),
    ];
    let found: Marks<'_> = vec![
        (10, 15, "brand"),
        (20, 25, "drug"),
        (28, 35, "drug"),
        (38, 45, "drug"),
        (50, 55, "drug"),
        (60, 65, "group"),
    ];
    let comparison = compare(project(&["a".repeat(80)], &[("gold", vec![gold]), ("found", vec![found])]));
    let marks: Vec<Vec<&Mark>> =
        comparison.pieces[0].marks.iter().flatten().map(|marks| marks.iter().collect()).collect();
    for (way, key) in
        [(Same::Type, "type"), (Same::Partial, "partial"), (Same::Exact, "exact"), (Same::Strict, "strict")]
    {
        let scores = Scores::of(&match_up(&marks[0], &marks[1], way, &|_| Vec::new()));
        assert_eq!(scores.correct as u64, case["COR"][key].as_u64().unwrap(), "{key}");
        assert_eq!(scores.incorrect as u64, case["INC"][key].as_u64().unwrap(), "{key}");
        assert_eq!(scores.partial as u64, case["PAR"][key].as_u64().unwrap_or(0), "{key}");
        assert_eq!(scores.missing as u64, case["MIS"].as_u64().unwrap(), "{key}");
        assert_eq!(scores.spurious as u64, case["SPU"].as_u64().unwrap(), "{key}");
        for rate in Rate::ALL {
            let measure = Measure::Spans(way, rate);
            same(rate.of_scores(&scores).unwrap(), &case["P=R=F1"][key]);
            same(table(&comparison, measure).overall.value.unwrap(), &case["P=R=F1"][key]);
        }
    }
    let case = &cases[1];
    let at = |shift: usize| (0..5).map(|at| (10 * at, 10 * at + 5 + if at < 2 { 0 } else { shift }, "x")).collect();
    let comparison = compare(project(&["a".repeat(80)], &[("gold", vec![at(0)]), ("found", vec![at(2)])]));
    for (way, key) in [(Same::Partial, "partial_f1"), (Same::Strict, "strict_f1"), (Same::Type, "type_f1")] {
        let measure = Measure::Spans(way, Rate::F1);
        same(table(&comparison, measure).overall.value.unwrap(), &case[key]);
    }
}

/// Reads the text-bound annotations of a brat file: label, start, end and words, between tabs and spaces.
fn brat(file: &str) -> Vec<(usize, usize, String)> {
    let text_bound = file.lines().filter(|line| line.starts_with('T'));
    text_bound
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').nth(1).unwrap().split([' ', ';']).collect();
            (cells[1].parse().unwrap(), cells[cells.len() - 1].parse().unwrap(), cells[0].to_owned())
        })
        .collect()
}

#[test]
fn four_annotators_of_seven_texts() {
    let Some(folder) = data("fixtures/bratiaa-4x7") else { return };
    let mut names: Vec<String> = fs::read_dir(folder.join("Lisa"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 7);
    let read = |who: &str, name: &str, kind: &str| {
        fs::read_to_string(folder.join(who).join(format!("{name}.{kind}"))).unwrap()
    };
    let texts: Vec<String> = names.iter().map(|name| read("Lisa", name, "txt")).collect();
    let who = ["Lisa", "Maria", "Max", "Peter"];
    let read_all = |who: &&str| -> Vec<Vec<(usize, usize, String)>> {
        names.iter().map(|name| brat(&read(who, name, "ann"))).collect()
    };
    let marks: Vec<Vec<Vec<(usize, usize, String)>>> = who.iter().map(read_all).collect();
    let mut annotators: Vec<(&str, Vec<Marks<'_>>)> = Vec::new();
    for (who, texts) in who.iter().zip(&marks) {
        let own = texts.iter().map(|own| own.iter().map(|(a, b, label)| (*a, *b, label.as_str())).collect());
        annotators.push((who, own.collect()));
    }
    let comparison = compare(project(&texts, &annotators));
    let strict = table(&comparison, Measure::Spans(Same::Strict, Rate::F1));
    let pairs: Vec<f64> = strict.pairs.iter().map(|(_, value)| value.value.unwrap()).collect();
    assert_eq!(pairs.len(), 6);
    let mean = strict.overall.value.unwrap();
    assert!((mean - 0.8903501).abs() < 1e-7, "{mean}");
    let deviation = (pairs.iter().map(|pair| (pair - mean).powi(2)).sum::<f64>() / 6.0).sqrt();
    assert!((deviation - 0.0526314).abs() < 1e-7, "{deviation}");
    let exact = table(&comparison, Measure::Spans(Same::Exact, Rate::F1)).overall.value.unwrap();
    assert!((exact - 0.9039).abs() < 5e-5, "{exact}");
    for (label, printed) in [("loc", 0.8191), ("misc", 0.8400), ("org", 0.9060), ("per", 0.9378)] {
        let at = comparison.labels.iter().position(|key| key.as_str() == label).unwrap();
        let found = strict.labels[at].value.unwrap();
        assert!((found - printed).abs() < 5e-5, "{label}: {found}");
    }
    assert!(strict.overall.interval.is_ok_and(|interval| interval.low < mean && mean < interval.high));
}
