//! Makes whole addresses of those that a page gives of itself.

/// Resolves an address against the page's own (RFC 3986, without climbing dots), and takes off what is behind `#`.
/// `None` for what is no web address in the end.
pub(super) fn resolve(address: &str, base: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split('#').next().unwrap_or_default();
    let whole = if is_web(address) {
        address.to_owned()
    } else if address.is_empty() || address.split(['/', '?']).next().is_some_and(|start| start.contains(':')) {
        return None;
    } else {
        let (scheme, rest) = base.split_once("://").filter(|_| is_web(base))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        if let Some(other_host) = address.strip_prefix("//") {
            format!("{scheme}://{other_host}")
        } else if address.starts_with('/') {
            format!("{scheme}://{host}{address}")
        } else {
            let path = rest[host.len()..].split(['?', '#']).next().unwrap_or_default();
            let folder = path.rfind('/').map_or("/", |last| &path[..=last]);
            format!("{scheme}://{host}{folder}{address}")
        }
    };
    let sound = !host(&whole).is_empty() && !whole.contains(char::is_whitespace) && whole.len() < 2048;
    sound.then_some(whole)
}

fn is_web(address: &str) -> bool {
    let begins = |with: &str| address.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins("https://") || begins("http://")
}

/// Returns the host of an address, without `www.`.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Tells whether an address is a site's front page.
pub(super) fn is_front(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split_once('/').is_none_or(|(_, path)| path.trim_matches('/').is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_whole() {
        let base = "https://www.post.example/news/dam.html?x=1#top";
        for (given, whole) in [
            ("https://a.example/b#c", Some("https://a.example/b")),
            ("//cdn.example/b", Some("https://cdn.example/b")),
            ("/world/dam", Some("https://www.post.example/world/dam")),
            ("other.html", Some("https://www.post.example/news/other.html")),
            ("", None),
            ("#top", None),
            ("javascript:alert(1)", None),
            ("file:///home/anna/dam.html", None),
        ] {
            assert_eq!(resolve(given, base).as_deref(), whole, "{given}");
        }
        assert_eq!(resolve("/world", ""), None);
        assert_eq!(resolve("dam", "https://a.example").as_deref(), Some("https://a.example/dam"));
        assert_eq!(host(base), "post.example");
        assert!(is_front("https://a.example/") && is_front("https://a.example") && !is_front(base));
    }
}
