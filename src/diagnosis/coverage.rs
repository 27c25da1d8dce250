//! How much of the map is known: shares of links, each as "k of n".
//!
//! Gaps are no problems: they say where nobody has asked yet. Deliberately absent: what people said.

use std::collections::BTreeSet;
use std::fmt;

use super::answer::{Diagnosis, LinkState};
use crate::model::{ActionSubject, Day, ExpectationKind, Link, LinkId, Org};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl fmt::Display for Share {
    /// `3 of 7`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {}", self.count, self.of)
    }
}

/// How much of the map is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Links with at least one need that is not set aside.
    pub with_need: Share,
    /// Links whose customer gave a rating or a verdict within the days after which the policy calls an answer stale. Measurements
    /// ask nobody.
    pub asked: Share,
    /// Links with a standard for an expectation that is not set aside.
    pub with_standard: Share,
    /// Broken links with an open action on the link, its cause, or a finding about it.
    pub broken_with_action: Share,
}

/// The coverage of `org`, of which `diagnosis` is the diagnosis.
#[must_use]
pub fn coverage(org: &Org, diagnosis: &Diagnosis) -> Coverage {
    let today = diagnosis.today;
    let since = today.plus_days(-i32::from(org.policy.stale_after_days));
    let share = |is_counted: &dyn Fn(&Link) -> bool| Share {
        count: org.links().values().filter(|link| is_counted(link)).count(),
        of: org.links().len(),
    };
    let acted_on = links_acted_on(org, diagnosis);
    let broken = || diagnosis.links.iter().filter(|link| link.state == LinkState::Broken);
    Coverage {
        with_need: share(&|link| {
            let is_need = |kind| kind == ExpectationKind::Need;
            link.expectations().values().any(|facts| is_need(facts.kind) && !facts.is_set_aside())
        }),
        asked: share(&|link| is_asked(link, since, today)),
        with_standard: share(&|link| {
            link.expectations().values().any(|facts| facts.standard.is_some() && !facts.is_set_aside())
        }),
        broken_with_action: Share {
            count: broken().filter(|link| acted_on.contains(link.id())).count(),
            of: broken().count(),
        },
    }
}

/// Whether the customer said something from `since` to `today`.
fn is_asked(link: &Link, since: Day, today: Day) -> bool {
    let counts = |day: Day| (since..=today).contains(&day);
    let counted = link.expectations().values().filter(|facts| !facts.is_set_aside());
    link.verdicts.keys().any(|key| counts(key.day))
        || counted.flat_map(|facts| facts.ratings.keys()).any(|key| counts(key.day))
}

/// The links that an open action is about.
fn links_acted_on<'facts>(org: &'facts Org, diagnosis: &'facts Diagnosis) -> BTreeSet<&'facts LinkId> {
    let mut links = BTreeSet::new();
    let mut findings: BTreeSet<&str> = BTreeSet::new();
    for action in org.actions.values().filter(|action| action.status.is_open()) {
        links.extend(action.about.link());
        if let ActionSubject::Finding(finding) = &action.about {
            findings.insert(finding);
        }
    }
    let acted_on = diagnosis.findings.iter().filter(|finding| findings.contains(finding.id().as_str()));
    links.extend(acted_on.flat_map(|finding| finding.links()));
    links
}
