//! Shows a draft before it is added: its details, and its parts in their places, those of the article ticked.

use egui::{Checkbox, Context, CursorIcon, Key, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, UiBuilder, vec2};

use super::super::long::{self, Rows, Scroll};
use super::super::text::{BAR, TextEngine, TextStyle, Wrap};
use super::super::theme::{Palette, SMALL, TEXT};
use super::super::widgets::{beside_field, name, option, paint_focus, quiet, start_of, words};
use super::Sheet;
use super::forms::details_grid;
use crate::app::{DraftEdit, Intent, Unsure};
use crate::documents::{Draft, Part};
use crate::model::BlockKind;
use crate::say;

/// Width of the details, and of the room for a tick and for what a part is, in points.
const DETAILS: f32 = 340.0;
const TICK: f32 = 28.0;
const KIND: f32 = 84.0;
/// Room between the two, and below a part, in points.
const GAP: f32 = 20.0;
const BELOW: f32 = 10.0;
/// Lines that are shown of a part that is left out.
const LINES: usize = 2;
/// Characters of a part's text by which it is named.
const NAME: usize = 60;

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct Drafts {
    rows: Rows<u64>,
    scroll: Scroll,
    /// The part whose words are being changed, and how high its field is, in points.
    editing: Option<usize>,
    field: f32,
    /// Whether that field has yet to get the keyboard.
    begins: bool,
    /// The file that is shown.
    shown: Option<u64>,
}

impl Drafts {
    /// Takes Escape while words are being changed. Tells whether it was pressed.
    pub(super) fn stops_editing(&mut self, ctx: &Context) -> bool {
        let stops = self.editing.is_some() && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if stops {
            self.editing = None;
        }
        stops
    }

    /// Shows a file's draft in a room so many points high.
    pub(super) fn show(&mut self, ui: &mut Ui, file: &Unsure, draft: &Draft, room: f32, sheet: &mut Sheet<'_>) {
        if self.shown.replace(file.key) != Some(file.key) {
            *self = Drafts { shown: self.shown, ..Drafts::default() };
        }
        let top = ui.cursor().min;
        let wide = ui.available_width();
        let column = |ui: &mut Ui, left: f32, width: f32, add: &mut dyn FnMut(&mut Ui)| {
            let rect = egui::Rect::from_min_size(top + vec2(left, 0.0), vec2(width, room));
            let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("column", left as i32)));
            add(&mut inner);
        };
        column(ui, 0.0, DETAILS, &mut |ui| details(ui, file, draft, sheet));
        let left = DETAILS + GAP;
        column(ui, left, wide - left, &mut |ui| self.parts(ui, file.key, draft.parts(), sheet));
        ui.allocate_space(vec2(wide, room));
    }

    fn parts(&mut self, ui: &mut Ui, key: u64, parts: &[Part], sheet: &mut Sheet<'_>) {
        let (editing, field, begins) = (self.editing, self.field, self.begins);
        let (mut next, mut high) = (editing, field);
        let rows = &mut self.rows;
        let area = ScrollArea::vertical().id_salt(("parts", key)).auto_shrink(false);
        self.scroll.show(ui, area, |ui| {
            // The bar lies over what is below it.
            ui.set_max_width(ui.available_width() - BAR);
            let guess = |width: f32| {
                let of = |part: &Part| {
                    long::guess(&part.text, TEXT, width - TICK - KIND).min(if part.kept { f32::MAX } else { 40.0 })
                };
                parts.iter().map(|part| of(part) + caption_height(part) + BELOW).collect()
            };
            let measure = |ui: &Ui, at: usize| {
                let part = &parts[at];
                let width = ui.available_width() - TICK - KIND;
                let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style(ui, part), width, &part.text);
                let words = if editing == Some(at) { field.max(laid.size.y) } else { laid.size.y };
                words + caption_height(part) + BELOW
            };
            rows.show(ui, key, guess, measure, |ui, at| {
                let part = &parts[at];
                let shown = row(ui, (key, at), part, (editing == Some(at)).then_some(begins), sheet);
                if editing == Some(at) {
                    high = shown.high;
                }
                match shown.edit {
                    Some(true) => next = Some(at),
                    Some(false) if next == Some(at) => next = None,
                    _ => {}
                }
            })
        });
        if next != self.editing {
            ui.ctx().request_repaint();
        }
        self.begins = next.is_some() && next != editing;
        (self.editing, self.field) = (next, high);
    }
}

/// What a row says.
struct Shown {
    /// Whether its words begin to be changed, or are changed no more; `None` where that is as it was.
    edit: Option<bool>,
    /// How high the words, or their field, are, in points.
    high: f32,
}

/// Shows the details and what is to be known of the file, in a column that scrolls where the window is low.
fn details(ui: &mut Ui, file: &Unsure, draft: &Draft, sheet: &mut Sheet<'_>) {
    ScrollArea::vertical().id_salt(("details", file.key)).auto_shrink(false).show(ui, |ui| {
        // The bar lies over what is below it.
        ui.set_max_width(ui.available_width() - BAR);
        about(ui, file, draft, sheet);
    });
}

fn about(ui: &mut Ui, file: &Unsure, draft: &Draft, sheet: &mut Sheet<'_>) {
    let palette = Palette::of(ui.ctx());
    let mut details = draft.details.clone();
    let (changed, _) = details_grid(ui, &mut details, false);
    if changed {
        sheet.intents.send(Intent::EditDraft(file.key, DraftEdit::Details(Box::new(details))));
    }
    ui.add_space(12.0);
    let kept = draft.parts().iter().filter(|part| part.kept).count();
    quiet(ui, &say!("drafts-count", kept = kept, count = draft.parts().len()));
    if !draft.has_text() {
        ui.label(RichText::new(say!("drafts-nothing")).size(SMALL).color(palette.error));
    }
    for note in &draft.notes {
        let colour = if note.is_doubt() { palette.error } else { palette.quiet };
        ui.label(RichText::new(note.to_string()).size(SMALL).color(colour));
    }
}

/// Says what a part is.
fn told(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => say!("drafts-paragraph"),
        BlockKind::Headline => say!("drafts-headline"),
        BlockKind::Standfirst => say!("drafts-standfirst"),
        BlockKind::Heading => say!("drafts-heading-inside"),
        BlockKind::Quote => say!("drafts-quote"),
        BlockKind::ListItem => say!("drafts-item"),
        BlockKind::Caption => say!("drafts-caption"),
    }
}

/// Returns why a part that is left out was: it stands above its words.
fn caption(part: &Part) -> Option<String> {
    part.why.filter(|_| !part.kept).map(|why| why.to_string())
}

fn caption_height(part: &Part) -> f32 {
    if part.kept || part.why.is_none() { 0.0 } else { (SMALL * 1.5).ceil() }
}

/// Shows what a part is, and lets it be something else.
fn kind(ui: &mut Ui, (key, at): (u64, usize), part: &Part, start: &str, sheet: &mut Sheet<'_>) {
    let quiet = Palette::of(ui.ctx()).quiet;
    // A frame around each would outweigh the words.
    let plain = &mut ui.visuals_mut().widgets.inactive;
    (plain.weak_bg_fill, plain.bg_stroke) = (egui::Color32::TRANSPARENT, egui::Stroke::NONE);
    let shown = RichText::new(told(part.kind)).size(SMALL).color(quiet);
    let menu = ui.menu_button(shown, |ui| {
        for (kind, _) in BlockKind::NAMES {
            if option(ui, told(kind), kind == part.kind).clicked() && kind != part.kind {
                sheet.intents.send(Intent::EditDraft(key, DraftEdit::Kind(at, kind)));
            }
        }
    });
    name(ui, &menu.response, &say!("drafts-kind", kind = told(part.kind), words = start));
    menu.response.on_hover_text(say!("drafts-kind.tip"));
}

fn style(ui: &Ui, part: &Part) -> TextStyle {
    let palette = Palette::of(ui.ctx());
    let style = TextStyle::size(TEXT);
    if !part.kept {
        return style.wrap(Wrap::Lines(LINES)).colour(palette.quiet);
    }
    let style = style.wrap(Wrap::All);
    if matches!(part.kind, BlockKind::Headline | BlockKind::Heading) { style.strong() } else { style }
}

/// Shows a part of a file, by the numbers of both. `editing` is there while its words are changed, and tells whether
/// that begins.
fn row(ui: &mut Ui, (key, at): (u64, usize), part: &Part, editing: Option<bool>, sheet: &mut Sheet<'_>) -> Shown {
    let palette = Palette::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    let start = start_of(&part.text, NAME);
    let rect = ui.max_rect();
    let ticked = egui::Rect::from_min_size(rect.min, vec2(TICK, 24.0));
    let mut kept = part.kept;
    let tick = ui.put(ticked, Checkbox::without_text(&mut kept));
    name(ui, &tick, &say!("drafts-keep", words = start.as_str()));
    if tick.changed() {
        sheet.intents.send(Intent::EditDraft(key, DraftEdit::Keep(at, kept)));
    }
    if tick.gained_focus() {
        tick.scroll_to_me(None);
    }
    tick.on_hover_text(if part.kept { say!("drafts-keep.leave") } else { say!("drafts-keep.back") });
    let gutter = egui::Rect::from_min_size(rect.min + vec2(TICK, 0.0), vec2(KIND, 26.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(gutter).id_salt("kind"));
    inner.set_clip_rect(gutter.intersect(ui.clip_rect()));
    kind(&mut inner, (key, at), part, &start, sheet);
    let beside = egui::Rect::from_min_max(rect.min + vec2(TICK + KIND, 3.0), rect.max);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(beside).id_salt("words"));
    let ui = &mut inner;
    if let Some(caption) = caption(part) {
        let above = egui::Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), caption_height(part)));
        ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
            ui.label(RichText::new(caption).size(SMALL).color(palette.quiet));
        });
        ui.advance_cursor_after_rect(above);
    }
    let top = ui.cursor().top();
    let mut edit = None;
    if let Some(begins) = editing {
        let mut text = part.text.clone();
        let field = TextEdit::multiline(&mut text).desired_width(f32::INFINITY).desired_rows(1).margin(vec2(6.0, 4.0));
        let field = ui.add(field);
        name(ui, &field, say!("drafts-words"));
        if begins {
            field.request_focus();
        } else if field.lost_focus() {
            edit = Some(false);
        }
        beside_field(ui, &text);
        if field.changed() {
            sheet.intents.send(Intent::EditDraft(key, DraftEdit::Reword(at, text)));
        }
    } else {
        let response = words(ui, &part.text, style(ui, part));
        let response = ui.interact(response.rect, ui.scope_id().with("change"), Sense::click());
        name(ui, &response, &say!("drafts-change", words = start.as_str()));
        paint_focus(ui, &response, response.rect.expand(2.0), palette);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        edit = response.on_hover_cursor(CursorIcon::Text).clicked().then_some(true);
    }
    Shown { edit, high: ui.cursor().top() - top }
}
