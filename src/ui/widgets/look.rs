//! The colours, type and measures that panels and small widgets are painted with, read from the window's tokens.
//!
//! The one place where panels learn what a colour is called; not here: where those colours come from.

use egui::{Color32, FontFamily, FontId, Stroke};

use crate::diagnosis::{ExpectationState, LinkState, Severity};

/// One step of the grid, in points.
pub const STEP: f32 = 8.0;
/// The least height of anything that can be clicked, in points.
pub const TARGET: f32 = 28.0;
/// The height of a row in a list, in points.
pub const ROW: f32 = 32.0;
/// How round a corner is, in points.
pub const ROUND: u8 = 4;

/// The two colours of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateInk {
    /// Of marks and lines: 4.5 : 1 on the panel.
    pub line: Color32,
    /// Of words: 7 : 1 on the panel.
    pub text: Color32,
}

/// Everything that a panel needs in order to look like the rest of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Behind text.
    pub panel: Color32,
    /// Behind cards and text fields: a little nearer than the panel.
    pub raised: Color32,
    /// Behind a row under the pointer.
    pub hovered: Color32,
    /// Behind what is selected.
    pub selected: Color32,
    /// What people read.
    pub text: Color32,
    /// Labels and second lines; still 7 : 1 on the panel.
    pub soft: Color32,
    /// Thin lines between things.
    pub hairline: Color32,
    /// The border of a field or button that can be used: 3 : 1 on the panel.
    pub border: Color32,
    /// Selection and focus, and nothing else.
    pub accent: Color32,
    /// On the accent.
    pub on_accent: Color32,
    /// Something that a person must put right in what they typed.
    pub problem: Color32,
    /// State: broken.
    pub broken: StateInk,
    /// State: struggles.
    pub strained: StateInk,
    /// State: not asked.
    pub unknown: StateInk,
    /// State: works.
    pub sound: StateInk,
    /// The family of semibold type.
    pub semibold: FontFamily,
}

impl Look {
    /// The colours of a link's state.
    #[must_use]
    pub fn state(&self, state: LinkState) -> StateInk {
        match state {
            LinkState::Broken => self.broken,
            LinkState::Strained => self.strained,
            LinkState::Unknown => self.unknown,
            LinkState::Sound => self.sound,
        }
    }

    /// The colour of a finding's severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Critical | Severity::High => self.broken.line,
            Severity::Medium | Severity::Low => self.strained.line,
            Severity::Info => self.soft,
        }
    }

    /// Type that people read.
    #[must_use]
    pub fn body(&self) -> FontId {
        FontId::proportional(14.0)
    }

    /// Labels, second lines and figures.
    #[must_use]
    pub fn small(&self) -> FontId {
        FontId::proportional(12.0)
    }

    /// Body type with weight.
    #[must_use]
    pub fn strong(&self) -> FontId {
        FontId::new(14.0, self.semibold.clone())
    }

    /// Small type with weight: headings of sections.
    #[must_use]
    pub fn small_strong(&self) -> FontId {
        FontId::new(12.0, self.semibold.clone())
    }

    /// The largest type of the window.
    #[must_use]
    pub fn heading(&self) -> FontId {
        FontId::new(18.0, self.semibold.clone())
    }

    /// A thin line between things.
    #[must_use]
    pub fn hair(&self) -> Stroke {
        Stroke::new(1.0, self.hairline)
    }

    /// The ring around what has the keyboard.
    #[must_use]
    pub fn ring(&self) -> Stroke {
        Stroke::new(2.0, self.accent)
    }
}

/// The link state that looks like this expectation state: both use the same four shapes and colours.
#[must_use]
pub fn link_like(state: ExpectationState) -> LinkState {
    match state {
        ExpectationState::Unmet => LinkState::Broken,
        ExpectationState::Strained => LinkState::Strained,
        ExpectationState::Unknown => LinkState::Unknown,
        ExpectationState::Met => LinkState::Sound,
    }
}
