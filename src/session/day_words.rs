//! A day as people say it: `tomorrow`, `in 2 weeks`, `Friday`, `15 Dec`, `2026-12-15`; and what is offered while they type.
//!
//! Never a guess between two days: `03/04` and `next Friday` are asked about. English words, as everywhere on screen. Deliberately absent: clocks
//! (today is handed in) and times of day.

use crate::model::Day;

/// On which side of today a day lies, where its words leave that open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// When something is due.
    Ahead,
    /// When something happened.
    Back,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Farther than this many days, weeks or months nobody counts.
const FARTHEST: i32 = 1_000;

/// A length of time that people count in.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
}

impl Unit {
    const ALL: [(Self, &'static str); 3] = [(Self::Day, "day"), (Self::Week, "week"), (Self::Month, "month")];

    /// The day that lies `count` of these after `day`; of a month that is too short, its last day.
    fn after(self, day: Day, count: i32) -> Day {
        match self {
            Self::Day => day.plus_days(count),
            Self::Week => day.plus_days(count * 7),
            Self::Month => {
                let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + count;
                let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
                let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month)) else { return day };
                let of_month = (1..=day.day_of_month()).rev();
                of_month.filter_map(|of_month| Day::new(year, month, of_month)).next().unwrap_or(day)
            }
        }
    }
}

/// The day that `text` says, `today` being today; words that leave its side open are of `side`.
///
/// # Errors
/// Why it cannot be told which day is meant, and what to write.
pub fn day_from(text: &str, today: Day, side: Side) -> Result<Day, String> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let said = match words.as_slice() {
        ["today"] => Some(today),
        ["tomorrow"] => Some(today.plus_days(1)),
        ["yesterday"] => Some(today.plus_days(-1)),
        ["in", count, unit] => counted(today, count, unit, 1),
        [count, unit, "ago"] => counted(today, count, unit, -1),
        ["next" | "this" | "last" | "coming", of_week] if weekday_of(of_week).is_some() => {
            return Err(either_week(text, of_week, today));
        }
        [of_week] if weekday_of(of_week).is_some() => return of_weekday(of_week, today, side),
        _ => year_first(&lower).or_else(|| with_month(&lower, today, side)),
    };
    said.ok_or_else(|| two_readings(&lower).unwrap_or_else(|| advice(today, side)))
}

/// Days that may be meant while `typed` stands in a field, each with what it is, for example `Fri, in 5 days`. At most six.
#[must_use]
pub fn days_offered(typed: &str, today: Day, side: Side) -> Vec<(Day, String)> {
    let typed = typed.trim().to_lowercase();
    if let Ok(day) = day_from(&typed, today, side) {
        return vec![(day, standing(day, today))];
    }
    let mut days: Vec<Day> = Vec::new();
    for phrase in phrases(&typed, side) {
        // Today's own weekday is not offered: it says two days.
        if let Some(day) = day_from(&phrase, today, side).ok().filter(|day| !days.contains(day)) {
            days.push(day);
        }
    }
    days.into_iter().take(6).map(|day| (day, standing(day, today))).collect()
}

/// `Fri, in 5 days`: short, because it stands beside the day in a narrow list.
#[must_use]
pub fn standing(day: Day, today: Day) -> String {
    let name = in_short(weekday(day));
    match day.days_since(today) {
        0 => format!("{name}, today"),
        1 => format!("{name}, tomorrow"),
        -1 => format!("{name}, yesterday"),
        ahead @ 1.. => format!("{name}, in {ahead} days"),
        back => format!("{name}, {} days ago", -back),
    }
}

/// What may be said that begins as `typed` does.
fn phrases(typed: &str, side: Side) -> Vec<String> {
    let number = typed.strip_prefix("in ").unwrap_or(typed).split_whitespace().next().unwrap_or_default();
    if number.parse::<u16>().is_ok_and(|number| number > 0) {
        let phrases = Unit::ALL.iter().map(|(_, unit)| match side {
            Side::Ahead => format!("in {number} {unit}s"),
            Side::Back => format!("{number} {unit}s ago"),
        });
        let begins =
            |phrase: &String| phrase.trim_start_matches("in ").starts_with(typed.trim_start_matches("in "));
        return phrases.filter(begins).collect();
    }
    let usual: [&str; 6] = match side {
        Side::Ahead => ["tomorrow", "in 1 week", "in 2 weeks", "in 1 month", "in 3 months", "today"],
        Side::Back => ["today", "yesterday", "1 week ago", "2 weeks ago", "1 month ago", "3 months ago"],
    };
    let all = usual.iter().chain(WEEKDAYS.iter().filter(|_| !typed.is_empty()));
    all.filter(|phrase| phrase.starts_with(typed)).map(|phrase| (*phrase).to_owned()).collect()
}

fn counted(today: Day, count: &str, unit: &str, sign: i32) -> Option<Day> {
    let count = match count {
        "a" | "one" => 1,
        digits => digits.parse::<i32>().ok().filter(|count| (0..=FARTHEST).contains(count))?,
    };
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    let (unit, _) = Unit::ALL.iter().find(|(_, name)| *name == unit)?;
    Some(unit.after(today, count * sign))
}

/// Monday is 0.
fn weekday_place(day: Day) -> i64 {
    Day::new(2024, 1, 1).map_or(0, |monday| day.days_since(monday).rem_euclid(7))
}

fn weekday(day: Day) -> &'static str {
    let place = usize::try_from(weekday_place(day)).unwrap_or(0);
    WEEKDAYS.get(place).copied().unwrap_or_default()
}

/// `Fri`, `Dec`: the first three letters of a name above, with a capital.
fn in_short(name: &str) -> String {
    let (first, rest) = (name.get(..1).unwrap_or_default(), name.get(1..3).unwrap_or_default());
    first.to_uppercase() + rest
}

/// The whole name that `word` is, or of which it is at least the first three letters.
fn name_of(word: &str, names: &[&'static str]) -> Option<usize> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 { None } else { names.iter().position(|name| name.starts_with(word)) }
}

fn weekday_of(word: &str) -> Option<i64> {
    name_of(word, &WEEKDAYS).and_then(|place| i64::try_from(place).ok())
}

/// The nearest such day on this side.
fn of_weekday(word: &str, today: Day, side: Side) -> Result<Day, String> {
    let wanted = weekday_of(word).unwrap_or_default();
    let ahead = (wanted - weekday_place(today)).rem_euclid(7);
    if ahead == 0 {
        let other = today.plus_days(if side == Side::Ahead { 7 } else { -7 });
        return Err(format!("That is today\u{2019}s weekday: write today, or {other}"));
    }
    let days = if side == Side::Ahead { ahead } else { ahead - 7 };
    Ok(today.plus_days(i32::try_from(days).unwrap_or_default()))
}

fn either_week(text: &str, word: &str, today: Day) -> String {
    let wanted = weekday_of(word).unwrap_or_default();
    let ahead = i32::try_from((wanted - weekday_place(today)).rem_euclid(7)).unwrap_or_default();
    let (first, second) = match text.trim().to_lowercase().starts_with("last") {
        true => (today.plus_days(ahead - 14), today.plus_days(ahead - 7)),
        false => (today.plus_days(ahead), today.plus_days(ahead + 7)),
    };
    format!("\u{201c}{}\u{201d} can be {first} or {second}: write the one that is meant", text.trim())
}

/// `2026-12-5`, `2026/12/05`: the year first leaves nothing open.
fn year_first(lower: &str) -> Option<Day> {
    let parts: Vec<&str> = lower.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4
        || [year, month, day].iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `15 Dec`, `Dec 15th`, `15 December 2026`; without a year the nearest on this side.
fn with_month(lower: &str, today: Day, side: Side) -> Option<Day> {
    let parts: Vec<&str> =
        lower.split([' ', '.', ',', '-']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (ends, year) = match parts.as_slice() {
        [first, second] => ([first, second], None),
        [first, second, year] if year.len() == 4 => ([first, second], Some(year.parse::<i16>().ok()?)),
        _ => return None,
    };
    let month = ends.iter().find_map(|part| name_of(part, &MONTHS))?;
    let month = i8::try_from(month + 1).ok()?;
    let of_month = ends.iter().find_map(|part| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
        digits.parse::<i8>().ok()
    })?;
    if let Some(year) = year {
        return Day::new(year, month, of_month);
    }
    let near = (-4..=4).filter_map(|years| Day::new(today.year() + years, month, of_month));
    match side {
        Side::Ahead => near.filter(|day| *day >= today).min(),
        Side::Back => near.filter(|day| *day <= today).max(),
    }
}

/// `03/04`: a day and a month in figures, in either order.
fn two_readings(lower: &str) -> Option<String> {
    let parts: Vec<i8> = lower
        .split(['-', '/', '.'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim().parse().ok())
        .collect();
    let [first, second, ..] = parts.as_slice() else { return None };
    let reading = |day: i8, month: i8| {
        let name = usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place))?;
        (1..=31).contains(&day).then(|| format!("{day} {}", in_short(name)))
    };
    let readings: Vec<String> =
        reading(*first, *second).into_iter().chain(reading(*second, *first)).collect();
    match readings.as_slice() {
        [one, other] if one != other => {
            Some(format!("That can be {one} or {other}: write the month as a word, or the year first"))
        }
        [one, ..] => Some(format!("Write the month as a word: {one}, or the year first")),
        [] => None,
    }
}

fn advice(today: Day, side: Side) -> String {
    match side {
        Side::Ahead => format!(
            "Write a day such as tomorrow, Friday, in 2 weeks, 15 Dec or {}",
            Unit::Month.after(today, 1)
        ),
        Side::Back => format!(
            "Write a day such as yesterday, Friday, 2 weeks ago, 15 Dec or {}",
            Unit::Month.after(today, -1)
        ),
    }
}
