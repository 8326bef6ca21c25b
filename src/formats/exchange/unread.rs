//! Says of files in which nothing was found what may be done instead.

use super::files::File;
use super::remark::Remark;
use crate::say;

/// Endings of packed files that are not opened here.
const PACKED: [&str; 13] = [
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".gz", ".bz2", ".xz", ".7z", ".rar",
];

/// How many places are named of each thing that was passed over.
const FEW: usize = 5;

/// Says why nothing came of files: `why`, or that one of them is to be unpacked first; and behind it what was passed
/// over on the way to them, for that may be what was meant.
pub fn explained(why: &str, files: &[File], passed: &[Remark]) -> String {
    let packed = |file: &&File| {
        let name = file.name().to_lowercase();
        PACKED.iter().any(|ending| name.ends_with(ending))
    };
    let mut all = match files.iter().find(packed) {
        Some(file) => say!("exchange-packed", file = file.full_path()),
        None => why.to_owned(),
    };
    for remark in passed.iter().filter(|remark| remark.what.is_loss()) {
        let places: Vec<String> = remark.spots.iter().take(FEW).map(ToString::to_string).collect();
        all = say!("exchange-explained", why = all, what = remark.to_string(), places = places.join("; "));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::exchange::{Remarks, Spot, What};

    #[test]
    fn packed_files_are_to_be_unpacked_and_what_was_passed_over_is_named() {
        let file = |name: &str| File::new(name, *b"x");
        assert_eq!(explained("Nothing.", &[file("a.txt")], &[]), "Nothing.");
        let told = explained("Nothing.", &[file("a.txt"), file("in/All.TAR.gz")], &[]);
        assert!(told.contains("in/All.TAR.gz") && told.contains("npack it first"), "{told}");
        let mut passed = Remarks::default();
        passed.add(What::UnreadFile, "links are not followed", Spot::of("more.ann"));
        passed.add(What::Passed, "it is hidden", Spot::of(".x"));
        let told = explained("Nothing.", &[], &passed.finish());
        assert!(told.starts_with("Nothing.") && told.contains("links are not followed") && told.contains("more.ann"));
        assert!(!told.contains("hidden"), "{told}");
    }
}
