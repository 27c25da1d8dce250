//! Roots, groups, symptoms, suspects and the fix list: worked examples, and the twin over random maps.

use proptest::prelude::*;
use throughline::diagnosis::{FixKind, LinkRole};

use super::build::{Map, at, ids, links};
use super::random::plan;
use super::twin;

fn roots(map: &Map) -> Vec<String> {
    let diagnosis = map.diagnose();
    let is_root = |role: &LinkRole| matches!(role, LinkRole::Root { .. });
    links(diagnosis.links.iter().filter(|link| is_root(&link.role)).map(|link| link.id()))
}

#[test]
fn a_break_travels_down_to_the_customer_and_stops_at_a_sound_link() {
    let chain = Map::default().broken("records>booking").struggles("booking>desk").broken("desk>*patient");
    assert_eq!(roots(&chain), ["records>booking"]);
    let diagnosis = chain.diagnose();
    let LinkRole::Symptom { likely, explained_by } = &at(&diagnosis, "desk>patient").role else {
        panic!("a symptom")
    };
    assert!(likely);
    assert_eq!(links(explained_by), ["records>booking"]);
    assert_eq!(at(&diagnosis, "desk>patient").never_asked_between, 0);

    let stopped = Map::default().broken("records>booking").works("booking>desk").broken("desk>*patient");
    assert_eq!(roots(&stopped), ["desk>patient", "records>booking"]);
}

#[test]
fn links_that_were_never_asked_make_a_symptom_possible_and_a_root_unseen() {
    let map = Map::of(&["archive>records"])
        .broken("records>booking")
        .link("booking>desk")
        .link("desk>nurse")
        .broken("nurse>*patient");
    let diagnosis = map.diagnose();
    assert_eq!(at(&diagnosis, "records>booking").role, LinkRole::Root { group: 0, unseen: true });
    let symptom = at(&diagnosis, "nurse>patient");
    assert!(matches!(symptom.role, LinkRole::Symptom { likely: false, .. }));
    assert_eq!(symptom.never_asked_between, 2);
    assert_eq!(links(&diagnosis.groups[0].unknown_upstream), ["archive>records"]);
    assert!(diagnosis.groups[0].strained_upstream.is_empty());
}

#[test]
fn where_the_break_goes_round_the_roots_are_one_group() {
    let map = Map::default().broken("a>b").struggles("b>c").broken("c>a").broken("c>*e").struggles("z>a");
    let diagnosis = map.diagnose();
    assert_eq!(diagnosis.groups.len(), 1);
    assert_eq!(links(&diagnosis.groups[0].links), ["a>b", "c>a"]);
    assert_eq!(links(&diagnosis.groups[0].strained_upstream), ["b>c", "z>a"]);
    assert_eq!((diagnosis.counts.roots, diagnosis.counts.root_groups, diagnosis.counts.symptoms), (2, 1, 1));
}

#[test]
fn bad_input_from_outside_is_a_cause_and_has_none() {
    let map = Map::default().broken("a>*e").broken("*e>b").broken("b>a");
    assert_eq!(roots(&map), ["e>b"]);
    let diagnosis = map.diagnose();
    assert!(matches!(at(&diagnosis, "a>e").role, LinkRole::Symptom { .. }));
}

#[test]
fn support_explains_nothing_until_somebody_says_because_of_it() {
    let map = Map::default().broken("it>desk").support("it>desk").broken("desk>*e");
    assert_eq!(roots(&map), ["desk>e", "it>desk"]);
    assert_eq!(roots(&map.because_of("it>desk")), ["it>desk"]);
    // Nor does damage travel over it, and what goes wrong on it may well be explained.
    let over = Map::default().broken("a>it").broken("it>desk").support("it>desk").broken("desk>*e");
    assert_eq!(roots(&over), ["a>it", "desk>e"]);
}

#[test]
fn the_fix_list_goes_by_customers_then_symptoms_then_severity() {
    let map = Map::default()
        .broken("a>b")
        .broken("b>*e")
        .broken("b>*f")
        .broken("c>*e")
        .broken("d>*g")
        .weight("*g", 5.0)
        .struggles("s>t")
        .broken("t>*e");
    let diagnosis = map.diagnose();
    let rows: Vec<_> = diagnosis
        .fixes
        .iter()
        .map(|fix| {
            (fix.kind, links(&fix.links).join(" "), ids(&fix.external_customers).join(" "), fix.explains)
        })
        .collect();
    let row = |kind, links: &str, customers: &str, explains| {
        (kind, links.to_owned(), customers.to_owned(), explains)
    };
    assert_eq!(
        rows,
        [
            row(FixKind::Root, "d>g", "g", 0),
            row(FixKind::Root, "a>b", "e f", 2),
            row(FixKind::Root, "c>e", "e", 0),
            row(FixKind::Root, "t>e", "e", 0),
            row(FixKind::Suspect, "s>t", "e", 1),
            row(FixKind::Suspect, "b>e", "e", 0),
            row(FixKind::Suspect, "b>f", "f", 0),
        ]
    );
    assert_eq!(diagnosis.first_screen.fix_first, [0, 1, 2]);
    assert!(diagnosis.fixes[1].internal && !diagnosis.fixes[0].internal);
    assert_eq!(diagnosis.fixes.iter().map(|fix| fix.complaints).sum::<usize>(), 0);
}

#[test]
fn a_chain_of_a_hundred_thousand_is_judged_without_recursion() {
    use throughline::edit::{Change, Edit, LinkFact, add_link, add_party, apply};
    use throughline::model::{Link, LinkId, Org, Party, PartyId, PartyKind, Verdict, VerdictKey};
    let mut org = Org::default();
    let count = 100_000;
    let id = |place: usize| PartyId::new(format!("p{place:06}"));
    let mut edits = Vec::new();
    for place in 0..count {
        let kind = if place + 1 == count { PartyKind::ExternalCustomer } else { PartyKind::Team };
        edits.extend(add_party(&id(place), &Party { name: format!("P{place}"), kind, ..Party::default() }));
    }
    let key = VerdictKey { day: super::build::day("2026-06-01"), speaker: "Ana".to_owned() };
    for place in 1..count {
        let link = LinkId { supplier: id(place - 1), customer: id(place) };
        edits.extend(add_link(&link, &Link::default()));
        if place % 50 == 0 {
            let change = Change::new(None, Some(Verdict::Broken));
            edits.push(Edit::Link { link, fact: LinkFact::Verdict { key: key.clone(), change } });
        }
    }
    for edit in edits {
        apply(&edit, &mut org).unwrap();
    }
    let diagnosis = throughline::diagnosis::diagnose(&org, super::build::today());
    assert_eq!((diagnosis.counts.roots, diagnosis.counts.symptoms), (1, count / 50 - 2));
    let first = &diagnosis.parties[0];
    assert_eq!(first.distance, Some(99_999));
    assert_eq!(ids(&first.reaches()), ["p099999"]);
    assert_eq!(diagnosis.parties[count - 2].single_point_for().len(), count - 2);
    let last = diagnosis.links.last().unwrap();
    let symptom = &diagnosis.links[99_949];
    assert_eq!((last.id().customer.clone(), symptom.never_asked_between), (id(count - 1), 97_902));
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn roles_are_as_defined(plan in plan()) {
        let map = plan.build(false);
        let diagnosis = map.diagnose();
        let expected = twin::roles(&map.org, &twin::states(&diagnosis));
        prop_assert_eq!(&twin::found_roles(&diagnosis), &expected);
        for (link, role) in &expected {
            if let twin::TwinRole::Symptom { explained_by, .. } = role {
                prop_assert!(!explained_by.is_empty(), "{} has no cause", link);
            }
        }
    }

    #[test]
    fn the_order_of_entry_does_not_show(plan in plan()) {
        prop_assert_eq!(plan.build(false).diagnose(), plan.build(true).diagnose());
    }

    #[test]
    fn suspects_are_as_defined(plan in plan()) {
        use throughline::diagnosis::LinkState;
        let map = plan.build(false);
        let diagnosis = map.diagnose();
        let states = twin::states(&diagnosis);
        let broken: Vec<_> = states.iter().filter(|(_, state)| **state == LinkState::Broken).map(|(link, _)| link).collect();
        let upstream = |first: &_, second: &_| twin::upstream(&map.org, &states, first, second);
        let roles = twin::roles(&map.org, &states);
        let mut expected = Vec::new();
        for (link, state) in &states {
            let behind = broken.iter().filter(|other| upstream(link, other)).count();
            let is_suspect = match state {
                LinkState::Strained => behind > 0 && !broken.iter().any(|other| upstream(other, link)),
                LinkState::Broken => matches!(roles[link], twin::TwinRole::Symptom { .. }),
                _ => false,
            };
            if is_suspect {
                expected.push((std::cmp::Reverse(behind), diagnosis.link(link).unwrap().strength.low, link.clone()));
            }
        }
        expected.sort_by(|left, right| left.partial_cmp(right).unwrap());
        let expected: Vec<_> = expected.into_iter().map(|(behind, _, link)| (vec![link], behind.0)).collect();
        let found: Vec<_> = diagnosis.fixes.iter().filter(|fix| fix.kind == FixKind::Suspect)
            .map(|fix| (fix.links.clone(), fix.explains)).collect();
        prop_assert_eq!(found, expected);
        for fix in &diagnosis.fixes {
            let mut customers = std::collections::BTreeSet::new();
            let mut symptoms = std::collections::BTreeSet::new();
            for link in &fix.links {
                let travels = twin::conducts(&map.org, &states, link) || twin::is_customer(&map.org, &link.supplier) && !twin::is_unconfirmed_support(&map.org, link);
                let reached = twin::reach(&map.org, &link.customer, &|next| travels && twin::conducts(&map.org, &states, next));
                customers.extend(reached.into_iter().filter(|party| twin::is_customer(&map.org, party)));
                symptoms.extend(roles.iter().filter(|(other, role)| matches!(role, twin::TwinRole::Symptom { .. }) && upstream(link, other)).map(|(other, _)| other.clone()));
            }
            if fix.kind == FixKind::Root {
                prop_assert_eq!(fix.explains, symptoms.len());
            }
            prop_assert_eq!(fix.external_customers.to_vec(), customers.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn assuming_is_as_if_the_customer_had_said_it(plan in plan(), choice in 0..30_usize) {
        use throughline::diagnosis::{Assumed, diagnose_assuming};
        let map = plan.build(false);
        let links: Vec<_> = map.org.links().keys().cloned().collect();
        prop_assume!(!links.is_empty());
        let chosen = &links[choice % links.len()];
        for (assumed, state) in [(Assumed::Sound, throughline::diagnosis::LinkState::Sound), (Assumed::Broken, throughline::diagnosis::LinkState::Broken)] {
            let diagnosis = diagnose_assuming(&map.org, super::build::today(), &[(chosen.clone(), assumed)].into());
            let mut states = twin::states(&map.diagnose());
            states.insert(chosen.clone(), state);
            prop_assert_eq!(twin::states(&diagnosis), states.clone());
            prop_assert_eq!(twin::found_roles(&diagnosis), twin::roles(&map.org, &states));
        }
    }
}
