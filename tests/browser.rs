//! Solves exercises in a real browser as learners do: with a mouse, with fingers, with keys alone.
//!
//! Needs Chromium. Where it is missing this is left out, and says so.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use gainsay::classroom::{Handout, Key, secret};
use gainsay::formats::classroom::key;
use gainsay::model::{Fragments, Stamp, Time};
use gainsay::store;
use serde_json::{Value, json};

#[path = "common/chromium.rs"]
mod chromium;
#[path = "browser/handouts.rs"]
mod handouts;
#[path = "browser/kept.rs"]
mod kept;
#[path = "browser/learner.rs"]
mod learner;
#[path = "common/left_out.rs"]
mod left_out;
#[path = "common/marked.rs"]
mod marked;
#[path = "browser/marking.rs"]
mod marking;
#[path = "browser/reports.rs"]
mod reports;

use chromium::{CTRL, SHIFT, browser};
use handouts::{arabic, dam, sealed};
use learner::{Learner, learner, pairs};

/// Fails where a script threw, or where the page asked for more than itself.
fn all_was_well(learner: &Learner) {
    assert!(learner.browser.troubles().is_empty(), "{:?}", learner.browser.troubles());
    let own = format!("file://{}", learner.path().display());
    let near = |address: &String| *address == own || address.starts_with("data:") || address.starts_with("blob:");
    let far: Vec<String> = learner.browser.asked_for().into_iter().filter(|address| !near(address)).collect();
    assert_eq!(far, ["about:blank"; 0], "nothing is asked for outside");
}

#[test]
fn a_mouse_marks_overlaps_relates_and_undoes() {
    let Some(mut page) = learner(dam(), 1280, 800, false) else { return };
    page.mark("the dam was safe", "claim", false);
    page.mark("dam was safe. “It has", "denial", false);
    page.mark("Two engineers, who asked not to be named", "source", false);
    page.browser.picture("mouse");

    // Words with two marks give one after the other.
    page.click("dam was");
    assert_eq!(page.browser.text("document.querySelector('.badge.chosen').textContent"), "C");
    page.click("dam was");
    assert_eq!(page.browser.text("document.querySelector('.badge.chosen').textContent"), "D");
    page.browser.key("Delete", 0);
    assert!(page.said().starts_with("Removed denial"), "{}", page.said());

    // A relation, by buttons; only what fits is offered.
    page.click("the dam was");
    page.button("bar relate attributed-to true");
    let offered = page.browser.eval("[...document.querySelectorAll('.bar .take')].map((one) => one.dataset.key)");
    assert_eq!(offered, json!(["bar take g0", "bar take m3"]));
    page.click("Two engineers");
    assert!(page.said().contains("attributed to"), "{}", page.said());
    page.browser.picture("relation");

    // Whatever was done goes back, step by step, and comes again.
    page.button("undo");
    assert!(page.said().starts_with("Undone: “"), "{}", page.said());
    page.button("undo");
    assert_eq!(page.marks().len(), 4);
    page.button("redo");
    page.button("redo");
    assert!(page.browser.eval("document.querySelector('[data-key=redo]').disabled") == true);

    let (name, work) = page.hand_in("Ada / L.");
    assert_eq!(name, "The dam who says what - Ada L.handin.json");
    let marks = [("claim", "the dam was safe"), ("source", "Two engineers, who asked not to be named")];
    assert_eq!(page.quotes(&work), pairs(&marks));
    assert_eq!(work["marks"][0]["at"][0]["start"], 88, "a character beyond the basic plane counts once");
    assert_eq!(work["links"], json!([{"kind": "attributed-to", "from": {"mark": 0}, "to": {"mark": 1}}]));
    assert_eq!(work["learner"], "Ada / L.");
    all_was_well(&page);
}

#[test]
fn fingers_mark_move_ends_and_relate() {
    let Some(mut page) = learner(dam(), 800, 1200, true) else { return };
    page.mark("it had", "claim", true);
    // The handle at the end goes to the last word.
    page.click("it had");
    let handle = page.browser.eval(
        "(() => { const rect = document.querySelector('.handle.end').getBoundingClientRect();
            return [rect.left + 22, rect.top + 22]; })()",
    );
    let handle = (handle[0].as_f64().unwrap(), handle[1].as_f64().unwrap());
    let ([_, end], [_, last]) = (page.phrase("it had"), page.phrase("it had cracks"));
    page.browser.drag(handle, (handle.0 + last.0 - end.0, handle.1));
    assert!(page.said().contains("it had cracks"), "{}", page.said());
    page.browser.picture("handles");

    page.button("bar relate attributed-to true");
    page.browser.picture("relating");
    page.click("Ada Low");
    // One tap is a word that waits for the last; closing lets it go.
    page.click("mayor");
    page.button("bar close");
    assert!(page.browser.eval("document.querySelector('.bar').hidden") == true);

    // Inside a mark a new one begins from its bar.
    page.click("cracks.");
    page.button("bar fresh");
    page.button("bar label denial");
    page.browser.picture("fingers");
    let (_, work) = page.hand_in("7b-12");
    assert_eq!(page.quotes(&work), pairs(&[("claim", "it had cracks"), ("denial", "cracks")]));
    assert_eq!(work["links"], json!([{"kind": "attributed-to", "from": {"mark": 0}, "to": {"given": 0}}]));
    all_was_well(&page);
}

#[test]
fn keys_alone_are_enough() {
    let Some(mut page) = learner(dam(), 1280, 800, false) else { return };
    let focus = "document.activeElement.id || document.activeElement.dataset.key || document.activeElement.tagName";
    let tab_to = |page: &mut Learner, wanted: &str| {
        for _ in 0..60 {
            if page.browser.text(focus) == wanted {
                return;
            }
            page.browser.key("Tab", 0);
        }
        panic!("Tab does not lead to {wanted}");
    };
    tab_to(&mut page, "text");
    assert_eq!(page.browser.text("document.activeElement.getAttribute('role')"), "application");
    let heard = "document.querySelector('.unseen[aria-live]').textContent";
    page.browser.key("ArrowRight", 0);
    assert_eq!(page.browser.text(heard), "Dam", "the picture before it is a word too");
    // To the third paragraph, and to “dam was safe” in it.
    page.browser.key("ArrowDown", CTRL);
    page.browser.key("ArrowDown", CTRL);
    assert_eq!(page.browser.text(heard), "The");
    (0..6).for_each(|_| page.browser.key("ArrowRight", 0));
    assert_eq!(page.browser.text(heard), "the");
    (0..3).for_each(|_| page.browser.key("ArrowRight", SHIFT));
    assert_eq!(page.browser.text(heard), "Selected: the dam was safe");
    page.browser.picture("keys");
    page.browser.key("c", 0);
    // A word is marked without being selected, too.
    page.browser.key("ArrowDown", CTRL);
    page.browser.key("ArrowDown", CTRL);
    page.browser.key("End", 0);
    assert_eq!(page.browser.text(heard), "cracks");
    page.browser.key("d", 0);
    assert!(page.said().starts_with("Marked as denial"), "{}", page.said());

    // Enter chooses the mark under the cursor, the kind's key begins a relation, Enter takes what is offered first.
    page.browser.key("Enter", 0);
    page.browser.key("1", 0);
    page.browser.key("Enter", 0);
    assert!(page.said().contains(" denies "), "{}", page.said());
    page.browser.key("z", CTRL);
    page.browser.key("y", CTRL);
    // With a mark chosen, Shift and an arrow move its end; Escape lets go.
    page.browser.key("ArrowLeft", SHIFT);
    assert_eq!(page.marks()[2], "denial: “cracks”", "no mark is without a word");
    page.browser.key("Escape", 0);

    tab_to(&mut page, "learner");
    page.browser.type_text("Grace");
    page.browser.key("Enter", 0);
    let (_, work) = page.handed();
    assert_eq!(page.quotes(&work), pairs(&[("claim", "the dam was safe"), ("denial", "cracks")]));
    assert_eq!(work["links"], json!([{"kind": "denies", "from": {"mark": 1}, "to": {"mark": 0}}]));
    all_was_well(&page);
}

#[test]
fn what_a_browser_or_reader_selects_itself_can_be_marked() {
    let Some(mut page) = learner(dam(), 390, 844, true) else { return };
    // As a finger that rests on a word does, or a screen reader: the selection is the browser's own.
    page.browser.eval(
        "(() => {
            const pieces = [...document.querySelectorAll('#text .piece')];
            const text = pieces.find((one) => one.textContent.includes('Monday'));
            getSelection().setBaseAndExtent(text.firstChild, 22, text.firstChild, 30); })()",
    );
    page.browser.until("!document.querySelector('.bar').hidden");
    page.button("bar label claim");
    assert_eq!(page.marks()[0], "claim: “Monday that”", "words are whole");
    assert!(page.browser.eval("getSelection().isCollapsed") == true);
    all_was_well(&page);
}

#[test]
fn arabic_runs_from_right_to_left() {
    let Some(mut page) = learner(arabic(), 800, 1200, true) else { return };
    page.mark("مياه الصنابير صالحة للشرب", "claim", true);
    page.browser.picture("arabic");
    assert_eq!(page.browser.text("getComputedStyle(document.querySelector('#text p')).direction"), "rtl");
    assert_eq!(page.browser.text("document.querySelector('#text').lang"), "ar");
    // The day of the byline is read in its own direction: its number stands at its left.
    let places = page.browser.eval(
        "(() => { const day = [...document.querySelectorAll('.byline bdi')].pop(); const range = document.createRange();
            const at = (word) => { const from = day.textContent.indexOf(word);
                range.setStart(day.firstChild, from); range.setEnd(day.firstChild, from + word.length);
                return range.getBoundingClientRect().left; };
            return [at('19'), at('May'), at('2026')]; })()",
    );
    let at = |number: usize| places[number].as_f64().unwrap();
    assert!(at(0) < at(1) && at(1) < at(2), "{places}");
    // The left arrow goes on.
    page.browser.eval("document.querySelector('#text').focus()");
    page.browser.key("Home", CTRL);
    page.browser.key("ArrowLeft", 0);
    assert_eq!(page.browser.text("document.querySelector('.unseen[aria-live]').textContent"), "المياه");
    // What is handed in later has other words: the sign at the start is moved by its button.
    page.click("صالحة");
    page.press("#marks [data-key=\"row m1 start 1\"]");
    page.press("#marks [data-key=\"row m1 end 1\"]");
    let (name, work) = page.hand_in("سلمى");
    assert_eq!(name, "هل الماء سليم؟ - سلمى.handin.json");
    assert_eq!(page.quotes(&work), pairs(&[("claim", "الصنابير صالحة للشرب، وذلك")]));
    all_was_well(&page);
}

/// Marks what the key has and what it has not, checks with a wrong and the right word, and returns what it says.
fn check(page: &mut Learner) -> Vec<String> {
    page.mark("the dam was safe", "claim", false);
    page.mark("denied it", "claim", false);
    page.mark("told reporters", "source", false);
    for word in ["Oltank", "Öltank "] {
        page.press("#word");
        page.browser.eval("document.querySelector('#word').select()");
        page.browser.type_text(word);
        page.press("#check .main");
        page.browser.until(
            "!document.querySelector('#check .main').disabled
                && [...document.querySelectorAll('#check .trouble, #check .points')].some((one) => one.textContent)",
        );
        if word == "Oltank" {
            let trouble = page.browser.text("document.querySelector('#check .trouble').textContent");
            assert!(trouble.contains("does not open"), "{trouble}");
            assert_eq!(page.marks().len(), 4);
        }
    }
    page.browser.until("document.querySelector('#check .points') !== null");
    page.browser.picture("checked");
    assert_eq!(page.browser.text("document.querySelector('.points').textContent"), "0.5 of 6 points.");
    assert!(page.said().contains("Found: 1. Other label: 1. Missed: 4. Not in the key: 1."), "{}", page.said());
    let rows = page.browser.eval("[...document.querySelectorAll('#check .verdicts li')].map((one) => one.innerText)");
    let plain = |row: &Value| row.as_str().unwrap().split('\n').map(str::trim).collect::<Vec<_>>().join("|");
    rows.as_array().unwrap().iter().map(plain).collect()
}

#[test]
fn the_word_opens_the_key_and_shows_what_was_found() {
    let Some(mut page) = learner(sealed(), 1280, 800, false) else { return };
    let rows = check(&mut page);
    let seen = |needles: &[&str]| rows.iter().any(|row| needles.iter().all(|needle| row.contains(needle)));
    assert!(seen(&["the dam was safe", "found", "nobody checks"]), "{rows:?}");
    assert!(seen(&["denied it", "the key says: denial", "against the cracks"]), "{rows:?}");
    assert!(seen(&["told reporters", "not in the key"]), "{rows:?}");
    assert!(seen(&["it had cracks", "missed", "The other side."]), "{rows:?}");
    assert!(seen(&["denied it", "denies", "it had cracks"]), "a relation that was missed: {rows:?}");
    let general = page.browser.text("document.querySelector('#check .general').textContent");
    assert!(general.contains("A claim says that something is so."), "{general}");
    let signs = page.browser.eval("[...document.querySelectorAll('#text .badge')].map((one) => one.textContent)");
    assert_eq!(signs, json!(["C\u{a0}✓", "S\u{a0}e.g.", "S\u{a0}○", "C\u{a0}○", "C\u{a0}≠", "S\u{a0}+"]));
    // What is changed afterwards is told apart until it is checked again, without the word.
    page.click("told reporters");
    page.browser.key("Delete", 0);
    assert!(page.browser.text("document.querySelector('#check .notice').textContent").contains("Check again"));
    page.press("#check .main");
    assert_eq!(page.browser.text("document.querySelector('.points').textContent"), "1 of 6 points.");
    all_was_well(&page);
}

#[test]
fn the_word_opens_the_key_where_the_browser_has_no_cryptography() {
    let Some(mut page) = learner(sealed(), 1280, 800, false) else { return };
    page.browser.before_pages("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });");
    page.reopen();
    assert!(page.browser.eval("crypto.subtle === undefined") == true);
    let slow = check(&mut page);
    assert!(slow.iter().any(|row| row.contains("The other side.")), "{slow:?}");
    let (_, work) = page.hand_in("Ada");
    assert_eq!(page.quotes(&work).len(), 3);
    assert!(!work.to_string().contains("other side"), "no key is handed in");
    all_was_well(&page);
}

#[test]
fn page_and_program_open_the_same_keys() {
    // What OpenSSL closed opens here; what is closed here opens in the page, in both ways.
    let handout = sealed();
    let asked = handout.asked();
    let open = secret::open(handout.sealed.as_ref().unwrap(), "O\u{308}ltank", asked).unwrap();
    let key = key::read(std::str::from_utf8(&open).unwrap(), &handout.text).unwrap();
    let mut stamp = Stamp::new(Time(0), [7; 32]);
    let own = secret::seal_in(9001, key::write(&key).as_bytes(), " Öltank\n", asked, &mut stamp);
    let Some(mut page) = learner(Handout { sealed: Some(own), ..handout }, 1280, 800, false) else { return };
    for slow in [false, true] {
        if slow {
            page.browser.before_pages("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });");
        }
        page.reopen();
        page.press("#word");
        page.browser.type_text("O\u{308}ltank");
        page.browser.key("Enter", 0);
        page.browser.until("document.querySelector('#check .points') !== null");
        assert_eq!(page.browser.text("document.querySelector('.points').textContent"), "0 of 6 points.", "slow {slow}");
    }
}

#[test]
fn everything_has_a_name_and_room() {
    for (width, height, touch) in [(390, 844, true), (800, 1200, true), (1280, 800, false)] {
        let Some(mut page) = learner(sealed(), width, height, touch) else { return };
        page.mark("the dam was safe", "claim", touch);
        page.click("the dam");
        page.browser.picture(&format!("room-{width}"));
        assert!(page.browser.eval("document.documentElement.scrollWidth <= innerWidth") == true, "{width}");
        let small = page.browser.eval(
            "[...document.querySelectorAll('button, input, summary, a')].filter((one) => one.getClientRects().length
                && (one.offsetHeight < 24 || one.offsetWidth < 24)).map((one) => one.outerHTML)",
        );
        assert_eq!(small, json!([]), "{width}: targets are 24 by 24 at least");
        let tree = page.browser.send("Accessibility.getFullAXTree", json!({}));
        let named = ["button", "textbox", "link", "application", "complementary", "article", "list"];
        for node in tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] == false) {
            let (role, name) = (node["role"]["value"].as_str().unwrap_or(""), &node["name"]["value"]);
            let plain_list = role == "list" && name == "";
            assert!(!named.contains(&role) || plain_list || name != "", "{role} without a name: {node}");
        }
        let has = |role: &str, name: &str| {
            let mut nodes = tree["nodes"].as_array().unwrap().iter();
            let plain = |name: &str| name.replace(['\u{2068}', '\u{2069}'], "");
            nodes.any(|node| {
                node["role"]["value"] == role && plain(node["name"]["value"].as_str().unwrap_or("")) == name
            })
        };
        assert!(has("button", "claim: “the dam was safe”"), "marks have names in the text");
        assert!(has("button", "Example, source: “Ada Low, a spokeswoman”"));
        assert!(has("textbox", "Your name, or the code your teacher gave you"));
        assert!(has("status", "") || has("status", &page.said()));
        all_was_well(&page);
    }
}

#[test]
fn nothing_outside_can_be_loaded() {
    let Some(mut page) = learner(dam(), 1280, 800, false) else { return };
    let tried = page.browser.eval(
        "Promise.all([
            fetch('http://127.0.0.1:9/').then(() => 'loaded', () => 'refused'),
            new Promise((done) => { const image = new Image(); image.onload = () => done('loaded');
                image.onerror = () => done('refused'); image.src = 'http://127.0.0.1:9/x.png'; }),
            new Promise((done) => { const script = document.createElement('script');
                script.textContent = 'window.bad = 1';
                document.body.append(script); done(window.bad ? 'loaded' : 'refused'); }),
        ])",
    );
    assert_eq!(tried, json!(["refused", "refused", "refused"]));
    let policy =
        page.browser.troubles().iter().filter(|one| one.to_string().contains("Content Security Policy")).count();
    assert!(policy >= 3, "the page's own policy refused them: {:?}", page.browser.troubles());
}

/// Solves some of the sample with fingers: up to eight marks of the key that stand clear of one another, and a
/// relation. Returns how many of both were made.
fn solve(page: &mut Learner, key: &Key) -> (usize, usize) {
    let all = page.handout.text.as_str();
    let mut taken: Vec<Fragments> = page.handout.given.iter().map(|mark| mark.place.clone()).collect();
    let clear = |one: &Fragments, other: &Fragments| one.end() <= other.start() || other.end() <= one.start();
    let mut made: Vec<(usize, String)> = Vec::new();
    for (number, mark) in key.marks.iter().enumerate().filter(|(_, mark)| !mark.given) {
        let words = key.text.quote(mark.place.spans()[0]);
        let fits = mark.place.spans().len() == 1
            && all.matches(words).count() == 1
            && words.chars().all(|c| c.is_alphanumeric() || " ,’'".contains(c))
            && taken.iter().all(|other| clear(other, &mark.place));
        if fits && made.len() < 8 {
            taken.push(mark.place.clone());
            made.push((number, words.to_owned()));
        }
    }
    for (number, words) in &made {
        page.mark(words, key.marks[*number].label.as_str(), true);
    }
    let words = |number: usize| made.iter().find(|(other, _)| *other == number).map(|(_, words)| words.clone());
    let link = key.links.iter().find_map(|link| Some((link.kind.clone(), words(link.from)?, words(link.to)?)));
    if let Some((kind, from, to)) = &link {
        page.click(from);
        page.button(&format!("bar relate {kind} true"));
        page.click(to);
    }
    (made.len(), usize::from(link.is_some()))
}

#[test]
fn the_sample_goes_out_is_solved_with_fingers_and_comes_back_for_marks() {
    let Some(browser) = browser(800, 1200, true) else { return };
    let folder = browser.folder.path().to_owned();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let out = command.args(arguments).current_dir(&folder).output().unwrap();
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{arguments:?}: {told}{}", String::from_utf8_lossy(&out.stderr));
        told
    };
    std::fs::copy("samples/exercise.ron", folder.join("teacher.ron")).unwrap();
    run(&["exercise", "teacher.ron", "1", "-o", "exercise.html"]);
    let teacher = store::read(&std::fs::read(folder.join("teacher.ron")).unwrap()).unwrap().project;
    let id = *teacher.exercises()[0].0;
    let (handout, key) = (Handout::of(&teacher, id).unwrap(), Key::of(&teacher, id).unwrap());
    let size = std::fs::metadata(folder.join("exercise.html")).unwrap().len() as usize;
    assert!(size - handout.text.len() < 300_000, "{size}");

    let mut page = Learner::of(browser, handout, folder.join("exercise.html"));
    page.begin("Ada");
    page.browser.picture("sample");
    let (marks, links) = solve(&mut page, &key);
    assert!(marks >= 6 && links == 1, "{marks} {links}");
    page.browser.picture("sample-solved");
    let (name, _) = page.hand_in("Ada");
    std::fs::create_dir(folder.join("class")).unwrap();
    std::fs::write(folder.join("class").join(&name), &page.last).unwrap();

    // What the page says of itself is what the teacher's program says.
    page.press("#word");
    page.browser.type_text("second mouth");
    page.press("#check .main");
    page.browser.until("document.querySelector('#check .points') !== null");
    page.browser.picture("sample-checked");
    let graded: Value = serde_json::from_str(&run(&["grade", "teacher.ron", "class", "--json"])).unwrap();
    let row = &graded["learners"][0];
    assert_eq!(row["learner"], "Ada");
    assert_eq!(row["found"], marks + links, "{row}");
    let said = format!("{} of {} points.", row["points"], row["of"]);
    assert_eq!(page.browser.text("document.querySelector('.points').textContent"), said.replace(".0 ", " "));
    all_was_well(&page);
}
