//! Findings as rows for the screen: under three headings, those with one cause together, gaps by the party to ask.
//!
//! Deliberately absent: how many rows fit. The window shows three of each and says how many more there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answer::{Class, Diagnosis, Severity};
use super::finding::Finding;
use super::rules::rules;
use super::wording::{counted, listed};
use crate::model::{LinkId, Org, PartyId};

/// One or several findings with one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The worst among them.
    pub severity: Severity,
    /// What kind of statement.
    pub class: Class,
    /// In plain language.
    pub text: String,
    /// What to do next.
    pub next_step: String,
    /// Which findings, as indices into [`Diagnosis::findings`], ascending.
    pub findings: Vec<usize>,
    /// The parties that they are about: the first finding's subject first, each once.
    pub teams: Vec<PartyId>,
    /// The links that they are about, sorted.
    pub links: Vec<LinkId>,
}

/// All findings that nobody has accepted, each in one row under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    /// *Fix first*: problems that are critical or high.
    pub fix_first: Vec<Row>,
    /// *Look at*: the other problems.
    pub look_at: Vec<Row>,
    /// *Good to know*: what nobody knows yet, and what customers value.
    pub good_to_know: Vec<Row>,
    /// Remarks on the shape of the map, to be shown folded under *Look at*.
    pub shape_of_the_map: Vec<Row>,
}

/// What findings of one row have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// All teams that these links cut off.
    CutOffBy(Vec<LinkId>),
    /// All promises that the break on this link puts at risk.
    PromisesBehind(LinkId),
    /// All that is the matter with the complaints of one customer.
    Complaints(PartyId),
    /// All problems on one link.
    Link(LinkId),
    /// All that one party should be asked.
    Ask(PartyId),
    /// All remarks of one rule on the shape of the map.
    Shape(&'static str),
    /// One finding alone.
    Alone(usize),
}

/// Puts the findings of `diagnosis`, which was made of `org`, under their headings.
#[must_use]
pub fn rows(diagnosis: &Diagnosis, org: &Org) -> Headings {
    let mut together: BTreeMap<Cause, Vec<usize>> = BTreeMap::new();
    for (place, finding) in diagnosis.findings.iter().enumerate().filter(|(_, finding)| !finding.accepted) {
        together.entry(Cause::of(finding, place)).or_default().push(place);
    }
    let mut headings = Headings::default();
    for (cause, places) in together {
        let findings: Vec<&Finding> =
            places.iter().filter_map(|place| diagnosis.findings.get(*place).map(Arc::as_ref)).collect();
        let Some(row) = row(&cause, &findings, places, org) else { continue };
        headings.of(row.class, row.severity).push(row);
    }
    let by_severity = |row: &Row| (row.severity, row.findings.first().copied());
    headings.fix_first.sort_by_key(by_severity);
    headings.look_at.sort_by_key(by_severity);
    headings.shape_of_the_map.sort_by_key(by_severity);
    headings.good_to_know.sort_by_key(|row| {
        let most_first = std::cmp::Reverse(row.findings.len());
        (row.class, !is_about_customers(row, diagnosis), most_first, row.findings.first().copied())
    });
    headings
}

impl Headings {
    fn of(&mut self, class: Class, severity: Severity) -> &mut Vec<Row> {
        match (class, severity) {
            (Class::Problem, Severity::Critical | Severity::High) => &mut self.fix_first,
            (Class::Problem, _) => &mut self.look_at,
            (Class::Structure, _) => &mut self.shape_of_the_map,
            (Class::Gap | Class::Good, _) => &mut self.good_to_know,
        }
    }
}

/// Whether a gap is about the external customers themselves: everything starts there.
fn is_about_customers(row: &Row, diagnosis: &Diagnosis) -> bool {
    let first = row.findings.first().and_then(|place| diagnosis.findings.get(*place));
    first.is_some_and(|finding| matches!(finding.rule, "no-customer" | "unserved-customer"))
}

impl Cause {
    fn of(finding: &Finding, place: usize) -> Self {
        match (finding.class, finding.rule, finding.teams().first().copied(), finding.links()) {
            (Class::Structure, rule, _, _) => Self::Shape(rule),
            (Class::Problem, "cut-off", _, links) => Self::CutOffBy(links.to_vec()),
            (Class::Problem, "promise-at-risk", _, _) => match behind(finding) {
                Some(root) => Self::PromisesBehind(root.clone()),
                None => Self::Alone(place),
            },
            (Class::Problem, "complaint-stuck" | "complaint-returned", Some(customer), _) => {
                Self::Complaints(customer.clone())
            }
            (Class::Problem, "only-broken-deliveries" | "rework-loop", _, _) => Self::Alone(place),
            (Class::Problem, _, _, [link]) => Self::Link(link.clone()),
            (Class::Gap, "unserved-customer" | "far-day", _, _) => Self::Alone(place),
            (Class::Gap, _, Some(party), _) => Self::Ask(party.clone()),
            _ => Self::Alone(place),
        }
    }
}

/// The link of a promise at risk on which the promise itself does not stand.
fn behind(finding: &Finding) -> Option<&LinkId> {
    let (promised, _) = finding.expectations().first().copied()?;
    finding.links().iter().find(|link| *link != promised)
}

/// The row of findings that are in the order of the answer, the worst first.
fn row(cause: &Cause, findings: &[&Finding], places: Vec<usize>, org: &Org) -> Option<Row> {
    let first = *findings.first()?;
    let (text, next_step) = match findings {
        [only] => (only.message(), only.next_step().into_owned()),
        several => joined(cause, several, first, org),
    };
    let mut teams: Vec<PartyId> = Vec::new();
    let mut links: Vec<LinkId> = Vec::new();
    for finding in findings {
        teams.extend(finding.teams().into_iter().cloned());
        links.extend(finding.links().iter().cloned());
    }
    let subject = teams.first().cloned();
    teams.sort();
    teams.dedup();
    if let Some(place) = subject.and_then(|subject| teams.binary_search(&subject).ok()) {
        teams[..=place].rotate_right(1);
    }
    links.sort();
    links.dedup();
    let (severity, class) = (first.severity, first.class);
    Some(Row { severity, class, text, next_step, findings: places, teams, links })
}

/// Text and next step of several findings.
fn joined(cause: &Cause, findings: &[&Finding], first: &Finding, org: &Org) -> (String, String) {
    let name = |link: &LinkId| format!("{} -> {}", org.name_of(&link.supplier), org.name_of(&link.customer));
    let more = findings.len() - 1;
    match cause {
        Cause::CutOffBy(links) => {
            let by = match links.as_slice() {
                [] => "by many broken links".to_owned(),
                [only] => format!("all by {}", name(only)),
                [first, rest @ ..] => format!("all by {} and {} more", name(first), rest.len()),
            };
            (format!("Cut off: {} teams, {by}.", findings.len()), first.next_step().into_owned())
        }
        Cause::PromisesBehind(root) => (
            format!("{} promises at risk, all by {}.", findings.len(), name(root)),
            first.next_step().into_owned(),
        ),
        Cause::Complaints(customer) => {
            let also = counted(more, "more matter", "more matters");
            let text =
                format!("{} And {also} with complaints of {}.", first.message(), org.name_of(customer));
            (text, first.next_step().into_owned())
        }
        Cause::Link(link) => {
            let also = counted(more, "more problem", "more problems");
            (format!("{} And {also} on {}.", first.message(), name(link)), first.next_step().into_owned())
        }
        Cause::Ask(party) => {
            let party = org.name_of(party);
            let next_step = format!("Ask {party}, and write down what you hear.");
            (format!("Ask {party}: {}.", listed(&gaps(findings))), next_step)
        }
        Cause::Shape(id) => {
            let rule = rules().iter().find(|rule| rule.id == *id).map_or(*id, |rule| rule.name);
            (
                format!("{rule}, {} times. For example: {}", findings.len(), first.message()),
                first.next_step().into_owned(),
            )
        }
        Cause::Alone(_) => (first.message(), first.next_step().into_owned()),
    }
}

/// What there is to ask one party, by rule: `5 needs nobody has confirmed`.
fn gaps(findings: &[&Finding]) -> Vec<String> {
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *by_rule.entry(finding.rule).or_default() += 1;
    }
    let gap = |(rule, count): (&str, usize)| match rule {
        "never-asked" => counted(count, "need nobody has confirmed", "needs nobody has confirmed"),
        "nothing-recorded" => counted(count, "link without a need yet", "links without a need yet"),
        "no-standard" => counted(count, "need without a standard", "needs without a standard"),
        "standard-without-unit" => {
            counted(count, "standard without a metric or unit", "standards without a metric or unit")
        }
        "changed-since-agreed" => counted(count, "change since it agreed", "changes since it agreed"),
        "unwanted-output" => counted(
            count,
            "link with a deliverable that no need mentions",
            "links with deliverables that no need mentions",
        ),
        "stale" => counted(count, "answer out of date", "answers out of date"),
        "dated-ahead" => {
            counted(count, "link with answers dated after today", "links with answers dated after today")
        }
        "need-without-supplier" => "who meets its open needs".to_owned(),
        "no-support" => "what it needs from those it reports to".to_owned(),
        other => counted(count, other, other),
    };
    by_rule.into_iter().map(gap).collect()
}
