//! What a new map begins with: empty, guided, a spreadsheet, a template or a sample. A list that is walked with the arrows and taken with Enter.

use egui::{Key, Modifiers, ScrollArea, Ui, pos2};

use super::questions::Reply;
use super::tokens::Tokens;
use super::widgets::{Chosen, Look, STEP, Weight, button_ui, heading_ui, one_line, row_ui, soft_ui};
use crate::session::starts::{SAMPLES, Start, TEMPLATES};

/// What a new map begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// Nothing.
    Blank,
    /// Nothing, and the first question.
    Guided,
    /// What the rows of a spreadsheet say.
    Spreadsheet,
    /// A copy of a bundled map.
    Copy(Start),
}

/// One row of the list.
struct Row {
    name: &'static str,
    about: &'static str,
    begins: Beginning,
}

/// Height of a row, in points.
const ROW: f32 = 46.0;

fn rows() -> [(&'static str, Vec<Row>); 3] {
    let copies = |starts: &[Start]| {
        let row =
            |start: &Start| Row { name: start.name, about: start.about, begins: Beginning::Copy(*start) };
        starts.iter().map(row).collect()
    };
    let blank = Row { name: "Empty map", about: "Type or draw who serves whom", begins: Beginning::Blank };
    let guided = Row {
        name: "Guided",
        about: "One question at a time, from the external customer upstream",
        begins: Beginning::Guided,
    };
    let spreadsheet = Row {
        name: "Spreadsheet",
        about: "Teams, links and needs from CSV files, looked at before anything is made",
        begins: Beginning::Spreadsheet,
    };
    [
        ("Begin afresh", vec![blank, guided, spreadsheet]),
        ("Templates: usual teams and needs, nothing asked yet", copies(&TEMPLATES)),
        ("Samples: invented, opened as a copy", copies(&SAMPLES)),
    ]
}

/// Shows the list; tells what was chosen.
pub(super) fn start_ui(ui: &mut Ui, tokens: &Tokens, chosen: &mut usize) -> Option<Reply> {
    let look = Look::of(tokens);
    heading_ui(ui, &look, "What does the new map begin with?");
    let groups = rows();
    let count: usize = groups.iter().map(|(_, rows)| rows.len()).sum();
    let steps = ui.input_mut(|input| {
        let mut pressed = |key| isize::from(input.consume_key(Modifiers::NONE, key));
        pressed(Key::ArrowDown) - pressed(Key::ArrowUp)
    });
    *chosen = chosen.saturating_add_signed(steps).min(count.saturating_sub(1));
    // A row that has the keyboard through Tab takes Enter itself.
    let focused = ui.memory(|memory| memory.focused().is_some());
    let entered = !focused && ui.input(|input| input.key_pressed(Key::Enter));
    let mut reply = None;
    ScrollArea::vertical().max_height((ui.ctx().content_rect().height() - 200.0).max(160.0)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut place = 0;
        for (title, rows) in &groups {
            ui.add_space(STEP);
            soft_ui(ui, &look, title);
            for row in rows {
                let response = start_row_ui(ui, &look, row, place == *chosen);
                if place == *chosen && steps != 0 {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (entered && place == *chosen) {
                    reply = Some(Reply::Begin(row.begins));
                }
                place += 1;
            }
        }
    });
    ui.add_space(STEP * 0.5);
    ui.horizontal(|ui| {
        if button_ui(ui, &look, Weight::Plain, "Cancel").clicked() {
            reply = Some(Reply::Cancel);
        }
        soft_ui(ui, &look, "Up and Down choose, Enter begins, Esc goes back.");
    });
    reply
}

fn start_row_ui(ui: &mut Ui, look: &Look, row: &Row, is_chosen: bool) -> egui::Response {
    let name = format!("{}: {}", row.name, row.about);
    let response = row_ui(ui, look, ROW, Chosen::from(is_chosen), &name);
    let rect = response.rect;
    let width = rect.width() - STEP * 3.0;
    let title = one_line(ui, row.name, look.strong(), look.text, width);
    let about = one_line(ui, row.about, look.small(), look.soft, width);
    let left = rect.left() + STEP * 1.5;
    ui.painter().galley(pos2(left, rect.top() + 4.0), title, look.text);
    ui.painter().galley(pos2(left, rect.bottom() - about.size().y - 4.0), about, look.soft);
    response
}
