//! Suppositions: what differs, what may be expected of symptoms, what is kept, and which fixes help most together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::Config;
use throughline::diagnosis::{
    Assumed, Diagnosis, Difference, Kept, LinkRole, LinkState, MOST_CANDIDATES, Outcome, Scenario,
    best_together, compare, kept_as, side_by_side, what_if,
};
use throughline::edit::{Change, Edit, OrgFact, add_link, add_party, apply, remove_link};
use throughline::model::{
    Action, ActionId, ActionStatus, ActionSubject, Link, LinkId, Org, Party, PartyId, PartyKind, Quantity,
};

use super::build::{Map, link, links};
use super::random::plan;
use super::twin;

fn assuming(assumptions: &[(&str, Assumed)]) -> Scenario {
    let assumptions = assumptions.iter().map(|(at, assumed)| (link(at), *assumed)).collect();
    Scenario { name: "Try".to_owned(), assumptions, edits: Vec::new() }
}

fn outcome(map: &Map, scenario: &Scenario) -> Outcome {
    what_if(&map.org, &map.diagnose(), scenario).expect("it is there and fits")
}

/// A break that goes on to two customers, one of them past a link that was never asked.
fn spread() -> Map {
    Map::default().broken("a>b").broken("b>*e").broken("x>*e").link("b>c").broken("c>*f").works("y>*f")
}

#[test]
fn mending_a_cause_repairs_its_link_alone_and_says_what_may_be_expected() {
    let map = spread();
    let found = outcome(&map, &assuming(&[("a>b", Assumed::Sound)]));
    let difference = &found.difference;
    assert_eq!((links(&difference.broken_gone), &difference.broken_new), (vec!["a>b".into()], &Vec::new()));
    assert_eq!((links(&difference.roots_gone), &difference.roots_new), (vec!["a>b".into()], &Vec::new()));
    assert_eq!(links(&difference.symptoms_unexplained), ["b>e", "c>f"]);
    assert!(difference.symptoms_gone.is_empty() && difference.symptoms_new.is_empty());
    assert_eq!(
        (found.still_recorded(), links(&found.expected_to_clear), links(&found.may_clear)),
        (3, vec!["b>e".into()], vec!["c>f".into()])
    );
    assert_eq!(found.still_to_mend(), (1, 0), "x>e alone: what clears with its cause is counted apart");
    assert_eq!(
        found.sentences(&map.org),
        [
            "E: 2 services fail now, 2 afterwards as recorded; 1 of these can be expected to clear.",
            "F: 1 service fails now, 1 afterwards as recorded; 1 may clear.",
            "3 broken links remain as recorded; 1 of them has no cause left upstream and can be expected to clear: ask again.",
            "1 more may clear: links between were never asked.",
        ]
    );
    let gone: Vec<&str> = difference.findings_gone.iter().map(|finding| finding.rule).collect();
    assert!(gone.contains(&"blocked"), "{gone:?}");
}

#[test]
fn a_second_cause_upstream_keeps_a_symptom() {
    let map = Map::default().broken("a>c").broken("b>c").broken("c>*e");
    let one = outcome(&map, &assuming(&[("a>c", Assumed::Sound)]));
    assert_eq!((one.still_recorded(), one.expected_to_clear), (2, vec![]));
    let both = outcome(&map, &assuming(&[("a>c", Assumed::Sound), ("b>c", Assumed::Sound)]));
    assert_eq!((both.still_recorded(), links(&both.expected_to_clear)), (1, vec!["c>e".into()]));
    // Nor is it expected of what a supposed break lies upstream of, even if that break now has a symptom upstream.
    let map = Map::default().broken("a>b").broken("b>c").works("c>d").broken("d>*e");
    let other = outcome(&map, &assuming(&[("a>b", Assumed::Sound), ("c>d", Assumed::Broken)]));
    assert_eq!(links(&other.expected_to_clear), ["b>c"]);
    assert_eq!(
        (links(&other.difference.broken_new), links(&other.difference.symptoms_new)),
        (vec!["c>d".into()], vec!["c>d".into()])
    );
}

#[test]
fn a_break_supposed_shows_what_it_would_do() {
    let map = Map::default().works("a>b").works("b>*e").works("c>*e");
    let found = outcome(&map, &assuming(&[("b>e", Assumed::Broken)]));
    assert_eq!(
        (links(&found.difference.broken_new), links(&found.difference.roots_new)),
        (vec!["b>e".into()], vec!["b>e".into()])
    );
    let sentences = found.difference.sentences(&|party: &PartyId| map.org.name_of(party).to_owned());
    assert_eq!(sentences[0], "E: 0 of 2 services fail; afterwards 1 of 2.");
    assert!(sentences.contains(&"1 link is newly broken.".to_owned()), "{sentences:?}");
    assert_eq!(found.outlook[0].fail_after, 1);
}

#[test]
fn links_and_teams_come_and_go_on_a_copy() {
    let map = Map::default().broken("a>*e");
    let new = PartyId::new("deputy");
    let mut edits = add_party(&new, &Party { name: "Deputy".to_owned(), ..Party::default() });
    edits.extend(add_link(&LinkId::new("deputy", "e"), &Link::default()));
    edits.extend(remove_link(&link("a>e"), map.org.link(&link("a>e")).expect("it is there and fits")));
    let mut outside = Party { name: "Guests".to_owned(), ..Party::default() };
    outside.kind = PartyKind::ExternalCustomer;
    edits.extend(add_party(&PartyId::new("g"), &outside));
    edits.extend(add_link(&LinkId::new("deputy", "g"), &Link::default()));
    let scenario = Scenario {
        name: "A deputy".to_owned(),
        assumptions: BTreeMap::from([(link("deputy>g"), Assumed::Broken)]),
        edits,
    };
    let before = map.org.clone();
    let found = outcome(&map, &scenario);
    assert_eq!(map.org, before);
    assert_eq!(
        (links(&found.difference.broken_gone), links(&found.difference.broken_new)),
        (vec!["a>e".into()], vec!["deputy>g".into()])
    );
    assert_eq!(found.difference.customers[1].before, None);
    assert!(
        found
            .sentences(&map.org)
            .contains(&"Guests: 0 services fail now, 1 afterwards as recorded.".to_owned()),
        "{:?}",
        found.sentences(&map.org)
    );
    // Edits that do not fit are refused, each scenario by itself.
    let stale = Scenario { edits: add_party(&PartyId::new("a"), &Party::default()), ..Scenario::default() };
    let several = side_by_side(&map.org, &map.diagnose(), &[stale, scenario]);
    assert!(several[0].is_err() && several[1].as_ref() == Ok(&found));
}

#[test]
fn what_is_kept_are_actions_for_suppositions_and_edits_for_the_rest() {
    let map = Map::default().broken("a>b").broken("b>*e").struggles("c>*e").link("d>*e").works("f>*e");
    let edits = add_link(&LinkId::new("a", "e"), &Link::default());
    let assumed = [
        ("a>b", Assumed::Sound),
        ("b>e", Assumed::Sound),
        ("c>e", Assumed::Sound),
        ("d>e", Assumed::Sound),
        ("f>e", Assumed::Broken),
        ("a>e", Assumed::Sound),
        ("gone>e", Assumed::Sound),
    ];
    let scenario = Scenario { edits: edits.clone(), ..assuming(&assumed) };
    let kept = kept_as(&scenario, &map.org, &map.diagnose());
    assert_eq!((kept.edits, kept.planned_already), (edits, vec![]));
    let said: Vec<_> = kept.actions.into_iter().map(|action| (action.what, action.about)).collect();
    let about_link = |text: &str, at: &str| (text.to_owned(), ActionSubject::Link(link(at)));
    let cause = ("Mend A to B, so that what is needed arrives".to_owned(), ActionSubject::Cause(link("a>b")));
    let expected = [
        cause,
        about_link("Ask E whether what is needed from A arrives", "a>e"),
        about_link("Mend B to E, so that what is needed arrives", "b>e"),
        about_link("Ease C to E, so that what is needed arrives without effort", "c>e"),
        about_link("Ask E whether what is needed from D arrives", "d>e"),
        about_link("Agree what to do at E when nothing comes from F", "f>e"),
    ];
    assert_eq!(said, expected);
    let idle = assuming(&[("f>e", Assumed::Sound), ("a>b", Assumed::Broken)]);
    assert_eq!(kept_as(&idle, &map.org, &map.diagnose()), Kept::default());
}

#[test]
fn what_an_open_action_records_already_is_not_kept_twice() {
    let map = Map::default().broken("a>b").broken("b>*e").works("f>*e").works("g>*e");
    let scenario = assuming(&[
        ("a>b", Assumed::Sound),
        ("b>e", Assumed::Sound),
        ("f>e", Assumed::Broken),
        ("g>e", Assumed::Broken),
    ]);
    let first = kept_as(&scenario, &map.org, &map.diagnose());
    let action =
        |what: &str, about, status| Action { what: what.to_owned(), about, status, ..Action::default() };
    let mend_by_hand = |status| action("Send the list at four", ActionSubject::Link(link("a>b")), status);
    let with = |records: &[Action]| {
        let mut with = map.clone();
        for (place, record) in records.iter().enumerate() {
            let change = Change::new(None, Some(record.clone()));
            let fact = OrgFact::Action { key: ActionId::new(format!("{place}")), change };
            apply(&Edit::Org(fact), &mut with.org).expect("it is there and fits");
        }
        kept_as(&scenario, &with.org, &with.diagnose())
    };
    // Somebody mends the link already, in their own words; what is meant for the day it fails is another matter.
    let other_matter = action("Thank F", ActionSubject::Link(link("f>e")), ActionStatus::Planned);
    let kept = with(&[mend_by_hand(ActionStatus::Underway), other_matter]);
    assert_eq!(kept.planned_already, [(link("a>b"), ActionId::new("0"))]);
    assert_eq!(kept.actions, first.actions[1..]);
    // What is done or dropped plans nothing.
    assert_eq!(with(&[mend_by_hand(ActionStatus::Done)]), first);
    // Kept a second time, nothing is left to plan.
    let again = with(&first.actions);
    assert_eq!((again.actions, again.planned_already.len()), (vec![], first.actions.len()));
}

#[test]
fn the_best_fixes_together_are_not_the_best_alone_added_up() {
    // Both causes of E's trouble must go before it clears; F hangs on one, with less weight.
    let map = Map::default().broken("a>m").broken("b>m").broken("m>*e").broken("c>*f").weight("*e", 3.0);
    let diagnosis = map.diagnose();
    let best = best_together(&map.org, &diagnosis).expect("it is there and fits");
    let chosen: Vec<String> =
        best.fixes.iter().flat_map(|place| links(&diagnosis.fixes[*place].links)).collect();
    assert_eq!(chosen, ["a>m", "b>m", "c>f"]);
    assert_eq!(
        (best.outcome.still_recorded(), links(&best.outcome.expected_to_clear)),
        (1, vec!["m>e".into()])
    );
    assert_eq!(best.candidates, diagnosis.fixes.len());
    // A symptom is not patched in the place of its cause, however many customers it serves.
    let patched = Map::default().broken("a>b").link("b>c").broken("c>*e").broken("c>*f").broken("z>a");
    let diagnosis = patched.diagnose();
    let best = best_together(&patched.org, &diagnosis).expect("it is there and fits");
    assert_eq!(links(&diagnosis.fixes[best.fixes[0]].links), ["z>a"]);
    assert_eq!((best.fixes.len(), best.outcome.difference.customers[0].failing()), (3, (1, 0)));
    // No more fixes than help.
    let one = Map::default().broken("a>b").broken("b>*e");
    assert_eq!(best_together(&one.org, &one.diagnose()).expect("it is there and fits").fixes, [0]);
    assert!(best_together(&Org::default(), &Map::default().diagnose()).is_none());
}

#[test]
fn what_differs_between_days_is_told_apart_from_what_is_supposed() {
    let map = Map::default().broken("a>b").verdict_on(
        "b>*e",
        throughline::model::Verdict::Broken,
        "2026-07-01",
        "Ana",
    );
    let before = throughline::diagnosis::diagnose(&map.org, super::build::day("2026-06-15"));
    let found = compare(&before, &map.diagnose());
    assert_eq!(
        (links(&found.symptoms_new), links(&found.broken_new)),
        (vec!["b>e".into()], vec!["b>e".into()])
    );
    assert_eq!(found.customers[0].failing(), (0, 1));
    assert!(!found.is_empty());
    assert!(compare(&before, &before).is_empty());
}

/// What [`Outcome`] says of symptoms, by the definition: every pair tried.
fn twin_clearing(org: &Org, before: &Diagnosis, after: &Diagnosis) -> (BTreeSet<LinkId>, BTreeSet<LinkId>) {
    let states = twin::states(after);
    let symptom = |link: &LinkId| match &before.link(link).expect("it is there and fits").role {
        LinkRole::Symptom { likely, .. } => Some(*likely),
        _ => None,
    };
    let broken: Vec<&LinkId> =
        states.iter().filter(|(_, state)| **state == LinkState::Broken).map(|(link, _)| link).collect();
    let is_held = |link: &LinkId| {
        broken.iter().any(|other| symptom(other).is_none() && twin::upstream(org, &states, other, link))
    };
    let free = |likely: bool| {
        broken
            .iter()
            .filter(|link| symptom(link) == Some(likely) && !is_held(link))
            .map(|link| (*link).clone())
            .collect()
    };
    (free(true), free(false))
}

/// Weight of services and number of links that are mended or expected to clear, then that may clear, by what-if. A symptom that is
/// mended counts where it would clear or may; it takes no part in the what-if.
/// Services and links that are mended or expected to clear, then those that may clear.
type TwinGain = (f64, usize, f64, usize);

fn twin_gain(org: &Org, before: &Diagnosis, fixes: &[usize]) -> TwinGain {
    let is_symptom = |link: &LinkId| {
        matches!(before.link(link).expect("it is there and fits").role, LinkRole::Symptom { .. })
    };
    let mended: BTreeSet<&LinkId> = fixes.iter().flat_map(|place| &before.fixes[*place].links).collect();
    let assumptions =
        mended.iter().filter(|link| !is_symptom(link)).map(|link| ((*link).clone(), Assumed::Sound));
    let scenario = Scenario { assumptions: assumptions.collect(), ..Scenario::default() };
    let found = what_if(org, before, &scenario).expect("it is there and fits");
    let (sure, possible): (Vec<&LinkId>, Vec<&LinkId>) =
        found.may_clear.iter().partition(|link| mended.contains(link));
    let expected = found.difference.broken_gone.iter().chain(&found.expected_to_clear).chain(sure);
    let (expected, possible): (BTreeSet<&LinkId>, BTreeSet<&LinkId>) =
        (expected.collect(), possible.into_iter().collect());
    let weight = |links: &BTreeSet<&LinkId>| -> f64 {
        let services = links.iter().filter(|link| twin::is_customer(org, &link.customer));
        services
            .map(|link| {
                org.party(&link.customer).expect("it is there and fits").weight.map_or(1.0, Quantity::get)
            })
            .sum()
    };
    (weight(&expected), expected.len(), weight(&possible), possible.len())
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn suppositions_do_what_they_say(plan in plan(), picks in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..5)) {
        let map = plan.build(false);
        let before = map.diagnose();
        let ids: Vec<LinkId> = map.org.links().keys().cloned().collect();
        let mut scenario = Scenario::default();
        for (pick, sound) in picks.iter().filter(|_| !ids.is_empty()) {
            let assumed = if *sound { Assumed::Sound } else { Assumed::Broken };
            scenario.assumptions.insert(pick.get(&ids).clone(), assumed);
        }
        let found = what_if(&map.org, &before, &scenario).expect("it is there and fits");
        let (expected, possible) = twin_clearing(&map.org, &before, &found.diagnosis);
        prop_assert_eq!(found.expected_to_clear.iter().cloned().collect::<BTreeSet<_>>(), expected);
        prop_assert_eq!(found.may_clear.iter().cloned().collect::<BTreeSet<_>>(), possible);
        for link in found.expected_to_clear.iter().chain(&found.may_clear) {
            prop_assert!(!scenario.assumptions.contains_key(link) || scenario.assumptions[link] == Assumed::Broken);
        }
        for link in found.difference.broken_new.iter().chain(&found.difference.broken_gone) {
            prop_assert!(scenario.assumptions.contains_key(link), "{} changed by itself", link);
        }
        for line in &found.outlook {
            prop_assert!(line.expected_to_clear + line.may_clear <= line.fail_after);
        }
        if scenario.assumptions.is_empty() {
            prop_assert_eq!(&found.difference, &Difference { customers: found.difference.customers.clone(), ..Difference::default() });
            prop_assert!(found.difference.is_empty() && found.expected_to_clear.is_empty() && found.may_clear.is_empty());
        }
        let back = compare(&found.diagnosis, &before);
        prop_assert_eq!(&back.broken_new, &found.difference.broken_gone);
        prop_assert_eq!(&back.roots_gone, &found.difference.roots_new);
        prop_assert_eq!(&back.symptoms_gone, &found.difference.symptoms_new);
        prop_assert_eq!(&back.findings_new, &found.difference.findings_gone);
        prop_assert!(!found.sentences(&map.org).is_empty());
        let other = plan.build(true);
        prop_assert_eq!(what_if(&other.org, &other.diagnose(), &scenario).expect("it is there and fits"), found);
    }

    #[test]
    fn assuming_a_root_group_sound_never_adds_a_broken_link(plan in plan()) {
        let map = plan.build(false);
        let before = map.diagnose();
        for fix in &before.fixes {
            let found = what_if(&map.org, &before, &Scenario::mending("", [fix])).expect("it is there and fits");
            prop_assert!(found.difference.broken_new.is_empty() && found.difference.roots_new.is_empty());
            prop_assert!(found.difference.roots_explained.is_empty() && found.difference.symptoms_new.is_empty());
            prop_assert!(found.still_recorded() <= before.counts.broken);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 40, ..super::config() })]

    #[test]
    fn the_best_three_are_those_of_trying_all(plan in plan(), weights in prop::collection::vec(1..5_u8, 9)) {
        let mut map = plan.build(false);
        let customers: Vec<PartyId> = map.org.parties().keys().filter(|id| twin::is_customer(&map.org, id)).cloned().collect();
        for (customer, weight) in customers.iter().zip(&weights) {
            map = map.weight(&format!("*{customer}"), f64::from(*weight));
        }
        let before = map.diagnose();
        let count = before.fixes.len().min(MOST_CANDIDATES);
        let mut best: Option<(TwinGain, Vec<usize>)> = None;
        for bits in 1_u32..1 << count {
            let set: Vec<usize> = (0..count).filter(|place| bits & (1 << place) != 0).collect();
            if set.len() > 3 {
                continue;
            }
            let gain = twin_gain(&map.org, &before, &set);
            let is_better = best.as_ref().is_none_or(|(known, chosen)| match gain.partial_cmp(known).expect("it is there and fits") {
                Ordering::Equal => (set.len(), &set) < (chosen.len(), chosen),
                order => order == Ordering::Greater,
            });
            if is_better {
                best = Some((gain, set));
            }
        }
        let found = best_together(&map.org, &before);
        prop_assert_eq!(found.map(|found| found.fixes), best.map(|(_, set)| set));
    }
}
