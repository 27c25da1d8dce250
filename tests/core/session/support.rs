//! A small map that the tests of this room share.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use throughline::edit::{Transaction, add_expectation, add_link, add_party};
use throughline::model::{
    Day, Expectation, ExpectationId, ExpectationKind, Importance, Link, LinkId, Org, Party, PartyId,
    PartyKind, Rating, RatingKey, Score,
};
use throughline::session::{Command, Session};

/// The day that counts as today in these tests.
pub fn today() -> Day {
    Day::new(2026, 11, 21).expect("a day of the calendar")
}

/// A session on `org`, laid out and diagnosed.
pub fn open(org: Org) -> Session {
    let mut session = Session::of(org, None, today());
    session.refresh();
    session
}

/// Does what must not be refused, and derives what follows.
pub fn execute(session: &mut Session, command: &Command) {
    session.execute(command).expect("the command can be done");
    session.refresh();
}

/// A score from its hundredths.
pub fn score(hundredths: u16) -> Score {
    Score::from_hundredths(hundredths).expect("between 100 and 500")
}

/// A team.
pub fn team(name: &str, department: Option<&str>) -> Party {
    Party { name: name.to_owned(), department: department.map(str::to_owned), ..Party::default() }
}

/// A need, rated once when there is a score.
pub fn need(statement: &str, importance: u8, rated: Option<(&str, u16)>) -> Expectation {
    let mut need = Expectation {
        statement: statement.to_owned(),
        importance: Importance::new(importance).expect("from 1 to 5"),
        ..Expectation::default()
    };
    if let Some((rater, hundredths)) = rated {
        let day = Day::new(2026, 9, 1).expect("a day of the calendar");
        need.ratings.insert(RatingKey { day, rater: rater.to_owned() }, Rating::of(score(hundredths)));
    }
    need
}

/// A want that nobody has rated.
pub fn want(statement: &str) -> Expectation {
    Expectation { kind: ExpectationKind::Want, ..need(statement, 3, None) }
}

/// Records and Réception serve the Clinic, which serves Patients; Reception reports to the Clinic.
pub fn clinic() -> Org {
    let mut records = team("Records", Some("Back office"));
    records.open_needs.insert("legible forms".to_owned());
    let mut reception = team("Réception", Some("Front office"));
    reception.reports_to = Some(PartyId::new("clinic"));
    let patients =
        Party { name: "Patients".to_owned(), kind: PartyKind::ExternalCustomer, ..Party::default() };
    let clinic = team("Clinic", None);
    let parties =
        [("clinic", clinic), ("patients", patients), ("records", records), ("réception", reception)];
    let mut edits: Vec<_> =
        parties.iter().flat_map(|(id, party)| add_party(&PartyId::new(id), party)).collect();
    for (supplier, customer) in [("records", "clinic"), ("réception", "clinic"), ("clinic", "patients")] {
        edits.extend(add_link(&LinkId::new(supplier, customer), &Link::default()));
    }
    for (supplier, customer, id, facts) in [
        ("records", "clinic", "notes", need("Notes before the visit", 5, Some(("Clinic", 200)))),
        ("records", "clinic", "friendly", want("A friendly word")),
        ("réception", "clinic", "list", need("Arrivals list by 8:30", 3, None)),
        ("clinic", "patients", "seen", need("To be seen on time", 4, Some(("Patients", 250)))),
    ] {
        edits.extend(add_expectation(&LinkId::new(supplier, customer), &ExpectationId::new(id), &facts));
    }
    let mut org = Org::default();
    Transaction::new("Set up", edits).apply(&mut org).expect("the small map is sound");
    org
}
