//! Reads the day out of the ways in which pages write it.

/// Months by how they begin, in the languages of many pages; parted by a bar where there are several ways to begin.
const MONTHS: [&str; 12] = [
    "jan|ene|gen|янв|січ|يناير|sty",
    "feb|fev|fév|фев|лют|فبراير",
    "mar|mär|mrz|maart|мар|бер|مارس",
    "apr|abr|avr|апр|кві|أبريل|ابريل|kwi",
    "may|mai|mag|maj|mei|май|мая|тра|مايو",
    "jun|giu|juin|июн|чер|يونيو|cze",
    "jul|lug|juil|июл|лип|يوليو|lip",
    "aug|ago|aoû|aou|авг|сер|أغسطس|اغسطس|sie",
    "sep|set|сен|вер|سبتمبر|wrz",
    "oct|okt|out|ott|окт|жов|أكتوبر|اكتوبر|paź",
    "nov|ноя|лис|نوفمبر|lis",
    "dec|dez|dic|déc|дек|гру|ديسمبر|gru",
];

/// Words between a day, its month and the year.
const BETWEEN: [&str; 8] = ["de", "del", "of", "d", "di", "le", "den", "г"];
/// Words that may come before a day: its name, and that something was published then.
const BEFORE: usize = 3;

/// Writes a day as `2026-03-07`, as its place counts it, where it is one of: ISO 8601 (`2026-03-07T10:00+01:00`,
/// `20260307`), RFC 2822 (`Sat, 07 Mar 2026 …`), `March 7, 2026`, `7 March 2026` and the same in other languages,
/// `7.3.2026`, `2026年3月7日`. `None` where it can't be told for certain: `03/07/2026` is another day in England than in
/// America.
pub(in crate::documents) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((date, _)) =
        text.get(..8).map(|date| (date, ())).filter(|(date, ())| date.bytes().all(|b| b.is_ascii_digit()))
        && !text[8..].starts_with(|c: char| c.is_ascii_digit())
    {
        return written(&date[..4], &date[4..6], &date[6..]);
    }
    let text = plain(text);
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut parts = parts.filter(|part| !BETWEEN.contains(&part.to_lowercase().as_str())).peekable();
    for _ in 0..BEFORE {
        let is_date = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit()) || month(part).is_some();
        if parts.next_if(|part| !is_date(part)).is_none() {
            break;
        }
    }
    let mut next = || parts.next().unwrap_or("");
    let (first, second, third) = (next(), next(), next());
    let third = &third[..third.find(|c: char| !c.is_ascii_digit()).unwrap_or(third.len())];
    if first.len() == 4 && digits(first) && digits(second) && text.contains('-') | text.contains('/') {
        return written(first, second, third);
    }
    let dotted = text.split('.').count() >= 3;
    match (month(first), month(second)) {
        (_, Some(month)) if first.starts_with(|c: char| c.is_ascii_digit()) => {
            written(third, &month.to_string(), first)
        }
        (Some(month), _) => written(third, &month.to_string(), second),
        (None, None) if dotted && digits(first) && digits(second) => written(third, second, first),
        _ => None,
    }
}

/// Writes digits of other scripts as those of ASCII, and a day of Chinese, Japanese or Korean with hyphens.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10).unwrap_or(c),
        '年' | '月' | '년' | '월' => '-',
        '日' | '일' => ' ',
        c => c,
    };
    text.chars().map(plain).collect::<String>().replace("- ", "-")
}

fn month(name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let begins = |month: &&str| month.split('|').any(|start| name.starts_with(start));
    MONTHS.iter().position(begins).map(|at| at + 1)
}

/// Tells whether a line says when something was changed, and not when it was published.
pub(super) fn is_of_change(line: &str) -> bool {
    const CHANGED: [&str; 22] = [
        "updated",
        "last updated",
        "last modified",
        "modified",
        "aktualisiert",
        "zuletzt aktualisiert",
        "zuletzt geändert",
        "geändert",
        "mis à jour",
        "modifié",
        "actualizado",
        "aggiornato",
        "atualizado",
        "bijgewerkt",
        "oppdatert",
        "opdateret",
        "uppdaterad",
        "zaktualizowano",
        "обновлено",
        "оновлено",
        "تحديث",
        "更新",
    ];
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    CHANGED.iter().any(|word| line.starts_with(word))
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
    fn a_change_is_no_publication() {
        assert!(is_of_change("Updated: 9 March 2026") && is_of_change(" · Zuletzt geändert am 9.3.2026"));
        assert!(!is_of_change("Published 7 March, updated 9 March 2026"));
    }

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
            "7 марта 2026, 10:15",
            "7 березня 2026 р.",
            "Samstag, 7. März 2026",
            "Publié le 7 mars 2026 à 10h15",
            "7 de marzo de 2026",
            "7 marca 2026",
            "٧ مارس ٢٠٢٦",
            "2026年3月7日 10:15",
            "2026년 3월 7일",
            "Published on Saturday 7 March 2026",
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
