//! Curves as straight stretches, and what of them is worth drawing: screen points only.
//!
//! Deliberately absent: colours, widths, triangles; see `ink`.

use egui::{Pos2, Rect, pos2};

/// How far a curve may be from its straight stretches, screen points.
const TOLERANCE: f32 = 0.2;
/// How far a crowd's far line may be from its way, screen points.
const COARSE_TOLERANCE: f32 = 1.0;

/// Adds straight stretches that stand for the curve; the first point is left out.
pub(super) fn flatten([from, one, two, to]: [Pos2; 4], points: &mut Vec<Pos2>) {
    let bend = |a: Pos2, b: Pos2, c: Pos2| (a.to_vec2() - 2.0 * b.to_vec2() + c.to_vec2()).length();
    let worst = bend(from, one, two).max(bend(one, two, to));
    // A cubic cut into n stretches lies within 6 * worst / (8 * n * n) of them.
    let steps = (0.75 * worst / TOLERANCE).sqrt().ceil().clamp(1.0, 64.0);
    for step in 1..=steps as u32 {
        let t = step as f32 / steps;
        let s = 1.0 - t;
        let at = from.to_vec2() * (s * s * s)
            + one.to_vec2() * (3.0 * s * s * t)
            + two.to_vec2() * (3.0 * s * t * t)
            + to.to_vec2() * (t * t * t);
        points.push(pos2(at.x, at.y));
    }
}

/// The line without the points that lie within a point's breadth of the straight way between those that are kept.
pub(super) fn thinned(points: &[Pos2]) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    let mut skipped: Vec<Pos2> = Vec::new();
    for (place, at) in points.iter().enumerate() {
        let is_end = place == 0 || place + 1 == points.len();
        let Some(last) = kept.last().copied().filter(|_| place > 0) else {
            kept.push(*at);
            continue;
        };
        let strays = skipped.iter().any(|point| {
            let way = *at - last;
            let aside = (*point - last).dot(way.normalized().rot90()).abs();
            aside > COARSE_TOLERANCE
        });
        if strays && let Some(before) = skipped.last().copied() {
            kept.push(before);
            skipped.clear();
        }
        if is_end {
            kept.push(*at);
        } else {
            skipped.push(*at);
        }
    }
    kept
}

/// The stretches of a line that may be seen; those that follow each other stay one line.
pub(super) fn seen_runs(points: &[Pos2], seen: Rect) -> Vec<Vec<Pos2>> {
    let mut runs: Vec<Vec<Pos2>> = Vec::new();
    let mut goes_on = false;
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        if !seen.intersects(Rect::from_two_pos(*from, *to)) {
            goes_on = false;
            continue;
        }
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.push(*to),
            None => runs.push(vec![*from, *to]),
        }
        goes_on = true;
    }
    runs
}

/// Calls `visit` at every so many screen points along the line where it is `seen`, both ends included as near as it comes out.
pub(super) fn along(points: &[Pos2], every: f32, seen: Rect, mut visit: impl FnMut(Pos2)) {
    let mut until_next = 0.0;
    for pair in points.windows(2) {
        let [from, to] = pair else { continue };
        let stretch = *to - *from;
        let length = stretch.length();
        if length <= 0.0 {
            continue;
        }
        let mut at = until_next;
        if !seen.intersects(Rect::from_two_pos(*from, *to)) {
            // As many steps as would have been taken, so that the dots further on stand where they would.
            at += (((length - at) / every).floor() + 1.0).max(0.0) * every;
        }
        while at <= length {
            let place = *from + stretch * (at / length);
            if seen.contains(place) {
                visit(place);
            }
            at += every;
        }
        until_next = at - length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_curve_is_one_stretch_and_a_bent_one_many() {
        let mut points = Vec::new();
        flatten([pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(20.0, 0.0), pos2(30.0, 0.0)], &mut points);
        assert_eq!(points, [pos2(30.0, 0.0)]);
        points.clear();
        flatten([pos2(0.0, 0.0), pos2(100.0, 0.0), pos2(0.0, 200.0), pos2(100.0, 200.0)], &mut points);
        assert!(points.len() > 8, "{}", points.len());
        assert_eq!(points.last(), Some(&pos2(100.0, 200.0)));
    }

    #[test]
    fn a_thinned_line_keeps_its_ends_and_its_corners() {
        let mut line: Vec<Pos2> = (0..=50).map(|step| pos2(step as f32, 0.0)).collect();
        line.extend((1..=50).map(|step| pos2(50.0, step as f32)));
        let kept = thinned(&line);
        assert_eq!((kept.len(), kept[0], kept[2]), (3, pos2(0.0, 0.0), pos2(50.0, 50.0)));
        assert!(kept[1].distance(pos2(50.0, 0.0)) <= COARSE_TOLERANCE, "{kept:?}");
        assert_eq!(thinned(&line[..1]), [pos2(0.0, 0.0)]);
        assert_eq!(thinned(&[]), []);
    }

    #[test]
    fn what_is_not_seen_is_left_out_and_moves_nothing() {
        let line = [pos2(0.0, 0.0), pos2(50.0, 0.0), pos2(50.0, 33.0), pos2(97.0, 33.0)];
        let (mut all, mut seen) = (Vec::new(), Vec::new());
        let window = Rect::from_min_max(pos2(60.0, 20.0), pos2(90.0, 40.0));
        along(&line, 7.0, Rect::EVERYTHING, |at| all.push(at));
        along(&line, 7.0, window, |at| seen.push(at));
        all.retain(|at| window.contains(*at));
        assert!(!seen.is_empty() && seen.len() == all.len());
        assert!(seen.iter().zip(&all).all(|(one, other)| one.distance(*other) < 0.01), "{seen:?} {all:?}");
        assert_eq!(seen_runs(&line, window), [vec![pos2(50.0, 33.0), pos2(97.0, 33.0)]]);
        assert_eq!(seen_runs(&line, Rect::EVERYTHING), [line.to_vec()]);
    }

    #[test]
    fn dots_keep_their_distance_round_a_corner() {
        let mut dots = Vec::new();
        along(&[pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0)], 4.0, Rect::EVERYTHING, |at| {
            dots.push(at)
        });
        assert_eq!(dots.len(), 6);
        assert_eq!(dots[3], pos2(10.0, 2.0));
    }
}
