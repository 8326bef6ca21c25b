//! Shows what merged copies say differently: of what, each version, and what settles it.

use egui::{Align, Button, Layout, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

use crate::app::{AppState, Intent};
use crate::compare::conflicts::{Told, told};
use crate::model::actions::{Settlement, can_keep_both};
use crate::model::{ConflictKey, Field, RowName};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{name, one_line, quiet};

/// Height of a line, in points.
const LINE: f32 = TARGET + 6.0;
/// Width of the buttons before a version, in points.
const TAKE: f32 = 84.0;
/// Width of what says that a version is the one that holds now, in points.
const NOW: f32 = 72.0;
/// How far versions stand in, in points.
const INDENT: f32 = 16.0;

/// A conflict in words.
struct Entry {
    key: ConflictKey,
    told: Told,
    both: bool,
}

/// A line of the list.
#[derive(Clone, Copy)]
enum Line {
    /// What the entry of this number is about.
    About(usize),
    /// What one of its versions says.
    Version(usize, usize),
}

/// What the list remembers.
#[derive(Default)]
pub(super) struct Conflicts {
    /// Made of which state of the project, and whether names are hidden.
    entries: Memo<(u64, bool), (Vec<Entry>, Vec<Line>)>,
    wants_focus: bool,
}

impl Conflicts {
    /// Gives the keyboard to the first entry when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Says how many there are: beside the tabs.
    pub(super) fn bar(&mut self, ui: &mut Ui, state: &AppState) {
        let (entries, _) = self.entries.get((state.ticks(), state.hides_names()), || entries(state));
        quiet(ui, &say!("conflicts-count", count = entries.len()));
    }

    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let (entries, lines) = self.entries.get((state.ticks(), state.hides_names()), || entries(state));
        if entries.is_empty() {
            quiet(ui, say!("conflicts-none"));
            ui.allocate_space(ui.available_size());
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut focus = std::mem::take(&mut self.wants_focus);
        let writable = state.file().read_only.is_none();
        ScrollArea::vertical().id_salt("conflicts").auto_shrink(false).show_rows(ui, LINE, lines.len(), |ui, range| {
            for line in &lines[range] {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
                match line {
                    Line::About(at) => {
                        about(ui, rect, &entries[*at], writable, std::mem::take(&mut focus), intents);
                    }
                    Line::Version(at, number) => version(ui, rect, &entries[*at], *number, writable, intents),
                }
            }
        });
    }
}

/// Puts the conflicts into words, and lays them out in lines.
fn entries(state: &AppState) -> (Vec<Entry>, Vec<Line>) {
    let project = state.project();
    let all = project.conflicts().map(|(key, conflict)| Entry {
        key: key.clone(),
        told: without_names(told(project, key, conflict), state),
        both: can_keep_both(key, conflict),
    });
    let entries: Vec<Entry> = all.collect();
    let mut lines = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        lines.push(Line::About(at));
        lines.extend((0..entry.told.versions.len()).map(|number| Line::Version(at, number)));
    }
    (entries, lines)
}

/// Puts letters in place of annotators' names, while those are hidden: what copies say differently may be a name.
fn without_names(told: Told, state: &AppState) -> Told {
    let versions = told.versions.into_iter().map(|version| state.without_names(version)).collect();
    Told { about: state.without_names(told.about), versions, ..told }
}

fn button(ui: &mut Ui, text: &str, named: &str) -> egui::Response {
    let response = ui.add(Button::new(RichText::new(text).size(SMALL)).min_size(vec2(0.0, TARGET)));
    name(ui, &response, named);
    response
}

/// Shows what a conflict is about, and the ways to settle it that are not one of its versions.
fn about(ui: &mut Ui, rect: Rect, entry: &Entry, writable: bool, focus: bool, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.hairline));
    let settle = |how| Intent::SettleConflict(Box::new(entry.key.clone()), how);
    let mut ways: Vec<(&str, Intent)> = Vec::new();
    if let Some(show) = place(entry) {
        ways.push((say!("conflicts-go"), show));
    }
    if writable && entry.key.field == Field::Row {
        ways.push((say!("conflicts-keep"), settle(Settlement::Keep)));
        ways.push((say!("conflicts-out"), settle(Settlement::TakeOut)));
    } else if writable {
        if entry.both {
            ways.push((say!("conflicts-both"), settle(Settlement::Both)));
        }
        if entry.told.held.is_none() {
            // It was changed since: then it may stay so.
            ways.push((say!("conflicts-leave"), settle(Settlement::Keep)));
        }
    }
    let builder = UiBuilder::new()
        .id_salt(("settle", &entry.key))
        .max_rect(rect.shrink2(vec2(10.0, 3.0)))
        .layout(Layout::right_to_left(Align::Center));
    let mut right = ui.new_child(builder);
    right.spacing_mut().item_spacing.x = 6.0;
    for (number, (text, intent)) in ways.into_iter().rev().enumerate() {
        let response = button(&mut right, text, &format!("{text}: {}", entry.told.about));
        if focus && number == 0 {
            response.request_focus();
        }
        if response.clicked() {
            intents.send(intent);
        }
    }
    let left =
        Rect::from_min_max(rect.min + vec2(4.0, 3.0), egui::pos2(right.min_rect().left() - 12.0, rect.max.y - 3.0));
    let builder =
        UiBuilder::new().id_salt(("about", &entry.key)).max_rect(left).layout(Layout::left_to_right(Align::Center));
    let mut told = ui.new_child(builder);
    told.set_clip_rect(left.intersect(ui.clip_rect()));
    told.spacing_mut().item_spacing.x = 10.0;
    label(&mut told, TextStyle::size(TEXT).colour(palette.ink), &one_line(&entry.told.about));
    if entry.key.field == Field::Row {
        label(&mut told, TextStyle::size(SMALL).colour(palette.quiet), say!("conflicts-taken-out"));
    }
    let whole = ui.interact(left, told.unique_id().with("entry"), Sense::hover());
    let versions = if entry.told.versions.is_empty() {
        say!("conflicts-taken-out").to_owned()
    } else {
        entry.told.versions.join(say!("list-comma"))
    };
    whole.widget_info(|| {
        let named = say!("conflicts-entry", about = &entry.told.about, versions = &versions);
        WidgetInfo::labeled(Role::ListItem, true, named)
    });
}

/// Shows a version, and the button that takes it.
fn version(ui: &mut Ui, rect: Rect, entry: &Entry, number: usize, writable: bool, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let Some(text) = entry.told.versions.get(number) else { return };
    let inner = Rect::from_min_max(rect.min + vec2(4.0 + INDENT, 3.0), rect.max - vec2(10.0, 3.0));
    let builder = UiBuilder::new()
        .id_salt(("version", &entry.key, number))
        .max_rect(inner)
        .layout(Layout::left_to_right(Align::Center));
    let mut ui = ui.new_child(builder);
    ui.set_clip_rect(inner.intersect(ui.clip_rect()));
    ui.spacing_mut().item_spacing.x = 10.0;
    if writable {
        let named = say!("conflicts-take-named", version = one_line(text), about = &entry.told.about);
        let size = vec2(TAKE, TARGET);
        let take = ui.add(Button::new(RichText::new(say!("conflicts-take")).size(SMALL)).min_size(size));
        name(&ui, &take, &named);
        if take.clicked() {
            intents.send(Intent::SettleConflict(Box::new(entry.key.clone()), Settlement::Version(number)));
        }
    }
    // The versions stand below each other, whichever of them holds.
    if entry.told.held.is_some() {
        let (slot, _) = ui.allocate_exact_size(vec2(NOW, TARGET), Sense::hover());
        if entry.told.held == Some(number) {
            let builder = UiBuilder::new().max_rect(slot).layout(Layout::left_to_right(Align::Center));
            quiet(&mut ui.new_child(builder), say!("conflicts-now"));
        }
    }
    label(&mut ui, TextStyle::size(TEXT).colour(palette.ink), &one_line(text));
}

/// Returns what shows the place of a conflict.
fn place(entry: &Entry) -> Option<Intent> {
    match (&entry.key.row, entry.told.article) {
        (RowName::Annotation(id), _) => Some(Intent::Show(*id)),
        (_, Some(article)) => Some(Intent::OpenArticle(article)),
        _ => None,
    }
}
