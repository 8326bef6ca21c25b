//! Names each thing a user can do once: its text, tooltip, shortcut, menu, and what it asks of the program.
//!
//! Menus, the command palette, the shortcuts and the sheet that lists them are all drawn from [`Command::all`].

use crate::model::KindKey;
use crate::model::LabelKey;
use crate::model::Project;
use crate::model::{ArticleId, Details, Fragments};

use super::intent::{End, Intent, LinkKind, Unit};
use super::state::{AppState, Modal, Theme};

/// A key with its modifiers. `key` is a character in lower case, or a name such as `F1`, `Tab`, `ArrowLeft`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    /// Ctrl, Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: String,
}

impl Shortcut {
    /// Reads `Ctrl+Shift+P`.
    pub fn of(text: &str) -> Shortcut {
        let mut shortcut = Shortcut { ctrl: false, shift: false, alt: false, key: String::new() };
        for part in text.split('+') {
            match part {
                "Ctrl" => shortcut.ctrl = true,
                "Shift" => shortcut.shift = true,
                "Alt" => shortcut.alt = true,
                key => shortcut.key = key.to_owned(),
            }
        }
        if shortcut.key.is_empty() {
            shortcut.key = "+".into();
        }
        if shortcut.key.chars().count() == 1 {
            shortcut.key = shortcut.key.to_lowercase();
        }
        shortcut
    }

    /// Tells whether it is a single key without Ctrl or Alt, which is for the article only: text fields need it.
    pub fn is_plain(&self) -> bool {
        !self.ctrl && !self.alt && !self.key.starts_with('F')
    }
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        let key = match self.key.as_str() {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            key => key,
        };
        let alone = !self.ctrl && !self.alt && !self.shift;
        if key.chars().count() == 1 && !alone { f.write_str(&key.to_uppercase()) } else { f.write_str(key) }
    }
}

/// Where a command stands in the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects and their files.
    File,
    /// Steps, selection, clipboard.
    Edit,
    /// The project's articles and people.
    Article,
    /// Marks and relations.
    Annotate,
    /// How things are shown.
    View,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, in their order.
    pub const ALL: [Menu; 6] = [Menu::File, Menu::Edit, Menu::Article, Menu::Annotate, Menu::View, Menu::Help];

    /// Returns its title.
    pub fn title(self) -> &'static str {
        match self {
            Menu::File => "File",
            Menu::Edit => "Edit",
            Menu::Article => "Article",
            Menu::Annotate => "Annotate",
            Menu::View => "View",
            Menu::Help => "Help",
        }
    }
}

/// A thing that a user can do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each one's text and tooltip say what it does")]
pub enum Command {
    New,
    Open,
    Save,
    SaveAs,
    Warnings,
    Info,
    Rescue,
    Quit,
    Undo,
    Redo,
    Copy,
    SelectAll,
    Escape,
    AddFiles,
    Paste,
    Details,
    RemoveArticle,
    MoveUp,
    MoveDown,
    NextArticle,
    PreviousArticle,
    Done,
    AddAnnotator,
    RenameAnnotator,
    Label(LabelKey),
    Arm(LabelKey),
    Disarm,
    Delete,
    Unsure,
    Next,
    Previous,
    Nudge(End, Unit, bool),
    RemoveFragment,
    Link(KindKey, bool),
    SameClaim,
    SameEntity,
    Untie,
    Propose,
    Snap,
    Larger,
    Smaller,
    NormalSize,
    Left,
    Right,
    AllRelations,
    Light,
    Dark,
    SystemTheme,
    Palette,
    Shortcuts,
    About,
}

impl Command {
    /// Lists all commands, in the order of the menus.
    pub fn all(project: &Project) -> Vec<Command> {
        use Command as C;
        let mut all = vec![
            C::New,
            C::Open,
            C::Save,
            C::SaveAs,
            C::Info,
            C::Warnings,
            C::Rescue,
            C::Quit,
            C::Undo,
            C::Redo,
            C::Copy,
            C::SelectAll,
            C::Escape,
            C::AddFiles,
            C::Paste,
            C::Details,
            C::RemoveArticle,
            C::MoveUp,
            C::MoveDown,
            C::NextArticle,
            C::PreviousArticle,
            C::Done,
            C::AddAnnotator,
            C::RenameAnnotator,
        ];
        let labels: Vec<LabelKey> = project.labels().into_iter().map(|(key, _)| key.clone()).collect();
        all.extend(labels.iter().cloned().map(C::Label));
        all.extend(labels.into_iter().map(C::Arm));
        all.extend([C::Disarm, C::Delete, C::Unsure, C::Next, C::Previous]);
        for end in [End::Start, End::End] {
            for unit in [Unit::Word, Unit::Grapheme] {
                all.extend([C::Nudge(end, unit, true), C::Nudge(end, unit, false)]);
            }
        }
        all.push(C::RemoveFragment);
        for (key, _) in project.kinds() {
            all.extend([C::Link(key.clone(), true), C::Link(key.clone(), false)]);
        }
        all.extend([
            C::SameClaim,
            C::SameEntity,
            C::Untie,
            C::Propose,
            C::Snap,
            C::Larger,
            C::Smaller,
            C::NormalSize,
            C::Left,
            C::Right,
            C::AllRelations,
            C::Light,
            C::Dark,
            C::SystemTheme,
            C::Palette,
            C::Shortcuts,
            C::About,
        ]);
        all
    }

    /// Returns the menu it stands in, and its group there: a line parts the groups.
    pub fn menu(&self) -> (Menu, u8) {
        use Command as C;
        match self {
            C::New | C::Open => (Menu::File, 0),
            C::Save | C::SaveAs => (Menu::File, 1),
            C::Info | C::Warnings | C::Rescue => (Menu::File, 2),
            C::Quit => (Menu::File, 3),
            C::Undo | C::Redo => (Menu::Edit, 0),
            C::Copy | C::SelectAll | C::Escape => (Menu::Edit, 1),
            C::AddFiles | C::Paste => (Menu::Article, 0),
            C::Details | C::RemoveArticle => (Menu::Article, 1),
            C::MoveUp | C::MoveDown | C::NextArticle | C::PreviousArticle => (Menu::Article, 2),
            C::Done | C::AddAnnotator | C::RenameAnnotator => (Menu::Article, 3),
            C::Label(_) => (Menu::Annotate, 0),
            C::Arm(_) | C::Disarm => (Menu::Annotate, 1),
            C::Delete | C::Unsure => (Menu::Annotate, 2),
            C::Next | C::Previous => (Menu::Annotate, 3),
            C::Nudge(..) | C::RemoveFragment => (Menu::Annotate, 4),
            C::Link(..) | C::SameClaim | C::SameEntity | C::Untie | C::Propose => (Menu::Annotate, 5),
            C::Snap | C::Larger | C::Smaller | C::NormalSize => (Menu::View, 0),
            C::Left | C::Right | C::AllRelations => (Menu::View, 1),
            C::Light | C::Dark | C::SystemTheme => (Menu::View, 2),
            C::Palette | C::Shortcuts | C::About => (Menu::Help, 0),
        }
    }

    /// Returns the name of the submenu it stands in, where there are too many of a sort.
    pub fn submenu(&self) -> Option<&'static str> {
        match self {
            Command::Arm(_) | Command::Disarm => Some("Label every selection"),
            Command::Nudge(..) => Some("Grow or shrink"),
            Command::Link(..) => Some("Relate"),
            _ => None,
        }
    }

    /// Returns its text, as in a menu.
    pub fn text(&self, state: &AppState) -> String {
        use Command as C;
        let project = state.project();
        let label = |key: &LabelKey| project.label(key).map_or_else(|| key.to_string(), |row| row.name.clone());
        let fixed = match self {
            C::Undo => {
                return state.undo_name().map_or_else(|| "Undo".into(), |name| format!("Undo: {name}"));
            }
            C::Redo => {
                return state.redo_name().map_or_else(|| "Redo".into(), |name| format!("Redo: {name}"));
            }
            C::Label(key) if state.selected().is_some() => return format!("Relabel as {}", label(key)),
            C::Label(key) => return format!("Mark as {}", label(key)),
            C::Arm(key) => return format!("Mark every selection as {}", label(key)),
            C::Link(key, forward) => {
                return project.kind(key).map_or_else(
                    || key.to_string(),
                    |row| {
                        let name = if *forward { &row.name } else { &row.inverse };
                        format!("Relate: {name} …")
                    },
                );
            }
            C::Nudge(end, unit, outward) => {
                let (end, toward) = match (end, outward) {
                    (End::Start, true) => ("start", "back"),
                    (End::Start, false) => ("start", "forward"),
                    (End::End, true) => ("end", "forward"),
                    (End::End, false) => ("end", "back"),
                };
                let grow = if *outward { "Grow" } else { "Shrink" };
                let unit = if *unit == Unit::Word { "word" } else { "character" };
                return format!("{grow}: {end} {toward} by a {unit}");
            }
            C::New => "New project",
            C::Open => "Open project …",
            C::Save => "Save",
            C::SaveAs => "Save as …",
            C::Info => "Edit the project's details …",
            C::Warnings => "What was odd in the file …",
            C::Rescue => "What a crash left …",
            C::Quit => "Quit",
            C::Copy => "Copy the words",
            C::SelectAll => "Select all text",
            C::Escape => "Clear the selection",
            C::AddFiles => "Add text files …",
            C::Paste => "Paste an article …",
            C::Details => "Edit the details …",
            C::RemoveArticle => "Remove the article",
            C::MoveUp => "Move the article up",
            C::MoveDown => "Move the article down",
            C::NextArticle => "Next article",
            C::PreviousArticle => "Previous article",
            C::Done => {
                if is_done(state) {
                    "Mark as not done"
                } else {
                    "Mark as done"
                }
            }
            C::AddAnnotator => "Add an annotator …",
            C::RenameAnnotator => "Rename the annotator …",
            C::Disarm => "Stop marking every selection",
            C::Delete => "Delete the annotation",
            C::Unsure => "Not sure",
            C::Next => "Next annotation",
            C::Previous => "Previous annotation",
            C::RemoveFragment => "Remove the last fragment",
            C::SameClaim => "Same claim as …",
            C::SameEntity => "Names the same as …",
            C::Untie => "Untie from the others",
            C::Propose => "Word what it says",
            C::Snap => "Snap to words",
            C::Larger => "Larger text",
            C::Smaller => "Smaller text",
            C::NormalSize => "Normal text size",
            C::Left => "Articles at the left",
            C::Right => "Annotation at the right",
            C::AllRelations => "Draw all relations",
            C::Light => "Light",
            C::Dark => "Dark",
            C::SystemTheme => "Light or dark as the system",
            C::Palette => "Find a command …",
            C::Shortcuts => "Shortcuts",
            C::About => "About Gainsay",
        };
        fixed.into()
    }

    /// Says in a sentence what it does.
    pub fn tooltip(&self, state: &AppState) -> String {
        use Command as C;
        let project = state.project();
        let fixed = match self {
            C::Label(key) => return project.label(key).map(|row| row.definition.clone()).unwrap_or_default(),
            C::Arm(key) => {
                let name = project.label(key).map(|row| row.name.clone()).unwrap_or_default();
                return format!("From now on, each finished selection becomes a {name} at once.");
            }
            C::Link(key, _) => return project.kind(key).map(|row| row.definition.clone()).unwrap_or_default(),
            C::New => "Begins a project with no articles.",
            C::Open => "Opens a project from a file.",
            C::Save => "Writes the project to its file.",
            C::SaveAs => "Writes the project to another file and goes on with that one.",
            C::Info => "The project's title, and a note for whoever opens it.",
            C::Warnings => "Lists what did not fit when the project was opened.",
            C::Rescue => "Shows work that was not saved when the program last ended.",
            C::Quit => "Closes the program; asks when work is unsaved.",
            C::Undo => "Takes the last step back.",
            C::Redo => "Makes the step that was taken back again.",
            C::Copy => "Copies the selected words, or those of the selected annotation.",
            C::SelectAll => "Selects the whole text of the article.",
            C::Escape => "Ends what is going on: a relation being made, an armed label, a selection.",
            C::AddFiles => "Adds text files to the project, each as an article.",
            C::Paste => "Adds an article from text that you paste or type.",
            C::Details => "Title, outlet, author, date, address and language of the open article.",
            C::RemoveArticle => "Removes the open article with its annotations. Undo brings it back.",
            C::MoveUp => "Moves the open article up in the list.",
            C::MoveDown => "Moves the open article down in the list.",
            C::NextArticle => "Opens the article below in the list.",
            C::PreviousArticle => "Opens the article above in the list.",
            C::Done => "Says that you have finished this article: only finished ones are compared.",
            C::RenameAnnotator => "Gives whoever is annotating another name; their marks stay theirs.",
            C::AddAnnotator => "Adds somebody who annotates; their marks are kept apart from the others'.",
            C::Disarm => "Selections wait for a label again.",
            C::Delete => "Removes the selected annotation and its relations. Undo brings them back.",
            C::Unsure => "Flags the selected annotation as one you are not sure of.",
            C::Next => "Selects the next annotation in the article.",
            C::Previous => "Selects the annotation before in the article.",
            C::Nudge(..) => "Moves one end of the selected annotation.",
            C::RemoveFragment => "Takes the last fragment off an annotation that has several.",
            C::SameClaim => "Ties the claim to another that says the same, here or in another article.",
            C::SameEntity => "Ties it to another annotation that names the same.",
            C::Untie => "Takes the annotation out of what it is tied into.",
            C::Propose => "Gives the claim a wording and a verdict of its own.",
            C::Snap => "Selections take in whole words. Hold Shift while dragging for exact places.",
            C::Larger => "Makes the article's text larger.",
            C::Smaller => "Makes the article's text smaller.",
            C::NormalSize => "Shows the article's text at its normal size.",
            C::Left => "Shows or hides the list of articles.",
            C::Right => "Shows or hides the panel with the selected annotation.",
            C::AllRelations => "Draws the relations of all annotations, not only of the selected one.",
            C::Light => "Light colours.",
            C::Dark => "Dark colours.",
            C::SystemTheme => "Follows the system's choice of light or dark.",
            C::Palette => "Finds any command, article or annotation by a part of its name.",
            C::Shortcuts => "Lists all shortcuts.",
            C::About => "Version and licence.",
        };
        fixed.into()
    }

    /// Returns its shortcut.
    pub fn shortcut(&self, project: &Project) -> Option<Shortcut> {
        use Command as C;
        let fixed = match self {
            C::Label(key) => {
                let key = project.label(key)?.shortcut?;
                return Some(Shortcut::of(&key.to_string()));
            }
            C::Arm(key) => {
                let key = project.label(key)?.shortcut?;
                return Some(Shortcut::of(&format!("Shift+{key}")));
            }
            C::Link(key, forward) => {
                let key = project.kind(key)?.shortcut?;
                return Some(Shortcut::of(&if *forward { key.to_string() } else { format!("Alt+{key}") }));
            }
            C::Nudge(end, unit, outward) => match (end, unit, outward) {
                (End::Start, Unit::Word, true) => "[",
                (End::Start, Unit::Word, false) => "]",
                (End::End, Unit::Word, false) => "{",
                (End::End, Unit::Word, true) => "}",
                (End::Start, Unit::Grapheme, true) => "Ctrl+[",
                (End::Start, Unit::Grapheme, false) => "Ctrl+]",
                (End::End, Unit::Grapheme, false) => "Ctrl+{",
                (End::End, Unit::Grapheme, true) => "Ctrl+}",
            },
            C::New => "Ctrl+N",
            C::Open => "Ctrl+O",
            C::Save => "Ctrl+S",
            C::SaveAs => "Ctrl+Shift+S",
            C::Quit => "Ctrl+Q",
            C::Undo => "Ctrl+Z",
            C::Redo => "Ctrl+Shift+Z",
            C::Copy => "Ctrl+C",
            C::SelectAll => "Ctrl+A",
            C::Escape => "Escape",
            C::AddFiles => "Ctrl+Shift+O",
            C::Paste => "Ctrl+Shift+V",
            C::Details => "F2",
            C::Info => "Shift+F2",
            C::NextArticle => "Ctrl+PageDown",
            C::PreviousArticle => "Ctrl+PageUp",
            C::Done => "Ctrl+D",
            C::Delete => "Delete",
            C::Unsure => "?",
            C::Next => "Tab",
            C::Previous => "Shift+Tab",
            C::RemoveFragment => "Shift+Delete",
            C::SameClaim => "=",
            C::SameEntity => "Shift+N",
            C::Untie => "Shift+U",
            C::Propose => "Shift+W",
            C::Snap => "F4",
            C::Larger => "Ctrl++",
            C::Smaller => "Ctrl+-",
            C::NormalSize => "Ctrl+0",
            C::Left => "F7",
            C::Right => "F8",
            C::AllRelations => "F9",
            C::Palette => "Ctrl+Shift+P",
            C::Shortcuts => "F1",
            C::Warnings
            | C::Rescue
            | C::RemoveArticle
            | C::MoveUp
            | C::MoveDown
            | C::AddAnnotator
            | C::RenameAnnotator
            | C::Disarm
            | C::Light
            | C::Dark
            | C::SystemTheme
            | C::About => return None,
        };
        Some(Shortcut::of(fixed))
    }

    /// Tells whether a switch is on, for commands that are switches.
    pub fn is_on(&self, state: &AppState) -> Option<bool> {
        use Command as C;
        let view = state.view();
        Some(match self {
            C::Snap => view.snap,
            C::Left => view.left,
            C::Right => view.right,
            C::AllRelations => view.all_relations,
            C::Light => view.theme == Theme::Light,
            C::Dark => view.theme == Theme::Dark,
            C::SystemTheme => view.theme == Theme::System,
            C::Arm(key) => state.armed() == Some(key),
            C::Done => is_done(state),
            C::Unsure => state.selected().is_some_and(|(_, row)| row.unsure),
            _ => return None,
        })
    }

    /// Tells whether it leads to a change of the project, which a read-only one does not take.
    fn changes(&self) -> bool {
        use Command as C;
        match self {
            C::Info => true,
            C::NextArticle | C::PreviousArticle | C::Disarm | C::Next | C::Previous => false,
            _ => matches!(self.menu().0, Menu::Article | Menu::Annotate),
        }
    }

    /// Returns what it asks of the program; `None` when it can't be done now.
    pub fn resolve(&self, state: &AppState) -> Option<Intent> {
        let refused = self.changes() && state.file().read_only.is_some();
        if refused { None } else { self.intent(state) }
    }

    fn intent(&self, state: &AppState) -> Option<Intent> {
        use Command as C;
        let project = state.project();
        let modal = |modal: Modal| Some(Intent::OpenModal(Box::new(modal)));
        let view = |change: &dyn Fn(&mut super::state::View)| {
            let mut view = state.view().clone();
            change(&mut view);
            Some(Intent::SetView(Box::new(view)))
        };
        let ours = || state.selected().filter(|(_, row)| state.is_ours(row));
        match self {
            C::New => Some(Intent::New),
            C::Open => Some(Intent::AskOpen),
            C::Save => {
                let file = state.file();
                // What can't be written under its name is asked for another.
                let asks = file.path.is_none() || file.read_only.is_some();
                (asks || state.is_unsaved()).then_some(Intent::Save)
            }
            C::SaveAs => Some(Intent::AskSaveAs),
            C::Info => modal(Modal::Info { info: project.info() }),
            C::Warnings => (!state.file().warnings.is_empty()).then(|| Intent::OpenModal(Box::new(Modal::Warnings))),
            C::Rescue => (!state.rescued().is_empty()).then(|| Intent::OpenModal(Box::new(Modal::Rescue))),
            C::Quit => Some(Intent::Quit),
            C::Undo => state.undo_name().map(|_| Intent::Undo),
            C::Redo => state.redo_name().map(|_| Intent::Redo),
            C::Copy => (state.selected_fragments().is_some() || state.selected().is_some()).then_some(Intent::Copy),
            C::SelectAll => {
                let (_, revision) = state.open_revision()?;
                let all = revision.text.span(0, revision.text.len()).ok().map(Fragments::one);
                (all != state.selected_fragments()).then_some(Intent::SelectAll)
            }
            C::Escape => {
                let busy = state.linking().is_some()
                    || state.armed().is_some()
                    || state.selected_fragments().is_some()
                    || state.selected().is_some();
                busy.then_some(Intent::Escape)
            }
            C::AddFiles => Some(Intent::AskArticles),
            C::Paste => modal(Modal::Paste { details: Details::default(), text: String::new() }),
            C::Details => {
                let article = state.article()?;
                modal(Modal::Details { article, details: project.article(&article)?.details.clone() })
            }
            C::RemoveArticle => state.article().map(Intent::RemoveArticle),
            C::MoveUp => {
                at(state).filter(|(at, _)| *at > 0).and(state.article()).map(|id| Intent::MoveArticle(id, false))
            }
            C::MoveDown => {
                let more = at(state).filter(|(at, all)| at + 1 < *all);
                more.and(state.article()).map(|id| Intent::MoveArticle(id, true))
            }
            C::NextArticle => at(state).filter(|(at, all)| at + 1 < *all).map(|_| Intent::StepArticle(1)),
            C::PreviousArticle => at(state).filter(|(at, _)| *at > 0).map(|_| Intent::StepArticle(-1)),
            C::Done => {
                state.set()?;
                state.article().map(|_| Intent::MarkDone(!is_done(state)))
            }
            C::AddAnnotator => modal(Modal::Annotator { rename: None, name: String::new() }),
            C::RenameAnnotator => {
                let project = state.project();
                let id = project.set(&state.set()?)?.annotator?;
                let name = project.annotator(&id)?.name.clone();
                modal(Modal::Annotator { rename: Some(id), name })
            }
            C::Label(key) => state.can_label(key).then(|| Intent::Label(key.clone())),
            C::Arm(key) => state.set().map(|_| Intent::Arm(Some(key.clone()))),
            C::Disarm => state.armed().map(|_| Intent::Arm(None)),
            C::Delete => ours().map(|_| Intent::Delete),
            C::Unsure => ours().map(|(id, row)| Intent::SetUnsure(id, !row.unsure)),
            C::Next | C::Previous => {
                let (revision, _) = state.open_revision()?;
                project
                    .in_order(revision)
                    .any(|id| project.annotation(&id).is_some_and(|row| state.shows(row.set)))
                    .then_some(if *self == C::Next { Intent::NextAnnotation } else { Intent::PreviousAnnotation })
            }
            C::Nudge(end, unit, outward) => {
                ours()?;
                state.nudged(*end, *unit, *outward)?;
                Some(Intent::Nudge { end: *end, unit: *unit, outward: *outward })
            }
            C::RemoveFragment => {
                let (_, row) = ours()?;
                (row.fragments()?.spans().len() > 1).then_some(Intent::RemoveFragment)
            }
            C::Link(key, forward) => {
                state.set()?;
                let kind = LinkKind::Relation { kind: key.clone(), forward: *forward };
                state.has_other_end(&kind).then_some(Intent::BeginLink(kind))
            }
            C::SameClaim | C::SameEntity => {
                let kind = if *self == C::SameClaim { LinkKind::SameClaim } else { LinkKind::SameEntity };
                state.has_other_end(&kind).then_some(Intent::BeginLink(kind))
            }
            C::Untie => {
                let (id, _) = state.selected()?;
                match (project.proposition_of(id), project.entity_of(id)) {
                    (Some(_), _) => Some(Intent::UntieClaim(id)),
                    (None, Some(_)) => Some(Intent::UntieEntity(id)),
                    (None, None) => None,
                }
            }
            C::Propose => {
                let (id, row) = state.selected()?;
                let can =
                    project.ties(&row.label) == crate::model::Ties::Proposition && project.proposition_of(id).is_none();
                can.then_some(Intent::Propose(id))
            }
            C::Snap => Some(Intent::SetSnap(!state.view().snap)),
            C::Larger => {
                (state.view().text_size < *super::state::View::TEXT_SIZES.end()).then_some(Intent::TextSize(1))
            }
            C::Smaller => {
                (state.view().text_size > *super::state::View::TEXT_SIZES.start()).then_some(Intent::TextSize(-1))
            }
            C::NormalSize => {
                let normal = super::state::View::default().text_size;
                (state.view().text_size != normal).then_some(Intent::TextSize(0))
            }
            C::Left => view(&|view| view.left = !view.left),
            C::Right => view(&|view| view.right = !view.right),
            C::AllRelations => Some(Intent::ShowAllRelations(!state.view().all_relations)),
            C::Light => Some(Intent::SetTheme(Theme::Light)),
            C::Dark => Some(Intent::SetTheme(Theme::Dark)),
            C::SystemTheme => Some(Intent::SetTheme(Theme::System)),
            C::Palette => modal(Modal::Palette { query: String::new() }),
            C::Shortcuts => modal(Modal::Shortcuts),
            C::About => modal(Modal::About),
        }
    }
}

fn is_done(state: &AppState) -> bool {
    match (state.set(), state.article()) {
        (Some(set), Some(article)) => state.project().done(&(set, article)).is_some(),
        _ => false,
    }
}

/// Returns the place of the open article in the list, and how many there are.
fn at(state: &AppState) -> Option<(usize, usize)> {
    let open: ArticleId = state.article()?;
    let all = state.project().articles();
    Some((all.iter().position(|(id, _)| **id == open)?, all.len()))
}
