//! Keeps the user's settings, and where they were in projects.

use super::*;

impl Host {
    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns how things are shown, as the settings say.
    pub fn view(&self) -> View {
        let settings = &self.settings;
        View {
            theme: match settings.theme {
                disk::settings::Theme::System => Theme::System,
                disk::settings::Theme::Light => Theme::Light,
                disk::settings::Theme::Dark => Theme::Dark,
            },
            text_size: settings.text_size,
            line_height: settings.line_height,
            column: settings.column_chars as f32,
            serif: settings.typeface == disk::settings::Typeface::Serif,
            scale: settings.scale,
            keys: settings.label_keys.iter().map(|(label, key)| (LabelKey::slug(label), *key)).collect(),
            snap: settings.word_snap,
            blind: settings.blind,
            left: !settings.left.collapsed,
            right: !settings.right.collapsed,
            left_width: settings.left.size,
            right_width: settings.right.size,
            dock_height: settings.bottom_height,
            ..View::default()
        }
    }

    /// Keeps how things are shown.
    pub fn keep_view(&mut self, view: &View) {
        let settings = &mut self.settings;
        settings.theme = match view.theme {
            Theme::System => disk::settings::Theme::System,
            Theme::Light => disk::settings::Theme::Light,
            Theme::Dark => disk::settings::Theme::Dark,
        };
        settings.text_size = view.text_size;
        settings.line_height = view.line_height;
        settings.column_chars = view.column as u32;
        settings.typeface = if view.serif { disk::settings::Typeface::Serif } else { disk::settings::Typeface::Sans };
        settings.scale = view.scale;
        settings.label_keys = view.keys.iter().map(|(label, key)| (label.to_string(), *key)).collect();
        settings.word_snap = view.snap;
        settings.blind = view.blind;
        settings.left.collapsed = !view.left;
        settings.right.collapsed = !view.right;
        settings.left.size = view.left_width;
        settings.right.size = view.right_width;
        settings.bottom_height = view.dock_height;
        self.keep_settings();
    }

    /// Keeps where the user was in a project. Waits for the disk, and for nothing larger than a page.
    pub fn keep_reading(&mut self, path: &Path, reading: Reading) {
        self.readings.put(&absolute(path), reading);
        // Where it can't be kept, the project opens at its start.
        let _ = self.folders.as_ref().map(|folders| self.readings.save(folders));
    }

    /// Keeps the window's size in points of the system. Waits for the disk: the program is about to end.
    pub fn keep_window(&mut self, window: Option<(f32, f32)>, maximized: bool) {
        self.settings.window = window.or(self.settings.window);
        self.settings.maximized = maximized;
        if let Some(keep) = self.keep() {
            keep();
        }
    }

    pub(super) fn keep_settings(&mut self) {
        if let Some(keep) = self.keep() {
            self.run(keep);
        }
    }

    /// Returns the work of keeping the settings as they are now. Older ones never replace newer ones.
    pub(super) fn keep(&mut self) -> Option<impl FnOnce() -> Answer + Send + use<>> {
        self.keeping += 1;
        let (number, kept) = (self.keeping, Arc::clone(&self.kept));
        let (folders, settings) = (self.folders.clone()?, self.settings.clone());
        Some(move || {
            let mut kept = locked(&kept);
            if *kept > number {
                return Answer::Done;
            }
            *kept = number;
            match settings.save(&folders) {
                Ok(_) => Answer::Done,
                Err(error) => Answer::Intent(Intent::Say(say!("settings-not-kept", why = error.to_string()), true)),
            }
        })
    }
}

impl Drop for Host {
    /// Keeps settings that no thread has come to yet.
    fn drop(&mut self) {
        let waiting = *locked(&self.kept) < self.keeping;
        if waiting && let Some(keep) = self.keep() {
            keep();
        }
    }
}
