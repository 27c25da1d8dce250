//! The slide of a stop: set when the stop, the facts or the screen change, painted from what is kept. A stop comes in calmly.
//!
//! Each thing on it has a name for screen readers. The spotlight leaves one thing as it is and dims the others, never hides them.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo};

use super::PresentState;
use super::screen::Scale;
use crate::layout::Point;
use crate::picture::slide::{ItemKind, Setting, Slide, slides};
use crate::picture::{DIMMED_PERCENT, ThemeName};
use crate::session::Session;
use crate::ui::canvas::Still;
use crate::ui::tokens::Tokens;

/// How long a stop takes to come in, seconds; none with reduced motion.
const COMES_IN_S: f64 = 0.16;

/// What lies in the light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Spot {
    /// Everything.
    #[default]
    Off,
    /// What the pointer is on; everything while it is on nothing.
    Pointer,
    /// The thing with this number, chosen by key.
    Item(usize),
}

/// The slides of the stop that is shown, as they were set.
#[derive(Default)]
pub(super) struct Slides {
    /// What they were set for; `None` when the facts have changed since.
    set_for: Option<SetFor>,
    slides: Vec<Slide>,
    /// The things of the slide that is shown.
    stills: Vec<Still>,
    /// When the slide came in.
    since_s: f64,
    /// Which stop and slide came in last.
    came_in: Option<(String, usize)>,
}

#[derive(Clone, Debug, PartialEq)]
struct SetFor {
    stop: String,
    page: usize,
    whole: Rect,
    hall: crate::picture::slide::Hall,
    theme: ThemeName,
    pixels_per_point: f32,
}

impl Slides {
    /// Sets them anew when they are shown next.
    pub(super) fn forget(&mut self) {
        self.set_for = None;
    }

    /// How many the stop takes.
    pub(super) fn count(&self) -> usize {
        self.slides.len()
    }

    /// How many things are on the slide that is shown.
    pub(super) fn items(&self) -> usize {
        self.stills.len()
    }
}

/// Shows the slide.
pub(super) fn slide_ui(ui: &Ui, scale: &Scale, session: &Session, tokens: &Tokens, state: &mut PresentState) {
    set(ui, scale, session, tokens, state);
    let now_s = ui.input(|input| input.time);
    let page = state.lectern.page();
    let Some(slide) = state.slides.slides.get(page) else { return };
    let spot = in_the_light(ui, scale, slide, state.spot);
    let mut painter = ui.painter_at(scale.whole);
    let fade = fade(ui, now_s - state.slides.since_s);
    for (number, still) in state.slides.stills.iter().enumerate() {
        let is_dimmed = spot.is_some_and(|spot| spot != number);
        painter.set_opacity(if is_dimmed { fade * f32::from(DIMMED_PERCENT) / 100.0 } else { fade });
        still.paint(&painter);
    }
    names_ui(ui, scale, slide);
    let moves = ui.style().animation_time > 0.0;
    state.trail.show(ui, scale, tokens, moves);
}

/// How far a slide has come in, 0 to 1.
fn fade(ui: &Ui, since_s: f64) -> f32 {
    if ui.style().animation_time <= 0.0 || since_s >= COMES_IN_S {
        return 1.0;
    }
    ui.ctx().request_repaint();
    // Never from nothing: the eye keeps its place.
    0.4 + 0.6 * (since_s.max(0.0) / COMES_IN_S) as f32
}

fn set(ui: &Ui, scale: &Scale, session: &Session, tokens: &Tokens, state: &mut PresentState) {
    let Some(stop) = state.lectern.stop() else { return };
    let now_s = ui.input(|input| input.time);
    let shown = (stop.id.as_str().to_owned(), state.lectern.page());
    if state.slides.came_in.as_ref() != Some(&shown) {
        state.slides.came_in = Some(shown.clone());
        state.slides.since_s = now_s;
        if state.spot != Spot::Off {
            state.spot = Spot::Pointer;
        }
    }
    let set_for = SetFor {
        stop: shown.0,
        page: shown.1,
        whole: scale.whole,
        hall: scale.hall,
        theme: tokens.name,
        pixels_per_point: ui.pixels_per_point(),
    };
    if state.slides.set_for.as_ref() == Some(&set_for) {
        return;
    }
    let setting = Setting {
        org: session.org(),
        diagnosis: session.diagnosis(),
        theme: tokens.theme,
        hall: scale.hall,
        aspect: scale.aspect(),
    };
    state.slides.slides = slides(&stop.content, setting);
    state.lectern.keep_page(state.slides.slides.len());
    let slide = state.slides.slides.get(state.lectern.page());
    let still = |item: &crate::picture::slide::Item| {
        let shapes = slide.and_then(|slide| slide.list.shapes.get(item.shapes.clone())).unwrap_or_default();
        Still::of(shapes, scale.screen_from_slide(), set_for.pixels_per_point)
    };
    state.slides.stills = slide.map(|slide| slide.items.iter().map(still).collect()).unwrap_or_default();
    state.slides.set_for = Some(set_for);
}

/// The thing that alone lies in the light, if any.
fn in_the_light(ui: &Ui, scale: &Scale, slide: &Slide, spot: Spot) -> Option<usize> {
    match spot {
        Spot::Off => None,
        Spot::Item(number) => Some(number),
        Spot::Pointer => {
            let at = ui.input(|input| input.pointer.latest_pos())?;
            let at = scale.screen_from_slide().inverse().mul_pos(at);
            slide.item_at(Point::new(f64::from(at.x), f64::from(at.y)))
        }
    }
}

fn names_ui(ui: &Ui, scale: &Scale, slide: &Slide) {
    let to_screen = scale.screen_from_slide();
    for (number, item) in slide.items.iter().enumerate() {
        let area = Rect::from_min_max(
            egui::pos2(item.area.min.x as f32, item.area.min.y as f32),
            egui::pos2(item.area.max.x as f32, item.area.max.y as f32),
        );
        let response = ui.interact(to_screen.mul_rect(area), Id::unique(("slide", number)), Sense::hover());
        let role = match item.kind {
            ItemKind::Heading => Role::Heading,
            ItemKind::Words | ItemKind::Party | ItemKind::Link => Role::Label,
        };
        response.widget_info(|| WidgetInfo::labeled(role, true, &item.name));
    }
}
