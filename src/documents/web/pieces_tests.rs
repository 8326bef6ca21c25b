use super::*;

fn texts(html: &str) -> Vec<String> {
    pieces(&Tree::parse(html)).0.into_iter().map(|piece| piece.text).collect()
}

#[test]
fn white_space_is_as_browsers_show_it() {
    for (html, wanted) in [
        ("<p> one\n  <b>two</b>three </p>", &["one twothree"][..]),
        ("<p>cen&shy;tury a&nbsp;b\u{200B}c&nbsp;</p>", &["century a\u{A0}bc"]),
        ("one<br>two<br><br>three", &["one\ntwo", "three"]),
        ("<pre>a\n  b\n</pre>", &["a\n  b"]),
        ("<p>城北\n水库</p>", &["城北水库"]),
        ("<p>one <span>| </span> · </p><p>•</p>", &["one | ·"]),
        // Without their place, these would be other numbers.
        ("<p>10<sup>6</sup> m<sup>2</sup>, the 1<sup>st</sup> of 5 <sup>6</sup></p>", &["10⁶ m2, the 1st of 5 6"]),
        ("<p>a <math><mfrac> <mn>1</mn> <mn>20</mn></mfrac></math> of it</p>", &["a 1 /20 of it"]),
        ("<p>It held<sup><a href='#n1'>[1]</a></sup>.</p>", &["It held[1]."]),
        ("<div>one<p>two</p>three</div>", &["one", "two", "three"]),
    ] {
        assert_eq!(texts(html), wanted, "{html}");
    }
}

#[test]
fn a_row_of_cells_is_a_line_and_a_table_for_looks_is_none() {
    assert_eq!(texts("<table><tr><th>a<th>b<tr><td>1<td>2</table>"), ["a | b", "1 | 2"]);
    assert_eq!(texts("<table><tr><td><p>a</p><td><p>b</p></table>"), ["a", "b"]);
    assert_eq!(texts("<table><tr><td>a<tr><td>b</table>"), ["a", "b"]);
    let column = |breaks: &str| texts(&format!("<table><tr><td>a</td><td>b{breaks}c</td></table>")).len();
    assert_eq!((column("<br>"), column("<br>x<br>y<br>z<br>")), (1, 2));
}

#[test]
fn what_is_not_shown_inside_a_sentence_does_not_part_it() {
    let (found, _) = pieces(&Tree::parse(
        "<p>The <span hidden>old</span><span class=ad>Buy!</span> dam <button>Listen</button>holds.</p>",
    ));
    assert_eq!(found[0].text, "The dam holds.");
    assert_eq!((found[1].text.as_str(), found[1].region), ("Buy!", Some(LeftOut::Advertising)));
    assert_eq!(found.len(), 2);
}

#[test]
fn what_holds_the_article_is_not_left_out_for_its_name() {
    let long = "The dam holds, the office said, and it has held since the spring of last year. ".repeat(3);
    let region =
        |html: String| pieces(&Tree::parse(&html)).0.into_iter().find(|piece| piece.weight > 100).unwrap().region;
    assert_eq!(region(format!("<form><div class='page sidebar-left'><p>{long}</p></div></form>")), None);
    assert_eq!(region(format!("<div class=comments><h1>Dam</h1><p>{long}</p></div>")), None);
    assert_eq!(region(format!("<div class=comments><p>{long}</p></div>")), Some(LeftOut::Comments));
}
