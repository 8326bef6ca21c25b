use super::*;
use crate::model::Text;

/// Checks that a Markdown text becomes these blocks, each written with a letter for its kind before it.
fn check(source: &str, expected: &[&str]) -> Read {
    let read = read(source);
    let text = Text::new(read.text.as_str());
    assert_eq!(Block::fault(&read.blocks, &text), None, "{source}");
    let shown: Vec<String> = read
        .blocks
        .iter()
        .map(|block| {
            let kind = match block.kind {
                BlockKind::Headline => 'H',
                BlockKind::Heading => 'h',
                BlockKind::Quote => 'q',
                BlockKind::ListItem => 'l',
                BlockKind::Caption => 'c',
                BlockKind::Paragraph => 'p',
                BlockKind::Standfirst => 's',
            };
            let lines = text.line(block.lines.start).start..text.line(block.lines.end - 1).end;
            format!("{kind} {}", &text.as_str()[lines])
        })
        .collect();
    assert_eq!(shown, expected, "{source}");
    read
}

fn notes(source: &str) -> Vec<String> {
    read(source).notes.iter().map(ToString::to_string).collect()
}

#[test]
fn blocks_are_what_the_marks_say() {
    let read = check(
        "Dam *holds*\n===\n\nIt is\nsafe, the\nmayor said.\n\n## What *others* say ##\n\n> It is not,\n> said one.\n>\n> Not at all.\n\n- first\n  line\n- second\n  - inner\n\n3. three\n4. four\n\n***\n\n    code  `x`\n      more\n\nEnd.",
        &[
            "H Dam holds",
            "p It is safe, the mayor said.",
            "h What others say",
            "q It is not, said one.",
            "q Not at all.",
            "l first line",
            "l second",
            "l inner",
            "l 3. three",
            "l 4. four",
            "p code  `x`",
            "p   more",
            "p End.",
        ],
    );
    assert_eq!(read.details.title, "Dam holds");
    assert_eq!(read.notes, []);
    assert!(read.text.contains("mayor said.\n\nWhat others say\n\nIt is not"));
    assert!(read.text.contains("first line\nsecond\ninner\n3. three"), "{}", read.text);
}

#[test]
fn inline_marks_become_plain_text() {
    check(
        "**Bold**, _it_`s` \\*no\\* &amp; &eacute;&#8211; a\\\nb  \nc ~~gone~~ <b>x</b><br>y &#13;z",
        &["p Bold, its *no* & é– a\nb\nc gone x\ny  z"],
    );
    check("Ein Satz\nüber zwei Zeilen", &["p Ein Satz über zwei Zeilen"]);
    check("大坝是\n安全的，\n他说", &["p 大坝是安全的，他说"]);
    check("댐은\n안전하다", &["p 댐은 안전하다"]);
    check("السد\nآمن", &["p السد آمن"]);
    check("said *so*\n**twice**", &["p said so twice"]);
    assert_eq!(
        notes("~~a~~ <b>x</b> ~~b~~"),
        ["1 HTML tag was left out", "2 struck-out passages are shown as plain text"]
    );
}

#[test]
fn addresses_that_are_left_out_are_counted() {
    check(
        "See [the report](https://a.example \"Report\") and [it][1].\n\n[1]: https://b.example",
        &["p See the report and it."],
    );
    let source = "[a](https://a.example) [b][1] [b again][1] <https://c.example> [https://d.example](https://d.example) [e](#e)\n\n\
                  [1]: https://b.example\n[2]: https://never.example\n[//]: # (a remark)\n";
    assert_eq!(notes(source), ["4 link addresses were left out"]);
    assert_eq!(notes("[a](b.html)"), ["1 link address was left out"]);
    assert_eq!(notes("plain"), Vec::<String>::new());
}

#[test]
fn pictures_become_captions() {
    check("![The dam *in* May](dam.jpg)", &["c The dam in May"]);
    check("Before ![The dam](dam.jpg) behind ![](x.png).", &["p Before behind .", "c The dam"]);
    check("[![The dam](small.jpg)](https://a.example)\nText", &["p Text", "c The dam"]);
    let note = |source| notes(source).remove(0);
    assert_eq!(note("![The dam](dam.jpg)"), "1 picture was left out; its description is a caption");
    assert_eq!(note("![a](b) ![c](d)"), "2 pictures were left out; their descriptions are captions");
    assert_eq!(note("![](b)"), "1 picture was left out");
    assert_eq!(note("![](b) ![c](d)"), "2 pictures were left out; 1 had a description, which is a caption");
}

#[test]
fn tables_come_row_by_row() {
    let read = check(
        "Who said it:\n\n| Name | *Day* |\n|---|---|\n| Ada | [Friday](https://a.example) |\n| Ben | |\n",
        &["p Who said it:", "p Name | Day", "p Ada | Friday", "p Ben |"],
    );
    assert!(read.text.ends_with("it:\n\nName | Day\nAda | Friday\nBen |"), "{}", read.text);
}

#[test]
fn footnotes_keep_their_place() {
    check("Safe[^1], he said.\n\n[^1]: On Friday.\n", &["p Safe[1], he said.", "p [1] On Friday."]);
    check("Safe[^1].\n\n[^1]: Friday\n", &["p Safe[1].", "p [1] Friday"]);
}

#[test]
fn html_leaves_its_words() {
    check("<div>\nIt is <b>safe</b>.\n<p>Yes &amp; no.\n</div>\n\nEnd", &["p It is safe.", "p Yes & no.", "p End"]);
    assert_eq!(notes("<div>\nIt\n</div>\n"), ["1 HTML tag was left out"]);
    check("<!-- a remark -->\n\nEnd", &["p End"]);
}

#[test]
fn the_first_heading_is_the_headline() {
    let title = |source: &str, blocks: &[&str]| check(source, blocks).details.title;
    assert_eq!(title("Exclusive\n\n## Dam holds\n\n# More", &["p Exclusive", "H Dam holds", "h More"]), "Dam holds");
    assert_eq!(title("---\ntitle: Dam\n---\n## Why\n\n# Dam holds", &["h Why", "H Dam holds"]), "Dam");
    assert_eq!(title("Text only", &["p Text only"]), "");
    assert_eq!(title("#\n\n# Dam", &["H Dam"]), "Dam");
}

#[test]
fn front_matter_is_no_text() {
    let read = check("---\ntitle: Dam holds\nauthor: Ada\ntags: [a, b]\n---\n\nText", &["p Text"]);
    assert_eq!((read.details.title.as_str(), read.details.author.as_str()), ("Dam holds", "Ada"));
    assert_eq!(read.notes, [Note::FrontMatter(vec!["tags".into()])]);
    check("---\nNo keys here\n\n---\nText", &["p No keys here", "p Text"]);
}

#[test]
fn a_block_inside_an_item_does_not_swallow_it() {
    check("- one\n  > two\n- three\n\n  four\n  1. five", &["l one", "q two", "l three", "l four", "l 1. five"]);
    check("> - a\n> - b", &["l a", "l b"]);
    check("1. \n2. two", &["l 2. two"]);
}
