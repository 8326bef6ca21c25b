//! Reads journals made of any bytes, bare and with the checksums made right.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::journal(bytes));
