//! Reads any bytes as a hand-in, and as the key of an exercise.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::hand_in(bytes));
