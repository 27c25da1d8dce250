//! Quality in figures: defects per million, yield and sigma level of a link, and how steadily an expectation is met.
//!
//! Formulas (seed 003): DPMO = 1,000,000 x defects / (units x opportunities); yield = 1 - defects / (units x opportunities);
//! sigma level = the normal quantile of the yield, plus 1.5 where the policy says so. DPMO and yield stand at [`QualityCount`].

use super::normal::quantile;
use crate::model::{Day, Expectation, Link, Period, Policy, QualityCount, Score};

/// What a sigma level is raised by, where the policy says so: processes drift by about that much in the long run.
pub const SIGMA_SHIFT: f64 = 1.5;

/// How many ratings [`consistency`] looks at where nobody says otherwise.
pub const LAST_RATINGS: usize = 10;

/// The quality of one link in figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkFigures {
    /// The period they are of: the latest that has ended.
    pub period: Period,
    /// What was counted in it.
    pub count: QualityCount,
    /// Defects per million opportunities: 0 to 1,000,000; `None` for a share of complete and accurate, which has no opportunities.
    pub dpmo: Option<f64>,
    /// The share that was right: 0 to 1.
    pub yield_share: f64,
    /// The sigma level, with or without the shift; `None` where all or nothing was right, which has no level.
    pub sigma: Option<f64>,
    /// Whether the sigma level holds the shift of [`SIGMA_SHIFT`].
    pub sigma_shifted: bool,
    /// Whether it is not good enough for the link's target; `None` without a target.
    pub misses_target: Option<bool>,
}

impl LinkFigures {
    /// The figures of `link` on `today`; `None` while nothing was counted in a period that has ended.
    #[must_use]
    pub fn of(link: &Link, policy: &Policy, today: Day) -> Option<Self> {
        let (period, count) = counted_quality(link, today)?;
        Some(Self {
            period: *period,
            count: *count,
            dpmo: count.dpmo(),
            yield_share: count.yield_share(),
            sigma: sigma_level(count, policy.sigma_shift),
            sigma_shifted: policy.sigma_shift,
            misses_target: link.quality_target.map(|target| count.is_worse_than(target)),
        })
    }
}

/// The count of the latest period that has ended by `today`.
#[must_use]
pub fn counted_quality(link: &Link, today: Day) -> Option<(&Period, &QualityCount)> {
    link.quality.iter().rev().find(|(period, _)| period.last_day() <= today)
}

/// The sigma level: the normal quantile of the yield, plus [`SIGMA_SHIFT`] when `shifted`. `None` where all or nothing was right.
///
/// A level made from a share of complete and accurate takes each unit for one opportunity: it is not to be compared with one made
/// from defects.
#[must_use]
pub fn sigma_level(count: &QualityCount, shifted: bool) -> Option<f64> {
    // The share that was wrong keeps its digits where hardly anything was.
    let wrong = match count {
        QualityCount::Defects { .. } => count.dpmo()? / 1e6,
        QualityCount::CompleteAndAccurate(percent) => (100.0 - percent.get()) / 100.0,
    };
    Some(if shifted { SIGMA_SHIFT } else { 0.0 } - quantile(wrong)?)
}

/// How evenly an expectation was met of late (seed 000: constantly and consistently).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consistency {
    /// How many ratings it is of.
    pub ratings: usize,
    /// The lowest of them.
    pub lowest: Score,
    /// The highest of them.
    pub highest: Score,
    /// Highest less lowest, in points: 0 to 4.
    pub spread: f64,
}

/// The spread of the last `last` ratings up to `today` (of one day: the last by rater); `None` where there are none. A rating that
/// stands for several answers is one.
#[must_use]
pub fn consistency(expectation: &Expectation, today: Day, last: usize) -> Option<Consistency> {
    let counted = expectation.ratings.iter().rev().filter(|(key, _)| key.day <= today);
    let scores: Vec<Score> = counted.take(last).map(|(_, rating)| rating.score).collect();
    let (lowest, highest) = (*scores.iter().min()?, *scores.iter().max()?);
    let spread = f64::from(highest.hundredths() - lowest.hundredths()) / 100.0;
    Some(Consistency { ratings: scores.len(), lowest, highest, spread })
}

#[cfg(test)]
mod tests {
    use super::sigma_level;
    use crate::model::{QualityCount, Quantity};

    fn defects(defects: u64, units: u64, opportunities: u32) -> QualityCount {
        QualityCount::Defects { units, opportunities, defects }
    }

    fn percent(value: f64) -> QualityCount {
        QualityCount::CompleteAndAccurate(Quantity::new(value).expect("finite"))
    }

    #[test]
    fn defects_and_shares_give_the_figures_of_the_tables() {
        // The usual table of sigma levels with the shift of 1.5.
        for (per_million, level) in [(690_000, 1.0), (308_538, 2.0), (66_807, 3.0), (6_210, 4.0), (233, 5.0)]
        {
            let count = defects(per_million, 1_000_000, 1);
            let found = sigma_level(&count, true).expect("a level");
            assert!((found - level).abs() < 0.005, "{per_million}: {found}");
            assert!((sigma_level(&count, false).expect("a level") + 1.5 - found).abs() < 1e-5);
        }
        for (count, shifted, level) in [
            (defects(34, 10_000_000, 1), true, 5.999_854_470_025),
            (percent(92.5), false, 1.439_531_470_938),
            (percent(50.0), true, 1.5),
        ] {
            let found = sigma_level(&count, shifted).expect("a level");
            assert!((found - level).abs() < 1e-12, "{count:?}: {found}");
        }
    }

    #[test]
    fn all_or_nothing_has_no_level_and_what_cannot_be_has_no_figure() {
        for count in [defects(0, 10, 2), defects(20, 10, 2), percent(0.0), percent(100.0)] {
            assert_eq!(sigma_level(&count, true), None, "{count:?}");
        }
        for count in [defects(1, 0, 1), defects(1, 1, 0), defects(3, 1, 2), percent(-1.0), percent(101.0)] {
            assert_eq!(sigma_level(&count, true), None, "{count:?}");
        }
        let rare = defects(1, QualityCount::MOST_UNITS, QualityCount::MOST_OPPORTUNITIES);
        let level = sigma_level(&rare, false).expect("a level");
        assert!((level - 8.757_290_348_782).abs() < 1e-12, "{level}");
    }
}
