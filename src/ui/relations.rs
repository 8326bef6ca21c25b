//! Draws relations as thin curves in the margin, between the ends that are in view.

use std::collections::BTreeSet;

use egui::epaint::CubicBezierShape;
use egui::{
    Align2, Color32, FontId, Painter, Pos2, Rangef, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::intents::Intents;
use super::text::{ArticlePane, PaneOutput, TextEngine, TextStyle};
use super::theme::{Palette, SMALL, TARGET};
use super::widgets::start_of;
use crate::app::{AppState, Intent};
use crate::model::{Annotation, AnnotationId, RelationId, RevisionId};
use crate::say;

/// How many relations are drawn at the most.
const MOST: usize = 400;
/// How many chips stand at an edge at the most.
const CHIPS: usize = 3;

/// Where an end of a relation is. Columns are counted from 0 at the left.
enum End {
    /// In view: its column, and its first line's rectangle.
    Seen(usize, Rect),
    /// In the article of a column, above what is in view.
    Above(usize),
    /// In the article of a column, below.
    Below(usize),
    /// In an article that is not open.
    Elsewhere,
}

/// An article in the window.
pub(super) struct Seen<'a> {
    pub(super) pane: &'a ArticlePane,
    pub(super) output: &'a PaneOutput,
    pub(super) revision: RevisionId,
    /// What of the pane's room nothing stands over at the right.
    pub(super) room: Rect,
}

/// Something that joins two annotations.
struct Edge {
    from: AnnotationId,
    to: AnnotationId,
    /// What it is called from the start, and from the end.
    names: (String, String),
    /// Whether it is a tie, which has no direction.
    tie: bool,
}

/// Collects what joins some annotations: relations, and ties by what they say or name.
fn edges(of: &BTreeSet<AnnotationId>, all: bool, state: &AppState) -> Vec<Edge> {
    let project = state.project();
    let relations: BTreeSet<RelationId> = of
        .iter()
        .flat_map(|id| project.relations_of(*id).filter(|(_, row)| state.shows(row.set)).map(|(relation, _)| relation))
        .take(MOST)
        .collect();
    let relation = |id: RelationId| {
        let row = project.relation(&id)?;
        let names = project.kind(&row.kind).map(|kind| (kind.called(true), kind.called(false))).unwrap_or_default();
        Some(Edge { from: row.from, to: row.to, names, tie: false })
    };
    let mut edges: Vec<Edge> = relations.into_iter().filter_map(relation).collect();
    let mut pairs = BTreeSet::new();
    // What stands on an earlier text was carried over, and is drawn there.
    let shows = |row: &Annotation| state.shows(row.set) && project.is_latest(row.revision);
    let shown = |id: &AnnotationId| project.annotation(id).is_some_and(shows);
    for id in of {
        let (name, members) = match (project.proposition_of(*id), project.entity_of(*id)) {
            (Some(proposition), _) => {
                (say!("relation-same-claim"), project.proposition(&proposition).map(|row| &row.members))
            }
            (None, Some(entity)) => (say!("relation-names-same"), project.entity(&entity).map(|row| &row.members)),
            (None, None) => continue,
        };
        // All at once, each is joined to the next one in view only, or nothing could be told apart.
        let joined: Vec<AnnotationId> = if all {
            let behind = |other: &AnnotationId| place(*other, state) > place(*id, state);
            let tied = |other: &&AnnotationId| members.is_some_and(|members| members.contains(other));
            let next = of.iter().filter(tied).copied().filter(|other| behind(other) && shown(other));
            next.min_by_key(|other| place(*other, state)).into_iter().collect()
        } else {
            let others = members.into_iter().flatten().copied().filter(|other| other != id);
            others.filter(shown).take(MOST).collect()
        };
        for other in joined {
            if pairs.insert((other.min(*id), other.max(*id))) {
                edges.push(Edge { from: *id, to: other, names: (name.into(), name.into()), tie: true });
            }
        }
    }
    edges
}

/// Returns where an annotation comes among those in view: its column, its first byte; of two that begin together,
/// either.
fn place(id: AnnotationId, state: &AppState) -> Option<(usize, usize, AnnotationId)> {
    let row = state.project().annotation(&id)?;
    let column = state.column_of(state.project().revision(&row.revision)?.article)?;
    Some((column, row.fragments()?.start(), id))
}

/// Draws the relations of the selected and the hovered annotation, or all of those in view, in the `room` that all
/// columns share; `open` is the column that has the keyboard.
pub(super) fn show(
    ui: &mut Ui,
    room: Rect,
    columns: &[Seen<'_>],
    open: usize,
    hovered: Option<AnnotationId>,
    state: &AppState,
    intents: &mut Intents,
) {
    let project = state.project();
    let selected = state.selection().annotation;
    let own: BTreeSet<AnnotationId> = selected.into_iter().chain(hovered).collect();
    let mut drawn = edges(&own, false, state);
    if state.view().all_relations {
        let visible = columns.iter().flat_map(|seen| project.touching(seen.revision, seen.output.visible.clone()));
        let rest: BTreeSet<AnnotationId> =
            visible.map(|(id, _)| id).filter(|id| !own.contains(id)).take(MOST).collect();
        let rest = edges(&rest, true, state);
        drawn.extend(rest.into_iter().filter(|edge| !own.contains(&edge.from) && !own.contains(&edge.to)));
    }
    if drawn.is_empty() {
        return;
    }
    let palette = Palette::of(ui.ctx());
    let painter = ui.painter_at(room);
    let margins: Vec<Option<Margin>> = columns.iter().map(Margin::of).collect();
    let mut lanes = vec![0; columns.len()];
    let mut chips: Vec<Chip> = Vec::new();
    for edge in drawn {
        let (from, to) = (find(edge.from, columns, state), find(edge.to, columns, state));
        let colour = if edge.tie { palette.quiet } else { colour_of(edge.from, state, palette) };
        let strong = selected.is_some_and(|id| id == edge.from || id == edge.to);
        let near = strong || hovered.is_some_and(|id| id == edge.from || id == edge.to);
        if let (End::Seen(left, a), End::Seen(right, b)) = (&from, &to) {
            let (one, other) = (margins[*left], margins[*right]);
            let (Some(one), Some(other)) = (one, other) else { continue };
            let name = near.then_some(&edge.names.0);
            let line = Line { from: a.center().y, to: b.center().y, lane: lanes[*left], colour, tie: edge.tie };
            if left == right {
                let painter = painter.with_clip_rect(columns[*left].room);
                curve(&painter, one, &line, name, palette);
                lanes[*left] += 1;
            } else {
                let (from, to) = if left < right { (one.left, other.start) } else { (one.start, other.left) };
                // Behind the strips of marks and the scroll bars, which are there to be read and dragged.
                let (first, last) = (*left.min(right), *left.max(right));
                let mut edge = columns[first].output.response.rect.left();
                let mut clear: Vec<Rangef> = Vec::new();
                for seen in &columns[first..last] {
                    clear.push(Rangef::new(edge, seen.room.right()));
                    edge = seen.output.response.rect.right();
                }
                clear.push(Rangef::new(edge, columns[last].room.right()));
                let clip = |x: Rangef| Rect::from_x_y_ranges(x, room.y_range());
                let clear: Vec<Painter> = clear.into_iter().map(|x| painter.with_clip_rect(clip(x))).collect();
                across(&painter, &clear, from, to, &line, name, palette);
            }
            for (end, at) in [(edge.from, left), (edge.to, right)] {
                if near && Some(end) != selected {
                    outline(&painter, end, columns[*at].pane, state, colour);
                }
            }
        }
        // Chips only for the selected annotation: those of hovered ones would come and go under the pointer.
        if strong {
            let forward = selected == Some(edge.from);
            let (other, end) = if forward { (edge.to, to) } else { (edge.from, from) };
            let name = if forward { edge.names.0 } else { edge.names.1 };
            let (column, above, name) = match end {
                End::Seen(..) => continue,
                End::Above(column) => (column, true, format!("↑ {name}")),
                End::Below(column) => (column, false, format!("↓ {name}")),
                End::Elsewhere => (open, false, format!("→ {name}")),
            };
            chips.push(Chip { column, above, other, name });
        }
    }
    for (at, seen) in columns.iter().enumerate() {
        draw_chips(ui, &chips, at, seen.room, state, intents);
    }
}

/// What stands at the edge of a column for an end that is out of view.
struct Chip {
    column: usize,
    above: bool,
    other: AnnotationId,
    name: String,
}

/// The room beside the column of text that curves may take.
#[derive(Clone, Copy)]
struct Margin {
    /// Where the column of text starts, at its left.
    start: f32,
    left: f32,
    right: f32,
}

impl Margin {
    fn of(seen: &Seen<'_>) -> Option<Margin> {
        let text = seen.pane.rects(seen.output.visible.clone()).into_iter().reduce(Rect::union)?;
        let right = seen.room.right() - 8.0;
        // In a narrow window the curves stay beside the strip of marks, close to the text.
        let left = (text.right() + 10.0).min(right - 16.0).max(text.right() + 2.0);
        let right = right.max(left + 8.0);
        Some(Margin { start: text.left() - 10.0, left, right })
    }
}

fn find(id: AnnotationId, columns: &[Seen<'_>], state: &AppState) -> End {
    let Some(row) = state.project().annotation(&id) else { return End::Elsewhere };
    let Some(column) = columns.iter().position(|seen| seen.revision == row.revision) else { return End::Elsewhere };
    let Some(fragments) = row.fragments() else { return End::Elsewhere };
    let Seen { pane, output, .. } = &columns[column];
    let first = fragments.spans().first().map_or(0..0, |span| span.range());
    let view = output.response.rect;
    let seen =
        pane.rects(first).into_iter().find(|rect| rect.center().y > view.top() && rect.center().y < view.bottom());
    match seen {
        Some(rect) => End::Seen(column, rect),
        // What is laid out may reach a little beyond what is in view.
        None if fragments.start() <= (output.visible.start + output.visible.end) / 2 => End::Above(column),
        None => End::Below(column),
    }
}

fn colour_of(id: AnnotationId, state: &AppState, palette: &Palette) -> Color32 {
    let label = state.project().annotation(&id).and_then(|row| state.project().label(&row.label));
    label.map_or(palette.quiet, |label| palette.label(label.colour))
}

/// Draws a thin line around the words of an annotation at the other end.
fn outline(painter: &Painter, id: AnnotationId, pane: &ArticlePane, state: &AppState, colour: Color32) {
    let Some(fragments) = state.project().annotation(&id).and_then(|row| row.fragments()) else { return };
    for span in fragments.spans() {
        for rect in pane.letters(span.range()) {
            painter.rect_stroke(rect.expand2(vec2(1.0, 0.0)), 3.0, Stroke::new(1.0, colour), StrokeKind::Outside);
        }
    }
}

/// A curve to be drawn: heights of its ends, and how far out it goes.
struct Line {
    from: f32,
    to: f32,
    lane: usize,
    colour: Color32,
    tie: bool,
}

fn curve(painter: &Painter, margin: Margin, line: &Line, name: Option<&String>, palette: &Palette) {
    let room = margin.right - margin.left;
    let wide = 14.0 + (line.to - line.from).abs() * 0.1 + (line.lane % 6) as f32 * 6.0;
    let wide = wide.min(room - 4.0).max(8.0);
    // Ends on the same line part a little.
    let beside = if (line.from - line.to).abs() < 2.0 { 4.0 } else { 0.0 };
    let (from, to) = (line.from - beside, line.to + beside);
    let (start, end) = (pos2(margin.left, from), pos2(margin.left, to));
    // A cubic curve reaches three quarters of the way to its handles.
    let out = vec2(wide / 0.75, 0.0);
    let stroke = Stroke::new(if name.is_some() { 1.5 } else { 1.0 }, line.colour);
    let points = [start, start + out, end + out, end];
    let shape = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke);
    if line.tie {
        painter.extend(Shape::dashed_line(&shape.flatten(Some(0.2)), stroke, 4.0, 3.0));
        painter.circle_filled(end, 2.5, line.colour);
    } else {
        painter.add(shape);
        // The head points at the text.
        painter.line(vec![end + vec2(6.0, -4.0), end, end + vec2(6.0, 4.0)], stroke);
    }
    painter.circle_filled(start, 2.5, line.colour);
    let Some(name) = name else { return };
    let font = FontId::proportional(SMALL);
    let words = painter.layout_no_wrap(name.clone(), font, palette.quiet);
    let at = pos2(margin.left + wide + 6.0, (from + to) / 2.0 - words.size().y / 2.0);
    if at.x + words.size().x <= margin.right + 4.0 {
        let behind = Rect::from_min_size(at, words.size()).expand2(vec2(2.0, 0.0));
        painter.rect_filled(behind, 2.0, palette.paper);
        painter.galley(at, words, palette.quiet);
    }
}

/// Draws a curve from one article to another, across what is between them; the painters of what is `clear` draw its
/// line.
fn across(
    painter: &Painter,
    clear: &[Painter],
    from: f32,
    to: f32,
    line: &Line,
    name: Option<&String>,
    palette: &Palette,
) {
    let (start, end) = (pos2(from, line.from), pos2(to, line.to));
    let way = if to > from { 1.0 } else { -1.0 };
    let out = vec2(((to - from).abs() / 2.0).clamp(16.0, 96.0) * way, 0.0);
    let stroke = Stroke::new(if name.is_some() { 1.5 } else { 1.0 }, line.colour);
    let points = [start, start + out, end - out, end];
    let shape = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke);
    for painter in clear {
        if line.tie {
            painter.extend(Shape::dashed_line(&shape.flatten(Some(0.2)), stroke, 4.0, 3.0));
        } else {
            painter.add(shape.clone());
        }
    }
    if line.tie {
        painter.circle_filled(end, 2.5, line.colour);
    } else {
        painter.line(vec![end + vec2(-6.0 * way, -4.0), end, end + vec2(-6.0 * way, 4.0)], stroke);
    }
    painter.circle_filled(start, 2.5, line.colour);
    let Some(name) = name else { return };
    // The name stands on the curve, in the widest part of it that is clear.
    let (low, high) = (from.min(to), from.max(to));
    let within = |painter: &Painter| {
        let clip = painter.clip_rect();
        Rangef::new(clip.left().max(low) + 6.0, clip.right().min(high) - 6.0)
    };
    let widest =
        clear.iter().map(|painter| (within(painter), painter)).max_by(|(a, _), (b, _)| a.span().total_cmp(&b.span()));
    let Some((clear, painter)) = widest else { return };
    let words = painter.layout_no_wrap(name.clone(), FontId::proportional(SMALL), palette.quiet);
    if words.size().x + 8.0 <= clear.span() {
        let curve = shape.flatten(Some(0.2));
        let near = |point: &&Pos2| (point.x - clear.center()).abs();
        let y = curve.iter().min_by(|a, b| near(a).total_cmp(&near(b))).map_or(start.y, |point| point.y);
        let behind = Rect::from_center_size(pos2(clear.center(), y), words.size()).expand2(vec2(2.0, 0.0));
        painter.rect_filled(behind, 2.0, palette.paper);
        painter.galley(behind.min + vec2(2.0, 0.0), words, palette.quiet);
    }
}

/// Shows the ends that are out of view at the edges of a column, to jump to.
fn draw_chips(ui: &mut Ui, chips: &[Chip], column: usize, view: Rect, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    for top in [true, false] {
        let all: Vec<_> = chips.iter().filter(|chip| chip.column == column && chip.above == top).collect();
        let mut right = view.right() - 8.0;
        let y = if top { view.top() + 8.0 } else { view.bottom() - 8.0 - TARGET };
        if all.len() > CHIPS {
            let more = format!("+{}", all.len() - CHIPS);
            let at = pos2(right, y + TARGET / 2.0);
            let drawn = ui.painter().text(at, Align2::RIGHT_CENTER, more, FontId::proportional(SMALL), palette.quiet);
            right = drawn.left() - 8.0;
        }
        for Chip { other: id, name, .. } in all.into_iter().take(CHIPS) {
            let Some(row) = state.project().annotation(id) else { continue };
            let quote = start_of(&state.project().quote(row), 28);
            let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(SMALL), 180.0, &quote);
            let words = ui.painter().layout_no_wrap(name.clone(), FontId::proportional(SMALL), palette.quiet);
            let width = words.size().x + laid.size.x + 22.0;
            let rect = Rect::from_min_size(pos2(right - width, y), vec2(width, TARGET));
            if rect.left() < view.left() + 8.0 {
                break;
            }
            // It takes drags too, or the text under it would take the press for one.
            let response = ui.interact(rect, ui.scope_id().with(("relation-chip", id, name)), Sense::click_and_drag());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, say!("value-named", name = name, value = quote.as_str()))
            });
            let fill = if response.hovered() { palette.hover() } else { palette.panel };
            let line = if response.has_focus() { palette.accent } else { palette.hairline };
            ui.painter().rect(rect, 4.0, fill, Stroke::new(1.0, line), StrokeKind::Inside);
            let left = Pos2::new(rect.left() + 8.0, rect.center().y - words.size().y / 2.0);
            let next = left.x + words.size().x + 6.0;
            ui.painter().galley(left, words, palette.quiet);
            laid.paint(ui.painter(), pos2(next, rect.center().y - laid.size.y / 2.0), palette.ink);
            if response.on_hover_text(say!("relation-go")).clicked() {
                intents.send(Intent::Show(*id));
            }
            right = rect.left() - 8.0;
        }
    }
}
