//! Shows the check list: what an editor would send back, where, and what mends it.

use egui::{Button, Id, Rect, RichText, Role, ScrollArea, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::{AppState, Intent, LedgerIntent};
use crate::compare::Ledger;
use crate::compare::ledger::{Finding, Spot};
use crate::model::actions::shorten;
use crate::model::id::FindingKey;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{failed, name, one_line, quiet};

/// Height of an entry, in points.
const ENTRY: f32 = 52.0;
/// Width of the buttons at an entry's end, in points.
const BUTTONS: f32 = 230.0;

/// What is shown of a finding.
struct Entry {
    key: FindingKey,
    fault: String,
    place: String,
    remedy: &'static str,
    /// Why it may stand, when it was dismissed.
    reason: Option<String>,
}

/// What the list remembers.
#[derive(Default)]
pub(super) struct Checklist {
    entries: Memo<(u64, bool), (Vec<Entry>, usize)>,
    dismissed: bool,
    /// The reason that is being written.
    draft: Option<Draft>,
    wants_focus: bool,
}

/// A reason why a finding may stand, until it is given or left.
struct Draft {
    of: FindingKey,
    text: String,
    /// Whether its field had the keyboard.
    begun: bool,
}

impl Checklist {
    /// Gives the keyboard to the first entry when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Shows how many entries there are, and whether those that may stand are listed: beside the tabs.
    pub(super) fn bar(&mut self, ui: &mut Ui, state: &AppState) {
        let Some(ledger) = state.comparing().ledger() else { return };
        let show = self.dismissed;
        let (entries, dismissed) = self.entries.get((state.comparing().version(), show), || entries(ledger, show));
        quiet(ui, &say!("checklist-count", count = entries.iter().filter(|entry| entry.reason.is_none()).count()));
        if *dismissed > 0 {
            let text = say!("checklist-show-dismissed", count = *dismissed);
            let box_ = ui.checkbox(&mut self.dismissed, RichText::new(&text).size(SMALL));
            name(ui, &box_, &text);
        }
    }

    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        if let Some(why) = state.comparing().failure() {
            failed(ui, why, state, intents);
        }
        let Some(ledger) = state.comparing().ledger() else {
            if state.comparing().failure().is_none() {
                quiet(ui, say!("ledger-making"));
            }
            ui.allocate_space(ui.available_size());
            return;
        };
        let show = self.dismissed;
        let (entries, dismissed) = self.entries.get((state.comparing().version(), show), || entries(ledger, show));
        if entries.is_empty() {
            quiet(ui, if *dismissed > 0 { say!("checklist-all-dismissed") } else { say!("checklist-none") });
            ui.allocate_space(ui.available_size());
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let draft = &mut self.draft;
        let mut focus = std::mem::take(&mut self.wants_focus);
        ScrollArea::vertical().id_salt("checklist").auto_shrink(false).show_rows(
            ui,
            ENTRY,
            entries.len(),
            |ui, range| {
                for entry in &entries[range] {
                    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY), egui::Sense::hover());
                    show_entry(ui, rect, entry, (draft, std::mem::take(&mut focus)), state, intents);
                }
            },
        );
    }
}

fn show_entry(
    ui: &mut Ui,
    rect: Rect,
    entry: &Entry,
    (draft, focus): (&mut Option<Draft>, bool),
    state: &AppState,
    intents: &mut Intents,
) {
    let palette = Palette::of(ui.ctx());
    let told = Rect::from_min_max(rect.min + vec2(4.0, 5.0), pos2(rect.right() - BUTTONS - 12.0, rect.bottom()));
    let builder = UiBuilder::new().id_salt(("told", &entry.key)).max_rect(told);
    let mut told = ui.new_child(builder);
    {
        let ui = &mut told;
        ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
        ui.horizontal(|ui| {
            let colour = if entry.reason.is_some() { palette.quiet } else { palette.ink };
            label(ui, TextStyle::size(TEXT).colour(colour), &entry.fault);
        });
        let below = entry.reason.as_ref().map(|reason| say!("checklist-stands", reason = reason));
        let below = below.unwrap_or_else(|| format!("{} {}", entry.place, entry.remedy));
        label(ui, TextStyle::size(SMALL).colour(palette.quiet), &below);
    }
    let whole = ui.interact(told.min_rect(), told.unique_id().with("entry"), egui::Sense::hover());
    let named = || {
        let (fault, place) = (entry.fault.as_str(), entry.place.as_str());
        say!("checklist-entry", fault = fault, place = place, remedy = entry.remedy)
    };
    whole.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, named()));
    let right = Rect::from_min_max(pos2(rect.right() - BUTTONS, rect.top() + 12.0), rect.max - vec2(10.0, 0.0));
    let builder = UiBuilder::new()
        .id_salt(("act", &entry.key))
        .max_rect(right)
        .layout(egui::Layout::right_to_left(egui::Align::Min));
    buttons(&mut ui.new_child(builder), entry, (draft, focus), state, intents);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
}

/// Shows what can be done with an entry, or the field for the reason why it may stand.
fn buttons(
    ui: &mut Ui,
    entry: &Entry,
    (draft, focus): (&mut Option<Draft>, bool),
    state: &AppState,
    intents: &mut Intents,
) {
    ui.spacing_mut().item_spacing.x = 6.0;
    if draft.as_ref().is_some_and(|draft| draft.of == entry.key) {
        return reason(ui, entry, draft, intents);
    }
    let button = |ui: &mut Ui, text: &str| {
        let words = RichText::new(text).size(SMALL);
        let response = ui.add(Button::new(words).min_size(vec2(0.0, TARGET)));
        name(ui, &response, &format!("{text}: {}", entry.fault));
        response
    };
    let go = button(ui, say!("checklist-go"));
    if focus {
        go.request_focus();
    }
    if go.clicked() {
        intents.send(Intent::Ledger(LedgerIntent::ShowFinding(entry.key.clone())));
    }
    if !state.may_edit() {
        return;
    }
    if entry.reason.is_some() {
        if button(ui, say!("checklist-put-back")).clicked() {
            intents.send(Intent::Ledger(LedgerIntent::Undismiss(entry.key.clone())));
        }
    } else if button(ui, say!("checklist-dismiss")).clicked() {
        *draft = Some(Draft { of: entry.key.clone(), text: String::new(), begun: false });
    }
}

/// Shows the field for the reason: Enter lets the finding stand, Escape leaves it. What was typed stays while something
/// else has the keyboard.
fn reason(ui: &mut Ui, entry: &Entry, draft: &mut Option<Draft>, intents: &mut Intents) {
    let Some(Draft { text, begun, .. }) = draft else { return };
    let id = Id::unique("checklist-reason");
    let field = TextEdit::singleline(text)
        .id(id)
        .hint_text(say!("checklist-reason"))
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 4.0))
        .min_size(vec2(0.0, TARGET));
    let response = ui.add(field);
    name(ui, &response, say!("checklist-reason"));
    if !std::mem::replace(begun, true) {
        response.request_focus();
    }
    let (enter, escape) = ui.input(|input| (input.key_pressed(egui::Key::Enter), input.key_pressed(egui::Key::Escape)));
    if response.lost_focus() && (enter || escape || text.trim().is_empty()) {
        if enter {
            intents.send(Intent::Ledger(LedgerIntent::Dismiss(entry.key.clone(), std::mem::take(text))));
        }
        *draft = None;
    }
}

/// Lists the entries in the order of their faults and of the articles, and counts those that may stand.
fn entries(ledger: &Ledger, dismissed: bool) -> (Vec<Entry>, usize) {
    let mut all: Vec<(&Finding, (u8, usize, usize))> =
        ledger.findings().map(|finding| (finding, order(ledger, finding))).collect();
    all.sort_by_key(|(finding, order)| (*order, finding.key.clone()));
    let stands = all.iter().filter(|(finding, _)| ledger.dismissal(finding).is_some()).count();
    let entries = all.into_iter().filter_map(|(finding, _)| {
        let reason = ledger.dismissal(finding).map(|dismissal| dismissal.reason.clone());
        let listed = dismissed || reason.is_none();
        listed.then(|| Entry {
            key: finding.key.clone(),
            fault: finding.fault.told(ledger),
            place: place(ledger, finding),
            remedy: finding.fault.remedy(),
            reason,
        })
    });
    (entries.collect(), stands)
}

/// Returns where a finding stands: its sort, its article's column, its place in the text.
fn order(ledger: &Ledger, finding: &Finding) -> (u8, usize, usize) {
    let project = ledger.project();
    let at = match finding.fault.spot() {
        Some(Spot::Annotation(id)) => project.annotation(&id).and_then(|row| {
            let article = project.revision(&row.revision)?.article;
            let column = ledger.columns().iter().position(|column| column.article == article)?;
            Some((column, row.fragments().map_or(usize::MAX, |fragments| fragments.start())))
        }),
        Some(Spot::Row(_)) | None => None,
    };
    let (column, start) = at.unwrap_or((usize::MAX, usize::MAX));
    (finding.fault.rank(), column, start)
}

/// Says where a finding is mended.
fn place(ledger: &Ledger, finding: &Finding) -> String {
    let project = ledger.project();
    match finding.fault.spot() {
        Some(Spot::Annotation(id)) => {
            let Some(row) = project.annotation(&id) else { return String::new() };
            let article = project.revision(&row.revision).map(|revision| revision.article);
            let article = article.map_or_else(String::new, |id| one_line(&ledger.outlet(id)));
            say!("checklist-place", article = article, words = shorten(&project.quote(row)))
        }
        Some(Spot::Row(key)) => {
            let words = ledger.row(key).map_or_else(String::new, |row| shorten(&row.wording));
            say!("checklist-place-row", words = words)
        }
        None => String::new(),
    }
}
