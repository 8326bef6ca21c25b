//! Questions that have to be answered: about unsaved work, files in the way, and which relation is meant.

use std::path::Path;

use egui::Ui;

use super::super::text::{TextStyle, Wrap, label};
use super::super::widgets::{name, one_line, quiet};
use super::{Choice, Sheet, buttons, title};
use crate::app::linking;
use crate::app::{Intent, LinkEnd, LinkKind};
use crate::model::AnnotationId;

fn ask(ui: &mut Ui, heading: &str, text: &str, choices: Vec<Choice<'_>>, sheet: &mut Sheet<'_>) {
    title(ui, heading);
    ui.add(egui::Label::new(text).wrap());
    buttons(ui, choices, sheet.begins, sheet.intents);
}

/// Work is unsaved, and something would lose it.
pub(super) fn unsaved(ui: &mut Ui, then: &Intent, sheet: &mut Sheet<'_>) {
    let what = match then {
        Intent::Quit => "before the program closes",
        Intent::New => "before a new project begins",
        _ => "before another project is opened",
    };
    let text = format!("“{}” has changes that are not in its file. Save them {what}?", sheet.state.file_name());
    let choices =
        vec![Choice::close("Stay"), Choice::new("Don’t save", Intent::GoOn), Choice::new("Save", Intent::SaveAndGoOn)];
    ask(ui, "Save your work?", &text, choices, sheet);
}

/// The file is not what it was when it was last read or written.
pub(super) fn outside(ui: &mut Ui, gone: bool, sheet: &mut Sheet<'_>) {
    let file = sheet.state.file_name();
    let path = sheet.state.file().path.clone();
    let mut choices = vec![Choice::close("Not now"), Choice::new("Save as …", Intent::AskSaveAs)];
    if let Some(path) = path {
        if !gone {
            choices.insert(1, Choice::new("Take the file’s version", Intent::Open(path.clone())));
        }
        let text = if gone { "Write it again" } else { "Replace it by mine" };
        choices.insert(choices.len() - 1, Choice::new(text, Intent::SaveTo(path, true)));
    }
    let text = if gone {
        format!("“{file}” is no longer in its folder. What you see is still here.")
    } else {
        format!("Another program changed “{file}” since it was last read or saved. Nothing has been overwritten.")
    };
    ask(ui, "The file changed", &text, choices, sheet);
}

/// A file of that name is there.
pub(super) fn replace(ui: &mut Ui, path: &Path, sheet: &mut Sheet<'_>) {
    let text = format!("There is a file “{}” already. What is in it would be lost.", path.display());
    let choices = vec![
        Choice::close("Cancel"),
        Choice::new("Replace it", Intent::SaveTo(path.to_owned(), true)),
        Choice::new("Another name …", Intent::AskSaveAs),
    ];
    ask(ui, "Replace the file?", &text, choices, sheet);
}

/// The file was damaged or edited by hand, and would be overwritten.
pub(super) fn replace_damaged(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    let text = "The file was damaged, or edited by hand. Saving would replace it by what could be read; what could not be \
                read would be lost.";
    let mut choices = vec![Choice::close("Cancel")];
    if let Some(path) = sheet.state.file().path.clone() {
        choices.push(Choice::new("Replace it", Intent::SaveTo(path, true)));
    }
    choices.push(Choice::new("Save as …", Intent::AskSaveAs));
    ask(ui, "Replace the damaged file?", text, choices, sheet);
}

/// The save failed.
pub(super) fn save_failed(ui: &mut Ui, path: &Path, why: &str, sheet: &mut Sheet<'_>) {
    let text = format!(
        "“{}” was not saved.\n{why}\n\nThe file is as it was before. Everything you did is still here.",
        path.display()
    );
    let choices = vec![
        Choice::close("Close"),
        Choice::new("Try again", Intent::Save),
        Choice::new("Save as …", Intent::AskSaveAs),
    ];
    ask(ui, "Not saved", &text, choices, sheet);
}

/// A project could not be opened.
pub(super) fn load_failed(ui: &mut Ui, path: &Path, why: &str, sheet: &mut Sheet<'_>) {
    let text = format!("“{}” was not opened.\n{why}", path.display());
    let choices = vec![Choice::new("Open another …", Intent::AskOpen), Choice::close("Close")];
    ask(ui, "Not opened", &text, choices, sheet);
}

/// An annotation can be joined in several ways to another, or to those of an article.
pub(super) fn link_kind(ui: &mut Ui, from: AnnotationId, to: LinkEnd, kinds: &[LinkKind], sheet: &mut Sheet<'_>) {
    title(ui, "How are they related?");
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
            LinkKind::Relation { kind, .. } => project.kind(kind).map(|row| row.definition.clone()),
            _ => None,
        };
        let response = match definition {
            Some(definition) => response.on_hover_text(definition),
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
            format!("… in {title}")
        }
    };
    label(ui, TextStyle::size(14.5).wrap(Wrap::Lines(3)), &end);
    ui.add_space(4.0);
    quiet(ui, "Esc leaves them as they are.");
}
