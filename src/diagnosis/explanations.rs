//! Which broken link is upstream of which, as rows of bits, and what changes when some of that is taken away.
//!
//! One row of bits for each broken link: the broken links upstream of it. From these rows alone follow roots, groups and
//! explanations, so that a supposition can be weighed without going through the map again.

use super::causes::Causes;
use super::chain::{Chain, LinkNumber};

/// Rows of bits over the broken links.
#[derive(Clone, Debug)]
pub(super) struct Explanations {
    /// The broken links, ascending; a link's place here is its bit.
    pub(super) broken: Vec<LinkNumber>,
    words: usize,
    /// Row by row: the broken links upstream, itself left out.
    upstream: Vec<u64>,
    /// The roots.
    roots: Vec<u64>,
}

/// How much changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Broken links whose role or explanation changes.
    pub(super) changed: usize,
    /// Roots that no longer explain something that they explained.
    pub(super) causes_cleared: usize,
    /// What it cost, in words of bits looked at.
    pub(super) work: usize,
}

/// Rows that are other than they were.
#[derive(Clone, Debug)]
pub(super) struct Supposed {
    /// Which rows, unordered, each once.
    rows: Vec<usize>,
    is_touched: Vec<bool>,
    /// All rows, of which only the touched are valid.
    upstream: Vec<u64>,
    /// Those that are upstream of less than before.
    lost: Vec<u64>,
}

impl Explanations {
    /// How many words the rows of `broken` links take.
    pub(super) fn words_for(broken: usize) -> usize {
        broken.saturating_mul(broken.div_ceil(64))
    }

    /// Who is upstream of whom among `broken`. O((parties + links + broken) x broken / 64).
    pub(super) fn of(chain: &Chain, causes: &Causes, broken: Vec<LinkNumber>) -> Self {
        let words = broken.len().div_ceil(64);
        let mut explanations = Self { words, upstream: Vec::new(), roots: vec![0; words], broken };
        explanations.upstream = explanations.rows_of(chain, causes);
        for (place, link) in explanations.broken.iter().enumerate() {
            if causes.is_root(*link) {
                explanations.roots[place / 64] |= 1 << (place % 64);
            }
        }
        explanations
    }

    /// The rows that the conducting graph of `causes` gives.
    fn rows_of(&self, chain: &Chain, causes: &Causes) -> Vec<u64> {
        let components = &causes.components;
        let mut rows = vec![0; self.broken.len() * self.words];
        let mut seen = vec![0_u64; components.count as usize];
        for (word, sources) in self.broken.chunks(64).enumerate() {
            let starts: Vec<u32> =
                sources.iter().map(|link| components.of_party(chain.customer_of(*link))).collect();
            components.mark_upstream(&starts, &mut seen);
            let spreading = (0..sources.len())
                .filter(|bit| causes.spreads[sources[*bit] as usize])
                .fold(0, |bits, bit| bits | 1_u64 << bit);
            for (place, link) in self.broken.iter().enumerate().filter(|(_, link)| chain.carries(**link)) {
                let home = components.of_party(chain.supplier_of(*link));
                let mut bits = seen[home as usize] & spreading;
                if place / 64 == word {
                    bits &= !(1 << (place % 64));
                }
                rows[place * self.words + word] = bits;
            }
        }
        rows
    }

    fn row<'rows>(&self, rows: &'rows [u64], place: usize) -> &'rows [u64] {
        &rows[place * self.words..(place + 1) * self.words]
    }

    fn is_root(&self, place: usize) -> bool {
        has(&self.roots, place)
    }

    /// Nothing supposed yet.
    pub(super) fn supposed(&self) -> Supposed {
        Supposed {
            rows: Vec::new(),
            is_touched: vec![false; self.broken.len()],
            upstream: self.upstream.clone(),
            lost: vec![0; self.words],
        }
    }

    /// Supposes that none of `sources` (a row of bits) is upstream of the broken link at `place` any more.
    pub(super) fn take_away(&self, supposed: &mut Supposed, place: usize, sources: &[u64]) {
        let range = place * self.words..(place + 1) * self.words;
        let mut is_less = false;
        let words = supposed.upstream[range].iter_mut().zip(sources).zip(supposed.lost.iter_mut());
        for ((bits, source), lost) in words {
            let gone = *bits & source;
            is_less |= gone != 0;
            *bits &= !source;
            *lost |= gone;
        }
        if is_less && !supposed.is_touched[place] {
            supposed.is_touched[place] = true;
            supposed.rows.push(place);
        }
    }

    /// Puts back what was supposed.
    pub(super) fn restore(&self, supposed: &mut Supposed) {
        for place in std::mem::take(&mut supposed.rows) {
            supposed.is_touched[place] = false;
            let range = place * self.words..(place + 1) * self.words;
            supposed.upstream[range.clone()].copy_from_slice(&self.upstream[range]);
        }
        supposed.lost.fill(0);
    }

    /// What is other than before.
    pub(super) fn difference(&self, supposed: &Supposed) -> Difference {
        let mut difference = Difference::default();
        if supposed.rows.is_empty() {
            return difference;
        }
        let (roots, turned) = self.roots_supposed(supposed, &mut difference);
        let mut cleared = vec![0; self.words];
        let is_any_turned = turned.iter().any(|bits| *bits != 0);
        let everything = 0..self.broken.len();
        let concerned: Vec<usize> = if is_any_turned { everything.collect() } else { supposed.rows.clone() };
        for place in concerned {
            let before = self.row(&self.upstream, place);
            difference.work += self.words;
            let is_concerned = supposed.is_touched[place]
                || has(&turned, place)
                || before.iter().zip(&turned).any(|(bits, turned)| bits & turned != 0);
            if is_concerned && self.is_other(supposed, place, &roots, &mut cleared) {
                difference.changed += 1;
            }
        }
        difference.causes_cleared = cleared.iter().map(|bits: &u64| bits.count_ones() as usize).sum();
        difference
    }

    /// The roots as supposed, and which broken links turned into one or ceased to be one.
    fn roots_supposed(&self, supposed: &Supposed, difference: &mut Difference) -> (Vec<u64>, Vec<u64>) {
        let mut roots = self.roots.clone();
        let mut turned = vec![0; self.words];
        for place in 0..self.broken.len() {
            // Only one that lost something upstream, or that something lost, can turn.
            if !supposed.is_touched[place] && !has(&supposed.lost, place) {
                continue;
            }
            let row = self.row(&supposed.upstream, place);
            let is_mutual = |other: usize| has(self.row(&supposed.upstream, other), place);
            let is_root = bits_of(row).all(|other| {
                difference.work += 1;
                is_mutual(other)
            });
            if is_root != self.is_root(place) {
                turned[place / 64] |= 1 << (place % 64);
                roots[place / 64] ^= 1 << (place % 64);
            }
        }
        (roots, turned)
    }

    /// Whether role or explanation of the broken link at `place` is other than before. Adds to `cleared` the roots that no
    /// longer explain it.
    fn is_other(&self, supposed: &Supposed, place: usize, roots: &[u64], cleared: &mut [u64]) -> bool {
        let before = self.row(&self.upstream, place);
        let after = self.row(&supposed.upstream, place);
        let was_root = self.is_root(place);
        let is_root = has(roots, place);
        if was_root && is_root {
            return false;
        }
        let mut is_other = was_root != is_root;
        for word in 0..self.words {
            let explained_before = if was_root { 0 } else { before[word] & self.roots[word] };
            let explained_after = if is_root { 0 } else { after[word] & roots[word] };
            is_other |= explained_before != explained_after;
            cleared[word] |= explained_before & !explained_after;
        }
        is_other
    }
}

fn has(bits: &[u64], place: usize) -> bool {
    bits[place / 64] & (1 << (place % 64)) != 0
}

/// The places of the bits that are set, ascending.
pub(super) fn bits_of(row: &[u64]) -> impl Iterator<Item = usize> {
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
