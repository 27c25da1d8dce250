//! The keyboard's way across the map: from party to party along the links, and small moves of a box.
//!
//! Upstream is always toward the suppliers and downstream toward the customers, whichever way the view draws them; above and below
//! are what one sees. Of several parties the nearest on the map is taken, of equally near ones the first by id. Deliberately
//! absent: keys, which the table of actions holds.

use crate::layout::Point;
use crate::model::{LinkId, PartyId, PartyKind, Pin};
use crate::picture::{ShownBox, ShownLine};
use crate::session::{Command, Selection, Session, Subject};

/// The grid that boxes snap to, world units.
pub const GRID: i32 = 8;
/// How far one nudge moves a box, world units.
const NUDGE: i32 = 2 * GRID;

/// Where to go, or to push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a supplier; to the left.
    Upstream,
    /// To a customer; to the right.
    Downstream,
    /// To what is drawn above.
    Up,
    /// To what is drawn below.
    Down,
}

/// What is chosen after a step in `direction`; `None` when nothing lies there.
///
/// From a box: a box; that of a folded department chooses all that it holds. From a line, up- and downstream: its ends; above and below: the
/// other lines of its customer. With nothing chosen: an external customer, where every chain ends, or else the first party. Only what is
/// drawn is walked to.
#[must_use]
pub fn walk(session: &Session, direction: Direction) -> Option<Selection> {
    match session.selection().primary() {
        None => start(session),
        Some(Subject::Party(party)) => from_party(session, party, direction),
        Some(Subject::Link(link) | Subject::Expectation(link, _)) => from_link(session, link, direction),
    }
}

/// What is chosen when the step in `direction` is added to what is; `None` when nothing lies there.
#[must_use]
pub fn extended(session: &Session, direction: Direction) -> Option<Selection> {
    walk(session, direction).map(|step| session.selection().clone().with(step))
}

fn start(session: &Session) -> Option<Selection> {
    let boxes = session.shown().boxes();
    let is_customer = |drawn: &&ShownBox| {
        let first = drawn.parties().first().and_then(|id| session.org().party(id));
        first.is_some_and(|party| party.kind == PartyKind::ExternalCustomer)
    };
    boxes.iter().find(is_customer).or_else(|| boxes.first()).map(all_of)
}

/// Everything that a box stands for.
fn all_of(drawn: &ShownBox) -> Selection {
    Selection::of_all(drawn.parties().iter().cloned().map(Subject::Party))
}

fn from_party(session: &Session, from: &PartyId, direction: Direction) -> Option<Selection> {
    let shown = session.shown();
    let here_place = shown.place_of(from)?;
    let here = centre(session, here_place)?;
    let candidates: Vec<usize> = match direction {
        Direction::Upstream => {
            let into = shown.lines().iter().filter(|line| line.customer == here_place);
            into.map(|line| line.supplier).collect()
        }
        Direction::Downstream => {
            let out_of = shown.lines().iter().filter(|line| line.supplier == here_place);
            out_of.map(|line| line.customer).collect()
        }
        Direction::Up | Direction::Down => {
            (0..shown.boxes().len()).filter(|place| *place != here_place).collect()
        }
    };
    let efforts = candidates.into_iter().filter_map(|place| {
        let there = centre(session, place)?;
        Some((effort(here, there, direction)?, place))
    });
    // Boxes stand in the order of ids, so that of equally near ones the first is taken.
    let nearest = efforts.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    nearest.and_then(|(_, place)| shown.boxes().get(place)).map(all_of)
}

/// How far it feels to go from `here` to `there`: sideways counts double when going up or down; `None` when it lies elsewhere.
fn effort(here: Point, there: Point, direction: Direction) -> Option<f64> {
    let (dx, dy) = (there.x - here.x, there.y - here.y);
    match direction {
        Direction::Upstream | Direction::Downstream => Some(here.distance(there)),
        Direction::Up if dy < -1.0 => Some(2.0 * dx.abs() - dy),
        Direction::Down if dy > 1.0 => Some(2.0 * dx.abs() + dy),
        Direction::Up | Direction::Down => None,
    }
}

fn from_link(session: &Session, from: &LinkId, direction: Direction) -> Option<Selection> {
    let shown = session.shown();
    let here = shown.line_of(from)?;
    let all_at = |place: usize| shown.boxes().get(place).map(all_of);
    match direction {
        Direction::Upstream => all_at(here.supplier),
        Direction::Downstream => all_at(here.customer),
        Direction::Up | Direction::Down => {
            let siblings = shown.lines().iter().filter(|line| line.customer == here.customer);
            let mut siblings: Vec<(f64, &ShownLine)> =
                siblings.filter_map(|line| Some((centre(session, line.supplier)?.y, line))).collect();
            siblings.sort_by(|one, other| {
                one.0.total_cmp(&other.0).then_with(|| one.1.supplier.cmp(&other.1.supplier))
            });
            let place = siblings.iter().position(|(_, line)| *line == here)?;
            let next = match direction {
                Direction::Up => place.checked_sub(1)?,
                _ => place + 1,
            };
            let links = siblings.get(next)?.1.links.iter();
            Some(Selection::of_all(links.cloned().map(Subject::Link)))
        }
    }
}

/// The command that moves the boxes of the chosen parties a step and keeps them there, as one step back; `None` unless a party with a box
/// of its own is chosen.
#[must_use]
pub fn nudge(session: &Session, direction: Direction) -> Option<Command> {
    let (dx, dy) = match direction {
        Direction::Upstream => (-NUDGE, 0),
        Direction::Downstream => (NUDGE, 0),
        Direction::Up => (0, -NUDGE),
        Direction::Down => (0, NUDGE),
    };
    let shift = |centre: Point| {
        let pin = snapped(centre);
        Pin { x: pin.x.saturating_add(dx), y: pin.y.saturating_add(dy) }
    };
    let pins = places(session).into_iter().map(|(party, centre)| (party, Some(shift(centre)))).collect();
    set_pins(session, pins)
}

/// The chosen parties that have a box of their own, each with its middle.
#[must_use]
pub fn places(session: &Session) -> Vec<(PartyId, Point)> {
    let shown = session.shown();
    let own = session.selection().parties().filter(|party| shown.folded_around(party).is_none());
    own.filter_map(|party| Some((party.clone(), centre(session, shown.place_of(party)?)?))).collect()
}

/// The command that fixes boxes, or lets them go; `None` for none.
#[must_use]
pub fn set_pins(session: &Session, pins: Vec<(PartyId, Option<Pin>)>) -> Option<Command> {
    let view = session.view();
    match pins.as_slice() {
        [] => None,
        [(party, pin)] => Some(Command::SetPin { party: party.clone(), view, pin: *pin }),
        _ => Some(Command::SetPins { view, pins }),
    }
}

/// The pin nearest to `centre` on the grid.
#[must_use]
pub fn snapped(centre: Point) -> Pin {
    let snap = |value: f64| ((value / f64::from(GRID)).round() as i32).saturating_mul(GRID);
    Pin { x: snap(centre.x), y: snap(centre.y) }
}

/// The middle of the box in that place of what is shown.
fn centre(session: &Session, place: usize) -> Option<Point> {
    session.layout().boxes.get(place).map(|area| area.centre())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_lie_on_the_grid() {
        assert_eq!(snapped(Point::new(13.0, -3.9)), Pin { x: 16, y: 0 });
        assert_eq!(snapped(Point::new(f64::MAX, 0.0)).y, 0);
    }
}
