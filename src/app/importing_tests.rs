//! Brings in what other programs wrote by intents.

use super::super::tests::Desk;
use super::super::{Command, DialogPurpose};
use super::*;
use crate::app::intent::Intent;
use crate::model::LabelKey;

const TEXT: &str = "Ada said so.\n";
const MARKS: &str =
    "T1\tPerson 0 3\tAda\nT2\tClaims 4 8\tsaid\nR1\tsays Arg1:T1 Arg2:T2\nN1\tReference T1 Wiki:1\tAda\n";

fn send(desk: &mut Desk, intent: ImportIntent) {
    desk.send(Intent::Import(intent));
}

/// Returns the number of the asking, and what ends it.
fn wanted(desk: &Desk) -> (u64, Cancel) {
    let found = desk.effects.iter().find_map(|effect| match effect {
        Effect::ReadForeign { number, cancel, .. } => Some((*number, cancel.clone())),
        _ => None,
    });
    found.expect("files are asked for")
}

/// Asks for files, reads them as a host would, and has them looked through.
fn read(desk: &mut Desk, files: &[(&str, &str)]) {
    send(desk, ImportIntent::Read(files.iter().map(|(name, _)| PathBuf::from(name)).collect()));
    let (number, _) = wanted(desk);
    let files = files.iter().map(|(name, text)| File::new(*name, text.as_bytes())).collect();
    send(desk, ImportIntent::FilesRead(number, Ok(files)));
    desk.work();
}

fn brat(desk: &mut Desk) {
    read(desk, &[("a.txt", TEXT), ("a.ann", MARKS)]);
}

fn foreseen(desk: &Desk) -> &Foreseen {
    desk.state.importing().unwrap().foreseen().unwrap().1
}

fn guesses(desk: &Desk) -> Vec<(String, Becomes)> {
    foreseen(desk).parts.iter().map(|part| (part.name.clone(), part.guess.clone())).collect()
}

fn label(key: &str) -> Part {
    Part::Label(LabelKey::slug(key))
}

#[test]
fn what_another_program_wrote_comes_in_as_one_step() {
    let mut desk = Desk::new();
    let before = desk.state.project().clone();
    assert!(matches!(Command::Import.resolve(&desk.state), Some(Intent::AskFile(DialogPurpose::Import))));
    brat(&mut desk);
    assert_eq!(desk.state.page(), Page::Import);
    let seen = foreseen(&desk);
    assert_eq!((seen.format.id, seen.added.len(), seen.known), ("brat", 1, 0));
    assert_eq!((seen.annotations, seen.relations, seen.remarks.len()), (2, 1, 1), "{:?}", seen.remarks);
    let new = |name: &str| (name.to_owned(), Becomes::New(name.to_owned()));
    let claims = ("Claims".to_owned(), Becomes::Known(label("claim")));
    assert_eq!(guesses(&desk), [new("Person"), claims, new("says"), new("Reference")]);
    assert!(*desk.state.project() == before, "nothing comes before it is asked for");
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    assert_eq!((desk.state.page(), desk.state.importing().is_none()), (Page::Article, true));
    assert_eq!((desk.state.project().annotation_count(), desk.state.project().relations().count()), (2, 1));
    let (_, open) = desk.state.open_revision().unwrap();
    assert_eq!(open.text.as_str(), TEXT, "the article that came is open");
    assert_eq!(desk.state.undo_name(), Some("Import 2 annotations of brat"));
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == before, "one step takes all of it back");
    assert!(Command::TakeImport.resolve(&desk.state).is_none());
}

#[test]
fn what_was_given_by_hand_is_the_guess_the_next_time() {
    let mut desk = Desk::new();
    brat(&mut desk);
    for (part, becomes) in [("person", Becomes::Known(label("actor"))), ("claims", Becomes::Left)] {
        send(&mut desk, ImportIntent::Becomes(label(part), Some(becomes)));
    }
    // It is not there before it was looked through as it stands.
    assert!(Command::TakeImport.resolve(&desk.state).is_none());
    desk.work();
    assert_eq!((foreseen(&desk).annotations, foreseen(&desk).relations), (1, 0));
    assert!(foreseen(&desk).left.iter().any(|left| left.name == "Claims" && left.count == 1));
    send(&mut desk, ImportIntent::Take);
    let kept = desk.effects.iter().find_map(|effect| match effect {
        Effect::KeepRecalled(recalled) => Some(recalled.clone()),
        _ => None,
    });
    let kept = kept.unwrap();
    assert_eq!(
        kept.iter().map(|one| (one.format.as_str(), one.name.as_str())).collect::<Vec<_>>(),
        [("brat", "Person"), ("brat", "Claims")]
    );
    // Another start of the program.
    let mut again = Desk::new();
    send(&mut again, ImportIntent::Recall(kept.clone()));
    brat(&mut again);
    assert_eq!(
        guesses(&again)[..2],
        [("Person".to_owned(), Becomes::Known(label("actor"))), ("Claims".to_owned(), Becomes::Left)]
    );
    // What is not here any longer counts for nothing, and what is not changed is not kept anew.
    let gone = Recalled { becomes: Becomes::Known(label("gone")), ..kept[0].clone() };
    send(&mut again, ImportIntent::Recall(vec![gone]));
    brat(&mut again);
    assert_eq!(guesses(&again)[0].1, Becomes::New("Person".to_owned()));
    send(&mut again, ImportIntent::Take);
    assert!(!again.effects.iter().any(|effect| matches!(effect, Effect::KeepRecalled(_))));
}

#[test]
fn what_is_left_is_cancelled_and_late_answers_do_nothing() {
    let mut desk = Desk::new();
    send(&mut desk, ImportIntent::Read(vec!["a.ann".into()]));
    let (number, cancel) = wanted(&desk);
    send(&mut desk, ImportIntent::Progress(number, 0.5));
    assert_eq!(desk.state.importing().unwrap().progress(), Some(0.5));
    send(&mut desk, ImportIntent::Leave);
    assert!(cancel.is_cancelled() && desk.state.importing().is_none());
    send(&mut desk, ImportIntent::Read(vec!["b.ann".into()]));
    send(&mut desk, ImportIntent::FilesRead(number, Err("too late".into())));
    assert!(desk.state.importing().unwrap().refusal().is_none(), "it was of the first asking");
    // A look that nobody waits for answers nothing.
    brat(&mut desk);
    send(&mut desk, ImportIntent::Becomes(label("person"), Some(Becomes::Left)));
    let job = desk.effects.iter().find_map(|effect| match effect {
        Effect::Work(work) => Some(work.clone()),
        _ => None,
    });
    send(&mut desk, ImportIntent::Leave);
    let mut answers = 0;
    job.unwrap()
        .run(&mut |intent| answers += usize::from(!matches!(intent, Intent::Import(ImportIntent::Progress(..)))));
    assert_eq!(answers, 0);
}

#[test]
fn files_of_no_known_format_are_refused_and_can_be_read_as_one() {
    let mut desk = Desk::new();
    read(&mut desk, &[("x.dat", "nothing")]);
    let refusal = |desk: &Desk| desk.state.importing().unwrap().refusal().map(str::to_owned);
    assert!(refusal(&desk).is_some_and(|why| why.contains("No format is known")));
    assert!(Command::TakeImport.resolve(&desk.state).is_none());
    send(&mut desk, ImportIntent::Format(Format::named("brat").unwrap()));
    desk.work();
    assert!(refusal(&desk).is_some_and(|why| why.contains("no article of brat")), "{:?}", refusal(&desk));
    // Read as something else it is another scheme: what was given by hand is not its.
    brat(&mut desk);
    send(&mut desk, ImportIntent::Becomes(label("person"), Some(Becomes::Left)));
    send(&mut desk, ImportIntent::Format(Format::named("brat").unwrap()));
    desk.work();
    assert_eq!(foreseen(&desk).annotations, 2);
}

#[test]
fn dropped_files_of_another_program_are_looked_at_and_texts_become_articles() {
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles(vec!["a.txt".into(), "a.ANN".into()]));
    let asked = |desk: &Desk| match &desk.effects[..] {
        [Effect::ReadForeign { paths, .. }] => paths.len(),
        [Effect::ReadArticles { .. }] => 0,
        other => panic!("{other:?}"),
    };
    assert_eq!((asked(&desk), desk.state.page()), (2, Page::Import));
    desk.send(Intent::AddFiles(vec!["a.txt".into()]));
    assert_eq!(asked(&desk), 0);
    // What stands in a folder is known only once somebody has looked into it.
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles(vec!["corpus".into()]));
    let [Effect::ReadArticles { batch, paths }] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let (batch, paths) = (*batch, paths.clone());
    desk.send(Intent::FoundForeign(batch + 1, paths.clone()));
    assert_eq!(desk.state.page(), Page::Article, "of another batch");
    desk.send(Intent::FoundForeign(batch, paths));
    assert_eq!((asked(&desk), desk.state.page()), (1, Page::Import));
    assert_eq!(desk.state.adding().reading(), None);
}

#[test]
fn what_is_here_already_does_not_come_again_unless_it_is_somebody_elses() {
    let mut desk = Desk::new();
    brat(&mut desk);
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    let first = desk.state.project().clone();
    let more = format!("{MARKS}T3\tPerson 9 11\tso\nR2\tsays Arg1:T3 Arg2:T2\n");
    let line = |by: &str| {
        format!(
            "{{\"text\":\"{}\",\"_annotator_id\":\"{by}\",\"spans\":[{{\"start\":0,\"end\":3,\"label\":\"P\"}}]}}\n",
            TEXT.trim()
        )
    };
    read(&mut desk, &[("a.txt", TEXT), ("a.ann", &MARKS.replace("T1", "T8"))]);
    let seen = foreseen(&desk);
    assert_eq!((seen.annotations, seen.relations, seen.again, seen.added.len()), (0, 0, (2, 1), 0));
    assert!(Command::TakeImport.resolve(&desk.state).is_none(), "there is nothing to take");
    // Nobody is named: what is not all the same may be another person's.
    read(&mut desk, &[("a.txt", TEXT), ("a.ann", &more)]);
    assert_eq!((foreseen(&desk).annotations, foreseen(&desk).again), (3, (0, 0)));
    read(&mut desk, &[("a.jsonl", &line("Ada"))]);
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    let with_ada = desk.state.project().clone();
    read(&mut desk, &[("a.jsonl", &format!("{}{}", line("Ada"), line("Ada").replace("said", "wrote")))]);
    assert_eq!((foreseen(&desk).annotations, foreseen(&desk).people.as_slice()), (1, &["Ada".to_owned()][..]));
    send(&mut desk, ImportIntent::Apart(true));
    desk.work();
    assert_eq!((foreseen(&desk).annotations, foreseen(&desk).people.len()), (2, 0));
    send(&mut desk, ImportIntent::Apart(false));
    desk.work();
    let sets = with_ada.sets().len();
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    assert_eq!((desk.state.project().sets().len(), desk.state.project().annotation_count()), (sets, 4));
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == with_ada, "one step takes it back");
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == first);
}

#[test]
fn what_files_say_of_nobody_is_mine_somebodys_or_nobodys() {
    let mut desk = Desk::new();
    let own = desk.state.set().unwrap();
    brat(&mut desk);
    let [comer] = &foreseen(&desk).comers[..] else { panic!("{:?}", foreseen(&desk).comers) };
    assert_eq!((comer.name.as_str(), comer.is_named), ("brat", false));
    let there = comer.set;
    let whose = |desk: &mut Desk, whose: Option<Whose>| {
        send(desk, ImportIntent::Whose(there, whose));
        assert!(Command::TakeImport.resolve(&desk.state).is_none(), "it was not looked through as it stands");
        desk.work();
        foreseen(desk).sets.clone()
    };
    assert_eq!(foreseen(&desk).sets, ["brat"]);
    assert_eq!(whose(&mut desk, Some(Whose::Of(" Ben ".to_owned()))), ["Ben"]);
    assert_eq!(whose(&mut desk, Some(Whose::Of(String::new()))), ["brat"]);
    let mine = desk.state.project().set_name(own);
    assert_eq!(whose(&mut desk, Some(Whose::Mine)), [mine]);
    let before = desk.state.project().clone();
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    let project = desk.state.project();
    assert_eq!((project.sets().len(), project.annotators().len()), (before.sets().len(), before.annotators().len()));
    let (_, made) = project.annotations().next().unwrap();
    assert!(made.set == own && desk.state.may_edit_annotation(made), "they can be changed at once");
    // A second time they are there already.
    brat(&mut desk);
    let there = foreseen(&desk).comers[0].set;
    send(&mut desk, ImportIntent::Whose(there, Some(Whose::Mine)));
    desk.work();
    assert_eq!((foreseen(&desk).annotations, foreseen(&desk).again), (0, (2, 1)));
    send(&mut desk, ImportIntent::Leave);
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == before, "one step takes it back");
}

#[test]
fn whoever_is_named_can_be_me() {
    let mut desk = Desk::new();
    let own = desk.state.set().unwrap();
    let line = |by: &str, end: usize| {
        format!(
            "{{\"text\":\"Ada said so.\",\"_annotator_id\":\"{by}\",\"spans\":[{{\"start\":0,\"end\":{end},\"label\":\"P\"}}]}}\n"
        )
    };
    read(&mut desk, &[("a.jsonl", &format!("{}{}", line("A. L.", 3), line("Ben", 8)))]);
    let comers: Vec<(SetId, bool)> = foreseen(&desk).comers.iter().map(|one| (one.set, one.is_named)).collect();
    assert_eq!(comers.iter().map(|one| one.1).collect::<Vec<_>>(), [true, true]);
    for (set, _) in &comers {
        send(&mut desk, ImportIntent::Whose(*set, Some(Whose::Mine)));
    }
    let importing = desk.state.importing().unwrap();
    let said: Vec<Option<&Whose>> = comers.iter().map(|(set, _)| importing.whose(*set)).collect();
    assert_eq!(said, [None, Some(&Whose::Mine)], "one of them is mine");
    desk.work();
    assert!(foreseen(&desk).people.is_empty(), "nobody is taken for one of that name");
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    let project = desk.state.project();
    let names: Vec<&str> = project.annotators().into_iter().map(|(_, row)| row.name.as_str()).collect();
    assert!(names.contains(&"A. L.") && !names.contains(&"Ben"), "{names:?}");
    assert_eq!(project.count_marks(own), 1);
}

#[test]
fn what_files_declare_and_nothing_has_comes_unless_it_is_left_out() {
    let mut desk = Desk::new();
    let conf = "[entities]\nPerson\nClaims\n[relations]\n[events]\n[attributes]\n";
    let files = [("a.txt", TEXT), ("a.ann", ""), ("annotation.conf", conf)];
    read(&mut desk, &files);
    assert_eq!(
        guesses(&desk),
        [
            ("Person".to_owned(), Becomes::New("Person".to_owned())),
            ("Claims".to_owned(), Becomes::Known(label("claim")))
        ]
    );
    assert_eq!(foreseen(&desk).parts[0].uses, 0);
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    let names =
        |desk: &Desk| desk.state.project().labels().into_iter().map(|(_, row)| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&desk), ["claim", "denial", "source", "actor", "Person"]);
    desk.send(Intent::Undo);
    read(&mut desk, &files);
    send(&mut desk, ImportIntent::Becomes(label("person"), Some(Becomes::Left)));
    desk.work();
    desk.send(Command::TakeImport.resolve(&desk.state).unwrap());
    assert_eq!(names(&desk).len(), 4);
}

#[test]
fn packed_files_are_refused_with_what_to_do_and_links_are_named() {
    let mut desk = Desk::new();
    read(&mut desk, &[("all.tgz", "packed")]);
    let refusal = |desk: &Desk| desk.state.importing().unwrap().refusal().unwrap_or_default().to_owned();
    assert!(refusal(&desk).contains("unpack it first"), "{}", refusal(&desk));
    send(&mut desk, ImportIntent::Read(vec!["in".into()]));
    let (number, _) = wanted(&desk);
    let mut passed = crate::formats::exchange::Remarks::default();
    passed.passed([("more.ann", "links are not followed", true)]);
    let foreign = Foreign { files: Vec::new().into(), passed: passed.finish() };
    send(&mut desk, ImportIntent::FilesRead(number, Ok(foreign)));
    desk.work();
    assert!(refusal(&desk).contains("links are not followed more.ann"), "{}", refusal(&desk));
}
