//! Names in every script, and one of eighty letters without a space, in every view of the window: never wider than their place, and
//! whole for whoever asks.

use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT;

use crate::harness::Window;
use crate::screens::Do::{self, Command, Ctrl, Press, Shift};
use crate::screens::go;

/// Chinese, Arabic, Devanagari, eighty letters without a space.
const NAMES: [&str; 4] = [
    "\u{91c7}\u{8d2d}\u{4e0e}\u{4f9b}\u{5e94}\u{5546}\u{7ba1}\u{7406}\u{90e8}",
    "\u{641}\u{631}\u{64a}\u{642} \u{62e}\u{62f}\u{645}\u{629} \u{627}\u{644}\u{639}\u{645}\u{644}\u{627}\u{621}",
    "\u{917}\u{94d}\u{930}\u{93e}\u{939}\u{915} \u{938}\u{947}\u{935}\u{93e} \u{926}\u{932}",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaf",
];

/// A map of these names, with something broken, a complaint and an action.
fn window() -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("names.org.ron");
    std::fs::write(&file, crate::screens::map_of(&NAMES)).expect("written");
    // Which fonts a machine has is not this test's business.
    Window::built(folder, Some(file), |builder| {
        builder.with_size(egui::vec2(1280.0, 720.0)).allow_missing_glyphs()
    })
}

/// Whether it is a part of the map, which may lie beyond its view.
fn is_on_the_map(name: &str) -> bool {
    ["Team ", "External ", "Link ", "Department "].iter().any(|kind| name.starts_with(kind))
}

/// Names that stand on the screen, whole, for whoever asks; and what reaches beyond the window or is wider than its panel may be.
fn look(window: &Window) -> (Vec<bool>, Vec<String>) {
    let mut said = vec![false; NAMES.len()];
    let mut wide = Vec::new();
    let screen = window.harness.ctx.content_rect();
    for node in window.harness.root().children_recursive() {
        let inner = node.accesskit_node();
        let name = inner.label().or_else(|| inner.value()).unwrap_or_default();
        for (said, wanted) in said.iter_mut().zip(NAMES) {
            *said |= name.contains(wanted);
        }
        let Some(bounds) = inner.raw_bounds() else { continue };
        let holds_one = NAMES.iter().any(|wanted| name.contains(wanted)) && !is_on_the_map(&name);
        if holds_one && bounds.x1 > f64::from(screen.right()) + 0.5 {
            wide.push(format!("{:?} {name} ends at {:.0}", inner.role(), bounds.x1));
        }
    }
    (said, wide)
}

#[test]
fn every_view_says_every_name_whole_and_keeps_it_in_its_place() {
    let views: [(&str, &[Do]); 12] = [
        ("map from afar", &[]),
        ("map near", &[Press(Key::Plus), Press(Key::Plus), Press(Key::Plus), Press(Key::F)]),
        ("pyramid", &[Press(Key::V)]),
        ("folded", &[Shift(Key::D)]),
        ("fix", &[Press(Key::X)]),
        ("why", &[Press(Key::B), Press(Key::Y)]),
        ("findings", &[Command("Findings"), Command("Findings")]),
        ("complaints", &[Ctrl(Key::Num4)]),
        ("actions", &[Ctrl(Key::Num5)]),
        ("table", &[Press(Key::S)]),
        ("matrix", &[Shift(Key::M)]),
        ("guided", &[Ctrl(Key::G)]),
    ];
    for (view, steps) in views {
        let mut window = window();
        for step in steps {
            go(&mut window, *step);
        }
        let (said, wide) = look(&window);
        assert!(said.iter().all(|said| *said), "{view}: {said:?}");
        assert!(wide.is_empty(), "{view}: {wide:#?}");
        window.assert_every_node_is_named();
    }
}

#[test]
fn the_inspector_of_a_long_name_stays_as_wide_as_it_was() {
    let mut window = window();
    let beyond = |window: &Window| -> Vec<String> {
        let nodes = window.harness.root().children_recursive();
        let beyond = |node: egui_kittest::Node<'_>| {
            let inner = node.accesskit_node();
            let name = inner.label().or_else(|| inner.value()).unwrap_or_default();
            let right = inner.raw_bounds().map_or(0.0, |bounds| bounds.x1);
            // The letters within a field scroll in it.
            let is_typed = inner.role() == egui::accesskit::Role::TextRun;
            (!is_typed && !is_on_the_map(&name) && right > 1280.5)
                .then(|| format!("{:?} {name}: {right}", inner.role()))
        };
        nodes.filter_map(beyond).collect()
    };
    for name in NAMES {
        window.press_with(Modifiers::COMMAND, Key::F);
        window.type_text(name);
        window.press(Key::ArrowDown);
        window.press(Key::Enter);
        assert!(!window.app().session().selection().is_empty(), "{name} is found by its letters");
        assert_eq!(beyond(&window), Vec::<String>::new(), "{name} pushes the panels");
        window.press_with(Modifiers::COMMAND, Key::F);
        window.press_with(Modifiers::COMMAND, Key::A);
        window.press(Key::Delete);
        window.press(Key::Escape);
    }
}
