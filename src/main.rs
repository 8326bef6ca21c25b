//! The program `gainsay`: chooses its language, reads the command line, then does what it asks for or opens the window.

use std::process::ExitCode;

use gainsay::cli::{self, Invocation};

fn main() -> ExitCode {
    cli::choose_language();
    match cli::parse(std::env::args_os()) {
        Invocation::Window(opening) => gainsay::desktop::run(opening),
        Invocation::Done(code) => code,
    }
}
