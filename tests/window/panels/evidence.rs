//! The inspector: promises, agreements, conflicts, sides of a rating, counts, costs, causes, and what is kept beside a link.

use throughline::model::{
    CauseVerdict, Cost, CostBasis, CostUnit, Dimension, Expectation, ExpectationRef, Link, QualityCount,
    QualityTarget, Quantity, RatingKey,
};

use super::*;

fn need<'h>(harness: &'h Harness<'_, Bench<InspectorState>>) -> &'h Expectation {
    &link(harness).expectations()[&"file".into()]
}

fn link<'h>(harness: &'h Harness<'_, Bench<InspectorState>>) -> &'h Link {
    harness.state().session.org().link(&file_link()).unwrap()
}

fn on_tab<'a>(link: LinkId, tab: Question) -> Harness<'a, Bench<InspectorState>> {
    let mut state = InspectorState::default();
    state.open_tab(tab);
    inspector(Some(Subject::Link(link)), state)
}

#[test]
fn a_promise_is_typed_in_the_unit_of_its_standard() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    type_into(&mut harness, "Promised level in %", "97,5");
    assert_eq!(need(&harness).promised, Some(Quantity::new(97.5).unwrap()));
    type_into(&mut harness, "Promised level in %", "");
    assert_eq!(need(&harness).promised, None);
    let want = Subject::Expectation(file_link(), "heads-up".into());
    let harness = inspector(Some(want), InspectorState::default());
    assert!(harness.query_by_label_contains("can be promised as soon as a standard").is_some());
}

#[test]
fn the_supplier_agrees_and_is_asked_again_after_a_change() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    assert!(harness.query_by_label("No agreement from Records yet.").is_some());
    type_text(&mut harness, "Who agrees for the supplier", "Rita");
    press(&mut harness, "The supplier agrees");
    let agreed = need(&harness).acceptance.clone().unwrap();
    assert_eq!((agreed.by.as_str(), agreed.day), ("Rita", clinic::today()));
    assert_eq!(agreed.fingerprint, need(&harness).agreed_text());
    assert!(harness.query_by_label("Rita agreed on 2026-11-21.").is_some());
    assert!(harness.query_by_label("The supplier agrees again").is_none());

    press(&mut harness, "Importance: 4");
    assert!(harness.query_by_label("Changed since Rita agreed on 2026-11-21.").is_some());
    assert!(harness.query_by_label_contains("Agreed then: the complete file before the visit !5").is_some());
    press(&mut harness, "The supplier agrees again");
    let again = need(&harness).acceptance.clone().unwrap();
    assert_eq!(
        (again.by.as_str(), again.fingerprint.as_str()),
        ("Records", need(&harness).agreed_text().as_str())
    );
    press(&mut harness, "No longer agrees");
    assert_eq!(need(&harness).acceptance, None);
    harness.state_mut().session.execute(&Command::Undo).unwrap();
    assert!(need(&harness).acceptance.is_some(), "each is a step of its own");
}

#[test]
fn a_conflict_is_marked_on_one_side_and_taken_away_on_either() {
    let free_slots =
        ExpectationRef { link: clinic::link("records", "booking"), expectation: "free-slots".into() };
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    type_into(&mut harness, "Add a conflict", "nonsense");
    assert!(harness.query_by_label_contains("Nobody expects that of Records").is_some());
    type_into(&mut harness, "Add a conflict", "which patients");
    assert_eq!(need(&harness).conflicts.iter().collect::<Vec<_>>(), [&free_slots]);

    let there = Subject::Expectation(free_slots.link, free_slots.expectation);
    harness.state_mut().session.execute(&Command::Select(Selection::of(there))).unwrap();
    harness.run();
    press(&mut harness, "Remove the conflict with Clinic nurses: the complete file before the visit");
    assert!(need(&harness).conflicts.is_empty());
}

#[test]
fn a_rating_tells_how_it_was_to_be_served() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    press(&mut harness, "More details, or another day, folded");
    type_text(&mut harness, "Score", "4");
    type_text(&mut harness, "Friendliness", "9");
    type_into(&mut harness, "Timeliness", "1,5");
    assert!(harness.query_by_label_contains("Write a score from 1 to 5").is_some());
    type_into(&mut harness, "Friendliness", "2");
    let key = RatingKey { day: clinic::today(), rater: "Clinic nurses".to_owned() };
    let sides: Vec<_> = need(&harness).ratings[&key]
        .dimensions
        .iter()
        .map(|(side, score)| (side, score.hundredths()))
        .collect();
    assert_eq!(sides, [(Dimension::Friendliness, 200), (Dimension::Timeliness, 150)]);
    let shown = "4 of 5, Clinic nurses on 2026-11-21; friendliness 2, timeliness 1.5";
    assert!(harness.query_by_label(shown).is_some());
    assert_eq!(field(&harness, "Friendliness"), "", "ready for the next one");
}

#[test]
fn a_cost_is_hours_or_money_with_its_source() {
    let mut harness = on_tab(file_link(), Question::Improve);
    type_into(&mut harness, "Cost a month", "40");
    assert!(harness.query_by_label_contains("Write the amount and what it is in").is_some());
    type_into(&mut harness, "Cost a month", "40 hours");
    press(&mut harness, "How it is known: Measured");
    type_into(&mut harness, "Who said what it costs", "Ana");
    type_into(&mut harness, "Cost a month", "1200 EUR");
    let wanted = Cost {
        amount: Quantity::new(1200.0).unwrap(),
        unit: CostUnit::Money("EUR".to_owned()),
        stated_by: "Ana".to_owned(),
        basis: CostBasis::Measured,
    };
    assert_eq!(link(&harness).cost, Some(wanted));
    type_into(&mut harness, "Cost a month", "");
    assert_eq!(link(&harness).cost, None);
}

#[test]
fn counts_and_a_target_say_what_was_right_the_first_time() {
    let mut harness = on_tab(file_link(), Question::Doing);
    press(&mut harness, "Add a count, folded");
    type_text(&mut harness, "Counted in which period", "2026-Q3");
    type_text(&mut harness, "Units handed over", "400");
    type_text(&mut harness, "What can go wrong on one unit", "3");
    type_into(&mut harness, "What went wrong", "1201");
    assert!(harness.query_by_label_contains("At most 1200 things can go wrong").is_some());
    type_into(&mut harness, "What went wrong", "12");
    press(&mut harness, "What is counted: Complete and accurate");
    type_text(&mut harness, "Counted in which period", "2026-09");
    type_into(&mut harness, "Complete and accurate, in %", "120");
    assert!(harness.query_by_label_contains("Write a percentage from 0 to 100").is_some());
    type_into(&mut harness, "Complete and accurate, in %", "92.5");
    let counts: Vec<_> = link(&harness).quality.iter().map(|(at, count)| (at.to_string(), *count)).collect();
    let defects = QualityCount::Defects { units: 400, opportunities: 3, defects: 12 };
    let share = QualityCount::CompleteAndAccurate(Quantity::new(92.5).unwrap());
    assert_eq!(counts.len(), 2);
    assert!(counts.contains(&("2026-Q3".to_owned(), defects)), "{counts:?}");
    assert!(counts.contains(&("2026-09".to_owned(), share)), "{counts:?}");

    press(&mut harness, "Set a quality target, folded");
    type_into(&mut harness, "At most so many defects in a million opportunities", "5000");
    assert_eq!(link(&harness).quality_target, Some(QualityTarget::Dpmo(Quantity::new(5000.0).unwrap())));
    press(&mut harness, "Remove the quality target");
    press(&mut harness, "Remove count 2026-Q3: 12 defects in 400 units with 3 opportunities each");
    press(&mut harness, "Remove count 2026-09: 92.5 % complete and accurate");
    assert!(link(&harness).quality.is_empty() && link(&harness).quality_target.is_none());
}

#[test]
fn counts_can_be_kept_where_nobody_has_written_down_a_need() {
    let harness = on_tab(clinic::link("it", "records"), Question::Doing);
    assert!(harness.query_by_label("Add a count, folded").is_some());
}

#[test]
fn a_person_says_whether_it_is_the_cause() {
    let root = clinic::link("records", "booking");
    let mut harness = on_tab(root.clone(), Question::Improve);
    let said = |harness: &Harness<'_, Bench<InspectorState>>| {
        harness.state().session.org().link(&root).unwrap().cause_verdict.clone()
    };
    type_text(&mut harness, "Who answers", "Ana");
    press(&mut harness, "Is this the cause?: Confirmed");
    let verdict = CauseVerdict { confirmed: true, by: "Ana".to_owned(), day: clinic::today() };
    assert_eq!(said(&harness), Some(verdict));
    assert!(harness.query_by_label("Confirmed by Ana on 2026-11-21.").is_some());
    press(&mut harness, "Is this the cause?: Rejected");
    assert_eq!(said(&harness).map(|verdict| verdict.confirmed), Some(false));
    press(&mut harness, "Is this the cause?: Left open");
    assert_eq!(said(&harness), None);
    let symptom = on_tab(clinic::link("booking", "reception"), Question::Improve);
    assert!(symptom.query_by_label("Is this the cause?: Confirmed").is_some());
    let works = on_tab(clinic::link("lab", "doctors"), Question::Improve);
    assert!(works.query_by_label("Is this the cause?: Confirmed").is_none(), "nothing to ask where it works");
}

#[test]
fn the_newer_thresholds_of_the_organisation_are_set() {
    let mut harness = inspector(None, InspectorState::default());
    type_into(&mut harness, "Two views: supplier and customer differ by", "1,5");
    type_into(&mut harness, "Complaints may wait between steps, in days", "14");
    press(&mut harness, "Sigma levels carry the usual shift of 1.5");
    let policy = &harness.state().session.org().policy;
    assert_eq!(
        (policy.two_views_from.get(), policy.complaint_patience_days, policy.sigma_shift),
        (1.5, 14, false)
    );
    type_into(&mut harness, "Two views: supplier and customer differ by", "5");
    assert!(harness.query_by_label_contains("from 0 to 4").is_some());
    press(&mut harness, "Back to the usual thresholds");
    assert!(harness.state().session.org().policy.sigma_shift);
}

#[test]
fn actions_and_complaints_stand_where_they_belong_and_lead_to_their_lists() {
    use throughline::model::{Action as Planned, ActionSubject, Complaint};
    let into = clinic::link("reception", "patients");
    let mut session = clinic::session();
    let mut complaint = Complaint::of("patients".into(), "2026-11-02".parse().unwrap(), "I waited an hour");
    complaint.link = Some(into.clone());
    complaint.answered.due = Some("2026-11-20".parse().unwrap());
    session.execute(&Command::AddComplaint(Box::new(complaint))).unwrap();
    let action = Planned {
        what: "Print the list".to_owned(),
        about: ActionSubject::Cause(into.clone()),
        due: Some("2026-11-11".parse().unwrap()),
        ..Planned::default()
    };
    session.execute(&Command::AddAction(Box::new(action))).unwrap();
    session.execute(&Command::Select(Selection::link(&into))).unwrap();
    let mut state = InspectorState::default();
    state.open_tab(Question::Improve);
    let mut harness = bench(session, state, TALL, inspector_ui);
    press(&mut harness, "Print the list, planned: nobody yet, by 2026-11-11, 10 days late");
    assert_eq!(harness.state().asked.last(), Some(&Request::ShowAction("print-the-list".into())));
    press(
        &mut harness,
        "\u{201c}I waited an hour\u{201d}, Patients on 2026-11-02, customer answered: 1 day late",
    );
    assert_eq!(harness.state().asked.last(), Some(&Request::ShowComplaint("i-waited-an-hour".into())));
    press(&mut harness, "Add a complaint\u{2026}");
    let wanted = Request::StartComplaint(Some("patients".into()), Some(into));
    assert_eq!(harness.state().asked.last(), Some(&wanted));

    let root = clinic::link("records", "booking");
    let mut harness = on_tab(root.clone(), Question::Improve);
    press(&mut harness, "Plan an action\u{2026}");
    let Some(Request::PlanAction(about, what)) = harness.state().asked.last() else { panic!("no request") };
    assert_eq!(*about, ActionSubject::Cause(root));
    assert!(!what.is_empty(), "the next step of what was found there");
    let mut harness = inspector(Some(Subject::Party("patients".into())), InspectorState::default());
    press(&mut harness, "Add a complaint\u{2026}");
    let wanted = Request::StartComplaint(Some("patients".into()), None);
    assert_eq!(harness.state().asked.last(), Some(&wanted));
}
