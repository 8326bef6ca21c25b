use super::*;
use crate::documents::archive::pack;

const CONTAINER: &str = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";

/// Packs a book of a package file, with other files beside it.
fn book(package: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let package = format!("<package xmlns:dc='dc' xmlns:opf='opf'>{package}</package>");
    let own =
        [("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER), ("OEBPS/book.opf", &package)];
    pack(own.iter().chain(files).map(|(path, text)| (*path, text.as_bytes()))).expect("packs")
}

/// Writes a manifest and a spine of items: their addresses and the rest of both their elements.
fn spine(items: &[(&str, &str, &str)]) -> String {
    let items = || items.iter().enumerate();
    let manifest = items().map(|(at, (href, more, _))| format!("<item id='i{at}' href='{href}' {more}/>"));
    let spine = items().map(|(at, (.., more))| format!("<itemref idref='i{at}' {more}/>"));
    format!("<manifest>{}</manifest><spine>{}</spine>", manifest.collect::<String>(), spine.collect::<String>())
}

const METADATA: &str = "<metadata><dc:title>The  Dam</dc:title><dc:title>A tale</dc:title><dc:creator>Ada Lark</dc:creator>\
    <dc:creator opf:role='trl'>Cy Wren</dc:creator><dc:creator opf:role='aut'>Bo Finch</dc:creator>\
    <dc:date opf:event='modification'>2032-01-01</dc:date><dc:date>2031-02-03T00:00:00Z</dc:date>\
    <dc:language>en-GB</dc:language><dc:publisher>Sluice Press</dc:publisher>\
    <dc:identifier>https://sluice.example/dam</dc:identifier></metadata>";

#[test]
fn chapters_come_in_the_order_of_the_spine() {
    let package = METADATA.to_owned()
        + &spine(&[
            ("nav.xhtml", "media-type='application/xhtml+xml' properties='nav'", ""),
            ("text/two%20b.xhtml#start", "", ""),
            ("../one.xhtml", "", ""),
            ("notes.xhtml", "", "linear='no'"),
            ("cover.svg", "media-type='image/svg+xml'", ""),
            ("gone.xhtml", "", ""),
            ("old.html", "media-type='text/x-oeb1-document'", ""),
            ("list.xhtml", "", ""),
            ("spoken.xml", "media-type='application/x-dtbook+xml'", ""),
        ])
        .replace("</spine>", "<itemref idref='i1'/><itemref idref='none'/></spine>");
    let files = [
        ("OEBPS/nav.xhtml", "<h1>Contents</h1><p>One</p>"),
        ("one.xhtml", "<p>It held.</p><img/>"),
        ("OEBPS/text/two b.xhtml", "<h1>The dam: a tale</h1><h2>One</h2><p>It was built.</p>"),
        ("OEBPS/notes.xhtml", "<p>Answers</p>"),
        ("OEBPS/old.html", "<p>It fell.</p>"),
        ("OEBPS/list.xhtml", "<p><a href='one.xhtml'>One</a></p><p><a href='old.html'>Two</a></p>"),
        ("OEBPS/cover.svg", "<svg><text>Cover</text></svg>"),
    ];
    let found = read(&book(&package, &files)).expect("reads");
    let parts: Vec<(BlockKind, &str, Option<LeftOut>)> =
        found.parts.iter().map(|part| (part.kind, part.text.as_str(), part.why)).collect();
    assert_eq!(
        parts,
        [
            (BlockKind::Heading, "Contents", Some(LeftOut::Contents)),
            (BlockKind::Paragraph, "One", Some(LeftOut::Contents)),
            (BlockKind::Headline, "The dam: a tale", None),
            (BlockKind::Heading, "One", None),
            (BlockKind::Paragraph, "It was built.", None),
            (BlockKind::Paragraph, "It held.", None),
            (BlockKind::Paragraph, "Answers", Some(LeftOut::Aside)),
            (BlockKind::Paragraph, "It fell.", None),
            (BlockKind::Paragraph, "One", Some(LeftOut::Contents)),
            (BlockKind::Paragraph, "Two", Some(LeftOut::Contents)),
        ]
    );
    assert_eq!(found.notes, [Note::ChaptersAbsent(3), Note::Pictures { described: 0, bare: 1 }]);
    let Details { title, outlet, author, date, language, address, .. } = &found.details;
    assert_eq!([title, author, outlet], ["The Dam", "Ada Lark, Bo Finch", "Sluice Press"]);
    assert_eq!([date, language, address], ["2031-02-03", "en-GB", "https://sluice.example/dam"]);
}

#[test]
fn an_enciphered_chapter_makes_a_book_unfit() {
    let package = spine(&[("one.xhtml", "", "")]);
    let of = |way: &str, path: &str| {
        let locks = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{way}'/><CipherData><CipherReference URI='{path}'/>\
             </CipherData></EncryptedData></encryption>"
        );
        read(&book(&package, &[("OEBPS/one.xhtml", "<p>It held.</p>"), ("META-INF/encryption.xml", &locks)])).err()
    };
    assert_eq!(of("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/one.xhtml"), Some(Unfit::Protected));
    assert_eq!(of("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/font.otf"), None);
    assert_eq!(of("http://www.idpf.org/2008/embedding", "OEBPS/one.xhtml"), None);
}

#[test]
fn what_is_no_book_is_refused() {
    assert_eq!(
        read(&book(&spine(&[("one.xhtml", "", "")]), &[("OEBPS/one.xhtml", "<img/>")])).err(),
        Some(Unfit::Empty)
    );
    assert_eq!(read(&book("", &[])).err(), Some(Unfit::Empty));
    let none = pack([("META-INF/container.xml", &b"<container/>"[..])]).expect("packs");
    assert_eq!(read(&none).err(), Some(Unfit::Archive));
    let typed = pack([("META-INF/container.xml", &b"<!DOCTYPE a><container/>"[..])]).expect("packs");
    assert!(matches!(read(&typed).err(), Some(Unfit::Damaged(what)) if what.contains("container.xml")));
}

#[test]
fn addresses_are_paths_inside() {
    for (folder, address, path) in [
        ("OEBPS", "a.xhtml", "OEBPS/a.xhtml"),
        ("OEBPS/x", "../a%20b%C3%A9.xhtml#c", "OEBPS/a bé.xhtml"),
        ("", "../../a.xhtml", "a.xhtml"),
        ("", "50%.xhtml", "50%.xhtml"),
        ("", "a%+1%fFb", "a%+1%fFb"),
    ] {
        assert_eq!(resolve(folder, address), path);
    }
}

#[test]
fn the_first_books_say_who_wrote_them_further_in() {
    let metadata =
        "<metadata><dc-metadata><dc:Title>The Dam</dc:Title><dc:Creator>Ada Lark</dc:Creator></dc-metadata></metadata>";
    let package = metadata.to_owned() + &spine(&[("one.xhtml", "", "")]);
    let details = read(&book(&package, &[("OEBPS/one.xhtml", "<p>It held.</p>")])).expect("reads").details;
    assert_eq!([details.title, details.author], ["The Dam", "Ada Lark"]);
}
