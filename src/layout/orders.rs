//! Orders of the parties along the chain that few links run against: other ways into layers than trophic levels, which favour short links.
//!
//! Several starts (a greedy order, trophic levels, random ones), each improved by sifting: a party tries every place and takes the one with
//! the cheapest backward links. Eades, Lin, Smyth 1993; Matuszewski, Schoenfeld, Molitor 1999. Deliberately absent: layers; see `levels`.

use super::random::Random;
use super::skeleton::Skeleton;

const ROUNDS: usize = 4;

/// `count` orders, as the place of each skeleton node; `backward_cost` is what a backward link costs, by index. O(count * n * (n + m)).
pub(super) fn flow_orders(
    skeleton: &Skeleton,
    potential: &[f64],
    count: usize,
    backward_cost: &[f32],
) -> Vec<Vec<u32>> {
    let by_potential = || {
        let mut order: Vec<u32> = (0..skeleton.count as u32).collect();
        order.sort_by(|a, b| potential[*a as usize].total_cmp(&potential[*b as usize]).then(a.cmp(b)));
        order
    };
    let start = |index: usize| match index {
        0 => by_potential(),
        1 => greedy_order(skeleton, backward_cost),
        _ => random_order(skeleton.count, index as u64),
    };
    (0..count)
        .map(|index| {
            let mut order = start(index);
            for _ in 0..ROUNDS {
                if !sift_all(skeleton, &mut order, backward_cost) {
                    break;
                }
            }
            places(&order)
        })
        .collect()
}

fn places(order: &[u32]) -> Vec<u32> {
    let mut place = vec![0; order.len()];
    for (index, node) in order.iter().enumerate() {
        place[*node as usize] = index as u32;
    }
    place
}

fn random_order(count: usize, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    let mut order: Vec<u32> = (0..count as u32).collect();
    for index in (1..count).rev() {
        order.swap(index, random.below(index + 1));
    }
    order
}

/// Takes parties without supplier to the front and those without customer to the back; if there are none, the one that serves more than
/// it receives by most goes to the front.
fn greedy_order(skeleton: &Skeleton, cost: &[f32]) -> Vec<u32> {
    let (mut front, mut back) = (Vec::new(), Vec::new());
    let mut is_left = vec![true; skeleton.count];
    while front.len() + back.len() < skeleton.count {
        let mut best: Option<(f32, u32)> = None;
        let mut end = None;
        for node in (0..skeleton.count as u32).filter(|node| is_left[*node as usize]) {
            let (mut given, mut received) = (0.0_f32, 0.0_f32);
            for index in skeleton.links_of.of(node) {
                let link = &skeleton.links[*index as usize];
                if is_left[Skeleton::other_end(link, node) as usize] {
                    let side = if link.supplier == node { &mut given } else { &mut received };
                    *side += cost[*index as usize];
                }
            }
            if given == 0.0 {
                end = Some(node);
                break;
            }
            let surplus = if received == 0.0 { f32::MAX } else { given - received };
            if best.is_none_or(|known| surplus > known.0) {
                best = Some((surplus, node));
            }
        }
        let Some(taken) = end.or(best.map(|known| known.1)) else { break };
        is_left[taken as usize] = false;
        if end.is_some() { back.push(taken) } else { front.push(taken) }
    }
    front.extend(back.into_iter().rev());
    front
}

/// Moves each node to its cheapest place; false if none moved.
fn sift_all(skeleton: &Skeleton, order: &mut Vec<u32>, cost: &[f32]) -> bool {
    let mut change = vec![0.0_f32; order.len() + 1];
    let mut place = places(order);
    let mut has_moved = false;
    for node in 0..skeleton.count as u32 {
        let at = place[node as usize] as usize;
        change.fill(0.0);
        let mut total_here = 0.0;
        for index in skeleton.links_of.of(node) {
            let link = &skeleton.links[*index as usize];
            let other = place[Skeleton::other_end(link, node) as usize] as usize;
            let rest = if other > at { other - 1 } else { other };
            let cost = cost[*index as usize];
            // Among the others, a slot after `rest` is behind that party.
            if link.supplier == node {
                change[rest + 1] += cost;
                total_here += if other < at { cost } else { 0.0 };
            } else {
                change[0] += cost;
                change[rest + 1] -= cost;
                total_here += if other > at { cost } else { 0.0 };
            }
        }
        let (mut running, mut best, mut least) = (0.0, at, total_here - 1.0e-3);
        for (slot, step) in change.iter().take(order.len()).enumerate() {
            running += step;
            if running < least {
                (best, least) = (slot, running);
            }
        }
        if best != at {
            has_moved = true;
            order.remove(at);
            order.insert(best, node);
            for (index, moved) in order.iter().enumerate().take(at.max(best) + 1).skip(at.min(best)) {
                place[*moved as usize] = index as u32;
            }
        }
    }
    has_moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::part::Part;
    use crate::layout::request::RankHint;

    #[test]
    fn from_levels_and_greedily_a_loop_is_cut_once_and_a_tail_not_at_all() {
        let links = vec![(0, 1), (1, 2), (2, 3), (3, 0), (3, 4), (4, 5)];
        let part = Part {
            nodes: (0..6).collect(),
            ranks: vec![RankHint::Team; 6],
            link_indices: (0..6).collect(),
            links,
            ..Part::default()
        };
        let skeleton = Skeleton::of(&part);
        let cost = vec![1.0; skeleton.links.len()];
        for place in flow_orders(&skeleton, &[0.0; 6], 2, &cost) {
            let backward = skeleton
                .links
                .iter()
                .filter(|link| place[link.supplier as usize] > place[link.customer as usize]);
            assert_eq!(backward.count(), 1, "{place:?}");
        }
    }
}
