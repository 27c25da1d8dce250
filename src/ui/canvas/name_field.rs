//! The one text field on the canvas: a name, typed where it will stand.
//!
//! Enter or leaving the field makes it one request, Escape drops it. Deliberately absent: the capture line's grammar; a new
//! link becomes a line of it, with its names in quotation marks.

use egui::{Align2, FontSelection, Key, Margin, Pos2, Rect, TextEdit, Ui, vec2};

use super::handles::LinkEnd;
use super::{CanvasState, Frame, lettering};
use crate::model::{PartyId, PartyKind, Pin};
use crate::session::{Command, NewParty};
use crate::ui::tokens::{color32, semibold};
use crate::ui::{Request, Sink};

const WIDTH: f32 = 208.0;
const HEIGHT: f32 = 32.0;

/// What the name is for.
#[derive(Clone, Debug, PartialEq)]
enum Purpose {
    NewParty { kind: PartyKind, pin: Option<Pin>, department: Option<String> },
    Linked { party: PartyId, end: LinkEnd, at_in_world: Pos2 },
    Rename(PartyId),
}

/// The field while it is open.
pub(super) struct NameField {
    purpose: Purpose,
    text: String,
    has_asked_for_focus: bool,
}

impl NameField {
    fn new(purpose: Purpose, text: &str) -> Self {
        Self { purpose, text: text.to_owned(), has_asked_for_focus: false }
    }

    /// For a party that the layout will place: the field stands in the middle of the view.
    pub(super) fn for_party_by_keyboard(kind: PartyKind) -> Self {
        Self::new(Purpose::NewParty { kind, pin: None, department: None }, "")
    }

    /// For a team that will stand there.
    pub(super) fn for_team_at(pin: Pin, department: Option<String>) -> Self {
        Self::new(Purpose::NewParty { kind: PartyKind::Team, pin: Some(pin), department }, "")
    }

    /// For the other end of a link.
    pub(super) fn for_linked(party: &PartyId, end: LinkEnd, at_in_world: Pos2) -> Self {
        Self::new(Purpose::Linked { party: party.clone(), end, at_in_world }, "")
    }

    /// For another name of a party.
    pub(super) fn for_rename(party: &PartyId, name: &str) -> Self {
        Self::new(Purpose::Rename(party.clone()), name)
    }

    fn caption(&self, frame: &Frame<'_>) -> String {
        let org = frame.session.org();
        match &self.purpose {
            Purpose::NewParty { kind, department, .. } => {
                let what = match kind {
                    PartyKind::Team => "New team",
                    PartyKind::ExternalCustomer => "New external customer",
                    PartyKind::ExternalSupplier => "New external supplier",
                };
                match department {
                    Some(department) => format!("{what} in {department}"),
                    None => what.to_owned(),
                }
            }
            Purpose::Linked { party, end: LinkEnd::Supplier, .. } => {
                format!("Whom does {} supply?", org.name_of(party))
            }
            Purpose::Linked { party, end: LinkEnd::Customer, .. } => {
                format!("Who supplies {}?", org.name_of(party))
            }
            Purpose::Rename(party) => format!("New name of {}", org.name_of(party)),
        }
    }

    fn area(&self, frame: &Frame<'_>) -> Rect {
        let (centre, width) = match &self.purpose {
            Purpose::NewParty { pin: None, .. } => (frame.view.center(), WIDTH),
            Purpose::NewParty { pin: Some(pin), .. } => {
                (frame.screen_from_world.mul_pos(Pos2::new(pin.x as f32, pin.y as f32)), WIDTH)
            }
            Purpose::Linked { at_in_world, .. } => (frame.screen_from_world.mul_pos(*at_in_world), WIDTH),
            Purpose::Rename(party) => {
                let area = frame.scene.area_of(party).map(|area| frame.screen_from_world.mul_rect(area));
                area.map_or((frame.view.center(), WIDTH), |area| (area.center(), area.width().max(WIDTH)))
            }
        };
        let room = frame.view.shrink2(vec2(width / 2.0 + 8.0, HEIGHT + 16.0));
        let centre = if room.is_positive() { room.clamp(centre) } else { frame.view.center() };
        Rect::from_center_size(centre, vec2(width, HEIGHT))
    }

    /// What the typed name comes to; nothing for an empty one, or one that changes nothing.
    fn request(&self, frame: &Frame<'_>) -> Option<Request> {
        let name = self.text.trim();
        if name.is_empty() {
            return None;
        }
        match &self.purpose {
            Purpose::NewParty { kind, pin, department } => {
                let pin = pin.map(|pin| (frame.session.view(), pin));
                let new =
                    NewParty { name: name.to_owned(), kind: *kind, department: department.clone(), pin };
                Some(Request::Command(Command::AddParty(new)))
            }
            Purpose::Linked { party, end, .. } => {
                let (party, other) = (quoted(frame.session.org().name_of(party)), new_end(name));
                let line = match end {
                    LinkEnd::Supplier => format!("{party} > {other}"),
                    LinkEnd::Customer => format!("{other} > {party}"),
                };
                Some(Request::Capture(line))
            }
            Purpose::Rename(party) => {
                let mut facts = frame.session.org().party(party)?.clone();
                if facts.name == name {
                    return None;
                }
                name.clone_into(&mut facts.name);
                Some(Request::Command(Command::UpdateParty { party: party.clone(), facts: Box::new(facts) }))
            }
        }
    }
}

/// A name as the capture line takes it, whatever signs it holds.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The typed end of a link: `*` and `~` before a name say which kind it is, as in the capture line.
fn new_end(name: &str) -> String {
    for sign in ['*', '~'] {
        if let Some(rest) = name.strip_prefix(sign) {
            return format!("{sign}{}", quoted(rest.trim()));
        }
    }
    quoted(name)
}

/// Shows the field, if one is open, and takes what was typed.
pub(super) fn name_field_ui(ui: &mut Ui, frame: &Frame<'_>, state: &mut CanvasState, sink: &mut Sink) {
    let Some(mut field) = state.field.take() else { return };
    let area = field.area(frame);
    let caption = field.caption(frame);
    let theme = frame.tokens.theme;
    let above = area.left_top() - vec2(0.0, 6.0);
    lettering::plate(ui.painter(), frame.tokens, above, Align2::LEFT_BOTTOM, &caption, frame.view);
    let ground = egui::Frame::NONE
        .fill(color32(theme.box_fill))
        .stroke((2.0, color32(theme.accent)))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(10, 3));
    let edit = TextEdit::singleline(&mut field.text)
        .id(frame.id.with("name field"))
        .font(FontSelection::FontId(semibold(14.0)))
        .text_color(color32(theme.ink))
        .hint_text("Type a name, then Enter")
        .frame(egui::Frame::NONE)
        .desired_width(area.width() - 20.0)
        .align(Align2::LEFT_CENTER)
        .char_limit(120);
    let shown = ui
        .scope_builder(egui::UiBuilder::new().max_rect(area), |ui| ground.show(ui, |ui| ui.add(edit)).inner);
    let response = shown.inner.accessible_name(caption);
    if !field.has_asked_for_focus {
        field.has_asked_for_focus = true;
        response.request_focus();
        select_all(ui, &response, &field.text);
        state.field = Some(field);
        return;
    }
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        response.surrender_focus();
    } else if response.lost_focus() {
        if let Some(request) = field.request(frame) {
            sink.push(request);
        }
    } else {
        state.field = Some(field);
    }
}

/// A name that is to be changed is mostly replaced: it starts selected.
fn select_all(ui: &Ui, response: &egui::Response, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut edit = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(0), CCursor::new(text.chars().count()));
    edit.cursor.set_char_range(Some(range));
    edit.store(ui.ctx(), response.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_into_the_capture_line_unharmed() {
        assert_eq!(quoted("Order desk: A > B"), "\"Order desk: A > B\"");
        assert_eq!(quoted("the \"new\" team"), "\"the \"\"new\"\" team\"");
        assert_eq!(new_end("* Patients"), "*\"Patients\"");
        assert_eq!(new_end("Billing"), "\"Billing\"");
    }
}
