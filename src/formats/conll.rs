//! CoNLL's tables of named entities: a word a line with its tag, a file for each annotator.
//!
//! Follows the shared tasks of 2002 (two columns) and 2003 (four): the first column is the word, the last its tag. A
//! blank line parts sentences, a line that begins with `-DOCSTART-` documents. Tags may be IOB1, where `I-` also begins
//! what does not touch another of its label, IOB2, BIOES or BILOU; IOB2 is what goes out. There are no texts in it: one
//! is made of its words, a sentence a line, so that what goes out does not come in as the same article.
//!
//! A table says of each word whether something is marked there: whoever has one of a text has read it. So a text that
//! nobody has annotated does not go out, and each annotator has those alone that they have read.

use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use foldhash::HashMap;

use super::exchange::{
    Document, File, Gather, Handout, Holds, Mark, Names, Out, Packed, Refused, Remarks, Source, Spot, Target, Titles,
    Unit, Watch, What, Words,
};
use super::format::Format;
use super::tokens;
use crate::model::{Details, Hash, LabelKey, SetId, Span, Text};
use crate::say;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "conll",
    name: "CoNLL",
    endings: &["conll", "txt", "iob", "bio", "tsv"],
    unit: None,
    holds: Holds { overlap: false, nothing: true, titles: Titles::First, order: true, ..Holds::SPANS },
    packed: Packed::PerAnnotator,
    knows,
    read: Some(read),
    write: Some(write),
};

/// The folder of the files of several annotators, which need not have a text in common.
const ANNOTATORS: &str = "annotators";

/// What stands in the place of a word where a document begins.
const BEGIN: &str = "-DOCSTART-";

/// How much of a file is looked at to know it, in bytes.
const HEAD: usize = 8192;

fn knows(files: &[File]) -> bool {
    files.iter().any(is_table)
}

/// Tells whether most rows at the beginning of a file have a tag.
fn is_table(file: &File) -> bool {
    let head = match file.bytes.get(..HEAD) {
        Some(head) => &head[..=memchr::memrchr(b'\n', head).unwrap_or(HEAD - 1)],
        None => &file.bytes,
    };
    let (head, _) = File::new("", head).text();
    let rows = || head.text.split(['\n', '\r']).filter_map(Row::of);
    let sound = rows().filter(|row| row.word == BEGIN || row.tag.is_some()).count();
    sound * 2 > rows().count()
}

/// A line with a word.
struct Row<'t> {
    word: &'t str,
    /// `None` where the last column is none.
    tag: Option<Tag<'t>>,
}

/// What the last column says of a word.
enum Tag<'t> {
    /// It is in nothing that was marked.
    Out,
    /// It is.
    On { label: &'t str, begins: bool, ends: bool },
}

impl<'t> Row<'t> {
    /// Reads a line; `None` where it is blank. Where there are tabs, they alone part columns.
    fn of(line: &'t str) -> Option<Row<'t>> {
        let line = line.trim_matches([' ', '\t']);
        let between = if line.contains('\t') { '\t' } else { ' ' };
        let word = line.split(between).next().filter(|word| !word.is_empty())?;
        let tag = line[word.len()..].rsplit(between).next().and_then(Tag::of);
        Some(Row { word: word.trim_end_matches(' '), tag })
    }
}

impl<'t> Tag<'t> {
    fn of(cell: &'t str) -> Option<Tag<'t>> {
        if cell == "O" {
            return Some(Tag::Out);
        }
        let (place, label) = cell.split_once('-').filter(|(_, label)| !label.is_empty())?;
        let (begins, ends) = match place {
            "B" => (true, false),
            "I" | "M" => (false, false),
            "E" | "L" => (false, true),
            "S" | "U" => (true, true),
            _ => return None,
        };
        Some(Tag::On { label, begins, ends })
    }
}

/// A document in the making: the text of its words, and what is marked in it.
#[derive(Default)]
struct Made {
    text: String,
    /// Code points of the text.
    chars: usize,
    /// Whether a sentence ended behind the last word.
    parted: bool,
    /// Whether what was marked last may go on.
    open: bool,
    /// Labels, code points, and the lines where they begin, from 1.
    marks: Vec<(String, Range<usize>, usize)>,
}

impl Made {
    fn end_sentence(&mut self) {
        (self.parted, self.open) = (true, false);
    }

    fn push(&mut self, row: &Row<'_>, line: usize) {
        if !self.text.is_empty() {
            self.text.push(if self.parted { '\n' } else { ' ' });
            self.chars += 1;
        }
        let start = self.chars;
        self.text.push_str(row.word);
        self.chars += row.word.chars().count();
        self.parted = false;
        let Some(Tag::On { label, begins, ends }) = row.tag else {
            self.open = false;
            return;
        };
        match self.marks.last_mut().filter(|(last, ..)| self.open && !begins && last == label) {
            Some((_, chars, _)) => chars.end = self.chars,
            None => self.marks.push((label.to_owned(), start..self.chars, line)),
        }
        self.open = !ends;
    }
}

/// Reads the documents of a file, and lists the lines whose words have no tag.
fn documents(text: &str) -> (Vec<Made>, Vec<usize>) {
    let text = Text::import(text);
    let (mut all, mut untagged): (Vec<Made>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, line) in text.as_str().split('\n').enumerate() {
        match Row::of(line) {
            Some(row) if row.word == BEGIN => all.push(Made::default()),
            Some(row) => {
                if row.tag.is_none() {
                    untagged.push(at + 1);
                }
                if all.is_empty() {
                    all.push(Made::default());
                }
                if let Some(last) = all.last_mut() {
                    last.push(&row, at + 1);
                }
            }
            None => {
                if let Some(last) = all.last_mut() {
                    last.end_sentence();
                }
            }
        }
    }
    (all, untagged)
}

fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut tables = Vec::new();
    for (at, file) in files.iter().enumerate() {
        watch.step(at, files.len())?;
        if !is_table(file) {
            gather.remark(What::UnreadFile, say!("conll-other"), Spot::of(file.path.as_str()));
            continue;
        }
        let (made, untagged) = documents(&gather.decode(file).text);
        for line in untagged {
            gather.remark(What::Unread, say!("conll-tag"), Spot::line(file.path.as_str(), line));
        }
        tables.push((file, made));
    }
    if tables.is_empty() {
        return Err(Refused::all(say!("conll-none")));
    }
    // Where a text stands in several files, each is of an annotator, and called as they are; so are those of ours.
    let ours = |file: &File| file.folder() == ANNOTATORS || file.folder().ends_with(&format!("/{ANNOTATORS}"));
    let mut file_of: HashMap<Hash, usize> = HashMap::default();
    let texts = tables.iter().enumerate().flat_map(|(at, (_, made))| made.iter().map(move |made| (at, &made.text)));
    let mut texts = texts.filter(|(_, text)| !text.is_empty());
    let whose = tables.iter().all(|(file, _)| ours(file))
        || texts.any(|(at, text)| *file_of.entry(Hash::of(text.as_bytes())).or_insert(at) != at);
    for (file, made) in tables {
        let annotator = if whose { file.stem() } else { "" };
        // A text comes again in the file of another annotator, whatever stands before it; twice in one it is two.
        let mut alike: HashMap<Hash, usize> = HashMap::default();
        for made in made {
            let number = alike.entry(Hash::of(made.text.as_bytes())).and_modify(|number| *number += 1).or_insert(1);
            let origin = say!("exchange-origin", file = file.path.as_str(), format = FORMAT.name);
            let source = Source::of_value(made.text);
            let known = Details::default().titled_by(source.text());
            let revision = gather.text(&number.to_string(), source.text(), known, None, origin);
            let set = gather.set(annotator);
            let marks = made.marks.into_iter().map(|(label, chars, line)| {
                Mark::new(label, Target::at(chars, Words::None), Spot::line(file.path.as_str(), line))
            });
            gather.marks(set, revision, &source, Unit::CodePoints, marks.collect());
            gather.done(set, revision, None);
        }
    }
    Ok(())
}

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    let all = handout.sets.len() * handout.documents.len();
    let mut labels = Labels { handout, names: Names::default(), given: HashMap::default() };
    handout.leave_untouched(remarks);
    let folder = if handout.sets.len() > 1 { format!("{ANNOTATORS}/") } else { String::new() };
    for (at, pass) in handout.sets.iter().enumerate() {
        // Who has read nothing needs no file.
        if at > 0 && !handout.documents.iter().any(|document| handout.has_read(at, document)) {
            continue;
        }
        out.begin(&format!("{folder}{}.{}", pass.file, FORMAT.endings[0]))?;
        for (number, document) in handout.documents.iter().enumerate() {
            watch.step(at * handout.documents.len() + number, all).map_err(|_| io::ErrorKind::Interrupted)?;
            if handout.has_read(at, document) {
                out.write(table(document, pass.id, &mut labels, remarks).as_bytes())?;
                // Once, whoever has read it.
                let first = (0..at).all(|other| !handout.has_read(other, document));
                let other = first && made_of(document) != document.text().as_str();
                remarks.add_some(What::Spaces, "", usize::from(other), || document.titled());
            }
        }
    }
    Ok(())
}

/// Names of labels, as far as a tag can hold them.
struct Labels<'h> {
    handout: &'h Handout<'h>,
    names: Names,
    given: HashMap<&'h LabelKey, String>,
}

impl<'h> Labels<'h> {
    fn of(&mut self, key: &'h LabelKey, remarks: &mut Remarks) -> &str {
        self.given.entry(key).or_insert_with(|| {
            let name = self.handout.project.label(key).map_or(key.as_str(), |label| &label.name);
            let given = self.names.give(key.as_str(), name, |c| !c.is_whitespace() && !c.is_control());
            if given != name {
                remarks.add(What::Renamed, given, Spot::of(name));
            }
            given.to_owned()
        })
    }
}

/// Returns the rows of a document for one set.
fn table<'h>(document: &'h Document<'_>, set: SetId, labels: &mut Labels<'h>, remarks: &mut Remarks) -> String {
    let text = document.text();
    let tokens = tokens::tokens(text);
    let mut tags = vec![String::from("O"); tokens.len()];
    for row in document.of_set(set) {
        let Some(cover) = row.cover else { continue };
        let Some(span) = tokens::trimmed(text, cover) else {
            remarks.add(What::NoText, "", document.spot(row.row));
            continue;
        };
        let first = tokens.binary_search_by_key(&span.start(), |token| token.start());
        let last = tokens.binary_search_by_key(&span.end(), |token| token.end());
        let (Ok(first), Ok(last)) = (first, last) else {
            remarks.add(What::WithinWords, "", document.spot(row.row));
            continue;
        };
        if span != cover {
            remarks.add(What::Trimmed, "", document.spot(row.row));
        }
        let label = labels.of(&row.row.label, remarks);
        for tag in &mut tags[first..=last] {
            *tag = format!("I-{label}");
        }
        tags[first] = format!("B-{label}");
    }
    let mut out = format!("{BEGIN} O\n\n");
    let mut ends = ends(document, &tokens).into_iter().peekable();
    for (at, (token, tag)) in tokens.iter().zip(&tags).enumerate() {
        if ends.next_if_eq(&at).is_some() {
            out.push('\n');
        }
        let _ = writeln!(out, "{} {tag}", text.quote(*token));
    }
    out.push('\n');
    out
}

/// Returns the text that is made of a document's words when they come in again.
fn made_of(document: &Document<'_>) -> String {
    let (text, tokens) = (document.text(), tokens::tokens(document.text()));
    let mut ends = ends(document, &tokens).into_iter().peekable();
    let mut made = String::with_capacity(text.len());
    for (at, token) in tokens.iter().enumerate() {
        let ends = ends.next_if_eq(&at).is_some();
        if !made.is_empty() {
            made.push(if ends { '\n' } else { ' ' });
        }
        made.push_str(text.quote(*token));
    }
    made
}

/// Lists the tokens before which a sentence ends: each that begins a line, unless an annotation of anybody goes on
/// there. So it stays whole, and all annotators' files have the same sentences.
fn ends(document: &Document<'_>, tokens: &[Span]) -> Vec<usize> {
    let text = document.text().as_str();
    let covers = document.annotations().iter().filter_map(|row| row.cover);
    let mut covers = covers.peekable();
    let (mut all, mut reach) = (Vec::new(), 0);
    for (at, pair) in tokens.windows(2).enumerate() {
        while let Some(cover) = covers.next_if(|cover| cover.start() < pair[0].end()) {
            reach = reach.max(cover.end());
        }
        if text[pair[0].end()..pair[1].start()].contains('\n') && reach <= pair[1].start() {
            all.push(at + 1);
        }
    }
    all
}
