//! Writes the page of a class, for showing on a wall: how many found what, what they took it for, what many marked that
//! the key has not, and where in the article the marks lie. No learner is named in it. It needs no script and no other
//! file.

use std::fmt::Write as _;

use crate::classroom::Met;
use crate::compare::heat::Scale;
use crate::formats::blocks::html;
use crate::formats::marked::{self, Drawn, Shown};
use crate::formats::page::Page;
use crate::model::LabelKey;
use crate::model::exercise::Points;
use crate::say;

use super::feedback::{self, begin_table, quoted};
use super::report::Report;

const STYLE: &str = "
h3.label { break-after: avoid; }
.bar { display: inline-block; width: 6em; height: .7em; border: 1px solid #1f2328; vertical-align: -.05em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
table.key td:nth-child(2) { width: 40%; } table.confusion td, table.confusion th { text-align: end; } table.confusion th:first-child { text-align: start; }
table.confusion td.same { font-weight: 700; outline: 2px solid #1f2328; outline-offset: -2px; }
sup.count { font: 700 6.5pt/1 sans-serif; color: #1f2328; margin-inline-start: .15em; unicode-bidi: isolate; }
.h1, .h2, .h3, .h4, .h5 { print-color-adjust: exact; -webkit-print-color-adjust: exact; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.h1 { background: #f4f4f4; } .h2 { background: #e6e6e6; } .h3 { background: #d6d6d6; } .h4 { background: #c6c6c6; } .h5 { background: #b4b4b4; }
";

/// Writes the page.
pub fn page(report: &Report<'_>) -> String {
    let (mut out, handout, class) = (Page::default(), report.handout, report.class);
    let styles = marked::styles(handout.labels.iter().map(|label| (label.colour, label.pattern)));
    let style = format!("{}{}{}{STYLE}{styles}", html::STYLE, marked::STYLE, feedback::STYLE);
    out.begin("en", &say!("class-title", title = handout.title.as_str()), &style);
    out.element("h1", &say!("class-title", title = handout.title.as_str()));
    out.element("p", &sums(report));
    marked::legend(&mut out, handout.labels.iter().map(|label| (label.letter.as_str(), label.name.as_str())));
    key(&mut out, report);
    relations(&mut out, report);
    confusion(&mut out, report);
    out.element("h2", say!("marks-many"));
    let many: Vec<_> = class.surplus.iter().filter(|surplus| surplus.many).collect();
    if many.is_empty() {
        out.element("p", say!("class-many-none"));
    } else {
        begin_table(&mut out, "key", &[say!("marks-head-label"), say!("feedback-words")], &[say!("class-learners")]);
        for surplus in many {
            out.raw("<tr><td><bdi>");
            out.isolated(report.label(&surplus.label));
            out.raw("</bdi></td>");
            quoted(&mut out, &report.quote(&surplus.place), &handout.details.language);
            out.raw(&format!("<td class=\"number\">{}</td></tr>\n", surplus.marks.len()));
        }
        out.raw("</tbody></table>\n");
    }
    heat(&mut out, report);
    out.end()
}

/// Says how many there are, and what they came to.
fn sums(report: &Report<'_>) -> String {
    let learners = &report.class.learners;
    let mut points: Vec<Points> = learners.iter().map(|learner| learner.score.points).collect();
    points.sort_unstable();
    let (Some(least), Some(most)) = (points.first(), points.last()) else {
        return say!("class-nobody").to_owned();
    };
    // Of an even number the lower of the two in the middle.
    let middle = points.get((points.len() - 1) / 2).unwrap_or(most);
    let of = learners.first().map(|learner| learner.score.of).unwrap_or_default();
    say!(
        "class-sums",
        learners = learners.len(),
        least = least.to_string(),
        most = most.to_string(),
        middle = middle.to_string(),
        of = of.to_string()
    )
}

fn key(out: &mut Page, report: &Report<'_>) {
    let class = report.class;
    out.element("h2", say!("marks-key"));
    let heads = [say!("feedback-sign"), say!("feedback-words"), say!("class-taken-for")];
    let numbers = [say!("marks-head-found"), say!("marks-head-missed"), say!("class-near")];
    begin_table(out, "key", &heads, &numbers);
    let rows = (1..).zip(class.key.marks.iter().zip(&class.marks)).filter(|(_, (_, met))| met.counts);
    for (number, (mark, met)) in rows {
        let (label, letter) = report.badge(&mark.label);
        out.raw(&format!("<tr><td><a class=\"sign k{label}\" id=\"row-{number}\" href=\"#mark-{number}\">"));
        out.text(&format!("{letter}{number}"));
        out.raw("</a></td>");
        quoted(out, &report.quote(&mark.place), &report.handout.details.language);
        taken_for(out, met, |key| report.label(key).to_owned());
        found(out, met.found, class.learners.len());
        out.raw(&format!("<td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n", met.missed, met.near));
    }
    out.raw("</tbody></table>\n");
}

/// Writes what something was taken for, by how many.
fn taken_for<K: Ord>(out: &mut Page, met: &Met<K>, name: impl Fn(&K) -> String) {
    out.raw("<td dir=\"auto\">");
    for (at, (key, count)) in met.taken_for.iter().enumerate() {
        out.raw(if at == 0 { "<bdi>" } else { "; <bdi>" });
        out.isolated(&name(key));
        out.raw(&format!("</bdi> {count}"));
    }
    out.raw("</td>");
}

/// Writes how many of all found something, with a bar.
fn found(out: &mut Page, found: u32, of: usize) {
    let share = (f64::from(found) * 100.0 / (of.max(1) as f64)).min(100.0);
    out.raw(&format!(
        "<td class=\"number\">{found}/{of} <span class=\"bar\" style=\"background: linear-gradient(90deg, #555 {share:.0}%, #fff {share:.0}%)\"></span></td>"
    ));
}

fn relations(out: &mut Page, report: &Report<'_>) {
    let class = report.class;
    let rows: Vec<_> = class.key.links.iter().zip(&class.links).filter(|(_, met)| met.counts).collect();
    if rows.is_empty() {
        return;
    }
    out.element("h2", say!("feedback-relations"));
    let heads = [say!("feedback-from"), say!("feedback-kind"), say!("feedback-to"), say!("class-taken-for")];
    begin_table(out, "links", &heads, &[say!("marks-head-found"), say!("marks-head-missed")]);
    let end = |at: usize| class.key.marks.get(at).map(|mark| report.quote(&mark.place)).unwrap_or_default();
    for (link, met) in rows {
        out.raw("<tr>");
        quoted(out, &end(link.from), &report.handout.details.language);
        out.raw("<td><bdi>");
        out.isolated(report.kind(&link.kind));
        out.raw("</bdi></td>");
        quoted(out, &end(link.to), &report.handout.details.language);
        taken_for(out, met, |key| report.kind(key).to_owned());
        found(out, met.found, class.learners.len());
        out.raw(&format!("<td class=\"number\">{}</td></tr>\n", met.missed));
    }
    out.raw("</tbody></table>\n");
}

/// Writes what was made of what: a row a label of the key, a column a label of the learners'.
fn confusion(out: &mut Page, report: &Report<'_>) {
    out.element("h2", say!("class-confusion"));
    out.facts(say!("class-confusion-more"));
    let labels: Vec<Option<&LabelKey>> = report.handout.labels.iter().map(|label| Some(&label.key)).collect();
    let name = |label: Option<&LabelKey>, none: &'static str| match label {
        Some(label) => report.handout.labels.iter().find(|of| of.key == *label).map_or("", |of| of.name.as_str()),
        None => none,
    };
    let sides: Vec<Option<&LabelKey>> = labels.into_iter().chain([None]).collect();
    let heads: Vec<&str> = sides.iter().map(|label| name(*label, say!("class-missed"))).collect();
    begin_table(out, "confusion", &[say!("class-key-label")], &heads);
    for key in &sides {
        out.raw("<tr><th scope=\"row\"><bdi>");
        out.isolated(name(*key, say!("class-none")));
        out.raw("</bdi></th>");
        for made in &sides {
            let count = report.class.confusion.get(&(key.cloned(), made.cloned())).copied().unwrap_or(0);
            let same = if key.is_some() && key == made { " class=\"same\"" } else { "" };
            // Nobody can miss what is not there.
            let count = if key.is_none() && made.is_none() { String::new() } else { count.to_string() };
            out.raw(&format!("<td{same}>{count}</td>"));
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody></table>\n");
}

/// Writes the article once a label, shaded by how many gave it where, with the key's marks under the words.
fn heat(out: &mut Page, report: &Report<'_>) {
    let (class, handout) = (report.class, report.handout);
    out.element("h2", say!("class-heat"));
    let scale = Scale { of: class.learners.len() };
    let steps = (1..=scale.steps()).fold(String::new(), |mut steps, step| {
        let counts = scale.counts(step);
        let range = match counts.start() == counts.end() {
            true => counts.start().to_string(),
            false => format!("{}–{}", counts.start(), counts.end()),
        };
        let _ = write!(steps, "<span class=\"h{step}\">&nbsp;{range}&nbsp;</span> ");
        steps
    });
    out.raw("<p class=\"facts\">");
    out.text(say!("class-heat-more"));
    out.raw(&format!(" {steps}</p>\n"));
    for label in &handout.labels {
        out.raw("<h3 class=\"label\"><bdi>");
        out.isolated(&label.name);
        out.raw("</bdi></h3>\n");
        let (number, letter) = report.badge(&label.key);
        let own = (1..).zip(class.key.marks.iter().zip(&class.marks));
        let own = own.filter(|(_, (mark, met))| met.counts && mark.label == label.key);
        let marks = own.map(|(at, (mark, _))| {
            let sign = format!("{letter}{at}");
            Drawn { spans: mark.place.spans(), label: number, class: "", sign, number: at }
        });
        let heat = class.heat(Some(&label.key)).into_iter().map(|stretch| {
            let step = scale.step(stretch.count);
            (stretch, step)
        });
        let shown = Shown {
            text: &handout.text,
            blocks: &handout.blocks,
            language: &handout.details.language,
            marks: marks.collect(),
            heat: heat.collect(),
        };
        marked::draw(out, &shown);
    }
}
