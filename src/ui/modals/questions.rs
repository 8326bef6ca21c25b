//! Questions that have to be answered: about unsaved work, files in the way, and which relation is meant.

use std::path::{Path, PathBuf};

use egui::Ui;

use super::super::text::{TextStyle, Wrap, label};
use super::super::widgets::{name, one_line, quiet, told};
use super::{Choice, Sheet, buttons, title};
use crate::app::linking;
use crate::app::{BringIntent, DialogPurpose, Intent, LinkEnd, LinkKind};
use crate::model::AnnotationId;
use crate::say;

fn ask(ui: &mut Ui, heading: &str, text: &str, choices: Vec<Choice<'_>>, sheet: &mut Sheet<'_>) {
    title(ui, heading);
    ui.add(egui::Label::new(text).wrap());
    buttons(ui, choices, sheet.begins, sheet.intents);
}

/// Work is unsaved, and something would lose it.
pub(super) fn unsaved(ui: &mut Ui, then: &Intent, sheet: &mut Sheet<'_>) {
    let file = sheet.state.file_name();
    let text = match then {
        Intent::Quit => say!("unsaved-quit", file = file),
        Intent::New => say!("unsaved-new", file = file),
        _ => say!("unsaved-open", file = file),
    };
    let choices = vec![
        Choice::close(say!("unsaved-stay")),
        Choice::new(say!("unsaved-drop"), Intent::GoOn),
        Choice::new(say!("unsaved-save"), Intent::SaveAndGoOn),
    ];
    ask(ui, say!("unsaved-heading"), &text, choices, sheet);
}

/// The file is not what it was when it was last read or written.
pub(super) fn outside(ui: &mut Ui, gone: bool, sheet: &mut Sheet<'_>) {
    let file = sheet.state.file_name();
    let path = sheet.state.file().path.clone();
    let mut choices =
        vec![Choice::close(say!("outside-later")), Choice::new(say!("button-save-as"), Intent::AskSaveAs)];
    if let Some(path) = path {
        if !gone {
            choices.insert(1, Choice::new(say!("outside-take-theirs"), Intent::Open(path.clone())));
        }
        let text = if gone { say!("outside-write-again") } else { say!("outside-replace") };
        choices.insert(choices.len() - 1, Choice::new(text, Intent::SaveTo(path, true)));
    }
    let text = if gone { say!("outside-gone", file = file) } else { say!("outside-changed", file = file) };
    ask(ui, say!("outside-heading"), &text, choices, sheet);
}

/// A file of that name is there.
pub(super) fn replace(ui: &mut Ui, path: &Path, purpose: DialogPurpose, sheet: &mut Sheet<'_>) {
    let text = say!("replace-text", path = path.display().to_string());
    let (go, other) = match purpose {
        DialogPurpose::SaveProject => (Intent::SaveTo(path.to_owned(), true), Intent::AskSaveAs),
        _ => (Intent::Export(purpose, path.to_owned(), true), Intent::AskFile(purpose)),
    };
    let choices = vec![
        Choice::close(say!("button-cancel")),
        Choice::new(say!("button-replace"), go),
        Choice::new(say!("replace-other-name"), other),
    ];
    ask(ui, say!("replace-heading"), &text, choices, sheet);
}

/// Other projects were named beside the one that is open.
pub(super) fn others(ui: &mut Ui, paths: &[PathBuf], sheet: &mut Sheet<'_>) {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let (file, files) = (sheet.state.file_name(), names.join(say!("list-comma")));
    let text = say!("others-text", file = file, files = files, count = paths.len());
    let merging = paths.iter().cloned().map(Intent::MergeWith);
    let merge = Choice {
        text: say!("others-merge"),
        intents: std::iter::once(Intent::CloseModal).chain(merging).collect(),
        enabled: true,
        refusal: "",
    };
    let compare = Choice {
        text: say!("others-compare"),
        intents: vec![Intent::CloseModal, Intent::Bring(BringIntent::Read(paths.to_vec()))],
        enabled: true,
        refusal: "",
    };
    ask(ui, say!("others-heading"), &text, vec![Choice::close(say!("others-leave")), merge, compare], sheet);
}

/// The file was damaged or edited by hand, and would be overwritten.
pub(super) fn replace_damaged(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let mut choices = vec![Choice::close(say!("button-cancel"))];
    if let Some(path) = sheet.state.file().path.clone() {
        choices.push(Choice::new(say!("button-replace"), Intent::SaveTo(path, true)));
    }
    choices.push(Choice::new(say!("button-save-as"), Intent::AskSaveAs));
    ask(ui, say!("damaged-heading"), say!("damaged-text"), choices, sheet);
}

/// The save failed.
pub(super) fn save_failed(ui: &mut Ui, path: &Path, why: &str, sheet: &mut Sheet<'_>) {
    let path = path.display().to_string();
    // Most reasons name the file; once is enough.
    let named = why.contains(&path);
    let why =
        if named { why.to_owned() } else { [say!("save-failed-text.unnamed", path = path), why.to_owned()].join("\n") };
    let text = say!("save-failed-text", why = why);
    let choices = vec![
        Choice::close(say!("button-close")),
        Choice::new(say!("save-failed-again"), Intent::Save),
        Choice::new(say!("button-save-as"), Intent::AskSaveAs),
    ];
    ask(ui, say!("save-failed-heading"), &text, choices, sheet);
}

/// A project could not be opened.
pub(super) fn load_failed(ui: &mut Ui, path: &Path, why: &str, sheet: &mut Sheet<'_>) {
    let text = say!("load-failed-text", path = path.display().to_string(), why = why);
    let choices = vec![Choice::new(say!("load-failed-other"), Intent::AskOpen), Choice::close(say!("button-close"))];
    ask(ui, say!("load-failed-heading"), &text, choices, sheet);
}

/// An annotation can be joined in several ways to another, or to those of an article.
pub(super) fn link_kind(ui: &mut Ui, from: AnnotationId, to: LinkEnd, kinds: &[LinkKind], sheet: &mut Sheet<'_>) {
    title(ui, say!("link-heading"));
    let project = sheet.state.project();
    let quote = |id| project.annotation(&id).map(|row| one_line(&project.quote(row))).unwrap_or_default();
    label(ui, TextStyle::size(14.5).wrap(Wrap::Lines(3)), &quote(from));
    ui.add_space(8.0);
    for (at, kind) in kinds.iter().enumerate() {
        let text = linking::name(project, kind);
        let button = egui::Button::new(&text).min_size(egui::vec2(ui.available_width(), 30.0));
        let response = ui.add(button);
        name(ui, &response, &text);
        if at == 0 && sheet.begins {
            response.request_focus();
        }
        let definition = match kind {
            LinkKind::Relation { kind, .. } => project.kind(kind).map(|row| row.told()),
            _ => None,
        };
        let response = match definition {
            Some(definition) => told(response, &definition),
            None => response,
        };
        if response.clicked() {
            sheet.intents.send(match to {
                LinkEnd::Annotation(to) => Intent::Link(kind.clone(), from, to),
                LinkEnd::Article(article) => Intent::LinkInto(kind.clone(), from, article),
            });
        }
    }
    ui.add_space(8.0);
    let end = match to {
        LinkEnd::Annotation(to) => quote(to),
        LinkEnd::Article(article) => {
            let title = project.article(&article).map(|row| row.details.title.as_str()).unwrap_or_default();
            say!("link-end-in", title = title)
        }
    };
    label(ui, TextStyle::size(14.5).wrap(Wrap::Lines(3)), &end);
    ui.add_space(4.0);
    quiet(ui, say!("link-leave"));
}
