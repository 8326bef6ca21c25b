//! Shows what can be chosen in a row: its verdict, and what can be done to it.

use egui::{Button, Popup, Rect, Ui, UiBuilder, vec2};

use super::cells::PAD;
use super::places::VERDICT;
use super::verdict_name;
use crate::app::{AppState, Command, Intent, LedgerIntent};
use crate::compare::Ledger;
use crate::compare::ledger::Row;
use crate::model::ArticleId;
use crate::model::actions::shorten;
use crate::model::scheme::AttributeType;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::TextStyle;
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{name, option, words_atom};

/// Shows what can be done to a row, or in a cell of it.
pub(super) fn menu(
    ui: &mut Ui,
    row: &Row,
    article: Option<ArticleId>,
    ledger: &Ledger,
    state: &AppState,
    intents: &mut Intents,
) {
    let mut entry = |ui: &mut Ui, text: &str, intent: Option<Intent>| {
        let response = ui.add_enabled(intent.is_some(), Button::new(text));
        name(ui, &response, text);
        if response.clicked() {
            intent.into_iter().for_each(|intent| intents.send(intent));
            ui.close();
        }
    };
    let open = state.comparing().is_open(row.key);
    let fold = if open { say!("ledger-fold") } else { say!("ledger-unfold") };
    entry(ui, fold, Some(Intent::Ledger(LedgerIntent::Unfold(row.key))));
    let begin = || Intent::Ledger(LedgerIntent::BeginWording(Some(row.key)));
    entry(ui, &Command::Propose.text(state), state.may_edit().then(begin));
    if let Some(article) = article {
        let project = ledger.project();
        let cell = row.cell(article);
        for id in cell.map(|cell| cell.annotations()).unwrap_or_default() {
            let words = project.annotation(&id).map_or_else(String::new, |row| project.quote(row));
            let text = say!("ledger-quote", quote = shorten(&words));
            entry(ui, &text, Some(Intent::Show(id)));
        }
        let silent = !cell.is_some_and(|cell| cell.speaks()) && state.may_edit();
        let intent = silent.then(|| Intent::Ledger(LedgerIntent::NotThere(row.key, article)));
        entry(ui, &Command::NotThere.text(state), intent);
    }
    if state.comparing().chosen().len() > 1 {
        entry(ui, &Command::SameClaim.text(state), Command::SameClaim.resolve(state));
    }
}

/// Shows the verdict, which can be chosen.
pub(super) fn verdict(ui: &mut Ui, place: Rect, row: &Row, ledger: &Ledger, state: &AppState, intents: &mut Intents) {
    let Some((_, attribute)) = ledger.verdict() else { return };
    let AttributeType::Choice(choices) = &attribute.takes else { return };
    let palette = Palette::of(ui.ctx());
    let shown = verdict_name(ledger, row.verdict.as_ref());
    let colour = if row.unchecked { palette.quiet } else { palette.ink };
    let words = words_atom(ui, &shown, TextStyle::size(TEXT - 0.5).colour(colour), VERDICT - 2.0 * PAD);
    let inside = Rect::from_min_size(place.min + vec2(PAD - 6.0, PAD - 3.0), vec2(VERDICT - PAD, TARGET));
    super::grid::within(ui, UiBuilder::new().id_salt(("verdict", row.key)).max_rect(inside), |ui| {
        let button = Button::new(words).frame_when_inactive(false).min_size(vec2(0.0, TARGET));
        let button = ui.add_enabled(state.may_edit(), button);
        name(ui, &button, &say!("ledger-verdict-of", verdict = shown.as_str()));
        Popup::menu(&button).show(|ui| {
            let mut judge = |verdict| intents.send(Intent::Ledger(LedgerIntent::Judge(row.key, verdict)));
            if row.verdict.is_some() && option(ui, say!("ledger-no-verdict"), false).clicked() {
                judge(None);
            }
            for choice in choices {
                let on = row.verdict.as_ref() == Some(&choice.key);
                if option(ui, &choice.name, on).clicked() && !on {
                    judge(Some(choice.key.clone()));
                }
            }
        });
    });
}
