//! The contest's yardstick: how many lines of a drawing cross, how often they bend, how long they are. Knows nothing of the layout's own counter.
//!
//! Two counts of crossings. *Layered*: every line is followed from one layer of boxes to the next, and two lines cross where their order changes
//! between two layers; this is what layered layouts reduce, and it does not depend on how a line is curved in between. *Drawn*: pairs of
//! stretches that cut each other, wherever. Deliberately absent: what a good picture is beyond that.

#![allow(dead_code, reason = "the benchmarks and tests that share it use different parts")]

/// A place; `x` grows along the flow.
pub type Place = (f64, f64);

/// Layers whose boxes' centres differ by less than this along the flow are one, world units.
const SAME_LAYER: f64 = 5.0;
/// Places across the flow closer than this are one: no order, no crossing. World units.
const SAME_PLACE: f64 = 0.05;
/// A line that turns by less than this at a layer does not bend there: the tangent of 10 degrees.
const LEAST_BEND: f64 = 0.176_327;

/// What a program drew.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The centre of each party's box.
    pub centres: Vec<Place>,
    /// The line of each link from supplier to customer, curves already cut into stretches; empty = straight from centre to centre.
    pub lines: Vec<Vec<Place>>,
}

/// The layer a line starts from, and where it passes each layer.
type Passes = (usize, Vec<Place>);

/// What the yardstick says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Crossings between neighbouring layers.
    pub crossings: u64,
    /// Turns of 10 degrees or more where a line passes a layer, all lines together. How a line is curved from layer to layer does not count.
    pub bends: u64,
    /// All lines together, world units.
    pub length: f64,
}

impl Drawing {
    /// Measures the drawing of these links. O(total span * log n).
    pub fn measure(&self, links: &[(usize, usize)]) -> Measure {
        let layers = self.layers();
        let lines: Vec<Vec<Place>> = (0..links.len()).map(|link| self.line(links, link)).collect();
        let passes: Vec<Passes> =
            links.iter().zip(&lines).map(|(ends, line)| self.passes(*ends, line, &layers)).collect();
        let mut steps: Vec<Vec<(i64, i64)>> = vec![Vec::new(); layers.len()];
        for (first, places) in &passes {
            for (step, pair) in places.windows(2).enumerate() {
                steps[first + step].push((rounded(pair[0].1), rounded(pair[1].1)));
            }
        }
        Measure {
            crossings: steps.into_iter().map(inversions).sum(),
            bends: passes.iter().map(|(_, places)| bends(places)).sum(),
            length: lines
                .iter()
                .flat_map(|line| line.windows(2))
                .map(|pair| distance(pair[0], pair[1]))
                .sum(),
        }
    }

    /// How often two lines cut each other, ends and shared corners not counted. O(s * k) for s stretches of which k overlap along the flow.
    pub fn drawn_crossings(&self, links: &[(usize, usize)]) -> u64 {
        let mut stretches: Vec<(Place, Place, usize)> = Vec::new();
        for link in 0..links.len() {
            for pair in self.line(links, link).windows(2) {
                let (from, to) = if pair[0].0 <= pair[1].0 { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
                stretches.push((from, to, link));
            }
        }
        stretches.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
        let mut open: Vec<(Place, Place, usize)> = Vec::new();
        let mut crossings = 0;
        for stretch in stretches {
            open.retain(|other| other.1.0 >= stretch.0.0);
            crossings +=
                open.iter().filter(|other| other.2 != stretch.2 && cut(**other, stretch)).count() as u64;
            open.push(stretch);
        }
        crossings
    }

    fn line(&self, links: &[(usize, usize)], link: usize) -> Vec<Place> {
        let (supplier, customer) = links[link];
        let (from, to) = (self.centres[supplier], self.centres[customer]);
        match self.lines.get(link) {
            Some(line) if line.len() > 1 => {
                let is_turned = distance(line[0], from) > distance(line[0], to);
                if is_turned { line.iter().rev().copied().collect() } else { line.clone() }
            }
            _ => vec![from, to],
        }
    }

    /// Where a line passes the layers, from the centre of one end to that of the other, near end first.
    fn passes(&self, (supplier, customer): (usize, usize), line: &[Place], layers: &[f64]) -> Passes {
        let layer = |place: Place| layers.partition_point(|start| *start <= place.0 + 0.01).saturating_sub(1);
        let (mut near, mut far) = (self.centres[supplier], self.centres[customer]);
        let mut line = line.to_vec();
        if layer(near) > layer(far) {
            (near, far) = (far, near);
            line.reverse();
        }
        let (first, last) = (layer(near), layer(far));
        let mut places = vec![near];
        for along in layers.iter().take(last).skip(first + 1) {
            let straight = near.1 + (far.1 - near.1) * (along - near.0) / (far.0 - near.0);
            places.push((*along, place_at(&line, *along).unwrap_or(straight)));
        }
        if last > first {
            places.push(far);
        }
        (first, places)
    }

    /// Where the layers lie along the flow: the first centre of each.
    fn layers(&self) -> Vec<f64> {
        let mut along: Vec<f64> = self.centres.iter().map(|centre| centre.0).collect();
        along.sort_by(f64::total_cmp);
        let mut layers: Vec<f64> = Vec::new();
        for place in along {
            if layers.last().is_none_or(|last| place - last > SAME_LAYER) {
                layers.push(place);
            }
        }
        layers
    }
}

fn rounded(place: f64) -> i64 {
    (place / SAME_PLACE).round() as i64
}

fn length(way: Place) -> f64 {
    (way.0 * way.0 + way.1 * way.1).sqrt()
}

fn distance(one: Place, other: Place) -> f64 {
    length((one.0 - other.0, one.1 - other.1))
}

/// Where a line passes this place along the flow.
fn place_at(line: &[Place], along: f64) -> Option<f64> {
    let pair = line.windows(2).find(|pair| (pair[0].0 - along) * (pair[1].0 - along) <= 0.0)?;
    let width = pair[1].0 - pair[0].0;
    let share = if width.abs() < 1.0e-9 { 0.5 } else { (along - pair[0].0) / width };
    Some(pair[0].1 + share * (pair[1].1 - pair[0].1))
}

/// Pairs of lines whose order on one layer is the reverse of that on the next; equal places have no order. Merge sort, O(e log e).
fn inversions(mut lines: Vec<(i64, i64)>) -> u64 {
    lines.sort_unstable();
    let mut ends: Vec<i64> = lines.into_iter().map(|line| line.1).collect();
    let mut merged = ends.clone();
    sort_counting(&mut ends, &mut merged)
}

fn sort_counting(ends: &mut [i64], merged: &mut [i64]) -> u64 {
    let half = ends.len() / 2;
    if half == 0 {
        return 0;
    }
    let mut count = {
        let ((low, high), (low_room, high_room)) = (ends.split_at_mut(half), merged.split_at_mut(half));
        sort_counting(low, low_room) + sort_counting(high, high_room)
    };
    let (low, high) = ends.split_at(half);
    let (mut left, mut right) = (0, 0);
    for slot in merged.iter_mut() {
        if right == high.len() || left < low.len() && low[left] <= high[right] {
            *slot = low[left];
            left += 1;
        } else {
            *slot = high[right];
            right += 1;
            count += (low.len() - left) as u64;
        }
    }
    ends.copy_from_slice(merged);
    count
}

/// The stretches cross; a stretch that only touches the other, or runs along it, does not.
fn cut(one: (Place, Place, usize), other: (Place, Place, usize)) -> bool {
    let side = |(from, to): (Place, Place), of: Place| {
        let (along, across) = (to.0 - from.0, to.1 - from.1);
        let off = (along * (of.1 - from.1) - across * (of.0 - from.0)) / length((along, across)).max(1.0e-9);
        if off.abs() < SAME_PLACE { 0.0 } else { off }
    };
    let (this, that) = ((one.0, one.1), (other.0, other.1));
    side(this, that.0) * side(this, that.1) < 0.0 && side(that, this.0) * side(that, this.1) < 0.0
}

/// Corners of a line by its places.
fn bends(places: &[Place]) -> u64 {
    let bends_at = |three: &&[Place]| {
        let [before, at, after] = **three else { return false };
        let (one, other) = ((at.0 - before.0, at.1 - before.1), (after.0 - at.0, after.1 - at.1));
        let (cross, dot) = (one.0 * other.1 - one.1 * other.0, one.0 * other.0 + one.1 * other.1);
        dot <= 0.0 || cross.abs() >= LEAST_BEND * dot
    };
    places.windows(3).filter(bends_at).count() as u64
}
