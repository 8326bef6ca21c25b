//! Writes an exercise down to be handed out, on a thread: closing the key with a word takes its time.

use std::path::PathBuf;

use crate::classroom::{ExerciseError, Handout, Key, lend};
use crate::formats::classroom;
use crate::formats::classroom::quiz::Quiz;
use crate::formats::exchange::{file_part, fit_for_file};
use crate::model::exercise::Sealed;
use crate::model::id::ExerciseId;
use crate::model::{Project, Stamp};
use crate::{say, store};

use crate::app::asking::DialogPurpose;
use crate::app::effect::{Effect, Replaces};
use crate::app::intent::Intent;
use crate::app::modal::Modal;
use crate::app::state::AppState;
use crate::app::work::Work;

use super::{ClassFile, ClassroomIntent, Form};

/// Work for a thread: writing an exercise down.
#[derive(Clone, Debug)]
pub struct HandoutJob {
    project: Project,
    exercise: ExerciseId,
    form: Form,
    path: PathBuf,
    replaces: Replaces,
    stamp: Stamp,
}

impl HandoutJob {
    pub(in crate::app) fn run(mut self, answer: &mut dyn FnMut(Intent)) {
        let bytes = self.bytes();
        let (file, path, replaces) = (ClassFile::Exercise(self.form), self.path, self.replaces);
        answer(ClassroomIntent::Written { file, path, bytes, replaces }.into());
    }

    /// Returns the key closed with the exercise's word, where it has one.
    fn sealed(&mut self, key: &Key) -> Option<Sealed> {
        let word = self.project.exercise(&self.exercise).map(|row| row.word.as_str()).unwrap_or_default();
        classroom::key::sealed(key, word, &mut self.stamp)
    }

    fn bytes(&mut self) -> Result<Vec<u8>, String> {
        let told = |error: ExerciseError| error.to_string();
        let mut handout = Handout::of(&self.project, self.exercise).map_err(told)?;
        let key = Key::of(&self.project, self.exercise).map_err(told)?;
        Ok(match self.form {
            Form::Project => {
                let sealed = self.sealed(&key);
                let copy = lend(&self.project, self.exercise, sealed, &mut self.stamp).map_err(told)?;
                store::write(&copy).into_bytes()
            }
            Form::Page => {
                handout.sealed = self.sealed(&key);
                classroom::page::write(&handout).into_bytes()
            }
            Form::Worksheet => classroom::worksheet::worksheet(&handout).into_bytes(),
            Form::Answers => classroom::worksheet::answers(&handout, &key).into_bytes(),
            Form::H5p => {
                let package = classroom::h5p::h5p(&handout, &key, None);
                package.map_err(|error| error.to_string())?.bytes
            }
            Form::Moodle => classroom::moodle::moodle(&Quiz::of(&handout, &key)).0.into_bytes(),
            Form::Gift => classroom::gift::gift(&Quiz::of(&handout, &key)).0.into_bytes(),
        })
    }
}

impl AppState {
    /// Has the exercise that is shown written down; [`ClassroomIntent::Written`] brings it.
    pub(super) fn hand_out_exercise(
        &mut self,
        form: Form,
        path: PathBuf,
        replaces: Replaces,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some((exercise, _)) = self.exercise() else { return };
        let job = HandoutJob { project: self.project.clone(), exercise, form, path, replaces, stamp: stamp.fork() };
        self.say(say!("handing-out"), false);
        effects.push(Effect::Work(Work::HandOutExercise(Box::new(job))));
    }

    /// Returns the path that the dialog for a file of the classroom begins with.
    pub(in crate::app) fn suggested_class_file(&self, file: ClassFile) -> String {
        let title = self.exercise().map(|(_, row)| row.title.as_str()).unwrap_or_default();
        let title = match file_part(title) {
            part if part.is_empty() => say!("making-untitled").to_owned(),
            part => part,
        };
        let title = fit_for_file(&title);
        let title = title.as_str();
        let name = match file {
            ClassFile::HandIns | ClassFile::HandInFolder | ClassFile::Feedback => String::new(),
            ClassFile::Exercise(Form::Answers) => say!("file-answers", title = title) + ".html",
            ClassFile::Exercise(Form::Worksheet) => say!("file-worksheet", title = title) + ".html",
            ClassFile::Exercise(form) => format!("{title}.{}", form.extension()),
            ClassFile::HandIn => self.hand_in_name(),
            ClassFile::Gradebook => say!("file-gradebook", title = title) + ".csv",
            ClassFile::ClassPage => say!("file-class-page", title = title) + ".html",
        };
        self.folder.join(name).display().to_string()
    }

    /// Writes a file of the classroom; `overwrite` when the user agreed to lose what is there.
    pub(in crate::app) fn export_class_file(
        &mut self,
        file: ClassFile,
        path: PathBuf,
        overwrite: bool,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        if matches!(self.modal, Some(Modal::Path { .. } | Modal::Replace { .. })) {
            self.modal = None;
        }
        let path = self.full_path(path);
        let purpose = DialogPurpose::Classroom(file);
        if file == ClassFile::Feedback {
            if let Some(files) = self.feedback_pages() {
                effects.push(Effect::ExportFolder { purpose, path, files, replace: overwrite });
            }
            return;
        }
        // No dialog adds the extension by itself; with it, it is another file than the one agreed to.
        let (path, overwrite) = match path.extension() {
            None => (path.with_extension(file.extension()), false),
            Some(_) => (path, overwrite),
        };
        if self.file.path.as_ref() == Some(&path) {
            return self.say(say!("export-over-project"), true);
        }
        let replaces = if overwrite { Replaces::Anything } else { Replaces::Nothing };
        let bytes = match file {
            ClassFile::Exercise(form) => return self.hand_out_exercise(form, path, replaces, stamp, effects),
            ClassFile::HandIn => return self.write_hand_in(path, replaces, effects),
            ClassFile::Gradebook => self.gradebook(),
            ClassFile::ClassPage => self.class_page(),
            ClassFile::HandIns | ClassFile::HandInFolder | ClassFile::Feedback => None,
        };
        if let Some(bytes) = bytes {
            effects.push(Effect::Export { purpose, path, bytes, replaces });
        }
    }

    /// Lists what the form that was chosen leaves out of the exercise, or says why it can't be written.
    pub fn lost_in_handout(&self) -> &[String] {
        self.classroom.lost.as_ref().map(|(_, _, _, lost)| lost.as_slice()).unwrap_or_default()
    }

    /// Finds out what the form that was chosen leaves out, while that is looked at.
    pub(super) fn keep_lost(&mut self) {
        let (Some((id, _)), form) = (self.exercise(), self.classroom.form) else { return };
        let known = self.classroom.lost.as_ref();
        if known.is_some_and(|(ticks, of, in_form, _)| (*ticks, *of, *in_form) == (self.ticks, id, form)) {
            return;
        }
        let lost = lost(&self.project, id, form);
        self.classroom.lost = Some((self.ticks, id, form, lost));
    }

    /// Has what was written down put into its file, or says why nothing was.
    pub(super) fn exercise_written(
        &mut self,
        file: ClassFile,
        path: PathBuf,
        bytes: Result<Vec<u8>, String>,
        replaces: Replaces,
        effects: &mut Vec<Effect>,
    ) {
        match bytes {
            Ok(bytes) => {
                effects.push(Effect::Export { purpose: DialogPurpose::Classroom(file), path, bytes, replaces })
            }
            Err(why) => self.say(say!("file-not-saved", path = path.display().to_string(), why = why), true),
        }
    }
}

/// Lists what a form leaves out of an exercise.
fn lost(project: &Project, id: ExerciseId, form: Form) -> Vec<String> {
    if !matches!(form, Form::H5p | Form::Moodle | Form::Gift) {
        return Vec::new();
    }
    // Why there is nothing to hand out is said elsewhere.
    let (Ok(handout), Ok(key)) = (Handout::of(project, id), Key::of(project, id)) else { return Vec::new() };
    match form {
        Form::H5p => match classroom::h5p::h5p(&handout, &key, None) {
            Ok(package) => package.remarks.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        },
        Form::Moodle => classroom::moodle::moodle(&Quiz::of(&handout, &key)).1,
        _ => classroom::gift::gift(&Quiz::of(&handout, &key)).1,
    }
}
