//! Draws the list of articles at the left.

use egui::{
    Button, Id, Key, Rect, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo,
    pos2, vec2,
};

use super::intents::Intents;
use super::memo::Memo;
use super::menu::row;
use super::people;
use super::text::engine::TextEngine;
use super::text::label::{TextStyle, Wrap};
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{
    Sign, beside_field, choose, day, full_width, heading, joined, landmark, paint_focus, paint_tick, quiet, sign_button,
};
use crate::app::{AppState, Command, Intent, MOST_COLUMNS, Modal};
use crate::model::{AnnotationId, ArticleId, Details, Project, SetId};
use crate::say;

/// Height of a row in points: a title of two lines, outlet and date, counts.
const ROW: f32 = 86.0;
/// Its height where no article says an outlet or a date.
const LOW: f32 = 69.0;

/// Most articles that are looked through without a field to find them.
const FEW: usize = 12;

/// How near the pointer comes to an end of the list to scroll it with a card, in points.
const EDGE: f32 = 24.0;

/// Side of a badge beside a count, in points.
const SMALL_BADGE: f32 = 14.0;

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Articles {
    rows: Memo<(Articled, String), Vec<ArticleId>>,
    /// How high their rows are.
    high: Memo<Articled, f32>,
    /// What is typed to find articles.
    typed: String,
    /// Whether the field for that was asked for, and whether it is to get the keyboard.
    asked: bool,
    wants_focus: bool,
    /// The article whose card is being dragged.
    dragged: Option<ArticleId>,
    shown: Option<ArticleId>,
    area: Option<Id>,
    /// The articles in view, and where they are.
    cards: Vec<(ArticleId, Rect)>,
    /// The article whose card has the keyboard.
    focused: Option<ArticleId>,
}

/// A state of the project so far as its articles go: no mark makes it another one.
struct Articled(Project);

impl PartialEq for Articled {
    fn eq(&self, other: &Articled) -> bool {
        self.0.has_articles_of(&other.0)
    }
}

impl Articles {
    /// Returns the article at a place on the screen.
    pub(super) fn at(&self, at: egui::Pos2) -> Option<ArticleId> {
        self.cards.iter().find(|(_, rect)| rect.contains(at)).map(|(id, _)| *id)
    }

    /// Takes the key that edits details for the article whose card has the keyboard: everywhere else it is for the open
    /// one.
    pub(super) fn keys(&self, ctx: &egui::Context, state: &AppState, intents: &mut Intents) {
        if let Some(id) = self.focused.filter(|id| state.may_edit() && !state.is_masked(*id))
            && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::F2))
        {
            details(id, state, intents);
        }
    }

    /// Shows the field that finds articles, and gives it the keyboard.
    pub(super) fn focus_filter(&mut self) {
        (self.asked, self.wants_focus) = (true, true);
    }

    /// Shows the panel, and where an annotation that is `carried` over it would go. Returns the id of what gets the
    /// keyboard first.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        carried: Option<AnnotationId>,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<Id> {
        let mut first = None;
        self.focused = None;
        ui.horizontal(|ui| {
            heading(ui, say!("articles-heading"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = sign_button(ui, Sign::Add, say!("articles-add"));
                first = Some(button.id);
                egui::Popup::menu(&button).show(|ui| {
                    ui.set_min_width(220.0);
                    command(ui, &Command::AddFiles, state, intents);
                    command(ui, &Command::Paste, state, intents);
                });
            });
        });
        ui.add_space(4.0);
        let pointer = ui.input(|input| input.pointer.latest_pos());
        let over = carried.and(pointer).and_then(|at| self.at(at));
        let target = over.filter(|article| carried.is_some_and(|from| !state.kinds_into(from, *article).is_empty()));
        let all = state.project().article_count();
        let high = *self.high.get(Articled(state.project().clone()), || {
            let bare = |row: &Details| row.outlet.trim().is_empty() && row.date.trim().is_empty();
            if state.project().articles_by_id().all(|(_, row)| bare(&row.details)) { LOW } else { ROW }
        });
        if all == 0 {
            self.typed.clear();
            empty(ui, state, intents);
            return first;
        }
        if let Some(set) = state.set() {
            people::bar(ui, state.project().count_done(set), all);
        }
        let open = state.article();
        // An article that is opened in another way is looked for in the whole list.
        let details = open.and_then(|id| state.project().article(&id)).map(|row| &row.details);
        if self.shown != open && !details.is_some_and(|details| fits(details, &self.typed)) {
            self.typed.clear();
        }
        let entered = self.filter(ui, all);
        let typed = self.typed.trim().to_lowercase();
        let rows = self.rows.get((Articled(state.project().clone()), typed.clone()), || {
            let articles = state.project().articles();
            articles.iter().filter(|(_, row)| fits(&row.details, &typed)).map(|(id, _)| **id).collect()
        });
        if !typed.is_empty() {
            let found = say!("articles-found", found = rows.len(), count = all);
            quiet(ui, if rows.is_empty() { say!("articles-none-found") } else { &found });
        }
        if let Some(id) = rows.first().filter(|_| entered) {
            intents.send(Intent::OpenArticle(*id));
        }
        // Among some of the articles there is no telling which place a card is dragged to.
        let movable = typed.is_empty() && rows.len() > 1 && state.may_edit();
        let mut area = ScrollArea::vertical().auto_shrink(false);
        // Brings the open article into view when another one is opened.
        if self.shown != open {
            self.shown = open;
            if let Some(at) = rows.iter().position(|id| Some(*id) == open) {
                let top = at as f32 * (high + ui.spacing().item_spacing.y);
                let view = ui.available_height();
                let kept = self.area.and_then(|id| egui::scroll_area::State::load(ui.ctx(), id));
                let kept = kept.map_or(0.0, |state| state.clamped_offset().y);
                if top < kept || top + high > kept + view {
                    area = area.vertical_scroll_offset((top - view / 3.0).max(0.0));
                }
            }
        }
        let (mut cards, mut places) = (Vec::new(), Vec::new());
        let output = area.id_salt("articles").show_rows(ui, high, rows.len(), |ui, range| {
            landmark(ui, egui::accesskit::Role::ListBox, say!("area-articles-list"));
            for (id, at) in rows[range.clone()].iter().zip(range) {
                let how = Row { high, movable, dragged: self.dragged == Some(*id), target: target == Some(*id) };
                let response = article_row(ui, *id, how, state);
                if response.drag_started() {
                    self.dragged = Some(*id);
                }
                if Some(*id) == open {
                    first = Some(response.id);
                }
                if response.has_focus() {
                    self.focused = Some(*id);
                }
                places.push((at, response.rect));
                cards.push((*id, response.rect.intersect(ui.clip_rect())));
                act(ui, *id, &response, state, intents);
            }
            if let Some(id) = self.dragged.take_if(|_| !movable || dropped_or_left(ui))
                && movable
                && ui.input(|input| input.pointer.any_released())
                && let (Some(gap), Some(from)) = (gap(ui, &places), rows.iter().position(|other| *other == id))
            {
                let to = if from < gap { gap - 1 } else { gap };
                if to != from {
                    intents.send(Intent::PlaceArticle(id, to));
                }
            }
            if self.dragged.is_some() {
                show_gap(ui, &places);
            }
        });
        self.cards = cards;
        self.area = Some(output.id);
        first
    }
}

impl Articles {
    /// Shows the field that finds articles where there are many, or where it was asked for. Tells whether Enter was
    /// pressed in it.
    fn filter(&mut self, ui: &mut Ui, all: usize) -> bool {
        if all <= FEW && !self.asked && self.typed.is_empty() {
            return false;
        }
        let palette = Palette::of(ui.ctx());
        let response = ui.add(
            TextEdit::singleline(&mut self.typed)
                .id(Id::unique("articles-filter"))
                .hint_text(RichText::new(say!("articles-filter.hint")).color(palette.quiet))
                .desired_width(f32::INFINITY)
                .margin(vec2(8.0, 4.0))
                .min_size(vec2(0.0, TARGET)),
        );
        super::widgets::name(ui, &response, say!("articles-filter"));
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        beside_field(ui, &self.typed);
        let left = |key: Key| response.lost_focus() && ui.input(|input| input.key_pressed(key));
        if left(Key::Escape) {
            self.typed.clear();
        }
        // An empty field goes away again with the keyboard.
        self.asked &= !(response.lost_focus() && self.typed.is_empty());
        left(Key::Enter) && !self.typed.trim().is_empty()
    }
}

/// Tells whether all words that were typed are in an article's title, outlet, author or date, in any letter case.
fn fits(details: &Details, typed: &str) -> bool {
    if typed.trim().is_empty() {
        return true;
    }
    let Details { title, outlet, author, date, .. } = details;
    let held = [title, outlet, author, date, &day(date.trim())].map(|part| part.to_lowercase()).join("\n");
    typed.to_lowercase().split_whitespace().all(|word| held.contains(word))
}

/// Tells whether the card that is dragged was let go, or Escape pressed.
fn dropped_or_left(ui: &Ui) -> bool {
    ui.input(|input| !input.pointer.primary_down() || input.key_pressed(Key::Escape))
}

/// Returns the place in the list before which the pointer is, of the cards in view.
fn gap(ui: &Ui, places: &[(usize, Rect)]) -> Option<usize> {
    let at = ui.ctx().pointer_latest_pos()?.y;
    let below = places.iter().find(|(_, rect)| at < rect.center().y);
    below.map(|(at, _)| *at).or_else(|| places.last().map(|(at, _)| at + 1))
}

/// Shows where the dragged card would go, and scrolls on at the ends of what is in view.
fn show_gap(ui: &mut Ui, places: &[(usize, Rect)]) {
    let (Some(gap), Some(at)) = (gap(ui, places), ui.ctx().pointer_latest_pos()) else { return };
    let half = ui.spacing().item_spacing.y / 2.0;
    let before = places.iter().find(|(at, _)| *at == gap).map(|(_, rect)| rect.top() - half);
    let Some(y) = before.or_else(|| places.last().map(|(_, rect)| rect.bottom() + half)) else { return };
    let palette = Palette::of(ui.ctx());
    let clip = ui.clip_rect();
    ui.painter().hline(ui.max_rect().x_range(), y, egui::Stroke::new(2.0, palette.accent));
    ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    let beyond = (clip.top() + EDGE - at.y).max(0.0) - (at.y - clip.bottom() + EDGE).max(0.0);
    if beyond != 0.0 {
        ui.scroll_with_delta(vec2(0.0, beyond.clamp(-EDGE, EDGE)));
        ui.ctx().request_repaint();
    }
}

fn command(ui: &mut Ui, command: &Command, state: &AppState, intents: &mut Intents) {
    let shortcut = command.shortcut(state).map(|s| s.to_string()).unwrap_or_default();
    let response = row(ui, &command.text(state), &shortcut, None, command.resolve(state).is_some());
    if response.on_hover_text(command.tooltip(state)).clicked() {
        intents.run(command, state);
        ui.close();
    }
}

fn empty(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    quiet(ui, say!("articles-empty"));
    ui.add_space(8.0);
    for command in [Command::AddFiles, Command::Paste] {
        let button = Button::new(command.text(state)).min_size(vec2(ui.available_width(), 28.0));
        if ui.add(button).on_hover_text(command.tooltip(state)).clicked() {
            intents.run(&command, state);
        }
    }
    ui.add_space(8.0);
    quiet(ui, if state.takes_drops() { say!("articles-drop") } else { say!("articles-no-drop") });
}

fn act(ui: &Ui, id: ArticleId, response: &Response, state: &AppState, intents: &mut Intents) {
    if response.clicked() && ui.input(|input| input.modifiers.command) {
        intents.send(Intent::OpenBeside(id));
    } else if response.clicked() && state.article() != Some(id) {
        intents.send(Intent::OpenArticle(id));
    }
    let may = state.may_edit();
    let may_change = may && !state.is_masked(id);
    if response.double_clicked() && may_change {
        details(id, state, intents);
    }
    response.context_menu(|ui| {
        ui.set_min_width(220.0);
        let at = state.project().articles().iter().position(|(other, _)| **other == id);
        let last = state.project().articles().len().saturating_sub(1);
        if row(ui, say!("articles-open"), "", None, state.article() != Some(id)).clicked() {
            intents.send(Intent::OpenArticle(id));
            ui.close();
        }
        let beside = state.column_of(id).is_none() && state.columns().len() < MOST_COLUMNS;
        if row(ui, say!("articles-beside"), say!("articles-beside.key"), None, beside).clicked() {
            intents.send(Intent::OpenBeside(id));
            ui.close();
        }
        if row(ui, say!("articles-edit"), "", None, may_change).clicked() {
            details(id, state, intents);
            ui.close();
        }
        ui.separator();
        let up = (false, say!("articles-up"), at.is_some_and(|at| at > 0));
        let down = (true, say!("articles-down"), at.is_some_and(|at| at < last));
        for (down, text, can) in [up, down] {
            if row(ui, text, "", None, can && may).clicked() {
                intents.send(Intent::MoveArticle(id, down));
                ui.close();
            }
        }
        ui.separator();
        if row(ui, say!("articles-remove"), "", None, may_change).clicked() {
            intents.send(Intent::RemoveArticle(id));
            ui.close();
        }
    });
}

fn details(id: ArticleId, state: &AppState, intents: &mut Intents) {
    if let Some(row) = state.project().article(&id) {
        intents.open(Modal::Details { article: id, details: row.details.clone() });
    }
}

/// Counts the annotations of an article by label, in the sets that are shown: letter, colour, name, number.
pub(super) fn counts(state: &AppState, id: ArticleId) -> Vec<(String, u8, String, usize)> {
    let project = state.project();
    let Some((revision, _)) = project.latest(id) else { return Vec::new() };
    let sets: Vec<SetId> = project.sets_by_id().map(|(set, _)| *set).filter(|set| state.shows(*set)).collect();
    let mut counts = Vec::new();
    for (key, label) in project.labels() {
        let number: usize = sets.iter().map(|set| project.count(revision, *set, key)).sum();
        if number > 0 {
            counts.push((label.letter.clone(), label.colour, label.name.clone(), number));
        }
    }
    counts
}

/// What goes on with a row of the list.
#[derive(Clone, Copy)]
struct Row {
    /// How high it is, in points.
    high: f32,
    /// It can be dragged to another place.
    movable: bool,
    /// It is.
    dragged: bool,
    /// An annotation that is dragged over it would go there.
    target: bool,
}

fn article_row(ui: &mut Ui, id: ArticleId, how: Row, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let sense = if how.movable { Sense::click_and_drag() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), how.high), sense);
    let Some(article) = state.project().article(&id) else { return response };
    let details = &article.details;
    let title = if details.title.trim().is_empty() { say!("articles-untitled") } else { details.title.trim() };
    let second = [details.outlet.trim().to_owned(), day(details.date.trim())];
    let second: Vec<String> = second.into_iter().filter(|part| !part.is_empty()).collect();
    let open = state.article() == Some(id);
    let beside = !open && state.column_of(id).is_some();
    let done = state.set().is_some_and(|set| state.project().done(&(set, id)).is_some());
    let counts = counts(state, id);
    response.widget_info(|| {
        let mut name = vec![title.to_owned()];
        name.extend(second.iter().cloned());
        let counted =
            |(_, _, label, number): &(_, _, String, usize)| say!("article-label-count", label = label, count = *number);
        name.extend(counts.iter().map(counted));
        name.extend(counts.is_empty().then(|| say!("articles-unmarked").to_owned()));
        name.extend(beside.then(|| say!("articles-is-beside").to_owned()));
        name.extend(done.then(|| say!("articles-done").to_owned()));
        WidgetInfo::selected(Role::ListBoxOption, true, open, name.join(say!("list-comma")))
    });
    choose(ui, &response, open);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if how.dragged {
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    if how.target {
        let line = Stroke::new(2.0, palette.accent);
        ui.painter().rect(rect, 4.0, palette.selection(), line, StrokeKind::Inside);
    } else if open {
        ui.painter().rect_filled(rect, 4.0, palette.chosen());
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    if open || beside {
        // What stands in the window has a bar at its side where there are several.
        if state.columns().len() > 1 {
            let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            let colour = if open { palette.accent } else { palette.quiet };
            ui.painter().rect_filled(bar, 1.5, colour);
        }
    }
    paint_focus(ui, &response, rect, palette);
    let inner = rect.shrink2(vec2(8.0, 6.0));
    let engine = TextEngine::of(ui.ctx());
    let line = |style: TextStyle, text: &str, y: f32, width: f32, colour| {
        let laid = engine.lay_out(ui.ctx(), &style, width, text);
        // Wrapped lines that run right to left stand at the right edge already.
        let shift = laid.rtl && style.wrap == Wrap::One;
        let x = if shift { inner.left() + width - laid.size.x } else { inner.left() };
        laid.paint(ui.painter(), pos2(x, y), colour);
        (laid.size.y, laid.elided)
    };
    let title_style = TextStyle::size(TEXT).wrap(Wrap::Lines(2));
    let title_style = if open { title_style.strong() } else { title_style };
    let mark = if done { 20.0 } else { 0.0 };
    let (height, elided) = line(title_style, title, inner.top(), inner.width() - mark, palette.ink);
    let below = inner.top() + height + 1.0;
    let second = joined(&second.iter().map(String::as_str).collect::<Vec<_>>());
    if !second.is_empty() {
        line(TextStyle::size(SMALL), &second, below, inner.width(), palette.quiet);
    }
    let below = if second.is_empty() { below } else { below + 17.0 };
    if done {
        let tick = Rect::from_center_size(pos2(inner.right() - 6.0, inner.top() + 8.0), vec2(12.0, 12.0));
        paint_tick(ui.painter(), tick, palette.label(2));
    }
    paint_counts(ui, palette, &counts, pos2(inner.left(), below + 1.0), inner.right());
    if !elided && !done {
        return response;
    }
    response.on_hover_ui(|ui| {
        full_width(ui);
        if elided {
            super::text::label(ui, TextStyle::size(TEXT).wrap(Wrap::All), title);
        }
        if done {
            quiet(ui, say!("articles-done.tip"));
        }
    })
}

/// Paints letter and number for each label, from a point to the right.
fn paint_counts(ui: &Ui, palette: &Palette, counts: &[(String, u8, String, usize)], at: egui::Pos2, right: f32) {
    let mut x = at.x;
    if counts.is_empty() {
        let font = egui::FontId::proportional(SMALL);
        ui.painter().text(at, egui::Align2::LEFT_TOP, say!("articles-unmarked"), font, palette.quiet);
    }
    for (letter, colour, _, number) in counts {
        let number = ui.painter().layout_no_wrap(number.to_string(), egui::FontId::proportional(SMALL), palette.quiet);
        let next = number.size();
        if x + SMALL_BADGE + 4.0 + next.x > right {
            break;
        }
        let badge = Rect::from_min_size(pos2(x, at.y + (next.y - SMALL_BADGE) / 2.0), vec2(SMALL_BADGE, SMALL_BADGE));
        ui.painter().rect_filled(badge, 3.0, palette.label(*colour));
        let font = egui::FontId::proportional(10.0);
        ui.painter().text(badge.center(), egui::Align2::CENTER_CENTER, letter, font, palette.paper);
        ui.painter().galley(pos2(badge.right() + 4.0, at.y), number, palette.quiet);
        x += SMALL_BADGE + 4.0 + next.x + 10.0;
    }
}
