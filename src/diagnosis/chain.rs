//! The chain as numbers: parties and links in the order of their ids, who is next to whom, and the petgraph view of it.
//!
//! Made once for each diagnosis; every algorithm works on these numbers and none looks an id up again. Deliberately absent:
//! judgements. Party and link numbers come from here alone, so they are always in range and are used as indices freely.

use std::ops::Range;
use std::sync::OnceLock;

use petgraph::graph::{DiGraph, NodeIndex};

use super::side_by_side::halves;
use crate::model::{LinkId, Org, PartyId, PartyKind, PartyLookup};

/// A party's place in the order of ids.
pub(super) type PartyNumber = u32;
/// A link's place in the order of ids.
pub(super) type LinkNumber = u32;

/// Stands where there is no number.
pub(super) const NONE: u32 = u32::MAX;

/// The map in numbers. Links are sorted by supplier and then customer, as their ids are.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// Ids of the parties, sorted.
    pub(super) parties: Vec<PartyId>,
    /// On which side of the wall each stands.
    pub(super) kinds: Vec<PartyKind>,
    /// The giving end of each link. Links are in the order of their ids.
    pub(super) supplier: Vec<PartyNumber>,
    /// The receiving end of each link.
    pub(super) customer: Vec<PartyNumber>,
    /// Which links leave a party.
    pub(super) outgoing: Adjacency,
    /// Which links enter a party.
    pub(super) incoming: Adjacency,
    lookup: PartyLookup,
    /// Ids of the links, once somebody has asked for them.
    link_ids: OnceLock<Vec<LinkId>>,
}

/// The numbers of the ends of some links, one after the other.
struct Ends {
    supplier: Vec<PartyNumber>,
    customer: Vec<PartyNumber>,
}

impl Ends {
    /// Looks the ends of `links`, which are sorted, up among the `parties`.
    fn of(links: &[&LinkId], parties: &[PartyId], lookup: &PartyLookup) -> Self {
        let list = || Vec::with_capacity(links.len());
        let mut ends = Self { supplier: list(), customer: list() };
        let number_of = |key: u64, id: &PartyId| lookup.place_with(key, parties, id.as_str()).map(number);
        // All texts are read before any is looked up: then nobody waits for one after the other.
        let keys: Vec<(u64, u64)> =
            links.iter().map(|id| (lookup.key_of(&id.supplier), lookup.key_of(&id.customer))).collect();
        let mut last: Option<(&PartyId, PartyNumber)> = None;
        for (id, (supplier, customer)) in links.iter().copied().zip(keys) {
            let supplier = match last {
                Some((known, number)) if *known == id.supplier => Some(number),
                _ => number_of(supplier, &id.supplier),
            };
            let (Some(supplier), Some(customer)) = (supplier, number_of(customer, &id.customer)) else {
                debug_assert!(false, "a link names a party that is not on the map: {id}");
                continue;
            };
            last = Some((&id.supplier, supplier));
            ends.supplier.push(supplier);
            ends.customer.push(customer);
        }
        ends
    }

    /// Adds the links that come after.
    fn join(mut self, mut after: Self) -> Self {
        self.supplier.append(&mut after.supplier);
        self.customer.append(&mut after.customer);
        self
    }
}

/// Lists of numbers, one for each party, in one flat array.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    first: Vec<u32>,
    entries: Vec<u32>,
}

impl Adjacency {
    /// Sorts `entries` into the lists of their owners: `owner[i]` (below `lists`) owns the value `i`. Each list is ascending.
    pub(super) fn by_owner(lists: usize, owner: &[u32]) -> Self {
        let mut first = vec![0_u32; lists + 1];
        for list in owner {
            first[*list as usize + 1] += 1;
        }
        for list in 0..lists {
            first[list + 1] += first[list];
        }
        let mut next = first.clone();
        let mut entries = vec![0_u32; owner.len()];
        for (value, list) in owner.iter().enumerate() {
            let place = &mut next[*list as usize];
            entries[*place as usize] = number(value);
            *place += 1;
        }
        Self { first, entries }
    }

    /// The same lists, with `values[i]` in the place of `i`.
    pub(super) fn of_values(mut self, values: &[u32]) -> Self {
        for entry in &mut self.entries {
            *entry = values[*entry as usize];
        }
        self
    }

    /// What the list of `owner` holds.
    pub(super) fn of(&self, owner: u32) -> &[u32] {
        let owner = owner as usize;
        &self.entries[self.first[owner] as usize..self.first[owner + 1] as usize]
    }

    /// What the lists of `owners` hold, one after the other.
    pub(super) fn of_range(&self, owners: Range<u32>) -> &[u32] {
        &self.entries[self.first[owners.start as usize] as usize..self.first[owners.end as usize] as usize]
    }
}

/// A place as a number. Organisations of more than four thousand million parties do not fit into memory.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places of things that are in memory, each far above one byte"
)]
pub(super) fn number(place: usize) -> u32 {
    place as u32
}

impl Chain {
    /// The map of `org` in numbers. O((parties + links) log parties).
    pub(super) fn of(org: &Org) -> Self {
        Self::with_links(org, &org.links().keys().collect::<Vec<_>>())
    }

    /// The same, where the ids of the links are at hand: all of them, sorted.
    pub(super) fn with_links(org: &Org, links: &[&LinkId]) -> Self {
        let parties: Vec<PartyId> = org.parties().keys().cloned().collect();
        let lookup = PartyLookup::of(&parties);
        let Ends { supplier, customer } =
            halves(links.len(), |part| Ends::of(&links[part], &parties, &lookup), Ends::join);
        let kinds = org.parties().values().map(|party| party.kind).collect();
        let mut chain = Self { parties, kinds, supplier, customer, lookup, ..Self::default() };
        chain.join();
        chain
    }

    /// Takes the links `gone` (the highest number first) out and puts those `come` (sorted) in; tells the numbers these get.
    /// O(parties + links), without looking at an id but theirs.
    pub(super) fn change_links(&mut self, gone: &[LinkNumber], come: &[&LinkId]) -> Vec<LinkNumber> {
        for link in gone {
            self.supplier.remove(*link as usize);
            self.customer.remove(*link as usize);
        }
        let mut numbers = Vec::with_capacity(come.len());
        for id in come {
            let ends = (self.party_number(&id.supplier), self.party_number(&id.customer));
            let (Some(supplier), Some(customer)) = ends else {
                debug_assert!(false, "a link names a party that is not on the map: {id}");
                continue;
            };
            let first = self.supplier.partition_point(|other| *other < supplier);
            let others = self.supplier[first..].partition_point(|other| *other == supplier);
            let others = &self.customer[first..first + others];
            let place = first + others.partition_point(|other| *other < customer);
            self.supplier.insert(place, supplier);
            self.customer.insert(place, customer);
            numbers.push(number(place));
        }
        if !gone.is_empty() || !numbers.is_empty() {
            self.join();
        }
        numbers
    }

    /// Finds who is next to whom.
    fn join(&mut self) {
        self.link_ids = OnceLock::new();
        self.outgoing = Adjacency::by_owner(self.parties.len(), &self.supplier);
        self.incoming = Adjacency::by_owner(self.parties.len(), &self.customer);
    }

    /// How many parties.
    pub(super) fn party_count(&self) -> usize {
        self.parties.len()
    }

    /// How many links.
    pub(super) fn link_count(&self) -> usize {
        self.supplier.len()
    }

    /// The numbers of all parties.
    pub(super) fn party_numbers(&self) -> Range<PartyNumber> {
        0..number(self.parties.len())
    }

    /// The numbers of all links.
    pub(super) fn link_numbers(&self) -> Range<LinkNumber> {
        0..number(self.link_count())
    }

    /// The number of a party.
    pub(super) fn party_number(&self, id: &PartyId) -> Option<PartyNumber> {
        self.lookup.place(&self.parties, id).map(number)
    }

    /// The number of a link.
    pub(super) fn link_number(&self, id: &LinkId) -> Option<LinkNumber> {
        let links = self.outgoing.of(self.party_number(&id.supplier)?);
        let customer = self.party_number(&id.customer)?;
        let place = links.binary_search_by_key(&customer, |link| self.customer_of(*link)).ok()?;
        links.get(place).copied()
    }

    /// The ids of all parties, by number.
    pub(super) fn party_ids(&self) -> &[PartyId] {
        &self.parties
    }

    /// The id of a link.
    pub(super) fn link_id(&self, link: LinkNumber) -> LinkId {
        let (supplier, customer) = self.ends_of(link);
        LinkId { supplier: supplier.clone(), customer: customer.clone() }
    }

    /// The ids of all links, by number. Made when first asked for.
    pub(super) fn link_ids(&self) -> &[LinkId] {
        self.link_ids.get_or_init(|| self.link_numbers().map(|link| self.link_id(link)).collect())
    }

    /// The ids of supplier and customer of a link. They order as the ids of links do.
    pub(super) fn ends_of(&self, link: LinkNumber) -> (&PartyId, &PartyId) {
        let id = |party: PartyNumber| &self.parties[party as usize];
        (id(self.supplier_of(link)), id(self.customer_of(link)))
    }

    /// The giving end of a link.
    pub(super) fn supplier_of(&self, link: LinkNumber) -> PartyNumber {
        self.supplier[link as usize]
    }

    /// The receiving end of a link.
    pub(super) fn customer_of(&self, link: LinkNumber) -> PartyNumber {
        self.customer[link as usize]
    }

    /// Whether a party is an external customer.
    pub(super) fn is_external_customer(&self, party: PartyNumber) -> bool {
        self.kinds[party as usize] == PartyKind::ExternalCustomer
    }

    /// Whether a party is a team.
    pub(super) fn is_team(&self, party: PartyNumber) -> bool {
        self.kinds[party as usize] == PartyKind::Team
    }

    /// The external customers, ascending.
    pub(super) fn external_customers(&self) -> Vec<PartyNumber> {
        self.party_numbers().filter(|party| self.is_external_customer(*party)).collect()
    }

    /// Whether a link may be part of a route: a route ends at the first external customer it meets.
    pub(super) fn carries(&self, link: LinkNumber) -> bool {
        !self.is_external_customer(self.supplier_of(link))
    }

    /// The links that carry work out of a party: none leave an external customer.
    pub(super) fn carrying_from(&self, party: PartyNumber) -> &[LinkNumber] {
        if self.is_external_customer(party) { &[] } else { self.outgoing.of(party) }
    }

    /// Whether work gets from one party to another. O(parties + links).
    pub(super) fn leads_to(&self, from: PartyNumber, to: PartyNumber) -> bool {
        let mut seen = vec![false; self.party_count()];
        seen[from as usize] = true;
        let mut waiting = vec![from];
        while let Some(party) = waiting.pop() {
            if party == to {
                return true;
            }
            for link in self.carrying_from(party) {
                let next = self.customer_of(*link);
                if !std::mem::replace(&mut seen[next as usize], true) {
                    waiting.push(next);
                }
            }
        }
        false
    }

    /// The petgraph view of the chain: a node for each party, numbered alike, then the sink that every external customer leads
    /// to; an edge for each link that carries, weighed with its number ([`NONE`] for the edges into the sink).
    pub(super) fn to_graph(&self) -> DiGraph<(), LinkNumber> {
        let mut graph = DiGraph::with_capacity(self.party_count() + 1, self.link_count());
        for _ in 0..=self.party_count() {
            graph.add_node(());
        }
        for link in self.link_numbers().filter(|link| self.carries(*link)) {
            graph.add_edge(node(self.supplier_of(link)), node(self.customer_of(link)), link);
        }
        for customer in self.external_customers() {
            graph.add_edge(node(customer), node(self.sink()), NONE);
        }
        graph
    }

    /// The number of the sink in `graph`.
    pub(super) fn sink(&self) -> PartyNumber {
        number(self.party_count())
    }
}

/// The petgraph node of a party.
fn node(party: PartyNumber) -> NodeIndex {
    NodeIndex::new(party as usize)
}

/// The party of a petgraph node.
pub(super) fn party_of(node: NodeIndex) -> PartyNumber {
    number(node.index())
}
