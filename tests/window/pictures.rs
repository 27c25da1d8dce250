//! Pictures of the main screens, compared with those kept beside this file. They need a Vulkan driver (a software one will do) and say
//! when they skip. `UPDATE_SNAPSHOTS=1` draws them anew; `THROUGHLINE_SCREENS=folder` writes every screen in every theme and size there,
//! to be looked at.

use std::path::Path;

use throughline::picture::ThemeName;

use crate::screens::{SCREENS, window_on, window_with};

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
    for screen in SCREENS.iter().filter(|screen| screen.0.starts_with(&wanted)) {
        for size in [egui::vec2(1280.0, 720.0), egui::vec2(1920.0, 1080.0), egui::vec2(3840.0, 2160.0)] {
            for theme in ThemeName::ALL {
                let picture = window_with(screen, size, theme).harness.render().expect("a picture");
                let theme = theme.label().to_lowercase().replace(' ', "-");
                let file = format!("{}-{theme}-{}.png", screen.0, size.y);
                picture.save(Path::new(&folder).join(file)).expect("written");
            }
        }
    }
}
