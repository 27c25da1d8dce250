//! A link over which others must go. The supplier is the subject.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};
use crate::diagnosis::wording::counted;

pub(super) const RULE: Rule = Rule {
    id: "single-bridge",
    class: Class::Structure,
    name: "Single bridge",
    explanation: "Other teams than its supplier reach an external customer only over one link.",
    check: Check::Map(Reads::Shape, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let bridges = &context.judged.routes.bridges;
    bridges
        .iter()
        .map(|(link, depending)| {
            let who = counted(*depending, "team depends", "teams depend");
            let message = format!("{who} on this one hand-over: {}.", context.link_name(*link));
            let said = say(message, "What happens when it stops for a day?");
            RULE.on_link(context, &context.link(*link), said).about(|things| things.teams.reverse())
        })
        .collect()
}
