//! Small edits of a large map, and how much of the picture they move.

#![allow(dead_code, reason = "the benchmarks and tests that share it use different parts")]

use throughline::layout::{Layout, LayoutLink, LayoutNode, LayoutRequest, Previous, Rect, Size, layout};

/// A small edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallEdit {
    /// One link more, between two teams far apart in the picture.
    LinkAdded,
    /// One link less.
    LinkRemoved,
    /// One team more, which serves one and is served by another.
    TeamAdded,
}

/// All of them.
pub const SMALL_EDITS: [SmallEdit; 3] = [SmallEdit::LinkAdded, SmallEdit::LinkRemoved, SmallEdit::TeamAdded];

/// The edited map, which knows its picture from before the edit.
pub fn edited(request: &LayoutRequest, present: &Layout, edit: SmallEdit) -> LayoutRequest {
    let mut edited = LayoutRequest { previous: Some(Previous::of(request, present)), ..request.clone() };
    let count = edited.nodes.len();
    match edit {
        SmallEdit::LinkAdded => {
            edited.links.push(LayoutLink { supplier: count / 3, customer: count / 2 });
        }
        SmallEdit::LinkRemoved => {
            edited.links.remove(request.links.len() / 2);
        }
        SmallEdit::TeamAdded => {
            let key = "team-new".to_owned();
            edited.nodes.push(LayoutNode { key, size: Size::new(120.0, 40.0), ..LayoutNode::default() });
            edited.links.push(LayoutLink { supplier: count / 3, customer: count });
            edited.links.push(LayoutLink { supplier: count, customer: count / 2 });
        }
    }
    edited
}

/// Which share of the boxes that were there before moves less than a box's width and height, from 0 to 1.
pub fn share_that_stays(before: &Layout, after: &Layout) -> f64 {
    let stays = |(one, other): &(&Rect, &Rect)| {
        let (from, to) = (one.centre(), other.centre());
        (from.x - to.x).abs() < one.width() && (from.y - to.y).abs() < one.height()
    };
    let staying = before.boxes.iter().zip(&after.boxes).filter(stays).count();
    staying as f64 / before.boxes.len().max(1) as f64
}

/// The share for this edit of this map.
pub fn stability(request: &LayoutRequest, edit: SmallEdit) -> f64 {
    let before = layout(request);
    share_that_stays(&before, &layout(&edited(request, &before, edit)))
}
