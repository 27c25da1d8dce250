//! A team that serves nobody but those it reports to.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::listed;

pub(super) const RULE: Rule = Rule {
    id: "looking-upward",
    class: Class::Structure,
    name: "Looking upward",
    explanation: "All customers of a team are its own managers.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    // Whoever reports to nobody has other customers than managers, if any.
    on.facts.reports_to.as_ref()?;
    let chain = &context.judged.chain;
    let customers: Vec<u32> =
        chain.outgoing.of(on.number).iter().map(|link| chain.customer_of(*link)).collect();
    if !chain.is_team(on.number) || customers.is_empty() {
        return None;
    }
    let managers = managers_of(context, on.number);
    if !customers.iter().all(|customer| managers.contains(customer)) {
        return None;
    }
    let names: Vec<String> = customers.iter().map(|customer| context.name(*customer).to_owned()).collect();
    let (is, as_customer) = if names.len() == 1 { ("is", "customer") } else { ("are", "customers") };
    let message =
        format!("Only {} {is} recorded as {}'s {as_customer}. Who else?", listed(&names), on.facts.name);
    let said = say(message, "Who uses its work, besides those it reports to?");
    let others = customers.iter().map(|customer| context.party_id(*customer).clone());
    Some(RULE.on_party(context, on.number, said).about(|things| things.teams.extend(others)))
}

/// Whom a party reports to, and whom these report to; ends when it comes round.
fn managers_of(context: &Context<'_>, party: u32) -> Vec<u32> {
    let manager_of = |party: u32| {
        let manager = context.facts_of(party).reports_to.as_ref();
        manager.and_then(|manager| context.judged.chain.party_number(manager))
    };
    let mut managers = Vec::new();
    let mut above = manager_of(party);
    while let Some(manager) = above.filter(|manager| *manager != party && !managers.contains(manager)) {
        managers.push(manager);
        above = manager_of(manager);
    }
    managers
}
