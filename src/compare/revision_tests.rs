//! Tries the comparison of two texts: that it can be read, and that it is all of both.

use proptest::prelude::*;

use super::*;

/// Writes a comparison as one line: `-went-`, `+came+`, `<0<` and `>0>` around what moved.
fn read(old: &str, new: &str) -> String {
    let (old, new) = (Text::new(old), Text::new(new));
    let comparison = Comparison::of(&old, &new, &|| false);
    let line = |part: &Part| {
        let (old, new) = (&old.as_str()[part.old.clone()], &new.as_str()[part.new.clone()]);
        match part.sort {
            Sort::Same => new.to_owned(),
            Sort::Removed => format!("-{old}-"),
            Sort::Added => format!("+{new}+"),
            Sort::MovedAway(number) => format!("<{number}<{old}<"),
            Sort::MovedHere(number) => format!(">{number}>{new}>"),
        }
    };
    comparison.parts.iter().map(line).collect()
}

#[test]
fn words_are_compared_and_not_letters() {
    assert_eq!(
        read("The ministry did not ask for help.", "The ministry had not asked for help, it said."),
        "The ministry -did not ask -+had not asked +for help+, it said+."
    );
    assert_eq!(read("One.\nTwo.\n", "One.\nTwo.\n"), "One.\nTwo.\n");
}

#[test]
fn an_edit_stands_where_a_sentence_begins() {
    let old = "He said no. He went away.";
    let new = "He said no. He said nothing else. He went away.";
    assert_eq!(read(old, new), "He said no. +He said nothing else. +He went away.");
    let old = "The first paragraph.\nThe last paragraph.\n";
    let new = "The first paragraph.\nThe middle paragraph.\nThe last paragraph.\n";
    assert_eq!(read(old, new), "The first paragraph.\n+The middle paragraph.\n+The last paragraph.\n");
}

#[test]
fn a_moved_paragraph_is_shown_as_moved() {
    let moved = "Attacks by the group became more frequent in February, when six were aimed at Syrian authorities.\n";
    let others = [
        "Turkey denies the report.\n",
        "The directorate called it untrue on Friday.\n",
        "No staff was sent to Damascus, it said.\n",
    ];
    let old = format!("{}{moved}{}{}", others[0], others[1], others[2]);
    let new = format!("{}{}{}{moved}", others[0], others[1], others[2]);
    let comparison = Comparison::of(&Text::new(&*old), &Text::new(&*new), &|| false);
    let moves: Vec<(&str, &str)> =
        comparison.moves.iter().map(|m| (&old[m.old.clone()], &new[m.new.clone()])).collect();
    // Of two paragraphs that change places either may be the one that moved; it is the shorter way that is told.
    assert_eq!(moves.len(), 1, "{comparison:?}");
    assert_eq!(moves[0].0, moves[0].1);
    assert_eq!(comparison.edits(), 0, "{comparison:?}");
    let changed = new.replace("when six were", "when at least seven were");
    let comparison = Comparison::of(&Text::new(&*old), &Text::new(&*changed), &|| false);
    assert_eq!((comparison.moves.len(), comparison.edits()), (1, 1), "{comparison:?}");
}

#[test]
fn paragraphs_that_stand_where_others_stood_are_shown_as_moved() {
    let sample = |name: &str, from: usize, to: usize| -> String {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
        let body = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines = body.lines().filter(|line| line.len() > 100).map(|line| format!("{line}\n"));
        lines.skip(from).take(to - from).collect()
    };
    let (one, other) = (sample("denial.txt", 0, 4), sample("agency-report.txt", 6, 10));
    let between = sample("german.txt", 0, 99).repeat(2) + &sample("agency-report.txt", 0, 4);
    let old = format!("{one}{between}{other}The end.\n");
    let new = format!("{other}{between}{one}The end.\n");
    let comparison = Comparison::of(&Text::new(&*old), &Text::new(&*new), &|| false);
    assert!(comparison.moves.iter().all(|moved| old[moved.old.clone()] == new[moved.new.clone()]), "{comparison:?}");
    let moved: usize = comparison.moves.iter().map(|moved| moved.old.len()).sum();
    assert!(moved > (one.len() + other.len()) * 9 / 10, "{moved} of {}: {comparison:?}", one.len() + other.len());
}

#[test]
fn what_came_is_told_from_what_went() {
    let text = |body: &str| Text::new(body);
    let adds = |old: &str, new: &str| Comparison::of(&text(old), &text(new), &|| false).adds_words(&text(new));
    assert!(adds("He said no.", "He said no twice."));
    assert!(!adds("He said no twice.", "He said no!"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_parts_are_all_of_both_texts(old in "([ab] ?|[.\n]|word |the ministry denied it |世界 ){0,60}", new in "([ab] ?|[.\n]|word |the ministry denied it |世界 ){0,60}") {
        let comparison = Comparison::of(&Text::new(&*old), &Text::new(&*new), &|| false);
        let (mut old_at, mut new_at) = (0, 0);
        for part in &comparison.parts {
            prop_assert_eq!((part.old.start, part.new.start), (old_at, new_at));
            (old_at, new_at) = (part.old.end, part.new.end);
            let (was, is) = (&old[part.old.clone()], &new[part.new.clone()]);
            let plain = |words: &str| words.chars().filter(|c| *c == '\n' || !c.is_whitespace()).collect::<String>();
            match part.sort {
                Sort::Same => prop_assert_eq!(plain(was), plain(is)),
                Sort::Removed | Sort::MovedAway(_) => prop_assert!(is.is_empty() && !was.is_empty()),
                Sort::Added | Sort::MovedHere(_) => prop_assert!(was.is_empty() && !is.is_empty()),
            }
        }
        prop_assert_eq!((old_at, new_at), (if comparison.parts.is_empty() { 0 } else { old.len() }, if comparison.parts.is_empty() { 0 } else { new.len() }));
    }
}
