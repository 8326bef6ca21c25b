//! Takes in files of other programs, and hands projects out to them.

use std::collections::BTreeSet;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::compare::adopt::{Adoption, Becomes, Likeness, Mapping, Part, like, likenesses, parts_like};
use crate::compare::agreement::Source;
use crate::compare::bring::{Plan, Survey};
use crate::disk::{self, Expect, Outlet, many, trouble};
use crate::formats::exchange::{Choice, File, Memory, Out, Packed, Read, Remark, Remarks, Watch, explained, opened};
use crate::formats::passing::Passing;
use crate::formats::{ALL, Format};
use crate::model::edit::Builder;
use crate::model::scheme::Scheme;
use crate::model::*;
use crate::store::{self, Loaded};

use super::pieces::{PIECE, Parted};
use super::progress::Told;
use super::remarks::{code, noted, told};
// `say` is the function that prints a line, and the macro that words it.
use super::{beside, beside_project, keep, of_file, read, report, say, warnings};

/// Stands for the standard input or output.
const STREAM: &str = "-";

/// The most bytes that are read of all files together.
const MOST_BYTES: usize = 2 << 30;

/// Prints the formats.
pub(super) fn formats(as_json: bool, out: &mut impl Write) {
    let ways = |format: &Format| match (format.read.is_some(), format.write.is_some()) {
        (true, true) => say!("terminal-formats-both"),
        (true, false) => say!("terminal-formats-in"),
        _ => say!("terminal-formats-out"),
    };
    let unit = |format: &Format| format.unit.map_or(say!("terminal-formats-no-unit"), |unit| unit.name());
    if as_json {
        let all = ALL.iter().map(|format| {
            let holds = format.holds;
            json!({
                "format": format.id,
                "name": format.name,
                "endings": format.endings,
                "in": format.read.is_some(),
                "out": format.write.is_some(),
                "unit": format.unit.map(|unit| unit.name()),
                "holds": {
                    "annotators": holds.annotators,
                    "overlap": holds.overlap,
                    "fragments": holds.fragments,
                    "attributes": holds.attributes,
                    "relations": holds.relations,
                    "relation_attributes": holds.relation_attributes,
                    "across": holds.across,
                    "notes": holds.notes,
                    "unsure": holds.unsure,
                    "details": holds.details,
                    "blocks": holds.blocks,
                },
            })
        });
        say(out, &format!("{:#}", Value::Array(all.collect())));
        return;
    }
    let width = ALL.iter().map(|format| format.id.len()).max().unwrap_or(0);
    for format in ALL {
        let told = say!(
            "terminal-formats-row",
            format = format!("{:width$}", format.id),
            ways = ways(format),
            name = format.name,
            unit = unit(format),
            holds = format.told()
        );
        say(out, told.trim_end());
    }
}

fn format(id: &str) -> Result<&'static Format, String> {
    let all = || ALL.iter().map(|format| format.id).collect::<Vec<_>>().join(say!("list-comma"));
    Format::named(id).ok_or_else(|| say!("terminal-no-format", name = id, formats = all()))
}

/// Reads all files that are named, and those of folders and archives, and lists what is passed over.
fn files(paths: &[PathBuf], format: Option<&Format>) -> Result<(Vec<File>, Vec<Remark>), String> {
    if let [only] = paths
        && only.as_os_str() == STREAM
    {
        let mut bytes = Vec::new();
        let taken = io::stdin().lock().take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
        taken.map_err(|error| of_file(only, &error.to_string()))?;
        if bytes.len() > MOST_BYTES {
            return Err(too_much());
        }
        let named = |ending: &str| vec![File::new(format!("stdin.{ending}"), bytes.clone())];
        let Some(format) = format else {
            // Formats are known by their names, too.
            let endings = ALL.iter().flat_map(|format| format.endings);
            let known = endings.map(|ending| named(ending)).find(|files| Format::of(files).is_some());
            return Ok((known.unwrap_or_else(|| named("txt")), Vec::new()));
        };
        return Ok((named(format.endings.first().copied().unwrap_or("txt")), Vec::new()));
    }
    let many::Finding { files: found, passed } = many::find(paths).map_err(|error| error.to_string())?;
    let mut remarks = Remarks::default();
    remarks.passed(passed.iter().map(|(name, why)| (name.as_str(), why.told(), why.is_loss())));
    let told = Told::of(|percent| say!("terminal-reading", percent = percent));
    let mut room = MOST_BYTES;
    let mut all = Vec::with_capacity(found.len());
    for (at, file) in found.iter().enumerate() {
        let bytes = disk::read(&file.path).map_err(|error| error.to_string())?;
        let mut within = |part: f64| told.tell((at as f64 + part) / found.len() as f64);
        let mut watch = Watch { stop: &|| false, progress: &mut within };
        let inner = opened(File::new(file.name.as_str(), bytes), found.len() == 1, room as u64, &mut watch);
        let inner = inner.map_err(|error| error.to_string())?;
        room = room.checked_sub(inner.iter().map(|file| file.bytes.len()).sum()).ok_or_else(too_much)?;
        all.extend(inner);
        told.tell((at + 1) as f64 / found.len() as f64);
    }
    told.clear();
    Ok((all, remarks.finish()))
}

fn too_much() -> String {
    say!("terminal-too-much", megabytes = MOST_BYTES / 1_000_000)
}

/// Reads files in a format; `auto` is the one that they look like.
fn read_in(id: &str, paths: &[PathBuf], annotator: &str) -> Result<(&'static Format, Read), String> {
    let named = if id == "auto" { None } else { Some(format(id)?) };
    let (files, passed) = files(paths, named)?;
    let why = |why: &str| explained(why, &files, &passed);
    let format = named.or_else(|| Format::of(&files)).ok_or_else(|| why(say!("terminal-unknown-format")))?;
    let told = Told::of(|percent| say!("terminal-importing", percent = percent));
    let mut watch = Watch { stop: &|| false, progress: &mut |done| told.tell(done) };
    let read = format.read(&files, annotator, disk::stamp(), &mut watch);
    told.clear();
    let mut read = read.map_err(|error| why(&error.to_string()))?;
    read.remarks.splice(0..0, passed);
    Ok((format, read))
}

/// What is to be imported.
pub(super) struct Import<'a> {
    /// The format, or `auto`.
    pub(super) format: &'a str,
    /// Files and folders.
    pub(super) paths: &'a [PathBuf],
    /// The project; what is there stays, and what comes is added to it.
    pub(super) out: &'a Path,
    /// Whose that is of which nobody is named.
    pub(super) annotator: &'a str,
    /// What labels, kinds and attributes become.
    pub(super) labels: Option<&'a str>,
    /// Whether people of the same name as people in the project are others.
    pub(super) apart: bool,
    /// Whether the report is for programs.
    pub(super) json: bool,
}

/// Takes files of another program into a project. Returns the exit code: 1 where something could not be kept.
pub(super) fn import(task: &Import<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let known = existing(task.out)?;
    let (_, Read { project: other, remarks }) = read_in(task.format, task.paths, task.annotator)?;
    let here = known.as_ref().map_or_else(begun, |loaded| Ok(loaded.project.clone()))?;
    let mapping = task.labels.map(|given| mapping(given, &here, &other)).transpose()?.unwrap_or_default();
    let names: Vec<Likeness> = likenesses(&here, &other)
        .into_iter()
        .map(|one| Likeness { guess: mapping.get(&one.part).unwrap_or(&one.guess).clone(), ..one })
        .collect();
    let adopt = if known.is_some() { Adoption::of } else { Adoption::of_first };
    let adoption = adopt(&here, &other, &mapping, &mut disk::stamp())?;
    let sources = [Source { name: task.format.to_owned(), project: adoption.other.clone() }];
    let never = || false;
    let plan = Survey::of(&adoption.here, &sources, &never, &mut |_| {}).and_then(|survey| {
        let choices = adoption.choices(0, &survey, task.apart, None);
        Plan::of(&adoption.here, &sources, &survey, &choices, disk::stamp(), &never)
    });
    let plan = plan.ok_or_else(|| say!("terminal-import-nothing").to_owned())?;
    let mut project = adoption.here.clone();
    project.apply(&plan.transaction).map_err(|error| error.to_string())?;
    let left = plan.left.iter().chain(&adoption.lost);
    let left: Vec<String> = left.map(|left| format!("{}: {}", left.name, left.what.told(left.count))).collect();
    let stream = task.out.as_os_str() == STREAM;
    let loaded = if stream {
        let text = store::write(&project);
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| error.to_string())?;
        store::read(text.as_bytes()).map_err(|error| of_file(task.out, &error.to_string()))?
    } else {
        save(task.out, &project, known.as_ref())?;
        read(task.out)?
    };
    told(&remarks, &left, task.json, err);
    if task.json {
        let mut report = report(task.out, &loaded, &warnings(&loaded));
        report["imported"] = json!({ "articles": adoption.articles.len(), "annotations": plan.annotations, "relations": plan.relations });
        report["again"] = json!({ "people": plan.people, "annotations": plan.again.0, "relations": plan.again.1 });
        report["remarks"] = noted(&remarks);
        report["left"] = json!(left);
        report["names"] = named(&names, &adoption.here);
        let report = format!("{report:#}");
        if stream { say(err, &report) } else { say(out, &report) }
    } else {
        for one in &names {
            if let Some(text) = renamed(one, &adoption.here) {
                say(err, &text);
            }
        }
        let waits = |one: &&Likeness| one.uses == 0 && matches!(one.guess, Becomes::New(_));
        let unused: Vec<&str> = names.iter().filter(waits).map(|one| one.name.as_str()).collect();
        if !unused.is_empty() {
            say(err, &say!("terminal-names-unused", names = unused.join(say!("list-comma"))));
        }
        for name in &plan.people {
            say(err, &say!("terminal-person-known", name = name.as_str()));
        }
        if plan.again != (0, 0) {
            say(err, &say!("terminal-again", annotations = plan.again.0, relations = plan.again.1));
        }
        let what = say!(
            "terminal-imported",
            articles = adoption.articles.len(),
            annotations = plan.annotations,
            relations = plan.relations
        );
        let what = of_file(task.out, &what);
        if stream { say(err, &what) } else { say(out, &what) }
    }
    Ok(code(&remarks, &left))
}

/// Begins a project with the usual scheme, as the window does.
fn begun() -> Result<Project, String> {
    let empty = Project::empty();
    let mut builder = Builder::new(&empty);
    let Scheme { labels, attributes, kinds } = Scheme::claims_and_denials();
    labels.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
    kinds.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
    attributes.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
    let transaction = builder.finish();
    let mut begun = empty.clone();
    begun.apply(&transaction).map_err(|error| error.to_string())?;
    Ok(begun)
}

/// Returns what a part is called that another one became.
fn called(part: &Part, here: &Project) -> String {
    let known = parts_like(here, part).into_iter().find(|(known, _)| known == part);
    known.map_or_else(|| part.key().to_owned(), |(_, name)| name)
}

/// Says what a name of the other program became, where it did not stay what it was.
fn renamed(one: &Likeness, here: &Project) -> Option<String> {
    let (name, count) = (one.name.as_str(), one.uses);
    match &one.guess {
        Becomes::Known(part) => Some(called(part, here)),
        Becomes::New(new) => Some(new.clone()),
        Becomes::Left => return Some(say!("terminal-name-left", name = name, count = count)),
    }
    .filter(|new| *new != one.name)
    .map(|new| say!("terminal-name-became", name = name, count = count, new = new))
}

/// Lists what each name of the other program became, for programs.
fn named(names: &[Likeness], here: &Project) -> Value {
    let one = |one: &Likeness| {
        let sort = match one.part {
            Part::Label(_) => "label",
            Part::Kind(_) => "kind",
            Part::Attribute(_) => "attribute",
        };
        let (becomes, new) = match &one.guess {
            Becomes::Known(part) => (Some(called(part, here)), false),
            Becomes::New(name) => (Some(name.clone()), true),
            Becomes::Left => (None, false),
        };
        json!({ "sort": sort, "name": one.name, "count": one.uses, "becomes": becomes, "new": new })
    };
    Value::Array(names.iter().map(one).collect())
}

/// Reads the project that is at a path, where there is one.
pub(super) fn existing(path: &Path) -> Result<Option<Loaded>, String> {
    if path.as_os_str() == STREAM || path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let loaded = read(path)?;
    // What is odd would be put right in silence.
    match warnings(&loaded).len() {
        0 => Ok(Some(loaded)),
        count => Err(of_file(path, &say!("terminal-ledger-warnings", count = count))),
    }
}

/// Saves a project where it was read, unless another program wrote there since; a new one only where nothing is.
pub(super) fn save(path: &Path, project: &Project, known: Option<&Loaded>) -> Result<(), String> {
    let expect = known.map_or(Expect::Nothing, |loaded| Expect::Content(loaded.hash));
    keep(path, store::write(project).as_bytes(), expect)
}

/// Reads `--labels`: `Person=actor`, several parted by commas or, in a file, by lines. It names parts of the scheme by
/// key or name; what is not here yet is added, nothing behind the sign leaves a part out.
fn mapping(given: &str, here: &Project, other: &Project) -> Result<Mapping, String> {
    let all = likenesses(here, other);
    let mut mapping = Mapping::new();
    for (from, to) in super::compare::pairs(given)? {
        let named: Vec<&Part> =
            all.iter().filter(|one| one.name == from || one.part.key() == from).map(|one| &one.part).collect();
        if named.is_empty() {
            let known: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
            return Err(say!("terminal-no-part", name = from, parts = known.join(say!("list-comma"))));
        }
        for part in named {
            let becomes = match to.as_str() {
                "" => Becomes::Left,
                to => like(here, &part.named(to), to).map_or_else(|| Becomes::New(to.to_owned()), Becomes::Known),
            };
            mapping.insert(part.clone(), becomes);
        }
    }
    Ok(mapping)
}

/// What is to be exported.
pub(super) struct Export<'a> {
    /// The format.
    pub(super) format: &'a str,
    /// Where it goes: a file, or a folder where the format makes several; `-` is the standard output.
    pub(super) out: &'a Path,
    /// Whether what is there may be replaced.
    pub(super) force: bool,
    /// Whether the report is for programs.
    pub(super) json: bool,
}

/// Hands a project out. Returns the exit code: 1 where the format can't hold something.
pub(super) fn export(
    path: &Path,
    articles: &[String],
    annotators: &[String],
    task: &Export<'_>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    beside_project(task.out, path)?;
    let loaded = read(path)?;
    super::tell(path, &warnings(&loaded), err);
    let choice = Choice {
        articles: chosen_articles(&loaded.project, articles)?,
        sets: chosen_sets(&loaded.project, annotators)?,
    };
    let spared = Spared { files: &[path.to_owned()], why: say!("export-over-project") };
    hand_out(&loaded.project, (&choice, &[]), &spared, task, out, err)
}

/// Files that are read, and so are not written over.
struct Spared<'a> {
    files: &'a [PathBuf],
    /// What is said of that.
    why: &'static str,
}

impl Spared<'_> {
    /// Begins to write where a task says, but over none of them.
    fn outlet(&self, task: &Export<'_>) -> io::Result<Disk> {
        let mut outlet = Outlet::begin(task.out, task.force)?;
        outlet.spare(self.files, self.why)?;
        Ok(Disk(outlet))
    }
}

/// Writes what was chosen of a project. `before` is what is to be known of how it came here.
fn hand_out(
    project: &Project,
    (choice, before): (&Choice, &[Remark]),
    spared: &Spared<'_>,
    task: &Export<'_>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    let format = format(task.format)?;
    if format.write.is_none() {
        return Err(say!("terminal-not-out", format = format.name));
    }
    let progress = Told::of(|percent| say!("terminal-exporting", percent = percent));
    let mut watch = Watch { stop: &|| false, progress: &mut |done| progress.tell(done) };
    let failed = |error| not_written(task.out, &error);
    let (remarks, places) = if task.out.as_os_str() == STREAM {
        // Nothing of it is printed unless all of it is one file.
        let mut memory = Memory::default();
        let remarks = format.write(project, choice, &mut memory, &mut watch).map_err(|error| error.to_string())?;
        let [(_, bytes)] = &memory.files[..] else {
            return Err(say!("terminal-several-files", format = format.name));
        };
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| error.to_string())?;
        (remarks, Vec::new())
    } else {
        let mut outlet = spared.outlet(task).map_err(failed)?;
        let remarks = format.write(project, choice, &mut outlet, &mut watch).map_err(failed)?;
        (remarks, outlet.0.finish().map_err(failed)?)
    };
    progress.clear();
    let all: Vec<Remark> = before.iter().chain(&remarks).cloned().collect();
    Ok(handed_out(format, &all, &places, task, out, err))
}

/// Reports what went out and where to. Returns the exit code.
fn handed_out(
    format: &Format,
    all: &[Remark],
    places: &[PathBuf],
    task: &Export<'_>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> u8 {
    told(all, &[], task.json, err);
    if task.json {
        let files: Vec<String> = places.iter().map(|path| path.display().to_string()).collect();
        let report = format!("{:#}", json!({ "format": format.id, "files": files, "remarks": noted(all) }));
        // Where the standard output is what was written, the report is beside it.
        if places.is_empty() { say(err, &report) } else { say(out, &report) }
    } else if !places.is_empty() {
        let what = say!("terminal-exported", format = format.name, files = places.len());
        say(out, &of_file(task.out, &what));
    }
    code(all, &[])
}

fn not_written(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists => say!("terminal-there", path = path.display().to_string()),
        _ => of_file(path, &trouble::told(error)),
    }
}

/// Takes files straight through a piece at a time, where they are many and can be parted. Returns the exit code.
fn pass(
    from: &str,
    path: &Path,
    spared: &Spared<'_>,
    task: &Export<'_>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<Option<u8>, String> {
    let (named, to) = (if from == "auto" { None } else { Some(format(from)?) }, format(task.format)?);
    let stream = task.out.as_os_str() == STREAM;
    if path.as_os_str() == STREAM || stream && to.packed != Packed::One {
        return Ok(None);
    }
    let many::Finding { files, passed } = many::find(&[path.to_owned()]).map_err(|error| error.to_string())?;
    let Some((from, mut parted)) = Parted::of(files, named, PIECE) else { return Ok(None) };
    let progress = Told::of(|percent| say!("terminal-converting", percent = percent));
    let mut watch = Watch { stop: &|| false, progress: &mut |done| progress.tell(done) };
    let passing = Passing::look(from, to, &mut parted, "", disk::stamp(), &mut watch);
    let Some(passing) = passing.map_err(|error| error.to_string())? else { return Ok(None) };
    let failed = |error| not_written(task.out, &error);
    let (remarks, places) = if stream {
        let remarks = passing.write(to, &mut parted, &mut Stream(out), &mut watch).map_err(failed)?;
        out.flush().map_err(failed)?;
        (remarks, Vec::new())
    } else {
        let mut outlet = spared.outlet(task).map_err(failed)?;
        let remarks = passing.write(to, &mut parted, &mut outlet, &mut watch).map_err(failed)?;
        (remarks, outlet.0.finish().map_err(failed)?)
    };
    progress.clear();
    let mut all = Remarks::default();
    all.passed(passed.iter().map(|(name, why)| (name.as_str(), why.told(), why.is_loss())));
    let mut all = all.finish();
    all.extend(remarks);
    Ok(Some(handed_out(to, &all, &places, task, out, err)))
}

/// Reads files of one program and writes them for another. Returns the exit code.
pub(super) fn convert(
    from: &str,
    path: &Path,
    task: &Export<'_>,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<u8, String> {
    // A format that can't be written is said before anything long is done.
    format(task.format)?;
    let is_stream = path.as_os_str() == STREAM;
    let found =
        if is_stream { Vec::new() } else { many::find(&[path.to_owned()]).map_err(|error| error.to_string())?.files };
    let files: Vec<PathBuf> = found.into_iter().map(|file| file.path).collect();
    beside(task.out, &files)?;
    let spared = Spared { files: &files, why: say!("terminal-over-source") };
    if let Some(code) = pass(from, path, &spared, task, out, err)? {
        return Ok(code);
    }
    let (_, Read { project, remarks }) = read_in(from, std::slice::from_ref(&path.to_owned()), "")?;
    hand_out(&project, (&Choice::default(), &remarks), &spared, task, out, err)
}

/// Writes one file to the standard output.
struct Stream<'o, W: Write>(&'o mut W);

impl<W: Write> Out for Stream<'_, W> {
    fn begin(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn again(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}

/// Writes to the disk.
struct Disk(Outlet);

impl Out for Disk {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        self.0.file(path)
    }

    fn again(&mut self, path: &str) -> io::Result<()> {
        self.0.again(path)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write(bytes)
    }
}

/// Finds the articles that are named: by number, title or id.
fn chosen_articles(project: &Project, names: &[String]) -> Result<Option<BTreeSet<ArticleId>>, String> {
    if names.is_empty() {
        return Ok(None);
    }
    names.iter().map(|name| super::texts::article(project, name)).collect::<Result<_, _>>().map(Some)
}

/// Finds the sets that are named: by their own name or their annotator's.
fn chosen_sets(project: &Project, names: &[String]) -> Result<Option<BTreeSet<SetId>>, String> {
    if names.is_empty() {
        return Ok(None);
    }
    let all: Vec<(SetId, String, String)> = project
        .sets()
        .into_iter()
        .map(|(id, set)| {
            let owner = set.annotator.and_then(|id| project.annotator(&id)).map_or("", |row| &row.name);
            (*id, project.set_name(*id), owner.to_owned())
        })
        .collect();
    let mut chosen = BTreeSet::new();
    for name in names.iter().map(|name| name.trim()) {
        let before = chosen.len();
        chosen.extend(all.iter().filter(|(_, set, owner)| set == name || owner == name).map(|(id, ..)| *id));
        if chosen.len() == before {
            let sets = all.iter().map(|(_, set, _)| set.as_str()).collect::<Vec<_>>().join("; ");
            return Err(say!("terminal-compare-no-annotator", name = name, sets = sets));
        }
    }
    Ok(Some(chosen))
}
