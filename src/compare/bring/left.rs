//! What of other projects has no place here.

use crate::say;

/// Of what sort something is that has no place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Annotations in an article whose text is not here.
    Article,
    /// Annotations on an earlier text of an article, which is not here.
    Text,
    /// Annotations that were carried over to another text from ones that come themselves.
    Carried,
    /// Annotations whose label was left out.
    Label,
    /// Values of an attribute that is not here, is not for the label or kind, or does not take such a value.
    Value,
    /// Relations of a kind that is not here.
    Kind,
    /// Relations of a kind that does not join the labels which their ends have here.
    Joins,
    /// Relations with an end that does not come.
    End,
    /// Relations that would be there twice.
    Twice,
    /// Annotations and relations that are here already and say something else: they stay as they are.
    Differs,
    /// Marks that an article is done: its last text is not the last one here, or not with the same words.
    Done,
    /// Claims tied into a proposition.
    Proposition,
    /// Annotations tied into an entity.
    Entity,
    /// Marks that an article was read for a proposition which is not there.
    Absence,
    /// Findings of the check list that were dismissed.
    Dismissal,
    /// Conflicts that wait to be settled.
    Conflict,
    /// Places that were settled in an adjudicated set: not all that was settled comes, or it was another thing then.
    Decision,
    /// Exercises: who brings a set in makes them anew.
    Exercise,
}

impl What {
    /// Says that so many have no place here.
    pub fn told(self, count: usize) -> String {
        let what = match self {
            What::Article => "article",
            What::Text => "text",
            What::Carried => "carried",
            What::Label => "label",
            What::Value => "value",
            What::Kind => "kind",
            What::Joins => "joins",
            What::End => "end",
            What::Twice => "twice",
            What::Differs => "differs",
            What::Done => "done",
            What::Proposition => "proposition",
            What::Entity => "entity",
            What::Absence => "absence",
            What::Dismissal => "dismissal",
            What::Conflict => "conflict",
            What::Decision => "decision",
            What::Exercise => "exercise",
        };
        say!("bring-what", what = what, count = count)
    }
}

/// Something that has no place here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The number of the other project.
    pub source: usize,
    /// Of what sort it is.
    pub what: What,
    /// What it is of: an article's title, a label's name, a proposition's wording.
    pub name: String,
    /// How many there are.
    pub count: usize,
}
