//! What `.odt` can hold, a rule each.

use super::super::tests::shown;
use super::*;
use crate::documents::archive;
use crate::documents::draft::Note;

const SPACES: &str = "xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:table='b' xmlns:draw='d' xmlns:fo='f' \
    xmlns:dc='c' xmlns:meta='m'";

/// Packs a document of a body and of what stands before it and in `styles.xml`.
fn odt(before: &str, body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}>{before}<office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    let styles = format!("<office:document-styles {SPACES}>{styles}</office:document-styles>");
    let mimetype = "application/vnd.oasis.opendocument.text";
    let files = [("mimetype", mimetype), ("content.xml", &content), ("styles.xml", &styles)];
    archive::pack(files.map(|(path, text)| (path, text.as_bytes()))).expect("packs")
}

const HEADLINE: &str = "<text:p text:style-name='Title'>Dam holds</text:p>";

/// Checks the parts of a body below a headline.
#[track_caller]
fn check(before: &str, body: &str, wanted: &[&str]) -> Vec<Note> {
    let found = read(&odt(before, &format!("{HEADLINE}{body}"), "")).expect("has text");
    assert_eq!(shown(&found.parts)[1..], *wanted, "{body}");
    found.notes
}

#[test]
fn white_space_is_one_space_and_words_keep_their_places() {
    check(
        "",
        "<text:p>\n  The <text:span>dam</text:span>\n holds<text:s text:c='2'/>so<text:tab/>far<text:line-break/>\n they \
         <text:a>say</text:a><text:soft-page-break/>.\n</text:p><text:p>a<text:s text:c='999999999'/>b</text:p>",
        &["Paragraph: The dam holds  so far / they say.", &format!("Paragraph: a{}b", " ".repeat(SPACES_MOST))],
    );
    check(
        "",
        "<text:p>漢<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>ji</text:ruby-text></text:ruby></text:p>",
        &["Paragraph: 漢字"],
    );
    check("", "<text:p>One<text:line-break/><text:line-break/>two</text:p>", &["Paragraph: One", "Paragraph: two"]);
}

/// As many spaces as one element stands for.
const SPACES_MOST: usize = super::SPACES;

#[test]
fn styles_say_what_a_paragraph_is() {
    let automatic = "<office:automatic-styles>\
        <style:style style:family='paragraph' style:name='P1' style:parent-style-name='Quotations'/>\
        <style:style style:family='paragraph' style:name='P2' style:parent-style-name='P2'/>\
        <style:style style:family='paragraph' style:name='P3' style:display-name='Caption'/>\
        <style:style style:family='text' style:name='Subtitle'/></office:automatic-styles>";
    let of = |style: &str| format!("<text:p text:style-name='{style}'>It holds</text:p>");
    for (style, kind) in [
        ("P1", "Quote"),
        ("P2", "Paragraph"),
        ("P3", "Caption"),
        ("Heading_20_2", "Heading"),
        ("Subtitle", "Standfirst"),
        ("Illustration", "Caption"),
        ("Text_20_body", "Paragraph"),
        ("List_20_1", "Paragraph"),
    ] {
        check(automatic, &of(style), &[&format!("{kind}: It holds")]);
    }
    check(automatic, "<text:h text:outline-level='2'>It holds</text:h>", &["Heading: It holds"]);
    let lists = "<text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item>\
        </text:list></text:list-item><text:list-header><text:h>c</text:h></text:list-header></text:list>";
    check("", lists, &["ListItem: a", "ListItem: b", "Heading: c"]);
}

#[test]
fn what_is_no_text_is_left_out_and_said() {
    let styles = "<office:automatic-styles>\
        <style:style style:family='text' style:name='T1'><style:text-properties style:text-line-through-style='solid'/></style:style>\
        <style:style style:family='text' style:name='T2'><style:text-properties text:display='none'/></style:style>\
        <style:style style:family='paragraph' style:name='P1'><style:text-properties text:display='none'/></style:style>\
        </office:automatic-styles>";
    let notes = check(
        styles,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion></text:changed-region>\
         <text:changed-region><text:insertion/></text:changed-region><text:changed-region><text:format-change/>\
         </text:changed-region></text:tracked-changes><text:sequence-decls><text:p>x</text:p></text:sequence-decls>\
         <text:table-of-content><text:table-of-content-source><text:p>x</text:p></text:table-of-content-source><text:index-body>\
         <text:p>One 1</text:p></text:index-body></text:table-of-content>\
         <text:p>It <text:change text:change-id='a'/>holds<office:annotation><dc:creator>Ada</dc:creator><text:p>Sure?</text:p>\
         </office:annotation>.<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>\
         <text:p>A note</text:p></text:note-body></text:note> <text:span text:style-name='T1'>Not</text:span>\
         <text:span text:style-name='T1'> now</text:span><text:span text:style-name='T2'>Secret</text:span></text:p>\
         <text:p text:style-name='P1'>More</text:p><text:section text:display='none'><text:p>Most</text:p></text:section>",
        &[
            "(table of contents) One 1",
            "Paragraph: It holds. Not now",
            "(not shown on the page) Secret",
            "(not shown on the page) More",
            "(not shown on the page) Most",
            "(comments) Sure?",
            "(footnote) A note",
        ],
    );
    let changes = Note::Tracked { inserted: 1, deleted: 1, moved: 0 };
    assert_eq!(notes, [changes, Note::Comments(1), Note::Footnotes(1), Note::StruckOut(1)]);
}

#[test]
fn tables_and_boxes_are_read_as_those_of_word_are() {
    let cell = |inside: &str| format!("<table:table-cell>{inside}</table:table-cell>");
    let one = cell("<text:p>a</text:p>");
    let two = cell("<text:p>b</text:p><text:p>c</text:p>");
    let table = format!(
        "<table:table><table:table-header-rows><table:table-row>{one}{one}<table:covered-table-cell/></table:table-row>\
         </table:table-header-rows><table:table-row>{one}{two}</table:table-row></table:table>"
    );
    check("", &table, &["Paragraph: a | a", "Paragraph: a", "Paragraph: b", "Paragraph: c"]);
    let notes = check(
        "",
        "<text:p>Tied<draw:frame><draw:text-box><text:p text:style-name='Illustration'>The dam<draw:frame><draw:image/>\
         <svg:title xmlns:svg='v'>pic</svg:title></draw:frame></text:p></draw:text-box></draw:frame> to it</text:p>\
         <draw:custom-shape><text:p>Shape</text:p></draw:custom-shape>",
        &["Paragraph: Tied to it", "Caption: The dam", "Paragraph: Shape"],
    );
    assert_eq!(notes, [Note::Pictures { described: 0, bare: 1 }]);
}

#[test]
fn heads_feet_and_the_language_stand_in_the_styles() {
    let styles = "<office:styles><style:default-style style:family='paragraph'><style:text-properties fo:language='de' \
        fo:country='AT'/></style:default-style></office:styles><office:master-styles><style:master-page><style:header>\
        <text:p>The Post</text:p></style:header><style:header-left><text:p>The Post</text:p></style:header-left>\
        <style:footer><text:p>Page <text:page-number>2</text:page-number></text:p></style:footer></style:master-page>\
        </office:master-styles>";
    let meta = format!(
        "<office:document-meta {SPACES}><office:meta><dc:title>Dam</dc:title><meta:initial-creator>Ada Lark</meta:initial-creator>\
         <dc:creator>Bo Finch</dc:creator><meta:creation-date>2031-02-03T10:00:00</meta:creation-date></office:meta>\
         </office:document-meta>"
    );
    let text = format!("{HEADLINE}<text:p>It holds.</text:p>");
    let mut entries =
        archive::unpack(&odt("", &text, styles), archive::Bounds::USUAL, &|| false, &mut |_| {}).expect("opens");
    entries.push(archive::Entry { path: "meta.xml".into(), bytes: meta.into_bytes() });
    let packed =
        archive::pack(entries.iter().map(|entry| (entry.path.as_str(), entry.bytes.as_slice()))).expect("packs");
    let found = read(&packed).expect("has text");
    assert_eq!(
        shown(&found.parts),
        [
            "(head or foot of the page) The Post",
            "Headline: Dam holds",
            "Paragraph: It holds.",
            "(head or foot of the page) Page 2"
        ]
    );
    let details = &found.details;
    let wanted = ["Dam holds", "Ada Lark", "2031-02-03", "de-AT"];
    assert_eq!([&details.title, &details.author, &details.date, &details.language], wanted);
}

#[test]
fn other_documents_and_locked_ones_are_refused() {
    let of = |path: &str, text: &str| read(&archive::pack([(path, text.as_bytes())]).expect("packs")).err();
    let sheet = "<document-content><body><spreadsheet/></body></document-content>";
    assert_eq!(of("content.xml", sheet), Some(Unfit::Sheet));
    assert_eq!(of("a.xml", sheet), Some(Unfit::Archive));
    assert_eq!(of("META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>"), Some(Unfit::Locked));
}

#[test]
fn what_fields_hide_or_ask_for_is_no_text() {
    check(
        "",
        "<text:p>It <text:placeholder>&lt;word&gt;</text:placeholder>holds.</text:p>\
         <text:p><text:hidden-paragraph text:is-hidden='true'/>Never</text:p>\
         <text:p><text:hidden-paragraph text:is-hidden='false'/>Always</text:p>\
         <text:section text:display='condition' text:is-hidden='true'><text:p>Not now</text:p></text:section>",
        &[
            "Paragraph: It holds.",
            "(not shown on the page) Never",
            "Paragraph: Always",
            "(not shown on the page) Not now",
        ],
    );
}

#[test]
fn the_look_says_what_no_style_says() {
    let styles = "<office:automatic-styles>\
        <style:style style:family='text' style:name='B'><style:text-properties fo:font-weight='bold'/></style:style>\
        <style:style style:family='text' style:name='S'><style:text-properties style:text-position='super 58%'/></style:style>\
        <style:style style:family='paragraph' style:name='L'><style:text-properties fo:font-size='20pt'/></style:style>\
        <style:style style:family='paragraph' style:name='Q'><style:paragraph-properties fo:margin-left='1cm' fo:margin-right='0.5in'/>\
        </style:style></office:automatic-styles>";
    let long = "<text:p>The office said on Friday that 10<text:span text:style-name='S'>6</text:span> litres were held.</text:p>";
    let body = format!(
        "<text:p>7 March 2031</text:p><text:p text:style-name='L'>Dam holds</text:p>{long}<text:p><text:span text:style-name='B'>Two \
         calls</text:span></text:p>{long}<text:p text:style-name='Q'>Nobody called us.</text:p>{long}"
    );
    let found = read(&odt(styles, &body, "")).expect("has text");
    let text = "Paragraph: The office said on Friday that 10⁶ litres were held.";
    let wanted = ["(author or date) 7 March 2031", "Headline: Dam holds", text, "Heading: Two calls", text];
    assert_eq!(shown(&found.parts)[..5], wanted);
    assert_eq!(shown(&found.parts)[5..], ["Quote: Nobody called us.", text]);
    for (length, wanted) in
        [("36pt", Some(36.0)), ("1in", Some(72.0)), ("2.54cm", Some(72.0)), ("120%", None), ("x", None)]
    {
        assert_eq!(points(length), wanted, "{length}");
    }
}

#[test]
fn a_document_may_be_one_file() {
    let whole = format!(
        "<?xml version='1.0'?><office:document {SPACES}><office:meta><dc:title>Dam</dc:title></office:meta><office:styles>\
         <style:style style:family='paragraph' style:name='P' style:parent-style-name='Quotations'/></office:styles><office:body>\
         <office:text>{HEADLINE}<text:p text:style-name='P'>It holds.</text:p></office:text></office:body></office:document>"
    );
    assert_eq!(shown(&read(whole.as_bytes()).expect("has text").parts), ["Headline: Dam holds", "Quote: It holds."]);
}
