//! Says which parts of a scheme the ledger goes by.
//!
//! A part keeps its key when it is renamed, so the ledger looks for keys: those that a new project's scheme has.

use std::collections::BTreeSet;

use crate::model::id::ChoiceKey;
use crate::model::scheme::{ATTRIBUTED_TO, MADE_BY};
use crate::model::{AttributeKey, KindKey, LabelKey, Owner, Project, Ties};

/// Which labels, kinds and attributes mean what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Roles {
    /// Labels that are tied into propositions.
    claims: BTreeSet<LabelKey>,
    /// Labels that are tied into entities.
    names: BTreeSet<LabelKey>,
    /// Labels that can deny.
    denials: BTreeSet<LabelKey>,
    /// Labels on whose word something can be said.
    sources: BTreeSet<LabelKey>,
    pub(super) denies: KindKey,
    pub(super) attributed: KindKey,
    pub(super) made: KindKey,
    pub(super) about: KindKey,
    pub(super) scope: AttributeKey,
    pub(super) verdict: AttributeKey,
    pub(super) kind: AttributeKey,
    pub(super) descriptor: AttributeKey,
    /// The kind of a source that has no name.
    pub(super) anonymous: ChoiceKey,
    /// The verdict that says that nobody looked yet.
    pub(super) unchecked: ChoiceKey,
    /// Whether the scheme has scopes.
    pub(super) has_scope: bool,
    /// Whether it has verdicts.
    pub(super) has_verdict: bool,
    /// What it has not, of what the ledger can't do without.
    pub(super) missing: Vec<Missing>,
}

/// What a scheme lacks that the ledger is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// A label whose annotations are tied into propositions.
    Claims,
    /// A relation kind with the key `denies`.
    Denies,
    /// A relation kind with the key `attributed-to`.
    AttributedTo,
}

impl Roles {
    pub(super) fn of(project: &Project) -> Roles {
        let tied = |ties: Ties| {
            let labels = project.labels_by_key().filter(|(_, row)| row.ties == ties);
            labels.map(|(key, _)| key.clone()).collect::<BTreeSet<_>>()
        };
        let (denies, attributed) = (KindKey::slug("denies"), KindKey::slug(ATTRIBUTED_TO));
        let (scope, verdict) = (AttributeKey::slug("scope"), AttributeKey::slug("verdict"));
        let ends = |key: &KindKey, from: bool| {
            let kind = project.kind(key);
            kind.map(|kind| if from { &kind.from } else { &kind.to }).into_iter().flatten().cloned().collect()
        };
        let has = |key: &AttributeKey, owner: &Owner| project.attribute(key).is_some_and(|row| row.on.contains(owner));
        let claims = tied(Ties::Proposition);
        let lacks = [
            (Missing::Claims, claims.is_empty()),
            (Missing::Denies, project.kind(&denies).is_none()),
            (Missing::AttributedTo, project.kind(&attributed).is_none()),
        ];
        Roles {
            names: tied(Ties::Entity),
            denials: ends(&denies, true),
            sources: ends(&attributed, false),
            has_scope: has(&scope, &Owner::Kind(denies.clone())),
            has_verdict: has(&verdict, &Owner::Propositions),
            missing: lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(part, _)| part).collect(),
            claims,
            denies,
            attributed,
            made: KindKey::slug(MADE_BY),
            about: KindKey::slug("about"),
            scope,
            verdict,
            kind: AttributeKey::slug("kind"),
            descriptor: AttributeKey::slug("descriptor"),
            anonymous: ChoiceKey::slug("anonymous"),
            unchecked: ChoiceKey::slug("unchecked"),
        }
    }

    /// Tells whether annotations of a label are claims.
    pub(super) fn is_claim(&self, label: &LabelKey) -> bool {
        self.claims.contains(label)
    }

    /// Tells whether annotations of a label name somebody.
    pub(super) fn is_name(&self, label: &LabelKey) -> bool {
        self.names.contains(label)
    }

    /// Tells whether annotations of a label can deny.
    pub(super) fn may_deny(&self, label: &LabelKey) -> bool {
        self.denials.contains(label)
    }

    /// Tells whether something can be said on the word of annotations of a label.
    pub(super) fn is_source(&self, label: &LabelKey) -> bool {
        self.sources.contains(label)
    }
}
