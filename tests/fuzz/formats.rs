//! Reads any bytes in each of the formats of other programs.
#![no_main]

use gainsay::formats::ALL;
use gainsay::formats::exchange::{File, Watch};
use gainsay::model::Stamp;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for format in ALL.iter().filter(|format| format.read.is_some()) {
        let files: Vec<File> =
            ["txt"].iter().chain(format.endings).map(|ending| File::new(format!("a.{ending}"), bytes)).collect();
        let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
        if let Ok(read) = format.read(&files, "", Stamp::of_number(1), &mut watch) {
            assert!(read.project.index_is_right());
        }
    }
});
