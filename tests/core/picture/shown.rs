//! What of the map is drawn: a focus against plain breadth-first search, folded departments against counting by hand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use throughline::diagnosis::{LinkRole, LinkState, diagnose};
use throughline::edit::{apply, remove_link};
use throughline::layout::{Effort, Grouping, layout};
use throughline::model::{LinkId, Org, PartyId, PartyKind, Pin, View};
use throughline::picture::{
    DisplayList, Geometry, Part, PictureInput, Seen, Shown, ShownBox, Subject, Tally, ThemeName, build,
    build_shown, folded_key, neighbourhood, request, request_of, sheet_of,
};

use super::fixtures::{clinic, config, org, random_org, today};

/// How many links lie between `from` and each party, following `next`; a way ends at an external customer.
fn distances(
    org: &Org,
    from: &PartyId,
    next: impl Fn(&LinkId) -> (PartyId, PartyId),
) -> BTreeMap<PartyId, usize> {
    let mut found = BTreeMap::from([(from.clone(), 0)]);
    let mut queue = VecDeque::from([from.clone()]);
    while let Some(here) = queue.pop_front() {
        let ends = here != *from && org.party(&here).expect("known").kind == PartyKind::ExternalCustomer;
        for link in org.links().keys().filter(|_| !ends) {
            let (near, far) = next(link);
            if near == here && !found.contains_key(&far) {
                found.insert(far.clone(), found[&here] + 1);
                queue.push_back(far);
            }
        }
    }
    found
}

fn departments(org: &Org) -> BTreeSet<String> {
    org.parties().values().filter_map(|party| party.department.clone()).collect()
}

fn picture(org: &Org, shown: &Shown, view: View) -> DisplayList {
    let diagnosis = diagnose(org, today());
    let layout = layout(&request_of(org, shown, view, Grouping::Departments, Effort::Quick, None));
    let input = PictureInput {
        org,
        diagnosis: &diagnosis,
        layout: &layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    build_shown(&input, &Seen { shown, chosen: &BTreeSet::new() })
}

fn words(list: &DisplayList, of: &Subject) -> Vec<String> {
    let texts = list.shapes.iter().filter(|shape| shape.subject == *of);
    texts
        .filter_map(|shape| match &shape.geometry {
            Geometry::Text(run) => Some(run.text.clone()),
            _ => None,
        })
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_focus_of_n_steps_is_breadth_first_search(org in random_org(), pick in any::<[u8; 2]>(), steps in 0..5_usize) {
        let ids: Vec<PartyId> = org.parties().keys().cloned().collect();
        prop_assume!(!ids.is_empty());
        let from: BTreeSet<PartyId> =
            pick.iter().map(|pick| ids[usize::from(*pick) % ids.len()].clone()).collect();
        let mut near = BTreeSet::new();
        for start in &from {
            let upstream = distances(&org, start, |link| (link.customer.clone(), link.supplier.clone()));
            let downstream = distances(&org, start, |link| (link.supplier.clone(), link.customer.clone()));
            let within = upstream.into_iter().chain(downstream).filter(|(_, distance)| *distance <= steps);
            near.extend(within.map(|(party, _)| party));
        }
        prop_assert_eq!(neighbourhood(&org, &from, steps), near.clone());
        let shown = Shown::of(&org, Some(&near), &BTreeSet::new());
        prop_assert_eq!(shown.hidden() + near.len(), org.parties().len());
        for link in org.links().keys() {
            let both = near.contains(&link.supplier) && near.contains(&link.customer);
            prop_assert_eq!(shown.line_of(link).is_some(), both);
        }
    }

    #[test]
    fn nothing_is_lost_in_a_folded_map(org in random_org(), pick in any::<u8>()) {
        let all = departments(&org);
        let folded: BTreeSet<String> =
            all.iter().enumerate().filter(|(place, _)| pick >> (place % 8) & 1 == 1).map(|(_, name)| name.clone()).collect();
        let shown = Shown::of(&org, None, &folded);
        let mut parties: Vec<&PartyId> = shown.boxes().iter().flat_map(ShownBox::parties).collect();
        parties.sort();
        prop_assert_eq!(parties, org.parties().keys().collect::<Vec<_>>());
        let inside = shown.folded().flat_map(|department| &department.inside);
        let mut links: Vec<&LinkId> = shown.lines().iter().flat_map(|line| &line.links).chain(inside).collect();
        links.sort();
        prop_assert_eq!(links, org.links().keys().collect::<Vec<_>>());
        for (place, drawn) in shown.boxes().iter().enumerate() {
            for party in drawn.parties() {
                prop_assert_eq!(shown.place_of(party), Some(place));
                let folds = org.party(party).and_then(|party| party.department.as_ref()).is_some_and(|name| folded.contains(name));
                prop_assert_eq!(shown.folded_around(party).is_some(), folds);
            }
        }
        let pairs: BTreeSet<(usize, usize)> = shown.lines().iter().map(|line| (line.supplier, line.customer)).collect();
        prop_assert_eq!(pairs.len(), shown.lines().len());
        for line in shown.lines() {
            prop_assert_ne!(line.supplier, line.customer);
            for link in &line.links {
                prop_assert_eq!(shown.line_of(link), Some(line));
            }
        }
    }

    #[test]
    fn what_was_shown_before_changes_nothing(org in random_org(), gone in 1..5_usize, pick in any::<bool>()) {
        let mut fewer = org.clone();
        for (id, link) in org.links().iter().step_by(gone) {
            for edit in remove_link(id, link) {
                apply(&edit, &mut fewer).expect("it is there");
            }
        }
        let all = departments(&org);
        let folded: BTreeSet<String> = all.iter().take(usize::from(pick)).cloned().collect();
        let none = BTreeSet::new();
        let before = [Shown::everything(&org), Shown::everything(&fewer), Shown::of(&org, None, &folded)];
        for (now, folded) in [(&org, &none), (&fewer, &none), (&fewer, &folded)] {
            for before in &before {
                prop_assert_eq!(before.followed_by(now, None, folded), Shown::of(now, None, folded));
            }
        }
    }

    #[test]
    fn what_is_broken_shows_in_a_folded_map(org in random_org(), pyramid in any::<bool>()) {
        let view = if pyramid { View::Pyramid } else { View::Chain };
        let shown = Shown::of(&org, None, &departments(&org));
        let diagnosis = diagnose(&org, today());
        let list = picture(&org, &shown, view);
        for link in diagnosis.links.iter().filter(|link| link.state == LinkState::Broken) {
            let is_cause = matches!(link.role, LinkRole::Root { .. });
            let said = match shown.line_of(link.id()) {
                Some(line) => {
                    let drawn: Vec<&LinkId> = line.links.iter().filter(|id| list.anchors.contains_key(*id)).collect();
                    prop_assert_eq!(drawn.len(), 1, "one speaks for all");
                    let speaks = diagnosis.link(drawn[0]).expect("judged");
                    prop_assert_eq!(speaks.state, LinkState::Broken);
                    let speaks_of_a_cause = matches!(speaks.role, LinkRole::Root { .. });
                    prop_assert!(!is_cause || speaks_of_a_cause);
                    list.names[&Subject::Link(drawn[0].clone())].clone()
                }
                None => {
                    let department = shown.folded_around(&link.id().supplier).expect("inside").name.clone();
                    let subject = Subject::Folded(department);
                    let badge = words(&list, &subject).join(" ");
                    prop_assert!(badge.contains("inside"), "{badge}");
                    list.names[&subject].clone()
                }
            };
            prop_assert!(said.contains("cause") || !is_cause, "{said}");
            prop_assert!(said.contains("broken") || said.contains("cause"), "{said}");
        }
    }

    #[test]
    fn all_of_the_map_is_asked_for_and_drawn_as_ever(org in random_org()) {
        let shown = Shown::everything(&org);
        prop_assert!(shown.is_everything());
        let drawn: Vec<&PartyId> = shown.boxes().iter().flat_map(ShownBox::parties).collect();
        prop_assert_eq!(drawn, org.parties().keys().collect::<Vec<_>>());
        let lines: Vec<&LinkId> = shown.lines().iter().flat_map(|line| &line.links).collect();
        prop_assert_eq!(lines, org.links().keys().collect::<Vec<_>>());
        let whole = request(&org, View::Chain, Grouping::Departments, Effort::Quick, None);
        let of = request_of(&org, &shown, View::Chain, Grouping::Departments, Effort::Quick, None);
        prop_assert_eq!(whole, of);
    }
}

#[test]
fn several_links_are_one_line_that_says_the_worst_and_how_many() {
    let org = org(
        "Two departments",
        "A | Left
         B | Left
         C | Right
         D | Right",
        "A > C | works
         A > D | struggles
         B > C | broken | parts by nine
         B > D | unknown
         A > B | broken | plans
         D > A | works",
    );
    let shown = Shown::of(&org, None, &departments(&org));
    assert_eq!(shown.boxes().len(), 2);
    assert_eq!(shown.lines().iter().map(|line| line.links.len()).collect::<Vec<_>>(), [4, 1]);
    let list = picture(&org, &shown, View::Chain);
    let worst = LinkId::new("b", "c");
    let name = &list.names[&Subject::Link(worst.clone())];
    assert_eq!(name, "Links Left to Right, 4 links, 1 broken, the worst is B to C");
    assert!(words(&list, &Subject::Link(worst)).contains(&"4 links, 1 broken".to_owned()));
    assert!(list.names[&Subject::Link(LinkId::new("d", "a"))].starts_with("Link D to A, works"));
    assert_eq!(
        list.names[&Subject::Folded("Left".to_owned())],
        "Department Left, folded, 2 teams, 1 link inside, 1 cause inside"
    );
    assert_eq!(
        words(&list, &Subject::Folded("Left".to_owned())),
        ["Left", "2 teams, 1 link inside", "1 cause inside"]
    );
    assert_eq!(words(&list, &Subject::Folded("Right".to_owned())), ["Right", "2 teams folded"]);
}

#[test]
fn the_worst_state_is_counted_in_words() {
    let tally = |links, broken, causes, strained, unknown| Tally { links, broken, causes, strained, unknown };
    for (tally, said, alarm) in [
        (tally(4, 1, 0, 2, 1), "4 links, 1 broken", Some("1 broken inside")),
        (tally(4, 3, 1, 0, 1), "4 links, 3 broken", Some("1 cause, 3 broken inside")),
        (tally(2, 2, 2, 0, 0), "2 links, both broken", Some("2 causes inside")),
        (tally(3, 0, 0, 1, 1), "3 links, 1 struggles", None),
        (tally(3, 0, 0, 2, 0), "3 links, 2 struggle", None),
        (tally(5, 0, 0, 0, 5), "5 links, all not asked", None),
        (tally(5, 0, 0, 0, 0), "5 links, all work", None),
        (tally(1, 0, 0, 0, 1), "1 link, not asked", None),
    ] {
        assert_eq!(tally.in_words(), said);
        assert_eq!(tally.alarm().as_deref(), alarm, "{said}");
    }
}

#[test]
fn a_part_is_laid_out_by_itself_and_says_so_on_its_sheet() {
    let mut org = clinic();
    let doctors = PartyId::new("doctors");
    let edits = {
        let before = org.party(&doctors).expect("on the map").clone();
        let mut after = before.clone();
        after.pins.insert(View::Chain, Pin { x: 4000, y: 4000 });
        throughline::edit::diff_party(&doctors, &before, &after)
    };
    throughline::edit::Transaction::new("pin", edits).apply(&mut org).expect("it fits");
    let near = neighbourhood(&org, &BTreeSet::from([doctors]), 1);
    let shown = Shown::of(&org, Some(&near), &BTreeSet::new());
    let part = request_of(&org, &shown, View::Chain, Grouping::Departments, Effort::Quick, None);
    assert_eq!(part.nodes.len(), near.len());
    assert!(part.nodes.iter().all(|node| node.pin.is_none()));
    let whole = Shown::of(&org, None, &BTreeSet::from(["Front of house".to_owned()]));
    let folded = request_of(&org, &whole, View::Chain, Grouping::Departments, Effort::Quick, None);
    assert!(folded.nodes.iter().any(|node| node.pin.is_some()));
    assert_eq!(folded.nodes.last().map(|node| node.key.clone()), Some(folded_key("Front of house")));

    let diagnosis = diagnose(&org, today());
    let laid_out = layout(&part);
    let input = PictureInput {
        org: &org,
        diagnosis: &diagnosis,
        layout: &laid_out,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    let sheet = sheet_of(&input, &Seen { shown: &shown, chosen: &BTreeSet::new() });
    let heading = words(&sheet, &Subject::None).join(" ");
    let hidden = format!("{} of {} teams are not shown here.", shown.hidden(), org.parties().len());
    assert!(heading.contains(&hidden), "{heading}");
}

#[test]
fn departments_keep_their_tints_when_others_are_folded() {
    let org = clinic();
    let tint = |list: &DisplayList, name: &str| {
        let subject = Subject::Department(name.to_owned());
        let mut shapes = list.shapes.iter().filter(|shape| shape.subject == subject);
        shapes.find_map(|shape| match &shape.geometry {
            Geometry::Rect { fill, .. } => *fill,
            _ => None,
        })
    };
    let diagnosis = diagnose(&org, today());
    let laid_out = layout(&request(&org, View::Chain, Grouping::Departments, Effort::Quick, None));
    let whole = build(&PictureInput {
        org: &org,
        diagnosis: &diagnosis,
        layout: &laid_out,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    });
    let folded = Shown::of(&org, None, &BTreeSet::from(["Back office".to_owned(), "Care".to_owned()]));
    let list = picture(&org, &folded, View::Chain);
    for name in ["Front of house", "Diagnostics", "Facilities"] {
        assert!(tint(&whole, name).is_some(), "{name}");
        assert_eq!(tint(&whole, name), tint(&list, name), "{name}");
    }
}

#[test]
fn what_is_there_for_words_alone_is_told_apart() {
    let org = org(
        "Plates",
        "*Customer
         A | Kitchen
         B | Kitchen
         C | Hall",
        "A > B | broken | hot plates
         B > C | struggles | on time
         C > Customer | works",
    );
    let names = departments(&org);
    for folded in [BTreeSet::new(), names] {
        let list = picture(&org, &Shown::of(&org, None, &folded), View::Chain);
        let plates = || list.shapes.iter().filter(|shape| shape.part == Part::Plate);
        let rects = || plates().filter(|shape| matches!(shape.geometry, Geometry::Rect { .. }));
        assert!(rects().count() > 0);
        for plate in rects() {
            let mut runs = list.shapes.iter().filter(|shape| matches!(shape.geometry, Geometry::Text(_)));
            let has_words =
                runs.any(|run| run.subject == plate.subject && plate.bounds.contains(run.bounds.centre()));
            assert!(has_words, "{plate:?}");
        }
        // Whatever else a folded box is made of has an outline.
        for shape in list.shapes.iter().filter(|shape| matches!(shape.subject, Subject::Folded(_))) {
            if let Geometry::Rect { stroke: None, .. } = shape.geometry {
                let is_far = !shape.levels.contains(throughline::picture::Level::Near);
                assert!(is_far || shape.part == Part::Plate, "{shape:?}");
            }
        }
        let alarms = rects().filter(|shape| matches!(shape.subject, Subject::Folded(_))).count();
        assert_eq!(alarms, usize::from(!folded.is_empty()), "the kitchen's broken link alone");
    }
}
