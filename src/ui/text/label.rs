//! Shows short texts of the user's anywhere in the interface: titles, quotes, names.

use egui::{Align, Color32, Painter, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::engine::{LabelKey, TextEngine};
use super::layout::Face;

/// How many lines a label may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Wrap {
    /// One line, as wide as there is room; what does not fit ends in "…".
    #[default]
    One,
    /// At most so many lines; the last ends in "…" when something is left out.
    Lines(usize),
    /// As many lines as it needs.
    All,
}

/// How a label looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Font size in points.
    pub size: f32,
    /// Colour; `None` takes the interface's text colour.
    pub colour: Option<Color32>,
    /// Weight: 400 regular, 600 semibold, 700 bold.
    pub weight: u16,
    /// Whether it slants.
    pub italic: bool,
    /// Whether it has serifs, as the article has.
    pub serif: bool,
    /// How many lines it may take.
    pub wrap: Wrap,
    /// What it reacts to.
    pub sense: Sense,
}

impl Default for TextStyle {
    fn default() -> TextStyle {
        TextStyle {
            size: 13.5,
            colour: None,
            weight: 400,
            italic: false,
            serif: false,
            wrap: Wrap::One,
            sense: Sense::hover(),
        }
    }
}

impl TextStyle {
    /// Returns the style of a size, in points.
    pub fn size(size: f32) -> TextStyle {
        TextStyle { size, ..TextStyle::default() }
    }

    /// Returns this style in a colour.
    pub fn colour(self, colour: Color32) -> TextStyle {
        TextStyle { colour: Some(colour), ..self }
    }

    /// Returns this style in semibold.
    pub fn strong(self) -> TextStyle {
        TextStyle { weight: 600, ..self }
    }

    /// Returns this style over several lines.
    pub fn wrap(self, wrap: Wrap) -> TextStyle {
        TextStyle { wrap, ..self }
    }

    /// Returns this style reacting to clicks.
    pub fn clickable(self) -> TextStyle {
        TextStyle { sense: Sense::click(), ..self }
    }

    pub(super) fn face(&self) -> Face {
        Face {
            size: self.size,
            weight: self.weight,
            italic: self.italic,
            serif: self.serif,
            line_height: (self.size * 1.35).ceil(),
            under: 0.0,
        }
    }

    fn lines(&self) -> usize {
        match self.wrap {
            Wrap::One => 1,
            Wrap::Lines(lines) => lines.max(1),
            Wrap::All => usize::MAX,
        }
    }
}

/// A short text, laid out: what a table cell measures first and paints later.
pub struct LaidText {
    engine: TextEngine,
    key: LabelKey,
    /// Width and height in points.
    pub size: Vec2,
    /// Whether it runs right to left.
    pub rtl: bool,
    /// Whether something was left out.
    pub elided: bool,
    /// How much lower it stands than small letters in the middle of the line would: as egui's own texts do.
    drop: f32,
}

impl LaidText {
    /// Returns where bytes of the text stand, as high as letters, relative to its top left corner.
    pub fn rects(&self, range: std::ops::Range<usize>) -> Vec<Rect> {
        let Some(shaped) = self.engine.lock().label_shaped(&self.key) else { return Vec::new() };
        let mut rects = Vec::new();
        let drop = vec2(0.0, self.drop);
        shaped.pieces(range, |line, left, right| rects.push(shaped.letters(line, left, right).translate(drop)));
        rects
    }

    /// Paints the text with its top left corner at `at`.
    pub fn paint(&self, painter: &Painter, at: Pos2, colour: Color32) {
        self.engine.lock().paint_label(painter, &self.key, at + vec2(0.0, self.drop), colour);
    }
}

impl TextEngine {
    /// Lays out a short text in at most `width` points.
    pub fn lay_out(&self, ctx: &egui::Context, style: &TextStyle, width: f32, text: &str) -> LaidText {
        let mut inner = self.lock();
        // Whole points, so that a panel being resized does not fill the store.
        let key = inner.label(ctx.cumulative_pass_nr(), text, style.face(), style.lines(), width.max(1.0).floor());
        let size = inner.label_size(&key);
        let (rtl, elided) = inner.labels.get(&key).map_or((false, false), |label| (label.shaped.rtl, label.elided));
        drop(inner);
        LaidText { engine: self.clone(), key, size, rtl, elided, drop: style.size * 0.12 }
    }
}

/// Adds a short text of the user's to a panel, laid out with the article's engine.
///
/// Text that runs right to left stands at the right edge of the room there is. What was left out shows on hover.
pub fn label(ui: &mut Ui, style: TextStyle, text: &str) -> Response {
    let engine = TextEngine::of(ui.ctx());
    let room = ui.available_width();
    let laid = engine.lay_out(ui.ctx(), &style, room, text);
    let ends = laid.rtl && ui.layout().horizontal_align() == Align::Min && ui.layout().is_vertical();
    let width = if ends || style.wrap != Wrap::One {
        room.min(laid.size.x.max(if ends { room } else { 0.0 }))
    } else {
        laid.size.x
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(laid.size.x), laid.size.y), style.sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let colour = style.colour.unwrap_or_else(|| ui.visuals().text_color());
        let colour = if ui.is_enabled() { colour } else { colour.gamma_multiply(0.5) };
        // Lines that run right to left are already set against the right edge of the width they were wrapped to.
        let left = if laid.rtl && style.wrap == Wrap::One { rect.right() - laid.size.x } else { rect.left() };
        laid.paint(ui.painter(), Rect::from_min_size(Pos2::new(left, rect.top()), laid.size).min, colour);
    }
    if !laid.elided {
        return response;
    }
    response.on_hover_ui(|ui| {
        // It would keep the width of the tooltip shown before, however narrow.
        ui.set_max_width(ui.spacing().tooltip_width);
        label(ui, style.wrap(Wrap::All), text);
    })
}
