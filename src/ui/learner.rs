//! Shows a learner's side of an exercise: what is asked, beside the article the learner's own marks, what the key says
//! of them, and handing in. A teacher sees the same as a preview.

use std::collections::BTreeSet;
use std::time::Duration;

use egui::{Frame, Id, Key, Margin, Panel, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::inspector::{Inspector, other_end};
use super::intents::Intents;
use super::marked::{Mark, Marked};
use super::text::{TextStyle, Wrap};
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{
    Sign, announce, badge, button, command_button, heading, name, one_line, quiet, rule, sign_button, start_of, told,
    words,
};
use crate::app::{AppState, Checked, ClassroomIntent, Command, LearnerStanding, Lesson};
use crate::classroom::{Handout, Outcome, Verdict};
use crate::model::exercise::Points;
use crate::model::{AnnotationId, BlockKind, KindKey, LabelKey};
use crate::say;

/// What the learner's panel remembers.
#[derive(Default)]
pub(super) struct Learner {
    /// Whether the instructions are folded up.
    folded: bool,
    /// Whether the hints are open.
    hints: bool,
    /// The word for the key, as it is typed; `None` until it is asked for.
    word: Option<String>,
    /// The learner's name, as it is typed.
    name: String,
    /// What was left of the time when the state last said so, and when that was on egui's own clock.
    left: Option<(i64, f64)>,
}

impl Learner {
    /// Shows the panel. Returns the id of what gets the keyboard first.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        inspector: &mut Inspector,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<Id> {
        let mut first = None;
        let standing = state.standing_of_learner();
        let handout = match state.handout() {
            Some(Ok(handout)) => Some(handout.clone()),
            _ => None,
        };
        // What is to be found, the time and handing in are always seen; what may be long scrolls between them.
        if state.is_trying() {
            quiet(ui, say!("try-explained"));
            command_button(ui, &Command::Lesson(Lesson::EndTry), state, intents);
            rule(ui);
        }
        match (&handout, state.handout()) {
            (Some(handout), _) => to_find(ui, handout, state),
            (None, Some(Err(why))) => drop(words(ui, why, TextStyle::size(TEXT).wrap(Wrap::All))),
            (None, _) => {}
        }
        self.clock(ui, &standing);
        rule(ui);
        let foot = Panel::bottom("learner-hand-in").resizable(false).show_separator_line(false);
        foot.frame(Frame::new().inner_margin(Margin { bottom: 8, ..Margin::ZERO })).show(ui, |ui| {
            rule(ui);
            self.hand_in(ui, &standing, state, intents);
        });
        ScrollArea::vertical().id_salt("learner").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 14.0);
            if let Some((id, row)) = state.selected().filter(|(_, row)| state.is_ours(row)) {
                first = inspector.of_learner(ui, id, row, state, intents);
                rule(ui);
            }
            if let Some(handout) = &handout {
                if !self.folded {
                    task(ui, handout);
                    ui.add_space(4.0);
                }
                let text = if self.folded { say!("desk-task-show") } else { say!("desk-task-hide") };
                if button(ui, text).clicked() {
                    self.folded = !self.folded;
                }
                hints(ui, handout, &mut self.hints, state);
                rule(ui);
            }
            marks(ui, &standing, state, intents);
            self.check(ui, &standing, state, intents);
            ui.add_space(16.0);
        });
        first
    }

    /// Says how much of the time is left. It is said anew once a minute, and nothing else is.
    fn clock(&mut self, ui: &mut Ui, standing: &LearnerStanding<'_>) {
        let Some(clock) = standing.time else { return };
        ui.add_space(8.0);
        let Some(left) = clock.left else {
            quiet(ui, &say!("desk-time-begins", minutes = clock.all / 60));
            return;
        };
        let now = ui.input(|input| input.time);
        let noted = match self.left {
            Some((before, noted)) if before == left => noted,
            _ => now,
        };
        self.left = Some((left, noted));
        let left = left - (now - noted) as i64;
        let text = match left {
            ..=0 => say!("desk-time-over").to_owned(),
            left => say!("desk-time-left", minutes = (left + 59) / 60),
        };
        let colour = if left <= 0 { Palette::of(ui.ctx()).error } else { Palette::of(ui.ctx()).ink };
        let response = ui.label(RichText::new(&text).color(colour));
        announce(ui, &response, &text, false);
        if left > 0 {
            ui.ctx().request_repaint_after(Duration::from_secs((left % 60).unsigned_abs() + 1));
        }
    }

    /// Offers to hold the marks against the key.
    fn check(&mut self, ui: &mut Ui, standing: &LearnerStanding<'_>, state: &AppState, intents: &mut Intents) {
        let sealed = state.learns().and_then(|(_, row)| row.copy.as_ref()).is_some_and(|copy| copy.sealed.is_some());
        if !sealed && !state.is_trying() {
            return;
        }
        rule(ui);
        heading(ui, say!("desk-check"));
        ui.add_space(4.0);
        if standing.checked.is_some() {
            if button(ui, say!("desk-uncheck")).clicked() {
                intents.send(ClassroomIntent::Uncheck.into());
            }
            return;
        }
        if standing.opening {
            quiet(ui, say!("desk-opening"));
            return;
        }
        if state.is_trying() {
            quiet(ui, say!("try-check"));
            if button(ui, say!("desk-check-now")).clicked() {
                intents.send(ClassroomIntent::Check(String::new()).into());
            }
            return;
        }
        quiet(ui, say!("desk-check-explained"));
        let word = self.word.get_or_insert_default();
        let (entered, pressed) = line(ui, say!("desk-word"), word, say!("desk-check-now"));
        if let Some(why) = standing.refused {
            let error = Palette::of(ui.ctx()).error;
            let response = words(ui, why, TextStyle::size(SMALL).colour(error).wrap(Wrap::All));
            announce(ui, &response, why, true);
        }
        if (entered || pressed) && !word.trim().is_empty() {
            intents.send(ClassroomIntent::Check(word.clone()).into());
        }
    }

    /// Asks for the learner's name, and hands in.
    fn hand_in(&mut self, ui: &mut Ui, standing: &LearnerStanding<'_>, state: &AppState, intents: &mut Intents) {
        heading(ui, say!("desk-hand-in"));
        ui.add_space(4.0);
        quiet(ui, say!("desk-hand-in-explained"));
        if self.name.is_empty() && !standing.name.is_empty() {
            standing.name.clone_into(&mut self.name);
        }
        let (entered, pressed) = line(ui, say!("desk-name"), &mut self.name, say!("desk-hand-in-now"));
        if state.learns().is_some() && (entered || pressed) {
            intents.send(ClassroomIntent::HandIn(self.name.clone()).into());
        }
    }
}

/// Adds a field of one line with a button beside it. Tells whether Enter was pressed in the field, and the button.
fn line(ui: &mut Ui, what: &str, text: &mut String, does: &str) -> (bool, bool) {
    quiet(ui, what);
    let mut done = (false, false);
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 118.0).max(80.0);
        let field = ui.add(TextEdit::singleline(text).desired_width(room).margin(vec2(8.0, 4.0)));
        name(ui, &field, what);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        done = (entered, button(ui, does).clicked());
    });
    done
}

/// Shows what is asked: the title, the instructions, what is to be found, the hints.
pub(super) fn sheet(ui: &mut Ui, handout: &Handout, open: &mut bool, state: &AppState) {
    task(ui, handout);
    ui.add_space(8.0);
    to_find(ui, handout, state);
    hints(ui, handout, open, state);
}

/// Shows the title and the instructions.
fn task(ui: &mut Ui, handout: &Handout) {
    let title = match handout.title.trim() {
        "" => say!("making-untitled"),
        title => title,
    };
    let style = TextStyle::size(17.0).strong().wrap(Wrap::All);
    let response = words(ui, title, style);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_label(title);
    });
    for line in handout.instructions.lines() {
        ui.add_space(4.0);
        words(ui, line, TextStyle::size(TEXT).wrap(Wrap::All));
    }
}

/// Shows what is to be found.
fn to_find(ui: &mut Ui, handout: &Handout, state: &AppState) {
    heading(ui, say!("desk-to-find"));
    ui.add_space(2.0);
    let project = state.project();
    for asked in &handout.labels {
        ui.horizontal(|ui| {
            if let Some(label) = project.label(&asked.key) {
                badge(ui, label);
                told(words(ui, &asked.name, TextStyle::size(TEXT)), &asked.definition);
            }
            if let Some(count) = asked.count {
                quiet(ui, &say!("desk-count", count = count));
            }
        });
    }
    for asked in &handout.kinds {
        ui.horizontal_wrapped(|ui| {
            let name = |keys: &[LabelKey]| {
                let names: Vec<String> = keys.iter().map(|key| label_name(state, key)).collect();
                if names.is_empty() { say!("desk-any").to_owned() } else { crate::words::list(&names) }
            };
            let (from, to) = (name(&asked.from), name(&asked.to));
            let text = say!("desk-kind", from = from, kind = &asked.name, to = to);
            told(words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All)), &asked.definition);
            if let Some(count) = asked.count {
                quiet(ui, &say!("desk-count", count = count));
            }
        });
    }
}

/// Offers the hints.
fn hints(ui: &mut Ui, handout: &Handout, open: &mut bool, state: &AppState) {
    let all = all_hints(handout, state);
    if !all.is_empty() {
        ui.add_space(4.0);
        let text = if *open { say!("desk-hints-close") } else { say!("desk-hints") };
        if button(ui, text).clicked() {
            *open = !*open;
        }
        if *open {
            for (of, hint) in &all {
                ui.add_space(4.0);
                let text = say!("desk-hint", of = of, hint = hint);
                words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
            }
        }
    }
}

fn label_name(state: &AppState, key: &LabelKey) -> String {
    state.project().label(key).map_or_else(|| key.to_string(), |label| label.name.clone())
}

fn kind_name(state: &AppState, key: &KindKey) -> String {
    state.project().kind(key).map_or_else(|| key.to_string(), |kind| kind.name.clone())
}

/// Lists the hints, each with what it is to.
fn all_hints(handout: &Handout, state: &AppState) -> Vec<(String, String)> {
    let labels = handout.labels.iter().map(|asked| (asked.name.clone(), asked.hint.clone()));
    let kinds = handout.kinds.iter().map(|asked| (asked.name.clone(), asked.hint.clone()));
    let marks = handout.hints.iter().map(|(label, hint)| (label_name(state, label), hint.clone()));
    labels.chain(kinds).chain(marks).filter(|(_, hint)| !hint.trim().is_empty()).collect()
}

/// Shows the text as learners get it, with the examples marked.
pub(super) fn text(ui: &mut Ui, handout: &Handout) {
    let labels: Vec<(String, u8)> = handout.labels.iter().map(|asked| (asked.name.clone(), asked.colour)).collect();
    let mut given: Vec<(usize, usize, usize)> = Vec::new();
    for mark in &handout.given {
        let at = handout.labels.iter().position(|asked| asked.key == mark.label).unwrap_or(usize::MAX);
        given.extend(mark.place.spans().iter().map(|span| (span.start(), span.end(), at)));
    }
    given.sort_unstable();
    for block in &handout.blocks {
        let bytes = block.bytes(&handout.text);
        let Some(words) = handout.text.as_str().get(bytes.clone()) else { continue };
        if words.trim().is_empty() {
            continue;
        }
        let marks =
            given.iter().filter(|(start, end, _)| *start < bytes.end && *end > bytes.start).map(|(start, end, at)| {
                let from = start.max(&bytes.start) - bytes.start;
                (from..end.min(&bytes.end) - bytes.start, Mark::Label(*at))
            });
        let marked = Marked { text: words.replace('\n', " "), marks: marks.collect(), labels: labels.clone() };
        let size = match block.kind {
            BlockKind::Headline => 18.0,
            BlockKind::Heading | BlockKind::Standfirst => 15.5,
            _ => 14.5,
        };
        ui.add_space(6.0);
        marked.show(ui, size, egui::Sense::hover());
    }
    if !handout.given_links.is_empty() {
        ui.add_space(6.0);
        quiet(ui, &say!("desk-given-links", count = handout.given_links.len()));
    }
}

/// Says in a word what became of a mark.
pub(super) fn verdict(of: Verdict) -> &'static str {
    match of {
        Verdict::Found(_) => say!("verdict-found"),
        Verdict::Wrong(_) => say!("verdict-wrong"),
        Verdict::Optional(_) => say!("verdict-optional"),
        Verdict::Surplus => say!("verdict-surplus"),
        Verdict::Example(_) => say!("verdict-example"),
        Verdict::Double(_) => say!("verdict-double"),
        Verdict::NotAsked => say!("verdict-not-asked"),
        Verdict::Blank => say!("verdict-blank"),
    }
}

/// Lists the learner's marks and relations, and what the key says of them once it is open.
fn marks(ui: &mut Ui, standing: &LearnerStanding<'_>, state: &AppState, intents: &mut Intents) {
    let (Some((_, row)), Some(set)) = (state.learns(), state.set()) else { return };
    let project = state.project();
    if let Some(checked) = standing.checked {
        summary(ui, checked, state);
    }
    let own = project.in_order(row.revision).filter(|id| project.annotation(id).is_some_and(|row| row.set == set));
    let own: Vec<AnnotationId> = own.collect();
    heading(ui, &say!("desk-marks", count = own.len()));
    ui.add_space(4.0);
    if own.is_empty() {
        quiet(ui, say!("desk-no-marks"));
    }
    let mut told = BTreeSet::new();
    for id in &own {
        let chosen = state.selection().annotation == Some(*id);
        let at = standing.checked.and_then(|checked| checked.marks.iter().position(|mark| mark == id));
        let of = at.zip(standing.checked).and_then(|(at, checked)| checked.marked.marks.get(at).copied());
        let said = of.map(verdict).unwrap_or_default();
        if other_end(ui, *id, said, chosen, state).clicked() {
            intents.send(crate::app::Intent::Show(*id));
        }
        if let (Some(of), Some(checked)) = (of, standing.checked) {
            ui.indent(("verdict", id), |ui| says(ui, of, checked, &mut told, state));
        }
    }
    let links: Vec<_> = project.relations().filter(|(_, link)| link.set == set).collect();
    if !links.is_empty() {
        ui.add_space(8.0);
        heading(ui, &say!("desk-links", count = links.len()));
        for (id, link) in links {
            let quote = |end: &AnnotationId| {
                project.annotation(end).map_or_else(String::new, |row| start_of(&one_line(&project.quote(row)), 60))
            };
            let text =
                say!("desk-link", from = quote(&link.from), kind = kind_name(state, &link.kind), to = quote(&link.to));
            ui.horizontal_top(|ui| {
                let room = ui.available_width() - TARGET - 8.0;
                ui.vertical(|ui| {
                    ui.set_width(room);
                    words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
                });
                if sign_button(ui, Sign::Remove, &say!("desk-unlink", link = &text)).clicked() {
                    intents.send(crate::app::Intent::Unrelate(*id));
                }
            });
            let of = standing.checked.and_then(|checked| {
                let at = checked.links.iter().position(|link| link == id)?;
                Some((checked, *checked.marked.links.get(at)?))
            });
            if let Some((checked, of)) = of {
                ui.indent(("verdict", id), |ui| link_says(ui, of, checked, state));
            }
        }
    }
    if let Some(checked) = standing.checked {
        missed(ui, checked, row.revision, &mut told, state);
    }
}

/// Says what the work is worth.
fn summary(ui: &mut Ui, checked: &Checked, _: &AppState) {
    let tally = checked.marked.tally();
    let Points(points) = checked.score.points;
    let text = say!("desk-score", points = Points(points).to_string(), of = checked.score.of.to_string());
    let response = words(ui, &text, TextStyle::size(17.0).strong());
    announce(ui, &response, &text, false);
    let told =
        say!("desk-tally", found = tally.found, wrong = tally.wrong, missed = tally.missed, surplus = tally.surplus);
    quiet(ui, &told);
    quiet(ui, say!("desk-legend"));
    ui.add_space(8.0);
}

/// Says what became of a mark, and what the teacher says of it.
fn says(ui: &mut Ui, of: Verdict, checked: &Checked, told: &mut BTreeSet<LabelKey>, state: &AppState) {
    sign(ui, of);
    match of {
        Verdict::Found(at) | Verdict::Optional(at) => feedback(ui, checked, at, told),
        Verdict::Wrong(at) => {
            if let Some(mark) = checked.key.marks.get(at) {
                quiet(ui, &say!("desk-wrong-label", label = label_name(state, &mark.label)));
            }
            feedback(ui, checked, at, told);
        }
        _ => {}
    }
}

/// Says with a sign and in a word what became of something.
fn sign(ui: &mut Ui, of: Verdict) {
    let palette = Palette::of(ui.ctx());
    let (sign, colour) = match of {
        Verdict::Found(_) | Verdict::Optional(_) => ("✔", palette.ink),
        Verdict::Wrong(_) => ("≠", palette.error),
        Verdict::Surplus => ("✖", palette.error),
        _ => ("–", palette.quiet),
    };
    ui.label(RichText::new(format!("{sign} {}", verdict(of))).size(SMALL).color(colour));
}

/// Says what became of a relation, and what the teacher says of its kind.
fn link_says(ui: &mut Ui, of: Verdict, checked: &Checked, state: &AppState) {
    sign(ui, of);
    let at = match of {
        Verdict::Found(at) | Verdict::Optional(at) | Verdict::Wrong(at) => at,
        _ => return,
    };
    let Some(link) = checked.key.links.get(at) else { return };
    if matches!(of, Verdict::Wrong(_)) {
        quiet(ui, &say!("desk-wrong-label", label = kind_name(state, &link.kind)));
    }
    let text = checked.key.kinds.get(&link.kind).map(|task| task.feedback.trim()).unwrap_or_default();
    if !text.is_empty() {
        words(ui, text, TextStyle::size(TEXT).wrap(Wrap::All));
    }
}

/// Shows what the teacher says of a mark of the key, and of its label where that was not told before.
fn feedback(ui: &mut Ui, checked: &Checked, at: usize, told: &mut BTreeSet<LabelKey>) {
    let Some(mark) = checked.key.marks.get(at) else { return };
    let task = checked.key.labels.get(&mark.label).filter(|_| told.insert(mark.label.clone()));
    let of_label = task.map(|task| task.feedback.as_str()).unwrap_or_default();
    for text in [mark.feedback.as_str(), of_label] {
        if !text.trim().is_empty() {
            words(ui, text, TextStyle::size(TEXT).wrap(Wrap::All));
        }
    }
}

/// Lists what of the key was missed.
fn missed(
    ui: &mut Ui,
    checked: &Checked,
    revision: crate::model::RevisionId,
    told: &mut BTreeSet<LabelKey>,
    state: &AppState,
) {
    let Some(text) = state.project().revision(&revision).map(|row| row.text.clone()) else { return };
    let missed = checked.marked.key.iter().enumerate();
    let missed: Vec<(usize, Option<usize>)> = missed
        .filter_map(|(at, outcome)| match outcome {
            Outcome::Missed(near) => Some((at, *near)),
            _ => None,
        })
        .collect();
    if !missed.is_empty() {
        ui.add_space(8.0);
        heading(ui, &say!("desk-missed", count = missed.len()));
    }
    for (at, near) in missed {
        let Some(mark) = checked.key.marks.get(at) else { continue };
        ui.add_space(4.0);
        ui.horizontal_top(|ui| {
            if let Some(label) = state.project().label(&mark.label) {
                badge(ui, label);
            }
            let quote = one_line(&mark.place.quote(&text));
            words(ui, &quote, TextStyle { serif: true, ..TextStyle::size(14.0).wrap(Wrap::All) });
        });
        ui.indent(("missed", at), |ui| {
            if near.is_some() {
                quiet(ui, say!("desk-near"));
            }
            feedback(ui, checked, at, told);
        });
    }
    let links = checked.marked.key_links.iter().zip(&checked.key.links);
    let links: Vec<_> = links.filter(|(outcome, _)| matches!(outcome, Outcome::Missed(_))).collect();
    if links.is_empty() {
        return;
    }
    ui.add_space(8.0);
    heading(ui, &say!("desk-missed-links", count = links.len()));
    for (_, link) in links {
        let quote = |at: usize| {
            let mark = checked.key.marks.get(at);
            mark.map_or_else(String::new, |mark| start_of(&one_line(&mark.place.quote(&text)), 60))
        };
        let text = say!("desk-link", from = quote(link.from), kind = kind_name(state, &link.kind), to = quote(link.to));
        words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
    }
}
