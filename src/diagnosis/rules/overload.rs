//! A team with many more links than the others.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "overload",
    class: Class::Structure,
    name: "Many links",
    explanation: "A team has more links than the mean of all teams and two standard deviations, on a map of 8 teams or more.",
    check: Check::Map(Reads::Shape, check),
};

/// With fewer teams, a mean says nothing.
const FEWEST_TEAMS: usize = 8;

fn square(number: u128) -> u128 {
    number * number
}

fn check(context: &Context<'_>) -> Vec<Finding> {
    let chain = &context.judged.chain;
    let load = |team: u32| chain.incoming.of(team).len() + chain.outgoing.of(team).len();
    let loads: Vec<(u32, usize)> =
        chain.party_numbers().filter(|party| chain.is_team(*party)).map(|team| (team, load(team))).collect();
    if loads.len() < FEWEST_TEAMS {
        return Vec::new();
    }
    let count = loads.len() as u128;
    let sum: u128 = loads.iter().map(|(_, load)| *load as u128).sum();
    let squares: u128 = loads.iter().map(|(_, load)| square(*load as u128)).sum();
    // All in whole numbers, times the number of teams: by how much one lies above the mean, and the variance.
    let variance = count * squares - square(sum);
    let is_much = |load: usize| {
        let above = (count * load as u128).saturating_sub(sum);
        above > 0 && square(above) > 4 * variance
    };
    let heavy = loads.iter().filter(|(_, load)| is_much(*load));
    // In tenths, rounded half up.
    let tenths = (sum * 20 + count) / (count * 2);
    heavy
        .map(|(team, load)| {
            let name = context.name(*team);
            let message = format!(
                "{name} carries {load} links; the mean of {count} teams is {}.{}.",
                tenths / 10,
                tenths % 10
            );
            let next_step =
                format!("Ask {name} what others could take over, or hand to each other directly.");
            RULE.on_party(context, *team, say(message, next_step))
        })
        .collect()
}
