//! The words of the map, kept from frame to frame as one mesh and moved with the camera.
//!
//! While somebody zooms they are stretched a little; when the zoom rests they are set anew, in crisp letters. Deliberately absent: which
//! words there are and how they are set; see `lettering`.

use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Color32, Galley, Mesh, Painter, Rect};

use super::drawing::Drawing;
use super::film::add_moved;
use super::gathered;
use super::ink::Sheet;
use super::lettering::{self, Page};
use crate::model::PartyId;
use crate::picture::Level;
use crate::ui::tokens::{Tokens, semibold};

/// How far the words at hand are stretched while somebody zooms.
const STRETCH: std::ops::RangeInclusive<f32> = 0.84..=1.19;
/// How much more of the world is set than is seen, to each side, as a share of the view.
const MARGIN: f32 = 0.12;

/// Whether a party's box is in the hand, and its name with it.
pub(super) type IsHeld<'a> = &'a dyn Fn(&PartyId) -> bool;

/// What words were set for. Equal: they are the right ones.
#[derive(Clone, Debug, PartialEq)]
struct SetFor {
    scene: u64,
    pixels_per_point: f32,
    level: Level,
    is_own: bool,
    is_lifted: bool,
    /// Letters are found by their place in the atlas.
    atlas: [usize; 2],
}

/// The words at hand.
pub(super) struct Words {
    set_for: Option<SetFor>,
    zoom: f32,
    covered: Rect,
    /// Relative to the middle of what is covered, screen points.
    mesh: Arc<Mesh>,
    /// A word that egui keeps as long as its atlas stays what it is.
    probe: Option<Arc<Galley>>,
    last_zoom: f32,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            set_for: None,
            zoom: 1.0,
            covered: Rect::NOTHING,
            mesh: Arc::default(),
            probe: None,
            last_zoom: 0.0,
        }
    }
}

impl Words {
    /// Paints the words of the sheet, set anew only if those at hand do not do.
    pub(super) fn paint(
        &mut self,
        sheet: &Sheet<'_>,
        drawing: &Drawing,
        held: Option<IsHeld<'_>>,
        tokens: &Tokens,
        painter: &Painter,
    ) {
        let zoom = sheet.screen_from_world.scaling;
        let rests = (zoom - self.last_zoom).abs() <= f32::EPSILON * zoom;
        self.last_zoom = zoom;
        let probe = painter.layout_no_wrap("map".to_owned(), semibold(11.0), Color32::PLACEHOLDER);
        let is_same_atlas =
            self.probe.replace(Arc::clone(&probe)).is_some_and(|last| Arc::ptr_eq(&last, &probe));
        let set_for = SetFor {
            scene: sheet.scene,
            pixels_per_point: painter.pixels_per_point(),
            level: sheet.level,
            is_own: lettering::is_own_lettering(zoom),
            is_lifted: held.is_some(),
            atlas: painter.fonts(|fonts| fonts.font_image_size()),
        };
        let is_exact = (zoom - self.zoom).abs() <= f32::EPSILON * zoom;
        let seen = sheet.visible.intersect(drawing.extent);
        let serves = is_same_atlas
            && self.set_for.as_ref() == Some(&set_for)
            && (!seen.is_positive() || self.covered.contains_rect(seen))
            && STRETCH.contains(&(zoom / self.zoom));
        if !serves || (rests && !is_exact) {
            self.set(sheet, set_for, drawing, held, tokens, painter);
        } else if !is_exact {
            // Once more when the zoom rests.
            painter.ctx().request_repaint();
        }
        add_moved(painter, &self.mesh, self.to_screen(sheet, painter));
    }

    fn to_screen(&self, sheet: &Sheet<'_>, painter: &Painter) -> TSTransform {
        let middle = sheet.screen_from_world.mul_pos(self.covered.center()).to_vec2();
        let stretch = sheet.screen_from_world.scaling / self.zoom;
        let pixels = painter.pixels_per_point();
        // Letters were set on whole pixels and stay there, unless they are stretched.
        let is_exact = (stretch - 1.0).abs() < 1e-4;
        let middle = if is_exact { (middle * pixels).round() / pixels } else { middle };
        TSTransform::new(middle, if is_exact { 1.0 } else { stretch })
    }

    fn set(
        &mut self,
        sheet: &Sheet<'_>,
        set_for: SetFor,
        drawing: &Drawing,
        held: Option<IsHeld<'_>>,
        tokens: &Tokens,
        painter: &Painter,
    ) {
        self.zoom = sheet.screen_from_world.scaling;
        self.covered =
            sheet.visible.expand2(sheet.visible.size() * MARGIN).intersect(drawing.extent.expand(1.0));
        let to_page = TSTransform::new(self.covered.center().to_vec2() * -self.zoom, self.zoom);
        let view = sheet.visible;
        let sheet = Sheet { screen_from_world: to_page, visible: self.covered, ..*sheet };
        let mut page = Page::new(painter);
        lettering::words(&sheet, &mut page);
        lettering::names(drawing, &sheet, held.unwrap_or(&|_| false), &mut page);
        let mut named = lettering::Named::default();
        let is_still = held.is_none();
        // Where teams are boxes a department's name makes way for flags; on a department's box its name has its place.
        if is_still && sheet.level == Level::Far {
            lettering::flags(drawing, &sheet, tokens, &mut named, &mut page);
        }
        lettering::departments_from_afar(drawing, &sheet, tokens, &mut named, &mut page);
        gathered::faces(drawing, &sheet, tokens, &mut named, &mut page);
        gathered::names_beside(drawing, &sheet, view, tokens, &mut named, &mut page);
        if is_still && sheet.level != Level::Far {
            lettering::flags(drawing, &sheet, tokens, &mut named, &mut page);
        }
        let shapes = page.shapes;
        // Setting words may have made the atlas larger.
        let atlas = painter.fonts(|fonts| fonts.font_image_size());
        let options = TessellationOptions {
            coarse_tessellation_culling: false,
            prerasterized_discs: false,
            ..TessellationOptions::default()
        };
        let mut tessellator = Tessellator::new(set_for.pixels_per_point, options, atlas, Vec::new());
        let mut mesh = Mesh::default();
        for shape in shapes {
            tessellator.tessellate_shape(shape, &mut mesh);
        }
        self.mesh = Arc::new(mesh);
        self.set_for = Some(SetFor { atlas, ..set_for });
    }
}
