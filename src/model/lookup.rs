//! Finding parties by id among many, sorted, without comparing whole texts.

use super::PartyId;

/// Eight bytes behind what all ids begin with stand for most of each id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PartyLookup {
    /// How many bytes all ids begin with.
    common: usize,
    /// The next eight bytes of each id, as a number that orders as they do.
    keys: Vec<u64>,
}

impl PartyLookup {
    /// A lookup among `parties`, which are sorted.
    pub(crate) fn of(parties: &[PartyId]) -> Self {
        let common = match (parties.first(), parties.last()) {
            // What the first and the last of a sorted list begin with, all between begin with.
            (Some(first), Some(last)) => {
                let pairs = first.as_str().bytes().zip(last.as_str().bytes());
                pairs.take_while(|(left, right)| left == right).count()
            }
            _ => 0,
        };
        let keys = parties.iter().map(|id| Self::key(id, common)).collect();
        Self { common, keys }
    }

    fn key(id: &PartyId, common: usize) -> u64 {
        let mut bytes = [0; 8];
        let rest = id.as_str().as_bytes().get(common..).unwrap_or_default();
        for (byte, of_id) in bytes.iter_mut().zip(rest) {
            *byte = *of_id;
        }
        u64::from_be_bytes(bytes)
    }

    /// The place of `id` among `parties`, those that this is a lookup among.
    pub(crate) fn place(&self, parties: &[PartyId], id: &PartyId) -> Option<usize> {
        let key = Self::key(id, self.common);
        let first = self.keys.partition_point(|other| *other < key);
        if parties.get(first) == Some(id) {
            return Some(first);
        }
        let alike = self.keys.get(first..)?.partition_point(|other| *other == key);
        let place = parties.get(first..first + alike)?.binary_search(id).ok()?;
        Some(first + place)
    }
}
