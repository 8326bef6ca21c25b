//! Hands over how far several people marked the same: as text for a terminal, CSV, JSON or a page.
//!
//! A [`Report`] is made once, and all forms are drawn from it. The keys of the JSON stay as they are; see [`json()`].

mod csv;
mod html;
mod json;
mod report;
mod text;

use crate::say;

pub use self::csv::csv;
pub use html::page;
pub use json::json;
pub use report::{Omission, Part, Report, Section, Sort, label_name, omission};
pub use text::{sampling, text};

/// The forms that a report can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Lines for a terminal.
    Text,
    /// A row a value (RFC 4180).
    Csv,
    /// For programs.
    Json,
    /// A page to read and print.
    Html,
}

impl Form {
    /// Those that files are exported in.
    pub const FILES: [Form; 3] = [Form::Csv, Form::Json, Form::Html];

    /// Returns what its files' names end with.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Text => "txt",
            Form::Csv => "csv",
            Form::Json => "json",
            Form::Html => "html",
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Text => say!("agreement-form-text"),
            Form::Csv => say!("agreement-form-csv"),
            Form::Json => say!("agreement-form-json"),
            Form::Html => say!("agreement-form-html"),
        }
    }

    /// Returns the form that a file's name asks for.
    pub fn of_extension(extension: &str) -> Option<Form> {
        match extension.to_lowercase().as_str() {
            "txt" => Some(Form::Text),
            "csv" => Some(Form::Csv),
            "json" => Some(Form::Json),
            "html" | "htm" => Some(Form::Html),
            _ => None,
        }
    }

    /// Writes a report in this form.
    pub fn write(self, report: &Report) -> String {
        match self {
            Form::Text => text(report),
            Form::Csv => csv(report),
            Form::Json => json(report),
            Form::Html => page(report),
        }
    }
}

#[cfg(test)]
mod tests;
