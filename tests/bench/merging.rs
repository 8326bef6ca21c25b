//! Measures merging two copies of a project that were worked on apart, and bringing the sets of one into the other.

use std::sync::Arc;

use gainsay::compare::agreement::Source;
use gainsay::compare::bring::{Choices, Plan, Survey};
use gainsay::compare::merge::merge;
use gainsay::model::draft::Draft;
use gainsay::model::{Annotation, AnnotationId, Project, Stamp};

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
    let heads = [
        "text",
        "annotations",
        "apart, ms",
        "growth",
        "at odds, ms",
        "growth",
        "no base, ms",
        "growth",
        "brought in, ms",
        "growth",
    ];
    let mut table = Table::new(&heads);
    let mut before: Option<[f64; 4]> = None;
    for (bytes, annotations) in sizes {
        let base = corpus::project(Size { articles: 1, bytes: *bytes, annotations: *annotations }, 1);
        let one = worked_on(&base, 0, 3, "ours");
        let (apart, odd) = (worked_on(&base, 1, 3, "theirs"), worked_on(&base, 0, 3, "theirs"));
        let time = |base: Option<&Project>, other: &Project| {
            repeat(|| merge(base, &one, other).expect("copies of one project").project)
        };
        let others = [Source { name: String::new(), project: apart.clone() }];
        // Every set is here with other marks: each comes in whole, beside the one that is here.
        let all = |survey: &Survey| Choices {
            sets: survey.sets.iter().map(|coming| ((coming.source, coming.set), true)).collect(),
            ..Choices::default()
        };
        let brought = repeat(|| {
            let survey = Survey::of(&one, &others, &|| false, &mut |_| {}).expect("nobody stops it");
            let plan = Plan::of(&one, &others, &survey, &all(&survey), Stamp::of_number(1), &|| false);
            let mut after = one.clone();
            after.apply(&plan.expect("nobody stops it").transaction).expect("what is planned fits");
            after
        });
        let times = [time(Some(&base), &apart), time(Some(&base), &odd), time(None, &apart), brought];
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
