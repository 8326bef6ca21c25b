//! Prints how long everything takes, and how that grows with the article and its annotations.
//!
//! `cargo bench` measures all sizes, `cargo bench -- --quick` the small ones, `cargo bench -- --size NUMBER` one, of
//! which 0 is the smallest, `cargo bench -- --large` only reading and writing, up to a file of 100 MB, `cargo bench --
//! --find` finding, the table and the panels only, `cargo bench -- --ledger` the ledger only, `cargo bench -- --merge`
//! merging only, `cargo bench -- --formats` the formats of other programs only, `cargo bench -- --documents` PDF
//! documents only, `cargo bench -- --agreement` measures of agreement only, `cargo bench -- --annotators` reading an
//! article that many annotated only, `cargo bench -- --classroom` marking hand-ins only, `cargo bench -- --passages`
//! comparing articles and texts only, `cargo bench -- --window` no more than how long the real window takes to come up;
//! `cargo bench -- --make NUMBER FILE` writes a size's project, to look at in the window, `cargo bench --
//! --annotated NUMBER FILE` an article that so many people annotated. Nothing is asserted of times:
//! they are for reading. Unless a column says otherwise they are processor time, which other programs disturb least.
#![allow(clippy::expect_used, reason = "a benchmark that can't be set up has nothing to say")]

mod agreement;
mod annotators;
mod classroom;
mod clock;
mod corpus;
mod desk;
mod find;
mod formats;
mod ledger;
mod merging;
mod panels;
#[path = "../common/paper.rs"]
mod paper;
mod passages;
mod pdf;
mod table;
mod window;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2};
use gainsay::app::{Intent, LinkKind};
use gainsay::model::{Hash, LabelKey, Project};
use gainsay::store;

use clock::{Moment, Spread, ms, repeat, resident};
use corpus::{Numbers, Size};
use desk::Desk;
use table::{Table, number};

/// The sizes in step: each article ten times the one before, the last three with as many annotations a line.
const STEPS: [Size; 4] = [
    Size { articles: 1, bytes: 10_000, annotations: 10 },
    Size { articles: 1, bytes: 100_000, annotations: 1_000 },
    Size { articles: 1, bytes: 1_000_000, annotations: 10_000 },
    Size { articles: 1, bytes: 10_000_000, annotations: 100_000 },
];
/// Sizes out of step, which tell what grows with what.
const OTHERS: [Size; 3] = [
    Size { articles: 1, bytes: 10_000_000, annotations: 1_000 },
    Size { articles: 1, bytes: 1_000_000, annotations: 100_000 },
    Size { articles: 1_000, bytes: 1_000_000, annotations: 10_000 },
];

/// A file of more than 100 MB; only reading and writing are measured of it, and only where asked for.
const LARGE: Size = Size { articles: 1, bytes: 25_000_000, annotations: 250_000 };

/// All that is measured of one size: milliseconds and megabytes.
#[derive(Default)]
struct Figures {
    file: f64,
    write: f64,
    read: f64,
    /// The same with a wrong checksum.
    read_damaged: f64,
    shown: Spread,
    touched: Spread,
    touched_wall: Spread,
    started: Spread,
    started_wall: Spread,
    memory: Option<f64>,
    still: Spread,
    scroll: Spread,
    jump: Spread,
    first_label: f64,
    label: Spread,
    safe_wall: Spread,
    undo: Spread,
    tab: Spread,
    link: Spread,
    drag: Spread,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [start, folder, file] = arguments.as_slice()
        && start == "--start"
    {
        return start_up(Path::new(folder), Path::new(file));
    }
    let every: Vec<Size> = STEPS.into_iter().chain(OTHERS).collect();
    let behind = |name: &str| arguments.iter().skip_while(|argument| *argument != name).skip(1).collect::<Vec<_>>();
    let numbered = |number: &str| {
        let size = number.parse().ok().and_then(|number: usize| every.get(number));
        *size.expect("the number of a size, from 0")
    };
    if let [number, file, ..] = behind("--make").as_slice() {
        let project = corpus::project(numbered(number), 1);
        return std::fs::write(file, store::write(&project)).expect("a file is written");
    }
    if arguments.iter().any(|argument| argument == "--window") {
        return window::measure();
    }
    if let [number, file, ..] = behind("--annotated").as_slice() {
        let people = number.parse().expect("how many annotators");
        let project = annotators::project(people, people * 60, 12_000);
        return std::fs::write(file, store::write(&project)).expect("a file is written");
    }
    if arguments.iter().any(|argument| argument == "--large") {
        let sizes = STEPS[1..].iter().copied().chain([LARGE]);
        let all: Vec<(Size, Figures)> = sizes.map(|size| (size, in_memory(&corpus::project(size, 1)).0)).collect();
        return files(&all);
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    if arguments.iter().any(|argument| argument == "--find") {
        find::print(quick);
        return panels::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--passages") {
        return passages::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--formats") {
        return formats::print(
            quick,
            behind("--formats").iter().find(|one| !one.starts_with("--")).map(|one| one.as_str()),
        );
    }
    if arguments.iter().any(|argument| argument == "--documents") {
        return pdf::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--ledger") {
        return ledger::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--merge") {
        return merging::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--annotators") {
        return annotators::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--agreement") {
        return agreement::print(quick);
    }
    if arguments.iter().any(|argument| argument == "--classroom") {
        return classroom::print(quick);
    }
    let sizes = match behind("--size").as_slice() {
        [number, ..] => vec![numbered(number)],
        [] if quick => STEPS[..2].to_vec(),
        [] => every,
    };
    let began = Instant::now();
    let mut all = Vec::new();
    for size in sizes {
        eprintln!("measuring {} …", size.name());
        all.push((size, measure(size, quick)));
    }
    print(&all);
    find::print(quick);
    passages::print(quick);
    panels::print(quick);
    ledger::print(quick);
    merging::print(quick);
    agreement::print(quick);
    annotators::print(quick);
    classroom::print(quick);
    window::measure();
    println!("\nMeasured in {:.0} s.", began.elapsed().as_secs_f64());
}

/// What a process of its own does to be measured from its start: it opens a file, makes a frame, says so.
fn start_up(folder: &Path, file: &Path) {
    let mut desk = Desk::open(folder);
    desk.read(file);
    desk.frame();
    let spent = Moment::since_start().process;
    println!("{} {}", ms(spent), resident().unwrap_or(0.0));
}

fn measure(size: Size, quick: bool) -> Figures {
    let folder = tempfile::tempdir().expect("a folder for files");
    let project = corpus::project(size, 1);
    let file = folder.path().join("project.ron");
    let (mut figures, text) = in_memory(&project);
    std::fs::write(&file, &text).expect("a project is written");
    let hash = Hash::of(text.as_bytes());
    drop(text);
    starts(&mut figures, folder.path(), &file);
    opening(&mut figures, folder.path(), &file, &project, hash);

    let mut desk = Desk::open(&folder.path().join("frames"));
    desk.take_up(&file, project.clone(), hash);
    desk.settle();
    frames(&mut figures, &mut desk, size, quick);
    edits(&mut figures, &mut desk, quick);
    steps(&mut figures, &mut desk, size, quick);
    figures
}

/// Measures writing and reading, and returns what was written.
fn in_memory(project: &Project) -> (Figures, String) {
    let text = store::write(project);
    let mut figures = Figures { file: text.len() as f64 / 1e6, ..Figures::default() };
    figures.write = repeat(|| store::write(project));
    figures.read = repeat(|| store::read(text.as_bytes()).expect("what was written is read"));
    let damaged = text.replacen("checksum: \"", "checksum: \"0", 1);
    figures.read_damaged = repeat(|| store::read(damaged.as_bytes()).expect("it is still a project"));
    (figures, text)
}

/// Measures from the start of a process.
fn starts(figures: &mut Figures, folder: &Path, file: &Path) {
    let program = std::env::current_exe().expect("the path of this program");
    let (mut wall, mut spent) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let began = Instant::now();
        let mut command = Command::new(&program);
        command.arg("--start").arg(folder.join("start")).arg(file).stdout(Stdio::piped());
        let mut child = command.spawn().expect("this program is started again");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut line).expect("it says a line");
        wall.push(began.elapsed());
        child.wait().expect("it ends");
        let mut numbers = line.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
        spent.extend(numbers.next().map(|ms| std::time::Duration::from_secs_f64(ms / 1e3)));
        figures.memory = numbers.next().filter(|megabytes| *megabytes > 0.0);
    }
    (figures.started, figures.started_wall) = (Spread::of(&spent), Spread::of(&wall));
}

/// Measures the first frame of a project, with the fonts loaded for another one.
fn opening(figures: &mut Figures, folder: &Path, file: &Path, project: &Project, hash: Hash) {
    let small = corpus::project(STEPS[0], 2);
    let (mut shown, mut touched, mut touched_wall) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..5 {
        let mut desk = Desk::open(&folder.join("opening"));
        desk.take_up(&folder.join("small.ron"), small.clone(), hash);
        desk.settle();
        let moment = Moment::now();
        desk.take_up(file, project.clone(), hash);
        desk.frame();
        shown.push(moment.passed().thread);

        desk.take_up(&folder.join("small.ron"), small.clone(), hash);
        desk.settle();
        let moment = Moment::now();
        desk.read(file);
        desk.frame();
        let passed = moment.passed();
        touched.push(passed.process);
        touched_wall.push(passed.wall);
    }
    figures.shown = Spread::of(&shown);
    (figures.touched, figures.touched_wall) = (Spread::of(&touched), Spread::of(&touched_wall));
}

/// Measures frames in which nothing happens, that scroll, and that jump.
fn frames(figures: &mut Figures, desk: &mut Desk, size: Size, quick: bool) {
    let times = |count: usize| if quick { count / 4 } else { count };
    desk.push(Event::PointerMoved(pos2(600.0, 400.0)));
    let still: Vec<_> = (0..times(100)).map(|_| desk.frame().thread).collect();
    figures.still = Spread::of(&still);

    // A short article is scrolled up and down again.
    let leg = if size.bytes / size.articles < 50_000 { 40 } else { usize::MAX };
    let mut scroll = Vec::new();
    for at in 0..times(600) {
        let down = (at / leg).is_multiple_of(2);
        desk.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, if down { -48.0 } else { 48.0 }),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        scroll.push(desk.frame().thread);
    }
    figures.scroll = Spread::of(&scroll);

    let (revision, length) = desk.open_text();
    let mut numbers = Numbers::new(3);
    let mut jump = Vec::new();
    for _ in 0..times(120) {
        desk.reveal(revision, numbers.below(length));
        jump.push(desk.frame().thread);
        desk.frame();
    }
    figures.jump = Spread::of(&jump);
}

/// Measures a label and its undoing, each until the frame after the key's is done.
fn edits(figures: &mut Figures, desk: &mut Desk, quick: bool) {
    let (revision, length) = desk.open_text();
    let mut numbers = Numbers::new(4);
    let (mut label, mut safe, mut undo) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..if quick { 15 } else { 60 } {
        let byte = numbers.below(length - 100);
        desk.reveal(revision, byte);
        desk.frame();
        desk.ask(Intent::Select { anchor: byte, head: byte + 40, finished: true });
        desk.settle();
        let before = desk.state.project().annotation_count();

        let began = Instant::now();
        desk.press(Key::C, Modifiers::NONE, Some("c"));
        let moment = Moment::now();
        desk.frame();
        desk.frame();
        label.push(moment.passed().thread);
        desk.wait_for_journal();
        safe.push(began.elapsed());
        assert_eq!(desk.state.project().annotation_count(), before + 1, "{:?}", desk.state.notice());

        desk.press(Key::Z, Modifiers::CTRL | Modifiers::COMMAND, None);
        let moment = Moment::now();
        desk.frame();
        desk.frame();
        undo.push(moment.passed().thread);
        assert_eq!(desk.state.project().annotation_count(), before, "{:?}", desk.state.notice());
    }
    // The first label lays out words of the panel that nobody has seen yet.
    figures.first_label = label.first().copied().map_or(0.0, ms);
    figures.label = Spread::of(&label[1..]);
    figures.safe_wall = Spread::of(&safe);
    figures.undo = Spread::of(&undo);
}

/// Measures Tab from one annotation to the next, letters typed to find a link's other end, and steps of a drag.
fn steps(figures: &mut Figures, desk: &mut Desk, size: Size, quick: bool) {
    let times = |count: usize| if quick { count / 4 } else { count };
    let project = desk.state.project();
    let claim = LabelKey::slug("claim");
    let mut claims = project.annotations().filter(|(_, row)| row.label == claim);
    let id = claims.next().map(|(id, _)| *id).expect("there is a claim");
    drop(claims);
    desk.ask(Intent::Show(id));
    desk.settle();
    let mut tab = Vec::new();
    for _ in 0..times(120) {
        let before = desk.state.selection().annotation;
        desk.press(Key::Tab, Modifiers::NONE, None);
        tab.push(desk.frame().thread + desk.frame().thread);
        assert_ne!(desk.state.selection().annotation, before, "Tab goes on to the next");
    }
    figures.tab = Spread::of(&tab);

    let mut link = Vec::new();
    for _ in 0..times(12) {
        desk.ask(Intent::Show(id));
        desk.settle();
        desk.ask(Intent::BeginLink(LinkKind::SameClaim));
        desk.settle();
        // Among ten annotations there may be no other claim that is not tied already.
        if desk.state.linking().is_none() {
            assert_eq!(size.annotations, STEPS[0].annotations, "a larger size has claims to tie");
            break;
        }
        for letter in "ministry zzz".chars() {
            desk.push(Event::Text(letter.to_string()));
            link.push(desk.frame().thread + desk.frame().thread);
        }
        let typed = desk.state.linking().map(|linking| linking.query.clone());
        assert_eq!(typed.as_deref(), Some("ministry zzz"), "the field has the keyboard");
        desk.ask(Intent::Escape);
        desk.settle();
    }
    figures.link = Spread::of(&link);

    let at = |step: usize| pos2(450.0 + (step % 40) as f32 * 7.0, 200.0 + (step / 40) as f32 * 27.0);
    let button = |pressed: bool, step: usize| Event::PointerButton {
        pos: at(step),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.push(Event::PointerMoved(at(0)));
    desk.frame();
    desk.push(button(true, 0));
    desk.frame();
    let mut drag = Vec::new();
    for step in 1..times(400) {
        desk.push(Event::PointerMoved(at(step)));
        drag.push(desk.frame().thread);
    }
    desk.push(button(false, times(400)));
    desk.frame();
    assert!(desk.state.selected_fragments().is_some(), "the drag selects");
    figures.drag = Spread::of(&drag);
}

fn print(all: &[(Size, Figures)]) {
    println!("\nA size is the text in all articles (in one, unless it says in how many) / the annotations.");
    println!("Times are in milliseconds of processor time, or as they pass on the wall where it says so; p99 is the");
    println!(
        "99th percentile. A jump in a short article finds most of it laid out already, which no jump does in a long one."
    );
    let mut first = Table::new(&[
        "until the first frame",
        "in memory",
        "file touched",
        "(wall)",
        "process started",
        "(wall)",
        "memory, MB",
    ]);
    let mut moving = Table::new(&["a frame", "still", "p99", "scrolling", "p99", "jump", "p99"]);
    let mut steps = Table::new(&["painted frames", "Tab", "p99", "link search", "p99", "drag", "p99"]);
    let mut edits = Table::new(&["key to painted frame", "label", "p99", "the first", "on disk (wall)", "undo", "p99"]);
    for (size, f) in all {
        first.row(vec![
            size.name(),
            number(f.shown.median),
            number(f.touched.median),
            number(f.touched_wall.median),
            number(f.started.median),
            number(f.started_wall.median),
            f.memory.map_or_else(|| "unknown".to_owned(), |memory| format!("{memory:.0}")),
        ]);
        let spreads = |spreads: &[Spread]| -> Vec<String> {
            spreads.iter().flat_map(|spread| [number(spread.median), number(spread.p99)]).collect()
        };
        moving.row([vec![size.name()], spreads(&[f.still, f.scroll, f.jump])].concat());
        steps.row([vec![size.name()], spreads(&[f.tab, f.link, f.drag])].concat());
        let safe = vec![number(f.first_label), number(f.safe_wall.median)];
        edits.row([vec![size.name()], spreads(&[f.label]), safe, spreads(&[f.undo])].concat());
    }
    files(all);
    first.print("Opening (fonts loaded, but for a process that starts)");
    moving.print("Frames, with panels and tessellation");
    edits.print("Edits: both frames, and until the journal's record is safe on the disk");
    steps.print("Tab and a letter typed to find a link's other end: both frames; a step of a drag: its frame");
    growth(all);
    aims(all);
}

/// Prints how long files take.
fn files(all: &[(Size, Figures)]) {
    let headings = ["project file", "MB", "write", "MB/s", "read", "MB/s", "checksum wrong", "MB/s"];
    let mut table = Table::new(&headings);
    for (size, f) in all {
        let rates = [f.write, f.read, f.read_damaged].map(|time| [number(time), number(f.file / time * 1e3)]);
        table.row([vec![size.name(), number(f.file)], rates.concat()].concat());
    }
    table.print("Reading and writing, in memory");
}

/// A figure by name, and how it is had.
type Named = (&'static str, fn(&Figures) -> f64);

/// Prints by how much each figure grows from one size to another.
fn growth(all: &[(Size, Figures)]) {
    let flat: [Named; 12] = [
        ("first frame, in memory", |f| f.shown.median),
        ("still frame", |f| f.still.median),
        ("scrolling", |f| f.scroll.median),
        ("scrolling, p99", |f| f.scroll.p99),
        ("jump", |f| f.jump.median),
        ("label", |f| f.label.median),
        ("label, p99", |f| f.label.p99),
        ("label, on the disk (wall)", |f| f.safe_wall.median),
        ("undo", |f| f.undo.median),
        ("Tab", |f| f.tab.median),
        ("link search, p99", |f| f.link.p99),
        ("drag", |f| f.drag.median),
    ];
    let linear: [Named; 5] = [
        ("write, per MB", |f| f.write / f.file),
        ("read, per MB", |f| f.read / f.file),
        ("read, checksum wrong, per MB", |f| f.read_damaged / f.file),
        ("file touched, per MB", |f| f.touched.median / f.file),
        ("memory, per MB", |f| f.memory.unwrap_or(f64::NAN) / f.file),
    ];
    let steps: Vec<&(Size, Figures)> = all.iter().filter(|(size, _)| STEPS.contains(size)).collect();
    let mut headings = vec!["figure".to_owned()];
    headings.extend(steps.windows(2).map(|pair| format!("to {}", pair[1].0.name())));
    let (Some(first), Some(last)) = (steps.iter().find(|(size, _)| *size == STEPS[1]), steps.last()) else { return };
    let whole = last.0 != first.0;
    if whole {
        headings.push(format!("{} to {}", first.0.name(), last.0.name()));
    }
    let mut table = Table::new(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    let times = |value: f64| if value.is_finite() { format!("×{}", number(value)) } else { "–".to_owned() };
    for (name, figure) in flat.into_iter().chain(linear) {
        let mut row = vec![name.to_owned()];
        row.extend(steps.windows(2).map(|pair| times(figure(&pair[1].1) / figure(&pair[0].1))));
        if whole {
            row.push(times(figure(&last.1) / figure(&first.1)));
        }
        table.row(row);
    }
    table.print("Growth: ×1 is flat (the last five: linear); ×10 and ×100 would be growth with the size");
}

/// Prints what was aimed at and what came of it.
fn aims(all: &[(Size, Figures)]) {
    let aims: [(f64, Named); 9] = [
        (10.0, ("first frame, project in memory", |f| f.shown.median)),
        (60.0, ("first frame, file touched (wall)", |f| f.touched_wall.median)),
        (300.0, ("first frame, process started (no window)", |f| f.started.median)),
        (4.0, ("scrolling, p99", |f| f.scroll.p99)),
        (4.0, ("jump", |f| f.jump.median)),
        (5.0, ("label painted", |f| f.label.median)),
        (5.0, ("label painted, p99", |f| f.label.p99)),
        (5.0, ("label in the journal, on the disk (wall)", |f| f.safe_wall.median)),
        (8.0, ("link search, p99", |f| f.link.p99)),
    ];
    let sizes: Vec<&(Size, Figures)> = all.iter().filter(|(size, _)| STEPS.contains(size)).collect();
    let mut headings = vec!["aim".to_owned(), "ms".to_owned()];
    headings.extend(sizes.iter().map(|(size, _)| size.name()));
    let mut table = Table::new(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    for (aim, (name, figure)) in aims {
        let mut row = vec![name.to_owned(), format!("{aim:.0}")];
        row.extend(sizes.iter().map(|(_, f)| {
            let value = figure(f);
            format!("{}{}", number(value), if value > aim { " !" } else { "  " })
        }));
        table.row(row);
    }
    table.print(&format!("Aims, set for {} (! is above)", STEPS[2].name()));
}
