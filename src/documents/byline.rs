//! Reads lines that only say who wrote an article, or when.

use super::web;

/// How long a line may be, in characters, that only says who wrote the article, or when.
const BYLINE: usize = 60;
const DAY: usize = 30;
/// The same of one that begins by saying that it was published, which may say more.
const PUBLISHED: usize = 100;

/// Returns the author and the day that a line tells; a line that is not `marked` as one that does is only looked at
/// where it is short and no sentence.
pub(super) fn told(line: &str, marked: bool) -> (Option<String>, Option<String>) {
    let length = line.chars().count();
    if length <= PUBLISHED && says_published(line) {
        return (None, web::day(line));
    }
    if !marked && (length > BYLINE || line.ends_with('.')) {
        return (None, None);
    }
    let name = web::by_line(line);
    let day = if length <= DAY || name.is_some() { day(line) } else { None };
    (name, day)
}

/// Tells whether a line begins by saying that something was published.
fn says_published(line: &str) -> bool {
    const WORDS: [&str; 12] = [
        "published",
        "posted",
        "first published",
        "publié",
        "publicado",
        "pubblicato",
        "veröffentlicht",
        "erschienen",
        "gepubliceerd",
        "publicerad",
        "опубликовано",
        "نشر",
    ];
    let line = line.trim_start().to_lowercase();
    WORDS.iter().any(|word| line.starts_with(word))
}

/// Finds a day in a short line, from its start or from behind a comma or a bar on.
fn day(line: &str) -> Option<String> {
    let behind = line.char_indices().filter(|(_, c)| ",|·•–—\n".contains(*c)).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(behind).find_map(|at| web::day(line.get(at..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_tell_who_and_when() {
        let of = |line: &str| told(line, false);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("By Ada Lark, 3 February 2031"), (some("Ada Lark"), some("2031-02-03")));
        assert_eq!(of("Bray, 3 February 2031"), (None, some("2031-02-03")));
        assert_eq!(of("By noon, all had left."), (None, None));
        assert_eq!(of("The town remembers what happened there, 3 February 2031"), (None, None));
        let long = "Publié le 8 février 2031 à 18h04, mis à jour le 9 février 2031 à 7h";
        assert_eq!((of(long), of("Published by many, said the mayor")), ((None, some("2031-02-08")), (None, None)));
        assert_eq!(told("By Ada Lark.", true), (None, None), "a sentence all the same");
    }
}
