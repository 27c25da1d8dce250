//! The *Fix* workspace through the accessibility tree: suppose, keep, compare, trace, ask, all without a pointer where one can.

use egui::{Key, Modifiers};
use throughline::diagnosis::{Assumed, LinkState, best_together};
use throughline::model::{
    ActionStatus, ActionSubject, Complaint, Cost, CostBasis, CostUnit, LinkId, QualityCount, Quantity,
};
use throughline::session::{Command, Session, Subject};
use throughline::ui::Workspace;
use throughline::ui::actions::Action;
use throughline::ui::fix::FixPage;

use crate::harness::Window;

const SAMPLE: &str = "hospital-clinic.org.ron";

fn window() -> Window {
    window_on(SAMPLE)
}

fn window_on(sample: &str) -> Window {
    let mut window = Window::on_sample(sample);
    window.press(Key::X);
    assert_eq!(window.app().workspace(), Workspace::Fix);
    window
}

/// The links of the first row of the fix list, and what the row is called.
fn first_fix(window: &Window) -> (Vec<LinkId>, String) {
    let session = window.app().session();
    let fix = session.diagnosis().fixes.first().expect("something is broken");
    let name = |link: &LinkId| {
        let org = session.org();
        format!("{} \u{2192} {}", org.name_of(&link.supplier), org.name_of(&link.customer))
    };
    (fix.links.clone(), fix.links.iter().map(name).collect::<Vec<_>>().join(", "))
}

fn broken_then(window: &Window) -> usize {
    window.app().fix().supposed().expect("something is supposed").outcome.diagnosis.counts.broken
}

#[test]
fn a_switch_changes_the_numbers_and_what_is_kept_becomes_actions_that_can_be_undone() {
    let mut window = window_on("city-permit-office.org.ron");
    let (links, title) = first_fix(&window);
    let before = window.app().session().diagnosis().counts.broken;
    let facts = window.app().session().org().clone();
    assert!(!window.shows_words("What if: "), "nothing is supposed at first");
    assert!(window.shows_words("findings, folded"), "what was found stands with its cause");
    window.click(&format!("If {title} were mended"));
    assert!(broken_then(&window) < before);
    assert!(window.shows_words(&format!("broken links: {before} now, {} then", broken_then(&window))));
    assert!(window.shows_words("What if: 1 link mended"), "the map says that it is not how things are");
    assert!(window.shows_words("what if: mended"), "and so does the link");
    assert_eq!(*window.app().session().org(), facts, "no fact changes");
    window.assert_every_node_is_named();

    window.click("Keep as planned actions");
    let actions = &window.app().session().org().actions;
    assert_eq!(actions.len(), facts.actions.len() + links.len());
    let of_link = |link: &LinkId| {
        actions.values().any(|action| {
            action.about == ActionSubject::Cause(link.clone()) && action.status == ActionStatus::Planned
        })
    };
    assert!(links.iter().all(of_link), "{actions:?}");
    assert!(window.shows_words("Who, by when?"), "the row says so");
    window.click("Keep as planned actions");
    assert_eq!(window.app().session().org().actions.len(), facts.actions.len() + links.len(), "never twice");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.app().session().org(), facts);
}

#[test]
fn a_row_plans_its_own_action_and_flies_to_its_link() {
    let mut window = window_on("city-permit-office.org.ron");
    let (links, title) = first_fix(&window);
    window.click(&format!("Plan an action on {title}"));
    let actions = &window.app().session().org().actions;
    let planned = actions.values().filter(|action| action.about.link() == links.first());
    assert!(planned.clone().any(|action| action.what.starts_with("Mend ")), "{actions:?}");
    let state = LinkState::Broken.word();
    window.click(&format!("1. {title}, probable cause, {state}"));
    assert_eq!(window.app().session().selection().primary().and_then(Subject::link), links.first());
}

#[test]
fn escape_leaves_the_what_if_and_it_can_be_brought_back() {
    let mut window = window();
    window.press_with(Modifiers::SHIFT, Key::I);
    let best = {
        let session = window.app().session();
        best_together(session.org(), session.diagnosis()).expect("something is broken")
    };
    let supposed = window.app().fix().supposed().expect("the best are supposed").assumptions.clone();
    assert_eq!(supposed.len(), {
        let fixes = &window.app().session().diagnosis().fixes;
        best.fixes.iter().filter_map(|place| fixes.get(*place)).map(|fix| fix.links.len()).sum::<usize>()
    });
    assert_eq!(broken_then(&window), best.outcome.diagnosis.counts.broken);
    assert!(!best.outcome.expected_to_clear.is_empty());
    assert!(window.shows_words("should clear: ask again"), "the map says what can be expected");
    window.press(Key::Escape);
    assert!(window.app().fix().supposed().is_none());
    assert!(!window.shows_words("What if: "));
    window.click("Bring the last what-if back");
    assert_eq!(window.app().fix().supposed().expect("it is back").assumptions, supposed);
    window.click("Clear the what-if");
    assert!(window.app().fix().supposed().is_none(), "the banner on the map leads back too");
}

#[test]
fn any_link_can_be_supposed_with_one_key_and_what_ifs_stand_side_by_side() {
    let mut window = Window::on_sample(SAMPLE);
    window.press(Key::B);
    let link = window.app().session().selection().primary().and_then(Subject::link).expect("a link").clone();
    window.press(Key::I);
    assert_eq!(window.app().workspace(), Workspace::Fix, "the answer stands in the workspace");
    let supposed = window.app().fix().supposed().expect("supposed");
    assert_eq!(supposed.assumptions.get(&link), Some(&Assumed::Sound));
    window.click("Add to comparison");
    assert!(window.shows_words("Side by side"));
    window.press(Key::I);
    assert!(window.app().fix().supposed().is_none(), "the same key takes it back");
    window.press_with(Modifiers::SHIFT, Key::I);
    window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::I);
    assert!(window.shows_words("Show what-if B"), "two stand side by side");
    window.assert_every_node_is_named();
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.click("Show what-if A");
    assert_eq!(window.app().fix().supposed().expect("shown").assumptions.len(), 1);
    window.press(Key::Escape);
    window.click("Take what-if B out of the comparison");
    assert!(!window.shows_words("what-if B"), "it is taken away");
    assert!(window.shows_words("Show what-if A"));
}

#[test]
fn a_working_link_is_supposed_to_fail_first() {
    let mut window = Window::on_sample(SAMPLE);
    window.press(Key::Q);
    window.press(Key::Num1);
    let sound = window.app().session().selection().primary().and_then(Subject::link).expect("a link").clone();
    window.press(Key::I);
    let supposed = window.app().fix().supposed().expect("supposed");
    assert_eq!(supposed.assumptions.get(&sound), Some(&Assumed::Broken));
    assert!(window.shows_words("1 link failed"));
}

#[test]
fn a_trace_goes_from_a_link_to_its_cause_which_can_be_confirmed_and_left_open_again() {
    let mut window = Window::on_sample(SAMPLE);
    let symptom = {
        use throughline::diagnosis::LinkRole;
        let links = &window.app().session().diagnosis().links;
        let is_symptom = |role: &LinkRole| matches!(role, LinkRole::Symptom { .. });
        links.iter().find(|link| is_symptom(&link.role)).expect("a symptom").id().clone()
    };
    while window.app().session().selection().primary().and_then(Subject::link) != Some(&symptom) {
        window.press(Key::B);
    }
    window.press(Key::Y);
    assert_eq!((window.app().workspace(), window.app().fix().page()), (Workspace::Fix, FixPage::Trace));
    assert!(window.shows_words("What lies behind"));
    let lighted = window.app().fix().lighted().expect("the way is lit on the map").lit.clone();
    assert!(lighted.links.contains(&symptom));
    let cause = {
        let session = window.app().session();
        let found = throughline::diagnosis::trace(
            session.org(),
            session.diagnosis(),
            throughline::diagnosis::TraceStart::Link(symptom),
        );
        found.roots.first().expect("a cause").links.first().expect("a link").clone()
    };
    assert!(lighted.links.contains(&cause));
    let name = {
        let org = window.app().session().org();
        format!("{} \u{2192} {}", org.name_of(&cause.supplier), org.name_of(&cause.customer))
    };
    window.assert_every_node_is_named();
    let verdict = |window: &Window| {
        let link = window.app().session().org().link(&cause).expect("it is there");
        link.cause_verdict.as_ref().map(|verdict| verdict.confirmed)
    };
    let was = verdict(&window);
    if was != Some(true) {
        window.click(&format!("Confirm {name} as the cause"));
    }
    assert_eq!(verdict(&window), Some(true));
    window.click(&format!("Reject {name} as the cause"));
    assert_eq!(verdict(&window), Some(false));
    window.click(&format!("Leave open whether {name} is the cause"));
    assert_eq!(verdict(&window), None);
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(verdict(&window), Some(false));
}

#[test]
fn the_next_question_is_answered_with_one_key_and_offers_another() {
    let mut window = Window::on_sample(SAMPLE);
    let asked = window.app().session().diagnosis().questions.first().expect("a question").link.clone();
    window.press(Key::Q);
    assert_eq!(window.app().session().selection().primary().and_then(Subject::link), Some(&asked));
    assert!(window.shows_words("What does the customer say? Keys 1 to 4."));
    window.press(Key::Num1);
    let state = window.app().session().diagnosis().link(&asked).map(|link| link.state);
    assert_eq!(state, Some(LinkState::Sound));
    assert!(window.shows_words("Next: ask "), "it offers the next");
    window.press(Key::Q);
    let second =
        window.app().session().selection().primary().and_then(Subject::link).expect("a link").clone();
    assert_ne!(second, asked);
    window.press(Key::Q);
    let third = window.app().session().selection().primary().and_then(Subject::link).expect("a link").clone();
    assert!(third != second && third != asked, "a question can be passed over");
    window.assert_every_node_is_named();
    window.click("Put the question away");
    assert!(!window.app().fix().is_asking());
}

#[test]
fn a_map_without_breaks_and_an_empty_one_say_what_to_do_instead() {
    let mut window = Window::empty();
    window.press(Key::X);
    assert!(window.shows_words("Nothing to fix yet"));
    window.assert_every_node_is_named();
    window.capture("Mill > Baking > *Caf\u{e9}s");
    window.press(Key::X);
    assert!(window.shows_words("Nothing is broken as far as anybody has said"));
    assert!(window.shows_words("Ask next: Ask "));
    window.click("Next question");
    assert!(window.app().fix().is_asking());
}

#[test]
fn figures_say_how_much_is_known_and_every_node_has_a_name() {
    let mut window = window();
    window.click("Figures");
    assert_eq!(window.app().fix().page(), FixPage::Figures);
    let links = window.app().session().diagnosis().counts.links;
    assert!(window.shows_words(&format!("of {links} links with a need")));
    assert!(window.shows_words("Select a team: how does its work reach"));
    window.assert_every_node_is_named();
    window.press(Key::M);
    assert_eq!(window.app().workspace(), Workspace::Map);
}

#[test]
fn panels_around_the_map_lead_back_to_the_map() {
    for action in [Action::Outline, Action::Findings, Action::Find] {
        let mut window = window();
        let entry = throughline::ui::actions::entry(action).expect("it has a row");
        let shortcut = entry.shortcut.expect("it has a key");
        window.press_with(shortcut.modifiers, shortcut.logical_key);
        assert_eq!(window.app().workspace(), Workspace::Map, "{action:?}");
    }
}

/// The sample with a complaint, a cost and a count on the link of its first fix.
fn window_with_more_facts() -> (Window, LinkId) {
    let path = crate::harness::sample(SAMPLE);
    let loaded = throughline::storage::load(&path).expect("the sample can be read");
    let mut session = Session::of(loaded.org, None, crate::harness::today());
    session.refresh();
    let fix = session.diagnosis().fixes.first().expect("something is broken");
    let (link, customer) = (
        fix.links.first().expect("a link").clone(),
        fix.external_customers.first().expect("somebody is harmed").clone(),
    );
    let mut facts = session.org().link(&link).expect("it is there").clone();
    let amount = Quantity::new(12.0).expect("finite");
    facts.cost =
        Some(Cost { amount, unit: CostUnit::Hours, stated_by: "Ana".into(), basis: CostBasis::Estimated });
    let count = QualityCount::Defects { units: 1000, opportunities: 2, defects: 30 };
    facts.quality.insert("2026-Q3".parse().expect("a period"), count);
    let complaint = Complaint {
        link: Some(link.clone()),
        ..Complaint::of(customer, crate::harness::today(), "Nobody could tell me anything")
    };
    for command in [
        Command::UpdateLink { link: link.clone(), facts: Box::new(facts) },
        Command::AddComplaint(Box::new(complaint)),
    ] {
        session.execute(&command).expect("it fits");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("more.org.ron");
    std::fs::write(&copy, throughline::storage::to_text(session.org())).expect("written");
    (Window::of(folder, Some(copy), egui::vec2(1280.0, 1700.0)), link)
}

#[test]
fn costs_counts_and_complaints_stand_where_they_are_asked_for() {
    let (mut window, link) = window_with_more_facts();
    window.press(Key::X);
    assert!(window.shows_words("12 hours a month"), "the cost stands in the row");
    assert!(window.shows_words("estimated, stated by Ana"), "and who says so is explained");
    assert!(window.shows_words("cost not stated"), "the other rows say that nobody stated any");
    window.click("Figures");
    assert!(window.shows_words("98.5 %") && window.shows_words("15000"), "yield and DPMO of the count");
    window.click("Why: trace");
    assert!(window.shows_words("Why does it fail?"), "an empty trace says what to do");
    let complaint = {
        use egui_kittest::kittest::{NodeT, Queryable};
        let node = window.harness.query_all_by_label_contains("Nobody could tell me anything").next();
        node.expect("the complaint is offered").accesskit_node().label().expect("it has a name")
    };
    window.click(&complaint);
    assert!(window.shows_words("said on 2026-11-21"), "the customer is quoted");
    assert!(window.app().fix().lighted().expect("lit on the map").lit.links.contains(&link));
    window.assert_every_node_is_named();
}

/// Writes the screens of the workspace, to be looked at; see `pictures`.
#[test]
fn screens_can_be_written_out_to_be_looked_at() {
    let Ok(folder) = std::env::var("THROUGHLINE_SCREENS") else {
        println!("skipped: set THROUGHLINE_SCREENS to a folder to have every screen written there");
        return;
    };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (size, theme) in [
        (egui::vec2(1280.0, 720.0), "Light theme"),
        (egui::vec2(1920.0, 1080.0), "Dark theme"),
        (egui::vec2(1280.0, 1700.0), "Light theme"),
    ] {
        let file = |screen: &str| format!("{folder}/fix-{screen}-{}-{}.png", theme.replace(' ', "-"), size.y);
        let start = || {
            let folder = tempfile::tempdir().expect("a folder");
            let copy = folder.path().join(SAMPLE);
            std::fs::copy(crate::harness::sample(SAMPLE), &copy).expect("the sample is there");
            let mut window = Window::of(folder, Some(copy), size);
            window.press_with(Modifiers::COMMAND, Key::K);
            window.type_text(theme);
            window.press(Key::Enter);
            window.press(Key::X);
            window
        };
        let write = |window: &mut Window, screen: &str| {
            window.harness.remove_cursor();
            window.settle();
            window.harness.render().expect("a picture").save(file(screen)).expect("written");
        };
        let mut window = start();
        write(&mut window, "list");
        window.press_with(Modifiers::SHIFT, Key::I);
        write(&mut window, "best");
        window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::I);
        let (_, title) = first_fix(&window);
        window.click(&format!("If {title} were mended"));
        window.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::I);
        write(&mut window, "compared");
        window.press(Key::Escape);
        window.press_with(Modifiers::SHIFT, Key::B);
        window.press(Key::Y);
        write(&mut window, "trace");
        window.click("Figures");
        write(&mut window, "figures");
        window.press(Key::Q);
        window.press(Key::Num1);
        window.press(Key::F);
        write(&mut window, "asked");
    }
}
