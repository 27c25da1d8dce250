//! The status line: how the map stands in one sentence, and whether it is saved.

use egui::{Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::scene::Scene;
use super::words::{self, counted};
use crate::diagnosis::Diagnosis;
use crate::model::Org;
use crate::session::Session;
use crate::storage::DiskNews;
use crate::ui::Sink;
use crate::ui::actions::Action;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{STEP, Weight, button_ui, one_line};

/// What "asked" means, of a need and of a link.
const ASKED: &str = "A need is asked when its customer stated, confirmed or rated it, or when it is measured; the others are our \
                     assumption. A link is \"not asked\" until its customer has said how it goes.";

/// What the status line shows that the document does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StatusState {
    /// How large the map is shown; 1 is its own size. `None` shows nothing.
    pub zoom: Option<f64>,
}

/// Shows the status line.
pub fn status_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, state: &mut StatusState, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    ui.horizontal_centered(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(zoom) = state.zoom {
                let words = format!("{:.0} %", zoom * 100.0);
                if button_ui(ui, &scene.look, Weight::Faint, &words)
                    .on_hover_text("Show the whole map")
                    .clicked()
                {
                    sink.act(Action::Fit);
                }
            }
            file_ui(ui, &scene, sink);
            standing_ui(ui, &scene);
        });
    });
}

fn file_ui(ui: &mut Ui, scene: &Scene<'_>, sink: &mut Sink) {
    let session = scene.session;
    let name =
        session.path().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_else(|| "Not in a file yet".to_owned());
    let words = match (session.has_unsaved_changes(), session.disk_news()) {
        // What stands here is nowhere else: saving writes it again.
        (_, DiskNews::Gone) => format!("{name} is gone from its folder"),
        (true, DiskNews::Changed(_)) => format!("{name}, not saved; somebody else has saved it"),
        (true, DiskNews::Unchanged) => format!("{name}, not saved"),
        (false, _) => {
            let words = if session.path().is_some() { format!("{name}, saved") } else { name };
            said_ui(ui, scene, &words, 320.0).on_hover_text(&words);
            return;
        }
    };
    let response = button_ui(ui, &scene.look, Weight::Faint, &words).on_hover_text("Save");
    let dot = pos2(response.rect.left() + 2.0, response.rect.center().y);
    ui.painter().circle_filled(dot, 3.5, scene.look.accent);
    if response.clicked() {
        sink.act(Action::Save);
    }
}

fn standing_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let words = standing(scene.org, scene.diagnosis);
    let room = ui.available_width();
    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        let hint =
            if scene.org.parties().is_empty() { words.clone() } else { format!("{words}.\n\n{ASKED}") };
        said_ui(ui, scene, &words, room).on_hover_text(hint);
    });
}

/// Words on one line, cut when there is no room.
fn said_ui(ui: &mut Ui, scene: &Scene<'_>, words: &str, room: f32) -> Response {
    let look = &scene.look;
    let galley = one_line(ui, words, look.small(), look.text, room.min(ui.available_width()));
    let size = vec2(galley.size().x + STEP, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().galley(pos2(rect.left() + 4.0, rect.center().y - galley.size().y * 0.5), galley, look.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, words));
    response
}

/// "3 broken links, 2 probable causes; Patients: 1 of 6 services fails; 61 % of needs asked, 2 of 33 links have none yet".
#[must_use]
pub fn standing(org: &Org, diagnosis: &Diagnosis) -> String {
    let counts = &diagnosis.counts;
    if org.parties().is_empty() {
        return "An empty map: start with the external customer".to_owned();
    }
    let mut parts = Vec::new();
    parts.push(if counts.broken == 0 {
        "No link is known to be broken".to_owned()
    } else {
        let causes = counted(counts.root_groups, "probable cause", "probable causes");
        format!("{}, {causes}", counted(counts.broken, "broken link", "broken links"))
    });
    let worst = diagnosis.first_screen.customers.iter().max_by_key(|summary| {
        (summary.fail, summary.struggle, summary.not_asked, std::cmp::Reverse(&summary.customer))
    });
    if let Some(summary) = worst {
        parts.push(format!("{}: {}", org.name_of(&summary.customer), words::service(summary)));
    }
    // Rounded down: "100 %" is said only when it is so.
    parts.push(match (counts.needs_asked * 100).checked_div(counts.needs) {
        Some(percent) => match diagnosis.first_screen.links_without_need {
            0 => format!("{percent} % of needs asked"),
            // Said beside it: "100 %" of a few needs is not the whole map.
            without => {
                let verb = if without == 1 { "has" } else { "have" };
                let links = counted(counts.links, "link", "links");
                format!("{percent} % of needs asked, {without} of {links} {verb} none yet")
            }
        },
        None => "no need written down yet".to_owned(),
    });
    parts.join("; ")
}
