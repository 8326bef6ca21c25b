//! Finds an article's details in what its page says of itself, each in the first place that gives a sound one.

use std::collections::HashMap;

use super::address::{host, is_front, resolve};
use super::choose::likeness;
use super::linked::{self, Linked};
use super::tree::Tree;
use super::{date, marks, plain};
use crate::documents::phrases;
use crate::model::Details;

/// Characters of a name of an author, and of all of them; of an outlet's; of a title.
const NAME: usize = 80;
const NAMES: usize = 400;
const OUTLET: usize = 80;
const TITLE: usize = 300;

/// Nodes of an element that holds a day and hardly more.
const FEW: usize = 12;

/// Signs between an article's title and its outlet's name.
const BETWEEN: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « "];

/// What a page says of itself.
pub(super) struct About {
    /// Titles, the most trusted first, without the outlet's name.
    pub(super) titles: Vec<String>,
    pub(super) description: String,
    /// Whether only a part of the article is free.
    pub(super) walled: bool,
    details: Details,
    /// Other addresses of the page, and days; for want of better ones.
    marked_author: String,
    marked_date: String,
}

/// Values of `meta` by name or property, in small letters; the first of each name, and all authors.
struct Meta(HashMap<String, Vec<String>>);

impl Meta {
    fn of(tree: &Tree) -> Meta {
        let mut meta: HashMap<String, Vec<String>> = HashMap::new();
        for (_, element) in tree.elements().filter(|(_, element)| &*element.name == "meta") {
            let value = plain(element.attribute("content"));
            for key in ["property", "name", "itemprop", "http-equiv"] {
                let key = element.attribute(key).to_ascii_lowercase();
                if !key.is_empty() && !value.is_empty() {
                    meta.entry(key).or_default().push(value.clone());
                }
            }
        }
        Meta(meta)
    }

    fn first(&self, names: &[&str]) -> impl Iterator<Item = &String> {
        names.iter().filter_map(|name| self.0.get(*name)?.first())
    }

    fn one(&self, names: &[&str]) -> String {
        self.first(names).next().cloned().unwrap_or_default()
    }
}

impl About {
    /// Reads a page's head. `saved` is the address that the page was saved from, where something outside it says so.
    pub(super) fn of(tree: &Tree, saved: &str) -> About {
        let meta = Meta::of(tree);
        let title = tree.elements().find(|(_, element)| &*element.name == "title");
        let title = title.map(|(at, _)| plain(&tree.words(at))).unwrap_or_default();
        let og = meta.one(&["og:title", "twitter:title", "dc.title", "citation_title"]);
        let linked = linked::read(tree, |headline| likeness(headline, &title).max(likeness(headline, &og)));
        let address = address(tree, &meta, &linked, saved);
        let named = [linked.outlet.clone(), meta.one(&["og:site_name", "application-name", "citation_journal_title"])];
        let named = named.into_iter().find(|name| sound_name(name, OUTLET));
        let (mut bare, mut ending) = without_outlet(&title, named.as_deref().unwrap_or(host(&address)));
        if ending.is_none()
            && let Some(found) = beside_headline(tree, &title, [&og, &linked.headline])
        {
            bare = found.0;
            ending = Some(found.1);
        }
        let outlet = named.or(ending).unwrap_or_else(|| host(&address).to_owned());
        let mut titles: Vec<String> = Vec::new();
        for title in [linked.headline.clone(), without_outlet(&og, &outlet).0, bare] {
            let sound = !title.is_empty() && title.chars().count() <= TITLE && likeness(&title, &outlet) < 0.9;
            if sound && !titles.contains(&title) {
                titles.push(title);
            }
        }
        let details = Details {
            title: titles.first().cloned().unwrap_or_default(),
            author: authors(&linked, &meta, &outlet),
            date: days(&linked, &meta).unwrap_or_default(),
            language: language(tree, &meta, &linked),
            outlet,
            address,
            note: String::new(),
        };
        let description = [linked.description, meta.one(&["og:description", "description", "twitter:description"])];
        let description = description.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        let (marked_author, marked_date) = marked(tree);
        About { titles, description, walled: linked.walled, details, marked_author, marked_date }
    }

    /// Returns the outlet's name.
    pub(super) fn outlet(&self) -> &str {
        &self.details.outlet
    }

    /// Returns the details, with the headline and the bylines that were found on the page itself.
    pub(super) fn details(&self, headline: Option<&str>, bylines: &[String]) -> Details {
        let mut details = self.details.clone();
        // What readers saw, unless it is another thing than what the page says its title is.
        if let Some(headline) = headline
            && (self.titles.is_empty() || self.titles.iter().any(|title| likeness(title, headline) >= 0.5))
        {
            details.title = headline.chars().take(TITLE).collect();
        }
        // Some sites name themselves as the author of everything.
        if details.author.is_empty() || details.author == details.outlet {
            let marked = Some(self.marked_author.clone()).filter(|name| !name.is_empty());
            details.author = marked.or_else(|| bylines.iter().find_map(|line| by_line(line))).unwrap_or(details.author);
        }
        if details.date.is_empty() {
            let day = Some(self.marked_date.clone()).filter(|day| !day.is_empty());
            let day = day.or_else(|| date::day_of_address(&details.address));
            let lines = || bylines.iter().flat_map(|lines| lines.lines()).filter(|line| !date::is_of_change(line));
            let day = day.or_else(|| lines().find_map(date::day));
            details.date = day.unwrap_or_default();
        }
        details
    }
}

/// Tells whether a text can be a name: not empty, not long, no address.
fn sound_name(name: &str, longest: usize) -> bool {
    let count = name.chars().count();
    count > 1 && count <= longest && !name.contains("://") && !name.starts_with(['@', '#', '{'])
}

/// Takes the outlet's name off a title's end or beginning. Returns the name as it stands there, too.
fn without_outlet(title: &str, outlet: &str) -> (String, Option<String>) {
    let bare = |text: &str| {
        let small = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        // As hosts write them.
        small.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
    };
    // Of a host, what stands before its last dot.
    let outlet = match outlet.rsplit_once('.') {
        Some((name, _)) if !outlet.contains(' ') => bare(name),
        _ => bare(outlet),
    };
    let site = |part: &str| {
        let part = bare(part);
        part.len() >= 2 && (outlet.contains(&part) || (outlet.len() >= 3 && part.contains(&outlet)))
    };
    let mut rest = title;
    let mut name = None;
    // Behind the headline may stand a section, then the outlet: what is behind the first goes, too.
    for between in BETWEEN {
        let ends: Vec<(usize, &str)> = rest.match_indices(between).collect();
        if let Some((at, sign)) = ends.iter().copied().find(|(at, sign)| {
            let behind = &rest[at + sign.len()..];
            behind.split(sign).any(site) && rest[..*at].chars().count() >= 8
        }) {
            name = rest[at + sign.len()..].split(sign).find(|part| site(part)).map(str::trim).map(str::to_owned);
            rest = rest[..at].trim();
        } else if let Some((at, sign)) = ends.first().copied()
            && site(&rest[..at])
        {
            name = Some(rest[..at].trim().to_owned());
            rest = rest[at + sign.len()..].trim();
        }
    }
    (rest.trim().to_owned(), name)
}

/// Parts a page's title into its headline, as it stands on the page, and what is written before or behind that: the
/// outlet's name.
fn beside_headline(tree: &Tree, title: &str, known: [&str; 2]) -> Option<(String, String)> {
    let headings = tree.elements().filter(|(_, element)| &*element.name == "h1").map(|(at, _)| plain(&tree.words(at)));
    let mut heads = known.into_iter().map(str::to_owned).chain(headings).filter(|head| head.chars().count() >= 8);
    heads.find_map(|head| {
        let (before, behind) = title.split_once(&head)?;
        let name = if behind.trim().is_empty() { before } else { behind };
        let name = name.trim_matches(|c: char| c.is_whitespace() || "|-–—·•:»«_".contains(c));
        let name =
            BETWEEN.iter().filter_map(|sign| name.rsplit_once(sign)).map(|(_, last)| last).next().unwrap_or(name);
        sound_name(name, OUTLET).then(|| (head.clone(), name.to_owned()))
    })
}

/// Finds the address under which the article is known.
fn address(tree: &Tree, meta: &Meta, linked: &Linked, saved: &str) -> String {
    let href = |rel: &str| {
        let mut links = tree.elements().filter(|(_, element)| &*element.name == "link" && element.lists("rel", rel));
        links.next().map(|(_, element)| element.attribute("href").to_owned())
    };
    let base = tree.elements().find(|(_, element)| &*element.name == "base");
    let base = base.map(|(_, element)| element.attribute("href").to_owned()).unwrap_or_default();
    let og = meta.one(&["og:url"]);
    let comment = tree.comments.iter().find_map(|comment| saved_from(comment)).unwrap_or_default();
    // What the others are resolved against.
    let base = [saved, &comment, &og, &linked.address, &base]
        .into_iter()
        .find_map(|address| resolve(address, ""))
        .unwrap_or_default();
    let given = [href("canonical").unwrap_or_default(), og, linked.address.clone(), saved.to_owned(), comment];
    let all: Vec<String> = given.iter().filter_map(|address| resolve(address, &base)).collect();
    // Some sites name their front page as that of every article.
    all.iter().find(|address| !is_front(address)).or(all.first()).cloned().unwrap_or_default()
}

/// Reads the comment with which browsers (`saved from url=(0024)https://a.example/dam`) and SingleFile (a line
/// `url: https://…`) say where a page is from.
fn saved_from(comment: &str) -> Option<String> {
    let comment = comment.trim();
    let address = match comment.strip_prefix("saved from url=(") {
        Some(rest) => rest.split_once(')')?.1,
        None if comment.contains("SingleFile") || comment.contains("saved") => {
            comment.lines().find_map(|line| line.trim().strip_prefix("url:"))?
        }
        None => return None,
    };
    resolve(address.split_whitespace().next()?, "")
}

fn authors(linked: &Linked, meta: &Meta, outlet: &str) -> String {
    const NAMES_OF: [&str; 9] = [
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "citation_author",
        "byl",
        "article:author_name",
    ];
    let of_meta = || NAMES_OF.iter().find_map(|name| sound_names(meta.0.get(*name)?, outlet));
    sound_names(&linked.authors, outlet).or_else(of_meta).unwrap_or_default()
}

/// Joins the names that can be such. The outlet is one only where there is no other.
fn sound_names(names: &[String], outlet: &str) -> Option<String> {
    let names: Vec<&str> = names.iter().map(|name| without_by(name)).filter(|name| sound_name(name, NAMES)).collect();
    let people: Vec<&str> = names.iter().copied().filter(|name| *name != outlet).collect();
    let mut found: Vec<&str> = if people.is_empty() { names } else { people };
    found.dedup();
    let joined = found.join(", ");
    (!joined.is_empty() && joined.chars().count() <= NAMES).then_some(joined)
}

/// Takes the words off that say that a name is an author's.
fn without_by(line: &str) -> &str {
    phrases::without_by(line).unwrap_or_else(|| line.trim())
}

/// Finds an author in a line that says so in such words.
pub(in crate::documents) fn by_line(line: &str) -> Option<String> {
    let (line, name) = line.lines().find_map(|line| Some((line, phrases::without_by(line)?)))?;
    // A date behind the name.
    let name = name.split(|c: char| ",|·•–—".contains(c) || c.is_numeric()).next().unwrap_or_default().trim();
    // A sentence can begin so, too: “By dawn the water had fallen.”
    let ends = line.trim_end().ends_with(['.', '!', '?', '…', ':', ';', '"', '”', '。']);
    (sound_name(name, NAME) && !ends && reads_as_name(name)).then(|| name.to_owned())
}

/// Tells whether a line is a name and nothing else, though nothing says so: of two to four words.
pub(in crate::documents) fn is_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let plain = line.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".'’-·".contains(c));
    (2..=4).contains(&words) && plain && !line.ends_with('.') && sound_name(line, NAME) && reads_as_name(line)
}

/// Tells whether words read as names of people: few, and where the script has capitals, mostly with one.
fn reads_as_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let small = words.iter().copied().filter(is_small).count();
    words.len() <= 8 && words.first().is_some_and(|first| !is_small(first)) && small * 2 <= words.len()
}

/// Reads who wrote it and when out of what is marked so in the page.
fn marked(tree: &Tree) -> (String, String) {
    let (mut author, mut day) = (String::new(), String::new());
    // By its class only: for want of better ones.
    let (mut called_author, mut called_day) = (String::new(), String::new());
    for (at, element) in tree.elements() {
        let is_author = || element.lists("rel", "author") || element.lists("itemprop", "author");
        if author.is_empty() && &*element.name != "meta" && &*element.name != "link" && is_author() {
            let words = plain(&tree.words(at));
            let name = without_by(&words);
            if sound_name(name, NAME) {
                name.clone_into(&mut author);
            }
        }
        let dated = ["datePublished", "pubdate", "dateCreated"].iter().any(|name| element.lists("itemprop", name));
        let is_time = &*element.name == "time" && element.has("datetime");
        // A comment has a date of its own.
        let of_comment = || {
            tree.around(at).filter_map(|outer| tree.element(outer)).any(|outer| {
                marks::by_class(outer) == Some(crate::documents::part::LeftOut::Comments) && &*outer.name != "article"
            })
        };
        // "Updated", and then a day in an element of its own.
        let changed = || {
            let few = |outer: &usize| tree.nodes()[*outer].end - outer <= FEW;
            let around = tree.around(at).next().filter(few).map(|outer| tree.words(outer));
            let short = around.filter(|words| words.chars().count() <= NAME);
            date::is_of_change(&short.unwrap_or_else(|| tree.words(at)))
        };
        if day.is_empty() && (dated || is_time) && !of_comment() && !changed() {
            let given = [element.attribute("datetime"), element.attribute("content")];
            let found = given.into_iter().find_map(date::day).or_else(|| date::day(&plain(&tree.words(at))));
            day = found.unwrap_or_default();
        }
        if (called_author.is_empty() || called_day.is_empty()) && marks::is_byline(element) && !of_comment() {
            let words = plain(&tree.words(at));
            let name = without_by(&words);
            let short = words.chars().count() <= NAME;
            if called_author.is_empty() && short && marks::is_of_author(element) {
                let plain_name = sound_name(name, NAME)
                    && !name.contains(|c: char| c.is_numeric() || c == '|')
                    && reads_as_name(name)
                    && !date::is_of_change(name);
                called_author = if plain_name { name.to_owned() } else { by_line(&words).unwrap_or_default() };
            }
            if called_day.is_empty() && short && !date::is_of_change(&words) {
                called_day = date::day(&words).unwrap_or_default();
            }
        }
    }
    (if author.is_empty() { called_author } else { author }, if day.is_empty() { called_day } else { day })
}

fn days(linked: &Linked, meta: &Meta) -> Option<String> {
    const NAMES_OF: [&str; 14] = [
        "article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "citation_publication_date",
        "pubdate",
        "publishdate",
        "date",
        "article:published",
    ];
    date::day(&linked.date).or_else(|| meta.first(&NAMES_OF).find_map(|given| date::day(given)))
}

/// Finds the language, written as BCP 47 does: `de-AT`.
fn language(tree: &Tree, meta: &Meta, linked: &Linked) -> String {
    let given = [
        tree.html.attribute("lang").to_owned(),
        tree.html.attribute("xml:lang").to_owned(),
        linked.language.clone(),
        meta.one(&["og:locale", "content-language", "language", "dc.language"]),
    ];
    given.iter().find_map(|given| tag(given)).unwrap_or_default()
}

fn tag(given: &str) -> Option<String> {
    let mut parts = given.split([',', ';', ' ']).next()?.trim().split(['-', '_']);
    let language =
        parts.next().filter(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    let mut tag = language.to_ascii_lowercase();
    for part in
        parts.take_while(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => {
                let (first, rest) = part.split_at(1);
                tag.push_str(&first.to_ascii_uppercase());
                tag.push_str(&rest.to_ascii_lowercase());
            }
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    // Wikis and templates write what is no language.
    (!matches!(tag.as_str(), "und" | "zxx" | "mul")).then_some(tag)
}

#[cfg(test)]
#[path = "about_tests.rs"]
mod tests;
