//! The first order of the layers: a one-dimensional embedding of the whole graph.
//!
//! Each vertex moves towards the mean of all its neighbours, then every layer is spread evenly again; so teams that work together come to
//! lie together before any layer-by-layer sweep begins. Deliberately absent: crossings; nothing is counted here.

use super::proper::Proper;
use super::random::Random;
use super::rows::Rows;

/// Share of the last step that is repeated; speeds the slow waves up (Polyak's heavy ball).
const MOMENTUM: f32 = 0.5;

/// Rows ordered by the embedding that starts from this seed. O(rounds * (E + V log V)).
pub(super) fn embedded_rows(proper: &Proper, seed: u64, smooth: usize, rounds: usize) -> Rows {
    let mut random = Random::new(seed);
    let mut position: Vec<f32> = (0..proper.len()).map(|_| random.fraction() as f32).collect();
    let mut goal = position.clone();
    let mut rows = proper.unordered_rows();
    let mut before = position.clone();
    for _ in 0..smooth {
        for vertex in 0..proper.len() as u32 {
            let (next, back) = (proper.next.of(vertex), proper.back.of(vertex));
            let sum: f32 = next.iter().chain(back).map(|other| position[*other as usize]).sum();
            let count = next.len() + back.len();
            let own = position[vertex as usize];
            let step = if count == 0 { own } else { 0.3 * own + 0.7 * sum / count as f32 };
            goal[vertex as usize] = step + MOMENTUM * (own - before[vertex as usize]);
        }
        std::mem::swap(&mut position, &mut goal);
        std::mem::swap(&mut before, &mut goal);
        spread(&rows, &mut position, &mut before);
    }
    settle(proper, &mut rows, position, rounds)
}

/// Moves and stretches each layer to mean 0.5 and a common variance, that of an even spread.
fn spread(rows: &[Vec<u32>], position: &mut [f32], before: &mut [f32]) {
    for row in rows {
        let width = row.len().max(1) as f32;
        let mean = row.iter().map(|vertex| position[*vertex as usize]).sum::<f32>() / width;
        let variance = row
            .iter()
            .map(|vertex| (position[*vertex as usize] - mean) * (position[*vertex as usize] - mean))
            .sum::<f32>()
            / width;
        let stretch = if variance > 1.0e-12 { (1.0 / 12.0 / variance).sqrt() } else { 1.0 };
        for vertex in row {
            position[*vertex as usize] = 0.5 + (position[*vertex as usize] - mean) * stretch;
            before[*vertex as usize] = 0.5 + (before[*vertex as usize] - mean) * stretch;
        }
    }
}

fn settle(proper: &Proper, rows: &mut Vec<Vec<u32>>, mut position: Vec<f32>, rounds: usize) -> Rows {
    let low = position.iter().copied().fold(f32::INFINITY, f32::min);
    position.iter_mut().for_each(|value| *value -= low);
    let mut keys: Vec<u64> = Vec::new();
    let mut goal = position.clone();
    for round in 0..rounds {
        for vertex in 0..proper.len() as u32 {
            let (next, back) = (proper.next.of(vertex), proper.back.of(vertex));
            let sum: f32 = next.iter().chain(back).map(|other| position[*other as usize]).sum();
            let count = next.len() + back.len();
            let own = position[vertex as usize];
            goal[vertex as usize] =
                if count == 0 || round == 0 { own } else { 0.3 * own + 0.7 * sum / count as f32 };
        }
        for row in rows.iter_mut() {
            sort_by_value(row, &goal, &mut keys);
            let width = row.len() as f32;
            for (place, vertex) in row.iter().enumerate() {
                position[*vertex as usize] = (place as f32 + 0.5) / width;
            }
        }
    }
    Rows::new(std::mem::take(rows), proper.len())
}

/// Sorts the row by value; vertices with equal values keep their order.
pub(super) fn sort_by_value(row: &mut [u32], value: &[f32], keys: &mut Vec<u64>) {
    keys.clear();
    keys.extend(row.iter().enumerate().map(|(place, vertex)| sort_key(value[*vertex as usize], place)));
    keys.sort_unstable();
    let before = row.to_vec();
    for (slot, key) in row.iter_mut().zip(keys.iter()) {
        *slot = before[(key & 0xFFFF_FFFF) as usize];
    }
}

/// A key that sorts by a value of 0.0 or more, then by place.
pub(super) const fn sort_key(value: f32, place: usize) -> u64 {
    ((value.to_bits() as u64) << 32) | place as u64
}
