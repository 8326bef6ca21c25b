//! REFI-QDA.

use super::*;
use gainsay::documents::archive;

/// A project as NVivo counts: UTF-16 code units, line ends as two, the byte order mark not.
const PROJECT: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<Project name="Dam" origin="Some program" creatingUserGUID="{00000000-0000-0000-0000-0000000000A1}" xmlns="urn:QDA-XML:project:1.0">
<Users><User guid="00000000-0000-0000-0000-0000000000a1" name="Ada"/><User guid="00000000-0000-0000-0000-0000000000A2" name="Ben"/></Users>
<CodeBook><Codes>
 <Code guid="00000000-0000-0000-0000-0000000000C1" name="Speech" isCodable="false">
  <Code guid="00000000-0000-0000-0000-0000000000C2" name="claim" isCodable="true" color="#0071b0"><Description>What is said to be so.</Description></Code>
  <Code guid="00000000-0000-0000-0000-0000000000C3" name="denial" isCodable="true"/></Code>
 <Code guid="00000000-0000-0000-0000-0000000000C4" name="politics" isCodable="true"/>
</Codes></CodeBook>
<Variables><Variable guid="00000000-0000-0000-0000-0000000000E1" name="outlet" typeOfVariable="Text"/><Variable guid="00000000-0000-0000-0000-0000000000E2" name="copies" typeOfVariable="Integer"/></Variables>
<Cases><Case guid="00000000-0000-0000-0000-0000000000E3" name="City"><SourceRef targetGUID="00000000-0000-0000-0000-0000000000D1"/></Case></Cases>
<Sources>
 <TextSource guid="00000000-0000-0000-0000-0000000000D1" name="Dam.docx" plainTextPath="internal://00000000-0000-0000-0000-0000000000F1.txt">
  <Description>From the archive.</Description>
  <PlainTextSelection guid="00000000-0000-0000-0000-0000000000B1" name="Dam holds" startPosition="3" endPosition="12">
   <Description>Really?</Description>
   <Coding guid="00000000-0000-0000-0000-000000000011" creatingUser="00000000-0000-0000-0000-0000000000A2" creationDateTime="2026-01-02T03:04:05Z"><CodeRef targetGUID="00000000-0000-0000-0000-0000000000C2"/></Coding>
   <Coding guid="00000000-0000-0000-0000-000000000012"><CodeRef targetGUID="00000000-0000-0000-0000-0000000000C4"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="00000000-0000-0000-0000-0000000000B2" name="It is…" startPosition="23" endPosition="32">
   <Coding guid="00000000-0000-0000-0000-000000000013"><CodeRef targetGUID="00000000-0000-0000-0000-0000000000C3"/><NoteRef targetGUID="00000000-0000-0000-0000-000000000021"/></Coding></PlainTextSelection>
  <PlainTextSelection guid="00000000-0000-0000-0000-0000000000B3" name="the odd one" startPosition="14" endPosition="22"/>
  <PlainTextSelection guid="00000000-0000-0000-0000-0000000000B4" name="mayor" startPosition="900" endPosition="905"/>
  <Coding guid="00000000-0000-0000-0000-000000000014"><CodeRef targetGUID="00000000-0000-0000-0000-0000000000C4"/></Coding>
  <VariableValue><VariableRef targetGUID="00000000-0000-0000-0000-0000000000E1"/><TextValue>The Post</TextValue></VariableValue>
  <VariableValue><VariableRef targetGUID="00000000-0000-0000-0000-0000000000E2"/><IntegerValue>3</IntegerValue></VariableValue>
 </TextSource>
 <PictureSource guid="00000000-0000-0000-0000-0000000000D2" name="a.jpg"><PictureSelection guid="00000000-0000-0000-0000-0000000000B5" firstX="1" firstY="1" secondX="2" secondY="2"/></PictureSource>
 <PDFSource guid="00000000-0000-0000-0000-0000000000D3" name="b.pdf">
  <PDFSelection guid="00000000-0000-0000-0000-0000000000B6" page="0" firstX="1" firstY="1" secondX="2" secondY="2"/>
  <PDFSelection guid="00000000-0000-0000-0000-0000000000B7" page="0" firstX="1" firstY="1" secondX="2" secondY="2"/>
  <Representation guid="00000000-0000-0000-0000-0000000000D4"><PlainTextContent>On paper.</PlainTextContent>
   <PlainTextSelection guid="00000000-0000-0000-0000-0000000000B6" name="paper" startPosition="3" endPosition="8"><Coding guid="00000000-0000-0000-0000-000000000015"><CodeRef targetGUID="00000000-0000-0000-0000-0000000000C2"/></Coding></PlainTextSelection></Representation></PDFSource>
</Sources>
<Notes><Note guid="00000000-0000-0000-0000-000000000021" name="Tone"><PlainTextContent>Very firm.</PlainTextContent></Note>
 <Note guid="00000000-0000-0000-0000-000000000022" name="Diary"><PlainTextContent>Began.</PlainTextContent></Note>
 <Note guid="00000000-0000-0000-0000-000000000023" name="Memo"><PlainTextContent>Ask her.</PlainTextContent></Note></Notes>
<Links><Link guid="00000000-0000-0000-0000-000000000031" name="contradicts" direction="OneWay" originGUID="00000000-0000-0000-0000-0000000000B2" targetGUID="00000000-0000-0000-0000-0000000000B1"/>
 <Link guid="00000000-0000-0000-0000-000000000032" originGUID="00000000-0000-0000-0000-000000000023" targetGUID="00000000-0000-0000-0000-0000000000B3"/>
 <Link guid="00000000-0000-0000-0000-000000000033" originGUID="00000000-0000-0000-0000-0000000000C2" targetGUID="00000000-0000-0000-0000-0000000000C3"/></Links>
<Sets><Set guid="00000000-0000-0000-0000-000000000041" name="Week 1"><MemberSource targetGUID="00000000-0000-0000-0000-0000000000D1"/></Set></Sets>
</Project>"##;

/// `😊` and the line end are two each.
const TEXT: &str = "\u{feff}😊 Dam holds\r\nso said, It is not.\r\nSo the mayor.";

const NAME: &str = "00000000-0000-0000-0000-0000000000F1.TXT";

fn packed(files: &[(&str, &str)]) -> File {
    File::new("dam.qdpx", archive::pack(files.iter().map(|(path, text)| (*path, text.as_bytes()))).unwrap())
}

#[test]
fn a_project_comes_in_with_what_other_programs_say() {
    let path = format!("Sources/{NAME}");
    let read = read("refi-qda", &[packed(&[("Project.qde", PROJECT), (&path, TEXT)])]);
    let project = &read.project;
    assert_eq!(
        marked(project),
        [
            "politics: Dam holds",
            "Speech > claim: Dam holds",
            "quotation: so said,",
            "Speech > denial: It is not",
            "quotation: mayor",
            "Speech > claim: paper"
        ]
    );
    assert_eq!(tied(project), ["It is not -contradicts-> Dam holds"]);
    let (_, claim) = project.labels()[0];
    assert_eq!((&*claim.name, &*claim.definition, claim.colour), ("Speech > claim", "What is said to be so.", 0));
    let (article, row) = project.articles()[0];
    assert_eq!((&*row.details.title, &*row.details.outlet), ("Dam.docx", "The Post"));
    assert_eq!(row.details.note, "From the archive.\ncopies: 3\nCase: City\nSet: Week 1\nCode: politics");
    assert_eq!(article.0, 0xD1);
    let of = |id: u128| project.annotation(&AnnotationId(id)).unwrap();
    assert_eq!((of(0xB1).note.as_str(), of(0xB1).time.to_string()), ("Really?", "2026-01-02T03:04:05Z".to_owned()));
    assert_eq!((of(0xB2).note.as_str(), of(0xB3).note.as_str()), ("Tone: Very firm.", "the odd one\nMemo: Ask her."));
    let whose = |id| project.set_name(of(id).set);
    assert_eq!([whose(0xB1), whose(0x12), whose(0xB2)], ["Ben", "Ada", "Ada"], "the coder, or who began the project");
    let counts = [What::Counted, What::Found, What::NoPlace, What::AsNote].map(|what| count(&read.remarks, what));
    // No place: a picture and an area of it, an area of a page, a note, a link of codes.
    assert_eq!(counts, [1, 1, 5, 4], "{:#?}", read.remarks);
    let counted = read.remarks.iter().find(|remark| remark.what == What::Counted).unwrap();
    assert_eq!(counted.name, "UTF-16 code units");
}

#[test]
fn a_project_without_its_archive_comes_in_with_the_texts_beside_it() {
    let path = format!("x/sources/{NAME}");
    let read = read("refi-qda", &files(&[("x/project.qde", PROJECT), (&path, TEXT)]));
    assert_eq!(read.project.annotation_count(), 6);
}

#[test]
fn texts_that_are_missing_are_named() {
    let one = read("refi-qda", &[packed(&[("project.qde", PROJECT)])]);
    assert_eq!(marked(&one.project), ["Speech > claim: paper"]);
    let lost: Vec<String> =
        one.remarks.iter().filter(|remark| remark.what == What::UnreadFile).map(ToString::to_string).collect();
    assert!(lost.len() == 1 && lost[0].contains("Dam.docx: its text is not there"), "{lost:?}");
    let alone = PROJECT.split_once(" <PDFSource").unwrap().0.to_owned() + "</Sources></Project>";
    let why = |files: &[File]| try_read("refi-qda", files, "").unwrap_err().to_string();
    assert!(why(&[packed(&[("project.qde", &alone)])]).contains("“Dam.docx”"));
    assert!(why(&[packed(&[("a.txt", "")])]).contains("no project.qde"));
    assert!(why(&files(&[("a.qde", "<Code/>")])).contains("“Code”"));
    assert!(why(&files(&[("a.qde", "<Project/>")])).contains("no texts"));
    assert!(why(&files(&[("a.qde", "<Project>\n<")])).contains("line 2"));
}

#[test]
fn the_project_of_atlas_ti_says_which_texts_are_missing() {
    let Some(path) = data("refi") else { return };
    let file = File::new("atlasti.qdpx", fs::read(path.join("atlasti-8.4-standard.qdpx")).unwrap());
    let error = try_read("refi-qda", &[file], "").unwrap_err().to_string();
    for name in
        ["Mabel.txt", "Simon.docx", "Kellogg's Passion for Nutrition.pdf", "1994 Diet Coke-Diet Coke Break.docx"]
    {
        assert!(error.contains(&format!("“{name}”")), "{error}");
    }
}

#[test]
fn ids_stay_on_the_way_out_and_back() {
    let project = common::big(2_000, 20);
    let (memory, _) = Format::named("refi-qda").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    let back = read("refi-qda", &written(&memory)).project;
    let ids = |project: &Project| {
        let annotations = project.annotations().map(|(id, row)| (*id, row.time, row.revision));
        (annotations.collect::<Vec<_>>(), project.relations().map(|(id, _)| *id).collect::<Vec<_>>())
    };
    assert_eq!(ids(&back), ids(&project));
    let labels = |project: &Project| {
        let rows = project.labels().into_iter().map(|(_, row)| (row.name.clone(), row.colour));
        rows.collect::<Vec<_>>()
    };
    assert_eq!(labels(&back), labels(&project));
}

#[test]
fn what_goes_out_is_valid_by_the_schema() {
    let Some(path) = data("refi/schemas/project/v1.0/Project.xsd") else { return };
    let script = "import sys\nfrom lxml import etree\nschema = etree.XMLSchema(file=sys.argv[1])\n\
                  for name in sys.argv[2:]:\n    schema.assertValid(etree.parse(name))\nprint(len(sys.argv) - 2)\n";
    if python("from lxml import etree", &[]).is_err() {
        return leave_out("what_goes_out_is_valid_by_the_schema", "python3 has no lxml");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec![path.to_str().unwrap().to_owned()];
    for (at, project) in [Project::empty(), common::big(2_000, 20), much()].iter().enumerate() {
        let (memory, _) = Format::named("refi-qda").unwrap().write_to_memory(project, &Choice::default()).unwrap();
        let entries = archive::unpack(&memory.files[0].1, archive::Bounds::USUAL, &|| false, &mut |_| {}).unwrap();
        let place = folder.path().join(format!("{at}.qde"));
        fs::write(&place, &entries[0].bytes).unwrap();
        arguments.push(place.to_str().unwrap().to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert_eq!(python(script, &arguments).unwrap().trim(), "3");
}
