//! Lists what a user, or the host's answer to an effect, can ask of the program.

use std::path::PathBuf;

use crate::documents::{Draft, Encoding, Unfit};
use crate::formats::dossier::Form;
use crate::model::actions::{Part, PartType, Recoding, Settlement, Subject};
use crate::model::bulk::Bulk;
use crate::model::search::Query;
use crate::model::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, ConflictKey, Details, EntityId, Hash, Info, KindKey, LabelKey,
    Project, PropositionId, RelationId, RevisionId, SetId, Span, Value,
};
use crate::store::Template;

use super::adding::{DraftEdit, FileRead};
use super::asking::DialogPurpose;
use super::classroom::ClassroomIntent;
use super::docking::Dock;
use super::earlier::{EarlierRead, KeptList};
use super::effect::Replaces;
use super::finding::{FindNews, HitAt, Scope};
use super::ledger::LedgerIntent;
use super::many::ManyNews;
use super::merging::CopyMerged;
use super::modal::Modal;
use super::people::Named;
use super::showing::Showing;
use super::state::Page;
use super::table::{Index, Rows, TableQuery};
use super::texts::TextNews;
use super::view::{Theme, View};
use super::work::Task;

/// One end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The first byte.
    Start,
    /// Behind the last byte.
    End,
}

/// By how much an end moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// To the next word boundary.
    Word,
    /// To the next grapheme boundary.
    Grapheme,
}

/// How two annotations are joined.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// By a relation, from the selected annotation (`forward`) or to it.
    Relation {
        /// Which kind.
        kind: KindKey,
        /// Whether it starts at the selected annotation.
        forward: bool,
    },
    /// Both claims say the same.
    SameClaim,
    /// Both name the same.
    SameEntity,
}

/// Who else holds a project open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Nobody: it is ours.
    Ours,
    /// Somebody: who, in words.
    Other(String),
    /// It can't be told: why.
    Unsupported(String),
}

/// A project that was read.
#[derive(Clone, Debug)]
pub struct LoadedProject {
    /// What it holds.
    pub project: Project,
    /// What was odd in it.
    pub warnings: Vec<String>,
    /// Whether its checksum is right.
    pub intact: bool,
    /// The hash of the file.
    pub hash: Hash,
    /// Who else holds it.
    pub lock: Lock,
    /// Why it can't be written, when it can't.
    pub read_only: Option<String>,
}

/// Why a project was not read, in the user's words, with place and remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadFailure(pub String);

/// Why a project was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveFailure {
    /// Somebody else changed the file since it was read or written.
    ChangedOutside,
    /// Somebody else removed or renamed the file.
    Gone,
    /// There is a file of that name already.
    Exists,
    /// Anything else, in the user's words.
    Other(String),
}

/// What another program did to the project's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideChange {
    /// It holds something else.
    Changed,
    /// It is gone.
    Gone,
    /// It is as we knew it again.
    Back,
}

/// Work that a crash left in the journal.
#[derive(Clone, Debug)]
pub struct Rescued {
    /// Which journal, for the host.
    pub key: u64,
    /// The project's file; `None` for an untitled one.
    pub path: Option<PathBuf>,
    /// The project with that work in it; an error in words when it can't be put together.
    pub project: Result<Project, String>,
    /// The hash of the file that it builds on.
    pub base: Option<Hash>,
    /// How many steps are in it.
    pub steps: usize,
    /// What it is, in words: the last steps, what was damaged.
    pub lines: Vec<String>,
}

/// What is asked of the program.
#[derive(Clone, Debug)]
pub enum Intent {
    // Selecting
    /// Selects text of the open article: bytes, `head` where the caret is. Equal ends are a caret.
    Select {
        /// Where it was begun.
        anchor: usize,
        /// Where the caret is.
        head: usize,
        /// Whether the selection is finished (the button is up), so that an armed label can be given.
        finished: bool,
    },
    /// Selects more (bytes) by a further click in a row, in place of what the click before it selected. Where an armed
    /// label was given to that, it is given to this instead.
    Widen {
        /// Where it begins.
        anchor: usize,
        /// Where it ends.
        head: usize,
    },
    /// Adds a fragment (bytes) to the selected annotation, or to the selection.
    AddFragment(usize, usize),
    /// Selects an annotation, or none.
    Pick(Option<AnnotationId>),
    /// Selects an annotation and brings it into view, in whichever article.
    Show(AnnotationId),
    /// Selects an annotation and brings it into view, in whichever article; the keyboard stays where it is.
    Look(AnnotationId),
    /// Selects the next annotation of the article.
    NextAnnotation,
    /// Selects the one before.
    PreviousAnnotation,
    /// Steps back from whatever is going on: a link, an armed label, a selection.
    Escape,
    /// Selects the whole text.
    SelectAll,

    // Marking
    /// Gives a label to the selection or the selected annotation.
    Label(LabelKey),
    /// Arms a label, or none; arming the armed one disarms it.
    Arm(Option<LabelKey>),
    /// Puts one end of a fragment of an annotation elsewhere (bytes).
    MoveEnd {
        /// Which annotation.
        id: AnnotationId,
        /// Which of its fragments.
        fragment: usize,
        /// Which end.
        end: End,
        /// Where to.
        to: usize,
    },
    /// Grows or shrinks the selected annotation at one end.
    Nudge {
        /// Which end.
        end: End,
        /// By how much.
        unit: Unit,
        /// Whether it grows.
        outward: bool,
    },
    /// Removes the last fragment of the selected annotation.
    RemoveFragment,
    /// Deletes the selected annotation.
    Delete,
    /// Sets or removes an attribute's value.
    SetAttribute(Subject, AttributeKey, Option<Value>),
    /// Writes a note. While it is typed, each change joins the one before.
    SetNote(Subject, String),
    /// Flags the selected annotation as not sure, or not.
    SetUnsure(AnnotationId, bool),

    /// Gives the label that was given last to the selection or the selected annotation.
    MarkAgain,
    /// Selects the next sentence that no shown annotation touches.
    NextUnmarked,
    /// Does something to many annotations in one step.
    ChangeMany(Vec<AnnotationId>, Bulk),
    /// Takes what a change of many annotations says.
    ManyNews(Box<ManyNews>),
    /// Gives up the change of many annotations that is under way.
    StopMany,

    // Finding
    /// Looks for something else, or elsewhere.
    SetFind {
        /// What for.
        query: Query,
        /// Where.
        scope: Scope,
        /// What the window shows of the open text, in bytes: its hits come first.
        view: Option<std::ops::Range<usize>>,
    },
    /// Takes what a search found.
    Found(FindNews),
    /// Goes to the next hit and selects it.
    FindNext,
    /// Goes to the hit before.
    FindPrevious,
    /// Goes to a hit.
    ShowHit(HitAt),
    /// Ticks a hit, or unticks it; all of them when there is none.
    TickHit(Option<HitAt>, bool),
    /// Marks all ticked hits with a label, in one step.
    LabelHits(LabelKey),
    /// Ends finding.
    CloseFind,

    // The table
    /// Opens the table of annotations, or shows something else in it.
    SetTable(Box<TableQuery>),
    /// Gives the keyboard to the field that filters the table by words, and opens the table for it.
    FilterTable,
    /// Takes all annotations as they were read for it.
    TableReady(Box<Index>),
    /// Copies its rows as CSV.
    CopyTable,
    /// Copies the words of these annotations, each with where it stands.
    CopyCited(Vec<AnnotationId>),
    /// Takes rows that were written out and how many they are, or why they can't be.
    TableWritten(Rows, Result<(String, usize), String>),

    /// Asks something of the ledger.
    Ledger(LedgerIntent),
    /// Asks something of the page with the numbers of agreement.
    Agreement(super::agreement::AgreementIntent),
    /// Asks something about where sets differ.
    Difference(super::differing::DifferenceIntent),
    /// Asks something of the classroom.
    Classroom(Box<ClassroomIntent>),

    // Work on threads
    /// Takes the news that work failed, and why, in the user's words.
    Failed(Task, String),
    /// Has done again what failed.
    TryAgain,

    // Relating
    /// Begins to relate the selected annotation.
    BeginLink(LinkKind),
    /// Looks for the other end by its words.
    LinkQuery(String),
    /// Looks for the other end among annotations that were not looked at yet.
    LinkMore,
    /// Moves the choice in the list of other ends.
    LinkMove(i32),
    /// Takes an other end: the chosen one when `None`.
    LinkPick(Option<AnnotationId>),
    /// Joins two annotations that one was dragged onto the other; asks for the kind where several may join them.
    DropLink(AnnotationId, AnnotationId),
    /// Begins to join an annotation that was dragged onto an article's card to one of that article; asks for the kind
    /// where there are several.
    DropOnArticle(AnnotationId, ArticleId),
    /// Opens an article and looks there for the other end.
    LinkInto(LinkKind, AnnotationId, ArticleId),
    /// Joins two annotations.
    Link(LinkKind, AnnotationId, AnnotationId),
    /// Deletes a relation.
    Unrelate(RelationId),
    /// Takes a claim out of its proposition.
    UntieClaim(AnnotationId),
    /// Gives a claim a proposition of its own.
    Propose(AnnotationId),
    /// Words a proposition. While it is typed, each change joins the one before.
    SetWording(PropositionId, String),
    /// Takes an annotation out of its entity.
    UntieEntity(AnnotationId),
    /// Names an entity. While it is typed, each change joins the one before.
    RenameEntity(EntityId, String),
    /// Shows all relations of the article, or only those of the selected annotation.
    ShowAllRelations(bool),

    // Articles and people
    /// Changes the project's title and note.
    SetInfo(Info),
    /// Opens an article.
    OpenArticle(ArticleId),
    /// Opens an article beside the open one; goes to it where it stands there already.
    OpenBeside(ArticleId),
    /// Gives the keyboard to one of the articles side by side, counted from 0 at the left.
    FocusColumn(usize),
    /// Takes one of the articles side by side away from the window.
    CloseColumn(usize),
    /// Opens the next article, or the one before.
    StepArticle(i32),
    /// Moves an article in the list.
    MoveArticle(ArticleId, bool),
    /// Moves an article to a place in the list, counted from 0 without the article itself.
    PlaceArticle(ArticleId, usize),
    /// Gives the keyboard to the field that finds articles.
    FindArticle,
    /// Gives the keyboard to the note of the selected annotation.
    EditNote,
    /// Asks for text files to add.
    AskArticles,
    /// Adds articles of these files.
    AddFiles(Vec<PathBuf>),
    /// Takes the news of how many files of a batch were read, of how many, and how many hundredths of the next one.
    Progress(u64, usize, usize, u8),
    /// Takes the news that what a batch was to read is for these paths the work of another program.
    FoundForeign(u64, Vec<PathBuf>),
    /// Takes the files of a batch that were read.
    ArticlesRead(u64, Vec<FileRead>),
    /// Stops reading files; none of them is added.
    StopReading,
    /// Reads a file that waits for it (all when `None`) in another encoding.
    ChooseEncoding(Option<u64>, Encoding),
    /// Takes the files that were read in another encoding.
    Decoded(Encoding, Vec<(u64, Result<Box<Draft>, Unfit>)>),
    /// Changes the draft of a file that waits.
    EditDraft(u64, DraftEdit),
    /// Adds a file that waits until it is looked at, or all that can be.
    AddUnsure(Option<u64>),
    /// Leaves out a file that waits until it is looked at.
    SkipUnsure(u64),
    /// Adds the article that was pasted or typed.
    AddArticle(Details, String),
    /// Adds a later text to an article, with its annotations carried over.
    AddText(ArticleId, String),
    /// Takes what a thread says of texts.
    TextNews(Box<TextNews>),
    /// Compares these two texts of the open article, the earlier one first.
    CompareTexts([RevisionId; 2]),
    /// Puts an annotation that lost its place on these words.
    PlaceLost(AnnotationId, Span),
    /// Leaves an annotation without a place: its words are gone.
    LeaveLost(AnnotationId),
    /// Opens an article and selects words of its last text; the keyboard stays where it is.
    ShowWords(ArticleId, Span),
    /// Changes an article's details.
    SetDetails(ArticleId, Details),
    /// Removes an article.
    RemoveArticle(ArticleId),
    /// Marks the open article as done in the active set.
    MarkDone(bool),
    /// Adds an annotator and annotates as them.
    AddAnnotator(String),
    /// Renames an annotator.
    RenameAnnotator(AnnotatorId, String),
    /// Begins another pass of whoever is annotating, and annotates in that; a masked one hides what was marked before.
    AddSet(bool),
    /// Shows what the masked pass that is annotated in hides of the open article.
    Unmask,
    /// Compares the passes of whoever is annotating, and nobody else's, on the page with the numbers of agreement.
    CompareWithSelf,
    /// Begins to name an annotator or a set; `None` leaves that.
    Name(Option<Named>),
    /// Names a set.
    RenameSet(SetId, String),
    /// Annotates in this set.
    ChooseSet(SetId),
    /// Shows the annotations of a set, or hides them.
    ShowSet(SetId, bool),
    /// Shows the annotations of one's own set only, or of all.
    ShowOthers(bool),
    /// Shows the annotations of several sets in this way.
    ShowAs(Showing),
    /// Shows the heat map of a label, or of any.
    HeatOf(Option<LabelKey>),

    // The scheme
    /// Changes the scheme. While it is typed (the flag), each change joins the one before.
    Recode(Box<Recoding>, bool),
    /// Shows a part of the scheme.
    ShowPart(Part),
    /// Begins a new part, which gets its name next; `None` leaves that.
    BeginPart(Option<PartType>),
    /// Offers another scheme, to say what it changes before it is loaded; `None` leaves that.
    OfferScheme(Option<Box<Template>>),
    /// Takes a scheme that was read.
    SchemeRead(PathBuf, Result<Template, String>),

    // Steps
    /// Takes the last step back.
    Undo,
    /// Makes it again.
    Redo,
    /// Ends the joining of typed text into one step.
    Settle,

    // Earlier versions
    /// Takes back all steps down to, and with, the one before which the project had this version.
    TakeBackTo(u64),
    /// Takes what is kept of a file.
    EarlierListed(PathBuf, KeptList),
    /// Looks at an earlier version of the file, by its number; at none when that one is looked at.
    LookEarlier(u64),
    /// Takes an earlier version that was read, or why it can't be.
    EarlierRead {
        /// Of which file.
        path: PathBuf,
        /// Which one.
        number: u64,
        /// The state of the project that it was compared with.
        ticks: u64,
        /// It, or why it can't be read, in the user's words.
        read: Box<Result<EarlierRead, String>>,
    },
    /// Makes the project what it was in the version that is looked at.
    RestoreEarlier,
    /// Opens the version that is looked at as a project in no file.
    CopyEarlier,

    // Copies
    /// Merges another copy, in this file, into the project.
    MergeWith(PathBuf),
    /// Takes in what came of that, or why nothing did.
    CopyMerged(PathBuf, Box<Result<CopyMerged, String>>),
    /// Asks something of the page on which other files are compared with the project.
    Bring(super::bringing::BringIntent),
    /// Asks something of the page on which files of other programs come in.
    Import(super::importing::ImportIntent),
    /// Asks something of the page on which the project goes out to other programs.
    Handout(super::exporting::ExportIntent),
    /// Settles what merged copies say differently.
    SettleConflict(Box<ConflictKey>, Settlement),

    // Files
    /// Begins a new project.
    New,
    /// Asks for a project to open.
    AskOpen,
    /// Opens a project.
    Open(PathBuf),
    /// Takes a project that was read.
    Loaded(PathBuf, Box<Result<LoadedProject, LoadFailure>>),
    /// Goes on where the user was in a project when it was last open.
    Resume {
        /// The project's file.
        path: PathBuf,
        /// The article that was open.
        article: Option<ArticleId>,
        /// All that stood side by side, from the left.
        columns: Vec<ArticleId>,
        /// The set that was annotated in.
        set: Option<SetId>,
        /// The first byte in view of each text.
        texts: Vec<(RevisionId, usize)>,
    },
    /// Takes a project that is in no file yet, such as the sample.
    Adopt(Box<Project>, String),
    /// Asks for a file to read, or to write something else than the project to.
    AskFile(DialogPurpose),
    /// Writes something else than the project to this file; `overwrite` when the user agreed to lose what is there.
    Export(DialogPurpose, PathBuf, bool),
    /// Takes a dossier that was made, to write it to a file.
    DossierWritten {
        /// In which form.
        form: Form,
        /// Where to.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// What may be replaced.
        replaces: Replaces,
    },
    /// Takes the news of that.
    Exported(DialogPurpose, PathBuf, Result<(), SaveFailure>),
    /// Saves.
    Save,
    /// Asks where to save.
    AskSaveAs,
    /// Saves to this file; `overwrite` when the user agreed to lose what is there.
    SaveTo(PathBuf, bool),
    /// Takes the news of a save: of which version, and the file's hash.
    Saved(PathBuf, u64, Result<Hash, SaveFailure>),
    /// Takes the answer of a dialog; no path when it was cancelled.
    Chosen(DialogPurpose, Vec<PathBuf>),
    /// Takes the news that no dialog could be shown.
    NoDialog(DialogPurpose),
    /// Takes the news that another program touched the file.
    Outside(OutsideChange),
    /// Goes on although work is unsaved: what was asked before the question.
    GoOn,
    /// Saves, then goes on.
    SaveAndGoOn,
    /// Leaves the program.
    Quit,
    /// Takes what crashes left.
    Rescued(Vec<Rescued>),
    /// Opens what a crash left.
    TakeRescued(u64),
    /// Throws away what a crash left.
    DiscardRescued(u64),
    /// Takes the list of projects opened lately.
    Recent(Vec<PathBuf>),
    /// Takes the news that files can't be dropped onto the window here.
    NoDrops,
    /// Takes the user's own folder, and the one where they work.
    Folders(PathBuf, PathBuf),
    /// Takes what in the settings' file could not be taken.
    SettingsFaults(Vec<String>),
    /// Says something in the status line: an error when the flag is set.
    Say(String, bool),
    /// Takes the last step that the journal has safe, or what went wrong with it.
    Journal(Result<u64, String>),

    // View
    /// Opens a modal.
    OpenModal(Box<Modal>),
    /// Closes it.
    CloseModal,
    /// Gives the middle of the window to a page; to the article when that page has it already.
    ShowPage(Page),
    /// Shows something below the article and gives it the keyboard, also when it is shown already.
    ShowDock(Dock),
    /// Closes the panel below the article.
    CloseDock,
    /// Gives a label a key of the user's own, or the scheme's again.
    SetLabelKey(LabelKey, Option<char>),
    /// Changes how things are shown.
    SetView(Box<View>),
    /// Chooses light, dark, or as the system.
    SetTheme(Theme),
    /// Snaps selections to words, or not.
    SetSnap(bool),
    /// Shows the bar of the first steps, or closes it for good.
    ShowHints(bool),
    /// Copies this text.
    CopyText(String),
    /// Copies the words of the selection or the selected annotation.
    Copy,
    /// Copies the words of the selection or the selected annotation, with where they stand.
    CopyCitation,
    /// Makes the text larger (1), smaller (-1) or as at first (0).
    TextSize(i32),
}
