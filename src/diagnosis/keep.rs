//! Keeping a scenario: what was supposed becomes planned actions, what was added and removed becomes edits.

use super::Assumed;
use super::answer::{Diagnosis, LinkRole, LinkState};
use super::what_if::{Scenario, edited};
use crate::edit::Edit;
use crate::model::{Action, ActionId, ActionSubject, LinkId, Org};

/// What is recorded when a scenario is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// A planned action for each supposition, without owner or day, in the order of their links.
    pub actions: Vec<Action>,
    /// The edits as they stand in the scenario.
    pub edits: Vec<Edit>,
    /// The suppositions that an open action records already, with that action, in the order of their links.
    pub planned_already: Vec<(LinkId, ActionId)>,
}

/// What to record so that `scenario` is kept on `org`, of which `before` is the diagnosis.
///
/// A supposition that says no more than what is so already gives no action; nor does one on a link that is not on the map after the
/// edits, and none is made twice: that a link works is planned already by any open action about the link or about it as a cause, that
/// it fails by one with the same words.
#[must_use]
pub fn kept_as(scenario: &Scenario, org: &Org, before: &Diagnosis) -> Kept {
    let changed = edited(org, scenario).ok();
    let org = changed.as_ref().unwrap_or(org);
    let mut kept = Kept { edits: scenario.edits.clone(), ..Kept::default() };
    for (link, assumed) in scenario.assumptions.iter().filter(|(link, _)| org.link(link).is_some()) {
        let Some(action) = planned(link, *assumed, org, before) else { continue };
        let open = org.actions.iter().filter(|(_, known)| known.status.is_open());
        let mut of_link = open.filter(|(_, known)| known.about.link() == Some(link));
        let is_known = |known: &Action| *assumed == Assumed::Sound || known.what == action.what;
        match of_link.find(|(_, known)| is_known(known)) {
            Some((id, _)) => kept.planned_already.push((link.clone(), id.clone())),
            None => kept.actions.push(action),
        }
    }
    kept
}

fn planned(link: &LinkId, assumed: Assumed, org: &Org, before: &Diagnosis) -> Option<Action> {
    let (supplier, customer) = (org.name_of(&link.supplier), org.name_of(&link.customer));
    let judged = before.link(link);
    let state = judged.map_or(LinkState::Unknown, |judged| judged.state);
    let is_root = judged.is_some_and(|judged| matches!(judged.role, LinkRole::Root { .. }));
    let what = match (assumed, state) {
        (Assumed::Sound, LinkState::Sound) | (Assumed::Broken, LinkState::Broken) => return None,
        (Assumed::Sound, LinkState::Broken) => {
            format!("Mend {supplier} to {customer}, so that what is needed arrives")
        }
        (Assumed::Sound, LinkState::Strained) => {
            format!("Ease {supplier} to {customer}, so that what is needed arrives without effort")
        }
        (Assumed::Sound, LinkState::Unknown) => {
            format!("Ask {customer} whether what is needed from {supplier} arrives")
        }
        (Assumed::Broken, _) => format!("Agree what to do at {customer} when nothing comes from {supplier}"),
    };
    let about = if is_root { ActionSubject::Cause(link.clone()) } else { ActionSubject::Link(link.clone()) };
    Some(Action { what, about, ..Action::default() })
}
