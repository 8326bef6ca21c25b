//! Finds the boundaries of graphemes, words and sentences, and snaps selections to words.
