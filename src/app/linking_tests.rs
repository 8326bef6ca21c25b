//! Tests joining annotations by intents.

use super::super::tests::{Desk, denies};
use super::super::*;
use crate::model::{Details, KindKey, LabelKey};

#[test]
fn relates_across_articles_by_typing() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    desk.mark("two officials", "source");
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("did not ask", "denial");
    desk.send(Intent::BeginLink(denies(true)));
    assert_eq!(desk.state.linking().unwrap().candidates, [claim], "sources are not offered");
    desk.send(Intent::LinkQuery("nowhere".into()));
    assert_eq!(desk.state.linking().unwrap().total, 0);
    desk.send(Intent::LinkPick(None));
    assert_eq!(desk.state.project().relation_count(), 0);
    desk.send(Intent::LinkQuery("ASKED help".into()));
    desk.send(Intent::LinkPick(None));
    assert!(desk.state.linking().is_none());
    let (_, relation) = desk.state.project().relations().next().unwrap();
    assert_eq!((relation.from, relation.to), (denial, claim));
    desk.send(Intent::BeginLink(denies(true)));
    assert!(desk.state.linking().is_none(), "there is nothing left to deny");
}

#[test]
fn a_kind_joins_only_what_the_scheme_allows() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let actor = desk.mark("Ministry", "actor");
    for (from, to) in [(actor, claim), (claim, actor), (claim, claim)] {
        desk.send(Intent::Link(denies(true), from, to));
        assert_eq!(desk.state.project().relation_count(), 0);
        let notice = desk.state.notice().unwrap();
        assert!(notice.error, "{}", notice.text);
    }
    desk.send(Intent::Link(denies(true), actor, claim));
    for name in ["denies", "actor", "claim"] {
        assert!(desk.notice().contains(name), "{}", desk.notice());
    }
}

#[test]
fn dropping_one_on_another_asks_only_when_several_kinds_fit() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let actor = desk.mark("Ministry", "actor");
    let source = desk.mark("two officials", "source");
    desk.send(Intent::DropLink(claim, source));
    assert_eq!(desk.state.project().relation_count(), 1);
    desk.send(Intent::DropLink(claim, actor));
    assert!(matches!(desk.state.modal(), Some(Modal::LinkKind { kinds, .. }) if kinds.len() == 2), "made by, about");
    desk.send(Intent::Link(LinkKind::Relation { kind: KindKey::slug("about"), forward: true }, claim, actor));
    assert!(desk.state.modal().is_none());
    assert_eq!(desk.state.project().relation_count(), 2);
}

#[test]
fn ties_claims_into_one_proposition() {
    let mut desk = Desk::new();
    let short = desk.mark("asked", "claim");
    let long = desk.mark("The ministry asked for help", "claim");
    desk.send(Intent::Link(LinkKind::SameClaim, short, long));
    let proposition = desk.state.project().proposition_of(short).unwrap();
    assert_eq!(desk.state.project().proposition_of(long), Some(proposition));
    assert_eq!(desk.state.project().proposition(&proposition).unwrap().wording, "The ministry asked for help");
    desk.send(Intent::Pick(Some(short)));
    desk.send(Intent::Delete);
    assert_eq!(desk.state.project().proposition(&proposition).unwrap().members.len(), 1);
    desk.send(Intent::Pick(Some(long)));
    desk.send(Intent::Delete);
    assert!(desk.state.project().proposition(&proposition).is_none());
    assert!(desk.notice().contains("with 1 proposition"), "{}", desk.notice());
}

#[test]
fn a_link_goes_on_in_another_article_and_comes_back() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let first = desk.state.article().unwrap();
    desk.send(Intent::AddArticle(Details::default(), "No, said the ministry.".into()));
    desk.send(Intent::Select { anchor: 0, head: 2, finished: true });
    desk.send(Intent::Label(LabelKey::slug("denial")));
    let denial = desk.state.selected().unwrap().0;
    let denies = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::BeginLink(denies));
    desk.send(Intent::OpenArticle(first));
    assert_eq!(desk.state.linking().unwrap().candidates.first(), Some(&claim));
    desk.send(Intent::LinkPick(Some(claim)));
    assert_eq!(desk.state.project().relations_of(denial).count(), 1);
    assert_eq!(desk.state.selection().annotation, Some(denial), "back where it began");
}
