//! Pages to read: the shortcuts, what the program is, what was odd in a file, what a crash left.

use egui::{Align, Layout, RichText, ScrollArea, Ui};

use super::super::text::{TextStyle, Wrap, label};
use super::super::theme::{Palette, SMALL, TEXT};
use super::super::widgets::{heading, quiet, rule};
use super::{Choice, Sheet, buttons, title};
use crate::app::{Command, Intent, Menu};
use crate::say;

/// Lists what the mouse and the caret do in the text, which no command stands for: what, and how.
fn in_the_text() -> [(&'static str, &'static str); 11] {
    [
        (say!("shortcuts-words"), say!("shortcuts-words.how")),
        (say!("shortcuts-characters"), say!("shortcuts-characters.how")),
        (say!("shortcuts-clicks"), say!("shortcuts-clicks.how")),
        (say!("shortcuts-extend"), say!("shortcuts-extend.how")),
        (say!("shortcuts-part"), say!("shortcuts-part.how")),
        (say!("shortcuts-below"), say!("shortcuts-below.how")),
        (say!("shortcuts-relate"), say!("shortcuts-relate.how")),
        (say!("shortcuts-caret"), say!("shortcuts-caret.how")),
        (say!("shortcuts-caret-far"), say!("shortcuts-caret-far.how")),
        (say!("shortcuts-caret-select"), say!("shortcuts-caret-select.how")),
        (say!("shortcuts-next-part"), say!("shortcuts-next-part.how")),
    ]
}

/// Lists all shortcuts, in columns.
pub(super) fn shortcuts(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    title(ui, say!("shortcuts-heading"));
    let state = sheet.state;
    let project = state.project();
    let mut groups: Vec<(String, Vec<(String, String)>)> = Menu::ALL
        .into_iter()
        .map(|menu| {
            let rows = Command::all(project).into_iter().filter(|command| command.menu().0 == menu);
            let rows = rows
                .filter_map(|command| Some((plain_text(&command, sheet), command.shortcut(sheet.state)?.to_string())));
            (menu.title().to_owned(), rows.collect())
        })
        .collect();
    groups.retain(|(_, rows)| !rows.is_empty());
    let in_text = in_the_text().map(|(what, how)| (what.to_owned(), how.to_owned()));
    groups.push((say!("shortcuts-in-text").to_owned(), in_text.to_vec()));
    let columns = columns(groups, if ui.available_width() > 800.0 { 3 } else { 2 });
    let room = ui.ctx().content_rect().height() - 220.0;
    ScrollArea::vertical().id_salt("shortcuts").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(40.0, 0.0);
        ui.spacing_mut().interact_size.y = 20.0;
        // Room for the scroll bar.
        ui.set_max_width(ui.available_width() - 12.0);
        ui.columns(columns.len(), |uis| {
            for (ui, groups) in uis.iter_mut().zip(columns) {
                for (title, rows) in groups {
                    heading(ui, &title);
                    for (text, keys) in rows {
                        shortcut_row(ui, &text, &keys);
                    }
                    ui.add_space(12.0);
                }
            }
        });
    });
    buttons(ui, vec![Choice::close(say!("button-close"))], sheet.begins, sheet.intents);
}

/// Returns a command's text without what changes with the selection.
fn plain_text(command: &Command, sheet: &Sheet<'_>) -> String {
    match command {
        Command::Undo => say!("shortcuts-undo").to_owned(),
        Command::Redo => say!("shortcuts-redo").to_owned(),
        other => other.text(sheet.state).trim_end_matches(" …").to_owned(),
    }
}

type Group = (String, Vec<(String, String)>);

/// Spreads groups over columns of about the same height, in order; a group may be parted.
fn columns(groups: Vec<Group>, count: usize) -> Vec<Vec<Group>> {
    let total: usize = groups.iter().map(|(_, rows)| rows.len() + 2).sum();
    let most = total.div_ceil(count) + 1;
    let mut columns: Vec<Vec<Group>> = vec![Vec::new()];
    let mut used = 0;
    for (title, mut rows) in groups {
        while !rows.is_empty() {
            let room = most.saturating_sub(used + 2);
            if room < 3 && columns.len() < count {
                columns.push(Vec::new());
                used = 0;
                continue;
            }
            let take = if columns.len() < count { room.min(rows.len()) } else { rows.len() };
            let rest = rows.split_off(take);
            used += rows.len() + 2;
            if let Some(column) = columns.last_mut() {
                column.push((title.clone(), rows));
            }
            rows = rest;
        }
    }
    columns
}

fn shortcut_row(ui: &mut Ui, text: &str, keys: &str) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(keys).size(SMALL).color(palette.accent));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(text).size(13.0).color(palette.ink)).truncate());
            });
        });
    });
}

/// Says what the program is.
pub(super) fn about(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    title(ui, "Gainsay");
    ui.label(say!("about-version", version = env!("CARGO_PKG_VERSION")));
    ui.add_space(8.0);
    ui.add(egui::Label::new(say!("about-what")).wrap());
    ui.add_space(8.0);
    quiet(ui, say!("about-network"));
    ui.add_space(8.0);
    quiet(ui, &say!("about-licence", licence = env!("CARGO_PKG_LICENSE")));
    buttons(ui, vec![Choice::close(say!("button-close"))], sheet.begins, sheet.intents);
}

/// Warnings that are listed; nobody reads more.
const LISTED: usize = 200;

/// Lists what was odd in the project that was opened.
pub(super) fn warnings(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    title(ui, say!("warnings-heading"));
    let warnings = &sheet.state.file().warnings;
    quiet(ui, &say!("warnings-counted", count = warnings.len()));
    ui.add_space(8.0);
    let room = ui.ctx().content_rect().height() - 260.0;
    ScrollArea::vertical().id_salt("warnings").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        // Room for the scroll bar.
        ui.set_max_width(ui.available_width() - 12.0);
        for warning in warnings.iter().take(LISTED) {
            label(ui, TextStyle::size(TEXT).wrap(Wrap::All), warning);
        }
        if warnings.len() > LISTED {
            quiet(ui, &say!("warnings-more", count = warnings.len() - LISTED));
        }
    });
    buttons(ui, vec![Choice::close(say!("button-close"))], sheet.begins, sheet.intents);
}

/// Lists what crashes left.
pub(super) fn rescue(ui: &mut Ui, sheet: &mut Sheet<'_>) {
    title(ui, say!("rescue-heading"));
    quiet(ui, say!("rescue-text"));
    let room = ui.ctx().content_rect().height() - 240.0;
    let rescued = sheet.state.rescued();
    ScrollArea::vertical().id_salt("rescue").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        for (at, left) in rescued.iter().enumerate() {
            rule(ui);
            ui.push_id(left.key, |ui| {
                let file =
                    left.path.as_ref().map_or_else(|| say!("rescue-no-file").to_owned(), |p| p.display().to_string());
                ui.label(file.clone());
                quiet(ui, &say!("rescue-steps", count = left.steps));
                for line in left.lines.iter().take(8) {
                    quiet(ui, line);
                }
                if let Err(why) = &left.project {
                    ui.label(RichText::new(why).size(SMALL).color(Palette::of(ui.ctx()).error));
                }
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    // What most want is under Enter: the first that can be had.
                    let first = rescued.iter().position(|left| left.project.is_ok()) == Some(at);
                    let mut open = egui::Button::new(say!("rescue-open")).min_size(egui::vec2(80.0, 28.0));
                    if first {
                        open = open.stroke(egui::Stroke::new(1.5, Palette::of(ui.ctx()).accent));
                    }
                    let open = ui.add_enabled(left.project.is_ok(), open);
                    if first && sheet.begins {
                        open.request_focus();
                    }
                    if open.clicked() {
                        sheet.intents.send(Intent::TakeRescued(left.key));
                    }
                    if ui.add(egui::Button::new(say!("rescue-discard")).min_size(egui::vec2(80.0, 28.0))).clicked() {
                        sheet.intents.send(Intent::DiscardRescued(left.key));
                    }
                });
            });
        }
    });
    let none = rescued.iter().all(|left| left.project.is_err());
    if none {
        return buttons(ui, vec![Choice::close(say!("rescue-later"))], sheet.begins, sheet.intents);
    }
    ui.add_space(16.0);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        if ui.add(egui::Button::new(say!("rescue-later")).min_size(egui::vec2(80.0, 28.0))).clicked() {
            sheet.intents.send(Intent::CloseModal);
        }
    });
}
