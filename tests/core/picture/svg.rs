//! The SVG of a display list: well-formed, self-contained, the same every time, whatever the names are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use throughline::exchange::svg::svg;
use throughline::layout::Grouping;
use throughline::model::{Org, View};
use throughline::picture::{DisplayList, PictureInput, Subject, ThemeName, sheet};

use super::fixtures::{any_name, clinic, config, drawn, named_org, random_org};

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"onload=\"alert(1)",
    "'><image href='http://example.org/x'/>",
    "]]><!--",
    "&amp;&#x3c;&lt;",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "nul\u{0}bell\u{7}escape\u{1b}",
    "right\u{202E}to left\u{2066}",
    "\u{FFFE}\u{FFFF}\u{FEFF}x",
    "</text></svg>",
    "</style><script>",
    "%PDF javascript:alert(1) url(http://example.org)",
];

fn svg_of(org: &Org, view: View) -> String {
    let drawn = drawn(org.clone(), view, Grouping::Departments);
    let input = PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: ThemeName::Light.theme(),
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    };
    svg(&sheet(&input), &org.name, &org.name, ThemeName::Light.theme())
}

/// Whether it points at something elsewhere.
fn is_link(attribute: &roxmltree::Attribute<'_, '_>) -> bool {
    attribute.name().contains("href") && !attribute.value().starts_with("#g")
}

/// Parses it and looks for anything that runs, or that asks for something from elsewhere.
pub fn check(text: &str) -> Result<(), String> {
    let document = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.attribute("role") != Some("img") {
        return Err("not an SVG picture".to_owned());
    }
    let allowed =
        ["svg", "title", "desc", "style", "rect", "circle", "path", "polygon", "text", "defs", "use"];
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        if !allowed.contains(&node.tag_name().name()) {
            return Err(format!("element {}", node.tag_name().name()));
        }
        for attribute in node.attributes() {
            if attribute.name().starts_with("on") || is_link(&attribute) {
                return Err(format!("attribute {}", attribute.name()));
            }
        }
        if node.tag_name().name() == "style" {
            let style = node.text().unwrap_or_default();
            if style.matches("url(").count() != style.matches("url(data:font/ttf;base64,").count() {
                return Err("a style that asks for something from elsewhere".to_owned());
            }
        }
    }
    Ok(())
}

#[test]
fn hostile_names_stay_words() {
    for name in HOSTILE {
        let org = named_org(name);
        let text = svg_of(&org, View::Chain);
        assert_eq!(check(&text), Ok(()), "{name:?}");
        assert!(!text.contains('\u{202E}') && !text.contains('\u{0}'), "{name:?}");
    }
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    assert_eq!(svg_of(&clinic(), View::Chain), svg_of(&clinic(), View::Chain));
}

#[test]
fn an_empty_map_and_an_empty_list_are_pictures_too() {
    let theme = ThemeName::Dark.theme();
    let empty = svg(&DisplayList::default(), "", "", theme);
    assert_eq!(check(&empty), Ok(()));
    assert!(!empty.contains("@font-face"), "no words, no fonts");
    assert_eq!(check(&svg_of(&Org::default(), View::Pyramid)), Ok(()));
}

#[test]
fn every_party_and_link_is_named() {
    let text = svg_of(&clinic(), View::Chain);
    let document = roxmltree::Document::parse(&text).expect("it is well-formed");
    let titles: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title")))
        .filter_map(|node| node.text())
        .collect();
    let org = clinic();
    assert_eq!(titles.len(), 1 + org.parties().len() + org.links().len());
    assert!(titles.contains(&"Link Blood bank to Laboratory, works"), "{titles:?}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_map_is_well_formed(org in random_org()) {
        prop_assert_eq!(check(&svg_of(&org, View::Chain)), Ok(()));
    }

    #[test]
    fn any_name_is_well_formed(name in any_name()) {
        let text = svg_of(&named_org(&name), View::Chain);
        prop_assert_eq!(check(&text), Ok(()));
    }
}
