//! What must hold of every display list, on random organisations.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use throughline::layout::{Grouping, Rect};
use throughline::model::{PartyId, View};
use throughline::picture::{
    DisplayList, Geometry, Level, Lit, Part, PictureInput, Shape, Subject, ThemeName, build,
};

use super::fixtures::{Drawn, clinic, config, drawn, hospital, random_org};

const LEVELS: [Level; 3] = [Level::Far, Level::Middle, Level::Near];

fn list_of(drawn: &Drawn, selected: &Subject, hidden: &BTreeSet<PartyId>) -> DisplayList {
    let lit = Lit::chain(&drawn.org, selected);
    build(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected,
        lit: lit.as_ref(),
        hidden,
    })
}

fn plain(drawn: &Drawn) -> DisplayList {
    list_of(drawn, &Subject::None, &BTreeSet::new())
}

fn boxes(list: &DisplayList) -> Vec<(&Subject, Rect)> {
    let is_box = |shape: &&Shape| {
        matches!(shape.subject, Subject::Party(_))
            && shape.part == Part::Body
            && shape.levels.contains(Level::Near)
    };
    let rect = |shape: &Shape| match shape.geometry {
        Geometry::Rect { rect, .. } => rect,
        _ => shape.bounds,
    };
    list.shapes.iter().filter(is_box).map(|shape| (&shape.subject, rect(shape))).collect()
}

/// Words and plates of links, each link's united.
fn labels(list: &DisplayList) -> Vec<Rect> {
    let mut labels: BTreeMap<&Subject, Rect> = BTreeMap::new();
    for shape in &list.shapes {
        let is_label = matches!(shape.geometry, Geometry::Text(_) | Geometry::Rect { .. });
        if matches!(shape.subject, Subject::Link(_)) && is_label {
            labels
                .entry(&shape.subject)
                .and_modify(|rect| *rect = rect.union(shape.bounds))
                .or_insert(shape.bounds);
        }
    }
    labels.into_values().collect()
}

fn check_labels(list: &DisplayList) -> Result<(), String> {
    let (boxes, labels) = (boxes(list), labels(list));
    for (place, label) in labels.iter().enumerate() {
        if let Some((subject, _)) = boxes.iter().find(|(_, rect)| rect.overlaps(*label)) {
            return Err(format!("a label covers {subject:?}"));
        }
        if labels.iter().skip(place + 1).any(|other| other.overlaps(*label)) {
            return Err("two labels overlap".to_owned());
        }
        let covers_department = list.shapes.iter().any(|shape| {
            matches!(shape.subject, Subject::Department(_))
                && matches!(shape.geometry, Geometry::Text(_))
                && shape.bounds.overlaps(*label)
        });
        if covers_department {
            return Err("a label covers a department's name".to_owned());
        }
    }
    Ok(())
}

fn check_bodies(drawn: &Drawn, list: &DisplayList) -> Result<(), String> {
    for level in LEVELS {
        let mut bodies: BTreeMap<&Subject, usize> = BTreeMap::new();
        for shape in &list.shapes {
            if shape.part == Part::Body && shape.levels.contains(level) {
                *bodies.entry(&shape.subject).or_default() += 1;
            }
        }
        let parties = drawn.org.parties().keys().map(|id| Subject::Party(id.clone()));
        let links = drawn.org.links().keys().map(|id| Subject::Link(id.clone()));
        for subject in parties.chain(links) {
            if bodies.get(&subject) != Some(&1) {
                return Err(format!("{subject:?} has {:?} bodies at {level:?}", bodies.get(&subject)));
            }
            if !list.names.contains_key(&subject) {
                return Err(format!("{subject:?} has no name"));
            }
        }
    }
    let missing = drawn.org.links().keys().find(|id| list.link_anchor(id).is_none());
    missing.map_or(Ok(()), |id| Err(format!("{id} has no anchor")))
}

fn check_words_fit(list: &DisplayList) -> Result<(), String> {
    let boxes: BTreeMap<&Subject, Rect> = boxes(list).into_iter().collect();
    for shape in &list.shapes {
        if let (Geometry::Text(run), Some(rect)) = (&shape.geometry, boxes.get(&shape.subject)) {
            let is_badge = run.text == "cut off";
            let inside = rect.contains(shape.bounds.min) && rect.contains(shape.bounds.max);
            if !inside && !is_badge {
                return Err(format!("{:?} does not fit its box {rect:?}", run.text));
            }
        }
    }
    Ok(())
}

fn check_bounds(list: &DisplayList) -> Result<(), String> {
    for shape in &list.shapes {
        let within = list.bounds.contains(shape.bounds.min) && list.bounds.contains(shape.bounds.max);
        if !within || !shape.bounds.min.is_finite() || !shape.bounds.max.is_finite() {
            return Err(format!("{shape:?} lies outside {:?}", list.bounds));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn labels_cover_nothing_and_words_fit(org in random_org(), chain in any::<bool>(), grouped in any::<bool>()) {
        let view = if chain { View::Chain } else { View::Pyramid };
        let grouping = if grouped { Grouping::Departments } else { Grouping::None };
        let drawn = drawn(org, view, grouping);
        let list = plain(&drawn);
        prop_assert_eq!(check_labels(&list), Ok(()));
        prop_assert_eq!(check_bodies(&drawn, &list), Ok(()));
        prop_assert_eq!(check_words_fit(&list), Ok(()));
        prop_assert_eq!(check_bounds(&list), Ok(()));
        for (subject, rect) in boxes(&list) {
            prop_assert_eq!(list.subject_at(rect.centre(), Level::Near, 4.0), Some(subject), "a click on a box finds it");
        }
        prop_assert_eq!(list, plain(&drawn));
    }

    #[test]
    fn a_choice_dims_and_hides_nothing(org in random_org(), place in 0_usize..12) {
        let drawn = drawn(org, View::Chain, Grouping::None);
        let Some(id) = drawn.org.parties().keys().nth(place % drawn.org.parties().len().max(1)) else { return Ok(()) };
        let chosen = Subject::Party(id.clone());
        let (before, after) = (plain(&drawn), list_of(&drawn, &chosen, &BTreeSet::new()));
        // The outline of the chosen box is all that is added; everything stays where it is.
        prop_assert_eq!(after.shapes.len(), before.shapes.len() + 1);
        prop_assert_eq!(after.anchors, before.anchors);
    }
}

#[test]
fn the_samples_hold_too() {
    for org in [clinic(), hospital()] {
        for view in [View::Chain, View::Pyramid] {
            for grouping in [Grouping::None, Grouping::Departments] {
                let drawn = drawn(org.clone(), view, grouping);
                let list = plain(&drawn);
                assert_eq!(check_labels(&list), Ok(()));
                assert_eq!(check_bodies(&drawn, &list), Ok(()));
                assert_eq!(check_words_fit(&list), Ok(()));
                assert_eq!(check_bounds(&list), Ok(()));
            }
        }
    }
}

#[test]
fn what_is_hidden_is_not_drawn_and_the_rest_is() {
    let drawn = drawn(clinic(), View::Chain, Grouping::None);
    let hidden = BTreeSet::from([PartyId::new("doctors")]);
    let list = list_of(&drawn, &Subject::None, &hidden);
    let doctors = PartyId::new("doctors");
    for shape in &list.shapes {
        match &shape.subject {
            Subject::Party(id) => assert_ne!(*id, doctors),
            Subject::Link(id) => assert!(id.supplier != doctors && id.customer != doctors),
            _ => {}
        }
    }
    let links = drawn.org.links().keys().filter(|id| id.supplier != doctors && id.customer != doctors);
    assert_eq!(list.anchors.len(), links.count());
    assert_eq!(boxes(&list).len(), drawn.org.parties().len() - 1);
}

#[test]
fn a_dimmed_thing_is_thirty_percent_of_itself() {
    let drawn = drawn(clinic(), View::Chain, Grouping::None);
    let theme = ThemeName::Light.theme();
    let chosen = Subject::Party(PartyId::new("booking"));
    let list = list_of(&drawn, &chosen, &BTreeSet::new());
    let color = |id: &str| {
        list.shapes.iter().find_map(|shape| match (&shape.subject, &shape.geometry) {
            (Subject::Party(party), Geometry::Text(run)) if party.as_str() == id => Some(run.color),
            _ => None,
        })
    };
    assert_eq!(color("reception"), Some(theme.ink), "downstream");
    assert_eq!(color("records"), Some(theme.ink), "upstream");
    assert_eq!(color("radiology"), Some(theme.ink.over(theme.canvas, 30)), "elsewhere");
}

#[test]
fn a_line_is_found_beside_its_mark() {
    let drawn = drawn(clinic(), View::Chain, Grouping::None);
    let list = plain(&drawn);
    for (id, anchor) in &list.anchors {
        let found = list.subject_at(*anchor, Level::Near, 6.0);
        assert_eq!(found, Some(&Subject::Link(id.clone())));
    }
}

/// How many lines run through `rect`.
fn lines_through(list: &DisplayList, rect: Rect) -> usize {
    let lines =
        list.shapes.iter().filter(|shape| shape.part == Part::Body && shape.levels.contains(Level::Near));
    let runs_through = |shape: &&Shape| match &shape.geometry {
        Geometry::Line { path, .. } => path
            .flattened()
            .iter()
            .flat_map(|points| points.windows(2))
            .any(|pair| rect.is_crossed_by(pair[0], pair[1])),
        _ => false,
    };
    lines.filter(runs_through).count()
}

#[test]
fn departments_names_stand_where_few_lines_run() {
    let (mut chosen, mut at_the_left) = (0, 0);
    for org in [clinic(), hospital()] {
        for view in [View::Chain, View::Pyramid] {
            let drawn = drawn(org.clone(), view, Grouping::Departments);
            let list = plain(&drawn);
            for area in &drawn.layout.groups {
                let is_name = |shape: &&Shape| {
                    shape.subject == Subject::Department(area.name.clone())
                        && matches!(shape.geometry, Geometry::Text(_))
                };
                for (shape, strip) in list.shapes.iter().filter(is_name).zip(&area.labels) {
                    let inside = strip.contains(shape.bounds.min) && strip.contains(shape.bounds.max);
                    assert!(inside, "{} lies in its strip", area.name);
                    let mut left = *strip;
                    left.max.x = left.min.x + shape.bounds.width();
                    chosen += lines_through(&list, shape.bounds);
                    at_the_left += lines_through(&list, left);
                }
            }
        }
    }
    assert!(
        chosen * 2 < at_the_left,
        "{chosen} lines through names, {at_the_left} through their first places"
    );
}
