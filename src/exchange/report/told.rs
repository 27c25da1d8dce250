//! Findings as they may be told to everybody: no one's single rating, no one's name beside a judgement.
//!
//! A map is read by those who recorded it; a report goes round. So every finding passes through here before anything else of a
//! report sees it. Means stay, with the number of answers; where a mean is one person's rating, the number goes and the
//! statement stays. Comments are in no finding.

use std::sync::Arc;

use super::words::{MESSAGE, may_show, party, said};
use crate::diagnosis::{Diagnosis, ExpectationDiagnosis, Finding};
use crate::model::{ExpectationId, LinkId, Org};

/// The diagnosis with findings that may be told.
pub(crate) fn told(org: &Org, diagnosis: &Diagnosis) -> Diagnosis {
    let mut told = diagnosis.clone();
    for finding in &mut told.findings {
        let finding = Arc::make_mut(finding);
        let message = reworded(finding, org, diagnosis);
        let message = written(&message.unwrap_or_else(|| finding.message()));
        let next_step = written(&finding.next_step());
        finding.reword(message, next_step);
    }
    told
}

/// A sentence as it is printed.
fn written(sentence: &str) -> String {
    said(sentence, MESSAGE).replace(" -> ", " \u{2192} ")
}

/// Other words for a finding whose own say too much.
fn reworded(finding: &Finding, org: &Org, diagnosis: &Diagnosis) -> Option<String> {
    match (finding.rule, finding.expectations().as_slice(), finding.links()) {
        (
            "unmet-need" | "unmet-want" | "hidden-strength" | "poor-experience" | "blind-spot",
            [(link, expectation)],
            _,
        ) => on_expectation(finding, link, expectation, org, diagnosis),
        ("blocked" | "slowed", _, [link]) => on_verdict(link, org, diagnosis),
        _ => None,
    }
}

fn on_expectation(
    finding: &Finding,
    link: &LinkId,
    expectation: &ExpectationId,
    org: &Org,
    diagnosis: &Diagnosis,
) -> Option<String> {
    let rule = finding.rule;
    let judged = diagnosis.link(link)?.expectations().get(expectation)?;
    let facts = org.link(link)?.expectations().get(expectation)?;
    let (customer, supplier) = (party(org, &link.customer), party(org, &link.supplier));
    let statement = facts.statement.as_str();
    // What a supplier says of itself is one rating, however many answers its customer gave.
    if rule == "blind-spot" {
        return Some(format!("{supplier} and {customer} see \"{statement}\" in two ways."));
    }
    // Its numbers are of those alone who were not content, however many answered.
    if rule == "poor-experience" {
        let message = finding.message();
        let (which, _) = message.split_once(": \"")?;
        return Some(format!("{which}: \"{statement}\" from {supplier} to {customer}."));
    }
    if judged.score.is_none() || may_show(judged) {
        return None;
    }
    let evidence = evidence(judged);
    Some(match rule {
        "unmet-need" => format!("{customer} needs \"{statement}\" from {supplier}: not met {evidence}."),
        "unmet-want" => format!(
            "{customer} would like \"{statement}\" from {supplier}. The job gets done, but it does not feel good {evidence}."
        ),
        _ => format!("{customer} values \"{statement}\" from {supplier} {evidence}."),
    })
}

/// `(1 answer, 2026-05-01)`.
fn evidence(judged: &ExpectationDiagnosis) -> String {
    let answers =
        if judged.answers == 1 { "1 answer".to_owned() } else { format!("{} answers", judged.answers) };
    judged.last_rated.map_or_else(|| format!("({answers})"), |day| format!("({answers}, {day})"))
}

/// The customer's word without the person who spoke; a team may speak under its own name.
fn on_verdict(link: &LinkId, org: &Org, diagnosis: &Diagnosis) -> Option<String> {
    let spoken = diagnosis.link(link)?.verdict.as_ref()?;
    let customer = party(org, &link.customer);
    Some(format!("{customer} waits for {} ({}).", party(org, &link.supplier), spoken.day))
}
