//! Does without a window what needs none: checks projects, and makes them from text files.
//!
//! `--json` is written with serde_json and not through `store`: it is a report for other programs, not a file of ours.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::{Value, json};

use crate::disk::{self, Expect, Folders, Generations};

use crate::documents::{Draft, Encoding, Source};
use crate::model::scheme::Scheme;
use crate::model::*;
use crate::store::{self, Loaded, Warning};

/// Warnings were found.
const WARNED: u8 = 1;
/// A file could not be read or written, or the command line was not understood.
const FAILED: u8 = 2;

const ABOUT: &str = "Marks in news articles who claims what, who denies it, on whose word and about whom.";

const GUIDE: &str = "\
Without a command, gainsay opens its window:
  gainsay                        the project opened last, or the sample
  gainsay mi6.ron                a project
  gainsay one.txt two.txt        articles, as a new project
A file that is named like a command is written with its folder: gainsay ./check

Commands that need no window:
  gainsay check mi6.ron          says what is in a project and what is odd in it:
                                   mi6.ron: 2 articles, 41 annotations, 17 relations, 1 annotator
                                   mi6.ron:212: annotation 3k7d2x9q…, article “Dam holds”: …
  gainsay check --json *.ron     the same for programs
  gainsay new mi6.ron one.txt two.txt
                                 makes a project from text and Markdown files
  gainsay new mi6.ron *.txt --encoding windows-1252
                                 the same, with all of them in this encoding

Exit status:
  0  all is well
  1  check: a project can be read, with warnings
  2  a file can't be read or written, or the command line is wrong
  3  there is no display to open a window on

Projects are RON text files that people can read and git can compare. Nothing is ever sent over a network.";

#[derive(Parser)]
#[command(
    name = "gainsay",
    version,
    about = ABOUT,
    after_help = GUIDE,
    after_long_help = GUIDE,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
struct Line {
    #[command(subcommand)]
    command: Option<Task>,
    /// A project, or articles to make a new one of
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Task {
    /// Say what is in projects and what is odd in them
    ///
    /// Prints a line for each project, `NAME: 2 articles, 41 annotations, 17 relations, 1 annotator`, and below it one line
    /// for each warning, `NAME:LINE: WHAT IS ODD`. Files are only read. Exits with 0 when nothing is odd, 1 when
    /// something is, 2 when a file can't be read.
    Check {
        /// Projects to check
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Print one JSON list, with an object for each file
        #[arg(long)]
        json: bool,
    },
    /// Make a project from text and Markdown files
    ///
    /// Each file becomes an article. Its first line is taken as the headline; of a Markdown file (.md, .markdown) the
    /// first heading is, and its marks go. The encoding is found from a byte order mark, from being UTF-8 or
    /// UTF-16, or else guessed from the letters; which one was taken is said for each file that was not UTF-8, with
    /// anything that was left out.
    New {
        /// The project to make; a file that is there is not replaced
        #[arg(value_name = "OUT.ron")]
        out: PathBuf,
        /// Text files, one an article
        #[arg(value_name = "ARTICLE", required = true)]
        articles: Vec<PathBuf>,
        /// Who is going to annotate; the user's name when it is left out
        #[arg(long, value_name = "NAME")]
        annotator: Option<String>,
        /// Read all files in this encoding, such as windows-1252, shift_jis or utf-16le
        #[arg(long, value_name = "NAME", value_parser = encoding)]
        encoding: Option<Encoding>,
        /// Replace OUT.ron if it is there
        #[arg(long)]
        force: bool,
        /// Print what was made as JSON
        #[arg(long)]
        json: bool,
    },
}

/// What a command line asks for.
#[derive(Debug)]
pub enum Invocation {
    /// To open the window, with these files.
    Window(Vec<PathBuf>),
    /// Nothing more: it is done.
    Done(ExitCode),
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
        None => return Invocation::Window(line.files),
        Some(Task::Check { files, json }) => check(&files, json, &mut out, &mut err),
        Some(Task::New { out: path, articles, annotator, encoding, force, json }) => {
            let annotator = annotator.unwrap_or_else(disk::user_name);
            match new(&path, &articles, encoding, &annotator, force) {
                Ok((loaded, remarks)) => {
                    for remark in remarks {
                        say(&mut err, &format!("gainsay: {remark}"));
                    }
                    report_new(&path, &loaded, json, &mut out);
                    0
                }
                Err(what) => {
                    say(&mut err, &format!("gainsay: {what}"));
                    FAILED
                }
            }
        }
    };
    Invocation::Done(ExitCode::from(code))
}

/// Writes a line. There is nobody to tell where that fails.
fn say(out: &mut impl Write, line: &str) {
    let _ = writeln!(out, "{line}");
}

fn read(path: &Path) -> Result<Loaded, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    store::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn check(files: &[PathBuf], json: bool, out: &mut impl Write, err: &mut impl Write) -> u8 {
    let mut code = 0;
    let mut reports = Vec::new();
    for path in files {
        let name = path.display();
        match read(path) {
            Err(what) => {
                code = FAILED;
                if !json {
                    say(err, &what);
                }
                reports.push(json!({ "file": name.to_string(), "error": what }));
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
                say(out, &format!("{name}: {}", store::summary(&loaded.project)));
                for Warning { line, place, what } in &warnings {
                    match line {
                        Some(line) => say(out, &format!("{name}:{line}: {place}: {what}")),
                        None => say(out, &format!("{name}: {place}: {what}")),
                    }
                }
            }
        }
    }
    if json {
        say(out, &format!("{:#}", Value::Array(reports)));
    }
    code
}

/// Lists the warnings of a project, the checksum's among them.
fn warnings(loaded: &Loaded) -> Vec<Warning> {
    let mut all = Vec::new();
    if !loaded.intact {
        let what = "the checksum is not that of the content: the file was damaged or edited by hand".to_owned();
        all.push(Warning { line: None, place: "the file".to_owned(), what });
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
        format!("there is no encoding of that name; there are {}", all.join("; "))
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
    let mut stamp = disk::stamp();
    let mut project = Project::begin(Scheme::claims_and_denials(), annotator.trim(), &mut stamp);
    let mut remarks = Vec::new();
    for article in articles {
        let unfit = |what: &str| format!("{}: {what}", article.display());
        let bytes = disk::read(article).map_err(|error| error.to_string())?;
        let name = article.file_name().unwrap_or(article.as_os_str()).to_string_lossy();
        let source = Source::new(&name, bytes).map_err(|what| unfit(&what.to_string()))?;
        let draft = match encoding {
            Some(encoding) => source.draft_in(encoding),
            None => source.draft(),
        };
        let Draft { details, text, blocks, origin, taken, notes, .. } =
            draft.map_err(|what| unfit(&what.to_string()))?;
        if taken.encoding != Encoding::UTF_8 || !taken.why.is_certain() {
            remarks.push(unfit(&format!("read as {} ({})", taken.encoding.code(), taken.why)));
        }
        remarks.extend(notes.iter().map(|note| unfit(&note.to_string())));
        let (step, _) = actions::add_article(&project, details, text, blocks, &origin, &mut stamp)
            .map_err(|refusal| unfit(&refusal.to_string()))?;
        project.apply(&step.transaction).map_err(|error| unfit(&error.to_string()))?;
    }
    let folders = Folders::find(std::env::var_os(disk::paths::HOME_VARIABLE).as_deref().map(Path::new))
        .map_err(|e| e.to_string())?;
    let expect = if force { Expect::Anything } else { Expect::Nothing };
    let written = store::write(&project);
    if !force && path.symlink_metadata().is_ok() {
        return Err(format!("{} is there already: choose another name, or say --force to replace it", path.display()));
    }
    disk::save(path, written.as_bytes(), expect, &Generations::new(&folders)).map_err(|error| error.to_string())?;
    Ok((read(path)?, remarks))
}

fn report_new(path: &Path, loaded: &Loaded, json: bool, out: &mut impl Write) {
    if json {
        say(out, &format!("{:#}", report(path, loaded, &warnings(loaded))));
    } else {
        say(out, &format!("{}: {}", path.display(), store::summary(&loaded.project)));
    }
}
