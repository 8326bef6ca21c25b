//! Hands the claim ledger over as a file, with everything behind it: a [`Dossier`].
//!
//! A dossier is made of a ledger once, and holds all that is said of it: as JSON it can be read again and held against
//! a project ([`verify()`]); as a page (HTML, WHATWG) or as Markdown (CommonMark with the tables of GitHub) people read
//! it. Both of these are drawn from one list of blocks, so that they say the same.

mod gather;
mod json;
mod layout;
mod shape;
mod summary;
mod telling;
mod verify;

pub use gather::Making;
pub use json::{Unreadable, read, write};
pub use shape::*;
pub use verify::{Difference, Report, What, verify};

use crate::say;

use super::blocks::{html, markdown};
use super::page::Page;

/// Writes a dossier as a page.
pub fn page(dossier: &Dossier) -> String {
    let mut out = Page::default();
    let title = format!("{}{}{}", dossier.title, say!("dossier-colon"), say!("dossier-ledger"));
    out.begin(html::tag(&dossier.language).unwrap_or("en"), &title, html::STYLE);
    for block in layout::lay_out(dossier) {
        html::draw(&mut out, &block);
    }
    out.end()
}

/// Writes a dossier as Markdown.
pub fn text(dossier: &Dossier) -> String {
    markdown::text(&layout::lay_out(dossier))
}

/// The forms that a dossier can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A page to read and print.
    Html,
    /// Markdown.
    Markdown,
    /// JSON, for programs and for verifying.
    Json,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Html, Form::Markdown, Form::Json];

    /// Returns what its files' names end with.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Markdown => "md",
            Form::Json => "json",
        }
    }

    /// Returns the form that a file's name asks for.
    pub fn of_extension(extension: &str) -> Option<Form> {
        match extension.to_lowercase().as_str() {
            "html" | "htm" | "xhtml" => Some(Form::Html),
            "md" | "markdown" => Some(Form::Markdown),
            "json" => Some(Form::Json),
            _ => None,
        }
    }

    /// Writes a dossier in this form.
    pub fn write(self, dossier: &Dossier) -> String {
        match self {
            Form::Html => page(dossier),
            Form::Markdown => text(dossier),
            Form::Json => write(dossier),
        }
    }

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            Form::Html => say!("dossier-form-html"),
            Form::Markdown => say!("dossier-form-markdown"),
            Form::Json => say!("dossier-form-json"),
        }
    }
}

#[cfg(test)]
mod tests;
