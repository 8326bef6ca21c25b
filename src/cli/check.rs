//! Checks projects, and says what is in them and what is odd.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::store::{self, Loaded, Warning};

use super::{FAILED, WARNED, of_file, read, say};

/// Reads projects, and says what is in each and what is odd. Returns the exit code.
pub(super) fn check(files: &[PathBuf], json: bool, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let mut code = 0;
    let mut reports = Vec::new();
    for path in files {
        let name = path.display().to_string();
        match read(path) {
            Err(what) => {
                code = FAILED;
                if !json {
                    say(err, &what);
                }
                reports.push(json!({ "file": name, "error": what }));
            }
            Ok(loaded) => {
                let warnings = warnings(&loaded);
                if !warnings.is_empty() {
                    code = code.max(WARNED);
                }
                if json {
                    reports.push(report(path, &loaded, &warnings));
                    continue;
                }
                say(out, &of_file(path, &store::summary(&loaded.project).to_string()));
                tell(path, &warnings, out);
            }
        }
    }
    if json {
        say(out, &format!("{:#}", Value::Array(reports)));
    }
    code
}

/// Prints the warnings of a project, each with its place.
pub(super) fn tell(path: &Path, warnings: &[Warning], out: &mut impl Write) {
    let name = path.display().to_string();
    for Warning { line, place, what } in warnings {
        let odd = say!("warning", place = place, what = what);
        let line = match line {
            Some(line) => say!("terminal-file-line", path = &name, line = *line, what = odd),
            None => of_file(path, &odd),
        };
        say(out, &line);
    }
}

/// Lists the warnings of a project, the checksum's among them.
pub(super) fn warnings(loaded: &Loaded) -> Vec<Warning> {
    let mut all = Vec::new();
    if !loaded.intact {
        let (place, what) = (say!("warning-file").to_owned(), say!("warning-checksum").to_owned());
        all.push(Warning { line: None, place, what });
    }
    all.extend(loaded.warnings.iter().cloned());
    all
}

/// Tells other programs what is in a project, and what is odd.
pub(super) fn report(path: &Path, loaded: &Loaded, warnings: &[Warning]) -> Value {
    let summary = store::summary(&loaded.project);
    let warning = |warning: &Warning| json!({ "line": warning.line, "place": warning.place, "what": warning.what });
    json!({
        "file": path.display().to_string(),
        "articles": summary.articles,
        "annotations": summary.annotations,
        "relations": summary.relations,
        "annotators": summary.annotators,
        "intact": loaded.intact,
        "warnings": warnings.iter().map(warning).collect::<Vec<_>>(),
    })
}
