//! The map as it is in view, on the clipboard: 16:9, as slides are.

use std::sync::Arc;
use std::sync::mpsc::{TryRecvError, channel};

use egui::{Color32, ColorImage, Context, Rect};

use super::ThroughlineApp;

impl ThroughlineApp {
    /// Asks the window for a picture of the next frame; the buttons on the map are left out of it.
    pub(super) fn copy_picture(&mut self, ctx: &Context) {
        self.canvas.show_bare();
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        ctx.request_screenshot(move |picture| {
            // The window may have closed meanwhile; then nobody waits for the picture.
            drop(sender.send(picture));
            wake.request_repaint();
        });
        self.copying = Some(receiver);
    }

    /// Puts the picture on the clipboard, once it is there.
    pub(super) fn take_picture(&mut self, ctx: &Context) {
        let Some(receiver) = &self.copying else { return };
        let picture: Arc<ColorImage> = match receiver.try_recv() {
            Ok(picture) => picture,
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => {
                self.copying = None;
                self.say("This window gives no picture: export one instead (Ctrl+E)", ctx);
                return;
            }
        };
        self.copying = None;
        let scale = ctx.pixels_per_point();
        ctx.copy_image(slide(&picture, self.canvas_area * scale, self.tokens.canvas));
        self.say("The map is on the clipboard, as a picture of 16:9", ctx);
    }
}

/// What `picture` shows in `area` (in pixels), in the middle of a picture of 16:9 that is as small as holds it all.
fn slide(picture: &ColorImage, area: Rect, background: Color32) -> ColorImage {
    let [width, height] = picture.size;
    let column = |x: f32| pixel(x, width);
    let row = |y: f32| pixel(y, height);
    let (left, right) = (column(area.left()), column(area.right()));
    let (top, bottom) = (row(area.top()), row(area.bottom()));
    let (wide, high) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let size =
        if wide * 9 >= high * 16 { [wide, (wide * 9).div_ceil(16)] } else { [(high * 16).div_ceil(9), high] };
    let mut slide = ColorImage::filled(size, background);
    let (beside, above) = ((size[0] - wide) / 2, (size[1] - high) / 2);
    for line in 0..high {
        let from = (top + line) * width + left;
        let to = (above + line) * size[0] + beside;
        slide.pixels[to..to + wide].copy_from_slice(&picture.pixels[from..from + wide]);
    }
    slide
}

/// The pixel at a place, held within the picture.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between zero and the size")]
fn pixel(place: f32, size: usize) -> usize {
    (place.max(0.0).round() as usize).min(size)
}

#[cfg(test)]
mod tests {
    use egui::{Color32, ColorImage, pos2, vec2};

    use super::*;

    #[test]
    fn a_slide_holds_the_whole_area_in_its_middle() {
        let mut picture = ColorImage::filled([400, 300], Color32::RED);
        for (size, offset) in [(vec2(320.0, 90.0), pos2(10.0, 20.0)), (vec2(90.0, 180.0), pos2(0.0, 100.0))] {
            let area = Rect::from_min_size(offset, size);
            for y in 0..300 {
                for x in 0..400 {
                    let inside = area.contains(pos2(x as f32 + 0.5, y as f32 + 0.5));
                    picture.pixels[y * 400 + x] = if inside { Color32::BLUE } else { Color32::RED };
                }
            }
            let slide = slide(&picture, area, Color32::WHITE);
            assert_eq!(slide.size[0] * 9, slide.size[1] * 16);
            let count = |color: Color32| slide.pixels.iter().filter(|pixel| **pixel == color).count();
            assert_eq!(count(Color32::BLUE), (size.x * size.y) as usize, "all of the area");
            assert_eq!(count(Color32::RED), 0, "nothing beside it");
            assert_eq!(slide.pixels[slide.size[0] * (slide.size[1] / 2) + slide.size[0] / 2], Color32::BLUE);
        }
        let nowhere =
            slide(&picture, Rect::from_min_size(pos2(900.0, 900.0), vec2(5.0, 5.0)), Color32::WHITE);
        assert!(nowhere.pixels.is_empty(), "an area outside of the window shows nothing");
    }
}
