use super::*;

fn details(html: &str) -> Details {
    About::of(&Tree::parse(html), "").details(None, &[])
}

#[test]
fn the_outlet_goes_from_the_title() {
    for (title, outlet, bare, name) in [
        ("Dam holds | The Post", "The Post", "Dam holds", Some("The Post")),
        ("Dam holds - Local - The Post", "The Post", "Dam holds", Some("The Post")),
        ("The Post – Dam holds", "The Post", "Dam holds", Some("The Post")),
        ("Dam holds - so far", "The Post", "Dam holds - so far", None),
        ("Dam holds | Südpost", "suedpost.example", "Dam holds", Some("Südpost")),
        ("", "The Post", "", None),
    ] {
        assert_eq!(without_outlet(title, outlet), (bare.to_owned(), name.map(str::to_owned)), "{title}");
    }
}

#[test]
fn an_article_is_known_under_its_canonical_address() {
    let address = |html: &str| details(html).address;
    let og = "<meta property=og:url content=https://post.example/dam?a=1>";
    assert_eq!(address(&format!("<link rel=canonical href=/dam>{og}")), "https://post.example/dam");
    assert_eq!(
        address(&format!("<link rel=canonical href=https://post.example/>{og}")),
        "https://post.example/dam?a=1"
    );
    assert_eq!(address("<link rel=canonical href=/dam>"), "", "nothing to complete it with");
    assert_eq!(address("<!-- saved from url=(0024)https://post.example/dam#a --><p>x"), "https://post.example/dam");
    let single = "<!--\n Page saved with SingleFile \n url: https://post.example/dam \n saved date: Sat\n-->";
    assert_eq!(address(single), "https://post.example/dam");
    assert_eq!(address("<!-- saved from url=(0014)about:internet -->"), "");
}

#[test]
fn authors_are_people_before_outlets_and_no_addresses() {
    let author = |html: &str| details(html).author;
    assert_eq!(author("<meta name=author content='By Ada Low'>"), "Ada Low");
    assert_eq!(
        author("<meta property=article:author content=https://face.example/ada><a rel=author>Ada Low</a>"),
        "Ada Low"
    );
    let two =
        "<meta property=og:site_name content=Post><meta name=author content=Post><meta name=author content='Ada Low'>";
    assert_eq!(author(two), "Ada Low");
    assert_eq!(by_line("Posted at noon\nVon Greta Möhring, 3. November").as_deref(), Some("Greta Möhring"));
    assert_eq!(by_line("By Ada Low and Ben de Witt").as_deref(), Some("Ada Low and Ben de Witt"));
    assert_eq!(by_line("بقلم ليلى حداد").as_deref(), Some("ليلى حداد"));
    for sentence in [
        "Bystanders said so",
        "By dawn the water had fallen by half.",
        "By noon, 40 people had left",
        "Von wegen sicher.",
    ] {
        assert_eq!(by_line(sentence), None, "{sentence}");
    }
}

#[test]
fn languages_are_written_as_bcp_47_does() {
    for (given, tag) in
        [("en_GB", "en-GB"), ("DE-at", "de-AT"), ("zh-hans-CN", "zh-Hans-CN"), ("x", ""), ("und", ""), ("ar,en", "ar")]
    {
        assert_eq!(details(&format!("<html lang='{given}'>")).language, tag, "{given}");
    }
}

#[test]
fn a_change_is_not_when_the_article_was_published() {
    let day = |body: &str| {
        let tree = Tree::parse(body);
        About::of(&tree, "").details(None, &["Updated 9 March 2026".to_owned()]).date
    };
    assert_eq!(day("<p class=date>Updated 9 March 2026</p>"), "");
    let times = "<div>Updated: <time datetime='2026-03-09'>9 March</time></div><div>Published: <time datetime='2026-03-07'>7 March</time></div>";
    assert_eq!(day(times), "2026-03-07");
    assert_eq!(day("<p class=date>Updated 9 March 2026</p><p class=date>7 March 2026</p>"), "2026-03-07");
}

#[test]
fn a_title_about_tags_keeps_them() {
    for (given, title) in [
        ("Why &lt;b&gt; is bold", "Why <b> is bold"),
        ("Why &lt;em&gt;all&lt;/em&gt; &amp;amp; more", "Why all & more"),
        ("AT&amp;amp;T holds", "AT&T holds"),
    ] {
        let tree = Tree::parse(&format!("<meta property='og:title' content='{given}'>"));
        assert_eq!(About::of(&tree, "").titles, [title]);
    }
}
