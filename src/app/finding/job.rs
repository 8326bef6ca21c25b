//! Does the searching: what is in view first, then stretches of whole lines, which threads share.
//!
//! A hit lies in one line, so stretches need nothing of each other. What the threads find is handed over in the order
//! of the texts, whichever thread is first.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

use crate::app::work::Cancel;
use crate::model::search::{BadPattern, Query, Search};
use crate::model::{Span, Text};

use super::MOST;

/// How many bytes are searched between two looks at whether anybody still waits.
const STEP: usize = 128 * 1024;
/// How many bytes are searched before their hits are handed over.
const BATCH: usize = 1 << 20;
/// How many bytes a thread takes at a time; more where a line has more.
const STRETCH: usize = 64 * 1024;
/// Threads that share a search, at most.
const THREADS: usize = 4;
/// How many stretches may be found before their turn to be handed over, for each thread.
const AHEAD: usize = 4;

/// A search, for a thread.
#[derive(Clone, Debug)]
pub struct FindJob {
    query: Query,
    number: u64,
    cancel: Cancel,
    /// The texts in the order in which they are searched, with their places in
    /// [`Finding::found`](super::Finding::found).
    texts: Vec<(usize, Text)>,
    /// What is in view of the first text, in bytes.
    view: Option<Range<usize>>,
}

/// What a search says as it goes.
#[derive(Clone, Debug)]
pub struct FindNews {
    pub(super) number: u64,
    pub(super) what: News,
}

#[derive(Clone, Debug)]
pub(super) enum News {
    Bad(BadPattern),
    /// Hits around what is in view of the first text: which text.
    View(usize, Vec<Span>),
    /// For each text: hits, and how far it was searched.
    Hits(Vec<(usize, Vec<Span>, usize)>),
    End {
        too_many: bool,
    },
}

impl FindJob {
    pub(super) fn new(
        query: Query,
        number: u64,
        cancel: Cancel,
        texts: Vec<(usize, Text)>,
        view: Option<Range<usize>>,
    ) -> FindJob {
        FindJob { query, number, cancel, texts, view }
    }

    /// Returns the number of the search.
    pub(in crate::app) fn number(&self) -> u64 {
        self.number
    }

    /// Searches.
    pub(in crate::app) fn run(self, answer: &mut dyn FnMut(FindNews)) {
        let mut tell = |what| answer(FindNews { number: self.number, what });
        let search = match Search::new(&self.query) {
            Ok(search) => search,
            Err(bad) => return tell(News::Bad(bad)),
        };
        if let (Some(view), Some((at, text))) = (self.view.clone(), self.texts.first()) {
            tell(News::View(*at, self.hits(&search, text, view)));
        }
        let stretches = self.stretches();
        let mut gathered = Gathered::default();
        sweep(&stretches, &search, &|search, stretch| self.hits_in(search, stretch), &mut |stretch, hits| {
            if self.cancel.is_cancelled() {
                return false;
            }
            if let Some(batch) = gathered.add(stretch, hits) {
                tell(News::Hits(batch));
            }
            gathered.count < MOST
        });
        if !self.cancel.is_cancelled() {
            tell(News::Hits(gathered.batch));
            tell(News::End { too_many: gathered.count >= MOST });
        }
    }

    /// Returns the hits in a range of bytes of a text, fewer when nobody waits any longer or they are too many.
    fn hits(&self, search: &Search, text: &Text, range: Range<usize>) -> Vec<Span> {
        let mut hits = Vec::new();
        let mut scan = search.scan(text, range);
        let stop = || self.cancel.is_cancelled();
        while scan.step(STEP, &stop, &mut hits) && !stop() && hits.len() < MOST {}
        hits
    }

    fn hits_in(&self, search: &Search, stretch: &Stretch<'_>) -> Vec<Span> {
        let Range { start, end } = stretch.bytes;
        // A search goes to the end of the line that its range ends in.
        self.hits(search, stretch.text, start..end.saturating_sub(1).max(start))
    }

    /// Cuts the texts at line ends.
    fn stretches(&self) -> Vec<Stretch<'_>> {
        let mut stretches = Vec::new();
        for (at, text) in &self.texts {
            let mut start = 0;
            // An empty text is one, so that it counts as searched.
            loop {
                let end = cut(text, start);
                stretches.push(Stretch { at: *at, text, bytes: start..end });
                start = end;
                if start >= text.len() {
                    break;
                }
            }
        }
        stretches
    }
}

/// Returns where the stretch ends that begins with a line: where another line begins, or at the end of the text.
fn cut(text: &Text, start: usize) -> usize {
    if text.len() - start <= STRETCH {
        return text.len();
    }
    let line = text.line(text.line_at(start + STRETCH));
    if line.start > start { line.start } else { (line.end + 1).min(text.len()) }
}

/// Lines that are searched in one go.
struct Stretch<'t> {
    /// The place of their text in [`Finding::found`](super::Finding::found).
    at: usize,
    text: &'t Text,
    /// Where they lie in it; the last line end is in it.
    bytes: Range<usize>,
}

/// Has stretches searched on several threads, and hands over what they found, in order, until `take` wants no more.
fn sweep(
    stretches: &[Stretch<'_>],
    search: &Search,
    look: &(dyn Fn(&Search, &Stretch<'_>) -> Vec<Span> + Sync),
    take: &mut dyn FnMut(&Stretch<'_>, Vec<Span>) -> bool,
) {
    let next = AtomicUsize::new(0);
    // Takes one stretch after the other, until nobody wants what is in them.
    let work = |search: Search, give: &mut dyn FnMut(usize, Vec<Span>) -> bool| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(stretch) = stretches.get(number) else { break };
            if !give(number, look(&search, stretch)) {
                break;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS).min(stretches.len());
    thread::scope(|scope| {
        let (give, taken) = sync_channel(threads * AHEAD);
        let start = |_| {
            let (give, search) = (give.clone(), search.clone());
            let begun = move || work(search, &mut |number, hits| give.send((number, hits)).is_ok());
            thread::Builder::new().name("find".to_owned()).spawn_scoped(scope, begun).ok()
        };
        let helpers = if threads > 1 { (0..threads).filter_map(start).count() } else { 0 };
        drop(give);
        let (mut waiting, mut due) = (BTreeMap::new(), 0);
        let mut put = |number, hits| {
            waiting.insert(number, hits);
            while let Some(hits) = waiting.remove(&due) {
                let Some(stretch) = stretches.get(due) else { return false };
                due += 1;
                if !take(stretch, hits) {
                    return false;
                }
            }
            true
        };
        if helpers == 0 {
            work(search.clone(), &mut put);
        } else {
            // Those that are still at work find nobody who takes what they have, and end.
            let _ = taken.into_iter().all(|(number, hits)| put(number, hits));
        }
    });
}

/// Hits that are not handed over yet.
#[derive(Default)]
struct Gathered {
    /// For each text: hits, and how far it was searched.
    batch: Vec<(usize, Vec<Span>, usize)>,
    searched: usize,
    count: usize,
}

impl Gathered {
    /// Adds what was found in the next stretch, and returns what is to be handed over.
    fn add(&mut self, stretch: &Stretch<'_>, hits: Vec<Span>) -> Option<Vec<(usize, Vec<Span>, usize)>> {
        let Stretch { at, bytes, .. } = stretch;
        self.count += hits.len();
        self.searched += bytes.len();
        match self.batch.last_mut() {
            Some((last, all, to)) if last == at => {
                all.extend(hits);
                *to = bytes.end;
            }
            _ => self.batch.push((*at, hits, bytes.end)),
        }
        (self.searched >= BATCH).then(|| {
            self.searched = 0;
            std::mem::take(&mut self.batch)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pattern: &str, regex: bool) -> Query {
        Query { pattern: pattern.to_owned(), regex, ..Query::default() }
    }

    /// Texts of many short lines, of one long line between short ones, of one line, and of none.
    fn texts() -> Vec<Text> {
        let lines: String = (0..9_000).map(|at| format!("Line {at}: the ministry says ärgerlich, no. 🗞\n")).collect();
        let long = format!("short\n{}\nüber\n", "what the ministry denies… ".repeat(8_000));
        let whole = "ministry ".repeat(20_000);
        [lines.as_str(), "", &long, &whole, "the ministry\n\n"].map(Text::import).into()
    }

    fn run(job: FindJob) -> Vec<News> {
        let mut news = Vec::new();
        job.run(&mut |answer| news.push(answer.what));
        news
    }

    #[test]
    fn threads_find_what_one_search_does_in_its_order() {
        let texts = texts();
        for query in [query("ministry", false), query(r"\w+y\b", true), query("e.*?s", true), query("$", true)] {
            let search = Search::new(&query).unwrap();
            let named: Vec<_> = texts.iter().cloned().enumerate().map(|(at, text)| (at + 3, text)).collect();
            let news = run(FindJob::new(query, 1, Cancel::default(), named, None));
            let (mut hits, mut searched) = (vec![Vec::new(); texts.len()], vec![0; texts.len()]);
            for batch in &news[..news.len() - 1] {
                let News::Hits(batch) = batch else { panic!("{batch:?}") };
                for (at, more, to) in batch {
                    hits[at - 3].extend(more.iter().copied());
                    assert!(searched[at - 3] <= *to);
                    searched[at - 3] = *to;
                }
            }
            assert!(matches!(news.last(), Some(News::End { too_many: false })));
            for (at, text) in texts.iter().enumerate() {
                assert_eq!(hits[at], search.hits(text), "{:?} in text {at}", search);
                assert_eq!(searched[at], text.len());
            }
        }
    }

    #[test]
    fn stops_at_the_most_and_when_nobody_waits() {
        let text = Text::import(&"e\n".repeat(MOST + 2 * BATCH));
        let news = run(FindJob::new(query("e", false), 1, Cancel::default(), vec![(0, text.clone())], None));
        let found: usize = news.iter().map(|news| if let News::Hits(all) = news { all[0].1.len() } else { 0 }).sum();
        assert!((MOST..MOST + STRETCH).contains(&found), "{found}");
        assert!(matches!(news.last(), Some(News::End { too_many: true })));

        let cancel = Cancel::default();
        let mut news = 0;
        FindJob::new(query("e", false), 1, cancel.clone(), vec![(0, text)], None).run(&mut |_| {
            news += 1;
            cancel.cancel();
        });
        assert_eq!(news, 1, "nothing is handed over, the end neither, once nobody waits");
    }
}
