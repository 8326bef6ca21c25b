//! Lists the marks behind a number; each leads to its words in the article.

use egui::{Align, Layout, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::{AppState, ClassMark, ClassView, ClassroomIntent, Fate, Told};
use crate::model::{Fragments, LabelKey};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextEngine, TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::{BADGE, Sign, one_line, paint_badge, paint_hover, sign_button, start_of};

use super::lists::{label_name, link_words, quote};

/// Height of a row, in points.
const ROW: f32 = 28.0;
/// Width of the learners' names, in points.
const NAME: f32 = 130.0;
/// Width of the column that says what became of a mark, in points.
const FATE: f32 = 82.0;
/// How much of a quote is laid out, in characters.
const QUOTE: usize = 200;

/// What the list remembers.
#[derive(Default)]
pub(super) struct TraceList {
    rows: Memo<(u64, Told), Vec<ClassMark>>,
}

/// Says what became of a mark.
fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Found => say!("classroom-found"),
        Fate::Wrong => say!("classroom-wrong"),
        Fate::Missed => say!("classroom-missed"),
        Fate::Surplus => say!("classroom-surplus"),
    }
}

/// Says what a list is of: whose, or which words.
fn title(told: &Told, view: &ClassView, count: usize, state: &AppState) -> String {
    let label = |key: &LabelKey| label_name(state, key);
    let short = |place: &Fragments| start_of(&quote(view, place), QUOTE);
    match told {
        Told::Learner(set, sort) => {
            say!("classroom-traced", what = fate(*sort), count = count, of = state.learner_name(*set))
        }
        Told::Points(set) => {
            say!("classroom-traced", what = say!("classroom-points"), count = count, of = state.learner_name(*set))
        }
        Told::Key(id, sort, taken) => {
            let mark = view.class.key.marks.iter().find(|mark| mark.id == *id);
            let of = mark.map(|mark| short(&mark.place)).unwrap_or_default();
            let what = match taken {
                Some(taken) => say!("classroom-traced-as", label = label(taken)),
                None => fate(*sort).to_owned(),
            };
            say!("classroom-traced", what = what, count = count, of = of)
        }
        Told::Link(id, sort) => {
            let link = view.class.key.links.iter().find(|link| link.id == *id);
            let of = link.map(|link| link_words(view, link, state)).unwrap_or_default();
            say!("classroom-traced", what = fate(*sort), count = count, of = of)
        }
        Told::Confusion(key, made) => {
            let key = key.as_ref().map_or_else(|| say!("classroom-confusion-surplus").to_owned(), label);
            let made = made.as_ref().map_or_else(|| say!("classroom-confusion-missed").to_owned(), label);
            say!("classroom-confusion-cell", key = key, made = made, count = count)
        }
        Told::Surplus(id) => {
            let group = view.surplus_of(*id);
            let of = group.map(|group| short(&group.place)).unwrap_or_default();
            let what = group.map(|group| say!("classroom-traced-as", label = label(&group.label)));
            say!("classroom-traced", what = what.unwrap_or_default(), count = count, of = of)
        }
        Told::Alike(one, other) => {
            let (one, other) = (state.learner_name(*one), state.learner_name(*other));
            let of = say!("classroom-alike-pair", one = one, other = other);
            say!("classroom-traced", what = say!("classroom-traced-alike"), count = count, of = of)
        }
    }
}

impl TraceList {
    /// Shows the list.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        view: &ClassView,
        told: &Told,
        names: &[String],
        state: &AppState,
        intents: &mut Intents,
    ) {
        let rows = self.rows.get((state.ticks(), told.clone()), || view.trace(told));
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if sign_button(ui, Sign::Remove, say!("agreement-close")).clicked() {
                    intents.send(ClassroomIntent::Trace(None).into());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    label(ui, TextStyle::size(TEXT).strong(), &title(told, view, rows.len(), state));
                });
            });
        });
        let palette = Palette::of(ui.ctx());
        ui.painter().hline(ui.max_rect().x_range(), ui.min_rect().bottom() + 1.0, Stroke::new(1.0, palette.hairline));
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("classroom-traced").auto_shrink(false);
        area.show_rows(ui, ROW, rows.len(), |ui, range| {
            for at in range {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - 12.0, ROW), Sense::hover());
                // Behind points stand marks of one learner and of all sorts; else those of one sort.
                let first = match told {
                    Told::Points(_) => (fate(rows[at].sort), FATE),
                    _ => (names.get(rows[at].learner).map_or("", String::as_str), NAME),
                };
                row(ui, rect, at, &rows[at], first, state, intents);
            }
        });
    }
}

fn row(ui: &Ui, rect: Rect, at: usize, row: &ClassMark, first: (&str, f32), state: &AppState, intents: &mut Intents) {
    let (palette, project) = (Palette::of(ui.ctx()), state.project());
    let (called, wide) = first;
    let Some(mark) = project.annotation(&row.id) else { return };
    let given = project.label(&mark.label);
    let quote_of = |id: &crate::model::AnnotationId| {
        project.annotation(id).map_or_else(String::new, |row| start_of(&one_line(&project.quote(row)), QUOTE))
    };
    let words = match row.link.and_then(|link| project.relation(&link)) {
        Some(link) => {
            let kind = project.kind(&link.kind).map_or_else(|| link.kind.to_string(), |kind| kind.name.clone());
            say!("desk-link", from = quote_of(&link.from), kind = kind, to = quote_of(&link.to))
        }
        None => quote_of(&row.id),
    };
    let response = ui.interact(rect, ui.scope_id().with(("classroom-traced", at)), Sense::click());
    let label_name = given.map_or("", |label| label.name.as_str());
    let spoken = say!("classroom-traced-mark", learner = called, label = label_name, words = &words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    paint_hover(ui, &response, rect.shrink2(vec2(0.0, 1.0)), palette);
    let (left, rest) = rect.split_left_right_at_x(rect.left() + wide);
    paint(ui, left.shrink2(vec2(4.0, 0.0)), &TextStyle::size(SMALL).colour(palette.quiet), called);
    if let Some(given) = given {
        let place = Rect::from_center_size(pos2(rest.left() + BADGE / 2.0, rect.center().y), vec2(BADGE, BADGE));
        paint_badge(ui.painter(), place, palette, given);
    }
    let quote = rest.with_min_x(rest.left() + BADGE + 8.0);
    let elided = paint(ui, quote, &TextStyle { serif: true, ..TextStyle::size(14.0) }, &words);
    if response.clicked() {
        intents.send(ClassroomIntent::Show(row.id).into());
    }
    if elided {
        response.on_hover_ui(|ui| drop(label(ui, TextStyle::size(TEXT).wrap(Wrap::All), &words)));
    }
}

/// Paints one line of a text in the middle of a place's height. Returns whether it was cut.
fn paint(ui: &Ui, place: Rect, style: &TextStyle, text: &str) -> bool {
    let palette = Palette::of(ui.ctx());
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), style, place.width(), text);
    let left = if laid.rtl { place.right() - laid.size.x } else { place.left() };
    let top = (place.center().y - laid.size.y / 2.0).round();
    laid.paint(ui.painter(), pos2(left, top), style.colour.unwrap_or(palette.ink));
    laid.elided
}
