//! Reads journals made of any bytes, bare and with the checksums made right.
#![no_main]

use gainsay::disk::journal::{Reading, read};
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};

/// Takes the bytes as a header's random part and records (kind, sequence number, length, body) and adds the checksums.
fn seal(mut bytes: &[u8]) -> Vec<u8> {
    let mut take = |count: usize| {
        let (part, rest) = bytes.split_at(count.min(bytes.len()));
        bytes = rest;
        part
    };
    let mut out = b"GAINSAYJ\x01\0\0\0".to_vec();
    out.extend(take(16));
    out.resize(28, 0);
    let mut sum: [u8; 32] = Sha256::digest(&out).into();
    out.extend(sum);
    while let [kind, sequence, length] = *take(3) {
        let body = take(length.into());
        let start = out.len();
        out.extend((body.len() as u32).to_le_bytes());
        out.push(kind % 6);
        out.extend(u64::from(sequence).to_le_bytes());
        out.extend(body);
        sum = Sha256::new().chain_update(sum).chain_update(&out[start..]).finalize().into();
        out.extend(sum);
    }
    out
}

fn check(bytes: &[u8]) {
    let Reading { start, entries, stray, torn, damage, .. } = read(bytes);
    let payloads: usize = entries.iter().chain(&stray).map(|entry| entry.payload.len()).sum();
    assert!(payloads <= bytes.len());
    assert!(entries.is_empty() || start.is_some());
    assert!(start.is_some() || damage.is_some());
    assert!(entries.iter().chain(&stray).is_sorted_by(|a, b| a.sequence < b.sequence));
    assert!(torn <= bytes.len() && damage.is_none_or(|damage| damage.at + damage.bytes == bytes.len()));
}

fuzz_target!(|bytes: &[u8]| {
    check(bytes);
    check(&seal(bytes));
});
