//! Pasted lines before they are taken: each with what it makes, the question it waits for, or its error; one is edited in place.
//!
//! Keys while a line has the keyboard: Up and Down go to another one, Enter to the next that cannot be taken yet, Tab says that the name on
//! the map is meant, Shift+Enter that it is somebody new, Ctrl+Delete drops the line, Ctrl+Enter takes all that can be taken, Escape
//! puts the list away.

use egui::text::CCursor;
use egui::{
    EventFilter, Frame, Id, Key, Margin, Modifiers, Rect, Role, ScrollArea, Sense, Stroke, TextEdit, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::CaptureState;
use super::foreseen::question;
use super::line::paint_caret;
use crate::session::capture::{MOST_LINES, Pasted, Row};
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{
    Chosen, Icon, Look, ROUND, STEP, Weight, button_ui, flow_ui, icon_button_ui, one_line, row_background,
    soft_ui, strong_ui,
};
use crate::ui::{Request, Sink};

/// The height of a line in the list, in points.
const LINE: f32 = 60.0;
/// The most lines in view.
const IN_VIEW: f32 = 5.0;
/// Parties times lines: so many are read in a frame; below it everything is read again with every letter, above it when another line is gone to.
const READ_AT_ONCE: usize = 20_000;

/// The list.
#[derive(Debug)]
pub(super) struct PastedState {
    pasted: Pasted,
    open: bool,
    active: usize,
    /// The revision and the customer it was read for.
    read_for: Option<String>,
    wants_focus: bool,
    scrolls: bool,
    /// Whether a line was edited since everything was read.
    edited: bool,
}

impl PastedState {
    pub(super) fn of(pasted: Pasted) -> Self {
        Self {
            pasted,
            open: true,
            active: 0,
            read_for: None,
            wants_focus: true,
            scrolls: true,
            edited: false,
        }
    }

    pub(super) fn pasted(&self) -> &Pasted {
        &self.pasted
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self) {
        self.open = true;
        self.wants_focus = true;
    }

    fn go_to(&mut self, place: usize) {
        self.active = place.min(self.pasted.rows().len().saturating_sub(1));
        self.read_for = None;
        self.wants_focus = true;
        self.scrolls = true;
    }

    /// Whether the lines, as they stand, are not all read yet.
    fn is_stale(&self) -> bool {
        self.read_for.is_none() || !self.pasted.is_read() || self.edited
    }

    /// The next line, after the active one and round, that cannot be taken yet.
    fn next_open(&self) -> Option<usize> {
        let count = self.pasted.rows().len();
        let after = (1..=count).map(|step| (self.active + step) % count.max(1));
        after.into_iter().find(|place| self.pasted.rows().get(*place).is_some_and(|row| !row.is_ready()))
    }
}

/// What was asked of the list.
enum Wish {
    Take,
    PutAway,
    Drop,
}

/// Shows the list, when something was pasted and is not put away.
pub(super) fn pasted_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut CaptureState, sink: &mut Sink) {
    let hearing = state.hearing.clone();
    let Some(list) = state.pasted.as_mut().filter(|list| list.open) else { return };
    let ground = format!("{} {hearing:?}", scene.session.revision());
    if list.read_for.as_ref() != Some(&ground) {
        list.pasted.start_reading();
        list.edited = false;
        list.read_for = Some(ground);
    }
    if !list.pasted.is_read() {
        // On a large map a line takes its time: the window goes on meanwhile.
        let most = (READ_AT_ONCE / scene.org.parties().len().max(1)).max(1);
        list.pasted.read_on(scene.org, hearing.as_ref(), scene.today(), most);
        ui.ctx().request_repaint();
    }
    let keyed = keys(ui, list);
    ui.add_space(STEP * 0.5);
    let pressed = head_ui(ui, &scene.look, list);
    rows_ui(ui, scene, list);
    ui.add_space(STEP * 0.5);
    match keyed.or(pressed) {
        Some(Wish::Take) => {
            if list.is_stale() {
                // What was edited last is read before it is taken.
                list.read_for = None;
                sink.push(Request::Say("The lines are still being read".to_owned()));
                return;
            }
            if list.pasted.ready() > 0 {
                sink.push(Request::Take(list.pasted.take()));
            }
            list.go_to(0);
            if list.pasted.rows().is_empty() {
                state.pasted = None;
                state.line.focus();
            }
        }
        Some(Wish::PutAway) => {
            list.open = false;
            state.line.focus();
        }
        Some(Wish::Drop) => {
            state.pasted = None;
            state.line.focus();
        }
        None => {}
    }
}

fn field_id() -> Id {
    Id::unique("pasted line")
}

fn keys(ui: &Ui, list: &mut PastedState) -> Option<Wish> {
    if !ui.memory(|memory| memory.has_focus(field_id())) {
        return None;
    }
    let asks = list.pasted.rows().get(list.active).and_then(|row| row.asks.first()).cloned();
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Enter) {
        return Some(Wish::Take);
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        return Some(Wish::PutAway);
    }
    if pressed(Modifiers::COMMAND, Key::Delete) {
        list.pasted.remove(list.active);
        list.go_to(list.active);
        return list.pasted.rows().is_empty().then_some(Wish::Drop);
    }
    if let Some(twin) = asks {
        if pressed(Modifiers::SHIFT, Key::Enter) {
            list.pasted.is_new(&twin.typed);
            list.read_for = None;
        } else if pressed(Modifiers::NONE, Key::Tab) {
            list.pasted.is_existing(&twin);
            list.read_for = None;
        }
    }
    if pressed(Modifiers::NONE, Key::ArrowDown) {
        list.go_to(list.active + 1);
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        list.go_to(list.active.saturating_sub(1));
    } else if pressed(Modifiers::NONE, Key::Enter) {
        list.go_to(list.next_open().unwrap_or(list.active));
    }
    None
}

fn head_ui(ui: &mut Ui, look: &Look, list: &PastedState) -> Option<Wish> {
    let mut wish = None;
    flow_ui(ui, |ui| {
        strong_ui(ui, look, "Pasted lines");
        soft_ui(ui, look, &list.pasted.standing());
        let ready = if list.pasted.is_read() { list.pasted.ready() } else { 0 };
        let words = match ready {
            1 => "Take 1 line (Ctrl+Enter)".to_owned(),
            many => format!("Take {many} lines (Ctrl+Enter)"),
        };
        ui.add_enabled_ui(ready > 0, |ui| {
            if button_ui(ui, look, Weight::Main, &words).clicked() {
                wish = Some(Wish::Take);
            }
        });
        if button_ui(ui, look, Weight::Plain, "Put away (Esc)").clicked() {
            wish = Some(Wish::PutAway);
        }
        if button_ui(ui, look, Weight::Quiet, "Drop all").clicked() {
            wish = Some(Wish::Drop);
        }
    });
    if list.pasted.unread() > 0 {
        let all = list.pasted.unread() + MOST_LINES;
        let words = format!(
            "These are the first {MOST_LINES} of {all} lines; the others are not read. Import a spreadsheet for so many."
        );
        soft_ui(ui, look, &words);
    }
    if !list.pasted.left_out().is_empty() {
        soft_ui(ui, look, &format!("Columns that are not read: {}.", list.pasted.left_out().join(", ")));
    }
    wish
}

fn rows_ui(ui: &mut Ui, scene: &Scene<'_>, list: &mut PastedState) {
    let count = list.pasted.rows().len();
    let most = (ui.ctx().content_rect().height() * 0.4).min(LINE * IN_VIEW);
    let mut area = ScrollArea::vertical().max_height(most).auto_shrink([false, true]);
    if std::mem::take(&mut list.scrolls) {
        area = area.vertical_scroll_offset((list.active as f32 - 1.5).max(0.0) * LINE);
    }
    let spacing = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, LINE, count, |ui, places| {
        for place in places {
            row_ui(ui, scene, list, place);
        }
    });
    ui.spacing_mut().item_spacing.y = spacing;
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, list: &mut PastedState, place: usize) {
    let look = &scene.look;
    let Some(row) = list.pasted.rows().get(place).cloned() else { return };
    let is_active = place == list.active;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    row_background(ui, look, rect.shrink2(vec2(0.0, 1.0)), &response, Chosen::from(is_active));
    let (words, is_wrong) = outcome(&row);
    let name = format!("Line {}: {}. {words}", row.number, row.line);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_active, &name));
    if response.clicked() {
        list.go_to(place);
    }
    let number = one_line(ui, &row.number.to_string(), look.small(), look.soft, 40.0);
    ui.painter().galley(pos2(rect.left() + 36.0 - number.size().x, rect.top() + 12.0), number, look.soft);
    let inner =
        Rect::from_min_max(rect.left_top() + vec2(STEP * 6.0, 3.0), rect.right_bottom() - vec2(44.0, 3.0));
    let asks_width = if row.asks.is_empty() { 0.0 } else { 320.0_f32.min(inner.width() * 0.5) };
    let text_area = Rect::from_min_max(inner.min, pos2(inner.right() - asks_width, inner.top() + 30.0));
    if is_active {
        edit_ui(ui, scene, list, &row, text_area);
    } else {
        let galley = one_line(ui, &row.line, look.body(), look.text, text_area.width() - STEP);
        let at = pos2(text_area.left() + STEP, text_area.center().y - galley.size().y * 0.5);
        if let Some(problem) = &row.preview.problem {
            let place = galley.pos_from_cursor(CCursor::new(problem.at_char));
            paint_caret(ui, look, at + vec2(place.left(), place.bottom()));
        }
        ui.painter().galley(at, galley, look.text);
    }
    let ink = if is_wrong { look.problem } else { look.soft };
    let said = one_line(ui, &words, look.small(), ink, inner.width() - asks_width - STEP);
    let cut = said.elided;
    ui.painter().galley(pos2(inner.left() + STEP, inner.bottom() - 21.0), said, ink);
    if cut {
        response.on_hover_text(&words);
    }
    asks_ui(
        ui,
        look,
        list,
        &row,
        Rect::from_min_max(pos2(text_area.right() + STEP, inner.top() + 12.0), inner.max),
    );
    let cross = Rect::from_center_size(pos2(rect.right() - 20.0, rect.center().y), vec2(24.0, 24.0));
    // A child of its own does not move where the next row begins.
    let mut corner = ui.new_child(UiBuilder::new().max_rect(cross).id_salt(("drop", row.number)));
    if icon_button_ui(&mut corner, look, Icon::Cross, &format!("Drop line {}", row.number)).clicked() {
        list.pasted.remove(place);
        list.go_to(list.active);
    }
}

/// What comes of a line, in a sentence, and whether it is a mistake.
fn outcome(row: &Row) -> (String, bool) {
    if let Some(problem) = &row.preview.problem {
        return (format!("Line {}: {}", row.number, problem.message), true);
    }
    if let Some(twin) = row.asks.first() {
        return (question(twin), false);
    }
    let news: Vec<&str> = row.preview.news().map(|made| made.words.as_str()).collect();
    if news.is_empty() {
        ("All of this is on the map already".to_owned(), false)
    } else {
        (news.join("; "), false)
    }
}

fn asks_ui(ui: &mut Ui, look: &Look, list: &mut PastedState, row: &Row, area: Rect) {
    let Some(twin) = row.asks.first() else { return };
    let mut corner = ui.new_child(UiBuilder::new().max_rect(area).id_salt(("asks", row.number)));
    corner.horizontal(|ui| {
        let existing = format!("Use {} (Tab)", twin.existing_name);
        ui.scope(|ui| {
            ui.set_max_width((area.width() - 170.0).max(80.0));
            if button_ui(ui, look, Weight::Plain, &existing).clicked() {
                list.pasted.is_existing(twin);
                list.read_for = None;
            }
        });
        if button_ui(ui, look, Weight::Quiet, "New (Shift+Enter)").clicked() {
            list.pasted.is_new(&twin.typed);
            list.read_for = None;
        }
    });
}

/// The active line as a text field.
fn edit_ui(ui: &mut Ui, scene: &Scene<'_>, list: &mut PastedState, row: &Row, area: Rect) {
    let look = &scene.look;
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let stroke = if focused { look.ring() } else { Stroke::new(1.0, look.border) };
    let width = stroke.width as i8;
    let frame = Frame::new().fill(look.raised).stroke(stroke).corner_radius(ROUND);
    let frame = frame.inner_margin(Margin::symmetric(STEP as i8 - width, 4 - width));
    let mut text = row.line.clone();
    let asks = !row.asks.is_empty();
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: asks };
    let name = format!("Pasted line {}", row.number);
    let mut place = ui.new_child(UiBuilder::new().max_rect(area).id_salt("pasted"));
    let output = TextEdit::singleline(&mut text)
        .id(field_id())
        .font(look.body())
        .text_color(look.text)
        .frame(frame)
        .desired_width(f32::INFINITY)
        .event_filter(filter)
        .show(&mut place);
    let response = output.response.response.clone().accessible_name(name);
    if let Some(problem) = &row.preview.problem {
        let place = output.galley.pos_from_cursor(CCursor::new(problem.at_char));
        let left = output.galley_pos + vec2(place.left(), place.bottom());
        if response.rect.x_range().contains(left.x) {
            paint_caret(ui, look, left);
        }
    }
    if response.changed() {
        list.pasted.edit(list.active, text);
        list.edited = true;
        if scene.org.parties().len() * list.pasted.rows().len() < READ_AT_ONCE {
            list.read_for = None;
        }
    }
    if std::mem::take(&mut list.wants_focus) {
        response.request_focus();
    }
}
