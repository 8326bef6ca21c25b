//! Shows the ledger: what the articles do with each proposition, or who says and denies what.

mod bar;
mod cells;
mod choices;
mod fold;
mod grid;
mod people;
mod places;
mod signs;

use egui::{Align, Button, Frame, Id, Layout, Margin, RichText, Ui, vec2};

use crate::app::{AppState, Command, Intent, LedgerIntent, LedgerQuery, LedgerTab, Page};
use crate::compare::Ledger;
use crate::compare::ledger::Missing;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap, label};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{failed, name, quiet};

pub(super) use grid::rows;

/// What the page remembers.
#[derive(Default)]
pub(super) struct LedgerPage {
    grid: grid::Grid,
    people: people::People,
}

impl LedgerPage {
    /// Gives the keyboard to the rows: the page comes into view.
    pub(super) fn focus(&mut self) {
        self.grid.focus();
    }

    /// Shows the page. Returns what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            first = Some(head(ui, state, intents));
            ui.add_space(4.0);
            if let Some(why) = state.comparing().failure() {
                failed(ui, why, state, intents);
            }
            let Some(ledger) = state.comparing().ledger() else {
                if state.comparing().failure().is_none() {
                    quiet(ui, say!("ledger-making"));
                }
                return;
            };
            for missing in ledger.missing() {
                let text = match missing {
                    Missing::Claims => say!("ledger-missing-claims"),
                    Missing::Denies => say!("ledger-missing-denies"),
                    Missing::AttributedTo => say!("ledger-missing-attributed"),
                };
                quiet(ui, text);
            }
            match state.comparing().tab() {
                LedgerTab::People => self.people.show(ui, ledger, state, intents),
                LedgerTab::Rows if ledger.is_empty() => nothing(ui, state, intents),
                LedgerTab::Rows => {
                    bar::show(ui, ledger, state, intents);
                    ui.add_space(4.0);
                    if state.comparing().rows().is_empty() {
                        unfit(ui, state, intents);
                    } else {
                        first = Some(self.grid.show(ui, ledger, state, intents));
                    }
                }
            }
        });
        first
    }
}

/// Shows the title, the tabs and the way back. Returns the way back's id.
fn head(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Id {
    let palette = Palette::of(ui.ctx());
    let line = ui.horizontal(|ui| {
        let title = Command::Page(Page::Ledger).text(state);
        let response = ui.label(RichText::new(&title).size(24.0).color(palette.ink));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.add_space(16.0);
        for (tab, text) in [(LedgerTab::Rows, say!("ledger-claims")), (LedgerTab::People, say!("ledger-people"))] {
            let on = state.comparing().tab() == tab;
            let response = ui.add(Button::selectable(on, text).min_size(vec2(0.0, TARGET)));
            name(ui, &response, text);
            if response.clicked() && !on {
                intents.send(Intent::Ledger(LedgerIntent::Tab(tab)));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let back = ui.add(Button::new(say!("page-back")).min_size(vec2(0.0, TARGET)));
            name(ui, &back, say!("page-back"));
            if back.clicked() {
                intents.send(Intent::ShowPage(Page::Article));
            }
            back.id
        })
        .inner
    });
    line.inner
}

/// Says what to do before there is anything to lay side by side.
fn nothing(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let no_articles = state.project().articles_by_id().next().is_none();
    let (what, how) = if no_articles {
        (say!("ledger-no-articles"), say!("ledger-no-articles-how"))
    } else {
        (say!("ledger-empty"), say!("ledger-empty-how"))
    };
    ui.add_space(24.0);
    label(ui, TextStyle::size(TEXT).strong(), what);
    ui.scope(|ui| {
        ui.set_max_width(520.0);
        label(ui, TextStyle::size(TEXT).wrap(Wrap::All), how);
    });
    ui.add_space(8.0);
    let command = if no_articles { Command::AddFiles } else { Command::Page(Page::Article) };
    let text = command.text(state);
    let button = ui.button(&text);
    name(ui, &button, &text);
    if button.clicked() {
        intents.run(&command, state);
    }
}

/// Says that the filter leaves nothing.
fn unfit(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.add_space(12.0);
    quiet(ui, say!("ledger-unfit"));
    let all = ui.button(say!("ledger-all-rows"));
    name(ui, &all, say!("ledger-all-rows"));
    if all.clicked() {
        let query = LedgerQuery { order: state.comparing().query().order, ..LedgerQuery::default() };
        ask(intents, query);
    }
}

/// Shows other rows, or in another order.
fn ask(intents: &mut Intents, query: LedgerQuery) {
    intents.send(Intent::Ledger(LedgerIntent::Query(Box::new(query))));
}

/// Returns the name of a verdict.
fn verdict_name(ledger: &Ledger, key: Option<&crate::model::id::ChoiceKey>) -> String {
    let choices = match ledger.verdict().map(|(_, row)| &row.takes) {
        Some(crate::model::AttributeType::Choice(choices)) => choices.as_slice(),
        _ => &[],
    };
    let Some(key) = key else { return say!("ledger-no-verdict").to_owned() };
    choices.iter().find(|choice| choice.key == *key).map_or_else(|| key.to_string(), |choice| choice.name.clone())
}
