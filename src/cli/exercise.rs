//! Hands an exercise on an article out: what learners get of it, in a file.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::classroom::{Handout, Key, lend};
use crate::disk;
use crate::formats::classroom::{key, page};
use crate::model::actions;
use crate::model::exercise::Exercise;
use crate::model::*;
use crate::store;

// `say` is a function and a macro.
use super::sheets::{Known, Sheet};
use super::{WARNED, beside_project, exchange, of_file, read, replaceable, save, say, tell, texts, warnings};

/// What is to be handed out.
pub(super) struct Task<'a> {
    pub(super) project: &'a Path,
    /// The article, as people name it.
    pub(super) article: &'a str,
    pub(super) out: &'a Path,
    /// The title of the exercise, or a part of it.
    pub(super) exercise: Option<&'a str>,
    /// The set that is the key.
    pub(super) set: Option<&'a str>,
    /// The word that opens the key.
    pub(super) word: Option<&'a str>,
    /// What it is written as, where it gives no hand-ins.
    pub(super) sheet: Option<Sheet>,
    /// The label that such a file asks for, where it can ask for but one.
    pub(super) label: Option<&'a str>,
    pub(super) force: bool,
    pub(super) json: bool,
}

/// What an exercise is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A project for the program.
    Project,
    /// A page for any browser.
    Page,
    /// For paper or a learning platform.
    Sheet(Sheet),
}

impl Form {
    fn of(task: &Task<'_>) -> Result<Form, String> {
        if let Some(sheet) = task.sheet {
            return Ok(Form::Sheet(sheet));
        }
        let extension = task.out.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "ron" => Ok(Form::Project),
            "html" => Ok(Form::Page),
            _ => Err(of_file(task.out, say!("terminal-exercise-which"))),
        }
    }
}

/// An exercise that is ready to go out.
struct Ready {
    /// The project, with the exercise in it.
    project: Project,
    id: ExerciseId,
    handout: Handout,
    key: Key,
    /// The word, where learners are to check themselves.
    word: String,
    stamp: Stamp,
}

impl Ready {
    /// Writes what goes out. Returns also what is to be known of it.
    fn write(&mut self, form: Form, label: Option<&str>) -> Result<(Vec<u8>, Vec<Known>), String> {
        let bytes = match form {
            Form::Project => {
                let sealed = key::sealed(&self.key, &self.word, &mut self.stamp);
                let lent = lend(&self.project, self.id, sealed, &mut self.stamp).map_err(|error| error.to_string())?;
                store::write(&lent).into_bytes()
            }
            Form::Page => {
                let sealed = key::sealed(&self.key, &self.word, &mut self.stamp);
                page::write(&Handout { sealed, ..self.handout.clone() }).into_bytes()
            }
            Form::Sheet(sheet) => return sheet.write(&self.handout, &self.key, label),
        };
        Ok((bytes, Vec::new()))
    }
}

/// Writes an exercise as a file. Returns the exit code.
///
/// Where the article has none yet, one is made and saved in the project: hand-ins are held against that.
pub(super) fn exercise(task: &Task<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let form = Form::of(task)?;
    beside_project(task.out, task.project)?;
    let loaded = read(task.project)?;
    let odd = warnings(&loaded);
    tell(task.project, &odd, err);
    let in_project = |what: String| of_file(task.project, &what);
    let article = texts::article(&loaded.project, task.article).map_err(in_project)?;
    let mut stamp = disk::stamp();
    let known = chosen(&loaded.project, article, task).map_err(in_project)?;
    let made = known.is_none();
    let (project, id) = match known {
        Some(id) => (loaded.project.clone(), id),
        None => make(&loaded.project, article, task, &mut stamp).map_err(in_project)?,
    };
    let row = project.exercise(&id).cloned();
    let fault = |error: crate::classroom::ExerciseError| in_project(error.to_string());
    let (handout, key) = (Handout::of(&project, id).map_err(fault)?, Key::of(&project, id).map_err(fault)?);
    let word = task.word.map(str::to_owned).or(row.map(|row| row.word)).unwrap_or_default().trim().to_owned();
    // On paper and on platforms no key is closed: learners have none, or the platform has it.
    let word = if task.sheet.is_some() { String::new() } else { word };
    let mut ready = Ready { project, id, handout, key, word, stamp };
    let (written, known) = ready.write(form, task.label).map_err(in_project)?;
    if made {
        // Nothing is saved in the project where the exercise itself can't be.
        replaceable(task.out, task.force)?;
        if !odd.is_empty() {
            return Err(in_project(say!("terminal-ledger-warnings", count = odd.len())));
        }
        exchange::save(task.project, &ready.project, Some(&loaded))?;
        let title = ready.handout.title.as_str();
        say(err, &format!("gainsay: {}", in_project(say!("terminal-exercise-made", title = title))));
    }
    save(task.out, &written, task.force)?;
    let lost = Key::left_out(&ready.project, id);
    for id in &lost {
        let words = ready.project.annotation(id).map_or_else(String::new, |row| ready.project.quote(row));
        let what = say!("terminal-exercise-detached", words = actions::shorten(&words));
        say(err, &format!("gainsay: {}", in_project(what)));
    }
    if task.json {
        let mut report = for_programs(task.out, &ready, made, &lost);
        report["remarks"] = known.iter().map(Known::noted).collect();
        say(out, &format!("{report:#}"));
    } else {
        known.iter().for_each(|known| say(err, &known.told()));
        say(out, &of_file(task.out, &told(&ready)));
    }
    Ok(if odd.is_empty() && lost.is_empty() && known.is_empty() { 0 } else { WARNED })
}

/// Says what is in a file that goes out.
fn told(ready: &Ready) -> String {
    let (handout, key) = (&ready.handout, &ready.key);
    let marks = key.marks.iter().filter(|mark| !mark.given).count();
    let links = key.links.iter().filter(|link| !link.given).count();
    let made = say!(
        "terminal-exercise-told",
        title = handout.title.as_str(),
        marks = marks,
        links = links,
        examples = handout.given.len()
    );
    if ready.word.is_empty() { made } else { format!("{made} {}", say!("terminal-exercise-sealed")) }
}

fn for_programs(path: &Path, ready: &Ready, made: bool, lost: &[AnnotationId]) -> Value {
    let (handout, key) = (&ready.handout, &ready.key);
    let counted = |count: usize, task: Option<i32>| json!({ "count": count, "hundredths": task });
    let labels = handout.labels.iter().map(|label| {
        let count = key.marks.iter().filter(|mark| !mark.given && mark.label == label.key).count();
        (label.key.to_string(), counted(count, key.labels.get(&label.key).map(|task| task.points.0)))
    });
    let kinds = handout.kinds.iter().map(|kind| {
        let count = key.links.iter().filter(|link| !link.given && link.kind == kind.key).count();
        (kind.key.to_string(), counted(count, key.kinds.get(&kind.key).map(|task| task.points.0)))
    });
    json!({
        "file": path.display().to_string(),
        "exercise": ready.id.to_string(),
        "title": handout.title,
        "article": handout.details.title,
        "asked": key.asked.to_string(),
        "made": made,
        "sealed": !ready.word.is_empty(),
        "labels": labels.collect::<serde_json::Map<_, _>>(),
        "kinds": kinds.collect::<serde_json::Map<_, _>>(),
        "examples": handout.given.len(),
        "left_out": lost.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// Finds the exercise on an article that is meant; `None` where the article has none.
///
/// # Errors
/// When there are several, or none is called as it was said.
fn chosen(project: &Project, article: ArticleId, task: &Task<'_>) -> Result<Option<ExerciseId>, String> {
    let set = task.set.map(|name| sets_named(project, name)).transpose()?;
    let on_it: Vec<(ExerciseId, &Exercise)> = project
        .exercises()
        .into_iter()
        .filter(|(_, row)| project.revision(&row.revision).is_some_and(|text| text.article == article))
        .filter(|(_, row)| set.as_ref().is_none_or(|sets| sets.contains(&row.set)))
        .map(|(id, row)| (*id, row))
        .collect();
    let titles = || on_it.iter().map(|(_, row)| row.title.as_str()).collect::<Vec<_>>().join("; ");
    let Some(name) = task.exercise else {
        return match &on_it[..] {
            [] => Ok(None),
            [(id, _)] => Ok(Some(*id)),
            _ => Err(say!("terminal-exercise-several", exercises = titles())),
        };
    };
    let wanted = name.trim().to_lowercase();
    let by_title = |fits: &dyn Fn(&str) -> bool| {
        let found = on_it.iter().filter(|(_, row)| fits(row.title.trim().to_lowercase().as_str()));
        found.map(|(id, _)| *id).collect::<Vec<_>>()
    };
    let found = [by_title(&|title| title == wanted), by_title(&|title| title.contains(&wanted))];
    match found.iter().find(|found| !found.is_empty()).map(Vec::as_slice) {
        Some([one]) => Ok(Some(*one)),
        _ => Err(say!("terminal-exercise-none", name = name, exercises = titles())),
    }
}

/// Finds the sets that have a name, their own or their annotator's.
fn sets_named(project: &Project, name: &str) -> Result<BTreeSet<SetId>, String> {
    let named = |id: &SetId, set: &Set| {
        let owner = set.annotator.and_then(|id| project.annotator(&id)).map_or("", |row| &row.name);
        project.set_name(*id) == name || owner == name
    };
    let found: BTreeSet<SetId> =
        project.sets().into_iter().filter(|(id, set)| named(id, set)).map(|(id, _)| *id).collect();
    if found.is_empty() {
        let all: Vec<String> = project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect();
        return Err(say!("terminal-ledger-no-set", name = name, sets = all.join("; ")));
    }
    Ok(found)
}

/// Adds an exercise to a project, with values that will do.
fn make(
    project: &Project,
    article: ArticleId,
    task: &Task<'_>,
    stamp: &mut Stamp,
) -> Result<(Project, ExerciseId), String> {
    let set = key_set(project, article, task)?;
    let Some(text) = actions::text_to_ask(project, article, set) else {
        return Err(say!("refuse-article-gone").to_owned());
    };
    let draft = actions::draft_exercise(project, text, set).map_err(|refusal| refusal.to_string())?;
    let word = task.word.unwrap_or_default().trim().to_owned();
    let (step, id) =
        actions::add_exercise(project, Exercise { word, ..draft }, stamp).map_err(|refusal| refusal.to_string())?;
    let mut project = project.clone();
    project.apply(&step.transaction).map_err(|error| error.to_string())?;
    Ok((project, id))
}

/// Finds the set that is to be the key: the one that is named, else the only one with marks in the article, or the only
/// answer key or adjudicated set among those. Hand-ins are none.
fn key_set(project: &Project, article: ArticleId, task: &Task<'_>) -> Result<SetId, String> {
    let texts: BTreeSet<RevisionId> = project.revisions_of(article).collect();
    let marked: BTreeSet<SetId> =
        project.annotations().filter(|(_, row)| texts.contains(&row.revision)).map(|(_, row)| row.set).collect();
    let named = task.set.map(|name| sets_named(project, name)).transpose()?;
    let sets = project.sets().into_iter().filter(|(id, row)| {
        marked.contains(*id) && row.kind != SetKind::HandIn && named.as_ref().is_none_or(|named| named.contains(*id))
    });
    let sets: Vec<(SetId, SetKind)> = sets.map(|(id, row)| (*id, row.kind)).collect();
    let of_kind = |kind| sets.iter().filter(|(_, of)| *of == kind).map(|(id, _)| *id).collect::<Vec<_>>();
    let all: Vec<SetId> = sets.iter().map(|(id, _)| *id).collect();
    for some in [all.clone(), of_kind(SetKind::AnswerKey), of_kind(SetKind::Adjudicated)] {
        if let [one] = some[..] {
            return Ok(one);
        }
    }
    if all.is_empty() {
        return Err(say!("terminal-exercise-unmarked").to_owned());
    }
    let names: Vec<String> = all.iter().map(|id| project.set_name(*id)).collect();
    Err(say!("terminal-exercise-whose", sets = names.join("; ")))
}
