//! Draws what stands in the way of the article until it is answered or closed.

mod drafts;
mod encodings;
mod finder;
mod forms;
mod questions;
mod sheet;

use egui::{Context, Frame, Id, Key, Margin, Modifiers, RichText, Role, Ui};

use self::finder::Finder;
use super::intents::Intents;
use super::theme::Palette;
use super::widgets::{landmark, name};
use crate::app::{AppState, Intent, Modal};

/// What the modals remember: which one is shown, so that the first field of a new one gets the keyboard.
#[derive(Default)]
pub(super) struct Modals {
    shown: Option<std::mem::Discriminant<Modal>>,
    finder: Finder,
    /// The waiting file that is looked at.
    looked_at: Option<u64>,
    drafts: drafts::Drafts,
}

/// A modal being drawn.
struct Sheet<'a> {
    state: &'a AppState,
    intents: &'a mut Intents,
    /// Whether it was opened just now: the first field asks for the keyboard.
    begins: bool,
}

impl Modals {
    /// Shows the modal that is open.
    pub(super) fn show(&mut self, ctx: &Context, state: &AppState, intents: &mut Intents) {
        let Some(modal) = state.modal() else {
            self.shown = None;
            return;
        };
        let kind = std::mem::discriminant(modal);
        let begins = self.shown.replace(kind) != Some(kind);
        if begins {
            self.finder = Finder::default();
            self.looked_at = None;
            self.drafts = drafts::Drafts::default();
            ctx.memory_mut(|memory| memory.stop_text_input());
        }
        // An open list closes first, and a field inside the sheet.
        if !self.drafts.stops_editing(ctx)
            && !egui::Popup::is_any_open(ctx)
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            intents.send(Intent::CloseModal);
            return;
        }
        let palette = Palette::of(ctx);
        let wide = width(modal, state).min(ctx.content_rect().width() - 48.0);
        let frame = Frame::popup(&ctx.global_style()).fill(palette.panel).inner_margin(Margin::same(16));
        let shade = egui::Color32::from_black_alpha(if palette.dark { 110 } else { 60 });
        let mut shown = egui::Modal::new(Id::unique("modal")).frame(frame).backdrop_color(shade);
        if matches!(modal, Modal::Palette { .. }) {
            let area = egui::Modal::default_area(Id::unique("modal"));
            shown = shown.area(area.anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, 72.0)));
        }
        let response = shown.show(ctx, |ui| {
            ui.set_width(wide);
            ui.set_max_height(ctx.content_rect().height() - 96.0);
            let mut sheet = Sheet { state, intents, begins };
            match modal {
                Modal::Palette { query } => self.finder.show(ui, query, &mut sheet),
                Modal::Shortcuts => sheet::shortcuts(ui, &mut sheet),
                Modal::About => sheet::about(ui, &mut sheet),
                Modal::Paste { details, text } => forms::paste(ui, details, text, &mut sheet),
                Modal::NewText { article, text } => forms::new_text(ui, *article, text, &mut sheet),
                Modal::Details { article, details } => forms::details(ui, *article, details, &mut sheet),
                Modal::Info { info } => forms::info(ui, info, &mut sheet),
                Modal::Path { purpose, typed } => forms::path(ui, *purpose, typed, &mut sheet),
                Modal::LinkKind { from, to, kinds } => questions::link_kind(ui, *from, *to, kinds, &mut sheet),
                Modal::Encodings => encodings::show(ui, &mut self.looked_at, &mut self.drafts, &mut sheet),
                Modal::Added { remarks } => encodings::added(ui, remarks, &mut sheet),
                Modal::Warnings => sheet::warnings(ui, &mut sheet),
                Modal::Rescue => sheet::rescue(ui, &mut sheet),
                Modal::Unsaved { then } => questions::unsaved(ui, then, &mut sheet),
                Modal::Others { paths } => questions::others(ui, paths, &mut sheet),
                Modal::Outside { gone } => questions::outside(ui, *gone, &mut sheet),
                Modal::Replace { path, purpose } => questions::replace(ui, path, *purpose, &mut sheet),
                Modal::ReplaceDamaged => questions::replace_damaged(ui, &mut sheet),
                Modal::SaveFailed { path, why } => questions::save_failed(ui, path, why, &mut sheet),
                Modal::LoadFailed { path, why } => questions::load_failed(ui, path, why, &mut sheet),
            }
        });
        let reads = matches!(
            modal,
            Modal::Palette { .. } | Modal::Shortcuts | Modal::About | Modal::Warnings | Modal::LinkKind { .. }
        );
        if reads && response.backdrop_response.clicked() && !begins {
            intents.send(Intent::CloseModal);
        }
    }
}

fn width(modal: &Modal, state: &AppState) -> f32 {
    match modal {
        Modal::Encodings if encodings::any_parts(state) => 1040.0,
        Modal::Shortcuts => 960.0,
        Modal::Encodings => 720.0,
        Modal::Palette { .. }
        | Modal::Paste { .. }
        | Modal::NewText { .. }
        | Modal::Warnings
        | Modal::Rescue
        | Modal::Added { .. } => 640.0,
        Modal::Details { .. } | Modal::Info { .. } => 520.0,
        _ => 460.0,
    }
}

/// Says to screen readers that a modal keeps all else waiting.
fn dialog(ui: &Ui, name: &str) {
    landmark(ui, Role::Dialog, name);
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_modal());
}

/// Adds a modal's title.
fn title(ui: &mut Ui, text: &str) {
    dialog(ui, text);
    let response = ui.label(RichText::new(text).size(17.0));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
    ui.add_space(8.0);
}

/// What a button of a modal asks for.
struct Choice<'a> {
    text: &'a str,
    intents: Vec<Intent>,
    enabled: bool,
    /// Why it can't be chosen now.
    refusal: &'a str,
}

impl<'a> Choice<'a> {
    fn new(text: &'a str, intent: Intent) -> Choice<'a> {
        Choice { text, intents: vec![intent], enabled: true, refusal: "" }
    }

    fn close(text: &'a str) -> Choice<'a> {
        Choice::new(text, Intent::CloseModal)
    }
}

/// Adds the buttons of a modal, at the right, the default one last. Says whether the default was chosen.
fn buttons(ui: &mut Ui, choices: Vec<Choice<'_>>, focus_default: bool, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    ui.add_space(16.0);
    let last = choices.len().saturating_sub(1);
    let row = egui::vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        for (at, choice) in choices.into_iter().enumerate().rev() {
            let mut button = egui::Button::new(choice.text).min_size(egui::vec2(80.0, 28.0));
            if at == last {
                button = button.stroke(egui::Stroke::new(1.5, palette.accent));
            }
            let response = ui.add_enabled(choice.enabled, button);
            name(ui, &response, choice.text);
            if at == last && focus_default {
                response.request_focus();
            }
            let response =
                if choice.refusal.is_empty() { response } else { response.on_disabled_hover_text(choice.refusal) };
            if response.clicked() {
                for intent in choice.intents {
                    intents.send(intent);
                }
            }
        }
    });
}
