//! Reads project files and journal records made of any bytes, bare and grafted into a real project.
#![no_main]

use gainsay::model::Project;
use gainsay::store;
use libfuzzer_sys::fuzz_target;

const SAMPLE: &str = include_str!("../../samples/german.ron");

/// What could be read is sound, and comes back from its own file as it is.
fn check(bytes: &[u8]) {
    if let Ok(loaded) = store::read(bytes) {
        assert!(loaded.project.index_is_right());
        let written = store::write(&loaded.project);
        let again = store::read(written.as_bytes()).expect("what was written can be read");
        assert!(again.intact);
        assert!(again.project == loaded.project);
    }
}

/// Puts the bytes behind the first two, which say where, into the sample in the place of as many of its own.
fn graft(bytes: &[u8]) -> Option<Vec<u8>> {
    let [high, low, rest @ ..] = bytes else { return None };
    let mut grafted = SAMPLE.as_bytes().to_vec();
    let at = usize::from(u16::from_be_bytes([*high, *low])) % grafted.len();
    let end = (at + rest.len()).min(grafted.len());
    grafted.splice(at..end, rest.iter().copied());
    Some(grafted)
}

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    check(&[b"(format: 1, ", bytes].concat());
    if let Some(grafted) = graft(bytes) {
        check(&grafted);
    }
    let _ = store::decode(&Project::empty(), bytes);
    let _ = store::decode(&Project::empty(), &[b"(format: 1, edits: [", bytes].concat());
});
