//! Departments as lanes: in every layer the members of a department stand together, and the departments keep one order.
//!
//! Waypoints belong to no lane and may pass through any. Deliberately absent: the outlines; see `areas`.

use super::proper::Proper;
use super::rows::Rows;

/// The lane of each node; nothing to keep apart when empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    /// Lane of each node, in drawing order of the departments; empty = no lanes at all.
    pub(super) of_node: Vec<u32>,
    /// Vertices that keep their order because they stand in the present picture; empty = none.
    pub(super) is_held: Vec<bool>,
}

impl Lanes {
    /// There are none.
    pub(super) fn is_empty(&self) -> bool {
        self.of_node.is_empty()
    }

    /// The vertex keeps its place in the order.
    pub(super) fn holds(&self, vertex: u32) -> bool {
        self.is_held.get(vertex as usize).copied().unwrap_or(false)
    }

    /// All of them keep their places.
    pub(super) fn holds_all(&self, row: &[u32]) -> bool {
        !self.is_held.is_empty() && row.iter().all(|vertex| self.holds(*vertex))
    }

    /// The vertices may not change places in a layer.
    pub(super) fn keep_apart(&self, one: u32, other: u32) -> bool {
        match (self.of_node.get(one as usize), self.of_node.get(other as usize)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }

    /// Puts the nodes of a layer back into lane order; waypoints keep their places.
    pub(super) fn mend(&self, proper: &Proper, rows: &mut Rows, layer: usize) {
        if self.is_empty() {
            return;
        }
        let row = &mut rows.rows[layer];
        let mut nodes: Vec<u32> = row.iter().copied().filter(|vertex| proper.is_node(*vertex)).collect();
        nodes.sort_by_key(|node| self.of_node.get(*node as usize));
        let slots = row.iter_mut().filter(|vertex| proper.is_node(**vertex));
        for (slot, node) in slots.zip(nodes) {
            *slot = node;
        }
    }
}
