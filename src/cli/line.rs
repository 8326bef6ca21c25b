//! Declares the command line: what can be asked for, and with which words.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::compare::agreement::Same;
use crate::documents::Encoding;
use crate::say;

use super::compare;

/// A command line.
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
pub(super) struct Line {
    #[command(subcommand)]
    pub(super) command: Option<Task>,
    #[arg(value_name = "FILE", help = say!("terminal-files"))]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, value_name = "WHICH", default_value = "auto", help = say!("terminal-renderer"))]
    pub(super) renderer: Which,
    // Why a renderer was given up, from the process that tried it.
    #[arg(long, hide = true)]
    pub(super) failed: Vec<String>,
}

/// What draws the window.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Which {
    Auto,
    Glow,
    Wgpu,
}

/// What is done without a window.
#[derive(Subcommand)]
pub(super) enum Task {
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

/// Reads the name of an encoding.
fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::named(name).ok_or_else(|| {
        let all: Vec<&str> = Encoding::all().map(Encoding::code).collect();
        say!("terminal-new-no-encoding", encodings = all.join("; "))
    })
}
