//! An external customer for whom nothing works.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::{Class, LinkState, Severity};
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "only-broken-deliveries",
    class: Class::Problem,
    name: "Only broken deliveries",
    explanation: "Every link that enters an external customer is broken.",
    check: Check::Party(Reads::States, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let services = context.judged.chain.incoming.of(on.number);
    let is_broken = |link: &u32| context.judged.states[*link as usize] == LinkState::Broken;
    if !context.judged.chain.is_external_customer(on.number)
        || services.is_empty()
        || !services.iter().all(is_broken)
    {
        return None;
    }
    let message = match services.len() {
        1 => format!("{}: the one service fails.", on.facts.name),
        count => format!("{}: {count} of {count} services fail.", on.facts.name),
    };
    let said = say(message, "Start with the probable causes behind them.");
    let finding = RULE.on_party(context, on.number, said).about(|things| {
        things.links = services.iter().map(|link| context.link_id(*link)).collect();
    });
    Some(Finding { severity: Severity::Critical, ..finding })
}
