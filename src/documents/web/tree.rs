//! Makes a tree of a page's tags.
//!
//! html5ever reads the tags, as the HTML Standard says. The tree is built here by the Standard's rules for tags that
//! may be left out, less those for misplaced ones: they put an article's words nowhere else, and cost quadratic time on
//! deep nesting. Here the time is linear, the depth at most [`DEEPEST`], and a node comes before all that is in it.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements one inside the other; what is nested deeper stands in the deepest.
const DEEPEST: usize = 256;
/// Nodes of a page; what follows is not read. News pages have a few thousand.
const MOST_NODES: usize = 1 << 20;
/// Comments that are kept, and characters of each: those with which a browser says where it saved a page from.
const COMMENTS: usize = 16;
const COMMENT: usize = 4096;
/// Bytes of an attribute that are kept: more than any address has, less than a picture.
const ATTRIBUTE: usize = 8192;

/// The attributes that anybody asks for.
const ATTRIBUTES: [&str; 22] = [
    "aria-hidden",
    "aria-label",
    "aria-modal",
    "charset",
    "class",
    "content",
    "datetime",
    "epub:type",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "rel",
    "role",
    "style",
    "type",
    "xml:lang",
];

/// A page's tree.
#[derive(Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The attributes of `html`.
    pub(super) html: Element,
    /// The first comments.
    pub(super) comments: Vec<String>,
    /// Whether the page has more than was read.
    pub(super) cut: bool,
}

/// An element or a text.
pub(super) struct Node {
    /// The element that it stands in.
    pub(super) parent: Option<usize>,
    /// The node behind the last one that is in it.
    pub(super) end: usize,
    /// What it is.
    pub(super) what: What,
}

/// What a node is.
pub(super) enum What {
    Element(Element),
    Text(String),
}

/// A tag with what stands in it.
pub(super) struct Element {
    pub(super) name: LocalName,
    attributes: Vec<(LocalName, String)>,
}

impl Default for Element {
    fn default() -> Element {
        Element { name: LocalName::from("html"), attributes: Vec::new() }
    }
}

impl Element {
    /// Returns an attribute, without white space around it; empty where it is not there.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(other, _)| &**other == name).map_or("", |(_, value)| value.trim())
    }

    /// Tells whether an attribute is there, be it empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(other, _)| &**other == name)
    }

    /// Tells whether an attribute that lists words has this one.
    pub(super) fn lists(&self, name: &str, word: &str) -> bool {
        self.attribute(name).split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(word))
    }
}

impl Tree {
    /// Reads a page, as XML where it begins as such.
    pub(super) fn parse(html: &str) -> Tree {
        Tree::read(html, html.trim_start().starts_with("<?xml"))
    }

    /// Reads a page of XML, whether it begins as such or not: there, `<div/>` is a whole element, and words may stand
    /// in CDATA sections.
    pub(super) fn parse_xml(text: &str) -> Tree {
        Tree::read(text, true)
    }

    fn read(html: &str, xml: bool) -> Tree {
        let builder = Builder { state: RefCell::new(State { xml, ..State::default() }) };
        let tokenizer = Tokenizer::new(builder, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let mut state = tokenizer.sink.state.into_inner();
        state.close_to(0);
        state.tree
    }

    /// Returns the nodes, each before all that is in it.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the element at a place.
    pub(super) fn element(&self, at: usize) -> Option<&Element> {
        match &self.nodes.get(at)?.what {
            What::Element(element) => Some(element),
            What::Text(_) => None,
        }
    }

    /// Lists the elements with their places.
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &Element)> {
        (0..self.nodes.len()).filter_map(|at| Some((at, self.element(at)?)))
    }

    /// Lists the elements that an element stands in, from the inside out.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.nodes.get(at).and_then(|node| node.parent), |at| self.nodes.get(*at)?.parent)
    }

    /// Returns all words of a node, as they stand in the source.
    pub(super) fn words(&self, at: usize) -> String {
        let range = at..self.nodes.get(at).map_or(at, |node| node.end);
        let texts = self.nodes[range].iter().filter_map(|node| match &node.what {
            What::Text(text) => Some(text.as_str()),
            What::Element(_) => None,
        });
        texts.collect()
    }
}

/// Tells whether an element has no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Tells whether an element begins a new line of its own.
pub(super) fn is_block(name: &str) -> bool {
    closes_paragraph(name)
        || matches!(
            name,
            "button"
                | "caption"
                | "col"
                | "colgroup"
                | "iframe"
                | "legend"
                | "noscript"
                | "optgroup"
                | "option"
                | "select"
                | "tbody"
                | "td"
                | "template"
                | "textarea"
                | "tfoot"
                | "th"
                | "thead"
                | "tr"
        )
}

/// Tells whether a paragraph that is open ends where an element begins.
fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns how the words in an element are read, where tags in them are none.
fn raw(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(RawKind::Rawtext),
        "script" => Some(RawKind::ScriptData),
        _ => None,
    }
}

/// What takes the tags.
struct Builder {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    tree: Tree,
    /// The elements that are open, from the outside in.
    open: Vec<usize>,
    /// How many are open beyond the deepest.
    beyond: usize,
    /// How many of the open ones are pictures or formulas, whose tags are of XML.
    foreign: usize,
    xml: bool,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                if let Some(raw) = state.start(tag) {
                    return TokenSinkResult::RawData(raw);
                }
            }
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(comment) if state.tree.comments.len() < COMMENTS => {
                state.tree.comments.push(comment.chars().take(COMMENT).collect());
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        let state = self.state.borrow();
        state.foreign > 0 || state.xml
    }
}

impl State {
    fn name(&self, at: usize) -> &str {
        self.tree.element(at).map_or("", |element| &element.name)
    }

    fn start(&mut self, tag: Tag) -> Option<RawKind> {
        let closed = tag.self_closing && (self.xml || self.foreign > 0);
        let attributes = |tag: Tag| {
            let named = tag.attrs.into_iter().filter(|attribute| ATTRIBUTES.contains(&&*attribute.name.local));
            let short = named.filter(|attribute| attribute.value.len() <= ATTRIBUTE);
            short.map(|attribute| (attribute.name.local, attribute.value.to_string())).collect::<Vec<_>>()
        };
        let name = tag.name.clone();
        let raw = if closed || self.foreign > 0 { None } else { raw(&name) };
        match &*name {
            "html" => {
                let more = attributes(tag);
                self.tree.html.attributes.extend(more);
                return None;
            }
            // Where they begin and end is nobody's business: what hides `body` until a script has run hides no article.
            "head" | "body" | "frameset" => return None,
            _ => {}
        }
        if self.foreign == 0 {
            self.close_before(&name);
        }
        let void = closed || (is_void(&name) && self.foreign == 0);
        if self.open.len() >= DEEPEST && !void && raw.is_none() {
            self.beyond += 1;
            return None;
        }
        let element = Element { attributes: attributes(tag), name };
        let foreign = matches!(&*element.name, "svg" | "math");
        if let Some(at) = self.push(What::Element(element))
            && !void
        {
            self.open.push(at);
            self.foreign += usize::from(foreign);
        }
        raw
    }

    /// Closes what ends, without a tag that says so, where an element begins.
    fn close_before(&mut self, name: &str) {
        if closes_paragraph(name) {
            self.close_nearest(|open| open == "p", is_block);
        }
        let cell = |open: &str| matches!(open, "table" | "template");
        match name {
            name if is_heading(name) => self.close_nearest(is_heading, |_| true),
            "a" => self.close_nearest(|open| open == "a", is_block),
            "li" => self.close_nearest(|open| open == "li", |open| matches!(open, "ul" | "ol" | "menu" | "td" | "th")),
            "dt" | "dd" => {
                self.close_nearest(|open| matches!(open, "dt" | "dd"), |open| matches!(open, "dl" | "td" | "th"));
            }
            "tr" => self.close_nearest(|open| open == "tr", cell),
            "td" | "th" => self.close_nearest(|open| matches!(open, "td" | "th"), |open| cell(open) || open == "tr"),
            "tbody" | "thead" | "tfoot" => {
                self.close_nearest(|open| matches!(open, "tbody" | "thead" | "tfoot" | "caption"), cell);
            }
            "option" | "optgroup" => self.close_nearest(|open| open == "option", |_| true),
            "rt" | "rp" => self.close_nearest(|open| matches!(open, "rt" | "rp"), |open| open == "ruby"),
            _ => {}
        }
    }

    /// Closes the innermost open element that is wanted, with all in it, unless there is a wall before it.
    fn close_nearest(&mut self, wanted: impl Fn(&str) -> bool, wall: impl Fn(&str) -> bool) {
        for depth in (0..self.open.len()).rev() {
            let name = self.name(self.open[depth]);
            if wanted(name) {
                return self.close_to(depth);
            }
            if wall(name) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        // Only what holds no tags is opened beyond the deepest.
        let holds_no_tags = self.open.last().is_some_and(|at| raw(self.name(*at)).is_some());
        if self.beyond > 0 && !holds_no_tags {
            self.beyond -= usize::from(!is_void(name));
            return;
        }
        match name {
            "html" | "head" | "body" => {}
            "br" if self.xml => {}
            "br" => drop(self.push(What::Element(Element { name: LocalName::from("br"), attributes: Vec::new() }))),
            _ if self.foreign > 0 => self.close_nearest(|open| open == name, |_| false),
            _ if is_heading(name) => self.close_nearest(is_heading, |open| matches!(open, "td" | "th")),
            "table" => self.close_nearest(|open| open == name, |_| false),
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" => {
                self.close_nearest(|open| open == name, |open| open == "table");
            }
            _ if is_block(name) => {
                self.close_nearest(|open| open == name, |open| matches!(open, "td" | "th" | "template"));
            }
            _ => self.close_nearest(|open| open == name, is_block),
        }
    }

    fn text(&mut self, text: &str) {
        let parent = self.open.last().copied();
        if let Some(Node { parent: same, what: What::Text(before), .. }) = self.tree.nodes.last_mut()
            && *same == parent
        {
            return before.push_str(text);
        }
        self.push(What::Text(text.to_owned()));
    }

    fn push(&mut self, what: What) -> Option<usize> {
        let at = self.tree.nodes.len();
        if at >= MOST_NODES {
            self.tree.cut = true;
            return None;
        }
        self.tree.nodes.push(Node { parent: self.open.last().copied(), end: at + 1, what });
        Some(at)
    }

    /// Closes the open elements from a depth on.
    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len();
        for at in self.open.split_off(depth.min(self.open.len())) {
            self.tree.nodes[at].end = end;
            self.foreign -= usize::from(matches!(self.name(at), "svg" | "math")).min(self.foreign);
        }
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
