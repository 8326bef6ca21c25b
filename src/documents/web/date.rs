//! Reads the day out of the ways in which pages write it.

/// Months by their first letters, in the languages in which pages write them out for programs.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes a day as `2026-03-07`, as its place counts it, where it is one of: ISO 8601 (`2026-03-07T10:00+01:00`,
/// `20260307`), RFC 2822 (`Sat, 07 Mar 2026 …`), `March 7, 2026`, `7 March 2026`, `7.3.2026`. `None` where it can't be
/// told for certain: `03/07/2026` is another day in England than in America.
pub(in crate::documents) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((date, _)) =
        text.get(..8).map(|date| (date, ())).filter(|(date, ())| date.bytes().all(|b| b.is_ascii_digit()))
        && !text[8..].starts_with(|c: char| c.is_ascii_digit())
    {
        return written(&date[..4], &date[4..6], &date[6..]);
    }
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut next = || parts.next().unwrap_or("");
    let (mut first, mut second) = (next(), next());
    // The day of the week.
    if !digits(first) && first.len() >= 2 && month(first).is_none() {
        (first, second) = (second, next());
    }
    let third = next();
    let third = &third[..third.find(|c: char| !c.is_ascii_digit()).unwrap_or(third.len())];
    if first.len() == 4 && digits(first) && digits(second) && text.contains('-') | text.contains('/') {
        return written(first, second, third);
    }
    let dotted = text.split('.').count() >= 3;
    match (month(first), month(second)) {
        (Some(month), _) => written(third, &month.to_string(), second),
        (None, Some(month)) => written(third, &month.to_string(), first),
        (None, None) if dotted && digits(first) && digits(second) => written(third, second, first),
        _ => None,
    }
}

fn month(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let start = name.get(..3)?;
    MONTHS.iter().position(|month| *month == start).map(|at| at + 1)
}

fn written(year: &str, month: &str, day: &str) -> Option<String> {
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let sound = (1400..3000).contains(&year) && (1..=12).contains(&month) && (1..=days).contains(&day);
    sound.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Finds a day in an address: `/2026/03/07/`.
pub(super) fn day_of_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    let lengths = |three: &&[&str]| three[0].len() == 4 && three[1].len() == 2 && three[2].len() == 2;
    parts.windows(3).filter(lengths).find_map(|three| written(three[0], three[1], three[2]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_written() {
        for text in [
            "2026-03-07",
            "2026-03-07T23:30:00-08:00",
            "2026-3-7 10:00",
            "2026/03/07",
            "20260307",
            "20260307T101500Z",
            "Sat, 07 Mar 2026 10:15:00 GMT",
            "Saturday, March 7, 2026",
            "March 7th, 2026",
            "7 March 2026, 10:15",
            "7. Mar. 2026",
            "07.03.2026 um 10:15 Uhr",
        ] {
            assert_eq!(day(text).as_deref(), Some("2026-03-07"), "{text}");
        }
        for text in ["03/07/2026", "2026-02-30", "yesterday", "", "1772870400000", "12", "2026-13-01", "مارس", "März"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_may_tell_the_day() {
        assert_eq!(day_of_address("https://post.example/2026/03/07/dam").as_deref(), Some("2026-03-07"));
        assert_eq!(day_of_address("https://post.example/2026/33/07/dam"), None);
        assert_eq!(day_of_address(""), None);
    }
}
