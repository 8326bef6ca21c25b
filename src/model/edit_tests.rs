//! Hands bad transactions to projects: none is taken, neither whole nor in part.

use super::super::actions;
use super::super::scheme::{Owner, Scheme};
use super::super::text::{Block, Fragments, Text};
use super::*;
use crate::model::{Details, Stamp};

/// A small project with a row in most tables.
struct Bench {
    project: Project,
    stamp: Stamp,
    set: SetId,
    article: ArticleId,
    revision: RevisionId,
    claim: AnnotationId,
    denial: AnnotationId,
    actor: AnnotationId,
    relation: RelationId,
    proposition: PropositionId,
    entity: EntityId,
}

impl Bench {
    fn new() -> Bench {
        let mut stamp = Stamp::of_number(1);
        let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let text = Text::new("Dam holds\n\nThe ministry said it holds. The mayor denied it.\n");
        let blocks = Block::guess(&text);
        let set = *project.sets()[0].0;
        let (step, article) =
            actions::add_article(&project, Details::default(), text.clone(), blocks, "dam.txt", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let revision = project.latest(article).unwrap().0;
        let [claim, denial, actor] =
            [("claim", "it holds"), ("denial", "denied it"), ("actor", "mayor")].map(|(label, words)| {
                let at = text.as_str().find(words).unwrap();
                let fragments = Fragments::one(text.span(at, at + words.len()).unwrap());
                let (step, id) =
                    actions::annotate(&project, set, revision, &LabelKey::slug(label), fragments, &mut stamp).unwrap();
                project.apply(&step.transaction).unwrap();
                id
            });
        let (step, relation) =
            actions::relate(&project, set, &KindKey::slug("denies"), denial, claim, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let (step, proposition) = actions::propose(&project, claim, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let entity = EntityId(stamp.fresh());
        let named =
            Entity { name: "The mayor".to_owned(), members: [actor].into(), note: String::new(), time: stamp.time };
        let mut builder = Builder::new(&project);
        builder.put(entity, Some(named));
        let transaction = builder.finish();
        project.apply(&transaction).unwrap();
        Bench { project, stamp, set, article, revision, claim, denial, actor, relation, proposition, entity }
    }

    fn row<T: Row>(&self, key: &T::Key) -> T {
        T::table(&self.project)[key].as_ref().clone()
    }

    /// Makes a row what `change` makes of it.
    fn altered<T: Row>(&self, key: T::Key, change: impl FnOnce(&mut T)) -> Vec<Edit> {
        let mut row = self.row::<T>(&key);
        change(&mut row);
        self.put(key, Some(row))
    }

    fn put<T: Row>(&self, key: T::Key, after: Option<T>) -> Vec<Edit> {
        let mut builder = Builder::new(&self.project);
        builder.put(key, after);
        builder.finish().edits
    }

    /// Takes a row away, whatever refers to it.
    fn gone<T: Row>(&self, key: T::Key) -> Vec<Edit> {
        self.put::<T>(key, None)
    }

    /// All that is in the project, as rows that come into an empty one.
    fn whole(&self) -> Vec<Edit> {
        fn of<T: Row>(project: &Project) -> Vec<Edit> {
            let rows = T::table(project).iter();
            rows.map(|(key, row)| T::edit(Change { key: key.clone(), before: None, after: Some(Arc::clone(row)) }))
                .collect()
        }
        let p = &self.project;
        let scheme = [of::<Label>(p), of::<Attribute>(p), of::<Kind>(p)];
        let texts = [of::<Article>(p), of::<Revision>(p), of::<Annotator>(p), of::<Set>(p)];
        let marks = [of::<Annotation>(p), of::<Relation>(p), of::<Proposition>(p), of::<Entity>(p)];
        scheme.into_iter().chain(texts).chain(marks).flatten().collect()
    }

    /// Sees to it that edits are refused for a reason, by themselves and behind good ones, and leave nothing behind:
    /// in this project, and where they come with all of it into an empty one.
    fn refuses(&self, name: &str, bad: Vec<Edit>, expected: &str) {
        let (kind, words) = expected.split_once(": ").unwrap();
        let title = Info { title: "Another title".to_owned(), ..Info::default() };
        let mut behind_good = self.put((), Some(title));
        behind_good.extend(bad.iter().cloned());
        for edits in [bad.clone(), behind_good] {
            let mut project = self.project.clone();
            let error = project.apply(&Transaction { edits }).unwrap_err();
            let said = format!("{error:?}");
            assert!(said.starts_with(kind) && said.contains(words), "{name}: {said}");
            assert!(project == self.project && project.index_is_right(), "{name}: nothing of it stays");
        }
        let mut edits = self.whole();
        edits.extend(bad);
        let mut project = Project::empty();
        let said = format!("{:?}", project.apply(&Transaction { edits }).expect_err(name));
        assert!(said.starts_with(kind), "{name}, from nothing: {said}");
        assert!(project == Project::empty() && project.index_is_right(), "{name}, from nothing");
    }
}

#[test]
fn all_of_a_project_goes_into_an_empty_one_at_once() {
    let bench = Bench::new();
    let mut project = Project::empty();
    project.apply(&Transaction { edits: bench.whole() }).unwrap();
    assert!(project == bench.project && project.index_is_right());
}

#[test]
fn a_row_that_is_not_what_it_was_is_stale() {
    let mut bench = Bench::new();
    let row = Arc::new(bench.row::<Annotation>(&bench.claim));
    let other = Arc::new(Annotation { note: "other".to_owned(), ..row.as_ref().clone() });
    let change = |key, before: Option<&Arc<Annotation>>, after: Option<&Arc<Annotation>>| {
        vec![Edit::Annotation(Change { key, before: before.cloned(), after: after.cloned() })]
    };
    bench.refuses("changed", change(bench.claim, Some(&other), Some(&row)), "Stale: annotations");
    bench.refuses("there already", change(bench.claim, None, Some(&other)), "Stale: annotations");
    let fresh = AnnotationId(bench.stamp.fresh());
    bench.refuses("not there", change(fresh, Some(&row), Some(&other)), "Stale: annotations");
    let label = bench.row::<Label>(&LabelKey::slug("claim"));
    let renamed = Label { name: "assertion".to_owned(), ..label.clone() };
    let (before, after) = (Some(Arc::new(renamed)), Some(Arc::new(label)));
    let edit = Edit::Label(Change { key: LabelKey::slug("claim"), before, after });
    bench.refuses("a label that was renamed", vec![edit], "Stale: labels");
}

#[test]
fn what_refers_to_something_that_is_not_there_dangles() {
    let mut b = Bench::new();
    let nobody = b.stamp.fresh();
    let no_attribute = || (AttributeKey::slug("colour"), crate::model::Value::Flag(true));
    let annotation = |change: fn(&mut Annotation, u128)| b.altered::<Annotation>(b.claim, |row| change(row, nobody));
    let cases = [
        ("set", annotation(|row, id| row.set = SetId(id)), "has no set"),
        ("text", annotation(|row, id| row.revision = RevisionId(id)), "stands on no text"),
        ("label", annotation(|row, _| row.label = LabelKey::slug("rumour")), "has label rumour"),
        (
            "attribute",
            b.altered(b.claim, |row: &mut Annotation| row.attributes.extend([no_attribute()])),
            "has attribute",
        ),
        ("relation's end", b.altered(b.relation, |row: &mut Relation| row.to = AnnotationId(nobody)), "has no end"),
        ("relation's set", b.altered(b.relation, |row: &mut Relation| row.set = SetId(nobody)), "has no set"),
        ("kind", b.altered(b.relation, |row: &mut Relation| row.kind = KindKey::slug("doubts")), "is of kind doubts"),
        (
            "relation's attribute",
            b.altered(b.relation, |row: &mut Relation| row.attributes.extend([no_attribute()])),
            "has attribute",
        ),
        (
            "claim",
            b.altered(b.proposition, |row: &mut Proposition| row.members.extend([AnnotationId(nobody)])),
            "has claim",
        ),
        (
            "proposition's attribute",
            b.altered(b.proposition, |row: &mut Proposition| row.attributes.extend([no_attribute()])),
            "has attribute",
        ),
        ("member", b.altered(b.entity, |row: &mut Entity| row.members.extend([AnnotationId(nobody)])), "has member"),
        (
            "article",
            b.put(RevisionId(nobody), Some(Revision { article: ArticleId(nobody), ..b.row::<Revision>(&b.revision) })),
            "has no article",
        ),
        ("annotator", b.altered(b.set, |row: &mut Set| row.annotator = Some(AnnotatorId(nobody))), "has no annotator"),
        ("done mark", b.put((SetId(nobody), b.article), Some(Done { time: b.stamp.time })), "a done mark"),
        (
            "absence",
            b.put((PropositionId(nobody), b.article, b.set), Some(Absence { time: b.stamp.time })),
            "is not in article",
        ),
        (
            "label of a kind",
            b.altered(KindKey::slug("denies"), |row: &mut Kind| row.to.push(LabelKey::slug("rumour"))),
            "joins label rumour",
        ),
        (
            "label of an attribute",
            b.altered(AttributeKey::slug("checkable"), |row: &mut Attribute| {
                row.on.push(Owner::Label(LabelKey::slug("rumour")));
            }),
            "is for",
        ),
    ];
    for (name, edits, words) in cases {
        b.refuses(name, edits, &format!("Dangling: {words}"));
    }
}

#[test]
fn what_something_refers_to_does_not_go() {
    let b = Bench::new();
    let annotator = b.row::<Set>(&b.set).annotator.unwrap();
    for (name, edits) in [
        ("a label", b.gone::<Label>(LabelKey::slug("claim"))),
        ("a label that only a kind joins", b.gone::<Label>(LabelKey::slug("source"))),
        ("a kind", b.gone::<Kind>(KindKey::slug("denies"))),
        ("an article", b.gone::<Article>(b.article)),
        ("a text", b.gone::<Revision>(b.revision)),
        ("a set", b.gone::<Set>(b.set)),
        ("an end of a relation", b.gone::<Annotation>(b.denial)),
        ("a claim of a proposition", b.gone::<Annotation>(b.claim)),
        ("a member of an entity", b.gone::<Annotation>(b.actor)),
        ("an annotator", b.gone::<Annotator>(annotator)),
    ] {
        b.refuses(name, edits, "Dangling: ");
    }
    // An attribute may go as long as nothing has it.
    let checkable = Transaction { edits: b.gone::<Attribute>(AttributeKey::slug("checkable")) };
    b.project.clone().apply(&checkable).unwrap();
    let mut b = b;
    let value = (AttributeKey::slug("checkable"), crate::model::Value::Flag(true));
    let edits = b.altered(b.claim, |row: &mut Annotation| row.attributes.extend([value]));
    b.project.apply(&Transaction { edits }).unwrap();
    b.refuses("an attribute", b.gone::<Attribute>(AttributeKey::slug("checkable")), "Dangling: ");
}

#[test]
fn what_breaks_a_rule_is_invalid() {
    let mut b = Bench::new();
    let [first, second] = [b.stamp.fresh(), b.stamp.fresh()];
    let longer = Text::new("x".repeat(5_000));
    let beyond = Fragments::one(longer.span(4_000, 4_010).unwrap());
    let twin = b.row::<Relation>(&b.relation);
    let again = b.row::<Proposition>(&b.proposition);
    let namesake = b.row::<Entity>(&b.entity);
    let same_number = b.row::<Revision>(&b.revision);
    for (name, edits, words) in [
        (
            "a span of another text",
            b.altered(b.claim, |row: &mut Annotation| row.place = Place::At(beyond)),
            "does not fit its text",
        ),
        ("a relation with itself", b.altered(b.relation, |row: &mut Relation| row.to = row.from), "to itself"),
        ("a relation twice", b.put(RelationId(first), Some(twin)), "is there twice"),
        ("a claim in two propositions", b.put(PropositionId(first), Some(again)), "in another one already"),
        ("an annotation in two entities", b.put(EntityId(first), Some(namesake)), "another one already"),
        (
            "another text in place of one",
            b.altered(b.revision, |row: &mut Revision| row.text = Text::new("Dam holds")),
            "",
        ),
        ("two first texts", b.put(RevisionId(second), Some(same_number)), "two texts number 1"),
    ] {
        b.refuses(name, edits, &format!("Invalid: {words}"));
    }
}
