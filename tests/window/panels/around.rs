//! Findings, first screen, capture line, history, status line.

use super::*;

#[test]
fn findings_stand_under_three_headings_and_fly_to_their_subject() {
    let mut panel = FindingsState::default();
    panel.open(FindingsPage::All);
    let mut harness = bench(clinic::session(), panel, WIDE, findings_ui);
    for heading in ["Fix first", "Look at", "Good to know"] {
        assert!(harness.query_by_label(heading).is_some(), "{heading}");
    }
    let shown = harness.get_all_by_role(Role::ListItem).count();
    assert!(shown <= 9, "at most three a heading, not {shown}");
    let button = harness.get_all_by_label_contains("more under Fix first").next().unwrap();
    button.click();
    harness.run();
    assert!(harness.get_all_by_role(Role::ListItem).count() > shown);
    let arrivals = Subject::Expectation(clinic::link("records", "booking"), "free-slots".into());
    for (words, wanted) in [
        ("And 2 more problems on Records \u{2192} Clinic nurses", Subject::Link(file_link())),
        ("which patients need a follow-up\" from Records", arrivals),
    ] {
        let row = harness.get_all_by_label_contains(words).next().unwrap();
        row.click();
        harness.run();
        assert_eq!(harness.state().asked.last(), Some(&Request::FlyTo(wanted)), "{words}");
    }
}

#[test]
fn the_first_screen_leads_on() {
    let show: Show<()> = |ui, session, tokens, (), sink| overview_ui(ui, session, tokens, sink);
    let mut harness = bench(clinic::session(), (), WIDE, show);
    assert!(
        harness
            .query_by_label("What the customer gets: Patients, 1 of 3 services fails, 1 struggles")
            .is_some()
    );
    let cause = harness.get_all_by_label_contains("Fix first: Records \u{2192} Booking").next().unwrap();
    cause.click();
    harness.run();
    let wanted = Request::FlyTo(Subject::Link(clinic::link("records", "booking")));
    assert_eq!(harness.state().asked.last(), Some(&wanted));
    let mut seen = Vec::new();
    let without = harness.state().session.diagnosis().first_screen.links_without_need;
    for _ in 0..=without {
        let way = harness.get_all_by_label_contains("no need yet: continue").next().unwrap();
        way.click();
        harness.run();
        seen.push(harness.state().session.selection().primary().cloned());
    }
    assert_eq!(seen.first(), seen.last(), "going on goes round: {seen:?}");
    seen.pop();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all, "each is visited once");
}

#[test]
fn the_capture_line_shows_what_it_will_make_and_asks_for_it() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Pharmacy > Clinic nurses: refills by noon !4 =2");
    for words in ["New team Pharmacy", "New link Pharmacy to Clinic nurses", "Enter does it."] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    harness.key_press(Key::Enter);
    harness.run();
    let line = "Pharmacy > Clinic nurses: refills by noon !4 =2".to_owned();
    assert_eq!(harness.state().asked, [Request::Capture(line.clone())]);
    assert!(harness.get_by_label("Capture line").is_focused(), "ready for the next line");
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(harness.get_by_label("Capture line").value(), Some(line));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(harness.get_by_label("Capture line").value().unwrap_or_default(), "");
}

#[test]
fn names_are_completed_in_the_capture_line() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Rece");
    assert!(harness.query_by_label("Reception, Front office").is_some());
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("Capture line").value().unwrap_or_default().starts_with("Reception"));
    capture_type(&mut harness, " > doc");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let line = harness.get_by_label("Capture line").value().unwrap_or_default();
    assert!(line.starts_with("Reception > Doctors"), "{line}");
    assert_eq!(harness.state().asked, [], "Enter took the suggestion, not the line");
}

#[test]
fn the_capture_line_asks_before_a_near_duplicate_and_says_what_is_wrong() {
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Labs > Doctors: results by noon");
    assert!(harness.query_by_label("Is \u{201c}Labs\u{201d} the team \u{201c}Lab\u{201d}?").is_some());
    press(&mut harness, "Use Lab");
    let line = harness.get_by_label("Capture line").value().unwrap_or_default();
    assert_eq!(line, "Lab > Doctors: results by noon");
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Lab > : results");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, []);
    assert!(harness.query_by_role(Role::Alert).is_some(), "the reason is an alert");
    assert_eq!(harness.get_by_label("Capture line").value().unwrap_or_default(), "Lab > : results");
}

#[test]
fn hearing_a_customer_is_a_chip() {
    let mut harness = capture(clinic::session());
    harness.state_mut().panel.hear(Some("nurses".into()));
    harness.run();
    assert!(harness.query_by_label("Hearing Clinic nurses").is_some());
    capture_type(&mut harness, "Pharmacy: refills by noon");
    assert!(harness.query_by_label("New link Pharmacy to Clinic nurses").is_some());
    press(&mut harness, "Stop hearing");
    assert_eq!(harness.state().panel.hearing(), None);
    harness.get_by_label("Capture line").focus();
    harness.run();
    for _ in 0..2 {
        harness.key_press(Key::Escape);
        harness.run();
    }
    assert!(!harness.get_by_label("Capture line").is_focused(), "Esc leaves the line");
}

#[test]
fn history_goes_to_any_step() {
    let mut session = clinic::session();
    session.execute(&Command::SetOrgName("One".to_owned())).unwrap();
    session.execute(&Command::SetMapComplete(true)).unwrap();
    session.execute(&Command::Undo).unwrap();
    let show: Show<()> = |ui, session, tokens, (), sink| history_ui(ui, session, tokens, sink);
    let mut harness = bench(session, (), vec2(360.0, 400.0), show);
    assert!(harness.query_by_label("Name the organisation, now").is_some());
    press(&mut harness, "Mark the map complete, undone");
    assert_eq!(commands(&harness), [Command::GoToStep(2)]);
    assert!(harness.state().session.org().map_complete);
    press(&mut harness, "As it was opened");
    assert_eq!(harness.state().session.org().name, "Riverside clinic");
}

#[test]
fn the_status_line_says_how_it_stands() {
    let session = clinic::session();
    let words = standing(session.org(), session.diagnosis());
    assert_eq!(
        words,
        "4 broken links, 2 probable causes; Patients: 1 of 3 services fails, 1 struggles; 100 % of needs asked, \
         7 of 11 links have none yet"
    );
    let mut harness = bench(session, StatusState { zoom: Some(0.5) }, vec2(1200.0, 48.0), status_ui);
    assert!(harness.query_by_label(&words).is_some());
    assert!(harness.query_by_label("Not in a file yet").is_some());
    press(&mut harness, "50 %");
    assert_eq!(harness.state().asked, [Request::Act(Action::Fit)]);
    let changed = harness.state_mut().session.execute(&Command::SetMapComplete(true));
    changed.unwrap();
    harness.run();
    press(&mut harness, "Not in a file yet, not saved");
    assert_eq!(harness.state().asked.last(), Some(&Request::Act(Action::Save)));
}
