//! Does without a window what needs none: checks projects, makes them from text files, compares annotators, and hands
//! ledgers over.
//!
//! `--json` is written with serde_json and not through `store`: it is a report for other programs, not a file of ours.

mod check;
mod compare;
mod documents;
mod dossier;
mod exchange;
mod exercise;
mod files;
mod grade;
mod line;
mod merge;
mod pieces;
mod progress;
mod remarks;
mod sheets;
mod texts;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::desktop::{self, Opening};
use crate::disk::{self, Settings};
use crate::formats::agreement;
use crate::formats::dossier::Form;
// `say` is the function that prints a line, and the macro that words it.
use crate::{say, words};

use check::{report, tell, warnings};
use documents::draft;
use files::{beside, beside_project, folders, keep, of_file, read, replaceable, save};
use line::{Line, Task, Which};

/// Warnings or differences were found.
const WARNED: u8 = 1;
/// A file could not be read or written, or the command line was not understood.
const FAILED: u8 = 2;

/// What a command line asks for.
#[derive(Debug)]
pub enum Invocation {
    /// To open the window.
    Window(Opening),
    /// Nothing more: it is done.
    Done(ExitCode),
}

/// Chooses the language that everything is said in: the settings', else the environment's.
pub fn choose_language() {
    // What is wrong with the settings is said where the window opens.
    let settings = folders().map(|folders| Settings::load(&folders).0).unwrap_or_default();
    let system = disk::system_language();
    words::choose([settings.language.as_str(), system.as_str()]);
}

/// Reads a command line, the program's name first, and does what needs no window.
///
/// Results go to the standard output, errors to the standard error. A closed pipe ends the output and nothing else.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Invocation {
    let line = match Line::try_parse_from(args) {
        Ok(line) => line,
        Err(error) => {
            let _ = error.print();
            return Invocation::Done(if error.use_stderr() { ExitCode::from(FAILED) } else { ExitCode::SUCCESS });
        }
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    let Some(task) = line.command else {
        let renderers = match line.renderer {
            Which::Auto => desktop::ORDER.to_vec(),
            Which::Glow => vec![desktop::Renderer::Glow],
            Which::Wgpu => vec![desktop::Renderer::Wgpu],
        };
        return Invocation::Window(Opening { files: line.files, renderers, failed: line.failed });
    };
    let code = run(task, &mut out, &mut err).unwrap_or_else(|what| {
        say(&mut err, &format!("gainsay: {what}"));
        FAILED
    });
    Invocation::Done(ExitCode::from(code))
}

/// Does what is asked for. Returns the exit code, or why nothing was done.
fn run(task: Task, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    match task {
        Task::Check { files, json } => Ok(check::check(&files, json, out, err)),
        Task::New { out: path, articles, annotator, encoding, force, json } => {
            let annotator = annotator.unwrap_or_else(disk::user_name);
            let (path, documents, annotator) = (path.as_path(), articles.as_slice(), annotator.as_str());
            let task = documents::New { out: path, documents, annotator, encoding, force, json };
            documents::new(&task, out, err)
        }
        Task::Ledger { project, html, md, json, out: path, sets, force } => {
            let form = chosen([(html, Form::Html), (md, Form::Markdown), (json, Form::Json)]);
            dossier::ledger(&project, form, path.as_deref(), &sets, force, out, err).map(|()| 0)
        }
        Task::Verify { dossier, project, json } => dossier::verify(&dossier, &project, json, out, err),
        Task::Merge { base, ours, theirs, out: to, force, json } => {
            let task = merge::Merge { base: &base, sides: [&ours, &theirs], out: &to, force, json };
            merge::merge(&task, out, err)
        }
        Task::Diff { files, git, json } => {
            if git {
                merge::git_diff(&files, out)
            } else {
                merge::diff(&files, json, out, err)
            }
        }
        Task::Compare { projects, annotators, same, labels, json, csv, html, out: to, seed, force } => {
            use agreement::Form;
            let form = chosen([(json, Form::Json), (csv, Form::Csv), (html, Form::Html)]);
            let (labels, to) = (labels.as_deref(), to.as_deref());
            let task = compare::Comparing {
                projects: &projects,
                annotators: &annotators,
                same,
                labels,
                form,
                out: to,
                seed,
                force,
            };
            compare::compare(&task, out, err)
        }
        Task::Formats { json } => {
            exchange::formats(json, out);
            Ok(0)
        }
        Task::Import { format, paths, out: to, annotator, labels, apart, json } => {
            let (labels, annotator) = (labels.as_deref(), annotator.as_str());
            let task = exchange::Import { format: &format, paths: &paths, out: &to, annotator, labels, apart, json };
            exchange::import(&task, out, err)
        }
        Task::Export { project, format, out: to, articles, annotators, force, json } => {
            let task = exchange::Export { format: &format, out: &to, force, json };
            exchange::export(&project, &articles, &annotators, &task, out, err)
        }
        Task::Add { project, documents, encoding, json } => {
            let task = documents::More { project: &project, documents: &documents, encoding, json };
            documents::add(&task, out, err)
        }
        Task::Convert { from, path, to, out: place, force, json } => {
            let task = exchange::Export { format: &to, out: &place, force, json };
            exchange::convert(&from, &path, &task, out, err)
        }
        Task::Grade { project, hand_ins, exercise, csv, json, html, out: to, hide_names, force } => {
            use grade::Form;
            let form = chosen([(csv, Form::Csv), (json, Form::Json), (html, Form::Html)]);
            let (project, exercise, to) = (project.as_path(), exercise.as_deref(), to.as_deref());
            let hand_ins = hand_ins.as_slice();
            let task = grade::Grading { project, hand_ins, exercise, form, out: to, hide_names, force };
            grade::grade(&task, out, err)
        }
        Task::Exercise {
            project,
            article,
            out: to,
            exercise,
            set,
            word,
            worksheet,
            answers,
            h5p,
            moodle,
            gift,
            label,
            force,
            json,
        } => {
            let asked = [worksheet, answers, h5p, moodle, gift];
            let task = exercise::Task {
                project: &project,
                article: &article,
                out: &to,
                exercise: exercise.as_deref(),
                set: set.as_deref(),
                word: word.as_deref(),
                sheet: chosen(asked.into_iter().zip(sheets::Sheet::ALL)),
                label: label.as_deref(),
                force,
                json,
            };
            exercise::exercise(&task, out, err)
        }
        Task::Shared { project, json } => texts::shared(&project, json, out, err),
        Task::Revise { project, article, file, out: to, encoding, force, json } => {
            let task =
                texts::Revision { project: &project, article: &article, file: &file, out: &to, encoding, force, json };
            texts::revise(&task, out, err)
        }
    }
}

/// Returns what the first flag stands for that is on.
fn chosen<T>(flags: impl IntoIterator<Item = (bool, T)>) -> Option<T> {
    flags.into_iter().find(|(on, _)| *on).map(|(_, what)| what)
}

/// Says what is to be known of files that were read.
fn remark(remarks: &[String], err: &mut impl Write) {
    for text in remarks {
        say(err, &format!("gainsay: {text}"));
    }
}

/// Writes a line. There is nobody to tell where that fails.
fn say(out: &mut impl Write, line: &str) {
    let _ = writeln!(out, "{line}");
}
