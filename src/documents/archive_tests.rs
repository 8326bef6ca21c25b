//! Archives that are sound, and some that were made to do harm.

use super::*;

fn open(bytes: &[u8], bounds: Bounds) -> Result<Vec<Entry>, Refusal> {
    unpack(bytes, bounds, &|| false, &mut |_| {})
}

/// Says what is wrong, and with which entry.
#[track_caller]
fn refused(bytes: &[u8], bounds: Bounds) -> (Fault, String) {
    let refusal = open(bytes, bounds).expect_err("refused");
    assert!(refusal.to_string().contains(&refusal.entry), "{refusal}");
    assert_ne!(refusal.to_string(), "");
    (refusal.fault, refusal.entry)
}

/// Packs one file, and writes another name over its own in both places where it stands.
fn called(name: &str) -> Vec<u8> {
    let own = "n".repeat(name.len());
    let mut bytes = pack([(own.as_str(), b"x".as_slice())]).expect("packs");
    let places: Vec<usize> =
        bytes.windows(own.len()).enumerate().filter(|(_, part)| *part == own.as_bytes()).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + own.len()].copy_from_slice(name.as_bytes());
    }
    bytes
}

const SMALL: Bounds = Bounds { entries: 4, each: 3 << 20, all: 4 << 20, ratio: 50 };

/// Bytes that pack to little less than themselves.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 9_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn what_was_packed_comes_out() {
    let files = [
        ("a.txt", b"one".as_slice()),
        ("folder/b \u{e9}.txt", b"".as_slice()),
        ("inner.zip", b"PK\x03\x04".as_slice()),
    ];
    let bytes = pack(files).expect("packs");
    assert!(is_archive(&bytes));
    assert_eq!(bytes, pack(files).expect("packs"), "the same bytes");
    let all = open(&bytes, Bounds::USUAL).expect("opens");
    let all: Vec<(&str, &[u8])> = all.iter().map(|entry| (entry.path.as_str(), entry.bytes.as_slice())).collect();
    assert_eq!(all, files);
    assert_eq!(open(&called("win\\dows"), Bounds::USUAL).expect("opens")[0].path, "win/dows");
}

#[test]
fn no_path_leaves() {
    for name in ["../x", "a/../../x", "/etc/x", "\\x\\y", "C:\\x", "c:x", "a\0b", "a//b", "./x", "..", "a/.."] {
        assert_eq!(refused(&called(name), Bounds::USUAL), (Fault::Outside, name.to_owned()));
    }
    assert_eq!(open(&called("a..b/...c"), Bounds::USUAL).expect("opens")[0].path, "a..b/...c");
}

#[test]
fn links_are_not_followed() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    let bytes = writer.finish().expect("an archive").into_inner();
    assert_eq!(refused(&bytes, Bounds::USUAL), (Fault::Link, "link".to_owned()));
}

#[test]
fn what_grows_too_far_is_refused_while_it_is_read() {
    let (zeros, noise) = (vec![0; 2 << 20], noise(2 << 20));
    assert_eq!(refused(&pack([("bomb", zeros.as_slice())]).expect("packs"), SMALL), (Fault::Ratio, "bomb".to_owned()));
    let free = vec![0; Bounds::FREE as usize];
    assert!(open(&pack([("small", free.as_slice())]).expect("packs"), SMALL).is_ok());
    let twice = [noise.as_slice(), noise.as_slice()].concat();
    assert_eq!(
        refused(&pack([("large", twice.as_slice())]).expect("packs"), SMALL),
        (Fault::Large, "large".to_owned())
    );
    let three = ["a", "b", "c"].map(|name| (name, noise.as_slice()));
    assert_eq!(refused(&pack(three).expect("packs"), SMALL).0, Fault::LargeInAll);
    let many = ["a", "b", "c", "d", "e"].map(|name| (name, b"".as_slice()));
    assert_eq!(refused(&pack(many).expect("packs"), SMALL).0, Fault::Entries);
}

#[test]
fn a_size_that_lies_is_not_believed() {
    let (zeros, name) = (vec![0; 2 << 20], "bomb");
    let mut bytes = pack([(name, zeros.as_slice())]).expect("packs");
    // Both headers say that it is ten bytes long.
    let told = (zeros.len() as u32).to_le_bytes();
    let places: Vec<usize> = bytes.windows(4).enumerate().filter(|(_, part)| *part == told).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(matches!(refused(&bytes, SMALL).0, Fault::Ratio | Fault::Damaged));
}

#[test]
fn damage_and_haste_are_told_apart() {
    let mut bytes = pack([("a.txt", noise(5_000).as_slice())]).expect("packs");
    assert_eq!(unpack(&bytes, SMALL, &|| true, &mut |_| {}).expect_err("stops").fault, Fault::Stopped);
    bytes[1_000] ^= 0xff;
    assert_eq!(refused(&bytes, SMALL), (Fault::Damaged, "a.txt".to_owned()));
    assert_eq!(refused(b"no archive at all", SMALL), (Fault::Damaged, String::new()));
    assert_eq!(refused(&bytes[..bytes.len() - 30], SMALL), (Fault::Damaged, String::new()));
}
