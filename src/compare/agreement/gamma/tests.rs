//! Tests that gamma of many people comes to an end, says where it is not certain, and stops when nobody waits.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::align::align_within;
use super::*;

/// A class that marks the same words in a text, none of them quite where the others do.
fn class(people: usize, marks: usize) -> Vec<Vec<Span>> {
    let of = |person: usize| {
        let mark = |at: usize| {
            let start = (40 * at + 7 * person % 23) as f64;
            Span { start, end: start + (9 + (person + at) % 5) as f64, label: ((person * at) % 3) as u32 }
        };
        (0..marks).map(mark).collect()
    };
    (0..people).map(of).collect()
}

fn given_up(units: &[Vec<Span>], work: u64) -> Alignment {
    align_within(units, &Settings { work, ..Settings::default() }, &|| false).unwrap()
}

#[test]
fn a_class_is_aligned_in_bounded_work_and_is_not_called_certain() {
    // All ways to put one mark each of thirty people together are far more than can be listed.
    let units = class(30, 4);
    let found = given_up(&units, 200_000);
    assert!(!found.exact);
    let mut covered: Vec<(usize, usize)> = found.clusters.concat();
    covered.sort_unstable();
    let every: Vec<(usize, usize)> = (0..30).flat_map(|side| (0..4).map(move |at| (side, at))).collect();
    assert_eq!(covered, every, "each unit is in one unitary alignment");
    assert_eq!(found, given_up(&units, 0), "what the first step built stands");
    // With enough of it, the same is certain for few.
    assert!(given_up(&class(3, 4), MOST_WORK).exact);
}

#[test]
fn work_for_certainty_ends_soon_after_nobody_waits() {
    let asked = AtomicUsize::new(0);
    let units = class(30, 4);
    // Building asks once a side and once a try to better it; listing what might be better asks on and on.
    let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 1_000;
    assert_eq!(align_within(&units, &Settings::default(), &stop), None);
    assert!(asked.load(Ordering::Relaxed) < 1_010, "it was asked {asked:?} times");
}

#[test]
fn progress_is_told_from_the_first_alignment_on() {
    let told = Mutex::new(Vec::new());
    let progress = |done: f64| told.lock().unwrap().push(done);
    let comparison = comparison(&class(3, 2));
    let watch = Watch { stop: &|| false, progress: &progress };
    let every = [0, 1, 2];
    comparison.gamma(&every, None, &Settings::default(), watch).unwrap().unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told.first(), Some(&ALIGNING), "what was marked is aligned before chance is sampled");
    assert!(told.len() > 30 && told.iter().all(|done| (ALIGNING..=1.0).contains(done)), "{told:?}");
}

#[test]
fn each_value_says_whether_its_alignments_are_certain() {
    let comparison = comparison(&class(3, 2));
    let approximate = |work| {
        let gamma = Settings { work, samples: 4, most_samples: 4, ..Settings::default() };
        let settings = super::super::Settings { gamma, ..super::super::Settings::default() };
        let mut measuring = super::super::Measuring::new(&comparison, settings);
        let table = measuring.table(super::super::Measure::Gamma, Watch::ALONE).unwrap();
        (table.sampled.unwrap().exact, table.approximate)
    };
    assert_eq!(approximate(MOST_WORK), (true, Vec::new()));
    let (exact, scopes) = approximate(0);
    assert!(!exact);
    let whole = super::super::Scope::default();
    assert!(scopes.contains(&whole) && scopes.contains(&super::super::Scope { piece: Some(0), ..whole }), "{scopes:?}");
    assert!(scopes.iter().all(|scope| scope.pair.is_none()), "two sides are an assignment: {scopes:?}");
}

/// Sets these units beside each other as annotations of one article.
fn comparison(units: &[Vec<Span>]) -> Comparison {
    use crate::compare::agreement::{LabelMap, Source};
    use crate::model::scheme::Scheme;
    use crate::model::*;
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", &mut stamp);
    let text = Text::new("words ".repeat(40));
    let (details, blocks) = (Details::default(), Block::guess(&text));
    let (step, article) = actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (revision, _) = project.latest(article).unwrap();
    let mut builder = edit::Builder::new(&project);
    let labels = ["claim", "denial", "source"].map(LabelKey::slug);
    let mut sets = Vec::new();
    for (rank, own) in units.iter().enumerate() {
        let (set, kind, begun) = (SetId(stamp.fresh()), SetKind::Imported, stamp.time);
        let row = Set {
            rank: rank as u32 + 1,
            name: format!("{rank}"),
            annotator: None,
            kind,
            begun,
            unmasked: Vec::new(),
            handed: None,
        };
        builder.put(set, Some(row));
        sets.push((0, set));
        for unit in own {
            let place = Fragments::one(text.span(unit.start as usize, unit.end as usize).unwrap());
            let row = Annotation::new(set, revision, labels[unit.label as usize].clone(), place, stamp.time);
            builder.put(AnnotationId(stamp.fresh()), Some(row));
        }
    }
    let marked = builder.finish();
    project.apply(&marked).unwrap();
    Comparison::of(vec![Source { name: String::new(), project }], &sets, &LabelMap::new())
}
