//! What comes out is right, but how it was to be served is not (seed 001).

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::{counted, listed, score_text};
use crate::model::{Day, Dimension, Expectation, Rating};

pub(super) const RULE: Rule = Rule {
    id: "poor-experience",
    class: Class::Problem,
    name: "Poor experience",
    explanation: "Somebody's latest rating is 4 or more, with a side of the experience at 2 or less.",
    check: Check::Expectation(check),
};

/// From this rating on the result is right, in hundredths.
const RIGHT: u16 = 400;
/// Up to this rating a side of the experience is not, in hundredths.
const NOT_RIGHT: u16 = 200;

fn check(context: &Context<'_>, on: &OnExpectation<'_>) -> Option<Finding> {
    if !on.facts.ratings.values().any(is_poor) {
        return None;
    }
    let mut sums: BTreeMap<Dimension, Sum> = BTreeMap::new();
    let mut answers = 0;
    let mut last = None;
    for (day, rating) in latest(on.facts, context.today).into_iter().filter(|(_, rating)| is_poor(rating)) {
        let count = u64::from(rating.answers.get());
        answers += count;
        last = last.max(Some(day));
        for (dimension, score) in
            rating.dimensions.iter().filter(|(_, score)| score.hundredths() <= NOT_RIGHT)
        {
            let sum = sums.entry(dimension).or_default();
            sum.hundredths += u128::from(score.hundredths()) * u128::from(count);
            sum.answers += u128::from(count);
        }
    }
    let last = last?;
    let words: Vec<String> = sums.keys().map(|dimension| dimension.word().to_owned()).collect();
    let means: Vec<String> = sums
        .iter()
        .map(|(dimension, sum)| match sums.len() {
            1 => format!("{} of 5", score_text(sum.mean())),
            _ => format!("{} {} of 5", dimension.word(), score_text(sum.mean())),
        })
        .collect();
    let message = format!(
        "The result is right; {} {} not: \"{}\" from {} to {}, {} ({}, {last}).",
        listed(&words),
        if words.len() == 1 { "is" } else { "are" },
        on.facts.statement,
        context.supplier(on.link),
        context.customer(on.link),
        listed(&means),
        counted(usize::try_from(answers).unwrap_or(usize::MAX), "answer", "answers"),
    );
    let said = say(message, format!("Ask {} what would make it better.", context.customer(on.link)));
    let severity = context.severity_on(on.link, Severity::Low);
    Some(Finding { severity, ..RULE.on_expectation(context, on, said) })
}

/// Ratings of one side of the experience.
#[derive(Default)]
struct Sum {
    hundredths: u128,
    answers: u128,
}

impl Sum {
    #[expect(clippy::cast_precision_loss, reason = "shown with two decimals")]
    fn mean(&self) -> f64 {
        self.hundredths as f64 / (self.answers.max(1) * 100) as f64
    }
}

fn is_poor(rating: &Rating) -> bool {
    rating.score.hundredths() >= RIGHT
        && rating.dimensions.iter().any(|(_, score)| score.hundredths() <= NOT_RIGHT)
}

/// Each rater's latest rating up to `today`; none where nobody rated a side of the experience.
fn latest(facts: &Expectation, today: Day) -> Vec<(Day, &Rating)> {
    if facts.ratings.values().all(|rating| rating.dimensions.is_empty()) {
        return Vec::new();
    }
    let mut raters: BTreeSet<&str> = BTreeSet::new();
    let counted = facts.ratings.iter().rev().filter(|(key, _)| key.day <= today);
    counted.filter(|(key, _)| raters.insert(&key.rater)).map(|(key, rating)| (key.day, rating)).collect()
}
