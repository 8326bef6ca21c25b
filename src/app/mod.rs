//! Holds everything the program can do, without a screen.
//!
//! A panel sends an [`Intent`]; [`AppState::update`] is the one place where state changes; it answers with
//! [`Effect`]s, which a host carries out and answers with further intents. Each thing a user can do is a
//! [`Command`], from which menus, the palette, the shortcuts and their sheet are drawn.

pub mod adding;
pub mod agreement;
mod asking;
mod blind;
pub mod bringing;
pub mod classroom;
mod columns;
pub mod command;
pub mod differing;
mod docking;
pub mod dossier;
mod earlier;
pub mod effect;
pub mod exporting;
mod failing;
mod file;
mod filing;
pub mod finding;
mod following;
mod hints;
pub mod importing;
pub mod intent;
pub mod ledger;
pub mod linking;
pub mod many;
mod marking;
mod masking;
mod merging;
mod modal;
mod people;
mod scheming;
mod selection;
pub mod settling;
mod showing;
pub mod state;
mod steps;
pub mod table;
pub mod texts;
mod update;
mod view;
pub mod work;

pub use adding::{Adding, DraftEdit, FileRead, Reading, Remark, Unsure};
pub use agreement::{Agreement, AgreementIntent, Measured, Traced};
pub use asking::{DialogPurpose, Picks, is_text};
pub use bringing::{BringIntent, Bringing, OtherFile, Planned};
pub use classroom::{
    Aside, Checked, ClassColumn, ClassFile, ClassMark, ClassTab, ClassView, Classroom, ClassroomIntent, Clock, Fate,
    Form, LearnerStanding, Lesson, Told, example_of, is_hand_in,
};
pub use columns::MOST_COLUMNS;
pub use command::{Command, Menu, Shortcut, others_shown};
pub use differing::{DifferenceIntent, DifferenceQuery, Differing, Sifted};
pub use docking::Dock;
pub use earlier::{Earlier, EarlierRead, Kept, KeptList, Looked, UnsavedStep};
pub use effect::{Effect, Replaces};
pub use exporting::{ExportIntent, Exporting, Foretold, Writ};
pub use file::FileState;
pub use finding::{FindNews, Finding, HitAt, Scope, Standing, Switch};
pub use hints::{Hint, Hints};
pub use importing::{Foreign, Foreseen, ImportIntent, Importing, Recalled, Whose, is_foreign};
pub use intent::{End, Intent, LinkKind, LoadFailure, LoadedProject, Lock, OutsideChange, Rescued, SaveFailure, Unit};
pub use ledger::{Comparing, LedgerIntent, LedgerQuery, LedgerTab, RowFilter, RowOrder};
pub use linking::LinkEnd;
pub use many::{Changing, ManyNews};
pub use merging::CopyMerged;
pub use modal::Modal;
pub use people::Named;
pub use scheming::Scheming;
pub use selection::Selection;
pub use settling::{Extent, Taking};
pub use showing::{Counted, Lanes, MOST_LANES, Showing, initials};
pub use state::{AppState, Notice, Page};
pub use table::{Column, Filter, Listed, Rows, Sort, TableQuery};
pub use texts::{Candidates, TextNews};
pub use view::{Theme, View};
pub use work::{Task, Work};

#[cfg(test)]
mod columns_tests;
#[cfg(test)]
mod command_tests;
#[cfg(test)]
mod tests;
