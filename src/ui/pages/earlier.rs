//! Shows what can be gone back to: steps that are not in the file yet, what crashes left, and earlier versions of the
//! file, each with what differs.

use egui::{Align, Button, Frame, Layout, Margin, RichText, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::{AppState, Earlier as Kept, EarlierRead, Intent, KeptList, Looked};
use crate::compare::Difference;
use crate::model::Hash;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{has_rtl, heading, moment, name, paint_hover, quiet, rule, second, words};

/// Steps that are listed; the rest is counted.
const STEPS: usize = 50;

/// Shows the page.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    unsaved(ui, state, intents);
    leftovers(ui, state, intents);
    rule(ui);
    heading(ui, say!("earlier-versions"));
    ui.add_space(4.0);
    match state.earlier() {
        None => quiet(ui, say!("earlier-none-untitled")),
        Some(Kept { kept: None, .. }) => quiet(ui, say!("earlier-looking")),
        Some(Kept { kept: Some(kept), .. }) if kept.all.is_empty() => quiet(ui, say!("earlier-none")),
        Some(Kept { kept: Some(kept), looked, .. }) => {
            let shown = quiet(ui, &say!("earlier-explained", file = state.file_name()));
            ui.add_space(8.0);
            versions(ui, kept, looked.as_ref(), state, intents);
            shown
        }
    };
    if let Some(kept) = state.earlier().and_then(|earlier| earlier.kept.as_ref()) {
        keeping(ui, kept, intents);
    }
    ui.add_space(24.0);
}

/// Lists the steps since the last save, the last one first.
fn unsaved(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    heading(ui, say!("earlier-unsaved"));
    ui.add_space(4.0);
    let count = state.unsaved_steps().count();
    if count == 0 {
        let text = if !state.is_unsaved() && state.file().path.is_none() {
            say!("earlier-unchanged")
        } else if !state.is_unsaved() {
            say!("earlier-all-saved")
        } else if state.file().saved.is_some() && state.redo_name().is_some() {
            say!("earlier-undone")
        } else {
            say!("earlier-unsaved-opened")
        };
        quiet(ui, text);
        return;
    }
    quiet(ui, &say!("earlier-steps", count = count));
    ui.add_space(8.0);
    for (at, step) in state.unsaved_steps().take(STEPS).enumerate() {
        ui.push_id(("step", at), |ui| {
            line(ui, |ui| {
                let text = if at == 0 { say!("earlier-take-back") } else { say!("earlier-take-back-to") };
                let button = ui.add(Button::new(text).min_size(vec2(0.0, TARGET)));
                name(ui, &button, &say!("earlier-take-back-name", step = step.name));
                if button.on_hover_text(say!("earlier-take-back.tip")).clicked() {
                    intents.send(Intent::TakeBackTo(step.before));
                }
                ui.label(RichText::new(moment(step.time)).size(SMALL).color(Palette::of(ui.ctx()).quiet));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    words(ui, step.name, TextStyle::size(TEXT));
                });
            });
        });
    }
    if count > STEPS {
        quiet(ui, &say!("earlier-steps-more", count = count - STEPS));
    }
}

/// Lists what crashes left of this or other projects.
fn leftovers(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    if state.rescued().is_empty() {
        return;
    }
    rule(ui);
    heading(ui, say!("earlier-crashes"));
    ui.add_space(4.0);
    quiet(ui, say!("rescue-text"));
    for left in state.rescued() {
        ui.add_space(8.0);
        ui.push_id(("left", left.key), |ui| {
            let file =
                left.path.as_ref().map_or_else(|| say!("rescue-no-file").to_owned(), |p| p.display().to_string());
            words(ui, &file, TextStyle::size(TEXT).wrap(Wrap::All));
            quiet(ui, &say!("rescue-steps", count = left.steps));
            for text in left.lines.iter().take(8) {
                quiet(ui, text);
            }
            if let Err(why) = &left.project {
                ui.label(RichText::new(why).size(SMALL).color(Palette::of(ui.ctx()).error));
            }
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let open = Button::new(say!("rescue-open")).min_size(vec2(80.0, TARGET));
                let open = ui.add_enabled(left.project.is_ok(), open).on_hover_text(say!("earlier-open-left"));
                name(ui, &open, &say!("earlier-open-left-name", file = &file));
                if open.clicked() {
                    intents.send(Intent::TakeRescued(left.key));
                }
                let away = ui.add(Button::new(say!("rescue-discard")).min_size(vec2(80.0, TARGET)));
                name(ui, &away, &say!("earlier-discard-left-name", file = &file));
                if away.on_hover_text(say!("earlier-discard-left")).clicked() {
                    intents.send(Intent::DiscardRescued(left.key));
                }
            });
        });
    }
}

/// Lists the kept versions; the one that is looked at is open below its row.
fn versions(ui: &mut Ui, kept: &KeptList, looked: Option<&Looked>, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    for (at, one) in kept.all.iter().enumerate() {
        let open = looked.filter(|looked| looked.number == one.number);
        let when = one.time.map_or_else(|| say!("earlier-no-time").to_owned(), second);
        let now = state.file().hash == Some(one.hash);
        let broken = matches!(open, Some(Looked { read: Some(Err(_)), .. }));
        let remark = match (now, broken, at + 1 == kept.all.len()) {
            (_, true, _) => say!("earlier-is-damaged"),
            (true, false, _) => say!("earlier-is-file"),
            (false, false, true) => say!("earlier-is-oldest"),
            (false, false, false) => "",
        };
        let row = row(ui, &when, &size(one.bytes), remark, open.is_some());
        if row.on_hover_text(say!("earlier-look")).clicked() {
            intents.send(Intent::LookEarlier(one.number));
        }
        if let Some(looked) = open {
            let frame = Frame::new().inner_margin(Margin { left: 28, right: 8, top: 8, bottom: 12 });
            ui.push_id(("version", one.number), |ui| {
                frame.show(ui, |ui| version(ui, looked, one.hash, state, intents))
            });
        }
        if at + 1 == kept.all.len() {
            break;
        }
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, palette.hairline));
    }
}

/// A row that opens and closes a version: when, how large, and what it is.
fn row(ui: &mut Ui, when: &str, size: &str, remark: &str, open: bool) -> egui::Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let spoken = say!("earlier-row", when = when, size = size, remark = remark);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), open, spoken.trim_end()));
    paint_hover(ui, &response, rect, palette);
    let middle = egui::pos2(rect.left() + 12.0, rect.center().y);
    // An arrow that points to the row, or down to what is open below it.
    let tip = if open {
        [vec2(-4.0, -2.0), vec2(0.0, 2.5), vec2(4.0, -2.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(2.5, 0.0), vec2(-2.0, 4.0)]
    };
    ui.painter().line(tip.map(|by| middle + by).to_vec(), Stroke::new(1.5, palette.quiet));
    let font = egui::FontId::proportional(TEXT);
    let small = egui::FontId::proportional(SMALL);
    let at = |x: f32| egui::pos2(rect.left() + x, rect.center().y);
    ui.painter().text(at(28.0), egui::Align2::LEFT_CENTER, when, font, palette.ink);
    ui.painter().text(at(320.0), egui::Align2::RIGHT_CENTER, size, small.clone(), palette.quiet);
    ui.painter().text(at(344.0), egui::Align2::LEFT_CENTER, remark, small, palette.quiet);
    response
}

/// Shows what differs between a version, the one before it and the project now, and what can be done with it.
fn version(ui: &mut Ui, looked: &Looked, hash: Hash, state: &AppState, intents: &mut Intents) {
    let read: &EarlierRead = match &looked.read {
        None => {
            quiet(ui, say!("earlier-reading"));
            return;
        }
        Some(Err(why)) => {
            let style = TextStyle::size(TEXT).wrap(Wrap::All).colour(Palette::of(ui.ctx()).error);
            words(ui, why, style);
            return;
        }
        Some(Ok(read)) => read,
    };
    ui.horizontal(|ui| {
        let can = !read.since.is_empty() && state.file().read_only.is_none();
        let restore = ui.add_enabled(can, Button::new(say!("earlier-restore")).min_size(vec2(96.0, 28.0)));
        name(ui, &restore, say!("earlier-restore"));
        if restore.on_hover_text(say!("earlier-restore.tip")).clicked() {
            intents.send(Intent::RestoreEarlier);
        }
        let copy = ui.add(Button::new(say!("earlier-copy")).min_size(vec2(96.0, 28.0)));
        name(ui, &copy, say!("earlier-copy"));
        if copy.on_hover_text(say!("earlier-copy.tip")).clicked() {
            intents.send(Intent::CopyEarlier);
        }
    });
    ui.add_space(12.0);
    let same = state.file().hash == Some(hash) && !state.is_unsaved();
    let nothing = if same { say!("earlier-same-saved") } else { say!("earlier-same") };
    ui.push_id("since", |ui| difference(ui, say!("earlier-since"), &read.since, nothing));
    ui.add_space(12.0);
    match &read.step {
        None => {
            heading(ui, say!("earlier-step"));
            quiet(ui, say!("earlier-first"));
        }
        Some(Err(why)) => {
            heading(ui, say!("earlier-step"));
            quiet(ui, &say!("earlier-step-unknown", why = why));
        }
        Some(Ok(step)) => {
            ui.push_id("step", |ui| difference(ui, say!("earlier-step"), step, say!("earlier-step-same")));
        }
    }
}

/// Lists what differs, by article.
fn difference(ui: &mut Ui, title: &str, difference: &Difference, nothing: &str) {
    let palette = Palette::of(ui.ctx());
    heading(ui, title);
    ui.add_space(2.0);
    if difference.is_empty() {
        quiet(ui, nothing);
        return;
    }
    for group in &difference.groups {
        let whole = say!("earlier-project").to_owned();
        words(ui, group.title.as_ref().unwrap_or(&whole), TextStyle::size(TEXT).wrap(Wrap::All).colour(palette.ink));
        // One entry says as much as its count.
        if group.entries.len() + group.more > 1 {
            quiet(ui, &crate::words::list(&group.counts));
        }
        for entry in &group.entries {
            let dot = if has_rtl(entry) { entry.clone() } else { format!("– {entry}") };
            words(ui, &dot, TextStyle::size(SMALL).wrap(Wrap::All).colour(palette.ink));
        }
        if group.more > 0 {
            quiet(ui, &say!("earlier-entries-more", count = group.more));
        }
        ui.add_space(8.0);
    }
}

/// Says how many versions are kept, and where.
fn keeping(ui: &mut Ui, kept: &KeptList, intents: &mut Intents) {
    let Some(folder) = kept.folder.as_ref().map(|folder| folder.display().to_string()) else { return };
    rule(ui);
    heading(ui, say!("earlier-keeping"));
    ui.add_space(4.0);
    quiet(ui, &say!("earlier-keeps", count = kept.most, megabytes = kept.bytes / 1_000_000));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let button = ui.add(Button::new(say!("earlier-copy-folder")).min_size(vec2(0.0, TARGET)));
        name(ui, &button, say!("earlier-copy-folder"));
        if button.on_hover_text(say!("earlier-copy-folder.tip")).clicked() {
            intents.send(Intent::CopyText(folder.clone()));
        }
        let quiet = TextStyle::size(SMALL).colour(Palette::of(ui.ctx()).quiet);
        words(ui, &folder, quiet).on_hover_text(&folder);
    });
}

/// Adds a row with things at its right end.
fn line(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 30.0), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        add(ui);
    });
}

/// Writes a length in bytes as people read it.
fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        say!("size-kilobytes", count = bytes.div_ceil(1000))
    } else {
        say!("size-megabytes", count = bytes.div_ceil(1_000_000))
    }
}
