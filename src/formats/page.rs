//! Writes pages of HTML (WHATWG, living standard) that need no other file: what is text in them stays text.

use std::fmt::Write as _;

/// A page being written. Writing to a string can't fail.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// Writes all that comes before the content. `language` is the BCP 47 tag of the page's own words.
    pub(super) fn begin(&mut self, language: &str, title: &str, style: &str) {
        self.raw("<!DOCTYPE html>\n<html lang=\"");
        self.text(language);
        self.raw(
            "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
        );
        self.text(title);
        self.raw("</title>\n<style>");
        self.raw(style);
        self.raw("</style>\n</head>\n<body>\n");
    }

    /// Writes what comes behind the content, and returns the page.
    pub(super) fn end(mut self) -> String {
        self.raw("</body>\n</html>\n");
        self.0
    }

    /// Takes what is written so far, so that a long page goes out in parts.
    pub(super) fn taken(&mut self) -> String {
        std::mem::take(&mut self.0)
    }

    /// Returns what is written so far.
    #[cfg(test)]
    pub(super) fn written(self) -> String {
        self.0
    }

    /// Writes markup.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Writes text so that nothing in it is markup, whether it stands in an element or in a quoted attribute. What HTML
    /// has no place for, control characters and turns of direction that reach beyond it, is shown as U+FFFD.
    pub(super) fn text(&mut self, text: &str) {
        self.escape(text, |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    }

    /// Writes text that stands in an element of its own direction (`bdi`, or a `dir` attribute), which ends all turns
    /// of direction inside it: they stay.
    pub(super) fn isolated(&mut self, text: &str) {
        self.escape(text, |_| false);
    }

    fn escape(&mut self, text: &str, unfit: impl Fn(char) -> bool) {
        for c in text.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                '\n' | '\t' => self.0.push(c),
                c if c.is_control() || unfit(c) => self.0.push(char::REPLACEMENT_CHARACTER),
                c => self.0.push(c),
            }
        }
    }

    /// Writes an element that holds text.
    pub(super) fn element(&mut self, name: &str, text: &str) {
        let _ = write!(self.0, "<{name} dir=\"auto\">");
        self.text(text);
        let _ = writeln!(self.0, "</{name}>");
    }

    /// Writes a paragraph in small letters.
    pub(super) fn facts(&mut self, text: &str) {
        self.raw("<p class=\"facts\" dir=\"auto\">");
        self.text(text);
        self.raw("</p>\n");
    }

    /// Writes what stays together in print.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Page)) {
        self.raw("<section>\n");
        write(self);
        self.raw("</section>\n");
    }

    /// Writes a definition and its examples.
    pub(super) fn told(&mut self, definition: &str, examples: &[String]) {
        for paragraph in definition.lines().filter(|line| !line.trim().is_empty()) {
            self.element("p", paragraph);
        }
        if !examples.is_empty() {
            self.raw("<ul>\n");
            examples.iter().for_each(|example| self.element("li", example));
            self.raw("</ul>\n");
        }
    }
}
