//! Reads Markdown, front matter and plain texts made of any bytes.
#![no_main]

mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::text(bytes));
