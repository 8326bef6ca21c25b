//! Makes projects of documents, and adds documents to projects.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::disk::{self, many};
use crate::documents::{Body, Draft, Encoding, Source};
use crate::model::scheme::Scheme;
use crate::model::*;
use crate::store;

use super::{exchange, of_file, read, remark, report, save, say, warnings};

/// A project that is to be made of documents.
pub(super) struct New<'a> {
    pub(super) out: &'a Path,
    pub(super) documents: &'a [PathBuf],
    pub(super) annotator: &'a str,
    pub(super) encoding: Option<Encoding>,
    pub(super) force: bool,
    pub(super) json: bool,
}

/// Makes a project of documents. Returns the exit code.
pub(super) fn new(task: &New<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let annotator = task.annotator.trim();
    if annotator.is_empty() {
        return Err(say!("terminal-new-nameless").to_owned());
    }
    let mut stamp = disk::stamp();
    let mut project = Project::begin(Scheme::claims_and_denials(), annotator, &mut stamp);
    let remarks = add_documents(&mut project, task.documents, task.encoding, &mut stamp)?;
    save(task.out, store::write(&project).as_bytes(), task.force)?;
    tell_made(task.out, &remarks, task.json, out, err)
}

/// Adds documents to a project. Returns the exit code.
pub(super) fn add(
    path: &Path,
    documents: &[PathBuf],
    encoding: Option<Encoding>,
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    let known = exchange::existing(path)?.ok_or_else(|| of_file(path, say!("terminal-add-no-project")))?;
    let mut project = known.project.clone();
    let found = many::find(documents).map_err(|error| error.to_string())?;
    let paths: Vec<PathBuf> = found.files.into_iter().map(|file| file.path).collect();
    let remarks = add_documents(&mut project, &paths, encoding, &mut disk::stamp())?;
    exchange::save(path, &project, Some(&known))?;
    tell_made(path, &remarks, json, out, err)
}

/// Adds documents to a project, one an article, and returns what is to be known of them.
fn add_documents<P: AsRef<Path>>(
    project: &mut Project,
    documents: &[P],
    encoding: Option<Encoding>,
    stamp: &mut Stamp,
) -> Result<Vec<String>, String> {
    let mut remarks = Vec::new();
    for path in documents.iter().map(AsRef::as_ref) {
        let (draft, more) = draft(path, encoding)?;
        remarks.extend(more);
        let ((text, blocks), Draft { details, origin, .. }) = (draft.written(), draft);
        if let Some(title) = known(project, &text) {
            remarks.push(of_file(path, &say!("terminal-add-known", title = title)));
            continue;
        }
        let (step, _) = actions::add_article(project, details, text, blocks, &origin, stamp)
            .map_err(|refusal| of_file(path, &refusal.to_string()))?;
        project.apply(&step.transaction).map_err(|error| of_file(path, &error.to_string()))?;
    }
    Ok(remarks)
}

/// Returns the title of the article that has a text as its last one.
fn known(project: &Project, text: &Text) -> Option<String> {
    let has = |id: &ArticleId| project.latest(*id).is_some_and(|(_, row)| row.text.hash() == text.hash());
    project.articles().into_iter().find(|(id, _)| has(id)).map(|(_, article)| article.details.title.clone())
}

/// Reads a text file as a draft of an article, in an encoding or the one it seems to be in, and says what is to be
/// known of it.
pub(super) fn draft(path: &Path, encoding: Option<Encoding>) -> Result<(Draft, Vec<String>), String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let source = Source::new(&name, bytes).map_err(|what| of_file(path, &what.to_string()))?;
    let draft = match encoding {
        Some(encoding) => source.draft_in(encoding),
        None => source.draft(),
    };
    let draft = draft.map_err(|what| of_file(path, &what.to_string()))?;
    let mut remarks = Vec::new();
    if let Some(taken) = draft.taken.filter(|taken| taken.encoding != Encoding::UTF_8 || !taken.why.is_certain()) {
        let (encoding, why) = (taken.encoding.code(), taken.why.to_string());
        remarks.push(of_file(path, &say!("terminal-new-read", encoding = encoding, why = why)));
    }
    remarks.extend(draft.notes.iter().map(|note| of_file(path, &note.to_string())));
    let left = match &draft.body {
        Body::Whole { .. } => 0,
        Body::Parts(parts) => parts.iter().filter(|part| !part.kept).count(),
    };
    if left > 0 {
        remarks.push(of_file(path, &say!("terminal-parts-left", count = left)));
    }
    Ok((draft, remarks))
}

/// Says what is to be known of the documents, and what the project holds on the disk.
fn tell_made(
    path: &Path,
    remarks: &[String],
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    let loaded = read(path)?;
    remark(remarks, err);
    if json {
        say(out, &format!("{:#}", report(path, &loaded, &warnings(&loaded))));
    } else {
        say(out, &of_file(path, &store::summary(&loaded.project).to_string()));
    }
    Ok(0)
}
