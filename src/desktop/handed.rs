//! Reads what a class handed in: files, those of folders, and those in archives, for the window and the terminal alike.

use std::path::PathBuf;

use crate::classroom::gather::Refused;
use crate::disk::{self, many};
use crate::formats::classroom::hand_in;
use crate::formats::classroom::incoming::Incoming;
use crate::formats::exchange::{File, Watch, is_archive_name, opened};

/// The most that is read at once, in bytes.
const MOST: u64 = 2_000_000_000;

/// Reads files until nobody waits any longer. One that can't be read is named among the others.
///
/// # Errors
/// When something that was named is not there, or a folder can't be looked into.
pub fn read(paths: &[PathBuf], watch: &mut Watch<'_>) -> Result<Incoming, String> {
    let many::Finding { files, passed } = many::find(paths).map_err(|error| error.to_string())?;
    let mut incoming = Incoming::default();
    for (name, why) in passed.iter().filter(|(_, why)| why.is_loss()) {
        incoming.pass(name, why.told());
    }
    let mut left = MOST;
    for (at, file) in files.iter().enumerate() {
        if watch.step(at, files.len()).is_err() {
            break;
        }
        let most = if is_archive_name(&file.name) { left } else { left.min(hand_in::LARGEST as u64) };
        if std::fs::metadata(&file.path).is_ok_and(|facts| facts.is_file() && facts.len() > most) {
            incoming.refuse(&file.name, Refused::TooLarge);
            continue;
        }
        let bytes = match disk::read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                incoming.refuse(&file.name, Refused::Unreadable(error.to_string()));
                continue;
            }
        };
        let part = |done: f64| (at as f64 + done) / files.len() as f64;
        let mut within = |done: f64| (watch.progress)(part(done));
        let mut inner = Watch { stop: watch.stop, progress: &mut within };
        match opened(File::new(file.name.as_str(), bytes), files.len() == 1, left, &mut inner) {
            Ok(all) => {
                left = left.saturating_sub(all.iter().map(|file| file.bytes.len() as u64).sum());
                all.iter().for_each(|file| incoming.take(file));
            }
            Err(refused) if refused.is_stopped() => break,
            Err(refused) => incoming.refuse(&file.name, Refused::Unreadable(refused.what)),
        }
    }
    Ok(incoming)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::archive;

    #[test]
    fn a_file_that_can_not_be_read_costs_no_other() {
        let home = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| std::fs::write(home.path().join(name), bytes).expect("a file");
        write("a.txt", b"x");
        write("broken.zip", b"PK\x03\x04 and no more");
        write("class.zip", &archive::pack([("in/b.json", &b"y"[..]), ("c.txt", b"z")]).expect("an archive"));
        write("large.json", &vec![b' '; hand_in::LARGEST + 1]);
        let read = |paths: &[PathBuf], stop: bool| {
            read(paths, &mut Watch { stop: &|| stop, progress: &mut |_| {} }).expect("a list")
        };
        let all = read(&[home.path().to_owned()], false);
        let names: Vec<(&str, &str)> = all.refused().map(|(name, why)| (name, why.key())).collect();
        assert_eq!(
            names,
            [
                ("a.txt", "no-hand-in"),
                ("broken.zip", "unreadable"),
                ("class.zip/c.txt", "no-hand-in"),
                ("class.zip/in/b.json", "no-hand-in"),
                ("large.json", "too-large"),
            ]
        );
        let alone = read(&[home.path().join("class.zip")], false);
        assert_eq!(alone.refused().map(|(name, _)| name).collect::<Vec<_>>(), ["c.txt", "in/b.json"]);
        assert!(read(&[home.path().to_owned()], true).is_empty());
    }
}
