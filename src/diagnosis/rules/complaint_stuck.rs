//! A complaint that waits: a stage is past its day, or the next one has not been reached for long (seeds 003, 004).

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::{excerpt, with_capital};
use crate::model::{Complaint, ComplaintId, ComplaintStage, Day};

pub(super) const RULE: Rule = Rule {
    id: "complaint-stuck",
    class: Class::Problem,
    name: "Complaint stuck",
    explanation: "A stage of a complaint is past due; or it was answered or solved long ago (30 days, unless the policy says \
                  otherwise), and the next stage has not been reached.",
    check: Check::Map(Reads::Facts, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let known = context.org.complaints.iter().filter(|(_, complaint)| complaint.day <= context.today);
    known.filter_map(|(id, complaint)| finding(context, id, complaint)).collect()
}

/// A stage that waits.
struct Waiting {
    stage: ComplaintStage,
    severity: Severity,
    /// What is the matter, with the days.
    what: String,
}

fn finding(context: &Context<'_>, id: &ComplaintId, complaint: &Complaint) -> Option<Finding> {
    let waiting = past_due(complaint, context.today).or_else(|| unfinished(context, complaint))?;
    let message = format!(
        "{} {} complained on {}: \"{}\".",
        waiting.what,
        context.org.name_of(&complaint.customer),
        complaint.day,
        excerpt(&complaint.words)
    );
    let next_step = match complaint.stage(waiting.stage).owner.trim() {
        "" => "Agree who sees to it, and by when.".to_owned(),
        owner => format!("Ask {owner} what is in the way, and agree on a day."),
    };
    Some(Finding { severity: waiting.severity, ..RULE.on_complaint(context, id, say(message, next_step)) })
}

/// The stage that is most days past due; of several the first.
fn past_due(complaint: &Complaint, today: Day) -> Option<Waiting> {
    let late = |stage: ComplaintStage| {
        let facts = complaint.stage(stage);
        let due = facts.due.filter(|due| *due < today && !facts.is_done(today))?;
        Some((stage, due))
    };
    let (stage, due) = ComplaintStage::ALL.into_iter().filter_map(late).min_by_key(|(_, due)| *due)?;
    let days = days_text(today.days_since(due));
    let what = format!("\"{}\" is {days} late (due {due}).", with_capital(stage.word()));
    Some(Waiting { stage, severity: Severity::High, what })
}

/// The stage that should have followed: solved after answered, mended after solved.
fn unfinished(context: &Context<'_>, complaint: &Complaint) -> Option<Waiting> {
    let (today, patience) = (context.today, i64::from(context.org.policy.complaint_patience_days));
    let steps = [
        (ComplaintStage::Answered, ComplaintStage::Solved),
        (ComplaintStage::Solved, ComplaintStage::Mended),
    ];
    steps.into_iter().find_map(|(before, stage)| {
        let done = complaint.stage(before).done.filter(|done| *done <= today)?;
        let days = today.days_since(done);
        if complaint.stage(stage).is_done(today) || days <= patience {
            return None;
        }
        let what = format!(
            "\"{}\" is open {} after \"{}\" ({done}).",
            with_capital(stage.word()),
            days_text(days),
            before.word()
        );
        Some(Waiting { stage, severity: Severity::Medium, what })
    })
}

fn days_text(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
