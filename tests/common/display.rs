//! Opens the program in a real window on a virtual display.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use gainsay::app::{AppState, Intent};
use gainsay::model::{Project, Stamp};
use gainsay::store;

use super::left_out::left_out;

/// A child process that ends with the test.
pub struct Ends(pub Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub struct Display {
    pub number: String,
    server: Ends,
}

/// Names those of the tools that are not installed here.
pub fn missing(tools: &[&'static str]) -> Vec<&'static str> {
    let found =
        |tool: &&str| Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    tools.iter().filter(|tool| !found(tool)).copied().collect()
}

/// Starts a display, or says why it can't.
pub fn display(options: &[&str]) -> Option<Display> {
    let missing = missing(&["Xvfb", "xdotool"]);
    if !missing.is_empty() {
        left_out("the real window", &format!("these are not installed: {}", missing.join(", ")));
        return None;
    }
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    Some(Display { number: format!(":{}", number.trim()), server: Ends(server) })
}

impl Display {
    /// Returns the command that opens the program here, drawn in software.
    pub fn command(&self, home: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.env("GAINSAY_HOME", home).env("DISPLAY", &self.number).env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        command
    }

    /// Opens the program with a file.
    pub fn program(&self, home: &Path, file: &Path) -> Ends {
        Ends(self.command(home).arg(file).spawn().unwrap())
    }

    /// Takes the display away from under its windows.
    pub fn end(self) {
        drop(self.server);
    }

    /// Does things with the mouse and the keys.
    pub fn xdotool(&self, arguments: &str) -> String {
        let mut command = Command::new("xdotool");
        let out = command.args(arguments.split(' ')).env("DISPLAY", &self.number).output().unwrap();
        assert!(out.status.success(), "xdotool {arguments}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Waits for a window whose title says so, and gives it the keyboard, as a window manager would.
    pub fn window(&self, title: &str) {
        let found = self.xdotool(&format!("search --sync --onlyvisible --name {title}"));
        let window = found.lines().next().unwrap_or_default();
        self.xdotool(&format!("windowfocus --sync {window}"));
    }
}

/// Looks again and again until there is an answer; gives up after a long while, which only a failure needs.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("in vain: {what}");
}

/// Reads a project that is whole.
pub fn load(path: &Path) -> Option<Project> {
    let loaded = store::read(&std::fs::read(path).ok()?).ok()?;
    loaded.intact.then_some(loaded.project)
}

/// Returns the quotes of all annotations of a label.
pub fn quotes(project: &Project, label: &str) -> Vec<String> {
    let of_label = project.annotations().filter(|(_, row)| row.label.as_str() == label);
    of_label.map(|(_, row)| project.quote(row)).collect()
}

/// What is in the project of the tests.
pub const ARTICLE: &str = "Harbour dredging delayed\nThe port authority said on Monday that dredging starts in May.\n";

/// Writes a project of one article.
pub fn project_file(folder: &Path) -> PathBuf {
    let mut stamp = Stamp::of_number(1);
    let mut state = AppState::new("anna", &mut stamp);
    state.update(Intent::AddArticle(Default::default(), ARTICLE.into()), &mut stamp);
    let path = folder.join("harbour.ron");
    std::fs::write(&path, store::write(state.project())).unwrap();
    path
}
