//! The look, as egui wants it: the picture's theme turned into colours, type and spacing of the window.
//!
//! One accent colour, for selection and focus. State colours for states alone. Three sizes of type, an 8-point grid.

use std::sync::Arc;

use egui::epaint::Shadow;
use egui::style::{WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Margin, RichText,
    Stroke, Style, TextStyle, Vec2, Visuals,
};

use crate::diagnosis::{LinkState, Severity};
use crate::picture::{Color, Theme, ThemeName};

/// The grid of the window, in points.
pub const GRID: f32 = 8.0;
/// Small print, in points.
pub const SMALL: f32 = 12.5;
/// Ordinary text, in points.
pub const BODY: f32 = 14.5;
/// Headings, in points.
pub const HEADING: f32 = 18.0;

/// The tokens of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// Which theme.
    pub name: ThemeName,
    /// The picture's own tokens, for canvas and marks.
    pub theme: &'static Theme,
    /// Names and headings.
    pub ink: Color32,
    /// Small print.
    pub soft_ink: Color32,
    /// What panels lie on.
    pub panel: Color32,
    /// Text fields, cards, menus.
    pub raised: Color32,
    /// The ground of the canvas.
    pub canvas: Color32,
    /// Hairlines between panels and around cards.
    pub hairline: Color32,
    /// Outlines of fields and buttons, 3:1 at the least.
    pub outline: Color32,
    /// A button at rest.
    pub button: Color32,
    /// What lies under the pointer.
    pub hovered: Color32,
    /// What is chosen, as a ground for ink.
    pub chosen: Color32,
    /// Selection and focus.
    pub accent: Color32,
}

/// The colour as egui has it.
#[must_use]
pub fn color32(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.red, color.green, color.blue, color.alpha)
}

impl Tokens {
    /// The tokens of the theme with this name.
    #[must_use]
    pub fn of(name: ThemeName) -> Self {
        let theme = name.theme();
        let mixed = |over: Color, percent| color32(over.over(theme.box_fill, percent));
        let hairline = match name {
            ThemeName::HighContrast => theme.box_outline,
            ThemeName::Light | ThemeName::Dark => theme.box_outline.over(theme.canvas, 28),
        };
        Self {
            name,
            theme,
            ink: color32(theme.ink),
            soft_ink: color32(theme.soft_ink),
            panel: color32(theme.canvas.over(theme.box_fill, 45)),
            raised: color32(theme.box_fill),
            canvas: color32(theme.canvas),
            hairline: color32(hairline),
            outline: color32(theme.box_outline),
            // As strong as they can be with words of every state at 7:1 on them.
            button: mixed(theme.box_outline, 7),
            hovered: mixed(theme.box_outline, 12),
            chosen: mixed(theme.accent, 11),
            accent: color32(theme.accent),
        }
    }

    /// The colour of a state's lines and marks.
    #[must_use]
    pub fn state_line(&self, state: LinkState) -> Color32 {
        color32(self.theme.state(state).line)
    }

    /// The colour of a state's word.
    #[must_use]
    pub fn state_text(&self, state: LinkState) -> Color32 {
        color32(self.theme.state(state).text)
    }

    /// The colour of a severity's mark and word: the states' own, never a new one.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Critical | Severity::High => self.state_text(LinkState::Broken),
            Severity::Medium | Severity::Low => self.state_text(LinkState::Strained),
            Severity::Info => self.state_text(LinkState::Unknown),
        }
    }

    /// Small print.
    #[must_use]
    pub fn soft(&self, text: &str) -> RichText {
        RichText::new(text).size(SMALL).color(self.soft_ink)
    }

    /// Ordinary text that stands out.
    #[must_use]
    pub fn strong(&self, text: &str) -> RichText {
        RichText::new(text).font(semibold(BODY)).color(self.ink)
    }

    /// A heading.
    #[must_use]
    pub fn heading(&self, text: &str) -> RichText {
        RichText::new(text).font(semibold(HEADING)).color(self.ink)
    }

    /// The word of a state, in its colour.
    #[must_use]
    pub fn state_word(&self, state: LinkState) -> RichText {
        RichText::new(state.word()).font(semibold(BODY)).color(self.state_text(state))
    }

    /// The frame of a panel beside the canvas.
    pub fn panel_frame(&self) -> Frame {
        Frame::new().fill(self.panel).inner_margin(Margin::same(12))
    }

    /// The frame of a bar above or beneath the canvas.
    pub fn bar_frame(&self) -> Frame {
        Frame::new().fill(self.panel).inner_margin(Margin::symmetric(12, 4))
    }

    /// The frame of what floats above everything.
    pub fn raised_frame(&self) -> Frame {
        Frame::new()
            .fill(self.raised)
            .stroke(Stroke::new(1.0, self.outline))
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::same(16))
            .shadow(Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(48) })
    }

    /// The frame of a card on a panel.
    pub fn card_frame(&self) -> Frame {
        Frame::new()
            .fill(self.raised)
            .stroke(Stroke::new(1.0, self.hairline))
            .corner_radius(CornerRadius::same(6))
            .inner_margin(Margin::same(10))
    }

    /// Makes the window look like this.
    pub fn apply(&self, ctx: &Context) {
        let style = Arc::new(self.style());
        for theme in [egui::Theme::Light, egui::Theme::Dark] {
            ctx.set_style_of(theme, Arc::clone(&style));
        }
    }

    fn style(&self) -> Style {
        let mut style = Style { visuals: self.visuals(), ..Style::default() };
        let text = |size| FontId::new(size, FontFamily::Proportional);
        style.text_styles = [
            (TextStyle::Small, text(SMALL)),
            (TextStyle::Body, text(BODY)),
            (TextStyle::Button, text(BODY)),
            (TextStyle::Heading, semibold(HEADING)),
            (TextStyle::Monospace, text(BODY)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(GRID, 6.0);
        style.spacing.button_padding = Vec2::new(GRID, 4.0);
        style.spacing.interact_size = Vec2::new(32.0, 26.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.window_margin = Margin::same(16);
        style.spacing.scroll.bar_width = 8.0;
        style.spacing.icon_width = 18.0;
        style.spacing.icon_width_inner = 10.0;
        style.spacing.icon_spacing = 8.0;
        style.interaction.selectable_labels = false;
        style
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.name == ThemeName::Dark { Visuals::dark() } else { Visuals::light() };
        let radius = CornerRadius::same(5);
        let widget = |fill: Color32, edge: Color32, width: f32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(width, edge),
            fg_stroke: Stroke::new(1.25, self.ink),
            corner_radius: radius,
            expansion: 0.0,
        };
        visuals.widgets = Widgets {
            noninteractive: WidgetVisuals {
                bg_stroke: Stroke::new(1.0, self.hairline),
                fg_stroke: Stroke::new(1.0, self.ink),
                ..widget(self.panel, self.hairline, 1.0)
            },
            inactive: widget(self.button, self.outline.gamma_multiply(0.55), 1.0),
            hovered: widget(self.hovered, self.outline, 1.0),
            active: widget(self.chosen, self.accent, 1.5),
            open: widget(self.hovered, self.outline, 1.0),
        };
        visuals.override_text_color = None;
        visuals.selection.bg_fill = self.chosen;
        visuals.selection.stroke = Stroke::new(1.5, self.accent);
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.state_text(LinkState::Strained);
        visuals.error_fg_color = self.state_text(LinkState::Broken);
        visuals.faint_bg_color = self.button;
        visuals.extreme_bg_color = self.raised;
        visuals.text_edit_bg_color = Some(self.raised);
        visuals.code_bg_color = self.button;
        visuals.weak_text_color = Some(self.soft_ink);
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.raised;
        visuals.window_stroke = Stroke::new(1.0, self.outline);
        visuals.window_corner_radius = CornerRadius::same(8);
        visuals.menu_corner_radius = CornerRadius::same(6);
        let shadow = Shadow { offset: [0, 3], blur: 12, spread: 0, color: Color32::from_black_alpha(40) };
        visuals.window_shadow = shadow;
        visuals.popup_shadow = shadow;
        visuals.button_frame = true;
        visuals.striped = false;
        visuals
    }
}

/// The heavier weight of the bundled family, at `size` points.
#[must_use]
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("semibold".into()))
}

/// Gives the window the bundled family. System fonts, where eframe finds them, come after it for other scripts.
pub fn install_fonts(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    let weights: [(&str, &'static [u8]); 2] =
        [("plex", crate::picture::text::REGULAR_TTF), ("plex-semibold", crate::picture::text::SEMIBOLD_TTF)];
    for (name, bytes) in weights {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let regular = vec!["plex".to_owned()];
    fonts.families.insert(FontFamily::Proportional, regular.clone());
    fonts.families.insert(FontFamily::Monospace, regular);
    let semibold = vec!["plex-semibold".to_owned(), "plex".to_owned()];
    fonts.families.insert(FontFamily::Name("semibold".into()), semibold);
    ctx.set_fonts(fonts);
}
