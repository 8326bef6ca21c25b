//! Holds the formats of other programs to what must be true of each: what a format can hold comes back, the same
//! project makes the same bytes, nothing panics; and to files that the programs themselves wrote, found by the
//! environment variable `GAINSAY_REAL_DATA`. Without it the latter say that they are left out; own small files cover
//! the same ground.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "formats/archives.rs"]
mod archives;
#[path = "formats/back.rs"]
mod back;
#[path = "formats/brat.rs"]
mod brat;
#[path = "formats/cas.rs"]
mod cas;
mod common;
#[path = "formats/conll.rs"]
mod conll;
#[path = "formats/doccano.rs"]
mod doccano;
#[path = "formats/every.rs"]
mod every;
#[path = "formats/label_studio.rs"]
mod label_studio;
#[path = "formats/own.rs"]
mod own;
#[path = "formats/passing.rs"]
mod passing;
#[path = "formats/prodigy.rs"]
mod prodigy;
#[path = "formats/reading.rs"]
mod reading;
#[path = "formats/refi.rs"]
mod refi;
#[path = "formats/tei.rs"]
mod tei;
#[path = "formats/tsv.rs"]
mod tsv;
#[path = "formats/web_annotation.rs"]
mod web_annotation;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use common::{deeds, project_of};
use gainsay::formats::exchange::{
    Choice, File, Handout, Memory, Packed, Pass, Read, Refused, Remark, Remarks, Watch, What,
};
use gainsay::formats::{ALL, Format};
use gainsay::model::id::ChoiceKey;
use gainsay::model::*;
use proptest::prelude::*;

/// Finds real data; where there is none, says so.
pub(crate) fn data(what: &str) -> Option<PathBuf> {
    match std::env::var_os("GAINSAY_REAL_DATA") {
        Some(folder) => Some(PathBuf::from(folder).join("fixtures").join(what)),
        None => {
            leave_out(what, "GAINSAY_REAL_DATA is not set");
            None
        }
    }
}

/// Says that something is not tested, and why.
pub(crate) fn leave_out(what: &str, why: &str) {
    // Past the harness, which keeps what a passing test prints to itself.
    let _ = writeln!(std::io::stderr(), "left out: {what}, for {why}");
}

/// Runs a script of Python, and returns what it prints, or says what is wrong.
pub(crate) fn python(script: &str, arguments: &[&str]) -> Result<String, String> {
    let run = std::process::Command::new("python3").args(["-c", script]).args(arguments).output();
    let run = run.map_err(|error| error.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if run.status.success() { Ok(text(&run.stdout)) } else { Err(text(&run.stderr)) }
}

/// Reads all files of a folder, by their paths in it.
pub(crate) fn folder(path: &Path) -> Vec<File> {
    fn walk(path: &Path, below: &str, all: &mut Vec<File>) {
        let mut entries: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap()).collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), all);
            } else {
                all.push(File::new(name, fs::read(entry.path()).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    walk(path, "", &mut all);
    all
}

/// Reads files in a format.
pub(crate) fn try_read(format: &str, files: &[File], annotator: &str) -> Result<Read, Refused> {
    let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
    Format::named(format).unwrap().read(files, annotator, Stamp::of_number(9), &mut watch)
}

/// Reads files in a format that they are in.
#[track_caller]
pub(crate) fn read(format: &str, files: &[File]) -> Read {
    let read = try_read(format, files, "").unwrap();
    assert!(read.project.index_is_right());
    read
}

/// Makes files of names and texts.
pub(crate) fn files(all: &[(&str, &str)]) -> Vec<File> {
    all.iter().map(|(path, text)| File::new(*path, text.as_bytes())).collect()
}

/// Takes what was written for files to read.
pub(crate) fn written(memory: &Memory) -> Vec<File> {
    memory.files.iter().map(|(path, bytes)| File::new(path.as_str(), bytes.as_slice())).collect()
}

/// Makes a project in which much of everything was done.
pub(crate) fn much() -> Project {
    let deed =
        |at: u16| common::Deed { what: (at % u16::from(common::DEEDS)) as u8, picks: [at, at / 3, at / 7, at % 5] };
    project_of(&(0..600).map(deed).collect::<Vec<_>>())
}

/// Counts what is to be known of a sort.
pub(crate) fn count(remarks: &[Remark], what: What) -> usize {
    remarks.iter().filter(|remark| remark.what == what).map(|remark| remark.count).sum()
}

/// Lists annotations as `label: words | words`, in the order of the texts.
pub(crate) fn marked(project: &Project) -> Vec<String> {
    let mut all = Vec::new();
    for (article, _) in project.articles() {
        let (revision, row) = project.latest(*article).unwrap();
        for id in project.in_order(revision) {
            let mark = project.annotation(&id).unwrap();
            let words = mark.fragments().unwrap().spans().iter().map(|span| row.text.quote(*span)).collect::<Vec<_>>();
            all.push(format!("{}: {}", project.label(&mark.label).unwrap().name, words.join(" | ")));
        }
        for id in project.detached(revision) {
            let mark = project.annotation(&id).unwrap();
            let Place::Detached(anchors) = &mark.place else { unreachable!("detached") };
            let words = anchors.iter().map(|anchor| anchor.exact.as_str()).collect::<Vec<_>>();
            all.push(format!("{}, detached: {}", project.label(&mark.label).unwrap().name, words.join(" | ")));
        }
    }
    all
}

/// Lists relations as `words -kind-> words`.
pub(crate) fn tied(project: &Project) -> Vec<String> {
    let words = |id: &AnnotationId| project.quote(project.annotation(id).unwrap());
    let line = |row: &Relation| {
        let kind = &project.kind(&row.kind).unwrap().name;
        format!("{} -{kind}-> {}", words(&row.from), words(&row.to))
    };
    let mut all: Vec<String> = project.relations().map(|(_, row)| line(row)).collect();
    all.sort();
    all
}

/// Says what a set is called.
type Called = for<'p> fn(&'p Pass<'p>) -> &'p str;

/// What a project says, as far as a format holds it: each annotation and relation in words. Where there are several
/// sets, whose an annotation is belongs to it, as `whose` calls them.
fn said(format: &Format, handout: &Handout<'_>, whose: Option<Called>) -> BTreeSet<String> {
    let (project, holds) = (handout.project, format.holds);
    let mut all = BTreeSet::new();
    // XML has signs for characters that it can't hold.
    let xml = ["uima-cas-xmi", "refi-qda"].contains(&format.id);
    // CoNLL has words alone: white space is not counted, and what does not begin and end with a word is left out.
    let words_alone = format.id == "conll";
    let held = |text: &str| -> String {
        let sign = |c: char| if xml && !gainsay::documents::xml::may_hold(c) { '\u{fffd}' } else { c };
        text.replace('\r', " ").chars().map(sign).collect()
    };
    // A tag holds no white space either: such names are changed, and that is listed.
    let tag =
        |name: &str| if words_alone { name.split_whitespace().collect::<Vec<_>>().join("-") } else { name.to_owned() };
    let counted = |c: &char| !words_alone || !c.is_whitespace();
    // Runs of characters without line ends: a format may part a span where a line ends, and join what touches. Where it
    // has tokens, white space at the ends does not count.
    let tokens = words_alone || format.id == "webanno-tsv";
    let place = |text: &Text, row: &Annotation| {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for span in row.fragments().map_or(&[][..], Fragments::spans) {
            let words = text.quote(*span);
            let kept =
                if tokens { words.len() - words.trim_start().len()..words.trim_end().len() } else { 0..words.len() };
            let edges = [kept.start, kept.end].map(|at| span.start() + at);
            if words_alone && !edges.into_iter().all(|at| is_edge_of_a_word(text, at)) {
                continue;
            }
            let kept = words.char_indices().filter(|(at, _)| kept.contains(at));
            for (at, _) in kept.filter(|(_, c)| !matches!(c, '\n' | '\r') && counted(c)) {
                let start = text.as_str()[..span.start() + at].chars().filter(counted).count();
                let end = start + 1;
                match runs.last_mut().filter(|(_, last)| *last == start) {
                    Some((_, last)) => *last = end,
                    None => runs.push((start, end)),
                }
            }
        }
        runs
    };
    let value = |value: &Value, takes: Option<&AttributeType>| match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Text(text) => held(text),
        Value::Choice(key) => held(takes.map_or(key.as_str(), |takes| takes.name_of(key))),
    };
    let values = |attributes: &Attributes, on: bool| {
        let all = attributes.iter().filter(|_| on).filter_map(|(key, said)| {
            let attribute = project.attribute(key)?;
            Some(format!("{}={}", attribute.name, value(said, Some(&attribute.takes))))
        });
        all.collect::<BTreeSet<_>>()
    };
    for document in &handout.documents {
        let text = document.text();
        for row in document.annotations() {
            let runs = place(text, row.row);
            if runs.is_empty() {
                continue;
            }
            let set = handout.sets.iter().find(|pass| pass.id == row.row.set);
            let whole: String = held(Text::import(text.as_str()).as_str()).chars().filter(counted).collect();
            all.insert(format!(
                "{} {:?} {runs:?} {} {:?} {:?} {}",
                Text::new(whole).hash(),
                set.zip(whose).map(|(pass, whose)| held(whose(pass))),
                tag(&project.label(&row.row.label).unwrap().name),
                values(&row.row.attributes, holds.attributes),
                if holds.notes { held(&row.row.note) } else { String::new() },
                holds.unsure && row.row.unsure,
            ));
        }
        for (_, row) in handout.relations_of(document) {
            let end = |id: AnnotationId| {
                let row = project.annotation(&id).unwrap();
                (place(&project.revision(&row.revision).unwrap().text, row), row.label.clone())
            };
            let (from, to) = (end(row.from), end(row.to));
            if from.0.is_empty() || to.0.is_empty() {
                continue;
            }
            let kind = &project.kind(&row.kind).unwrap().name;
            let more = values(&row.attributes, holds.relation_attributes);
            let note = if holds.relation_notes { held(&row.note) } else { String::new() };
            all.insert(format!("{:?} {kind} {:?} {more:?} {note:?}", from.0, to.0));
        }
    }
    all
}

/// Tells whether a word begins or ends here, or what stands between words and white space.
fn is_edge_of_a_word(text: &Text, byte: usize) -> bool {
    let (before, behind) = text.as_str().split_at(byte);
    let beside = [before.chars().next_back(), behind.chars().next()];
    beside.iter().any(|c| c.is_none_or(char::is_whitespace))
        || segment::words(text).any(|word| word.start() == byte || word.end() == byte)
}

fn both_ways() -> impl Iterator<Item = &'static Format> {
    ALL.iter().copied().filter(|format| format.read.is_some() && format.write.is_some())
}

fn handout<'p>(format: &Format, project: &'p Project) -> Handout<'p> {
    Handout::of(project, &Choice::default(), format.holds, &mut Remarks::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_format_holds_comes_back(deeds in deeds(60)) {
        let project = project_of(&deeds);
        for format in both_ways() {
            let (memory, _) = format.write_to_memory(&project, &Choice::default()).unwrap();
            let files = written(&memory);
            let out = handout(format, &project);
            // Nothing is written of nothing; where words have tags nothing of what nobody has read.
            let read = out.documents.iter().any(|document| out.sets_of(document).next().is_some());
            if out.documents.is_empty() || out.sets.is_empty() || format.id == "conll" && !read {
                continue;
            }
            let only = out.sets.first().filter(|_| out.sets.len() == 1).map_or("", |pass| pass.name.as_str());
            let back = try_read(format.id, &files, only);
            let back = back.map_err(|error| TestCaseError::fail(format!("{}: {error}", format.id)))?;
            prop_assert!(back.project.index_is_right(), "{}", format.id);
            // Several sets stay several, whether or not all of them come back; some are called as their files are.
            let again = Handout::of(&back.project, &Choice::default(), format.holds, &mut Remarks::default());
            let (name, file): (Called, Called) = (|pass| &pass.name, |pass| &pass.file);
            let several = out.sets.len() > 1;
            let (there, back) = (if format.holds.names { name } else { file }, name);
            let (there, back) = (several.then_some(there), several.then_some(back));
            prop_assert_eq!(said(format, &out, there), said(format, &again, back), "{}", format.id);
        }
    }

    #[test]
    fn the_same_project_makes_the_same_bytes(deeds in deeds(30)) {
        let project = project_of(&deeds);
        for format in ALL.iter().filter(|format| format.write.is_some()) {
            let one = format.write_to_memory(&project, &Choice::default()).unwrap();
            let other = format.write_to_memory(&project.clone(), &Choice::default()).unwrap();
            prop_assert_eq!(one.0.files, other.0.files, "{}", format.id);
            prop_assert_eq!(one.1, other.1, "{}", format.id);
        }
    }

    #[test]
    fn no_bytes_make_a_format_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in any::<u16>(), deeds in deeds(12)) {
        let project = project_of(&deeds);
        for format in ALL.iter().filter(|format| format.read.is_some()) {
            let _ = try_read(format.id, &[File::new(format!("a.{}", format.endings[0]), bytes.clone())], "");
            // Files of its own, cut and mixed.
            if format.write.is_some() {
                let (memory, _) = format.write_to_memory(&project, &Choice::default()).unwrap();
                let mut files = written(&memory);
                for file in &mut files {
                    let mut broken = file.bytes.to_vec();
                    let at = usize::from(cut) % (broken.len() + 1);
                    broken.truncate(at);
                    broken.extend(bytes.iter().take(20));
                    file.bytes = broken.into();
                }
                if let Ok(read) = try_read(format.id, &files, "") {
                    prop_assert!(read.project.index_is_right());
                }
            }
        }
    }
}

#[test]
fn formats_are_named_once_and_say_what_they_hold() {
    let ids: BTreeSet<&str> = ALL.iter().map(|format| format.id).collect();
    assert_eq!(ids.len(), ALL.len());
    for format in ALL {
        assert!(format.read.is_some() || format.write.is_some(), "{}", format.id);
        assert!(!format.endings.is_empty(), "{}", format.id);
        assert!(!format.holds.annotators || format.packed != Packed::PerAnnotator, "{}", format.id);
    }
}

#[test]
fn what_a_format_writes_is_known_as_its_own() {
    let project = common::big(2_000, 20);
    for format in both_ways() {
        let (memory, _) = format.write_to_memory(&project, &Choice::default()).unwrap();
        assert_eq!(Format::of(&written(&memory)).map(|known| known.id), Some(format.id));
    }
}
