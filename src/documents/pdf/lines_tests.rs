use super::*;

/// Letters of 10 points beside one another, as they are seen from left to right; a hash leaves room for one.
fn row(text: &str) -> Vec<Glyph> {
    let glyph = |(at, c): (usize, char)| Glyph {
        text: c.to_string(),
        left: at as f32 * 6.0,
        right: at as f32 * 6.0 + 6.0,
        base: 100.0,
        size: 10.0,
        turn: 0,
        bold: false,
        furniture: false,
    };
    text.chars().enumerate().filter(|(_, c)| *c != '#').map(glyph).collect()
}

fn read(glyphs: Vec<Glyph>) -> Vec<String> {
    lines(glyphs).into_iter().map(|line| line.text).collect()
}

#[test]
fn words_are_parted_by_spaces_and_by_room() {
    assert_eq!(read(row("Dam holds#tight")), ["Dam holds tight"]);
    assert_eq!(read(row("  Dam##  holds ")), ["Dam holds"]);
    let mut tight = row("Dam");
    tight[1].left += 1.0;
    assert_eq!(read(tight), ["Dam"]);
    assert_eq!(read(row("   ")), [""; 0]);
}

#[test]
fn letters_that_are_spaced_out_are_words_all_the_same() {
    let apart = |text: &str| -> Vec<Glyph> {
        let wide = |glyph: Glyph| Glyph { left: glyph.left * 1.5, right: glyph.left * 1.5 + 6.0, ..glyph };
        row(text).into_iter().map(wide).collect()
    };
    assert_eq!(read(apart("DAM HOLDS")), ["DAM HOLDS"]);
    assert_eq!(read(apart("DAM#HOLDS")), ["DAM HOLDS"]);
    assert_eq!(read(apart("12#4#6#8")), ["1 2 4 6 8"], "numbers of a table");
    // Where there are spaces, a little room within a word is none.
    let mut room = row("The dam holds");
    room[6].left += 2.0;
    assert_eq!(read(room.clone()), ["The dam holds"]);
    room.retain(|glyph| !glyph.is_space());
    assert_eq!(read(room), ["The da m holds"]);
}

#[test]
fn raised_numbers_are_told() {
    let raised = |text: &str, at: usize| {
        let mut row = row(text);
        (row[at].base, row[at].size) = (96.0, 6.0);
        read(row)
    };
    assert_eq!(raised("So it held.1 And", 11), ["So it held.¹ And"]);
    assert_eq!(raised("106 litres", 2), ["10⁶ litres"]);
    assert_eq!(raised("the 1 of", 4), ["the 1 of"]);
}

#[test]
fn writing_from_right_to_left_comes_into_the_order_in_which_it_is_read() {
    // As it is seen, from left to right: what is read first stands last.
    for (seen, read_as) in [
        ("ם6 ארמ", "מרא 6ם"),
        ("MI6 םע", "עם MI6"),
        ("12/02/2026 יב", "בי 12/02/2026"),
        ("45.7% טסחא", "אחסט 45.7%"),
        ("ר)כך( 7", "7 (ךכ)ר"),
        ("The word םולש is", "The word שלום is"),
        ("two םולש בר words", "two רב שלום words"),
    ] {
        assert_eq!(read(row(seen)), [read_as], "{seen}");
    }
    assert!(lines(row("םולש"))[0].leftward && !lines(row("The word םולש is"))[0].leftward);
    // Some files say of a bracket what it looks like, others what it is.
    assert_eq!(read(row("(ם)")), ["(ם)"]);
    assert_eq!(read(row(")ם(")), ["(ם)"]);
}

#[test]
fn forms_of_letters_that_only_printing_has_are_taken_apart() {
    assert_eq!(read(row("eﬃcient ﬁﬆ")), ["efficient fist"]);
    // Meem, lam with alef, seen: as they are seen.
    assert_eq!(read(row("\u{FEE1}\u{FEFC}\u{FEB3}")), ["سلام"]);
    assert_eq!((read(row("½ ™")), read(row("ﷲ"))), (vec!["½ ™".into()], vec!["ﷲ".into()]), "signs of their own");
}

#[test]
fn marks_join_the_letter_they_stand_over() {
    let mut acute = row("caf#");
    acute.extend(row("e\u{301}").into_iter().map(|glyph| Glyph { left: 18.0, right: 24.0, ..glyph }));
    assert_eq!(read(acute), ["café"]);
    let mut before = row("\u{64E}ב");
    before[0].left = 4.0;
    assert_eq!(read(before), ["ב\u{64E}"]);
}

#[test]
fn what_is_raised_a_little_stays_in_its_line() {
    let mut raised = row("CO2 falls");
    (raised[2].base, raised[2].size) = (102.0, 6.0);
    assert_eq!(read(raised), ["CO2 falls"]);
    let mut below = row("One");
    below.extend(row("two").into_iter().map(|glyph| Glyph { base: 112.0, ..glyph }));
    assert_eq!(read(below), ["One", "two"]);
}

#[test]
fn a_large_first_letter_begins_the_first_line_beside_it() {
    let mut text = vec![Glyph { size: 34.0, left: 0.0, right: 24.0, base: 124.0, ..row("T")[0].clone() }];
    for (at, line) in ["#####he dam held", "#####all night,", "#####they said."].into_iter().enumerate() {
        text.extend(row(line).into_iter().map(|glyph| Glyph { base: 100.0 + 12.0 * at as f32, ..glyph }));
    }
    assert_eq!(read(text), ["The dam held", "all night,", "they said."]);
}
