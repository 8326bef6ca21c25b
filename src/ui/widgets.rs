//! Draws the small things that several panels share: headings, badges, chips, fields, quotes.

use crate::say;
use egui::accesskit::{Live, Role};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align2, Atom, Color32, ComboBox, Context, FontId, Id, Painter, Pos2, Rect, Response, RichText, Sense, Stroke,
    TextEdit, Ui, Vec2, WidgetInfo, vec2,
};

use super::intents::Intents;
use super::text::TextEngine;
use super::text::label::{TextStyle, Wrap, label};
use super::theme::{Palette, SMALL, TARGET, TEXT};
use crate::app::{AppState, Command};
use crate::model::scheme::{Label, Pattern};
pub(super) use crate::words::day;

/// Side of a label's badge, in points.
pub(super) const BADGE: f32 = 17.0;

/// Adds a panel's or section's heading.
pub(super) fn heading(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui.ctx());
    let words = RichText::new(text.to_uppercase()).size(SMALL).color(palette.quiet).extra_letter_spacing(0.6);
    let response = ui.add(egui::Label::new(words));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
    response
}

/// Adds a line of small, quiet text.
pub(super) fn quiet(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui.ctx());
    if has_rtl(text) {
        return label(ui, TextStyle::size(SMALL).colour(palette.quiet).wrap(Wrap::All), text);
    }
    ui.add(egui::Label::new(RichText::new(text).size(SMALL).color(palette.quiet)).wrap())
}

/// Adds a line of a menu that says what the rows below are, in line with their words.
pub(super) fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.add_space(4.0);
        ui.label(RichText::new(text).size(SMALL).color(Palette::of(ui.ctx()).quiet));
    });
}

/// Says why something could not be made, and offers to try again.
pub(super) fn failed(ui: &mut Ui, why: &str, state: &AppState, intents: &mut Intents) {
    let error = Palette::of(ui.ctx()).error;
    ui.add(egui::Label::new(RichText::new(why).size(SMALL).color(error)).wrap());
    let command = Command::TryAgain;
    let button = egui::Button::new(RichText::new(command.text(state)).size(SMALL)).min_size(vec2(0.0, TARGET));
    let response = ui.add_enabled(command.resolve(state).is_some(), button);
    if response.on_hover_text(command.tooltip(state)).clicked() {
        intents.run(&command, state);
    }
}

/// Adds a line across the panel, with room above and below.
pub(super) fn rule(ui: &mut Ui) {
    ui.add_space(8.0);
    let palette = Palette::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette.hairline));
    ui.add_space(8.0);
}

/// Adds the user's own words, such as a quote or a title.
pub(super) fn words(ui: &mut Ui, text: &str, style: TextStyle) -> Response {
    label(ui, style, text)
}

/// Gives a tooltip its full width: it would keep that of the one shown before, however narrow.
pub(super) fn full_width(ui: &mut Ui) {
    ui.set_max_width(ui.spacing().tooltip_width);
}

/// Shows the user's own words, such as a definition with its examples, while the pointer is over something.
pub(super) fn told(response: Response, text: &str) -> Response {
    if text.trim().is_empty() {
        return response;
    }
    let lines = |ui: &mut Ui| {
        full_width(ui);
        for line in text.lines() {
            label(ui, TextStyle::size(SMALL).wrap(Wrap::All), line);
        }
    };
    response.on_hover_ui(lines).on_disabled_hover_ui(lines)
}

/// Says what a command does, with its key, while the pointer is over what does it.
pub(super) fn told_command(response: Response, command: &Command, state: &AppState) -> Response {
    let tip = command.tooltip(state);
    let tip = match command.shortcut(state) {
        Some(key) => format!("{tip}\n{key}"),
        None => tip,
    };
    // What is off says what it is, too.
    response.on_disabled_hover_text(&tip).on_hover_text(tip)
}

/// Adds a button of the usual height, which is called what it says.
pub(super) fn button(ui: &mut Ui, text: &str) -> Response {
    let button = ui.add(egui::Button::new(text).min_size(vec2(0.0, TARGET)));
    name(ui, &button, text);
    button
}

/// Adds a button that does a command, and can't be pressed where that can't be done.
pub(super) fn command_button(ui: &mut Ui, command: &Command, state: &AppState, intents: &mut Intents) {
    let text = command.text(state);
    let button = egui::Button::new(&text).min_size(vec2(0.0, TARGET));
    let button = ui.add_enabled(command.resolve(state).is_some(), button);
    name(ui, &button, &text);
    if told_command(button, command, state).clicked() {
        intents.run(command, state);
    }
}

/// Adds a bar that says how much of something is done, from 0 to 1, and what that is.
pub(super) fn progress(ui: &mut Ui, done: f64, text: &str) {
    let bar = ui.add(egui::ProgressBar::new(done as f32).desired_width(120.0).desired_height(6.0));
    name(ui, &bar, text);
    quiet(ui, text);
}

/// Adds a button that has `step` more rows of a list shown, where `count` are more than `shown`.
pub(super) fn more_rows(ui: &mut Ui, count: usize, shown: &mut usize, step: usize) {
    if count > *shown && button(ui, &say!("list-more", count = count - *shown)).clicked() {
        *shown += step;
    }
}

/// Gives the keyboard to a text field that is shown later in this frame, with all of its text selected.
pub(super) fn take_up(ctx: &Context, field: Id, text: &str) {
    ctx.memory_mut(|memory| memory.request_focus(field));
    let mut edit = TextEditState::load(ctx, field).unwrap_or_default();
    let all = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    edit.cursor.set_char_range(Some(all));
    edit.store(ctx, field);
}

/// Makes the user's own words part of a button, in their own direction, on one line of at most so many points.
pub(super) fn words_atom(ui: &Ui, text: &str, style: TextStyle, width: f32) -> Atom<'static> {
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style, width, text);
    let colour = style.colour.unwrap_or_else(|| Palette::of(ui.ctx()).ink);
    Atom::paint(laid.size, move |ui, args| {
        let top = args.rect.center().y - laid.size.y / 2.0;
        laid.paint(ui.painter(), Pos2::new(args.rect.left(), top), colour);
    })
}

/// Adds a button with a label's badge and name.
pub(super) fn label_button(ui: &mut Ui, label: &Label, can: bool) -> Response {
    let words = words_atom(ui, &label.name, TextStyle::size(TEXT), 160.0);
    let shown = label.clone();
    let badge = Atom::paint(Vec2::splat(BADGE), move |ui, args| {
        paint_badge(ui.painter(), args.rect, Palette::of(ui.ctx()), &shown);
    });
    ui.add_enabled(can, egui::Button::new((badge, words)).min_size(vec2(0.0, TARGET)))
}

/// Makes a list that unfolds, and shows words while it is folded.
pub(super) fn unfolding<'a>(salt: impl egui::AsIdSalt, shown: impl egui::IntoAtoms<'a>) -> ComboBox<'a> {
    ComboBox::from_id_salt(salt).selected_text(shown).icon(|ui, rect, _, _| {
        Sign::Down.paint(ui.painter(), rect, Palette::of(ui.ctx()).quiet);
    })
}

/// Adds one of several things that can be chosen, named with the user's words.
pub(super) fn option(ui: &mut Ui, text: &str, on: bool) -> Response {
    let words = words_atom(ui, text, TextStyle::size(TEXT), 320.0);
    let response = ui.add(egui::Button::selectable(on, words));
    name(ui, &response, text);
    response
}

/// Joins what is said of an article, such as its outlet and its day, into a line. Each part stays in one piece: beside
/// words that run right to left, a day would fall apart into its number and its month.
pub(super) fn joined(parts: &[&str]) -> String {
    let mut line = String::new();
    let apart = parts.iter().any(|part| has_rtl(part));
    for (at, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        match at {
            // The first says which way the line runs.
            0 => line.push_str(part),
            _ if apart => line.push_str(&format!(" · \u{2068}{part}\u{2069}")),
            _ => line.push_str(&format!(" · {part}")),
        }
    }
    line
}

/// Returns a text with its line breaks as spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first words of a text, at most about so many characters.
pub(super) fn start_of(text: &str, characters: usize) -> String {
    let text = one_line(text);
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

/// Tells whether a text holds letters that run right to left.
pub(super) fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))
}

/// Writes a moment of the project, which is kept in UTC, to the minute.
pub(super) fn moment(time: crate::model::Time) -> String {
    crate::words::moment(&time.to_string())
}

/// Writes a moment to the second, where several may lie within a minute.
pub(super) fn second(time: crate::model::Time) -> String {
    crate::words::second(&time.to_string())
}

/// Paints a label's badge: its letter on its colour.
pub(super) fn paint_badge(painter: &Painter, rect: Rect, palette: &Palette, label: &Label) {
    painter.rect_filled(rect, 4.0, palette.label(label.colour));
    let font = FontId::proportional(if label.letter.chars().count() > 1 { 10.0 } else { SMALL });
    painter.text(rect.center(), Align2::CENTER_CENTER, &label.letter, font, palette.paper);
}

/// Adds a label's badge.
pub(super) fn badge(ui: &mut Ui, label: &Label) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(BADGE), Sense::hover());
    paint_badge(ui.painter(), rect, Palette::of(ui.ctx()), label);
    response
}

/// Paints a stretch of a label's line.
pub(super) fn paint_pattern(painter: &Painter, from: Pos2, width: f32, pattern: Pattern, colour: Color32) {
    let mut shapes = Vec::new();
    pattern.draw(from.x, from.x + width, from.y, 3.0, colour, &mut shapes);
    painter.extend(shapes);
}

/// Paints a tick in a square.
pub(super) fn paint_tick(painter: &Painter, rect: Rect, colour: Color32) {
    let at = |x: f32, y: f32| rect.min + vec2(rect.width() * x, rect.height() * y);
    painter.line(vec![at(0.2, 0.55), at(0.42, 0.76), at(0.82, 0.28)], Stroke::new(1.6, colour));
}

/// Adds a small button without a frame that shows a sign; `name` is what it does.
pub(super) fn sign_button(ui: &mut Ui, sign: Sign, name: &str) -> Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name));
    paint_hover(ui, &response, rect, palette);
    let colour = if response.hovered() || response.has_focus() { palette.ink } else { palette.quiet };
    sign.paint(ui.painter(), rect.shrink(7.0), colour);
    response.on_hover_text(name)
}

/// A sign drawn with lines, so that it needs no font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A plus.
    Add,
    /// A cross.
    Remove,
    /// A bin.
    Bin,
    /// An arrow down.
    Down,
}

impl Sign {
    pub(super) fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let stroke = Stroke::new(1.5, colour);
        match self {
            Sign::Add => {
                painter.line_segment([rect.center_top(), rect.center_bottom()], stroke);
                painter.line_segment([rect.left_center(), rect.right_center()], stroke);
            }
            Sign::Bin => {
                let at = |x: f32, y: f32| rect.center() + vec2(x, y);
                painter.line_segment([at(-5.5, -3.5), at(5.5, -3.5)], stroke);
                painter.line(vec![at(-2.0, -3.5), at(-2.0, -5.5), at(2.0, -5.5), at(2.0, -3.5)], stroke);
                painter.line(vec![at(-4.0, -3.5), at(-3.5, 6.0), at(3.5, 6.0), at(4.0, -3.5)], stroke);
            }
            Sign::Down => {
                let middle = rect.center();
                let points = [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)].map(|by| middle + by);
                painter.line(points.to_vec(), stroke);
            }
            Sign::Remove => {
                let rect = rect.shrink(0.5);
                painter.line_segment([rect.left_top(), rect.right_bottom()], stroke);
                painter.line_segment([rect.right_top(), rect.left_bottom()], stroke);
            }
        }
    }
}

/// Paints what shows that something is under the pointer or has the keyboard.
pub(super) fn paint_hover(ui: &Ui, response: &Response, rect: Rect, palette: &Palette) {
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    paint_focus(ui, response, rect, palette);
}

/// Paints a row's ground: whether it is the chosen one, under the pointer, or has the keyboard.
pub(super) fn paint_row(ui: &Ui, response: &Response, rect: Rect, chosen: bool) {
    let palette = Palette::of(ui.ctx());
    if chosen {
        ui.painter().rect_filled(rect, 4.0, palette.chosen());
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    paint_focus(ui, response, rect, palette);
}

/// Paints the focus ring around what has the keyboard.
pub(super) fn paint_focus(ui: &Ui, response: &Response, rect: Rect, palette: &Palette) {
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(2.0, palette.accent), egui::StrokeKind::Inside);
    }
}

/// What became of a text field in a frame.
pub(super) struct Typed {
    /// The field.
    pub(super) response: Response,
    /// The text, when it was changed.
    pub(super) changed: Option<String>,
    /// Whether the field lost the keyboard.
    pub(super) left: bool,
}

/// A text field over a value that the program holds. What is being typed is kept apart until the field is left, so
/// that the program may tidy up what it is given.
pub(super) struct Field<'a> {
    /// What it is kept under.
    pub(super) id: Id,
    /// Its accessible name.
    pub(super) name: &'a str,
    /// What the program holds.
    pub(super) value: &'a str,
    /// What stands in it while it is empty.
    pub(super) hint: &'a str,
    /// Rows; 1 is a field of one line.
    pub(super) rows: usize,
}

#[derive(Clone, Default)]
struct Draft {
    text: String,
    seen: String,
    sent: bool,
}

impl Field<'_> {
    /// Shows the field over the whole width that there is.
    pub(super) fn show(self, ui: &mut Ui) -> Typed {
        let palette = Palette::of(ui.ctx());
        let kept = ui.data_mut(|data| data.get_temp::<Draft>(self.id));
        let mut draft = match kept {
            Some(mut draft) => {
                if self.value != draft.seen {
                    if !draft.sent {
                        self.value.clone_into(&mut draft.text);
                    }
                    self.value.clone_into(&mut draft.seen);
                }
                draft.sent = false;
                draft
            }
            None => Draft { text: self.value.to_owned(), seen: self.value.to_owned(), sent: false },
        };
        let hint = RichText::new(self.hint).color(palette.quiet);
        let edit =
            if self.rows > 1 { TextEdit::multiline(&mut draft.text) } else { TextEdit::singleline(&mut draft.text) };
        let response = ui.add(
            edit.id(self.id)
                .hint_text(hint)
                .desired_rows(self.rows)
                .desired_width(f32::INFINITY)
                .margin(vec2(8.0, 4.0))
                .min_size(vec2(0.0, TARGET)),
        );
        name(ui, &response, self.name);
        let changed = response.changed().then(|| draft.text.clone());
        draft.sent = changed.is_some();
        let left = response.lost_focus();
        let keep = response.has_focus() || draft.sent;
        ui.data_mut(|data| {
            if keep {
                data.insert_temp(self.id, draft);
            } else {
                data.remove::<Draft>(self.id);
            }
        });
        Typed { response, changed, left }
    }
}

/// Says to screen readers what a part of the window is.
pub(super) fn landmark(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Has screen readers say a text whenever it changes: at once when it is urgent, else when they are done speaking.
pub(super) fn announce(ui: &Ui, response: &Response, text: &str, urgent: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_value();
        node.set_label(text);
        node.set_role(if urgent { Role::Alert } else { Role::Status });
        node.set_live(if urgent { Live::Assertive } else { Live::Polite });
    });
}

/// Tells screen readers whether a list's entry is the chosen one; egui would have it ticked.
pub(super) fn choose(ui: &Ui, response: &Response, chosen: bool) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.clear_toggled();
        node.set_selected(chosen);
    });
}

/// Gives a widget its accessible name.
pub(super) fn name(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// Shows a text laid out right to left where it needs that: text fields can't.
pub(super) fn beside_field(ui: &mut Ui, text: &str) {
    if has_rtl(text) {
        let palette = Palette::of(ui.ctx());
        label(ui, TextStyle::size(TEXT_BESIDE).wrap(Wrap::All).colour(palette.quiet), text);
    }
}

const TEXT_BESIDE: f32 = 14.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_read_them() {
        for (date, shown) in [("2026-03-07", "7 Mar 2026"), ("March", "March"), ("", ""), ("2026-13-01", "2026-13-01")]
        {
            assert_eq!(day(date), shown);
        }
    }

    #[test]
    fn starts_are_cut_between_characters() {
        assert_eq!(start_of("one\n two", 40), "one two");
        assert_eq!(start_of("ééé", 2), "éé…");
    }

    #[test]
    fn a_day_beside_arabic_words_stays_in_one_piece() {
        assert_eq!(joined(&["Ostrand", "", "6 Mar 2026"]), "Ostrand · 6 Mar 2026");
        assert_eq!(joined(&["", "مرسى الخبر", "19 May 2026"]), "مرسى الخبر · \u{2068}19 May 2026\u{2069}");
        assert_eq!(joined(&[]), "");
    }

    #[test]
    fn right_to_left_is_noticed() {
        assert!(has_rtl("a نفى"));
        assert!(!has_rtl("a é 中"));
    }
}
