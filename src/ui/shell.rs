//! Puts the window together: bar, panels, article, status line, modals.

use egui::accesskit::Role;
use egui::{CentralPanel, Context, Event, Frame, Id, Key, LayerId, Margin, Modifiers, Order, Panel, Rect, Stroke, Ui};

use super::articles::Articles;
use super::banners;
use super::columns::Columns;
use super::dock::Docked;
use super::inspector::Inspector;
use super::intents::Intents;
use super::keys::{self, Focus};
use super::learner::Learner;
use super::modals::Modals;
use super::pages::Pages;
use super::people::Naming;
use super::theme::{self, Palette};
use super::widgets::landmark;
use super::{menu, status};
use crate::app::{AppState, Dock, Intent, Page, View};
use crate::model::RevisionId;
use crate::say;

/// What the window remembers between frames and nobody else needs: scroll positions, what is open, who has the
/// keyboard.
#[derive(Default)]
pub struct Shell {
    styled: bool,
    article: Columns,
    articles: Articles,
    inspector: Inspector,
    learner: Learner,
    modals: Modals,
    docked: Docked,
    pages: Pages,
    naming: Naming,
    places: Vec<Place>,
    /// Whether a text field had the keyboard when the last frame ended.
    in_field: bool,
    had_modal: bool,
    had_link: bool,
    had_name: bool,
    /// What is to get the keyboard as soon as no modal keeps it.
    asked: Option<Asked>,
    reveal: Option<(RevisionId, usize)>,
    /// How wide, and how high below, the panels were when the mouse button went down.
    pressed: Option<[Option<f32>; 3]>,
    /// Keys for the next frame.
    late: Vec<Event>,
}

/// Something that is given the keyboard from elsewhere.
#[derive(Clone, Copy)]
enum Asked {
    ArticleFilter,
    Dock,
    TableFilter,
}

/// A part of the window that F6 goes to.
#[derive(Clone, Copy)]
struct Place {
    rect: Rect,
    first: Id,
}

impl Shell {
    /// Makes a window that has shown nothing yet.
    pub fn new() -> Shell {
        Shell::default()
    }

    /// Brings a byte of a text into view, at a third of the height.
    pub fn reveal(&mut self, revision: RevisionId, byte: usize) {
        self.reveal = Some((revision, byte));
    }

    /// Returns the first byte in view of each text shown so far; the one shown now first.
    pub fn places(&mut self) -> Vec<(RevisionId, usize)> {
        self.article.places()
    }

    /// Shows texts from these bytes on when they are next shown.
    pub fn resume(&mut self, places: Vec<(RevisionId, usize)>) {
        self.article.resume(places);
    }

    /// Gives the keyboard to the article.
    pub fn focus_article(&mut self) {
        self.article.focus();
    }

    /// Gives the keyboard to the field that finds articles.
    pub fn focus_filter(&mut self) {
        self.asked = Some(Asked::ArticleFilter);
    }

    /// Gives the keyboard to what is shown below the article.
    pub fn focus_dock(&mut self) {
        self.asked = Some(Asked::Dock);
    }

    /// Gives the keyboard to the field that filters the table by words.
    pub fn focus_table_filter(&mut self) {
        self.asked = Some(Asked::TableFilter);
    }

    /// Gives the keyboard to the note of the selected annotation.
    pub fn focus_note(&mut self) {
        self.inspector.focus_note();
    }

    /// Shows the whole window in `ui`, and collects what the user asks for.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let ctx = ui.ctx().clone();
        if !std::mem::replace(&mut self.styled, true) {
            theme::install(&ctx);
        }
        theme::choose(&ctx, state.view().theme);
        ctx.set_zoom_factor(state.view().scale);
        self.mouse_before_keys(&ctx);
        if let Some((revision, byte)) = self.reveal.take_if(|(wanted, _)| state.is_open(*wanted)) {
            self.article.reveal(revision, byte, state);
        }
        self.keys(&ctx, state, intents);
        let palette = Palette::of(&ctx);
        self.places.clear();
        // A modal that is gone refuses the keyboard to everything else for one more frame.
        let free = !self.had_modal && state.modal().is_none();
        match self.asked.take_if(|_| free) {
            Some(Asked::ArticleFilter) => self.articles.focus_filter(),
            Some(Asked::Dock) => self.docked.focus(),
            Some(Asked::TableFilter) => self.docked.focus_filter(),
            None => {}
        }
        self.naming.follow(state, free);
        bars(ui, &mut self.naming, state, intents, palette, &mut self.places);
        self.panels(ui, state, intents, palette);
        self.modals.show(&ctx, state, intents);
        // What took the keyboard away from the article gives it back.
        let modal = state.modal().is_some();
        let link = state.linking().is_some();
        let named = state.naming().is_some();
        if (self.had_modal && !modal) || (self.had_link && !link) || (self.had_name && !named) {
            // A link that is being made needs it for the words of its other end.
            if link {
                self.inspector.focus_picker();
            } else if self.asked.is_none() && !named {
                self.article.focus();
            }
            ctx.request_repaint();
        }
        (self.had_modal, self.had_link, self.had_name) = (modal, link, named);
        dropped(&ctx, intents, palette);
        self.in_field = ctx.text_edit_focused();
    }

    fn panels(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents, palette: &Palette) {
        let side = Frame::new().fill(palette.panel).inner_margin(Margin { left: 12, right: 12, top: 12, bottom: 0 });
        let mut places = Vec::new();
        let mut sizes = [None; 3];
        // The line at the edge of a panel takes its colour from the text's, which is too strong for a line.
        let plain = ui.style().clone();
        let widgets = &mut ui.style_mut().visuals.widgets;
        widgets.hovered.fg_stroke = Stroke::new(1.0, Palette::mix(palette.hairline, palette.accent, 0.5));
        widgets.active.fg_stroke = Stroke::new(1.0, palette.accent);
        // In a narrow window the panels leave the article its room.
        let wide = ui.available_width();
        let at_most = |share: f32, most: f32, least: f32| (wide * share).clamp(least, most);
        let learns = state.learns().is_some();
        if state.view().left && !learns {
            let panel = Panel::left("articles-panel")
                .default_size(state.view().left_width)
                .size_range(150.0..=at_most(0.25, 420.0, 150.0))
                .resizable(true);
            let shown = panel.frame(side).show(ui, |ui| {
                ui.set_style(plain.clone());
                landmark(ui, Role::Navigation, say!("area-articles"));
                self.articles.show(ui, self.article.carries(), state, intents)
            });
            sizes[0] = Some(shown.response.rect.width());
            places.extend(shown.inner.map(|first| Place { rect: shown.response.rect, first }));
        }
        // It takes the width of the article and of the annotation, which then both end above it.
        let mut below = None;
        // The check list is read beside the ledger, too.
        let beside = |dock: &Dock| match state.page() {
            Page::Article => !learns,
            Page::Ledger => *dock == Dock::Checklist,
            _ => false,
        };
        if let Some(dock) = state.view().dock.filter(beside) {
            let high = ui.available_height();
            let panel = Panel::bottom("dock")
                .default_size(state.view().dock_height)
                .size_range(120.0..=(high * 0.6).max(120.0))
                .resizable(true);
            let below_frame = side.inner_margin(Margin { left: 12, right: 12, top: 6, bottom: 0 });
            let shown = panel.frame(below_frame).show(ui, |ui| {
                ui.set_style(plain.clone());
                landmark(ui, Role::Region, say!("dock-landmark"));
                self.docked.show(ui, dock, self.article.visible.clone(), state, intents)
            });
            sizes[2] = Some(shown.response.rect.height());
            below = shown.inner.map(|first| Place { rect: shown.response.rect, first });
        }
        let mut right = None;
        // A page has the room of the annotation too.
        if (state.view().right || learns) && state.page() == Page::Article {
            let panel = Panel::right("inspector-panel")
                .default_size(state.view().right_width)
                .size_range(220.0..=at_most(0.35, 520.0, 220.0))
                .resizable(true);
            let side = side.inner_margin(Margin { left: 16, right: 4, top: 12, bottom: 0 });
            let shown = panel.frame(side).show(ui, |ui| {
                ui.set_style(plain.clone());
                landmark(ui, Role::Complementary, say!("area-annotation"));
                match learns {
                    true => self.learner.show(ui, &mut self.inspector, state, intents),
                    false => self.inspector.show(ui, state, intents),
                }
            });
            sizes[1] = Some(shown.response.rect.width());
            right = shown.inner.map(|first| Place { rect: shown.response.rect, first });
        }
        ui.set_style(plain);
        let centre = CentralPanel::no_frame().frame(Frame::new().fill(palette.paper));
        let shown = centre.show(ui, |ui| {
            landmark(ui, Role::Main, say!("area-article"));
            ui.spacing_mut().item_spacing.y = 0.0;
            if state.page() == Page::Article {
                self.pages.away();
                self.article.show(ui, state, intents);
                self.article.texts()
            } else {
                self.article.away();
                banners::show(ui, state, intents);
                let room = ui.max_rect();
                self.pages.show(ui, state, intents).map(|first| (first, room)).into_iter().collect()
            }
        });
        places.extend(shown.inner.into_iter().map(|(first, rect)| Place { rect, first }));
        places.extend(below);
        places.extend(right);
        // In reading order: the bar above, the panels from the left, the line below.
        self.places.splice(1.min(self.places.len())..1.min(self.places.len()), places);
        if let Some(back) = self.article.leave.take() {
            self.cycle(ui.ctx(), back);
        }
        if let Some((from, at)) = self.article.carried.take()
            && state.view().left
            && let Some(article) = self.articles.at(at)
        {
            intents.send(Intent::DropOnArticle(from, article));
        }
        self.keep_sizes(ui.ctx(), sizes, state, intents);
    }

    /// Keeps the panels' sizes once the mouse button that changed them is up. What a narrow window takes from them is
    /// not kept.
    fn keep_sizes(&mut self, ctx: &Context, sizes: [Option<f32>; 3], state: &AppState, intents: &mut Intents) {
        let (down, released) = ctx.input(|input| (input.pointer.any_down(), input.pointer.any_released()));
        if down {
            self.pressed.get_or_insert(sizes);
        } else if released && self.pressed.is_some() {
            // The next frame has them as they stay.
            ctx.request_repaint();
        } else if let Some(pressed) = self.pressed.take() {
            let changed = |at: usize| match (pressed[at], sizes[at]) {
                (Some(before), Some(after)) if (before - after).abs() > 0.5 => Some(after.round()),
                _ => None,
            };
            let view = state.view();
            let (left, right, dock) = (changed(0), changed(1), changed(2));
            if left.is_some() || right.is_some() || dock.is_some() {
                let left_width = left.unwrap_or(view.left_width);
                let right_width = right.unwrap_or(view.right_width);
                let dock_height = dock.unwrap_or(view.dock_height);
                let view = View { left_width, right_width, dock_height, ..view.clone() };
                intents.send(Intent::SetView(Box::new(view)));
            }
        }
    }

    /// Keeps keys for the next frame that a slow frame brought together with the mouse button let go before them: what
    /// the mouse selected must be there when its label's key is looked at.
    fn mouse_before_keys(&mut self, ctx: &Context) {
        let late = std::mem::take(&mut self.late);
        self.late = ctx.input_mut(|input| {
            let released = |event: &Event| matches!(event, Event::PointerButton { pressed: false, .. });
            let from = input.events.iter().position(released).unwrap_or(input.events.len());
            let mut kept = Vec::new();
            let mut at = 0;
            input.events.retain(|event| {
                at += 1;
                let keep = at - 1 > from && keys::is_key(event);
                if keep {
                    kept.push(event.clone());
                }
                !keep
            });
            input.events.splice(0..0, late);
            kept
        });
        if !self.late.is_empty() {
            ctx.request_repaint();
        }
    }

    /// Carries out shortcuts before any widget sees their keys.
    fn keys(&mut self, ctx: &Context, state: &AppState, intents: &mut Intents) {
        if state.modal().is_some() || egui::Popup::is_any_open(ctx) || self.pages.wants_key(state.page()) {
            return;
        }
        if state.linking().is_some() && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            intents.send(Intent::Escape);
            return;
        }
        let focused = ctx.memory(|memory| memory.focused());
        let in_article = focused.is_some_and(|id| self.article.is_text(id));
        for (modifiers, back) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
            if ctx.input_mut(|input| input.consume_key(modifiers, Key::F6)) {
                self.cycle(ctx, back);
            }
        }
        let focus = match focused {
            // Escape has taken the keyboard from a field already; it does no more than that.
            _ if self.in_field => Focus::Field,
            None if state.page() == Page::Article => Focus::Article,
            None => Focus::Other,
            Some(_) if in_article => Focus::Article,
            Some(id) if id == super::dock::table_rows() || super::pages::has_rows(id) => Focus::Rows,
            Some(_) => Focus::Other,
        };
        self.articles.keys(ctx, state, intents);
        let late = keys::handle(ctx, state, focus, in_article, intents);
        if !late.is_empty() {
            self.late.splice(0..0, late);
            ctx.request_repaint();
        }
    }

    /// Gives the keyboard to the next part of the window.
    fn cycle(&self, ctx: &Context, back: bool) {
        let focused = ctx.memory(|memory| memory.focused());
        let at = focused.and_then(|id| {
            let first = self.places.iter().position(|place| place.first == id);
            let middle = ctx.read_response(id).map(|response| response.rect.center());
            first.or_else(|| {
                self.places.iter().position(|place| middle.is_some_and(|middle| place.rect.contains(middle)))
            })
        });
        let count = self.places.len();
        if count == 0 {
            return;
        }
        let next = match (at, back) {
            (Some(at), false) => (at + 1) % count,
            (Some(at), true) => (at + count - 1) % count,
            // From nowhere: the article, or whatever is first.
            (None, _) => self.places.iter().position(|place| Some(place.first) == self.article.id()).unwrap_or(0),
        };
        ctx.memory_mut(|memory| memory.request_focus(self.places[next].first));
    }
}

/// Shows the menu bar and the status line, which go over the whole width.
fn bars(
    ui: &mut Ui,
    naming: &mut Naming,
    state: &AppState,
    intents: &mut Intents,
    palette: &Palette,
    places: &mut Vec<Place>,
) {
    let frame = Frame::new().fill(palette.panel);
    let bar = Panel::top("menu-bar").resizable(false).frame(frame.inner_margin(Margin::symmetric(8, 4)));
    let shown = bar.show(ui, |ui| menu::show(ui, naming, state, intents));
    places.extend(shown.inner.map(|first| Place { rect: shown.response.rect, first }));
    let line = Panel::bottom("status-line").resizable(false).exact_size(34.0);
    let shown = line.frame(frame.inner_margin(Margin::symmetric(8, 2))).show(ui, |ui| {
        landmark(ui, Role::ContentInfo, say!("area-status"));
        status::show(ui, state, intents)
    });
    places.extend(shown.inner.map(|first| Place { rect: shown.response.rect, first }));
}

/// Takes files that are dropped onto the window, and says so while they are held over it.
fn dropped(ctx: &Context, intents: &mut Intents, palette: &Palette) {
    let paths: Vec<_> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !paths.is_empty() {
        intents.send(Intent::AddFiles(paths));
    }
    if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
        let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop-here")));
        let room = ctx.content_rect();
        painter.rect_filled(room, 0.0, palette.paper.gamma_multiply(0.85));
        let inside = room.shrink(24.0);
        painter.rect_stroke(inside, 4.0, egui::Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
        let font = egui::FontId::proportional(20.0);
        painter.text(room.center(), egui::Align2::CENTER_CENTER, say!("drop-here"), font, palette.ink);
    }
}
