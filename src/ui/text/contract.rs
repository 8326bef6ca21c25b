//! Says what an article pane is given to show, and what it tells of what the user does.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Response};

use super::heat::PaneHeat;
use super::hits::PaneHits;
use super::marks::MarkSource;
use super::style::PaneStyle;
use crate::model::segment::Edge;
use crate::model::text::{Block, Span, Text};

/// A selection: bytes on grapheme boundaries. Equal ends are a caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PaneSelection {
    /// Where it began.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
}

impl PaneSelection {
    /// Returns the bytes in order.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }
}

/// The label that the next finished selection gets at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Armed {
    /// Its badge's letters.
    pub letter: String,
    /// Its colour.
    pub colour: Color32,
}

/// What the pane shows.
#[derive(Clone, Copy)]
pub struct PaneInput<'a> {
    /// The revision's id: what is laid out is kept for it.
    pub revision: u128,
    /// The article's title, for those who listen.
    pub title: &'a str,
    /// Outlet and date, set quietly under the headline; may be empty.
    pub byline: &'a str,
    /// The text.
    pub text: &'a Text,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Where marks come from.
    pub marks: &'a dyn MarkSource,
    /// Changes whenever any mark, its look or the selected one changes.
    pub marks_version: u64,
    /// Whose lanes lie below the words, where each set has its own: what stands at the margin for each, from the words
    /// on. None where all marks share the same lanes.
    pub bands: &'a [Arc<str>],
    /// How many marked what, where that is shown.
    pub heat: Option<PaneHeat<'a>>,
    /// What was found, while something is looked for.
    pub hits: Option<PaneHits<'a>>,
    /// The selection or the caret.
    pub selection: Option<PaneSelection>,
    /// Fragments selected so far, when several are being collected.
    pub pending: &'a [Span],
    /// Sizes and colours.
    pub style: &'a PaneStyle,
    /// Whether a drag selects whole words.
    pub word_snap: bool,
    /// The armed label.
    pub armed: Option<&'a Armed>,
    /// Whether nothing may be changed: no handles, no links.
    pub read_only: bool,
}

/// What the user did.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneEvent {
    /// Selected text, or placed the caret when the ends are equal.
    Select {
        /// Where it began.
        anchor: usize,
        /// The end that moves.
        head: usize,
        /// False while the mouse is still down.
        finished: bool,
    },
    /// Selected more by a further click in a row, a sentence or a paragraph, in place of what the click before it
    /// selected.
    Widen {
        /// Where it begins.
        anchor: usize,
        /// Where it ends.
        head: usize,
    },
    /// Wants nothing selected (Escape).
    ClearSelection,
    /// Clicked a mark.
    PickMark {
        /// Which.
        id: u128,
        /// The byte that was clicked.
        at: usize,
    },
    /// Selected another stretch with Ctrl or Command held.
    AddFragment {
        /// First byte.
        start: usize,
        /// Byte behind the last.
        end: usize,
    },
    /// Let go of an end of the selected mark at another place.
    MoveEnd {
        /// Which mark.
        id: u128,
        /// Which of its fragments.
        fragment: usize,
        /// Which end.
        edge: Edge,
        /// Where to, in bytes.
        to: usize,
    },
    /// Drags from a mark's badge towards another.
    LinkDrag {
        /// The mark it began at.
        from: u128,
        /// The mark under the pointer.
        over: Option<u128>,
    },
    /// Let go over another mark.
    LinkDrop {
        /// The mark it began at.
        from: u128,
        /// The mark it ended on.
        to: u128,
    },
    /// Let go outside the text.
    LinkOut {
        /// The mark it began at.
        from: u128,
        /// Where, on the screen.
        at: Pos2,
    },
    /// The mark under the pointer changed.
    Hover(Option<u128>),
    /// Pressed the other mouse button, or the menu key.
    SecondaryClick {
        /// The byte under the pointer.
        at: usize,
    },
    /// Wants the keyboard to leave the pane (F6).
    Leave {
        /// Whether backwards (Shift).
        back: bool,
    },
}

/// What came of showing the pane.
pub struct PaneOutput {
    /// The pane's own response; it has the keyboard focus or not.
    pub response: Response,
    /// What the user did, in order.
    pub events: Vec<PaneEvent>,
    /// Where the selection ends, in screen points, when that is in view.
    pub selection_end: Option<Rect>,
    /// Where the selected text lies, in screen points, as far as it is in view.
    pub selection_bounds: Option<Rect>,
    /// The bytes in view.
    pub visible: Range<usize>,
    /// The mark under the pointer.
    pub hovered: Option<u128>,
}
