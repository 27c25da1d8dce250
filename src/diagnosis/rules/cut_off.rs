//! A team whose every route to an external customer crosses a broken link.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::{Class, LinkState, Severity};
use crate::diagnosis::context::Context;
use crate::diagnosis::cuts::{Cut, cuts};
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "cut-off",
    class: Class::Problem,
    name: "Cut off",
    explanation: "A team reaches an external customer, but not once broken links are taken away.",
    check: Check::Map(Reads::States, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let (chain, routes) = (&context.judged.chain, &context.judged.routes);
    let is_cut_off = |party: &u32| chain.is_team(*party) && routes.cut_off[*party as usize];
    let teams: Vec<u32> = chain.party_numbers().filter(is_cut_off).collect();
    if teams.is_empty() {
        return Vec::new();
    }
    let is_broken = |link: u32| context.judged.states[link as usize] == LinkState::Broken;
    let cuts = cuts(chain, &routes.distance, &routes.cut_off, is_broken);
    teams.into_iter().map(|team| finding(context, team, &cuts[team as usize])).collect()
}

fn finding(context: &Context<'_>, team: u32, cut: &Cut) -> Finding {
    let message = format!("Every route from {} to a customer crosses a broken link.", context.name(team));
    let links = cut.as_deref().unwrap_or_default();
    let next_step = match links {
        [] => "Many breaks lie ahead: start with the first of the fix list.".to_owned(),
        [only] => format!("Mend {}.", context.link_name(*only)),
        [first, ..] => {
            format!("Mend one of the {} breaks ahead, such as {}.", links.len(), context.link_name(*first))
        }
    };
    let finding = RULE.on_party(context, team, say(message, next_step)).about(|things| {
        things.links = links.iter().map(|link| context.link_id(*link)).collect();
    });
    Finding { severity: Severity::Critical, ..finding }
}
