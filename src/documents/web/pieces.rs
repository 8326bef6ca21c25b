//! Parts a page into pieces: runs of words between the beginnings and ends of blocks.
//!
//! White space is one space, as browsers show it; a line break of the author's stays one, two of them part paragraphs.
//! Soft hyphens and zero-width spaces go, for nobody sees them; no-break spaces stay. How Chinese or Japanese is read
//! aloud (`rt`) goes. A row of a table with several cells is a paragraph, its cells parted by bars; a table that only
//! puts things beside each other is none. Pictures go, what stands under them is a caption.

use super::super::{markdown::joins, raised};
use super::marks;
use super::tree::{Element, Tree, What, is_block};
use crate::documents::part::LeftOut;
use crate::model::BlockKind;

/// A run of words.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    /// Of which order a heading is; 0 for all else.
    pub(super) level: u8,
    pub(super) text: String,
    /// How much there is to read, in letters of an alphabet.
    pub(super) weight: usize,
    /// How much of that is in links.
    pub(super) linked: usize,
    /// How much of it says when.
    pub(super) timed: usize,
    /// What it stands in, and why that is none of an article.
    pub(super) region: Option<LeftOut>,
    /// Whether it says who wrote the article, or when.
    pub(super) byline: bool,
    /// Whether it is called the article's introduction.
    pub(super) standfirst: bool,
    /// Whether its element is one for text, such as `p`.
    pub(super) of_text: bool,
    /// The first of its nodes.
    pub(super) at: usize,
    /// The innermost block that it stands in.
    pub(super) block: usize,
}

impl Piece {
    /// Returns how much of it is in links, from 0 to 1 (Kohlschütter et al. call it link density).
    pub(super) fn link_density(&self) -> f64 {
        self.linked as f64 / self.weight.max(1) as f64
    }
}

/// Counts how much there is to read: a sign of Chinese, Japanese or Korean says as much as three letters.
pub(super) fn weigh(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if wide(c) { 3 } else { 1 }).sum()
}

/// What a page's makers think of as its article holds one of these, or more than half of its long texts.
struct Holds {
    /// Before each node, how much long text there was.
    long: Vec<usize>,
    /// The nodes that are headlines, or called the article's body.
    bodies: Vec<usize>,
}

/// From how many letters on a text is long.
const LONG: usize = 80;
/// Line breaks of a cell, at most: what has more is a column of a page, not of a table.
const LINES: usize = 3;
/// Bytes, at most, of what refers to a note or names a page.
const MARK: usize = 12;
/// Nodes, at most, of a card that leads to another article.
const CARD: usize = 60;

impl Holds {
    fn of(tree: &Tree) -> Holds {
        let mut long = vec![0];
        let mut so_far = 0;
        let mut skipped = 0;
        for (at, node) in tree.nodes().iter().enumerate() {
            match &node.what {
                What::Element(element) if is_unread(&element.name) => skipped = skipped.max(node.end),
                What::Text(text) if at >= skipped => {
                    let weight = weigh(text);
                    so_far += if weight >= LONG { weight } else { 0 };
                }
                _ => {}
            }
            long.push(so_far);
        }
        let is_body =
            |element: &Element| matches!(&*element.name, "h1" | "main") || element.lists("itemprop", "articleBody");
        let bodies = tree.elements().filter(|(_, element)| is_body(element)).map(|(at, _)| at).collect();
        Holds { long, bodies }
    }

    fn body(&self, at: usize, end: usize) -> bool {
        let first = self.bodies.partition_point(|body| *body < at);
        self.bodies.get(first).is_some_and(|body| *body < end)
    }

    fn most(&self, at: usize, end: usize) -> bool {
        let (inside, all) = (self.long[end] - self.long[at], self.long[self.long.len() - 1]);
        inside * 2 > all
    }
}

/// Tells whether nothing in an element is to be read.
fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "svg"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "textarea"
            | "datalist"
            | "noembed"
            | "noframes"
            | "rt"
            | "rp"
            | "map"
    )
}

/// What the words at a place stand in.
#[derive(Clone)]
struct Around {
    /// The node behind it.
    end: usize,
    /// Whether a piece ends where it does.
    parts: bool,
    kind: BlockKind,
    level: u8,
    region: Option<LeftOut>,
    byline: bool,
    standfirst: bool,
    of_text: bool,
    block: usize,
    link: bool,
    time: bool,
    /// Whether lines are as in the source.
    verbatim: bool,
    /// Whether it is a table's row whose cells are shown in one line.
    row: bool,
}

struct Walker<'a> {
    tree: &'a Tree,
    holds: Holds,
    pieces: Vec<Piece>,
    /// The piece that is being read, and whether white space comes before its next word, and that is a line end.
    open: Option<Piece>,
    space: bool,
    line: bool,
    /// Line breaks since the last word.
    breaks: usize,
    /// Elements inside the open piece that are none of it, with what they stand in.
    apart: Vec<(usize, Around)>,
    pictures: usize,
    /// Whether it is a book's chapter.
    book: bool,
}

/// Parts a page into pieces, in the order in which they stand there. Says how many pictures there are, too.
pub(super) fn pieces(tree: &Tree) -> (Vec<Piece>, usize) {
    part(tree, false)
}

/// Parts a book's chapter into pieces. It has no advertising, no readers' comments and nothing to share, whatever its
/// makers call their classes.
pub(super) fn pieces_of_chapter(tree: &Tree) -> (Vec<Piece>, usize) {
    part(tree, true)
}

fn part(tree: &Tree, book: bool) -> (Vec<Piece>, usize) {
    let holds = Holds::of(tree);
    let mut walker = Walker {
        tree,
        holds,
        pieces: Vec::new(),
        open: None,
        space: false,
        line: false,
        breaks: 0,
        apart: Vec::new(),
        pictures: 0,
        book,
    };
    let end = tree.nodes().len();
    let all = Around {
        end,
        parts: true,
        kind: BlockKind::Paragraph,
        level: 0,
        region: None,
        byline: false,
        standfirst: false,
        of_text: false,
        block: 0,
        link: false,
        time: false,
        verbatim: false,
        row: false,
    };
    walker.walk(0, end, all);
    (walker.pieces, walker.pictures)
}

impl Walker<'_> {
    fn walk(&mut self, from: usize, to: usize, all: Around) {
        let mut around = vec![all];
        let mut at = from;
        while at < to {
            while around.len() > 1 && around.last().is_some_and(|inner| inner.end <= at) {
                if around.pop().is_some_and(|inner| inner.parts) {
                    self.close();
                }
            }
            let Some(outer) = around.last().cloned() else { break };
            let (node, tree) = (&self.tree.nodes()[at], self.tree);
            match &tree.nodes()[at].what {
                What::Text(text) => self.push(text, &outer, at),
                What::Element(element) => match &*element.name {
                    name if is_unread(name) || self.book && self.is_mark(at, element) => {
                        at = node.end;
                        continue;
                    }
                    "sup" if self.raise(at, &outer) => {
                        at = node.end;
                        continue;
                    }
                    "br" => self.breaks += 1,
                    "hr" => self.close(),
                    "img" | "picture" => self.pictures += usize::from(&*element.name == "img"),
                    _ => {
                        if self.is_denominator(at) {
                            self.push("/", &outer, at);
                        }
                        let inner = self.inner(at, element, &outer);
                        let inline = !is_block(&element.name) || &*element.name == "button";
                        if inline && inner.region != outer.region && self.open.is_some() {
                            let end = inner.end;
                            // What is not shown, or is only pressed, is no word of a sentence.
                            if !matches!(inner.region, Some(LeftOut::Hidden | LeftOut::Controls)) {
                                self.apart.push((at, inner));
                            }
                            at = end;
                            continue;
                        }
                        if inner.parts {
                            self.close();
                        } else if outer.row && matches!(&*element.name, "td" | "th") && self.open.is_some() {
                            self.push(" | ", &outer, at);
                        }
                        around.push(inner);
                    }
                },
            }
            at += 1;
        }
        self.close();
    }

    /// Tells whether an element only refers to a note, or says where a printed page began: its number is no word. On
    /// web pages it stays, for who quotes them quotes it, too.
    fn is_mark(&self, at: usize, element: &Element) -> bool {
        let refers = &*element.name == "a" && {
            let address = element.attribute("href");
            address.contains('#') && !address.contains("://")
        };
        if !refers && !marks::is_page_break(element) {
            return false;
        }
        let words = self.tree.words(at);
        let words = words.trim();
        let sign = |c: char| c.is_numeric() || "[]()*†‡§¶.,^↑".contains(c);
        words.len() <= MARK && (!refers || words.chars().all(sign) && !words.is_empty())
    }

    /// Writes a raised number that stands right behind a digit, which would be another number without, or that refers
    /// to a note: a link, or behind the end of a clause. Tells whether it did.
    fn raise(&mut self, at: usize, around: &Around) -> bool {
        let inner: Vec<&Element> =
            (at + 1..self.tree.nodes()[at].end).filter_map(|inner| self.tree.element(inner)).collect();
        // Of books they are left out, and what says of itself that it refers to a note, too.
        let refers = |inner: &&Element| !self.book && &*inner.name == "a" && marks::by_role(inner).is_none();
        let Some(open) = self.open.as_ref().filter(|_| inner.iter().all(refers)) else { return false };
        if self.space || self.breaks > 0 {
            return false;
        }
        let words = self.tree.words(at);
        let ends = open.text.ends_with(|c: char| ".,;:!?…)]\"'”’»".contains(c));
        let signs = if ends || !inner.is_empty() { raised::signs(&words) } else { None };
        let Some(signs) = signs.or_else(|| raised::behind_digit(&open.text, &words)) else { return false };
        self.push(&signs, around, at);
        true
    }

    /// Tells whether an element is what stands below the line of a fraction (MathML).
    fn is_denominator(&self, at: usize) -> bool {
        let parent = self.tree.nodes()[at].parent;
        let fraction = parent.filter(|at| self.tree.element(*at).is_some_and(|element| &*element.name == "mfrac"));
        // White space may stand before what is above the line.
        fraction.is_some_and(|fraction| (fraction + 1..at).take(2).any(|inner| self.tree.element(inner).is_some()))
            && self.open.is_some()
    }

    /// Says what the words in an element stand in.
    fn inner(&self, at: usize, element: &Element, outer: &Around) -> Around {
        let end = self.tree.nodes()[at].end;
        let mut inner = Around { end, parts: is_block(&element.name), ..outer.clone() };
        let name = &*element.name;
        if outer.region.is_none() {
            inner.region = self.region(at, end, element);
            inner.parts |= inner.region.is_some();
        }
        let short = self.holds.long[end] - self.holds.long[at] == 0 && !self.holds.body(at, end);
        inner.byline |= short && marks::is_byline(element);
        inner.time |= name == "time";
        inner.standfirst |= !self.holds.body(at, end) && marks::is_standfirst(element);
        if inner.parts {
            inner.block = at;
            inner.of_text =
                matches!(name, "p" | "li" | "blockquote" | "pre" | "dd" | "dt" | "figcaption" | "td" | "th");
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                inner.level = name.as_bytes()[1] - b'0';
                inner.kind = BlockKind::Heading;
            }
            _ if element.attribute("role") == "heading" => {
                inner.level = 2;
                inner.kind = BlockKind::Heading;
            }
            "blockquote" => inner.kind = BlockKind::Quote,
            "li" | "dt" | "dd" => inner.kind = BlockKind::ListItem,
            "a" => inner.link = !element.attribute("href").is_empty(),
            "pre" => inner.verbatim = true,
            "tr" => inner.row = self.is_row(at),
            "td" | "th" if outer.row => inner.parts = false,
            _ => {}
        }
        if marks::is_caption(element) && !self.holds.body(at, end) {
            inner.kind = BlockKind::Caption;
        }
        inner
    }

    /// Says why what stands in an element is none of an article. What holds the article is none of these, whatever it
    /// is called.
    fn region(&self, at: usize, end: usize, element: &Element) -> Option<LeftOut> {
        let body = self.holds.body(at, end);
        let by_role =
            marks::by_role(element).filter(|what| !body || *what == LeftOut::Hidden && !self.holds.most(at, end));
        if self.book {
            use LeftOut::{Contents, Footnote, Hidden, Navigation};
            return by_role.filter(|what| matches!(what, Hidden | Navigation | Contents | Footnote));
        }
        if by_role.is_some() {
            return by_role;
        }
        let within = |names: &[&str]| self.within(at, names);
        match &*element.name {
            "header" if !body && !within(&["article", "main"]) => return Some(LeftOut::Furniture),
            "footer" if !body && !within(&["blockquote"]) => return Some(LeftOut::Furniture),
            "html" | "main" => return None,
            _ => {}
        }
        if !body && self.is_card(at, end, element) {
            return Some(LeftOut::Related);
        }
        let by_class = marks::by_class(element)?;
        let known = by_class == LeftOut::Comments || !self.holds.most(at, end);
        (known && !body).then_some(by_class)
    }

    fn within(&self, at: usize, names: &[&str]) -> bool {
        self.tree.around(at).any(|outer| self.tree.element(outer).is_some_and(|outer| names.contains(&&*outer.name)))
    }

    /// Tells whether an element inside an article is a card that leads to another one: an article of its own with
    /// hardly a word, or one that is called so; or a linked heading with a picture. Where all of a page's texts are as
    /// short, they are the article.
    fn is_card(&self, at: usize, end: usize, element: &Element) -> bool {
        let name = &*element.name;
        let long = self.holds.long[end] - self.holds.long[at] > 0;
        let none_is = self.holds.long[self.holds.long.len() - 1] == 0;
        if long || none_is || end - at > CARD || !matches!(name, "article" | "section" | "div" | "li" | "a") {
            return false;
        }
        let linked = |at: usize, inner: &Element| {
            &*inner.name == "a" && !inner.attribute("href").is_empty() || self.within(at, &["a"])
        };
        let inner = || (at..end).filter_map(|at| Some((at, self.tree.element(at)?)));
        let links = inner().any(|(at, element)| linked(at, element));
        let heads = inner().any(|(_, element)| matches!(&*element.name, "h2" | "h3" | "h4" | "h5" | "h6"));
        let shows = inner().any(|(_, element)| &*element.name == "img");
        let called = marks::is_card(element) && (name == "article" || links);
        heads && self.within(at, &["article"]) && (called || links && shows)
    }

    /// Tells whether a table's row is one of several cells that hold no more than words, of a few lines each.
    fn is_row(&self, at: usize) -> bool {
        let end = self.tree.nodes()[at].end;
        let (mut cells, mut breaks) = (0, 0);
        for inner in at + 1..end {
            let Some(element) = self.tree.element(inner) else { continue };
            match &*element.name {
                "td" | "th" => (cells, breaks) = (cells + 1, 0),
                "br" if breaks == LINES => return false,
                "br" => breaks += 1,
                name if is_block(name) => return false,
                _ => {}
            }
        }
        cells > 1
    }

    fn push(&mut self, text: &str, around: &Around, at: usize) {
        for c in text.chars() {
            if matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\0') {
                continue;
            }
            if c.is_ascii_whitespace() && !(around.verbatim && self.open.is_some()) {
                self.space = true;
                self.line |= c == '\n';
                continue;
            }
            if self.open.is_none() && c.is_whitespace() {
                continue;
            }
            if self.breaks > 1 {
                self.close();
            }
            let (space, line) = (std::mem::take(&mut self.space), std::mem::take(&mut self.line));
            let broken = std::mem::take(&mut self.breaks) > 0;
            let piece = self.open.get_or_insert_with(|| Piece {
                kind: around.kind,
                level: around.level,
                text: String::new(),
                weight: 0,
                linked: 0,
                timed: 0,
                region: around.region,
                byline: around.byline,
                standfirst: around.standfirst,
                of_text: around.of_text,
                at,
                block: around.block,
            });
            if broken && !piece.text.is_empty() {
                piece.text.push('\n');
            } else if space && !piece.text.is_empty() {
                let mut next = [0; 4];
                if !line || !joins(&piece.text, c.encode_utf8(&mut next)) {
                    piece.text.push(' ');
                }
            }
            piece.text.push(if c == '\r' || c == '\t' { ' ' } else { c });
            let weight = weigh(c.encode_utf8(&mut [0; 4]));
            piece.linked += if around.link { weight } else { 0 };
            piece.timed += if around.time { weight } else { 0 };
        }
    }

    /// Ends the piece that is open, and reads what stood in it and was none of it.
    fn close(&mut self) {
        (self.space, self.line, self.breaks) = (false, false, 0);
        if let Some(mut piece) = self.open.take() {
            let words = piece.text.trim_end();
            piece.weight = weigh(words);
            piece.text.truncate(words.len());
            // Bars and dots between links are no words.
            if piece.text.chars().any(char::is_alphanumeric) {
                self.pieces.push(piece);
            }
        }
        for (at, around) in std::mem::take(&mut self.apart) {
            self.walk(at + 1, around.end, around);
        }
    }
}

#[cfg(test)]
#[path = "pieces_tests.rs"]
mod tests;
