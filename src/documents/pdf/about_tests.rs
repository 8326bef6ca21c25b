use super::*;

#[test]
fn what_programs_write_for_want_of_anything_better_is_no_detail() {
    for title in ["Dam holds", "Der Damm hält", "السد صامد"] {
        assert!(is_title(title), "{title}");
    }
    let nameless = "Microsoft Word - Dokument1";
    for title in ["draft7.docx", "Untitled", nameless, "12/07", "https://a.example/b", "DAM.INDD"] {
        assert!(!is_title(title), "{title}");
    }
    for name in ["Ana Popescu", "Reuters", "سعاد"] {
        assert!(is_name(name), "{name}");
    }
    for name in ["user", "jdoe7", "Microsoft Office User", "Adobe InDesign", "", "7"] {
        assert!(!is_name(name), "{name}");
    }
    assert!(is_day("2026-03-07") && !is_day("7. 3. 2026"));
    assert!(is_language("en") && is_language("zh-Hant-TW") && !is_language("x") && !is_language("English (UK)"));
}

#[test]
fn a_packet_gives_its_properties_in_any_of_their_forms() {
    let packet = |inner: &str, attributes: &str| {
        let text = format!(
            r#"<?xpacket begin="" id="W5"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
            xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
            <rdf:Description rdf:about="" {attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#
        );
        xml::read(text.as_bytes()).unwrap()
    };
    let list = "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Dam &amp; river</rdf:li></rdf:Alt></dc:title>";
    assert_eq!(find(&packet(list, ""), &["title"]).as_deref(), Some("Dam & river"));
    let day = packet("", "prism:publicationDate=\"2026-03-07\"");
    assert_eq!(find(&day, &["publicationDate"]).as_deref(), Some("2026-03-07"));
    assert_eq!(find(&packet("<dc:creator/>", ""), &["creator"]), None);
}
