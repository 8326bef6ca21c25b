//! Reads the ledger of small projects, and of the sample.

use std::collections::BTreeSet;

use super::*;
use crate::compare::revision::Plan;
use crate::model::actions::{self, NewText, Subject};
use crate::model::edit::Builder;
use crate::model::id::ChoiceKey;
use crate::model::scheme::{Scheme, Value};
use crate::model::*;
use crate::store;

mod history;

/// A project in which everything is marked by its words.
struct Desk {
    project: Project,
    stamp: Stamp,
    set: SetId,
}

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(1);
        let project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
        let set = *project.sets()[0].0;
        Desk { project, stamp, set }
    }

    fn apply(&mut self, step: &Step) {
        self.project.apply(&step.transaction).unwrap();
        self.stamp = Stamp::of_number(self.stamp.time.0.unsigned_abs() + self.project.annotation_count() as u64);
    }

    fn article(&mut self, outlet: &str, date: &str, text: &str) -> ArticleId {
        let details = Details { outlet: outlet.to_owned(), date: date.to_owned(), ..Details::default() };
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let (step, id) = actions::add_article(&self.project, details, text, blocks, "", &mut self.stamp).unwrap();
        self.apply(&step);
        id
    }

    /// Marks the first place of some words.
    fn mark(&mut self, article: ArticleId, label: &str, words: &str) -> AnnotationId {
        let (revision, row) = self.project.latest(article).unwrap();
        let start = row.text.as_str().find(words).unwrap();
        let fragments = Fragments::one(row.text.span(start, start + words.len()).unwrap());
        let label = LabelKey::slug(label);
        let made = actions::annotate(&self.project, self.set, revision, &label, fragments, &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(&step);
        id
    }

    fn relate(&mut self, from: AnnotationId, kind: &str, to: AnnotationId) -> RelationId {
        let made = actions::relate(&self.project, self.set, &KindKey::slug(kind), from, to, &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(&step);
        id
    }

    /// Joins a denial to a claim, with a scope.
    fn deny(&mut self, from: AnnotationId, to: AnnotationId, scope: &str) -> RelationId {
        let id = self.relate(from, "denies", to);
        self.choose(Subject::Relation(id), "scope", scope);
        id
    }

    fn choose(&mut self, subject: Subject, key: &str, choice: &str) {
        let value = Some(Value::Choice(ChoiceKey::slug(choice)));
        let step = actions::set_attribute(&self.project, subject, &AttributeKey::slug(key), value).unwrap();
        self.apply(&step);
    }

    fn source(&mut self, article: ArticleId, words: &str, kind: &str) -> AnnotationId {
        let id = self.mark(article, "source", words);
        self.choose(Subject::Annotation(id), "kind", kind);
        id
    }

    fn tie(&mut self, ids: &[AnnotationId]) -> RowKey {
        let (step, id) = actions::tie_claims(&self.project, ids, &mut self.stamp).unwrap();
        self.apply(&step);
        RowKey::Proposition(id)
    }

    fn same(&mut self, ids: &[AnnotationId]) -> Who {
        let (step, id) = actions::tie_entities(&self.project, ids, &mut self.stamp).unwrap();
        self.apply(&step);
        Who::Entity(id)
    }

    fn ledger(&self) -> Ledger {
        Ledger::of(&self.project, &BTreeSet::from([self.set]))
    }

    /// Lists the findings as keys without their ids.
    fn faults(&self) -> Vec<String> {
        let ledger = self.ledger();
        let sort = |finding: &Finding| finding.key.as_str().split('.').next().unwrap_or_default().to_owned();
        let mut all: Vec<String> = ledger.findings().map(sort).filter(|sort| sort != "no-verdict").collect();
        all.sort();
        all
    }

    /// Adds a later text of an article, as the program does: its annotations are carried over.
    fn revise(&mut self, article: ArticleId, text: &str) {
        let text = Text::new(text);
        let plan = Plan::of(&self.project, article, &text, &|| false).unwrap();
        let new = NewText { blocks: Block::guess(&text), text, origin: String::new(), adds_words: plan.adds_words };
        let made = actions::add_revision(&self.project, article, new, &plan.carried(), &mut self.stamp);
        let (step, _) = made.unwrap();
        self.apply(&step);
    }

    /// Returns what an annotation was carried over to last.
    fn now(&self, id: AnnotationId) -> AnnotationId {
        let next = |id: AnnotationId| {
            self.project.annotations().find(|(_, row)| row.derived_from.contains(&id)).map(|(id, _)| *id)
        };
        std::iter::successors(Some(id), |id| next(*id)).last().unwrap()
    }

    /// Says what later texts of an article did to a row, as its cell and the quotes below it say it.
    fn since(&self, key: RowKey, article: ArticleId) -> (Vec<String>, Vec<String>) {
        let ledger = self.ledger();
        let Some(cell) = ledger.row(key).and_then(|row| row.cell(article)) else { return (Vec::new(), Vec::new()) };
        let told = ledger.told(Some(cell)).into_iter().map(|told| told.text);
        let words = |former: &Former| {
            let row = self.project.annotation(&former.id).unwrap();
            format!("{}: {}", self.project.quote(row), ledger.former(former).unwrap())
        };
        (told.collect(), cell.former.iter().map(words).collect())
    }
}

const REPORT: &str = "Mayor knew\nThe mayor knew of the leak, two officials said. The dam is safe, said Ada Low.\n";
const DENIAL: &str = "Mayor denies\nThe mayor denies that she knew of the leak. The Gazette cited two officials.\n";

#[test]
fn a_cell_says_what_an_article_does() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "2026-03-06", REPORT);
    let denial = desk.article("Post", "7 March 2026", DENIAL);
    let other = desk.article("Echo", "2026-03-05", "Nothing of the kind\n");
    let knew = desk.mark(report, "claim", "The mayor knew of the leak");
    let officials = desk.source(report, "two officials", "anonymous");
    desk.relate(knew, "attributed to", officials);
    let headline = desk.mark(report, "claim", "Mayor knew");
    let worded = desk.mark(denial, "claim", "she knew of the leak");
    let no = desk.mark(denial, "denial", "The mayor denies that she knew of the leak");
    let mayor = desk.mark(denial, "actor", "The mayor");
    desk.relate(no, "made by", mayor);
    desk.deny(no, knew, "partial");
    desk.deny(no, worded, "full");
    let key = desk.tie(&[knew, headline, worded]);
    let ledger = desk.ledger();
    let columns: Vec<ArticleId> = ledger.columns().iter().map(|column| column.article).collect();
    assert_eq!(columns, [other, report, denial], "by publication");
    let row = ledger.row(key).unwrap();
    assert_eq!(row.wording, "The mayor knew of the leak", "the longest quote");
    assert_eq!(ledger.len(), 1);
    assert!(row.contested && !row.only_anonymous && row.unchecked && !row.in_one_article());
    // The headline says it flatly.
    assert_eq!(row.stance(report), Stance::Asserts);
    let cell = row.cell(report).unwrap();
    assert_eq!(cell.claims.iter().map(|said| said.voice).collect::<Vec<_>>(), [Voice::Own, Voice::Attributed]);
    assert_eq!(cell.annotations(), [headline, knew]);
    assert_eq!(cell.attributed_to(), [&Who::Alone(officials)]);
    // What a denial quotes, nobody claims there.
    assert_eq!(row.stance(denial), Stance::Denies(Extent::Full));
    let denied = row.cell(denial).unwrap().denied_by();
    let mayor = Who::Name("the mayor".into());
    assert_eq!(denied, [(&Extent::Full, vec![&mayor]), (&Extent::Partial, vec![&mayor])]);
    assert_eq!(row.cell(denial).unwrap().annotations(), [worded, no]);
    // Silence: not checked, then read for and not there.
    assert_eq!(row.stance(other), Stance::NotChecked);
    let RowKey::Proposition(id) = key else { panic!("a proposition") };
    let step = actions::mark_absent(&desk.project, id, other, desk.set, true, &desk.stamp).unwrap();
    desk.apply(&step);
    assert_eq!(desk.ledger().row(key).unwrap().stance(other), Stance::NotThere);
    let elsewhere = Ledger::of(&desk.project, &BTreeSet::new());
    assert!(elsewhere.is_empty() && elsewhere.findings().next().is_none(), "no set is taken into account");
    // Without the headline the row rests on people without a name.
    let step = actions::delete_annotations(&desk.project, &[headline]).unwrap();
    desk.apply(&step);
    let ledger = desk.ledger();
    assert!(ledger.row(key).unwrap().only_anonymous);
    // With a claim of its own beside the denial, the article does both.
    let own = desk.mark(denial, "claim", "Mayor denies");
    desk.tie(&[own, knew]);
    assert_eq!(desk.ledger().row(key).unwrap().stance(denial), Stance::Both(Voice::Own, Extent::Full));
}

#[test]
fn answers_that_reject_nothing_do_not_contest() {
    for (scope, contested) in [("full", true), ("partial", true), ("non-denial", false), ("no comment", false)] {
        let mut desk = Desk::new();
        let report = desk.article("Gazette", "", REPORT);
        let claim = desk.mark(report, "claim", "The dam is safe");
        let denial = desk.mark(report, "denial", "two officials said");
        let relation = desk.relate(denial, "denies", claim);
        assert!(desk.ledger().row(RowKey::Claim(claim)).unwrap().contested, "no scope is said: it may be one");
        assert_eq!(desk.faults(), ["no-scope"]);
        desk.choose(Subject::Relation(relation), "scope", scope);
        assert_eq!(desk.ledger().row(RowKey::Claim(claim)).unwrap().contested, contested, "{scope}");
        assert_eq!(desk.faults(), [""; 0]);
    }
}

#[test]
fn a_ladder_goes_down_as_far_as_it_goes() {
    let mut desk = Desk::new();
    let text = "A says that B reports that C and D hear that E\nSources say\n";
    let report = desk.article("Gazette", "", text);
    let other = desk.article("Post", "", text);
    let claim = desk.mark(report, "claim", "A says");
    let [b, c, d] = [("B", "organisation"), ("C", "anonymous"), ("D", "anonymous")]
        .map(|(words, kind)| desk.source(report, words, kind));
    let headline = desk.source(report, "Sources", "anonymous");
    for (from, to) in [(claim, b), (b, headline), (headline, c), (b, d)] {
        desk.relate(from, "attributed to", to);
    }
    let ladder = desk.ledger().ladder(claim);
    let rungs: Vec<_> = ladder.rungs.iter().map(|rung| (rung.source, rung.depth, rung.bottom)).collect();
    assert_eq!(rungs, [(b, 1, false), (d, 2, true), (headline, 2, false), (c, 3, true)]);
    assert_eq!((ladder.depth(), ladder.bottoms().len(), ladder.all_anonymous()), (3, 2, true));
    // The headline's sources are C: one rung, and one source fewer.
    let c_and_d = desk.same(&[headline, c]);
    let ladder = desk.ledger().ladder(claim);
    assert_eq!(ladder.depth(), 2);
    assert_eq!(ladder.rungs[1].also, [] as [AnnotationId; 0]);
    assert_eq!((&ladder.rungs[2].who, ladder.rungs[2].also.as_slice()), (&c_and_d, [c].as_slice()));
    assert_eq!(ladder.bottoms(), [(c_and_d.clone(), true), (Who::Alone(d), true)]);
    // Another article rests on the same source.
    let second = desk.mark(other, "claim", "A says");
    let heard = desk.source(other, "C", "anonymous");
    desk.relate(second, "attributed to", heard);
    let key = desk.tie(&[claim, second]);
    assert_eq!(desk.ledger().row(key).unwrap().shared().count(), 0, "a letter is no name for who has none");
    desk.same(&[c, heard]);
    let ledger = desk.ledger();
    let shared: Vec<&Bottom> = ledger.row(key).unwrap().shared().collect();
    assert_eq!(shared.len(), 1);
    assert_eq!((&shared[0].who, &shared[0].articles), (&c_and_d, &BTreeSet::from([report, other])));
    assert!(ledger.row(key).unwrap().only_anonymous);
    // One with a name at the bottom, and it is no longer so.
    desk.choose(Subject::Annotation(d), "kind", "named person");
    assert!(!desk.ledger().row(key).unwrap().only_anonymous);
}

#[test]
fn circles_of_sources_are_found_once_and_followed_nowhere() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", "A says that B reports that C and D hear that E\n");
    let claim = desk.mark(report, "claim", "E");
    let [a, b, c] = ["A", "B", "C"].map(|words| desk.source(report, words, "organisation"));
    for (from, to) in [(claim, a), (a, b), (b, c), (c, a)] {
        desk.relate(from, "attributed to", to);
    }
    assert_eq!(desk.faults(), ["circle"]);
    let ladder = desk.ledger().ladder(claim);
    assert_eq!(ladder.rungs.iter().map(|rung| rung.circle).collect::<Vec<_>>(), [false, false, true]);
    assert!(ladder.bottoms().is_empty() && !ladder.all_anonymous());
    // Not the same annotation, but the same source further down: a circle, too.
    let back = desk.project.relations_of(c).find(|(_, row)| row.from == c).unwrap().0;
    let step = actions::unrelate(&desk.project, &[back]).unwrap();
    desk.apply(&step);
    assert_eq!(desk.faults(), [""; 0]);
    desk.same(&[a, c]);
    assert_eq!(desk.faults(), ["circle"]);
    assert_eq!(
        desk.ledger().ladder(claim).rungs.iter().map(|rung| rung.circle).collect::<Vec<_>>(),
        [false, false, true]
    );
    // A chain longer than anybody reads is cut, not followed for ever.
    let mut desk = Desk::new();
    let words: Vec<String> = (0..240).map(|number| format!("s{number:04}")).collect();
    let report = desk.article("Gazette", "", &format!("{}\n", words.join(" ")));
    let mut last = desk.mark(report, "claim", "s0000");
    let claim = last;
    for word in &words[1..] {
        let next = desk.mark(report, "source", word);
        desk.relate(last, "attributed to", next);
        last = next;
    }
    assert_eq!(desk.ledger().ladder(claim).depth(), 200);
}

#[test]
fn the_same_name_is_the_same_person() {
    let mut desk = Desk::new();
    let one = desk.article("Gazette", "", "Ada  Low spoke. So did an official and the minister.\n");
    let two = desk.article("Post", "", "ADA LOW spoke. So did an official and Ms Low.\n");
    let first = desk.mark(one, "actor", "Ada  Low");
    let second = desk.source(two, "ADA LOW", "named person");
    let officials = [desk.source(one, "an official", "anonymous"), desk.source(two, "an official", "anonymous")];
    let who = |desk: &Desk, id| desk.ledger().who(id).unwrap().clone();
    assert_eq!(who(&desk, first), who(&desk, second));
    assert_ne!(who(&desk, officials[0]), who(&desk, officials[1]), "they have no name to be the same by");
    assert_eq!(desk.ledger().name(&who(&desk, first)), "Ada Low");
    // A tie brings all of that name along, and its own name is one more.
    let other = desk.mark(two, "actor", "Ms Low");
    let low = desk.same(&[second, other]);
    assert_eq!(who(&desk, first), low);
    let Who::Entity(id) = low else { panic!("an entity") };
    let step = actions::rename_entity(&desk.project, id, "The Minister").unwrap();
    desk.apply(&step);
    let minister = desk.mark(one, "actor", "the minister");
    assert_eq!(who(&desk, minister), low);
    assert_eq!(desk.ledger().people()[&low].len(), 4);
    assert_eq!(desk.ledger().name(&low), "The Minister");
    // Two entities of one name: what bears it is neither.
    let rival = desk.mark(one, "actor", "spoke");
    let rivals = desk.same(&[rival, first]);
    assert_eq!(who(&desk, first), rivals);
    let lone = desk.mark(two, "actor", "ADA LOW");
    assert_eq!(who(&desk, lone), Who::Name("ada low".into()));
}

#[test]
fn findings_name_what_an_editor_would_send_back_and_go_when_it_is_mended() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", REPORT);
    let denial = desk.mark(report, "denial", "two officials said");
    assert_eq!(desk.faults(), ["denies-nothing"]);
    let claim = desk.mark(report, "claim", "The dam is safe");
    desk.deny(denial, claim, "full");
    assert_eq!(desk.faults(), [""; 0]);
    let low = desk.mark(report, "actor", "Ada Low");
    assert_eq!(desk.faults(), ["loose"]);
    desk.relate(claim, "made by", low);
    assert_eq!(desk.faults(), ["no-source"]);
    // In the speaker's own article none is wanted.
    let details =
        |outlet: &str, author: &str| Details { outlet: outlet.into(), author: author.into(), ..Details::default() };
    for (own, faults) in [(details("ada low", ""), 0), (details("", "Ada  Low"), 0), (details("Ada", "Low"), 1)] {
        let step = actions::edit_details(&desk.project, report, own).unwrap();
        desk.apply(&step);
        assert_eq!(desk.faults().len(), faults);
    }
    let source = desk.source(report, "said Ada Low", "named person");
    desk.relate(claim, "attributed to", source);
    assert_eq!(desk.faults(), [""; 0]);
    // Who denies in full, and elsewhere in part, has to say which.
    desk.relate(denial, "made by", low);
    let again = desk.mark(report, "denial", "knew of the leak");
    desk.relate(again, "made by", low);
    let relation = desk.deny(again, claim, "no comment");
    assert_eq!(desk.faults(), ["opposite"]);
    let ledger = desk.ledger();
    let finding = ledger.findings().next().unwrap();
    assert_eq!(finding.fault.spot(), Some(Spot::Row(RowKey::Claim(claim))));
    assert!(finding.fault.told(&ledger).contains("Ada Low") && !finding.fault.remedy().is_empty());
    // A dismissal is found again by the finding's key, and undone by it.
    let step = actions::dismiss(&desk.project, &finding.key, " She changed her mind ", &desk.stamp).unwrap();
    desk.apply(&step);
    let ledger = desk.ledger();
    let finding = ledger.findings().next().unwrap();
    assert_eq!(ledger.dismissal(finding).unwrap().reason, "She changed her mind");
    let step = actions::undismiss(&desk.project, &finding.key).unwrap();
    desk.apply(&step);
    assert!(desk.ledger().findings().all(|finding| desk.ledger().dismissal(finding).is_none()));
    assert!(actions::dismiss(&desk.project, &finding.key, " ", &desk.stamp).is_err(), "a reason is wanted");
    desk.choose(Subject::Relation(relation), "scope", "full");
    assert_eq!(desk.faults(), [""; 0]);
    // A proposition wants a verdict, "unchecked" is one.
    let other = desk.mark(report, "claim", "The mayor knew");
    let RowKey::Proposition(id) = desk.tie(&[claim, other]) else { panic!("a proposition") };
    let verdicts = |desk: &Desk| desk.ledger().findings().filter(|f| f.fault == Fault::NoVerdict(id)).count();
    assert_eq!(verdicts(&desk), 1);
    desk.choose(Subject::Proposition(id), "verdict", "unchecked");
    assert_eq!(verdicts(&desk), 0);
    assert!(desk.ledger().row(RowKey::Proposition(id)).unwrap().unchecked);
}

#[test]
fn claims_are_parted_from_a_proposition() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", REPORT);
    let claims =
        ["The mayor knew of the leak", "The dam is safe", "Mayor knew"].map(|words| desk.mark(report, "claim", words));
    let RowKey::Proposition(id) = desk.tie(&claims) else { panic!("a proposition") };
    desk.choose(Subject::Proposition(id), "verdict", "true");
    let before = desk.project.clone();
    for wrong in [&claims[..], &[], &[AnnotationId(7)]] {
        assert!(actions::split_proposition(&desk.project, id, wrong, &mut desk.stamp).is_err());
    }
    let (step, fresh) = actions::split_proposition(&desk.project, id, &claims[1..], &mut desk.stamp).unwrap();
    desk.apply(&step);
    assert!(desk.project.index_is_right());
    assert_eq!(step.name, "Part 2 claims from “The mayor knew of the leak”");
    let ledger = desk.ledger();
    let [old, new] = [id, fresh].map(|id| ledger.row(RowKey::Proposition(id)).unwrap());
    assert_eq!((old.claims().count(), old.verdict.as_ref().map(ChoiceKey::as_str)), (1, Some("true")));
    assert_eq!((new.claims().count(), new.wording.as_str(), new.verdict.as_ref()), (2, "The dam is safe", None));
    desk.project.apply(&step.transaction.inverse()).unwrap();
    assert_eq!(desk.project, before);
}

#[test]
fn a_claim_gets_its_proposition_and_a_verdict_in_one_step() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", REPORT);
    let claim = desk.mark(report, "claim", "The dam is safe");
    let (key, value) = (AttributeKey::slug("verdict"), Value::Choice(ChoiceKey::slug("false")));
    let set = |project: &Project, id| actions::set_attribute(project, Subject::Proposition(id), &key, Some(value));
    let (step, id) = actions::propose_and(&desk.project, claim, &mut desk.stamp, set).unwrap();
    assert_eq!((step.name.as_str(), step.transaction.edits.len()), ("Set verdict to false", 1));
    desk.apply(&step);
    let ledger = desk.ledger();
    let row = ledger.row(RowKey::Proposition(id)).unwrap();
    assert_eq!((row.wording.as_str(), row.unchecked), ("The dam is safe", false));
    assert!(actions::propose_and(&desk.project, claim, &mut desk.stamp, |_, _| panic!("it has one")).is_err());
}

#[test]
fn a_scheme_without_sources_is_told() {
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut Stamp::of_number(1));
    assert_eq!(Ledger::of(&project, &BTreeSet::new()).missing(), []);
    let mut builder = Builder::new(&project);
    let denies = Attribute { on: Vec::new(), ..project.attribute(&AttributeKey::slug("scope")).unwrap().clone() };
    builder.put(AttributeKey::slug("scope"), Some(denies));
    builder.put::<Kind>(KindKey::slug("denies"), None);
    builder.put::<Kind>(KindKey::slug("attributed to"), None);
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    assert_eq!(Ledger::of(&project, &BTreeSet::new()).missing(), [Missing::Denies, Missing::AttributedTo]);
}

/// The test of use: what somebody new is to find out from the ledger alone.
#[test]
fn the_sample_answers_who_denies_what_who_is_silent_and_on_whose_word() {
    let sample = std::fs::read("samples/mi6.ron").unwrap();
    let project = store::read(&sample).unwrap().project;
    let ledger = Ledger::of(&project, &project.sets().into_iter().map(|(id, _)| *id).collect());
    let [report, denial] = [0, 1].map(|at| ledger.columns()[at].article);
    // What the government denies, and how far.
    let turkey = project.annotations().find(|(_, row)| project.quote(row) == "Turkey" && row.label.as_str() == "actor");
    let turkey = ledger.who(*turkey.unwrap().0).unwrap();
    let denied: Vec<(String, String)> = ledger
        .rows()
        .filter_map(|row| {
            let extents = row.denials().filter(|(_, denied)| denied.by.contains(turkey)).map(|(_, d)| d.extent.clone());
            let extents: BTreeSet<Extent> = extents.collect();
            (!extents.is_empty()).then(|| (row.wording.clone(), format!("{extents:?}")))
        })
        .collect();
    let told: Vec<(&str, &str)> =
        denied.iter().map(|(wording, extents)| (wording.as_str(), extents.as_str())).collect();
    assert_eq!(
        told,
        [
            ("MIT asked MI6 in February 2026 to take a larger role in protecting Sharaa", "{Full, Partial}"),
            ("After one incident in February, MIT appealed to MI6 for more support", "{NonDenial}"),
            ("MIT asked MI6 to protect the Syrian president", "{Full}"),
        ]
    );
    // Every sort of cell is there to be seen.
    let stances: Vec<Stance> = ledger.rows().flat_map(|row| [row.stance(report), row.stance(denial)]).collect();
    let one_of_each = [
        Stance::Asserts,
        Stance::Attributes,
        Stance::Denies(Extent::Full),
        Stance::Denies(Extent::NonDenial),
        Stance::Both(Voice::Attributed, Extent::Full),
        Stance::Both(Voice::Attributed, Extent::NoComment),
        Stance::NotThere,
        Stance::NotChecked,
    ];
    for stance in &one_of_each {
        assert!(stances.contains(stance), "{stance:?}");
    }
    // The check list has one entry, and two that may stand for a reason.
    let (stand, open): (Vec<&Finding>, Vec<&Finding>) =
        ledger.findings().partition(|finding| ledger.dismissal(finding).is_some());
    assert_eq!((stand.len(), open.len(), project.dismissals().count()), (2, 1, 2));
    // Which of the report's claims the denial never mentions.
    let silent = ledger.rows().filter(|row| row.cell(report).is_some_and(Cell::speaks));
    let silent: Vec<&Row> = silent.filter(|row| row.stance(denial) == Stance::NotThere).collect();
    assert_eq!(silent.len(), 12);
    assert!(silent.iter().any(|row| row.wording.contains("high-risk plot") && row.in_one_article()));
    // Which claims rest only on unnamed people.
    let anonymous: Vec<&Row> = ledger.rows().filter(|row| row.only_anonymous).collect();
    assert_eq!(anonymous.len(), 15);
    assert!(anonymous[0].contested && anonymous[0].shared().count() == 1, "five people, in both articles");
}

/// What random deeds seldom come to: names of outlets, and denials of claims on earlier texts.
#[test]
fn outlets_names_and_earlier_claims_are_followed() {
    let mut desk = Desk::new();
    let report = desk.article("Gazette", "", REPORT);
    let answer = desk.article("Post", "", DENIAL);
    let claim = desk.mark(report, "claim", "The dam is safe");
    let low = desk.mark(report, "actor", "Ada Low");
    desk.relate(claim, "made by", low);
    let mayor = desk.mark(answer, "actor", "The mayor");
    let mut ledger = desk.ledger();
    let mut follow = |desk: &Desk| {
        ledger.follow(&desk.project);
        assert!(ledger == desk.ledger());
        let voice = ledger.row(RowKey::Claim(claim)).map(|row| row.claims().next().unwrap().1.voice);
        (voice, ledger.findings().count())
    };
    assert_eq!(follow(&desk), (Some(Voice::Attributed), 2), "no source, and an actor joined to nothing");
    // The article turns out to be hers.
    let outlet = |desk: &mut Desk, outlet: &str| {
        let details = Details { outlet: outlet.to_owned(), ..Details::default() };
        let step = actions::edit_details(&desk.project, report, details).unwrap();
        desk.apply(&step);
    };
    outlet(&mut desk, "ADA LOW");
    assert_eq!(follow(&desk), (Some(Voice::Own), 1));
    outlet(&mut desk, "City Hall");
    assert_eq!(follow(&desk), (Some(Voice::Attributed), 2));
    // Or she turns out to be who publishes it.
    let Who::Entity(id) = desk.same(&[low, mayor]) else { panic!("an entity") };
    assert_eq!(follow(&desk), (Some(Voice::Attributed), 1));
    let step = actions::rename_entity(&desk.project, id, "City Hall").unwrap();
    desk.apply(&step);
    assert_eq!(follow(&desk), (Some(Voice::Own), 0));
    // A denial of what an earlier text said denies nothing, until that is tied to what the latest says.
    let denial = desk.mark(answer, "denial", "Mayor denies");
    desk.deny(denial, claim, "full");
    desk.relate(denial, "made by", mayor);
    assert_eq!(follow(&desk).1, 0);
    desk.revise(report, "The dam is quite safe\n");
    let (latest, _) = desk.project.latest(report).unwrap();
    let lost: Vec<AnnotationId> = desk.project.detached(latest).collect();
    assert_eq!(follow(&desk), (None, lost.len()), "all lost their place; the denial denies what it did");
    let step = actions::delete_annotations(&desk.project, &lost).unwrap();
    desk.apply(&step);
    assert_eq!(follow(&desk), (None, 1));
    let later = desk.mark(report, "claim", "quite safe");
    assert_eq!(follow(&desk), (None, 1));
    let RowKey::Proposition(tied) = desk.tie(&[claim, later]) else { panic!("a proposition") };
    desk.choose(Subject::Proposition(tied), "verdict", "true");
    assert_eq!(follow(&desk), (None, 0));
    let step = actions::untie_claim(&desk.project, claim).unwrap();
    desk.apply(&step);
    assert_eq!(follow(&desk), (None, 1));
}
