//! Numbers and evidence in plain words.

use super::answer::ExpectationDiagnosis;
use crate::model::Day;

/// A score, 1.0 to 5.0, with at most two decimals: `2.33`, `3.5`, `4`. Halves are rounded up.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a score has at most three digits"
)]
pub fn score_text(score: f64) -> String {
    let hundredths = (score * 100.0).round() as u32;
    let digit = |value: u32| char::from(b'0' + (value % 10) as u8);
    let mut text = String::with_capacity(4);
    text.push(digit(hundredths / 100));
    if !hundredths.is_multiple_of(100) {
        text.extend(['.', digit(hundredths / 10)]);
    }
    if !hundredths.is_multiple_of(10) {
        text.push(digit(hundredths));
    }
    text
}

/// `2026-11-21`, as a day writes itself; by hand, since thousands of findings quote one.
fn day_text(day: Day) -> String {
    let pushed = |value: u8| [char::from(b'0' + value / 10), char::from(b'0' + value % 10)];
    let year = day.year().unsigned_abs();
    let parts = [
        year / 100,
        year % 100,
        u16::from(day.month().unsigned_abs()),
        u16::from(day.day_of_month().unsigned_abs()),
    ];
    let mut text = String::with_capacity(10);
    for (place, part) in parts.into_iter().enumerate() {
        if place > 1 {
            text.push('-');
        }
        text.extend(u8::try_from(part).map(pushed).into_iter().flatten());
    }
    text
}

/// `1 team`, `2 teams`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `2.33 of 5 (3 answers, 2026-05-01)`; empty when nobody has rated it.
pub(super) fn rating_evidence(judged: &ExpectationDiagnosis) -> String {
    match (judged.score, judged.last_rated) {
        (Some(score), Some(day)) => {
            let word = if judged.answers == 1 { " answer, " } else { " answers, " };
            let count = judged.answers.to_string();
            [&score_text(score), " of 5 (", &count, word, &day_text(day), ")"].concat()
        }
        _ => String::new(),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, score_text};

    #[test]
    fn scores_have_at_most_two_decimals() {
        for (score, text) in
            [(7.0 / 3.0, "2.33"), (3.5, "3.5"), (4.0, "4"), (1.0, "1"), (4.999, "5"), (4.25, "4.25")]
        {
            assert_eq!(score_text(score), text);
        }
    }

    #[test]
    fn days_are_written_as_they_write_themselves() {
        for text in ["0000-01-01", "2026-11-21", "9999-12-31", "0907-02-03"] {
            assert_eq!(super::day_text(text.parse().expect(text)), text);
        }
    }

    #[test]
    fn names_are_joined_as_people_do() {
        let names =
            |count: usize| ["a", "b", "c"].iter().take(count).map(ToString::to_string).collect::<Vec<_>>();
        for (count, text) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(listed(&names(count)), text);
        }
    }
}
