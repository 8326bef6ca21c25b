//! Measures from outside how long the program takes from its start until its real window shows something.
//!
//! Another connection to the X server looks every few milliseconds for a window of the program's process that is mapped
//! and has more than one colour in it, and then for the project's name in its title, which the program gives the window
//! in the frame that shows the project. So the figures are wall time, up to [`LOOK`] and one look too long.

#[cfg(not(unix))]
pub(crate) fn measure() {
    println!("The real window is measured only where there is an X server.");
}

#[cfg(unix)]
pub(crate) use x::measure;

#[cfg(unix)]
mod x {
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, ImageFormat, MapState, Window};
    use x11rb::rust_connection::RustConnection;

    use crate::clock::{Spread, ms};
    use crate::corpus;
    use crate::table::{Table, number};

    /// Time between two looks.
    const LOOK: Duration = Duration::from_millis(2);
    const RUNS: usize = 9;
    /// What a start may take until the measuring is given up.
    const LIMIT: Duration = Duration::from_secs(60);

    /// Prints the medians for the sample and for a large project, or says that there is no display.
    pub(crate) fn measure() {
        let (connection, screen) = match x11rb::connect(None) {
            Ok(connected) => connected,
            Err(error) => return println!("There is no display, so the real window is not measured: {error}."),
        };
        let root = connection.setup().roots[screen].root;
        let folder = tempfile::tempdir().expect("a folder for files");
        let large = folder.path().join("large.ron");
        std::fs::write(&large, gainsay::store::write(&corpus::project(super::super::STEPS[2], 1))).expect("is written");
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mi6.ron");
        let mut table = Table::new(&["project", "first frame", "highest", "with the project", "highest", "look"]);
        for (name, file) in [("the sample".to_owned(), &sample), (super::super::STEPS[2].name(), &large)] {
            let (mut painted, mut shown, mut looks) = (Vec::new(), Vec::new(), Vec::new());
            // The first one brings the program and its fonts into the system's cache, and is not counted.
            for run in 0..=RUNS {
                let home = folder.path().join(format!("home-{run}"));
                let times = start(&connection, root, &home, file);
                if run > 0 {
                    painted.push(times.painted);
                    shown.push(times.shown);
                    looks.push(times.look);
                }
            }
            let [painted, shown, looks] = [&painted, &shown, &looks].map(|times| Spread::of(times));
            let figures = [painted.median, painted.p99, shown.median, shown.p99, looks.p99].map(number);
            table.row([vec![name], figures.to_vec()].concat());
        }
        table.print(&format!(
            "The real window, from the start of the process, in milliseconds on the wall: median and highest of {RUNS}"
        ));
        println!(
            "  A look at the window is taken every {:.0} ms and takes itself up to what the last column says.",
            ms(LOOK)
        );
    }

    struct Times {
        /// Until the window is not of one colour any more.
        painted: Duration,
        /// Until its title names the project.
        shown: Duration,
        /// The longest look.
        look: Duration,
    }

    /// Ends the program however the measuring ends.
    struct Started(Child);

    impl Drop for Started {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn start(connection: &RustConnection, root: Window, home: &Path, file: &Path) -> Times {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let began = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.arg(file).env("GAINSAY_HOME", home).env_remove("WAYLAND_DISPLAY");
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        let _started = Started(child);
        let (mut window, mut painted, mut look) = (None, None, Duration::ZERO);
        loop {
            assert!(began.elapsed() < LIMIT, "no window showed {name}");
            let from = Instant::now();
            window = window.or_else(|| find(connection, root));
            if let Some(window) = window {
                if painted.is_none() && has_content(connection, window) {
                    painted = Some(began.elapsed());
                }
                if let Some(painted) = painted
                    && title(connection, window).contains(&name)
                {
                    return Times { painted, shown: began.elapsed(), look };
                }
            }
            look = look.max(from.elapsed());
            std::thread::sleep(LOOK);
        }
    }

    /// Finds a window that is mapped and is called like the program.
    fn find(connection: &RustConnection, root: Window) -> Option<Window> {
        let children = connection.query_tree(root).ok()?.reply().ok()?.children;
        let mut below: Vec<Window> = Vec::new();
        for child in &children {
            // A window manager puts a frame around it.
            below.extend(
                connection
                    .query_tree(*child)
                    .ok()
                    .and_then(|tree| tree.reply().ok())
                    .into_iter()
                    .flat_map(|t| t.children),
            );
        }
        children.into_iter().chain(below).find(|window| {
            let attributes = connection.get_window_attributes(*window).ok().and_then(|reply| reply.reply().ok());
            attributes.is_some_and(|attributes| attributes.map_state == MapState::VIEWABLE)
                && title(connection, *window).contains("Gainsay")
        })
    }

    fn title(connection: &RustConnection, window: Window) -> String {
        let read = || {
            let name = connection.intern_atom(true, b"_NET_WM_NAME").ok()?.reply().ok()?.atom;
            let value = connection.get_property(false, window, name, AtomEnum::ANY, 0, 1024).ok()?.reply().ok()?.value;
            String::from_utf8(value).ok()
        };
        read().unwrap_or_default()
    }

    /// Tells whether a window has more than one colour in the strip at its upper left, where the menu bar is.
    fn has_content(connection: &RustConnection, window: Window) -> bool {
        let image = connection.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, 240, 32, u32::MAX);
        image.ok().and_then(|image| image.reply().ok()).is_some_and(|image| {
            let mut pixels = image.data.chunks_exact(4);
            let first = pixels.next();
            pixels.any(|pixel| Some(pixel) != first)
        })
    }
}
