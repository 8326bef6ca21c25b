//! Says how large and in which colours the article pane is.

use egui::Color32;

/// Sizes and colours of the pane.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneStyle {
    /// Size of running text in points; 17 at first.
    pub text_size: f32,
    /// Line height as a multiple of the size; 1.6 at first.
    pub line_height: f32,
    /// Characters in a line at most, from 62 to 72.
    pub column: f32,
    /// Whether the article is set with serifs.
    pub serif: bool,
    /// Room below each line for what is drawn under the words, in points.
    pub under: f32,
    /// Background.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Selection, caret and links.
    pub accent: Color32,
    /// Byline.
    pub quiet: Color32,
    /// Scroll bar.
    pub hairline: Color32,
    /// Whether the theme is dark.
    pub dark: bool,
}

impl PaneStyle {
    /// Returns the light theme's style.
    pub fn light() -> PaneStyle {
        PaneStyle {
            text_size: 17.0,
            line_height: 1.6,
            column: 68.0,
            serif: true,
            under: 0.0,
            paper: Color32::from_rgb(0xFC, 0xFB, 0xF8),
            ink: Color32::from_rgb(0x1F, 0x23, 0x28),
            accent: Color32::from_rgb(0x2F, 0x5D, 0x8A),
            quiet: Color32::from_rgb(0x5E, 0x62, 0x69),
            hairline: Color32::from_rgb(0xDD, 0xD9, 0xD0),
            dark: false,
        }
    }

    /// Returns the dark theme's style.
    pub fn dark() -> PaneStyle {
        PaneStyle {
            paper: Color32::from_rgb(0x1B, 0x1D, 0x21),
            ink: Color32::from_rgb(0xE6, 0xE3, 0xDC),
            accent: Color32::from_rgb(0x8A, 0xB4, 0xE0),
            quiet: Color32::from_rgb(0xA3, 0xA7, 0xAE),
            hairline: Color32::from_rgb(0x34, 0x38, 0x40),
            dark: true,
            ..PaneStyle::light()
        }
    }
}
