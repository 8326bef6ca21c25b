//! Runs the program in a real window on a virtual display, with Xvfb and xdotool.
#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::left_out::left_out;

/// A child process that ends with the test.
pub struct Ends(Child);

impl Ends {
    /// Kills it at once, as a crash would.
    pub fn kill(&mut self) {
        self.0.kill().expect("it runs");
        self.0.wait().expect("it ends");
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
    _server: Ends,
}

impl Display {
    /// Starts a display with some more options of Xvfb; `None`, and says so, where its tools are missing.
    pub fn start(options: &[&str]) -> Option<Display> {
        let found =
            |tool: &str| Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        let missing: Vec<&str> = ["Xvfb", "xdotool"].into_iter().filter(|tool| !found(tool)).collect();
        if !missing.is_empty() {
            left_out("the real window", &format!("these are not installed: {}", missing.join(", ")));
            return None;
        }
        let screen = tempfile::tempdir().expect("a folder");
        let mut server = Command::new("Xvfb")
            .arg("-fbdir")
            .arg(screen.path())
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a display");
        let mut number = String::new();
        let out = server.stdout.take().expect("its number");
        BufReader::new(out).read_line(&mut number).expect("its number");
        Some(Display { number: format!(":{}", number.trim()), screen, _server: Ends(server) })
    }

    /// Starts the program with a file.
    pub fn program(&self, home: &Path, file: &Path) -> Ends {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.arg(file).env("GAINSAY_HOME", home).env("DISPLAY", &self.number).env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        Ends(command.spawn().expect("the program"))
    }

    /// Runs xdotool and returns what it says.
    pub fn xdotool(&self, arguments: &str) -> String {
        let mut command = Command::new("xdotool");
        let out = command.args(arguments.split(' ')).env("DISPLAY", &self.number).output().expect("xdotool");
        assert!(out.status.success(), "xdotool {arguments}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    }

    /// Presses keys one after another.
    pub fn keys(&self, keys: &str) {
        self.xdotool(&format!("key --delay 25 {keys}"));
    }

    /// Waits until the picture has stayed as it is for a while: what was pressed so far has been done.
    pub fn settle(&self) {
        let picture = || std::fs::read(self.screen.path().join("Xvfb_screen0")).expect("the display's memory");
        let (mut last, mut since) = (picture(), Instant::now());
        wait_for("a picture that stays", || {
            let now = picture();
            if now != last {
                (last, since) = (now, Instant::now());
            }
            (since.elapsed() > Duration::from_millis(200)).then_some(())
        });
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
