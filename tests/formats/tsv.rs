//! WebAnno TSV 3.

use super::*;

fn of(layers: &str, rows: &str) -> Read {
    read("webanno-tsv", &files(&[("dam.tsv", &format!("#FORMAT=WebAnno TSV 3.3\n{layers}\n\n\n{rows}"))]))
}

#[test]
fn an_annotation_is_all_rows_with_its_number() {
    let read = of(
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value",
        "#Text=He 😊 loves her .\n1-1\t0-2\tHe\t*\tPER\t\n1-2\t3-5\t😊\t_\t_\t\n1-3\t6-11\tloves\t*[1]|Q1[2]\tA[1]|B\\_b[2]\t\n\
         1-4\t12-15\ther\t*[1]\tA[1]\t\n1-4.1\t12-14\the\t_\tC\t\n1-4.2\t15-15\t\t*\tNone\t\n1-5\t16-17\t.\t_\t_\t\n\n\
         #Text=She\\tdid .\n2-1\t18-21\tShe\t_\t_\t\n2-2\t22-25\tdid\t*\t*\t\n",
    );
    assert_eq!(read.project.revisions().next().unwrap().1.text.as_str(), "He 😊 loves her .\nShe\tdid .");
    assert_eq!(marked(&read.project), ["PER: He", "A: loves her", "B_b: loves", "C: he", "NamedEntity: did"]);
    let values = read.project.annotations().flat_map(|(_, row)| row.attributes.values().cloned());
    let values: Vec<Value> = values.filter(|value| matches!(value, Value::Text(_))).collect();
    assert_eq!(values, [Value::Text("Q1".to_owned())]);
    assert_eq!(count(&read.remarks, What::Empty), 1, "{:?}", read.remarks);
}

#[test]
fn relations_slots_and_chains_join_annotations() {
    let text = "#Text=This is a test .\n";
    let read = of(
        "#T_SP=webanno.custom.Span|value\n#T_RL=webanno.custom.Relation|boolValue|value|BT_webanno.custom.Span",
        &format!(
            "{text}1-1\t0-4\tThis\tx[1]\t_\t_\t_\t\n1-2\t5-7\tis\tx[1]\t_\t_\t_\t\n1-3\t8-9\ta\ty[2]\ttrue|*\tsubj|*\t1-1[1_2]|1-1[1_2]\t\n"
        ),
    );
    assert_eq!(tied(&read.project), ["This is -Relation-> a", "This is -subj-> a"]);
    let flags = read.project.relations().filter(|(_, row)| row.attributes.values().any(|v| *v == Value::Flag(true)));
    assert_eq!(flags.count(), 1);
    let read = of(
        "#T_SP=webanno.custom.SimpleSpan|\n#T_SP=webanno.custom.Host|ROLE_webanno.custom.Host:links_webanno.custom.Link|webanno.custom.SimpleSpan|value",
        &format!(
            "{text}1-1\t0-4\tThis\t_\tp1;*\t1-2[1];1-4\tv\t\n1-2\t5-7\tis\t*[1]\t_\t_\t_\t\n1-3\t8-9\ta\t*[1]\t_\t_\t_\t\n1-4\t10-14\ttest\t*\t_\t_\t_\t\n"
        ),
    );
    assert_eq!(marked(&read.project), ["v: This", "SimpleSpan: is a", "SimpleSpan: test"]);
    assert_eq!(tied(&read.project), ["This -links-> test", "This -p1-> is a"]);
    let read = of(
        "#T_CH=webanno.custom.SimpleLink|referenceRelation|referenceType",
        &format!(
            "{text}1-1\t0-4\tThis\tx->1-1|*->2-2\tdet[1]|*[2]\t\n1-2\t5-7\tis\tx->1-1\tdet[1]\t\n1-3\t8-9\ta\t*->1-2|*->2-1\t*[1]|*[2]\t\n"
        ),
    );
    assert_eq!(tied(&read.project), ["This is -x-> a", "a -SimpleLink-> This"]);
    let read = of(
        "#T_RL=webanno.custom.Relation|value|BT_de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        &format!("{text}1-1\t0-4\tThis\t_\t_\t\n1-5\t15-16\t.\tnsubj\t1-1\t\n"),
    );
    assert_eq!(tied(&read.project), ["This -nsubj-> ."]);
    assert_eq!(count(&read.remarks, What::AsRelations), 2, "two words became annotations");
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let error = try_read("webanno-tsv", &files(&[("a.tsv", "#id=1\n#text=The\n1-1\tThe\tB-DT\t\n")]), "").unwrap_err();
    assert!(error.to_string().contains("WebAnno TSV 3"), "{error}");
    let read = of(
        "#T_SP=a.Span|value\n#T_RL=a.Relation|value|BT_a.Span",
        "#Text=one two\n1-1\t0-3\tone\tx\tr\t1-9\t\nnonsense\n1-2\t9-4\ttwo\t_\t_\t_\t\n1-2\t4-7\ttwo\ty\t_\t_\t\n",
    );
    let found: Vec<(What, Vec<String>)> =
        read.remarks.iter().map(|r| (r.what, r.spots.iter().map(ToString::to_string).collect())).collect();
    let at = |line: usize| format!("dam.tsv, line {line}");
    assert_eq!(found, [(What::End, vec![at(7)]), (What::Unread, vec![at(8), at(9)])]);
    assert_eq!(marked(&read.project), ["x: one", "y: two"]);
}

#[test]
fn a_small_file_makes_no_vast_text() {
    let sentence = |at: usize| format!("#Text=one\n{at}-1\t{0}-{1}\tone\tx\t\n\n", at * 9_999, at * 9_999 + 3);
    let rows: String = (0..300).map(sentence).collect();
    let length = rows.len();
    let read = of("#T_SP=a.Span|value", &rows);
    let text = &read.project.revisions().next().unwrap().1.text;
    assert!(text.len() < length * 6, "{} of {length}", text.len());
    let (kept, unread) = (read.project.annotation_count(), count(&read.remarks, What::Unread));
    // Those of which the words stand once only, or where they say they are.
    assert!(unread > 250 && kept == 300, "{kept}, {unread}: {:#?}", read.remarks);
    assert_eq!(count(&read.remarks, What::Detached), unread);
}

#[test]
fn each_annotator_has_a_file_in_the_folder_of_a_document() {
    let table =
        |value: &str| format!("#FORMAT=WebAnno TSV 3.2\n#T_SP=a.Span|value\n\n\n#Text=one\n1-1\t0-3\tone\t{value}\t\n");
    let (ada, ben) = (table("x"), table("y"));
    let all = [("p/annotation/dam.txt/ada.tsv", ada.as_str()), ("p/annotation/dam.txt/ben.tsv", ben.as_str())];
    let project = read("webanno-tsv", &files(&all)).project;
    assert_eq!(project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect::<Vec<_>>(), ["ada", "ben"]);
    assert_eq!((project.articles().len(), marked(&project)), (1, vec!["x: one".to_owned(), "y: one".to_owned()]));
}

#[test]
fn the_suite_of_the_program_itself_comes_in_whole() {
    let Some(path) = data("tsv3") else { return };
    let all: Vec<File> = folder(&path).into_iter().filter(|file| file.ends_in("tsv")).collect();
    let (mut read_in, mut marks, mut refused) = (0, 0, Vec::new());
    for file in all {
        let name = file.path.clone();
        match try_read("webanno-tsv", &[file], "") {
            Ok(read) => {
                for what in [What::Unread, What::Detached, What::Nowhere, What::Found, What::Counted] {
                    assert_eq!(count(&read.remarks, what), 0, "{name}: {:#?}", read.remarks);
                }
                // What is joined to something on no words has lost that end.
                if !name.contains("ZeroLength") && !name.contains("SubtokenChain") {
                    assert_eq!(count(&read.remarks, What::End), 0, "{name}: {:#?}", read.remarks);
                }
                read_in += 1;
                marks += read.project.annotation_count();
            }
            Err(error) => refused.push((name, error.to_string())),
        }
    }
    assert_eq!(
        refused.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["tsv2/example.tsv", "tsv2/example2.tsv"]
    );
    assert_eq!((read_in, marks), (77, 5360));
}

#[test]
fn tables_of_an_older_version_are_refused_with_what_to_do() {
    let Some(path) = data("inception-agreement") else { return };
    let error = try_read("webanno-tsv", &folder(&path), "").unwrap_err();
    assert!(error.to_string().contains("TSV 3"), "{error}");
}
