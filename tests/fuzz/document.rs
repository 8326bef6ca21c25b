//! Reads documents of word processors and e-books made of any bytes.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::document(bytes));
