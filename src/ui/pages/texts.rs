//! Shows the texts of the open article: which there are, what changed from one to the next, and the annotations that
//! lost their place, each with where it stood and where it may stand now.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use egui::{Button, RichText, Sense, Ui, vec2};

use crate::app::{AppState, Command, Intent};
use crate::compare::Comparison;
use crate::compare::revision::{Part, Sort};
use crate::model::{AnnotationId, ArticleId, Revision, RevisionId, Span, Text};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::long::{self, Rows};
use crate::ui::marked::{Mark, Marked};
use crate::ui::memo::Memo;
use crate::ui::text::parts::{Part as Stretch, parts};
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{badge, command_button, failed, heading, moment, name, one_line, quiet, rule, words};

/// The size of the texts, in points.
const SIZE: f32 = TEXT + 1.5;
/// Room below a paragraph, in points.
const BELOW: f32 = 6.0;
/// Bytes above which a paragraph of the comparison is cut, so that what is out of view need not be laid out.
const LONG: usize = 4096;
/// How many annotations of the review are shown.
const WAITING: usize = 20;
/// Characters of context on either side of a place.
const AROUND: usize = 60;

/// What the page shows of the two texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    /// What changed.
    #[default]
    Changes,
    /// The earlier text by itself.
    Earlier,
}

/// A line of the comparison.
pub(super) enum Row {
    /// A paragraph with what changed in it.
    Paragraph(Marked),
    /// So many paragraphs in a row that are the same.
    Same(usize),
}

/// Stretches of a text with what is marked in them, by number.
type Annotated = HashMap<usize, Rc<Marked>>;

impl Row {
    /// Shows the line.
    pub(super) fn show(&self, ui: &mut Ui) {
        match self {
            Row::Same(count) => {
                let style = TextStyle::size(SMALL).colour(Palette::of(ui.ctx()).quiet);
                label(ui, style, &say!("texts-same", count = *count));
            }
            Row::Paragraph(marked) => drop(marked.show(ui, SIZE, Sense::hover())),
        }
    }
}

/// What the page remembers.
#[derive(Default)]
pub(super) struct Texts {
    look: Look,
    /// The article's texts, each with how many annotations it has, as of a state.
    listed: Memo<(ArticleId, u64), Vec<(RevisionId, usize)>>,
    changes: Memo<[RevisionId; 2], Vec<Row>>,
    /// The stretches of an earlier text, and those that were in view with what was marked in them as of a state.
    stretches: Memo<RevisionId, Vec<Stretch>>,
    annotated: Memo<(RevisionId, u64), RefCell<Annotated>>,
    rows: Rows<(Look, [RevisionId; 2])>,
}

impl Texts {
    /// Shows the page. Returns by how many points it has to be scrolled further before it is shown again.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> f32 {
        let Some(article) = state.article() else {
            quiet(ui, say!("texts-no-article"));
            return 0.0;
        };
        let title = state.project().article(&article).map_or("", |row| row.details.title.as_str());
        words(ui, title, TextStyle::size(TEXT).strong());
        ui.add_space(8.0);
        command_button(ui, &Command::NewText, state, intents);
        if state.text_is_added() == Some(article) {
            quiet(ui, say!("texts-comparing"));
        }
        ui.add_space(8.0);
        self.revisions(ui, article, state, intents);
        let Some(pair) = state.compared_texts() else {
            quiet(ui, say!("texts-only-one"));
            return 0.0;
        };
        review(ui, state, intents);
        rule(ui);
        let shift = self.texts(ui, pair, state, intents);
        ui.add_space(24.0);
        shift
    }

    /// Lists the article's texts; choosing one compares it with the one before it, the first with the second.
    fn revisions(&mut self, ui: &mut Ui, article: ArticleId, state: &AppState, intents: &mut Intents) {
        let project = state.project();
        let counted = |id| (id, project.in_order(id).count() + project.detached(id).count());
        let all = self.listed.get((article, state.ticks()), || project.revisions_of(article).map(counted).collect());
        heading(ui, say!("texts-heading"));
        ui.add_space(4.0);
        for (at, (id, marks)) in all.iter().enumerate() {
            let Some(row) = project.revision(id) else { continue };
            let text =
                say!("texts-row", number = row.number, added = moment(row.added), origin = &row.origin, count = *marks);
            let (from, to) = (at.saturating_sub(1), at.max(1));
            let chosen = state.compared_texts().is_some_and(|pair| *id == pair[1] && at > 0);
            let button = Button::selectable(chosen, RichText::new(&text)).frame_when_inactive(true);
            let response = ui.add_enabled(all.len() > 1, button.min_size(vec2(0.0, TARGET)));
            ui.add_space(4.0);
            name(ui, &response, &text);
            if response.on_hover_text(say!("texts-row.tip")).clicked()
                && let (Some((from, _)), Some((to, _))) = (all.get(from), all.get(to))
            {
                intents.send(Intent::CompareTexts([*from, *to]));
            }
        }
        ui.add_space(8.0);
    }

    fn texts(&mut self, ui: &mut Ui, pair: [RevisionId; 2], state: &AppState, intents: &mut Intents) -> f32 {
        let project = state.project();
        let [Some(old), Some(new)] = pair.map(|id| project.revision(&id)) else { return 0.0 };
        ui.horizontal(|ui| {
            for (look, text) in [
                (Look::Changes, say!("texts-changes", from = old.number, to = new.number)),
                (Look::Earlier, say!("texts-earlier", number = old.number)),
            ] {
                let button = Button::selectable(self.look == look, &text).frame_when_inactive(true);
                let response = ui.add(button.min_size(vec2(0.0, TARGET)));
                name(ui, &response, &text);
                if response.clicked() {
                    self.look = look;
                }
            }
        });
        ui.add_space(8.0);
        match self.look {
            Look::Earlier => self.earlier(ui, pair, old, state),
            Look::Changes => {
                if let Some(comparison) = state.compared() {
                    return self.changes(ui, pair, comparison, [&old.text, &new.text]);
                }
                match state.compared_failure() {
                    Some(why) => failed(ui, why, state, intents),
                    None => drop(quiet(ui, say!("texts-comparing"))),
                }
                0.0
            }
        }
    }

    /// Shows what changed from one text to the other.
    fn changes(&mut self, ui: &mut Ui, pair: [RevisionId; 2], comparison: &Comparison, texts: [&Text; 2]) -> f32 {
        let (edits, moves) = (comparison.edits(), comparison.moves.len());
        quiet(ui, &say!("texts-counts", edits = edits, moves = moves));
        legend(ui);
        ui.add_space(8.0);
        let all = self.changes.get(pair, || rows(comparison, texts[0], texts[1]));
        let guess = |width| {
            let guessed = all.iter().map(|row| match row {
                Row::Same(_) => long::guess("", SMALL, width),
                Row::Paragraph(marked) => long::guess(&marked.text, SIZE, width),
            });
            guessed.map(|height| height + BELOW).collect()
        };
        let measure = |ui: &Ui, at: usize| match &all[at] {
            Row::Same(_) => long::guess("", SMALL, 1.0) + BELOW,
            Row::Paragraph(marked) => marked.height(ui, SIZE, ui.available_width()) + BELOW,
        };
        self.rows.show(ui, (Look::Changes, pair), guess, measure, |ui, at| all[at].show(ui))
    }

    /// Shows an earlier text with the annotations on it.
    fn earlier(&mut self, ui: &mut Ui, pair: [RevisionId; 2], old: &Revision, state: &AppState) -> f32 {
        quiet(ui, say!("texts-read-only"));
        ui.add_space(8.0);
        let stretches = self.stretches.get(pair[0], || parts(&old.text, &[]));
        let known = self.annotated.get((pair[0], state.ticks()), RefCell::default);
        let stretch = |at: usize| {
            let make = || Rc::new(annotated(state, pair[0], old, stretches[at].bytes.clone()));
            Rc::clone(known.borrow_mut().entry(at).or_insert_with(make))
        };
        let guess = |width| {
            let body = old.text.as_str();
            let words = stretches.iter().map(|stretch| &body[stretch.bytes.clone()]);
            words.map(|words| long::guess(words, SIZE, width) + BELOW).collect()
        };
        let measure = |ui: &Ui, at: usize| stretch(at).height(ui, SIZE, ui.available_width()) + BELOW;
        self.rows.show(ui, (Look::Earlier, pair), guess, measure, |ui, at| {
            stretch(at).show(ui, SIZE, Sense::hover());
        })
    }
}

/// Marks the annotations of a stretch of an earlier text, each with its label's letter before it.
fn annotated(state: &AppState, id: RevisionId, revision: &Revision, range: Range<usize>) -> Marked {
    let project = state.project();
    let mut marked = Marked::default();
    // Where each begins and ends in the stretch, its label, and the letter that stands before it.
    let mut all: Vec<(usize, usize, usize, String)> = Vec::new();
    let shown = project.touching(id, range.clone()).into_iter().filter(|(_, row)| state.shows(row.set));
    for (_, row) in shown {
        let Some(label) = project.label(&row.label) else { continue };
        let known = marked.labels.iter().position(|(name, slot)| *name == label.name && *slot == label.colour);
        let at = known.unwrap_or_else(|| {
            marked.labels.push((label.name.clone(), label.colour));
            marked.labels.len() - 1
        });
        let spans = row.fragments().map_or(&[][..], |fragments| fragments.spans());
        for (part, span) in spans.iter().enumerate().filter(|(_, s)| s.start() < range.end && range.start < s.end()) {
            let letter =
                if part == 0 && span.start() >= range.start { label.letter.to_uppercase() } else { String::new() };
            let letter = if letter.is_empty() { letter } else { format!("{letter} ") };
            all.push((span.start().max(range.start), span.end().min(range.end), at, letter));
        }
    }
    all.sort_by_key(|(start, end, ..)| (*start, std::cmp::Reverse(*end)));
    let mut at = range.start;
    let mut starts = Vec::with_capacity(all.len());
    // The bytes of letters before each mark, and of all of them.
    let mut letters = vec![0];
    for (start, _, _, letter) in &all {
        marked.text.push_str(revision.text.as_str().get(at..*start).unwrap_or(""));
        starts.push(marked.text.len());
        marked.text.push_str(letter);
        letters.push(letters[letters.len() - 1] + letter.len());
        at = *start;
    }
    marked.text.push_str(revision.text.as_str().get(at..range.end).unwrap_or(""));
    for (mark, start) in all.iter().zip(starts) {
        let inside = letters[all.partition_point(|other| other.0 < mark.1)];
        marked.marks.push((start..mark.1 - range.start + inside, Mark::Label(mark.2)));
    }
    marked
}

/// Says what the marks mean.
pub(super) fn legend(ui: &mut Ui) {
    let mut legend = Marked::default();
    for (text, mark) in [
        (say!("texts-legend-gone"), Mark::Gone),
        (say!("texts-legend-come"), Mark::Come),
        (say!("texts-legend-moved"), Mark::Moved),
    ] {
        legend.push(text, Some(mark));
        legend.push("    ", None);
    }
    legend.show(ui, SMALL, Sense::hover());
}

/// Lays a comparison out in paragraphs, those that are the same counted where there are several in a row.
pub(super) fn rows(comparison: &Comparison, old: &Text, new: &Text) -> Vec<Row> {
    let mut paragraphs = vec![Marked::default()];
    let mut add = |words: &str, mark: Option<Mark>| {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                paragraphs.push(Marked::default());
            }
            if let Some(last) = paragraphs.last_mut() {
                // What came stands apart from what went, also where no space parted them.
                let close = mark == Some(Mark::Come) && last.ends_in(Mark::Gone);
                last.push(if close { " " } else { "" }, None);
                last.push(line, mark);
            }
        }
    };
    let mut add_all = |parts: &[Part], same: Option<Mark>| {
        for part in parts {
            let was = old.as_str().get(part.old.clone()).unwrap_or("");
            let is = new.as_str().get(part.new.clone()).unwrap_or("");
            match part.sort {
                Sort::Same => add(is, same),
                Sort::Removed => add(was, Some(Mark::Gone)),
                Sort::Added => add(is, Some(Mark::Come)),
                Sort::MovedHere(_) => add(is, Some(Mark::Moved)),
                Sort::MovedAway(_) => {
                    add(say!("texts-moved-away"), Some(Mark::Moved));
                    add(if was.ends_with('\n') { "\n" } else { " " }, None);
                }
            }
        }
    };
    for part in &comparison.parts {
        match part.sort {
            Sort::MovedHere(number) => {
                let inside = comparison.moves.get(number).map_or(&[][..], |moved| &moved.inside);
                add_all(inside, Some(Mark::Moved));
            }
            _ => add_all(std::slice::from_ref(part), None),
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for paragraph in paragraphs.into_iter().filter(|paragraph| !paragraph.text.trim().is_empty()) {
        match rows.last_mut() {
            Some(Row::Same(count)) if paragraph.marks.is_empty() => *count += 1,
            _ if paragraph.marks.is_empty() => rows.push(Row::Same(1)),
            _ => rows.extend(paragraph.pieces(LONG).into_iter().map(Row::Paragraph)),
        }
    }
    rows
}

/// Lists the annotations that lost their place.
fn review(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let waiting = state.waiting_annotations();
    if waiting.is_empty() {
        return;
    }
    rule(ui);
    heading(ui, &say!("review-heading", count = waiting.len()));
    let key = |command: Command| command.shortcut(state).map_or_else(String::new, |key| key.to_string());
    quiet(ui, &say!("review-explained", place = key(Command::PlaceLost), leave = key(Command::LeaveLost)));
    ui.add_space(8.0);
    for (number, id) in waiting.iter().take(WAITING).enumerate() {
        ui.push_id(("lost", *id), |ui| lost(ui, number, *id, state, intents));
        ui.add_space(12.0);
    }
    if waiting.len() > WAITING {
        quiet(ui, &say!("review-more", count = waiting.len() - WAITING));
    }
}

/// Shows an annotation that lost its place: where it stood, and where it may stand now.
fn lost(ui: &mut Ui, number: usize, id: AnnotationId, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let Some(row) = project.annotation(&id) else { return };
    let quote = one_line(&project.quote(row));
    let ours = state.is_ours(row) && state.file().read_only.is_none();
    ui.horizontal(|ui| {
        if let Some(label) = project.label(&row.label) {
            badge(ui, label);
        }
        ui.label(RichText::new(say!("review-stood", number = number + 1)).size(SMALL));
    });
    match state.last_place(id).and_then(|(text, place)| Some((&project.revision(&text)?.text, place))) {
        Some((text, place)) => drop(in_context(text, place.cover(), Mark::Other).show(ui, TEXT, Sense::hover())),
        None => drop(words(ui, &quote, TextStyle::size(TEXT))),
    }
    let found = state.places_for_lost();
    let candidates = found.and_then(|found| found.get(&id)).map_or(&[][..], Vec::as_slice);
    let text = project.revision(&row.revision).map(|row| &row.text);
    if candidates.is_empty() {
        match (found.is_some_and(|found| found.contains_key(&id)), state.places_failure()) {
            (true, _) => drop(quiet(ui, say!("review-nowhere"))),
            (false, Some(why)) => failed(ui, why, state, intents),
            (false, None) => drop(quiet(ui, say!("texts-comparing"))),
        }
    }
    ui.add_space(4.0);
    for (at, candidate) in candidates.iter().enumerate() {
        let Some(text) = text else { continue };
        ui.horizontal_top(|ui| {
            let shown = say!("review-take", alike = candidate.alike);
            let button = ui.add_enabled(ours, Button::new(&shown).min_size(vec2(150.0, TARGET)));
            name(
                ui,
                &button,
                &say!("review-take-name", number = at + 1, words = text.quote(candidate.span), quote = &quote),
            );
            if button.clicked() {
                intents.send(Intent::PlaceLost(id, candidate.span));
            }
            ui.vertical(|ui| {
                ui.add_space(3.0);
                in_context(text, candidate.span, Mark::Come).show(ui, TEXT, Sense::hover());
            });
        });
        ui.add_space(4.0);
    }
    let leave = ui.add_enabled(ours, Button::new(say!("review-leave")).min_size(vec2(150.0, TARGET)));
    name(ui, &leave, &say!("review-leave-name", quote = &quote));
    if leave.on_hover_text(say!("review-leave.tip")).clicked() {
        intents.send(Intent::LeaveLost(id));
    }
    if !ours {
        quiet(ui, &say!("refuse-other-annotator", name = project.set_name(row.set)));
    }
}

/// Shows words with what stands around them in their text.
fn in_context(text: &Text, span: Span, mark: Mark) -> Marked {
    let body = text.as_str();
    let before = &body[..span.start()];
    let from = before
        .char_indices()
        .rev()
        .take(AROUND)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(span.start(), |(at, _)| at);
    let behind = &body[span.end()..];
    let to = behind.char_indices().take(AROUND).take_while(|(_, c)| *c != '\n').last();
    let to = to.map_or(span.end(), |(at, c)| span.end() + at + c.len_utf8());
    // Words that are cut give way to an ellipsis.
    let cut = from > 0 && !body[..from].ends_with('\n');
    let lead = &body[from..span.start()];
    let lead = if cut { lead.find(' ').map_or(lead, |at| &lead[at..]) } else { lead };
    let rest = &body[span.end()..to];
    let cut_behind = to < body.len() && !body[to..].starts_with('\n');
    let rest = if cut_behind { rest.rfind(' ').map_or(rest, |at| &rest[..=at]) } else { rest };
    let mut marked = Marked::default();
    marked.push(if cut { "…" } else { "" }, None);
    marked.push(lead, None);
    marked.push(&text.quote(span).replace('\n', " "), Some(mark));
    marked.push(rest, None);
    marked.push(if cut_behind { "…" } else { "" }, None);
    marked
}
