//! Reads what a page's makers call its regions: the names of elements, their roles, classes and ids.
//!
//! Classes are compared word by word (`article-header__share-bar` is `article`, `header`, `share`, `bar`), never as a
//! part of a word: `shared`, `advance` and `download` are other things than `share`, `adv` and `ad`. Readability.js
//! and its forerunner at Arc90 (2009) showed how far such names go; the words are our own gathering, in the languages
//! in which sites name their classes.

use super::tree::Element;
use crate::documents::part::LeftOut;

/// Words of classes and ids, and what they are the name of. The first that fits counts.
const WORDS: [(LeftOut, &[&str]); 10] = [
    (
        LeftOut::Comments,
        &[
            "comment",
            "comments",
            "commentlist",
            "respond",
            "disqus",
            "kommentar",
            "kommentare",
            "commentaires",
            "comentarios",
            "commenti",
            "livefyre",
            "viafoura",
            "coral",
            "leserbriefe",
            "discussion",
        ],
    ),
    (
        LeftOut::Consent,
        &[
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "dsgvo",
            "cmp",
            "cookiebar",
            "cookiebanner",
            "cookielaw",
            "onetrust",
            "usercentrics",
            "didomi",
            "cookiebot",
            "sourcepoint",
        ],
    ),
    (
        LeftOut::Advertising,
        &[
            "ad",
            "ads",
            "adbox",
            "adslot",
            "adsbygoogle",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "advertorial",
            "anzeige",
            "anzeigen",
            "werbung",
            "publicite",
            "publicidad",
            "pubblicita",
            "dfp",
            "sponsor",
            "sponsored",
            "outbrain",
            "taboola",
            "billboard",
            "leaderboard",
            "skyscraper",
            "commercial",
            "affiliate",
        ],
    ),
    (
        LeftOut::Subscribe,
        &[
            "paywall",
            "regwall",
            "subscribe",
            "subscription",
            "subscriber",
            "newsletter",
            "newsletters",
            "signup",
            "abo",
            "abonnement",
            "piano",
            "registerwall",
            "donate",
            "donation",
            "membership",
        ],
    ),
    (
        LeftOut::Share,
        &[
            "share",
            "sharing",
            "sharebar",
            "sharedaddy",
            "shareaholic",
            "social",
            "socialmedia",
            "sociallinks",
            "addthis",
            "addtoany",
            "teilen",
            "partager",
            "compartir",
            "follow",
            "sharelinks",
            "bookmark",
        ],
    ),
    (
        LeftOut::Related,
        &[
            "related",
            "relatedarticles",
            "recommended",
            "recommendation",
            "recommendations",
            "recirculation",
            "recirc",
            "readmore",
            "readalso",
            "morefrom",
            "moreon",
            "trending",
            "popular",
            "mostread",
            "mostpopular",
            "latest",
            "teaser",
            "teasers",
            "verwandte",
            "weiterlesen",
            "mehrzumthema",
            "suggested",
            "seealso",
            "onward",
            "upnext",
            "alsoread",
            "tags",
            "taglist",
            "topics",
            "keywords",
            "promo",
            "promobox",
            "catlinks",
            "navbox",
            "noprint",
            "printfooter",
        ],
    ),
    (
        LeftOut::Navigation,
        &[
            "nav",
            "navi",
            "navbar",
            "navigation",
            "menu",
            "menubar",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "skip",
            "skiplink",
            "sitemap",
            "toc",
            "jump",
            "toolbar",
            "masthead",
            "topbar",
            "tabs",
        ],
    ),
    (LeftOut::Furniture, &["footer", "sitefooter", "imprint", "impressum", "copyright", "legal", "siteheader"]),
    (
        LeftOut::Aside,
        &[
            "sidebar", "infobox", "factbox", "widget", "widgets", "aside", "popup", "overlay", "modal", "lightbox",
            "rail",
        ],
    ),
    (
        LeftOut::Controls,
        &[
            "editsection",
            "player",
            "audioplayer",
            "listen",
            "print",
            "tooltip",
            "feedback",
            "rating",
            "login",
            "search",
            "searchform",
        ],
    ),
];

/// Words of classes that hide what a screen reader alone shall hear, or what a script shows later.
const HIDDEN: [&str; 10] = [
    "hidden",
    "invisible",
    "sr-only",
    "screen-reader-text",
    "visually-hidden",
    "visuallyhidden",
    "screenreader",
    "d-none",
    "u-hidden",
    "is-hidden",
];

/// Parts the words of a class or an id: at signs, and where a small letter is followed by a capital.
fn words(names: &str) -> impl Iterator<Item = String> + '_ {
    let signs = names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    signs.flat_map(|word| {
        let mut parts: Vec<String> = vec![String::new()];
        let mut small = false;
        for c in word.chars() {
            if c.is_uppercase() && small {
                parts.push(String::new());
            }
            small = c.is_lowercase();
            if let Some(last) = parts.last_mut() {
                last.extend(c.to_lowercase());
            }
        }
        parts
    })
}

/// Tells whether one of an element's classes, its id or what it is a property of has one of these words.
pub(super) fn is_called(element: &Element, wanted: &[&str]) -> bool {
    ["class", "id", "itemprop"]
        .into_iter()
        .any(|name| words(element.attribute(name)).any(|word| wanted.contains(&word.as_str())))
}

/// Says what an element says of itself by its name or role: this holds wherever it stands.
pub(super) fn by_role(element: &Element) -> Option<LeftOut> {
    let style: String = element.attribute("style").chars().filter(|c| !c.is_whitespace()).collect();
    let class = element.attribute("class");
    let unseen = ["display:none", "visibility:hidden"].iter().any(|rule| style.to_ascii_lowercase().contains(rule))
        || class.split_ascii_whitespace().any(|class| HIDDEN.contains(&class));
    let hidden = element.has("hidden") || element.attribute("aria-hidden").eq_ignore_ascii_case("true");
    if unseen || hidden {
        return Some(LeftOut::Hidden);
    }
    match element.attribute("role").to_ascii_lowercase().as_str() {
        "navigation" | "menu" | "menubar" | "toolbar" | "tablist" => return Some(LeftOut::Navigation),
        "banner" | "contentinfo" => return Some(LeftOut::Furniture),
        "search" | "button" => return Some(LeftOut::Controls),
        "dialog" | "alertdialog" | "alert" => return Some(LeftOut::Consent),
        "complementary" | "note" => return Some(LeftOut::Aside),
        _ => {}
    }
    if let Some(left_out) = by_publishing_role(element) {
        return Some(left_out);
    }
    match &*element.name {
        "nav" | "menu" => Some(LeftOut::Navigation),
        "aside" => Some(LeftOut::Aside),
        "button" | "search" | "fieldset" | "label" | "legend" => Some(LeftOut::Controls),
        "dialog" => Some(LeftOut::Consent),
        "address" => Some(LeftOut::Byline),
        _ if element.attribute("aria-modal") == "true" => Some(LeftOut::Consent),
        _ => None,
    }
}

/// Says what an element's roles in books (EPUB's `epub:type`, and the same in DPUB-ARIA) say that it is.
fn by_publishing_role(element: &Element) -> Option<LeftOut> {
    let role = element.attribute("role").split_ascii_whitespace().filter_map(|role| role.strip_prefix("doc-"));
    role.chain(element.attribute("epub:type").split_ascii_whitespace()).find_map(|role| match role {
        "toc" | "landmarks" | "page-list" | "pagelist" | "lot" | "loi" | "index" => Some(LeftOut::Contents),
        "noteref" | "footnote" | "footnotes" | "endnote" | "endnotes" | "rearnote" | "rearnotes" | "backlink" => {
            Some(LeftOut::Footnote)
        }
        _ => None,
    })
}

/// Tells whether an element is called a card: a few words that lead to another article.
pub(super) fn is_card(element: &Element) -> bool {
    is_called(element, &["card", "cards", "promo"])
}

/// Tells whether an element stands where a page of the printed book begins.
pub(super) fn is_page_break(element: &Element) -> bool {
    element.lists("epub:type", "pagebreak") || element.lists("role", "doc-pagebreak")
}

/// Says what an element's classes and id say that it is. Some sites put the whole page into a form: that it is one says
/// no more than a class does.
pub(super) fn by_class(element: &Element) -> Option<LeftOut> {
    let names: Vec<String> = ["class", "id"].into_iter().flat_map(|name| words(element.attribute(name))).collect();
    if names.is_empty() && &*element.name != "form" {
        return None;
    }
    let form = (&*element.name == "form").then_some(LeftOut::Controls);
    WORDS
        .iter()
        .find(|(_, wanted)| names.iter().any(|name| wanted.contains(&name.as_str())))
        .map(|(what, _)| *what)
        .or(form)
}

/// Tells whether an element holds the names of those who wrote the article, or its dates.
pub(super) fn is_byline(element: &Element) -> bool {
    const DATED: [&str; 16] = [
        "dateline",
        "date",
        "datum",
        "datetime",
        "timestamp",
        "published",
        "pubdate",
        "updated",
        "modified",
        "lastmod",
        "publishdate",
        "readtime",
        "metadata",
        "postmeta",
        "datepublished",
        "datemodified",
    ];
    is_of_author(element) || is_called(element, &DATED) || element.lists("rel", "author")
}

/// Tells whether an element is called by the names of those who wrote the article.
pub(super) fn is_of_author(element: &Element) -> bool {
    const AUTHOR: [&str; 12] = [
        "byline",
        "author",
        "authors",
        "autor",
        "autoren",
        "autore",
        "auteur",
        "skribent",
        "journalist",
        "reporter",
        "writer",
        "columnist",
    ];
    is_called(element, &AUTHOR)
}

/// Tells whether an element holds the article's introduction.
pub(super) fn is_standfirst(element: &Element) -> bool {
    const STANDFIRST: [&str; 15] = [
        "standfirst",
        "subtitle",
        "subheadline",
        "subhead",
        "subheading",
        "dek",
        "deck",
        "lede",
        "lead",
        "intro",
        "summary",
        "vorspann",
        "chapo",
        "excerpt",
        "introduction",
    ];
    is_called(element, &STANDFIRST) || element.attribute("itemprop") == "description"
}

/// Tells whether an element holds what stands under a picture.
pub(super) fn is_caption(element: &Element) -> bool {
    const CAPTION: [&str; 7] =
        ["caption", "figcaption", "imagecaption", "bildunterschrift", "bildtext", "legende", "photocaption"];
    matches!(&*element.name, "figcaption" | "caption") || is_called(element, &CAPTION)
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::*;

    fn first(html: &str) -> Option<LeftOut> {
        let tree = Tree::parse(html);
        let element = tree.element(0).unwrap();
        by_role(element).or_else(|| by_class(element))
    }

    #[test]
    fn names_are_compared_word_by_word() {
        assert_eq!(first("<div class='article-header__share-bar'>"), Some(LeftOut::Share));
        assert_eq!(first("<div id=cookieBanner>"), Some(LeftOut::Consent));
        assert_eq!(first("<div class='u-commentThread ad'>"), Some(LeftOut::Comments));
        for other in ["shared", "advance", "download", "header", "navy", "story-body"] {
            assert_eq!(first(&format!("<div class={other}>")), None, "{other}");
        }
    }

    #[test]
    fn what_is_not_shown_is_known() {
        for html in
            ["<p hidden>", "<p style='color: red; Display : none'>", "<p aria-hidden=true>", "<p class='x sr-only'>"]
        {
            assert_eq!(first(html), Some(LeftOut::Hidden), "{html}");
        }
        assert_eq!(first("<p aria-hidden=false style='display:block'>"), None);
    }
}
