//! Forms: an article's text and details, a path.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Grid, Key, RichText, TextEdit, Ui, vec2};

use super::super::intents::Intents;
use super::super::text::{TextStyle, Wrap, label};
use super::super::theme::{Palette, TARGET};
use super::super::widgets::{beside_field, has_rtl, name, quiet};
use super::{Choice, Sheet, buttons, title};
use crate::app::{DialogPurpose, Intent, Modal, Picks};
use crate::model::{ArticleId, Details, Info};
use crate::say;

/// Where the caret of a field that gets the keyboard stands, which is also the part that is seen of a long text.
#[derive(Clone, Copy)]
enum Caret {
    /// Before what is to be read.
    Start,
    /// Around all of what is only proposed: what is typed comes instead of it.
    All,
}

/// Adds a field of one line with its name at the left. Says whether it was changed, and whether Enter was pressed.
fn field(ui: &mut Ui, text: &mut String, caption: &str, hint: &str, focus: Option<Caret>) -> (bool, bool) {
    let palette = Palette::of(ui.ctx());
    ui.label(RichText::new(caption).color(palette.quiet));
    let edit = TextEdit::singleline(text)
        .hint_text(RichText::new(hint).color(palette.quiet))
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 4.0))
        .min_size(vec2(0.0, TARGET));
    let response = ui.add(edit);
    name(ui, &response, caption);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if let Some(caret) = focus {
        response.request_focus();
        let range = match caret {
            Caret::Start => CCursorRange::one(CCursor::new(0)),
            Caret::All => CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count())),
        };
        let mut state = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
        state.cursor.set_char_range(Some(range));
        state.store(ui.ctx(), response.id);
    }
    ui.end_row();
    if has_rtl(text) {
        ui.label("");
        beside_field(ui, text);
        ui.end_row();
    }
    (response.changed(), response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)))
}

/// Adds the fields of an article's details. Says whether one was changed, and whether Enter was pressed.
pub(super) fn details_grid(ui: &mut Ui, details: &mut Details, focus: bool) -> (bool, bool) {
    let (mut changed, mut entered) = (false, false);
    Grid::new("details").num_columns(2).spacing(vec2(12.0, 6.0)).show(ui, |ui| {
        let rows: [(&mut String, &str, &str); 6] = [
            (&mut details.title, say!("details-title"), say!("details-title.hint")),
            (&mut details.outlet, say!("details-outlet"), say!("details-outlet.hint")),
            (&mut details.author, say!("details-author"), ""),
            (&mut details.date, say!("details-date"), say!("details-date.hint")),
            (&mut details.address, say!("details-address"), say!("details-address.hint")),
            (&mut details.language, say!("details-language"), say!("details-language.hint")),
        ];
        for (at, (text, caption, hint)) in rows.into_iter().enumerate() {
            let (change, enter) = field(ui, text, caption, hint, (focus && at == 0).then_some(Caret::Start));
            changed |= change;
            entered |= enter;
        }
    });
    (changed, entered)
}

/// An article from text that is pasted or typed.
pub(super) fn paste(ui: &mut Ui, details: &Details, text: &str, sheet: &mut Sheet<'_>) {
    title(ui, say!("paste-heading"));
    let (mut details, mut text) = (details.clone(), text.to_owned());
    let full = !text.is_empty();
    // With the text there already, the title is next.
    let (mut changed, _) = details_grid(ui, &mut details, sheet.begins && full);
    ui.add_space(8.0);
    changed |= long_text(ui, &mut text, 460.0, sheet.begins && !full);
    let can = !text.trim().is_empty();
    if !can {
        ui.add_space(4.0);
        quiet(ui, say!("paste-empty"));
    }
    if changed {
        sheet.intents.open(Modal::Paste { details: details.clone(), text: text.clone() });
    }
    let mut add = Choice::new(say!("button-add"), Intent::AddArticle(details, text));
    add.enabled = can;
    buttons(ui, vec![Choice::close(say!("button-cancel")), add], false, sheet.intents);
}

/// Adds a field for an article's text; `above` is what else the window holds, in points. Tells whether it was changed.
fn long_text(ui: &mut Ui, text: &mut String, above: f32, focus: bool) -> bool {
    let mut changed = false;
    let room = (ui.ctx().content_rect().height() - above).max(120.0);
    egui::ScrollArea::vertical().id_salt("text").max_height(room).show(ui, |ui| {
        let palette = Palette::of(ui.ctx());
        let hint = RichText::new(say!("paste-text.hint"));
        let edit = TextEdit::multiline(text)
            .hint_text(hint.color(palette.quiet))
            .desired_width(f32::INFINITY)
            .desired_rows(10)
            .margin(vec2(8.0, 6.0));
        let response = ui.add(edit);
        name(ui, &response, say!("paste-text"));
        if focus {
            response.request_focus();
        }
        changed = response.changed();
    });
    if has_rtl(text) {
        let start: String = text.chars().take(400).collect();
        label(ui, TextStyle::size(14.5).wrap(Wrap::Lines(3)), &start);
    }
    changed
}

/// A later text of an article, pasted or typed.
pub(super) fn new_text(ui: &mut Ui, article: ArticleId, text: &str, sheet: &mut Sheet<'_>) {
    title(ui, say!("new-text-heading"));
    let of = sheet.state.project().article(&article).map_or("", |row| row.details.title.as_str());
    label(ui, TextStyle::size(14.5).wrap(Wrap::Lines(2)), of);
    quiet(ui, say!("new-text-explained"));
    ui.add_space(8.0);
    let mut text = text.to_owned();
    let changed = long_text(ui, &mut text, 320.0, sheet.begins);
    let can = !text.trim().is_empty();
    if changed {
        sheet.intents.open(Modal::NewText { article, text: text.clone() });
    }
    let mut add = Choice::new(say!("button-add"), Intent::AddText(article, text));
    add.enabled = can;
    buttons(ui, vec![Choice::close(say!("button-cancel")), add], false, sheet.intents);
}

/// The details of an article that is there.
pub(super) fn details(ui: &mut Ui, article: ArticleId, details: &Details, sheet: &mut Sheet<'_>) {
    title(ui, say!("details-heading"));
    let mut details = details.clone();
    let (mut changed, entered) = details_grid(ui, &mut details, sheet.begins);
    ui.add_space(8.0);
    changed |= note_field(ui, &mut details.note);
    if changed {
        sheet.intents.open(Modal::Details { article, details: details.clone() });
    }
    if entered {
        sheet.intents.send(Intent::SetDetails(article, details.clone()));
    }
    let keep = Choice::new(say!("details-keep"), Intent::SetDetails(article, details));
    buttons(ui, vec![Choice::close(say!("button-cancel")), keep], false, sheet.intents);
}

/// The project's title and note.
pub(super) fn info(ui: &mut Ui, info: &Info, sheet: &mut Sheet<'_>) {
    title(ui, say!("info-heading"));
    let Info { title, note } = info;
    let (mut title, mut note) = (title.clone(), note.clone());
    let (mut changed, mut entered) = (false, false);
    Grid::new("info").num_columns(2).spacing(vec2(12.0, 6.0)).show(ui, |ui| {
        let focus = sheet.begins.then_some(Caret::Start);
        (changed, entered) = field(ui, &mut title, say!("details-title"), say!("info-title.hint"), focus);
    });
    ui.add_space(8.0);
    changed |= note_field(ui, &mut note);
    let info = Info { title, note };
    if changed {
        sheet.intents.open(Modal::Info { info: info.clone() });
    }
    if entered {
        sheet.intents.send(Intent::SetInfo(info.clone()));
    }
    let keep = Choice::new(say!("details-keep"), Intent::SetInfo(info));
    buttons(ui, vec![Choice::close(say!("button-cancel")), keep], false, sheet.intents);
}

/// Adds the field of a note. Says whether it was changed.
fn note_field(ui: &mut Ui, note: &mut String) -> bool {
    let palette = Palette::of(ui.ctx());
    let edit = TextEdit::multiline(note)
        .hint_text(RichText::new(say!("details-note")).color(palette.quiet))
        .desired_width(f32::INFINITY)
        .desired_rows(3)
        .margin(vec2(8.0, 6.0));
    let response = ui.add(edit);
    name(ui, &response, say!("details-note"));
    beside_field(ui, note);
    response.changed()
}

/// A form of one field. Says what is in it, and whether Enter was pressed.
fn single(ui: &mut Ui, text: &str, caption: &str, hint: &str, begins: bool) -> (String, bool, bool) {
    let mut text = text.to_owned();
    let mut result = (false, false);
    Grid::new("single").num_columns(2).spacing(vec2(12.0, 6.0)).show(ui, |ui| {
        result = field(ui, &mut text, caption, hint, begins.then_some(Caret::All));
    });
    (text, result.0, result.1)
}

/// A path, while the system's dialog is awaited.
pub(super) fn path(ui: &mut Ui, purpose: DialogPurpose, typed: &str, sheet: &mut Sheet<'_>) {
    title(ui, purpose.title());
    quiet(ui, if sheet.state.has_no_dialog() { say!("path-alone") } else { say!("path-text") });
    ui.add_space(8.0);
    let (text, changed, entered) = single(ui, typed, say!("path-field"), say!("path-field.hint"), sheet.begins);
    if changed {
        sheet.intents.open(Modal::Path { purpose, typed: text.clone() });
    }
    let can = !text.trim().is_empty();
    let path = std::path::PathBuf::from(text.trim());
    let intent = match (purpose, purpose.picks()) {
        // Nobody has asked yet whether a file of that name may be replaced.
        (DialogPurpose::SaveProject, _) => Intent::SaveTo(path, false),
        (_, Picks::Name) | (DialogPurpose::Handout { .. }, _) => Intent::Export(purpose, path, false),
        (_, Picks::One | Picks::Several | Picks::Folder) => Intent::Chosen(purpose, vec![path]),
    };
    if entered && can {
        sheet.intents.send(intent.clone());
    }
    let mut choice = Choice::new(purpose.button(), intent);
    choice.enabled = can;
    cancel_and(ui, choice, sheet.intents);
}

fn cancel_and(ui: &mut Ui, choice: Choice<'_>, intents: &mut Intents) {
    buttons(ui, vec![Choice::close(say!("button-cancel")), choice], false, intents);
}
