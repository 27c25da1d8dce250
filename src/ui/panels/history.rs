//! Every step by name, the first at the top; a click goes there. For a window of its own.

use egui::{ScrollArea, Ui, pos2};

use super::scene::Scene;
use crate::session::{Command, Session};
use crate::ui::Sink;
use crate::ui::tokens::Tokens;
use crate::ui::widgets::{Chosen, ROW, STEP, empty_ui, one_line, row_ui, soft_ui};

/// Shows the steps that hold and those that were undone.
pub fn history_ui(ui: &mut Ui, session: &Session, tokens: &Tokens, sink: &mut Sink) {
    let scene = Scene::of(session, tokens);
    let history = session.history();
    let done = history.done();
    if done.is_empty() && history.undone().is_empty() {
        empty_ui(
            ui,
            &scene.look,
            "Nothing has been done yet",
            "Every change stands here by its name, and a click takes you back to any of them.",
        );
        return;
    }
    soft_ui(ui, &scene.look, "A click goes to that step. Nothing is lost until you change something there.");
    ui.add_space(STEP * 0.5);
    let mut steps: Vec<(&str, Past)> = vec![("As it was opened", Past::Holds)];
    steps.extend(done.iter().map(|step| (step.label.as_str(), Past::Holds)));
    steps.extend(history.undone().iter().rev().map(|step| (step.label.as_str(), Past::Undone)));
    ScrollArea::vertical().auto_shrink(false).stick_to_bottom(true).show_rows(
        ui,
        ROW,
        steps.len(),
        |ui, visible| {
            ui.set_max_width((ui.available_width() - STEP).max(0.0));
            for (place, (label, past)) in steps.iter().enumerate().take(visible.end).skip(visible.start) {
                let here = place == done.len();
                if step_ui(ui, &scene, label, *past, Chosen::from(here)) && !here {
                    sink.command(Command::GoToStep(place));
                }
            }
        },
    );
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Past {
    Holds,
    Undone,
}

fn step_ui(ui: &mut Ui, scene: &Scene<'_>, label: &str, past: Past, here: Chosen) -> bool {
    let look = &scene.look;
    let said = match (here, past) {
        (Chosen::Yes, _) => "now",
        (Chosen::No, Past::Undone) => "undone",
        (Chosen::No, Past::Holds) => "",
    };
    let spoken = if said.is_empty() { label.to_owned() } else { format!("{label}, {said}") };
    let response = row_ui(ui, look, ROW, here, &spoken);
    let rect = response.rect;
    let detail = one_line(ui, said, look.small(), look.soft, 64.0);
    let ink = if past == Past::Undone { look.soft } else { look.text };
    let room = rect.width() - detail.size().x - STEP * 3.0;
    let words = one_line(ui, label, look.body(), ink, room);
    let detail_at = pos2(rect.right() - detail.size().x - STEP, rect.center().y - detail.size().y * 0.5);
    ui.painter().galley(pos2(rect.left() + STEP, rect.center().y - words.size().y * 0.5), words, ink);
    ui.painter().galley(detail_at, detail, look.soft);
    response.clicked()
}
