//! Measures how an article scrolls that many people annotated, shown in lanes and as a heat map, beside one that nobody
//! did.

use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use gainsay::app::{Intent, Showing};
use gainsay::model::edit::Builder;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;

use crate::clock::Spread;
use crate::corpus::{Numbers, begin_sets, text};
use crate::desk::Desk;
use crate::table::{Table, number};

/// Bytes of the article: about as long as a news article of several pages, so that marks are dense.
const BYTES: usize = 200_000;

/// Makes an article of about `bytes` in which some people marked so many stretches between them: most of them where the
/// others did, one in five elsewhere, one in ten with another label. All are done.
pub(crate) fn project(people: usize, annotations: usize, bytes: usize) -> Project {
    let (mut stamp, mut numbers) = (Stamp::of_number(1), Numbers::new(5));
    let mut project = Project::begin(Scheme::claims_and_denials(), "Anna Vogel", &mut stamp);
    let text = Text::new(text(&mut Numbers::new(2), bytes));
    let blocks = Block::guess(&text);
    let details = Details { title: "An article that many read".to_owned(), ..Details::default() };
    let (step, article) =
        actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).expect("a text is an article");
    project.apply(&step.transaction).expect("an action's step can be applied");
    let revision = project.latest(article).expect("a new article has a text").0;
    let names = ["Ben Karlsen", "Cem Demir", "Dora Nagy", "Eva Ruiz", "Femi Ade", "Gita Rao", "Hana Sato"];
    let mut sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
    let name = |rank| names.get(rank - 1).map_or_else(|| format!("Annotator {rank}"), |name: &&str| (*name).to_owned());
    sets.extend(begin_sets(&mut project, (1..people).map(name), SetKind::Own, &mut stamp));
    let mut builder = Builder::new(&project);
    let labels = ["claim", "denial", "source", "actor"];
    let places = annotations / people.max(1);
    for at in 0..places {
        let place = at * (text.len() - 400) / places;
        let (length, label) = (20 + numbers.below(120), numbers.below(4));
        for set in &sets {
            let from = if numbers.below(5) == 0 { numbers.below(text.len() - 400) } else { place };
            let to = from + length + if numbers.below(4) == 0 { numbers.below(30) } else { 0 };
            let label = if numbers.below(10) == 0 { labels[numbers.below(4)] } else { labels[label] };
            let Some(span) = segment::snap_outward(&text, segment::floor(&text, from), segment::floor(&text, to))
            else {
                continue;
            };
            let row = Annotation::new(*set, revision, LabelKey::slug(label), Fragments::one(span), stamp.time);
            builder.put(AnnotationId(stamp.fresh()), Some(row));
        }
    }
    for set in &sets {
        builder.put((*set, article), Some(Done { time: stamp.time }));
    }
    let marked = builder.finish();
    project.apply(&marked).expect("annotations fit");
    project
}

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let frames = if quick { 150 } else { 900 };
    let (bare, full) = (project(1, 0, BYTES), project(30, 10_000, BYTES));
    let eight = project(8, 10_000, BYTES);
    let mut table = Table::new(&["", "median", "p99", "median / none", "p99 / none"]);
    let none = scroll(bare, Showing::Together, frames);
    let ways = [
        ("no annotations", none),
        ("30 annotators, 10,000 annotations: together", scroll(full.clone(), Showing::Together, frames)),
        ("30 annotators, 10,000 annotations: lanes of 8", scroll(full.clone(), Showing::Lanes, frames)),
        ("8 annotators, 10,000 annotations: lanes", scroll(eight, Showing::Lanes, frames)),
        ("30 annotators, 10,000 annotations: heat map", scroll(full, Showing::Heat, frames)),
    ];
    for (name, spread) in ways {
        let ratio = |value: f64, of: f64| number(value / of.max(1e-9));
        let ratios = [ratio(spread.median, none.median), ratio(spread.p99, none.p99)];
        let [median, p99] = [spread.median, spread.p99].map(number);
        let [median_ratio, p99_ratio] = ratios;
        table.row(vec![name.into(), median, p99, median_ratio, p99_ratio]);
    }
    table.print("Scrolling an article of 200 kB by 48 points a frame, ms");
}

/// Scrolls a project's only article down, and returns the processor time of a frame.
fn scroll(project: Project, showing: Showing, frames: usize) -> Spread {
    let folder = tempfile::tempdir().expect("a folder for files");
    let mut desk = Desk::open(folder.path());
    desk.take_up(&folder.path().join("project.ron"), project, Hash::of(b"none"));
    desk.settle();
    if showing != Showing::Together {
        desk.ask(Intent::ShowAs(showing));
    }
    desk.push(Event::PointerMoved(pos2(600.0, 400.0)));
    for _ in 0..20 {
        desk.frame();
    }
    let mut times = Vec::new();
    for _ in 0..frames {
        desk.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -48.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        times.push(desk.frame().thread);
    }
    Spread::of(&times)
}
