//! What a person sees first: how each external customer is served, and at most three things each to mend, to ask, to be glad of.

use super::answer::{CustomerSummary, FirstScreen, Fix, LinkState, Question};
use super::judged::JudgedChain;
use crate::model::{ExpectationKind, Link};

/// The most that any list on the first screen holds.
const AT_MOST: usize = 3;

/// Sums the answer up. `facts` are the links in the order of their numbers.
pub(super) fn first_screen(
    judged: &JudgedChain,
    facts: &[&Link],
    fixes: &[Fix],
    questions: &[Question],
) -> FirstScreen {
    let is_need = |kind: ExpectationKind| kind == ExpectationKind::Need;
    let has_need = |link: &&&Link| link.expectations().values().any(|facts| is_need(facts.kind));
    FirstScreen {
        customers: customer_summaries(judged),
        fix_first: (0..fixes.len().min(AT_MOST)).collect(),
        ask_next: (0..questions.len().min(AT_MOST)).collect(),
        works_well: works_well(judged),
        links_without_need: facts.len() - facts.iter().filter(has_need).count(),
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
    let mut sound: Vec<u32> = judged.chain.link_numbers().filter(is_sound).filter(is_rated).collect();
    sound.sort_by(|left, right| {
        strength(*right).low.total_cmp(&strength(*left).low).then_with(|| left.cmp(right))
    });
    sound.iter().take(AT_MOST).map(|link| judged.chain.links[*link as usize].clone()).collect()
}
