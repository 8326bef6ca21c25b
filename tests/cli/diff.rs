//! `gainsay diff` names every kind of row that differs.

use gainsay::model::edit::Builder;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;
use gainsay::store;

use super::Folder;

/// A project with one row of every table at least.
struct Desk {
    project: Project,
    article: ArticleId,
    revision: RevisionId,
    /// Ada's, a second one of hers, and an adjudicated one.
    sets: [SetId; 3],
    /// A claim, a denial of it, and an actor.
    marks: [AnnotationId; 3],
    relation: RelationId,
    proposition: PropositionId,
    entity: EntityId,
    stamp: Stamp,
}

const TEXT: &str = "The dam is safe. It is not, said Ada Low.";

fn at(words: &str) -> Fragments {
    let (text, start) = (Text::new(TEXT), TEXT.find(words).unwrap());
    Fragments::one(text.span(start, start + words.len()).unwrap())
}

fn desk() -> Desk {
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", &mut stamp);
    let details = Details { title: "Dam".to_owned(), ..Details::default() };
    let (step, article) =
        actions::add_article(&project, details, Text::new(TEXT), Vec::new(), "dam.txt", &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (own, revision) = (*project.sets()[0].0, project.latest(article).unwrap().0);
    let (step, second) = actions::add_set(&project, own, false, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (step, gold) = actions::begin_adjudication(&project, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let marks = [("claim", "The dam is safe"), ("denial", "It is not"), ("actor", "Ada Low")].map(|(label, words)| {
        let label = LabelKey::slug(label);
        let (step, id) = actions::annotate(&project, own, revision, &label, at(words), &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        id
    });
    let kind = KindKey::slug("denies");
    let (step, relation) = actions::relate(&project, own, &kind, marks[1], marks[0], &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (step, proposition) = actions::propose(&project, marks[0], &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let entity = EntityId(stamp.fresh());
    let mut builder = Builder::new(&project);
    let (members, note) = ([marks[2]].into(), String::new());
    builder.put(entity, Some(Entity { name: "Ada Low".to_owned(), members, note, time: stamp.time }));
    let step = builder.finish();
    project.apply(&step).unwrap();
    Desk { project, article, revision, sets: [own, second, gold], marks, relation, proposition, entity, stamp }
}

/// What is done to the second copy, and what is said of it then: in an article, or of the project as a whole.
type Case = (fn(&Desk, &mut Builder<'_>), &'static str);

const CASES: &[Case] = &[
    (
        |_, b| b.put((), Some(Info { title: "Dams".to_owned(), note: String::new() })),
        "The project as a whole\n  title or note of the project changed\n",
    ),
    (
        |desk, b| {
            let row = desk.project.article(&desk.article).unwrap();
            let details = Details { outlet: "The Post".to_owned(), date: "2026".to_owned(), ..row.details.clone() };
            b.put(desk.article, Some(Article { details, ..row.clone() }));
        },
        "“Dam”\n  details changed: outlet and date\n",
    ),
    (
        |desk, b| {
            let details = Details { title: "Flood".to_owned(), ..Details::default() };
            b.put(ArticleId(desk.stamp.clone().fresh()), Some(Article { rank: 9, details }));
        },
        "“Flood”\n  article “Flood” added without annotations\n",
    ),
    (
        |desk, b| {
            let row = desk.project.revision(&desk.revision).unwrap().clone();
            let text = Text::new(format!("{TEXT} Corrected."));
            b.put(RevisionId(desk.stamp.clone().fresh()), Some(Revision { number: 2, text, ..row }));
        },
        "“Dam”\n  text number 2 added\n",
    ),
    (
        |desk, b| {
            let label = desk.project.label(&LabelKey::slug("claim")).unwrap();
            b.put(LabelKey::slug("claim"), Some(Label { name: "assertion".to_owned(), ..label.clone() }));
            b.put(LabelKey::slug("rumour"), Some(Label { name: "rumour".to_owned(), shortcut: None, ..label.clone() }));
            let denial = desk.project.label(&LabelKey::slug("denial")).unwrap();
            let definition = "Says that it is not so.".to_owned();
            b.put(LabelKey::slug("denial"), Some(Label { definition, ..denial.clone() }));
        },
        "The project as a whole\n  label claim renamed to assertion\n  label denial changed\n  label rumour added\n",
    ),
    (
        |desk, b| {
            let key = AttributeKey::slug("checkable");
            let row = desk.project.attribute(&key).unwrap();
            b.put(key, Some(Attribute { name: "can be checked".to_owned(), ..row.clone() }));
            b.put(AttributeKey::slug("tone"), Some(Attribute { name: "tone".to_owned(), ..row.clone() }));
        },
        "The project as a whole\n  attribute checkable renamed to can be checked\n  attribute tone added\n",
    ),
    (
        |desk, b| {
            let row = desk.project.kind(&KindKey::slug("about")).unwrap();
            b.put(KindKey::slug("about"), Some(Kind { name: "is about".to_owned(), ..row.clone() }));
            let cites = Kind { name: "cites".to_owned(), shortcut: None, ..row.clone() };
            b.put(KindKey::slug("cites"), Some(cites));
        },
        "The project as a whole\n  relation kind about renamed to is about\n  relation kind cites added\n",
    ),
    (
        |desk, b| {
            let (id, row) = desk.project.annotators_by_id().next().unwrap();
            b.put(*id, Some(Annotator { name: "Ada L.".to_owned(), ..row.clone() }));
        },
        "The project as a whole\n  annotator Ada renamed to Ada L.\n",
    ),
    (
        |desk, b| {
            let (id, row) = desk.project.annotators_by_id().next().unwrap();
            b.put(*id, Some(Annotator { rank: 7, ..row.clone() }));
        },
        "The project as a whole\n  annotator Ada changed\n",
    ),
    (
        |desk, b| {
            let row = desk.project.set(&desk.sets[1]).unwrap();
            b.put(desk.sets[1], Some(Set { kind: SetKind::AnswerKey, ..row.clone() }));
        },
        "The project as a whole\n  set of Ada: pass 2 changed\n",
    ),
    (|desk, b| b.put::<Set>(desk.sets[1], None), "The project as a whole\n  set of Ada: pass 2 removed\n"),
    (
        |desk, b| b.put((desk.sets[0], desk.article), Some(Done { time: desk.stamp.time })),
        "“Dam”\n  marked as done by Ada\n",
    ),
    (
        |desk, b| {
            let row = desk.project.annotation(&desk.marks[0]).unwrap().clone();
            let attributes = Attributes::from_iter([(AttributeKey::slug("checkable"), Value::Flag(true))]);
            let place = Place::At(at("dam is safe"));
            b.put(desk.marks[0], Some(Annotation { attributes, place, note: "?".to_owned(), unsure: true, ..row }));
            let actor = desk.project.annotation(&desk.marks[2]).unwrap().clone();
            b.put(desk.marks[2], Some(Annotation { derived_from: vec![desk.marks[1]], ..actor.clone() }));
            b.put(AnnotationId(desk.stamp.clone().fresh()), Some(Annotation { set: desk.sets[1], ..actor }));
        },
        "“Dam”\n  claim “The dam is safe”: now stands on “dam is safe”, flagged as not sure, checkable is now yes and note changed\n  actor “Ada Low”: changed\n  actor “Ada Low” added\n",
    ),
    (
        |desk, b| b.put::<Relation>(desk.relation, None),
        "“Dam”\n  relation “denies” from denial “It is not” to claim “The dam is safe” removed\n",
    ),
    (
        |desk, b| {
            let row = desk.project.relation(&desk.relation).unwrap();
            b.put(desk.relation, Some(Relation { note: "In full".to_owned(), ..row.clone() }));
        },
        "“Dam”\n  relation “denies” from denial “It is not” to claim “The dam is safe”: note changed\n",
    ),
    (
        |desk, b| {
            let row = desk.project.proposition(&desk.proposition).unwrap();
            b.put(desk.proposition, Some(Proposition { wording: "It holds".to_owned(), ..row.clone() }));
        },
        "The project as a whole\n  proposition “The dam is safe”: now worded “It holds”\n",
    ),
    (
        |desk, b| {
            let row = desk.project.proposition(&desk.proposition).unwrap();
            b.put(desk.proposition, Some(Proposition { time: Time(9), ..row.clone() }));
        },
        "The project as a whole\n  proposition “The dam is safe”: changed\n",
    ),
    (
        |desk, b| {
            let row = desk.project.entity(&desk.entity).unwrap();
            b.put(desk.entity, Some(Entity { name: "A. Low".to_owned(), ..row.clone() }));
        },
        "The project as a whole\n  entity Ada Low: now named A. Low\n",
    ),
    (
        |desk, b| {
            let row = desk.project.entity(&desk.entity).unwrap();
            b.put(desk.entity, Some(Entity { time: Time(9), ..row.clone() }));
        },
        "The project as a whole\n  entity Ada Low: changed\n",
    ),
    (
        |desk, b| {
            let key = (desk.proposition, desk.article, desk.sets[0]);
            b.put(key, Some(Absence { time: desk.stamp.time }));
        },
        "“Dam”\n  read for “The dam is safe”, which is not there\n",
    ),
    (
        |desk, b| {
            let dismissal = Dismissal { reason: "So it is".to_owned(), time: desk.stamp.time };
            b.put(id::FindingKey::slug("alone"), Some(dismissal));
        },
        "The project as a whole\n  finding of the check list dismissed\n",
    ),
    (
        |desk, b| {
            let state = desk.project.state_of([desk.marks[0]]);
            b.put((desk.marks[0], desk.sets[2]), Some(Decision { state, time: desk.stamp.time }));
        },
        "“Dam”\n  Adjudicated: “The dam is safe” settled\n",
    ),
    (
        |desk, b| {
            let versions = ["one", "other"].map(|note| Held::Text(note.to_owned()));
            let key = ConflictKey { row: RowName::Annotation(desk.marks[0]), field: Field::Note };
            b.put(key, Some(Conflict::of(versions)));
        },
        "The project as a whole\n  in conflict: note of claim “The dam is safe”\n",
    ),
];

#[test]
fn it_names_every_kind_of_row() {
    let folder = Folder::new("diff-rows");
    let desk = desk();
    folder.write("a.ron", store::write(&desk.project));
    let mut tables = std::collections::BTreeSet::new();
    for (change, expected) in CASES {
        let mut builder = Builder::new(&desk.project);
        change(&desk, &mut builder);
        let step = builder.finish();
        let mut other = desk.project.clone();
        other.apply(&step).unwrap_or_else(|error| panic!("{expected}: {error}"));
        folder.write("b.ron", store::write(&other));
        tables.extend(step.edits.iter().map(|edit| format!("{edit:?}").split('(').next().unwrap().to_owned()));
        let (code, told, _) = folder.run(&["diff", "a.ron", "b.ron"]);
        assert_eq!((code, told.as_str()), (Some(1), *expected));
        // And back: as many entries, though what was added is removed then.
        let (code, back, _) = folder.run(&["diff", "b.ron", "a.ron"]);
        assert_eq!((code, back.lines().count()), (Some(1), told.lines().count()), "{back}");
    }
    assert_eq!(tables.len(), 17, "{tables:?}");
}
