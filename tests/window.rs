//! Uses the program in a real window on a virtual display: selects by mouse, labels by key, saves, and reads the file
//! back; then kills it with work unsaved and finds that again. Hides what it draws with, one thing after the other.
//!
//! Needs Xvfb and xdotool. Where they are missing it is left out, and says so.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use gainsay::model::Project;

#[path = "common/bus.rs"]
mod bus;
#[path = "common/display.rs"]
mod display;
#[path = "common/left_out.rs"]
mod left_out;
#[path = "common/program.rs"]
mod program;

use bus::{Bus, connection};
use display::{Display, Ends, display, insist, load, missing, project_file, quotes, wait_for};
use left_out::left_out;
use program::{Program, Waits};

/// Marks a word of the headline as a claim, saves, and returns what is in the file.
fn mark_and_save(display: &Display, path: &Path) -> Project {
    display.window("harbour.ron");
    // A double click on the headline selects a word. Until the window listens, a click is lost: so it is repeated.
    let marked = wait_for("a marked and saved word", || {
        display.xdotool("mousemove --sync 340 90 click --repeat 2 --delay 60 1");
        display.xdotool("key --delay 60 c ctrl+s");
        std::thread::sleep(Duration::from_millis(400));
        load(path).filter(|project| project.annotation_count() > 0)
    });
    assert_eq!(quotes(&marked, "claim"), ["Harbour"]);
    marked
}

/// Drags over several words and labels them by a key; waits until that is in the journal, and does not save.
fn mark_more(display: &Display, folder: &Path) {
    let state = folder.join("state/state/journals");
    let journal_length = || -> u64 {
        let sessions = std::fs::read_dir(&state).into_iter().flatten().flatten();
        let files = sessions.filter_map(|s| std::fs::read_dir(s.path()).ok()).flatten().flatten();
        files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
    };
    let before = journal_length();
    display.xdotool("mousemove --sync 430 90 mousedown 1 mousemove --sync 480 92 mousemove --sync 560 92 mouseup 1");
    display.xdotool("key --delay 60 s");
    wait_for("the step in the journal", || (journal_length() > before).then_some(()));
}

#[test]
fn marks_saves_and_survives_in_a_real_window() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    // Where the harness looks, too.
    let home = folder.path().join("state");
    let path = project_file(folder.path());

    let mut program = display.program(&home, &path);
    let marked = mark_and_save(&display, &path);
    mark_more(&display, folder.path());
    program.0.kill().unwrap();
    program.0.wait().unwrap();
    assert_eq!(load(&path).unwrap(), marked, "the file is as it was saved");

    let rescued = Program::start(folder.path(), Waits::new()).leftovers();
    let project = rescued[0].project.as_ref().unwrap();
    assert_eq!(quotes(project, "source"), ["dredging delayed"]);
    assert_eq!(quotes(project, "claim"), ["Harbour"]);

    // Opened again, the window offers it: Return takes it up.
    let _again = display.program(&home, &path);
    display.window("harbour.ron");
    display.settle();
    let taken = insist(
        "what was rescued in the file",
        || {
            display.keys("Return");
            display.settle();
            display.keys("ctrl+s");
        },
        || load(&path).filter(|project| project.annotation_count() == 2),
    );
    assert_eq!(taken, *project);
}

#[test]
fn begins_with_a_copy_of_the_sample_and_then_with_what_was_open_last() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    let start = || {
        let mut command = display.command(&folder.path().join("state"));
        // Nobody shows a dialog here.
        command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", folder.path()).env("PATH", "/nowhere");
        Ends(command.current_dir(folder.path()).spawn().unwrap())
    };
    let mut first = start();
    display.window("sample");
    display.settle();
    // It is marked as any other; saving asks where to, and the field is there although no dialog could be shown.
    display.xdotool("mousemove --sync 640 300 click --repeat 2 --delay 60 1");
    display.keys("Escape c");
    display.settle();
    display.keys("ctrl+s");
    display.settle();
    assert!(!path.exists());
    // The field may come up only when the dialog has been waited for.
    let type_path = || {
        display.keys("ctrl+a");
        display.xdotool(&format!("type --delay 10 {}", path.display()));
        display.keys("Return");
    };
    let saved = insist("a saved copy of the sample", type_path, || load(&path));
    assert!(saved.article_count() == 2 && saved.annotation_count() >= 75, "{}", saved.annotation_count());

    // Closed by its own button, as all is saved.
    display.window("mine.ron");
    display.close("mine.ron");
    assert!(first.end().success());
    let _again = start();
    display.window("mine.ron");
}

#[test]
fn the_windows_own_button_asks_about_unsaved_work() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut program = display.program(&folder.path().join("state"), &path);
    mark_and_save(&display, &path);
    mark_more(&display, folder.path());
    display.close("harbour.ron");
    display.settle();
    assert!(program.0.try_wait().unwrap().is_none(), "it asks first");
    // Back to the article, where all still is.
    display.keys("Escape");
    display.settle();
    let saved = insist("both marks", || display.keys("ctrl+s"), || load(&path).filter(|p| p.annotation_count() == 2));
    assert_eq!(quotes(&saved, "source"), ["dredging delayed"]);
    display.settle();
    display.close("harbour.ron");
    assert!(program.end().success());
}

/// The desktop's portal, as far as it says whether the desktop is dark: 0 neither, 1 dark, 2 light.
struct Settings(u32);

#[zbus::interface(name = "org.freedesktop.portal.Settings")]
impl Settings {
    fn read(&self, namespace: &str, key: &str) -> zbus::fdo::Result<zbus::zvariant::Value<'_>> {
        match (namespace, key) {
            ("org.freedesktop.appearance", "color-scheme") => Ok(zbus::zvariant::Value::Value(Box::new(self.0.into()))),
            _ => Err(zbus::fdo::Error::Failed("Requested setting not found".into())),
        }
    }

    #[zbus(signal)]
    async fn setting_changed(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        namespace: &str,
        key: &str,
        value: zbus::zvariant::Value<'_>,
    ) -> zbus::Result<()>;
}

#[test]
fn is_as_dark_as_the_desktop_and_follows_it() {
    let Some(display) = display(&[]) else { return };
    let missing = missing(&["dbus-daemon"]);
    if !missing.is_empty() {
        return left_out("following the desktop's colours", "dbus-daemon is not installed");
    }
    let bus = Bus::start(&display.number);
    let at = "/org/freedesktop/portal/desktop";
    let portal = pollster::block_on(async {
        let builder = connection(&bus.address).name("org.freedesktop.portal.Desktop").unwrap();
        builder.serve_at(at, Settings(1)).unwrap().build().await.unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut command = display.command(&folder.path().join("state"));
    let _program = Ends(command.arg(&path).env("DBUS_SESSION_BUS_ADDRESS", &bus.address).spawn().unwrap());
    display.window("harbour.ron");
    // Of the paper, below the text.
    let paper = |colour: [u8; 3]| {
        wait_for(&format!("paper of {colour:?}"), || (display.colour(600, 600) == colour).then_some(()));
    };
    paper([0x1B, 0x1D, 0x21]);
    for (value, colour) in [(2_u32, [0xFC, 0xFB, 0xF8]), (1, [0x1B, 0x1D, 0x21]), (0, [0xFC, 0xFB, 0xF8])] {
        pollster::block_on(async {
            let emitter = zbus::object_server::SignalEmitter::new(&portal, at).unwrap();
            let key = ("org.freedesktop.appearance", "color-scheme");
            Settings::setting_changed(&emitter, key.0, key.1, value.into()).await.unwrap();
        });
        paper(colour);
    }
}

#[test]
fn what_was_marked_outlives_the_display() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut program = display.program(&folder.path().join("state"), &path);
    mark_and_save(&display, &path);
    mark_more(&display, folder.path());
    // As far as the program can tell, this is what the loss of the graphics device is: nothing can be drawn any more.
    display.end();
    assert!(!program.0.wait().unwrap().success());
    let rescued = Program::start(folder.path(), Waits::new()).leftovers();
    assert_eq!(quotes(rescued[0].project.as_ref().unwrap(), "source"), ["dredging delayed"]);
}

/// Hides what OpenGL draws with; the display must have no GLX besides.
const NO_OPENGL: (&str, &str) = ("__EGL_VENDOR_LIBRARY_FILENAMES", "/dev/null");
/// Hides what Vulkan draws with.
const NO_VULKAN: [(&str, &str); 2] = [("VK_DRIVER_FILES", "/dev/null"), ("VK_ICD_FILENAMES", "/dev/null")];

/// Waits for a program that ends by itself; returns its exit status and what it said.
fn outcome(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = command.output().unwrap();
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

/// Looks whether Vulkan can be had; says so where it can't.
fn vulkan_is_there() -> bool {
    let drivers = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    let found = drivers.iter().any(|folder| std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()));
    if !found {
        left_out("drawing with Vulkan", "it has no driver here (mesa-vulkan-drivers)");
    }
    found
}

#[test]
fn draws_with_vulkan_where_there_is_no_opengl() {
    let Some(display) = display(&["-extension", "GLX"]) else { return };
    if !vulkan_is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut command = display.command(&folder.path().join("state"));
    let said = folder.path().join("said");
    command.arg(&path).envs([NO_OPENGL]).stderr(std::fs::File::create(&said).unwrap());
    let _program = Ends(command.spawn().unwrap());
    mark_and_save(&display, &path);
    let said = std::fs::read_to_string(said).unwrap();
    assert!(said.contains("drawn with Vulkan, for this failed: OpenGL") && !said.contains("panicked"), "{said}");
}

#[test]
fn draws_with_opengl_where_there_is_no_vulkan() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let _program = Ends(display.command(&folder.path().join("state")).arg(&path).envs(NO_VULKAN).spawn().unwrap());
    mark_and_save(&display, &path);

    // A renderer that is asked for is the only one that is tried.
    let mut command = display.command(&folder.path().join("other"));
    let (code, said) = outcome(command.args(["--renderer", "wgpu"]).envs(NO_VULKAN));
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("Vulkan (--renderer wgpu): ") && !said.contains("OpenGL (--renderer glow)"), "{said}");
}

#[test]
fn says_what_is_missing_where_nothing_can_draw() {
    let Some(display) = display(&["-extension", "GLX"]) else { return };
    let home = tempfile::tempdir().unwrap();
    let path = project_file(home.path());
    let (code, said) = outcome(display.command(home.path()).arg(&path).envs([NO_OPENGL]).envs(NO_VULKAN));
    assert_eq!(code, Some(3), "{said}");
    for part in ["OpenGL (--renderer glow): ", "Vulkan (--renderer wgpu): ", "gainsay check FILE"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
    let (code, said) = outcome(display.command(home.path()).arg("check").arg(&path).envs([NO_OPENGL]).envs(NO_VULKAN));
    assert_eq!((code, said.as_str()), (Some(0), ""));
}

#[test]
fn says_so_where_there_is_no_display() {
    let home = tempfile::tempdir().unwrap();
    // None is named, or one where nobody answers.
    for display in [&[][..], &[("DISPLAY", "")], &[("DISPLAY", ":64999")], &[("WAYLAND_DISPLAY", "nobody")]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        for key in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(key);
        }
        let out = command.envs(display.iter().copied()).env("GAINSAY_HOME", home.path()).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(3), "{display:?}: {said}");
        assert!(said.contains("could not be opened") && said.contains("gainsay check"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
