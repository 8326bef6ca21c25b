//! Says whose another program's annotations are: nobody's who is named, somebody's, or those of whoever brings them in.

use crate::compare::bring::Again;
use crate::model::actions::next_rank;
use crate::model::edit::Builder;
use crate::model::*;

/// A set that comes from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comer {
    /// The set there.
    pub set: SetId,
    /// What it is called: its annotator's name, or the format's where nobody is named.
    pub name: String,
    /// Whether somebody is named.
    pub is_named: bool,
}

/// Lists the sets of another project that hold something.
pub fn comers(other: &Project) -> Vec<Comer> {
    let holds = |set: &SetId| other.count_marks(*set) + other.count_done(*set) > 0;
    let sets = other.sets().into_iter().filter(|(id, _)| holds(id));
    sets.map(|(id, row)| Comer { set: *id, name: other.set_name(*id), is_named: row.annotator.is_some() }).collect()
}

/// A set of another project that goes on with one here, whatever either holds: whoever brings it in made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The set there.
    pub set: SetId,
    /// The set here.
    pub own: SetId,
}

impl Mine {
    /// Lets the set go on with the one here, and no other one; its annotator is the one here.
    pub(super) fn take(self, again: &mut Again, here: &Project, other: &Project) {
        again.sets.retain(|_, known| *known != self.own);
        again.sets.insert(self.set, self.own);
        let annotator = |project: &Project, set: &SetId| project.set(set).and_then(|row| row.annotator);
        again.people.extend(annotator(other, &self.set).zip(annotator(here, &self.own)));
    }
}

/// Says whose the sets are of which nobody is named: an annotator's of this name, who is added where there is none.
///
/// # Errors
/// Says what is wrong where a rule of projects would be broken, which is a fault of the program.
pub fn signed(other: &Project, name: &str, stamp: &mut Stamp) -> Result<Project, String> {
    let name = name.trim();
    let mut builder = Builder::new(other);
    let known = other.annotators_by_id().find(|(_, row)| row.name == name).map(|(id, _)| *id);
    let annotator = known.unwrap_or_else(|| {
        let id = AnnotatorId(stamp.fresh());
        let rank = next_rank(other.annotators_by_id().map(|(_, row)| row.rank));
        builder.put(id, Some(Annotator { rank, name: name.to_owned() }));
        id
    });
    for (id, row) in other.sets_by_id().filter(|(_, row)| row.annotator.is_none()) {
        builder.put(*id, Some(Set { annotator: Some(annotator), name: String::new(), ..row.clone() }));
    }
    let transaction = builder.finish();
    let mut signed = other.clone();
    signed.apply(&transaction).map_err(|error| error.to_string())?;
    Ok(signed)
}
