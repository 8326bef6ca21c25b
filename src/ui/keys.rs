//! Finds the command that a key press stands for.
//!
//! Letters and signs are matched by the text that the keyboard makes of them, so that `[` or `?` work wherever the
//! layout puts them, and then, on a keyboard without Latin letters, by the key's own name.

use egui::{Context, Event, FocusDirection, Key, Modifiers};

use super::intents::Intents;
use crate::app::{AppState, Command, Intent, Modal, Page, Shortcut};
use crate::model::Details;
use crate::say;

/// Who has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The article, or nothing.
    Article,
    /// A text field: it needs its keys.
    Field,
    /// The rows of a table: they have a meaning of their own for plain keys, and for choosing all and copying.
    Rows,
    /// Anything else, such as a button.
    Other,
}

#[derive(Clone, Debug, Default)]
struct Press {
    key: Option<Key>,
    modifiers: Modifiers,
    text: Option<String>,
    at: Vec<usize>,
}

/// Carries out the shortcut that was pressed, and takes its keys away from everything else.
///
/// What a key does depends on what the ones before it did. So where a slow frame brings several, those from the first
/// that has to wait for another one on are returned, for the next frame.
#[must_use]
pub(super) fn handle(
    ctx: &Context,
    state: &AppState,
    focus: Focus,
    in_article: bool,
    intents: &mut Intents,
) -> Vec<Event> {
    let presses = ctx.input(|input| presses(&input.events, input.modifiers));
    if presses.is_empty() && !ctx.input(|input| input.events.iter().any(is_clipboard)) {
        return Vec::new();
    }
    let project = state.project();
    let mut all: Vec<(Shortcut, Command)> =
        Command::all(project).into_iter().filter_map(|command| Some((command.shortcut(state)?, command))).collect();
    // A scheme may give a key that does something else already: then it does what can be done now.
    all.sort_by_cached_key(|(_, command)| command.resolve(state).is_none());
    let mut used = Vec::new();
    let mut wait = usize::MAX;
    for (number, press) in presses.into_iter().enumerate() {
        let found = find(&all, &press, focus);
        if number > 0 && (found.is_some() || !used.is_empty()) {
            wait = press.at.first().copied().unwrap_or(wait);
            break;
        }
        let Some(command) = found else { continue };
        // The article itself knows whether Escape ends a drag first.
        if in_article && *command == Command::Escape {
            continue;
        }
        if intents.run(command, state) {
            if matches!(command, Command::Next | Command::Previous) {
                ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
            }
            used.extend(press.at);
        } else if let Some(why) = refusal(command, state) {
            intents.send(Intent::Say(why, false));
        }
    }
    if focus != Focus::Field {
        clipboard(ctx, state, focus, intents);
    }
    take_away(ctx, &used, wait)
}

/// Lists the keys that go from row to row, and the row that each goes to from the row `from`; `page` is how many are in
/// view. A row behind the last one stands for that.
pub(super) fn moves(from: Option<usize>, page: usize) -> [(Key, usize); 6] {
    [
        (Key::ArrowDown, from.map_or(0, |at| at + 1)),
        (Key::ArrowUp, from.map_or(0, |at| at.saturating_sub(1))),
        (Key::PageDown, from.map_or(0, |at| at + page)),
        (Key::PageUp, from.map_or(0, |at| at.saturating_sub(page))),
        (Key::Home, 0),
        (Key::End, usize::MAX),
    ]
}

/// Returns which of the commands that rows have a meaning for were asked for, and takes the keys away from everything
/// else.
pub(super) fn of_rows(ctx: &Context, state: &AppState, wanted: impl Fn(&Command) -> bool) -> Vec<Command> {
    let presses = ctx.input(|input| presses(&input.events, input.modifiers));
    if presses.is_empty() {
        return Vec::new();
    }
    let all = Command::all(state.project()).into_iter().filter(wanted);
    let all: Vec<(Shortcut, Command)> = all.filter_map(|command| Some((command.shortcut(state)?, command))).collect();
    let (mut found, mut used) = (Vec::new(), Vec::new());
    for press in presses {
        if let Some(command) = find(&all, &press, Focus::Article) {
            found.push(command.clone());
            used.extend(press.at);
        }
    }
    take_away(ctx, &used, usize::MAX);
    found
}

/// Takes away the events that were used, by their places, and returns those of keys from the place `wait` on.
fn take_away(ctx: &Context, used: &[usize], wait: usize) -> Vec<Event> {
    ctx.input_mut(|input| {
        let mut late = Vec::new();
        let mut at = 0;
        input.events.retain(|event| {
            at += 1;
            let waits = at > wait && is_key(event);
            if waits {
                late.push(event.clone());
            }
            !waits && !used.contains(&(at - 1))
        });
        late
    })
}

/// Tells whether an event comes from the keyboard.
pub(super) fn is_key(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_))
}

/// Says why a command did nothing, where that may be unexpected.
pub(super) fn refusal(command: &Command, state: &AppState) -> Option<String> {
    state.article()?;
    let text = command.text(state);
    let text = text.trim_end_matches(" …");
    match command {
        Command::Label(_) if state.selected().is_none() => Some(say!("refused-no-words").to_owned()),
        Command::Link(..) | Command::SameClaim | Command::SameEntity | Command::Propose | Command::Untie => {
            Some(match state.selected() {
                None => say!("refused-no-annotation", command = text),
                Some((_, row)) => match state.project().label(&row.label) {
                    Some(label) => say!("refused-label", command = text, label = &label.name),
                    None => say!("refused-here", command = text),
                },
            })
        }
        Command::Nudge(..) | Command::RemoveFragment | Command::Unsure | Command::EditNote | Command::Delete => {
            Some(say!("refused-not-own", command = text))
        }
        Command::Save => Some(say!("refused-saved").to_owned()),
        Command::Page(Page::Agreement) => Some(say!("refused-one-set").to_owned()),
        _ => None,
    }
}

fn is_clipboard(event: &Event) -> bool {
    matches!(event, Event::Copy | Event::Paste(_))
}

/// Copies the selection, where it is not for a table's rows to do; makes an article of pasted text.
fn clipboard(ctx: &Context, state: &AppState, focus: Focus, intents: &mut Intents) {
    let events: Vec<Event> =
        ctx.input(|input| input.events.iter().filter(|event| is_clipboard(event)).cloned().collect());
    for event in events {
        match event {
            Event::Copy if focus != Focus::Rows => drop(intents.run(&Command::Copy, state)),
            Event::Paste(text) => intents.open(Modal::Paste { details: Details::default(), text }),
            _ => {}
        }
    }
}

/// Puts each key press together with the text that follows it.
fn presses(events: &[Event], held: Modifiers) -> Vec<Press> {
    let mut presses: Vec<Press> = Vec::new();
    let mut open = false;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                presses.push(Press { key: Some(*key), modifiers: *modifiers, text: None, at: vec![at] });
                open = true;
            }
            Event::Text(text) => match presses.last_mut().filter(|_| open) {
                Some(press) => {
                    press.text = Some(text.clone());
                    press.at.push(at);
                    open = false;
                }
                None => presses.push(Press { key: None, modifiers: held, text: Some(text.clone()), at: vec![at] }),
            },
            _ => {}
        }
    }
    presses
}

fn find<'a>(all: &'a [(Shortcut, Command)], press: &Press, focus: Focus) -> Option<&'a Command> {
    let allowed = |(shortcut, command): &(Shortcut, Command)| match focus {
        Focus::Article => true,
        Focus::Rows => !shortcut.is_plain() && !matches!(command, Command::SelectAll | Command::CopyCitation),
        Focus::Other => !shortcut.is_plain() || shortcut.key == "Escape",
        Focus::Field if matches!(command, Command::FindSwitch(_)) => true,
        Focus::Field => !shortcut.is_plain() && !shortcut_of_fields(shortcut),
    };
    let first = |matches: &dyn Fn(&Shortcut) -> bool| {
        all.iter().find(|one| allowed(one) && matches(&one.0)).map(|(_, command)| command)
    };
    first(&|shortcut| by_text(shortcut, press))
        .or_else(|| first(&|shortcut| by_key(shortcut, press)))
        .or_else(|| first(&|shortcut| shortcut.key == "+" && equals_for_plus(shortcut, press)))
}

/// Tells whether text fields have a meaning of their own for a shortcut.
fn shortcut_of_fields(shortcut: &Shortcut) -> bool {
    let edits = ["a", "c", "x", "v", "z", "y"].contains(&shortcut.key.as_str());
    shortcut.alt || (shortcut.ctrl && edits && !(shortcut.shift && shortcut.key == "v"))
}

fn sign(shortcut: &Shortcut) -> Option<char> {
    let mut characters = shortcut.key.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn by_text(shortcut: &Shortcut, press: &Press) -> bool {
    let (Some(sign), Some(text)) = (sign(shortcut), &press.text) else { return false };
    // Some systems report AltGr as Ctrl and Alt.
    let held = press.modifiers;
    let plain = (!held.alt && !held.ctrl && !held.command) || (held.alt && held.ctrl);
    if shortcut.ctrl || shortcut.alt || !plain {
        return false;
    }
    if sign.is_alphabetic() {
        text.to_lowercase() == shortcut.key && held.shift == shortcut.shift
    } else {
        *text == shortcut.key
    }
}

fn by_key(shortcut: &Shortcut, press: &Press) -> bool {
    let Some(key) = press.key else { return false };
    let held = press.modifiers;
    let sign = sign(shortcut);
    let plain = !shortcut.ctrl && !shortcut.alt;
    // A Latin letter or sign that the keyboard made counts as what it made, not as the key below it.
    if plain && sign.is_some() && press.text.as_ref().is_some_and(|text| text.is_ascii()) {
        return false;
    }
    let wanted = match sign {
        Some(letter) if letter.is_alphabetic() => Key::from_name(&shortcut.key.to_uppercase()),
        _ => Key::from_name(&shortcut.key),
    };
    let by_shift = sign.is_some_and(|sign| !sign.is_alphanumeric());
    wanted == Some(key)
        && shortcut.ctrl == held.command
        && shortcut.alt == held.alt
        && (by_shift || shortcut.shift == held.shift)
}

/// Tells whether `=` was pressed for `+`, which stands above it on many keyboards.
fn equals_for_plus(shortcut: &Shortcut, press: &Press) -> bool {
    press.key == Some(Key::Equals) && shortcut.ctrl && press.modifiers.command && !press.modifiers.alt
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn check(events: &[Event], shortcuts: &[&str], expected: &[&str]) {
        let all: Vec<_> = shortcuts.iter().map(|text| (Shortcut::of(text), Command::Arm(slug(text)))).collect();
        let held = Modifiers::NONE;
        let found: Vec<_> =
            presses(events, held).iter().filter_map(|press| find(&all, press, Focus::Article)).cloned().collect();
        let expected: Vec<_> = expected.iter().map(|text| Command::Arm(slug(text))).collect();
        assert_eq!(found, expected, "{events:?}");
    }

    fn slug(text: &str) -> crate::model::LabelKey {
        let name: String = text
            .chars()
            .flat_map(|c| if c.is_alphanumeric() { vec![c] } else { format!("u{}", c as u32).chars().collect() })
            .collect();
        crate::model::LabelKey::slug(&name)
    }

    #[test]
    fn letters_fire_once() {
        let shortcuts = ["c", "Shift+c", "Ctrl+c", "Alt+c"];
        let text = |text: &str| Event::Text(text.into());
        check(&[key(Key::C, Modifiers::NONE), text("c")], &shortcuts, &["c"]);
        check(&[key(Key::C, Modifiers::NONE)], &shortcuts, &["c"]);
        check(&[text("c")], &shortcuts, &["c"]);
        check(&[key(Key::C, Modifiers::SHIFT), text("C")], &shortcuts, &["Shift+c"]);
        // Caps Lock.
        check(&[key(Key::C, Modifiers::NONE), text("C")], &shortcuts, &["c"]);
        check(&[key(Key::C, Modifiers::ALT), text("c")], &shortcuts, &["Alt+c"]);
        check(&[key(Key::C, Modifiers::COMMAND), text("c")], &shortcuts, &["Ctrl+c"]);
    }

    #[test]
    fn keyboards_without_latin_letters_work() {
        // A Cyrillic layout: the text is Cyrillic, the key's name is where it lies.
        check(&[key(Key::C, Modifiers::NONE), Event::Text("с".into())], &["c"], &["c"]);
        // A label with a Cyrillic key.
        check(&[key(Key::O, Modifiers::NONE), Event::Text("щ".into())], &["o", "щ"], &["щ"]);
        // A French layout: the key below 2 is é; a German one: y where z was.
        check(&[key(Key::Z, Modifiers::NONE), Event::Text("y".into())], &["z", "y"], &["y"]);
    }

    #[test]
    fn signs_are_found_wherever_they_lie() {
        let signs = ["[", "]", "{", "}", "?", "=", "Ctrl+[", "Ctrl+{", "Ctrl++", "Ctrl+-"];
        let text = |text: &str| Event::Text(text.into());
        check(&[key(Key::OpenBracket, Modifiers::NONE), text("[")], &signs, &["["]);
        check(&[key(Key::OpenCurlyBracket, Modifiers::SHIFT), text("{")], &signs, &["{"]);
        let altgr = Modifiers { alt: true, ctrl: true, ..Modifiers::NONE };
        check(&[key(Key::Num8, altgr), text("[")], &signs, &["["]);
        check(&[key(Key::Minus, Modifiers::SHIFT), text("?")], &signs, &["?"]);
        let shift = Modifiers::COMMAND | Modifiers::SHIFT;
        check(&[key(Key::OpenCurlyBracket, shift)], &signs, &["Ctrl+{"]);
        check(&[key(Key::Plus, shift)], &signs, &["Ctrl++"]);
        check(&[key(Key::Equals, Modifiers::COMMAND)], &signs, &["Ctrl++"]);
        check(&[key(Key::Minus, Modifiers::COMMAND)], &signs, &["Ctrl+-"]);
    }

    #[test]
    fn more_modifiers_do_not_match_fewer() {
        let shortcuts = ["Ctrl+z", "Ctrl+Shift+z"];
        check(&[key(Key::Z, Modifiers::COMMAND)], &shortcuts, &["Ctrl+z"]);
        check(&[key(Key::Z, Modifiers::COMMAND | Modifiers::SHIFT)], &shortcuts, &["Ctrl+Shift+z"]);
        check(&[key(Key::Z, Modifiers::COMMAND | Modifiers::ALT)], &shortcuts, &[]);
    }
}
