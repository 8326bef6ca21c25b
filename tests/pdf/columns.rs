//! Columns, and the order in which they are read.

use super::*;

#[test]
fn columns_are_read_one_after_the_other() {
    let mut paper = Paper::default();
    let sheet = paper.sheet();
    sheet.line(Font::Fixed, 24.0, 60.0, 60.0, "Dam holds after the flood");
    // The text goes on from the foot of one column at the head of the next, whose lines stand a little lower.
    let all = broken(&format!("{DAM} {LATER} {DAM} {LATER}"), 30);
    let (first, rest) = all.split_at(10);
    let (second, third) = rest.split_at(8);
    for (at, column) in [first, second, third].into_iter().enumerate() {
        let lines: Vec<&str> = column.iter().map(String::as_str).collect();
        sheet.lines(10.0, 20.0 + 190.0 * at as f32, 100.0 + 3.0 * at as f32, &lines);
    }
    let draft = read(&paper).unwrap();
    let whole = format!("{DAM} {LATER} {DAM} {LATER}");
    let wanted = [(BlockKind::Headline, "Dam holds after the flood"), (BlockKind::Paragraph, whole.as_str())];
    assert_eq!(kept(&draft), wanted);
    assert_eq!(
        (draft.details.title.as_str(), draft.origin.as_str()),
        ("Dam holds after the flood", "dam.pdf, PDF document")
    );
}

/// Writes the same lines into columns, from their tops on; the text goes on from one to the next.
fn poured(sheet: &mut Sheet, text: &str, letters: usize, columns: &[(f32, f32, usize)]) {
    let lines = broken(text, letters);
    let mut lines = lines.iter().map(String::as_str);
    for (left, base, count) in columns {
        let column: Vec<&str> = lines.by_ref().take(*count).collect();
        sheet.lines(10.0, *left, *base, &column);
    }
    assert_eq!(lines.next(), None, "there is room for all of it");
}

#[test]
fn a_headline_over_the_first_of_two_columns_is_one_of_it() {
    // A line further above the second column, and above the headline, may be a date at the edge of the page.
    for (over, apart) in [(74.0, false), (100.0, true)] {
        let mut paper = Paper::default();
        let sheet = paper.sheet();
        sheet.line(Font::Bold, 18.0, 40.0, 70.0, "Dam holds after");
        sheet.line(Font::Bold, 18.0, 40.0, 92.0, "the flood");
        // The second column begins beside the headline, with the end of a paragraph.
        let text = format!("{DAM} {TOWN}");
        let lines = broken(&text, 38);
        poured(sheet, &text, 38, &[(40.0, 120.0, lines.len() - 1), (320.0, 60.0, 1)]);
        let next = paragraph(sheet, 320.0, over, 38, LATER) + 8.0;
        paragraph(sheet, 320.0, next, 38, DAM);
        let draft = read(&paper).unwrap();
        let (head, all) = (texts(&draft)[0], texts(&draft)[1..].join(" "));
        let whole = format!("{text} {LATER} {DAM}");
        if apart {
            assert_eq!(head, lines[lines.len() - 1]);
            assert!(draft.notes.contains(&Note::Order(1)), "it goes on with nothing");
        } else {
            assert_eq!((head, all), ("Dam holds after the flood", whole));
            assert!(draft.is_certain(), "{:?}", draft.notes);
        }
    }
}

#[test]
fn a_headline_over_two_of_three_columns_comes_before_them_and_they_before_the_third() {
    let mut paper = Paper::default();
    let sheet = paper.sheet();
    sheet.line(Font::Bold, 20.0, 20.0, 70.0, "Dam holds after the flood");
    let text = [DAM, LATER, TOWN, DAM, LATER].join(" ");
    let lines = broken(&text, 28).len();
    poured(sheet, &text, 28, &[(20.0, 100.0, 7), (210.0, 100.0, 7), (400.0, 64.0, lines - 14)]);
    let draft = read(&paper).unwrap();
    let wanted = [(BlockKind::Headline, "Dam holds after the flood"), (BlockKind::Paragraph, text.as_str())];
    assert_eq!(kept(&draft), wanted);
    assert!(draft.is_certain(), "{:?}", draft.notes);
}

#[test]
fn columns_below_a_line_across_come_after_those_above_it() {
    let mut paper = Paper::default();
    let sheet = paper.sheet();
    let (upper, lower) = (format!("{DAM} {LATER}"), format!("{TOWN} {DAM}"));
    let half = |text: &str| broken(text, 38).len().div_ceil(2);
    poured(sheet, &upper, 38, &[(40.0, 60.0, half(&upper)), (320.0, 63.0, half(&upper))]);
    sheet.line(Font::Bold, 14.0, 60.0, 160.0, "What the people of the town remember of the night");
    poured(sheet, &lower, 38, &[(40.0, 185.0, half(&lower)), (320.0, 185.0, half(&lower))]);
    let draft = read(&paper).unwrap();
    assert_eq!(texts(&draft)[0], upper);
    assert_eq!(texts(&draft)[1..], ["What the people of the town remember of the night", lower.as_str()]);
}

#[test]
fn the_right_one_of_two_columns_comes_first_in_writing_from_right_to_left() {
    let means = ('א'..='ת').enumerate().map(|(at, c)| (b'a' + u8::try_from(at).unwrap(), c)).chain([(b' ', ' ')]);
    let mut paper = Paper { means: means.collect(), ..Paper::default() };
    let sheet = paper.sheet();
    let lines = |sheet: &mut Sheet, left: f32, base: f32, letter: char, count: usize| {
        for at in 0..count {
            // Drawn from left to right; so its words are read backwards.
            let line = format!("{0}{0} {0}{0}{0}{0} {0}{0}{0} {0}{0}{0}{0}{0}{0} {0}{0}{0}{0}", letter);
            sheet.line(Font::Other, 10.0, left, base + 12.0 * at as f32, &line);
        }
    };
    sheet.line(Font::Other, 18.0, 320.0, 60.0, "aaaa aaaaaaa");
    lines(sheet, 320.0, 90.0, 'b', 6);
    lines(sheet, 60.0, 54.0, 'c', 9);
    let draft = read(&paper).unwrap();
    let mut letters: Vec<char> = texts(&draft).concat().chars().filter(|c| *c != ' ').collect();
    letters.dedup();
    assert_eq!(letters, ['א', 'ב', 'ג']);
}

#[test]
fn columns_that_interlock_are_read_and_named_as_a_guess() {
    let mut paper = Paper::default();
    let sheet = paper.sheet();
    let lines = |text: &str| broken(text, 28).len();
    // A headline over the last two of three columns, and a box below the first two.
    poured(sheet, DAM, 28, &[(20.0, 60.0, lines(DAM))]);
    poured(sheet, TOWN, 28, &[(20.0, 120.0, lines(TOWN))]);
    sheet.line(Font::Bold, 18.0, 210.0, 64.0, "Dam holds after the flood");
    poured(sheet, LATER, 28, &[(210.0, 90.0, lines(LATER))]);
    sheet.line(Font::Bold, 10.0, 20.0, 220.0, "The names of all who spoke here are known to us in full.");
    poured(sheet, &format!("{DAM} {TOWN} {LATER}"), 28, &[(400.0, 90.0, lines(&format!("{DAM} {TOWN} {LATER}")))]);
    let draft = read(&paper).unwrap();
    let place = |start: &str| texts(&draft).iter().position(|text| text.starts_with(start)).unwrap();
    let order = [DAM, "Dam holds", LATER, "The names of all", &format!("{DAM} {TOWN} {LATER}")].map(place);
    assert!(order.is_sorted(), "{:?}", texts(&draft));
    assert!(draft.notes.contains(&Note::Order(1)) && !draft.is_certain(), "{:?}", draft.notes);
}

#[test]
fn a_column_that_goes_on_with_none_is_named() {
    let text = format!("{DAM} {LATER}");
    let draft = |turned: bool| {
        let mut paper = Paper::default();
        let half = broken(&text, 38).len() / 2;
        let columns = if turned { [320.0, 40.0] } else { [40.0, 320.0] };
        poured(paper.sheet(), &text, 38, &[(columns[0], 60.0, half), (columns[1], 60.0, half + 1)]);
        paragraph(paper.sheet(), 40.0, 60.0, 70, TOWN);
        read(&paper).unwrap()
    };
    let order = |draft: &Draft| draft.notes.iter().any(|note| matches!(note, Note::Order(_)));
    assert_eq!(texts(&draft(false)), [text.as_str(), TOWN]);
    assert!(!order(&draft(false)) && order(&draft(true)), "{:?}", texts(&draft(true)));
    assert!(Note::Order(1).is_doubt());
}

#[test]
fn columns_of_a_table_are_no_columns_of_text() {
    let mut paper = plain(&[DAM]);
    let sheet = &mut paper.sheets[0];
    for (at, (name, height)) in
        [("Upper", "12 m"), ("Lower", "9 m"), ("Old", "4 m"), ("New", "31 m")].into_iter().enumerate()
    {
        sheet.line(Font::Fixed, 10.0, 60.0, 300.0 + 12.0 * at as f32, name);
        sheet.line(Font::Fixed, 10.0, 200.0, 300.0 + 12.0 * at as f32, height);
    }
    let draft = read(&paper).unwrap();
    assert!(texts(&draft).join(" ").contains("Upper 12 m Lower 9 m Old 4 m New 31 m"), "{:?}", texts(&draft));
}
