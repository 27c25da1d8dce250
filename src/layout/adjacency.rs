//! Neighbour lists in two flat arrays (compressed sparse rows).
//!
//! Deliberately absent: weights and edge identities; whoever needs them keeps them beside.

/// Neighbours of each of `0..n`, stored back to back.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Adjacency {
    /// The neighbours `to` of each `from`, in the order the pairs come.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (from, _) in pairs.clone() {
            starts[from as usize + 1] += 1;
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let mut free = starts.clone();
        let mut targets = vec![0_u32; starts[count] as usize];
        for (from, to) in pairs {
            let slot = &mut free[from as usize];
            targets[*slot as usize] = to;
            *slot += 1;
        }
        Self { starts, targets }
    }

    /// The neighbours of `node`.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.targets[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }
}
