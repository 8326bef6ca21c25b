//! Reads PDF documents made of any bytes.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::pdf(bytes));
