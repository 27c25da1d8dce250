//! What has changed on the map between two versions of it, in sentences.
//!
//! What people said of a link is told as the link's state then and now; ratings are counted, never quoted.

use std::collections::BTreeSet;

use crate::diagnosis::{Diagnosis, LinkState};
use crate::edit::{Edit, ExpectationFact, OrgFact, diff};
use crate::exchange::report::words::{counted, first_of, link, listed, party};
use crate::model::{ActionStatus, ExpectationKind, LinkId, Org};

/// The most names in a sentence.
const MOST_NAMES: usize = 6;

/// The sentences, those about the customer's side first.
pub(super) fn changed(then: &Org, now: &Org, before: &Diagnosis, after: &Diagnosis) -> Vec<String> {
    let edits = diff(then, now);
    let mut lines = Vec::new();
    lines.extend(states(now, before, after));
    lines.extend(causes(before, after));
    lines.extend(parties(then, now));
    lines.extend(links(then, now));
    lines.extend(expected(now, &edits));
    lines.extend(said_count(&edits));
    lines.extend(records(&edits));
    if lines.is_empty() {
        lines.push(match edits.len() {
            0 => "Nothing on the map was changed.".to_owned(),
            _ => "Only details were changed: notes, places, settings.".to_owned(),
        });
    }
    lines
}

/// `words: a, b and 2 more.`
fn line(words: &str, names: Vec<String>) -> Option<String> {
    (!names.is_empty()).then(|| format!("{words}: {}.", first_of(names, MOST_NAMES)))
}

/// Links that are in another state than they were.
fn states(now: &Org, before: &Diagnosis, after: &Diagnosis) -> Vec<String> {
    let (mut worse, mut better, mut asked) = (Vec::new(), Vec::new(), [0_usize; 3]);
    for judged in &after.links {
        let Some(earlier) = before.link(judged.id()) else { continue };
        let turn =
            || format!("{} ({}, now {})", link(now, judged.id()), earlier.state.word(), judged.state.word());
        let [broken, struggles, works] = &mut asked;
        match (earlier.state, judged.state) {
            (then, now) if then == now => {}
            (LinkState::Unknown, LinkState::Broken) => *broken += 1,
            (LinkState::Unknown, LinkState::Strained) => *struggles += 1,
            (LinkState::Unknown, _) => *works += 1,
            (then, now) if goodness(now) > goodness(then) => better.push(turn()),
            _ => worse.push(turn()),
        }
    }
    let [broken, struggles, works] = asked;
    let parts: Vec<String> =
        [(works, "works", "work"), (struggles, "struggles", "struggle"), (broken, "is broken", "are broken")]
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
    let all = broken + struggles + works;
    let first = (all > 0).then(|| {
        let links = counted(all, "link was", "links were");
        format!("{links} asked about for the first time: {}.", listed(&parts))
    });
    first.into_iter().chain(line("Better", better)).chain(line("Worse", worse)).collect()
}

fn goodness(state: LinkState) -> u8 {
    match state {
        LinkState::Broken => 0,
        LinkState::Strained => 1,
        LinkState::Unknown => 2,
        LinkState::Sound => 3,
    }
}

fn causes(before: &Diagnosis, after: &Diagnosis) -> Option<String> {
    let (then, now) = (before.counts.root_groups, after.counts.root_groups);
    let causes = |count| counted(count, "probable cause", "probable causes");
    (then != now).then(|| format!("{} now; there were {then}.", causes(now)))
}

fn parties(then: &Org, now: &Org) -> Vec<String> {
    let only_in = |one: &Org, other: &Org| -> Vec<String> {
        let ids = one.parties().keys().filter(|id| other.party(id).is_none());
        ids.map(|id| party(one, id)).collect()
    };
    let renamed = now.parties().iter().filter_map(|(id, facts)| {
        let earlier = then.party(id).filter(|earlier| earlier.name != facts.name)?;
        (!earlier.name.is_empty()).then(|| format!("{} (was {})", party(now, id), party(then, id)))
    });
    let lines = [
        line("New on the map", only_in(now, then)),
        line("Renamed", renamed.collect()),
        line("Taken off the map", only_in(then, now)),
    ];
    lines.into_iter().flatten().collect()
}

fn links(then: &Org, now: &Org) -> Vec<String> {
    let only_in = |one: &Org, other: &Org| -> Vec<String> {
        let ids: Vec<&LinkId> = one.links().keys().filter(|id| other.link(id).is_none()).collect();
        ids.into_iter().map(|id| link(one, id)).collect()
    };
    // Links of teams that are gone go with them.
    let gone = then.links().keys().filter(|id| {
        now.link(id).is_none() && now.party(&id.supplier).is_some() && now.party(&id.customer).is_some()
    });
    let gone = gone.map(|id| link(then, id)).collect();
    [line("New links", only_in(now, then)), line("Links taken off", gone)].into_iter().flatten().collect()
}

/// How much was written down of what customers need and want.
fn expected(now: &Org, edits: &[Edit]) -> Option<String> {
    let (mut needs, mut wants) = (0, 0);
    for edit in edits {
        let Edit::ExpectationExists { link, expectation, change } = edit else { continue };
        let facts = now.link(link).and_then(|link| link.expectations().get(expectation));
        match facts.filter(|_| change.after).map(|facts| facts.kind) {
            Some(ExpectationKind::Need) => needs += 1,
            Some(ExpectationKind::Want) => wants += 1,
            None => {}
        }
    }
    let parts = [(needs, "need", "needs"), (wants, "want", "wants")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|part| part.0 > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let were = if needs + wants == 1 { "was" } else { "were" };
    (!parts.is_empty()).then(|| format!("{} {were} written down.", listed(&parts)))
}

/// How many ratings there are more than before; what they say is in the states.
fn said_count(edits: &[Edit]) -> Option<String> {
    let is_new = |edit: &&Edit| matches!(edit, Edit::Expectation { fact: ExpectationFact::Rating { change, .. }, .. } if change.before.is_none());
    let ratings = edits.iter().filter(is_new).count();
    let were = if ratings == 1 { "was" } else { "were" };
    (ratings > 0).then(|| format!("{} {were} given.", counted(ratings, "rating", "ratings")))
}

/// Actions, complaints and parked remarks that are new or have come further.
fn records(edits: &[Edit]) -> Vec<String> {
    let (mut agreed, mut done, mut complaints, mut parked) = (0, 0, 0, 0);
    let mut changed = BTreeSet::new();
    for edit in edits {
        match edit {
            Edit::Org(OrgFact::Action { key, change }) => match (&change.before, &change.after) {
                (None, Some(_)) => agreed += 1,
                (Some(before), Some(after))
                    if before.status != after.status && after.status == ActionStatus::Done =>
                {
                    done += 1;
                }
                (Some(_), Some(_)) => drop(changed.insert(key)),
                _ => {}
            },
            Edit::Org(OrgFact::Complaint { change, .. }) if change.before.is_none() => complaints += 1,
            Edit::Org(OrgFact::Parked { change, .. }) if change.before.is_none() => parked += 1,
            _ => {}
        }
    }
    let some =
        |count: usize, one: &str, many: &str| (count > 0).then(|| format!("{}.", counted(count, one, many)));
    let lines = [
        some(agreed, "action was agreed", "actions were agreed"),
        some(done, "action was finished", "actions were finished"),
        some(changed.len(), "action was changed", "actions were changed"),
        some(complaints, "complaint was written down", "complaints were written down"),
        some(parked, "remark was parked", "remarks were parked"),
    ];
    lines.into_iter().flatten().collect()
}
