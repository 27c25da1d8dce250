//! The colours, type and measures that panels and small widgets are painted with, read from the window's tokens.
//!
//! The one place where panels learn what a colour is called; not here: where those colours come from.

use egui::{Color32, FontFamily, FontId, Stroke};

use crate::diagnosis::{ExpectationState, LinkState, Severity};
use crate::ui::tokens::{BODY, GRID, HEADING, SMALL, Tokens, color32, semibold};

/// One step of the grid, in points.
pub const STEP: f32 = GRID;
/// The least height of anything that can be clicked, in points.
pub const TARGET: f32 = 28.0;
/// The height of a row in a list, in points.
pub const ROW: f32 = 32.0;
/// How round a corner is, in points.
pub const ROUND: u8 = 5;

/// The two colours of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateInk {
    /// Of marks and lines: 4.5 : 1 on the panel.
    pub line: Color32,
    /// Of words: 7 : 1 on the panel.
    pub text: Color32,
}

/// Everything that a panel needs in order to look like the rest of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// On the accent, and inside a filled mark.
    pub on_fill: Color32,
    /// Something that a person must put right in what they typed.
    pub problem: Color32,
    states: [StateInk; 4],
    severities: [Color32; 5],
}

impl Look {
    /// How `tokens` want it.
    #[must_use]
    pub fn of(tokens: &Tokens) -> Self {
        let state = |state| StateInk { line: tokens.state_line(state), text: tokens.state_text(state) };
        let severities =
            [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info];
        Self {
            panel: tokens.panel,
            raised: tokens.raised,
            hovered: tokens.hovered,
            selected: tokens.chosen,
            text: tokens.ink,
            soft: tokens.soft_ink,
            hairline: tokens.hairline,
            border: tokens.outline,
            accent: tokens.accent,
            on_fill: color32(tokens.theme.on_fill),
            problem: tokens.state_text(LinkState::Broken),
            states: [LinkState::Broken, LinkState::Strained, LinkState::Unknown, LinkState::Sound].map(state),
            severities: severities.map(|severity| tokens.severity(severity)),
        }
    }

    /// The colours of a link's state.
    #[must_use]
    pub fn state(&self, state: LinkState) -> StateInk {
        let [broken, strained, unknown, sound] = self.states;
        match state {
            LinkState::Broken => broken,
            LinkState::Strained => strained,
            LinkState::Unknown => unknown,
            LinkState::Sound => sound,
        }
    }

    /// The colour of a finding's severity.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> Color32 {
        let [critical, high, medium, low, info] = self.severities;
        match severity {
            Severity::Critical => critical,
            Severity::High => high,
            Severity::Medium => medium,
            Severity::Low => low,
            Severity::Info => info,
        }
    }

    /// Type that people read.
    #[must_use]
    pub fn body(&self) -> FontId {
        FontId::new(BODY, FontFamily::Proportional)
    }

    /// Labels, second lines and figures.
    #[must_use]
    pub fn small(&self) -> FontId {
        FontId::new(SMALL, FontFamily::Proportional)
    }

    /// Body type with weight.
    #[must_use]
    pub fn strong(&self) -> FontId {
        semibold(BODY)
    }

    /// Small type with weight: headings of sections.
    #[must_use]
    pub fn small_strong(&self) -> FontId {
        semibold(SMALL)
    }

    /// The largest type of the window.
    #[must_use]
    pub fn heading(&self) -> FontId {
        semibold(HEADING)
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
