//! CoNLL's tables.

use super::*;

fn of(rows: &str) -> Read {
    read("conll", &files(&[("a.conll", rows)]))
}

fn texts(project: &Project) -> Vec<String> {
    let text = |article: &ArticleId| project.latest(*article).unwrap().1.text.as_str().to_owned();
    project.articles().iter().map(|(article, _)| text(article)).collect()
}

/// Writes a project in the format, by the names of the files.
fn out(project: &Project) -> (Vec<(String, String)>, Vec<Remark>) {
    let (memory, remarks) = Format::named("conll").unwrap().write_to_memory(project, &Choice::default()).unwrap();
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8(bytes).unwrap());
    (memory.files.into_iter().map(text).collect(), remarks)
}

/// Makes a project of one text, and what is marked in it.
fn marked_in(text: &str, words: &[(&str, &str)]) -> Project {
    let spans: Vec<String> = words
        .iter()
        .map(|(label, words)| {
            let start = text[..text.find(words).unwrap()].chars().count();
            format!("[{start}, {}, {label:?}]", start + words.chars().count())
        })
        .collect();
    let line = format!("{{\"text\": {}, \"label\": [{}]}}", serde_json::to_string(text).unwrap(), spans.join(", "));
    try_read("doccano", &files(&[("a.jsonl", &line)]), "Ada").unwrap().project
}

#[test]
fn four_columns_and_documents_of_2003() {
    let read = of("-DOCSTART- -X- -X- O\n\nU.N. NNP I-NP I-source\nofficial NN I-NP O\n\nNo UH B-INTJ I-denial\n\
                   , , O I-denial\nit PRP B-NP B-denial\n-DOCSTART- -X- O O\nThe DT B-NP O\ndam NN I-NP B-claim\n");
    assert_eq!(texts(&read.project), ["U.N. official\nNo , it", "The dam"]);
    assert_eq!(marked(&read.project), ["source: U.N.", "denial: No ,", "denial: it", "claim: dam"]);
    assert_eq!(read.remarks, []);
}

#[test]
fn the_first_and_the_second_scheme_say_where_what_touches_is_parted() {
    // In the first `B-` stands only where what was marked before goes up to it.
    let first = of("a I-x\nb I-x\nc B-x\nd I-y\ne O\nf I-y\n\ng I-y\n");
    assert_eq!(marked(&first.project), ["x: a b", "x: c", "y: d", "y: f", "y: g"]);
    let second = of("a B-x\nb I-x\nc B-x\nd B-y\ne O\nf B-y\n\ng B-y\n");
    assert_eq!(marked(&second.project), marked(&first.project));
}

#[test]
fn ends_and_single_words_may_have_signs_of_their_own() {
    let expected = ["x: a b c", "x: d", "x: e", "x: f g"];
    for rows in
        ["a B-x\nb I-x\nc E-x\nd S-x\ne S-x\nf I-x\ng E-x\n", "a B-x\nb I-x\nc L-x\nd U-x\ne U-x\nf B-x\ng L-x\n"]
    {
        assert_eq!(marked(&of(rows).project), expected);
    }
}

#[test]
fn tabs_alone_part_columns_where_there_are_some() {
    let read = of("New York\tB-actor\r\ndenies \tO\r\n \r\nit\tB-non-denial\r\n");
    assert_eq!(texts(&read.project), ["New York denies\nit"]);
    assert_eq!(marked(&read.project), ["actor: New York", "non-denial: it"]);
}

#[test]
fn words_without_a_tag_are_kept_and_listed() {
    let read = of("The O\ndam B-\nalone\nholds Q-claim\nwell B-claim\n. O\n; O\n! O\n");
    assert_eq!(texts(&read.project), ["The dam alone holds well . ; !"]);
    assert_eq!(marked(&read.project), ["claim: well"]);
    let lines: Vec<Option<usize>> = read.remarks[0].spots.iter().map(|spot| spot.line).collect();
    assert_eq!((read.remarks.len(), read.remarks[0].what, lines), (1, What::Unread, vec![Some(2), Some(3), Some(4)]));
}

#[test]
fn what_is_no_table_is_refused_or_listed() {
    let prose = ("notes.txt", "He took vitamin B-12\nand was\nwell again\n");
    let error = try_read("conll", &files(&[prose]), "").unwrap_err();
    assert!(error.to_string().contains("no table of CoNLL"), "{error}");
    assert!(Format::of(&files(&[prose])).is_none());
    let beside = read("conll", &files(&[prose, ("a.conll", "dam B-claim\n")]));
    assert_eq!((count(&beside.remarks, What::UnreadFile), marked(&beside.project).len()), (1, 1));
}

#[test]
fn files_with_the_same_texts_are_annotators() {
    let project = read("conll", &files(&[("ada.conll", "dam B-claim\n"), ("ben.conll", "dam O\n")])).project;
    assert_eq!(project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect::<Vec<_>>(), ["ada", "ben"]);
    assert_eq!(project.articles().len(), 1);
    let project = read("conll", &files(&[("train.conll", "dam B-claim\n"), ("test.conll", "it O\n")])).project;
    assert_eq!((project.sets().len(), project.articles().len()), (1, 2));
}

#[test]
fn goes_out_in_two_columns_a_line_a_sentence() {
    let text = "Dam: \u{201c}safe\u{201d}\n\n1\u{202f}000 hurt\nNobody\nwas";
    let (files, remarks) = out(&marked_in(
        text,
        &[("claim", "safe"), ("non denial", "1\u{202f}000"), ("actor", " hurt"), ("claim", "Nobody\nwas")],
    ));
    let expected = "-DOCSTART- O\n\nDam O\n: O\n\u{201c} O\nsafe B-claim\n\u{201d} O\n\n1 B-non-denial\n\
                    000 I-non-denial\nhurt B-actor\n\nNobody B-claim\nwas I-claim\n\n";
    assert_eq!(files, [("Ada.conll".to_owned(), expected.to_owned())]);
    assert_eq!([What::Renamed, What::Trimmed].map(|what| count(&remarks, what)), [1, 1], "{remarks:?}");
}

#[test]
fn what_overlaps_or_begins_within_a_word_is_listed() {
    let project = marked_in(
        "The dam is unsafe",
        &[("claim", "The dam is"), ("actor", "dam"), ("claim", "safe"), ("denial", "unsafe")],
    );
    let (files, remarks) = out(&project);
    let tags: Vec<&str> = files[0].1.lines().skip(2).filter(|line| !line.is_empty()).collect();
    assert_eq!(tags, ["The B-claim", "dam I-claim", "is I-claim", "unsafe B-denial"]);
    assert_eq!(count(&remarks, What::Overlap), 2, "{remarks:?}");
    let (_, remarks) = out(&marked_in("unsafe", &[("claim", "safe")]));
    assert_eq!(count(&remarks, What::WithinWords), 1, "{remarks:?}");
}

#[test]
fn files_of_other_tools_come_in() {
    let Some(path) = data("doccano") else { return };
    let one = |name: &str| {
        let file = File::new("a.conll", fs::read(path.join(name)).unwrap());
        assert_eq!(Format::of(std::slice::from_ref(&file)).unwrap().id, "conll", "{name}");
        let read = read("conll", &[file]);
        (marked(&read.project), count(&read.remarks, What::Unread))
    };
    let (marks, unread) = one("import-tests/sequence_labeling/example.conll");
    assert_eq!((marks, unread), (vec!["LOC: JAPAN".to_owned(), "PER: Nadim Ladki".to_owned()], 0));
    assert_eq!(one("import-tests/sequence_labeling/labeling.invalid.conll").1, 1);
    assert_eq!(one("transformer/labeling_text_label.conll2003.user0").0[0], "LOC: JAPAN");
    let (marks, unread) = one("../tool-exports/labelstudio/export.CONLL2003");
    assert_eq!(
        (&marks[..2], unread),
        (&["source: Mayor".to_owned(), "denial: \u{201c}We deny it.\u{201d}".to_owned()][..], 0)
    );
}

#[test]
fn texts_of_which_the_words_alone_go_out_are_told() {
    let told = |text: &str| {
        let (written, remarks) = out(&marked_in(text, &[("claim", "dam")]));
        let files: Vec<File> = written.iter().map(|(path, text)| File::new(path.as_str(), text.as_bytes())).collect();
        let same = texts(&read("conll", &files).project) == [text];
        (same, count(&remarks, What::Spaces))
    };
    assert_eq!(told("The dam holds\nNobody said no"), (true, 0));
    for text in ["The dam holds.", "The dam  holds", "The dam holds\n", "The\n\ndam"] {
        assert_eq!(told(text), (false, 1), "{text:?}");
    }
}
