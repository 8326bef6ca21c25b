//! Reads the files of other programs, and writes for them.

use std::io;

use std::sync::Arc;

use super::*;
use crate::app::work::Cancel;
use crate::app::{ExportIntent, Foreign, ImportIntent, Recalled, Writ, is_foreign};
use crate::compare::adopt::{Becomes, Part};
use crate::desktop::handed;
use crate::disk::settings::{Given, GivenTo};
use crate::disk::{Outlet, many, trouble};
use crate::formats::exchange::{File, Out, Remarks, Watch, opened};
use crate::model::actions::PartType;
use crate::model::{AttributeKey, KindKey};

/// The most that is read at once, in bytes: all of it is held in memory.
const MOST_BYTES: u64 = 2_000_000_000;

/// Tells how much is done, a hundred times at most.
struct Hundredths(f64);

impl Hundredths {
    fn is_news(&mut self, done: f64) -> bool {
        let news = done >= self.0 + 0.01;
        if news {
            self.0 = done;
        }
        news
    }
}

/// Lists what is to be read: files, those of folders, and beside a file that was named by itself the text of its name,
/// for some programs keep the two apart.
fn named(paths: &[PathBuf]) -> Result<many::Finding, String> {
    let mut all = paths.to_vec();
    for path in paths.iter().filter(|path| is_foreign(path)) {
        let text = path.with_extension("txt");
        if text.is_file() && !all.contains(&text) {
            all.push(text);
        }
    }
    many::find(&all).map_err(|error| error.to_string())
}

/// Reads files, and those in archives, until nobody waits any longer, and no more than `most` bytes of them.
fn read_all(paths: &[PathBuf], most: u64, cancel: &Cancel, tell: &mut dyn FnMut(f64)) -> Result<Foreign, String> {
    let many::Finding { files: found, passed } = named(paths)?;
    let mut remarks = Remarks::default();
    remarks.passed(passed.iter().map(|(name, why)| (name.as_str(), why.told(), why.is_loss())));
    let mut left = most;
    let mut told = Hundredths(0.0);
    let mut files = Vec::with_capacity(found.len());
    for (done, file) in found.iter().enumerate() {
        if cancel.is_cancelled() {
            break;
        }
        let done = done as f64 / found.len() as f64;
        if told.is_news(done) {
            tell(done);
        }
        let too_much = || say!("import-too-much", gigabytes = most as f64 / 1e9);
        if std::fs::metadata(&file.path).is_ok_and(|facts| facts.len() > left) {
            return Err(too_much());
        }
        let bytes = disk::read(&file.path).map_err(|error| error.to_string())?;
        let stop = || cancel.is_cancelled();
        let mut within = |part: f64| {
            let done = done + part / found.len() as f64;
            if told.is_news(done) {
                tell(done);
            }
        };
        let mut watch = Watch { stop: &stop, progress: &mut within };
        match opened(File::new(file.name.as_str(), bytes), found.len() == 1, left, &mut watch) {
            Ok(all) => {
                let bytes = all.iter().map(|file| file.bytes.len() as u64).sum();
                left = left.checked_sub(bytes).ok_or_else(too_much)?;
                files.extend(all);
            }
            Err(refused) if refused.is_stopped() => break,
            Err(refused) => return Err(refused.to_string()),
        }
    }
    Ok(Foreign { files: files.into(), passed: remarks.finish() })
}

/// Writes what goes out to the disk.
struct Files(Outlet);

impl Out for Files {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        self.0.file(path)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write(bytes)
    }
}

/// Writes a project for another program, and returns how many files it is. `own` is the project's own file, which is
/// never written over: what goes out is not all of it.
fn write(writ: &Writ, own: Option<&Path>, tell: &mut dyn FnMut(f64)) -> io::Result<usize> {
    let mut outlet = Outlet::begin(&writ.path, writ.replace)?;
    outlet.spare(own, say!("export-over-project"))?;
    let mut files = Files(outlet);
    let mut told = Hundredths(0.0);
    let stop = || writ.cancel.is_cancelled();
    let mut progress = |done: f64| {
        if told.is_news(done) {
            tell(done);
        }
    };
    writ.format.write(&writ.project, &writ.choice, &mut files, &mut Watch { stop: &stop, progress: &mut progress })?;
    if stop() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    Ok(files.0.finish()?.len())
}

impl Host {
    /// Reads the files of another program on a thread of its own.
    pub(super) fn read_foreign(&self, number: u64, paths: Vec<PathBuf>, cancel: Cancel) {
        self.run_on(move |answer| {
            let tell = |intent| answer(Answer::Intent(Intent::Import(intent)));
            let read = || read_all(&paths, MOST_BYTES, &cancel, &mut |done| tell(ImportIntent::Progress(number, done)));
            let files = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Err(panicked(&*panic)));
            if !cancel.is_cancelled() {
                tell(ImportIntent::FilesRead(number, files));
            }
        });
    }

    /// Reads hand-ins on a thread of its own.
    pub(super) fn read_hand_ins(&self, number: u64, paths: Vec<PathBuf>, cancel: Cancel) {
        self.run_on(move |answer| {
            let tell = |intent: ClassroomIntent| answer(Answer::Intent(intent.into()));
            let mut told = Hundredths(0.0);
            let mut progress = |done| {
                if told.is_news(done) {
                    tell(ClassroomIntent::Progress(number, done));
                }
            };
            let stop = || cancel.is_cancelled();
            let read = || handed::read(&paths, &mut Watch { stop: &stop, progress: &mut progress });
            let files = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Err(panicked(&*panic)));
            let files = files.map(Arc::new);
            if !cancel.is_cancelled() {
                tell(ClassroomIntent::FilesRead(number, files));
            }
        });
    }

    /// Writes files into a folder on a thread of its own.
    pub(super) fn export_folder(
        &self,
        purpose: DialogPurpose,
        path: PathBuf,
        files: Vec<(String, Vec<u8>)>,
        replace: bool,
    ) {
        self.run(move || {
            let write = || -> io::Result<()> {
                let mut outlet = Outlet::begin(&path, replace)?;
                for (name, bytes) in &files {
                    outlet.file(name)?;
                    outlet.write(bytes)?;
                }
                outlet.finish().map(drop)
            };
            let result = match catch_unwind(AssertUnwindSafe(write)) {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => Err(SaveFailure::Exists),
                Ok(Err(error)) => Err(SaveFailure::Other(trouble::told(&error))),
                Err(panic) => Err(SaveFailure::Other(panicked(&*panic))),
            };
            Answer::Intent(Intent::Exported(purpose, path, result))
        });
    }

    /// Writes a project for another program on a thread of its own.
    pub(super) fn hand_out(&self, writ: Writ, own: Option<PathBuf>) {
        self.run_on(move |answer| {
            let number = writ.number;
            let tell = |intent| answer(Answer::Intent(Intent::Handout(intent)));
            let write = || write(&writ, own.as_deref(), &mut |done| tell(ExportIntent::Progress(number, done)));
            let result = match catch_unwind(AssertUnwindSafe(write)) {
                Ok(Ok(files)) => Ok(files),
                Ok(Err(error)) if error.kind() == io::ErrorKind::AlreadyExists => Err(SaveFailure::Exists),
                Ok(Err(error)) => Err(SaveFailure::Other(trouble::told(&error))),
                Err(panic) => Err(SaveFailure::Other(panicked(&*panic))),
            };
            tell(ExportIntent::Written(number, result));
        });
    }

    /// Returns what names of other programs were given to by hand, as the settings say.
    pub fn recalled(&self) -> Vec<Recalled> {
        let one = |given: &Given| {
            let becomes = match &given.to {
                GivenTo::Here(key) => Becomes::Known(match given.sort {
                    PartType::Label => Part::Label(LabelKey::parse(key)?),
                    PartType::Kind => Part::Kind(KindKey::parse(key)?),
                    PartType::Attribute => Part::Attribute(AttributeKey::parse(key)?),
                }),
                GivenTo::New(name) => Becomes::New(name.clone()),
                GivenTo::Left => Becomes::Left,
            };
            Some(Recalled { format: given.format.clone(), sort: given.sort, name: given.name.clone(), becomes })
        };
        self.settings.imports.iter().filter_map(one).collect()
    }

    /// Keeps what names of other programs were given to by hand.
    pub(super) fn keep_recalled(&mut self, recalled: &[Recalled]) {
        let one = |recalled: &Recalled| Given {
            format: recalled.format.clone(),
            sort: recalled.sort,
            name: recalled.name.clone(),
            to: match &recalled.becomes {
                Becomes::Known(part) => GivenTo::Here(part.key().to_owned()),
                Becomes::New(name) => GivenTo::New(name.clone()),
                Becomes::Left => GivenTo::Left,
            },
        };
        self.settings.imports = recalled.iter().map(one).collect();
        self.keep_settings();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::archive;

    #[cfg(unix)]
    #[test]
    fn the_projects_own_file_is_not_written_over_whatever_leads_to_it() {
        let home = tempfile::tempdir().expect("a folder");
        let sample = store::read(include_bytes!("../../../samples/mi6.ron")).expect("a project");
        let (own, link) = (home.path().join("p.ron"), home.path().join("link.jsonl"));
        std::fs::write(&own, "all of it").expect("a file");
        std::os::unix::fs::symlink(&own, &link).expect("a link");
        let writ = Writ {
            number: 1,
            project: sample.project,
            choice: Default::default(),
            format: crate::formats::Format::named("doccano").expect("a format"),
            path: link,
            replace: true,
            cancel: Cancel::default(),
        };
        let refused = write(&writ, Some(&own), &mut |_| {}).map_err(|error| trouble::told(&error));
        assert_eq!(refused, Err(say!("export-over-project").to_owned()));
        assert_eq!(std::fs::read(&own).expect("a file"), b"all of it");
        assert_eq!(write(&writ, None, &mut |_| {}).ok(), Some(1), "any other file is");
    }

    #[test]
    fn reads_no_more_than_it_may_and_stops_when_nobody_waits() {
        let home = tempfile::tempdir().expect("a folder");
        for name in ["a.txt", "a.ann", "b.txt"] {
            std::fs::write(home.path().join(name), "12345").expect("a file");
        }
        let read = |paths: &[PathBuf], most| read_all(paths, most, &Cancel::default(), &mut |_| {});
        let names = |read: &Foreign| read.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        let all = [home.path().to_owned()];
        assert_eq!(names(&read(&all, 15).expect("all of it")), ["a.ann", "a.txt", "b.txt"]);
        assert!(read(&all, 14).is_err_and(|why| why.contains("GB")));
        // The text of an annotation file comes along.
        assert_eq!(names(&read(&[home.path().join("a.ann")], 15).expect("both")), ["a.ann", "a.txt"]);
        // So does what is in an archive, by its names there where it is all that was asked for.
        let zip = archive::pack([("ann/c.ann", &b"12345"[..]), ("ann/c.txt", b"12345")]).expect("an archive");
        std::fs::write(home.path().join("z.ZIP"), zip).expect("a file");
        let zip = [home.path().join("z.ZIP")];
        assert_eq!(names(&read(&zip, 1_000).expect("both")), ["ann/c.ann", "ann/c.txt"]);
        assert_eq!(names(&read(&all, 1_000).expect("all"))[3..], ["z.ZIP/ann/c.ann", "z.ZIP/ann/c.txt"]);
        assert!(read(&zip, 9).is_err());
        let cancel = Cancel::default();
        cancel.cancel();
        assert!(read_all(&all, 15, &cancel, &mut |_| {}).is_ok_and(|read| read.files.is_empty()));
    }
}
