//! Measures how long each measure of agreement takes, and how that grows with what was marked; and how long it takes to
//! say where people differ.

use std::collections::{BTreeMap, BTreeSet};

use gainsay::compare::agreement::gamma::{self, Span};
use gainsay::compare::agreement::{
    Coefficient, Comparison, LabelMap, Measure, Measuring, Metric, Rate, Ratings, Same, Settings, Source,
    Table as Found, Watch,
};
use gainsay::compare::differences::{Group, Survey};
use gainsay::model::actions::Deciding;
use gainsay::model::edit::Builder;
use gainsay::model::id::ChoiceKey;
use gainsay::model::scheme::{Choice, Scheme};
use gainsay::model::*;

use crate::clock::{Moment, ms, repeat};
use crate::corpus::{Numbers, begin_sets};
use crate::table::{Table, number};

/// Annotations of each set, each ten times the ones before, on a hundred bytes of text each.
const SPANS: [usize; 3] = [100, 1_000, 10_000];
/// How many people annotate.
const SIDES: [usize; 4] = [2, 3, 4, 5];
/// The most annotations of each set of which gamma is measured, with two people and with more: its samples grow with
/// them.
const GAMMA: [usize; 2] = [1_000, 100];

/// An article of words of five letters, in which each annotator marks the same number of spans: most of them where the
/// others do, one in five elsewhere, one in ten with another label.
fn project(sides: usize, spans: usize) -> Project {
    let (mut stamp, mut numbers) = (Stamp::of_number(1), Numbers::new(spans as u64));
    let mut project = Project::begin(Scheme::claims_and_denials(), "0", &mut stamp);
    let words = spans * 100 / 6;
    let body: String = (0..words).map(|at| if at % 60 == 59 { "words\n" } else { "words " }).collect();
    let text = Text::new(body);
    let blocks = Block::guess(&text);
    let details = Details { title: "Words".to_owned(), ..Details::default() };
    let (step, article) =
        actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).expect("a text is an article");
    project.apply(&step.transaction).expect("an action's step can be applied");
    let revision = project.latest(article).expect("a new article has a text").0;
    let names = (0..sides).map(|side| side.to_string());
    let sets = begin_sets(&mut project, names, SetKind::Imported, &mut stamp);
    let mut builder = Builder::new(&project);
    let labels = ["claim", "denial", "source", "actor"];
    for at in 0..spans {
        let (place, length, label) = (at * words / spans, 1 + numbers.below(8), numbers.below(4));
        for set in &sets {
            let other = if numbers.below(5) == 0 { numbers.below(words) } else { place + numbers.below(2) };
            let (first, last) = (other.min(words - 1), (other + length).min(words));
            let span = text.span(first * 6, last * 6 - 1).expect("words are there");
            let label = if numbers.below(10) == 0 { labels[numbers.below(4)] } else { labels[label] };
            let place = Fragments::one(span);
            let row = Annotation::new(*set, revision, LabelKey::slug(label), place, stamp.time);
            builder.put(AnnotationId(stamp.fresh()), Some(row));
        }
    }
    let marked = builder.finish();
    project.apply(&marked).expect("annotations fit");
    project
}

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let sizes = if quick { &SPANS[..2] } else { &SPANS[..] };
    let measures = [
        ("F1", Measure::Spans(Same::Strict, Rate::F1)),
        ("overlap", Measure::Spans(Same::Overlap(0.5), Rate::F1)),
        ("token", Measure::Spans(Same::Tokens, Rate::F1)),
        ("Cohen", Measure::CohenKappa),
        ("Fleiss", Measure::FleissKappa),
        ("alpha", Measure::TokenAlpha),
        ("alpha_U", Measure::AlphaU),
        ("u-alpha", Measure::UAlpha),
        ("binary", Measure::BinaryUAlpha),
        ("cu-alpha", Measure::CuAlpha),
    ];
    let names: Vec<&str> = measures.iter().map(|(name, _)| *name).collect();
    let mut table = Table::new(&[&["people × spans", "set up"], names.as_slice(), &["gamma", "exact"]].concat());
    let mut growth = Table::new(&[&["people × spans", "set up"], names.as_slice()].concat());
    for sides in SIDES {
        let mut before: Option<Vec<f64>> = None;
        for spans in sizes {
            eprintln!("measuring the agreement of {sides} × {spans} …");
            let sources = vec![Source { name: String::new(), project: project(sides, *spans) }];
            let sets = Comparison::all_sets(&sources);
            let mut times = vec![repeat(|| Comparison::of(sources.clone(), &sets, &LabelMap::new()))];
            let comparison = Comparison::of(sources, &sets, &LabelMap::new());
            times.extend(measures.iter().map(|(_, measure)| repeat(|| comparison.overall(measure))));
            let most = if sides == 2 { GAMMA[0] } else { GAMMA[1] };
            let (mut gamma, mut exact) = (String::new(), String::new());
            if *spans <= most {
                (gamma, exact) = gamma_of(&comparison);
            }
            let name = format!("{sides} × {spans}");
            table.row(
                [name.clone()]
                    .into_iter()
                    .chain(times.iter().map(|time| number(*time)))
                    .chain([gamma, exact])
                    .collect(),
            );
            if let Some(before) = before {
                let grown = times.iter().zip(&before).map(|(time, before)| format!("×{}", number(time / before)));
                growth.row([name].into_iter().chain(grown).collect());
            }
            before = Some(times);
        }
    }
    table.print("Agreement overall, without intervals, ms (up to 1 MB of text; gamma: ms on the wall)");
    growth.print("Agreement: growth with ten times the spans and the text");
    gammas(quick);
    aims();
    whole(quick);
    tied(quick);
    many_numbers(quick);
    class();
    differences(quick);
}

/// Measures gamma of all, and tells whether it is certain.
fn gamma_of(comparison: &Comparison) -> (String, String) {
    let moment = Moment::now();
    let every: Vec<usize> = (0..comparison.sides.len()).collect();
    let found = comparison.gamma(&every, None, &gamma::Settings::default(), Watch::ALONE);
    let wall = ms(moment.passed().wall);
    match found {
        Ok(Some(found)) => (number(wall), if found.exact { "yes" } else { "no" }.to_owned()),
        _ => (String::new(), String::new()),
    }
}

/// Measures how gamma grows: all else grows with n log n at the most.
fn gammas(quick: bool) {
    let mut table = Table::new(&["people × spans", "gamma", "exact", "gamma-cat besides"]);
    let two: &[usize] = if quick { &[125, 250, 500] } else { &[125, 250, 500, 1_000, 2_000, 4_000] };
    let five: &[usize] = if quick { &[25, 50] } else { &[25, 50, 100, 200] };
    for (sides, spans) in two.iter().map(|spans| (2, *spans)).chain(five.iter().map(|spans| (5, *spans))) {
        eprintln!("measuring gamma of {sides} × {spans} …");
        let sources = vec![Source { name: String::new(), project: project(sides, spans) }];
        let sets = Comparison::all_sets(&sources);
        let comparison = Comparison::of(sources, &sets, &LabelMap::new());
        let (gamma, exact) = gamma_of(&comparison);
        // What gamma found serves both.
        let mut measuring = Measuring::new(&comparison, Settings::default());
        measuring.table(Measure::Gamma, Watch::ALONE);
        let moment = Moment::now();
        measuring.table(Measure::GammaCat, Watch::ALONE);
        table.row(vec![format!("{sides} × {spans}"), gamma, exact, number(ms(moment.passed().wall))]);
    }
    table.print("gamma overall, and the whole table of gamma-cat once gamma's is there, ms on the wall");
}

/// Gives each annotation a value of an attribute, and relates each to the next one of its set.
fn with_ties(project: &Project) -> Project {
    let (mut stamp, mut numbers) = (Stamp::of_number(3), Numbers::new(3));
    let mut builder = Builder::new(project);
    let labels: Vec<LabelKey> = project.labels_by_key().map(|(key, _)| key.clone()).collect();
    let choices = ["1", "2", "3", "4", "5"].map(|name| Choice { key: ChoiceKey::slug(name), name: name.to_owned() });
    let attribute = Attribute {
        rank: 9,
        name: "Score".to_owned(),
        on: labels.iter().cloned().map(Owner::Label).collect(),
        takes: AttributeType::Choice(choices.to_vec()),
        definition: String::new(),
        examples: Vec::new(),
    };
    let name = "leads to".to_owned();
    let kind = Kind {
        rank: 9,
        inverse: name.clone(),
        name,
        shortcut: None,
        from: labels.clone(),
        to: labels,
        definition: String::new(),
        examples: Vec::new(),
    };
    let (score, leads) = (AttributeKey::slug("score"), KindKey::slug("leads to"));
    builder.put(score.clone(), Some(attribute));
    builder.put(leads.clone(), Some(kind));
    let mut before: BTreeMap<SetId, AnnotationId> = BTreeMap::new();
    for id in project.revisions().flat_map(|(id, _)| project.in_order(*id)) {
        let Some(row) = project.annotation(&id) else { continue };
        let mut row = row.clone();
        row.attributes.insert(score.clone(), Value::Choice(choices[numbers.below(choices.len())].key.clone()));
        if let Some(from) = before.insert(row.set, id) {
            let (set, kind, attributes, note) = (row.set, leads.clone(), Attributes::new(), String::new());
            let relation = Relation { set, kind, from, to: id, attributes, note, time: row.time };
            builder.put(RelationId(stamp.fresh()), Some(relation));
        }
        builder.put(id, Some(row));
    }
    let step = builder.finish();
    let mut with = project.clone();
    with.apply(&step).expect("values and relations fit");
    with
}

/// Measures whole tables of relations and of each coefficient of an attribute, and how they grow.
fn tied(quick: bool) {
    let sizes: &[usize] = if quick { &SPANS[..2] } else { &SPANS[..] };
    let score = AttributeKey::slug("score");
    let mut measures = vec![("relations".to_owned(), Measure::Relations { labelled: true, rate: Rate::F1 })];
    measures.extend(Coefficient::ALL.map(|one| (one.key().to_owned(), Measure::Attribute(score.clone(), one))));
    let names: Vec<&str> =
        ["people × spans"].into_iter().chain(measures.iter().map(|(name, _)| name.as_str())).collect();
    let mut table = Table::new(&names);
    for (sides, spans) in [2, 5].into_iter().flat_map(|sides| sizes.iter().map(move |spans| (sides, *spans))) {
        eprintln!("measuring relations and values of {sides} × {spans} …");
        let sources = vec![Source { name: String::new(), project: with_ties(&project(sides, spans)) }];
        let sets = Comparison::all_sets(&sources);
        let comparison = Comparison::of(sources, &sets, &LabelMap::new());
        let times = measures.iter().map(|(_, measure)| {
            let moment = Moment::now();
            Measuring::new(&comparison, Settings::default()).table(measure.clone(), Watch::ALONE);
            number(ms(moment.passed().wall))
        });
        table.row([format!("{sides} × {spans}")].into_iter().chain(times).collect());
    }
    table.print("Relations and values of an attribute: matched, with intervals of 1,000 draws, ms on the wall");
}

/// Measures alpha of values that are nearly all different numbers.
fn many_numbers(quick: bool) {
    let mut table = Table::new(&["different numbers", "interval", "ratio"]);
    let sizes = [250, 500, 1_000, 10_000, 100_000];
    for size in sizes.into_iter().filter(|size| !quick || *size <= 1_000) {
        let values: Vec<f64> = (0..size).map(|at| (at + 1) as f64).collect();
        let mut ratings = Ratings::new(size);
        (0..size).for_each(|at| ratings.add([at, (at + at % 3) % size]));
        let times = [Metric::Interval, Metric::Ratio].map(|metric| repeat(|| ratings.alpha(metric, &values)));
        table.row([size.to_string()].into_iter().chain(times.map(number)).collect());
    }
    table.print("Alpha of two people who give as many different numbers, without intervals, ms");
}

/// Measures gamma of many people with few marks each: where it gives up certainty, and how soon it ends then.
fn class() {
    let mut table = Table::new(&["people × spans", "gamma", "exact", "all other tables"]);
    for (sides, spans) in [(10, 20), (15, 20), (30, 20)] {
        eprintln!("measuring a class of {sides} × {spans} …");
        let sources = vec![Source { name: String::new(), project: project(sides, spans) }];
        let sets = Comparison::all_sets(&sources);
        let comparison = Comparison::of(sources, &sets, &LabelMap::new());
        let (gamma, exact) = gamma_of(&comparison);
        // All tables with labels, pairs and intervals, but for gamma.
        let moment = Moment::now();
        let mut measuring = Measuring::new(&comparison, Settings::default());
        for measure in Measure::all(Same::Strict) {
            if !matches!(measure, Measure::Gamma | Measure::GammaCat) {
                measuring.table(measure, Watch::ALONE);
            }
        }
        table.row(vec![format!("{sides} × {spans}"), gamma, exact, number(ms(moment.passed().wall))]);
    }
    table.print("A class: gamma overall, and all tables of the other measures, ms on the wall");
}

/// Measures how long it takes to say where people differ, to bring that after an edit, and to settle it.
fn differences(quick: bool) {
    let mut table = Table::new(&["people × spans", "places", "compare", "follow", "settle one", "accept all"]);
    let sizes = [(2, 1_000), (2, 10_000), (5, 10_000), (30, 333)];
    for (sides, spans) in sizes.into_iter().filter(|(_, spans)| !quick || *spans <= 1_000) {
        eprintln!("measuring the differences of {sides} × {spans} …");
        let (mut project, mut stamp) = (project(sides, spans), Stamp::of_number(2));
        let (step, gold) = actions::begin_adjudication(&project, &mut stamp).expect("a set can be begun");
        project.apply(&step.transaction).expect("an action's step can be applied");
        let of_others = |(id, row): (&SetId, &Set)| (row.kind == SetKind::Imported).then_some(*id);
        let sets: BTreeSet<SetId> = project.sets_by_id().filter_map(of_others).collect();
        let mut survey = Survey::of(&project, &sets);
        survey.count_left(Some(gold));
        let first = *project.articles()[0].0;
        let all: Vec<Deciding> = survey.article(first).map_or_else(Vec::new, |found| {
            let deciding =
                |group: &Group| Deciding { members: group.ids().collect(), taken: group.ids().take(1).collect() };
            found.grouping.groups.iter().map(deciding).collect()
        });
        let id = all[all.len() / 2].members[0];
        let step = actions::relabel(&project, &[id], &LabelKey::slug("actor"))
            .or_else(|_| actions::relabel(&project, &[id], &LabelKey::slug("claim")))
            .expect("a label can be changed");
        let mut edited = project.clone();
        edited.apply(&step.transaction).expect("an action's step can be applied");
        let mut forth = false;
        let times = [
            repeat(|| Survey::of(&project, &sets)),
            repeat(|| {
                forth = !forth;
                survey.follow(if forth { &edited } else { &project });
            }),
            repeat(|| actions::decide(&project, gold, &all[..1], &mut stamp.clone())),
            repeat(|| actions::decide(&project, gold, &all, &mut stamp.clone())),
        ];
        let cells = [format!("{sides} × {spans}"), all.len().to_string()];
        table.row(cells.into_iter().chain(times.map(number)).collect());
    }
    table.print("Differences: to compare an article, to follow an edit of it, to settle a place and all places, ms");
}

/// Measures gamma of the two sizes that are told of another program.
fn aims() {
    let mut table = Table::new(&["people × units", "samples", "gamma, ms on the wall", "exact"]);
    for (sides, units) in [(2, 1_000), (5, 25)] {
        let mut numbers = Numbers::new(7);
        let mut of_side = || {
            let mut at = 0;
            let mut next = |_| {
                let start = at + numbers.below(20);
                at = start + 2 + numbers.below(18);
                Span { start: start as f64, end: at as f64, label: numbers.below(4) as u32 }
            };
            (0..units).map(&mut next).collect::<Vec<Span>>()
        };
        let texts = vec![(0..sides).map(|_| of_side()).collect::<Vec<_>>()];
        let settings = gamma::Settings::default();
        let moment = Moment::now();
        let found = gamma::align(&texts[0], settings.weights, &|| false);
        let chance = gamma::chance(&texts, &settings, Watch::ALONE);
        let wall = ms(moment.passed().wall);
        if let (Some(found), Some(chance)) = (found, chance) {
            let exact = if found.exact && chance.exact { "yes" } else { "no" };
            let cells = [format!("{sides} × {units}"), chance.samples.to_string(), number(wall), exact.to_owned()];
            table.row(cells.to_vec());
        }
    }
    table.print("gamma of units drawn at random, with as many samples as two percent need");
}

/// Measures a whole table: overall, by label and by pair, with intervals.
fn whole(quick: bool) {
    let spans = if quick { 1_000 } else { 10_000 };
    let sources = vec![Source { name: String::new(), project: project(5, spans) }];
    let sets = Comparison::all_sets(&sources);
    let comparison = Comparison::of(sources, &sets, &LabelMap::new());
    let mut table = Table::new(&["measure", "ms"]);
    for measure in Measure::all(Same::Strict) {
        if matches!(measure, Measure::Gamma | Measure::GammaCat) {
            continue;
        }
        let moment = Moment::now();
        let found: Option<Found> = Measuring::new(&comparison, Settings::default()).table(measure, Watch::ALONE);
        table.row(vec![
            found.map_or_else(String::new, |found| found.measure.name("")),
            number(ms(moment.passed().wall)),
        ]);
    }
    table.print(&format!("Whole tables with intervals of 5 × {spans}, ms on the wall"));
}
