//! The individuals-and-moving-range chart: which measurements are news, and which are normal variation.
//!
//! Limits: mean of the values -+ 2.66 x mean of the moving ranges (2.66 = 3 / 1.128, the spread of three standard deviations taken
//! from neighbours); Shewhart (1931), Wheeler, "Understanding Variation" (1993). Deliberately absent: drawing.

use super::wording::counted;
use crate::model::{Day, Expectation, Period};

/// Three standard deviations in mean moving ranges of two: 3 / 1.128.
const RANGES_TO_LIMIT: f64 = 2.66;

/// Limits from fewer points are rough.
const FEW: usize = 6;

/// Numbers closer than this part of the largest are taken for equal.
const SAME: f64 = 1e-9;

/// The measurements of an expectation, and between what they may be expected to lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ControlChart {
    /// The measurements of the periods that have ended, in order of period.
    pub points: Vec<ControlPoint>,
    /// The limits; `None` with fewer than two points, and for numbers too large to reckon with. From few points they are rough:
    /// say how many there are.
    pub limits: Option<ControlLimits>,
    /// Whether some period begins before an earlier one has ended, as a year does beside its months: then neighbours are not
    /// independent, and a point outside may be due to that.
    pub overlapping: bool,
}

/// One measurement on a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlPoint {
    /// Its period.
    pub period: Period,
    /// Its value, in the standard's unit.
    pub value: f64,
    /// Whether it lies outside of the limits; inside is normal variation. Never without limits.
    pub outside: bool,
}

/// Between what values lie while nothing changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlLimits {
    /// The mean of the values.
    pub centre: f64,
    /// The mean less 2.66 mean moving ranges. May be below what can be measured, such as below 0.
    pub lower: f64,
    /// The mean and 2.66 mean moving ranges.
    pub upper: f64,
    /// The mean distance between neighbours.
    pub mean_moving_range: f64,
}

impl ControlChart {
    /// The chart of an expectation's measurements up to `today`.
    #[must_use]
    pub fn of(expectation: &Expectation, today: Day) -> Self {
        let counted = expectation.measurements.iter().filter(|(period, _)| period.last_day() <= today);
        let mut points: Vec<ControlPoint> = counted
            .map(|(period, measured)| ControlPoint {
                period: *period,
                value: measured.value.get(),
                outside: false,
            })
            .collect();
        let values: Vec<f64> = points.iter().map(|point| point.value).collect();
        let limits = limits(&values);
        if let Some(limits) = limits {
            let margin = SAME * values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
            for point in &mut points {
                point.outside = point.value < limits.lower - margin || point.value > limits.upper + margin;
            }
        }
        let overlapping = points
            .iter()
            .zip(points.iter().skip(1))
            .any(|(before, after)| after.period.first_day() <= before.period.last_day());
        Self { points, limits, overlapping }
    }

    /// How many points there are and how many of them are news: `1 of 12 measurements lies outside of normal variation.`
    #[must_use]
    pub fn sentence(&self) -> String {
        let count = self.points.len();
        let measured = counted(count, "measurement", "measurements");
        if self.limits.is_none() {
            let too_few = if count < 2 { "too few" } else { "too far apart" };
            return format!("{measured}: {too_few} to tell news from normal variation.");
        }
        let rough = if count < FEW { " Limits from so few points are rough." } else { "" };
        match self.points.iter().filter(|point| point.outside).count() {
            0 => format!("{measured}, all within normal variation.{rough}"),
            1 => format!("1 of {measured} lies outside of normal variation.{rough}"),
            more => format!("{more} of {measured} lie outside of normal variation.{rough}"),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "there are far fewer points than 2^53")]
fn limits(values: &[f64]) -> Option<ControlLimits> {
    if values.len() < 2 {
        return None;
    }
    let ranges = values.iter().zip(values.iter().skip(1)).map(|(before, after)| (after - before).abs());
    let mean_moving_range = ranges.sum::<f64>() / (values.len() - 1) as f64;
    let centre = values.iter().sum::<f64>() / values.len() as f64;
    let reach = RANGES_TO_LIMIT * mean_moving_range;
    let limits = ControlLimits { centre, lower: centre - reach, upper: centre + reach, mean_moving_range };
    let is_finite = limits.lower.is_finite() && limits.upper.is_finite();
    is_finite.then_some(limits)
}

#[cfg(test)]
mod tests {
    use super::ControlChart;
    use crate::model::{Expectation, Measurement, Quantity};

    fn chart(measured: &[(&str, f64)]) -> ControlChart {
        let mut facts = Expectation::default();
        for (period, value) in measured {
            let value = Quantity::new(*value).expect("finite");
            facts
                .measurements
                .insert(period.parse().expect(period), Measurement { value, sample_size: None });
        }
        ControlChart::of(&facts, "2026-11-21".parse().expect("a day"))
    }

    #[test]
    fn limits_are_the_mean_and_2_66_mean_moving_ranges() {
        let months = [("2026-01", 10.0), ("2026-02", 12.0), ("2026-03", 11.0), ("2026-04", 13.0)];
        let found = chart(&months);
        let limits = found.limits.expect("limits");
        assert_eq!((limits.centre, limits.mean_moving_range), (11.5, 5.0 / 3.0));
        assert!((limits.lower - (11.5 - 2.66 * 5.0 / 3.0)).abs() < 1e-12);
        assert!((limits.upper - (11.5 + 2.66 * 5.0 / 3.0)).abs() < 1e-12);
        assert!(found.points.iter().all(|point| !point.outside) && !found.overlapping);
        assert_eq!(
            found.sentence(),
            "4 measurements, all within normal variation. Limits from so few points are rough."
        );
    }

    #[test]
    fn a_point_far_from_its_neighbours_is_outside() {
        let months: Vec<(String, f64)> = (1..=10)
            .map(|month| (format!("2026-{month:02}"), if month == 6 { 30.0 } else { 10.0 }))
            .collect();
        let months: Vec<(&str, f64)> =
            months.iter().map(|(period, value)| (period.as_str(), *value)).collect();
        let found = chart(&months);
        assert_eq!(found.sentence(), "1 of 10 measurements lies outside of normal variation.");
        let outside: Vec<String> =
            found.points.iter().filter(|point| point.outside).map(|point| point.period.to_string()).collect();
        assert_eq!(outside, ["2026-06"]);
    }

    #[test]
    fn few_equal_future_overlapping_and_huge_values_are_no_news() {
        assert_eq!(chart(&[]), ControlChart::default());
        let one = chart(&[("2026-01", 1.0), ("2026-12", 5.0)]);
        assert_eq!((one.points.len(), one.limits), (1, None));
        assert_eq!(one.sentence(), "1 measurement: too few to tell news from normal variation.");
        let same = chart(&[("2026-01", 0.1), ("2026-02", 0.1), ("2026-03", 0.1)]);
        assert!(same.limits.is_some() && same.points.iter().all(|point| !point.outside));
        assert!(chart(&[("2025-12", 1.0), ("2025", 2.0)]).overlapping);
        let huge = chart(&[("2026-01", f64::MAX), ("2026-02", -f64::MAX)]);
        assert_eq!((huge.points.len(), huge.limits), (2, None));
    }
}
