//! Reads dossiers again from the JSON that they were written in.

use super::*;

#[test]
fn what_was_written_is_read_again_and_stands() {
    for sample in SAMPLES {
        let project = project(sample);
        let dossier = dossier(&project);
        let written = write(&dossier);
        assert_eq!(read(written.as_bytes()), Ok(dossier.clone()));
        assert_eq!(read(format!("\u{feff}{written}").as_bytes()), Ok(dossier.clone()));
        let report = verify(&dossier, &project);
        assert!(dossier.quotes.len() > 10);
        assert_eq!(report, Report { quotes: dossier.quotes.len(), differences: Vec::new(), revised: Vec::new() });
        // Half-open code points of the text with that hash.
        for quote in &dossier.quotes {
            let revision = project.revision(&RevisionId::parse(&quote.text).unwrap()).unwrap();
            assert_eq!(revision.text.hash().to_string(), quote.sha256);
            let chars: Vec<char> = revision.text.as_str().chars().collect();
            for one in &quote.fragments {
                assert_eq!(chars[one.start..one.end].iter().collect::<String>(), one.words);
            }
        }
    }
}

#[test]
fn what_is_no_dossier_is_refused_plainly() {
    let (_, dossier) = sample();
    let written = write(&dossier);
    let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(said(page(&dossier).as_bytes()).contains("page (HTML)"));
    assert!(said(text(&dossier).as_bytes()).contains("Markdown"));
    assert!(said(SAMPLES[0].as_bytes()).contains("project, not a dossier"));
    assert!(said(b"\xff\xfe{").contains("UTF-8"));
    assert!(said(b"{\"kind\": 3}").contains("no dossier"));
    let newer = written.replacen("\"format\": 1,", "\"format\": 2, \"new\": {},", 1);
    assert_eq!(read(newer.as_bytes()), Err(Unreadable::Format(2)));
    assert!(said(newer.as_bytes()).contains("format 2") && said(newer.as_bytes()).contains("format 1"));
    assert_eq!(said(written.replacen("\"format\": 1,", "", 1).as_bytes()), "format: it is not there");
    let unknown = written.replacen("\"made\":", "\"colour\": 1,\n  \"made\":", 1);
    let line = unknown.lines().position(|line| line.contains("colour")).unwrap() + 1;
    assert!(said(unknown.as_bytes()).starts_with(&format!("line {line}, column ")), "{}", said(unknown.as_bytes()));
    assert!(said(unknown.as_bytes()).contains("unknown field `colour`"));
    let cut = &written[..written.len() / 2];
    assert!(
        said(cut.as_bytes()).starts_with(&format!("line {}, column ", cut.lines().count())),
        "{}",
        said(cut.as_bytes())
    );
    for at in [0, 1, 7, 100] {
        let _ = read(&written.as_bytes()[..at]);
    }
}

#[test]
fn what_does_not_fit_together_is_named_with_its_place() {
    let (_, whole) = sample();
    let said = |change: &dyn Fn(&mut Dossier)| {
        let mut dossier = whole.clone();
        change(&mut dossier);
        read(write(&dossier).as_bytes()).unwrap_err().to_string()
    };
    let id = whole.quotes[2].id.clone();
    let twice = said(&|dossier| dossier.quotes[5].id = dossier.quotes[2].id.clone());
    assert!(twice == format!("quotes[5].id: {id} is there twice"), "{twice}");
    assert_eq!(
        said(&|d| d.quotes[3].fragments[0].end += 1),
        "quotes[3].fragments[0]: its words are not as long as its place"
    );
    assert!(said(&|d| d.quotes[3].fragments[0].start = 9_999).starts_with("quotes[3].fragments[0]: its places are"));
    assert_eq!(said(&|d| d.articles[1].texts[0].sha256.truncate(5)), "articles[1].texts[0].sha256: it is no SHA-256");
    assert_eq!(said(&|d| d.articles[1].texts.clear()), "articles[1].texts: it is not there");
    let nowhere = |place: &str| format!("{place}: X is nowhere in the dossier");
    let x = || "X".to_owned();
    let cell =
        |d: &Dossier| d.rows.iter().position(|row| row.cells.iter().any(|cell| !cell.denials.is_empty())).unwrap();
    let at = cell(&whole);
    let nth = whole.rows[at].cells.iter().position(|cell| !cell.denials.is_empty()).unwrap();
    let place = format!("rows[{at}].cells[{nth}]");
    assert_eq!(said(&|d| d.quotes[0].article = x()), nowhere("quotes[0].article"));
    assert_eq!(said(&|d| d.quotes[0].set = x()), nowhere("quotes[0].set"));
    assert_eq!(said(&|d| d.quotes[0].text = x()), nowhere("quotes[0].text"));
    assert_eq!(said(&|d| d.people[0].quotes.push(x())), nowhere("people[0].quotes"));
    assert_eq!(said(&|d| d.relations[0].to = x()), nowhere("relations[0]"));
    assert_eq!(said(&|d| d.rows[at].cells[nth].denials[0].denies = x()), nowhere(&place));
    assert_eq!(said(&|d| d.rows[at].cells[nth].denials[0].by.push(x())), nowhere(&place));
    assert_eq!(said(&|d| d.rows[at].cells[nth].article = x()), nowhere(&place));
    assert_eq!(said(&|d| d.findings[0].row = Some(x())), nowhere("findings[0].row"));
}
