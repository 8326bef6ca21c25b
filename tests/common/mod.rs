//! Makes random projects by doing random things to them, for tests of whatever must hold for any project.
#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "shared by tests, each of which uses a part of it")]

pub mod recoded;

use std::collections::BTreeSet;

use gainsay::compare::revision::Plan;
use gainsay::model::actions::{self, Deciding, NewText, Settlement, Step, Subject};
use gainsay::model::edit::Builder;
use gainsay::model::exercise::{Costs, Fit, LearnersCopy, Points, Saying, Sealed, Task};
use gainsay::model::id::FindingKey;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;
use proptest::prelude::*;

/// Texts in several scripts, with all that makes trouble in files.
const TEXTS: [&str; 7] = [
    "Dam holds, says ministry\n\nThe ministry said on Monday that the dam was safe. \"It has never been safer,\" said \
     Ada Low.\nThe mayor denied it. \"It is not so,\" she said. It is not so.\n",
    "السد آمن، تقول الوزارة\n\nقالت الوزارة إن السد آمن. ونفى العمدة ذلك: «هذا غير صحيح».\nقال لوكالة Reuters إنه \u{200f}لم \
     يسمع به.",
    "दिल्ली में बाँध सुरक्षित\nमंत्रालय ने कहा कि बाँध सुरक्षित है।",
    "水坝安全，部方称\n该部周一表示水坝是安全的。市长否认了这一说法。",
    "Größe zählt nicht 👩‍👩‍👧 \u{1f1e9}\u{1f1ea}\nDer Sprecher „dementierte“ das\u{a0}Gerücht. e\u{301}",
    "odd\r\ttabs \\ back\\slashes \"quotes\" \u{0} nul \u{feff} mark \u{202e}turned\u{2028}line \u{85} {a: (b)}\n\n\n// no comment",
    "a",
];

const WORDS: [&str; 8] = [
    "",
    "note",
    "two\nlines",
    "\"quoted\"",
    "نفي",
    "a very long remark, much longer than a name can be",
    "👩‍👩‍👧",
    "\r\n\0",
];

/// One thing to do, in numbers that mean something only beside a project.
#[derive(Clone, Debug)]
pub struct Deed {
    pub what: u8,
    pub picks: [u16; 4],
}

impl Deed {
    fn pick<'t, T>(&self, pick: usize, from: &'t [T]) -> Option<&'t T> {
        from.get(usize::from(self.picks[pick]) % from.len().max(1))
    }

    fn words(&self, pick: usize) -> &'static str {
        WORDS[usize::from(self.picks[pick]) % WORDS.len()]
    }
}

/// Draws things to do, between one and `most` of them.
pub fn deeds(most: usize) -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..DEEDS, any::<[u16; 4]>()).prop_map(|(what, picks)| Deed { what, picks });
    prop::collection::vec(deed, 1..=most)
}

/// How many kinds of things to do there are. Some numbers mean the same as others, so that projects fill up.
pub const DEEDS: u8 = 52;

/// Begins a project with one article.
pub fn begin(stamp: &mut Stamp) -> Project {
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", stamp);
    let article = Deed { what: 0, picks: [0; 4] };
    commit(&mut project, &article, stamp);
    project
}

/// Does something and returns the step, `None` where it can't be done here.
pub fn commit(project: &mut Project, deed: &Deed, stamp: &mut Stamp) -> Option<Step> {
    stamp.time.0 += 60;
    let step = step(project, deed, stamp)?;
    project.apply(&step.transaction).unwrap_or_else(|error| panic!("{deed:?}: {}: {error}", step.name));
    Some(step)
}

/// Makes a project of deeds.
pub fn project_of(deeds: &[Deed]) -> Project {
    let mut stamp = Stamp::of_number(7);
    let mut project = begin(&mut stamp);
    for deed in deeds {
        commit(&mut project, deed, &mut stamp);
    }
    project
}

fn keys<'t, K: Copy + 't, T: 't>(rows: impl Iterator<Item = (&'t K, &'t T)>) -> Vec<K> {
    rows.map(|(key, _)| *key).collect()
}

fn spans_of(text: &Text, from: u16, length: u16) -> Option<Fragments> {
    let start = usize::from(from) % text.chars().max(1);
    let end = (start + 1 + usize::from(length) % 40).min(text.chars());
    text.span_of_chars(start, end).ok().map(Fragments::one)
}

/// Makes the step of a deed.
pub fn step(project: &Project, deed: &Deed, stamp: &mut Stamp) -> Option<Step> {
    let annotations = keys(project.annotations());
    let relations = keys(project.relations());
    let propositions = keys(project.propositions());
    let entities = keys(project.entities());
    let articles = keys(project.articles_by_id());
    let revisions = keys(project.revisions());
    let sets = keys(project.sets_by_id());
    let annotators = keys(project.annotators_by_id());
    let labels: Vec<LabelKey> = project.labels_by_key().map(|(key, _)| key.clone()).collect();
    let attributes: Vec<AttributeKey> = project.attributes_by_key().map(|(key, _)| key.clone()).collect();
    let annotation = |pick| deed.pick(pick, &annotations).copied();
    let made = |(step, _): (Step, _)| step;
    let subject = |pick: usize| -> Option<Subject> {
        match deed.picks[pick] % 5 {
            0 => deed.pick(0, &relations).copied().map(Subject::Relation),
            1 => deed.pick(0, &propositions).copied().map(Subject::Proposition),
            _ => annotation(0).map(Subject::Annotation),
        }
    };
    let p = deed.picks;
    match deed.what {
        0 | 1 => {
            let text = Text::new(TEXTS[usize::from(p[0]) % TEXTS.len()]);
            let mut blocks = Block::guess(&text);
            if p[1].is_multiple_of(4) {
                blocks.truncate(1);
            }
            let details = Details {
                title: deed.words(1).to_owned(),
                outlet: deed.words(2).to_owned(),
                date: "2026-03-07".to_owned(),
                note: deed.words(3).to_owned(),
                ..Details::default()
            };
            actions::add_article(project, details, text, blocks, "test.txt", stamp).ok().map(|(step, _)| step)
        }
        2 => actions::edit_details(
            project,
            *deed.pick(0, &articles)?,
            Details { title: deed.words(1).to_owned(), address: deed.words(2).to_owned(), ..Details::default() },
        )
        .ok(),
        3 if p[1].is_multiple_of(4) => actions::remove_article(project, *deed.pick(0, &articles)?).ok(),
        4 => actions::move_article(project, *deed.pick(0, &articles)?, p[1].is_multiple_of(2)).ok(),
        5 => {
            let info = Info { title: deed.words(0).to_owned(), note: deed.words(1).to_owned() };
            actions::edit_info(project, info).ok()
        }
        6 => actions::add_annotator(project, &format!("Annotator {}", p[0]), stamp).ok().map(|(step, _)| step),
        7 => actions::rename_annotator(project, *deed.pick(0, &annotators)?, &format!("Somebody {}", p[1])).ok(),
        8 => {
            actions::mark_done(project, *deed.pick(0, &sets)?, *deed.pick(1, &articles)?, p[2].is_multiple_of(2), stamp)
                .ok()
        }
        9 => {
            let (proposition, article) = (*deed.pick(0, &propositions)?, *deed.pick(1, &articles)?);
            actions::mark_absent(project, proposition, article, *deed.pick(2, &sets)?, !p[3].is_multiple_of(3), stamp)
                .ok()
        }
        10 => {
            let fragments =
                spans_of(&project.revision(&project.annotation(&annotation(0)?)?.revision)?.text, p[1], p[2])?;
            actions::reshape(project, annotation(0)?, fragments).ok()
        }
        11 => {
            let row = project.annotation(&annotation(0)?)?;
            let more = spans_of(&project.revision(&row.revision)?.text, p[1], p[2])?;
            let fragments = row.fragments()?;
            let next =
                if p[3].is_multiple_of(3) { fragments.without(more.cover())? } else { fragments.with(more.cover()) };
            actions::reshape(project, annotation(0)?, next).ok()
        }
        12 => actions::relabel(project, &[annotation(0)?, annotation(1)?], deed.pick(2, &labels)?).ok(),
        13 => actions::delete_annotations(project, &[annotation(0)?, annotation(1)?]).ok(),
        14..=17 => {
            let key = deed.pick(1, &attributes)?;
            let value = match &project.attribute(key)?.takes {
                AttributeType::Choice(choices) => Value::Choice(deed.pick(2, choices)?.key.clone()),
                AttributeType::Flag => Value::Flag(p[2].is_multiple_of(2)),
                AttributeType::Text => Value::Text(deed.words(2).to_owned()),
            };
            actions::set_attribute(project, subject(3)?, key, (!p[2].is_multiple_of(7)).then_some(value)).ok()
        }
        18 | 19 => actions::set_note(project, subject(3)?, deed.words(1)).ok(),
        20 => actions::set_unsure(project, &[annotation(0)?, annotation(1)?], !p[2].is_multiple_of(3)).ok(),
        21..=25 => {
            let (from, to) = (annotation(0)?, annotation(1)?);
            let kinds = actions::kinds_between(project, from, to);
            actions::relate(project, *deed.pick(2, &sets)?, deed.pick(3, &kinds)?, from, to, stamp).ok().map(made2)
        }
        26 => actions::unrelate(project, &[*deed.pick(0, &relations)?]).ok(),
        27 | 28 => actions::tie_claims(project, &[annotation(0)?, annotation(1)?], stamp).ok().map(|(step, _)| step),
        29 => actions::untie_claim(project, annotation(0)?).ok(),
        30 => actions::propose(project, annotation(0)?, stamp).ok().map(|(step, _)| step),
        31 => actions::set_wording(project, *deed.pick(0, &propositions)?, deed.words(1)).ok(),
        32 => actions::tie_entities(project, &[annotation(0)?, annotation(1)?], stamp).ok().map(|(step, _)| step),
        33 => {
            let members = &project.entity(deed.pick(0, &entities)?)?.members;
            actions::untie_entity(project, *members.iter().nth(usize::from(p[1]) % members.len().max(1))?).ok()
        }
        34 => actions::rename_entity(project, *deed.pick(0, &entities)?, deed.words(1)).ok(),
        35 => by_hand(project, deed, stamp, &annotations, &articles),
        36 => {
            let recoding = recoded::recoding(project, p)?;
            actions::recode(project, &recoding).ok().map(|recoded| recoded.step)
        }
        37 => corrected(project, *deed.pick(0, &articles)?, deed, stamp),
        38..=41 => adjudicated(project, deed, stamp, &annotations),
        42 | 43 => {
            let conflicts: Vec<ConflictKey> = project.conflicts().map(|(key, _)| key.clone()).collect();
            let how = [
                Settlement::Version(usize::from(p[1]) % 3),
                Settlement::Version(0),
                Settlement::Both,
                Settlement::Keep,
                Settlement::TakeOut,
            ];
            actions::settle(project, deed.pick(0, &conflicts)?, *deed.pick(2, &how)?, ("it", "that"), stamp).ok()
        }
        _ => {
            let revision = *deed.pick(0, &revisions)?;
            let fragments = spans_of(&project.revision(&revision)?.text, p[1], p[2])?;
            let (set, label) = (*deed.pick(3, &sets)?, deed.pick(3, &labels)?);
            actions::annotate(project, set, revision, label, fragments, stamp).ok().map(made)
        }
    }
}

fn made2((step, _): (Step, RelationId)) -> Step {
    step
}

/// Adds a later text to an article, to which what is found there again is carried over.
fn corrected(project: &Project, article: ArticleId, deed: &Deed, stamp: &mut Stamp) -> Option<Step> {
    let (_, last) = project.latest(article)?;
    let mut lines: Vec<&str> = last.text.as_str().lines().collect();
    if deed.picks[1].is_multiple_of(2) {
        lines.remove(usize::from(deed.picks[2]) % lines.len().max(1));
    }
    lines.insert(usize::from(deed.picks[2]) % (lines.len() + 1), "The ministry added a line.");
    let text = Text::new(lines.join("\n"));
    let carried = Plan::of(project, article, &text, &|| false)?.carried();
    let (blocks, adds_words) = (Block::guess(&text), deed.picks[3].is_multiple_of(2));
    let new = NewText { text, blocks, origin: "a newer one".to_owned(), adds_words };
    actions::add_revision(project, article, new, &carried, stamp).ok().map(|(step, _)| step)
}

/// Settles what lies at a place of a text in an adjudicated set, by all of it, some or nothing; begins one first.
fn adjudicated(project: &Project, deed: &Deed, stamp: &mut Stamp, annotations: &[AnnotationId]) -> Option<Step> {
    let sets: Vec<SetId> =
        project.sets_by_id().filter(|(_, row)| row.kind == SetKind::Adjudicated).map(|(id, _)| *id).collect();
    let Some(set) = deed.pick(3, &sets) else {
        return actions::begin_adjudication(project, stamp).ok().map(|(step, _)| step);
    };
    let first = project.annotation(deed.pick(0, annotations)?)?;
    let here = |id: &AnnotationId| {
        let row = project.annotation(id)?;
        (row.revision == first.revision && row.set != *set).then_some(*id)
    };
    let there: Vec<AnnotationId> = annotations.iter().filter_map(here).collect();
    let from = usize::from(deed.picks[1]) % there.len().max(1);
    let members: Vec<AnnotationId> = there.into_iter().skip(from).take(1 + usize::from(deed.picks[2]) % 3).collect();
    let taken = members.iter().copied().enumerate().filter(|(at, _)| deed.picks[2] >> (4 + at) & 1 == 1);
    let taken = taken.map(|(_, id)| id).collect();
    (!members.is_empty()).then(|| actions::decide(project, *set, &[Deciding { members, taken }], stamp).ok()).flatten()
}

/// Does what no action does but a file may hold: detached annotations, further revisions, sets, dismissals, conflicts,
/// decisions and exercises with anything in them.
fn by_hand(
    project: &Project,
    deed: &Deed,
    stamp: &mut Stamp,
    annotations: &[AnnotationId],
    articles: &[ArticleId],
) -> Option<Step> {
    let mut builder = Builder::new(project);
    match deed.picks[3] % 10 {
        0 => {
            let id = *deed.pick(0, annotations)?;
            let row = project.annotation(&id)?;
            let text = &project.revision(&row.revision)?.text;
            let anchors = row.fragments()?.spans().iter().map(|span| Anchor::of(text, *span)).collect();
            builder.put(id, Some(Annotation { place: Place::Detached(anchors), ..row.clone() }));
        }
        1 => {
            let article = *deed.pick(0, articles)?;
            let (_, last) = project.latest(article)?;
            let text = Text::new(format!("Corrected\n{}", last.text.as_str()));
            let number = last.number + 1;
            let origin = "corrected".to_owned();
            let revision = Revision { article, number, text, blocks: Vec::new(), added: stamp.time, origin };
            builder.put(RevisionId(stamp.fresh()), Some(revision));
        }
        2 => {
            let id = *deed.pick(0, annotations)?;
            let row = project.annotation(&id)?;
            let derived_from = vec![id, AnnotationId(stamp.fresh())];
            builder.put(AnnotationId(stamp.fresh()), Some(Annotation { derived_from, ..row.clone() }));
        }
        3 => {
            let kinds = [SetKind::MaskedPass, SetKind::Adjudicated, SetKind::AnswerKey, SetKind::HandIn];
            let kind = *deed.pick(0, &kinds)?;
            let unmasked = project.articles_by_id().map(|(id, _)| (*id, stamp.time)).take(1).collect();
            let (name, begun) = (deed.words(1).to_owned(), stamp.time);
            let file = Hash::of(name.as_bytes());
            let handed = (kind == SetKind::HandIn).then_some(Handed {
                exercise: ExerciseId(u128::from(deed.picks[2])),
                asked: file,
                time: begun,
                file,
            });
            let set = Set { rank: 9, name, annotator: None, kind, begun, unmasked, handed };
            builder.put(SetId(stamp.fresh()), Some(set));
        }
        4 => {
            let id = *deed.pick(0, annotations)?;
            let row = project.annotation(&id)?;
            let text = &project.revision(&row.revision)?.text;
            let other = spans_of(text, deed.picks[1], deed.picks[2])?;
            let label = project.labels_by_key().last()?.0.clone();
            let (field, versions) = match deed.picks[2] % 5 {
                0 => (Field::Note, vec![Held::Text(row.note.clone()), Held::Text(deed.words(1).to_owned())]),
                1 => {
                    let places = [row.place.clone(), Place::At(other)];
                    (Field::Place, places.map(|place| Held::Place(row.revision, place)).to_vec())
                }
                2 => (Field::Label, vec![Held::Label(row.label.clone()), Held::Label(label)]),
                3 => (
                    Field::Value(AttributeKey::slug("checkable")),
                    vec![
                        Held::Nothing,
                        Held::Value(Value::Flag(true)),
                        Held::Value(Value::Text(deed.words(1).to_owned())),
                    ],
                ),
                _ => (Field::Row, Vec::new()),
            };
            builder.put(ConflictKey { row: RowName::Annotation(id), field }, Some(Conflict::of(versions)));
        }
        5 => {
            let id = *deed.pick(0, annotations)?;
            let row = project.annotation(&id)?;
            let state = project.state_of([id]);
            builder.put((id, row.set), Some(Decision { state, time: Time(i64::from(deed.picks[1])) }));
        }
        6..=8 => {
            let there: Vec<ExerciseId> = project.exercises_by_id().map(|(id, _)| *id).collect();
            let id = deed.pick(0, &there).copied().filter(|_| deed.picks[2].is_multiple_of(2));
            let known = id.and_then(|id| project.exercise(&id));
            let exercise = exercise(project, deed, known, annotations)?;
            builder.put(id.unwrap_or_else(|| ExerciseId(stamp.fresh())), Some(exercise));
        }
        _ => {
            let dismissal = Dismissal { reason: deed.words(0).to_owned(), time: Time(i64::from(deed.picks[1])) };
            builder.put(FindingKey::slug(&format!("finding {}", deed.picks[2] % 4)), Some(dismissal));
        }
    }
    let transaction = builder.finish();
    (!transaction.is_empty()).then(|| Step { name: "By hand".to_owned(), transaction })
}

/// Makes an exercise, or changes one, with all that can be said of one.
fn exercise(
    project: &Project,
    deed: &Deed,
    known: Option<&Exercise>,
    annotations: &[AnnotationId],
) -> Option<Exercise> {
    let p = deed.picks;
    let said = |pick| deed.words(pick).to_owned();
    let points = |pick: usize| Points(i32::from(p[pick]) - 300);
    let cost = |pick: usize| Points(i32::from(p[pick]));
    let task = |pick| Task { points: points(pick), hint: said(0), feedback: said(pick) };
    let some = |at: usize| usize::from(p[at % 4] >> (at % 11)).is_multiple_of(2);
    let labels = project.labels_by_key().enumerate().filter(|(at, _)| some(*at));
    let labels: Vec<LabelKey> = labels.map(|(_, (key, _))| key.clone()).collect();
    let copy = || LearnersCopy {
        labels: labels.iter().cloned().map(|key| (key, u32::from(p[1]))).collect(),
        kinds: [(KindKey::slug("gone"), 3)].into(),
        hints: labels.iter().cloned().map(|key| (key, said(2))).collect(),
        asked: some(3).then(|| Hash::of(said(1).as_bytes())),
        sealed: some(4).then(|| Sealed {
            rounds: u32::from(p[1]),
            salt: [p[2] as u8; 16],
            nonce: [p[1] as u8; 12],
            data: said(2).into_bytes(),
        }),
    };
    let kinds = project.kinds_by_key().enumerate().filter(|(at, _)| some(at + 5));
    let made = Exercise {
        rank: u32::from(p[1]),
        title: said(0),
        instructions: said(1),
        set: *deed.pick(0, &keys(project.sets_by_id()))?,
        revision: *deed.pick(1, &keys(project.revisions()))?,
        labels: labels.iter().cloned().map(|key| (key, task(2))).collect(),
        kinds: kinds.map(|(_, (key, _))| (key.clone(), task(1))).collect(),
        told: some(0),
        fit: Fit { covers: 1 + (p[1] % 100) as u8, adds: p[2] },
        costs: Costs { wrong: cost(0), missed: cost(1), surplus: cost(2) },
        minutes: some(1).then_some(p[2].max(1)),
        examples: deed.pick(0, annotations).copied().into_iter().chain([AnnotationId(7)]).collect(),
        sayings: deed
            .pick(1, annotations)
            .map(|id| (*id, Saying { hint: said(1), feedback: said(2), optional: some(0) }))
            .into_iter()
            .collect(),
        word: said(2),
        copy: some(2).then(copy),
    };
    let Some(known) = known else { return Some(made) };
    Some(match p[1] % 5 {
        0 => Exercise { title: made.title, fit: made.fit, ..known.clone() },
        1 => Exercise { labels: made.labels, examples: made.examples, ..known.clone() },
        2 => Exercise { kinds: made.kinds, sayings: made.sayings, costs: made.costs, ..known.clone() },
        3 => Exercise { set: made.set, revision: made.revision, word: made.word, ..known.clone() },
        _ => Exercise { instructions: made.instructions, minutes: made.minutes, told: made.told, ..known.clone() },
    })
}

/// Makes a project of an article of `bytes` bytes, more or less, with `count` annotations and half as many relations.
pub fn big(bytes: usize, count: usize) -> Project {
    let mut stamp = Stamp::of_number(3);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", &mut stamp);
    let mut body = String::from("Dam holds\n\n");
    let mut line = 0;
    while body.len() < bytes {
        line += 1;
        body.push_str(&format!(
            "The ministry said on day {line} that the dam in Šumava was safe, and the mayor of town {line} said it was not so.\n"
        ));
    }
    let text = Text::new(body);
    let blocks = Block::guess(&text);
    let details = Details { title: "Dam holds".to_owned(), language: "en".to_owned(), ..Details::default() };
    let (step, article) =
        actions::add_article(&project, details, text.clone(), blocks, "dam.txt", &mut stamp).expect("an article");
    project.apply(&step.transaction).expect("an article");
    let (revision, _) = project.latest(article).expect("a revision");
    let set = *project.sets_by_id().next().expect("a set").0;
    let mut builder = Builder::new(&project);
    let mut ids = Vec::new();
    let room = text.chars().saturating_sub(80).max(1);
    for i in 0..count {
        let start = i * room / count.max(1);
        let span = text.span_of_chars(start, start + 5 + i % 60).expect("a span");
        let id = AnnotationId(stamp.fresh());
        let label = if i % 2 == 0 { "claim" } else { "denial" };
        ids.push(id);
        let annotation = Annotation {
            set,
            revision,
            label: LabelKey::slug(label),
            place: Place::At(Fragments::one(span)),
            attributes: Attributes::new(),
            note: String::new(),
            unsure: false,
            time: stamp.time,
            derived_from: Vec::new(),
        };
        builder.put(id, Some(annotation));
    }
    for pair in ids.chunks_exact(2) {
        let relation = Relation {
            set,
            kind: KindKey::slug("denies"),
            from: pair[1],
            to: pair[0],
            attributes: Attributes::new(),
            note: String::new(),
            time: stamp.time,
        };
        builder.put(RelationId(stamp.fresh()), Some(relation));
    }
    let members: BTreeSet<AnnotationId> = ids.iter().step_by(2).take(3).copied().collect();
    if !members.is_empty() {
        let wording = "The dam is safe".to_owned();
        let (attributes, note) = (Attributes::new(), String::new());
        let proposition = Proposition { wording, attributes, members, note, time: stamp.time };
        builder.put(PropositionId(stamp.fresh()), Some(proposition));
    }
    let transaction = builder.finish();
    project.apply(&transaction).expect("annotations");
    project
}
