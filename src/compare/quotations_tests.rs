//! Tries that quotations are found in any marks, and told apart from apostrophes.

use super::*;

fn quoted(body: &str) -> Vec<String> {
    let text = Text::new(body);
    let blocks = Block::guess(&text);
    quotations(&text, &blocks).into_iter().map(|span| text.quote(span).to_owned()).collect()
}

#[test]
fn any_marks_hold_a_quotation() {
    for body in [
        "He said: \"it is not so\".",
        "He said: “it is not so”.",
        "Er sagte: „it is not so“.",
        "Er sagte: »it is not so«.",
        "Mówi: „it is not so”.",
        "Il dit : « it is not so ».",
        "Han sade: ”it is not so”.",
        "Hän sanoi: »it is not so».",
        "He said: 'it is not so'.",
        "He said: ‘it is not so’.",
        "Er sagte: ‚it is not so‘.",
        "他说：「it is not so」。",
        "他说：『it is not so』。",
        "Er sagte: ‹it is not so›.",
    ] {
        assert_eq!(quoted(body), ["it is not so"], "{body}");
    }
}

#[test]
fn inner_quotations_are_found_too() {
    assert_eq!(
        quoted("She said: “He told me ‘never again’ twice.”"),
        ["He told me ‘never again’ twice.", "never again"]
    );
    assert_eq!(quoted("Sie sagte: „Er sagte ‚nie wieder‘ zu mir.“"), ["Er sagte ‚nie wieder‘ zu mir.", "nie wieder"]);
}

#[test]
fn apostrophes_and_inches_are_no_quotations() {
    assert_eq!(quoted("Turkey's and the soldiers’ aims weren't Syria’s."), Vec::<String>::new());
    assert_eq!(quoted("The soldiers’ aim was “not Syria’s” at all."), ["not Syria’s"]);
    assert_eq!(quoted("A pipe of 3\" burst"), Vec::<String>::new());
    assert_eq!(quoted("Never closed: “so it goes on"), Vec::<String>::new());
    // Not where they stand in a quotation in the same marks, or before one, either.
    assert_eq!(quoted("'I don't know,' she said."), ["I don't know,"]);
    assert_eq!(quoted("‘I don’t know,’ she said."), ["I don’t know,"]);
    assert_eq!(quoted("A pipe of 3\" burst, and \"nobody knew\" of it."), ["nobody knew"]);
}

#[test]
fn what_is_never_closed_inside_ends_with_what_is_around_it() {
    let body = "T\n“He told me ‘never again,” she said.\n“It is over,” she said.";
    assert_eq!(quoted(body), ["He told me ‘never again,", "It is over,"]);
}

#[test]
fn a_quotation_goes_on_in_the_next_paragraph() {
    assert_eq!(quoted("T\n“One thing is clear.\n“Another is not.”"), ["One thing is clear.", "Another is not."]);
    let text = Text::new("T\nWe did not ask.\n");
    let blocks = [Block { kind: BlockKind::Headline, lines: 0..1 }, Block { kind: BlockKind::Quote, lines: 1..2 }];
    assert_eq!(quotations(&text, &blocks).len(), 1);
}

/// Shows how two articles differ in what they quote: `=` for a piece, else what differs.
fn shown(one: &str, other: &str) -> Vec<String> {
    let texts = [Text::new(one), Text::new(other)];
    let words = [Words::of(&texts[0]), Words::of(&texts[1])];
    let quotes = [0, 1].map(|side| quotations(&texts[side], &Block::guess(&texts[side])));
    let show = |drift: Drift| {
        let each = drift
            .changes
            .iter()
            .map(|change| format!("{}/{}", &one[change.sides[0].clone()], &other[change.sides[1].clone()]));
        format!("{}{}", if drift.piece { "=" } else { "" }, each.collect::<Vec<_>>().join(", "))
    };
    drifts([&words[0], &words[1]], [&quotes[0], &quotes[1]], &|| false).into_iter().map(show).collect()
}

#[test]
fn quotations_that_drift_are_listed() {
    let one = "Ankara's answer\n“We have never asked anybody for protection,” the minister said. The plan was “not true”, he said.";
    assert_eq!(
        shown(one, "Denial\nThe minister said: „We never asked any service for protection of the president“."),
        ["have/, anybody/any service, /of the president"]
    );
    // Marks, case and punctuation are no difference.
    assert_eq!(shown(one, "Denial\n«we have never asked anybody, for protection»"), Vec::<String>::new());
    // A piece of it is told as such.
    assert_eq!(shown(one, "Denial\nIt had “never asked anybody for protection”, it said."), ["=We have/"]);
    // What has little in common is not of the same words.
    assert_eq!(
        shown(one, "Denial\n“We have nothing to say about the matter,” said the minister."),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_quoted_alike_is_no_drift() {
    let one = "A\n“The dam will hold through the winter,” she said.";
    let other = "B\n“The dam will hold through the winter,” she said. Later: “The dam may hold through the winter.”";
    assert_eq!(shown(one, other), Vec::<String>::new());
}

#[test]
fn a_quotation_inside_of_one_that_drifts_is_told_with_it() {
    let one = "A\n“The mayor told us ‘never again will the old dam burst’ and left the valley,” she said.";
    let other = "B\n“The mayor told us ‘never again will the dam burst’ and left our valley,” she said.";
    assert_eq!(shown(one, other), ["old/, the/our"]);
}

#[test]
fn quotations_of_other_words_are_no_drift() {
    let one = "A\n“We never asked for the spillway gates near Birkenfurt and everybody here knows it since those letters \
               were published last winter by our council,” she said.";
    let other = "B\n“The spillway gates near Birkenfurt were painted green by a firm from some coast that had once built \
                 lighthouses for pilots,” he said.";
    assert_eq!(shown(one, other), Vec::<String>::new());
}

#[test]
fn a_piece_must_tell_enough_by_itself() {
    // With sixty-four words in both together, a word that each has once tells five bits.
    let with = |piece: &str, count: usize| {
        let filler: Vec<String> = (0..count).map(|number| format!("filler{number}")).collect();
        let one = format!("“early harvest failed again” {}", filler.join(" "));
        shown(&one, &format!("“{piece}”"))
    };
    assert_eq!(with("harvest failed again", 64 - 4 - 3), Vec::<String>::new());
    assert_eq!(with("early harvest failed", 64 - 4 - 3), Vec::<String>::new());
    let one = "“the early harvest failed again”";
    let filler: Vec<String> = (0..64 - 5 - 4).map(|number| format!("filler{number}")).collect();
    assert_eq!(shown(&format!("{one} {}", filler.join(" ")), "“early harvest failed again”"), ["=the/"]);
}
