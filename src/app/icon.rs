//! The program's icon, painted: three boxes in a chain, the last link broken.

use egui::IconData;

const SIDE: usize = 64;

/// The icon, 64 x 64.
#[must_use]
pub fn icon() -> IconData {
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            rgba.extend(pixel(x, y));
        }
    }
    let side = u32::try_from(SIDE).unwrap_or(u32::MAX);
    IconData { rgba, width: side, height: side }
}

fn pixel(x: usize, y: usize) -> [u8; 4] {
    const PAPER: [u8; 4] = [0xFA, 0xF8, 0xF4, 0xFF];
    const INK: [u8; 4] = [0x1A, 0x1F, 0x26, 0xFF];
    const BLUE: [u8; 4] = [0x00, 0x62, 0x9B, 0xFF];
    const VERMILLION: [u8; 4] = [0xB8, 0x3C, 0x00, 0xFF];
    let inside = |left: usize, top: usize, width: usize, height: usize| {
        (left..left + width).contains(&x) && (top..top + height).contains(&y)
    };
    if inside(6, 22, 14, 20) || inside(25, 22, 14, 20) || inside(44, 22, 14, 20) {
        let hollow = inside(9, 25, 8, 14) || inside(28, 25, 8, 14);
        return if hollow { PAPER } else { INK };
    }
    if inside(20, 30, 5, 4) {
        return BLUE;
    }
    if inside(39, 28, 2, 8) || inside(42, 28, 2, 8) {
        return VERMILLION;
    }
    let corner = |edge: usize| !(4..SIDE - 4).contains(&edge);
    if corner(x) && corner(y) { [0, 0, 0, 0] } else { PAPER }
}
