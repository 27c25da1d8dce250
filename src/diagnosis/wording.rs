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
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The words with a capital at the front, as a sentence or a title begins.
#[must_use]
pub fn with_capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// `both`, `all 5`: of at least 2.
#[must_use]
pub fn all_of(count: usize) -> String {
    if count == 2 { "both".to_owned() } else { format!("all {count}") }
}

/// Words of people, in one line and not too long: for quoting what somebody said in a sentence of ours.
pub(super) fn excerpt(words: &str) -> String {
    const MOST: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST {
        return line;
    }
    let mut short: String = line.chars().take(MOST).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

/// A figure with at most two decimals, or with all of them where two would make it look like `beside`.
pub(super) fn figure_beside(value: f64, beside: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.is_finite() && (rounded - beside).abs() >= 0.005 {
        rounded.to_string()
    } else {
        value.to_string()
    }
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
#[must_use]
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{excerpt, figure_beside, listed, score_text, with_capital};

    #[test]
    fn figures_are_short_unless_that_hides_a_difference() {
        for (value, beside, text) in [
            (5000.0, 3.4, "5000"),
            (333_333.333_333, 3.4, "333333.33"),
            (3.400_1, 3.4, "3.4001"),
            (1e308, 3.4, "1e308"),
        ] {
            let shown = figure_beside(value, beside);
            assert_eq!(
                shown,
                text.parse::<f64>().map(|value| value.to_string()).unwrap_or_default(),
                "{value}"
            );
        }
    }

    #[test]
    fn a_capital_stands_at_the_front_and_nothing_else_changes() {
        for (words, text) in [
            ("", ""),
            ("not asked", "Not asked"),
            ("élan vital", "Élan vital"),
            ("ßa", "SSa"),
            ("受付", "受付"),
        ] {
            assert_eq!(with_capital(words), text);
        }
    }

    #[test]
    fn words_are_quoted_in_one_line() {
        assert_eq!(excerpt("  late\n again "), "late again");
        let long = excerpt(&"word ".repeat(40));
        assert!(long.ends_with("word…") && long.chars().count() <= 81, "{long}");
    }

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
