//! Puts numbers into words.

use crate::app::Measured;
use crate::compare::agreement::{Interval, Scope, Unit, Value};
use crate::formats::agreement::label_name;
use crate::say;
use crate::ui::widgets::one_line;

/// Writes a number with two decimals; nothing less than zero is written as minus zero.
fn number(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    format!("{:.2}", if rounded == 0.0 { 0.0 } else { rounded }).replace('-', "\u{2212}")
}

/// Writes a value: two decimals, or that there is none.
pub(super) fn value(value: &Value) -> String {
    value.value.map_or_else(|_| say!("agreement-undefined").to_owned(), number)
}

/// Writes a value as it is shown: with a sign before it where an alignment that it rests on may not be the best.
pub(super) fn shown(measured: &Measured, scope: &Scope, of: &Value) -> String {
    if of.value.is_ok() && measured.table.approximate.contains(scope) {
        say!("agreement-about", value = value(of))
    } else {
        value(of)
    }
}

/// Writes a value, or why there is none.
pub(super) fn value_or_why(value: &Value) -> String {
    value.value.map_or_else(|why| why.told().to_owned(), number)
}

/// Writes an interval.
pub(super) fn interval(interval: Interval) -> String {
    say!("agreement-from-to", low = number(interval.low), high = number(interval.high))
}

/// Says how much was counted: "24 annotations".
pub(super) fn counted(unit: Unit, count: f64) -> String {
    let unit = match unit {
        Unit::Tokens => "tokens",
        Unit::CodePoints => "points",
        Unit::Annotations => "annotations",
        Unit::Relations => "relations",
        Unit::Matched => "matched",
    };
    let count = count.round();
    say!("agreement-count", unit = unit, count = count, shown = format!("{count:.0}"))
}

/// Lists sets as a sentence does.
fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            say!("agreement-and", before = before.join(say!("list-comma")), last = *last)
        }
        _ => names.concat(),
    }
}

/// Returns what a number is of, without its sets: a label, an article, or all.
pub(super) fn what(measured: &Measured, scope: &Scope) -> String {
    let comparison = &measured.comparison;
    let kind = scope.kind.and_then(|at| measured.table.kinds.get(at)).map(|(key, _)| key);
    if let Some(key) = kind {
        let mut named = comparison.sources.iter().filter_map(|source| source.project.kind(key));
        return named.next().map_or_else(|| key.to_string(), |row| row.name.clone());
    }
    match (scope.label, scope.piece) {
        (Some(label), _) => {
            comparison.labels.get(label).map_or_else(String::new, |key| label_name(comparison, key.as_str()))
        }
        (_, Some(piece)) => comparison.pieces.get(piece).map_or_else(String::new, |piece| one_line(&piece.title)),
        _ => say!("agreement-all").to_owned(),
    }
}

/// Says a number with all that is to be known of it: "claim, Ada and Ben: 0.71, 24 annotations".
pub(super) fn whole(measured: &Measured, scope: &Scope, value: &Value) -> String {
    let sides = &measured.comparison.sides;
    let said = if value.value.is_ok() { shown(measured, scope, value) } else { value_or_why(value) };
    let counted = counted(measured.table.measure.unit(), value.counted);
    match scope.pair {
        Some((one, other)) => {
            let names: Vec<&str> = [one, other].iter().filter_map(|at| Some(sides.get(*at)?.name.as_str())).collect();
            say!("agreement-number-pair", sets = listed(&names), value = said, counted = counted)
        }
        None => {
            let names: Vec<&str> = sides.iter().map(|side| side.name.as_str()).collect();
            let what = what(measured, scope);
            say!("agreement-number", what = what, sets = listed(&names), value = said, counted = counted)
        }
    }
}

/// Writes precision and recall, where they stand beside a number.
pub(super) fn beside(measured: &Measured, scope: &Scope) -> Option<[String; 2]> {
    let [precision, recall] = measured.beside.as_ref()?;
    Some([value(precision.value(scope)?), value(recall.value(scope)?)])
}

/// Says the same, with precision and recall, and with the interval and how it came about, or why there is none.
pub(super) fn tip(measured: &Measured, scope: &Scope, value: &Value) -> String {
    let mut told = whole(measured, scope, value);
    if let Some([precision, recall]) = beside(measured, scope) {
        told = say!("agreement-beside-tip", told = told, precision = precision, recall = recall);
    }
    if measured.table.approximate.contains(scope) {
        told = say!("agreement-about-tip", told = told, why = say!("agreement-approximate"));
    }
    match (value.interval, value.value) {
        (Ok(ends), _) => say!("agreement-interval-tip", told = told, interval = interval(ends)),
        (Err(why), Ok(_)) => say!("agreement-no-interval-tip", told = told, why = why.told()),
        (Err(_), Err(_)) => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::agreement::Undefined;

    fn of(value: Result<f64, Undefined>) -> Value {
        Value { value, counted: 1.0, interval: Err(crate::compare::agreement::NoInterval::OneBlock) }
    }

    #[test]
    fn numbers_have_two_decimals_and_reasons_stand_for_what_is_none() {
        for (number, text) in [(0.714, "0.71"), (1.0, "1.00"), (-0.25, "\u{2212}0.25"), (-0.001, "0.00")] {
            assert_eq!(value(&of(Ok(number))), text);
        }
        assert_eq!(value(&of(Err(Undefined::NoVariation))), "undefined");
        assert_eq!(value_or_why(&of(Err(Undefined::NothingMarked))), "undefined: nobody marked any");
        assert_eq!(counted(Unit::Tokens, 1.0), "1 token");
        assert_eq!(counted(Unit::CodePoints, 1204.0), "1204 code points");
        assert_eq!(listed(&["Ada"]), "Ada");
        assert_eq!(listed(&["Ada", "Ben", "Cem"]), "Ada, Ben and Cem");
    }
}
