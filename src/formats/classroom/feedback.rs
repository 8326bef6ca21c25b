//! Writes what a learner gets back: one page with the article and both the learner's marks and the key's in it, what
//! became of each with what the teacher says of it, and the points. It needs no script and no other file, and says
//! nothing by colour alone: each state has a sign, and words.

use crate::classroom::{Learner, Near, Outcome, Verdict};
use crate::formats::blocks::html;
use crate::formats::marked::{self, Drawn, Shown};
use crate::formats::page::Page;
use crate::model::exercise::Points;
use crate::model::{Fragments, LabelKey};
use crate::say;

use super::report::{Report, missed, percent};

/// How this page looks beside all reports.
pub(super) const STYLE: &str = "
table { margin: .6em 0; } td, th { vertical-align: top; } td.number, th.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
table.marks td:first-child, table.key td:first-child { width: 3.4em; white-space: nowrap; }
table.marks td:nth-child(2), table.key td:nth-child(2) { width: 34%; }
table.links td:nth-child(1), table.links td:nth-child(3) { width: 32%; }
td p { margin: .2em 0; } .state { font-weight: 600; } .said { font-style: italic; }
.sum { font-size: 13pt; } .signs { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2em 1.6em; font-size: 9pt; color: #444; }
a.sign.missed { background: #fff; color: #1f2328; border: 1px dashed #1f2328; } a.sign.aside { background: #fff; color: #444; border: 1px solid #999; }
.u.missed { background: repeating-linear-gradient(90deg, #e4e4e4 0 1px, #fff 1px 4px); } .u.surplus { background: repeating-linear-gradient(135deg, #dcdcdc 0 1px, #fff 1px 5px); } .u.wrong { background: #ececec; } .u.aside { text-decoration-color: #aaa; }
.u { -webkit-box-decoration-break: clone; box-decoration-break: clone; }
@media print { td.number, th.number { font-size: 8pt; } }
";

/// What stands in the list: a mark of the learner's, or one of the key that was missed.
#[derive(Clone, Copy)]
enum Of {
    Mark(usize),
    Missed(usize, Option<usize>),
}

/// A row of the list, and its mark in the text.
struct Row<'a> {
    of: Of,
    label: &'a LabelKey,
    place: &'a Fragments,
    /// What became of it, in a sign and the name of a class.
    sign: &'static str,
    class: &'static str,
}

/// Writes the page of a learner.
pub fn page(report: &Report<'_>, number: usize) -> String {
    let (mut out, handout) = (Page::default(), report.handout);
    let styles = marked::styles(handout.labels.iter().map(|label| (label.colour, label.pattern)));
    let title = say!("feedback-title", title = handout.title.as_str(), learner = report.name(number));
    out.begin("en", &title, &format!("{}{}{STYLE}{styles}", html::STYLE, marked::STYLE));
    out.element("h1", &handout.title);
    let Some(learner) = report.class.learners.get(number) else { return out.end() };
    head(&mut out, report, number, learner);
    let rows = rows(report, learner);
    marked::legend(&mut out, handout.labels.iter().map(|label| (label.letter.as_str(), label.name.as_str())));
    signs(&mut out);
    let drawn = (1..).zip(&rows).map(|(number, row)| {
        let (label, letter) = report.badge(row.label);
        let sign = format!("{}{letter}{number}", row.sign);
        Drawn { spans: row.place.spans(), label, class: row.class, sign, number }
    });
    let shown = Shown {
        text: &handout.text,
        blocks: &handout.blocks,
        language: &handout.details.language,
        marks: drawn.collect(),
        heat: Vec::new(),
    };
    marked::draw(&mut out, &shown);
    out.element("h2", say!("feedback-marks"));
    if rows.is_empty() {
        out.element("p", say!("feedback-nothing"));
    } else {
        list(&mut out, report, (number, learner), &rows);
    }
    relations(&mut out, report, learner);
    by_label(&mut out, report, learner);
    out.end()
}

fn head(out: &mut Page, report: &Report<'_>, number: usize, learner: &Learner) {
    out.raw("<p class=\"sum\"><bdi>");
    out.isolated(report.name(number));
    out.raw("</bdi>: <strong>");
    let (points, of) = (learner.score.points.to_string(), learner.score.of.to_string());
    out.text(&say!("feedback-points", points = points, of = of));
    out.raw("</strong>");
    if let Some(percent) = percent(&learner.score) {
        out.text(&say!("feedback-percent", percent = percent));
    }
    out.raw("</p>\n");
    let tally = learner.tally;
    let counted = say!(
        "feedback-counted",
        found = tally.found,
        wrong = tally.wrong,
        missed = tally.missed,
        surplus = tally.surplus
    );
    out.facts(&counted);
    let details = &report.handout.details;
    let facts = [&details.title, &details.outlet, &details.author, &details.date];
    let facts: Vec<&str> = facts.into_iter().map(String::as_str).filter(|fact| !fact.is_empty()).collect();
    if !facts.is_empty() {
        // Each in its own direction.
        let facts: Vec<String> = facts.iter().map(|fact| format!("\u{2068}{fact}\u{2069}")).collect();
        out.facts(&facts.join(" · "));
    }
    // To the minute: 2026-03-17 09:36 UTC.
    let handed = learner.hand_in.handed.to_string();
    let handed = match handed.split_once('T') {
        Some((day, clock)) => format!("{day} {} UTC", clock.get(..5).unwrap_or(clock)),
        None => handed,
    };
    out.facts(&say!("feedback-handed", time = handed));
    if let Some((took, limit)) = report.took(number).zip(report.handout.minutes) {
        out.facts(&say!("feedback-took", minutes = took.minutes, limit = limit, over = took.over));
    }
}

/// Says what the signs mean.
fn signs(out: &mut Page) {
    out.raw("<ul class=\"signs\">\n");
    for (sign, told) in [
        ("✓", say!("feedback-sign-found")),
        ("≠", say!("feedback-sign-wrong")),
        ("✗", say!("feedback-sign-surplus")),
        ("○", say!("feedback-sign-missed")),
        ("·", say!("feedback-sign-aside")),
    ] {
        out.raw("<li>");
        out.text(&format!("{sign} {told}"));
        out.raw("</li>\n");
    }
    out.raw("</ul>\n");
}

/// Lists the learner's marks and what was missed, in the order of the text.
fn rows<'a>(report: &'a Report<'_>, learner: &'a Learner) -> Vec<Row<'a>> {
    let own = learner.hand_in.marks.iter().zip(&learner.marked.marks).enumerate().map(|(at, (mark, verdict))| {
        let (sign, class) = match verdict {
            Verdict::Found(_) | Verdict::Optional(_) => ("✓", ""),
            Verdict::Wrong(_) => ("≠", " wrong"),
            Verdict::Surplus => ("✗", " surplus"),
            Verdict::Example(_) | Verdict::Double(_) | Verdict::NotAsked | Verdict::Blank => ("·", " aside"),
        };
        Row { of: Of::Mark(at), label: &mark.label, place: &mark.place, sign, class }
    });
    let missed = missed(learner).filter_map(|(at, near)| {
        let mark = report.class.key.marks.get(at)?;
        Some(Row { of: Of::Missed(at, near), label: &mark.label, place: &mark.place, sign: "○", class: " missed" })
    });
    let mut rows: Vec<Row<'_>> = own.chain(missed).collect();
    rows.sort_by_key(|row| (row.place.start(), row.place.end()));
    rows
}

fn list(out: &mut Page, report: &Report<'_>, (at, learner): (usize, &Learner), rows: &[Row<'_>]) {
    let heads = [say!("feedback-sign"), say!("feedback-words"), say!("feedback-became")];
    begin_table(out, "marks", &heads, &[say!("marks-head-points")]);
    let language = &report.handout.details.language;
    for (number, row) in (1..).zip(rows) {
        let (label, letter) = report.badge(row.label);
        out.raw(&format!(
            "<tr><td><a class=\"sign k{label}{}\" id=\"row-{number}\" href=\"#mark-{number}\">",
            row.class
        ));
        out.text(&format!("{}{letter}{number}", row.sign));
        out.raw("</a></td>");
        quoted(out, &report.quote(row.place), language);
        out.raw("<td dir=\"auto\">");
        became(out, report, (at, learner), row);
        out.raw("</td><td class=\"number\">");
        out.text(&points(report, learner, row));
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody></table>\n");
}

/// Writes a cell of words of the article.
pub(super) fn quoted(out: &mut Page, words: &str, language: &str) {
    out.raw(&format!("<td dir=\"{}\"", html::direction(language)));
    html::lang(out, language);
    out.raw(">");
    out.isolated(words);
    out.raw("</td>");
}

/// Begins a table: its columns of words, and those of numbers.
pub(super) fn begin_table(out: &mut Page, class: &str, words: &[&str], numbers: &[&str]) {
    out.raw(&format!("<table class=\"{class}\">\n<thead><tr>"));
    for (head, number) in
        words.iter().map(|head| (head, "")).chain(numbers.iter().map(|head| (head, " class=\"number\"")))
    {
        out.raw(&format!("<th scope=\"col\" dir=\"auto\"{number}>"));
        out.text(head);
        out.raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody>\n");
}

/// Says what became of a mark, and what the teacher says of it.
fn became(out: &mut Page, report: &Report<'_>, (number, learner): (usize, &Learner), row: &Row<'_>) {
    let key = &report.class.key;
    let own = report.label(row.label);
    let mut said = None;
    let state = |out: &mut Page, told: &str| {
        out.raw("<p class=\"state\">");
        out.text(told);
        out.raw("</p>");
    };
    match row.of {
        Of::Mark(at) => match learner.marked.marks.get(at) {
            Some(verdict @ (Verdict::Found(at) | Verdict::Optional(at))) => {
                state(
                    out,
                    &match verdict {
                        Verdict::Optional(_) => say!("feedback-optional", label = own),
                        _ => say!("feedback-found", label = own),
                    },
                );
                said = key.marks.get(*at);
                if let Some(mark) = said.filter(|mark| mark.place != *row.place) {
                    other_words(out, report, say!("feedback-key-words"), &mark.place);
                }
            }
            Some(Verdict::Wrong(at)) => {
                said = key.marks.get(*at);
                let right = said.map_or("", |mark| report.label(&mark.label));
                state(out, &say!("feedback-wrong", label = own, right = right));
                if let Some(mark) = said.filter(|mark| mark.place != *row.place) {
                    other_words(out, report, say!("feedback-key-words"), &mark.place);
                }
            }
            Some(Verdict::Example(_)) => state(out, say!("feedback-example")),
            Some(Verdict::Double(_)) => state(out, say!("feedback-double")),
            Some(Verdict::NotAsked) => state(out, say!("feedback-not-asked")),
            Some(Verdict::Blank) => state(out, say!("feedback-blank")),
            Some(Verdict::Surplus) | None => state(out, &say!("feedback-surplus", label = own)),
        },
        Of::Missed(at, near) => {
            state(out, &say!("feedback-missed", label = own));
            said = key.marks.get(at);
            if let Some(mark) = near.and_then(|near| learner.hand_in.marks.get(near)) {
                let told = match near.and_then(|near| report.class.near(at, number, near)) {
                    Some(Near::Short) => say!("feedback-too-short"),
                    Some(Near::Long) => say!("feedback-too-long"),
                    Some(Near::Beside) => say!("feedback-beside"),
                    Some(Near::Other) | None => say!("feedback-near"),
                };
                other_words(out, report, told, &mark.place);
            }
        }
    }
    if let Some(mark) = said.filter(|mark| !mark.feedback.trim().is_empty()) {
        feedback(out, &mark.feedback);
    }
}

/// Writes what a teacher says, a paragraph a line.
fn feedback(out: &mut Page, text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        out.raw("<p class=\"said\" dir=\"auto\">");
        out.isolated(line);
        out.raw("</p>");
    }
}

fn other_words(out: &mut Page, report: &Report<'_>, told: &str, place: &Fragments) {
    out.raw("<p>");
    out.text(told);
    out.raw(" <bdi");
    html::lang(out, &report.handout.details.language);
    out.raw(">");
    out.isolated(&report.quote(place));
    out.raw("</bdi></p>");
}

/// Returns what a mark adds or takes off; nothing where it does neither.
fn points(report: &Report<'_>, learner: &Learner, row: &Row<'_>) -> String {
    let (key, costs) = (&report.class.key, report.class.key.costs);
    let points = match row.of {
        Of::Missed(..) => Points(-costs.missed.0),
        Of::Mark(at) => match learner.marked.marks.get(at) {
            Some(Verdict::Found(_)) => key.labels.get(row.label).map(|task| task.points).unwrap_or_default(),
            Some(Verdict::Wrong(_)) => Points(-costs.wrong.0),
            Some(Verdict::Surplus) => Points(-costs.surplus.0),
            Some(Verdict::Optional(_)) => Points(0),
            _ => return String::new(),
        },
    };
    signed(points)
}

/// Writes points with their sign.
fn signed(points: Points) -> String {
    match points.0 {
        0 => points.to_string(),
        below if below < 0 => format!("\u{2212}{}", Points(below.saturating_neg())),
        _ => format!("+{points}"),
    }
}

fn relations(out: &mut Page, report: &Report<'_>, learner: &Learner) {
    let (key, marked) = (&report.class.key, &learner.marked);
    let missed = marked.key_links.iter().zip(&key.links).filter(|(outcome, _)| matches!(outcome, Outcome::Missed(_)));
    let missed: Vec<_> = missed.map(|(_, link)| link).collect();
    if learner.hand_in.links.is_empty() && missed.is_empty() {
        return;
    }
    out.element("h2", say!("feedback-relations"));
    let heads = [say!("feedback-from"), say!("feedback-kind"), say!("feedback-to"), say!("feedback-became")];
    begin_table(out, "links", &heads, &[say!("marks-head-points")]);
    let language = &report.handout.details.language;
    let mut row = |ends: [String; 2], kind: &str, told: String, worth: String| {
        out.raw("<tr>");
        quoted(out, &ends[0], language);
        out.raw("<td><bdi>");
        out.isolated(kind);
        out.raw("</bdi></td>");
        quoted(out, &ends[1], language);
        out.raw("<td dir=\"auto\"><p class=\"state\">");
        out.text(&told);
        out.raw("</p></td><td class=\"number\">");
        out.text(&worth);
        out.raw("</td></tr>\n");
    };
    for (link, verdict) in learner.hand_in.links.iter().zip(&marked.links) {
        let (told, worth) = match verdict {
            Verdict::Found(_) => {
                let task = key.kinds.get(&link.kind).map(|task| task.points).unwrap_or_default();
                (format!("✓ {}", say!("feedback-link-found")), signed(task))
            }
            Verdict::Wrong(at) => {
                let right = key.links.get(*at).map_or("", |link| report.kind(&link.kind));
                (format!("≠ {}", say!("feedback-link-wrong", right = right)), signed(Points(-key.costs.wrong.0)))
            }
            Verdict::Optional(_) => (format!("✓ {}", say!("feedback-link-optional")), signed(Points(0))),
            Verdict::Surplus => (format!("✗ {}", say!("feedback-link-surplus")), signed(Points(-key.costs.surplus.0))),
            Verdict::Example(_) => (format!("· {}", say!("feedback-example")), String::new()),
            Verdict::Double(_) => (format!("· {}", say!("feedback-double")), String::new()),
            Verdict::NotAsked | Verdict::Blank => (format!("· {}", say!("feedback-not-asked")), String::new()),
        };
        let ends = [report.end(learner, link.from), report.end(learner, link.to)];
        row(ends, report.kind(&link.kind), told, worth);
    }
    for link in missed {
        let end = |at: usize| key.marks.get(at).map(|mark| report.quote(&mark.place)).unwrap_or_default();
        let told = format!("○ {}", say!("feedback-link-missed"));
        row([end(link.from), end(link.to)], report.kind(&link.kind), told, signed(Points(-key.costs.missed.0)));
    }
    out.raw("</tbody></table>\n");
}

/// Writes what each label and relation kind came to, with what the teacher says of it.
fn by_label(out: &mut Page, report: &Report<'_>, learner: &Learner) {
    out.element("h2", say!("feedback-by-label"));
    let numbers = [
        say!("marks-head-found"),
        say!("marks-head-wrong"),
        say!("marks-head-missed"),
        say!("marks-head-surplus"),
        say!("marks-head-points"),
    ];
    begin_table(out, "labels", &[say!("marks-head-label")], &numbers);
    let (handout, key) = (report.handout, &report.class.key);
    let labels = handout.labels.iter().map(|label| {
        let tally = learner.marked.labels.get(&label.key).copied();
        (&label.name, tally, learner.score.labels.get(&label.key), key.labels.get(&label.key))
    });
    let kinds = handout.kinds.iter().map(|kind| {
        let tally = learner.marked.kinds.get(&kind.key).copied();
        (&kind.name, tally, learner.score.kinds.get(&kind.key), key.kinds.get(&kind.key))
    });
    for (name, tally, score, task) in labels.chain(kinds) {
        let tally = tally.unwrap_or_default();
        out.raw("<tr><td dir=\"auto\"><p class=\"state\"><bdi>");
        out.isolated(name);
        out.raw("</bdi></p>");
        if let Some(task) = task {
            feedback(out, &task.feedback);
        }
        out.raw("</td>");
        for count in [tally.found, tally.wrong, tally.missed, tally.surplus] {
            out.raw(&format!("<td class=\"number\">{count}</td>"));
        }
        let (points, of) = score.copied().unwrap_or_default();
        out.raw("<td class=\"number\">");
        out.text(&say!("feedback-of", points = points.to_string().replace('-', "\u{2212}"), of = of.to_string()));
        out.raw("</td></tr>\n");
    }
    out.raw("</tbody></table>\n");
    if learner.score.points == Points(0)
        && learner.score.labels.values().chain(learner.score.kinds.values()).any(|(own, _)| own.0 < 0)
    {
        out.facts(say!("feedback-not-below"));
    }
}
