//! The window and the exported SVG show the same picture: every word and every shape of the file is painted where the file has it,
//! in the file's colour.
//!
//! What is painted is read from the window's own output before it becomes pixels: triangles, of letters and of all else.

use std::collections::BTreeMap;

use egui::emath::{GuiRounding as _, TSTransform};
use egui::{Color32, Key, Modifiers, Pos2, Rect, Shape, pos2};

use throughline::picture::text::{TextStyle, Weight};

use super::harness::{Window, sample};

/// How near is the same place, screen points: the window puts edges on whole pixels, and where it looks from is measured by these.
const NEAR: f32 = 3.5;

/// What the window paints as triangles: the map and its words, and little else.
#[derive(Default)]
struct Painted {
    corners: Vec<(Pos2, Color32)>,
}

impl Painted {
    fn add(&mut self, shape: &Shape, to_screen: TSTransform) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.add(shape, to_screen)),
            Shape::Mesh(mesh) => {
                let corners = mesh.vertices.iter();
                self.corners.extend(corners.map(|vertex| (to_screen.mul_pos(vertex.pos), vertex.color)));
            }
            _ => {}
        }
    }

    /// What is painted into the part of the window that holds most triangles: the map.
    fn of(window: &Window) -> Self {
        let mut by_part: BTreeMap<String, Self> = BTreeMap::new();
        for clipped in &window.harness.output().shapes {
            let to_screen = clipped.transform_after_tessellation;
            let part = format!("{:?}", to_screen.mul_rect(clipped.clip_rect).round_ui());
            by_part.entry(part).or_default().add(&clipped.shape, to_screen);
        }
        by_part.into_values().max_by_key(|part| part.corners.len()).expect("something is painted")
    }

    fn has(&self, color: Color32, at: Pos2, reach: f32) -> bool {
        self.corners.iter().any(|(corner, painted)| *painted == color && corner.distance(at) <= reach)
    }

    /// What the corners of that colour in and around `area` span.
    fn span(&self, color: Color32, area: Rect) -> Rect {
        let inside = area.expand(NEAR);
        let corners =
            self.corners.iter().filter(|(corner, painted)| *painted == color && inside.contains(*corner));
        corners.fold(Rect::NOTHING, |span, (corner, _)| span.union(Rect::from_pos(*corner)))
    }
}

type Node<'a> = roxmltree::Node<'a, 'a>;

fn number(node: Node<'_>, name: &str) -> f32 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_default()
}

fn color(node: Node<'_>, name: &str) -> Option<Color32> {
    Color32::from_hex(node.attribute(name)?).ok()
}

/// From the file's coordinates to the window's: the same scale in both directions.
#[derive(Clone, Copy, Debug)]
struct Place {
    scale: f32,
    offset: egui::Vec2,
}

impl Place {
    fn of(self, x: f32, y: f32) -> Pos2 {
        pos2(x, y) * self.scale + self.offset
    }

    /// By the largest area whose ground no other has: a department's.
    fn found(nodes: &[Node<'_>], painted: &Painted) -> Self {
        let boxes = || nodes.iter().filter(|node| node.tag_name().name() == "rect");
        let count = |fill: Color32| boxes().filter(|node| color(**node, "fill") == Some(fill)).count();
        let alone = boxes().filter(|node| color(**node, "fill").is_some_and(|fill| count(fill) == 1));
        let largest = alone.max_by(|one, other| area(**one).area().total_cmp(&area(**other).area()));
        let largest = *largest.expect("there are departments");
        let of_file = area(largest);
        let of_window = painted.span(color(largest, "fill").unwrap_or_default(), Rect::EVERYTHING);
        let scale = of_window.width() / of_file.width();
        Self { scale, offset: of_window.min - of_file.min * scale }
    }
}

fn area(node: Node<'_>) -> Rect {
    let size = egui::vec2(number(node, "width"), number(node, "height"));
    Rect::from_min_size(pos2(number(node, "x"), number(node, "y")), size)
}

/// Where the letters of a word lie in the file: from where it begins to where it ends, as high as its capitals.
fn letters(node: Node<'_>) -> Rect {
    let size = number(node, "font-size");
    let weight = match node.attribute("font-weight") {
        Some("600") => Weight::SemiBold,
        _ => Weight::Regular,
    };
    let width = TextStyle::new(f64::from(size), weight).width(node.text().unwrap_or_default()) as f32;
    let share = match node.attribute("text-anchor") {
        Some("middle") => 0.5,
        Some("end") => 1.0,
        _ => 0.0,
    };
    let left = number(node, "x") - width * share;
    Rect::from_min_max(pos2(left, number(node, "y") - size * 0.75), pos2(left + width, number(node, "y")))
}

/// The points at which the stretches of a path end.
fn ends(way: &str) -> Vec<(f32, f32)> {
    let letters = |letter: char| letter.is_ascii_alphabetic();
    let numbers = |part: &str| -> Vec<f32> {
        part.split_whitespace().filter_map(|number| number.parse().ok()).collect()
    };
    let parts = way.split(letters).map(numbers).filter(|part| part.len() >= 2);
    parts.map(|part| (part[part.len() - 2], part[part.len() - 1])).collect()
}

/// What of the map the window does not paint as the file has it, in words.
fn differences(painted: &Painted, place: Place, nodes: &[Node<'_>]) -> Vec<String> {
    let mut differences = Vec::new();
    for node in nodes {
        let is_painted = match node.tag_name().name() {
            "text" => {
                let ink = color(*node, "fill").unwrap_or_default();
                let word = letters(*node);
                let word =
                    Rect::from_min_max(place.of(word.min.x, word.min.y), place.of(word.max.x, word.max.y));
                // Letters of that colour at both of its ends; departments' names grow a little from afar.
                let end = |x: f32| {
                    let end = Rect::from_x_y_ranges(x..=x, word.y_range())
                        .expand2(egui::vec2(4.0 + word.width() * 0.06, 3.0));
                    painted.corners.iter().any(|(corner, color)| *color == ink && end.contains(*corner))
                };
                end(word.min.x) && end(word.max.x)
            }
            "rect" => color(*node, "fill").is_none_or(|fill| {
                let area = area(*node);
                let area =
                    Rect::from_min_max(place.of(area.min.x, area.min.y), place.of(area.max.x, area.max.y));
                spans(painted, fill, area, line_width(*node, place))
            }),
            "circle" => color(*node, "fill").is_none_or(|fill| {
                let centre = place.of(number(*node, "cx"), number(*node, "cy"));
                let side = number(*node, "r") * 2.0 * place.scale;
                let area = Rect::from_center_size(centre, egui::Vec2::splat(side));
                spans(painted, fill, area, line_width(*node, place))
            }),
            "polygon" => {
                let fill = color(*node, "fill").unwrap_or_default();
                let corners = node.attribute("points").unwrap_or_default().split_whitespace();
                corners
                    .filter_map(|corner| corner.split_once(','))
                    .filter_map(|(x, y)| Some(place.of(x.parse().ok()?, y.parse().ok()?)))
                    .all(|corner| painted.has(fill, corner, NEAR))
            }
            "path" => {
                let line = color(*node, "stroke").unwrap_or_default();
                let dashes = node.attribute("stroke-dasharray").unwrap_or_default().split(' ');
                let period: f32 = dashes.filter_map(|dash| dash.parse::<f32>().ok()).sum();
                let reach = (number(*node, "stroke-width") + period) * place.scale + NEAR;
                let ends = ends(node.attribute("d").unwrap_or_default());
                !ends.is_empty() && ends.iter().all(|(x, y)| painted.has(line, place.of(*x, *y), reach))
            }
            _ => true,
        };
        if !is_painted {
            differences.push(format!(
                "{} {:?} {:?}",
                node.tag_name().name(),
                node.attributes().map(|a| format!("{}={}", a.name(), a.value())).collect::<Vec<_>>(),
                node.text()
            ));
        }
    }
    differences
}

fn line_width(node: Node<'_>, place: Place) -> f32 {
    number(node, "stroke-width") * place.scale
}

/// Whether corners of that colour span the area, but for its outline of that width, which lies on it.
fn spans(painted: &Painted, fill: Color32, area: Rect, outline: f32) -> bool {
    let span = painted.span(fill, area);
    let most = NEAR + outline;
    let apart = [span.min - area.min, span.max - area.max];
    apart.into_iter().all(|apart| apart.x.abs() <= most && apart.y.abs() <= most)
}

#[test]
fn the_window_paints_what_the_svg_holds() {
    for name in ["first-example.org.ron", "hospital-clinic.org.ron", "software-company.org.ron"] {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join(name);
        std::fs::copy(sample(name), &copy).expect("the sample is there");
        let mut window = Window::of(folder, Some(copy), egui::vec2(4600.0, 2400.0));
        let path = window.folder.path().join("map.svg");
        window.script.choose(&path);
        window.press_with(Modifiers::COMMAND, Key::E);
        let written = format!("Exported {}", path.display());
        for _ in 0..2000 {
            if window.shows_words(&written) {
                break;
            }
            window.settle();
        }
        let text = std::fs::read_to_string(&path).expect("it is there");
        let document = roxmltree::Document::parse(&text).expect("it is well-formed");
        // The map alone: after the ground, before the heading, which the sheet adds, and the legend after it.
        let drawn: Vec<Node<'_>> = document.root_element().children().filter(Node::is_element).collect();
        let heading = drawn.iter().position(|node| node.attribute("font-size") == Some("24"));
        let ground = drawn.iter().position(|node| node.tag_name().name() == "rect").expect("a ground");
        let map = &drawn[ground + 1..heading.expect("a heading")];
        let words = map.iter().filter(|node| node.tag_name().name() == "text").count();
        let painted = Painted::of(&window);
        let place = Place::found(map, &painted);
        assert!(place.scale > 0.7, "{name}: the window looks from close by: {place:?}");
        assert!(map.len() > 60 && words > 15, "{name}: {} shapes", map.len());
        let found = differences(&painted, place, map);
        assert!(found.is_empty(), "{name}: {} of {}: {found:#?}", found.len(), map.len());
        // The comparison can fail: elsewhere nothing fits.
        let elsewhere = Place { offset: place.offset + egui::vec2(9.0, 7.0), ..place };
        assert!(differences(&painted, elsewhere, map).len() * 2 > map.len(), "{name}");
    }
}
