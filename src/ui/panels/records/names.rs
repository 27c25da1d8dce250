//! From what is typed to what it means: customers, links, expectations and what an action is about, by the names on the map.

use super::super::words;
use crate::diagnosis::{Diagnosis, LinkRole, LinkState};
use crate::model::{ActionSubject, ExpectationId, LinkId, Org, PartyId, PartyKind};
use crate::session::{Session, Subject};

/// What stands for the organisation as a whole where something else could be named.
const WHOLE: &str = "the organisation";

/// The only candidate whose name is `typed`, in any case; else the only one whose name begins so.
fn called<T: Clone>(candidates: &[(T, String)], typed: &str, what: &str) -> Result<T, String> {
    let wanted = typed.to_lowercase();
    if let Some((found, _)) = candidates.iter().find(|(_, name)| name.to_lowercase() == wanted) {
        return Ok(found.clone());
    }
    let mut begin = candidates.iter().filter(|(_, name)| name.to_lowercase().starts_with(&wanted));
    match (begin.next(), begin.next()) {
        (Some((found, _)), None) => Ok(found.clone()),
        (Some(_), Some(_)) => {
            Err(format!("More than one {what} begins with \u{201c}{typed}\u{201d}: choose one"))
        }
        (None, _) => {
            Err(format!("No {what} is called \u{201c}{typed}\u{201d}: choose one that is on the map"))
        }
    }
}

/// The external customers with their names.
pub fn customers(org: &Org) -> Vec<(PartyId, String)> {
    let outside = org.parties().iter().filter(|(_, party)| party.kind == PartyKind::ExternalCustomer);
    outside.map(|(id, party)| (id.clone(), party.name.clone())).collect()
}

/// The links with their names, those into external customers first.
pub fn links(org: &Org) -> Vec<(LinkId, String)> {
    let mut links: Vec<_> = org.links().keys().map(|link| (link.clone(), words::ends(org, link))).collect();
    links.sort_by_key(|(link, _)| {
        org.party(&link.customer).is_none_or(|party| party.kind != PartyKind::ExternalCustomer)
    });
    links
}

/// The needs and wants on a link, in the customer's words.
pub fn expectations(org: &Org, link: Option<&LinkId>) -> Vec<(ExpectationId, String)> {
    let Some(link) = link.and_then(|link| org.link(link)) else { return Vec::new() };
    link.expectations().iter().map(|(id, facts)| (id.clone(), facts.statement.clone())).collect()
}

/// The external customer of that name; the only one there is when nothing is typed.
pub fn customer_named(org: &Org, typed: &str) -> Result<PartyId, String> {
    let customers = customers(org);
    match (typed.trim(), customers.as_slice()) {
        ("", [(only, _)]) => Ok(only.clone()),
        ("", _) => Err("Say which external customer complained".to_owned()),
        (typed, _) => called(&customers, typed, "external customer"),
    }
}

/// The link of that name; none when nothing is typed. The arrow may be typed as `>`.
pub fn link_named(org: &Org, typed: &str) -> Result<Option<LinkId>, String> {
    let typed = with_arrow(typed);
    if typed.is_empty() { Ok(None) } else { called(&links(org), &typed, "link").map(Some) }
}

/// The need or want of that statement on `link`; none when nothing is typed.
pub fn expectation_named(
    org: &Org,
    link: Option<&LinkId>,
    typed: &str,
) -> Result<Option<ExpectationId>, String> {
    match (typed.trim(), link) {
        ("", _) => Ok(None),
        (_, None) => Err("Say on which link first".to_owned()),
        (typed, Some(_)) => called(&expectations(org, link), typed, "need or want on that link").map(Some),
    }
}

fn with_arrow(typed: &str) -> String {
    let parts: Vec<&str> =
        typed.split(['>', '\u{2192}']).map(|part| part.trim_end_matches('-').trim()).collect();
    parts.join(" \u{2192} ")
}

/// What an action is about, in a few words.
pub fn about(about: &ActionSubject, org: &Org, diagnosis: &Diagnosis) -> String {
    match about {
        ActionSubject::Org => WHOLE.to_owned(),
        ActionSubject::Party(party) => org.name_of(party).to_owned(),
        ActionSubject::Link(link) => words::ends(org, link),
        ActionSubject::Cause(link) => format!("probable cause on {}", words::ends(org, link)),
        ActionSubject::Finding(id) => {
            let finding = diagnosis.findings.iter().find(|finding| finding.is_called(id));
            let place = finding.and_then(|finding| {
                let link = finding.links().first().map(|link| words::ends(org, link));
                link.or_else(|| finding.teams().first().map(|team| org.name_of(team).to_owned()))
            });
            match (finding, place) {
                (Some(_), Some(place)) => format!("finding on {place}"),
                (Some(_), None) => "finding on the whole map".to_owned(),
                (None, _) => "a finding that is gone".to_owned(),
            }
        }
    }
}

/// Everything that an action may be about by name.
pub fn subjects(org: &Org) -> Vec<(ActionSubject, String)> {
    let whole = std::iter::once((ActionSubject::Org, WHOLE.to_owned()));
    let parties =
        org.parties().iter().map(|(id, party)| (ActionSubject::Party(id.clone()), party.name.clone()));
    let links = links(org).into_iter().map(|(link, name)| (ActionSubject::Link(link), name));
    whole.chain(parties).chain(links).collect()
}

/// What is meant by `typed`; the organisation when nothing is typed.
pub fn about_named(org: &Org, typed: &str) -> Result<ActionSubject, String> {
    let typed = with_arrow(typed);
    if typed.is_empty() { Ok(ActionSubject::Org) } else { called(&subjects(org), &typed, "team or link") }
}

/// Where on the map it is, if it is still there.
pub fn place_of(about: &ActionSubject, org: &Org, diagnosis: &Diagnosis) -> Option<Subject> {
    let subject = match about {
        ActionSubject::Org => None,
        ActionSubject::Party(party) => Some(Subject::Party(party.clone())),
        ActionSubject::Link(link) | ActionSubject::Cause(link) => Some(Subject::Link(link.clone())),
        ActionSubject::Finding(id) => {
            let finding = diagnosis.findings.iter().find(|finding| finding.is_called(id))?;
            let link = finding.links().first().map(|link| Subject::Link(link.clone()));
            link.or_else(|| finding.teams().first().map(|team| Subject::Party((*team).clone())))
        }
    };
    subject.filter(|subject| subject.exists_in(org))
}

/// What to do next on a link, as the first problem found there says; nothing on a link that works or was never asked about.
#[must_use]
pub fn next_step_on(link: &LinkId, org: &Org, diagnosis: &Diagnosis) -> String {
    use crate::diagnosis::Class;
    let problems = diagnosis.findings.iter().filter(|finding| finding.class == Class::Problem);
    let mut here =
        problems.filter(|finding| finding.links().contains(link) && !finding.next_step().is_empty());
    if let Some(finding) = here.next() {
        return finding.next_step().replace(" -> ", " \u{2192} ");
    }
    let state = diagnosis.link(link).map(|judged| judged.state);
    if matches!(state, Some(LinkState::Broken | LinkState::Strained)) {
        let (customer, supplier) = (org.name_of(&link.customer), org.name_of(&link.supplier));
        return format!("Ask {customer} and {supplier} what would make it work");
    }
    String::new()
}

/// What an action on the chosen thing is about, with words to begin with.
#[must_use]
pub fn planned_for_selection(session: &Session) -> (ActionSubject, String) {
    let (org, diagnosis) = (session.org(), session.diagnosis());
    match session.selection().primary() {
        None => (ActionSubject::Org, String::new()),
        Some(Subject::Party(party)) => (ActionSubject::Party(party.clone()), String::new()),
        Some(Subject::Link(link) | Subject::Expectation(link, _)) => {
            (about_link(link, diagnosis), next_step_on(link, org, diagnosis))
        }
    }
}

/// The cause on a link that is a probable cause; else the link.
#[must_use]
pub fn about_link(link: &LinkId, diagnosis: &Diagnosis) -> ActionSubject {
    let role = diagnosis.link(link).map(|judged| &judged.role);
    if matches!(role, Some(LinkRole::Root { .. })) {
        ActionSubject::Cause(link.clone())
    } else {
        ActionSubject::Link(link.clone())
    }
}

/// Whose complaint it would be on the chosen thing, and on which link.
#[must_use]
pub fn complaint_for_selection(session: &Session) -> (Option<PartyId>, Option<LinkId>) {
    let org = session.org();
    let outside = |id: &PartyId| {
        org.party(id).is_some_and(|party| party.kind == PartyKind::ExternalCustomer).then(|| id.clone())
    };
    match session.selection().primary() {
        None => (None, None),
        Some(Subject::Party(party)) => (outside(party), None),
        Some(Subject::Link(link) | Subject::Expectation(link, _)) => {
            (outside(&link.customer), Some(link.clone()))
        }
    }
}
