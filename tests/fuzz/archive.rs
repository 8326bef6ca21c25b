//! Unpacks archives made of any bytes.
#![no_main]

use gainsay::documents::archive::{self, Bounds};

const BOUNDS: Bounds = Bounds { entries: 64, each: 2 << 20, all: 4 << 20, ratio: 50 };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(entries) = archive::unpack(bytes, BOUNDS, &|| false, &mut |_| {}) {
        assert!(entries.len() <= BOUNDS.entries);
        assert!(entries.iter().map(|entry| entry.bytes.len() as u64).sum::<u64>() <= BOUNDS.all);
        assert!(entries.iter().all(|entry| entry.path.split('/').all(|part| !matches!(part, "" | "." | ".."))));
    }
});
