//! A calendar day, without a clock and without a time zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, from 0000-01-01 to 9999-12-31. Written `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(jiff::civil::Date);

/// The text is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a day; write it as year-month-day, for example 2026-11-21")]
pub struct DayError(pub String);

impl Day {
    /// The day with this year (0 to 9999), month (1 to 12) and day of the month (from 1).
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 0 {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// How many days `self` lies after `earlier`; negative when it lies before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        // Julian-day arithmetic on two dates at most 9,999 years apart cannot overflow.
        self.0.since((jiff::Unit::Day, earlier.0)).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The day `days` later, held at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        let moved = self.0.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
        if moved.year() < 0 { Self(jiff::civil::date(0, 1, 1)) } else { Self(moved) }
    }

    /// The year, 0 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let refuse = || DayError(text.to_owned());
        let (year, rest) = text.split_once('-').ok_or_else(refuse)?;
        let (month, day) = rest.split_once('-').ok_or_else(refuse)?;
        let digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return Err(refuse());
        }
        let parse = |part: &str| part.parse::<i16>().map_err(|_| refuse());
        let (month, day) = (i8::try_from(parse(month)?), i8::try_from(parse(day)?));
        match (month, day) {
            (Ok(month), Ok(day)) => Self::new(parse(year)?, month, day).ok_or_else(refuse),
            _ => Err(refuse()),
        }
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn only_whole_iso_days_are_read() {
        for good in ["2026-11-21", "0000-01-01", "9999-12-31", "2024-02-29"] {
            assert_eq!(good.parse::<Day>().expect(good).to_string(), good);
        }
        for bad in [
            "",
            "2026-11",
            "2026-1-2",
            "2026-02-30",
            "21.11.2026",
            "2026-11-21T10:00",
            "-001-01-01",
            "+026-01-01",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years_and_held_at_the_ends() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        assert_eq!(day("2024-03-01").days_since(day("2024-02-28")), 2);
        assert_eq!(day("2025-11-21").days_since(day("2026-11-21")), -365);
        assert_eq!(day("9999-12-31").plus_days(5), day("9999-12-31"));
        assert_eq!(day("0000-01-01").plus_days(-5), day("0000-01-01"));
        assert_eq!(day("2026-11-21").plus_days(10), day("2026-12-01"));
    }
}
