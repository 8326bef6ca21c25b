//! Takes a file apart where this program wrote it: the rows that stand one a line, and the rest.
//!
//! Nearly all of a large file is such rows, and each can be parsed without the others, so several threads share
//! them. Only a file whose checksum is right is read so, and only while nothing in it is odd: all others are read
//! from the first byte to the last by [`super::read()`], which alone says what is wrong and where.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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
        let Some(found) = text[copied..].find(head) else { continue };
        let mut at = copied + found + head.len();
        while let Some(length) = group_head(&text[at..]) {
            let rows = at + length;
            // A group without rows ends where its head does.
            let end = rows + text[rows - 1..].find(GROUP_END)?;
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

/// Parses the rows of all groups on several threads. `convert` makes something of a row, given the number of its group.
/// Returns what it made in no order; `None` as soon as it refuses one, or one is no row.
pub(super) fn each_row<'s, R: Deserialize<'s>, T: Send>(
    groups: &[&'s str],
    convert: impl Fn(usize, &R) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let pieces = pieces(groups);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut out = Vec::new();
        while let Some((group, rows)) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
            for line in rows.split_terminator('\n') {
                let Some(made) = row(line).and_then(|row| convert(*group, &row)) else {
                    // Nobody needs the other pieces then.
                    next.store(pieces.len(), Ordering::Relaxed);
                    return None;
                };
                out.push(made);
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

fn row<'s, R: Deserialize<'s>>(line: &'s str) -> Option<R> {
    let row = line.strip_prefix(INDENT)?.strip_suffix(',')?;
    if row.starts_with('(') && row.ends_with(')') { options().from_str(row).ok() } else { None }
}

/// Cuts the rows of groups at line ends, and names the group of each piece.
fn pieces<'s>(groups: &[&'s str]) -> Vec<(usize, &'s str)> {
    let mut pieces = Vec::new();
    for (group, rows) in groups.iter().enumerate() {
        let mut left = *rows;
        while !left.is_empty() {
            let behind = left.as_bytes().get(PIECE..).and_then(|bytes| bytes.iter().position(|byte| *byte == b'\n'));
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
        let convert = |group: usize, (number, _): &(Str<'_>, Str<'_>)| Some((number.parse::<usize>().ok()?, group));
        let mut made = each_row(&groups, convert).unwrap();
        made.sort_unstable();
        let expected: Vec<_> = (0..20_000).map(|number| (number, if number < 19_000 { 0 } else { 2 })).collect();
        assert_eq!(made, expected);
        let refused = |_: usize, (number, _): &(Str<'_>, Str<'_>)| (&**number != "12345").then_some(());
        assert_eq!(each_row(&groups, refused), None);
        for odd in ["(\"1\", \"\")\n", "    (\"1\", \"\"),\n", "            \"1\",\n", "            (1),\n"] {
            assert_eq!(each_row(&[odd], convert), None, "{odd}");
        }
    }
}
