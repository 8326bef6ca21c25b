//! Says in plain words what a Linux system lacks to open a window.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::say;

/// Something a window needs, and who has it.
struct Need {
    what: fn() -> &'static str,
    /// Beginnings of paths below the system's library folders (or, with a leading slash, of whole ones). Any one of
    /// them will do.
    any: &'static [&'static str],
    debian: &'static str,
    fedora: &'static str,
}

/// A library that goes by its file's name.
macro_rules! library {
    ($file:literal, $debian:literal, $fedora:literal) => {
        Need { what: || $file, any: &[$file], debian: $debian, fedora: $fedora }
    };
}

const GRAPHICS: [Need; 5] = [
    library!("libGL.so.1", "libgl1", "libglvnd-glx"),
    library!("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Need {
        what: || say!("terminal-missing-opengl-driver"),
        // Mesa 24.3 made one library of its many.
        any: &["dri/swrast_dri.so", "libgallium"],
        debian: "libgl1-mesa-dri",
        fedora: "mesa-dri-drivers",
    },
    library!("libvulkan.so.1", "libvulkan1", "vulkan-loader"),
    Need {
        what: || say!("terminal-missing-vulkan-driver"),
        any: &["/usr/share/vulkan/icd.d/", "/etc/vulkan/icd.d/"],
        debian: "mesa-vulkan-drivers",
        fedora: "mesa-vulkan-drivers",
    },
];

const X11: [Need; 6] = [
    library!("libX11.so.6", "libx11-6", "libX11"),
    library!("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    library!("libXcursor.so.1", "libxcursor1", "libXcursor"),
    library!("libXi.so.6", "libxi6", "libXi"),
    library!("libXrandr.so.2", "libxrandr2", "libXrandr"),
    library!("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
];

const WAYLAND: [Need; 3] = [
    library!("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    library!("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl"),
    library!("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
];

/// Where the system looks for libraries: what was asked for in the environment, then the usual folders.
fn folders(root: &Path, asked: Option<&OsStr>) -> Vec<PathBuf> {
    let triple = format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    let usual = [triple.as_str(), "usr/lib64", "usr/lib", "lib64", "lib", "usr/local/lib"];
    let asked = asked.map(std::env::split_paths).into_iter().flatten();
    asked.chain(usual.iter().map(|folder| root.join(folder))).collect()
}

/// Looks for a file whose path begins so.
fn is_there(root: &Path, folders: &[PathBuf], beginning: &str) -> bool {
    let (folder, name) = beginning.rsplit_once('/').unwrap_or(("", beginning));
    let starts = |folder: PathBuf| {
        let mut files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        files.any(|file| file.file_name().to_string_lossy().starts_with(name))
    };
    match folder.strip_prefix('/') {
        Some(whole) => starts(root.join(whole)),
        None => folders.iter().any(|base| starts(base.join(folder))),
    }
}

/// Lists what is not found below `root`, with the packages that hold it. `asked` is the `LD_LIBRARY_PATH`.
///
/// Files are looked for, not loaded: what is there and broken, or somewhere else, is not told apart.
pub(super) fn report(root: &Path, asked: Option<&OsStr>, wayland: bool) -> String {
    let folders = folders(root, asked);
    let windows: &[Need] = if wayland { &WAYLAND } else { &X11 };
    let lacks = |need: &&Need| !need.any.iter().any(|beginning| is_there(root, &folders, beginning));
    let missing: Vec<&Need> = windows.iter().chain(&GRAPHICS).filter(lacks).collect();
    if missing.is_empty() {
        return say!("terminal-missing-nothing").to_owned();
    }
    let join = |part: fn(&Need) -> &'static str, between: &str| {
        missing.iter().map(|need| part(need)).collect::<Vec<_>>().join(between)
    };
    let (debian, fedora) = (join(|need| need.debian, " "), join(|need| need.fedora, " "));
    say!("terminal-missing", what = join(|need| (need.what)(), ", "), debian = debian, fedora = fedora)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(root: &Path, files: &[&str]) {
        for file in files {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
    }

    #[test]
    fn the_readme_names_the_same_packages() {
        let readme = include_str!("../../README.md");
        let needs = X11.iter().chain(&WAYLAND).chain(&GRAPHICS).map(|need| need.debian);
        // That one comes with libx11-xcb1.
        for package in needs.filter(|package| *package != "libx11-6") {
            let named = readme.split(|c: char| c.is_whitespace() || "`(),;".contains(c)).any(|word| word == package);
            assert!(named, "{package}");
        }
    }

    #[test]
    fn names_what_is_not_there_and_who_has_it() {
        let root = tempfile::tempdir().unwrap();
        let bare = report(root.path(), None, false);
        for word in ["libGL.so.1", "libgl1-mesa-dri", "mesa-dri-drivers", "libxkbcommon-x11-0", "a Vulkan driver"] {
            assert!(bare.contains(word), "{word}: {bare}");
        }
        assert!(!bare.contains("wayland"), "{bare}");
        assert!(report(root.path(), None, true).contains("libwayland-client0"));

        let libraries = ["libX11.so.6", "libX11-xcb.so.1", "libXcursor.so.1", "libXi.so.6", "libXrandr.so.2.2.0"];
        let libraries: Vec<String> = libraries.iter().map(|name| format!("usr/lib64/{name}")).collect();
        put(root.path(), &libraries.iter().map(String::as_str).collect::<Vec<_>>());
        put(root.path(), &["own/libxkbcommon-x11.so.0", "usr/lib/libGL.so.1", "usr/lib/libEGL.so.1"]);
        put(root.path(), &["usr/lib/libgallium-25.0.so", "usr/lib/libvulkan.so.1"]);
        let own = root.path().join("own");
        let said = report(root.path(), Some(own.as_os_str()), false);
        assert!(said.starts_with("Not found here: a Vulkan driver."), "{said}");
        assert!(said.contains("apt install mesa-vulkan-drivers\n"), "{said}");

        put(root.path(), &["usr/share/vulkan/icd.d/lvp.json"]);
        assert!(report(root.path(), Some(own.as_os_str()), false).starts_with("All that a window needs"));
        assert!(report(root.path(), None, false).contains("libxkbcommon-x11-0"));
    }
}
