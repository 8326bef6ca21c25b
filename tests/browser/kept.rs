//! Whose work a browser keeps, and how its time runs.

use gainsay::classroom::Handout;

use super::all_was_well;
use super::chromium::browser;
use super::handouts::dam;
use super::learner::{Learner, learner};

#[test]
fn work_is_there_again_when_the_page_is_opened_again() {
    let Some(mut page) = learner(dam(), 1280, 800, false) else { return };
    page.mark("the dam was safe", "claim", false);
    page.mark("denied it", "denial", false);
    page.click("denied");
    page.browser.key("1", 0);
    page.browser.key("Enter", 0);
    page.press("#learner");
    page.browser.type_text("Ada");
    page.browser.key("Tab", 0);
    let before = page.marks();
    page.reopen();
    assert_eq!(page.marks(), before);
    assert_eq!(page.browser.text("document.querySelector('#learner').value"), "Ada");
    assert!(page.restored().contains("the name “\u{2068}Ada\u{2069}”; marks: 2"), "{}", page.restored());
    page.browser.until("document.querySelector('#marks .facts').textContent === 'relations: 1'");

    // Another learner begins anew; that can be undone while the page is open.
    page.button("anew");
    assert_eq!(page.marks().len(), 1, "the example");
    assert_eq!(page.browser.text("document.querySelector('#learner').value"), "");
    assert_eq!(page.restored(), "");
    page.button("undo");
    assert_eq!(page.marks(), before);
    assert_eq!(page.browser.text("document.querySelector('#learner').value"), "Ada");

    // Another exercise in the same browser knows nothing of it.
    let other = Handout { exercise: gainsay::model::ExerciseId(8), ..dam() };
    std::fs::write(page.path(), gainsay::formats::classroom::page::write(&other)).unwrap();
    page.reopen();
    assert_eq!(page.marks().len(), 1);
    all_was_well(&page);
}

#[test]
fn a_browser_that_keeps_nothing_says_so() {
    let Some(mut browser) = browser(1280, 800, false) else { return };
    browser.before_pages("Storage.prototype.setItem = () => { throw new Error('full'); };");
    let path = browser.folder.path().join("page.html");
    std::fs::write(&path, gainsay::formats::classroom::page::write(&dam())).unwrap();
    browser.open(&path);
    assert!(browser.text("document.querySelector('#marks .notice').textContent").contains("keeps nothing"));
}

#[test]
fn time_that_is_over_is_said_and_stamped() {
    let Some(mut page) = learner(Handout { minutes: Some(20), ..dam() }, 1280, 800, false) else { return };
    assert!(page.browser.eval("document.querySelector('.desk').hidden") == true, "the article waits");
    page.button("start");
    assert!(page.browser.text("document.querySelector('.start .trouble').textContent").contains("name"), "who?");
    page.begin("Ada");
    assert_eq!(page.browser.text("document.querySelector('.clock').textContent"), "20 min left");
    page.mark("the dam was safe", "claim", false);
    // As if it had begun 21 minutes before.
    page.browser.eval(
        "(() => { const [slot] = Object.keys(localStorage); const kept = JSON.parse(localStorage[slot]);
            kept.begun = new Date(Date.now() - 21 * 60000).toISOString().replace(/\\.\\d+/, '');
            localStorage[slot] = JSON.stringify(kept); })()",
    );
    page.reopen();
    assert_eq!(page.browser.text("document.querySelector('.clock').textContent"), "Time is over");
    assert!(page.browser.eval("document.querySelector('#hand-in .notice').hidden") == false);
    let (_, work) = page.hand_in("Ada");
    let [begun, handed] =
        ["begun", "handed"].map(|time| work[time].as_str().unwrap().parse::<jiff::Timestamp>().unwrap());
    assert!(handed.as_second() - begun.as_second() >= 21 * 60);
    all_was_well(&page);
}

#[test]
fn the_next_pupil_on_a_device_is_told_whose_time_runs() {
    let Some(mut page) = learner(Handout { minutes: Some(20), ..dam() }, 800, 1200, true) else { return };
    page.begin("Ada");
    // Eleven minutes pass with nothing marked.
    let earlier = |page: &mut Learner| {
        page.browser.eval(
            "(() => { const [slot] = Object.keys(localStorage); const kept = JSON.parse(localStorage[slot]);
                const before = (time) => new Date(new Date(time) - 11 * 60000).toISOString().replace(/\\.\\d+/, '');
                kept.begun = before(kept.begun);
                for (const name of Object.keys(kept.clocks)) kept.clocks[name] = before(kept.clocks[name]);
                localStorage[slot] = JSON.stringify(kept); })()",
        );
        page.reopen();
    };
    earlier(&mut page);
    let restored = page.restored();
    assert!(restored.contains("Ada") && restored.contains("time that counts since"), "{restored}");
    assert!(
        page.browser.eval("document.querySelector('.restored').getBoundingClientRect().bottom < innerHeight") == true
    );
    let clock = "document.querySelector('.clock').textContent";
    assert_eq!(page.browser.text(clock), "9 min left");
    assert!(page.browser.eval("document.querySelector('[data-key=anew]').disabled") == false);
    page.browser.picture("restored");
    page.button("restored anew");
    assert!(page.browser.eval("document.querySelector('.desk').hidden") == true, "it waits for who begins");
    assert_eq!(page.browser.text("document.querySelector('#starter').value"), "");
    // Another name has its own time; the first one's goes on.
    page.begin("Ben");
    assert_eq!(page.browser.text(clock), "20 min left");
    assert!(
        page.browser.eval("document.querySelector('[data-key=undo]').disabled") == true,
        "nothing of Ada's comes back"
    );
    page.button("anew");
    page.begin(" ada ");
    assert_eq!(page.browser.text(clock), "9 min left");
    let (_, work) = page.hand_in("Ada");
    let [begun, handed] =
        ["begun", "handed"].map(|time| work[time].as_str().unwrap().parse::<jiff::Timestamp>().unwrap());
    assert!((11 * 60..12 * 60).contains(&(handed.as_second() - begun.as_second())), "{work}");
    // What was begun anew by mistake comes back, with the name.
    page.mark("the dam was safe", "claim", true);
    page.button("anew");
    page.button("undo");
    assert_eq!(page.marks().len(), 2);
    assert_eq!(page.browser.text("document.querySelector('#learner').value"), "Ada");
    page.button("anew");
    page.reopen();
    assert_eq!(page.restored(), "", "nothing of anybody's is shown");
    all_was_well(&page);
}
