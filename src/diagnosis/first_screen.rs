//! What a person sees first: how each external customer is served, and at most three things each to mend, to ask, to be glad of.

use super::answer::{CustomerSummary, LinkState};
use super::judged::JudgedChain;

/// The most that any list on the first screen holds.
pub(super) const AT_MOST: usize = 3;

/// How each external customer is served.
pub(super) fn customers(judged: &JudgedChain) -> Vec<CustomerSummary> {
    let chain = &judged.chain;
    let summary = |customer: u32| {
        let services = chain.incoming.of(customer);
        let count =
            |state: LinkState| services.iter().filter(|link| judged.states[**link as usize] == state).count();
        CustomerSummary {
            customer: chain.parties[customer as usize].clone(),
            services: services.len(),
            fail: count(LinkState::Broken),
            struggle: count(LinkState::Strained),
            not_asked: count(LinkState::Unknown),
        }
    };
    chain.external_customers().into_iter().map(summary).collect()
}

/// Sound links that were rated, the strongest first.
pub(super) fn works_well(judged: &JudgedChain) -> Vec<crate::model::LinkId> {
    let strength = |link: u32| judged.strengths[link as usize];
    let is_rated = |link: &u32| strength(*link).is_known();
    let is_sound = |link: &u32| judged.states[*link as usize] == LinkState::Sound;
    let sound = judged.chain.link_numbers().filter(is_sound).filter(is_rated);
    let mut best: Vec<u32> = Vec::with_capacity(AT_MOST + 1);
    for link in sound {
        // Among equals the first by id stays ahead.
        let place = best.partition_point(|other| strength(*other).low >= strength(link).low);
        if place < AT_MOST {
            best.insert(place, link);
            best.truncate(AT_MOST);
        }
    }
    best.into_iter().map(|link| judged.chain.link_id(link)).collect()
}
