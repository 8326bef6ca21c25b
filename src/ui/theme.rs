//! Holds colours and measures: light and dark, the labels' palette, and egui's style made from them.

use egui::epaint::FontColorTransferFunction;
use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2,
};

use crate::app::Theme;
use crate::model::scheme::{COLOURS, INKS};

/// Height of what can be clicked, at least, in points.
pub const TARGET: f32 = 24.0;
/// Size of interface text, in points.
pub const TEXT: f32 = 13.5;
/// Size of small text, in points.
pub const SMALL: f32 = 12.0;

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Behind the article.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Behind the panels.
    pub panel: Color32,
    /// Lines between things.
    pub hairline: Color32,
    /// Text of lesser weight.
    pub quiet: Color32,
    /// Links, focus, the selection.
    pub accent: Color32,
    /// What went wrong.
    pub error: Color32,
    /// The labels' colours, by slot.
    pub labels: [Color32; COLOURS as usize],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn inks() -> [Color32; COLOURS as usize] {
    let mut colours = [Color32::BLACK; COLOURS as usize];
    let mut slot = 0;
    while slot < colours.len() {
        colours[slot] = rgb(INKS[slot]);
        slot += 1;
    }
    colours
}

/// The light theme.
pub const LIGHT: Palette = Palette {
    dark: false,
    paper: rgb(0xFCFBF8),
    ink: rgb(0x1F2328),
    panel: rgb(0xF3F2EE),
    hairline: rgb(0xDDD9D0),
    quiet: rgb(0x5E6269),
    accent: rgb(0x2F5D8A),
    error: rgb(0xB3261E),
    labels: inks(),
};

/// The dark theme.
pub const DARK: Palette = Palette {
    dark: true,
    paper: rgb(0x1B1D21),
    ink: rgb(0xE6E3DC),
    panel: rgb(0x22252A),
    hairline: rgb(0x343840),
    quiet: rgb(0xA3A7AE),
    accent: rgb(0x8AB4E0),
    error: rgb(0xF2A097),
    labels: [
        rgb(0x56B4E9),
        rgb(0xF0894A),
        rgb(0x2CC295),
        rgb(0xDE93BD),
        rgb(0x9287D0),
        rgb(0xAF8A77),
        rgb(0x63F6F9),
        rgb(0xF5B5C7),
        rgb(0x9BCCF7),
        rgb(0xB2CD6B),
        rgb(0xFBDF83),
        rgb(0xBCEDBF),
    ],
};

impl Palette {
    /// Returns the colours that are shown now.
    pub fn of(ctx: &Context) -> &'static Palette {
        match ctx.theme() {
            egui::Theme::Light => &LIGHT,
            egui::Theme::Dark => &DARK,
        }
    }

    /// Returns the colour of a label's slot.
    pub fn label(&self, slot: u8) -> Color32 {
        self.labels[usize::from(slot) % self.labels.len()]
    }

    /// Returns a colour laid over another, from 0 (all `under`) to 1 (all `over`).
    pub fn mix(under: Color32, over: Color32, share: f32) -> Color32 {
        let mix = |u: u8, o: u8| (f32::from(u) + (f32::from(o) - f32::from(u)) * share).round() as u8;
        Color32::from_rgb(mix(under.r(), over.r()), mix(under.g(), over.g()), mix(under.b(), over.b()))
    }

    /// Returns how much of its colour a label's tint takes: so much that text on two of them can still be read.
    pub fn tint_share(&self) -> f32 {
        if self.dark { 0.16 } else { 0.18 }
    }

    /// Returns the tint of a label's slot over the panels.
    pub fn tint(&self, slot: u8) -> Color32 {
        Palette::mix(self.panel, self.label(slot), self.tint_share())
    }

    /// Returns what stands behind something that the pointer is over.
    pub fn hover(&self) -> Color32 {
        Palette::mix(self.panel, self.ink, 0.06)
    }

    /// Returns what stands behind selected text in fields, and behind what is switched on.
    pub fn selection(&self) -> Color32 {
        Palette::mix(self.panel, self.accent, if self.dark { 0.2 } else { 0.16 })
    }

    /// Returns what stands behind something chosen.
    pub fn chosen(&self) -> Color32 {
        Palette::mix(self.panel, self.accent, if self.dark { 0.14 } else { 0.12 })
    }
}

/// Gives a context the program's two styles. To be done once.
pub fn install(ctx: &Context) {
    ctx.set_style_of(egui::Theme::Light, style(&LIGHT));
    ctx.set_style_of(egui::Theme::Dark, style(&DARK));
    ctx.set_fonts(super::text::TextEngine::of(ctx).interface_fonts());
    // The text's size has commands of its own; egui's would scale the whole window on the same keys.
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false;
        // Where the system doesn't say: paper.
        options.fallback_theme = egui::Theme::Light;
    });
}

/// Follows the user's choice of light or dark.
pub fn choose(ctx: &Context, theme: Theme) {
    let wanted = match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    };
    if ctx.options(|options| options.theme_preference) != wanted {
        ctx.set_theme(wanted);
    }
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), animation_time: 0.1, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, SMALL),
        (TextStyle::Body, TEXT),
        (TextStyle::Button, TEXT),
        (TextStyle::Heading, 17.0),
        (TextStyle::Monospace, TEXT),
    ]
    .into_iter()
    .map(|(name, size)| {
        let family = if name == TextStyle::Monospace { FontFamily::Monospace } else { FontFamily::Proportional };
        (name, FontId::new(size, family))
    })
    .collect();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 4.0);
    spacing.button_padding = vec2(8.0, 4.0);
    spacing.interact_size = vec2(TARGET, TARGET);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(16);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.combo_width = 80.0;
    spacing.combo_height = 320.0;
    spacing.menu_width = 320.0;
    spacing.tooltip_width = 320.0;
    // Over the edge of what scrolls, so that nothing moves when it comes or goes.
    spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.2,
        active_handle_opacity: 0.3,
        interact_handle_opacity: 0.5,
        ..ScrollStyle::thin()
    };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style
}

fn visuals(p: &Palette) -> Visuals {
    let mut v = if p.dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(4);
    let widget = |fill: Color32, line: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let raised = if p.dark { Palette::mix(p.panel, p.ink, 0.06) } else { p.paper };
    let line = Palette::mix(p.hairline, p.ink, 0.18);
    v.widgets.noninteractive = widget(p.panel, p.hairline, p.ink);
    v.widgets.inactive = widget(raised, line, p.ink);
    v.widgets.hovered = widget(Palette::mix(raised, p.ink, 0.06), Palette::mix(line, p.ink, 0.3), p.ink);
    v.widgets.active = widget(p.chosen(), p.accent, p.ink);
    v.widgets.active.bg_stroke.width = 2.0;
    v.widgets.open = widget(p.chosen(), line, p.ink);
    v.selection = Selection { bg_fill: p.selection(), stroke: Stroke::new(1.5, p.accent) };
    v.override_text_color = None;
    // As heavy as the letters of the article's engine, which stand beside them.
    v.text_options.color_transfer_function = FontColorTransferFunction::Off;
    v.weak_text_color = Some(p.quiet);
    v.hyperlink_color = p.accent;
    v.faint_bg_color = Palette::mix(p.panel, p.ink, 0.03);
    v.extreme_bg_color = if p.dark { p.paper } else { Color32::WHITE };
    v.code_bg_color = p.hover();
    v.warn_fg_color = p.labels[1];
    v.error_fg_color = p.error;
    v.window_corner_radius = radius;
    v.menu_corner_radius = radius;
    let shadow = |blur, alpha| Shadow { offset: [0, 4], blur, spread: 0, color: Color32::from_black_alpha(alpha) };
    v.window_shadow = shadow(24, if p.dark { 110 } else { 40 });
    v.popup_shadow = shadow(12, if p.dark { 90 } else { 30 });
    v.window_fill = p.panel;
    v.window_stroke = Stroke::new(1.0, p.hairline);
    v.panel_fill = p.panel;
    v.text_cursor = TextCursorStyle { stroke: Stroke::new(2.0, p.accent), blink: false, ..TextCursorStyle::default() };
    v.striped = false;
    v.indent_has_left_vline = false;
    v.disabled_alpha = 0.55;
    v
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
