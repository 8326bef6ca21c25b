//! Cells of tables that spreadsheets open.

/// Returns the cell of a text: one that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a
/// tab or a carriage return) gets an apostrophe before it, which spreadsheets read as “this is text”. Numbers are no
/// texts: they stay as they are.
pub(crate) fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}
