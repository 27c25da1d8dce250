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
    let mut window = Window::of(folder, Some(copy), size);
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

/// The window after these keys, without the message that a key may have brought.
fn after(mut window: Window, keys: &[Key]) -> Window {
    for key in keys {
        window.press(*key);
    }
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

#[test]
fn every_screen_can_be_written_out_to_be_looked_at() {
    let Ok(folder) = std::env::var("THROUGHLINE_SCREENS") else {
        println!("skipped: set THROUGHLINE_SCREENS to a folder to have every screen written there");
        return;
    };
    if !can_draw() {
        return;
    }
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for size in [egui::vec2(1280.0, 720.0), egui::vec2(1920.0, 1080.0)] {
        for name in [
            "first-example",
            "hospital-clinic",
            "parts-manufacturer",
            "software-company",
            "city-permit-office",
        ] {
            for theme in ThemeName::ALL {
                for (screen, keys) in [("map", &[][..]), ("cause", &[Key::B]), ("pyramid", &[Key::V])] {
                    let window = window_on(&format!("{name}.org.ron"), size, theme);
                    let picture = after(window, keys).harness.render().expect("a picture");
                    let theme = theme.label().to_lowercase().replace(' ', "-");
                    let file = format!("{name}-{screen}-{theme}-{}.png", size.y);
                    picture.save(Path::new(&folder).join(file)).expect("written");
                }
            }
        }
    }
}
