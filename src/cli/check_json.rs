//! `check --format json`: the diagnosis for other programs.
//!
//! The shape is a contract (format 1): every key is always there, in this order. One element of a list a line, so that two answers can be compared by eye.

use std::borrow::Cow;
use std::io::Write;

use serde::Serialize;

use crate::diagnosis::{
    Class, Diagnosis, Finding, Fix, FixKind, LinkDiagnosis, LinkRole, PartyDiagnosis, Question, Weakest,
    WeakestRoute,
};
use crate::model::{LinkId, Org, PartyId, PartyKind};

/// Writes the diagnosis. Lists are written one element at a time, for on a large map they can be long.
pub(super) fn write(org: &Org, diagnosis: &Diagnosis, out: &mut dyn Write) -> std::io::Result<()> {
    write!(out, "{{\n  \"format\": 1,\n  \"org\": {},\n", json(&org.name)?)?;
    write!(
        out,
        "  \"today\": {},\n  \"counts\": {},\n",
        json(&diagnosis.today.to_string())?,
        json(&counts(diagnosis))?
    )?;
    list(out, "links", diagnosis.links.iter().map(link), ",")?;
    list(out, "teams", diagnosis.parties.iter().map(party), ",")?;
    list(out, "findings", diagnosis.findings.iter().map(|found| finding(found)), ",")?;
    list(out, "fixes", diagnosis.fixes.iter().map(fix), ",")?;
    list(out, "questions", diagnosis.questions.iter().map(question), "")?;
    out.write_all(b"}\n")
}

fn json(value: &impl Serialize) -> std::io::Result<String> {
    serde_json::to_string(value).map_err(std::io::Error::other)
}

fn list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    elements: impl ExactSizeIterator<Item = T>,
    after: &str,
) -> std::io::Result<()> {
    let last = elements.len();
    if last == 0 {
        return writeln!(out, "  \"{name}\": []{after}");
    }
    writeln!(out, "  \"{name}\": [")?;
    for (number, element) in elements.enumerate() {
        let comma = if number + 1 == last { "" } else { "," };
        writeln!(out, "    {}{comma}", json(&element)?)?;
    }
    writeln!(out, "  ]{after}")
}

/// A link as `["supplier", "customer"]`.
type Pair<'a> = (&'a str, &'a str);

fn pair(link: &LinkId) -> Pair<'_> {
    (link.supplier.as_str(), link.customer.as_str())
}

fn ids<'a>(parties: impl IntoIterator<Item = &'a PartyId>) -> Vec<&'a str> {
    parties.into_iter().map(PartyId::as_str).collect()
}

#[derive(Serialize)]
struct CountsJson {
    teams: usize,
    external_customers: usize,
    external_suppliers: usize,
    links: usize,
    needs: usize,
    wants: usize,
    broken: usize,
    strained: usize,
    unknown: usize,
    sound: usize,
    roots: usize,
    root_groups: usize,
    symptoms: usize,
}

fn counts(diagnosis: &Diagnosis) -> CountsJson {
    let counts = &diagnosis.counts;
    CountsJson {
        teams: counts.teams,
        external_customers: counts.external_customers,
        external_suppliers: counts.external_suppliers,
        links: counts.links,
        needs: counts.needs,
        wants: counts.wants,
        broken: counts.broken,
        strained: counts.strained,
        unknown: counts.unknown,
        sound: counts.sound,
        roots: counts.roots,
        root_groups: counts.root_groups,
        symptoms: counts.symptoms,
    }
}

#[derive(Serialize)]
struct LinkJson<'a> {
    supplier: &'a str,
    customer: &'a str,
    state: &'static str,
    strength: (f64, f64),
    role: &'static str,
    group: Option<usize>,
    unseen: bool,
    likely: Option<bool>,
    explained_by: Vec<(String, String)>,
}

fn link(link: &LinkDiagnosis) -> LinkJson<'_> {
    let (supplier, customer) = pair(link.id());
    let mut json = LinkJson {
        supplier,
        customer,
        state: link.state.code(),
        strength: (link.strength.low, link.strength.high),
        role: "none",
        group: None,
        unseen: false,
        likely: None,
        explained_by: Vec::new(),
    };
    match &link.role {
        LinkRole::None => {}
        LinkRole::Root { group, unseen } => {
            (json.role, json.group, json.unseen) = ("root", Some(*group), *unseen);
        }
        LinkRole::Symptom { likely, explained_by } => {
            (json.role, json.likely) = ("symptom", Some(*likely));
            json.explained_by = explained_by.iter().map(owned_pair).collect();
        }
    }
    json
}

fn owned_pair(link: &LinkId) -> (String, String) {
    let (supplier, customer) = pair(link);
    (supplier.to_owned(), customer.to_owned())
}

#[derive(Serialize)]
struct PartyJson<'a> {
    id: &'a str,
    kind: &'static str,
    distance: Option<u32>,
    reaches: Vec<String>,
    cut_off: bool,
    single_point_for: Vec<String>,
    weakest: Option<WeakestJson>,
}

#[derive(Serialize)]
struct WeakestJson {
    pessimistic: RouteJson,
    optimistic: RouteJson,
}

#[derive(Serialize)]
struct RouteJson {
    strength: f64,
    links: Vec<(String, String)>,
}

fn party(party: &PartyDiagnosis) -> PartyJson<'_> {
    let owned = |id: &PartyId| id.as_str().to_owned();
    PartyJson {
        id: party.id.as_str(),
        kind: match party.kind {
            PartyKind::Team => "team",
            PartyKind::ExternalCustomer => "external_customer",
            PartyKind::ExternalSupplier => "external_supplier",
        },
        distance: party.distance,
        reaches: party.reaches().iter().map(owned).collect(),
        cut_off: party.cut_off,
        single_point_for: party.single_point_for().iter().map(owned).collect(),
        weakest: party.weakest().as_ref().map(weakest),
    }
}

fn weakest(weakest: &Weakest) -> WeakestJson {
    let route = |route: &WeakestRoute| RouteJson {
        strength: route.strength,
        links: route.links.iter().map(owned_pair).collect(),
    };
    WeakestJson { pessimistic: route(&weakest.pessimistic), optimistic: route(&weakest.optimistic) }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    id: String,
    rule: &'a str,
    class: &'static str,
    severity: &'static str,
    teams: Vec<&'a str>,
    links: Vec<Pair<'a>>,
    expectations: Vec<(&'a str, &'a str, &'a str)>,
    message: String,
    next_step: Cow<'static, str>,
    accepted: bool,
}

fn finding(finding: &Finding) -> FindingJson<'_> {
    let expectations = finding.expectations().into_iter().map(|(link, expectation)| {
        let (supplier, customer) = pair(link);
        (supplier, customer, expectation.as_str())
    });
    FindingJson {
        id: finding.id(),
        rule: finding.rule,
        class: match finding.class {
            Class::Problem => "problem",
            Class::Gap => "gap",
            Class::Structure => "structure",
            Class::Good => "good",
        },
        severity: finding.severity.code(),
        teams: ids(finding.teams()),
        links: finding.links().iter().map(pair).collect(),
        expectations: expectations.collect(),
        message: finding.message(),
        next_step: finding.next_step(),
        accepted: finding.accepted,
    }
}

#[derive(Serialize)]
struct FixJson<'a> {
    kind: &'static str,
    links: Vec<Pair<'a>>,
    external_customers: Vec<String>,
    explains: usize,
    severity: &'static str,
    complaints: usize,
    internal: bool,
}

fn fix(fix: &Fix) -> FixJson<'_> {
    FixJson {
        kind: match fix.kind {
            FixKind::Root => "root",
            FixKind::Suspect => "suspect",
        },
        links: fix.links.iter().map(pair).collect(),
        external_customers: fix.external_customers.iter().map(|id| id.as_str().to_owned()).collect(),
        explains: fix.explains,
        severity: fix.severity.code(),
        complaints: fix.complaints,
        internal: fix.internal,
    }
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    link: Pair<'a>,
    gain: usize,
}

fn question(question: &Question) -> QuestionJson<'_> {
    QuestionJson { link: pair(&question.link), gain: question.gain }
}
