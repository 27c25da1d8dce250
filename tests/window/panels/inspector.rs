//! The inspector: every fact typed, chosen, added and taken away.

use super::*;

/// What a typed fact should become when it is typed.
type Typed<T> = (&'static str, &'static str, fn(&T) -> String, &'static str);

#[test]
fn every_typed_fact_of_a_party_is_one_command() {
    let table: &[Typed<throughline::model::Party>] = &[
        ("Name", "Ward nurses", |party| party.name.clone(), "Ward nurses"),
        ("Department", "Wards", |party| party.department.clone().unwrap_or_default(), "Wards"),
        ("Department", "", |party| format!("{:?}", party.department), "None"),
        (
            "Reports to",
            "recep",
            |party| format!("{:?}", party.reports_to.as_ref().map(PartyId::as_str)),
            "Some(\"reception\")",
        ),
        ("Reports to", "", |party| format!("{:?}", party.reports_to), "None"),
        ("Lead", "Ana", |party| party.lead.clone(), "Ana"),
        ("Offers", "Care by the bed", |party| party.offers.clone(), "Care by the bed"),
        ("May decide alone", "Shifts", |party| party.may_decide.clone(), "Shifts"),
        ("Note", "Moved in May", |party| party.note.clone(), "Moved in May"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(nurses()), InspectorState::default());
        type_into(&mut harness, label, typed);
        let party = harness.state().session.org().party(&PartyId::new("nurses")).unwrap();
        assert_eq!(read(party), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateParty { .. }]), "{label}: {asked:?}");
        assert_eq!(harness.state().session.history().done().len(), 1, "{label}: one undo step");
    }
}

#[test]
fn the_weight_of_an_external_customer_is_typed() {
    let mut harness = inspector(Some(Subject::Party("patients".into())), InspectorState::default());
    type_into(&mut harness, "Weight beside other customers", "2,5");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"patients".into()).unwrap().weight.unwrap().get(), 2.5);
}

#[test]
fn every_typed_fact_of_a_link_is_one_command() {
    let table: &[Typed<throughline::model::Link>] = &[
        (
            "Volume",
            "120 cases a month",
            |link| format!("{:?}", link.volume.as_ref().map(|v| (v.amount.get(), v.unit.clone()))),
            "Some((120.0, \"cases a month\"))",
        ),
        (
            "Mean wait in hours",
            "-1.5",
            |link| format!("{:?}", link.mean_wait_hours.map(|wait| wait.get())),
            "Some(-1.5)",
        ),
        ("Note on this link", "By hand", |link| link.note.clone(), "By hand"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
        type_into(&mut harness, label, typed);
        assert_eq!(read(harness.state().session.org().link(&file_link()).unwrap()), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateLink { .. }]), "{label}: {asked:?}");
    }
}

#[test]
fn every_typed_fact_of_an_expectation_is_one_command() {
    let table: &[Typed<throughline::model::Expectation>] = &[
        (
            "In the customer\u{2019}s words",
            "the whole file",
            |facts| facts.statement.clone(),
            "the whole file",
        ),
        ("About which deliverable", "Patient file", |facts| facts.deliverable.clone(), "Patient file"),
        (
            "The supplier\u{2019}s own rating",
            "3.25",
            |facts| format!("{:?}", facts.own_rating.map(|score| score.hundredths())),
            "Some(325)",
        ),
        ("The supplier\u{2019}s own rating", "", |facts| format!("{:?}", facts.own_rating), "None"),
        ("Note on this expectation", "Since 2024", |facts| facts.note.clone(), "Since 2024"),
        (
            "What is measured",
            "files on time",
            |facts| facts.standard.clone().unwrap().metric,
            "files on time",
        ),
        ("Unit", "of 100", |facts| facts.standard.clone().unwrap().unit, "of 100"),
        ("Target", "90", |facts| facts.standard.clone().unwrap().target.to_string(), "90"),
    ];
    for (label, typed, read, wanted) in table {
        let mut harness = inspector(Some(file_need()), InspectorState::default());
        press(&mut harness, "Change the standard, folded");
        type_into(&mut harness, label, typed);
        assert_eq!(read(need(&harness)), *wanted, "{label}");
        let asked = commands(&harness);
        assert!(matches!(asked.as_slice(), [Command::UpdateExpectation { .. }]), "{label}: {asked:?}");
    }
}

fn need<'h>(harness: &'h Harness<'_, Bench<InspectorState>>) -> &'h throughline::model::Expectation {
    let link = harness.state().session.org().link(&file_link()).unwrap();
    &link.expectations()[&"file".into()]
}

#[test]
fn every_choice_of_an_expectation_is_one_command() {
    type Read = fn(&throughline::model::Expectation) -> bool;
    let table: &[(&str, Read)] = &[
        ("Need or want: Want: feels good", |facts| facts.kind == ExpectationKind::Want),
        ("Importance: 2", |facts| facts.importance == Importance::new(2).unwrap()),
        ("How do we know: Surveyed", |facts| facts.source == Source::Surveyed),
        ("Service window: In", |facts| facts.window == ServiceWindow::In),
        ("Service window: Out", |facts| facts.window == ServiceWindow::Out { told: None }),
        ("Disputed: the two sides disagree that it should be expected", |facts| facts.disputed),
        ("Good is: at most", |facts| facts.standard.as_ref().unwrap().direction == Direction::AtMost),
        ("Remove the standard", |facts| facts.standard.is_none()),
    ];
    for (label, read) in table {
        let mut harness = inspector(Some(file_need()), InspectorState::default());
        press(&mut harness, "Change the standard, folded");
        press(&mut harness, label);
        assert!(read(need(&harness)), "{label}");
        assert_eq!(commands(&harness).len(), 1, "{label}");
    }
}

#[test]
fn a_need_outside_the_window_remembers_when_the_customer_was_told() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    press(&mut harness, "Service window: Out");
    type_into(&mut harness, "Told the customer on", "2026-11-05");
    assert_eq!(need(&harness).window, ServiceWindow::Out { told: Some("2026-11-05".parse().unwrap()) });
}

#[test]
fn the_kind_of_a_party_is_chosen() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    press(&mut harness, "Kind: External supplier");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().kind, PartyKind::ExternalSupplier);
}

#[test]
fn things_are_added_with_enter_and_removed_with_their_cross() {
    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_into(&mut harness, "Add an open need", "a quiet room");
    press(&mut harness, "Names in source files, folded");
    type_into(&mut harness, "Add a name in source files", "NURS-01");
    let party = harness.state().session.org().party(&"nurses".into()).unwrap().clone();
    assert!(party.open_needs.contains("a quiet room") && party.aliases.contains("NURS-01"), "{party:?}");
    press(&mut harness, "Remove open need a quiet room");
    press(&mut harness, "Remove name NURS-01");
    let party = harness.state().session.org().party(&"nurses".into()).unwrap();
    assert!(party.open_needs.is_empty() && party.aliases.is_empty(), "{party:?}");

    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    type_into(&mut harness, "Add a deliverable", "Lab slip");
    press(&mut harness, "Remove deliverable Recall list");
    press(&mut harness, "Support, not part of the work itself");
    press(&mut harness, "Breaks further on happen because of this");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert_eq!(
        link.deliverables.iter().map(String::as_str).collect::<Vec<_>>(),
        ["Lab slip", "Patient file"]
    );
    assert!(link.support && link.because_of);
}

#[test]
fn a_need_is_added_on_the_first_tab_and_gets_chosen() {
    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    press(&mut harness, "Add a: Want");
    type_into(&mut harness, "Add a want", "no jargon");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    let added = link.expectations().values().find(|facts| facts.statement == "no jargon").unwrap();
    assert_eq!(added.kind, ExpectationKind::Want);
}

#[test]
fn the_four_verdict_buttons_say_the_customers_word() {
    for (label, verdict) in [
        ("Verdict: works", Some(Verdict::Works)),
        ("Verdict: struggles", Some(Verdict::Struggles)),
        ("Verdict: broken", Some(Verdict::Broken)),
        ("Verdict: not asked", None),
    ] {
        let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
        press(&mut harness, label);
        let wanted = Command::SetVerdict { link: file_link(), verdict };
        assert_eq!(commands(&harness), [wanted], "{label}");
    }
}

#[test]
fn an_earlier_verdict_is_written_down_and_taken_away() {
    let mut harness = inspector(Some(Subject::Link(file_link())), InspectorState::default());
    press(&mut harness, "Write down what was said earlier, folded");
    press(&mut harness, "Earlier verdict: struggles");
    type_text(&mut harness, "Who said so", "Ana");
    type_text(&mut harness, "On which day", "2026-13-40");
    press(&mut harness, "Write it down");
    assert!(harness.query_by_label_contains("Write a day such as").is_some());
    assert_eq!(field(&harness, "On which day"), "2026-13-40", "what was typed stays");
    type_into(&mut harness, "On which day", "2026-03-01");
    press(&mut harness, "Remove verdict Struggles, Ana on 2026-03-01");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert!(link.verdicts.is_empty() && commands(&harness).len() == 2, "{link:?}");
}

#[test]
fn a_rating_takes_one_press_or_all_its_details() {
    let mut harness = inspector(Some(file_need()), InspectorState::default());
    type_text(&mut harness, "Who says so", "Ivy");
    press(&mut harness, "Rate: 4");
    let key = |rater: &str, day: &str| throughline::model::RatingKey {
        day: day.parse().unwrap(),
        rater: rater.to_owned(),
    };
    assert_eq!(need(&harness).ratings[&key("Ivy", "2026-11-21")].score.hundredths(), 400);
    press(&mut harness, "More details, or another day, folded");
    type_text(&mut harness, "Score", "6");
    type_text(&mut harness, "On which day", "2026-09-30");
    type_text(&mut harness, "For how many answers", "12");
    type_text(&mut harness, "In their words", "too late");
    press(&mut harness, "Add this rating");
    assert!(harness.query_by_label_contains("Write a score from 1 to 5").is_some());
    type_into(&mut harness, "Score", "2,5");
    let rating = &need(&harness).ratings[&key("Clinic nurses", "2026-09-30")];
    assert_eq!(
        (rating.score.hundredths(), rating.answers.get(), rating.comment.as_str()),
        (250, 12, "too late")
    );
    let words = "Remove rating 4 of 5, Ivy on 2026-11-21";
    press(&mut harness, words);
    assert!(!need(&harness).ratings.contains_key(&key("Ivy", "2026-11-21")));
}

#[test]
fn a_standard_is_set_and_measured_against() {
    let want = Subject::Expectation(file_link(), "heads-up".into());
    let mut harness = inspector(Some(want), InspectorState::default());
    press(&mut harness, "Set a standard, folded");
    type_text(&mut harness, "What is measured", "warnings given");
    press(&mut harness, "Good is: at most");
    type_into(&mut harness, "Target", "3");
    press(&mut harness, "Add a measurement, folded");
    type_text(&mut harness, "Period", "2026-Q3");
    type_text(&mut harness, "Measured value", "5");
    type_into(&mut harness, "From how many cases", "40");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    let facts = &link.expectations()[&"heads-up".into()];
    let standard = facts.standard.as_ref().unwrap();
    assert_eq!((standard.metric.as_str(), standard.direction), ("warnings given", Direction::AtMost));
    let measured = facts.measurements[&"2026-Q3".parse().unwrap()];
    assert_eq!((measured.value.get(), measured.sample_size), (5.0, Some(40)));
    press(&mut harness, "Remove measurement 2026-Q3: 5, n = 40, missed");
    let link = harness.state().session.org().link(&file_link()).unwrap();
    assert!(link.expectations()[&"heads-up".into()].measurements.is_empty());
}

#[test]
fn what_cannot_be_taken_stays_with_the_reason_and_escape_takes_it_back() {
    for (label, typed, reason) in
        [("Name", "   ", "A name is needed"), ("Reports to", "Nobody here", "No other team is called")]
    {
        let mut harness = inspector(Some(nurses()), InspectorState::default());
        let before = field(&harness, label);
        type_into(&mut harness, label, typed);
        assert!(commands(&harness).is_empty(), "{label}");
        assert!(harness.query_by_label_contains(reason).is_some(), "{label}: {reason}");
        assert_eq!(field(&harness, label), typed, "{label}");
        input(&harness, label).focus();
        harness.run();
        harness.key_press(Key::Escape);
        harness.run();
        assert_eq!(field(&harness, label), before, "{label}");
        assert!(harness.query_by_label_contains(reason).is_none(), "{label}");
    }
}

#[test]
fn leaving_a_field_takes_it_and_so_does_choosing_something_else() {
    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Ana");
    assert!(commands(&harness).is_empty(), "nothing is taken while it is typed");
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(commands(&harness).len(), 1);

    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Ben");
    let other = Command::Select(Selection::party(&"lab".into()));
    harness.state_mut().session.execute(&other).unwrap();
    harness.run();
    let org = harness.state().session.org();
    assert_eq!(org.party(&"nurses".into()).unwrap().lead, "Ben");

    let mut harness = inspector(Some(nurses()), InspectorState::default());
    type_text(&mut harness, "Lead", "Cleo");
    let Bench { session, panel, .. } = harness.state_mut();
    let mut sink = Sink::default();
    panel.finish(session, &mut sink);
    assert_eq!(sink.drain().len(), 1, "a save takes what is under way");
}

#[test]
fn departments_are_completed_from_those_there_are() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    type_text(&mut harness, "Department", "off");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().department.as_deref(), Some("Front office"));
    assert_eq!(commands(&harness).len(), 1);
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    type_text(&mut harness, "Department", "diag");
    press(&mut harness, "Diagnostics");
    let org = harness.state().session.org();
    assert_eq!(org.party(&"it".into()).unwrap().department.as_deref(), Some("Diagnostics"));
    assert_eq!(commands(&harness).len(), 1, "a click on a suggestion is one step, too");
}

#[test]
fn tabbing_through_a_form_changes_nothing() {
    let mut harness = inspector(Some(Subject::Party("it".into())), InspectorState::default());
    for _ in 0..60 {
        harness.key_press(Key::Tab);
        harness.run();
    }
    assert_eq!(harness.state().asked, []);
}

#[test]
fn the_organisation_is_edited_when_nothing_is_chosen() {
    let mut harness = inspector(None, InspectorState::default());
    type_into(&mut harness, "Name of the organisation", "Hillside");
    type_into(&mut harness, "Service vision", "Seen on time");
    type_into(&mut harness, "Struggles from", "2,5");
    type_into(&mut harness, "Met from", "3.5");
    type_into(&mut harness, "Exceeded from", "4.75");
    type_into(&mut harness, "Ask again after days", "180");
    press(&mut harness, "The map is complete: everybody is on it");
    press(&mut harness, "Gaps: nobody knows yet, folded");
    let rule = throughline::diagnosis::rules().iter().find(|rule| rule.id == "stale").unwrap();
    press(&mut harness, rule.name);
    let org = harness.state().session.org();
    assert_eq!((org.name.as_str(), org.service_vision.as_str()), ("Hillside", "Seen on time"));
    assert!(org.map_complete && org.policy.rules_off.contains("stale"));
    let policy = &org.policy;
    let thresholds = [policy.strained_from, policy.met_from, policy.exceeded_from];
    assert_eq!(thresholds.map(|score| score.hundredths()), [250, 350, 475]);
    assert_eq!(policy.stale_after_days, 180);
    assert_eq!(commands(&harness).len(), 8);
    type_into(&mut harness, "Met from", "2");
    assert!(harness.query_by_label_contains("The three must rise").is_some());
}

#[test]
fn a_link_says_what_part_it_plays_and_leads_to_its_cause() {
    let symptom = clinic::link("booking", "reception");
    let mut state = InspectorState::default();
    state.open_tab(Question::Improve);
    let mut harness = inspector(Some(Subject::Link(symptom)), state);
    assert!(harness.query_by_label_contains("broken, likely symptom").is_some());
    let root = harness.get_all_by_label_contains("Link Records to Booking").next().unwrap();
    root.click();
    harness.run();
    let chosen = harness.state().session.selection().primary().cloned();
    assert_eq!(chosen, Some(Subject::Link(clinic::link("records", "booking"))));
    assert!(harness.query_by_label_contains("broken, probable cause").is_some());
}

#[test]
fn removing_asks_first() {
    for (chosen, label) in [
        (nurses(), "Remove Clinic nurses\u{2026}"),
        (Subject::Link(file_link()), "Remove this link\u{2026}"),
        (file_need(), "Remove this expectation\u{2026}"),
    ] {
        let mut harness = inspector(Some(chosen.clone()), InspectorState::default());
        press(&mut harness, label);
        assert_eq!(harness.state().asked, [Request::Remove(vec![chosen])]);
    }
}

#[test]
fn several_chosen_things_are_named() {
    let mut session = clinic::session();
    let chosen = Selection::of(nurses()).toggled(&Subject::Link(file_link()));
    session.execute(&Command::Select(chosen)).unwrap();
    let mut harness = bench(session, InspectorState::default(), TALL, inspector_ui);
    assert!(harness.query_by_label("1 team, 1 link").is_some());
    assert!(harness.query_by_label_contains("Selected: 1 link, ").is_some());
    press(&mut harness, "Remove them\u{2026}");
    assert!(matches!(harness.state().asked.as_slice(), [Request::Remove(list)] if list.len() == 2));
}

#[test]
fn a_team_just_made_is_named_at_once() {
    let mut state = InspectorState::default();
    state.focus(Field::Party("nurses".into(), PartyField::Name));
    let harness = inspector(Some(nurses()), state);
    assert!(input(&harness, "Name").is_focused());
    let mut state = InspectorState::default();
    state.open_tab(Question::Improve);
    state.start_expectation(&file_link(), ExpectationKind::Want);
    let harness = inspector(Some(Subject::Link(file_link())), state);
    assert!(input(&harness, "Add a want").is_focused());
}
