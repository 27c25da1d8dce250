//! The mean of ratings, exact: sums of whole hundredths, and one division at the very end.

use crate::model::{Day, Expectation, Rating, RatingKey, Score};

/// Up to so many ratings are few.
const FEW: usize = 8;

/// Below this, every whole number is one of those that numbers with a point can be: 2^53.
const EXACT: i64 = 1 << 53;

/// The mean over raters of each one's latest rating, each counted as many times as it stands for answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mean {
    /// Sum of hundredths of a point, over all answers.
    sum: u128,
    /// How many answers.
    pub(super) answers: u64,
    /// How many raters.
    pub(super) raters: usize,
    /// The latest day among the ratings that count.
    pub(super) last_rated: Day,
}

/// Whether anybody has said anything of `facts` up to `today`.
pub(super) fn is_rated(facts: &Expectation, today: Day) -> bool {
    facts.ratings.first().is_some_and(|(key, _)| key.day <= today)
}

/// What was said of `facts` up to `today`, day by day.
fn counted(facts: &Expectation, today: Day) -> &[(RatingKey, Rating)] {
    let all = facts.ratings.as_slice();
    match all.last() {
        Some((last, _)) if last.day > today => &all[..all.partition_point(|(key, _)| key.day <= today)],
        _ => all,
    }
}

impl Mean {
    /// The mean of what was said of `facts` up to `today`; `None` when nobody has said anything.
    pub(super) fn of(facts: &Expectation, today: Day) -> Option<Self> {
        let counted = counted(facts, today);
        let (last, _) = counted.last()?;
        let mut mean = Self { sum: 0, answers: 0, raters: 0, last_rated: last.day };
        if counted.len() <= FEW {
            // Few: looking whether the same rater comes again is quicker than sorting.
            let mut rest = counted;
            while let [(key, rating), later @ ..] = rest {
                // On one day nobody is twice among them.
                let is_again = |(later, _): &(RatingKey, _)| later.day != key.day && later.rater == key.rater;
                if key.day == last.day || !later.iter().any(is_again) {
                    mean.add(rating);
                }
                rest = later;
            }
            return Some(mean);
        }
        let mut latest: Vec<&(RatingKey, Rating)> = counted.iter().collect();
        // By rater, the latest first; then one each.
        latest.sort_by(|(left, _), (right, _)| (&left.rater, right.day).cmp(&(&right.rater, left.day)));
        latest.dedup_by(|(next, _), (kept, _)| next.rater == kept.rater);
        for (_, rating) in latest {
            mean.add(rating);
        }
        Some(mean)
    }

    fn add(&mut self, rating: &Rating) {
        self.sum += u128::from(rating.score.hundredths()) * u128::from(rating.answers.get());
        self.answers += u64::from(rating.answers.get());
        self.raters += 1;
    }

    /// The mean itself, 1.0 to 5.0.
    pub(super) fn value(&self) -> f64 {
        self.per_answer(self.sum)
    }

    /// By how many points it lies below `other`, 0.0 to 4.0; 0 where it does not.
    pub(super) fn points_below(&self, other: Score) -> f64 {
        self.per_answer(self.hundredths_of_all(other).saturating_sub(self.sum))
    }

    /// `hundredths`, a sum over all answers, in points for one answer.
    #[expect(
        clippy::cast_precision_loss,
        reason = "whole numbers below 2^53 are exact, larger ones are reduced first"
    )]
    fn per_answer(&self, hundredths: u128) -> f64 {
        // Equal means must be equal numbers: one rounded division of exact numbers sees to that.
        if let (Ok(hundredths @ ..EXACT), Ok(answers @ ..EXACT)) =
            (i64::try_from(hundredths), i64::try_from(u128::from(self.answers) * 100))
        {
            return hundredths as f64 / answers as f64;
        }
        let answers = u128::from(self.answers) * 100;
        let common = greatest_common_divisor(hundredths, answers);
        (hundredths / common) as f64 / (answers / common) as f64
    }

    /// Whether it lies below `threshold`, without rounding.
    pub(super) fn is_below(&self, threshold: Score) -> bool {
        self.sum < self.hundredths_of_all(threshold)
    }

    /// Whether it lies at least `points` whole points above `other`, without rounding.
    pub(super) fn is_above_by(&self, other: Score, points: u8) -> bool {
        let gap = u128::from(points) * 100 * u128::from(self.answers);
        self.sum >= self.hundredths_of_all(other) + gap
    }

    fn hundredths_of_all(&self, score: Score) -> u128 {
        u128::from(score.hundredths()) * u128::from(self.answers)
    }
}

/// Euclid's; `left` is above 0.
fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::Mean;
    use crate::model::{AnswerCount, Day, Expectation, Rating, RatingKey, Score};

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn rated(ratings: &[(&str, &str, u16, u32)]) -> Expectation {
        let mut facts = Expectation::default();
        for (when, rater, hundredths, answers) in ratings {
            let rating = Rating {
                answers: AnswerCount::new(*answers).expect("a count"),
                ..Rating::of(Score::from_hundredths(*hundredths).expect("a score"))
            };
            facts.ratings.insert(RatingKey { day: day(when), rater: (*rater).to_owned() }, rating);
        }
        facts
    }

    #[test]
    fn each_rater_counts_once_with_the_latest_word_up_to_today() {
        let facts = rated(&[
            ("2026-01-01", "ana", 100, 1),
            ("2026-02-01", "ana", 400, 1),
            ("2026-01-15", "ben", 200, 3),
            ("2026-12-01", "ben", 500, 3),
        ]);
        let mean = Mean::of(&facts, day("2026-11-21")).expect("rated");
        assert_eq!((mean.value(), mean.answers, mean.raters), (2.5, 4, 2));
        assert_eq!(mean.last_rated, day("2026-02-01"));
        let later = Mean::of(&facts, day("2026-12-01")).expect("rated");
        assert_eq!(later.value(), 4.75);
        assert_eq!(Mean::of(&facts, day("2025-12-31")), None);
    }

    #[test]
    fn thresholds_are_met_without_rounding() {
        let third = rated(&[("2026-01-01", "#1", 299, 1), ("2026-01-01", "#2", 300, 999_999_999)]);
        let mean = Mean::of(&third, day("2026-11-21")).expect("rated");
        let three = Score::from_hundredths(300).expect("a score");
        assert!(mean.is_below(three));
        let gap = rated(&[("2026-01-01", "ana", 420, 1)]);
        let mean = Mean::of(&gap, day("2026-11-21")).expect("rated");
        assert!(mean.is_above_by(Score::from_hundredths(220).expect("a score"), 2));
        assert!(!mean.is_above_by(Score::from_hundredths(221).expect("a score"), 2));
        let own = |hundredths: u16| Score::from_hundredths(hundredths).expect("a score");
        assert_eq!(
            (mean.points_below(own(450)), mean.points_below(own(420)), mean.points_below(own(300))),
            (0.3, 0.0, 0.0)
        );
    }

    #[test]
    fn equal_means_of_different_sums_are_equal_numbers() {
        let today = day("2026-11-21");
        let small = rated(&[("2026-01-01", "#1", 100, 1), ("2026-01-01", "#2", 200, 2)]);
        let large = rated(&[("2026-01-01", "#1", 100, 333_333_333), ("2026-01-01", "#2", 200, 666_666_666)]);
        assert_eq!(
            Mean::of(&small, today).map(|mean| mean.value()),
            Mean::of(&large, today).map(|mean| mean.value())
        );
    }
}
