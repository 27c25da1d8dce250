//! A page for each team: my customers and what they need, my suppliers and what I need, and how my work reaches a customer.
//!
//! Whoever nobody has asked about has no page: an empty page would read like a reproach. How many those are is said.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{ActionRow, action_row};
use super::words::{counted, expectation, fares, first_of, link, party};
use crate::diagnosis::{Diagnosis, LinkState, PartyDiagnosis};
use crate::model::{ActionSubject, Link, LinkId, Org, PartyId, PartyKind};

/// The most pages.
pub(super) const MOST_PAGES: usize = 200;
/// The most links in one list of a page.
const MOST_LINKS: usize = 40;
/// The most expectations of one link.
const MOST_EXPECTATIONS: usize = 8;
/// The most actions on a page.
const MOST_ACTIONS: usize = 20;

/// One team's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamPage {
    /// What it is called.
    pub name: String,
    /// How its work reaches a customer.
    pub line_of_sight: String,
    /// Whom it serves.
    pub customers: Vec<TeamLink>,
    /// How many more there are.
    pub more_customers: usize,
    /// Who serves it.
    pub suppliers: Vec<TeamLink>,
    /// How many more there are.
    pub more_suppliers: usize,
    /// What is to be done about it or its links.
    pub actions: Vec<ActionRow>,
}

/// One link of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamLink {
    /// Who is at the other end.
    pub other: String,
    /// How it goes.
    pub state: LinkState,
    /// What is expected and how it fares, a line each; never empty.
    pub expectations: Vec<String>,
}

/// The pages, and how many teams have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Teams {
    /// By name.
    pub pages: Vec<TeamPage>,
    /// Teams of whose links nothing is recorded.
    pub without_records: usize,
    /// Teams left out because a report holds no more pages.
    pub left_out: usize,
}

/// The links of each party.
struct Ends<'facts> {
    from: BTreeMap<&'facts PartyId, Vec<&'facts LinkId>>,
    to: BTreeMap<&'facts PartyId, Vec<&'facts LinkId>>,
}

/// The pages of all teams.
pub(super) fn teams(org: &Org, diagnosis: &Diagnosis) -> Teams {
    teams_among(org, diagnosis, |_| true)
}

/// The pages of those teams alone that `is_meant`.
pub(super) fn teams_among(org: &Org, diagnosis: &Diagnosis, is_meant: impl Fn(&PartyId) -> bool) -> Teams {
    let mut ends = Ends { from: BTreeMap::new(), to: BTreeMap::new() };
    for id in org.links().keys() {
        ends.from.entry(&id.supplier).or_default().push(id);
        ends.to.entry(&id.customer).or_default().push(id);
    }
    let recorded = with_records(org);
    let all = org.parties().iter().filter(|(id, facts)| facts.kind == PartyKind::Team && is_meant(id));
    let (mut with, without): (Vec<&PartyId>, Vec<&PartyId>) =
        all.map(|(id, _)| id).partition(|id| recorded.contains(id));
    with.sort_by_cached_key(|id| (party(org, id).to_lowercase(), *id));
    let left_out = with.len().saturating_sub(MOST_PAGES);
    with.truncate(MOST_PAGES);
    let pages = with.into_iter().map(|id| page(id, &ends, org, diagnosis)).collect();
    Teams { pages, without_records: without.len(), left_out }
}

/// The parties of whose links something is recorded: an expectation, or the customer's word.
fn with_records(org: &Org) -> BTreeSet<&PartyId> {
    let says_something = |facts: &Link| !facts.expectations().is_empty() || !facts.verdicts.is_empty();
    let links = org.links().iter().filter(|(_, facts)| says_something(facts));
    links.flat_map(|(id, _)| [&id.supplier, &id.customer]).collect()
}

fn page(id: &PartyId, ends: &Ends<'_>, org: &Org, diagnosis: &Diagnosis) -> TeamPage {
    let links = |by_party: &BTreeMap<&PartyId, Vec<&LinkId>>, is_supplier: bool| {
        let links = by_party.get(id).map_or(&[][..], Vec::as_slice);
        let rows: Vec<TeamLink> =
            links.iter().take(MOST_LINKS).map(|link| team_link(link, is_supplier, org, diagnosis)).collect();
        (rows, links.len().saturating_sub(MOST_LINKS))
    };
    let (customers, more_customers) = links(&ends.from, true);
    let (suppliers, more_suppliers) = links(&ends.to, false);
    TeamPage {
        name: party(org, id),
        line_of_sight: diagnosis
            .party(id)
            .map(|judged| line_of_sight(judged, org, diagnosis))
            .unwrap_or_default(),
        customers,
        more_customers,
        suppliers,
        more_suppliers,
        actions: actions(id, org, diagnosis),
    }
}

fn team_link(id: &LinkId, is_supplier: bool, org: &Org, diagnosis: &Diagnosis) -> TeamLink {
    let judged = diagnosis.link(id);
    let facts = org.link(id);
    let all = facts.map(Link::expectations).into_iter().flatten();
    let mut expectations: Vec<String> = all
        .clone()
        .take(MOST_EXPECTATIONS)
        .map(|(expected, facts)| {
            let fares = judged.and_then(|judged| judged.expectations().get(expected)).map(fares);
            let aside = if facts.is_set_aside() { " (set aside)" } else { "" };
            format!("{}{aside}: {}", expectation(facts), fares.unwrap_or_default())
        })
        .collect();
    let more = all.count().saturating_sub(MOST_EXPECTATIONS);
    if more > 0 {
        expectations.push(format!("and {more} more"));
    }
    let (supplier, customer) = (party(org, &id.supplier), party(org, &id.customer));
    if expectations.is_empty() {
        expectations.push(format!("What does {customer} need from {supplier}? Not written down yet."));
    }
    TeamLink {
        other: if is_supplier { customer } else { supplier },
        state: judged.map_or(LinkState::Unknown, |judged| judged.state),
        expectations,
    }
}

fn line_of_sight(judged: &PartyDiagnosis, org: &Org, diagnosis: &Diagnosis) -> String {
    let name = party(org, &judged.id);
    let reached: Vec<String> = judged.reaches().iter().map(|id| party(org, id)).collect();
    let Some(distance) = judged.distance.filter(|_| !reached.is_empty()) else {
        return if diagnosis.counts.external_customers == 0 {
            "No external customer is on the map yet.".to_owned()
        } else {
            format!("How the work of {name} reaches an external customer is not on the map yet.")
        };
    };
    let nearest = if reached.len() == 1 { " directly" } else { ", the nearest directly" };
    let reached = first_of(reached, 4);
    let mut text = match distance {
        0 | 1 => format!("The work of {name} reaches {reached}{nearest}."),
        links => format!("The work of {name} reaches {reached}; the nearest is {links} links away."),
    };
    let weakest = judged.weakest().map(|weakest| weakest.pessimistic.links.to_vec()).unwrap_or_default();
    if let Some(judged) =
        weakest.first().and_then(|id| diagnosis.link(id)).filter(|judged| judged.state != LinkState::Sound)
    {
        let others = weakest.len() - 1;
        let also = if others > 0 {
            format!(", and {}", counted(others, "other like it", "others like it"))
        } else {
            String::new()
        };
        text += &format!(
            " Weakest on its best way there: {} ({}){also}.",
            link(org, judged.id()),
            judged.state.word()
        );
    }
    text
}

fn actions(id: &PartyId, org: &Org, diagnosis: &Diagnosis) -> Vec<ActionRow> {
    let touches = |link: &LinkId| link.supplier == *id || link.customer == *id;
    let is_about = |about: &ActionSubject| match about {
        ActionSubject::Party(party) => party == id,
        ActionSubject::Link(link) | ActionSubject::Cause(link) => touches(link),
        ActionSubject::Org | ActionSubject::Finding(_) => false,
    };
    let mut open: Vec<_> =
        org.actions.values().filter(|action| action.status.is_open() && is_about(&action.about)).collect();
    open.sort_by_key(|action| (action.due.is_none(), action.due));
    open.into_iter().take(MOST_ACTIONS).map(|action| action_row(action, org, diagnosis)).collect()
}
