use super::*;
use crate::compare::agreement::Source;
use crate::compare::bring::{Plan, Survey, What};
use crate::model::scheme::Scheme;

/// A project that calls things in its own way: two labels, a kind, an attribute of each sort; one article.
fn foreign(text: &str) -> Project {
    let mut stamp = Stamp::of_number(40);
    let empty = Project::empty();
    let mut builder = Builder::new(&empty);
    let label = |rank: u32, name: &str| Label {
        rank,
        name: name.to_owned(),
        shortcut: None,
        letter: "X".to_owned(),
        colour: 0,
        pattern: Pattern::Solid,
        ties: Ties::Nothing,
        definition: String::new(),
        examples: Vec::new(),
    };
    let [person, claims] = ["person", "claims"].map(LabelKey::slug);
    builder.put(person.clone(), Some(label(0, "Person")));
    builder.put(claims.clone(), Some(label(1, "Claims")));
    builder.put(
        KindKey::slug("says"),
        Some(Kind {
            rank: 0,
            name: "says".to_owned(),
            inverse: String::new(),
            shortcut: None,
            from: vec![person.clone()],
            to: vec![claims.clone()],
            definition: String::new(),
            examples: Vec::new(),
        }),
    );
    let attribute = |name: &str, on: &LabelKey, takes| Attribute {
        rank: 0,
        name: name.to_owned(),
        on: vec![Owner::Label(on.clone())],
        takes,
        definition: String::new(),
        examples: Vec::new(),
    };
    builder.put(AttributeKey::slug("checkable"), Some(attribute("Checkable", &claims, AttributeType::Text)));
    builder.put(AttributeKey::slug("role"), Some(attribute("Role", &person, AttributeType::Text)));
    let (article, revision, set) = (ArticleId(stamp.fresh()), RevisionId(stamp.fresh()), SetId(stamp.fresh()));
    let text = Text::new(text);
    let details = Details { title: "Elsewhere".to_owned(), ..Details::default() };
    builder.put(article, Some(Article { rank: 0, details }));
    let blocks = Block::guess(&text);
    let row = Revision { article, number: 1, text: text.clone(), blocks, added: stamp.time, origin: String::new() };
    builder.put(revision, Some(row));
    let row = Set {
        rank: 0,
        name: "brat".to_owned(),
        annotator: None,
        kind: SetKind::Imported,
        begun: stamp.time,
        unmasked: Vec::new(),
        handed: None,
    };
    builder.put(set, Some(row));
    let mark = |start: usize, end: usize, label: &LabelKey, values: &[(&str, &str)]| {
        let place = Fragments::one(text.span(start, end).unwrap());
        let mut row = Annotation::new(set, revision, label.clone(), place, Time(1));
        row.attributes =
            values.iter().map(|(key, text)| (AttributeKey::slug(key), Value::Text((*text).to_owned()))).collect();
        row
    };
    let ids = [(); 3].map(|()| AnnotationId(stamp.fresh()));
    builder.put(ids[0], Some(mark(0, 3, &person, &[("role", "mayor")])));
    builder.put(ids[1], Some(mark(4, 9, &claims, &[("checkable", "true")])));
    builder.put(ids[2], Some(mark(5, 9, &claims, &[("checkable", "perhaps")])));
    let relation = Relation {
        set,
        kind: KindKey::slug("says"),
        from: ids[0],
        to: ids[1],
        attributes: Attributes::new(),
        note: String::new(),
        time: stamp.time,
    };
    builder.put(RelationId(stamp.fresh()), Some(relation));
    let transaction = builder.finish();
    let mut project = empty.clone();
    project.apply(&transaction).unwrap();
    project
}

fn here() -> Project {
    Project::begin(Scheme::claims_and_denials(), "Ada", &mut Stamp::of_number(41))
}

fn bring(here: &Project, other: &Project, mapping: &Mapping) -> (Adoption, Project, Plan) {
    let adoption = Adoption::of(here, other, mapping, &mut Stamp::of_number(42)).unwrap();
    let sources = [Source { name: "brat".to_owned(), project: adoption.other.clone() }];
    let survey = Survey::of(&adoption.here, &sources, &|| false, &mut |_| {}).unwrap();
    let stamp = Stamp::of_number(43);
    let plan = Plan::of(&adoption.here, &sources, &survey, &adoption.choices(0, &survey, true, None), stamp, &|| false)
        .unwrap();
    let mut after = adoption.here.clone();
    after.apply(&plan.transaction).unwrap();
    assert!(after.index_is_right());
    (adoption, after, plan)
}

fn names(project: &Project) -> Vec<String> {
    let mut all: Vec<String> = project
        .annotations()
        .map(|(_, row)| format!("{} {}", project.label(&row.label).unwrap().name, project.quote(row)))
        .collect();
    all.sort();
    all
}

#[test]
fn guesses_what_has_about_the_same_name() {
    let all = likenesses(&here(), &foreign("Ada said so"));
    let guesses: Vec<(&str, usize, Becomes)> =
        all.iter().map(|one| (one.part.key(), one.uses, one.guess.clone())).collect();
    let new = |name: &str| Becomes::New(name.to_owned());
    assert_eq!(
        guesses,
        [
            ("person", 1, new("Person")),
            ("claims", 2, Becomes::Known(Part::Label(LabelKey::slug("claim")))),
            ("says", 1, new("says")),
            ("checkable", 2, Becomes::Known(Part::Attribute(AttributeKey::slug("checkable")))),
            ("role", 1, new("Role")),
        ]
    );
}

#[test]
fn what_comes_from_elsewhere_is_one_project_with_the_names_of_here() {
    let here = here();
    let (adoption, after, plan) = bring(&here, &foreign("Ada said so"), &Mapping::new());
    assert_eq!(names(&after), ["Person Ada", "claim aid ", "claim said "]);
    assert_eq!((adoption.articles.len(), plan.annotations, plan.relations, plan.done), (1, 3, 1, 1));
    assert_eq!(plan.left, []);
    let lost: Vec<_> = adoption.lost.iter().map(|left| (left.what, left.name.as_str(), left.count)).collect();
    assert_eq!(lost, [(What::Value, "Checkable", 1)], "“perhaps” is no flag");
    let person = after.label(&LabelKey::slug("person")).unwrap();
    assert_eq!((person.rank, person.letter.as_str()), (4, "P"));
    assert!(after.labels_by_key().filter(|(_, row)| row.shortcut == person.shortcut).count() == 1);
    let flags: Vec<&Value> =
        after.annotations().filter_map(|(_, row)| row.attributes.get(&AttributeKey::slug("checkable"))).collect();
    assert_eq!(flags, [&Value::Flag(true)]);
    // As it came, a second time it is there already.
    let (again, ..) = bring(&after, &foreign("Ada said so"), &Mapping::new());
    assert!(again.transaction.is_empty(), "{:?}", again.transaction);
}

#[test]
fn parts_become_what_they_are_given_to() {
    let here = here();
    let label = |name: &str| Part::Label(LabelKey::slug(name));
    let mapping = Mapping::from([
        (label("person"), Becomes::Known(label("actor"))),
        (label("claims"), Becomes::Left),
        (Part::Kind(KindKey::slug("says")), Becomes::New("tells".to_owned())),
        (Part::Attribute(AttributeKey::slug("role")), Becomes::Left),
    ]);
    let (adoption, after, plan) = bring(&here, &foreign("Ada said so"), &mapping);
    assert_eq!(names(&after), ["actor Ada"]);
    let left: Vec<(What, &str, usize)> =
        plan.left.iter().map(|left| (left.what, left.name.as_str(), left.count)).collect();
    assert_eq!(left, [(What::Label, "Claims", 2), (What::Value, "Role", 1), (What::End, "tells", 1)]);
    assert_eq!(
        adoption.parts.iter().map(|(part, name)| (part.key(), name.as_str())).collect::<Vec<_>>(),
        [("tells", "tells")]
    );
}

#[test]
fn an_article_that_is_here_gets_what_was_marked_in_it() {
    let mut here = here();
    let text = Text::new("Ada said so");
    let details = Details { title: "Here".to_owned(), ..Details::default() };
    let blocks = Block::guess(&text);
    let made = actions::add_article(&here, details, text, blocks, "", &mut Stamp::of_number(44)).unwrap();
    here.apply(&made.0.transaction).unwrap();
    let (adoption, after, plan) = bring(&here, &foreign("Ada said so"), &Mapping::new());
    assert_eq!((adoption.articles.len(), after.articles().len(), plan.annotations), (0, 1, 3));
}

#[test]
fn a_part_that_is_gone_since_takes_nothing() {
    let mapping =
        Mapping::from([(Part::Label(LabelKey::slug("person")), Becomes::Known(Part::Label(LabelKey::slug("gone"))))]);
    let (_, after, plan) = bring(&here(), &foreign("Ada said so"), &mapping);
    assert_eq!(names(&after).len(), 2);
    assert!(plan.left.iter().any(|left| (left.what, left.count) == (What::Label, 1)), "{:?}", plan.left);
}

/// A project that has an annotation under each of these labels, and between the first two a relation of each kind.
fn calling(labels: &[&str], kinds: &[&str]) -> Project {
    let mut stamp = Stamp::of_number(50);
    let plain = foreign("Ada said so");
    let mut project = plain.clone();
    let mut builder = Builder::new(&plain);
    let (_, model) = plain.labels().remove(0);
    let (_, row) = plain.annotations().next().unwrap();
    let mut ends = Vec::new();
    for (at, name) in labels.iter().enumerate() {
        let key = LabelKey::slug(&format!("label {at}"));
        builder.put(key.clone(), Some(Label { name: (*name).to_owned(), rank: 9 + at as u32, ..model.clone() }));
        let id = AnnotationId(stamp.fresh());
        builder.put(id, Some(Annotation { label: key.clone(), attributes: Attributes::new(), ..row.clone() }));
        ends.push((id, key));
    }
    let (_, model) = plain.kinds().remove(0);
    let (_, tie) = plain.relations().next().unwrap();
    for (at, name) in kinds.iter().enumerate() {
        let key = KindKey::slug(&format!("kind {at}"));
        let (from, to) = (vec![ends[0].1.clone()], vec![ends[1].1.clone()]);
        builder.put(key.clone(), Some(Kind { name: (*name).to_owned(), from, to, ..model.clone() }));
        let (from, to) = (ends[0].0, ends[1].0);
        let tie = Relation { kind: key, from, to, attributes: Attributes::new(), ..tie.clone() };
        builder.put(RelationId(stamp.fresh()), Some(tie));
    }
    project.apply(&builder.finish()).unwrap();
    project
}

#[test]
fn names_that_are_not_the_same_stay_apart() {
    let labels = ["👍", "👎", "+", "-", "_", "C", "C++", "New", "News", "PER", "per", "日本", "日本人"];
    let other = calling(&labels, &["part-of", "part_of"]);
    let empty = Project::empty();
    let (adoption, after, plan) = bring(&empty, &other, &Mapping::new());
    let mut called: Vec<String> = after.labels().into_iter().map(|(_, row)| row.name.clone()).collect();
    called.retain(|name| labels.contains(&name.as_str()));
    assert_eq!(called, labels);
    assert_eq!((plan.annotations, plan.relations), (3 + labels.len(), 3), "{:?}", adoption.lost);
    // Nor are they taken for what is here: a sign is not another, and two that are like one are two.
    let (_, both, _) = bring(&calling(&["👍", "Per"], &[]), &other, &Mapping::new());
    let names: Vec<String> = both.labels().into_iter().map(|(_, row)| row.name.clone()).collect();
    assert!(["👍", "👎", "Per", "PER", "per"].iter().all(|name| names.iter().any(|known| known == name)), "{names:?}");
}

#[test]
fn relations_of_kinds_that_become_one_are_there_once() {
    let other = calling(&["A", "B"], &["part-of", "part_of"]);
    let new = || Becomes::New("part of".to_owned());
    let kinds = ["kind 0", "kind 1"].map(|key| (Part::Kind(KindKey::slug(key)), new()));
    let (adoption, _, plan) = bring(&here(), &other, &kinds.into_iter().collect());
    assert_eq!(plan.relations, 2);
    let lost: Vec<_> = adoption.lost.iter().map(|left| (left.what, left.count)).collect();
    assert_eq!(lost, [(What::Value, 1), (What::Twice, 1)]);
}
