//! Chooses the article among a page's pieces.
//!
//! Four thoughts of others are joined here:
//!
//! - Where the article stands: the smallest element that holds nearly all of what reads like an article, those that the
//!   page's makers call one first (Readability, Arc90 2009, which scores the elements that hold paragraphs).
//! - What reads like an article: long pieces with few words in links. C. Kohlschütter, P. Fankhauser and W. Nejdl,
//!   "Boilerplate Detection using Shallow Text Features", WSDM 2010, found those two to tell nearly as much as all
//!   else.
//! - Short pieces are judged by those around them: J. Pomikálek, "Removing Boilerplate and Duplicate Content from Web
//!   Corpora" (jusText), Brno 2011. Its lists of frequent words are not used, for they are of few languages.
//! - Words of classes and roles say what stands beside the text ([`super::marks`]).
//!
//! The figures were set on our own pages (`tests/fixtures/web`), not learned.

use std::collections::{HashMap, HashSet};

use super::date;
use super::pieces::{Piece, weigh};
use super::tree::Tree;
use crate::documents::byline;
use crate::documents::part::{LeftOut, Part};
use crate::documents::phrases;
use crate::model::BlockKind;
use crate::model::needles::{self, Budget};

/// How much of what reads like an article the article's element holds.
const NEARLY_ALL: f64 = 0.9;
/// From which weight on a piece reads like an article by itself.
const LONG: usize = 70;
/// How much of such a piece may be in links.
const FEW_LINKS: f64 = 0.35;
/// From how much on a piece is hardly more than links.
const MANY_LINKS: f64 = 0.6;
/// How heavy the names of authors, with a date, may be.
const BYLINE: usize = 220;
/// Letters up to which a piece without a full stop may be a label and no text, and from which on it may be a sentence.
const LABEL: usize = 60;
const WORDS: usize = 8;
/// Bytes up to which pieces that were left out for one reason become one part.
const GATHERED: usize = 4000;

/// What the page says of itself, to know its headline and introduction by.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// Titles, the most trusted first.
    pub(super) titles: &'a [String],
    pub(super) outlet: &'a str,
    pub(super) description: &'a str,
}

/// An article among the pieces.
pub(super) struct Chosen {
    /// All pieces, kept or left out.
    pub(super) parts: Vec<Part>,
    /// The headline as it stands on the page.
    pub(super) headline: Option<String>,
    /// The weight of what is kept.
    pub(super) kept: usize,
    /// The weight of what reads like an article and stands elsewhere.
    pub(super) elsewhere: usize,
    /// The words that are marked as of those who wrote it.
    pub(super) bylines: Vec<String>,
}

/// Chooses the article.
pub(super) fn choose(tree: &Tree, mut pieces: Vec<Piece>, known: &Known<'_>) -> Chosen {
    parted(&mut pieces, known);
    let root = root(tree, &pieces);
    let headline = headline(&pieces, root.start, known);
    let mut why: Vec<Option<LeftOut>> = pieces.iter().map(|piece| verdict(piece, root.contains(&piece.at))).collect();
    // Right below the headline, a line that begins with "by" or is a day is one, whatever it stands in.
    let below = headline.map_or(0..0, |at| at + 1..(at + 4).min(pieces.len()));
    for (piece, why) in pieces.iter().zip(&mut why).skip(below.start).take(below.len()) {
        let told = || {
            let (author, day) = byline::told(&piece.text, false);
            author.is_some() || day.is_some() || date::is_of_change(&piece.text) && date::day(&piece.text).is_some()
        };
        if why.is_none() && piece.weight < 2 * LABEL && told() {
            *why = Some(LeftOut::Byline);
        }
    }
    let bylines = pieces.iter().zip(&why).filter(|(_, why)| **why == Some(LeftOut::Byline));
    let bylines = bylines.map(|(piece, _)| piece.text.clone()).collect();
    if let Some(at) = headline {
        pieces[at].kind = BlockKind::Headline;
        why[at] = None;
    }
    introduction(&mut pieces, &mut why, headline, root.start, known);
    // Whatever is above the headline is no part of the article.
    for why in why.iter_mut().take(headline.unwrap_or(0)) {
        *why = why.or(Some(LeftOut::Outside));
    }
    labels(tree, &pieces, &mut why);
    behind(&pieces, &mut why);
    repeated(&pieces, &mut why);
    refrains(&pieces, &mut why);
    headings(&pieces, &mut why);
    let weight = |at: usize| pieces[at].weight;
    let kept = (0..pieces.len()).filter(|at| why[*at].is_none()).map(weight).sum();
    let elsewhere = (0..pieces.len()).filter(|at| why[*at] == Some(LeftOut::Outside) && reads_well(&pieces[*at]));
    let elsewhere = elsewhere.map(weight).sum();
    let headline = headline.map(|at| one_line(&pieces[at].text));
    Chosen { parts: gather(pieces, &why), headline, kept, elsewhere, bylines }
}

/// Parts a piece that begins with a line that is the page's title: in pages of tables and fonts nothing else parts it
/// from the text.
fn parted(pieces: &mut Vec<Piece>, known: &Known<'_>) {
    let is_titled = |piece: &Piece| {
        let first = piece.text.split('\n').next().unwrap_or_default();
        let alike = known.titles.iter().any(|title| likeness(first, title) > 0.95);
        piece.region.is_none() && piece.text.contains('\n') && piece.kind == BlockKind::Paragraph && alike
    };
    let Some(at) = pieces.iter().position(is_titled) else { return };
    let whole = pieces[at].clone();
    let density = whole.link_density();
    let line = |line: &str| {
        let weight = weigh(line);
        Piece { text: line.to_owned(), weight, linked: (density * weight as f64) as usize, timed: 0, ..whole.clone() }
    };
    pieces.splice(at..=at, whole.text.split('\n').map(line));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a piece reads like an article by itself.
fn reads_well(piece: &Piece) -> bool {
    let running = !matches!(piece.kind, BlockKind::Heading | BlockKind::Caption);
    running && piece.weight >= LONG && piece.link_density() < FEW_LINKS
}

/// Finds the nodes of the element that the article stands in.
fn root(tree: &Tree, pieces: &[Piece]) -> std::ops::Range<usize> {
    let all = 0..tree.nodes().len();
    // The weight of what reads like an article, before each piece.
    let sums = |counts: &dyn Fn(&Piece) -> bool| {
        let mut so_far = 0.0;
        let mut sums = vec![(0, 0.0)];
        for piece in pieces.iter().filter(|piece| piece.region.is_none()) {
            so_far += if counts(piece) { piece.weight as f64 * (1.0 - piece.link_density()) } else { 0.0 };
            sums.push((piece.at, so_far));
        }
        sums
    };
    let mut weights = sums(&reads_well);
    if weights.last().is_none_or(|last| last.1 == 0.0) {
        weights = sums(&|piece| !matches!(piece.kind, BlockKind::Heading));
    }
    // Pieces stand in the order of their nodes, but for those set apart, which have a region.
    let before = |node: usize| weights[weights[1..].partition_point(|(at, _)| *at < node)].1;
    let held = |range: &std::ops::Range<usize>| before(range.end) - before(range.start);
    let range = |at: usize| at..tree.nodes()[at].end;
    let mut root = all;
    for called in [&["articleBody"][..], &["article"], &["main"]] {
        let is_called = |at: usize| {
            tree.element(at).is_some_and(|element| {
                called.contains(&&*element.name)
                    || called.iter().any(|name| element.lists("itemprop", name) || element.lists("role", name))
            })
        };
        let all: Vec<_> = tree.elements().map(|(at, _)| at).filter(|at| is_called(*at)).map(range).collect();
        let Some(best) = all.iter().max_by(|a, b| held(a).total_cmp(&held(b))).cloned() else { continue };
        // Beside others like it, it is one entry of many.
        let apart = |other: &&std::ops::Range<usize>| other.end <= best.start || best.end <= other.start;
        let others: f64 = all.iter().filter(apart).map(&held).sum();
        if held(&best) > held(&root) / 2.0 && others < held(&best) / 4.0 {
            root = best;
            break;
        }
    }
    let enough = held(&root) * NEARLY_ALL;
    // Elements come from the outside in, and no two beside each other hold so much.
    let inside =
        tree.elements().map(|(at, _)| range(at)).filter(|inner| root.start <= inner.start && inner.end <= root.end);
    let smallest = inside.filter(|inner| held(inner) >= enough && held(inner) > 0.0).last();
    // A single paragraph is no article's element.
    let whole = smallest.map(|inner| {
        let outer =
            tree.around(inner.start).find(|outer| tree.element(*outer).is_some_and(|e| super::tree::is_block(&e.name)));
        let running = tree.element(inner.start).is_some_and(|element| {
            !matches!(&*element.name, "article" | "div" | "section" | "main" | "td" | "ul" | "ol")
        });
        if running { outer.map_or(root.clone(), range) } else { inner }
    });
    whole.unwrap_or(root)
}

/// Judges a piece by itself; `inside` tells whether it stands in the article's element.
fn verdict(piece: &Piece, inside: bool) -> Option<LeftOut> {
    let links = piece.link_density();
    if piece.region.is_some() {
        return piece.region;
    }
    if piece.byline && piece.weight < BYLINE || piece.timed * 2 > piece.weight {
        return Some(LeftOut::Byline);
    }
    if !inside {
        return Some(LeftOut::Outside);
    }
    if phrases::leads_on(&piece.text) && links > 0.3 {
        return Some(LeftOut::Related);
    }
    if links > MANY_LINKS && piece.kind != BlockKind::Heading {
        let alone = piece.kind == BlockKind::Paragraph && links > 0.9;
        return Some(if alone { LeftOut::Related } else { LeftOut::Links });
    }
    if is_advertisement(&piece.text) {
        return Some(LeftOut::Advertising);
    }
    if is_of_tags(&piece.text) {
        return Some(LeftOut::Related);
    }
    if piece.text.starts_with(['©', '\u{24B8}']) {
        return Some(LeftOut::Furniture);
    }
    None
}

/// Tells whether a text lists what an article is about, for those who look for others.
fn is_of_tags(text: &str) -> bool {
    const WORDS: [&str; 20] = [
        "tags",
        "tagged",
        "topics",
        "related topics",
        "filed under",
        "keywords",
        "categories",
        "category",
        "schlagwörter",
        "schlagworte",
        "stichwörter",
        "stichworte",
        "themen",
        "mots-clés",
        "etiquetas",
        "temas",
        "trefwoorden",
        "теги",
        "标签",
        "关键词",
    ];
    let Some((word, listed)) = text.split_once([':', '：']) else { return false };
    WORDS.contains(&word.trim().to_lowercase().as_str()) && !listed.trim_end().ends_with(['.', '!', '?', '。'])
}

/// Tells whether a text is only the word that stands over advertising.
fn is_advertisement(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        "advertisement",
        "advertising",
        "ad",
        "sponsored",
        "sponsored content",
        "anzeige",
        "werbung",
        "publicité",
        "publicidad",
        "pubblicità",
        "publicidade",
        "advertentie",
        "реклама",
        "إعلان",
        "广告",
        "広告",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    WORDS.contains(&bare.as_str())
}

/// Finds the headline: the heading that says most nearly what the page says its title is; without such a title, the
/// first of the first order; without headings, the piece that is the title word by word.
fn headline(pieces: &[Piece], root: usize, known: &Known<'_>) -> Option<usize> {
    let likeness = |piece: &Piece| known.titles.iter().map(|title| likeness(&piece.text, title)).fold(0.0, f64::max);
    let may = |piece: &Piece| {
        matches!(piece.region, None | Some(LeftOut::Furniture))
            && !(piece.weight < 60 && likeness_of(known.outlet, &piece.text))
            && piece.weight < 400
    };
    let headings = |most: u8| {
        let of_level = move |(_, piece): &(usize, &Piece)| piece.kind == BlockKind::Heading && piece.level <= most;
        pieces.iter().enumerate().filter(of_level).filter(move |(_, piece)| may(piece))
    };
    for level in [1, 3] {
        let best = headings(level).map(|(at, piece)| (likeness(piece), at));
        // Of several that are as like, the first.
        let best = best.fold(None, |best: Option<(f64, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        });
        if let Some((_, at)) = best.filter(|(likeness, _)| *likeness >= 0.5) {
            return Some(at);
        }
        let first = headings(level).filter(|(_, piece)| level == 1 && piece.region.is_none()).map(|(at, _)| at);
        // The last above the text, for a site's name may be one, too.
        let first: Vec<usize> = first.collect();
        let above = first.iter().copied().rfind(|at| pieces[*at].at < root);
        if let Some(at) = above.or(first.first().copied()) {
            return Some(at);
        }
    }
    let same = |piece: &Piece| piece.region.is_none() && likeness(piece) > 0.95 && piece.link_density() < MANY_LINKS;
    pieces.iter().position(same)
}

fn likeness_of(a: &str, b: &str) -> bool {
    likeness(a, b) > 0.8
}

/// Says how alike two titles are: how many of their words (of Chinese, their signs) are in both, from 0 to 1.
pub(in crate::documents) fn likeness(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let signs = |word: &str| -> Vec<String> {
            if weigh(word) >= 3 * word.chars().count() {
                word.chars().map(String::from).collect()
            } else {
                vec![word.to_lowercase()]
            }
        };
        words.flat_map(signs).collect()
    };
    let (a, b) = (words(a), words(b));
    let both = a.intersection(&b).count();
    if a.is_empty() || b.is_empty() { 0.0 } else { 2.0 * both as f64 / (a.len() + b.len()) as f64 }
}

/// Finds the introduction between the headline and the text, and keeps captions that stand there.
fn introduction(
    pieces: &mut [Piece],
    why: &mut [Option<LeftOut>],
    headline: Option<usize>,
    root: usize,
    known: &Known<'_>,
) {
    let Some(headline) = headline else { return };
    let mut found = false;
    for at in headline + 1..pieces.len() {
        let piece = &mut pieces[at];
        let above = piece.at < root;
        let of_page = matches!(why[at], None | Some(LeftOut::Outside));
        if !of_page || piece.link_density() > FEW_LINKS {
            if !above && why[at].is_none() {
                break;
            }
            continue;
        }
        if piece.kind == BlockKind::Caption {
            why[at] = None;
            continue;
        }
        let described = weigh(known.description) >= 30 && likeness(&piece.text, known.description) > 0.8;
        let heading = piece.kind == BlockKind::Heading && piece.level <= 3 && piece.weight >= 30 && at == headline + 1;
        let called = piece.standfirst && piece.weight >= 20;
        if called || (!found && (described || heading || above && reads_well(piece))) {
            (piece.kind, why[at], found) = (BlockKind::Standfirst, None, true);
        } else if !above {
            break;
        }
    }
}

/// Leaves out what are labels and no sentences: short pieces, not of an element for text, without a full stop, unless
/// they stand in the same way as longer ones do.
fn labels(tree: &Tree, pieces: &[Piece], why: &mut [Option<LeftOut>]) {
    let place = |piece: &Piece| {
        let element = tree.element(piece.block)?;
        Some((tree.around(piece.block).next(), &*element.name, element.attribute("class")))
    };
    let long = pieces.iter().zip(why.iter()).filter(|(piece, why)| why.is_none() && reads_well(piece));
    let places: HashSet<_> = long.filter_map(|(piece, _)| place(piece)).collect();
    for (piece, why) in pieces.iter().zip(why) {
        let ends = piece.text.ends_with([
            '.', '!', '?', ':', '…', '"', '”', '“', '»', '’', '\'', ')', '。', '！', '？', '」', '؟', '۔', '।', ';',
            '；', '：',
        ]);
        let label = piece.kind == BlockKind::Paragraph && !piece.of_text && piece.weight < LABEL && !ends;
        let alike = || place(piece).is_some_and(|place| places.contains(&place)) && piece.weight >= WORDS;
        if why.is_none() && label && !alike() {
            *why = Some(LeftOut::Outside);
        }
    }
}

/// Puts back what is said more than twice: what is only shown for another size is said twice, a refrain again and
/// again.
fn refrains(pieces: &[Piece], why: &mut [Option<LeftOut>]) {
    let may = |piece: &Piece, why: Option<LeftOut>| {
        piece.kind == BlockKind::Paragraph && piece.of_text && matches!(why, None | Some(LeftOut::Repeated))
    };
    let mut said: HashMap<&str, usize> = HashMap::new();
    for (piece, _) in pieces.iter().zip(why.iter()).filter(|(piece, why)| may(piece, **why)) {
        *said.entry(piece.text.as_str()).or_default() += 1;
    }
    for (piece, why) in pieces.iter().zip(why).filter(|(piece, why)| may(piece, **why)) {
        if said.get(piece.text.as_str()).is_some_and(|count| *count > 2) {
            *why = None;
        }
    }
}

/// Leaves out short pieces behind the last that reads well, unless their element is one for text or the same as its.
fn behind(pieces: &[Piece], why: &mut [Option<LeftOut>]) {
    let Some(last) = (0..pieces.len()).rev().find(|at| why[*at].is_none() && reads_well(&pieces[*at])) else { return };
    for at in last + 1..pieces.len() {
        let alike = pieces[at].of_text || pieces[at].block == pieces[last].block;
        if why[at].is_none() && !alike && pieces[at].kind != BlockKind::Heading {
            why[at] = Some(LeftOut::Outside);
        }
    }
}

/// Leaves out what is said twice: the headline once more, a quotation in large letters, a caption for another size.
fn repeated(pieces: &[Piece], why: &mut [Option<LeftOut>]) {
    let mut seen: HashSet<String> = HashSet::new();
    let body: Vec<String> = (0..pieces.len())
        .filter(|at| why[*at].is_none() && pieces[*at].kind == BlockKind::Paragraph)
        .map(|at| one_line(&pieces[at].text))
        .collect();
    let body = body.join("\n");
    let in_body = quoted(pieces, why, &body);
    for ((piece, why), in_body) in pieces.iter().zip(why).zip(in_body).filter(|((_, why), _)| why.is_none()) {
        if in_body || (piece.weight >= 20 && !seen.insert(one_line(&piece.text))) {
            *why = Some(LeftOut::Repeated);
        }
    }
}

/// Tells of each piece whether it is a quotation whose words stand in the body as well. They are looked for all at
/// once; where that takes too long, those that were not found by then stay.
fn quoted(pieces: &[Piece], why: &[Option<LeftOut>], body: &str) -> Vec<bool> {
    let words = pieces.iter().zip(why).map(|(piece, why)| match piece.kind {
        BlockKind::Quote if why.is_none() => one_line(&piece.text),
        _ => String::new(),
    });
    let words: Vec<String> = words.collect();
    let inner = words.iter().map(|words| words.trim_matches(|c: char| !c.is_alphanumeric()));
    let inner: Vec<&[u8]> = inner.map(|inner| if weigh(inner) >= 20 { inner.as_bytes() } else { b"" }).collect();
    let found = needles::places(body.as_bytes(), &inner, 1, &mut Budget::default());
    found.into_iter().map(|places| !places.starts.is_empty()).collect()
}

/// Leaves out headings of what is left out.
fn headings(pieces: &[Piece], why: &mut [Option<LeftOut>]) {
    // Why the words below a heading are left out; of nothing where nothing is below.
    let mut below = Some(LeftOut::Outside);
    for at in (0..pieces.len()).rev() {
        if pieces[at].kind == BlockKind::Heading {
            why[at] = why[at].or(below);
        } else if !matches!(
            why[at],
            Some(LeftOut::Byline | LeftOut::Hidden | LeftOut::Advertising | LeftOut::Share | LeftOut::Controls)
        ) {
            below = why[at];
        }
    }
}

/// Makes parts of the pieces. Short ones that were left out for one reason, one behind the other, become one.
fn gather(pieces: Vec<Piece>, why: &[Option<LeftOut>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(pieces.len());
    let mut short_before = false;
    for (piece, why) in pieces.into_iter().zip(why) {
        let short = why.is_some() && piece.weight < LONG;
        let text = if piece.kind == BlockKind::Headline { one_line(&piece.text) } else { piece.text };
        match parts.last_mut() {
            Some(last) if short && short_before && last.why == *why && last.text.len() < GATHERED => {
                last.kind = BlockKind::Paragraph;
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => parts.push(Part { kind: piece.kind, text, kept: why.is_none(), why: *why }),
        }
        short_before = short;
    }
    parts
}

#[cfg(test)]
#[path = "choose_tests.rs"]
mod tests;
