//! Plans for what a workshop leaves behind: parked remarks, dots, and the walk's own order and notes.

use std::collections::BTreeSet;

use super::checks::trimmed;
use super::labels::{link_name, quoted};
use super::plan::Plan;
use super::plan_records::{entry, first_words, verb};
use super::{Command, CommandError};
use crate::edit::{Change, Edit, OrgFact};
use crate::model::{Action, Day, Dots, Org, Parked, ParkedId, StopId, VoteSubject};

/// The plan for one of the commands of this file.
pub(super) fn plan(command: &Command, org: &Org, today: Day) -> Result<Plan, CommandError> {
    match command {
        Command::Park(facts) => parked(&org.free_parked_id(&first_words(&facts.words)), Some(facts), org),
        Command::UpdateParked { parked: id, facts } => {
            org.parked.get(id).ok_or(CommandError::Gone)?;
            parked(id, facts.as_deref(), org)
        }
        Command::ActOnParked(id) => act_on(id, org, today),
        Command::GiveDots { on, dots } => give_dots(on, *dots, org),
        Command::ClearDots => Ok(clear_dots(org)),
        Command::OrderWalk(order) => Ok(order_walk(order, org)),
        Command::LeaveOut { stop, out } => Ok(leave_out(stop, *out, org)),
        Command::NoteStop { stop, note } => {
            let edits = entry(stop.clone(), org.walk_notes.get(stop), trimmed(note), |key, change| {
                OrgFact::WalkNote { key, change }
            });
            Ok(Plan::new("Change the speaker notes", edits))
        }
        Command::RestoreWalk => {
            let mut plan = order_walk(&[], org);
            plan.transaction.label = "Restore the walk".to_owned();
            plan.transaction.edits.extend(org.walk_left_out.iter().map(|stop| left_out(stop, false)));
            Ok(plan)
        }
        _ => Err(CommandError::Gone),
    }
}

fn parked(id: &ParkedId, facts: Option<&Parked>, org: &Org) -> Result<Plan, CommandError> {
    let before = org.parked.get(id);
    let after = match facts {
        None => None,
        Some(facts) => {
            Some(Parked { words: trimmed(&facts.words).ok_or(CommandError::EmptyParked)?, ..facts.clone() })
        }
    };
    let words = after.as_ref().or(before).map_or_else(String::new, |parked| quoted(&parked.words));
    let label = match (before, &after) {
        (None, _) => format!("Park {words}"),
        (Some(before), Some(after)) if before.waits() && !after.waits() => format!("Settle {words}"),
        (before, after) => format!("{} the parked remark {words}", verb(before.is_some(), after.is_some())),
    };
    let edits = entry(id.clone(), before, after, |key, change| OrgFact::Parked { key, change });
    Ok(Plan::new(label, edits))
}

/// Makes an action of a parked remark, about the same subject, and settles the remark.
fn act_on(id: &ParkedId, org: &Org, today: Day) -> Result<Plan, CommandError> {
    let before = org.parked.get(id).ok_or(CommandError::Gone)?;
    let action = Action { what: before.words.clone(), about: before.about.clone(), ..Action::default() };
    let settled = Parked { settled: before.settled.or(Some(today)), ..before.clone() };
    let key = org.free_action_id(&first_words(&before.words));
    let mut edits = vec![Edit::Org(OrgFact::Action { key, change: Change::new(None, Some(action)) })];
    let change =
        entry(id.clone(), Some(before), Some(settled), |key, change| OrgFact::Parked { key, change });
    edits.extend(change);
    Ok(Plan::new(format!("Make an action of {}", quoted(&before.words)), edits))
}

fn give_dots(on: &VoteSubject, dots: u32, org: &Org) -> Result<Plan, CommandError> {
    let is_gone = |there: bool| if there || dots == 0 { Ok(()) } else { Err(CommandError::Gone) };
    let words = match on {
        VoteSubject::Action(id) => {
            is_gone(org.actions.contains_key(id))?;
            org.actions.get(id).map_or_else(|| "an action".to_owned(), |action| quoted(&action.what))
        }
        VoteSubject::Cause(link) => {
            is_gone(org.link(link).is_some())?;
            link_name(org, link)
        }
        VoteSubject::Finding(_) => "a finding".to_owned(),
    };
    let label = match dots {
        0 => format!("Take the dots off {words}"),
        1 => format!("Give 1 dot to {words}"),
        many => format!("Give {many} dots to {words}"),
    };
    let edits =
        entry(on.clone(), org.votes.get(on), Dots::new(dots), |key, change| OrgFact::Vote { key, change });
    Ok(Plan::new(label, edits))
}

fn clear_dots(org: &Org) -> Plan {
    let none = org.votes.iter().flat_map(|(on, dots)| {
        entry(on.clone(), Some(dots), None, |key, change| OrgFact::Vote { key, change })
    });
    Plan::new("Take all dots away", none.collect())
}

/// Repeated stops are kept where they stand first.
fn order_walk(order: &[StopId], org: &Org) -> Plan {
    let mut seen = BTreeSet::new();
    let after: Vec<StopId> = order.iter().filter(|stop| seen.insert(*stop)).cloned().collect();
    let change = Change::new(org.walk_order.clone(), after);
    let edit = if change.before == change.after { None } else { Some(Edit::Org(OrgFact::WalkOrder(change))) };
    Plan::new("Order the walk", edit.into_iter().collect())
}

fn leave_out(stop: &StopId, out: bool, org: &Org) -> Plan {
    let edit = (org.walk_left_out.contains(stop) != out).then(|| left_out(stop, out));
    let label = if out { "Leave a stop out of the walk" } else { "Put a stop back into the walk" };
    Plan::new(label, edit.into_iter().collect())
}

fn left_out(stop: &StopId, out: bool) -> Edit {
    Edit::Org(OrgFact::LeftOut { key: stop.clone(), change: Change::new(!out, out) })
}
