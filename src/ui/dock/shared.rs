//! Lists what the open article shares with the others: passages, and quotations that they give differently.

use std::ops::Range;

use egui::{Button, CursorIcon, RichText, ScrollArea, Sense, Ui, vec2};

use crate::app::{AppState, Command, Intent};
use crate::compare::{Change, Common};
use crate::model::{ArticleId, Span};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::long::{self, Rows, Scroll};
use crate::ui::marked::{Mark, Marked};
use crate::ui::text::{BAR, TextStyle};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{failed, name, paint_focus, quiet, words};

/// Room between the two sides, in points.
const GAP: f32 = 16.0;
/// Room below a row, and below the title of an article, in points.
const BELOW: f32 = 8.0;
/// Room between words and the focus ring around them, in points.
const RING: f32 = 3.0;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum List {
    /// Passages that are the same, or nearly.
    #[default]
    Passages,
    /// Quotations that are given differently.
    Quotations,
}

/// Something that two articles share: where it stands in each, and what differs.
type Pair<'f> = ([Span; 2], &'f [Change]);

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Shared {
    list: List,
    rows: Rows<Of>,
    scroll: Scroll,
}

impl Shared {
    /// Shows the list; `focus` gives it the keyboard.
    pub(super) fn show(&mut self, ui: &mut Ui, focus: bool, state: &AppState, intents: &mut Intents) {
        if state.article().is_some() && state.project().article_count() < 2 {
            return alone(ui, focus, state, intents);
        }
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
        // What gets the keyboard is in view at once: on the way there, heights that were guessed would turn out others.
        let area = ScrollArea::vertical().id_salt("shared").auto_shrink([false, false]).animated(false);
        let (list, rows) = (self.list, &mut self.rows);
        self.scroll.show(ui, area, |ui| {
            // The scroll bar floats over what is there.
            ui.set_max_width(ui.available_width() - BAR);
            lines(ui, list, rows, found, state, intents)
        });
    }
}

/// Says that there is no other article yet, and offers what adds one.
fn alone(ui: &mut Ui, focus: bool, state: &AppState, intents: &mut Intents) {
    quiet(ui, say!("shared-alone"));
    ui.add_space(8.0);
    for command in [Command::AddFiles, Command::Paste] {
        let button = Button::new(command.text(state)).min_size(vec2(0.0, TARGET));
        let response = ui.add_enabled(command.resolve(state).is_some(), button);
        if focus && command == Command::AddFiles {
            response.request_focus();
        }
        if response.on_hover_text(command.tooltip(state)).clicked() {
            intents.run(&command, state);
        }
    }
}

/// What the rows of the list are made from: which list, of which article, and how long it is.
type Of = (List, Option<ArticleId>, usize);

/// Shows the lines in view. Returns by how many points the list has to be scrolled further.
fn lines(
    ui: &mut Ui,
    list: List,
    rows: &mut Rows<Of>,
    found: &[Common],
    state: &AppState,
    intents: &mut Intents,
) -> f32 {
    let count: usize = found.iter().map(|common| lines_of(common, list)).sum();
    if count == 0 {
        quiet(ui, say!("shared-none"));
        return 0.0;
    }
    let half = |width: f32| (width - GAP) / 2.0;
    let guess = |width| {
        let titled = found.iter().filter(|common| lines_of(common, list) > 0);
        let guessed = titled.flat_map(|common| {
            let pairs = pairs(common, list).map(|(spans, _)| {
                let words = |side| text(state, common, side).get(spans[side].range()).unwrap_or("");
                let sides = [0, 1].map(|side| long::guess(words(side), TEXT, half(width)));
                sides[0].max(sides[1])
            });
            [long::guess("", TEXT, width)].into_iter().chain(pairs)
        });
        guessed.map(|height| height + BELOW).collect()
    };
    let sides = |common, pair| [0, 1].map(|side| marked(state, common, side, pair));
    let measure = |ui: &Ui, at: usize| match line(found, list, at) {
        Some((common, Some(pair))) => {
            let sides = sides(common, pair).map(|side| side.height(ui, TEXT, half(ui.available_width())));
            sides[0].max(sides[1]) + BELOW
        }
        _ => long::guess("", TEXT, 1.0) + BELOW,
    };
    rows.show(ui, (list, state.article(), count), guess, measure, |ui, at| match line(found, list, at) {
        Some((common, Some(pair))) => {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.columns(2, |columns| {
                for ((ui, words), side) in columns.iter_mut().zip(sides(common, pair)).zip(0..) {
                    let response = words.show(ui, TEXT, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
                    paint_focus(ui, &response, response.rect.expand(RING), Palette::of(ui.ctx()));
                    name(ui, &response, &say!("shared-go", words = words.spoken()));
                    if response.gained_focus() {
                        response.scroll_to_me(None);
                    }
                    if response.on_hover_text(say!("shared-go.tip")).clicked() {
                        intents.send(Intent::ShowWords(common.articles[side], pair.0[side]));
                    }
                }
            });
        }
        Some((common, None)) => {
            let title = state.project().article(&common.articles[1]).map_or("", |row| &row.details.title);
            words(ui, title, TextStyle::size(TEXT).strong());
        }
        None => {}
    })
}

/// Returns what is shared of a sort, by its number.
fn pair(common: &Common, list: List, number: usize) -> Option<Pair<'_>> {
    match list {
        List::Passages => common.passages.get(number).map(|row| (row.spans, row.changes.as_slice())),
        List::Quotations => common.drifts.get(number).map(|row| (row.quotes, row.changes.as_slice())),
    }
}

/// Lists what is shared of a sort.
fn pairs(common: &Common, list: List) -> impl Iterator<Item = Pair<'_>> {
    (0..).map_while(move |number| pair(common, list, number))
}

/// Counts the lines of one article: its title and what is shared with it; none where there is nothing.
fn lines_of(common: &Common, list: List) -> usize {
    let count = match list {
        List::Passages => common.passages.len(),
        List::Quotations => common.drifts.len(),
    };
    if count == 0 { 0 } else { count + 1 }
}

/// Returns what a line of the list shows: an article's title, or something that is shared with it.
fn line(found: &[Common], list: List, mut at: usize) -> Option<(&Common, Option<Pair<'_>>)> {
    for common in found {
        let lines = lines_of(common, list);
        if at < lines {
            return Some((common, at.checked_sub(1).and_then(|number| pair(common, list, number))));
        }
        at -= lines;
    }
    None
}

/// Returns the text of one side.
fn text<'s>(state: &'s AppState, common: &Common, side: usize) -> &'s str {
    state.project().revision(&common.revisions[side]).map_or("", |row| row.text.as_str())
}

/// Marks in one side's words what differs.
fn marked(state: &AppState, common: &Common, side: usize, (spans, changes): Pair<'_>) -> Marked {
    let text = text(state, common, side);
    let flat = |range: Range<usize>| text.get(range).unwrap_or("").replace('\n', " ");
    let (mut marked, mut at) = (Marked::default(), spans[side].start());
    for range in changes.iter().map(|change| &change.sides[side]).filter(|range| !range.is_empty()) {
        marked.push(&flat(at..range.start), None);
        marked.push(&flat(range.clone()), Some(Mark::Other));
        at = range.end;
    }
    marked.push(&flat(at..spans[side].end()), None);
    marked
}
