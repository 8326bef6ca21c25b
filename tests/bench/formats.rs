//! Measures bringing annotations in and out of every format of other programs.

use gainsay::documents::Source;
use gainsay::formats::exchange::{Choice, File, Watch};
use gainsay::formats::{ALL, Format};
use gainsay::model::{Project, Stamp};

use crate::clock::repeat;
use crate::corpus::{Beside, Size, project_of};
use crate::table::{Table, number};

/// Documents of 4,000 bytes with 100 annotations each.
const STEPS: [Size; 3] = [
    Size { articles: 10, bytes: 40_000, annotations: 1_000 },
    Size { articles: 100, bytes: 400_000, annotations: 10_000 },
    Size { articles: 1_000, bytes: 4_000_000, annotations: 100_000 },
];
/// What other programs were measured by: 1,000 documents of 50 spans.
const FIFTY: Size = Size { articles: 1_000, bytes: 4_000_000, annotations: 50_000 };
/// What reading UIMA CAS XMI was measured by.
const TEN_THOUSAND: Size = Size { articles: 1, bytes: 1_000_000, annotations: 10_000 };
const NOVEL: Size = Size { articles: 1, bytes: 2_000_000, annotations: 20_000 };

/// Prints it, of the small sizes only where that is enough, and of one format where `only` is its id.
pub(crate) fn print(quick: bool, only: Option<&str>) {
    let steps = if quick { &STEPS[..2] } else { &STEPS[..] };
    measure("Documents of 100 annotations each", steps, Beside::All, only);
    if !quick {
        measure("1,000 documents of 50 spans each and nothing else", &[FIFTY], Beside::Nothing, only);
        measure("1,000 documents of 50 annotations each, with all that there can be", &[FIFTY], Beside::All, only);
        measure("A document of 10,000 annotations", &[TEN_THOUSAND], Beside::All, only);
        measure("A novel", &[NOVEL], Beside::All, only);
    }
    if only.is_some() {
        return;
    }
    growth(if quick { 500 } else { 2_000 });
}

/// Measures what many of one sort, where each might be compared with all others, cost, and four times as many.
fn growth(few: usize) {
    let mut table = Table::new(&["many", "how many", "ms", "growth"]);
    // Signs that no key has, each in another order.
    let signs = |at: usize| (0..16).map(|bit| if at >> bit & 1 == 1 { '!' } else { '?' }).collect::<String>();
    let labels = move |count: usize| {
        let spans: Vec<String> = (0..count).map(|at| format!("[0,3,\"P{}\"]", signs(at))).collect();
        let line = format!("{{\"text\":\"Ada said it.\",\"label\":[{}]}}\n", spans.join(","));
        let format = Format::named("doccano").expect("there is such a format");
        read(format, &[File::new("all.jsonl", line.into_bytes())])
    };
    let quotations = move |count: usize| {
        let quote = |at: usize| format!("<blockquote>What number {at} said of the dam is this.</blockquote>");
        let paragraph =
            |at: usize| format!("<p>Number {at} came to the dam and said that it holds, and went again.</p>");
        let body: String = (0..count).map(|at| quote(at) + &paragraph(at)).collect();
        let page = format!("<html><body><article><h1>Dam holds</h1>{body}</article></body></html>");
        Source::new("page.html", page.into_bytes())
            .and_then(|source| source.draft())
            .map_or(0, |draft| draft.parts().len())
    };
    let children = move |count: usize| {
        let inner: String = (0..count).map(|at| format!("<f{at}>x</f{at}>")).collect();
        let xmi = format!(
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
             xmlns:my=\"http:///my.ecore\"><my:Span xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"3\">{inner}</my:Span>\
             <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" sofaString=\"Ada said it.\"/></xmi:XMI>"
        );
        let format = Format::named("uima-cas-xmi").expect("there is such a format");
        read(format, &[File::new("a.xmi", xmi.into_bytes())])
    };
    let all: [(&str, &dyn Fn(usize) -> usize); 3] = [
        ("labels of the same letters", &labels),
        ("quotations on a page", &quotations),
        ("features of one annotation", &children),
    ];
    for (name, run) in all {
        let mut before = None;
        for count in [few, 4 * few] {
            let time = repeat(|| run(count));
            let growth = before.map(|before| number(time / before)).unwrap_or_default();
            table.row(vec![name.to_owned(), count.to_string(), number(time), growth]);
            before = Some(time);
        }
    }
    table.print("Growth with four times as many of one sort");
}

fn measure(title: &str, sizes: &[Size], beside: Beside, only: Option<&str>) {
    let headings = ["format", "size", "MB", "out ms", "MB/s", "growth", "in ms", "MB/s", "growth"];
    let mut table = Table::new(&headings);
    let projects: Vec<(Size, Project)> = sizes.iter().map(|size| (*size, project_of(*size, 7, beside))).collect();
    for format in ALL.iter().filter(|format| only.is_none_or(|only| only == format.id)) {
        let mut before = (None, None);
        for (size, project) in &projects {
            let mut cells = vec![format.name.to_owned(), size.name()];
            let (files, bytes) = written(format, project);
            let megabytes = bytes as f64 / 1e6;
            cells.push(number(megabytes));
            let mut timed = |before: &mut Option<f64>, time: Option<f64>| {
                let growth = before.zip(time).map(|(before, time)| number(time / before));
                let rate = time.map(|time| number(megabytes / time * 1e3));
                cells.extend([time.map(number), rate, growth].map(Option::unwrap_or_default));
                *before = time;
            };
            timed(&mut before.0, format.write.map(|_| repeat(|| written(format, project).1)));
            timed(&mut before.1, format.read.map(|_| repeat(|| read(format, &files))));
            table.row(cells);
        }
    }
    table.print(title);
}

/// Returns the files that a format makes of a project, and how many bytes they have.
fn written(format: &Format, project: &Project) -> (Vec<File>, usize) {
    let (memory, _) = format.write_to_memory(project, &Choice::default()).expect("every project can be written");
    let bytes = memory.files.iter().map(|(_, bytes)| bytes.len()).sum();
    (memory.files.into_iter().map(|(path, bytes)| File::new(path, bytes)).collect(), bytes)
}

fn read(format: &Format, files: &[File]) -> usize {
    let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
    let read = format.read(files, "Ada", Stamp::of_number(1), &mut watch).expect("what was written can be read");
    read.project.annotation_count()
}
