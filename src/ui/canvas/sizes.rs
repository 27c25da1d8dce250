//! How large names are set in boxes that are too small for the picture's own lettering.
//!
//! Things of one kind are named in one size where that can be: a name that is larger than the others looks as if it mattered more.
//! Deliberately absent: setting them; see `lettering`.

use std::ops::RangeInclusive;

use egui::emath::TSTransform;
use egui::{Rect, Vec2, vec2};

use super::drawing::{Drawing, PartySpot};
use super::lettering::LEGIBLE;
use crate::picture::text::{TextStyle, Weight, shorten};

/// The sizes that a name is tried at, the largest first. Those below 7 are for a window that is shown larger than usual.
const SIZES: [f32; 8] = [11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0];
/// From line to line, in em.
pub(super) const TIGHT_LINE: f32 = 1.12;
/// What fits in less than this share of the usual size does not make the others smaller.
const MUCH_SMALLER: f32 = 0.7;
/// So many boxes tell what is usual.
const MOST_MEASURED: usize = 400;

/// A word, and its width in em.
type Word = (String, f32);

/// The largest sizes that names have in small boxes, screen points.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameSizes {
    /// Of parties: what half of them have room for.
    pub(super) of_parties: f32,
    /// Of folded departments: what all of them have room for, but for a few.
    pub(super) of_folds: f32,
}

impl NameSizes {
    /// The sizes at this camera, in a window that is shown so many times its usual size.
    pub(super) fn of(drawing: &Drawing, screen_from_world: TSTransform, zoom_factor: f32) -> Self {
        let least = least_size(zoom_factor);
        let size_of = |spot: &PartySpot| {
            let room = room_on(spot, screen_from_world.mul_rect(spot.area));
            tried(least..=f32::INFINITY).find(|size| takes(&spot.words, *size, room.x) <= room.y)
        };
        // One that has no room for its whole name counts with the least.
        let parties = drawing.parties.iter().take(MOST_MEASURED);
        let mut sizes: Vec<f32> = parties.map(|spot| size_of(spot).unwrap_or(least)).collect();
        sizes.sort_by(f32::total_cmp);
        let usual = sizes.get(sizes.len() / 2).copied();
        let folds = drawing.folds.iter().filter_map(|spot| size_of(&spot.face));
        Self { of_parties: usual.unwrap_or(f32::INFINITY), of_folds: one_size(folds) }
    }
}

/// The smallest size that is read in a window that is shown so many times its usual size, screen points.
pub(super) fn least_size(zoom_factor: f32) -> f32 {
    (LEGIBLE + 1.0) / zoom_factor.max(1.0)
}

fn tried(range: RangeInclusive<f32>) -> impl Iterator<Item = f32> {
    SIZES.into_iter().filter(move |size| range.contains(size))
}

/// The width and the height that a name may have in a small box.
pub(super) fn room_on(spot: &PartySpot, area: Rect) -> Vec2 {
    let outline = 2.0 * spot.border * area.height() / spot.area.height();
    area.size() - vec2(6.0 + outline, 2.0 + outline)
}

/// The largest size in this range at which the words fit, and their lines; the beginning of the name when even the smallest is too large.
pub(super) fn fitted(words: &[Word], room: Vec2, range: RangeInclusive<f32>) -> Option<(f32, Vec<String>)> {
    let least = *range.start();
    let whole = |size: f32| Some((size, lines_at(words, size, room.x, room.y)?));
    if let Some(found) = tried(range).find_map(whole) {
        return Some(found);
    }
    let style = TextStyle::new(f64::from(least), Weight::SemiBold);
    let name = words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
    let short = shorten(&name, style, f64::from(room.x));
    (room.y >= least && short.chars().count() > 3).then(|| (least, vec![short]))
}

/// How many lines end before each word, and whether it begins one; `None` when a word alone is too wide.
fn breaks(words: &[Word], size: f32, width: f32) -> impl Iterator<Item = Option<bool>> {
    const SPACE_EM: f32 = 0.24;
    let mut so_far = f32::INFINITY;
    words.iter().map(move |(_, em)| {
        if em * size > width {
            return None;
        }
        let begins = (so_far + SPACE_EM + em) * size > width;
        so_far = if begins { *em } else { so_far + SPACE_EM + em };
        Some(begins)
    })
}

/// How high the words are at that size in lines of that width; infinite where a word is too wide.
fn takes(words: &[Word], size: f32, width: f32) -> f32 {
    let mut lines = 0.0;
    for begins in breaks(words, size, width) {
        match begins {
            None => return f32::INFINITY,
            Some(begins) => lines += if begins { 1.0 } else { 0.0 },
        }
    }
    (lines - 1.0) * size * TIGHT_LINE + size
}

/// The lines of these words at that size, if they fit.
pub(super) fn lines_at(words: &[Word], size: f32, width: f32, height: f32) -> Option<Vec<String>> {
    if takes(words, size, width) > height {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    for ((word, _), begins) in words.iter().zip(breaks(words, size, width)) {
        match lines.last_mut().filter(|_| begins != Some(true)) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.clone()),
        }
    }
    Some(lines)
}

/// One size for things of one kind: the smallest that they allow, but for those that are much smaller than most.
pub(super) fn one_size(sizes: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = sizes.collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len() / 2).copied().unwrap_or(f32::INFINITY);
    sizes.into_iter().find(|size| *size >= most * MUCH_SMALLER).unwrap_or(f32::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::{fitted, least_size, one_size};
    use egui::vec2;

    #[test]
    fn things_of_a_kind_have_one_size_but_for_the_odd_one() {
        assert_eq!(one_size([11.0, 10.0, 8.0, 11.0].into_iter()), 8.0);
        assert_eq!(one_size([11.0, 10.0, 7.0, 11.0].into_iter()), 10.0);
        assert_eq!(one_size(std::iter::empty()), f32::INFINITY);
    }

    #[test]
    fn a_small_box_gets_the_largest_lettering_that_fits() {
        let words = [("Information".to_owned(), 6.0), ("technology".to_owned(), 5.5)];
        let least = least_size(1.0);
        let at = |width, height, largest| fitted(&words, vec2(width, height), least..=largest);
        let (size, lines) = at(90.0, 26.0, 20.0).expect("there is room");
        assert_eq!((size, lines.len()), (11.0, 2));
        let (size, lines) = at(130.0, 14.0, 20.0).expect("there is room");
        assert_eq!((size, lines.len()), (11.0, 1));
        assert_eq!(at(130.0, 14.0, 9.5).expect("there is room").0, 9.0, "no larger than the others");
        let (_, lines) = at(36.0, 12.0, 20.0).expect("there is room");
        assert!(lines[0].ends_with('\u{2026}'), "{lines:?}");
        assert!(at(8.0, 4.0, 20.0).is_none());
    }

    #[test]
    fn in_a_window_that_is_shown_larger_a_name_is_rather_small_than_cut() {
        let words = [("Case".to_owned(), 2.2), ("handlers".to_owned(), 4.2)];
        let room = vec2(29.0, 12.0);
        let cut = fitted(&words, room, least_size(1.0)..=11.0).expect("there is room").1;
        assert!(cut[0].ends_with('\u{2026}'), "{cut:?}");
        let (size, lines) = fitted(&words, room, least_size(1.9)..=11.0).expect("there is room");
        assert_eq!((size, lines.join(" ")), (5.0, "Case handlers".to_owned()));
    }
}
