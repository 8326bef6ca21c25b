use super::*;

/// Writes a tree as brackets: `div(p(one) p(two))`.
fn shape(html: &str) -> String {
    let tree = Tree::parse(html);
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, node) in tree.nodes().iter().enumerate() {
        while open.last().is_some_and(|end| *end <= at) {
            open.pop();
            out.push(')');
        }
        if !out.is_empty() && !out.ends_with('(') {
            out.push(' ');
        }
        match &node.what {
            What::Text(text) => out.push_str(text.trim()),
            What::Element(element) => {
                out.push_str(&element.name);
                if node.end > at + 1 {
                    out.push('(');
                    open.push(node.end);
                }
            }
        }
    }
    out.push_str(&")".repeat(open.len()));
    out
}

#[test]
fn tags_that_may_be_left_out_are_understood() {
    for (html, tree) in [
        ("<p>one<p>two<div>three</div>", "p(one) p(two) div(three)"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "ul(li(a) li(b ul(li(c))) li(d)) e"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td(a) td(b)) tr(td(c))) d"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a) dd(b) dt(c))"),
        ("<h1>a<h2>b</h3>c", "h1(a) h2(b) c"),
        ("<a href=1>one<a href=2>two</a>three", "a(one) a(two) three"),
        ("a<br>b</br>c<img>d", "a br b br c img d"),
        ("<div><b>a</div>b", "div(b(a)) b"),
        ("<b><p>a</b>b</p>c", "b(p(ab) c)"),
        ("<head><title>a<b></title></head><body><p>c</body>", "title(a<b>) p(c)"),
        ("<script>if (a < b) '</p>'</script>c", "script(if (a < b) '</p>') c"),
        ("<noscript><p>a</p></noscript>b", "noscript(<p>a</p>) b"),
        ("<svg><path/><title>a</title></svg>b", "svg(path title(a)) b"),
        ("<div/>a", "div(a)"),
        ("<?xml version='1.0'?><div/>a<script/>b", "div a script b"),
        ("</p></div>a", "a"),
        ("&eacute;&#233;&notit;", "éé¬it;"),
    ] {
        assert_eq!(shape(html), tree, "{html}");
    }
}

#[test]
fn depth_and_length_are_bounded_and_nothing_is_lost() {
    let deep = format!("{}word{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let tree = Tree::parse(&deep);
    assert_eq!(tree.nodes().len(), DEEPEST + 2);
    assert_eq!(tree.words(0), "word");
    assert!(matches!(&tree.nodes()[DEEPEST + 1], Node { parent: None, what: What::Text(text), .. } if text == "after"));
    // A script at the bottom is a script, and no text.
    let deep = format!("{}<script>a</script>b", "<div>".repeat(300));
    let tree = Tree::parse(&deep);
    let script = tree.elements().find(|(_, element)| &*element.name == "script").map(|(at, _)| at);
    assert_eq!(script.map(|at| tree.words(at)).as_deref(), Some("a"));
    let long = Tree::parse(&"<br>".repeat(MOST_NODES + 10));
    assert!(long.cut && long.nodes().len() == MOST_NODES);
    // In quadratic time these would not end.
    for part in [
        "<b>",
        "<p>",
        "<li>",
        "<a href=x>",
        "<table>",
        "<td>",
        "<b id=1>x</i>",
        "<svg>",
        "<ruby><rt>",
        "</p>",
        "<!--",
        "&",
    ] {
        Tree::parse(&part.repeat(50_000));
    }
}
