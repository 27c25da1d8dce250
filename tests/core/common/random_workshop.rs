//! Random facts that a workshop leaves behind, for [`super::random_org`].

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, btree_set};
use proptest::option::of;
use proptest::prelude::*;
use throughline::edit::{Change, Edit, OrgFact};
use throughline::model::{ActionId, Dots, Parked, ParkedId, StopId, VoteSubject};

use super::random_org::{day, link_id, record_id, said, subject, text};

fn parked() -> impl Strategy<Value = Parked> {
    (said(), day(), subject(), of(day())).prop_map(|(words, day, about, settled)| Parked {
        words,
        day,
        about,
        settled,
    })
}

fn voted_on() -> impl Strategy<Value = VoteSubject> {
    prop_oneof![
        record_id().prop_map(|id| VoteSubject::Action(ActionId::new(id))),
        link_id().prop_map(VoteSubject::Cause),
        text().prop_map(VoteSubject::Finding),
    ]
}

fn dots() -> impl Strategy<Value = Dots> {
    prop_oneof![4 => 1..40_u32, 1 => Just(u32::MAX)].prop_map(|dots| Dots::new(dots).expect("above zero"))
}

fn stop() -> impl Strategy<Value = StopId> {
    prop_oneof![3 => (0..5_u8).prop_map(|number| StopId::new(format!("stop-{number}"))), 1 => text().prop_map(StopId::new)]
}

pub type Workshop = (
    BTreeMap<String, Parked>,
    BTreeMap<VoteSubject, Dots>,
    (Vec<StopId>, BTreeSet<StopId>, BTreeMap<StopId, String>),
);

/// Some of everything.
pub fn workshop() -> impl Strategy<Value = Workshop> {
    let order =
        btree_set(stop(), 0..4).prop_map(|stops| stops.into_iter().collect::<Vec<_>>()).prop_shuffle();
    let walk = (order, btree_set(stop(), 0..3), btree_map(stop(), text(), 0..3));
    (btree_map(record_id(), parked(), 0..3), btree_map(voted_on(), dots(), 0..4), walk)
}

/// The edits that put it beside a map without any of it.
pub fn edits((parked, votes, (order, left_out, notes)): Workshop) -> Vec<Edit> {
    let mut facts = vec![OrgFact::WalkOrder(Change::new(Vec::new(), order))];
    facts.extend(parked.into_iter().map(|(id, parked)| OrgFact::Parked {
        key: ParkedId::new(id),
        change: Change::new(None, Some(parked)),
    }));
    facts.extend(
        votes.into_iter().map(|(key, dots)| OrgFact::Vote { key, change: Change::new(None, Some(dots)) }),
    );
    facts.extend(left_out.into_iter().map(|key| OrgFact::LeftOut { key, change: Change::new(false, true) }));
    facts.extend(
        notes.into_iter().map(|(key, note)| OrgFact::WalkNote { key, change: Change::new(None, Some(note)) }),
    );
    facts.into_iter().map(Edit::Org).collect()
}
