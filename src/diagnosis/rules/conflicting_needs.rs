//! Two expectations that one supplier cannot meet together (seed 001: decide by the external customer).

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Reads, Rule};
use crate::diagnosis::answer::Class;
use crate::diagnosis::chain::LinkNumber;
use crate::diagnosis::context::{Context, OnExpectation};
use crate::diagnosis::finding::{Finding, say};
use crate::model::ExpectationId;

pub(super) const RULE: Rule = Rule {
    id: "conflicting-needs",
    class: Class::Problem,
    name: "Conflicting needs",
    explanation: "Two expectations of one supplier are marked as impossible to meet together.",
    check: Check::Map(Reads::Facts, check),
};

/// Which expectation, in the order of ids.
type Place<'org> = (LinkNumber, &'org ExpectationId);

fn check(context: &Context<'_>) -> Vec<Finding> {
    if !context.has_conflict {
        return Vec::new();
    }
    let chain = &context.judged.chain;
    let mut pairs: BTreeSet<(Place<'_>, Place<'_>)> = BTreeSet::new();
    let mut marked: BTreeMap<Place<'_>, OnExpectation<'_>> = BTreeMap::new();
    for on in context.links().flat_map(|link| link.expectations()) {
        for mark in &on.facts.conflicts {
            // A mark to what has left the map, or to another supplier, says nothing.
            let Some(link) = chain.link_number(&mark.link) else { continue };
            let (one, other) = ((on.link, on.id), (link, &mark.expectation));
            if one != other && chain.supplier_of(link) == chain.supplier_of(on.link) {
                pairs.insert(if one < other { (one, other) } else { (other, one) });
            }
        }
    }
    for (link, id) in pairs.iter().flat_map(|(one, other)| [*one, *other]) {
        if let Some(on) = context.expectation(link, id) {
            marked.insert((link, id), on);
        }
    }
    let finding =
        |(one, other): &(Place<'_>, Place<'_>)| Some(finding(context, marked.get(one)?, marked.get(other)?));
    pairs.iter().filter_map(finding).collect()
}

fn finding(context: &Context<'_>, one: &OnExpectation<'_>, other: &OnExpectation<'_>) -> Finding {
    let (first, second) = (context.customer(one.link), context.customer(other.link));
    let who =
        if one.link == other.link { format!("{first} needs") } else { format!("{first} and {second} need") };
    let message = format!(
        "{who} opposite things from {}: \"{}\" and \"{}\".",
        context.supplier(one.link),
        one.facts.statement,
        other.facts.statement
    );
    RULE.on_pair(context, (one, other), say(message, "Decide by what serves the external customer."))
}
