//! Judges how well articles come out of documents of word processors and e-books: of our own, which stand unpacked
//! beside their texts (`tests/fixtures/documents`), block by block and detail by detail; and of those that real
//! programs wrote, found by `GAINSAY_REAL_DATA`. Prints precision and recall of the words kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "fuzz/checks.rs"]
mod checks;
#[path = "common/judged.rs"]
mod judged;

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::documents::{Draft, Source, Unfit, archive};
use judged::{Judged, judge, real};
use proptest::prelude::*;

/// Lists the files below a folder, by their paths from there on.
fn files(folder: &Path, below: &str, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            files(folder, &path, all);
        } else {
            all.push((path, fs::read(entry.path()).unwrap()));
        }
    }
}

/// Packs a folder as the document that it was.
fn packed(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    files(folder, "", &mut all);
    // What says which document it is stands first.
    all.sort_by_key(|(path, _)| (path != "mimetype", path.clone()));
    archive::pack(all.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))).unwrap()
}

fn draft(name: &str, bytes: Vec<u8>) -> Result<Draft, Unfit> {
    Source::new(name, bytes).and_then(|source| source.draft())
}

/// Lists our own documents, each a folder, or a file where it is no archive.
fn own() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending != "txt"));
    all.sort();
    all
}

#[test]
fn the_article_and_its_details_come_out_of_documents_of_every_form() {
    let (mut all, mut wrong) = (Judged::default(), Vec::new());
    let own = own();
    assert!(own.len() >= 7, "{own:?}");
    for folder in &own {
        let name = folder.file_name().unwrap().to_string_lossy();
        let bytes = if folder.is_dir() { packed(folder) } else { fs::read(folder).unwrap() };
        let draft = draft(&name, bytes).unwrap();
        let wanted = fs::read_to_string(format!("{}.txt", folder.display())).unwrap();
        wrong.extend(judge(&name, &draft, &wanted, &mut all));
    }
    all.print("all");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.precision() > 0.99 && all.recall() > 0.99);
}

#[test]
fn a_title_page_that_says_what_the_file_says_is_its_details() {
    let page = |body: &str| format!("<html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>");
    let book = |title: &str| {
        let package = "<package xmlns:dc='x'><metadata><dc:title>Dam holds</dc:title><dc:creator>Ada Low</dc:creator>\
            <dc:date>2026-03-07</dc:date></metadata><manifest><item id='t' href='t.xhtml' media-type='application/xhtml+xml'/>\
            <item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest>\
            <spine><itemref idref='t'/><itemref idref='c'/></spine></package>";
        let container = "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>";
        let chapter = page("<h1>Dam holds</h1><p>The dam holds, the office said on Friday.</p>");
        let files = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", container),
            ("p.opf", package),
            ("t.xhtml", title),
            ("c.xhtml", &chapter),
        ];
        let bytes = archive::pack(files.iter().map(|(path, text)| (*path, text.as_bytes()))).unwrap();
        draft("dam.epub", bytes).unwrap()
    };
    let whole = "Dam holds\n\nThe dam holds, the office said on Friday.";
    let told = book(&page("<h1>Dam holds</h1><p>Ada Low</p><p>2026-03-07</p>"));
    assert_eq!((told.written().0.as_str(), told.details.author.as_str()), (whole, "Ada Low"));
    assert_eq!(told.left_out().count(), 3);
    // It says more than that.
    let told = book(&page("<h1>Dam holds</h1><p>Ada Low</p><p>To my mother</p>"));
    assert_eq!(told.left_out().count(), 0);
    let rich = |lines: &str| {
        let body =
            "{\\pard \\outlinelevel0 \\b \\fs36 Dam holds\\par}{\\pard The dam holds, the office said on Friday.\\par}";
        draft("dam.rtf", format!("{{\\rtf1{{\\pard \\qc \\b \\fs36 Dam holds\\par}}{lines}{body}}}").into_bytes())
            .unwrap()
    };
    let told = rich("{\\pard \\qc Ada Low\\par}{\\pard \\qc 2026-03-07\\par}");
    assert_eq!(told.written().0.as_str(), whole);
    assert_eq!((told.details.author.as_str(), told.details.date.as_str()), ("Ada Low", "2026-03-07"));
    let told = rich("{\\pard \\qc Ada Low\\par}");
    assert!(told.written().0.as_str().contains("Ada Low"), "nothing says that this is a byline");
}

#[test]
fn documents_that_real_programs_wrote_are_read() {
    let Some(folder) = real("docs/mammoth") else { return };
    let wanted = [
        ("comments.docx", "Ouch."),
        ("embedded-style-map.docx", "Walking on imported air"),
        ("endnotes.docx", "Ouch."),
        ("footnote-hyperlink.docx", ""),
        ("footnotes.docx", "Ouch."),
        ("simple-list.docx", "Apple\nBanana"),
        ("single-paragraph.docx", "Walking on imported air"),
        ("strict-format.docx", "Test"),
        ("strikethrough.docx", "Today's Special: Salmon Sold out"),
        ("tables.docx", "Above\n\nTop left | Top right\n\nBottom left | Bottom right\n\nBelow"),
        ("text-box.docx", "Datum plane"),
        ("underline.docx", "The Sunset Tree"),
        ("utf8-bom.docx", "This XML has a byte order mark."),
    ];
    for (name, text) in wanted {
        let draft = draft(name, fs::read(folder.join(name)).unwrap()).unwrap();
        assert_eq!(draft.written().0.as_str(), text, "{name}");
    }
    let unfit = |name: &str| draft(name, fs::read(folder.join(name)).unwrap()).unwrap_err();
    // There is nothing to read in these but pictures.
    for name in ["empty.docx", "external-picture.docx", "tiny-picture.docx", "tiny-picture-target-base-relative.docx"] {
        assert_eq!(unfit(name), Unfit::Empty, "{name}");
    }
    assert_eq!(unfit("empty.zip"), Unfit::Archive);
    let all = fs::read_dir(folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "docx"));
    assert_eq!(all.count(), wanted.len() + 4, "none is forgotten");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_make_a_sound_draft_or_none(
        which in any::<u8>(),
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            proptest::collection::vec(
                proptest::sample::select(vec![
                    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t>The dam holds.</w:t>", "<w:br/>", "<w:tab/>",
                    "<w:pPr><w:pStyle w:val='Title'/></w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:ins>", "</w:ins>",
                    "<w:tbl><w:tr><w:tc>", "</w:tc><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:fldChar w:fldCharType='begin'/>",
                    "<w:fldChar w:fldCharType='separate'/>", "<w:fldChar w:fldCharType='end'/>", "<w:instrText>TOC</w:instrText>",
                    "<w:drawing><w:txbxContent>", "</w:txbxContent></w:drawing>", "<w:sym w:char='F061' w:font='Symbol'/>",
                    "<w:p><w:r><w:t>By Ada Lark, 3 February 2031</w:t></w:r></w:p>", "{", "}", "\\par ", "\\'e9", "\\u-10179?", "{\\footnote a}", "\\cell ", "\\row ", "\\pard\\dropcapli3 ", "\\b\\fs40 ", "\\li720\\ri720 ", "{\\field{\\*\\fldinst TOC}{\\fldrslt ",
                    "{\\*\\do{\\dptxbxtext ", "\\zwnj ", "\\super 2", "\\deleted ", "{\\fonttbl{\\f2\\fcharset2 Symbol;}}\\f2 ", "\\'b7",
                    "<w:pPr><w:framePr w:dropCap='drop'/></w:pPr>", "<w:rPr><w:b/><w:sz w:val='40'/></w:rPr>", "<m:f>", "<m:num>", "</m:num>", "<m:sSup>",
                    "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t>", "<w:tcPr><w:cellDel/></w:tcPr>", "<w:br w:type='page'/>", "<title/>",
                    "<![CDATA[", "]]>", "<a href='#n'>1</a>", "<sup>2</sup>", "<mfrac><mn>1</mn>", "{\\*\\x", "\\bin9 ", "\\intbl ", "<w:list>", "<w:h>", "<w:s/>", "<w:note>", "<w:annotation>",
                    "<w:frame><w:text-box>", "<w:table><w:table-row><w:table-cell>", "<w:tracked-changes>", "<p>", "<aside epub:type='footnote'>", "ن", "中文", "\u{202E}", "\0", "&#13;", "\n", "&",
                ]),
                0..40,
            ).prop_map(|parts| parts.concat().into_bytes()),
        ],
    ) {
        checks::document(&[&[which][..], &bytes].concat());
    }
}
