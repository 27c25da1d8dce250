//! How each expectation and each link fares: the states, scores and strengths of one link, from its facts and today's date alone.
//!
//! Deliberately absent: the chain. What a state means further on is for [`super::causes`] and [`super::routes`].

use super::Assumed;
use super::answer::{CountedVerdict, ExpectationDiagnosis, ExpectationState, LinkState, Strength};
use super::by_expectation::ByExpectation;
use super::mean::Mean;
use crate::model::{Day, Expectation, ExpectationKind, Link, Policy, Verdict};

/// What the strength of a link is at most when a need that matters misses its standard.
const STRENGTH_WHEN_STANDARD_MISSED: f64 = 2.0;
/// ... when the customer says that it struggles.
const STRENGTH_WHEN_STRUGGLING: f64 = 3.0;
/// ... when the customer says that it is broken.
const STRENGTH_WHEN_BROKEN: f64 = 1.0;

impl Strength {
    /// Nobody knows.
    pub(super) const UNKNOWN: Self = Self { low: 1.0, high: 5.0 };

    /// Exactly this, 1.0 to 5.0.
    pub(super) fn exactly(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Whether both views agree.
    pub(super) fn is_known(self) -> bool {
        self.low >= self.high
    }
}

/// The judgement on one link, before its place in the chain is known.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    /// How it fares.
    pub(super) state: LinkState,
    /// How strong it is.
    pub(super) strength: Strength,
    /// The verdict that counts.
    pub(super) verdict: Option<CountedVerdict>,
    /// How each expectation fares, those set aside included.
    pub(super) expectations: ByExpectation<ExpectationDiagnosis>,
}

impl Judgement {
    /// Of a link that nothing is known of.
    pub(super) fn nothing() -> Self {
        Self {
            state: LinkState::Unknown,
            strength: Strength::UNKNOWN,
            verdict: None,
            expectations: ByExpectation::default(),
        }
    }

    /// Puts a supposition in the place of what the facts say.
    pub(super) fn assume(&mut self, assumed: Assumed, policy: &Policy) {
        (self.state, self.strength) = match assumed {
            Assumed::Sound => {
                (LinkState::Sound, Strength { low: policy.met_from.get(), ..Strength::UNKNOWN })
            }
            Assumed::Broken => (LinkState::Broken, Strength::exactly(STRENGTH_WHEN_BROKEN)),
        };
    }
}

/// Judges one link on `today`.
pub(super) fn judge(link: &Link, policy: &Policy, today: Day) -> Judgement {
    let expectations = ByExpectation::of(link, |facts| judge_expectation(facts, policy, today));
    let verdict = counted_verdict(link, today);
    let spoken = verdict.as_ref().map(|verdict| verdict.verdict);
    let counted =
        || link.expectations().values().zip(expectations.values()).filter(|(facts, _)| !facts.is_set_aside());
    let state = link_state(counted(), spoken);
    let strength = link_strength(counted(), spoken);
    Judgement { state, strength, verdict, expectations }
}

/// Judges one expectation on `today`, as if it were not set aside.
pub(super) fn judge_expectation(facts: &Expectation, policy: &Policy, today: Day) -> ExpectationDiagnosis {
    let mean = Mean::of(facts, today);
    let meets_standard = match (&facts.standard, facts.counted_measurement(today)) {
        (Some(standard), Some((_, measurement))) => Some(standard.is_met_by(measurement.value)),
        _ => None,
    };
    let is_below = |threshold| mean.as_ref().is_some_and(|mean| mean.is_below(threshold));
    let state = if is_below(policy.strained_from) || meets_standard == Some(false) {
        ExpectationState::Unmet
    } else if is_below(policy.met_from) {
        ExpectationState::Strained
    } else if mean.is_some() || meets_standard == Some(true) {
        ExpectationState::Met
    } else {
        ExpectationState::Unknown
    };
    ExpectationDiagnosis {
        state,
        score: mean.as_ref().map(Mean::value),
        answers: mean.as_ref().map_or(0, |mean| mean.answers),
        raters: mean.as_ref().map_or(0, |mean| mean.raters),
        last_rated: mean.as_ref().map(|mean| mean.last_rated),
        unmet_by_score: is_below(policy.strained_from),
        exceeded: mean.as_ref().is_some_and(|mean| !mean.is_below(policy.exceeded_from)),
        meets_standard,
    }
}

/// The customer's latest verdict, unless a rating or measurement that counts is of a later day.
fn counted_verdict(link: &Link, today: Day) -> Option<CountedVerdict> {
    let (key, verdict) = link.latest_verdict(today)?;
    let overtaken = link.expectations().values().filter(|facts| !facts.is_set_aside()).any(|facts| {
        let rated_since = facts.ratings.keys().rev().find(|rating| rating.day <= today);
        rated_since.is_some_and(|rating| rating.day > key.day)
            || facts.counted_measurement(today).is_some_and(|(period, _)| period.last_day() > key.day)
    });
    (!overtaken).then(|| CountedVerdict { verdict, day: key.day, speaker: key.speaker.clone() })
}

fn link_state<'facts>(
    counted: impl Iterator<Item = (&'facts Expectation, &'facts ExpectationDiagnosis)>,
    verdict: Option<Verdict>,
) -> LinkState {
    let mut state = match verdict {
        Some(Verdict::Broken) => return LinkState::Broken,
        Some(Verdict::Struggles) => LinkState::Strained,
        Some(Verdict::Works) => LinkState::Sound,
        None => LinkState::Unknown,
    };
    for (facts, judged) in counted {
        let is_need = facts.kind == ExpectationKind::Need;
        let worse = match judged.state {
            ExpectationState::Unmet if is_need && facts.importance.can_break() => return LinkState::Broken,
            ExpectationState::Unmet => LinkState::Strained,
            ExpectationState::Strained if is_need => LinkState::Strained,
            ExpectationState::Met if is_need && state == LinkState::Unknown => LinkState::Sound,
            _ => continue,
        };
        if state != LinkState::Strained {
            state = worse;
        }
    }
    state
}

fn link_strength<'facts>(
    counted: impl Iterator<Item = (&'facts Expectation, &'facts ExpectationDiagnosis)>,
    verdict: Option<Verdict>,
) -> Strength {
    let mut least: Option<f64> = match verdict {
        Some(Verdict::Broken) => Some(STRENGTH_WHEN_BROKEN),
        Some(Verdict::Struggles) => Some(STRENGTH_WHEN_STRUGGLING),
        Some(Verdict::Works) | None => None,
    };
    for (_, judged) in counted.filter(|(facts, _)| facts.is_breaking_need()) {
        let missed = (judged.meets_standard == Some(false)).then_some(STRENGTH_WHEN_STANDARD_MISSED);
        for value in [judged.score, missed].into_iter().flatten() {
            least = Some(least.map_or(value, |least| least.min(value)));
        }
    }
    least.map_or(Strength::UNKNOWN, Strength::exactly)
}
