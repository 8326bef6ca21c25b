//! Puts the articles in the order of their publication.

use crate::model::{Article, ArticleId, Project};

/// The day, and where it is said the time of day, of a publication: year, month, day, seconds. What is not said is 0. A time
/// with a zone is told in UTC, one without as it is.
pub type Published = (i32, u8, u8, u32);

/// An article as a column of the ledger. The order of columns is theirs: by publication, then as in the project's list;
/// articles without a date that can be read come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    undated: bool,
    published: Published,
    rank: u32,
    /// Which article.
    pub article: ArticleId,
}

impl Column {
    pub(super) fn of(article: ArticleId, row: &Article) -> Column {
        let published = published(&row.details.date);
        let undated = published.is_none();
        Column { undated, published: published.unwrap_or_default(), rank: row.rank, article }
    }

    /// Returns when the article was published; `None` where its date is missing or can't be read.
    pub fn published(&self) -> Option<Published> {
        (!self.undated).then_some(self.published)
    }
}

/// Lists the columns in their order.
pub(super) fn columns(project: &Project) -> Vec<Column> {
    let mut columns: Vec<Column> = project.articles_by_id().map(|(id, row)| Column::of(*id, row)).collect();
    columns.sort_unstable();
    columns
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a date as people write it: `2026-03-07`, with a time behind it or without, `2026-03`, `2026`, `7 March 2026`,
/// `March 7, 2026`, `7.3.2026`.
pub fn published(date: &str) -> Option<Published> {
    let date = date.trim();
    iso(date).or_else(|| worded(date)).or_else(|| dotted(date)).filter(|(_, month, day, _)| *month <= 12 && *day <= 31)
}

fn iso(date: &str) -> Option<Published> {
    let (day, time) = match date.find(['T', ' ']) {
        Some(at) => (&date[..at], date.get(at + 1..).unwrap_or_default()),
        None => (date, ""),
    };
    let mut parts = day.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let year = digits(year)? as i32;
    let mut next = || parts.next().map_or(Some(0), |part| digits(part).and_then(|n| u8::try_from(n).ok()));
    let (month, day) = (next()?, next()?);
    let said = parts.next().is_none().then_some((year, month, day, seconds(time)))?;
    Some(zone(time).and_then(|zone| in_utc(said, zone)).unwrap_or(said))
}

/// Reads how far the zone behind a time is ahead of UTC, in seconds: `Z`, `+01:00`, `-0500`, `+01`. `None` where none is said.
fn zone(time: &str) -> Option<i64> {
    let at = time.find(['Z', 'z', '+', '-', '−'])?;
    let (sign, rest) = match time[at..].chars().next()? {
        '+' => (1, &time[at + 1..]),
        '-' => (-1, &time[at + 1..]),
        '−' => (-1, &time[at + '−'.len_utf8()..]),
        _ => return Some(0),
    };
    let (hours, minutes) = match rest.trim_end().split_once(':') {
        Some((hours, minutes)) => (digits(hours)?, digits(minutes)?),
        None if rest.trim_end().len() <= 2 => (digits(rest.trim_end())?, 0),
        None => (digits(rest.trim_end())? / 100, digits(rest.trim_end())? % 100),
    };
    (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 3600 + minutes * 60))
}

/// Tells a moment in UTC. `None` where there is no such day.
fn in_utc((year, month, day, seconds): Published, zone: i64) -> Option<Published> {
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let at = date.ok()?.to_datetime(jiff::civil::Time::midnight());
    let at = at.checked_add(jiff::SignedDuration::from_secs(i64::from(seconds) - zone)).ok()?;
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    let seconds = u32::try_from(i32::from(hour) * 3600 + i32::from(minute) * 60 + i32::from(second)).ok()?;
    Some((i32::from(at.year()), u8::try_from(at.month()).ok()?, u8::try_from(at.day()).ok()?, seconds))
}

/// Reads the seconds since midnight of `10:15` or `10:15:30`, whatever stands behind; 0 where there is no time.
fn seconds(time: &str) -> u32 {
    let clock = time.split(|c: char| !c.is_ascii_digit() && c != ':').next().unwrap_or_default();
    let mut parts = clock.split(':').map(|part| digits(part).unwrap_or(0).min(59));
    let mut next = || parts.next().unwrap_or(0);
    next() * 3600 + next() * 60 + next()
}

fn worded(date: &str) -> Option<Published> {
    let (mut day, mut month, mut year) = (0, None, None);
    for word in date.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        match digits(word.trim_end_matches(|c: char| c.is_ascii_alphabetic())) {
            Some(number) if word.len() == 4 && year.is_none() => year = Some(number as i32),
            Some(number) if number <= 31 && day == 0 => day = number as u8,
            _ => {
                let named = MONTHS.iter().position(|name| lower.starts_with(name));
                month = month.or(named.map(|at| at as u8 + 1));
            }
        }
    }
    Some((year?, month?, day, 0))
}

fn dotted(date: &str) -> Option<Published> {
    let mut parts = date.split(|c: char| c == '.' || c.is_whitespace()).filter(|part| !part.is_empty());
    let (day, month) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let year = parts.next().filter(|year| year.len() == 4).and_then(digits)?;
    Some((year as i32, u8::try_from(month).ok()?, u8::try_from(day).ok()?, 0))
}

fn digits(text: &str) -> Option<u32> {
    let fits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|c| c.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_people_write_them() {
        let day = Some((2026, 3, 7, 0));
        for date in ["2026-03-07", " 2026-3-7 ", "7 March 2026", "March 7, 2026", "Sat, 7th Mar 2026", "7.3.2026"] {
            assert_eq!(published(date), day, "{date}");
        }
        assert_eq!(published("2026-03-07T10:15:00+01:00"), Some((2026, 3, 7, 33_300)));
        assert_eq!(published("2026-03-07T10:15:00Z"), Some((2026, 3, 7, 36_900)));
        assert_eq!(published("2026-03-01 00:30 +0100"), Some((2026, 2, 28, 84_600)));
        assert_eq!(published("2026-12-31T23:30−02"), Some((2027, 1, 1, 5_400)));
        assert!(published("2026-03-07T23:30-05:00") > published("2026-03-08T01:00Z"));
        for no_zone in
            ["2026-03-07T10:15+99:00", "2026-03-07T10:15 EST", "2026-03-07T10:15+", "2026-02-31T10:15:00+1:x"]
        {
            assert_eq!(published(no_zone).map(|at| at.3), Some(36_900), "{no_zone}");
        }
        assert_eq!(published("9999-12-31T23:59-20:00"), Some((9999, 12, 31, 86_340)), "no later day is known");
        assert_eq!(published("2026-03-07 10:15"), Some((2026, 3, 7, 36_900)));
        assert_eq!(published("2026-03"), Some((2026, 3, 0, 0)));
        assert_eq!(published("2026"), Some((2026, 0, 0, 0)));
        for no_date in ["", "yesterday", "03/07", "2026-13-01", "2026-03-07-01", "٧ مارس", "20260307"] {
            assert_eq!(published(no_date), None, "{no_date}");
        }
    }
}
