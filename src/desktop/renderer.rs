//! Chooses what draws the window, and goes on to the next where one fails.
//!
//! Each try has a process of its own: a driver that failed half way, or that hangs, leaves nothing behind that the next
//! one stumbles over, and winit allows one event loop a process. Nothing is lost by that, for no file is locked or
//! written before there is something to draw with.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use crate::say;

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL.
    Glow,
    /// Vulkan, Metal or Direct3D 12, whichever the system has.
    Wgpu,
}

/// What is tried, in this order, where nothing was chosen. OpenGL is first, for it takes half the time: with Mesa's
/// drivers in software 0.2 to 0.3 s of the processor until the first frame is shown, and Vulkan 0.45 to 0.55 s.
pub const ORDER: [Renderer; 2] = [Renderer::Glow, Renderer::Wgpu];

impl Renderer {
    /// Returns what the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Renderer::Glow => "glow",
            Renderer::Wgpu => "wgpu",
        }
    }
}

impl fmt::Display for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Renderer::Glow => "OpenGL",
            Renderer::Wgpu if cfg!(windows) => "Direct3D 12",
            Renderer::Wgpu if cfg!(target_os = "macos") => "Metal",
            Renderer::Wgpu => "Vulkan",
        })
    }
}

/// What the window is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// A project, or articles to make a new one of.
    pub files: Vec<PathBuf>,
    /// What may draw it, in this order.
    pub renderers: Vec<Renderer>,
    /// What processes before this one tried in vain, a line each.
    pub failed: Vec<String>,
}

impl Opening {
    /// Notes why the first renderer failed; what is left to try is returned if there is any.
    pub(super) fn without_first(mut self, why: &str) -> Result<Opening, Vec<String>> {
        if !self.renderers.is_empty() {
            let renderer = self.renderers.remove(0);
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            let (name, renderer) = (renderer.name(), renderer.to_string());
            self.failed.push(say!("terminal-renderer-failed", renderer = renderer, name = name, why = why));
        }
        if self.renderers.is_empty() { Err(self.failed) } else { Ok(self) }
    }

    /// Returns the command line that opens the window so.
    fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = Vec::new();
        // What was tried is left out by naming what was not; of two, that is one.
        if let Some(renderer) = self.renderers.first() {
            arguments.extend(["--renderer".into(), renderer.name().into()]);
        }
        for why in &self.failed {
            // Joined, for what was said may begin with a dash.
            arguments.push(format!("--failed={why}").into());
        }
        arguments.push("--".into());
        arguments.extend(self.files.iter().map(OsString::from));
        arguments
    }

    /// Starts the program anew in this one's place.
    ///
    /// # Errors
    /// When the program can't be started; otherwise this returns on Windows only, where the new one is waited for.
    pub(super) fn start_anew(&self) -> io::Result<ExitCode> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(self.arguments());
        #[cfg(unix)]
        {
            Err(std::os::unix::process::CommandExt::exec(&mut command))
        }
        #[cfg(not(unix))]
        {
            let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
            Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
        }
    }
}

/// Does something if a driver hangs: unless it is dropped in time.
pub(super) struct Guard(#[expect(dead_code, reason = "what counts is when it is dropped")] mpsc::Sender<()>);

impl Guard {
    /// Waits on a thread of its own. Where none can be had there is no guard.
    pub(super) fn set(limit: Duration, late: impl FnOnce() + Send + 'static) -> Guard {
        let (sender, dropped) = mpsc::channel();
        let wait = move || {
            if dropped.recv_timeout(limit) == Err(RecvTimeoutError::Timeout) {
                late();
            }
        };
        let _ = std::thread::Builder::new().name("guard".into()).spawn(wait);
        Guard(sender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening() -> Opening {
        Opening { files: vec!["-a b.ron".into()], renderers: ORDER.to_vec(), failed: Vec::new() }
    }

    #[test]
    fn goes_on_to_the_next_and_then_says_all_that_failed() {
        let second = opening().without_first("no\n  configuration").unwrap();
        assert_eq!(second.renderers, [Renderer::Wgpu]);
        assert_eq!(second.failed, ["OpenGL (--renderer glow): no configuration"]);
        assert_eq!(
            second.arguments(),
            ["--renderer", "wgpu", "--failed=OpenGL (--renderer glow): no configuration", "--", "-a b.ron"]
        );
        let failed = second.without_first("no adapter").unwrap_err();
        assert_eq!(failed.len(), 2);
        assert!(failed[1].contains("(--renderer wgpu): no adapter"), "{failed:?}");
    }

    #[test]
    fn a_guard_acts_unless_it_is_dropped() {
        let (sender, acted) = mpsc::channel();
        let late = sender.clone();
        let held = Guard::set(Duration::ZERO, move || late.send("late").unwrap());
        assert_eq!(acted.recv(), Ok("late"));
        drop(held);
        // The sender goes with what was to be done, undone.
        drop(Guard::set(Duration::from_secs(3600), move || sender.send("never").unwrap()));
        assert!(acted.recv().is_err());
    }
}
