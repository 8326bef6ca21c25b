//! Shows the rows that are in view: a grid that the keyboard goes through cell by cell.

use std::collections::{BTreeSet, HashMap};

use egui::accesskit::Role;
use egui::{
    EventFilter, Id, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::cells::{self, PAD, ROW};
use super::choices::{menu, verdict};
use super::fold;
use super::places::{BAR, Columns, Heights, VERDICT};
use crate::app::{AppState, Command, Comparing, Intent, LedgerIntent};
use crate::compare::Ledger;
use crate::compare::ledger::{Row, RowKey};
use crate::model::ArticleId;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::keys;
use crate::ui::text::{TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{day, has_rtl, name, one_line};

/// Height of the columns' heads, in points.
const HEAD: f32 = 52.0;
/// What an unfolded row is thought to add to its height until it was in view, in points.
const GUESS: f32 = 240.0;

/// What has the keyboard while it is with the rows.
pub(in crate::ui::pages) fn rows() -> Id {
    Id::unique("ledger-rows")
}

fn row_id(key: RowKey) -> Id {
    rows().with(key)
}

/// What the grid remembers.
#[derive(Default)]
pub(super) struct Grid {
    /// What the unfolded rows that were in view add to their height, in points.
    folds: HashMap<RowKey, f32>,
    /// How far the rows are scrolled, and how large they are, in points.
    scrolled: egui::Vec2,
    room: egui::Vec2,
    /// Where the keyboard was when the rows were last brought to it.
    followed: Option<(RowKey, Option<ArticleId>)>,
    /// Whether the keyboard goes to the rows.
    focus: bool,
    /// The row at which a choice of several began.
    anchor: Option<RowKey>,
    draft: Option<(RowKey, String)>,
}

impl Grid {
    /// Gives the keyboard to the rows.
    pub(super) fn focus(&mut self) {
        self.focus = true;
    }

    /// Shows the heads and the rows. Returns the id of what has the keyboard.
    pub(super) fn show(&mut self, ui: &mut Ui, ledger: &Ledger, state: &AppState, intents: &mut Intents) -> Id {
        let columns = Columns::of(ui.available_width(), ledger.columns().len());
        self.heads(ui, ledger, &columns, intents);
        let body = self.body(ui, ledger, state);
        if std::mem::take(&mut self.focus) {
            body.request_focus();
            ui.ctx().request_repaint();
        }
        if body.has_focus() {
            self.keys(ui, ledger, state, intents);
        }
        self.rows(ui, &body, ledger, &columns, state, intents);
        body.id
    }

    fn heads(&self, ui: &mut Ui, ledger: &Ledger, columns: &Columns, intents: &mut Intents) {
        let palette = Palette::of(ui.ctx());
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
        let small = TextStyle::size(SMALL).colour(palette.quiet);
        for (left, text) in [(20.0, say!("ledger-wording")), (columns.wording + PAD, say!("ledger-verdict"))] {
            let rect = Rect::from_min_size(pos2(line.left() + left, line.bottom() - 24.0), vec2(160.0, 20.0));
            cells::paint_text(ui, &small, rect, text);
            let response = ui.interact(rect, rows().with(text), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, text));
        }
        let right = Rect::from_min_max(pos2(line.left() + columns.fixed(), line.top()), line.max);
        within(ui, UiBuilder::new().id_salt("heads").max_rect(right), |ui| {
            ui.set_clip_rect(right.intersect(ui.clip_rect()));
            for at in columns.in_view(self.scrolled.x, line.width()) {
                let column = &ledger.columns()[at];
                let left = right.left() + at as f32 * columns.article - self.scrolled.x;
                let rect = Rect::from_min_size(pos2(left, line.top()), vec2(columns.article, HEAD));
                let inside = rect.shrink2(vec2(PAD, 4.0));
                let Some(row) = ledger.project().article(&column.article) else { continue };
                let response = ui.interact(rect, rows().with(column.article), Sense::click());
                let (outlet, title) = (one_line(&ledger.outlet(column.article)), one_line(&row.details.title));
                let date = day(&row.details.date);
                let named = || format!("{outlet}, {date}: {title}");
                response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, named()));
                let second = Rect::from_min_max(pos2(inside.left(), inside.top() + 20.0), inside.max);
                let dated = TextStyle::size(SMALL).colour(palette.quiet);
                let wide =
                    crate::ui::text::TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &dated, 120.0, &date).size.x.ceil();
                let first = Rect::from_min_max(inside.min, pos2(inside.right() - wide - 8.0, inside.bottom()));
                // Without an outlet, the title stands above.
                let own = title != outlet;
                let wrap = if own { Wrap::One } else { Wrap::Lines(2) };
                cells::paint_text(ui, &TextStyle::size(TEXT).strong().wrap(wrap), first, &outlet);
                let dates = Rect::from_min_max(pos2(inside.right() - wide, inside.top() + 1.5), inside.max);
                cells::paint_text(ui, &dated, dates, &date);
                if own {
                    cells::paint_text(ui, &small, second, &title);
                }
                crate::ui::widgets::paint_focus(ui, &response, rect, palette);
                let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
                if response.on_hover_text(say!("ledger-open-article", title = title)).clicked() {
                    intents.send(Intent::OpenArticle(column.article));
                }
            }
        });
        ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, palette.quiet));
    }

    /// Takes the room of the rows, which has the keyboard for all of them.
    fn body(&self, ui: &mut Ui, ledger: &Ledger, state: &AppState) -> Response {
        let rect = ui.available_rect_before_wrap();
        let response = ui.interact(rect, rows(), Sense::CLICK | Sense::FOCUSABLE);
        let comparing = state.comparing();
        let cursor = comparing.cursor();
        response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, say!("ledger-name")));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_multiselectable();
            node.set_row_count(comparing.rows().len());
            node.set_column_count(ledger.columns().len() + 1);
            if let Some((key, article)) = cursor {
                let id = article.map_or_else(|| row_id(key), |article| row_id(key).with(article));
                node.set_active_descendant(id.accesskit_id());
            }
        });
        if response.has_focus() {
            let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        response
    }

    fn go(&mut self, key: RowKey, article: Option<ArticleId>, intents: &mut Intents) {
        intents.send(Intent::Ledger(LedgerIntent::Go(key, article)));
    }

    /// Chooses the rows from where the choice began to another. It begins at the keyboard's row where none began it, or
    /// that one is no longer listed.
    fn extend(&mut self, to: RowKey, comparing: &Comparing, intents: &mut Intents) {
        let all = comparing.rows();
        let began = self.anchor.and_then(|key| comparing.position(key)).or(comparing.at()).unwrap_or(0);
        let end = comparing.position(to).unwrap_or(began);
        self.anchor = all.get(began).copied();
        let chosen = all.get(began.min(end)..=began.max(end)).unwrap_or_default();
        intents.send(Intent::Ledger(LedgerIntent::Choose(chosen.iter().copied().collect())));
    }

    fn keys(&mut self, ui: &Ui, ledger: &Ledger, state: &AppState, intents: &mut Intents) {
        let comparing = state.comparing();
        let all = comparing.rows();
        let last = all.len().saturating_sub(1);
        let from = comparing.at();
        let article = comparing.cursor().and_then(|(_, article)| article);
        let page = ((self.room.y / ROW) as usize).saturating_sub(1).max(1);
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (key, to) in keys::moves(from, page) {
            let Some(row) = all.get(to.min(last)).copied() else { continue };
            if pressed(Modifiers::SHIFT, key) {
                self.extend(row, comparing, intents);
                self.go(row, article, intents);
            } else if pressed(Modifiers::NONE, key) {
                self.anchor = None;
                self.go(row, article, intents);
            }
        }
        if pressed(Modifiers::NONE, Key::Escape) {
            self.anchor = None;
            intents.send(match comparing.chosen().is_empty() {
                true => Intent::Escape,
                false => Intent::Ledger(LedgerIntent::Choose(BTreeSet::new())),
            });
        }
        let Some(key) = comparing.cursor().map(|(key, _)| key).or_else(|| all.get(from.unwrap_or(0)).copied()) else {
            return;
        };
        let at = article.and_then(|id| ledger.columns().iter().position(|column| column.article == id));
        let open = comparing.is_open(key);
        if pressed(Modifiers::NONE, Key::ArrowRight) {
            match at.map_or(0, |at| at + 1) {
                0 if !open => {
                    self.go(key, None, intents);
                    intents.send(Intent::Ledger(LedgerIntent::Unfold(key)));
                }
                next => {
                    if let Some(column) = ledger.columns().get(next) {
                        self.go(key, Some(column.article), intents);
                    }
                }
            }
        }
        if pressed(Modifiers::NONE, Key::ArrowLeft) {
            match at {
                None if open => intents.send(Intent::Ledger(LedgerIntent::Unfold(key))),
                None => {}
                Some(at) => {
                    let before = at.checked_sub(1).and_then(|at| ledger.columns().get(at));
                    self.go(key, before.map(|column| column.article), intents);
                }
            }
        }
        if pressed(Modifiers::NONE, Key::Space) {
            self.go(key, article, intents);
            intents.send(Intent::Ledger(LedgerIntent::Unfold(key)));
            // The letter of the key is nobody else's.
            ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(text) if text == " ")));
        }
        if pressed(Modifiers::COMMAND, Key::Space) {
            toggle(comparing.chosen(), key, intents);
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            let first = article.and_then(|id| ledger.row(key)?.cell(id)?.annotations().first().copied());
            intents.send(match first {
                Some(id) => Intent::Show(id),
                None => Intent::Ledger(LedgerIntent::Unfold(key)),
            });
        }
        let wanted = |command: &Command| {
            matches!(command, Command::SameClaim | Command::Untie | Command::Propose | Command::NotThere)
        };
        for command in keys::of_rows(ui.ctx(), state, wanted) {
            let here = match command {
                Command::SameClaim => comparing.chosen().len() > 1,
                Command::Untie => !comparing.claims().is_empty(),
                _ => true,
            };
            if here {
                intents.run(&command, state);
            }
        }
    }

    /// Returns how far to scroll so that the keyboard's cell is in view; `None` when it is.
    fn reveal(
        &mut self,
        ledger: &Ledger,
        columns: &Columns,
        heights: &Heights,
        state: &AppState,
    ) -> Option<egui::Vec2> {
        let cursor = state.comparing().cursor();
        if cursor == self.followed {
            return None;
        }
        self.followed = cursor;
        let (at, (_, article)) = state.comparing().at().zip(cursor)?;
        let mut offset = self.scrolled;
        let (top, room) = (heights.top(at), self.room);
        if top < offset.y {
            offset.y = top;
        } else if top + ROW > offset.y + room.y {
            offset.y = top + ROW - room.y;
        }
        let column = article.and_then(|id| ledger.columns().iter().position(|column| column.article == id));
        if let Some(left) = column.map(|at| at as f32 * columns.article) {
            let wide = (room.x - columns.fixed()).max(columns.article);
            offset.x = offset.x.clamp((left + columns.article - wide).max(0.0), left.max(0.0));
        }
        (offset != self.scrolled).then_some(offset)
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        body: &Response,
        ledger: &Ledger,
        columns: &Columns,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let comparing = state.comparing();
        let opened = comparing
            .open()
            .iter()
            .filter_map(|key| Some((comparing.position(*key)?, self.folds.get(key).copied().unwrap_or(GUESS))));
        let mut heights = Heights { open: opened.collect(), count: comparing.rows().len() };
        heights.open.sort_by_key(|(at, _)| *at);
        let mut area = ScrollArea::both().id_salt("ledger-scroll").auto_shrink(false);
        if let Some(offset) = self.reveal(ledger, columns, &heights, state) {
            area = area.scroll_offset(offset);
        }
        let room = body.rect;
        let output = area.show_viewport(ui, |ui, view| {
            ui.set_min_size(vec2(columns.fixed() + columns.count as f32 * columns.article, heights.all()));
            let builder = UiBuilder::new().id_salt("rows").max_rect(room).accessibility_parent(body.id);
            within(ui, builder, |ui| {
                let mut at = heights.at(view.top());
                while at < heights.count && heights.top(at) < view.bottom() {
                    let top = (room.top() + heights.top(at) - view.top()).round();
                    let place = Rect::from_min_size(pos2(room.left(), top), vec2(room.width() - BAR, ROW));
                    if let Some(row) = ledger.row(comparing.rows()[at]) {
                        self.row(ui, body, place, view.left(), at, row, ledger, columns, state, intents);
                    }
                    at += 1;
                }
            });
        });
        self.scrolled = output.state.clamped_offset();
        self.room = output.inner_rect.size();
    }

    #[expect(clippy::too_many_arguments, reason = "what a row is painted from")]
    fn row(
        &mut self,
        ui: &mut Ui,
        body: &Response,
        place: Rect,
        shift: f32,
        at: usize,
        row: &Row,
        ledger: &Ledger,
        columns: &Columns,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let palette = Palette::of(ui.ctx());
        let comparing = state.comparing();
        let open = comparing.is_open(row.key);
        let chosen = comparing.chosen().contains(&row.key);
        let cursor = comparing.cursor().filter(|(key, _)| *key == row.key).map(|(_, article)| article);
        if chosen {
            ui.painter().rect_filled(place.shrink2(vec2(0.0, 1.0)), 4.0, palette.chosen());
        }
        let wording = Rect::from_min_size(place.min, vec2(columns.wording, ROW));
        let response = ui.interact(wording, row_id(row.key), Sense::CLICK);
        let named = || format!("{}. {}", one_line(&row.wording), ledger.facts(row).join(say!("fact-between")));
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, named()));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_row_index(at);
            node.set_expanded(open);
            node.set_selected(chosen);
        });
        let worded = comparing.wording() == Some(row.key);
        if worded {
            self.word(ui, wording, row, intents);
        } else {
            if response.hovered() {
                ui.painter().rect_filled(wording.shrink(1.0), 4.0, palette.hover());
            }
            let cut = cells::wording(ui, wording, ledger, row, open);
            self.clicked(ui, body, &response, row, None, ledger, state, intents);
            if let Some(text) = cut {
                response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), &text)));
            }
        }
        let second = Rect::from_min_size(pos2(wording.right(), place.top()), vec2(VERDICT, ROW));
        verdict(ui, second, row, ledger, state, intents);
        let right = Rect::from_min_max(pos2(second.right(), place.top()), place.max);
        let builder = UiBuilder::new().id_salt(row.key).max_rect(right).accessibility_parent(row_id(row.key));
        within(ui, builder, |ui| {
            ui.set_clip_rect(right.intersect(ui.clip_rect()));
            for number in columns.in_view(shift, place.width()) {
                let article = ledger.columns()[number].article;
                let left = right.left() + number as f32 * columns.article - shift;
                let rect = Rect::from_min_size(pos2(left, place.top()), vec2(columns.article, ROW));
                let response = ui.interact(rect, row_id(row.key).with(article), Sense::CLICK);
                let cell = row.cell(article);
                let named = || {
                    let does = cells::all_of(ledger, cell);
                    say!("ledger-cell", article = one_line(&ledger.outlet(article)), does = does)
                };
                response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, named()));
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_column_index(number + 1);
                    node.set_row_index(at);
                });
                if response.hovered() {
                    ui.painter().rect_filled(rect.shrink(1.0), 4.0, palette.hover());
                }
                let cut = cells::cell(ui, rect, ledger, cell);
                if cursor == Some(Some(article)) && body.has_focus() {
                    ui.painter().rect_stroke(
                        rect.shrink(1.0),
                        4.0,
                        Stroke::new(2.0, palette.accent),
                        StrokeKind::Inside,
                    );
                }
                self.clicked(ui, body, &response, row, Some(article), ledger, state, intents);
                if let Some(text) = cut {
                    response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), &text)));
                }
            }
        });
        if cursor == Some(None) && body.has_focus() && !worded {
            ui.painter().rect_stroke(wording.shrink(1.0), 4.0, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
        }
        let mut bottom = place.bottom();
        if open {
            let inside = Rect::from_min_size(
                pos2(place.left() + 20.0, place.bottom()),
                vec2((place.width() - 40.0).min(900.0), f32::INFINITY),
            );
            let builder = UiBuilder::new().id_salt(("fold", row.key)).max_rect(inside);
            let high = within(ui, builder, |ui| {
                fold::show(ui, ledger, row, state, intents);
                ui.min_rect().height().ceil()
            });
            if self.folds.insert(row.key, high).is_none_or(|before| (before - high).abs() > 0.5) {
                ui.ctx().request_repaint();
            }
            bottom += high;
        }
        ui.painter().hline(place.x_range(), bottom - 0.5, Stroke::new(1.0, palette.hairline));
    }

    /// Does what a click on a cell or a wording asks for.
    #[expect(clippy::too_many_arguments, reason = "what a click may mean")]
    fn clicked(
        &mut self,
        ui: &Ui,
        body: &Response,
        response: &Response,
        row: &Row,
        article: Option<ArticleId>,
        ledger: &Ledger,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let comparing = state.comparing();
        response.context_menu(|ui| menu(ui, row, article, ledger, state, intents));
        if response.double_clicked() {
            match article.and_then(|id| row.cell(id)?.annotations().first().copied()) {
                Some(id) => intents.send(Intent::Show(id)),
                None if article.is_none() && state.may_edit() => {
                    intents.send(Intent::Ledger(LedgerIntent::BeginWording(Some(row.key))));
                }
                None => {}
            }
        } else if response.clicked() {
            body.request_focus();
            let held = ui.input(|input| input.modifiers);
            if held.shift && !held.command {
                self.extend(row.key, comparing, intents);
            } else {
                self.anchor = None;
            }
            if held.command {
                toggle(comparing.chosen(), row.key, intents);
            } else if !held.shift {
                if !comparing.chosen().is_empty() {
                    intents.send(Intent::Ledger(LedgerIntent::Choose(BTreeSet::new())));
                }
                let mark = response.interact_pointer_pos().is_some_and(|at| at.x < response.rect.left() + 20.0);
                if article.is_none() && mark {
                    intents.send(Intent::Ledger(LedgerIntent::Unfold(row.key)));
                }
            }
            self.go(row.key, article, intents);
        } else if response.secondary_clicked() {
            self.go(row.key, article, intents);
        }
    }

    /// Shows a field for the wording, in its place.
    fn word(&mut self, ui: &mut Ui, place: Rect, row: &Row, intents: &mut Intents) {
        let id = rows().with("wording");
        let begun = self.draft.as_ref().is_some_and(|(key, _)| *key == row.key);
        if !begun {
            self.draft = Some((row.key, row.wording.clone()));
        }
        let Some((_, draft)) = &mut self.draft else { return };
        let inside = Rect::from_min_max(place.min + vec2(14.0, 6.0), place.max - vec2(6.0, 6.0));
        // A field can't set what runs right to left: it stands below, as it will be.
        let rtl = has_rtl(draft);
        let field = if rtl { Rect::from_min_size(inside.min, vec2(inside.width(), TARGET)) } else { inside };
        let rows = if rtl { 1 } else { 3 };
        let edit = TextEdit::multiline(draft).id(id).desired_rows(rows).desired_width(f32::INFINITY).return_key(None);
        let response = ui.put(field, edit);
        if rtl {
            let below = Rect::from_min_max(pos2(inside.left(), field.bottom() + 4.0), inside.max);
            let style = TextStyle { serif: true, ..TextStyle::size(TEXT) }.wrap(Wrap::Lines(2));
            cells::paint_text(ui, &style, below, draft);
        }
        name(ui, &response, say!("ledger-wording-field"));
        if !begun {
            response.request_focus();
        }
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        if begun && (enter || response.lost_focus()) {
            let wording = draft.clone();
            self.draft = None;
            self.focus = true;
            intents.send(Intent::Ledger(match escape {
                true => LedgerIntent::BeginWording(None),
                false => LedgerIntent::Word(row.key, wording),
            }));
        }
    }
}

/// Shows something in a place of its own: what comes next does not move.
pub(super) fn within<T>(ui: &mut Ui, builder: UiBuilder, add: impl FnOnce(&mut Ui) -> T) -> T {
    add(&mut ui.new_child(builder))
}

fn toggle(chosen: &BTreeSet<RowKey>, key: RowKey, intents: &mut Intents) {
    let mut chosen = chosen.clone();
    if !chosen.remove(&key) {
        chosen.insert(key);
    }
    intents.send(Intent::Ledger(LedgerIntent::Choose(chosen)));
}
