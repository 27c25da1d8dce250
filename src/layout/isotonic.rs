//! Pool adjacent violators: the nearest places that keep an order and the distances in it.
//!
//! Deliberately absent: any graph. Ayer et al. 1955; Barlow et al. 1972.

/// Where a row of things would like to be, and how far apart they must stay.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderedPlaces {
    /// Wanted place of each thing.
    pub(super) wanted: Vec<f64>,
    /// How much each wish counts, positive.
    pub(super) weight: Vec<f64>,
    /// Least distance to the thing before; the first is ignored.
    pub(super) distance: Vec<f64>,
    /// Least and greatest place of each thing.
    pub(super) bounds: Vec<(f64, f64)>,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    weight: f64,
    sum: f64,
    count: usize,
}

impl OrderedPlaces {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.wanted.clear();
        self.weight.clear();
        self.distance.clear();
        self.bounds.clear();
    }

    /// Adds the next thing, which must stay within `bounds`.
    pub(super) fn push_bounded(&mut self, wanted: f64, weight: f64, distance: f64, bounds: (f64, f64)) {
        self.wanted.push(wanted);
        self.weight.push(weight);
        self.distance.push(distance);
        self.bounds.push(bounds);
    }

    /// The places with the least weighted sum of squared distances from the wanted ones, in order and at least `distance` apart.
    ///
    /// Bounds hold where they leave room; where they do not, order and distance win. O(n).
    pub(super) fn solve(&mut self, places: &mut Vec<f64>) {
        self.blocks.clear();
        let mut offset = 0.0;
        for index in 0..self.wanted.len() {
            if index > 0 {
                offset += self.distance[index];
            }
            let weight = self.weight[index].max(1.0e-9);
            let mut block = Block { weight, sum: weight * (self.wanted[index] - offset), count: 1 };
            while let Some(last) = self.blocks.last() {
                if last.sum * block.weight <= block.sum * last.weight {
                    break;
                }
                block.weight += last.weight;
                block.sum += last.sum;
                block.count += last.count;
                self.blocks.pop();
            }
            self.blocks.push(block);
        }
        places.clear();
        for block in &self.blocks {
            let place = block.sum / block.weight;
            places.extend(std::iter::repeat_n(place, block.count));
        }
        self.clamp(places);
    }

    /// Clamps the shifted places to the bounds, made monotone, and shifts them back.
    fn clamp(&self, places: &mut [f64]) {
        let mut offset = 0.0;
        let mut least = f64::NEG_INFINITY;
        for (index, place) in places.iter_mut().enumerate() {
            offset += if index > 0 { self.distance[index] } else { 0.0 };
            least = least.max(self.bounds[index].0 - offset);
            *place = place.max(least);
        }
        let mut greatest = f64::INFINITY;
        for (index, place) in places.iter_mut().enumerate().rev() {
            greatest = greatest.min(self.bounds[index].1 - offset);
            *place = place.min(greatest) + offset;
            offset -= if index > 0 { self.distance[index] } else { 0.0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crowded_things_share_the_shift() {
        let mut row = OrderedPlaces::default();
        for wanted in [0.0, 0.0, 0.0, 100.0] {
            row.push_bounded(wanted, 1.0, 10.0, (f64::NEG_INFINITY, f64::INFINITY));
        }
        let mut places = Vec::new();
        row.solve(&mut places);
        assert_eq!(places, [-10.0, 0.0, 10.0, 100.0]);
    }

    #[test]
    fn bounds_hold() {
        let mut row = OrderedPlaces::default();
        row.push_bounded(0.0, 1.0, 10.0, (5.0, 50.0));
        row.push_bounded(0.0, 1.0, 10.0, (5.0, 50.0));
        row.push_bounded(90.0, 1.0, 10.0, (5.0, 50.0));
        let mut places = Vec::new();
        row.solve(&mut places);
        assert_eq!(places, [5.0, 15.0, 50.0]);
    }
}
