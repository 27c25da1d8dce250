//! The contest's yardstick and organisations, how good our drawings are by it, and how little small edits move.

use proptest::prelude::*;
use throughline::layout::{Effort, Grouping, LayoutRequest, layout};

use super::crossings::{Drawing, Measure};
use super::organisation::Organisation;
use super::ours::drawing;
use super::stability::{SMALL_EDITS, SmallEdit, edited, share_that_stays};

/// Two layers of boxes, lines straight: crossings by the definition.
fn by_force(near: &[f64], far: &[f64], links: &[(usize, usize)]) -> u64 {
    let crosses = |(a, b): &(usize, usize), (c, d): &(usize, usize)| {
        (near[*a] - near[*c]) * (far[*b - near.len()] - far[*d - near.len()]) < 0.0
    };
    let pairs = links.iter().enumerate();
    pairs.map(|(index, one)| links[..index].iter().filter(|other| crosses(one, other)).count() as u64).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_yardstick_counts_what_a_person_counts(
        near in proptest::collection::vec(0..40_u8, 1..9),
        far in proptest::collection::vec(0..40_u8, 1..9),
        ends in proptest::collection::vec((0..9_usize, 0..9_usize), 0..24),
    ) {
        let place = |at: &u8| f64::from(*at) * 10.0;
        let (near, far): (Vec<f64>, Vec<f64>) = (near.iter().map(place).collect(), far.iter().map(place).collect());
        let centres = near.iter().map(|y| (0.0, *y)).chain(far.iter().map(|y| (200.0, *y))).collect();
        let links: Vec<(usize, usize)> =
            ends.iter().map(|(a, b)| (a % near.len(), near.len() + b % far.len())).collect();
        let drawn = Drawing { centres, lines: Vec::new() };
        let crossings = by_force(&near, &far, &links);
        prop_assert_eq!(drawn.measure(&links).crossings, crossings);
        let turned: Vec<(usize, usize)> = links.iter().map(|(a, b)| (*b, *a)).collect();
        prop_assert_eq!(drawn.measure(&turned).crossings, crossings);
        prop_assert_eq!(drawn.drawn_crossings(&links), crossings);
    }
}

#[test]
fn the_yardstick_follows_a_line_around_a_box() {
    let centres = vec![(0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (0.0, 40.0), (100.0, 40.0)];
    let links = [(0, 2), (3, 4)];
    let lines = vec![vec![(0.0, 0.0), (100.0, 60.0), (200.0, 0.0)], Vec::new()];
    let measure = Drawing { centres: centres.clone(), lines }.measure(&links);
    assert_eq!((measure.crossings, measure.bends), (1, 1));
    let straight = Drawing { centres, lines: Vec::new() }.measure(&links);
    assert_eq!(straight, Measure { crossings: 0, bends: 0, length: 300.0 });
}

#[test]
fn an_organisation_is_the_same_everywhere_and_survives_its_text() {
    let organisation = Organisation::simulated(100, 1);
    assert_eq!(organisation, Organisation::simulated(100, 1));
    assert_ne!(organisation, Organisation::simulated(100, 2));
    assert_eq!(Organisation::parse(&organisation.text()), Some(organisation.clone()));
    assert!(organisation.links.len() > 280);
    let has_supplier = |party: usize| organisation.links.iter().any(|(supplier, _)| *supplier == party);
    assert!((0..98).filter(|party| has_supplier(*party)).count() > 90, "nearly every team serves someone");
    assert_eq!(Organisation::parse("not a graph"), None);
}

/// Crossings of the best other program of the contest, graphviz dot 2.43, on the organisations of seed 1 to 3 of each size.
const FEWEST_OF_PEERS: [(usize, [u64; 3]); 3] =
    [(20, [81, 65, 122]), (50, [479, 793, 565]), (100, [2436, 2261, 1543])];

#[test]
fn no_peer_has_fewer_crossings_on_small_maps() {
    for (parties, peers) in FEWEST_OF_PEERS {
        for (seed, fewest) in (1..).zip(peers) {
            let organisation = Organisation::simulated(parties, seed);
            let ours = drawing(&layout(&organisation.request())).measure(&organisation.links).crossings;
            assert!(ours <= fewest, "{parties} parties, seed {seed}: {ours} crossings, {fewest} elsewhere");
        }
    }
}

#[test]
fn departments_cost_less_than_half_again_as_many_crossings() {
    let crossings = |grouping: Grouping| -> u64 {
        let one = |seed: u64| {
            let organisation = Organisation::simulated(50, seed);
            let request = LayoutRequest { grouping, ..organisation.request() };
            drawing(&layout(&request)).measure(&organisation.links).crossings
        };
        (1..=3).map(one).sum()
    };
    let (free, grouped) = (crossings(Grouping::None), crossings(Grouping::Departments));
    assert!(2 * grouped < 3 * free, "{grouped} crossings in departments, {free} without");
}

#[test]
fn a_small_edit_of_a_large_map_moves_next_to_nothing() {
    for grouping in [Grouping::None, Grouping::Departments] {
        let request =
            LayoutRequest { effort: Effort::Quick, grouping, ..Organisation::simulated(1000, 1).request() };
        let before = layout(&request);
        for edit in SMALL_EDITS {
            let after = layout(&edited(&request, &before, edit));
            let share = share_that_stays(&before, &after);
            assert!(share >= 0.95, "{edit:?}, {grouping:?}: only {share} stays");
        }
    }
}

#[test]
fn a_small_edit_of_a_small_map_moves_next_to_nothing() {
    for seed in 1..=4 {
        let request = Organisation::simulated(40, seed).request();
        let before = layout(&request);
        for edit in [SmallEdit::LinkAdded, SmallEdit::LinkRemoved, SmallEdit::TeamAdded] {
            let share = share_that_stays(&before, &layout(&edited(&request, &before, edit)));
            assert!(share >= 0.9, "{edit:?}, seed {seed}: only {share} stays");
        }
    }
}
