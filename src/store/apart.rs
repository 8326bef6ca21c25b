//! Takes a file apart where this program wrote it: the rows that stand one a line, and the rest.
//!
//! Nearly all of a large file is such rows, and each can be parsed without the others, so several threads share
//! them. Only a file whose checksum is right is read so, and only while nothing in it is odd: all others are read
//! from the first byte to the last by [`super::read()`], which alone says what is wrong and where.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use memchr::{memchr, memmem};
use serde::Deserialize;

use super::read::{STACK, options};

/// Bytes of rows that a thread takes at a time.
const PIECE: usize = 1 << 16;
/// Threads that share the rows, at most. More would wait for each other's memory.
const THREADS: usize = 4;

/// What stands before a row.
const INDENT: &str = "            ";
/// The end of a group, the line end before it included.
const GROUP_END: &str = "\n        ]),\n";

/// A file that was taken apart.
pub(super) struct Parts<'s> {
    /// The file without the rows that were taken out; their groups are there, and empty.
    pub(super) rest: String,
    /// The rows of each group of annotations.
    pub(super) annotations: Vec<&'s str>,
    /// The rows of each group of relations.
    pub(super) relations: Vec<&'s str>,
}

/// Takes a file apart; `None` where it is not laid out as this program does it, or has no such rows.
pub(super) fn take(text: &str) -> Option<Parts<'_>> {
    let (mut annotations, mut relations) = (Vec::new(), Vec::new());
    let mut rest = String::new();
    let mut copied = 0;
    for (head, groups) in [("\n    annotations: [\n", &mut annotations), ("\n    relations: [\n", &mut relations)] {
        let Some(found) = memmem::find(&text.as_bytes()[copied..], head.as_bytes()) else { continue };
        let mut at = copied + found + head.len();
        while let Some(length) = group_head(&text[at..]) {
            let rows = at + length;
            // A group without rows ends where its head does.
            let end = rows + memmem::find(&text.as_bytes()[rows - 1..], GROUP_END.as_bytes())?;
            groups.push(&text[rows..end]);
            rest.push_str(&text[copied..rows]);
            copied = end;
            at = end + GROUP_END.len() - 1;
        }
    }
    rest.push_str(&text[copied..]);
    (copied > 0).then_some(Parts { rest, annotations, relations })
}

/// Returns the length of the line that begins a group, if there is one.
fn group_head(text: &str) -> Option<usize> {
    let line = &text[..text.find('\n')? + 1];
    (line.starts_with("        (set: \"") && line.ends_with(" rows: [\n")).then_some(line.len())
}

/// Has the rows of all groups read on several threads. `read` makes something of a row, given the number of its group.
/// Returns what it made in no order; `None` as soon as it refuses one, or one is no row, or `stop` is set.
pub(super) fn each_row<'s, T: Send>(
    groups: &[&'s str],
    stop: &AtomicBool,
    read: impl Fn(usize, &'s str) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let pieces = pieces(groups);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut out = Vec::new();
        while let Some((group, rows)) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
            let made = if stop.load(Ordering::Relaxed) { None } else { lines(rows, |row| read(*group, row), &mut out) };
            if made.is_none() {
                // Nobody needs the other pieces then.
                next.store(pieces.len(), Ordering::Relaxed);
                return None;
            }
        }
        Some(out)
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS).min(pieces.len());
    thread::scope(|scope| {
        let start = |_| thread::Builder::new().name("read rows".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        // What a thread that can't be started would have done, the others do.
        let helpers: Vec<_> = (1..threads).filter_map(|number| start(number).ok()).collect();
        let mut all = work();
        for helper in helpers {
            let more = helper.join().ok().flatten();
            all = all.zip(more).map(|(mut all, more)| {
                all.extend(more);
                all
            });
        }
        all
    })
}

/// Reads each line of a piece that holds a row; `None` as soon as one does not.
fn lines<'s, T>(mut rows: &'s str, read: impl Fn(&'s str) -> Option<T>, out: &mut Vec<T>) -> Option<()> {
    while !rows.is_empty() {
        let (line, more) = rows.split_at(memchr(b'\n', rows.as_bytes()).map_or(rows.len(), |end| end + 1));
        let line = line.strip_suffix('\n').unwrap_or(line);
        out.push(read(line.strip_prefix(INDENT)?.strip_suffix(',')?)?);
        rows = more;
    }
    Some(())
}

/// Reads a row as RON.
pub(super) fn row<'s, R: Deserialize<'s>>(row: &'s str) -> Option<R> {
    if row.starts_with('(') && row.ends_with(')') { options().from_str(row).ok() } else { None }
}

/// Cuts the rows of groups at line ends, and names the group of each piece.
fn pieces<'s>(groups: &[&'s str]) -> Vec<(usize, &'s str)> {
    let mut pieces = Vec::new();
    for (group, rows) in groups.iter().enumerate() {
        let mut left = *rows;
        while !left.is_empty() {
            let behind = left.as_bytes().get(PIECE..).and_then(|bytes| memchr(b'\n', bytes));
            let (piece, more) = left.split_at(behind.map_or(left.len(), |end| PIECE + end + 1));
            pieces.push((group, piece));
            left = more;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::v1::Str;
    use super::*;

    #[test]
    fn takes_out_rows_and_leaves_their_groups() {
        let head = "(\n    format: 1,\n    annotations: [\n        (set: \"a\", revision: \"b\", rows: [\n";
        let between = "        ]),\n        (set: \"c\", revision: \"b\", rows: [\n        ]),\n    ],\n    relations: [\n        (set: \"a\", rows: [\n";
        let tail = "        ]),\n    ],\n)\n";
        let file = format!("{head}            (x),\n            (y),\n{between}            (z),\n{tail}");
        let parts = take(&file).unwrap();
        assert_eq!(parts.rest, format!("{head}{between}{tail}"));
        assert_eq!(parts.annotations, ["            (x),\n            (y),\n", ""]);
        assert_eq!(parts.relations, ["            (z),\n"]);
        for other in
            ["", "(\n    format: 1,\n)\n", head, &file.replace("    relations", "  relations")[..file.len() - 30]]
        {
            let taken = take(other).map(|parts| parts.relations.len());
            assert!(taken.is_none_or(|relations| relations == 0), "{other}");
        }
    }

    #[test]
    fn every_row_is_parsed_once_whatever_the_pieces() {
        let rows: Vec<String> = (0..20_000).map(|number| format!("{INDENT}(\"{number}\", \"…\"),\n")).collect();
        let (first, second) = (rows[..19_000].concat(), rows[19_000..].concat());
        let groups = [first.as_str(), "", second.as_str()];
        assert!(pieces(&groups).len() > 4);
        let (go, stop) = (AtomicBool::new(false), AtomicBool::new(true));
        let number = |text| row::<(Str<'_>, Str<'_>)>(text)?.0.parse::<usize>().ok();
        let convert = |group: usize, text| Some((number(text)?, group));
        assert_eq!(each_row(&groups, &stop, convert), None);
        let mut made = each_row(&groups, &go, convert).unwrap();
        made.sort_unstable();
        let expected: Vec<_> = (0..20_000).map(|number| (number, if number < 19_000 { 0 } else { 2 })).collect();
        assert_eq!(made, expected);
        let refused = |_: usize, text| (number(text)? != 12_345).then_some(());
        assert_eq!(each_row(&groups, &go, refused), None);
        for odd in ["(\"1\", \"\")\n", "    (\"1\", \"\"),\n", "            \"1\",\n", "            (1),\n"] {
            assert_eq!(each_row(&[odd], &go, convert), None, "{odd}");
        }
    }
}
