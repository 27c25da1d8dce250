//! What a customer says of an expectation: a score from 1 to 5, by whom, on which day.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZero;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Day;

/// A score from 1.00 to 5.00, kept in hundredths so that means are exact. 5 is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Score(NonZero<u16>);

/// The number is not a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a score lies between 1 and 5, with at most two decimals, for example 3 or 4.25")]
pub struct ScoreError;

impl Score {
    /// The score of this many hundredths, 100 to 500.
    ///
    /// # Errors
    /// [`ScoreError`] outside that range.
    pub fn from_hundredths(hundredths: u16) -> Result<Self, ScoreError> {
        match NonZero::new(hundredths) {
            Some(score) if (100..=500).contains(&hundredths) => Ok(Self(score)),
            _ => Err(ScoreError),
        }
    }

    /// The score in hundredths, 100 to 500.
    #[must_use]
    pub fn hundredths(self) -> u16 {
        self.0.get()
    }

    /// The score as a number, 1.0 to 5.0.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.hundredths()) / 100.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.get(), formatter)
    }
}

impl TryFrom<f64> for Score {
    type Error = ScoreError;

    fn try_from(value: f64) -> Result<Self, ScoreError> {
        let hundredths = (value * 100.0).round();
        let exact = (hundredths / 100.0 - value).abs() < 1e-9;
        if exact && (100.0..=500.0).contains(&hundredths) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked: 100 to 500"
            )]
            return Self::from_hundredths(hundredths as u16);
        }
        Err(ScoreError)
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> Self {
        score.get()
    }
}

impl FromStr for Score {
    type Err = ScoreError;

    fn from_str(text: &str) -> Result<Self, ScoreError> {
        text.trim().parse::<f64>().map_err(|_| ScoreError).and_then(Self::try_from)
    }
}

/// How many answers a rating stands for: 1 to 1,000,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct AnswerCount(u32);

impl AnswerCount {
    /// One answer.
    pub const ONE: Self = Self(1);
    /// The most that one rating may stand for.
    pub const MAX: u32 = 1_000_000_000;

    /// The count, when it lies in its range.
    #[must_use]
    pub fn new(count: u32) -> Option<Self> {
        (1..=Self::MAX).contains(&count).then_some(Self(count))
    }

    /// The plain number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for AnswerCount {
    fn default() -> Self {
        Self::ONE
    }
}

impl TryFrom<u32> for AnswerCount {
    type Error = &'static str;

    fn try_from(count: u32) -> Result<Self, Self::Error> {
        Self::new(count).ok_or("a rating stands for 1 to 1,000,000,000 answers")
    }
}

impl From<AnswerCount> for u32 {
    fn from(count: AnswerCount) -> Self {
        count.0
    }
}

/// Which rating: one per rater, expectation and day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RatingKey {
    /// When it was said.
    pub day: Day,
    /// Who said it. A rating without a rater has a number of its own here, written `#1`, `#2`, ...
    pub rater: String,
}

/// One answer, or the mean of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// How well the expectation is met.
    pub score: Score,
    /// How many answers it stands for.
    pub answers: AnswerCount,
    /// The rater's words; may be empty.
    pub comment: String,
    /// How it was to be served, apart from what came out.
    pub dimensions: DimensionScores,
}

/// A side of the experience that people can rate by itself (seed 001).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dimension {
    /// How easy it is to get hold of.
    Accessibility,
    /// How people are with each other.
    Friendliness,
    /// How well it is made.
    Quality,
    /// Whether it is worth what it costs.
    Affordability,
    /// Whether it comes in time.
    Timeliness,
}

impl Dimension {
    /// In the order of the seed.
    pub const ALL: [Self; 5] =
        [Self::Accessibility, Self::Friendliness, Self::Quality, Self::Affordability, Self::Timeliness];

    /// The word on the screen and, with a capital, in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Friendliness => "friendliness",
            Self::Quality => "quality",
            Self::Affordability => "affordability",
            Self::Timeliness => "timeliness",
        }
    }
}

/// Scores of some sides of the experience, at most one of each. Few people give any, so it takes hardly more room than a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Dimension, Score>", into = "BTreeMap<Dimension, Score>")]
pub struct DimensionScores([Option<Score>; Dimension::ALL.len()]);

impl DimensionScores {
    /// Those that are there, in the order of the sides.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, Score)> {
        Dimension::ALL.into_iter().zip(self.0).filter_map(|(dimension, score)| Some((dimension, score?)))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == Self::default().0
    }

    /// Gives a side a score, in the place of the one it had.
    pub fn insert(&mut self, dimension: Dimension, score: Score) {
        let sides = Dimension::ALL.into_iter().zip(&mut self.0);
        sides.filter(|(side, _)| *side == dimension).for_each(|(_, place)| *place = Some(score));
    }
}

impl FromIterator<(Dimension, Score)> for DimensionScores {
    fn from_iter<I: IntoIterator<Item = (Dimension, Score)>>(scores: I) -> Self {
        let mut all = Self::default();
        scores.into_iter().for_each(|(dimension, score)| all.insert(dimension, score));
        all
    }
}

impl From<BTreeMap<Dimension, Score>> for DimensionScores {
    fn from(scores: BTreeMap<Dimension, Score>) -> Self {
        scores.into_iter().collect()
    }
}

impl From<DimensionScores> for BTreeMap<Dimension, Score> {
    fn from(scores: DimensionScores) -> Self {
        scores.iter().collect()
    }
}

impl Rating {
    /// One person's score without a comment.
    #[must_use]
    pub fn of(score: Score) -> Self {
        Self {
            score,
            answers: AnswerCount::ONE,
            comment: String::new(),
            dimensions: DimensionScores::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn scores_are_hundredths_between_one_and_five() {
        for (text, hundredths) in [("1", 100), ("5", 500), ("4.25", 425), (" 3.1 ", 310)] {
            assert_eq!(text.parse::<Score>().map(Score::hundredths), Ok(hundredths), "{text}");
        }
        for bad in ["0.99", "5.01", "NaN", "inf", "-3", "3.123", "three", ""] {
            assert!(bad.parse::<Score>().is_err(), "{bad}");
        }
    }
}
