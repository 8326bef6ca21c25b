//! brat's standoff files.

use super::*;

const TEXT: &str = "Dam holds, says ministry\nThe ministry said the dam was safe.\nThe mayor denied it.\n";

fn of(ann: &str) -> Read {
    read("brat", &files(&[("dam.txt", TEXT), ("dam.ann", ann)]))
}

#[test]
fn reads_every_sort_of_line() {
    let conf = "[entities]\nclaim\ndenial\nsource\n!group\n----\n[relations]\ndenies\tArg1:denial, Arg2:claim\n<OVERLAP>\tArg1:claim, Arg2:source, <OVL-TYPE>:<ANY>\n\
                [events]\nsays Who:source, What{2}:claim\n[attributes]\ncheckable\tArg:claim\nscope\tArg:<ANY>, Value:full|partial\n";
    let ann = "T1\tclaim 43 63\tthe dam was safe.\n";
    let ann = ann.replace("43 63", "43 60")
        + "T2\tdenial 61 70;71 77\tThe mayor denied\n"
        + "T3\tsource 25 37\tThe ministry\nT4\tsays 38 42\tsaid\n"
        + "R1\tdenies Arg1:T2 Arg2:T1\n"
        + "E1\tsays:T4 Who:T3 What2:T1\n"
        + "A1\tcheckable T1\nA2\tscope T2 full\nM1\tscope E1 partial\n"
        + "N1\tReference T3 Wikidata:Q42\tMinistry of dams\n"
        + "#1\tAnnotatorNotes T1\tfirst\n#2\tAnnotatorNotes T1\tsecond\n#3\tdescriptor T3\ta ministry\n"
        + "*\tsame T1 T3\n";
    let read = read("brat", &files(&[("dam.txt", TEXT), ("dam.ann", &ann), ("annotation.conf", conf)]));
    let project = &read.project;
    assert_eq!(
        marked(project),
        ["source: The ministry", "says: said", "claim: the dam was safe.", "denial: The mayor | denied"]
    );
    assert_eq!(
        tied(project),
        [
            "The mayor denied -denies-> the dam was safe.",
            "said -What-> the dam was safe.",
            "said -Who-> The ministry",
            "the dam was safe. -same-> The ministry",
        ]
        .map(|line| line.replace("The mayor denied", &project.quote(denial(project))))
    );
    let claim = project.annotations().map(|(_, row)| row).find(|row| row.label.as_str() == "claim").unwrap();
    assert_eq!(claim.note, "first\nsecond");
    assert_eq!(claim.attributes.values().collect::<Vec<_>>(), [&Value::Flag(true)]);
    let source = project.annotations().map(|(_, row)| row).find(|row| row.label.as_str() == "source").unwrap();
    assert_eq!(
        source.attributes.values().collect::<Vec<_>>(),
        [&Value::Text("a ministry".to_owned()), &Value::Text("Wikidata:Q42 Ministry of dams".to_owned())]
    );
    let scope = project.attribute(&AttributeKey::slug("scope")).unwrap();
    let AttributeType::Choice(choices) = &scope.takes else { panic!("{:?}", scope.takes) };
    assert_eq!(choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(), ["full", "partial"]);
    assert!(project.label(&LabelKey::slug("group")).is_none(), "it only groups others");
    let denies = project.kind(&KindKey::slug("denies")).unwrap();
    assert!(denies.joins(&LabelKey::slug("denial"), &LabelKey::slug("claim")));
    let whats = [What::AsRelations, What::AsAttribute].map(|what| count(&read.remarks, what));
    assert_eq!(whats, [2, 1], "an event and an equivalence; a reference");
}

fn denial(project: &Project) -> &Annotation {
    project.annotations().map(|(_, row)| row).find(|row| row.label.as_str() == "denial").unwrap()
}

#[test]
fn says_what_it_cannot_keep_and_where() {
    let read = of(
        "T1\tclaim 0 3\tDam\nT2\tclaim 4 4\t\nnonsense\nR1\tdenies Arg1:T1 Arg2:T9\nR2\tdenies Arg1:T1 Arg2:T1\nT3\tclaim 0 6\tgone for ever\nA1\tx R9\n",
    );
    assert_eq!(marked(&read.project), ["claim: Dam", "claim, detached: gone for ever"]);
    let found: Vec<(What, Vec<String>)> =
        read.remarks.iter().map(|r| (r.what, r.spots.iter().map(ToString::to_string).collect())).collect();
    let at = |line: usize| vec![format!("dam.ann, line {line}")];
    assert_eq!(
        found,
        [
            (What::Detached, at(6)),
            (What::Empty, at(2)),
            (What::SelfRelation, at(5)),
            (What::End, at(4)),
            (What::NoPlace, at(7)),
            (What::Unread, at(3)),
        ]
    );
}

#[test]
fn an_event_without_its_word_and_two_annotations_of_one_id_are_said() {
    let read = of("T1\tclaim 0 3\tDam\nT1\tclaim 4 9\tholds\nE1\tclaim:T7\nT2\t 0 3\tDam\n");
    assert_eq!(marked(&read.project), ["claim: Dam", "unlabelled: Dam", "claim: holds"]);
    let told: Vec<String> = read.remarks.iter().map(|remark| format!("{remark} {}", remark.spots[0])).collect();
    assert_eq!(
        told,
        [
            "One annotation or relation has no label there. It is labelled “unlabelled”. dam.ann, line 4",
            "The id “T1” is there twice. Both annotations are kept; relations with it lead to the last one. dam.ann, line 2",
            "One line or record was not read: the annotation that it is an event of is not there. dam.ann, line 3",
        ]
    );
}

#[test]
fn annotations_are_in_the_encoding_of_their_text() {
    let text = "Es ist für die Öffentlichkeit, schöne Grüße";
    let ann = "T1\tx 7 10\tfür\nT2\tx 15 29\tÖffentlichkeit\n#1\tAnnotatorNotes T1\tGrüße ";
    let with = |text: &[u8], ann: &[u8]| {
        read(
            "brat",
            &[
                File::new("a.txt", text),
                File::new("a.ann", ann),
                File::new("visual.conf", b"[labels]\nx | \xe9\xe8\n".as_slice()),
            ],
        )
    };
    let sorts = |read: &Read| -> Vec<(What, String)> {
        read.remarks
            .iter()
            .map(|r| (r.what, r.spots.iter().map(|spot| spot.name.as_str()).collect::<Vec<_>>().join(" ")))
            .collect()
    };
    // One byte of a note is damaged; the configuration is in another encoding.
    let damaged = [ann.as_bytes(), b"\xff"].concat();
    let read = with(text.as_bytes(), &damaged);
    assert_eq!(
        marked(&read.project).iter().map(|mark| mark.rsplit_once(": ").unwrap().1).collect::<Vec<_>>(),
        ["für", "Öffentlichkeit"]
    );
    assert_eq!(read.project.annotations().find(|(_, row)| !row.note.is_empty()).unwrap().1.note, "Grüße \u{fffd}");
    let told = sorts(&read);
    assert!(told.contains(&(What::Undecoded, "a.ann".to_owned())), "{told:?}");
    assert!(told.contains(&(What::Decoded, "visual.conf".to_owned())), "{told:?}");
    // Both are in Windows-1252, which a few letters would not show.
    let western = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    let read = with(&western(&text.repeat(9)), &western(ann));
    assert_eq!(
        marked(&read.project).iter().map(|mark| mark.rsplit_once(": ").unwrap().1).collect::<Vec<_>>(),
        ["für", "Öffentlichkeit"]
    );
}

#[test]
fn folders_with_the_same_texts_are_annotators() {
    let ann = "T1\tclaim 0 3\tDam\n";
    let all = [("ada/dam.txt", TEXT), ("ada/dam.ann", ann), ("ben/dam.txt", TEXT), ("ben/dam.ann", "")];
    let project = read("brat", &files(&all)).project;
    assert_eq!(project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect::<Vec<_>>(), ["ada", "ben"]);
    assert_eq!(project.articles().len(), 1);
    let apart = [("ada/dam.txt", TEXT), ("ada/dam.ann", ann), ("ben/other.txt", TEXT), ("ben/other.ann", "")];
    let project = read("brat", &files(&apart)).project;
    assert_eq!((project.sets().len(), project.articles().len()), (1, 2));
}

#[test]
fn line_ends_of_two_characters_count_as_two() {
    let text = TEXT.replace('\n', "\r\n");
    let start = text.find("mayor").unwrap();
    let ann = format!("T1\tclaim {start} {}\tmayor\n", start + 5);
    let read = read("brat", &files(&[("dam.txt", &text), ("dam.ann", &ann)]));
    assert_eq!(marked(&read.project), ["claim: mayor"]);
    assert_eq!(read.remarks, []);
}

#[test]
fn a_span_across_lines_goes_out_a_fragment_a_line() {
    let project = of("T1\tclaim 16 37\tministry The ministry\n").project;
    let (memory, remarks) = Format::named("brat").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    let ann = memory.files.iter().find(|(path, _)| path == "dam.ann").unwrap();
    assert_eq!(String::from_utf8_lossy(&ann.1), "T1\tclaim 16 24;25 37\tministry The ministry\n");
    assert_eq!(
        remarks.iter().map(|remark| (remark.what, remark.count)).collect::<Vec<_>>(),
        [(What::Lines, 1), (What::Times, 1)]
    );
    assert_eq!(remarks[0].spots[0].to_string(), "dam, line 1");
}

#[test]
fn files_of_brat_itself_come_in_whole() {
    let Some(path) = data("brat-news") else { return };
    let read = read("brat", &folder(&path));
    let spans: usize = folder(&path)
        .iter()
        .filter(|file| file.ends_in("ann"))
        .map(|file| String::from_utf8_lossy(&file.bytes).lines().filter(|line| line.starts_with('T')).count())
        .sum();
    assert_eq!(read.project.annotation_count(), spans, "{:#?}", read.remarks);
    assert_eq!(spans, 119);
    assert_eq!(count(&read.remarks, What::Detached) + count(&read.remarks, What::Unread), 0, "{:#?}", read.remarks);
    // 23 events; of their roles and the 8 relations and 2 equivalences each became a relation.
    assert_eq!(count(&read.remarks, What::AsRelations), 25, "{:#?}", read.remarks);
}

#[test]
fn a_shared_task_and_four_annotators_come_in_whole() {
    let Some(path) = data("brat-bionlp") else { return };
    let read = read("brat", &folder(&path));
    for what in [What::Detached, What::Unread, What::Nowhere, What::End, What::UnreadFile] {
        assert_eq!(count(&read.remarks, what), 0, "{what:?}: {:#?}", read.remarks);
    }
    let Some(path) = data("bratiaa-4x7") else { return };
    let four = super::read("brat", &folder(&path)).project;
    let names: Vec<String> = four.sets().into_iter().map(|(id, _)| four.set_name(*id)).collect();
    assert_eq!(names, ["Lisa", "Maria", "Max", "Peter"]);
    assert_eq!(four.articles().len(), 7);
}

#[test]
fn folders_are_annotators_where_most_texts_are_the_same() {
    let marks = "T1\tP 0 3\tAda\n";
    let sets = |all: &[(&str, &str)]| {
        let project = read("brat", &files(all)).project;
        let names = project.sets().into_iter().map(|(id, _)| project.set_name(*id));
        (names.collect::<Vec<_>>(), project.article_count())
    };
    // What nobody marked tells nothing, nor does one that is the same among others.
    let parts = [
        ("train/README.txt", "Read me."),
        ("train/README.ann", ""),
        ("test/README.txt", "Read me."),
        ("test/README.ann", ""),
        ("train/1.txt", "Ada said it."),
        ("train/1.ann", marks),
        ("test/1.txt", "Ada did not."),
        ("test/1.ann", marks),
    ];
    assert_eq!(sets(&parts), (vec!["brat".to_owned()], 4));
    let people = [
        ("ada/1.txt", "Ada said it."),
        ("ada/1.ann", marks),
        ("ben/1.txt", "Ada said it."),
        ("ben/1.ann", ""),
        ("ben/2.txt", "Ada did not."),
        ("ben/2.ann", marks),
    ];
    assert_eq!(sets(&people), (vec!["ada".to_owned(), "ben".to_owned()], 2));
}

#[test]
fn folders_are_told_by_a_text_in_which_something_is_marked_there_too() {
    // What stands on nothing but a line end is nothing there: the first text tells no folder.
    let task = |text: &str, annotator: &str, end: usize| {
        let value = format!("{{\"start\": {}, \"end\": {end}, \"labels\": [\"claim\"]}}", if end == 4 { 3 } else { 0 });
        let region = format!("{{\"id\": \"1\", \"type\": \"labels\", \"value\": {value}}}");
        let own = format!("[{{\"annotator\": \"{annotator}\", \"result\": [{region}]}}]");
        format!("{{\"data\": {{\"text\": \"{text}\"}}, \"annotations\": {own}}}")
    };
    let tasks = [task("one\\ntwo", "Ada", 4), task("three", "Ada", 5), task("fours", "Ben", 5)].join(",");
    let project = read("label-studio", &files(&[("a.json", &format!("[{tasks}]"))])).project;
    let (memory, _) = Format::named("brat").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    let back = read("brat", &written(&memory));
    let mut sets: Vec<String> = back.project.sets().into_iter().map(|(id, _)| back.project.set_name(*id)).collect();
    sets.sort();
    assert_eq!(sets, ["Ada", "Ben"]);
}

#[test]
fn what_is_said_of_a_relation_comes_in_and_goes_out() {
    let ann = "T1\tclaim 43 60\tthe dam was safe.\nT2\tdenial 61 77\tThe mayor denied\nR1\tdenies Arg1:T2 Arg2:T1\n\
               #1\tAnnotatorNotes R1\tSays so\n#2\tAnnotatorNotes R1\ttwice.\n#3\tby R1\tAda\nA1\tplain R1\n";
    let read = of(ann);
    assert_eq!(read.remarks, [], "nothing of it is left out");
    let (_, row) = read.project.relations().next().unwrap();
    assert_eq!(row.note, "Says so\ntwice.");
    let values: Vec<_> = row.attributes.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    assert_eq!(values, [("by", Value::Text("Ada".to_owned())), ("plain", Value::Flag(true))]);
    let brat = Format::named("brat").unwrap();
    let (memory, remarks) = brat.write_to_memory(&read.project, &Choice::default()).unwrap();
    let files = written(&memory);
    let ann = files.iter().find(|file| file.ends_in("ann")).map(|file| String::from_utf8_lossy(&file.bytes)).unwrap();
    let lines: Vec<&str> = ann.lines().skip(2).collect();
    let comments = ["#1\tAnnotatorNotes R1\tSays so", "#2\tAnnotatorNotes R1\ttwice."];
    assert_eq!(lines, [&["R1\tdenies Arg1:T2 Arg2:T1"][..], &comments].concat());
    assert_eq!(count(&remarks, What::RelationNote), 0);
    assert_eq!(count(&remarks, What::RelationAttribute), 2);
}

#[test]
fn a_type_stands_for_those_below_it_and_what_has_no_place_is_said() {
    let conf = "[entities]\n!Agent\n\tPerson\n\tGroup\n\t\tParty\nPlace\n[relations]\nat\tArg1:!Agent, Arg2:Place\n\
                of\tArg1:Group, Arg2:Person, <REL-TYPE>:symmetric\n<OVERLAP>\tArg1:Person, Arg2:Place, <OVL-TYPE>:contain\n";
    let read = read("brat", &files(&[("dam.txt", TEXT), ("dam.ann", ""), ("annotation.conf", conf)]));
    let project = &read.project;
    let mut labels: Vec<&str> = project.labels_by_key().map(|(_, row)| row.name.as_str()).collect();
    labels.sort_unstable();
    assert_eq!(labels, ["Group", "Party", "Person", "Place"], "what only groups others is none");
    let joins = |kind: &str, from: &str, to: &str| {
        let kind = project.kind(&KindKey::slug(kind)).unwrap();
        kind.joins(&LabelKey::slug(from), &LabelKey::slug(to))
    };
    assert!(["Person", "Group", "Party"].iter().all(|agent| joins("at", agent, "Place")));
    assert!(!joins("at", "Place", "Place") && joins("of", "Party", "Person") && !joins("of", "Person", "Person"));
    let kinds: Vec<&str> = project.kinds_by_key().map(|(_, row)| row.name.as_str()).collect();
    assert_eq!(kinds, ["at", "of"], "which marks may overlap is no relation");
    let said: Vec<(String, Vec<Option<usize>>)> = read
        .remarks
        .iter()
        .map(|remark| (remark.name.clone(), remark.spots.iter().map(|spot| spot.line).collect()))
        .collect();
    let said: Vec<(&str, &[Option<usize>])> = said.iter().map(|(name, lines)| (name.as_str(), &lines[..])).collect();
    let expected: [(&str, &[Option<usize>]); 3] = [
        ("Relations that go both ways or on through others", &[Some(9)]),
        ("Rules for marks that overlap", &[Some(10)]),
        ("Types that stand below others", &[Some(3), Some(4), Some(5)]),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_text_without_its_standoff_is_named() {
    let read = read("brat", &files(&[("dam.txt", TEXT), ("dam.ann", ""), ("more/river.txt", "River\n")]));
    let [remark] = &read.remarks[..] else { panic!("{:?}", read.remarks) };
    assert_eq!((remark.what, remark.spots[0].name.as_str()), (What::UnreadFile, "more/river.txt"));
    assert_eq!(read.project.article_count(), 1);
}
