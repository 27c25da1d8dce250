//! Moving the camera: wheel, trackpad, pinch, dragging, wishes of the keyboard, flights.
//!
//! The wheel zooms at the pointer, as in map programs; with Shift it pans sideways. Two fingers on a trackpad pan, a pinch or Ctrl with
//! the wheel zooms. Dragging empty space pans, and so does the middle button or the space bar with any drag. Deliberately absent:
//! what is drawn.

use egui::{Event, Key, MouseWheelUnit, PointerButton, Pos2, Rect, Response, Ui, Vec2};

use super::camera::{Camera, Flight, MAX_FIT_ZOOM, ZoomLimits};
use crate::session::Subject;

/// Free space around a map that is fit into the view, screen points.
const FIT_MARGIN: f32 = 40.0;
/// A map that could be shown so much larger than it is, because it has shrunk, is fit into the view again.
const WORTH_REFITTING: f32 = 1.15;
/// What a scrolled point is worth as a zoom: a notch of a wheel (40 points) comes to a factor of 1.17.
const ZOOM_A_POINT: f32 = 0.004;
/// How close one looks at least at a subject that one flies to.
const SUBJECT_ZOOM: f32 = 0.8;

/// What the keyboard, a menu or a panel asked of the camera.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// The whole map.
    Fit,
    /// So many times larger, about the middle of the view.
    ZoomBy(f32),
    /// This subject into the middle.
    CentreOn(Subject),
    /// All of these into view, as large as they can be.
    ShowAll(Vec<Subject>),
    /// The whole map while nobody has moved the camera; else no more than this subject into view.
    KeepInView(Subject),
}

/// The camera and what moves it.
#[derive(Default)]
pub(super) struct Navigation {
    /// Where it stands.
    pub(super) camera: Camera,
    flight: Option<Flight>,
    wishes: Vec<Wish>,
    /// Whether a person has moved the camera: from then on it stays where it was put.
    steered: bool,
    /// The size of the view that the map was last fit into; `None` before anything was shown.
    fitted_in: Option<Vec2>,
    /// What held everything that was drawn last.
    drawn_extent: Option<Rect>,
    /// Whether the last scrolling came in a wheel's notches.
    by_notches: bool,
}

/// What the camera has to know of the map.
pub(super) struct Surroundings<'a> {
    /// The canvas on the screen.
    pub(super) view: Rect,
    /// Holds everything that is drawn; not positive when nothing is.
    pub(super) extent: Rect,
    /// How much of the canvas is covered at its head, screen points: a map that is fit into the view keeps clear of it.
    pub(super) head: f32,
    /// The legend's card, which a map that is fit into the view keeps clear of if that costs little.
    pub(super) legend: Rect,
    /// Where subjects are, world units.
    pub(super) place_of: &'a dyn Fn(&Subject) -> Option<Rect>,
}

impl Navigation {
    /// Remembers a wish until the canvas is drawn.
    pub(super) fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Moves the map with the hand that drags it.
    pub(super) fn pan(&mut self, delta: Vec2) {
        if delta != Vec2::ZERO {
            self.camera = self.camera.panned(delta);
            self.flight = None;
            self.steered = true;
        }
    }

    /// Puts a world point into the middle.
    pub(super) fn look_at(&mut self, centre_in_world: Pos2) {
        self.camera.centre_in_world = centre_in_world;
        self.flight = None;
        self.steered = true;
    }

    /// Moves no further than needed to have `area` in view, for a choice that the keyboard has made.
    pub(super) fn reveal(&mut self, ui: &Ui, area: Rect, view: Rect) {
        let from = self.flight.map_or(self.camera, |flight| flight.destination());
        let to = from.with_in_view(area, view, FIT_MARGIN);
        if to != from {
            self.fly(ui, to);
        }
    }

    /// Takes in this frame's wheel and wishes, and moves along. `drag_pans` unless a drag on the empty map means something else.
    pub(super) fn steer(
        &mut self,
        ui: &Ui,
        background: &Response,
        drag_pans: bool,
        around: &Surroundings<'_>,
    ) {
        let has_map = around.extent.is_positive();
        if has_map {
            self.show_afresh(ui, around);
        }
        self.drag(ui, background, drag_pans);
        if ui.rect_contains_pointer(around.view) {
            self.wheel(ui, around);
        }
        for wish in std::mem::take(&mut self.wishes) {
            self.grant(&wish, ui, around);
        }
        if let Some(flight) = self.flight {
            let now = ui.input(|input| input.time);
            self.camera = flight.at(now).unwrap_or_else(|| {
                self.flight = None;
                flight.destination()
            });
            ui.ctx().request_repaint();
        }
        if has_map {
            self.camera = self.camera.kept_near(around.extent, around.view);
        }
    }

    /// Fits the map when it is shown for the first time, and again when it or the window has another size and nobody has moved the camera.
    fn show_afresh(&mut self, ui: &Ui, around: &Surroundings<'_>) {
        let is_changed = self.drawn_extent.replace(around.extent) != Some(around.extent);
        let is_resized = self.fitted_in.replace(around.view.size()) != Some(around.view.size());
        if is_resized && !self.steered {
            self.camera = fitting(around);
            self.flight = None;
        } else if !self.steered {
            let from = self.flight.map_or(self.camera, |flight| flight.destination());
            let is_cut_off = !from.visible_in_world(around.view).contains_rect(around.extent);
            let has_shrunk = || fitting(around).zoom > from.zoom * WORTH_REFITTING;
            if is_cut_off || (is_changed && has_shrunk()) {
                self.fly(ui, fitting(around));
            }
        }
    }

    fn drag(&mut self, ui: &Ui, background: &Response, drag_pans: bool) {
        let over = ui.rect_contains_pointer(background.rect);
        let (middle, space, delta) = ui.input(|input| {
            (
                input.pointer.middle_down(),
                input.key_down(Key::Space) && input.pointer.primary_down(),
                input.pointer.delta(),
            )
        });
        let by_button = over && (middle || (space && !ui.ctx().text_edit_focused()));
        if by_button || (drag_pans && background.dragged_by(PointerButton::Primary)) {
            self.pan(delta);
        }
    }

    fn wheel(&mut self, ui: &Ui, around: &Surroundings<'_>) {
        let (scroll, zoom, pointer, sideways) = ui.input(|input| {
            for event in &input.events {
                if let Event::MouseWheel { unit, .. } = event {
                    self.by_notches = *unit != MouseWheelUnit::Point;
                }
            }
            (
                input.smooth_scroll_delta(),
                input.zoom_delta(),
                input.pointer.hover_pos(),
                input.modifiers.shift,
            )
        });
        let pointer = pointer.unwrap_or(around.view.center());
        let mut factor = zoom;
        if scroll != Vec2::ZERO {
            if self.by_notches && !sideways {
                factor *= (scroll.y * ZOOM_A_POINT).exp();
                self.pan(Vec2::new(scroll.x, 0.0));
            } else {
                self.pan(scroll);
            }
        }
        if factor != 1.0 {
            let limits = ZoomLimits::of(around.extent, around.view);
            self.camera = self.camera.zoomed_at(factor, pointer, around.view, limits);
            self.flight = None;
            self.steered = true;
        }
    }

    fn grant(&mut self, wish: &Wish, ui: &Ui, around: &Surroundings<'_>) {
        let from = self.flight.map_or(self.camera, |flight| flight.destination());
        match wish {
            Wish::Fit => {
                self.steered = false;
                if around.extent.is_positive() {
                    self.fly(ui, fitting(around));
                }
            }
            Wish::ZoomBy(factor) => {
                let limits = ZoomLimits::of(around.extent, around.view);
                self.steered = true;
                self.fly(ui, from.zoomed_at(*factor, around.view.center(), around.view, limits));
            }
            Wish::CentreOn(subject) => {
                if let Some(area) = (around.place_of)(subject) {
                    self.steered = true;
                    self.fly(ui, showing(area, from, around.view));
                }
            }
            Wish::KeepInView(_) if !self.steered => self.grant(&Wish::Fit, ui, around),
            Wish::KeepInView(subject) => {
                if let Some(area) = (around.place_of)(subject) {
                    self.fly(ui, from.with_in_view(area, around.view, FIT_MARGIN));
                }
            }
            Wish::ShowAll(subjects) => {
                let areas = subjects.iter().filter_map(|subject| (around.place_of)(subject));
                let area = areas.fold(Rect::NOTHING, Rect::union);
                if area.is_positive() {
                    self.steered = true;
                    self.fly(ui, Camera::fitting(area, around.view, 72.0, 1.0));
                }
            }
        }
    }

    fn fly(&mut self, ui: &Ui, to: Camera) {
        // No animation time is how a theme says "reduce motion".
        if ui.style().animation_time <= 0.0 {
            self.camera = to;
            self.flight = None;
        } else if to != self.camera {
            self.flight = Some(Flight::new(self.camera, to, ui.input(|input| input.time)));
        }
    }
}

/// How much smaller a map may get to keep clear of the legend.
const WORTH_IT: f32 = 0.86;

fn fitting(around: &Surroundings<'_>) -> Camera {
    let view = around.view;
    // The margin is room that may be covered.
    let covered = (around.head - FIT_MARGIN / 2.0).max(0.0);
    let all = Rect::from_min_max(view.min + egui::vec2(0.0, covered), view.max);
    // The camera looks at the middle of the view, the map lies in the middle of the room.
    let fit = |room: Rect| {
        let camera = Camera::fitting(around.extent, room, FIT_MARGIN, MAX_FIT_ZOOM);
        let aside = (view.center() - room.center()) / camera.zoom;
        Camera { centre_in_world: camera.centre_in_world + aside, ..camera }
    };
    let plain = fit(all);
    if !plain.screen_from_world(view).mul_rect(around.extent).intersects(around.legend.expand(8.0)) {
        return plain;
    }
    let above = Rect::from_min_max(all.min, egui::pos2(all.max.x, around.legend.min.y + FIT_MARGIN / 2.0));
    let beside = Rect::from_min_max(egui::pos2(around.legend.max.x - FIT_MARGIN / 2.0, all.min.y), all.max);
    let best = [above, beside].map(fit).into_iter().max_by(|one, other| one.zoom.total_cmp(&other.zoom));
    best.filter(|camera| camera.zoom >= plain.zoom * WORTH_IT).unwrap_or(plain)
}

/// The camera with `area` in its middle: close enough to read, far enough to hold it.
fn showing(area: Rect, from: Camera, view: Rect) -> Camera {
    let holds = Camera::fitting(area, view, FIT_MARGIN, from.zoom.max(SUBJECT_ZOOM));
    Camera { centre_in_world: area.center(), zoom: holds.zoom }
}
