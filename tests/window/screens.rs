//! Every screen of the window in one table, for tests that go through all of them: pictures, names, sizes of targets.

use egui::{Key, Modifiers};
use throughline::picture::ThemeName;

use crate::harness::{Window, sample};

/// What brings a screen about.
#[derive(Clone, Copy)]
pub enum Do {
    /// A key alone.
    Press(Key),
    /// A key with Ctrl.
    Ctrl(Key),
    /// A key with Shift.
    Shift(Key),
    /// A command of the palette.
    Command(&'static str),
    /// Words into whatever has the keyboard.
    Type(&'static str),
    /// A block from a spreadsheet, and until it has been read.
    Paste(&'static str),
    /// A click on whatever is called so.
    Click(&'static str),
}

use Do::{Click, Command, Ctrl, Paste, Press, Shift, Type};

/// A screen: what it is called, on which sample (none: an empty map), and how to get there.
pub struct Screen(pub &'static str, pub Option<&'static str>, pub &'static [Do]);

const CLINIC: Option<&str> = Some("hospital-clinic");

/// A survey in words of its own.
const SURVEY: &str = "Who delivers\tWho receives\tWhat is needed\tRating 1-5\tRated by\tComment\tInternal no\n\
     Laboratory\tDoctors\tResults by ten\t2\tAna\tlate again\t7\nRecords\tBooking\tA phone number that works\t4\tBen\t\t8\n";

/// Every screen; a new one is a row here.
pub const SCREENS: &[Screen] = &[
    Screen("map", CLINIC, &[]),
    Screen("fix", CLINIC, &[Press(Key::X)]),
    Screen("empty", None, &[]),
    Screen("empty-typing", None, &[Press(Key::Slash), Type("Order desk > Warehouse: pick list by 9:00 !5")]),
    Screen("empty-fix", None, &[Press(Key::X)]),
    Screen("empty-complaints", None, &[Ctrl(Key::Num4)]),
    Screen("empty-actions", None, &[Ctrl(Key::Num5)]),
    Screen("map-cause", CLINIC, &[Press(Key::B)]),
    Screen("map-pyramid", CLINIC, &[Press(Key::V)]),
    Screen("map-folded", CLINIC, &[Shift(Key::D)]),
    Screen("map-focus", CLINIC, &[Press(Key::B), Press(Key::O)]),
    Screen("map-history", CLINIC, &[Ctrl(Key::H)]),
    Screen("map-palette", CLINIC, &[Ctrl(Key::K), Type("link")]),
    Screen("map-complaints", CLINIC, &[Ctrl(Key::Num4)]),
    Screen("map-actions", CLINIC, &[Ctrl(Key::Num5)]),
    Screen("map-new-action", CLINIC, &[Press(Key::B), Press(Key::A)]),
    Screen("map-new-complaint", CLINIC, &[Press(Key::K)]),
    Screen("fix-next-question", CLINIC, &[Press(Key::Q)]),
    Screen("fix-what-if", CLINIC, &[Press(Key::X), Shift(Key::I)]),
    Screen("fix-trace", CLINIC, &[Press(Key::B), Press(Key::Y)]),
    Screen("fix-compared", CLINIC, &[Press(Key::X), Shift(Key::I), Command("Compare the what-if")]),
    Screen("shortcuts", CLINIC, &[Press(Key::F1)]),
    Screen("about", CLINIC, &[Command("About")]),
    Screen("add-need", CLINIC, &[Press(Key::B), Press(Key::N)]),
    Screen("begin-workshop", CLINIC, &[Command("Begin workshop")]),
    Screen("versions", CLINIC, &[Command("Begin workshop"), Press(Key::Enter), Command("Versions")]),
    Screen("no-versions", CLINIC, &[Command("Versions")]),
    Screen("new-map", None, &[Ctrl(Key::N)]),
    Screen("guided-first", None, &[Ctrl(Key::G)]),
    Screen("guided", CLINIC, &[Ctrl(Key::G)]),
    Screen("room", CLINIC, &[Press(Key::F10)]),
    Screen("table", CLINIC, &[Press(Key::S)]),
    Screen("table-empty", None, &[Press(Key::S)]),
    Screen("table-pasted", CLINIC, &[Press(Key::S), Paste(SURVEY)]),
    Screen("table-columns", CLINIC, &[Press(Key::S), Paste(SURVEY), Click("Choose columns")]),
    Screen("action-day", CLINIC, &[Press(Key::A), Press(Key::Tab), Press(Key::Tab), Press(Key::Tab)]),
    Screen("matrix", CLINIC, &[Shift(Key::M)]),
    Screen("map-parked", CLINIC, &[Ctrl(Key::Num6)]),
    Screen("present", CLINIC, &[Press(Key::F5)]),
    Screen("present-customer", CLINIC, &[Press(Key::F5), Press(Key::ArrowRight)]),
    Screen("present-break", CLINIC, &[Press(Key::B), Shift(Key::F5)]),
    Screen("present-stops", CLINIC, &[Press(Key::F5), Press(Key::O)]),
    Screen("present-empty", None, &[Press(Key::F5)]),
    Screen("vote", CLINIC, &[Shift(Key::V)]),
    Screen("first-example", Some("first-example"), &[]),
    Screen("parts-manufacturer", Some("parts-manufacturer"), &[]),
    Screen("software-company", Some("software-company"), &[]),
    Screen("city-permit-office", Some("city-permit-office"), &[]),
];

pub fn go(window: &mut Window, step: Do) {
    match step {
        Press(key) => window.press(key),
        Ctrl(key) => window.press_with(Modifiers::COMMAND, key),
        Shift(key) => window.press_with(Modifiers::SHIFT, key),
        Command(name) => {
            window.press_with(Modifiers::COMMAND, Key::K);
            window.type_text(name);
            window.press(Key::Enter);
        }
        Type(words) => window.type_text(words),
        Click(name) => window.click(name),
        Paste(block) => {
            window.harness.event(egui::Event::Paste(block.to_owned()));
            for _ in 0..40 {
                window.settle();
                if window.app().table().preview().is_some() {
                    break;
                }
            }
        }
    }
}

/// The screen in a window of this size.
pub fn window_with(screen: &Screen, size: egui::Vec2, theme: ThemeName) -> Window {
    let Screen(_, sample, steps) = screen;
    let mut window = match sample {
        Some(sample) => window_on(&format!("{sample}.org.ron"), size, theme),
        None => in_theme(Window::of(tempfile::tempdir().expect("a folder"), None, size), theme),
    };
    for step in *steps {
        go(&mut window, *step);
    }
    window.settle();
    window
}

pub fn window_on(name: &str, size: egui::Vec2, theme: ThemeName) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(name);
    std::fs::copy(sample(name), &copy).expect("the sample is there");
    in_theme(Window::of(folder, Some(copy), size), theme)
}

pub fn in_theme(mut window: Window, theme: ThemeName) -> Window {
    let label = match theme {
        ThemeName::Light => "Light theme",
        ThemeName::Dark => "Dark theme",
        ThemeName::HighContrast => "High-contrast theme",
    };
    window.press_with(Modifiers::COMMAND, Key::K);
    window.type_text(label);
    window.press(Key::Enter);
    window.harness.remove_cursor();
    window.settle();
    window
}

/// The text of an org file: a chain of these names, the first link broken, with a need, an action and a complaint.
pub fn map_of(names: &[&str]) -> String {
    use throughline::edit::{
        Change, Edit, LinkFact, OrgFact, Transaction, add_expectation, add_link, add_party,
    };
    use throughline::model::{
        Action, ActionId, ActionSubject, Complaint, ComplaintId, Expectation, ExpectationId, Link, LinkId,
        Org, Party, PartyId, PartyKind, Verdict, VerdictKey,
    };
    let mut org = Org::default();
    let mut change =
        |label: &str, edits| Transaction::new(label, edits).apply(&mut org).expect("the edits fit");
    let id = |place: usize| PartyId::new(format!("p{place}"));
    for (place, name) in names.iter().enumerate() {
        let kind = if place + 1 == names.len() { PartyKind::ExternalCustomer } else { PartyKind::Team };
        let department = (kind == PartyKind::Team).then(|| names[place % 2].to_owned());
        let party = Party { name: (*name).to_owned(), kind, department, ..Party::default() };
        change("party", add_party(&id(place), &party));
    }
    for place in 1..names.len() {
        let link = LinkId::new(id(place - 1), id(place));
        change("link", add_link(&link, &Link::default()));
        let facts = Expectation { statement: names[place].to_owned(), ..Expectation::default() };
        change("need", add_expectation(&link, &ExpectationId::new("e"), &facts));
        let key = VerdictKey { day: crate::harness::today(), speaker: names[place].to_owned() };
        let fact = LinkFact::Verdict { key, change: Change::new(None, Some(Verdict::Broken)) };
        change("verdict", vec![Edit::Link { link: link.clone(), fact }]);
        let action = Action {
            what: names[place - 1].to_owned(),
            about: ActionSubject::Link(link),
            owner: names[place].to_owned(),
            ..Action::default()
        };
        let key = ActionId::new(format!("a{place}"));
        change("action", vec![Edit::Org(OrgFact::Action { key, change: Change::new(None, Some(action)) })]);
    }
    let customer = id(names.len() - 1);
    for (place, name) in names.iter().enumerate() {
        let complaint = Complaint::of(customer.clone(), crate::harness::today(), *name);
        let key = ComplaintId::new(format!("c{place}"));
        change(
            "complaint",
            vec![Edit::Org(OrgFact::Complaint { key, change: Change::new(None, Some(complaint)) })],
        );
    }
    throughline::storage::to_text(&org)
}
