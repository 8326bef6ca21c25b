//! Keeps what is derived from the project until the project changes.

/// A value and what it was made from.
#[derive(Debug)]
pub(super) struct Memo<K, T>(Option<(K, T)>);

impl<K, T> Default for Memo<K, T> {
    fn default() -> Memo<K, T> {
        Memo(None)
    }
}

impl<K: PartialEq, T> Memo<K, T> {
    /// Returns the value for a key; makes it when it was made for another.
    pub(super) fn get(&mut self, key: K, make: impl FnOnce() -> T) -> &T {
        if self.0.as_ref().is_none_or(|(old, _)| *old != key) {
            self.0 = None;
        }
        &self.0.get_or_insert_with(|| (key, make())).1
    }
}
