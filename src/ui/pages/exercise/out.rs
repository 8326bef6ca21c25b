//! Offers the forms in which an exercise is handed out, and says beforehand what each leaves out.

use egui::{Button, Ui, vec2};

use crate::app::{AppState, ClassroomIntent, Command, Form, Lesson};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET};
use crate::ui::widgets::{choose, command_button, heading, name, quiet, words};

/// Shows the forms.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    heading(ui, say!("making-out"));
    quiet(ui, say!("making-out-explained"));
    ui.add_space(4.0);
    let chosen = state.classroom().form();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = ui.spacing().item_spacing.x;
        for form in Form::ALL {
            let on = form == chosen;
            let button = Button::selectable(on, form.name()).frame_when_inactive(true);
            let button = ui.add(button.min_size(vec2(0.0, TARGET)));
            name(ui, &button, form.name());
            choose(ui, &button, on);
            if button.on_hover_text(form.told()).clicked() && !on {
                intents.send(ClassroomIntent::Form(form).into());
            }
        }
    });
    ui.add_space(4.0);
    quiet(ui, chosen.told());
    if chosen.holds_key() {
        let error = Palette::of(ui.ctx()).error;
        words(ui, say!("making-out-key"), TextStyle::size(SMALL).colour(error).wrap(Wrap::All));
    }
    for lost in state.lost_in_handout() {
        quiet(ui, &say!("making-out-lost", what = lost));
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| command_button(ui, &Command::Lesson(Lesson::HandOut(chosen)), state, intents));
}
