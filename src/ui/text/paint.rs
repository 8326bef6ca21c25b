//! Paints what is in view: paper, tints, selection, letters, underlines and badges, caret.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use crate::model::text::{Fragments, Span};

use super::contract::{Armed, PaneInput, PaneSelection};
use super::decor::{Decor, Paper};
use super::engine::Inner;
use super::heat::{HeatBars, HeatLook};
use super::hits::{HitBoxes, HitLook};
use super::label::{TextStyle, Wrap};
use super::marks::Mark;
use super::pane::{ArticlePane, DecorGround, DecorVersion, Decorated};
use super::parts::Measures;
use super::style::PaneStyle;

impl ArticlePane {
    pub(super) fn paint(
        &mut self,
        ui: &Ui,
        inner: &mut Inner,
        input: &PaneInput<'_>,
        selection: Option<PaneSelection>,
        response: &Response,
    ) {
        let painter = ui.painter_at(self.view);
        let style = input.style;
        let Some(measures) = self.measures else { return };
        painter.rect_filled(self.view, CornerRadius::ZERO, style.paper);
        let preview = self.gesture.preview();
        let seen = DecorVersion {
            marks: input.marks_version,
            preview: preview.map(|(id, fragment, span)| (id, fragment, span.range())),
        };
        let scale = ui.ctx().pixels_per_point().to_bits();
        let look = HitLook { line: style.ink.gamma_multiply(0.55), strong: style.ink, scale };
        let ground = DecorGround { paper: style.paper, scale, read_only: input.read_only, bands: hash(input.bands) };
        let paper = Paper {
            paper: style.paper,
            ink: style.ink,
            scale: ui.ctx().pixels_per_point(),
            read_only: input.read_only,
            pass: ui.ctx().cumulative_pass_nr(),
            quiet: style.quiet,
            bands: input.bands,
            text_size: measures.text_size,
            inset: 0.0,
            width: measures.width,
        };
        let heat = input.heat.map(|heat| {
            let PaneStyle { paper, ink, .. } = *style;
            (heat, HeatLook { paper, ink, colour: heat.colour, scale: heat.scale, text_size: measures.text_size })
        });
        let range = selection.map(PaneSelection::range).unwrap_or(0..0);
        let shown = std::mem::take(&mut self.shown);
        // Building one part's glyphs may clear the textures that another's are on; the second round mends that.
        for _ in 0..2 {
            let before = inner.atlas.generation();
            for shown in &shown {
                let Some(entry) = self.cache.get_mut(&shown.part) else { continue };
                inner.atlas.refresh(&mut entry.glyphs, ui.ctx(), &inner.fonts, &shown.shaped, style.ink);
            }
            if inner.atlas.generation() == before {
                break;
            }
        }
        for shown in &shown {
            let Some(entry) = self.cache.get_mut(&shown.part) else { continue };
            let end = shown.start + shown.shaped.len;
            if entry.decor.as_ref().is_none_or(|old| old.seen != seen || old.ground != ground) {
                let mut marks = Vec::new();
                input.marks.touching(shown.start..end, &mut marks);
                if let Some((id, fragment, span)) = &preview {
                    apply_preview(&mut marks, *id, *fragment, *span);
                }
                match &mut entry.decor {
                    Some(old) if old.ground == ground && old.marks == marks => old.seen = seen.clone(),
                    decorated => {
                        let kind = self.parts[shown.part].kind;
                        let (face, inset) = (measures.face(kind), measures.inset(kind));
                        let paper = Paper { inset, width: measures.width - 2.0 * inset, ..paper };
                        let decor = Decor::build(inner, &shown.shaped, face, shown.start, &marks, paper);
                        *decorated = Some(Decorated { seen: seen.clone(), ground, marks, decor, nodes: None });
                    }
                }
            }
            let Some(Decorated { decor, .. }) = &mut entry.decor else { continue };
            HeatBars::refresh(&mut entry.heat, heat, &shown.shaped, shown.start);
            if let Some(bars) = &mut entry.heat {
                bars.paint_under(&painter, shown.origin);
            }
            decor.paint_under(&painter, shown.origin);
            let paint_range = |range: &Range<usize>, strength: f32| {
                if range.start < end && shown.start < range.end {
                    let local = range.start.max(shown.start) - shown.start..range.end.min(end) - shown.start;
                    for rect in shown.shaped.rects(local) {
                        let rect = rect.translate(shown.origin.to_vec2());
                        painter.rect_filled(rect, 0, style.accent.gamma_multiply(strength));
                    }
                }
            };
            paint_range(&range, if style.dark { 0.38 } else { 0.24 });
            input.pending.iter().for_each(|span| paint_range(&span.range(), if style.dark { 0.3 } else { 0.18 }));
            if let Some(span) = self.gesture.pending() {
                paint_range(&span.range(), if style.dark { 0.3 } else { 0.18 });
            }
            entry.glyphs.paint(&painter, shown.origin);
            decor.paint_over(inner, &painter, shown.origin);
            HitBoxes::refresh(&mut entry.hits, input.hits, &shown.shaped, shown.start, look);
            if let Some(boxes) = &mut entry.hits {
                boxes.paint(&painter, shown.origin);
            }
            if self.byline == Some(shown.part) {
                let at = shown.origin + vec2(0.0, shown.shaped.height() + measures.text_size * 0.3);
                let ends = shown.shaped.rtl.then_some(measures.width);
                byline(inner, &painter, input, measures, at, ends);
            }
            if self.byline.is_none() && shown.part == 0 && !input.byline.is_empty() {
                let at = shown.origin - vec2(0.0, self.byline_height);
                byline(inner, &painter, input, measures, at, None);
            }
        }
        self.shown = shown;
        let caret = selection.filter(|selection| selection.anchor == selection.head && response.has_focus());
        if let Some(rect) = caret.and_then(|caret| self.caret_rect(caret.head)) {
            painter.rect_filled(rect, 0, style.accent);
        }
        self.gesture.paint(&painter, style);
        if let (Some(armed), Some(at)) = (input.armed, response.hover_pos()) {
            armed_chip(inner, &painter, armed, style, at, paper.pass);
        }
        if response.has_focus() {
            let inside = self.view.shrink(1.0);
            painter.rect_stroke(inside, 2, Stroke::new(1.0, style.accent.gamma_multiply(0.7)), StrokeKind::Inside);
        }
        self.paint_bar(&painter, style, response);
    }
}

/// Returns another number for other words.
fn hash(words: &[Arc<str>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn apply_preview(marks: &mut [Mark], id: u128, fragment: usize, span: Span) {
    for mark in marks.iter_mut().filter(|mark| mark.id == id) {
        let mut spans = mark.fragments.spans().to_vec();
        if let Some(old) = spans.get_mut(fragment) {
            *old = span;
        }
        if let Some(fragments) = Fragments::new(spans) {
            mark.fragments = fragments;
        }
    }
}

fn byline(
    inner: &mut Inner,
    painter: &egui::Painter,
    input: &PaneInput<'_>,
    measures: Measures,
    at: egui::Pos2,
    right: Option<f32>,
) {
    let style = TextStyle { size: measures.text_size * 13.0 / 17.0, wrap: Wrap::One, ..TextStyle::default() };
    let face = style.face();
    let key = inner.label(painter.ctx().cumulative_pass_nr(), input.byline, face, 1, measures.width);
    let shift = right.map_or(0.0, |right| right - inner.label_size(&key).x);
    inner.paint_label(painter, &key, at + vec2(shift, 0.0), input.style.quiet);
}

/// Shows beside the pointer which label the next selection gets.
fn armed_chip(inner: &mut Inner, painter: &egui::Painter, armed: &Armed, style: &PaneStyle, at: egui::Pos2, pass: u64) {
    let face = TextStyle { size: 10.5, weight: 700, ..TextStyle::default() }.face();
    let key = inner.label(pass, &armed.letter, face, 1, f32::INFINITY);
    let size = inner.label_size(&key);
    let chip = Rect::from_min_size(at + vec2(10.0, 12.0), vec2((size.x + 8.0).max(size.y), size.y));
    painter.rect_filled(chip, 3, armed.colour);
    inner.paint_label(painter, &key, chip.center() - size / 2.0, style.paper);
}
