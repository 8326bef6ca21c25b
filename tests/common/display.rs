//! Runs the program in a real window on a virtual display, with Xvfb and xdotool.
#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

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
    number: String,
    _server: Ends,
}

impl Display {
    /// Starts a display; `None`, and says so, where its tools are missing.
    pub fn start() -> Option<Display> {
        let found =
            |tool: &str| Command::new(tool).arg("-help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        let missing: Vec<&str> = ["Xvfb", "xdotool"].into_iter().filter(|tool| !found(tool)).collect();
        if !missing.is_empty() {
            left_out("the real window", &format!("these are not installed: {}", missing.join(", ")));
            return None;
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a display");
        let mut number = String::new();
        let out = server.stdout.take().expect("its number");
        BufReader::new(out).read_line(&mut number).expect("its number");
        Some(Display { number: format!(":{}", number.trim()), _server: Ends(server) })
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
