//! What `.rtf` can hold, a rule each.

use super::super::tests::shown;
use super::*;
use crate::documents::draft::Note;

const STYLES: &str = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times CYR;}{\f2\fcharset2 Symbol;}}{\stylesheet{Normal;}{\s1\sbasedon0 heading 1;}
    {\s2 Quote;}{\s3 Title;}{\*\cs4 Quote;}}";

/// Checks the parts of a body below a headline.
#[track_caller]
fn check(body: &[u8], wanted: &[&str]) -> Vec<Note> {
    let head = [r"{\rtf1\ansi\ansicpg1252\deff0", STYLES, r"\pard\s3 Dam holds\par\pard "].concat();
    let found = read(&[head.as_bytes(), body, b"}"].concat()).expect("has text");
    assert_eq!(shown(&found.parts)[1..], *wanted, "{}", String::from_utf8_lossy(body));
    found.notes
}

#[test]
fn letters_are_those_of_their_font() {
    check(br"Caf\'e9 {\f1 \'c4\'e0\'ec\'e1\'e0} \'e9\par", &["Paragraph: Café Дамба é"]);
    check(br"\u1076?\u-10179?\u-8638?a\uc2\u233\'c3\'a9b{\u233}c\uc0\u233d", &["Paragraph: д🙂aébécéd"]);
    check(br"a\~b\_c\-d\\e\{f\}\emdash g\tab h\line i", &["Paragraph: a\u{A0}b\u{2011}cd\\e{f}—g h / i"]);
    check(b"one\r\ntwo\\\nthree{\\*\\bogus four{five}}\\bin3 \\}}six", &["Paragraph: onetwo", "Paragraph: threesix"]);
}

#[test]
fn styles_say_what_a_paragraph_is() {
    check(
        br"\s1 One\par\pard\s2 Two\par\pard\outlinelevel1 Three\par\pard{\listtext 1.\tab}\ls1 Four\par\pard Five",
        &["Heading: One", "Quote: Two", "Heading: Three", "ListItem: Four", "Paragraph: Five"],
    );
    check(
        br"\intbl a\cell b\cell\row\intbl c\par d\cell e\cell\row\pard f\par",
        &["Paragraph: a | b", "Paragraph: c", "Paragraph: d", "Paragraph: e", "Paragraph: f"],
    );
}

#[test]
fn what_is_no_text_is_left_out_and_said() {
    let notes = check(
        br"{\header The Post\par}It{\deleted  broke}{\revised  holds}.{\footnote A note}{\*\atnid a}{\*\annotation Sure?}
{\field{\*\fldinst HYPERLINK x}{\fldrslt  Here}}{\strike  Not}{\v Secret}{\pict 00ff}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Box\par}}}\par",
        &[
            "Paragraph: It holds. Here Not",
            "(not shown on the page) Secret",
            "Paragraph: Box",
            "(head or foot of the page) The Post",
            "(footnote) A note",
            "(comments) Sure?",
        ],
    );
    let tracked = Note::Tracked { inserted: 1, deleted: 1, moved: 0 };
    let pictures = Note::Pictures { described: 0, bare: 1 };
    assert_eq!(notes, [tracked, Note::Comments(1), Note::Footnotes(1), Note::StruckOut(1), pictures]);
}

#[test]
fn a_document_says_who_made_it() {
    let body = br"{\rtf1{\info{\title Dam}{\author Ada Lark}{\operator Bo}{\creatim\yr2031\mo2\dy3}}The dam holds, the office said.\par}";
    let details = read(body).expect("has text").details;
    assert_eq!([details.title, details.author, details.date], ["Dam", "Ada Lark", "2031-02-03"]);
}

#[test]
fn nesting_and_odd_ends_do_no_harm() {
    let deep = [&b"{".repeat(1 << 20)[..], b"deep", &b"}".repeat(1 << 20)[..]].concat();
    check(&deep, &["Paragraph: deep"]);
    check(br"a\footnote b}}}} c", &["Paragraph: a c", "(footnote) b"]);
    for body in [&b"{\\rtf1"[..], b"{\\rtf1 \\", b"{\\rtf1 \\'", b"{\\rtf1 \\bin99999 a", b"{\\rtf1\\u", b"{\\rtf1 }}}"]
    {
        assert_eq!(read(body).err(), Some(Unfit::Empty));
    }
}

#[test]
fn letters_that_no_font_of_windows_has_are_read() {
    check(br"\u1605?\u1740?\zwnj \u1582?a\zwj b", &["Paragraph: می\u{200C}خa\u{200D}b"]);
    check("caf\u{e9} „ja“".as_bytes(), &["Paragraph: café „ja“"]);
    check(b"caf\xe9 \\'e9", &["Paragraph: café é"]);
    check(br"{\f2 a\'b3 b}{\f2 \u-3999?} c{\f2 \'80}", &["Paragraph: α≥ βα c\u{FFFD}"]);
    let dos = br"{\rtf1\pca caf\'82\par}";
    assert_eq!(shown(&read(dos).expect("has text").parts), ["Paragraph: café"]);
    check(br"10{\super 12} m{\super 2}", &["Paragraph: 10¹² m2"]);
}

#[test]
fn what_parts_words_and_paragraphs_does_and_what_was_deleted_does_not() {
    check(br"one\column two\softline three{\deleted\par} four\par", &["Paragraph: one", "Paragraph: two / three four"]);
    check(br"\pard\dropcapli3\dropcapt1 {\fs96 T} \par\pard he dam\par", &["Paragraph: The dam"]);
    let contents =
        br"{\field{\*\fldinst TOC \\o}{\fldrslt One 1\par Two 2}}\par{\field{\fldinst PAGE}{\fldrslt 3}} It holds";
    check(contents, &["(table of contents) One 1", "(table of contents) Two 2", "Paragraph: 3 It holds"]);
}

#[test]
fn a_text_box_stands_behind_its_paragraph_once() {
    let body = br"It {\shp{\*\shpinst{\shptxt Box\par}}{\shprslt{\*\do\dptxbx{\dptxbxtext Box\par}}}}holds\par
{\*\do\dptxbx{\dptxbxtext Old box\par}}So far\par";
    check(body, &["Paragraph: It holds", "Paragraph: Box", "Paragraph: So far", "Paragraph: Old box"]);
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let found = read(br"{\rtf1 Dam holds\par{\b It holds").expect("has text");
    assert_eq!(found.notes, [Note::CutOff]);
    assert!(Note::CutOff.is_doubt());
    let marked = [&b"\xEF\xBB\xBF"[..], br"{\rtf1 Dam holds\par It holds.\par}"].concat();
    assert_eq!(shown(&read(&marked).expect("has text").parts), ["Headline: Dam holds", "Paragraph: It holds."]);
}

#[test]
fn the_look_says_what_no_style_says() {
    let body =
        br"\pard {\b Two calls}\par It holds, they say.\par\pard\li720\ri720 Nobody called.\par\pard {\b It} held.\par";
    check(
        body,
        &["Heading: Two calls", "Paragraph: It holds, they say.", "Quote: Nobody called.", "Paragraph: It held."],
    );
}
