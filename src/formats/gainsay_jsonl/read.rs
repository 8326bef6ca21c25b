//! Reads lines.

use foldhash::HashMap;

use crate::formats::exchange::{
    File, Gather, Mark, Refused, Said, Source, Spot, Target, Tie, Unit, Watch, What, Words, take_detail,
};
use crate::formats::json::{self, Of};
use crate::model::*;
use crate::say;

use super::FORMAT;
use super::shape::{FORM, Line, Marked, Tied, UNIT, Worth};

/// Reads all lines, and ties what relations tie when all annotations are there.
pub(super) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let (mut made, mut tied) = (HashMap::default(), Vec::new());
    gather.tells_done();
    json::read_each(files, gather, watch, |gather, line, of| take(gather, line, of, &mut made, &mut tied))?;
    for (tied, spot) in tied {
        relate(gather, tied, &made, spot);
    }
    Ok(())
}

fn take(
    gather: &mut Gather,
    line: Line,
    of: &Of<'_>,
    made: &mut HashMap<String, AnnotationId>,
    tied: &mut Vec<(Tied, Spot)>,
) -> Result<(), String> {
    if line.gainsay != FORM {
        return Err(say!("gainsay-form", form = line.gainsay, known = FORM));
    }
    if line.unit != UNIT {
        return Err(say!("gainsay-unit", unit = line.unit.as_str()));
    }
    let source = Source::of_value(line.text);
    if source.text().hash().to_string() != line.sha256 {
        gather.remark(What::Changed, "", of.spot());
    }
    let mut known = Details::default();
    for (name, value) in &line.details {
        if !take_detail(&mut known, name, value) {
            gather.remark(What::NoPlace, name.as_str(), of.spot());
        }
    }
    let block = |(name, start, end): &(String, usize, usize)| {
        Some(Block { kind: BlockKind::named(name)?, lines: *start..*end })
    };
    let blocks: Option<Vec<Block>> = line.blocks.iter().map(block).collect();
    let blocks = blocks.filter(|blocks| Block::fault(blocks, source.text()).is_none());
    if blocks.is_none() {
        gather.remark(What::NoPlace, say!("gainsay-blocks"), of.spot());
    }
    let origin = say!("exchange-origin", file = of.file.path.as_str(), format = FORMAT.name);
    let ids = ArticleId::parse(&line.article).zip(RevisionId::parse(&line.revision));
    let revision = gather.text_as(ids, &line.article, source.text(), known, blocks, origin);
    for (annotator, time) in &line.done {
        let set = gather.set(annotator);
        let time = moment(gather, time, &of.spot());
        gather.done(set, revision, time);
    }
    // An annotator's annotations stay in their order.
    let mut whose: Vec<(String, Vec<Marked>)> = Vec::new();
    for marked in line.annotations {
        match whose.iter_mut().find(|(annotator, _)| *annotator == marked.annotator) {
            Some((_, own)) => own.push(marked),
            None => whose.push((marked.annotator.clone(), vec![marked])),
        }
    }
    for (annotator, own) in whose {
        let set = gather.set(&annotator);
        let ids: Vec<String> = own.iter().map(|marked| marked.id.clone()).collect();
        let marks = own.into_iter().map(|marked| mark(gather, marked, of.spot())).collect();
        let all = gather.marks(set, revision, &source, Unit::CodePoints, marks);
        for (id, new) in ids.into_iter().zip(all) {
            let Some(new) = new else { continue };
            if !id.is_empty() && made.contains_key(&id) {
                gather.remark(What::SameId, id.as_str(), of.spot());
            }
            made.insert(id, new);
        }
    }
    tied.extend(line.relations.into_iter().map(|relation| (relation, of.spot())));
    Ok(())
}

/// Reads a time, and notes where it is none.
fn moment(gather: &mut Gather, time: &str, spot: &Spot) -> Option<Time> {
    let read = Time::parse(time);
    if read.is_none() {
        gather.remark(What::NoPlace, say!("gainsay-times"), spot.clone());
    }
    read
}

fn mark(gather: &mut Gather, marked: Marked, spot: Spot) -> Mark {
    let anchor = |quote: &str| Anchor { exact: quote.to_owned(), prefix: String::new(), suffix: String::new() };
    let lost = marked.fragments.is_empty();
    let anchors: Vec<Anchor> = if lost {
        marked.detached.into_iter().map(Into::into).collect()
    } else {
        marked.fragments.iter().map(|piece| anchor(&piece.quote)).collect()
    };
    let ranges = marked.fragments.iter().map(|piece| piece.start.min(piece.end)..piece.end).collect();
    Mark {
        id: AnnotationId::parse(&marked.id),
        lost,
        values: values(gather, marked.attributes, &spot),
        note: marked.note,
        unsure: marked.unsure,
        time: moment(gather, &marked.time, &spot),
        derived_from: marked.derived_from.iter().filter_map(|id| AnnotationId::parse(id)).collect(),
        ..Mark::new(marked.label, Target { ranges, words: Words::Each(anchors) }, spot)
    }
}

/// Takes what attributes say, and notes those that say nothing.
fn values(gather: &mut Gather, all: Vec<Worth>, spot: &Spot) -> Vec<(String, Said)> {
    let value = |worth: Worth| {
        let said = worth.flag.map(Said::Flag).or(worth.choice.map(Said::Choice)).or(worth.text.map(Said::Text));
        if said.is_none() {
            gather.remark(What::NoPlace, worth.name.as_str(), spot.clone());
        }
        Some((worth.name, said?))
    };
    all.into_iter().filter_map(value).collect()
}

fn relate(gather: &mut Gather, tied: Tied, made: &HashMap<String, AnnotationId>, spot: Spot) {
    let Some((from, to)) = made.get(&tied.from).zip(made.get(&tied.to)) else {
        return gather.remark(What::End, "", spot);
    };
    let set = gather.set(&tied.annotator);
    let tie = Tie {
        id: RelationId::parse(&tied.id),
        time: moment(gather, &tied.time, &spot),
        values: values(gather, tied.attributes, &spot),
        note: tied.note,
        ..Tie::new(set, tied.kind, (*from, *to), spot)
    };
    gather.tie(tie);
}
