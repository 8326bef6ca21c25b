//! Finds commands, articles and annotations by a part of their name.

use egui::{FontId, Key, Modifiers, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::keys::refusal;
use super::super::memo::Memo;
use super::super::text::{TextEngine, TextStyle};
use super::super::theme::{Palette, SMALL, TEXT};
use super::super::widgets::{Field, choose, failed, landmark, one_line, paint_badge, paint_row, paint_tick, quiet};
use super::{Sheet, dialog};
use crate::app::{AppState, Command, Intent, Modal};
use crate::model::{AnnotationId, ArticleId};
use crate::say;

/// How many things are listed at the most.
const MOST: usize = 60;
const ROW: f32 = 30.0;

/// By how much a command stands behind what is called as it was typed, when only the step in its name is.
const BEHIND: i32 = 10;

/// What can be found.
#[derive(Clone, Debug)]
enum Found {
    Command(Command),
    Article(ArticleId),
    Annotation(AnnotationId),
}

/// What the palette remembers: what was found for the query, and what is chosen.
#[derive(Default)]
pub(super) struct Finder {
    found: Memo<(String, u64, bool), Vec<(Found, String)>>,
    chosen: usize,
    moved: bool,
}

impl Finder {
    pub(super) fn show(&mut self, ui: &mut Ui, query: &str, sheet: &mut Sheet<'_>) {
        let state = sheet.state;
        dialog(ui, say!("finder-dialog"));
        let id = egui::Id::unique("palette-query");
        let mut go = false;
        let mut by = 0_isize;
        ui.input_mut(|input| {
            for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)] {
                by += step * input.count_and_consume_key(Modifiers::NONE, key) as isize;
            }
            go = input.consume_key(Modifiers::NONE, Key::Enter);
        });
        if sheet.begins || !ui.memory(|memory| memory.has_focus(id)) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let (name, hint) = (say!("finder-field"), say!("finder-field.hint"));
        let typed = Field { id, name, value: query, hint, rows: 1 }.show(ui);
        if let Some(text) = typed.changed {
            sheet.intents.open(Modal::Palette { query: text });
            (self.chosen, self.moved) = (0, true);
        }
        ui.add_space(8.0);
        let found = self.found.get((query.to_owned(), state.ticks(), state.knows_annotations()), || find(state, query));
        let last = found.len().saturating_sub(1);
        if by != 0 {
            self.chosen = self.chosen.saturating_add_signed(by).min(last);
            self.moved = true;
        }
        if found.is_empty() {
            match state.annotations_failure() {
                Some(why) => failed(ui, why, state, sheet.intents),
                None => drop(quiet(
                    ui,
                    if state.knows_annotations() { say!("finder-none") } else { say!("finder-reading") },
                )),
            }
            return;
        }
        ScrollArea::vertical().id_salt("found").max_height(ROW * 14.0).auto_shrink([false, true]).show(ui, |ui| {
            landmark(ui, Role::ListBox, say!("finder-found"));
            ui.spacing_mut().item_spacing.y = 0.0;
            for (at, (what, text)) in found.iter().enumerate() {
                let chosen = at == self.chosen;
                let intent = intent(what, state);
                let response = found_row(ui, what, text, chosen, intent.is_some(), state);
                if chosen && std::mem::take(&mut self.moved) {
                    response.scroll_to_me(None);
                }
                let asked = go && chosen;
                if let Some(intent) = intent.filter(|_| asked || response.clicked()) {
                    sheet.intents.send(Intent::CloseModal);
                    sheet.intents.send(intent);
                } else if let Found::Command(command) = what
                    && asked
                {
                    let why = refusal(command, state).unwrap_or_else(|| say!("refused-here", command = text));
                    sheet.intents.send(Intent::CloseModal);
                    sheet.intents.send(Intent::Say(why, true));
                }
            }
        });
    }
}

fn intent(what: &Found, state: &AppState) -> Option<Intent> {
    match what {
        Found::Command(command) => command.resolve(state),
        Found::Article(id) => Some(Intent::OpenArticle(*id)),
        Found::Annotation(id) => Some(Intent::Show(*id)),
    }
}

/// Lists what fits, the best first; without a query the commands that can be done.
fn find(state: &AppState, query: &str) -> Vec<(Found, String)> {
    let project = state.project();
    let mut all: Vec<(i32, Found, String)> = Vec::new();
    for command in Command::all(project) {
        if command == Command::Palette {
            continue;
        }
        let text = command.text(state);
        // The step that can be undone has words of the user's, by which they rather look for the thing itself.
        let name = match command {
            Command::Undo => say!("command-undo"),
            Command::Redo => say!("command-redo"),
            _ => &text,
        };
        let whole = || fit(query, &text).map(|score| score - BEHIND);
        let Some(score) = fit(query, name).or_else(whole) else { continue };
        // What can't be done now comes behind everything that can, unless nothing else can be meant.
        let can = command.resolve(state).is_some() || is_called(name, query);
        all.push((score + if can { 6 } else { -1000 }, Found::Command(command), text));
    }
    if !query.trim().is_empty() {
        for (id, row) in project.articles() {
            let text = [row.details.title.trim(), row.details.outlet.trim()].join(" ").trim().to_owned();
            if let Some(score) = fit(query, &text) {
                all.push((score, Found::Article(*id), text));
            }
        }
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let Some(first) = words.first() else { return Vec::new() };
        let inner = format!(" {first}");
        // The letters are there one behind the other, which is more than commands need.
        let letters = words.iter().map(|word| word.chars().count()).sum::<usize>();
        for id in state.annotations_with(&words, MOST).unwrap_or_default() {
            let Some(row) = project.annotation(&id) else { continue };
            let text = one_line(&project.quote(row));
            let lower = text.to_lowercase();
            let begins = lower.starts_with(first.as_str()) || lower.contains(&inner);
            let score = i32::try_from(letters).unwrap_or(i32::MAX / 4) * 3 + if begins { 10 } else { -4 };
            all.push((score, Found::Annotation(id), text));
        }
    }
    // Stable: equals stay in the order of the list.
    all.sort_by_key(|(score, ..)| -score);
    let most = if query.trim().is_empty() { usize::MAX } else { MOST };
    all.into_iter().take(most).map(|(_, found, text)| (found, text)).collect()
}

/// Tells whether a command's whole name was typed.
fn is_called(name: &str, query: &str) -> bool {
    name.trim_end_matches(" …").to_lowercase() == query.trim().to_lowercase()
}

/// Tells how well letters typed fit a name: `None` when they are not in it in this order.
fn fit(query: &str, name: &str) -> Option<i32> {
    let name: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    let mut score = 0;
    let mut at = 0;
    let mut joined = false;
    for letter in query.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
        let starts_word = |at: usize| at == 0 || !name[at - 1].is_alphanumeric();
        if joined && name.get(at) == Some(&letter) {
            score += 4;
            at += 1;
            continue;
        }
        // The beginning of a word is a better place than the next letter that fits.
        let rest = at..name.len();
        let word = rest.clone().find(|at| name[*at] == letter && starts_word(*at));
        let found = word.or_else(|| rest.clone().find(|at| name[*at] == letter))?;
        score += if word.is_some() { 4 } else { -1 };
        score -= i32::try_from(found - at).unwrap_or(0).min(8) / 4;
        at = found + 1;
        joined = true;
    }
    // Letters strewn over a name are no find.
    (score >= 0).then_some(score)
}

fn found_row(ui: &mut Ui, what: &Found, text: &str, chosen: bool, can: bool, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, can, chosen, text));
    choose(ui, &response, chosen);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    paint_row(ui, &response, rect, chosen);
    let ink = if can { palette.ink } else { Palette::mix(palette.panel, palette.ink, 0.5) };
    let right = match what {
        Found::Command(command) => {
            if command.is_on(state) == Some(true) {
                let tick = egui::Rect::from_center_size(pos2(rect.left() + 14.0, rect.center().y), vec2(12.0, 12.0));
                paint_tick(ui.painter(), tick, palette.accent);
            }
            let shortcut = command.shortcut(state).map(|s| s.to_string());
            shortcut.unwrap_or_else(|| command.menu().0.title().to_owned())
        }
        Found::Article(_) => say!("finder-article").to_owned(),
        Found::Annotation(id) => {
            let label = state.project().annotation(id).and_then(|row| state.project().label(&row.label));
            if let Some(label) = label {
                let badge = egui::Rect::from_center_size(pos2(rect.left() + 15.0, rect.center().y), vec2(17.0, 17.0));
                paint_badge(ui.painter(), badge, palette, label);
            }
            label.map(|label| label.name.clone()).unwrap_or_default()
        }
    };
    let right = ui.painter().layout_no_wrap(right, FontId::proportional(SMALL), palette.quiet);
    let wide = right.size();
    ui.painter().galley(pos2(rect.right() - 8.0 - wide.x, rect.center().y - wide.y / 2.0), right, palette.quiet);
    let room = rect.width() - 32.0 - wide.x - 24.0;
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(TEXT), room, text);
    laid.paint(ui.painter(), pos2(rect.left() + 32.0, rect.center().y - laid.size.y / 2.0), ink);
    response
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn letters_fit_in_their_order() {
        assert!(fit("", "Save").is_some());
        assert!(fit("sa", "Save as …").is_some());
        assert!(fit("nxt art", "Next article").is_some());
        assert!(fit("as", "Save").is_none_or(|score| score < fit("sa", "Save").unwrap_or(0)));
        assert!(fit("xyz", "Save").is_none());
    }

    #[test]
    fn beginnings_of_words_fit_better() {
        assert!(fit("na", "Next article") > fit("na", "Mark as denial and"));
        assert!(fit("save", "Save") > fit("save", "Shave everything"));
    }
}
