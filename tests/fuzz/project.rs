//! Reads project files and journal records made of any bytes, bare and grafted into a real project.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::project(bytes));
