//! Takes the tags out of pieces of HTML inside Markdown.

/// What is left of a piece of HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stripped {
    /// Its words, a paragraph each.
    pub(super) paragraphs: Vec<String>,
    /// How many tags and comments were taken out; closing tags don't count.
    pub(super) tags: usize,
}

/// Tags that part paragraphs.
const PARTS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "details",
    "div",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "p",
    "section",
    "summary",
    "td",
    "tr",
];

/// Takes the tags, comments, scripts and styles out of HTML.
pub(super) fn strip(html: &str) -> Stripped {
    let mut stripped = Stripped::default();
    let mut open = String::new();
    // Behind the last `>` no tag ends; to look for its end from each `<` there would take quadratic time.
    let (mut rest, mut tail) = html.split_at(html.rfind('>').map_or(0, |last| last + 1));
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        open.push_str(before);
        let Some(length) = tag_length(from) else {
            open.push('<');
            rest = &from[1..];
            continue;
        };
        let (tag, behind) = from.split_at(length);
        rest = behind;
        stripped.tags += usize::from(!tag.starts_with("</"));
        let name = tag_name(tag);
        if PARTS.contains(&name.as_str()) {
            close(&mut open, &mut stripped.paragraphs);
        } else if !tag.starts_with("</") && (name == "script" || name == "style") {
            let end = find_ignoring_case(rest, &format!("</{name}"));
            tail = if end.is_some() { tail } else { "" };
            rest = end.map_or("", |end| &rest[end..]);
        }
    }
    open.push_str(rest);
    open.push_str(tail);
    close(&mut open, &mut stripped.paragraphs);
    stripped
}

fn close(open: &mut String, paragraphs: &mut Vec<String>) {
    let flat = entities(open).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if !flat.is_empty() {
        paragraphs.push(flat);
    }
    open.clear();
}

/// Returns the bytes of the tag or comment that a text begins with; `None` where the `<` is only a sign.
fn tag_length(from: &str) -> Option<usize> {
    if from.starts_with("<!--") {
        return Some(from.find("-->").map_or(from.len(), |end| end + 3));
    }
    let second = from[1..].chars().next()?;
    if !second.is_ascii_alphabetic() && !matches!(second, '/' | '!' | '?') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quotation mark that nothing closes.
    from.find('>').map(|at| at + 1)
}

/// Returns the name of a tag in small letters, whether it opens or closes.
pub(super) fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    text.as_bytes().windows(what.len()).position(|window| window.eq_ignore_ascii_case(what.as_bytes()))
}

/// Bytes of an entity up to its semicolon; `&#x0010FFFF` has eleven.
const LONGEST_ENTITY: usize = 32;

/// Puts characters in the place of the entities that are common in prose; others stay as they are.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let name_end = from.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        match name_end.and_then(|end| Some((entity(&from[1..end])?, &from[end + 1..]))) {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = &from[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0' && *c != '\r');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_words_and_counts_the_tags() {
        let check = |html: &str, paragraphs: &[&str], tags: usize| {
            let stripped = strip(html);
            assert_eq!(
                (stripped.paragraphs.as_slice(), stripped.tags),
                (&paragraphs.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>()[..], tags),
                "{html}"
            );
        };
        check("<div class=\"a>b\">It\n is <b>safe</b>.</div>", &["It is safe."], 2);
        check("One<br>two<p>three", &["One", "two", "three"], 2);
        check("<!-- <b>not this --> yes", &["yes"], 1);
        check("<SCRIPT>if (a < b) {}</Script>after<style>p {}", &["after"], 2);
        check("5 < 6 &amp; 7 &#x3e; 3 &mdash;&nbsp;&unknown; &#0;", &["5 < 6 & 7 > 3 —\u{A0}&unknown; &#0;"], 0);
        check("<p", &["<p"], 0);
        check("a <", &["a <"], 0);
        check("&; & &#x;", &["&; & &#x;"], 0);
        check("", &[], 0);
        check("<a href=\"x>one</a> \"two", &["one \"two"], 1);
    }

    #[test]
    fn takes_no_longer_for_a_byte_of_a_long_text() {
        // In quadratic time this would not end.
        for part in ["&", "<a ", "<a '>", "<a \"'>", "</", "<!--", "&;<a x"] {
            let html = part.repeat(1 << 20);
            assert!(strip(&html).paragraphs.iter().map(String::len).sum::<usize>() <= html.len());
        }
    }
}
