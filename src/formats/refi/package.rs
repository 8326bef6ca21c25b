//! Finds the projects among files, and the texts that belong to each.

use std::borrow::Cow;

use crate::documents::archive::{self, Bounds};
use crate::documents::xml::{self, Element};
use crate::formats::exchange::{File, Refused, Watch};
use crate::say;

/// A project with what stands beside it.
pub(super) struct Package<'f> {
    /// The file that says what is in the project.
    pub(super) file: Cow<'f, File>,
    /// What it says.
    pub(super) root: Element,
    beside: Cow<'f, [File]>,
}

/// Tells whether a file is one that a project may be in.
pub(super) fn is_project(file: &File) -> bool {
    file.ends_in("qdpx") || file.ends_in("qde")
}

impl<'f> Package<'f> {
    /// Opens a project: an archive, or `project.qde` alone with its texts among the other files.
    pub(super) fn open(file: &'f File, all: &'f [File], watch: &mut Watch<'_>) -> Result<Package<'f>, Refused> {
        let (file, beside) = if archive::is_archive(&file.bytes) {
            let entries = archive::unpack(&file.bytes, Bounds::USUAL, watch.stop, &mut |_| {});
            let entries = entries.map_err(|error| match error.fault {
                archive::Fault::Stopped => Refused::stopped(),
                _ => Refused::file(file, error.to_string()),
            })?;
            let beside: Vec<File> = entries
                .into_iter()
                .map(|entry| File::new(format!("{}/{}", file.path, entry.path), entry.bytes))
                .collect();
            let inner = beside.iter().find(|inner| inner.ends_in("qde")).cloned();
            let inner = inner.ok_or_else(|| Refused::file(file, say!("refi-no-project")))?;
            (Cow::Owned(inner), Cow::Owned(beside))
        } else {
            (Cow::Borrowed(file), Cow::Borrowed(all))
        };
        let root = xml::read(&file.bytes).map_err(|error| Refused::line(&file, error.line, error.what))?;
        if root.name != "Project" {
            return Err(Refused::file(&file, say!("refi-other", name = root.name.as_str())));
        }
        Ok(Package { file, root, beside })
    }

    /// Finds a file that an address leads to, `internal://GUID.txt` or `relative:///GUID.txt`: by its name, for the
    /// folder is called one thing or another. Nothing outside of the project is looked for.
    pub(super) fn find(&self, address: &str) -> Option<&File> {
        let name = address.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())?;
        let of_name = |file: &&File| file.name().eq_ignore_ascii_case(name);
        // Of several projects in folders, each has its own.
        let (top, mut named) = (self.file.folder(), self.beside.iter().filter(of_name));
        named.clone().find(|file| file.path.starts_with(top)).or_else(|| named.next())
    }
}
