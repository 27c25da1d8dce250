//! Which broken link is upstream of which, as rows of bits, and what changes when some of that is taken away.
//!
//! One row of bits for each broken link: the broken links upstream of it. From these rows alone follow roots, groups and
//! explanations, so that a supposition can be weighed without going through the map again.
//!
//! Nothing changes where nobody loses a root. A symptom that becomes a root loses all the roots that explained it; a root becomes a
//! symptom only when something upstream of it loses it; and as long as neither happens, an explanation changes only by a root
//! that is lost. So who loses which symptoms matters only where somebody may turn: [`Explanations::may_turn`].

use super::bits::{Bits, WORDS, has, places, turned_round};
use super::upstream_rows::UpstreamRows;

/// Rows of bits over the broken links.
#[derive(Clone, Debug)]
pub(super) struct Explanations {
    words: usize,
    /// Row by row, one for each broken link: the broken links upstream, itself left out.
    upstream: Vec<u64>,
    /// The other way round: the broken links downstream.
    downstream: Vec<u64>,
    /// The roots.
    roots: Vec<u64>,
    /// In how many words, from the first, there are roots.
    words_with_roots: usize,
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
    /// Which rows, as bits.
    touched: Vec<u64>,
    /// All rows, of which only the touched are valid.
    upstream: Vec<u64>,
    /// Those that are upstream of fewer symptoms than before.
    lost: Vec<u64>,
    /// Those that are upstream of fewer roots than before.
    lost_by_roots: Vec<u64>,
}

impl Explanations {
    /// Who is upstream of whom among the broken links of `rows`. O(broken x broken / 64).
    pub(super) fn of(rows: &UpstreamRows) -> Self {
        let words = rows.parts * WORDS;
        let mut upstream = vec![0; rows.broken.len() * words];
        for row in 0..rows.count() {
            for place in rows.targets_of(rows.regions.places_of(row)).iter().map(|place| *place as usize) {
                for (part, bits) in upstream[place * words..(place + 1) * words].chunks_mut(WORDS).enumerate()
                {
                    bits.copy_from_slice(&rows.part(part)[row as usize].0);
                }
                upstream[place * words + place / 64] &= !(1 << (place % 64));
            }
        }
        let mut roots = vec![0; words];
        (0..rows.roots).for_each(|place| roots[place / 64] |= 1 << (place % 64));
        let downstream = turned_round(&upstream, words);
        let words_with_roots = rows.roots.div_ceil(64);
        Self { words, upstream, downstream, roots, words_with_roots }
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
            touched: vec![0; self.words],
            upstream: self.upstream.clone(),
            lost: vec![0; self.words],
            lost_by_roots: vec![0; self.words],
        }
    }

    /// Supposes that those `lost`, of the broken links in `part`, are no longer upstream of the one at `place`.
    pub(super) fn lose(&self, supposed: &mut Supposed, place: usize, part: usize, lost: &Bits) {
        let row = &mut supposed.upstream[place * self.words + part * WORDS..];
        let all_lost = if self.is_root(place) { &mut supposed.lost_by_roots } else { &mut supposed.lost };
        let words = row.iter_mut().zip(&mut all_lost[part * WORDS..]).zip(lost.0);
        for ((bits, all_lost), lost) in words {
            *all_lost |= *bits & lost;
            *bits &= !lost;
        }
        supposed.touched[place / 64] |= 1 << (place % 64);
    }

    /// Puts back what was supposed.
    pub(super) fn restore(&self, supposed: &mut Supposed) {
        for place in places(&supposed.touched) {
            let range = place * self.words..(place + 1) * self.words;
            supposed.upstream[range.clone()].copy_from_slice(&self.upstream[range]);
        }
        supposed.touched.fill(0);
        supposed.lost.fill(0);
        supposed.lost_by_roots.fill(0);
    }

    /// Whether a broken link may turn into a root or cease to be one, now that it is known who lost which roots, and nothing else:
    /// a symptom that lost them all, or a root with something upstream that it is no longer upstream of. Adds what it costs to
    /// `work`.
    pub(super) fn may_turn(&self, supposed: &Supposed, work: &mut usize) -> bool {
        let has_no_root = |place: usize| {
            let row = self.row(&supposed.upstream, place);
            row.iter().zip(&self.roots).take(self.words_with_roots).all(|(bits, roots)| bits & roots == 0)
        };
        places(&supposed.touched).any(|place| {
            *work += 1;
            !self.is_root(place) && has_no_root(place)
        }) || places(&supposed.lost).any(|place| !self.is_root_supposed(supposed, place, work))
            || places(&supposed.lost_by_roots).any(|place| !self.is_root_supposed(supposed, place, work))
    }

    /// What is other than before, when it is known who lost which roots and nobody turned into a root or ceased to be one: those
    /// of which one root less explains them.
    pub(super) fn fewer_roots(&self, supposed: &Supposed) -> Difference {
        let symptoms = supposed.touched.iter().zip(&self.roots).map(|(touched, roots)| touched & !roots);
        let count = |bits: u64| bits.count_ones() as usize;
        Difference {
            changed: symptoms.map(count).sum(),
            causes_cleared: supposed.lost.iter().copied().map(count).sum(),
            work: 0,
        }
    }

    /// Whether the broken link at `place` is a root as supposed: all that is upstream of it is also downstream of it.
    fn is_root_supposed(&self, supposed: &Supposed, place: usize, work: &mut usize) -> bool {
        places(self.row(&supposed.upstream, place)).all(|other| {
            *work += 1;
            has(self.row(&supposed.upstream, other), place)
        })
    }

    /// What is other than before.
    pub(super) fn difference(&self, supposed: &Supposed) -> Difference {
        let mut difference = Difference::default();
        let (roots, turned) = self.roots_supposed(supposed, &mut difference.work);
        let mut cleared = vec![0; self.words];
        for place in places(&self.concerned(supposed, &turned)) {
            difference.work += self.words;
            if self.is_other(supposed, place, &roots, &mut cleared) {
                difference.changed += 1;
            }
        }
        difference.causes_cleared = cleared.iter().map(|bits: &u64| bits.count_ones() as usize).sum();
        difference
    }

    /// Those of which role or explanation may be other than before: they lost something, `turned`, or were downstream of one
    /// that did.
    fn concerned(&self, supposed: &Supposed, turned: &[u64]) -> Vec<u64> {
        let mut concerned: Vec<u64> =
            turned.iter().zip(&supposed.touched).map(|(turned, touched)| turned | touched).collect();
        for place in places(turned) {
            for (bits, more) in concerned.iter_mut().zip(self.row(&self.downstream, place)) {
                *bits |= more;
            }
        }
        concerned
    }

    /// The roots as supposed, and which broken links turned into one or ceased to be one.
    fn roots_supposed(&self, supposed: &Supposed, work: &mut usize) -> (Vec<u64>, Vec<u64>) {
        let mut roots = self.roots.clone();
        let mut turned = vec![0; self.words];
        // Only a symptom that lost something upstream, or a root that something lost, can turn.
        for (word, turned) in turned.iter_mut().enumerate() {
            let symptoms = supposed.touched[word] & !self.roots[word];
            let lost = (supposed.lost[word] | supposed.lost_by_roots[word]) & self.roots[word];
            for bit in places(&[symptoms | lost]) {
                let place = word * 64 + bit;
                if self.is_root_supposed(supposed, place, work) != self.is_root(place) {
                    *turned |= 1 << bit;
                    roots[word] ^= 1 << bit;
                }
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
