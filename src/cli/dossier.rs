//! Hands the claim ledger of a project over as a dossier, and holds a dossier against a project.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde_json::json;

use crate::compare::Ledger;
use crate::disk;
use crate::formats::dossier::{self, Difference, Dossier, Form, Making, Report};
use crate::model::{Project, SetId};

// `say` is a function and a macro.
use super::{WARNED, beside_project, of_file, read, save, say, warnings};

/// Writes the dossier of a project, to a file or to the standard output.
pub(super) fn ledger(
    path: &Path,
    form: Option<Form>,
    to: Option<&Path>,
    sets: &[String],
    force: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), String> {
    let form = match (form, to) {
        (Some(form), _) => form,
        (None, None) => Form::Markdown,
        (None, Some(to)) => of_name(to)?,
    };
    to.map_or(Ok(()), |to| beside_project(to, path))?;
    let loaded = read(path)?;
    let warnings = warnings(&loaded).len();
    if warnings > 0 {
        let what = say!("terminal-ledger-warnings", count = warnings);
        say(err, &format!("gainsay: {}", of_file(path, &what)));
    }
    let project = loaded.project;
    let sets = chosen(&project, sets).map_err(|what| of_file(path, &what))?;
    let ledger = Ledger::of(&project, &sets);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let making = Making { name: &name, time: disk::stamp().time, version: env!("CARGO_PKG_VERSION") };
    let written = form.write(&Dossier::of(&ledger, making));
    match to {
        Some(to) => {
            save(to, written.as_bytes(), force)?;
            let what = say!("terminal-ledger-made", form = form.name(), rows = ledger.len());
            say(out, &of_file(to, &what));
        }
        // There is nobody to tell where that fails: a closed pipe ends it.
        None => drop(out.write_all(written.as_bytes())),
    }
    Ok(())
}

/// Returns the form that a file's name asks for.
fn of_name(path: &Path) -> Result<Form, String> {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    Form::of_extension(&extension).ok_or_else(|| of_file(path, say!("terminal-ledger-which")))
}

/// Finds sets by their names, as the program shows them; all where none is named.
fn chosen(project: &Project, names: &[String]) -> Result<BTreeSet<SetId>, String> {
    let all: Vec<(SetId, String)> = project.sets().into_iter().map(|(id, _)| (*id, project.set_name(*id))).collect();
    if names.is_empty() {
        return Ok(all.into_iter().map(|(id, _)| id).collect());
    }
    let mut sets = BTreeSet::new();
    for name in names {
        let before = sets.len();
        sets.extend(all.iter().filter(|(_, other)| other == name).map(|(id, _)| *id));
        if sets.len() == before {
            let there: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
            return Err(say!("terminal-ledger-no-set", name = name, sets = there.join("; ")));
        }
    }
    Ok(sets)
}

/// Holds a dossier against a project, and returns the exit status.
pub(super) fn verify(
    path: &Path,
    project: &Path,
    json: bool,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    let dossier = dossier::read(&bytes).map_err(|error| of_file(path, &error.to_string()))?;
    let loaded = read(project)?;
    if !loaded.intact {
        say(err, &format!("gainsay: {}", of_file(project, say!("warning-checksum"))));
    }
    let report = dossier::verify(&dossier, &loaded.project);
    if json {
        say(out, &format!("{:#}", for_programs(path, project, &report)));
    } else {
        for difference in &report.differences {
            say(out, &of_file(path, &difference.told()));
        }
        for title in &report.revised {
            say(out, &of_file(path, &say!("terminal-verify-revised", article = title)));
        }
        let standing = report.quotes - report.differences.len();
        say(out, &of_file(path, &say!("terminal-verify-counted", standing = standing, quotes = report.quotes)));
    }
    Ok(if report.differences.is_empty() { 0 } else { WARNED })
}

fn for_programs(path: &Path, project: &Path, report: &Report) -> serde_json::Value {
    let difference = |difference: &Difference| {
        let places = difference.places.iter().map(|place| json!({ "start": place.start, "end": place.end }));
        json!({
            "quote": difference.quote,
            "article": difference.article,
            "places": places.collect::<Vec<_>>(),
            "words": difference.words,
            "what": difference.what.key(),
            "told": difference.what.told(),
        })
    };
    json!({
        "dossier": path.display().to_string(),
        "project": project.display().to_string(),
        "quotes": report.quotes,
        "standing": report.quotes - report.differences.len(),
        "differences": report.differences.iter().map(difference).collect::<Vec<_>>(),
        "revised": report.revised,
    })
}
