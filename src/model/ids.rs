//! Names that stay: what a party, a link and an expectation are called in files, edits and findings.
//!
//! Ids are made from content, so the same team typed in two files is the same team; a rename keeps the id. They are cheap to
//! clone. Nothing here decides which ids are free: that is the organisation's business.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The id part of `text`: NFKC, lower case, Unicode letters and digits kept, every other run one `-`, none at the ends.
///
/// Empty when `text` has neither letter nor digit.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfkc().flat_map(char::to_lowercase) {
        let kept = character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character);
        if kept {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(character);
        }
        gap = !kept;
    }
    slug
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id with exactly this text.
            #[must_use]
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// The id as it stands in files.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}

text_id! {
    /// Names a party. Never empty in a sound organisation.
    PartyId
}
text_id! {
    /// Names an expectation, uniquely on its link; needs and wants share one space of ids.
    ExpectationId
}

text_id! {
    /// Names a complaint.
    ComplaintId
}
text_id! {
    /// Names an action.
    ActionId
}
text_id! {
    /// Names a remark that was parked.
    ParkedId
}
text_id! {
    /// Names a stop of the walk through the map. Made from what the stop is about, so it stays while the rest of the map changes.
    StopId
}

/// Names a link: who supplies whom.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LinkId {
    /// The giving end.
    pub supplier: PartyId,
    /// The receiving end.
    pub customer: PartyId,
}

impl LinkId {
    /// The link over which `supplier` serves `customer`.
    #[must_use]
    pub fn new(supplier: impl Into<PartyId>, customer: impl Into<PartyId>) -> Self {
        Self { supplier: supplier.into(), customer: customer.into() }
    }
}

/// Points at an expectation from elsewhere. It may have left the map since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ExpectationRef {
    /// On which link.
    pub link: LinkId,
    /// Which one there.
    pub expectation: ExpectationId,
}

impl fmt::Display for ExpectationRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.link, self.expectation)
    }
}

impl fmt::Display for LinkId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} > {}", self.supplier, self.customer)
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_keep_letters_of_every_script_and_fold_the_rest() {
        for (text, expected) in [
            ("Order desk", "order-desk"),
            ("  Research & Development  ", "research-development"),
            ("Ａ１ Ｔｅａｍ", "a1-team"),
            ("采购部", "采购部"),
            ("Équipe Été", "équipe-été"),
            ("हिन्दी टीम", "हिन्दी-टीम"),
            ("--", ""),
            ("", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }
}
