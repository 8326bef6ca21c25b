//! Reads saved web pages: which of their words are the article, and what they say of it.
//!
//! [`tree`] makes a tree of the tags, [`pieces`] runs of words of that, [`choose`] says which of those are the article
//! and why the others are not, [`about`] finds the details, [`archive`] opens pages that were saved as one file with
//! their pictures. Nothing is fetched: what a page only names is not there.

mod about;
mod address;
mod archive;
mod chapter;
mod choose;
mod date;
mod linked;
mod marks;
mod pieces;
mod tree;

use std::borrow::Cow;

pub(super) use self::about::{by_line, is_name};
pub(super) use self::chapter::chapter;
pub(super) use self::choose::likeness;
pub(super) use self::date::day;

use self::about::About;
use self::choose::Known;
use self::tree::Tree;
use super::draft::{Form, Note};
use super::encoding::{self, Encoding, Taken, Why};
use super::part::Found;

/// Bytes in which a page has to say its encoding (HTML Standard: 1024; some pages have long scripts before it).
const HEAD: usize = 8192;
/// Below which weight a page has hardly a text: two or three lines.
const LITTLE: usize = 200;

/// A page's bytes, and what stands around it.
pub(super) struct Saved<'a> {
    bytes: Cow<'a, [u8]>,
    charset: String,
    address: String,
    others: usize,
}

impl<'a> Saved<'a> {
    /// Takes a page as it is, or out of an archive. `None` where there is no page in that.
    pub(super) fn of(form: Form, bytes: &'a [u8]) -> Option<Saved<'a>> {
        if form != Form::Archive {
            let (charset, address) = (String::new(), String::new());
            return Some(Saved { bytes: Cow::Borrowed(bytes), charset, address, others: 0 });
        }
        let archived = archive::page(bytes)?;
        let (charset, address, others) = (archived.charset, archived.address, archived.others);
        Some(Saved { bytes: Cow::Owned(archived.bytes), charset, address, others })
    }

    /// Returns the page's bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Finds the encoding: a byte order mark, what the archive or the page says, then what its letters tell. What is
    /// said is not believed of a page that is UTF-8 to the last byte, or is none.
    pub(super) fn detect(&self) -> Taken {
        let found = encoding::detect(&self.bytes);
        if matches!(found.why, Why::Mark | Why::Valid | Why::Ascii | Why::Pairs) {
            return found;
        }
        let named = [Some(self.charset.clone()), named(&self.bytes)].into_iter().flatten();
        let named = named.filter_map(|name| Encoding::named(&name)).find(|named| *named != Encoding::UTF_8);
        match named {
            Some(encoding) if found.why != Why::Damaged => Taken { encoding, why: Why::Named },
            _ => found,
        }
    }

    /// Reads the page, decoded. Where there is hardly a text, what it has for browsers without scripts may be it.
    pub(super) fn read(&self, html: &str) -> Found {
        let (found, kept) = self.read_as(html);
        if kept >= LITTLE || !html.contains("<noscript") {
            return found;
        }
        let shown = html.replace("<noscript", "<div").replace("</noscript", "</div");
        let (unscripted, more) = self.read_as(&shown);
        if more >= LITTLE { unscripted } else { found }
    }

    /// Reads the page, and says how much is kept.
    fn read_as(&self, html: &str) -> (Found, usize) {
        let tree = Tree::parse(html);
        let about = About::of(&tree, &self.address);
        let (pieces, pictures) = pieces::pieces(&tree);
        let known = Known { titles: &about.titles, outlet: about.outlet(), description: &about.description };
        let chosen = choose::choose(&tree, pieces, &known);
        let all = [
            (tree.cut, Note::PageCut),
            (chosen.headline.is_none(), Note::NoHeadline),
            (about.walled, Note::Walled),
            (!about.walled && chosen.kept < LITTLE, Note::LittleText),
            (chosen.elsewhere * 2 > chosen.kept, Note::MuchElsewhere),
            (pictures > 0, Note::Pictures { described: 0, bare: pictures }),
            (self.others > 0, Note::OtherParts(self.others)),
        ];
        let notes = all.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect();
        let details = about.details(chosen.headline.as_deref(), &chosen.bylines);
        (Found { details, parts: chosen.parts, notes }, chosen.kept)
    }
}

/// Finds the name of an encoding in a page's first bytes: in `<meta charset>`, `<meta http-equiv>` with `charset=`, or
/// `<?xml encoding>`.
fn named(bytes: &[u8]) -> Option<String> {
    // Every encoding that a page can name itself in has ASCII's letters where ASCII has them.
    let head: String = bytes.iter().take(HEAD).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let value = |rest: &str| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(rest.len());
        Some(rest[..end].to_owned()).filter(|name| !name.is_empty())
    };
    if let Some(declaration) = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next())
        && let Some((_, rest)) = declaration.split_once("encoding")
    {
        return value(rest);
    }
    let metas = head.match_indices("<meta").map(|(at, _)| head[at..].split('>').next().unwrap_or_default());
    metas.filter_map(|meta| value(meta.split_once("charset")?.1)).next()
}

/// Makes one line of text of what may have tags and entities in it. Without any end of a tag, what looks like one is a
/// word: a title may be about tags.
fn plain(text: &str) -> String {
    let bare = if text.contains(['<', '&']) {
        let escaped = if text.contains("</") { Cow::Borrowed(text) } else { Cow::Owned(text.replace('<', "&lt;")) };
        let tree = Tree::parse(&escaped);
        let texts = tree.nodes().iter().filter_map(|node| match &node.what {
            tree::What::Text(text) => Some(text.as_str()),
            tree::What::Element(_) => None,
        });
        Cow::Owned(texts.collect::<String>())
    } else {
        Cow::Borrowed(text)
    };
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
