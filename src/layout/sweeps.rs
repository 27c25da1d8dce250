//! Barycentre sweeps: each layer is sorted by the mean place of its neighbours in the layer before.
//!
//! Places are divided by the layer's width, so that narrow and wide layers pull alike. Sugiyama, Tagawa, Toda 1981. Deliberately absent:
//! constraints of departments, which are put back afterwards by `Lanes::mend`.

use super::embedding::sort_key;
use super::lanes::Lanes;
use super::proper::Proper;
use super::rows::Rows;

/// Which neighbours a sweep looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// From the near end on, at the layer before.
    Back,
    /// From the far end back, at the layer after.
    Next,
    /// At both, from the near end on.
    Both,
}

/// Buffers of the sweeps.
#[derive(Clone, Debug, Default)]
pub(super) struct Sweeper {
    keys: Vec<u64>,
    before: Vec<u32>,
}

impl Sweeper {
    /// One sweep over all layers. O(E + V log V).
    pub(super) fn sweep(&mut self, proper: &Proper, lanes: &Lanes, rows: &mut Rows, look: Look) {
        let count = proper.layers;
        for step in 0..count {
            let layer = if look == Look::Next { count - 1 - step } else { step };
            self.sort_layer(proper, rows, layer, look);
            lanes.mend(proper, rows, layer);
            rows.number(layer);
        }
    }

    /// Sorts one layer; the caller renumbers it.
    pub(super) fn sort_layer(&mut self, proper: &Proper, rows: &mut Rows, layer: usize, look: Look) {
        let scale = |at: usize| 1.0 / rows.rows.get(at).map_or(1, Vec::len).max(1) as f32;
        let (own_scale, next_scale) = (scale(layer), scale(layer + 1));
        let back_scale = layer.checked_sub(1).map_or(1.0, scale);
        self.keys.clear();
        for (place, vertex) in rows.rows[layer].iter().enumerate() {
            let (mut sum, mut count) = (0.0_f32, 0);
            if look != Look::Next {
                let back = proper.back.of(*vertex);
                sum += back_scale
                    * back.iter().map(|other| rows.place[*other as usize] as f32 + 0.5).sum::<f32>();
                count += back.len();
            }
            if look != Look::Back {
                let next = proper.next.of(*vertex);
                sum += next_scale
                    * next.iter().map(|other| rows.place[*other as usize] as f32 + 0.5).sum::<f32>();
                count += next.len();
            }
            let value = if count == 0 { (place as f32 + 0.5) * own_scale } else { sum / count as f32 };
            self.keys.push(sort_key(value, place));
        }
        self.keys.sort_unstable();
        self.before.clear();
        self.before.extend_from_slice(&rows.rows[layer]);
        for (slot, key) in rows.rows[layer].iter_mut().zip(&self.keys) {
            *slot = self.before[(key & 0xFFFF_FFFF) as usize];
        }
    }
}
