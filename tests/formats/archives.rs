//! Archives of files of other programs.

use super::*;
use gainsay::documents::archive;
use gainsay::formats::exchange::opened;

/// Opens an archive that is all there is.
fn open(name: &str, bytes: Vec<u8>) -> Vec<File> {
    let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
    opened(File::new(name, bytes), true, 1 << 30, &mut watch).unwrap()
}

fn annotators(project: &Project) -> Vec<(String, usize)> {
    let count = |set: &SetId| project.annotations().filter(|(_, row)| row.set == *set).count();
    project.sets().into_iter().map(|(id, _)| (project.set_name(*id), count(id))).collect()
}

#[test]
fn a_project_of_inception_itself_comes_in_with_whose_work_is_not_readable() {
    let Some(path) = data("inception-project") else { return };
    let file = folder(&path).into_iter().find(|file| file.ends_in("zip")).unwrap();
    let (name, files) = (file.path.clone(), open(&file.path, file.bytes.to_vec()));
    assert_eq!(Format::of(&files).map(|format| format.id), Some("webanno-tsv"));
    let read = read("webanno-tsv", &files);
    // Its one table has one line with a value, `1-1`.
    assert_eq!(annotators(&read.project), [("CURATION_USER".to_owned(), 1)]);
    assert_eq!(marked(&read.project), ["Chunk: This"]);
    let unread = read.remarks.iter().find(|remark| remark.what == What::UnreadFile).unwrap();
    let spots: Vec<String> = unread.spots.iter().map(ToString::to_string).collect();
    assert_eq!(spots, [format!("{name}/annotation_ser/example_sentence.txt/admin.ser")]);
}

#[test]
fn an_archive_for_each_annotator_in_an_archive_is_several_annotators() {
    let text = "The dam holds.";
    let xmi = |marks: &[(usize, usize, &str)]| {
        let mut all = String::from(
            r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">"#,
        );
        for (at, (begin, end, label)) in marks.iter().enumerate() {
            all +=
                &format!(r#"<custom:Span xmi:id="{}" sofa="1" begin="{begin}" end="{end}" label="{label}"/>"#, at + 9);
        }
        all + &format!(r#"<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{text}"/></xmi:XMI>"#)
    };
    let inner = |name: &str, marks: &[(usize, usize, &str)]| {
        let body = xmi(marks);
        archive::pack([(format!("{name}.xmi").as_str(), body.as_bytes())]).unwrap()
    };
    let ada = inner("ada", &[(4, 7, "actor"), (0, 13, "claim")]);
    let ben = inner("ben", &[(4, 13, "claim")]);
    let outer = archive::pack([
        ("annotation/dam.txt/ada.zip", &ada[..]),
        ("annotation/dam.txt/ben.zip", &ben),
        ("annotation/mayor.txt/ada.zip", &inner("ada", &[])),
        ("source/dam.txt", text.as_bytes()),
    ]);
    let files = open("project.zip", outer.unwrap());
    let project = read("uima-cas-xmi", &files).project;
    assert_eq!(annotators(&project), [("ada".to_owned(), 2), ("ben".to_owned(), 1)]);
    assert_eq!(project.articles().len(), 2, "an article for each document, not for each annotator");
}

#[test]
fn folders_of_brat_and_files_of_doccano_come_in_zipped() {
    let text: &[u8] = b"The dam holds.";
    let files = open(
        "brat.zip",
        archive::pack([
            ("lisa/a.txt", text),
            ("lisa/a.ann", b"T1\tclaim 4 7\tdam\nT1\n"),
            ("max/a.txt", text),
            ("max/a.ann", b"T1\tclaim 8 13\tholds\n"),
        ])
        .unwrap(),
    );
    let brat = read(Format::of(&files).unwrap().id, &files);
    assert_eq!(annotators(&brat.project), [("lisa".to_owned(), 1), ("max".to_owned(), 1)]);
    let unread = brat.remarks.iter().find(|remark| remark.what == What::Unread).unwrap();
    assert_eq!(unread.spots[0].to_string(), "brat.zip/lisa/a.ann, line 2");
    let line = |start: usize| format!("{{\"text\": \"The dam holds.\", \"label\": [[{start}, 13, \"claim\"]]}}\n");
    let files = open(
        "doccano.zip",
        archive::pack([("ada.jsonl", line(4).as_bytes()), ("ben.jsonl", line(8).as_bytes())]).unwrap(),
    );
    let doccano = read(Format::of(&files).unwrap().id, &files);
    assert_eq!(annotators(&doccano.project), [("ada".to_owned(), 1), ("ben".to_owned(), 1)]);
}

#[test]
fn who_is_done_is_as_a_project_of_inception_says() {
    let table = |mark: &str| {
        let head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label\n\n\n#Text=The dam holds\n";
        format!("{head}1-1\t0-3\tThe\t_\t\n1-2\t4-7\tdam\t{mark}\t\n1-3\t8-13\tholds\t_\t\n")
    };
    let said = r#"{"name": "dams", "source_documents": [{"name": "dam.txt", "state": "CURATION_FINISHED"}], "annotation_documents":
        [{"name": "dam.txt", "user": "ada", "state": "FINISHED"}, {"name": "dam.txt", "user": "ben", "state": "IN_PROGRESS"},
         {"name": "dam.txt", "user": "eve", "state": "IN_PROGRESS"}]}"#;
    let (marked, empty) = (table("actor"), table("_"));
    let files = [
        ("exportedproject42.json", said),
        ("annotation/dam.txt/ada.tsv", &empty),
        ("annotation/dam.txt/ben.tsv", &marked),
        ("annotation/dam.txt/eve.tsv", &empty),
        ("annotation/dam.txt/kim.tsv", &marked),
        ("curation/dam.txt/CURATION_USER.tsv", &marked),
    ];
    let done = |all: &[(&str, &str)]| {
        let project = read("webanno-tsv", &super::files(all)).project;
        let names: Vec<String> = project.done_marks().map(|((set, _), _)| project.set_name(*set)).collect();
        BTreeSet::from_iter(names)
    };
    let files = files.as_slice();
    assert_eq!(
        done(files),
        ["CURATION_USER", "ada", "kim"].map(str::to_owned).into(),
        "kim's is as if nothing was said"
    );
    assert_eq!(done(&files[1..]), ["CURATION_USER", "ada", "ben", "eve", "kim"].map(str::to_owned).into());
    let curated = said.replace("CURATION_FINISHED", "ANNOTATION_IN_PROGRESS");
    assert_eq!(
        done(&[&[("exportedproject.json", curated.as_str())], &files[1..]].concat()),
        ["ada", "kim"].map(str::to_owned).into()
    );
}
