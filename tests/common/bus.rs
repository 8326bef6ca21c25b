//! Starts a message bus that is the test's own.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test that shares this uses its part of it")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::display::Ends;

/// A session's bus.
pub struct Bus {
    /// Where programs find it.
    pub address: String,
    _folder: tempfile::TempDir,
    _daemon: Ends,
}

impl Bus {
    /// Starts one for the programs of a display. Needs dbus-daemon.
    pub fn start(display: &str) -> Bus {
        let folder = tempfile::tempdir().unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .env("DISPLAY", display)
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("GSETTINGS_BACKEND", "memory")
            .env_remove("AT_SPI_BUS_ADDRESS")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Bus { address: address.trim().to_owned(), _folder: folder, _daemon: Ends(daemon) }
    }
}

/// Begins a connection to a bus.
pub fn connection(address: &str) -> zbus::connection::Builder<'_> {
    zbus::connection::Builder::address(address).unwrap().method_timeout(Duration::from_secs(60))
}
