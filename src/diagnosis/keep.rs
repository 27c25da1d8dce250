//! Keeping a scenario: what was supposed becomes planned actions, what was added and removed becomes edits.

use std::collections::BTreeSet;

use super::Assumed;
use super::answer::{Diagnosis, LinkRole, LinkState};
use super::what_if::{Scenario, edited};
use crate::edit::Edit;
use crate::model::{Action, ActionSubject, LinkId, Org};

/// What to record so that `scenario` is kept on `org`, of which `before` is the diagnosis: planned actions without owner or day,
/// in the order of their links, and the edits as they stand in the scenario.
///
/// A supposition that says no more than what is so already gives no action; nor does one on a link that is not on the map after the
/// edits, and none that an open action with the same words about the same subject records already.
#[must_use]
pub fn kept_as(scenario: &Scenario, org: &Org, before: &Diagnosis) -> (Vec<Action>, Vec<Edit>) {
    let changed = edited(org, scenario).ok();
    let org = changed.as_ref().unwrap_or(org);
    let open = org.actions.values().filter(|action| action.status.is_open());
    let known: BTreeSet<(&str, &ActionSubject)> =
        open.map(|action| (action.what.as_str(), &action.about)).collect();
    let assumed = scenario.assumptions.iter().filter(|(link, _)| org.link(link).is_some());
    let planned = assumed.filter_map(|(link, assumed)| planned(link, *assumed, org, before));
    let actions = planned.filter(|action| !known.contains(&(action.what.as_str(), &action.about))).collect();
    (actions, scenario.edits.clone())
}

fn planned(link: &LinkId, assumed: Assumed, org: &Org, before: &Diagnosis) -> Option<Action> {
    let (supplier, customer) = (org.name_of(&link.supplier), org.name_of(&link.customer));
    let judged = before.link(link);
    let state = judged.map_or(LinkState::Unknown, |judged| judged.state);
    let is_root = judged.is_some_and(|judged| matches!(judged.role, LinkRole::Root { .. }));
    let what = match (assumed, state) {
        (Assumed::Sound, LinkState::Sound) | (Assumed::Broken, LinkState::Broken) => return None,
        (Assumed::Sound, LinkState::Broken) => {
            format!("Mend {supplier} -> {customer}, so that {customer} gets what it needs")
        }
        (Assumed::Sound, LinkState::Strained) => {
            format!("Ease {supplier} -> {customer}, so that {customer} gets what it needs without effort")
        }
        (Assumed::Sound, LinkState::Unknown) => {
            format!("Ask {customer} whether it gets what it needs from {supplier}")
        }
        (Assumed::Broken, _) => format!("Agree what {customer} does when {supplier} cannot deliver"),
    };
    let about = if is_root { ActionSubject::Cause(link.clone()) } else { ActionSubject::Link(link.clone()) };
    Some(Action { what, about, ..Action::default() })
}
