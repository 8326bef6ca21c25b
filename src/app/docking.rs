//! Opens and closes what stands below the article: finding, and the table of annotations.

use super::effect::Effect;
use super::state::{AppState, Page};

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

impl AppState {
    /// Shows something below the article and gives it the keyboard, also when it is shown already.
    pub(super) fn show_dock(&mut self, dock: Dock, effects: &mut Vec<Effect>) {
        // The check list is read beside the ledger, too.
        if !(dock == Dock::Checklist && self.page == Page::Ledger) {
            self.page = Page::Article;
        }
        self.change_view(|view| view.dock = Some(dock), effects);
        if dock == Dock::Find {
            self.open_find(effects);
        }
        effects.push(Effect::FocusDock);
    }

    /// Shows the table and gives the keyboard to the field that filters it by words.
    pub(super) fn filter_table(&mut self, effects: &mut Vec<Effect>) {
        self.page = Page::Article;
        self.change_view(|view| view.dock = Some(Dock::Annotations), effects);
        effects.push(Effect::FocusTableFilter);
    }

    /// Closes the panel below the article.
    pub(super) fn close_dock(&mut self, effects: &mut Vec<Effect>) {
        if self.view.dock.is_some() {
            self.change_view(|view| view.dock = None, effects);
            effects.push(Effect::FocusArticle);
        }
    }

    /// Begins and ends what the panel shows, however it came to show something else.
    pub(super) fn follow_dock(&mut self, before: Option<Dock>, effects: &mut Vec<Effect>) {
        if self.view.dock == before {
            return;
        }
        match before {
            Some(Dock::Find) => self.end_find(),
            Some(Dock::Annotations) => self.table = None,
            Some(Dock::Shared | Dock::Differences | Dock::Checklist | Dock::Conflicts) | None => {}
        }
        match self.view.dock {
            Some(Dock::Find) if self.finding.is_none() => self.open_find(effects),
            Some(Dock::Annotations) if self.table.is_none() => {
                self.set_table(self.last_table.clone(), effects);
            }
            Some(_) | None => {}
        }
    }
}
