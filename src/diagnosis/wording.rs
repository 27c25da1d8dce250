//! Numbers and evidence in plain words.

use super::answer::ExpectationDiagnosis;

/// A score with at most two decimals: `2.33`, `3.5`, `4`.
#[must_use]
pub fn score_text(score: f64) -> String {
    let text = format!("{score:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1 team`, `2 teams`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `2.33 of 5 (3 answers, 2026-05-01)`; empty when nobody has rated it.
pub(super) fn rating_evidence(judged: &ExpectationDiagnosis) -> String {
    match (judged.score, judged.last_rated) {
        (Some(score), Some(day)) => {
            let answers = if judged.answers == 1 {
                "1 answer".to_owned()
            } else {
                format!("{} answers", judged.answers)
            };
            format!("{} of 5 ({answers}, {day})", score_text(score))
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
    fn names_are_joined_as_people_do() {
        let names =
            |count: usize| ["a", "b", "c"].iter().take(count).map(ToString::to_string).collect::<Vec<_>>();
        for (count, text) in [(0, ""), (1, "a"), (2, "a and b"), (3, "a, b and c")] {
            assert_eq!(listed(&names(count)), text);
        }
    }
}
