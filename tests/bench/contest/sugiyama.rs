//! rust-sugiyama. It tells where the boxes are, not where the lines go, so they are measured straight from centre to centre.

use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;

use crate::crossings::Place;
use crate::organisation::Organisation;

/// Between the rows of the crate's picture there is this much; `vertex_spacing` is one number for both directions.
const SPACING: f64 = 48.0;
/// Between two parts of the map, world units.
const PART_GAP: f64 = 64.0;

/// The centre of each box. The crate draws from top to bottom, so sides are exchanged.
pub fn centres(organisation: &Organisation) -> Vec<Place> {
    let number = |index: usize| u32::try_from(index).unwrap_or_default();
    let vertices: Vec<(u32, Place)> =
        (0..organisation.parties.len()).map(|index| (number(index), (40.0, 120.0))).collect();
    let links: Vec<(u32, u32)> =
        organisation.links.iter().map(|(from, to)| (number(*from), number(*to))).collect();
    let config = Config { vertex_spacing: SPACING, ..Config::default() };
    let mut centres = vec![(0.0, 0.0); vertices.len()];
    let mut at = 0.0;
    for (part, width, _) in from_vertices_and_edges(&vertices, &links, &config) {
        for (index, (across, along)) in part {
            if let Some(centre) = centres.get_mut(index) {
                *centre = (along.abs(), across + at);
            }
        }
        at += width + PART_GAP;
    }
    centres
}
