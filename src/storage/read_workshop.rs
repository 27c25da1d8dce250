//! What a workshop leaves behind beside the map: parked remarks, dots, and the walk's own order and notes.
//!
//! Each outlives what it points at, so an id that is not on the map is no error here.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::LoadProblem;
use super::read::{Read, day, first_like, members};
use super::read_records::{optional_day, subject, table};
use super::value::Value;
use crate::model::{
    ActionId, ActionSubject, Dots, LinkId, Org, Parked, ParkedId, StopId, Violation, VoteSubject,
};

const PARKED: &[&str] = &["words", "day", "about", "settled"];
const VOTE: &[&str] = &["action", "finding", "supplier", "customer", "dots"];
const WALK: &[&str] = &["order", "left_out", "notes"];

pub(super) fn parked(value: Value<'_>) -> Read<BTreeMap<ParkedId, Parked>> {
    table(value, "a table of parked remarks", "the parked remark", |key, entry| {
        let (id, facts) = (ParkedId::new(key.text()?), remark(entry)?);
        if facts.words.trim().is_empty() {
            return Err(key.fault(LoadProblem::Unsound(Violation::EmptyParked(id).to_string())));
        }
        Ok((id, facts))
    })
}

fn remark(value: Value<'_>) -> Read<Parked> {
    let (mut words, mut parked_on, mut about, mut settled) = (String::new(), None, ActionSubject::Org, None);
    for (name, entry) in value.fields("a parked remark", PARKED)? {
        match name {
            "words" => words = entry.string()?,
            "day" => parked_on = Some(day(entry)?),
            "about" => about = subject(entry)?,
            _ => settled = optional_day(entry)?,
        }
    }
    let missing = || value.fault(LoadProblem::MissingField { of: "a parked remark", name: "day" });
    Ok(Parked { words, day: parked_on.ok_or_else(missing)?, about, settled })
}

pub(super) fn votes(value: Value<'_>) -> Read<BTreeMap<VoteSubject, Dots>> {
    let mut votes = BTreeMap::new();
    for item in value.items("a list of dots")? {
        let (on, dots) = vote(item)?;
        if votes.insert(on, dots).is_some() {
            let first = first_like(value, item, &["action", "finding", "supplier", "customer"])?;
            return Err(item.repeated("what these dots are for".to_owned(), first));
        }
    }
    Ok(votes)
}

/// `(action: "...", dots: 3)`, `(finding: "...", dots: 3)` or `(supplier: "...", customer: "...", dots: 3)`.
fn vote(value: Value<'_>) -> Read<(VoteSubject, Dots)> {
    let (mut action, mut finding, mut supplier, mut customer, mut dots) = (None, None, None, None, None);
    for (name, entry) in value.fields("dots", VOTE)? {
        match name {
            "action" => action = Some(entry.text()?),
            "finding" => finding = Some(entry.string()?),
            "supplier" => supplier = Some(entry.text()?),
            "customer" => customer = Some(entry.text()?),
            _ => dots = Some(number(entry)?),
        }
    }
    let on = match (action, finding, supplier, customer) {
        (Some(action), None, None, None) => VoteSubject::Action(ActionId::new(action)),
        (None, Some(finding), None, None) => VoteSubject::Finding(finding),
        (None, None, Some(supplier), Some(customer)) => {
            VoteSubject::Cause(LinkId::new(&*supplier, &*customer))
        }
        _ => {
            return Err(
                value.wrong_type("dots for one thing: an action, a finding, or a supplier and a customer")
            );
        }
    };
    let missing = || value.fault(LoadProblem::MissingField { of: "dots", name: "dots" });
    Ok((on, dots.ok_or_else(missing)?))
}

fn number(value: Value<'_>) -> Read<Dots> {
    let number = value.whole(1, i64::from(u32::MAX), "the number of dots")?;
    let dots = u32::try_from(number).ok().and_then(Dots::new);
    dots.ok_or_else(|| value.out_of_range("the number of dots is 1 or more"))
}

pub(super) fn walk(value: Value<'_>, org: &mut Org) -> Read<()> {
    for (name, entry) in value.fields("a walk", WALK)? {
        match name {
            "order" => org.walk_order = order(entry)?,
            "left_out" => {
                org.walk_left_out = members(entry, "a list of stops")?.into_iter().map(StopId::new).collect();
            }
            _ => {
                org.walk_notes = table(entry, "a table of notes", "the note for", |key, note| {
                    Ok((StopId::new(key.text()?), note.string()?))
                })?;
            }
        }
    }
    Ok(())
}

/// A list of stops without repeats, in the order in which they stand.
fn order(value: Value<'_>) -> Read<Vec<StopId>> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut order = Vec::new();
    for item in value.items("a list of stops")? {
        let stop = item.string()?;
        order.push(StopId::new(&stop));
        if !seen.insert(stop) {
            // The one that comes a second time is named where it stands first, as in any other list.
            members(value, "a list of stops")?;
        }
    }
    Ok(order)
}
