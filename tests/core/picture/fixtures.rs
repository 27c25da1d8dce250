//! Organisations to draw, written as short tables.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use throughline::diagnosis::{Diagnosis, diagnose};
use throughline::edit::{Edit, Transaction, add_expectation, add_link, add_party};
use throughline::layout::{Effort, Grouping, Layout, layout};
use throughline::model::{
    Day, Expectation, ExpectationId, Importance, Link, LinkId, Org, Party, PartyId, PartyKind, Rating,
    RatingKey, Score, Source, View,
};
use throughline::picture::request;

pub struct Drawn {
    pub org: Org,
    pub diagnosis: Diagnosis,
    pub layout: Layout,
}

pub fn today() -> Day {
    Day::new(2026, 11, 21).expect("a day of the calendar")
}

/// Lays the organisation out and judges it.
pub fn drawn(org: Org, view: View, grouping: Grouping) -> Drawn {
    let diagnosis = diagnose(&org, today());
    let layout = layout(&request(&org, view, grouping, Effort::Normal, None));
    Drawn { org, diagnosis, layout }
}

fn done(org: &mut Org, label: &str, edits: Vec<Edit>) {
    Transaction::new(label, edits).apply(org).expect("the fixture is sound");
}

/// One party a line: `name | department | lead`; `*name` is an external customer, `~name` an external supplier. One link a line:
/// `supplier > customer | state | need`. States: works, struggles, broken, unknown.
pub fn org(name: &str, parties: &str, links: &str) -> Org {
    let mut org = Org::default();
    org.name = name.to_owned();
    for line in parties.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut fields = line.split('|').map(str::trim);
        let name = fields.next().unwrap_or_default();
        let (kind, name) = match name.chars().next() {
            Some('*') => (PartyKind::ExternalCustomer, &name[1..]),
            Some('~') => (PartyKind::ExternalSupplier, &name[1..]),
            _ => (PartyKind::Team, name),
        };
        let department = fields.next().filter(|field| !field.is_empty()).map(str::to_owned);
        let lead = fields.next().unwrap_or_default().to_owned();
        let party = Party { name: name.to_owned(), kind, department, lead, ..Party::default() };
        let id = org.free_party_id(name);
        done(&mut org, "party", add_party(&id, &party));
    }
    for line in links.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut fields = line.split('|').map(str::trim);
        let (supplier, customer) =
            fields.next().unwrap_or_default().split_once('>').expect("supplier > customer");
        let id = LinkId::new(id_of(&org, supplier), id_of(&org, customer));
        done(&mut org, "link", add_link(&id, &Link::default()));
        let score = match fields.next().unwrap_or("works") {
            "works" => Some(430),
            "struggles" => Some(340),
            "broken" => Some(200),
            _ => None,
        };
        let need = fields.next().unwrap_or("what was agreed, on time");
        done(&mut org, "need", add_expectation(&id, &ExpectationId::new("n1"), &rated_need(need, score)));
    }
    org
}

fn id_of(org: &Org, name: &str) -> PartyId {
    let name = name.trim();
    let found = org.parties().iter().find(|(_, party)| party.name == name);
    found.expect("every name is in the table").0.clone()
}

pub fn rated_need(statement: &str, hundredths: Option<u16>) -> Expectation {
    let mut need = Expectation {
        statement: statement.to_owned(),
        importance: Importance::new(4).expect("1 to 5"),
        source: Source::Asked,
        ..Expectation::default()
    };
    if let Some(hundredths) = hundredths {
        let key = RatingKey { day: Day::new(2026, 10, 1).expect("a day"), rater: "lead".to_owned() };
        need.ratings.insert(key, Rating::of(Score::from_hundredths(hundredths).expect("a score")));
    }
    need
}

pub fn clinic() -> Org {
    org(
        "Riverside Clinic",
        "*Patients
         *Referring doctors
         ~Blood bank
         Reception | Front of house | Ana Ortiz
         Booking | Front of house | Tom Reed
         Records | Back office | Lena Fischer
         Billing | Back office
         Nurses | Care | Joy Adeyemi
         Doctors | Care | Dr. Singh
         Laboratory | Diagnostics | Mei Lin
         Radiology | Diagnostics
         Pharmacy | Care
         Cleaning | Facilities
         IT support | Back office | Sam Cole",
        "Records > Booking | broken | complete referral letters before the slot is offered
         Booking > Reception | broken | the day's list by 7:30, without double bookings
         Reception > Nurses | struggles | tell us at once when someone arrives
         Nurses > Doctors | broken | vitals and history in the room before the visit
         Doctors > Patients | broken | seen within twenty minutes of the appointment
         Laboratory > Doctors | works | results the same day
         Radiology > Doctors | unknown
         Doctors > Laboratory | struggles | orders that say what to look for
         Doctors > Pharmacy | works
         Pharmacy > Patients | works | medicine ready at the desk
         Blood bank > Laboratory | works
         Billing > Patients | broken | a bill that I understand
         Records > Billing | unknown
         Doctors > Billing | broken | codes on the day of the visit
         Cleaning > Nurses | works
         IT support > Records | unknown
         Doctors > Referring doctors | struggles | a letter within two days
         Reception > Patients | works | a friendly welcome
         Referring doctors > Records | struggles | letters with everything in them",
    )
}

pub fn hospital() -> Org {
    org(
        "Northgate Hospital, surgical pathway",
        "*Patients
         *General practitioners
         *Health insurers
         ~Implant makers
         ~Blood service
         Outpatient clinic | Access | Ruth Becker
         Referral desk | Access
         Theatre scheduling | Access | Omar Haddad
         Bed management | Access
         Admissions | Access | Carla Nunes
         Pre-assessment | Surgery | Ines Duarte
         Anaesthesia | Surgery
         Operating theatres | Surgery | Dr. Kowalski
         Recovery room | Surgery
         Surgical ward A | Wards | Hannah Cho
         Surgical ward B | Wards
         Intensive care | Wards | Dr. Okafor
         Physiotherapy | Therapies
         Dietetics | Therapies
         Social work | Therapies | Petra Novak
         Laboratory | Diagnostics | Mei Lin
         Blood bank | Diagnostics
         Radiology | Diagnostics | Dr. Rossi
         Endoscopy | Diagnostics
         Pharmacy | Support | Yusuf Demir
         Sterile services | Support | Grace Mensah
         Medical engineering | Support
         Stores and purchasing | Support
         Transport and portering | Support
         Domestic services | Support
         Medical records | Information | Lena Fischer
         Clinical coding | Information
         IT service desk | Information
         Discharge team | Access | Noor Aziz
         Billing and contracts | Finance
         Patient liaison | Access",
        "General practitioners > Referral desk | struggles | letters with the medication list
         Referral desk > Outpatient clinic | works
         Referral desk > Medical records | unknown
         Outpatient clinic > Theatre scheduling | struggles | a realistic theatre time
         Outpatient clinic > Pre-assessment | works
         Outpatient clinic > Patients | works
         Medical records > Outpatient clinic | unknown
         Medical records > Pre-assessment | broken | the whole file two days before
         Medical records > Clinical coding | works
         Pre-assessment > Anaesthesia | broken | risks written down, not told in the corridor
         Pre-assessment > Theatre scheduling | struggles
         Theatre scheduling > Operating theatres | broken | a list that still holds at seven
         Theatre scheduling > Admissions | struggles | the list by noon the day before
         Bed management > Admissions | broken | a bed before the patient arrives
         Admissions > Surgical ward A | works
         Admissions > Surgical ward B | works
         Admissions > Patients | broken | not to be sent home on the day
         Anaesthesia > Operating theatres | struggles
         Sterile services > Operating theatres | broken | complete trays, nothing missing
         Implant makers > Stores and purchasing | works
         Stores and purchasing > Sterile services | unknown
         Stores and purchasing > Operating theatres | works
         Medical engineering > Sterile services | broken | washers repaired within a day
         Medical engineering > Operating theatres | unknown
         Blood service > Blood bank | works
         Blood bank > Operating theatres | works
         Laboratory > Pre-assessment | works
         Laboratory > Surgical ward A | works
         Laboratory > Intensive care | struggles
         Radiology > Outpatient clinic | struggles | a report before the visit
         Radiology > Operating theatres | unknown
         Endoscopy > Outpatient clinic | works
         Operating theatres > Recovery room | works
         Recovery room > Surgical ward A | struggles | a call before you come
         Recovery room > Surgical ward B | works
         Recovery room > Intensive care | works
         Intensive care > Surgical ward A | works
         Surgical ward A > Discharge team | broken | a date on the day of admission
         Surgical ward B > Discharge team | unknown
         Discharge team > Bed management | broken | beds freed by eleven
         Discharge team > Patients | struggles | know when I go home
         Discharge team > General practitioners | broken | the letter on the day of discharge
         Physiotherapy > Surgical ward A | works
         Physiotherapy > Surgical ward B | works
         Dietetics > Surgical ward B | unknown
         Social work > Discharge team | unknown
         Pharmacy > Surgical ward A | works
         Pharmacy > Discharge team | broken | take-home medicine by ten
         Transport and portering > Operating theatres | struggles
         Transport and portering > Radiology | works
         Domestic services > Bed management | struggles
         IT service desk > Medical records | unknown
         Clinical coding > Billing and contracts | works
         Billing and contracts > Health insurers | struggles | complete invoices
         Patient liaison > Patients | works
         Surgical ward A > Patients | works
         Surgical ward B > Patients | works",
    )
}

/// An organisation in which everything that has a name has this one.
pub fn named_org(name: &str) -> Org {
    let name = if throughline::picture::text::clean(name).is_empty() { "x" } else { name };
    let mut org = Org::default();
    org.name = name.to_owned();
    let party = |kind| Party {
        name: name.to_owned(),
        lead: name.to_owned(),
        department: Some(name.to_owned()),
        kind,
        ..Party::default()
    };
    done(&mut org, "team", add_party(&"team".into(), &party(PartyKind::Team)));
    done(&mut org, "customer", add_party(&"customer".into(), &party(PartyKind::ExternalCustomer)));
    let link = LinkId::new("team", "customer");
    done(&mut org, "link", add_link(&link, &Link::default()));
    done(&mut org, "need", add_expectation(&link, &"n".into(), &rated_need(name, Some(100))));
    org
}

/// Fewer cases than usual, since each lays a map out; failures are kept beside the tests.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 32,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "tests/core/picture/failures.txt",
        ))),
        ..ProptestConfig::default()
    }
}

/// Names of every kind: one letter, two hundred, Chinese, without spaces, hostile, random.
pub fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{1,9}( [a-z]{1,12}){0,5}",
        1 => "[a-z]",
        1 => "[A-Za-z ]{200}",
        1 => "[A-Za-z]{60,200}",
        1 => "[采购部门办公室服务中心，。]{1,40}",
        1 => "[\u{0900}-\u{0939}\u{093E}-\u{094C} ]{1,40}",
        1 => "\\PC{1,60}",
        1 => any::<String>(),
    ]
}

/// Up to twelve parties of all kinds with any names, and any links between them in any state.
pub fn random_org() -> impl Strategy<Value = Org> {
    let party = (any_name(), 0_u8..6, proptest::option::of(0_u8..3), any::<bool>());
    let link = (0_usize..12, 0_usize..12, proptest::option::of(100_u16..=500), any_name());
    (proptest::collection::vec(party, 1..12), proptest::collection::vec(link, 0..30)).prop_map(
        |(parties, links)| {
            let mut org = Org::default();
            for (place, (name, kind, department, has_lead)) in parties.iter().enumerate() {
                let name = if name.trim().is_empty() { "Team".to_owned() } else { name.clone() };
                let party = Party {
                    lead: if *has_lead { name.clone() } else { String::new() },
                    name,
                    kind: match kind {
                        0 => PartyKind::ExternalCustomer,
                        1 => PartyKind::ExternalSupplier,
                        _ => PartyKind::Team,
                    },
                    department: department.map(|number| format!("Department {number}")),
                    ..Party::default()
                };
                done(&mut org, "party", add_party(&PartyId::new(format!("p{place:02}")), &party));
            }
            for (supplier, customer, score, need) in links {
                let (supplier, customer) = (supplier % parties.len(), customer % parties.len());
                let id = LinkId::new(format!("p{supplier:02}"), format!("p{customer:02}"));
                if supplier == customer || org.link(&id).is_some() {
                    continue;
                }
                done(&mut org, "link", add_link(&id, &Link::default()));
                let need = if need.trim().is_empty() { "need".to_owned() } else { need };
                done(&mut org, "need", add_expectation(&id, &"n".into(), &rated_need(&need, score)));
            }
            org
        },
    )
}
