//! Makes random changes of schemes.

use gainsay::model::actions::{Entry, Part, PartType, Recoding};
use gainsay::model::scheme::Choice;
use gainsay::model::*;
use gainsay::store::templates;

const NAMES: [&str; 6] = ["claim", "rumour", "ادعاء", "two words", " ", "a very long name of something"];

/// Makes a change of the scheme out of numbers.
pub fn recoding(project: &Project, picks: [u16; 4]) -> Option<Recoding> {
    fn pick<T>(all: &[T], pick: u16) -> Option<&T> {
        all.get(usize::from(pick) % all.len().max(1))
    }
    let sort = *pick(&PartType::ALL, picks[1])?;
    let all = Part::all(project, sort);
    let (one, other) = (pick(&all, picks[2]).cloned(), pick(&all, picks[3]).cloned());
    let name = (*pick(&NAMES, picks[3])?).to_owned();
    Some(match picks[0] % 8 {
        0 => Recoding::Add(sort, name, char::from_digit(u32::from(picks[2]) % 36, 36)),
        1 => Recoding::Remove(one?),
        2 => Recoding::Merge(one?, other?),
        3 => Recoding::Move(one?, usize::from(picks[3]) % 5),
        4 => {
            let template = pick(templates(), picks[2])?;
            Recoding::Load(Box::new(template.scheme.clone()), template.name.clone())
        }
        _ => Recoding::Put(Box::new(changed(project, one?, &name, picks)?)),
    })
}

/// Says something else of a part.
fn changed(project: &Project, part: Part, name: &str, picks: [u16; 4]) -> Option<Entry> {
    let labels: Vec<LabelKey> = project.labels_by_key().map(|(key, _)| key.clone()).collect();
    let some = |pick: u16| labels.iter().skip(usize::from(pick) % 4).step_by(2).cloned().collect::<Vec<_>>();
    Some(match part {
        Part::Label(key) => {
            let ties = [Ties::Nothing, Ties::Proposition, Ties::Entity][usize::from(picks[0]) % 3];
            let row = Label { ties, name: name.to_owned(), colour: picks[3] as u8, ..project.label(&key)?.clone() };
            Entry::Label(key, row)
        }
        Part::Attribute(key) => {
            let mut row = project.attribute(&key)?.clone();
            row.takes = match (picks[3] % 4, row.takes) {
                (0, _) => AttributeType::Flag,
                (1, _) => AttributeType::Text,
                (2, _) => {
                    let named = |name: &str| Choice { key: id::ChoiceKey::slug(name), name: name.to_owned() };
                    AttributeType::Choice(["full", "note", "yes"].map(named).to_vec())
                }
                (_, AttributeType::Choice(mut all)) => {
                    all.pop();
                    AttributeType::Choice(all)
                }
                (_, takes) => takes,
            };
            row.on = some(picks[0]).into_iter().map(Owner::Label).chain([Owner::Propositions]).collect();
            Entry::Attribute(key, row)
        }
        Part::Kind(key) => {
            let row = Kind { from: some(picks[0]), to: some(picks[3]), ..project.kind(&key)?.clone() };
            Entry::Kind(key, row)
        }
    })
}
