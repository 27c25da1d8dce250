//! What is typed before a room, in type that the room reads: a remark to be parked, a line that goes onto the map.

use egui::{FontId, Frame, Id, Key, Margin, Stroke, TextEdit, Ui, pos2, vec2};

use super::PresentState;
use super::screen::Scale;
use crate::session::Session;
use crate::session::capture::{Does, preview};
use crate::ui::tokens::Tokens;
use crate::ui::widgets::one_line;
use crate::ui::{Request, Sink};

/// What of a preview is told before it is counted.
const TOLD: usize = 3;

/// A field that is open.
#[derive(Clone, Debug)]
pub(super) struct Field {
    kind: Kind,
    text: String,
    wants_keyboard: bool,
    /// Why the line could not be taken.
    problem: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Park,
    Capture,
}

impl Field {
    /// For a remark.
    pub(super) fn park() -> Self {
        Self { kind: Kind::Park, text: String::new(), wants_keyboard: true, problem: None }
    }

    /// For a capture line.
    pub(super) fn capture() -> Self {
        Self { kind: Kind::Capture, ..Self::park() }
    }
}

/// Shows the field that is open, above the strip at the foot.
pub(super) fn fields_ui(
    ui: &mut Ui,
    scale: &Scale,
    session: &Session,
    tokens: &Tokens,
    state: &mut PresentState,
    sink: &mut Sink,
) {
    let Some(mut field) = state.field.take() else { return };
    let foot = scale.foot();
    let unit = scale.unit;
    let height = unit * if field.kind == Kind::Capture { 66.0 } else { 50.0 };
    let area = egui::Rect::from_min_max(pos2(foot.left(), foot.bottom() - height), foot.max);
    ui.painter().rect_filled(area, 0.0, tokens.raised);
    ui.painter().hline(area.x_range(), area.top(), Stroke::new(unit.max(1.0), tokens.ink));
    let inner = area.shrink2(vec2(scale.margin(), unit * 5.0));
    let is_done = ui
        .scope_builder(egui::UiBuilder::new().max_rect(inner).id_salt("present field"), |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, unit * 3.0);
            let words = above(&field, session);
            let galley = one_line(ui, &words, scale.text(), tokens.ink, inner.width());
            let (at, response) =
                ui.allocate_exact_size(vec2(inner.width(), galley.size().y), egui::Sense::hover());
            ui.painter().galley(at.min, galley, tokens.ink);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Status, true, &words));
            field_ui(ui, scale.text(), tokens, &mut field, session, unit)
        })
        .inner;
    match is_done {
        None => state.field = Some(field),
        Some(false) => {}
        Some(true) if field.kind == Kind::Park => state.park(&field.text, session, sink),
        Some(true) => sink.push(Request::Capture(field.text)),
    }
}

/// What stands above the field: what it is for, then what Enter would do.
fn above(field: &Field, session: &Session) -> String {
    if let Some(problem) = &field.problem {
        return problem.clone();
    }
    match field.kind {
        Kind::Park => "Park a remark, so that it is not lost. Enter keeps it.".to_owned(),
        Kind::Capture if field.text.trim().is_empty() => {
            "On the map: supplier > customer: what is needed. Enter does it.".to_owned()
        }
        Kind::Capture => {
            let foreseen = preview(&field.text, session.org(), None, session.today());
            if let Some(problem) = foreseen.problem {
                return problem.message;
            }
            let made: Vec<&str> = foreseen
                .makes
                .iter()
                .filter(|made| made.does != Does::Finds)
                .map(|made| made.words.as_str())
                .collect();
            match made.len() {
                0 => "All of this is on the map already.".to_owned(),
                1..=TOLD => made.join("; "),
                many => format!(
                    "{}; and {} more",
                    made.iter().take(TOLD).copied().collect::<Vec<_>>().join("; "),
                    many - TOLD
                ),
            }
        }
    }
}

/// The field itself; `Some(true)` when its text is to be taken, `Some(false)` when it is to go.
fn field_ui(
    ui: &mut Ui,
    font: FontId,
    tokens: &Tokens,
    field: &mut Field,
    session: &Session,
    unit: f32,
) -> Option<bool> {
    let name = match field.kind {
        Kind::Park => "Remark to park",
        Kind::Capture => "Capture line",
    };
    let margin = (unit * 2.5).clamp(1.0, 100.0) as i8;
    let frame = Frame::new()
        .fill(tokens.canvas)
        .stroke(Stroke::new(unit.max(1.0), tokens.accent))
        .corner_radius(4.0)
        .inner_margin(Margin::symmetric(margin * 2, margin));
    let id = Id::unique("present field text");
    let response = TextEdit::singleline(&mut field.text)
        .id(id)
        .font(font)
        .text_color(tokens.ink)
        .frame(frame)
        .desired_width(f32::INFINITY)
        .show(ui)
        .response
        .response
        .accessible_name(name);
    if std::mem::take(&mut field.wants_keyboard) {
        response.request_focus();
        return None;
    }
    if response.changed() {
        field.problem = None;
    }
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    if !(response.lost_focus() || response.has_focus()) {
        return Some(false);
    }
    if !enter {
        return None;
    }
    if field.text.trim().is_empty() {
        return Some(false);
    }
    if field.kind == Kind::Capture {
        let foreseen = preview(&field.text, session.org(), None, session.today());
        if let Some(problem) = foreseen.problem {
            field.problem = Some(problem.message);
            response.request_focus();
            return None;
        }
    }
    Some(true)
}
