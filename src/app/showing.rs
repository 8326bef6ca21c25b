//! Shows on the article what several annotators marked: all together, each in lanes of their own, or how many marked
//! what.

use crate::compare::agreement::is_done;
use crate::model::Annotation;
use crate::model::{AnnotationId, ArticleId, LabelKey, RevisionId, SetId, SetKind};
use crate::say;

use super::effect::Effect;
use super::state::{AppState, Page};

/// How the annotations of several sets are shown on the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Showing {
    /// All in the same lanes.
    #[default]
    Together,
    /// Each set in lanes of its own.
    Lanes,
    /// Not one by one: how many sets marked each stretch.
    Heat,
}

/// Sets that have lanes of their own: with more, a line could no longer be read.
pub const MOST_LANES: usize = 8;

/// The sets whose annotations stand in lanes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes {
    /// The sets, from the lane next to the words on.
    pub sets: Vec<SetId>,
    /// How many there would be if there were room for all.
    pub of: usize,
}

/// The sets that a heat map counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The sets that are done with the article.
    pub sets: Vec<SetId>,
    /// How many others are shown: what somebody has not finished says nothing by being empty.
    pub left_out: usize,
}

impl AppState {
    /// Returns how the annotations of several sets are shown.
    pub fn showing(&self) -> Showing {
        self.showing
    }

    /// Returns the label that the heat map is of, `None` for any.
    pub fn heat_label(&self) -> Option<&LabelKey> {
        self.heat_label.as_ref()
    }

    /// Lists the sets that have lanes on a text: those shown that hold something there or are done with it, in the
    /// order of the list. The set that is annotated in is always among them.
    pub fn lanes(&self, revision: RevisionId) -> Lanes {
        let project = self.project();
        let Some(article) = project.revision(&revision).map(|row| row.article) else { return Lanes::default() };
        let labels = project.labels();
        let takes_part = |set: &SetId| {
            let marked = || labels.iter().any(|(label, _)| project.count(revision, *set, label) > 0);
            self.shows(*set) && (Some(*set) == self.set() || is_done(project, *set, article) || marked())
        };
        let mut sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).filter(takes_part).collect();
        let of = sets.len();
        let own = self.set().filter(|own| sets.iter().skip(MOST_LANES).any(|set| set == own));
        sets.truncate(MOST_LANES);
        if let (Some(own), Some(last)) = (own, sets.last_mut()) {
            *last = own;
        }
        Lanes { sets, of }
    }

    /// Lists the sets that a heat map of an article counts: those shown that are done with it. What was made out of
    /// other sets, or stands for what is right, is nobody's reading and does not count.
    pub fn heat_sets(&self, article: ArticleId) -> Counted {
        let project = self.project();
        let reading = |kind: SetKind| !matches!(kind, SetKind::Adjudicated | SetKind::AnswerKey);
        // So is the key of an exercise beside what was handed in for it.
        let handed = |row: &crate::model::Set| row.handed.map(|handed| handed.exercise);
        let answered: Vec<_> = project.sets_by_id().filter_map(|(_, row)| handed(row)).collect();
        let keys = project.exercises_by_id().filter(|(id, _)| answered.contains(id));
        let keys: Vec<SetId> = keys.map(|(_, row)| row.set).collect();
        let counts = |id: &SetId, kind: SetKind| self.shows(*id) && reading(kind) && !keys.contains(id);
        let shown = project.sets().into_iter().filter(|(id, row)| counts(id, row.kind));
        let (done, rest): (Vec<SetId>, Vec<SetId>) =
            shown.map(|(id, _)| *id).partition(|set| is_done(project, *set, article));
        Counted { sets: done, left_out: rest.len() }
    }

    /// Tells whether the heat map counts an annotation of a set that it counts.
    pub fn is_hot(&self, row: &Annotation) -> bool {
        self.heat_label.as_ref().is_none_or(|label| row.label == *label)
    }

    /// Tells whether a label's key chooses what the heat map is of: nothing is selected that it could be given to.
    pub fn picks_heat(&self) -> bool {
        self.showing == Showing::Heat && self.selected_fragments().is_none() && self.selected().is_none()
    }

    /// Tells whether an annotation is drawn on the article. A heat map shows none but the selected one.
    pub fn draws(&self, id: AnnotationId, row: &Annotation) -> bool {
        self.shows(row.set) && (self.showing != Showing::Heat || self.selection.annotation == Some(id))
    }

    /// Shows the annotations of several sets in a way, on the article.
    pub(super) fn show_as(&mut self, showing: Showing, effects: &mut Vec<Effect>) {
        self.showing = showing;
        if self.page != Page::Article {
            self.page = Page::Article;
            effects.push(Effect::FocusArticle);
        }
        let said = match showing {
            Showing::Together => say!("showing-together"),
            Showing::Lanes => say!("showing-lanes"),
            Showing::Heat => say!("showing-heat"),
        };
        self.say(said, false);
    }
}

/// Returns a short name for each name: the first letters of its first and its last word, or the number that it ends in.
/// No two are the same: where they would be, a number is put behind them.
pub fn initials(names: &[String]) -> Vec<String> {
    use unicode_segmentation::UnicodeSegmentation;
    let first = |word: &str| word.graphemes(true).next().map(str::to_uppercase).unwrap_or_default();
    let number = |word: &str| {
        let digits = word.chars().rev().take_while(|c| c.is_numeric()).take(3).count();
        word.chars().skip(word.chars().count() - digits).collect::<String>()
    };
    let mut out: Vec<String> = Vec::new();
    for name in names {
        let words: Vec<&str> = name.unicode_words().collect();
        let short = match words.as_slice() {
            [] => "?".to_owned(),
            [one] if number(one) == *one => number(one),
            [one] => first(one) + &number(one),
            [one, .., last] if number(last).is_empty() => first(one) + &first(last),
            [one, .., last] => first(one) + &number(last),
        };
        let mut tried = short.clone();
        let mut number = 2;
        while out.contains(&tried) {
            tried = format!("{short}{number}");
            number += 1;
        }
        out.push(tried);
    }
    out
}

#[cfg(test)]
#[path = "showing_tests.rs"]
mod tests;
