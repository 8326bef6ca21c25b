//! Writes a quote with where it stands, in the quotation marks of its article's language.

use super::id::AnnotationId;
use super::{Details, Project};

/// Returns an annotation's words with outlet, date, title and address; `None` when it is not there.
pub fn cite(project: &Project, id: AnnotationId) -> Option<String> {
    let row = project.annotation(&id)?;
    let details = project.revision(&row.revision).and_then(|revision| project.article(&revision.article));
    let details = details.map(|article| article.details.clone()).unwrap_or_default();
    Some(cited(&project.quote(row), &details))
}

/// Writes words with where they stand: `“it did not ask” (The Courier, 2026-03-07, “Ministry denies report”,
/// https://example.org)`. Parts that are not known are left out, and the brackets with them when there is none.
pub fn cited(words: &str, details: &Details) -> String {
    let ([open, close], comma) = signs(&details.language);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let title =
        Some(details.title.trim()).filter(|title| !title.is_empty()).map(|title| format!("{open}{title}{close}"));
    let known = |part: &String| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    let date = known(&details.date).map(|date| crate::words::without_time(&date).to_owned());
    let parts = [known(&details.outlet), date, title, known(&details.address)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let quote = format!("{open}{words}{close}");
    if parts.is_empty() { quote } else { format!("{quote} ({})", parts.join(comma)) }
}

/// Returns the quotation marks of a language (BCP 47), and what stands between the parts of a list.
fn signs(language: &str) -> ([&'static str; 2], &'static str) {
    let language = language.trim().to_lowercase().replace('_', "-");
    let main = language.split('-').next().unwrap_or_default();
    let swiss = language.contains("-ch");
    match main {
        "de" | "fr" | "it" if swiss => (["«", "»"], ", "),
        "de" | "cs" | "sk" | "sl" | "bg" | "et" | "lt" | "is" => (["„", "“"], ", "),
        "pl" | "hu" | "ro" | "hr" | "sr" => (["„", "”"], ", "),
        // French has narrow spaces inside, which do not break.
        "fr" => (["«\u{202f}", "\u{202f}»"], ", "),
        "es" | "it" | "pt" | "ru" | "uk" | "be" | "el" | "nb" | "nn" | "no" => (["«", "»"], ", "),
        "sv" | "fi" => (["”", "”"], ", "),
        "ar" | "fa" | "ur" => (["«", "»"], "، "),
        "ja" => (["「", "」"], "、"),
        "zh" if ["hant", "-tw", "-hk", "-mo"].iter().any(|part| language.contains(part)) => (["「", "」"], "，"),
        "zh" => (["“", "”"], "，"),
        _ => (["“", "”"], ", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(language: &str) -> Details {
        Details {
            title: "Ministry denies report".into(),
            outlet: "The Courier".into(),
            date: "2026-03-07".into(),
            address: "https://example.org/a".into(),
            language: language.into(),
            ..Details::default()
        }
    }

    #[test]
    fn says_where_words_stand() {
        let whole = "“it did not ask” (The Courier, 2026-03-07, “Ministry denies report”, https://example.org/a)";
        assert_eq!(cited("it did\n not ask", &details("en-GB")), whole);
        let parts = Details { outlet: " ".into(), address: String::new(), ..details("") };
        assert_eq!(cited("no", &parts), "“no” (2026-03-07, “Ministry denies report”)");
        assert_eq!(cited("no", &Details::default()), "“no”");
    }

    #[test]
    fn follows_the_language() {
        let only = |language: &str| Details {
            outlet: "X".into(),
            date: "2026".into(),
            language: language.into(),
            ..Details::default()
        };
        for (language, expected) in [
            ("de", "„a“ (X, 2026)"),
            ("de-CH", "«a» (X, 2026)"),
            ("fr", "«\u{202f}a\u{202f}» (X, 2026)"),
            ("ar", "«a» (X، 2026)"),
            ("ja", "「a」 (X、2026)"),
            ("zh-Hant-TW", "「a」 (X，2026)"),
            ("zh-Hans", "“a” (X，2026)"),
            ("de_CH", "«a» (X, 2026)"),
            ("sv_SE", "”a” (X, 2026)"),
            ("tlh", "“a” (X, 2026)"),
        ] {
            assert_eq!(cited("a", &only(language)), expected, "{language}");
        }
    }
}
