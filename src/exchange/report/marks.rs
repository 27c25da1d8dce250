//! The four states as small drawings that differ by shape alone, as the lines on the map do.
//!
//! Broken: a gap with two strokes in it. Struggles: a filled disc with "!". Not asked: an open disc with "?". Works: a plain line.

use crate::diagnosis::LinkState;
use crate::layout::Point;
use crate::picture::{Geometry, Path, Segment, Stroke, ThemeName};

/// Width of the drawing's box, in its own units.
pub(super) const WIDTH: f64 = 20.0;
/// Height of the drawing's box.
pub(super) const HEIGHT: f64 = 12.0;

/// The drawing, its box's upper left corner at the origin.
pub(super) fn mark(state: LinkState) -> Vec<Geometry> {
    let theme = ThemeName::Light.theme();
    let color = theme.state(state).line;
    let at = |x: f64, y: f64| Point::new(x, y);
    let line = |points: &[Point], width: f64| Geometry::Line {
        path: Path::polyline(points),
        stroke: Stroke::solid(color, width),
    };
    let paper = theme.on_fill;
    match state {
        LinkState::Broken => vec![
            line(&[at(0.0, 6.0), at(6.0, 6.0)], 3.0),
            line(&[at(14.0, 6.0), at(20.0, 6.0)], 3.0),
            line(&[at(7.0, 10.5), at(9.5, 1.5)], 1.5),
            line(&[at(10.5, 10.5), at(13.0, 1.5)], 1.5),
        ],
        LinkState::Strained => vec![
            line(&[at(0.0, 6.0), at(4.0, 6.0)], 2.0),
            line(&[at(16.0, 6.0), at(20.0, 6.0)], 2.0),
            Geometry::Circle { centre: at(10.0, 6.0), radius: 5.5, fill: Some(color), stroke: None },
            Geometry::Line {
                path: Path::polyline(&[at(10.0, 2.7), at(10.0, 6.8)]),
                stroke: Stroke::solid(paper, 1.6),
            },
            Geometry::Circle { centre: at(10.0, 8.9), radius: 0.95, fill: Some(paper), stroke: None },
        ],
        LinkState::Unknown => {
            let dots = [1.0, 3.4, 16.6, 19.0].map(|x| Geometry::Circle {
                centre: at(x, 6.0),
                radius: 0.9,
                fill: Some(color),
                stroke: None,
            });
            let hook = Path {
                segments: vec![
                    Segment::Move(at(8.4, 4.8)),
                    Segment::Cubic { handle_from: at(8.4, 2.4), handle_to: at(11.8, 2.4), to: at(11.8, 4.6) },
                    Segment::Cubic {
                        handle_from: at(11.8, 6.0),
                        handle_to: at(10.1, 5.9),
                        to: at(10.1, 7.2),
                    },
                ],
            };
            let mut shapes = dots.to_vec();
            shapes.extend([
                Geometry::Circle {
                    centre: at(10.0, 6.0),
                    radius: 5.0,
                    fill: Some(paper),
                    stroke: Some(Stroke::solid(color, 1.0)),
                },
                Geometry::Line { path: hook, stroke: Stroke::solid(color, 1.2) },
                Geometry::Circle { centre: at(10.1, 9.0), radius: 0.75, fill: Some(color), stroke: None },
            ]);
            shapes
        }
        LinkState::Sound => vec![line(&[at(0.0, 6.0), at(20.0, 6.0)], 1.5)],
    }
}
