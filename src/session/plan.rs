//! From what a person asks for to the transaction that does it. All validation is here.

use super::checks::{self, trimmed};
use super::labels::{self, link_name, quoted, verdict_word};
use super::{Command, NewParty, Removal, Selection, Subject};
use super::{plan_move, plan_records, plan_several, plan_workshop};
use crate::edit::{
    Change, Edit, OrgFact, PartyFact, Transaction, TransactionError, add_expectation, add_link, add_party,
    diff_expectation, diff_link_facts, diff_party,
};
use crate::model::{
    Day, Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, Rating, RatingKey, Source, Verdict,
    VerdictKey, View,
};

/// Why a command cannot be done. Nothing was changed. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// A name without a visible character.
    #[error("A name is needed: type what people call it")]
    EmptyName,
    /// An expectation without words.
    #[error("Write down what the customer expects")]
    EmptyStatement,
    /// A party that serves itself.
    #[error("{0} cannot supply itself: choose another team as the customer")]
    SelfLink(String),
    /// The pair is joined already.
    #[error("{supplier} to {customer}: this link is on the map already")]
    LinkExists {
        /// Name of the giving end.
        supplier: String,
        /// Name of the receiving end.
        customer: String,
    },
    /// A party that leads itself.
    #[error("{0} cannot report to itself: choose another team, or nobody")]
    ReportsToItself(String),
    /// Somebody outside who would lead a team.
    #[error("{party} cannot report to {manager}, who is not a team: choose a team, or nobody")]
    NotATeam {
        /// Who would report.
        party: String,
        /// To whom.
        manager: String,
    },
    /// Two teams that would lead each other, over however many steps.
    #[error("{manager} already reports to {party}, directly or over others: change that first")]
    LeadsItsManager {
        /// Who would report.
        party: String,
        /// To whom.
        manager: String,
    },
    /// A team to which others report would stand outside.
    #[error("{party} cannot become {kind} while {report} reports to it: change that first")]
    StillLeads {
        /// Who would stand outside.
        party: String,
        /// As what, with its article.
        kind: &'static str,
        /// Who reports to it.
        report: String,
    },
    /// A weight that is not above zero.
    #[error("The weight of {0} must be above zero: write a number such as 1 or 2.5")]
    BadWeight(String),
    /// Less than nothing goes over a link.
    #[error("The volume of {0} cannot be below zero")]
    NegativeVolume(String),
    /// Less than nothing is lost on a link.
    #[error("The cost of {0} cannot be below zero")]
    NegativeCost(String),
    /// Counts that do not fit each other.
    #[error(
        "The quality count or target of {0} cannot be: count 1 or more units, no more defects than there were \
         opportunities, a percentage from 0 to 100, at most 1,000,000 defects in a million"
    )]
    BadQuality(String),
    /// A complaint without words.
    #[error("Write down what the customer said")]
    EmptyComplaint,
    /// An action without words.
    #[error("Write down what is to be done")]
    EmptyAction,
    /// A parked remark without words.
    #[error("Write down what was said")]
    EmptyParked,
    /// A finding accepted by nobody, or for no reason.
    #[error("Say who decided to live with it, and why")]
    NoReason,
    /// A standard that does not say what is measured.
    #[error("Say what is measured, for example \u{201c}records ready before the visit\u{201d}")]
    EmptyMetric,
    /// A measurement of nothing.
    #[error("A measurement covers at least one case: write 1 or more, or leave the number of cases out")]
    EmptySample,
    /// Thresholds that do not rise.
    #[error("The thresholds must rise: struggles from, works from, exceeds from")]
    Thresholds,
    /// A place on a map of which only a part is shown.
    #[error("A part of the map is shown: show all of it first, then a place can be kept")]
    PartShown,
    /// Something it speaks of is gone.
    #[error("That is no longer on the map")]
    Gone,
    /// It would leave the map unsound.
    #[error(transparent)]
    Refused(#[from] TransactionError),
}

/// What a command comes to: what changes, and what is chosen afterwards.
pub(super) struct Plan {
    pub(super) transaction: Transaction,
    pub(super) select: Option<Selection>,
}

impl Plan {
    pub(super) fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { transaction: Transaction::new(label, edits), select: None }
    }

    pub(super) fn selecting(mut self, selection: Selection) -> Self {
        self.select = Some(selection);
        self
    }
}

/// Plans a command that changes the organisation; `None` for one that changes only what is shown, or walks through the history.
pub(super) fn plan(command: &Command, org: &Org, today: Day) -> Result<Option<Plan>, CommandError> {
    let plan = match command {
        Command::AddParty(new) => add_new_party(new, org)?,
        Command::UpdateParty { party, facts } => update_party(party, facts, org)?,
        Command::AddLink(link) => add_new_link(link, org)?,
        Command::UpdateLink { link, facts } => update_link(link, facts, org)?,
        Command::AddExpectation { link, facts } => add_new_expectation(link, facts, org)?,
        Command::UpdateExpectation { link, expectation, facts } => {
            update_expectation(link, expectation, facts, org)?
        }
        Command::Remove(subjects) => remove(subjects, org),
        Command::SetVerdict { link, verdict } => set_verdict(link, *verdict, org, today)?,
        Command::SetVerdicts { links, verdict } => plan_several::verdicts(links, *verdict, org, today)?,
        Command::Rate { link, expectation, rater, score } => {
            let (id, facts) = (expectation, expectation_of(org, link, expectation)?);
            let mut facts = facts.clone();
            let rater = if rater.trim().is_empty() { org.name_of(&link.customer) } else { rater.trim() };
            facts.ratings.insert(RatingKey { day: today, rater: rater.to_owned() }, Rating::of(*score));
            if facts.source == Source::Assumed {
                facts.source = Source::Asked;
            }
            let mut plan = update_expectation(link, id, &facts, org)?;
            plan.transaction.label = format!("Rate {}", quoted(&facts.statement));
            plan
        }
        Command::ReverseLink(link) => plan_move::reverse_link(link, org)?,
        Command::MoveLink { link, to } => plan_move::move_link(link, to, org)?,
        Command::SetPin { party, view, pin } => {
            let before = party_of(org, party)?;
            let mut facts = before.clone();
            match pin {
                Some(pin) => facts.pins.insert(*view, *pin),
                None => facts.pins.remove(view),
            };
            let edits = diff_party(party, before, &facts);
            Plan::new(labels::party(before, &edits, org), edits)
        }
        Command::SetPins { view, pins } => plan_several::pins(*view, pins, org)?,
        Command::SetDepartment { parties, department } => {
            plan_several::department(parties, department.as_deref(), org)?
        }
        Command::Tidy(view) => Plan::new("Tidy the map", unpin_all(*view, org)),
        Command::SetOrgName(name) => set_org_name(name, org)?,
        Command::SetServiceVision(vision) => {
            let change = Change::new(org.service_vision.clone(), vision.trim().to_owned());
            org_fact("Set the service vision", &change, OrgFact::ServiceVision)
        }
        Command::SetMapComplete(complete) => {
            let label = if *complete { "Mark the map complete" } else { "Mark the map incomplete" };
            org_fact(label, &Change::new(org.map_complete, *complete), OrgFact::MapComplete)
        }
        Command::SetPolicy(policy) => {
            checks::policy(policy)?;
            org_fact("Change the policy", &Change::new(org.policy.clone(), policy.clone()), OrgFact::Policy)
        }
        Command::AddComplaint(_)
        | Command::UpdateComplaint { .. }
        | Command::AddAction(_)
        | Command::AddActions(..)
        | Command::UpdateAction { .. }
        | Command::AcceptFinding { .. }
        | Command::JudgeCause { .. }
        | Command::Agree { .. } => plan_records::plan(command, org, today)?,
        Command::Park(_)
        | Command::UpdateParked { .. }
        | Command::ActOnParked(_)
        | Command::GiveDots { .. }
        | Command::ClearDots
        | Command::OrderWalk(_)
        | Command::LeaveOut { .. }
        | Command::NoteStop { .. }
        | Command::RestoreWalk => plan_workshop::plan(command, org, today)?,
        Command::Undo
        | Command::Redo
        | Command::GoToStep(_)
        | Command::Select(_)
        | Command::SetView(_)
        | Command::SetGrouping(_)
        | Command::Show(_) => {
            return Ok(None);
        }
    };
    Ok(Some(plan))
}

fn org_fact<T: Clone + PartialEq>(label: &str, change: &Change<T>, fact: fn(Change<T>) -> OrgFact) -> Plan {
    let changed = change.before != change.after;
    Plan::new(label, changed.then(|| Edit::Org(fact(change.clone()))).into_iter().collect())
}

fn set_org_name(name: &str, org: &Org) -> Result<Plan, CommandError> {
    let name = trimmed(name).ok_or(CommandError::EmptyName)?;
    Ok(org_fact("Name the organisation", &Change::new(org.name.clone(), name), OrgFact::Name))
}

pub(super) fn party_of<'org>(org: &'org Org, id: &PartyId) -> Result<&'org Party, CommandError> {
    org.party(id).ok_or(CommandError::Gone)
}

pub(super) fn link_of<'org>(org: &'org Org, id: &LinkId) -> Result<&'org Link, CommandError> {
    org.link(id).ok_or(CommandError::Gone)
}

fn expectation_of<'org>(
    org: &'org Org,
    link: &LinkId,
    id: &ExpectationId,
) -> Result<&'org Expectation, CommandError> {
    link_of(org, link)?.expectations().get(id).ok_or(CommandError::Gone)
}

fn add_new_party(new: &NewParty, org: &Org) -> Result<Plan, CommandError> {
    let name = trimmed(&new.name).ok_or(CommandError::EmptyName)?;
    let id = org.free_party_id(&name);
    let mut party = Party {
        name,
        kind: new.kind,
        department: new.department.as_deref().and_then(trimmed),
        ..Party::default()
    };
    party.pins.extend(new.pin);
    Ok(Plan::new(format!("Add {}", party.name), add_party(&id, &party)).selecting(Selection::party(&id)))
}

fn update_party(id: &PartyId, facts: &Party, org: &Org) -> Result<Plan, CommandError> {
    let before = party_of(org, id)?;
    let after = checks::party(id, facts, org)?;
    let edits = diff_party(id, before, &after);
    Ok(Plan::new(labels::party(before, &edits, org), edits))
}

fn add_new_link(id: &LinkId, org: &Org) -> Result<Plan, CommandError> {
    party_of(org, &id.supplier)?;
    party_of(org, &id.customer)?;
    if id.supplier == id.customer {
        return Err(CommandError::SelfLink(org.name_of(&id.supplier).to_owned()));
    }
    if org.link(id).is_some() {
        let (supplier, customer) =
            (org.name_of(&id.supplier).to_owned(), org.name_of(&id.customer).to_owned());
        return Err(CommandError::LinkExists { supplier, customer });
    }
    let label = format!("Link {}", link_name(org, id));
    Ok(Plan::new(label, add_link(id, &Link::default())).selecting(Selection::link(id)))
}

fn update_link(id: &LinkId, facts: &Link, org: &Org) -> Result<Plan, CommandError> {
    let before = link_of(org, id)?;
    let edits = diff_link_facts(id, before, &checks::link(id, facts, org)?);
    Ok(Plan::new(labels::link(id, &edits, org), edits))
}

/// Turns a link round, with everything it holds. What people said of it stays as they said it.
fn add_new_expectation(link: &LinkId, facts: &Expectation, org: &Org) -> Result<Plan, CommandError> {
    link_of(org, link)?;
    let facts = checks::expectation(link, facts, org)?;
    let id = org.free_expectation_id(link, &facts.statement);
    let label = format!("Add {} to {}", quoted(&facts.statement), link_name(org, link));
    let chosen = Selection::of(Subject::Expectation(link.clone(), id.clone()));
    Ok(Plan::new(label, add_expectation(link, &id, &facts)).selecting(chosen))
}

fn update_expectation(
    link: &LinkId,
    id: &ExpectationId,
    facts: &Expectation,
    org: &Org,
) -> Result<Plan, CommandError> {
    let before = expectation_of(org, link, id)?;
    let edits = diff_expectation(link, id, before, &checks::expectation(link, facts, org)?);
    Ok(Plan::new(labels::expectation(before, &edits), edits))
}

fn remove(subjects: &[Subject], org: &Org) -> Plan {
    let removal = Removal::of(subjects, org);
    Plan::new(format!("Remove {}", removal.in_words(org)), removal.edits(org)).selecting(Selection::none())
}

pub(super) fn set_verdict(
    id: &LinkId,
    verdict: Option<Verdict>,
    org: &Org,
    today: Day,
) -> Result<Plan, CommandError> {
    let before = link_of(org, id)?;
    let after = with_verdict(before, verdict, org.name_of(&id.customer), today);
    let edits = diff_link_facts(id, before, &after);
    Ok(Plan::new(format!("Mark {} \u{201c}{}\u{201d}", link_name(org, id), verdict_word(verdict)), edits))
}

/// `link` with what `speaker` says of it today; without any verdict when nothing is said. Of one day the worst word counts, so
/// what is said now replaces what was said earlier today.
pub(super) fn with_verdict(link: &Link, verdict: Option<Verdict>, speaker: &str, today: Day) -> Link {
    let mut after = link.clone();
    match verdict {
        None => after.verdicts.clear(),
        Some(verdict) => {
            after.verdicts.retain(|key, _| key.day != today);
            after.verdicts.insert(VerdictKey { day: today, speaker: speaker.to_owned() }, verdict);
        }
    }
    after
}

fn unpin_all(view: View, org: &Org) -> Vec<Edit> {
    let pinned = org.parties().iter().filter_map(|(id, party)| Some((id, party.pins.get(&view)?)));
    pinned
        .map(|(id, pin)| {
            let fact = PartyFact::Pin { key: view, change: Change::new(Some(*pin), None) };
            Edit::Party { party: id.clone(), fact }
        })
        .collect()
}
