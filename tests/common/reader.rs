//! Reads a window as a screen reader does: through AT-SPI, on buses of the test's own.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test that shares this uses its part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use atspi::proxy::accessible::AccessibleProxy;
use atspi::proxy::action::ActionProxy;
use atspi::proxy::text::TextProxy;
use atspi::{Role, State, StateSet};
use pollster::block_on;
use zbus::proxy::CacheProperties;

use super::bus::{Bus, connection};
use super::display::{Ends, missing};
use super::left_out::left_out;

/// Where systems keep what starts the bus of assistive software.
const LAUNCHERS: [&str; 3] =
    ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];

/// Something that a window shows, as it was when it was looked at.
#[derive(Clone, Debug)]
pub struct Seen {
    pub name: String,
    pub role: Role,
    pub states: StateSet,
    /// How deep in the tree it stands.
    pub depth: usize,
    bus: String,
    path: String,
}

impl Seen {
    pub fn is(&self, state: State) -> bool {
        self.states.contains(state)
    }
}

/// A screen reader, as far as a test needs one.
pub struct Reader {
    /// Where programs find the buses.
    pub session: Bus,
    bus: zbus::Connection,
    _folder: tempfile::TempDir,
    heard: PathBuf,
    _ears: Ends,
}

async fn connect(address: &str) -> zbus::Connection {
    connection(address).build().await.unwrap()
}

/// Starts the buses for a display and switches assistance on, or says why it can't.
pub fn reader(display: &str) -> Option<Reader> {
    let mut missing = missing(&["dbus-daemon", "dbus-monitor"]);
    if !LAUNCHERS.iter().any(|path| Path::new(path).exists()) {
        missing.push("at-spi2-core");
    }
    if !missing.is_empty() {
        left_out("the window through AT-SPI", &format!("these are not installed: {}", missing.join(", ")));
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let session = Bus::start(display);
    let (bus, at) = block_on(async {
        let own = connect(&session.address).await;
        let on = ("org.a11y.Status", "IsEnabled", zbus::zvariant::Value::from(true));
        let properties = Some("org.freedesktop.DBus.Properties");
        own.call_method(Some("org.a11y.Bus"), "/org/a11y/bus", properties, "Set", &on).await.unwrap();
        let reply = own
            .call_method(Some("org.a11y.Bus"), "/org/a11y/bus", Some("org.a11y.Bus"), "GetAddress", &())
            .await
            .unwrap();
        let at: String = reply.body().deserialize().unwrap();
        (connect(&at).await, at)
    });
    let heard = folder.path().join("heard");
    let ears = Command::new("dbus-monitor")
        .args(["--address", &at, "type='signal',interface='org.a11y.atspi.Event.Object',member='Announcement'"])
        .stdout(std::fs::File::create(&heard).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Some(Reader { session, bus, _folder: folder, heard, _ears: Ends(ears) })
}

impl Reader {
    /// Returns whatever the program shows now, each thing before what it holds.
    ///
    /// Things that go away while it looks are left out.
    pub fn look(&self) -> Vec<Seen> {
        block_on(async {
            let mut seen = Vec::new();
            let mut next =
                vec![("org.a11y.atspi.Registry".to_owned(), "/org/a11y/atspi/accessible/root".to_owned(), 0)];
            while let Some((bus, path, depth)) = next.pop() {
                if let Ok((one, children)) = self.look_at(&bus, &path, depth).await {
                    seen.push(one);
                    next.extend(children.into_iter().rev());
                }
            }
            seen
        })
    }

    async fn look_at(&self, bus: &str, path: &str, depth: usize) -> zbus::Result<(Seen, Vec<(String, String, usize)>)> {
        let proxy = AccessibleProxy::builder(&self.bus).destination(bus)?.path(path)?;
        let proxy = proxy.cache_properties(CacheProperties::No).build().await?;
        let (name, role, states) = (proxy.name().await?, proxy.get_role().await?, proxy.get_state().await?);
        let seen = Seen { name, role, states, depth, bus: bus.to_owned(), path: path.to_owned() };
        let place = |child: atspi::ObjectRefOwned| {
            Some((child.name_as_str()?.to_owned(), child.path_as_str().to_owned(), depth + 1))
        };
        Ok((seen, proxy.get_children().await?.into_iter().filter_map(place).collect()))
    }

    /// Finds what has a role and whose name begins so.
    pub fn find(&self, role: Role, name: &str) -> Option<Seen> {
        self.look().into_iter().find(|seen| seen.role == role && seen.name.starts_with(name))
    }

    /// Does the first thing that can be done with something: presses a button, opens a menu.
    pub fn act(&self, on: &Seen) -> zbus::Result<bool> {
        block_on(async {
            let proxy = ActionProxy::builder(&self.bus).destination(on.bus.as_str())?.path(on.path.as_str())?;
            proxy.cache_properties(CacheProperties::No).build().await?.do_action(0).await
        })
    }

    /// Asks a text something.
    pub fn text<T>(&self, of: &Seen, ask: impl AsyncFnOnce(TextProxy<'_>) -> zbus::Result<T>) -> zbus::Result<T> {
        block_on(async {
            let proxy = TextProxy::builder(&self.bus).destination(of.bus.as_str())?.path(of.path.as_str())?;
            ask(proxy.cache_properties(CacheProperties::No).build().await?).await
        })
    }

    /// Returns all that was said by itself until now.
    pub fn heard(&self) -> String {
        std::fs::read_to_string(&self.heard).unwrap()
    }
}
