//! A map without an external customer. Most rules on its shape keep quiet until there is one.

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::context::Context;
use crate::diagnosis::finding::{Finding, say};

pub(super) const RULE: Rule = Rule {
    id: "no-customer",
    class: Class::Gap,
    name: "No external customer",
    explanation: "No external customer is on the map.",
    check: Check::Map(Reads::Parties, check),
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    if context.has_customer {
        return Vec::new();
    }
    let message = "Who is the external customer? Start there.".to_owned();
    vec![RULE.on_map(say(message, "Put the external customer on the map, and ask who serves it."))]
}
