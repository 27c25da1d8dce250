//! The keyboard's way across the map: from party to party along the links, and small moves of a box.
//!
//! Upstream is always toward the suppliers and downstream toward the customers, whichever way the view draws them; above and below
//! are what one sees. Of several parties the nearest on the map is taken, of equally near ones the first by id. Deliberately
//! absent: keys, which the table of actions holds.

use std::collections::BTreeMap;

use crate::layout::Point;
use crate::model::{LinkId, PartyId, PartyKind, Pin};
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
/// From a party: a party. From a link, up- and downstream: its ends; above and below: the other links of its customer. With nothing
/// chosen: an external customer, where every chain ends, or else the first party.
#[must_use]
pub fn walk(session: &Session, direction: Direction) -> Option<Selection> {
    match session.selection().primary() {
        None => start(session),
        Some(Subject::Party(party)) => from_party(session, party, direction),
        Some(Subject::Link(link) | Subject::Expectation(link, _)) => from_link(session, link, direction),
    }
}

fn start(session: &Session) -> Option<Selection> {
    let parties = session.org().parties();
    let customer = parties.iter().find(|(_, party)| party.kind == PartyKind::ExternalCustomer);
    customer.or_else(|| parties.iter().next()).map(|(id, _)| Selection::party(id))
}

fn from_party(session: &Session, from: &PartyId, direction: Direction) -> Option<Selection> {
    let org = session.org();
    let centres = centres(session);
    let here = *centres.get(from)?;
    let candidates: Vec<&PartyId> = match direction {
        Direction::Upstream => org.links_to(from).map(|(id, _)| &id.supplier).collect(),
        Direction::Downstream => org.links_from(from).map(|(id, _)| &id.customer).collect(),
        Direction::Up | Direction::Down => org.parties().keys().filter(|id| *id != from).collect(),
    };
    let mut nearest: Option<(f64, &PartyId)> = None;
    for candidate in candidates {
        let Some(effort) = centres.get(candidate).and_then(|there| effort(here, *there, direction)) else {
            continue;
        };
        let is_nearer =
            nearest.is_none_or(|(least, id)| effort < least || (effort == least && candidate < id));
        if is_nearer {
            nearest = Some((effort, candidate));
        }
    }
    nearest.map(|(_, party)| Selection::party(party))
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
    match direction {
        Direction::Upstream => Some(Selection::party(&from.supplier)),
        Direction::Downstream => Some(Selection::party(&from.customer)),
        Direction::Up | Direction::Down => {
            let centres = centres(session);
            let height = |link: &LinkId| centres.get(&link.supplier).map(|centre| centre.y);
            let mut siblings: Vec<(f64, &LinkId)> = session
                .org()
                .links_to(&from.customer)
                .filter_map(|(id, _)| Some((height(id)?, id)))
                .collect();
            siblings.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1)));
            let place = siblings.iter().position(|(_, id)| *id == from)?;
            let next = match direction {
                Direction::Up => place.checked_sub(1)?,
                _ => place + 1,
            };
            siblings.get(next).map(|(_, id)| Selection::link(id))
        }
    }
}

/// The command that moves the chosen party's box a step and keeps it there; `None` unless a party is chosen.
#[must_use]
pub fn nudge(session: &Session, direction: Direction) -> Option<Command> {
    let Some(Subject::Party(party)) = session.selection().primary() else { return None };
    let here = *centres(session).get(party)?;
    let (dx, dy) = match direction {
        Direction::Upstream => (-NUDGE, 0),
        Direction::Downstream => (NUDGE, 0),
        Direction::Up => (0, -NUDGE),
        Direction::Down => (0, NUDGE),
    };
    let pin = snapped(here);
    let pin = Pin { x: pin.x.saturating_add(dx), y: pin.y.saturating_add(dy) };
    Some(Command::SetPin { party: party.clone(), view: session.view(), pin: Some(pin) })
}

/// The pin nearest to `centre` on the grid.
#[must_use]
pub fn snapped(centre: Point) -> Pin {
    let snap = |value: f64| ((value / f64::from(GRID)).round() as i32).saturating_mul(GRID);
    Pin { x: snap(centre.x), y: snap(centre.y) }
}

/// The middle of each box that is drawn.
fn centres(session: &Session) -> BTreeMap<&PartyId, Point> {
    let boxes = session.layout().boxes.iter().map(|area| area.centre());
    session.org().parties().keys().zip(boxes).collect()
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
