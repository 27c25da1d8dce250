//! For every pair of vertices of one layer: how many more crossings one order of the two gives than the other.
//!
//! Deliberately absent: the layers' orders; see `sifting`.

use super::proper::Proper;
use super::rows::Rows;

/// The table of one layer; vertices are numbered by their places in it when the table was made.
#[derive(Clone, Debug, Default)]
pub(super) struct ExcessTable {
    width: usize,
    /// `excess[a * width + b]`: crossings of a and b with a first, less those with b first.
    excess: Vec<i32>,
    running: Vec<i32>,
}

impl ExcessTable {
    /// Fills the table for `layer`, counting lines to both neighbouring layers. O(E * width), in long sequential runs.
    pub(super) fn fill(&mut self, proper: &Proper, rows: &Rows, layer: usize) -> u64 {
        self.width = rows.rows[layer].len();
        self.excess.clear();
        self.excess.resize(self.width * self.width, 0);
        let mut lines = 0;
        if let Some(beside) = layer.checked_sub(1).and_then(|before| rows.rows.get(before)) {
            lines += self.add_lines(rows, beside, |vertex| proper.next.of(vertex));
        }
        if let Some(beside) = rows.rows.get(layer + 1) {
            lines += self.add_lines(rows, beside, |vertex| proper.back.of(vertex));
        }
        lines * self.width as u64
    }

    /// Adds the lines of the vertices beside, which stand in order.
    ///
    /// While the row beside is walked, `running[b]` is the number of b's lines that end before the present place, less those that
    /// end beyond it; summed over the ends of a that is the excess of a over b.
    fn add_lines<'a>(&mut self, rows: &Rows, beside: &[u32], ends: impl Fn(u32) -> &'a [u32]) -> u64 {
        self.running.clear();
        self.running.resize(self.width, 0);
        let mut lines = 0;
        for other in beside {
            for vertex in ends(*other) {
                self.running[rows.place[*vertex as usize] as usize] -= 1;
                lines += 1;
            }
        }
        for other in beside {
            let ends = ends(*other);
            for vertex in ends {
                self.running[rows.place[*vertex as usize] as usize] += 1;
            }
            for vertex in ends {
                let start = rows.place[*vertex as usize] as usize * self.width;
                for (sum, now) in self.excess[start..start + self.width].iter_mut().zip(&self.running) {
                    *sum += now;
                }
            }
            for vertex in ends {
                self.running[rows.place[*vertex as usize] as usize] += 1;
            }
        }
        lines
    }

    /// The row of one vertex: its excess over every other.
    pub(super) fn of(&self, vertex: u32) -> &[i32] {
        let start = vertex as usize * self.width;
        &self.excess[start..start + self.width]
    }
}
