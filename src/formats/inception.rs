//! What the export of a project of INCEpTION says beside its annotations: who is done with which document.
//!
//! Follows the file `exportedproject….json` that INCEpTION (and WebAnno before it) puts at the top of an export: each
//! of its `annotation_documents` has a `name`, a `user` and a `state`, each of its `source_documents` a `name` and a
//! `state`, which is that of the curation.

use foldhash::HashMap;
use serde::Deserialize;

use super::exchange::{File, Gather};
use crate::model::{RevisionId, SetId};

#[derive(Deserialize)]
struct Exported {
    #[serde(default)]
    annotation_documents: Vec<Annotated>,
    #[serde(default)]
    source_documents: Vec<Curated>,
}

#[derive(Deserialize)]
struct Annotated {
    name: String,
    user: String,
    state: String,
}

#[derive(Deserialize)]
struct Curated {
    name: String,
    state: String,
}

/// Who is done with which document, as far as files say so.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// By document and annotator.
    annotated: HashMap<(String, String), bool>,
    /// By document.
    curated: HashMap<String, bool>,
}

impl Finished {
    /// Looks for it among the files of a project.
    pub(super) fn of(files: &[File]) -> Finished {
        let read = |file: &File| serde_json::from_slice::<Exported>(&file.bytes).ok();
        let mut finished = Finished::default();
        for Exported { annotation_documents, source_documents } in
            files.iter().filter(|file| Finished::is_it(file)).filter_map(read)
        {
            let annotated = annotation_documents.into_iter();
            finished.annotated.extend(annotated.map(|row| ((row.name, row.user), row.state == "FINISHED")));
            let curated = source_documents.into_iter();
            finished.curated.extend(curated.map(|row| (row.name, row.state == "CURATION_FINISHED")));
        }
        finished
    }

    /// Tells whether a file is the one that says it.
    pub(super) fn is_it(file: &File) -> bool {
        file.name().starts_with("exportedproject") && file.ends_in("json")
    }

    /// Tells whether whoever a file is of is done with its document; `None` where nothing says so.
    fn says(&self, file: &File) -> Option<bool> {
        let (folder, document) = file.folders_of_inception()?;
        match folder {
            "curation" => self.curated.get(document).copied(),
            _ => self.annotated.get(&(document.to_owned(), file.whose().1.to_owned())).copied(),
        }
    }

    /// Settles whether a set is done with a text of a file, in which it has nothing where it is `empty`. Where nothing
    /// says so it is: there is a file of an annotator for what they have opened alone.
    pub(super) fn settle(&self, file: &File, of: (SetId, RevisionId), empty: bool, gather: &mut Gather) {
        let (set, revision) = of;
        match self.says(file) {
            Some(true) => gather.done(set, revision, None),
            Some(false) => gather.undone(set, revision),
            None if empty && !file.whose().1.is_empty() => gather.done(set, revision, None),
            None => {}
        }
    }
}
