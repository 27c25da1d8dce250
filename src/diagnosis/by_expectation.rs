//! Something for each expectation of one link: a short sorted list. A map would cost a page of memory a link.
//! Copies share it.

use std::sync::Arc;

use crate::model::ExpectationId;

/// Values by expectation, in the order of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByExpectation<T>(Option<Arc<[(ExpectationId, T)]>>);

impl<T> ByExpectation<T> {
    fn all(&self) -> &[(ExpectationId, T)] {
        self.0.as_deref().unwrap_or_default()
    }

    /// The value of one expectation; `None` for one that is not on the link.
    #[must_use]
    pub fn get(&self, id: &ExpectationId) -> Option<&T> {
        let place = self.all().binary_search_by(|(other, _)| other.cmp(id)).ok()?;
        self.all().get(place).map(|(_, value)| value)
    }

    /// Each expectation with its value, in the order of ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&ExpectationId, &T)> + ExactSizeIterator {
        self.all().iter().map(|(id, value)| (id, value))
    }

    /// The values, in the order of ids.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.all().iter().map(|(_, value)| value)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all().len()
    }

    /// Whether the link has no expectation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all().is_empty()
    }
}

impl<T> Default for ByExpectation<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> FromIterator<(ExpectationId, T)> for ByExpectation<T> {
    /// The ids must come in their order, each once, as a map of the model gives them.
    fn from_iter<I: IntoIterator<Item = (ExpectationId, T)>>(values: I) -> Self {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return Self(None);
        }
        let values: Arc<[(ExpectationId, T)]> = values.collect();
        debug_assert!(values.is_sorted_by(|(left, _), (right, _)| left < right), "ids come in their order");
        Self(Some(values))
    }
}
