//! Names the work that is too long for a frame: pure, done on a thread of the host, answered by intents as it goes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::agreement::AgreementJob;
use super::bringing::BringJob;
use super::classroom::{HandoutJob, OpenJob, SortJob};
use super::differing::DifferenceJob;
use super::dossier::DossierJob;
use super::exporting::ExportJob;
use super::finding::FindJob;
use super::importing::ImportJob;
use super::intent::Intent;
use super::ledger::LedgerJob;
use super::many::ManyJob;
use super::table::TableJob;
use super::texts::{AddJob, CompareJob, SeekJob, ShareJob};

/// Tells work that nobody waits for any longer. Clones are one flag.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Says that nobody waits.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Tells whether nobody waits.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Work for a thread.
#[derive(Clone, Debug)]
pub enum Work {
    /// Searching; answered by `Found`.
    Find(FindJob),
    /// Reading all annotations for the table, or writing rows of it; answered by `TableReady` or `TableWritten`.
    Table(Box<TableJob>),
    /// Changing many annotations; answered by `ManyNews`.
    Many(Box<ManyJob>),
    /// Comparing a new text of an article with the last one; answered by `TextNews`.
    AddText(Box<AddJob>),
    /// Comparing two texts of an article; answered by `TextNews`.
    CompareTexts(Box<CompareJob>),
    /// Looking for what lost its place on an article's last text; answered by `TextNews`.
    SeekLost(Box<SeekJob>),
    /// Comparing articles with the open one; answered by `TextNews`.
    Share(Box<ShareJob>),
    /// Making a ledger from nothing; answered by `LedgerIntent::Ready`.
    Ledger(Box<LedgerJob>),
    /// Writing a dossier; answered by `DossierWritten`.
    Dossier(Box<DossierJob>),
    /// Measuring how far sets agree; answered by intents of [`AgreementIntent`](super::AgreementIntent).
    Agreement(Box<AgreementJob>),
    /// Comparing sets; answered by `DifferenceIntent::Ready`.
    Differences(Box<DifferenceJob>),
    /// Looking through other projects; answered by intents of [`BringIntent`](super::BringIntent).
    Bring(Box<BringJob>),
    /// Looking through files of another program; answered by intents of [`ImportIntent`](super::ImportIntent).
    Import(Box<ImportJob>),
    /// Finding out what a format can't hold; answered by intents of [`ExportIntent`](super::ExportIntent).
    Export(Box<ExportJob>),
    /// Writing an exercise down; answered by `ClassroomIntent::Written`.
    HandOutExercise(Box<HandoutJob>),
    /// Opening a key; answered by `ClassroomIntent::Opened`.
    OpenKey(Box<OpenJob>),
    /// Sorting hand-ins; answered by `ClassroomIntent::Sorted`.
    SortHandIns(Box<SortJob>),
}

/// Names a piece of work, for the news that it failed. Where there may be several, with the number of the asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Searching.
    Find(u64),
    /// Reading all annotations for the table.
    ReadTable,
    /// Writing rows of the table.
    WriteRows,
    /// Changing many annotations.
    Many(u64),
    /// Comparing a new text of an article with the last one.
    AddText(u64),
    /// Comparing two texts of an article.
    CompareTexts(u64),
    /// Looking for what lost its place on an article's last text.
    SeekLost(u64),
    /// Comparing articles with the open one.
    Share(u64),
    /// Making a ledger from nothing.
    Ledger,
    /// Measuring how far sets agree, or what follows from it.
    Agreement,
    /// Computing all measures for a file.
    WriteAgreement,
    /// Comparing sets.
    Differences,
    /// Writing a dossier.
    Dossier,
    /// Looking through other projects.
    Bring(u64),
    /// Looking through files of another program.
    Import(u64),
    /// Finding out what a format can't hold.
    Export(u64),
    /// Writing an exercise down.
    HandOutExercise,
    /// Opening a key.
    OpenKey(u64),
    /// Sorting hand-ins.
    SortHandIns(u64),
}

impl Work {
    /// Names it.
    pub fn task(&self) -> Task {
        match self {
            Work::Find(job) => Task::Find(job.number()),
            Work::Table(job) => job.task(),
            Work::Many(job) => Task::Many(job.number()),
            Work::AddText(job) => Task::AddText(job.number()),
            Work::CompareTexts(job) => Task::CompareTexts(job.number()),
            Work::SeekLost(job) => Task::SeekLost(job.number()),
            Work::Share(job) => Task::Share(job.number()),
            Work::Ledger(_) => Task::Ledger,
            Work::Agreement(job) => job.task(),
            Work::Differences(_) => Task::Differences,
            Work::Bring(job) => Task::Bring(job.number()),
            Work::Dossier(_) => Task::Dossier,
            Work::Import(job) => Task::Import(job.number()),
            Work::Export(job) => Task::Export(job.number()),
            Work::HandOutExercise(_) => Task::HandOutExercise,
            Work::OpenKey(job) => Task::OpenKey(job.number()),
            Work::SortHandIns(job) => Task::SortHandIns(job.number()),
        }
    }

    /// Does it, and hands over the answers as they come. Returns early when nobody waits for it any longer.
    pub fn run(self, answer: &mut dyn FnMut(Intent)) {
        match self {
            Work::Find(job) => job.run(&mut |news| answer(Intent::Found(news))),
            Work::Table(job) => job.run(answer),
            Work::Many(job) => job.run(&mut |news| answer(Intent::ManyNews(Box::new(news)))),
            Work::AddText(job) => job.run(&mut |news| answer(Intent::TextNews(Box::new(news)))),
            Work::CompareTexts(job) => job.run(&mut |news| answer(Intent::TextNews(Box::new(news)))),
            Work::SeekLost(job) => job.run(&mut |news| answer(Intent::TextNews(Box::new(news)))),
            Work::Share(job) => job.run(&mut |news| answer(Intent::TextNews(Box::new(news)))),
            Work::Ledger(job) => job.run(answer),
            Work::Dossier(job) => job.run(answer),
            Work::Agreement(job) => job.run(answer),
            Work::Differences(job) => job.run(answer),
            Work::Bring(job) => job.run(answer),
            Work::Import(job) => job.run(answer),
            Work::Export(job) => job.run(answer),
            Work::HandOutExercise(job) => job.run(answer),
            Work::OpenKey(job) => job.run(answer),
            Work::SortHandIns(job) => job.run(answer),
        }
    }
}
