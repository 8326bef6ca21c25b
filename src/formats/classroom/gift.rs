//! Writes questions as GIFT (docs.moodle.org, "GIFT format"): a text with a question a paragraph.
//!
//! A blank line ends a question, so none is within. `~ = # { } :` and `\` are escaped with a `\`. Each piece says that
//! it is HTML, so that none which begins like a share of points or a format is taken for one.

use std::fmt::Write as _;

use super::moodle::{category, name};
use super::quiz::{Question, Quiz, theirs, told};

/// Writes the questions. Returns the file, and what is not asked.
pub fn gift(quiz: &Quiz) -> (String, Vec<String>) {
    // Moodle takes the rest of this line as it is, but for the `\`.
    let mut out = format!("$CATEGORY: {}\n", category(&quiz.title).replace('\\', "\\\\"));
    for question in &quiz.questions {
        out.push('\n');
        write(&mut out, question, &quiz.language);
    }
    (out, quiz.left_out.clone())
}

fn write(out: &mut String, question: &Question, language: &str) {
    // Writing to a string can't fail.
    let _ = write!(out, "::{}::", escaped(&name(&question.name)));
    let _ = writeln!(out, "{} {{", html(&question.html(language)));
    for answer in &question.answers {
        match (question.single, answer.right) {
            (true, true) => out.push('='),
            (true, false) => out.push('~'),
            (false, _) => {
                let _ = write!(out, "~%{}%", question.share(answer));
            }
        }
        out.push_str(&html(&theirs(&answer.words, language)));
        let feedback = told(&answer.feedback);
        if !feedback.is_empty() {
            let _ = write!(out, " #{}", html(&feedback));
        }
        out.push('\n');
    }
    let feedback = told(&question.feedback);
    if !feedback.is_empty() {
        let _ = writeln!(out, "####{}", html(&feedback));
    }
    out.push_str("}\n");
}

/// Says of HTML that it is that, and escapes it.
fn html(words: &str) -> String {
    format!("[html]{}", escaped(words))
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[path = "gift_tests.rs"]
mod tests;
