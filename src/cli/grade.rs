//! Marks hand-ins by the key of an exercise.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::classroom::{Class, Handout, Key};
use crate::desktop::handed;
use crate::disk::{many, trouble};
use crate::formats::classroom::report::{self, Report};
use crate::formats::classroom::{folder, gradebook};
use crate::formats::exchange::Watch;
use crate::model::Project;
use crate::model::id::ExerciseId;

// `say` is a function and a macro.
use super::progress::Told;
use super::{WARNED, beside, beside_project, of_file, read, save, say, warnings};

/// What `gainsay grade` is asked for.
pub(super) struct Grading<'a> {
    pub(super) project: &'a Path,
    /// Files, and folders of them.
    pub(super) hand_ins: &'a [PathBuf],
    pub(super) exercise: Option<&'a str>,
    pub(super) form: Option<Form>,
    pub(super) out: Option<&'a Path>,
    pub(super) hide_names: bool,
    pub(super) force: bool,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Csv,
    Json,
    /// A folder of pages.
    Html,
}

/// Marks, and writes what it came to. Returns the exit status: 1 where something was set aside.
pub(super) fn grade(task: &Grading<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let form = form(task)?;
    // What can't be looked into is said where the hand-ins are read.
    let sources = many::find(task.hand_ins).unwrap_or_default().files;
    let sources: Vec<&Path> = sources.iter().map(|file| file.path.as_path()).collect();
    task.out.map_or(Ok(()), |to| spare(to, task.project, &sources))?;
    let loaded = read(task.project)?;
    let mut code = 0;
    let count = warnings(&loaded).len();
    if count > 0 {
        code = WARNED;
        say(err, &format!("gainsay: {}", of_file(task.project, &say!("terminal-compare-warnings", count = count))));
    }
    let project = loaded.project;
    let id = chosen(&project, task.exercise).map_err(|what| of_file(task.project, &what))?;
    let told = |error: crate::classroom::ExerciseError| of_file(task.project, &error.to_string());
    let (key, handout) = (Key::of(&project, id).map_err(told)?, Handout::of(&project, id).map_err(told)?);
    let left = Key::left_out(&project, id).len();
    if left > 0 {
        code = WARNED;
        say(err, &format!("gainsay: {}", of_file(task.project, &say!("terminal-grade-left", count = left))));
    }
    let told = Told::of(|percent| say!("terminal-reading", percent = percent));
    let mut tell = |done: f64| told.tell(done);
    let mut watch = Watch { stop: &|| false, progress: &mut tell };
    let incoming = handed::read(task.hand_ins, &mut watch)?;
    let (gathered, _) = incoming.gather(&key, &handout, &|_| false, &mut watch).unwrap_or_default();
    told.clear();
    if incoming.is_empty() {
        return Err(say!("terminal-grade-nothing").to_owned());
    }
    for (name, why) in incoming.passed() {
        say(err, &format!("gainsay: {}", say!("terminal-file", path = name.as_str(), what = why.as_str())));
    }
    if !gathered.aside.is_empty() {
        code = WARNED;
    }
    let hand_ins = gathered.usable.into_iter().map(|usable| usable.hand_in).collect();
    let class = Class::of(key, hand_ins);
    let report = Report::of(&handout, &class, &gathered.aside, task.hide_names);
    let written = match form {
        Form::Text => report::text(&report),
        Form::Csv => gradebook::csv(&report),
        Form::Json => report::json(&report),
        Form::Html => String::new(),
    };
    match (form, task.out) {
        (Form::Html, Some(out_folder)) => {
            let pages = folder::pages(&report, true);
            let places = pages.iter().map(|(name, _)| out_folder.join(name));
            places.into_iter().try_for_each(|to| spare(&to, task.project, &sources))?;
            write_all(out_folder, &pages, task.force)?;
            say(out, &of_file(out_folder, &say!("terminal-grade-pages", count = pages.len())));
        }
        (_, Some(to)) => {
            save(to, written.as_bytes(), task.force)?;
            say(out, &of_file(to, &say!("terminal-grade-made", count = class.learners.len())));
        }
        // There is nobody to tell where that fails: a closed pipe ends it.
        (_, None) => drop(out.write_all(written.as_bytes())),
    }
    // The lines for a terminal have them.
    if form != Form::Text || task.out.is_some() {
        for what in report::set_aside(&report) {
            say(err, &format!("gainsay: {what}"));
        }
    }
    Ok(code)
}

/// Refuses to write over the project or a hand-in.
fn spare(to: &Path, project: &Path, hand_ins: &[&Path]) -> Result<(), String> {
    beside_project(to, project)?;
    beside(to, hand_ins)
}

/// Returns the form that is asked for: by its flag, else by the ending of the file's name.
fn form(task: &Grading<'_>) -> Result<Form, String> {
    let ending = task.out.map(|to| to.extension().unwrap_or_default().to_string_lossy().to_lowercase());
    match (task.form, ending.as_deref()) {
        (Some(Form::Html), None) => Err(say!("terminal-grade-no-folder").to_owned()),
        (Some(form), _) => Ok(form),
        (None, None) => Ok(Form::Text),
        (None, Some("csv")) => Ok(Form::Csv),
        (None, Some("json")) => Ok(Form::Json),
        (None, Some("txt")) => Ok(Form::Text),
        (None, Some(_)) => Err(say!("terminal-grade-which").to_owned()),
    }
}

/// Finds an exercise by its title or its number in the list; the only one where none is named.
fn chosen(project: &Project, name: Option<&str>) -> Result<ExerciseId, String> {
    let all = project.exercises();
    let Some(name) = name.map(str::trim) else {
        return match &all[..] {
            [] => Err(say!("terminal-grade-no-exercise").to_owned()),
            [(id, _)] => Ok(**id),
            _ => Err(say!("terminal-grade-several", exercises = listed(&all))),
        };
    };
    let lower = name.to_lowercase();
    let titled: Vec<ExerciseId> =
        all.iter().filter(|(_, row)| row.title.trim().to_lowercase() == lower).map(|(id, _)| **id).collect();
    let numbered = name.parse::<usize>().ok().and_then(|number| all.get(number.checked_sub(1)?));
    match (&titled[..], numbered) {
        ([one], _) => Ok(*one),
        ([], Some((id, _))) => Ok(**id),
        _ => Err(say!("terminal-grade-which-exercise", name = name, exercises = listed(&all))),
    }
}

fn listed(all: &[(&ExerciseId, &crate::model::exercise::Exercise)]) -> String {
    all.iter().zip(1..).map(|((_, row), number)| format!("\n  {number}. {}", row.title)).collect()
}

/// Writes pages into a folder, which is made where it is not there. None is written where one is there already, unless
/// `force` says that they may be replaced.
fn write_all(folder: &Path, pages: &[(String, String)], force: bool) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| of_file(folder, &trouble::told(&error)))?;
    let there = pages.iter().map(|(name, _)| folder.join(name)).find(|path| path.symlink_metadata().is_ok());
    if let Some(path) = there.filter(|_| !force) {
        return Err(say!("terminal-there", path = path.display().to_string()));
    }
    pages.iter().try_for_each(|(name, page)| save(&folder.join(name), page.as_bytes(), force))
}
