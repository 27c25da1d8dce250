//! A day that can hardly be meant: something is due in more than ten years, or a complaint came in on a day still to come.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::{counted, excerpt};
use crate::model::{Complaint, ComplaintStage, Day};

pub(super) const RULE: Rule = Rule {
    id: "far-day",
    class: Class::Gap,
    name: "Day far ahead",
    explanation: "An open action or a stage of a complaint is due in more than ten years, or a complaint is dated after today.",
    check: Check::Map(Reads::Facts, check),
};

/// Nobody plans further ahead, in days: ten years.
const FAR_DAYS: i64 = 3653;
const NEXT_STEP: &str = "Is that the day that was meant? If not, correct it.";

fn check(context: &Context<'_>) -> Vec<Finding> {
    let complaints = context.org.complaints.iter().filter_map(|(id, complaint)| {
        let message = on_complaint(context, complaint)?;
        Some(RULE.on_complaint(context, id, say(message, NEXT_STEP)))
    });
    complaints.chain(on_actions(context)).collect()
}

fn is_far(day: Day, today: Day) -> bool {
    day.days_since(today) > FAR_DAYS
}

fn on_complaint(context: &Context<'_>, complaint: &Complaint) -> Option<String> {
    let (today, customer) = (context.today, context.org.name_of(&complaint.customer));
    let words = excerpt(&complaint.words);
    if complaint.day > today {
        let day = complaint.day;
        return Some(format!(
            "A complaint of {customer} is dated {day}, after today ({today}), and not counted yet: \"{words}\"."
        ));
    }
    let late = |stage: ComplaintStage| {
        let facts = complaint.stage(stage);
        let due = facts.due.filter(|due| is_far(*due, today) && !facts.is_done(today))?;
        Some(format!("\"{}\" is due on {due}, for the complaint of {customer}: \"{words}\".", stage.word()))
    };
    ComplaintStage::ALL.into_iter().find_map(late)
}

/// One finding for all actions that are due so late.
fn on_actions(context: &Context<'_>) -> Option<Finding> {
    let open = context.org.actions.values().filter(|action| action.status.is_open());
    let far: Vec<_> = open
        .filter_map(|action| Some((action.due.filter(|due| is_far(*due, context.today))?, action)))
        .collect();
    let (due, first) = far.iter().max_by_key(|(due, _)| *due)?;
    let more = match far.len() - 1 {
        0 => String::new(),
        more => format!(
            " And {} in more than ten years.",
            counted(more, "more action is due", "more actions are due")
        ),
    };
    let message = format!("The action \"{}\" is due on {due}.{more}", excerpt(&first.what));
    let finding = RULE.on_map(say(message, NEXT_STEP)).about(|things| {
        things.links = far.iter().filter_map(|(_, action)| action.about.link().cloned()).collect();
        things.links.retain(|link| context.org.link(link).is_some());
        things.links.sort();
        things.links.dedup();
    });
    Some(finding)
}
