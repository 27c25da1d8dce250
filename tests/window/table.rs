//! The *Table* workspace through the accessibility tree: rows edited in their place, chosen, copied and pasted; the matrix; spreadsheets in.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use throughline::diagnosis::LinkState;
use throughline::model::{LinkId, Verdict};
use throughline::session::Subject;
use throughline::session::table::{Column, spoken};
use throughline::ui::Workspace;
use throughline::ui::table::TablePage;

use crate::harness::Window;

const SAMPLE: &str = "first-example.org.ron";

fn window() -> Window {
    let mut window = Window::on_sample(SAMPLE);
    window.press(Key::S);
    assert_eq!(window.app().workspace(), Workspace::Table);
    window
}

/// What the row in this place is called.
fn name(window: &Window, place: usize) -> String {
    let session = window.app().session();
    spoken(session.org(), session.diagnosis(), row(window, place))
}

fn row(window: &Window, place: usize) -> &Subject {
    window.app().table().listed().rows.get(place).expect("a row")
}

/// The place of the first row with a need or want, from `place` on.
fn with_need(window: &Window, from: usize) -> usize {
    let rows = &window.app().table().listed().rows;
    (from..rows.len()).find(|place| matches!(rows[*place], Subject::Expectation(..))).expect("a need")
}

fn statement(window: &Window, row: &Subject) -> String {
    let Subject::Expectation(link, id) = row else { return String::new() };
    window.app().session().org().link(link).expect("there").expectations()[id].statement.clone()
}

/// The only text that was put on the clipboard in the last steps.
fn clipboard(window: &mut Window, press: impl FnOnce(&mut Window)) -> String {
    press(window);
    window.harness.step();
    let commands = window.harness.output().platform_output.commands.clone();
    commands
        .into_iter()
        .find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text),
            _ => None,
        })
        .unwrap_or_default()
}

fn paste(window: &mut Window, text: &str) {
    window.harness.event(Event::Paste(text.to_owned()));
    for _ in 0..40 {
        window.settle();
        if window.app().table().preview().is_some() || window.app().question().is_some() {
            break;
        }
    }
    window.settle();
}

#[test]
fn a_need_is_edited_in_its_row_by_keyboard_alone() {
    let mut window = window();
    let place = with_need(&window, 0);
    for _ in 0..place {
        window.press(Key::ArrowDown);
    }
    let subject = row(&window, place).clone();
    if place == 0 {
        window.press(Key::ArrowDown);
        window.press(Key::ArrowUp);
    }
    assert_eq!(window.app().session().selection().primary(), Some(&subject), "walking chooses");
    window.assert_every_node_is_named();
    let before = statement(&window, &subject);
    window.press(Key::Enter);
    window.type_text("A list by noon");
    window.press(Key::Escape);
    assert_eq!(statement(&window, &subject), before, "Escape leaves it as it was");
    window.press(Key::F2);
    window.type_text("A list by noon");
    window.press(Key::Tab);
    assert_eq!(statement(&window, &subject), "A list by noon", "{:?}", window.app().notice());
    assert!(window.shows_words(": A list by noon"), "the row is called so");
    window.press(Key::Enter);
    window.type_text("9");
    window.press(Key::Enter);
    assert!(window.shows_words("Write a whole number from 1"), "what cannot be is said beneath the cell");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.type_text("5");
    window.press(Key::Enter);
    let Subject::Expectation(link, id) = &subject else { panic!("a need") };
    let importance = |window: &Window| {
        window.app().session().org().link(link).expect("there").expectations()[id].importance
    };
    assert_eq!(importance(&window).get(), 5);
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(statement(&window, &subject), before, "each cell was one step");
}

#[test]
fn headings_sort_and_words_and_states_filter() {
    let mut window = window();
    let all = window.app().table().listed().all;
    window.click("State, sort");
    let states = |window: &Window| -> Vec<LinkState> {
        let session = window.app().session();
        let rows = window.app().table().listed().rows.iter();
        rows.map(|row| session.diagnosis().link(row.link().expect("a link")).expect("judged").state).collect()
    };
    assert!(states(&window).is_sorted(), "{:?}", states(&window));
    assert!(window.shows_words("State, sorted ascending"));
    window.click("State, sorted ascending");
    assert!(states(&window).iter().rev().is_sorted());
    window.click("Show only links that are: broken");
    let broken = window.app().table().listed().rows.len();
    assert!(broken > 0 && broken < all);
    assert!(states(&window).iter().all(|state| *state == LinkState::Broken));
    assert!(
        window.shows_words(&format!("{} of {all} rows hidden", all - broken)),
        "nothing is hidden silently"
    );
    window.press(Key::Escape);
    assert_eq!(window.app().table().listed().rows.len(), all, "Escape shows all");
    window.click("Filter rows by words");
    window.type_text("baking");
    let found = window.app().table().listed().rows.len();
    assert!(found > 0 && found < all);
    window.click("Show all (Esc)");
    assert_eq!(window.app().table().listed().rows.len(), all);
    window.assert_every_node_is_named();
}

#[test]
fn what_is_typed_on_a_cell_replaces_what_stands_there() {
    let mut window = window();
    window.press(Key::M);
    assert_eq!(window.app().workspace(), Workspace::Map, "nobody has gone to a cell: letters lead elsewhere");
    window.press(Key::S);
    let place = with_need(&window, 0);
    for _ in 0..place {
        window.press(Key::ArrowDown);
    }
    window.press(Key::ArrowDown);
    window.press(Key::ArrowUp);
    let subject = row(&window, place).clone();
    let (before, org) = (statement(&window, &subject), window.app().session().org().clone());
    for key in [Key::W, Key::T, Key::M, Key::S, Key::Num3] {
        window.press(key);
    }
    assert_eq!((window.app().workspace(), window.app().session().org()), (Workspace::Table, &org));
    window.type_text("W");
    window.press(Key::Escape);
    assert_eq!(statement(&window, &subject), before, "Escape leaves it as it was");
    for words in ["What is new by noon", "2 lists a day"] {
        window.type_text(words);
        window.press(Key::Enter);
        assert_eq!(statement(&window, &subject), words);
    }
    window.press(Key::Escape);
    window.press(Key::M);
    assert_eq!(window.app().workspace(), Workspace::Map, "with nothing chosen letters lead elsewhere again");
}

#[test]
fn several_rows_get_a_verdict_in_one_step_and_go_to_a_spreadsheet() {
    let mut window = window();
    window.press(Key::ArrowDown);
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    window.press_with(Modifiers::SHIFT, Key::ArrowDown);
    let chosen: Vec<LinkId> =
        window.app().session().selection().subjects().iter().filter_map(Subject::link).cloned().collect();
    assert_eq!(chosen.len(), 3);
    let before = window.app().session().org().clone();
    window.press(Key::Num3);
    let today = crate::harness::today();
    let org = window.app().session().org();
    for link in &chosen {
        let verdict = org.link(link).expect("there").latest_verdict(today).map(|(_, verdict)| verdict);
        assert_eq!(verdict, Some(Verdict::Broken), "{link}");
    }
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.app().session().org(), before, "one step");

    let text = clipboard(&mut window, |window| window.harness.event(Event::Copy));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "headers and three rows: {text}");
    assert!(lines[0].starts_with("supplier\tcustomer\tneed\twant\timportance\tverdict"));
    window.press_with(Modifiers::COMMAND, Key::A);
    let all = window.app().table().listed().all;
    assert_eq!(window.app().session().selection().subjects().len(), all);
    let text = clipboard(&mut window, |window| window.harness.event(Event::Copy));
    assert_eq!(text.lines().count(), all + 1);

    paste(&mut window, &text);
    assert!(window.shows_words("Everything is on the map as these rows say already"));
    window.click("Close (Esc)");
    assert_eq!(*window.app().session().org(), before);
    window.press(Key::Delete);
    if window.app().question().is_some() {
        window.click("Remove");
    }
    assert!(window.app().table().listed().all < all, "all that was chosen is gone");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.app().session().org(), before, "and comes back in one step");
}

#[test]
fn a_pasted_block_says_what_it_would_do_and_is_one_step() {
    let mut window = window();
    let before = window.app().session().org().clone();
    let block = "supplier\tcustomer\tneed\timportance\tverdict\n\
        Bakery lab\tBaking\tYeast counts by 6\t5\tbroken\n\
        Baking\tBaking\tx\t\t\n\
        \tBaking\tx\t\t\n";
    paste(&mut window, block);
    for words in [
        "New: line 2: New team Bakery lab",
        "New: line 2: New link Bakery lab to Baking, broken",
        "New: line 2: Bakery lab to Baking: new need \"Yeast counts by 6\"",
        "Left out: pasted rows:3: row skipped: \"Baking\" serves itself",
        "Left out: pasted rows:4: row skipped: column supplier: nobody is named",
    ] {
        assert!(window.shows_words(words), "{words}: {:#?}", window.app().table().preview());
    }
    assert_eq!(*window.app().session().org(), before, "nothing yet");
    window.assert_every_node_is_named();
    window.click("Put into this map");
    let org = window.app().session().org();
    assert!(org.link(&LinkId::new("bakery-lab", "baking")).is_some());
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.app().session().org(), before);

    paste(&mut window, "Once upon a time there was a bakery, and everybody in it was content.");
    assert!(window.shows_words("The clipboard holds no rows"), "a novel is refused");
    window.press(Key::Escape);
    paste(&mut window, "Baking\tNight shift\tKeys by 22:00\n");
    assert!(window.shows_words("The block has no headers"));
    assert!(window.shows_words("line 1: New team Night shift"));
    window.press(Key::Escape);
    assert!(window.app().table().preview().is_none());
    assert_eq!(*window.app().session().org(), before);
}

#[test]
fn a_new_row_says_what_it_makes_and_makes_it() {
    let mut window = window();
    window.click("New row: supplier");
    window.type_text("Flour mill");
    window.press(Key::Tab);
    window.type_text("Baking");
    window.click("New row: need or want");
    window.type_text("Flour by Monday");
    assert!(window.shows_words("New team Flour mill"), "it says before what it makes");
    window.press(Key::Enter);
    let org = window.app().session().org();
    let link = org.link(&LinkId::new("flour-mill", "baking")).expect("made");
    assert_eq!(link.expectations().len(), 1);
    assert!(
        window.shows_words("Flour mill to Baking, not asked, need: Flour by Monday"),
        "and the row is there"
    );
    window.type_text("Bran too");
    window.press(Key::Enter);
    let org = window.app().session().org();
    assert_eq!(org.link(&LinkId::new("flour-mill", "baking")).expect("there").expectations().len(), 2);
}

#[test]
fn the_matrix_makes_and_judges_links() {
    let mut window = window();
    window.press_with(Modifiers::SHIFT, Key::M);
    assert_eq!(window.app().table().page(), TablePage::Matrix);
    window.assert_every_node_is_named();
    let before = window.app().session().org().links().len();
    let mut made = None;
    'walk: for _ in 0..6 {
        for _ in 0..6 {
            let cursor = window
                .harness
                .query_all_by_role(egui::accesskit::Role::Cell)
                .find(|node| node.accesskit_node().is_focused())
                .and_then(|node| node.accesskit_node().label())
                .expect("the cursor has the keyboard");
            if cursor.contains(" does not serve ") {
                window.press(Key::Enter);
                made = Some(cursor);
                break 'walk;
            }
            window.press(Key::ArrowRight);
        }
        window.press(Key::Home);
        window.press(Key::ArrowDown);
    }
    let words = made.expect("an empty cell");
    let org = window.app().session().org();
    assert_eq!(org.links().len(), before + 1, "{words}: {:?}", window.app().notice());
    let link =
        window.app().session().selection().primary().and_then(Subject::link).expect("it is chosen").clone();
    assert_eq!(
        words,
        format!("{} does not serve {}", org.name_of(&link.supplier), org.name_of(&link.customer))
    );
    window.press(Key::Num2);
    let state = window.app().session().diagnosis().link(&link).expect("judged").state;
    assert_eq!(state, LinkState::Strained);
    window.click("Order: By department");
    window.assert_every_node_is_named();
    window.click("Page: Table");
    assert_eq!(window.app().table().page(), TablePage::Rows);
}

#[test]
fn spreadsheets_become_a_new_map_after_a_look() {
    let mut window = Window::empty();
    let path = window.folder.path().join("clinic.csv");
    std::fs::write(
        &path,
        "supplier,customer,customer_kind,need,importance,verdict\nLab,Clinic,,Results by 9,5,broken\nClinic,Patients,external_customer,An answer,4,\nLab,Lab,,,,\n",
    )
    .expect("written");
    window.script.choose(&path);
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::O);
    for _ in 0..40 {
        window.settle();
        if window.app().table().preview().is_some() {
            break;
        }
    }
    assert!(window.shows_words("2 teams, 1 external customer, 2 links, 2 needs. 1 row skipped."));
    assert!(window.shows_words("clinic.csv:4: row skipped"));
    window.assert_every_node_is_named();
    window.click("Make a new map");
    let session = window.app().session();
    assert_eq!((session.org().name.as_str(), session.org().links().len()), ("clinic", 2));
    assert!(session.path().is_none() && session.has_unsaved_changes());
    assert_eq!(window.app().workspace(), Workspace::Map);

    std::fs::write(&path, "supplier,customer\n\"Lab,Clinic\n").expect("written");
    window.script.choose(&path);
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::O);
    for _ in 0..40 {
        window.settle();
        if window.app().question().is_some() {
            break;
        }
    }
    assert!(window.shows_words("clinic.csv:2:1: the quotation mark that opens here is never closed"));
}

#[test]
fn only_rows_in_view_are_there_however_many_there_are() {
    let mut window = Window::empty();
    window.press(Key::S);
    let rows: String =
        (0..3_000).map(|row| format!("Team {}\tTeam {}\tNeed {row}\n", row % 60, row % 59 + 60)).collect();
    paste(&mut window, &format!("supplier\tcustomer\tneed\n{rows}"));
    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.app().table().listed().rows.len(), 3_000, "{:?}", window.app().notice());
    let count = |window: &Window| window.harness.query_all_by_role(egui::accesskit::Role::Row).count();
    assert!(count(&window) > 5 && count(&window) < 60, "{}", count(&window));
    window.press(Key::ArrowDown);
    window.press(Key::End);
    let last = name(&window, 2_999);
    assert!(window.shows_words(&last), "{last}");
    assert!(count(&window) < 60);
    assert_eq!(
        Column::ALL.len(),
        window.harness.query_all_by_role(egui::accesskit::Role::ColumnHeader).count()
    );
}

#[test]
fn bad_input_gets_a_preview_or_a_refusal_and_never_a_freeze() {
    let mut window = Window::empty();
    window.press(Key::S);
    let long = "Very long name ".repeat(700);
    paste(
        &mut window,
        &format!("supplier\tcustomer\tneed\n{long}\tB\u{7}ell\tring\u{1b} it\n\u{202e}olleH\tBell\t{long}\n"),
    );
    assert!(window.shows_words("2 rows: "), "{:?}", window.app().question());
    window.assert_every_node_is_named();
    window.press(Key::Enter);
    window.settle();
    assert_eq!(window.app().table().listed().rows.len(), 2);
    window.assert_every_node_is_named();
    window.press(Key::ArrowDown);
    window.press(Key::F2);
    window.press(Key::Escape);
    window.press_with(Modifiers::SHIFT, Key::M);
    window.assert_every_node_is_named();
    for block in [
        "",
        "\n\n",
        "one line without cells",
        &"a novel ".repeat(20_000),
        "\"open\tquote\n",
        &"\t".repeat(2_000),
    ] {
        paste(&mut window, block);
        let refused = window.app().question().is_some() || window.app().table().preview().is_some();
        assert!(refused || block.trim().is_empty(), "{}", block.len());
        window.press(Key::Escape);
    }
}

#[test]
fn the_row_that_was_chosen_on_the_map_is_wholly_in_view() {
    let mut window = Window::on_sample("hospital-clinic.org.ron");
    window.press(Key::B);
    let chosen = window.app().session().selection().primary().cloned().expect("a broken link");
    window.press(Key::S);
    let place = window.app().table().listed().place_of(&chosen).expect("a row");
    let name = name(&window, place);
    let row = window.harness.query_all_by_label(&name).next().expect("it is painted").rect();
    let foot =
        window.harness.query_all_by_label("New row: supplier").next().expect("the row at the foot").rect();
    assert!(row.bottom() <= foot.top(), "{row:?} lies under {foot:?}");
}
