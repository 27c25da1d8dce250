//! What a person sees first: how each external customer is served, and at most three things each to mend, to ask, to be glad of.

use super::answer::{CustomerSummary, FirstScreen, Fix, LinkState, Question};
use super::judged::JudgedChain;

/// The most that any list on the first screen holds.
const AT_MOST: usize = 3;

/// Sums the answer up, the links without a need apart.
pub(super) fn first_screen(judged: &JudgedChain, fixes: &[Fix], questions: &[Question]) -> FirstScreen {
    FirstScreen {
        customers: customer_summaries(judged),
        fix_first: (0..fixes.len().min(AT_MOST)).collect(),
        ask_next: (0..questions.len().min(AT_MOST)).collect(),
        works_well: works_well(judged),
        links_without_need: 0,
    }
}

fn customer_summaries(judged: &JudgedChain) -> Vec<CustomerSummary> {
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
fn works_well(judged: &JudgedChain) -> Vec<crate::model::LinkId> {
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
    best.into_iter().map(|link| judged.chain.links[link as usize].clone()).collect()
}
