//! A survey with columns of its own: which says what is asked, guessed at, chosen with the keyboard, and only then shown as what it makes.

use egui::{Event, Key, Modifiers};
use throughline::model::LinkId;

use crate::harness::Window;

/// Imports `text` and waits until there is something to look at.
fn import(window: &mut Window, name: &str, text: &str) {
    let path = window.folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    window.script.choose(&path);
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::O);
    until(window, |window| {
        let table = window.app().table();
        table.headings().is_some() || table.preview().is_some() || window.app().question().is_some()
    });
}

fn until(window: &mut Window, is_so: impl Fn(&Window) -> bool) {
    for _ in 0..60 {
        window.settle();
        if is_so(window) {
            return;
        }
    }
}

fn columns(window: &Window) -> Vec<Option<&'static str>> {
    window
        .app()
        .table()
        .headings()
        .map_or_else(Vec::new, |page| page.headings.iter().map(|heading| heading.column).collect())
}

#[test]
fn a_survey_in_its_own_words_becomes_a_map() {
    let mut window = Window::empty();
    import(
        &mut window,
        "survey.csv",
        "Who delivers;Who receives;What is needed;Rating 1-5;Team size\nLab;Clinic nurses;Results by ten;2;9\n",
    );
    assert!(window.shows_words("Which column says what?"));
    assert_eq!(columns(&window), [Some("supplier"), Some("customer"), Some("need"), Some("score"), None]);
    assert!(window.shows_words("Results by ten"), "what stands under a header is shown");
    window.assert_every_node_is_named();
    // Both ends are known: Enter goes on.
    window.press(Key::Enter);
    until(&mut window, |window| window.app().table().preview().is_some());
    assert!(window.shows_words("2 teams, 1 link, 1 need, 1 rating."));
    assert!(window.shows_words("left out, as chosen"));
    // And back, to leave the rating out.
    window.click("Choose columns");
    assert_eq!(columns(&window)[3], Some("score"));
    window.click("Show what it makes");
    until(&mut window, |window| window.app().table().preview().is_some());
    window.click("Make a new map");
    let org = window.app().session().org();
    assert_eq!((org.links().len(), org.parties().len()), (1, 2));
}

#[test]
fn a_column_is_chosen_by_key_and_what_is_missing_is_said() {
    let mut window = Window::empty();
    import(&mut window, "liste.csv", "Nom,Equipe,Autre\nLab,Clinic,x\n");
    assert_eq!(columns(&window), [None, None, None]);
    // The keyboard is in the first field that is empty.
    window.type_text("supp");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!(columns(&window)[0], Some("supplier"));
    window.click("Show what it makes");
    assert!(window.shows_words("Say which column names who receives (customer)"));
    assert!(window.app().table().headings().is_some());
    let field = |window: &mut Window, label: &str, text: &str| {
        window.click(label);
        window.press_with(Modifiers::COMMAND, Key::A);
        window.type_text(text);
        window.press(Key::Enter);
    };
    field(&mut window, "What \u{201c}Equipe\u{201d} says", "whatever");
    assert!(window.shows_words("Choose one from the list, or leave it empty"));
    field(&mut window, "What \u{201c}Equipe\u{201d} says", "customer: who");
    assert_eq!(columns(&window), [Some("supplier"), Some("customer"), None]);
    // What another column says already goes over to the one that says it last.
    field(&mut window, "What \u{201c}Autre\u{201d} says", "customer: who");
    assert_eq!(columns(&window), [Some("supplier"), None, Some("customer")]);
    window.press(Key::Escape);
    assert!(window.app().table().headings().is_none(), "Escape leaves it");
    assert!(window.app().session().org().parties().is_empty());
}

#[test]
fn a_pasted_block_with_headers_of_its_own_is_read_by_them() {
    let mut window = Window::on_sample("first-example.org.ron");
    window.press(Key::S);
    window.harness.event(Event::Paste("From\tTo\tWish\nBaking\tAccounts\ta smile\n".to_owned()));
    until(&mut window, |window| window.app().table().preview().is_some());
    assert!(window.shows_words("choose columns"));
    assert!(window.shows_words("New team From"), "without a word the first row is a row");
    window.click("Choose columns");
    assert_eq!(columns(&window), [Some("supplier"), Some("customer"), Some("want")]);
    window.press(Key::Enter);
    until(&mut window, |window| window.app().table().preview().is_some());
    assert!(!window.shows_words("New team From"));
    window.click("Put into this map");
    let link = LinkId::new("baking", "accounts");
    let org = window.app().session().org();
    assert!(org.link(&link).is_some_and(|link| link.expectations().len() == 1));
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert!(window.app().session().org().link(&link).is_none(), "one step");
}

#[test]
fn a_table_with_names_in_it_is_still_asked_about() {
    let mut window = Window::empty();
    import(&mut window, "named.csv", "Name,From,To\nAna,Lab,Clinic\n");
    assert_eq!(columns(&window), [None, Some("supplier"), Some("customer")]);
    window.press(Key::Escape);
    import(&mut window, "teams.csv", "Name,Kind\nLab,team\n");
    assert!(window.shows_words("this is a table of teams"));
}
