//! Shows what comes in of other files, to be compared here: their sets, what their labels are here, texts that are
//! nearly equal with what differs, and all that has no place.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Button, Checkbox, RichText, Sense, Ui, vec2};

use super::texts::{Row, legend, rows};
use crate::app::{AppState, BringIntent, Bringing, Command, Intent, Planned};
use crate::compare::bring::{Coming, Labelled, Left, Nearly, Taken, There, What};
use crate::model::RevisionId;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{
    badge, button, command_button, failed, heading, more_rows, name, one_line, option, progress, quiet, rule,
    unfolding, words, words_atom,
};

/// How many rows of a list are shown before more are asked for.
const MOST: usize = 50;
/// How many of a sort of what has no place are shown at first.
const FEW: usize = 3;
/// Width of the list of labels, in points.
const LABEL: f32 = 200.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct OthersPage {
    /// What differs in the nearly equal texts that were opened.
    open: BTreeMap<(usize, RevisionId), Memo<u64, Vec<Row>>>,
    /// The sorts of what has no place, of which file, that are listed whole.
    whole: BTreeSet<(usize, What)>,
    /// How many rows of each list are shown.
    shown: usize,
}

impl OthersPage {
    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let Some(bringing) = state.bringing() else { return };
        self.shown = self.shown.max(MOST);
        quiet(ui, say!("bring-explained"));
        if state.file().path.is_some() {
            quiet(ui, &say!("bring-saved-in", file = state.file_name()));
        }
        ui.add_space(8.0);
        foot(ui, bringing, state, intents);
        let error = Palette::of(ui.ctx()).error;
        for file in bringing.files() {
            if let Some(why) = &file.failure {
                let text = say!("bring-failed", file = &file.name, why = why);
                words(ui, &text, TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
            }
        }
        if let Some(why) = bringing.failure() {
            failed(ui, why, state, intents);
        }
        let Some((number, planned)) = bringing.planned() else { return };
        let taken = planned.survey.taken(bringing.choices());
        for source in 0..bringing.files().len() {
            let Some(file) = bringing.file_of(source) else { break };
            rule(ui);
            ui.push_id(("source", source), |ui| {
                words(ui, &file.name, TextStyle::size(TEXT + 1.5).strong());
                ui.add_space(4.0);
                sets(ui, source, bringing, planned, &taken, intents);
                labels(ui, source, bringing, planned, state, intents);
                self.near(ui, source, number, planned, state, intents);
            });
        }
        if !planned.survey.sets.is_empty() {
            self.left(ui, bringing, planned);
        }
        ui.add_space(24.0);
    }

    /// Lists the texts that are nearly equal to one that is here.
    fn near(
        &mut self,
        ui: &mut Ui,
        source: usize,
        number: u64,
        planned: &Planned,
        state: &AppState,
        intents: &mut Intents,
    ) {
        let own = planned.survey.near.iter().filter(|near| near.source == source);
        let (near, anew): (Vec<&Nearly>, Vec<&Nearly>) = own.partition(|near| near.is_near());
        let parts = [
            (near, say!("bring-near"), say!("bring-near-explained")),
            (anew, say!("bring-anew"), say!("bring-anew-explained")),
        ];
        for (own, title, explained) in parts.into_iter().filter(|(own, ..)| !own.is_empty()) {
            ui.add_space(12.0);
            heading(ui, title);
            quiet(ui, explained);
            for near in own.iter().take(self.shown) {
                ui.add_space(4.0);
                ui.push_id(near.text, |ui| self.nearly(ui, near, number, state, intents));
            }
            more_rows(ui, own.len(), &mut self.shown, 4 * MOST);
        }
    }

    fn nearly(&mut self, ui: &mut Ui, near: &Nearly, number: u64, state: &AppState, intents: &mut Intents) {
        let Some(bringing) = state.bringing() else { return };
        let (Some(project), Some(file)) = (bringing.project_of(near.source), bringing.file_of(near.source)) else {
            return;
        };
        let Some(there) = project.revision(&near.text) else { return };
        let Some(here) = state.project().revision(&near.here.1) else { return };
        let title =
            |found: Option<&crate::model::Article>| found.map_or("", |row| row.details.title.as_str()).to_owned();
        let (titled, here_titled) =
            (title(project.article(&there.article)), title(state.project().article(&here.article)));
        let key = (near.source, near.text);
        let text = say!(
            "bring-near-row",
            title = &titled,
            here = here_titled,
            percent = (near.alike * 100.0).floor(),
            edits = say!("bring-near-edits", count = near.difference.edits()),
            annotations = say!("annotations-counted", count = near.marks)
        );
        let accept = say!("bring-accept", title = &titled, file = &file.name);
        let mut taken = bringing.choices().texts.contains(&key);
        if tick(ui, &mut taken, &text, &accept) {
            intents.send(Intent::Bring(BringIntent::TakeText(near.source, near.text, taken)));
        }
        ui.indent(key, |ui| {
            if near.adds_words {
                quiet(ui, say!("bring-near-adds"));
            }
            let open = self.open.contains_key(&key);
            let button = Button::selectable(open, say!("bring-differs")).frame_when_inactive(true);
            let button = ui.add(button.min_size(vec2(0.0, TARGET)));
            name(ui, &button, &say!("bring-differs-name", title = titled, file = &file.name));
            if button.clicked() {
                match open {
                    true => drop(self.open.remove(&key)),
                    false => drop(self.open.insert(key, Memo::default())),
                }
            }
            let Some(memo) = self.open.get_mut(&key) else { return };
            ui.add_space(4.0);
            legend(ui);
            ui.add_space(4.0);
            let lines = memo.get(number, || rows(&near.difference, &there.text, &here.text));
            for line in lines.iter().take(self.shown) {
                line.show(ui);
                ui.add_space(4.0);
            }
            let count = lines.len();
            more_rows(ui, count, &mut self.shown, 4 * MOST);
        });
    }

    /// Lists what has no place here, of the sets that are chosen.
    fn left(&mut self, ui: &mut Ui, bringing: &Bringing, planned: &Planned) {
        rule(ui);
        heading(ui, say!("bring-left"));
        ui.add_space(4.0);
        let left: &[Left] = &planned.plan.left;
        if planned.plan.sets.is_empty() {
            quiet(ui, say!("bring-left-none-chosen"));
        } else if left.is_empty() {
            quiet(ui, say!("bring-all-fits"));
        }
        let several = bringing.files().len() > 1;
        for group in left.chunk_by(|one, next| (one.source, one.what) == (next.source, next.what)) {
            let Some(first) = group.first() else { continue };
            let key = (first.source, first.what);
            let count: usize = group.iter().map(|left| left.count).sum();
            let what = first.what.told(count);
            let file = bringing.file_of(first.source).map_or("", |file| file.name.as_str());
            let text = if several { say!("bring-left-file", file = file, what = &what) } else { what.clone() };
            ui.add_space(4.0);
            words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::All));
            ui.indent(key, |ui| {
                let all = self.whole.contains(&key);
                let shown = if all { group.len().min(self.shown) } else { group.len().min(FEW) };
                for left in &group[..shown] {
                    let name = one_line(&left.name);
                    quiet(
                        ui,
                        &if left.count > 1 { say!("bring-left-name", name = name, count = left.count) } else { name },
                    );
                }
                if all {
                    more_rows(ui, group.len(), &mut self.shown, 4 * MOST);
                } else if group.len() > FEW {
                    let text = say!("bring-left-all", count = group.len() - FEW);
                    let button = ui.add(Button::new(RichText::new(&text).size(SMALL)).min_size(vec2(0.0, TARGET)));
                    name(ui, &button, &say!("bring-left-all-name", what = what));
                    if button.clicked() {
                        self.whole.insert(key);
                    }
                }
            });
        }
    }
}

/// Says how much comes in, and brings it in.
fn foot(ui: &mut Ui, bringing: &Bringing, state: &AppState, intents: &mut Intents) {
    if let Some((_, planned)) = bringing.planned() {
        let plan = &planned.plan;
        let sets = say!("bring-comes", sets = plan.sets.len());
        let text = match plan.sets.len() {
            0 => sets,
            _ => say!(
                "bring-amount",
                sets = sets,
                annotations = say!("annotations-counted", count = plan.annotations),
                relations = say!("relations-counted", count = plan.relations),
                done = say!("bring-done-marks", count = plan.done)
            ),
        };
        words(ui, &text, TextStyle::size(TEXT).strong());
        if plan.detached > 0 {
            quiet(ui, &say!("bring-detached", count = plan.detached));
        }
        ui.add_space(4.0);
    }
    ui.horizontal(|ui| {
        command_button(ui, &Command::BringIn, state, intents);
        for (text, intent) in [
            (say!("bring-files"), Intent::AskFile(crate::app::DialogPurpose::CompareWith)),
            (say!("bring-leave"), Intent::Bring(BringIntent::Leave)),
        ] {
            if button(ui, text).clicked() {
                intents.send(intent);
            }
        }
        if let Some(done) = bringing.progress() {
            progress(ui, done, say!("bring-reading"));
        }
    });
}

/// Shows a switch for each set of a file.
fn sets(ui: &mut Ui, source: usize, bringing: &Bringing, planned: &Planned, all_taken: &Taken, intents: &mut Intents) {
    let own: Vec<&Coming> = planned.survey.sets.iter().filter(|coming| coming.source == source).collect();
    if own.is_empty() {
        quiet(ui, say!("bring-no-sets"));
    }
    let (Some(project), Some(file)) = (bringing.project_of(source), bringing.file_of(source)) else { return };
    for coming in own {
        let set = project.set_name(coming.set);
        let text = say!(
            "bring-set",
            set = &set,
            annotations = say!("annotations-counted", count = coming.marks),
            done = say!("bring-articles-done", count = coming.done)
        );
        let mut taken = all_taken.takes(coming);
        let elsewhere = all_taken.comes_from(coming).filter(|from| *from != source);
        let earlier = elsewhere.is_some_and(|from| from < source);
        let named = say!("bring-take-set", set = set, file = &file.name);
        ui.add_enabled_ui(coming.there != There::Same && !earlier, |ui| {
            if tick(ui, &mut taken, &text, &named) {
                intents.send(Intent::Bring(BringIntent::TakeSet(source, coming.set, taken)));
            }
        });
        match coming.there {
            There::No => {}
            There::Same => {
                ui.indent(coming.set, |ui| quiet(ui, say!("bring-there-same")));
            }
            There::Other => {
                ui.indent(coming.set, |ui| {
                    quiet(ui, &say!("bring-there-other", file = &file.name));
                    let text = say!("bring-merge", file = &file.name);
                    let button = ui.add(Button::new(&text).min_size(vec2(0.0, TARGET)));
                    name(ui, &button, &text);
                    if button.clicked() {
                        intents.send(Intent::Bring(BringIntent::Leave));
                        intents.send(Intent::MergeWith(file.path.clone()));
                    }
                });
            }
        }
        let named = |source: usize| bringing.file_of(source).map_or("", |file| file.name.as_str());
        let shared = match elsewhere {
            Some(from) => Some(say!("bring-comes-from", file = named(from))),
            None if coming.there == There::Same || coming.first == source => None,
            None if coming.like != source && taken => None,
            None if coming.like != source => Some(say!("bring-same-in", file = named(coming.like))),
            None => Some(say!("bring-other-in", file = named(coming.first))),
        };
        if let Some(shared) = shared {
            ui.indent((coming.set, "shared"), |ui| quiet(ui, &shared));
        }
    }
}

/// Shows what each label of a file is here, to be chosen.
fn labels(ui: &mut Ui, source: usize, bringing: &Bringing, planned: &Planned, state: &AppState, intents: &mut Intents) {
    let own: Vec<&Labelled> = planned.survey.labels.iter().filter(|labelled| labelled.source == source).collect();
    let (Some(project), Some(file)) = (bringing.project_of(source), bringing.file_of(source)) else { return };
    if own.is_empty() {
        return;
    }
    ui.add_space(12.0);
    heading(ui, say!("bring-labels"));
    quiet(ui, say!("bring-labels-explained"));
    ui.add_space(4.0);
    let here = state.project();
    for labelled in own {
        ui.horizontal(|ui| {
            let chosen = bringing.choices().label_of(labelled);
            let row = chosen.as_ref().and_then(|key| here.label(key));
            let shown = row.map_or_else(|| say!("bring-label-none"), |row| row.name.as_str());
            let named = say!("bring-label-here", label = &labelled.name, file = &file.name);
            let atom = words_atom(ui, shown, TextStyle::size(TEXT), LABEL - 40.0);
            let list = unfolding(("label", labelled.label.as_str()), atom).width(LABEL);
            let mut to = None;
            let response = list.show_ui(ui, |ui| {
                for (key, row) in here.labels() {
                    if option(ui, &row.name, chosen.as_ref() == Some(key)).clicked() {
                        to = Some(Some(key.clone()));
                    }
                }
                if option(ui, say!("bring-label-none"), chosen.is_none()).clicked() {
                    to = Some(None);
                }
            });
            name(ui, &response.response, &format!("{named}: {shown}"));
            if let Some(to) = to {
                intents.send(Intent::Bring(BringIntent::Label(source, labelled.label.clone(), to)));
            }
            ui.label(RichText::new("←").color(Palette::of(ui.ctx()).quiet));
            if let Some(label) = project.label(&labelled.label) {
                badge(ui, label);
            }
            let annotations = say!("annotations-counted", count = labelled.marks);
            let text = say!("bring-label", label = &labelled.name, annotations = annotations);
            words(ui, &text, TextStyle::size(TEXT));
        });
        ui.add_space(4.0);
    }
}

/// Adds a switch with the user's own words beside it. Tells whether it was switched.
fn tick(ui: &mut Ui, on: &mut bool, text: &str, named: &str) -> bool {
    ui.horizontal_top(|ui| {
        let box_ = ui.add_sized(vec2(TARGET, TARGET), Checkbox::without_text(on));
        name(ui, &box_, named);
        let shown = ui.vertical(|ui| {
            ui.add_space(3.0);
            words(ui, text, TextStyle::size(TEXT).wrap(Wrap::All))
        });
        let clicked = ui.is_enabled() && shown.inner.interact(Sense::click()).clicked();
        if clicked {
            *on = !*on;
        }
        clicked || box_.changed()
    })
    .inner
}
