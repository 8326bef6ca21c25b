//! What must hold of any bytes. The fuzz targets look for bytes of which it does not; the project's own tests try some.
#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "whoever shares this uses its part of it")]

use gainsay::classroom;
use gainsay::disk::journal::{self, Reading};
use gainsay::documents::{Body, Draft, Encoding, Source, archive};
use gainsay::formats::ALL;
use gainsay::formats::classroom::{hand_in as hand_ins, key as keys};
use gainsay::formats::exchange::{self as foreign, File};
use gainsay::model::{Block, Hash, Project, Stamp, Text};
use gainsay::store;
use sha2::{Digest, Sha256};

const SAMPLE: &str = include_str!("../../samples/german.ron");

/// Reads bytes as a project file and as a journal's record, bare and grafted into a real project.
pub fn project(bytes: &[u8]) {
    read_project(bytes);
    read_project(&[b"(format: 1, ", bytes].concat());
    if let Some(grafted) = graft(bytes) {
        read_project(&grafted);
    }
    let _ = store::decode(&Project::empty(), bytes);
    let _ = store::decode(&Project::empty(), &[b"(format: 1, edits: [", bytes].concat());
}

/// Reads bytes as a web page, alone and inside an archive, in the encoding that is found and in another one.
pub fn page(bytes: &[u8]) {
    let head = b"From: <Saved by a fuzzer>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n";
    for (name, bytes) in [("a.html", bytes.to_vec()), ("a.mhtml", bytes.to_vec()), ("a.mht", [head, bytes].concat())] {
        let Ok(source) = Source::new(name, bytes) else { continue };
        for draft in [source.draft(), source.draft_in(Encoding::UTF_8)].into_iter().flatten() {
            is_sound(&draft);
        }
    }
}

/// Reads bytes as Markdown and as plain text, from the start and as its front matter, in the encoding that is found and
/// in others.
pub fn text(bytes: &[u8]) {
    for (name, head) in [("a.md", ""), ("a.md", "---\n"), ("a.txt", "")] {
        let Ok(source) = Source::new(name, [head.as_bytes(), bytes].concat()) else { continue };
        let others = [Encoding::UTF_16LE, Encoding::WINDOWS_1252].map(|encoding| source.draft_in(encoding));
        for draft in [source.draft()].into_iter().chain(others).flatten() {
            let (text, blocks) = draft.written();
            assert_eq!(Block::fault(&blocks, &text), None);
            assert!(!draft.details.title.is_empty() && draft.parts().iter().all(|part| !part.text.trim().is_empty()));
        }
    }
}

/// Reads bytes as files of another program that belong together: the first byte says of which program; NULs part the
/// files. Those that are empty are such as they may be.
pub fn foreign(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let formats: Vec<_> = ALL.iter().filter(|format| format.read.is_some()).collect();
    let format = formats[usize::from(*which) % formats.len()];
    let main = format.endings[usize::from(*which) / formats.len() % format.endings.len()];
    let (own, other) = (format!("a.{main}"), format!("b.{main}"));
    let names = [
        (own.as_str(), ""),
        ("a.txt", "Ada said that Ben lied. He denied it."),
        ("annotation.conf", "[entities]\nClaim\n[relations]\nby Arg1:Claim, Arg2:Claim\n"),
        ("TypeSystem.xml", TYPES),
        (other.as_str(), ""),
    ];
    let mut parts = rest.split(|byte| *byte == 0);
    let files: Vec<File> = names
        .into_iter()
        .map(|(name, usual)| {
            let own = parts.next().filter(|own| !own.is_empty());
            File::new(name.to_owned(), own.unwrap_or(usual.as_bytes()))
        })
        .filter(|file| !file.bytes.is_empty())
        .collect();
    let mut watch = foreign::Watch { stop: &|| false, progress: &mut |_| {} };
    for files in [&files[..], &files[..files.len().min(1)]] {
        if let Ok(read) = format.read(files, "", Stamp::of_number(1), &mut watch) {
            assert!(read.project.index_is_right());
        }
    }
}

/// A type system of UIMA, as small as one may be.
const TYPES: &str = "<?xml version='1.0'?><typeSystemDescription xmlns='http://uima.apache.org/resourceSpecifier'><types>\
    <typeDescription><name>my.Claim</name><supertypeName>uima.tcas.Annotation</supertypeName><features><featureDescription>\
    <name>by</name><rangeTypeName>my.Claim</rangeTypeName></featureDescription></features></typeDescription></types>\
    </typeSystemDescription>";

/// Reads bytes as a PDF document, and as what one of its pages is drawn by.
pub fn pdf(bytes: &[u8]) {
    let head =
        b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj \
                 3 0 obj <</Type/Page/MediaBox[0 0 600 800]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>> endobj \
                 4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj 5 0 obj <</Length ";
    let page = [head, bytes.len().to_string().as_bytes(), b">>\nstream\n", bytes, b"\nendstream endobj"].concat();
    for bytes in [bytes.to_vec(), page] {
        let Ok(draft) = Source::new("a.pdf", bytes).and_then(|source| source.draft()) else { continue };
        // Bytes that do not begin as a document does may be a text.
        if matches!(draft.body, Body::Whole { .. }) {
            continue;
        }
        is_sound(&draft);
    }
}

/// Reads bytes as a document, as a part of one, and as what stands in the innermost element of such a part. The first
/// byte says of which form, and which part.
pub fn document(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let packed = |form: &[(&str, &str)], at: usize, part: Vec<u8>| {
        let parts =
            form.iter().enumerate().map(|(own, (path, text))| (*path, if own == at { &part } else { text.as_bytes() }));
        archive::pack(parts).expect("packs")
    };
    let form = FORMS[usize::from(which / 8) % FORMS.len()];
    let at = usize::from(*which) % form.len();
    let (before, after) = form[at].1.split_once('|').unwrap_or((form[at].1, ""));
    let wrapped = [before.as_bytes(), rest, after.as_bytes()].concat();
    for bytes in
        [rest.to_vec(), [b"{\\rtf1 Dam ", rest].concat(), packed(form, at, rest.to_vec()), packed(form, at, wrapped)]
    {
        let draft = Source::new("a", bytes).and_then(|source| source.draft());
        draft.into_iter().filter(|draft| !draft.parts().is_empty()).for_each(|draft| is_sound(&draft));
    }
}

/// The parts of a document of each form; bytes are put in the place of the first `|`.
const FORMS: [&[(&str, &str)]; 3] = [WORD, OPEN, BOOK];

const WORD: &[(&str, &str)] = &[
    ("word/document.xml", "<w:document xmlns:w='w'><w:body>|</w:body></w:document>"),
    (
        "_rels/.rels",
        "<r><Relationship Type='a/officeDocument' Target='word/document.xml'/>|\
         <Relationship Type='a/core-properties' Target='core.xml'/></r>",
    ),
    (
        "word/_rels/document.xml.rels",
        "<r>|<Relationship Type='a/styles' Target='styles.xml'/><Relationship Type='a/comments' Target='/comments.xml'/></r>",
    ),
    ("word/styles.xml", "<w:styles xmlns:w='w'>|</w:styles>"),
    ("comments.xml", "<w:comments xmlns:w='w'><w:comment>|</w:comment></w:comments>"),
    ("core.xml", "<c xmlns:dc='dc'><dc:creator>Ada</dc:creator>|</c>"),
];

const OPEN: &[(&str, &str)] = &[
    ("content.xml", "<c xmlns:w='w'><styles><style style:family='text'/></styles><body><text>|</text></body></c>"),
    ("META-INF/manifest.xml", "<m>|</m>"),
    (
        "styles.xml",
        "<s xmlns:w='w'><styles>|</styles><master-styles><master-page><header><p>|</p></header></master-page></master-styles></s>",
    ),
    ("meta.xml", "<d xmlns:dc='dc'><meta>|</meta></d>"),
];

const BOOK: &[(&str, &str)] = &[
    ("one.xhtml", "<?xml version='1.0'?><html><body>|</body></html>"),
    ("META-INF/container.xml", "<c><rootfiles>|<rootfile full-path='a.opf'/></rootfiles></c>"),
    (
        "a.opf",
        "<p xmlns:dc='dc'><metadata><dc:title>Dam</dc:title>|</metadata><manifest>|<item id='a' href='one.xhtml'/></manifest>\
         <spine><itemref idref='a'/></spine></p>",
    ),
    ("META-INF/encryption.xml", "<e>|</e>"),
];

/// Checks a draft of which only some parts may be the article.
fn is_sound(draft: &Draft) {
    let (text, blocks) = draft.written();
    assert_eq!(Block::fault(&blocks, &text), None);
    assert!(!draft.parts().is_empty() && !draft.details.title.is_empty());
    assert!(draft.parts().iter().all(|part| part.kept == part.why.is_none() && !part.text.trim().is_empty()));
    assert!(blocks.len() == draft.parts().iter().filter(|part| part.kept).count());
}

/// Reads bytes as a journal, bare and with the checksums made right.
pub fn journal(bytes: &[u8]) {
    read_journal(bytes);
    read_journal(&seal(bytes));
}

/// Reads bytes as a hand-in for an exercise: bare, as the work of one whose digest is made right, and as the marks and,
/// behind a bar, the relations of one. What can be read is marked, and comes back from its own file. Reads them as the
/// key itself, and as more marks of one, too.
pub fn hand_in(bytes: &[u8]) {
    let text = Text::new(EXERCISE_TEXT);
    let key = keys::read(&exercise_key(""), &text).expect("it is a key");
    let said = String::from_utf8_lossy(bytes);
    let (marks, links) = said.split_once('|').unwrap_or((&said, ""));
    for file in [bytes, sealed(&said).as_bytes(), sealed(&work(marks, links)).as_bytes()] {
        let Ok(read) = hand_ins::read(file, &key) else { continue };
        let marked = classroom::mark(&key, &read);
        let score = marked.score(&key);
        assert!(score.points <= score.of && score.points.0 >= 0);
        assert_eq!((marked.marks.len(), marked.links.len()), (read.marks.len(), read.links.len()));
        assert_eq!(hand_ins::read(hand_ins::write(&read, &text).as_bytes(), &key).as_ref(), Ok(&read));
    }
    for json in [said.to_string(), exercise_key(marks)] {
        let Ok(read) = keys::read(&json, &text) else { continue };
        assert_eq!(keys::read(&keys::write(&read), &text).as_ref(), Ok(&read));
        hand_ins::read_work(&work("", ""), &read).iter().for_each(|none| drop(classroom::mark(&read, none)));
    }
}

const EXERCISE_TEXT: &str = "The dam is safe 😀. Two engineers deny that.";

/// What stands in key and work alike: `exercise`, `asked` and `text`.
fn exercise_names() -> String {
    let (zero, hash) = ("0".repeat(64), Hash::of(EXERCISE_TEXT.as_bytes()));
    format!(r#""exercise":"00000000000000000000000001","asked":"{zero}","text":"{hash}""#)
}

/// A work of such marks and relations.
fn work(marks: &str, links: &str) -> String {
    let names = exercise_names();
    format!(r#"{{{names},"learner":"Ada","handed":"0","marks":[{marks}],"links":[{links}]}}"#)
}

/// Puts a work into the file of a hand-in.
fn sealed(work: &str) -> String {
    let digest = Hash::of(work.as_bytes());
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c < ' ' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    let work: String = work.chars().map(escaped).collect();
    format!(r#"{{"gainsay":"hand-in","format":1,"sha256":"{digest}","work":"{work}"}}"#)
}

/// The key of an exercise on that text, with more marks.
fn exercise_key(more: &str) -> String {
    let names = exercise_names();
    let mark = |at: &str, number: u8, given: bool| {
        let id = format!("{number:026}");
        format!(r#"{{"id":"{id}","label":"claim","at":[{at}],"given":{given},"feedback":""}}"#)
    };
    let marks = [mark("[0,15]", 1, false), mark("[19,32]", 2, true), more.to_owned()];
    let marks = marks.iter().filter(|mark| !mark.is_empty()).cloned().collect::<Vec<_>>().join(",");
    format!(
        r#"{{"format":1,{names},"fit":{{"covers":50,"adds":100}},"costs":{{"wrong":0,"missed":0,"surplus":50}},
        "labels":{{"claim":{{"points":100,"feedback":""}}}},"kinds":{{}},"links":[],"marks":[{marks}]}}"#
    )
}

/// What could be read is sound, and comes back from its own file as it is.
fn read_project(bytes: &[u8]) {
    if let Ok(loaded) = store::read(bytes) {
        assert!(loaded.project.index_is_right());
        let written = store::write(&loaded.project);
        let again = store::read(written.as_bytes()).expect("what was written can be read");
        assert!(again.intact);
        assert!(again.project == loaded.project);
    }
}

/// Puts the bytes behind the first two, which say where, into the sample in the place of as many of its own.
fn graft(bytes: &[u8]) -> Option<Vec<u8>> {
    let [high, low, rest @ ..] = bytes else { return None };
    let mut grafted = SAMPLE.as_bytes().to_vec();
    let at = usize::from(u16::from_be_bytes([*high, *low])) % grafted.len();
    let end = (at + rest.len()).min(grafted.len());
    grafted.splice(at..end, rest.iter().copied());
    Some(grafted)
}

/// Takes the bytes as a header's random part and records (kind, sequence number, length, body) and adds the checksums.
fn seal(mut bytes: &[u8]) -> Vec<u8> {
    let mut take = |count: usize| {
        let (part, rest) = bytes.split_at(count.min(bytes.len()));
        bytes = rest;
        part
    };
    let mut out = b"GAINSAYJ\x01\0\0\0".to_vec();
    out.extend(take(16));
    out.resize(28, 0);
    let mut sum: [u8; 32] = Sha256::digest(&out).into();
    out.extend(sum);
    while let [kind, sequence, length] = *take(3) {
        let body = take(length.into());
        let start = out.len();
        out.extend((body.len() as u32).to_le_bytes());
        out.push(kind % 6);
        out.extend(u64::from(sequence).to_le_bytes());
        out.extend(body);
        sum = Sha256::new().chain_update(sum).chain_update(&out[start..]).finalize().into();
        out.extend(sum);
    }
    out
}

fn read_journal(bytes: &[u8]) {
    let Reading { start, entries, stray, torn, damage, .. } = journal::read(bytes);
    let payloads: usize = entries.iter().chain(&stray).map(|entry| entry.payload.len()).sum();
    assert!(payloads <= bytes.len());
    assert!(entries.is_empty() || start.is_some());
    assert!(start.is_some() || damage.is_some());
    assert!(entries.iter().chain(&stray).is_sorted_by(|a, b| a.sequence < b.sequence));
    assert!(torn <= bytes.len() && damage.is_none_or(|damage| damage.at + damage.bytes == bytes.len()));
}
