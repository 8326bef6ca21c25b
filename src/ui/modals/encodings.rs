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
/// Lines of a remark, and its height, in points, with the file's name.
const REMARKED: usize = 4;
const REMARK: f32 = 98.0;

/// Shows the files that are to be looked at: one after the other where parts can be chosen, else as a list, each with
/// the encodings to choose from and how it reads.
pub(super) fn show(ui: &mut Ui, looked_at: &mut Option<u64>, drafts: &mut Drafts, sheet: &mut Sheet<'_>) {
    let files = sheet.state.adding().unsure();
    let parts = any_parts(sheet.state);
    let at = looked_at.and_then(|key| files.iter().position(|file| file.key == key)).unwrap_or(0);
    let Some(file) = files.get(at) else { return };
    let (before, count) = sheet.state.adding().looked_at();
    match parts {
        true if count > 1 => title(ui, &say!("drafts-heading.of", number = before + at + 1, count = count)),
        true => title(ui, say!("drafts-heading")),
        false => title(ui, say!("encodings-heading")),
    }
    quiet(ui, if parts { say!("drafts-text") } else { say!("encodings-text") });
    ui.add_space(8.0);
    // The next file's buttons get the keyboard as the first one's did.
    let begins = sheet.begins || parts && looked_at.is_some_and(|key| key != file.key);
    if parts {
        *looked_at = Some(file.key);
        one_of(ui, files, at, looked_at, sheet);
    } else {
        list(ui, files, at, looked_at, sheet);
    }
    rule(ui);
    match &file.draft {
        Some(Ok(draft)) if !draft.parts().is_empty() => {
            let window = ui.ctx().content_rect().height();
            let above = ui.cursor().top() - ui.max_rect().top();
            let room = (window - 96.0 - above - 120.0).max(160.0);
            drafts.show(ui, file, draft, room, sheet);
        }
        _ => preview(ui, file),
    }
    let all = all(files);
    let choices = match (parts, files.len()) {
        (true, 2..) => vec![
            Choice::close(say!("drafts-skip-rest")),
            Choice::new(say!("encodings-skip"), Intent::SkipUnsure(file.key)),
            Choice { text: say!("drafts-add-rest"), ..all },
            adding(std::slice::from_ref(file), say!("drafts-add"), Intent::AddUnsure(Some(file.key))),
        ],
        (_, 1) => vec![Choice::close(say!("encodings-skip")), Choice { text: say!("button-add"), ..all }],
        _ => vec![Choice::close(say!("encodings-skip-all")), all],
    };
    buttons(ui, choices, begins, sheet.intents);
}

/// Offers to add all files.
fn all(files: &[Unsure]) -> Choice<'static> {
    adding(files, say!("encodings-add-all"), Intent::AddUnsure(None))
}

/// Offers to add files, and says why where that can't be.
fn adding(files: &[Unsure], text: &'static str, intent: Intent) -> Choice<'static> {
    let mut add = Choice::new(text, intent);
    // What is added now would not be all of it.
    if files.iter().any(|file| file.draft.is_none()) {
        (add.enabled, add.refusal) = (false, say!("encodings-wait"));
    } else if files.iter().all(|file| matches!(&file.draft, Some(Ok(draft)) if !draft.has_text())) {
        (add.enabled, add.refusal) = (false, say!("drafts-nothing"));
    }
    add
}

/// Lists files, each with its encoding. Where one is pressed, it is looked at next.
fn list(ui: &mut Ui, files: &[Unsure], at: usize, looked_at: &mut Option<u64>, sheet: &mut Sheet<'_>) {
    let row = TARGET + 4.0;
    let room = (ui.ctx().content_rect().height() - 470.0).max(3.0 * row);
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
}

/// Names the file that is looked at, with its encoding, and leads to those before and behind it.
fn one_of(ui: &mut Ui, files: &[Unsure], at: usize, looked_at: &mut Option<u64>, sheet: &mut Sheet<'_>) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), TARGET), Layout::right_to_left(Align::Center), |ui| {
        if files.len() > 1 {
            let next = (at + 1 < files.len()).then_some(at + 1);
            for (sign, to, told) in [("›", next, say!("drafts-next")), ("‹", at.checked_sub(1), say!("drafts-before"))]
            {
                let response = ui.add_enabled(to.is_some(), Button::new(sign).min_size(vec2(TARGET, TARGET)));
                name(ui, &response, told);
                if response.on_hover_text(told).clicked()
                    && let Some(file) = to.and_then(|to| files.get(to))
                {
                    *looked_at = Some(file.key);
                }
            }
        }
        if let Some(file) = files.get(at) {
            encoding(ui, file, sheet);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label(ui, TextStyle::size(TEXT), file.source.name());
            });
        }
    });
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
        look |= encoding(ui, file, sheet);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| look |= option(ui, file_name, on).clicked());
    });
    look
}

/// Lets the encoding of a file be another one, where it has any. Says whether one was chosen.
fn encoding(ui: &mut Ui, file: &Unsure, sheet: &mut Sheet<'_>) -> bool {
    let Some(taken) = file.taken else { return false };
    let mut chose = false;
    let combo = unfolding(file.key, taken.encoding.to_string()).width(264.0).height(320.0);
    let response = combo.show_ui(ui, |ui| {
        for encoding in Encoding::all() {
            let chosen = encoding == taken.encoding;
            if ui.selectable_label(chosen, encoding.to_string()).clicked() && !chosen {
                sheet.intents.send(Intent::ChooseEncoding(Some(file.key), encoding));
                chose = true;
            }
        }
    });
    name(ui, &response.response, &say!("encodings-of", file = file.source.name()));
    chose
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
            label(ui, TextStyle::size(SMALL).wrap(Wrap::Lines(REMARKED)).colour(palette.quiet), what)
                .on_hover_text(what);
            // All rows are as high, so that a thousand cost no more than those in view.
            let used = ui.cursor().top() - top - ui.spacing().item_spacing.y;
            ui.add_space((REMARK - used).max(0.0));
        }
    });
    buttons(ui, vec![Choice::close(say!("button-close"))], sheet.begins, sheet.intents);
}
