//! Lists the annotations that make a number, those that differ first.

use egui::{Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::telling;
use crate::app::{AgreementIntent, AppState, Intent, Measured, Traced};
use crate::compare::agreement::Trace;
use crate::model::{AnnotationId, RelationId};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextEngine, TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::{BADGE, Sign, one_line, paint_badge, paint_hover, quiet, sign_button, start_of};

/// Height of a line, in points.
const ROW: f32 = 26.0;
/// Width of the sets' names, in points.
const NAME: f32 = 110.0;
/// How much of a quote is laid out, in characters.
const QUOTE: usize = 200;

/// A line of the list.
enum Line {
    /// How many groups follow that agree, or differ.
    Head(bool, usize),
    /// The article that what follows is in.
    Article(usize),
    /// An annotation; the flag is set where it is the last of those that are held against each other.
    Mark(usize, AnnotationId, bool),
    /// A relation, likewise.
    Tie(usize, RelationId, bool),
}

fn lines(groups: &[Trace]) -> Vec<Line> {
    let mut lines = Vec::new();
    for same in [false, true] {
        let of = || groups.iter().filter(|group| group.same == same);
        let count = of().count();
        if count == 0 {
            continue;
        }
        lines.push(Line::Head(same, count));
        let mut piece = None;
        for group in of() {
            if piece.replace(group.piece) != Some(group.piece) {
                lines.push(Line::Article(group.piece));
            }
            let last = group.marks.len().saturating_sub(1);
            lines.extend(group.marks.iter().enumerate().map(|(at, (side, id))| Line::Mark(*side, *id, at == last)));
            let last = group.ties.len().saturating_sub(1);
            lines.extend(group.ties.iter().enumerate().map(|(at, (side, id))| Line::Tie(*side, *id, at == last)));
        }
    }
    lines
}

/// What the list remembers.
#[derive(Default)]
pub(super) struct TraceList {
    lines: Memo<u64, Vec<Line>>,
}

impl TraceList {
    /// Shows the list.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        measured: &Measured,
        traced: &Traced,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let palette = Palette::of(ui.ctx());
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if sign_button(ui, Sign::Remove, say!("agreement-close")).clicked() {
                    intents.send(Intent::Agreement(AgreementIntent::Trace(None)));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    if let Some(value) = measured.table.value(&traced.scope) {
                        label(ui, TextStyle::size(TEXT).strong(), &telling::whole(measured, &traced.scope, value));
                    }
                });
            });
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.min_rect().bottom() + 1.0, Stroke::new(1.0, palette.hairline));
        let Some(groups) = &traced.groups else {
            quiet(ui, say!("agreement-tracing"));
            return;
        };
        if groups.is_empty() {
            quiet(ui, say!("agreement-no-trace"));
            return;
        }
        let lines = self.lines.get(traced.number, || lines(groups));
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("agreement-traced").auto_shrink(false);
        area.show_rows(ui, ROW, lines.len(), |ui, range| {
            for at in range {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW), Sense::hover());
                line(ui, rect, at, &lines[at], measured, state, intents);
            }
        });
    }
}

fn line(ui: &Ui, rect: Rect, at: usize, line: &Line, measured: &Measured, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let (project, comparison) = (state.project(), &measured.comparison);
    let heading = |role, text: &str, style: TextStyle| {
        let response = ui.interact(rect, ui.scope_id().with(("line", at)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(role, true, text));
        paint(ui, rect, &style, text);
    };
    match line {
        Line::Head(same, count) => {
            let text = match same {
                true => say!("agreement-agree", count = *count),
                false => say!("agreement-differ", count = *count),
            };
            heading(Role::Heading, &text, TextStyle::size(TEXT).strong());
        }
        Line::Article(piece) => {
            let title = comparison.pieces.get(*piece).map_or_else(String::new, |piece| one_line(&piece.title));
            heading(Role::Label, &title, TextStyle::size(SMALL).colour(palette.quiet));
        }
        Line::Tie(side, id, last) => tie(ui, rect, at, (*side, *id, *last), measured, state, intents),
        Line::Mark(side, id, last) => {
            // It may be gone from the project by now, until everything is measured again.
            let Some(row) = project.annotation(id) else { return };
            let Some(given) = project.label(&row.label) else { return };
            let name = comparison.sides.get(*side).map_or("", |side| side.name.as_str());
            let words = start_of(&project.quote(row), QUOTE);
            // Where values are compared, they are what is to be seen.
            let attribute = measured.table.measure.attribute();
            let value = attribute.and_then(|key| Some((project.attribute(key)?, row.attributes.get(key)?)));
            let words = match value {
                Some((attribute, value)) => {
                    say!("agreement-mark-value", value = value.told(Some(&attribute.takes)), words = words)
                }
                None => words,
            };
            let response = ui.interact(rect, ui.scope_id().with(("mark", at)), Sense::click());
            let named = || say!("agreement-mark", set = name, label = &given.name, words = &words);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, named()));
            paint_hover(ui, &response, rect.shrink2(vec2(0.0, 1.0)), palette);
            let (left, rest) = rect.split_left_right_at_x(rect.left() + NAME);
            paint(ui, left.shrink2(vec2(4.0, 0.0)), &TextStyle::size(SMALL).colour(palette.quiet), name);
            let place = Rect::from_center_size(pos2(rest.left() + BADGE / 2.0, rect.center().y), vec2(BADGE, BADGE));
            paint_badge(ui.painter(), place, palette, given);
            let quote = rest.with_min_x(rest.left() + BADGE + 8.0);
            let serif = TextStyle { serif: true, ..TextStyle::size(14.0) };
            let elided = paint(ui, quote, &serif, &words);
            if *last {
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
            }
            if response.clicked() {
                intents.send(Intent::Show(*id));
            }
            if elided {
                response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), &words)));
            }
        }
    }
}

/// Shows a relation: whose it is, and the words that it joins.
fn tie(
    ui: &Ui,
    rect: Rect,
    at: usize,
    line: (usize, RelationId, bool),
    measured: &Measured,
    state: &AppState,
    intents: &mut Intents,
) {
    let (palette, project, (side, id, last)) = (Palette::of(ui.ctx()), state.project(), line);
    let Some(row) = project.relation(&id) else { return };
    let words = |end: &AnnotationId| {
        project.annotation(end).map_or_else(String::new, |row| start_of(&project.quote(row), QUOTE))
    };
    let kind = project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
    let name = measured.comparison.sides.get(side).map_or("", |side| side.name.as_str());
    let text = say!("agreement-tie-words", from = words(&row.from), kind = kind, to = words(&row.to));
    let response = ui.interact(rect, ui.scope_id().with(("tie", at)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say!("agreement-tie", set = name, words = &text)));
    paint_hover(ui, &response, rect.shrink2(vec2(0.0, 1.0)), palette);
    let (left, rest) = rect.split_left_right_at_x(rect.left() + NAME);
    paint(ui, left.shrink2(vec2(4.0, 0.0)), &TextStyle::size(SMALL).colour(palette.quiet), name);
    let elided = paint(ui, rest, &TextStyle { serif: true, ..TextStyle::size(14.0) }, &text);
    if last {
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
    }
    if response.clicked() {
        intents.send(Intent::Show(row.from));
    }
    if elided {
        response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), &text)));
    }
}

/// Paints one line of a text in the middle of a place's height. Returns whether it was cut.
fn paint(ui: &Ui, place: Rect, style: &TextStyle, text: &str) -> bool {
    let palette = Palette::of(ui.ctx());
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), style, place.width(), text);
    let left = if laid.rtl { place.right() - laid.size.x } else { place.left() };
    laid.paint(
        ui.painter(),
        pos2(left, (place.center().y - laid.size.y / 2.0).round()),
        style.colour.unwrap_or(palette.ink),
    );
    laid.elided
}
