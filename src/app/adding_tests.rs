use std::ops::{Deref, DerefMut};

use super::super::*;
use super::*;
use crate::documents::Why;
use crate::model::Details;

const CYRILLIC: &[u8] =
    b"\xC4\xE0\xEC\xE1\xE0 \xE4\xE5\xF0\xE6\xE8\xF2\xF1\xFF\n\n\xCE\xED\xE0 \xE1\xE5\xE7\xEE\xEF\xE0\xF1\xED\xE0.\n";

/// The program, with a host that reads what the test says.
struct Desk {
    desk: super::super::tests::Desk,
    /// Whether the host reads files in other encodings at once.
    reads: bool,
}

impl Deref for Desk {
    type Target = super::super::tests::Desk;

    fn deref(&self) -> &Self::Target {
        &self.desk
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.desk
    }
}

impl Desk {
    fn new() -> Desk {
        Desk { desk: super::super::tests::Desk::empty(), reads: true }
    }

    fn send(&mut self, intent: Intent) {
        self.desk.send(intent);
        if let [Effect::Decode { files, encoding }] = &self.desk.effects[..]
            && self.reads
        {
            let read = |(key, source): &(u64, Source)| (*key, source.draft_in(*encoding).map(Box::new));
            let read = files.iter().map(read).collect();
            let encoding = *encoding;
            self.send(Intent::Decoded(encoding, read));
        }
    }

    fn ask_for(&mut self, names: &[&str]) -> Option<u64> {
        self.send(Intent::AddFiles(names.iter().map(PathBuf::from).collect()));
        self.batch()
    }

    /// Returns the batch that was just asked of the host.
    fn batch(&self) -> Option<u64> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::ReadArticles { batch, .. } => Some(*batch),
            _ => None,
        })
    }

    /// Adds files that hold these bytes.
    fn add(&mut self, files: &[(&str, &[u8])]) {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let batch = self.ask_for(&names).unwrap();
        self.read(batch, files);
    }

    fn read(&mut self, batch: u64, files: &[(&str, &[u8])]) {
        let read = files.iter().map(|(name, bytes)| FileRead::of(name, Ok(bytes.to_vec()))).collect();
        self.send(Intent::ArticlesRead(batch, read));
    }

    fn titles(&self) -> Vec<&str> {
        self.state.project().articles().iter().map(|(_, row)| row.details.title.as_str()).collect()
    }

    fn keys(&self) -> Vec<u64> {
        self.state.adding().unsure().iter().map(|file| file.key).collect()
    }
}

#[test]
fn certain_files_are_added_in_one_step() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", b"One"), ("b.md", b"# Two\n\nText"), ("c.txt", "Größe".as_bytes())]);
    assert_eq!(desk.titles(), ["One", "Two", "Größe"]);
    assert_eq!((desk.notice(), desk.state.undo_name()), ("Add 3 articles", Some("Add 3 articles")));
    let open = desk.state.article().unwrap();
    assert_eq!(desk.state.project().article(&open).unwrap().details.title, "One", "the first is open");
    assert!(desk.state.modal().is_none());
    desk.send(Intent::Undo);
    assert_eq!(desk.titles(), [""; 0]);
}

#[test]
fn files_that_are_added_in_a_masked_pass_are_not_masked() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", b"One")]);
    let before = desk.state.article().unwrap();
    desk.send(Intent::AddSet(true));
    desk.add(&[("b.txt", b"Two"), ("c.txt", b"Three")]);
    let masked: Vec<bool> = desk.state.project().articles().iter().map(|(id, _)| desk.state.is_masked(**id)).collect();
    assert_eq!(masked, [true, false, false]);
    assert!(desk.state.is_masked(before));
}

#[test]
fn what_is_not_certain_waits_and_can_be_changed() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", b"One"), ("b.txt", CYRILLIC), ("c.txt", b"Gr\xF6\xDFe"), ("d.txt", b"\xCF\xF0")]);
    assert_eq!(desk.titles(), ["One"], "the certain one is there");
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)));
    let keys = desk.keys();
    assert_eq!(keys.len(), 3);
    let shown = |desk: &Desk, at: usize| {
        let file = &desk.state.adding().unsure()[at];
        (
            file.taken.unwrap().encoding.code(),
            file.draft.as_ref().unwrap().as_ref().unwrap().written().0.as_str().to_owned(),
        )
    };
    assert_eq!(shown(&desk, 1), ("Windows-1252", "Größe".to_owned()));
    // Changed, and looked at; then as it was.
    let greek = Encoding::named("windows-1253").unwrap();
    desk.send(Intent::ChooseEncoding(Some(keys[1]), greek));
    assert_eq!(shown(&desk, 1), ("Windows-1253", "Grφίe".to_owned()));
    assert_eq!(desk.state.adding().unsure()[1].taken.unwrap().why, Why::Chosen);
    assert_ne!(desk.state.adding().unsure()[2].taken.unwrap().encoding, greek, "only that file");
    desk.send(Intent::ChooseEncoding(Some(keys[1]), Encoding::named("windows-1252").unwrap()));
    desk.send(Intent::SkipUnsure(keys[2]));
    assert_eq!(desk.notice(), "d.txt was not added.");
    assert_eq!(desk.keys(), keys[..2]);
    desk.send(Intent::AddUnsure(Some(keys[1])));
    assert_eq!(desk.titles(), ["One", "Größe"]);
    desk.send(Intent::ChooseEncoding(None, Encoding::named("windows-1251").unwrap()));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(desk.titles(), ["One", "Größe", "Дамба держится"]);
    let (_, revision) = desk.state.open_revision().unwrap();
    assert_eq!(revision.origin, "b.txt, Windows-1251");
    assert!(desk.state.modal().is_none() && desk.keys().is_empty());
    desk.send(Intent::Undo);
    assert_eq!(desk.titles(), ["One", "Größe"]);
}

#[test]
fn all_that_wait_are_added_in_one_step() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", CYRILLIC), ("b.txt", b"Gr\xF6\xDFe")]);
    desk.send(Intent::AddUnsure(None));
    assert_eq!((desk.titles().len(), desk.state.undo_name()), (2, Some("Add 2 articles")));
}

#[test]
fn a_file_that_can_be_in_no_such_encoding_stays() {
    let mut desk = Desk::new();
    let wide: Vec<u8> = "Ja.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.add(&[("wide.txt", &wide), ("b.txt", b"Gr\xF6\xDFe")]);
    desk.send(Intent::ChooseEncoding(Some(desk.keys()[0]), Encoding::UTF_8));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(desk.titles(), ["Größe"]);
    assert!(desk.notice().starts_with("wide.txt was not added: read as UTF-8, it holds NUL"), "{}", desk.notice());
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)));
    desk.send(Intent::ChooseEncoding(None, Encoding::UTF_16LE));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(desk.titles(), ["Größe", "Ja."]);
}

#[test]
fn closing_the_sheet_leaves_out_what_waits_and_names_it() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", CYRILLIC), ("b.txt", b"Gr\xF6\xDFe")]);
    // Something else in front does not make it go.
    desk.send(Intent::OpenModal(Box::new(Modal::About)));
    desk.send(Intent::CloseModal);
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)));
    desk.send(Intent::CloseModal);
    assert_eq!(desk.notice(), "2 files were not added: a.txt and b.txt.");
    assert!(desk.state.modal().is_none() && desk.titles().is_empty());
}

#[test]
fn what_is_to_be_known_of_one_file_stands_in_the_status_line() {
    let mut desk = Desk::new();
    desk.add(&[("a.pdf", b"%PDF-1.7")]);
    assert!(
        desk.notice().starts_with("a.pdf was not added: it is a PDF document that is damaged. "),
        "{}",
        desk.notice()
    );
    assert!(desk.state.notice().unwrap().error && desk.state.modal().is_none());
    desk.add(&[("a.md", b"# Dam\n\n[a](https://a.example)")]);
    assert_eq!(desk.notice(), "Add article “Dam”: 1 link address was left out");
    desk.add(&[("b.txt", b"Plain")]);
    assert_eq!(desk.notice(), "Add article “Plain”");
}

#[test]
fn what_is_to_be_known_of_many_files_is_listed_by_name() {
    let mut desk = Desk::new();
    let batch = desk.ask_for(&["gone.txt", "a.md", "b.txt", "c.txt", "p.png"]).unwrap();
    let mut read = vec![FileRead::of("gone.txt", Err("there is no such file".into()))];
    let files: [(&str, &[u8]); 4] =
        [("a.md", b"![x](y)"), ("b.txt", b"Plain"), ("c.txt", b"Gr\xF6\xDFe"), ("p.png", b"\x89PNG\r\n\x1A\n")];
    read.extend(files.map(|(name, bytes)| FileRead::of(name, Ok(bytes.to_vec()))));
    desk.send(Intent::ArticlesRead(batch, read));
    assert_eq!(desk.titles(), ["x", "Plain"], "the others are added");
    // The one that waits comes first.
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)));
    desk.send(Intent::AddUnsure(None));
    let Some(Modal::Added { remarks }) = desk.state.modal() else { panic!("{:?}", desk.state.modal()) };
    let said: Vec<_> = remarks.iter().map(|remark| (remark.file.as_str(), remark.failed)).collect();
    assert_eq!(said, [("gone.txt", true), ("a.md", false), ("p.png", true)]);
    desk.send(Intent::CloseModal);
    assert!(desk.state.modal().is_none());
}

/// A page whose article is certain.
fn page(title: &str) -> Vec<u8> {
    let long =
        "The dam holds, the office said, and it has held since the spring of last year, when it was mended. ".repeat(3);
    let body = format!("<nav><a href=1>Home</a></nav><h1>{title}</h1><p>{long}</p><p>That is all.</p>");
    format!("<title>{title}</title>{body}").into_bytes()
}

#[test]
fn a_page_alone_is_looked_at_changed_and_added_in_one_step() {
    let mut desk = Desk::new();
    desk.add(&[("a.html", &page("Dam holds"))]);
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)) && desk.titles().is_empty());
    let key = desk.keys()[0];
    let kept = |desk: &Desk| -> Vec<(String, bool)> {
        let Some(Ok(draft)) = &desk.state.adding().unsure()[0].draft else { panic!("no draft") };
        draft.parts().iter().map(|part| (part.text.chars().take(9).collect(), part.kept)).collect()
    };
    let at = |text: &str, kept: bool| (text.to_owned(), kept);
    assert_eq!(kept(&desk), [at("Home", false), at("Dam holds", true), at("The dam h", true), at("That is a", true)]);
    desk.send(Intent::EditDraft(key, DraftEdit::Keep(0, true)));
    desk.send(Intent::EditDraft(key, DraftEdit::Keep(2, false)));
    desk.send(Intent::EditDraft(key, DraftEdit::Reword(3, "That is not all.\n\nNo.".into())));
    let details = Details { title: "Dam".into(), author: "Ada Low".into(), ..Details::default() };
    desk.send(Intent::EditDraft(key, DraftEdit::Details(Box::new(details))));
    // A part that is not there, a file that is not there.
    desk.send(Intent::EditDraft(key, DraftEdit::Keep(99, true)));
    desk.send(Intent::EditDraft(key + 1, DraftEdit::Keep(0, false)));
    desk.send(Intent::AddUnsure(None));
    let (_, revision) = desk.state.open_revision().unwrap();
    assert_eq!(revision.text.as_str(), "Home\n\nDam holds\n\nThat is not all.\nNo.");
    assert_eq!(crate::model::Block::fault(&revision.blocks, &revision.text), None);
    assert_eq!((desk.titles(), revision.origin.as_str()), (vec!["Dam"], "a.html, web page, UTF-8; 1 part left out"));
    desk.send(Intent::Undo);
    assert!(desk.titles().is_empty(), "one step");
}

#[test]
fn of_several_files_those_wait_of_which_anything_was_left_out() {
    let mut desk = Desk::new();
    let whole = String::from_utf8(page("Dam holds")).unwrap().replace("<nav><a href=1>Home</a></nav>", "");
    let left_out = page("Bridge stays shut");
    desk.add(&[
        ("a.html", whole.as_bytes()),
        ("odd.html", b"<p>Hardly a word."),
        ("b.html", &left_out),
        ("c.txt", b"Plain"),
    ]);
    assert_eq!(desk.titles(), ["Dam holds", "Plain"]);
    assert_eq!(desk.state.undo_name(), Some("Add 2 articles"));
    assert_eq!(desk.notice(), "Add 2 articles; 2 files are to be looked at first: odd.html and b.html");
    assert_eq!(desk.state.adding().unsure().len(), 2);
}

#[test]
fn several_pages_are_looked_at_one_after_the_other_and_what_was_left_out_is_named() {
    let mut desk = Desk::new();
    let pages = ["Dam holds", "Bridge stays shut", "Ferry late", "Fares rise"].map(page);
    let names = ["a.html", "b.html", "c.html", "d.html"];
    desk.add(&names.iter().zip(&pages).map(|(name, page)| (*name, page.as_slice())).collect::<Vec<_>>());
    assert!(desk.titles().is_empty());
    let keys = desk.keys();
    assert_eq!(desk.state.adding().looked_at(), (0, 4));
    desk.send(Intent::EditDraft(keys[0], DraftEdit::Keep(0, true)));
    desk.send(Intent::AddUnsure(Some(keys[0])));
    assert_eq!((desk.titles(), desk.state.adding().looked_at()), (vec!["Dam holds"], (1, 4)));
    desk.send(Intent::SkipUnsure(keys[1]));
    assert_eq!(desk.state.adding().looked_at(), (2, 4));
    assert!(matches!(desk.state.modal(), Some(Modal::Encodings)));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(
        (desk.titles(), desk.state.adding().looked_at()),
        (vec!["Dam holds", "Ferry late", "Fares rise"], (0, 0))
    );
    let Some(Modal::Added { remarks }) = desk.state.modal() else { panic!("{:?}", desk.state.modal()) };
    let said: Vec<_> = remarks.iter().map(|remark| (remark.file.as_str(), remark.what.as_str())).collect();
    let left = "1 part was left out: “Home” (leads to other pages)";
    assert_eq!(said, [("c.html", left), ("d.html", left)]);
    let origins: Vec<&str> = desk.state.project().revisions().map(|(_, revision)| revision.origin.as_str()).collect();
    let has = |origin: &str| origins.contains(&origin);
    assert!(has("a.html, web page, UTF-8") && has("c.html, web page, UTF-8; 1 part left out"), "{origins:?}");
}

#[test]
fn of_a_page_nothing_is_kept_of_nothing_is_added() {
    let mut desk = Desk::new();
    desk.add(&[("a.html", b"<nav><a href=1>Home</a></nav>")]);
    desk.send(Intent::AddUnsure(None));
    assert!(desk.titles().is_empty() && desk.keys().len() == 1, "it stays");
    desk.send(Intent::EditDraft(desk.keys()[0], DraftEdit::Keep(0, true)));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(desk.state.open_revision().unwrap().1.text.as_str(), "Home");
}

#[test]
fn reading_shows_how_far_it_is_and_can_be_stopped() {
    let mut desk = Desk::new();
    assert!(Command::StopReading.resolve(&desk.state).is_none());
    let batch = desk.ask_for(&["a.txt", "b.txt", "c.txt"]).unwrap();
    desk.send(Intent::Progress(batch, 2, 3, 35));
    let reading = desk.state.adding().reading().unwrap();
    assert_eq!((reading.done, reading.percent, reading.total), (2, 35, 3));
    desk.send(Intent::Progress(batch + 1, 1, 3, 0));
    assert_eq!(desk.state.adding().reading(), Some(reading), "of another batch");
    let stop = Command::StopReading.resolve(&desk.state).unwrap();
    desk.send(stop);
    assert!(matches!(desk.effects[..], [Effect::StopReading]));
    assert_eq!(desk.notice(), "Stopped: of 3 files none was added.");
    desk.read(batch, &[("a.txt", b"One")]);
    assert!(desk.titles().is_empty() && desk.state.adding().reading().is_none());
}

#[test]
fn files_asked_for_while_others_are_read_come_next() {
    let mut desk = Desk::new();
    let first = desk.ask_for(&["a.txt"]).unwrap();
    assert_eq!(desk.ask_for(&["b.txt", "c.txt"]), None);
    desk.read(first, &[("a.txt", b"One")]);
    let second = desk.batch().unwrap();
    desk.read(second, &[("b.txt", b"Two"), ("c.txt", b"Three")]);
    assert_eq!(desk.titles(), ["One", "Two", "Three"]);
}

#[test]
fn files_for_a_project_that_was_left_are_named_and_not_added() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", CYRILLIC), ("b.txt", b"Gr\xF6\xDFe")]);
    let batch = desk.ask_for(&["c.txt"]).unwrap();
    desk.send(Intent::New);
    desk.read(batch, &[("c.txt", b"Three")]);
    assert!(desk.titles().is_empty() && desk.keys().is_empty());
    let Some(Modal::Added { remarks }) = desk.state.modal() else { panic!("{:?}", desk.state.modal()) };
    assert_eq!((remarks[0].file.as_str(), remarks[0].failed), ("3 files", true));
}

#[test]
fn a_project_among_the_files_is_opened_and_the_others_are_counted() {
    let mut desk = Desk::new();
    assert_eq!(desk.ask_for(&["a.txt", "b.RON", "c.txt"]), None);
    assert!(matches!(&desk.effects[..], [Effect::ReadProject(path)] if path.ends_with("b.RON")));
    assert_eq!(desk.notice(), "One project is open at a time: 2 other files left out.");
}

#[test]
fn nothing_is_read_for_a_project_that_is_read_only() {
    let mut desk = Desk::new();
    desk.state.file.read_only = Some("the file is write-protected.".into());
    assert_eq!(desk.ask_for(&["a.txt"]), None);
    assert!(desk.notice().starts_with("The project is read-only"), "{}", desk.notice());
}

#[test]
fn a_thousand_files_are_one_step() {
    let mut desk = Desk::new();
    desk.send(Intent::AddArticle(Details::default(), "Zero".into()));
    let texts: Vec<(String, String)> = (0..1000).map(|at| (format!("{at}.txt"), format!("Text {at}"))).collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    desk.add(&files);
    assert_eq!((desk.titles().len(), desk.titles()[1000]), (1001, "Text 999"));
    desk.send(Intent::Undo);
    assert_eq!(desk.titles(), ["Zero"]);
}

#[test]
fn another_encoding_is_read_by_the_host_and_the_last_one_chosen_counts() {
    let mut desk = Desk::new();
    desk.add(&[("a.txt", b"Gr\xF6\xDFe")]);
    desk.reads = false;
    let [greek, cyrillic] = ["windows-1253", "windows-1251"].map(|name| Encoding::named(name).unwrap());
    desk.send(Intent::ChooseEncoding(None, greek));
    let [Effect::Decode { files, encoding }] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    assert_eq!((files.len(), *encoding), (1, greek));
    let (key, source) = files[0].clone();
    let read = |encoding: Encoding| vec![(key, source.draft_in(encoding).map(Box::new))];
    assert!(desk.state.adding().unsure()[0].draft.is_none(), "nothing is decoded in between");
    // What is being read can't be added yet, and is not lost.
    desk.send(Intent::AddUnsure(None));
    assert_eq!((desk.titles().len(), desk.keys()), (0, vec![key]));
    desk.send(Intent::ChooseEncoding(Some(key), cyrillic));
    desk.send(Intent::Decoded(greek, read(greek)));
    assert!(desk.state.adding().unsure()[0].draft.is_none(), "an answer that nobody waits for any more");
    desk.send(Intent::Decoded(cyrillic, read(cyrillic)));
    desk.send(Intent::AddUnsure(None));
    assert_eq!(desk.titles(), ["GrцЯe"]);
    // An answer for a file that is gone.
    desk.send(Intent::Decoded(greek, read(greek)));
    assert_eq!(desk.titles().len(), 1);
}
