//! Holds a followed ledger to one made from nothing.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Finding, Ledger, Turn};
use crate::compare::revision::Plan;
use crate::model::actions::{self, NewArticle, NewText, Subject};
use crate::model::edit::Builder;
use crate::model::id::ChoiceKey;
use crate::model::scheme::{Scheme, Value};
use crate::model::*;

/// Few words, so that names, quotes and outlets are often the same.
const WORDS: [&str; 6] =
    ["The dam holds", "the mayor", "It leaks", "two neighbours", "THE MAYOR", "not true: the dam holds"];
const OUTLETS: [&str; 3] = ["The Mayor", "Gazette", ""];
const DATES: [&str; 4] = ["2026-03-07", "2026-03-06", "", "2 March 2026"];
const SCOPES: [&str; 4] = ["full", "partial", "non-denial", "no comment"];
const SOURCES: [&str; 3] = ["named person", "anonymous", "document"];

fn text_of(number: usize) -> Text {
    let mut words = WORDS;
    words.rotate_left(number % WORDS.len());
    let most = 2 + number % 5;
    Text::new(format!("Article {number}\n{}.\n", words[..most].join(". ")))
}

/// Picks something out of a list by a number.
fn pick<T: Clone>(all: &[T], which: usize) -> Option<T> {
    all.get(which.checked_rem(all.len())?).cloned()
}

/// One deed: what, and three numbers that say with what.
type Deed = (u8, usize, usize, usize);

/// Returns the step of a deed; nothing where it can't be done.
fn deed(project: &Project, (what, a, b, c): Deed, stamp: &mut Stamp) -> Option<Transaction> {
    let sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
    let articles: Vec<ArticleId> = project.articles().into_iter().map(|(id, _)| *id).collect();
    let marks: Vec<AnnotationId> = project.annotations().map(|(id, _)| *id).collect();
    let propositions: Vec<PropositionId> = project.propositions().map(|(id, _)| *id).collect();
    let entities: Vec<EntityId> = project.entities().map(|(id, _)| *id).collect();
    let relations: Vec<RelationId> = project.relations().map(|(id, _)| *id).collect();
    let set = pick(&sets, c)?;
    let mark = |number: usize| pick(&marks, number);
    // The next annotation from a number on that can be tied so.
    let of = |number: usize, ties: Ties| {
        let is = |id: &AnnotationId| project.annotation(id).is_some_and(|row| project.ties(&row.label) == ties);
        (number..number + marks.len()).filter_map(mark).find(is)
    };
    let made = match what % 32 {
        0 => {
            let text = text_of(a);
            let details = Details {
                outlet: OUTLETS[b % OUTLETS.len()].to_owned(),
                date: DATES[c % DATES.len()].to_owned(),
                ..Details::default()
            };
            let new = NewArticle { details, blocks: Block::guess(&text), text, origin: String::new() };
            actions::add_articles(project, vec![new], stamp).ok()?.0
        }
        1..=5 | 24..=27 => {
            let article = pick(&articles, a)?;
            let revisions: Vec<RevisionId> = project.revisions_of(article).collect();
            // Mostly the latest text, sometimes an earlier one.
            let revision = pick(&revisions, if c % 4 == 0 { b } else { revisions.len() - 1 })?;
            let text = &project.revision(&revision)?.text;
            let words = WORDS[b % WORDS.len()];
            let start = text.as_str().find(words)?;
            let span = text.span(start, start + words.len()).ok()?;
            let labels = ["claim", "claim", "denial", "source", "source", "actor"];
            let label = LabelKey::slug(labels[(a + b + c) % labels.len()]);
            actions::annotate(project, set, revision, &label, Fragments::one(span), stamp).ok()?.0
        }
        6..=10 | 28..=31 => {
            let kinds = ["denies", "attributed to", "denies", "made by", "attributed to", "about", "attributed to"];
            let kind = KindKey::slug(kinds[(what as usize + c) % kinds.len()]);
            // Whatever the numbers, look for two ends that can be joined.
            let ends = |by: usize| Some((mark(a + by / marks.len())?, mark(b + by)?));
            let pairs = (0..marks.len() * marks.len()).filter_map(ends);
            let joins =
                |from: &AnnotationId, to: &AnnotationId| actions::kinds_between(project, *from, *to).contains(&kind);
            let (from, to) = { pairs }.find(|(from, to)| joins(from, to))?;
            actions::relate(project, set, &kind, from, to, stamp).ok()?.0
        }
        11 => {
            let key = AttributeKey::slug("scope");
            let value = (c % 5 > 0).then(|| Value::Choice(ChoiceKey::slug(SCOPES[b % SCOPES.len()])));
            let denies = |id: &RelationId| project.relation(id).is_some_and(|row| row.kind.as_str() == "denies");
            let relation = (a..a + relations.len()).filter_map(|by| pick(&relations, by)).find(denies)?;
            actions::set_attribute(project, Subject::Relation(relation), &key, value).ok()?
        }
        12 => {
            let value = (c % 5 > 0).then(|| Value::Choice(ChoiceKey::slug(SOURCES[b % SOURCES.len()])));
            let is_source =
                |id: &AnnotationId| project.annotation(id).is_some_and(|row| row.label.as_str() == "source");
            let source = (a..a + marks.len()).filter_map(mark).find(is_source)?;
            actions::set_attribute(project, Subject::Annotation(source), &AttributeKey::slug("kind"), value).ok()?
        }
        13 => actions::tie_claims(project, &[of(a, Ties::Proposition)?, of(b, Ties::Proposition)?], stamp).ok()?.0,
        14 => actions::tie_entities(project, &[of(a, Ties::Entity)?, of(b, Ties::Entity)?], stamp).ok()?.0,
        15 => match c % 4 {
            0 => actions::untie_claim(project, mark(a)?).ok()?,
            1 => actions::untie_entity(project, mark(a)?).ok()?,
            2 => actions::rename_entity(project, pick(&entities, a)?, WORDS[b % WORDS.len()]).ok()?,
            _ => {
                let id = pick(&propositions, a)?;
                let member = project.proposition(&id)?.members.iter().next().copied()?;
                actions::split_proposition(project, id, &[member], stamp).ok()?.0
            }
        },
        16 => {
            let absent = (pick(&propositions, a)?, pick(&articles, b)?);
            actions::mark_absent(project, absent.0, absent.1, set, a % 3 > 0, stamp).ok()?
        }
        17 => {
            let id = pick(&propositions, a)?;
            let value = (c % 3 > 0).then(|| Value::Choice(ChoiceKey::slug(["unchecked", "false"][b % 2])));
            actions::set_attribute(project, Subject::Proposition(id), &AttributeKey::slug("verdict"), value).ok()?
        }
        18 => {
            let id = pick(&articles, a)?;
            let mut details = project.article(&id)?.details.clone();
            details.outlet = OUTLETS[b % OUTLETS.len()].to_owned();
            details.date = DATES[c % DATES.len()].to_owned();
            actions::edit_details(project, id, details).ok()?
        }
        19 => match c % 3 {
            0 => actions::delete_annotations(project, &[mark(a)?]).ok()?,
            1 => actions::unrelate(project, &[pick(&relations, a)?]).ok()?,
            _ => actions::relabel(project, &[mark(a)?], &LabelKey::slug(["claim", "actor"][b % 2])).ok()?,
        },
        20 if c % 4 == 0 => actions::remove_article(project, pick(&articles, a)?).ok()?,
        20 => actions::move_article(project, pick(&articles, a)?, b % 2 == 0).ok()?,
        21 => actions::set_note(project, Subject::Annotation(mark(a)?), WORDS[b % WORDS.len()]).ok()?,
        22 if c % 3 == 1 => return None,
        22 if c % 3 == 2 => {
            let lost = |id: &AnnotationId| actions::is_waiting(project, *id);
            let lost = (b..b + marks.len()).filter_map(mark).find(lost)?;
            actions::leave_detached(project, &[lost], stamp).ok()?
        }
        22 => {
            // A later text.
            let article = pick(&articles, a)?;
            let (_, last) = project.latest(article)?;
            let text = if c % 2 == 0 { text_of(b) } else { Text::new(format!("{}Leaks burst.\n", last.text.as_str())) };
            let plan = Plan::of(project, article, &text, &|| false)?;
            let blocks = Block::guess(&text);
            let new = NewText { blocks, text, origin: String::new(), adds_words: plan.adds_words };
            actions::add_revision(project, article, new, &plan.carried(), stamp).ok()?.0
        }
        _ => {
            // An annotation that loses its place, or a scheme without verdicts.
            let mut builder = Builder::new(project);
            if c % 5 == 0 {
                let key = AttributeKey::slug("scope");
                let row = project.attribute(&key)?.clone();
                builder.put(
                    key,
                    Some(Attribute {
                        on: if row.on.is_empty() { vec![Owner::Kind(KindKey::slug("denies"))] } else { vec![] },
                        ..row
                    }),
                );
            } else {
                let id = mark(a)?;
                let row = project.annotation(&id)?.clone();
                let text = &project.revision(&row.revision)?.text;
                let anchor = Anchor::of(text, row.fragments()?.cover());
                builder.put(id, Some(Annotation { place: Place::Detached(vec![anchor]), ..row }));
            }
            return Some(builder.finish());
        }
    };
    Some(made.transaction)
}

fn begin(stamp: &mut Stamp) -> Project {
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", stamp);
    let (step, _) = actions::add_annotator(&project, "ben", stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    // Two articles at once: most deeds need them.
    for number in [0, 3] {
        let made = deed(&project, (0, number, number, number), stamp).unwrap();
        project.apply(&made).unwrap();
    }
    project
}

fn deeds(most: usize) -> impl Strategy<Value = Vec<Vec<Deed>>> {
    let deed = (any::<u8>(), 0..64_usize, 0..64_usize, 0..64_usize);
    proptest::collection::vec(proptest::collection::vec(deed, 1..4), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_followed_ledger_is_one_from_nothing(deeds in deeds(60), only_first in any::<bool>()) {
        let mut stamp = Stamp::of_number(5);
        let mut project = begin(&mut stamp);
        let sets: BTreeSet<SetId> =
            project.sets().into_iter().map(|(id, _)| *id).take(if only_first { 1 } else { 2 }).collect();
        let mut ledger = Ledger::of(&project, &sets);
        let mut earlier = vec![project.clone()];
        for (number, bundle) in deeds.into_iter().enumerate() {
            for doing in bundle {
                if let Some(made) = deed(&project, doing, &mut stamp) {
                    project.apply(&made).unwrap();
                }
            }
            // Now and then an earlier state comes back, as by undo.
            if number % 7 == 6 {
                project = earlier.swap_remove(number % earlier.len());
            }
            ledger.follow(&project);
            let anew = Ledger::of(&project, &sets);
            prop_assert_eq!(&ledger.rows, &anew.rows);
            prop_assert_eq!(&ledger.findings, &anew.findings);
            prop_assert!(ledger == anew);
            earlier.push(project.clone());
        }
    }
}

/// Counts what the deeds come to, so that the property is not held for empty ledgers.
#[test]
fn the_deeds_make_all_there_is() {
    let (mut faults, mut stances) = (BTreeSet::new(), BTreeSet::new());
    let mut facts = [0; 7];
    let mut seed = 0_u64;
    let mut draw = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40) as usize
    };
    for number in 0..160 {
        let mut stamp = Stamp::of_number(number);
        let mut project = begin(&mut stamp);
        for _ in 0..160 {
            let doing = (draw() as u8, draw() % 64, draw() % 64, draw() % 64);
            if let Some(made) = deed(&project, doing, &mut stamp) {
                project.apply(&made).unwrap();
            }
        }
        let ledger = Ledger::of(&project, &project.sets().into_iter().map(|(id, _)| *id).collect());
        for row in ledger.rows() {
            let changes = |change| row.cells.values().flat_map(|cell| &cell.since).filter(|s| s.turn == change).count();
            let is_circle = |id| ledger.ladder(id).rungs.iter().any(|rung| rung.circle);
            let found = [
                usize::from(row.contested),
                usize::from(row.only_anonymous),
                row.shared().count(),
                row.claims().filter(|(_, said)| is_circle(said.id)).count(),
                changes(Turn::Dropped),
                changes(Turn::Added),
                changes(Turn::Unplaced),
            ];
            facts.iter_mut().zip(found).for_each(|(fact, found)| *fact += found);
            stances.extend(row.cells.values().map(|cell| format!("{:?}", cell.stance())));
        }
        let sort = |finding: &Finding| finding.key.as_str().split('.').next().unwrap_or_default().to_owned();
        faults.extend(ledger.findings().map(sort));
    }
    assert!(facts.iter().all(|count| *count > 0), "{facts:?}");
    assert_eq!(faults.len(), 8, "{faults:?}");
    assert!(stances.len() >= 15, "{stances:?}");
}
