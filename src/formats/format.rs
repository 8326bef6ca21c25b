//! Names the formats of other programs, and what each of them can hold.

use std::collections::HashMap;
use std::io;

use crate::model::{Project, Stamp};
use crate::say;

use super::exchange::{
    Choice, File, Gather, Handout, Holds, Memory, Out, Packed, Read, Refused, Remark, Remarks, Spot, Unit, Watch, What,
    for_inception_alone,
};
use super::{
    brat, cas, claim_review, conll, doccano, gainsay_jsonl, label_studio, prodigy, reading, refi, table, tei, tsv,
    web_annotation,
};

/// Reads files into a project in the making.
pub(super) type Reader = fn(&[File], &mut Gather, &mut Watch<'_>) -> Result<(), Refused>;

/// Writes what goes out, and notes what a handout does not know that the format can't hold.
pub(super) type Writer = fn(&Handout<'_>, &mut dyn Out, &mut Remarks, &mut Watch<'_>) -> io::Result<()>;

/// A format of another program.
pub struct Format {
    /// What it is called on a command line.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// Endings of its files, without the point, the usual one first.
    pub endings: &'static [&'static str],
    /// What its offsets count; `None` where it has none.
    pub unit: Option<Unit>,
    /// What it holds of annotations.
    pub holds: Holds,
    /// How many files it makes.
    pub packed: Packed,
    /// Tells whether files look like its own.
    pub knows: fn(&[File]) -> bool,
    /// Reads it, where it comes in.
    pub read: Option<Reader>,
    /// Writes it, where it goes out.
    pub write: Option<Writer>,
}

/// All formats, by name.
pub static ALL: &[&Format] = &[
    &brat::FORMAT,
    &cas::JSON,
    &cas::XMI,
    &claim_review::FORMAT,
    &conll::FORMAT,
    &table::FORMAT,
    &doccano::FORMAT,
    &gainsay_jsonl::FORMAT,
    &reading::HTML,
    &label_studio::FORMAT,
    &reading::MARKDOWN,
    &prodigy::FORMAT,
    &refi::FORMAT,
    &tei::FORMAT,
    &web_annotation::FORMAT,
    &tsv::FORMAT,
];

impl Format {
    /// Finds a format by what it is called on a command line.
    pub fn named(id: &str) -> Option<&'static Format> {
        ALL.iter().find(|format| format.id.eq_ignore_ascii_case(id)).copied()
    }

    /// Finds the format that files look like, of those that come in.
    pub fn of(files: &[File]) -> Option<&'static Format> {
        ALL.iter().find(|format| format.read.is_some() && (format.knows)(files)).copied()
    }

    /// Makes a project of files. What is nobody's there becomes `annotator`'s; where that is empty it gets a set that
    /// is called as the format is.
    ///
    /// # Errors
    /// When the files are not of this format, or nobody waits any longer.
    pub fn read(&self, files: &[File], annotator: &str, stamp: Stamp, watch: &mut Watch<'_>) -> Result<Read, Refused> {
        let read = self.read.ok_or_else(|| Refused::all(say!("exchange-not-in", format = self.name)))?;
        let mut gather = Gather::new(self.name, annotator, stamp);
        // What is said of files that stand in archives names these as well.
        let within: HashMap<&str, &File> =
            files.iter().filter(|file| !file.within.is_empty()).map(|file| (file.path.as_str(), file)).collect();
        let whole = |name: String| within.get(name.as_str()).map_or(name, |file| file.full_path());
        read(files, &mut gather, watch).map_err(|refused| Refused { file: whole(refused.file), ..refused })?;
        for file in for_inception_alone(files) {
            gather.remark(What::UnreadFile, say!("exchange-inception-alone"), Spot::of(file.path.as_str()));
        }
        let mut read = gather.finish().map_err(Refused::all)?;
        for spot in read.remarks.iter_mut().flat_map(|remark| &mut remark.spots) {
            spot.name = whole(std::mem::take(&mut spot.name));
        }
        Ok(read)
    }

    /// Writes what was chosen of a project, and says what the format can't hold.
    ///
    /// # Errors
    /// When the format does not go out, or `out` fails; [`io::ErrorKind::Interrupted`] when nobody waits any longer.
    pub fn write(
        &self,
        project: &Project,
        choice: &Choice,
        out: &mut dyn Out,
        watch: &mut Watch<'_>,
    ) -> io::Result<Vec<Remark>> {
        let write = self.write.ok_or(io::ErrorKind::Unsupported)?;
        let mut remarks = Remarks::default();
        let handout = Handout::of(project, choice, self.holds, &mut remarks);
        write(&handout, out, &mut remarks, watch)?;
        Ok(remarks.finish())
    }

    /// Writes what was chosen of a project to memory.
    ///
    /// # Errors
    /// As [`Format::write`].
    pub fn write_to_memory(&self, project: &Project, choice: &Choice) -> io::Result<(Memory, Vec<Remark>)> {
        let mut memory = Memory::default();
        let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
        let remarks = self.write(project, choice, &mut memory, &mut watch)?;
        Ok((memory, remarks))
    }

    /// Says in a few words what it can hold beside labels on words.
    pub fn told(&self) -> String {
        let holds = self.holds;
        let parts = [
            (holds.overlap, "holds-overlap"),
            (holds.fragments, "holds-fragments"),
            (holds.attributes, "holds-attributes"),
            (holds.relations, "holds-relations"),
            (holds.notes, "holds-notes"),
            (holds.annotators, "holds-annotators"),
        ];
        let named: Vec<&str> =
            parts.into_iter().filter(|(on, _)| *on).map(|(_, key)| crate::words::plain(key)).collect();
        named.join(say!("list-comma"))
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format").field("id", &self.id).finish_non_exhaustive()
    }
}
