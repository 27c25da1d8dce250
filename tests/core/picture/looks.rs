//! Pictures for people to look at: written when `THROUGHLINE_PICTURES` names a folder, else skipped.

use std::collections::BTreeSet;
use std::path::PathBuf;

use throughline::exchange::svg::svg;
use throughline::layout::Grouping;
use throughline::model::View;
use throughline::picture::{Lit, PictureInput, Subject, ThemeName, sheet};

use super::fixtures::{Drawn, clinic, drawn, hospital};

#[test]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("THROUGHLINE_PICTURES").map(PathBuf::from) else {
        println!("skipped: THROUGHLINE_PICTURES names no folder");
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for (name, org) in [("clinic", clinic()), ("hospital", hospital())] {
        for (view, grouping, kind) in [
            (View::Chain, Grouping::Departments, "departments"),
            (View::Chain, Grouping::None, "chain"),
            (View::Pyramid, Grouping::None, "pyramid"),
        ] {
            let drawn = drawn(org.clone(), view, grouping);
            let themes = if kind == "chain" { &ThemeName::ALL[..] } else { &[ThemeName::Light] };
            for theme in themes {
                let file = folder.join(format!("{name}-{kind}-{theme:?}.svg").to_lowercase());
                std::fs::write(file, sheet_of(&drawn, *theme, &Subject::None)).unwrap();
            }
            if kind == "chain" {
                let party = Subject::Party("booking".into());
                let party = if name == "clinic" { party } else { Subject::Party("bed-management".into()) };
                std::fs::write(
                    folder.join(format!("{name}-lit.svg")),
                    sheet_of(&drawn, ThemeName::Light, &party),
                )
                .unwrap();
            }
        }
    }
}

fn sheet_of(drawn: &Drawn, theme: ThemeName, selected: &Subject) -> String {
    let lit = Lit::chain(&drawn.org, selected);
    let input = PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme: theme.theme(),
        selected,
        lit: lit.as_ref(),
        hidden: &BTreeSet::new(),
    };
    svg(&sheet(&input), &drawn.org.name, "Who serves whom", theme.theme())
}
