//! The trace from a complaint, a link or a customer back to its probable causes.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use throughline::diagnosis::{LinkRole, LinkState, TraceStart, trace};
use throughline::edit::{Change, Edit, LinkFact, OrgFact, apply};
use throughline::model::{CauseVerdict, Complaint, ComplaintId, LinkId, PartyId};

use super::build::{Map, day, ids, link, links, today};
use super::random::plan;
use super::twin;

fn complaint(map: Map, id: &str, customer: &str, about: Option<&str>) -> Map {
    let mut map = map;
    let mut complaint = Complaint::of(PartyId::new(customer), day("2026-11-01"), "My papers were not there.");
    complaint.link = about.map(link);
    let fact = OrgFact::Complaint { key: ComplaintId::new(id), change: Change::new(None, Some(complaint)) };
    apply(&Edit::Org(fact), &mut map.org).expect("it is there and fits");
    map
}

fn judged(map: Map, at: &str, confirmed: bool) -> Map {
    let mut map = map;
    let verdict = CauseVerdict { confirmed, by: "Ben".to_owned(), day: day("2026-10-01") };
    let fact = LinkFact::CauseVerdict(Change::new(None, Some(verdict)));
    apply(&Edit::Link { link: link(at), fact }, &mut map.org).expect("it is there and fits");
    map
}

/// Records -> booking is broken; what goes on from there was never asked, or struggles.
fn clinic() -> Map {
    let map = Map::of(&["archive>records", "booking>desk"])
        .broken("records>booking")
        .struggles("desk>nurse")
        .broken("nurse>*patient")
        .works("porter>nurse")
        .broken("lab>porter")
        .broken("desk>*visitor");
    judged(map, "records>booking", true)
}

#[test]
fn a_complaint_leads_back_to_its_cause_step_by_step() {
    let map = complaint(clinic(), "c", "patient", Some("nurse>patient"));
    let found = trace(&map.org, &map.diagnose(), TraceStart::Complaint(ComplaintId::new("c")));
    let steps: Vec<(u32, String, &str)> = found
        .steps
        .iter()
        .map(|step| (step.distance, links([&step.link]).remove(0), step.state.word()))
        .collect();
    let step = |distance, link: &str, word| (distance, link.to_owned(), word);
    assert_eq!(
        steps,
        [
            step(0, "nurse>patient", "broken"),
            step(1, "desk>nurse", "struggles"),
            step(2, "booking>desk", "not asked"),
            step(3, "records>booking", "broken"),
            step(4, "archive>records", "not asked"),
        ]
    );
    assert_eq!(found.steps[0].onward, None);
    assert_eq!(found.steps[3].onward, Some(link("booking>desk")));
    assert_eq!(links(&found.questions), ["booking>desk", "archive>records"]);
    let [root] = found.roots.as_slice() else { panic!("one root: {:?}", found.roots) };
    assert_eq!(
        (links(&root.links), root.distance, root.strength, root.unseen),
        (vec!["records>booking".into()], 3, 1.0, true)
    );
    assert_eq!(ids(&root.also_affected()), ["visitor"]);
    assert_eq!(
        found.sentences(&map.org),
        [
            "Here: what is needed from Nurse does not reach Patient.",
            "1 link back: what is needed from Desk reaches Nurse only with effort.",
            "2 links back: nobody has asked Desk about Booking.",
            "3 links back: what is needed from Records does not reach Booking: a probable cause. Ben says that this is the \
             cause (2026-10-01).",
            "4 links back: nobody has asked Records about Archive.",
            "1 probable cause found; 2 links on the way were never asked.",
            "Probable cause, 3 links back: Records -> Booking. Links behind it were never asked, so it may come from \
             further back. Ben says that this is the cause (2026-10-01). Also affected, tell them first: Visitor.",
            "Ask Desk about Booking.",
            "Ask Records about Archive.",
        ]
    );
    assert_eq!(found.heading(&map.org), "Patient said on 2026-11-01: \"My papers were not there.\"");
}

#[test]
fn a_complaint_without_a_link_starts_at_all_that_fails_its_customer() {
    let map = Map::default().broken("a>*e").works("b>*e").struggles("c>*e").link("d>*e").broken("x>*f");
    for about in [None, Some("gone>e")] {
        let map = complaint(map.clone(), "c", "e", about);
        let found = trace(&map.org, &map.diagnose(), TraceStart::Complaint(ComplaintId::new("c")));
        let starts: Vec<&LinkId> = found.steps.iter().map(|step| &step.link).collect();
        assert_eq!(links(starts), ["a>e", "c>e", "d>e"]);
        assert!(found.steps.iter().all(|step| step.distance == 0 && step.onward.is_none()));
    }
    let customer = trace(&map.org, &map.diagnose(), TraceStart::Customer(PartyId::new("e")));
    assert_eq!(customer.steps.len(), 3);
}

#[test]
fn what_is_not_there_or_works_gives_no_step() {
    let map = Map::default().works("a>*e").broken("b>a");
    let diagnosis = map.diagnose();
    for start in [
        TraceStart::Complaint(ComplaintId::new("nothing")),
        TraceStart::Link(link("a>nobody")),
        TraceStart::Customer(PartyId::new("nobody")),
        TraceStart::Customer(PartyId::new("e")),
    ] {
        let found = trace(&map.org, &diagnosis, start.clone());
        assert!(found.steps.is_empty() && found.roots.is_empty(), "{start:?}");
        assert_eq!(found.sentences(&map.org), ["Nothing that leads here fails or is unknown."]);
    }
    // A link is followed back whatever its customer says of it.
    let link = trace(&map.org, &diagnosis, TraceStart::Link(link("a>e")));
    assert_eq!(links(link.steps.iter().map(|step| &step.link)), ["a>e", "b>a"]);
    assert_eq!(link.roots.len(), 1);
}

#[test]
fn roots_come_by_distance_then_strength() {
    let map = Map::default()
        .broken("far>mid")
        .struggles("mid>a")
        .broken("near>a")
        .expect("nearer>a", "n", &super::build::need("on time"))
        .broken("a>*e")
        .broken("weak>a");
    let diagnosis = map.diagnose();
    let found = trace(&map.org, &diagnosis, TraceStart::Link(link("a>e")));
    let roots: Vec<(u32, String)> =
        found.roots.iter().map(|root| (root.distance, links(&root.links).join(" "))).collect();
    let root = |distance, link: &str| (distance, link.to_owned());
    assert_eq!(roots, [root(1, "near>a"), root(1, "weak>a"), root(2, "far>mid")]);
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn a_trace_is_what_is_upstream(plan in plan(), pick in any::<prop::sample::Index>(), from_customer in any::<bool>()) {
        let map = plan.build(false);
        let (org, diagnosis) = (&map.org, map.diagnose());
        let states = twin::states(&diagnosis);
        if states.is_empty() {
            return Ok(());
        }
        let picked = pick.get(&states.keys().cloned().collect::<Vec<_>>()).clone();
        let (start, starts): (TraceStart, BTreeSet<LinkId>) = if from_customer {
            let into = states.iter().filter(|(link, state)| link.customer == picked.customer && **state != LinkState::Sound);
            (TraceStart::Customer(picked.customer.clone()), into.map(|(link, _)| link.clone()).collect())
        } else {
            (TraceStart::Link(picked.clone()), BTreeSet::from([picked.clone()]))
        };
        let found = trace(org, &diagnosis, start);
        // Distances by going over all links again until nothing comes nearer.
        let mut nearest: BTreeMap<PartyId, u32> = BTreeMap::new();
        for link in starts.iter().filter(|link| !twin::is_customer(org, &link.supplier)) {
            nearest.insert(link.supplier.clone(), 0);
        }
        loop {
            let before = nearest.clone();
            for link in states.keys().filter(|link| twin::conducts(org, &states, link)) {
                if let Some(ahead) = nearest.get(&link.customer).copied() {
                    let place = nearest.entry(link.supplier.clone()).or_insert(u32::MAX);
                    *place = (*place).min(ahead + 1);
                }
            }
            if nearest == before {
                break;
            }
        }
        let mut expected: BTreeMap<LinkId, u32> = BTreeMap::new();
        for (link, state) in &states {
            let is_upstream = *state != LinkState::Sound && starts.iter().any(|start| twin::upstream(org, &states, link, start));
            if starts.contains(link) {
                expected.insert(link.clone(), 0);
            } else if is_upstream {
                expected.insert(link.clone(), nearest[&link.customer] + 1);
            }
        }
        let steps: BTreeMap<LinkId, u32> = found.steps.iter().map(|step| (step.link.clone(), step.distance)).collect();
        prop_assert_eq!(steps.len(), found.steps.len());
        prop_assert_eq!(&steps, &expected);
        prop_assert!(found.steps.is_sorted_by_key(|step| step.distance));
        for step in &found.steps {
            prop_assert_eq!(step.onward.is_some(), step.distance > 0);
            if let Some(onward) = &step.onward {
                prop_assert_eq!(&onward.supplier, &step.link.customer);
                prop_assert_eq!(steps[onward] + 1, step.distance);
            }
        }
        let asked: BTreeSet<&LinkId> = found.questions.iter().collect();
        let unknown: BTreeSet<&LinkId> = expected.keys().filter(|link| states[*link] == LinkState::Unknown).collect();
        prop_assert_eq!(asked, unknown);
        let roots: BTreeSet<&LinkId> = found.roots.iter().flat_map(|root| &root.links).collect();
        let is_root = |link: &&LinkId| matches!(diagnosis.link(link).expect("it is there and fits").role, LinkRole::Root { .. });
        prop_assert_eq!(&roots, &expected.keys().filter(is_root).collect::<BTreeSet<_>>());
        prop_assert!(found.roots.is_sorted_by(|left, right| (left.distance, left.strength) <= (right.distance, right.strength)));
        for root in &found.roots {
            let nearest = root.links.iter().map(|link| expected[link]).min().expect("it is there and fits");
            prop_assert_eq!(root.distance, nearest);
            let reached = root.links.iter().flat_map(|link| twin::reach(org, &link.customer, &|next| {
                twin::conducts(org, &states, next) && !twin::is_unconfirmed_support(org, link)
            }));
            let is_other = |party: &PartyId| twin::is_customer(org, party) && *party != picked.customer;
            let others: BTreeSet<PartyId> = reached.filter(is_other).collect();
            prop_assert_eq!(root.also_affected(), others.into_iter().collect::<Vec<_>>());
        }
        prop_assert!(!found.sentences(org).is_empty());
        // The order of entry does not show.
        let other = plan.build(true);
        prop_assert_eq!(&trace(&other.org, &other.diagnose(), found.start.clone()), &found);
    }
}

#[test]
fn traces_are_for_the_day_of_their_diagnosis() {
    let map = Map::default().broken("a>*e");
    let before = throughline::diagnosis::diagnose(&map.org, day("2026-05-31"));
    let found = trace(&map.org, &before, TraceStart::Link(link("a>e")));
    assert_eq!(found.steps[0].state, LinkState::Unknown);
    assert!(found.roots.is_empty() && map.diagnose().today == today());
}
