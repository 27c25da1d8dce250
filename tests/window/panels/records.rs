//! The complaint log and the action list, and what can be done about a finding.

use throughline::model::{
    Action as Planned, ActionId, ActionStatus, ActionSubject, Complaint, ComplaintId, Day,
};

use super::*;

/// Wide, and tall enough for everything unfolded.
const ROOM: Vec2 = vec2(1000.0, 1800.0);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The clinic with two complaints and three actions.
pub fn kept() -> Session {
    let mut session = clinic::session();
    let mut late = Complaint::of("patients".into(), day("2026-11-02"), "I waited an hour");
    late.link = Some(clinic::link("reception", "patients"));
    late.answered.owner = "Eve".to_owned();
    late.answered.due = Some(day("2026-11-18"));
    let mut done = Complaint::of("insurer".into(), day("2026-09-01"), "two bills for one visit");
    for stage in [&mut done.answered, &mut done.solved, &mut done.mended] {
        stage.done = Some(day("2026-10-01"));
    }
    for complaint in [late, done] {
        session.execute(&Command::AddComplaint(Box::new(complaint))).unwrap();
    }
    let action = |what: &str, about, due: &str, status| Planned {
        what: what.to_owned(),
        about,
        owner: "Dev".to_owned(),
        due: Some(day(due)),
        status,
    };
    for action in [
        action(
            "Print the list at 8:00",
            ActionSubject::Link(clinic::link("booking", "reception")),
            "2026-11-11",
            ActionStatus::Underway,
        ),
        action(
            "Name a deputy",
            ActionSubject::Party(PartyId::new("records")),
            "2026-12-11",
            ActionStatus::Planned,
        ),
        action("Write to the insurer", ActionSubject::Org, "2026-10-02", ActionStatus::Done),
    ] {
        session.execute(&Command::AddAction(Box::new(action))).unwrap();
    }
    session.refresh();
    session
}

fn on_page<'a>(session: Session, page: FindingsPage) -> Harness<'a, Bench<FindingsState>> {
    let mut panel = FindingsState::default();
    panel.open(page);
    bench(session, panel, ROOM, findings_ui)
}

fn press_beginning<S>(harness: &mut Harness<'_, Bench<S>>, words: &str) {
    let node = harness
        .query_all_by_label_contains(words)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(words)))
        .unwrap_or_else(|| panic!("nothing begins with {words:?}"));
    node.click();
    harness.run();
}

fn complaint<'h>(harness: &'h Harness<'_, Bench<FindingsState>>, id: &str) -> &'h Complaint {
    &harness.state().session.org().complaints[&ComplaintId::new(id)]
}

fn action<'h>(harness: &'h Harness<'_, Bench<FindingsState>>, id: &str) -> &'h Planned {
    &harness.state().session.org().actions[&ActionId::new(id)]
}

#[test]
fn the_tabs_count_what_is_open() {
    let mut harness = on_page(kept(), FindingsPage::Overview);
    press(&mut harness, "Complaints (1 open)");
    assert!(harness.query_by_label_contains("Complaint \u{201c}I waited an hour\u{201d}").is_some());
    press(&mut harness, "Actions (2 open)");
    assert!(harness.query_by_label_contains("Action Name a deputy").is_some());
}

#[test]
fn empty_lists_say_what_they_are_for() {
    let mut harness = on_page(clinic::session(), FindingsPage::Complaints);
    assert!(
        harness.query_by_label_contains("until the customer is answered, the problem is solved").is_some()
    );
    press(&mut harness, "Actions (0 open)");
    assert!(harness.query_by_label_contains("This list says who does what by when").is_some());
    let mut harness = on_page(clinic::empty(), FindingsPage::Complaints);
    press(&mut harness, "Add external customer");
    assert_eq!(harness.state().asked, [Request::Act(Action::AddCustomer)]);
}

#[test]
fn a_complaint_is_written_down_with_what_is_known() {
    let mut harness = on_page(clinic::session(), FindingsPage::Complaints);
    press(&mut harness, "Add a complaint");
    assert!(input(&harness, "What the customer said").is_focused());
    type_into(&mut harness, "What the customer said", "Nobody told me");
    assert!(harness.query_by_label("Say which external customer complained").is_some());
    type_text(&mut harness, "Felt on which link", "reception > pat");
    type_into(&mut harness, "Who complained", "pat");
    let added = complaint(&harness, "nobody-told-me");
    assert_eq!(
        (added.customer.as_str(), added.day, added.words.as_str()),
        ("patients", clinic::today(), "Nobody told me")
    );
    assert_eq!(added.link, Some(clinic::link("reception", "patients")));
    assert!(harness.query_by_label("Add a complaint").is_some(), "the form closes");
    harness.state_mut().session.execute(&Command::Undo).unwrap();
    assert!(harness.state().session.org().complaints.is_empty());
}

#[test]
fn the_steps_of_a_complaint_are_ticked_in_its_row() {
    let mut harness = on_page(kept(), FindingsPage::Complaints);
    assert!(harness.query_by_label("3 days late, Eve").is_some(), "late is said in words");
    assert!(harness.query_by_label_contains("customer answered: 3 days late, folded").is_some());
    press(&mut harness, "Customer answered: I waited an hour");
    assert_eq!(complaint(&harness, "i-waited-an-hour").answered.done, Some(clinic::today()));
    assert!(harness.query_by_label("3 days late, Eve").is_none());
    press(&mut harness, "Customer answered: I waited an hour");
    assert_eq!(complaint(&harness, "i-waited-an-hour").answered.done, None);
    for label in ["Customer answered", "Problem solved", "Cause mended inside"] {
        press(&mut harness, &format!("{label}: I waited an hour"));
    }
    assert!(harness.query_by_label("Done (2), folded").is_some(), "what is done is folded away");
    press(&mut harness, "Done (2), folded");
    press(&mut harness, "Prevented: I waited an hour");
    assert_eq!(complaint(&harness, "i-waited-an-hour").prevented, Some(clinic::today()));
}

#[test]
fn every_fact_of_a_complaint_is_typed_where_it_stands() {
    type Read = fn(&Complaint) -> String;
    let table: &[(&str, &str, Read, &str)] = &[
        ("What the customer said", "An hour!", |facts| facts.words.clone(), "An hour!"),
        ("Who complained", "insurer", |facts| facts.customer.to_string(), "insurer"),
        ("When it came in", "2026-11-03", |facts| facts.day.to_string(), "2026-11-03"),
        (
            "Felt on which link",
            "doctors > patients",
            |facts| format!("{:?}", facts.link.as_ref().map(ToString::to_string)),
            "Some(\"doctors > patients\")",
        ),
        ("Felt on which link", "", |facts| format!("{:?}", facts.link), "None"),
        ("Who answers", "Finn", |facts| facts.answered.owner.clone(), "Finn"),
        (
            "Solution due on",
            "2026-12-01",
            |facts| format!("{:?}", facts.solved.due.map(|day| day.to_string())),
            "Some(\"2026-12-01\")",
        ),
        (
            "Mended on",
            "2026-11-20",
            |facts| format!("{:?}", facts.mended.done.map(|day| day.to_string())),
            "Some(\"2026-11-20\")",
        ),
        (
            "Cannot come back since",
            "2026-11-21",
            |facts| format!("{:?}", facts.prevented.map(|day| day.to_string())),
            "Some(\"2026-11-21\")",
        ),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = on_page(kept(), FindingsPage::Complaints);
        press_beginning(&mut harness, "Complaint \u{201c}I waited an hour\u{201d}");
        type_into(&mut harness, label, typed);
        assert_eq!(read(complaint(&harness, "i-waited-an-hour")), *wanted, "{label}");
        assert_eq!(commands(&harness).len(), 1, "{label}");
    }
    let mut harness = on_page(kept(), FindingsPage::Complaints);
    press_beginning(&mut harness, "Complaint \u{201c}I waited an hour\u{201d}");
    type_into(&mut harness, "Answer due on", "soon");
    assert!(harness.query_by_label_contains("Write a day such as").is_some());
    assert_eq!(field(&harness, "Answer due on"), "soon");
    press(&mut harness, "Show its link on the map");
    let wanted = Request::FlyTo(Subject::Link(clinic::link("reception", "patients")));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
    press(&mut harness, "Remove this complaint");
    assert!(!harness.state().session.org().complaints.contains_key(&"i-waited-an-hour".into()));
}

#[test]
fn an_action_is_written_down_and_followed() {
    let mut harness = on_page(kept(), FindingsPage::Actions);
    press(&mut harness, "Add an action");
    assert!(input(&harness, "What is to be done").is_focused());
    type_text(&mut harness, "By when", "2026-12-24");
    type_text(&mut harness, "What it is about", "records > book");
    type_text(&mut harness, "Who does it", "Gus");
    type_into(&mut harness, "What is to be done", "Ask for free slots");
    let added = action(&harness, "ask-for-free-slots");
    let wanted = Planned {
        what: "Ask for free slots".to_owned(),
        about: ActionSubject::Link(clinic::link("records", "booking")),
        owner: "Gus".to_owned(),
        due: Some(day("2026-12-24")),
        status: ActionStatus::Planned,
    };
    assert_eq!(*added, wanted);
    press(&mut harness, "Done: Ask for free slots");
    assert_eq!(action(&harness, "ask-for-free-slots").status, ActionStatus::Done);
    assert!(harness.query_by_label("Done or dropped (2), folded").is_some());
}

#[test]
fn an_action_says_that_it_is_late_and_leads_to_what_it_is_about() {
    let mut harness = on_page(kept(), FindingsPage::Actions);
    let late = "Action Print the list at 8:00, Dev, by 2026-11-11, 10 days late, folded";
    assert!(harness.query_by_label(late).is_some());
    press(&mut harness, "Booking \u{2192} Reception");
    let wanted = Request::FlyTo(Subject::Link(clinic::link("booking", "reception")));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
    press(&mut harness, "Records");
    let wanted = Request::FlyTo(Subject::Party("records".into()));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
    press(&mut harness, late);
    type_into(&mut harness, "By when", "2026-11-30");
    type_into(&mut harness, "Who does it", "Eve");
    type_into(&mut harness, "What it is about", "lab");
    type_into(&mut harness, "What is to be done", "Print it");
    press(&mut harness, "How far it has come: dropped");
    let changed = action(&harness, "print-the-list-at-8-00");
    assert_eq!((changed.what.as_str(), changed.owner.as_str()), ("Print it", "Eve"));
    assert_eq!(changed.due, Some(day("2026-11-30")));
    assert_eq!(changed.about, ActionSubject::Party("lab".into()));
    assert_eq!(changed.status, ActionStatus::Dropped);
    press(&mut harness, "Remove this action");
    assert_eq!(harness.state().session.org().actions.len(), 2);
}

#[test]
fn a_finding_unfolds_what_can_be_done_and_begins_an_action() {
    let mut harness = on_page(clinic::session(), FindingsPage::All);
    let row =
        harness.get_all_by_label_contains("which patients need a follow-up\" from Records").next().unwrap();
    row.click();
    harness.run();
    press(&mut harness, "Plan an action");
    let Some(Request::PlanAction(about, what)) = harness.state().asked.last().cloned() else {
        panic!("no action was begun")
    };
    assert!(matches!(&about, ActionSubject::Finding(id) if id.starts_with("unmet-need:")), "{about:?}");
    let Bench { session, panel, .. } = harness.state_mut();
    panel.start_action(session, about.clone(), &what);
    harness.run();
    assert!(input(&harness, "What is to be done").is_focused());
    assert_eq!(field(&harness, "What is to be done"), what);
    assert_eq!(field(&harness, "What it is about"), "finding on Records \u{2192} Booking");
    harness.key_press(Key::Enter);
    harness.run();
    let added = harness.state().session.org().actions.values().next().unwrap();
    assert_eq!((&added.about, &added.what), (&about, &what));
    press(&mut harness, "Finding on Records \u{2192} Booking");
    let wanted = Request::FlyTo(Subject::Link(clinic::link("records", "booking")));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
}

#[test]
fn a_cause_on_the_first_screen_begins_an_action_once_it_is_chosen() {
    let mut harness = on_page(clinic::session(), FindingsPage::Overview);
    assert!(harness.query_by_label("Plan an action").is_none());
    press_beginning(&mut harness, "Fix first: Records \u{2192} Booking");
    press(&mut harness, "Plan an action");
    let cause = ActionSubject::Cause(clinic::link("records", "booking"));
    let asked = harness.state().asked.last();
    assert!(matches!(asked, Some(Request::PlanAction(about, _)) if *about == cause), "{asked:?}");
}

#[test]
fn a_finding_is_accepted_for_a_while_and_no_longer() {
    let mut harness = on_page(clinic::session(), FindingsPage::All);
    let words = "which patients need a follow-up\" from Records";
    harness.get_all_by_label_contains(words).next().unwrap().click();
    harness.run();
    press(&mut harness, "Accept\u{2026}");
    assert!(input(&harness, "Who decides").is_focused());
    type_into(&mut harness, "Who decides", "Ana");
    assert!(harness.query_by_label_contains("Say why").is_some(), "a reason is needed");
    type_text(&mut harness, "Until which day", "2027-03-31");
    type_into(&mut harness, "Why you can live with it", "the new system comes");
    let accepted = &harness.state().session.org().accepted_findings;
    let (id, decision) = accepted.iter().next().unwrap();
    assert!(id.starts_with("unmet-need:"), "{id}");
    assert_eq!((decision.by.as_str(), decision.why.as_str()), ("Ana", "the new system comes"));
    assert_eq!((decision.day, decision.until), (clinic::today(), Some(day("2027-03-31"))));
    let is_row = |harness: &Harness<'_, Bench<FindingsState>>| {
        harness
            .query_all_by_role(Role::ListItem)
            .any(|row| row.accesskit_node().label().is_some_and(|label| label.contains(words)))
    };
    assert!(!is_row(&harness), "it is quiet");
    press(&mut harness, "Accepted (1), folded");
    assert!(harness.query_by_label("Ana on 2026-11-21, until 2027-03-31: the new system comes").is_some());
    press(&mut harness, "No longer accept");
    assert!(harness.state().session.org().accepted_findings.is_empty());
    assert!(is_row(&harness), "it is said again");
}

#[test]
fn what_is_typed_in_a_list_is_taken_before_a_save() {
    let mut harness = on_page(kept(), FindingsPage::Actions);
    press_beginning(&mut harness, "Action Name a deputy");
    type_text(&mut harness, "Who does it", "ra");
    assert!(commands(&harness).is_empty(), "nothing is taken while it is typed");
    let Bench { session, panel, .. } = harness.state_mut();
    let mut sink = Sink::default();
    panel.finish(session, &mut sink);
    let asked = sink.drain();
    assert!(matches!(asked.as_slice(), [Request::Command(Command::UpdateAction { .. })]), "{asked:?}");
}

#[test]
fn a_record_that_was_asked_for_is_unfolded_even_when_it_is_done() {
    let mut panel = FindingsState::default();
    panel.show_complaint(&"two-bills-for-one-visit".into());
    let harness = bench(kept(), panel, ROOM, findings_ui);
    assert_eq!(field(&harness, "What the customer said"), "two bills for one visit");
    let mut panel = FindingsState::default();
    panel.show_action(&"write-to-the-insurer".into());
    let harness = bench(kept(), panel, ROOM, findings_ui);
    assert_eq!(field(&harness, "What is to be done"), "Write to the insurer");
}
