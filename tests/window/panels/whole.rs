//! What holds of every panel: names, roles, sizes, empty states, long names.

use throughline::model::ActionSubject;

use super::*;

/// Every node that can have the keyboard has a role and a name, and is large enough to hit.
fn check_nodes<S>(harness: &Harness<'_, Bench<S>>, what: &str) {
    let mut found = 0;
    for node in harness.root().children_recursive() {
        let inner = node.accesskit_node();
        if !inner.data().supports_action(egui::accesskit::Action::Focus) {
            continue;
        }
        found += 1;
        let name = inner.label().unwrap_or_default();
        assert_ne!(inner.role(), Role::Unknown, "{what}: {name:?} {node:?}");
        assert!(!name.trim().is_empty(), "{what}: a nameless {:?}: {node:?}", inner.role());
        let size = node.rect().size();
        let is_bar = inner.role() == Role::ScrollBar;
        assert!(is_bar || size.min_elem() >= 23.9, "{what}: {name:?} is {size:?}, too small to hit");
    }
    assert!(found > 0 || what.contains("status"), "{what}: nothing can have the keyboard");
}

fn unfold_all<S>(harness: &mut Harness<'_, Bench<S>>) {
    for _ in 0..12 {
        let Some(fold) = harness
            .query_all_by_role(Role::DisclosureTriangle)
            .find(|node| node.accesskit_node().label().is_some_and(|name| name.ends_with(", folded")))
        else {
            return;
        };
        fold.click();
        harness.run();
    }
}

/// Every page at the bottom.
const PAGES: [FindingsPage; 4] =
    [FindingsPage::Overview, FindingsPage::All, FindingsPage::Complaints, FindingsPage::Actions];

/// Both forms for something new.
const STARTS: [fn(&mut FindingsState, &Session); 2] = [
    |panel, session| panel.start_action(session, ActionSubject::Link(file_link()), "Ask"),
    |panel, session| panel.start_complaint(session, Some(&"patients".into()), Some(&file_link())),
];

/// Presses the first row of the page and what unfolds a form beneath it.
fn unfold_rows(harness: &mut Harness<'_, Bench<FindingsState>>) {
    unfold_all(harness);
    let first = harness.query_all_by_role(Role::ListItem).next();
    if let Some(row) = first {
        row.click();
        harness.run();
    }
    let accept = harness.query_all_by_label("Accept\u{2026}").next();
    if let Some(button) = accept {
        button.click();
        harness.run();
    }
}

/// Every page of the inspector: what is chosen, and the tab of a link.
fn pages() -> Vec<(Option<Subject>, Question)> {
    let tabs = [Question::Want, Question::Doing, Question::Improve];
    let parties = ["nurses", "patients", "courier"].map(|id| Subject::Party(id.into()));
    let asked = tabs.map(|tab| (Some(Subject::Link(file_link())), tab));
    let mut pages: Vec<_> = parties.into_iter().map(|party| (Some(party), Question::Want)).collect();
    pages.extend(asked);
    pages.extend([
        (Some(Subject::Link(clinic::link("it", "records"))), Question::Improve),
        (Some(file_need()), Question::Want),
        (None, Question::Want),
    ]);
    pages
}

#[test]
fn whatever_can_have_the_keyboard_has_a_role_and_a_name() {
    for (chosen, tab) in pages() {
        let mut state = InspectorState::default();
        state.open_tab(tab);
        let mut harness = inspector(chosen.clone(), state);
        unfold_all(&mut harness);
        check_nodes(&harness, &format!("inspector {chosen:?} {tab:?}"));
    }
    check_nodes(&bench(clinic::empty(), InspectorState::default(), TALL, inspector_ui), "empty inspector");
    check_nodes(&bench(clinic::session(), InspectorState::default(), TALL, org_settings_ui), "settings");
    check_nodes(&outline(clinic::session()), "outline");
    check_nodes(&outline(clinic::empty()), "empty outline");
    for page in PAGES {
        for session in [records::kept(), clinic::empty()] {
            let mut panel = FindingsState::default();
            panel.open(page);
            let mut harness = bench(session, panel, WIDE, findings_ui);
            unfold_rows(&mut harness);
            check_nodes(&harness, &format!("findings {page:?}"));
        }
    }
    for start in STARTS {
        let mut panel = FindingsState::default();
        start(&mut panel, &clinic::session());
        check_nodes(&bench(clinic::session(), panel, WIDE, findings_ui), "a new record");
    }
    let mut harness = capture(clinic::session());
    capture_type(&mut harness, "Labs > Doct");
    check_nodes(&harness, "capture");
    check_nodes(
        &bench(clinic::session(), StatusState { zoom: Some(1.0) }, vec2(900.0, 48.0), status_ui),
        "status",
    );
}

#[test]
fn empty_panels_say_what_to_do() {
    let harness = outline(clinic::empty());
    assert!(harness.query_by_label("Nobody is on the map yet").is_some());
    let mut harness = bench(clinic::empty(), InspectorState::default(), TALL, inspector_ui);
    press(&mut harness, "Add external customer");
    assert_eq!(harness.state().asked, [Request::Act(Action::AddCustomer)]);
    let harness = bench(clinic::empty(), FindingsState::default(), WIDE, findings_ui);
    assert!(harness.query_by_label("Start with the external customer").is_some());
    let show: Show<()> = |ui, session, tokens, (), sink| history_ui(ui, session, tokens, sink);
    let harness = bench(clinic::empty(), (), vec2(360.0, 400.0), show);
    assert!(harness.query_by_label("Nothing has been done yet").is_some());
    let mut state = InspectorState::default();
    state.open_tab(Question::Doing);
    let harness = inspector(Some(Subject::Link(clinic::link("it", "records"))), state);
    assert!(harness.query_by_label("Nothing to rate yet").is_some());
}

/// The clinic with every name and statement replaced.
fn renamed(name: &str) -> Session {
    let mut session = records::kept();
    let mut complaint = session.org().complaints[&"i-waited-an-hour".into()].clone();
    complaint.words = name.to_owned();
    complaint.answered.owner = name.to_owned();
    complaint.link = Some(clinic::link("nurses", "patients"));
    let (id, facts) = ("i-waited-an-hour".into(), Some(Box::new(complaint)));
    session.execute(&Command::UpdateComplaint { complaint: id, facts }).unwrap();
    let mut action = session.org().actions[&"name-a-deputy".into()].clone();
    action.what = name.to_owned();
    action.owner = name.to_owned();
    let (id, facts) = ("name-a-deputy".into(), Some(Box::new(action)));
    session.execute(&Command::UpdateAction { action: id, facts }).unwrap();
    for id in ["nurses", "records", "patients"] {
        let mut facts = session.org().party(&id.into()).unwrap().clone();
        facts.name = format!("{name}{id}");
        facts.department = Some(name.to_owned());
        facts.lead = name.to_owned();
        facts.open_needs.insert(name.to_owned());
        facts.aliases.insert(name.to_owned());
        let command = Command::UpdateParty { party: id.into(), facts: Box::new(facts) };
        session.execute(&command).unwrap();
    }
    let mut facts = session.org().link(&file_link()).unwrap().clone();
    facts.deliverables.insert(name.to_owned());
    let expectation = facts.expectations()[&"file".into()].clone();
    session.execute(&Command::UpdateLink { link: file_link(), facts: Box::new(facts) }).unwrap();
    let facts = throughline::model::Expectation { statement: name.to_owned(), ..expectation };
    let command =
        Command::UpdateExpectation { link: file_link(), expectation: "file".into(), facts: Box::new(facts) };
    session.execute(&command).unwrap();
    session.refresh();
    session
}

#[test]
fn long_and_chinese_names_keep_the_panels_as_wide_as_they_are() {
    let unbroken = "Donaudampfschifffahrtsgesellschaft".repeat(6);
    let names = [unbroken, "采购与供应链管理部门".repeat(20)];
    for name in &names {
        for (chosen, tab) in pages() {
            let mut session = renamed(name);
            if let Some(subject) = chosen.clone() {
                session.execute(&Command::Select(Selection::of(subject))).unwrap();
            }
            let mut state = InspectorState::default();
            state.open_tab(tab);
            let mut harness = bench(session, state, TALL, inspector_ui);
            unfold_all(&mut harness);
            let width = harness.state().width_used;
            assert!(width <= TALL.x + 0.5, "{chosen:?} {tab:?}: {width} wide for {name}");
        }
        let mut harness = outline(renamed(name));
        assert!(harness.state().width_used <= 280.5);
        harness.get_by_role(Role::TextInput).focus();
        harness.run();
        harness.get_by_role(Role::TextInput).type_text(&name.chars().take(4).collect::<String>());
        harness.run();
        assert!(harness.state().width_used <= 280.5);
        for page in PAGES {
            let mut panel = FindingsState::default();
            panel.open(page);
            let mut harness = bench(renamed(name), panel, vec2(700.0, 900.0), findings_ui);
            unfold_rows(&mut harness);
            assert!(harness.state().width_used <= 700.5, "{page:?}: {}", harness.state().width_used);
        }
        let path = format!("/{}.org.ron", name.chars().take(60).collect::<String>());
        let session = Session::of(renamed(name).org().clone(), Some(path.into()), clinic::today());
        let harness = bench(session, StatusState { zoom: Some(1.0) }, vec2(600.0, 48.0), status_ui);
        assert!(harness.state().width_used <= 600.5, "status: {}", harness.state().width_used);
        let mut harness = bench(renamed(name), CaptureState::default(), vec2(600.0, 400.0), capture_ui);
        harness.state_mut().panel.hear(Some("nurses".into()));
        harness.run();
        assert!(harness.state().width_used <= 600.5, "capture: {}", harness.state().width_used);
    }
}
