//! The pointer's trail: a line that fades behind it. With reduced motion a plain ring around the pointer instead.

use std::collections::VecDeque;

use egui::{Pos2, Shape, Stroke, Ui};

use super::screen::Scale;
use crate::ui::tokens::Tokens;

/// How long the trail stays, seconds.
const FADES_S: f64 = 0.9;
/// The most places that are kept.
const MOST: usize = 240;
/// The ring around the pointer, and the line's width, units of a slide.
const RING: f32 = 7.0;
const WIDTH: f32 = 1.6;

/// Where the pointer has been.
#[derive(Default)]
pub(super) struct Trail {
    is_on: bool,
    places: VecDeque<(Pos2, f64)>,
}

impl Trail {
    /// Shows it, or no longer.
    pub(super) fn turn(&mut self) {
        self.is_on = !self.is_on;
        self.places.clear();
    }

    /// Whether it is shown.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }

    /// Follows the pointer and paints.
    pub(super) fn show(&mut self, ui: &Ui, scale: &Scale, tokens: &Tokens, moves: bool) {
        if !self.is_on {
            return;
        }
        let (now_s, at) = ui.input(|input| (input.time, input.pointer.latest_pos()));
        let Some(at) = at.filter(|at| scale.whole.contains(*at)) else { return };
        let painter = ui.painter_at(scale.whole);
        painter.circle_stroke(at, RING * scale.unit, Stroke::new(WIDTH * scale.unit, tokens.accent));
        if !moves {
            return;
        }
        if self.places.back().is_none_or(|(last, _)| *last != at) {
            self.places.push_back((at, now_s));
        }
        while self.places.front().is_some_and(|(_, since_s)| now_s - since_s > FADES_S)
            || self.places.len() > MOST
        {
            self.places.pop_front();
        }
        for ((from, _), (to, since_s)) in self.places.iter().zip(self.places.iter().skip(1)) {
            let left = 1.0 - ((now_s - since_s) / FADES_S) as f32;
            let color = tokens.accent.gamma_multiply(left.clamp(0.0, 1.0));
            painter.add(Shape::line_segment(
                [*from, *to],
                Stroke::new(WIDTH * 2.0 * scale.unit * left.max(0.2), color),
            ));
        }
        if self.places.len() > 1 {
            ui.ctx().request_repaint();
        }
    }
}
