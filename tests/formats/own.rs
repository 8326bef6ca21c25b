//! Gainsay's own JSON lines, CSV and ClaimReview.

use super::*;

/// A claim, a denial of it and who made it, tied into a proposition with a verdict.
fn project() -> Project {
    let text = "Dam holds, says ministry\nThe mayor denied it.\n";
    let lines = r#"{"id": 1, "text": "TEXT", "title": "=1+1", "outlet": "The Post", "entities": [{"id": 1, "label": "claim", "start_offset": 0, "end_offset": 9}, {"id": 2, "label": "denial", "start_offset": 25, "end_offset": 41}, {"id": 3, "label": "actor", "start_offset": 25, "end_offset": 34}], "relations": [{"from_id": 2, "to_id": 1, "type": "denies"}, {"from_id": 1, "to_id": 3, "type": "made by"}]}"#;
    read("doccano", &files(&[("a.jsonl", &lines.replace("TEXT", &text.replace('\n', "\\n")))])).project
}

fn out(format: &str, project: &Project) -> (String, Vec<Remark>) {
    let (memory, remarks) = Format::named(format).unwrap().write_to_memory(project, &Choice::default()).unwrap();
    assert_eq!(memory.files.len(), 1);
    (String::from_utf8(memory.files.into_iter().next().unwrap().1).unwrap(), remarks)
}

#[test]
fn own_lines_keep_ids_times_blocks_and_what_is_detached() {
    let project = common::big(3_000, 60);
    let (lines, _) = out("gainsay-jsonl", &project);
    let back = read("gainsay-jsonl", &files(&[("a.jsonl", &lines)]));
    let rows = |project: &Project| -> Vec<(AnnotationId, Place, Time)> {
        project.annotations().map(|(id, row)| (*id, row.place.clone(), row.time)).collect()
    };
    assert_eq!(rows(&back.project), rows(&project));
    assert_eq!(
        back.project.relations().map(|(id, row)| (*id, row.from, row.to)).collect::<Vec<_>>(),
        project.relations().map(|(id, row)| (*id, row.from, row.to)).collect::<Vec<_>>()
    );
    let texts = |project: &Project| -> Vec<(RevisionId, ArticleId, Vec<Block>)> {
        project.revisions().map(|(id, row)| (*id, row.article, row.blocks.clone())).collect()
    };
    assert_eq!(texts(&back.project), texts(&project));
    assert_eq!(out("gainsay-jsonl", &back.project).0, lines, "the same bytes again");
}

#[test]
fn own_lines_say_when_they_were_changed() {
    let (lines, _) = out("gainsay-jsonl", &project());
    let changed = lines.replace("Dam holds, says", "Oh: Dam holds, says");
    let read = read("gainsay-jsonl", &files(&[("a.jsonl", &changed)]));
    let told = [What::Changed, What::Counted, What::Found].map(|what| count(&read.remarks, what));
    assert_eq!(told, [1, 1, 0], "all are four further on: {:#?}", read.remarks);
    assert_eq!(marked(&read.project), marked(&project()));
    let why = |lines: &str| try_read("gainsay-jsonl", &files(&[("a.jsonl", lines)]), "").unwrap_err().what;
    assert!(why(&lines.replace("\"gainsay\":1", "\"gainsay\":2")).contains("number 2"));
    assert!(why(&lines.replace("code points", "letters")).contains("letters"));
    assert!(why(&lines.replace("\"unit\"", "\"units\"")).contains("units"));
}

#[test]
fn own_lines_say_what_of_them_is_not_understood() {
    let line = serde_json::json!({
        "gainsay": 1, "article": "a", "revision": "a", "text": "one two", "unit": "code points",
        "sha256": Text::new("one two").hash().to_string(),
        "blocks": [["sonnet", 0, 1]],
        "done": [["ada", "yesterday"]],
        "annotations": [
            {"id": "a", "annotator": "ada", "label": "x", "time": "soon", "attributes": [{"name": "how"}],
             "fragments": [{"start": 0, "end": 3, "quote": "one"}]},
            {"id": "a", "annotator": "ada", "label": "x", "time": "2026-03-01T00:00:00Z", "fragments": []},
            {"id": "a", "annotator": "ada", "label": "y", "time": "2026-03-01T00:00:00Z",
             "fragments": [{"start": 4, "end": 7, "quote": "two"}]},
        ],
    });
    let read = read("gainsay-jsonl", &files(&[("a.jsonl", &line.to_string())]));
    assert_eq!(marked(&read.project), ["x: one", "y: two"]);
    let told: Vec<(What, &str, usize)> = read.remarks.iter().map(|r| (r.what, r.name.as_str(), r.count)).collect();
    assert_eq!(
        told,
        [
            (What::Nowhere, "", 1),
            (What::SameId, "a", 1),
            (What::NoPlace, "Parts of texts that are not of this text", 1),
            (What::NoPlace, "Times that are none", 2),
            (What::NoPlace, "how", 1),
        ]
    );
}

#[test]
fn a_sheet_is_safe_to_open_and_has_a_row_for_each_annotation() {
    let (csv, remarks) = out("csv", &project());
    let body = csv.strip_prefix('\u{feff}').unwrap();
    let mut table = ::csv::Reader::from_reader(body.as_bytes());
    let heads = table.headers().unwrap().clone();
    let rows: Vec<::csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| rows[row].get(heads.iter().position(|head| head == name).unwrap()).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        ["label", "quote", "start", "end", "unit"].map(|name| cell(0, name)),
        ["claim", "Dam holds", "0", "9", "code points"]
    );
    assert_eq!(cell(0, "title"), "'=1+1", "no formula");
    assert!(cell(0, "relations").starts_with("made by "));
    assert_eq!(cell(0, "sha256").len(), 64);
    assert_eq!(remarks, []);
}

#[test]
fn the_author_of_a_claim_is_who_makes_it_and_nobody_it_is_about() {
    let sample = std::fs::read("samples/mi6.ron").unwrap();
    let project = gainsay::store::read(&sample).unwrap().project;
    let (json, remarks) = out("claim-review", &project);
    let reviews: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let called = |id: AnnotationId| {
        let entity = project.entity_of(id).and_then(|id| project.entity(&id)).map(|entity| entity.name.clone());
        entity.unwrap_or_else(|| project.quote(project.annotation(&id).unwrap()))
    };
    let ends = |kinds: &[&str]| -> BTreeSet<String> {
        let rows = project.relations().filter(|(_, row)| kinds.contains(&row.kind.as_str()));
        rows.map(|(_, row)| called(row.to)).collect()
    };
    let speakers = ends(&["made-by", "attributed-to"]);
    assert!(ends(&["about"]).iter().any(|name| !speakers.contains(name)), "the sample tells the two apart");
    let author = |review: &serde_json::Value| review["itemReviewed"]["author"]["name"].as_str().map(str::to_owned);
    let authors: Vec<String> = reviews.iter().filter_map(author).collect();
    assert!(authors.len() > 3 && authors.iter().all(|name| speakers.contains(name)), "{authors:?}");
    let missing = remarks.iter().find(|r| r.what == What::Missing && r.name == "itemReviewed.author").unwrap();
    assert_eq!(missing.count, reviews.len() - authors.len());
    let about = remarks.iter().find(|r| r.what == What::Relation && r.name == "about").unwrap();
    assert_eq!(about.count, project.relations().filter(|(_, row)| row.kind.as_str() == "about").count());
}

#[test]
fn claims_become_drafts_of_reviews_that_say_what_is_missing() {
    // An imported label that is called as the one for claims is one for claims; none other is.
    let (json, remarks) = out("claim-review", &project());
    let reviews: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(
        reviews.iter().map(|review| review["claimReviewed"].as_str().unwrap()).collect::<Vec<_>>(),
        ["Dam holds"]
    );
    assert_eq!([What::Label, What::Relation].map(|what| count(&remarks, what)), [2, 1]);

    let project = common::big(2_000, 30);
    let (json, remarks) = out("claim-review", &project);
    let reviews: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let is_claim = |row: &Annotation| project.label(&row.label).unwrap().ties == Ties::Proposition;
    let claims: BTreeSet<String> = project
        .annotations()
        .filter(|(_, row)| is_claim(row) && row.fragments().is_some())
        .map(|(_, row)| project.quote(row))
        .collect();
    assert!(!reviews.is_empty());
    for review in &reviews {
        assert_eq!(review["@type"], "ClaimReview");
        let words = review["claimReviewed"].as_str().unwrap();
        assert!(claims.contains(words) || project.propositions().any(|(_, row)| row.wording == words), "{words}");
        assert_eq!(review["itemReviewed"]["firstAppearance"]["@type"], "NewsArticle");
    }
    let missing =
        |name: &str| remarks.iter().find(|r| r.what == What::Missing && r.name == name).map_or(0, |r| r.count);
    assert_eq!(missing("url"), reviews.len());
    let rated = reviews.iter().filter(|review| !review["reviewRating"].is_null()).count();
    assert_eq!(missing("reviewRating"), reviews.len() - rated);
}
