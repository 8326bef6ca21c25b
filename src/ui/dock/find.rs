//! Shows finding in texts: what is looked for and how it goes at the left, the hits in context at the right.

mod list;

use std::ops::Range;

use egui::text::CCursor;
use egui::{Button, Id, Key, Modifiers, ProgressBar, RichText, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder};
use egui::{Rect, Response, WidgetInfo, pos2, vec2};

use self::list::List;
use crate::app::finding::MOST;
use crate::app::{AppState, Command, Finding, Intent, Scope, Standing, Switch};
use crate::model::search::{BadPattern, Query};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::theme::{Palette, SMALL, TARGET};
use crate::ui::widgets::{beside_field, failed, label_button, name, paint_hover, quiet, take_up};

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Find {
    /// What is being typed.
    text: String,
    /// What was last looked for when the field was filled.
    seen: Option<Query>,
    /// In which pass the tab was last shown.
    pass: Option<u64>,
    /// Whether the field is to get the keyboard.
    wants_focus: bool,
    list: List,
}

impl Find {
    /// Gives the keyboard to the field, with all of its text selected, when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Shows the tab; `visible` is what the window shows of the open text, in bytes.
    pub(super) fn show(&mut self, ui: &mut Ui, visible: Range<usize>, state: &AppState, intents: &mut Intents) {
        let Some(finding) = state.finding() else { return };
        let pass = ui.ctx().cumulative_pass_nr();
        let opened = std::mem::take(&mut self.wants_focus) || self.pass.is_none_or(|last| last + 1 < pass);
        self.pass = Some(pass);
        if self.seen.as_ref() != Some(finding.query()) {
            self.text.clone_from(&finding.query().pattern);
            self.seen = Some(finding.query().clone());
        }
        let room = ui.available_rect_before_wrap();
        let width = (room.width() * 0.4).clamp(332.0, 420.0).min(room.width() * 0.6);
        let left = Rect::from_min_size(room.min, vec2(width, room.height()));
        let right = Rect::from_min_max(pos2(left.right() + 12.0, room.top()), room.max);
        ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("find-what"), |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(width - 4.0);
                let query = self.query(ui, finding, opened, state, intents);
                if query.0 != *finding.query() || query.1 != finding.scope() {
                    self.seen = Some(query.0.clone());
                    intents.send(Intent::SetFind { query: query.0, scope: query.1, view: Some(visible) });
                }
                standing(ui, finding, state, intents);
                if finding.count() > 0 {
                    labels(ui, finding, state, intents);
                }
            });
        });
        ui.painter().vline(left.right() + 4.0, room.y_range(), Stroke::new(1.0, Palette::of(ui.ctx()).hairline));
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("find-hits"), |ui| {
            if finding.count() > 0 {
                self.list.show(ui, finding, state, intents);
            } else {
                ui.add_space(4.0);
                match finding.standing() {
                    Standing::Idle => drop(quiet(ui, say!("find-what"))),
                    Standing::Done => drop(quiet(ui, &say!("find-no-hits", words = &finding.query().pattern))),
                    Standing::Bad(_) | Standing::Failed(_) | Standing::Searching | Standing::TooMany => {}
                }
            }
        });
        ui.advance_cursor_after_rect(room);
    }

    /// Shows the field and the switches. Returns what they say now.
    fn query(
        &mut self,
        ui: &mut Ui,
        finding: &Finding,
        opened: bool,
        state: &AppState,
        intents: &mut Intents,
    ) -> (Query, Scope) {
        let mut query = finding.query().clone();
        let mut scope = finding.scope();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            self.field(ui, finding, opened, intents);
            for (up, command, words) in
                [(true, Command::FindPrevious, say!("find-previous")), (false, Command::FindNext, say!("find-next"))]
            {
                if arrow(ui, up, &command, words, state).clicked() {
                    intents.run(&command, state);
                }
            }
        });
        if self.text.contains(' ') {
            beside_field(ui, &self.text);
        }
        query.pattern.clone_from(&self.text);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for one in Switch::ALL {
                let (short, full) = match one {
                    Switch::IgnoreCase => (say!("find-ignore-case.short"), say!("find-ignore-case")),
                    Switch::WholeWords => (say!("find-whole-words.short"), say!("find-whole-words")),
                    Switch::Regex => (say!("find-regex.short"), say!("find-regex")),
                };
                let command = Command::FindSwitch(one);
                let keys = command.shortcut(state).map(|keys| format!(" ({keys})")).unwrap_or_default();
                let tip = format!("{full}{keys}. {}", command.tooltip(state));
                if switch(ui, one.is_on(&query), short, full, &tip).clicked() {
                    query = one.switched(&query);
                }
            }
            ui.add_space(4.0);
            let scopes = [
                (Scope::Article, say!("find-here"), say!("find-here.tip")),
                (Scope::Project, say!("find-everywhere"), say!("find-everywhere.tip")),
            ];
            for (one, words, tip) in scopes {
                if switch(ui, scope == one, words, words, tip).clicked() {
                    scope = one;
                }
            }
        });
        (query, scope)
    }

    fn field(&mut self, ui: &mut Ui, finding: &Finding, opened: bool, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let id = Id::unique("find-field");
        if opened {
            take_up(ui.ctx(), id, &self.text);
        }
        if ui.memory(|memory| memory.has_focus(id)) {
            // Before the field sees it: Enter would take the keyboard from it.
            for (modifiers, intent) in [(Modifiers::SHIFT, Intent::FindPrevious), (Modifiers::NONE, Intent::FindNext)] {
                if ui.input_mut(|input| input.consume_key(modifiers, Key::Enter)) {
                    intents.send(intent);
                }
            }
        }
        let shown = TextEdit::singleline(&mut self.text)
            .id(id)
            .hint_text(RichText::new(say!("find-field.hint")).color(palette.quiet))
            .desired_width(ui.available_width() - 2.0 * (TARGET + 4.0) - 16.0)
            .margin(vec2(8.0, 4.0))
            .min_size(vec2(0.0, TARGET))
            .show(ui);
        let response = shown.response.response;
        name(ui, &response, say!("find-field"));
        if let Standing::Bad(BadPattern { at: Some(at), .. }) = finding.standing()
            && finding.query().pattern == self.text
        {
            // The place in the field itself.
            let cursor = |byte: usize| CCursor::new(self.text.get(..byte).map_or(0, |before| before.chars().count()));
            let x = |byte| shown.galley_pos.x + shown.galley.pos_from_cursor(cursor(byte)).left();
            let line = x(at.start)..=x(at.end).max(x(at.start) + 4.0);
            let painter = ui.painter().with_clip_rect(response.rect);
            painter.hline(egui::Rangef::from(line), response.rect.bottom() - 4.0, Stroke::new(2.0, palette.error));
        }
        let ended = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if response.on_hover_text(say!("find-field.tip")).has_focus() || !ended {
            return;
        }
        intents.send(Intent::CloseFind);
    }
}

/// Says how the search stands: what is wrong, how far it is, how many hits there are.
fn standing(ui: &mut Ui, finding: &Finding, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    match finding.standing() {
        Standing::Idle => {}
        Standing::Bad(bad) => {
            let why = match &bad.at {
                Some(at) => {
                    let before = finding.query().pattern.get(..at.start).unwrap_or("");
                    say!("find-bad-at", place = before.chars().count() + 1, why = &bad.why)
                }
                None => bad.why.clone(),
            };
            ui.add(egui::Label::new(RichText::new(why).size(SMALL).color(palette.error)).wrap());
        }
        Standing::Failed(why) => failed(ui, why, state, intents),
        Standing::Searching | Standing::Done | Standing::TooMany => {
            ui.horizontal(|ui| {
                let count = match finding.current() {
                    Some(at) => say!("find-count", number = finding.number_of(at), count = finding.count()),
                    None => say!("find-counted", count = finding.count()),
                };
                quiet(ui, &count);
                if finding.count() > 0 {
                    ticks(ui, finding, intents);
                }
                if *finding.standing() == Standing::Searching {
                    let (searched, all) = finding.progress();
                    let share = searched as f32 / all.max(1) as f32;
                    let percent = (share * 100.0) as usize;
                    let bar = ui.add(ProgressBar::new(share).desired_width(100.0).desired_height(6.0));
                    name(ui, &bar, &say!("find-searching", percent = percent));
                    let stop = ui.add(Button::new(say!("find-stop")).min_size(vec2(0.0, TARGET)));
                    if stop.on_hover_text(say!("find-stop.tip")).clicked() {
                        intents.send(Intent::CloseFind);
                    }
                }
            });
            if *finding.standing() == Standing::TooMany {
                quiet(ui, &say!("find-too-many", count = MOST));
            }
        }
    }
}

/// Offers to tick all hits or none.
fn ticks(ui: &mut Ui, finding: &Finding, intents: &mut Intents) {
    let ticked = finding.count_ticked();
    for (words, on, can) in
        [(say!("find-tick-all"), true, ticked < finding.count()), (say!("find-tick-none"), false, ticked > 0)]
    {
        let button = Button::new(RichText::new(words).size(SMALL)).min_size(vec2(0.0, TARGET));
        if ui.add_enabled(can, button).clicked() {
            intents.send(Intent::TickHit(None, on));
        }
    }
}

/// Offers the labels for the hits that are ticked.
fn labels(ui: &mut Ui, finding: &Finding, state: &AppState, intents: &mut Intents) {
    let ticked = finding.count_ticked();
    quiet(ui, &say!("find-label-count", count = ticked));
    let refusal = match () {
        () if ticked == 0 => Some(say!("find-label-none")),
        () if *finding.standing() == Standing::Searching => Some(say!("find-label-wait")),
        () if state.changing().is_some() => Some(say!("find-label-busy")),
        () if state.set().is_none() => Some(say!("find-label-nobody")),
        () => None,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (key, label) in state.project().labels() {
            let response = label_button(ui, label, refusal.is_none());
            name(ui, &response, &say!("find-label-as", label = &label.name));
            let tip = say!("find-label-as.tip", label = &label.name);
            let response = response.on_hover_text(tip).on_disabled_hover_text(refusal.unwrap_or_default());
            if response.clicked() {
                intents.send(Intent::LabelHits(key.clone()));
            }
        }
    });
}

/// Adds a switch that is on or off.
fn switch(ui: &mut Ui, on: bool, short: &str, full: &str, tip: &str) -> Response {
    let button = Button::selectable(on, RichText::new(short).size(SMALL)).frame_when_inactive(true);
    let response = ui.add(button.min_size(vec2(TARGET + 4.0, TARGET)));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), on, full));
    response.on_hover_text(tip)
}

/// Adds a button with an arrow up or down.
fn arrow(ui: &mut Ui, up: bool, command: &Command, words: &str, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let can = command.resolve(state).is_some();
    let response = ui
        .add_enabled_ui(can, |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(TARGET, TARGET), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), words));
            paint_hover(ui, &response, rect, palette);
            let (middle, rise) = (rect.center(), if up { -3.0 } else { 3.0 });
            let points = vec![middle + vec2(-5.0, -rise), middle + vec2(0.0, rise), middle + vec2(5.0, -rise)];
            let colour = if can { palette.ink } else { palette.quiet.gamma_multiply(0.5) };
            ui.painter().line(points, Stroke::new(1.5, colour));
            response
        })
        .inner;
    let key = command.shortcut(state);
    response.on_hover_text(key.map_or_else(|| words.to_owned(), |key| format!("{words} ({key})")))
}
