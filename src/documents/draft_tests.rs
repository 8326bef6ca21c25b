use proptest::prelude::*;

use super::*;
use crate::model::{BlockKind, Hash};

fn draft(name: &str, bytes: &[u8]) -> Result<Draft, Unfit> {
    Source::new(name, bytes).and_then(|source| source.draft())
}

#[test]
fn a_plain_file_is_its_own_text() {
    let draft = draft("dam.txt", b"\xEF\xBB\xBFDam holds\r\n\r\n**It** is\r\nsafe.\r\n").unwrap();
    assert_eq!(draft.written().0.as_str(), "Dam holds\n\n**It** is\nsafe.\n");
    assert_eq!(draft.written().0.hash(), Hash::of(b"Dam holds\n\n**It** is\nsafe.\n"));
    assert_eq!((draft.details.title.as_str(), draft.origin.as_str()), ("Dam holds", "dam.txt, UTF-8"));
    assert_eq!(draft.written().1[0].kind, BlockKind::Headline);
    assert_eq!((draft.lost, draft.notes), (None, vec![]));
}

#[test]
fn a_markdown_file_is_known_by_its_name() {
    for (name, form) in [
        ("a.md", Form::Markdown),
        ("A.MARKDOWN", Form::Markdown),
        ("a.txt", Form::Plain),
        ("md", Form::Plain),
        ("", Form::Plain),
    ] {
        assert_eq!(Form::of(name, b"Dam holds"), form, "{name}");
    }
    let draft = draft("dam.md", b"# Gr\xF6\xDFe\n\n*Ja*\n").unwrap();
    assert_eq!((draft.written().0.as_str(), draft.origin.as_str()), ("Größe\n\nJa", "dam.md, Markdown, Windows-1252"));
    assert_eq!(draft.details.title, "Größe");
}

#[test]
fn another_encoding_can_be_chosen() {
    let source = Source::new("a.txt", &b"\xC4\xE0, \xE4\xE0"[..]).unwrap();
    let cyrillic = Encoding::named("windows-1251").unwrap();
    let chosen = source.draft_in(cyrillic).unwrap();
    assert_eq!((chosen.written().0.as_str(), chosen.taken.unwrap().why), ("Да, да", Why::Chosen));
    assert_eq!(source.draft_in(source.taken().unwrap().encoding), source.draft(), "the guess stays a guess");
    let broken = source.draft_in(Encoding::UTF_8).unwrap();
    assert_eq!(broken.lost.map(|lost| lost.count), Some(4));
    assert_eq!(broken.notes[0].to_string(), "4 characters could not be read, the first in line 1");
    let wide: Vec<u8> = "Ja.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = Source::new("a.txt", wide).unwrap();
    assert_eq!(wide.draft_in(Encoding::UTF_8), Err(Unfit::Nul(Encoding::UTF_8)));
}

#[test]
fn files_that_are_no_text_are_refused_in_plain_words() {
    let zip = archive::pack([("notes/a.txt", &b"Ja"[..])]).unwrap();
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0";
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], Unfit); 17] = [
        (&zip, Unfit::Archive),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Unfit::Archive),
        (b"{\\rtf1\\ansi}", Unfit::Empty),
        (old, Unfit::Old),
        (&[old, &locked[..]].concat(), Unfit::Locked),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Unfit::Picture),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Unfit::Picture),
        (b"GIF89a\x01\0", Unfit::Picture),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Unfit::Picture),
        (b"\0\0\0\x18ftypheic", Unfit::Picture),
        (b"\x1F\x8B\x08\0", Unfit::Archive),
        (b"\xFF\xFE\0\0J\0\0\0", Unfit::Utf32),
        (b"\x7FELF\x02\x01\x01\0\0\0", Unfit::Binary),
        (b"a\0b, said one of them", Unfit::Binary),
        (b"\x01\x02\x03\x04 five", Unfit::Binary),
        (b"\xEF\xBB\xBFa\0b", Unfit::Binary),
        (b"", Unfit::Empty),
    ];
    for (bytes, unfit) in cases {
        assert_eq!(draft("a.txt", bytes).unwrap_err(), unfit, "{}", String::from_utf8_lossy(bytes));
        assert!(unfit.to_string().ends_with('.'), "says what to do");
    }
    let cut = draft("a.docx", &zip[..zip.len() - 30]).unwrap_err();
    assert!(matches!(&cut, Unfit::Damaged(_)) && cut.to_string().ends_with('.'), "{cut}");
    assert_eq!(draft("dam.mht", b"<p>Dam holds</p>").unwrap_err(), Unfit::NoPage);
    assert!(Unfit::NoPage.to_string().ends_with('.'), "says what to do");
    assert!(draft("a.txt", b"<p> is a tag").is_ok() && draft("html", b"Dam holds").is_ok());
    for empty in [&b" \r\n\t"[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFF\xFE\n\0"] {
        assert_eq!(draft("a.txt", empty).unwrap_err(), Unfit::Empty);
    }
    assert_eq!(draft("a.md", b"---\ntitle: A\n---\n").unwrap_err(), Unfit::Empty, "front matter is no text");
    assert!(draft("a.txt", b"page one\x0Cpage two\x1A").is_ok(), "old editors' marks");
    assert!(draft("a.txt", b"PK said no").is_ok());
}

#[test]
fn a_web_page_is_known_by_its_name_or_its_beginning() {
    for name in ["dam.html", "DAM.HTM", "dam.xhtml"] {
        assert_eq!(draft(name, b"<p>Dam holds</p>").unwrap().parts()[0].text, "Dam holds", "{name}");
    }
    for page in [&b"<!DOCTYPE html>\n<p>Dam"[..], b"\xEF\xBB\xBF\n <HTML lang=en><p>Dam"] {
        let draft = draft("dam.txt", page).unwrap();
        assert_eq!((draft.parts()[0].text.as_str(), draft.origin.as_str()), ("Dam", "dam.txt, web page, UTF-8"));
    }
    assert_eq!(draft("dam.html", b"<title>Dam</title><script>holds()</script>").unwrap_err(), Unfit::Empty);
}

#[test]
fn a_page_says_its_encoding_and_another_can_be_chosen() {
    let page = b"<meta charset=windows-1251><h1>\xC4\xE0\xEC\xE1\xE0</h1>";
    let source = Source::new("a.html", &page[..]).unwrap();
    assert_eq!(source.taken().map(|taken| (taken.encoding.code(), taken.why)), Some(("Windows-1251", Why::Named)));
    assert_eq!(source.draft().unwrap().parts()[0].text, "Дамба");
    let greek = source.draft_in(Encoding::named("windows-1253").unwrap()).unwrap();
    assert_eq!((greek.parts()[0].text.as_str(), greek.taken.unwrap().why), ("Δΰμαΰ", Why::Chosen));
    // What is UTF-8 to the last byte is nothing else, whatever it says of itself.
    let page = "<meta charset=windows-1251><h1>Дамба</h1>";
    assert_eq!(draft("a.html", page.as_bytes()).unwrap().parts()[0].text, "Дамба");
}

#[test]
fn what_is_in_doubt_is_not_certain() {
    let long = "The dam holds, the office said, and it has held since the spring of last year. ".repeat(5);
    let page = |body: &str| draft("a.html", format!("<title>Dam holds</title>{body}").as_bytes()).unwrap();
    assert!(page(&format!("<h1>Dam holds</h1><p>{long}</p>")).is_certain());
    let bare = page(&format!("<p>{long}</p>"));
    assert!(!bare.is_certain() && bare.notes.contains(&Note::NoHeadline));
    assert!(!page("<h1>Dam holds</h1><p>It does.</p>").is_certain());
}

proptest! {
    #[test]
    fn any_file_makes_a_sound_draft_or_none(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "[#>*`|<&;:\\-\\[\\]()!~=_ \n\r\ta-cä中ن0-2]{0,120}".prop_map(String::into_bytes),
        ],
        name in proptest::sample::select(vec!["a.md", "a.txt", "a.html", "a.mhtml"]),
    ) {
        if let Ok(source) = Source::new(name, bytes) {
            for draft in [source.draft(), source.draft_in(Encoding::UTF_16BE)].into_iter().flatten() {
                let (text, blocks) = draft.written();
                prop_assert_eq!(Block::fault(&blocks, &text), None);
                prop_assert!(!draft.has_text() || !text.as_str().trim().is_empty());
                prop_assert!(!text.as_str().contains('\r'));
                prop_assert!(!draft.details.title.is_empty());
                for block in &blocks {
                    let lines = text.line(block.lines.start).start..text.line(block.lines.end - 1).end;
                    prop_assert!(!draft.written().0.as_str()[lines].trim().is_empty(), "no block is empty");
                }
            }
        }
    }
}
