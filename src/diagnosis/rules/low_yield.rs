//! Too much of what goes over a link is wrong (seed 003).

use super::{Check, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::{Context, OnLink};
use crate::diagnosis::figures::counted_quality;
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::figure_beside;
use crate::model::{Period, QualityCount, QualityTarget};

pub(super) const RULE: Rule = Rule {
    id: "low-yield",
    class: Class::Problem,
    name: "Low yield",
    explanation: "What was counted in the latest period, as defects or as complete and accurate, is worse than its target.",
    check: Check::Link(check),
};

fn check(context: &Context<'_>, on: &OnLink<'_>) -> Option<Finding> {
    let target = on.facts.quality_target?;
    let (period, count) = counted_quality(on.facts, context.today)?;
    if !count.is_worse_than(target) {
        return None;
    }
    let message = format!("{}: {}", context.link_name(on.number), shortfall(count, target, *period));
    let said = say(message, "Fix it at the source.");
    let severity = context.severity_on(on.number, Severity::High);
    Some(Finding { severity, ..RULE.on_link(context, on, said) })
}

/// `5000 defects per million (20 in 1000 x 4, 2026-Q3); the target is 3.4.` Counted and target in the words of the target.
fn shortfall(count: &QualityCount, target: QualityTarget, period: Period) -> String {
    let counted = match count {
        QualityCount::Defects { units, opportunities, defects } => {
            format!("{defects} in {units} x {opportunities}, {period}")
        }
        QualityCount::CompleteAndAccurate(percent) => format!("{percent} % complete and accurate, {period}"),
    };
    match target {
        QualityTarget::Dpmo(most) => {
            let dpmo = count.dpmo().unwrap_or_else(|| 1_000_000.0 * (1.0 - count.yield_share()));
            let dpmo = figure_beside(dpmo, most.get());
            format!("{dpmo} defects per million ({counted}); the target is {most}.")
        }
        QualityTarget::CompleteAndAccurate(least) => match count {
            QualityCount::Defects { .. } => {
                let right = figure_beside(count.yield_share() * 100.0, least.get());
                format!("{right} % without a defect ({counted}); the target is {least} %.")
            }
            QualityCount::CompleteAndAccurate(percent) => {
                format!("{percent} % complete and accurate ({period}); the target is {least} %.")
            }
        },
    }
}
