//! Holds the state of the program: the project, what is open and selected, its file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::model::history::History;
use crate::model::scheme::Scheme;
use crate::model::search::Query;
use crate::model::{
    Annotation, AnnotationId, AnnotatorId, ArticleId, Details, Fragments, Hash, Info, LabelKey, Project, Revision,
    RevisionId, SetId, Span, Stamp, Time,
};
use crate::say;

use super::adding::{Adding, Remark};
use super::agreement::Agreement;
use super::asking::DialogPurpose;
use super::blind::Veil;
use super::bringing::Others;
use super::classroom::Classroom;
use super::columns::Beside;
use super::differing::Differing;
use super::earlier::Earlier;
use super::effect::Replaces;
use super::exporting::Exporting;
use super::finding::Finding;
use super::hints::Hints;
use super::importing::Imports;
use super::intent::{Intent, LinkKind, OutsideChange, Rescued};
use super::ledger::Comparing;
use super::linking::Linking;
use super::many::Changing;
use super::masking::Mask;
use super::scheming::Scheming;
use super::showing::Showing;
use super::table::{Known, Table, TableQuery};
use super::texts::Texts;

/// What is selected in the open article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In which article.
    pub article: Option<ArticleId>,
    /// Where the selected text was begun, in bytes.
    pub anchor: usize,
    /// Where the caret is, in bytes. Equal to `anchor` when no text is selected.
    pub head: usize,
    /// Further stretches of a selection in several parts.
    pub extra: Vec<Span>,
    /// The selected annotation. There is none while text is selected.
    pub annotation: Option<AnnotationId>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What takes the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// The open article.
    #[default]
    Article,
    /// The user's settings.
    Settings,
    /// The project's labels, attributes and relation kinds.
    Scheme,
    /// Earlier copies of the project's file, and what the journal holds.
    Earlier,
    /// The texts of the open article: what changed from one to the next, and which annotations lost their place.
    Texts,
    /// The articles side by side, claim by claim.
    Ledger,
    /// How far sets agree, in numbers.
    Agreement,
    /// What comes in of other projects, to be compared here.
    Others,
    /// What comes in of other programs.
    Import,
    /// What goes out to other programs.
    Export,
    /// An exercise as its teacher makes it.
    Exercise,
    /// What a class handed in.
    Class,
}

/// What the panel below the article shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dock {
    /// The table of annotations.
    Annotations,
    /// Finding in texts.
    Find,
    /// What the open article shares with the others, word for word or nearly.
    Shared,
    /// What an editor would send back.
    Checklist,
    /// What merged copies say differently.
    Conflicts,
    /// Where sets differ in the open article.
    Differences,
}

impl Dock {
    /// All of them, in the order of their tabs.
    pub const ALL: [Dock; 6] =
        [Dock::Annotations, Dock::Find, Dock::Shared, Dock::Differences, Dock::Checklist, Dock::Conflicts];
}

/// How things are shown. Kept in the user's settings, not in projects.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Light or dark.
    pub theme: Theme,
    /// Size of the article's text, in points.
    pub text_size: f32,
    /// Height of a line, in sizes of the text.
    pub line_height: f32,
    /// Width of the column of text, in characters.
    pub column: f32,
    /// Whether the article is set with serifs.
    pub serif: bool,
    /// Scale of the whole interface, beyond the system's.
    pub scale: f32,
    /// The user's own keys for labels, in place of the scheme's.
    pub keys: BTreeMap<LabelKey, char>,
    /// Whether selections snap to words.
    pub snap: bool,
    /// Whether the articles are shown at the left.
    pub left: bool,
    /// Whether the selected annotation is shown at the right.
    pub right: bool,
    /// Width of the panel at the left, in points.
    pub left_width: f32,
    /// Width of the panel at the right, in points.
    pub right_width: f32,
    /// What is shown below the article, when something is.
    pub dock: Option<Dock>,
    /// Height of the panel below the article, in points.
    pub dock_height: f32,
    /// Whether the relations of all annotations are drawn.
    pub all_relations: bool,
    /// Whether annotators' names are hidden while differences are settled.
    pub blind: bool,
}

impl View {
    /// Text sizes that can be chosen, in points.
    pub const TEXT_SIZES: RangeInclusive<f32> = 10.0..=40.0;
    /// Line heights that can be chosen, in sizes of the text. Underlines need room.
    pub const LINE_HEIGHTS: RangeInclusive<f32> = 1.3..=2.6;
    /// Widths of the column that can be chosen, in characters.
    pub const COLUMNS: RangeInclusive<f32> = 36.0..=120.0;
    /// Scales of the interface that can be chosen.
    pub const SCALES: RangeInclusive<f32> = 0.75..=2.5;

    /// Widths and heights of panels that can be kept, in points. The window bounds them further by its own size.
    pub const PANELS: RangeInclusive<f32> = 80.0..=4000.0;

    /// Tells whether what is kept for the next start differs: all but what stands below the article, and which
    /// relations are drawn.
    pub(super) fn keeps_other(&self, other: &View) -> bool {
        let View { dock, all_relations, .. } = *other;
        View { dock, all_relations, ..self.clone() } != *other
    }

    /// Returns it with every number inside its bounds.
    pub(super) fn within_bounds(mut self) -> View {
        let inside = |value: f32, bounds: &RangeInclusive<f32>| value.clamp(*bounds.start(), *bounds.end());
        self.text_size = inside(self.text_size, &View::TEXT_SIZES);
        self.line_height = inside(self.line_height, &View::LINE_HEIGHTS);
        self.column = inside(self.column, &View::COLUMNS);
        self.scale = inside(self.scale, &View::SCALES);
        for size in [&mut self.left_width, &mut self.right_width, &mut self.dock_height] {
            *size = inside(*size, &View::PANELS);
        }
        self
    }
}

impl Default for View {
    fn default() -> View {
        View {
            theme: Theme::System,
            text_size: 17.0,
            line_height: 1.65,
            column: 72.0,
            serif: true,
            scale: 1.0,
            keys: BTreeMap::new(),
            snap: true,
            left: true,
            right: true,
            left_width: 240.0,
            right_width: 320.0,
            dock: None,
            dock_height: 220.0,
            all_relations: false,
            blind: false,
        }
    }
}

/// Something said in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Whether something went wrong.
    pub error: bool,
}

/// What stands in the way of the article until it is answered or closed. The draft is inside.
#[derive(Clone, Debug)]
pub enum Modal {
    /// Commands, articles and annotations, found by typing.
    Palette {
        /// What was typed.
        query: String,
    },
    /// All shortcuts.
    Shortcuts,
    /// About the program.
    About,
    /// A text to paste or type as a new article.
    Paste {
        /// Its details.
        details: Details,
        /// The text.
        text: String,
    },
    /// A later text of an article, to paste or type.
    NewText {
        /// Of which one.
        article: ArticleId,
        /// The text.
        text: String,
    },
    /// The details of an article.
    Details {
        /// Which one.
        article: ArticleId,
        /// As edited.
        details: Details,
    },
    /// Work is unsaved: save, go on without, or stay?
    Unsaved {
        /// What was asked.
        then: Box<Intent>,
    },
    /// The file changed outside: take it, overwrite it, or save elsewhere?
    Outside {
        /// Whether it is gone altogether.
        gone: bool,
    },
    /// A file of that name is there: replace it?
    Replace {
        /// Which file.
        path: PathBuf,
        /// What would be written there.
        purpose: DialogPurpose,
    },
    /// The file was damaged or edited by hand: replace it by what could be read?
    ReplaceDamaged,
    /// The save failed.
    SaveFailed {
        /// To which file.
        path: PathBuf,
        /// Why, in the user's words.
        why: String,
    },
    /// A project could not be opened.
    LoadFailed {
        /// Which file.
        path: PathBuf,
        /// Why, in the user's words.
        why: String,
    },
    /// What was odd in the project that was opened.
    Warnings,
    /// What crashes left.
    Rescue,
    /// A dialog is awaited: a path can be typed instead.
    Path {
        /// What for.
        purpose: DialogPurpose,
        /// As typed.
        typed: String,
    },
    /// Files that wait until they are looked at, in [`Adding`].
    Encodings,
    /// What is to be known of files that were, or were not, added.
    Added {
        /// File by file.
        remarks: Vec<Remark>,
    },
    /// Several kinds may join an annotation to another, or to those of an article: which?
    LinkKind {
        /// The start.
        from: AnnotationId,
        /// The end, or where it will be looked for.
        to: LinkEnd,
        /// What may join them.
        kinds: Vec<LinkKind>,
    },
    /// Other projects were named beside the one that is open: compare them, merge them, or leave them?
    Others {
        /// Which files.
        paths: Vec<PathBuf>,
    },
    /// The project's title and note.
    Info {
        /// As edited.
        info: Info,
    },
}

/// Who or what is being given a name, in the list of the sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A set.
    Set(SetId),
    /// An annotator.
    Annotator(AnnotatorId),
    /// An annotator who is not there yet.
    NewAnnotator,
}

impl Modal {
    /// Tells whether something that belongs to the open project is typed there.
    pub(super) fn is_draft(&self) -> bool {
        matches!(self, Modal::Paste { .. } | Modal::NewText { .. } | Modal::Details { .. } | Modal::Info { .. })
    }
}

/// What an annotation was dropped on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// Another annotation.
    Annotation(AnnotationId),
    /// An article of the list.
    Article(ArticleId),
}

/// What is known of the project's file.
#[derive(Clone, Debug, Default)]
pub struct FileState {
    /// Where it is; `None` when untitled.
    pub path: Option<PathBuf>,
    /// What an untitled project is called.
    pub untitled: String,
    /// The version that the file holds; `None` when it holds none that we know.
    pub saved: Option<u64>,
    /// The hash of the file as we last read or wrote it.
    pub hash: Option<Hash>,
    /// Why it can't be written, when it can't.
    pub read_only: Option<String>,
    /// Whether it was damaged or edited by hand, so that replacing it has to be agreed to.
    pub damaged: bool,
    /// What another program did to it since: changed it, or took it away.
    pub outside: Option<OutsideChange>,
    /// The version that is being written.
    pub saving: Option<u64>,
    /// What was odd when it was read.
    pub warnings: Vec<String>,
}

/// What comes back with a step: the selection, and which version the project was.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub(super) selection: Selection,
    pub(super) version: u64,
    /// When the step was made.
    pub(super) time: Time,
}

/// The state of the program. [`AppState::update`](super::AppState::update) is the one place that changes it.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The whole project, as it is saved. What the window shows of it is [`AppState::project`].
    pub(super) project: Project,
    /// What is hidden of it, while something is.
    pub(super) mask: Option<Mask>,
    pub(super) history: History<Remembered>,
    /// The version of the project: undo brings an earlier number back.
    pub(super) version: u64,
    /// The highest version there was.
    pub(super) versions: u64,
    /// Counts changes of the project, undone or not. What is derived from it is memoised on this.
    pub(super) ticks: u64,
    pub(super) selection: Selection,
    /// What stands beside the open article.
    pub(super) beside: Beside,
    pub(super) set: Option<SetId>,
    pub(super) hidden: BTreeSet<SetId>,
    /// How the annotations of several sets are shown.
    pub(super) showing: Showing,
    /// The label that the heat map is of; `None` for any.
    pub(super) heat_label: Option<LabelKey>,
    /// Who or what is being named.
    pub(super) naming: Option<Named>,
    pub(super) armed: Option<LabelKey>,
    /// The annotation that an armed label made of the last finished selection.
    pub(super) just_marked: Option<AnnotationId>,
    /// The label that was given last.
    pub(super) last_label: Option<LabelKey>,
    pub(super) linking: Option<Linking>,
    pub(super) scheming: Scheming,
    pub(super) finding: Option<Finding>,
    /// Counts the searches.
    pub(super) finds: u64,
    pub(super) last_query: Query,
    pub(super) table: Option<Table>,
    /// What the table showed last, open or not.
    pub(super) last_table: TableQuery,
    pub(super) known: Known,
    /// The change of many annotations that is under way.
    pub(super) changing: Option<Changing>,
    /// Counts the changes of many annotations on threads.
    pub(super) changes: u64,
    /// The projects before and after changes of many annotations that undo and redo lead to, by their versions.
    pub(super) sides: BTreeMap<u64, Project>,
    pub(super) texts: Texts,
    pub(super) comparing: Comparing,
    pub(super) agreement: Agreement,
    pub(super) differing: Differing,
    pub(super) veil: Option<Veil>,
    pub(super) others: Others,
    /// Files of other programs that are looked at.
    pub(super) imports: Imports,
    pub(super) exporting: Exporting,
    pub(super) classroom: Classroom,
    pub(super) modal: Option<Modal>,
    /// What is done as soon as no modal stands in the way: the answers of threads that show one, or replace the project
    /// under it.
    pub(super) waits: VecDeque<Intent>,
    pub(super) notice: Option<Notice>,
    pub(super) file: FileState,
    pub(super) view: View,
    pub(super) page: Page,
    pub(super) earlier: Option<Earlier>,
    pub(super) hints: Option<Hints>,
    /// When the intent that is being run was sent.
    pub(super) now: Time,
    pub(super) recent: Vec<PathBuf>,
    pub(super) rescued: Vec<Rescued>,
    /// Whether the dialog that was asked for last could not be shown.
    pub(super) no_dialog: bool,
    /// What goes on after the save that is being written.
    pub(super) after_save: Option<Box<Intent>>,
    /// Where to write, and over what, when the write under way is done.
    pub(super) next_save: Option<(PathBuf, Replaces)>,
    /// The project that is being read, and the version that this one had when it was asked for.
    pub(super) opening: Option<(PathBuf, u64)>,
    /// Files on their way into the project.
    pub(super) adding: Adding,
    /// Whether files can be dropped onto the window.
    pub(super) drops: bool,
    /// What in the settings' file could not be taken.
    pub(super) settings_faults: Vec<String>,
    /// The user agreed to lose what is unsaved, for the intent that is being run.
    pub(super) give_up: bool,
    /// The user's own folder, for paths that begin with `~`.
    pub(super) home: PathBuf,
    /// Where the user works: paths that are typed begin here.
    pub(super) folder: PathBuf,
    pub(super) journal: Result<u64, String>,
    pub(super) steps_taken: u64,
}

impl AppState {
    /// Begins with a new, untitled, empty project.
    pub fn new(annotator: &str, stamp: &mut Stamp) -> AppState {
        let project = Project::begin(Scheme::claims_and_denials(), annotator, stamp);
        let set = project.sets().first().map(|(id, _)| **id);
        AppState {
            project,
            mask: None,
            history: History::default(),
            version: 0,
            versions: 0,
            ticks: 0,
            selection: Selection::default(),
            beside: Beside::default(),
            set,
            hidden: BTreeSet::new(),
            showing: Showing::default(),
            heat_label: None,
            naming: None,
            armed: None,
            just_marked: None,
            last_label: None,
            linking: None,
            scheming: Scheming::default(),
            finding: None,
            finds: 0,
            last_query: Query { ignore_case: true, ..Query::default() },
            table: None,
            last_table: TableQuery::default(),
            known: Known::default(),
            changing: None,
            changes: 0,
            sides: BTreeMap::new(),
            texts: Texts::default(),
            comparing: Comparing::default(),
            agreement: Agreement::default(),
            differing: Differing::default(),
            veil: None,
            others: Others::default(),
            imports: Imports::default(),
            exporting: Exporting::default(),
            classroom: Classroom::default(),
            modal: None,
            waits: VecDeque::new(),
            notice: None,
            file: FileState { untitled: say!("file-untitled").into(), saved: Some(0), ..FileState::default() },
            view: View::default(),
            page: Page::Article,
            earlier: None,
            hints: None,
            now: stamp.time,
            recent: Vec::new(),
            rescued: Vec::new(),
            no_dialog: false,
            after_save: None,
            next_save: None,
            opening: None,
            adding: Adding::default(),
            drops: true,
            settings_faults: Vec::new(),
            give_up: false,
            home: PathBuf::new(),
            folder: PathBuf::new(),
            journal: Ok(0),
            steps_taken: 0,
        }
    }

    /// Returns the project, as far as whoever annotates may see it: a masked pass hides marks and details, and names
    /// may be hidden while places are settled.
    pub fn project(&self) -> &Project {
        let seen = Mask::seen(&self.mask, &self.project);
        self.veil.as_ref().map_or(seen, Veil::project)
    }

    /// Returns the whole project, as it is saved.
    pub fn whole_project(&self) -> &Project {
        &self.project
    }

    /// Returns a number that changes with every change of the project or of the sets shown.
    pub fn ticks(&self) -> u64 {
        self.ticks
    }

    /// Returns what is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Returns the open article.
    pub fn article(&self) -> Option<ArticleId> {
        self.selection.article
    }

    /// Returns the text that is open: the latest of the open article.
    pub fn open_revision(&self) -> Option<(RevisionId, &Revision)> {
        self.project.latest(self.selection.article?)
    }

    /// Returns the selected stretches of text, `None` when there is only a caret.
    pub fn selected_fragments(&self) -> Option<Fragments> {
        let (_, revision) = self.open_revision()?;
        let (start, end) =
            (self.selection.anchor.min(self.selection.head), self.selection.anchor.max(self.selection.head));
        let main = revision.text.span(start, end).ok();
        let mut all = self.selection.extra.iter().copied().filter(|span| revision.text.holds(*span)).chain(main);
        let first = Fragments::one(all.next()?);
        Some(all.fold(first, |fragments, span| fragments.with(span)))
    }

    /// Returns the whole of the open text, unless it is selected already.
    pub(super) fn left_to_select(&self) -> Option<Span> {
        let (_, revision) = self.open_revision()?;
        let all = revision.text.span(0, revision.text.len()).ok()?;
        (self.selected_fragments() != Some(Fragments::one(all))).then_some(all)
    }

    /// Returns the selected annotation.
    pub fn selected(&self) -> Option<(AnnotationId, &Annotation)> {
        let id = self.selection.annotation?;
        Some((id, self.project.annotation(&id)?))
    }

    /// Returns who or what is being given a name.
    pub fn naming(&self) -> Option<Named> {
        self.naming
    }

    /// Returns the set that is annotated in.
    pub fn set(&self) -> Option<SetId> {
        self.set
    }

    /// Tells whether the annotations of a set are shown.
    pub fn shows(&self, set: SetId) -> bool {
        Some(set) == self.set || !self.hidden.contains(&set)
    }

    /// Tells whether an annotation is in the set that is annotated in.
    pub fn is_ours(&self, annotation: &Annotation) -> bool {
        Some(annotation.set) == self.set
    }

    /// Tells whether the project may be changed: its file can be written.
    pub fn may_edit(&self) -> bool {
        self.file.read_only.is_none()
    }

    /// Tells whether an annotation may be changed: it is in the set that is annotated in, and the project may be
    /// changed.
    pub fn may_edit_annotation(&self, annotation: &Annotation) -> bool {
        self.is_ours(annotation) && self.may_edit()
    }

    /// Returns the armed label.
    pub fn armed(&self) -> Option<&LabelKey> {
        self.armed.as_ref()
    }

    /// Returns the label that was given last, while the scheme has it.
    pub fn last_label(&self) -> Option<&LabelKey> {
        self.last_label.as_ref().filter(|key| self.project.label(key).is_some())
    }

    /// Returns the link that is being made.
    pub fn linking(&self) -> Option<&Linking> {
        self.linking.as_ref()
    }

    /// Returns what is going on on the scheme's page.
    pub fn scheming(&self) -> &Scheming {
        &self.scheming
    }

    /// Returns what stands in the way of the article.
    pub fn modal(&self) -> Option<&Modal> {
        self.modal.as_ref()
    }

    /// Returns what was last said.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns what is known of the project's file.
    pub fn file(&self) -> &FileState {
        &self.file
    }

    /// Returns how things are shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Returns the key of a label: the user's own, else the scheme's unless another label has it as the user's own.
    pub fn label_shortcut(&self, key: &LabelKey) -> Option<char> {
        if let Some(own) = self.view.keys.get(key) {
            return Some(*own);
        }
        let given = self.project.label(key)?.shortcut?;
        let labels = self.project.labels_by_key();
        let taken = |other: &LabelKey| other != key && self.view.keys.get(other) == Some(&given);
        (!labels.into_iter().any(|(other, _)| taken(other))).then_some(given)
    }

    /// Returns what takes the middle of the window.
    pub fn page(&self) -> Page {
        self.page
    }

    /// Returns the projects opened lately, the last one first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.recent
    }

    /// Returns what crashes left.
    pub fn rescued(&self) -> &[Rescued] {
        &self.rescued
    }

    /// Returns the files that are on their way into the project.
    pub fn adding(&self) -> &Adding {
        &self.adding
    }

    /// Tells whether files can be dropped onto the window.
    pub fn takes_drops(&self) -> bool {
        self.drops
    }

    /// Makes a path that was typed a full one.
    pub(super) fn full_path(&self, path: PathBuf) -> PathBuf {
        match path.strip_prefix("~") {
            Ok(rest) => self.home.join(rest),
            Err(_) => self.folder.join(path),
        }
    }

    /// Returns what in the settings' file could not be taken when the program started, one each.
    pub fn settings_faults(&self) -> &[String] {
        &self.settings_faults
    }

    /// Returns what is wrong with the journal, when something is.
    pub fn journal_trouble(&self) -> Option<&str> {
        self.journal.as_ref().err().map(String::as_str)
    }

    /// Counts the steps this program made since its start, undone ones too.
    pub fn steps_taken(&self) -> u64 {
        self.steps_taken
    }

    /// Tells whether something is not in the file.
    pub fn is_unsaved(&self) -> bool {
        self.file.saved != Some(self.version) || self.file.outside == Some(OutsideChange::Gone)
    }

    /// Returns the name of the project's file, or what the untitled project is called.
    pub fn file_name(&self) -> String {
        let name = self.file.path.as_deref().and_then(Path::file_name);
        name.map_or_else(|| self.file.untitled.clone(), |name| name.to_string_lossy().into_owned())
    }

    /// Returns what the window's title bar says.
    pub fn title(&self) -> String {
        let unsaved = if self.is_unsaved() { "• " } else { "" };
        let title = match self.file.read_only {
            Some(_) => say!("window-title-read-only", file = self.file_name()),
            None => say!("window-title", file = self.file_name()),
        };
        format!("{unsaved}{title}")
    }

    /// Lists the label keys in their order.
    pub fn label_keys(&self) -> Vec<LabelKey> {
        self.project.labels().into_iter().map(|(key, _)| key.clone()).collect()
    }
}
