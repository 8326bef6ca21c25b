//! Writes questions as Moodle reads them: Moodle XML (docs.moodle.org, "Moodle XML format"), questions of many choices.
//!
//! There is no schema but what Moodle takes (`question/format/xml/format.php`): the file begins with its declaration,
//! shares of points are some that it knows, and all that people read is HTML within XML, escaped twice.

use crate::formats::xml::Xml;
use crate::say;

use super::quiz::{Question, Quiz, theirs, told};

/// Code points of a question's name.
const NAME: usize = 80;

/// Writes the questions. Returns the file, and what is to be known: what is not asked, and signs that XML can't hold.
pub fn moodle(quiz: &Quiz) -> (String, Vec<String>) {
    let mut xml = Xml::new();
    xml.begin("quiz", &[]);
    xml.begin("question", &[("type", "category")]);
    xml.begin("category", &[]);
    xml.text("text", &[], &category(&quiz.title));
    xml.end();
    xml.end();
    for question in &quiz.questions {
        write(&mut xml, question, &quiz.language);
    }
    xml.end();
    let (file, lost) = xml.finish();
    let mut known = quiz.left_out.clone();
    if lost > 0 {
        known.push(say!("quiz-characters", count = lost));
    }
    (file, known)
}

fn write(xml: &mut Xml, question: &Question, language: &str) {
    xml.begin("question", &[("type", "multichoice")]);
    text(xml, "name", &[], &name(&question.name));
    text(xml, "questiontext", HTML, &question.html(language));
    text(xml, "generalfeedback", HTML, &told(&question.feedback));
    xml.text("defaultgrade", &[], &question.points.to_string());
    xml.text("penalty", &[], "0.3333333");
    xml.text("hidden", &[], "0");
    xml.text("single", &[], if question.single { "true" } else { "false" });
    xml.text("shuffleanswers", &[], "true");
    xml.text("answernumbering", &[], "abc");
    for answer in &question.answers {
        xml.begin("answer", &[("fraction", &question.share(answer)), ("format", "html")]);
        xml.text("text", &[], &theirs(&answer.words, language));
        text(xml, "feedback", HTML, &told(&answer.feedback));
        xml.end();
    }
    xml.end();
}

const HTML: &[(&str, &str)] = &[("format", "html")];

fn text(xml: &mut Xml, element: &'static str, attributes: &[(&str, &str)], words: &str) {
    xml.begin(element, attributes);
    xml.text("text", &[], words);
    xml.end();
}

/// Returns where questions go in the bank: a category of the course. A slash within a name is doubled.
pub(super) fn category(title: &str) -> String {
    let title = name(title).replace('/', "//");
    format!("$course$/top/{}", if title.is_empty() { "Gainsay" } else { &title })
}

/// Returns a name in one line, not too long, without what Moodle would take for tags and cut out.
pub(super) fn name(name: &str) -> String {
    let plain = name.replace('<', "‹").replace('>', "›");
    let line = super::quiz::one_line(&plain);
    if line.chars().count() <= NAME { line } else { line.chars().take(NAME - 1).chain(['…']).collect() }
}

#[cfg(test)]
#[path = "moodle_tests.rs"]
pub(super) mod tests;
