//! An edit in words, for the history, for recovery and for comparing.

use super::{Edit, ExpectationFact, LinkFact, OrgFact, PartyFact};
use crate::model::{CostUnit, QualityCount, QualityTarget, Verdict, VoteSubject};

/// One line that says where and what, for example `link lab > clinic, need on-time: importance 3 -> 5`.
#[must_use]
pub fn describe(edit: &Edit) -> String {
    match edit {
        Edit::Org(fact) => format!("{}: {}", fact.label(), org_change(fact)),
        Edit::PartyExists { party, change } => format!("party {party}: {}", existence(change.after)),
        Edit::Party { party, fact } => format!("party {party}: {} {}", fact.label(), party_change(fact)),
        Edit::LinkExists { link, change } => format!("link {link}: {}", existence(change.after)),
        Edit::Link { link, fact } => format!("link {link}: {} {}", fact.label(), link_change(fact)),
        Edit::ExpectationExists { link, expectation, change } => {
            format!("link {link}, {expectation}: {}", existence(change.after))
        }
        Edit::Expectation { link, expectation, fact } => {
            format!("link {link}, {expectation}: {} {}", fact.label(), expectation_change(fact))
        }
    }
}

fn existence(there: bool) -> &'static str {
    if there { "added" } else { "removed" }
}

fn quoted(text: &str) -> String {
    format!("\u{201c}{text}\u{201d}")
}

fn words(before: &str, after: &str) -> String {
    match (before.is_empty(), after.is_empty()) {
        (true, _) => quoted(after),
        (_, true) => format!("{} removed", quoted(before)),
        _ => format!("{} -> {}", quoted(before), quoted(after)),
    }
}

fn optional<T>(before: Option<&T>, after: Option<&T>, show: impl Fn(&T) -> String) -> String {
    match (before, after) {
        (None, None) => "unchanged".to_owned(),
        (None, Some(after)) => show(after),
        (Some(before), None) => format!("{} removed", show(before)),
        (Some(before), Some(after)) => format!("{} -> {}", show(before), show(after)),
    }
}

fn org_change(fact: &OrgFact) -> String {
    match fact {
        OrgFact::Name(change) | OrgFact::ServiceVision(change) => words(&change.before, &change.after),
        OrgFact::MapComplete(change) => if change.after { "yes" } else { "no" }.to_owned(),
        OrgFact::Policy(_) => "changed".to_owned(),
        OrgFact::Complaint { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |complaint| {
                let done = [&complaint.answered, &complaint.solved, &complaint.mended];
                let done = done.into_iter().filter(|stage| stage.done.is_some()).count();
                format!("{}, {done} of 3 stages done", quoted(&complaint.words))
            });
            format!("{key}: {change}")
        }
        OrgFact::Action { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |action| {
                format!("{}, {}", quoted(&action.what), action.status.word())
            });
            format!("{key}: {change}")
        }
        OrgFact::Accepted { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |accepted| {
                format!("by {}, because {}", accepted.by, quoted(&accepted.why))
            });
            format!("{key}: {change}")
        }
        OrgFact::Parked { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |parked| {
                let settled = if parked.waits() { "waits" } else { "settled" };
                format!("{}, {settled}", quoted(&parked.words))
            });
            format!("{key}: {change}")
        }
        OrgFact::Vote { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string);
            format!("{}: {change}", voted_on(key))
        }
        OrgFact::WalkOrder(change) => match change.after.len() {
            0 => "as the map gives it".to_owned(),
            1 => "1 stop".to_owned(),
            many => format!("{many} stops"),
        },
        OrgFact::LeftOut { key, change } => {
            format!("{key}: {}", if change.after { "yes" } else { "no" })
        }
        OrgFact::WalkNote { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |note| quoted(note));
            format!("{key}: {change}")
        }
    }
}

fn voted_on(subject: &VoteSubject) -> String {
    match subject {
        VoteSubject::Action(action) => format!("action {action}"),
        VoteSubject::Cause(link) => format!("cause {link}"),
        VoteSubject::Finding(finding) => format!("finding {finding}"),
    }
}

fn party_change(fact: &PartyFact) -> String {
    match fact {
        PartyFact::Name(change)
        | PartyFact::Lead(change)
        | PartyFact::Offers(change)
        | PartyFact::MayDecide(change)
        | PartyFact::Note(change) => words(&change.before, &change.after),
        PartyFact::Kind(change) => format!("{:?} -> {:?}", change.before, change.after),
        PartyFact::Department(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), |name| quoted(name))
        }
        PartyFact::ReportsTo(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string)
        }
        PartyFact::Weight(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string)
        }
        PartyFact::OpenNeed { key, change } | PartyFact::Alias { key, change } => {
            format!("{} {}", quoted(key), existence(change.after))
        }
        PartyFact::Pin { change, .. } => {
            optional(change.before.as_ref(), change.after.as_ref(), |pin| format!("at {}, {}", pin.x, pin.y))
        }
    }
}

fn link_change(fact: &LinkFact) -> String {
    match fact {
        LinkFact::Support(change) | LinkFact::BecauseOf(change) => {
            if change.after { "yes" } else { "no" }.to_owned()
        }
        LinkFact::Volume(change) => optional(change.before.as_ref(), change.after.as_ref(), |volume| {
            format!("{} {}", volume.amount, volume.unit).trim_end().to_owned()
        }),
        LinkFact::MeanWaitHours(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string)
        }
        LinkFact::Cost(change) => optional(change.before.as_ref(), change.after.as_ref(), |cost| {
            let unit = match &cost.unit {
                CostUnit::Hours => "hours",
                CostUnit::Money(currency) => currency,
            };
            format!("{} {unit} a month", cost.amount)
        }),
        LinkFact::QualityTarget(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), |target| match target {
                QualityTarget::Dpmo(dpmo) => format!("at most {dpmo} defects per million"),
                QualityTarget::CompleteAndAccurate(percent) => {
                    format!("at least {percent} % complete and accurate")
                }
            })
        }
        LinkFact::CauseVerdict(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), |verdict| {
                if verdict.confirmed { "confirmed" } else { "rejected" }.to_owned()
            })
        }
        LinkFact::Quality { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |count| match count {
                QualityCount::Defects { units, defects, .. } => format!("{defects} defects in {units} units"),
                QualityCount::CompleteAndAccurate(percent) => format!("{percent} % complete and accurate"),
            });
            format!("for {key}: {change}")
        }
        LinkFact::Note(change) => words(&change.before, &change.after),
        LinkFact::Deliverable { key, change } | LinkFact::Alias { key, change } => {
            format!("{} {}", quoted(key), existence(change.after))
        }
        LinkFact::Verdict { key, change } => {
            let verdict = |verdict: &Verdict| {
                match verdict {
                    Verdict::Works => "works",
                    Verdict::Struggles => "struggles",
                    Verdict::Broken => "broken",
                }
                .to_owned()
            };
            let change = optional(change.before.as_ref(), change.after.as_ref(), verdict);
            format!("of {} on {}: {change}", key.speaker, key.day)
        }
    }
}

fn expectation_change(fact: &ExpectationFact) -> String {
    match fact {
        ExpectationFact::Kind(change) => format!("{:?} -> {:?}", change.before, change.after).to_lowercase(),
        ExpectationFact::Statement(change)
        | ExpectationFact::Deliverable(change)
        | ExpectationFact::Note(change) => words(&change.before, &change.after),
        ExpectationFact::Importance(change) => format!("{} -> {}", change.before.get(), change.after.get()),
        ExpectationFact::Source(change) => {
            format!("{:?} -> {:?}", change.before, change.after).to_lowercase()
        }
        ExpectationFact::Window(_) => "changed".to_owned(),
        ExpectationFact::Disputed(change) => if change.after { "yes" } else { "no" }.to_owned(),
        ExpectationFact::Standard(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), |standard| {
                format!("{} {} {}", standard.metric, standard.target, standard.unit).trim_end().to_owned()
            })
        }
        ExpectationFact::OwnRating(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string)
        }
        ExpectationFact::Promised(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), ToString::to_string)
        }
        ExpectationFact::Acceptance(change) => {
            optional(change.before.as_ref(), change.after.as_ref(), |acceptance| {
                format!("by {} on {}", acceptance.by, acceptance.day).replace("by  on", "on")
            })
        }
        ExpectationFact::Conflict { key, change } => format!("{key} {}", existence(change.after)),
        ExpectationFact::Alias { key, change } => format!("{} {}", quoted(key), existence(change.after)),
        ExpectationFact::Measurement { key, change } => {
            let change = optional(change.before.as_ref(), change.after.as_ref(), |measured| {
                measured.value.to_string()
            });
            format!("for {key}: {change}")
        }
        ExpectationFact::Rating { key, change } => {
            let change =
                optional(change.before.as_ref(), change.after.as_ref(), |rating| rating.score.to_string());
            format!("of {} on {}: {change}", key.rater, key.day)
        }
    }
}
