//! A few shapes of a display list that stand still, with their words: turned into triangles once, painted as often as needed.
//!
//! For what is not the map itself but drawn with its shapes, as a slide is.

use std::sync::Arc;

use egui::emath::TSTransform;
use egui::{Color32, FontFamily, FontId, Mesh, Painter, Pos2};

use super::ink::Stylus;
use super::world;
use crate::picture::text::Weight;
use crate::picture::{Anchor, Geometry, Shape, TextRun};
use crate::ui::tokens::{color32, semibold};

/// Shapes as triangles, and words, in points of the screen.
#[derive(Clone, Debug, Default)]
pub struct Still {
    mesh: Arc<Mesh>,
    words: Vec<Words>,
}

/// A line of text in its place.
#[derive(Clone, Debug)]
struct Words {
    text: String,
    font: FontId,
    color: Color32,
    anchor: Anchor,
    at: Pos2,
}

impl Still {
    /// These shapes where `screen_from_world` puts them.
    #[must_use]
    pub fn of(shapes: &[Shape], screen_from_world: TSTransform, pixels_per_point: f32) -> Self {
        let mut stylus = Stylus::new(screen_from_world, pixels_per_point, Mesh::default());
        let mut words = Vec::new();
        for shape in shapes {
            match &shape.geometry {
                Geometry::Text(run) => words.push(placed(run, screen_from_world)),
                geometry => stylus.draw(geometry),
            }
        }
        Self { mesh: Arc::new(stylus.into_mesh()), words }
    }

    /// Paints them.
    pub fn paint(&self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(egui::Shape::Mesh(Arc::clone(&self.mesh)));
        }
        for words in &self.words {
            let galley = painter.layout_no_wrap(words.text.clone(), words.font.clone(), words.color);
            let width = galley.size().x;
            let left = match words.anchor {
                Anchor::Start => words.at.x,
                Anchor::Middle => words.at.x - width / 2.0,
                Anchor::End => words.at.x - width,
            };
            let first = galley.rows.first().and_then(|row| {
                let glyph = row.row.glyphs.first()?;
                Some(row.pos.y + glyph.pos.y)
            });
            let top = words.at.y - first.unwrap_or_default();
            painter.galley(Pos2::new(left, top), galley, words.color);
        }
    }
}

fn placed(run: &TextRun, screen_from_world: TSTransform) -> Words {
    let size = run.style.size as f32 * screen_from_world.scaling;
    let font = match run.style.weight {
        Weight::Regular => FontId::new(size, FontFamily::Proportional),
        Weight::SemiBold => semibold(size),
    };
    Words {
        text: run.text.clone(),
        font,
        color: color32(run.color),
        anchor: run.anchor,
        at: screen_from_world.mul_pos(world::pos(run.at)),
    }
}
