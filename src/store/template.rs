//! Reads and writes a scheme as a file of its own, a template for other projects.
//!
//! Such a file has the `format` number first, then `scheme`, the name by which it is known and the mark that it is one,
//! then the rows of a project's scheme in the shapes of [`super::v1`]. It is read strictly: what does not fit is an
//! error, not a warning, for whoever takes up a scheme builds on all of it.

use std::fmt;
use std::sync::LazyLock;

use crate::model::Scheme;
use crate::say;

use super::notes::Notes;
use super::pen::{Layout, Pen};
use super::read::options;
use super::v1::{self, Str};
use super::write::table;
use super::{convert, rows};

/// The format of templates that this program writes, and the newest that it reads.
pub const TEMPLATE_FORMAT: u32 = 1;

/// A scheme and the name by which it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// What it declares.
    pub scheme: Scheme,
}

/// Why a template could not be read. Its text says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// It is not UTF-8.
    NotUtf8,
    /// It is a project, or something else that does not say that it is a scheme.
    NotAScheme,
    /// A newer program wrote it.
    Newer {
        /// The number of its format.
        format: u32,
    },
    /// It breaks off, or holds what a scheme does not have at that place.
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in code points, counted from 1.
        column: usize,
        /// What was expected there.
        expected: String,
    },
    /// It can be read, and is no scheme that holds together: why.
    Fault(String),
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            TemplateError::NotUtf8 => say!("template-not-utf8").to_owned(),
            TemplateError::NotAScheme => say!("template-no-scheme").to_owned(),
            TemplateError::Newer { format } => say!("template-newer", format = *format, known = TEMPLATE_FORMAT),
            TemplateError::Syntax { line, column, expected } => {
                say!("template-syntax", line = *line, column = *column, what = expected)
            }
            TemplateError::Fault(fault) => say!("template-fault", fault = fault),
        })
    }
}

impl std::error::Error for TemplateError {}

/// What every format of a template has.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(default)]
    format: u32,
    scheme: Option<String>,
}

/// A template of format 1.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
struct File<'a> {
    #[serde(rename = "format")]
    _format: u32,
    scheme: Str<'a>,
    #[serde(default)]
    labels: Vec<v1::Label<'a>>,
    #[serde(default)]
    attributes: Vec<v1::Attribute<'a>>,
    #[serde(default)]
    kinds: Vec<v1::Kind<'a>>,
}

/// Writes a template; the same one always to the same bytes.
pub fn write_template(template: &Template) -> String {
    let mut pen = Pen::default();
    pen.raw(&format!("(\n    format: {TEMPLATE_FORMAT},\n    scheme: "));
    pen.string(&template.name);
    pen.raw(",\n");
    let (scheme, fields) = (&template.scheme, Layout::Fields(2));
    table(&mut pen, "labels", &scheme.labels, |pen, (key, row)| rows::label(pen, fields, key, row));
    table(&mut pen, "attributes", &scheme.attributes, |pen, (key, row)| rows::attribute(pen, fields, key, row));
    table(&mut pen, "kinds", &scheme.kinds, |pen, (key, row)| rows::kind(pen, fields, key, row));
    pen.raw(")\n");
    pen.finish()
}

/// Reads a template.
///
/// # Errors
/// When it is not UTF-8, is no template, has a newer format, is not RON of a template's shape, or does not hold
/// together.
pub fn read_template(bytes: &[u8]) -> Result<Template, TemplateError> {
    let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(body).map_err(|_| TemplateError::NotUtf8)?;
    let head: Head = options()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .map_err(|error| syntax(&error))?;
    match head.format {
        _ if head.scheme.is_none() => return Err(TemplateError::NotAScheme),
        TEMPLATE_FORMAT => {}
        format if format > TEMPLATE_FORMAT => return Err(TemplateError::Newer { format }),
        _ => return Err(TemplateError::NotAScheme),
    }
    let file: File<'_> = options().from_str(text).map_err(|error| syntax(&error))?;
    let mut notes = Notes::new(text);
    let mut scheme = Scheme {
        labels: file.labels.iter().map(|row| convert::label(row, &mut notes)).collect(),
        attributes: file.attributes.iter().map(|row| convert::attribute(row, &mut notes)).collect(),
        kinds: file.kinds.iter().map(|row| convert::kind(row, &mut notes)).collect(),
    };
    if let Some(odd) = notes.finish().into_iter().next() {
        return Err(TemplateError::Fault(odd.to_string()));
    }
    if let Some(fault) = scheme.fault() {
        return Err(TemplateError::Fault(fault));
    }
    scheme.labels.sort_by_key(|(_, row)| row.rank);
    scheme.attributes.sort_by_key(|(_, row)| row.rank);
    scheme.kinds.sort_by_key(|(_, row)| row.rank);
    Ok(Template { name: file.scheme.own(), scheme })
}

fn syntax(error: &ron::error::SpannedError) -> TemplateError {
    let place = error.span.end;
    let expected = error.code.to_string().replace('\n', " ");
    TemplateError::Syntax { line: place.line, column: place.col, expected }
}

/// The files of the templates that come with the program, the first of which new projects begin with.
const FILES: [&str; 3] = [
    include_str!("../../assets/schemes/claims-and-denials.ron"),
    include_str!("../../assets/schemes/attribution.ron"),
    include_str!("../../assets/schemes/loaded-language.ron"),
];

// A test holds each file to what the reader wants.
static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| read_template(file.as_bytes()).ok()).collect());

/// Returns the templates that come with the program, the one that new projects begin with first.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Pattern, Project, Stamp};

    #[test]
    fn templates_of_the_program_are_whole() {
        let all = templates();
        assert_eq!(all.len(), FILES.len());
        assert_eq!(all[0].scheme, Scheme::claims_and_denials());
        for (template, file) in all.iter().zip(FILES) {
            let (name, scheme) = (&template.name, &template.scheme);
            assert_eq!(write_template(template), file, "{name}");
            assert_eq!(scheme.fault(), None, "{name}");
            fn distinct<T: Ord>(all: impl Iterator<Item = T> + Clone) -> bool {
                all.clone().collect::<BTreeSet<_>>().len() == all.count()
            }
            let labels = || scheme.labels.iter().map(|(_, row)| row);
            assert!(distinct(labels().map(|row| &row.letter)), "{name}: letters");
            assert!(distinct(labels().map(|row| row.pattern)), "{name}: lines");
            assert!(distinct(labels().map(|row| row.colour)), "{name}: colours");
            assert!(labels().all(|row| row.pattern == Pattern::of_slot(row.colour)), "{name}: colour and line");
            assert!(labels().all(|row| row.shortcut.is_some() && !row.definition.is_empty()), "{name}: keys");
            assert!(labels().all(|row| !row.examples.is_empty()), "{name}: examples");
            assert!(scheme.kinds.iter().all(|(_, row)| !row.definition.is_empty()), "{name}: kinds");
            assert!(scheme.attributes.iter().all(|(_, row)| !row.definition.is_empty()), "{name}: attributes");
            // A project begun with it is read back equal, and nothing in it is odd.
            let project = Project::begin(scheme.clone(), "Ada", &mut Stamp::of_number(1));
            let loaded = super::super::read(super::super::write(&project).as_bytes()).unwrap();
            assert!(loaded.warnings.is_empty(), "{name}: {:?}", loaded.warnings);
            assert_eq!(loaded.project, project);
        }
    }

    fn check(file: &str, expected: &str) {
        let said = read_template(file.as_bytes()).map_err(|error| error.to_string()).unwrap_err();
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn what_is_no_template_is_refused_in_words() {
        check("", "line 1");
        check("(format: 1, labels: [])", "no scheme");
        check("(format: 2, scheme: \"x\", whatever: 3)", "format 2");
        check("(format: 1, scheme: \"x\", labels: [(key: \"a\")])", "line 1");
        check("(format: 1, scheme: \"x\", colours: [])", "colours");
        let two = "(key: \"a\", name: \"a\", pattern: \"solid\")";
        check(&format!("(format: 1, scheme: \"x\", labels: [{two}, {two}])"), "twice");
        check("(format: 1, scheme: \"x\", labels: [(key: \"a\", name: \"a\", pattern: \"stripes\")])", "stripes");
        let kind = "kinds: [(key: \"k\", name: \"k\", from: [\"z\"])]";
        check(&format!("(format: 1, scheme: \"x\", {kind})"), "z");
        assert_eq!(read_template(b"\xff"), Err(TemplateError::NotUtf8));
        check(&"(".repeat(100_000), "line 1");
        let project = super::super::write(&Project::begin(Scheme::default(), "Ada", &mut Stamp::of_number(1)));
        check(&project, "no scheme");
    }

    #[test]
    fn whatever_a_scheme_says_comes_back() {
        let mut template = templates()[0].clone();
        template.name = "نفي \"and\" \\ \u{202e}".to_owned();
        template.scheme.labels[0].1.name = "ادعاء\n(x)".to_owned();
        template.scheme.labels[1].1.examples = vec![String::new(), "two\nlines".to_owned()];
        assert_eq!(read_template(write_template(&template).as_bytes()), Ok(template));
    }
}
