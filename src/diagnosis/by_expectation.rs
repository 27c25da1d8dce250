//! How each expectation of one link fares, beside the facts it was judged by. Copies share both.

use std::sync::Arc;

use litemap::LiteMap;

use crate::model::{Expectation, ExpectationId, Link};

/// Values by expectation, in the order of ids, each beside the facts of the expectation as they were then.
#[derive(Clone, Debug)]
pub struct ByExpectation<T>(Option<Values<T>>);

#[derive(Clone, Debug)]
struct Values<T> {
    facts: Arc<LiteMap<ExpectationId, Expectation>>,
    /// One for each of the facts.
    values: Arc<[T]>,
}

impl<T> ByExpectation<T> {
    /// What `value` says of each expectation of `link`.
    pub(super) fn of(link: &Link, value: impl Fn(&Expectation) -> T) -> Self {
        let facts = link.shared_expectations();
        if facts.is_empty() {
            return Self(None);
        }
        let values = facts.as_slice().iter().map(|(_, facts)| value(facts)).collect();
        Self(Some(Values { facts: Arc::clone(facts), values }))
    }

    /// The value of one expectation; `None` for one that is not on the link.
    #[must_use]
    pub fn get(&self, id: &ExpectationId) -> Option<&T> {
        let Values { facts, values } = self.0.as_ref()?;
        values.get(facts.find_index(id).ok()?)
    }

    /// The expectation at a place in the order of ids: its id, facts and value.
    pub(super) fn at(&self, place: usize) -> Option<(&ExpectationId, &Expectation, &T)> {
        let Values { facts, values } = self.0.as_ref()?;
        let (id, facts) = facts.get_indexed(place)?;
        Some((id, facts, values.get(place)?))
    }

    /// Each expectation with its value, in the order of ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&ExpectationId, &T)> {
        self.0.iter().flat_map(|Values { facts, values }| facts.keys().zip(values.iter()))
    }

    /// The values, in the order of ids.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.0.as_ref().map_or(&[][..], |Values { values, .. }| values).iter()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values().len()
    }

    /// Whether the link has no expectation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Default for ByExpectation<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> PartialEq for ByExpectation<T> {
    /// Whether the same expectations have the same values, whatever their other facts.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: Eq> Eq for ByExpectation<T> {}
