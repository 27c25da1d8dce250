//! Reports: what they say, to whom they are fit to be shown, and that every kind of file is sound.

mod dignity;
mod files;
mod handout;
mod pages;

use throughline::diagnosis::diagnose;
use throughline::edit::{Change, Edit, OrgFact, Transaction, add_expectation, add_link, add_party};
use throughline::exchange::report::{Report, ReportFormat, report, written};
use throughline::model::{
    AnswerCount, Day, Expectation, ExpectationId, Importance, Link, LinkId, Org, Party, PartyId, PartyKind,
    Rating, RatingKey, Score, Source,
};

/// The day of all these reports.
fn today() -> Day {
    "2026-11-21".parse().expect("a day")
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn report_of(org: &Org, format: ReportFormat) -> Report {
    report(org, &diagnose(org, today()), format)
}

fn bytes_of(org: &Org, format: ReportFormat) -> Vec<u8> {
    written(&report_of(org, format), format)
}

fn text_of(org: &Org, format: ReportFormat) -> String {
    String::from_utf8(bytes_of(org, format)).expect("UTF-8")
}

fn change(org: &mut Org, edits: Vec<Edit>) {
    Transaction::new("change", edits).apply(org).expect("the edits fit");
}

/// An organisation of these parties: `*` before a name makes an external customer. Ids are `p0`, `p1`, ...
fn org_of(name: &str, parties: &[&str]) -> Org {
    let mut org = Org::default();
    change(&mut org, vec![Edit::Org(OrgFact::Name(Change::new(String::new(), name.to_owned())))]);
    for (place, name) in parties.iter().enumerate() {
        let (kind, name) = match name.strip_prefix('*') {
            Some(name) => (PartyKind::ExternalCustomer, name),
            None => (PartyKind::Team, *name),
        };
        let party = Party { name: name.to_owned(), kind, ..Party::default() };
        change(&mut org, add_party(&PartyId::new(format!("p{place}")), &party));
    }
    org
}

fn link_id(supplier: usize, customer: usize) -> LinkId {
    LinkId::new(PartyId::new(format!("p{supplier}")), PartyId::new(format!("p{customer}")))
}

/// A link without anything on it.
fn connect(org: &mut Org, supplier: usize, customer: usize) -> LinkId {
    let id = link_id(supplier, customer);
    change(org, add_link(&id, &Link::default()));
    id
}

/// A need of importance 4 on a link, with ratings: score in hundredths, and how many answers it stands for.
fn need(org: &mut Org, link: &LinkId, statement: &str, ratings: &[(u16, u32)]) {
    let rated = ratings.iter().enumerate().map(|(place, (score, answers))| {
        let key = RatingKey { day: day("2026-09-01"), rater: format!("RATERNAME{place}") };
        let rating = Rating {
            answers: AnswerCount::new(*answers).expect("a count"),
            comment: format!("COMMENTWORDS{place}"),
            ..Rating::of(Score::from_hundredths(*score).expect("a score"))
        };
        (key, rating)
    });
    let facts = Expectation {
        statement: statement.to_owned(),
        importance: Importance::new(4).expect("in range"),
        source: Source::Asked,
        ratings: rated.collect(),
        ..Expectation::default()
    };
    let id = ExpectationId::new(format!("e{}", org.link(link).map_or(0, |link| link.expectations().len())));
    change(org, add_expectation(link, &id, &facts));
}
