//! Says how things are shown: what of it is chosen, within which bounds, and which keys labels have.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::model::LabelKey;
use crate::say;

use super::command::Command;
use super::docking::Dock;
use super::effect::Effect;
use super::state::AppState;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How things are shown. Kept in the user's settings, not in projects.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Light or dark.
    pub theme: Theme,
    /// Size of the article's text, in points.
    pub text_size: f32,
    /// Height of a line, in sizes of the text.
    pub line_height: f32,
    /// Width of the column of text, in characters.
    pub column: f32,
    /// Whether the article is set with serifs.
    pub serif: bool,
    /// Scale of the whole interface, beyond the system's.
    pub scale: f32,
    /// The user's own keys for labels, in place of the scheme's.
    pub keys: BTreeMap<LabelKey, char>,
    /// Whether selections snap to words.
    pub snap: bool,
    /// Whether the articles are shown at the left.
    pub left: bool,
    /// Whether the selected annotation is shown at the right.
    pub right: bool,
    /// Width of the panel at the left, in points.
    pub left_width: f32,
    /// Width of the panel at the right, in points.
    pub right_width: f32,
    /// What is shown below the article, when something is.
    pub dock: Option<Dock>,
    /// Height of the panel below the article, in points.
    pub dock_height: f32,
    /// Whether the relations of all annotations are drawn.
    pub all_relations: bool,
    /// Whether annotators' names are hidden while differences are settled.
    pub blind: bool,
}

impl View {
    /// Text sizes that can be chosen, in points.
    pub const TEXT_SIZES: RangeInclusive<f32> = 10.0..=40.0;
    /// Line heights that can be chosen, in sizes of the text. Underlines need room.
    pub const LINE_HEIGHTS: RangeInclusive<f32> = 1.3..=2.6;
    /// Widths of the column that can be chosen, in characters.
    pub const COLUMNS: RangeInclusive<f32> = 36.0..=120.0;
    /// Scales of the interface that can be chosen.
    pub const SCALES: RangeInclusive<f32> = 0.75..=2.5;
    /// Widths and heights of panels that can be kept, in points. The window bounds them further by its own size.
    pub const PANELS: RangeInclusive<f32> = 80.0..=4000.0;

    /// Tells whether what is kept for the next start differs: all but what stands below the article, and which
    /// relations are drawn.
    pub(super) fn keeps_other(&self, other: &View) -> bool {
        let View { dock, all_relations, .. } = *other;
        View { dock, all_relations, ..self.clone() } != *other
    }

    /// Returns it with every number inside its bounds.
    pub(super) fn within_bounds(mut self) -> View {
        let inside = |value: f32, bounds: &RangeInclusive<f32>| value.clamp(*bounds.start(), *bounds.end());
        self.text_size = inside(self.text_size, &View::TEXT_SIZES);
        self.line_height = inside(self.line_height, &View::LINE_HEIGHTS);
        self.column = inside(self.column, &View::COLUMNS);
        self.scale = inside(self.scale, &View::SCALES);
        for size in [&mut self.left_width, &mut self.right_width, &mut self.dock_height] {
            *size = inside(*size, &View::PANELS);
        }
        self
    }
}

impl Default for View {
    fn default() -> View {
        View {
            theme: Theme::System,
            text_size: 17.0,
            line_height: 1.65,
            column: 72.0,
            serif: true,
            scale: 1.0,
            keys: BTreeMap::new(),
            snap: true,
            left: true,
            right: true,
            left_width: 240.0,
            right_width: 320.0,
            dock: None,
            dock_height: 220.0,
            all_relations: false,
            blind: false,
        }
    }
}

impl AppState {
    /// Returns how things are shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Returns the key of a label: the user's own, else the scheme's unless another label has it as the user's own.
    pub fn label_shortcut(&self, key: &LabelKey) -> Option<char> {
        if let Some(own) = self.view.keys.get(key) {
            return Some(*own);
        }
        let given = self.project.label(key)?.shortcut?;
        let labels = self.project.labels_by_key();
        let taken = |other: &LabelKey| other != key && self.view.keys.get(other) == Some(&given);
        (!labels.into_iter().any(|(other, _)| taken(other))).then_some(given)
    }

    /// Changes how things are shown.
    pub(super) fn change_view(&mut self, change: impl FnOnce(&mut View), effects: &mut Vec<Effect>) {
        let mut view = self.view.clone();
        change(&mut view);
        self.set_view(view, effects);
    }

    /// Shows things in a way, as far as that is within bounds.
    pub(super) fn set_view(&mut self, view: View, effects: &mut Vec<Effect>) {
        let view = view.within_bounds();
        if view.keeps_other(&self.view) {
            effects.push(Effect::KeepView);
        }
        self.view = view;
    }

    /// Gives a label a key of the user's own; `None` gives it the scheme's again. A key that does something else
    /// already is refused, and said.
    pub(super) fn set_label_key(&mut self, label: LabelKey, key: Option<char>, effects: &mut Vec<Effect>) {
        let other = key.and_then(|key| Command::with_key(key, self));
        if let (Some(key), Some(other)) = (key, other.filter(|other| *other != Command::Label(label.clone()))) {
            let command = other.text(self);
            let command = command.trim_end_matches(" …");
            return self.say(say!("settings-key-taken", key = key.to_string(), command = command), true);
        }
        let change = |view: &mut View| match key {
            Some(key) => drop(view.keys.insert(label, key)),
            None => drop(view.keys.remove(&label)),
        };
        self.change_view(change, effects);
    }
}
