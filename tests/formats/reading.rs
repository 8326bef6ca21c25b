//! Reports of annotations to read: the page and Markdown.

use super::*;

fn file(format: &str, project: &Project) -> String {
    let (memory, _) = Format::named(format).unwrap().write_to_memory(project, &Choice::default()).unwrap();
    String::from_utf8(memory.files[0].1.clone()).unwrap()
}

/// Two annotators on a hostile text, with overlaps, a fragment and a relation.
fn project() -> Project {
    let text = "Dam <b>holds</b>\\n\\nThe mayor *denied* it. So & so.";
    let own = |who: &str, spans: &str| {
        format!(
            r#"{{"gainsay": 1, "unit": "code points", "text": "{text}", "spans": [{spans}], "_annotator_id": "{who}", "meta": {{"outlet": "A <i>Post", "address": "javascript:alert(1)", "note": "<script>"}}}}"#
        )
    };
    let ada = own("Ada", r#"{"start": 0, "end": 12, "label": "claim"}, {"start": 4, "end": 27, "label": "de|nial"}"#);
    let ben = own("Ben", r#"{"start": 22, "end": 36, "label": "claim"}"#);
    let lines = format!("{ada}\n{ben}\n").replace(r#""gainsay": 1, "unit": "code points", "#, "");
    let tied = lines.replacen(
        "\"_annotator_id\": \"Ada\"",
        r#""relations": [{"head": 0, "child": 0, "head_span": {"start": 4, "end": 27}, "child_span": {"start": 0, "end": 12}, "label": "denies"}], "_annotator_id": "Ada""#,
        1,
    );
    read("prodigy", &files(&[("a.jsonl", &tied)])).project
}

/// Returns a page's tags, each with its attributes.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect()
}

#[test]
fn every_quote_is_linked_and_nothing_is_markup_but_ours() {
    let page = file("html", &project());
    let all = tags(&page);
    let of = |name: &str| {
        let start = format!("{name}=\"");
        let values = all.iter().filter_map(|tag| tag.split_once(&start)).filter_map(|(_, rest)| rest.split_once('"'));
        values.map(|(value, _)| value.to_owned()).collect::<Vec<String>>()
    };
    let ids = of(" id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for number in 1..=3 {
        assert!(ids.contains(&format!("mark-{number}")) && ids.contains(&format!("row-{number}")), "{ids:?}");
    }
    let links = of("href");
    assert!(
        links.iter().all(|link| link.strip_prefix('#').is_some_and(|id| ids.contains(&id.to_owned()))),
        "{links:?}"
    );
    for name in all.iter().map(|tag| tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap()) {
        assert!(!["script", "img", "link", "i", "b"].contains(&name), "{name}");
    }
    assert!(page.contains("A &lt;i&gt;Post") && page.contains("&lt;script&gt;"), "{page}");
    assert!(!page.contains("url(") && !page.contains("src="), "nothing is fetched");
}

#[test]
fn lines_run_under_their_words_and_words_are_as_they_were() {
    let page = file("html", &project());
    let text = page.split_once("<div class=\"text").unwrap().1.split_once("</div>").unwrap().0;
    let (mut under, mut words, mut open): (Vec<String>, String, Vec<Option<usize>>) =
        (vec![String::new(); 2], String::new(), Vec::new());
    for piece in text.split_once('>').unwrap().1.split('<') {
        let (tag, rest) = piece.split_once('>').unwrap_or(("", piece));
        match tag.split(' ').next().unwrap() {
            "span" => open.push(tag.split(['k', ' ']).find_map(|part| part.parse().ok())),
            "/span" => drop(open.pop()),
            "a" => continue,
            _ => {}
        }
        words += rest;
        for label in open.iter().flatten() {
            under[*label] += rest;
        }
    }
    assert_eq!(
        words.split_whitespace().collect::<Vec<_>>().join(" "),
        "Dam &lt;b&gt;holds&lt;/b&gt; The mayor *denied* it. So &amp; so."
    );
    assert_eq!(under[0], "Dam &lt;b&gt;holdsmayor *denied*", "claims");
    assert_eq!(under[1], "&lt;b&gt;holds&lt;/b&gt;The mayor", "denials");
    assert!(text.contains("u k0 n0") && text.contains("u k1 n1"), "what overlaps stands below: {text}");
}

#[test]
fn right_to_left_stays_right_to_left() {
    let line = r#"{"text": "قال الوزير ذلك", "spans": [{"start": 4, "end": 10, "label": "source"}], "meta": {"language": "ar"}}"#;
    let page = file("html", &read("prodigy", &files(&[("a.jsonl", line)])).project);
    assert!(page.contains("dir=\"rtl\" lang=\"ar\"") && page.contains("<bdi lang=\"ar\">الوزير</bdi>"), "{page}");
}

#[test]
fn markdown_lists_what_is_marked_and_escapes_it() {
    let text = file("markdown", &project());
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| **")).collect();
    assert_eq!(
        rows,
        [
            r"| **C1** | Dam \<b\>holds | claim | Ada |",
            r"| **D2** | \<b\>holds\</b\> The mayor | de\|nial<br>denies C1 | Ada |",
            r"| **C3** | mayor \*denied\* | claim | Ben |",
        ],
        "{text}"
    );
}
