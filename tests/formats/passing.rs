//! What goes straight through a piece at a time comes out as what goes all at once.

use std::io;

use gainsay::formats::Format;
use gainsay::formats::exchange::{Choice, File, Memory, Remark, Watch};
use gainsay::formats::passing::{Passing, Pieces, by_lines, cut, parted};
use gainsay::model::{Project, Stamp};

use crate::{files, much, read, written};

/// The formats that come in and go out so.
const ALL: [&str; 7] = ["brat", "doccano", "gainsay-jsonl", "prodigy", "uima-cas-json", "uima-cas-xmi", "webanno-tsv"];

/// Pieces in memory.
struct Parts(Vec<Vec<File>>);

impl Parts {
    /// Parts files as small as they can be.
    fn of(format: &Format, files: &[File]) -> Option<Parts> {
        if !by_lines(format) {
            let sizes: Vec<(&str, u64)> = files.iter().map(|file| (file.path.as_str(), 1)).collect();
            let pieces = parted(format, &sizes, 1)?;
            return Some(Parts(pieces.iter().map(|own| own.iter().map(|at| files[*at].clone()).collect()).collect()));
        }
        let [only] = files else { return None };
        let (mut rest, mut parts) = (&only.bytes[..], Vec::new());
        while !rest.is_empty() {
            let line = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| (end + 2).min(rest.len()));
            let end = cut(&rest[..line], parts.is_empty()).unwrap_or(rest.len());
            parts.push(vec![File::new(only.path.as_str(), &rest[..end])]);
            rest = &rest[end..];
        }
        Some(Parts(parts))
    }
}

impl Pieces for Parts {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn files(&mut self, at: usize) -> io::Result<Vec<File>> {
        Ok(self.0[at].clone())
    }
}

fn told(remarks: &[Remark]) -> Vec<(String, usize)> {
    remarks.iter().map(|one| (format!("{:?} {}", one.what, one.name), one.count)).collect()
}

fn sorted(memory: Memory) -> Vec<(String, String)> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let mut all: Vec<_> = memory.files.into_iter().map(|(path, bytes)| (path, text(bytes))).collect();
    all.sort();
    all
}

/// Takes files through in pieces; `None` where they can't be.
fn passed(from: &'static Format, to: &Format, files: &[File]) -> Option<(Memory, Vec<Remark>)> {
    let mut parts = Parts::of(from, files)?;
    assert!(parts.count() > 2, "{}", from.id);
    let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
    let passing = Passing::look(from, to, &mut parts, "", Stamp::of_number(9), &mut watch).unwrap()?;
    let mut memory = Memory::default();
    let remarks = passing.write(to, &mut parts, &mut memory, &mut watch).unwrap();
    Some((memory, remarks))
}

/// Compares it with what comes of all at once.
fn check(from: &'static Format, to: &Format, files: &[File]) {
    let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
    let whole = from.read(files, "", Stamp::of_number(9), &mut watch).unwrap();
    let (memory, remarks) = to.write_to_memory(&whole.project, &Choice::default()).unwrap();
    let name = format!("{} to {}", from.id, to.id);
    let (pieces, said) = passed(from, to, files).unwrap_or_else(|| panic!("{name} can go in pieces"));
    let all: Vec<Remark> = whole.remarks.into_iter().chain(remarks).collect();
    assert_eq!(told(&said), told(&all), "{name}");
    assert_eq!(sorted(pieces), sorted(memory), "{name}");
}

/// Makes files of a format of a project.
fn made(format: &Format, project: &Project) -> Vec<File> {
    written(&format.write_to_memory(project, &Choice::default()).unwrap().0)
}

#[test]
fn pieces_come_out_as_all_of_it() {
    // What brat holds has no relation from one text to another.
    let brat = Format::named("brat").unwrap();
    let project = read("brat", &made(brat, &much())).project;
    for from in ALL.map(|id| Format::named(id).unwrap()) {
        let files = made(from, &project);
        // An annotator's file by itself, where each has one.
        let files = if from.id == "doccano" { files[..1].to_vec() } else { files };
        if from.id == "brat" {
            assert!(Parts::of(from, &files).is_none(), "each annotator has a folder");
            continue;
        }
        if from.id == "prodigy" {
            assert!(passed(from, brat, &files).is_none(), "lines on one text may be of one article");
            continue;
        }
        for to in ALL.map(|id| Format::named(id).unwrap()) {
            check(from, to, &files);
        }
    }
}

#[test]
fn what_only_one_piece_has_is_there_in_the_end() {
    let all = files(&[
        ("a.ann", "T1\tP 0 3\tAda\nA1\tUnsure T1\nA2\tmood T1 glad\nT2\tQ 4 8\tsaid\nR1\tof Arg1:T2 Arg2:T1\n"),
        ("a.txt", "Ada said it."),
        ("b.ann", "T1\tQ 0 3\tBen\n"),
        ("b.txt", "Ben said it."),
        ("c.ann", "T1\tR 0 3\tBen\nT2\tR 0 0\t\nx\n"),
        ("c.txt", "Ben said it."),
    ]);
    let brat = Format::named("brat").unwrap();
    for to in ALL.map(|id| Format::named(id).unwrap()) {
        check(brat, to, &all);
    }
    // Two files of one name, with another name between them.
    let apart = files(&[
        ("one/a.txt", "A"),
        ("one/a.ann", ""),
        ("one/b.txt", "B"),
        ("one/b.ann", ""),
        ("two/a.txt", "A"),
        ("two/a.ann", ""),
    ]);
    assert!(Parts::of(brat, &apart).is_none());
}

#[test]
fn what_belongs_to_an_earlier_piece_is_not_taken_apart() {
    let line = |text: &str, who: &str| {
        format!(
            "{{\"text\":\"{text}\",\"_annotator_id\":\"{who}\",\"spans\":[{{\"start\":0,\"end\":3,\"label\":\"P\"}}]}}\n"
        )
    };
    let prodigy = Format::named("prodigy").unwrap();
    let apart =
        [line("Ada said it.", "a"), line("Ben said it.", "a"), line("Cem said it.", "b"), line("Dov said it.", "b")];
    for to in ALL.map(|id| Format::named(id).unwrap()) {
        check(prodigy, to, &files(&[("p.jsonl", &apart.concat())]));
    }
    let torn =
        [line("Ada said it.", "a"), line("Ben said it.", "a"), line("Ada said it.", "b"), line("Ben said it.", "b")];
    assert!(passed(prodigy, prodigy, &files(&[("p.jsonl", &torn.concat())])).is_none());
    // Lines of no text are numbered on, and what can't be read is listed with its own line.
    let odd = [
        "{\"text\":\"Ada said it.\",\"label\":[[0,3,\"P\"]]}\n",
        "{\"text\":\"B\",\"label\":[[0,9,\"P\"]]}\n",
        "{\"text\":1}\n",
        "{\"text\":\"C\",\"label\":[]}\n",
    ];
    let doccano = Format::named("doccano").unwrap();
    for to in ["doccano", "gainsay-jsonl"] {
        check(doccano, Format::named(to).unwrap(), &files(&[("d.jsonl", &odd.concat())]));
    }
    let (_, remarks) = passed(doccano, doccano, &files(&[("d.jsonl", &odd.concat())])).unwrap();
    let places: Vec<Option<usize>> = remarks.iter().flat_map(|one| &one.spots).map(|spot| spot.line).collect();
    assert!(places.contains(&Some(2)) && places.contains(&Some(3)), "{remarks:?}");
}

#[test]
fn relations_to_other_pieces_keep_all_together() {
    let own = Format::named("gainsay-jsonl").unwrap();
    let line = |number: usize, to: usize| {
        let id = format!("{number:026}");
        format!(
            "{{\"gainsay\":1,\"article\":\"a{number}\",\"revision\":\"r{number}\",\"text\":\"Ada said it.\",\"sha256\":\"\",\
             \"unit\":\"code points\",\"annotations\":[{{\"id\":\"p{number}\",\"annotator\":\"Ada\",\"label\":\"P\",\"time\":\"\",\
             \"fragments\":[{{\"start\":0,\"end\":3,\"quote\":\"Ada\"}}]}},{{\"id\":\"q{number}\",\"annotator\":\"Ben\",\"label\":\"Q\",\
             \"time\":\"\",\"fragments\":[{{\"start\":4,\"end\":8,\"quote\":\"said\"}}]}}],\"relations\":[{{\"id\":\"{id}\",\
             \"annotator\":\"Ada\",\"kind\":\"of\",\"from\":\"p{number}\",\"to\":\"q{to}\",\"time\":\"\"}}]}}\n"
        )
    };
    let lines = |to: [usize; 3]| -> String { (0..3).map(|at| line(at, to[at])).collect() };
    for to in ALL.map(|id| Format::named(id).unwrap()) {
        check(own, to, &files(&[("own.jsonl", &lines([0, 1, 2]))]));
    }
    assert!(passed(own, own, &files(&[("own.jsonl", &lines([0, 2, 2]))])).is_none());
}
