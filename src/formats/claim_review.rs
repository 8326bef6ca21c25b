//! ClaimReview as JSON-LD (schema.org), as fact checkers publish it: one a claim, or one a proposition for all that say
//! the same.
//!
//! It is a draft until it has a verdict and the address of the page that it will stand on, which only its author knows:
//! what search engines ask for and is not there is named.

use std::collections::BTreeSet;
use std::io;

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value as Json, json};

use super::exchange::{Document, File, Handout, Holds, Out, Packed, Remarks, Row, Spot, Titles, Watch, What};
use super::format::Format;
use crate::model::scheme::{ATTRIBUTED_TO, MADE_BY};
use crate::model::*;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "claim-review",
    name: "ClaimReview",
    endings: &["json"],
    unit: None,
    holds: Holds {
        annotators: true,
        fragments: true,
        relations: true,
        across: true,
        others: true,
        propositions: true,
        details: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        ..Holds::SPANS
    },
    packed: Packed::One,
    knows: |_: &[File]| false,
    read: None,
    write: Some(write),
};

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    out.begin("claim-review.json")?;
    let project = handout.project;
    let is_claim = |row: &Row<'_>| project.label(&row.row.label).is_some_and(|label| label.ties == Ties::Proposition);
    let [made, attributed] = [MADE_BY, ATTRIBUTED_TO].map(KindKey::slug);
    let (mut makers, mut sources) = (Leads::default(), Leads::default());
    for (id, row) in handout.relations() {
        let leads = match &row.kind {
            kind if *kind == made => &mut makers,
            kind if *kind == attributed => &mut sources,
            _ => continue,
        };
        leads.entry(row.from).or_default().push((*id, row.to));
    }
    let mut drafts = Drafts { handout, remarks, makers, sources, used: HashSet::default() };
    let (mut told, mut first) = (BTreeSet::new(), true);
    for document in handout.each(watch) {
        let document = document?;
        for row in document.annotations() {
            if !is_claim(row) {
                drafts.remarks.add(What::Label, row.label, document.spot(row.row));
                continue;
            }
            let proposition = project.proposition_of(row.id);
            // A proposition is told where its first claim stands.
            if proposition.is_some_and(|id| !told.insert(id)) {
                continue;
            }
            let review = drafts.review(document, *row, proposition);
            out.write(if first { b"[\n" } else { b",\n" })?;
            out.write(review.to_string().as_bytes())?;
            first = false;
        }
    }
    drafts.leave_relations();
    out.write(if first { b"[]\n" } else { b"\n]\n" })
}

/// Where relations of a kind lead, by where they start.
type Leads = HashMap<AnnotationId, Vec<(RelationId, AnnotationId)>>;

/// Reviews in the making.
struct Drafts<'h, 'p> {
    handout: &'h Handout<'p>,
    remarks: &'h mut Remarks,
    /// Who makes a claim, or what a source says.
    makers: Leads,
    /// On whose word something is.
    sources: Leads,
    /// Relations that say who makes a claim.
    used: HashSet<RelationId>,
}

impl Drafts<'_, '_> {
    fn review(&mut self, document: &Document<'_>, row: Row<'_>, proposition: Option<PropositionId>) -> Json {
        let (handout, project) = (self.handout, self.handout.project);
        let tied = proposition.and_then(|id| project.proposition(&id));
        let words = tied.map(|tied| tied.wording.clone()).filter(|wording| !wording.trim().is_empty());
        let words = words.unwrap_or_else(|| project.quote(row.row));
        let speaker = self.speaker(row.id);
        let mut missing = |name: &'static str| self.remarks.add(What::Missing, name, document.spot(row.row));
        missing("url");
        missing("author");
        let mut review = Map::new();
        review.insert("@context".to_owned(), "https://schema.org".into());
        review.insert("@type".to_owned(), "ClaimReview".into());
        review.insert("claimReviewed".to_owned(), words.into());
        match tied.and_then(|tied| verdict(project, tied)) {
            Some(verdict) => {
                review.insert("reviewRating".to_owned(), json!({"@type": "Rating", "alternateName": verdict}));
            }
            None => missing("reviewRating"),
        }
        let mut item = Map::new();
        item.insert("@type".to_owned(), "Claim".into());
        match speaker {
            Some(name) => {
                item.insert("author".to_owned(), json!({"@type": "Thing", "name": name}));
            }
            None => missing("itemReviewed.author"),
        }
        let members = tied.into_iter().flat_map(|tied| &tied.members).filter_map(|id| handout.document_of(*id));
        let mut seen = BTreeSet::from([document.id]);
        let more: Vec<&Document<'_>> = members.filter(|other| seen.insert(other.id)).collect();
        let work = |document: &Document<'_>| {
            let Details { title, address, date, outlet, .. } = &document.article.details;
            let mut work = Map::new();
            work.insert("@type".to_owned(), "NewsArticle".into());
            for (name, value) in [("url", address), ("headline", title), ("datePublished", date)] {
                if !value.is_empty() {
                    work.insert(name.to_owned(), value.as_str().into());
                }
            }
            if !outlet.is_empty() {
                work.insert("publisher".to_owned(), json!({"@type": "Organization", "name": outlet}));
            }
            Json::Object(work)
        };
        let Details { date, address, .. } = &document.article.details;
        if date.is_empty() {
            missing("itemReviewed.datePublished");
        } else {
            item.insert("datePublished".to_owned(), date.as_str().into());
        }
        if address.is_empty() {
            missing("itemReviewed.firstAppearance");
        }
        item.insert("firstAppearance".to_owned(), work(document));
        item.insert("appearance".to_owned(), more.into_iter().map(work).collect());
        review.insert("itemReviewed".to_owned(), Json::Object(item));
        Json::Object(review)
    }

    /// Returns the name of who makes a claim: who it is made by, and otherwise the last of those on whose word it is.
    /// Where there are several, the first in the text is taken, and the others stay listed.
    fn speaker(&mut self, claim: AnnotationId) -> Option<String> {
        let (mut at, mut passed) = (claim, HashSet::default());
        while passed.insert(at) {
            let Some((relation, to)) = self.first(&self.makers, at).or_else(|| self.first(&self.sources, at)) else {
                break;
            };
            self.used.insert(relation);
            let made = self.makers.contains_key(&at);
            at = to;
            if made {
                break;
            }
        }
        let project = self.handout.project;
        let row = project.annotation(&at).filter(|_| at != claim)?;
        let entity = project.entity_of(at).and_then(|id| project.entity(&id));
        let name = entity.map(|entity| entity.name.clone()).filter(|name| !name.trim().is_empty());
        Some(name.unwrap_or_else(|| project.quote(row)))
    }

    /// Returns where relations lead first in the text.
    fn first(&self, leads: &Leads, from: AnnotationId) -> Option<(RelationId, AnnotationId)> {
        let start = |id: AnnotationId| self.handout.project.annotation(&id)?.fragments().map(|found| found.start());
        leads.get(&from)?.iter().copied().min_by_key(|(_, to)| (start(*to).unwrap_or(usize::MAX), *to))
    }

    /// Lists the relations that say something else.
    fn leave_relations(&mut self) {
        for (id, row) in self.handout.relations().iter().filter(|(id, _)| !self.used.contains(id)) {
            let name = self.handout.project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
            let from = self.handout.project.annotation(&row.from).zip(self.handout.document_of(row.from));
            let spot = from.map_or_else(|| Spot::of(id.to_string()), |(from, document)| document.spot(from));
            self.remarks.add(What::Relation, name, spot);
        }
    }
}

/// Returns a proposition's verdict, unless it waits for one: the first of its attributes that is a choice.
fn verdict(project: &Project, tied: &Proposition) -> Option<String> {
    let mut choices = tied.attributes.iter().filter_map(|(key, value)| match value {
        Value::Choice(choice) if choice.as_str() != "unchecked" => {
            Some(project.attribute(key)?.takes.name_of(choice).to_owned())
        }
        _ => None,
    });
    choices.next()
}
