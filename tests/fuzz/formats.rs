//! Reads any bytes in each of the formats of other programs, as files that belong together.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::foreign(bytes));
