//! Plans for what people keep beside the map: complaints, actions, accepted findings, words on causes, agreements.

use super::checks::trimmed;
use super::labels::{self, link_name, quoted};
use super::plan::Plan;
use super::{Command, CommandError};
use crate::edit::{Change, Edit, OrgFact, diff_expectation, diff_link_facts};
use crate::model::{
    Acceptance, AcceptedFinding, Action, ActionId, CauseVerdict, Complaint, ComplaintId, Day, Expectation,
    ExpectationId, LinkId, Org, VoteSubject,
};

/// The plan for one of the commands of this file.
pub(super) fn plan(command: &Command, org: &Org, today: Day) -> Result<Plan, CommandError> {
    match command {
        Command::AddComplaint(facts) => {
            complaint(&org.free_complaint_id(&first_words(&facts.words)), Some(facts), org)
        }
        Command::UpdateComplaint { complaint: id, facts } => {
            org.complaints.get(id).ok_or(CommandError::Gone)?;
            complaint(id, facts.as_deref(), org)
        }
        Command::AddAction(facts) => action(&org.free_action_id(&first_words(&facts.what)), Some(facts), org),
        Command::AddActions(label, actions) => add_actions(label, actions, org),
        Command::UpdateAction { action: id, facts } => {
            org.actions.get(id).ok_or(CommandError::Gone)?;
            action(id, facts.as_deref(), org)
        }
        Command::AcceptFinding { finding, accepted } => accept(finding, accepted.as_deref(), org),
        Command::JudgeCause { link, confirmed, by } => judge_cause(link, *confirmed, by, org, today),
        Command::Agree { link, expectation, by } => agree(link, expectation, by.as_deref(), org, today),
        _ => Err(CommandError::Gone),
    }
}

/// Enough words for an id that a person recognises.
pub(super) fn first_words(text: &str) -> String {
    text.split_whitespace().take(6).collect::<Vec<_>>().join(" ")
}

/// The edit that makes an entry of the organisation this; none when it is so already.
pub(super) fn entry<K, V: Clone + PartialEq>(
    key: K,
    before: Option<&V>,
    after: Option<V>,
    fact: fn(K, Change<Option<V>>) -> OrgFact,
) -> Vec<Edit> {
    if before == after.as_ref() {
        return Vec::new();
    }
    vec![Edit::Org(fact(key, Change::new(before.cloned(), after)))]
}

fn complaint(id: &ComplaintId, facts: Option<&Complaint>, org: &Org) -> Result<Plan, CommandError> {
    let before = org.complaints.get(id);
    let after = facts.map(tidied_complaint).transpose()?;
    let words = after.as_ref().or(before).map_or_else(String::new, |complaint| quoted(&complaint.words));
    let verb = verb(before.is_some(), after.is_some());
    let edits = entry(id.clone(), before, after, |key, change| OrgFact::Complaint { key, change });
    Ok(Plan::new(format!("{verb} the complaint {words}"), edits))
}

fn tidied_complaint(facts: &Complaint) -> Result<Complaint, CommandError> {
    let mut complaint = facts.clone();
    complaint.words = trimmed(&facts.words).ok_or(CommandError::EmptyComplaint)?;
    for stage in [&mut complaint.answered, &mut complaint.solved, &mut complaint.mended] {
        stage.owner = stage.owner.trim().to_owned();
    }
    // An expectation belongs to a link: without one it means nothing.
    complaint.expectation = complaint.link.as_ref().and(complaint.expectation);
    Ok(complaint)
}

fn action(id: &ActionId, facts: Option<&Action>, org: &Org) -> Result<Plan, CommandError> {
    let before = org.actions.get(id);
    let after = facts.map(tidied_action).transpose()?;
    let what = after.as_ref().or(before).map_or_else(String::new, |action| quoted(&action.what));
    let verb = verb(before.is_some(), after.is_some());
    let mut edits = entry(id.clone(), before, after, |key, change| OrgFact::Action { key, change });
    if facts.is_none() {
        // Dots belong to the action that people saw; another one of the same id is not to inherit them.
        let on = VoteSubject::Action(id.clone());
        edits
            .extend(entry(on.clone(), org.votes.get(&on), None, |key, change| OrgFact::Vote { key, change }));
    }
    Ok(Plan::new(format!("{verb} the action {what}"), edits))
}

fn tidied_action(facts: &Action) -> Result<Action, CommandError> {
    let what = trimmed(&facts.what).ok_or(CommandError::EmptyAction)?;
    Ok(Action { what, owner: facts.owner.trim().to_owned(), ..facts.clone() })
}

fn add_actions(label: &str, actions: &[Action], org: &Org) -> Result<Plan, CommandError> {
    let mut with = org.clone();
    for facts in actions {
        let action = tidied_action(facts)?;
        let id = with.free_action_id(&first_words(&action.what));
        with.actions.insert(id, action);
    }
    let new = with.actions.into_iter().filter(|(id, _)| !org.actions.contains_key(id));
    let edits = new.flat_map(|(id, action)| {
        entry(id, None, Some(action), |key, change| OrgFact::Action { key, change })
    });
    Ok(Plan::new(label, edits.collect()))
}

pub(super) fn verb(was_there: bool, is_there: bool) -> &'static str {
    match (was_there, is_there) {
        (false, _) => "Add",
        (true, true) => "Change",
        (true, false) => "Remove",
    }
}

fn accept(finding: &str, accepted: Option<&AcceptedFinding>, org: &Org) -> Result<Plan, CommandError> {
    let before = org.accepted_findings.get(finding);
    let after = match accepted {
        None => None,
        Some(accepted) => {
            let by = trimmed(&accepted.by).ok_or(CommandError::NoReason)?;
            let why = trimmed(&accepted.why).ok_or(CommandError::NoReason)?;
            Some(AcceptedFinding { by, why, ..accepted.clone() })
        }
    };
    let label = if after.is_some() { "Accept a finding" } else { "No longer accept a finding" };
    let edits = entry(finding.to_owned(), before, after, |key, change| OrgFact::Accepted { key, change });
    Ok(Plan::new(label, edits))
}

fn judge_cause(
    id: &LinkId,
    confirmed: Option<bool>,
    by: &str,
    org: &Org,
    today: Day,
) -> Result<Plan, CommandError> {
    let before = org.link(id).ok_or(CommandError::Gone)?;
    let mut after = before.clone();
    after.cause_verdict =
        confirmed.map(|confirmed| CauseVerdict { confirmed, by: by.trim().to_owned(), day: today });
    let edits = diff_link_facts(id, before, &after);
    Ok(Plan::new(labels::link(id, &edits, org), edits))
}

fn agree(
    link: &LinkId,
    id: &ExpectationId,
    by: Option<&str>,
    org: &Org,
    today: Day,
) -> Result<Plan, CommandError> {
    let before = org.link(link).and_then(|link| link.expectations().get(id)).ok_or(CommandError::Gone)?;
    let acceptance = by.map(|by| Acceptance {
        by: trimmed(by).unwrap_or_else(|| org.name_of(&link.supplier).to_owned()),
        day: today,
        fingerprint: before.agreed_text(),
    });
    let after = Expectation { acceptance: acceptance.map(Box::new), ..before.clone() };
    let edits = diff_expectation(link, id, before, &after);
    let label = if after.acceptance.is_some() {
        format!("Agree to {} on {}", quoted(&before.statement), link_name(org, link))
    } else {
        format!("No longer agree to {} on {}", quoted(&before.statement), link_name(org, link))
    };
    Ok(Plan::new(label, edits))
}
