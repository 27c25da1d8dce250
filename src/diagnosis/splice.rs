//! A few links that came or went: how the numbers of the others move, so that lists by link number follow in place.
//!
//! Deliberately absent: parties that came or went. Then everything is numbered anew.

use std::collections::BTreeSet;

use super::chain::{Chain, LinkNumber, PartyNumber};
use crate::model::{LinkId, Org};

/// Up to so many links are put in and taken out one by one.
const FEW: usize = 64;

/// Which links went and which came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Splice {
    /// What those that went were called, by number, the highest first.
    gone: Vec<LinkNumber>,
    /// What those that came are called now, by number, the lowest first.
    come: Vec<LinkNumber>,
    /// Supplier and customer of those that went, and of those that came.
    pub(super) ends_gone: Vec<(PartyNumber, PartyNumber)>,
    pub(super) ends_come: Vec<(PartyNumber, PartyNumber)>,
}

impl Splice {
    /// Brings `chain` up to date with `org`, from which it differs in nothing but some links among `touched`. `None`, and nothing is
    /// done, when that is more than a few.
    pub(super) fn of(chain: &mut Chain, org: &Org, touched: &BTreeSet<LinkId>) -> Option<Self> {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for link in touched {
            match (chain.link_number(link), org.link(link)) {
                (Some(number), None) => gone.push(number),
                (None, Some(_)) => come.push(link),
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        if gone.len() + come.len() > FEW {
            return None;
        }
        gone.reverse();
        let ends_of = |chain: &Chain, links: &[LinkNumber]| {
            links.iter().map(|link| (chain.supplier_of(*link), chain.customer_of(*link))).collect()
        };
        let ends_gone = ends_of(chain, &gone);
        let come = chain.change_links(&gone, &come);
        let ends_come = ends_of(chain, &come);
        Some(Self { gone, come, ends_gone, ends_come })
    }

    /// Lets a list by link number follow. Each link that came gets a `new` entry; what belonged to those that went is given to `taken`.
    pub(super) fn apply<T>(
        &self,
        list: &mut Vec<T>,
        new: impl Fn(LinkNumber) -> T,
        mut taken: impl FnMut(T),
    ) {
        for link in &self.gone {
            taken(list.remove(*link as usize));
        }
        for link in &self.come {
            list.insert(*link as usize, new(*link));
        }
    }

    /// Calls `found` with each link that came, by its number.
    pub(super) fn each_new(&self, found: impl FnMut(LinkNumber)) {
        self.come.iter().copied().for_each(found);
    }
}
