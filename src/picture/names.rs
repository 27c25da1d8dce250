//! What each party and link is called aloud: one sentence with its state in words, for screen readers and pictures' titles.
//!
//! Deliberately absent: widgets; the canvas and the exports attach the sentences.

use super::label::first_need;
use super::text::clean;
use crate::diagnosis::{CustomerSummary, LinkDiagnosis, LinkRole, PartyDiagnosis};
use crate::model::{Link, LinkId, Org, Party, PartyKind};

/// "Team Billing, Finance, front line, cut off from its customers".
#[must_use]
pub fn party(party: &Party, diagnosis: Option<&PartyDiagnosis>, service: Option<&CustomerSummary>) -> String {
    let kind = match party.kind {
        PartyKind::Team => "Team",
        PartyKind::ExternalCustomer => "External customer",
        PartyKind::ExternalSupplier => "External supplier",
    };
    let mut words = vec![format!("{kind} {}", clean(&party.name))];
    words.extend(party.department.as_deref().map(clean));
    if let Some(diagnosis) = diagnosis.filter(|_| party.kind == PartyKind::Team) {
        if diagnosis.distance == Some(1) {
            words.push("front line".to_owned());
        }
        if diagnosis.cut_off {
            words.push("cut off from its customers".to_owned());
        }
        match diagnosis.single_point_for().len() {
            0 => {}
            1 => words.push("single point for 1 team".to_owned()),
            teams => words.push(format!("single point for {teams} teams")),
        }
    }
    words.extend(
        service.filter(|service| service.services > 0).map(|all| super::party::service_line(Some(all))),
    );
    words.join(", ")
}

/// "Link Billing to Support, broken, probable cause: invoice two days late".
#[must_use]
pub fn link(org: &Org, id: &LinkId, link: &Link, diagnosis: Option<&LinkDiagnosis>) -> String {
    let ends = format!("Link {} to {}", clean(org.name_of(&id.supplier)), clean(org.name_of(&id.customer)));
    let Some(diagnosis) = diagnosis else { return ends };
    let role = match &diagnosis.role {
        LinkRole::None => "",
        LinkRole::Root { unseen: false, .. } => ", probable cause",
        LinkRole::Root { unseen: true, .. } => ", probable cause as far as we can see",
        LinkRole::Symptom { likely: true, .. } => ", likely symptom",
        LinkRole::Symptom { likely: false, .. } => ", possible symptom",
    };
    let words = format!("{ends}, {}{role}", diagnosis.state.word());
    match first_need(link, diagnosis) {
        Some(need) => format!("{words}: {}", clean(need)),
        None => words,
    }
}
