//! Shows what would come in of another program's files: the format, how much, what its names become here, what is to be
//! known, and what has no place.

use egui::{Align, Id, Key, RichText, Ui, vec2};

use super::remarks::Remarks;
use crate::app::{AppState, Command, DialogPurpose, Foreseen, ImportIntent, Importing, Intent, Whose};
use crate::compare::adopt::{Becomes, Comer, Likeness, Part, parts_like};
use crate::formats::ALL;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{
    Field, button, command_button, failed, heading, more_rows, name, one_line, option, progress, quiet, rule,
    unfolding, words, words_atom,
};

/// How many rows of a list are shown before more are asked for.
const MOST: usize = 50;
/// How many paths are named.
const FEW: usize = 3;
/// Width of the lists that unfold, in points.
const LIST: f32 = 300.0;
/// Their width where a name for what is new stands beside them.
const NEW: f32 = 84.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct ImportPage {
    remarks: Remarks,
    /// How many rows of each list are shown.
    shown: usize,
    /// Whether what is left out is to come in view.
    seeks: bool,
}

impl ImportPage {
    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let Some(importing) = state.importing() else { return };
        self.shown = self.shown.max(MOST);
        quiet(ui, say!("import-explained"));
        ui.add_space(8.0);
        head(ui, importing, state, intents);
        ui.add_space(8.0);
        from(ui, importing);
        let error = Palette::of(ui.ctx()).error;
        if let Some(why) = importing.refusal() {
            let text = say!("import-not", why = why);
            words(ui, &text, TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
        }
        if let Some(why) = importing.failure() {
            failed(ui, why, state, intents);
        }
        if importing.has_files() {
            format(ui, importing, intents);
        }
        let Some((_, foreseen)) = importing.foreseen() else { return };
        rule(ui);
        found(ui, foreseen);
        self.lost(ui, foreseen);
        people(ui, importing, foreseen, intents);
        let mut renamed = self.owners(ui, importing, foreseen, state, intents);
        renamed |= self.names(ui, importing, foreseen, state, intents);
        rule(ui);
        if std::mem::take(&mut self.seeks) {
            ui.scroll_to_cursor(Some(Align::TOP));
        }
        heading(ui, say!("import-remarks"));
        ui.add_space(4.0);
        if foreseen.remarks.is_empty() {
            quiet(ui, say!("import-remarks-none"));
        }
        self.remarks.show(ui, &foreseen.remarks);
        self.left(ui, foreseen);
        ui.add_space(24.0);
        // Where nothing else takes it, Enter does what the page is for.
        let free = ui.ctx().memory(|memory| memory.focused().is_none()) && state.modal().is_none() && !renamed;
        if free && ui.input(|input| input.key_pressed(Key::Enter)) {
            intents.run(&Command::TakeImport, state);
        }
    }

    /// Says at the top how much is left out, for the lists of it stand below all others, and leads there.
    fn lost(&mut self, ui: &mut Ui, foreseen: &Foreseen) {
        let remarks = foreseen.remarks.iter().filter(|remark| remark.what.is_loss()).map(|remark| remark.count);
        let count: usize = remarks.chain(foreseen.left.iter().map(|left| left.count)).sum();
        if count == 0 {
            return;
        }
        ui.horizontal(|ui| {
            words(ui, &say!("import-lost", count = count), TextStyle::size(TEXT));
            self.seeks |= button(ui, say!("import-lost-show")).clicked();
        });
    }

    /// Shows whose the sets are, to be chosen. Tells whether somebody was just named.
    fn owners(
        &mut self,
        ui: &mut Ui,
        importing: &Importing,
        foreseen: &Foreseen,
        state: &AppState,
        intents: &mut Intents,
    ) -> bool {
        if foreseen.comers.is_empty() {
            return false;
        }
        rule(ui);
        heading(ui, say!("import-whose"));
        quiet(ui, say!("import-whose-explained"));
        ui.add_space(4.0);
        let own = state.set().map(|set| state.project().set_name(set));
        let mut named = false;
        for comer in foreseen.comers.iter().take(self.shown) {
            named |= owner(ui, comer, importing.whose(comer.set), own.as_deref(), intents);
            ui.add_space(4.0);
        }
        more_rows(ui, foreseen.comers.len(), &mut self.shown, 4 * MOST);
        named
    }

    /// Shows what each name of the other program becomes here, to be chosen. Tells whether a new name was just given.
    fn names(
        &mut self,
        ui: &mut Ui,
        importing: &Importing,
        foreseen: &Foreseen,
        state: &AppState,
        intents: &mut Intents,
    ) -> bool {
        let mut renamed = false;
        for (at, sort) in foreseen.parts.chunk_by(|one, next| one.part.is_like(&next.part)).enumerate() {
            let Some(first) = sort.first() else { continue };
            rule(ui);
            let word = match first.part {
                Part::Label(_) => "label",
                Part::Kind(_) => "kind",
                Part::Attribute(_) => "attribute",
            };
            heading(ui, &say!("import-names", sort = word));
            if at == 0 {
                quiet(ui, say!("import-names-explained"));
            }
            ui.add_space(4.0);
            let known = parts_like(state.project(), &first.part);
            for likeness in sort.iter().take(self.shown) {
                renamed |= row(ui, likeness, importing.becomes(likeness), &known, intents);
                ui.add_space(4.0);
            }
            more_rows(ui, sort.len(), &mut self.shown, 4 * MOST);
        }
        renamed
    }

    /// Lists what has no place here.
    fn left(&mut self, ui: &mut Ui, foreseen: &Foreseen) {
        if foreseen.left.is_empty() {
            return;
        }
        rule(ui);
        heading(ui, say!("import-left"));
        ui.add_space(4.0);
        let left = foreseen.left.iter().map(|left| {
            let what = left.what.told(left.count);
            match one_line(&left.name) {
                name if name.is_empty() => what,
                name => say!("import-left-row", what = what, name = name),
            }
        });
        for text in left.take(self.shown) {
            words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
        }
        more_rows(ui, foreseen.left.len(), &mut self.shown, 4 * MOST);
    }
}

/// Shows the buttons, and how far it is.
fn head(ui: &mut Ui, importing: &Importing, state: &AppState, intents: &mut Intents) {
    ui.horizontal(|ui| {
        command_button(ui, &Command::TakeImport, state, intents);
        for (text, intent) in [
            (say!("import-files"), Intent::AskFile(DialogPurpose::Import)),
            (say!("import-folder"), Intent::AskFile(DialogPurpose::ImportFolder)),
            (say!("import-leave"), Intent::Import(ImportIntent::Leave)),
        ] {
            if button(ui, text).clicked() {
                intents.send(intent);
            }
        }
        if let Some(done) = importing.progress() {
            progress(ui, done, say!("import-reading"));
        }
    });
}

/// Says which files are looked at.
fn from(ui: &mut Ui, importing: &Importing) {
    let paths = importing.paths();
    let named: Vec<String> = paths.iter().take(FEW).map(|path| path.display().to_string()).collect();
    let files = named.join(say!("list-comma"));
    let text = match paths.len().saturating_sub(FEW) {
        0 => say!("import-from", files = files),
        more => say!("import-from-more", files = files, count = more),
    };
    words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
}

/// Shows the format, to be chosen, and what it can hold.
fn format(ui: &mut Ui, importing: &Importing, intents: &mut Intents) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.label(say!("import-format"));
        let format = importing.format();
        let shown = format.map_or_else(|| say!("import-format-none"), |format| format.name);
        let atom = words_atom(ui, shown, TextStyle::size(TEXT), LIST - 40.0);
        let response = unfolding("format", atom).width(LIST).show_ui(ui, |ui| {
            for other in ALL.iter().filter(|format| format.read.is_some()) {
                let on = format.is_some_and(|format| format.id == other.id);
                if option(ui, other.name, on).clicked() && !on {
                    intents.send(Intent::Import(ImportIntent::Format(other)));
                }
            }
        });
        name(ui, &response.response, &say!("import-format-name", format = shown));
        let told = format.map(|format| format.told()).unwrap_or_default();
        if !told.is_empty() {
            quiet(ui, &say!("import-holds", what = told));
        }
    });
}

/// Says how much would come.
fn found(ui: &mut Ui, foreseen: &Foreseen) {
    heading(ui, say!("import-found"));
    ui.add_space(4.0);
    let articles = say!(
        "import-articles",
        added = say!("import-articles-new", count = foreseen.added.len()),
        known = say!("import-articles-known", count = foreseen.known)
    );
    words(ui, &articles, TextStyle::size(TEXT));
    let amount = say!(
        "import-amount",
        annotations = say!("annotations-counted", count = foreseen.annotations),
        relations = say!("relations-counted", count = foreseen.relations)
    );
    words(ui, &amount, TextStyle::size(TEXT).strong());
    if !foreseen.sets.is_empty() {
        let sets = say!("import-sets", sets = foreseen.sets.join(say!("list-comma")));
        words(ui, &sets, TextStyle::size(TEXT).wrap(Wrap::All));
    }
    if foreseen.detached > 0 {
        quiet(ui, &say!("import-detached", count = foreseen.detached));
    }
}

/// Says who is taken for somebody here and what is here already, and lets that be chosen otherwise.
fn people(ui: &mut Ui, importing: &Importing, foreseen: &Foreseen, intents: &mut Intents) {
    let (annotations, relations) = foreseen.again;
    if (annotations, relations) != (0, 0) {
        let annotations = say!("annotations-counted", count = annotations);
        let relations = say!("relations-counted", count = relations);
        words(ui, &say!("import-again", annotations = annotations, relations = relations), TextStyle::size(TEXT));
    }
    if !foreseen.people.is_empty() {
        let names = foreseen.people.join(say!("list-comma"));
        let told = say!("import-people", people = foreseen.people.len(), names = names);
        words(ui, &told, TextStyle::size(TEXT).wrap(Wrap::All));
    }
    let mut apart = importing.is_apart();
    let choosable = apart || !foreseen.people.is_empty() || (annotations, relations) != (0, 0);
    if choosable && ui.checkbox(&mut apart, say!("import-apart")).changed() {
        intents.send(Intent::Import(ImportIntent::Apart(apart)));
    }
}

/// Shows whose a set is, to be chosen; who is named nowhere can be. `own` is what the set is called that is annotated
/// in. Tells whether somebody was just named.
fn owner(ui: &mut Ui, comer: &Comer, whose: Option<&Whose>, own: Option<&str>, intents: &mut Intents) -> bool {
    let mut to = None;
    let there = if comer.is_named { comer.name.as_str() } else { say!("import-whose-nobody") };
    let mine = say!("import-whose-mine", name = own.unwrap_or_default());
    let named = ui.horizontal(|ui| {
        let (shown, width) = match whose {
            Some(Whose::Mine) => (mine.as_str(), LIST),
            Some(Whose::Of(_)) => (say!("import-whose-other"), NEW),
            None => (there, LIST),
        };
        let atom = words_atom(ui, shown, TextStyle::size(TEXT), width - 40.0);
        let list = unfolding(("whose", comer.set), atom).width(width);
        let response = list.show_ui(ui, |ui| {
            if option(ui, there, whose.is_none()).clicked() {
                to = Some(None);
            }
            if own.is_some() && option(ui, &mine, whose == Some(&Whose::Mine)).clicked() {
                to = Some(Some(Whose::Mine));
            }
            let is_other = matches!(whose, Some(Whose::Of(_)));
            if !comer.is_named && option(ui, say!("import-whose-other"), is_other).clicked() && !is_other {
                to = Some(Some(Whose::Of(String::new())));
            }
        });
        let told = if let Some(Whose::Of(name)) = whose { name } else { shown };
        name(ui, &response.response, &say!("import-whose-name", set = &comer.name, whose = told));
        let named = match whose {
            Some(Whose::Of(value)) => {
                let width = LIST - NEW - ui.spacing().item_spacing.x;
                let typed = ui.allocate_ui(vec2(width, TARGET), |ui| {
                    let id = Id::unique(("import-whose", comer.set));
                    let title = say!("import-whose-field");
                    Field { id, name: title, value, hint: say!("import-whose-hint"), rows: 1 }.show(ui)
                });
                to = to.take().or(typed.inner.changed.map(|text| Some(Whose::Of(text))));
                typed.inner.left
            }
            Some(Whose::Mine) | None => false,
        };
        ui.label(RichText::new("←").color(Palette::of(ui.ctx()).quiet));
        words(ui, &comer.name, TextStyle::size(TEXT));
        named
    });
    if let Some(to) = to {
        intents.send(Intent::Import(ImportIntent::Whose(comer.set, to)));
    }
    named.inner
}

/// Shows what a name becomes, to be chosen among what is known here; what is new can be named. Tells whether it just
/// was.
fn row(ui: &mut Ui, likeness: &Likeness, becomes: &Becomes, known: &[(Part, String)], intents: &mut Intents) -> bool {
    let mut to = None;
    let renamed = ui.horizontal(|ui| {
        let told = match becomes {
            Becomes::Known(part) => known.iter().find(|(other, _)| other == part).map(|(_, name)| name.clone()),
            Becomes::New(name) => Some(say!("import-new", name = name)),
            Becomes::Left => None,
        };
        let told = told.unwrap_or_else(|| say!("import-left-out").to_owned());
        let is_new = matches!(becomes, Becomes::New(_));
        let (shown, width) = if is_new { (say!("import-is-new"), NEW) } else { (told.as_str(), LIST) };
        let atom = words_atom(ui, shown, TextStyle::size(TEXT), width - 40.0);
        let list = unfolding(("part", &likeness.part), atom).width(width);
        let response = list.show_ui(ui, |ui| {
            for (part, here) in known {
                let choice = Becomes::Known(part.clone());
                if option(ui, here, *becomes == choice).clicked() {
                    to = Some(choice);
                }
            }
            if option(ui, &say!("import-new", name = &likeness.name), is_new).clicked() {
                to = Some(Becomes::New(likeness.name.clone()));
            }
            if option(ui, say!("import-left-out"), *becomes == Becomes::Left).clicked() {
                to = Some(Becomes::Left);
            }
        });
        name(ui, &response.response, &say!("import-becomes", name = &likeness.name, becomes = &told));
        let renamed = match becomes {
            Becomes::New(value) => {
                let width = LIST - NEW - ui.spacing().item_spacing.x;
                let typed = ui.allocate_ui(vec2(width, TARGET), |ui| {
                    let id = Id::unique(("import-name", &likeness.part));
                    let title = say!("import-name", name = &likeness.name);
                    Field { id, name: &title, value, hint: &likeness.name, rows: 1 }.show(ui)
                });
                // Without a name it keeps its own.
                let given = |text: String| if text.trim().is_empty() { likeness.name.clone() } else { text };
                to = to.take().or(typed.inner.changed.map(|text| Becomes::New(given(text))));
                typed.inner.left
            }
            Becomes::Known(_) | Becomes::Left => false,
        };
        ui.label(RichText::new("←").color(Palette::of(ui.ctx()).quiet));
        words(ui, &likeness.name, TextStyle::size(TEXT));
        quiet(ui, &say!("import-uses", count = likeness.uses));
        renamed
    });
    if to.is_some() {
        intents.send(Intent::Import(ImportIntent::Becomes(likeness.part.clone(), to)));
    }
    renamed.inner
}
