//! Tests later texts of articles, the review of annotations that lost their place, and shared passages, by intents.

use super::super::tests::{Desk, REPORT};
use super::super::{Command, Dock, Modal, View};
use super::*;
use crate::model::LabelKey;

fn mark(desk: &mut Desk, words: &str, label: &str) -> AnnotationId {
    let text = desk.state.open_revision().unwrap().1.text.clone();
    let start = text.as_str().find(words).unwrap();
    desk.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
    desk.send(Intent::Label(LabelKey::slug(label)));
    desk.state.selected().unwrap().0
}

/// Adds a text to the open article, with the work of threads done.
fn revise(desk: &mut Desk, text: &str) {
    let article = desk.state.article().unwrap();
    desk.send(Intent::AddText(article, text.to_owned()));
    desk.work();
    desk.work();
}

/// Returns the annotations on the open article's last text, in order, by their words.
fn on_last(desk: &Desk) -> Vec<String> {
    let project = desk.state.project();
    let (last, _) = project.latest(desk.state.article().unwrap()).unwrap();
    project.in_order(last).map(|id| project.quote(project.annotation(&id).unwrap())).collect()
}

/// Two phrases of the report, to mark and to change.
fn phrases() -> [&'static str; 2] {
    let mut sentences =
        REPORT.lines().last().unwrap_or(REPORT).split(['.', ',']).map(str::trim).filter(|s| s.len() > 12);
    [sentences.next().unwrap(), sentences.next().unwrap()]
}

#[test]
fn a_new_text_takes_the_annotations_along_and_asks_for_the_rest() {
    let mut desk = Desk::new();
    let [kept, changed] = phrases();
    let old = [mark(&mut desk, kept, "claim"), mark(&mut desk, changed, "claim")];
    let before = desk.state.project().clone();
    let other = format!("{} indeed", &changed[..changed.len() - 1]);
    let new = REPORT.replace(changed, &other);
    assert!(Command::NewText.resolve(&desk.state).is_some());
    revise(&mut desk, &new);
    assert_eq!(desk.state.page(), Page::Texts);
    assert_eq!(on_last(&desk), [kept]);
    let waiting = desk.state.waiting_annotations();
    assert_eq!(waiting.len(), 1);
    assert_eq!(desk.state.project().annotation(&waiting[0]).unwrap().derived_from, [old[1]]);
    assert!(desk.state.compared().unwrap().edits() >= 1);
    let best = desk.state.places_for_lost().unwrap()[&waiting[0]][0].span;

    // One key takes the likeliest place; undo brings the question back.
    let take = Command::PlaceLost.resolve(&desk.state).unwrap();
    desk.change(take.clone());
    assert_eq!(desk.state.waiting_annotations(), []);
    let row = desk.state.project().annotation(&waiting[0]).unwrap();
    assert_eq!(row.fragments(), Some(&Fragments::one(best)));
    desk.send(Intent::Undo);
    assert_eq!(desk.state.waiting_annotations(), waiting);
    let leave = Command::LeaveLost.resolve(&desk.state).unwrap();
    desk.change(leave);
    assert_eq!(desk.state.waiting_annotations(), []);
    assert!(Command::LeaveLost.resolve(&desk.state).is_none() && Command::PlaceLost.resolve(&desk.state).is_none());
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == before, "adding the text is one step");
}

#[test]
fn what_is_done_while_texts_are_compared_is_carried_over_too() {
    let mut desk = Desk::new();
    let [kept, later] = phrases();
    mark(&mut desk, kept, "claim");
    let article = desk.state.article().unwrap();
    desk.send(Intent::AddText(article, format!("{REPORT}\nOne more line.")));
    let job = desk.effects.clone();
    mark(&mut desk, later, "claim");
    desk.effects = job;
    desk.work();
    assert_eq!(desk.state.project().revisions_of(article).count(), 1, "the answer is out of date");
    desk.work();
    assert_eq!(on_last(&desk), [kept, later]);
}

#[test]
fn a_text_from_a_file_whose_encoding_is_not_certain_waits() {
    let mut desk = Desk::new();
    let article = desk.state.article().unwrap();
    mark(&mut desk, phrases()[0], "claim");
    let read = |desk: &mut Desk, bytes: &[u8]| {
        desk.send(Command::NewTextFile.resolve(&desk.state).unwrap());
        desk.send(Intent::Chosen(crate::app::DialogPurpose::NewText, vec!["/new.txt".into()]));
        let batch = desk.effects.iter().find_map(|effect| match effect {
            Effect::ReadArticles { batch, .. } => Some(*batch),
            _ => None,
        });
        let file = FileRead::of("new.txt", Ok(bytes.to_vec()));
        desk.send(Intent::ArticlesRead(batch.unwrap(), vec![file]));
    };
    // Russian in an encoding of its own: nothing in the file says which.
    let mut bytes = REPORT.as_bytes().to_vec();
    bytes.extend(b"\n\xcc\xe8\xed\xe8\xf1\xf2\xe5\xf0\xf1\xf2\xe2\xee \xe7\xe0\xff\xe2\xe8\xeb\xee\n");
    read(&mut desk, &bytes);
    let waiting = desk.state.adding().unsure();
    assert_eq!((waiting.len(), waiting[0].text_of), (1, Some(article)));
    assert!(matches!(desk.state.modal(), Some(crate::app::Modal::Encodings)));
    assert_eq!(desk.state.project().revisions_of(article).count(), 1);
    let articles = desk.state.project().articles().len();
    desk.send(Intent::AddUnsure(None));
    desk.work();
    assert_eq!(
        (desk.state.project().revisions_of(article).count(), desk.state.project().articles().len()),
        (2, articles)
    );
    assert_eq!(on_last(&desk), [phrases()[0]], "what was marked went along");
    // One that is certain is taken as it is; one that is skipped leaves nothing behind.
    read(&mut desk, format!("{REPORT}\nÜber alles.").as_bytes());
    desk.work();
    assert_eq!(desk.state.project().revisions_of(article).count(), 3);
    read(&mut desk, &bytes);
    desk.send(Intent::SkipUnsure(desk.state.adding().unsure()[0].key));
    assert!(desk.state.adding().unsure().is_empty() && desk.state.modal().is_none());
    assert_eq!(desk.state.project().revisions_of(article).count(), 3);
}

#[test]
fn the_same_text_is_refused_and_nothing_is_asked() {
    let mut desk = Desk::new();
    let article = desk.state.article().unwrap();
    desk.send(Intent::AddText(article, REPORT.to_owned()));
    assert!(desk.state.notice().unwrap().error && desk.state.text_is_added().is_none());
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Work(_))));
}

#[test]
fn earlier_texts_can_be_compared_and_are_let_go_with_the_page() {
    let mut desk = Desk::new();
    revise(&mut desk, &format!("{REPORT}\nOne."));
    revise(&mut desk, &format!("{REPORT}\nOne.\nTwo."));
    let article = desk.state.article().unwrap();
    let all: Vec<RevisionId> = desk.state.project().revisions_of(article).collect();
    assert_eq!(desk.state.compared_texts(), Some([all[1], all[2]]));
    desk.send(Intent::CompareTexts([all[0], all[1]]));
    assert!(desk.state.compared().is_none(), "the answer to another question is not shown");
    desk.work();
    assert!(desk.state.compared().is_some());
    desk.send(Intent::Escape);
    assert_eq!(desk.state.page(), Page::Article);
    assert!(desk.state.compared().is_none());
}

#[test]
fn places_for_what_was_lost_are_on_the_last_text_whichever_two_are_compared() {
    let mut desk = Desk::new();
    let [kept, changed] = phrases();
    mark(&mut desk, kept, "claim");
    mark(&mut desk, changed, "claim");
    revise(&mut desk, &format!("{REPORT}\nOne."));
    let other = format!("{} indeed", &changed[..changed.len() - 1]);
    revise(&mut desk, &REPORT.replace(changed, &other));
    let article = desk.state.article().unwrap();
    let all: Vec<RevisionId> = desk.state.project().revisions_of(article).collect();
    let waiting = desk.state.waiting_annotations();
    let best = desk.state.places_for_lost().unwrap()[&waiting[0]].clone();
    assert!(waiting.len() == 1 && !best.is_empty());
    desk.send(Intent::CompareTexts([all[0], all[1]]));
    assert!(desk.state.compared().is_none());
    desk.work();
    assert_eq!(desk.state.compared().unwrap().edits(), 1);
    assert_eq!(desk.state.places_for_lost().unwrap()[&waiting[0]], best, "what was found is still shown");
    let take = Command::PlaceLost.resolve(&desk.state).unwrap();
    desk.change(take);
    let row = desk.state.project().annotation(&waiting[0]).unwrap();
    assert_eq!((row.revision, row.fragments()), (all[2], Some(&Fragments::one(best[0].span))));
    // Page left, page opened again: it is looked for anew.
    desk.send(Intent::Undo);
    desk.send(Intent::Escape);
    assert!(desk.state.places_for_lost().is_none());
}

#[test]
fn shared_passages_follow_the_open_article() {
    let mut desk = Desk::empty();
    let common =
        "The dam above Birkenfurt will be inspected again this spring, the provincial government has announced.";
    for (title, rest) in [("One", "Bees are in danger."), ("Two", "Honey is dear."), ("Three", "")] {
        let body = if rest.is_empty() {
            "Three\nNothing of the sort.".to_owned()
        } else {
            format!("{title}\n{rest} {common}")
        };
        desk.send(Intent::AddArticle(Default::default(), body));
    }
    let view = View { dock: Some(Dock::Shared), ..desk.state.view().clone() };
    desk.send(Intent::SetView(Box::new(view)));
    desk.work();
    assert_eq!(desk.state.shared_passages(), Some(&[][..]), "the third article shares nothing");
    desk.send(Intent::StepArticle(-1));
    assert_eq!(desk.state.shared_passages(), None, "what another article shares is not shown");
    desk.work();
    let found = desk.state.shared_passages().unwrap().to_vec();
    assert_eq!((found.len(), found[0].passages.len()), (1, 1));
    assert_eq!(Some(found[0].articles[0]), desk.state.article());
    let span = found[0].passages[0].spans[1];
    desk.send(Intent::ShowWords(found[0].articles[1], span));
    assert_eq!(desk.state.article(), Some(found[0].articles[1]));
    let fragments = desk.state.selected_fragments().unwrap();
    assert_eq!(fragments, Fragments::one(span));
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Reveal(..))));
    // An edit that leaves the texts as they are asks for nothing.
    desk.work();
    mark(&mut desk, "dam", "claim");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Work(Work::Share(_)))));
    assert!(desk.state.shared_passages().is_some());
}

#[test]
fn what_was_compared_for_a_project_that_was_left_comes_into_no_other() {
    let mut desk = Desk::new();
    let article = desk.state.article().unwrap();
    desk.send(Intent::AddText(article, format!("{REPORT}\nOf the first project.")));
    let first = desk.effects.clone();
    let other = crate::model::Project::begin(Default::default(), "ben", &mut Stamp::of_number(900));
    desk.send(Intent::Adopt(Box::new(other), "b".into()));
    assert!(desk.state.text_is_added().is_none());
    desk.send(Intent::AddArticle(Default::default(), REPORT.into()));
    let article = desk.state.article().unwrap();
    desk.send(Intent::AddText(article, format!("{REPORT}\nOf the second project.")));
    let second = std::mem::replace(&mut desk.effects, first);
    desk.work();
    desk.work();
    assert_eq!(desk.state.project().revisions_of(article).count(), 1);
    desk.effects = second;
    desk.work();
    let (_, last) = desk.state.project().latest(article).unwrap();
    assert!(last.text.as_str().ends_with("Of the second project."));
}

#[test]
fn what_is_selected_goes_on_to_the_new_text() {
    let mut desk = Desk::new();
    let [kept, _] = phrases();
    let old = mark(&mut desk, kept, "claim");
    revise(&mut desk, &format!("Ää.\n{REPORT}"));
    let latest = desk.state.open_revision().unwrap().0;
    let (new, row) = desk.state.selected().expect("the annotation that was carried over is selected");
    assert_eq!((row.revision, row.derived_from.as_slice()), (latest, &[old][..]));
    assert_eq!(desk.state.selection().head, row.fragments().unwrap().start());
    // To show the earlier one is to show what became of it.
    desk.send(Intent::Pick(None));
    desk.send(Intent::Show(old));
    assert_eq!(desk.state.selected().unwrap().0, new);
    // Where nothing became of it, the caret is put near it, on a character.
    desk.send(Intent::Delete);
    desk.send(Intent::Show(old));
    assert_eq!(desk.state.selected(), None);
    let text = &desk.state.open_revision().unwrap().1.text;
    assert!(text.as_str().is_char_boundary(desk.state.selection().head));
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert_eq!(desk.state.selected().map(|(id, _)| id), Some(old), "undo brings the earlier text and its mark back");
}

#[test]
fn an_earlier_text_that_is_longer_leaves_the_caret_within_the_last() {
    let mut desk = Desk::new();
    let end = REPORT.trim_end().rsplit(' ').next().unwrap();
    let old = mark(&mut desk, end, "claim");
    revise(&mut desk, "Ää");
    let carried = desk.state.waiting_annotations();
    desk.send(Intent::ChangeMany(carried, crate::model::bulk::Bulk::Delete));
    desk.send(Intent::Show(old));
    let text = &desk.state.open_revision().unwrap().1.text;
    assert!(text.as_str().is_char_boundary(desk.state.selection().head));
    assert_eq!(desk.state.selected(), None);
}

#[test]
fn a_file_that_was_read_leaves_what_is_being_typed() {
    let mut desk = Desk::new();
    desk.send(Intent::AskFile(super::super::DialogPurpose::NewText));
    desk.send(Intent::Chosen(super::super::DialogPurpose::NewText, vec!["/tmp/later.txt".into()]));
    let batch = desk.effects.iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    let paste = Modal::Paste { details: Default::default(), text: "typed".into() };
    desk.send(Intent::OpenModal(Box::new(paste)));
    let read = FileRead::of("later.txt", Ok(b"Another text".to_vec()));
    desk.send(Intent::ArticlesRead(batch.unwrap(), vec![read]));
    assert!(matches!(desk.state.modal(), Some(Modal::Paste { text, .. }) if text == "typed"));
    assert!(desk.state.text_is_added().is_some());
}
