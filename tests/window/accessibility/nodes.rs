//! On every screen: each thing that can be reached says what it is and what it is called, and is large enough to be hit.

use egui::accesskit::{Action, Role};
use egui_kittest::kittest::NodeT;
use throughline::picture::ThemeName;

use crate::harness::Window;
use crate::screens::{SCREENS, window_with};

/// The least height and width of what is clicked, in points (WCAG 2.2, 2.5.8).
const TARGET: f64 = 24.0;

/// The least of a team that is drawn from afar: it is hit as far as half the gap to the next one, and its row in the outline is a target
/// of full size.
const FROM_AFAR: f64 = 16.0;

/// egui's own handles, as thin as they are on every desktop: arrows, the wheel and the menu View do the same.
const HANDLES: [Role; 2] = [Role::ScrollBar, Role::Splitter];

/// What is too small to be hit, nameless, or nothing known.
fn faults(screen: &str, window: &Window) -> Vec<String> {
    let mut faults = Vec::new();
    let size = window.harness.ctx.content_rect();
    for node in window.harness.root().children_recursive() {
        let inner = node.accesskit_node();
        let data = inner.data();
        let is_reached = data.supports_action(Action::Focus) && inner.role() != Role::Window;
        let is_clicked = data.supports_action(Action::Click);
        if !(is_reached || is_clicked) {
            continue;
        }
        if inner.role() == Role::ScrollBar && !is_reached {
            continue;
        }
        let name = inner.label().or_else(|| inner.value()).unwrap_or_default();
        let called = format!("{screen}: {:?} \u{201c}{name}\u{201d}", inner.role());
        if inner.role() == Role::Unknown {
            faults.push(format!("{called} has no role"));
        }
        if name.trim().is_empty() && data.placeholder().is_none_or(str::is_empty) {
            faults.push(format!("{called} has no name"));
        }
        let Some(bounds) = inner
            .raw_bounds()
            .filter(|_| is_clicked && !inner.is_disabled() && !HANDLES.contains(&inner.role()))
        else {
            continue;
        };
        // What is scrolled away or cut off at an edge is met whole elsewhere.
        let is_cut = bounds.y0 < 1.0 || bounds.y1 > f64::from(size.height()) - 1.0;
        let is_team =
            ["Team ", "External customer ", "External supplier "].iter().any(|kind| name.starts_with(kind));
        let least = if is_team { FROM_AFAR } else { TARGET } - 0.01;
        if !is_cut && (bounds.width() < least || bounds.height() < least) {
            faults.push(format!("{called} is {:.0} x {:.0}", bounds.width(), bounds.height()));
        }
    }
    faults
}

#[test]
fn everything_has_a_role_a_name_and_room_for_a_finger() {
    let mut all = Vec::new();
    for screen in SCREENS {
        let window = window_with(screen, egui::vec2(1280.0, 720.0), ThemeName::Light);
        let mut here = faults(screen.0, &window);
        here.sort();
        here.dedup();
        all.extend(here);
    }
    assert!(all.is_empty(), "{} faults: {all:#?}", all.len());
}

/// At the map's own size every team is a target of full size.
#[test]
fn teams_are_large_enough_at_the_maps_own_size() {
    let mut window = Window::on_sample("hospital-clinic.org.ron");
    window.press(egui::Key::B);
    let teams: Vec<_> = window
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Team ")))
        .filter_map(|node| node.accesskit_node().raw_bounds())
        .filter(|bounds| bounds.y0 > 0.0 && bounds.y1 < 720.0 && bounds.x0 > 0.0)
        .collect();
    assert!(teams.len() > 3, "some are in view");
    let small = teams.iter().filter(|bounds| bounds.width() < TARGET || bounds.height() < TARGET).count();
    assert_eq!(small, 0);
}
