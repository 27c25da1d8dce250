//! What is no longer upstream of whom when one link stops conducting.
//!
//! Between two regions, the row of the one where the link ends is put together anew from the other links that enter it; where
//! something is lost, the same goes on downstream. Within a region that is entered at one party, those that depend on the link's
//! customer lose everything, if the link is the only one that leads there. Within one where damage goes round, see
//! [`super::apart`].
//!
//! Whatever is lost anywhere was lost where the link ends, so that further on only those parts of a row are looked at in which
//! something was lost there.

use std::ops::Range;

use super::apart::Parted;
use super::bits::Bits;
use super::chain::{LinkNumber, NONE, number};
use super::judged::JudgedChain;
use super::strong_bridges::StrongBridges;
use super::upstream_rows::UpstreamRows;

/// Looks at one link after the other, on one judged map.
pub(super) struct Without<'rows> {
    judged: &'rows JudgedChain,
    rows: &'rows UpstreamRows,
    bridges: &'rows StrongBridges,
    /// Part by part, and in it row by row: what is left. In the parts that are not looked at, all.
    left: Vec<Bits>,
    /// The rows that lose something.
    losing: Vec<u32>,
    /// The row that no longer holds for all of its region; [`NONE`] if it does everywhere.
    apart: u32,
    /// By place of the parties of that region: what is lost.
    lost_at: Vec<Bits>,
    /// The places that lose something.
    losing_places: Vec<u32>,
    /// By row, as bits: whether it is to be put together anew.
    waiting: Vec<u64>,
    /// The same: whether it loses something straight from the region that fell apart.
    beside: Vec<u64>,
    /// Steps, all in all: rows added to another, links walked.
    pub(super) work: usize,
}

/// A link that no longer conducts.
pub(super) struct Cut {
    link: LinkNumber,
    /// The row where it ends.
    row: u32,
    beginning: Beginning,
}

/// Where the loss begins.
enum Beginning {
    /// All of a region.
    Region,
    /// These places, which lose everything.
    Places(Range<u32>),
    /// These places.
    Parted(Parted),
}

impl<'rows> Without<'rows> {
    /// Ready to look at links.
    pub(super) fn new(
        judged: &'rows JudgedChain,
        rows: &'rows UpstreamRows,
        bridges: &'rows StrongBridges,
    ) -> Self {
        Self {
            judged,
            rows,
            bridges,
            left: rows.all().to_vec(),
            losing: Vec::new(),
            apart: NONE,
            lost_at: vec![Bits::default(); rows.regions.places()],
            losing_places: Vec::new(),
            waiting: vec![0; rows.regions.count().div_ceil(64)],
            beside: vec![0; rows.regions.count().div_ceil(64)],
            work: 0,
        }
    }

    /// Supposes that `link` no longer conducts; `None` where nothing is lost by that.
    pub(super) fn cut(&mut self, link: LinkNumber) -> Option<Cut> {
        let (chain, regions) = (&self.judged.chain, &self.rows.regions);
        let start = regions.row_of(chain.supplier_of(link));
        let row = regions.row_of(chain.customer_of(link));
        if start == NONE || row == NONE {
            return None;
        }
        let beginning = self.beginning(link, start, row)?;
        Some(Cut { link, row, beginning })
    }

    /// Calls `lose` with each broken link (its place among the broken) upstream of which something in `part` is lost that is among
    /// those `wanted`, and what that is.
    pub(super) fn each_loss(
        &mut self,
        cut: &mut Cut,
        part: usize,
        wanted: &Bits,
        lose: impl FnMut(usize, &Bits),
    ) {
        let lost = self.lost_where_it_ends(cut, part).and(wanted);
        if !lost.is_empty() {
            self.begin(cut, part, &lost);
            self.go_downstream(cut.row, part, &lost);
            self.tell(part, lose);
            self.clear(part);
        }
    }

    /// Where the loss begins, if `link` may matter: it leads from the row `start` to `row`.
    fn beginning(&mut self, link: LinkNumber, start: u32, row: u32) -> Option<Beginning> {
        let (chain, regions) = (&self.judged.chain, &self.rows.regions);
        let customer = chain.customer_of(link);
        if start != row {
            return Some(Beginning::Region);
        }
        if !regions.goes_round(row) {
            let leads_there = |other: &&LinkNumber| {
                self.judged.causes.conducts[**other as usize]
                    && regions.row_of(chain.supplier_of(**other)) != NONE
            };
            let is_only_way = chain.incoming.of(customer).iter().filter(leads_there).count() == 1;
            return is_only_way.then(|| Beginning::Places(regions.dependents_of(customer)));
        }
        let parted = Parted::of(self.judged, self.rows, self.bridges, (link, row), &mut self.work);
        parted.map(Beginning::Parted)
    }

    /// What is lost in a part where the link ends.
    fn lost_where_it_ends(&mut self, cut: &mut Cut, part: usize) -> Bits {
        let (bits, row) = (self.rows.part(part), cut.row);
        let left = match &mut cut.beginning {
            Beginning::Region => {
                let entering = self.rows.entering.of(row).iter().zip(self.rows.before.of(row));
                let others = entering.filter(|(other, _)| **other != cut.link);
                self.together(row, part, others.map(|(_, start)| bits[*start as usize]))
            }
            Beginning::Places(_) => Bits::default(),
            Beginning::Parted(parted) => {
                parted.find(self.judged, self.rows, part, &mut self.work);
                parted.left_at_end()
            }
        };
        self.work += self.rows.before.of(row).len();
        bits[row as usize].but(&left)
    }

    /// Notes what is lost in a part where the loss begins, `lost` of it where the link ends.
    fn begin(&mut self, cut: &Cut, part: usize, lost: &Bits) {
        let row = cut.row;
        match &cut.beginning {
            Beginning::Region => {
                let count = self.rows.regions.count();
                let left = &mut self.left[part * count + row as usize];
                *left = left.but(lost);
                self.note(row);
            }
            Beginning::Places(places) => {
                self.apart = row;
                places.clone().for_each(|place| self.note_at(place, *lost));
                wait_for(&mut self.beside, self.rows.after(places.clone()));
            }
            Beginning::Parted(parted) => {
                self.apart = row;
                let before = self.rows.part(part)[row as usize];
                for (place, left) in parted.each() {
                    let lost_here = before.but(left).and(lost);
                    if !lost_here.is_empty() {
                        self.note_at(place, lost_here);
                        wait_for(&mut self.beside, self.rows.after(place..place + 1));
                    }
                }
            }
        }
    }

    fn note(&mut self, row: u32) {
        self.losing.push(row);
        wait_for(&mut self.waiting, self.rows.next(row));
    }

    fn note_at(&mut self, place: u32, lost: Bits) {
        self.lost_at[place as usize] = lost;
        self.losing_places.push(place);
    }

    /// Puts rows after `first` together anew, each after all that lead to it, as long as something of what is `lost` is lost there.
    fn go_downstream(&mut self, first: u32, part: usize, lost: &Bits) {
        let (before, own) = (self.rows.part(part), self.rows.own(part));
        let first_of_part = part * before.len();
        for word in first as usize / 64..self.waiting.len() {
            let beside = std::mem::take(&mut self.beside[word]);
            self.waiting[word] |= beside;
            while self.waiting[word] != 0 {
                let bit = self.waiting[word].trailing_zeros();
                let row = number(word * 64) + bit;
                self.waiting[word] &= self.waiting[word] - 1;
                let starts = self.rows.before.of(row);
                self.work += starts.len();
                let now = &self.left[first_of_part..first_of_part + before.len()];
                let mut left = own[row as usize];
                starts.iter().for_each(|start| left.add(&now[*start as usize]));
                if beside & 1 << bit != 0 {
                    left = self.left_beside(row, part);
                }
                let lost_here = lost.and(&before[row as usize]).but(&left);
                if !lost_here.is_empty() {
                    self.left[first_of_part + row as usize] = before[row as usize].but(&lost_here);
                    self.note(row);
                }
            }
        }
    }

    /// What is left of a row that the region that fell apart leads to: not all of it keeps what was upstream of all.
    fn left_beside(&self, row: u32, part: usize) -> Bits {
        let starts = self.rows.before.of(row);
        let now = &self.left[part * self.rows.regions.count()..];
        let entering = starts.iter().zip(self.rows.entering.of(row));
        let left = entering.map(|(start, link)| {
            let now = now[*start as usize];
            let place = self.rows.regions.place_of(self.judged.chain.supplier_of(*link));
            if *start == self.apart { now.but(&self.lost_at[place as usize]) } else { now }
        });
        self.together(row, part, left)
    }

    /// What begins in a row, and what enters it.
    fn together(&self, row: u32, part: usize, entering: impl Iterator<Item = Bits>) -> Bits {
        let mut all = self.rows.own(part)[row as usize];
        entering.for_each(|more| all.add(&more));
        all
    }

    /// Calls `lose` for every broken link with something lost upstream.
    fn tell(&self, part: usize, mut lose: impl FnMut(usize, &Bits)) {
        let before = self.rows.part(part);
        let left = &self.left[part * before.len()..];
        for row in &self.losing {
            for place in self.rows.targets_of(self.rows.regions.places_of(*row)) {
                lose(*place as usize, &before[*row as usize].but(&left[*row as usize]));
            }
        }
        for place in &self.losing_places {
            for target in self.rows.targets_of(*place..place + 1) {
                lose(*target as usize, &self.lost_at[*place as usize]);
            }
        }
    }

    /// Forgets what was supposed.
    fn clear(&mut self, part: usize) {
        let before = self.rows.part(part);
        let left = &mut self.left[part * before.len()..];
        for row in self.losing.drain(..) {
            left[row as usize] = before[row as usize];
        }
        for place in self.losing_places.drain(..) {
            self.lost_at[place as usize] = Bits::default();
        }
        self.apart = NONE;
    }
}

/// Sets the bits of `rows`.
fn wait_for(waiting: &mut [u64], rows: &[u32]) {
    for row in rows {
        waiting[*row as usize / 64] |= 1 << (row % 64);
    }
}
