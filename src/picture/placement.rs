//! Where a label finds room beside its line.
//!
//! A label never covers a box, a mark or another label; it would rather be shorter, or absent. It may cover a line that has
//! nothing to do with it, when there is no better place and the link is broken. It lies on either side of a department's edge, never on
//! it. Deliberately absent: the words.

use super::label::LabelPlan;
use super::link::{LinkLine, Loudness};
use super::metrics::{MARK, UNIT};
use super::nearby::{Lines, Near};
use super::path::{nearest_in, offset};
use super::room::Taken;
use super::ruler::Place;
use crate::layout::{Point, Rect, Size};

/// What a label costs in its place, beside its detour in world units; the cheapest is taken.
const COST_OF_COVERING_A_LINE: f64 = 45.0;
const COST_OF_COVERING_ITS_OWN: f64 = 70.0;
const COST_OF_A_LINE_BETWEEN: f64 = 30.0;
const COST_OF_MOVING_ASIDE: f64 = 0.5;
/// A label that costs as much would hide more than it says.
const MOST_COST: f64 = 180.0;

/// How far along the line from its mark a label may be.
const ALONG: [f64; 13] =
    [0.0, 20.0, -20.0, 40.0, -40.0, 64.0, -64.0, 96.0, -96.0, 136.0, -136.0, 200.0, -200.0];
/// How far away from the line, beside what it takes to be clear of it.
const AWAY: [f64; 3] = [0.0, 10.0, 24.0];

/// A label that has found its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel {
    /// Its words.
    pub plan: LabelPlan,
    /// Its plate.
    pub rect: Rect,
    /// Where its leader begins: on the line, or beside its mark.
    pub foot: Point,
}

/// A place for a label, with what it costs that it is out of the way.
#[derive(Clone, Copy)]
struct Candidate {
    rect: Rect,
    foot: Point,
    cost: f64,
}

/// How far a label keeps from its own line, and from the middle of its mark, world units.
const CLEAR_OF_LINE: f64 = 7.0;
const CLEAR_OF_MARK: f64 = MARK + 5.0;
/// How far a label keeps off the line of a probable cause, world units.
const OFF_CAUSES: f64 = 4.0;
/// How far a label moves aside to be clear of a department's edge, world units.
const MOST_ASIDE: f64 = 72.0;
/// Room that no rounding takes away.
const HAIR: f64 = 0.01;
/// How much wider a shorter form of a label may be than the longest: by three dots, world units, with room to spare.
const WIDER: f64 = 16.0;

/// What a label may not cover.
#[derive(Clone, Copy)]
pub struct Occupied<'facts> {
    /// Boxes, marks, tips and other labels.
    pub taken: &'facts Taken,
    /// The edges of departments, with the room that a label leaves them.
    pub edges: &'facts Taken,
    /// The lines of probable causes: a label may hide a line where there is no better place, but never theirs.
    pub causes: &'facts Lines<'facts>,
}

impl Occupied<'_> {
    fn leaves_free(&self, rect: Rect) -> bool {
        self.taken.is_free(rect) && !self.causes.have_dot_in(rect, UNIT, OFF_CAUSES)
    }

    /// Whether the way from the label to its line leads through no box, mark or other label.
    fn lets_through(&self, candidate: Candidate) -> bool {
        self.taken.is_clear(candidate.foot, nearest_in(candidate.rect, candidate.foot))
    }

    /// The nearest place that is clear of all edges: off one edge, and then off one across; `None` when that is too far, or not enough.
    fn off_edges(&self, mut candidate: Candidate) -> Option<Candidate> {
        for _ in 0..2 {
            let Some(edge) = self.edges.over(candidate.rect) else { return Some(candidate) };
            let Rect { min, max } = candidate.rect;
            let is_level = edge.width() > edge.height();
            let shift = if is_level {
                Point::new(0.0, smaller(edge.min.y - max.y, edge.max.y - min.y))
            } else {
                Point::new(smaller(edge.min.x - max.x, edge.max.x - min.x), 0.0)
            };
            let length = shift.x.abs() + shift.y.abs();
            if length > MOST_ASIDE {
                return None;
            }
            candidate.rect = candidate.rect.moved_by(shift);
            candidate.cost += length * COST_OF_MOVING_ASIDE;
        }
        self.edges.is_free(candidate.rect).then_some(candidate)
    }
}

/// The smaller of a way back and a way on, and a little more.
fn smaller(back: f64, on: f64) -> f64 {
    if -back < on { back - HAIR } else { on + HAIR }
}

/// Notes where [`find`] will ask who is there for a label of these words.
pub fn note_places(plan: &LabelPlan, line: &LinkLine<'_>, near: &mut Near) {
    let size = plan.size();
    for (_, foot) in feet(line) {
        near.add(around(foot, size));
    }
}

/// Holds every place where a label of this line with these words may be.
pub fn reach(plan: &LabelPlan, line: &LinkLine<'_>) -> Rect {
    let size = plan.size();
    let areas = feet(line).into_iter().map(|(_, foot)| around(foot, size));
    areas.reduce(Rect::union).unwrap_or_default()
}

/// Holds every [`candidate`] at that foot, in its longest form or a shorter one, wherever it moves aside, with what it keeps off.
fn around(foot: Place, size: Size) -> Rect {
    let (half_width, half_height) = ((size.width + WIDER) / 2.0, size.height / 2.0);
    let normal = offset(Point::default(), foot.direction, 0.0, 1.0);
    let furthest = AWAY.into_iter().fold(CLEAR_OF_MARK, |reach, away| reach.max(CLEAR_OF_MARK + away));
    let reach = furthest + normal.x.abs() * half_width + normal.y.abs() * half_height;
    let centres = Rect::from_corners(
        offset(foot.point, foot.direction, 0.0, -reach),
        offset(foot.point, foot.direction, 0.0, reach),
    );
    let Rect { min, max } = centres.grown(OFF_CAUSES.max(MOST_ASIDE) + 1.0);
    Rect {
        min: Point::new(min.x - half_width, min.y - half_height),
        max: Point::new(max.x + half_width, max.y + half_height),
    }
}

/// Finds room for a label beside its line; `None` when there is none. `number` is the line's among `lines`.
pub fn find(
    plan: &LabelPlan,
    number: usize,
    line: &LinkLine<'_>,
    occupied: Occupied<'_>,
    lines: &Lines<'_>,
) -> Option<PlacedLabel> {
    let feet = feet(line);
    let mark = line.mark_rect(line.mark_at).size();
    let worth = if line.loudness() == Loudness::Root { 2.0 } else { 1.0 };
    let mut limit = MOST_COST * worth;
    let mut best: Option<PlacedLabel> = None;
    for (form, cost_of_form) in plan.shorter_forms() {
        if !form.says_more_than_a_mark(line.loudness()) {
            continue;
        }
        let size = form.size();
        for (away, (along, foot)) in AWAY.iter().flat_map(|away| feet.iter().map(move |foot| (*away, *foot)))
        {
            for side in [-1.0, 1.0] {
                let mut candidate = candidate(mark, size, (along, away, side), foot);
                candidate.cost += cost_of_form * worth;
                if candidate.cost >= limit {
                    continue;
                }
                let Some(candidate) = occupied.off_edges(candidate) else { continue };
                if candidate.cost >= limit || !occupied.leaves_free(candidate.rect) {
                    continue;
                }
                let cost = cost_with_lines(candidate, limit, number, line, lines);
                if let Some(cost) = cost.filter(|_| occupied.lets_through(candidate)) {
                    limit = cost;
                    best =
                        Some(PlacedLabel { plan: form.clone(), rect: candidate.rect, foot: candidate.foot });
                }
            }
        }
    }
    best
}

/// The places on the line that a label may belong to, nearest to the mark first.
fn feet(line: &LinkLine<'_>) -> Vec<(f64, Place)> {
    let length = line.ruler.length();
    let on_line = ALONG.into_iter().filter(|along| (0.0..=length).contains(&(line.mark_at + along)));
    let mut cursor = line.ruler.cursor();
    on_line.map(|along| (along, cursor.at(line.mark_at + along))).collect()
}

/// A place so far `along` the line from its mark and `away` from it; `mark` is the mark's size.
fn candidate(mark: Size, size: Size, (along, away, side): (f64, f64, f64), foot: Place) -> Candidate {
    let normal = offset(Point::default(), foot.direction, 0.0, side);
    let is_beside_mark = along.abs() < mark.width / 2.0 + size.width / 2.0;
    let clearance = if is_beside_mark { CLEAR_OF_MARK } else { CLEAR_OF_LINE };
    let reach = clearance + away + normal.x.abs() * size.width / 2.0 + normal.y.abs() * size.height / 2.0;
    let centre = offset(foot.point, foot.direction, 0.0, side * reach);
    // Above a level line reads better than below it.
    let below = if normal.y > 0.0 { 4.0 } else { 0.0 };
    let touches_mark = along.abs() < mark.width.max(mark.height) / 2.0;
    let leader_from = if touches_mark { MARK + 2.0 } else { 0.0 };
    Candidate {
        rect: Rect::from_centre(centre, size),
        foot: offset(foot.point, foot.direction, 0.0, side * leader_from),
        cost: along.abs() * 0.5 + away * 1.5 + below,
    }
}

/// The candidate's cost and what it costs besides that the label lies on lines, or beyond one; `None` when that reaches `limit`,
/// or when a link that is not broken would hide another.
fn cost_with_lines(
    candidate: Candidate,
    limit: f64,
    number: usize,
    line: &LinkLine<'_>,
    lines: &Lines<'_>,
) -> Option<f64> {
    let Candidate { rect, foot, mut cost } = candidate;
    let may_hide = line.loudness() >= Loudness::Symptom;
    let most = if may_hide { number_of_times(COST_OF_COVERING_A_LINE, limit - cost) } else { 1 };
    let covered = lines.through(rect.grown(2.0), number, most);
    if !may_hide && (covered.own || covered.others > 0) {
        return None;
    }
    cost += if covered.own { COST_OF_COVERING_ITS_OWN } else { 0.0 };
    cost += times(covered.others) * COST_OF_COVERING_A_LINE;
    if cost >= limit {
        return None;
    }
    let leader = Rect::from_corners(foot, nearest_in(rect, foot)).grown(0.5);
    let between = lines.through(leader, number, number_of_times(COST_OF_A_LINE_BETWEEN, limit - cost));
    cost += times(between.others) * COST_OF_A_LINE_BETWEEN;
    (cost < limit).then_some(cost)
}

fn times(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// How often `step` goes into `length`, rounded up; at least once.
fn number_of_times(step: f64, length: f64) -> usize {
    (1_u8..u8::MAX).find(|times| f64::from(*times) * step >= length).unwrap_or(u8::MAX).into()
}
