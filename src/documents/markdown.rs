//! Makes readable text out of Markdown: CommonMark with GitHub's tables, footnotes and struck-out words.
//!
//! Headings, list items, quotes and paragraphs become blocks, each on a line of its own; a line break that the author
//! asked for stays one. The marks go. Front matter fills in the details.

use std::collections::HashSet;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::draft::Note;
use super::{front, html};
use crate::model::{Block, BlockKind, Details};

/// What a Markdown file holds.
pub(super) struct Read {
    pub(super) details: Details,
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) notes: Vec<Note>,
}

/// What a block stands in.
enum Around {
    Quote,
    Item,
}

/// A link that is open.
struct Link {
    /// Where it leads; `None` where the text says that itself.
    address: Option<String>,
    /// How much text there was before it, in bytes.
    start: usize,
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Line ends in `text`.
    ends: usize,
    blocks: Vec<Block>,
    /// The block that is being read.
    open: String,
    /// What stands before its first word: an item's number.
    prefix: String,
    /// Whether a line ended in the source, and nothing followed yet.
    broken: bool,
    /// Descriptions of the pictures that are being read, one inside the other.
    pictures: Vec<String>,
    /// Descriptions of the pictures in the open block.
    captions: Vec<String>,
    /// Whether the last thing in the open block was a picture, so that the spaces around it are one.
    behind_picture: bool,
    around: Vec<Around>,
    /// The next number of each list that is open; `None` without numbers.
    lists: Vec<Option<u64>>,
    links: Vec<Link>,
    cells: usize,
    /// HTML that is being read.
    html: Option<String>,
    headline: Option<String>,
    titled: bool,
    addresses: usize,
    described: usize,
    bare: usize,
    tags: usize,
    struck: usize,
}

/// Reads a Markdown file whose line ends are LF.
pub(super) fn read(source: &str) -> Read {
    let (front, body) = front::split(source).unwrap_or((front::Front::default(), source));
    let mut writer = Writer { titled: !front.details.title.is_empty(), ..Writer::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(body, options);
    let defined: Vec<String> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, definition)| leads_away(&definition.dest))
        .map(|(label, _)| label.to_lowercase())
        .collect();
    let mut used = HashSet::new();
    for event in parser {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            used.insert(id.to_lowercase());
        }
        writer.take(event);
    }
    writer.close();
    writer.addresses += defined.iter().filter(|label| !used.contains(*label)).count();
    let mut details = front.details;
    if let Some(headline) = writer.headline.take().filter(|_| details.title.is_empty()) {
        details.title = headline;
    }
    let notes = writer.notes(front.others);
    Read { details, text: writer.text, blocks: writer.blocks, notes }
}

/// Tells whether an address leads out of the article.
fn leads_away(address: &str) -> bool {
    !address.is_empty() && !address.starts_with('#')
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push(&text),
            Event::Code(text) => self.push(&text),
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::InlineHtml(tag) => {
                self.tags += usize::from(!tag.starts_with("</"));
                if html::tag_name(&tag) == "br" {
                    self.push("\n");
                }
            }
            Event::FootnoteReference(label) => self.push(&format!("[{label}]")),
            Event::SoftBreak => self.broken = true,
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.close(),
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let says_itself = matches!(link_type, LinkType::Autolink | LinkType::Email) || !leads_away(&dest_url);
                let address = (!says_itself).then(|| dest_url.to_string());
                let start = self.sink().len();
                self.links.push(Link { address, start });
            }
            Tag::Image { .. } => self.pictures.push(String::new()),
            Tag::Strikethrough => self.struck += 1,
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push(" | ");
                }
                self.cells += 1;
            }
            Tag::TableHead | Tag::TableRow => self.cells = 0,
            block => {
                // In a list without blank lines, an item's words end where a block inside it begins.
                self.close();
                match block {
                    Tag::BlockQuote(_) => self.around.push(Around::Quote),
                    Tag::List(first) => self.lists.push(first),
                    Tag::Item => {
                        self.around.push(Around::Item);
                        self.prefix = match self.lists.last_mut() {
                            Some(Some(number)) => {
                                let prefix = format!("{number}. ");
                                *number = number.saturating_add(1);
                                prefix
                            }
                            _ => String::new(),
                        };
                    }
                    Tag::FootnoteDefinition(label) => self.prefix = format!("[{label}] "),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                let Some(Link { address: Some(address), start }) = self.links.pop() else { return };
                let shown = self.sink().get(start..).is_some_and(|text| text.trim() == address);
                self.addresses += usize::from(!shown);
            }
            TagEnd::Image => {
                let words = self.pictures.pop().unwrap_or_default();
                if words.trim().is_empty() {
                    self.bare += 1;
                } else {
                    self.described += 1;
                    self.captions.push(words);
                }
                self.behind_picture = true;
            }
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::TableHead => self.flush(self.kind(), false),
            TagEnd::TableRow => self.flush(self.kind(), true),
            TagEnd::CodeBlock => {
                let kind = self.kind();
                for (at, line) in std::mem::take(&mut self.open).lines().enumerate() {
                    self.put(kind, line.trim_end(), at > 0);
                }
            }
            TagEnd::HtmlBlock => {
                let stripped = html::strip(&self.html.take().unwrap_or_default());
                self.tags += stripped.tags;
                let kind = self.kind();
                for paragraph in stripped.paragraphs {
                    self.put(kind, &paragraph, false);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::TableCell => self.broken = false,
            TagEnd::BlockQuote(_) => {
                self.close();
                self.around.pop();
            }
            TagEnd::Item => {
                self.close();
                self.around.pop();
                self.prefix.clear();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            _ => self.close(),
        }
    }

    /// Returns where words go now: into a picture's description, or the open block.
    fn sink(&mut self) -> &mut String {
        self.pictures.last_mut().unwrap_or(&mut self.open)
    }

    fn push(&mut self, words: &str) {
        // What a number for a carriage return stands for is no line end of ours.
        let words = if words.contains('\r') { words.replace('\r', " ") } else { words.to_owned() };
        let mut words = words.as_str();
        let broken = std::mem::take(&mut self.broken);
        let behind_picture = self.pictures.is_empty() && std::mem::take(&mut self.behind_picture);
        let sink = self.sink();
        if broken && !joins(sink, words) {
            sink.push(' ');
        }
        if (behind_picture || broken) && sink.ends_with([' ', '\n']) {
            words = words.trim_start_matches(' ');
        }
        sink.push_str(words);
    }

    fn kind(&self) -> BlockKind {
        match self.around.last() {
            Some(Around::Quote) => BlockKind::Quote,
            Some(Around::Item) => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let words = self.open.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        // A title in the front matter is the headline's, so a heading below the first level is one inside the text.
        let first = self.headline.is_none() && !words.is_empty();
        if first && (!self.titled || level == HeadingLevel::H1) {
            self.headline = Some(words);
            self.flush(BlockKind::Headline, false);
        } else {
            self.flush(BlockKind::Heading, false);
        }
    }

    /// Ends the block that is being read.
    fn close(&mut self) {
        let kind = self.kind();
        self.flush(kind, kind == BlockKind::ListItem);
    }

    /// Ends the block that is being read, as one of this kind, and puts the descriptions of its pictures below.
    fn flush(&mut self, kind: BlockKind, tight: bool) {
        self.broken = false;
        self.behind_picture = false;
        let open = std::mem::take(&mut self.open);
        self.put(kind, open.trim_matches([' ', '\t', '\n']), tight);
        for caption in std::mem::take(&mut self.captions) {
            self.put(BlockKind::Caption, &caption.split_ascii_whitespace().collect::<Vec<_>>().join(" "), false);
        }
    }

    /// Adds a block. A tight one stands right below another of its kind, any other below an empty line.
    fn put(&mut self, kind: BlockKind, words: &str, tight: bool) {
        if words.trim().is_empty() {
            return;
        }
        if let Some(last) = self.blocks.last() {
            let close = tight && last.kind == kind;
            self.text.push_str(if close { "\n" } else { "\n\n" });
            self.ends += if close { 1 } else { 2 };
        }
        let start = self.ends;
        let prefix = std::mem::take(&mut self.prefix);
        self.text.push_str(&prefix);
        self.text.push_str(words);
        self.ends += words.matches('\n').count();
        self.blocks.push(Block { kind, lines: start..self.ends + 1 });
    }

    fn notes(&self, others: Vec<String>) -> Vec<Note> {
        let pictures = Note::Pictures { described: self.described, bare: self.bare };
        let all = [
            (self.addresses > 0, Note::Addresses(self.addresses)),
            (self.described + self.bare > 0, pictures),
            (self.tags > 0, Note::Tags(self.tags)),
            (self.struck > 0, Note::StruckOut(self.struck)),
            (!others.is_empty(), Note::FrontMatter(others)),
        ];
        all.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect()
    }
}

/// Tells whether what stands on two lines of the source needs no space between: Chinese and Japanese have none.
pub(super) fn joins(before: &str, behind: &str) -> bool {
    let wide = |c: char| {
        matches!(c, '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FF00}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
    };
    match (before.chars().next_back(), behind.chars().next()) {
        (Some(a), Some(b)) => (wide(a) && wide(b)) || a.is_whitespace(),
        _ => true,
    }
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
