//! Opens the window: carries out effects with rfd, the disk and the clipboard, and answers with intents.

mod earlier;
pub mod handed;
pub mod host;
mod lightness;
mod missing;
pub mod reading;
mod renderer;

use std::ffi::OsString;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui;

use crate::app::{AppState, BringIntent, DialogPurpose, Effect, ImportIntent, Intent, Picks, is_foreign};
use crate::disk::{self, Folders, Reading, Settings};
use crate::say;
use crate::store;
use crate::ui::text::TextEngine;
use crate::ui::{Intents, Shell};

use host::{Host, Waker};
use lightness::Lightness;
use reading::Ahead;
use renderer::Guard;
pub use renderer::{ORDER, Opening, Renderer};

/// The project that is open on first start.
const SAMPLE: &str = include_str!("../../samples/mi6.ron");

/// A dialog that answers sooner was not shown: there is no portal to show it.
const UNSEEN: Duration = Duration::from_millis(500);

/// A driver that takes longer than this until something can be drawn hangs; the slowest seen took a second.
const PATIENCE: Duration = Duration::from_secs(30);

struct Desktop {
    state: AppState,
    shell: Shell,
    host: Host,
    title: String,
    /// The project's file and the open articles, as they were.
    was: (Option<PathBuf>, Reading),
    /// The window's size in points of the system, when it does not take the whole screen; and whether it does.
    window: (Option<(f32, f32)>, bool),
    closing: bool,
    /// Whether the desktop is dark, where winit does not know.
    lightness: Lightness,
    /// Tells whoever started the window that it was there.
    shown: Arc<AtomicBool>,
    /// What dialogs answered.
    dialogs: (std::sync::mpsc::Sender<Intent>, std::sync::mpsc::Receiver<Intent>),
    queue: Vec<Intent>,
}

impl Desktop {
    fn new(
        ctx: &egui::Context,
        folders: Option<Folders>,
        paths: &[PathBuf],
        lightness: Lightness,
        ahead: Option<Ahead>,
        shown: Arc<AtomicBool>,
    ) -> Desktop {
        lightness.wake(ctx);
        let repaint = ctx.clone();
        let waker: Waker = Arc::new(move || repaint.request_repaint());
        let (host, warnings) = Host::new(folders, waker);
        let name = match host.settings().annotator.trim() {
            "" => disk::user_name(),
            name => name.to_owned(),
        };
        let state = AppState::new(&name, &mut disk::stamp());
        let mut desktop = Desktop {
            state,
            shell: Shell::new(),
            title: String::new(),
            was: Default::default(),
            window: (None, false),
            closing: false,
            lightness,
            shown,
            dialogs: std::sync::mpsc::channel(),
            queue: Vec::new(),
            host,
        };
        desktop.queue.push(Intent::SetView(Box::new(desktop.host.view())));
        desktop.queue.push(Intent::Import(ImportIntent::Recall(desktop.host.recalled())));
        desktop.queue.push(Intent::Recent(desktop.host.settings().recent.clone()));
        let home = etcetera::home_dir().unwrap_or_default();
        let documents = home.join("Documents");
        let folder = if documents.is_dir() { documents } else { home.clone() };
        desktop.queue.push(Intent::Folders(home, folder));
        if on_wayland(|name| std::env::var_os(name)) {
            desktop.queue.push(Intent::NoDrops);
        }
        let last = last_project(desktop.host.settings());
        desktop.queue.extend(first_intents(paths, last, !desktop.host.settings().hints_done));
        desktop.queue.push(Intent::SettingsFaults(warnings));
        desktop.host.look_for_leftovers();
        ahead.into_iter().for_each(|ahead| desktop.host.have_ahead(ahead));
        // What was read ahead may be there in time for the first frame.
        desktop.work(ctx, None);
        desktop
    }

    fn work(&mut self, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        self.queue.extend(self.dialogs.1.try_iter());
        self.queue.extend(self.host.answers());
        // What an intent brings about may bring further answers; those come with the next frame.
        for intent in std::mem::take(&mut self.queue) {
            for effect in self.state.update(intent, &mut disk::stamp()) {
                if let Some(effect) = self.host.carry_out(effect, &self.state) {
                    self.on_window(effect, ctx, frame);
                }
            }
        }
        self.keep_reading();
        let title = self.state.title();
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Keeps where the user was in a project that is left.
    fn keep_reading(&mut self) {
        let now = (self.state.file().path.clone(), where_it_is(&self.state));
        if self.was.0 != now.0
            && let (Some(path), was) = std::mem::replace(&mut self.was, now.clone())
        {
            self.host.keep_reading(&path, Reading { texts: self.shell.places(), ..was });
        }
        self.was = now;
    }

    fn on_window(&mut self, effect: Effect, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::Reveal(revision, byte) => {
                self.shell.reveal(revision, byte);
                ctx.request_repaint();
            }
            Effect::FocusArticle => {
                self.shell.focus_article();
                ctx.request_repaint();
            }
            Effect::FocusFilter => {
                self.shell.focus_filter();
                ctx.request_repaint();
            }
            Effect::FocusNote => {
                self.shell.focus_note();
                ctx.request_repaint();
            }
            Effect::FocusDock => {
                self.shell.focus_dock();
                ctx.request_repaint();
            }
            Effect::FocusTableFilter => {
                self.shell.focus_table_filter();
                ctx.request_repaint();
            }
            Effect::Resume(texts) => self.shell.resume(texts),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Ask { purpose, suggested } => self.ask(purpose, &suggested, ctx, frame),
            Effect::Close => {
                self.closing = true;
                self.host.end();
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                // It closes with the next frame, which nothing else asks for when a save was waited for.
                ctx.request_repaint();
            }
            // The host carries out all others.
            _ => {}
        }
    }

    fn ask(&self, purpose: DialogPurpose, suggested: &str, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(frame) = frame {
            dialog = dialog.set_parent(frame);
        }
        let suggested = std::path::Path::new(suggested);
        if let Some(folder) = suggested.parent().filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        let name = suggested.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (sender, ctx) = (self.dialogs.0.clone(), ctx.clone());
        let began = Instant::now();
        let answer = move |paths: Vec<PathBuf>| {
            let unseen = paths.is_empty() && began.elapsed() < UNSEEN;
            let news = if unseen { Intent::NoDialog(purpose) } else { Intent::Chosen(purpose, paths) };
            // Where the window is gone nobody waits for the answer.
            let _ = sender.send(news);
            ctx.request_repaint();
        };
        let path = |file: rfd::FileHandle| file.path().to_owned();
        dialog = dialog.set_title(purpose.title());
        for (name, extensions) in purpose.shows() {
            dialog = dialog.add_filter(name, &extensions);
        }
        // The dialog is made here, as some systems want it, and waited for elsewhere.
        match purpose.picks() {
            Picks::One => {
                let wait = dialog.pick_file();
                wait_for(move || answer(pollster::block_on(wait).into_iter().map(path).collect()));
            }
            Picks::Several => {
                let wait = dialog.pick_files();
                wait_for(move || answer(pollster::block_on(wait).into_iter().flatten().map(path).collect()));
            }
            Picks::Folder => {
                let wait = dialog.pick_folder();
                wait_for(move || answer(pollster::block_on(wait).into_iter().map(path).collect()));
            }
            Picks::Name => {
                let wait = dialog.set_file_name(name).save_file();
                wait_for(move || answer(pollster::block_on(wait).into_iter().map(path).collect()));
            }
        }
    }
}

/// Returns the project that was open last, if it is still there.
fn last_project(settings: &Settings) -> Option<PathBuf> {
    settings.recent.iter().find(|path| path.exists()).cloned()
}

/// Finds the first project on the command line.
fn named_project(paths: &[PathBuf]) -> Option<&PathBuf> {
    paths.iter().find(|path| is_project(path))
}

/// Tells whether a file is named as a project.
fn is_project(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("ron"))
}

/// Opens what was asked for on the command line, else the last project, else the sample. One project is open at a time:
/// of several the first, and the others are offered for comparing or merging; articles become a project only where none
/// is named, and files of other programs are looked at. Folders are what is in them, as when they are dropped on the
/// window. What is left is said. The first steps are shown with
/// the sample, to whoever has not done with them.
fn first_intents(paths: &[PathBuf], last: Option<PathBuf>, hints: bool) -> Vec<Intent> {
    match (named_project(paths), last) {
        (Some(first), _) => {
            let mut intents = vec![Intent::Open(first.clone())];
            let others: Vec<PathBuf> = paths.iter().filter(|path| *path != first).cloned().collect();
            let (projects, left): (Vec<PathBuf>, Vec<PathBuf>) = others.into_iter().partition(|path| is_project(path));
            if !projects.is_empty() {
                intents.push(Intent::Bring(BringIntent::Offer(projects)));
            }
            if !left.is_empty() {
                let left: Vec<String> = left.iter().map(|path| path.display().to_string()).collect();
                let text = say!("file-others-left", files = left.join(say!("list-comma")));
                // In the window the next message takes its place, in the terminal it stays.
                eprintln!("gainsay: {text}");
                intents.push(Intent::Say(text, false));
            }
            intents
        }
        (None, _) if paths.iter().any(|path| is_foreign(path)) => {
            vec![Intent::New, Intent::Import(ImportIntent::Read(paths.to_vec()))]
        }
        (None, _) if !paths.is_empty() => vec![Intent::New, Intent::AddFiles(paths.to_vec())],
        (None, Some(last)) => vec![Intent::Open(last)],
        (None, None) => match store::read(SAMPLE.as_bytes()) {
            Ok(sample) => {
                let adopt = Intent::Adopt(Box::new(sample.project), say!("file-sample").into());
                if hints { vec![adopt, Intent::ShowHints(true)] } else { vec![adopt] }
            }
            Err(error) => vec![Intent::Say(say!("file-sample-not-opened", why = error.to_string()), true)],
        },
    }
}

/// Waits on a thread of its own; where there is none to be had the path field still serves.
fn wait_for(work: impl FnOnce() + Send + 'static) {
    let _ = std::thread::Builder::new().name("dialog".into()).spawn(work);
}

impl eframe::App for Desktop {
    /// Works, also where the window is minimised: closed from there, it comes up to ask about unsaved work.
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let asked = ctx.input(|input| input.viewport().close_requested()) && !self.closing;
        if asked {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.queue.push(Intent::Quit);
        }
        self.work(ctx, Some(frame));
        if asked && !self.closing && ctx.input(|input| input.viewport().minimized == Some(true)) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.shown.store(true, Ordering::Relaxed);
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(self.title.as_str()));
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let viewport = input.viewport();
            self.window.1 = viewport.maximized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false);
            if let Some(inner) = viewport.inner_rect.filter(|_| !self.window.1) {
                let size = inner.size() * zoom;
                self.window.0 = Some((size.x.round(), size.y.round()));
            }
        });
        let mut intents = Intents::default();
        self.shell.show(ui, &self.state, &mut intents);
        if !intents.is_empty() {
            self.queue.extend(intents.take());
            self.work(&ctx, Some(frame));
            ctx.request_repaint();
        }
    }

    fn raw_input_hook(&mut self, _: &egui::Context, input: &mut egui::RawInput) {
        input.system_theme = input.system_theme.or_else(|| self.lightness.theme());
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(path) = self.state.file().path.clone() {
            self.host.keep_reading(&path, Reading { texts: self.shell.places(), ..where_it_is(&self.state) });
        }
        self.host.keep_window(self.window.0, self.window.1);
    }
}

/// Returns where the user is in the open project, but for what is in view of each text.
fn where_it_is(state: &AppState) -> Reading {
    let columns = state.columns().into_iter().filter_map(|column| column.article).collect();
    Reading { article: state.article(), columns, set: state.set(), texts: Vec::new() }
}

/// Tells whether the window will stand on Wayland, which winit prefers: there it hears nothing of files that are
/// dropped.
fn on_wayland(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    cfg!(all(unix, not(target_os = "macos"))) && ["WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(set)
}

/// How a try to open the window ended.
enum Tried {
    /// The window was there.
    Shown(ExitCode),
    /// It was not, and another renderer may do better.
    Failed(String),
    /// It was not, whatever would draw it.
    NoDisplay(String),
}

/// Opens the window with a project, or with articles as a new project. Returns 3 when no window can be had.
pub fn run(opening: Opening) -> ExitCode {
    if cfg!(all(unix, not(target_os = "macos")))
        && ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .iter()
            .all(|key| std::env::var_os(key).is_none_or(|v| v.is_empty()))
    {
        return no_display(say!("terminal-no-display"));
    }
    let late = opening.clone();
    let guard = Guard::set(PATIENCE, move || {
        // The thread that hangs can't be stopped: this ends the process with it.
        let why = say!("terminal-renderer-hangs", seconds = PATIENCE.as_secs());
        std::process::exit(if go_on(late, &why) == ExitCode::SUCCESS { 0 } else { NO_WINDOW.into() })
    });
    let Some(renderer) = opening.renderers.first().copied() else { return no_window(&opening.failed) };
    match open(&opening, renderer, guard) {
        Tried::Shown(code) => code,
        Tried::Failed(why) => go_on(opening, &why),
        Tried::NoDisplay(why) => no_display(&why),
    }
}

/// Tries the next renderer; says what failed when there is none.
fn go_on(opening: Opening, why: &str) -> ExitCode {
    let next = match opening.without_first(why) {
        Ok(next) => next,
        Err(failed) => return no_window(&failed),
    };
    next.start_anew().unwrap_or_else(|error| {
        let mut failed = next.failed;
        failed.push(say!("terminal-not-again", why = error.to_string()));
        no_window(&failed)
    })
}

fn open(opening: &Opening, renderer: Renderer, guard: Guard) -> Tried {
    let home = std::env::var_os(disk::paths::HOME_VARIABLE).map(PathBuf::from);
    let folders = Folders::find(home.as_deref()).ok();
    let paths: Vec<PathBuf> =
        opening.files.iter().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone())).collect();
    let settings = folders.as_ref().map(Settings::load).unwrap_or_default().0;
    let (width, height) = settings.window.unwrap_or((1280.0, 800.0));
    let viewport = egui::ViewportBuilder::default()
        .with_title("Gainsay")
        .with_app_id("gainsay")
        .with_inner_size([width.max(640.0), height.max(420.0)])
        .with_maximized(settings.maximized)
        .with_min_inner_size([640.0, 420.0]);
    let mut options = eframe::NativeOptions { viewport, ..Default::default() };
    match renderer {
        Renderer::Glow => options.renderer = eframe::Renderer::Glow,
        Renderer::Wgpu => {
            options.renderer = eframe::Renderer::Wgpu;
            if let eframe::egui_wgpu::WgpuSetup::CreateNew(setup) = &mut options.wgpu_options.wgpu_setup {
                // Text needs no second, faster and hotter processor.
                setup.power_preference = eframe::wgpu::PowerPreference::LowPower;
            }
        }
    }
    // So early that the first frame is in its colours already.
    let lightness = Lightness::follow();
    // The project is read while the window is made; nobody locks or keeps it before there is one.
    let last = || if paths.is_empty() { last_project(&settings) } else { None };
    let ahead = named_project(&paths).cloned().or_else(last).and_then(Ahead::begin);
    // The system's fonts are found while the window is made. Where that fails they are found when they are first
    // needed.
    let fonts = std::thread::Builder::new().name("fonts".into()).spawn(TextEngine::new).ok();
    let shown = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&shown);
    let panicked = hold_back_panics(Arc::clone(&shown));
    // Where a library or a driver is missing, those that open the window panic here and there.
    let ran = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let begin: eframe::AppCreator<'_> = Box::new(move |creation| {
            drop(guard);
            if !opening.failed.is_empty() {
                let tried = opening.failed.join("; ");
                eprintln!("gainsay: {}", say!("terminal-drawn", renderer = renderer.to_string(), tried = tried));
            }
            let desktop = Desktop::new(&creation.egui_ctx, folders, &paths, lightness, ahead, told);
            if let Some(engine) = fonts.and_then(|fonts| fonts.join().ok()) {
                engine.install(&creation.egui_ctx);
            }
            Ok(Box::new(desktop))
        });
        eframe::run_native("gainsay", options, begin)
    }));
    let was_shown = shown.load(Ordering::Relaxed);
    match ran {
        Ok(Ok(())) => Tried::Shown(ExitCode::SUCCESS),
        Ok(Err(error)) if was_shown => {
            eprintln!("gainsay: {}", say!("terminal-window-lost", why = error.to_string()));
            Tried::Shown(ExitCode::FAILURE)
        }
        Ok(Err(error @ eframe::Error::WinitEventLoop(_))) => Tried::NoDisplay(error.to_string()),
        Ok(Err(error)) => Tried::Failed(error.to_string()),
        Err(panic) if was_shown => std::panic::resume_unwind(panic),
        Err(_) => {
            let said = panicked.lock().map(|said| said.clone()).unwrap_or_default();
            Tried::Failed(if said.is_empty() { say!("terminal-library-failed").to_owned() } else { said })
        }
    }
}

/// Keeps what is said in panics of this thread until the window is shown, for a message of ours stands in its place.
fn hold_back_panics(shown: Arc<AtomicBool>) -> Arc<Mutex<String>> {
    let said = Arc::new(Mutex::new(String::new()));
    let (keep, here, usual) = (Arc::clone(&said), std::thread::current().id(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        if shown.load(Ordering::Relaxed) || std::thread::current().id() != here {
            usual(panic);
        } else if let (Some(text), Ok(mut said)) = (panic.payload_as_str(), keep.lock()) {
            text.clone_into(&mut said);
        }
    }));
    said
}

const NO_WINDOW: u8 = 3;

fn no_display(why: &str) -> ExitCode {
    eprintln!("gainsay: {}", say!("terminal-no-window", why = why));
    ExitCode::from(NO_WINDOW)
}

fn no_window(failed: &[String]) -> ExitCode {
    let missing = if cfg!(all(unix, not(target_os = "macos"))) {
        let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty());
        missing::report(Path::new("/"), std::env::var_os("LD_LIBRARY_PATH").as_deref(), wayland)
    } else {
        say!("terminal-missing-driver").to_owned()
    };
    let tried = failed.join("\n  ");
    eprintln!("gainsay: {}", say!("terminal-nothing-draws", tried = tried, missing = missing));
    ExitCode::from(NO_WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stamp;

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn knows_wayland_by_its_variables() {
        let stands = |set: &[(&str, &str)]| {
            on_wayland(|name| set.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into()))
        };
        assert!(stands(&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")]) && stands(&[("WAYLAND_SOCKET", "7")]));
        assert!(!stands(&[("DISPLAY", ":0"), ("WAYLAND_DISPLAY", "")]));
    }

    #[test]
    fn opens_what_is_named_else_the_last_project_else_the_sample() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let last = Some(PathBuf::from("last.ron"));
        let first = |names: &[&str]| first_intents(&paths(names), last.clone(), true);
        assert!(matches!(&first(&["a.ron"])[..], [Intent::Open(path)] if path.ends_with("a.ron")));
        assert!(matches!(&first(&[])[..], [Intent::Open(path)] if path.ends_with("last.ron")));
        let two = first(&["a.ron", "B.RON", "c.txt"]);
        let [Intent::Open(path), Intent::Bring(BringIntent::Offer(offered)), Intent::Say(said, false)] = &two[..]
        else {
            panic!("{two:?}")
        };
        assert!(path.ends_with("a.ron") && *offered == paths(&["B.RON"]) && said.contains("c.txt"), "{said}");
        let articles = first(&["c.txt", "d"]);
        assert!(matches!(&articles[..], [Intent::New, Intent::AddFiles(files)] if *files == paths(&["c.txt", "d"])));
        let folder = first(&["src"]);
        assert!(matches!(&folder[..], [Intent::New, Intent::AddFiles(_)]), "what is in it is found out: {folder:?}");
        let foreign = first(&["c.txt", "c.ANN"]);
        assert!(matches!(&foreign[..], [Intent::New, Intent::Import(ImportIntent::Read(files))] if files.len() == 2));

        assert!(matches!(&first_intents(&[], None, false)[..], [Intent::Adopt(..)]), "done with the first steps");
        let [Intent::Adopt(project, name), Intent::ShowHints(true)] = &first_intents(&[], None, true)[..] else {
            panic!("the sample")
        };
        assert_eq!((project.articles().len(), name.as_str()), (2, "sample"));
        let mut state = AppState::new("anna", &mut Stamp::of_number(0));
        state.update(Intent::Adopt(project.clone(), name.clone()), &mut Stamp::of_number(1));
        assert_eq!(state.file().path, None, "an untitled copy");
        assert!(!state.is_unsaved());
    }
}
