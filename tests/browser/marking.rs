//! Marks by the key in the page as in the program.

use gainsay::classroom::{End, HandIn, Handout, Key, KeyLink, KeyMark, Link, Mark, Marked, is_light, secret};
use gainsay::formats::classroom::{hand_in, key};
use gainsay::model::exercise::{Costs, Fit, Points, Task};
use gainsay::model::{AnnotationId, ExerciseId, Fragments, Hash, KindKey, LabelKey, RelationId, Stamp, Text, Time};
use serde_json::{Value, json};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::all_was_well;
use super::chromium::browser;
use super::handouts::dam;
use super::learner::{learner, shown};
use super::marked::told;

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

/// Makes keys and works of all sorts, the same each time.
struct Dice(u64);

impl Dice {
    /// Returns a number below `most`.
    fn roll(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn place(&mut self, text: &Text) -> Fragments {
        let start = self.roll(text.chars() - 1);
        let end = (start + 1 + self.roll(14)).min(text.chars());
        Fragments::one(text.span_of_chars(start, end).unwrap())
    }

    fn key(&mut self, text: &Text) -> Key {
        let label = |at: usize| LabelKey::slug(["claim", "denial"][at]);
        let kind = |at: usize| KindKey::slug(["denies", "about"][at]);
        let mut marks: Vec<KeyMark> = Vec::new();
        for number in 0..2 + self.roll(6) {
            let (given, optional) = (self.roll(5) == 0, self.roll(3) == 0);
            let mark = KeyMark {
                id: AnnotationId(number as u128),
                label: label(self.roll(2)),
                place: self.place(text),
                given,
                optional: optional && !given,
                hint: String::new(),
                feedback: String::new(),
            };
            // A key has no words twice with one label.
            if !marks.iter().any(|other| other.label == mark.label && other.place == mark.place) {
                marks.push(mark);
            }
        }
        marks.sort_by_key(|mark| (mark.place.start(), mark.place.end()));
        let mut links: Vec<KeyLink> = Vec::new();
        for number in 0..self.roll(5) {
            let (from, to) = (self.roll(marks.len()), self.roll(marks.len()));
            let given = marks[from].given && marks[to].given;
            let link = KeyLink { id: RelationId(number as u128), kind: kind(self.roll(2)), from, to, given };
            let same = |other: &KeyLink| (other.from, other.to, &other.kind) == (from, to, &link.kind);
            if from != to && !links.iter().any(same) {
                links.push(link);
            }
        }
        links.sort_by_key(|link| (link.from, link.to, link.kind.clone()));
        let points = |points: i32| Task { points: Points(points), ..Task::default() };
        let nothing = Hash([0; 32]);
        Key {
            exercise: ExerciseId(7),
            asked: nothing,
            text: text.clone(),
            marks,
            links,
            labels: [(label(0), points(100)), (label(1), points(200))].into(),
            kinds: [(kind(0), points(50)), (kind(1), points(75))].into(),
            fit: [Fit::EXACT, Fit::default(), Fit { covers: 1, adds: 900 }][self.roll(3)],
            costs: Costs { wrong: Points(25), missed: Points(10), surplus: Points(5) },
        }
    }

    fn work(&mut self, key: &Key) -> HandIn {
        let mut marks: Vec<Mark> = Vec::new();
        for _ in 0..self.roll(8) {
            // Often near what the key has.
            let near = (self.roll(3) > 0).then(|| self.roll(key.marks.len()));
            let place = near.map_or_else(|| self.place(&key.text), |at| key.marks[at].place.clone());
            let label = LabelKey::slug(["claim", "denial", "claim", "denial", "source"][self.roll(5)]);
            marks.push(Mark { label, place });
        }
        let given = key.marks.iter().filter(|mark| mark.given).count();
        let mut links: Vec<Link> = Vec::new();
        let end = |dice: &mut Dice| match dice.roll(marks.len() + given) {
            at if at < marks.len() => End::Mark(at),
            at => End::Given(at - marks.len()),
        };
        for _ in 0..if marks.len() + given > 1 { self.roll(6) } else { 0 } {
            let link = Link { kind: KindKey::slug(["denies", "about"][self.roll(2)]), from: end(self), to: end(self) };
            if link.from != link.to && !links.contains(&link) {
                links.push(link);
            }
        }
        let (asked, text) = (key.asked, key.text.hash());
        let (learner, begun, handed) = ("Ada".to_owned(), None, Time(0));
        HandIn { exercise: key.exercise, asked, text, learner, begun, handed, marks, links }
    }
}

#[test]
fn the_page_marks_whatever_there_is_as_the_program_does() {
    let Some(mut browser) = browser(800, 600, false) else { return };
    let script = include_str!("../../assets/exercise/mark.js");
    browser.eval(&format!("{script}; globalThis.markWork = markWork; 0"));
    let text = Text::new("ab, “cd.” Efg hi-jk $5 lm?! n'op 😀 qrs: tu vw");
    let mut dice = Dice(1);
    let cases: Vec<(Key, HandIn)> = (0..2000)
        .map(|_| {
            let key = dice.key(&text);
            let work = dice.work(&key);
            (key, work)
        })
        .collect();
    let given: Vec<Value> = cases
        .iter()
        .map(|(key, work)| {
            let work: Value = serde_json::from_str(&hand_in::write(work, &text)).unwrap();
            let work: Value = serde_json::from_str(work["work"].as_str().unwrap()).unwrap();
            json!([serde_json::from_str::<Value>(&key::write(key)).unwrap(), work])
        })
        .collect();
    let marked = browser.eval(&format!(
        "{}.map(([key, work]) => {{
            const at = (mark) => mark.at.map(({{ start, end }}) => [start, end]);
            const marks = work.marks.map((mark) => ({{ label: mark.label, at: at(mark) }}));
            const {{ counts, ...rest }} = markWork(key, {{ marks, links: work.links }}, Array.from({}));
            return {{ ...rest, ...counts }};
        }})",
        Value::from(given.clone()),
        json!(text.as_str())
    ));
    for (at, (key, work)) in cases.iter().enumerate() {
        let by_program = told(key, &gainsay::classroom::mark(key, work));
        assert_eq!(marked[at], by_program, "case {at}: {}", given[at]);
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
