//! Makes the exercises that the tests in a browser solve.
#![allow(unreachable_pub, clippy::unwrap_used, reason = "a part of the tests in a browser")]

use gainsay::classroom::{AskedKind, AskedLabel, Handout, Mark};
use gainsay::model::exercise::Sealed;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;

/// A short article with a character beyond the basic plane, quotes, and a block of each kind.
pub const DAM: &str = "😀 Dam holds, says ministry
Opponents speak of cracks 𝕏
The ministry said on Monday that the dam was safe. “It has never been safer,” said Ada Low, a spokeswoman.
What the engineers saw
Two engineers, who asked not to be named, said that it had cracks.
“It is not so.”
The mayor denied it before the press and told reporters to look for themselves.
";

/// Makes an exercise of a text: the labels and the kinds are asked for, the examples are marked from the beginning.
pub fn exercise(
    title: &str,
    language: &str,
    body: &str,
    blocks: Vec<Block>,
    [labels, kinds]: [&[&str]; 2],
    examples: &[(&str, &str)],
) -> Handout {
    let (text, scheme) = (Text::import(body), Scheme::claims_and_denials());
    let labels = scheme.labels.into_iter().filter(|(key, _)| labels.contains(&key.as_str()));
    let kinds = scheme.kinds.into_iter().filter(|(key, _)| kinds.contains(&key.as_str()));
    let example = |(label, words): &(&str, &str)| {
        let start = text.as_str().find(words).unwrap();
        let place = Fragments::one(text.span(start, start + words.len()).unwrap());
        Mark { label: LabelKey::slug(label), place }
    };
    Handout {
        exercise: ExerciseId(7),
        title: title.to_owned(),
        instructions: "Mark what is claimed.\nThen say on whose word.".to_owned(),
        details: Details { outlet: "Valley Post".to_owned(), language: language.to_owned(), ..Details::default() },
        blocks,
        labels: labels
            .map(|(key, row)| AskedLabel {
                count: (key.as_str() == "claim").then_some(2),
                key,
                name: row.name,
                letter: row.letter,
                shortcut: row.shortcut,
                colour: row.colour,
                pattern: row.pattern,
                definition: row.definition,
                hint: "Look for verbs of saying.".to_owned(),
            })
            .collect(),
        kinds: kinds
            .map(|(key, row)| AskedKind {
                key,
                name: row.name,
                shortcut: row.shortcut,
                from: row.from,
                to: row.to,
                definition: row.definition,
                hint: String::new(),
                count: None,
            })
            .collect(),
        hints: vec![(LabelKey::slug("claim"), "One is in the first paragraph.".to_owned())],
        given: examples.iter().map(example).collect(),
        given_links: Vec::new(),
        minutes: None,
        sealed: None,
        text,
    }
}

/// The exercise on the short article, with one example.
pub fn dam() -> Handout {
    let kinds = [
        BlockKind::Headline,
        BlockKind::Standfirst,
        BlockKind::Paragraph,
        BlockKind::Heading,
        BlockKind::ListItem,
        BlockKind::Quote,
        BlockKind::Caption,
    ];
    let blocks = (0..).zip(kinds).map(|(line, kind)| Block { kind, lines: line..line + 1 }).collect();
    let asked: [&[&str]; 2] = [&["claim", "denial", "source"], &["denies", "attributed-to"]];
    exercise("The dam: who says what?", "en", DAM, blocks, asked, &[("source", "Ada Low, a spokeswoman")])
}

/// The same with a key for checking oneself, closed with the word “Öltank”.
///
/// It was closed with OpenSSL by way of Node (`crypto.pbkdf2Sync`, `aes-256-gcm`), not by this program.
pub fn sealed() -> Handout {
    let made: serde_json::Value = serde_json::from_str(include_str!("sealed.json")).unwrap();
    let bytes = |name: &str| base64::decode(made[name].as_str().unwrap()).unwrap();
    let sealed = Sealed {
        rounds: made["rounds"].as_u64().unwrap() as u32,
        salt: bytes("salt").try_into().unwrap(),
        nonce: bytes("nonce").try_into().unwrap(),
        data: bytes("data"),
    };
    let handout = Handout { sealed: Some(sealed), ..dam() };
    assert_eq!(handout.asked().to_string(), made["asked"], "what is asked has changed: close the key anew");
    handout
}

/// An exercise on the Arabic sample.
pub fn arabic() -> Handout {
    let body = include_str!("../../samples/arabic.txt");
    let blocks = Block::guess(&Text::import(body));
    let made = exercise("هل الماء سليم؟", "ar", body, blocks, [&["claim", "denial", "source"], &["denies"]], &[]);
    let details = Details { outlet: "صوت الوادي".into(), date: "2026-05-19".into(), ..made.details };
    Handout { details, ..made }
}
