//! Does without a window what needs none: checks projects, makes them from text files, compares annotators, and hands
//! ledgers over.
//!
//! `--json` is written with serde_json and not through `store`: it is a report for other programs, not a file of ours.

mod compare;
mod dossier;
mod exchange;
mod exercise;
mod grade;
mod merge;
mod pieces;
mod progress;
mod sheets;
mod texts;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::compare::agreement::Same;
use crate::desktop::{self, Opening};
use crate::disk::{self, Expect, Folders, Generations, Settings};
use crate::documents::{Body, Draft, Encoding, Source};
use crate::formats::agreement;
use crate::formats::dossier::Form;
use crate::model::scheme::Scheme;
use crate::model::*;
use crate::store::{self, Loaded, Warning};
use crate::{say, words};

/// Warnings or differences were found.
const WARNED: u8 = 1;
/// A file could not be read or written, or the command line was not understood.
const FAILED: u8 = 2;

#[derive(Parser)]
#[command(
    name = "gainsay",
    version,
    about = say!("terminal-about"),
    after_help = say!("terminal-guide"),
    after_long_help = say!("terminal-guide"),
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
struct Line {
    #[command(subcommand)]
    command: Option<Task>,
    #[arg(value_name = "FILE", help = say!("terminal-files"))]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "WHICH", default_value = "auto", help = say!("terminal-renderer"))]
    renderer: Which,
    // Why a renderer was given up, from the process that tried it.
    #[arg(long, hide = true)]
    failed: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Which {
    Auto,
    Glow,
    Wgpu,
}

#[derive(Subcommand)]
enum Task {
    #[command(about = say!("terminal-check"), long_about = say!("terminal-check-more"))]
    Check {
        #[arg(value_name = "FILE", required = true, help = say!("terminal-check-files"))]
        files: Vec<PathBuf>,
        #[arg(long, help = say!("terminal-check-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-new"), long_about = say!("terminal-new-more"))]
    New {
        #[arg(value_name = "OUT.ron", help = say!("terminal-new-out"))]
        out: PathBuf,
        #[arg(value_name = "ARTICLE", required = true, help = say!("terminal-new-articles"))]
        articles: Vec<PathBuf>,
        #[arg(long, value_name = "NAME", help = say!("terminal-new-annotator"))]
        annotator: Option<String>,
        #[arg(long, value_name = "NAME", value_parser = encoding, help = say!("terminal-new-encoding"))]
        encoding: Option<Encoding>,
        #[arg(long, help = say!("terminal-new-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-new-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-ledger"), long_about = say!("terminal-ledger-more"))]
    Ledger {
        #[arg(value_name = "PROJECT", help = say!("terminal-ledger-project"))]
        project: PathBuf,
        #[arg(long, conflicts_with_all = ["md", "json"], help = say!("terminal-ledger-html"))]
        html: bool,
        #[arg(long, conflicts_with = "json", help = say!("terminal-ledger-md"))]
        md: bool,
        #[arg(long, help = say!("terminal-ledger-json"))]
        json: bool,
        #[arg(short, long, value_name = "FILE", help = say!("terminal-ledger-out"))]
        out: Option<PathBuf>,
        #[arg(long = "set", value_name = "NAME", help = say!("terminal-ledger-set"))]
        sets: Vec<String>,
        #[arg(long, requires = "out", help = say!("terminal-ledger-force"))]
        force: bool,
    },
    #[command(about = say!("terminal-verify"), long_about = say!("terminal-verify-more"))]
    Verify {
        #[arg(value_name = "DOSSIER", help = say!("terminal-verify-dossier"))]
        dossier: PathBuf,
        #[arg(value_name = "PROJECT", help = say!("terminal-verify-project"))]
        project: PathBuf,
        #[arg(long, help = say!("terminal-verify-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-merge"), long_about = say!("terminal-merge-more"))]
    Merge {
        #[arg(value_name = "BASE", help = say!("terminal-merge-base"))]
        base: PathBuf,
        #[arg(value_name = "OURS", help = say!("terminal-merge-ours"))]
        ours: PathBuf,
        #[arg(value_name = "THEIRS", help = say!("terminal-merge-theirs"))]
        theirs: PathBuf,
        #[arg(short, long, value_name = "OUT", help = say!("terminal-merge-out"))]
        out: PathBuf,
        #[arg(long, help = say!("terminal-merge-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-merge-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-diff"), long_about = say!("terminal-diff-more"))]
    Diff {
        #[arg(value_name = "FILE", required = true, num_args = 1.., help = say!("terminal-diff-files"))]
        files: Vec<PathBuf>,
        #[arg(long, conflicts_with = "json", help = say!("terminal-diff-git"))]
        git: bool,
        #[arg(long, help = say!("terminal-diff-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-compare"), long_about = say!("terminal-compare-more"))]
    Compare {
        #[arg(value_name = "PROJECT", required = true, help = say!("terminal-compare-projects"))]
        projects: Vec<PathBuf>,
        #[arg(long, value_name = "NAMES", value_delimiter = ',', help = say!("terminal-compare-annotators"))]
        annotators: Vec<String>,
        #[arg(long = "match", value_name = "HOW", default_value = "exact", value_parser = compare::same, help = say!("terminal-compare-match"))]
        same: Same,
        #[arg(long, value_name = "MAP", help = say!("terminal-compare-labels"))]
        labels: Option<String>,
        #[arg(long, conflicts_with_all = ["csv", "html"], help = say!("terminal-compare-json"))]
        json: bool,
        #[arg(long, conflicts_with = "html", help = say!("terminal-compare-csv"))]
        csv: bool,
        #[arg(long, help = say!("terminal-compare-html"))]
        html: bool,
        #[arg(short, long, value_name = "FILE", help = say!("terminal-compare-out"))]
        out: Option<PathBuf>,
        #[arg(long, value_name = "NUMBER", default_value_t = 1, help = say!("terminal-compare-seed"))]
        seed: u64,
        #[arg(long, requires = "out", help = say!("terminal-compare-force"))]
        force: bool,
    },
    #[command(about = say!("terminal-formats"), long_about = say!("terminal-formats-more"))]
    Formats {
        #[arg(long, help = say!("terminal-formats-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-import"), long_about = say!("terminal-import-more"))]
    Import {
        #[arg(value_name = "FORMAT", help = say!("terminal-import-format"))]
        format: String,
        #[arg(value_name = "PATH", required = true, help = say!("terminal-import-paths"))]
        paths: Vec<PathBuf>,
        #[arg(short, long, value_name = "PROJECT", help = say!("terminal-import-out"))]
        out: PathBuf,
        #[arg(long, value_name = "NAME", default_value = "", help = say!("terminal-import-annotator"))]
        annotator: String,
        #[arg(long, value_name = "MAP", help = say!("terminal-import-labels"))]
        labels: Option<String>,
        #[arg(long, help = say!("terminal-import-apart"))]
        apart: bool,
        #[arg(long, help = say!("terminal-import-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-export"), long_about = say!("terminal-export-more"))]
    Export {
        #[arg(value_name = "PROJECT", help = say!("terminal-export-project"))]
        project: PathBuf,
        #[arg(long = "to", value_name = "FORMAT", help = say!("terminal-export-format"))]
        format: String,
        #[arg(short, long, value_name = "PATH", help = say!("terminal-export-out"))]
        out: PathBuf,
        #[arg(long, value_name = "ARTICLES", value_delimiter = ',', help = say!("terminal-export-articles"))]
        articles: Vec<String>,
        #[arg(long, value_name = "NAMES", value_delimiter = ',', help = say!("terminal-export-annotators"))]
        annotators: Vec<String>,
        #[arg(long, help = say!("terminal-export-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-import-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-add"), long_about = say!("terminal-add-more"))]
    Add {
        #[arg(value_name = "PROJECT", help = say!("terminal-add-project"))]
        project: PathBuf,
        #[arg(value_name = "DOCUMENT", required = true, help = say!("terminal-add-documents"))]
        documents: Vec<PathBuf>,
        #[arg(long, value_name = "NAME", value_parser = encoding, help = say!("terminal-new-encoding"))]
        encoding: Option<Encoding>,
        #[arg(long, help = say!("terminal-new-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-convert"), long_about = say!("terminal-convert-more"))]
    Convert {
        #[arg(value_name = "FROM", help = say!("terminal-import-format"))]
        from: String,
        #[arg(value_name = "PATH", help = say!("terminal-convert-path"))]
        path: PathBuf,
        #[arg(value_name = "TO", help = say!("terminal-export-format"))]
        to: String,
        #[arg(value_name = "OUT", help = say!("terminal-export-out"))]
        out: PathBuf,
        #[arg(long, help = say!("terminal-export-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-import-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-grade"), long_about = say!("terminal-grade-more"))]
    Grade {
        #[arg(value_name = "KEY.ron", help = say!("terminal-grade-project"))]
        project: PathBuf,
        #[arg(value_name = "HANDIN", required = true, help = say!("terminal-grade-hand-ins"))]
        hand_ins: Vec<PathBuf>,
        #[arg(long, value_name = "TITLE", help = say!("terminal-grade-exercise"))]
        exercise: Option<String>,
        #[arg(long, conflicts_with_all = ["json", "html"], help = say!("terminal-grade-csv"))]
        csv: bool,
        #[arg(long, conflicts_with = "html", help = say!("terminal-grade-json"))]
        json: bool,
        #[arg(long, help = say!("terminal-grade-html"))]
        html: bool,
        #[arg(short, long, value_name = "PATH", help = say!("terminal-grade-out"))]
        out: Option<PathBuf>,
        #[arg(long, help = say!("terminal-grade-hide-names"))]
        hide_names: bool,
        #[arg(long, requires = "out", help = say!("terminal-grade-force"))]
        force: bool,
    },
    #[command(about = say!("terminal-exercise"), long_about = say!("terminal-exercise-more"))]
    Exercise {
        #[arg(value_name = "PROJECT", help = say!("terminal-exercise-project"))]
        project: PathBuf,
        #[arg(value_name = "ARTICLE", help = say!("terminal-exercise-article"))]
        article: String,
        #[arg(short, long, value_name = "FILE", help = say!("terminal-exercise-out"))]
        out: PathBuf,
        #[arg(long, value_name = "TITLE", help = say!("terminal-exercise-title"))]
        exercise: Option<String>,
        #[arg(long, value_name = "NAME", help = say!("terminal-exercise-set"))]
        set: Option<String>,
        #[arg(long, value_name = "WORD", conflicts_with = "sheet", help = say!("terminal-exercise-word"))]
        word: Option<String>,
        #[arg(long, group = "sheet", help = say!("terminal-exercise-worksheet"))]
        worksheet: bool,
        #[arg(long, group = "sheet", help = say!("terminal-exercise-answers"))]
        answers: bool,
        #[arg(long, group = "sheet", help = say!("terminal-exercise-h5p"))]
        h5p: bool,
        #[arg(long, group = "sheet", help = say!("terminal-exercise-moodle"))]
        moodle: bool,
        #[arg(long, group = "sheet", help = say!("terminal-exercise-gift"))]
        gift: bool,
        // What is required is not asked for where it may not stand: so the others are named.
        #[arg(
            long,
            value_name = "LABEL",
            requires = "h5p",
            conflicts_with_all = ["worksheet", "answers", "moodle", "gift"],
            help = say!("terminal-exercise-label")
        )]
        label: Option<String>,
        #[arg(long, help = say!("terminal-exercise-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-exercise-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-shared"), long_about = say!("terminal-shared-more"))]
    Shared {
        #[arg(value_name = "PROJECT", help = say!("terminal-shared-project"))]
        project: PathBuf,
        #[arg(long, help = say!("terminal-shared-json"))]
        json: bool,
    },
    #[command(about = say!("terminal-revise"), long_about = say!("terminal-revise-more"))]
    Revise {
        #[arg(value_name = "PROJECT", help = say!("terminal-revise-project"))]
        project: PathBuf,
        #[arg(value_name = "ARTICLE", help = say!("terminal-revise-article"))]
        article: String,
        #[arg(value_name = "NEW.txt", help = say!("terminal-revise-file"))]
        file: PathBuf,
        #[arg(short, long, value_name = "OUT", help = say!("terminal-revise-out"))]
        out: PathBuf,
        #[arg(long, value_name = "NAME", value_parser = encoding, help = say!("terminal-revise-encoding"))]
        encoding: Option<Encoding>,
        #[arg(long, help = say!("terminal-revise-force"))]
        force: bool,
        #[arg(long, help = say!("terminal-revise-json"))]
        json: bool,
    },
}

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
    let folders = Folders::find(std::env::var_os(disk::paths::HOME_VARIABLE).as_deref().map(Path::new)).ok();
    // What is wrong with the settings is said where the window opens.
    let settings = folders.map(|folders| Settings::load(&folders).0).unwrap_or_default();
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
    let code = match line.command {
        None => {
            let renderers = match line.renderer {
                Which::Auto => desktop::ORDER.to_vec(),
                Which::Glow => vec![desktop::Renderer::Glow],
                Which::Wgpu => vec![desktop::Renderer::Wgpu],
            };
            return Invocation::Window(Opening { files: line.files, renderers, failed: line.failed });
        }
        Some(Task::Check { files, json }) => check(&files, json, &mut out, &mut err),
        Some(Task::New { out: path, articles, annotator, encoding, force, json }) => {
            let annotator = annotator.unwrap_or_else(disk::user_name);
            match new(&path, &articles, encoding, &annotator, force) {
                Ok((loaded, remarks)) => {
                    remark(&remarks, &mut err);
                    report_new(&path, &loaded, json, &mut out);
                    0
                }
                Err(what) => failed(&what, &mut err),
            }
        }
        Some(Task::Ledger { project, html, md, json, out: path, sets, force }) => {
            let flags = [(html, Form::Html), (md, Form::Markdown), (json, Form::Json)];
            let form = flags.into_iter().find(|(on, _)| *on).map(|(_, form)| form);
            let done = dossier::ledger(&project, form, path.as_deref(), &sets, force, &mut out, &mut err);
            done.map_or_else(|what| failed(&what, &mut err), |()| 0)
        }
        Some(Task::Verify { dossier, project, json }) => {
            let done = dossier::verify(&dossier, &project, json, &mut out, &mut err);
            done.unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Merge { base, ours, theirs, out: to, force, json }) => {
            let task = merge::Merge { base: &base, sides: [&ours, &theirs], out: &to, force, json };
            merge::merge(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Diff { files, git, json }) => {
            let told =
                if git { merge::git_diff(&files, &mut out) } else { merge::diff(&files, json, &mut out, &mut err) };
            told.unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Compare { projects, annotators, same, labels, json, csv, html, out: to, seed, force }) => {
            use agreement::Form;
            let flags = [(json, Form::Json), (csv, Form::Csv), (html, Form::Html)];
            let form = flags.into_iter().find(|(on, _)| *on).map(|(_, form)| form);
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
            compare::compare(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Formats { json }) => {
            exchange::formats(json, &mut out);
            0
        }
        Some(Task::Import { format, paths, out: to, annotator, labels, apart, json }) => {
            let (labels, annotator) = (labels.as_deref(), annotator.as_str());
            let task = exchange::Import { format: &format, paths: &paths, out: &to, annotator, labels, apart, json };
            exchange::import(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Export { project, format, out: to, articles, annotators, force, json }) => {
            let task = exchange::Export { format: &format, out: &to, force, json };
            let done = exchange::export(&project, &articles, &annotators, &task, &mut out, &mut err);
            done.unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Add { project, documents, encoding, json }) => {
            let done = exchange::add(&project, &documents, encoding, json, &mut out, &mut err);
            done.unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Convert { from, path, to, out: place, force, json }) => {
            let task = exchange::Export { format: &to, out: &place, force, json };
            let done = exchange::convert(&from, &path, &task, &mut out, &mut err);
            done.unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Grade { project, hand_ins, exercise, csv, json, html, out: to, hide_names, force }) => {
            use grade::Form;
            let flags = [(csv, Form::Csv), (json, Form::Json), (html, Form::Html)];
            let form = flags.into_iter().find(|(on, _)| *on).map(|(_, form)| form);
            let (project, exercise, to) = (project.as_path(), exercise.as_deref(), to.as_deref());
            let hand_ins = hand_ins.as_slice();
            let task = grade::Grading { project, hand_ins, exercise, form, out: to, hide_names, force };
            grade::grade(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Exercise {
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
        }) => {
            let asked = [worksheet, answers, h5p, moodle, gift];
            let task = exercise::Task {
                project: &project,
                article: &article,
                out: &to,
                exercise: exercise.as_deref(),
                set: set.as_deref(),
                word: word.as_deref(),
                sheet: sheets::Sheet::ALL.into_iter().zip(asked).find(|(_, asked)| *asked).map(|(sheet, _)| sheet),
                label: label.as_deref(),
                force,
                json,
            };
            exercise::exercise(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Shared { project, json }) => {
            texts::shared(&project, json, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
        Some(Task::Revise { project, article, file, out: to, encoding, force, json }) => {
            let task =
                texts::Revision { project: &project, article: &article, file: &file, out: &to, encoding, force, json };
            texts::revise(&task, &mut out, &mut err).unwrap_or_else(|what| failed(&what, &mut err))
        }
    };
    Invocation::Done(ExitCode::from(code))
}

/// Says what is to be known of files that were read.
fn remark(remarks: &[String], err: &mut impl Write) {
    for text in remarks {
        say(err, &format!("gainsay: {text}"));
    }
}

/// Says why nothing was done. Returns the exit code.
fn failed(what: &str, err: &mut impl Write) -> u8 {
    say(err, &format!("gainsay: {what}"));
    FAILED
}

/// Writes a line. There is nobody to tell where that fails.
fn say(out: &mut impl Write, line: &str) {
    let _ = writeln!(out, "{line}");
}

fn read(path: &Path) -> Result<Loaded, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    store::read(&bytes)
        .map_err(|error| say!("terminal-file", path = path.display().to_string(), what = error.to_string()))
}

fn check(files: &[PathBuf], json: bool, out: &mut impl Write, err: &mut impl Write) -> u8 {
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
                let summary = store::summary(&loaded.project).to_string();
                say(out, &say!("terminal-file", path = &name, what = summary));
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
fn tell(path: &Path, warnings: &[Warning], out: &mut impl Write) {
    let name = path.display().to_string();
    for Warning { line, place, what } in warnings {
        let odd = say!("warning", place = place, what = what);
        let line = match line {
            Some(line) => say!("terminal-file-line", path = &name, line = *line, what = odd),
            None => say!("terminal-file", path = &name, what = odd),
        };
        say(out, &line);
    }
}

/// Lists the warnings of a project, the checksum's among them.
fn warnings(loaded: &Loaded) -> Vec<Warning> {
    let mut all = Vec::new();
    if !loaded.intact {
        let (place, what) = (say!("warning-file").to_owned(), say!("warning-checksum").to_owned());
        all.push(Warning { line: None, place, what });
    }
    all.extend(loaded.warnings.iter().cloned());
    all
}

fn report(path: &Path, loaded: &Loaded, warnings: &[Warning]) -> Value {
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

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::named(name).ok_or_else(|| {
        let all: Vec<&str> = Encoding::all().map(Encoding::code).collect();
        say!("terminal-new-no-encoding", encodings = all.join("; "))
    })
}

/// Makes a project of text files, saves it, and returns what stands on the disk, and what is to be known of the files.
fn new(
    path: &Path,
    articles: &[PathBuf],
    encoding: Option<Encoding>,
    annotator: &str,
    force: bool,
) -> Result<(Loaded, Vec<String>), String> {
    if annotator.trim().is_empty() {
        return Err(say!("terminal-new-nameless").to_owned());
    }
    let mut stamp = disk::stamp();
    let mut project = Project::begin(Scheme::claims_and_denials(), annotator.trim(), &mut stamp);
    let remarks = add_documents(&mut project, articles, encoding, &mut stamp)?;
    save(path, store::write(&project).as_bytes(), force)?;
    Ok((read(path)?, remarks))
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

/// Says something of a file.
fn of_file(path: &Path, what: &str) -> String {
    say!("terminal-file", path = path.display().to_string(), what = what)
}

/// Reads a text file as a draft of an article, in an encoding or the one it seems to be in, and says what is to be
/// known of it.
fn draft(path: &Path, encoding: Option<Encoding>) -> Result<(Draft, Vec<String>), String> {
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

/// Writes a file, which must not be there unless `force` says that it may be replaced.
fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), String> {
    let folders = Folders::find(std::env::var_os(disk::paths::HOME_VARIABLE).as_deref().map(Path::new))
        .map_err(|e| e.to_string())?;
    let expect = if force { Expect::Anything } else { Expect::Nothing };
    replaceable(path, force)?;
    disk::save(path, bytes, expect, &Generations::new(&folders)).map_err(|error| error.to_string())?;
    Ok(())
}

/// Says that a file is there already, unless it may be replaced.
fn replaceable(path: &Path, force: bool) -> Result<(), String> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(say!("terminal-there", path = path.display().to_string()));
    }
    Ok(())
}

fn report_new(path: &Path, loaded: &Loaded, json: bool, out: &mut impl Write) {
    if json {
        say(out, &format!("{:#}", report(path, loaded, &warnings(loaded))));
    } else {
        let (path, summary) = (path.display().to_string(), store::summary(&loaded.project).to_string());
        say(out, &say!("terminal-file", path = path, what = summary));
    }
}
