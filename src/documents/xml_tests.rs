//! XML that is sound, and some that was made to do harm.

use super::*;

/// Says in which line it was refused.
#[track_caller]
fn refused(text: &str) -> (usize, String) {
    let refusal = parse(text).expect_err("refused");
    (refusal.line, refusal.what)
}

#[test]
fn elements_come_with_names_values_and_text() {
    let root = parse(
        "<?xml version=\"1.0\"?>\n<!-- c --><a:r xmlns:a=\"urn:a\" xmlns=\"urn:b\" a:x='1&#10;2' y=\"&lt;&quot;&#x41;\">\n\
         <s>one <t/>&amp; two<![CDATA[ <3>]]></s></a:r>\n",
    )
    .expect("reads");
    assert_eq!((root.space.as_str(), root.name.as_str(), root.line), ("urn:a", "r", 2));
    assert_eq!((root.attribute("a:x"), root.attribute("y"), root.attribute("x")), (Some("1\n2"), Some("<\"A"), None));
    let inner = root.first("s").expect("an element");
    assert_eq!((inner.space.as_str(), inner.text.as_str(), inner.line), ("urn:b", "one & two <3>", 3));
    assert_eq!(inner.all("t").count(), 1);
}

#[test]
fn a_document_type_is_refused_and_no_entity_is_expanded() {
    let bomb =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<r>&b;</r>";
    assert_eq!(refused(bomb), (2, say!("xml-doctype").to_owned()));
    assert_eq!(refused("<!DOCTYPE r SYSTEM \"http://localhost/x.dtd\"><r/>").0, 1);
    assert_eq!(refused("<r>\n&nbsp;</r>"), (2, say!("xml-entity", name = "nbsp")));
    assert_eq!(refused("<r x='&nbsp;'/>").0, 1);
    assert_eq!(refused("<r>&#0;</r>").0, 1);
}

#[test]
fn depth_and_attributes_are_bounded() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert!(parse(&nested(DEPTH)).is_ok());
    assert_eq!(refused(&nested(DEPTH + 1)).1, say!("xml-depth"));
    assert_eq!(refused(&"<a>".repeat(100_000)).1, say!("xml-depth"));
    let wide = |count: usize| format!("<a {}/>", (0..count).map(|at| format!("a{at}='' ")).collect::<String>());
    assert!(parse(&wide(ATTRIBUTES)).is_ok());
    assert_eq!(refused(&wide(ATTRIBUTES + 1)).1, say!("xml-attributes"));
}

#[test]
fn what_is_no_xml_is_refused_where_it_goes_wrong() {
    for text in ["", "no xml", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "</a>", "<a x='1' x='2'/>", "<p:a/>", "<a"] {
        assert!(parse(text).is_err(), "{text}");
    }
    assert_eq!(refused("<a>\n\n</b>").0, 3);
}

#[test]
fn the_encoding_is_the_one_that_is_declared() {
    let text = |bytes: &[u8]| read(bytes).map(|root| root.text);
    assert_eq!(text(b"<?xml version='1.0' encoding='ISO-8859-15'?><a>\xa4</a>").as_deref(), Ok("\u{20ac}"));
    assert_eq!(text("\u{feff}<a>\u{e9}</a>".as_bytes()).as_deref(), Ok("\u{e9}"));
    let wide: Vec<u8> = "\u{feff}<a>\u{e9}</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text(&wide).as_deref(), Ok("\u{e9}"));
    assert_eq!(text("<a>\u{e9}</a>".as_bytes()).as_deref(), Ok("\u{e9}"));
    assert_eq!(read(b"<a>\n\xe9</a>").expect_err("not UTF-8").line, 2);
}

#[test]
fn what_is_escaped_is_read_back() {
    let words = "a < b & \"c\" > 'd'\t\n\r\u{85}\u{2028}\u{1f1e9}";
    let mut escaped = String::new();
    assert_eq!(escape(words, &mut escaped), 0);
    let root = parse(&format!("<a x=\"{escaped}\">{escaped}</a>")).expect("reads");
    assert_eq!((root.attribute("x"), root.text.as_str()), (Some(words), words));
    let mut escaped = String::new();
    assert_eq!((escape("\0\u{1}\u{ffff}a", &mut escaped), escaped.as_str()), (3, "\u{fffd}\u{fffd}\u{fffd}a"));
}
