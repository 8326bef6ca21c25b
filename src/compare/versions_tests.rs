//! Makes changes and looks at the sentences that tell them.

use super::versions::*;
use crate::model::actions::{self, Subject};
use crate::model::edit::Builder;
use crate::model::scheme::Scheme;
use crate::model::{
    AnnotationId, ArticleId, AttributeKey, Block, Details, Fragments, Info, KindKey, LabelKey, Project, Stamp, Step,
    Text, Value,
};

const TEXT: &str = "Dam holds\nThe dam is safe, the mayor said. It never leaked. It is not so, neighbours said.\n";

struct Desk {
    project: Project,
    stamp: Stamp,
}

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(5);
        let project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let mut desk = Desk { project, stamp };
        desk.article("Dam holds", TEXT);
        desk
    }

    fn make(&mut self, step: Step) -> Difference {
        let before = self.project.clone();
        self.project.apply(&step.transaction).unwrap();
        let difference = Difference::of(&before, &self.project);
        assert!(!difference.is_empty(), "{}", step.name);
        assert_eq!(difference, Difference::by(&before, &self.project, &step.transaction), "{}", step.name);
        let back = Difference::of(&self.project, &before);
        assert_eq!(back.total, difference.total, "{}", step.name);
        assert_eq!(Difference::of(&self.project, &self.project.clone()), Difference::default());
        difference
    }

    /// Makes a step that one sentence tells.
    fn tells(&mut self, step: Step, where_: Option<&str>, said: &str) {
        let difference = self.make(step);
        let [group] = &difference.groups[..] else { panic!("{difference:?}") };
        assert_eq!((group.title.as_deref(), &group.entries[..]), (where_, &[said.to_owned()][..]));
        assert_eq!(difference.summary(), said);
    }

    fn article(&mut self, title: &str, text: &str) -> ArticleId {
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let details = Details { title: title.to_owned(), ..Details::default() };
        let (step, id) = actions::add_article(&self.project, details, text, blocks, "", &mut self.stamp).unwrap();
        self.make(step);
        id
    }

    fn annotate(&mut self, words: &str, label: &str) -> (Step, AnnotationId) {
        let article = *self.project.articles()[0].0;
        let set = *self.project.sets()[0].0;
        let (revision, row) = self.project.latest(article).unwrap();
        let start = row.text.as_str().find(words).unwrap();
        let at = Fragments::one(row.text.span(start, start + words.len()).unwrap());
        actions::annotate(&self.project, set, revision, &LabelKey::slug(label), at, &mut self.stamp).unwrap()
    }

    fn mark(&mut self, words: &str, label: &str) -> AnnotationId {
        let (step, id) = self.annotate(words, label);
        self.make(step);
        id
    }

    fn put<T: crate::model::edit::Row>(&self, key: T::Key, row: Option<T>) -> Step {
        let mut builder = Builder::new(&self.project);
        builder.put(key, row);
        Step { name: "put".into(), transaction: builder.finish() }
    }
}

#[test]
fn each_change_of_an_annotation_is_named() {
    let mut desk = Desk::new();
    let here = Some("Dam holds");
    let (step, claim) = desk.annotate("The dam is safe", "claim");
    desk.tells(step, here, "claim “The dam is safe” added");
    let p = desk.project.clone();
    desk.tells(actions::set_unsure(&p, &[claim], true).unwrap(), here, "claim “The dam is safe”: flagged as not sure");
    let p = desk.project.clone();
    let step = actions::set_note(&p, Subject::Annotation(claim), "who says?").unwrap();
    desk.tells(step, here, "claim “The dam is safe”: note changed");
    let p = desk.project.clone();
    let key = AttributeKey::slug("checkable");
    let step = actions::set_attribute(&p, Subject::Annotation(claim), &key, Some(Value::Flag(true))).unwrap();
    desk.tells(step, here, "claim “The dam is safe”: checkable is now yes");
    let p = desk.project.clone();
    let text = &p.revision(&p.annotation(&claim).unwrap().revision).unwrap().text;
    let at = Fragments::one(text.span(10, 17).unwrap());
    let step = actions::reshape(&p, claim, at).unwrap();
    desk.tells(step, here, "claim “The dam is safe”: now stands on “The dam”");
    let p = desk.project.clone();
    let step = actions::relabel(&p, &[claim], &LabelKey::slug("denial")).unwrap();
    desk.tells(step, here, "claim “The dam”: became denial and checkable is now not given");
    let p = desk.project.clone();
    desk.tells(actions::delete_annotations(&p, &[claim]).unwrap(), here, "denial “The dam” removed");
}

fn entity_name(step: &Step) -> String {
    let made = step.transaction.edits.iter().find_map(|edit| match edit {
        crate::model::Edit::Entity(change) => change.after.clone(),
        _ => None,
    });
    made.unwrap().name.clone()
}

#[test]
fn relations_propositions_and_entities_are_named() {
    let mut desk = Desk::new();
    let here = Some("Dam holds");
    let (claim, second) = (desk.mark("The dam is safe", "claim"), desk.mark("It never leaked", "claim"));
    let denial = desk.mark("It is not so", "denial");
    let set = *desk.project.sets()[0].0;
    let p = desk.project.clone();
    let (step, relation) = actions::relate(&p, set, &KindKey::slug("denies"), denial, claim, &mut desk.stamp).unwrap();
    desk.tells(step, here, "relation “denies” from denial “It is not so” to claim “The dam is safe” added");
    let p = desk.project.clone();
    let scope = Some(Value::Choice(crate::model::id::ChoiceKey::slug("partial")));
    let step = actions::set_attribute(&p, Subject::Relation(relation), &AttributeKey::slug("scope"), scope).unwrap();
    let said = "relation “denies” from denial “It is not so” to claim “The dam is safe”: scope is now partial";
    desk.tells(step, here, said);
    let p = desk.project.clone();
    let step = actions::unrelate(&p, &[relation]).unwrap();
    desk.tells(step, here, "relation “denies” from denial “It is not so” to claim “The dam is safe” removed");

    let p = desk.project.clone();
    let (step, proposition) = actions::propose(&p, claim, &mut desk.stamp).unwrap();
    desk.tells(step, None, "proposition “The dam is safe” added");
    let p = desk.project.clone();
    let step = actions::set_wording(&p, proposition, "The dam holds.").unwrap();
    desk.tells(step, None, "proposition “The dam is safe”: now worded “The dam holds.”");
    let p = desk.project.clone();
    let verdict = Some(Value::Choice(crate::model::id::ChoiceKey::slug("mostly true")));
    let subject = Subject::Proposition(proposition);
    let step = actions::set_attribute(&p, subject, &AttributeKey::slug("verdict"), verdict).unwrap();
    desk.tells(step, None, "proposition “The dam holds.”: verdict is now mostly true");
    let p = desk.project.clone();
    let (step, _) = actions::tie_claims(&p, &[claim, second], &mut desk.stamp).unwrap();
    desk.tells(step, None, "proposition “The dam holds.”: 1 annotation joined");
    let p = desk.project.clone();
    desk.tells(actions::untie_claim(&p, second).unwrap(), None, "proposition “The dam holds.”: 1 annotation left");

    let (mayor, others) = (desk.mark("the mayor", "actor"), desk.mark("neighbours", "actor"));
    let p = desk.project.clone();
    let (step, entity) = actions::tie_entities(&p, &[mayor, others], &mut desk.stamp).unwrap();
    let name = entity_name(&step);
    desk.tells(step, None, &format!("entity {name} added"));
    let p = desk.project.clone();
    desk.tells(
        actions::rename_entity(&p, entity, "the town").unwrap(),
        None,
        &format!("entity {name}: now named the town"),
    );
}

#[test]
fn articles_people_and_the_scheme_are_named() {
    let mut desk = Desk::new();
    let here = Some("Dam holds");
    let first = *desk.project.articles()[0].0;
    let p = desk.project.clone();
    let details =
        Details { date: "2026-03-07".into(), outlet: "Agency".into(), ..p.article(&first).unwrap().details.clone() };
    desk.tells(actions::edit_details(&p, first, details).unwrap(), here, "details changed: outlet and date");
    let set = *p.sets()[0].0;
    let p = desk.project.clone();
    let step = actions::mark_done(&p, set, first, true, &desk.stamp).unwrap();
    desk.tells(step, here, "marked as done by anna");
    let second = desk.article("Neighbours", "Neighbours\nThey say no.\n");
    let p = desk.project.clone();
    desk.tells(actions::move_article(&p, second, false).unwrap(), None, "order of the articles changed");
    let p = desk.project.clone();
    let gone = actions::remove_article(&p, second).unwrap();
    desk.tells(gone, Some("Neighbours"), "article “Neighbours” removed without annotations");
    desk.mark("The dam is safe", "claim");
    desk.mark("It is not so", "denial");
    let p = desk.project.clone();
    desk.tells(actions::remove_article(&p, first).unwrap(), here, "article “Dam holds” removed with 2 annotations");

    let p = desk.project.clone();
    let info = Info { title: "Dams".into(), ..Info::default() };
    desk.tells(actions::edit_info(&p, info).unwrap(), None, "title or note of the project changed");
    let anna = *p.annotators()[0].0;
    let p = desk.project.clone();
    let step = actions::rename_annotator(&p, anna, "Anna B.").unwrap();
    desk.tells(step, None, "annotator anna renamed to Anna B.");
    let p = desk.project.clone();
    let (step, _) = actions::add_annotator(&p, "ben", &mut desk.stamp).unwrap();
    assert_eq!(desk.make(step).groups[0].entries, ["annotator ben added", "set of ben added"]);
    let key = LabelKey::slug("actor");
    let renamed = crate::model::Label { name: "player".into(), ..desk.project.label(&key).unwrap().clone() };
    desk.tells(desk.put(key.clone(), Some(renamed.clone())), None, "label actor renamed to player");
    let recoloured = crate::model::Label { colour: 9, ..renamed };
    desk.tells(desk.put(key, Some(recoloured)), None, "label player changed");
    let key = AttributeKey::slug("descriptor");
    desk.tells(desk.put::<crate::model::Attribute>(key, None), None, "attribute descriptor removed");
    let key = KindKey::slug("about");
    desk.tells(desk.put::<crate::model::Kind>(key, None), None, "relation kind about removed");
}

#[test]
fn what_differs_is_counted_by_article_and_its_list_is_bounded() {
    let mut desk = Desk::new();
    let before = desk.project.clone();
    let start = TEXT.find("The dam").unwrap();
    let (revision, row) = desk.project.latest(*desk.project.articles()[0].0).unwrap();
    let (text, set) = (row.text.clone(), *desk.project.sets()[0].0);
    for at in 0..(LISTED + 34) {
        let label = LabelKey::slug(["claim", "denial", "source", "actor"][at / 60]);
        let span = text.span(start + at % 60, start + at % 60 + 5).unwrap();
        let made = actions::annotate(&desk.project, set, revision, &label, Fragments::one(span), &mut desk.stamp);
        desk.project.apply(&made.unwrap().0.transaction).unwrap();
    }
    let claim = *desk.project.annotations().find(|(_, row)| row.label.as_str() == "claim").unwrap().0;
    let (step, _) = actions::propose(&desk.project, claim, &mut desk.stamp).unwrap();
    desk.project.apply(&step.transaction).unwrap();
    let difference = Difference::of(&before, &desk.project);
    let [article, project] = &difference.groups[..] else { panic!("{difference:?}") };
    assert_eq!(article.counts, ["234 annotations added"]);
    assert_eq!((article.entries.len(), article.more), (LISTED, 34));
    assert!(article.entries[0].ends_with("“The d” added"), "in the order of the text: {}", article.entries[0]);
    assert_eq!((project.entries.len(), project.more), (0, 1), "counted, not listed");
    assert_eq!(difference.total, 235);
    assert_eq!(difference.summary(), "234 annotations added in “Dam holds”; 1 proposition added");
}

#[test]
fn an_exercise_that_comes_changes_or_goes_is_told_in_its_article() {
    let mut desk = Desk::new();
    let (step, claim) = desk.annotate("The dam is safe", "claim");
    desk.make(step);
    let article = *desk.project.articles()[0].0;
    let set = *desk.project.sets()[0].0;
    let (text, _) = desk.project.latest(article).unwrap();
    let draft = actions::draft_exercise(&desk.project, text, set).unwrap();
    let (step, id) = actions::add_exercise(&desk.project, draft, &mut desk.stamp).unwrap();
    desk.tells(step, Some("Dam holds"), "exercise “Dam holds” added");
    let step = actions::set_example(&desk.project, id, claim, true).unwrap();
    desk.tells(step, Some("Dam holds"), "exercise “Dam holds” changed");
    let step = actions::remove_exercise(&desk.project, id).unwrap();
    desk.tells(step, Some("Dam holds"), "exercise “Dam holds” removed");
}
