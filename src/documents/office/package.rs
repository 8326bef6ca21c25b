//! Opens the archives that documents of Office Open XML are, and follows what their parts name (ISO/IEC 29500-2).

use std::collections::HashMap;

use super::BOUNDS;
use crate::documents::archive::{Opened, is_archive};
use crate::documents::draft::Unfit;
use crate::documents::xml::{self, Element};

/// A document's parts.
pub(super) enum Package<'b> {
    /// In an archive.
    Packed(Opened<'b>),
    /// In one file of XML (Flat OPC), by their paths.
    Flat(HashMap<String, Element>),
}

/// Reads a document that is one file of XML.
pub(super) fn whole(bytes: &[u8]) -> Result<Element, Unfit> {
    xml::read(bytes).map_err(|refusal| Unfit::Damaged(refusal.to_string()))
}

impl<'b> Package<'b> {
    /// Opens an archive, or a file of XML that holds the same.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Unfit> {
        if is_archive(bytes) {
            return Ok(Package::Packed(Opened::new(bytes, BOUNDS)?));
        }
        let part = |part: Element| {
            let path = part.attributes.iter().find(|(name, _)| name.ends_with("name")).map(|(_, path)| path.clone())?;
            let data = part.elements.into_iter().find(|data| data.name == "xmlData")?;
            Some((path.trim_start_matches('/').to_lowercase(), data.elements.into_iter().next()?))
        };
        Ok(Package::Flat(whole(bytes)?.elements.into_iter().filter_map(part).collect()))
    }

    /// Reads a part that is XML; `None` where there is none.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Element>, Unfit> {
        let archive = match self {
            Package::Packed(archive) => archive,
            Package::Flat(parts) => return Ok(parts.get(&path.to_lowercase()).cloned()),
        };
        let Some(bytes) = archive.read(path)? else { return Ok(None) };
        let damaged = |refusal: xml::Refusal| {
            Unfit::Damaged(crate::say!("damaged-part", part = path, what = refusal.to_string()))
        };
        xml::read(&bytes).map(Some).map_err(damaged)
    }

    /// Lists the paths of the parts that a part names as of a kind; those outside of the archive are not followed.
    /// The archive as a whole is the part with an empty path.
    pub(super) fn related(&mut self, part: &str, kind: &str) -> Result<Vec<String>, Unfit> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(root) = self.part(&path)? else { return Ok(Vec::new()) };
        let of_kind = root.all("Relationship").filter(|relation| {
            let named = relation.attribute("Type").and_then(|name| name.rsplit('/').next());
            named == Some(kind) && relation.attribute("TargetMode") != Some("External")
        });
        Ok(of_kind.filter_map(|relation| Some(resolve(folder, relation.attribute("Target")?))).collect())
    }
}

/// Returns the path of what a part in a folder names: from the folder on, or from the top where it begins with `/`.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_names_is_found_from_its_folder_or_from_the_top() {
        for (folder, target, path) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../custom/./a.xml", "custom/a.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
