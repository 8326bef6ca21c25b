//! Measures merging two copies of a project that were worked on apart.

use std::sync::Arc;

use gainsay::compare::merge::merge;
use gainsay::model::draft::Draft;
use gainsay::model::{Annotation, AnnotationId, Project};

use crate::clock::repeat;
use crate::corpus::{self, Size};
use crate::table::{Table, number};

/// Makes a copy in which one annotation in `of` says something else, from the `first` one on.
fn worked_on(project: &Project, first: usize, of: usize, note: &str) -> Project {
    let mut draft = Draft::of(project);
    let ids: Vec<AnnotationId> = project.annotations().map(|(id, _)| *id).skip(first).step_by(of).collect();
    for id in ids {
        let row = draft.get::<Annotation>(&id).map(|row| Annotation { note: note.to_owned(), ..row.as_ref().clone() });
        draft.put(id, row.map(Arc::new));
    }
    draft.finish().expect("notes can be changed")
}

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let sizes: &[(usize, usize)] = if quick {
        &[(10_000, 100), (100_000, 1_000)]
    } else {
        &[(10_000, 100), (100_000, 1_000), (1_000_000, 10_000)]
    };
    let heads = ["text", "annotations", "apart, ms", "growth", "at odds, ms", "growth", "no base, ms", "growth"];
    let mut table = Table::new(&heads);
    let mut before: Option<[f64; 3]> = None;
    for (bytes, annotations) in sizes {
        let base = corpus::project(Size { articles: 1, bytes: *bytes, annotations: *annotations }, 1);
        let one = worked_on(&base, 0, 3, "ours");
        let (apart, odd) = (worked_on(&base, 1, 3, "theirs"), worked_on(&base, 0, 3, "theirs"));
        let time = |base: Option<&Project>, other: &Project| {
            repeat(|| merge(base, &one, other).expect("copies of one project").project)
        };
        let times = [time(Some(&base), &apart), time(Some(&base), &odd), time(None, &apart)];
        let mut cells = vec![format!("{} kB", bytes / 1000), annotations.to_string()];
        for (at, time) in times.iter().enumerate() {
            let grown = before.map_or_else(String::new, |before| format!("× {}", number(time / before[at])));
            cells.extend([number(*time), grown]);
        }
        table.row(cells);
        before = Some(times);
    }
    table.print("Merging two copies, in each of which a third of the annotations was changed");
}
