//! Asks for numbers by intents.

use std::path::PathBuf;

use super::super::modal::Modal;
use super::super::tests::Desk;
use super::super::{Command, Page};
use super::*;
use crate::formats::agreement::{Form, Report};
use crate::model::Details;

const ARTICLE: &str = "Ministry denies report\nIt did not ask, the ministry said. Two officials said it did.\n";

fn ask(desk: &mut Desk, intent: AgreementIntent) {
    desk.send(Intent::Agreement(intent));
}

/// Two annotators who agree on a claim and differ on a denial, both done; the page is open and nothing is measured yet.
fn desk() -> Desk {
    let mut desk = Desk::empty();
    desk.send(Intent::AddArticle(Details::default(), ARTICLE.into()));
    desk.mark("Two officials said it did", "claim");
    desk.mark("It did not ask", "denial");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.mark("Two officials said it did", "claim");
    desk.mark("did not ask", "denial");
    desk.send(Intent::MarkDone(true));
    desk.send(Command::Page(Page::Agreement).resolve(&desk.state).unwrap());
    desk
}

/// A desk on which all is measured.
fn measured() -> Desk {
    let mut desk = desk();
    desk.work();
    desk
}

fn overall(desk: &Desk) -> f64 {
    desk.state.agreement().measured().unwrap().1.table.overall.value.unwrap()
}

#[test]
fn the_numbers_follow_the_project_and_the_old_ones_stand_until_then() {
    let mut desk = desk();
    assert!(desk.state.agreement().measured().is_none() && desk.state.agreement().progress() == Some(0.0));
    desk.work();
    assert!(desk.state.agreement().progress().is_none());
    assert_eq!(overall(&desk), 0.5);
    // A step taken back is measured anew; until then the numbers stand.
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    let late = desk.jobs();
    assert_eq!((overall(&desk), late.len()), (0.5, 1));
    desk.finish(late);
    let (_, measured) = desk.state.agreement().measured().unwrap();
    assert!(measured.comparison.pieces.is_empty(), "Ben is no longer done");
    assert!(measured.left_out.iter().any(|line| line.contains("Ben")), "{:?}", measured.left_out);
    // While nobody looks, nothing is measured.
    desk.send(Intent::Escape);
    assert_eq!(desk.state.page(), Page::Article);
    desk.send(Intent::Redo);
    desk.send(Intent::Redo);
    assert!(desk.jobs().is_empty());
    desk.send(Intent::ShowPage(Page::Agreement));
    desk.work();
    assert_eq!(overall(&desk), 0.5);
    // Nor is it again when nothing changed.
    ask(&mut desk, AgreementIntent::Go(Scope { label: Some(0), ..Scope::default() }));
    assert!(desk.jobs().is_empty());
}

#[test]
fn another_measure_cancels_the_first_and_its_late_answer_counts_for_nothing() {
    let mut desk = measured();
    ask(&mut desk, AgreementIntent::Measure(Measure::CohenKappa));
    let first = desk.jobs();
    ask(&mut desk, AgreementIntent::Measure(Measure::Spans(Same::Type, Rate::F1)));
    let second = desk.jobs();
    let cancelled = |work: &Work| match work {
        Work::Agreement(job) => match &**job {
            AgreementJob::Measure { cancel, .. } => cancel.is_cancelled(),
            _ => false,
        },
        _ => false,
    };
    assert!(first.iter().all(cancelled) && !second.iter().any(cancelled));
    desk.finish(first);
    assert_eq!((overall(&desk), desk.state.agreement().progress()), (0.5, Some(0.0)), "nothing came of the first");
    desk.finish(second);
    assert_eq!(overall(&desk), 1.0, "the same labels, on some of the same words");
    // A measured answer that nobody waits for: another project is open.
    ask(&mut desk, AgreementIntent::Measure(Measure::TokenAlpha));
    let late = desk.jobs();
    desk.send(Intent::New);
    desk.send(Intent::GoOn);
    desk.finish(late);
    assert!(desk.state.agreement().measured().is_none());
}

#[test]
fn measuring_is_stopped_and_begun_again() {
    let mut desk = desk();
    let work_held = desk.jobs();
    ask(&mut desk, AgreementIntent::Stop);
    assert!(desk.state.agreement().is_stopped() && desk.state.agreement().progress().is_none());
    assert!(desk.jobs().is_empty(), "it is not begun again by itself");
    desk.finish(work_held);
    assert!(desk.state.agreement().measured().is_none());
    ask(&mut desk, AgreementIntent::Again);
    desk.work();
    assert_eq!((overall(&desk), desk.state.agreement().is_stopped()), (0.5, false));
}

#[test]
fn leaving_the_page_gives_up_what_is_measured() {
    let mut desk = desk();
    let held = desk.jobs();
    desk.send(Intent::Escape);
    let [Work::Agreement(job)] = &held[..] else { panic!("{held:?}") };
    assert!(matches!(&**job, AgreementJob::Measure { cancel, .. } if cancel.is_cancelled()));
    desk.finish(held);
    assert!(desk.state.agreement().measured().is_none());
}

#[test]
fn a_number_leads_to_its_annotations_those_that_differ_first() {
    let mut desk = measured();
    let scope = Scope::default();
    ask(&mut desk, AgreementIntent::Trace(Some(scope)));
    assert!(desk.state.agreement().traced().unwrap().groups.is_none());
    desk.work();
    let groups = desk.state.agreement().traced().unwrap().groups.clone().unwrap();
    let shape: Vec<(bool, usize)> = groups.iter().map(|group| (group.same, group.marks.len())).collect();
    assert_eq!(shape, [(false, 2), (true, 2)], "the denials, which differ in a word, and the claims");
    // The list follows the numbers.
    ask(&mut desk, AgreementIntent::Measure(Measure::Spans(Same::Type, Rate::F1)));
    desk.work();
    desk.work();
    let groups = desk.state.agreement().traced().unwrap().groups.clone().unwrap();
    assert!(groups.len() == 2 && groups.iter().all(|group| group.same), "{groups:?}");
    // Gamma has the best alignment.
    ask(&mut desk, AgreementIntent::Measure(Measure::Gamma));
    desk.work();
    desk.work();
    assert_eq!(desk.state.agreement().traced().unwrap().groups.as_ref().unwrap().len(), 2);
    ask(&mut desk, AgreementIntent::Trace(None));
    assert!(desk.state.agreement().traced().is_none());
}

#[test]
fn sets_are_compared_that_hold_something_or_were_chosen() {
    let mut desk = measured();
    desk.send(Intent::AddAnnotator("Cem".into()));
    desk.work();
    assert_eq!(desk.state.compared_sets().len(), 2, "Cem has done nothing");
    let own = desk.state.set().unwrap();
    desk.send(Command::BeginAdjudication.resolve(&desk.state).unwrap());
    desk.mark("Two officials said it did", "claim");
    desk.send(Intent::MarkDone(true));
    assert_eq!(desk.state.compared_sets().len(), 2, "what is made of the others says nothing of how far they agree");
    desk.send(Intent::ChooseSet(own));
    desk.send(Intent::ShowPage(Page::Agreement));
    let cem = desk.state.set().unwrap();
    ask(&mut desk, AgreementIntent::Compare(cem, true));
    desk.work();
    assert_eq!(desk.state.agreement().measured().unwrap().1.comparison.sides.len(), 3);
    for set in desk.state.compared_sets() {
        ask(&mut desk, AgreementIntent::Compare(set, false));
        desk.work();
    }
    assert!(desk.state.agreement().measured().is_none() && desk.state.agreement().progress().is_none());
}

#[test]
fn one_set_alone_has_no_agreement() {
    let mut desk = Desk::new();
    desk.mark("two officials", "source");
    assert!(Command::Page(Page::Agreement).resolve(&desk.state).is_none());
    assert!(Form::FILES.iter().all(|form| Command::Agreement(*form).resolve(&desk.state).is_none()));
    desk.send(Intent::AddAnnotator("Ben".into()));
    assert!(Command::Page(Page::Agreement).resolve(&desk.state).is_some());
}

#[test]
fn numbers_are_copied_and_all_measures_are_written_to_a_file() {
    let mut desk = measured();
    desk.send(Command::CopyAgreement(Form::Csv).resolve(&desk.state).unwrap());
    let copied = desk.effects.iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    assert!(copied.lines().nth(1).unwrap().starts_with("spans strict f1,,all,,,0.5,"), "{copied}");
    assert!(copied.lines().skip(1).all(|line| line.starts_with("spans strict ")), "only the measure that is shown");
    for rate in ["f1", "precision", "recall"] {
        assert!(copied.contains(&format!("spans strict {rate},,all,")), "{copied}");
    }
    for form in Form::FILES {
        let purpose = DialogPurpose::Agreement(form);
        let command = Command::Agreement(form);
        assert!(command.text(&desk.state).contains(form.name()), "{}", command.text(&desk.state));
        desk.send(command.resolve(&desk.state).unwrap());
        assert!(matches!(desk.state.modal(), Some(Modal::Path { typed, .. }) if typed.ends_with(form.extension())));
        desk.send(Intent::Chosen(purpose, vec!["/tmp/mine".into()]));
        desk.work();
        let written = desk.effects.iter().find_map(|effect| match effect {
            Effect::Export { purpose: asked, path, bytes, .. } if *asked == purpose => {
                Some((path.clone(), bytes.clone()))
            }
            _ => None,
        });
        let (path, bytes) = written.unwrap();
        assert_eq!(path, PathBuf::from("/tmp/mine").with_extension(form.extension()));
        assert!(desk.state.agreement().writing().is_none());
        let report =
            Report::of(&desk.state.agreement().measured().unwrap().1.comparison, Settings::default(), Watch::ALONE);
        assert_eq!(String::from_utf8(bytes).unwrap(), form.write(&report.unwrap()), "the same as the command line's");
    }
}

#[test]
fn numbers_are_copied_in_each_form() {
    let mut desk = measured();
    for (form, begin) in [(Form::Csv, "measure,"), (Form::Json, "{"), (Form::Html, "<!doctype html>")] {
        let command = Command::CopyAgreement(form);
        assert!(command.text(&desk.state).ends_with(form.name()), "{}", command.text(&desk.state));
        desk.send(command.resolve(&desk.state).unwrap());
        let copied = desk.effects.iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        });
        let copied = copied.unwrap();
        assert!(copied.to_lowercase().starts_with(begin), "{copied}");
        assert!(!copied.contains("kappa"), "only the measure that is shown");
    }
}

#[test]
fn writing_all_measures_tells_how_far_it_is_and_can_be_stopped() {
    let mut desk = measured();
    let begin = |desk: &mut Desk| {
        desk.send(Command::Agreement(Form::Csv).resolve(&desk.state).unwrap());
        desk.send(Intent::Chosen(DialogPurpose::Agreement(Form::Csv), vec!["/tmp/mine".into()]));
        desk.jobs()
    };
    let held = begin(&mut desk);
    assert_eq!(desk.state.agreement().writing(), Some(0.0));
    let mut shares = Vec::new();
    for job in held.clone() {
        job.run(&mut |intent| {
            if let Intent::Agreement(AgreementIntent::Progress(..)) = &intent {
                desk.send(intent);
                shares.push(desk.state.agreement().writing().unwrap());
            }
        });
    }
    assert!(shares.len() > 10 && shares.is_sorted() && shares.last() == Some(&1.0), "{shares:?}");
    // Stopped, it ends, and nothing is written.
    desk.send(Command::StopAgreement.resolve(&desk.state).unwrap());
    assert!(desk.state.agreement().writing().is_none() && Command::StopAgreement.resolve(&desk.state).is_none());
    desk.finish(held);
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Export { .. })));
    // Nor where another one was asked for meanwhile, or another project is open.
    let first = begin(&mut desk);
    let second = begin(&mut desk);
    desk.finish(first);
    assert!(desk.state.agreement().writing().is_some());
    desk.send(Intent::New);
    desk.send(Intent::GoOn);
    desk.finish(second);
    assert!(desk.state.agreement().writing().is_none());
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Export { .. })));
}

#[test]
fn what_is_chosen_on_the_page_goes_into_the_file() {
    let mut desk = measured();
    ask(&mut desk, AgreementIntent::Match(Same::Overlap(0.5)));
    ask(&mut desk, AgreementIntent::Share(0.8));
    let settings = desk.state.agreement().settings();
    assert_eq!((settings.same, settings.share), (Same::Overlap(0.8), 0.8));
    let second = desk.state.compared_sets()[1];
    ask(&mut desk, AgreementIntent::Reference(second));
    assert_eq!(desk.state.compared_sets()[0], second, "what the others are held against comes first");
    desk.work();
    desk.send(Command::Agreement(Form::Json).resolve(&desk.state).unwrap());
    desk.send(Intent::Chosen(DialogPurpose::Agreement(Form::Json), vec!["/tmp/mine".into()]));
    desk.work();
    let bytes = desk.effects.iter().find_map(|effect| match effect {
        Effect::Export { bytes, .. } => Some(bytes.clone()),
        _ => None,
    });
    let json: serde_json::Value = serde_json::from_slice(&bytes.unwrap()).unwrap();
    assert_eq!((&json["match"], &json["sets"][0]["name"]), (&"overlap=0.8".into(), &"Ben".into()));
    let named = |key: &str| json["measures"].as_array().unwrap().iter().any(|measure| measure["measure"] == key);
    assert!(named("spans overlap=0.8 f1") && named("spans token f1"), "every number on the page is in the file");
}
