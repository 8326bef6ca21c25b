//! Holds the state of the program: the project, what is open and selected, its file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use crate::model::history::History;
use crate::model::scheme::Scheme;
use crate::model::search::Query;
use crate::model::{Annotation, AnnotationId, LabelKey, Project, SetId, Stamp, Time};
use crate::say;

use super::adding::Adding;
use super::agreement::Agreement;
use super::blind::Veil;
use super::bringing::Others;
use super::classroom::Classroom;
use super::columns::Beside;
use super::differing::Differing;
use super::earlier::Earlier;
use super::effect::Replaces;
use super::exporting::Exporting;
use super::file::FileState;
use super::finding::Finding;
use super::hints::Hints;
use super::importing::Imports;
use super::intent::{Intent, Rescued};
use super::ledger::Comparing;
use super::linking::Linking;
use super::many::Changing;
use super::masking::Mask;
use super::modal::Modal;
use super::people::Named;
use super::scheming::Scheming;
use super::selection::Selection;
use super::showing::Showing;
use super::steps::Remembered;
use super::table::{Known, Table, TableQuery};
use super::texts::Texts;
use super::view::View;

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

/// Something said in the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What.
    pub text: String,
    /// Whether something went wrong.
    pub error: bool,
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

    /// Returns what is going on on the scheme's page.
    pub fn scheming(&self) -> &Scheming {
        &self.scheming
    }

    /// Returns what was last said.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
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

    /// Lists the label keys in their order.
    pub fn label_keys(&self) -> Vec<LabelKey> {
        self.project.labels().into_iter().map(|(key, _)| key.clone()).collect()
    }
}
