//! Shows how many rows there are or are chosen, and what can be done to many at once.

use egui::{Button, Popup, RichText, Ui, vec2};

use super::chosen::Chosen;
use crate::app::{AppState, Command, Intent, Listed};
use crate::model::AnnotationId;
use crate::model::bulk::Bulk;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::menu::row;
use crate::ui::theme::{SMALL, TARGET};
use crate::ui::widgets::{failed, name, quiet, told};

/// What is known of the chosen rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// How many can be changed.
    ours: usize,
    /// How many of those are flagged as not sure.
    unsure: usize,
}

/// The counts, for a version of the project and of what is chosen.
pub(super) type Counted = Memo<(u64, u64), Counts>;

pub(super) fn count(counted: &mut Counted, chosen: &Chosen, state: &AppState) -> Counts {
    *counted.get((state.ticks(), chosen.changes()), || {
        let mut counts = Counts::default();
        let rows = chosen.iter().filter_map(|id| state.project().annotation(&id));
        for row in rows.filter(|row| state.is_ours(row)) {
            counts.ours += 1;
            counts.unsure += usize::from(row.unsure);
        }
        counts
    })
}

/// Writes a number with a sign between the thousands.
fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push_str(say!("table-thousands"));
        }
        written.push(digit);
    }
    written
}

/// Shows how many rows are listed, or what can be done to the chosen ones.
pub(super) fn bar(
    ui: &mut Ui,
    table: Listed<'_>,
    chosen: &mut Chosen,
    counts: Counts,
    state: &AppState,
    intents: &mut Intents,
) {
    ui.spacing_mut().item_spacing.x = 8.0;
    if chosen.len() < 2 {
        let total = table.total();
        let text = say!("table-count", shown = number(table.len()), total = number(total), count = total);
        quiet(ui, &text);
        let hidden = state.project().sets_by_id().filter(|(id, _)| !state.shows(**id)).count();
        if hidden > 0 {
            quiet(ui, &format!("({})", say!("table-hidden", count = hidden)));
        }
        if let Some(why) = state.annotations_failure().filter(|_| total > 0) {
            failed(ui, why, state, intents);
        } else if table.is_reading() && total > 0 {
            quiet(ui, say!("table-reading"));
        }
        let command = Command::CopyTable;
        let words = RichText::new(command.text(state)).size(SMALL);
        let copy = ui.add_enabled(!table.is_empty(), Button::new(words).min_size(vec2(0.0, TARGET)));
        if copy.on_hover_text(command.tooltip(state)).clicked() {
            intents.run(&command, state);
        }
        return;
    }
    quiet(ui, &say!("chosen-count", shown = number(chosen.len())));
    let can = counts.ours > 0 && state.file().read_only.is_none();
    let others = chosen.len() - counts.ours;
    let left = say!("chosen-others", others = number(others), count = number(chosen.len()));
    let tip = |own: String| if others > 0 { [own, left.clone()].join(" ").trim().to_owned() } else { own };
    let button = |ui: &mut Ui, text: &str, can: bool, tip: String| {
        let button = Button::new(RichText::new(text).size(SMALL)).min_size(vec2(0.0, TARGET));
        let response = ui.add_enabled(can, button);
        name(ui, &response, text);
        let tip = tip.trim().to_owned();
        let response = if tip.is_empty() { response } else { response.on_hover_text(&tip) };
        response.on_disabled_hover_text(say!("chosen-others-only"))
    };
    let title = format!("{} ▾", say!("chosen-relabel"));
    let relabel = button(ui, &title, can, tip(String::new()));
    name(ui, &relabel, say!("chosen-relabel"));
    let mut asked = None;
    Popup::menu(&relabel).show(|ui| {
        ui.set_min_width(200.0);
        asked = labels(ui, state);
    });
    let flag = counts.unsure < counts.ours || counts.ours == 0;
    let text = if flag { say!("chosen-unsure") } else { say!("chosen-unsure.off") };
    if button(ui, text, can, tip(String::new())).clicked() {
        asked = Some(Bulk::Unsure(flag));
    }
    for (text, bulk, command) in [
        (say!("chosen-same-claim"), Bulk::SameClaim, Command::SameClaim),
        (say!("chosen-same-entity"), Bulk::SameEntity, Command::SameEntity),
    ] {
        if button(ui, text, state.file().read_only.is_none(), command.tooltip(state)).clicked() {
            asked = Some(bulk);
        }
    }
    if button(ui, say!("chosen-delete"), can, tip(String::new())).clicked() {
        asked = Some(Bulk::Delete);
    }
    if others > 0 {
        quiet(ui, &left);
    }
    if let Some(bulk) = asked {
        intents.send(Intent::ChangeMany(chosen.ids(), bulk));
    }
}

/// Lists the labels in a menu. Returns what was chosen.
fn labels(ui: &mut Ui, state: &AppState) -> Option<Bulk> {
    let mut asked = None;
    for (key, label) in state.project().labels() {
        let shortcut = state.label_shortcut(key).map(String::from).unwrap_or_default();
        let response = row(ui, &label.name, &shortcut, None, true);
        name(ui, &response, &say!("chosen-relabel-as", label = &label.name));
        if told(response, &label.told()).clicked() {
            asked = Some(Bulk::Relabel(key.clone()));
            ui.close();
        }
    }
    asked
}

/// Returns what a command does to many annotations, where it does something to one.
pub(super) fn of_command(command: &Command, counts: Counts) -> Option<Bulk> {
    Some(match command {
        Command::Label(key) => Bulk::Relabel(key.clone()),
        Command::Delete => Bulk::Delete,
        Command::Unsure => Bulk::Unsure(counts.unsure < counts.ours),
        Command::SameClaim => Bulk::SameClaim,
        Command::SameEntity => Bulk::SameEntity,
        _ => return None,
    })
}

/// Shows the menu of a row: what can be done to it, or to all that are chosen.
pub(super) fn menu(
    ui: &mut Ui,
    id: AnnotationId,
    table: Listed<'_>,
    chosen: &Chosen,
    counts: Counts,
    state: &AppState,
    intents: &mut Intents,
) {
    ui.set_min_width(240.0);
    let can = counts.ours > 0 && state.file().read_only.is_none();
    let mut asked = None;
    if row(ui, say!("chosen-go"), "", None, true).clicked() {
        intents.send(Intent::Show(id));
        ui.close();
    }
    let copy = Command::CopyCitation;
    let shortcut = copy.shortcut(state).map(|shortcut| shortcut.to_string()).unwrap_or_default();
    let response = row(ui, &copy.text(state), &shortcut, None, chosen.len() > 0);
    if response.on_hover_text(say!("chosen-copy-tip")).clicked() {
        intents.send(Intent::CopyCited(chosen.listed(table)));
        ui.close();
    }
    ui.separator();
    ui.add_enabled_ui(can, |ui| asked = labels(ui, state));
    ui.separator();
    for command in [Command::Unsure, Command::Delete] {
        let shortcut = command.shortcut(state).map(|shortcut| shortcut.to_string()).unwrap_or_default();
        if row(ui, &command.text(state), &shortcut, None, can).clicked() {
            asked = of_command(&command, counts);
            ui.close();
        }
    }
    if let Some(bulk) = asked {
        intents.send(Intent::ChangeMany(chosen.ids(), bulk));
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_are_set_apart() {
        for (value, written) in [(0, "0"), (999, "999"), (4312, "4,312"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), written);
        }
    }
}
