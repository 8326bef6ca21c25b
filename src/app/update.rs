//! Changes the state: the one place that does.

use crate::model::actions::{self, Subject};
use crate::model::{AnnotationId, ArticleId, Block, Details, LabelKey, Project, Refusal, Stamp, Step, Text};
use crate::say;

use super::command::Command;
use super::effect::{DialogPurpose, Effect};
use super::intent::{ArticleRead, Intent, LinkKind, OutsideChange};
use super::linking;
use super::state::{AppState, FileState, Modal, Notice, Page, Remembered, Selection, View};

/// A step to commit, and what is selected after it.
pub(super) struct Commit {
    pub(super) step: Step,
    pub(super) selection: Option<Selection>,
    /// Steps in a row with the same mark are one.
    pub(super) joins: Option<String>,
}

impl From<Step> for Commit {
    fn from(step: Step) -> Commit {
        Commit { step, selection: None, joins: None }
    }
}

impl Commit {
    fn selecting(step: Step, selection: Selection) -> Commit {
        Commit { step, selection: Some(selection), joins: None }
    }

    fn joining(step: Step, mark: String) -> Commit {
        Commit { step, selection: None, joins: Some(mark) }
    }
}

pub(super) fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

impl AppState {
    /// Does what is asked and returns what the host has to do.
    pub fn update(&mut self, intent: Intent, stamp: &mut Stamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.run(intent, stamp, &mut effects);
        effects
    }

    /// Says something in the status line.
    pub(super) fn say(&mut self, text: impl Into<String>, error: bool) {
        self.notice = Some(Notice { text: text.into(), error });
    }

    /// Applies a step, remembers it, and hands it to the journal.
    pub(super) fn commit(&mut self, commit: Result<impl Into<Commit>, Refusal>, effects: &mut Vec<Effect>) -> bool {
        let commit: Commit = match commit {
            Ok(commit) => commit.into(),
            Err(Refusal(why)) => {
                self.say(why, true);
                return false;
            }
        };
        if let Some(why) = &self.file.read_only {
            let text = say!("refuse-read-only", why = why);
            self.say(text, true);
            return false;
        }
        let before = self.project.clone();
        if let Err(error) = self.project.apply(&commit.step.transaction) {
            self.say(say!("refuse-undone", step = commit.step.name, why = error.to_string()), true);
            return false;
        }
        let was = Remembered { selection: self.selection.clone(), version: self.version };
        self.versions += 1;
        self.version = self.versions;
        self.ticks += 1;
        self.steps_taken += 1;
        if let Some(selection) = commit.selection {
            self.selection = selection;
        }
        self.mend();
        let now = Remembered { selection: self.selection.clone(), version: self.version };
        self.say(commit.step.name.clone(), false);
        let transaction = commit.step.transaction.clone();
        self.history.push(commit.step, was, now, commit.joins);
        effects.push(Effect::Journal { before, transaction });
        true
    }

    /// Takes the last step back, or makes it again.
    fn travel(&mut self, back: bool, effects: &mut Vec<Effect>) {
        let travel = if back { self.history.peek_undo() } else { self.history.peek_redo() };
        let Some(travel) = travel else {
            return self.say(if back { say!("refuse-no-undo") } else { say!("refuse-no-redo") }, false);
        };
        let before = self.project.clone();
        if let Err(error) = self.project.apply(&travel.transaction) {
            let text = say!("refuse-not-taken-back", step = travel.name, why = error.to_string());
            return self.say(text, true);
        }
        if back {
            self.history.undone()
        } else {
            self.history.redone()
        }
        self.version = travel.selection.version;
        self.selection = travel.selection.selection;
        self.ticks += 1;
        self.linking = None;
        self.mend();
        let name = travel.name;
        self.say(if back { say!("status-undone", step = name) } else { say!("status-redone", step = name) }, false);
        self.reveal_selection(effects);
        effects.push(Effect::Journal { before, transaction: travel.transaction });
    }

    /// Brings the selection back into what there is.
    pub(super) fn mend(&mut self) {
        if self.selection.annotation.is_some_and(|id| self.project.annotation(&id).is_none()) {
            self.selection.annotation = None;
        }
        if self.linking.as_ref().is_some_and(|linking| self.project.annotation(&linking.from).is_none()) {
            self.linking = None;
        }
        if self.selection.article.is_none_or(|id| self.project.article(&id).is_none()) {
            let first = self.project.articles().first().map(|(id, _)| **id);
            self.selection = Selection { article: first, ..Selection::default() };
        }
        let text = self.open_revision().map(|(_, revision)| revision.text.clone());
        let fit = |byte: usize| match &text {
            Some(text) => crate::model::segment::floor(text, byte.min(text.len())),
            None => 0,
        };
        let (anchor, head) = (fit(self.selection.anchor), fit(self.selection.head));
        self.selection.anchor = anchor;
        self.selection.head = head;
        self.selection.extra.retain(|span| text.as_ref().is_some_and(|text| text.holds(*span)));
        if self.set.is_none_or(|id| self.project.set(&id).is_none()) {
            self.set = first_set(&self.project);
        }
        if self.armed.as_ref().is_some_and(|key| self.project.label(key).is_none()) {
            self.armed = None;
        }
    }

    pub(super) fn reveal_selection(&self, effects: &mut Vec<Effect>) {
        if let Some((revision, _)) = self.open_revision() {
            let at = self.selected().and_then(|(_, row)| row.fragments()).map_or(self.selection.head, |f| f.start());
            effects.push(Effect::Reveal(revision, at));
        }
    }

    /// Selects an annotation, with the caret at its start.
    pub(super) fn selecting(&self, id: AnnotationId) -> Option<Selection> {
        let row = self.project.annotation(&id)?;
        let article = self.project.revision(&row.revision)?.article;
        let at = row.fragments().map_or(0, |fragments| fragments.start());
        Some(Selection { article: Some(article), anchor: at, head: at, extra: Vec::new(), annotation: Some(id) })
    }

    fn open(&mut self, article: ArticleId) {
        self.page = Page::Article;
        if self.selection.article != Some(article) && self.project.article(&article).is_some() {
            // A link goes on: its other end may be in any article.
            self.selection = Selection { article: Some(article), ..Selection::default() };
            if let Some(linking) = self.linking.take() {
                // What the open article has comes first.
                self.linking = Some(self.seek(linking.from, linking.kind, linking.query));
            }
        }
    }

    pub(super) fn run(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::Select { anchor, head, finished } => self.select(anchor, head, finished, stamp, effects),
            Intent::AddFragment(start, end) => self.add_fragment(start, end, effects),
            Intent::Pick(id) => self.pick(id),
            Intent::Show(id) => {
                if let Some(selection) = self.selecting(id) {
                    self.page = Page::Article;
                    self.selection = selection;
                    self.reveal_selection(effects);
                    effects.push(Effect::FocusArticle);
                }
            }
            Intent::NextAnnotation => self.step_annotation(true, effects),
            Intent::PreviousAnnotation => self.step_annotation(false, effects),
            Intent::Escape => self.escape(effects),
            Intent::SelectAll => {
                if let Some(end) = self.open_revision().map(|(_, revision)| revision.text.len()) {
                    self.select(0, end, false, stamp, effects);
                }
            }

            Intent::Label(key) => self.label(&key, stamp, effects),
            Intent::Arm(key) => {
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

            Intent::BeginLink(kind) => self.begin_link(kind),
            Intent::LinkQuery(query) => {
                if let Some(linking) = self.linking.take() {
                    self.linking = Some(self.seek(linking.from, linking.kind, query));
                }
            }
            Intent::LinkMore => {
                if let Some(mut linking) = self.linking.take() {
                    self.seek_on(&mut linking);
                    self.linking = Some(linking);
                }
            }
            Intent::LinkMove(by) => {
                if let Some(linking) = &mut self.linking
                    && !linking.candidates.is_empty()
                {
                    let most = linking.candidates.len() - 1;
                    linking.chosen = linking.chosen.saturating_add_signed(by as isize).min(most);
                }
            }
            Intent::LinkPick(id) => {
                if let Some(linking) = self.linking.clone() {
                    match id.or_else(|| linking.candidates.get(linking.chosen).copied()) {
                        Some(other) => {
                            if self.link(&linking.kind, linking.from, other, stamp, effects) {
                                self.linking = None;
                                if self.selection.annotation != Some(linking.from)
                                    && let Some(back) = self.selecting(linking.from)
                                {
                                    self.selection = back;
                                    self.reveal_selection(effects);
                                }
                                effects.push(Effect::FocusArticle);
                            }
                        }
                        None => self.say(say!("refuse-no-candidate"), true),
                    }
                }
            }
            Intent::DropLink(from, to) => self.drop_link(from, to, stamp, effects),
            Intent::Link(kind, from, to) => {
                self.close_modal();
                self.link(&kind, from, to, stamp, effects);
            }
            Intent::Unrelate(id) => {
                let ours = self.project.relation(&id).is_some_and(|row| Some(row.set) == self.set);
                let made =
                    if ours { actions::unrelate(&self.project, &[id]) } else { refuse(say!("refuse-other-relation")) };
                self.commit(made, effects);
            }
            Intent::UntieClaim(id) => drop(self.commit(actions::untie_claim(&self.project, id), effects)),
            Intent::Propose(id) => {
                let made = actions::propose(&self.project, id, stamp).map(|(step, _)| step);
                self.commit(made, effects);
            }
            Intent::SetWording(id, wording) => {
                let made = actions::set_wording(&self.project, id, &wording);
                self.commit(made.map(|step| Commit::joining(step, format!("wording {id}"))), effects);
            }
            Intent::UntieEntity(id) => drop(self.commit(actions::untie_entity(&self.project, id), effects)),
            Intent::RenameEntity(id, name) => {
                let made = actions::rename_entity(&self.project, id, &name);
                self.commit(made.map(|step| Commit::joining(step, format!("entity {id}"))), effects);
            }
            Intent::ShowAllRelations(all) => {
                self.view.all_relations = all;
                effects.push(Effect::KeepView);
            }

            Intent::OpenArticle(id) => {
                self.open(id);
                effects.push(Effect::FocusArticle);
            }
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
            Intent::AskArticles => self.ask(DialogPurpose::AddArticles, effects),
            Intent::AddFiles(paths) => {
                for path in paths {
                    let path = self.full_path(path);
                    let project = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("ron"));
                    if project {
                        self.run(Intent::Open(path), stamp, effects);
                    } else {
                        effects.push(Effect::ReadArticle(path));
                    }
                }
            }
            Intent::ArticleRead(article) => self.article_read(article, stamp, effects),
            Intent::AddArticle(details, text) => {
                let text = Text::import(&text);
                if self.add_article(details, text, say!("origin-typed"), stamp, effects) {
                    self.close_modal();
                }
            }
            Intent::SetDetails(id, details) => {
                let made = actions::edit_details(&self.project, id, details);
                let same = made.as_ref().is_err_and(|refusal| *refusal == Refusal::nothing());
                if same || self.commit(made, effects) {
                    self.close_modal();
                }
            }
            Intent::RemoveArticle(id) => drop(self.commit(actions::remove_article(&self.project, id), effects)),
            Intent::MarkDone(done) => {
                if let (Some(set), Some(article)) = (self.set, self.selection.article) {
                    self.commit(actions::mark_done(&self.project, set, article, done, stamp), effects);
                }
            }
            Intent::AddAnnotator(name) => match actions::add_annotator(&self.project, &name, stamp) {
                Ok((step, set)) => {
                    if self.commit(Ok::<_, Refusal>(step), effects) {
                        self.set = Some(set);
                        self.close_modal();
                    }
                }
                Err(Refusal(why)) => self.say(why, true),
            },
            Intent::RenameAnnotator(id, name) => {
                let made = actions::rename_annotator(&self.project, id, &name);
                let same = self.project.annotator(&id).is_some_and(|row| row.name == name.trim());
                if same || self.commit(made, effects) {
                    self.close_modal();
                }
            }
            Intent::ChooseSet(id) => {
                if self.project.set(&id).is_some() {
                    self.set = Some(id);
                    self.ticks += 1;
                    self.say(say!("status-annotating", name = self.project.set_name(id)), false);
                }
            }
            Intent::ShowSet(id, show) => {
                if show {
                    self.hidden.remove(&id)
                } else {
                    self.hidden.insert(id)
                };
                self.ticks += 1;
            }

            Intent::Undo => self.travel(true, effects),
            Intent::Redo => self.travel(false, effects),
            Intent::Settle => self.history.seal(),

            Intent::OpenModal(modal) => self.modal = Some(*modal),
            Intent::CloseModal => self.close_modal(),
            Intent::ShowPage(page) => {
                self.page = if self.page == page { Page::Article } else { page };
                if self.page == Page::Article {
                    effects.push(Effect::FocusArticle);
                }
            }
            Intent::ShowDock(dock) => {
                let dock = if self.view.dock == Some(dock) { None } else { Some(dock) };
                if dock.is_none() {
                    effects.push(Effect::FocusArticle);
                }
                self.set_view(View { dock, ..self.view.clone() }, effects);
            }
            Intent::SetLabelKey(label, key) => self.set_label_key(label, key, effects),
            Intent::SetView(view) => self.set_view(*view, effects),
            Intent::SetTheme(theme) => self.set_view(View { theme, ..self.view.clone() }, effects),
            Intent::SetSnap(snap) => {
                self.set_view(View { snap, ..self.view.clone() }, effects);
                self.say(if snap { say!("status-snap") } else { say!("status-exact") }, false);
            }
            Intent::TextSize(by) => {
                let size = if by == 0 { View::default().text_size } else { self.view.text_size + by as f32 };
                self.set_view(View { text_size: size, ..self.view.clone() }, effects);
            }
            Intent::Copy => {
                let words = match (self.selected_fragments(), self.selected(), self.open_revision()) {
                    (Some(fragments), _, Some((_, revision))) => Some(fragments.quote(&revision.text)),
                    (None, Some((_, row)), _) => Some(self.project.quote(row)),
                    _ => None,
                };
                effects.extend(words.map(Effect::Copy));
            }
            Intent::Say(text, error) => self.say(text, error),
            Intent::Journal(news) => self.journal = news,
            Intent::Recent(recent) => self.recent = recent,
            Intent::Folders(home, folder) => (self.home, self.folder) = (home, folder),
            Intent::Outside(change) => self.outside(change),
            other => self.run_file(other, stamp, effects),
        }
    }

    pub(super) fn close_modal(&mut self) {
        self.modal = None;
        self.after_save = None;
    }

    fn set_view(&mut self, view: View, effects: &mut Vec<Effect>) {
        self.view = view.within_bounds();
        effects.push(Effect::KeepView);
    }

    /// Gives a label a key of the user's own; `None` gives it the scheme's again. A key that does something else already
    /// is refused, and said.
    fn set_label_key(&mut self, label: LabelKey, key: Option<char>, effects: &mut Vec<Effect>) {
        let mut view = self.view.clone();
        match key {
            Some(key) => {
                if let Some(other) =
                    Command::with_key(key, self).filter(|other| *other != Command::Label(label.clone()))
                {
                    let command = other.text(self);
                    let command = command.trim_end_matches(" …");
                    return self.say(say!("settings-key-taken", key = key.to_string(), command = command), true);
                }
                view.keys.insert(label, key);
            }
            None => drop(view.keys.remove(&label)),
        }
        self.set_view(view, effects);
    }

    fn escape(&mut self, effects: &mut Vec<Effect>) {
        if self.linking.take().is_some() {
            effects.push(Effect::FocusArticle);
        } else if self.armed.take().is_some() {
            self.say(say!("status-disarmed"), false);
        } else if self.page != Page::Article {
            self.page = Page::Article;
            effects.push(Effect::FocusArticle);
        } else {
            self.selection.annotation = None;
            self.selection.anchor = self.selection.head;
            self.selection.extra.clear();
        }
    }

    fn begin_link(&mut self, kind: LinkKind) {
        let Some((from, row)) = self.selected() else {
            return self.say(say!("refuse-unselected"), true);
        };
        if !linking::kinds_for(&self.project, &row.label).contains(&kind) {
            let label =
                self.project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
            return self.say(say!("refuse-no-link", label = label), true);
        }
        let linking = self.seek(from, kind, String::new());
        if linking.total == 0 && !linking.looks_on() {
            let text = say!("refuse-no-other-end", link = linking::name(&self.project, &linking.kind));
            return self.say(text, true);
        }
        self.linking = Some(linking);
    }

    fn drop_link(&mut self, from: AnnotationId, to: AnnotationId, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let kinds = linking::kinds_between(&self.project, from, to);
        match kinds.as_slice() {
            [] => {
                let name = |id: AnnotationId| {
                    let label = self.project.annotation(&id).and_then(|row| self.project.label(&row.label));
                    label.map_or_else(String::new, |label| label.name.clone())
                };
                let why = say!("refuse-no-kind-between", start = name(from), end = name(to));
                self.say(why, true);
            }
            [kind] => drop(self.link(kind, from, to, stamp, effects)),
            _ => self.modal = Some(Modal::LinkKind { from, to, kinds }),
        }
    }

    fn link(
        &mut self,
        kind: &LinkKind,
        from: AnnotationId,
        to: AnnotationId,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let project = &self.project;
        let made = match (kind, self.set) {
            (LinkKind::Relation { .. }, None) => refuse(say!("refuse-no-annotator")),
            (LinkKind::Relation { kind, forward }, Some(set)) => {
                let (start, end) = if *forward { (from, to) } else { (to, from) };
                actions::relate(project, set, kind, start, end, stamp).map(|(step, _)| step)
            }
            (LinkKind::SameClaim, _) => actions::tie_claims(project, &[from, to], stamp).map(|(step, _)| step),
            (LinkKind::SameEntity, _) => actions::tie_entities(project, &[from, to], stamp).map(|(step, _)| step),
        };
        let selection = self.selecting(from).filter(|selection| selection.article == self.selection.article);
        self.commit(made.map(|step| Commit { step, selection, joins: None }), effects)
    }

    fn article_read(&mut self, article: ArticleRead, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let name = article
            .path
            .file_name()
            .map_or_else(|| article.path.display().to_string(), |n| n.to_string_lossy().into_owned());
        match article.text {
            Ok(text) => {
                let origin = say!("origin-file", file = name, encoding = article.encoding);
                self.add_article(Details::default(), Text::import(&text), &origin, stamp, effects);
            }
            Err(why) => self.say(say!("file-not-added", file = name, why = why), true),
        }
    }

    fn add_article(
        &mut self,
        details: Details,
        text: Text,
        origin: &str,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let details = details.titled_by(&text);
        let blocks = Block::guess(&text);
        let made = actions::add_article(&self.project, details, text, blocks, origin, stamp).map(|(step, article)| {
            Commit::selecting(step, Selection { article: Some(article), ..Selection::default() })
        });
        self.linking = None;
        self.commit(made, effects)
    }

    fn outside(&mut self, change: OutsideChange) {
        match change {
            OutsideChange::Back => self.file.outside = None,
            OutsideChange::Changed => {
                self.file.outside = Some(change);
                self.say(say!("file-changed-outside"), true);
            }
            OutsideChange::Gone => {
                self.file.outside = Some(change);
                self.say(say!("file-gone-outside"), true);
            }
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
        self.set = first_set(&self.project);
        self.hidden.clear();
        self.armed = None;
        self.linking = None;
        // What crashes left stays on offer, whichever project is open.
        self.modal = (!self.rescued.is_empty()).then_some(Modal::Rescue);
        self.after_save = None;
        self.next_save = None;
        self.file = file;
        self.mend();
    }
}

/// Returns the set that a person most likely goes on with: the first of an annotator's own.
fn first_set(project: &Project) -> Option<crate::model::SetId> {
    use crate::model::SetKind;
    let sets = project.sets();
    let own = sets.iter().find(|(_, set)| matches!(set.kind, SetKind::Own | SetKind::SecondPass));
    own.map(|(id, _)| **id)
}
