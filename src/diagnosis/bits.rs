//! Sets of a few hundred things, followed through the map at once.

/// How many things are followed at once.
pub(super) const BITS: usize = 256;
/// How many words that takes.
pub(super) const WORDS: usize = BITS / 64;

/// A set of at most [`BITS`] things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(pub(super) [u64; WORDS]);

impl Bits {
    /// Puts one in.
    pub(super) fn set(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// Puts all of `others` in.
    pub(super) fn add(&mut self, others: &Self) {
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word |= other;
        }
    }

    /// Those that are not among `others`.
    pub(super) fn but(mut self, others: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word &= !other;
        }
        self
    }

    /// Those that are among `others`, too.
    pub(super) fn and(mut self, others: &Self) -> Self {
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word &= other;
        }
        self
    }

    /// The first so many.
    pub(super) fn first(count: usize) -> Self {
        let mut first = Self::default();
        (0..count.min(BITS)).for_each(|place| first.set(place));
        first
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Those that are in, ascending.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        places(&self.0)
    }
}

/// The places of the bits that are set, ascending.
pub(super) fn places(row: &[u64]) -> impl Iterator<Item = usize> {
    row.iter().enumerate().flat_map(|(word, bits)| {
        let mut left = *bits;
        std::iter::from_fn(move || {
            let bit = left.trailing_zeros() as usize;
            (left != 0).then(|| {
                left &= left - 1;
                word * 64 + bit
            })
        })
    })
}

/// Whether a place is among those set.
pub(super) fn has(row: &[u64], place: usize) -> bool {
    row[place / 64] & (1 << (place % 64)) != 0
}

/// Rows and columns of a square of bits exchanged; `words` to a row.
pub(super) fn turned_round(rows: &[u64], words: usize) -> Vec<u64> {
    let mut turned = vec![0; rows.len()];
    let count = rows.len().checked_div(words).unwrap_or_default();
    for (word, first) in (0..count).step_by(64).enumerate() {
        for column in 0..words {
            let mut block = [0; 64];
            for (bits, row) in block.iter_mut().zip(first..count) {
                *bits = rows[row * words + column];
            }
            turn_block(&mut block);
            for (bits, row) in block.iter().zip(column * 64..count) {
                turned[row * words + word] = *bits;
            }
        }
    }
    turned
}

/// The same for 64 times 64 bits: Warren, "Hacker's Delight" (2012), section 7-3.
fn turn_block(block: &mut [u64; 64]) {
    let mut width = 32;
    let mut mask = u64::MAX >> 32;
    while width != 0 {
        for upper in (0..64).filter(|row| row & width == 0) {
            let swap = ((block[upper] >> width) ^ block[upper + width]) & mask;
            block[upper] ^= swap << width;
            block[upper + width] ^= swap;
        }
        width /= 2;
        mask ^= mask << width;
    }
}

#[cfg(test)]
mod tests {
    use super::{has, places, turned_round};

    #[test]
    fn rows_become_columns() {
        let (count, words) = (130, 3);
        let mut rows = vec![0; count * words];
        let is_set = |row: usize, column: usize| (row * 7 + column * column).is_multiple_of(5);
        for row in 0..count {
            for column in (0..count).filter(|column| is_set(row, *column)) {
                rows[row * words + column / 64] |= 1 << (column % 64);
            }
        }
        let turned = turned_round(&rows, words);
        for row in 0..count {
            let expected: Vec<usize> = (0..count).filter(|column| is_set(*column, row)).collect();
            let found = &turned[row * words..(row + 1) * words];
            assert_eq!(places(found).collect::<Vec<_>>(), expected);
            assert!((0..count).all(|place| has(found, place) == expected.contains(&place)));
        }
    }
}
