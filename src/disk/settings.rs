//! Reads and writes the user's settings: RON in the configuration folder.
//!
//! RON is parsed here into [`ron::Value`], and each field is taken by itself, so that one faulty value costs no other.
//! What a newer version of the program wrote is kept as it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use ron::Value;

use super::generations::Generations;
use super::paths::Folders;
use super::read::{self, ReadError};
use super::save::{Expect, SaveError, Saved, save};
use super::sys;
use super::trouble::Trouble;
use crate::model::actions::PartType;
use crate::model::{AttributeKey, KindKey, LabelKey};
use crate::say;

/// How many recent files are remembered.
pub const RECENT: usize = 12;

/// The largest settings file that is read, in bytes.
const LIMIT: u64 = 1 << 20;

/// Light, dark, or as the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark letters on light.
    Light,
    /// Light letters on dark.
    Dark,
    /// As the system is.
    #[default]
    System,
}

/// What the article is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typeface {
    /// Letters with serifs.
    #[default]
    Serif,
    /// Letters without.
    Sans,
}

/// What a name of another program was given to by hand: which format, of what sort, what it is called there, and what
/// it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The format, by what it is called on a command line.
    pub format: String,
    /// Of what sort.
    pub sort: PartType,
    /// What it is called there.
    pub name: String,
    /// What it is here.
    pub to: GivenTo,
}

/// What a name of another program is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenTo {
    /// The part with this key.
    Here(String),
    /// A part of its own, of this name.
    New(String),
    /// Nothing.
    Left,
}

/// A panel's size and whether it is folded away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// Width, in points on screen.
    pub size: f32,
    /// Folded away.
    pub collapsed: bool,
}

/// The user's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The files opened last, the newest first; at most [`RECENT`].
    pub recent: Vec<PathBuf>,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// A dragged selection snaps to whole words.
    pub word_snap: bool,
    /// The article's letters, in points on screen.
    pub text_size: f32,
    /// The article's line height, as a multiple of the letters' size.
    pub line_height: f32,
    /// The article's column, in characters of average width.
    pub column_chars: u32,
    /// What the article is set in.
    pub typeface: Typeface,
    /// The user's own keys for labels, by the labels' keys in the scheme.
    pub label_keys: BTreeMap<String, char>,
    /// The interface's scale beyond the system's.
    pub scale: f32,
    /// The annotator's name, empty until it is given.
    pub annotator: String,
    /// Annotators' names are hidden while differences are settled.
    pub blind: bool,
    /// The interface's language after BCP 47, empty for the system's.
    pub language: String,
    /// The bar of the first steps is done with.
    pub hints_done: bool,
    /// The window's width and height in points on screen.
    pub window: Option<(f32, f32)>,
    /// The window took the whole screen.
    pub maximized: bool,
    /// The list of articles.
    pub left: Panel,
    /// The selected annotation.
    pub right: Panel,
    /// The height of the panel below the article, in points on screen.
    pub bottom_height: f32,
    /// What names of other programs were given to by hand, the last first.
    pub imports: Vec<Given>,
    /// Fields that this version does not know, with their values as RON.
    unknown: Vec<(String, String)>,
}

impl Default for Settings {
    fn default() -> Settings {
        let panel = |size| Panel { size, collapsed: false };
        Settings {
            recent: Vec::new(),
            theme: Theme::System,
            word_snap: true,
            text_size: 17.0,
            line_height: 1.65,
            column_chars: 72,
            typeface: Typeface::Serif,
            label_keys: BTreeMap::new(),
            scale: 1.0,
            annotator: String::new(),
            blind: false,
            language: String::new(),
            hints_done: false,
            window: None,
            maximized: false,
            left: panel(240.0),
            right: panel(320.0),
            bottom_height: 220.0,
            imports: Vec::new(),
            unknown: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the settings, and lists what in them was ignored and why. Without a file there are those of the first
    /// start, and no warning.
    pub fn load(folders: &Folders) -> (Settings, Vec<String>) {
        let path = folders.settings();
        let named = |what: String| say!("settings-warning", path = path.display().to_string(), what = what);
        let bytes = match read::read_up_to(&path, LIMIT) {
            Ok(bytes) => bytes,
            Err(ReadError { trouble: Trouble::Gone, .. }) => return (Settings::default(), Vec::new()),
            Err(error) => return (Settings::default(), vec![error.to_string()]),
        };
        let (settings, warnings) = match String::from_utf8(bytes) {
            Ok(text) => Settings::parse(&text),
            Err(_) => (Settings::default(), vec![say!("settings-not-text").to_owned()]),
        };
        (settings, warnings.into_iter().map(named).collect())
    }

    /// Reads settings from RON, and lists what was ignored and why.
    pub fn parse(text: &str) -> (Settings, Vec<String>) {
        let mut settings = Settings::default();
        let mut warnings = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let map = match ron::from_str::<Value>(text) {
            Ok(Value::Map(map)) => map,
            Ok(_) => return (settings, vec![say!("settings-no-fields").to_owned()]),
            Err(error) => {
                let at = error.span.start;
                let what = error.code.to_string();
                return (settings, vec![say!("settings-broken", line = at.line, column = at.col, what = what)]);
            }
        };
        for (key, value) in map {
            let Value::String(key) = key else {
                warnings.push(say!("settings-odd-name", name = format!("{key:?}")));
                continue;
            };
            if let ("imports", Value::Seq(rows)) = (key.as_str(), &value) {
                for row in rows {
                    match given(row) {
                        Some(given) => settings.imports.push(given),
                        None => warnings.push(say!("settings-odd-import", value = shown(row))),
                    }
                }
                continue;
            }
            match settings.take(&key, &value) {
                Some(true) => {}
                Some(false) => {
                    warnings.push(say!("settings-odd-value", field = &key, value = shown(&value)));
                }
                None => {
                    warnings.push(say!("settings-unknown", field = &key));
                    settings.unknown.push((key, ron::to_string(&value).unwrap_or_default()));
                }
            }
        }
        (settings, warnings)
    }

    /// Takes one field; `None` for an unknown one, `false` for a faulty value, which changes nothing.
    fn take(&mut self, key: &str, value: &Value) -> Option<bool> {
        let done = match key {
            "recent" => set(&mut self.recent, paths(value)),
            "theme" => set(&mut self.theme, theme(value)),
            "word_snap" => set(&mut self.word_snap, flag(value)),
            "text_size" => set(&mut self.text_size, number(value, 6.0, 96.0)),
            "line_height" => set(&mut self.line_height, number(value, 0.8, 4.0)),
            "column_chars" => set(&mut self.column_chars, number(value, 20.0, 400.0).map(|chars| chars as u32)),
            "typeface" => set(&mut self.typeface, typeface(value)),
            "label_keys" => set(&mut self.label_keys, keys(value)),
            // A list is taken row by row.
            "imports" => false,
            "maximized" => set(&mut self.maximized, flag(value)),
            "scale" => set(&mut self.scale, number(value, 0.25, 8.0)),
            "annotator" => set(&mut self.annotator, string(value)),
            "blind" => set(&mut self.blind, flag(value)),
            "language" => set(&mut self.language, string(value)),
            "hints_done" => set(&mut self.hints_done, flag(value)),
            "window" => set(&mut self.window, window(value)),
            "left_width" => set(&mut self.left.size, number(value, 0.0, 10_000.0)),
            "left_collapsed" => set(&mut self.left.collapsed, flag(value)),
            "right_width" => set(&mut self.right.size, number(value, 0.0, 10_000.0)),
            "right_collapsed" => set(&mut self.right.collapsed, flag(value)),
            "bottom_height" => set(&mut self.bottom_height, number(value, 0.0, 10_000.0)),
            // Earlier versions wrote it, and nothing ever read it: a start begins without the panel.
            "bottom_collapsed" => flag(value).is_some(),
            _ => return None,
        };
        Some(done)
    }

    /// Writes the settings as RON, one field a line.
    pub fn to_ron(&self) -> String {
        let quoted = |text: &str| Value::String(text.to_owned());
        let text = |value: Value| ron::to_string(&value).unwrap_or_default();
        let mut out = String::from("(\n");
        let mut put = |key: &str, value: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "    {key}: {value},");
        };
        // A path that is no Unicode cannot be written in RON, and is only missing among the recent files.
        let recent = self.recent.iter().take(RECENT).filter_map(|path| path.to_str()).map(quoted).collect();
        put("recent", &text(Value::Seq(recent)));
        put("theme", &text(quoted(self.theme.name())));
        put("word_snap", &self.word_snap.to_string());
        put("text_size", &self.text_size.to_string());
        put("line_height", &self.line_height.to_string());
        put("column_chars", &self.column_chars.to_string());
        put("typeface", &text(quoted(self.typeface.name())));
        let keys = self.label_keys.iter().map(|(label, key)| (quoted(label), quoted(&key.to_string())));
        put("label_keys", &text(Value::Map(keys.collect())));
        put("scale", &self.scale.to_string());
        put("annotator", &text(quoted(&self.annotator)));
        put("blind", &self.blind.to_string());
        put("language", &text(quoted(&self.language)));
        put("hints_done", &self.hints_done.to_string());
        if let Some((width, height)) = self.window {
            put("window", &format!("({width}, {height})"));
        }
        put("maximized", &self.maximized.to_string());
        put("left_width", &self.left.size.to_string());
        put("left_collapsed", &self.left.collapsed.to_string());
        put("right_width", &self.right.size.to_string());
        put("right_collapsed", &self.right.collapsed.to_string());
        put("bottom_height", &self.bottom_height.to_string());
        let imports = self.imports.iter().map(Given::row).collect();
        put("imports", &text(Value::Seq(imports)));
        for (key, value) in &self.unknown {
            put(key, value);
        }
        out.push_str(")\n");
        out
    }

    /// Saves the settings, whatever stands there; the last earlier ones stay among the generations.
    ///
    /// # Errors
    /// Those of [`save()`].
    pub fn save(&self, folders: &Folders) -> Result<Saved, SaveError> {
        let path = folders.settings();
        // If it cannot be made the save says so.
        let _ = sys::make_folder(&folders.config);
        save(&path, self.to_ron().as_bytes(), Expect::Anything, &Generations::new(folders).limited(3, 1 << 20))
    }

    /// Puts a file at the head of the recent ones.
    pub fn add_recent(&mut self, path: &Path) {
        self.recent.retain(|old| old != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }
}

impl Given {
    fn row(&self) -> Value {
        let (what, to) = match &self.to {
            GivenTo::Here(key) => ("here", key.as_str()),
            GivenTo::New(name) => ("new", name.as_str()),
            GivenTo::Left => ("left", ""),
        };
        let sort = SORTS.iter().find(|(sort, _)| *sort == self.sort).map_or("", |(_, name)| *name);
        let row = [self.format.as_str(), sort, &self.name, what, to];
        Value::Seq(row.into_iter().map(|text| Value::String(text.to_owned())).collect())
    }
}

/// What the sorts of parts of a scheme are called in the file.
const SORTS: [(PartType, &str); 3] =
    [(PartType::Label, "label"), (PartType::Kind, "kind"), (PartType::Attribute, "attribute")];

fn given(value: &Value) -> Option<Given> {
    let Value::Seq(row) = value else { return None };
    let row: Vec<String> = row.iter().map(string).collect::<Option<_>>()?;
    let [format, sort, name, what, to] = <[String; 5]>::try_from(row).ok()?;
    let sort = SORTS.iter().find(|(_, named)| *named == sort)?.0;
    let is_key = match sort {
        PartType::Label => LabelKey::parse(&to).is_some(),
        PartType::Kind => KindKey::parse(&to).is_some(),
        PartType::Attribute => AttributeKey::parse(&to).is_some(),
    };
    let to = match what.as_str() {
        "here" if is_key => GivenTo::Here(to),
        "new" if !to.trim().is_empty() => GivenTo::New(to),
        "left" => GivenTo::Left,
        _ => return None,
    };
    Some(Given { format, sort, name, to })
}

/// Writes the beginning of a faulty value, for a warning.
fn shown(value: &Value) -> String {
    ron::to_string(value).unwrap_or_default().chars().take(60).collect()
}

impl Typeface {
    fn name(self) -> &'static str {
        match self {
            Typeface::Serif => "serif",
            Typeface::Sans => "sans",
        }
    }
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        }
    }
}

fn set<T>(field: &mut T, value: Option<T>) -> bool {
    value.map(|value| *field = value).is_some()
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        _ => None,
    }
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn number(value: &Value, least: f64, most: f64) -> Option<f32> {
    match value {
        Value::Number(number) => {
            Some(number.into_f64()).filter(|number| (least..=most).contains(number)).map(|number| number as f32)
        }
        _ => None,
    }
}

fn theme(value: &Value) -> Option<Theme> {
    let name = string(value)?;
    [Theme::Light, Theme::Dark, Theme::System].into_iter().find(|theme| theme.name() == name)
}

fn typeface(value: &Value) -> Option<Typeface> {
    let name = string(value)?;
    [Typeface::Serif, Typeface::Sans].into_iter().find(|typeface| typeface.name() == name)
}

fn keys(value: &Value) -> Option<BTreeMap<String, char>> {
    let Value::Map(map) = value else { return None };
    let one = |(label, key): (&Value, &Value)| {
        let mut chars = string(key)?.chars().collect::<Vec<_>>().into_iter();
        Some((string(label)?, chars.next().filter(|_| chars.next().is_none())?))
    };
    map.iter().map(one).collect()
}

fn window(value: &Value) -> Option<Option<(f32, f32)>> {
    match value {
        Value::Seq(size) => match &size[..] {
            [width, height] => Some(Some((number(width, 50.0, 100_000.0)?, number(height, 50.0, 100_000.0)?))),
            _ => None,
        },
        _ => None,
    }
}

fn paths(value: &Value) -> Option<Vec<PathBuf>> {
    match value {
        Value::Seq(paths) => paths.iter().take(RECENT).map(|path| string(path).map(PathBuf::from)).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    fn some() -> Settings {
        let mut settings = Settings {
            theme: Theme::Dark,
            annotator: "A \"B\"\nü".into(),
            language: "pt-BR".into(),
            ..Settings::default()
        };
        settings.window = Some((1200.0, 801.5));
        settings.left.collapsed = true;
        settings.typeface = Typeface::Sans;
        settings.label_keys = BTreeMap::from([("claim".to_owned(), 'k'), ("نفي".to_owned(), 'ن')]);
        settings.maximized = true;
        let given = |sort, name: &str, to| Given { format: "brat".into(), sort, name: name.into(), to };
        settings.imports = vec![
            given(PartType::Label, "Person", GivenTo::Here("actor".into())),
            given(PartType::Kind, "says \"so\"", GivenTo::New("قال".into())),
            given(PartType::Attribute, "role", GivenTo::Left),
        ];
        settings.add_recent(Path::new("/a/b c.ron"));
        settings.add_recent(Path::new("/ü/世.ron"));
        settings
    }

    #[test]
    fn reads_what_it_writes() {
        for settings in [Settings::default(), some()] {
            assert_eq!(Settings::parse(&settings.to_ron()), (settings.clone(), Vec::new()), "{}", settings.to_ron());
        }
        let scratch = scratch();
        let folders = Folders::under(&scratch.0);
        assert_eq!(Settings::load(&folders), (Settings::default(), Vec::new()));
        some().save(&folders).unwrap();
        Settings::default().save(&folders).unwrap();
        some().save(&folders).unwrap();
        assert_eq!(Settings::load(&folders), (some(), Vec::new()));
    }

    #[test]
    fn one_faulty_row_of_what_was_given_costs_no_other() {
        let text = r#"(imports: [("brat", "label", "A", "here", "claim"), ("brat", "label", "B", "here", "No Key!"),
            ("brat", "odd", "C", "left", ""), ("brat", "kind"), ("brat", "kind", "D", "left", "")])"#;
        let (settings, warnings) = Settings::parse(text);
        let names: Vec<&str> = settings.imports.iter().map(|given| given.name.as_str()).collect();
        assert_eq!(names, ["A", "D"]);
        assert_eq!(warnings.len(), 3, "{warnings:?}");
        assert!(warnings[0].contains("\"B\"") && warnings[1].contains("\"C\""), "{warnings:?}");
        let (settings, warnings) = Settings::parse("(imports: 3)");
        assert_eq!((settings.imports.len(), warnings.len()), (0, 1));
    }

    #[test]
    fn one_faulty_value_costs_no_other() {
        let text =
            "(theme: \"pink\", text_size: 1e9, scale: 2, word_snap: 3, annotator: \"N\", window: (3), recent: [1])";
        let (settings, warnings) = Settings::parse(text);
        assert_eq!(settings, Settings { scale: 2.0, annotator: "N".into(), ..Settings::default() });
        assert_eq!(warnings.len(), 5, "{warnings:?}");
        assert!(warnings.contains(&"theme cannot be \"pink\", so it is as at first".to_owned()), "{warnings:?}");
    }

    #[test]
    fn unknown_fields_are_named_and_kept() {
        let (settings, warnings) = Settings::parse("(scale: 2.0, later: {\"a\": [1, true]})");
        assert_eq!(warnings, ["later is unknown to this version, and kept"]);
        let (again, _) = Settings::parse(&settings.to_ron());
        assert_eq!(settings, again);
        assert!(settings.to_ron().contains("later: {\"a\":[1,true]},"), "{}", settings.to_ron());
    }

    #[test]
    fn says_where_a_broken_file_is_broken() {
        let (settings, warnings) = Settings::parse("(\n  scale: 2.0,\n  theme ");
        assert_eq!(settings, Settings::default());
        assert!(warnings[0].starts_with("line 3, column"), "{warnings:?}");
        for text in ["", "7", "[]", "(((((", "\0\0"] {
            assert_eq!(Settings::parse(text).0, Settings::default());
        }
        assert_eq!(Settings::parse(&"[".repeat(100_000)).0, Settings::default());
    }

    #[test]
    fn recent_files_are_few_and_different() {
        let mut settings = Settings::default();
        (0..30).for_each(|i| settings.add_recent(Path::new(&format!("/{}", i % 20))));
        assert_eq!(settings.recent.len(), RECENT);
        assert_eq!(settings.recent[0], Path::new("/9"));
    }
}
