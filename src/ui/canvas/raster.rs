//! Triangles as an image, for more of them than a frame can carry: the same mesh that a graphics card would get, painted here.
//!
//! Colours run evenly between corners and are laid over one another as the card does it (premultiplied alpha); a pixel belongs to a
//! triangle when its middle does. Deliberately absent: textures, and any knowledge of what the triangles are.

use egui::{Color32, ColorImage, Mesh, Pos2, Rect, Vec2, vec2};

/// The longest side of a tile, pixels: no graphics card has less.
pub(super) const TILE: usize = 1024;

/// A sheet of pixels over an area of the screen.
pub(super) struct Raster {
    /// The upper left corner, screen points.
    origin: Pos2,
    pixels_per_point: f32,
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

/// A part of the sheet no larger than a texture may be.
pub(super) struct Tile {
    /// Where it lies, screen points.
    pub(super) area: Rect,
    /// What it shows.
    pub(super) image: ColorImage,
}

impl Raster {
    /// A clear sheet that covers `area`.
    pub(super) fn over(area: Rect, pixels_per_point: f32) -> Self {
        let pixels = |length: f32| ((length * pixels_per_point).ceil() as usize).clamp(1, 16 * TILE);
        let (width, height) = (pixels(area.width()), pixels(area.height()));
        let pixels = vec![Color32::TRANSPARENT; width * height];
        Self { origin: area.min, pixels_per_point, width, height, pixels }
    }

    /// Lays the triangles of `mesh` over what is there, in their order.
    pub(super) fn paint(&mut self, mesh: &Mesh) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |place: usize| {
                let vertex = mesh.vertices.get(*corners.get(place)? as usize)?;
                Some(((vertex.pos - self.origin) * self.pixels_per_point, vertex.color))
            };
            if let (Some(one), Some(two), Some(three)) = (corner(0), corner(1), corner(2)) {
                self.triangle([one, two, three]);
            }
        }
    }

    /// Lays a line over what is there: strong in its middle, fading to nothing `reach` screen points to both sides. What two triangles on
    /// either side of each stretch would give, in a tenth of the time.
    pub(super) fn soft_line(&mut self, points: &[Pos2], reach: f32, color: Color32) {
        let reach = reach * self.pixels_per_point;
        let color = color.to_array().map(f32::from);
        for pair in points.windows(2) {
            let [from, to] = pair else { continue };
            let at = |point: &Pos2| (*point - self.origin) * self.pixels_per_point;
            self.soft_stretch(at(from), at(to), reach, color);
        }
    }

    /// Walks along the longer axis, and lights the few pixels across it.
    fn soft_stretch(&mut self, from: Vec2, to: Vec2, reach: f32, color: [f32; 4]) {
        let way = to - from;
        let is_upright = way.y.abs() >= way.x.abs();
        let turned = |at: Vec2| if is_upright { vec2(at.y, at.x) } else { at };
        let (one, other) = (turned(from), turned(to));
        let (start, end) = if one.x <= other.x { (one, other) } else { (other, one) };
        let long = end.x - start.x;
        if !long.is_finite() || long <= 0.0 {
            return;
        }
        let slope = (end.y - start.y) / long;
        // How far across the axis is how far from the line.
        let lean = long / way.length();
        let across = reach / lean;
        let (most, most_across) =
            if is_upright { (self.height, self.width) } else { (self.width, self.height) };
        let first = (start.x - 0.5).ceil().max(0.0) as usize;
        let last = (end.x - 0.5).ceil().clamp(0.0, most as f32) as usize;
        for step in first..last {
            let middle = start.y + (step as f32 + 0.5 - start.x) * slope;
            let low = (middle - across - 0.5).ceil().max(0.0) as usize;
            let high = (middle + across - 0.5).ceil().clamp(0.0, most_across as f32) as usize;
            for aside in low..high {
                let strength = 1.0 - (aside as f32 + 0.5 - middle).abs() / across;
                let place = if is_upright { step * self.width + aside } else { aside * self.width + step };
                if let Some(pixel) = self.pixels.get_mut(place)
                    && strength > 0.0
                {
                    *pixel = over(*pixel, color.map(|channel| channel * strength));
                }
            }
        }
    }

    fn triangle(&mut self, corners: [(Vec2, Color32); 3]) {
        let [(a, _), (b, _), (c, _)] = corners;
        let double_area = (b - a).x * (c - a).y - (b - a).y * (c - a).x;
        if !double_area.is_finite() || double_area.abs() < 1e-6 {
            return;
        }
        let top = a.y.min(b.y).min(c.y);
        let bottom = a.y.max(b.y).max(c.y);
        let from = (top - 0.5).ceil().max(0.0) as usize;
        let to = (bottom - 0.5).ceil().clamp(0.0, self.height as f32) as usize;
        for row in from..to {
            let y = row as f32 + 0.5;
            let Some((left, right)) = span([a, b, c], y) else { continue };
            let first = (left - 0.5).ceil().max(0.0) as usize;
            let end = (right - 0.5).ceil().clamp(0.0, self.width as f32) as usize;
            if first >= end {
                continue;
            }
            let Some(pixels) = self.pixels.get_mut(row * self.width + first..row * self.width + end) else {
                continue;
            };
            let [(_, one), (_, two), (_, three)] = corners;
            if one == two && two == three {
                for pixel in pixels {
                    *pixel = over(*pixel, one.to_array().map(f32::from));
                }
                continue;
            }
            let mut shade = Shade::at(corners, double_area, vec2(first as f32 + 0.5, y));
            for pixel in pixels {
                *pixel = over(*pixel, shade.color);
                shade.step();
            }
        }
    }

    /// The sheet in tiles; those that show nothing are left out.
    pub(super) fn into_tiles(self) -> Vec<Tile> {
        let mut tiles = Vec::new();
        for top in (0..self.height).step_by(TILE) {
            for left in (0..self.width).step_by(TILE) {
                let (width, height) = (TILE.min(self.width - left), TILE.min(self.height - top));
                let rows = (top..top + height).filter_map(|row| {
                    let start = row * self.width + left;
                    self.pixels.get(start..start + width)
                });
                let pixels: Vec<Color32> = rows.flatten().copied().collect();
                if pixels.len() != width * height || pixels.iter().all(|pixel| pixel.a() == 0) {
                    continue;
                }
                let at = |x: usize, y: usize| self.origin + vec2(x as f32, y as f32) / self.pixels_per_point;
                let area = Rect::from_min_max(at(left, top), at(left + width, top + height));
                tiles.push(Tile { area, image: ColorImage::new([width, height], pixels) });
            }
        }
        tiles
    }
}

/// Where the triangle begins and ends on the level `y`.
fn span(corners: [Vec2; 3], y: f32) -> Option<(f32, f32)> {
    let [a, b, c] = corners;
    let mut found: Option<(f32, f32)> = None;
    for (from, to) in [(a, b), (b, c), (c, a)] {
        let (high, low) = if from.y <= to.y { (from, to) } else { (to, from) };
        if high.y <= y && y < low.y {
            let x = high.x + (low.x - high.x) * (y - high.y) / (low.y - high.y);
            found = Some(found.map_or((x, x), |(left, right)| (left.min(x), right.max(x))));
        }
    }
    found
}

/// The colour along a row of a triangle.
struct Shade {
    color: [f32; 4],
    per_pixel: [f32; 4],
}

impl Shade {
    fn at([(a, one), (b, two), (c, three)]: [(Vec2, Color32); 3], double_area: f32, at: Vec2) -> Self {
        let weight = |from: Vec2, to: Vec2, at: Vec2| {
            ((to - from).x * (at - from).y - (to - from).y * (at - from).x) / double_area
        };
        let weights = |at: Vec2| [weight(b, c, at), weight(c, a, at), weight(a, b, at)];
        let (here, next) = (weights(at), weights(at + vec2(1.0, 0.0)));
        let colors = [one, two, three].map(|color| color.to_array().map(f32::from));
        let mixed = |weights: [f32; 3], channel: usize| -> f32 {
            weights
                .iter()
                .zip(&colors)
                .map(|(weight, color)| weight * color.get(channel).copied().unwrap_or(0.0))
                .sum()
        };
        let color = [0, 1, 2, 3].map(|channel| mixed(here, channel));
        let per_pixel = [0, 1, 2, 3].map(|channel| mixed(next, channel) - mixed(here, channel));
        Self { color, per_pixel }
    }

    fn step(&mut self) {
        for (color, step) in self.color.iter_mut().zip(self.per_pixel) {
            *color += step;
        }
    }
}

/// `color` over `ground`, both premultiplied.
fn over(ground: Color32, color: [f32; 4]) -> Color32 {
    let [red, green, blue, alpha] = color;
    let left = 1.0 - (alpha / 255.0).clamp(0.0, 1.0);
    let mix = |ground: u8, color: f32| (f32::from(ground) * left + color + 0.5) as u8;
    let [r, g, b, a] = ground.to_array();
    Color32::from_rgba_premultiplied(mix(r, red), mix(g, green), mix(b, blue), mix(a, alpha))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    fn square(size: f32) -> Rect {
        Rect::from_min_size(pos2(10.0, 20.0), Vec2::splat(size))
    }

    fn painted(mesh: &Mesh, size: f32) -> Vec<Tile> {
        let mut raster = Raster::over(square(size), 2.0);
        raster.paint(mesh);
        raster.into_tiles()
    }

    #[test]
    fn two_triangles_fill_a_square_without_a_seam_and_nothing_beside_it() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(pos2(12.0, 23.0), vec2(4.0, 2.0)), Color32::RED);
        let tiles = painted(&mesh, 10.0);
        let [tile] = tiles.as_slice() else { panic!("{} tiles", tiles.len()) };
        assert_eq!(tile.image.size, [20, 20]);
        for y in 0..20 {
            for x in 0..20 {
                let inside = (4..12).contains(&x) && (6..10).contains(&y);
                let wanted = if inside { Color32::RED } else { Color32::TRANSPARENT };
                assert_eq!(tile.image.pixels[y * 20 + x], wanted, "{x}, {y}");
            }
        }
    }

    #[test]
    fn colours_run_between_corners_and_lie_over_one_another() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(square(10.0), Color32::WHITE);
        let half = Color32::from_rgba_premultiplied(0, 0, 0, 128);
        for (x, color) in [(0.0, Color32::TRANSPARENT), (10.0, half)] {
            mesh.colored_vertex(pos2(10.0 + x, 20.0), color);
            mesh.colored_vertex(pos2(10.0 + x, 30.0), color);
        }
        mesh.add_triangle(4, 5, 6);
        mesh.add_triangle(5, 6, 7);
        let tiles = painted(&mesh, 10.0);
        let row: Vec<u8> = tiles[0].image.pixels[200..220].iter().map(|pixel| pixel.r()).collect();
        assert!(row.windows(2).all(|pair| pair[0] >= pair[1]), "{row:?}");
        assert!(row[0] > 250 && (126..=134).contains(&row[19]), "{row:?}");
    }

    #[test]
    fn a_soft_line_is_what_its_triangles_would_be() {
        for to in [pos2(19.0, 24.0), pos2(12.5, 29.5), pos2(10.5, 21.0)] {
            let from = pos2(11.0, 21.0);
            let (reach, color) = (1.25, Color32::from_rgba_premultiplied(80, 40, 0, 120));
            let mut lines = Raster::over(square(10.0), 2.0);
            lines.soft_line(&[from, to], reach, color);
            let aside = (to - from).normalized().rot90() * reach;
            let mut mesh = Mesh::default();
            for end in [from, to] {
                mesh.colored_vertex(end + aside, Color32::TRANSPARENT);
                mesh.colored_vertex(end, color);
                mesh.colored_vertex(end - aside, Color32::TRANSPARENT);
            }
            for [one, two, three] in [[0, 1, 3], [1, 3, 4], [1, 2, 4], [2, 4, 5]] {
                mesh.add_triangle(one, two, three);
            }
            let mut triangles = Raster::over(square(10.0), 2.0);
            triangles.paint(&mesh);
            let sum = |raster: &Raster| raster.pixels.iter().map(|pixel| f32::from(pixel.a())).sum::<f32>();
            let (is, wanted) = (sum(&lines), sum(&triangles));
            assert!(wanted > 0.0 && (is - wanted).abs() < wanted * 0.12, "{to:?}: {is} {wanted}");
        }
    }

    #[test]
    fn a_large_sheet_comes_in_tiles_and_empty_ones_are_left_out() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_size(pos2(10.0, 20.0), vec2(1.0, 1.0)), Color32::RED);
        mesh.add_colored_rect(Rect::from_min_size(pos2(709.0, 20.0), vec2(1.0, 1.0)), Color32::RED);
        let tiles = painted(&mesh, 700.0);
        let corners: Vec<(f32, f32)> = tiles.iter().map(|tile| (tile.area.min.x, tile.area.max.x)).collect();
        assert_eq!(corners, [(10.0, 522.0), (522.0, 710.0)]);
    }
}
