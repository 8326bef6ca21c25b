//! Builds the steps that tie claims into propositions and names into entities, word them, and note what is absent.

use super::*;

/// Ties claims into one proposition: "same claim". Those already in propositions bring them along; the oldest stays.
pub fn tie_claims(
    project: &Project,
    ids: &[AnnotationId],
    stamp: &mut Stamp,
) -> Result<(Step, PropositionId), Refusal> {
    let mut members: BTreeSet<AnnotationId> = ids.iter().copied().collect();
    let mut joined: Vec<(PropositionId, &Proposition)> = Vec::new();
    for id in ids {
        let row = annotation(project, *id)?;
        if project.ties(&row.label) != Ties::Proposition {
            return refuse(say!("refuse-no-claim", label = label_name(project, &row.label)));
        }
        if let Some(proposition) = project.proposition_of(*id)
            && joined.iter().all(|(known, _)| *known != proposition)
            && let Some(row) = project.proposition(&proposition)
        {
            joined.push((proposition, row));
        }
    }
    members.extend(joined.iter().flat_map(|(_, row)| row.members.iter().copied()));
    let count = project.count_lineages(&members);
    if count < 2 {
        return refuse(say!("refuse-two-claims"));
    }
    joined.sort_by_key(|(id, row)| (row.time, *id));
    let mut builder = Builder::new(project);
    if joined.first().is_some_and(|(_, row)| row.members == members) {
        return refuse(say!("refuse-same-claim-already"));
    }
    let mut dropped = Vec::new();
    let (id, row) = match joined.split_first() {
        Some(((id, row), others)) => {
            let mut row = Proposition { members, ..(*row).clone() };
            for (other, gone) in others {
                dropped.extend(join_proposition(&mut builder, &mut row, *other, gone));
            }
            (*id, row)
        }
        None => {
            let wording = longest_quote(project, &members);
            let id = PropositionId(stamp.fresh());
            (id, Proposition { wording, attributes: BTreeMap::new(), members, note: String::new(), time: stamp.time })
        }
    };
    let name = say!("step-tie-claims", count = count, wording = shorten(&row.wording));
    builder.put(id, Some(row));
    let gone = joined.len().saturating_sub(1);
    let joined = if gone > 0 { vec![say!("propositions-joined", count = gone)] } else { Vec::new() };
    Ok((step(dropping(with_losses(name, &joined), &dropped), builder)?, id))
}

/// Makes a proposition part of another, which takes over what it has not itself. Names what is lost: a wording that somebody
/// wrote, other values and notes, and what was read for it.
fn join_proposition(
    builder: &mut Builder<'_>,
    into: &mut Proposition,
    id: PropositionId,
    gone: &Proposition,
) -> Vec<String> {
    let project = builder.project();
    let mut lost = Vec::new();
    if gone.wording != into.wording && !is_quote(project, &gone.members, &gone.wording) {
        lost.push(say!("step-lost-wording", wording = shorten(&gone.wording)));
    }
    for (key, value) in &gone.attributes {
        if into.attributes.entry(key.clone()).or_insert_with(|| value.clone()) != value {
            let name = project.attribute(key).map_or_else(|| key.to_string(), |row| row.name.clone());
            lost.push(say!("step-lost-attribute", attribute = name));
        }
    }
    lost.extend(join_note(&mut into.note, &gone.note));
    let marks = project.absences_of(id).count();
    if marks > 0 {
        lost.push(say!("absences-counted", count = marks));
    }
    leave_proposition(builder, id, gone, &gone.members);
    lost
}

/// Takes a note over where there is none; otherwise names it as lost, unless it says the same.
fn join_note(into: &mut String, gone: &str) -> Option<String> {
    if into.is_empty() {
        gone.clone_into(into);
    }
    (!gone.is_empty() && into != gone).then(|| say!("step-lost-note", note = shorten(gone)))
}

/// Tells whether words are those of one of some annotations: nobody wrote them for all.
fn is_quote(project: &Project, members: &BTreeSet<AnnotationId>, words: &str) -> bool {
    members.iter().filter_map(|id| project.annotation(id)).any(|row| project.quote(row) == words)
}

pub(super) fn longest_quote(project: &Project, members: &BTreeSet<AnnotationId>) -> String {
    let quotes = members.iter().filter_map(|id| project.annotation(id)).map(|row| project.quote(row));
    quotes.max_by_key(|quote| quote.chars().count()).unwrap_or_default()
}

/// Takes a claim out of its proposition, on whichever texts of its article it stands. A proposition that one claim is left in stays, for its wording and verdict.
pub fn untie_claim(project: &Project, id: AnnotationId) -> Made {
    let Some(proposition) = project.proposition_of(id) else { return refuse(say!("refuse-claim-untied")) };
    let Some(row) = project.proposition(&proposition) else { return refuse(say!("refuse-proposition-gone")) };
    let mut builder = Builder::new(project);
    let leaving = project.through_texts(&BTreeSet::from([id]), &row.members);
    let gone = leave_proposition(&mut builder, proposition, row, &leaving);
    let losses = if gone { vec![say!("step-lost-proposition").to_owned()] } else { Vec::new() };
    step(with_losses(say!("step-untie-claim").to_owned(), &losses), builder)
}

/// Gives a claim that is in no proposition one of its own, to hold a wording or a verdict.
pub fn propose(project: &Project, id: AnnotationId, stamp: &mut Stamp) -> Result<(Step, PropositionId), Refusal> {
    let row = annotation(project, id)?;
    if project.ties(&row.label) != Ties::Proposition {
        return refuse(say!("refuse-only-claims"));
    }
    if project.proposition_of(id).is_some() {
        return refuse(say!("refuse-proposed-already"));
    }
    let proposition = PropositionId(stamp.fresh());
    let wording = project.quote(row);
    let name = say!("step-wording", wording = shorten(&wording));
    let mut builder = Builder::new(project);
    let members = BTreeSet::from([id]);
    let row = Proposition { wording, attributes: BTreeMap::new(), members, note: String::new(), time: stamp.time };
    builder.put(proposition, Some(row));
    Ok((step(name, builder)?, proposition))
}

/// Gives a claim that is in no proposition one of its own and does something to that, in one step with the latter's name.
pub fn propose_and(
    project: &Project,
    id: AnnotationId,
    stamp: &mut Stamp,
    then: impl FnOnce(&Project, PropositionId) -> Made,
) -> Result<(Step, PropositionId), Refusal> {
    let (mut proposed, proposition) = propose(project, id, stamp)?;
    let mut with = project.clone();
    with.apply(&proposed.transaction).map_err(|error| Refusal(error.to_string()))?;
    let next = then(&with, proposition)?;
    let edits = &mut proposed.transaction.edits;
    for edit in next.transaction.edits {
        match edits.last_mut() {
            Some(last) if let Some(both) = last.then(&edit) => *last = both,
            _ => edits.push(edit),
        }
    }
    Ok((Step { name: next.name, ..proposed }, proposition))
}

/// Words a proposition.
pub fn set_wording(project: &Project, id: PropositionId, wording: &str) -> Made {
    let Some(row) = project.proposition(&id) else { return refuse(say!("refuse-proposition-gone")) };
    let mut builder = Builder::new(project);
    builder.put(id, Some(Proposition { wording: wording.to_owned(), ..row.clone() }));
    step(say!("step-wording", wording = shorten(wording)), builder)
}

/// Ties annotations into one entity. Those already in entities bring them along; the oldest stays.
pub fn tie_entities(project: &Project, ids: &[AnnotationId], stamp: &mut Stamp) -> Result<(Step, EntityId), Refusal> {
    let mut members: BTreeSet<AnnotationId> = ids.iter().copied().collect();
    let mut joined: Vec<(EntityId, &Entity)> = Vec::new();
    for id in ids {
        let row = annotation(project, *id)?;
        if project.ties(&row.label) != Ties::Entity {
            return refuse(say!("refuse-names-nobody", label = label_name(project, &row.label)));
        }
        if let Some(entity) = project.entity_of(*id)
            && joined.iter().all(|(known, _)| *known != entity)
            && let Some(row) = project.entity(&entity)
        {
            joined.push((entity, row));
        }
    }
    members.extend(joined.iter().flat_map(|(_, row)| row.members.iter().copied()));
    if project.count_lineages(&members) < 2 {
        return refuse(say!("refuse-two-names"));
    }
    joined.sort_by_key(|(id, row)| (row.time, *id));
    if joined.first().is_some_and(|(_, row)| row.members == members) {
        return refuse(say!("refuse-same-name-already"));
    }
    let mut builder = Builder::new(project);
    let mut dropped = Vec::new();
    let (id, row) = match joined.split_first() {
        Some(((id, row), others)) => {
            let mut row = Entity { members, ..(*row).clone() };
            for (other, gone) in others {
                if gone.name != row.name && !is_quote(project, &gone.members, &gone.name) {
                    dropped.push(say!("step-lost-name", name = shorten(&gone.name)));
                }
                dropped.extend(join_note(&mut row.note, &gone.note));
                builder.put::<Entity>(*other, None);
            }
            (*id, row)
        }
        None => {
            let name = longest_quote(project, &members);
            (EntityId(stamp.fresh()), Entity { name, members, note: String::new(), time: stamp.time })
        }
    };
    let name = say!("step-tie-names", name = shorten(&row.name));
    builder.put(id, Some(row));
    Ok((step(dropping(name, &dropped), builder)?, id))
}

/// Takes an annotation out of its entity, on whichever texts of its article it stands.
pub fn untie_entity(project: &Project, id: AnnotationId) -> Made {
    let Some(entity) = project.entity_of(id) else { return refuse(say!("refuse-untied")) };
    let Some(row) = project.entity(&entity) else { return refuse(say!("refuse-entity-gone")) };
    let mut losses = Losses::default();
    losses.leaving_entities.insert(entity, project.through_texts(&BTreeSet::from([id]), &row.members));
    let mut builder = Builder::new(project);
    let names = losses.write(&mut builder);
    step(with_losses(say!("step-untie-name").to_owned(), &names), builder)
}

/// Names an entity.
pub fn rename_entity(project: &Project, id: EntityId, name: &str) -> Made {
    let Some(row) = project.entity(&id) else { return refuse(say!("refuse-entity-gone")) };
    let mut builder = Builder::new(project);
    builder.put(id, Some(Entity { name: name.to_owned(), ..row.clone() }));
    step(say!("step-name-entity", name = shorten(name)), builder)
}

#[cfg(test)]
#[path = "ties_tests.rs"]
mod tests;
