//! Builds the steps that add and name annotators and their sets, and that mark articles as done.

use super::*;

/// Adds an annotator with a set of their own.
pub fn add_annotator(project: &Project, name: &str, stamp: &mut Stamp) -> Result<(Step, SetId), Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return refuse(say!("refuse-nameless-yet"));
    }
    if project.annotators_by_id().any(|(_, row)| row.name == name) {
        return refuse(say!("refuse-annotator-there", name = name));
    }
    let id = AnnotatorId(stamp.fresh());
    let set = SetId(stamp.fresh());
    let rank = next_rank(project.annotators_by_id().map(|(_, row)| row.rank));
    let set_rank = next_rank(project.sets_by_id().map(|(_, row)| row.rank));
    let mut builder = Builder::new(project);
    builder.put(id, Some(Annotator { rank, name: name.to_owned() }));
    let row = Set {
        rank: set_rank,
        name: String::new(),
        annotator: Some(id),
        kind: SetKind::Own,
        begun: stamp.time,
        unmasked: Vec::new(),
        handed: None,
    };
    builder.put(set, Some(row));
    Ok((step(say!("step-add-annotator", name = name), builder)?, set))
}

/// Renames an annotator.
pub fn rename_annotator(project: &Project, id: AnnotatorId, name: &str) -> Made {
    let Some(row) = project.annotator(&id) else { return refuse(say!("refuse-annotator-gone")) };
    let name = name.trim();
    if name.is_empty() {
        return refuse(say!("refuse-nameless"));
    }
    if project.annotators_by_id().any(|(other, row)| *other != id && row.name == name) {
        return refuse(say!("refuse-annotator-there", name = name));
    }
    let mut builder = Builder::new(project);
    builder.put(id, Some(Annotator { name: name.to_owned(), ..row.clone() }));
    step(say!("step-rename-annotator", old = &row.name, new = name), builder)
}

/// Says that an article is finished in a set, or that it is not. What a masked pass showed when it was done with an
/// article stays shown, and the set remembers that.
pub fn mark_done(project: &Project, set: SetId, article: ArticleId, done: bool, stamp: &Stamp) -> Made {
    let mut builder = Builder::new(project);
    builder.put((set, article), done.then_some(Done { time: stamp.time }));
    if !done && project.done(&(set, article)).is_some() {
        show_masked(&mut builder, set, &[article], stamp);
    }
    step(if done { say!("step-done") } else { say!("step-not-done") }, builder)
}

/// Begins another pass of whoever a set belongs to, and names it by its number. A masked one hides each article's
/// outlet, author and earlier marks until it is done with the article.
pub fn add_set(project: &Project, beside: SetId, masked: bool, stamp: &mut Stamp) -> Result<(Step, SetId), Refusal> {
    let annotator = project.set(&beside).and_then(|row| row.annotator);
    let Some((annotator, who)) = annotator.and_then(|id| Some((id, project.annotator(&id)?.name.as_str()))) else {
        return refuse(say!("refuse-set-of-nobody"));
    };
    let theirs: Vec<&str> = project
        .sets_by_id()
        .filter(|(_, row)| row.annotator == Some(annotator))
        .map(|(_, row)| row.name.as_str())
        .collect();
    let mut number = theirs.len() + 1;
    let named = |number: usize| {
        if masked { say!("set-pass-masked", number = number) } else { say!("set-pass", number = number) }
    };
    while theirs.contains(&named(number).as_str()) {
        number += 1;
    }
    let name = named(number);
    let id = SetId(stamp.fresh());
    let rank = next_rank(project.sets_by_id().map(|(_, row)| row.rank));
    let kind = if masked { SetKind::MaskedPass } else { SetKind::SecondPass };
    let mut builder = Builder::new(project);
    let (unmasked, handed) = (Vec::new(), None);
    builder.put(id, Some(Set { rank, name, annotator: Some(annotator), kind, begun: stamp.time, unmasked, handed }));
    let name = if masked { say!("step-add-masked-set", name = who) } else { say!("step-add-set", name = who) };
    Ok((step(name, builder)?, id))
}

/// Shows an article that a set hides, and has the set remember that.
pub fn unmask(project: &Project, id: SetId, article: ArticleId, stamp: &Stamp) -> Made {
    if !project.masks(id, article) {
        return refuse(say!("refuse-not-masked"));
    }
    let mut builder = Builder::new(project);
    show_masked(&mut builder, id, &[article], stamp);
    step(say!("step-unmask"), builder)
}

/// Has a masked pass remember of articles that it shows them. Other sets mask nothing.
pub(super) fn show_masked(builder: &mut Builder<'_>, id: SetId, articles: &[ArticleId], stamp: &Stamp) {
    let Some(row) = builder.project().set(&id).filter(|row| row.kind == SetKind::MaskedPass) else { return };
    let mut unmasked = row.unmasked.clone();
    for article in articles {
        if !unmasked.iter().any(|(shown, _)| shown == article) {
            unmasked.push((*article, stamp.time));
        }
    }
    let row = Set { unmasked, ..row.clone() };
    builder.put(id, Some(row));
}

/// Names a set. Without a name, its annotator's is shown; two sets of an annotator never have the same.
pub fn rename_set(project: &Project, id: SetId, name: &str) -> Made {
    let Some(row) = project.set(&id) else { return refuse(say!("refuse-set-gone")) };
    let name = name.trim();
    if name.is_empty() && row.annotator.is_none() {
        return refuse(say!("refuse-set-nameless"));
    }
    let taken = |other: &Set| other.annotator == row.annotator && other.name == name;
    if project.sets_by_id().any(|(other, row)| *other != id && taken(row)) {
        return refuse(say!("refuse-set-there"));
    }
    let mut builder = Builder::new(project);
    builder.put(id, Some(Set { name: name.to_owned(), ..row.clone() }));
    let renamed =
        if name.is_empty() { say!("step-unname-set").to_owned() } else { say!("step-rename-set", name = name) };
    step(renamed, builder)
}
