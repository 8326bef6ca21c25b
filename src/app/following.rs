//! Keeps what is made of a whole project right while it is looked at: it is made once, on a thread of the host, and
//! from then on each edit brings in what it touched.

use std::mem;

/// Something that is made of a whole project and follows it.
#[derive(Clone, Debug)]
pub(super) struct Followed<T> {
    made: Option<T>,
    /// Whether it is being made. It is made once at a time: what changes meanwhile is brought in behind it.
    making: bool,
    /// Why it could not be made, in the user's words. It is not tried again until that is forgotten.
    failure: Option<String>,
    /// The state of the project that it was brought after.
    ticks: u64,
    version: u64,
}

/// What came of bringing it after the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing had changed, or nothing can be done now.
    Same,
    /// What was touched was brought in.
    Followed,
    /// It is to be made from nothing, and is taken to be in the making from now on.
    Wanted,
}

impl<T> Default for Followed<T> {
    fn default() -> Followed<T> {
        Followed { made: None, making: false, failure: None, ticks: 0, version: 0 }
    }
}

impl<T> Followed<T> {
    /// Returns it, once it is made.
    pub(super) fn get(&self) -> Option<&T> {
        self.made.as_ref()
    }

    /// Returns it to be changed, once it is made.
    pub(super) fn get_mut(&mut self) -> Option<&mut T> {
        self.made.as_mut()
    }

    /// Tells whether it is being made; what is there then is what was made before.
    pub(super) fn is_making(&self) -> bool {
        self.making
    }

    /// Returns why it could not be made, in the user's words.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns a number that changes whenever it may say something else. What is derived from it is memoised on this.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Asks for it to be made, unless it is being made or could not be. Tells whether somebody has to make it.
    pub(super) fn want(&mut self) -> bool {
        let wanted = !self.making && self.failure.is_none();
        self.making |= wanted;
        wanted
    }

    /// Brings it after the project, in the state that `ticks` counts, where it still fits what is asked for.
    pub(super) fn keep(&mut self, ticks: u64, fits: impl FnOnce(&T) -> bool, follow: impl FnOnce(&mut T)) -> Kept {
        if self.making || self.failure.is_some() {
            return Kept::Same;
        }
        match &mut self.made {
            Some(made) if fits(made) => {
                if self.ticks == ticks {
                    return Kept::Same;
                }
                follow(made);
                self.ticks = ticks;
                self.version += 1;
                Kept::Followed
            }
            Some(_) | None => {
                self.making = true;
                Kept::Wanted
            }
        }
    }

    /// Takes it as it was made. What was done meanwhile is brought in when it is kept next.
    pub(super) fn take(&mut self, made: T, ticks: u64) {
        let version = self.version + 1;
        *self = Followed { made: Some(made), making: false, failure: None, ticks: ticks.wrapping_sub(1), version };
    }

    /// Notes that it could not be made. Tells whether somebody waits for it.
    pub(super) fn fail(&mut self, why: &str) -> bool {
        self.failure = Some(why.to_owned());
        mem::take(&mut self.making)
    }

    /// Forgets that it could not be made.
    pub(super) fn forget_failure(&mut self) {
        self.failure = None;
    }

    /// Forgets it. One that is in the making is still taken, and brought after whatever is open then.
    pub(super) fn leave(&mut self) {
        let (making, version) = (self.making, self.version + 1);
        *self = Followed { making, version, ..Followed::default() };
    }
}
