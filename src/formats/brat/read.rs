//! Reads standoff files.

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::{HashMap, HashSet};

use crate::formats::exchange::{File, Gather, Mark, Refused, Said, Source, Spot, Target, Unit, Watch, What, Words};
use crate::model::{AnnotationId, Details, RevisionId, SetId, by_counting};
use crate::say;

use super::conf::Conf;
use super::{EVENT, FORMAT, NOTE, REFERENCE, UNSURE, is_standoff, without_ending};

/// Reads all texts of some files with what annotates them.
pub(super) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let conf = Conf::of(files, gather);
    conf.declare(gather);
    let mut standoff: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in files.iter().filter(|file| is_standoff(file)) {
        standoff.entry(without_ending(&file.path)).or_default().push(file);
    }
    let all: Vec<&File> = files.iter().filter(|file| file.ends_in("txt")).collect();
    let is_annotated = |file: &File| standoff.contains_key(without_ending(&file.path));
    let mut texts: Vec<&File> = all.iter().copied().filter(|file| is_annotated(file)).collect();
    let paired: HashSet<&str> = texts.iter().map(|file| without_ending(&file.path)).collect();
    // A copy for an annotator who did not open it is there for the others.
    let known: HashSet<&str> = texts.iter().map(|file| file.name()).collect();
    for file in all.iter().filter(|file| !known.contains(file.name())) {
        gather.remark(What::UnreadFile, say!("brat-no-standoff"), Spot::of(file.path.as_str()));
    }
    for (base, alone) in standoff.iter().filter(|(base, _)| !paired.contains(*base)) {
        for file in alone {
            gather.remark(What::UnreadFile, say!("brat-no-text", file = *base), Spot::of(file.path.as_str()));
        }
    }
    if texts.is_empty() {
        return Err(Refused::all(say!("brat-no-files")));
    }
    let whose = folders_are_annotators(&all, &standoff);
    if whose {
        // Each annotator has some of the articles.
        texts.sort_by(|one, other| by_counting(one.name(), other.name()));
    }
    for (at, text) in texts.iter().enumerate() {
        watch.step(at, texts.len())?;
        let raw = gather.decode(text);
        let source = Source::new(raw.text, raw.marked);
        let name = if whose { text.stem() } else { without_ending(&text.path) };
        let origin = say!("exchange-origin", file = text.path.as_str(), format = FORMAT.name);
        let revision = gather.text(name, source.text(), Details::default(), None, origin);
        let annotator = if whose { text.folder() } else { "" };
        let own = standoff.get(without_ending(&text.path)).map_or(&[][..], Vec::as_slice);
        Document { gather, conf: &conf, source: &source, annotator, revision }.read(own, text);
    }
    Ok(())
}

/// Tells whether folders are annotators': most of the files that have one name in several folders have one text. Those
/// in which nobody marked anything count for nothing: a readme is as likely in each part of a corpus.
fn folders_are_annotators(texts: &[&File], standoff: &BTreeMap<&str, Vec<&File>>) -> bool {
    let blank = |file: &File| file.bytes.iter().all(u8::is_ascii_whitespace);
    let marked = |text: &File| {
        let own = standoff.get(without_ending(&text.path)).map_or(&[][..], Vec::as_slice);
        !blank(text) && own.iter().any(|file| !blank(file))
    };
    let mut named: HashMap<&str, Vec<&File>> = HashMap::default();
    for text in texts {
        named.entry(text.name()).or_default().push(text);
    }
    let (mut equal, mut other) = (0, 0);
    for all in named.values().filter(|all| all.len() > 1 && all.iter().any(|text| marked(text))) {
        let same = all[1..].iter().any(|text| text.bytes == all[0].bytes && text.folder() != all[0].folder());
        *(if same { &mut equal } else { &mut other }) += 1;
    }
    equal > other
}

struct Document<'a> {
    gather: &'a mut Gather,
    conf: &'a Conf,
    source: &'a Source,
    /// Empty where nobody is named.
    annotator: &'a str,
    revision: RevisionId,
}

/// An event: its id, its trigger's, and what plays which role in it.
struct Event<'l> {
    id: &'l str,
    trigger: &'l str,
    roles: Vec<(&'l str, &'l str)>,
    spot: Spot,
}

/// A relation.
struct Joined<'l> {
    id: &'l str,
    kind: &'l str,
    from: &'l str,
    to: &'l str,
    values: Vec<(String, Said)>,
    notes: Vec<&'l str>,
    spot: Spot,
}

/// The lines of one document, by what they are.
#[derive(Default)]
struct Lines<'l> {
    spans: Vec<(&'l str, Mark)>,
    events: Vec<Event<'l>>,
    relations: Vec<Joined<'l>>,
    /// Of what, the attribute, the value.
    values: Vec<(&'l str, String, Said, Spot)>,
    notes: Vec<(&'l str, &'l str, &'l str, Spot)>,
    same: Vec<(&'l str, Vec<&'l str>, Spot)>,
}

impl Document<'_> {
    /// Reads what annotates a text, which is in the encoding of the text.
    fn read(&mut self, files: &[&File], text: &File) {
        let body = |file: &&File| (file.path.clone(), self.gather.decode_beside(file, text).text);
        let bodies: Vec<(String, String)> = files.iter().map(body).collect();
        let mut lines = Lines::default();
        for (path, body) in &bodies {
            for (at, line) in body.lines().enumerate() {
                let line = line.trim_end_matches('\r');
                let spot = Spot::line(path.as_str(), at + 1);
                if !line.trim().is_empty() && self.line(line, spot.clone(), &mut lines).is_none() {
                    self.gather.remark(What::Unread, say!("brat-line"), spot);
                }
            }
        }
        self.take(lines);
    }

    /// Reads a line; `None` when it says nothing that can be understood.
    fn line<'l>(&self, line: &'l str, spot: Spot, lines: &mut Lines<'l>) -> Option<()> {
        let (id, rest) = line.split_once('\t')?;
        let (data, tail) = rest.split_once('\t').map_or((rest, None), |(data, tail)| (data, Some(tail)));
        match id.chars().next()? {
            'T' => {
                let (label, ranges) = data.split_once(' ')?;
                let ranges: Option<Vec<Range<usize>>> = ranges.split(';').map(range).collect();
                let words = tail.map_or(Words::None, |words| Words::Joined(words.to_owned()));
                let target = Target { ranges: ranges?, words };
                lines.spans.push((id, Mark::new(self.conf.name(label), target, spot)));
            }
            'E' => {
                let mut parts = data.split(' ').filter(|part| !part.is_empty());
                let (_, trigger) = parts.next()?.split_once(':')?;
                let roles: Option<Vec<(&str, &str)>> = parts.map(|part| part.split_once(':')).collect();
                lines.events.push(Event { id, trigger, roles: roles?, spot });
            }
            'R' => {
                let mut parts = data.split(' ').filter(|part| !part.is_empty());
                let kind = parts.next()?;
                let mut end = || parts.next()?.split_once(':').map(|(_, id)| id);
                let (from, to) = (end()?, end()?);
                lines.relations.push(Joined { id, kind, from, to, values: Vec::new(), notes: Vec::new(), spot });
            }
            'A' | 'M' => {
                let mut parts = data.splitn(3, ' ');
                let (name, of) = (parts.next()?, parts.next().filter(|of| !of.is_empty())?);
                let said = match parts.next() {
                    None => Said::Flag(true),
                    Some("false") if !self.conf.has_choices(name) => Said::Flag(false),
                    // There are no texts among brat's values: each is one of several.
                    Some(value) => Said::Choice(self.conf.name(value).to_owned()),
                };
                lines.values.push((of, name.to_owned(), said, spot));
            }
            'N' => {
                let mut parts = data.splitn(3, ' ');
                let (kind, of, reference) = (parts.next()?, parts.next()?, parts.next()?);
                let value = tail.map_or_else(|| reference.to_owned(), |words| format!("{reference} {words}"));
                lines.values.push((of, kind.to_owned(), Said::Text(value), spot));
            }
            '#' => {
                let (kind, of) = data.split_once(' ')?;
                lines.notes.push((kind, of, tail?, spot));
            }
            '*' => {
                let mut parts = data.split(' ').filter(|part| !part.is_empty());
                lines.same.push((parts.next()?, parts.collect(), spot));
            }
            _ => return None,
        }
        Some(())
    }

    fn take(&mut self, lines: Lines<'_>) {
        let Lines { mut spans, events, mut relations, values, notes, same } = lines;
        let joined: HashMap<&str, usize> = relations.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let mut at: HashMap<&str, usize> = HashMap::default();
        for (place, (id, mark)) in spans.iter().enumerate() {
            if at.insert(id, place).is_some() {
                self.gather.remark(What::SameId, *id, mark.spot.clone());
            }
        }
        // An event is its trigger's annotation; a second one of the same trigger is another annotation there.
        let mut triggers: HashSet<usize> = HashSet::default();
        for Event { id, trigger, roles, spot } in &events {
            let Some(place) = at.get(trigger).copied() else {
                self.gather.remark(What::Unread, say!("brat-trigger"), spot.clone());
                continue;
            };
            let own = if triggers.insert(place) {
                place
            } else {
                let copy = spans[place].1.clone();
                spans.push((id, Mark { spot: spot.clone(), ..copy }));
                spans.len() - 1
            };
            at.insert(id, own);
            let roles = roles.iter().map(|(role, _)| unnumbered(role));
            let mut parts = vec![spans[own].1.label.as_str()];
            roles.for_each(|role| {
                if !parts[1..].contains(&role) {
                    parts.push(role)
                }
            });
            let event = (EVENT.to_owned(), Said::Text(parts.join(" ")));
            spans[own].1.values.push(event);
            self.gather.remark(What::AsRelations, say!("brat-event"), spot.clone());
        }
        for (of, name, said, spot) in values {
            match at.get(of) {
                Some(place) if name == UNSURE && said == Said::Flag(true) => spans[*place].1.unsure = true,
                Some(place) => {
                    if matches!(said, Said::Text(_)) && name == REFERENCE {
                        self.gather.remark(What::AsAttribute, say!("brat-reference"), spot);
                    }
                    spans[*place].1.values.push((self.conf.name(&name).to_owned(), said));
                }
                None => match joined.get(of) {
                    Some(place) => relations[*place].values.push((self.conf.name(&name).to_owned(), said)),
                    None => self.gather.remark(What::NoPlace, say!("brat-attribute-elsewhere"), spot),
                },
            }
        }
        // Each comment is a line.
        let mut notes_of: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (kind, of, note, spot) in notes {
            match at.get(of) {
                Some(place) if kind == NOTE => notes_of.entry(*place).or_default().push(note),
                Some(place) => add_line(&mut spans[*place].1.values, self.conf.name(kind), note),
                None => match joined.get(of) {
                    Some(place) if kind == NOTE => relations[*place].notes.push(note),
                    Some(place) => add_line(&mut relations[*place].values, self.conf.name(kind), note),
                    None => self.gather.remark(What::NoPlace, say!("brat-comment-elsewhere"), spot),
                },
            }
        }
        for (place, lines) in notes_of {
            spans[place].1.note = lines.join("\n");
        }
        let marks: Vec<Mark> = spans.into_iter().map(|(_, mark)| mark).collect();
        // brat makes an empty file for each text, so that one says nothing.
        let whose = !marks.is_empty() || !self.annotator.is_empty();
        let set = whose.then(|| self.gather.set(self.annotator));
        let made = set.map(|set| self.gather.marks(set, self.revision, self.source, Unit::CodePoints, marks));
        let made = made.unwrap_or_default();
        let made = |id: &str| at.get(id).and_then(|place| made.get(*place).copied().flatten());
        for Event { id, roles, spot, .. } in events {
            for (role, to) in roles {
                self.relate(set, unnumbered(role), (made(id), made(to)), Vec::new(), "", spot.clone());
            }
        }
        for Joined { kind, from, to, values, notes, spot, .. } in relations {
            self.relate(set, kind, (made(from), made(to)), values, &notes.join("\n"), spot);
        }
        for (kind, all, spot) in same {
            self.gather.remark(What::AsRelations, say!("brat-equivalence"), spot.clone());
            for pair in all.windows(2) {
                self.relate(set, kind, (made(pair[0]), made(pair[1])), Vec::new(), "", spot.clone());
            }
        }
    }

    fn relate(
        &mut self,
        set: Option<SetId>,
        kind: &str,
        (from, to): (Option<AnnotationId>, Option<AnnotationId>),
        values: Vec<(String, Said)>,
        note: &str,
        spot: Spot,
    ) {
        match set.zip(from.zip(to)) {
            Some((set, ends)) => {
                let kind = self.conf.name(kind);
                self.gather.relate(set, kind, ends, values, note.to_owned(), spot);
            }
            None => self.gather.remark(What::End, "", spot),
        }
    }
}

/// Adds a line to a value.
fn add_line(values: &mut Vec<(String, Said)>, name: &str, line: &str) {
    match values.iter_mut().find(|(known, _)| known == name) {
        Some((_, Said::Text(known))) => {
            known.push('\n');
            known.push_str(line);
        }
        _ => values.push((name.to_owned(), Said::Text(line.to_owned()))),
    }
}

/// Returns the name of a role: one that comes several times is numbered.
fn unnumbered(role: &str) -> &str {
    role.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn range(text: &str) -> Option<Range<usize>> {
    let (start, end) = text.split_once(' ')?;
    let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some(start..end)
}
