//! Says above the article what is wrong with the project's file, with what can be done about it.

use egui::{Button, Frame, Margin, RichText, Ui};

use super::intents::Intents;
use super::theme::Palette;
use super::widgets::name;
use crate::app::{AppState, Command, Intent, Modal, OutsideChange};

/// Shows a line for each thing that is wrong.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let file = state.file();
    let path = || file.path.clone();
    if let Some(why) = &file.read_only {
        let actions = [("Save as …", Intent::AskSaveAs)];
        banner(ui, &format!("This project is read-only: {why}"), &actions, intents);
    }
    if let Some(change) = file.outside {
        let gone = change == OutsideChange::Gone;
        let mut actions = vec![("What to do …", Intent::OpenModal(Box::new(Modal::Outside { gone })))];
        match path() {
            Some(path) if gone => actions.push(("Write it again", Intent::SaveTo(path, true))),
            Some(path) => actions.push(("Take the file's version", Intent::Open(path))),
            None => {}
        }
        let text = if gone {
            "The project's file is gone from its folder. What you see here is still yours."
        } else {
            "Another program changed the project's file. What you see here is still yours."
        };
        banner(ui, text, &actions, intents);
    }
    if file.damaged {
        let mut actions = vec![("Save as …", Intent::AskSaveAs)];
        if !file.warnings.is_empty() {
            actions.insert(0, ("What was odd …", Intent::OpenModal(Box::new(Modal::Warnings))));
        }
        let text = "The file was damaged, or edited by hand. What could be read is here; the file stays as it is until you agree.";
        banner(ui, text, &actions, intents);
    }
    if let Some(trouble) = state.journal_trouble() {
        let text = format!("Work since the last save would not survive a crash: {trouble}");
        let action = Command::Save.resolve(state).unwrap_or(Intent::AskSaveAs);
        banner(ui, &text, &[("Save now", action)], intents);
    }
}

fn banner(ui: &mut Ui, text: &str, actions: &[(&str, Intent)], intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let fill = Palette::mix(palette.panel, palette.label(1), if palette.dark { 0.16 } else { 0.1 });
    Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).color(palette.ink));
            for (action, intent) in actions {
                let response = ui.add(Button::new(*action));
                name(ui, &response, action);
                if response.clicked() {
                    intents.send(intent.clone());
                }
            }
        });
    });
}
