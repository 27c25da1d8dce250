//! Suppliers against customers: who stands in which row and column, and what lies between them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnosis::{Diagnosis, LinkState};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// In which order rows and columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatrixOrder {
    /// From those who only supply to the external customers, so that the chain runs along the diagonal.
    #[default]
    Chain,
    /// By department, then by name.
    Department,
}

/// The matrix as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The rows: everybody who supplies, or could.
    pub suppliers: Vec<PartyId>,
    /// The columns: everybody who is served, or could be.
    pub customers: Vec<PartyId>,
    /// The links, by place of row and column.
    cells: BTreeMap<(usize, usize), (LinkId, LinkState)>,
}

impl Matrix {
    /// The matrix of `org`. An external customer has a row, and an external supplier a column, only with a link there. O(n log n).
    #[must_use]
    pub fn of(org: &Org, diagnosis: &Diagnosis, order: MatrixOrder) -> Self {
        let all = match order {
            MatrixOrder::Chain => along_the_chain(org, diagnosis),
            MatrixOrder::Department => by_department(org),
        };
        let supplying: BTreeSet<&PartyId> = org.links().keys().map(|link| &link.supplier).collect();
        let served: BTreeSet<&PartyId> = org.links().keys().map(|link| &link.customer).collect();
        let kind = |id: &PartyId| org.party(id).map(|party| party.kind);
        let rows = |id: &&PartyId| kind(id) != Some(PartyKind::ExternalCustomer) || supplying.contains(*id);
        let columns = |id: &&PartyId| kind(id) != Some(PartyKind::ExternalSupplier) || served.contains(*id);
        let suppliers: Vec<PartyId> = all.iter().copied().filter(rows).cloned().collect();
        let customers: Vec<PartyId> = all.iter().copied().filter(columns).cloned().collect();
        let row_of: BTreeMap<&PartyId, usize> =
            suppliers.iter().enumerate().map(|(at, id)| (id, at)).collect();
        let column_of: BTreeMap<&PartyId, usize> =
            customers.iter().enumerate().map(|(at, id)| (id, at)).collect();
        let mut cells = BTreeMap::new();
        for id in org.links().keys() {
            let state = diagnosis.link(id).map_or(LinkState::Unknown, |judged| judged.state);
            if let (Some(row), Some(column)) = (row_of.get(&id.supplier), column_of.get(&id.customer)) {
                cells.insert((*row, *column), (id.clone(), state));
            }
        }
        Self { suppliers, customers, cells }
    }

    /// The link in a cell, with how it fares.
    #[must_use]
    pub fn link(&self, row: usize, column: usize) -> Option<&(LinkId, LinkState)> {
        self.cells.get(&(row, column))
    }

    /// The pair that a cell stands for: nobody serves itself.
    #[must_use]
    pub fn pair(&self, row: usize, column: usize) -> Option<LinkId> {
        let (supplier, customer) = (self.suppliers.get(row)?, self.customers.get(column)?);
        (supplier != customer).then(|| LinkId { supplier: supplier.clone(), customer: customer.clone() })
    }

    /// Where a link stands.
    #[must_use]
    pub fn place_of(&self, link: &LinkId) -> Option<(usize, usize)> {
        let row = self.suppliers.iter().position(|id| *id == link.supplier)?;
        let column = self.customers.iter().position(|id| *id == link.customer)?;
        Some((row, column))
    }

    /// The links in a row from column `first` to `last`, both included.
    pub fn links_in(
        &self,
        row: usize,
        first: usize,
        last: usize,
    ) -> impl Iterator<Item = (usize, &(LinkId, LinkState))> {
        self.cells.range((row, first)..=(row, last)).map(|((_, column), cell)| (*column, cell))
    }

    /// What a cell is called aloud: "Lab to Clinic, broken", or "Lab does not serve Clinic".
    #[must_use]
    pub fn spoken(&self, org: &Org, row: usize, column: usize) -> String {
        let (Some(supplier), Some(customer)) = (self.suppliers.get(row), self.customers.get(column)) else {
            return String::new();
        };
        let (giver, taker) = (org.name_of(supplier), org.name_of(customer));
        match self.link(row, column) {
            Some((_, state)) => format!("{giver} to {taker}, {}", state.word()),
            None if supplier == customer => format!("{giver}: nobody serves itself"),
            None => format!("{giver} does not serve {taker}"),
        }
    }
}

fn by_department(org: &Org) -> Vec<&PartyId> {
    let mut all: Vec<&PartyId> = org.parties().keys().collect();
    all.sort_by_key(|id| {
        let party = org.party(id);
        let department = party.and_then(|party| party.department.as_deref());
        (department.is_none(), department, party.map(|party| party.name.as_str()), *id)
    });
    all
}

/// Every supplier before its customers, as far as there is no loop: again and again whoever waits for nobody, the farthest from the external
/// customer first. In a loop, whoever is farthest. External customers come last.
fn along_the_chain<'org>(org: &'org Org, diagnosis: &Diagnosis) -> Vec<&'org PartyId> {
    let mut waits_for: BTreeMap<&PartyId, usize> = org.parties().keys().map(|id| (id, 0)).collect();
    let mut serves: BTreeMap<&PartyId, Vec<&PartyId>> = BTreeMap::new();
    for link in org.links().keys() {
        *waits_for.entry(&link.customer).or_default() += 1;
        serves.entry(&link.supplier).or_default().push(&link.customer);
    }
    let rank = |id: &'org PartyId| {
        let party = org.party(id);
        let is_customer = party.is_some_and(|party| party.kind == PartyKind::ExternalCustomer);
        // Who reaches no customer stands before those who do.
        let distance = diagnosis.party(id).and_then(|judged| judged.distance).unwrap_or(u32::MAX);
        (is_customer, Reverse(distance), party.map_or("", |party| party.name.as_str()), id)
    };
    let mut free: BTreeSet<_> =
        waits_for.iter().filter(|(_, waits)| **waits == 0).map(|(id, _)| rank(id)).collect();
    let mut left: BTreeSet<_> = waits_for.keys().map(|id| rank(id)).collect();
    let mut order = Vec::with_capacity(left.len());
    while let Some(next) = free.pop_first().or_else(|| left.first().copied()) {
        if !left.remove(&next) {
            continue;
        }
        let id = next.3;
        order.push(id);
        for customer in serves.get(id).into_iter().flatten() {
            if let Some(waits) = waits_for.get_mut(*customer) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 && left.contains(&rank(customer)) {
                    free.insert(rank(customer));
                }
            }
        }
    }
    // Somebody outside who serves nobody further ends the chain, whatever else is free.
    order.sort_by_key(|id| org.party(id).is_some_and(|party| party.kind == PartyKind::ExternalCustomer));
    order
}
