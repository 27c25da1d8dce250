//! The outline: order, search, keys.

use super::*;

/// The names of the outline's rows from top to bottom, up to the first comma.
fn rows(harness: &Harness<'_, Bench<OutlineState>>) -> Vec<String> {
    let mut rows: Vec<(i64, String)> = harness
        .get_all_by_role(Role::TreeItem)
        .map(|node| {
            let name = node.accesskit_node().label().unwrap_or_default();
            let top = node.rect().top().round() as i64;
            (top, name.split(',').next().unwrap_or_default().to_owned())
        })
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn the_outline_goes_from_the_customer_upstream() {
    let harness = outline(clinic::session());
    assert_eq!(
        rows(&harness),
        [
            "External customers",
            "External customer Insurer",
            "External customer Patients",
            "Back office",
            "Team Billing",
            "Team Records",
            "Care",
            "Team Clinic nurses",
            "Team Doctors",
            "Front office",
            "Team Reception",
            "Team Booking",
            "Diagnostics",
            "Team Lab",
            "No department",
            "Team IT support",
            "External suppliers",
            "External supplier Courier",
        ]
    );
    assert!(harness.query_by_label_contains("Team Records, Back office").is_some());
    let records = harness.get_by_label_contains("Team Records, Back office");
    let name = records.accesskit_node().label().unwrap_or_default();
    assert!(name.contains("3 links, 2 broken, 1 not asked"), "{name}");
}

#[test]
fn a_click_in_the_outline_flies_and_keys_walk_it() {
    let mut harness = outline(clinic::session());
    harness.get_by_label_contains("Team Lab").click();
    harness.run();
    assert_eq!(harness.state().asked, [Request::FlyTo(Subject::Party("lab".into()))]);
    harness.get_by_label_contains("External customers").focus();
    harness.run();
    let focused = |harness: &Harness<'_, Bench<OutlineState>>| {
        let row = harness.get_all_by_role(Role::TreeItem).find(|node| node.is_focused());
        row.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    for (key, wanted) in [
        (Key::ArrowDown, "External customer Insurer"),
        (Key::End, "External supplier Courier"),
        (Key::ArrowUp, "External suppliers"),
        (Key::Home, "External customers"),
        (Key::ArrowDown, "External customer Insurer"),
        (Key::ArrowRight, "External customer Insurer"),
        (Key::ArrowDown, "Link Billing to Insurer"),
        (Key::ArrowLeft, "External customer Insurer"),
        (Key::ArrowLeft, "External customer Insurer"),
        (Key::ArrowDown, "External customer Patients"),
    ] {
        harness.key_press(key);
        harness.run();
        assert!(focused(&harness).starts_with(wanted), "{key:?}: {} instead of {wanted}", focused(&harness));
    }
    assert!(harness.state().panel.hears_letters());
    for letter in ["r", "e", "c", "o"] {
        harness.event(egui::Event::Text(letter.to_owned()));
        harness.run();
    }
    assert!(focused(&harness).starts_with("Team Records"), "{}", focused(&harness));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked.last(), Some(&Request::FlyTo(Subject::Party("records".into()))));
}

#[test]
fn departments_fold() {
    let mut harness = outline(clinic::session());
    harness.get_by_label_contains("Care, 2 parties").click();
    harness.run();
    assert!(!rows(&harness).contains(&"Team Clinic nurses".to_owned()));
}

#[test]
fn the_outline_is_searched_and_escape_shows_all() {
    let mut harness = outline(clinic::session());
    harness.state_mut().panel.start_search();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("recept");
    harness.run();
    assert_eq!(rows(&harness), ["Team Reception"]);
    assert!(harness.query_by_label("1 of 11 shown, Esc shows all").is_some());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, [Request::FlyTo(Subject::Party("reception".into()))]);
    harness.get_by_role(Role::TextInput).focus();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(rows(&harness).len(), 18);
    harness.get_by_role(Role::TextInput).focus();
    harness.run();
    harness.get_by_role(Role::TextInput).type_text("arrivals");
    harness.run();
    assert!(rows(&harness).iter().any(|row| row.contains("arrivals list by 8:30")), "{:?}", rows(&harness));
    harness.get_by_role(Role::TextInput).type_text("zzz");
    harness.run();
    assert!(harness.query_by_label("Nothing is called that").is_some());
}
