//! From far away each department is one box and of the links between two of them one has a line: against counting by hand.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use throughline::diagnosis::{LinkRole, LinkState};
use throughline::layout::Grouping;
use throughline::model::{LinkId, PartyId, View};
use throughline::picture::{
    DisplayList, Geometry, Level, Lit, Part, PictureInput, Seen, Shown, Subject, Tally, ThemeName,
    build_shown,
};

use super::fixtures::{Drawn, config, drawn, hospital, org, random_org};

fn picture(drawn: &Drawn, lit: Option<&Lit>, chosen: &BTreeSet<Subject>) -> DisplayList {
    let input = PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit,
        hidden: &BTreeSet::new(),
    };
    build_shown(&input, &Seen { shown: &Shown::everything(&drawn.org), chosen })
}

/// What stands for a party: its department, or itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Department(String),
    Party(PartyId),
}

fn end(drawn: &Drawn, party: &PartyId) -> End {
    let department = drawn.org.party(party).and_then(|facts| facts.department.clone());
    department.map_or_else(|| End::Party(party.clone()), End::Department)
}

/// How loud a link is, counted by hand: works, not asked, struggles, broken, cause.
fn loud(drawn: &Drawn, link: &LinkId) -> u8 {
    let judged = drawn.diagnosis.link(link).expect("every link is judged");
    match (judged.state, &judged.role) {
        (LinkState::Sound, _) => 0,
        (LinkState::Unknown, _) => 1,
        (LinkState::Strained, _) => 2,
        (LinkState::Broken, LinkRole::Root { .. }) => 4,
        (LinkState::Broken, _) => 3,
    }
}

fn bodies(list: &DisplayList, level: Level) -> BTreeSet<Subject> {
    let shapes = list.shapes.iter().filter(|shape| shape.part == Part::Body && shape.levels.contains(level));
    let subjects = shapes.map(|shape| shape.subject.clone());
    subjects.filter(|subject| matches!(subject, Subject::Party(_) | Subject::Link(_))).collect()
}

fn check(drawn: &Drawn) -> Result<(), TestCaseError> {
    let list = picture(drawn, None, &BTreeSet::new());
    let mut groups: BTreeMap<(End, End), Vec<&LinkId>> = BTreeMap::new();
    for link in drawn.org.links().keys() {
        groups.entry((end(drawn, &link.supplier), end(drawn, &link.customer))).or_default().push(link);
    }
    let mut expected: BTreeSet<Subject> = BTreeSet::new();
    for party in drawn.org.parties().keys() {
        if matches!(end(drawn, party), End::Party(_)) {
            expected.insert(Subject::Party(party.clone()));
        }
    }
    for ((supplier, customer), links) in &groups {
        if supplier == customer {
            continue;
        }
        let loudest = links.iter().map(|link| loud(drawn, link)).max();
        let speaker = links.iter().find(|link| Some(loud(drawn, link)) == loudest).expect("a link");
        expected.insert(Subject::Link((*speaker).clone()));
        let spoken_for = list.gathered_lines.get(*speaker).map(|line| line.links.iter().collect::<Vec<_>>());
        prop_assert_eq!(spoken_for, (links.len() > 1).then(|| links.clone()));
    }
    prop_assert_eq!(bodies(&list, Level::Distant), expected);
    prop_assert_eq!(bodies(&list, Level::Far), bodies(&list, Level::Near), "a little closer all are there");
    for department in &list.gathered {
        let home = End::Department(department.name.clone());
        let inside = groups.get(&(home.clone(), home)).cloned().unwrap_or_default();
        let tally = Tally::of(inside, &drawn.diagnosis);
        prop_assert_eq!(&department.words, &tally.in_few_words());
        prop_assert!(department.words.windows(2).all(|pair| pair[0].len() > pair[1].len()));
        let is_alarmed = tally.alarm().is_none_or(|alarm| department.called.ends_with(&alarm));
        prop_assert!(is_alarmed, "{}", department.called);
    }
    let members = list.gathered.iter().flat_map(|department| department.members.iter().cloned());
    let at_home = |id: &&PartyId| matches!(end(drawn, id), End::Department(_));
    let grouped: BTreeSet<PartyId> = drawn.org.parties().keys().filter(at_home).cloned().collect();
    prop_assert_eq!(members.collect::<BTreeSet<_>>(), grouped);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_box_a_department_and_one_line_between_two(org in random_org(), upright in any::<bool>()) {
        let view = if upright { View::Pyramid } else { View::Chain };
        check(&drawn(org, view, Grouping::Departments))?;
    }
}

#[test]
fn the_hospital_from_afar_says_what_is_broken() {
    let drawn = drawn(hospital(), View::Chain, Grouping::Departments);
    check(&drawn).expect("as counted by hand");
    let list = picture(&drawn, None, &BTreeSet::new());
    assert!(list.gathered.iter().any(|department| department.worst == Some(LinkState::Broken)));
    for area in &drawn.layout.groups {
        let department = list.gathered.iter().find(|department| department.name == area.name);
        let department = department.expect("every department is gathered");
        let own: BTreeSet<String> = area.rects.iter().map(|rect| format!("{rect:?}")).collect();
        let drawn: BTreeSet<String> = department.areas.iter().map(|rect| format!("{rect:?}")).collect();
        assert_eq!(own, drawn, "it stands where its teams do");
    }
    let near = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near));
    let outermost = near.map(|shape| shape.bounds).reduce(|all, bounds| all.union(bounds)).expect("shapes");
    let distant = list.shapes.iter().filter(|shape| shape.levels.contains(Level::Distant));
    for shape in distant.filter(|shape| matches!(shape.geometry, Geometry::Rect { .. })) {
        assert!(outermost.contains(shape.bounds.min) && outermost.contains(shape.bounds.max));
    }
}

#[test]
fn what_is_chosen_or_lit_speaks_before_what_is_broken() {
    let org = org(
        "Two departments",
        "*Patients
         One | Left
         Two | Left
         Three | Right
         Four | Right",
        "One > Three | broken
         Two > Four | works
         Two > Three | works
         Four > Patients | works",
    );
    let drawn = drawn(org, View::Chain, Grouping::Departments);
    let id = |supplier: &str, customer: &str| {
        let of = |name: &str| {
            let found = drawn.org.parties().iter().find(|(_, party)| party.name == name);
            found.expect("it is on the map").0.clone()
        };
        LinkId::new(of(supplier), of(customer))
    };
    let between = |list: &DisplayList| -> Vec<LinkId> {
        let lines = bodies(list, Level::Distant).into_iter().filter_map(|subject| match subject {
            Subject::Link(link) if link.customer != id("Four", "Patients").customer => Some(link),
            _ => None,
        });
        lines.collect()
    };
    let plain = picture(&drawn, None, &BTreeSet::new());
    assert_eq!(between(&plain), [id("One", "Three")], "the worst speaks");
    let called = &plain.gathered_lines[&id("One", "Three")].called;
    assert_eq!(called, "Links Left to Right, 3 links, 1 broken, 1 probable cause, the worst is One to Three");
    let chosen = BTreeSet::from([Subject::Link(id("Two", "Four"))]);
    assert_eq!(between(&picture(&drawn, None, &chosen)), [id("Two", "Four")], "what is chosen is seen");
    let lit = Lit { parties: BTreeSet::new(), links: BTreeSet::from([id("Two", "Three")]) };
    assert_eq!(between(&picture(&drawn, Some(&lit), &BTreeSet::new())), [id("Two", "Three")]);
}
