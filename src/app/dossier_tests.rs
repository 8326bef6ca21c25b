//! Exports dossiers by intents.

use std::path::PathBuf;

use super::super::intent::SaveFailure;
use super::super::modal::Modal;
use super::super::tests::Desk;
use super::super::{Command, DialogPurpose};
use super::*;
use crate::formats::dossier::{read, verify};

#[test]
fn a_dossier_is_asked_for_made_of_the_shown_sets_and_written() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    desk.send(Intent::AddAnnotator("Bo".into()));
    let hidden = desk.state.set().unwrap();
    desk.mark("two officials", "claim");
    let other = desk.state.project().sets_by_id().map(|(id, _)| *id).find(|id| *id != hidden).unwrap();
    desk.send(Intent::ChooseSet(other));
    desk.send(Intent::ShowSet(hidden, false));
    for form in Form::ALL {
        let purpose = DialogPurpose::Dossier(form);
        let command = Command::Dossier(form);
        assert!(command.text(&desk.state).contains(form.name()), "{}", command.text(&desk.state));
        desk.send(command.resolve(&desk.state).unwrap());
        let suggested = desk.effects.iter().rev().find_map(|effect| match effect {
            Effect::Ask { purpose: asked, suggested } if *asked == purpose => Some(suggested.clone()),
            _ => None,
        });
        assert!(suggested.unwrap().ends_with(&format!("dossier.{}", form.extension())));
        assert!(matches!(desk.state.modal(), Some(Modal::Path { .. })));
        desk.effects.clear();
        // A name without an extension gets the form's, and is then another file than the one that was agreed to.
        desk.send(Intent::Chosen(purpose, vec!["/tmp/mine".into()]));
        assert!(desk.state.modal().is_none());
        desk.work();
        let written = desk.effects.iter().find_map(|effect| match effect {
            Effect::Export { purpose: asked, path, bytes, replaces } if *asked == purpose => {
                Some((path.clone(), bytes.clone(), *replaces))
            }
            _ => None,
        });
        let (path, bytes, replaces) = written.unwrap();
        assert_eq!(path, PathBuf::from("/tmp/mine").with_extension(form.extension()));
        assert_eq!(replaces, Replaces::Nothing);
        if form == Form::Json {
            let dossier = read(&bytes).unwrap();
            let rows: Vec<&str> = dossier.rows.iter().map(|row| row.id.as_str()).collect();
            assert_eq!(rows, [claim.to_string()], "what is hidden is not in it");
            assert_eq!(dossier.sets.len(), 1);
            assert!(dossier.made.starts_with("2026-01-01T"), "by the clock of the intent: {}", dossier.made);
            assert_eq!(dossier.program, format!("gainsay {}", env!("CARGO_PKG_VERSION")));
            assert_eq!(verify(&dossier, desk.state.project()).differences, []);
        } else {
            assert!(String::from_utf8(bytes).unwrap().contains("asked for help"));
        }
        desk.send(Intent::Exported(purpose, path.clone(), Err(SaveFailure::Exists)));
        assert!(matches!(desk.state.modal(), Some(Modal::Replace { purpose: asked, .. }) if *asked == purpose));
        desk.effects.clear();
        desk.send(Intent::Export(purpose, path, true));
        desk.work();
        let agreed = |effect: &Effect| matches!(effect, Effect::Export { replaces: Replaces::Anything, .. });
        assert!(desk.effects.iter().any(agreed));
        desk.effects.clear();
    }
}

#[test]
fn without_an_article_there_is_no_dossier() {
    let mut desk = Desk::new();
    let articles: Vec<_> = desk.state.project().articles_by_id().map(|(id, _)| *id).collect();
    for id in articles {
        desk.send(Intent::RemoveArticle(id));
    }
    assert!(Form::ALL.iter().all(|form| Command::Dossier(*form).resolve(&desk.state).is_none()));
}
