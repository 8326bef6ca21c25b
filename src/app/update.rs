//! Changes the state: the one place that does.

use crate::model::actions::{self, Subject};
use crate::model::{ArticleId, Project, Refusal, SetId, SetKind, Stamp, Text};
use crate::say;

use super::asking::DialogPurpose;
use super::docking::Dock;
use super::effect::Effect;
use super::file::FileState;
use super::intent::Intent;
use super::modal::Modal;
use super::people::Named;
use super::selection::Selection;
use super::state::{AppState, Notice, Page};
use super::steps::Commit;
use super::view::View;

impl AppState {
    /// Does what is asked and returns what the host has to do.
    pub fn update(&mut self, intent: Intent, stamp: &mut Stamp) -> Vec<Effect> {
        self.update_whose(intent, stamp)
    }

    /// Does what is asked of this project, whatever is tried beside it.
    pub(super) fn update_here(&mut self, intent: Intent, stamp: &mut Stamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.now = stamp.time;
        let before = (self.ticks, self.article());
        let selected = self.selection.clone();
        let dock = self.view.dock;
        let palette = matches!(intent, Intent::OpenModal(_));
        let happened = self.hint_of(&intent);
        let travels = matches!(intent, Intent::Undo | Intent::Redo | Intent::TakeBackTo(_) | Intent::RestoreEarlier);
        self.run(intent, stamp, &mut effects);
        self.keep_mask();
        if self.ticks != before.0 {
            self.forget_failures();
        }
        self.follow_columns(&selected);
        self.show_what_waits(stamp, &mut effects);
        if !travels {
            self.follow_hints(happened, &mut effects);
        }
        self.leave_what_names();
        self.follow_earlier(&mut effects);
        self.follow_texts(&mut effects);
        self.follow_dock(dock, &mut effects);
        let changed = (self.ticks, self.article()) != before;
        if changed {
            self.seek_again();
            self.keep_finding(&mut effects);
        }
        if changed || palette {
            self.know(&mut effects);
        }
        self.keep_ledger(&mut effects);
        self.keep_bringing(&mut effects);
        self.keep_import(&mut effects);
        self.keep_agreement(&mut effects);
        self.keep_differences(&mut effects);
        self.keep_classroom();
        self.keep_veil();
        // What goes out is what the window shows from now on.
        self.keep_export(&mut effects);
        effects
    }

    /// Says something in the status line.
    pub(super) fn say(&mut self, text: impl Into<String>, error: bool) {
        self.notice = Some(Notice { text: text.into(), error });
    }

    /// Brings the selection back into what there is.
    pub(super) fn mend(&mut self) {
        if self.linking.as_ref().is_some_and(|linking| self.project.annotation(&linking.from).is_none()) {
            self.linking = None;
        }
        if self.selection.article.is_none_or(|id| self.project.article(&id).is_none()) {
            // What stands beside it takes its place.
            self.selection = self.beside.take().unwrap_or_else(|| {
                let first = self.project.articles().first().map(|(id, _)| **id);
                Selection { article: first, ..Selection::default() }
            });
        }
        let mut selection = std::mem::take(&mut self.selection);
        self.mend_selection(&mut selection);
        self.selection = selection;
        self.mend_columns();
        if self.set.is_none_or(|id| self.project.set(&id).is_none()) {
            self.set = first_set(&self.project);
        }
        if self.armed.as_ref().is_some_and(|key| self.project.label(key).is_none()) {
            self.armed = None;
        }
        if self.heat_label.as_ref().is_some_and(|key| self.project.label(key).is_none()) {
            self.heat_label = None;
        }
        let there = |named: &Named| match named {
            Named::Set(id) => self.project.set(id).is_some(),
            Named::Annotator(id) => self.project.annotator(id).is_some(),
            Named::NewAnnotator => true,
        };
        self.naming = self.naming.filter(there);
        if self.scheming.part.as_ref().is_some_and(|part| part.name(&self.project).is_none()) {
            self.scheming.part = None;
        }
    }

    pub(super) fn run(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::Select { anchor, head, finished } => self.select(anchor, head, finished, stamp, effects),
            Intent::Widen { anchor, head } => self.widen(anchor, head, stamp, effects),
            Intent::AddFragment(start, end) => self.add_fragment(start, end, effects),
            Intent::Pick(id) => self.pick(id),
            Intent::Show(id) => {
                if self.look(id, effects) {
                    effects.push(Effect::FocusArticle);
                }
            }
            Intent::Look(id) => drop(self.look(id, effects)),
            Intent::NextAnnotation => self.step_annotation(true, effects),
            Intent::PreviousAnnotation => self.step_annotation(false, effects),
            Intent::Escape => self.escape(effects),
            Intent::SelectAll => {
                if let Some(all) = self.left_to_select() {
                    self.select(all.start(), all.end(), false, stamp, effects);
                }
            }

            Intent::Label(key) => self.label(&key, stamp, effects),
            Intent::Arm(key) => {
                if key.is_some() && self.refuses_changes() {
                    return;
                }
                self.armed = if self.armed == key { None } else { key };
                let name = self.armed.as_ref().and_then(|key| self.project.label(key)).map(|row| row.name.clone());
                match name {
                    Some(name) => self.say(say!("status-armed", label = name), false),
                    None => self.say(say!("status-disarmed"), false),
                }
            }
            Intent::MoveEnd { id, fragment, end, to } => self.move_end(id, fragment, end, to, effects),
            Intent::Nudge { end, unit, outward } => self.nudge(end, unit, outward, effects),
            Intent::RemoveFragment => self.remove_fragment(effects),
            Intent::Delete => self.delete(effects),
            Intent::SetAttribute(subject, key, value) => {
                let made = self.may_change(subject).and_then(|()| {
                    let typed = matches!(value, Some(crate::model::Value::Text(_)));
                    let mark = format!("attribute {key} {subject:?}");
                    let step = actions::set_attribute(&self.project, subject, &key, value)?;
                    Ok(if typed { Commit::joining(step, mark) } else { step.into() })
                });
                self.commit(made, effects);
            }
            Intent::SetNote(subject, note) => {
                let made = self.may_change(subject).and_then(|()| actions::set_note(&self.project, subject, &note));
                self.commit(made.map(|step| Commit::joining(step, format!("note {subject:?}"))), effects);
            }
            Intent::SetUnsure(id, unsure) => {
                let may = self.may_change(Subject::Annotation(id));
                self.commit(may.and_then(|()| actions::set_unsure(&self.project, &[id], unsure)), effects);
            }

            Intent::MarkAgain => match self.last_label().cloned() {
                Some(key) => self.label(&key, stamp, effects),
                None => self.say(say!("no-last-label"), true),
            },
            Intent::NextUnmarked => self.next_unmarked(effects),
            Intent::ChangeMany(ids, what) => self.change_many(&ids, &what, stamp, effects),
            Intent::ManyNews(news) => self.many_news(*news, stamp, effects),
            Intent::StopMany => self.stop_change(),

            Intent::SetFind { query, scope, view } => self.set_find(query, scope, view, effects),
            Intent::Found(news) => self.take_found(news, effects),
            Intent::FindNext | Intent::FindPrevious if self.finding.is_none() => {
                self.show_dock(Dock::Find, effects);
            }
            Intent::FindNext => self.step_hit(true, effects),
            Intent::FindPrevious => self.step_hit(false, effects),
            Intent::ShowHit(at) => self.show_hit(at, effects),
            Intent::TickHit(at, ticked) => self.tick_hit(at, ticked),
            Intent::LabelHits(key) => self.label_hits(&key, stamp, effects),
            Intent::CloseFind => {
                if self.view.dock == Some(Dock::Find) {
                    self.change_view(|view| view.dock = None, effects);
                }
                self.end_find();
                effects.push(Effect::FocusArticle);
            }

            Intent::SetTable(query) => self.set_table(*query, effects),
            Intent::FilterTable => self.filter_table(effects),
            Intent::TableReady(index) => self.take_table(*index, effects),
            Intent::CopyTable => self.copy_table(effects),
            Intent::CopyCited(ids) => self.copy_cited(ids, effects),
            Intent::TableWritten(rows, made) => self.table_written(rows, made, effects),

            Intent::Ledger(intent) => self.run_ledger(intent, stamp, effects),
            Intent::Agreement(intent) => self.run_agreement(intent, effects),
            Intent::Difference(intent) => self.run_difference(intent, stamp, effects),

            Intent::Failed(task, why) => self.work_failed(task, why),
            Intent::TryAgain => self.try_again(effects),

            Intent::BeginLink(_)
            | Intent::LinkQuery(_)
            | Intent::LinkMore
            | Intent::LinkMove(_)
            | Intent::LinkPick(_)
            | Intent::DropLink(..)
            | Intent::DropOnArticle(..)
            | Intent::LinkInto(..)
            | Intent::Link(..)
            | Intent::Unrelate(_)
            | Intent::UntieClaim(_)
            | Intent::Propose(_)
            | Intent::SetWording(..)
            | Intent::UntieEntity(_)
            | Intent::RenameEntity(..) => self.run_linking(intent, stamp, effects),
            Intent::ShowAllRelations(all) => self.view.all_relations = all,

            Intent::OpenArticle(id) => {
                self.open(id);
                effects.push(Effect::FocusArticle);
            }
            Intent::OpenBeside(id) => self.open_beside(id, effects),
            Intent::FocusColumn(at) => self.focus_column(at, effects),
            Intent::CloseColumn(at) => self.close_column(at, effects),
            Intent::StepArticle(by) => {
                let all: Vec<ArticleId> = self.project.articles().into_iter().map(|(id, _)| *id).collect();
                let at = self.selection.article.and_then(|open| all.iter().position(|id| *id == open));
                let next = at.and_then(|at| at.checked_add_signed(by as isize)).and_then(|at| all.get(at));
                if let Some(id) = next {
                    self.open(*id);
                }
            }
            Intent::MoveArticle(id, down) => {
                self.commit(actions::move_article(&self.project, id, down), effects);
            }
            Intent::PlaceArticle(id, to) => {
                self.commit(actions::place_article(&self.project, id, to), effects);
            }
            Intent::FindArticle => {
                self.change_view(|view| view.left = true, effects);
                effects.push(Effect::FocusFilter);
            }
            Intent::EditNote => {
                self.change_view(|view| view.right = true, effects);
                effects.push(Effect::FocusNote);
            }
            Intent::AskArticles => {
                if !self.refuses_changes() {
                    self.ask(DialogPurpose::AddArticles, effects);
                }
            }
            // Dropped while something is being answered: that comes first.
            intent @ Intent::AddFiles(_)
                if self
                    .modal
                    .as_ref()
                    .is_some_and(|modal| !matches!(modal, Modal::Encodings | Modal::Added { .. })) =>
            {
                self.waits.push_back(intent);
                self.say(say!("adding-waits"), false);
            }
            Intent::AddFiles(paths) => self.add_files(paths, stamp, effects),
            Intent::Progress(batch, done, total, percent) => self.reading_goes_on(batch, done, total, percent),
            Intent::FoundForeign(batch, paths) => self.found_foreign(batch, paths, stamp, effects),
            Intent::ArticlesRead(batch, files) => self.articles_read(batch, files, stamp, effects),
            Intent::StopReading => self.stop_reading(effects),
            Intent::ChooseEncoding(key, encoding) => self.choose_encoding(key, encoding, effects),
            Intent::Decoded(encoding, files) => self.decoded(encoding, files),
            Intent::EditDraft(key, edit) => self.edit_draft(key, edit),
            Intent::AddUnsure(key) => self.add_unsure(key, stamp, effects),
            Intent::SkipUnsure(key) => self.skip_unsure(key),
            Intent::AddArticle(details, text) => {
                let text = Text::import(&text);
                if self.add_article(details, text, say!("origin-typed"), stamp, effects) {
                    self.close_modal();
                }
            }
            // Of what is hidden nothing can be changed, and what goes with it can't be named.
            Intent::SetDetails(id, _) | Intent::RemoveArticle(id) | Intent::AddText(id, _) if self.is_masked(id) => {
                self.say(say!("refuse-masked"), true);
            }
            intent @ (Intent::AddText(..)
            | Intent::TextNews(_)
            | Intent::CompareTexts(_)
            | Intent::PlaceLost(..)
            | Intent::LeaveLost(_)
            | Intent::ShowWords(..)) => self.run_texts(intent, stamp, effects),
            Intent::SetDetails(id, details) => {
                let made = actions::edit_details(&self.project, id, details);
                let same = made.as_ref().is_err_and(|refusal| *refusal == Refusal::nothing());
                if same || self.commit(made, effects) {
                    self.close_modal();
                }
            }
            Intent::SetInfo(info) => {
                let made = actions::edit_info(&self.project, info);
                let same = made.as_ref().is_err_and(|refusal| *refusal == Refusal::nothing());
                if same || self.commit(made, effects) {
                    self.close_modal();
                }
            }
            Intent::RemoveArticle(id) => drop(self.commit(actions::remove_article(&self.project, id), effects)),
            Intent::MarkDone(_)
            | Intent::AddAnnotator(_)
            | Intent::RenameAnnotator(..)
            | Intent::AddSet(_)
            | Intent::Unmask
            | Intent::CompareWithSelf
            | Intent::Name(_)
            | Intent::RenameSet(..)
            | Intent::ChooseSet(_)
            | Intent::ShowSet(..)
            | Intent::ShowOthers(_) => self.run_people(intent, stamp, effects),
            Intent::ShowAs(showing) => self.show_as(showing, effects),
            Intent::HeatOf(label) => self.heat_label = label,

            Intent::MergeWith(path) => self.merge_with(path, effects),
            Intent::CopyMerged(path, merged) => self.copy_merged(path, *merged, effects),
            Intent::Bring(intent) => self.run_bringing(intent, stamp, effects),
            Intent::Import(intent) => self.run_import(intent, stamp, effects),
            Intent::Handout(intent) => self.run_export(intent),
            Intent::Classroom(intent) => self.run_classroom(*intent, stamp, effects),
            Intent::SettleConflict(key, how) => self.settle_conflict(&key, how, stamp, effects),
            Intent::Recode(recoding, typed) => self.recode(*recoding, typed, effects),
            Intent::ShowPart(part) => self.show_part(part),
            Intent::BeginPart(sort) => self.begin_part(sort),
            Intent::OfferScheme(template) => self.offer_scheme(template),
            Intent::SchemeRead(path, read) => self.scheme_read(&path, read),

            Intent::Undo => self.travel(true, effects),
            Intent::Redo => self.travel(false, effects),
            Intent::Settle => self.history.seal(),

            Intent::TakeBackTo(version) => self.take_back_to(version, effects),
            Intent::EarlierListed(path, kept) => self.earlier_listed(path, kept),
            Intent::LookEarlier(number) => self.look_earlier(number),
            Intent::EarlierRead { path, number, ticks, read } => self.earlier_read(path, number, ticks, *read),
            Intent::RestoreEarlier => self.restore_earlier(effects),
            Intent::CopyText(text) => {
                self.say(say!("status-copied", text = &text), false);
                effects.push(Effect::Copy(text));
            }
            Intent::ShowHints(show) => self.show_hints(show, effects),

            Intent::OpenModal(modal) => self.modal = Some(*modal),
            Intent::CloseModal => {
                if matches!(self.modal, Some(Modal::Encodings)) {
                    self.skip_all_unsure();
                }
                self.close_modal();
            }
            Intent::ShowPage(page) => {
                self.page = if self.page == page { Page::Article } else { page };
                if self.page == Page::Article {
                    effects.push(Effect::FocusArticle);
                }
            }
            Intent::ShowDock(dock) => self.show_dock(dock, effects),
            Intent::CloseDock => self.close_dock(effects),
            Intent::SetLabelKey(label, key) => self.set_label_key(label, key, effects),
            Intent::SetView(view) => self.set_view(*view, effects),
            Intent::SetTheme(theme) => self.change_view(|view| view.theme = theme, effects),
            Intent::SetSnap(snap) => {
                self.change_view(|view| view.snap = snap, effects);
                self.say(if snap { say!("status-snap") } else { say!("status-exact") }, false);
            }
            Intent::TextSize(by) => {
                let size = if by == 0 { View::default().text_size } else { self.view.text_size + by as f32 };
                self.change_view(|view| view.text_size = size, effects);
            }
            Intent::Copy => {
                let words = match (self.selected_fragments(), self.selected(), self.open_revision()) {
                    (Some(fragments), _, Some((_, revision))) => Some(fragments.quote(&revision.text)),
                    (None, Some((_, row)), _) => Some(self.project.quote(row)),
                    _ => None,
                };
                effects.extend(words.map(Effect::Copy));
            }
            Intent::CopyCitation => {
                if let Some(text) = self.citation() {
                    effects.push(Effect::Copy(text));
                    self.say(say!("citation-copied"), false);
                }
            }
            Intent::Say(text, error) => self.say(text, error),
            Intent::Journal(news) => self.journal = news,
            Intent::Recent(recent) => self.recent = recent,
            Intent::NoDrops => self.drops = false,
            Intent::SettingsFaults(faults) => self.settings_faults = faults,
            Intent::Folders(home, folder) => (self.home, self.folder) = (home, folder),
            Intent::Outside(change) => self.outside(change),
            Intent::New
            | Intent::AskOpen
            | Intent::Open(_)
            | Intent::Loaded(..)
            | Intent::Resume { .. }
            | Intent::Adopt(..)
            | Intent::AskFile(_)
            | Intent::Export(..)
            | Intent::DossierWritten { .. }
            | Intent::Exported(..)
            | Intent::Save
            | Intent::AskSaveAs
            | Intent::SaveTo(..)
            | Intent::Saved(..)
            | Intent::Chosen(..)
            | Intent::NoDialog(_)
            | Intent::GoOn
            | Intent::SaveAndGoOn
            | Intent::Quit
            | Intent::Rescued(_)
            | Intent::TakeRescued(_)
            | Intent::DiscardRescued(_)
            | Intent::CopyEarlier => self.run_file(intent, stamp, effects),
        }
    }

    fn escape(&mut self, effects: &mut Vec<Effect>) {
        if self.linking.take().is_some() {
            effects.push(Effect::FocusArticle);
        } else if self.armed.take().is_some() {
            self.say(say!("status-disarmed"), false);
        } else if self.page == Page::Scheme && self.scheming.leave() {
            // The page stays.
        } else if self.page != Page::Article {
            self.page = Page::Article;
            effects.push(Effect::FocusArticle);
        } else {
            self.selection.annotation = None;
            self.selection.anchor = self.selection.head;
            self.selection.extra.clear();
        }
    }

    /// Replaces everything that belongs to a project.
    pub(super) fn replace(&mut self, project: Project, file: FileState) {
        self.project = project;
        self.history = crate::model::history::History::default();
        self.versions += 1;
        self.version = self.versions;
        self.ticks += 1;
        self.selection = Selection::default();
        self.beside = Default::default();
        self.set = first_set(&self.project);
        // The hand-ins of a class would lie over each other.
        self.hidden = super::classroom::all_hand_ins(&self.project).collect();
        (self.showing, self.heat_label) = Default::default();
        self.naming = None;
        self.armed = None;
        self.linking = None;
        self.scheming = Default::default();
        self.texts.leave();
        // What crashes left stays on offer, whichever project is open.
        self.modal = (!self.rescued.is_empty()).then_some(Modal::Rescue);
        self.waits.clear();
        self.after_save = None;
        self.next_save = None;
        self.leave_files();
        self.leave_ledger();
        self.leave_many();
        self.leave_agreement();
        self.leave_differences();
        self.leave_bringing();
        self.leave_import();
        self.leave_export();
        self.leave_classroom();
        self.file = file;
        self.mend();
    }
}

/// Returns the set that a person most likely goes on with: the first of an annotator's own. A masked pass of theirs
/// that is not over comes before it: what is masked is not shown by merely opening a project.
fn first_set(project: &Project) -> Option<SetId> {
    let sets = project.sets();
    let mut own = sets.iter().filter(|(_, set)| is_own(set.kind));
    let (first, annotator) = own.next().map(|(id, set)| (**id, set.annotator))?;
    let masks = |id: SetId| project.articles_by_id().any(|(article, _)| project.masks(id, *article));
    let masked = own.find(|(id, set)| set.annotator == annotator && masks(**id));
    Some(masked.map_or(first, |(id, _)| **id))
}

/// Tells whether a set is a pass of an annotator's own.
fn is_own(kind: SetKind) -> bool {
    matches!(kind, SetKind::Own | SetKind::SecondPass | SetKind::MaskedPass)
}
