//! Writes an exercise for paper: a worksheet, and the sheet with its answers. HTML (WHATWG, living standard) that needs
//! no other file and no script, and says as much in grey.
//!
//! Lines are broken and numbered here, for what stands where must be the same on every sheet. The size of the paper is
//! the printer's: the widest line fits A4 and Letter with a third of the width left for writing.

mod lines;
mod marks;
mod pattern;
#[cfg(test)]
mod tests;

use crate::classroom::{AskedKind, AskedLabel, End, Handout, Key};
use crate::formats::page::Page;
use crate::model::exercise::{Fit, Points};
use crate::model::scheme::INKS;
use crate::model::{KindKey, LabelKey};
use crate::{say, words};

use marks::{Sheet, Shown, shown};

/// Rows for relations where nobody says how many there are, and how many there may be at most.
const ROWS: (usize, usize) = (8, 40);

const STYLE: &str = "
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 Georgia, 'Source Serif 4', 'Times New Roman', 'Liberation Serif', serif; color: #000; background: #fff; width: 180mm; margin: 8mm auto; overflow-wrap: break-word; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 2mm; }
h2 { font-size: 12pt; margin: 6mm 0 1.5mm; }
p { margin: 1mm 0; }
.who { display: flex; gap: 8mm; margin: 0 0 6mm; font-size: 10pt; }
.who span { flex: 2; display: flex; gap: 2mm; align-items: end; } .who span + span { flex: 1; }
.who i { flex: 1; border-bottom: .5pt solid #000; height: 7mm; }
.facts { font-size: 9pt; }
.task { white-space: pre-line; }
table { border-collapse: collapse; width: calc(100% - 1px); font-size: 9.5pt; line-height: 1.35; }
th, td { border: .5pt solid #666; padding: 1mm 1.8mm; text-align: start; vertical-align: top; }
th { font-weight: 600; background: #f0f0f0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
td.sign, th.sign { width: 12mm; text-align: center; font: 700 10pt/1.35 sans-serif; }
td.short { width: 20mm; } td.rows { white-space: nowrap; }
td .definition { display: block; } td .hint, .hint { font-style: italic; }
.sample { display: inline-block; min-width: 24mm; }
.u { background-repeat: no-repeat; background-position: left bottom; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.sample.u { padding-bottom: 4.5pt; }
.text { width: max-content; min-width: 134mm; margin: 5mm 0; padding-inline-end: 3mm; border-inline-end: .5pt solid #999; font-size: 11.5pt; }
.text[dir=rtl] { margin-left: auto; }
.line { display: flex; line-height: 8mm; break-inside: avoid; }
.line .n { width: 10mm; flex: none; font: 8pt/8mm sans-serif; color: #333; }
.line .t { flex: 1; white-space: pre; tab-size: 2; text-align: start; }
.line.first { padding-top: 2.5mm; } .line.first .n { padding-top: 0; }
.line.headline .t { font-size: 13.5pt; font-weight: 700; } .line.heading .t { font-weight: 700; }
.line.headline, .line.heading { break-after: avoid; }
.line.inner .t { padding-inline-start: 5mm; }
.sign { font-family: sans-serif; }
.line .sign { position: absolute; font-size: 6.9pt; line-height: 8.5pt; font-weight: 700; white-space: nowrap; direction: ltr; margin-top: -1.4pt; } .headline .sign { margin-top: -3pt; }
.blank td { height: 9mm; }
ul { margin: 1mm 0; padding-inline-start: 5mm; }
@page { margin: 14mm 15mm 16mm; @bottom-center { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; } }
@media print { body { width: auto; margin: 0; } h1, h2 { break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; } }
";

/// Writes the sheet that learners get. Nothing of the key is in it but the examples.
pub fn worksheet(handout: &Handout) -> String {
    let mut out = begin(handout, &handout.title);
    out.raw("<div class=\"who\"><span>");
    out.text(say!("sheet-name"));
    out.raw(" <i></i></span><span>");
    out.text(say!("sheet-date"));
    out.raw(" <i></i></span></div>\n");
    head(&mut out, handout, &handout.title);
    if !handout.instructions.trim().is_empty() {
        out.raw("<p class=\"task\" dir=\"auto\">");
        out.isolated(handout.instructions.trim());
        out.raw("</p>\n");
    }
    let mut how = vec![say!("sheet-how")];
    if !handout.kinds.is_empty() {
        how.push(say!("sheet-how-relations"));
    }
    if !handout.given.is_empty() {
        how.push(say!("sheet-examples"));
    }
    out.element("p", &how.join(" "));
    if let Some(minutes) = handout.minutes {
        out.element("p", &say!("sheet-minutes", count = minutes));
    }
    legend(&mut out, handout, |out, label, kind| {
        let (definition, hint, count) = match (label, kind) {
            (Some(label), _) => (&label.definition, &label.hint, label.count),
            (_, Some(kind)) => (&kind.definition, &kind.hint, kind.count),
            _ => return,
        };
        if let Some(count) = count {
            out.raw("<b>");
            out.text(&say!("sheet-count", count = count));
            out.raw("</b> ");
        }
        paragraph(out, "definition", definition);
        paragraph(out, "hint", hint);
    });
    if !handout.hints.is_empty() {
        out.element("h2", say!("sheet-hints"));
        out.raw("<ul>\n");
        for (label, hint) in &handout.hints {
            out.element("li", &say!("sheet-hint", label = label_name(handout, label), hint = hint.trim()));
        }
        out.raw("</ul>\n");
    }
    let marks = shown(handout, handout.given.iter().map(|mark| (&mark.label, &mark.place, true)));
    Sheet::of(handout).draw(&mut out, &marks);
    if !handout.kinds.is_empty() {
        relations(&mut out, handout, &marks);
    }
    out.end()
}

/// Writes the sheet with the answers: the same lines, with the key in them, and what is said of each.
pub fn answers(handout: &Handout, key: &Key) -> String {
    let title = say!("sheet-answers", title = handout.title.as_str());
    let mut out = begin(handout, &title);
    head(&mut out, handout, &title);
    out.element("p", &rule(key));
    legend(&mut out, handout, |out, label, kind| {
        let task = label.and_then(|row| key.labels.get(&row.key)).or(kind.and_then(|row| key.kinds.get(&row.key)));
        if let Some(task) = task {
            out.text(&say!("sheet-points-each", points = task.points.to_string()));
            paragraph(out, "definition", &task.feedback);
        }
    });
    let marks = shown(handout, key.marks.iter().map(|mark| (&mark.label, &mark.place, mark.given)));
    let sheet = Sheet::of(handout);
    sheet.draw(&mut out, &marks);
    found(&mut out, handout, key, &sheet, &marks);
    if !key.links.is_empty() {
        links(&mut out, handout, key, &marks);
    }
    out.end()
}

fn begin(handout: &Handout, title: &str) -> Page {
    let mut style = String::from(STYLE);
    style.push_str(&marks::styles());
    for (at, label) in handout.labels.iter().enumerate() {
        let ink = INKS[usize::from(label.colour) % INKS.len()];
        style.push_str(&format!(".k{at} {{ {} }}\n", pattern::rules(label.pattern, ink)));
    }
    let mut out = Page::default();
    out.begin(words::tag(), title, &style);
    out
}

/// Writes the title and what is known of the article.
fn head(out: &mut Page, handout: &Handout, title: &str) {
    out.element("h1", title);
    let details = &handout.details;
    let date = words::day(&details.date);
    let facts: Vec<&str> = [&details.title, &details.outlet, &details.author, &date, &details.address]
        .into_iter()
        .map(|fact| fact.trim())
        .filter(|fact| !fact.is_empty() && *fact != title)
        .collect();
    if !facts.is_empty() {
        out.facts(&facts.join(" · "));
    }
}

fn paragraph(out: &mut Page, class: &str, text: &str) {
    if !text.trim().is_empty() {
        out.raw(&format!("<span class=\"{class}\" dir=\"auto\">"));
        out.isolated(text.trim());
        out.raw("</span>");
    }
}

/// Writes what the labels and kinds look like; `say` writes what is said of one of them.
fn legend(out: &mut Page, handout: &Handout, say: impl Fn(&mut Page, Option<&AskedLabel>, Option<&AskedKind>)) {
    out.element("h2", say!("sheet-find"));
    out.raw("<table class=\"legend\">\n");
    for (at, label) in handout.labels.iter().enumerate() {
        out.raw("<tr><td class=\"sign\">");
        out.text(&marks::letter(&label.letter, &label.name));
        out.raw(&format!("</td><td class=\"short\"><span class=\"sample u k{at}\"><bdi>"));
        out.isolated(&label.name);
        out.raw("</bdi></span></td><td>");
        say(out, Some(label), None);
        out.raw("</td></tr>\n");
    }
    for kind in &handout.kinds {
        out.raw("<tr><td class=\"sign\">→</td><td class=\"short\"><bdi>");
        out.isolated(&kind.name);
        out.raw("</bdi></td><td>");
        out.text(&say!("sheet-joins", from = ends(handout, &kind.from), to = ends(handout, &kind.to)));
        out.raw(" ");
        say(out, None, Some(kind));
        out.raw("</td></tr>\n");
    }
    out.raw("</table>\n");
}

/// Names the labels that a kind joins.
fn ends(handout: &Handout, labels: &[LabelKey]) -> String {
    if labels.is_empty() {
        return say!("sheet-any").to_owned();
    }
    words::list(&labels.iter().map(|label| label_name(handout, label)).collect::<Vec<_>>())
}

fn label_name<'h>(handout: &'h Handout, key: &'h LabelKey) -> &'h str {
    handout.labels.iter().find(|row| row.key == *key).map_or(key.as_str(), |row| row.name.as_str())
}

fn kind_name<'h>(handout: &'h Handout, key: &'h KindKey) -> &'h str {
    handout.kinds.iter().find(|row| row.key == *key).map_or(key.as_str(), |row| row.name.as_str())
}

/// Begins a table with these heads.
fn table(out: &mut Page, heads: &[&str]) {
    out.raw("<table>\n<thead><tr>");
    for head in heads {
        out.raw("<th>");
        out.text(head);
        out.raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody>\n");
}

/// Writes a row of text.
fn row(out: &mut Page, cells: &[&str]) {
    out.raw("<tr>");
    for cell in cells {
        out.raw("<td dir=\"auto\">");
        out.isolated(cell);
        out.raw("</td>");
    }
    out.raw("</tr>\n");
}

/// Writes the table that learners write relations into; those between examples stand in it.
fn relations(out: &mut Page, handout: &Handout, marks: &[Shown<'_>]) {
    out.element("h2", say!("sheet-relations"));
    table(out, &[say!("sheet-from"), say!("sheet-relation"), say!("sheet-to")]);
    let name = |end: End| match end {
        End::Given(at) | End::Mark(at) => marks.get(at).map_or("", |mark| mark.name.as_str()),
    };
    for link in &handout.given_links {
        row(out, &[name(link.from), kind_name(handout, &link.kind), name(link.to)]);
    }
    let told = handout.kinds.iter().map(|kind| kind.count).sum::<Option<u32>>();
    let rows = told.map_or(ROWS.0, |count| usize::try_from(count).unwrap_or(ROWS.1).saturating_add(2).min(ROWS.1));
    for _ in 0..rows {
        out.raw("<tr class=\"blank\"><td></td><td></td><td></td></tr>\n");
    }
    out.raw("</tbody></table>\n");
}

/// Writes what was to be found, in the order of the text.
fn found(out: &mut Page, handout: &Handout, key: &Key, sheet: &Sheet<'_>, marks: &[Shown<'_>]) {
    out.element("h2", say!("sheet-marks"));
    let heads = ["sheet-sign", "sheet-words", "sheet-line", "sheet-points", "sheet-said"].map(words::plain);
    table(out, &heads);
    for (mark, shown) in key.marks.iter().zip(marks) {
        let rows = match sheet.rows(&mark.place) {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}–{last}"),
            None => String::new(),
        };
        let points = key.labels.get(&mark.label).map_or(Points::default(), |task| task.points);
        let points = match (mark.given, mark.optional) {
            (true, _) => say!("sheet-example").to_owned(),
            (false, true) => say!("sheet-optional").to_owned(),
            (false, false) => points.to_string(),
        };
        let label = label_name(handout, &mark.label);
        out.raw("<tr><td class=\"sign\">");
        out.text(&shown.name);
        out.raw("</td><td><bdi>");
        out.isolated(&mark.place.quote(&key.text).replace('\n', " "));
        out.raw("</bdi> <span class=\"facts\">(");
        out.text(label);
        out.raw(")</span></td><td class=\"rows\">");
        out.text(&rows);
        out.raw("</td><td>");
        out.text(&points);
        out.raw("</td><td dir=\"auto\">");
        out.isolated(mark.feedback.trim());
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody></table>\n");
}

/// Writes the relations that were to be found.
fn links(out: &mut Page, handout: &Handout, key: &Key, marks: &[Shown<'_>]) {
    out.element("h2", say!("sheet-relations"));
    let heads = ["sheet-from", "sheet-relation", "sheet-to", "sheet-points"].map(words::plain);
    table(out, &heads);
    let name = |at: usize| marks.get(at).map_or("", |mark| mark.name.as_str());
    for link in &key.links {
        let points = key.kinds.get(&link.kind).map_or(Points::default(), |task| task.points);
        let points = match (link.given, link.is_asked(&key.marks)) {
            (true, _) => say!("sheet-example").to_owned(),
            (false, false) => say!("sheet-optional").to_owned(),
            (false, true) => points.to_string(),
        };
        row(out, &[name(link.from), kind_name(handout, &link.kind), name(link.to), &points]);
    }
    out.raw("</tbody></table>\n");
}

/// Says what counts as found and what is taken off.
fn rule(key: &Key) -> String {
    let fit = match key.fit {
        Fit::EXACT => say!("sheet-fit-exact").to_owned(),
        Fit { covers, adds } => say!("sheet-fit", covers = covers, adds = adds),
    };
    let costs = key.costs;
    let costs = [
        (costs.wrong, say!("sheet-cost-wrong")),
        (costs.missed, say!("sheet-cost-missed")),
        (costs.surplus, say!("sheet-cost-surplus")),
    ];
    let costs: Vec<String> = costs
        .into_iter()
        .filter(|(points, _)| points.0 > 0)
        .map(|(points, what)| say!("sheet-cost", points = points.to_string(), what = what))
        .collect();
    if costs.is_empty() { fit } else { format!("{fit} {}", say!("sheet-costs", costs = words::list(&costs))) }
}
