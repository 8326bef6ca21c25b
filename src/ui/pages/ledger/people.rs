//! Shows actors and sources: who says what, who denies what, about whom, across the articles.

use std::collections::BTreeSet;

use egui::{Align2, Button, FontId, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{AppState, Intent, LedgerIntent, LedgerQuery, LedgerTab, RowFilter};
use crate::compare::Ledger;
use crate::compare::ledger::{Part, Who};
use crate::model::AnnotationId;
use crate::model::bulk::Bulk;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextEngine, TextStyle};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{name, one_line, quiet};

/// Height of a row, in points.
const ROW: f32 = 32.0;
/// Width of a column of numbers, in points.
const NUMBER: f32 = 92.0;

/// What is shown of somebody.
struct Person {
    who: Who,
    name: String,
    unnamed: bool,
    articles: usize,
    /// How many rows they say, deny, and are spoken of in.
    counts: [usize; 3],
}

const PARTS: [Part; 3] = [Part::Says, Part::Denies, Part::About];

/// What the list remembers.
#[derive(Default)]
pub(super) struct People {
    all: Memo<u64, Vec<Person>>,
    chosen: BTreeSet<Who>,
}

impl People {
    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, ledger: &Ledger, state: &AppState, intents: &mut Intents) {
        if ledger.people().is_empty() {
            quiet(ui, say!("people-empty"));
            return;
        }
        self.chosen.retain(|who| ledger.people().contains_key(who));
        let all = self.all.get(state.comparing().version(), || people(ledger));
        let palette = Palette::of(ui.ctx());
        let wide = ui.available_width().min(980.0);
        ui.horizontal(|ui| {
            ui.set_min_height(TARGET);
            if self.chosen.len() > 1 {
                let tie = ui.add(Button::new(say!("people-tie")).min_size(vec2(0.0, TARGET)));
                name(ui, &tie, say!("people-tie"));
                if tie.on_hover_text(say!("people-tie.tip")).clicked() {
                    let members = self.chosen.iter().filter_map(|who| ledger.people().get(who));
                    let ids: Vec<AnnotationId> = members.flatten().copied().collect();
                    intents.send(Intent::ChangeMany(ids, Bulk::SameEntity));
                    self.chosen.clear();
                }
            }
        });
        let (head, _) = ui.allocate_exact_size(vec2(wide, TARGET), Sense::hover());
        let first = head.right() - 4.0 * NUMBER;
        let font = FontId::proportional(SMALL);
        ui.painter().text(
            head.left_center() + vec2(30.0, 0.0),
            Align2::LEFT_CENTER,
            say!("people-name"),
            font.clone(),
            palette.quiet,
        );
        let titles = [say!("people-articles"), say!("people-says"), say!("people-denies"), say!("people-about")];
        for (at, title) in titles.into_iter().enumerate() {
            let right = pos2(first + (at + 1) as f32 * NUMBER - 12.0, head.center().y);
            ui.painter().text(right, Align2::RIGHT_CENTER, title, font.clone(), palette.quiet);
        }
        ui.painter().hline(head.x_range(), head.bottom(), Stroke::new(1.0, palette.quiet));
        ui.spacing_mut().item_spacing.y = 0.0;
        let chosen = &mut self.chosen;
        ScrollArea::vertical().id_salt("ledger-people").auto_shrink([false, false]).show_rows(
            ui,
            ROW,
            all.len(),
            |ui, range| {
                for person in &all[range] {
                    let (line, _) = ui.allocate_exact_size(vec2(wide, ROW), Sense::hover());
                    row(ui, line, first, person, chosen, ledger, state, intents);
                }
            },
        );
    }
}

#[expect(clippy::too_many_arguments, reason = "what a row is painted from")]
fn row(
    ui: &mut Ui,
    line: Rect,
    first: f32,
    person: &Person,
    chosen: &mut BTreeSet<Who>,
    ledger: &Ledger,
    state: &AppState,
    intents: &mut Intents,
) {
    let palette = Palette::of(ui.ctx());
    let mut on = chosen.contains(&person.who);
    let tick = Rect::from_min_size(line.min + vec2(4.0, 4.0), vec2(TARGET, TARGET));
    let mut ticked = ui.new_child(UiBuilder::new().id_salt(("tick", &person.who)).max_rect(tick));
    let check = ticked.checkbox(&mut on, "");
    name(ui, &check, &person.name);
    if check.changed() && !chosen.remove(&person.who) {
        chosen.insert(person.who.clone());
    }
    let engine = TextEngine::of(ui.ctx());
    let words = Rect::from_min_max(pos2(line.left() + 30.0, line.top()), pos2(first, line.bottom()));
    let response = ui.interact(words, ui.scope_id().with(("who", &person.who)), Sense::click());
    let laid = engine.lay_out(ui.ctx(), &TextStyle::size(TEXT), words.width() * 0.8, &person.name);
    laid.paint(ui.painter(), pos2(words.left(), words.center().y - laid.size.y / 2.0), palette.ink);
    if person.unnamed {
        let at = pos2(words.left() + laid.size.x + 10.0, words.center().y);
        let font = FontId::proportional(SMALL);
        ui.painter().text(at, Align2::LEFT_CENTER, say!("people-unnamed"), font, palette.quiet);
    }
    let member = ledger.people().get(&person.who).and_then(|members| members.first());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &person.name));
    crate::ui::widgets::paint_hover(ui, &response, words, palette);
    if response.clicked()
        && let Some(id) = member
    {
        intents.send(Intent::Show(*id));
    }
    let font = FontId::proportional(TEXT);
    let right = |at: usize| pos2(first + (at + 1) as f32 * NUMBER - 12.0, line.center().y);
    ui.painter().text(right(0), Align2::RIGHT_CENTER, person.articles.to_string(), font.clone(), palette.quiet);
    let titles = [say!("people-says"), say!("people-denies"), say!("people-about")];
    for (at, (part, count)) in PARTS.into_iter().zip(person.counts).enumerate() {
        let place = Rect::from_min_size(
            pos2(right(at + 1).x - NUMBER + 20.0, line.top() + 3.0),
            vec2(NUMBER - 12.0, ROW - 6.0),
        );
        if count == 0 {
            ui.painter().text(right(at + 1), Align2::RIGHT_CENTER, say!("table-none"), font.clone(), palette.quiet);
            continue;
        }
        let response = ui.interact(place, ui.scope_id().with(("rows", &person.who, part)), Sense::click());
        let named = || say!("people-show", who = person.name.as_str(), what = titles[at], count = count);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, named()));
        crate::ui::widgets::paint_hover(ui, &response, place, palette);
        ui.painter().text(right(at + 1), Align2::RIGHT_CENTER, count.to_string(), font.clone(), palette.accent);
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            let filter = RowFilter { who: Some((person.who.clone(), Some(part))), ..RowFilter::default() };
            super::ask(intents, LedgerQuery { filter, ..state.comparing().query().clone() });
            intents.send(Intent::Ledger(LedgerIntent::Tab(LedgerTab::Rows)));
        }
    }
    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, palette.hairline));
}

/// Lists everybody, those who have most to do with the rows first.
fn people(ledger: &Ledger) -> Vec<Person> {
    let project = ledger.project();
    let article = |id: &AnnotationId| {
        let row = project.annotation(id)?;
        Some(project.revision(&row.revision)?.article)
    };
    let person = |(who, members): (&Who, &BTreeSet<AnnotationId>)| {
        let mut counts = [0; 3];
        for row in ledger.rows_of(who) {
            for (count, part) in counts.iter_mut().zip(PARTS) {
                *count += usize::from(row.people.contains(&(who.clone(), part)));
            }
        }
        let articles = members.iter().filter_map(article).collect::<BTreeSet<_>>().len();
        let name = one_line(&ledger.name(who));
        Person { who: who.clone(), name, unnamed: ledger.is_anonymous(who), articles, counts }
    };
    let mut all: Vec<Person> = ledger.people().iter().map(person).collect();
    all.sort_by_cached_key(|person| {
        (std::cmp::Reverse(person.counts.iter().sum::<usize>()), person.name.to_lowercase())
    });
    all
}
