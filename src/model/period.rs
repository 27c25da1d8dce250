//! The span of time that a measurement covers: a year, a quarter, a month, a week or a day.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Day;

/// A named span of time. Written `2026`, `2026-Q3`, `2026-09`, `2026-W38` or `2026-09-14`.
///
/// Ordered by its last day, then by its first: the period that ends later is the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    shape: Shape,
    first: Day,
    last: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Shape {
    Year,
    Quarter(i8),
    Month,
    Week(i8),
    Day,
}

/// The text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a period; write 2026, 2026-Q3, 2026-09, 2026-W38 or 2026-09-14")]
pub struct PeriodError(pub String);

impl Period {
    /// The first day it covers.
    #[must_use]
    pub fn first_day(&self) -> Day {
        self.first
    }

    /// The last day it covers.
    #[must_use]
    pub fn last_day(&self) -> Day {
        self.last
    }

    /// The period of exactly this day.
    #[must_use]
    pub fn of_day(day: Day) -> Self {
        Self { shape: Shape::Day, first: day, last: day }
    }

    fn months(year: i16, first: i8, count: i8, shape: Shape) -> Option<Self> {
        let last_month = first + count - 1;
        let last = [31, 30, 29, 28].into_iter().find_map(|day| Day::new(year, last_month, day))?;
        Some(Self { shape, first: Day::new(year, first, 1)?, last })
    }

    fn week(year: i16, week: i8) -> Option<Self> {
        let monday = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?.date();
        let first = Day::new(monday.year(), monday.month(), monday.day())?;
        Some(Self { shape: Shape::Week(week), first, last: first.plus_days(6) })
    }

    fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        let number = |digits: &str| -> Option<i8> {
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        match rest.as_bytes() {
            [] if !text.contains('-') => Self::months(year, 1, 12, Shape::Year),
            [b'Q', quarter @ b'1'..=b'4'] => {
                let quarter = i8::try_from(quarter - b'0').ok()?;
                Self::months(year, quarter * 3 - 2, 3, Shape::Quarter(quarter))
            }
            [b'W', _, _] => Self::week(year, number(rest.get(1..)?)?),
            [_, _] => Self::months(year, number(rest)?, 1, Shape::Month),
            _ => text.parse().ok().map(Self::of_day),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last, self.first, self.shape).cmp(&(other.last, other.first, other.shape))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        match self.shape {
            Shape::Year => write!(formatter, "{year:04}"),
            Shape::Quarter(quarter) => write!(formatter, "{year:04}-Q{quarter}"),
            Shape::Month => write!(formatter, "{year:04}-{:02}", self.first.month()),
            // The Thursday of an ISO week lies in the year that the week is counted in.
            Shape::Week(week) => write!(formatter, "{:04}-W{week:02}", self.first.plus_days(3).year()),
            Shape::Day => self.first.fmt(formatter),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        Self::parse(text).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_read_write_and_order_by_their_last_day() {
        let mut periods = Vec::new();
        for (text, first, last) in [
            ("2025-12-31", "2025-12-31", "2025-12-31"),
            ("2026-01", "2026-01-01", "2026-01-31"),
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2026-Q1", "2026-01-01", "2026-03-31"),
            ("2026-W38", "2026-09-14", "2026-09-20"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
        ] {
            let period: Period = text.parse().expect(text);
            assert_eq!(period.to_string(), text);
            assert_eq!(period.first_day().to_string(), first, "{text}");
            assert_eq!(period.last_day().to_string(), last, "{text}");
            periods.push(period);
        }
        assert!(periods.is_sorted(), "{periods:?}");
        for bad in ["", "26", "2026-", "2026-Q5", "2026-13", "2026-W54", "2026-9", "2026-+1", "soon"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }
}
