//! The form in XML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use foldhash::HashMap;
use smol_str::SmolStr;

use crate::documents::xml::{self, Element};
use crate::formats::exchange::{File, Gather, Handout, Names, Out, Refused, Remarks, Spot, Watch, What};
use crate::formats::inception::Finished;
use crate::say;

use super::write::{Type, Written};
use super::{Cas, Sofa, Structure, Types, Value, read as reading, write as writing};

/// How much of a file is looked at to know it, in bytes.
const HEAD: usize = 4096;

/// Tells whether a file looks like one of these: its outermost element is called so.
pub(super) fn knows(file: &File) -> bool {
    let head = File::new("", &file.bytes[..file.bytes.len().min(HEAD)]).text().0.text;
    file.ends_in("xmi") && [":XMI", "<XMI"].iter().any(|name| head.contains(name))
}

/// Reads all files of this form, each with the type system of its folder, or the only one there is.
pub(in crate::formats) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut systems: Vec<(&str, Types)> = Vec::new();
    for file in files.iter().filter(|file| file.ends_in("xml")) {
        if let Some(types) = xml::read(&file.bytes).ok().as_ref().and_then(types) {
            systems.push((file.folder(), types));
        }
    }
    let none = Types::default();
    let finished = Finished::of(files);
    let mut found = 0;
    for (at, file) in files.iter().enumerate().filter(|(_, file)| file.ends_in("xmi")) {
        watch.step(at, files.len())?;
        let own = systems.iter().find(|(folder, _)| *folder == file.folder());
        let types = own.or_else(|| systems.first()).map_or(&none, |(_, types)| types);
        let (mut cas, mut kinds) = (Cas::default(), Kinds::default());
        let take = |root: &Element, row| {
            if root.name == "XMI" {
                add(&mut cas, row, types, &mut kinds)
            }
        };
        match xml::read_each(&file.bytes, take) {
            Err(error) if files.len() == 1 => return Err(Refused::line(file, error.line, error.what)),
            Err(error) => gather.remark(What::UnreadFile, error.what, Spot::line(file.path.as_str(), error.line)),
            Ok(root) if root.name == "XMI" => found += reading::take(&cas, file, super::XMI.name, &finished, gather),
            Ok(_) => gather.remark(What::UnreadFile, say!("cas-none"), Spot::of(file.path.as_str())),
        }
    }
    if found == 0 { Err(Refused::all(say!("cas-no-text"))) } else { Ok(()) }
}

/// Reads a type system.
fn types(root: &Element) -> Option<Types> {
    let text = |element: &Element, name: &str| element.first(name).map_or("", |inner| inner.text.trim()).to_owned();
    let mut types = Types::default();
    for row in root.first("types").filter(|_| root.name == "typeSystemDescription")?.all("typeDescription") {
        let features = row.first("features").into_iter().flat_map(|all| all.all("featureDescription"));
        let features = features.map(|feature| (text(feature, "name"), text(feature, "rangeTypeName")));
        types.0.insert(text(row, "name"), (text(row, "supertypeName"), features.collect()));
    }
    Some(types)
}

/// Features that lead to other structures, where no type system says so.
const LEADING: [&str; 4] = ["Governor", "Dependent", "target", "links"];

/// The whole names of types, by their namespaces and own names.
type Kinds = HashMap<(SmolStr, SmolStr), SmolStr>;

/// Adds what an element is.
fn add(cas: &mut Cas, row: Element, types: &Types, kinds: &mut Kinds) {
    let number = |name: &str| row.attribute(name).and_then(|value| value.parse::<i64>().ok());
    let kind = kinds.entry((row.space.clone(), row.name.clone())).or_insert_with(|| type_name(&row)).clone();
    let id = number("xmi:id").unwrap_or(-1);
    match kind.as_str() {
        "uima.cas.NULL" | "uima.cas.View" => return,
        "uima.cas.Sofa" => {
            let text = |name: &str| row.attribute(name).map(str::to_owned);
            cas.sofas.push(Sofa { id, name: text("sofaID").unwrap_or_default(), text: text("sofaString") });
            return;
        }
        _ => {}
    }
    let offset = |name: &str| row.attribute(name).and_then(|value| value.parse().ok());
    let has = |name: &str| row.attribute(name).is_some();
    let mut own = Structure { id, line: Some(row.line), ..Structure::default() };
    own.sofa = number("sofa");
    own.place = offset("begin").zip(offset("end"));
    own.astray = own.place.is_none() && has("begin") && has("end");
    for (name, value) in row.attributes {
        if matches!(name.as_str(), "xmi:id" | "sofa" | "begin" | "end") {
            continue;
        }
        let range = types.range(&kind, &name);
        let plain = range.is_none_or(|range| range.starts_with("uima.cas.") && !leads(range));
        let leading = !plain || range.is_none() && LEADING.contains(&name.as_str());
        let ids = || value.split_ascii_whitespace().map(|id| id.parse().ok()).collect::<Option<Vec<i64>>>();
        let value = match (leading.then(ids).flatten(), value.as_str()) {
            (Some(ids), _) => Value::Structures(ids),
            (_, "true") => Value::Flag(true),
            (_, "false") => Value::Flag(false),
            _ => Value::Text(value),
        };
        own.features.push((name, value));
    }
    let mut first: HashMap<SmolStr, usize> = HashMap::default();
    let mut lines: HashMap<usize, String> = HashMap::default();
    for (at, (name, _)) in own.features.iter().enumerate().filter(|_| !row.elements.is_empty()) {
        first.entry(name.clone()).or_insert(at);
    }
    for inner in row.elements {
        let at = *first.entry(inner.name.clone()).or_insert(own.features.len());
        match own.features.get(at) {
            Some((_, Value::Text(text))) => {
                let lines = lines.entry(at).or_insert_with(|| text.to_string());
                lines.push('\n');
                lines.push_str(&inner.text);
            }
            _ => own.features.push((inner.name, Value::Text(inner.text.into()))),
        }
    }
    for (at, text) in lines {
        own.features[at].1 = Value::Text(text.into());
    }
    own.kind = kind;
    cas.structures.push(own);
}

/// Tells whether a type of UIMA's own holds other structures.
fn leads(range: &str) -> bool {
    matches!(range, "uima.cas.TOP" | "uima.cas.FSArray" | "uima.cas.FSList" | "uima.cas.AnnotationBase")
}

/// Returns the whole name of a type: the namespace is its package.
fn type_name(row: &Element) -> SmolStr {
    let package = row.space.trim_start_matches("http:///").trim_end_matches(".ecore").replace('/', ".");
    if package.is_empty() || package == "uima.noNamespace" {
        row.name.clone()
    } else {
        format!("{package}.{}", row.name).into()
    }
}

/// Writes a file for each article and set, and the type system.
pub(in crate::formats) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let mut lost = Vec::new();
    let mut system = None;
    writing::each(handout, remarks, watch, |path, written| {
        out.begin(&format!("{path}.xmi"))?;
        let (body, characters) = file(&written);
        lost.push((path.to_owned(), characters));
        system.get_or_insert_with(|| type_system(&written));
        out.write(body.as_bytes())
    })?;
    for (path, count) in lost {
        remarks.add_some(What::Characters, "", count, || Spot::of(path));
    }
    if let Some(system) = system {
        out.begin("TypeSystem.xml")?;
        out.write(system.as_bytes())?;
    }
    Ok(())
}

fn file(written: &Written<'_>) -> (String, usize) {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\"",
    );
    let spaces = spaces(written.types);
    for (package, space) in &spaces {
        let path = if package.is_empty() { "uima/noNamespace".to_owned() } else { package.replace('.', "/") };
        let _ = write!(out, " xmlns:{space}=\"http:///{path}.ecore\"");
    }
    out.push_str(" xmi:version=\"2.0\">\n  <cas:NULL xmi:id=\"0\"/>\n");
    let mut lost = 0;
    for structure in &written.structures {
        let (package, name) = parted(&structure.kind);
        let space = spaces.get(package).map_or("", String::as_str);
        let _ = write!(out, "  <{space}:{name} xmi:id=\"{}\" sofa=\"1\"", structure.id);
        if let Some((begin, end)) = structure.place {
            let _ = write!(out, " begin=\"{begin}\" end=\"{end}\"");
        }
        for (name, value) in &structure.features {
            let _ = write!(out, " {name}=\"");
            match value {
                Value::Text(text) => lost += xml::escape(text, &mut out),
                Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
                Value::Structures(all) => out.push_str(&all.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")),
            }
            out.push('"');
        }
        out.push_str("/>\n");
    }
    out.push_str(
        "  <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"",
    );
    lost += xml::escape(written.text, &mut out);
    let members: Vec<String> = written.structures.iter().map(|structure| structure.id.to_string()).collect();
    let _ = write!(out, "\"/>\n  <cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n", members.join(" "));
    (out, lost)
}

/// Parts the name of a type into its package and its own.
fn parted(kind: &str) -> (&str, &str) {
    kind.rsplit_once('.').unwrap_or(("", kind))
}

/// Names the packages of types, as UIMA does: by their last part, with a number where another has it.
fn spaces(types: &[Type]) -> BTreeMap<&str, String> {
    let mut names = Names::default();
    ["xmi", "cas"].into_iter().for_each(|name| names.reserve(name));
    let packages: BTreeSet<&str> = types.iter().map(|of| parted(&of.name).0).collect();
    let name =
        |package: &str| package.rsplit('.').next().filter(|last| !last.is_empty()).unwrap_or("noNamespace").to_owned();
    packages.into_iter().map(|package| (package, names.exact(package, &name(package)).to_owned())).collect()
}

fn type_system(written: &Written<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n",
    );
    for Type { name, above, features } in written.types {
        let _ = write!(
            out,
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      \
             <supertypeName>{above}</supertypeName>\n      <features>\n"
        );
        for (feature, range) in features {
            let _ = writeln!(
                out,
                "        <featureDescription><name>{feature}</name><description/>\
                 <rangeTypeName>{range}</rangeTypeName></featureDescription>"
            );
        }
        out.push_str("      </features>\n    </typeDescription>\n");
    }
    out.push_str("  </types>\n</typeSystemDescription>\n");
    out
}
