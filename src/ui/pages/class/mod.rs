//! Shows what a class handed in: the learners, the key and how many found each of it, what was taken for what, what
//! several marked and the key has not, hand-ins that are alike, and what was set aside; and the marks behind a number.

mod learners;
mod lists;
mod traced;

use egui::{Align, Button, Frame, Id, Layout, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::{AppState, ClassTab, ClassView, ClassroomIntent, Command, Intent, Lesson, Page};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::pages::choosing::{choose_exercise, exercise_title};
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{
    button, choose, command_button, label_button, name, progress, quiet, told, told_command, words, words_atom,
};

/// How wide the page is at least for the marks behind a number to stand beside it, in points.
const BESIDE: f32 = 760.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct ClassPage {
    /// The learners' names, as they are shown in this state of the project.
    names: Memo<(u64, bool), Vec<String>>,
    traced: traced::TraceList,
    learners: learners::Learners,
}

impl ClassPage {
    /// Shows the page. Returns the id of what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 0 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            first = Some(head(ui, state, intents));
            reading(ui, state, intents);
            ui.add_space(4.0);
            which(ui, state, intents);
            let Some(view) = state.class() else {
                return nothing(ui, state, intents);
            };
            summary(ui, view, state, intents);
            ui.add_space(4.0);
            tabs(ui, view, state, intents);
            ui.add_space(4.0);
            let names = self.names.get((state.ticks(), state.hides_learners()), || {
                view.sets.iter().map(|set| state.learner_name(*set)).collect()
            });
            let room = ui.available_rect_before_wrap();
            let (table, beside) = learners::width(room.width(), state);
            let (share, beside) = match state.class_tab() {
                ClassTab::Learners => (table + 12.0, beside),
                _ => (room.width() * 0.58, room.width() >= BESIDE),
            };
            let (left, right) = match state.class_told() {
                None => (room, None),
                Some(_) if beside => {
                    let middle = (room.left() + share).round();
                    let left = Rect::from_min_max(room.min, pos2(middle - 12.0, room.bottom()));
                    (left, Some(Rect::from_min_max(pos2(middle + 12.0, room.top()), room.max)))
                }
                Some(_) => {
                    let middle = (room.top() + room.height() * 0.5).round();
                    let left = Rect::from_min_max(room.min, pos2(room.right(), middle - 4.0));
                    (left, Some(Rect::from_min_max(pos2(room.left(), middle + 4.0), room.max)))
                }
            };
            let mut child = ui.new_child(UiBuilder::new().id_salt("class").max_rect(left));
            match state.class_tab() {
                ClassTab::Learners => self.learners.show(&mut child, table, view, names, state, intents),
                tab => {
                    // What was taken for what may be wider than its room.
                    let wide = tab == ClassTab::Confusion;
                    let area = ScrollArea::new([wide, true]).id_salt(("class", tab)).auto_shrink(false);
                    area.show(&mut child, |ui| match tab {
                        ClassTab::Key => lists::key(ui, view, state, intents),
                        ClassTab::Confusion => lists::confusion(ui, view, state, intents),
                        ClassTab::Surplus => lists::surplus(ui, view, state, intents),
                        ClassTab::Alike => lists::alike(ui, view, names, state, intents),
                        ClassTab::Learners | ClassTab::Aside => lists::aside(ui, state),
                    });
                }
            }
            if let (Some(told), Some(right)) = (state.class_told(), right) {
                let mut child = ui.new_child(UiBuilder::new().id_salt("classroom-traced").max_rect(right));
                self.traced.show(&mut child, view, told, names, state, intents);
            }
            ui.allocate_rect(room, egui::Sense::hover());
        });
        first
    }
}

/// Shows the title, and what comes in and goes out. Returns the way back's id.
fn head(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Id {
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        let title = Command::Page(Page::Class).text(state);
        let response = ui.label(RichText::new(&title).size(24.0).color(palette.ink));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let back = ui.add(Button::new(say!("page-back")).min_size(vec2(0.0, TARGET)));
            name(ui, &back, say!("page-back"));
            if back.clicked() {
                intents.send(Intent::ShowPage(Page::Article));
            }
            command_button(ui, &Command::Page(Page::Exercise), state, intents);
            export(ui, state, intents);
            back.id
        })
        .inner
    })
    .inner
}

/// Offers what can be written of the class.
fn export(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.add_enabled_ui(state.class().is_some(), |ui| {
        let menu = ui.menu_button(say!("classroom-export"), |ui| {
            for lesson in [Lesson::Gradebook, Lesson::Feedback, Lesson::ClassPage] {
                let command = Command::Lesson(lesson);
                let text = command.text(state);
                let response = ui.button(&text);
                name(ui, &response, &text);
                if told_command(response, &command, state).clicked() {
                    intents.run(&command, state);
                    // A key closes no menu by itself.
                    ui.close();
                }
            }
        });
        name(ui, &menu.response, say!("classroom-export"));
    });
}

/// Says how far hand-ins are read that are on their way, and offers to stop.
fn reading(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(done) = state.reading_hand_ins() else { return };
    ui.horizontal(|ui| {
        progress(ui, done, say!("classroom-reading"));
        if button(ui, say!("classroom-stop")).clicked() {
            intents.send(ClassroomIntent::StopReading.into());
        }
    });
}

/// Says which exercise it is, and lets another one be chosen where there are several.
fn which(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some((_, row)) = state.exercise() else { return };
    if !choose_exercise(ui, state, intents) {
        words(ui, &exercise_title(row), TextStyle::size(TEXT).colour(Palette::of(ui.ctx()).quiet));
    }
}

/// Says that hand-ins were made for another version of the exercise, and what to do.
fn outdated(ui: &mut Ui, state: &AppState) {
    let (count, error) = (state.outdated_hand_ins().len(), Palette::of(ui.ctx()).error);
    words(ui, &say!("classroom-outdated", count = count), TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
}

/// Says how the class did in all, and offers what concerns all of it.
fn summary(ui: &mut Ui, view: &ClassView, state: &AppState, intents: &mut Intents) {
    let learners = &view.class.learners;
    let sum: i64 = learners.iter().map(|learner| i64::from(learner.score.points.0)).sum();
    let count = i64::try_from(learners.len()).unwrap_or(1).max(1);
    let mean = crate::model::exercise::Points(i32::try_from((sum + count / 2) / count).unwrap_or(i32::MAX));
    let of = learners.first().map(|learner| learner.score.of).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        let text = say!("classroom-summary", count = learners.len(), mean = mean.to_string(), of = of.to_string());
        words(ui, &text, TextStyle::size(TEXT).strong());
        ui.add_space(8.0);
        for lesson in [Lesson::OpenHandIns, Lesson::OpenFolder] {
            command_button(ui, &Command::Lesson(lesson), state, intents);
        }
    });
    if state.hides_learners() {
        quiet(ui, say!("classroom-hidden-files"));
    }
    if !view.outdated.is_empty() {
        outdated(ui, state);
    }
    ui.horizontal_wrapped(|ui| {
        quiet(ui, say!("classroom-heat"));
        let any = ui.add(Button::new(words_atom(ui, say!("classroom-heat-any"), TextStyle::size(TEXT), 120.0)));
        name(ui, &any, say!("classroom-heat-of-any"));
        if any.clicked() {
            intents.send(ClassroomIntent::Heat(None).into());
        }
        for key in view.class.key.labels.keys() {
            let Some(label) = state.project().label(key) else { continue };
            let button = label_button(ui, label, true);
            name(ui, &button, &say!("classroom-heat-of", label = &label.name));
            if told(button, say!("classroom-heat.tip")).clicked() {
                intents.send(ClassroomIntent::Heat(Some(key.clone())).into());
            }
        }
        ui.add_space(8.0);
        let mut hide = state.hides_learners();
        let command = Command::Lesson(Lesson::HideNames);
        let tick = ui.checkbox(&mut hide, command.text(state));
        if told_command(tick, &command, state).changed() {
            intents.send(ClassroomIntent::Hide(hide).into());
        }
    });
}

/// Shows the parts of the page.
fn tabs(ui: &mut Ui, view: &ClassView, state: &AppState, intents: &mut Intents) {
    let unfit = state.set_aside().iter().filter(|aside| !aside.counts()).count();
    let aside = unfit + state.outdated_hand_ins().len();
    ui.horizontal_wrapped(|ui| {
        for tab in ClassTab::ALL {
            let text = match tab {
                ClassTab::Learners => say!("classroom-tab-learners", count = view.sets.len()),
                ClassTab::Key => say!("classroom-tab-key", count = view.class.asked()),
                ClassTab::Confusion => say!("classroom-tab-confusion").to_owned(),
                ClassTab::Surplus => say!("classroom-tab-surplus", count = view.class.surplus.len()),
                ClassTab::Alike => say!("classroom-tab-alike", count = view.alike.len()),
                ClassTab::Aside => say!("classroom-tab-aside", count = aside),
            };
            let on = state.class_tab() == tab;
            let button = ui.add(Button::selectable(on, &text).frame_when_inactive(true).min_size(vec2(0.0, TARGET)));
            name(ui, &button, &text);
            choose(ui, &button, on);
            if button.clicked() && !on {
                intents.send(ClassroomIntent::Tab(tab).into());
            }
        }
    });
}

/// Says what to do before anything was handed in.
fn nothing(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.add_space(24.0);
    if let Some(why) = state.class_refusal() {
        let error = Palette::of(ui.ctx()).error;
        words(ui, why, TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
    }
    let none = if state.outdated_hand_ins().is_empty() { say!("classroom-none") } else { say!("classroom-none-fits") };
    words(ui, none, TextStyle::size(TEXT).strong());
    ui.scope(|ui| {
        ui.set_max_width(560.0);
        let text = if state.takes_drops() { say!("classroom-none-how") } else { say!("classroom-none-how.no-drops") };
        words(ui, text, TextStyle::size(TEXT).wrap(Wrap::All));
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        for lesson in [Lesson::OpenHandIns, Lesson::OpenFolder, Lesson::Make] {
            command_button(ui, &Command::Lesson(lesson), state, intents);
        }
    });
    if !state.set_aside().is_empty() || !state.outdated_hand_ins().is_empty() {
        ui.add_space(12.0);
        ScrollArea::vertical().id_salt("classroom-aside").auto_shrink(false).show(ui, |ui| lists::aside(ui, state));
    }
}
