//! What all documents of word processors share.

use super::*;

fn paragraph(kind: BlockKind, level: u8, text: &str) -> Paragraph {
    Paragraph { kind, level, text: text.to_owned(), why: None, look: Look::default() }
}

/// Writes parts a line each: what they are, or in brackets why they are none of the article's, and their words.
pub(super) fn shown(parts: &[Part]) -> Vec<String> {
    let line = |part: &Part| match part.why {
        Some(why) => format!("({why}) {}", part.text.replace('\n', " / ")),
        None => format!("{:?}: {}", part.kind, part.text.replace('\n', " / ")),
    };
    parts.iter().map(line).collect()
}

fn parts(paragraphs: Vec<Paragraph>) -> Vec<String> {
    shown(&found(paragraphs, &Counts::default(), &Properties::default()).expect("has text").parts)
}

#[test]
fn the_headline_is_what_a_style_or_the_place_says() {
    use BlockKind::{Heading, Headline, Paragraph as Text};
    let long = "The office said on Friday that the dam has held since the spring of last year.";
    // A style says it, wherever it stands; a second title is a heading.
    let titled = [paragraph(Text, 0, "Water"), paragraph(Headline, 0, "Dam holds"), paragraph(Headline, 0, "And more")];
    assert_eq!(parts(titled.to_vec()), ["Paragraph: Water", "Headline: Dam holds", "Heading: And more"]);
    // A heading of the first order below a section's name.
    let below = [paragraph(Text, 0, "Water"), paragraph(Heading, 1, "Dam holds"), paragraph(Text, 0, long)];
    assert_eq!(parts(below.to_vec())[..2], ["Paragraph: Water", "Headline: Dam holds"]);
    let minor = [paragraph(Text, 0, long), paragraph(Heading, 2, "Since spring"), paragraph(Text, 0, long)];
    assert_eq!(parts(minor.to_vec())[1], "Heading: Since spring");
    // A heading at the top, of whatever order.
    let top = [paragraph(Heading, 3, "Dam holds"), paragraph(Text, 0, long)];
    assert_eq!(parts(top.to_vec())[0], "Headline: Dam holds");
    // A short first line that is no sentence.
    let short = [paragraph(Text, 0, "Does the dam hold?"), paragraph(Text, 0, long)];
    assert_eq!(parts(short.to_vec())[0], "Headline: Does the dam hold?");
    for none in [vec![paragraph(Text, 0, long)], vec![paragraph(Text, 0, "It holds."), paragraph(Text, 0, long)]] {
        let found = found(none, &Counts::default(), &Properties::default()).expect("has text");
        assert!(found.notes.contains(&Note::NoHeadline) && found.parts[0].kind == Text);
    }
}

#[test]
fn lines_that_say_who_and_when_become_details() {
    use BlockKind::{Headline, Paragraph as Text, Standfirst};
    let properties = Properties { author: "the office".into(), date: "2020-01-01".into(), ..Properties::default() };
    let long = "By the time that the water rose, nobody had been told, the mayor of the town said later.";
    let all = vec![
        paragraph(Headline, 0, "Dam holds"),
        paragraph(Standfirst, 0, "By and large"),
        paragraph(Text, 0, "By Ada Lark, 3 February 2031"),
        paragraph(Text, 0, long),
        paragraph(Text, 0, "7 March 2031"),
        paragraph(Text, 0, "By Bo Finch"),
    ];
    let found = found(all, &Counts::default(), &properties).expect("has text");
    let Details { title, author, date, .. } = &found.details;
    assert_eq!([title, author, date], ["Dam holds", "Ada Lark", "2031-02-03"]);
    let left: Vec<&str> = found.parts.iter().filter(|part| !part.kept).map(|part| part.text.as_str()).collect();
    assert_eq!(left, ["By Ada Lark, 3 February 2031", "7 March 2031"], "a later line is text");
}

#[test]
fn what_nobody_sees_goes() {
    let words = |kind| {
        clean(paragraph(kind, 0, " a\u{AD}b\u{200B}\u{FEFF} \n \n\tc\u{0}d\u{A0}e ")).into_iter().map(|one| one.text)
    };
    assert_eq!(words(BlockKind::Paragraph).collect::<Vec<_>>(), ["ab", "c d\u{A0}e"]);
    assert_eq!(words(BlockKind::Quote).collect::<Vec<_>>(), ["ab\nc d\u{A0}e"]);
    let rows = vec![paragraph(BlockKind::Paragraph, 0, "* * *"), paragraph(BlockKind::Paragraph, 0, "\u{200B}")];
    assert_eq!(found(rows, &Counts::default(), &Properties::default()).err(), Some(Unfit::Empty));
}

#[test]
fn lines_above_the_headline_say_who_and_when() {
    use BlockKind::{Headline, Paragraph as Text};
    let long = "The office said on Friday that the dam has held since the spring of last year.";
    let of = |all: &[(BlockKind, &str)]| {
        let all = all.iter().map(|(kind, text)| paragraph(*kind, 0, text)).collect();
        let found = found(all, &Counts::default(), &Properties::default()).expect("has text");
        let Details { title, author, date, .. } = found.details;
        [title, author, date]
    };
    let lines = [(Text, "Bray, 7 March 2031"), (Text, "By Ada Lark"), (Text, "Dam holds"), (Text, long)];
    assert_eq!(of(&lines), ["Dam holds", "Ada Lark", "2031-03-07"]);
    let styled = [(Text, "7 March 2031"), (Headline, "Dam holds"), (Text, "By Ada Lark"), (Text, long)];
    assert_eq!(of(&styled), ["Dam holds", "Ada Lark", "2031-03-07"]);
    // The last short line may be the headline, whatever it begins with; a day is none.
    assert_eq!(of(&[(Text, "Von Linde Bays"), (Text, long)]), ["Von Linde Bays", "", ""]);
    assert_eq!(of(&[(Text, "7 March 2031"), (Text, long)]), ["", "", "2031-03-07"]);
}
