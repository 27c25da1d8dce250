//! Layers for the chain: which links run against the flow, and in which layer each party stands.
//!
//! Trophic levels are rounded to whole numbers; then single parties move while that lowers the sum over links of span plus a
//! penalty for each link against the flow (coordinate descent); then all links are turned forward and the total span is shortened; at last
//! backward links are turned round where pushing parties ahead pays. A link outside all loops runs backwards only where that saves
//! eight layers (sixteen on small maps); links out of an external customer or into an external supplier always do. Deliberately absent: the order within a
//! layer; see `ordering`.

use super::adjacency::Adjacency;
use super::orders::flow_orders;
use super::part::Part;
use super::skeleton::{Skeleton, SkeletonLink};
use super::tightening::tighten;
use super::trophic::trophic_levels;

/// How trophic levels become layers.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    /// How much of the level is taken from the distances to both ends of the chain instead, which also tell where a loop leads.
    stage_share: f64,
    /// Layers a trophic level. Links of span two and three are common, so a level is worth more than one layer.
    scale: f64,
    /// A link of a loop that runs backwards costs as much as this many layers of span.
    in_loop: f32,
    /// The same for a link outside all loops.
    outside_loops: f32,
}

const RECIPES: [Recipe; 7] = [
    Recipe { stage_share: 0.2, scale: 2.5, in_loop: 2.0, outside_loops: 8.0 },
    Recipe { stage_share: 0.3, scale: 1.5, in_loop: 2.0, outside_loops: 8.0 },
    Recipe { stage_share: 0.02, scale: 2.0, in_loop: 1.0, outside_loops: 6.0 },
    Recipe { stage_share: 0.3, scale: 2.5, in_loop: 4.0, outside_loops: 8.0 },
    Recipe { stage_share: 0.02, scale: 3.0, in_loop: 4.0, outside_loops: 8.0 },
    Recipe { stage_share: 0.02, scale: 2.5, in_loop: 4.0, outside_loops: 4.0 },
    Recipe { stage_share: 0.02, scale: 3.5, in_loop: 2.0, outside_loops: 4.0 },
];

/// Up to this many parties a link outside all loops runs backwards at twice the usual cost only: people read every link there.
const FEW_NODES: usize = 60;
const STRICTNESS: f32 = 2.0;
/// On small maps, how much dearer it is to turn round the link of a loop that leads toward the external customers: of two teams that hand
/// work to and fro, the one nearer to the customer belongs on the customer's side.
const OUTWARD: f32 = 4.0;
/// A link at an end of the chain never runs backwards.
const AT_END: f32 = 1000.0;
/// The cost of a link within a layer, rising from descent to descent until there are next to none.
const LEVEL_COSTS: [f32; 5] = [2.0, 4.0, 8.0, 16.0, 40.0];
const DESCENT_ROUNDS: usize = 10;
/// A party moves this many layers at most in one step.
const REACH: usize = 4;
const LARGEST_PUSH: usize = 64;
/// Turning links round is tried up to this many parties.
const MOST_NODES_TO_TURN: usize = 2000;

/// The layer of each node of the part, from 0 at the near end; no layer is empty, no link stays within a layer.
///
/// External customers stand in the last layer and external suppliers in the first, alone, save those that serve another external
/// customer (or are served by another external supplier): they count as teams. O(m) per round.
pub(super) fn chain_layers(part: &Part) -> Vec<u32> {
    let choices = chain_layer_choices(&Skeleton::of(part), RECIPES.len(), 0);
    choices.into_iter().min_by_key(|choice| choice.discord).map(|choice| choice.layers).unwrap_or_default()
}

/// One way to put a part into layers.
#[derive(Clone, Debug, Default)]
pub(super) struct Layering {
    /// The layer of each node.
    pub(super) layers: Vec<u32>,
    /// What it costs in links against the flow and in length, as [`discord`] counts it.
    pub(super) discord: u64,
}

/// Up to `most` different layerings by level, the usual one first, and up to `orders` more by order, which have more layers and fewer
/// links against the flow.
pub(super) fn chain_layer_choices(skeleton: &Skeleton, most: usize, orders: usize) -> Vec<Layering> {
    let weights: Vec<f64> = skeleton.links.iter().map(|link| f64::from(link.weight)).collect();
    let ends: Vec<(u32, u32)> = skeleton.links.iter().map(|link| (link.supplier, link.customer)).collect();
    let levels = trophic_levels(skeleton.count, &ends, &weights);
    let stages = stages(skeleton.count, &ends);
    let mut choices: Vec<Layering> = Vec::new();
    let mut add = |layers: Vec<u32>| {
        if !choices.iter().any(|choice| choice.layers == layers) {
            choices.push(Layering { discord: discord(skeleton, &layers), layers });
        }
    };
    for recipe in RECIPES.iter().take(most.max(1)) {
        let mixed =
            |(level, stage): (&f64, &f64)| (1.0 - recipe.stage_share) * level + recipe.stage_share * stage;
        let potential: Vec<f64> = levels.iter().zip(&stages).map(mixed).collect();
        add(Leveller { skeleton, recipe: *recipe }.layers(&potential));
    }
    if orders > 0 {
        let leveller = Leveller { skeleton, recipe: RECIPES[0] };
        let costs: Vec<f32> =
            skeleton.links.iter().map(|link| leveller.backward_cost(link) * link.weight).collect();
        for order in flow_orders(skeleton, &levels, orders, &costs) {
            add(leveller.layers_by_order(&order));
        }
    }
    choices
}

/// Eighths of crossings one would accept to avoid what these layers do: two crossings for a backward link of a loop (eight on small maps, if it leads toward the
/// external customers), twelve for one outside all loops, and three eighths for each layer a link spans.
pub(super) fn discord(skeleton: &Skeleton, layers: &[u32]) -> u64 {
    let mut level = vec![0; skeleton.count];
    for (node, node_index) in skeleton.index_of_node.iter().enumerate() {
        level[*node_index as usize] = layers[node];
    }
    let eighths = skeleton.links.iter().map(|link| {
        let (from, to) = (level[link.supplier as usize], level[link.customer as usize]);
        let backward = match (from > to, link.is_in_loop) {
            (false, _) => 0,
            (true, true) if link.leads_out && skeleton.count <= FEW_NODES => 64,
            (true, true) => 16,
            (true, false) => 96,
        };
        (backward + 3 * u64::from(from.abs_diff(to))) * link.weight as u64
    });
    eighths.sum()
}

/// The same layers, numbered from zero without gaps.
pub(super) fn numbered_from_zero(layers: &[i64]) -> Vec<u32> {
    let mut used: Vec<i64> = layers.to_vec();
    used.sort_unstable();
    used.dedup();
    layers.iter().map(|layer| used.partition_point(|other| other < layer) as u32).collect()
}

/// Half of (links from the nearest start) less (links to the nearest end), for each node. A start has no supplier, an end no customer.
fn stages(count: usize, links: &[(u32, u32)]) -> Vec<f64> {
    let customers = Adjacency::new(count, links.iter().copied());
    let suppliers = Adjacency::new(count, links.iter().map(|(from, to)| (*to, *from)));
    let from_start = distances(&customers, &suppliers);
    let to_end = distances(&suppliers, &customers);
    from_start.iter().zip(&to_end).map(|(start, end)| (start - end) / 2.0).collect()
}

/// Links from the nearest node that has none `against` its way; 0 where there is none.
fn distances(onward: &Adjacency, against: &Adjacency) -> Vec<f64> {
    let mut distance = vec![f64::NAN; onward.len()];
    let mut queue: Vec<u32> = (0..onward.len() as u32).filter(|node| against.of(*node).is_empty()).collect();
    for node in &queue {
        distance[*node as usize] = 0.0;
    }
    let mut head = 0;
    while let Some(&node) = queue.get(head) {
        head += 1;
        for other in onward.of(node) {
            if distance[*other as usize].is_nan() {
                distance[*other as usize] = distance[node as usize] + 1.0;
                queue.push(*other);
            }
        }
    }
    distance.into_iter().map(|links| if links.is_nan() { 0.0 } else { links }).collect()
}

struct Leveller<'a> {
    skeleton: &'a Skeleton,
    recipe: Recipe,
}

impl Leveller<'_> {
    fn layers(&self, potential: &[f64]) -> Vec<u32> {
        let mut level: Vec<i64> =
            potential.iter().map(|value| (value * self.recipe.scale).round() as i64).collect();
        for level_cost in LEVEL_COSTS {
            self.descend(&mut level, level_cost);
        }
        let mut forward = self.orient(&level, potential);
        let mut layer = longest_paths(self.skeleton.count, &forward, &level);
        tighten(&mut layer, &forward, &self.skeleton.links_of);
        if self.skeleton.count <= MOST_NODES_TO_TURN && self.turn_forward(&mut layer, &mut forward) {
            tighten(&mut layer, &forward, &self.skeleton.links_of);
        }
        self.hold_ends(&mut layer);
        self.numbered(&layer)
    }

    /// Every link that the order puts forward runs forward, over as few layers as that allows.
    fn layers_by_order(&self, place: &[u32]) -> Vec<u32> {
        let level: Vec<i64> = place.iter().map(|place| i64::from(*place)).collect();
        let forward = self.orient(&level, &vec![0.0; level.len()]);
        let mut layer = longest_paths(self.skeleton.count, &forward, &vec![0; level.len()]);
        tighten(&mut layer, &forward, &self.skeleton.links_of);
        self.hold_ends(&mut layer);
        self.numbered(&layer)
    }

    fn numbered(&self, layer: &[i64]) -> Vec<u32> {
        let layers: Vec<i64> =
            self.skeleton.index_of_node.iter().map(|index| layer[*index as usize]).collect();
        numbered_from_zero(&layers)
    }

    fn span_cost(&self, link: &SkeletonLink, span: i64, level_cost: f32) -> f32 {
        let backward = self.backward_cost(link);
        let cost = if span >= 1 {
            span as f32
        } else if span == 0 {
            level_cost.max(backward)
        } else {
            backward - span as f32
        };
        cost * link.weight
    }

    const fn backward_cost(&self, link: &SkeletonLink) -> f32 {
        if link.is_at_end {
            AT_END
        } else if link.is_in_loop && link.leads_out && self.skeleton.count <= FEW_NODES {
            self.recipe.in_loop * OUTWARD
        } else if link.is_in_loop {
            self.recipe.in_loop
        } else if self.skeleton.count <= FEW_NODES {
            self.recipe.outside_loops * STRICTNESS
        } else {
            self.recipe.outside_loops
        }
    }

    /// Moves single parties to cheaper levels until none moves. A party is looked at again when a neighbour has moved.
    fn descend(&self, level: &mut [i64], level_cost: f32) {
        let mut is_stale = vec![true; self.skeleton.count];
        for _ in 0..DESCENT_ROUNDS {
            let mut moved = false;
            for node in 0..self.skeleton.count as u32 {
                if !std::mem::take(&mut is_stale[node as usize]) {
                    continue;
                }
                let best = self.cheapest_level(node, level, level_cost);
                if best == level[node as usize] {
                    continue;
                }
                moved = true;
                level[node as usize] = best;
                for index in self.skeleton.links_of.of(node) {
                    is_stale[Skeleton::other_end(&self.skeleton.links[*index as usize], node) as usize] =
                        true;
                }
            }
            if !moved {
                break;
            }
        }
    }

    fn cheapest_level(&self, node: u32, level: &[i64], level_cost: f32) -> i64 {
        let here = level[node as usize];
        let lowest = here - REACH as i64;
        let mut costs = [0.0_f32; 2 * REACH + 1];
        for index in self.skeleton.links_of.of(node) {
            let link = &self.skeleton.links[*index as usize];
            let is_supplier = link.supplier == node;
            let other = level[if is_supplier { link.customer } else { link.supplier } as usize];
            for (step, cost) in costs.iter_mut().enumerate() {
                let at = lowest + step as i64;
                *cost += self.span_cost(link, if is_supplier { other - at } else { at - other }, level_cost);
            }
        }
        let mut best = REACH;
        for (step, cost) in costs.iter().enumerate() {
            let (nearer, least) = (step.abs_diff(REACH) < best.abs_diff(REACH), costs[best]);
            if *cost < least || *cost == least && nearer {
                best = step;
            }
        }
        lowest + best as i64
    }

    /// Every link turned so that it runs forward: `(from, to, weight)`, without loops.
    fn orient(&self, level: &[i64], potential: &[f64]) -> Vec<(u32, u32, f32)> {
        let place = |node: u32| (level[node as usize], potential[node as usize], node);
        let is_before = |one: u32, other: u32| {
            let (a, b) = (place(one), place(other));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)).is_lt()
        };
        let turned = self.skeleton.links.iter().map(|link| {
            if is_before(link.customer, link.supplier) {
                (link.customer, link.supplier, link.weight)
            } else {
                (link.supplier, link.customer, link.weight)
            }
        });
        turned.collect()
    }

    /// Turns backward links round where pushing the customer (and whatever it serves) ahead, or the supplier back, pays.
    fn turn_forward(&self, layer: &mut [i64], forward: &mut [(u32, u32, f32)]) -> bool {
        let mut has_turned = false;
        for index in 0..forward.len() {
            let link = self.skeleton.links[index];
            if forward[index].0 == link.supplier {
                continue;
            }
            let ahead = self.pushed(index, link.customer, layer[link.supplier as usize] + 1, layer, forward);
            let back = self.pushed(index, link.supplier, layer[link.customer as usize] - 1, layer, forward);
            let best = [ahead, back].into_iter().flatten().min_by(|a, b| a.1.total_cmp(&b.1));
            let Some((moves, _)) = best.filter(|(_, change)| *change < -1.0e-3) else { continue };
            for (node, to) in moves {
                layer[node as usize] = to;
            }
            forward[index] = (link.supplier, link.customer, link.weight);
            has_turned = true;
        }
        has_turned
    }

    /// What moves when `node`, one end of the link to be turned, goes to layer `to` and pushes others ahead of it, and by how much the
    /// cost changes; `None` if it pushes the link's other end or too many.
    fn pushed(
        &self,
        turned: usize,
        node: u32,
        to: i64,
        layer: &[i64],
        forward: &[(u32, u32, f32)],
    ) -> Option<(Vec<(u32, i64)>, f32)> {
        let sign = if to > layer[node as usize] { 1 } else { -1 };
        let fixed = Skeleton::other_end(&self.skeleton.links[turned], node);
        let mut moves: Vec<(u32, i64)> = vec![(node, to)];
        let mut head = 0;
        while let Some(&(pushed, at)) = moves.get(head) {
            head += 1;
            if moves.iter().skip(head).any(|later| later.0 == pushed) {
                continue;
            }
            for index in self.skeleton.links_of.of(pushed) {
                if *index as usize == turned {
                    continue;
                }
                let (from, customer, _) = forward[*index as usize];
                let (behind, ahead) = if sign > 0 { (from, customer) } else { (customer, from) };
                let present = moves
                    .iter()
                    .rev()
                    .find(|known| known.0 == ahead)
                    .map_or(layer[ahead as usize], |known| known.1);
                if behind != pushed || sign * (present - at) >= 1 {
                    continue;
                }
                if ahead == fixed || moves.len() >= LARGEST_PUSH {
                    return None;
                }
                moves.push((ahead, at + sign));
            }
        }
        let mut last: Vec<(u32, i64)> = Vec::with_capacity(moves.len());
        for known in moves.iter().rev() {
            if !last.iter().any(|other| other.0 == known.0) {
                last.push(*known);
            }
        }
        last.sort_unstable();
        let change = self.cost_change(&last, layer);
        Some((last, change))
    }

    /// By how much the cost of all links changes with these moves, which are sorted by node.
    fn cost_change(&self, moves: &[(u32, i64)], layer: &[i64]) -> f32 {
        let moved =
            |node: u32| moves.binary_search_by_key(&node, |known| known.0).ok().map(|index| moves[index].1);
        let mut change = 0.0;
        for (node, _) in moves {
            for index in self.skeleton.links_of.of(*node) {
                let link = &self.skeleton.links[*index as usize];
                let other = Skeleton::other_end(link, *node);
                if moved(other).is_some() && other < *node {
                    continue;
                }
                let at = |node: u32| moved(node).unwrap_or(layer[node as usize]);
                let before = layer[link.customer as usize] - layer[link.supplier as usize];
                let after = at(link.customer) - at(link.supplier);
                change += self.span_cost(link, after, AT_END) - self.span_cost(link, before, AT_END);
            }
        }
        change
    }

    fn hold_ends(&self, layer: &mut [i64]) {
        let others = |end: u32| (0..self.skeleton.count).filter(move |node| *node != end as usize);
        if let Some(far) = self.skeleton.far_end {
            let last = others(far).map(|node| layer[node] + 1).max();
            layer[far as usize] = last.unwrap_or(0).max(layer[far as usize]);
        }
        if let Some(near) = self.skeleton.near_end {
            let first = others(near).map(|node| layer[node] - 1).min();
            layer[near as usize] = first.unwrap_or(0).min(layer[near as usize]);
        }
    }
}

/// The earliest layers that keep every link forward and no node before its level. Kahn's order; O(m).
fn longest_paths(count: usize, forward: &[(u32, u32, f32)], level: &[i64]) -> Vec<i64> {
    let next = Adjacency::new(count, forward.iter().map(|(from, to, _)| (*from, *to)));
    let mut waiting = vec![0_u32; count];
    for (_, to, _) in forward {
        waiting[*to as usize] += 1;
    }
    let mut layer = level.to_vec();
    let mut ready: Vec<u32> = (0..count as u32).filter(|node| waiting[*node as usize] == 0).collect();
    while let Some(node) = ready.pop() {
        for to in next.of(node) {
            layer[*to as usize] = layer[*to as usize].max(layer[node as usize] + 1);
            waiting[*to as usize] -= 1;
            if waiting[*to as usize] == 0 {
                ready.push(*to);
            }
        }
    }
    layer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::request::RankHint;

    fn part(nodes: usize, links: &[(u32, u32)], customers: &[usize]) -> Part {
        let ranks = (0..nodes)
            .map(|node| if customers.contains(&node) { RankHint::ExternalCustomer } else { RankHint::Team });
        Part {
            nodes: (0..nodes as u32).collect(),
            links: links.to_vec(),
            link_indices: (0..links.len() as u32).collect(),
            ranks: ranks.collect(),
            reports: Vec::new(),
        }
    }

    #[test]
    fn rework_is_the_link_that_leads_back() {
        let layers = chain_layers(&part(5, &[(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)], &[4]));
        assert_eq!(layers, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_link_outside_all_loops_runs_forward() {
        // Planning 0, warehouse 1, packing 2, shipping 3, billing 4, shops 5, order desk 6, sales 7.
        let links = [(6, 0), (0, 6), (0, 1), (1, 2), (2, 3), (3, 5), (3, 4), (4, 5), (6, 4), (7, 6), (7, 5)];
        let layers = chain_layers(&part(8, &links, &[5]));
        assert!(layers[2] < layers[3], "packing before shipping: {layers:?}");
        assert_eq!(layers.iter().max(), Some(&layers[5]));
    }
}
