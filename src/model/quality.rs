//! How much of what goes over a link is right: defects counted, or the share that the customer calls complete and accurate.

use serde::{Deserialize, Serialize};

use super::Quantity;

/// What was counted on a link in one period (seed 003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualityCount {
    /// Defects among the opportunities for one.
    Defects {
        /// Units handed over: 1 to [`QualityCount::MOST_UNITS`].
        units: u64,
        /// How many things can go wrong on one unit: 1 to [`QualityCount::MOST_OPPORTUNITIES`].
        opportunities: u32,
        /// How many went wrong: at most units times opportunities.
        defects: u64,
    },
    /// The share that the customer could use as it came, in percent: 0 to 100.
    CompleteAndAccurate(Quantity),
}

impl QualityCount {
    /// The most units that one count may speak of.
    pub const MOST_UNITS: u64 = 1_000_000_000_000;
    /// The most opportunities that one unit may have.
    pub const MOST_OPPORTUNITIES: u32 = 1_000_000;

    /// Whether its numbers fit each other and their ranges.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        match self {
            Self::Defects { units, opportunities, defects } => {
                let most = u128::from(*units) * u128::from(*opportunities);
                (1..=Self::MOST_UNITS).contains(units)
                    && (1..=Self::MOST_OPPORTUNITIES).contains(opportunities)
                    && u128::from(*defects) <= most
            }
            Self::CompleteAndAccurate(percent) => is_percent(*percent),
        }
    }

    /// The share that was right, 0 to 1: 1 - defects / (units x opportunities), or the percentage as a share.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "rounded once, at the 16th digit")]
    pub fn yield_share(&self) -> f64 {
        match self {
            Self::Defects { defects, .. } => {
                let all = self.all_opportunities();
                all.saturating_sub(u128::from(*defects)) as f64 / all.max(1) as f64
            }
            Self::CompleteAndAccurate(percent) => percent.get() / 100.0,
        }
    }

    /// Defects per million opportunities, 0 to 1,000,000: 1,000,000 x defects / (units x opportunities), seed 003. `None` for a
    /// percentage, which does not say how many things could go wrong.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "rounded once, at the 16th digit")]
    pub fn dpmo(&self) -> Option<f64> {
        let Self::Defects { defects, .. } = self else { return None };
        let all = self.all_opportunities();
        (all > 0).then(|| (u128::from(*defects) * 1_000_000) as f64 / all as f64)
    }

    /// Units times opportunities; 0 for a percentage.
    fn all_opportunities(&self) -> u128 {
        match self {
            Self::Defects { units, opportunities, .. } => u128::from(*units) * u128::from(*opportunities),
            Self::CompleteAndAccurate(_) => 0,
        }
    }

    /// Whether it is not good enough for `target`. A count of one kind is held against a target of the other by the share that
    /// was right, to a millionth of a percent.
    #[must_use]
    pub fn is_worse_than(&self, target: QualityTarget) -> bool {
        match (self, target) {
            (Self::Defects { .. }, QualityTarget::Dpmo(most)) => {
                self.dpmo().is_some_and(|dpmo| dpmo > most.get())
            }
            (Self::CompleteAndAccurate(percent), QualityTarget::CompleteAndAccurate(least)) => {
                *percent < least
            }
            (Self::Defects { .. }, QualityTarget::CompleteAndAccurate(least)) => {
                self.yield_share() * 100.0 < least.get() - SLACK
            }
            (Self::CompleteAndAccurate(percent), QualityTarget::Dpmo(most)) => {
                percent.get() < 100.0 - most.get() / 10_000.0 - SLACK
            }
        }
    }
}

/// By how many percent two shares may differ and still be called the same, when they were reckoned from different figures.
const SLACK: f64 = 1e-6;

/// From where on the quality of a link is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualityTarget {
    /// At most so many defects in a million opportunities: 0 to 1,000,000.
    Dpmo(Quantity),
    /// At least so many percent complete and accurate: 0 to 100.
    CompleteAndAccurate(Quantity),
}

impl QualityTarget {
    /// Whether its number lies in its range.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        match self {
            Self::Dpmo(dpmo) => (0.0..=1_000_000.0).contains(&dpmo.get()),
            Self::CompleteAndAccurate(percent) => is_percent(*percent),
        }
    }
}

fn is_percent(quantity: Quantity) -> bool {
    (0.0..=100.0).contains(&quantity.get())
}

#[cfg(test)]
mod tests {
    use super::{QualityCount, QualityTarget, Quantity};

    fn quantity(value: f64) -> Quantity {
        Quantity::new(value).expect("finite")
    }

    fn defects(units: u64, opportunities: u32, defects: u64) -> QualityCount {
        QualityCount::Defects { units, opportunities, defects }
    }

    #[test]
    fn defects_are_counted_by_the_million_opportunities() {
        for (count, dpmo, yields) in [
            (defects(1_000, 4, 20), 5_000.0, 0.995),
            (defects(100, 1, 100), 1_000_000.0, 0.0),
            (defects(7, 3, 0), 0.0, 1.0),
            (defects(10_000_000, 1, 34), 3.4, 0.999_996_6),
            (
                defects(QualityCount::MOST_UNITS, QualityCount::MOST_OPPORTUNITIES, 3_400_000_000_000),
                3.4,
                0.999_996_6,
            ),
        ] {
            assert_eq!((count.dpmo(), count.yield_share()), (Some(dpmo), yields), "{count:?}");
        }
        let percent = QualityCount::CompleteAndAccurate(quantity(97.5));
        assert_eq!((percent.dpmo(), percent.yield_share()), (None, 0.975));
        let nothing = defects(0, 0, 3);
        assert_eq!((nothing.dpmo(), nothing.yield_share()), (None, 0.0), "not sound, and no NaN");
    }

    #[test]
    fn a_count_that_just_reaches_its_target_is_good_enough() {
        let dpmo = |most: f64| QualityTarget::Dpmo(quantity(most));
        let percent = |least: f64| QualityTarget::CompleteAndAccurate(quantity(least));
        let accurate = |percent: f64| QualityCount::CompleteAndAccurate(quantity(percent));
        for (count, target, worse) in [
            (defects(10_000_000, 1, 34), dpmo(3.4), false),
            (defects(10_000_000, 1, 35), dpmo(3.4), true),
            (accurate(99.9), percent(99.9), false),
            (accurate(99.8), percent(99.9), true),
            (defects(1_000, 1, 1), percent(99.9), false),
            (defects(1_000, 1, 2), percent(99.9), true),
            (accurate(99.9), dpmo(1_000.0), false),
            (accurate(99.9), dpmo(999.0), true),
            (accurate(100.0), dpmo(0.0), false),
            (accurate(0.0), dpmo(1_000_000.0), false),
        ] {
            assert_eq!(count.is_worse_than(target), worse, "{count:?} {target:?}");
        }
    }
}
