//! Writes a report as a page that needs no script and no other file.

use super::report::Report;
use super::text::{Notes, facts, tables};
use crate::formats::page::Page;
use crate::say;

const STYLE: &str = "
:root { color-scheme: light; }
body { font: 10.5pt/1.45 'Source Sans 3', 'Noto Sans', Inter, 'Segoe UI', sans-serif; color: #1f2328; background: #fff; max-width: 70em; margin: 2em auto; padding: 0 1em; overflow-wrap: break-word; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .4em; }
h2 { font-size: 14pt; margin: 1.8em 0 .5em; border-bottom: 1px solid #777; }
h3 { font-size: 11pt; margin: 1.2em 0 .4em; }
.facts { color: #444; margin: .2em 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 9.5pt; line-height: 1.35; }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: end; vertical-align: top; font-variant-numeric: tabular-nums; }
th { background: #f3f3f3; }
tr > :first-child { text-align: start; font-weight: normal; }
@page { margin: 18mm 15mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9pt; } table { font-size: 7.5pt; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } .wide { overflow: visible; } }
";

/// Writes a report as a page.
pub fn page(report: &Report) -> String {
    let mut out = Page::default();
    out.begin("en", say!("agreement-title"), STYLE);
    out.element("h1", say!("agreement-title"));
    facts(report).iter().for_each(|line| out.facts(line));
    let (mut notes, mut in_groups) = (Notes::default(), false);
    for table in tables(report, &mut notes) {
        if let Some(group) = table.group {
            out.element("h2", group);
        }
        let first = table.group.is_none() && !in_groups;
        in_groups = true;
        out.element(if first { "h2" } else { "h3" }, &table.heading);
        out.raw("<div class=\"wide\"><table>\n<thead><tr>");
        for cell in &table.head {
            out.raw("<th scope=\"col\" dir=\"auto\">");
            out.text(cell);
            out.raw("</th>");
        }
        out.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            out.raw("<tr>");
            for (at, cell) in row.iter().enumerate() {
                out.raw(if at == 0 { "<th scope=\"row\" dir=\"auto\">" } else { "<td dir=\"auto\">" });
                out.text(cell);
                out.raw(if at == 0 { "</th>" } else { "</td>" });
            }
            out.raw("</tr>\n");
        }
        out.raw("</tbody></table></div>\n");
    }
    let mut notes = notes.list().peekable();
    if notes.peek().is_some() {
        out.element("h2", say!("agreement-notes"));
        notes.for_each(|note| out.facts(&note));
    }
    out.end()
}
