//! Draws the menu bar from the list of commands, and at its right end the file and who annotates.

use egui::containers::menu::{MenuBar, MenuConfig, SubMenuButton};
use egui::{
    Align, Atom, Button, FontId, IdSalt, Layout, Popup, PopupCloseBehavior, Response, RichText, Role, ScrollArea,
    Sense, Ui, UiKind, UiStackInfo, WidgetInfo, pos2, vec2,
};

use super::intents::Intents;
use super::people::{self, Naming};
use super::text::{TextEngine, TextStyle, label};
use super::theme::{Palette, SMALL, TEXT};
use super::widgets::{caption, name, paint_focus, paint_tick, told, words_atom};
use crate::app::{AppState, Command, Intent, Menu, OutsideChange};
use crate::say;

const ROW: f32 = 26.0;
/// Height of the menu bar and of a menu's own edges, in points.
const BAR: f32 = 60.0;

/// Shows the bar. Returns the id of its first menu.
pub(super) fn show(ui: &mut Ui, naming: &mut Naming, state: &AppState, intents: &mut Intents) -> Option<egui::Id> {
    let mut first = None;
    MenuBar::new().ui(ui, |ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        let all = Command::all(state.project());
        // The learner's view of an exercise has few.
        for menu in Menu::ALL.into_iter().filter(|menu| all.iter().any(|command| command.menu().0 == *menu)) {
            let button = ui.menu_button(menu.title(), |ui| {
                ui.spacing_mut().button_padding = vec2(8.0, 0.0);
                ui.set_min_width(200.0);
                scrolled(ui, |ui| contents(ui, menu, state, intents));
            });
            first.get_or_insert(button.response.id);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if state.learns().is_none() {
                annotators(ui, naming, state, intents);
            }
            file(ui, state, intents);
        });
    });
    first
}

fn contents(ui: &mut Ui, menu: Menu, state: &AppState, intents: &mut Intents) {
    let mut commands = Command::all(state.project());
    commands.retain(|command| command.menu().0 == menu);
    // Stable: the order of the list stays within a group.
    commands.sort_by_key(|command| command.menu().1);
    let mut group = None;
    let mut at = 0;
    while let Some(command) = commands.get(at) {
        if group.is_some_and(|group| group != command.menu().1) {
            ui.separator();
        }
        group = Some(command.menu().1);
        let submenu = command.submenu();
        let end = commands[at..].iter().position(|other| submenu.is_none() || other.submenu() != submenu);
        let end = if submenu.is_some() { at + end.unwrap_or(commands.len() - at) } else { at + 1 };
        match submenu {
            Some(title) => {
                let group = &commands[at..end];
                submenu_button(ui, title, |ui| {
                    for command in group {
                        command_row(ui, command, state, intents);
                    }
                });
            }
            None => command_row(ui, command, state, intents),
        }
        if *command == Command::Open {
            recent(ui, state, intents);
        }
        at = end;
    }
}

/// Shows the rows of a menu, which scroll where the window is lower than they are: labels and sets can be many.
fn scrolled(ui: &mut Ui, rows: impl FnOnce(&mut Ui)) {
    let room = ui.ctx().content_rect().height() - BAR;
    // A menu begins with less room than the window has.
    ui.set_max_height(room);
    ScrollArea::vertical().max_height(room).show(ui, rows);
}

fn submenu_button(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    // The room at the left is that of the tick.
    let room = Atom::custom(IdSalt::new("tick"), vec2(16.0, 1.0));
    let button = Button::new((room, title)).gap(0.0).right_text("›").min_size(vec2(0.0, ROW));
    let (response, _) = SubMenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(180.0);
        scrolled(ui, add);
    });
    name(ui, &response, title);
}

/// Adds a command's row, with what it does as its tooltip.
pub(super) fn command_row(ui: &mut Ui, command: &Command, state: &AppState, intents: &mut Intents) {
    let intent = command.resolve(state);
    let shortcut = command.shortcut(state).map(|shortcut| shortcut.to_string()).unwrap_or_default();
    let response = row(ui, &command.text(state), &shortcut, command.is_on(state), intent.is_some());
    let clicked = response.clicked();
    told(response, &command.tooltip(state));
    if clicked {
        if let Some(intent) = intent {
            intents.send(intent);
        }
        ui.close();
    }
}

/// Adds a row of a menu: a tick, the text, the shortcut at the right.
pub(super) fn row(ui: &mut Ui, text: &str, shortcut: &str, on: Option<bool>, enabled: bool) -> Response {
    let palette = Palette::of(ui.ctx());
    ui.add_enabled_ui(enabled, |ui| {
        // What can be undone is named with the user's words, which may run right to left.
        let words = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(TEXT), 800.0, text);
        let keys = ui.painter().layout_no_wrap(shortcut.to_owned(), FontId::proportional(SMALL), palette.quiet);
        let gap = if shortcut.is_empty() { 0.0 } else { 32.0 };
        let needed = 24.0 + words.size.x + gap + keys.size().x + 8.0;
        // The first pass of a menu finds out how wide its widest row is.
        let wide = if ui.is_sizing_pass() { needed } else { needed.max(ui.available_width()) };
        let (rect, response) = ui.allocate_exact_size(vec2(wide, ROW), Sense::click());
        response.widget_info(|| match on {
            Some(on) => WidgetInfo::selected(Role::MenuItemCheckBox, enabled, on, text),
            None => WidgetInfo::labeled(Role::MenuItem, enabled, text),
        });
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, 4.0, palette.chosen());
        }
        paint_focus(ui, &response, rect, palette);
        if on == Some(true) {
            let tick = egui::Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(12.0, 12.0));
            paint_tick(ui.painter(), tick, palette.accent);
        }
        let middle = |height: f32| rect.center().y - height / 2.0;
        let (height, keys_size) = (words.size.y, keys.size());
        words.paint(ui.painter(), pos2(rect.left() + 24.0, middle(height)), palette.ink);
        ui.painter().galley(pos2(rect.right() - 8.0 - keys_size.x, middle(keys_size.y)), keys, palette.quiet);
        response
    })
    .inner
}

fn recent(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    if state.recent().is_empty() {
        row(ui, say!("menu-recent"), "", None, false);
        return;
    }
    submenu_button(ui, say!("menu-recent"), |ui| {
        for path in state.recent() {
            let shown = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
            let response = row(ui, &shown, "", None, true).on_hover_text(folder);
            if response.clicked() {
                intents.send(Intent::Open(path.clone()));
                ui.close();
            }
        }
    });
}

/// Shows the file's name and whether it is saved. Laid out from the right.
fn file(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    ui.add_space(16.0);
    let small = |text: &str, colour| RichText::new(text).size(SMALL).color(colour);
    if let Some(trouble) = state.journal_trouble() {
        let tip = say!("file-unsafe.tip", trouble = trouble);
        ui.label(small(say!("file-unsafe"), palette.error)).on_hover_text(tip);
        ui.add_space(4.0);
    }
    if let Some(why) = &state.file().read_only {
        ui.label(small(say!("file-read-only"), palette.error)).on_hover_text(why);
        ui.add_space(4.0);
    }
    let saved = saved_state(state);
    ui.label(small(saved.word(), palette.quiet)).on_hover_text(saved.sentence());
    let full =
        state.file().path.as_ref().map_or_else(|| say!("file-none").to_owned(), |path| path.display().to_string());
    let style = TextStyle::size(TEXT).colour(palette.ink).clickable();
    let response = ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(280.0));
        label(ui, style, &state.file_name())
    });
    let response = response.inner.on_hover_text(full);
    if response.clicked() {
        intents.run(&Command::SaveAs, state);
    }
}

/// Whether the project is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SavedState {
    /// It is being written.
    Writing,
    /// The file is no longer in its folder.
    Gone,
    /// There are changes that are not in the file.
    Unsaved,
    /// There is no file, and nothing to put into one.
    New,
    /// Everything is in the file.
    Saved,
}

impl SavedState {
    /// All of them.
    pub(super) const ALL: [SavedState; 5] =
        [SavedState::Writing, SavedState::Gone, SavedState::Unsaved, SavedState::New, SavedState::Saved];

    /// Says it in a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            SavedState::Writing => say!("saved-writing"),
            SavedState::Gone => say!("saved-gone"),
            SavedState::Unsaved => say!("saved-not"),
            SavedState::New => say!("saved-new"),
            SavedState::Saved => say!("saved-all"),
        }
    }

    /// Says in a sentence what that means.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            SavedState::Writing => say!("saved-writing.tip"),
            SavedState::Gone => say!("saved-gone.tip"),
            SavedState::Unsaved => say!("saved-not.tip"),
            SavedState::New => say!("saved-new.tip"),
            SavedState::Saved => say!("saved-all.tip"),
        }
    }
}

/// Finds out whether the project is in its file.
pub(super) fn saved_state(state: &AppState) -> SavedState {
    if state.file().saving.is_some() {
        SavedState::Writing
    } else if state.file().outside == Some(OutsideChange::Gone) {
        SavedState::Gone
    } else if state.is_unsaved() {
        SavedState::Unsaved
    } else if state.file().path.is_none() {
        SavedState::New
    } else {
        SavedState::Saved
    }
}

fn annotators(ui: &mut Ui, naming: &mut Naming, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let active = state.set().map_or_else(|| say!("annotators-nobody").to_owned(), |set| project.set_name(set));
    let hidden = project.sets().iter().filter(|(id, _)| !state.shows(**id)).count();
    let title = match hidden {
        0 => active.clone(),
        hidden => say!("annotators-hidden", who = &active, count = hidden),
    };
    let words = words_atom(ui, &title, TextStyle::size(TEXT), 200.0);
    // A click into the field of a name, or on a tick, leaves the menu open.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let button = ui.button((words, "▾"));
    let id = Popup::default_response_id(&button);
    naming.open(ui.ctx(), id);
    let menu = Popup::menu(&button).close_behavior(config.close_behavior).style(config.style.clone());
    let menu = menu.info(UiStackInfo::new(UiKind::Menu).with_tag_value(MenuConfig::MENU_CONFIG_TAG, config));
    menu.show(|ui| {
        ui.set_width(340.0);
        caption(ui, say!("annotators-sets"));
        people::sets(ui, naming, state, intents);
        ui.separator();
        if project.sets_by_id().nth(1).is_some() {
            command_row(ui, &Command::OnlyOwn, state, intents);
        }
        command_row(ui, &Command::AddSet, state, intents);
        command_row(ui, &Command::RenameSet, state, intents);
        ui.separator();
        command_row(ui, &Command::RenameAnnotator, state, intents);
        command_row(ui, &Command::AddAnnotator, state, intents);
    });
    naming.leave(ui.ctx(), id, intents);
    name(ui, &button, &say!("annotators-button", who = active));
    button.on_hover_text(say!("annotators-tip"));
}
