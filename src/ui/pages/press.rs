//! Waits for one key of the keyboard, which then stands for something.

use egui::{Event, Key, Ui};

/// What was typed for something that waits for its key.
pub(super) enum Answer {
    /// A character.
    Key(char),
    /// Escape: none.
    Stop,
}

/// Takes the next character typed, whatever the keyboard; Escape takes none.
pub(super) fn typed(ui: &Ui) -> Option<Answer> {
    ui.input_mut(|input| {
        let mut answer = None;
        input.events.retain(|event| {
            if answer.is_some() {
                return true;
            }
            match event {
                Event::Key { key: Key::Escape, pressed: true, .. } => answer = Some(Answer::Stop),
                Event::Text(text) => {
                    let mut chars = text.chars();
                    let one = chars.next().filter(|c| !c.is_whitespace() && !c.is_control() && chars.next().is_none());
                    answer = one.map(|c| Answer::Key(c.to_lowercase().next().unwrap_or(c)));
                }
                _ => {}
            }
            answer.is_none()
        });
        answer
    })
}
