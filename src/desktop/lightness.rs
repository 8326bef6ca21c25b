//! Learns whether the desktop is light or dark where winit does not: on Linux and its kin, from the desktop's portal.
//!
//! The interface is `org.freedesktop.portal.Settings`, of which `Read` is older than `ReadOne` and everywhere; the
//! setting `color-scheme` of `org.freedesktop.appearance` is 1 for dark, 2 for light and 0 where the desktop does not
//! care: <https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html>.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use eframe::egui;

/// What the desktop said last, and whom to wake when it says something else.
#[derive(Clone, Default)]
pub(super) struct Lightness {
    said: Arc<AtomicU8>,
    window: Arc<OnceLock<egui::Context>>,
}

const SAID_LIGHT: u8 = 1;
const SAID_DARK: u8 = 2;

impl Lightness {
    /// Asks on a thread of its own, and goes on listening there. Where nobody answers it stays without an opinion.
    pub(super) fn follow() -> Lightness {
        let lightness = Lightness::default();
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            let told = lightness.clone();
            // Without the thread, the window is as where there is no portal.
            let _ = std::thread::Builder::new().name("lightness".into()).spawn(move || {
                // Neither a desktop without a portal nor one whose portal ends is a fault.
                let _ = pollster::block_on(portal::listen(|dark| told.tell(dark)));
            });
        }
        lightness
    }

    /// Draws this window again when the desktop changes.
    pub(super) fn wake(&self, ctx: &egui::Context) {
        // One process has one window.
        let _ = self.window.set(ctx.clone());
    }

    /// Returns what the desktop said last.
    pub(super) fn theme(&self) -> Option<egui::Theme> {
        match self.said.load(Ordering::Relaxed) {
            SAID_LIGHT => Some(egui::Theme::Light),
            SAID_DARK => Some(egui::Theme::Dark),
            _ => None,
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn tell(&self, dark: Option<bool>) {
        let said = match dark {
            Some(true) => SAID_DARK,
            Some(false) => SAID_LIGHT,
            None => 0,
        };
        self.said.store(said, Ordering::Relaxed);
        if let Some(window) = self.window.get() {
            window.request_repaint();
        }
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use zbus::export::ordered_stream::OrderedStreamExt;
    use zbus::zvariant::{OwnedValue, Value};
    use zbus::{Connection, Proxy};

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    /// Tells what the setting is, and again whenever it changes. Returns when there is nobody (any more) to listen to.
    pub(super) async fn listen(tell: impl Fn(Option<bool>)) -> zbus::Result<()> {
        let bus = Connection::session().await?;
        let (name, path) = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop");
        let portal = Proxy::new(&bus, name, path, "org.freedesktop.portal.Settings").await?;
        // Before it is read, so that no change falls between.
        let mut changes = portal.receive_signal_with_args("SettingChanged", &[(0, NAMESPACE), (1, KEY)]).await?;
        let value: OwnedValue = portal.call("Read", &(NAMESPACE, KEY)).await?;
        tell(is_dark(&value));
        while let Some(change) = changes.next().await {
            let body = change.body();
            let (_, _, value): (&str, &str, Value<'_>) = body.deserialize()?;
            tell(is_dark(&value));
        }
        Ok(())
    }

    /// Tells whether a setting is for dark; `None` where it is for neither. `Read` wraps a value twice.
    fn is_dark(value: &Value<'_>) -> Option<bool> {
        match value {
            Value::Value(inner) => is_dark(inner),
            Value::U32(1) => Some(true),
            Value::U32(2) => Some(false),
            _ => None,
        }
    }
}
