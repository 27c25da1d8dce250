//! The facts that are typed: what each is called, how it is written, and which command a changed text comes to.
//!
//! Pure: text in, command or reason out. Every such fact of a party, link, expectation and organisation has a variant here, so that one
//! table of tests covers them all. Not here: facts that are chosen from a few (kind, importance, window), and anything that is painted.

use super::cost::{cost_text, read_cost};
use crate::model::{
    Day, Expectation, ExpectationId, Link, LinkId, Org, Party, PartyId, PartyKind, Policy, Quantity, Score,
    ServiceWindow, Volume,
};
use crate::session::Command;
use crate::session::day_words::{Side, day_from};

/// A typed fact, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Of the organisation.
    Org(OrgField),
    /// Of a party.
    Party(PartyId, PartyField),
    /// Of a link.
    Link(LinkId, LinkField),
    /// Of an expectation.
    Expectation(LinkId, ExpectationId, ExpectationField),
}

/// A typed fact of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named like the fact in the model")]
pub enum OrgField {
    Name,
    ServiceVision,
    StrainedFrom,
    MetFrom,
    ExceededFrom,
    StaleAfterDays,
    TwoViewsFrom,
    ComplaintPatienceDays,
}

/// A typed fact of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named like the fact in the model")]
pub enum PartyField {
    Name,
    Department,
    ReportsTo,
    Lead,
    Offers,
    MayDecide,
    Note,
    Weight,
}

/// A typed fact of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named like the fact in the model")]
pub enum LinkField {
    Volume,
    MeanWait,
    Cost,
    CostStatedBy,
    Note,
}

/// A typed fact of an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named like the fact in the model")]
pub enum ExpectationField {
    Statement,
    Deliverable,
    OwnRating,
    ToldOn,
    Metric,
    Unit,
    Target,
    Promised,
    Note,
}

impl Field {
    /// What it is called, above its text.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Org(field) => match field {
                OrgField::Name => "Name of the organisation",
                OrgField::ServiceVision => "Service vision",
                OrgField::StrainedFrom => "Struggles from",
                OrgField::MetFrom => "Met from",
                OrgField::ExceededFrom => "Exceeded from",
                OrgField::StaleAfterDays => "Ask again after days",
                OrgField::TwoViewsFrom => "Two views: supplier and customer differ by",
                OrgField::ComplaintPatienceDays => "Complaints may wait between steps, in days",
            },
            Self::Party(_, field) => match field {
                PartyField::Name => "Name",
                PartyField::Department => "Department",
                PartyField::ReportsTo => "Reports to",
                PartyField::Lead => "Lead",
                PartyField::Offers => "Offers",
                PartyField::MayDecide => "May decide alone",
                PartyField::Note => "Note",
                PartyField::Weight => "Weight beside other customers",
            },
            Self::Link(_, field) => match field {
                LinkField::Volume => "Volume",
                LinkField::MeanWait => "Mean wait in hours",
                LinkField::Cost => "Cost a month",
                LinkField::CostStatedBy => "Who said what it costs",
                LinkField::Note => "Note on this link",
            },
            Self::Expectation(_, _, field) => match field {
                ExpectationField::Statement => "In the customer\u{2019}s words",
                ExpectationField::Deliverable => "About which deliverable",
                ExpectationField::OwnRating => "The supplier\u{2019}s own rating",
                ExpectationField::ToldOn => "Told the customer on",
                ExpectationField::Metric => "What is measured",
                ExpectationField::Unit => "Unit",
                ExpectationField::Target => "Target",
                ExpectationField::Promised => "Promised level",
                ExpectationField::Note => "Note on this expectation",
            },
        }
    }

    /// What stands in it while it is empty: an example, or how to write it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Org(field) => match field {
                OrgField::Name => "What people call it",
                OrgField::ServiceVision => "What service it wants to be known for, in two sentences",
                OrgField::StrainedFrom | OrgField::MetFrom | OrgField::ExceededFrom => "1 to 5",
                OrgField::StaleAfterDays => "365",
                OrgField::TwoViewsFrom => "2",
                OrgField::ComplaintPatienceDays => "30",
            },
            Self::Party(_, field) => match field {
                PartyField::Name => "What people call it",
                PartyField::Department => "None",
                PartyField::ReportsTo => "Nobody on the map",
                PartyField::Lead => "Who leads it",
                PartyField::Offers => "What it does for its customers",
                PartyField::MayDecide => "What it decides without asking",
                PartyField::Note => "Anything worth remembering",
                PartyField::Weight => "1",
            },
            Self::Link(_, field) => match field {
                LinkField::Volume => "Such as 120 cases a month",
                LinkField::MeanWait => "Not measured",
                LinkField::Cost => "Such as 40 hours or 1200 EUR",
                LinkField::CostStatedBy => "Not known",
                LinkField::Note => "Anything worth remembering",
            },
            Self::Expectation(_, _, field) => match field {
                ExpectationField::Statement => "What the customer expects",
                ExpectationField::Deliverable => "The link as a whole",
                ExpectationField::OwnRating => "1 to 5",
                ExpectationField::ToldOn => "Not told yet",
                ExpectationField::Metric => "Such as records ready before the visit",
                ExpectationField::Unit => "Such as %, hours, days",
                ExpectationField::Target => "Such as 95",
                ExpectationField::Promised => "Nothing promised",
                ExpectationField::Note => "Anything worth remembering",
            },
        }
    }

    /// Whether it may go over several lines.
    #[must_use]
    pub fn is_long(&self) -> bool {
        matches!(
            self,
            Self::Org(OrgField::ServiceVision)
                | Self::Party(_, PartyField::Offers | PartyField::MayDecide | PartyField::Note)
                | Self::Link(_, LinkField::Note)
                | Self::Expectation(_, _, ExpectationField::Statement | ExpectationField::Note)
        )
    }

    /// The fact as it is written; empty where there is none, or where whose it is has gone.
    #[must_use]
    pub fn text(&self, org: &Org) -> String {
        let text = match self {
            Self::Org(field) => Some(org_text(org, *field)),
            Self::Party(id, field) => org.party(id).map(|party| party_text(org, party, *field)),
            Self::Link(id, field) => org.link(id).map(|link| link_text(link, *field)),
            Self::Expectation(link, id, field) => {
                expectation_of(org, link, id).map(|facts| expectation_text(facts, *field))
            }
        };
        text.unwrap_or_default()
    }

    /// On which side of today the day in it lies; `None` where it holds no day.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        matches!(self, Self::Expectation(_, _, ExpectationField::ToldOn)).then_some(Side::Back)
    }

    /// The command that makes the fact what `text` says, `today` being today.
    ///
    /// # Errors
    /// Why `text` cannot be taken, and what to write instead, in words for the person who typed it.
    pub fn command(&self, org: &Org, text: &str, today: Day) -> Result<Command, String> {
        let gone = || "That is no longer on the map".to_owned();
        match self {
            Self::Org(field) => org_command(org, *field, text),
            Self::Party(id, field) => {
                let mut facts = org.party(id).ok_or_else(gone)?.clone();
                write_party(&mut facts, id, *field, text, org)?;
                Ok(Command::UpdateParty { party: id.clone(), facts: Box::new(facts) })
            }
            Self::Link(id, field) => {
                let mut facts = org.link(id).ok_or_else(gone)?.clone();
                write_link(&mut facts, *field, text)?;
                Ok(Command::UpdateLink { link: id.clone(), facts: Box::new(facts) })
            }
            Self::Expectation(link, id, field) => {
                let mut facts = expectation_of(org, link, id).ok_or_else(gone)?.clone();
                write_expectation(&mut facts, *field, text, today)?;
                let (link, expectation) = (link.clone(), id.clone());
                Ok(Command::UpdateExpectation { link, expectation, facts: Box::new(facts) })
            }
        }
    }
}

/// The expectation with this id on this link.
#[must_use]
pub fn expectation_of<'org>(org: &'org Org, link: &LinkId, id: &ExpectationId) -> Option<&'org Expectation> {
    org.link(link)?.expectations().get(id)
}

fn org_text(org: &Org, field: OrgField) -> String {
    match field {
        OrgField::Name => org.name.clone(),
        OrgField::ServiceVision => org.service_vision.clone(),
        OrgField::StrainedFrom => org.policy.strained_from.to_string(),
        OrgField::MetFrom => org.policy.met_from.to_string(),
        OrgField::ExceededFrom => org.policy.exceeded_from.to_string(),
        OrgField::StaleAfterDays => org.policy.stale_after_days.to_string(),
        OrgField::TwoViewsFrom => org.policy.two_views_from.to_string(),
        OrgField::ComplaintPatienceDays => org.policy.complaint_patience_days.to_string(),
    }
}

fn org_command(org: &Org, field: OrgField, text: &str) -> Result<Command, String> {
    let mut policy: Policy = org.policy.clone();
    match field {
        OrgField::Name => return Ok(Command::SetOrgName(named(text)?)),
        OrgField::ServiceVision => return Ok(Command::SetServiceVision(text.trim().to_owned())),
        OrgField::StrainedFrom => policy.strained_from = score(text)?,
        OrgField::MetFrom => policy.met_from = score(text)?,
        OrgField::ExceededFrom => policy.exceeded_from = score(text)?,
        OrgField::StaleAfterDays => policy.stale_after_days = days(text, 365)?,
        OrgField::ComplaintPatienceDays => policy.complaint_patience_days = days(text, 30)?,
        OrgField::TwoViewsFrom => {
            let difference = quantity(text)?;
            if !(0.0..=4.0).contains(&difference.get()) {
                return Err("Write a difference between two scores, from 0 to 4".to_owned());
            }
            policy.two_views_from = difference;
        }
    }
    if policy.is_consistent() {
        Ok(Command::SetPolicy(policy))
    } else {
        Err("The three must rise: struggles from, met from, exceeded from".to_owned())
    }
}

fn days(text: &str, usual: u16) -> Result<u16, String> {
    text.trim().parse().map_err(|_| format!("Write a whole number of days, for example {usual}"))
}

fn party_text(org: &Org, party: &Party, field: PartyField) -> String {
    match field {
        PartyField::Name => party.name.clone(),
        PartyField::Department => party.department.clone().unwrap_or_default(),
        PartyField::ReportsTo => {
            party.reports_to.as_ref().map(|manager| org.name_of(manager).to_owned()).unwrap_or_default()
        }
        PartyField::Lead => party.lead.clone(),
        PartyField::Offers => party.offers.clone(),
        PartyField::MayDecide => party.may_decide.clone(),
        PartyField::Note => party.note.clone(),
        PartyField::Weight => party.weight.map(|weight| weight.to_string()).unwrap_or_default(),
    }
}

fn write_party(
    facts: &mut Party,
    id: &PartyId,
    field: PartyField,
    text: &str,
    org: &Org,
) -> Result<(), String> {
    let trimmed = text.trim().to_owned();
    match field {
        PartyField::Name => facts.name = named(text)?,
        PartyField::Department => facts.department = (!trimmed.is_empty()).then_some(trimmed),
        PartyField::ReportsTo => facts.reports_to = manager(org, id, &trimmed)?,
        PartyField::Lead => facts.lead = trimmed,
        PartyField::Offers => facts.offers = trimmed,
        PartyField::MayDecide => facts.may_decide = trimmed,
        PartyField::Note => facts.note = trimmed,
        PartyField::Weight => {
            let weight = optional_quantity(&trimmed)?;
            if weight.is_some_and(|weight| weight.get() <= 0.0) {
                return Err("Write a number above 0, for example 1 or 2.5".to_owned());
            }
            facts.weight = weight;
        }
    }
    Ok(())
}

/// The teams that `id` may report to, by name.
pub fn possible_managers<'org>(
    org: &'org Org,
    id: &'org PartyId,
) -> impl Iterator<Item = (&'org PartyId, &'org str)> {
    org.parties()
        .iter()
        .filter(move |(other, party)| *other != id && party.kind == PartyKind::Team)
        .map(|(other, party)| (other, party.name.as_str()))
}

/// The team whose name is `typed`, in any case; else the only one whose name begins so.
fn manager(org: &Org, id: &PartyId, typed: &str) -> Result<Option<PartyId>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let wanted = typed.to_lowercase();
    let named = |(_, name): &(&PartyId, &str)| name.to_lowercase() == wanted;
    if let Some((team, _)) = possible_managers(org, id).find(named) {
        return Ok(Some(team.clone()));
    }
    let mut begin = possible_managers(org, id).filter(|(_, name)| name.to_lowercase().starts_with(&wanted));
    match (begin.next(), begin.next()) {
        (Some((team, _)), None) => Ok(Some(team.clone())),
        (Some(_), Some(_)) => Err(format!("Several teams begin with \u{201c}{typed}\u{201d}: choose one")),
        (None, _) => {
            Err(format!("No other team is called \u{201c}{typed}\u{201d}: choose one that is on the map"))
        }
    }
}

fn link_text(link: &Link, field: LinkField) -> String {
    match field {
        LinkField::Volume => {
            let written = |volume: &Volume| format!("{} {}", volume.amount, volume.unit).trim().to_owned();
            link.volume.as_ref().map(written).unwrap_or_default()
        }
        LinkField::MeanWait => link.mean_wait_hours.map(|hours| hours.to_string()).unwrap_or_default(),
        LinkField::Cost => link.cost.as_ref().map(cost_text).unwrap_or_default(),
        LinkField::CostStatedBy => link.cost.as_ref().map(|cost| cost.stated_by.clone()).unwrap_or_default(),
        LinkField::Note => link.note.clone(),
    }
}

fn write_link(facts: &mut Link, field: LinkField, text: &str) -> Result<(), String> {
    match field {
        LinkField::Volume => facts.volume = volume(text.trim())?,
        LinkField::MeanWait => facts.mean_wait_hours = optional_quantity(text.trim())?,
        LinkField::Cost => facts.cost = read_cost(text, facts.cost.as_ref())?,
        LinkField::CostStatedBy => {
            let no_cost = || "There is no cost yet: write it down first".to_owned();
            facts.cost.as_mut().ok_or_else(no_cost)?.stated_by = text.trim().to_owned();
        }
        LinkField::Note => facts.note = text.trim().to_owned(),
    }
    Ok(())
}

fn volume(text: &str) -> Result<Option<Volume>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let advice = || "Write the amount first, then what is counted, for example 120 cases a month".to_owned();
    let (amount, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let amount = quantity(amount).map_err(|_| advice())?;
    if amount.get() < 0.0 {
        return Err("The amount cannot be below 0".to_owned());
    }
    Ok(Some(Volume { amount, unit: unit.trim().to_owned() }))
}

fn expectation_text(facts: &Expectation, field: ExpectationField) -> String {
    let standard = facts.standard.as_ref();
    match field {
        ExpectationField::Statement => facts.statement.clone(),
        ExpectationField::Deliverable => facts.deliverable.clone(),
        ExpectationField::OwnRating => facts.own_rating.map(|score| score.to_string()).unwrap_or_default(),
        ExpectationField::ToldOn => match facts.window {
            ServiceWindow::Out { told: Some(day) } => day.to_string(),
            _ => String::new(),
        },
        ExpectationField::Metric => standard.map(|standard| standard.metric.clone()).unwrap_or_default(),
        ExpectationField::Unit => standard.map(|standard| standard.unit.clone()).unwrap_or_default(),
        ExpectationField::Target => standard.map(|standard| standard.target.to_string()).unwrap_or_default(),
        ExpectationField::Promised => facts.promised.map(|level| level.to_string()).unwrap_or_default(),
        ExpectationField::Note => facts.note.clone(),
    }
}

fn write_expectation(
    facts: &mut Expectation,
    field: ExpectationField,
    text: &str,
    today: Day,
) -> Result<(), String> {
    let trimmed = text.trim().to_owned();
    let no_standard = || "There is no standard yet: set one first".to_owned();
    match field {
        ExpectationField::Statement => {
            if trimmed.is_empty() {
                return Err("Write down what the customer expects".to_owned());
            }
            facts.statement = trimmed;
        }
        ExpectationField::Deliverable => facts.deliverable = trimmed,
        ExpectationField::OwnRating => {
            facts.own_rating = if trimmed.is_empty() { None } else { Some(score(&trimmed)?) };
        }
        ExpectationField::ToldOn => {
            let told = if trimmed.is_empty() { None } else { Some(day_from(&trimmed, today, Side::Back)?) };
            facts.window = ServiceWindow::Out { told };
        }
        ExpectationField::Metric => facts.standard.as_mut().ok_or_else(no_standard)?.metric = trimmed,
        ExpectationField::Unit => facts.standard.as_mut().ok_or_else(no_standard)?.unit = trimmed,
        ExpectationField::Target => {
            facts.standard.as_mut().ok_or_else(no_standard)?.target = quantity(&trimmed)?;
        }
        ExpectationField::Promised => facts.promised = optional_quantity(&trimmed)?,
        ExpectationField::Note => facts.note = trimmed,
    }
    Ok(())
}

fn named(text: &str) -> Result<String, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err("A name is needed: type what people call it".to_owned());
    }
    Ok(trimmed.to_owned())
}

/// A score as people type it: `4`, `2.5`, `2,5`.
///
/// # Errors
/// What to write instead.
pub fn score(text: &str) -> Result<Score, String> {
    let advice = "Write a score from 1 to 5, with at most two decimals, for example 3 or 4.25";
    text.trim().replace(',', ".").parse().map_err(|_| advice.to_owned())
}

/// A number as people type it: `24`, `0.5`, `0,5`.
///
/// # Errors
/// What to write instead.
pub fn quantity(text: &str) -> Result<Quantity, String> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok();
    number
        .and_then(|number| Quantity::new(number).ok())
        .ok_or_else(|| "Write an ordinary number, for example 24 or 0.5".to_owned())
}

fn optional_quantity(text: &str) -> Result<Option<Quantity>, String> {
    if text.is_empty() { Ok(None) } else { quantity(text).map(Some) }
}
