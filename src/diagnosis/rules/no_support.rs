//! A front-line team whose manager's team does not serve it (seed 002: leaders support the front line).

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::{Context, OnParty};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "no-support",
    class: Class::Gap,
    name: "No support",
    explanation: "A front-line team is not supplied by the team that it reports to.",
    check: Check::Party(Reads::Shape, check),
};

fn check(context: &Context<'_>, on: &OnParty<'_>) -> Option<Finding> {
    let chain = &context.judged.chain;
    let is_front_line = chain.is_team(on.number) && context.judged.routes.distance[on.number as usize] == 1;
    let manager = chain.party_number(on.facts.reports_to.as_ref().filter(|_| is_front_line)?)?;
    let is_supported = chain.incoming.of(on.number).iter().any(|link| chain.supplier_of(*link) == manager);
    if is_supported {
        return None;
    }
    let (team, manager_name) = (&on.facts.name, context.name(manager));
    let message = format!("What does {team} need from {manager_name}? Nobody has asked.");
    let said = say(message, format!("Ask {team}, and draw the link."));
    let manager = context.party_id(manager).clone();
    Some(RULE.on_party(context, on.number, said).about(|things| things.teams.push(manager)))
}
