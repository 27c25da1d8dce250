//! A small clinic that the window's tests look at: two causes, their symptoms, a loop of unknowns, needs in people's words.

#![expect(clippy::unwrap_used, reason = "facts of our own: a wrong one must stop the test")]

use throughline::edit::{Transaction, add_expectation, add_link, add_party};
use throughline::model::{
    Day, Direction, Expectation, ExpectationId, ExpectationKind, Importance, Link, LinkId, Measurement, Org,
    Party, PartyId, PartyKind, Quantity, Rating, RatingKey, Score, Source, Standard, Verdict, VerdictKey,
};
use throughline::session::Session;

/// The day that the tests call today.
pub fn today() -> Day {
    "2026-11-21".parse().unwrap()
}

/// An open document with the clinic.
pub fn session() -> Session {
    let mut session = Session::of(org(), None, today());
    session.refresh();
    session
}

/// An open document without anything.
pub fn empty() -> Session {
    let mut session = Session::new(today());
    session.refresh();
    session
}

pub fn link(supplier: &str, customer: &str) -> LinkId {
    LinkId::new(supplier, customer)
}

/// The clinic.
pub fn org() -> Org {
    let mut org = Org::default();
    org.name = "Riverside clinic".to_owned();
    let mut edits = Vec::new();
    for (id, name, kind, department) in [
        ("patients", "Patients", PartyKind::ExternalCustomer, ""),
        ("insurer", "Insurer", PartyKind::ExternalCustomer, ""),
        ("nurses", "Clinic nurses", PartyKind::Team, "Care"),
        ("doctors", "Doctors", PartyKind::Team, "Care"),
        ("reception", "Reception", PartyKind::Team, "Front office"),
        ("booking", "Booking", PartyKind::Team, "Front office"),
        ("records", "Records", PartyKind::Team, "Back office"),
        ("billing", "Billing", PartyKind::Team, "Back office"),
        ("lab", "Lab", PartyKind::Team, "Diagnostics"),
        ("it", "IT support", PartyKind::Team, ""),
        ("courier", "Courier", PartyKind::ExternalSupplier, ""),
    ] {
        let department = (!department.is_empty()).then(|| department.to_owned());
        let reports_to = (id == "nurses").then(|| PartyId::new("doctors"));
        let party = Party { name: name.to_owned(), kind, department, reports_to, ..Party::default() };
        edits.extend(add_party(&PartyId::new(id), &party));
    }
    for (supplier, customer, verdict) in [
        ("nurses", "patients", Some(Verdict::Struggles)),
        ("doctors", "patients", Some(Verdict::Works)),
        ("reception", "patients", Some(Verdict::Broken)),
        ("billing", "insurer", Some(Verdict::Works)),
        ("booking", "reception", None),
        ("records", "booking", None),
        ("records", "nurses", None),
        ("lab", "doctors", None),
        ("courier", "lab", Some(Verdict::Works)),
        ("it", "records", None),
        ("doctors", "billing", None),
    ] {
        let mut facts = Link::default();
        if let Some(verdict) = verdict {
            let key = VerdictKey { day: "2026-11-02".parse().unwrap(), speaker: customer.to_owned() };
            facts.verdicts.insert(key, verdict);
        }
        if supplier == "records" && customer == "nurses" {
            facts.deliverables.extend(["Patient file".to_owned(), "Recall list".to_owned()]);
        }
        edits.extend(add_link(&link(supplier, customer), &facts));
    }
    for (supplier, customer, id, facts) in expectations() {
        edits.extend(add_expectation(&link(supplier, customer), &ExpectationId::new(id), &facts));
    }
    Transaction::new("Set up the clinic", edits).apply(&mut org).unwrap();
    org
}

fn rated(kind: ExpectationKind, statement: &str, importance: u8, scores: &[(&str, u16)]) -> Expectation {
    let mut facts = Expectation {
        kind,
        statement: statement.to_owned(),
        importance: Importance::new(importance).unwrap(),
        source: if scores.is_empty() { Source::Assumed } else { Source::Asked },
        ..Expectation::default()
    };
    for (rater, hundredths) in scores {
        let key = RatingKey { day: "2026-10-14".parse().unwrap(), rater: (*rater).to_owned() };
        facts.ratings.insert(key, Rating::of(Score::from_hundredths(*hundredths).unwrap()));
    }
    facts
}

fn expectations() -> Vec<(&'static str, &'static str, &'static str, Expectation)> {
    use ExpectationKind::{Need, Want};
    let mut file =
        rated(Need, "the complete file before the visit", 5, &[("Ana", 200), ("Ben", 150), ("Chloe", 300)]);
    file.standard = Some(Box::new(Standard {
        metric: "files complete by 8:00".to_owned(),
        unit: "%".to_owned(),
        direction: Direction::AtLeast,
        target: Quantity::new(95.0).unwrap(),
    }));
    for (period, value) in
        [("2026-05", 91.0), ("2026-06", 96.0), ("2026-07", 88.0), ("2026-08", 84.0), ("2026-09", 86.5)]
    {
        let measurement = Measurement { value: Quantity::new(value).unwrap(), sample_size: Some(120) };
        file.measurements.insert(period.parse().unwrap(), measurement);
    }
    file.own_rating = Some(Score::from_hundredths(450).unwrap());
    vec![
        ("records", "nurses", "file", file),
        (
            "records",
            "nurses",
            "heads-up",
            rated(Want, "a friendly heads-up when a file is late", 2, &[("Ana", 400)]),
        ),
        (
            "records",
            "booking",
            "free-slots",
            rated(Need, "which patients need a follow-up", 4, &[("Dev", 180)]),
        ),
        (
            "booking",
            "reception",
            "arrivals",
            rated(Need, "arrivals list by 8:30", 5, &[("Eve", 200), ("Finn", 250)]),
        ),
        ("lab", "doctors", "results", rated(Need, "results within a day", 5, &[("Gus", 480), ("Hana", 460)])),
        ("nurses", "patients", "calm", rated(Want, "to be spoken to calmly", 3, &[])),
    ]
}
