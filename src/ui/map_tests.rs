//! Tests what the strip counts, and how much of it at a time.

use super::*;
use crate::app::{Effect, Intent, Scope};
use crate::model::search::Query;
use crate::model::{Details, Stamp};

const WORDS: usize = 5000;

/// An article of [`WORDS`] lines, each with a word that is found.
fn state(stamp: &mut Stamp) -> AppState {
    let mut state = AppState::new("me", stamp);
    state.update(Intent::AddArticle(Details::default(), "the word.\n".repeat(WORDS)), stamp);
    let query = Query { pattern: "word".to_owned(), ..Query::default() };
    whole(&mut state, Intent::SetFind { query, scope: Scope::Article, view: None }, stamp);
    state
}

/// Does something, with the work for threads that it asks for.
fn whole(state: &mut AppState, intent: Intent, stamp: &mut Stamp) {
    let mut news = Vec::new();
    for effect in state.update(intent, stamp) {
        if let Effect::Work(work) = effect {
            work.run(&mut |intent| news.push(intent));
        }
    }
    news.into_iter().for_each(|intent| drop(state.update(intent, stamp)));
}

fn begin(state: &AppState) -> Counted {
    let (revision, row) = state.open_revision().unwrap();
    Counted::begin(state, revision, row.text.len(), state.project().sets_by_id().map(|(id, _)| *id).collect())
}

/// Returns how many steps it takes until all is counted.
fn steps(counted: &mut Counted, state: &AppState) -> usize {
    1 + (0..100).take_while(|_| counted.step(state)).count()
}

fn all(counted: &Counted, state: &AppState) -> Vec<(String, u32)> {
    counted.here(state.project(), &(0..CELLS))
}

#[test]
fn many_annotations_are_counted_a_slice_at_a_time() {
    let mut stamp = Stamp::of_number(1);
    let mut state = state(&mut stamp);
    let mut counted = begin(&state);
    assert_eq!((steps(&mut counted, &state), all(&counted, &state)), (1, vec![]));
    // All of them come in one step.
    whole(&mut state, Intent::LabelHits(LabelKey::slug("claim")), &mut stamp);
    assert_eq!(state.project().annotation_count(), WORDS);
    assert!(steps(&mut counted, &state) > WORDS / SLICE);
    assert_eq!(all(&counted, &state), [("claim".to_owned(), WORDS as u32)]);
    // And are there from the start.
    let mut fresh = begin(&state);
    assert!(steps(&mut fresh, &state) > WORDS / SLICE);
    assert_eq!(all(&fresh, &state), all(&counted, &state));
    state.update(Intent::Undo, &mut stamp);
    assert!(steps(&mut counted, &state) > WORDS / SLICE);
    assert_eq!(all(&counted, &state), []);
}

#[test]
fn an_edit_counts_only_what_it_changed() {
    let mut stamp = Stamp::of_number(1);
    let mut state = state(&mut stamp);
    whole(&mut state, Intent::LabelHits(LabelKey::slug("claim")), &mut stamp);
    let mut counted = begin(&state);
    steps(&mut counted, &state);
    let before = counted.version;
    let id = state.project().annotations().next().map(|(id, _)| *id).unwrap();
    state.update(Intent::Pick(Some(id)), &mut stamp);
    state.update(Intent::Label(LabelKey::slug("denial")), &mut stamp);
    assert!(!counted.step(&state), "one step is enough");
    assert_eq!((counted.waiting.len(), counted.version), (0, before + 1));
    let expected = [("claim".to_owned(), WORDS as u32 - 1), ("denial".to_owned(), 1)];
    assert_eq!(all(&counted, &state), expected);
    // A note changes nothing that is shown.
    state.update(Intent::Say(String::new(), false), &mut stamp);
    counted.step(&state);
    assert_eq!(counted.version, before + 1);
}

#[test]
fn an_annotation_is_in_all_the_cells_that_it_touches() {
    let mut stamp = Stamp::of_number(1);
    let mut state = state(&mut stamp);
    let bytes = state.open_revision().unwrap().1.text.len();
    let select = |from: usize, to: usize| Intent::Select { anchor: from, head: to, finished: true };
    state.update(select(bytes / 4, bytes / 2), &mut stamp);
    state.update(Intent::Label(LabelKey::slug("claim")), &mut stamp);
    let mut counted = begin(&state);
    steps(&mut counted, &state);
    let touching = |share: f64| {
        let cell = (share * CELLS as f64) as usize;
        counted.here(state.project(), &(cell..cell + 1)).len()
    };
    assert_eq!([0.2, 0.26, 0.4, 0.49, 0.55].map(touching), [0, 1, 1, 1, 0]);
    assert_eq!(all(&counted, &state), [("claim".to_owned(), 1)]);
    // Hidden sets do not count.
    let (revision, row) = state.open_revision().unwrap();
    let mut hidden = Counted::begin(&state, revision, row.text.len(), Vec::new());
    steps(&mut hidden, &state);
    assert_eq!(all(&hidden, &state), []);
}
