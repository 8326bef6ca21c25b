//! Shows what narrows the rows down, their order, and what can be done to the chosen ones.

use egui::{Align, Button, ComboBox, Id, Layout, RichText, TextEdit, Ui, vec2};

use super::ask;
use crate::app::{AppState, Command, LedgerQuery, RowFilter, RowOrder};
use crate::compare::Ledger;
use crate::compare::ledger::{Part, Who};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::TextStyle;
use crate::ui::theme::{Palette, SMALL, TARGET};
use crate::ui::widgets::{name, option, quiet, words_atom};

const ORDERS: [RowOrder; 5] =
    [RowOrder::Spoken, RowOrder::Denied, RowOrder::Articles, RowOrder::Verdict, RowOrder::Wording];

fn order_name(order: RowOrder) -> &'static str {
    match order {
        RowOrder::Spoken => say!("ledger-order-spoken"),
        RowOrder::Wording => say!("ledger-order-wording"),
        RowOrder::Verdict => say!("ledger-order-verdict"),
        RowOrder::Denied => say!("ledger-order-denied"),
        RowOrder::Articles => say!("ledger-order-articles"),
    }
}

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, ledger: &Ledger, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let comparing = state.comparing();
    let query = comparing.query();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        let mut text = query.filter.text.clone();
        let hint = RichText::new(say!("ledger-text.hint")).color(palette.quiet);
        let field = TextEdit::singleline(&mut text)
            .id(Id::unique("ledger-text"))
            .hint_text(hint)
            .desired_width(150.0)
            .margin(vec2(8.0, 4.0))
            .min_size(vec2(0.0, TARGET));
        let response = ui.add(field);
        name(ui, &response, say!("ledger-text"));
        if response.changed() {
            ask(intents, LedgerQuery { filter: RowFilter { text, ..query.filter.clone() }, ..query.clone() });
        }
        let filter = &query.filter;
        let switches = [
            (say!("ledger-contested"), say!("ledger-contested.tip"), filter.contested),
            (say!("ledger-only-anonymous"), say!("ledger-only-anonymous.tip"), filter.only_anonymous),
            (say!("ledger-one-article"), say!("ledger-one-article.tip"), filter.one_article),
            (say!("ledger-unchecked"), say!("ledger-unchecked.tip"), filter.unchecked),
        ];
        for (at, (text, tip, on)) in switches.into_iter().enumerate() {
            let response = ui.add(Button::selectable(on, text).min_size(vec2(0.0, TARGET)));
            name(ui, &response, text);
            if response.on_hover_text(tip).clicked() {
                let mut filter = filter.clone();
                let flags =
                    [&mut filter.contested, &mut filter.only_anonymous, &mut filter.one_article, &mut filter.unchecked];
                if let Some(flag) = flags.into_iter().nth(at) {
                    *flag = !on;
                }
                ask(intents, LedgerQuery { filter, ..query.clone() });
            }
        }
        anybody(ui, ledger, query, intents);
        order(ui, query, intents);
        let (shown, all) = (comparing.rows().len(), ledger.len());
        let count =
            if shown == all { say!("ledger-all", count = all) } else { say!("ledger-count", shown = shown, all = all) };
        let chosen = comparing.chosen().len();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            quiet(ui, &if chosen > 1 { say!("ledger-chosen", count = chosen) } else { count });
            if chosen > 1 {
                act(ui, &Command::SameClaim, say!("ledger-tie"), say!("ledger-tie.tip"), state, intents);
            }
            if !comparing.claims().is_empty() {
                act(ui, &Command::Untie, say!("ledger-part"), say!("ledger-part.tip"), state, intents);
            }
        });
    });
}

fn act(ui: &mut Ui, command: &Command, text: &str, tip: &str, state: &AppState, intents: &mut Intents) {
    let can = command.resolve(state).is_some();
    let response = ui.add_enabled(can, Button::new(RichText::new(text).size(SMALL)).min_size(vec2(0.0, TARGET)));
    name(ui, &response, text);
    let key = command.shortcut(state).map_or_else(String::new, |key| format!(" ({key})"));
    if response.on_hover_text(format!("{tip}{key}")).clicked() {
        intents.run(command, state);
    }
}

/// Returns what a filter by somebody is called.
fn who_name(ledger: &Ledger, who: &Who, part: Option<Part>) -> String {
    let who = crate::model::actions::shorten(&ledger.name(who));
    match part {
        None => who,
        Some(Part::Says) => say!("ledger-who-says", who = who),
        Some(Part::Denies) => say!("ledger-who-denies", who = who),
        Some(Part::About) => say!("ledger-who-about", who = who),
    }
}

/// Chooses somebody who has to do with the rows.
fn anybody(ui: &mut Ui, ledger: &Ledger, query: &LedgerQuery, intents: &mut Intents) {
    let chosen = query.filter.who.as_ref();
    let shown = chosen.map_or_else(|| say!("ledger-anybody").to_owned(), |(who, part)| who_name(ledger, who, *part));
    let words = words_atom(ui, &shown, TextStyle::default(), 180.0);
    let combo = ComboBox::from_id_salt("ledger-who").selected_text(words).height(360.0);
    let mut set = |who: Option<(Who, Option<Part>)>| {
        ask(intents, LedgerQuery { filter: RowFilter { who, ..query.filter.clone() }, ..query.clone() });
    };
    let response = combo.show_ui(ui, |ui| {
        if option(ui, say!("ledger-anybody"), chosen.is_none()).clicked() {
            set(None);
        }
        let mut all: Vec<(String, &Who)> = ledger.people().keys().map(|who| (ledger.name(who), who)).collect();
        all.sort_by_cached_key(|(name, _)| name.to_lowercase());
        for (_, who) in all.into_iter().filter(|(_, who)| ledger.rows_of(who).next().is_some()) {
            let on = chosen.is_some_and(|(other, part)| other == who && part.is_none());
            if option(ui, &who_name(ledger, who, None), on).clicked() {
                set(Some((who.clone(), None)));
            }
        }
    });
    name(ui, &response.response, &format!("{}: {shown}", say!("ledger-anybody.name")));
}

fn order(ui: &mut Ui, query: &LedgerQuery, intents: &mut Intents) {
    let combo = ComboBox::from_id_salt("ledger-order").selected_text(order_name(query.order)).width(150.0);
    let response = combo.show_ui(ui, |ui| {
        for order in ORDERS {
            if option(ui, order_name(order), query.order == order).clicked() {
                ask(intents, LedgerQuery { order, ..query.clone() });
            }
        }
    });
    name(ui, &response.response, &format!("{}: {}", say!("ledger-order"), order_name(query.order)));
}
