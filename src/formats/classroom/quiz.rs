//! Makes questions out of a key: which claims are denied, who says something, where a relation leads, what a phrase is.
//!
//! Right answers are what the key says; wrong ones are other marks of the same article. A key says what is so and never
//! what is not, so a wrong answer is only taken where nothing speaks for it: not where it has nearly the words of a
//! right one, stands on the same words, or is tied to a right one as somebody who speaks for the same. What can't be
//! asked is listed.

use std::collections::{BTreeMap, BTreeSet};

use crate::classroom::{Handout, Key, KeyLink, KeyMark};
use crate::compare::likeness::{Rarity, Terms};
use crate::formats::blocks::html;
use crate::formats::page::Page;
use crate::model::exercise::Points;
use crate::model::scheme::{ATTRIBUTED_TO, MADE_BY};
use crate::model::{Block, KindKey, LabelKey, segment};
use crate::say;

/// The key of the relation kind that leads from a denial to what it denies.
const DENIES: &str = "denies";

/// How many right and how many wrong answers a question has at most. Platforms know the shares of up to ten.
const MOST: (usize, usize) = (4, 5);

/// From how much likeness on two phrases may say the same.
const ALIKE: f32 = 0.5;

/// Code points of a phrase that a question is called by.
const NAME: usize = 60;

/// What a question asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Which claims are denied.
    Denied,
    /// Who says something.
    Said,
    /// Where another relation leads.
    Leads,
    /// What a phrase is.
    Label,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub words: String,
    /// Whether it is right.
    pub right: bool,
    /// What is said of it afterwards.
    pub feedback: String,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it asks.
    pub sort: Sort,
    /// What it is called in a list, in one line.
    pub name: String,
    /// What is asked, in words of the interface.
    pub ask: String,
    /// The words of the article that it is about, with those of a phrase in them told apart.
    pub quote: Vec<(bool, String)>,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Whether no more than one answer can be chosen.
    pub single: bool,
    /// What is said afterwards, whatever was chosen.
    pub feedback: String,
    /// What it is worth.
    pub points: Points,
}

/// The questions that a key gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quiz {
    /// What the exercise is called.
    pub title: String,
    /// The language of the article.
    pub language: String,
    /// The questions.
    pub questions: Vec<Question>,
    /// What is not asked, and why.
    pub left_out: Vec<String>,
}

impl Quiz {
    /// Makes the questions of an exercise.
    pub fn of(handout: &Handout, key: &Key) -> Quiz {
        let mut making = Making::of(handout, key);
        making.denied();
        making.said();
        making.leads();
        making.labels();
        let (mut questions, left_out) = (making.questions, making.left_out);
        for (number, question) in (1..).zip(&mut questions) {
            question.name = format!("{number:02} {}", question.name);
        }
        Quiz { title: handout.title.trim().to_owned(), language: handout.details.language.clone(), questions, left_out }
    }
}

impl Question {
    /// Returns the share of the points that an answer gives, as platforms write it, in percent with five decimals: all
    /// right ones together give 100, all wrong ones together take as much. A single one takes nothing.
    pub(super) fn share(&self, answer: &Answer) -> String {
        let count = self.answers.iter().filter(|other| other.right == answer.right).count().max(1);
        let share = match (answer.right, self.single) {
            (true, true) => 100.0,
            (false, true) => 0.0,
            (true, false) => 100.0 / count as f64,
            (false, false) => -100.0 / count as f64,
        };
        let written = format!("{share:.5}");
        written.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Writes what is asked as HTML.
    pub(super) fn html(&self, language: &str) -> String {
        let mut out = Page::default();
        out.raw("<p>");
        out.text(&self.ask);
        out.raw("</p>");
        if !self.quote.is_empty() {
            out.raw("<blockquote><p");
            turned(&mut out, language);
            for (phrase, words) in &self.quote {
                out.raw(if *phrase { "<strong>" } else { "" });
                out.text(words);
                out.raw(if *phrase { "</strong>" } else { "" });
            }
            out.raw("</p></blockquote>");
        }
        out.taken()
    }
}

/// Writes words of the article as HTML, in their direction.
pub(super) fn theirs(words: &str, language: &str) -> String {
    let mut out = Page::default();
    out.raw("<p");
    turned(&mut out, language);
    out.text(words);
    out.raw("</p>");
    out.taken()
}

/// Writes what a teacher said as HTML, a paragraph a line; nothing for nothing.
pub(super) fn told(words: &str) -> String {
    let mut out = Page::default();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.raw("<p>");
        out.text(line);
        out.raw("</p>");
    }
    out.taken()
}

/// Ends a tag with the direction of a language. Platforms take no `auto`.
fn turned(out: &mut Page, language: &str) {
    out.raw(if html::direction(language) == "rtl" { " dir=\"rtl\">" } else { ">" });
}

/// A sort of questions about where relations lead.
struct What<'k> {
    sort: Sort,
    name: String,
    ask: String,
    kinds: &'k [&'k str],
}

struct Making<'k> {
    handout: &'k Handout,
    key: &'k Key,
    /// The words of each mark in one line.
    words: Vec<String>,
    /// The same without what makes no difference.
    folded: Vec<String>,
    terms: Vec<Terms>,
    rarity: Rarity,
    questions: Vec<Question>,
    left_out: Vec<String>,
}

impl<'k> Making<'k> {
    fn of(handout: &'k Handout, key: &'k Key) -> Making<'k> {
        let words: Vec<String> = key.marks.iter().map(|mark| one_line(&mark.place.quote(&key.text))).collect();
        let terms: Vec<Terms> = words.iter().map(|words| Terms::of(words)).collect();
        let mut rarity = Rarity::default();
        terms.iter().for_each(|terms| rarity.learn(terms));
        let folded = words.iter().map(|words| fold(words)).collect();
        Making { handout, key, words, folded, terms, rarity, questions: Vec::new(), left_out: Vec::new() }
    }

    /// Tells whether two marks may say the same, or say it with the same words of the article.
    fn same(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.folded[one], &self.folded[other]);
        let within = |short: &str, long: &str| {
            let long: BTreeSet<&str> = long.split(' ').collect();
            short.split(' ').all(|word| long.contains(word))
        };
        let marks = &self.key.marks;
        a == b
            || within(a, b)
            || within(b, a)
            || overlap(&marks[one], &marks[other])
            || self.rarity.likeness(&self.terms[one], &self.terms[other]) >= ALIKE
    }

    /// Takes the first of those that have the same words.
    fn distinct(&self, marks: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut known = BTreeSet::new();
        marks.filter(|at| known.insert(self.folded[*at].as_str())).collect()
    }

    /// Lists marks of some labels that may stand as wrong answers beside right ones, those nearest to a byte first, as
    /// many as a question has, or all.
    fn wrong(
        &self,
        labels: &BTreeSet<&LabelKey>,
        right: &[usize],
        not: impl Fn(usize) -> bool,
        near: Option<usize>,
    ) -> Vec<usize> {
        let of_label = (0..self.key.marks.len()).filter(|at| labels.contains(&self.key.marks[*at].label));
        let mut all: Vec<usize> = of_label.collect();
        // What must not be taken rules out all that may say the same.
        let never: Vec<usize> = all.iter().copied().filter(|at| right.contains(at) || not(*at)).collect();
        if let Some(byte) = near {
            // Those that stand nearest are the likeliest to be taken for right.
            all.sort_by_key(|at| (self.key.marks[*at].place.start().abs_diff(byte), *at));
        }
        let free = all.into_iter().filter(|at| never.iter().all(|never| !self.same(*at, *never)));
        let mut known = BTreeSet::new();
        let most = if near.is_some() { MOST.1 } else { usize::MAX };
        free.filter(|at| known.insert(self.folded[*at].as_str())).take(most).collect()
    }

    fn links(&self, kinds: &[&str]) -> Vec<&'k KeyLink> {
        let marks = self.key.marks.len();
        let sound = |link: &&KeyLink| link.from < marks && link.to < marks;
        self.key.links.iter().filter(sound).filter(|link| kinds.contains(&link.kind.as_str())).collect()
    }

    fn kind_feedback(&self, kinds: &[&str]) -> String {
        let said = kinds.iter().filter_map(|kind| self.key.kinds.get(&KindKey::parse(kind)?));
        joined(said.map(|task| task.feedback.as_str()))
    }

    fn kind_points(&self, kinds: &[&str]) -> Points {
        let points = kinds.iter().filter_map(|kind| Some(self.key.kinds.get(&KindKey::parse(kind)?)?.points));
        points.max().filter(|points| points.0 > 0).unwrap_or(Points::ONE)
    }

    fn answers(&self, right: &[usize], wrong: &[usize]) -> Vec<Answer> {
        let mut all: Vec<usize> = right.iter().chain(wrong).copied().collect();
        all.sort_unstable();
        let answer = |at: usize| Answer {
            words: self.words[at].clone(),
            right: right.contains(&at),
            feedback: self.key.marks[at].feedback.trim().to_owned(),
        };
        all.into_iter().map(answer).collect()
    }

    /// Asks which claims are denied.
    fn denied(&mut self) {
        let links = self.links(&[DENIES]);
        let right = self.distinct(self.order(links.iter().map(|link| link.to)).into_iter());
        if right.is_empty() {
            return self.left_out.push(say!("quiz-no-denials").to_owned());
        }
        let labels: BTreeSet<&LabelKey> = right.iter().map(|at| &self.key.marks[*at].label).collect();
        let targets: BTreeSet<usize> = links.iter().map(|link| link.to).collect();
        let wrong = self.wrong(&labels, &right, |at| targets.contains(&at), None);
        if wrong.is_empty() {
            return self.left_out.push(say!("quiz-all-denied").to_owned());
        }
        let count = right.len().div_ceil(MOST.0);
        let mut used = 0;
        for (at, right) in right.chunks(right.len().div_ceil(count)).enumerate() {
            let mut some: Vec<usize> = wrong.iter().copied().skip(at * MOST.1).take(MOST.1).collect();
            used += some.len();
            if some.is_empty() {
                some = wrong.iter().copied().take(MOST.1).collect();
            }
            let question = Question {
                sort: Sort::Denied,
                name: say!("quiz-denied-name").to_owned(),
                ask: say!("quiz-denied").to_owned(),
                quote: Vec::new(),
                answers: self.answers(right, &some),
                single: false,
                feedback: self.kind_feedback(&[DENIES]),
                points: self.kind_points(&[DENIES]),
            };
            self.questions.push(question);
        }
        if used < wrong.len() {
            self.left_out.push(say!("quiz-claims-left", count = wrong.len() - used));
        }
    }

    /// Returns marks in the order of the text, each once.
    fn order(&self, marks: impl Iterator<Item = usize>) -> Vec<usize> {
        marks.collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// Asks who says something.
    fn said(&mut self) {
        let links = self.links(&[MADE_BY, ATTRIBUTED_TO]);
        let speakers: BTreeSet<&LabelKey> = links.iter().map(|link| &self.key.marks[link.to].label).collect();
        let speaks = |at: usize| speakers.contains(&self.key.marks[at].label);
        // Who speaks for whom: all that are tied in this way may have said the same.
        let mut tied: Vec<usize> = (0..self.key.marks.len()).collect();
        let mut chains = 0;
        for link in links.iter().filter(|link| speaks(link.from)) {
            chains += 1;
            let (one, other) = (tied[link.from], tied[link.to]);
            tied.iter_mut().filter(|group| **group == other).for_each(|group| *group = one);
        }
        let mut targets: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for link in links.iter().filter(|link| !speaks(link.from)) {
            targets.entry(link.from).or_default().insert(link.to);
        }
        if targets.is_empty() {
            self.left_out.push(say!("quiz-no-speakers").to_owned());
        }
        if chains > 0 {
            self.left_out.push(say!("quiz-chains", count = chains));
        }
        let what = What {
            sort: Sort::Said,
            name: say!("quiz-said-name").to_owned(),
            ask: say!("quiz-said").to_owned(),
            kinds: &[MADE_BY, ATTRIBUTED_TO],
        };
        let groups = |at: usize, right: &[usize]| right.iter().any(|right| tied[*right] == tied[at]);
        let alone = self.lead(&what, &targets, &speakers, groups);
        if alone > 0 {
            self.left_out.push(say!("quiz-said-alone", count = alone));
        }
    }

    /// Asks where relations of other kinds lead.
    fn leads(&mut self) {
        let others: BTreeSet<&'k KindKey> = self.key.links.iter().map(|link| &link.kind).collect();
        for kind in others.into_iter().filter(|kind| ![DENIES, MADE_BY, ATTRIBUTED_TO].contains(&kind.as_str())) {
            let links = self.links(&[kind.as_str()]);
            let labels: BTreeSet<&LabelKey> = links.iter().map(|link| &self.key.marks[link.to].label).collect();
            let mut targets: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for link in links {
                targets.entry(link.from).or_default().insert(link.to);
            }
            let name = self.handout.kinds.iter().find(|row| row.key == *kind).map_or(kind.as_str(), |row| &row.name);
            let what = What {
                sort: Sort::Leads,
                name: one_line(name),
                ask: say!("quiz-leads", kind = name),
                kinds: &[kind.as_str()],
            };
            let alone = self.lead(&what, &targets, &labels, |_, _| false);
            if alone > 0 {
                self.left_out.push(say!("quiz-leads-alone", kind = name, count = alone));
            }
        }
    }

    /// Asks where relations lead from each mark. `not` tells what must not be a wrong answer beside right ones. Returns
    /// of how many that could not be asked.
    fn lead(
        &mut self,
        what: &What<'_>,
        targets: &BTreeMap<usize, BTreeSet<usize>>,
        labels: &BTreeSet<&LabelKey>,
        not: impl Fn(usize, &[usize]) -> bool,
    ) -> usize {
        // What is said twice with the same words is asked once, with all that it leads to.
        let mut asked: BTreeMap<&str, (usize, BTreeSet<usize>)> = BTreeMap::new();
        for (from, to) in targets {
            asked.entry(&self.folded[*from]).or_insert_with(|| (*from, BTreeSet::new())).1.extend(to);
        }
        let mut asked: Vec<(usize, BTreeSet<usize>)> = asked.into_values().collect();
        asked.sort_unstable();
        let (mut made, mut alone) = (Vec::new(), 0);
        for (from, to) in asked {
            let right = self.distinct(to.iter().copied());
            let all: Vec<usize> = to.into_iter().collect();
            let near = Some(self.key.marks[from].place.start());
            let wrong = self.wrong(labels, &all, |at| at == from || not(at, &all), near);
            if wrong.is_empty() || right.len() > 2 * MOST.0 {
                alone += 1;
                continue;
            }
            let feedback = joined([self.key.marks[from].feedback.as_str(), &self.kind_feedback(what.kinds)]);
            made.push(Question {
                sort: what.sort,
                name: format!("{}: {}", what.name, short(&self.words[from])),
                ask: what.ask.clone(),
                quote: self.quote(&self.key.marks[from]),
                single: right.len() == 1,
                answers: self.answers(&right, &wrong),
                feedback,
                points: self.kind_points(what.kinds),
            });
        }
        self.questions.extend(made);
        alone
    }

    /// Asks what each phrase is.
    fn labels(&mut self) {
        let rows: Vec<(&LabelKey, String)> =
            self.handout.labels.iter().map(|row| (&row.key, one_line(&row.name))).collect();
        let names: BTreeSet<String> = rows.iter().map(|(_, name)| fold(name)).collect();
        if names.len() < 2 || names.len() < rows.len() {
            return self.left_out.push(say!("quiz-one-label").to_owned());
        }
        let (mut made, mut known, mut both) = (Vec::new(), BTreeSet::new(), 0);
        for (at, mark) in self.key.marks.iter().enumerate() {
            let other = |(other, row): (usize, &KeyMark)| {
                row.label != mark.label && (row.place == mark.place || self.folded[other] == self.folded[at])
            };
            let Some((_, name)) = rows.iter().find(|(key, _)| **key == mark.label) else { continue };
            if self.key.marks.iter().enumerate().any(other) {
                both += 1;
                continue;
            }
            if !known.insert(&self.folded[at]) {
                continue;
            }
            let answer = |(key, name): &(&LabelKey, String)| Answer {
                words: name.clone(),
                right: **key == mark.label,
                feedback: String::new(),
            };
            let task = self.key.labels.get(&mark.label);
            let said = task.map_or("", |task| task.feedback.trim());
            let points = task.map(|task| task.points).filter(|points| points.0 > 0).unwrap_or(Points::ONE);
            let right = say!("quiz-label-right", label = name.as_str());
            made.push(Question {
                sort: Sort::Label,
                name: format!("{}: {}", say!("quiz-label-name"), short(&self.words[at])),
                ask: say!("quiz-label").to_owned(),
                quote: self.quote(mark),
                answers: rows.iter().map(answer).collect(),
                single: true,
                feedback: joined([right.as_str(), &mark.feedback, said]),
                points,
            });
        }
        self.questions.extend(made);
        if both > 0 {
            self.left_out.push(say!("quiz-two-labels", count = both));
        }
    }

    /// Returns the sentence that a mark stands in, its words told apart.
    fn quote(&self, mark: &KeyMark) -> Vec<(bool, String)> {
        let text = &self.key.text;
        let cover = mark.place.cover();
        let holds = |block: &&Block| {
            let bytes = block.bytes(text);
            bytes.start <= cover.start() && cover.end() <= bytes.end
        };
        let line = text.line(text.line_at(cover.start()));
        let part = self.handout.blocks.iter().find(holds).map_or(line, |block| block.bytes(text));
        let first = segment::sentence_at(text, cover.start(), part.clone()).unwrap_or(cover);
        let last_letter = segment::prev_grapheme(text, cover.end());
        let last = segment::sentence_at(text, last_letter, part).unwrap_or(cover);
        let whole = first.cover(last).cover(cover);
        let (mut pieces, mut at) = (Vec::new(), whole.start());
        let words = |from: usize, to: usize| text.as_str().get(from..to).unwrap_or_default().replace('\n', " ");
        for span in mark.place.spans() {
            pieces.push((false, words(at, span.start())));
            pieces.push((true, words(span.start(), span.end())));
            at = span.end();
        }
        pieces.push((false, words(at, whole.end())));
        pieces.retain(|(_, words)| !words.is_empty());
        pieces
    }
}

/// Tells whether two marks share words of the text.
fn overlap(one: &KeyMark, other: &KeyMark) -> bool {
    let meets = |a: &crate::model::Span| other.place.spans().iter().any(|b| a.start() < b.end() && b.start() < a.end());
    one.place.spans().iter().any(meets)
}

/// Joins what is said, a line each, without what says nothing.
fn joined<'s>(said: impl IntoIterator<Item = &'s str>) -> String {
    let said = said.into_iter().map(str::trim).filter(|said| !said.is_empty());
    said.collect::<Vec<_>>().join("\n")
}

/// Returns words in one line, without doubled spaces.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns words in small letters without signs between them; as they are where they are nothing but signs.
fn fold(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let folded = parts.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    if folded.is_empty() { words.to_owned() } else { folded }
}

/// Returns the beginning of words.
fn short(words: &str) -> String {
    match words.char_indices().nth(NAME) {
        Some((end, _)) => {
            let end = words[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &words[..end])
        }
        None => words.to_owned(),
    }
}

#[cfg(test)]
#[path = "quiz_tests.rs"]
mod tests;
