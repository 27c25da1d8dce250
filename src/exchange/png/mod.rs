//! The display list as a PNG picture: painted strip by strip, so that a picture takes no more memory for being tall.
//!
//! ```text
//! list -> size (how many pixels) -> brush (paths in pixels, letters as outlines) -> strips of rows -> the file
//! ```
//! As close as one looks: a picture so small that names cannot be read leaves out what the window leaves out from that far. One
//! machine paints the same bytes each time. Deliberately absent: transparency, other raster formats.

mod brush;
mod lines;
mod size;

use ::png::{BitDepth, ColorType, Compression, Encoder, EncodingError, PixelDimensions, Unit};
use std::io::Write;
use vello_cpu::{Pixmap, RenderContext, RenderSettings, Resources};

use crate::picture::{DisplayList, Geometry, Level, Shape, Theme};
use brush::{Brush, Strip};
use lines::View;
pub use size::{MOST_PIXELS, MOST_SIDE, Size, TooLarge, WIDEST_DEFAULT};

/// Rows painted at a time, at most.
const STRIP: u32 = 8192;
/// Pixels painted at a time, at most: 64 MiB of them.
const STRIP_PIXELS: u32 = 16 * 1024 * 1024;

/// The list as a PNG file of `size`, which is that of [`Size::of`] for this list.
///
/// The file says how large it is on paper: one world unit is 1/96 inch.
///
/// # Errors
/// When the compressor fails; it writes to memory, so that is never for want of a disk.
pub fn png(list: &DisplayList, theme: &Theme, size: Size) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, size.width, size.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let density = size.pixels_a_metre();
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: density, yppu: density, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let level = Level::at_zoom(size.scale);
    let shapes: Vec<&Shape> = list.shapes.iter().filter(|shape| shape.levels.contains(level)).collect();
    let lines = shapes.iter().filter(|shape| matches!(shape.geometry, Geometry::Line { .. })).count();
    let view = View::new(size.scale, lines);
    let rows = STRIP.min(STRIP_PIXELS / size.width.max(1)).min(size.height).max(1);
    let (width, height) = (short(size.width), short(rows));
    // The same instructions on every machine of a kind, so that the same machine code adds up to the same bytes.
    let settings = RenderSettings { level: vello_cpu::Level::baseline(), ..RenderSettings::default() };
    let mut context = RenderContext::new_with(width, height, settings);
    let (mut pixels, mut resources) = (Pixmap::new(width, height), Resources::new());
    let mut brush = Brush::default();
    let mut line = Vec::new();
    for top in (0..size.height).step_by(usize::try_from(rows).unwrap_or(1)) {
        context.reset();
        brush.paint(&mut context, &shapes, theme.canvas, Strip { bounds: list.bounds, view, top });
        context.flush();
        context.render(&mut pixels, &mut resources);
        let wanted = usize::try_from(rows.min(size.height - top)).unwrap_or(0);
        for row in pixels.data().chunks(usize::from(width)).take(wanted) {
            line.clear();
            line.extend(row.iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]));
            stream.write_all(&line)?;
        }
    }
    stream.finish()?;
    writer.finish()?;
    Ok(file)
}

/// A side in pixels, which [`MOST_SIDE`] keeps below 65,536.
fn short(side: u32) -> u16 {
    u16::try_from(side).unwrap_or(u16::MAX)
}
