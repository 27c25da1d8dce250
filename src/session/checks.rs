//! What a person may say of a party, a link, an expectation: refused in the words of the screen, with the names of the parties, before
//! the model's own invariants would refuse it by id. Loose blanks and empty entries are put in order, not refused.

use std::collections::BTreeSet;

use super::labels::a_kind;
use super::{CommandError, labels};
use crate::model::{
    Expectation, Link, LinkId, Org, Party, PartyId, PartyKind, Policy, QualityCount, QualityTarget,
    RatingKey, VerdictKey,
};

/// The text without blanks around it; `None` when nothing is left.
pub(super) fn trimmed(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn tidied(members: &BTreeSet<String>) -> BTreeSet<String> {
    members.iter().filter_map(|member| trimmed(member)).collect()
}

/// The facts as they may stand under `id`.
pub(super) fn party(id: &PartyId, facts: &Party, org: &Org) -> Result<Party, CommandError> {
    let mut party = facts.clone();
    party.name = trimmed(&facts.name).ok_or(CommandError::EmptyName)?;
    party.department = facts.department.as_deref().and_then(trimmed);
    party.open_needs = tidied(&facts.open_needs);
    party.aliases = tidied(&facts.aliases);
    if party.weight.is_some_and(|weight| weight.get() <= 0.0) {
        return Err(CommandError::BadWeight(party.name));
    }
    if let Some(manager) = &party.reports_to {
        check_manager(id, &party.name, manager, org)?;
    }
    if party.kind != PartyKind::Team {
        let reports = org.parties().iter().filter(|(_, other)| other.reports_to.as_ref() == Some(id));
        if let Some((_, report)) = reports.min_by_key(|(_, other)| &other.name) {
            return Err(CommandError::StillLeads {
                party: party.name,
                kind: a_kind(party.kind),
                report: report.name.clone(),
            });
        }
    }
    Ok(party)
}

/// Nobody reports to itself, to somebody outside, or to a team that reports to it, over however many steps.
fn check_manager(id: &PartyId, name: &str, manager: &PartyId, org: &Org) -> Result<(), CommandError> {
    let facts = org.party(manager).ok_or(CommandError::Gone)?;
    if manager == id {
        return Err(CommandError::ReportsToItself(name.to_owned()));
    }
    if facts.kind != PartyKind::Team {
        return Err(CommandError::NotATeam { party: name.to_owned(), manager: facts.name.clone() });
    }
    let mut above = facts.reports_to.as_ref();
    let mut seen = BTreeSet::from([manager]);
    while let Some(next) = above {
        if next == id {
            return Err(CommandError::LeadsItsManager {
                party: name.to_owned(),
                manager: facts.name.clone(),
            });
        }
        // A file may hold a circle that does not pass here; it is not for this command to refuse.
        above = if seen.insert(next) {
            org.party(next).and_then(|party| party.reports_to.as_ref())
        } else {
            None
        };
    }
    Ok(())
}

/// The facts as they may stand on the link, its expectations apart.
pub(super) fn link(id: &LinkId, facts: &Link, org: &Org) -> Result<Link, CommandError> {
    let mut link = facts.clone();
    link.deliverables = tidied(&facts.deliverables);
    link.aliases = tidied(&facts.aliases);
    let speakers = facts.verdicts.iter().map(|(key, verdict)| {
        let speaker = trimmed(&key.speaker).unwrap_or_else(|| org.name_of(&id.customer).to_owned());
        (VerdictKey { day: key.day, speaker }, *verdict)
    });
    link.verdicts = speakers.collect();
    if let Some(volume) = &mut link.volume {
        if volume.amount.get() < 0.0 {
            return Err(CommandError::NegativeVolume(labels::link_name(org, id)));
        }
        volume.unit = volume.unit.trim().to_owned();
    }
    if link.cost.as_ref().is_some_and(|cost| cost.amount.get() < 0.0) {
        return Err(CommandError::NegativeCost(labels::link_name(org, id)));
    }
    let is_quality_sound = link.quality.values().all(QualityCount::is_consistent)
        && link.quality_target.as_ref().is_none_or(QualityTarget::is_consistent);
    if !is_quality_sound {
        return Err(CommandError::BadQuality(labels::link_name(org, id)));
    }
    Ok(link)
}

/// The facts as they may stand on `link`.
pub(super) fn expectation(
    link: &LinkId,
    facts: &Expectation,
    org: &Org,
) -> Result<Expectation, CommandError> {
    let mut expectation = facts.clone();
    expectation.statement = trimmed(&facts.statement).ok_or(CommandError::EmptyStatement)?;
    expectation.deliverable = facts.deliverable.trim().to_owned();
    expectation.aliases = tidied(&facts.aliases);
    if let Some(standard) = &mut expectation.standard {
        standard.metric = trimmed(&standard.metric).ok_or(CommandError::EmptyMetric)?;
        standard.unit = standard.unit.trim().to_owned();
    }
    if facts.measurements.values().any(|measured| measured.sample_size == Some(0)) {
        return Err(CommandError::EmptySample);
    }
    let raters = facts.ratings.iter().map(|(key, rating)| {
        let rater = trimmed(&key.rater).unwrap_or_else(|| org.name_of(&link.customer).to_owned());
        (RatingKey { day: key.day, rater }, rating.clone())
    });
    expectation.ratings = raters.collect();
    Ok(expectation)
}

/// Whether the thresholds rise.
pub(super) fn policy(policy: &Policy) -> Result<(), CommandError> {
    if policy.is_consistent() { Ok(()) } else { Err(CommandError::Thresholds) }
}
