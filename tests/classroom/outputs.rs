//! Reads what a marked class is handed over as.

use std::collections::BTreeSet;

use gainsay::classroom::Class;
use gainsay::classroom::gather::{Aside, Refused, Why};
use gainsay::formats::classroom::report::{self, Report};
use gainsay::formats::classroom::{class, feedback, gradebook};
use gainsay::model::Time;
use gainsay::model::exercise::Fit;
use serde_json::Value;

use super::made::{Made, class as hand_ins, exercise, hand_in, of_text};

fn with<T>(made: &Made, hidden: bool, look: impl Fn(&Report<'_>) -> T) -> T {
    let class = Class::of(made.key.clone(), hand_ins(made));
    let aside = [
        Aside { name: "ada <1>.json".into(), why: Why::Again("Ada Łoś".into(), "ada 2.json".into()) },
        Aside { name: "x.json".into(), why: Why::Refused(Refused::Damaged("cut off".into())) },
    ];
    look(&Report::of(&made.handout, &class, &aside, hidden))
}

#[test]
fn a_gradebook_is_read_by_platforms_and_harms_no_spreadsheet() {
    let csv = with(&exercise(), false, gradebook::csv);
    let lines: Vec<&str> = csv.strip_prefix('\u{feff}').unwrap().strip_suffix("\r\n").unwrap().split("\r\n").collect();
    assert_eq!(
        lines,
        [
            "learner,points,of,percent,found,wrong,missed,surplus,aside,handed,claim points,denial points,source points,\
             denies points,attributed to points",
            "Ada Łoś,6,6,100.0,5,0,0,0,0,2026-03-07T00:16:40Z,2,2,0,1,1",
            "'=Ben <b>,0.75,6,12.5,1,1,3,2,0,2026-03-07T00:16:40Z,-0.75,2,0,-0.5,0",
            "حسن,1,6,16.7,1,0,4,2,1,2026-03-07T00:16:40Z,-1,2,0,0,0",
            "Dee,0,6,0.0,0,0,5,0,0,2026-03-07T00:16:40Z,0,0,0,0,0",
        ]
    );
}

#[test]
fn where_time_is_limited_it_is_told() {
    let mut made = exercise();
    made.handout.minutes = Some(20);
    let mut all = hand_ins(&made);
    // Within the time, a second over it, and unknown.
    all[0].begun = Some(Time(all[0].handed.0 - 20 * 60));
    all[1].begun = Some(Time(all[1].handed.0 - 20 * 60 - 1));
    let class = Class::of(made.key.clone(), all);
    let report = Report::of(&made.handout, &class, &[], false);
    let csv = gradebook::csv(&report);
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.iter().map(|row| &row[9..12]).collect::<Vec<_>>()[0], ["handed", "minutes", "over"]);
    let times: Vec<&[&str]> = rows[1..4].iter().map(|row| &row[10..12]).collect();
    assert_eq!(times, [["20", "0"], ["21", "1"], ["", ""]]);
    let told: Value = serde_json::from_str(&report::json(&report)).unwrap();
    assert_eq!(told["exercise"]["minutes"], 20);
    let times = [0, 1, 2].map(|at| [told["learners"][at]["minutes"].clone(), told["learners"][at]["over"].clone()]);
    assert_eq!(times, [[20.into(), 0.into()], [21.into(), 1.into()], [Value::Null, Value::Null]]);
    let pages = [0, 1, 2].map(|at| text_of(&feedback::page(&report, at)));
    assert!(pages[0].contains("Took 20 minutes of 20"), "{}", pages[0]);
    assert!(!pages[0].contains("over time") && !pages[2].contains("Took"));
    assert!(pages[1].contains("Took 21 minutes of 20: one minute over time"), "{}", pages[1]);
    assert!(report::text(&report).contains("Over time"));
}

#[test]
fn a_near_mark_is_told_by_its_letters() {
    // Of 16 letters: “the plan a gift” has 12 of them; the same beside it is shifted, whatever its length in bytes.
    let near = |words: &str, fit: Fit| {
        let mut made = exercise();
        made.key.fit = fit;
        let class = Class::of(made.key.clone(), vec![hand_in(&made, "Ada", &[("claim", words)], &[])]);
        text_of(&feedback::page(&Report::of(&made.handout, &class, &[], false), 0))
    };
    let half = Fit { covers: 60, adds: 20 };
    assert!(near("gift to", half).contains("You marked too little:"));
    assert!(
        near("The mayor called the plan a gift to the town. Nobody else was asked.", half)
            .contains("You marked too much:")
    );
    let shifted = near("to the town. Nobody else was asked", half);
    assert!(shifted.contains("You marked partly beside it:") && !shifted.contains("too much"), "{shifted}");
    // Punctuation and spaces keep no mark from being the very words.
    assert!(!near("called the plan a gift to the town.", Fit::EXACT).contains("You marked"));
}

#[test]
fn names_that_are_hidden_stand_nowhere() {
    let made = exercise();
    let all = with(&made, true, |report| {
        let pages: Vec<String> = (0..4).map(|number| feedback::page(report, number)).collect();
        let numbers: BTreeSet<String> = report.names.iter().cloned().collect();
        assert_eq!(numbers.len(), 4);
        [pages.concat(), class::page(report), report::text(report), report::json(report), gradebook::csv(report)]
            .concat()
    });
    for name in ["Ada", "Ben", "حسن", "Dee", "ada <1>", "ada 2"] {
        assert!(!all.contains(name), "{name}");
    }
    assert!(all.contains("Learner 4"));
    // The page of the class names nobody, hidden or not.
    let page = with(&made, false, class::page);
    for name in ["Ada", "Ben", "حسن", "Dee"] {
        assert!(!page.contains(name), "{name}");
    }
}

/// Checks that each element of a page is closed where it should be, that nothing leads elsewhere, and returns its text.
fn text_of(page: &str) -> String {
    const VOID: [&str; 3] = ["meta", "br", "!DOCTYPE"];
    let (mut open, mut text): (Vec<&str>, String) = (Vec::new(), String::new());
    let body = page.split_once("<style>").map(|(head, rest)| (head, rest.split_once("</style>").unwrap().1)).unwrap();
    for part in [body.0, body.1] {
        for piece in part.split('<').skip(1) {
            let (tag, behind) = piece.split_once('>').unwrap_or_else(|| panic!("a bare < before {piece:?}"));
            let name = tag.split_whitespace().next().unwrap();
            assert!(!["script", "link", "img", "iframe", "style", "object"].contains(&name), "{tag}");
            for attribute in ["src=", "onclick", "href=\"http", "url("] {
                assert!(!tag.contains(attribute), "{tag}");
            }
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{piece}"),
                None if VOID.contains(&name) => {}
                None => open.push(name),
            }
            text.push_str(behind);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    // Names within the page are there once, and all that leads somewhere leads to one.
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    for to in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(known.contains(to), "{to} is nowhere");
    }
    text
}

#[test]
fn a_learner_sees_what_became_of_each_mark() {
    let made = exercise();
    let pages: Vec<String> = with(&made, false, |report| (0..4).map(|number| feedback::page(report, number)).collect());
    let texts: Vec<String> = pages.iter().map(|page| text_of(page)).collect();
    for (page, text) in pages.iter().zip(&texts) {
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && text.contains("Who &lt;says&gt; what?"));
        assert!(text.contains("Dam &lt;safe&gt;, says minister &amp; council"));
        assert_eq!(page.matches("Who denies, says what is not so.").count(), 1, "once a label");
    }
    assert!(texts[0].contains("Ada Łoś") && texts[0].contains("6 of 6 points") && texts[0].contains("(100.0%)"));
    assert!(texts[0].contains("A claim: &quot;safe&quot; can be &lt;checked&gt;."));
    assert_eq!(texts[0].matches('✗').count(), 1, "only where signs are explained");
    let ben = &texts[1];
    assert!(ben.contains("=Ben &lt;b&gt;") && ben.contains("0.75 of 6 points") && ben.contains("the label is claim"));
    // In the text and in the list: one wrong, one found, one surplus, one missed. Once more where signs are explained.
    for (sign, count) in [("≠D1", 2), ("✓D2", 2), ("○C3", 2), ("✗C4", 2)] {
        assert_eq!(ben.matches(sign).count(), count, "{sign}");
    }
    assert!(ben.contains("−0.25") && ben.contains("−0.5") && ben.contains("+2"), "costs and points");
    assert!(ben.contains("The key has:") && texts[2].contains("You marked too"), "what else there was");
    assert!(texts[2].contains("·C") && texts[2].contains("the same as another of yours"));
    assert!(texts[3].contains("0 of 6 points") && texts[3].matches('○').count() > 6, "all missed");
    // Patterns and signs tell states apart, for no colour may do so alone.
    for class in [" wrong\"", " surplus\"", " missed\""] {
        assert!(pages[1].contains(class), "{class}");
    }
}

#[test]
fn a_class_sees_what_it_made_of_the_key() {
    let page = with(&exercise(), false, class::page);
    let text = text_of(&page);
    assert!(text.contains("4 learners. Points: from 0 to 6 of 6, 0.75 in the middle."), "{text}");
    for found in ["1/4", "3/4", "1/4"] {
        assert!(text.contains(found), "{found}");
    }
    assert!(page.contains("<bdi>denial</bdi> 1"), "taken for a denial");
    assert!(page.contains("Nobody else was asked</td><td class=\"number\">2</td>"), "what many marked");
    assert!(page.contains("<sup class=\"count\">3</sup>") && page.contains("<span class=\"h3\">"));
    assert_eq!(page.matches("<div class=\"text ").count(), 3, "an article for each label");
}

#[test]
fn a_text_from_right_to_left_reads_so() {
    let body = "سد آمن\nThe minister the dam is safe Two engineers 😀 deny that called the plan a gift to the town \
        safe. Two dam is safe Nobody else was asked.\n";
    let made = of_text(body, "ar", |_| ());
    let page = with(&made, false, |report| feedback::page(report, 2));
    text_of(&page);
    assert!(page.contains("<div class=\"text in") && page.contains("dir=\"rtl\" lang=\"ar\">"));
    assert!(page.contains("<td dir=\"rtl\" lang=\"ar\">safe. Two</td>") && page.contains("<bdi>حسن</bdi>"));
}

#[test]
fn programs_get_all_of_it() {
    let made = exercise();
    let json: Value = serde_json::from_str(&with(&made, false, report::json)).unwrap();
    assert_eq!((&json["format"], json["learners"].as_array().unwrap().len()), (&1.into(), 4));
    let ben = &json["learners"][1];
    assert_eq!((&ben["points"], &ben["of"], &ben["percent"]), (&0.75.into(), &6.0.into(), &12.5.into()));
    assert_eq!((&ben["marks"][0]["is"], &ben["marks"][0]["key"]), (&"wrong".into(), &1.into()));
    assert_eq!((&ben["links"][0]["is"], &ben["marks"][2]["is"]), (&"surplus".into(), &"surplus".into()));
    assert_eq!(json["learners"][2]["marks"][1]["is"], "double");
    assert_eq!(json["key"][1]["taken_for"]["denial"], 1);
    assert_eq!(json["surplus"][0]["learners"], serde_json::json!(["=Ben <b>", "حسن"]));
    assert_eq!((&json["aside"][0]["why"], &json["aside"][1]["file"]), (&"again".into(), &"x.json".into()));
    let keys: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let known =
        ["aside", "alike", "confusion", "exercise", "format", "hidden", "key", "key_links", "learners", "surplus"];
    assert_eq!(keys, known.into(), "another format for other keys");
}

#[test]
fn a_terminal_shows_learners_and_what_was_set_aside() {
    let text = with(&exercise(), false, report::text);
    let line = |of: &str| text.lines().find(|line| line.contains(of)).unwrap_or_else(|| panic!("{of}: {text}")).trim();
    assert_eq!(line("Ada Łoś  "), "Ada Łoś        6   6  100.0      5            0       0        0");
    assert_eq!(
        line("called the plan"),
        "called the plan a gift to the town           claim              1            0       3"
    );
    assert!(line("“Nobody else").contains("2 learners"));
    assert!(line("ada <1>.json").contains("handed in again: ada 2.json counts"));
    assert!(text.contains("4 learners; 2 files set aside"));
}
