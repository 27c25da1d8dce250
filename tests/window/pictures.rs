//! Pictures of the main screens, compared with those kept beside this file. They need a Vulkan driver (a software one will do) and say
//! when they skip. `UPDATE_SNAPSHOTS=1` draws them anew; `THROUGHLINE_SCREENS=folder` writes every screen in every theme and size there,
//! to be looked at.

use std::path::Path;

use egui::{Key, Modifiers};
use throughline::picture::ThemeName;

use crate::harness::{Window, sample};

/// Whether pictures can be drawn here.
#[expect(clippy::print_stdout, reason = "it says that it skips")]
fn can_draw() -> bool {
    let drivers = ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"];
    let any =
        drivers.iter().any(|folder| std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()));
    if !any {
        println!("skipped: no Vulkan driver here, so no picture of the window can be drawn");
    }
    any
}

fn window_on(name: &str, size: egui::Vec2, theme: ThemeName) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(name);
    std::fs::copy(sample(name), &copy).expect("the sample is there");
    in_theme(Window::of(folder, Some(copy), size), theme)
}

fn in_theme(mut window: Window, theme: ThemeName) -> Window {
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

#[test]
fn main_screens_look_as_they_did() {
    if !can_draw() {
        return;
    }
    let mut results = egui_kittest::SnapshotResults::new();
    for sample in ["first-example", "hospital-clinic"] {
        for theme in ThemeName::ALL {
            let mut window = window_on(&format!("{sample}.org.ron"), egui::vec2(1280.0, 720.0), theme);
            let name = format!("{sample}-{}", theme.label().to_lowercase().replace(' ', "-"));
            let options = egui_kittest::SnapshotOptions::new()
                .threshold(1.5)
                .max_failed_pixels(1500_usize)
                .output_path("tests/window/pictures");
            results.add(window.harness.try_snapshot_options(&name, &options));
        }
    }
    results.unwrap();
}

/// What brings a screen about.
#[derive(Clone, Copy)]
enum Do {
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
}

use Do::{Command, Ctrl, Press, Shift, Type};

/// A screen: what it is called, on which sample (none: an empty map), and how to get there.
struct Screen(&'static str, Option<&'static str>, &'static [Do]);

const CLINIC: Option<&str> = Some("hospital-clinic");

/// Every screen; a new one is a row here.
const SCREENS: &[Screen] = &[
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
    Screen("first-example", Some("first-example"), &[]),
    Screen("parts-manufacturer", Some("parts-manufacturer"), &[]),
    Screen("software-company", Some("software-company"), &[]),
    Screen("city-permit-office", Some("city-permit-office"), &[]),
];

/// Screens that are drawn at 3840x2160 too; a picture of that size takes seconds.
const ON_A_WALL: usize = 3;

fn go(window: &mut Window, step: Do) {
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
    }
}

/// The screen in a window of this size.
fn window_with(screen: &Screen, size: egui::Vec2, theme: ThemeName) -> Window {
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

/// `THROUGHLINE_SCREENS=folder` writes all of them; `THROUGHLINE_SCREEN=name` only those whose name begins so.
#[test]
fn every_screen_can_be_written_out_to_be_looked_at() {
    let Ok(folder) = std::env::var("THROUGHLINE_SCREENS") else {
        println!("skipped: set THROUGHLINE_SCREENS to a folder to have every screen written there");
        return;
    };
    if !can_draw() {
        return;
    }
    let wanted = std::env::var("THROUGHLINE_SCREEN").unwrap_or_default();
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (place, screen) in SCREENS.iter().enumerate().filter(|(_, screen)| screen.0.starts_with(&wanted)) {
        for size in [egui::vec2(1280.0, 720.0), egui::vec2(1920.0, 1080.0), egui::vec2(3840.0, 2160.0)] {
            if size.y > 2000.0 && place >= ON_A_WALL {
                continue;
            }
            for theme in ThemeName::ALL {
                let picture = window_with(screen, size, theme).harness.render().expect("a picture");
                let theme = theme.label().to_lowercase().replace(' ', "-");
                let file = format!("{}-{theme}-{}.png", screen.0, size.y);
                picture.save(Path::new(&folder).join(file)).expect("written");
            }
        }
    }
}
