//! Shows the table of learners: points, and how many are found, wrong, missed and surplus. Only the rows in view are
//! laid out.

use egui::{Align2, FontId, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{AppState, ClassColumn, ClassView, ClassroomIntent, Fate, Told};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextEngine, TextStyle};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::{paint_focus, paint_hover, paint_row};

/// Height of a row, in points.
const ROW: f32 = 28.0;
/// Width of a column of numbers, in points.
const NUMBER: f32 = 84.0;
/// Widest and narrowest column of names, in points.
const NAME: (f32, f32) = (320.0, 140.0);
/// Room at the right for the scroll bar, in points.
const BAR: f32 = 14.0;
/// Room that the list behind a number needs beside the table, in points.
const LIST: f32 = 320.0;

/// The columns; the last only where time is limited.
const COLUMNS: [ClassColumn; 7] = [
    ClassColumn::Name,
    ClassColumn::Points,
    ClassColumn::Found,
    ClassColumn::Wrong,
    ClassColumn::Missed,
    ClassColumn::Surplus,
    ClassColumn::Minutes,
];

/// Returns the columns that there are, and how many minutes learners have.
fn columns(state: &AppState) -> (&'static [ClassColumn], Option<u16>) {
    let limit = state.exercise().and_then(|(_, row)| row.minutes);
    (if limit.is_some() { &COLUMNS } else { &COLUMNS[..COLUMNS.len() - 1] }, limit)
}

/// What the table remembers.
#[derive(Default)]
pub(super) struct Learners {
    order: Memo<(u64, (ClassColumn, bool), bool), Vec<usize>>,
}

fn title(column: ClassColumn) -> &'static str {
    match column {
        ClassColumn::Name => say!("classroom-learner"),
        ClassColumn::Points => say!("classroom-points"),
        ClassColumn::Found => say!("classroom-found"),
        ClassColumn::Wrong => say!("classroom-wrong"),
        ClassColumn::Missed => say!("classroom-missed"),
        ClassColumn::Surplus => say!("classroom-surplus"),
        ClassColumn::Minutes => say!("classroom-minutes"),
    }
}

fn number(view: &ClassView, learner: usize, column: ClassColumn, limit: Option<u16>) -> i64 {
    let Some(of) = view.class.learners.get(learner) else { return 0 };
    match column {
        ClassColumn::Name => 0,
        ClassColumn::Points => i64::from(of.score.points.0),
        ClassColumn::Found => i64::from(of.tally.found),
        ClassColumn::Wrong => i64::from(of.tally.wrong),
        ClassColumn::Missed => i64::from(of.tally.missed),
        ClassColumn::Surplus => i64::from(of.tally.surplus),
        ClassColumn::Minutes => of.hand_in.took(limit).map_or(0, |took| took.minutes),
    }
}

fn sort_of(column: ClassColumn) -> Option<Fate> {
    match column {
        ClassColumn::Name | ClassColumn::Points | ClassColumn::Minutes => None,
        ClassColumn::Found => Some(Fate::Found),
        ClassColumn::Wrong => Some(Fate::Wrong),
        ClassColumn::Missed => Some(Fate::Missed),
        ClassColumn::Surplus => Some(Fate::Surplus),
    }
}

/// Lists the learners in the order in which they are shown.
fn order(
    view: &ClassView,
    names: &[String],
    (column, turned): (ClassColumn, bool),
    hidden: bool,
    limit: Option<u16>,
) -> Vec<usize> {
    let mut all: Vec<usize> = (0..view.class.learners.len()).collect();
    // Letters in place of names go on behind Z with two.
    let length = |name: &String| if hidden { name.chars().count() } else { 0 };
    let folded: Vec<(usize, String)> = names.iter().map(|name| (length(name), name.to_lowercase())).collect();
    // By name where the numbers are the same.
    all.sort_by(|a, b| folded.get(*a).cmp(&folded.get(*b)).then(a.cmp(b)));
    match column {
        ClassColumn::Name if turned => all.reverse(),
        ClassColumn::Name => {}
        column if turned => all.sort_by_key(|at| std::cmp::Reverse(number(view, *at, column, limit))),
        column => all.sort_by_key(|at| number(view, *at, column, limit)),
    }
    all
}

/// Returns how wide the table is in a room of this width, in points, and whether the list behind a number has room
/// beside it. It is as wide without that list: what was clicked stays under the pointer.
pub(super) fn width(room: f32, state: &AppState) -> (f32, bool) {
    let numbers = (columns(state).0.len() - 1) as f32 * NUMBER + BAR;
    let beside = room - numbers - NAME.1 >= LIST;
    let name = if beside { room - numbers - LIST } else { room - numbers };
    (name.clamp(NAME.1, NAME.0) + numbers, beside)
}

impl Learners {
    /// Shows the table, so many points wide.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        width: f32,
        view: &ClassView,
        names: &[String],
        state: &AppState,
        intents: &mut Intents,
    ) {
        let sort = state.class_sort();
        let hidden = state.hides_learners();
        let (columns, limit) = columns(state);
        let order = self.order.get((state.ticks(), sort, hidden), || order(view, names, sort, hidden, limit));
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let columns = (columns.len() - 1) as f32;
        let name = width - BAR - columns * NUMBER;
        head(ui, name, state, intents);
        ScrollArea::both().id_salt("learners").auto_shrink(false).show_rows(ui, ROW, order.len(), |ui, range| {
            for at in range {
                let (rect, _) = ui.allocate_exact_size(vec2(name + columns * NUMBER, ROW), Sense::hover());
                row(ui, rect, name, order[at], view, names, state, intents);
            }
        });
    }
}

fn place(rect: Rect, name: f32, at: usize) -> Rect {
    let left = if at == 0 { rect.left() } else { rect.left() + name + (at - 1) as f32 * NUMBER };
    let wide = if at == 0 { name } else { NUMBER };
    Rect::from_min_size(pos2(left, rect.top()), vec2(wide, rect.height()))
}

fn head(ui: &mut Ui, name: f32, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let (columns, _) = columns(state);
    let wide = name + (columns.len() - 1) as f32 * NUMBER;
    let (rect, _) = ui.allocate_exact_size(vec2(wide, ROW), Sense::hover());
    let (sorted, turned) = state.class_sort();
    for (at, column) in columns.iter().copied().enumerate() {
        let place = place(rect, name, at);
        let response = ui.interact(place, ui.scope_id().with(("classroom-head", at)), Sense::click());
        let on = sorted == column;
        let sign = match (on, turned) {
            (false, _) => "",
            (true, false) => " ▲",
            (true, true) => " ▼",
        };
        let spoken = say!("classroom-sort", column = title(column));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &spoken));
        paint_hover(ui, &response, place.shrink2(vec2(0.0, 1.0)), palette);
        let text = format!("{}{sign}", title(column));
        let font = FontId::proportional(SMALL);
        let (at, align) = if at == 0 {
            (place.left_center() + vec2(8.0, 0.0), Align2::LEFT_CENTER)
        } else {
            (place.right_center() - vec2(8.0, 0.0), Align2::RIGHT_CENTER)
        };
        ui.painter().text(at, align, text, font, if on { palette.ink } else { palette.quiet });
        if response.clicked() {
            intents.send(ClassroomIntent::Sort(column).into());
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, palette.hairline));
}

#[expect(clippy::too_many_arguments, reason = "a row is drawn out of all of these")]
fn row(
    ui: &Ui,
    rect: Rect,
    name: f32,
    learner: usize,
    view: &ClassView,
    names: &[String],
    state: &AppState,
    intents: &mut Intents,
) {
    let palette = Palette::of(ui.ctx());
    let Some(of) = view.class.learners.get(learner) else { return };
    let called = names.get(learner).map_or("", String::as_str);
    let (columns, limit) = columns(state);
    let took = of.hand_in.took(limit);
    for (at, column) in columns.iter().copied().enumerate() {
        let place = place(rect, name, at);
        let count = number(view, learner, column, limit);
        let told = view.sets.get(learner).and_then(|set| match column {
            ClassColumn::Points => Some(Told::Points(*set)),
            _ => sort_of(column).filter(|_| count > 0).map(|sort| Told::Learner(*set, sort)),
        });
        let text = match column {
            ClassColumn::Name => called.to_owned(),
            ClassColumn::Points => of.score.points.to_string(),
            ClassColumn::Minutes => match took {
                Some(took) if took.over > 0 => say!("classroom-minutes-over", minutes = took.minutes, over = took.over),
                Some(took) => took.minutes.to_string(),
                None => "–".to_owned(),
            },
            _ if count == 0 => "–".to_owned(),
            _ => count.to_string(),
        };
        if let Some(told) = told {
            let response = ui.interact(place, ui.scope_id().with(("class", learner, at)), Sense::click());
            let spoken = match column {
                ClassColumn::Points => {
                    let of = say!("classroom-points-of", points = &text, of = of.score.of.to_string());
                    say!("classroom-cell-told", learner = called, column = title(column), text = of)
                }
                _ => say!("classroom-cell", learner = called, column = title(column), count = count),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
            let chosen = state.class_told() == Some(&told);
            paint_row(ui, &response, place.shrink2(vec2(2.0, 2.0)), chosen);
            paint_focus(ui, &response, place, palette);
            if response.clicked() {
                intents.send(ClassroomIntent::Trace((!chosen).then_some(told)).into());
            }
        } else {
            let response = ui.interact(place, ui.scope_id().with(("class", learner, at)), Sense::hover());
            let spoken = match column {
                ClassColumn::Name => text.clone(),
                ClassColumn::Minutes if let (Some(took), Some(limit)) = (took, limit) => {
                    let took = say!("feedback-took", minutes = took.minutes, limit = limit, over = took.over);
                    say!("classroom-cell-told", learner = called, column = title(column), text = took)
                }
                _ => say!("classroom-cell-told", learner = called, column = title(column), text = &text),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
        }
        let style = TextStyle::size(TEXT);
        let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style, place.width() - 16.0, &text);
        let left = if at == 0 && !laid.rtl { place.left() + 8.0 } else { place.right() - 8.0 - laid.size.x };
        let colour = if text == "–" { palette.quiet } else { palette.ink };
        laid.paint(ui.painter(), pos2(left, (place.center().y - laid.size.y / 2.0).round()), colour);
    }
}
