//! Enters a file's rows into tables, and finds another name for a row whose name is taken.

use std::collections::{BTreeMap, HashMap};

use crate::say;
use crate::store::convert::{Id, Key, id_out_of};
use crate::store::notes::{Notes, Spot, short_id};
use crate::store::v1::Str;

/// The number that the next row gets whose name is taken, by its table and that name. Counted on, so that many rows of
/// one name do not each try all numbers.
#[derive(Default)]
pub(super) struct Numbers(HashMap<(&'static str, String), usize>);

/// Puts a row into a table. A second row of the same name that says the same is left out; one that says something else
/// gets the name that `renew` makes of a number. Returns the name under which the row is there, `None` when it was left
/// out.
pub(super) fn enter<K: Ord + Clone, T: PartialEq>(
    table: &mut BTreeMap<K, T>,
    (key, row): (K, T),
    spot: Spot<'_>,
    (notes, numbers): (&mut Notes<'_>, &mut Numbers),
    renew: impl Fn(usize) -> (K, String),
) -> Option<K> {
    match table.get(&key) {
        None => {}
        Some(there) if *there == row => {
            notes.odd(spot, say!("warning-same-twice"));
            return None;
        }
        Some(_) => {
            // The names follow from the row's own, so that the same file is always read alike.
            let number = numbers.0.entry(spot.name()).or_insert(2);
            let (fresh, name) = loop {
                let renewed = renew(*number);
                *number += 1;
                if !table.contains_key(&renewed.0) {
                    break renewed;
                }
            };
            notes.odd(spot, say!("warning-renamed", name = name));
            table.insert(fresh.clone(), row);
            return Some(fresh);
        }
    }
    table.insert(key.clone(), row);
    Some(key)
}

/// Makes the id of a row from its own and a number.
pub(super) fn new_id<I: Id + std::fmt::Display>(text: &Str<'_>) -> impl Fn(usize) -> (I, String) {
    move |number| {
        let id: I = id_out_of(&format!("{} {number}", &**text));
        (id, short_id(&id.to_string()))
    }
}

/// Makes the key of a row from its own and a number.
pub(super) fn new_key<K: Key + std::fmt::Display>(text: &Str<'_>) -> impl Fn(usize) -> (K, String) {
    move |number| {
        let key = K::made_of(&format!("{}-{number}", text.chars().take(40).collect::<String>()));
        let name = key.to_string();
        (key, name)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn rows_of_one_name_do_not_each_try_all_numbers() {
        let id = Str("x".into());
        let (mut table, mut notes, mut numbers) = (BTreeMap::new(), Notes::new(""), Numbers::default());
        let tries = Cell::new(0);
        let renew = |number: usize| {
            tries.set(tries.get() + 1);
            (number, number.to_string())
        };
        table.insert(4, usize::MAX);
        let names = (0..100)
            .filter_map(|row| enter(&mut table, (0, row), Spot::new("label", &id), (&mut notes, &mut numbers), renew));
        let expected: Vec<usize> = [0, 2, 3].into_iter().chain(5..).take(100).collect();
        assert_eq!(names.collect::<Vec<_>>(), expected);
        assert_eq!(tries.get(), 100, "a number a row, and one that was taken");
    }
}
