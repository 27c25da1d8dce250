//! Long lists in the answer, made only when somebody asks for them.
//!
//! The roots behind every symptom, the links at the bottleneck of every party: written out, these lists grow with the square of
//! the map. So the answer keeps the judged chain once and each list remembers only what to ask it. Asking walks the chain:
//! O(parties + links) each time; keep what you need again.

use std::fmt;
use std::sync::Arc;

use super::answer::LinkState;
use super::chain::{LinkNumber, PartyNumber};
use super::judged::{JudgedChain, View};
use crate::model::{LinkId, PartyId};

/// What to ask the judged chain for links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LinksAsked {
    /// None.
    #[default]
    Nothing,
    /// The roots upstream of a link.
    RootsUpstream(LinkNumber),
    /// The links upstream of a link that are in a state.
    Upstream(LinkNumber, LinkState),
    /// The links at the bottleneck of a party's best routes.
    Bottleneck(PartyNumber, View),
    /// The weakest links on any route from a party.
    Worst(PartyNumber, View),
}

/// What to ask the judged chain for parties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PartiesAsked {
    /// None.
    #[default]
    Nothing,
    /// The external customers that routes from a party end at.
    Reached(PartyNumber),
    /// The teams that reach the customer only through a party.
    OnlyThrough(PartyNumber),
    /// The external customers that damage on a link may reach.
    Harmed(LinkNumber),
}

macro_rules! list {
    ($(#[$doc:meta])* $name:ident of $id:ident as $singular:literal, asked $asked:ident, with $numbers:ident from $ids:ident) => {
        $(#[$doc])*
        #[derive(Clone, Default)]
        pub struct $name {
            chain: Arc<JudgedChain>,
            asked: $asked,
        }

        impl $name {
            pub(super) fn new(chain: &Arc<JudgedChain>, asked: $asked) -> Self {
                Self { chain: Arc::clone(chain), asked }
            }

            /// Each in turn, sorted by id. Walks the chain first.
            pub fn iter(&self) -> impl ExactSizeIterator<Item = &$id> + DoubleEndedIterator + use<'_> {
                let ids = self.chain.chain.$ids();
                self.chain.$numbers(self.asked).into_iter().map(|number| &ids[number as usize])
            }

            /// All of them, sorted by id.
            #[must_use]
            pub fn to_vec(&self) -> Vec<$id> {
                self.iter().cloned().collect()
            }

            /// How many. Walks the chain.
            #[must_use]
            pub fn len(&self) -> usize {
                self.iter().len()
            }

            /// Whether there is none. Walks the chain.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// The first by id. Walks the chain.
            #[must_use]
            pub fn first(&self) -> Option<&$id> {
                self.iter().next()
            }

            #[doc = concat!("Whether this ", $singular, " is among them. Walks the chain.")]
            #[must_use]
            pub fn contains(&self, id: &$id) -> bool {
                self.iter().any(|other| other == id)
            }
        }

        impl<'list> IntoIterator for &'list $name {
            type Item = &'list $id;
            type IntoIter = std::vec::IntoIter<&'list $id>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter().collect::<Vec<_>>().into_iter()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.debug_list().entries(self.iter().map($id::to_string)).finish()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                (Arc::ptr_eq(&self.chain, &other.chain) && self.asked == other.asked) || self.iter().eq(other.iter())
            }
        }

        impl Eq for $name {}

        impl PartialEq<Vec<$id>> for $name {
            fn eq(&self, other: &Vec<$id>) -> bool {
                self.iter().eq(other.iter())
            }
        }
    };
}

list! {
    /// Links, sorted by id, made when asked for. See the module for why.
    LinkList of LinkId as "link", asked LinksAsked, with links_for from link_ids
}

list! {
    /// Parties, sorted by id, made when asked for. See the module for why.
    PartyList of PartyId as "party", asked PartiesAsked, with parties_for from party_ids
}
