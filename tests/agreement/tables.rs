//! Values by label, kind, article and pair, and the annotations behind each.

use std::collections::{BTreeMap, BTreeSet};

use super::annotated::{Marks, project};
use super::own::alike;
use super::{compare, table};
use gainsay::compare::agreement::*;
use gainsay::model::*;

/// Three annotators and two articles of ten paragraphs; the third is done with the second article only. In it all
/// differ in some paragraphs.
fn one_in_common() -> Comparison {
    let text = |word: &str| format!("{word} a b c\n\n").repeat(10);
    let (first, second) = (text("w"), text("x"));
    let marks = |step: usize| -> Marks<'static> {
        (0..10).map(|at| (9 * at, 9 * at + 1 + 2 * (at % step).min(1), "x")).collect()
    };
    let all = project(
        &[first, second],
        &[("a", vec![marks(2), marks(3)]), ("b", vec![marks(3), marks(4)]), ("c", vec![vec![], marks(5)])],
    );
    let mut project = all.clone();
    let mut builder = edit::Builder::new(&all);
    let (third, first) = (*all.sets()[2].0, *all.articles()[0].0);
    builder.put::<Done>((third, first), None);
    let step = builder.finish();
    project.apply(&step).unwrap();
    compare(project)
}

#[test]
fn a_pair_that_shares_one_article_has_the_interval_of_its_paragraphs() {
    let comparison = one_in_common();
    assert_eq!(comparison.pieces.len(), 2);
    let mut wide = 0;
    for measure in Measure::all(Same::Strict) {
        let found = table(&comparison, &measure);
        let value = |pair| *found.value(&Scope { pair: Some(pair), ..Scope::default() }).unwrap();
        for pair in [(0, 2), (1, 2)] {
            let found = value(pair);
            let (value, interval) = (found.value, found.interval);
            let (Ok(_), Ok(Interval { low, high })) = (value, interval) else {
                // All labels are the same: there is nothing for them to differ in. Or all paragraphs are.
                let nothing = value.is_err() && interval == Err(NoInterval::NoValue);
                let alike = value == Ok(1.0) && interval == Err(NoInterval::NoWidth);
                assert!(nothing || alike, "{measure:?}: {value:?} {interval:?}");
                continue;
            };
            assert!(high - low > 0.01, "{measure:?} of {pair:?}: {low} to {high}");
            wide += 1;
        }
        // The two that share both articles are drawn from those.
        let both = value((0, 1));
        let drawn = !matches!(both.interval, Err(NoInterval::OneBlock | NoInterval::OneArticle));
        assert!(drawn || both.value.is_err(), "{measure:?}: {both:?}");
        // An article by itself has none, and says why.
        for of_article in &found.articles {
            let why = if of_article.value.is_ok() { NoInterval::OneArticle } else { NoInterval::NoValue };
            assert_eq!(of_article.interval, Err(why), "{measure:?}");
        }
    }
    assert!(wide > 20, "only {wide} say something");
    // What a pair comes to is what it comes to in the article that it shares.
    let alone = {
        let Comparison { sources, .. } = comparison.clone();
        let sets: Vec<(usize, SetId)> = comparison.sides.iter().map(|side| (side.source, side.set)).collect();
        Comparison::of(sources, &[sets[0], sets[2]], &LabelMap::new())
    };
    assert_eq!(alone.pieces.len(), 1);
    for measure in Measure::all(Same::Strict) {
        let pair = Scope { pair: Some((0, 2)), ..Scope::default() };
        let (one, other) = (table(&comparison, &measure), table(&alone, &measure));
        assert!(alike(one.value(&pair).unwrap().value, other.overall.value), "{measure:?}");
    }
    // The best alignment of such a pair leads to the annotations, too.
    let mut measuring = Measuring::new(&comparison, Settings::default());
    measuring.table(Measure::Gamma, Watch::ALONE).unwrap();
    let traced = measuring.trace(&Measure::Gamma, &Scope { pair: Some((0, 2)), ..Scope::default() });
    assert!(!traced.is_empty() && traced.iter().all(|trace| trace.piece == 1));
}

/// The same, with a relation from each annotation to the next one of its side, also from one article to the other, and
/// a value of an attribute for most.
fn related() -> Comparison {
    let base = one_in_common().sources[0].project.clone();
    let mut stamp = Stamp::of_number(5);
    let mut scheme = edit::Builder::new(&base);
    let x = LabelKey::slug("x");
    let attribute = Attribute {
        rank: 0,
        name: "How sure".to_owned(),
        on: vec![Owner::Label(x.clone())],
        takes: AttributeType::Flag,
        definition: String::new(),
        examples: Vec::new(),
    };
    let kind = |name: &str, rank| Kind {
        rank,
        name: name.to_owned(),
        inverse: name.to_owned(),
        shortcut: None,
        from: vec![x.clone()],
        to: vec![x.clone()],
        definition: String::new(),
        examples: Vec::new(),
    };
    scheme.put(AttributeKey::slug("sure"), Some(attribute));
    scheme.put(KindKey::slug("leads to"), Some(kind("leads to", 0)));
    scheme.put(KindKey::slug("denies"), Some(kind("denies", 1)));
    let step = scheme.finish();
    let mut with = base.clone();
    with.apply(&step).unwrap();
    let before = with.clone();
    let mut builder = edit::Builder::new(&before);
    for (at, (set, _)) in before.sets().into_iter().enumerate() {
        let mut own: Vec<AnnotationId> = Vec::new();
        for (article, _) in before.articles() {
            let revision = before.latest(*article).unwrap().0;
            own.extend(before.in_order(revision).filter(|id| before.annotation(id).unwrap().set == *set));
        }
        for (number, pair) in own.windows(2).enumerate() {
            // Of each side's relations some are of the other kind, and the last one crosses into the other article.
            let name = if number % (at + 3) == 0 { "denies" } else { "leads to" };
            let (kind, attributes, note) = (KindKey::slug(name), Attributes::new(), String::new());
            let row = Relation { set: *set, kind, from: pair[0], to: pair[1], attributes, note, time: Time(0) };
            builder.put(RelationId(stamp.fresh()), Some(row));
        }
        for (number, id) in own.iter().enumerate().filter(|(number, _)| number % 7 != at) {
            let mut row = before.annotation(id).unwrap().clone();
            row.attributes.insert(AttributeKey::slug("sure"), gainsay::model::Value::Flag(number % (at + 2) == 0));
            builder.put(*id, Some(row));
        }
    }
    let step = builder.finish();
    with.apply(&step).unwrap();
    compare(with)
}

#[test]
fn relations_and_values_have_tables_as_marks_have() {
    let comparison = related();
    let settings = Settings { same: Same::Type, ..Settings::default() };
    let mut measuring = Measuring::new(&comparison, settings);
    let every = Measure::every(Same::Type, &attributes_of(comparison.sources.iter().map(|source| &source.project)));
    let own: Vec<Measure> =
        every.into_iter().filter(|one| matches!(one, Measure::Relations { .. } | Measure::Attribute(..))).collect();
    assert_eq!(own.len(), 6 + 9);
    let mut wide = 0;
    for measure in own {
        let found = measuring.table(measure.clone(), Watch::ALONE).unwrap();
        assert_eq!((found.articles.len(), found.pairs.len()), (2, 3), "{measure:?}");
        let by_kind = matches!(measure, Measure::Relations { labelled: true, .. });
        assert_eq!(found.kinds.len(), if by_kind { 2 } else { 0 }, "{measure:?}");
        let pair = Scope { pair: Some((0, 2)), ..Scope::default() };
        let value = found.value(&pair).unwrap();
        if let (Ok(value), Ok(Interval { low, high })) = (value.value, value.interval)
            && value < 1.0
        {
            wide += 1;
            assert!(high - low > 0.001, "{measure:?}: {low} to {high}");
        }
    }
    assert!(wide > 6, "only {wide} say something");
    // All ends count, also those of relations that lead from one article to the next.
    let relations = measuring.table(Measure::Relations { labelled: true, rate: Rate::F1 }, Watch::ALONE).unwrap();
    assert_eq!(relations.left_out, 0);
    let values = measuring.table(Measure::Attribute(AttributeKey::slug("sure"), Coefficient::Nominal), Watch::ALONE);
    assert!(values.unwrap().left_out > 0, "some have one value only");
    let ordered = Measure::Attribute(AttributeKey::slug("sure"), Coefficient::Ordinal);
    assert_eq!(measuring.table(ordered, Watch::ALONE).unwrap().overall.value, Err(Undefined::NoOrder));
    let none = Measure::Attribute(AttributeKey::slug("none"), Coefficient::Nominal);
    assert_eq!(measuring.table(none, Watch::ALONE).unwrap().overall.value, Err(Undefined::NothingCounted));
}

/// Lists the annotations that count in a scope: those in articles that two sides are done with, or all where the
/// measure asks for all.
fn expected(comparison: &Comparison, measure: &Measure, scope: &Scope) -> BTreeSet<AnnotationId> {
    let of: Vec<usize> = match scope.pair {
        Some((one, other)) => vec![one, other],
        None => (0..comparison.sides.len()).collect(),
    };
    let of_all = [Measure::FleissKappa, Measure::AlphaU, Measure::Gamma, Measure::GammaCat].contains(measure);
    let least = if of_all { of.len() } else { 2 };
    let mut all = BTreeSet::new();
    for (at, piece) in comparison.pieces.iter().enumerate() {
        let present: Vec<usize> = of.iter().copied().filter(|side| piece.marks[*side].is_some()).collect();
        if present.len() >= least && scope.piece.is_none_or(|only| only == at) {
            let marks = present.iter().flat_map(|side| piece.marks[*side].iter().flatten());
            all.extend(marks.filter(|mark| scope.label.is_none_or(|only| only == mark.label)).map(|mark| mark.id));
        }
    }
    all
}

/// Lists every value of a table by its scope.
fn scopes(table: &Table) -> Vec<Scope> {
    let all = Scope::default();
    let mut scopes = vec![all];
    scopes.extend((0..table.labels.len()).map(|at| Scope { label: Some(at), ..all }));
    scopes.extend((0..table.kinds.len()).map(|at| Scope { kind: Some(at), ..all }));
    scopes.extend((0..table.articles.len()).map(|at| Scope { piece: Some(at), ..all }));
    scopes.extend(table.pairs.iter().map(|(pair, _)| Scope { pair: Some(*pair), ..all }));
    scopes
}

#[test]
fn every_number_leads_to_what_was_counted() {
    let comparison = related();
    let attributes = attributes_of(comparison.sources.iter().map(|source| &source.project));
    let project = &comparison.sources[0].project;
    let mut walked = BTreeMap::new();
    for same in [Same::Strict, Same::Type, Same::Overlap(0.5), Same::Tokens] {
        let mut measuring = Measuring::new(&comparison, Settings { same, ..Settings::default() });
        for measure in Measure::every(same, &attributes) {
            let table = measuring.table(measure.clone(), Watch::ALONE).unwrap();
            for scope in scopes(&table) {
                let value = table.value(&scope).unwrap();
                let traced = measuring.trace(&measure, &scope);
                let what = format!("{measure:?} {same:?} {scope:?}: {value:?}");
                let marks: BTreeSet<AnnotationId> =
                    traced.iter().flat_map(|trace| &trace.marks).map(|(_, id)| *id).collect();
                let ties: BTreeSet<RelationId> =
                    traced.iter().flat_map(|trace| &trace.ties).map(|(_, id)| *id).collect();
                // Nothing is listed that is of another article, side, label or kind.
                let sides = |side: &usize| scope.pair.is_none_or(|(one, other)| [one, other].contains(side));
                assert!(traced.iter().all(|trace| scope.piece.is_none_or(|piece| trace.piece == piece)), "{what}");
                assert!(traced.iter().flat_map(|trace| &trace.marks).all(|(side, _)| sides(side)), "{what}");
                assert!(traced.iter().flat_map(|trace| &trace.ties).all(|(side, _)| sides(side)), "{what}");
                let kind = scope.kind.map(|at| &table.kinds[at].0);
                let of_kind = |id: &RelationId| kind.is_none_or(|kind| project.relation(id).unwrap().kind == *kind);
                assert!(ties.iter().all(of_kind), "{what}");
                let all = expected(&comparison, &measure, &scope);
                match measure.unit() {
                    // Counted is the text; listed is all that is marked in it.
                    Unit::Tokens | Unit::CodePoints => assert_eq!(marks, all, "{what}"),
                    Unit::Annotations if value.value.is_ok() => {
                        assert_eq!(marks, all, "{what}");
                        assert_eq!(marks.len() as f64, value.counted, "{what}");
                    }
                    Unit::Annotations => assert!(marks.is_subset(&all), "{what}"),
                    Unit::Relations => assert_eq!(ties.len() as f64, value.counted, "{what}"),
                    Unit::Matched => {
                        assert_eq!(traced.len() as f64, value.counted, "{what}");
                        let apart: usize = traced.iter().map(|trace| trace.marks.len()).sum();
                        assert!(apart == marks.len() && marks.is_subset(&all), "{what}");
                    }
                }
                if value.counted > 0.0 {
                    *walked.entry(measure.unit().key()).or_insert(0) += 1;
                }
            }
        }
    }
    // Of each there is enough to follow.
    assert!(walked.len() == 5 && walked.values().all(|times| *times > 60), "{walked:?}");
}
