//! Looks through files of another program on a thread of its own: what would come in, and what its names are here.

use std::sync::Arc;

use crate::compare::adopt::{
    Adoption, Becomes, Comer, Likeness, Mapping, Mine, comers, likenesses, parts_like, signed,
};
use crate::compare::agreement::Source;
use crate::compare::bring::{Plan, Survey};
use crate::formats::Format;
use crate::formats::exchange::{Read, Refused, Watch, explained};
use crate::model::{Project, Stamp};
use crate::say;

use super::{Asked, Foreign, Foreseen, ImportIntent, Recalled, Whose, sort_of};
use crate::app::intent::Intent;
use crate::app::work::Cancel;

/// Looking through files of another program, for a thread; answered by `Progress` and `Foreseen`.
#[derive(Clone, Debug)]
pub struct ImportJob {
    pub(super) number: u64,
    pub(super) here: Project,
    pub(super) files: Foreign,
    pub(super) format: Option<&'static Format>,
    /// What the files say, where that is known already.
    pub(super) known: Option<(&'static Format, Arc<Read>)>,
    pub(super) asked: Asked,
    pub(super) recalled: Vec<Recalled>,
    pub(super) stamps: [Stamp; 3],
    pub(super) cancel: Cancel,
}

impl ImportJob {
    pub(in crate::app) fn number(&self) -> u64 {
        self.number
    }

    /// Looks through the files. Nothing is answered when nobody waits any longer.
    pub(in crate::app) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let (number, cancel) = (self.number, self.cancel.clone());
        let foreseen = self.foresee(&mut |done| answer(Intent::Import(ImportIntent::Progress(number, done))));
        let foreseen = match foreseen {
            Ok(foreseen) => Ok(Arc::new(foreseen)),
            Err(refused) if refused.is_stopped() => return,
            Err(refused) => Err(refused.to_string()),
        };
        if !cancel.is_cancelled() {
            answer(Intent::Import(ImportIntent::Foreseen(number, foreseen)));
        }
    }

    fn foresee(self, tell: &mut dyn FnMut(f64)) -> Result<Foreseen, Refused> {
        let ImportJob {
            here,
            files: Foreign { files, passed },
            format,
            known,
            asked: Asked { mapping, apart, whose, own, .. },
            recalled,
            stamps,
            cancel,
            ..
        } = self;
        let [reading, mut adding, bringing] = stamps;
        let stop = || cancel.is_cancelled();
        let mut told = 0.0;
        let mut progress = |done: f64| {
            // A step that nobody sees is not told.
            if done >= told + 0.01 {
                told = done;
                tell(done);
            }
        };
        let (format, read) = match known {
            Some(known) => known,
            None => {
                let found = format.or_else(|| Format::of(&files));
                let why = |why: &str| explained(why, &files, &passed);
                let format = found.ok_or_else(|| Refused::all(why(say!("import-no-format"))))?;
                let mut watch = Watch { stop: &stop, progress: &mut |done| progress(0.7 * done) };
                let read = format.read(&files, "", reading, &mut watch);
                let told = |refused: Refused| match refused.is_stopped() {
                    true => refused,
                    false => Refused::all(why(&refused.to_string())),
                };
                (format, Arc::new(read.map_err(told)?))
            }
        };
        let name = whose.values().find_map(|whose| match whose {
            Whose::Of(name) if !name.trim().is_empty() => Some(name),
            Whose::Of(_) | Whose::Mine => None,
        });
        let other = match name {
            Some(name) => signed(&read.project, name, &mut adding).map_err(Refused::all)?,
            None => read.project.clone(),
        };
        let is_mine = |comer: &&Comer| whose.get(&comer.set) == Some(&Whose::Mine);
        let comers = comers(&read.project);
        let mine = comers.iter().find(is_mine).zip(own);
        let mut parts = likenesses(&here, &other);
        for likeness in &mut parts {
            if let Some(becomes) = recall(&recalled, format.id, likeness, &here) {
                likeness.guess = becomes;
            }
        }
        let chosen = |one: &Likeness| mapping.get(&one.part).unwrap_or(&one.guess).clone();
        let all: Mapping = parts.iter().map(|one| (one.part.clone(), chosen(one))).collect();
        let adoption = Adoption::of(&here, &other, &all, &mut adding).map_err(Refused::all)?;
        let sources = [Source { name: format.name.to_owned(), project: adoption.other.clone() }];
        let survey = Survey::of(&adoption.here, &sources, &stop, &mut |done| progress(0.7 + 0.2 * done));
        let survey = survey.ok_or_else(Refused::stopped)?;
        let goes_on = mine.map(|(comer, own)| Mine { set: comer.set, own });
        let choices = adoption.choices(0, &survey, apart, goes_on);
        let plan = Plan::of(&adoption.here, &sources, &survey, &choices, bringing, &stop);
        let plan = plan.ok_or_else(Refused::stopped)?;
        let mut transaction = adoption.transaction;
        transaction.edits.extend(plan.transaction.edits);
        // Who is the user is not told of their name.
        let people = plan.people.into_iter().filter(|name| mine.is_none_or(|(comer, _)| comer.name != *name)).collect();
        let all_articles = read.project.articles_by_id().count();
        Ok(Foreseen {
            format,
            parts,
            known: all_articles.saturating_sub(adoption.articles.len()),
            added: adoption.articles,
            sets: plan.sets.into_iter().map(|(_, name)| name).collect(),
            annotations: plan.annotations,
            detached: plan.detached,
            relations: plan.relations,
            comers,
            people,
            again: plan.again,
            remarks: passed.into_iter().chain(read.remarks.iter().cloned()).collect(),
            left: plan.left.into_iter().chain(adoption.lost).collect(),
            transaction,
            read,
        })
    }
}

/// Returns what a part was given to before, where that is still here.
fn recall(recalled: &[Recalled], format: &str, part: &Likeness, here: &Project) -> Option<Becomes> {
    let same = |one: &&Recalled| one.format == format && one.sort == sort_of(&part.part) && one.name == part.name;
    let becomes = &recalled.iter().find(same)?.becomes;
    let there = match becomes {
        Becomes::Known(known) => parts_like(here, &part.part).iter().any(|(other, _)| other == known),
        Becomes::New(_) | Becomes::Left => true,
    };
    there.then(|| becomes.clone())
}
