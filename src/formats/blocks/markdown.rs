//! Draws blocks as Markdown: CommonMark 0.31 with the tables of GitHub Flavored Markdown.
//!
//! What the project and its articles say is escaped, so that it reads as it is: a star stays a star.

use super::html::is_web;
use super::{Block, Line, Piece, Sign, Stands};

/// Begins and ends a stretch of a direction of its own (UAX #9): FSI and PDI.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// Writes blocks as Markdown.
pub(in crate::formats) fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut last = None;
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        // Lists under each other would be one, if it were not for other bullets.
        let bullet = if last == Some('-') { '*' } else { '-' };
        last = matches!(block, Block::List(_)).then_some(bullet);
        draw(&mut out, block, bullet);
    }
    out
}

fn draw(out: &mut String, block: &Block, bullet: char) {
    match block {
        Block::Title(line) => heading(out, "# ", line),
        Block::Heading(2, line) => heading(out, "## ", line),
        Block::Heading(_, line) => heading(out, "### ", line),
        Block::RowHeading(number, wording) => {
            out.push_str(&format!("### {number}\\. {}\n", escaped(&flat(wording))));
        }
        Block::CellHeading(line) => heading(out, "#### ", line),
        Block::Text(line) | Block::Facts(line) | Block::Note(line) => {
            written(out, line, "\\\n");
            out.push('\n');
        }
        Block::Quote(_, stretches) => quote(out, stretches),
        Block::List(lines) => {
            for (depth, line) in lines {
                out.push_str(&"  ".repeat(*depth));
                out.extend([bullet, ' ']);
                written(out, line, " ");
                out.push('\n');
            }
        }
        Block::Table(head, rows) => {
            cells(out, head);
            out.push_str(&"| --- ".repeat(head.len()));
            out.push_str("|\n");
            rows.iter().for_each(|row| cells(out, row));
        }
    }
}

fn heading(out: &mut String, marks: &str, line: &Line) {
    out.push_str(marks);
    written(out, line, " ");
    out.push('\n');
}

fn cells(out: &mut String, row: &[Line]) {
    for line in row {
        out.push_str("| ");
        written(out, line, "<br>");
        out.push(' ');
    }
    out.push_str("|\n");
}

fn written(out: &mut String, line: &Line, new_line: &str) {
    let mut place = Place::START;
    for piece in line {
        match piece {
            Piece::Words(text) => escape(out, text, &mut place),
            Piece::Strong(text) => {
                out.push_str("**");
                escape(out, text, &mut { Place::WITHIN });
                out.push_str("**");
            }
            Piece::Theirs(text, _) | Piece::Quoted(_, text, _) => {
                let runs_left = text.contains(runs_left);
                out.extend(runs_left.then_some(ISOLATE.0));
                escape(out, &flat(text), &mut place);
                out.extend(runs_left.then_some(ISOLATE.1));
            }
            Piece::Code(text) => out.push_str(&format!("`{}`", text.replace('`', ""))),
            Piece::Address(address) if is_web(address) && !address.contains(['<', '>', '\\', '|']) => {
                out.push_str(&format!("<{address}>"));
            }
            Piece::Address(address) => escape(out, &flat(address), &mut place),
            Piece::Row(number) => escape(out, &number.to_string(), &mut place),
            Piece::Sign(Sign { name, stands: Stands::Elsewhere, .. }) => escape(out, name, &mut place),
            Piece::Sign(Sign { name, .. }) => {
                out.push_str("**");
                escape(out, name, &mut { Place::WITHIN });
                out.push_str("**");
            }
            Piece::Break => out.push_str(new_line),
        }
        place = match piece {
            Piece::Break => Place::START,
            Piece::Strong(_) | Piece::Code(_) | Piece::Address(_) | Piece::Sign(_) => Place::WITHIN,
            _ => place,
        };
    }
}

/// Brings text on one line: what parts its words becomes one space.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// Writes words of an article, the quote itself in strong letters. Each of their lines is a paragraph.
pub(in crate::formats) fn quote(out: &mut String, stretches: &[(bool, String)]) {
    let mut lines: Vec<Vec<(bool, &str)>> = vec![Vec::new()];
    for (quoted, text) in stretches {
        for (at, part) in text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push((*quoted, part));
            }
        }
    }
    lines.retain(|line| line.iter().any(|(_, part)| !part.trim().is_empty()));
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push_str(">\n");
        }
        let (mut written, mut place) = (String::new(), Place::START);
        for (nth, (quoted, part)) in line.iter().enumerate() {
            if *quoted {
                let before = line[..nth].iter().rev().find_map(|(_, part)| part.chars().next_back());
                let behind = line[nth + 1..].iter().find_map(|(_, part)| part.chars().next());
                strong(&mut written, part, before, behind);
                // A quote that ended with the line before leaves this one to begin with what stands behind it.
                if !part.trim().is_empty() {
                    place = Place::WITHIN;
                }
            } else {
                escape(&mut written, part, &mut place);
            }
        }
        out.push_str("> ");
        // Spaces at the ends would mean something.
        out.push_str(written.trim_matches([' ', '\t']));
        out.push('\n');
    }
}

/// Writes words in strong letters: between stars, which take effect only beside letters or spaces; elsewhere, as in
/// Chinese before a quotation mark, as HTML, which Markdown takes everywhere.
fn strong(out: &mut String, text: &str, before: Option<char>, behind: Option<char>) {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let (lead, trail) = (&text[..start], &text[start + inner.len()..]);
    out.push_str(&escaped(lead));
    if !inner.is_empty() {
        let free = |neighbour: Option<char>| neighbour.is_none_or(char::is_whitespace);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = letter(inner.chars().next()) || free(lead.chars().next_back().or(before));
        let closes = letter(inner.chars().next_back()) || free(trail.chars().next().or(behind));
        let (begin, end) = if opens && closes { ("**", "**") } else { ("<b>", "</b>") };
        out.extend([begin, &escaped(inner), end]);
    }
    out.push_str(&escaped(trail));
}

/// Where in a line something is written: some marks are marks only at its start.
#[derive(Clone, Copy)]
struct Place {
    /// Nothing but spaces stood before.
    first: bool,
    /// Nothing but spaces and digits stood before.
    number: bool,
}

impl Place {
    const START: Place = Place { first: true, number: true };
    const WITHIN: Place = Place { first: false, number: false };
}

/// Escapes a text that may stand at the start of a line.
pub(in crate::formats) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text, &mut { Place::START });
    out
}

/// Escapes the characters that Markdown could take for marks. Control characters are shown as U+FFFD.
fn escape(out: &mut String, text: &str, place: &mut Place) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '!' => out.extend(['\\', c]),
            // Marks of headings, lists and rules; a number's point, too.
            '#' | '+' | '-' | '=' if place.first => out.extend(['\\', c]),
            '.' | ')' if place.number => out.extend(['\\', c]),
            '\t' => out.push(c),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
        place.first &= c.is_whitespace();
        place.number &= c.is_whitespace() || c.is_ascii_digit();
    }
}
