//! UIMA's common analysis structure, in JSON and in XML.

use super::*;

const XMI: &str = r#"<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
 xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<meta:DocumentMetaData xmi:id="4" sofa="3" begin="0" end="15" documentTitle="Dam"/>
<type:Token xmi:id="5" sofa="3" begin="0" end="3"/><type:Token xmi:id="6" sofa="3" begin="4" end="6"/>
<custom:Span xmi:id="11" sofa="3" begin="4" end="6" value="claim" checked="true" rank="3"/>
<custom:Other xmi:id="12" sofa="3" begin="7" end="12"/>
<custom:Host xmi:id="13" sofa="3" begin="0" end="3" links="2 1" next="12"/>
<custom:Link xmi:id="2" role="who" target="11"/><custom:Link xmi:id="1" target="12"/>
<custom:Relation xmi:id="14" sofa="3" begin="4" end="6" Governor="11" Dependent="12" value="denies"/>
<custom:Words xmi:id="15" sofa="3" begin="4" end="6" Governor="5" Dependent="6"/>
<cas:Sofa xmi:id="3" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="The 😊 loves&#10;it."/>
<cas:View sofa="3" members="4 5"/></xmi:XMI>"#;

const TYPES: &str = r#"<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Base</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>next</name><rangeTypeName>webanno.custom.Other</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Host</name><supertypeName>webanno.custom.Base</supertypeName></typeDescription>
</types></typeSystemDescription>"#;

fn names(project: &Project) -> Vec<String> {
    project.attributes().into_iter().map(|(_, row)| row.name.clone()).collect()
}

#[test]
fn structures_become_annotations_attributes_and_relations() {
    let read = read("uima-cas-xmi", &files(&[("dam.xmi", XMI), ("TypeSystem.xml", TYPES)]));
    let project = &read.project;
    assert_eq!(project.articles()[0].1.details.title, "Dam");
    assert_eq!(marked(project), ["Host: The", "Token: The", "claim: 😊", "Token: 😊", "Other: loves"]);
    assert_eq!(
        tied(project),
        ["The -Words-> 😊", "The -links-> loves", "The -next-> loves", "The -who-> 😊", "😊 -denies-> loves"]
    );
    assert_eq!(names(project), ["checked", "rank", "UIMA layer"]);
    assert_eq!([What::NoPlace, What::AsRelations].map(|what| count(&read.remarks, what)), [2, 5], "{:?}", read.remarks);
}

#[test]
fn what_is_no_text_is_said() {
    for (format, file, why) in [
        ("uima-cas-xmi", ("a.xmi", "<!DOCTYPE x><x/>"), "DOCTYPE"),
        ("uima-cas-xmi", ("a.xmi", "<x/>"), "no text"),
        ("uima-cas-json", ("a.json", "{\"%FEATURE_STRUCTURES\": []}"), "no text"),
        ("uima-cas-json", ("a.json", "{"), "EOF"),
    ] {
        let error = try_read(format, &files(&[file]), "").unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
}

#[test]
fn what_stands_nowhere_or_in_no_text_is_said() {
    let astray = XMI.replace("sofa=\"3\" begin=\"7\"", "sofa=\"3\" begin=\"-1\"").replace(
        "<custom:Words",
        "<custom:Lone xmi:id=\"30\" begin=\"0\" end=\"3\"/><custom:Lone xmi:id=\"31\" sofa=\"9\" begin=\"0\" end=\"3\"/><custom:Words",
    );
    let read = read("uima-cas-xmi", &files(&[("dam.xmi", &astray), ("TypeSystem.xml", TYPES)]));
    assert_eq!(marked(&read.project), ["Host: The", "Token: The", "claim: 😊", "Token: 😊"]);
    let told = |what: What, name: &str| {
        let found = read.remarks.iter().find(|remark| remark.what == what && remark.name.contains(name));
        found.map_or(0, |remark| remark.count)
    };
    assert_eq!(
        (told(What::Nowhere, ""), told(What::NoPlace, "a text that is not there")),
        (1, 2),
        "{:#?}",
        read.remarks
    );
    let json = serde_json::json!({"%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "one"},
        {"%ID": 2, "%TYPE": "my.Span", "@sofa": 1, "begin": -1, "end": 3},
        {"%ID": 3, "%TYPE": "my.Span", "@sofa": 7, "begin": 0, "end": 3},
    ]});
    let read = super::read("uima-cas-json", &files(&[("a.json", &json.to_string())]));
    let told: Vec<(What, usize)> = read.remarks.iter().map(|remark| (remark.what, remark.count)).collect();
    assert_eq!(told, [(What::Nowhere, 1), (What::NoPlace, 1)]);
}

#[test]
fn both_forms_of_one_export_say_the_same() {
    let Some(path) = data("tool-exports/cassis") else { return };
    let all = folder(&path);
    let json = read("uima-cas-json", &all);
    let xmi = read("uima-cas-xmi", &all);
    assert_eq!(marked(&json.project), ["actor: Mayor", "denial: We deny it.", "claim: 👩‍👩‍👧‍👦 café", "source: end."]);
    assert_eq!(marked(&json.project), marked(&xmi.project));
    assert_eq!(tied(&json.project), ["Mayor -attributed-to-> We deny it."]);
    assert_eq!(tied(&json.project), tied(&xmi.project));
    // Each leaves out the file of the other.
    let sorts = |read: &Read| -> Vec<(What, usize)> { read.remarks.iter().map(|r| (r.what, r.count)).collect() };
    assert_eq!((names(&json.project), sorts(&json)), (names(&xmi.project), sorts(&xmi)));
}

#[test]
fn files_of_cassis_come_in_or_are_refused_rightly() {
    let Some(path) = data("cassis") else { return };
    let all = folder(&path);
    let structures = |file: &&File| file.ends_in("xmi") || file.ends_in("json");
    let mut marks = Vec::new();
    for file in all.iter().filter(structures) {
        let format = if file.ends_in("xmi") { "uima-cas-xmi" } else { "uima-cas-json" };
        let text = String::from_utf8_lossy(&file.bytes).contains("sofaString");
        match try_read(format, std::slice::from_ref(file), "") {
            Ok(read) => {
                assert!(text, "{}", file.path);
                assert_eq!(
                    count(&read.remarks, What::Detached) + count(&read.remarks, What::Nowhere),
                    0,
                    "{}",
                    file.path
                );
                if file.path.contains("Emoji") {
                    marks.push(marked(&read.project));
                }
            }
            Err(error) => assert!(!text && error.to_string().contains("no text"), "{}: {error}", file.path),
        }
    }
    assert_eq!(marks.len(), 2);
    assert!(marks[0].len() > 5 && marks[0] == marks[1], "{marks:?}");
}

#[test]
fn cassis_reads_what_goes_out() {
    if python("import cassis", &[]).is_err() {
        return leave_out("cassis_reads_what_goes_out", "python3 has no dkpro-cassis");
    }
    let folder = tempfile::tempdir().unwrap();
    let project = common::big(2_000, 20);
    for format in ["uima-cas-json", "uima-cas-xmi"] {
        let (memory, _) = Format::named(format).unwrap().write_to_memory(&project, &Choice::default()).unwrap();
        for (path, bytes) in &memory.files {
            fs::write(folder.path().join(path), bytes).unwrap();
        }
    }
    let script = "import cassis, glob, os, sys\n\
                  os.chdir(sys.argv[1])\n\
                  types = cassis.load_typesystem(open('TypeSystem.xml', 'rb'))\n\
                  json = cassis.load_cas_from_json(open(glob.glob('*.json')[0], 'rb'))\n\
                  xmi = cassis.load_cas_from_xmi(open(glob.glob('*.xmi')[0], 'rb'), typesystem=types)\n\
                  for cas in (json, xmi):\n    \
                  for row in cas.select('webanno.custom.Gainsay'):\n        \
                  print(row.label + ': ' + row.get_covered_text().replace('\\n', ' '))\n    \
                  print(len(cas.select('webanno.custom.GainsayRelation')))\n";
    let said = python(script, &[folder.path().to_str().unwrap()]).expect("cassis reads it");
    let mut once: Vec<String> = marked(&project).iter().map(|line| line.replace('\n', " ")).collect();
    once.push(project.relations().count().to_string());
    assert_eq!(said.lines().collect::<Vec<_>>(), [once.clone(), once].concat());
}
