//! Finds which articles of several projects have the same text, and which nearly.

use std::collections::{BTreeSet, HashMap};

use crate::compare::near::Bag;
use crate::compare::revision;
use crate::model::{ArticleId, Hash, RevisionId, Text};

use super::choose::{Near, Source};

/// Matches articles by the hash of their text. Of an article's revisions the one counts that most sources have, the
/// later one where several do.
pub(super) fn match_texts(sources: &[Source], used: &BTreeSet<usize>) -> Vec<Vec<Option<(ArticleId, RevisionId)>>> {
    let mut held: HashMap<Hash, Vec<(usize, ArticleId, RevisionId)>> = HashMap::new();
    for source in used {
        for (article, _) in sources[*source].project.articles() {
            for revision in sources[*source].project.revisions_of(*article) {
                if let Some(row) = sources[*source].project.revision(&revision) {
                    held.entry(row.text.hash()).or_default().push((*source, *article, revision));
                }
            }
        }
    }
    let mut taken: BTreeSet<(usize, ArticleId)> = BTreeSet::new();
    let mut all = Vec::new();
    for source in used {
        let project = &sources[*source].project;
        for (article, _) in project.articles() {
            if taken.contains(&(*source, *article)) {
                continue;
            }
            let mut best: Option<Vec<Option<(ArticleId, RevisionId)>>> = None;
            for revision in project.revisions_of(*article).rev() {
                let Some(row) = project.revision(&revision) else { continue };
                let mut places = vec![None; sources.len()];
                places[*source] = Some((*article, revision));
                for (other, article, revision) in held.get(&row.text.hash()).into_iter().flatten() {
                    if places[*other].is_none() && !taken.contains(&(*other, *article)) {
                        places[*other] = Some((*article, *revision));
                    }
                }
                let more = |best: &Vec<Option<_>>| places.iter().flatten().count() > best.iter().flatten().count();
                if best.as_ref().is_none_or(more) {
                    best = Some(places);
                }
            }
            let Some(places) = best else { continue };
            taken.extend(places.iter().enumerate().filter_map(|(at, place)| Some((at, place.as_ref()?.0))));
            all.push(places);
        }
    }
    all
}

/// An article of a source, with one of its texts.
pub(super) type At = (usize, ArticleId, RevisionId);

/// Finds texts that no other source has, and that are nearly equal to one that another source has: alone too, or in
/// common with others.
pub(super) fn near(sources: &[Source], alone: &[At], met: &[Vec<Option<(ArticleId, RevisionId)>>]) -> Vec<Near> {
    if alone.is_empty() {
        return Vec::new();
    }
    let text = |(source, _, revision): &At| sources[*source].project.revision(revision).map(|row| row.text.clone());
    let bag = |place: &At| text(place).map_or_else(|| Bag::of(&Text::new("")), |text| Bag::of(&text));
    let first = |places: &Vec<Option<(ArticleId, RevisionId)>>| {
        let place = |(source, place): (usize, &Option<(ArticleId, RevisionId)>)| {
            Some((source, place.as_ref()?.0, place.as_ref()?.1))
        };
        places.iter().enumerate().find_map(place)
    };
    let common: Vec<At> = met.iter().filter_map(first).collect();
    let bags: Vec<Bag> = alone.iter().map(bag).collect();
    let common_bags: Vec<Bag> = common.iter().map(bag).collect();
    let mut all = Vec::new();
    let mut offer = |one: &At, other: &At, alike: Option<f64>| {
        if let (Some(alike), Some(old), Some(new)) = (alike, text(one), text(other)) {
            let difference = revision::Comparison::of(&old, &new, &|| false);
            all.push(Near { places: [*one, *other], alike, difference });
        }
    };
    for one in 0..alone.len() {
        for other in (one + 1..alone.len()).filter(|other| alone[*other].0 != alone[one].0) {
            offer(&alone[one], &alone[other], bags[one].alike(&bags[other]));
        }
        for (at, other) in common.iter().enumerate().filter(|(at, _)| met[*at][alone[one].0].is_none()) {
            offer(other, &alone[one], common_bags[at].alike(&bags[one]));
        }
    }
    all.sort_by(|a, b| b.alike.total_cmp(&a.alike));
    all
}
