//! Builds the steps that add, change, move and remove articles.

use super::*;

/// What an article is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArticle {
    /// What is known of it.
    pub details: Details,
    /// Its text.
    pub text: Text,
    /// What the text's parts are.
    pub blocks: Vec<Block>,
    /// Where the text is from, in words.
    pub origin: String,
}

/// Adds an article behind the others.
pub fn add_article(
    project: &Project,
    details: Details,
    text: Text,
    blocks: Vec<Block>,
    origin: &str,
    stamp: &mut Stamp,
) -> Result<(Step, ArticleId), Refusal> {
    let article = NewArticle { details, text, blocks, origin: origin.to_owned() };
    let (step, ids) = add_articles(project, vec![article], stamp)?;
    Ok((step, ids[0]))
}

/// Adds articles behind the others, in this order. Returns as many ids as articles.
pub fn add_articles(
    project: &Project,
    articles: Vec<NewArticle>,
    stamp: &mut Stamp,
) -> Result<(Step, Vec<ArticleId>), Refusal> {
    add_articles_in(project, None, articles, stamp)
}

/// Adds articles as [`add_articles`] does, for who annotates in a set. A masked pass shows them: who adds an article
/// has seen where it comes from, and nobody marked anything in it.
pub fn add_articles_in(
    project: &Project,
    set: Option<SetId>,
    articles: Vec<NewArticle>,
    stamp: &mut Stamp,
) -> Result<(Step, Vec<ArticleId>), Refusal> {
    let name = match articles.as_slice() {
        [one] => say!("step-add-article", title = shorten(&one.details.title)),
        many => say!("step-add-articles", count = many.len()),
    };
    let first_rank = next_rank(project.articles_by_id().map(|(_, row)| row.rank));
    let mut builder = Builder::new(project);
    let mut ids = Vec::with_capacity(articles.len());
    for (rank, article) in (first_rank..).zip(articles) {
        let NewArticle { details, text, blocks, origin } = article;
        if text.as_str().trim().is_empty() {
            return refuse(say!("refuse-no-text"));
        }
        if let Some(fault) = Block::fault(&blocks, &text) {
            return refuse(fault);
        }
        let id = ArticleId(stamp.fresh());
        builder.put(id, Some(Article { rank, details }));
        let revision = Revision { article: id, number: 1, text, blocks, added: stamp.time, origin };
        builder.put(RevisionId(stamp.fresh()), Some(revision));
        ids.push(id);
    }
    if let Some(set) = set {
        people::show_masked(&mut builder, set, &ids, stamp);
    }
    Ok((step(name, builder)?, ids))
}

/// Changes what is known of an article.
pub fn edit_details(project: &Project, id: ArticleId, details: Details) -> Made {
    let Some(row) = project.article(&id) else { return refuse(say!("refuse-article-gone")) };
    let name = say!("step-details", title = shorten(&details.title));
    let mut builder = Builder::new(project);
    builder.put(id, Some(Article { details, ..row.clone() }));
    step(name, builder)
}

/// Removes an article with its texts, annotations and everything that hangs on them.
pub fn remove_article(project: &Project, id: ArticleId) -> Made {
    let Some(row) = project.article(&id) else { return refuse(say!("refuse-article-gone")) };
    let revisions: Vec<RevisionId> = project.revisions_of(id).collect();
    let on_it: Vec<AnnotationId> =
        project.annotations().filter(|(_, row)| revisions.contains(&row.revision)).map(|(id, _)| *id).collect();
    let mut losses = Losses::default();
    for id in &on_it {
        losses.delete(project, *id);
    }
    let mut builder = Builder::new(project);
    // Absence marks of propositions that go altogether are removed with them.
    let emptied: BTreeSet<PropositionId> = losses
        .leaving_propositions
        .iter()
        .filter(|(id, leaving)| project.proposition(id).is_some_and(|row| row.members.len() == leaving.len()))
        .map(|(id, _)| *id)
        .collect();
    let absences: Vec<_> =
        project.absences().map(|(key, _)| *key).filter(|key| key.1 == id && !emptied.contains(&key.0)).collect();
    for key in absences {
        builder.put::<Absence>(key, None);
    }
    let mut names = losses.write(&mut builder);
    for id in &on_it {
        builder.put::<Annotation>(*id, None);
    }
    if !on_it.is_empty() {
        names.insert(0, say!("annotations-counted", count = on_it.len()));
    }
    let marks: Vec<_> = project.done_marks().map(|(key, _)| *key).filter(|key| key.1 == id).collect();
    for key in marks {
        builder.put::<Done>(key, None);
    }
    let asked: BTreeSet<_> = revisions.iter().flat_map(|on| project.exercises_on(*on)).map(|(id, _)| id).collect();
    if !asked.is_empty() {
        names.push(say!("exercises-counted", count = asked.len()));
    }
    for exercise in asked {
        builder.put::<Exercise>(exercise, None);
    }
    for revision in revisions {
        builder.put::<Revision>(revision, None);
    }
    builder.put::<Article>(id, None);
    step(with_losses(say!("step-remove-article", title = shorten(&row.details.title)), &names), builder)
}

/// Moves an article one place up or down in the list.
pub fn move_article(project: &Project, id: ArticleId, down: bool) -> Made {
    let order = order(project);
    let Some(at) = order.iter().position(|other| *other == id) else {
        return refuse(say!("refuse-article-gone"));
    };
    let other = if down { at + 1 } else { at.wrapping_sub(1) };
    if other >= order.len() {
        return refuse(if down { say!("refuse-last") } else { say!("refuse-first") });
    }
    arrange(project, order, at, other, if down { say!("step-move-down") } else { say!("step-move-up") })
}

/// Moves an article to a place in the list, counted from 0 without the article itself; the last one where there is none
/// so high.
pub fn place_article(project: &Project, id: ArticleId, to: usize) -> Made {
    let Some(row) = project.article(&id) else { return refuse(say!("refuse-article-gone")) };
    let order = order(project);
    let Some(at) = order.iter().position(|other| *other == id) else {
        return refuse(say!("refuse-article-gone"));
    };
    let to = to.min(order.len() - 1);
    let name = say!("step-place-article", title = shorten(&row.details.title), place = to + 1);
    arrange(project, order, at, to, name)
}

fn order(project: &Project) -> Vec<ArticleId> {
    project.articles().into_iter().map(|(id, _)| *id).collect()
}

/// Moves what stands at one place of the list to another, and gives the articles the ranks that follow.
fn arrange(project: &Project, mut order: Vec<ArticleId>, at: usize, to: usize, name: impl Into<String>) -> Made {
    let id = order.remove(at);
    order.insert(to, id);
    let mut builder = Builder::new(project);
    for (id, rank) in order.iter().zip(0..) {
        if let Some(row) = project.article(id) {
            builder.put(*id, Some(Article { rank, ..row.clone() }));
        }
    }
    step(name, builder)
}
