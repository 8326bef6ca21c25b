//! What `.docx` can hold, a rule each.

use super::super::tests::shown;
use super::*;
use crate::documents::archive;
use crate::documents::draft::Note;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SPACES: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:v='v' xmlns:a='a' \
    xmlns:wps='wps' xmlns:m='m' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

/// Writes the relations of a part: of which kind to which other.
fn relations(all: &[(&str, &str)]) -> String {
    let one = |(kind, target): &(&str, &str)| format!("<Relationship Id='r' Type='{KINDS}/{kind}' Target='{target}'/>");
    format!("<Relationships xmlns='{RELATIONS}'>{}</Relationships>", all.iter().map(one).collect::<String>())
}

/// Packs a document of a body, with other parts beside it: what they are to it, and what their root element holds.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut files = vec![
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml".to_owned(), format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>")),
    ];
    let mut named = Vec::new();
    for (at, (kind, inside)) in parts.iter().enumerate() {
        let name = format!("{kind}{at}.xml");
        files.push((format!("word/{name}"), format!("<w:{kind} {SPACES}>{inside}</w:{kind}>")));
        named.push((*kind, name));
    }
    let named: Vec<(&str, &str)> = named.iter().map(|(kind, name)| (*kind, name.as_str())).collect();
    files.push(("word/_rels/document.xml.rels".to_owned(), relations(&named)));
    archive::pack(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes()))).expect("packs")
}

/// Checks the parts of a body below a headline.
#[track_caller]
fn check(body: &str, wanted: &[&str]) -> Vec<Note> {
    let found = read(&docx(&format!("{HEADLINE}{body}"), &[])).expect("has text");
    assert_eq!(shown(&found.parts)[1..], *wanted, "{body}");
    found.notes
}

const HEADLINE: &str = "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Dam holds</w:t></w:r></w:p>";

/// Writes a paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn runs_join_and_breaks_part() {
    check(
        "<w:p><w:r><w:t xml:space='preserve'>The dam </w:t></w:r><w:r><w:t>hol</w:t><w:softHyphen/><w:t>ds</w:t></w:r>\
         <w:r><w:noBreakHyphen/><w:t>so</w:t><w:tab/><w:t>far</w:t><w:br/><w:t>they\nsay</w:t></w:r></w:p>",
        &["Paragraph: The dam holds\u{2011}so far / they say"],
    );
    check("<w:p><w:r><w:t>One</w:t><w:br/><w:br/><w:t>two</w:t></w:r></w:p>", &["Paragraph: One", "Paragraph: two"]);
    check(
        "<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink><w:smartTag><w:smartTagPr/><w:r><w:t>, a tag</w:t></w:r>\
         </w:smartTag><w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase>\
         </w:ruby></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>",
        &["Paragraph: a link, a tag漢x=1"],
    );
    let notes = check(
        "<w:p><w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Webdings' w:char='F061'/></w:r></w:p>",
        &["Paragraph: α\u{FFFD}"],
    );
    assert_eq!(notes, [Note::Signs(1)]);
}

#[test]
fn styles_say_what_a_paragraph_is() {
    let styles = "<w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Zitat'><w:name w:val='Quote'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Eigen'><w:name w:val='Own'/><w:basedOn w:val='Zitat'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Level'><w:name w:val='Mine'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Punkt'><w:name w:val='List Bullet'/><w:pPr><w:numPr><w:numId w:val='3'/>\
        </w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Loop'><w:name w:val='x'/><w:basedOn w:val='Loop'/></w:style>\
        <w:style w:type='character' w:styleId='Wort'><w:name w:val='Quote'/></w:style>";
    let of = |properties: &str| {
        let body = format!("{HEADLINE}<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>It holds</w:t></w:r></w:p>");
        let found = read(&docx(&body, &[("styles", styles)])).expect("has text");
        shown(&found.parts)[1].trim_end_matches("It holds").trim_end().to_owned()
    };
    let styled = |id: &str| of(&format!("<w:pStyle w:val='{id}'/>"));
    for (id, kind) in [
        ("berschrift2", "Heading:"),
        ("Zitat", "Quote:"),
        ("Eigen", "Quote:"),
        ("Level", "Heading:"),
        ("Punkt", "ListItem:"),
        ("Loop", "Paragraph:"),
        ("Wort", "Paragraph:"),
        // What the document has no such style for.
        ("Heading3", "Heading:"),
        ("Subtitle", "Standfirst:"),
        ("Caption", "Caption:"),
        ("TOC1", "(table of contents)"),
        ("Byline", "(author or date)"),
        ("ListParagraph", "Paragraph:"),
    ] {
        assert_eq!(styled(id), kind, "{id}");
    }
    assert_eq!(of("<w:outlineLvl w:val='1'/>"), "Heading:");
    assert_eq!(of("<w:outlineLvl w:val='9'/>"), "Paragraph:");
    assert_eq!(of("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"), "ListItem:");
    assert_eq!(of("<w:pStyle w:val='Punkt'/><w:numPr><w:numId w:val='0'/></w:numPr>"), "Paragraph:", "out of the list");
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let notes = check(
        "<w:p><w:r><w:t>It </w:t></w:r><w:del w:id='1'><w:r><w:delText>broke</w:delText></w:r></w:del>\
         <w:ins w:id='2'><w:r><w:t>holds</w:t></w:r></w:ins><w:moveFrom w:id='3'><w:r><w:t>gone</w:t></w:r></w:moveFrom>\
         <w:moveTo w:id='4'><w:r><w:t>, so far</w:t></w:r></w:moveTo></w:p>",
        &["Paragraph: It holds, so far"],
    );
    assert_eq!(notes, [Note::Tracked { inserted: 1, deleted: 1, moved: 1 }]);
    // A paragraph whose end was deleted goes on in the next one.
    let ended = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>";
    check(&format!("{ended}{}", p("line")), &["Paragraph: One line"]);
    check(
        &format!("{ended}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("cell")),
        &["Paragraph: One", "Paragraph: cell"],
    );
    let rows = format!(
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("gone"),
        p("here")
    );
    assert_eq!(check(&rows, &["Paragraph: here"]), [Note::Tracked { inserted: 0, deleted: 1, moved: 0 }]);
}

#[test]
fn a_row_of_several_cells_is_a_line() {
    let cell = |inside: &str| format!("<w:tc><w:tcPr/>{inside}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    check(
        &table(&[row(&[cell(&p("Year")), cell(&p("Water\u{A0}level"))]), row(&[cell(&p("2030")), cell(&p(" "))])]),
        &["Paragraph: Year | Water level", "Paragraph: 2030"],
    );
    // What only stands side by side.
    let two = format!("{}{}", p("One."), p("Two."));
    check(
        &table(&[row(&[cell(&two), cell(&p("Three."))])]),
        &["Paragraph: One.", "Paragraph: Two.", "Paragraph: Three."],
    );
    let inner = table(&[row(&[cell(&p("a")), cell(&p("b"))])]);
    check(&table(&[row(&[cell(&format!("{}{inner}", p("One.")))])]), &["Paragraph: One.", "Paragraph: a | b"]);
    let control = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", cell(&p("b")));
    check(&table(&[row(&[cell(&p("a")), control])]), &["Paragraph: a | b"]);
}

#[test]
fn a_field_is_what_it_shows() {
    let field = |what: &str| format!("<w:r><w:fldChar w:fldCharType='{what}'/></w:r>");
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let nested = format!(
        "<w:p>{}{}{}{}{}<w:r><w:t>not shown</w:t></w:r>{}{}<w:r><w:t>2031</w:t></w:r>{}</w:p>",
        field("begin"),
        code("IF "),
        field("begin"),
        code("DATE"),
        field("separate"),
        field("end"),
        field("separate"),
        field("end"),
    );
    check(&nested, &["Paragraph: 2031"]);
    check(&format!("<w:p>{}{}</w:p>{}", field("begin"), code("PAGE"), p("It holds")), &["Paragraph: It holds"]);
    // A table of contents shows as many paragraphs as it likes.
    let contents = format!(
        "<w:p>{}{}{}<w:r><w:t>One</w:t></w:r></w:p>{}<w:p>{}</w:p>{}",
        field("begin"),
        code(" TOC \\o "),
        field("separate"),
        p("Two"),
        field("end"),
        p("Text")
    );
    check(&contents, &["(table of contents) One", "(table of contents) Two", "Paragraph: Text"]);
    let part = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>";
    check(&format!("<w:sdt>{part}<w:sdtContent>{}</w:sdtContent></w:sdt>", p("One")), &["(table of contents) One"]);
    let asks =
        format!("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p("Click"));
    check(&format!("{asks}{}", p("Text")), &["Paragraph: Text"]);
}

#[test]
fn a_text_box_is_read_once_and_pictures_are_counted() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box"));
    let notes = check(
        &format!(
            "<w:p><w:r><w:t>Tied</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}\
             </wps:txbx><a:blip/></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>\
             </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> to it</w:t></w:r></w:p>"
        ),
        &["Paragraph: Tied to it", "Paragraph: In the box"],
    );
    assert_eq!(notes, [Note::Pictures { described: 0, bare: 1 }]);
    check(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='new'/><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>\
             </mc:AlternateContent></w:r></w:p>"
        ),
        &["Paragraph: In the box"],
    );
}

#[test]
fn what_is_no_text_is_left_out_and_said() {
    let body = format!(
        "{HEADLINE}<w:p><w:r><w:t>It holds.</w:t></w:r><w:r><w:footnoteReference w:id='2'/><w:endnoteReference w:id='1'/>\
         </w:r><w:r><w:rPr><w:strike/></w:rPr><w:t> Not</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t> now.</w:t></w:r>\
         <w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t> Here.</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r></w:p><w:altChunk/>"
    );
    let note = |id: &str, text: &str| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p(text));
    let parts = [
        ("footnotes", format!("{}{}{}", note("1", "Unused"), note("2", "A note"), note("3", "Unused"))),
        ("endnotes", format!("<w:endnote w:id='1'>{}</w:endnote>", p("An end"))),
        ("comments", format!("<w:comment w:id='0'>{}</w:comment>", p("Sure?"))),
        ("header", p("The Post")),
        ("header", p("The Post")),
        ("footer", p("- 2 -")),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(kind, inside)| (*kind, inside.as_str())).collect();
    let found = read(&docx(&body, &parts)).expect("has text");
    assert_eq!(
        shown(&found.parts),
        [
            "(head or foot of the page) The Post",
            "Headline: Dam holds",
            "Paragraph: It holds. Not now. Here.",
            "(not shown on the page) Secret",
            "(footnote) A note",
            "(footnote) An end",
            "(comments) Sure?",
        ]
    );
    let notes = [Note::Comments(1), Note::Footnotes(2), Note::StruckOut(1), Note::OtherParts(1)];
    assert_eq!(found.notes, notes);
}

#[test]
fn the_language_is_that_of_most_letters() {
    let run = |lang: &str, more: &str, text: &str| {
        format!("<w:p><w:r><w:rPr>{more}{lang}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB' w:bidi='ar-SA'/></w:rPr></w:rPrDefault></w:docDefaults>";
    let language = |body: &str| read(&docx(body, &[("styles", defaults)])).expect("has text").details.language;
    assert_eq!(language(&p("It holds")), "", "a template's, for nobody is named");
    let german = run("<w:lang w:val='de-DE'/>", "", "Der Damm hält seit dem Frühjahr");
    assert_eq!(language(&format!("{}{german}", p("It holds"))), "de-DE");
    assert_eq!(language(&format!("{}{german}", p(&"It holds. ".repeat(9)))), "en-GB");
    assert_eq!(language(&format!("{german}{}", run("", "<w:rtl/>", &"السد صامد. ".repeat(9)))), "ar-SA");
}

#[test]
fn other_prefixes_and_namespaces_read_the_same() {
    let strict = "<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p><x:pPr>\
        <x:pStyle x:val='Heading1'/></x:pPr><x:r><x:t>Dam holds</x:t></x:r></x:p></x:body></x:document>";
    let rels = format!(
        "<Relationships xmlns='{RELATIONS}'><Relationship Id='a' Target='/Word/Main.xml' \
         Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/></Relationships>"
    );
    let packed =
        archive::pack([("_rels/.rels", rels.as_bytes()), ("word/main.xml", strict.as_bytes())]).expect("packs");
    assert_eq!(shown(&read(&packed).expect("has text").parts), ["Headline: Dam holds"]);
    let other = |root: &str| {
        let root = format!("<{root}/>");
        read(&archive::pack([("_rels/.rels", rels.as_bytes()), ("word/main.xml", root.as_bytes())]).expect("packs"))
            .err()
    };
    assert_eq!([other("workbook"), other("presentation")], [Some(Unfit::Sheet), Some(Unfit::Sheet)]);
    assert_eq!([other("office"), other("document")], [Some(Unfit::Archive), Some(Unfit::Empty)]);
    let typed = "<!DOCTYPE a><w:document/>";
    let packed = archive::pack([("_rels/.rels", rels.as_bytes()), ("word/main.xml", typed.as_bytes())]).expect("packs");
    assert!(
        matches!(read(&packed).err(), Some(Unfit::Damaged(why)) if why.contains("Word/Main.xml") && why.contains("DOCTYPE"))
    );
}

#[test]
fn a_large_first_letter_begins_its_paragraph() {
    let initial = "<w:p><w:pPr><w:framePr w:dropCap='drop' w:lines='3'/></w:pPr><w:r><w:t>T </w:t></w:r></w:p>";
    check(
        &format!("{initial}{}{}", p("he dam holds."), p("So far.")),
        &["Paragraph: The dam holds.", "Paragraph: So far."],
    );
}

#[test]
fn a_table_of_contents_ends_though_its_end_was_lost() {
    let field = |what: &str| format!("<w:r><w:fldChar w:fldCharType='{what}'/></w:r>");
    let begin = format!(
        "<w:p>{}<w:r><w:instrText>TOC</w:instrText></w:r>{}<w:r><w:t>One 1</w:t></w:r></w:p>",
        field("begin"),
        field("separate")
    );
    let heading = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>";
    let wanted = ["(table of contents) One 1", "Heading: One", "Paragraph: It holds."];
    check(&format!("{begin}{heading}{}", p("It holds.")), &wanted);
    let deleted = format!("<w:p><w:del w:id='1'>{}</w:del></w:p>", field("end"));
    check(&format!("{begin}{deleted}{}", p("It holds.")), &["(table of contents) One 1", "Paragraph: It holds."]);
}

#[test]
fn a_deleted_cell_is_gone() {
    let cells = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:cellIns w:id='2'/>\
         </w:tcPr>{}</w:tc></w:tr></w:tbl>",
        p("here"),
        p("gone"),
        p("new")
    );
    assert_eq!(check(&cells, &["Paragraph: here | new"]), [Note::Tracked { inserted: 1, deleted: 1, moved: 0 }]);
}

#[test]
fn styles_hide_words() {
    let styles = "<w:style w:type='character' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='I'><w:basedOn w:val='H'/></w:style>\
        <w:style w:type='paragraph' w:styleId='P'><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = format!(
        "{HEADLINE}<w:p><w:r><w:t>It </w:t></w:r><w:r><w:rPr><w:rStyle w:val='I'/></w:rPr><w:t>never</w:t></w:r>\
         <w:r><w:t>holds.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='P'/></w:pPr><w:r><w:t>Unseen</w:t></w:r>\
         <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Seen</w:t></w:r></w:p>"
    );
    let found = read(&docx(&body, &[("styles", styles)])).expect("has text");
    let hidden = |text: &str| format!("(not shown on the page) {text}");
    assert_eq!(
        shown(&found.parts)[1..],
        ["Paragraph: It holds.".to_owned(), hidden("never"), "Paragraph: Seen".to_owned(), hidden("Unseen")]
    );
}

#[test]
fn letters_in_a_font_of_signs_are_signs() {
    let run = |font: &str, text: &str| {
        format!(
            "<w:r><w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
        )
    };
    let runs =
        [run("Symbol", "a\u{F062} "), run("Wingdings", "\u{F0FC}"), run("Arial", " a"), run("Wingdings", "\u{1}")];
    let notes = check(&format!("<w:p>{}</w:p>", runs.concat()), &["Paragraph: αβ ✓ a"]);
    assert_eq!(notes, []);
    let odd = format!("<w:p><w:r><w:t>It </w:t></w:r>{}</w:p>", run("Wingdings", "a\u{F001}"));
    let notes = check(&odd, &["Paragraph: It \u{FFFD}\u{FFFD}"]);
    assert_eq!(notes, [Note::Signs(2)]);
}

#[test]
fn fractions_and_powers_stay_the_numbers_that_they_are() {
    let m = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let raised = |text: &str| format!("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{text}</w:t></w:r>");
    check(
        &format!(
            "<w:p><w:r><w:t xml:space='preserve'>At 10</w:t></w:r>{}{}<w:r><w:t xml:space='preserve'> m</w:t></w:r>{}\
             <w:r><w:t>, </w:t></w:r><m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup>\
             </m:sSup><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath></w:p>",
            raised("1"),
            raised("0"),
            raised("2"),
            m("1"),
            m("2"),
            m("x"),
            m("3"),
            m("y"),
            m("n"),
        ),
        &["Paragraph: At 10¹⁰ m2, 1/2x³y^n"],
    );
}

#[test]
fn the_end_of_a_page_parts_paragraphs() {
    let broken = |kind: &str| format!("<w:p><w:r><w:t>One.</w:t><w:br w:type='{kind}'/><w:t>Two.</w:t></w:r></w:p>");
    check(&broken("page"), &["Paragraph: One.", "Paragraph: Two."]);
    check(&broken("column"), &["Paragraph: One.", "Paragraph: Two."]);
    check(&broken("textWrapping"), &["Paragraph: One. / Two."]);
}

#[test]
fn the_look_says_what_no_style_says() {
    let styled = |properties: &str, run: &str, text: &str| {
        format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let long = "The office said on Friday that the dam has held since the spring of last year.";
    let set_in = "<w:ind w:left='720' w:right='720'/>";
    let body = [
        styled("", "<w:b/>", "WATER"),
        styled("", "<w:b/><w:sz w:val='40'/>", "Dam holds"),
        styled("", "<w:b/>", long),
        p("By Ada Lark"),
        p(long),
        styled("", "<w:b/>", "Two calls"),
        p(long),
        styled(set_in, "", "Nobody called us, he said."),
        p("• one"),
        styled("", "<w:b/>", "Ada Lark"),
        p("Editor"),
    ];
    let found = read(&docx(&body.concat(), &[])).expect("has text");
    let text = format!("Paragraph: {long}");
    assert_eq!(
        shown(&found.parts),
        [
            "Paragraph: WATER",
            "Headline: Dam holds",
            &format!("Standfirst: {long}"),
            "(author or date) By Ada Lark",
            &text,
            "Heading: Two calls",
            &text,
            "Quote: Nobody called us, he said.",
            "ListItem: one",
            "Paragraph: Ada Lark",
            "Paragraph: Editor",
        ]
    );
    assert_eq!(found.details.title, "Dam holds");
    let both = [styled("", "<w:b/>", "WATER"), styled("", "<w:b/>", "Dam holds"), p(long)];
    let found = read(&docx(&both.concat(), &[])).expect("has text");
    assert_eq!(shown(&found.parts)[1], "Headline: Dam holds");
}

#[test]
fn a_document_may_be_one_file() {
    let part = |path: &str, inside: &str| {
        format!("<pkg:part pkg:name='/{path}'><pkg:xmlData>{inside}</pkg:xmlData></pkg:part>")
    };
    let main = format!("<w:document {SPACES}><w:body>{HEADLINE}{}</w:body></w:document>", p("It holds."));
    let whole = format!(
        "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>{}{}</pkg:package>",
        part("_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        part("word/document.xml", &main)
    );
    assert_eq!(
        shown(&read(whole.as_bytes()).expect("has text").parts),
        ["Headline: Dam holds", "Paragraph: It holds."]
    );
    assert!(matches!(read(b"<?xml version='1.0'?><a").err(), Some(Unfit::Damaged(_))));
}
