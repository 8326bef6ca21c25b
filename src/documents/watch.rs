//! Watches the reading of a long document: whether anybody still waits for it, and how far it is.

/// What is asked and told while a document is read.
pub struct Watch<'w> {
    /// Tells whether nobody waits any longer.
    pub stop: &'w dyn Fn() -> bool,
    /// Hears how much is done, from 0 to 1.
    pub progress: &'w mut dyn FnMut(f64),
}

impl Watch<'_> {
    /// Does something that nobody watches.
    pub fn unwatched<T>(work: impl FnOnce(&mut Watch<'_>) -> T) -> T {
        work(&mut Watch { stop: &|| false, progress: &mut |_| {} })
    }
}
