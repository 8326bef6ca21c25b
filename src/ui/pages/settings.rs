//! Shows the settings: how the article and the interface look, what keys do. Everything takes effect at once; an
//! article of a few lines shows what it does to the text.

use egui::style::HandleShape;
use egui::{Button, Grid, Rect, RichText, Slider, Ui, UiBuilder, vec2};

use crate::app::{AppState, Command, Intent, Page, Theme, View};
use crate::model::scheme::Label;
use crate::model::{Block, Fragments, LabelKey, Text};
use crate::say;
use crate::ui::article::{looks, style};
use crate::ui::intents::Intents;
use crate::ui::pages::press::{Answer, typed};
use crate::ui::text::{ArticlePane, Mark, PaneInput, TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{badge, heading, name, option, quiet, rule, words};

/// Height of the sample article, in points.
const PREVIEW: f32 = 230.0;
/// By how much a key press on the scale changes it.
const SCALE_STEP: f32 = 0.05;

/// What the page remembers.
#[derive(Default)]
pub(super) struct Settings {
    pane: ArticlePane,
    text: Option<(Text, Vec<Block>)>,
    /// The scale while its slider is dragged: a page that grows under the pointer can't be aimed at.
    scale: Option<f32>,
    /// The label that waits for a key.
    waiting: Option<LabelKey>,
}

/// Names what in the settings' file could not be taken when the program started.
fn faults(ui: &mut Ui, state: &AppState) {
    if state.settings_faults().is_empty() {
        return;
    }
    heading(ui, say!("settings-faults"));
    ui.add_space(4.0);
    for fault in state.settings_faults() {
        words(ui, fault, TextStyle::size(SMALL).wrap(Wrap::All).colour(Palette::of(ui.ctx()).error));
    }
    rule(ui);
}

impl Settings {
    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let mut view = state.view().clone();
        faults(ui, state);
        heading(ui, say!("settings-text"));
        ui.add_space(4.0);
        self.preview(ui, state);
        ui.add_space(8.0);
        table(ui, "text", |ui| text(ui, &mut view));
        rule(ui);
        heading(ui, say!("settings-window"));
        ui.add_space(4.0);
        table(ui, "window", |ui| self.window(ui, &mut view));
        rule(ui);
        heading(ui, say!("settings-marking"));
        ui.add_space(4.0);
        ui.checkbox(&mut view.snap, say!("settings-snap")).on_hover_text(Command::Snap.tooltip(state));
        ui.add_space(8.0);
        quiet(ui, say!("settings-keys-hint"));
        ui.add_space(4.0);
        self.keys(ui, state, intents);
        rule(ui);
        let first = View {
            left: view.left,
            right: view.right,
            left_width: view.left_width,
            right_width: view.right_width,
            dock: view.dock,
            dock_height: view.dock_height,
            all_relations: view.all_relations,
            blind: view.blind,
            ..View::default()
        };
        let button = Button::new(say!("settings-reset")).min_size(vec2(0.0, TARGET));
        if ui.add_enabled(view != first, button).on_hover_text(say!("settings-reset.tip")).clicked() {
            view = first;
        }
        ui.add_space(24.0);
        if view != *state.view() {
            intents.send(Intent::SetView(Box::new(view)));
        }
    }

    /// Tells whether the next key is for a label, and so for nothing else.
    pub(super) fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    /// Shows a few lines with marks on them, as an article shows them.
    fn preview(&mut self, ui: &mut Ui, state: &AppState) {
        let palette = Palette::of(ui.ctx());
        let (text, blocks) = self.text.get_or_insert_with(|| {
            let text = Text::new(say!("settings-sample"));
            let blocks = Block::guess(&text);
            (text, blocks)
        });
        let looks = looks(state, palette);
        let labels = state.label_keys();
        let marked = [say!("settings-sample-first"), say!("settings-sample-second")];
        let mut marks = Vec::new();
        for (at, (words, label)) in marked.into_iter().zip(&labels).enumerate() {
            let Some(start) = text.as_str().find(words) else { continue };
            let (Ok(span), Some(look)) = (text.span(start, start + words.len()), looks.get(label)) else { continue };
            marks.push(Mark::new(at as u128, Fragments::one(span), look.clone()));
        }
        let style = style(palette, state);
        let input = PaneInput {
            bands: &[],
            heat: None,
            revision: 0,
            title: say!("settings-preview"),
            byline: "",
            text,
            blocks,
            marks: &marks,
            marks_version: state.ticks() ^ u64::from(palette.dark) << 63,
            hits: None,
            selection: None,
            pending: &[],
            style: &style,
            word_snap: state.view().snap,
            armed: None,
            read_only: true,
        };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), PREVIEW), egui::Sense::hover());
        let inside = Rect::from_min_max(rect.min + vec2(1.0, 1.0), rect.max - vec2(1.0, 1.0));
        ui.scope_builder(UiBuilder::new().max_rect(inside).id_salt("preview"), |ui| {
            ui.set_clip_rect(ui.clip_rect().intersect(inside));
            self.pane.show(ui, &input);
        });
        // Over the paper, whose corners are square.
        let stroke = egui::Stroke::new(1.0, palette.hairline);
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }

    fn window(&mut self, ui: &mut Ui, view: &mut View) {
        row(ui, say!("settings-theme"), |ui| {
            let themes = [
                (Theme::Light, say!("settings-theme-light")),
                (Theme::Dark, say!("settings-theme-dark")),
                (Theme::System, say!("settings-theme-system")),
            ];
            for (theme, text) in themes {
                if option(ui, text, view.theme == theme).clicked() {
                    view.theme = theme;
                }
            }
        });
        row(ui, say!("settings-scale"), |ui| {
            let mut scale = self.scale.unwrap_or(view.scale) * 100.0;
            let slider = Slider::new(&mut scale, percent(&View::SCALES)).step_by(f64::from(SCALE_STEP) * 100.0);
            let response = ui.add(slider.fixed_decimals(0).suffix(" %"));
            name(ui, &response, say!("settings-scale"));
            let chosen = scale / 100.0;
            self.scale = response.dragged().then_some(chosen);
            if !response.dragged() && (chosen - view.scale).abs() > SCALE_STEP / 4.0 {
                view.scale = chosen;
            }
        });
    }

    /// Lists the labels with their keys. A click on a key waits for another one.
    fn keys(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        if let Some(waiting) = self.waiting.clone() {
            match typed(ui) {
                Some(Answer::Key(key)) => {
                    self.waiting = None;
                    intents.send(Intent::SetLabelKey(waiting, Some(key)));
                }
                Some(Answer::Stop) => self.waiting = None,
                None => {}
            }
        }
        table(ui, "keys", |ui| {
            for (key, label) in state.project().labels() {
                self.key(ui, key, label, state, intents);
                ui.end_row();
            }
        });
        if let Some(notice) = state.notice().filter(|notice| notice.error && state.page() == Page::Settings) {
            ui.label(RichText::new(&notice.text).size(SMALL).color(Palette::of(ui.ctx()).label(1)));
        }
    }

    fn key(&mut self, ui: &mut Ui, key: &LabelKey, label: &Label, state: &AppState, intents: &mut Intents) {
        ui.horizontal(|ui| {
            badge(ui, label);
            words(ui, &label.name, TextStyle::size(TEXT));
        });
        ui.horizontal(|ui| {
            let waits = self.waiting.as_ref() == Some(key);
            let shown = match state.label_shortcut(key) {
                _ if waits => say!("settings-key-press").to_owned(),
                Some(key) => key.to_string(),
                None => say!("settings-key-none").to_owned(),
            };
            let id = egui::IdSalt::new(("label-key", key.as_str()));
            let button =
                ui.push_id(id, |ui| ui.add(Button::new(shown).selected(waits).min_size(vec2(96.0, TARGET)))).inner;
            name(ui, &button, &say!("settings-key-of", label = label.name.as_str()));
            if button.clicked() {
                self.waiting = if waits { None } else { Some(key.clone()) };
            } else if waits && button.lost_focus() && !button.hovered() {
                self.waiting = None;
            }
            if state.view().keys.contains_key(key) {
                let back = ui.push_id((id, "back"), |ui| ui.small_button(say!("settings-key-reset"))).inner;
                name(ui, &back, &say!("settings-key-reset-of", label = label.name.as_str()));
                if back.clicked() {
                    intents.send(Intent::SetLabelKey(key.clone(), None));
                }
            }
        });
    }
}

fn text(ui: &mut Ui, view: &mut View) {
    row(ui, say!("settings-text-size"), |ui| {
        let slider = Slider::new(&mut view.text_size, View::TEXT_SIZES)
            .step_by(1.0)
            .fixed_decimals(0)
            .suffix(say!("settings-points"));
        let response = ui.add(slider);
        name(ui, &response, say!("settings-text-size"));
    });
    row(ui, say!("settings-line-height"), |ui| {
        let response = ui.add(Slider::new(&mut view.line_height, View::LINE_HEIGHTS).step_by(0.05).fixed_decimals(2));
        name(ui, &response, say!("settings-line-height"));
    });
    row(ui, say!("settings-column"), |ui| {
        let slider = Slider::new(&mut view.column, View::COLUMNS)
            .step_by(1.0)
            .fixed_decimals(0)
            .suffix(say!("settings-characters"));
        let response = ui.add(slider);
        name(ui, &response, say!("settings-column"));
    });
    row(ui, say!("settings-typeface"), |ui| {
        for (serif, text) in [(true, say!("settings-serif")), (false, say!("settings-sans"))] {
            if option(ui, text, view.serif == serif).clicked() {
                view.serif = serif;
            }
        }
    });
}

fn percent(bounds: &std::ops::RangeInclusive<f32>) -> std::ops::RangeInclusive<f32> {
    bounds.start() * 100.0..=bounds.end() * 100.0
}

/// Adds a table of names at the left and what they name at the right.
fn table(ui: &mut Ui, salt: &str, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = 220.0;
        ui.spacing_mut().slider_rail_height = 4.0;
        // The numbers beside the sliders end where one another do.
        ui.spacing_mut().interact_size.x = 112.0;
        let rail = Palette::of(ui.ctx()).hairline;
        let visuals = ui.visuals_mut();
        visuals.handle_shape = HandleShape::Circle;
        visuals.widgets.inactive.bg_fill = rail;
        visuals.widgets.hovered.bg_fill = rail;
        visuals.widgets.active.bg_fill = rail;
        Grid::new(("settings", salt)).num_columns(2).spacing(vec2(24.0, 8.0)).min_col_width(160.0).show(ui, add);
    });
}

fn row(ui: &mut Ui, title: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| ui.label(RichText::new(title).color(Palette::of(ui.ctx()).ink)));
    ui.horizontal(add);
    ui.end_row();
}
