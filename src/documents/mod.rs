//! Makes drafts of articles out of files: bytes in, text and details out.

pub mod plain;
