//! A document into an organisation: the parties, and what belongs to the organisation as a whole.
//!
//! Order in the file does not matter to the reader; parties are read first, so that a link to nobody is found where it stands.
//! Links are read by `read_links`; complaints, actions and accepted findings by
//! `read_records`, what a workshop leaves behind by `read_workshop`.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::fault::{Fault, LoadProblem, nearest};
use super::gathered::Gathered;
use super::read_links::links;
use super::value::Value;
use super::{read_records, read_workshop};
use crate::edit;
use crate::model::{
    Day, Org, Party, PartyId, PartyKind, Pin, Policy, Quantity, Score, ScoreError, View, Violation,
};

pub(super) type Read<T> = Result<T, Fault>;

const ORG: &[&str] = &[
    "format",
    "made_by",
    "name",
    "service_vision",
    "map_complete",
    "policy",
    "parties",
    "links",
    "complaints",
    "actions",
    "accepted_findings",
    "parked",
    "votes",
    "walk",
];
const POLICY: &[&str] = &[
    "strained_from",
    "met_from",
    "exceeded_from",
    "stale_after_days",
    "two_views_from",
    "complaint_patience_days",
    "sigma_shift",
    "rules_off",
];
const PARTY: &[&str] = &[
    "name",
    "kind",
    "department",
    "reports_to",
    "lead",
    "offers",
    "may_decide",
    "note",
    "weight",
    "open_needs",
    "aliases",
    "pins",
];
const PIN: &[&str] = &["x", "y"];

/// The organisation that `document`, which is of the newest format, describes.
pub(super) fn org(document: &Document<'_>) -> Read<Org> {
    let root = Value::root(document);
    let mut whole = Org::default();
    let (mut parties, mut link_values) = (BTreeMap::new(), None);
    for (name, value) in root.fields("an org file", ORG)? {
        match name {
            "name" => whole.name = value.string()?,
            "service_vision" => whole.service_vision = value.string()?,
            "map_complete" => whole.map_complete = value.boolean()?,
            "policy" => whole.policy = policy(value)?,
            "parties" => parties = self::parties(value)?,
            "links" => link_values = Some(value),
            "complaints" => whole.complaints = read_records::complaints(value)?,
            "actions" => whole.actions = read_records::actions(value)?,
            "accepted_findings" => whole.accepted_findings = read_records::accepted_findings(value)?,
            "parked" => whole.parked = read_workshop::parked(value)?,
            "votes" => whole.votes = read_workshop::votes(value)?,
            "walk" => read_workshop::walk(value, &mut whole)?,
            // The format was read before, and who made the file does not matter.
            _ => {}
        }
    }
    let links = link_values.map(|value| links(value, &parties)).transpose()?;
    edit::build(whole, parties, links.into_iter().flatten()).map_err(|violation| {
        // Everything that can be placed was found by the readers above; what is left is about the file as a whole.
        root.fault(LoadProblem::Unsound(violation.to_string()))
    })
}

fn policy(value: Value<'_>) -> Read<Policy> {
    let mut policy = Policy::default();
    for (name, entry) in value.fields("a policy", POLICY)? {
        match name {
            "strained_from" => policy.strained_from = score(entry)?,
            "met_from" => policy.met_from = score(entry)?,
            "exceeded_from" => policy.exceeded_from = score(entry)?,
            "stale_after_days" => policy.stale_after_days = days(entry)?,
            "two_views_from" => policy.two_views_from = difference(entry)?,
            "complaint_patience_days" => policy.complaint_patience_days = days(entry)?,
            "sigma_shift" => policy.sigma_shift = entry.boolean()?,
            _ => policy.rules_off = members(entry, "a list of rules")?,
        }
    }
    if policy.is_consistent() {
        return Ok(policy);
    }
    Err(value.fault(LoadProblem::Unsound(Violation::InconsistentPolicy.to_string())))
}

/// A difference between two scores.
fn difference(value: Value<'_>) -> Read<Quantity> {
    let difference = quantity(value)?;
    if (0.0..=4.0).contains(&difference.get()) {
        return Ok(difference);
    }
    Err(value.out_of_range("two scores differ by 0 to 4"))
}

fn days(value: Value<'_>) -> Read<u16> {
    let days = value.whole(0, i64::from(u16::MAX), "the number of days")?;
    Ok(u16::try_from(days).unwrap_or(u16::MAX))
}

fn parties(value: Value<'_>) -> Read<BTreeMap<PartyId, Party>> {
    let mut parties: Gathered<PartyId, Party> = Gathered::with_room(value.count() / 2);
    let mut managers = Vec::new();
    for (key, entry) in value.entries("a table of parties")? {
        let id = PartyId::new(key.text()?);
        if id.as_str().is_empty() {
            return Err(key.fault(LoadProblem::Unsound(Violation::EmptyId.to_string())));
        }
        if parties.get(&id).is_some() {
            let first = first_key(value, id.as_str(), "a table of parties")?;
            return Err(key.repeated(format!("party {:?}", id.as_str()), first));
        }
        let (party, manager) = party(key, entry)?;
        managers.extend(manager.map(|value| (id.clone(), value)));
        parties.add(id, party);
    }
    let parties = parties.into_sorted().into_iter().collect();
    for (id, value) in managers {
        check_manager(&id, value, &parties)?;
    }
    Ok(parties)
}

/// Where the first entry with this key stands. Looks at them all: for messages only.
pub(super) fn first_key(table: Value<'_>, text: &str, of: &str) -> Read<usize> {
    let mut entries = table.entries(of)?;
    let first = entries.find(|(key, _)| key.text().is_ok_and(|key| key == text));
    Ok(first.map_or(table.at(), |(key, _)| key.at()))
}

/// The party, and the place where it says whom it reports to.
fn party<'doc>(key: Value<'doc>, value: Value<'doc>) -> Read<(Party, Option<Value<'doc>>)> {
    let mut party = Party::default();
    let mut manager = None;
    let mut name_stands_at = key;
    for (name, entry) in value.fields("a party", PARTY)? {
        match name {
            "name" => {
                party.name = entry.string()?;
                name_stands_at = entry;
            }
            "kind" => {
                party.kind = entry.choice(&[
                    ("Team", PartyKind::Team),
                    ("ExternalCustomer", PartyKind::ExternalCustomer),
                    ("ExternalSupplier", PartyKind::ExternalSupplier),
                ])?;
            }
            "department" => party.department = entry.optional().map(Value::string).transpose()?,
            "reports_to" => {
                manager = entry.optional();
                party.reports_to = manager.map(Value::text).transpose()?.map(PartyId::new);
            }
            "lead" => party.lead = entry.string()?,
            "offers" => party.offers = entry.string()?,
            "may_decide" => party.may_decide = entry.string()?,
            "note" => party.note = entry.string()?,
            "weight" => party.weight = entry.optional().map(weight).transpose()?,
            "open_needs" => party.open_needs = members(entry, "a list of open needs")?,
            "aliases" => party.aliases = members(entry, "a list of aliases")?,
            _ => party.pins = pins(entry)?,
        }
    }
    if party.name.trim().is_empty() {
        let nameless = Violation::NamelessParty(PartyId::new(key.text()?));
        return Err(name_stands_at.fault(LoadProblem::Unsound(nameless.to_string())));
    }
    Ok((party, manager))
}

fn check_manager(id: &PartyId, value: Value<'_>, parties: &BTreeMap<PartyId, Party>) -> Read<()> {
    let manager = PartyId::new(value.text()?);
    let is_team = parties.get(&manager).is_some_and(|party| party.kind == PartyKind::Team);
    if is_team && manager != *id {
        return Ok(());
    }
    // Somebody who is there and is no team is not what was meant.
    let is_there = parties.contains_key(&manager);
    let near = nearest(manager.as_str(), parties.keys().map(PartyId::as_str)).filter(|_| !is_there);
    let hint = near.map_or_else(String::new, |near| format!(" (did you mean {near:?}?)"));
    let violation = Violation::BadManager { party: id.clone(), manager };
    Err(value.fault(LoadProblem::Unsound(format!("{violation}{hint}"))))
}

fn weight(value: Value<'_>) -> Read<Quantity> {
    let weight = quantity(value)?;
    if weight.get() > 0.0 {
        return Ok(weight);
    }
    Err(value.out_of_range("a weight is above zero, such as 1 or 2.5"))
}

fn pins(value: Value<'_>) -> Read<BTreeMap<View, Pin>> {
    let mut pins = BTreeMap::new();
    let mut seen: Vec<(View, usize)> = Vec::new();
    for (key, entry) in value.entries("a table of pins")? {
        let view = key.choice(&[("Chain", View::Chain), ("Pyramid", View::Pyramid)])?;
        if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == view) {
            return Err(key.repeated(format!("the pin {view:?}"), *first));
        }
        seen.push((view, key.at()));
        let mut pin = Pin { x: 0, y: 0 };
        for (name, coordinate) in entry.fields("a pin", PIN)? {
            let whole = coordinate.whole(i64::from(i32::MIN), i64::from(i32::MAX), "a coordinate")?;
            let whole = i32::try_from(whole).unwrap_or_default();
            if name == "x" {
                pin.x = whole;
            } else {
                pin.y = whole;
            }
        }
        pins.insert(view, pin);
    }
    Ok(pins)
}

/// A list of texts without repeats.
pub(super) fn members(value: Value<'_>, of: &str) -> Read<BTreeSet<String>> {
    let mut members = BTreeSet::new();
    for item in value.items(of)? {
        let text = item.string()?;
        if members.contains(&text) {
            let mut items = value.items(of)?;
            let first = items.find(|earlier| earlier.text().is_ok_and(|earlier| earlier == text));
            return Err(item.repeated(format!("{text:?}"), first.map_or(value.at(), Value::at)));
        }
        members.insert(text);
    }
    Ok(members)
}

pub(super) fn score(value: Value<'_>) -> Read<Score> {
    Score::try_from(value.number()?).map_err(|error: ScoreError| value.out_of_range(error.to_string()))
}

pub(super) fn quantity(value: Value<'_>) -> Read<Quantity> {
    Quantity::new(value.number()?).map_err(|error| value.out_of_range(error.to_string()))
}

pub(super) fn day(value: Value<'_>) -> Read<Day> {
    let expected = "a day is written year-month-day, for example 2026-11-21";
    value.text()?.parse().map_err(|_| value.out_of_range(expected))
}

/// Where the first item of `list` stands that has the same texts as `item` in the entries `names`. For messages only.
pub(super) fn first_like(list: Value<'_>, item: Value<'_>, names: &[&str]) -> Read<usize> {
    let wanted = item.texts_of(names);
    let mut items = list.items("a list")?;
    Ok(items.find(|other| other.texts_of(names) == wanted).map_or(list.at(), Value::at))
}
