//! Keeps where the user was reading in each project, so that it opens there again: RON in the state folder.
//!
//! It is a convenience: a file that can't be read is as good as none, and the next one replaces it.

use std::path::{Path, PathBuf};

use ron::Value;

use super::paths::Folders;
use super::read::read_up_to;
use super::save::{Expect, SaveError, Saved, save};
use super::settings::RECENT;
use super::{Generations, sys};
use crate::model::{ArticleId, RevisionId, SetId};

/// Texts of a project whose place is remembered; the longest unread are forgotten first.
const TEXTS: usize = 400;
/// Articles side by side that are remembered.
const MOST_COLUMNS: usize = 8;
/// The largest file that is read, in bytes.
const LIMIT: u64 = 4 << 20;

/// Where the user was in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The open article.
    pub article: Option<ArticleId>,
    /// The articles that stood side by side, from the left; the open one is among them.
    pub columns: Vec<ArticleId>,
    /// The set that was annotated in.
    pub set: Option<SetId>,
    /// The first byte in view of each text, the one read last first.
    pub texts: Vec<(RevisionId, usize)>,
}

/// Where the user was in the projects opened lately, the last one first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readings(Vec<(PathBuf, Reading)>);

impl Readings {
    /// Reads what was kept.
    pub fn load(folders: &Folders) -> Readings {
        let bytes = read_up_to(&folders.readings(), LIMIT).unwrap_or_default();
        String::from_utf8(bytes).map_or_else(|_| Readings::default(), |text| Readings::parse(&text))
    }

    /// Returns where the user was in a project.
    pub fn of(&self, path: &Path) -> Option<&Reading> {
        self.0.iter().find(|(kept, _)| kept == path).map(|(_, reading)| reading)
    }

    /// Puts a project at the head.
    pub fn put(&mut self, path: &Path, mut reading: Reading) {
        reading.texts.truncate(TEXTS);
        self.0.retain(|(kept, _)| kept != path);
        self.0.insert(0, (path.to_owned(), reading));
        self.0.truncate(RECENT);
    }

    /// Saves all of them.
    ///
    /// # Errors
    /// Those of [`save()`].
    pub fn save(&self, folders: &Folders) -> Result<Saved, SaveError> {
        // If it cannot be made the save says so.
        let _ = sys::make_folder(&folders.state);
        let generations = Generations::new(folders).limited(0, 0);
        save(&folders.readings(), self.to_ron().as_bytes(), Expect::Anything, &generations)
    }

    fn to_ron(&self) -> String {
        let quoted = |text: &str| ron::to_string(text).unwrap_or_default();
        let mut out = String::from("[\n");
        // A path that is no Unicode can't be written in RON, and is forgotten.
        for (path, reading) in self.0.iter().filter_map(|(path, reading)| Some((path.to_str()?, reading))) {
            let article = reading.article.map(|id| id.to_string()).unwrap_or_default();
            out.push_str(&format!("    ({}, \"{article}\", [", quoted(path)));
            let texts: Vec<String> = reading.texts.iter().map(|(id, byte)| format!("(\"{id}\", {byte})")).collect();
            out.push_str(&texts.join(", "));
            let columns: Vec<String> = reading.columns.iter().map(|id| format!("\"{id}\"")).collect();
            let set = reading.set.map(|id| id.to_string()).unwrap_or_default();
            out.push_str(&format!("], [{}], \"{set}\"),\n", columns.join(", ")));
        }
        out.push_str("]\n");
        out
    }

    fn parse(text: &str) -> Readings {
        let Ok(Value::Seq(rows)) = ron::from_str::<Value>(text) else { return Readings::default() };
        let row = |row: &Value| {
            let Value::Seq(fields) = row else { return None };
            let [Value::String(path), Value::String(article), Value::Seq(texts), rest @ ..] = &fields[..] else {
                return None;
            };
            // Files of earlier versions have no columns, or no set.
            let (columns, set) = match rest {
                [] => (&[][..], ""),
                [Value::Seq(columns)] => (&columns[..], ""),
                [Value::Seq(columns), Value::String(set)] => (&columns[..], set.as_str()),
                _ => return None,
            };
            let column = |column: &Value| match column {
                Value::String(id) => ArticleId::parse(id),
                _ => None,
            };
            let columns = columns.iter().filter_map(column).take(MOST_COLUMNS).collect();
            let text = |text: &Value| {
                let Value::Seq(fields) = text else { return None };
                let [Value::String(id), Value::Number(byte)] = &fields[..] else { return None };
                Some((RevisionId::parse(id)?, byte.into_f64() as usize))
            };
            let texts = texts.iter().filter_map(text).take(TEXTS).collect();
            let (article, set) = (ArticleId::parse(article), SetId::parse(set));
            Some((PathBuf::from(path), Reading { article, columns, set, texts }))
        };
        Readings(rows.iter().filter_map(row).take(RECENT).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    fn some() -> Readings {
        let mut readings = Readings::default();
        readings.put(Path::new("/a/b \"c\".ron"), Reading::default());
        let texts = vec![(RevisionId(7), 12), (RevisionId(u128::MAX), 10_000_000)];
        let columns = vec![ArticleId(3), ArticleId(9)];
        let (article, set) = (Some(ArticleId(9)), Some(SetId(5)));
        readings.put(Path::new("/ü/世.ron"), Reading { article, columns, set, texts });
        readings
    }

    #[test]
    fn what_is_kept_comes_back() {
        let scratch = scratch();
        let folders = Folders::under(&scratch.0);
        assert_eq!(Readings::load(&folders), Readings::default());
        some().save(&folders).unwrap();
        assert_eq!(Readings::load(&folders), some());
        assert_eq!(some().of(Path::new("/ü/世.ron")).unwrap().texts[1].1, 10_000_000);
    }

    #[test]
    fn a_faulty_row_costs_no_other() {
        let text = some().to_ron().replacen("[\n", "[\n    7, (\"/x\", 3, []),\n", 1);
        assert_eq!(Readings::parse(&text), some());
        assert_eq!(Readings::parse("(((("), Readings::default());
        let earlier = Readings::parse(&format!("[(\"/x\", \"{}\", [])]", ArticleId(9)));
        let reading = Reading { article: Some(ArticleId(9)), ..Reading::default() };
        assert_eq!(earlier.of(Path::new("/x")), Some(&reading), "one of an earlier version");
        let earlier = Readings::parse(&format!("[(\"/x\", \"{0}\", [], [\"{0}\"])]", ArticleId(9)));
        let reading = Reading { columns: vec![ArticleId(9)], ..reading };
        assert_eq!(earlier.of(Path::new("/x")), Some(&reading), "one without a set");
    }

    #[test]
    fn only_the_last_ones_are_kept() {
        let mut readings = Readings::default();
        for i in 0..30 {
            let texts = (0..1_000).map(|id| (RevisionId(id), 1)).collect();
            readings.put(Path::new(&format!("/{}", i % 20)), Reading { texts, ..Reading::default() });
        }
        assert_eq!((readings.0.len(), readings.0[0].0.to_str()), (RECENT, Some("/9")));
        assert_eq!(readings.0[0].1.texts.len(), TEXTS);
    }
}
