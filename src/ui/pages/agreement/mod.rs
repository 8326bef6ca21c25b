//! Shows how far sets agree, in numbers: which sets and by which measure, the numbers, and the annotations behind one
//! of them.

mod counting;
mod numbers;
mod plots;
mod telling;
mod traced;

use egui::{
    Align, Button, DragValue, Frame, Id, Layout, Margin, ProgressBar, Rect, RichText, Ui, UiBuilder, pos2, vec2,
};

use crate::app::{AgreementIntent, AppState, Command, Intent, Page};
use crate::compare::agreement::{Measure, Same};
use crate::formats::agreement::Form;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap, label};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{command_button, name, option, quiet, told, told_command, unfolding, words_atom};

pub(super) use numbers::numbers;

/// How wide the page is at least for the list of annotations to stand beside the numbers, in points.
const BESIDE: f32 = 800.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct AgreementPage {
    numbers: numbers::Numbers,
    traced: traced::TraceList,
}

impl AgreementPage {
    /// Gives the keyboard to the numbers: the page comes into view.
    pub(super) fn focus(&mut self) {
        self.numbers.focus();
    }

    /// Shows the page. Returns what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            first = Some(head(ui, state, intents));
            ui.add_space(4.0);
            sets(ui, state, intents);
            measure(ui, state, intents);
            ui.add_space(4.0);
            let Some((number, measured)) = state.agreement().measured() else {
                return nothing(ui, state, intents);
            };
            if measured.comparison.pieces.is_empty() {
                return not_done(ui, measured, state, intents);
            }
            let room = ui.available_rect_before_wrap();
            let Some(traced) = state.agreement().traced() else {
                first = Some(self.numbers.show(ui, number, measured, state, intents));
                return;
            };
            let (left, right) = if room.width() >= BESIDE {
                let middle = (room.left() + room.width() * 0.55).round();
                let left = Rect::from_min_max(room.min, pos2(middle - 12.0, room.bottom()));
                (left, Rect::from_min_max(pos2(middle + 12.0, room.top()), room.max))
            } else {
                let middle = (room.top() + room.height() * 0.5).round();
                let left = Rect::from_min_max(room.min, pos2(room.right(), middle - 4.0));
                (left, Rect::from_min_max(pos2(room.left(), middle + 4.0), room.max))
            };
            let mut child = ui.new_child(UiBuilder::new().id_salt("numbers").max_rect(left));
            first = Some(self.numbers.show(&mut child, number, measured, state, intents));
            let mut child = ui.new_child(UiBuilder::new().id_salt("traced").max_rect(right));
            self.traced.show(&mut child, measured, traced, state, intents);
            ui.allocate_rect(room, egui::Sense::hover());
        });
        first
    }
}

/// Shows the title, what is going on, and the way back. Returns the way back's id.
fn head(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Id {
    let palette = Palette::of(ui.ctx());
    let line = ui.horizontal(|ui| {
        let title = Command::Page(Page::Agreement).text(state);
        let response = ui.label(RichText::new(&title).size(24.0).color(palette.ink));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.add_space(16.0);
        running(ui, state, intents);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let back = ui.add(Button::new(say!("page-back")).min_size(vec2(0.0, TARGET)));
            name(ui, &back, say!("page-back"));
            if back.clicked() {
                intents.send(Intent::ShowPage(Page::Article));
            }
            copy(ui, state, intents);
            command_button(ui, &Command::CompareWith, state, intents);
            back.id
        })
        .inner
    });
    line.inner
}

/// Offers the numbers that are shown for the clipboard, in each form.
fn copy(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let can = Command::CopyAgreement(Form::Csv).resolve(state).is_some();
    ui.add_enabled_ui(can, |ui| {
        let copy = ui.menu_button(say!("agreement-copy"), |ui| {
            for form in Form::FILES {
                let command = Command::CopyAgreement(form);
                let text = say!("agreement-copy-form", form = form.name());
                let response = ui.button(&text);
                name(ui, &response, &text);
                if told_command(response, &command, state).clicked() {
                    intents.run(&command, state);
                }
            }
        });
        name(ui, &copy.response, say!("agreement-copy"));
    });
}

/// Shows how much is measured, or that it was stopped.
fn running(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let agreement = state.agreement();
    let button = |ui: &mut Ui, text: &str| {
        let response = ui.add(Button::new(text).min_size(vec2(0.0, TARGET)));
        name(ui, &response, text);
        response.clicked()
    };
    if let Some(done) = agreement.progress() {
        quiet(ui, say!("agreement-computing"));
        let bar = ui.add(ProgressBar::new(done as f32).desired_width(120.0).desired_height(6.0));
        name(ui, &bar, say!("agreement-computing"));
        if button(ui, say!("agreement-stop")) {
            intents.send(Intent::Agreement(AgreementIntent::Stop));
        }
    } else if agreement.is_stopped() {
        let text = match agreement.measured() {
            Some(_) => say!("agreement-stopped"),
            None => say!("agreement-nothing-stopped"),
        };
        quiet(ui, text);
        if button(ui, say!("agreement-again")) {
            intents.send(Intent::Agreement(AgreementIntent::Again));
        }
    }
}

/// Shows a switch for each set.
fn sets(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.horizontal_wrapped(|ui| {
        quiet(ui, say!("agreement-sets"));
        for (id, _) in state.project().sets() {
            let (text, on) = (state.project().set_name(*id), state.compares(*id));
            let words = words_atom(ui, &text, TextStyle::size(TEXT), 180.0);
            let response = ui.add(Button::selectable(on, words).min_size(vec2(0.0, TARGET)));
            name(ui, &response, &say!("agreement-set", set = text));
            if response.clicked() {
                intents.send(Intent::Agreement(AgreementIntent::Compare(*id, !on)));
            }
        }
    });
}

/// Chooses the measure, and says what it tells.
fn measure(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let shown = state.agreement().measure();
    let called = state.measure_name(shown);
    ui.horizontal_wrapped(|ui| {
        quiet(ui, say!("agreement-measure"));
        let combo = unfolding("agreement-measure", &called).width(372.0).height(420.0);
        let response = combo.show_ui(ui, |ui| {
            for measure in state.measures() {
                let response = option(ui, &state.measure_name(&measure), measure == *shown);
                if told(response, measure.told()).clicked() {
                    intents.send(Intent::Agreement(AgreementIntent::Measure(measure)));
                }
            }
        });
        name(ui, &response.response, &format!("{}: {called}", say!("agreement-measure")));
        how_matched(ui, shown, state, intents);
        if shown.beside().is_some() {
            reference(ui, state, intents);
        }
    });
    quiet(ui, shown.told());
}

/// Chooses when annotations are the same, where the measure asks: for relations and values in which way, by overlap how
/// much of it.
fn how_matched(ui: &mut Ui, shown: &Measure, state: &AppState, intents: &mut Intents) {
    let settings = state.agreement().settings();
    let ways = [
        (Same::Strict, say!("agreement-match-exact")),
        (Same::Overlap(settings.share), say!("agreement-match-overlap")),
        (Same::Tokens, say!("agreement-match-token")),
    ];
    let on_matched = matches!(shown, Measure::Relations { .. } | Measure::Attribute(..));
    if on_matched {
        let now = ways.iter().find(|(same, _)| *same == settings.same).map_or("", |(_, text)| text);
        quiet(ui, say!("agreement-match"));
        let response = unfolding("agreement-match", now).width(200.0).show_ui(ui, |ui| {
            for (same, text) in ways {
                if option(ui, text, same == settings.same).clicked() {
                    intents.send(Intent::Agreement(AgreementIntent::Match(same)));
                }
            }
        });
        name(ui, &response.response, &format!("{}: {now}", say!("agreement-match")));
        told(response.response, say!("agreement-match.tip"));
    }
    let by_share = matches!(shown, Measure::Spans(Same::Overlap(_), _));
    if by_share || on_matched && matches!(settings.same, Same::Overlap(_)) {
        quiet(ui, say!("agreement-share"));
        let mut percent = (settings.share * 100.0).round();
        let field = DragValue::new(&mut percent).range(1.0..=100.0).suffix("%").update_while_editing(false);
        let response = ui.add(field);
        name(ui, &response, say!("agreement-share"));
        if response.changed() {
            intents.send(Intent::Agreement(AgreementIntent::Share(percent / 100.0)));
        }
        told(response, say!("agreement-share.tip"));
    }
}

/// Chooses the set that the others are held against.
fn reference(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let sets = state.compared_sets();
    let Some(first) = sets.first() else { return };
    let now = state.project().set_name(*first);
    quiet(ui, say!("agreement-reference"));
    let words = words_atom(ui, &now, TextStyle::size(TEXT), 140.0);
    let response = unfolding("agreement-reference", words).width(180.0).show_ui(ui, |ui| {
        for set in &sets {
            if option(ui, &state.project().set_name(*set), set == first).clicked() {
                intents.send(Intent::Agreement(AgreementIntent::Reference(*set)));
            }
        }
    });
    name(ui, &response.response, &format!("{}: {now}", say!("agreement-reference")));
    told(response.response, say!("agreement-reference.tip"));
}

/// Says what to do before there is anything to compare.
fn nothing(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    if state.compared_sets().len() >= 2 {
        // It is being measured, or was stopped; the head says so.
        return;
    }
    how(ui, say!("agreement-few-sets"), say!("agreement-few-sets-how"));
    let one_set = state.project().sets_by_id().nth(1).is_none();
    act(ui, &if one_set { Command::AddAnnotator } else { Command::Page(Page::Article) }, state, intents);
}

/// Says that no article is finished by two, and which those are.
fn not_done(ui: &mut Ui, measured: &crate::app::Measured, state: &AppState, intents: &mut Intents) {
    how(ui, say!("agreement-none-done"), say!("agreement-none-done-how"));
    act(ui, &Command::Page(Page::Article), state, intents);
    ui.add_space(8.0);
    egui::ScrollArea::vertical().id_salt("left-out").show_rows(ui, 18.0, measured.left_out.len(), |ui, range| {
        for line in &measured.left_out[range] {
            label(ui, TextStyle::size(TEXT).colour(Palette::of(ui.ctx()).quiet), line);
        }
    });
}

fn how(ui: &mut Ui, what: &str, how: &str) {
    ui.add_space(24.0);
    label(ui, TextStyle::size(TEXT).strong(), what);
    ui.scope(|ui| {
        ui.set_max_width(520.0);
        label(ui, TextStyle::size(TEXT).wrap(Wrap::All), how);
    });
    ui.add_space(8.0);
}

fn act(ui: &mut Ui, command: &Command, state: &AppState, intents: &mut Intents) {
    let text = command.text(state);
    let button = ui.button(&text);
    name(ui, &button, &text);
    if button.clicked() {
        intents.run(command, state);
    }
}
