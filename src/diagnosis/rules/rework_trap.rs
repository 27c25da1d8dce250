//! Work goes round and never gets out.

use super::rework_loop::{members_text, on_loop};
use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "rework-trap",
    class: Class::Structure,
    name: "Rework trap",
    explanation: "Parties serve each other in a loop that leads to no external customer, on a map that is complete.",
    check: Check::Map(Reads::States, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    if !context.org.map_complete {
        return Vec::new();
    }
    let traps = context.loops().iter().filter(|work_loop| !work_loop.gets_out);
    traps
        .map(|work_loop| {
            let who = members_text(context, &work_loop.members);
            let message = format!("Work goes round {who} and never gets out to a customer.");
            on_loop(&RULE, context, work_loop, say(message, "Who uses what comes out of it?"))
        })
        .collect()
}
