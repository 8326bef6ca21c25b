//! The project's own examples, worked out by hand, and what must hold for all annotations.

use super::annotated::{Marks, project};
use super::{compare, table};
use gainsay::compare::agreement::gamma::{self, Span, Weights};
use gainsay::compare::agreement::*;
use gainsay::model::id::ChoiceKey;
use gainsay::model::*;
use proptest::prelude::*;

fn near(found: Outcome, expected: f64) {
    assert!(found.is_ok_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
}

/// Ten tokens of one letter. Ada marks the first four, Ben the second to the fifth.
fn ten() -> Comparison {
    compare(project(&[["a"; 10].join(" ")], &[("Ada", vec![vec![(0, 7, "x")]]), ("Ben", vec![vec![(2, 9, "x")]])]))
}

#[test]
fn tokens_that_nobody_marked_count() {
    let ten = ten();
    // They agree on 3 + 5 of 10, and each marks 0.4: chance 0.16 + 0.36 = 0.52.
    let kappa = table(&ten, Measure::CohenKappa);
    near(kappa.overall.value, (0.8 - 0.52) / 0.48);
    assert_eq!(kappa.overall.counted, 10.0);
    near(table(&ten, Measure::FleissKappa).overall.value, (0.8 - 0.52) / 0.48);
    // Alpha: 1 - 0.2 / (2 * 8 * 12 / (20 * 19)).
    near(table(&ten, Measure::TokenAlpha).overall.value, 1.0 - 0.2 / (192.0 / 380.0));
}

#[test]
fn a_token_is_marked_by_more_than_half() {
    // "abcd" by half and by three quarters; "efg" by two of three.
    let of = |end: usize| vec![vec![(0, end, "x")]];
    let comparison = compare(project(&["abcd efg".to_owned()], &[("a", of(2)), ("b", of(3)), ("c", of(7))]));
    let alpha = table(&comparison, Measure::TokenAlpha);
    // Nothing, the first, both: pairs differ 1, 1 and 2 times, each of 6 values: observed 2 * (2 + 2) / 2 / 6.
    near(alpha.overall.value, 1.0 - (4.0 / 6.0) / (2.0 * 3.0 * 3.0 / 30.0));
}

#[test]
fn nested_labels_are_compared_as_sets() {
    // On the second of four tokens Ada says x and y, Ben x: MASI says 1 - 1/2 * 2/3. Both say x on the first.
    let comparison = compare(project(
        &["a a a a".to_owned()],
        &[("Ada", vec![vec![(0, 3, "x"), (2, 3, "y")]]), ("Ben", vec![vec![(0, 3, "x")]])],
    ));
    let kappa = table(&comparison, Measure::CohenKappa);
    // Shares: Ada x 1/4, xy 1/4, none 1/2; Ben x 1/2, none 1/2. Chance: none against x or xy, and xy against x.
    let (apart, chance) = (2.0 / 3.0, 0.25 * 0.5 + 0.25 * 0.5 + 0.5 * 0.5 + 0.25 * 0.5 * 2.0 / 3.0);
    near(kappa.overall.value, 1.0 - apart / 4.0 / chance);
    near(kappa.labels[0].value, 1.0);
    assert_eq!(kappa.labels[1].value, Ok(0.0), "Ben says no y at all, as chance would");
}

#[test]
fn units_on_a_continuum() {
    // Ten code points: Ada [0, 4), Ben [2, 6).
    let comparison =
        compare(project(&["a".repeat(10)], &[("Ada", vec![vec![(0, 4, "x")]]), ("Ben", vec![vec![(2, 6, "x")]])]));
    // u-alpha: 20 in all, unlike 2 * (2 + 2) of 20; 8 marked, 12 not; units with themselves 16 + 16, gaps 12.
    let expected = (400.0 - 64.0 - 144.0) / (400.0 - 32.0 - 12.0);
    near(table(&comparison, Measure::UAlpha).overall.value, 1.0 - 0.4 / expected);
    near(table(&comparison, Measure::BinaryUAlpha).overall.value, 1.0 - 0.4 / expected);
    assert_eq!(table(&comparison, Measure::CuAlpha).overall.value, Err(Undefined::NoVariation));
    // alpha_U: observed 2 * (4 + 4) / (2 * 100). Units of 4; gaps of 6, 2 and 4, of which those of 6 and 4 have 3 + 1
    // places: 1/3 * (128 - 48 + 4) + 16 * 4 = 92, twice; 2 / 10 * 184 / (20 * 19 - 2 * 12).
    near(table(&comparison, Measure::AlphaU).overall.value, 1.0 - 0.08 / (0.2 * 184.0 / 356.0));
}

#[test]
fn spans_are_matched_one_to_one() {
    let comparison = compare(project(
        &["a".repeat(60)],
        &[
            ("Ada", vec![vec![(0, 10, "x"), (0, 10, "x"), (20, 30, "x"), (40, 50, "y")]]),
            ("Ben", vec![vec![(0, 10, "x"), (22, 32, "x"), (40, 50, "x")]]),
        ],
    ));
    let f1 = |same| table(&comparison, Measure::Spans(same, Rate::F1)).overall.value;
    near(f1(Same::Strict), 2.0 / 7.0);
    near(f1(Same::Exact), 4.0 / 7.0);
    near(f1(Same::Partial), 2.0 * 2.5 / 7.0);
    near(f1(Same::Type), 4.0 / 7.0);
    // Eight of twelve code points.
    near(f1(Same::Overlap(8.0 / 12.0)), 4.0 / 7.0);
    near(f1(Same::Overlap(0.67)), 2.0 / 7.0);
    let rate = |rate| table(&comparison, Measure::Spans(Same::Strict, rate)).overall.value;
    near(rate(Rate::Precision), 1.0 / 3.0);
    near(rate(Rate::Recall), 1.0 / 4.0);
    assert_eq!(comparison.doubled().len(), 1, "Ada's second x on the same words");
}

#[test]
fn the_best_alignment_of_a_small_case() {
    // A unit of 4 moved by 1: (2 / 8)² = 1/16. One far away is alone: 1. Over two units a side: (1/16 + 1) / 1.5.
    let unit = |start: f64, label: u32| Span { start, end: start + 4.0, label };
    let units = [vec![unit(0.0, 0), unit(90.0, 0)], vec![unit(1.0, 0)]];
    let found = gamma::align(&units, Weights::default(), &|| false).unwrap();
    assert!((found.disorder - 17.0 / 16.0).abs() < 1e-12 && found.exact, "{found:?}");
    assert_eq!(found.clusters, [vec![(0, 0), (1, 0)], vec![(0, 1)]]);
}

/// Tries all partitions of the units into clusters of one unit of each side at most.
fn least(units: &[Vec<Span>], left: &mut Vec<(usize, usize)>, weights: Weights) -> f64 {
    let Some(first) = left.pop() else { return 0.0 };
    let pairs = (units.len() * (units.len() - 1)) as f64 / 2.0;
    let mut best = f64::INFINITY;
    for chosen in 0..1u32 << left.len() {
        let mut cluster = vec![first];
        cluster.extend(left.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, unit)| *unit));
        let sides: std::collections::BTreeSet<usize> = cluster.iter().map(|(side, _)| *side).collect();
        if sides.len() < cluster.len() {
            continue;
        }
        let mut cost = pairs;
        for (at, one) in cluster.iter().enumerate() {
            for other in &cluster[at + 1..] {
                cost += weights.distance(&units[one.0][one.1], &units[other.0][other.1]) - 1.0;
            }
        }
        let mut rest: Vec<(usize, usize)> = left.iter().filter(|unit| !cluster.contains(unit)).copied().collect();
        best = best.min(cost / pairs + least(units, &mut rest, weights));
    }
    left.push(first);
    best
}

#[test]
fn undefined_is_an_answer() {
    let text = || vec!["a a a".to_owned()];
    let nothing = compare(project(&text(), &[("a", vec![vec![]]), ("b", vec![vec![]])]));
    for measure in Measure::all(Same::Tokens) {
        // cu-alpha counts only what two have marked.
        let why = if measure == Measure::CuAlpha { Undefined::NothingCounted } else { Undefined::NothingMarked };
        assert_eq!(table(&nothing, &measure).overall.value, Err(why), "{measure:?}");
    }
    let everything = || vec![vec![(0, 5, "x")]];
    let all = compare(project(&text(), &[("a", everything()), ("b", everything())]));
    for measure in [Measure::CohenKappa, Measure::FleissKappa, Measure::TokenAlpha, Measure::CuAlpha] {
        assert_eq!(table(&all, &measure).overall.value, Err(Undefined::NoVariation), "{measure:?}");
    }
}

#[test]
fn only_what_is_done_counts() {
    let texts = vec!["one two".to_owned(), "three four".to_owned()];
    let marks = || vec![vec![(0, 3, "x")], vec![(0, 5, "x")]];
    let mut project = project(&texts, &[("Ada", marks()), ("Ben", marks())]);
    let (ben, first) = (*project.sets()[1].0, *project.articles()[0].0);
    let mut builder = edit::Builder::new(&project);
    builder.put::<Done>((ben, first), None);
    let step = builder.finish();
    project.apply(&step).unwrap();
    let comparison = compare(project);
    assert_eq!(comparison.pieces.iter().map(|piece| piece.title.as_str()).collect::<Vec<_>>(), ["Text 1"]);
    assert_eq!(
        comparison.left_out,
        [LeftOut::NotDone { side: 1, article: first }, LeftOut::TooFew { source: 0, article: first }]
    );
}

#[test]
fn projects_meet_in_the_same_texts() {
    let one = project(&["same text".to_owned(), "only here".to_owned()], &[("Ada", vec![vec![(0, 4, "x")], vec![]])]);
    let long = "The dam in the valley holds, the engineers say, and nobody lives below it any more.";
    let mut other = project(&["same text".to_owned()], &[("Ada", vec![vec![(0, 4, "demand")]])]);
    let mut stamp = Stamp::of_number(9);
    let mut with = |project: &mut Project, text: &str| {
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let (step, _) = actions::add_article(project, Details::default(), text, blocks, "", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
    };
    let mut one = one;
    with(&mut one, long);
    with(&mut other, &long.replace("nobody", "hardly anybody"));
    let sources: Vec<Source> = [("one.ron", one), ("two.ron", other)]
        .into_iter()
        .map(|(name, project)| Source { name: name.to_owned(), project })
        .collect();
    let sets = Comparison::all_sets(&sources);
    let comparison = Comparison::of(sources.clone(), &sets, &LabelMap::new());
    assert_eq!(
        comparison.sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>(),
        ["Ada (one.ron)", "Ada (two.ron)"]
    );
    assert_eq!(comparison.pieces.len(), 1);
    near(table(&comparison, Measure::Spans(Same::Strict, Rate::F1)).overall.value, 0.0);
    assert!(comparison.left_out.iter().any(|out| matches!(out, LeftOut::Alone { source: 0, .. })));
    assert_eq!(comparison.near.len(), 1, "one word of the long text differs");
    assert!(comparison.near[0].alike > 0.9 && comparison.near[0].difference.edits() == 1);
    let map = LabelMap::from([(LabelKey::slug("demand"), Some(LabelKey::slug("x")))]);
    let mapped = Comparison::of(sources.clone(), &sets, &map);
    near(table(&mapped, Measure::Spans(Same::Strict, Rate::F1)).overall.value, 1.0);
    let map = LabelMap::from([(LabelKey::slug("demand"), None)]);
    let dropped = Comparison::of(sources, &sets, &map);
    assert!(dropped.left_out.iter().any(|out| matches!(out, LeftOut::Label { side: 1, .. })), "{:?}", dropped.left_out);
}

/// Gives the article of a project a second text with one more word. Ada's annotation is carried over to it; Ben's is
/// not, and he makes another there.
fn second_text(before: &Project) -> Project {
    let (mut stamp, mut builder) = (Stamp::of_number(3), edit::Builder::new(before));
    let article = *before.articles()[0].0;
    let first = before.latest(article).unwrap().0;
    let text = Text::new(format!("{} five", before.revision(&first).unwrap().text.as_str()));
    let (revision, blocks) = (RevisionId(stamp.fresh()), Block::guess(&text));
    let word = |from, to| Fragments::one(text.span_of_chars(from, to).unwrap());
    let (ada, ben) = (word(0, 3), word(14, 18));
    let row = Revision { article, number: 2, text, blocks, added: Time(1), origin: String::new() };
    builder.put(revision, Some(row));
    let of = |set: SetId| before.in_order(first).filter(move |id| before.annotation(id).unwrap().set == set);
    let sets: Vec<SetId> = before.sets().into_iter().map(|(id, _)| *id).collect();
    for (set, place, from) in [(sets[0], ada, of(sets[0]).collect()), (sets[1], ben, Vec::new())] {
        let row = Annotation::new(set, revision, LabelKey::slug("x"), place, Time(2));
        builder.put(AnnotationId(stamp.fresh()), Some(Annotation { derived_from: from, ..row }));
    }
    let step = builder.finish();
    let mut with = before.clone();
    with.apply(&step).unwrap();
    with
}

#[test]
fn work_on_another_text_is_named() {
    let text = || vec!["one two three".to_owned()];
    let marks = || vec![vec![(0, 3, "x")]];
    let of_two = |one, two| project(&text(), &[(one, marks()), (two, marks())]);
    let newer = second_text(&of_two("Ada", "Ben"));
    let article = *newer.articles()[0].0;
    let [first, second]: [RevisionId; 2] = newer.revisions_of(article).collect::<Vec<_>>().try_into().unwrap();

    let alone = compare(newer.clone());
    assert_eq!(alone.pieces[0].places[0], Some((article, second)));
    // What was carried over is compared there.
    assert_eq!(alone.left_out, [LeftOut::OtherText { side: 1, article, compared: second, count: 1 }]);

    // Beside people who have the first text, the done marks of the second say nothing.
    let beside = |newer: &Project| {
        let sources = [newer.clone(), of_two("Cem", "Dan")].map(|project| Source { name: "p".to_owned(), project });
        let sets = Comparison::all_sets(&sources);
        Comparison::of(sources.to_vec(), &sets, &LabelMap::new())
    };
    let found = beside(&newer);
    assert_eq!(found.pieces[0].places[0], Some((article, first)));
    let who: Vec<bool> = found.pieces[0].marks.iter().map(Option::is_some).collect();
    assert_eq!(who, [false, false, true, true]);
    assert_eq!(found.left_out, [0, 1].map(|side| LeftOut::OtherDone { side, article, compared: first }));

    // Imported sets without done marks count with each text on which they have something.
    let mut builder = edit::Builder::new(&newer);
    newer.done_marks().for_each(|(key, _)| builder.put::<Done>(*key, None));
    let step = builder.finish();
    let mut unsaid = newer.clone();
    unsaid.apply(&step).unwrap();
    let found = beside(&unsaid);
    assert_eq!(found.pieces[0].marks.iter().flatten().count(), 4);
    assert_eq!(found.left_out, [LeftOut::OtherText { side: 1, article, compared: first, count: 1 }]);
}

#[test]
fn numbers_lead_to_annotations() {
    let ten = ten();
    let mut measuring = Measuring::new(&ten, Settings::default());
    let ids: Vec<AnnotationId> = ten.pieces[0].marks.iter().flatten().map(|marks| marks[0].id).collect();
    let both = vec![(0, ids[0]), (1, ids[1])];
    for measure in [Measure::CohenKappa, Measure::UAlpha, Measure::Spans(Same::Type, Rate::F1)] {
        let found = measuring.trace(&measure, &Scope::default());
        assert_eq!(found.iter().map(|trace| &trace.marks).collect::<Vec<_>>(), [&both], "{measure:?}");
    }
    let strict = measuring.trace(&Measure::Spans(Same::Strict, Rate::F1), &Scope::default());
    assert_eq!(
        strict,
        [Trace { piece: 0, marks: both.clone(), ties: Vec::new(), same: false }],
        "some words are the same, and not all"
    );
    assert!(measuring.trace(&Measure::Gamma, &Scope::default()).is_empty(), "it was not computed yet");
    measuring.table(Measure::Gamma, Watch::ALONE).unwrap();
    assert_eq!(measuring.trace(&Measure::Gamma, &Scope::default())[0].marks, both);
}

#[test]
fn measuring_stops_when_nobody_waits() {
    let ten = ten();
    let watch = Watch { stop: &|| true, progress: &|_| {} };
    let attributes = attributes_of(ten.sources.iter().map(|source| &source.project));
    for measure in Measure::every(Same::Strict, &attributes) {
        assert!(Measuring::new(&ten, Settings::default()).table(measure.clone(), watch).is_none(), "{measure:?}");
    }
}

#[test]
fn a_relation_counts_for_whose_it_is() {
    let marks = || vec![vec![(0, 3, "x"), (4, 7, "x")]];
    let mut project = project(&["one two six".to_owned()], &[("Ada", marks()), ("Ben", marks())]);
    let (x, leads) = (LabelKey::slug("x"), KindKey::slug("leads to"));
    let kind = Kind {
        rank: 0,
        name: "leads to".to_owned(),
        inverse: "follows".to_owned(),
        shortcut: None,
        from: vec![x.clone()],
        to: vec![x],
        definition: String::new(),
        examples: Vec::new(),
    };
    let sets: Vec<SetId> = project.sets().iter().map(|(id, _)| **id).collect();
    let revision = project.latest(*project.articles()[0].0).unwrap().0;
    let of = |set: SetId| -> Vec<AnnotationId> {
        project.in_order(revision).filter(|id| project.annotation(id).unwrap().set == set).collect()
    };
    let (mut builder, mut stamp) = (edit::Builder::new(&project), Stamp::of_number(7));
    builder.put(leads.clone(), Some(kind));
    // Ada joins her own two, and Ben's two as well.
    for own in [of(sets[0]), of(sets[1])] {
        let (kind, attributes, note) = (leads.clone(), Attributes::new(), String::new());
        let row = Relation { set: sets[0], kind, from: own[0], to: own[1], attributes, note, time: Time(0) };
        builder.put(RelationId(stamp.fresh()), Some(row));
    }
    let step = builder.finish();
    project.apply(&step).unwrap();
    let comparison = compare(project);
    let found = table(&comparison, Measure::Relations { labelled: false, rate: Rate::F1 });
    near(found.overall.value, 0.0);
    assert_eq!((found.overall.counted, found.left_out), (1.0, 1), "Ben joined nothing");
}

/// Makes a comparison of people who marked the same words, one by one, and gave each a value of one attribute, or none
/// where there is nothing.
fn rated(
    takes: AttributeType,
    values: &dyn Fn(&str) -> gainsay::model::Value,
    given: &[(&str, &[&str])],
) -> Comparison {
    let words = given.iter().map(|(_, values)| values.len()).max().unwrap();
    let annotators: Vec<_> = given
        .iter()
        .map(|(name, own)| (*name, vec![(0..own.len()).map(|at| (2 * at, 2 * at + 1, "x")).collect()]))
        .collect();
    let base = project(&[vec!["a"; words].join("\n")], &annotators);
    let (score, on) = (AttributeKey::slug("score"), vec![Owner::Label(LabelKey::slug("x"))]);
    let (name, definition, examples) = ("Score".to_owned(), String::new(), Vec::new());
    let mut builder = edit::Builder::new(&base);
    builder.put(score.clone(), Some(Attribute { rank: 0, name, on, takes, definition, examples }));
    let revision = base.latest(*base.articles()[0].0).unwrap().0;
    for ((set, _), (_, own)) in base.sets().into_iter().zip(given) {
        let marks = base.in_order(revision).filter(|id| base.annotation(id).unwrap().set == *set);
        for (id, value) in marks.zip(*own).filter(|(_, value)| !value.is_empty()) {
            let mut row = base.annotation(&id).unwrap().clone();
            row.attributes.insert(score.clone(), values(value));
            builder.put(id, Some(row));
        }
    }
    let step = builder.finish();
    let mut with = base.clone();
    with.apply(&step).unwrap();
    compare(with)
}

fn score(comparison: &Comparison, coefficient: Coefficient) -> Outcome {
    table(comparison, Measure::Attribute(AttributeKey::slug("score"), coefficient)).overall.value
}

#[test]
fn choices_are_the_numbers_that_their_names_say() {
    // The last of the choices 1, 2 and 3 was renamed, and its key is what it was.
    let choices = |names: [(&str, &str); 3]| {
        let of = |(key, name): (&str, &str)| Choice { key: ChoiceKey::slug(key), name: name.to_owned() };
        AttributeType::Choice(names.map(of).to_vec())
    };
    let value = |key: &str| gainsay::model::Value::Choice(ChoiceKey::slug(key));
    let given: [(&str, &[&str]); 2] = [("Ada", &["k1", "k2", "k3"]), ("Ben", &["k1", "k2", "k2"])];
    let ten = rated(choices([("k1", "1"), ("k2", "2"), ("k3", "10")]), &value, &given);
    // Observed: 2 * 8 squared of 6 values. All pairs of 1 1 2 2 2 10: 2 * (6 * 1 + 2 * 81 + 3 * 64) / 30.
    near(score(&ten, Coefficient::Interval), 1.0 - (128.0 / 6.0) / (720.0 / 30.0));
    // Their order is that of the scheme.
    let three = rated(choices([("k1", "low"), ("k2", "middle"), ("k3", "high")]), &value, &given);
    assert_eq!(score(&three, Coefficient::Ordinal), score(&ten, Coefficient::Ordinal));
    assert_eq!(score(&three, Coefficient::Interval), Err(Undefined::NoNumbers));
    // Numbers with signs and points, of which keys know nothing; below 0 there are no ratios.
    let signed = rated(choices([("k1", "-1"), ("k2", "0"), ("k3", "0.5")]), &value, &given);
    let expected = 2.0 * (6.0 + 2.0 * 2.25 + 3.0 * 0.25) / 30.0;
    near(score(&signed, Coefficient::Interval), 1.0 - (2.0 * 0.25 / 6.0) / expected);
    assert_eq!(score(&signed, Coefficient::Ratio), Err(Undefined::NoRatios));
}

#[test]
fn flags_and_texts_have_no_order() {
    let given: [(&str, &[&str]); 2] = [("Ada", &["1", "2", "3"]), ("Ben", &["1", "", "2"])];
    let text = rated(AttributeType::Text, &|text| gainsay::model::Value::Text(text.to_owned()), &given);
    let flag = rated(AttributeType::Flag, &|text| gainsay::model::Value::Flag(text == "1"), &given);
    for coefficient in [Coefficient::Ordinal, Coefficient::Ac2] {
        assert_eq!(score(&text, coefficient), Err(Undefined::NoOrder));
        assert_eq!(score(&flag, coefficient), Err(Undefined::NoOrder));
    }
    // Texts may be numbers: 1 1 and 3 2, with pairs of 1 1 3 2.
    near(score(&text, Coefficient::Interval), 1.0 - (2.0 / 4.0) / (2.0 * (8.0 + 2.0 + 1.0) / 12.0));
    assert_eq!(score(&flag, Coefficient::Interval), Err(Undefined::NoNumbers));
}

#[test]
fn a_coefficient_is_as_sure_as_things_drawn_again_say() {
    // Forty paragraphs in which each pair of answers comes ten times. A coefficient is nearly twice the share of those
    // that are alike, less 1: its standard error is twice 0.5 / sqrt(40), and 1.96 of them are 0.31.
    let said = |part: usize| (0..40).map(|at| ["1", "0"][at / part % 2]).collect::<Vec<_>>();
    let (ada, ben) = (said(1), said(2));
    let flag = |text: &str| gainsay::model::Value::Flag(text == "1");
    let given = rated(AttributeType::Flag, &flag, &[("Ada", &ada), ("Ben", &ben)]);
    for coefficient in [Coefficient::Cohen, Coefficient::Scott, Coefficient::Fleiss, Coefficient::Ac1] {
        let found = table(&given, Measure::Attribute(AttributeKey::slug("score"), coefficient)).overall;
        let Interval { low, high } = found.interval.unwrap();
        assert!((low + 0.31).abs() < 0.04 && (high - 0.31).abs() < 0.04, "{coefficient:?}: {low} {high}");
    }
}

#[test]
fn chance_is_the_same_for_a_seed() {
    let unit = |at: u32| Span { start: f64::from(at * 9), end: f64::from(at * 9 + 5), label: at % 2 };
    let units = vec![(0..12).map(unit).collect::<Vec<_>>(), (1..12).map(unit).collect()];
    let chance = |seed| {
        let settings = gamma::Settings { seed, ..gamma::Settings::default() };
        gamma::chance(std::slice::from_ref(&units), &settings, Watch::ALONE).unwrap()
    };
    assert_eq!(chance(3), chance(3));
    assert_ne!(chance(3).disorder, chance(4).disorder);
}

#[test]
fn what_several_pairs_have_in_common_is_counted_once() {
    // Five people; the fifth has a second annotation, of another label, in the second of two articles.
    let names = ["a", "b", "c", "d", "e"];
    let marks = |at: usize| vec![vec![(2 * at, 2 * at + 1, "x")], if at == 4 { vec![(0, 1, "y")] } else { vec![] }];
    let annotators: Vec<_> = names.into_iter().enumerate().map(|(at, name)| (name, marks(at))).collect();
    let comparison = compare(project(&[["a"; 25].join(" "), ["b"; 10].join(" ")], &annotators));
    for (measure, [overall, x, y, first, second]) in [
        (Measure::Spans(Same::Strict, Rate::F1), [6.0, 5.0, 1.0, 5.0, 1.0]),
        (Measure::Gamma, [6.0, 5.0, 1.0, 5.0, 1.0]),
        (Measure::CohenKappa, [35.0, 35.0, 35.0, 25.0, 10.0]),
        (Measure::TokenAlpha, [35.0, 35.0, 35.0, 25.0, 10.0]),
    ] {
        let found = table(&comparison, &measure);
        let parts = [&found.overall, &found.labels[0], &found.labels[1], &found.articles[0], &found.articles[1]];
        assert_eq!(parts.map(|value| value.counted), [overall, x, y, first, second], "{measure:?}");
    }
}

#[test]
fn marks_in_one_paragraph_have_no_interval() {
    // Three paragraphs, of which the second and third hold nothing.
    let texts = ["one two three\n\nfour five\n\nsix".to_owned()];
    let marks = |last: usize| vec![vec![(0, 3, "x"), (4, last, "x")]];
    let comparison = compare(project(&texts, &[("Ada", marks(7)), ("Ben", marks(13))]));
    for measure in [Measure::Spans(Same::Strict, Rate::F1), Measure::Gamma, Measure::CohenKappa, Measure::UAlpha] {
        let found = table(&comparison, &measure).overall;
        assert!(found.value.is_ok(), "{measure:?}: {found:?}");
        assert_eq!(found.interval, Err(NoInterval::OneBlock), "{measure:?}");
    }
}

/// Whether two outcomes are the same but for the last digits.
pub(super) fn alike(one: Outcome, other: Outcome) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_alignment_is_better(
        sides in prop::collection::vec(prop::collection::vec((0u8..30, 1u8..9, 0u32..3), 0..4), 2..5),
    ) {
        let span = |(start, length, label): &(u8, u8, u32)| {
            Span { start: f64::from(*start), end: f64::from(start + length), label: *label }
        };
        let units: Vec<Vec<Span>> = sides.iter().map(|own| own.iter().map(span).collect()).collect();
        let mut left: Vec<(usize, usize)> =
            units.iter().enumerate().flat_map(|(side, own)| (0..own.len()).map(move |at| (side, at))).collect();
        prop_assume!(left.len() <= 8);
        let found = gamma::align(&units, Weights::default(), &|| false).unwrap();
        let best = least(&units, &mut left, Weights::default());
        prop_assert!(found.exact);
        prop_assert!((found.disorder - best).abs() < 1e-6, "{} is not {best}", found.disorder);
    }
}

#[test]
fn random_annotation_is_near_nothing() {
    let mut state = 12345u64;
    let mut below = |end: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % end) as usize
    };
    // Two thousand tokens in forty paragraphs, of which each side marks a tenth, one by one.
    let mut marks = || -> Marks<'static> {
        let mut all: Vec<usize> = (0..200).map(|_| below(2000)).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|at| (2 * at, 2 * at + 1, ["x", "y"][below(2)])).collect()
    };
    let text: String = (0..2000).map(|at| if at % 50 == 49 { "a\n" } else { "a " }).collect();
    let comparison = compare(project(&[text], &[("a", vec![marks()]), ("b", vec![marks()]), ("c", vec![marks()])]));
    for measure in [
        Measure::CohenKappa,
        Measure::FleissKappa,
        Measure::TokenAlpha,
        Measure::UAlpha,
        Measure::BinaryUAlpha,
        Measure::AlphaU,
    ] {
        let value = table(&comparison, &measure).overall;
        assert!(value.value.is_ok_and(|value| value.abs() < 0.06), "{measure:?}: {value:?}");
        let interval = value.interval.unwrap();
        assert!(interval.low < 0.03 && interval.high > -0.03, "{measure:?}: {interval:?}");
    }
}
