//! Does on the page what learners do.
#![allow(unreachable_pub, clippy::unwrap_used, reason = "a part of the tests in a browser")]

use std::path::{Path, PathBuf};

use gainsay::classroom::{Handout, Key, KeyMark, Mark};
use gainsay::formats::classroom::{hand_in, page};
use gainsay::model::exercise::{Costs, Fit, Task};
use gainsay::model::{AnnotationId, Hash};
use serde_json::{Value, json};

use super::chromium::{Browser, Point, browser};

/// A learner before an exercise.
pub struct Learner {
    pub browser: Browser,
    pub handout: Handout,
    /// The file that was handed in last.
    pub last: Vec<u8>,
    path: PathBuf,
}

/// Finds words in the article, brings them into view, and returns the middle of their first and last characters.
const PHRASE: &str = "((words) => {
    const pieces = [...document.querySelectorAll('#text .piece')];
    const all = pieces.map((piece) => piece.firstChild.data).join('');
    const from = all.indexOf(words);
    if (from < 0) throw new Error('not in the text: ' + words);
    const box = (offset) => {
        let start = 0;
        for (const piece of pieces) {
            const { length } = piece.firstChild.data;
            if (offset < start + length) {
                const range = document.createRange();
                range.setStart(piece.firstChild, offset - start);
                range.setEnd(piece.firstChild, offset - start + 1);
                return range.getBoundingClientRect();
            }
            start += length;
        }
    };
    const y = box(from).top;
    if (y < 120 || y > innerHeight - 400) scrollBy(0, y - innerHeight / 3);
    return [box(from), box(from + words.length - 1)].map((rect) => [rect.left + rect.width / 2, rect.top + 8]);
})";

/// Opens an exercise in a window of this size.
pub fn learner(handout: Handout, width: u32, height: u32, touch: bool) -> Option<Learner> {
    let browser = browser(width, height, touch)?;
    let path = browser.folder.path().join("exercise.html");
    std::fs::write(&path, page::write(&handout)).unwrap();
    Some(Learner::of(browser, handout, path))
}

impl Learner {
    /// Opens a file that has an exercise in it.
    pub fn of(mut browser: Browser, handout: Handout, path: PathBuf) -> Learner {
        browser.open(&path);
        Learner { browser, handout, path, last: Vec::new() }
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the page again.
    pub fn reopen(&mut self) {
        self.browser.visit("about:blank");
        self.browser.open(&self.path.clone());
    }

    /// Begins under a name, where time is limited.
    pub fn begin(&mut self, name: &str) {
        self.press("#starter");
        self.browser.type_text(name);
        self.button("start");
    }

    /// Returns what stands in the notice of what was here before; nothing where there is none.
    pub fn restored(&mut self) -> String {
        self.browser
            .text("[...document.querySelectorAll('.restored:not([hidden])')].map((one) => one.innerText).join()")
    }

    /// Returns where words begin and end on the screen.
    pub fn phrase(&mut self, words: &str) -> [Point; 2] {
        let found = self.browser.eval(&format!("{PHRASE}({})", json!(words)));
        [0, 1].map(|at| (found[at][0].as_f64().unwrap(), found[at][1].as_f64().unwrap()))
    }

    /// Selects words: drags over them, or taps the first and the last.
    pub fn select(&mut self, words: &str, touch: bool) {
        let [first, last] = self.phrase(words);
        if touch {
            self.browser.press(first);
            let [_, last] = self.phrase(words);
            self.free(words, last);
            self.browser.press(last);
        } else {
            self.browser.drag(first, last);
        }
    }

    /// Fails where the bar lies over words that are to be pressed next.
    fn free(&mut self, words: &str, at: Point) {
        let covered = format!("document.elementFromPoint({}, {}).closest('.bar') !== null", at.0, at.1);
        assert!(self.browser.eval(&covered) == false, "the bar lies over “{words}”");
    }

    /// Clicks or taps words.
    pub fn click(&mut self, words: &str) {
        let [first, _] = self.phrase(words);
        self.free(words, first);
        self.browser.press(first);
    }

    /// Returns the middle of an element, brought into view.
    pub fn middle(&mut self, selector: &str) -> Point {
        let found = self.browser.eval(&format!(
            "(() => {{
                const element = document.querySelector({0});
                if (!element || !element.getClientRects().length) throw new Error('not to be seen: ' + {0});
                const inside = (rect) => rect.top > 110 && rect.bottom < innerHeight - 70;
                if (!inside(element.getBoundingClientRect())) element.scrollIntoView({{ block: 'center' }});
                const rect = element.getBoundingClientRect();
                return [rect.left + rect.width / 2, rect.top + rect.height / 2];
            }})()",
            json!(selector)
        ));
        (found[0].as_f64().unwrap(), found[1].as_f64().unwrap())
    }

    /// Presses an element with the pointer or a finger.
    pub fn press(&mut self, selector: &str) {
        let at = self.middle(selector);
        self.browser.press(at);
    }

    /// Presses a button by the name under which the page finds it again.
    pub fn button(&mut self, key: &str) {
        self.press(&format!("[data-key=\"{key}\"]"));
    }

    /// Selects words and gives them a label by its button.
    pub fn mark(&mut self, words: &str, label: &str, touch: bool) {
        self.select(words, touch);
        self.button(&format!("bar label {label}"));
        assert!(self.said().starts_with(&format!("Marked as {label}")), "{}", self.said());
    }

    /// Returns what the page said last.
    pub fn said(&mut self) -> String {
        self.browser.text("document.querySelector('#status').textContent")
    }

    /// Lists the marks: what their signs in the text say, in the order of the text.
    pub fn marks(&mut self) -> Vec<String> {
        let all = self.browser.eval("[...document.querySelectorAll('#text .badge')].map((one) => one.ariaLabel)");
        let plain = |name: &Value| name.as_str().unwrap().replace(['\u{2068}', '\u{2069}'], "");
        all.as_array().unwrap().iter().map(plain).collect()
    }

    /// Hands in and returns the file's name and what stands in it.
    pub fn hand_in(&mut self, name: &str) -> (String, Value) {
        self.press("#learner");
        self.browser.eval("document.querySelector('#learner').select()");
        self.browser.type_text(name);
        self.press("#hand-in button");
        self.handed()
    }

    /// Waits for the file that was handed in, and reads what stands in it.
    pub fn handed(&mut self) -> (String, Value) {
        let folder = self.browser.downloads();
        let path = self.browser.wait("the file to hand in", |_| {
            let mut files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            files.find(|path| path.extension().is_some_and(|ending| ending == "json"))
        });
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let file: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((&file["gainsay"], &file["format"]), (&json!("hand-in"), &json!(1)));
        let said = file["work"].as_str().unwrap();
        assert_eq!(file["sha256"], Hash::of(said.as_bytes()).to_string());
        let work: Value = serde_json::from_str(said).unwrap();
        assert_eq!(work["exercise"], self.handout.exercise.to_string());
        assert_eq!(work["asked"], self.handout.asked().to_string());
        assert_eq!(work["text"], self.handout.text.hash().to_string());
        assert_eq!(work["with"], "browser");
        for time in ["begun", "handed"] {
            work[time].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        }
        self.last = bytes.clone();
        // The program reads it, and finds the same in it.
        let read = hand_in::read(&bytes, &shown(&self.handout)).unwrap();
        let told: Value = serde_json::from_str(&hand_in::write(&read, &self.handout.text)).unwrap();
        let mut again: Value = serde_json::from_str(told["work"].as_str().unwrap()).unwrap();
        again["with"] = "browser".into();
        assert_eq!(again, work);
        let name = hand_in::file_name(&self.handout.title, &read.learner);
        assert_eq!(path.file_name().unwrap().to_string_lossy(), name);
        (path.file_name().unwrap().to_string_lossy().into_owned(), work)
    }

    /// Lists the marks of a work: their labels and their words, as the text has them at their places.
    pub fn quotes(&self, work: &Value) -> Vec<(String, String)> {
        let text = &self.handout.text;
        let rows = work["marks"].as_array().unwrap().iter().map(|mark| {
            let at = &mark["at"][0];
            let offset = |name: &str| at[name].as_u64().unwrap() as usize;
            let quote = text.quote(text.span_of_chars(offset("start"), offset("end")).unwrap());
            assert_eq!(at["quote"], quote, "what it quotes stands there");
            (mark["label"].as_str().unwrap().to_owned(), quote.to_owned())
        });
        rows.collect()
    }
}

/// Returns a key that has of an exercise what its handout shows.
pub fn shown(handout: &Handout) -> Key {
    let mark = |(number, mark): (u128, &Mark)| KeyMark {
        id: AnnotationId(number),
        label: mark.label.clone(),
        place: mark.place.clone(),
        given: true,
        optional: false,
        hint: String::new(),
        feedback: String::new(),
    };
    Key {
        exercise: handout.exercise,
        asked: handout.asked(),
        text: handout.text.clone(),
        marks: (1..).zip(&handout.given).map(mark).collect(),
        links: Vec::new(),
        labels: handout.labels.iter().map(|label| (label.key.clone(), Task::default())).collect(),
        kinds: handout.kinds.iter().map(|kind| (kind.key.clone(), Task::default())).collect(),
        fit: Fit::default(),
        costs: Costs::default(),
    }
}

/// Says which marks are expected.
pub fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(label, words)| ((*label).to_owned(), (*words).to_owned())).collect()
}
