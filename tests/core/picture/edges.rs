//! Departments' names and edges: no label lies on an edge, and no line comes near a name where there is room.

use std::collections::BTreeMap;

use proptest::prelude::*;
use throughline::layout::{GroupArea, Grouping, Layout, Point, Rect, RouteKind};
use throughline::model::{Org, View};
use throughline::picture::{
    DisplayList, Geometry, Level, Part, PictureInput, Shape, Subject, ThemeName, build,
};

use super::fixtures::{Drawn, config, drawn, random_org};

/// How far lines keep from the letters of a name, world units.
const CLEARANCE: f64 = 5.0;
/// How far level lines keep from an edge that they would run along, world units.
const OFF_EDGES: f64 = 5.9;
/// From one place for a name to the next, and no place is nearer than this to the strip's end.
const STEP: f64 = 16.0;
const MARGIN: f64 = 12.0;

fn samples() -> Vec<(String, Org)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_orgs");
    let files = std::fs::read_dir(folder).expect("the folder of samples");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".org.ron"));
    paths.sort();
    let sample = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        (name, throughline::storage::load(path).expect("an org file").org)
    };
    paths.iter().map(sample).collect()
}

fn list_of(drawn: &Drawn) -> DisplayList {
    build(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &std::collections::BTreeSet::new(),
    })
}

/// Words and plates of links, each link's united.
fn labels(list: &DisplayList) -> BTreeMap<&Subject, Rect> {
    let mut labels: BTreeMap<&Subject, Rect> = BTreeMap::new();
    let is_label = |shape: &&Shape| {
        let is_words = matches!(shape.geometry, Geometry::Text(_) | Geometry::Rect { .. });
        matches!(shape.subject, Subject::Link(_)) && is_words
    };
    for shape in list.shapes.iter().filter(is_label) {
        let label = labels.entry(&shape.subject).or_insert(shape.bounds);
        *label = label.union(shape.bounds);
    }
    labels
}

/// The four edges of each department's rectangles.
fn edges(layout: &Layout) -> impl Iterator<Item = (Point, Point)> + '_ {
    layout.groups.iter().flat_map(|area| &area.rects).flat_map(|Rect { min, max }| {
        let (right, left) = (Point::new(max.x, min.y), Point::new(min.x, max.y));
        [(*min, right), (right, *max), (left, *max), (*min, left)]
    })
}

/// The straight stretches that stand for all lines.
fn stretches(list: &DisplayList) -> Vec<(Point, Point)> {
    let lines =
        list.shapes.iter().filter(|shape| shape.part == Part::Body && shape.levels.contains(Level::Near));
    let runs = lines.filter_map(|shape| match &shape.geometry {
        Geometry::Line { path, .. } => Some(path.flattened()),
        _ => None,
    });
    let stretches =
        |run: &Vec<Point>| -> Vec<(Point, Point)> { run.windows(2).map(|pair| (pair[0], pair[1])).collect() };
    runs.flatten().flat_map(|run| stretches(&run)).collect()
}

fn is_crossed(rect: Rect, stretches: &[(Point, Point)]) -> bool {
    stretches.iter().any(|(from, to)| rect.is_crossed_by(*from, *to))
}

/// The names of an area's strips as they are drawn, with the strips.
fn names<'list>(
    list: &'list DisplayList,
    area: &'list GroupArea,
) -> impl Iterator<Item = (Rect, Rect)> + 'list {
    let is_name = |shape: &&Shape| {
        shape.subject == Subject::Department(area.name.clone()) && matches!(shape.geometry, Geometry::Text(_))
    };
    list.shapes.iter().filter(is_name).map(|shape| shape.bounds).zip(area.labels.iter().copied())
}

/// Every place that a name of this size could have in its strip, at the height that it has.
fn other_places(name: Rect, strip: Rect) -> impl Iterator<Item = Rect> {
    let first = strip.min.x + MARGIN;
    (0..48_u32).map(move |step| first + f64::from(step) * STEP).map_while(move |left| {
        let place = name.moved_by(Point::new(left - name.min.x, 0.0));
        (place.max.x <= strip.max.x - MARGIN).then_some(place)
    })
}

/// The names that a line comes near to; an error when one of them had a better place.
fn crowded_names(drawn: &Drawn, list: &DisplayList) -> Result<usize, String> {
    let stretches = stretches(list);
    let mut crowded = 0;
    for area in &drawn.layout.groups {
        for (name, strip) in names(list, area) {
            if is_crossed(name.grown(CLEARANCE), &stretches) {
                crowded += 1;
                // A little more room than is asked for: the picture measures by the height of a line, this test by the letters' box.
                if let Some(better) = other_places(name, strip)
                    .find(|place| !is_crossed(place.grown(CLEARANCE + 3.0), &stretches))
                {
                    return Err(format!("{} at {name:?} could be at {better:?}", area.name));
                }
            }
        }
    }
    Ok(crowded)
}

fn check_labels(drawn: &Drawn, list: &DisplayList) -> Result<(), String> {
    for (subject, label) in labels(list) {
        if let Some(edge) = edges(&drawn.layout).find(|(from, to)| label.is_crossed_by(*from, *to)) {
            return Err(format!("the edge {edge:?} runs through the label {label:?} of {subject:?}"));
        }
    }
    check_leaders(list)
}

/// The lines that lead from labels to their links: none runs through the label of another.
fn check_leaders(list: &DisplayList) -> Result<(), String> {
    let labels = labels(list);
    for shape in list.shapes.iter().filter(|shape| shape.part == Part::Plate) {
        let Geometry::Line { path, .. } = &shape.geometry else { continue };
        let run = path.flattened().concat();
        let leader: Vec<(Point, Point)> = run.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let others = labels.iter().filter(|(subject, _)| **subject != &shape.subject);
        if let Some((other, _)) = others.into_iter().find(|(_, label)| is_crossed(**label, &leader)) {
            return Err(format!("the leader of {:?} runs through the label of {other:?}", shape.subject));
        }
    }
    Ok(())
}

/// How many level stretches of lines run along an edge, or through a strip with a name; and how many there are at all. Where the chain
/// runs from left to right.
fn level_stretches(layout: &Layout) -> (usize, usize) {
    let (mut along, mut all) = (0, 0);
    for route in layout.routes.iter().filter(|route| route.kind != RouteKind::Level && !route.is_straight) {
        for pair in route.points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let (left, right) = (from.x.min(to.x), from.x.max(to.x));
            if from.y != to.y || right - left < 100.0 {
                continue;
            }
            all += 1;
            let is_beside = |rect: &&Rect| rect.min.x < right && left < rect.max.x;
            let rects = layout.groups.iter().flat_map(|area| area.rects.iter().zip(&area.labels));
            let runs_along = |(rect, strip): (&Rect, &Rect)| {
                let is_near_bottom = (from.y - rect.max.y).abs() < OFF_EDGES;
                let is_near_name = strip.min.y - OFF_EDGES < from.y && from.y < strip.max.y;
                is_near_bottom || is_near_name
            };
            along += usize::from(rects.filter(|(rect, _)| is_beside(rect)).any(runs_along));
        }
    }
    (along, all)
}

#[test]
fn the_samples_names_are_clear_of_lines_and_no_label_lies_on_an_edge() {
    for (file, org) in samples() {
        for view in [View::Chain, View::Pyramid] {
            let drawn = drawn(org.clone(), view, Grouping::Departments);
            let list = list_of(&drawn);
            assert_eq!(check_labels(&drawn, &list), Ok(()), "{file}, {view:?}");
            let crowded = crowded_names(&drawn, &list).expect("no name has a better place");
            // Many lines cross the front line's departments on their way up the pyramid: one short strip has no gap that is wide enough.
            let most = usize::from(view == View::Pyramid);
            assert!(crowded <= most, "{crowded} in {file}, {view:?}");
        }
    }
}

#[test]
fn no_line_of_the_samples_runs_along_an_edge_or_through_a_name() {
    for (file, org) in samples() {
        let drawn = drawn(org, View::Chain, Grouping::Departments);
        let (along, all) = level_stretches(&drawn.layout);
        assert!(all > 0, "{file}");
        assert_eq!(along, 0, "{file}: of {all}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn names_and_labels_of_any_map_keep_off_lines_and_edges(org in random_org(), chain in any::<bool>()) {
        let view = if chain { View::Chain } else { View::Pyramid };
        let drawn = drawn(org, view, Grouping::Departments);
        let list = list_of(&drawn);
        prop_assert_eq!(check_labels(&drawn, &list), Ok(()));
        let crowded = crowded_names(&drawn, &list);
        prop_assert!(crowded.is_ok(), "{:?}", crowded);
    }
}
