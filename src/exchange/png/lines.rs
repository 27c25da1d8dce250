//! Lines as they are drawn: broken up, no thinner than can be seen, and no more of them than lies in the strip at hand.
//!
//! From afar the limits are those of the window: dashes no shorter than four pixels; in a crowd of lines no dashes and no dots.

use crate::layout::Point;
use crate::picture::afar::{CROWD, FAR_ZOOM, FINEST_OUTLINE, SHORTEST_DASH, THINNEST};
use crate::picture::{Dash, Path, Stroke};

/// Below this many pixels a world unit a picture shows things from afar.
const AFAR: f64 = 0.5;

/// From where one looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// Pixels in a world unit.
    pub scale: f64,
    /// Whether there are many lines.
    pub is_crowded: bool,
}

impl View {
    pub fn new(scale: f64, lines: usize) -> Self {
        Self { scale, is_crowded: lines > CROWD }
    }

    /// Whether lines are simplified.
    pub fn is_afar(self) -> bool {
        self.scale < AFAR
    }

    /// How a line of the picture is drawn, in world units.
    pub fn line(self, stroke: Stroke) -> Stroke {
        let width = stroke.width.max(THINNEST / self.scale);
        let dash = match stroke.dash {
            _ if !self.is_afar() => stroke.dash,
            Dash::Solid => Dash::Solid,
            Dash::Dashes { .. } | Dash::Dots { .. } if self.is_crowded && self.scale < FAR_ZOOM => {
                Dash::Solid
            }
            Dash::Dashes { on, off } => {
                let shortest = SHORTEST_DASH / self.scale;
                Dash::Dashes {
                    on: on.max(shortest).max(width * 1.5),
                    off: off.max(shortest * 0.75).max(width),
                }
            }
            Dash::Dots { every } => Dash::Dots { every: every.max(width * 1.5) },
        };
        Stroke { width, dash, ..stroke }
    }

    /// How an outline is drawn, in world units: it may get finer, since it surrounds something.
    pub fn outline(self, stroke: Stroke) -> Stroke {
        Stroke { width: stroke.width.max(FINEST_OUTLINE / self.scale), ..stroke }
    }
}

/// The dashes of a path that lie between two heights, `on` long and `off` apart, as runs of straight stretches. An infinite `on`
/// gives the whole line.
pub(super) fn dashes(path: &Path, on: f64, off: f64, seen: (f64, f64), mut draw: impl FnMut(&[Point])) {
    let period = on + off;
    if !(on > 0.0 && off >= 0.0) {
        return;
    }
    for run in path.flattened() {
        let mut dash: Vec<Point> = Vec::new();
        // How far along the period the stretch begins.
        let mut phase = 0.0;
        for (from, to) in run.iter().zip(run.iter().skip(1)) {
            let length = from.distance(*to);
            let Some((start, end)) = within(*from, *to, length, seen) else {
                flush(&mut dash, &mut draw);
                phase = (phase + length) % period;
                continue;
            };
            if start > 0.0 {
                flush(&mut dash, &mut draw);
            }
            let mut along = start;
            while along < end {
                let into = (phase + along) % period;
                let next = if into < on { (along + on - into).min(end) } else { along + period - into };
                if into < on {
                    if dash.is_empty() {
                        dash.push(between(*from, *to, along / length));
                    }
                    dash.push(between(*from, *to, next / length));
                    if next < end {
                        flush(&mut dash, &mut draw);
                    }
                }
                // A step too small to count would never end.
                along = next.max(along + length * 1e-9);
            }
            if end < length {
                flush(&mut dash, &mut draw);
            }
            phase = (phase + length) % period;
        }
        flush(&mut dash, &mut draw);
    }
}

fn flush(dash: &mut Vec<Point>, draw: &mut impl FnMut(&[Point])) {
    if dash.len() > 1 {
        draw(dash);
    }
    dash.clear();
}

/// The part of a stretch that lies between two heights: from where to where along it.
fn within(from: Point, to: Point, length: f64, seen: (f64, f64)) -> Option<(f64, f64)> {
    let rise = to.y - from.y;
    if !(length > 0.0 && length.is_finite()) || from.y.max(to.y) < seen.0 || from.y.min(to.y) > seen.1 {
        return None;
    }
    if rise.abs() < 1e-9 {
        return Some((0.0, length));
    }
    let (one, other) = ((seen.0 - from.y) / rise, (seen.1 - from.y) / rise);
    Some((one.min(other).max(0.0) * length, one.max(other).min(1.0) * length))
}

fn between(from: Point, to: Point, share: f64) -> Point {
    Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
}

#[cfg(test)]
mod tests {
    use super::{View, dashes};
    use crate::layout::Point;
    use crate::picture::{Color, Dash, Path, Stroke};

    fn runs(points: &[(f64, f64)], on: f64, off: f64, seen: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
        let points: Vec<Point> = points.iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let mut found = Vec::new();
        dashes(&Path::polyline(&points), on, off, seen, |dash| {
            found.push(dash.iter().map(|point| (point.x.round(), point.y.round())).collect());
        });
        found
    }

    #[test]
    fn dashes_follow_on_one_another_round_corners() {
        let all = (-100.0, 100.0);
        let found = runs(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], 4.0, 4.0, all);
        let expected = [
            vec![(0.0, 0.0), (4.0, 0.0)],
            vec![(8.0, 0.0), (10.0, 0.0), (10.0, 2.0)],
            vec![(10.0, 6.0), (10.0, 10.0)],
        ];
        assert_eq!(found, expected);
        assert_eq!(runs(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], f64::INFINITY, 0.0, all).len(), 1);
        assert!(runs(&[(0.0, 0.0), (9.0, 0.0)], 0.0, 0.0, all).is_empty());
        assert!(runs(&[(0.0, 0.0), (f64::NAN, 0.0)], 1.0, 1.0, all).is_empty());
    }

    #[test]
    fn strips_together_show_the_whole_line_once() {
        let line = [(0.0, 0.0), (0.0, 100.0), (50.0, 0.0)];
        let length = |seen: (f64, f64)| -> f64 {
            let mut sum = 0.0;
            let points: Vec<Point> = line.iter().map(|(x, y)| Point::new(*x, *y)).collect();
            dashes(&Path::polyline(&points), 7.0, 3.0, seen, |dash| {
                sum += dash.iter().zip(dash.iter().skip(1)).map(|(one, two)| one.distance(*two)).sum::<f64>();
            });
            sum
        };
        let whole = length((-1.0, 101.0));
        let parts = length((-1.0, 33.0)) + length((33.0, 61.5)) + length((61.5, 101.0));
        assert!((whole - parts).abs() < 1e-6 && whole > 140.0, "{whole} {parts}");
    }

    #[test]
    fn from_afar_lines_stay_visible_and_a_crowd_has_no_dashes() {
        let stroke = Stroke { color: Color::rgb(0), width: 2.0, dash: Dash::Dashes { on: 9.0, off: 5.0 } };
        assert_eq!(View::new(2.0, 9000).line(stroke), stroke);
        let afar = View::new(0.1, 10).line(stroke);
        assert_eq!((afar.width, afar.dash), (10.0, Dash::Dashes { on: 40.0, off: 30.0 }));
        assert_eq!(View::new(0.1, 9000).line(stroke).dash, Dash::Solid);
        assert!((View::new(0.1, 10).outline(stroke).width - 7.0).abs() < 1e-9);
    }
}
