use std::collections::BTreeSet;

use super::*;
use crate::formats::classroom::sample;
use crate::model::Pattern;

fn markup(page: &str) -> Vec<String> {
    page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0.to_owned())).collect()
}

/// Returns the lines of a page's text, without what marks them.
fn printed(page: &str) -> Vec<String> {
    let lines = page.split("<div class=\"line").skip(1);
    lines
        .map(|line| {
            let line = line.split("</div>").next().unwrap();
            let (_, mut rest) = line.split_once("<span class=\"t\"").unwrap();
            let mut words = String::new();
            while let Some((_, behind)) = rest.split_once('>') {
                let (text, tag) = behind.split_once('<').unwrap_or((behind, ""));
                words.push_str(text);
                // The words of a sign are no part of the line.
                rest = if tag.starts_with("b class") { tag.split_once("</b").unwrap().1 } else { tag };
            }
            words
        })
        .collect()
}

#[test]
fn the_worksheet_shows_the_text_and_tells_nothing_of_the_key() {
    let (handout, key) = sample::dam();
    let sheet = worksheet(&handout);
    let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut text = Page::default();
    text.isolated(handout.text.as_str());
    assert_eq!(letters(&printed(&sheet).concat()), letters(&text.taken()));
    assert!(sheet.contains(">5</span>") && !sheet.contains(">4</span>"), "each fifth line is numbered");
    assert!(sheet.contains("You have 20 minutes.") && sheet.contains("3 to find."));
    for mark in key.marks.iter().filter(|mark| !mark.given) {
        assert!(mark.feedback.is_empty() || !sheet.contains(&mark.feedback), "{}", mark.feedback);
    }
    assert_eq!(sheet.matches("class=\"sign\" style").count(), handout.given.len(), "only examples are marked");
    assert!(!sheet.contains("<script") && !sheet.contains("http://www.e") && !sheet.contains("src="));
    assert!(!sheet.contains("url(\"h") && !sheet.contains("@import"), "no other file is fetched");
}

#[test]
fn the_answers_stand_in_the_same_lines() {
    let (handout, key) = sample::dam();
    let (sheet, answers) = (worksheet(&handout), answers(&handout, &key));
    assert_eq!(printed(&sheet), printed(&answers));
    assert_eq!(answers.matches("class=\"sign\" style").count(), key.marks.len(), "each mark has one sign");
    for mark in &key.marks {
        assert!(answers.contains(&mark.feedback), "{}", mark.feedback);
    }
    // The example is C1 on both sheets, although another claim stands before it.
    assert!(sheet.contains("\">C1</b>") && !sheet.contains("C2</b>"));
    assert!(answers.contains("<td dir=\"auto\">D1</td><td dir=\"auto\">denies</td><td dir=\"auto\">C3</td>"));
    assert!(answers.contains("<td class=\"sign\">C1</td><td><bdi>the dam above their village"));
    assert!(answers.contains("<td class=\"sign\">C2</td><td><bdi>dam is safe</bdi>"));
    assert!(answers.contains("<td class=\"sign\">C3</td><td><bdi>The dam is cracked</bdi>"));
    assert!(answers.contains("Taken off: 0.5 for a mark that is not in the key."));
}

#[test]
fn each_label_differs_without_its_colour() {
    let (mut handout, _) = sample::dam();
    let label = handout.labels[0].clone();
    handout.labels =
        Pattern::ALL.iter().map(|pattern| AskedLabel { pattern: *pattern, colour: 0, ..label.clone() }).collect();
    let sheet = worksheet(&handout);
    let rules = sheet.split(" { background-image").skip(1).map(|rest| rest.split(" }").next().unwrap());
    let rules: BTreeSet<&str> = rules.collect();
    assert_eq!(rules.len(), Pattern::ALL.len());
}

#[test]
fn markup_stays_text() {
    let (mut handout, mut key) = sample::dam();
    let plain = (markup(&worksheet(&handout)), markup(&answers(&handout, &key)));
    let evil = "</title></style>\"' onload=\"x()\"><script>alert(1)</script><!-- &lt; \u{0} \u{202e}";
    (handout.title, handout.instructions) = (evil.to_owned(), evil.to_owned());
    handout.details.outlet = evil.to_owned();
    handout.labels.iter_mut().for_each(|label| {
        (label.name, label.definition, label.hint, label.letter) = (evil.into(), evil.into(), evil.into(), evil.into());
    });
    handout.kinds.iter_mut().for_each(|kind| (kind.name, kind.definition) = (evil.into(), evil.into()));
    handout.hints.iter_mut().for_each(|(_, hint)| evil.clone_into(hint));
    key.marks.iter_mut().for_each(|mark| evil.clone_into(&mut mark.feedback));
    let written = (worksheet(&handout), answers(&handout, &key));
    let same = |page: &str, plain: &[String]| {
        let shift = |tag: &String| tag.split(" style=").next().unwrap().to_owned();
        let (got, plain): (Vec<_>, Vec<_>) =
            (markup(page).iter().map(shift).collect(), plain.iter().map(shift).collect());
        got == plain
    };
    assert!(same(&written.0, &plain.0) && same(&written.1, &plain.1), "the same tags, whatever the words");
    assert!(!written.0.contains("<script") && !written.1.contains("<script") && !written.0.contains('\u{0}'));
}

#[test]
fn text_from_right_to_left_stands_so() {
    let (handout, key) = sample::arabic();
    let (sheet, answers) = (worksheet(&handout), answers(&handout, &key));
    assert!(sheet.contains("<div class=\"text\" dir=\"rtl\" lang=\"ar\">"));
    assert!(sheet.contains("<span class=\"t\" dir=\"rtl\">") && !sheet.contains("<span class=\"t\" dir=\"ltr\">"));
    assert_eq!(printed(&sheet), printed(&answers));
}
