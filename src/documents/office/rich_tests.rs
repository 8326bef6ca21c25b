//! What `.rtf` can hold, a rule each.

use super::super::tests::shown;
use super::*;
use crate::documents::draft::Note;

const STYLES: &str = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times CYR;}}{\stylesheet{Normal;}{\s1\sbasedon0 heading 1;}
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
            "Paragraph: Box",
            "Paragraph: It holds. Here Not",
            "(not shown on the page) Secret",
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
