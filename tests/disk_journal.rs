//! Tests the journal through its public interface, and its reader on damaged and random bytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use gainsay::disk::journal::{Ending, OnDisk, Reading, read};
use gainsay::disk::{Base, Expect, Folders, Generations, Journal, Leftover, Start, recover, save_project};
use gainsay::model::text::Hash;
use proptest::prelude::*;

#[path = "fuzz/checks.rs"]
mod checks;

/// An empty folder for one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("gainsay-journal-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Scratch(fs::canonicalize(folder).unwrap())
    }

    fn folders(&self) -> Folders {
        Folders::under(&self.0.join("home"))
    }

    fn project(&self) -> PathBuf {
        self.0.join("p.ron")
    }

    fn generations(&self) -> Generations {
        Generations::new(&self.folders())
    }

    fn journal(&self, start: Start) -> Journal {
        Journal::begin(&self.folders(), start, Box::new(|| {}))
    }

    /// Writes the project's file and begins its journal.
    fn open(&self, content: &str) -> Journal {
        fs::write(self.project(), content).unwrap();
        self.journal(on_file(&self.project(), content))
    }

    fn only_leftover(&self) -> Leftover {
        let mut found = recover(&self.folders()).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    fn sessions(&self) -> usize {
        fs::read_dir(self.folders().journals()).map_or(0, Iterator::count)
    }

    fn trashed(&self) -> usize {
        fs::read_dir(self.folders().trash()).map_or(0, Iterator::count)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn on_file(path: &Path, content: &str) -> Start {
    Start { path: Some(path.to_owned()), base: Base::File(Hash::of(content.as_bytes())), dirty: false }
}

fn untitled(content: &str, dirty: bool) -> Start {
    Start { path: None, base: Base::Snapshot(content.as_bytes().into()), dirty }
}

fn texts(leftover: &Leftover) -> Vec<String> {
    leftover.entries.iter().map(|entry| String::from_utf8_lossy(&entry.payload).into_owned()).collect()
}

fn append(journal: &Journal, payloads: &[&str]) -> u64 {
    let last = payloads.iter().fold(0, |_, payload| journal.append(payload.as_bytes().to_vec()));
    assert!(journal.wait_for(last), "{:?}", journal.take_error());
    last
}

/// Returns the only journal file there is.
fn file(folders: &Folders) -> PathBuf {
    let session = fs::read_dir(folders.journals()).unwrap().flatten().find(|entry| entry.path().is_dir()).unwrap();
    let files: Vec<_> = fs::read_dir(session.path()).unwrap().flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

#[test]
fn what_was_acknowledged_is_found_in_order() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    let last = append(&journal, &["one", "two", "", "four"]);
    assert_eq!((last, journal.acknowledged(), journal.sequence()), (4, 4, 4));
    assert!(!journal.is_failing());
    drop(journal);
    let leftover = scratch.only_leftover();
    assert_eq!(texts(&leftover), ["one", "two", "", "four"]);
    assert_eq!(leftover.entries.iter().map(|entry| entry.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(leftover.path, Some(scratch.project()));
    assert_eq!(leftover.on_disk, OnDisk::Same);
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"base");
    assert!(leftover.damage.is_empty() && leftover.modified.is_some());
}

#[test]
fn nothing_is_written_before_there_is_something_to_lose() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    assert!(journal.wait_for(journal.point()));
    assert_eq!(scratch.sessions(), 0);
    drop(journal);
    let journal = scratch.journal(untitled("article", true));
    assert!(journal.wait_for(journal.point()));
    drop(journal);
    let leftover = scratch.only_leftover();
    assert_eq!((leftover.entries.len(), leftover.on_disk.clone()), (0, OnDisk::Untitled));
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"article");
}

#[test]
fn a_living_journal_is_nobody_elses() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    append(&journal, &["one"]);
    assert!(recover(&scratch.folders()).unwrap().is_empty());
    append(&journal, &["two"]);
    drop(journal);
    let leftover = scratch.only_leftover();
    assert!(recover(&scratch.folders()).unwrap().is_empty(), "a second program offers it too");
    leftover.keep();
    assert_eq!(texts(&scratch.only_leftover()), ["one", "two"]);
}

#[test]
fn closing_keeps_discards_or_leaves_nothing() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    append(&journal, &["one"]);
    journal.close(Ending::Keep).unwrap();
    scratch.only_leftover().discard().unwrap();
    assert_eq!((scratch.sessions(), scratch.trashed()), (0, 1));
    for i in 2..9 {
        let journal = scratch.open("base");
        append(&journal, &["one"]);
        journal.close(Ending::Discard).unwrap();
        assert_eq!((scratch.sessions(), scratch.trashed()), (0, i.min(5)));
    }
}

#[test]
fn a_save_begins_the_journal_anew() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    let through = append(&journal, &["one", "two"]);
    let later = journal.append(b"three".to_vec());
    let expect = Expect::Content(Hash::of(b"base"));
    let saved = save_project(&journal, &scratch.project(), b"base+2", through, expect, &scratch.generations()).unwrap();
    assert!(saved.is_confirmed());
    assert!(journal.wait_for(journal.point()) && journal.acknowledged() > later);
    let reading = read(&fs::read(file(&scratch.folders())).unwrap());
    assert_eq!(reading.start, Some(on_file(&scratch.project(), "base+2")));
    assert_eq!((reading.through, reading.entries.len(), reading.marks.len()), (through, 1, 0));
    append(&journal, &["four"]);
    drop(journal);
    let leftover = scratch.only_leftover();
    assert_eq!((texts(&leftover), leftover.on_disk.clone()), (vec!["three".into(), "four".into()], OnDisk::Same));
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"base+2");
    // Two contents are kept: what was there, and what is.
    assert_eq!(scratch.generations().find(Hash::of(b"base")).unwrap(), b"base");
}

#[test]
fn nothing_is_left_when_all_is_saved() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    let through = append(&journal, &["one"]);
    save_project(&journal, &scratch.project(), b"base+1", through, Expect::Anything, &scratch.generations()).unwrap();
    journal.close(Ending::Keep).unwrap();
    assert_eq!((scratch.sessions(), scratch.trashed()), (0, 0));
}

#[test]
fn an_untitled_project_gets_a_name_by_its_first_save() {
    let scratch = Scratch::new();
    let journal = scratch.journal(untitled("", false));
    let through = append(&journal, &["one"]);
    save_project(&journal, &scratch.project(), b"1", through, Expect::Nothing, &scratch.generations()).unwrap();
    append(&journal, &["two"]);
    drop(journal);
    let leftover = scratch.only_leftover();
    assert_eq!(leftover.path, Some(scratch.project()));
    assert_eq!(
        (texts(&leftover), leftover.base_bytes(&scratch.generations()).unwrap()),
        (vec!["two".into()], b"1".into())
    );
}

#[test]
fn a_crash_right_after_the_rename_is_told_by_the_files_hash() {
    for (on_disk, expected) in [("base+2", vec!["three"]), ("base", vec!["one", "two", "three"])] {
        let scratch = Scratch::new();
        let journal = scratch.open("base");
        let through = append(&journal, &["one", "two"]);
        journal.saving(&scratch.project(), Hash::of(b"base+2"), through);
        append(&journal, &["three"]);
        fs::write(scratch.project(), on_disk).unwrap();
        drop(journal);
        let leftover = scratch.only_leftover();
        assert_eq!(
            (texts(&leftover), leftover.on_disk.clone()),
            (expected.iter().map(|t| t.to_string()).collect(), OnDisk::Same)
        );
        assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), on_disk.as_bytes());
    }
    // A crash in the same moment with nothing done since leaves nothing to offer.
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    let through = append(&journal, &["one"]);
    assert!(journal.wait_for(journal.saving(&scratch.project(), Hash::of(b"base+1"), through)));
    fs::write(scratch.project(), "base+1").unwrap();
    drop(journal);
    assert!(recover(&scratch.folders()).unwrap().is_empty());
    assert_eq!(scratch.sessions(), 0);
}

#[test]
fn a_file_changed_by_others_has_its_base_among_the_generations() {
    let scratch = Scratch::new();
    scratch.generations().keep(&scratch.project(), b"base").unwrap();
    let journal = scratch.open("base");
    append(&journal, &["one"]);
    drop(journal);
    fs::write(scratch.project(), "theirs").unwrap();
    let leftover = scratch.only_leftover();
    assert_eq!(leftover.on_disk, OnDisk::Changed(Hash::of(b"theirs")));
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"base");
    leftover.keep();
    fs::remove_file(scratch.project()).unwrap();
    let leftover = scratch.only_leftover();
    assert_eq!(leftover.on_disk, OnDisk::Gone);
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"base");
}

#[test]
fn work_is_taken_up_again_and_the_old_journal_goes_to_the_trash() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    append(&journal, &["one", "two"]);
    drop(journal);
    let leftover = scratch.only_leftover();
    let journal = scratch.journal(on_file(&scratch.project(), "base"));
    leftover.entries.iter().for_each(|entry| assert!(journal.append(entry.payload.to_vec()) > 0));
    leftover.hand_over(&journal.receipt()).unwrap();
    assert_eq!(scratch.trashed(), 1);
    append(&journal, &["three"]);
    drop(journal);
    assert_eq!(texts(&scratch.only_leftover()), ["one", "two", "three"]);
    // As a snapshot, with no transactions.
    let leftover = scratch.only_leftover();
    let (made, wait) = mpsc::channel::<()>();
    let start = move || {
        // The start takes its time; nothing waits for it but the journal's own thread.
        wait.recv().unwrap();
        untitled("recovered", true)
    };
    let journal = Journal::begin_with(&scratch.folders(), start, Box::new(|| {}));
    assert_eq!(journal.append(b"four".to_vec()), 1);
    let receipt = journal.receipt();
    assert_eq!(journal.acknowledged(), 0);
    made.send(()).unwrap();
    leftover.hand_over(&receipt).unwrap();
    drop(journal);
    let leftover = scratch.only_leftover();
    assert_eq!(leftover.base_bytes(&scratch.generations()).unwrap(), b"recovered");
    assert_eq!(texts(&leftover), ["four"]);
}

#[test]
fn a_state_folder_that_cannot_be_written_is_told_and_tried_again() {
    let scratch = Scratch::new();
    fs::write(scratch.0.join("home"), "in the way").unwrap();
    let (sender, wakes) = mpsc::channel();
    let wake = Box::new(move || sender.send(()).unwrap_or(()));
    fs::write(scratch.project(), "base").unwrap();
    let journal = Journal::begin(&scratch.folders(), on_file(&scratch.project(), "base"), wake);
    let one = journal.append(b"one".to_vec());
    assert!(!journal.wait_for(one));
    wakes.recv().unwrap();
    assert!(journal.is_failing());
    let error = journal.take_error().unwrap();
    assert!(!error.overcome && error.to_string().contains("only in memory"), "{error}");
    // One that fails says so again when it is closed, for then what it could not write is lost.
    let other = scratch.journal(on_file(&scratch.project(), "base"));
    assert!(!other.wait_for(other.append(b"lost".to_vec())));
    assert!(other.take_error().is_some() && other.close(Ending::Keep).is_err());
    // It is told once, and what waits is written as soon as that is possible.
    fs::remove_file(scratch.0.join("home")).unwrap();
    let two = journal.append(b"two".to_vec());
    while !journal.wait_for(two) {}
    assert!(!journal.is_failing());
    drop(journal);
    assert_eq!(texts(&scratch.only_leftover()), ["one", "two"]);
}

#[test]
fn a_failed_resume_gives_the_leftover_back() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    append(&journal, &["one"]);
    drop(journal);
    let leftover = scratch.only_leftover();
    // The journals' folder becomes a file: nothing can be made in it.
    let (journals, aside) = (scratch.folders().journals(), scratch.0.join("aside"));
    fs::rename(&journals, &aside).unwrap();
    fs::write(&journals, "").unwrap();
    let journal = scratch.journal(on_file(&scratch.project(), "base"));
    journal.append(b"one".to_vec());
    let failed = leftover.hand_over(&journal.receipt()).unwrap_err();
    assert!(journal.take_error().is_some() && failed.to_string().contains("stays where it was"), "{failed}");
    assert_eq!(texts(&failed.leftover), ["one"]);
    fs::remove_file(&journals).unwrap();
    fs::rename(&aside, &journals).unwrap();
    drop(failed);
    assert_eq!(texts(&scratch.only_leftover()), ["one"]);
}

#[test]
fn many_threads_keep_one_order() {
    let scratch = Scratch::new();
    let journal = Arc::new(scratch.open("base"));
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let journal = Arc::clone(&journal);
            std::thread::spawn(move || (0..50).map(|_| journal.append(b"x".to_vec())).max())
        })
        .collect();
    assert_eq!(workers.into_iter().filter_map(|worker| worker.join().unwrap()).max(), Some(200));
    assert!(journal.wait_for(200));
    drop(journal);
    let leftover = scratch.only_leftover();
    assert!(leftover.entries.iter().map(|entry| entry.sequence).eq(1..=200));
}

#[test]
fn of_several_files_the_one_that_reaches_furthest_counts() {
    let scratch = Scratch::new();
    let journal = scratch.open("base");
    append(&journal, &["one"]);
    let folders = scratch.folders();
    let first = file(&folders);
    let short = fs::read(&first).unwrap();
    append(&journal, &["two"]);
    fs::write(first.with_file_name("00000002.journal"), &short).unwrap();
    drop(journal);
    assert_eq!(texts(&scratch.only_leftover()), ["one", "two"]);
    fs::copy(&first, first.with_file_name("00000003.journal")).unwrap();
    fs::write(&first, short).unwrap();
    assert_eq!(texts(&scratch.only_leftover()), ["one", "two"]);
}

/// Makes a journal of a few records of each kind and returns its file and bytes.
fn sample(scratch: &Scratch) -> (PathBuf, Vec<u8>) {
    let journal = scratch.open("base");
    append(&journal, &["one", "two"]);
    journal.saving(&scratch.project(), Hash::of(b"never"), 2);
    append(&journal, &["three", "a longer one of some thirty bytes"]);
    let path = file(&scratch.folders());
    drop(journal);
    let bytes = fs::read(&path).unwrap();
    (path, bytes)
}

/// Returns where the records end: the lengths at which a truncation tears nothing.
fn ends(bytes: &[u8]) -> Vec<usize> {
    let whole = |end: &usize| {
        let reading = read(&bytes[..*end]);
        reading.start.is_some() && reading.torn == 0
    };
    (0..=bytes.len()).filter(whole).collect()
}

fn is_prefix(part: &Reading, whole: &Reading) -> bool {
    whole.entries.starts_with(&part.entries)
        && whole.marks.starts_with(&part.marks)
        && (part.start.is_none() && part.entries.is_empty() || part.start == whole.start)
}

#[test]
fn every_truncation_is_a_torn_tail_and_no_more() {
    let scratch = Scratch::new();
    let (path, bytes) = sample(&scratch);
    let whole = read(&bytes);
    assert_eq!((whole.entries.len(), whole.marks.len(), whole.torn, whole.damage), (4, 1, 0, None));
    let record_ends = ends(&bytes);
    let mut lengths = Vec::new();
    for length in 0..bytes.len() {
        let cut = read(&bytes[..length]);
        assert!(is_prefix(&cut, &whole), "{length}");
        assert_eq!(cut.start.is_some(), cut.damage.is_none(), "{length}");
        if cut.start.is_some() {
            if cut.torn == 0 {
                lengths.push(length);
            }
            assert!(cut.stray.is_empty());
            // What a file system may leave of the same.
            let mut zeros = bytes[..length].to_vec();
            zeros.resize(bytes.len() + 7, 0);
            let zeros = read(&zeros);
            assert!(is_prefix(&zeros, &whole) && zeros.entries.len() >= cut.entries.len());
            // Up to seven zeros may belong to the checksum; then it is told as damage, to be on the safe side.
            let missing = record_ends.iter().find(|end| **end > length).unwrap() - length;
            assert!(zeros.torn > 0 || missing < 8 && zeros.damage.is_some(), "{length}");
        }
    }
    // Only between records is nothing torn: behind the start, three transactions and a note.
    assert_eq!(lengths.len(), 5);
    // The same through the whole of recovery, at each byte of the last record.
    for length in lengths[4]..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        let leftover = scratch.only_leftover();
        assert_eq!(texts(&leftover), ["one", "two", "three"]);
        assert!(leftover.damage.is_empty());
    }
}

#[test]
fn every_flipped_bit_is_noticed_and_none_changes_what_is_read() {
    let scratch = Scratch::new();
    let (path, bytes) = sample(&scratch);
    let whole = read(&bytes);
    let mut salvaged = 0;
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let reading = read(&flipped);
        assert!(is_prefix(&reading, &whole), "bit {bit}");
        assert!(reading.damage.is_some() || reading.torn > 0, "bit {bit} went unnoticed");
        let truth = reading.stray.iter().all(|entry| whole.entries.contains(entry));
        assert!(truth, "bit {bit} made up a transaction");
        // All but the damaged record, and those whose checksum hangs on it, are found again.
        let found = reading.entries.len() + reading.stray.len();
        assert!(found + 2 >= whole.entries.len(), "bit {bit}: {found} found");
        salvaged += reading.stray.len();
    }
    assert!(salvaged > 0);
    let middle = bytes.len() / 2;
    let mut flipped = bytes.clone();
    flipped[middle] ^= 1;
    fs::write(&path, flipped).unwrap();
    let leftover = scratch.only_leftover();
    assert!(!leftover.damage.is_empty());
}

#[test]
fn records_out_of_place_are_noticed() {
    let scratch = Scratch::new();
    let (_, bytes) = sample(&scratch);
    let whole = read(&bytes);
    let ends = ends(&bytes);
    let part = |i: usize| &bytes[ends[i - 1]..ends[i]];
    let head = &bytes[..ends[0]];
    for parts in [[head, part(2), part(1)], [head, part(1), part(1)], [head, part(1), part(3)]] {
        let reading = read(&parts.concat());
        assert!(is_prefix(&reading, &whole) && reading.damage.is_some());
    }
    // A record of another journal of the same project.
    let other = Scratch::new();
    let (_, stranger) = sample(&other);
    let mut spliced = bytes[..ends[1]].to_vec();
    spliced.extend_from_slice(&stranger[stranger.len() - (bytes.len() - ends[1])..]);
    let reading = read(&spliced);
    assert!(reading.damage.is_some() && reading.entries.len() == 1);
}

#[test]
fn a_damaged_beginning_is_said_and_nothing_is_swept() {
    let scratch = Scratch::new();
    let (path, _) = sample(&scratch);
    for bytes in [&b""[..], b"not a journal at all, but long enough to be one, or so it seems to those who look at it"]
    {
        fs::write(&path, bytes).unwrap();
        let leftover = scratch.only_leftover();
        assert!(leftover.base.is_none() && leftover.damage.len() == 1);
        leftover.keep();
    }
    assert!(path.exists());
}

#[test]
fn bytes_made_to_be_slow_are_read_in_linear_time() {
    // Every place looks like the front of a long record with a later number than the last.
    let scratch = Scratch::new();
    let (_, mut bytes) = sample(&scratch);
    let length = bytes.len() - 40;
    bytes.truncate(length);
    let unit = [0, 0, 1, 0, 2, 200, 0, 0, 0, 0, 0, 0, 0];
    bytes.extend(unit.iter().cycle().take(8 << 20));
    let reading = read(&bytes);
    assert_eq!(reading.entries.len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_make_a_transaction(bytes in prop::collection::vec(any::<u8>(), 0..4096)) {
        let reading = read(&bytes);
        prop_assert!(reading.entries.is_empty() && reading.stray.is_empty());
        prop_assert!(reading.damage.is_some());
        checks::journal(&bytes);
    }

    #[test]
    fn whatever_is_done_to_a_journal_a_prefix_of_the_truth_is_read(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 1..6)
    ) {
        use std::sync::OnceLock;
        static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
        let bytes = SAMPLE.get_or_init(|| sample(&Scratch::new()).1);
        let whole = read(bytes);
        let mut changed = bytes.clone();
        for (at, byte, kind) in &edits {
            if changed.is_empty() {
                break;
            }
            let at = at.index(changed.len());
            match kind {
                0 => changed[at] = *byte,
                1 => changed.insert(at, *byte),
                2 => drop(changed.remove(at)),
                _ => changed.truncate(at),
            }
        }
        let reading = read(&changed);
        prop_assert!(is_prefix(&reading, &whole));
        prop_assert!(reading.stray.iter().all(|entry| whole.entries.contains(entry)));
        prop_assert!(changed == *bytes || reading != whole);
    }
}
