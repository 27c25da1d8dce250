//! What people keep beside the map: complaints, actions, accepted findings.
//!
//! Each outlives what it points at, so an id that is not on the map is no error here.

use std::collections::BTreeMap;

use super::fault::LoadProblem;
use super::read::{Read, day, first_key};
use super::value::Value;
use crate::model::{
    AcceptedFinding, Action, ActionId, ActionStatus, ActionSubject, Complaint, ComplaintId, Day,
    ExpectationId, LinkId, PartyId, Stage, Violation,
};

const COMPLAINT: &[&str] = &[
    "from",
    "day",
    "words",
    "supplier",
    "customer",
    "expectation",
    "answered",
    "solved",
    "mended",
    "prevented",
];
const STAGE: &[&str] = &["owner", "due", "done"];
const ACTION: &[&str] = &["what", "about", "owner", "due", "status"];
const PARTY: &[&str] = &["id"];
const LINK: &[&str] = &["supplier", "customer"];
const ACCEPTED: &[&str] = &["by", "why", "day", "until", "fingerprint"];
const STATUSES: &[(&str, ActionStatus)] = &[
    ("Planned", ActionStatus::Planned),
    ("Underway", ActionStatus::Underway),
    ("Done", ActionStatus::Done),
    ("Dropped", ActionStatus::Dropped),
];

pub(super) fn complaints(value: Value<'_>) -> Read<BTreeMap<ComplaintId, Complaint>> {
    table(value, "a table of complaints", "the complaint", |key, entry| {
        let facts = complaint(entry)?;
        if facts.words.trim().is_empty() {
            let empty = Violation::EmptyComplaint(ComplaintId::new(key.text()?));
            return Err(key.fault(LoadProblem::Unsound(empty.to_string())));
        }
        Ok((ComplaintId::new(key.text()?), facts))
    })
}

pub(super) fn actions(value: Value<'_>) -> Read<BTreeMap<ActionId, Action>> {
    table(value, "a table of actions", "the action", |key, entry| {
        let facts = action(entry)?;
        if facts.what.trim().is_empty() {
            let empty = Violation::EmptyAction(ActionId::new(key.text()?));
            return Err(key.fault(LoadProblem::Unsound(empty.to_string())));
        }
        Ok((ActionId::new(key.text()?), facts))
    })
}

pub(super) fn accepted_findings(value: Value<'_>) -> Read<BTreeMap<String, AcceptedFinding>> {
    table(value, "a table of accepted findings", "the accepted finding", |key, entry| {
        Ok((key.string()?, accepted_finding(entry)?))
    })
}

pub(super) fn table<'doc, K: Ord, V>(
    value: Value<'doc>,
    of: &str,
    what: &str,
    read: impl Fn(Value<'doc>, Value<'doc>) -> Read<(K, V)>,
) -> Read<BTreeMap<K, V>> {
    let mut records = BTreeMap::new();
    for (key, entry) in value.entries(of)? {
        let (id, record) = read(key, entry)?;
        if records.insert(id, record).is_some() {
            let text = key.text()?;
            return Err(key.repeated(format!("{what} {text:?}"), first_key(value, &text, of)?));
        }
    }
    Ok(records)
}

fn complaint(value: Value<'_>) -> Read<Complaint> {
    let (mut from, mut came_on, mut words) = (None, None, String::new());
    let (mut supplier, mut customer, mut expectation) = (None, None, None);
    let (mut answered, mut solved, mut mended) = (Stage::default(), Stage::default(), Stage::default());
    let mut prevented = None;
    for (name, entry) in value.fields("a complaint", COMPLAINT)? {
        match name {
            "from" => from = Some(PartyId::new(entry.text()?)),
            "day" => came_on = Some(day(entry)?),
            "words" => words = entry.string()?,
            "supplier" => supplier = entry.optional().map(Value::text).transpose()?,
            "customer" => customer = entry.optional().map(Value::text).transpose()?,
            "expectation" => expectation = entry.optional().map(Value::text).transpose()?,
            "answered" => answered = stage(entry)?,
            "solved" => solved = stage(entry)?,
            "mended" => mended = stage(entry)?,
            _ => prevented = optional_day(entry)?,
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a complaint", name });
    let link = match (supplier, customer) {
        (Some(supplier), Some(customer)) => Some(LinkId::new(&*supplier, &*customer)),
        (None, None) => None,
        (Some(_), None) => return Err(missing("customer")),
        (None, Some(_)) => return Err(missing("supplier")),
    };
    Ok(Complaint {
        customer: from.ok_or_else(|| missing("from"))?,
        link,
        expectation: expectation.map(ExpectationId::new),
        day: came_on.ok_or_else(|| missing("day"))?,
        words,
        answered,
        solved,
        mended,
        prevented,
    })
}

fn stage(value: Value<'_>) -> Read<Stage> {
    let mut stage = Stage::default();
    for (name, entry) in value.fields("a stage", STAGE)? {
        match name {
            "owner" => stage.owner = entry.string()?,
            "due" => stage.due = optional_day(entry)?,
            _ => stage.done = optional_day(entry)?,
        }
    }
    Ok(stage)
}

fn action(value: Value<'_>) -> Read<Action> {
    let mut action = Action::default();
    for (name, entry) in value.fields("an action", ACTION)? {
        match name {
            "what" => action.what = entry.string()?,
            "about" => action.about = subject(entry)?,
            "owner" => action.owner = entry.string()?,
            "due" => action.due = optional_day(entry)?,
            _ => action.status = entry.choice(STATUSES)?,
        }
    }
    Ok(action)
}

/// `Org`, `Party(id: "lab")`, `Link(supplier: "lab", customer: "clinic")`, `Cause(...)` likewise, `Finding(id: "...")`.
pub(super) fn subject(value: Value<'_>) -> Read<ActionSubject> {
    match value.head_word() {
        "Org" if value.is_word() => Ok(ActionSubject::Org),
        "Party" => Ok(ActionSubject::Party(PartyId::new(only_text(value, "a party")?))),
        "Finding" => Ok(ActionSubject::Finding(only_text(value, "a finding")?)),
        "Link" => link(value).map(ActionSubject::Link),
        "Cause" => link(value).map(ActionSubject::Cause),
        _ => Err(value.wrong_type(
            "one of Org, Party(id: \"lab\"), Link(supplier: \"lab\", customer: \"clinic\"), Cause(supplier: \"lab\", \
             customer: \"clinic\"), Finding(id: \"unmet-need:lab>clinic:on-time\")",
        )),
    }
}

fn only_text(value: Value<'_>, of: &'static str) -> Read<String> {
    let first = value.fields(of, PARTY)?.next().map(|(_, entry)| entry.string()).transpose()?;
    first.ok_or_else(|| value.fault(LoadProblem::MissingField { of, name: "id" }))
}

fn link(value: Value<'_>) -> Read<LinkId> {
    let (mut supplier, mut customer) = (None, None);
    for (name, entry) in value.fields("a link", LINK)? {
        match name {
            "supplier" => supplier = Some(entry.text()?),
            _ => customer = Some(entry.text()?),
        }
    }
    let missing = |name| value.fault(LoadProblem::MissingField { of: "a link", name });
    let supplier = supplier.ok_or_else(|| missing("supplier"))?;
    Ok(LinkId::new(&*supplier, &*customer.ok_or_else(|| missing("customer"))?))
}

fn accepted_finding(value: Value<'_>) -> Read<AcceptedFinding> {
    let (mut by, mut why, mut fingerprint) = (String::new(), String::new(), String::new());
    let (mut accepted_on, mut until) = (None, None);
    for (name, entry) in value.fields("an accepted finding", ACCEPTED)? {
        match name {
            "by" => by = entry.string()?,
            "why" => why = entry.string()?,
            "day" => accepted_on = Some(day(entry)?),
            "until" => until = optional_day(entry)?,
            _ => fingerprint = entry.string()?,
        }
    }
    let missing = || value.fault(LoadProblem::MissingField { of: "an accepted finding", name: "day" });
    Ok(AcceptedFinding { by, why, day: accepted_on.ok_or_else(missing)?, until, fingerprint })
}

pub(super) fn optional_day(value: Value<'_>) -> Read<Option<Day>> {
    value.optional().map(day).transpose()
}
