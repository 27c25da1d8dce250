//! Which of the panels around the map a window has room for, and how large text begins on a very large screen: pure arithmetic, so
//! that a small window and large text keep a map, and nobody needs a magnifying glass.
//!
//! Not here: which panels a person wants (`storage::Settings`), and drawing them (the app).

/// A panel beside or beneath the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    /// The list of teams, at the left.
    Outline,
    /// The facts of what is selected, at the right.
    Inspector,
    /// What is broken and what to do, at the foot.
    Findings,
}

/// Which panels are meant: wanted by a person, or shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SidePanels {
    /// The list of teams.
    pub outline: bool,
    /// The facts of what is selected.
    pub inspector: bool,
    /// What is broken and what to do.
    pub findings: bool,
}

/// The least width of the outline, in points.
pub const OUTLINE_LEAST: f32 = 180.0;
/// The least width of the inspector, in points.
pub const INSPECTOR_LEAST: f32 = 260.0;
/// The least height of the findings, in points.
pub const FINDINGS_LEAST: f32 = 96.0;
/// The width that panels leave to the map, in points.
pub const MAP_WIDTH: f32 = 360.0;
/// The height that the findings leave to the map, in points.
pub const MAP_HEIGHT: f32 = 200.0;
/// The width of the map beside a panel that somebody has just asked for, in points: less than usual, for that is what they look at.
const MAP_WIDTH_WHEN_ASKED: f32 = 120.0;

/// How high the findings are at first while something is written down in them, in a room of `height` points: two fifths
/// of it, within what a form takes, and the map keeps a strip.
#[must_use]
pub fn writing_height(height: f32) -> f32 {
    let for_map = MAP_HEIGHT * 0.3;
    (height * 0.4).clamp(236.0, 380.0).min(height - for_map).max(FINDINGS_LEAST)
}

/// How high the findings are at first in a room of `height` points: as high as three rows of the first screen take, as soon as
/// the map keeps twice the least it needs. On a projector of 1280 by 720 the map comes first, and names stay on it.
#[must_use]
pub fn first_screen_height(height: f32) -> f32 {
    if height < 400.0 { FINDINGS_LEAST } else { (height - 408.0).clamp(196.0, 288.0) }
}

/// The width in which a form reads calmly, in points: panels at the sides leave it so much.
const FORM_WIDTH: f32 = 500.0;

impl SidePanels {
    /// Which of the `wanted` panels are shown in a room of this many points. The one asked for last comes first, then the
    /// inspector, then the outline; what has no room waits until there is room, or until it is asked for. While something is
    /// written down in the findings they need room beside the others.
    #[must_use]
    pub fn fitting(wanted: Self, latest: Option<SidePanel>, writes: bool, width: f32, height: f32) -> Self {
        let is_latest = |panel| latest == Some(panel);
        let order = if is_latest(SidePanel::Outline) {
            [SidePanel::Outline, SidePanel::Inspector]
        } else {
            [SidePanel::Inspector, SidePanel::Outline]
        };
        let mut shown = Self::default();
        let mut left = width;
        for panel in order {
            let least = if panel == SidePanel::Outline { OUTLINE_LEAST } else { INSPECTOR_LEAST };
            let usual = if writes && wanted.findings { FORM_WIDTH } else { MAP_WIDTH };
            let for_map = if is_latest(panel) { MAP_WIDTH_WHEN_ASKED } else { usual };
            if wanted.has(panel) && left - least >= for_map {
                left -= least;
                shown = shown.with(panel);
            }
        }
        let for_map = if is_latest(SidePanel::Findings) { MAP_HEIGHT * 0.3 } else { MAP_HEIGHT };
        if wanted.findings && height - FINDINGS_LEAST >= for_map {
            shown.findings = true;
        }
        shown
    }

    /// Whether `panel` is among them.
    #[must_use]
    pub fn has(self, panel: SidePanel) -> bool {
        match panel {
            SidePanel::Outline => self.outline,
            SidePanel::Inspector => self.inspector,
            SidePanel::Findings => self.findings,
        }
    }

    fn with(mut self, panel: SidePanel) -> Self {
        match panel {
            SidePanel::Outline => self.outline = true,
            SidePanel::Inspector => self.inspector = true,
            SidePanel::Findings => self.findings = true,
        }
        self
    }
}

/// A monitor of so many pixels from top to bottom shows text of the usual size too small, unless the desktop enlarges it.
const VERY_LARGE: f32 = 1800.0;
/// So many pixels from top to bottom are right for text of the usual size.
const USUAL: f32 = 1240.0;

/// How large text is at the very first start on a monitor of `height_px` pixels, 1 being the usual size. Where the desktop reports a scale
/// of its own, it is left alone. Otherwise the height over 1,240, to the nearest quarter, at most 3: 1.75 on 3840 x 2160.
#[must_use]
pub fn first_text_scale(height_px: f32, desktop_scale: f32) -> f32 {
    if desktop_scale > 1.05 || !height_px.is_finite() || height_px < VERY_LARGE {
        return 1.0;
    }
    ((height_px / USUAL * 4.0).round() / 4.0).clamp(1.0, 3.0)
}
