//! Samples the disorder of chance.

use std::cmp::Ordering as Order;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::align::align_within;
use super::order::Ordered;
use super::{Settings, Span, Watch, labels_apart};
use crate::compare::agreement::random::Random;

/// The disorder of chance, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// The mean disorder of the samples.
    pub disorder: f64,
    /// The mean disorder of the labels of aligned units, for gamma-cat.
    pub labels: f64,
    /// The standard deviation of the disorder from sample to sample.
    pub deviation: f64,
    /// How many samples there are.
    pub samples: usize,
    /// What they were drawn from.
    pub seed: u64,
    /// Whether the alignments of all samples are certain to be the best.
    pub exact: bool,
}

/// What units of a text are like.
struct Shape {
    count: (f64, f64),
    gap: (f64, f64),
    length: (f64, f64),
    /// The labels of all units by their ranks, the most frequent first.
    labels: Vec<u32>,
}

fn mean_and_deviation(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    (mean, (numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count).sqrt())
}

impl Shape {
    fn of(units: &[Vec<Span>]) -> Shape {
        let Ordered { units, .. } = &Ordered::of(units);
        let counts: Vec<f64> = units.iter().map(|own| own.len() as f64).collect();
        // One gap of nothing, so that a text with one unit has one too.
        let (mut gaps, mut lengths, mut labels) = (vec![0.0], Vec::new(), Vec::new());
        for own in units {
            gaps.extend(own.first().map(|first| first.start).filter(|start| *start > 0.0));
            gaps.extend(own.windows(2).map(|pair| pair[1].start - pair[0].end));
            lengths.extend(own.iter().map(|unit| unit.end - unit.start));
            labels.extend(own.iter().map(|unit| unit.label));
        }
        labels.sort_unstable();
        let shape = mean_and_deviation;
        Shape { count: shape(&counts), gap: shape(&gaps), length: shape(&lengths), labels }
    }

    /// Orders shapes, so that texts are drawn in the same order whatever the order of their articles.
    fn order(&self, other: &Shape) -> Order {
        let numbers = |shape: &Shape| [shape.count, shape.gap, shape.length].map(|(mean, spread)| [mean, spread]);
        let (one, two) = (numbers(self), numbers(other));
        let by_numbers = one.as_flattened().iter().zip(two.as_flattened()).map(|(one, two)| one.total_cmp(two));
        let by_labels = self.labels.len().cmp(&other.labels.len()).then_with(|| self.labels.cmp(&other.labels));
        by_labels.then(by_numbers.fold(Order::Equal, Order::then))
    }

    fn sample(&self, sides: usize, random: &mut Random) -> Vec<Vec<Span>> {
        let mut sampled: Vec<Vec<Span>> = Vec::new();
        for _ in 0..sides {
            let mut count = random.normal(self.count.0, self.count.1).abs() as usize;
            if sampled.iter().all(Vec::is_empty) && !self.labels.is_empty() {
                count = count.max(1);
            }
            let mut own = Vec::with_capacity(count);
            let mut at = 0.0;
            for _ in 0..count {
                let start = at + random.normal(self.gap.0, self.gap.1);
                let length = random.normal(self.length.0, self.length.1).abs().max(f64::EPSILON);
                let label = self.labels.get(random.below(self.labels.len())).copied().unwrap_or(0);
                at = start + length;
                own.push(Span { start, end: at, label });
            }
            sampled.push(own);
        }
        sampled
    }
}

/// What one sample of all texts comes to.
#[derive(Clone, Copy, Debug)]
struct Sample {
    disorder: f64,
    labels: Option<f64>,
    exact: bool,
}

fn sample(shapes: &[Shape], sides: usize, settings: &Settings, number: usize, watch: Watch<'_>) -> Option<Sample> {
    let mut random = Random::new(settings.seed, number as u64 + 1);
    let (mut disorder, mut count, mut exact) = (0.0, 0, true);
    let (mut apart, mut weight) = (0.0, 0.0);
    for shape in shapes {
        let units = shape.sample(sides, &mut random);
        let found = align_within(&units, settings, watch.stop)?;
        count += units.iter().map(Vec::len).sum::<usize>();
        disorder += found.disorder;
        exact &= found.exact;
        for cluster in &found.clusters {
            let more = labels_apart(&units, cluster, settings.weights);
            (apart, weight) = (apart + more.0, weight + more.1);
        }
    }
    let mean = count as f64 / sides as f64;
    Some(Sample { disorder: disorder / mean, labels: (weight > 0.0).then(|| apart / weight), exact })
}

/// Samples the disorder of chance of some texts, for each the units of each side; `None` when nobody waits any longer.
/// The same seed gives the same on any number of threads.
pub fn chance(texts: &[Vec<Vec<Span>>], settings: &Settings, watch: Watch<'_>) -> Option<Chance> {
    let mut shapes: Vec<Shape> = texts.iter().map(|units| Shape::of(units)).collect();
    shapes.sort_by(Shape::order);
    let sides = texts.first().map_or(0, Vec::len);
    let mut wanted = settings.samples.max(2);
    // What is too much work for the first is for most.
    let quiet = Watch { progress: &|_| {}, ..watch };
    let mut samples: Vec<Sample> = draw(&shapes, sides, settings, 0..1, quiet)?;
    let exact = samples.iter().all(|sample| sample.exact);
    let settings = &Settings { work: if exact { settings.work } else { 0 }, ..*settings };
    while samples.len() < wanted {
        samples.extend(draw(&shapes, sides, settings, samples.len()..wanted, watch)?);
        let disorders: Vec<f64> = samples.iter().map(|sample| sample.disorder).collect();
        let (mean, deviation) = mean_and_deviation(&disorders);
        // As many as the mean needs to be as precise as it should, at 95% (equation 10 of the paper).
        let needed = if mean > 0.0 { (1.96 * deviation / mean / settings.precision).powi(2).ceil() } else { 0.0 };
        wanted = wanted.max((needed as usize).min(settings.most_samples));
    }
    let disorders: Vec<f64> = samples.iter().map(|sample| sample.disorder).collect();
    let (disorder, deviation) = mean_and_deviation(&disorders);
    let labels: Vec<f64> = samples.iter().filter_map(|sample| sample.labels).collect();
    Some(Chance {
        disorder,
        labels: mean_and_deviation(&labels).0,
        deviation,
        samples: samples.len(),
        seed: settings.seed,
        exact: samples.iter().all(|sample| sample.exact),
    })
}

/// Draws samples of these numbers, on as many threads as there are processors.
fn draw(
    shapes: &[Shape],
    sides: usize,
    settings: &Settings,
    numbers: std::ops::Range<usize>,
    watch: Watch<'_>,
) -> Option<Vec<Sample>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(numbers.len());
    let next = AtomicUsize::new(numbers.start);
    let drawn: Mutex<Vec<(usize, Option<Sample>)>> = Mutex::new(Vec::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= numbers.end || (watch.stop)() {
                break;
            }
            let made = sample(shapes, sides, settings, number, watch);
            if let Ok(mut drawn) = drawn.lock() {
                drawn.push((number, made));
                (watch.progress)((numbers.start + drawn.len()) as f64 / numbers.end as f64);
            }
        }
    };
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    let mut drawn = drawn.into_inner().ok()?;
    drawn.sort_unstable_by_key(|(number, _)| *number);
    let made: Option<Vec<Sample>> = drawn.into_iter().map(|(_, made)| made).collect();
    made.filter(|made| made.len() == numbers.len())
}
