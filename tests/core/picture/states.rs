//! The four states, and causes against symptoms, told apart without colour: on the map and in the legend.

use std::collections::BTreeSet;

use throughline::layout::Grouping;
use throughline::model::{LinkId, View};
use throughline::picture::{
    Dash, DisplayList, Geometry, Level, Part, PictureInput, Segment, Shape, Subject, ThemeName, build, legend,
};

use super::fixtures::{clinic, drawn, org};

/// What a colour-blind eye sees of a line: its width, its dashes, its gaps, and the shapes that go with it.
#[derive(Debug, PartialEq)]
struct GreyLook {
    width: f64,
    dash: Dash,
    runs: usize,
    details: Vec<&'static str>,
}

fn grey_look<'list>(shapes: impl Iterator<Item = &'list Shape>) -> GreyLook {
    let mut look = GreyLook { width: 0.0, dash: Dash::Solid, runs: 0, details: Vec::new() };
    for shape in shapes.filter(|shape| shape.levels.contains(Level::Near)) {
        match (&shape.geometry, shape.part) {
            (Geometry::Line { path, stroke }, Part::Body) => {
                look.width = stroke.width;
                look.dash = stroke.dash;
                let moves = path.segments.iter().filter(|segment| matches!(segment, Segment::Move(_)));
                look.runs = moves.count();
            }
            (Geometry::Line { .. }, Part::Detail | Part::Plate) => look.details.push("line"),
            (Geometry::Circle { .. }, _) => look.details.push("disc"),
            (Geometry::Polygon { .. }, _) => look.details.push("polygon"),
            (Geometry::Rect { .. }, _) => look.details.push("plate"),
            (Geometry::Text(_), _) => look.details.push("words"),
        }
    }
    look
}

fn list_of(theme: ThemeName) -> DisplayList {
    let org = org(
        "States",
        "*Customer
         A
         B
         C",
        "A > B | broken | first
         B > Customer | broken | second
         C > B | struggles | third
         C > Customer | works
         A > C | unknown",
    );
    let drawn = drawn(org, View::Chain, Grouping::None);
    build(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: theme.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    })
}

fn look_of(list: &DisplayList, supplier: &str, customer: &str) -> GreyLook {
    let subject = Subject::Link(LinkId::new(supplier, customer));
    grey_look(list.shapes.iter().filter(|shape| shape.subject == subject))
}

#[test]
fn each_state_has_a_shape_of_its_own() {
    for theme in ThemeName::ALL {
        let list = list_of(theme);
        let root = look_of(&list, "a", "b");
        let symptom = look_of(&list, "b", "customer");
        let strained = look_of(&list, "c", "b");
        let unknown = look_of(&list, "a", "c");
        let sound = look_of(&list, "c", "customer");

        assert_eq!((root.runs, symptom.runs), (2, 2), "a broken line has a gap");
        assert_eq!((strained.runs, unknown.runs, sound.runs), (1, 1, 1), "no other has");
        assert!(matches!(strained.dash, Dash::Dashes { on, off } if on > off), "long dashes");
        assert!(matches!(unknown.dash, Dash::Dots { .. }));
        assert_eq!(sound.dash, Dash::Solid);
        assert!(sound.width < strained.width && strained.width < symptom.width && symptom.width < root.width);
        assert!(
            root.details.contains(&"words") && symptom.details.contains(&"words"),
            "the word stands with it"
        );
        assert!(strained.details.contains(&"disc") && unknown.details.contains(&"disc"), "! and ?");
        assert_eq!(sound.details, ["polygon"], "an arrow head, no mark");
        let looks = [root, symptom, strained, unknown, sound];
        for (place, one) in looks.iter().enumerate() {
            assert!(looks.iter().skip(place + 1).all(|other| other != one), "{theme:?}: {one:?}");
        }
    }
}

#[test]
fn a_cause_carries_the_word_and_a_symptom_does_not() {
    let list = list_of(ThemeName::Light);
    let words = |supplier: &str, customer: &str| -> Vec<&str> {
        let subject = Subject::Link(LinkId::new(supplier, customer));
        let texts = list.shapes.iter().filter(|shape| shape.subject == subject);
        texts
            .filter_map(|shape| match &shape.geometry {
                Geometry::Text(run) => Some(run.text.as_str()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(words("a", "b"), ["cause", "broken", "first"]);
    assert_eq!(words("b", "customer"), ["broken", "second"]);
}

#[test]
fn several_causes_are_numbered() {
    let drawn = drawn(super::fixtures::hospital(), View::Chain, Grouping::None);
    let list = build(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    });
    let flags: BTreeSet<&str> = list
        .shapes
        .iter()
        .filter_map(|shape| match &shape.geometry {
            Geometry::Text(run) if run.text.starts_with("cause") => Some(run.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(drawn.diagnosis.groups.len(), 4);
    assert_eq!(flags, BTreeSet::from(["cause 1", "cause 2", "cause 3", "cause 4"]));
}

#[test]
fn the_legend_shows_the_shapes_of_the_map() {
    for theme in ThemeName::ALL {
        let list = list_of(theme);
        let legend = legend(theme.theme(), 1);
        let bodies: Vec<GreyLook> = legend
            .shapes
            .iter()
            .filter(|shape| shape.part == Part::Body && matches!(shape.geometry, Geometry::Line { .. }))
            .map(|shape| grey_look([shape].into_iter()))
            .collect();
        for (supplier, customer) in [("c", "customer"), ("a", "c"), ("c", "b"), ("b", "customer"), ("a", "b")]
        {
            let on_map = look_of(&list, supplier, customer);
            let same = |entry: &&GreyLook| {
                (entry.width, entry.dash, entry.runs) == (on_map.width, on_map.dash, on_map.runs)
            };
            assert_eq!(bodies.iter().filter(same).count(), 1, "{supplier} > {customer}: {on_map:?}");
        }
        assert_eq!(bodies.len(), 5);
        assert!(legend.shapes.iter().all(|shape| shape.subject == Subject::Legend));
    }
}

#[test]
fn a_customer_says_how_it_is_served() {
    let drawn = drawn(clinic(), View::Chain, Grouping::None);
    let list = build(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    });
    let has = |words: &str| {
        list.shapes.iter().any(|shape| matches!(&shape.geometry, Geometry::Text(run) if run.text == words))
    };
    assert!(has("2 of 4 services fail"));
    assert!(has("its one service struggles"));
    assert!(has("cut off"));
    assert!(has("front line \u{b7} Dr. Singh"));
    let name = list.names.get(&Subject::Link(LinkId::new("records", "booking"))).expect("it is drawn");
    assert!(name.starts_with("Link Records to Booking, broken, probable cause"), "{name}");
    assert!(name.ends_with("complete referral letters before the slot is offered"), "{name}");
}
