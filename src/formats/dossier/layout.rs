//! Lays a dossier out as a list of blocks.

use foldhash::{HashMap, HashSet};

use crate::model::actions::shorten;
use crate::{say, words};

use super::shape::*;
use super::summary::{Silence, Summary};
use super::telling::{
    asserts, attributes, cell_denials, extent_of, in_context, letters, not_checked, not_there, ranges, scope_words,
    signed_scope, signed_since,
};
use crate::formats::blocks::{Block, Line, Piece, joined, named, ours, theirs};

/// Articles side by side in one table, at most: more do not fit on paper.
const COLUMNS: usize = 5;
/// Rows that are named with their wording in a list of the summary, at most; more are named by their numbers.
const LISTED: usize = 60;

/// Lays a dossier out.
pub(super) fn lay_out(dossier: &Dossier) -> Vec<Block> {
    let mut sheet = Sheet::of(dossier);
    sheet.head();
    sheet.articles();
    sheet.in_short();
    sheet.tables();
    sheet.rows();
    sheet.check_list();
    sheet.how_to_read();
    sheet.blocks
}

struct Sheet<'d> {
    dossier: &'d Dossier,
    quotes: HashMap<&'d str, &'d Quote>,
    people: HashMap<&'d str, &'d Person>,
    places: HashMap<&'d str, usize>,
    /// The number of each row, from 1.
    numbers: HashMap<&'d str, usize>,
    sets: HashMap<&'d str, &'d str>,
    /// What is noted on the relations by which denials deny.
    notes: HashMap<&'d str, &'d str>,
    /// The other relations from each quote that have a note.
    noted: HashMap<&'d str, Vec<&'d Relation>>,
    blocks: Vec<Block>,
}

impl<'d> Sheet<'d> {
    fn of(dossier: &'d Dossier) -> Sheet<'d> {
        let denials = dossier.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.denials);
        let denies: HashSet<&str> = denials.map(|denial| denial.relation.as_str()).collect();
        let (mut notes, mut noted): (HashMap<&str, &str>, HashMap<&str, Vec<&Relation>>) = Default::default();
        for relation in dossier.relations.iter().filter(|relation| !relation.note.trim().is_empty()) {
            if denies.contains(relation.id.as_str()) {
                notes.insert(&relation.id, relation.note.trim());
            } else {
                noted.entry(&relation.from).or_default().push(relation);
            }
        }
        Sheet {
            dossier,
            quotes: dossier.quotes.iter().map(|quote| (quote.id.as_str(), quote)).collect(),
            people: dossier.people.iter().map(|person| (person.id.as_str(), person)).collect(),
            places: dossier.articles.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect(),
            numbers: dossier.rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at + 1)).collect(),
            sets: dossier.sets.iter().map(|set| (set.id.as_str(), set.name.as_str())).collect(),
            notes,
            noted,
            blocks: Vec::new(),
        }
    }

    fn put(&mut self, block: Block) {
        let empty = match &block {
            Block::Text(line) | Block::Facts(line) | Block::Note(line) => line.is_empty(),
            Block::List(lines) => lines.is_empty(),
            _ => false,
        };
        if !empty {
            self.blocks.push(block);
        }
    }

    fn chapter(&mut self, words: &str) {
        self.put(Block::Heading(2, vec![ours(words)]));
    }

    fn section(&mut self, words: impl Into<String>) {
        self.put(Block::Heading(3, vec![ours(words)]));
    }

    fn note(&mut self, name: &str, note: &str) {
        if !note.trim().is_empty() {
            self.put(Block::Note(named(name, vec![theirs(note.trim())])));
        }
    }

    fn head(&mut self) {
        let dossier = self.dossier;
        let title = vec![theirs(&dossier.title), ours(say!("dossier-colon")), ours(say!("dossier-ledger"))];
        self.put(Block::Title(title));
        let made = say!("dossier-made", moment = words::moment(&dossier.made), program = &dossier.program);
        let sets = dossier.sets.iter().map(|set| vec![theirs(&set.name)]);
        let sets = named(say!("dossier-sets"), joined(sets, say!("list-comma")));
        let articles = say!("articles-counted", count = dossier.articles.len());
        let counted = vec![ours(say!("dossier-counted", rows = dossier.rows.len(), articles = articles))];
        self.put(Block::Facts(joined([vec![ours(made)], sets, counted], say!("dossier-dot"))));
        if !dossier.note.trim().is_empty() {
            self.put(Block::Text(vec![theirs(dossier.note.trim())]));
        }
    }

    fn articles(&mut self) {
        self.chapter(say!("dossier-articles"));
        let rows = self.dossier.articles.iter().enumerate().map(|(at, article)| {
            let known = [&article.outlet, &article.author, &words::day(&article.date)];
            let known = known.into_iter().filter(|text| !text.trim().is_empty()).map(|text| vec![theirs(text)]);
            let mut line = vec![Piece::Theirs(article.title.clone(), article.language.clone())];
            let known = joined(known, say!("dossier-dot"));
            if !known.is_empty() {
                line.push(Piece::Break);
                line.extend(known);
            }
            if !article.address.trim().is_empty() {
                line.extend([Piece::Break, Piece::Address(article.address.trim().to_owned())]);
            }
            for text in &article.texts {
                let added = words::moment(&text.added);
                line.extend([
                    Piece::Break,
                    ours(say!("dossier-text", number = text.number, length = text.length, added = added)),
                ]);
                if !text.origin.is_empty() {
                    line.extend(named(say!("dossier-from"), vec![theirs(&text.origin)]));
                }
                line.extend([Piece::Break, ours(say!("dossier-sha")), Piece::Code(text.sha256.clone())]);
            }
            if !article.note.trim().is_empty() {
                line.push(Piece::Break);
                line.extend(named(say!("dossier-note"), vec![theirs(article.note.trim())]));
            }
            vec![vec![Piece::Strong(letters(at))], line]
        });
        let rows = rows.collect();
        self.put(Block::Table(vec![Vec::new(), vec![ours(say!("dossier-article"))]], rows));
    }

    fn in_short(&mut self) {
        let summary = Summary::of(self.dossier);
        self.chapter(say!("dossier-in-short"));
        let groups = [
            (true, say!("dossier-denied-full", count = summary.full.len()), &summary.full),
            (true, say!("dossier-denied-part", count = summary.part.len()), &summary.part),
            (false, say!("dossier-denied-open", count = summary.open.len()), &summary.open),
            (false, say!("dossier-answered", count = summary.answered.len()), &summary.answered),
        ];
        for (asked, heading, rows) in groups {
            // Where it is asked for, that there is none is an answer.
            if !rows.is_empty() || asked {
                self.section(heading);
                self.listed(rows, |sheet, row| sheet.denied_by(row));
            }
        }
        self.silences(&summary.silent);
        self.section(say!("dossier-unnamed", count = summary.unnamed.len()));
        self.listed(&summary.unnamed, |sheet, row| sheet.rests_on(row, false));
        if !summary.shared.is_empty() {
            self.section(say!("dossier-shared", count = summary.shared.len()));
            self.listed(&summary.shared, |sheet, row| sheet.rests_on(row, true));
        }
    }

    fn silences(&mut self, all: &[Silence]) {
        if all.len() < 2 {
            return;
        }
        for (at, silence) in all.iter().enumerate() {
            let heading = vec![ours(say!("dossier-silent")), ours(say!("dossier-colon"))];
            self.put(Block::Heading(3, heading.into_iter().chain(self.article(at)).collect()));
            let there = [&silence.not_there, &silence.not_checked].iter().all(|rows| rows.is_empty());
            if there {
                self.put(Block::Text(vec![ours(say!("dossier-silent-nothing"))]));
            }
            let not_there = say!("dossier-not-there-counted", count = silence.not_there.len());
            let not_checked = say!("dossier-not-checked-counted", count = silence.not_checked.len());
            for (words, rows) in [(not_there, &silence.not_there), (not_checked, &silence.not_checked)] {
                if !rows.is_empty() {
                    self.put(Block::Text(vec![Piece::Strong(words)]));
                    self.listed(rows, |_, _| Vec::new());
                }
            }
        }
    }

    /// Lists rows, each with something behind it.
    fn listed(&mut self, rows: &[usize], behind: impl Fn(&Sheet<'d>, &'d Row) -> Line) {
        if rows.is_empty() {
            self.put(Block::Text(vec![ours(say!("dossier-none"))]));
        } else if rows.len() > LISTED {
            self.put(Block::Text(vec![ours(ranges(rows))]));
        } else {
            let dossier = self.dossier;
            let line = |at: &usize| {
                let row = &dossier.rows[*at];
                let mut line = vec![Piece::Row(at + 1), ours(" "), theirs(&row.wording)];
                let behind = behind(self, row);
                if !behind.is_empty() {
                    line.push(ours(say!("dossier-dash")));
                    line.extend(behind);
                }
                (0, line)
            };
            let lines = rows.iter().map(line).collect();
            self.put(Block::List(lines));
        }
    }

    /// Says who denies a row how far, and in which article; answers that reject nothing where there is nothing else.
    fn denied_by(&self, row: &Row) -> Line {
        let all = row.cells.iter().flat_map(|cell| cell_denials(cell).into_iter().map(move |denial| (cell, denial)));
        let mut all: Vec<_> = all.collect();
        let rejects = |scope: Option<&Named>| extent_of(scope).rejects();
        let rejected = all.iter().any(|(_, (scope, _))| rejects(*scope));
        all.retain(|(_, (scope, _))| !rejected || rejects(*scope));
        all.sort_by_cached_key(|(_, (scope, _))| extent_of(*scope));
        let lines = all.into_iter().map(|(cell, (scope, by))| {
            let mut line = self.state(scope_words(scope), &by);
            line.push(ours(format!(" ({})", self.letters_of(&cell.article))));
            line
        });
        joined(lines, say!("dossier-semicolon"))
    }

    /// Writes what is done with a row, and who does it where that is known.
    fn state(&self, words: String, by: &[&str]) -> Line {
        if by.is_empty() { vec![ours(words)] } else { named(&words, self.persons(by)) }
    }

    fn rests_on(&self, row: &Row, shared: bool) -> Line {
        let bottoms = row.rests_on.iter().filter(|bottom| !shared || bottom.articles.len() > 1);
        let bottoms = bottoms.map(|bottom| {
            let articles: Vec<String> = bottom.articles.iter().map(|id| self.letters_of(id)).collect();
            let mut line = self.persons(&[bottom.person.as_str()]);
            line.push(ours(format!(" ({})", articles.join(say!("list-comma")))));
            line
        });
        joined(bottoms, say!("list-comma"))
    }

    fn letters_of(&self, article: &str) -> String {
        self.places.get(article).map_or_else(String::new, |at| letters(*at))
    }

    /// Names an article: its letter, and who published it, or its title.
    fn article(&self, at: usize) -> Line {
        let article = &self.dossier.articles[at];
        let name = if article.outlet.trim().is_empty() { &article.title } else { &article.outlet };
        vec![Piece::Strong(letters(at)), ours(" "), theirs(name)]
    }

    fn persons<S: AsRef<str>>(&self, ids: &[S]) -> Line {
        let names = ids.iter().map(|id| self.people.get(id.as_ref()).map_or(id.as_ref(), |person| &person.name));
        joined(names.map(|name| vec![theirs(name)]), say!("list-comma"))
    }

    fn tables(&mut self) {
        self.chapter(say!("dossier-table"));
        let stances = [asserts(), attributes(), not_there(), not_checked()];
        let scopes = ["full", "partial", "non-denial", "no-comment"]
            .map(|key| signed_scope(Some(&Named { key: key.to_owned(), name: String::new() })));
        let legend = stances.into_iter().chain(scopes).collect::<Vec<_>>().join(say!("dossier-dot"));
        self.put(Block::Facts(vec![ours(legend)]));
        let articles = self.dossier.articles.len();
        for first in (0..articles.max(1)).step_by(COLUMNS) {
            let last = (first + COLUMNS).min(articles);
            self.table(first, last);
        }
    }

    /// Draws the table of some of the articles, and of the rows that have something to do with them.
    fn table(&mut self, first: usize, last: usize) {
        let mut head = vec![Vec::new(), vec![ours(say!("dossier-claim"))]];
        for at in first..last {
            let mut line = self.article(at);
            let date = words::day(&self.dossier.articles[at].date);
            if !date.trim().is_empty() {
                line.extend([Piece::Break, theirs(&date)]);
            }
            head.push(line);
        }
        head.push(vec![ours(say!("dossier-verdict"))]);
        let ours_only = last - first == self.dossier.articles.len();
        let mut rows = Vec::new();
        for (at, row) in self.dossier.rows.iter().enumerate() {
            let mut cells: Vec<Option<&Cell>> = vec![None; last - first];
            for cell in &row.cells {
                if let Some(place) = self.places.get(cell.article.as_str()).filter(|at| (first..last).contains(at)) {
                    cells[place - first] = Some(cell);
                }
            }
            if !ours_only && cells.iter().all(Option::is_none) {
                continue;
            }
            let mut line = vec![vec![Piece::Row(at + 1)], vec![theirs(&row.wording)]];
            line.extend(cells.into_iter().map(|cell| self.stance(cell)));
            line.push(match &row.verdict {
                Some(verdict) => vec![theirs(&verdict.name)],
                None => vec![ours(say!("dossier-no-verdict"))],
            });
            rows.push(line);
        }
        let left = self.dossier.rows.len() - rows.len();
        self.put(Block::Table(head, rows));
        if left > 0 {
            self.put(Block::Facts(vec![ours(say!("dossier-rows-left", count = left))]));
        }
    }

    /// Says what an article does with a row: a sign, words, and who.
    fn stance(&self, cell: Option<&Cell>) -> Line {
        let Some(cell) = cell else {
            return vec![ours(not_checked())];
        };
        let mut lines = Vec::new();
        if cell.claims.iter().any(|claim| claim.voice == Voice::Own) {
            lines.push(vec![ours(asserts())]);
        }
        let attributed: Vec<&Claim> = cell.claims.iter().filter(|claim| claim.voice == Voice::Attributed).collect();
        if !attributed.is_empty() {
            let whos = attributed.iter().flat_map(|claim| {
                let whos = if claim.sources.is_empty() { &claim.made_by } else { &claim.sources };
                whos.iter().map(String::as_str)
            });
            let mut known = HashSet::default();
            let whos: Vec<&str> = whos.filter(|who| known.insert(*who)).collect();
            lines.push(self.state(attributes(), &whos));
        }
        for (scope, by) in cell_denials(cell) {
            lines.push(self.state(signed_scope(scope), &by));
        }
        match cell.stance {
            Stance::NotThere => lines.push(vec![ours(not_there())]),
            Stance::NotChecked if cell.since.is_empty() => lines.push(vec![ours(not_checked())]),
            _ => {}
        }
        lines.extend(cell.since.iter().map(|since| vec![ours(signed_since(since))]));
        let mut all = Vec::new();
        for line in lines {
            if !all.is_empty() {
                all.push(Piece::Break);
            }
            all.extend(line);
        }
        all
    }

    fn rows(&mut self) {
        self.chapter(say!("dossier-rows"));
        for (at, row) in self.dossier.rows.iter().enumerate() {
            self.row(at + 1, row);
        }
    }

    fn row(&mut self, number: usize, row: &'d Row) {
        self.put(Block::RowHeading(number, row.wording.clone()));
        let verdict = match &row.verdict {
            Some(verdict) => vec![theirs(&verdict.name)],
            None => vec![ours(say!("dossier-no-verdict"))],
        };
        let flags = [
            (row.contested, say!("fact-contested")),
            (row.only_unnamed, say!("fact-only-anonymous")),
            (!row.proposition, say!("dossier-single")),
        ];
        let flags = flags.into_iter().filter(|(on, _)| *on).map(|(_, words)| vec![ours(words)]);
        let rests = named(say!("dossier-rests-on"), self.rests_on(row, false));
        let facts = [named(say!("dossier-verdict"), verdict)].into_iter().chain(flags).chain([rests]);
        self.put(Block::Facts(joined(facts, say!("dossier-dot"))));
        self.note(say!("dossier-note"), &row.note);
        let mut unchecked: Vec<usize> = (0..self.dossier.articles.len()).collect();
        for cell in &row.cells {
            let Some(at) = self.places.get(cell.article.as_str()).copied() else { continue };
            unchecked.retain(|other| *other != at);
            let mut heading = self.article(at);
            heading.push(ours(say!("dossier-dash")));
            heading.extend(joined([self.stance(Some(cell))], ""));
            let heading = heading.into_iter().map(|piece| match piece {
                Piece::Break => ours(say!("dossier-semicolon")),
                piece => piece,
            });
            self.put(Block::CellHeading(heading.collect()));
            for absent in &cell.absent {
                let set = self.sets.get(absent.set.as_str()).copied().unwrap_or_default();
                let when = words::moment(&absent.time);
                self.put(Block::Facts(vec![ours(say!("dossier-read-by")), theirs(set), ours(format!(", {when}"))]));
            }
            for claim in &cell.claims {
                self.claim(claim);
            }
            self.denials(cell);
            for former in &cell.former {
                let told = former.since.as_ref().map_or_else(|| say!("dossier-former").to_owned(), signed_since);
                self.put(Block::Facts(vec![ours(told)]));
                self.quote(&former.quote, Vec::new());
            }
        }
        if !unchecked.is_empty() {
            let names: Vec<Line> = if unchecked.len() > COLUMNS {
                vec![vec![ours(say!("articles-counted", count = unchecked.len()))]]
            } else {
                unchecked.iter().map(|at| self.article(*at)).collect()
            };
            let names = joined(names, say!("list-comma"));
            self.put(Block::CellHeading(named(&not_checked(), names)));
        }
    }

    fn claim(&mut self, claim: &'d Claim) {
        let voice = match claim.voice {
            Voice::Own => Some(say!("dossier-own-voice")),
            Voice::Denied => Some(say!("dossier-denied-voice")),
            Voice::Attributed => None,
        };
        let facts = [
            voice.map(|words| vec![ours(words)]).unwrap_or_default(),
            named(say!("dossier-sources"), self.persons(&claim.sources)),
            named(say!("dossier-made-by"), self.persons(&claim.made_by)),
            named(say!("dossier-about-whom"), self.persons(&claim.about)),
        ];
        self.quote(&claim.quote, facts.into_iter().collect());
        self.ladder(&claim.ladder);
    }

    /// Draws each denial once, with all that it denies of the row.
    fn denials(&mut self, cell: &'d Cell) {
        let mut drawn: Vec<&str> = Vec::new();
        for denial in &cell.denials {
            if drawn.contains(&denial.quote.as_str()) {
                continue;
            }
            drawn.push(&denial.quote);
            let facts = [
                named(say!("dossier-by"), self.persons(&denial.by)),
                named(say!("dossier-sources"), self.persons(&denial.sources)),
                named(say!("dossier-about-whom"), self.persons(&denial.about)),
            ];
            self.quote(&denial.quote, facts.into_iter().collect());
            let denied = cell.denials.iter().filter(|other| other.quote == denial.quote);
            let denied = denied.map(|other| {
                let claim = self.quotes.get(other.denies.as_str());
                let words = claim.map_or("", |quote| quote.words.as_str());
                let article = claim.map_or_else(String::new, |quote| self.letters_of(&quote.article));
                let mut line =
                    named(&signed_scope(other.scope.as_ref()), vec![ours("“"), theirs(&shorten(words)), ours("”")]);
                line.push(ours(format!(" ({article})")));
                if let Some(note) = self.notes.get(other.relation.as_str()) {
                    line.extend([ours(say!("dossier-dash")), theirs(note)]);
                }
                (0, line)
            });
            let denied = denied.collect();
            self.put(Block::List(denied));
            self.ladder(&denial.ladder);
        }
    }

    /// Draws a quote in what stands around it, with what is known of it.
    fn quote(&mut self, id: &str, facts: Vec<Line>) {
        let Some(quote) = self.quotes.get(id).copied() else { return };
        let article = self.places.get(quote.article.as_str()).map(|at| &self.dossier.articles[*at]);
        let language = article.map_or("", |article| article.language.as_str());
        self.put(Block::Quote(language.to_owned(), in_context(quote)));
        let texts = article.map_or(0, |article| article.texts.len());
        let number = article.and_then(|article| article.texts.iter().find(|text| text.id == quote.text));
        let places: Vec<String> = quote.fragments.iter().map(|one| format!("{}–{}", one.start, one.end)).collect();
        let place = match number {
            _ if places.is_empty() => say!("dossier-no-place").to_owned(),
            Some(text) if texts > 1 => {
                say!("dossier-place-text", places = places.join(say!("list-comma")), number = text.number)
            }
            _ => say!("dossier-place", places = places.join(say!("list-comma"))),
        };
        let attributes = quote.attributes.iter().filter(|value| !value.value.is_empty());
        let attributes = attributes.map(|one| vec![theirs(&one.name), ours(say!("dossier-colon")), theirs(&one.value)]);
        let unsure = if quote.unsure { vec![ours(say!("dossier-unsure"))] } else { Vec::new() };
        let label = vec![theirs(&quote.label.name)];
        let facts = [label].into_iter().chain(facts).chain(attributes).chain([unsure, vec![ours(place)]]);
        self.put(Block::Facts(joined(facts, say!("dossier-dot"))));
        self.note(say!("dossier-note"), &quote.note);
        self.relation_notes(id);
    }

    /// Draws the notes on what leads from a quote elsewhere; those on denying stand with what is denied.
    fn relation_notes(&mut self, id: &str) {
        for relation in self.noted.get(id).cloned().unwrap_or_default() {
            let to = self.quotes.get(relation.to.as_str()).map_or("", |quote| quote.words.as_str());
            let mut line = vec![theirs(&relation.kind.name), ours(" “"), theirs(&shorten(to)), ours("”")];
            line.push(ours(say!("dossier-colon")));
            line.push(theirs(relation.note.trim()));
            self.put(Block::Note(line));
        }
    }

    /// Draws the sources of a quote, those that a source cites under it.
    fn ladder(&mut self, ladder: &'d [Rung]) {
        let lines = ladder.iter().map(|rung| {
            let quote = self.quotes.get(rung.quote.as_str());
            let mut line = vec![ours(say!("dossier-rung")), theirs(quote.map_or("", |quote| &quote.words))];
            let kind = rung.kind.as_ref().map(|kind| vec![theirs(&kind.name)]).unwrap_or_default();
            let descriptor =
                if rung.descriptor.trim().is_empty() { Vec::new() } else { vec![theirs(&rung.descriptor)] };
            let speaks = named(say!("dossier-speaks-for"), self.persons(&rung.speaks_for));
            let circle = if rung.circle { vec![ours(say!("dossier-circle"))] } else { Vec::new() };
            let known = joined([kind, descriptor, speaks, circle], say!("dossier-semicolon"));
            if !known.is_empty() {
                line.push(ours(" ("));
                line.extend(known);
                line.push(ours(")"));
            }
            (rung.depth.saturating_sub(1), line)
        });
        let lines = lines.collect();
        self.put(Block::List(lines));
    }

    fn check_list(&mut self) {
        self.chapter(say!("dossier-check-list"));
        let (open, dismissed): (Vec<&Finding>, Vec<&Finding>) =
            self.dossier.findings.iter().partition(|finding| finding.dismissed.is_none());
        self.put(Block::Text(vec![ours(say!("dossier-findings", count = open.len()))]));
        let lines = open.iter().map(|finding| (0, self.finding(finding))).collect();
        self.put(Block::List(lines));
        if !dismissed.is_empty() {
            self.section(say!("dossier-dismissed", count = dismissed.len()));
            let lines = dismissed.iter().map(|finding| (0, self.finding(finding))).collect();
            self.put(Block::List(lines));
        }
    }

    fn finding(&self, finding: &Finding) -> Line {
        let mut line = vec![theirs(&finding.what), ours(" ")];
        if let Some(number) = finding.row.as_ref().and_then(|row| self.numbers.get(row.as_str())) {
            line.extend([ours(say!("dossier-row")), Piece::Row(*number), ours(". ")]);
        }
        if let Some(quote) = finding.quote.as_ref().and_then(|id| self.quotes.get(id.as_str())) {
            line.extend([ours("“"), theirs(&quote.words), ours(format!("” ({}). ", self.letters_of(&quote.article)))]);
        }
        match &finding.dismissed {
            None => line.push(ours(finding.remedy.clone())),
            Some(row) => {
                let when = words::moment(&row.time);
                line.extend(named(&say!("dossier-may-stand", when = when), vec![theirs(&row.reason)]));
            }
        }
        line
    }

    fn how_to_read(&mut self) {
        self.chapter(say!("dossier-how"));
        let cells = self.dossier.rows.iter().flat_map(|row| &row.cells);
        let revised = { cells }.any(|cell| !cell.since.is_empty() || !cell.former.is_empty());
        let texts = revised.then(|| say!("dossier-how-texts"));
        let words = [say!("dossier-how-places"), say!("dossier-how-silence")].into_iter().chain(texts);
        for words in words.chain([say!("dossier-how-verify")]) {
            self.put(Block::Text(vec![ours(words)]));
        }
        if self.dossier.left_out > 0 {
            self.put(Block::Text(vec![ours(say!("dossier-left-out", count = self.dossier.left_out))]));
        }
    }
}
