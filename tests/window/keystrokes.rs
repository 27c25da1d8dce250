//! How many keys it takes to put six teams, their customer and ten needs on the map: with the capture line, driven here key by key, and by
//! drawing, counted by the model below. The README shows both.

use egui::Key;
use throughline::model::{Expectation, Importance, LinkId, PartyId, PartyKind, Source};
use throughline::session::{Command, NewParty, Session};

use crate::harness::{Window, today};

/// What is said: supplier, customer, needs with their importance.
type Said = (&'static str, &'static str, &'static [(&'static str, u8)]);

const SCRIPT: [Said; 7] = [
    ("Purchasing", "Stores", &[("parts on the day promised", 5), ("papers with every part", 3)]),
    ("Stores", "Workshop", &[("kits complete by 7:00", 5), ("a word when a part is missing", 4)]),
    ("Sales", "Workshop", &[("orders with their drawings", 4)]),
    ("Workshop", "Quality", &[("parts with their papers", 3)]),
    ("Quality", "Dispatch", &[("a release on the same day", 5)]),
    ("Dispatch", "Garages", &[("the whole order at once", 5), ("a call when it is late", 4)]),
    ("Sales", "Garages", &[("a date that holds", 5)]),
];

/// A key, or letters: what a person does with the keyboard. Shift is not counted.
enum Typed {
    Text(String),
    Key(Key),
}

/// Seconds by the keystroke-level model of Card, Moran and Newell (1980): a key 0.2 (a good typist), a mouse button pressed or let go
/// 0.1, pointing at something 1.1, a hand from the keyboard to the mouse or back 0.4. Thinking is left out of both ways.
const KEY_S: f64 = 0.2;
const BUTTON_S: f64 = 0.1;
const POINT_S: f64 = 1.1;
const HAND_S: f64 = 0.4;

/// The script as it is typed: a name that is on the map already by its first letter, or two where another begins so, and Tab.
fn typed() -> Vec<Typed> {
    let mut known: Vec<&str> = Vec::new();
    let mut keys = vec![Typed::Key(Key::Slash)];
    for (supplier, customer, needs) in SCRIPT {
        for (place, name) in [supplier, customer].into_iter().enumerate() {
            if place == 1 {
                keys.push(Typed::Text(">".to_owned()));
            }
            if known.contains(&name) {
                let shared =
                    SCRIPT.iter().any(|(other, ..)| *other != name && other.get(..1) == name.get(..1));
                let letters = if shared { 2 } else { 1 };
                keys.push(Typed::Text(name.chars().take(letters).collect::<String>().to_lowercase()));
                keys.push(Typed::Key(Key::Tab));
            } else {
                let mark = if name == "Garages" { "*" } else { "" };
                keys.push(Typed::Text(format!("{mark}{name}")));
                known.push(name);
            }
        }
        let items: Vec<String> = needs.iter().map(|(need, weight)| item(need, *weight)).collect();
        keys.push(Typed::Text(format!(":{}", items.join(";"))));
        keys.push(Typed::Key(Key::Enter));
    }
    keys
}

/// Importance 3 is what a need has when nothing is said.
fn item(need: &str, weight: u8) -> String {
    if weight == 3 { need.to_owned() } else { format!("{need} !{weight}") }
}

fn count(typed: &[Typed]) -> usize {
    let of = |one: &Typed| match one {
        Typed::Text(text) => text.chars().count(),
        Typed::Key(_) => 1,
    };
    typed.iter().map(of).sum()
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred keys")]
fn seconds_of(keys: usize) -> f64 {
    keys as f64 * KEY_S
}

/// One thing that a hand does while drawing.
enum Act {
    Keys(usize),
    Click,
    DoubleClick,
    Drag,
}

/// Drawing the same in this program, at its quickest.
///
/// A team is a double-click on the map, its name, Enter; the external customer is Shift+C, its name, Enter. A link is one drag from handle
/// to box, and is selected then. A need is N, the words, Enter; another importance than 3 is one click on its number in the inspector.
fn drawn() -> Vec<Act> {
    let mut acts = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for (supplier, customer, needs) in SCRIPT {
        for name in [supplier, customer] {
            if !known.contains(&name) {
                known.push(name);
                let letters = name.chars().count() + 1;
                if name == "Garages" {
                    acts.push(Act::Keys(letters + 1));
                } else {
                    acts.extend([Act::DoubleClick, Act::Keys(letters)]);
                }
            }
        }
        acts.push(Act::Drag);
        for (need, weight) in needs {
            acts.push(Act::Keys(need.chars().count() + 2));
            acts.extend((*weight != 3).then_some(Act::Click));
        }
    }
    acts
}

/// Keys, clicks and drags (a double-click is two), and seconds. The hand begins at the mouse.
fn cost(acts: &[Act]) -> (usize, usize, f64) {
    let (mut keys, mut clicks, mut seconds) = (0, 0, 0.0);
    let mut at_keyboard = false;
    for act in acts {
        let types = matches!(act, Act::Keys(_));
        seconds += if types == at_keyboard { 0.0 } else { HAND_S };
        at_keyboard = types;
        match act {
            Act::Keys(count) => {
                keys += count;
                seconds += seconds_of(*count);
            }
            Act::Click => {
                clicks += 1;
                seconds += POINT_S + 2.0 * BUTTON_S;
            }
            Act::DoubleClick => {
                clicks += 2;
                seconds += POINT_S + 4.0 * BUTTON_S;
            }
            Act::Drag => {
                clicks += 1;
                seconds += 2.0 * (POINT_S + BUTTON_S);
            }
        }
    }
    (keys, clicks, seconds)
}

/// The same facts, by the commands that drawing gives.
fn drawn_facts() -> Session {
    let mut session = Session::new(today());
    for (supplier, customer, needs) in SCRIPT {
        for name in [supplier, customer] {
            if session.org().parties().values().all(|party| party.name != name) {
                let kind = if name == "Garages" { PartyKind::ExternalCustomer } else { PartyKind::Team };
                let new = NewParty { name: name.to_owned(), kind, ..NewParty::default() };
                session.execute(&Command::AddParty(new)).expect("it can be added");
            }
        }
        let id = |name: &str| PartyId::new(name.to_lowercase());
        let link = LinkId { supplier: id(supplier), customer: id(customer) };
        session.execute(&Command::AddLink(link.clone())).expect("it can be linked");
        for (need, weight) in needs {
            let importance = Importance::new(*weight).expect("from 1 to 5");
            let facts = Expectation {
                statement: (*need).to_owned(),
                importance,
                source: Source::Asked,
                ..Expectation::default()
            };
            let add = Command::AddExpectation { link: link.clone(), facts: Box::new(facts) };
            session.execute(&add).expect("it can be written down");
        }
    }
    session
}

#[test]
fn the_readme_shows_the_keystrokes_as_they_are_counted() {
    let mut window = Window::empty();
    let typed = typed();
    for one in &typed {
        match one {
            Typed::Text(text) => window.type_text(text),
            Typed::Key(key) => window.press(*key),
        }
    }
    let org = window.app().session().org();
    assert_eq!((org.parties().len(), org.links().len()), (7, 7), "{:?}", window.app().notice());
    assert_eq!(org, drawn_facts().org(), "both ways make the same map");
    let needs: usize = org.links().values().map(|link| link.expectations().len()).sum();
    assert_eq!(needs, 10);

    let letters: usize =
        SCRIPT.iter().flat_map(|(_, _, needs)| *needs).map(|(need, _)| need.chars().count()).sum();
    let (keys, clicks, seconds) = cost(&drawn());
    let line_keys = count(&typed);
    let line_seconds = seconds_of(line_keys);
    let table = format!(
        "| way | keys | clicks and drags | seconds of hand work |\n| --- | --- | --- | --- |\n| capture line with completion | {line_keys} | 0 | {line_seconds:.0} |\n| drawing, at its quickest | {keys} | {clicks} | {seconds:.0} |\n\n{letters} of the keys are the words of the needs, either way.\n"
    );
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("the README is there");
    let (start, end) = ("<!-- keystrokes -->\n", "<!-- /keystrokes -->");
    let (before, rest) = readme.split_once(start).expect("the beginning is marked");
    let (shown, after) = rest.split_once(end).expect("the end is marked");
    if shown != table && std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, format!("{before}{start}{table}{end}{after}"))
            .expect("the README can be written");
        return;
    }
    assert_eq!(shown, table, "run the window tests with UPDATE_SNAPSHOTS=1");
}
