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
        let keys = parties.iter().map(|id| Self::key(id.as_str(), common)).collect();
        Self { common, keys }
    }

    fn key(id: &str, common: usize) -> u64 {
        let mut bytes = [0; 8];
        let rest = id.as_bytes().get(common..).unwrap_or_default();
        for (byte, of_id) in bytes.iter_mut().zip(rest) {
            *byte = *of_id;
        }
        u64::from_be_bytes(bytes)
    }

    /// What [`Self::place_with`] looks an id up by.
    pub(crate) fn key_of(&self, id: &PartyId) -> u64 {
        Self::key(id.as_str(), self.common)
    }

    /// The place of `id` among `parties`, those that this is a lookup among.
    pub(crate) fn place(&self, parties: &[PartyId], id: &PartyId) -> Option<usize> {
        self.place_of(parties, id.as_str())
    }

    /// The same by the text of the id.
    pub(crate) fn place_of(&self, parties: &[PartyId], id: &str) -> Option<usize> {
        self.place_with(Self::key(id, self.common), parties, id)
    }

    /// The same where the key is at hand.
    pub(crate) fn place_with(&self, key: u64, parties: &[PartyId], id: &str) -> Option<usize> {
        let first = self.keys.partition_point(|other| *other < key);
        if parties.get(first).is_some_and(|party| party.as_str() == id) {
            return Some(first);
        }
        let alike = self.keys.get(first..)?.partition_point(|other| *other == key);
        let alike = parties.get(first..first + alike)?;
        let place = alike.binary_search_by(|party| party.as_str().cmp(id)).ok()?;
        Some(first + place)
    }
}

#[cfg(test)]
mod tests {
    use super::PartyLookup;
    use crate::model::PartyId;

    #[test]
    fn every_party_is_found_at_its_place_and_nobody_else() {
        for begins in ["", "team-", "team-with-a-long-name-"] {
            let mut ids: Vec<PartyId> =
                (0..1_000).map(|number| PartyId::new(format!("{begins}{number}"))).collect();
            ids.sort();
            let lookup = PartyLookup::of(&ids);
            for (place, id) in ids.iter().enumerate() {
                assert_eq!(lookup.place(&ids, id), Some(place));
                assert_eq!(lookup.place_of(&ids, id.as_str()), Some(place));
            }
            for other in ["", "tea", "team-1000", "Team-1", "zebra-7"] {
                assert_eq!(lookup.place_of(&ids, other), None, "{begins} {other}");
            }
        }
        assert_eq!(PartyLookup::of(&[]).place_of(&[], "team-1"), None);
    }
}
