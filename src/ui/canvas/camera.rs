//! The canvas's own camera: which part of the world is seen, and how large.
//!
//! Kept as the world point in the middle of the view and a zoom, so that a window that grows keeps its middle. Deliberately
//! absent: input, and any knowledge of what is drawn.

use egui::emath::TSTransform;
use egui::{Pos2, Rect, Vec2};

/// Screen points a world unit at the least; a map too large for it may go further out.
pub const MIN_ZOOM: f32 = 0.05;
/// Screen points a world unit at the most.
pub const MAX_ZOOM: f32 = 4.0;
/// How much larger than 1:1 a small map is shown at the most when it is fit into the view.
pub const MAX_FIT_ZOOM: f32 = 1.15;
/// How long a flight takes, seconds.
const FLIGHT_S: f64 = 0.18;

/// Where one looks from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world point in the middle of the view.
    pub centre_in_world: Pos2,
    /// Screen points a world unit; above 0.
    pub zoom: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { centre_in_world: Pos2::ZERO, zoom: 1.0 }
    }
}

impl Camera {
    /// From world units to screen points, for a canvas that fills `view`.
    #[must_use]
    pub fn screen_from_world(self, view: Rect) -> TSTransform {
        TSTransform::new(view.center().to_vec2() - self.zoom * self.centre_in_world.to_vec2(), self.zoom)
    }

    /// The part of the world that is seen.
    #[must_use]
    pub fn visible_in_world(self, view: Rect) -> Rect {
        Rect::from_center_size(self.centre_in_world, view.size() / self.zoom)
    }

    /// After the map was dragged by `delta` screen points.
    #[must_use]
    pub fn panned(self, delta: Vec2) -> Self {
        Self { centre_in_world: self.centre_in_world - delta / self.zoom, ..self }
    }

    /// `factor` times as large, with the world point under `fixed_on_screen` kept there.
    #[must_use]
    pub fn zoomed_at(self, factor: f32, fixed_on_screen: Pos2, view: Rect, limits: ZoomLimits) -> Self {
        let zoom = limits.clamp(self.zoom * factor);
        let from_middle = fixed_on_screen - view.center();
        let centre_in_world = self.centre_in_world + from_middle / self.zoom - from_middle / zoom;
        Self { centre_in_world, zoom }
    }

    /// The camera that shows all of `bounds` inside `view`, `margin` screen points free all around.
    #[must_use]
    pub fn fitting(bounds: Rect, view: Rect, margin: f32, largest: f32) -> Self {
        let room = (view.size() - Vec2::splat(2.0 * margin)).max(Vec2::splat(1.0));
        let size = bounds.size().max(Vec2::splat(1.0));
        let zoom = (room.x / size.x).min(room.y / size.y).min(largest);
        Self { centre_in_world: bounds.center(), zoom: zoom.max(f32::MIN_POSITIVE) }
    }

    /// At `share` (0 to 1) of the way to `other`; the zoom changes by equal ratios.
    #[must_use]
    pub fn toward(self, other: Self, share: f32) -> Self {
        let zoom = self.zoom * (other.zoom / self.zoom).powf(share);
        Self { centre_in_world: self.centre_in_world.lerp(other.centre_in_world, share), zoom }
    }

    /// Moved no more than needed to have all of `area` in view, `margin` screen points from the edge; its middle if it is too large.
    #[must_use]
    pub fn with_in_view(self, area: Rect, view: Rect, margin: f32) -> Self {
        let room = self.visible_in_world(view).shrink(margin / self.zoom);
        let shift = |low: f32, high: f32, from: f32, to: f32| {
            if high - low > to - from {
                (low + high - from - to) / 2.0
            } else {
                (low - from).min(0.0) + (high - to).max(0.0)
            }
        };
        let by = Vec2::new(
            shift(area.min.x, area.max.x, room.min.x, room.max.x),
            shift(area.min.y, area.max.y, room.min.y, room.max.y),
        );
        Self { centre_in_world: self.centre_in_world + by, ..self }
    }

    /// Moved no more than needed to keep some of `bounds` in view: a map cannot be lost by dragging.
    #[must_use]
    pub fn kept_near(self, bounds: Rect, view: Rect) -> Self {
        let reach = (view.size() / self.zoom) * 0.5;
        let room = bounds.expand2(reach * 0.8);
        Self { centre_in_world: room.clamp(self.centre_in_world), ..self }
    }
}

/// How far in and out one may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoomLimits {
    smallest: f32,
}

impl ZoomLimits {
    /// For a map with these bounds: out until it is well inside the view, at least to [`MIN_ZOOM`].
    #[must_use]
    pub fn of(bounds: Rect, view: Rect) -> Self {
        Self { smallest: (Camera::fitting(bounds, view, 0.0, MAX_ZOOM).zoom * 0.5).min(MIN_ZOOM) }
    }

    fn clamp(self, zoom: f32) -> f32 {
        zoom.clamp(self.smallest, MAX_ZOOM)
    }
}

/// A short move of the camera from here to there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    from: Camera,
    to: Camera,
    begun_at_s: f64,
}

impl Flight {
    /// Takes off now.
    #[must_use]
    pub fn new(from: Camera, to: Camera, now_s: f64) -> Self {
        Self { from, to, begun_at_s: now_s }
    }

    /// Where it ends.
    #[must_use]
    pub fn destination(&self) -> Camera {
        self.to
    }

    /// Where the camera is now, or `None` once it has arrived.
    #[must_use]
    pub fn at(&self, now_s: f64) -> Option<Camera> {
        let share = (now_s - self.begun_at_s) / FLIGHT_S;
        if !(0.0..1.0).contains(&share) {
            return None;
        }
        let left = 1.0 - share;
        let eased = (1.0 - left * left * left) as f32;
        Some(self.from.toward(self.to, eased))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    fn view() -> Rect {
        Rect::from_min_size(pos2(200.0, 40.0), vec2(800.0, 600.0))
    }

    fn limits() -> ZoomLimits {
        ZoomLimits::of(Rect::from_center_size(Pos2::ZERO, vec2(4000.0, 3000.0)), view())
    }

    #[test]
    fn fitting_shows_everything_and_does_not_magnify() {
        let bounds = Rect::from_min_max(pos2(-100.0, 300.0), pos2(3900.0, 900.0));
        let camera = Camera::fitting(bounds, view(), 24.0, MAX_FIT_ZOOM);
        let seen = camera.screen_from_world(view()).mul_rect(bounds);
        assert!(view().shrink(23.9).contains_rect(seen), "{seen:?}");
        let small =
            Camera::fitting(Rect::from_center_size(Pos2::ZERO, vec2(50.0, 20.0)), view(), 24.0, MAX_FIT_ZOOM);
        assert_eq!(small.zoom, MAX_FIT_ZOOM);
        assert!(Camera::fitting(Rect::NOTHING, view(), 24.0, 1.0).zoom > 0.0);
    }

    #[test]
    fn what_the_keyboard_walks_to_comes_into_view_and_what_is_there_stays() {
        let camera = Camera::default();
        let near = Rect::from_center_size(pos2(10.0, 20.0), vec2(100.0, 40.0));
        assert_eq!(camera.with_in_view(near, view(), 40.0), camera);
        let far = Rect::from_center_size(pos2(900.0, -20.0), vec2(100.0, 40.0));
        let moved = camera.with_in_view(far, view(), 40.0);
        assert_eq!(moved.centre_in_world, pos2(900.0 + 50.0 + 40.0 - 400.0, 0.0));
        assert!(moved.visible_in_world(view()).contains_rect(far));
        let huge = Rect::from_center_size(pos2(70.0, 0.0), vec2(2000.0, 40.0));
        assert_eq!(camera.with_in_view(huge, view(), 40.0).centre_in_world, pos2(70.0, 0.0));
    }

    #[test]
    fn a_flight_starts_here_and_ends_there() {
        let to = Camera { centre_in_world: pos2(100.0, 50.0), zoom: 2.0 };
        let flight = Flight::new(Camera::default(), to, 10.0);
        assert_eq!(flight.at(10.0), Some(Camera::default()));
        assert_eq!(flight.at(10.5), None);
        let on_the_way = flight.at(10.05).map_or(0.0, |camera| camera.zoom);
        assert!(1.0 < on_the_way && on_the_way < 2.0);
    }

    #[test]
    fn a_map_cannot_be_dragged_out_of_sight() {
        let bounds = Rect::from_center_size(Pos2::ZERO, vec2(400.0, 300.0));
        let camera = Camera::default().panned(vec2(99_999.0, -99_999.0)).kept_near(bounds, view());
        assert!(camera.visible_in_world(view()).intersects(bounds));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn zooming_keeps_the_world_point_under_the_pointer(
            x in 200.0_f32..1000.0, y in 40.0_f32..640.0,
            centre_x in -2000.0_f32..2000.0, centre_y in -2000.0_f32..2000.0,
            zoom in 0.1_f32..3.0, factor in 0.2_f32..5.0,
        ) {
            let camera = Camera { centre_in_world: pos2(centre_x, centre_y), zoom };
            let pointer = pos2(x, y);
            let before = camera.screen_from_world(view()).inverse().mul_pos(pointer);
            let after = camera.zoomed_at(factor, pointer, view(), limits());
            let on_screen = after.screen_from_world(view()).mul_pos(before);
            prop_assert!((on_screen - pointer).length() < 0.05, "{on_screen:?} {pointer:?}");
            prop_assert!(after.zoom <= MAX_ZOOM && after.zoom >= limits().smallest);
        }

        #[test]
        fn panning_there_and_back_is_nothing(dx in -500.0_f32..500.0, dy in -500.0_f32..500.0, zoom in 0.1_f32..3.0) {
            let camera = Camera { zoom, ..Camera::default() };
            let back = camera.panned(vec2(dx, dy)).panned(vec2(-dx, -dy));
            prop_assert!((back.centre_in_world - camera.centre_in_world).length() < 0.01);
        }
    }
}
