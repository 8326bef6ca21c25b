//! Reads packages as H5P does. What `h5p.json` may hold is in `h5p.classes.php` of H5P's PHP library (`H5PValidator`),
//! what `content.json` may hold in `semantics.json` of Mark the Words (1.9, with what 1.11 added), how words are told
//! in its `scripts/mark-the-words.js` and `scripts/word.js`.

use proptest::prelude::*;
use regex::Regex;

use super::*;
use crate::documents::archive::Bounds;
use crate::formats::classroom::sample;

/// What a field of `content.json` is.
enum Field {
    Html(&'static [&'static str]),
    Plain,
    Group(&'static [(&'static str, Field)]),
    Flag,
    Ranges,
}

const CONTENT: &[(&str, Field)] = &[
    ("media", Field::Group(&[("disableImageZooming", Field::Flag)])),
    ("taskDescription", Field::Html(&["p", "strong", "em", "u", "a", "ul", "ol", "h2", "h3", "hr", "pre", "code"])),
    ("textField", Field::Html(&["p", "br", "strong", "em", "code"])),
    ("overallFeedback", Field::Ranges),
    ("checkAnswerButton", Field::Plain),
    ("submitAnswerButton", Field::Plain),
    ("tryAgainButton", Field::Plain),
    ("showSolutionButton", Field::Plain),
    (
        "behaviour",
        Field::Group(&[
            ("enableRetry", Field::Flag),
            ("enableSolutionsButton", Field::Flag),
            ("enableCheckButton", Field::Flag),
            ("showScorePoints", Field::Flag),
        ]),
    ),
    ("correctAnswer", Field::Plain),
    ("incorrectAnswer", Field::Plain),
    ("missedAnswer", Field::Plain),
    ("displaySolutionDescription", Field::Plain),
    ("scoreBarLabel", Field::Plain),
    ("a11yFullTextLabel", Field::Plain),
    ("a11yClickableTextLabel", Field::Plain),
    ("a11ySolutionModeHeader", Field::Plain),
    ("a11yCheckingHeader", Field::Plain),
    ("a11yCheck", Field::Plain),
    ("a11yShowSolution", Field::Plain),
    ("a11yRetry", Field::Plain),
];

/// Says what of some content is not as the semantics have it: fields that are missing or unknown, and wrong values.
fn faults(content: &Value, fields: &[(&str, Field)]) -> Vec<String> {
    let Some(object) = content.as_object() else { return vec!["no group".to_owned()] };
    let mut faults: Vec<String> =
        object.keys().filter(|key| fields.iter().all(|(name, _)| name != key)).cloned().collect();
    for (name, field) in fields {
        let Some(value) = object.get(*name) else {
            faults.push(format!("{name} is missing"));
            continue;
        };
        let sound = match field {
            Field::Html(tags) => value.as_str().is_some_and(|html| tags_of(html).all(|tag| tags.contains(&tag))),
            Field::Plain => value.as_str().is_some_and(|text| !text.is_empty() && !text.contains(['<', '>'])),
            Field::Flag => value.is_boolean(),
            Field::Group(fields) => faults_in(&mut faults, value, fields),
            Field::Ranges => value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_range)),
        };
        if !sound {
            faults.push(format!("{name}: {value}"));
        }
    }
    faults
}

fn faults_in(all: &mut Vec<String>, value: &Value, fields: &[(&str, Field)]) -> bool {
    all.extend(faults(value, fields));
    true
}

fn is_range(range: &Value) -> bool {
    let percent = |name: &str| range[name].as_u64().is_some_and(|number| number <= 100);
    percent("from") && percent("to") && range.get("feedback").is_none_or(Value::is_string)
}

fn tags_of(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|tag| tag.trim_start_matches('/').split([' ', '>']).next().unwrap())
}

/// Holds `h5p.json` to what H5P's library requires.
fn check_package(package: &Value) {
    let text = |name: &str, pattern: &str| {
        let value = package[name].as_str().unwrap_or_else(|| panic!("{name}: {package}"));
        assert!(Regex::new(pattern).unwrap().is_match(value), "{name}: {value}");
    };
    assert!((1..=255).contains(&package["title"].as_str().unwrap().len()));
    text("title", "^.+$");
    // The older library takes `^[a-z]{1,5}$`, the newer one `^[-a-zA-Z]{1,10}$`.
    text("language", "^[a-z]{1,5}$");
    text("mainLibrary", r"(?i)^[$a-z_][0-9a-z_.$]{1,254}$");
    text(
        "license",
        r"^(CC BY|CC BY-SA|CC BY-ND|CC BY-NC|CC BY-NC-SA|CC BY-NC-ND|CC0 1\.0|GNU GPL|PD|ODC PDDL|CC PDM|U|C)$",
    );
    assert!(package["embedTypes"].as_array().unwrap().iter().all(|sort| sort == "iframe" || sort == "div"));
    let libraries = package["preloadedDependencies"].as_array().unwrap();
    let main = |library: &&Value| library["machineName"] == package["mainLibrary"];
    assert_eq!(libraries.iter().filter(main).count(), 1, "the main library is among them");
    for library in libraries {
        assert!(library["majorVersion"].is_u64() && library["minorVersion"].is_u64(), "{library}");
    }
    let known = ["title", "language", "mainLibrary", "embedTypes", "license", "preloadedDependencies"];
    assert!(package.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())));
}

/// A word that can be marked: what is shown of it, and whether it is right.
type Shown = (String, bool);

/// Tells the words of some HTML as the player does.
fn play(html: &str) -> Vec<Shown> {
    let before = Regex::new(r#"^[\[\({⟨¿¡“"«„]+"#).unwrap();
    let behind = Regex::new(r#"[",….:;?!\]\)}⟩»”]+$"#).unwrap();
    // What JavaScript's \s is.
    let space = r"[\t\n\x0b\x0c\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]";
    let space = Regex::new(space).unwrap();
    let mut all = Vec::new();
    for piece in html.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let text = signs.iter().fold(text.to_owned(), |text, (sign, c)| text.replace(sign, c));
        for entry in space.split(&text).filter(|entry| !entry.is_empty()) {
            let start = before.find(entry).map_or(0, |found| found.end());
            let end = behind.find(entry).map_or(entry.len(), |found| found.start());
            // `substr` takes a length that can be below nothing.
            if start < end {
                all.push(word(&entry[start..end]));
            }
        }
    }
    all
}

/// Tells a word as `word.js` does: by its index of the sign, step by step.
fn word(input: &str) -> Shown {
    let chars: Vec<char> = input.chars().collect();
    let index = |of: &[char], from: usize| (from..of.len()).find(|at| of[*at] == '*');
    let mut sliced = chars.clone();
    let mut at = index(&chars, 0);
    while let Some(here) = at {
        if index(&chars, here + 1) == Some(here + 1) {
            sliced = [&chars[..here], &chars[here + 2..]].concat();
        }
        at = index(&chars, here + 1);
    }
    let sign = |at: Option<usize>| at.and_then(|at| sliced.get(at)) == Some(&'*');
    if !(sign(Some(0)) && sliced.len() > 2) {
        return (input.to_owned(), false);
    }
    let end = match (sign(sliced.len().checked_sub(1)), sign(sliced.len().checked_sub(2))) {
        (true, _) => chars.len() - 1,
        (false, true) => chars.len() - 2,
        (false, false) => return (input.to_owned(), false),
    };
    let mut handled = chars[1..end].to_vec();
    let mut at = index(&handled, 0);
    while let Some(here) = at {
        handled.remove(here);
        at = index(&handled, here + 1);
    }
    (handled.into_iter().collect(), true)
}

fn opened(package: &Package) -> (Value, Value) {
    let entries = archive::unpack(&package.bytes, Bounds::USUAL, &|| false, &mut |_| {}).unwrap();
    let names: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(names, ["h5p.json", "content/content.json"]);
    let json = |at: usize| serde_json::from_slice(&entries[at].bytes).unwrap();
    (json(0), json(1))
}

fn right(words: &[Shown]) -> String {
    words.iter().filter(|(_, right)| *right).map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn packages_are_as_the_schemas_have_them() {
    for (handout, key) in [sample::dam(), sample::mi6(), sample::arabic()] {
        for row in &handout.labels {
            let made = h5p(&handout, &key, Some(&row.key)).unwrap();
            let (package, content) = opened(&made);
            check_package(&package);
            assert_eq!(faults(&content, CONTENT), [""; 0]);
            assert_eq!(made, h5p(&handout, &key, Some(&row.key)).unwrap(), "the same each time");
        }
    }
    // The check can fail.
    assert_eq!(faults(&json!({ "more": 1 }), &CONTENT[2..3]), ["more", "textField is missing"]);
    assert_eq!(faults(&json!({ "textField": "<script>" }), &CONTENT[2..3]).len(), 1);
}

#[test]
fn the_player_finds_each_word_of_the_phrases() {
    let (handout, key) = sample::dam();
    let content = opened(&h5p(&handout, &key, Some(&LabelKey::slug("claim"))).unwrap()).1;
    let words = play(content["textField"].as_str().unwrap());
    let claims = "dam is safe the dam above their village will not last the spring The dam is cracked the cracks have \
                  grown since March";
    assert_eq!(right(&words), claims);
    let all: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    assert!(all.contains(&"<b>anybody</b>") && all.contains(&"5**3") && all.contains(&"report**"), "{all:?}");
    assert!(content["taskDescription"].as_str().unwrap().contains("<strong>Mark all words of each claim.</strong>"));
    assert_eq!(content["overallFeedback"][0]["feedback"], "Look again at what a claim is.");
    let (handout, key) = sample::arabic();
    let content = opened(&h5p(&handout, &key, Some(&LabelKey::slug("claim"))).unwrap()).1;
    let html = content["textField"].as_str().unwrap();
    assert!(html.starts_with("<p dir=\"rtl\"><strong>"));
    // An Arabic comma is part of the word to H5P.
    assert_eq!(right(&play(html)), "مياه الصنابير صالحة للشرب،");
}

#[test]
fn the_label_of_the_shortest_phrases_is_taken_where_none_is_chosen() {
    let (handout, key) = sample::dam();
    let made = h5p(&handout, &key, None).unwrap();
    assert_eq!(made.label.as_str(), "actor", "its phrases have the fewest words");
}

#[test]
fn remarks_say_counts_and_places() {
    let (handout, key) = sample::dam();
    let made = h5p(&handout, &key, Some(&LabelKey::slug("denial"))).unwrap();
    let said: Vec<String> = made.remarks.iter().map(ToString::to_string).collect();
    let counts: Vec<(Lost, &str, usize)> =
        made.remarks.iter().map(|remark| (remark.lost, remark.name.as_str(), remark.count)).collect();
    let wanted = [
        (Lost::Label, "claim", 4),
        (Lost::Label, "source", 3),
        (Lost::Label, "actor", 1),
        (Lost::Phrase, "", 2),
        (Lost::Relation, "attributed to", 3),
        (Lost::Relation, "denies", 2),
        (Lost::Relation, "made by", 2),
        (Lost::Feedback, "", 2),
        (Lost::Points, "", 1),
        (Lost::Minutes, "", 20),
        (Lost::Asterisk, "", 3),
        (Lost::OtherAsterisk, "", 2),
    ];
    let sorted = |mut all: Vec<(Lost, &'static str, usize)>| {
        all.sort_unstable();
        all
    };
    let mut got: Vec<(Lost, String, usize)> =
        counts.iter().map(|(lost, name, count)| (*lost, (*name).to_owned(), *count)).collect();
    got.sort();
    let wanted: Vec<(Lost, String, usize)> =
        sorted(wanted.to_vec()).into_iter().map(|(lost, name, count)| (lost, name.to_owned(), count)).collect();
    assert_eq!(got, wanted, "{said:#?}");
    let phrases = made.remarks.iter().find(|remark| remark.lost == Lost::Phrase).unwrap();
    assert_eq!(phrases.spots, ["rejected that", "Nothing at the dam has cracked"]);
    assert!(said.iter().any(|said| said.starts_with("The limit of 20 minutes")));
}

#[test]
fn what_cannot_be_made_is_refused() {
    let (handout, mut key) = sample::dam();
    let refused = |key: &Key, label: Option<&str>| {
        h5p(&handout, key, label.map(LabelKey::slug).as_ref()).unwrap_err().to_string()
    };
    assert_eq!(refused(&key, Some("gist")), "The label “gist” is not among those to find.");
    key.marks.clear();
    assert_eq!(refused(&key, None), "There is nothing in the key that could be marked.");
    assert_eq!(refused(&key, Some("claim")), "Nothing in the key is marked as claim.");
    let (mut handout, key) = sample::dam();
    (handout.title, handout.details.language) = ("é\n".repeat(300), "zh-Hant-TW".to_owned());
    check_package(&opened(&h5p(&handout, &key, None).unwrap()).0);
    (handout.title, handout.details.language) = (" ".to_owned(), "English!".to_owned());
    check_package(&opened(&h5p(&handout, &key, None).unwrap()).0);
}

proptest! {
    #[test]
    fn the_player_takes_each_word_for_what_it_is(
        words in prop::collection::vec(("[*a“é.,)(]{1,7}", any::<bool>()), 1..8),
    ) {
        for (word, is_right) in words {
            let core = core(&word);
            let inner = &word[core.clone()];
            if inner.is_empty() {
                prop_assert!(play(&word).iter().all(|(_, right)| !right));
                continue;
            }
            let (written, other) = starred(inner, is_right);
            let played = play(&format!("{}{written}{}", &word[..core.start], &word[core.end..]));
            prop_assert_eq!(played.len(), 1, "{} {}", word, written);
            let meant = if other { inner.replace('*', "\u{2217}") } else { inner.to_owned() };
            prop_assert_eq!(played[0].1, is_right, "{}", written);
            let shown = if is_right { meant } else { meant.replace('*', "**") };
            prop_assert_eq!(&played[0].0, &shown);
        }
    }
}
