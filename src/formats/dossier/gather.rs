//! Makes a dossier of a ledger: takes from the project all that the rows speak of.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use crate::compare::Ledger;
use crate::compare::ledger::{self as from, RowKey, Spot, Who};
use crate::model::Attributes;
use crate::model::id::ChoiceKey;
use crate::model::id::Time;
use crate::model::scheme::Value;
use crate::model::{Annotation, AnnotationId, ArticleId, AttributeKey, Project, RevisionId, SetId, Text as Body};
use crate::{say, words};

use super::shape::*;

/// Code points of context on either side of a quote, at most.
const CONTEXT: usize = 120;

/// What a dossier is told beside the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Making<'a> {
    /// What it is called where the project has no title.
    pub name: &'a str,
    /// When it is made.
    pub time: Time,
    /// The program's version.
    pub version: &'a str,
}

impl Dossier {
    /// Makes a dossier.
    pub fn of(ledger: &Ledger, making: Making<'_>) -> Dossier {
        let project = ledger.project();
        let info = project.info();
        let mut gather = Gather { ledger, project, taken: BTreeSet::new(), people: Vec::new(), known: BTreeSet::new() };
        let rows: Vec<Row> = ledger.rows().map(|row| gather.row(row)).collect();
        let findings = ledger.findings().map(|finding| gather.finding(finding)).collect();
        let people = gather.people();
        let quotes = gather.quotes();
        let latest: BTreeSet<RevisionId> =
            project.articles_by_id().filter_map(|(id, _)| project.latest(*id)).map(|(id, _)| id).collect();
        let counts = |row: &Annotation| ledger.sets().contains(&row.set) && latest.contains(&row.revision);
        let idle = project.annotations().filter(|(id, row)| counts(row) && !gather.taken.contains(id)).count();
        let title = if info.title.trim().is_empty() { making.name.to_owned() } else { info.title };
        Dossier {
            kind: KIND.to_owned(),
            format: FORMAT,
            about: say!("dossier-about").to_owned(),
            title,
            note: info.note,
            made: making.time.to_string(),
            program: format!("gainsay {}", making.version),
            language: words::tag().to_owned(),
            sets: ledger.sets().iter().map(|id| Set { id: id.to_string(), name: project.set_name(*id) }).collect(),
            articles: gather.articles(),
            people,
            left_out: idle,
            relations: gather.relations(),
            quotes,
            rows,
            findings,
        }
    }
}

struct Gather<'a> {
    ledger: &'a Ledger,
    project: &'a Project,
    /// The annotations that the dossier speaks of.
    taken: BTreeSet<AnnotationId>,
    /// Whom it speaks of, in the order in which it does.
    people: Vec<Who>,
    known: BTreeSet<Who>,
}

impl<'a> Gather<'a> {
    fn row(&mut self, row: &from::Row) -> Row {
        let (id, note) = match row.key {
            RowKey::Proposition(id) => {
                (id.to_string(), self.project.proposition(&id).map_or_else(String::new, |row| row.note.clone()))
            }
            RowKey::Claim(id) => (id.to_string(), String::new()),
        };
        let verdict = row.verdict.as_ref().zip(self.ledger.verdict());
        let articles: Vec<ArticleId> = self.ledger.columns().iter().map(|column| column.article).collect();
        let cells = articles.iter().filter_map(|article| Some((*article, row.cell(*article)?)));
        let cells = cells.map(|(article, cell)| self.cell(row.key, article, cell)).collect();
        let rests_on = row.bottoms.iter().map(|bottom| Bottom {
            person: self.person(&bottom.who),
            unnamed: bottom.anonymous,
            articles: articles.iter().filter(|id| bottom.articles.contains(id)).map(ArticleId::to_string).collect(),
        });
        let rests_on = rests_on.collect();
        Row {
            id,
            proposition: matches!(row.key, RowKey::Proposition(_)),
            wording: row.wording.clone(),
            verdict: verdict.map(|(choice, (key, _))| self.choice(key, choice)),
            note,
            contested: row.contested,
            only_unnamed: row.only_anonymous,
            cells,
            rests_on,
        }
    }

    fn cell(&mut self, key: RowKey, article: ArticleId, cell: &from::Cell) -> Cell {
        let strongest = cell.denials.iter().min_by_key(|denied| &denied.extent);
        let absent =
            cell.absent.iter().map(|set| Absent { set: set.to_string(), time: self.read_at(key, article, *set) });
        let absent = absent.collect();
        Cell {
            article: article.to_string(),
            stance: match cell.stance() {
                from::Stance::Asserts => Stance::Asserts,
                from::Stance::Attributes => Stance::Attributes,
                from::Stance::Denies(_) => Stance::Denies,
                from::Stance::Both(from::Voice::Own, _) => Stance::AssertsAndDenies,
                from::Stance::Both(..) => Stance::AttributesAndDenies,
                from::Stance::NotThere => Stance::NotThere,
                from::Stance::NotChecked => Stance::NotChecked,
            },
            scope: strongest.and_then(|denied| self.scope(denied)),
            since: cell.since.iter().map(|since| (*since).into()).collect(),
            claims: cell.claims.iter().map(|said| self.claim(said)).collect(),
            denials: cell.denials.iter().map(|denied| self.denial(denied)).collect(),
            absent,
            former: cell.former.iter().map(|former| self.former(former)).collect(),
        }
    }

    fn former(&mut self, former: &from::Former) -> Former {
        let uttered = former.uttered;
        let since = former.fate.map(|(turn, text)| from::Since { turn, uttered, text }.into());
        Former { quote: self.quote(former.id), since }
    }

    fn read_at(&self, key: RowKey, article: ArticleId, set: SetId) -> String {
        let RowKey::Proposition(id) = key else { return String::new() };
        self.project.absence(&(id, article, set)).map_or_else(String::new, |row| row.time.to_string())
    }

    fn claim(&mut self, said: &from::Said) -> Claim {
        Claim {
            quote: self.quote(said.id),
            voice: match said.voice {
                from::Voice::Own => Voice::Own,
                from::Voice::Attributed => Voice::Attributed,
                from::Voice::Denied => Voice::Denied,
            },
            sources: self.persons(&said.sources),
            made_by: self.persons(&said.makers),
            about: self.persons(&said.about),
            only_unnamed: said.anonymous,
            ladder: self.ladder(said.id),
        }
    }

    fn denial(&mut self, denied: &from::Denied) -> Denial {
        Denial {
            quote: self.quote(denied.id),
            relation: denied.relation.to_string(),
            denies: self.quote(denied.claim),
            scope: self.scope(denied),
            by: self.persons(&denied.by),
            sources: self.persons(&denied.sources),
            about: self.persons(&denied.about),
            ladder: self.ladder(denied.id),
        }
    }

    fn scope(&self, denied: &from::Denied) -> Option<Named> {
        let (scope, relation) = (self.ledger.scope(), self.project.relation(&denied.relation)?);
        match relation.attributes.get(scope) {
            Some(Value::Choice(choice)) => Some(self.choice(scope, choice)),
            _ => None,
        }
    }

    fn ladder(&mut self, id: AnnotationId) -> Vec<Rung> {
        let rungs = self.ledger.ladder(id).rungs.into_iter().map(|rung| Rung {
            quote: self.quote(rung.source),
            also: rung.also.iter().map(|id| self.quote(*id)).collect(),
            person: self.person(&rung.who),
            kind: rung.kind.map(|kind| self.choice(self.ledger.source_kind(), &kind)),
            descriptor: rung.descriptor,
            depth: rung.depth,
            bottom: rung.bottom,
            circle: rung.circle,
            speaks_for: self.persons(&rung.speaks_for),
        });
        rungs.collect()
    }

    fn finding(&mut self, finding: &from::Finding) -> Finding {
        let (quote, row) = match finding.fault.spot() {
            Some(Spot::Annotation(id)) => (Some(self.quote(id)), None),
            Some(Spot::Row(RowKey::Proposition(id))) => (None, Some(id.to_string())),
            Some(Spot::Row(RowKey::Claim(id))) => (None, Some(id.to_string())),
            None => (None, None),
        };
        let dismissed = self.ledger.dismissal(finding);
        Finding {
            key: finding.key.to_string(),
            what: finding.fault.told(self.ledger),
            remedy: finding.fault.remedy().to_owned(),
            quote,
            row,
            dismissed: dismissed.map(|row| Dismissed { reason: row.reason.clone(), time: row.time.to_string() }),
        }
    }

    fn quote(&mut self, id: AnnotationId) -> String {
        self.taken.insert(id);
        id.to_string()
    }

    fn persons(&mut self, whos: &[Who]) -> Vec<String> {
        whos.iter().map(|who| self.person(who)).collect()
    }

    fn person(&mut self, who: &Who) -> String {
        if self.known.insert(who.clone()) {
            self.people.push(who.clone());
        }
        match who {
            Who::Entity(id) => format!("entity {id}"),
            Who::Name(name) => format!("name {name}"),
            Who::Alone(id) => format!("annotation {id}"),
        }
    }

    /// Lists the people spoken of; the annotations that name them are taken, too.
    fn people(&mut self) -> Vec<Person> {
        let whos = std::mem::take(&mut self.people);
        let mut all = Vec::with_capacity(whos.len());
        for who in &whos {
            let members = self.ledger.people().get(who).into_iter().flatten();
            let quotes = members.map(|id| self.quote(*id)).collect();
            let (name, unnamed) = (self.ledger.name(who), self.ledger.is_anonymous(who));
            all.push(Person { id: self.person(who), name, unnamed, quotes });
        }
        all
    }

    /// Lists the annotations that were taken, in the order of articles and texts.
    fn quotes(&self) -> Vec<Quote> {
        let columns = self.ledger.columns().iter();
        let ranks: HashMap<ArticleId, usize> = columns.enumerate().map(|(at, column)| (column.article, at)).collect();
        let mut all: Vec<((usize, u32, usize, AnnotationId), Quote)> = Vec::with_capacity(self.taken.len());
        for id in &self.taken {
            let Some(row) = self.project.annotation(id) else { continue };
            let Some(revision) = self.project.revision(&row.revision) else { continue };
            let start = row.fragments().map_or(usize::MAX, |fragments| fragments.start());
            let rank = ranks.get(&revision.article).copied().unwrap_or(usize::MAX);
            let key = (rank, revision.number, start, *id);
            all.push((key, self.quoted(*id, row, revision.article, &revision.text)));
        }
        all.sort_by_key(|(key, _)| *key);
        all.into_iter().map(|(_, quote)| quote).collect()
    }

    fn quoted(&self, id: AnnotationId, row: &Annotation, article: ArticleId, text: &Body) -> Quote {
        let label = self.project.label(&row.label);
        Quote {
            id: id.to_string(),
            article: article.to_string(),
            text: row.revision.to_string(),
            sha256: text.hash().to_string(),
            set: row.set.to_string(),
            label: Named {
                key: row.label.to_string(),
                name: label.map_or_else(|| row.label.to_string(), |label| label.name.clone()),
            },
            words: self.project.quote(row),
            fragments: fragments(row, text),
            attributes: self.values(&row.attributes),
            note: row.note.clone(),
            unsure: row.unsure,
            time: row.time.to_string(),
        }
    }

    /// Lists the articles with their latest text, and the earlier ones that quotes stand in.
    fn articles(&self) -> Vec<Article> {
        let mut texts: BTreeMap<ArticleId, BTreeSet<(u32, RevisionId)>> = BTreeMap::new();
        let latest = self.ledger.columns().iter().filter_map(|column| self.project.latest(column.article));
        let of_quotes = self.taken.iter().filter_map(|id| {
            let revision = self.project.annotation(id)?.revision;
            Some((revision, self.project.revision(&revision)?))
        });
        for (id, revision) in latest.chain(of_quotes) {
            texts.entry(revision.article).or_default().insert((revision.number, id));
        }
        let text = |(number, id): &(u32, RevisionId)| {
            let revision = self.project.revision(id)?;
            Some(Text {
                id: id.to_string(),
                number: *number,
                added: revision.added.to_string(),
                origin: revision.origin.clone(),
                sha256: revision.text.hash().to_string(),
                length: revision.text.chars(),
            })
        };
        let article = |column: &from::Column| {
            let details = self.project.article(&column.article)?.details.clone();
            Some(Article {
                id: column.article.to_string(),
                title: details.title,
                outlet: details.outlet,
                author: details.author,
                date: details.date,
                address: details.address,
                language: details.language,
                note: details.note,
                texts: texts.get(&column.article).into_iter().flatten().filter_map(text).collect(),
            })
        };
        self.ledger.columns().iter().filter_map(article).collect()
    }

    /// Lists what joins two quotes.
    fn relations(&self) -> Vec<Relation> {
        let mut all = Vec::new();
        for id in &self.taken {
            let ours = self.project.relations_of(*id).filter(|(_, row)| {
                row.from == *id && self.taken.contains(&row.to) && self.ledger.sets().contains(&row.set)
            });
            all.extend(ours.map(|(id, row)| Relation {
                id: id.to_string(),
                kind: Named {
                    key: row.kind.to_string(),
                    name: self.project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone()),
                },
                from: row.from.to_string(),
                to: row.to.to_string(),
                attributes: self.values(&row.attributes),
                note: row.note.clone(),
            }));
        }
        all
    }

    fn choice(&self, attribute: &AttributeKey, choice: &ChoiceKey) -> Named {
        let name = self.project.attribute(attribute).map_or(choice.as_str(), |row| row.takes.name_of(choice));
        Named { key: choice.to_string(), name: name.to_owned() }
    }

    fn values(&self, attributes: &Attributes) -> Vec<Valued> {
        let value = |(key, value): (&AttributeKey, &Value)| {
            let attribute = self.project.attribute(key);
            Valued {
                key: key.to_string(),
                name: attribute.map_or_else(|| key.to_string(), |row| row.name.clone()),
                value: value.told(attribute.map(|row| &row.takes)).to_owned(),
            }
        };
        attributes.iter().map(value).collect()
    }
}

/// Lists the stretches of an annotation, with what stands around each in its line. What stands between two of them is
/// told once: behind the first, or where that is long, its start behind the first and its end before the second.
pub(super) fn fragments(row: &Annotation, text: &Body) -> Vec<Fragment> {
    let spans = row.fragments().map(|fragments| fragments.spans()).unwrap_or_default();
    let body = text.as_str();
    let fragment = |at: usize| {
        let span = spans[at];
        let line = body[..span.start()].rfind('\n').map_or(0, |end| end + 1);
        let line_end = body[span.end()..].find('\n').map_or(body.len(), |end| span.end() + end);
        let before = match at.checked_sub(1).map(|last| spans[last].end()).filter(|last| *last >= line) {
            None => end_of(&body[line..span.start()], CONTEXT),
            Some(last) => match &body[last..span.start()] {
                gap if gap.chars().nth(CONTEXT).is_none() => String::new(),
                gap => end_of(gap, CONTEXT / 2),
            },
        };
        let after = match spans.get(at + 1).map(|next| next.start()).filter(|next| *next <= line_end) {
            None => start_of(&body[span.end()..line_end], CONTEXT),
            Some(next) => match &body[span.end()..next] {
                gap if gap.chars().nth(CONTEXT).is_none() => gap.to_owned(),
                gap => start_of(gap, CONTEXT / 2),
            },
        };
        let (start, end) = (text.char_of(span.start()), text.char_of(span.end()));
        Fragment { start, end, words: text.quote(span).to_owned(), before, after }
    };
    (0..spans.len()).map(fragment).collect()
}

/// Returns the end of what stands before a quote: whole words, behind `…` where it is longer than so many code points.
fn end_of(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let cut = text.char_indices().rev().nth(most - 1).map_or(0, |(at, _)| at);
    let rest = &text[cut..];
    let word = rest.char_indices().find(|(_, c)| c.is_whitespace()).map_or(rest, |(at, _)| &rest[at..]);
    format!("…{word}")
}

/// Returns the start of what stands behind a quote, in the same way.
fn start_of(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let rest = &text[..cut];
    let end = rest.char_indices().rev().find(|(_, c)| c.is_whitespace());
    format!("{}…", end.map_or(rest, |(at, c)| &rest[..at + c.len_utf8()]))
}

impl From<from::Since> for Since {
    fn from(since: from::Since) -> Since {
        Since {
            turn: match since.turn {
                from::Turn::Added => Turn::Added,
                from::Turn::Dropped => Turn::Dropped,
                from::Turn::Unplaced => Turn::NotPlaced,
            },
            of: match since.uttered {
                from::Uttered::Claim => Uttered::Claim,
                from::Uttered::Denial => Uttered::Denial,
            },
            text: since.text,
        }
    }
}
