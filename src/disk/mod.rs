//! Keeps files safe: atomic save, journal, lock, watch, settings.
