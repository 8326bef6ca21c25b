//! Reads what a document says of itself, as far as it can be believed.

use crate::documents::web;
use crate::documents::xml::Element;

/// Characters of a title and of a name.
const TITLE: usize = 300;
const NAME: usize = 80;

/// What a document says of itself; empty where it says nothing that can be believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) author: String,
    /// The day on which the document was made.
    pub(super) date: String,
    pub(super) language: String,
    /// Whether a person made the document: one that a program made has the day and the language of its template.
    pub(super) by_person: bool,
}

impl Properties {
    /// Reads the Dublin Core terms among an element's: `docProps/core.xml`, or `office:meta`.
    pub(super) fn of(core: &Element) -> Properties {
        let one = |name: &str| core.first(name).map(|element| words(&element.text)).unwrap_or_default();
        // OpenDocument names the last who wrote as the creator.
        let author = [one("initial-creator"), one("creator")].into_iter().find(|name| is_person(name));
        let by_person = author.is_some();
        let made = [one("created"), one("creation-date")].into_iter().find(|day| !day.is_empty());
        let date = made.filter(|_| by_person).and_then(|day| web::day(&day));
        let title = Some(one("title")).filter(|title| is_title(title));
        Properties {
            title: title.unwrap_or_default(),
            author: author.unwrap_or_default(),
            date: date.unwrap_or_default(),
            language: one("language"),
            by_person,
        }
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a name is none of those that programs and shared computers write.
fn is_person(name: &str) -> bool {
    const NOBODY: [&str; 20] = [
        "admin",
        "administrator",
        "author",
        "benutzer",
        "docx",
        "google docs",
        "microsoft",
        "microsoft office user",
        "microsoft word",
        "office",
        "openoffice",
        "owner",
        "pandoc",
        "python-docx",
        "un-named",
        "unknown",
        "user",
        "utilisateur",
        "usuario",
        "windows user",
    ];
    let named =
        name.chars().any(char::is_alphabetic) && name.chars().count() <= NAME && !name.contains(['@', '\\', '/']);
    named && !NOBODY.contains(&name.to_lowercase().as_str())
}

/// Tells whether a title is none that a program wrote, such as a file's name.
fn is_title(title: &str) -> bool {
    let small = title.to_lowercase();
    let of_program = ["microsoft word", "untitled", "unbenannt", "document1", "dokument1", "word document"];
    let of_file = [".doc", ".docx", ".odt", ".dot", ".dotx", ".rtf", ".txt"];
    title.chars().any(char::is_alphabetic)
        && title.chars().count() <= TITLE
        && !of_program.iter().any(|start| small.starts_with(start))
        && !of_file.iter().any(|end| small.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::xml;

    #[test]
    fn what_a_program_wrote_is_not_believed() {
        let of = |title: &str, creator: &str| {
            let core = format!(
                "<c xmlns:d='d'><d:title>{title}</d:title><d:creator>{creator}</d:creator>\
                 <d:created>2031-02-03T10:00:00Z</d:created></c>"
            );
            let Properties { title, author, date, .. } = Properties::of(&xml::parse(&core).expect("XML"));
            [title, author, date]
        };
        assert_eq!(of("The dam\n holds", " Ada  Lark "), ["The dam holds", "Ada Lark", "2031-02-03"]);
        assert_eq!(of("Microsoft Word - dam", "python-docx"), ["", "", ""]);
        assert_eq!(of("dam.DOCX", "Administrator"), ["", "", ""]);
        assert_eq!(of("...", "ada@post.example"), ["", "", ""]);
    }
}
