//! Marks by the key in the page as in the program.

use gainsay::classroom::{Handout, Key, KeyMark, Marked, is_light, secret};
use gainsay::formats::classroom::{hand_in, key};
use gainsay::model::exercise::Fit;
use gainsay::model::{AnnotationId, Fragments, LabelKey, Stamp, Time};
use serde_json::Value;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::all_was_well;
use super::chromium::browser;
use super::handouts::dam;
use super::learner::{learner, shown};

#[test]
fn the_page_marks_as_the_program_does() {
    let Some(mut browser) = browser(800, 600, false) else { return };
    let table: Value = serde_json::from_str(include_str!("../fixtures/marking.json")).unwrap();
    let script = include_str!("../../assets/exercise/mark.js");
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() >= 15);
    browser.eval(&format!("{script}; globalThis.markWork = markWork; 0"));
    for case in cases {
        let marked = browser.eval(&format!(
            "((one) => {{
                const at = (mark) => mark.at.map(({{ start, end }}) => [start, end]);
                const marks = one.work.marks.map((mark) => ({{ label: mark.label, at: at(mark) }}));
                const work = {{ marks, links: one.work.links }};
                const {{ counts, ...rest }} = markWork(one.key, work, Array.from(one.text));
                return {{ ...rest, ...counts }};
            }})({case})"
        ));
        assert_eq!(marked, case["expected"], "{}: {}", case["name"], case["why"]);
    }
}

#[test]
fn page_and_program_know_the_same_punctuation() {
    let Some(mut browser) = browser(800, 600, false) else { return };
    let script = include_str!("../../assets/exercise/mark.js");
    // Runs of code points that are light to the page, and of those that its Unicode does not know.
    let runs = browser.eval(&format!(
        "(() => {{ {script};
            const runs = (wanted) => {{
                const found = [];
                for (let code = 0; code < 0x110000; code += 1) {{
                    if ((code >= 0xd800 && code < 0xe000) || !wanted(String.fromCodePoint(code))) continue;
                    const last = found[found.length - 1];
                    if (last && last[1] === code) last[1] = code + 1;
                    else found.push([code, code + 1]);
                }}
                return found;
            }};
            return [runs(isLight), runs((c) => /\\p{{Cn}}/u.test(c))];
        }})()"
    ));
    let within = |of: usize, c: char| {
        let runs = runs[of].as_array().unwrap();
        let at = runs.partition_point(|run| run[1].as_u64().unwrap() <= u64::from(c));
        runs.get(at).is_some_and(|run| run[0].as_u64().unwrap() <= u64::from(c))
    };
    let known = |c: &char| c.general_category() != GeneralCategory::Unassigned && !within(1, *c);
    let other: Vec<char> = ('\0'..=char::MAX).filter(|c| known(c) && is_light(*c) != within(0, *c)).collect();
    assert_eq!(other, ['a'; 0]);
    assert!(('\0'..=char::MAX).filter(|c| known(c) && is_light(*c)).count() > 1500);
}

#[test]
fn the_very_words_can_be_met_with_fingers_where_they_end_in_a_quotation_mark() {
    let dam = dam();
    let place = |words: &str| {
        let start = dam.text.as_str().find(words).unwrap();
        Fragments::one(dam.text.span(start, start + words.len()).unwrap())
    };
    let mark = |number, words: &str| KeyMark {
        id: AnnotationId(number),
        label: LabelKey::slug("claim"),
        place: place(words),
        given: false,
        optional: false,
        hint: String::new(),
        feedback: String::new(),
    };
    let key = Key {
        fit: Fit::EXACT,
        marks: vec![mark(1, "“It has never been safer,”"), mark(2, "“It is not so.”")],
        ..shown(&dam)
    };
    let mut stamp = Stamp::new(Time(0), [7; 32]);
    let closed = secret::seal_in(1000, key::write(&key).as_bytes(), "dam", dam.asked(), &mut stamp);
    let Some(mut page) = learner(Handout { sealed: Some(closed), ..dam }, 800, 1200, true) else { return };
    page.mark("“It has never been safer,”", "claim", true);
    page.mark("“It is not so.”", "claim", true);
    page.press("#word");
    page.browser.type_text("dam");
    page.press("#check .main");
    page.browser.until("document.querySelector('#check .points') !== null");
    let marks = page.marks();
    assert_eq!(page.browser.text("document.querySelector('.points').textContent"), "2 of 2 points.", "{marks:?}");
    let (_, work) = page.hand_in("Ada");
    let marked = mark_of(&key, &page.last);
    assert_eq!((marked.tally().found, marked.tally().of_key()), (2, 2), "{work}");
    all_was_well(&page);
}

/// Marks a file that was handed in.
fn mark_of(key: &Key, file: &[u8]) -> Marked {
    gainsay::classroom::mark(key, &hand_in::read(file, key).unwrap())
}
