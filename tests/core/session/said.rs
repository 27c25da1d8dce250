//! Why a link is not as its customer says: which need decides, in words, without anybody's score.

#![expect(clippy::expect_used, reason = "a helper that fails says which of its own facts is wrong")]

use throughline::model::{Day, LinkId, PartyId, Verdict};
use throughline::session::{Command, Session, disagreement};

use super::support::today;

fn captured(lines: &[&str]) -> Session {
    let mut session = Session::new(today());
    for line in lines {
        session.capture(line, None).expect("it can be captured");
    }
    session.refresh();
    session
}

fn link(supplier: &str, customer: &str) -> LinkId {
    LinkId { supplier: PartyId::new(supplier), customer: PartyId::new(customer) }
}

/// Says it of the link, and what stands beside the answer.
fn says(session: &mut Session, link: &LinkId, verdict: Option<Verdict>) -> Option<String> {
    session.execute(&Command::SetVerdict { link: link.clone(), verdict }).expect("it can be said");
    session.refresh();
    let today: Day = session.today();
    disagreement(session.org(), session.diagnosis(), link, verdict, today).map(|why| why.in_words())
}

#[test]
fn what_the_link_follows_needs_no_word() {
    let mut session = captured(&["A > B", "B > C: parts by noon =5"]);
    for verdict in [Some(Verdict::Works), Some(Verdict::Struggles), Some(Verdict::Broken), None] {
        assert_eq!(says(&mut session, &link("a", "b"), verdict), None, "{verdict:?}");
    }
    for verdict in [Some(Verdict::Works), Some(Verdict::Struggles), Some(Verdict::Broken)] {
        assert_eq!(says(&mut session, &link("b", "c"), verdict), None, "{verdict:?}");
    }
    let nobody = disagreement(session.org(), session.diagnosis(), &link("no", "body"), None, today());
    assert_eq!(nobody, None, "of a link that is not there nothing is said");
}

#[test]
fn a_need_that_is_not_met_keeps_a_link_broken_and_is_named_without_its_score() {
    let mut session = captured(&["A > B: parts by noon !5 =2; pick list !2 =1", "A > C: a call =3"]);
    let ab = link("a", "b");
    let words =
        "It stays broken: \u{201c}parts by noon\u{201d} was rated as not met. A new rating changes that.";
    assert_eq!(says(&mut session, &ab, Some(Verdict::Works)).as_deref(), Some(words));
    assert_eq!(says(&mut session, &ab, Some(Verdict::Struggles)).as_deref(), Some(words));
    assert_eq!(says(&mut session, &ab, Some(Verdict::Broken)), None);
    assert_eq!(
        says(&mut session, &ab, None).as_deref(),
        Some(words),
        "taking the word back changes no rating"
    );
    let effort = "It still struggles: \u{201c}a call\u{201d} was rated as met only with effort. A new rating changes that.";
    assert_eq!(says(&mut session, &link("a", "c"), Some(Verdict::Works)).as_deref(), Some(effort));
}

#[test]
fn good_ratings_stay_when_the_word_is_taken_back() {
    let mut session = captured(&["A > B: parts by noon =5"]);
    let words = says(&mut session, &link("a", "b"), None);
    assert_eq!(words.as_deref(), Some("By its ratings and measurements it works."));
}

#[test]
fn a_missed_standard_is_told_with_what_was_asked_for_and_what_was_measured() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs/hospital-clinic.org.ron");
    let org = throughline::storage::load(&path).expect("the sample can be read").org;
    let mut session = Session::of(org, None, today());
    session.refresh();
    let missed = session.diagnosis().links.iter().find_map(|judged| {
        let missed = judged.expectations().values().any(|need| need.meets_standard == Some(false));
        missed.then(|| judged.id().clone())
    });
    let missed = missed.expect("the clinic misses a standard somewhere");
    let words = says(&mut session, &missed, Some(Verdict::Works)).expect("it stays as it is");
    assert!(words.starts_with("It stays broken: \u{201c}"), "{words}");
    for part in
        ["misses its standard. ", ": at ", ", measured ", " in 2026-", ". A new measurement changes that."]
    {
        assert!(words.to_lowercase().contains(&part.to_lowercase()), "{part:?} in {words}");
    }
}

#[test]
fn a_long_need_is_shortened() {
    let long = "x".repeat(120);
    let mut session = captured(&[&format!("A > B: {long} =1")]);
    let words = says(&mut session, &link("a", "b"), Some(Verdict::Works)).expect("it stays broken");
    assert!(words.contains('\u{2026}') && words.len() < 160, "{words}");
}
