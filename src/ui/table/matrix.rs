//! Suppliers against customers: a cell for each pair, a mark where one serves the other. Names stay in sight while the cells scroll.

use egui::epaint::TextShape;
use egui::{
    Color32, CornerRadius, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::{LinkId, PartyId};
use crate::session::table::{Matrix, MatrixOrder};
use crate::session::{Command, Selection, Session, Subject};
use crate::ui::Sink;
use crate::ui::panels::scene::Scene;
use crate::ui::widgets::{STEP, empty_ui, one_line, paint_state_mark};

/// The least and the most side of a cell, in points: as large as lets all of them stand in the window.
const CELL: std::ops::RangeInclusive<f32> = 28.0..=44.0;
/// A name of which less than this is in view, in points, is no target.
const LEAST_TARGET: f32 = 24.0;
/// Room for the names of suppliers.
const NAMES_WIDTH: f32 = 184.0;
/// Room for the names of customers, which stand upright.
const NAMES_HEIGHT: f32 = 136.0;
/// More links than this in view have no node of their own for screen readers; the cursor says each.
const MOST_NODES: usize = 800;

/// What the matrix remembers.
#[derive(Debug, Default)]
pub(super) struct MatrixState {
    order: MatrixOrder,
    matrix: Matrix,
    made_for: Option<(u64, MatrixOrder)>,
    cursor: (usize, usize),
    /// The selection that the cursor has followed.
    followed: Option<Option<LinkId>>,
    /// The cell whose names stand out: the one under the pointer when that moves, else the cursor's.
    lit: (usize, usize),
    wants_focus: bool,
    wants_sight: bool,
}

impl MatrixState {
    /// Gives the keyboard to the cell of the cursor.
    pub(super) fn start(&mut self) {
        self.wants_focus = true;
        self.wants_sight = true;
    }

    pub(super) fn order(&self) -> MatrixOrder {
        self.order
    }

    pub(super) fn set_order(&mut self, order: MatrixOrder) {
        self.order = order;
    }

    /// Makes the matrix anew if the facts or the order have changed, and goes to the link that was chosen elsewhere.
    pub(super) fn refresh(&mut self, session: &Session) {
        let made_for = Some((session.revision(), self.order));
        if self.made_for != made_for {
            self.matrix = Matrix::of(session.org(), session.diagnosis(), self.order);
            self.made_for = made_for;
            self.followed = None;
        }
        let chosen = session.selection().primary().and_then(Subject::link).cloned();
        if self.followed.as_ref() != Some(&chosen) {
            if let Some(place) = chosen.as_ref().and_then(|link| self.matrix.place_of(link))
                && place != self.cursor
            {
                self.cursor = place;
                self.lit = place;
                self.wants_sight = true;
            }
            self.followed = Some(chosen);
        }
        let last = |count: usize| count.saturating_sub(1);
        self.cursor.0 = self.cursor.0.min(last(self.matrix.suppliers.len()));
        self.cursor.1 = self.cursor.1.min(last(self.matrix.customers.len()));
    }
}

/// Where everything stands in this frame.
struct Stage {
    /// The cells' part of the window.
    window: Rect,
    /// The corner of the first cell; moves with the scrolling.
    origin: Pos2,
    /// The side of a cell.
    side: f32,
}

impl Stage {
    fn cell(&self, row: usize, column: usize) -> Rect {
        let at = self.origin + vec2(column as f32, row as f32) * self.side;
        Rect::from_min_size(at, vec2(self.side, self.side))
    }

    /// The first and the last place in view, of so many.
    fn in_view(&self, from: f32, origin: f32, to: f32, count: usize) -> (usize, usize) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "held at zero and at the last"
        )]
        let place = |at: f32| (((at - origin) / self.side).max(0.0) as usize).min(count.saturating_sub(1));
        (place(from), place(to))
    }

    fn rows(&self, matrix: &Matrix) -> (usize, usize) {
        self.in_view(self.window.top(), self.origin.y, self.window.bottom(), matrix.suppliers.len())
    }

    fn columns(&self, matrix: &Matrix) -> (usize, usize) {
        self.in_view(self.window.left(), self.origin.x, self.window.right(), matrix.customers.len())
    }

    /// The cell at a place of the window.
    fn at(&self, matrix: &Matrix, at: Pos2) -> Option<(usize, usize)> {
        let inside = at - self.origin;
        if !self.window.contains(at) || inside.x < 0.0 || inside.y < 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked: not below zero"
        )]
        let (row, column) = ((inside.y / self.side) as usize, (inside.x / self.side) as usize);
        (row < matrix.suppliers.len() && column < matrix.customers.len()).then_some((row, column))
    }
}

/// Shows the matrix.
pub(super) fn matrix_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut MatrixState, sink: &mut Sink) {
    if state.matrix.suppliers.is_empty() || state.matrix.customers.is_empty() {
        ui.add_space(STEP * 4.0);
        ui.vertical_centered(|ui| {
            empty_ui(
                ui,
                &scene.look,
                "Nobody to set against each other yet",
                "Put two teams on the map first.",
            );
        });
        return;
    }
    let all = ui.available_rect_before_wrap();
    let window = Rect::from_min_max(all.min + vec2(NAMES_WIDTH, NAMES_HEIGHT), all.max);
    let count = vec2(state.matrix.customers.len() as f32, state.matrix.suppliers.len() as f32);
    let room = window.size() - vec2(STEP * 2.0, STEP * 2.0);
    let side = (room / count).min_elem().floor().clamp(*CELL.start(), *CELL.end());
    let size = count * side;
    let stage = ui
        .scope_builder(egui::UiBuilder::new().max_rect(window), |ui| {
            ScrollArea::both()
                .id_salt("matrix")
                .auto_shrink(false)
                .show_viewport(ui, |ui, _| {
                    let (area, _) = ui.allocate_exact_size(size + vec2(STEP, STEP), Sense::hover());
                    let stage = Stage { window: ui.clip_rect().intersect(window), origin: area.min, side };
                    if std::mem::take(&mut state.wants_sight) {
                        let cell = stage.cell(state.cursor.0, state.cursor.1);
                        ui.scroll_to_rect(cell.expand(side * 1.5), None);
                        ui.ctx().request_repaint();
                    }
                    cells_ui(ui, scene, &stage, state, sink);
                    stage
                })
                .inner
        })
        .inner;
    let (pointer, moves) = ui.input(|input| (input.pointer.hover_pos(), input.pointer.is_moving()));
    match pointer.and_then(|at| stage.at(&state.matrix, at)) {
        Some(hovered) if moves => state.lit = hovered,
        None => state.lit = state.cursor,
        Some(_) => {}
    }
    names_ui(ui, scene, &stage, all, state.lit, state, sink);
}

fn cells_ui(ui: &mut Ui, scene: &Scene<'_>, stage: &Stage, state: &mut MatrixState, sink: &mut Sink) {
    let look = &scene.look;
    let ground = ui.interact(stage.window, Id::unique("matrix ground"), Sense::CLICK);
    ground.widget_info(|| WidgetInfo::labeled(Role::Grid, true, "Suppliers against customers"));
    let (rows, columns) = (stage.rows(&state.matrix), stage.columns(&state.matrix));
    lines(ui, scene, stage, rows, columns, &state.matrix);
    let mut nodes = 0;
    let selection = scene.session.selection();
    for row in rows.0..=rows.1 {
        for (column, (link, link_state)) in state.matrix.links_in(row, columns.0, columns.1) {
            let cell = stage.cell(row, column);
            if selection.contains(&Subject::Link(link.clone())) {
                ui.painter().rect_filled(cell.shrink(1.0), CornerRadius::same(3), look.selected);
            }
            paint_state_mark(ui.painter(), cell.center(), stage.side * 0.5, *link_state, look);
            nodes += 1;
            if nodes <= MOST_NODES && (row, column) != state.cursor {
                let id = Id::unique(("matrix cell", row, column));
                let node = ui.interact(cell.intersect(stage.window), id, Sense::hover());
                let name = state.matrix.spoken(scene.org, row, column);
                node.widget_info(|| WidgetInfo::labeled(Role::Cell, true, &name));
            }
        }
    }
    pointer(ui, scene, stage, &ground, state, sink);
    cursor_ui(ui, scene, stage, state, sink);
}

/// Hairlines between cells, and what stands for nobody serving itself.
fn lines(
    ui: &Ui,
    scene: &Scene<'_>,
    stage: &Stage,
    rows: (usize, usize),
    columns: (usize, usize),
    matrix: &Matrix,
) {
    let look = &scene.look;
    let painter = ui.painter();
    let (first, last) = (stage.cell(rows.0, columns.0), stage.cell(rows.1, columns.1));
    for row in rows.0..=rows.1 + 1 {
        painter.hline(first.left()..=last.right(), stage.cell(row, columns.0).top(), look.hair());
    }
    for column in columns.0..=columns.1 + 1 {
        painter.vline(stage.cell(rows.0, column).left(), first.top()..=last.bottom(), look.hair());
    }
    for row in rows.0..=rows.1 {
        let Some(supplier) = matrix.suppliers.get(row) else { continue };
        for column in columns.0..=columns.1 {
            if matrix.customers.get(column) == Some(supplier) {
                painter.rect_filled(stage.cell(row, column).shrink(0.5), 0, look.hovered);
            }
        }
    }
}

/// A click goes to a cell, a double click makes a link where there is none.
fn pointer(
    ui: &Ui,
    scene: &Scene<'_>,
    stage: &Stage,
    ground: &Response,
    state: &mut MatrixState,
    sink: &mut Sink,
) {
    if ground.hovered()
        && let Some(at) = ui.input(|input| input.pointer.hover_pos())
        && let Some((row, column)) = stage.at(&state.matrix, at)
    {
        let cell = stage.cell(row, column);
        ui.painter().rect_stroke(
            cell,
            CornerRadius::same(3),
            Stroke::new(1.0, scene.look.border),
            StrokeKind::Inside,
        );
        let name = state.matrix.spoken(scene.org, row, column);
        ground.clone().on_hover_text_at_pointer(name);
    }
    let Some(place) = ground.interact_pointer_pos().and_then(|at| stage.at(&state.matrix, at)) else {
        return;
    };
    if ground.clicked() {
        go(state, place, sink);
        state.wants_focus = true;
    }
    if ground.double_clicked() {
        make(state, sink);
    }
}

/// Goes to a cell; the link in it, if there is one, is chosen.
fn go(state: &mut MatrixState, place: (usize, usize), sink: &mut Sink) {
    state.cursor = place;
    let chosen = match state.matrix.link(place.0, place.1) {
        Some((link, _)) => Selection::link(link),
        None => Selection::none(),
    };
    sink.command(Command::Select(chosen));
}

/// Makes the link of the cursor's cell, where there is none.
fn make(state: &MatrixState, sink: &mut Sink) {
    let (row, column) = state.cursor;
    if state.matrix.link(row, column).is_none()
        && let Some(link) = state.matrix.pair(row, column)
    {
        sink.command(Command::AddLink(link));
    }
}

fn cursor_ui(ui: &mut Ui, scene: &Scene<'_>, stage: &Stage, state: &mut MatrixState, sink: &mut Sink) {
    let (row, column) = state.cursor;
    let cell = stage.cell(row, column);
    let response = ui.interact(cell, Id::unique("matrix cursor"), Sense::click());
    let name = state.matrix.spoken(scene.org, row, column);
    response.widget_info(|| WidgetInfo::selected(Role::Cell, true, true, &name));
    let is_free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    let arrow = ui.input(|input| {
        [Key::ArrowDown, Key::ArrowUp, Key::ArrowLeft, Key::ArrowRight]
            .into_iter()
            .any(|key| input.key_pressed(key))
    });
    if std::mem::take(&mut state.wants_focus) || response.clicked() || (is_free && arrow) {
        response.request_focus();
    }
    if response.double_clicked() {
        make(state, sink);
    }
    let stroke = if response.has_focus() { scene.look.ring() } else { Stroke::new(1.5, scene.look.border) };
    ui.painter().rect_stroke(cell.shrink(0.5), CornerRadius::same(3), stroke, StrokeKind::Inside);
    if response.has_focus() {
        keys(ui, response.id, state, sink);
    }
    response.on_hover_text(name);
}

fn keys(ui: &Ui, id: Id, state: &mut MatrixState, sink: &mut Sink) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (mut row, mut column) = state.cursor;
    let (last_row, last_column) =
        (state.matrix.suppliers.len().saturating_sub(1), state.matrix.customers.len().saturating_sub(1));
    if pressed(Key::ArrowDown) {
        row = (row + 1).min(last_row);
    }
    if pressed(Key::ArrowUp) {
        row = row.saturating_sub(1);
    }
    if pressed(Key::ArrowRight) {
        column = (column + 1).min(last_column);
    }
    if pressed(Key::ArrowLeft) {
        column = column.saturating_sub(1);
    }
    if pressed(Key::Home) {
        column = 0;
    }
    if pressed(Key::End) {
        column = last_column;
    }
    if (row, column) != state.cursor {
        state.lit = (row, column);
        go(state, (row, column), sink);
        state.wants_sight = true;
        ui.ctx().request_repaint();
    }
    if pressed(Key::Enter) {
        match state.matrix.link(row, column) {
            Some(_) => go(state, (row, column), sink),
            None => make(state, sink),
        }
    }
}

/// The names of suppliers at the left and of customers above, over whatever has scrolled beneath them.
fn names_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    stage: &Stage,
    all: Rect,
    lit: (usize, usize),
    state: &MatrixState,
    sink: &mut Sink,
) {
    let look = &scene.look;
    let matrix = &state.matrix;
    let left =
        Rect::from_min_max(pos2(all.left(), stage.window.top()), pos2(stage.window.left(), all.bottom()));
    let top = Rect::from_min_max(pos2(stage.window.left(), all.top()), pos2(all.right(), stage.window.top()));
    ui.painter().rect_filled(left, 0, look.panel);
    ui.painter().rect_filled(
        Rect::from_min_max(all.min, pos2(all.right(), stage.window.top())),
        0,
        look.panel,
    );
    let (rows, columns) = (stage.rows(matrix), stage.columns(matrix));
    for row in rows.0..=rows.1 {
        let Some(party) = matrix.suppliers.get(row) else { continue };
        let cell = stage.cell(row, 0);
        let rect = Rect::from_x_y_ranges(left.x_range(), cell.y_range());
        name_ui(ui, scene, rect.intersect(left), party, "supplier", sink, |ui| {
            let is_lit = lit.0 == row;
            band(&ui.painter().with_clip_rect(left), rect, is_lit, look.hovered);
            let font = if is_lit { look.strong() } else { look.body() };
            let name = scene.org.name_of(party);
            let galley = one_line(ui, name, font, look.text, rect.width() - STEP * 2.5);
            let at = pos2(rect.right() - STEP - galley.size().x, rect.center().y - galley.size().y * 0.5);
            ui.painter().with_clip_rect(left).galley(at, galley, look.text);
        });
    }
    for column in columns.0..=columns.1 {
        let Some(party) = matrix.customers.get(column) else { continue };
        let cell = stage.cell(0, column);
        let rect = Rect::from_x_y_ranges(cell.x_range(), top.y_range());
        name_ui(ui, scene, rect.intersect(top), party, "customer", sink, |ui| {
            let is_lit = lit.1 == column;
            let painter = ui.painter().with_clip_rect(top);
            band(&painter, rect, is_lit, look.hovered);
            let font = if is_lit { look.strong() } else { look.body() };
            let name = scene.org.name_of(party);
            let galley = one_line(ui, name, font, look.text, rect.height() - STEP * 2.0);
            // Read from beneath: the head tilted to the left.
            let at = pos2(rect.center().x - galley.size().y * 0.5, rect.bottom() - STEP);
            painter.add(TextShape::new(at, galley, look.text).with_angle(-std::f32::consts::FRAC_PI_2));
        });
    }
    corner(ui, scene, all, stage);
    ui.painter().hline(all.x_range(), stage.window.top(), look.hair());
    ui.painter().vline(stage.window.left(), all.y_range(), look.hair());
}

fn band(painter: &egui::Painter, rect: Rect, is_lit: bool, fill: Color32) {
    if is_lit {
        painter.rect_filled(rect, 0, fill);
    }
}

/// One name, which can be clicked to choose its party.
fn name_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    rect: Rect,
    party: &PartyId,
    role: &str,
    sink: &mut Sink,
    paint: impl FnOnce(&Ui),
) {
    if !rect.is_positive() {
        return;
    }
    // What is cut off at the edge is met whole once it is scrolled to.
    if rect.size().min_elem() < LEAST_TARGET {
        paint(ui);
        return;
    }
    let response = ui.interact(rect, Id::unique(("matrix name", role, party)), Sense::CLICK);
    paint(ui);
    let name = format!("{}, {role}", scene.org.name_of(party));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.on_hover_text(&name).clicked() {
        sink.command(Command::Select(Selection::party(party)));
    }
}

/// What rows and columns are, in the corner between their names.
fn corner(ui: &Ui, scene: &Scene<'_>, all: Rect, stage: &Stage) {
    let look = &scene.look;
    let rect = Rect::from_min_max(all.min, stage.window.min);
    ui.painter().rect_filled(rect, 0, look.panel);
    let write = |text: &str, at: Pos2| {
        let galley = one_line(ui, text, look.small_strong(), look.soft, rect.width() - STEP * 2.0);
        let at = at - vec2(galley.size().x, galley.size().y);
        ui.painter().galley(at, galley, look.soft);
    };
    write("Suppliers", rect.right_bottom() - vec2(STEP, 6.0));
    write("Customers", rect.right_bottom() - vec2(STEP, NAMES_HEIGHT - 28.0));
}
