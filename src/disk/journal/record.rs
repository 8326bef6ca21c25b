//! The journal's bytes.
//!
//! A journal is a header (magic, version, 16 random bytes, SHA-256 of these) and records. A record is the length of its
//! body (4 bytes), its kind (1), its sequence number (8), the body, and a SHA-256 over the checksum before it and all
//! of these. So a record fits in one place of one journal only: what is changed, left out, put in another order or
//! taken from another journal is noticed. All numbers are little-endian.
//!
//! Reading takes any bytes. What it returns as [`Reading::entries`] is always a prefix of what was written.

use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::super::sys;
use super::{Base, Damage, Entry, Mark, Start};
use crate::model::text::Hash;
use crate::say;

const MAGIC: [u8; 8] = *b"GAINSAYJ";
const VERSION: u32 = 1;
/// Bytes of the header without its checksum: magic, version, random bytes.
const HEADER: usize = 8 + 4 + 16;
/// Bytes of a record before its body: length, kind, sequence number.
const FRONT: usize = 4 + 1 + 8;
/// Bytes of a checksum.
const SUM: usize = 32;
/// The longest body, in bytes.
pub(super) const LONGEST: usize = 1 << 30;
/// How far apart the sequence numbers of records are at most when some between them are damaged.
const LARGEST_GAP: u64 = 1 << 32;

const START: u8 = 1;
const TRANSACTION: u8 = 2;
const SAVING: u8 = 3;
const SAVED: u8 = 4;

const HAS_PATH: u8 = 1;
const HAS_SNAPSHOT: u8 = 2;
const IS_DIRTY: u8 = 4;

/// What one record says after the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The user changed something.
    Transaction(Arc<[u8]>),
    /// The project is about to be saved.
    Saving(Mark),
    /// The project was saved.
    Saved(Mark),
}

/// A record and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) sequence: u64,
    pub(super) content: Content,
}

/// Makes a journal's bytes.
pub(super) struct Encoder {
    sum: Hash,
    /// What the transactions that follow build on.
    base: Hash,
}

impl Encoder {
    /// Begins a journal: header and start.
    pub(super) fn begin(start: &Start, through: u64, out: &mut Vec<u8>) -> Encoder {
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(sys::random_name().as_bytes());
        let sum = Hash::of(&out[out.len() - HEADER..]);
        out.extend_from_slice(&sum.0);
        let mut encoder = Encoder { sum, base: start.base.hash() };
        let path = start.path.as_deref().map(sys::encode_path).unwrap_or_default();
        let mut flags = 0;
        flags |= if start.path.is_some() { HAS_PATH } else { 0 };
        flags |= if start.dirty { IS_DIRTY } else { 0 };
        let base: &[u8] = match &start.base {
            Base::File(hash) => &hash.0,
            Base::Snapshot(bytes) => {
                flags |= HAS_SNAPSHOT;
                bytes
            }
        };
        // Paths are far shorter than 4 GB.
        let length = u32::try_from(path.len()).unwrap_or(u32::MAX).to_le_bytes();
        encoder.put(START, through, &[&[flags], &length, &path, base], out);
        encoder
    }

    /// Appends a record.
    pub(super) fn push(&mut self, record: &Record, out: &mut Vec<u8>) {
        let sequence = record.sequence;
        match &record.content {
            Content::Transaction(payload) => {
                let base = self.base;
                self.put(TRANSACTION, sequence, &[&base.0, payload], out);
            }
            Content::Saving(mark) => self.put_mark(SAVING, sequence, mark, out),
            Content::Saved(mark) => {
                self.put_mark(SAVED, sequence, mark, out);
                self.base = mark.hash;
            }
        }
    }

    fn put_mark(&mut self, kind: u8, sequence: u64, mark: &Mark, out: &mut Vec<u8>) {
        self.put(kind, sequence, &[&mark.hash.0, &mark.through.to_le_bytes(), &sys::encode_path(&mark.path)], out);
    }

    fn put(&mut self, kind: u8, sequence: u64, body: &[&[u8]], out: &mut Vec<u8>) {
        let start = out.len();
        let length: usize = body.iter().map(|part| part.len()).sum();
        // The journal refuses what is longer than LONGEST, which fits.
        out.extend_from_slice(&u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
        out.push(kind);
        out.extend_from_slice(&sequence.to_le_bytes());
        body.iter().for_each(|part| out.extend_from_slice(part));
        self.sum = checksum(&self.sum.0, &out[start..]);
        out.extend_from_slice(&self.sum.0);
    }
}

fn checksum(before: &[u8], record: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(before).chain_update(record).finalize().into())
}

/// What a journal's bytes say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the transactions build on; `None` when the beginning is damaged.
    pub start: Option<Start>,
    /// The last sequence number that the start contains already.
    pub through: u64,
    /// The transactions, in the order in which they were made, up to the first damage.
    pub entries: Vec<Entry>,
    /// What the journal was told of saves, in order; `true` for those that were done.
    pub marks: Vec<(Mark, bool)>,
    /// Transactions found behind the damage. Some before them are missing, so they may not fit.
    pub stray: Vec<Entry>,
    /// How many bytes at the end are of a record that was never finished: what a crash leaves, and never acknowledged.
    pub torn: usize,
    /// What else is wrong.
    pub damage: Option<Damage>,
}

impl Reading {
    /// Returns the last transaction that is in the journal or in what it builds on.
    pub(super) fn last(&self) -> u64 {
        self.entries.last().map_or(self.through, |entry| entry.sequence.max(self.through))
    }
}

/// A record as it was found.
struct Found<'a> {
    kind: u8,
    sequence: u64,
    body: &'a [u8],
    end: usize,
}

/// Why there is no record at a place.
enum Unfit {
    /// The bytes end before it does.
    Short,
    /// It is there and wrong.
    Wrong(&'static str),
}

/// Reads a record that begins at `at`, behind the checksum of the one before it.
fn find(bytes: &[u8], at: usize) -> Result<Found<'_>, Unfit> {
    let (before, rest) = bytes.split_at_checked(at).ok_or(Unfit::Short)?;
    let before = before.last_chunk::<SUM>().ok_or(Unfit::Short)?;
    let (length, tail) = rest.split_first_chunk::<4>().ok_or(Unfit::Short)?;
    let (kind, tail) = tail.split_first().ok_or(Unfit::Short)?;
    let (sequence, _) = tail.split_first_chunk::<8>().ok_or(Unfit::Short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| Unfit::Short)?;
    let sum_at = FRONT.checked_add(length).ok_or(Unfit::Short)?;
    let (record, tail) = rest.split_at_checked(sum_at).ok_or(Unfit::Short)?;
    let (sum, tail) = tail.split_first_chunk::<SUM>().ok_or(Unfit::Short)?;
    if checksum(before, record).0 != *sum {
        // A crash can leave zeros where the end of the file was not written yet.
        let unwritten = sum.ends_with(&[0; 8]) && tail.iter().all(|byte| *byte == 0);
        return Err(if unwritten { Unfit::Short } else { Unfit::Wrong(say!("damage-record-checksum")) });
    }
    let (kind, sequence) = (*kind, u64::from_le_bytes(*sequence));
    Ok(Found { kind, sequence, body: &record[FRONT..], end: at + sum_at + SUM })
}

/// Reads a journal. Takes any bytes, copies no more than there are, and takes time linear in their number.
pub fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let damage = |at: usize, what: &'static str| Some(Damage { at, bytes: bytes.len() - at, what });
    let Some((header, rest)) = bytes.split_at_checked(HEADER) else {
        reading.damage = damage(0, say!("damage-short"));
        return reading;
    };
    if header[..MAGIC.len()] != MAGIC {
        reading.damage = damage(0, say!("damage-no-journal"));
    } else if rest.get(..SUM) != Some(&Hash::of(header).0) {
        reading.damage = damage(0, say!("damage-header-checksum"));
    } else if header[MAGIC.len()..MAGIC.len() + 4] != VERSION.to_le_bytes() {
        reading.damage = damage(0, say!("damage-newer"));
        return reading;
    }
    let mut at = (HEADER + SUM).min(bytes.len());
    if reading.damage.is_none() {
        match follow(bytes, at, &mut reading) {
            (end, None) => at = end,
            (end, Some(Unfit::Wrong(what))) => {
                at = end;
                reading.damage = damage(end, what);
            }
            (end, Some(Unfit::Short)) => {
                at = end;
                reading.torn = bytes.len() - end;
            }
        }
        if reading.start.is_none() && reading.damage.is_none() {
            // The start is durable before the journal gets its name.
            reading.damage = damage(at, say!("damage-first-torn"));
        }
    }
    if at < bytes.len() {
        reading.stray = salvage(bytes, at, reading.last());
        if !reading.stray.is_empty() && reading.damage.is_none() {
            // A record that seems to reach beyond the end, with whole ones behind it, has a wrong length.
            reading.torn = 0;
            reading.damage = damage(at, say!("damage-record-checksum"));
        }
    }
    reading
}

/// Takes record after record into `reading`; returns where it stopped and why, if not at the end.
fn follow(bytes: &[u8], mut at: usize, reading: &mut Reading) -> (usize, Option<Unfit>) {
    let mut base = Hash::of(b"");
    let mut last = 0;
    while at < bytes.len() {
        let found = match find(bytes, at) {
            Ok(found) => found,
            Err(_) if bytes[at..].iter().all(|byte| *byte == 0) => return (at, Some(Unfit::Short)),
            Err(unfit) => return (at, Some(unfit)),
        };
        let wrong = |what| (at, Some(Unfit::Wrong(what)));
        if reading.start.is_none() {
            let Some(start) = decode_start(&found) else { return wrong(say!("damage-no-start")) };
            base = start.base.hash();
            reading.start = Some(start);
            reading.through = found.sequence;
            last = found.sequence;
        } else if found.sequence <= last {
            return wrong(say!("damage-order"));
        } else {
            last = found.sequence;
            match found.kind {
                TRANSACTION => match decode_transaction(&found) {
                    Some((on, entry)) if on == base => reading.entries.push(entry),
                    _ => return wrong(say!("damage-other-file")),
                },
                SAVING | SAVED => {
                    let Some(mark) = decode_mark(found.body) else { return wrong(say!("damage-unreadable")) };
                    if found.kind == SAVED {
                        base = mark.hash;
                    }
                    reading.marks.push((mark, found.kind == SAVED));
                }
                _ => return wrong(say!("damage-kind")),
            }
        }
        at = found.end;
    }
    (at, None)
}

/// Looks behind a damage for transactions that fit their own checksum and the one before them.
///
/// Each place is tried; only few have a front that makes sense. The bytes hashed in vain are limited, so that bytes
/// made to be slow are given up instead.
fn salvage(bytes: &[u8], from: usize, mut last: u64) -> Vec<Entry> {
    let mut stray = Vec::new();
    let mut budget = bytes.len().saturating_mul(4);
    let mut at = from.max(SUM) + 1;
    while at + FRONT + SUM <= bytes.len() {
        let front = &bytes[at..at + FRONT];
        let length = u32::from_le_bytes([front[0], front[1], front[2], front[3]]) as usize;
        let sequence = u64::from_le_bytes([5, 6, 7, 8, 9, 10, 11, 12].map(|i| front[i]));
        let sensible = (TRANSACTION..=SAVED).contains(&front[4])
            && length <= bytes.len() - at - FRONT - SUM
            && sequence > last
            && sequence - last < LARGEST_GAP;
        if !sensible {
            at += 1;
            continue;
        }
        match find(bytes, at) {
            Ok(found) => {
                last = found.sequence;
                if found.kind == TRANSACTION
                    && let Some((_, entry)) = decode_transaction(&found)
                {
                    stray.push(entry);
                }
                at = found.end;
            }
            Err(_) => {
                let Some(left) = budget.checked_sub(length + FRONT) else { break };
                budget = left;
                at += 1;
            }
        }
    }
    stray
}

fn decode_transaction(found: &Found<'_>) -> Option<(Hash, Entry)> {
    let (base, payload) = found.body.split_first_chunk::<SUM>()?;
    Some((Hash(*base), Entry { sequence: found.sequence, payload: payload.into() }))
}

fn decode_start(found: &Found<'_>) -> Option<Start> {
    let (flags, rest) = found.body.split_first().filter(|_| found.kind == START)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (path, base) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    let path: Option<PathBuf> = if flags & HAS_PATH == 0 { None } else { Some(sys::decode_path(path)?) };
    let base = match flags & HAS_SNAPSHOT {
        0 => Base::File(Hash(base.try_into().ok()?)),
        _ => Base::Snapshot(base.into()),
    };
    Some(Start { path, base, dirty: flags & IS_DIRTY != 0 })
}

fn decode_mark(body: &[u8]) -> Option<Mark> {
    let (hash, rest) = body.split_first_chunk::<SUM>()?;
    let (through, path) = rest.split_first_chunk::<8>()?;
    Some(Mark { path: sys::decode_path(path)?, hash: Hash(*hash), through: u64::from_le_bytes(*through) })
}
