//! Work may go round before it gets out.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::{Class, Severity};
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, Said, say};
use crate::diagnosis::loops::{WorkLoop, shortest_way_round};
use crate::diagnosis::wording::counted;

pub(super) const RULE: Rule = Rule {
    id: "rework-loop",
    class: Class::Structure,
    name: "Rework loop",
    explanation: "Parties serve each other in a loop that leads to an external customer; a problem when it holds a broken link.",
    check: Check::Map(Reads::States, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let loops = context.loops().iter().filter(|work_loop| work_loop.gets_out);
    loops
        .map(|work_loop| {
            let message = format!(
                "Work may circle between {}{}.",
                members_text(context, &work_loop.members),
                example(context, work_loop)
            );
            let finding = on_loop(
                &RULE,
                context,
                work_loop,
                say(message, "What comes back, and why was it not right the first time?"),
            );
            if work_loop.broken.is_empty() {
                return finding;
            }
            Finding { class: Class::Problem, severity: Severity::Medium, ..finding }
        })
        .collect()
}

/// The most members that are named.
const MOST_NAMES: usize = 5;

/// Names of the members; of many, only how many.
pub(super) fn members_text(context: &Context<'_>, members: &[u32]) -> String {
    if members.len() <= MOST_NAMES { context.names(members) } else { counted(members.len(), "team", "teams") }
}

/// A finding on all members of a loop, sorted, and its broken links.
pub(super) fn on_loop(rule: &Rule, context: &Context<'_>, work_loop: &WorkLoop, said: Said) -> Finding {
    let first = work_loop.members.first().copied().unwrap_or_default();
    rule.on_party(context, first, said).about(|things| {
        things.teams = work_loop.members.iter().map(|party| context.party_id(*party).clone()).collect();
        things.links = work_loop.broken.iter().map(|link| context.link_id(*link)).collect();
    })
}

/// A shortest way round through a broken link, where the members are not all named.
fn example(context: &Context<'_>, work_loop: &WorkLoop) -> String {
    if work_loop.members.len() <= MOST_NAMES {
        return String::new();
    }
    let Some(mut way) = shortest_way_round(&context.judged.chain, work_loop) else { return String::new() };
    way.extend(way.first().copied());
    let names: Vec<&str> = way.iter().map(|party| context.name(*party)).collect();
    format!(", for example {}", names.join(" -> "))
}
