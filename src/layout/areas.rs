//! Outlines of the departments.
//!
//! Deliberately absent: anything that makes room for them; `departments` has done that before.

use super::geometry::{Point, Rect};
use super::request::Spacing;
use super::result::GroupArea;

/// One box and the department it belongs to.
pub(super) struct Member {
    pub(super) group: Option<u32>,
    /// The part of the map it lies in; members of different parts get rectangles of their own.
    pub(super) part: u32,
    pub(super) rect: Rect,
}

/// The area of each department, by name.
///
/// One rectangle for the members within one part of the map; one a member where a foreign box is in the way.
/// O(groups * n) at worst.
pub(super) fn areas(names: &[String], members: &[Member], spacing: &Spacing) -> Vec<GroupArea> {
    let mut by_group: Vec<(u32, u32, usize)> = members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| member.group.map(|group| (group, member.part, index)))
        .collect();
    by_group.sort_unstable();
    let mut areas: Vec<GroupArea> =
        names.iter().map(|name| GroupArea { name: name.clone(), ..GroupArea::default() }).collect();
    for same in by_group.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some(((group, _, _), area)) =
            same.first().zip(same.first().and_then(|first| areas.get_mut(first.0 as usize)))
        else {
            continue;
        };
        let boxes: Vec<Rect> = same.iter().map(|(_, _, index)| members[*index].rect).collect();
        let Some(whole) = boxes.iter().copied().reduce(Rect::union) else { continue };
        let whole = outline(whole, spacing);
        let has_foreigner =
            members.iter().any(|member| member.group != Some(*group) && member.rect.overlaps(whole));
        let rects = if has_foreigner {
            boxes.iter().map(|rect| outline(*rect, spacing)).collect()
        } else {
            vec![whole]
        };
        for rect in rects {
            area.labels.push(label_strip(rect, spacing));
            area.rects.push(rect);
        }
    }
    areas
}

fn outline(boxes: Rect, spacing: &Spacing) -> Rect {
    let mut rect = boxes.grown(spacing.group_padding);
    rect.min.y -= spacing.group_label;
    rect
}

fn label_strip(outline: Rect, spacing: &Spacing) -> Rect {
    Rect { min: outline.min, max: Point::new(outline.max.x, outline.min.y + spacing.group_label) }
}
