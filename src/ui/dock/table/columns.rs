//! Says how wide the table's columns are, and shows their heads, which sort.

use egui::accesskit::SortDirection;
use egui::{CursorIcon, Id, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Column, Intent, Scope, Sort, TableQuery};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextEngine, TextStyle};
use crate::ui::theme::{Palette, SMALL, TARGET};
use crate::ui::widgets::paint_hover;

/// The columns from left to right.
pub(super) const COLUMNS: [Column; 8] = [
    Column::Label,
    Column::Quote,
    Column::Article,
    Column::Relations,
    Column::Set,
    Column::Note,
    Column::Unsure,
    Column::Time,
];

/// Room at both sides of a cell, in points.
pub(super) const PAD: f32 = 6.0;

/// How the room that is left is shared: words, article, note. The user can change it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares([f32; 3]);

impl Default for Shares {
    fn default() -> Shares {
        Shares([5.0, 2.5, 2.0])
    }
}

/// The columns with where each begins and how wide it is, in points. One that has no room is left out.
pub(super) type Places = Vec<(Column, f32, f32)>;

/// The least that a column with a share gets, in shares.
const LEAST: f32 = 0.8;

fn share_of(column: Column) -> Option<usize> {
    [Column::Quote, Column::Article, Column::Note].iter().position(|other| *other == column)
}

impl Shares {
    /// Places the columns in so many points. The fewer there are, the fewer columns. The article of each annotation is
    /// named where there are several.
    pub(super) fn places(&self, width: f32, scope: Scope) -> Places {
        let fixed = |column| match column {
            Column::Label if width < 860.0 => 48.0,
            Column::Label => 104.0,
            Column::Relations => 78.0,
            Column::Set => 84.0,
            Column::Unsure => 68.0,
            Column::Time => 84.0,
            Column::Text | Column::Quote | Column::Article | Column::Note => 0.0,
        };
        let least = |column| match column {
            Column::Set => 640.0,
            Column::Time => 600.0,
            Column::Note => 480.0,
            Column::Unsure => 420.0,
            Column::Article => 360.0,
            _ => 0.0,
        };
        let named = |column: Column| scope == Scope::Project || column != Column::Article;
        let shown = || COLUMNS.into_iter().filter(|column| width >= least(*column) && named(*column));
        let left = (width - shown().map(fixed).sum::<f32>()).max(0.0);
        let shares: f32 = shown().filter_map(share_of).map(|at| self.0[at]).sum();
        let mut x = 0.0;
        shown()
            .map(|column| {
                let wide = share_of(column).map_or(fixed(column), |at| (left * self.0[at] / shares).floor());
                x += wide;
                (column, x - wide, wide)
            })
            .collect()
    }

    /// Widens a column by so many points at the cost of the next one that has a share.
    fn widen(&mut self, at: usize, by: f32, places: &Places) {
        let shown = || places.iter().filter_map(|(column, _, wide)| Some((share_of(*column)?, wide)));
        let Some((next, _)) = shown().find(|(other, _)| *other > at) else { return };
        let points: f32 = shown().map(|(_, wide)| wide).sum();
        let by = by * shown().map(|(at, _)| self.0[at]).sum::<f32>() / points.max(1.0);
        let by = by.clamp((LEAST - self.0[at]).min(0.0), (self.0[next] - LEAST).max(0.0));
        self.0[at] += by;
        self.0[next] -= by;
    }
}

fn title(column: Column) -> &'static str {
    match column {
        Column::Text | Column::Quote => say!("table-quote"),
        Column::Label => say!("table-label"),
        Column::Article => say!("table-article"),
        Column::Relations => say!("table-relations"),
        Column::Set => say!("table-set"),
        Column::Note => say!("table-note"),
        Column::Unsure => say!("table-unsure"),
        Column::Time => say!("table-time"),
    }
}

/// Returns the order that a click on a column's head gives: rising, falling, then that of the texts again.
fn next(sort: Sort, column: Column) -> Sort {
    match (sort.column == column, sort.descending) {
        (false, _) => Sort { column, descending: false },
        (true, false) => Sort { column, descending: true },
        (true, true) => Sort::default(),
    }
}

/// Shows the heads.
pub(super) fn show(ui: &mut Ui, shares: &mut Shares, places: &Places, query: &TableQuery, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET), Sense::hover());
    for (column, x, wide) in places {
        let rect = Rect::from_min_size(pos2(line.left() + x, line.top()), vec2(*wide, TARGET));
        let id = Id::unique(("annotation-table", "head", *column));
        let response = ui.interact(rect, id, Sense::click());
        let name = title(*column);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
        let sorted = (query.sort.column == *column).then_some(query.sort.descending);
        ui.ctx().accesskit_node_builder(id, |node| match sorted {
            Some(false) => node.set_sort_direction(SortDirection::Ascending),
            Some(true) => node.set_sort_direction(SortDirection::Descending),
            None => node.clear_sort_direction(),
        });
        paint_hover(ui, &response, rect, palette);
        let colour = if sorted.is_some() || response.hovered() { palette.ink } else { palette.quiet };
        let arrow = if sorted.is_some() { 12.0 } else { 0.0 };
        let style = TextStyle::size(SMALL);
        let style = if sorted.is_some() { style.strong() } else { style };
        let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style, wide - 2.0 * PAD - arrow, name);
        let left =
            if *column == Column::Relations { rect.right() - PAD - arrow - laid.size.x } else { rect.left() + PAD };
        laid.paint(ui.painter(), pos2(left, rect.center().y - laid.size.y / 2.0), colour);
        if let Some(descending) = sorted {
            paint_arrow(ui, pos2(left + laid.size.x + 8.0, rect.center().y), descending, colour);
        }
        if response.on_hover_text(say!("table-sort")).clicked() {
            let query = TableQuery { sort: next(query.sort, *column), ..query.clone() };
            intents.send(Intent::SetTable(Box::new(query)));
        }
    }
    // Behind the heads, so that the edges get the pointer first.
    let shared = |column: &Column| share_of(*column).filter(|at| *at < 2);
    for (at, edge) in places.iter().filter_map(|(column, x, wide)| Some((shared(column)?, line.left() + x + wide))) {
        let grip = Rect::from_center_size(pos2(edge, line.center().y), vec2(8.0, TARGET));
        let response = ui.interact(grip, Id::unique(("annotation-table", "edge", at)), Sense::DRAG);
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeColumn);
            ui.painter().vline(edge, line.y_range(), Stroke::new(1.0, palette.accent));
        }
        if response.dragged() {
            shares.widen(at, response.drag_delta().x, places);
        }
    }
    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, palette.hairline));
}

fn paint_arrow(ui: &Ui, at: Pos2, down: bool, colour: egui::Color32) {
    let way = if down { 1.0 } else { -1.0 };
    let corners = vec![at + vec2(-3.5, -2.0 * way), at + vec2(3.5, -2.0 * way), at + vec2(0.0, 2.5 * way)];
    ui.painter().add(Shape::convex_polygon(corners, colour, Stroke::NONE));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_leave_out_what_has_no_room() {
        for (width, columns) in [(1400.0, 8), (696.0, 8), (610.0, 7), (400.0, 4), (200.0, 3)] {
            let places = Shares::default().places(width, Scope::Project);
            assert_eq!(places.len(), columns, "{width}");
            let (_, x, wide) = places[places.len() - 1];
            assert!((x + wide - width).abs() <= 3.0 || width < 360.0, "{width}: {places:?}");
            assert!(places.iter().all(|(.., wide)| *wide >= 0.0));
        }
    }

    #[test]
    fn within_one_article_its_name_is_not_repeated_and_the_words_get_its_room() {
        let mut shares = Shares::default();
        let all = shares.places(1000.0, Scope::Project);
        let one = shares.places(1000.0, Scope::Article);
        assert_eq!(one.len() + 1, all.len());
        assert!(one.iter().all(|(column, ..)| *column != Column::Article));
        assert!(one[1].2 > all[1].2 + 100.0, "{one:?} {all:?}");
        // The edge of the words moves that of the note, which is next now.
        shares.widen(0, 40.0, &one);
        let after = shares.places(1000.0, Scope::Article);
        assert!((after[1].2 - one[1].2 - 40.0).abs() < 2.0, "{one:?} {after:?}");
    }

    #[test]
    fn a_dragged_edge_moves_and_leaves_the_next_column_some_room() {
        let mut shares = Shares::default();
        let before = shares.places(1000.0, Scope::Project);
        shares.widen(0, 40.0, &before);
        let after = shares.places(1000.0, Scope::Project);
        assert!((after[1].2 - before[1].2 - 40.0).abs() < 2.0, "{before:?} {after:?}");
        assert_eq!(after[0], before[0]);
        shares.widen(0, 9000.0, &after);
        assert!(shares.places(1000.0, Scope::Project)[2].2 > 40.0);
    }

    #[test]
    fn a_third_click_gives_the_order_of_the_texts() {
        let mut sort = Sort::default();
        for (column, descending) in [(Column::Label, false), (Column::Label, true), (Column::Text, false)] {
            sort = next(sort, Column::Label);
            assert_eq!((sort.column, sort.descending), (column, descending));
        }
    }
}
