//! Reads and writes the RON project file and the journal's records: strings and bytes in, strings and bytes out.
//!
//! [`write()`] lays a project out so that people can read it and git can diff it: the `format` number, a checksum of
//! all other bytes, then a table for each part, the rows in a stable order. What can be many stands a row a line, in
//! groups that say once what their rows have in common: annotations by set and revision, relations by set. A group may
//! be there twice, as after a merge. A text is a list of its lines, so that no conversion of line ends can move an
//! offset. Offsets are Unicode code points, half-open, beside the quoted words.
//!
//! [`read()`] gives a project and a list of warnings. What a damaged, merged or hand-made file has wrong is put right
//! or set apart, never dropped unsaid: words that are not where they should be are looked for by quote and context, and
//! an annotation whose words can't be found for certain is kept as detached.
//!
//! How it is laid out: `v1` declares the shapes of format 1, `rows` and `write` write them by hand through `pen`,
//! `convert` turns one row into the model's (`exercises` does both for exercises), `clean` makes a project of all of
//! them; of a
//! file that is as it was written, `apart` takes out the rows for several threads, `strict` reads each and `plain`
//! makes a project of them; `find` looks for words, `seal` is the checksum, and
//! `journal` uses the same rows for transactions, `template` those of the scheme for a file of its own. A format 2
//! would bring a `v2` and a function from `v1` to it; files are read in any format and written in the last.

mod apart;
mod clean;
mod convert;
mod exercises;
mod find;
mod journal;
mod left_out;
mod notes;
mod pen;
mod plain;
mod read;
mod rows;
mod seal;
mod strict;
mod template;
mod v1;
mod write;

use std::fmt;

use crate::model::Project;
use crate::say;

pub use journal::{DecodeError, decode, encode};
pub use notes::Warning;
pub use read::{Loaded, ReadError, read};
pub use template::{TEMPLATE_FORMAT, Template, TemplateError, read_template, templates, write_template};
pub use write::write;

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u64 = 1;

/// Counts what is in a project, for one line about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its articles.
    pub articles: usize,
    /// Its annotations, in all sets.
    pub annotations: usize,
    /// Its relations.
    pub relations: usize,
    /// Its annotators.
    pub annotators: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            say!("articles-counted", count = self.articles),
            say!("annotations-counted", count = self.annotations),
            say!("relations-counted", count = self.relations),
            say!("annotators-counted", count = self.annotators),
        ];
        f.write_str(&parts.join(say!("list-comma")))
    }
}

/// Counts what is in a project.
pub fn summary(project: &Project) -> Summary {
    Summary {
        articles: project.articles_by_id().count(),
        annotations: project.annotation_count(),
        relations: project.relation_count(),
        annotators: project.annotators_by_id().count(),
    }
}
