//! Makes projects of documents, and adds documents to projects.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::desktop::reading::Listed;
use crate::disk;
use crate::documents::{Body, Draft, Encoding, Source};
use crate::formats::exchange::{Remarks, Spot, What};
use crate::model::scheme::Scheme;
use crate::model::*;
use crate::store;

use super::{FAILED, WARNED, beside, exchange, of_file, read, remark, remarks, report, save, say, warnings};

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
    beside(task.out, task.documents)?;
    let mut stamp = disk::stamp();
    let mut project = Project::begin(Scheme::claims_and_denials(), annotator, &mut stamp);
    let remarks = add_documents(&mut project, task.documents, task.encoding, &mut stamp)?;
    save(task.out, store::write(&project).as_bytes(), task.force)?;
    tell_made(task.out, &remarks, task.json.then_some(&[]), out, err)?;
    Ok(0)
}

/// Documents that are to be added to a project.
pub(super) struct More<'a> {
    pub(super) project: &'a Path,
    /// Files and folders.
    pub(super) documents: &'a [PathBuf],
    pub(super) encoding: Option<Encoding>,
    pub(super) json: bool,
}

/// Adds to a project what articles can be made of, and lists the rest. Returns the exit code: 1 where something in a
/// folder was left out that somebody may miss, 2 where something could not be added that was named itself.
pub(super) fn add(task: &More<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let path = task.project;
    let known = exchange::existing(path)?.ok_or_else(|| of_file(path, say!("terminal-add-no-project")))?;
    let mut project = known.project.clone();
    let Listed { files, failed, passed, .. } = Listed::of(task.documents);
    let (mut remarks, mut stamp, mut code) = (Vec::new(), disk::stamp(), 0);
    let mut left: Vec<String> = failed.iter().map(|(folder, why)| of_file(folder, why)).collect();
    if !left.is_empty() {
        code = FAILED;
    }
    for file in &files {
        match add_document(&mut project, file, task.encoding, &mut stamp) {
            Ok(more) => remarks.extend(more),
            Err(why) => {
                left.push(why);
                code = code.max(if task.documents.contains(file) { FAILED } else { WARNED });
            }
        }
    }
    let mut quiet = Remarks::default();
    for one in passed {
        if one.is_loss {
            left.push(of_file(&one.path, one.why));
            code = code.max(WARNED);
        } else {
            quiet.add(What::Passed, one.why, Spot::of(one.path.display().to_string()));
        }
    }
    if project.article_count() != known.project.article_count() {
        exchange::save(path, &project, Some(&known))?;
    }
    remark(&left, err);
    remarks::told(&quiet.finish(), &[], task.json, err);
    tell_made(path, &remarks, task.json.then_some(&left[..]), out, err)?;
    Ok(code)
}

/// Adds documents to a project, one an article, and returns what is to be known of them.
fn add_documents<P: AsRef<Path>>(
    project: &mut Project,
    documents: &[P],
    encoding: Option<Encoding>,
    stamp: &mut Stamp,
) -> Result<Vec<String>, String> {
    let mut remarks = Vec::new();
    for path in documents {
        remarks.extend(add_document(project, path.as_ref(), encoding, stamp)?);
    }
    Ok(remarks)
}

/// Adds a document to a project, unless its text is there already, and returns what is to be known of it.
fn add_document(
    project: &mut Project,
    path: &Path,
    encoding: Option<Encoding>,
    stamp: &mut Stamp,
) -> Result<Vec<String>, String> {
    let (draft, mut remarks) = draft(path, encoding)?;
    let ((text, blocks), Draft { details, origin, .. }) = (draft.written(), draft);
    if let Some(title) = known(project, &text) {
        remarks.push(of_file(path, &say!("terminal-add-known", title = title)));
        return Ok(remarks);
    }
    let (step, _) = actions::add_article(project, details, text, blocks, &origin, stamp)
        .map_err(|refusal| of_file(path, &refusal.to_string()))?;
    project.apply(&step.transaction).map_err(|error| of_file(path, &error.to_string()))?;
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

/// Says what is to be known of the documents, and what the project holds on the disk; for programs with what was left
/// out.
fn tell_made(
    path: &Path,
    remarks: &[String],
    for_programs: Option<&[String]>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), String> {
    let loaded = read(path)?;
    remark(remarks, err);
    if let Some(left) = for_programs {
        let mut report = report(path, &loaded, &warnings(&loaded));
        report["left"] = serde_json::json!(left);
        say(out, &format!("{report:#}"));
    } else {
        say(out, &of_file(path, &store::summary(&loaded.project).to_string()));
    }
    Ok(())
}
