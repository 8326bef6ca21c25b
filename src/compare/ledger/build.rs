//! Makes the rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Annotation, AnnotationId, ArticleId, PropositionId, Relation, RelationId, Value};

use super::ladder::Ladder;
use super::people::Who;
use super::row::{Bottom, Cell, Denied, Extent, Part, Row, RowKey, Said, Uttered, Voice};
use super::sight::{Sight, is_latest};
use super::since::Gone;

impl Sight<'_> {
    /// Makes a row; `None` when nothing that is taken into account is in it.
    pub(super) fn row(&self, key: RowKey) -> Option<Row> {
        match key {
            RowKey::Claim(id) => (self.row_of(id) == Some(key)).then(|| self.claim_row(id)),
            RowKey::Proposition(id) => self.proposition_row(id),
        }
    }

    fn claim_row(&self, id: AnnotationId) -> Row {
        let mut making = Making::new(self);
        making.member(id);
        let wording = making.longest.take().map_or_else(String::new, |(_, quote)| quote);
        making.finish(RowKey::Claim(id), wording)
    }

    fn proposition_row(&self, id: PropositionId) -> Option<Row> {
        let proposition = self.project.proposition(&id)?;
        let mut making = Making::new(self);
        let listed = proposition.members.iter().filter(|id| self.listed(**id).is_some());
        making.carried = listed.flat_map(|id| self.project.carried_from(*id)).collect();
        for member in &proposition.members {
            making.member(*member);
        }
        let (_, quote) = making.longest.take()?;
        for (_, article, set) in self.project.absences_of(id).filter(|(.., set)| self.base.sets.contains(set)) {
            making.cell(article).absent.push(set);
        }
        let wording = if proposition.wording.trim().is_empty() { quote } else { proposition.wording.clone() };
        let mut row = making.finish(RowKey::Proposition(id), wording);
        row.verdict = match proposition.attributes.get(&self.base.roles.verdict) {
            Some(Value::Choice(key)) => Some(key.clone()),
            _ => None,
        };
        row.unchecked = row.verdict.as_ref().is_none_or(|verdict| *verdict == self.base.roles.unchecked);
        Some(row)
    }

    /// Returns a claim as a cell holds it.
    fn said(&self, id: AnnotationId, article: ArticleId, row: &Annotation) -> (Said, Ladder) {
        let ladder = Ladder::of(self, id);
        let sources = self.whos(self.sources(id).collect());
        let makers: Vec<Who> = self.made_by(id).into_iter().filter(|who| !self.is_own(article, who)).collect();
        let voice = match (sources.is_empty() && makers.is_empty(), self.is_quoted_to_be_denied(id, row)) {
            (false, _) => Voice::Attributed,
            (true, true) => Voice::Denied,
            (true, false) => Voice::Own,
        };
        let anonymous = makers.is_empty() && ladder.all_anonymous();
        (Said { id, voice, sources, makers, about: self.about(id), anonymous }, ladder)
    }

    /// Tells whether a claim stands inside a denial that denies it: then nobody makes it there.
    fn is_quoted_to_be_denied(&self, id: AnnotationId, row: &Annotation) -> bool {
        let Some(claim) = row.fragments().map(|fragments| fragments.cover()) else { return false };
        self.to(id, &self.base.roles.denies).filter_map(|(_, relation)| self.counted(relation.from)).any(|denial| {
            let cover = denial.fragments().map(|fragments| fragments.cover());
            denial.revision == row.revision
                && cover.is_some_and(|cover| cover.start() <= claim.start() && claim.end() <= cover.end())
        })
    }

    fn denied(&self, id: RelationId, relation: &Relation) -> (Denied, Ladder) {
        let ladder = Ladder::of(self, relation.from);
        let sources = self.whos(self.sources(relation.from).collect());
        let scope = match relation.attributes.get(&self.base.roles.scope) {
            Some(Value::Choice(key)) => Some(key),
            _ => None,
        };
        let mut by = self.made_by(relation.from);
        for who in ladder.rungs.iter().flat_map(|rung| &rung.speaks_for) {
            if !by.contains(who) {
                by.push(who.clone());
            }
        }
        if by.is_empty() {
            by.clone_from(&sources);
        }
        let (extent, about) = (Extent::of(scope), self.about(relation.from));
        let denied = Denied { id: relation.from, relation: id, claim: relation.to, extent, by, sources, about };
        (denied, ladder)
    }
}

/// A row that is being made.
struct Making<'a> {
    sight: &'a Sight<'a>,
    cells: BTreeMap<ArticleId, Cell>,
    people: BTreeSet<(Who, Part)>,
    bottoms: BTreeMap<Who, Bottom>,
    gone: BTreeMap<ArticleId, Gone>,
    /// Members that were carried over to a later text as others.
    carried: BTreeSet<AnnotationId>,
    /// The longest quote so far, after its length in code points.
    longest: Option<(usize, String)>,
}

impl<'a> Making<'a> {
    fn new(sight: &'a Sight<'a>) -> Making<'a> {
        let (cells, people, bottoms, gone, carried) = Default::default();
        Making { sight, cells, people, bottoms, gone, carried, longest: None }
    }

    fn cell(&mut self, article: ArticleId) -> &mut Cell {
        self.cells.entry(article).or_default()
    }

    /// Brings in a claim of the row, and the denials that deny it.
    fn member(&mut self, id: AnnotationId) {
        let sight = self.sight;
        let Some(row) = sight.listed(id).filter(|row| sight.base.roles.is_claim(&row.label)) else { return };
        let Some(article) = sight.article(row) else { return };
        let quote = sight.project.quote(row);
        let length = quote.chars().count();
        if self.longest.as_ref().is_none_or(|(longest, _)| length > *longest) {
            self.longest = Some((length, quote));
        }
        if row.fragments().is_some() && is_latest(sight.project, row) {
            self.claim(id, article, row);
        } else {
            self.gone(article, id, Uttered::Claim);
        }
        for (relation_id, relation) in sight.to(id, &sight.base.roles.denies) {
            let denial = sight.listed(relation.from);
            let Some(article) = denial.and_then(|denial| sight.article(denial)) else { continue };
            if sight.counted(relation.from).is_some() {
                // What denies a claim denies the one that it was carried over to, as far as the relation to that says.
                if self.carried.contains(&id) {
                    continue;
                }
                self.denial(article, relation_id, relation);
            } else {
                self.gone(article, relation.from, Uttered::Denial);
            }
        }
    }

    /// Notes what stood on an earlier text, or lost its place.
    fn gone(&mut self, article: ArticleId, id: AnnotationId, uttered: Uttered) {
        self.cells.entry(article).or_default();
        self.gone.entry(article).or_default().note(id, uttered);
    }

    fn claim(&mut self, id: AnnotationId, article: ArticleId, row: &Annotation) {
        let (said, ladder) = self.sight.said(id, article, row);
        let speakers = ladder.everybody().chain(&said.makers).map(|who| (who.clone(), Part::Says));
        self.people.extend(speakers.chain(said.about.iter().map(|who| (who.clone(), Part::About))));
        let mut bottoms = ladder.bottoms();
        if said.sources.is_empty() {
            bottoms.extend(said.makers.iter().map(|who| (who.clone(), false)));
        }
        for (who, anonymous) in bottoms {
            let new = || Bottom { who: who.clone(), anonymous, articles: BTreeSet::new() };
            let bottom = self.bottoms.entry(who.clone()).or_insert_with(new);
            // Who has a name somewhere has one.
            bottom.anonymous &= anonymous;
            bottom.articles.insert(article);
        }
        self.cell(article).claims.push(said);
    }

    fn denial(&mut self, article: ArticleId, id: RelationId, relation: &Relation) {
        let (denied, ladder) = self.sight.denied(id, relation);
        let deniers = ladder.everybody().chain(&denied.by).map(|who| (who.clone(), Part::Denies));
        self.people.extend(deniers.chain(denied.about.iter().map(|who| (who.clone(), Part::About))));
        self.cell(article).denials.push(denied);
    }

    fn finish(mut self, key: RowKey, wording: String) -> Row {
        let sight = self.sight;
        for (article, cell) in &mut self.cells {
            cell.claims.sort_by_key(|said| (sight.start(said.id), said.id));
            cell.denials.sort_by_key(|denied| (sight.start(denied.id), denied.relation));
            let first = cell.claims.first().map(|said| said.id).into_iter().chain(cell.denials.first().map(|d| d.id));
            cell.start = first.map(|id| sight.start(id)).min().unwrap_or(usize::MAX);
            sight.turn(*article, cell, self.gone.remove(article).unwrap_or_default());
        }
        self.cells.retain(|_, cell| cell.speaks() || !cell.absent.is_empty() || !cell.former.is_empty());
        let mut claims = self.cells.values().flat_map(|cell| &cell.claims).filter(|said| said.voice != Voice::Denied);
        let only_anonymous = claims.clone().next().is_some() && claims.all(|said| said.anonymous);
        let contested = self.cells.values().flat_map(|cell| &cell.denials).any(|denied| denied.extent.rejects());
        Row {
            key,
            wording,
            verdict: None,
            unchecked: true,
            only_anonymous,
            contested,
            bottoms: self.bottoms.into_values().collect(),
            people: self.people,
            cells: self.cells,
        }
    }
}
