//! With the keyboard alone: build a chain, break a link and mend it, export. No pointer is moved and nothing is clicked.

use egui::{Key, Modifiers};
use throughline::diagnosis::LinkState;
use throughline::model::{LinkId, PartyId};
use throughline::session::Subject;

use crate::harness::Window;

fn state(window: &Window, supplier: &str, customer: &str) -> LinkState {
    let id = LinkId::new(PartyId::new(supplier), PartyId::new(customer));
    window.app().session().diagnosis().link(&id).expect("the link is there").state
}

fn wait_for(window: &mut Window, path: &std::path::Path) {
    for _ in 0..200 {
        if path.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.harness.run_steps(1);
    }
    assert!(path.exists(), "{} was never written", path.display());
}

/// A chain typed in one line, one made team by team, a link broken and mended, and the picture written.
#[test]
fn a_chain_is_built_broken_mended_and_exported() {
    let mut window = Window::empty();
    window.press(Key::Slash);
    window.type_text("Order desk > Warehouse: pick list by 9:00 !5");
    window.press(Key::Enter);
    window.press(Key::Escape);
    // A customer by its key, then a link to it by name.
    window.press_with(Modifiers::SHIFT, Key::C);
    window.type_text("Shops");
    window.press(Key::Enter);
    assert_eq!(window.app().session().org().parties().len(), 3);
    // The palette finds teams too.
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text("Warehouse");
    window.press(Key::Enter);
    let warehouse = Subject::Party(PartyId::new("warehouse"));
    assert_eq!(window.app().session().selection().primary(), Some(&warehouse), "found and chosen");
    window.press(Key::L);
    window.type_text("Shops");
    window.press(Key::Enter);
    let link = Subject::Link(LinkId::new(PartyId::new("warehouse"), PartyId::new("shops")));
    assert_eq!(window.app().session().org().links().len(), 2, "the chain is whole");
    // The new link is chosen: one key breaks it, one mends it.
    if window.app().session().selection().primary() != Some(&link) {
        window.press(Key::ArrowRight);
    }
    assert_eq!(window.app().session().selection().primary(), Some(&link));
    window.press(Key::Num3);
    assert_eq!(state(&window, "warehouse", "shops"), LinkState::Broken);
    window.press(Key::Escape);
    window.press(Key::B);
    assert_eq!(window.app().session().selection().primary(), Some(&link), "B goes to what is broken");
    window.press(Key::Num1);
    assert_eq!(state(&window, "warehouse", "shops"), LinkState::Sound);
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(state(&window, "warehouse", "shops"), LinkState::Broken, "and undo takes it back");
    window.press_with(Modifiers::COMMAND, Key::Y);
    let path = window.folder.path().join("chain.svg");
    window.script.choose(&path);
    window.press_with(Modifiers::COMMAND, Key::E);
    wait_for(&mut window, &path);
    let page = window.folder.path().join("chain-handout.html");
    window.script.choose(&page);
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::R);
    wait_for(&mut window, &page);
}

/// A workshop from an empty window to the report: guided capture, needs, verdicts, what is broken, why, what if, an action with its
/// owner and day, a complaint, saving, the report, and presenting.
#[test]
fn a_workshop_goes_from_an_empty_window_to_the_report() {
    let mut window = Window::empty();
    window.press_with(Modifiers::COMMAND, Key::G);
    let answer = |window: &mut Window, text: &str| {
        window.type_text(text);
        window.press(Key::Enter);
        // Nobody else.
        window.press(Key::Enter);
    };
    answer(&mut window, "Patients");
    answer(&mut window, "Reception: a call back the same day !5");
    answer(&mut window, "Records: the file before eight !5");
    window.press(Key::Enter);
    assert!(window.shows_words("Reception to Patients: does it work?"));
    window.press(Key::Num3);
    window.press(Key::Num3);
    assert!(window.shows_words("2 links: 2 broken from 1 probable cause."));
    assert!(window.shows_words("What to fix (X)"), "it says where to go from here");
    window.press(Key::Escape);
    assert_eq!(state(&window, "records", "reception"), LinkState::Broken);

    window.press(Key::B);
    let cause = Subject::Link(LinkId::new(PartyId::new("records"), PartyId::new("reception")));
    assert_eq!(window.app().session().selection().primary(), Some(&cause), "the cause comes first");
    window.press(Key::Y);
    assert!(window.shows_words("What lies behind Records"));
    window.press(Key::I);
    assert!(window.shows_words("What if: 1 link mended"));
    window.press_with(Modifiers::COMMAND, Key::I);
    assert_eq!(window.app().session().org().actions.len(), 1);
    window.press(Key::Escape);
    // An action of one's own, with who and when.
    window.press(Key::A);
    window.press_with(Modifiers::COMMAND, Key::A);
    window.type_text("Print the list at eight");
    window.press(Key::Tab);
    window.press(Key::Tab);
    window.type_text("Ana");
    window.press(Key::Tab);
    window.type_text("2026-12-15");
    window.press(Key::Enter);
    let planned = window.app().session().org().actions.values().find(|action| action.owner == "Ana");
    let planned = planned.expect("it was added");
    assert_eq!(planned.what, "Print the list at eight");
    assert_eq!(planned.due.map(|day| day.to_string()).as_deref(), Some("2026-12-15"));
    window.press(Key::K);
    window.type_text("Nobody called me back");
    window.press(Key::Enter);
    assert_eq!(window.app().session().org().complaints.len(), 1, "the only customer said it");

    let file = window.folder.path().join("clinic.org.ron");
    window.script.choose(&file);
    window.press_with(Modifiers::COMMAND, Key::S);
    wait_for(&mut window, &file);
    let report = window.folder.path().join("clinic-report.html");
    window.script.choose(&report);
    window.press_with(Modifiers::COMMAND, Key::R);
    wait_for(&mut window, &report);
    window.press(Key::F5);
    assert_eq!(window.app().workspace(), throughline::ui::Workspace::Present);
    window.press(Key::ArrowRight);
    window.press(Key::Escape);
    assert_eq!(window.app().workspace(), throughline::ui::Workspace::Map);
    assert!(!window.app().session().has_unsaved_changes());
}

/// The switches beside the menus are reached in the order in which they are read.
#[test]
fn the_switches_are_reached_as_they_are_read() {
    let mut window = Window::on_sample("first-example.org.ron");
    let mut reached = Vec::new();
    for _ in 0..20 {
        window.press(Key::Tab);
        let focused = window.harness.ctx.memory(|memory| memory.focused());
        let rect = focused.and_then(|id| window.harness.ctx.read_response(id)).map(|shown| shown.rect);
        reached.extend(rect.filter(|rect| rect.bottom() < 40.0).map(|rect| rect.left()));
    }
    assert!(reached.len() >= 13, "seven menus, four workspaces, two views: {reached:?}");
    assert!(reached.is_sorted(), "{reached:?}");
}

/// Tab goes round: from anywhere it reaches many different things and comes back, and what it reaches is never hidden.
#[test]
fn tab_goes_round_and_shows_where_it_is() {
    let mut window = Window::on_sample("first-example.org.ron");
    let mut reached = std::collections::BTreeSet::new();
    let mut first = None;
    let mut is_round = false;
    for _ in 0..400 {
        window.harness.key_press(Key::Tab);
        window.harness.run_steps(3);
        let Some(focused) = window.harness.ctx.memory(|memory| memory.focused()) else { continue };
        if let Some(widget) = window.harness.ctx.read_response(focused) {
            assert!(
                widget.rect.is_finite() && widget.rect.area() > 0.0,
                "nothing invisible has the keyboard"
            );
        }
        if first == Some(focused) && reached.len() > 20 {
            is_round = true;
            break;
        }
        first.get_or_insert(focused);
        reached.insert(format!("{focused:?}"));
    }
    assert!(is_round, "{} things and still not round", reached.len());
}
