//! The design tokens of the picture: colours and line widths for three themes.
//!
//! State colours come from the darker half of the Okabe-Ito family (vermillion, orange, blue; as seen by all forms of colour
//! vision) and are used for states only; the accent is used for selection only. Contrast is measured by a test: text at least
//! 7:1, lines and marks at least 4.5:1, each against whatever lies beneath it. Deliberately absent: sizes (see `metrics`).

use serde::{Deserialize, Serialize};

use super::color::Color;
use crate::diagnosis::LinkState;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ThemeName {
    /// Ink on paper. The default, and the default when presenting.
    #[default]
    Light,
    /// For dim rooms.
    Dark,
    /// Black on white, with thicker lines.
    HighContrast,
}

impl ThemeName {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// Its name on the screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::HighContrast => "High contrast",
        }
    }

    /// Its tokens.
    #[must_use]
    pub fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
        }
    }
}

/// A state's two colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateColors {
    /// Of its lines and marks.
    pub line: Color,
    /// Of its word, and of filled badges that carry [`Theme::on_fill`] words.
    pub text: Color,
}

/// How wide a state's line is, world units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Widths {
    /// A box's outline and a department's.
    pub hairline: f64,
    /// A sound link.
    pub sound: f64,
    /// An unknown link: the diameter of its dots.
    pub unknown: f64,
    /// A strained link.
    pub strained: f64,
    /// A broken link that is a symptom.
    pub symptom: f64,
    /// A broken link that is a probable cause.
    pub root: f64,
    /// The soft band around a probable cause.
    pub halo: f64,
    /// The outline of what is selected.
    pub selection: f64,
}

/// A department's two colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// Its area.
    pub area: Color,
    /// Its area's outline.
    pub outline: Color,
}

/// The tokens of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which one it is.
    pub name: ThemeName,
    /// What everything lies on.
    pub canvas: Color,
    /// A team's box.
    pub box_fill: Color,
    /// Its outline.
    pub box_outline: Color,
    /// An external customer's box: the end of every chain, and the one thing with that ground.
    pub customer_fill: Color,
    /// Its two borders.
    pub customer_outline: Color,
    /// An external supplier's box.
    pub supplier_fill: Color,
    /// Names and headings.
    pub ink: Color,
    /// Small print.
    pub soft_ink: Color,
    /// Words on a badge that is filled with a state's text colour or with ink.
    pub on_fill: Color,
    /// A link's label and outlined badges.
    pub plate: Color,
    /// Selection and keyboard focus; never a state.
    pub accent: Color,
    /// The soft band around a probable cause: a ground for its line. Adds to the other marks, so it needs no contrast of its own.
    pub halo: Color,
    /// Broken.
    pub broken: StateColors,
    /// Struggles.
    pub strained: StateColors,
    /// Not asked.
    pub unknown: StateColors,
    /// Works.
    pub sound: StateColors,
    /// Departments take these in turn, by name.
    pub tints: [Tint; 6],
    /// Line widths.
    pub widths: Widths,
}

impl Theme {
    /// The colours of a state.
    #[must_use]
    pub fn state(&self, state: LinkState) -> StateColors {
        match state {
            LinkState::Broken => self.broken,
            LinkState::Strained => self.strained,
            LinkState::Unknown => self.unknown,
            LinkState::Sound => self.sound,
        }
    }

    /// The tint of the department in this place among all, sorted by name.
    #[must_use]
    pub fn tint(&self, place: usize) -> Tint {
        let [first, ..] = self.tints;
        self.tints.get(place % self.tints.len()).copied().unwrap_or(first)
    }
}

const fn state(line: u32, text: u32) -> StateColors {
    StateColors { line: Color::rgb(line), text: Color::rgb(text) }
}

const fn tint(area: u32, outline: u32) -> Tint {
    Tint { area: Color::rgb(area), outline: Color::rgb(outline) }
}

const WIDTHS: Widths = Widths {
    hairline: 1.0,
    sound: 1.5,
    unknown: 2.5,
    strained: 2.0,
    symptom: 2.75,
    root: 4.5,
    halo: 16.0,
    selection: 2.5,
};

static LIGHT: Theme = Theme {
    name: ThemeName::Light,
    canvas: Color::rgb(0xFA_F8_F4),
    box_fill: Color::rgb(0xFF_FF_FF),
    box_outline: Color::rgb(0x60_69_75),
    customer_fill: Color::rgb(0xFF_FF_FF),
    customer_outline: Color::rgb(0x2A_31_3A),
    supplier_fill: Color::rgb(0xF1_EF_EA),
    ink: Color::rgb(0x1A_1F_26),
    soft_ink: Color::rgb(0x43_4A_53),
    on_fill: Color::rgb(0xFF_FF_FF),
    plate: Color::rgb(0xFF_FF_FF),
    accent: Color::rgb(0x6B_35_C9),
    halo: Color::rgb(0xFB_E0_D3),
    broken: state(0xB8_3C_00, 0x8C_2D_00),
    strained: state(0x8A_5A_00, 0x66_42_00),
    unknown: state(0x63_68_6F, 0x46_4B_52),
    sound: state(0x00_62_9B, 0x00_4D_7A),
    tints: [
        tint(0xEC_F1_E8, 0x5A_6B_52),
        tint(0xE9_EF_F6, 0x52_66_7D),
        tint(0xF7_EC_E6, 0x7D_5E_50),
        tint(0xF5_F0_DF, 0x70_66_45),
        tint(0xEF_EB_F5, 0x6A_5F_80),
        tint(0xE5_F1_EF, 0x4A_6B_67),
    ],
    widths: WIDTHS,
};

static DARK: Theme = Theme {
    name: ThemeName::Dark,
    canvas: Color::rgb(0x13_17_1D),
    box_fill: Color::rgb(0x20_26_2F),
    box_outline: Color::rgb(0x8C_96_A4),
    customer_fill: Color::rgb(0x20_26_2F),
    customer_outline: Color::rgb(0xDD_E2_E8),
    supplier_fill: Color::rgb(0x19_1E_25),
    ink: Color::rgb(0xF2_F4_F6),
    soft_ink: Color::rgb(0xBC_C4_CE),
    on_fill: Color::rgb(0x13_17_1D),
    plate: Color::rgb(0x20_26_2F),
    accent: Color::rgb(0xB7_9B_FF),
    halo: Color::rgb(0x5A_2C_1A),
    broken: state(0xFF_83_55, 0xFF_B4_96),
    strained: state(0xE8_AE_3C, 0xF0_BE_5C),
    unknown: state(0x9A_A2_AD, 0xC3_CA_D3),
    sound: state(0x63_B1_EC, 0x9A_CE_F7),
    tints: [
        tint(0x1A_23_20, 0x8B_A0_94),
        tint(0x19_22_2D, 0x8A_9D_B4),
        tint(0x26_1F_1D, 0xAA_94_8A),
        tint(0x24_22_1A, 0xA3_9B_7E),
        tint(0x21_1F_2B, 0x9C_94_B3),
        tint(0x17_25_26, 0x82_A3_A3),
    ],
    widths: WIDTHS,
};

static HIGH_CONTRAST: Theme = Theme {
    name: ThemeName::HighContrast,
    canvas: Color::rgb(0xFF_FF_FF),
    box_fill: Color::rgb(0xFF_FF_FF),
    box_outline: Color::rgb(0x00_00_00),
    customer_fill: Color::rgb(0xFF_FF_FF),
    customer_outline: Color::rgb(0x00_00_00),
    supplier_fill: Color::rgb(0xEE_EE_EE),
    ink: Color::rgb(0x00_00_00),
    soft_ink: Color::rgb(0x1C_1C_1C),
    on_fill: Color::rgb(0xFF_FF_FF),
    plate: Color::rgb(0xFF_FF_FF),
    accent: Color::rgb(0x66_00_CC),
    halo: Color::rgb(0xFF_C4_A6),
    broken: state(0x96_24_00, 0x7A_1D_00),
    strained: state(0x5E_3C_00, 0x4A_30_00),
    unknown: state(0x3A_3D_42, 0x2E_31_35),
    sound: state(0x00_40_7A, 0x00_33_62),
    tints: [tint(0xF4_F4_F4, 0x00_00_00); 6],
    widths: Widths {
        hairline: 2.0,
        sound: 2.25,
        unknown: 3.25,
        strained: 3.0,
        symptom: 3.75,
        root: 6.0,
        halo: 20.0,
        selection: 4.0,
    },
};
