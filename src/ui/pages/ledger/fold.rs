//! Shows an unfolded row: its quotes by article, in the order of publication, each with its sources, actors and notes.

use egui::{Checkbox, RichText, Ui, vec2};

use super::verdict_name;
use crate::app::{AppState, Intent, LedgerIntent};
use crate::compare::Ledger;
use crate::compare::ledger::{Denied, Ladder, Row, RowKey, Said, Voice};
use crate::model::scheme::AttributeType;
use crate::model::{AnnotationId, ArticleId};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{BADGE, badge, day, name, one_line, quiet};

/// Room between things side by side, in points.
const GAP: f32 = 8.0;
/// Where quotes begin, behind the box that chooses a claim and the badge, in points.
const QUOTE: f32 = TARGET + GAP + BADGE + GAP;
/// How far what a rung cites stands to the right of it, in points.
const STEP: f32 = 14.0;

/// Shows the row.
pub(super) fn show(ui: &mut Ui, ledger: &Ledger, row: &Row, state: &AppState, intents: &mut Intents) {
    ui.spacing_mut().item_spacing = vec2(GAP, 3.0);
    let palette = Palette::of(ui.ctx());
    if let Some(rests) = ledger.rests_on(row) {
        label(ui, TextStyle::size(SMALL).wrap(Wrap::All), &rests);
    }
    for bottom in row.shared() {
        let who = ledger.name(&bottom.who);
        let text = say!("ledger-shared", count = bottom.articles.len(), who = who);
        label(ui, TextStyle::size(SMALL).wrap(Wrap::All), &text);
    }
    for column in ledger.columns() {
        let Some(cell) = row.cell(column.article) else { continue };
        if !cell.speaks() && cell.former.is_empty() {
            continue;
        }
        ui.add_space(6.0);
        article(ui, ledger, column.article, intents);
        for said in &cell.claims {
            claim(ui, ledger, row, said, state, intents);
        }
        for (at, denied) in cell.denials.iter().enumerate() {
            // One denial of several claims of the row stands once.
            let first = cell.denials[..at].iter().all(|other| (other.id, &other.extent) != (denied.id, &denied.extent));
            if first {
                denial(ui, ledger, denied, intents);
            }
        }
        for former in &cell.former {
            ui.add_space(4.0);
            ui.horizontal_top(|ui| {
                ui.add_space(TARGET + GAP);
                quote(ui, ledger, former.id, intents);
            });
            if let Some(told) = ledger.former(former) {
                indented(ui, |ui| drop(quiet(ui, &told)));
            }
        }
    }
    let note = match row.key {
        RowKey::Proposition(id) => ledger.project().proposition(&id).map(|row| row.note.trim()).unwrap_or_default(),
        RowKey::Claim(_) => "",
    };
    if !note.is_empty() {
        ui.add_space(6.0);
        let style = TextStyle::size(SMALL).colour(palette.quiet).wrap(Wrap::All);
        label(ui, style, &say!("ledger-note", note = note));
    }
    verdict_meaning(ui, ledger, row);
    ui.add_space(10.0);
}

/// Says what the verdict is about, once it is more than "unchecked".
fn verdict_meaning(ui: &mut Ui, ledger: &Ledger, row: &Row) {
    if row.unchecked || ledger.verdict().is_none() {
        return;
    }
    ui.add_space(6.0);
    quiet(ui, &say!("ledger-verdict-of", verdict = verdict_name(ledger, row.verdict.as_ref())));
}

fn article(ui: &mut Ui, ledger: &Ledger, id: ArticleId, intents: &mut Intents) {
    let Some(row) = ledger.project().article(&id) else { return };
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        let (outlet, title) = (one_line(&ledger.outlet(id)), one_line(&row.details.title));
        // Without an outlet, the title stands for it.
        let style = match outlet == title {
            true => TextStyle::size(TEXT).strong(),
            false => {
                label(ui, TextStyle::size(TEXT).strong(), &outlet);
                ui.label(RichText::new(day(&row.details.date)).size(SMALL).color(palette.quiet));
                TextStyle::size(SMALL).colour(palette.quiet)
            }
        };
        let response = label(ui, style.clickable(), &title);
        if outlet == title {
            ui.label(RichText::new(day(&row.details.date)).size(SMALL).color(palette.quiet));
        }
        name(ui, &response, &say!("ledger-open-article", title = title.as_str()));
        if response.clicked() {
            intents.send(Intent::OpenArticle(id));
        }
    });
}

fn indented(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    by(ui, QUOTE, add);
}

fn by(ui: &mut Ui, points: f32, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(points);
        ui.vertical(add);
    });
}

/// Shows an annotation's words, which lead to it.
fn quote(ui: &mut Ui, ledger: &Ledger, id: AnnotationId, intents: &mut Intents) {
    let Some(row) = ledger.project().annotation(&id) else { return };
    let words = one_line(&ledger.project().quote(row));
    if let Some(row) = ledger.project().label(&row.label) {
        badge(ui, row);
    }
    let style = TextStyle { serif: true, ..TextStyle::size(15.0) }.wrap(Wrap::All).clickable();
    let response = label(ui, style, &words).on_hover_cursor(egui::CursorIcon::PointingHand);
    name(ui, &response, &words);
    if response.clicked() {
        intents.send(Intent::Show(id));
    }
}

fn claim(ui: &mut Ui, ledger: &Ledger, row: &Row, said: &Said, state: &AppState, intents: &mut Intents) {
    ui.add_space(4.0);
    let many = row.claims().count() > 1 && matches!(row.key, RowKey::Proposition(_));
    ui.horizontal_top(|ui| {
        let mut on = state.comparing().claims().contains(&said.id);
        if many {
            let box_ = ui.add(Checkbox::without_text(&mut on));
            let words = ledger.project().annotation(&said.id).map_or_else(String::new, |a| ledger.project().quote(a));
            name(ui, &box_, &format!("{}: {}", say!("ledger-part-this"), one_line(&words)));
            if box_.on_hover_text(say!("ledger-part-this")).changed() {
                intents.send(Intent::Ledger(LedgerIntent::ChooseClaim(said.id)));
            }
        } else {
            ui.add_space(TARGET + GAP);
        }
        quote(ui, ledger, said.id, intents);
    });
    let voice = match said.voice {
        Voice::Own => Some(say!("ledger-said-own").to_owned()),
        Voice::Denied => Some(say!("ledger-said-denied").to_owned()),
        Voice::Attributed if said.makers.is_empty() => None,
        Voice::Attributed => Some(say!("ledger-made-by", who = ledger.all_names(&said.makers))),
    };
    if let Some(voice) = voice {
        indented(ui, |ui| drop(quiet(ui, &voice)));
    }
    rest(ui, ledger, said.id, &said.about);
}

fn denial(ui: &mut Ui, ledger: &Ledger, denied: &Denied, intents: &mut Intents) {
    ui.add_space(4.0);
    ui.horizontal_top(|ui| {
        ui.add_space(TARGET + GAP);
        quote(ui, ledger, denied.id, intents);
    });
    let how = ledger.extent(&denied.extent);
    let text =
        if denied.by.is_empty() { how } else { say!("cell-denies", how = how, who = ledger.all_names(&denied.by)) };
    indented(ui, |ui| drop(label(ui, TextStyle::size(SMALL).strong().wrap(Wrap::All), &text)));
    let note = ledger.project().relation(&denied.relation).map(|row| row.note.trim()).unwrap_or_default();
    if !note.is_empty() {
        indented(ui, |ui| drop(quiet(ui, &say!("ledger-note", note = note))));
    }
    rest(ui, ledger, denied.id, &denied.about);
}

/// Shows what an annotation rests on, whom it is about, and its note.
fn rest(ui: &mut Ui, ledger: &Ledger, id: AnnotationId, about: &[crate::compare::ledger::Who]) {
    rungs(ui, ledger, &ledger.ladder(id));
    if !about.is_empty() {
        indented(ui, |ui| drop(quiet(ui, &say!("ledger-about", who = ledger.all_names(about)))));
    }
    let note = ledger.project().annotation(&id).map(|row| row.note.trim()).unwrap_or_default();
    if !note.is_empty() {
        indented(ui, |ui| drop(quiet(ui, &say!("ledger-note", note = note))));
    }
}

/// Shows the sources, each below the one that cites it.
fn rungs(ui: &mut Ui, ledger: &Ledger, ladder: &Ladder) {
    let kinds = match ledger.project().attribute(ledger.source_kind()).map(|row| &row.takes) {
        Some(AttributeType::Choice(choices)) => choices.as_slice(),
        _ => &[],
    };
    for rung in &ladder.rungs {
        let mut who = ledger.name(&rung.who);
        if let Some(kind) = rung.kind.as_ref().and_then(|key| kinds.iter().find(|choice| choice.key == *key)) {
            who = say!("ledger-rung-kind", who = who, kind = &kind.name);
        }
        let mut text = say!("ledger-rung", who = who);
        let descriptor = one_line(&rung.descriptor);
        let more = [
            (!descriptor.is_empty()).then_some(descriptor),
            (!rung.speaks_for.is_empty()).then(|| say!("ledger-speaks-for", who = ledger.all_names(&rung.speaks_for))),
            rung.circle.then(|| say!("ledger-circle").to_owned()),
        ];
        for more in more.into_iter().flatten() {
            text = format!("{text}{}{more}", say!("cell-between"));
        }
        by(ui, QUOTE + (rung.depth - 1) as f32 * STEP, |ui| {
            label(ui, TextStyle::size(SMALL).wrap(Wrap::All), &text);
        });
    }
}
