//! Compares what several people marked in the same articles.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::compare::agreement::{Comparison, LabelMap, Same, Settings, Source, Watch};
use crate::disk;
use crate::formats::agreement::{Form, Report};
use crate::model::{LabelKey, SetId};

// `say` is a function and a macro.
use super::progress::Told;
use super::{FAILED, WARNED, beside_project, of_file, read, save, say, warnings};

/// What `gainsay compare` is asked for.
pub(super) struct Comparing<'a> {
    pub(super) projects: &'a [PathBuf],
    /// Sets by their names; where none is named, all that hold anything and are not adjudicated.
    pub(super) annotators: &'a [String],
    pub(super) same: Same,
    /// A file of labels, or the labels themselves.
    pub(super) labels: Option<&'a str>,
    pub(super) form: Option<Form>,
    pub(super) out: Option<&'a Path>,
    pub(super) seed: u64,
    pub(super) force: bool,
}

/// Reads `--match`: `exact`, `overlap=0.5`, `token`.
pub(super) fn same(word: &str) -> Result<Same, String> {
    let share = word.strip_prefix("overlap=").and_then(|share| share.parse::<f64>().ok());
    match (word, share) {
        ("exact", _) => Ok(Same::Strict),
        ("token", _) => Ok(Same::Tokens),
        (_, Some(share)) if share > 0.0 && share <= 1.0 => Ok(Same::Overlap(share)),
        _ => Err(say!("terminal-compare-no-match").to_owned()),
    }
}

/// Compares, and writes the report to a file or to the standard output. Returns the exit status.
pub(super) fn compare(task: &Comparing<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let form = match (task.form, task.out) {
        (Some(form), _) => form,
        (None, None) => Form::Text,
        (None, Some(to)) => {
            let extension = to.extension().unwrap_or_default().to_string_lossy();
            Form::of_extension(&extension).ok_or_else(|| of_file(to, say!("terminal-compare-which")))?
        }
    };
    task.out.map_or(Ok(()), |to| task.projects.iter().try_for_each(|project| beside_project(to, project)))?;
    let (mut sources, mut code) = (Vec::new(), 0);
    for path in task.projects {
        let loaded = read(path)?;
        let count = warnings(&loaded).len();
        if count > 0 {
            code = WARNED;
            say(err, &format!("gainsay: {}", of_file(path, &say!("terminal-compare-warnings", count = count))));
        }
        sources.push(Source { name: path.display().to_string(), project: loaded.project });
    }
    let map = task.labels.map(labels).transpose()?.unwrap_or_default();
    let unknown = unknown_labels(&sources, &map);
    if !unknown.is_empty() {
        code = WARNED;
        say(err, &format!("gainsay: {}", say!("terminal-compare-unknown-label", labels = unknown.join(", "))));
    }
    let sets = chosen(&sources, task.annotators)?;
    let comparison = Comparison::of(sources, &sets, &map);
    if comparison.sides.len() < 2 {
        return Err(say!("terminal-compare-one-set").to_owned());
    }
    let mut settings = Settings { same: task.same, seed: task.seed, ..Settings::default() };
    settings.gamma.seed = task.seed;
    if let Same::Overlap(share) = task.same {
        settings.share = share;
    }
    if comparison.pieces.is_empty() {
        code = FAILED;
        say(err, &format!("gainsay: {}", say!("terminal-compare-no-article")));
    }
    let told = Told::of(|percent| say!("terminal-compare-progress", percent = percent));
    let progress = |done: f64| told.tell(done);
    let made = Report::of(&comparison, settings, Watch { progress: &progress, ..Watch::ALONE });
    told.clear();
    let Some(report) = made else { return Ok(code) };
    let written = form.write(&report);
    match task.out {
        Some(to) => {
            save(to, written.as_bytes(), task.force)?;
            let measures = report.sections.len();
            say(
                out,
                &of_file(to, &say!("terminal-compare-made", measures = measures, articles = report.articles.len())),
            );
        }
        // There is nobody to tell where that fails: a closed pipe ends it.
        None => drop(out.write_all(written.as_bytes())),
    }
    Ok(code)
}

/// Lists the labels that are mapped and that no project has.
fn unknown_labels(sources: &[Source], map: &LabelMap) -> Vec<String> {
    let known = |key: &LabelKey| sources.iter().any(|source| source.project.label(key).is_some());
    map.keys().filter(|key| !known(key)).map(ToString::to_string).collect()
}

/// Finds sets by their names, or by their annotators' names, in all projects.
fn chosen(sources: &[Source], names: &[String]) -> Result<Vec<(usize, SetId)>, String> {
    if names.is_empty() {
        return Ok(Comparison::all_sets(sources));
    }
    let mut all = Vec::new();
    let mut there = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        for (set, row) in source.project.sets() {
            let annotator = row.annotator.and_then(|id| source.project.annotator(&id)).map(|row| row.name.clone());
            there.push((number, *set, source.project.set_name(*set), annotator));
        }
    }
    for name in names.iter().map(|name| name.trim()) {
        let is = |(_, _, set, annotator): &&(usize, SetId, String, Option<String>)| {
            set == name || annotator.as_deref() == Some(name)
        };
        let before = all.len();
        all.extend(there.iter().filter(is).map(|(number, set, ..)| (*number, *set)));
        if all.len() == before {
            let known: Vec<&str> = there.iter().map(|(_, _, set, _)| set.as_str()).collect();
            return Err(say!("terminal-compare-no-annotator", name = name, sets = known.join("; ")));
        }
    }
    all.sort_unstable_by_key(|(number, set)| {
        (*number, there.iter().position(|(at, id, ..)| at == number && id == set))
    });
    all.dedup();
    Ok(all)
}

/// Reads `--labels`: `demand=claim`, by the keys of labels; nothing behind the sign leaves a label out.
fn labels(given: &str) -> Result<LabelMap, String> {
    let mut map = LabelMap::new();
    for (from, to) in pairs(given)? {
        let wrong = || say!("terminal-compare-no-label", what = format!("{from}={to}"));
        let label = LabelKey::parse(&from).ok_or_else(wrong)?;
        let to = match to.as_str() {
            "" => None,
            to => Some(LabelKey::parse(to).ok_or_else(wrong)?),
        };
        map.insert(label, to);
    }
    Ok(map)
}

/// Reads what becomes of what: `demand=claim`, several parted by commas or, in a file, by lines.
pub(super) fn pairs(given: &str) -> Result<Vec<(String, String)>, String> {
    let file = Path::new(given);
    let text = match given.contains('=') {
        true => given.replace(',', "\n"),
        false => {
            let bytes = disk::read(file).map_err(|error| error.to_string())?;
            String::from_utf8(bytes).map_err(|_| of_file(file, say!("terminal-compare-no-text")))?
        }
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &str| {
        let (from, to) = line.split_once('=').ok_or_else(|| say!("terminal-compare-no-label", what = line))?;
        Ok((from.trim().to_owned(), to.trim().to_owned()))
    };
    lines.map(pair).collect()
}
