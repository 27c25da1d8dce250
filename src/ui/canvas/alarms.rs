//! What a folded department says on its upper edge where the picture's own lettering is too small to read: how much is broken inside.
//!
//! In few words where there is no room for all. Deliberately absent: flags of causes, which stand beside their marks; see `lettering`.

use std::collections::BTreeMap;

use egui::{Rect, Shape, vec2};

use super::drawing::Drawing;
use super::ink::Sheet;
use super::lettering::Page;
use crate::picture::metrics::WORD;
use crate::picture::{Geometry, Level, Subject};
use crate::ui::tokens::{Tokens, color32, semibold};

/// The size of the words, screen points.
const SIZE: f32 = 10.5;
/// How far a plate reaches into its box, screen points.
const OVERLAP: f32 = 3.0;

/// Sets the alarms of the folded departments that are in view: each on its box, clear of what is `taken`; what a plate covers is taken from
/// then on.
pub(super) fn alarms(
    drawing: &Drawing,
    sheet: &Sheet<'_>,
    tokens: &Tokens,
    taken: &mut Vec<Rect>,
    page: &mut Page<'_>,
) {
    if sheet.level <= Level::Far {
        return;
    }
    let words = words_of_folds(sheet);
    for spot in drawing.folds.iter().filter(|spot| spot.face.area.intersects(sheet.visible)) {
        let Some(words) = words.get(spot.department.as_str()) else { continue };
        let area = sheet.screen_from_world.mul_rect(spot.face.area);
        for words in in_fewer_and_fewer(words) {
            let galley = page.layout(words, semibold(SIZE));
            let size = galley.size() + vec2(10.0, 2.0);
            let middle = area.center().x.max(area.max.x - size.x / 2.0);
            let middle = if size.x > area.width() { area.center().x } else { middle };
            let centre = egui::pos2(middle, area.min.y + OVERLAP - size.y / 2.0);
            let plate = Rect::from_center_size(centre, size);
            let above = plate.with_max_y(area.min.y - 1.0);
            if taken.iter().any(|other| other.intersects(above)) {
                continue;
            }
            page.shapes.push(Shape::rect_filled(plate, size.y / 2.0, color32(tokens.theme.broken.text)));
            page.galley(plate.min + vec2(5.0, 1.0), galley, color32(tokens.theme.on_fill));
            taken.push(plate);
            break;
        }
    }
}

/// What the picture writes on the edges of folded boxes: the only words there of that style.
fn words_of_folds<'list>(sheet: &Sheet<'list>) -> BTreeMap<&'list str, &'list str> {
    let in_view =
        sheet.shapes.iter().zip(sheet.bounds).filter(|(_, bounds)| bounds.intersects(sheet.visible));
    let alarms = in_view.filter_map(|(shape, _)| match (&shape.subject, &shape.geometry) {
        (Subject::Folded(name), Geometry::Text(run)) if run.style == WORD => {
            Some((name.as_str(), run.text.as_str()))
        }
        _ => None,
    });
    alarms.collect()
}

/// `1 cause, 2 broken inside`, `1 cause, 2 broken`, `1 cause`.
fn in_fewer_and_fewer(words: &str) -> impl Iterator<Item = &str> {
    let fewer = words.trim_end_matches(" inside");
    let fewest = fewer.split(", ").next().unwrap_or(fewer);
    let forms =
        [Some(words), Some(fewer).filter(|_| fewer != words), Some(fewest).filter(|_| fewest != fewer)];
    forms.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::in_fewer_and_fewer;

    #[test]
    fn each_form_is_shorter_than_the_one_before() {
        let forms: Vec<&str> = in_fewer_and_fewer("1 cause, 2 broken inside").collect();
        assert_eq!(forms, ["1 cause, 2 broken inside", "1 cause, 2 broken", "1 cause"]);
        let forms: Vec<&str> = in_fewer_and_fewer("3 broken inside").collect();
        assert_eq!(forms, ["3 broken inside", "3 broken"]);
    }
}
