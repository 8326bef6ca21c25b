//! Writes an exercise as one page (HTML, WHATWG living standard) that any browser solves it in, without a network.
//!
//! What the page does is written in `assets/exercise`: plain JavaScript and CSS that stand in the page as they are.
//! What it is about stands beside them as JSON. A policy in the page's head (Content Security Policy, level 3) lets
//! only that script run, known by its digest, and lets nothing be loaded.

mod words;

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::classroom::{AskedKind, AskedLabel, End, Handout, Link, Mark};
use crate::formats::blocks::html;
use crate::formats::page::Page;
use crate::model::{BlockKind, Fragments, Pattern, Text, base64};
use crate::{say, words as spoken};

const TEMPLATE: &str = include_str!("../../../assets/exercise/page.html");
const STYLE: &str = include_str!("../../../assets/exercise/page.css");

/// The parts of the script, in an order in which each finds what it names when it is read.
const SCRIPTS: [&str; 11] = [
    include_str!("../../../assets/exercise/secret.js"),
    include_str!("../../../assets/exercise/text.js"),
    include_str!("../../../assets/exercise/mark.js"),
    include_str!("../../../assets/exercise/work.js"),
    include_str!("../../../assets/exercise/draw.js"),
    include_str!("../../../assets/exercise/panels.js"),
    include_str!("../../../assets/exercise/ends.js"),
    include_str!("../../../assets/exercise/actions.js"),
    include_str!("../../../assets/exercise/listen.js"),
    include_str!("../../../assets/exercise/keys.js"),
    include_str!("../../../assets/exercise/page.js"),
];

/// What stands in the page as JSON. Offsets are code points, half-open.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'h> {
    exercise: String,
    asked: String,
    text_hash: String,
    title: &'h str,
    instructions: &'h str,
    article: Article<'h>,
    language: &'h str,
    direction: &'h str,
    text: &'h str,
    blocks: Vec<(&'h str, usize, usize)>,
    labels: Vec<Label<'h>>,
    kinds: Vec<Kind<'h>>,
    hints: Vec<(&'h str, &'h str)>,
    given: Vec<Given<'h>>,
    links: Vec<Joined<'h>>,
    minutes: Option<u16>,
    sealed: Option<Sealed>,
    words: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Article<'h> {
    outlet: &'h str,
    author: &'h str,
    date: String,
}

#[derive(Serialize)]
struct Label<'h> {
    key: &'h str,
    name: &'h str,
    letter: &'h str,
    shortcut: Option<char>,
    colour: u8,
    pattern: &'static str,
    definition: &'h str,
    hint: &'h str,
    count: Option<u32>,
}

#[derive(Serialize)]
struct Kind<'h> {
    key: &'h str,
    name: &'h str,
    shortcut: Option<char>,
    from: Vec<&'h str>,
    to: Vec<&'h str>,
    definition: &'h str,
    hint: &'h str,
    count: Option<u32>,
}

#[derive(Serialize)]
struct Given<'h> {
    label: &'h str,
    at: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct Joined<'h> {
    kind: &'h str,
    from: Example,
    to: Example,
}

/// An end of a relation between examples.
#[derive(Serialize)]
struct Example {
    given: usize,
}

#[derive(Serialize)]
struct Sealed {
    rounds: u32,
    salt: String,
    nonce: String,
    data: String,
}

/// Writes the page.
pub fn write(handout: &Handout) -> String {
    let script = script();
    let digest = format!("sha256-{}", base64::encode(&Sha256::digest(script.as_bytes())));
    let title = title(handout);
    let exercise = json(&data(handout, title));
    filled(TEMPLATE, |name| match name {
        "language" => spoken::tag().to_owned(),
        "digest" => digest.clone(),
        "title" => escaped(title),
        "style" => STYLE.to_owned(),
        "needs-scripts" => escaped(say!("learner-needs-scripts")),
        "exercise" => exercise.clone(),
        "script" => script.clone(),
        _ => String::new(),
    })
}

/// Returns the whole script: nothing in it can be reached from outside.
fn script() -> String {
    format!("(() => {{\n\"use strict\";\n{}begin();\n}})();\n", SCRIPTS.concat())
}

/// Puts in what stands in braces in a template, by its name.
fn filled(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&value(name));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn escaped(text: &str) -> String {
    let mut page = Page::default();
    page.text(text);
    page.taken()
}

/// Writes JSON so that nothing in it ends the element that it stands in.
fn json(data: &Data<'_>) -> String {
    // A value of texts and numbers always can be written.
    serde_json::to_string(data).unwrap_or_default().replace('<', "\\u003c")
}

/// Returns what the exercise is called, or else its article.
fn title(handout: &Handout) -> &str {
    if handout.title.trim().is_empty() { &handout.details.title } else { &handout.title }
}

fn data<'h>(handout: &'h Handout, title: &'h str) -> Data<'h> {
    let details = &handout.details;
    Data {
        exercise: handout.exercise.to_string(),
        asked: handout.asked().to_string(),
        text_hash: handout.text.hash().to_string(),
        title,
        instructions: &handout.instructions,
        article: Article { outlet: &details.outlet, author: &details.author, date: spoken::day(&details.date) },
        language: html::tag(&details.language).unwrap_or_default(),
        direction: html::direction(&details.language),
        text: handout.text.as_str(),
        blocks: blocks(handout),
        labels: handout.labels.iter().map(label).collect(),
        kinds: handout.kinds.iter().map(kind).collect(),
        hints: handout.hints.iter().map(|(label, hint)| (label.as_str(), hint.as_str())).collect(),
        given: handout.given.iter().map(|mark| given(mark, &handout.text)).collect(),
        links: handout.given_links.iter().filter_map(joined).collect(),
        minutes: handout.minutes,
        sealed: handout.sealed.as_ref().map(|sealed| Sealed {
            rounds: sealed.rounds,
            salt: base64::encode(&sealed.salt),
            nonce: base64::encode(&sealed.nonce),
            data: base64::encode(&sealed.data),
        }),
        words: words::all(),
    }
}

/// Lists the blocks with their code points. Lines outside of them that hold something are paragraphs: what can be
/// marked in the program can be marked in the page.
fn blocks(handout: &Handout) -> Vec<(&'static str, usize, usize)> {
    let text = &handout.text;
    let mut out = Vec::new();
    let mut next = 0;
    let mut put = |kind: BlockKind, bytes: std::ops::Range<usize>| {
        if !text.as_str().get(bytes.clone()).unwrap_or_default().trim().is_empty() {
            out.push((kind.name(), text.char_of(bytes.start), text.char_of(bytes.end)));
        }
    };
    for block in &handout.blocks {
        (next..block.lines.start).for_each(|line| put(BlockKind::Paragraph, text.line(line)));
        put(block.kind, block.bytes(text));
        next = block.lines.end;
    }
    (next..text.line_count()).for_each(|line| put(BlockKind::Paragraph, text.line(line)));
    out
}

fn label(row: &AskedLabel) -> Label<'_> {
    Label {
        key: row.key.as_str(),
        name: &row.name,
        letter: &row.letter,
        shortcut: row.shortcut,
        colour: row.colour % crate::model::scheme::COLOURS,
        pattern: pattern(row.pattern),
        definition: &row.definition,
        hint: &row.hint,
        count: row.count,
    }
}

fn kind(row: &AskedKind) -> Kind<'_> {
    Kind {
        key: row.key.as_str(),
        name: &row.name,
        shortcut: row.shortcut,
        from: row.from.iter().map(|label| label.as_str()).collect(),
        to: row.to.iter().map(|label| label.as_str()).collect(),
        definition: &row.definition,
        hint: &row.hint,
        count: row.count,
    }
}

/// Returns the name under which the page's script draws a pattern.
fn pattern(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Solid => "solid",
        Pattern::Wave => "wave",
        Pattern::Dots => "dots",
        Pattern::Double => "double",
        Pattern::Dash => "dash",
        Pattern::DashDot => "dash-dot",
        Pattern::Thick => "thick",
        Pattern::Zigzag => "zigzag",
        Pattern::LongDash => "long-dash",
        Pattern::Ticks => "ticks",
        Pattern::DashDotDot => "dash-dot-dot",
        Pattern::Squares => "squares",
    }
}

fn given<'h>(mark: &'h Mark, text: &Text) -> Given<'h> {
    Given { label: mark.label.as_str(), at: points(&mark.place, text) }
}

fn points(place: &Fragments, text: &Text) -> Vec<(usize, usize)> {
    place.spans().iter().map(|span| (text.char_of(span.start()), text.char_of(span.end()))).collect()
}

fn joined(link: &Link) -> Option<Joined<'_>> {
    match (link.from, link.to) {
        (End::Given(from), End::Given(to)) => {
            Some(Joined { kind: link.kind.as_str(), from: Example { given: from }, to: Example { given: to } })
        }
        _ => None,
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
