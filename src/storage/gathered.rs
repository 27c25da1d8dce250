//! A table while it is read from a file: a plain list for as long as its keys come in order, as they do in every file that this
//! program wrote, and a search tree from the first one on that does not.

use std::collections::BTreeMap;

use litemap::LiteMap;

/// Entries by key, each key once.
#[derive(Debug)]
pub(super) enum Gathered<K, V> {
    /// Every key comes after the one before it.
    InOrder(Vec<(K, V)>),
    /// Some key did not.
    AnyOrder(BTreeMap<K, V>),
}

impl<K: Ord, V> Gathered<K, V> {
    /// An empty one with room for `entries`.
    pub(super) fn with_room(entries: usize) -> Self {
        Self::InOrder(Vec::with_capacity(entries))
    }

    /// Takes an entry in, unless there is one with its key: then gives back the key.
    pub(super) fn add(&mut self, key: K, value: V) -> Option<K> {
        if let Self::InOrder(entries) = self {
            if entries.last().is_none_or(|(last, _)| *last < key) {
                entries.push((key, value));
                return None;
            }
            let mut tree = BTreeMap::new();
            for (key, value) in std::mem::take(entries) {
                tree.insert(key, value);
            }
            *self = Self::AnyOrder(tree);
        }
        let Self::AnyOrder(tree) = self else { return None };
        if tree.contains_key(&key) {
            return Some(key);
        }
        tree.insert(key, value);
        None
    }

    /// The entry with this key.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        match self {
            Self::InOrder(entries) if entries.last().is_none_or(|(last, _)| last < key) => None,
            Self::InOrder(entries) => {
                let place = entries.binary_search_by(|(other, _)| other.cmp(key)).ok()?;
                entries.get(place).map(|(_, value)| value)
            }
            Self::AnyOrder(tree) => tree.get(key),
        }
    }

    /// The entries in the order of their keys.
    pub(super) fn into_sorted(self) -> Vec<(K, V)> {
        match self {
            Self::InOrder(entries) => entries,
            Self::AnyOrder(tree) => tree.into_iter().collect(),
        }
    }

    /// The same, to look up in.
    pub(super) fn into_map(self) -> LiteMap<K, V> {
        LiteMap::from_sorted_store_unchecked(self.into_sorted())
    }
}

#[cfg(test)]
mod tests {
    use super::Gathered;

    #[test]
    fn entries_come_out_sorted_and_a_second_one_is_refused_in_whatever_order_they_come() {
        for order in [[1, 2, 3, 4], [4, 3, 2, 1], [1, 3, 2, 4], [3, 4, 1, 2]] {
            let mut gathered = Gathered::with_room(2);
            for (place, key) in order.into_iter().enumerate() {
                assert_eq!(gathered.add(key, key * 10), None, "{order:?}");
                for earlier in order.into_iter().take(place + 1) {
                    assert_eq!(gathered.get(&earlier), Some(&(earlier * 10)), "{order:?}");
                }
            }
            for key in order {
                assert_eq!(gathered.add(key, 0), Some(key), "{order:?}");
            }
            assert_eq!(gathered.get(&5), None);
            assert_eq!(gathered.into_sorted(), [(1, 10), (2, 20), (3, 30), (4, 40)], "{order:?}");
        }
    }
}
