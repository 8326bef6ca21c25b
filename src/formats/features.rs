//! Features: what programs of the UIMA family call attributes.

use crate::model::{AttributeKey, AttributeType, Owner, Project};

use super::exchange::{Names, Remarks, Spot, What};

/// The layer of annotations that go out.
pub(super) const SPANS: &str = "webanno.custom.Gainsay";

/// The layer of relations that go out.
pub(super) const RELATIONS: &str = "webanno.custom.GainsayRelation";

/// The feature that is the label or kind.
pub(super) const LABEL: &str = "label";

/// The feature that is the note.
pub(super) const NOTE: &str = "note";

/// The feature that says that somebody was not sure.
pub(super) const UNSURE: &str = "unsure";

/// Features that are labels: ours, that of INCEpTION's own layers, those of DKPro's.
pub(super) const LABELS: [&str; 4] = [LABEL, "value", "PosValue", "DependencyType"];

/// Names that mean something else.
const RESERVED: [&str; 8] = [LABEL, NOTE, UNSURE, "begin", "end", "sofa", "Governor", "Dependent"];

/// The attributes that are features of a layer, with their names there.
pub(super) struct Features(pub(super) Vec<Feature>);

/// An attribute that is a feature.
pub(super) struct Feature {
    /// The attribute.
    pub(super) key: AttributeKey,
    /// What it is called there.
    pub(super) name: String,
    /// What it takes.
    pub(super) takes: AttributeType,
}

impl Features {
    /// Lists the attributes that an owner of some sort may have.
    pub(super) fn of(project: &Project, remarks: &mut Remarks, on: impl Fn(&Owner) -> bool) -> Features {
        let mut names = Names::default();
        for reserved in RESERVED {
            names.give(&format!("reserved {reserved}"), reserved, |_| true);
        }
        let attributes = project.attributes();
        let own = attributes.iter().filter(|(_, row)| row.on.iter().any(&on));
        let all = own.map(|(key, row)| {
            // A feature is a name in Java.
            let name = names.give(key.as_str(), &row.name, |c| c.is_ascii_alphanumeric() || c == '_');
            let name = name.replace('-', "_");
            if name != row.name {
                remarks.add(What::Renamed, name.as_str(), Spot::of(row.name.as_str()));
            }
            Feature { key: (*key).clone(), name, takes: row.takes.clone() }
        });
        Features(all.collect())
    }
}
