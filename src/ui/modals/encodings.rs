//! Sheets about files that are being added: in which encoding a text is, and what was left out.

use egui::{Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

use super::super::text::{TextStyle, Wrap, label};
use super::super::theme::{Palette, SMALL, TARGET, TEXT};
use super::super::widgets::{name, option, quiet, rule, unfolding, words};
use super::drafts::Drafts;
use super::{Choice, Sheet, buttons, title};
use crate::app::{AppState, Intent, Remark, Unsure};
use crate::documents::Encoding;
use crate::say;

/// Characters of a text that are shown: enough to see whether its letters are right.
const SHOWN: usize = 1200;
/// Paragraphs of it.
const PARAGRAPHS: usize = 4;
/// Lines of each.
const LINES: usize = 3;
/// Height of a remark, in points: a name and two lines.
const REMARK: f32 = 62.0;

/// Lists the files that are to be looked at, each with the encodings to choose from, and shows how one reads.
pub(super) fn show(ui: &mut Ui, looked_at: &mut Option<u64>, drafts: &mut Drafts, sheet: &mut Sheet<'_>) {
    let files = sheet.state.adding().unsure();
    let parts = any_parts(sheet.state);
    title(ui, if parts { say!("drafts-heading") } else { say!("encodings-heading") });
    quiet(ui, if parts { say!("drafts-text") } else { say!("encodings-text") });
    ui.add_space(8.0);
    let at = looked_at.and_then(|key| files.iter().position(|file| file.key == key)).unwrap_or(0);
    let row = TARGET + 4.0;
    let window = ui.ctx().content_rect().height();
    // Where there is a draft to look through, it has the room.
    let room = if parts { 4.0 * row } else { (window - 470.0).max(3.0 * row) };
    ScrollArea::vertical().id_salt("files").max_height(room).auto_shrink([false, true]).show_rows(
        ui,
        row - ui.spacing().item_spacing.y,
        files.len(),
        |ui, range| {
            for (file, number) in files[range.clone()].iter().zip(range) {
                if file_row(ui, file, number == at, sheet) {
                    *looked_at = Some(file.key);
                }
            }
        },
    );
    if let Some(file) = files.get(at) {
        rule(ui);
        match &file.draft {
            Some(Ok(draft)) if !draft.parts().is_empty() => {
                let above = ui.cursor().top() - ui.max_rect().top();
                let room = (window - 96.0 - above - 120.0).max(160.0);
                drafts.show(ui, file, draft, room, sheet);
            }
            _ => preview(ui, file),
        }
    }
    let one = files.len() == 1;
    let add = if one { say!("button-add") } else { say!("encodings-add-all") };
    let skip = if one { say!("encodings-skip") } else { say!("encodings-skip-all") };
    let mut add = Choice::new(add, Intent::AddUnsure(None));
    // What is added now would not be all of it.
    if files.iter().any(|file| file.draft.is_none()) {
        (add.enabled, add.refusal) = (false, say!("encodings-wait"));
    } else if files.iter().all(|file| matches!(&file.draft, Some(Ok(draft)) if !draft.has_text())) {
        (add.enabled, add.refusal) = (false, say!("drafts-nothing"));
    }
    buttons(ui, vec![Choice::close(skip), add], sheet.begins, sheet.intents);
}

/// Tells whether parts can be chosen of one of the files.
pub(super) fn any_parts(state: &AppState) -> bool {
    let parted = |file: &Unsure| matches!(&file.draft, Some(Ok(draft)) if !draft.parts().is_empty());
    state.adding().unsure().iter().any(parted)
}

/// Adds a file's row. Says whether it is to be looked at now.
fn file_row(ui: &mut Ui, file: &Unsure, on: bool, sheet: &mut Sheet<'_>) -> bool {
    let file_name = file.source.name();
    let mut look = false;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), TARGET), Layout::right_to_left(Align::Center), |ui| {
        // A single file is added and skipped by the buttons below.
        if sheet.state.adding().unsure().len() > 1 {
            let (add, skip) = (Intent::AddUnsure(Some(file.key)), Intent::SkipUnsure(file.key));
            for (text, of_file, intent, can) in [
                (say!("button-add"), say!("encodings-add", file = file_name), add, file.draft.is_some()),
                (say!("encodings-skip"), say!("encodings-skip.file", file = file_name), skip, true),
            ] {
                let response = ui.add_enabled(can, Button::new(RichText::new(text).size(SMALL)));
                name(ui, &response, &of_file);
                let response = response.on_disabled_hover_text(say!("encodings-wait"));
                if response.clicked() {
                    sheet.intents.send(intent);
                }
            }
        }
        if let Some(taken) = file.taken {
            let combo = unfolding(file.key, taken.encoding.to_string()).width(264.0).height(320.0);
            let response = combo.show_ui(ui, |ui| {
                for encoding in Encoding::all() {
                    let chosen = encoding == taken.encoding;
                    if ui.selectable_label(chosen, encoding.to_string()).clicked() && !chosen {
                        sheet.intents.send(Intent::ChooseEncoding(Some(file.key), encoding));
                        look = true;
                    }
                }
            });
            name(ui, &response.response, &say!("encodings-of", file = file_name));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| look |= option(ui, file_name, on).clicked());
    });
    look
}

/// Shows how a file reads in the encoding that is chosen.
fn preview(ui: &mut Ui, file: &Unsure) {
    let palette = Palette::of(ui.ctx());
    if let Some(taken) = file.taken {
        let (encoding, why) = (taken.encoding.to_string(), taken.why.to_string());
        quiet(ui, &say!("encodings-taken", file = file.source.name(), encoding = encoding, why = why));
    }
    ui.add_space(4.0);
    match &file.draft {
        None => drop(quiet(ui, say!("encodings-reading"))),
        Some(Ok(draft)) => {
            let (text, _) = draft.written();
            let start: String = text.as_str().trim_start().chars().take(SHOWN).collect();
            for line in start.lines().filter(|line| !line.trim().is_empty()).take(PARAGRAPHS) {
                words(ui, line, TextStyle::size(TEXT).wrap(Wrap::Lines(LINES)));
            }
            for note in &draft.notes {
                ui.label(RichText::new(note.to_string()).size(SMALL).color(palette.error));
            }
        }
        Some(Err(unfit)) => drop(ui.label(RichText::new(unfit.to_string()).color(palette.error))),
    }
}

/// Lists what is to be known of files that were, or were not, added.
pub(super) fn added(ui: &mut Ui, remarks: &[Remark], sheet: &mut Sheet<'_>) {
    let failed = remarks.iter().filter(|remark| remark.failed).count();
    title(ui, if failed > 0 { say!("added-failed") } else { say!("added-left-out") });
    let room = ui.ctx().content_rect().height() - 260.0;
    let palette = Palette::of(ui.ctx());
    // What was not added comes first.
    let (lost, rest): (Vec<_>, Vec<_>) = remarks.iter().partition(|remark| remark.failed);
    let ordered: Vec<&Remark> = lost.into_iter().chain(rest).collect();
    let list = ScrollArea::vertical().id_salt("remarks").max_height(room).auto_shrink([false, true]);
    list.show_rows(ui, REMARK, ordered.len(), |ui, range| {
        for Remark { file, what, failed } in &ordered[range] {
            let top = ui.cursor().top();
            let (text, colour) =
                if *failed { (say!("added-not", file = file), palette.error) } else { (file.clone(), palette.ink) };
            label(ui, TextStyle::size(TEXT).colour(colour), &text);
            label(ui, TextStyle::size(SMALL).wrap(Wrap::Lines(2)).colour(palette.quiet), what);
            // All rows are as high, so that a thousand cost no more than those in view.
            let used = ui.cursor().top() - top - ui.spacing().item_spacing.y;
            ui.add_space((REMARK - used).max(0.0));
        }
    });
    buttons(ui, vec![Choice::close(say!("button-close"))], sheet.begins, sheet.intents);
}
