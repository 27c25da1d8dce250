//! The outline as data: groups, parties and links in the order in which they stand, worked out once per change of the facts.

use std::collections::{BTreeMap, BTreeSet};

use super::super::words::counted;
use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{ExpectationId, LinkId, Org, PartyId, PartyKind};
use crate::session::search::{Found, find};

/// How many links of a party are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    broken: usize,
    strained: usize,
    unknown: usize,
    sound: usize,
}

impl Tally {
    fn add(&mut self, state: LinkState) {
        match state {
            LinkState::Broken => self.broken += 1,
            LinkState::Strained => self.strained += 1,
            LinkState::Unknown => self.unknown += 1,
            LinkState::Sound => self.sound += 1,
        }
    }

    /// The worst state among its links; `None` without a link. Not asked is worse than works: nobody knows.
    #[must_use]
    pub fn worst(self) -> Option<LinkState> {
        let states = [
            (self.broken, LinkState::Broken),
            (self.strained, LinkState::Strained),
            (self.unknown, LinkState::Unknown),
            (self.sound, LinkState::Sound),
        ];
        states.into_iter().find(|(count, _)| *count > 0).map(|(_, state)| state)
    }

    /// `2 links broken, 1 struggles, 3 not asked`; what there is none of is left out.
    #[must_use]
    pub fn in_words(self) -> String {
        let links = self.broken + self.strained + self.unknown + self.sound;
        if links == 0 {
            return "no links yet".to_owned();
        }
        let mut parts = vec![counted(links, "link", "links")];
        for (count, word) in
            [(self.broken, "broken"), (self.strained, "struggling"), (self.unknown, "not asked")]
        {
            if count > 0 {
                parts.push(format!("{count} {word}"));
            }
        }
        if parts.len() == 1 {
            parts.push(if links == 1 { "works".to_owned() } else { "all work".to_owned() });
        }
        parts.join(", ")
    }
}

/// Parties that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What stands above them.
    pub name: String,
    /// By distance from the customer, then by name.
    pub parties: Vec<PartyId>,
}

/// Where a row's link is looked at from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// From its supplier.
    Supplier,
    /// From its customer.
    Customer,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// The heading of a group.
    Group(String),
    /// A party.
    Party(PartyId),
    /// A link under a party.
    Link(LinkId, End),
    /// An expectation that was searched for.
    Expectation(LinkId, ExpectationId),
}

/// The outline without what is folded and what is searched for.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In the order in which they stand.
    pub groups: Vec<Group>,
    tallies: BTreeMap<PartyId, Tally>,
}

impl Outline {
    /// The outline of `org`. O(parties log parties + links log parties).
    #[must_use]
    pub fn of(org: &Org, diagnosis: &Diagnosis) -> Self {
        let mut tallies: BTreeMap<PartyId, Tally> =
            org.parties().keys().map(|id| (id.clone(), Tally::default())).collect();
        for link in &diagnosis.links {
            for end in [&link.id().supplier, &link.id().customer] {
                if let Some(tally) = tallies.get_mut(end) {
                    tally.add(link.state);
                }
            }
        }
        Self { groups: groups(org, diagnosis), tallies }
    }

    /// How the links of a party fare.
    #[must_use]
    pub fn tally(&self, party: &PartyId) -> Tally {
        self.tallies.get(party).copied().unwrap_or_default()
    }

    /// The rows that show when nothing is searched for.
    #[must_use]
    pub fn rows(&self, org: &Org, folded: &BTreeSet<String>, unfolded: &BTreeSet<PartyId>) -> Vec<Row> {
        let mut rows = Vec::new();
        for group in &self.groups {
            rows.push(Row::Group(group.name.clone()));
            if folded.contains(&group.name) {
                continue;
            }
            for party in &group.parties {
                rows.push(Row::Party(party.clone()));
                if unfolded.contains(party) {
                    rows.extend(links_of(org, party));
                }
            }
        }
        rows
    }

    /// The rows that show for a search, the best first, and how many parties are among them.
    #[must_use]
    pub fn found(&self, org: &Org, query: &str, unfolded: &BTreeSet<PartyId>) -> (Vec<Row>, usize) {
        let mut rows = Vec::new();
        let mut shown = BTreeSet::new();
        let mut show = |party: &PartyId, rows: &mut Vec<Row>| {
            if shown.insert(party.clone()) {
                rows.push(Row::Party(party.clone()));
                if unfolded.contains(party) {
                    rows.extend(links_of(org, party));
                }
            }
        };
        for hit in find(org, query) {
            match hit.subject {
                Found::Party(party) => show(&party, &mut rows),
                Found::Department(name) => {
                    let members =
                        org.parties().iter().filter(|(_, party)| party.department.as_ref() == Some(&name));
                    let members: Vec<&PartyId> = members.map(|(id, _)| id).collect();
                    members.into_iter().for_each(|party| show(party, &mut rows));
                }
                Found::Expectation(link, expectation) => rows.push(Row::Expectation(link, expectation)),
            }
        }
        let count = shown.len();
        (rows, count)
    }
}

/// The rows of a party's links: whom it serves, then who serves it.
fn links_of(org: &Org, party: &PartyId) -> Vec<Row> {
    let serves = org.links_from(party).map(|(link, _)| Row::Link(link.clone(), End::Supplier));
    let served = org.links_to(party).map(|(link, _)| Row::Link(link.clone(), End::Customer));
    serves.chain(served).collect()
}

/// Rank, distance and name of a group: sorts as it stands.
type Place<'org> = (u8, u32, &'org str);
/// Distance, name and id of a member: sorts as it stands.
type Member<'org> = (u32, &'org str, &'org PartyId);

/// External customers, departments by distance, teams without a department, external suppliers.
fn groups(org: &Org, diagnosis: &Diagnosis) -> Vec<Group> {
    let distance = |id: &PartyId| diagnosis.party(id).and_then(|judged| judged.distance).unwrap_or(u32::MAX);
    let mut by_name: BTreeMap<Place<'_>, Vec<Member<'_>>> = BTreeMap::new();
    let mut nearest: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, party) in org.parties() {
        if let (PartyKind::Team, Some(department)) = (party.kind, party.department.as_deref()) {
            let least = nearest.entry(department).or_insert(u32::MAX);
            *least = (*least).min(distance(id));
        }
    }
    for (id, party) in org.parties() {
        let key = match (party.kind, party.department.as_deref()) {
            (PartyKind::ExternalCustomer, _) => (0, 0, "External customers"),
            (PartyKind::Team, Some(department)) => {
                (1, nearest.get(department).copied().unwrap_or(u32::MAX), department)
            }
            (PartyKind::Team, None) if nearest.is_empty() => (2, 0, "Teams"),
            (PartyKind::Team, None) => (2, 0, "No department"),
            (PartyKind::ExternalSupplier, _) => (3, 0, "External suppliers"),
        };
        by_name.entry(key).or_default().push((distance(id), party.name.as_str(), id));
    }
    by_name
        .into_iter()
        .map(|((_, _, name), mut members)| {
            members.sort_unstable();
            Group {
                name: name.to_owned(),
                parties: members.into_iter().map(|(_, _, id)| id.clone()).collect(),
            }
        })
        .collect()
}

/// The row to go to when `typed` is typed ahead: the next party from `from` on whose name begins so, going round.
#[must_use]
pub fn typed_ahead(org: &Org, rows: &[Row], from: usize, typed: &str) -> Option<usize> {
    let wanted = typed.to_lowercase();
    let begins = |row: &Row| match row {
        Row::Group(name) => name.to_lowercase().starts_with(&wanted),
        Row::Party(party) => org.name_of(party).to_lowercase().starts_with(&wanted),
        Row::Link(..) | Row::Expectation(..) => false,
    };
    let count = rows.len();
    (0..count).map(|step| (from + step) % count).find(|place| rows.get(*place).is_some_and(begins))
}
