//! The whole map in a corner, when it is larger than the view: departments, boxes, broken links, and the part that is seen.
//!
//! A click or a drag moves the view there; the keyboard walks from party to party instead. Deliberately absent: words.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::{Mesh, PointerButton, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::Frame;
use super::film::add_moved;
use super::legend::card_ui;
use super::navigation::Navigation;
use super::zoom_buttons::{MARGIN, SIDE};
use crate::diagnosis::{LinkRole, LinkState};
use crate::picture::{Geometry, Part, Subject as PictureSubject};
use crate::ui::tokens::color32;

/// The largest it gets, screen points.
const LARGEST: Vec2 = vec2(184.0, 112.0);
/// With more broken links than this only probable causes are marked.
const MANY_BROKEN: usize = 200;
/// Maps of fewer parties can be looked at without.
const FEWEST_PARTIES: usize = 12;

/// The overview, kept until there is another picture.
#[derive(Default)]
pub(super) struct Overview {
    made_for: Option<(u64, f32)>,
    /// Relative to its upper left corner, screen points.
    mesh: Arc<Mesh>,
}

/// Where the overview lies, in points, and its scale; `None` where the whole map is in view or there is no room.
fn place(frame: &Frame<'_>) -> Option<(Rect, f32)> {
    let extent = frame.scene.extent;
    let sees_all = frame.visible.contains_rect(extent.shrink(8.0));
    let has_room = frame.view.width() > 480.0 && frame.view.height() > 320.0;
    if sees_all || !has_room || frame.scene.parties.len() < FEWEST_PARTIES || !extent.is_positive() {
        return None;
    }
    let scale = (LARGEST.x / extent.width()).min(LARGEST.y / extent.height());
    let size = (extent.size() * scale).max(Vec2::splat(24.0)) + Vec2::splat(12.0);
    let corner = frame.view.right_bottom() - vec2(2.0 * MARGIN + SIDE - 4.0, MARGIN) - size;
    Some((Rect::from_min_size(corner, size), scale))
}

/// What the overview covers, in points.
pub(super) fn covered(frame: &Frame<'_>) -> Option<Rect> {
    place(frame).map(|(card, _)| card)
}

/// Shows it if the map is larger than the view.
pub(super) fn minimap_ui(ui: &Ui, frame: &Frame<'_>, navigation: &mut Navigation, kept: &mut Overview) {
    let Some((card, scale)) = place(frame) else { return };
    let extent = frame.scene.extent;
    card_ui(ui, frame, card, "minimap", "Overview of the map");
    let shown = Rect::from_center_size(card.center(), extent.size() * scale);
    let to_card = |at: Pos2| shown.min + (at - extent.min) * scale;
    let area_to_card = |area: Rect| Rect::from_min_max(to_card(area.min), to_card(area.max));
    let painter = ui.painter().with_clip_rect(card.shrink(1.0));
    if kept.made_for != Some((frame.scene.serial, scale)) {
        let to_overview = |area: Rect| area.translate(-extent.min.to_vec2()) * scale;
        kept.mesh = Arc::new(overview(frame, &to_overview));
        kept.made_for = Some((frame.scene.serial, scale));
    }
    add_moved(&painter, &kept.mesh, TSTransform::from_translation(shown.min.to_vec2()));
    let seen = area_to_card(frame.visible).intersect(card.shrink(2.0));
    let ink = color32(frame.tokens.theme.ink);
    painter.rect(seen, 2.0, ink.gamma_multiply(0.08), Stroke::new(1.5, ink), StrokeKind::Inside);

    let response = ui.interact(card, frame.id.with("minimap"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Canvas, true, "Overview of the map: click to move the view")
    });
    if (response.clicked() || response.dragged_by(PointerButton::Primary))
        && let Some(pointer) = response.interact_pointer_pos()
    {
        navigation.look_at(extent.min + (pointer - shown.min) / scale);
    }
}

fn overview(frame: &Frame<'_>, to_card: &dyn Fn(Rect) -> Rect) -> Mesh {
    let theme = frame.tokens.theme;
    let mut mesh = Mesh::default();
    for (shape, bounds) in frame.scene.list.shapes.iter().zip(&frame.scene.bounds) {
        if let (PictureSubject::Department(_), Part::Body, Geometry::Rect { fill: Some(fill), .. }) =
            (&shape.subject, shape.part, &shape.geometry)
        {
            mesh.add_colored_rect(to_card(*bounds), color32(*fill));
        }
    }
    let pixel = |at: Pos2| (at.x.round() as i32, at.y.round() as i32);
    // Of many boxes on the same spot one is enough to see.
    let mut seen = BTreeSet::new();
    for spot in &frame.scene.parties {
        let area = to_card(spot.area);
        let size = area.size().max(Vec2::splat(2.0));
        if seen.insert(pixel(area.center())) {
            mesh.add_colored_rect(Rect::from_center_size(area.center(), size), color32(theme.box_outline));
        }
    }
    for spot in &frame.scene.folds {
        mesh.add_colored_rect(to_card(spot.face.area), color32(theme.soft_ink));
    }
    let broken = color32(theme.broken.line);
    let mut marked = BTreeSet::new();
    // Where much is broken, what it comes from is enough to find one's way.
    let many = frame.diagnosis.counts.broken > MANY_BROKEN;
    let side = if many { 2.0 } else { 4.0 };
    for link in &frame.diagnosis.links {
        if link.state == LinkState::Broken
            && (!many || matches!(link.role, LinkRole::Root { .. }))
            && let Some(spot) = frame.scene.link(link.id())
        {
            let at = to_card(Rect::from_center_size(spot.anchor, Vec2::ZERO)).center();
            if marked.insert(pixel(at)) {
                mesh.add_colored_rect(Rect::from_center_size(at, Vec2::splat(side)), broken);
            }
        }
    }
    mesh
}
