//! Writes a scheme as a page to print: HTML (WHATWG, living standard) that needs no other file.
//!
//! Whatever the scheme says stands in it as text: markup in a name or an example is shown, not followed. Colours come
//! with their letters and lines, drawn as SVG inside the page, so that the page says as much in grey.

use crate::model::scheme::INKS;
use crate::model::{Attribute, AttributeType, Kind, Label, LabelKey, Owner, Pattern, Scheme, Ties};
use crate::{say, words};

use super::page::Page;

/// Width and height of a drawn line, in CSS pixels.
const LINE: (f32, f32) = (96.0, 10.0);

const STYLE: &str = "
:root { color-scheme: light; }
body { font: 11pt/1.5 'Source Serif 4', 'Noto Serif', Georgia, serif; color: #1f2328; background: #fff; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .4em; }
h2 { font-size: 14pt; margin: 1.6em 0 .4em; border-bottom: 1px solid #999; }
h3 { font-size: 12pt; margin: 1.2em 0 .2em; display: flex; align-items: center; gap: .5em; flex-wrap: wrap; }
p, ul { margin: .2em 0; }
ul { padding-inline-start: 1.4em; }
.badge { display: inline-block; min-width: 1.5em; text-align: center; border-radius: .25em; color: #fff; font: 600 10pt/1.5 sans-serif; }
.facts { color: #444; font-size: 10pt; }
kbd { font: 10pt monospace; border: 1px solid #999; border-radius: .2em; padding: 0 .3em; }
section { break-inside: avoid; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } h2, h3 { break-after: avoid; } .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
";

/// Writes the page of a scheme. `language` is the BCP 47 tag of the words around the scheme's own.
pub fn page(scheme: &Scheme, title: &str, language: &str) -> String {
    let mut out = Page::default();
    out.begin(language, &say!("codebook-title", title = title), STYLE);
    out.element("h1", &say!("codebook-title", title = title));
    if !scheme.labels.is_empty() {
        out.element("h2", say!("scheme-labels"));
    }
    for (key, row) in &scheme.labels {
        out.section(|out| label(out, scheme, key, row));
    }
    if !scheme.attributes.is_empty() {
        out.element("h2", say!("scheme-attributes"));
    }
    for (_, row) in &scheme.attributes {
        out.section(|out| attribute(out, scheme, row));
    }
    if !scheme.kinds.is_empty() {
        out.element("h2", say!("scheme-kinds"));
    }
    for (_, row) in &scheme.kinds {
        out.section(|out| kind(out, scheme, row));
    }
    out.end()
}

fn label(out: &mut Page, scheme: &Scheme, key: &LabelKey, row: &Label) {
    out.raw("<h3>");
    badge(out, row);
    out.raw("<span dir=\"auto\">");
    out.text(&row.name);
    out.raw("</span>");
    line(out, row);
    shortcut(out, row.shortcut);
    out.raw("</h3>\n");
    match row.ties {
        Ties::Nothing => {}
        Ties::Proposition => out.facts(say!("codebook-ties-proposition")),
        Ties::Entity => out.facts(say!("codebook-ties-entity")),
    }
    out.told(&row.definition, &row.examples);
    let owner = Owner::Label(key.clone());
    let has = scheme.attributes.iter().filter(|(_, row)| row.on.contains(&owner));
    let has: Vec<&str> = has.map(|(_, row)| row.name.as_str()).collect();
    if !has.is_empty() {
        out.facts(&say!("codebook-has", attributes = words::list(&has)));
    }
}

fn badge(out: &mut Page, row: &Label) {
    out.raw(&format!("<span class=\"badge\" style=\"background:#{:06x}\">", ink(row)));
    out.text(&row.letter);
    out.raw("</span>");
}

fn ink(row: &Label) -> u32 {
    INKS[usize::from(row.colour) % INKS.len()]
}

fn shortcut(out: &mut Page, shortcut: Option<char>) {
    if let Some(key) = shortcut {
        out.element("kbd", &key.to_string());
    }
}

fn attribute(out: &mut Page, scheme: &Scheme, row: &Attribute) {
    out.raw("<h3 dir=\"auto\">");
    out.text(&row.name);
    out.raw("</h3>\n");
    let on: Vec<String> = row.on.iter().filter_map(|owner| owner_name(scheme, owner)).collect();
    if !on.is_empty() {
        out.facts(&say!("codebook-on", owners = words::list(&on)));
    }
    match &row.takes {
        AttributeType::Flag => out.facts(say!("codebook-flag")),
        AttributeType::Text => out.facts(say!("codebook-text")),
        AttributeType::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
            out.facts(&say!("codebook-choice", choices = words::list(&names)));
        }
    }
    out.told(&row.definition, &row.examples);
}

fn owner_name(scheme: &Scheme, owner: &Owner) -> Option<String> {
    match owner {
        Owner::Label(key) => scheme.label(key).map(|row| row.name.clone()),
        Owner::Kind(key) => scheme.kind(key).map(|row| row.name.clone()),
        Owner::Propositions => Some(say!("scheme-propositions").to_owned()),
    }
}

fn kind(out: &mut Page, scheme: &Scheme, row: &Kind) {
    out.raw("<h3 dir=\"auto\">");
    out.text(&row.name);
    shortcut(out, row.shortcut);
    out.raw("</h3>\n");
    if !row.inverse.is_empty() {
        out.facts(&say!("codebook-inverse", name = &row.inverse));
    }
    let names = |keys: &[LabelKey]| {
        let names = keys.iter().filter_map(|key| scheme.label(key)).map(|row| row.name.as_str());
        words::list(&names.collect::<Vec<_>>())
    };
    if !row.from.is_empty() && !row.to.is_empty() {
        out.facts(&say!("codebook-joins", from = names(&row.from), to = names(&row.to)));
    }
    out.told(&row.definition, &row.examples);
}

/// Draws a stretch of a label's line.
fn line(out: &mut Page, row: &Label) {
    let (width, height) = LINE;
    let middle = height / 2.0;
    out.raw(&format!(
        "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" fill=\"none\" \
         stroke=\"#{:06x}\" stroke-width=\"1.6\">",
        ink(row)
    ));
    let path = |dashes: &str, width_of: &str| {
        format!("<path d=\"M0 {middle}H{width}\" stroke-dasharray=\"{dashes}\" stroke-width=\"{width_of}\"/>")
    };
    out.raw(&match row.pattern {
        Pattern::Solid => path("none", "1.6"),
        Pattern::Thick => path("none", "4"),
        Pattern::Dash => path("7 4", "1.6"),
        Pattern::LongDash => path("18 5", "1.6"),
        Pattern::DashDot => path("9 3 2 3", "1.6"),
        Pattern::DashDotDot => path("9 3 2 3 2 3", "1.6"),
        Pattern::Dots => format!(
            "<path d=\"M2 {middle}H{width}\" stroke-dasharray=\"0 5\" stroke-width=\"3\" stroke-linecap=\"round\"/>"
        ),
        Pattern::Squares => path("3.4 4.6", "3.4"),
        Pattern::Double => {
            let (above, below) = (middle - 2.0, middle + 2.0);
            format!("<path d=\"M0 {above}H{width}M0 {below}H{width}\" stroke-width=\"1.2\"/>")
        }
        Pattern::Ticks => {
            format!(
                "{}<path d=\"M0 {}H{width}\" stroke-dasharray=\"1 5\" stroke-width=\"5\"/>",
                path("none", "1.2"),
                middle + 2.5
            )
        }
        Pattern::Wave => zigzag(|step| if step % 2 == 0 { "q3 -5 6 0" } else { "q3 5 6 0" }),
        Pattern::Zigzag => zigzag(|step| if step % 2 == 0 { "l6 -5" } else { "l6 5" }),
    });
    out.raw("</svg>");
}

/// Draws a line that goes up and down, a piece for each 6 pixels.
fn zigzag(piece: impl Fn(usize) -> &'static str) -> String {
    let (width, height) = LINE;
    let pieces: String = (0..(width / 6.0) as usize).map(piece).collect();
    format!("<path d=\"M0 {}{pieces}\"/>", height / 2.0 + 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists the tags and their attributes of a page, without what stands between them.
    fn markup(page: &str) -> Vec<String> {
        let tags = page.split('<').skip(1).filter_map(|rest| Some(format!("<{}>", rest.split_once('>')?.0)));
        tags.collect()
    }

    #[test]
    fn says_all_that_the_scheme_says() {
        let scheme = Scheme::claims_and_denials();
        let page = page(&scheme, "Dams", "en");
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"));
        let shown = |text: &str| {
            let mut out = Page::default();
            out.text(text);
            page.contains(&out.written())
        };
        for (_, row) in &scheme.labels {
            assert!(
                shown(&row.name) && shown(&row.definition) && row.examples.iter().all(|e| shown(e)),
                "{}",
                row.name
            );
            assert!(page.contains(&format!("#{:06x}", ink(row))), "{}", row.name);
        }
        for (_, row) in &scheme.attributes {
            assert!(shown(&row.name) && shown(&row.definition), "{}", row.name);
        }
        for (_, row) in &scheme.kinds {
            assert!(shown(&row.name) && shown(&row.inverse) && shown(&row.definition), "{}", row.name);
        }
        // Nothing is fetched.
        assert!(!page.contains("http") && !page.contains("src=") && !page.contains("url("));
    }

    #[test]
    fn markup_in_the_scheme_stays_text() {
        let mut scheme = Scheme::claims_and_denials();
        let plain = markup(&page(&scheme, "t", "en"));
        let evil = "</title></style>\"' onload=\"x()\"><script>alert(1)</script><!-- &lt; \u{0} \u{202e}";
        for (_, row) in &mut scheme.labels {
            row.name = format!("{evil}{}", row.name);
            (row.letter, row.definition) = (evil.to_owned(), evil.to_owned());
            row.examples.iter_mut().for_each(|example| example.push_str(evil));
        }
        for (_, row) in &mut scheme.attributes {
            (row.name, row.definition) = (evil.to_owned(), evil.to_owned());
        }
        for (_, row) in &mut scheme.kinds {
            (row.name, row.inverse, row.definition) = (evil.to_owned(), evil.to_owned(), evil.to_owned());
        }
        let written = page(&scheme, evil, "en");
        assert_eq!(markup(&written), plain, "the same tags, whatever the words");
        assert!(!written.contains("<script") && !written.contains('\u{0}') && !written.contains('\u{202e}'));
        assert!(written.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- &amp;lt;"));
    }

    #[test]
    fn each_line_is_drawn_in_its_own_way() {
        let mut label_row = Scheme::claims_and_denials().labels.swap_remove(0).1;
        let drawn: std::collections::BTreeSet<String> = Pattern::ALL
            .into_iter()
            .map(|pattern| {
                label_row.pattern = pattern;
                let mut out = Page::default();
                line(&mut out, &label_row);
                out.written()
            })
            .collect();
        assert_eq!(drawn.len(), Pattern::ALL.len());
    }
}
