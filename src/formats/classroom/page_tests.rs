use super::*;
use crate::model::exercise::Sealed as Closed;
use crate::model::id::ExerciseId;
use crate::model::{Block, Details, KindKey, LabelKey};

/// Makes an exercise of a text, with one label, an example of three words, and a relation of it.
fn handout(body: &str) -> Handout {
    let text = Text::new(body);
    let label = LabelKey::slug("claim");
    let place = |from: usize, to: usize| Fragments::one(text.span(from, to).unwrap());
    Handout {
        exercise: ExerciseId(7),
        title: "A </title> & more".to_owned(),
        instructions: "Find </script><script>alert(1)</script> <!-- all".to_owned(),
        details: Details { language: "ar".to_owned(), date: "2026-03-07".to_owned(), ..Details::default() },
        blocks: vec![Block { kind: BlockKind::Headline, lines: 0..1 }],
        labels: vec![AskedLabel {
            key: label.clone(),
            name: "claim".to_owned(),
            letter: "C".to_owned(),
            shortcut: Some('c'),
            colour: 13,
            pattern: Pattern::Wave,
            definition: String::new(),
            hint: String::new(),
            count: None,
        }],
        kinds: Vec::new(),
        hints: Vec::new(),
        given: vec![Mark { label: label.clone(), place: place(0, 4) }, Mark { label, place: place(5, 6) }],
        given_links: vec![
            Link { kind: KindKey::slug("denies"), from: End::Given(0), to: End::Given(1) },
            Link { kind: KindKey::slug("denies"), from: End::Given(0), to: End::Mark(1) },
        ],
        minutes: None,
        sealed: Some(Closed { rounds: 1, salt: [0; 16], nonce: [255; 12], data: vec![1, 2, 3, 4] }),
        text,
    }
}

/// Returns what stands in the page as JSON.
fn inside(page: &str) -> serde_json::Value {
    let (_, behind) = page.split_once("id=\"exercise\">").unwrap();
    serde_json::from_str(behind.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn what_people_wrote_ends_no_element() {
    let page = write(&handout("😀 b</script>\nc"));
    assert_eq!(page.matches("</script>").count(), 2, "that of the exercise and that of the script");
    assert!(page.contains("<title>A &lt;/title&gt; &amp; more</title>"));
    assert_eq!(inside(&page)["text"], "😀 b</script>\nc");
    assert!(!STYLE.contains("</") && !script().contains("</script"));
}

#[test]
fn offsets_are_code_points() {
    let data = inside(&write(&handout("😀 b\nc\n\n d ")));
    assert_eq!(data["given"][0]["at"], serde_json::json!([[0, 1]]));
    assert_eq!(data["given"][1]["at"], serde_json::json!([[2, 3]]));
    let blocks = serde_json::json!([["headline", 0, 3], ["paragraph", 4, 5], ["paragraph", 7, 10]]);
    assert_eq!(data["blocks"], blocks, "lines in no block are paragraphs, empty ones are none");
    assert_eq!(data["links"].as_array().unwrap().len(), 1, "only between examples");
    assert_eq!((&data["direction"], &data["labels"][0]["colour"]), (&"rtl".into(), &1.into()));
    assert_eq!(data["sealed"]["data"], "AQIDBA==");
    assert_eq!(data["article"]["date"], "7 Mar 2026");
}

#[test]
fn the_policy_names_the_script_and_lets_nothing_in() {
    let page = write(&handout("some text"));
    let run = page.rsplit_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    assert_eq!(run, script());
    let digest = base64::encode(&Sha256::digest(run.as_bytes()));
    assert!(page.contains(&format!("default-src 'none'; script-src 'sha256-{digest}'")));
    for outside in ["http://", "https://", "//cdn", "@import", "src=", "url(h"] {
        let known = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!known.contains(outside), "{outside}");
    }
}

#[test]
fn a_page_is_small() {
    let (body, long) = ("some text", "some text ".repeat(20_000));
    let [short, long_page] = [body, &long].map(|body| write(&handout(body)).len());
    assert!(short < 300_000, "{short}");
    assert!(long_page - long.len() < 300_000);
}

#[test]
fn the_script_says_what_it_is_given() {
    let words = words::all();
    let script = script();
    // `t("name"` and the like; names that are put together are looked at by the browser's tests.
    for part in script.split("t(\"").skip(1) {
        let key = part.split('"').next().unwrap();
        let known = words.contains_key(key) || !key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(known, "{key} is said and is not there");
    }
    let quoted = |key: &str| script.contains(&format!("\"{key}\"")) || script.contains(&format!("`{key}"));
    let made = ["is-", "end-", "ends-", "group-", "undo-", "redo-"];
    let unused: Vec<_> =
        words.keys().filter(|key| !quoted(key) && !made.iter().any(|part| key.starts_with(part))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Returns the colours that a part of the style names, by their names, in light or dark.
fn colours(dark: bool) -> BTreeMap<&'static str, [f64; 3]> {
    let mut all = BTreeMap::new();
    for rules in STYLE.split(":root {").skip(1).take(1 + usize::from(dark)) {
        for rule in rules.split('}').next().unwrap().split(';') {
            let Some((name, value)) = rule.split_once(": #") else { continue };
            let number = u32::from_str_radix(value.trim(), 16).unwrap();
            let channels = [16, 8, 0].map(|shift| f64::from(number >> shift & 255));
            all.insert(name.trim().trim_start_matches("--"), channels);
        }
    }
    all
}

/// Returns the contrast of two colours, as WCAG 2 counts it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [r, g, b] = colour.map(|value| {
            let value = value / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
    };
    let (a, b) = (light(one), light(other));
    a.max(b) / a.min(b)
}

#[test]
fn all_words_stand_out_in_both_schemes() {
    let shares: Vec<f64> = STYLE
        .split("--share: ")
        .skip(1)
        .map(|rest| rest.split('%').next().unwrap().parse::<f64>().unwrap() / 100.0)
        .collect();
    for dark in [false, true] {
        let all = colours(dark);
        assert_eq!(all.len(), 23, "{all:?}");
        let enough = |front: &str, back: &str, least: f64| {
            let found = contrast(all[front], all[back]);
            assert!(found >= least, "{front} on {back}, dark {dark}: {found}");
        };
        for back in ["paper", "panel", "selected"] {
            enough("ink", back, 7.0);
        }
        for back in ["paper", "panel"] {
            ["quiet", "accent", "trouble"].iter().for_each(|front| enough(front, back, 4.5));
            enough("edge", back, 3.0);
        }
        enough("quiet", "selected", 4.5);
        enough("on-accent", "accent", 4.5);
        let labels: Vec<String> = (0..12).map(|at| format!("label{at}")).collect();
        let mix = |under: [f64; 3], over: [f64; 3]| {
            let share = shares[usize::from(dark)];
            [0, 1, 2].map(|at| under[at] + (over[at] - under[at]) * share)
        };
        for label in &labels {
            enough("on-label", label, 4.5);
            enough(label, "paper", 4.5);
            for above in &labels {
                let ground = mix(mix(all["paper"], all[label.as_str()]), all[above.as_str()]);
                assert!(contrast(all["ink"], ground) >= 4.5, "{label} {above} {dark}");
            }
        }
    }
}
