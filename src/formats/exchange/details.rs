//! What is known of an article, as other programs keep it: names with values.

use crate::model::Details;

/// Names what is known of an article, with its value, where there is one.
pub fn details(of: &Details) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("title", &of.title),
        ("outlet", &of.outlet),
        ("author", &of.author),
        ("address", &of.address),
        ("date", &of.date),
        ("language", &of.language),
        ("note", &of.note),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str()))
}

/// Takes what is called as a detail is into it. Tells whether there is one of this name that has no value yet.
pub fn take_detail(into: &mut Details, name: &str, value: &str) -> bool {
    let detail = match name {
        "title" => &mut into.title,
        "outlet" => &mut into.outlet,
        "author" => &mut into.author,
        "address" => &mut into.address,
        "date" => &mut into.date,
        "language" => &mut into.language,
        "note" => &mut into.note,
        _ => return false,
    };
    let free = detail.is_empty();
    if free {
        value.clone_into(detail);
    }
    free
}

/// Adds lines to the note of an article.
pub fn add_to_note(into: &mut Details, lines: &str) {
    if !into.note.is_empty() && !lines.is_empty() {
        into.note.push('\n');
    }
    into.note.push_str(lines);
}
