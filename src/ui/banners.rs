//! Says above the article what is wrong with the project's file, with what can be done about it.

use egui::{Button, Frame, Margin, RichText, Ui};

use super::intents::Intents;
use super::theme::Palette;
use super::widgets::{announce, name};
use crate::app::{AppState, Command, Intent, Modal, OutsideChange, Page};
use crate::say;

/// Shows a line for each thing that is wrong.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let file = state.file();
    let path = || file.path.clone();
    if let Some(why) = &file.read_only {
        let actions = [(say!("banner-save-as"), Intent::AskSaveAs)];
        banner(ui, &say!("banner-read-only", why = why), &actions, intents);
    }
    if let Some(change) = file.outside {
        let gone = change == OutsideChange::Gone;
        let mut actions = vec![(say!("banner-what-to-do"), Intent::OpenModal(Box::new(Modal::Outside { gone })))];
        match path() {
            Some(path) if gone => actions.push((say!("banner-write-again"), Intent::SaveTo(path, true))),
            Some(path) => actions.push((say!("banner-take-theirs"), Intent::Open(path))),
            None => {}
        }
        let text = if gone { say!("banner-gone") } else { say!("banner-changed") };
        banner(ui, text, &actions, intents);
    }
    if file.damaged {
        let mut actions = vec![(say!("banner-save-as"), Intent::AskSaveAs)];
        if !file.warnings.is_empty() {
            actions.insert(0, (say!("banner-what-was-odd"), Intent::OpenModal(Box::new(Modal::Warnings))));
        }
        banner(ui, say!("banner-damaged"), &actions, intents);
    }
    let faults = state.settings_faults().len();
    if faults > 0 && state.page() != Page::Settings {
        let actions = [
            (say!("banner-settings-look"), Intent::ShowPage(Page::Settings)),
            (say!("banner-settings-close"), Intent::SettingsFaults(Vec::new())),
        ];
        banner(ui, &say!("banner-settings", count = faults), &actions, intents);
    }
    if let Some(trouble) = state.journal_trouble() {
        let text = say!("banner-unsafe", trouble = trouble);
        let action = Command::Save.resolve(state).unwrap_or(Intent::AskSaveAs);
        banner(ui, &text, &[(say!("banner-save-now"), action)], intents);
    }
}

fn banner(ui: &mut Ui, text: &str, actions: &[(&str, Intent)], intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let fill = Palette::mix(palette.panel, palette.label(1), if palette.dark { 0.16 } else { 0.1 });
    Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let words = ui.label(RichText::new(text).color(palette.ink));
            announce(ui, &words, text, true);
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
