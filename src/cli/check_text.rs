//! `check` for people: one page that says how each external customer is served, what to mend, whom to ask, and why.
//!
//! Says what is recorded, names the parties, and leaves judging people to nobody. Deliberately absent: the whole list of
//! findings on a large map: three of a kind are shown, the others counted, and `--format json` has them all.

use std::sync::Arc;

use super::wrap::{count, wrap};
use crate::diagnosis::{
    Diagnosis, Finding, Fix, FixKind, LinkRole, Severity, reason, score_text, switched_off,
};
use crate::exchange::report::services;
use crate::model::{LinkId, Org, PartyId};

/// Most findings of one rule under one heading.
const MOST_OF_A_RULE: usize = 3;
/// Most external customers in the headline.
const MOST_CUSTOMERS: usize = 12;

/// The whole page.
pub(super) fn page(org: &Org, diagnosis: &Diagnosis) -> String {
    let mut page = String::new();
    heading(&mut page, org, diagnosis);
    customers(&mut page, org, diagnosis);
    fix_first(&mut page, org, diagnosis);
    ask_next(&mut page, org, diagnosis);
    works_well(&mut page, org, diagnosis);
    coverage(&mut page, diagnosis);
    findings(&mut page, diagnosis);
    accepted(&mut page, diagnosis);
    not_looked_for(&mut page, org);
    page
}

fn heading(page: &mut String, org: &Org, diagnosis: &Diagnosis) {
    let name = if org.name.trim().is_empty() { "An organisation without a name" } else { org.name.as_str() };
    wrap(page, "", 0, &format!("{name}, as of {}", diagnosis.today));
    let counts = &diagnosis.counts;
    let mut parts = vec![count(counts.teams, "team", "teams")];
    for (number, one, many) in [
        (counts.external_customers, "external customer", "external customers"),
        (counts.external_suppliers, "external supplier", "external suppliers"),
    ] {
        if number > 0 {
            parts.push(count(number, one, many));
        }
    }
    parts.push(count(counts.links, "link", "links"));
    parts.push(count(counts.needs, "need", "needs"));
    parts.push(count(counts.wants, "want", "wants"));
    wrap(page, "", 0, &format!("{}.", parts.join(", ")));
    if counts.links > 0 {
        let states = format!(
            "Links: {} broken, {} struggle, {} not asked, {} work.",
            counts.broken, counts.strained, counts.unknown, counts.sound
        );
        wrap(page, "", 0, &states);
    }
}

fn title(page: &mut String, title: &str) {
    page.push('\n');
    page.push_str(title);
    page.push('\n');
}

fn customers(page: &mut String, org: &Org, diagnosis: &Diagnosis) {
    title(page, "What the customer gets");
    let customers = &diagnosis.first_screen.customers;
    for summary in customers.iter().take(MOST_CUSTOMERS) {
        wrap(page, "  ", 4, &format!("{}: {}.", org.name_of(&summary.customer), services(summary)));
    }
    more(page, customers.len(), MOST_CUSTOMERS, "customers");
    if customers.is_empty() {
        wrap(
            page,
            "  ",
            2,
            "No external customer is on the map yet, so nothing can be said of what reaches one.",
        );
    }
    complaints(page, diagnosis);
}

/// How many complaints are open, and where their causes lie.
fn complaints(page: &mut String, diagnosis: &Diagnosis) {
    let figures = &diagnosis.complaints;
    if figures.all == 0 {
        return;
    }
    let all = count(figures.all, "complaint", "complaints");
    let mut text = format!("{} of {all} open", figures.open);
    if figures.traced > 0 {
        let lead = count(figures.traced, "leads", "lead");
        let inside = match (figures.traced, figures.traced_inside) {
            (1, 0) => "outside".to_owned(),
            (1, _) => "inside".to_owned(),
            (_, some) => format!("inside for {some} of them"),
        };
        let it_lies = if figures.traced == 1 { "and that lies" } else { "which lies" };
        text += &format!("; {lead} back to a probable cause, {it_lies} {inside}");
    }
    wrap(page, "  ", 4, &(text + "."));
}

fn more(page: &mut String, all: usize, shown: usize, what: &str) {
    if all > shown {
        wrap(page, "  ", 2, &format!("and {} more {what}", all - shown));
    }
}

fn link_name(org: &Org, link: &LinkId) -> String {
    format!("{} -> {}", org.name_of(&link.supplier), org.name_of(&link.customer))
}

/// At most `most` names, then how many more there are.
fn names<'a>(all: impl ExactSizeIterator<Item = &'a PartyId>, org: &Org, most: usize) -> String {
    let count = all.len();
    let mut names: Vec<String> = all.take(most).map(|id| org.name_of(id).to_owned()).collect();
    if count > most {
        names.push(format!("{} more", count - most));
    }
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn fix_first(page: &mut String, org: &Org, diagnosis: &Diagnosis) {
    title(page, "Fix first");
    let first = &diagnosis.first_screen.fix_first;
    for (number, fix) in first.iter().filter_map(|place| diagnosis.fixes.get(*place)).enumerate() {
        wrap(page, &format!("  {}. ", number + 1), 5, &fix_text(fix, org, diagnosis));
    }
    if first.is_empty() {
        wrap(page, "  ", 2, "No broken link is recorded.");
    }
    more(page, diagnosis.fixes.len(), first.len(), "probable causes and suspects");
}

fn fix_text(fix: &Fix, org: &Org, diagnosis: &Diagnosis) -> String {
    let links: Vec<String> = fix.links.iter().take(4).map(|link| link_name(org, link)).collect();
    let more = fix.links.len().saturating_sub(links.len());
    let links = format!(
        "{}{}",
        links.join("; "),
        if more > 0 { format!("; {more} more links") } else { String::new() }
    );
    let role = fix.links.first().and_then(|link| diagnosis.link(link)).map(|link| &link.role);
    let mut text = match (fix.kind, role) {
        (FixKind::Root, _) if fix.links.len() > 1 => {
            format!("{links}: the break goes round among these links; probable cause")
        }
        (FixKind::Root, Some(LinkRole::Root { unseen: true, .. })) => {
            format!(
                "{links}: probable cause as far as can be seen; something before it was never asked about"
            )
        }
        (FixKind::Root, _) => format!("{links}: probable cause"),
        (FixKind::Suspect, Some(LinkRole::Symptom { .. })) => format!("{links}: may hide a cause of its own"),
        (FixKind::Suspect, _) => format!("{links}: struggles"),
    };
    if fix.explains > 0 {
        text += &match fix.kind {
            FixKind::Root => {
                format!(
                    "; {} may come from it",
                    count(fix.explains, "other broken link", "other broken links")
                )
            }
            FixKind::Suspect => {
                format!("; {} after it", count(fix.explains, "broken link comes", "broken links come"))
            }
        };
    }
    if fix.complaints > 0 {
        let leads = count(fix.complaints, "open complaint leads", "open complaints lead");
        text += &format!("; {leads} back to it");
    }
    if !fix.external_customers.is_empty() {
        text += &format!("; reaches {}", names(fix.external_customers.iter(), org, 3));
    }
    text + "."
}

fn ask_next(page: &mut String, org: &Org, diagnosis: &Diagnosis) {
    let next = &diagnosis.first_screen.ask_next;
    if next.is_empty() {
        return;
    }
    title(page, "Ask next");
    for (number, question) in next.iter().filter_map(|place| diagnosis.questions.get(*place)).enumerate() {
        wrap(page, &format!("  {}. ", number + 1), 5, &reason(question, org));
    }
}

fn works_well(page: &mut String, org: &Org, diagnosis: &Diagnosis) {
    let well = &diagnosis.first_screen.works_well;
    if well.is_empty() {
        return;
    }
    title(page, "Works well");
    for link in well {
        let strength = diagnosis.link(link).map(|link| score_text(link.strength.low));
        let strength = strength.map(|score| format!(", {score} of 5")).unwrap_or_default();
        wrap(page, "  ", 4, &format!("{}{strength}", link_name(org, link)));
    }
}

fn coverage(page: &mut String, diagnosis: &Diagnosis) {
    let counts = &diagnosis.counts;
    if counts.links == 0 {
        return;
    }
    title(page, "What is known");
    let without = diagnosis.first_screen.links_without_need;
    let needs = match without {
        0 => "Every link has a need.".to_owned(),
        1 => format!("1 of {} has no need yet.", count(counts.links, "link", "links")),
        _ => format!("{without} of {} have no need yet.", count(counts.links, "link", "links")),
    };
    wrap(page, "  ", 2, &needs);
    let asked = match counts.needs_asked {
        _ if counts.needs == 0 => return,
        0 => "No customer has confirmed or rated a need yet.".to_owned(),
        all if all == counts.needs => "Every need was confirmed or rated by its customer.".to_owned(),
        // Whole per cent, rounded down.
        some => format!(
            "{some} of {} needs were confirmed or rated by their customers ({} %).",
            counts.needs,
            some * 100 / counts.needs
        ),
    };
    wrap(page, "  ", 2, &asked);
}

fn findings(page: &mut String, diagnosis: &Diagnosis) {
    for (heading, severities) in [
        ("Findings, fix first", [Severity::Critical, Severity::High].as_slice()),
        ("Findings, look at", &[Severity::Medium, Severity::Low]),
        ("Findings, good to know", &[Severity::Info]),
    ] {
        let is_shown = |finding: &&Finding| !finding.accepted && severities.contains(&finding.severity);
        let under: Vec<&Finding> = diagnosis.findings.iter().map(Arc::as_ref).filter(is_shown).collect();
        if under.is_empty() {
            continue;
        }
        title(page, &format!("{heading} ({})", under.len()));
        for of_rule in under.chunk_by(|one, next| one.rule == next.rule && one.severity == next.severity) {
            findings_of_rule(page, of_rule);
        }
    }
}

/// The first few findings of one rule; what to do is said once where it is the same.
fn findings_of_rule(page: &mut String, findings: &[&Finding]) {
    let shown = findings.get(..MOST_OF_A_RULE).unwrap_or(findings);
    for (place, finding) in shown.iter().enumerate() {
        wrap(page, "  - ", 4, &finding.message());
        if shown.get(place + 1).is_none_or(|next| next.next_step() != finding.next_step()) {
            wrap(page, "    -> ", 7, &finding.next_step());
        }
    }
    if findings.len() > shown.len() {
        let rule = findings.first().map_or("", |finding| finding.rule);
        wrap(page, "    ", 4, &format!("and {} more like these ({rule})", findings.len() - shown.len()));
    }
}

/// What somebody has decided to live with is counted, so that nobody forgets it.
fn accepted(page: &mut String, diagnosis: &Diagnosis) {
    let accepted = diagnosis.findings.iter().filter(|finding| finding.accepted).count();
    if accepted > 0 {
        page.push('\n');
        wrap(page, "", 0, &format!("{} accepted.", count(accepted, "finding", "findings")));
    }
}

/// What nobody looked for: a page that says nothing of it would hide it.
fn not_looked_for(page: &mut String, org: &Org) {
    let (off, unknown) = switched_off(&org.policy);
    let names = off.iter().map(|rule| rule.id).collect::<Vec<_>>().join(", ");
    if !off.is_empty() {
        page.push('\n');
        wrap(page, "", 0, &format!("{} switched off: {names}.", count(off.len(), "rule is", "rules are")));
    }
    for id in unknown {
        page.push('\n');
        wrap(
            page,
            "",
            0,
            &format!(
                "The policy switches off \"{id}\", and there is no such rule: correct its name or remove it."
            ),
        );
    }
}
