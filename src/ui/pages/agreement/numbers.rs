//! Shows the numbers of a measure: all together, a matrix of the pairs, by label, by article; and what was left out.
//! The keyboard goes from number to number. Only what is in view is laid out.

use egui::accesskit::Role;
use egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::counting::counting;
use super::{plots, telling};
use crate::app::{AgreementIntent, AppState, Intent, Measured};
use crate::compare::agreement::{Measure, Scope};
use crate::formats::agreement::sampling;
use crate::model::AnnotationId;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextEngine, TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::start_of;

/// Height of a line of numbers, in points.
const ROW: f32 = 28.0;
/// Height of a line of the matrix, in points.
const PAIRS: f32 = 64.0;
/// Width of a column of the matrix, and of its names, in points.
const CELL: f32 = 132.0;
const NAMES: f32 = 150.0;
/// Widths of the columns beside a name, in points.
const VALUE: f32 = 88.0;
const INTERVAL: f32 = 104.0;
const COUNTED: f32 = 140.0;
/// How wide the lines are at most, unless the matrix is wider, in points.
const WIDTH: f32 = 836.0;
/// Width of a reason why there is no number, in points.
const REASON: f32 = 360.0;
/// Room at both sides of what stands in a line, in points.
const PAD: f32 = 8.0;

/// What has the keyboard while it is with the numbers.
pub(in crate::ui::pages) fn numbers() -> Id {
    Id::unique("agreement-numbers")
}

/// A line of the page.
enum Line {
    /// A heading; above the numbers with what their columns are.
    Heading(&'static str, bool),
    /// A number with its interval and how much was counted.
    Number(Scope),
    /// The names above the matrix.
    Names,
    /// A line of the matrix: a set with all before it.
    Pairs(usize),
    /// Two annotations of a side on the same words.
    Doubled(usize, AnnotationId, AnnotationId),
    /// What is to be known.
    Note(String),
}

impl Line {
    fn height(&self) -> f32 {
        match self {
            Line::Heading(..) => 40.0,
            Line::Number(_) => ROW,
            Line::Names | Line::Note(_) | Line::Doubled(..) => 22.0,
            Line::Pairs(_) => PAIRS,
        }
    }

    fn scopes(&self) -> Vec<Scope> {
        match self {
            Line::Number(scope) => vec![*scope],
            Line::Pairs(at) => (0..*at).map(|one| of_pair(one, *at)).collect(),
            _ => Vec::new(),
        }
    }
}

fn of_pair(one: usize, other: usize) -> Scope {
    Scope { pair: Some((one, other)), ..Scope::default() }
}

/// The lines, where each begins, in points, and which of them hold numbers.
struct Lines {
    lines: Vec<Line>,
    tops: Vec<f32>,
    rows: Vec<usize>,
}

impl Lines {
    fn of(measured: &Measured) -> Lines {
        let (comparison, table) = (&measured.comparison, &measured.table);
        let mut lines = vec![Line::Heading(say!("agreement-all"), true), Line::Number(Scope::default())];
        if measured.beside.is_some() {
            lines.push(Line::Note(say!("agreement-beside-precision").to_owned()));
            lines.push(Line::Note(say!("agreement-beside-recall").to_owned()));
        }
        if let Some(sampled) = &table.sampled {
            lines.push(Line::Note(sampling(sampled)));
        }
        if table.pairs.len() > 1 {
            lines.extend([Line::Heading(say!("agreement-by-pair"), false), Line::Names]);
            lines.extend((1..comparison.sides.len()).map(Line::Pairs));
        }
        if !table.kinds.is_empty() {
            lines.push(Line::Heading(say!("agreement-by-kind"), true));
            let of = |kind| Line::Number(Scope { kind: Some(kind), ..Scope::default() });
            lines.extend((0..table.kinds.len()).map(of));
        }
        // Among units of one label none differs.
        if table.measure != Measure::GammaCat && !table.labels.is_empty() {
            lines.push(Line::Heading(say!("agreement-by-label"), true));
            let of = |label| Line::Number(Scope { label: Some(label), ..Scope::default() });
            lines.extend((0..table.labels.len()).map(of));
        }
        lines.push(Line::Heading(say!("agreement-by-article"), true));
        let of = |piece| Line::Number(Scope { piece: Some(piece), ..Scope::default() });
        lines.extend((0..table.articles.len()).map(of));
        if table.left_out + measured.left_out.len() > 0 {
            lines.push(Line::Heading(say!("agreement-left-head"), false));
            if table.left_out > 0 {
                lines.push(Line::Note(table.measure.told_left_out(table.left_out)));
            }
            lines.extend(measured.left_out.iter().cloned().map(Line::Note));
        }
        lines.push(Line::Heading(say!("agreement-counts-head"), false));
        let counting = counting(&table.measure, comparison.sides.len());
        lines.extend(counting.into_iter().map(|told| Line::Note(told.to_owned())));
        if !measured.doubled.is_empty() {
            lines.push(Line::Heading(say!("agreement-doubled-head"), false));
            lines.push(Line::Note(say!("agreement-doubled", count = measured.doubled.len())));
            lines.push(Line::Note(say!("agreement-doubled-how").to_owned()));
            lines.extend(measured.doubled.iter().map(|(side, one, other)| Line::Doubled(*side, *one, *other)));
        }
        let mut top = 0.0;
        let mut tops = Vec::with_capacity(lines.len() + 1);
        for line in &lines {
            tops.push(top);
            top += line.height();
        }
        tops.push(top);
        let numbers = |line: &Line| matches!(line, Line::Number(_) | Line::Pairs(_));
        let rows = lines.iter().enumerate().filter(|(_, line)| numbers(line)).map(|(at, _)| at).collect();
        Lines { lines, tops, rows }
    }

    /// Returns where a number stands: its row among those of numbers, and its place there.
    fn place(&self, scope: &Scope) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().find_map(|(row, line)| {
            let at = self.lines[*line].scopes().iter().position(|other| other == scope)?;
            Some((row, at))
        })
    }
}

/// What the numbers remember.
#[derive(Default)]
pub(super) struct Numbers {
    lines: Memo<u64, Lines>,
    /// Where the keyboard was when the numbers were last brought to it.
    followed: Option<Scope>,
    /// Whether the keyboard goes to the numbers.
    focus: bool,
}

impl Numbers {
    /// Gives the keyboard to the numbers.
    pub(super) fn focus(&mut self) {
        self.focus = true;
    }

    /// Shows the numbers that were measured; `number` is another whenever they are. Returns the id of what has the
    /// keyboard.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        number: u64,
        measured: &Measured,
        state: &AppState,
        intents: &mut Intents,
    ) -> Id {
        let lines = self.lines.get(number, || Lines::of(measured));
        let body = body(ui, state);
        if std::mem::take(&mut self.focus) {
            body.request_focus();
            ui.ctx().request_repaint();
        }
        let cursor = state.agreement().cursor();
        if body.has_focus() {
            keys(ui, lines, cursor, state, intents);
        }
        let followed = self.followed.replace(cursor) == Some(cursor);
        let sides = measured.comparison.sides.len();
        let matrix = if measured.table.pairs.len() > 1 { NAMES + (sides - 1) as f32 * CELL } else { 0.0 };
        // A wide matrix scrolls sideways; what stands above and below it is in view without that.
        let narrow = (ui.available_width() - 12.0).min(WIDTH);
        let wide = narrow.max(matrix);
        let high = lines.tops.last().copied().unwrap_or(0.0) + 16.0;
        ScrollArea::both().id_salt("agreement-scroll").auto_shrink(false).show_viewport(ui, |ui, view| {
            ui.set_min_size(vec2(wide, high));
            let origin = ui.max_rect().min;
            let builder = UiBuilder::new().id_salt("lines").max_rect(ui.max_rect()).accessibility_parent(body.id);
            let inside = &mut ui.new_child(builder);
            let mut at = lines.tops.partition_point(|top| *top <= view.top()).saturating_sub(1);
            while at < lines.lines.len() && lines.tops[at] < view.bottom() {
                let top = (origin.y + lines.tops[at]).round();
                let is_matrix = matches!(lines.lines[at], Line::Names | Line::Pairs(_));
                let width = if is_matrix { wide } else { narrow };
                let place = Rect::from_min_size(pos2(origin.x, top), vec2(width, lines.lines[at].height()));
                let seen = body.has_focus().then_some(cursor);
                line(inside, &body, place, &lines.lines[at], seen, measured, state, intents);
                at += 1;
            }
            if !followed && let Some((row, column)) = lines.place(&cursor) {
                let line = lines.rows[row];
                let left = if column == 0 { 0.0 } else { NAMES + column as f32 * CELL };
                let place = pos2(origin.x + left, origin.y + lines.tops[line]);
                ui.scroll_to_rect(Rect::from_min_size(place, vec2(CELL, lines.lines[line].height())), None);
            }
        });
        body.id
    }
}

/// Takes the room of the numbers, which has the keyboard for all of them.
fn body(ui: &Ui, state: &AppState) -> Response {
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, numbers(), Sense::CLICK | Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, say!("agreement-numbers")));
    let cursor = state.agreement().cursor();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_active_descendant(numbers().with(cursor).accesskit_id());
    });
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    response
}

/// Moves from number to number, and lists what is behind one.
fn keys(ui: &Ui, lines: &Lines, cursor: Scope, state: &AppState, intents: &mut Intents) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Escape) {
        intents.send(Intent::Escape);
        return;
    }
    if pressed(Key::Enter) {
        intents.send(Intent::Agreement(AgreementIntent::Trace(Some(cursor))));
        return;
    }
    let Some((row, column)) = lines.place(&cursor) else { return };
    let last = lines.rows.len().saturating_sub(1);
    let moves = [
        (Key::ArrowDown, (row + 1).min(last), column),
        (Key::ArrowUp, row.saturating_sub(1), column),
        (Key::ArrowRight, row, column + 1),
        (Key::ArrowLeft, row, column.saturating_sub(1)),
        (Key::Home, 0, 0),
        (Key::End, last, 0),
    ];
    for (key, row, column) in moves {
        if pressed(key) {
            let scopes = lines.lines[lines.rows[row]].scopes();
            let to = scopes.get(column.min(scopes.len().saturating_sub(1)));
            if let Some(scope) = to.filter(|scope| **scope != state.agreement().cursor()) {
                intents.send(Intent::Agreement(AgreementIntent::Go(*scope)));
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a line is painted from")]
fn line(
    ui: &mut Ui,
    body: &Response,
    place: Rect,
    line: &Line,
    cursor: Option<Scope>,
    measured: &Measured,
    state: &AppState,
    intents: &mut Intents,
) {
    let palette = Palette::of(ui.ctx());
    let sides = &measured.comparison.sides;
    let right = |from: f32, wide: f32| {
        Rect::from_min_max(pos2(place.right() - from - wide, place.top()), pos2(place.right() - from, place.bottom()))
    };
    match line {
        Line::Heading(text, columns) => {
            let rect = Rect::from_min_max(pos2(place.left(), place.bottom() - 22.0), place.max);
            let response = ui.interact(rect, numbers().with(text), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, *text));
            paint(ui, rect, &TextStyle::size(TEXT).strong(), text, false);
            if *columns {
                let small = TextStyle::size(SMALL).colour(palette.quiet);
                if let Some(from) = plot_from(measured, place.width()) {
                    let plot = Rect::from_x_y_ranges(right(from, plots::WIDTH).x_range(), rect.y_range());
                    plots::ticks(ui, plot, plots::Scale::of(&measured.table.measure));
                }
                for (from, wide, head) in columns_of(has_beside(measured, place.width())) {
                    let cell = Rect::from_min_max(pos2(right(from, wide).left(), rect.top()), right(from, wide).max);
                    paint(ui, cell, &small, head, true);
                }
            }
            ui.painter().hline(place.x_range(), place.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
        }
        Line::Number(scope) => {
            let Some(value) = measured.table.value(scope) else { return };
            number(ui, body, place, scope, cursor, measured, state, intents);
            // Why there is no number takes more room than a number does.
            let most = (place.width() - COUNTED - NAMES).clamp(INTERVAL + VALUE, REASON);
            let beside = telling::beside(measured, scope).filter(|_| has_beside(measured, place.width()));
            let shown = INTERVAL + VALUE + if beside.is_some() { 2.0 * VALUE } else { 0.0 };
            let values = right(COUNTED, if value.value.is_ok() { shown } else { most });
            let plot = plot_from(measured, place.width()).map(|from| right(from, plots::WIDTH));
            let ends = plot.map_or(values.left(), |plot| plot.left().min(values.left()));
            let name = Rect::from_min_max(place.min, pos2(ends, place.bottom()));
            paint(ui, name, &TextStyle::size(TEXT), &telling::what(measured, scope), false);
            // Where there is no number, the reason takes its room.
            if let Some(plot) = plot.filter(|_| value.value.is_ok()) {
                plots::plot(ui, plot, plots::Scale::of(&measured.table.measure), value);
            }
            let quiet = TextStyle::size(TEXT).colour(palette.quiet);
            match value.value {
                Ok(_) => {
                    let style = TextStyle::size(TEXT).strong();
                    paint(
                        ui,
                        right(COUNTED + shown - VALUE, VALUE),
                        &style,
                        &telling::shown(measured, scope, value),
                        true,
                    );
                    for (at, rate) in beside.iter().flatten().rev().enumerate() {
                        paint(ui, right(INTERVAL + COUNTED + at as f32 * VALUE, VALUE), &quiet, rate, true);
                    }
                    let ends = value.interval.map_or_else(|_| "–".to_owned(), telling::interval);
                    paint(ui, right(COUNTED, INTERVAL), &quiet, &ends, true);
                }
                Err(why) => {
                    paint(ui, values, &quiet, why.told(), true);
                }
            }
            let counted = telling::counted(measured.table.measure.unit(), value.counted);
            paint(ui, right(0.0, COUNTED), &quiet, &counted, true);
        }
        Line::Names => {
            for (at, side) in sides.iter().enumerate().take(sides.len() - 1) {
                let left = place.left() + NAMES + at as f32 * CELL;
                let rect = Rect::from_min_size(pos2(left, place.top()), vec2(CELL, place.height()));
                paint(ui, rect, &TextStyle::size(SMALL).colour(palette.quiet), &side.name, true);
            }
            ui.painter().hline(place.x_range(), place.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
        }
        Line::Pairs(at) => {
            let name = Rect::from_min_size(place.min, vec2(NAMES, place.height()));
            paint(ui, name, &TextStyle::size(TEXT), &sides[*at].name, false);
            for scope in line.scopes() {
                let (Some((one, _)), Some(value)) = (scope.pair, measured.table.value(&scope)) else { continue };
                let left = place.left() + NAMES + one as f32 * CELL;
                let rect = Rect::from_min_size(pos2(left, place.top()), vec2(CELL, place.height()));
                if !ui.is_rect_visible(rect) {
                    continue;
                }
                number(ui, body, rect, &scope, cursor, measured, state, intents);
                let part = |top: f32, bottom: f32| rect.with_min_y(rect.top() + top).with_max_y(rect.top() + bottom);
                let small = TextStyle::size(SMALL).colour(palette.quiet);
                let style = match value.value {
                    Ok(_) => TextStyle::size(TEXT).strong(),
                    Err(_) => TextStyle::size(TEXT).colour(palette.quiet),
                };
                paint(ui, part(3.0, 24.0), &style, &telling::shown(measured, &scope, value), true);
                let ends = value.interval.map_or_else(|_| "–".to_owned(), telling::interval);
                paint(ui, part(24.0, 42.0), &small, &ends, true);
                let counted = telling::counted(measured.table.measure.unit(), value.counted);
                paint(ui, part(42.0, 60.0), &small, &counted, true);
            }
        }
        Line::Doubled(side, one, other) => {
            let project = state.project();
            let words = project.annotation(other).map(|row| start_of(&project.quote(row), 80)).unwrap_or_default();
            let name = sides.get(*side).map_or("", |side| side.name.as_str());
            let text = say!("agreement-doubled-pair", set = name, words = words);
            let response = ui.interact(place, numbers().with((one, other)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
            crate::ui::widgets::paint_hover(ui, &response, place, palette);
            paint(ui, place, &TextStyle::size(TEXT), &text, false);
            if response.clicked() {
                intents.send(Intent::Show(*other));
            }
        }
        Line::Note(text) => {
            let elided = paint(ui, place, &TextStyle::size(TEXT).colour(palette.quiet), text, false);
            let response = ui.interact(place, numbers().with(text), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
            if elided {
                response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), text)));
            }
        }
    }
}

/// Tells whether precision and recall stand beside the values in lines of this width, in points.
fn has_beside(measured: &Measured, width: f32) -> bool {
    measured.beside.is_some() && width >= NAMES + 3.0 * VALUE + INTERVAL + COUNTED
}

/// Returns how far from the right numbers are drawn on a line, where there is room for it.
fn plot_from(measured: &Measured, width: f32) -> Option<f32> {
    let from = COUNTED + INTERVAL + if has_beside(measured, width) { 3.0 * VALUE } else { VALUE };
    (width >= NAMES + plots::WIDTH + from).then_some(from)
}

/// Lists the columns beside a name: how far from the right, how wide, and what stands in them.
fn columns_of(beside: bool) -> Vec<(f32, f32, &'static str)> {
    let mut columns =
        vec![(0.0, COUNTED, say!("agreement-head-counted")), (COUNTED, INTERVAL, say!("agreement-head-interval"))];
    let heads = match beside {
        true => vec![say!("agreement-recall"), say!("agreement-precision"), say!("agreement-f1")],
        false => vec![say!("agreement-head-value")],
    };
    let at = |(at, head)| (INTERVAL + COUNTED + at as f32 * VALUE, VALUE, head);
    columns.extend(heads.into_iter().enumerate().map(at));
    columns
}

/// Takes the place of a number: what the pointer and screen readers find there.
#[expect(clippy::too_many_arguments, reason = "what a number may be asked for")]
fn number(
    ui: &Ui,
    body: &Response,
    place: Rect,
    scope: &Scope,
    cursor: Option<Scope>,
    measured: &Measured,
    state: &AppState,
    intents: &mut Intents,
) {
    let palette = Palette::of(ui.ctx());
    let Some(value) = measured.table.value(scope) else { return };
    let response = ui.interact(place, numbers().with(scope), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, telling::whole(measured, scope, value)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(telling::tip(measured, scope, value)));
    let inside = place.shrink2(vec2(0.0, 1.0));
    if state.agreement().traced().is_some_and(|traced| traced.scope == *scope) {
        ui.painter().rect_filled(inside, 4.0, palette.chosen());
    } else if response.hovered() {
        ui.painter().rect_filled(inside, 4.0, palette.hover());
    }
    if cursor == Some(*scope) {
        ui.painter().rect_stroke(inside, 4.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
    }
    if response.clicked() {
        body.request_focus();
        intents.send(Intent::Agreement(AgreementIntent::Trace(Some(*scope))));
    }
    response.on_hover_text(telling::tip(measured, scope, value));
}

/// Paints one line of a text in the middle of a place's height, at its left or its right. Returns whether it was cut.
fn paint(ui: &Ui, place: Rect, style: &TextStyle, text: &str, at_right: bool) -> bool {
    let palette = Palette::of(ui.ctx());
    let inside = place.shrink2(vec2(PAD, 0.0));
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), style, inside.width(), text);
    let left = if at_right || laid.rtl { inside.right() - laid.size.x } else { inside.left() };
    let top = (inside.center().y - laid.size.y / 2.0).round();
    laid.paint(ui.painter(), pos2(left, top), style.colour.unwrap_or(palette.ink));
    laid.elided
}
