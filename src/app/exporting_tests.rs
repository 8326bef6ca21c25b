//! Hands projects out by intents.

use super::super::Command;
use super::super::tests::Desk;
use super::*;
use crate::formats::exchange::What;

/// Two articles, a claim and its note in the first, on the page.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    desk.send(Intent::SetUnsure(claim, true));
    show(&mut desk);
    desk
}

fn show(desk: &mut Desk) {
    desk.send(Command::Page(Page::Export).resolve(&desk.state).unwrap());
    desk.work();
}

/// Chooses where to, as in the system's dialog, and returns what is to be written.
fn hand_out(desk: &mut Desk) -> Writ {
    desk.send(Command::HandOut.resolve(&desk.state).unwrap());
    let purpose = desk.effects.iter().find_map(|effect| match effect {
        Effect::Ask { purpose, .. } => Some(*purpose),
        _ => None,
    });
    desk.send(Intent::Chosen(purpose.unwrap(), vec!["/tmp/out".into()]));
    writ(desk)
}

fn writ(desk: &Desk) -> Writ {
    let found = desk.effects.iter().find_map(|effect| match effect {
        Effect::HandOut(writ) => Some((**writ).clone()),
        _ => None,
    });
    found.expect("something is to be written")
}

#[test]
fn what_a_format_can_not_hold_is_said_before_it_is_written() {
    let mut desk = desk();
    assert!(desk.state.exporting().format().is_some_and(|format| format.id == "brat"));
    let foretold = desk.state.exporting().foretold().unwrap();
    let times = foretold.remarks.iter().find(|remark| remark.what == What::Times).unwrap();
    assert_eq!((times.count, times.spots.len()), (1, 1));
    let files = foretold.files;
    assert!(files >= 4 && foretold.bytes > 0);
    desk.send(Intent::Handout(ExportIntent::OnlyOpen(true)));
    assert!(Command::HandOut.resolve(&desk.state).is_none(), "not before it is known what goes out");
    desk.work();
    assert!(desk.state.exporting().foretold().unwrap().files < files);
    let out = hand_out(&mut desk);
    assert_eq!(out.choice.articles.as_ref().map(BTreeSet::len), Some(1));
    assert_eq!((out.path.to_str(), out.replace), (Some("/tmp/out"), false), "what is in a folder stays");
    // Something is there.
    desk.send(Intent::Handout(ExportIntent::Written(out.number, Err(SaveFailure::Exists))));
    let Some(Modal::Replace { path, purpose }) = desk.state.modal().cloned() else { panic!("it is asked") };
    desk.send(Intent::Export(purpose, path, true));
    let out = writ(&desk);
    assert!(out.replace && desk.state.exporting().writing().is_some());
    desk.send(Intent::Handout(ExportIntent::Progress(out.number, 0.5)));
    assert_eq!(desk.state.exporting().writing(), Some(0.5));
    desk.send(Intent::Handout(ExportIntent::Written(out.number, Ok(3))));
    assert_eq!(desk.notice(), "Exported 3 files to /tmp/out");
    assert_eq!(desk.state.exporting().writing(), None);
}

#[test]
fn writing_can_be_stopped() {
    let mut desk = desk();
    let out = hand_out(&mut desk);
    assert!(Command::HandOut.resolve(&desk.state).is_none(), "one at a time");
    desk.send(Command::StopExport.resolve(&desk.state).unwrap());
    assert!(out.cancel.is_cancelled() && Command::StopExport.resolve(&desk.state).is_none());
    let said = desk.notice().to_owned();
    desk.send(Intent::Handout(ExportIntent::Written(out.number, Err(SaveFailure::Other("interrupted".into())))));
    assert_eq!(desk.notice(), said);
}

#[test]
fn only_the_shown_sets_go_out_where_that_is_wanted() {
    let mut desk = desk();
    let first = desk.state.set().unwrap();
    desk.send(Intent::AddAnnotator("Bo".into()));
    desk.send(Intent::ShowSet(first, false));
    desk.send(Intent::Handout(ExportIntent::OnlyShown(true)));
    desk.work();
    let sets = hand_out(&mut desk).choice.sets.unwrap();
    assert!(!sets.contains(&first) && sets.len() == 1);
}

#[test]
fn what_is_masked_or_unnamed_stays_so() {
    let mut desk = desk();
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::AddSet(true));
    if desk.state.page() != Page::Export {
        show(&mut desk);
    } else {
        desk.work();
    }
    assert!(desk.state.is_masking());
    assert_eq!(hand_out(&mut desk).project.annotation_count(), 0);
}
