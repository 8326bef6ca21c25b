//! Takes a file's annotations, and puts those whose words are elsewhere, or nowhere, where they belong.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::needles::Budget;
use crate::model::*;
use crate::say;

use super::Cleaner;
use super::enter::{enter, new_id};
use crate::store::notes::Spot;
use crate::store::{convert, find, v1};

/// An annotation of a file, its group's set and text, and where it stands.
struct Placed<'r, 'a> {
    row: &'r v1::Annotation<'a>,
    set: SetId,
    revision: RevisionId,
    place: Option<Place>,
}

fn annotation_spot<'s>(
    row: &'s v1::Annotation<'_>,
    titles: &'s HashMap<RevisionId, String>,
    revision: RevisionId,
) -> Spot<'s> {
    let quote = row.at.first().map(|fragment| &fragment.quote).or(row.lost.first().map(|lost| &lost.quote));
    Spot::new("annotation", &row.id)
        .of_words(quote.map_or("", |quote| quote))
        .of_article(titles.get(&revision).map_or("", String::as_str))
}

/// Tells whether fragments came out in the order in which the file has them, so that the words still say what they
/// said.
fn in_order(fragments: &[v1::Fragment<'_>], spans: &[Span]) -> bool {
    let mut pairs: Vec<_> = fragments.iter().zip(spans).collect();
    pairs.sort_by_key(|(fragment, _)| fragment.start);
    pairs.is_sorted_by(|(_, before), (_, after)| before.end() <= after.start())
}

impl Cleaner<'_> {
    pub(super) fn annotations(&mut self, file: &v1::File<'_>) {
        let titles = self.titles();
        let mut rows = Vec::with_capacity(file.annotations.iter().map(|group| group.rows.len()).sum());
        for group in file.annotations.iter().filter(|group| !group.rows.is_empty()) {
            let spot = Spot::new("annotations", &group.set);
            let set = convert::id(&group.set, spot, &mut self.notes);
            let spot = Spot::new("annotations-on", &group.revision);
            let revision = convert::id(&group.revision, spot, &mut self.notes);
            self.need_set(set, Spot::new("annotations", &group.set));
            self.need_revision(revision, spot);
            rows.extend(group.rows.iter().map(|row| Placed { row, set, revision, place: None }));
        }
        let mut astray: BTreeMap<RevisionId, Vec<usize>> = BTreeMap::new();
        for (i, Placed { row, revision, place, .. }) in rows.iter_mut().enumerate() {
            let Some(text) = self.revisions.get(revision).map(|revision| &revision.text) else { continue };
            *place = convert::place(row, text);
            if place.is_some() {
                continue;
            }
            let spot = annotation_spot(row, &titles, *revision);
            let spans: Option<Vec<Span>> = row.at.iter().map(|fragment| convert::span(fragment, text)).collect();
            match spans {
                Some(spans) if row.lost.is_empty() => {
                    let joined = convert::fragments(spans, spot, &mut self.notes);
                    if joined.is_none() {
                        self.notes.odd(spot, say!("warning-no-words"));
                    }
                    *place = Some(joined.map_or_else(|| Place::Detached(Vec::new()), Place::At));
                }
                _ => astray.entry(*revision).or_default().push(i),
            }
        }
        self.find(astray, &titles, &mut rows);
        for Placed { row, set, revision, place } in rows {
            let spot = annotation_spot(row, &titles, revision);
            let place = place.unwrap_or_else(|| Place::Detached(Vec::new()));
            let (id, annotation) = convert::annotation(row, set, revision, place, spot, &mut self.notes);
            self.need_label(&annotation.label, spot);
            if !annotation.attributes.is_empty() {
                self.check_values(&annotation.attributes, &Owner::Label(annotation.label.clone()), spot);
            }
            let (row, renew) = ((id, Arc::new(annotation)), new_id(&row.id));
            enter(&mut self.annotations, row, spot, (&mut self.notes, &mut self.numbers), renew);
        }
    }

    fn titles(&self) -> HashMap<RevisionId, String> {
        let title = |revision: &Revision| self.articles.get(&revision.article).map(|row| row.details.title.clone());
        self.revisions.iter().filter_map(|(id, row)| Some((*id, title(row)?))).collect()
    }

    /// Looks for the words of annotations that are not where they should be.
    fn find(
        &mut self,
        astray: BTreeMap<RevisionId, Vec<usize>>,
        titles: &HashMap<RevisionId, String>,
        all: &mut [Placed<'_, '_>],
    ) {
        let mut budget = Budget::default();
        for (id, rows) in astray {
            let Some(text) = self.revisions.get(&id).map(|revision| revision.text.clone()) else { continue };
            let wanted = |fragment: &v1::Fragment<'_>| match convert::span(fragment, &text) {
                Some(_) => None,
                None => Some(convert::anchor(&fragment.quote, &fragment.before, &fragment.after)),
            };
            let fragments = rows.iter().flat_map(|i| &all[*i].row.at);
            let anchors: Vec<Anchor> = fragments.filter_map(wanted).collect();
            let anchors: Vec<&Anchor> = anchors.iter().collect();
            let mut found = Anchor::find_all(&text, &anchors, &mut budget).into_iter();
            for i in rows {
                let row = all[i].row;
                let spot = annotation_spot(row, titles, id);
                let mut spans = Vec::new();
                let mut anchors = Vec::new();
                for fragment in &row.at {
                    let there = convert::span(fragment, &text);
                    let span = there.or_else(|| found.next().flatten());
                    if there.is_none() {
                        self.notes.odd(spot, find::note(fragment, &text, span));
                    }
                    spans.extend(span);
                    anchors.push(convert::anchor(&fragment.quote, &fragment.before, &fragment.after));
                }
                anchors.extend(convert::lost(&row.lost));
                let all_found = spans.len() == anchors.len();
                let placed = if all_found && in_order(&row.at, &spans) { Fragments::new(spans) } else { None };
                let place = placed.map_or(Place::Detached(anchors), Place::At);
                if matches!(place, Place::Detached(_)) && row.at.len() + row.lost.len() > 1 {
                    let why = if all_found { say!("warning-out-of-order") } else { say!("warning-some-astray") };
                    self.notes.odd(spot, why);
                }
                all[i].place = Some(place);
            }
        }
    }
}
