//! Trophic levels: how far along the chain each team stands, when loops are taken as they are.
//!
//! The levels y minimise the sum over all links of (y_customer - y_supplier - 1)^2 (MacKay, Johnson, Sansom 2020, "How directed is a
//! directed network?"), which is a linear system in the graph's Laplacian. A link whose customer stands lower than its supplier is
//! the one that runs against the flow. Deliberately absent: layers, which are whole numbers; see `levels`.

const TOLERANCE: f64 = 1.0e-4;
const MOST_STEPS: usize = 120;

/// The trophic level of each of `count` nodes, found by conjugate gradients with the node degrees as preconditioner.
///
/// Each part of the graph is centred on an arbitrary level of its own. `weights` are per link, positive. O(m) per step, at most 120
/// steps; it starts from a walk along the links, which is exact already for trees.
pub(super) fn trophic_levels(count: usize, links: &[(u32, u32)], weights: &[f64]) -> Vec<f64> {
    let mut degree = vec![0.0; count];
    let mut wanted = vec![0.0; count];
    for ((supplier, customer), weight) in links.iter().zip(weights) {
        degree[*supplier as usize] += weight;
        degree[*customer as usize] += weight;
        wanted[*supplier as usize] -= weight;
        wanted[*customer as usize] += weight;
    }
    let mut levels = walked_levels(count, links);
    let mut residual: Vec<f64> = laplacian_times(links, weights, &degree, &levels);
    for (left, want) in residual.iter_mut().zip(&wanted) {
        *left = want - *left;
    }
    let precondition = |residual: &[f64]| -> Vec<f64> {
        residual
            .iter()
            .zip(&degree)
            .map(|(left, degree)| if *degree > 0.0 { left / degree } else { 0.0 })
            .collect()
    };
    let mut scaled = precondition(&residual);
    let mut direction = scaled.clone();
    let mut energy = dot(&residual, &scaled);
    let good_enough = TOLERANCE * TOLERANCE * dot(&degree, &vec![1.0; count]).max(1.0e-9);
    for _ in 0..MOST_STEPS {
        if energy <= good_enough {
            break;
        }
        let image = laplacian_times(links, weights, &degree, &direction);
        let curvature = dot(&direction, &image);
        if curvature <= 0.0 {
            break;
        }
        let step = energy / curvature;
        for index in 0..count {
            levels[index] += step * direction[index];
            residual[index] -= step * image[index];
        }
        scaled = precondition(&residual);
        let next_energy = dot(&residual, &scaled);
        let keep = next_energy / energy;
        energy = next_energy;
        for index in 0..count {
            direction[index] = scaled[index] + keep * direction[index];
        }
    }
    levels
}

fn laplacian_times(links: &[(u32, u32)], weights: &[f64], degree: &[f64], vector: &[f64]) -> Vec<f64> {
    let mut image: Vec<f64> = degree.iter().zip(vector).map(|(degree, value)| degree * value).collect();
    for ((supplier, customer), weight) in links.iter().zip(weights) {
        let (supplier, customer) = (*supplier as usize, *customer as usize);
        image[supplier] -= weight * vector[customer];
        image[customer] -= weight * vector[supplier];
    }
    image
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Levels along a breadth-first walk that ignores the links' direction.
fn walked_levels(count: usize, links: &[(u32, u32)]) -> Vec<f64> {
    let both_ways =
        links.iter().flat_map(|(supplier, customer)| [(*supplier, *customer), (*customer, *supplier)]);
    let neighbours = super::adjacency::Adjacency::new(count, both_ways);
    let signs = links.iter().flat_map(|(supplier, customer)| [(*supplier, 1_u32), (*customer, 0_u32)]);
    let rises = super::adjacency::Adjacency::new(count, signs);
    let mut levels = vec![f64::NAN; count];
    let mut queue: Vec<u32> = Vec::with_capacity(count);
    for root in 0..count as u32 {
        if !levels[root as usize].is_nan() {
            continue;
        }
        levels[root as usize] = 0.0;
        let mut head = queue.len();
        queue.push(root);
        while let Some(&node) = queue.get(head) {
            head += 1;
            for (neighbour, rise) in neighbours.of(node).iter().zip(rises.of(node)) {
                if levels[*neighbour as usize].is_nan() {
                    let step = if *rise == 1 { 1.0 } else { -1.0 };
                    levels[*neighbour as usize] = levels[node as usize] + step;
                    queue.push(*neighbour);
                }
            }
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_climbs_one_a_link() {
        let levels = trophic_levels(3, &[(0, 1), (1, 2)], &[1.0, 1.0]);
        assert!((levels[1] - levels[0] - 1.0).abs() < 1e-6 && (levels[2] - levels[1] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_return_link_does_not_turn_the_chain_round() {
        // A loop by itself is level; the second way from 0 to 3 tells where it leads.
        let links = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 5), (5, 3), (3, 0)];
        let levels = trophic_levels(6, &links, &[1.0; 7]);
        assert!(levels[0] < levels[1] && levels[1] < levels[2] && levels[2] < levels[3]);
    }
}
