//! Lists what the open article shares with the others: passages, and quotations that they give differently.

use std::collections::HashMap;

use egui::{Button, CursorIcon, RichText, ScrollArea, Sense, Ui, vec2};

use crate::app::{AppState, Intent};
use crate::compare::{Change, Common};
use crate::model::{ArticleId, RevisionId, Span};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::marked::{Mark, Marked};
use crate::ui::text::{BAR, TextStyle};
use crate::ui::theme::{SMALL, TARGET, TEXT};
use crate::ui::widgets::{failed, name, quiet, words};

/// How many rows are shown of one article before more are asked for.
const MOST: usize = 40;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum List {
    /// Passages that are the same, or nearly.
    #[default]
    Passages,
    /// Quotations that are given differently.
    Quotations,
}

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Shared {
    list: List,
    /// How many rows beyond [`MOST`] are shown of an article.
    more: HashMap<ArticleId, usize>,
}

impl Shared {
    /// Shows the list; `focus` gives it the keyboard.
    pub(super) fn show(&mut self, ui: &mut Ui, focus: bool, state: &AppState, intents: &mut Intents) {
        let Some(found) = state.shared_passages() else {
            if let Some(why) = state.shared_failure() {
                return failed(ui, why, state, intents);
            }
            quiet(ui, if state.article().is_some() { say!("shared-looking") } else { say!("texts-no-article") });
            return;
        };
        let passages: usize = found.iter().map(|common| common.passages.len()).sum();
        let quotations: usize = found.iter().map(|common| common.drifts.len()).sum();
        ui.horizontal(|ui| {
            for (list, text) in [
                (List::Passages, say!("shared-passages", count = passages)),
                (List::Quotations, say!("shared-quotations", count = quotations)),
            ] {
                let button = Button::selectable(self.list == list, RichText::new(&text).size(SMALL));
                let response = ui.add(button.frame_when_inactive(true).min_size(vec2(0.0, TARGET)));
                name(ui, &response, &text);
                if focus && self.list == list {
                    response.request_focus();
                }
                if response.clicked() {
                    self.list = list;
                }
            }
        });
        ui.add_space(4.0);
        ScrollArea::vertical().id_salt("shared").auto_shrink([false, false]).show(ui, |ui| {
            let empty = match self.list {
                List::Passages => passages == 0,
                List::Quotations => quotations == 0,
            };
            if empty {
                quiet(ui, say!("shared-none"));
            }
            // The scroll bar floats over what is there.
            ui.set_max_width(ui.available_width() - BAR);
            for common in found {
                ui.push_id(common.articles[1], |ui| self.article(ui, common, state, intents));
            }
        });
    }

    fn article(&mut self, ui: &mut Ui, common: &Common, state: &AppState, intents: &mut Intents) {
        let rows: Vec<([Span; 2], &[Change])> = match self.list {
            List::Passages => common.passages.iter().map(|row| (row.spans, row.changes.as_slice())).collect(),
            List::Quotations => common.drifts.iter().map(|row| (row.quotes, row.changes.as_slice())).collect(),
        };
        if rows.is_empty() {
            return;
        }
        let title = state.project().article(&common.articles[1]).map_or("", |row| row.details.title.as_str());
        words(ui, title, TextStyle::size(TEXT).strong());
        ui.add_space(2.0);
        let more = self.more.entry(common.articles[1]).or_default();
        let most = MOST + *more;
        for (number, (spans, changes)) in rows.iter().take(most).enumerate() {
            ui.push_id(number, |ui| {
                ui.columns(2, |columns| {
                    for (side, ui) in columns.iter_mut().enumerate() {
                        let place = (common.articles[side], common.revisions[side], spans[side]);
                        words_of(ui, place, changes.iter().map(|change| &change.sides[side]), state, intents);
                    }
                });
            });
            ui.add_space(8.0);
        }
        if rows.len() > most {
            let text = say!("texts-more", count = rows.len() - most);
            if ui.add(Button::new(text).min_size(vec2(0.0, TARGET))).clicked() {
                *more += MOST;
            }
        }
        ui.add_space(8.0);
    }
}

/// Shows one side's words, what differs marked; a click goes there.
fn words_of<'a>(
    ui: &mut Ui,
    (article, revision, span): (ArticleId, RevisionId, Span),
    changes: impl Iterator<Item = &'a std::ops::Range<usize>>,
    state: &AppState,
    intents: &mut Intents,
) {
    let Some(text) = state.project().revision(&revision).map(|row| row.text.as_str()) else { return };
    let flat = |range: std::ops::Range<usize>| text.get(range).unwrap_or("").replace('\n', " ");
    let (mut marked, mut at) = (Marked::default(), span.start());
    for range in changes.filter(|range| !range.is_empty()) {
        marked.push(&flat(at..range.start), None);
        marked.push(&flat(range.clone()), Some(Mark::Other));
        at = range.end;
    }
    marked.push(&flat(at..span.end()), None);
    let response = marked.show(ui, TEXT, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    name(ui, &response, &say!("shared-go", words = marked.spoken()));
    if response.on_hover_text(say!("shared-go.tip")).clicked() {
        intents.send(Intent::ShowWords(article, span));
    }
}
