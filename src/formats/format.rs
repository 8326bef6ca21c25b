//! Names the formats of other programs, and what each of them can hold.

use std::collections::BTreeMap;
use std::io;
use std::slice;

use foldhash::{HashMap, HashSet};

use crate::model::{Project, Stamp};
use crate::say;

use super::exchange::{
    Choice, File, Gather, Handout, Holds, Memory, Out, Packed, Read, Refused, Remark, Remarks, SoFar, Spot, Unit,
    Watch, What, for_inception_alone,
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

    /// Finds the format that most of some files look like, of those that come in; of several the one that holds more.
    pub fn of(files: &[File]) -> Option<&'static Format> {
        let alike = alike(files);
        let holds = |format: &Format| format.parts().into_iter().filter(|(on, _)| *on).count();
        let all = ALL.iter().filter(|format| format.read.is_some());
        let scored = all.map(|format| ((format.own(&alike).len(), holds(format)), *format));
        // Of equals the first is taken.
        let best = scored.rev().max_by_key(|(score, _)| *score);
        best.filter(|((count, _), _)| *count > 0).map(|(_, format)| format)
    }

    /// Lists the files that look like its own: each by itself, or else together with others of its name.
    fn own<'f>(&self, alike: &[Vec<&'f File>]) -> HashSet<&'f str> {
        let known = |files: &[&'f File]| {
            let alone: Vec<&'f str> = files
                .iter()
                .filter(|file| (self.knows)(slice::from_ref(file)))
                .map(|file| file.path.as_str())
                .collect();
            if !alone.is_empty() || files.len() == 1 {
                return alone;
            }
            let together: Vec<File> = files.iter().map(|file| (*file).clone()).collect();
            if (self.knows)(&together) { files.iter().map(|file| file.path.as_str()).collect() } else { alone }
        };
        alike.iter().flat_map(|files| known(files)).collect()
    }

    /// Tells whether some files look like another format, where others look like this one.
    pub(super) fn has_others(&self, files: &[File]) -> bool {
        !self.others(files).is_empty()
    }

    /// Tells for each file the other format that it looks like, where some files look like this one and it does not.
    fn others(&self, files: &[File]) -> HashMap<String, &'static str> {
        let alike = alike(files);
        let own = self.own(&alike);
        if files.len() == 1 || own.is_empty() {
            return HashMap::default();
        }
        // What is its own is not asked for by others.
        let alike: Vec<Vec<&File>> =
            alike.into_iter().filter(|files| files.iter().any(|file| !own.contains(file.path.as_str()))).collect();
        let others = ALL.iter().filter(|format| format.read.is_some() && format.id != self.id);
        let named = others.flat_map(|format| format.own(&alike).into_iter().map(|path| (path, format.name)));
        named.filter(|(path, _)| !own.contains(path)).map(|(path, name)| (path.to_owned(), name)).collect()
    }

    /// Makes a project of files. What is nobody's there becomes `annotator`'s; where that is empty it gets a set that
    /// is called as the format is. Files that look like another format, beside some that look like this one, are listed
    /// and left out.
    ///
    /// # Errors
    /// When the files are not of this format, or nobody waits any longer.
    pub fn read(&self, files: &[File], annotator: &str, stamp: Stamp, watch: &mut Watch<'_>) -> Result<Read, Refused> {
        let read = self.read.ok_or_else(|| Refused::all(say!("exchange-not-in", format = self.name)))?;
        let mut gather = Gather::new(self.name, annotator, stamp);
        let others = self.others(files);
        for file in files {
            if let Some(format) = others.get(&file.path) {
                gather.remark(What::UnreadFile, say!("exchange-other", format = *format), Spot::of(file.path.as_str()));
            }
        }
        let own: Vec<File> = files.iter().filter(|file| !others.contains_key(&file.path)).cloned().collect();
        // What is said of files that stand in archives names these as well.
        let within: HashMap<&str, &File> =
            files.iter().filter(|file| !file.within.is_empty()).map(|file| (file.path.as_str(), file)).collect();
        let whole = |name: String| within.get(name.as_str()).map_or(name, |file| file.full_path());
        read(&own, &mut gather, watch).map_err(|refused| Refused { file: whole(refused.file), ..refused })?;
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
        let mut gone = SoFar::default();
        let mut remarks = self.write_piece(project, choice, out, watch, &mut gone)?;
        self.leave_order(&gone, &project.info().title, &mut remarks);
        Ok(remarks.finish())
    }

    /// Writes what [`Format::write`] does of a project that is a piece of what goes out.
    pub(super) fn write_piece(
        &self,
        project: &Project,
        choice: &Choice,
        out: &mut dyn Out,
        watch: &mut Watch<'_>,
        so_far: &mut SoFar,
    ) -> io::Result<Remarks> {
        let write = self.write.ok_or(io::ErrorKind::Unsupported)?;
        let mut remarks = Remarks::default();
        let handout = Handout::piece(project, choice, self.holds, &mut remarks, std::mem::take(so_far));
        handout.leave_done(self.holds, self.read.is_some(), &mut remarks);
        write(&handout, out, &mut remarks, watch)?;
        *so_far = handout.gone();
        Ok(remarks)
    }

    /// Lists what comes in again in another order once all went out.
    pub(super) fn leave_order(&self, gone: &SoFar, whole: &str, remarks: &mut Remarks) {
        if self.read.is_some() {
            gone.leave_order(self.holds, self.packed, whole, remarks);
        }
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
        let parts = self.parts().into_iter().filter(|(on, _)| *on);
        let named: Vec<&str> = parts.map(|(_, key)| crate::words::plain(key)).collect();
        named.join(say!("list-comma"))
    }

    /// Lists what some formats hold beside labels on words: whether this one does, and what it is called.
    fn parts(&self) -> [(bool, &'static str); 6] {
        let holds = self.holds;
        [
            (holds.overlap, "holds-overlap"),
            (holds.fragments, "holds-fragments"),
            (holds.attributes, "holds-attributes"),
            (holds.relations, "holds-relations"),
            (holds.notes, "holds-notes"),
            (holds.annotators, "holds-annotators"),
        ]
    }
}

/// Puts files together whose paths are alike but for their endings.
fn alike(files: &[File]) -> Vec<Vec<&File>> {
    let mut all: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files {
        let base = file.path.rsplit_once('.').map_or(file.path.as_str(), |(base, _)| base);
        all.entry(base).or_default().push(file);
    }
    all.into_values().collect()
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format").field("id", &self.id).finish_non_exhaustive()
    }
}
