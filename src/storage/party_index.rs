//! Finding parties by the text of their ids, for the two ends of every link of a file.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

use crate::model::{Party, PartyId};

/// The parties of a file, to be found by id without a copy of the id.
#[derive(Debug)]
pub(super) struct PartyIndex<'org> {
    /// In order.
    ids: Vec<&'org PartyId>,
    /// What each id's text hashes to, and its place among the ids; sorted. Numbers are sooner compared than texts that mostly begin alike.
    by_hash: Vec<(u64, u32)>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl<'org> PartyIndex<'org> {
    /// An index of `parties`. O(n log n).
    pub(super) fn of(parties: &'org BTreeMap<PartyId, Party>) -> Self {
        let ids: Vec<&PartyId> = parties.keys().collect();
        let hashes = ids.iter().map(|id| hash(id.as_str()));
        let mut by_hash: Vec<(u64, u32)> = hashes.zip(0..).collect();
        by_hash.sort_unstable();
        Self { ids, by_hash }
    }

    /// The place among the ids of the one with this text, and the id itself. O(log n).
    pub(super) fn find(&self, text: &str) -> Option<(u32, &'org PartyId)> {
        let hash = hash(text);
        let first = self.by_hash.partition_point(|(other, _)| *other < hash);
        let alike = self.by_hash.get(first..)?.iter().take_while(|(other, _)| *other == hash);
        let mut ids = alike.filter_map(|(_, place)| Some((*place, *self.ids.get(*place as usize)?)));
        ids.find(|(_, id)| id.as_str() == text)
    }

    /// The ids in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'org PartyId> {
        self.ids.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::PartyIndex;
    use crate::model::{Party, PartyId};

    #[test]
    fn every_party_is_found_at_its_place_and_nobody_else() {
        let parties: BTreeMap<PartyId, Party> =
            (0..1_000).map(|number| (PartyId::new(format!("team-{number}")), Party::default())).collect();
        let index = PartyIndex::of(&parties);
        for (place, id) in (0..).zip(parties.keys()) {
            assert_eq!(index.find(id.as_str()), Some((place, id)));
        }
        for other in ["", "team", "team-1000", "Team-1"] {
            assert_eq!(index.find(other), None, "{other}");
        }
        assert_eq!(PartyIndex::of(&BTreeMap::new()).find("team-1"), None);
    }
}
