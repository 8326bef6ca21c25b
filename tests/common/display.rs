//! Opens the program in a real window on a virtual display.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gainsay::app::{AppState, Intent};
use gainsay::model::{Project, Stamp};
use gainsay::store;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt, EventMask};

use super::left_out::left_out;

/// A child process that ends with the test.
pub struct Ends(pub Child);

impl Ends {
    /// Waits for it to end by itself.
    pub fn end(&mut self) -> std::process::ExitStatus {
        wait_for("the end of the program", || self.0.try_wait().unwrap())
    }

    /// Kills it at once, as a crash would.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual display of 1280 by 800 points.
pub struct Display {
    /// Its name, as the program finds it in its environment.
    pub number: String,
    /// Where it keeps what it shows.
    screen: tempfile::TempDir,
    server: Ends,
}

/// Names those of the tools that are not installed here.
pub fn missing(tools: &[&'static str]) -> Vec<&'static str> {
    let found =
        |tool: &&str| Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    tools.iter().filter(|tool| !found(tool)).copied().collect()
}

/// Starts a display with some more options of Xvfb, or says why it can't.
pub fn display(options: &[&str]) -> Option<Display> {
    let missing = missing(&["Xvfb", "xdotool"]);
    if !missing.is_empty() {
        left_out("the real window", &format!("these are not installed: {}", missing.join(", ")));
        return None;
    }
    let screen = tempfile::tempdir().unwrap();
    let mut server = Command::new("Xvfb")
        .arg("-fbdir")
        .arg(screen.path())
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    Some(Display { number: format!(":{}", number.trim()), screen, server: Ends(server) })
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

    /// Presses keys one after another.
    pub fn keys(&self, keys: &str) {
        self.xdotool(&format!("key --delay 25 {keys}"));
    }

    /// Waits until the picture has stayed as it is for a while: what was pressed so far has been done.
    pub fn settle(&self) {
        let picture = || std::fs::read(self.screen.path().join("Xvfb_screen0")).unwrap();
        let (mut last, mut since) = (picture(), Instant::now());
        wait_for("a picture that stays", || {
            let now = picture();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            (since.elapsed() > Duration::from_millis(200)).then_some(())
        });
    }

    /// Returns the red, green and blue of a point, of the picture as Xvfb keeps it: a dump of xwd's.
    pub fn colour(&self, x: usize, y: usize) -> [u8; 3] {
        let picture = std::fs::read(self.screen.path().join("Xvfb_screen0")).unwrap();
        let number = |at: usize| u32::from_be_bytes(picture[4 * at..4 * at + 4].try_into().unwrap()) as usize;
        let (header, line, colours) = (number(0), number(12), number(19));
        let at = header + 12 * colours + y * line + 4 * x;
        [picture[at + 2], picture[at + 1], picture[at]]
    }

    /// Asks a window to close, as the button in its frame does.
    pub fn close(&self, title: &str) {
        let found = self.xdotool(&format!("search --onlyvisible --name {title}"));
        let window: u32 = found.lines().next().unwrap().parse().unwrap();
        let (server, _) = x11rb::connect(Some(&self.number)).unwrap();
        let atom = |name: &[u8]| server.intern_atom(false, name).unwrap().reply().unwrap().atom;
        let ask = [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let message = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), ask);
        // Waits for the server's answer: what a client sent that is gone by then may be thrown away.
        server.send_event(false, window, EventMask::NO_EVENT, message).unwrap().check().unwrap();
    }

    /// Waits for a window whose title says so, and gives it the keyboard, as a window manager would.
    pub fn window(&self, title: &str) {
        let found = self.xdotool(&format!("search --sync --onlyvisible --name {title}"));
        let window = found.lines().next().unwrap_or_default();
        self.xdotool(&format!("windowfocus --sync {window}"));
    }
}

/// Looks again and again until there is an answer; gives up after a minute, which only a failure needs.
pub fn wait_for<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    look_for(Duration::from_secs(60), look).unwrap_or_else(|| panic!("in vain: {what}"))
}

/// Does something and looks for what comes of it; does it again when nothing does, for what a window that does not
/// listen yet gets is lost. What is done must do no harm when it is done twice.
pub fn insist<T>(what: &str, mut act: impl FnMut(), mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..30 {
        act();
        if let Some(found) = look_for(Duration::from_secs(2), &mut look) {
            return found;
        }
    }
    panic!("in vain: {what}");
}

fn look_for<T>(most: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        match look() {
            None if start.elapsed() < most => std::thread::sleep(Duration::from_millis(20)),
            found => return found,
        }
    }
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
