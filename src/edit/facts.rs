//! The vocabulary: one variant for every fact that can change.
//!
//! A plain field changes from one value to another. A member of a set, or an entry of a map, changes by its key, so that two
//! people who add different ratings never touch the same fact. Parties, links and expectations come into being empty and are
//! then filled, and are emptied before they go: so that every edit can be undone from what it says itself.

use std::collections::BTreeMap;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use crate::model::{
    Acceptance, AcceptedFinding, Action, ActionId, CauseVerdict, Complaint, ComplaintId, Cost, Dots,
    Expectation, ExpectationId, ExpectationKind, ExpectationRef, Importance, Link, LinkId, Measurement, Org,
    Parked, ParkedId, Party, PartyId, PartyKind, Period, Pin, Policy, QualityCount, QualityTarget, Quantity,
    Rating, RatingKey, Score, ServiceWindow, Source, Standard, StopId, Verdict, VerdictKey, View, Volume,
    VoteSubject,
};

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// What it was.
    pub before: T,
    /// What it becomes.
    pub after: T,
}

impl<T: Clone> Change<T> {
    /// From `before` to `after`.
    #[must_use]
    pub fn new(before: T, after: T) -> Self {
        Self { before, after }
    }

    /// The way back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// What stands at a fact's place is not what the edit says was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stale;

fn change_field<T: Clone + PartialEq>(field: &mut T, change: &Change<T>) -> Result<(), Stale> {
    if *field != change.before {
        return Err(Stale);
    }
    *field = change.after.clone();
    Ok(())
}

fn change_member<K: Clone + Ord>(
    members: &mut std::collections::BTreeSet<K>,
    key: &K,
    change: &Change<bool>,
) -> Result<(), Stale> {
    if members.contains(key) != change.before {
        return Err(Stale);
    }
    if change.after {
        members.insert(key.clone());
    } else {
        members.remove(key);
    }
    Ok(())
}

fn change_entry<K: Clone + Ord, V: Clone + PartialEq>(
    entries: &mut impl Entries<K, V>,
    key: &K,
    change: &Change<Option<V>>,
) -> Result<(), Stale> {
    if entries.entry_at(key) != change.before.as_ref() {
        return Err(Stale);
    }
    entries.put(key, change.after.clone());
    Ok(())
}

/// Entries by key, however they are kept.
trait Entries<K, V> {
    /// The value there.
    fn entry_at(&self, key: &K) -> Option<&V>;
    /// Puts a value there, or takes it away.
    fn put(&mut self, key: &K, value: Option<V>);
}

macro_rules! entries {
    ($map:ident) => {
        impl<K: Clone + Ord, V> Entries<K, V> for $map<K, V> {
            fn entry_at(&self, key: &K) -> Option<&V> {
                self.get(key)
            }

            fn put(&mut self, key: &K, value: Option<V>) {
                match value {
                    Some(value) => self.insert(key.clone(), value),
                    None => self.remove(key),
                };
            }
        }
    };
}

entries!(BTreeMap);
entries!(LiteMap);

/// Writes the enum of facts of one entity with its inverse, application, comparison and the name of each fact.
macro_rules! facts {
    (
        $(#[$doc:meta])* $name:ident of $entity:ident {
            fields { $( $(#[$fdoc:meta])* $field:ident: $field_name:ident: $field_type:ty = $field_label:literal; )* }
            members { $( $(#[$mdoc:meta])* $member:ident: $member_name:ident: $member_type:ty = $member_label:literal; )* }
            entries { $( $(#[$edoc:meta])* $entry:ident: $entry_name:ident: $entry_key:ty => $entry_type:ty = $entry_label:literal; )* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name {
            $( $(#[$fdoc])* $field(Change<$field_type>), )*
            $( $(#[$mdoc])* $member {
                /// Which member.
                key: $member_type,
                /// Whether it is there.
                change: Change<bool>,
            }, )*
            $( $(#[$edoc])* $entry {
                /// Which entry.
                key: $entry_key,
                /// Its value; `None` where there is none.
                change: Change<Option<$entry_type>>,
            }, )*
        }

        impl $name {
            /// The way back.
            #[must_use]
            pub fn inverted(&self) -> Self {
                match self {
                    $( Self::$field(change) => Self::$field(change.inverted()), )*
                    $( Self::$member { key, change } => Self::$member { key: key.clone(), change: change.inverted() }, )*
                    $( Self::$entry { key, change } => Self::$entry { key: key.clone(), change: change.inverted() }, )*
                }
            }

            /// What the fact is called on the screen.
            #[must_use]
            pub fn label(&self) -> &'static str {
                match self {
                    $( Self::$field(_) => $field_label, )*
                    $( Self::$member { .. } => $member_label, )*
                    $( Self::$entry { .. } => $entry_label, )*
                }
            }

            /// Whether both say something of the same fact.
            #[must_use]
            pub fn same_place(&self, other: &Self) -> bool {
                match (self, other) {
                    $( (Self::$field(_), Self::$field(_)) => true, )*
                    $( (Self::$member { key, .. }, Self::$member { key: other, .. }) => key == other, )*
                    $( (Self::$entry { key, .. }, Self::$entry { key: other, .. }) => key == other, )*
                    _ => false,
                }
            }

            pub(super) fn apply(&self, entity: &mut $entity) -> Result<(), Stale> {
                match self {
                    $( Self::$field(change) => change_field(&mut entity.$field_name, change), )*
                    $( Self::$member { key, change } => change_member(&mut entity.$member_name, key, change), )*
                    $( Self::$entry { key, change } => change_entry(&mut entity.$entry_name, key, change), )*
                }
            }

            /// What leads from `before` to `after`, in the order of the vocabulary.
            pub(super) fn between(before: &$entity, after: &$entity) -> Vec<Self> {
                let mut facts = Vec::new();
                $( if before.$field_name != after.$field_name {
                    facts.push(Self::$field(Change::new(before.$field_name.clone(), after.$field_name.clone())));
                } )*
                $( for key in before.$member_name.symmetric_difference(&after.$member_name) {
                    let there = before.$member_name.contains(key);
                    facts.push(Self::$member { key: key.clone(), change: Change::new(there, !there) });
                } )*
                $(
                    for (key, value) in &before.$entry_name {
                        let after = after.$entry_name.get(key);
                        if after != Some(value) {
                            let change = Change::new(Some(value.clone()), after.cloned());
                            facts.push(Self::$entry { key: key.clone(), change });
                        }
                    }
                    for (key, value) in &after.$entry_name {
                        if !before.$entry_name.contains_key(key) {
                            let change = Change::new(None, Some(value.clone()));
                            facts.push(Self::$entry { key: key.clone(), change });
                        }
                    }
                )*
                facts
            }
        }
    };
}

facts! {
    /// A fact of the organisation as a whole.
    #[expect(clippy::large_enum_variant, reason = "edits are few, and most are read once")]
    OrgFact of Org {
        fields {
            /// Its name.
            Name: name: String = "name of the organisation";
            /// Its service vision.
            ServiceVision: service_vision: String = "service vision";
            /// Whether everybody is on the map.
            MapComplete: map_complete: bool = "map complete";
            /// The thresholds.
            Policy: policy: Policy = "policy";
            /// The order of the stops of the walk.
            WalkOrder: walk_order: Vec<StopId> = "order of the walk";
        }
        members {
            /// A stop that the walk leaves out.
            LeftOut: walk_left_out: StopId = "stop left out of the walk";
        }
        entries {
            /// What an external customer complained of.
            Complaint: complaints: ComplaintId => Complaint = "complaint";
            /// What somebody is to do.
            Action: actions: ActionId => Action = "action";
            /// A finding that somebody has decided to live with.
            Accepted: accepted_findings: String => AcceptedFinding = "accepted finding";
            /// A remark that was put aside.
            Parked: parked: ParkedId => Parked = "parked";
            /// Dots that people gave.
            Vote: votes: VoteSubject => Dots = "dots";
            /// What the speaker noted for a stop of the walk.
            WalkNote: walk_notes: StopId => String = "speaker note";
        }
    }
}

facts! {
    /// A fact of one party.
    PartyFact of Party {
        fields {
            /// Its name.
            Name: name: String = "name";
            /// Which side of the wall.
            Kind: kind: PartyKind = "kind";
            /// Its department.
            Department: department: Option<String> = "department";
            /// Whom it reports to.
            ReportsTo: reports_to: Option<PartyId> = "reports to";
            /// Who leads it.
            Lead: lead: String = "lead";
            /// What it offers.
            Offers: offers: String = "offers";
            /// What it may decide alone.
            MayDecide: may_decide: String = "may decide alone";
            /// Free words.
            Note: note: String = "note";
            /// How much an external customer counts.
            Weight: weight: Option<Quantity> = "weight";
        }
        members {
            /// A need without a supplier.
            OpenNeed: open_needs: String = "open need";
            /// A name in a source file.
            Alias: aliases: String = "alias";
        }
        entries {
            /// A place fixed by hand.
            Pin: pins: View => Pin = "pin";
        }
    }
}

facts! {
    /// A fact of one link.
    LinkFact of Link {
        fields {
            /// Whether it is support.
            Support: support: bool = "support";
            /// Whether breaks further on are because of it.
            BecauseOf: because_of: bool = "because of";
            /// How much goes over.
            Volume: volume: Option<Volume> = "volume";
            /// How long the hand-over waits.
            MeanWaitHours: mean_wait_hours: Option<Quantity> = "mean wait in hours";
            /// What the trouble on it costs.
            Cost: cost: Option<Cost> = "cost";
            /// From where on its quality is not good enough.
            QualityTarget: quality_target: Option<QualityTarget> = "quality target";
            /// Whether a person holds it for the cause.
            CauseVerdict: cause_verdict: Option<CauseVerdict> = "cause";
            /// Free words.
            Note: note: String = "note";
        }
        members {
            /// Something handed over.
            Deliverable: deliverables: String = "deliverable";
            /// A row id in a source file.
            Alias: aliases: String = "alias";
        }
        entries {
            /// The customer's word on the whole link.
            Verdict: verdicts: VerdictKey => Verdict = "verdict";
            /// What was counted right and wrong in a period.
            Quality: quality: Period => QualityCount = "quality";
        }
    }
}

facts! {
    /// A fact of one expectation.
    ExpectationFact of Expectation {
        fields {
            /// Need or want.
            Kind: kind: ExpectationKind = "need or want";
            /// The words.
            Statement: statement: String = "statement";
            /// From 1 to 5.
            Importance: importance: Importance = "importance";
            /// How we know.
            Source: source: Source = "source";
            /// Inside the service window.
            Window: window: ServiceWindow = "service window";
            /// Whether the two sides disagree.
            Disputed: disputed: bool = "disputed";
            /// The deliverable it is about.
            Deliverable: deliverable: String = "deliverable";
            /// What is good enough.
            Standard: standard: Option<Box<Standard>> = "standard";
            /// The level promised.
            Promised: promised: Option<Quantity> = "promised";
            /// Whether the supplier has agreed.
            Acceptance: acceptance: Option<Box<Acceptance>> = "agreed";
            /// How the supplier rates itself.
            OwnRating: own_rating: Option<Score> = "own rating";
            /// Free words.
            Note: note: String = "note";
        }
        members {
            /// A row id in a source file.
            Alias: aliases: String = "alias";
            /// What it cannot be met together with.
            Conflict: conflicts: ExpectationRef = "in conflict with";
        }
        entries {
            /// What was measured in a period.
            Measurement: measurements: Period => Measurement = "measurement";
            /// What a rater said on a day.
            Rating: ratings: RatingKey => Rating = "rating";
        }
    }
}

/// One reversible fact about an organisation.
#[expect(clippy::large_enum_variant, reason = "edits are few, and most are read once")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// A fact of the organisation as a whole.
    Org(OrgFact),
    /// Whether a party is on the map. It comes and goes empty.
    PartyExists {
        /// Which party.
        party: PartyId,
        /// Whether it is there.
        change: Change<bool>,
    },
    /// A fact of a party.
    Party {
        /// Which party.
        party: PartyId,
        /// Which fact.
        fact: PartyFact,
    },
    /// Whether a link is on the map. It comes and goes empty.
    LinkExists {
        /// Which link.
        link: LinkId,
        /// Whether it is there.
        change: Change<bool>,
    },
    /// A fact of a link.
    Link {
        /// Which link.
        link: LinkId,
        /// Which fact.
        fact: LinkFact,
    },
    /// Whether an expectation is on its link. It comes and goes empty.
    ExpectationExists {
        /// On which link.
        link: LinkId,
        /// Which expectation.
        expectation: ExpectationId,
        /// Whether it is there.
        change: Change<bool>,
    },
    /// A fact of an expectation.
    Expectation {
        /// On which link.
        link: LinkId,
        /// Which expectation.
        expectation: ExpectationId,
        /// Which fact.
        fact: ExpectationFact,
    },
}

impl Edit {
    /// The way back.
    #[must_use]
    pub fn inverted(&self) -> Self {
        match self {
            Self::Org(fact) => Self::Org(fact.inverted()),
            Self::PartyExists { party, change } => {
                Self::PartyExists { party: party.clone(), change: change.inverted() }
            }
            Self::Party { party, fact } => Self::Party { party: party.clone(), fact: fact.inverted() },
            Self::LinkExists { link, change } => {
                Self::LinkExists { link: link.clone(), change: change.inverted() }
            }
            Self::Link { link, fact } => Self::Link { link: link.clone(), fact: fact.inverted() },
            Self::ExpectationExists { link, expectation, change } => Self::ExpectationExists {
                link: link.clone(),
                expectation: expectation.clone(),
                change: change.inverted(),
            },
            Self::Expectation { link, expectation, fact } => Self::Expectation {
                link: link.clone(),
                expectation: expectation.clone(),
                fact: fact.inverted(),
            },
        }
    }
}
