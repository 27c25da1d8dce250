//! Commands on several parties or links at once: each comes to one transaction, so that it is one step back.

use super::checks::trimmed;
use super::labels;
use super::plan::{CommandError, Plan, set_verdict};
use crate::edit::{Edit, diff_party};
use crate::model::{Day, LinkId, Org, Party, PartyId, Pin, Verdict, View};

/// Fixes boxes at places of a view, or lets them go.
pub(super) fn pins(view: View, pins: &[(PartyId, Option<Pin>)], org: &Org) -> Result<Plan, CommandError> {
    let (edits, changed) = changes(pins.iter().map(|(party, pin)| (party, pin)), org, |party, pin| {
        match pin {
            Some(pin) => party.pins.insert(view, *pin),
            None => party.pins.remove(&view),
        };
    })?;
    let lets_go = pins.iter().all(|(_, pin)| pin.is_none());
    let label = match changed.as_slice() {
        [(only, before)] => labels::party(before, &diff_of(only, &edits), org),
        all if lets_go => format!("Let {} teams go", all.len()),
        all => format!("Move {} teams", all.len()),
    };
    Ok(Plan::new(label, edits))
}

/// Puts parties into a department, or takes them out of theirs.
pub(super) fn department(
    parties: &[PartyId],
    department: Option<&str>,
    org: &Org,
) -> Result<Plan, CommandError> {
    let department = department.and_then(trimmed);
    let (edits, changed) = changes(parties.iter().map(|party| (party, &department)), org, |party, name| {
        party.department.clone_from(name);
    })?;
    let label = match (changed.as_slice(), &department) {
        ([(only, before)], _) => labels::party(before, &diff_of(only, &edits), org),
        (all, Some(name)) => format!("Move {} teams to {name}", all.len()),
        (all, None) => format!("Take {} teams out of their departments", all.len()),
    };
    Ok(Plan::new(label, edits))
}

/// Says one word on several links.
pub(super) fn verdicts(
    links: &[LinkId],
    verdict: Option<Verdict>,
    org: &Org,
    today: Day,
) -> Result<Plan, CommandError> {
    let mut edits = Vec::new();
    for link in links {
        let one = set_verdict(link, verdict, org, today)?;
        if let [_] = links {
            return Ok(one);
        }
        edits.extend(one.transaction.edits);
    }
    let word = labels::verdict_word(verdict);
    Ok(Plan::new(format!("Mark {} links \u{201c}{word}\u{201d}", links.len()), edits))
}

/// The edits, and the parties that they change, as they were.
type Changes<'org> = (Vec<Edit>, Vec<(PartyId, &'org Party)>);

/// What changes when each party is changed so, and those that change, as they were.
fn changes<'org, 'wanted, T: 'wanted>(
    wanted: impl Iterator<Item = (&'wanted PartyId, &'wanted T)>,
    org: &'org Org,
    change: impl Fn(&mut Party, &T),
) -> Result<Changes<'org>, CommandError> {
    let mut edits = Vec::new();
    let mut changed = Vec::new();
    for (id, value) in wanted {
        let before = org.party(id).ok_or(CommandError::Gone)?;
        let mut after = before.clone();
        change(&mut after, value);
        let own = diff_party(id, before, &after);
        if !own.is_empty() {
            edits.extend(own);
            changed.push((id.clone(), before));
        }
    }
    Ok((edits, changed))
}

fn diff_of(party: &PartyId, edits: &[Edit]) -> Vec<Edit> {
    let is_its = |edit: &&Edit| matches!(edit, Edit::Party { party: other, .. } if other == party);
    edits.iter().filter(is_its).cloned().collect()
}
